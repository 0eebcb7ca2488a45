//! A table: widths by what stands in its columns, the head on every page, merged cells.

use crate::locale::Language;
use crate::report::document::{Cell, Row, Table};
use crate::wrap::Widths;

use super::body::run;

/// A Latin letter of the text of tables, in twentieths of a point: half of nine points, and a little more, since
/// digits of some fonts are wider.
const LETTER: usize = 96;
/// What stands beside the text of a cell: its margins and the lines.
const MARGIN: usize = 150;
/// A column is made no narrower than so many letters.
const NARROWEST: usize = 5;
/// A column of words that has no more letters than this in any line keeps them in one line where there is room.
const SHORT: usize = 24;
/// A table of so many columns stands on pages of its own that lie across.
const WIDE: usize = 8;
/// A row of no more lines than this is not broken over two pages.
const MOST_WHOLE: usize = 15;
/// A column with a cell of more letters than this holds running text.
const RUNNING: usize = 100;
/// In a table across, a column of names gets no more letters than this in a line: names are broken, so that the running
/// texts beside them have room.
const NAME: usize = 10;
/// A column whose longest cell has no more letters holds names.
const NAMES: usize = 48;
/// A table of no more lines than this is kept on one page.
const SHORT_TABLE: usize = 24;
/// A column of longer words gets so many letters before it gets its share of what is left.
const LEAST: usize = 11;

/// `table` in `width`.
pub(super) fn table(table: &Table, width: usize, language: Language) -> String {
    let widths = widths(table, width);
    let total: usize = widths.iter().sum();
    let (first_row, look) = if table.has_heads() { (1, "0620") } else { (0, "0600") };
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{look}\" w:firstRow=\"{first_row}\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
    );
    for width in &widths {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    let writer = Writer { table, widths: &widths, language, whole: false };
    // A short table is not broken over two pages.
    let lines: usize = table.rows.iter().map(|row| writer.lines(row)).sum();
    let writer = Writer { whole: !is_wide(table) && lines <= SHORT_TABLE, ..writer };
    if table.has_heads() {
        out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (x, column) in table.columns.iter().enumerate() {
            out.push_str(&writer.cell(&column.head, x, 1, "", "TableHead", writer.keep(0), true));
        }
        out.push_str("</w:tr>");
    }
    let owners = table.owners();
    for (y, row) in table.rows.iter().enumerate() {
        out.push_str(&writer.row(row, y, owners.get(y).map(Vec::as_slice).unwrap_or_default()));
    }
    out.push_str("</w:tbl>");
    out
}

struct Writer<'a> {
    table: &'a Table,
    widths: &'a [usize],
    language: Language,
    /// Whether it stands on one page.
    whole: bool,
}

impl Writer<'_> {
    /// Keeps the paragraphs of a row, or of the head, on one page with the next row, if there is one.
    fn keep(&self, y: usize) -> &'static str {
        if self.whole && y + 1 < self.table.rows.len() { "<w:keepNext/>" } else { "" }
    }

    fn row(&self, row: &Row, y: usize, owners: &[(usize, usize)]) -> String {
        // A row of a few lines goes to the next page as a whole; one that may be as long as a page is broken.
        let whole = self.lines(row) <= MOST_WHOLE;
        let mut out = String::from(if whole { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
        let mut x = 0;
        let columns = self.table.columns.len();
        while x < columns {
            let (from, at) = owners.get(x).copied().unwrap_or((y, x));
            let owner = self.table.rows.get(from).unwrap_or(row).cells.get(at);
            let across = owner.map_or(1, |cell| cell.across).clamp(1, columns - x);
            let down = owner.map_or(1, |cell| cell.down);
            out.push_str(&match owner {
                Some(cell) if (from, at) == (y, x) => {
                    let merge = if down > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                    let (style, align) = self.style(cell, row, x);
                    let align = &format!("{}{align}", self.keep(y));
                    self.cell(
                        &cell.text,
                        x,
                        across,
                        merge,
                        style,
                        align,
                        down > 1 || self.is_number(x) || self.is_short(x) || self.holds_names(x),
                    )
                }
                Some(_) if from < y => self.cell("", x, across, "<w:vMerge/>", "TableText", self.keep(y), true),
                _ => self.cell("", x, 1, "", "TableText", self.keep(y), true),
            });
            x += across;
        }
        out.push_str("</w:tr>");
        out
    }

    /// About how many lines a row takes.
    fn lines(&self, row: &Row) -> usize {
        let letters = Widths { wide_ambiguous: true };
        let cells = row.cells.iter().enumerate().filter(|(_, cell)| cell.down == 1);
        let lines = cells.map(|(x, cell)| {
            let width: usize = self.widths.iter().skip(x).take(cell.across).sum();
            let room = (width.saturating_sub(MARGIN) / LETTER).max(1);
            cell.text.split('\n').map(|line| letters.of(line).div_ceil(room).max(1)).sum()
        });
        lines.max().unwrap_or(1)
    }

    /// Style and alignment of a cell.
    fn style(&self, cell: &Cell, row: &Row, x: usize) -> (&'static str, &'static str) {
        let style = if row.total { "TableHead" } else { "TableText" };
        // Numbers and what is as short as a number stand in the middle, as do names of several rows.
        // In a form a column holds many things; what is short stands in the middle.
        let short = |cell: &Cell| Widths { wide_ambiguous: true }.of(&cell.text) <= SHORT;
        let in_form = !self.table.has_heads() && short(cell);
        let centred = self.is_number(x) || self.is_short(x) || cell.down > 1 || in_form;
        let align = if centred || row.total && cell.text.chars().count() < SHORT {
            "<w:jc w:val=\"center\"/>"
        } else {
            "<w:jc w:val=\"left\"/>"
        };
        (style, align)
    }

    /// Whether a column holds but short words.
    fn is_short(&self, x: usize) -> bool {
        let letters = Widths { wide_ambiguous: true };
        let mut cells = self.table.rows.iter().filter_map(|row| row.cells.get(x)).filter(|cell| cell.across == 1);
        cells.all(|cell| !cell.text.contains('\n') && letters.of(&cell.text) <= SHORT)
    }

    /// Whether a column of a table across holds names.
    fn holds_names(&self, x: usize) -> bool {
        let letters = Widths { wide_ambiguous: true };
        let mut cells = self.table.rows.iter().filter_map(|row| row.cells.get(x)).filter(|cell| cell.across == 1);
        is_wide(self.table) && cells.all(|cell| letters.of(&cell.text) <= NAMES)
    }

    fn is_number(&self, x: usize) -> bool {
        self.table.columns.get(x).is_some_and(|column| column.number)
    }

    #[allow(clippy::too_many_arguments, reason = "what a cell of a Word table is made of")]
    fn cell(&self, text: &str, x: usize, across: usize, merge: &str, style: &str, align: &str, middle: bool) -> String {
        let width: usize = self.widths.iter().skip(x).take(across).sum();
        let span = if across > 1 { format!("<w:gridSpan w:val=\"{across}\"/>") } else { String::new() };
        let middle = if middle { "<w:vAlign w:val=\"center\"/>" } else { "" };
        // A paragraph a line: line breaks in a paragraph are stretched where it is set to both margins.
        let paragraphs: String = text
            .split('\n')
            .map(|line| {
                let run = run(line, self.language, false);
                format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{align}</w:pPr>{run}</w:p>")
            })
            .collect();
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}{middle}</w:tcPr>{paragraphs}</w:tc>"
        )
    }
}

