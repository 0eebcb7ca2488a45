//! Where the evaluator knows more than a formula can: what it found stands as long as the facts are as filed.

use crate::facts::Slot;
use crate::number::Number;

use super::super::facts::FIRST_ROW;
use super::super::formula::Formula;
use super::super::grid::{Content, Shown};
use super::super::name::letters;
use super::{Read, Reads, Translator};

/// Arguments that AND takes.
const ARGUMENTS: usize = 200;
/// Days between the counts of a spreadsheet and ours.
pub(super) const EPOCH: i64 = 25569;

impl<'a> Translator<'a> {
    /// Whether all that is read is known; of a field, in the row `row`.
    pub(super) fn all_known(&self, reads: &Reads, row: Option<u32>) -> bool {
        reads.iter().all(|read| match read {
            Read::Fact(fact) => {
                self.places.singles.get(fact.index()).and_then(Option::as_ref).is_some_and(|single| single.known)
                    || matches!(self.facts.slots.get(fact.index()), Some(Slot::Value(value)) if value.is_known())
            }
            Read::Field(fact, column) => self.column_known(*fact, *column, row),
            Read::Column(fact, column) => self.column_known(*fact, *column, None),
            Read::Rows(fact) => {
                self.places.tables.get(fact.index()).and_then(Option::as_ref).is_some_and(|table| table.known)
            }
        })
    }

    fn column_known(&self, fact: crate::model::FactId, column: u16, row: Option<u32>) -> bool {
        let Some(table) = self.places.tables.get(fact.index()).and_then(Option::as_ref) else { return false };
        let Some(column) = table.columns.get(usize::from(column)) else { return false };
        let filled = column.known.get(..table.rows as usize).unwrap_or_default();
        match row {
            Some(row) => filled.get(row as usize).copied().unwrap_or(true),
            None => filled.iter().all(|known| *known),
        }
    }

    /// What stands in a cell of a score whose formula has no value: `ours` as long as all that it reads is as it was
    /// filed, if something that it reads is not known; else the word that it is open.
    pub(super) fn otherwise(&self, ours: &Shown, reads: &Reads, row: Option<u32>) -> Formula {
        let open = Formula::text(&self.words.open);
        if self.all_known(reads, row) {
            return open;
        }
        let ours = match ours {
            Shown::Number(number) => Formula::number(number),
            Shown::Text(text) => Formula::text(text),
            Shown::Day(day) => Formula::whole(i64::from(*day) + EPOCH),
        };
        match self.as_filed(reads, row) {
            Some(as_filed) => Formula::choose(&as_filed, &ours, &open),
            None => open,
        }
    }

    /// Whether everything read is as it was filed.
    fn as_filed(&self, reads: &Reads, row: Option<u32>) -> Option<Formula> {
        let mut same = Vec::new();
        for read in reads {
            match read {
                Read::Fact(fact) => {
                    let single = self.places.singles.get(fact.index())?.as_ref()?;
                    same.push(is_still(&Formula::name(&single.address), &single.content));
                }
                Read::Field(fact, column) => {
                    let table = self.places.tables.get(fact.index())?.as_ref()?;
                    let content = table.columns.get(usize::from(*column))?.contents.get(row? as usize)?;
                    same.push(is_still(&table.here(*column), content));
                }
                Read::Column(fact, column) => {
                    let table = self.places.tables.get(fact.index())?.as_ref()?;
                    let letters = letters(*column);
                    for (at, content) in table.columns.get(usize::from(*column))?.contents.iter().enumerate() {
                        let cell = format!("{}!${letters}${}", table.quoted, FIRST_ROW as usize + at + 1);
                        same.push(is_still(&Formula::name(cell), content));
                    }
                }
                Read::Rows(fact) => {
                    let table = self.places.tables.get(fact.index())?.as_ref()?;
                    let count = Formula::call("SUM", &[&Formula::name(table.range(table.present))]);
                    let rows = Formula::number(&Number::from_i64(i64::from(table.rows)));
                    same.push(Formula::compare(&count, "=", &rows));
                }
            }
        }
        let all: Vec<Formula> =
            same.chunks(ARGUMENTS).map(|chunk| Formula::call("AND", &chunk.iter().collect::<Vec<_>>())).collect();
        let guard = match all.as_slice() {
            [one] => one.clone(),
            several => Formula::call("AND", &several.iter().collect::<Vec<_>>()),
        };
        guard.checked().ok()
    }
}

/// Whether `cell` holds what it held when it was filed.
fn is_still(cell: &Formula, content: &Content) -> Formula {
    let was = match content {
        Content::Number(number) => Formula::number(number),
        Content::Text(text) => Formula::text(text),
        Content::Day(day) => Formula::whole(i64::from(*day) + EPOCH),
        Content::Blank | Content::Live(_) => Formula::text(""),
    };
    Formula::compare(cell, "=", &was)
}
