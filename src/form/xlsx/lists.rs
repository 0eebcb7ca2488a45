//! The lists that cells choose from. Short ones stand in the cell's own rule; longer ones, and those with a comma in
//! an entry, stand on the sheet of notes and are referred to.

use rust_xlsxwriter::{DataValidation, Formula, XlsxError};

use super::look::units;

/// The column of the first list on the sheet of notes, and the row of its first entry.
pub const FIRST_COLUMN: u16 = 2;
/// Rows above the first entry of a list.
pub const FIRST_ROW: u32 = 1;
/// Most characters of a list in a cell's own rule.
const SHORT: usize = 255;

/// The lists of one workbook.
#[derive(Default)]
pub struct Lists {
    sheet: String,
    /// What stands over each list, and its entries.
    pub lists: Vec<(String, Vec<String>)>,
}

impl Lists {
    /// No list yet; they stand on the sheet `sheet`.
    pub fn new(sheet: &str) -> Lists {
        Lists { sheet: sheet.to_owned(), lists: Vec::new() }
    }

    /// A rule by which a cell chooses one of `entries`, which are called `head`.
    pub fn choice(&mut self, head: &str, entries: &[String]) -> Result<DataValidation, XlsxError> {
        let joined = entries.iter().map(|entry| units(entry) + entry.matches('"').count() + 1).sum::<usize>();
        let plain = |entry: &String| !entry.contains(',') && !entry.starts_with(['=', ' ']) && entry.trim() == entry;
        if joined <= SHORT && entries.iter().all(plain) {
            return DataValidation::new().allow_list_strings(entries);
        }
        Ok(DataValidation::new().allow_list_formula(self.range(head, entries)))
    }

    /// Where the list of `entries` stands; it is added, if it is not there yet.
    pub fn range(&mut self, head: &str, entries: &[String]) -> Formula {
        let standing = self.lists.iter().position(|(_, list)| list == entries);
        let index = standing.unwrap_or_else(|| {
            self.lists.push((head.to_owned(), entries.to_vec()));
            self.lists.len() - 1
        });
        let column = u16::try_from(index).unwrap_or(u16::MAX).saturating_add(FIRST_COLUMN);
        let column = rust_xlsxwriter::utility::column_number_to_name(column);
        let (first, last) = (FIRST_ROW + 1, FIRST_ROW as usize + entries.len().max(1));
        Formula::new(format!("='{}'!${column}${first}:${column}${last}", self.sheet.replace('\'', "''")))
    }
}
