//! The report as a workbook whose scores are formulas over its sheets of facts.
//!
//! [`mod@document`] puts any other document on such sheets. [`facts`] lays the facts out, `translate` makes formulas of the rubric over them, [`lay`] puts the filed tables on
//! sheets with those formulas in their cells, and [`mod@write`] makes the file.

mod amount;
mod awards;
mod calc;
mod document;
mod facts;
mod formula;
mod grid;
mod lay;
mod name;
mod tables;
mod translate;
mod words;
mod write;

pub use document::workbook;

use crate::diagnostic::Message;

use super::filing::Filing;
use grid::Book;
use name::Taken;
use words::{Words, word};

/// Why there is no workbook: more than one can hold.
#[derive(Debug)]
pub struct WorkbookError(rust_xlsxwriter::XlsxError);

impl std::fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for WorkbookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// The workbook of an assessment: the filed tables, the facts, and every step between them, as the bytes of an
/// xlsx file.
///
/// # Errors
/// The facts are more than a sheet holds.
pub fn xlsx(filing: &Filing<'_>) -> Result<Vec<u8>, WorkbookError> {
    write::write(&book(filing)).map_err(WorkbookError)
}

/// The sheets of the workbook of an assessment.
fn book(filing: &Filing<'_>) -> Book {
    let locale = filing.locale;
    let words = Words::new(locale);
    let (mut names, mut sheet_names) = (Taken::default(), Taken::default());
    let tables = tables::tables(filing);
    let table_names: Vec<String> = tables.iter().map(|(name, ..)| sheet_names.sheet(name)).collect();
    let mut facts = facts::Sheets::make(filing, &words, &mut names, &mut sheet_names);
    let (mut fact_sheets, places) = (std::mem::take(&mut facts.sheets), std::mem::take(&mut facts.places));
    let mut defined = std::mem::take(&mut facts.defined);
    let (award_sheet, awards) = awards::sheet(filing, &mut sheet_names);
    let steps = sheet_names.sheet(&word(locale, "sheet-steps"));
    let calendar = sheet_names.sheet(&word(locale, "sheet-calendar"));
    let notes = sheet_names.sheet(&word(locale, "sheet-notes"));
    let mut translator =
        translate::Translator::new(filing, &words, &places, &awards, &mut names, steps, word(locale, "sheet-calendar"));
    let total = translator.run();
    let title = super::compose::Composer { locale, filed: true }.title(filing.assessment);
    let mut book = Book { title: title.clone(), subject: filing.assessment.subject.clone(), ..Book::default() };
    let line = Message::new("sheet-line")
        .arg("subject", filing.assessment.subject.clone())
        .arg("period", filing.assessment.period.clone());
    let line = locale.text(&line);
    for ((name, table), sheet_name) in tables.iter().zip(table_names) {
        let head = (format!("{title} {name}"), line.clone());
        let layout = lay::Layout { filing, places: &places, translator: &translator, total: &total };
        book.sheets.push(layout.sheet(sheet_name, head, table));
    }
    calc::columns(filing, &translator, &places, &mut fact_sheets);
    book.sheets.append(&mut fact_sheets);
    book.sheets.extend(award_sheet);
    book.sheets.push(calc::steps(filing, &translator));
    calc::calendar(filing, &translator, calendar, &mut book);
    book.sheets.push(calc::notes(filing, &translator, notes));
    defined.append(&mut translator.defined);
    book.names.append(&mut defined);
    book
}
