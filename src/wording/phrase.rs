//! Expressions in words where they stand by themselves: in the account of a score, beside the values put in.

use crate::model::{Expr, TableRef};
use crate::print::Tight;

use super::Wording;
use super::place::Place;

/// What an expression sees where it stands by itself.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Rows in sight, outermost first.
    pub rows: Vec<TableRef>,
    /// What the parameters of the method are called here; `None` where one keeps its own name.
    pub params: Vec<Option<String>>,
}

impl<'a> Wording<'a> {
    /// `expr` with its names: a formula, or what a condition asks for.
    pub fn phrase(&self, expr: &'a Expr, seen: Seen) -> String {
        let text = self.term(expr, &Place::seen(seen));
        self.alone(&text)
    }

    /// That `condition` holds, or does not, as a clause of a sentence.
    pub fn clause_of(&self, condition: &'a Expr, holds: bool, seen: Seen) -> String {
        let text = self.condition(condition, holds, &Place::seen(seen)).0;
        self.alone(&text)
    }

    /// The limit of a formula in words of its own place.
    pub fn limit(&self, limit: &'a Expr, seen: Seen) -> String {
        let text = self.term_in(limit, Tight::Sum, &Place::seen(seen));
        self.alone(&text)
    }

    /// What the names in it stand for is told elsewhere.
    fn alone(&self, text: &str) -> String {
        self.named.take();
        self.tidy(text)
    }
}
