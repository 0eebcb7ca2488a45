//! Diagnostics for other programs: one JSON object of our own form, or SARIF, which code-review platforms read.
//! The words in them are those of the language chosen.

mod json;
mod sarif;

pub use json::{listing, schema};
pub use sarif::sarif;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceMap, Span};

/// What was found in one rubric or facts file and the files read with it.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// What was found in them.
    pub diagnostics: &'a [Diagnostic],
}

/// The names of all texts, each once, in the order of reading.
fn names<'a>(found: &[Found<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, source) in found.iter().flat_map(|found| found.sources.iter()) {
        // A folder is named by its files.
        let mut files: Vec<&str> = source.shown.iter().flat_map(|shown| shown.cells.files()).collect();
        if files.is_empty() {
            files.push(&source.name);
        }
        for name in files {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// A place in numbers: lines and columns from 1, columns in characters, the last column the one behind the
/// place; bytes from 0. Of a workbook, rows and columns of cells, which have no bytes.
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    bytes: Option<(usize, usize)>,
    sheet: Option<&'a str>,
    cell: Option<String>,
}

impl<'a> Place<'a> {
    fn of(span: Span, sources: &'a SourceMap) -> Option<Place<'a>> {
        let source = sources.get(span.source)?;
        let end = (span.end as usize).min(source.text.len());
        let start = (span.start as usize).min(end);
        if source.shown.is_some() {
            let (first, last) = (source.cell(start), source.cell(end.saturating_sub(1).max(start)));
            let (row, column) = first.map_or((0, 0), |cell| (cell.row as usize, cell.column as usize));
            let (last_row, last_column) = last.map_or((row, column), |cell| (cell.row as usize, cell.column as usize));
            return Some(Place {
                file: source.file(start),
                line: row + 1,
                column: column + 1,
                end_line: last_row + 1,
                end_column: last_column + 2,
                bytes: None,
                sheet: first.and_then(|cell| cell.sheet.sheet.as_deref()),
                cell: first.map(|cell| cell.name()),
            });
        }
        let (from, to) = (source.line_column(start), source.line_column(end));
        Some(Place {
            file: &source.name,
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
            bytes: Some((start, end)),
            sheet: None,
            cell: None,
        })
    }
}

fn count(found: &[Found<'_>], severity: Severity) -> usize {
    found.iter().flat_map(|found| found.diagnostics).filter(|d| d.severity() == severity).count()
}

/// `value` as indented JSON with a line end.
fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
