//! The rule of a cell: what may be typed into it.

use rust_xlsxwriter::{DataValidation, Formula, XlsxError};

use super::look::units;
use super::{HINT, Sheets};
use crate::form::asked::{Asked, Ends, Kind, Limit};
use crate::number::Number;

/// Most characters of a rule.
const RULE: usize = 255;
/// Days from the first day that Excel counts, 1899-12-30, to 1970-01-01.
const EXCEL_EPOCH: i64 = 25_569;
/// Decimals of a limit; a sheet computes with 15 digits.
const PLACES: u32 = 15;

impl Sheets<'_> {
    /// What may be typed into the cells of which `cell` is the first, for a fact or column `name`. `unit` is the
    /// cell that holds the unit of money, where it has one of its own; `none` the word for a table without rows,
    /// where it may stand here.
    pub(super) fn rule(
        &mut self,
        name: &str,
        asked: &Asked,
        cell: &str,
        unit: Option<&str>,
        none: Option<&str>,
    ) -> Result<DataValidation, XlsxError> {
        let what = self.words.what(asked);
        let with_none = |mut entries: Vec<String>| {
            entries.extend(none.map(str::to_owned));
            entries
        };
        let rule = match &asked.kind {
            Kind::Option(options) => {
                let entries = with_none(options.clone());
                self.lists.choice(name, &entries)?
            }
            Kind::YesNo => {
                let entries = with_none(self.words.yes_no().map(str::to_owned).to_vec());
                self.lists.choice(name, &entries)?
            }
            Kind::Text | Kind::Table { .. } => DataValidation::new().allow_any_value(),
            _ => {
                let formula = self.formula(asked, cell, unit, none);
                DataValidation::new().allow_custom(Formula::new(format!("={formula}")))
            }
        };
        // Of a long list the cell itself shows the entries.
        let hint = match &asked.kind {
            Kind::Option(_) if units(&what) > HINT => self.words.word("form-fill-from-list"),
            _ => what,
        };
        let rule = self.refusal(rule, &hint)?;
        self.hint(rule, name, &hint)
    }

    /// What holds of a number that may be typed, or of a text with a number in it. A text says more than a sheet
    /// can look through (`2,641.94 万元`, `至少 580篇`); whoever reads the form does.
    fn formula(&self, asked: &Asked, cell: &str, unit: Option<&str>, none: Option<&str>) -> String {
        let digits = has_digit(cell);
        let digits = match none {
            Some(none) => format!("OR({cell}=\"{none}\",{digits})"),
            None => digits,
        };
        let number = Value { cell, asked, unit: unit.map(|unit| (unit, self.words.money_units())) };
        let all = [number.all(true), number.all(false)];
        let with = |conditions: &str| format!("IF(ISNUMBER({cell}),{conditions},{digits})");
        let found = all.iter().flatten().map(|conditions| with(conditions)).find(|rule| units(rule) < RULE);
        found.unwrap_or_else(|| with("TRUE"))
    }
}

/// Whether the text in `cell` has a digit in it, narrow or wide.
pub(super) fn has_digit(cell: &str) -> String {
    format!("SUMPRODUCT(--ISNUMBER(FIND(MID(\"0123456789０１２３４５６７８９\",ROW($1:$20),1),{cell})))>0")
}

/// A number in a cell.
struct Value<'a> {
    cell: &'a str,
    asked: &'a Asked,
    unit: Option<(&'a str, [&'static str; 3])>,
}

impl Value<'_> {
    /// All that holds of it; without the steps where they are not wanted.
    fn all(&self, steps: bool) -> Option<String> {
        let mut all: Vec<String> = Vec::new();
        if matches!(self.asked.kind, Kind::Whole | Kind::Date) {
            all.push(format!("{0}=INT({0})", self.cell));
        }
        let ranges: Vec<String> = self.asked.ranges.iter().map(|(low, high)| self.range(low, high)).collect();
        match ranges.as_slice() {
            [] => {}
            [one] => all.push(one.clone()),
            several => all.push(format!("OR({})", several.join(","))),
        }
        if steps {
            all.extend(self.steps());
        }
        match all.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("AND({})", several.join(","))),
        }
    }

    fn range(&self, low: &Ends, high: &Ends) -> String {
        let end = |sign: &str, limit: &Limit| {
            if limit.number.is_zero() {
                format!("{}{sign}0", self.cell)
            } else {
                format!("{}{sign}{}", self.value(), self.number(&limit.number))
            }
        };
        let low = match low {
            Ends::Unbounded => None,
            Ends::Closed(limit) => Some(end(">=", limit)),
            Ends::Open(limit) => Some(end(">", limit)),
        };
        let high = match high {
            Ends::Unbounded => None,
            Ends::Closed(limit) => Some(end("<=", limit)),
            Ends::Open(limit) => Some(end("<", limit)),
        };
        match (low, high) {
            (Some(low), Some(high)) => format!("AND({low},{high})"),
            (low, high) => low.or(high).unwrap_or_else(|| "TRUE".to_owned()),
        }
    }

    fn steps(&self) -> Option<String> {
        let steps = self.asked.steps.as_ref()?;
        let step = self.number(&steps.step.number);
        let value = match &steps.from {
            None => self.value(),
            Some(from) => format!("({}-{})", self.value(), self.number(&from.number)),
        };
        // A sheet computes in binary: 0.35 ÷ 0.01 is not quite 35.
        Some(format!("ABS({value}/{step}-ROUND({value}/{step},0))<0.000001"))
    }

    /// The number in the unit of the limits.
    fn value(&self) -> String {
        match self.unit {
            Some((unit, [_, ten_thousand, hundred_million])) => {
                let cell = self.cell;
                format!("({cell}*IF({unit}=\"{ten_thousand}\",1E4,IF({unit}=\"{hundred_million}\",1E8,1)))")
            }
            None => self.cell.to_owned(),
        }
    }

    fn number(&self, number: &Number) -> String {
        let number = match self.asked.kind {
            Kind::Date => number.add(&Number::from_i64(EXCEL_EPOCH)).unwrap_or_else(|_| number.clone()),
            _ => number.clone(),
        };
        let shown = number.shown(PLACES).text;
        if shown.starts_with('-') { format!("({shown})") } else { shown }
    }
}
