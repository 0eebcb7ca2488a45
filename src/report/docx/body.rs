//! The body: paragraphs, lists and tables in sections upright or across.

use crate::locale::Language;
use crate::report::document::{Block, Document, Item, Table};

use super::numbering::LEVELS;
use super::table::{is_wide, table};
use super::xml::escaped;
use super::{HEAD, NAMESPACES};

/// The text of `word/document.xml`.
pub(super) struct Body {
    /// The XML.
    pub text: String,
    /// How many numbered lists are in it.
    pub lists: usize,
}

/// A page: A4, in twentieths of a point.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Upright,
    Across,
}

impl Page {
    /// Width, height, margins above, right, below and left.
    fn sizes(self) -> [usize; 6] {
        match self {
            // The margins of official papers.
            Page::Upright => [11906, 16838, 2098, 1474, 1984, 1588],
            Page::Across => [16838, 11906, 1247, 964, 1134, 964],
        }
    }

    /// How wide what stands between the margins may be.
    fn width(self) -> usize {
        let [width, _, _, right, _, left] = self.sizes();
        width - left - right
    }

    fn properties(self) -> String {
        let [width, height, top, right, bottom, left] = self.sizes();
        let across = if self == Page::Across { " w:orient=\"landscape\"" } else { "" };
        format!(
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{across}/><w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/><w:cols w:space=\"425\"/></w:sectPr>"
        )
    }
}

/// The body of `document`.
pub(super) fn body(document: &Document, language: Language) -> Body {
    let mut writer = Writer { out: String::new(), lists: 0, language, page: Page::Upright, after_table: false };
    let sections = sections(&document.blocks);
    let count = sections.len();
    for (i, (page, blocks)) in sections.into_iter().enumerate() {
        writer.page = page;
        for block in blocks {
            writer.block(block);
        }
        if i + 1 < count {
            // The paragraph that ends a section stands behind its last table, as small as can be.
            writer.out.push_str(&format!(
                "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr>{}</w:pPr></w:p>",
                page.properties()
            ));
            writer.after_table = false;
        }
    }
    if writer.after_table {
        writer.apart();
    }
    let last = writer.page.properties();
    Body {
        text: format!("{HEAD}<w:document {NAMESPACES}><w:body>{}{last}</w:body></w:document>", writer.out),
        lists: writer.lists,
    }
}

/// The blocks by the pages they stand on. A wide table takes what stands over it along.
fn sections(blocks: &[Block]) -> Vec<(Page, &[Block])> {
    let mut sections = Vec::new();
    let mut from = 0;
    for (i, block) in blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        if !is_wide(table) {
            continue;
        }
        let over = blocks.get(from..i).unwrap_or_default().iter().rev();
        let over: Vec<&Block> = over.collect();
        let titles = |from: usize| {
            let over = over.iter().skip(from);
            over.take_while(|block| matches!(block, Block::Caption(_) | Block::Heading(2.., _))).count()
        };
        // A line of text between its title and the table goes with them.
        let over = match (titles(0), over.first(), titles(1)) {
            (0, Some(Block::Paragraph(_)), under @ 1..) => under + 1,
            (count, ..) => count,
        };
        let mut start = i - over;
        // A title with a few lines under it is no page of its own.
        let few = |block: &Block| matches!(block, Block::Heading(..) | Block::Fields(_));
        if from == 0 && blocks.get(..start).unwrap_or_default().iter().all(few) {
            start = 0;
        }
        if start > from {
            sections.push((Page::Upright, blocks.get(from..start).unwrap_or_default()));
        }
        sections.push((Page::Across, blocks.get(start..=i).unwrap_or_default()));
        from = i + 1;
    }
    if from < blocks.len() || sections.is_empty() {
        sections.push((Page::Upright, blocks.get(from..).unwrap_or_default()));
    }
    sections
}

struct Writer {
    out: String,
    lists: usize,
    language: Language,
    page: Page,
    /// Whether the last thing written is a table.
    after_table: bool,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, words) => {
                let style = match level {
                    0 | 1 => "Title",
                    2 => "Heading1",
                    3 => "Heading2",
                    4 => "Heading3",
                    5 => "Heading4",
                    _ => "Heading5",
                };
                self.paragraph(style, "", words);
            }
            Block::Paragraph(words) => {
                for line in words.split('\n') {
                    self.paragraph("BodyText", "", line);
                }
            }
            Block::Caption(words) => self.paragraph("Caption", "", words),
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) => self.table(table),
            Block::List(items) => {
                self.lists += 1;
                self.items(items, 0);
            }
            Block::Code(first, code) => {
                for (i, line) in code.lines().enumerate() {
                    self.paragraph("Code", "", &format!("{}  {line}", first + i));
                }
            }
        }
        self.after_table = matches!(block, Block::Table(_));
    }

    fn paragraph(&mut self, style: &str, properties: &str, text: &str) {
        let run = run(text, self.language, false);
        self.out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{run}</w:p>"));
    }

    /// Names in bold with what they stand for behind a tab.
    fn fields(&mut self, fields: &[(String, String)]) {
        for (name, value) in fields {
            let mut lines = value.split('\n').filter(|line| !line.is_empty());
            let (name, first) =
                (run(name, self.language, true), run(lines.next().unwrap_or_default(), self.language, false));
            let rest: String =
                lines.map(|line| format!("<w:r><w:br/></w:r>{}", run(line, self.language, false))).collect();
            self.out.push_str(&format!(
                "<w:p><w:pPr><w:pStyle w:val=\"Field\"/></w:pPr>{name}<w:r><w:tab/></w:r>{first}{rest}</w:p>"
            ));
        }
    }

    fn items(&mut self, items: &[Item], depth: usize) {
        let level = depth.min(LEVELS - 1);
        let number = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{}\"/></w:numPr>", self.lists);
        for item in items {
            self.paragraph("ListParagraph", &number, &item.text);
            self.items(&item.items, depth + 1);
        }
    }

    fn table(&mut self, content: &Table) {
        if content.columns.is_empty() || content.rows.is_empty() {
            return;
        }
        if self.after_table {
            // Two tables with nothing between them would be one.
            self.apart();
        }
        self.out.push_str(&table(content, self.page.width(), self.language));
    }

    fn apart(&mut self) {
        self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>");
    }
}

/// `text` as it runs, in the font of its language.
pub(super) fn run(text: &str, language: Language, bold: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    // Quotes and strokes are as wide as characters in Chinese, and narrow in English.
    let hint = if language == Language::Zh { "<w:rFonts w:hint=\"eastAsia\"/>" } else { "" };
    let bold = if bold { "<w:b/><w:bCs/>" } else { "" };
    let properties =
        if hint.is_empty() && bold.is_empty() { String::new() } else { format!("<w:rPr>{hint}{bold}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}
