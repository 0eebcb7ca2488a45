//! Conditions as clauses of a sentence: `应评估数超过 3 个`, `已填报目标值`.

use crate::diagnostic::{Arg, Message};
use crate::model::{AggregateFn, Comparison, Expr, ExprKind, TableRef, TypeKind};
use crate::print::{Printed, Tight, is_constant, option_names};

use super::Wording;
use super::place::Place;
use super::range::Kind;

/// Parts that are shorter stand side by side; longer ones are set apart by commas.
const SHORT: usize = 24;

impl<'a> Wording<'a> {
    /// That `expr` holds, or (`holds` is false) does not.
    pub(super) fn condition(&self, expr: &'a Expr, holds: bool, place: &Place<'a>) -> Printed {
        match &expr.kind {
            ExprKind::Not(e) => self.condition(e, !holds, place),
            ExprKind::And(..) if holds => self.several(expr, true, place),
            ExprKind::Or(..) if holds => self.several(expr, false, place),
            ExprKind::Compare(first, rest) => self.comparison(first, rest, holds, place),
            ExprKind::InRange(e, range) => {
                let is = self.within(range, Kind::of(e), place);
                let key = if holds { "wording-is" } else { "wording-is-not" };
                let subject = self.subject(e, place);
                (self.say(Message::new(key).arg("subject", subject).arg("is", is)), Tight::Compare)
            }
            ExprKind::InOptions(e, mask) => {
                let names = match e.ty.kind {
                    TypeKind::Option(set) => option_names(self.rubric, set, *mask),
                    _ => Vec::new(),
                };
                self.one_of(e, &names, holds, place)
            }
            ExprKind::Given(given, e) => {
                let key = if *given == holds { "wording-given" } else { "wording-absent" };
                let name = self.term_in(e, Tight::Atom, place);
                (self.say(Message::new(key).arg("name", name)), Tight::Compare)
            }
            ExprKind::YesNo(yes) => {
                (self.words.get(if *yes == holds { "wording-always" } else { "wording-never" }), Tight::Compare)
            }
            ExprKind::Fact(_) | ExprKind::Let(_) | ExprKind::Field { .. } | ExprKind::Param(_) => {
                self.yes_no(&self.term_in(expr, Tight::Atom, place), holds)
            }
            ExprKind::Aggregate { function, table, filter, value } => {
                self.rows_condition(*function, table, filter.as_deref(), value.as_deref(), holds, place)
            }
            ExprKind::And(..) | ExprKind::Or(..) => {
                let text = self.condition(expr, true, place).0;
                (self.say(Message::new("wording-not").arg("condition", text)), Tight::Compare)
            }
            _ => {
                let text = self.term(expr, place);
                let key = if holds { "wording-holds" } else { "wording-not" };
                (self.say(Message::new(key).arg("condition", text)), Tight::Compare)
            }
        }
    }

    /// All (or one) of several conditions.
    fn several(&self, expr: &'a Expr, all: bool, place: &Place<'a>) -> Printed {
        let mut parts = Vec::new();
        flatten(expr, all, &mut parts);
        let tight = if all { Tight::And } else { Tight::Or };
        let texts: Vec<String> = parts
            .into_iter()
            .map(|part| {
                let (text, inner) = self.condition(part, true, place);
                if inner <= Tight::And {
                    format!("{}{text}{}", self.words.get("wording-open"), self.words.get("wording-close"))
                } else {
                    text
                }
            })
            .collect();
        (self.listed(&texts, all), tight)
    }

    /// `a 且 b`; `a，b，且 c` of longer ones.
    fn listed(&self, texts: &[String], all: bool) -> String {
        let [first @ .., last] = texts else { return String::new() };
        if first.is_empty() {
            return last.clone();
        }
        // Latin letters are half as wide.
        let most = if self.english() { 2 * SHORT } else { SHORT };
        let short = texts.len() == 2 && texts.iter().map(|text| text.chars().count()).sum::<usize>() <= most;
        let comma = self.words.get("wording-comma-list");
        let key = match (all, short) {
            (true, true) => "wording-and",
            (true, false) => "wording-and-long",
            (false, true) => "wording-or",
            (false, false) => "wording-or-long",
        };
        self.say(Message::new(key).arg("first", first.join(&comma)).arg("last", last.clone()))
    }

