//! The sheet of single facts: a row each, by the indicators they are declared in.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Sheets;
use super::look::{CELL, cut, height, note};
use crate::facts::{Keyword, visible};
use crate::form::asked::Kind;
use crate::form::{Entry, Group};

const NAME: u16 = 0;
const OWNER: u16 = 1;
const WHAT: u16 = 2;
const UNIT: u16 = 3;
const VALUE: u16 = 4;
const SOURCE: u16 = 5;
const WIDTHS: [f64; 6] = [26.0, 30.0, 46.0, 10.0, 22.0, 34.0];

impl Sheets<'_> {
    pub(super) fn facts(&mut self, name: &str) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.sheet(name, 1)?;
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        let heads = [
            self.words.word("form-column-name"),
            self.words.word("form-column-owner"),
            self.words.word("form-column-what"),
            self.words.word("form-column-unit"),
            self.words.keyword(Keyword::Value).to_owned(),
            self.words.keyword(Keyword::Source).to_owned(),
        ];
        for (column, head) in (0..).zip(heads) {
            sheet.write_with_format(0, column, head, &self.look.head)?;
        }
        sheet.set_row_height(0, 24)?.set_freeze_panes(1, 1)?;
        let mut row = 1;
        let form = self.form;
        for (number, group) in form.groups.iter().enumerate() {
            for entry in group.entries.iter().filter(|entry| entry.asked.columns().is_none()) {
                self.fact(&mut sheet, row, group, entry, number % 2 == 1)?;
                row += 1;
            }
        }
        Ok(sheet)
    }

    fn fact(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        group: &Group,
        entry: &Entry,
        tinted: bool,
    ) -> Result<(), XlsxError> {
        let fixed = if tinted { self.look.fixed_tinted.clone() } else { self.look.fixed.clone() };
        let owner = group.owner.as_ref().map(|owner| visible(owner)).unwrap_or_default();
        let what = self.words.about(entry).join("\n");
        sheet.write_with_format(row, NAME, cut(&entry.name, CELL), &fixed)?;
        sheet.write_with_format(row, OWNER, cut(&owner, CELL), &fixed)?;
        sheet.write_with_format(row, WHAT, cut(&what, CELL), &fixed)?;
        sheet.insert_note(row, NAME, &note(&self.about_fact(group, entry)))?;
        let texts = [entry.name.as_str(), owner.as_str(), what.as_str()];
        sheet.set_row_height(row, height(texts.into_iter().zip(WIDTHS)))?;
        let money = entry.asked.kind == Kind::Money && !entry.asked.unit_fixed;
        let free = money || matches!(entry.asked.kind, Kind::Quantity { .. });
        match &entry.asked.unit {
            Some(unit) if !free => sheet.write_with_format(row, UNIT, unit, &fixed)?,
            _ if free => sheet.write_blank(row, UNIT, &self.look.word_input(entry.asked.optional))?,
            _ => sheet.write_blank(row, UNIT, &fixed)?,
        };
        let unit = money.then(|| row_col_to_cell(row, UNIT));
        if money {
            let units = self.words.money_units().map(str::to_owned);
            let rule = self.lists.choice("", &units)?;
            let rule = self.refusal(rule, &self.words.what(&entry.asked))?;
            sheet.add_data_validation(row, UNIT, row, UNIT, &rule)?;
        }
        let rule = self.rule(&entry.name, &entry.asked, &row_col_to_cell(row, VALUE), unit.as_deref(), None)?;
        sheet.write_blank(row, VALUE, &self.look.input(&entry.asked))?;
        sheet.add_data_validation(row, VALUE, row, VALUE, &rule)?;
        sheet.write_blank(row, SOURCE, &self.look.text_input)?;
        if let Some(source) = self.words.source(entry) {
            sheet.insert_note(row, SOURCE, &note(&source))?;
        }
        Ok(())
    }
}
