//! A document as a workbook: a sheet for each of its sections, ready to be printed on A4 across.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::number::Number;
use crate::wrap::Widths;

use super::document::{Block, Document, Item, Table};

/// The paper A4.
const A4: u8 = 9;
/// The height of a line of text, in points.
const LINE: f64 = 14.5;
/// Above and below the text of a row.
const PADDING: f64 = 6.0;
/// No row is higher in a spreadsheet.
const HIGHEST: f64 = 409.0;
/// All columns together, in characters of half width: about what A4 across takes at a size that can be read.
const PAGE: usize = 138;
/// The narrowest and the widest column of words.
const WORDS: (usize, usize) = (9, 62);
/// The width of a column of numbers.
const NUMBERS: usize = 6;
/// More characters no name of a sheet has.
const NAME: usize = 31;
/// Digits of a number behind the point.
const DIGITS: u32 = 15;
/// More characters no cell holds.
const CELL: usize = 32_767;

/// `document` as the bytes of an xlsx file. The same document always gives the same bytes.
///
/// # Errors
/// A table is longer than a sheet.
pub fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The time of making would make each file another.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = document.blocks.iter().find_map(|block| match block {
        Block::Heading(1, words) => Some(words.as_str()),
        _ => None,
    });
    let properties = DocProperties::new().set_title(title.unwrap_or_default()).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let mut names: Vec<String> = Vec::new();
    for section in sections(document) {
        let name = unique(&section.name, &names);
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&name)?;
        names.push(name);
        Page::new(&section).put(&section, worksheet)?;
    }
    workbook.save_to_buffer()
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

/// `name` as a sheet can have it, another than `taken`.
fn unique(name: &str, taken: &[String]) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
    let plain: String = name.chars().filter(allowed).take(NAME).collect();
    let plain = plain.trim_matches('\'').trim();
    let plain = if plain.is_empty() { "1" } else { plain };
    let is_taken = |name: &str| taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let mut name = plain.to_owned();
    let mut number = 2;
    while is_taken(&name) {
        let end = number.to_string();
        let kept: String = plain.chars().take(NAME - end.len()).collect();
        name = format!("{kept}{end}");
        number += 1;
    }
    name
}

/// A sheet that is being filled.
struct Page {
    /// The width of each column.
    widths: Vec<usize>,
    /// The next row.
    row: u32,
    /// The head of the first table.
    head: Option<u32>,
    measure: Widths,
}

