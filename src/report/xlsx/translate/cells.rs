//! Steps that have a cell of their own: on the sheet of steps, or beside the rows of a table.

use crate::eval::Outcome;
use crate::model::{Expr, FactId, OptionSetId, Type, TypeKind};
use crate::number::Number;

use super::super::facts::FIRST_ROW;
use super::super::formula::Formula;
use super::super::grid::{Content, Live, Look, Role, Shown, Side as At};
use super::each::RowColumn;
use super::scope::{Home, Scope};
use super::steps::Step;
use super::{Handle, Reads, Run, Translator, Why, convert};

/// A step that is to have a cell.
pub(super) struct Wanted<'a, 's> {
    /// What it is called.
    pub label: String,
    /// Its expression as the rubric has it.
    pub source: String,
    /// Its type.
    pub ty: Type,
    /// What it is worked out from, to show its value.
    pub expr: Option<&'a Expr>,
    /// What its cell shows, where that is not the value of an expression.
    pub shown: Option<Shown>,
    /// The same, row by row.
    pub shown_rows: Vec<Shown>,
    /// Whether it gets a name that formulas use.
    pub named: bool,
    /// Where it stands.
    pub scope: &'s Scope<'a>,
}

impl<'a> Translator<'a> {
    /// Gives what `make` makes a cell of its own, and yields the formula that reads it.
    pub(super) fn cell(&mut self, wanted: Wanted<'a, '_>, make: impl FnOnce(&mut Self) -> Run) -> Result<Handle, Why> {
        let (made, reads) = self.reading(make);
        let made = made?;
        let content = if matches!(wanted.ty.kind, TypeKind::YesNo) {
            let word = |word: &str| Formula::text(word);
            Formula::choose(&made, &word(&self.words.yes), &word(&self.words.no))
        } else {
            made.clone()
        };
        let none = Formula::text(&self.words.unscored);
        let live = Formula::or_else(&content, &none);
        match wanted.scope.home {
            Home::Nowhere => Ok(Handle { formula: made, reads }),
            Home::Steps => {
                let live = live.checked()?;
                let value = wanted.expr.and_then(|expr| self.value_at(expr, wanted.scope, None));
                let shown = wanted.shown.unwrap_or_else(|| self.shown(value.as_ref(), &wanted.ty));
                let cell = Formula::name(self.steps.next_address());
                let content = Content::Live(Live { formula: live.as_str().to_owned(), array: live.array, shown });
                let read = self.reading_of(&cell, &wanted.ty, &made);
                let formula = if wanted.named && !read.drops {
                    let name = self.names.value(&wanted.label);
                    self.defined.push((name.clone(), read.as_str().to_owned()));
                    Formula::name(name).fixed(made.fixed)
                } else {
                    read
                };
                self.steps.rows.push(Step::Cell {
                    label: wanted.label,
                    source: wanted.source,
                    content,
                    look: self.look(&wanted.ty, Role::Result),
                    unit: self.unit(&wanted.ty),
                    why: None,
                });
                Ok(Handle { formula, reads })
            }
            Home::Rows(fact) => {
                let rows = self.places.tables.get(fact.index()).and_then(Option::as_ref).map_or(0, |t| t.rows);
                let shown = (0..rows)
                    .map(|row| {
                        if let Some(shown) = wanted.shown_rows.get(row as usize) {
                            return shown.clone();
                        }
                        let value = wanted.expr.and_then(|expr| self.value_at(expr, wanted.scope, Some(row)));
                        self.shown(value.as_ref(), &wanted.ty)
                    })
                    .collect();
                let column = self.column_of(fact, wanted.label, live, shown, self.look(&wanted.ty, Role::Result))?;
                let here = self.here(fact, column);
                Ok(Handle { formula: self.reading_of(&here, &wanted.ty, &made), reads })
            }
        }
    }

    /// The formula that reads a cell, which has no value while the cell is open.
    fn reading_of(&self, cell: &Formula, ty: &Type, made: &Formula) -> Formula {
        let read = match ty.kind {
            TypeKind::Text => {
                let none = Formula::compare(cell, "=", &Formula::text(&self.words.unscored));
                Formula::choose(&none, &Formula::none(), cell)
            }
            _ => convert::value(self.rubric, self.words, cell, ty, &Number::ONE),
        };
        let fixed = made.fixed;
        if made.drops { self.unless_dropped(cell, &read, cell) } else { read }.fixed(fixed)
    }

    /// `then`, or the word for 剔除 where `cell` is that.
    pub(super) fn unless_dropped(&self, cell: &Formula, then: &Formula, shown: &Formula) -> Formula {
        let dropped = Formula::compare(cell, "=", &Formula::text(&self.words.dropped));
        Formula::choose(&dropped, shown, then).dropping(true)
    }

