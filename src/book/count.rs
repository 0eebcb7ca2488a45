//! What is read of a workbook, counted against its limits as it comes.

use super::fault::Fault;
use super::{MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_SHEETS, MAX_TEXT};
use crate::diagnostic::Message;

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Count {
    sheets: usize,
    cells: usize,
    merges: usize,
    text: usize,
}

impl Count {
    /// One more sheet.
    pub fn sheet(&mut self) -> Result<(), Fault> {
        self.sheets += 1;
        limit(self.sheets > MAX_SHEETS, "book-limit-sheets", MAX_SHEETS)
    }

    /// One more cell with something in it, of `bytes` to be shown.
    pub fn cell(&mut self, (row, column): (u32, u32), bytes: usize) -> Result<(), Fault> {
        self.cells += 1;
        self.text = self.text.saturating_add(bytes);
        limit(row >= MAX_ROWS, "book-limit-rows", MAX_ROWS as usize)?;
        if column >= MAX_COLUMNS {
            return Err(Fault::columns());
        }
        limit(bytes > MAX_CELL, "book-limit-cell", MAX_CELL >> 10)?;
        limit(self.cells > MAX_CELLS, "book-limit-cells", MAX_CELLS)?;
        limit(self.text > MAX_TEXT, "book-limit-text", MAX_TEXT >> 20)
    }

    /// One more merged area.
    pub fn merge(&mut self) -> Result<(), Fault> {
        self.merges += 1;
        limit(self.merges > MAX_MERGES, "book-limit-merges", MAX_MERGES)
    }
}

fn limit(beyond: bool, key: &'static str, limit: usize) -> Result<(), Fault> {
    if beyond { Err(Fault::TooLarge(Message::new(key).arg("limit", limit.to_string()))) } else { Ok(()) }
}