/// How wide each column is, together `width`: numbers as wide as they are, short words likewise; long texts share
/// what is left by how long they are.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let letters = Widths { wide_ambiguous: true };
    let longest = |x: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(x)).filter(|cell| cell.across == 1);
        let lines = cells.flat_map(|cell| cell.text.split('\n')).map(|line| letters.of(line));
        lines.max().unwrap_or(0)
    };
    let length = |x: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(x)).filter(|cell| cell.across == 1);
        cells.map(|cell| letters.of(&cell.text)).sum::<usize>()
    };
    let wide = is_wide(table);
    let mut natural: Vec<(usize, usize)> = Vec::new();
    for (x, column) in table.columns.iter().enumerate() {
        let head = letters.of(&column.head);
        let content = longest(x);
        let cells = table.rows.iter().filter_map(|row| row.cells.get(x)).filter(|cell| cell.across == 1);
        // Bold letters of the head are wider than others.
        let word =
            cells.map(|cell| longest_word(&cell.text) + 1).max().unwrap_or(0).max(longest_word(&column.head) + 2);
        let word = word.min(SHORT);
        if wide && !column.number && content <= NAMES {
            natural.push((content.min(NAME).max(head.div_ceil(2) + 1).max(word).max(NARROWEST), 0));
        } else if column.number || content <= SHORT {
            // A head may be broken in two, but not into single letters.
            let room = if column.number { content + 2 } else { content };
            natural.push((room.min(SHORT).max(head.div_ceil(2) + 1).max(word).max(NARROWEST), 0));
        } else {
            // To the power of three quarters: a text ten times as long gets five to six times the width.
            let root = length(x).isqrt();
            natural.push((LEAST.max(word.min(LEAST + NARROWEST)), (root * root.isqrt()).max(1)));
        }
    }
    let mut widths: Vec<usize> = natural.iter().map(|(letters, _)| letters * LETTER + MARGIN).collect();
    let sum: usize = widths.iter().sum();
    let shares: usize = natural.iter().map(|(_, share)| share).sum();
    if sum <= width && shares > 0 {
        let room = width - sum;
        for (own, (_, share)) in widths.iter_mut().zip(&natural) {
            *own += room * share / shares;
        }
    } else {
        // A small table is set across the page as well.
        for own in &mut widths {
            *own = *own * width / sum.max(1);
        }
    }
    widths
}

/// The longest run of letters and digits that a line cannot be broken in; Chinese is broken between any two.
fn longest_word(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '%' | '-'));
    runs.map(str::len).max().unwrap_or(0)
}

/// Whether `table` is to lie across: it has many columns, or several of running text.
pub(super) fn is_wide(table: &Table) -> bool {
    let letters = Widths { wide_ambiguous: true };
    let running = |x: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(x)).filter(|cell| cell.across == 1);
        cells.any(|cell| letters.of(&cell.text) > RUNNING)
    };
    table.columns.len() >= WIDE || (0..table.columns.len()).filter(|x| running(*x)).count() > 1
}
