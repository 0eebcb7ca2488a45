//! The sheet of a table: its name, what it is, its heads, and rows to be filled in.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Sheets;
use super::look::{CELL, ROW, columns, cut, height, note};
use crate::diagnostic::Message;
use crate::facts::{Keyword, visible};
use crate::form::asked::{Asked, Column, Kind};
use crate::form::{Entry, Group};

/// Rows above the first to be filled in: title, explanation, heads.
const HEADS: u32 = 3;
/// Rows that cells are checked in, and rows that are framed to begin with.
const CHECKED: u32 = 500;
const FRAMED: u32 = 14;
/// More frames than this only make the file large.
const MOST_FRAMED: u32 = 200;
const NARROWEST: f64 = 10.0;
const WIDEST: f64 = 40.0;
/// The columns of a workbook, of which one is for the source.
const MOST_COLUMNS: usize = 16_383;

impl Sheets<'_> {
    pub(super) fn table(
        &mut self,
        name: &str,
        group: &Group,
        entry: &Entry,
        fields: &[Column],
    ) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.sheet(name, HEADS)?;
        let last = u16::try_from(fields.len().min(MOST_COLUMNS)).unwrap_or_default();
        let source = self.words.keyword(Keyword::Source);
        let heads: Vec<String> = fields.iter().map(|field| self.head(field)).collect();
        let mut widths: Vec<f64> = fields.iter().zip(&heads).map(|(field, head)| width(&field.asked, head)).collect();
        widths.push(28.0);
        let whole: f64 = widths.iter().sum();
        for (column, width) in (0..=last).zip(&widths) {
            sheet.set_column_width(column, *width)?;
        }
        let mut about = Vec::new();
        if let Some(owner) = &group.owner {
            about.push(self.words.text(&Message::new("form-table-owner").arg("owner", visible(owner))));
        }
        about.push(self.about_fact(group, entry));
        if fields.iter().any(|field| field.asked.optional) {
            about.push(self.words.word("form-table-optional"));
        }
        let at_least = match entry.asked.kind {
            Kind::Table { at_least, .. } => u32::try_from(at_least).unwrap_or(u32::MAX),
            _ => 0,
        };
        let no_rows = self.words.word("form-no-rows");
        if at_least == 0 {
            about.push(self.words.text(&Message::new("form-table-none").arg("none", no_rows.as_str())));
        }
        let about = about.join("\n");
        sheet.merge_range(0, 0, 0, last, &cut(&entry.name, CELL), &self.look.title)?;
        sheet.merge_range(1, 0, 1, last, &cut(&about, CELL), &self.look.about)?;
        // The height of merged cells is nobody's to work out but ours.
        let about_height = height([(about.as_str(), whole)].into_iter());
        sheet.set_row_height(0, 27)?.set_row_height(1, about_height)?.set_row_height(2, 24)?;
        let checked = CHECKED.max(at_least.saturating_mul(2)).min(100_000);
        let framed = FRAMED.max(at_least).min(MOST_FRAMED);
        for (column, (field, head)) in (0..last).zip(fields.iter().zip(&heads)) {
            let format = if field.asked.optional { &self.look.optional_head } else { &self.look.head };
            sheet.write_with_format(HEADS - 1, column, cut(head, CELL), format)?;
            sheet.insert_note(HEADS - 1, column, &note(&self.words.what(&field.asked)))?;
            let none = Some(no_rows.as_str()).filter(|_| column == 0 && at_least == 0);
            let rule = self.rule(&field.name, &field.asked, &row_col_to_cell(HEADS, column), None, none)?;
            sheet.add_data_validation(HEADS, column, HEADS + checked - 1, column, &rule)?;
            for row in HEADS..HEADS + framed {
                sheet.write_blank(row, column, &self.look.input(&field.asked))?;
            }
            sheet.set_column_format(column, &self.look.input_below(&field.asked))?;
        }
        sheet.write_with_format(HEADS - 1, last, source, &self.look.head)?;
        if let Some(found) = self.words.source(entry) {
            sheet.insert_note(HEADS - 1, last, &note(&found))?;
        }
        for row in HEADS..HEADS + framed {
            sheet.write_blank(row, last, &self.look.text_input)?;
        }
        for row in HEADS..HEADS + framed {
            sheet.set_row_height(row, ROW)?;
        }
        sheet.set_freeze_panes(HEADS, 0)?;
        Ok(sheet)
    }

    /// The name of a column, with its unit where it has one of its own.
    fn head(&self, field: &Column) -> String {
        match &field.asked.unit {
            Some(unit) if field.asked.unit_fixed => {
                let head = Message::new("form-column-with-unit").arg("name", field.name.as_str());
                self.words.text(&head.arg("unit", unit.as_str()))
            }
            _ => field.name.clone(),
        }
    }
}

/// The width of a column.
fn width(asked: &Asked, head: &str) -> f64 {
    let own = match &asked.kind {
        Kind::Text => 30.0,
        Kind::YesNo => 10.0,
        Kind::Date => 14.0,
        Kind::Option(options) => options.iter().map(|option| columns(option)).max().unwrap_or_default() as f64 + 4.0,
        _ => 16.0,
    };
    own.max(columns(head) as f64 + 3.0).clamp(NARROWEST, WIDEST)
}