    /// The cell of a column beside a table, in the row that the formula stands in.
    pub(super) fn here(&self, fact: FactId, column: usize) -> Formula {
        match self.places.tables.get(fact.index()).and_then(Option::as_ref) {
            Some(table) => table.here(table.present + 1 + column as u16),
            None => Formula::none(),
        }
    }

    /// Adds a column beside the rows of a table, blank where there is no row. Its place among them.
    pub(super) fn column_of(
        &mut self,
        fact: FactId,
        head: String,
        live: Formula,
        shown: Vec<Shown>,
        look: Look,
    ) -> Result<usize, Why> {
        let Some(table) = self.places.tables.get(fact.index()).and_then(Option::as_ref) else {
            return Err(Why::EachWithinEach);
        };
        let absent = Formula::compare(&table.here(table.present), "=", &Formula::whole(0));
        let live = Formula::choose(&absent, &Formula::text(""), &live).checked()?;
        let total = (table.last + 1 - FIRST_ROW) as usize;
        let mut contents = Vec::with_capacity(total);
        for row in 0..total {
            let shown = shown.get(row).cloned().unwrap_or_else(|| Shown::Text(String::new()));
            let live = Live { formula: live.as_str().to_owned(), array: live.array, shown };
            contents.push(Content::Live(live));
        }
        let columns = self.columns.entry(fact).or_default();
        columns.push(RowColumn { head, contents, look, why: None });
        Ok(columns.len() - 1)
    }

    /// Puts what the rule or the evaluator gave a node on the sheet of steps.
    pub(super) fn score_cell(
        &mut self,
        label: String,
        source: String,
        outcome: &Outcome,
        set: Option<OptionSetId>,
        made: Run,
        reads: Reads,
    ) -> Handle {
        let ours = self.shown_outcome(outcome, set);
        let live = made.and_then(|made| {
            let otherwise = self.otherwise(&ours, &reads, None);
            Ok((Formula::or_else(&made, &otherwise).checked()?, made))
        });
        let address = self.steps.next_address();
        let role = if live.is_ok() { Role::Result } else { Role::Frozen };
        let (content, why, drops) = match live {
            Ok((live, made)) => {
                let formula = live.as_str().to_owned();
                let content = Content::Live(Live { formula, array: live.array, shown: ours });
                (content, None, made.drops)
            }
            Err(why) => {
                self.frozen.push((self.steps.group(), why));
                let drops = matches!(outcome, Outcome::Dropped);
                let content = match ours {
                    Shown::Number(number) => Content::Number(number),
                    Shown::Text(text) => Content::Text(text),
                    Shown::Day(day) => Content::Day(day),
                };
                (content, Some(why), drops)
            }
        };
        let look = Look { bold: true, ..self.look(&Type::number(), role) };
        let unit = if set.is_none() {
            super::super::words::word(self.filing.locale, "sheet-points-unit")
        } else {
            String::new()
        };
        self.steps.rows.push(Step::Cell { label, source, content, look, unit, why });
        Handle { formula: Formula::name(address).fixed(false).dropping(drops), reads }
    }

    /// A score that stands in a cell, as a number or level that is read with care.
    pub(super) fn score(&self, cell: &Formula, set: Option<OptionSetId>) -> Formula {
        let read = match set {
            None => Formula::choose(&Formula::call("ISNUMBER", &[cell]), cell, &Formula::none()),
            Some(set) => {
                let ty = Type::plain(TypeKind::Option(set));
                convert::value(self.rubric, self.words, cell, &ty, &Number::ONE)
            }
        };
        if cell.drops { self.unless_dropped(cell, &read, cell) } else { read }.fixed(false)
    }

    /// How a step of that type looks.
    pub(super) fn look(&self, ty: &Type, role: Role) -> Look {
        let look = Look::framed(role);
        match &ty.kind {
            TypeKind::Number { share: true, .. } => look.at(At::Right).written(crate::report::xlsx::grid::PERCENT),
            TypeKind::Number { .. } => look.at(At::Right),
            TypeKind::Date => look.at(At::Middle).written("yyyy-mm-dd"),
            _ => look.at(At::Middle),
        }
    }

    fn unit(&self, ty: &Type) -> String {
        match &ty.kind {
            TypeKind::Number { share: true, .. } => "%".into(),
            TypeKind::Number { dimension, .. } => super::super::amount::base(self.rubric, dimension).unit,
            _ => String::new(),
        }
    }
}