    /// That a fact of yes or no is so.
    fn yes_no(&self, name: &str, holds: bool) -> Printed {
        if holds {
            return (self.say(Message::new("wording-yes").arg("name", name)), Tight::Compare);
        }
        // 已报… is denied by 未报….
        let (done, not_done) = (self.words.get("wording-done"), self.words.get("wording-not-done"));
        let inner = name.trim_start_matches(super::NAME_OPEN);
        if !done.is_empty()
            && let Some(rest) = inner.strip_prefix(done.as_str())
            && rest.chars().count() > 1
        {
            return (format!("{}{not_done}{rest}", super::NAME_OPEN), Tight::Compare);
        }
        (self.say(Message::new("wording-no").arg("name", name)), Tight::Compare)
    }

    pub(super) fn one_of(&self, e: &'a Expr, names: &[String], holds: bool, place: &Place<'a>) -> Printed {
        let names: Vec<String> = names.iter().map(|name| self.option(name)).collect();
        let key = match (holds, names.len()) {
            (true, _) => "wording-is-option",
            (false, 0 | 1) => "wording-is-no-option",
            (false, _) => "wording-is-none-of",
        };
        let message =
            Message::new(key).arg("subject", self.term_in(e, Tight::Limit, place)).arg("options", Arg::from(names));
        (self.say(message), Tight::Compare)
    }

    fn comparison(&self, first: &'a Expr, rest: &'a [(Comparison, Expr)], holds: bool, place: &Place<'a>) -> Printed {
        if let [(sign, second)] = rest {
            let sign = if holds { *sign } else { sign.negated() };
            return self.two(first, sign, second, place);
        }
        if !holds {
            let text = self.comparison(first, rest, true, place).0;
            return (self.say(Message::new("wording-not").arg("condition", text)), Tight::Compare);
        }
        if rest.iter().all(|(sign, _)| *sign == Comparison::Eq) {
            let all: Vec<String> = std::iter::once(first)
                .chain(rest.iter().map(|(_, e)| e))
                .map(|e| self.term_in(e, Tight::Limit, place))
                .collect();
            return (self.say(Message::new("wording-all-equal").arg("terms", Arg::from(all))), Tight::Compare);
        }
        if let [(low, middle), (high, last)] = rest
            && let Some(is) = self.chain(first, *low, *high, last, place)
            && !is_constant(middle)
        {
            let subject = self.subject(middle, place);
            return (self.say(Message::new("wording-is").arg("subject", subject).arg("is", is)), Tight::Compare);
        }
        let mut before = first;
        let mut parts = Vec::new();
        for (sign, e) in rest {
            // `80% ≤ x` reads as what is said of x.
            let told = if is_constant(before) && !is_constant(e) {
                self.two(e, sign.mirrored(), before, place)
            } else {
                self.two(before, *sign, e, place)
            };
            parts.push(told.0);
            before = e;
        }
        (self.listed(&parts, true), Tight::And)
    }

    /// `a ≤ x < b`, said of x.
    fn chain(
        &self,
        first: &'a Expr,
        low: Comparison,
        high: Comparison,
        last: &'a Expr,
        place: &Place<'a>,
    ) -> Option<String> {
        let rising = |sign| matches!(sign, Comparison::Lt | Comparison::Le);
        let (a, low, b, high) = if rising(low) && rising(high) {
            (first, low, last, high)
        } else if rising(low.mirrored()) && rising(high.mirrored()) {
            (last, high, first, low)
        } else {
            return None;
        };
        let (a, b) = (self.term_in(a, Tight::Limit, place), self.term_in(b, Tight::Limit, place));
        let closed = |sign| matches!(sign, Comparison::Le | Comparison::Ge);
        let range = self.between(a, closed(low), b, closed(high));
        Some(self.say(Message::new("wording-is-between").arg("range", range)))
    }

