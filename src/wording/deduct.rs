//! Clauses of 扣分 and 加减分.

use crate::diagnostic::Message;
use crate::model::{AggregateFn, Clause as Counted, ClauseKind, Deduction, Expr, ExprKind, PartialStep, TypeKind};
use crate::number::Number;
use crate::print::Tight;

use super::Wording;
use super::clause::Clause;
use super::place::Place;
use super::range::Kind;

impl<'a> Wording<'a> {
    /// A 扣分: from full marks, or (`after`) from what stands before it.
    pub(super) fn deduction(&self, deduction: &'a Deduction, after: bool, place: &Place<'a>) -> Vec<Clause> {
        let said: Vec<String> = deduction.clauses.iter().map(|clause| self.clause(clause, place)).collect();
        match (said.as_slice(), after) {
            ([only], false) => {
                vec![Clause::text(self.say(Message::new("wording-deduct-one").arg("clause", only.clone())))]
            }
            ([only], true) => {
                vec![Clause::text(self.say(Message::new("wording-deduct-one-after").arg("clause", only.clone())))]
            }
            _ => {
                let lead = match (after, &place.full) {
                    (true, _) => self.words.get("wording-deduct-after"),
                    (false, None) => self.words.get("wording-deduct"),
                    (false, Some(full)) => self.say(Message::new("wording-deduct-from").arg("full", self.points(full))),
                };
                vec![Clause::lead(lead, said.into_iter().map(Clause::text).collect())]
            }
        }
    }

    /// One clause.
    pub(super) fn clause(&self, clause: &'a Counted, place: &Place<'a>) -> String {
        let change = |plus: &'static str, less: &'static str, clause: &Counted, value: &'a Expr| {
            let key = if clause.plus { plus } else { less };
            self.say(Message::new(key).arg("points", self.amount_of_points(value, place)))
        };
        let points = change("wording-plus", "wording-less", clause, &clause.amount);
        let mut said = match &clause.kind {
            ClauseKind::When(condition) => {
                let condition = self.condition(condition, true, place).0;
                self.say(Message::new("wording-clause-when").arg("condition", condition).arg("change", points))
            }
            ClauseKind::Every { count, step } => {
                let step_text = self.term_in(step, Tight::Product, place);
                let (key, counted, remark) = self.counted(count, place);
                let message =
                    Message::new(key).arg("count", counted).arg("step", step_text.clone()).arg("change", points);
                self.say(message) + &remark + &self.partial(clause.partial, &count.ty.kind, step, &step_text)
            }
            ClauseKind::Beyond { value, above, threshold, step } => {
                let step_text = self.term_in(step, Tight::Product, place);
                let key = match (Kind::of(value), above) {
                    (Kind::Date, true) => "wording-clause-later",
                    (Kind::Date, false) => "wording-clause-earlier",
                    (_, true) => "wording-clause-above",
                    (_, false) => "wording-clause-below",
                };
                let message = Message::new(key)
                    .arg("value", self.subject(value, place))
                    .arg("threshold", self.term_in(threshold, Tight::Limit, place))
                    .arg("step", step_text.clone())
                    .arg("change", points);
                self.say(message) + &self.partial(clause.partial, &value.ty.kind, step, &step_text)
            }
        };
        if let Some(limit) = &clause.at_most {
            said += &change("wording-plus-in-all", "wording-less-in-all", clause, limit);
        }
        said
    }

    /// How it is said, what is counted, and what is said of counting it: rows are called by their table.
    fn counted(&self, count: &'a Expr, place: &Place<'a>) -> (&'static str, String, String) {
        let named = || ("wording-clause-every", self.subject(count, place), String::new());
        let ExprKind::Aggregate { function, table, filter, value } = &count.kind else { return named() };
        let rows = || self.rows(table, filter.as_deref(), place);
        match (function, value) {
            (AggregateFn::Count, None) => ("wording-clause-every-row", rows(), String::new()),
            (AggregateFn::CountDistinct, Some(value)) => {
                let field = self.term_in(value, Tight::Atom, &place.inside(table));
                let remark = self.say(Message::new("wording-counted-once").arg("field", field));
                ("wording-clause-every-row", rows(), remark)
            }
            _ => named(),
        }
    }

    /// What is done with part of a step; nothing where there can be none.
    fn partial(&self, partial: PartialStep, counted: &TypeKind, step: &Expr, text: &str) -> String {
        let whole = matches!(counted, TypeKind::Number { whole: true, .. } | TypeKind::Date);
        let one = matches!(&step.kind, ExprKind::Number(n) if *n == Number::ONE);
        let key = match partial {
            PartialStep::Whole if whole && one => return String::new(),
            PartialStep::Whole => "wording-part-nothing",
            PartialStep::Started => "wording-part-whole",
            PartialStep::Proportional => "wording-part-share",
        };
        self.say(Message::new(key).arg("step", text))
    }
}
