//! A document as a workbook: a sheet for each of its sections, ready to be printed on A4 across.

use crate::report::document::{Block, Document, Item, Table};

use super::grid::{Book, Cell, Look, Role, Sheet};
use super::lay::{put_table, widths};
use super::name::Taken;
use super::{WorkbookError, write};

/// The widths of a sheet without a table.
const WORDS: [u16; 2] = [24, 100];
/// Items stand no further in.
const DEEPEST: u8 = 14;

/// `document` as the bytes of an xlsx file. The same document always gives the same bytes.
///
/// # Errors
/// A table is longer than a sheet.
pub fn workbook(document: &Document) -> Result<Vec<u8>, WorkbookError> {
    let title = document.blocks.iter().find_map(|block| match block {
        Block::Heading(1, words) => Some(words.clone()),
        _ => None,
    });
    let mut taken = Taken::default();
    let sheets = sections(document).into_iter().map(|section| section.sheet(taken.sheet(&section.name))).collect();
    write::write(&Book { title: title.unwrap_or_default(), sheets, ..Book::default() }).map_err(WorkbookError)
}

/// What stands on one sheet.
struct Section<'a> {
    name: String,
    title: Option<&'a str>,
    blocks: Vec<&'a Block>,
}

/// The sections under the headings of the second level; what stands before the first goes with it.
fn sections(document: &Document) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let (mut title, mut before) = (None, Vec::new());
    for block in &document.blocks {
        match block {
            Block::Heading(1, words) => title = Some(words.as_str()),
            Block::Heading(2, words) => {
                let first = sections.is_empty();
                let (title, blocks) =
                    if first { (title, std::mem::take(&mut before)) } else { (Some(words.as_str()), Vec::new()) };
                sections.push(Section { name: bare(words), title, blocks });
            }
            other => match sections.last_mut() {
                Some(section) => section.blocks.push(other),
                None => before.push(other),
            },
        }
    }
    if sections.is_empty() {
        sections.push(Section { name: title.unwrap_or("1").to_owned(), title, blocks: before });
    }
    sections
}

/// A heading without its number.
fn bare(heading: &str) -> String {
    let rest = heading
        .split_once('、')
        .or_else(|| heading.split_once(". "))
        .map_or(heading, |(number, rest)| if number.chars().count() <= 3 { rest } else { heading });
    rest.to_owned()
}

impl Section<'_> {
    fn sheet(&self, name: String) -> Sheet {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(widths(table)),
            _ => None,
        });
        // The broadest table gives the columns.
        let widths = tables.max_by_key(|widths| widths.iter().map(|width| u32::from(*width)).sum::<u32>());
        let sheet = Sheet { name, widths: widths.unwrap_or_else(|| WORDS.to_vec()), ..Sheet::default() };
        let mut page = Page { sheet, row: 0 };
        if let Some(title) = self.title {
            page.line(title, Look { role: Role::Title, ..Look::default() });
        }
        for block in &self.blocks {
            page.block(block);
        }
        page.sheet
    }
}

/// A sheet that is being filled.
struct Page {
    sheet: Sheet,
    /// The next row.
    row: u32,
}

impl Page {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(_, words) | Block::Caption(words) => self.line(words, Look::default().bold()),
            Block::Paragraph(words) | Block::Code(_, words) => self.line(words, Look::default()),
            Block::Fields(fields) => {
                for (name, value) in fields {
                    self.line(&format!("{name}\u{3000}{value}"), Look::default());
                }
            }
            Block::List(items) => self.items(items, 0),
            Block::Table(table) => self.table(table),
        }
    }

    /// A line of words over the whole sheet.
    fn line(&mut self, words: &str, look: Look) {
        self.sheet.put(self.row, 0, Cell::text(words, look));
        let last = self.sheet.widths.len().saturating_sub(1) as u16;
        self.sheet.join(self.row, 0, last);
        self.row += 1;
    }

    fn items(&mut self, items: &[Item], indent: u8) {
        for item in items {
            self.line(&item.text, Look { indent, ..Look::default() });
            self.items(&item.items, indent.saturating_add(2).min(DEEPEST));
        }
    }

    fn table(&mut self, table: &Table) {
        if self.row > 1 {
            self.row += 1;
        }
        self.row = put_table(&mut self.sheet, self.row, table, &|_, _, _| None);
    }
}
