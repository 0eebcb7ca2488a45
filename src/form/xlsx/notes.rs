//! The sheet of notes: how the form is filled in, and beside it the lists that cells choose from.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Sheets;
use super::lists::{FIRST_COLUMN, FIRST_ROW};
use super::look::{CELL, columns, cut, height};

impl Sheets<'_> {
    pub(super) fn notes(&mut self, name: &str) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.sheet(name, 0)?;
        const WIDTH: f64 = 100.0;
        sheet.set_column_width(0, WIDTH)?.set_column_width(1, 3)?;
        let notes = self.words.word("form-notes");
        let mut row = 0;
        sheet.write_with_format(row, 0, cut(&self.words.title(self.form), CELL), &self.look.title)?;
        for line in notes.lines() {
            row += 1;
            let heading = line.chars().take(2).any(|c| matches!(c, '、' | '.'));
            let format = if heading { &self.look.heading } else { &self.look.paragraph };
            sheet.write_with_format(row, 0, line, format)?;
            sheet.set_row_height(row, height([(line, WIDTH)].into_iter()))?;
        }
        sheet.set_row_height(0, 27)?;
        // The lists are there to be chosen from, not to be printed.
        sheet.set_print_area(0, 0, row, 0)?;
        for (column, (head, entries)) in (FIRST_COLUMN..).zip(&self.lists.lists) {
            sheet.write_with_format(0, column, cut(head, CELL), &self.look.head)?;
            for (row, entry) in (FIRST_ROW..).zip(entries) {
                sheet.write_with_format(row, column, cut(entry, CELL), &self.look.fixed)?;
            }
            let widest = entries.iter().map(|entry| columns(entry)).max().unwrap_or_default();
            sheet.set_column_width(column, (widest as f64 + 3.0).clamp(12.0, 70.0))?;
        }
        Ok(sheet)
    }
}