impl Page {
    fn new(section: &Section<'_>) -> Page {
        let measure = Widths { wide_ambiguous: true };
        let tables = section.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(widths(table, measure)),
            _ => None,
        });
        // The broadest table gives the columns.
        let widths = tables.max_by_key(|widths| widths.iter().sum::<usize>()).unwrap_or_else(|| vec![24, 76]);
        Page { widths, row: 0, head: None, measure }
    }

    fn last(&self) -> u16 {
        (self.widths.len().max(1) - 1) as u16
    }

    fn room(&self, left: usize, across: usize) -> usize {
        self.widths.iter().skip(left).take(across.max(1)).sum::<usize>().max(4)
    }

    fn put(mut self, section: &Section<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (column, width) in self.widths.iter().enumerate() {
            sheet.set_column_width(column as u16, *width as f64 + 0.7)?;
        }
        if let Some(title) = section.title {
            self.line(sheet, title, &title_format(), 0, 26.0)?;
        }
        for block in &section.blocks {
            match block {
                Block::Heading(_, words) | Block::Caption(words) => {
                    self.line(sheet, words, &plain_format().set_bold(), 0, 0.0)?
                }
                Block::Paragraph(words) => self.line(sheet, words, &plain_format(), 0, 0.0)?,
                Block::Fields(fields) => {
                    for (name, value) in fields {
                        self.line(sheet, &format!("{name}\u{3000}{value}"), &plain_format(), 0, 0.0)?;
                    }
                }
                Block::List(items) => self.items(sheet, items, 0)?,
                Block::Code(_, code) => self.line(sheet, code, &plain_format(), 0, 0.0)?,
                Block::Table(table) => {
                    if self.row > 1 {
                        self.row += 1;
                    }
                    self.table(sheet, table)?;
                }
            }
        }
        self.print_set_up(sheet)
    }

    fn print_set_up(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_paper_size(A4);
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_print_center_horizontally(true);
        sheet.set_footer("&C&9&P / &N&R&9&A");
        sheet.set_screen_gridlines(false);
        if let Some(head) = self.head {
            sheet.set_repeat_rows(head, head)?;
            sheet.set_freeze_panes(head + 1, 0)?;
        }
        Ok(())
    }

    /// A line of words over the whole sheet.
    fn line(
        &mut self,
        sheet: &mut Worksheet,
        words: &str,
        format: &Format,
        indent: u8,
        least: f64,
    ) -> Result<(), XlsxError> {
        let format = format.clone().set_indent(indent);
        let words = clean(words);
        if self.last() > 0 {
            sheet.merge_range(self.row, 0, self.row, self.last(), &words, &format)?;
        } else {
            sheet.write_string_with_format(self.row, 0, &words, &format)?;
        }
        let room = self.room(0, self.widths.len()).saturating_sub(usize::from(indent) * 2 + 2).max(4);
        let lines = self.lines(&words, room);
        sheet.set_row_height(self.row, (lines as f64 * LINE + PADDING).clamp(least.max(LINE), HIGHEST))?;
        self.row += 1;
        Ok(())
    }

    fn items(&mut self, sheet: &mut Worksheet, items: &[Item], depth: u8) -> Result<(), XlsxError> {
        for item in items {
            self.line(sheet, &item.text, &plain_format(), depth, 0.0)?;
            self.items(sheet, &item.items, depth.saturating_add(2).min(14))?;
        }
        Ok(())
    }

    fn table(&mut self, sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
        self.head.get_or_insert(self.row);
        for (column, head) in table.columns.iter().enumerate() {
            sheet.write_string_with_format(self.row, column as u16, clean(&head.head), &head_format())?;
        }
        sheet.set_row_height(self.row, LINE + PADDING)?;
        self.row += 1;
        let start = self.row;
        // A column of names that reach over others stands in the middle throughout.
        let reaches = |column: usize| {
            column + 1 < table.columns.len()
                && table.rows.iter().any(|row| row.cells.get(column).is_some_and(|cell| cell.down > 1))
        };
        let reaching: Vec<bool> = (0..table.columns.len()).map(reaches).collect();
        let mut heights: Vec<f64> = vec![LINE + PADDING; table.rows.len()];
        for (index, row) in table.rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                if cell.down == 0 || cell.across == 0 {
                    continue;
                }
                let number = table.columns.get(column).is_some_and(|column| column.number);
                let named = reaching.get(column).copied().unwrap_or(false);
                let middle = number || row.total || named || cell.across > 1;
                let format = cell_format(middle, row.total);
                let (at, left) = (start + index as u32, column as u16);
                let words = clean(&cell.text);
                let (bottom, right) =
                    (at + (cell.down as u32).saturating_sub(1), left + (cell.across as u16).saturating_sub(1));
                if bottom > at || right > left {
                    sheet.merge_range(at, left, bottom, right, "", &format)?;
                }
                let value =
                    Number::parse(&cell.text).ok().filter(|_| number).and_then(|n| n.shown(DIGITS).text.parse().ok());
                match value.filter(|value: &f64| value.is_finite()) {
                    Some(value) => sheet.write_number_with_format(at, left, value, &format)?,
                    None if words.is_empty() => sheet.write_blank(at, left, &format)?,
                    None => sheet.write_string_with_format(at, left, &words, &format)?,
                };
                // What reaches over several rows shares its height among them.
                let room = self.room(column, cell.across).saturating_sub(1).max(2);
                let need = (self.lines(&words, room) as f64 * LINE + PADDING) / cell.down.max(1) as f64;
                for height in heights.iter_mut().skip(index).take(cell.down.max(1)) {
                    *height = height.max(need);
                }
            }
        }
        for (index, height) in heights.into_iter().enumerate() {
            sheet.set_row_height(start + index as u32, height.min(HIGHEST))?;
        }
        self.row = start + table.rows.len() as u32;
        Ok(())
    }

    fn lines(&self, words: &str, room: usize) -> usize {
        self.measure.wrap(words, room, room).len().max(1)
    }
}

/// As wide as the words need, but no wider than the page.
fn widths(table: &Table, measure: Widths) -> Vec<usize> {
    let mut wanted: Vec<usize> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        if column.number {
            wanted.push(NUMBERS);
            continue;
        }
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| cell.across == 1);
        let longest = cells.map(|cell| measure.of(&cell.text)).max().unwrap_or(0);
        // Long texts get room by their length, short ones as much as they are long.
        let by_length = 10 + longest / 7;
        wanted.push(longest.min(by_length).max(measure.of(&column.head) + 1).clamp(WORDS.0, WORDS.1));
    }
    let sum: usize = wanted.iter().sum();
    if sum > PAGE {
        let broad = |width: usize| width > 24;
        let fixed: usize = wanted.iter().copied().filter(|width| !broad(*width)).sum();
        let (room, wide) = (PAGE.saturating_sub(fixed).max(60), (sum - fixed).max(1));
        for width in wanted.iter_mut().filter(|width| broad(**width)) {
            *width = (*width * room / wide).max(16);
        }
    } else if sum < PAGE / 2 && wanted.len() > 1 {
        // A small table is given room to breathe.
        for width in &mut wanted {
            *width += 6;
        }
    }
    wanted
}

/// `text` without the characters that no spreadsheet holds.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(CELL).collect()
}

fn plain_format() -> Format {
    Format::new().set_font_name("宋体").set_font_size(10.0).set_text_wrap().set_align(FormatAlign::VerticalCenter)
}

fn title_format() -> Format {
    plain_format().set_font_name("黑体").set_font_size(16.0).set_bold().set_align(FormatAlign::Center)
}

fn framed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x0080_8080))
}

fn head_format() -> Format {
    let format = framed(plain_format()).set_bold().set_align(FormatAlign::Center);
    format.set_background_color(Color::RGB(0x00DD_E6F0))
}

fn cell_format(middle: bool, total: bool) -> Format {
    let format = framed(plain_format());
    let format = format.set_align(if middle { FormatAlign::Center } else { FormatAlign::Left });
    if total { format.set_bold().set_background_color(Color::RGB(0x00F2_F2F2)) } else { format }
}