    /// What something is said of: a formula stands in quotes.
    pub(super) fn subject(&self, expr: &'a Expr, place: &Place<'a>) -> String {
        let text = self.term_in(expr, Tight::Limit, place);
        match &expr.kind {
            ExprKind::Arith(..) | ExprKind::Negate(_) if !is_constant(expr) => {
                format!("{}{text}{}", self.words.get("quote-open"), self.words.get("quote-close"))
            }
            _ => text,
        }
    }

    /// `a 不低于 b`
    fn two(&self, a: &'a Expr, sign: Comparison, b: &'a Expr, place: &Place<'a>) -> Printed {
        if is_constant(a) && !is_constant(b) {
            return self.two(b, sign.mirrored(), a, place);
        }
        if let (ExprKind::YesNo(yes), Comparison::Eq | Comparison::Ne) = (&b.kind, sign) {
            return self.condition(a, *yes == (sign == Comparison::Eq), place);
        }
        if let (ExprKind::Option(_), Comparison::Eq | Comparison::Ne) = (&b.kind, sign) {
            let option = self.term(b, place);
            let key = if sign == Comparison::Eq { "wording-is-option" } else { "wording-is-no-option" };
            let subject = self.subject(a, place);
            return (
                self.say(Message::new(key).arg("subject", subject).arg("options", Arg::from(vec![option]))),
                Tight::Compare,
            );
        }
        let is = self.is(sign, Kind::of(a), b, place);
        let subject = self.subject(a, place);
        (self.say(Message::new("wording-is").arg("subject", subject).arg("is", is)), Tight::Compare)
    }

    /// That there is a row (存在), or that all are so (全部).
    pub(super) fn rows_condition(
        &self,
        function: AggregateFn,
        table: &TableRef,
        filter: Option<&'a Expr>,
        value: Option<&'a Expr>,
        holds: bool,
        place: &Place<'a>,
    ) -> Printed {
        let rows = self.rows(table, filter, place);
        let condition = value.map(|value| self.condition(value, true, &place.inside(table)).0).unwrap_or_default();
        let key = match (function, holds, value.is_some()) {
            (AggregateFn::All, true, _) if self.may_be_empty(table, filter) => "wording-all-or-empty",
            (AggregateFn::All, true, _) => "wording-all",
            (AggregateFn::All, false, _) => "wording-not-all",
            (_, true, true) => "wording-any",
            (_, false, true) => "wording-none",
            (_, true, false) => "wording-any-row",
            (_, false, false) => "wording-no-row",
        };
        let tight = if key == "wording-all-or-empty" { Tight::Or } else { Tight::Compare };
        (self.say(Message::new(key).arg("rows", rows).arg("condition", condition)), tight)
    }
}

impl Wording<'_> {
    /// Whether there may be no row of `table` that meets `filter`.
    fn may_be_empty(&self, table: &TableRef, filter: Option<&Expr>) -> bool {
        match table {
            TableRef::Children => false,
            TableRef::Fact(fact) => {
                filter.is_some() || self.rubric.fact(*fact).ty.table().is_none_or(|table| table.at_least == 0)
            }
        }
    }
}

/// The parts of a chain of 且, or of 或.
fn flatten<'a>(expr: &'a Expr, all: bool, parts: &mut Vec<&'a Expr>) {
    match &expr.kind {
        ExprKind::And(a, b) if all => {
            flatten(a, all, parts);
            flatten(b, all, parts);
        }
        ExprKind::Or(a, b) if !all => {
            flatten(a, all, parts);
            flatten(b, all, parts);
        }
        _ => parts.push(expr),
    }
}
