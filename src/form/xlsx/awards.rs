//! The sheet of awards: blank rows in which an indicator is chosen.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{DataValidation, Formula, Worksheet, XlsxError};

use super::Sheets;
use super::check::has_digit;
use super::look::ROW;
use crate::facts::Keyword;

/// Rows that cells are checked in, and rows that are framed to begin with.
const CHECKED: u32 = 500;
const FRAMED: u32 = 30;
const WIDTHS: [f64; 7] = [46.0, 24.0, 10.0, 10.0, 10.0, 46.0, 30.0];
const PATH: u16 = 0;
const SCORE: u16 = 2;
const LESS: u16 = 3;
const LEVEL: u16 = 4;

impl Sheets<'_> {
    pub(super) fn awards(&mut self, name: &str) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.sheet(name, 1)?;
        let [score, less, level] = [Keyword::Score, Keyword::Less, Keyword::Level].map(|k| self.words.keyword(k));
        let [reason, source] = [Keyword::Reason, Keyword::Source].map(|keyword| self.words.keyword(keyword));
        let (indicator, row) = (self.words.word("form-column-indicator"), self.words.word("form-column-row"));
        let columns = [
            (indicator.as_str(), "form-award-path"),
            (row.as_str(), "form-award-row"),
            (score, "form-award-score"),
            (less, "form-award-less"),
            (level, "form-award-level"),
            (reason, "form-award-reason"),
            (source, "form-award-source"),
        ];
        for (column, ((head, hint), width)) in (0..).zip(columns.into_iter().zip(WIDTHS)) {
            sheet.set_column_width(column, width)?;
            sheet.write_with_format(0, column, head, &self.look.head)?;
            let rule = self.award_rule(column)?;
            let rule = self.hint(rule, head, &self.words.word(hint))?;
            sheet.add_data_validation(1, column, CHECKED, column, &rule)?;
            for row in 1..=FRAMED {
                sheet.write_blank(row, column, &self.look.text_input)?;
            }
        }
        for row in 1..=FRAMED {
            sheet.set_row_height(row, ROW)?;
        }
        sheet.set_row_height(0, 24)?.set_freeze_panes(1, 1)?;
        Ok(sheet)
    }

    fn award_rule(&mut self, column: u16) -> Result<DataValidation, XlsxError> {
        let form = self.form;
        match column {
            PATH => {
                let paths: Vec<String> = form.places.iter().map(|place| place.path.clone()).collect();
                let head = self.words.word("form-list-places");
                let rule = DataValidation::new().allow_list_formula(self.lists.range(&head, &paths));
                self.refusal(rule, &self.words.word("form-award-path-error"))
            }
            SCORE | LESS => {
                let (first, last) = (row_col_to_cell(1, SCORE), row_col_to_cell(1, LEVEL));
                let cell = row_col_to_cell(1, column);
                let points = format!("OR(ISNUMBER({cell}),{})", has_digit(&cell));
                let alone = format!("COUNTA(${first}:${last})=1");
                let rule = DataValidation::new().allow_custom(Formula::new(format!("=AND({alone},{points})")));
                self.refusal(rule, &self.words.word("form-award-points-error"))
            }
            LEVEL => {
                let mut levels: Vec<String> = Vec::new();
                for level in form.places.iter().flat_map(|place| &place.levels) {
                    if !levels.contains(level) {
                        levels.push(level.clone());
                    }
                }
                if levels.is_empty() {
                    return Ok(DataValidation::new().allow_any_value());
                }
                let head = self.words.word("form-list-levels");
                self.lists.choice(&head, &levels)
            }
            _ => Ok(DataValidation::new().allow_any_value()),
        }
    }
}
