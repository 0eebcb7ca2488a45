//! One source line made fit to be shown: tabs as blanks, invisible characters by their number, cut to
//! the width where it is longer, with a map from the source's bytes to the shown ones.

use std::ops::Range;

use crate::wrap::Widths;

/// Tabs reach to the next multiple of this.
const TAB: usize = 4;
/// Bytes looked at before and behind the place in question. A facts file may be one line of
/// megabytes; nobody reads more of it than fits the terminal.
const LOOK_BACK: usize = 1024;
const LOOK_AHEAD: usize = 2048;
/// Characters of a message that are shown.
const MOST_CHARACTERS: usize = 2000;

/// What one character of the source becomes.
struct Cell {
    /// Its first byte in the source.
    at: usize,
    /// Columns before it.
    column: usize,
    width: usize,
    text: CellText,
}

enum CellText {
    Char(char),
    Blanks(usize),
    /// Shown as `<U+202E>`: control characters, which would drive the terminal, and marks that are
    /// invisible or turn the reading direction, and so make text look like other text.
    Number(u32),
    Nothing,
}

/// The characters of one source line around a place, with their columns.
pub(super) struct LineCells {
    cells: Vec<Cell>,
    /// Bytes of the source, cut where the line is very long.
    bytes: Range<usize>,
    cut_left: bool,
    cut_right: bool,
}

impl LineCells {
    /// The line `line` of `text` (a range without the line end) around the byte `focus`.
    pub fn new(text: &str, line: Range<usize>, focus: usize, widths: Widths) -> LineCells {
        let mut start = line.start.max(focus.saturating_sub(LOOK_BACK)).min(line.end);
        let mut end = line.end.min(focus.saturating_add(LOOK_AHEAD)).max(start);
        while start > line.start && !text.is_char_boundary(start) {
            start -= 1;
        }
        while end < line.end && !text.is_char_boundary(end) {
            end += 1;
        }
        let mut cells = Vec::new();
        let mut column = 0;
        for (at, c) in text.get(start..end).unwrap_or_default().char_indices() {
            let at = start + at;
            let (text, width) = match c {
                '\t' => {
                    let blanks = TAB - column % TAB;
                    (CellText::Blanks(blanks), blanks)
                }
                // The mark of byte order is no part of the text.
                '\u{feff}' if at == 0 => (CellText::Nothing, 0),
                c if is_invisible(c) => (CellText::Number(c as u32), format!("<U+{:04X}>", c as u32).len()),
                c => (CellText::Char(c), widths.of_char(c)),
            };
            cells.push(Cell { at, column, width, text });
            column += width;
        }
        LineCells { cells, bytes: start..end, cut_left: start > line.start, cut_right: end < line.end }
    }

    /// Columns from the first of `range` to after its last; at least one. `None` if it lies outside
    /// what was looked at.
    pub fn columns(&self, range: &Range<usize>) -> Option<Range<usize>> {
        // A place behind a line end that is not shown belongs to the end of the line.
        if range.start < self.bytes.start || (range.start > self.bytes.end && self.cut_right) {
            return None;
        }
        let start = self.column(range.start);
        Some(start..self.column(range.end).max(start + 1))
    }

    fn column(&self, at: usize) -> usize {
        match self.cells.get(self.cells.partition_point(|cell| cell.at < at)) {
            Some(cell) => cell.column,
            None => self.width(),
        }
    }

    fn width(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.column + cell.width)
    }

    /// The line in at most `budget` columns, with what stands at the columns `wanted` in it.
    /// `ellipsis` stands for what is left out.
    pub fn show(&self, wanted: Range<usize>, budget: usize, ellipsis: &str, widths: Widths) -> ShownLine {
        let mark = widths.of(ellipsis);
        let whole = !self.cut_left && self.width() <= budget;
        let from = if whole && wanted.end <= budget {
            0
        } else {
            // Keep the beginning, which tells what the line is about, as far as the place allows.
            wanted.end.saturating_add(2 * mark).saturating_sub(budget).min(wanted.start)
        };
        let left = self.cut_left || from > 0;
        let room = budget.saturating_sub(if left { mark } else { 0 });
        let fits = !self.cut_right && self.width() <= from + room;
        let to = from + if fits { room } else { room.saturating_sub(mark).max(1) };

        let mut shown = ShownLine { text: String::new(), map: Vec::new(), before: 0 };
        if left {
            shown.text.push_str(ellipsis);
            shown.before = mark;
        }
        for cell in self.cells.iter().filter(|c| c.column >= from && c.column + c.width <= to) {
            shown.map.push((cell.at, shown.text.len()));
            match cell.text {
                CellText::Char(c) => shown.text.push(c),
                CellText::Blanks(count) => shown.text.extend(std::iter::repeat_n(' ', count)),
                CellText::Number(number) => shown.text.push_str(&format!("<U+{number:04X}>")),
                CellText::Nothing => {}
            }
        }
        let after = self.cells.iter().find(|c| c.column + c.width > to).map_or(self.bytes.end, |c| c.at);
        shown.map.push((after, shown.text.len()));
        if !fits {
            shown.text.push_str(ellipsis);
        }
        shown
    }
}

/// A line as it is shown.
pub(super) struct ShownLine {
    /// The text, without a line end.
    pub text: String,
    /// Source bytes and the shown bytes they became, rising.
    map: Vec<(usize, usize)>,
    /// Columns of the mark for what is cut at the left.
    pub before: usize,
}

impl ShownLine {
    /// The byte of the shown text that the source's byte `at` became; the nearest for one left out.
    pub fn byte(&self, at: usize) -> usize {
        let index = self.map.partition_point(|(source, _)| *source < at);
        self.map.get(index).or(self.map.last()).map_or(0, |(_, shown)| *shown)
    }
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` with its invisible characters shown by their numbers: for names, and for
/// words into which pieces of a file were put. A piece of megabytes is cut.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::new();
    for (index, c) in text.chars().enumerate() {
        if index == MOST_CHARACTERS {
            out.push_str("...");
            break;
        }
        match c {
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c if is_invisible(c) => out.push_str(&format!("<U+{:04X}>", c as u32)),
            c => out.push(c),
        }
    }
    out
}
