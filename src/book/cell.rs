//! Sheets and cells.

use std::ops::Range;

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The file it is in, where the workbook is a folder.
    pub file: Option<String>,
    /// Its name; `None` where the file is but one sheet.
    pub name: Option<String>,
    /// Whether the user does not see it.
    pub hidden: bool,
    /// Cells with something in them, by row and column.
    pub cells: Vec<Cell>,
    /// Merged areas.
    pub merges: Vec<Merge>,
}

/// A cell with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// What is in it.
    pub content: Content,
}

/// What is in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, on one line.
    Text(String),
    /// A number as it is read: a decimal, with the `%`, the sign and the unit that the cell's format puts there.
    Number(String),
    /// A day as `2024-03-07`; a month or year where the format shows no more; with the time of day where it has one.
    Date(String),
    /// Yes or no.
    Bool(bool),
    /// A formula went wrong: `#DIV/0!`.
    Error(String),
    /// A formula whose value the file does not hold.
    Uncomputed,
    /// A number with more digits than are kept exactly, as the file holds it.
    TooLong(String),
    /// A number that the cell's format shows as another one: the number, and the format.
    Masked(String, String),
}

/// A merged area; rows and columns from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Its rows.
    pub rows: Range<u32>,
    /// Its columns.
    pub columns: Range<u32>,
}

impl Content {
    /// What a cell with this text holds; `None` where there is nothing to be seen in it.
    pub(super) fn of_text(text: &str) -> Option<Content> {
        match one_line(text) {
            text if text.is_empty() => None,
            text if is_error(&text) => Some(Content::Error(text)),
            text => Some(Content::Text(text)),
        }
    }

    /// As a person sees it.
    pub fn shown(&self) -> &str {
        match self {
            Content::Text(text) | Content::Number(text) | Content::Date(text) => text,
            Content::Error(text) | Content::TooLong(text) | Content::Masked(text, _) => text,
            Content::Bool(true) => "TRUE",
            Content::Bool(false) => "FALSE",
            Content::Uncomputed => "=…",
        }
    }
}

impl Sheet {
    /// The cell at a place.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column)).ok()?;
        self.cells.get(at)
    }

    /// Its rows with something in them, in their order.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|one, other| one.row == other.row)
    }

    /// Puts cells and merged areas into order. Of two cells at one place the last counts, as in spreadsheet programs.
    pub(super) fn settle(&mut self) {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut kept: Vec<Cell> = Vec::with_capacity(self.cells.len());
        for cell in self.cells.drain(..) {
            match kept.last_mut() {
                Some(last) if (last.row, last.column) == (cell.row, cell.column) => *last = cell,
                _ => kept.push(cell),
            }
        }
        self.cells = kept;
        self.merges.sort_by_key(|merge| (merge.columns.start, merge.rows.start));
    }
}

/// Whether `text` is what spreadsheet programs show for a formula that went wrong.
pub(super) fn is_error(text: &str) -> bool {
    let text = text.trim();
    if matches!(text, "#N/A" | "#GETTING_DATA") {
        return true;
    }
    let name = text.strip_prefix('#').and_then(|rest| rest.strip_suffix(['!', '?']));
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '_');
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(capital))
        || text.strip_prefix("Err:").is_some_and(|code| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit()))
}

/// `text` on one line and without blanks at its ends. A line break between Chinese characters only fits the text into
/// its cell.
pub(super) fn one_line(text: &str) -> String {
    let text = text.trim();
    if !text.contains(['\n', '\r', '\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for part in text.split(['\n', '\r', '\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let wide = |c: char| u32::from(c) >= 0x2e80;
        if line.chars().next_back().is_some_and(|c| !wide(c)) && part.starts_with(|c| !wide(c)) {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_in_a_cell_are_no_part_of_its_text() {
        assert_eq!(one_line(" 金额\r\n（万元） "), "金额（万元）");
        assert_eq!(one_line("amount\n(yuan)"), "amount (yuan)");
        assert_eq!(one_line("第一\n\n\n2项"), "第一2项");
    }

    #[test]
    fn errors_are_told_from_numbers_of_rows() {
        for text in ["#DIV/0!", "#N/A", "#NAME?", "#SPILL!", "#GETTING_DATA", "Err:508", "#BUSY!"] {
            assert!(is_error(text), "{text}");
        }
        for text in ["#1", "#", "#!", "# A!", "N/A", "#3号楼", "Err:"] {
            assert!(!is_error(text), "{text}");
        }
    }
}
