//! What looks like a slip when a rubric is run without facts: a higher value that earns less, deductions that do not
//! fit the points, denominators that may be zero, means of no rows, conditions that hold always or never.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    AggregateFn, Band, Body, Case, Clause, Deduction, Each, Expr, ExprKind, Key, LookupEntry, LookupRow, Rule,
    RuleKind, TableRef, TypeKind, ValueId, ValueRange, numbers_beside,
};
use crate::number::Number;
use crate::number::reach::{Bound, Reach};
use crate::source::Span;
use crate::value::{Known, Value};

use super::Evaluator;
use super::body::Yield;
use super::ops::{self, Truth};
use super::scope::Scope;

/// Something that looks like a slip.
#[derive(Debug, Clone)]
pub enum Suspicion<'m> {
    /// A higher value earns less.
    Falling {
        /// The lower values, and the most that they may earn.
        low: (Span, Number),
        /// The next higher ones, and the most that they may earn.
        high: (Span, Number),
    },
    /// Some points no deduction can ever take.
    Short {
        /// The deduction.
        deduction: &'m Deduction,
        /// What it starts from.
        full: Number,
        /// What is left at the least.
        left: Number,
    },
    /// A step, or the cap of a clause, takes more than there is.
    Excess {
        /// The clause.
        clause: &'m Clause,
        /// So many points.
        amount: Number,
        /// Whether it is the cap.
        cap: bool,
        /// What is deducted from, at the most.
        from: Number,
    },
    /// A denominator may be zero.
    ZeroDivisor {
        /// The denominator.
        divisor: &'m Expr,
    },
    /// A statistic of rows that may be none.
    NoRows {
        /// Where it stands.
        span: Span,
        /// The table.
        table: TableRef,
        /// The filter that rows must meet.
        filter: Option<&'m Expr>,
    },
    /// A condition holds whatever the facts, or never.
    Decided {
        /// The condition.
        condition: &'m Expr,
        /// What it compares.
        value: &'m Expr,
        /// The values that may have.
        reach: Reach,
        /// Whether it holds.
        holds: bool,
    },
}

/// What is looked for and found while a rubric runs without facts.
#[derive(Debug, Default)]
pub(super) struct Suspecting<'m> {
    found: Vec<Suspicion<'m>>,
    /// While positive, nothing is noticed: what is worked out need not come to pass in this way.
    paused: u32,
    /// What tells of the number of rows of a table: which function, which table, which filter.
    counts: BTreeMap<ValueId, (AggregateFn, TableRef, Option<ValueId>)>,
    /// Conditions that were looked at.
    seen: BTreeSet<*const Expr>,
}

impl<'m> Suspecting<'m> {
    /// Everything found.
    pub fn found(self) -> Vec<Suspicion<'m>> {
        self.found
    }
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// Whether suspicions are collected now.
    pub(super) fn suspects(&self) -> bool {
        self.suspecting.as_ref().is_some_and(|s| s.paused == 0)
    }

    fn suspect(&mut self, suspicion: Suspicion<'m>) {
        if let Some(suspecting) = &mut self.suspecting {
            suspecting.found.push(suspicion);
        }
    }

    fn suspected(&self, is: impl Fn(&Suspicion<'m>) -> bool) -> bool {
        self.suspecting.iter().flat_map(|s| &s.found).any(is)
    }

    /// Runs `f`, in which nothing is noticed.
    pub(super) fn unsuspecting<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        if let Some(suspecting) = &mut self.suspecting {
            suspecting.paused += 1;
        }
        let result = f(self);
        if let Some(suspecting) = &mut self.suspecting {
            suspecting.paused -= 1;
        }
        result
    }

    /// Notices a denominator that may be zero.
    pub(super) fn suspect_divisor(&mut self, divisor: &'m Expr, value: &Value) {
        let told = |s: &Suspicion<'_>| matches!(s, Suspicion::ZeroDivisor { divisor: d } if std::ptr::eq(*d, divisor));
        if !value.is_known() && ops::reach(value).contains(&Number::ZERO) && !self.suspected(told) {
            self.suspect(Suspicion::ZeroDivisor { divisor });
        }
    }

    /// Takes note that `expr` tells of the number of rows of a table.
    pub(super) fn note_count(
        &mut self,
        expr: &Expr,
        function: AggregateFn,
        table: TableRef,
        filter: Option<&Expr>,
        value: Option<&Expr>,
    ) {
        if let Some(suspecting) = &mut self.suspecting {
            // 存在(表, c) says of rows what 计数(表 当 c) does.
            let by = match (function, filter, value) {
                (AggregateFn::Any, None, Some(value)) => Some(value.id),
                _ => filter.map(|f| f.id),
            };
            suspecting.counts.entry(expr.id).or_insert((function, table, by));
        }
    }

    /// Notices a statistic of rows that may be none. `certain` is the number of rows that there are at least.
    pub(super) fn suspect_rows(&mut self, span: Span, table: TableRef, filter: Option<&'m Expr>, certain: u64) {
        let told = |s: &Suspicion<'_>| matches!(s, Suspicion::NoRows { span: at, .. } if *at == span);
        if certain > 0 || self.has_rows(table, filter.map(|f| f.id)) || self.suspected(told) {
            return;
        }
        self.suspect(Suspicion::NoRows { span, table, filter });
    }

    /// Whether what the cases taken so far tell of a count says that there is a row.
    fn has_rows(&self, table: TableRef, filter: Option<ValueId>) -> bool {
        let Some(suspecting) = &self.suspecting else { return false };
        self.refinements.iter().any(|(id, value)| {
            let Some((function, of, by)) = suspecting.counts.get(id) else { return false };
            let tells = match function {
                AggregateFn::Count | AggregateFn::CountDistinct | AggregateFn::Sum => {
                    is_number(value) && !ops::reach(value).contains(&Number::ZERO)
                }
                AggregateFn::Any => *value == Value::YesNo(true),
                AggregateFn::All => *value == Value::YesNo(false),
                _ => false,
            };
            tells && *of == table && (*by == filter || filter.is_none())
        })
    }

    /// Notices a comparison that holds, or fails, for everything that its operands may be at all.
    pub(super) fn suspect_condition(&mut self, condition: &'m Expr, scope: &Scope<'_, 'm, 'f>) {
        let value: &'m Expr = match &condition.kind {
            ExprKind::Compare(first, rest) => match rest.as_slice() {
                [(_, second)] if is_constant(first) => second,
                [_] => first,
                // 80% ≤ x < 90%
                [(_, second), _] => second,
                _ => return,
            },
            ExprKind::InRange(value, _) => value,
            _ => return,
        };
        if !matches!(value.ty.kind, TypeKind::Number { .. } | TypeKind::Date) {
            return;
        }
        let Some(suspecting) = &mut self.suspecting else { return };
        let place = std::ptr::from_ref(condition);
        if !suspecting.seen.insert(place) {
            return;
        }
        // Not what the cases around it tell, nor what one caller hands on.
        let refinements = std::mem::take(&mut self.refinements);
        let version = std::mem::replace(&mut self.version, self.next_version);
        self.next_version += 1;
        let scope = Scope { call: None, ..*scope };
        let (value_is, truth) = self.unsuspecting(|e| {
            e.speculating += 1;
            let found = (e.expr(value, &scope), e.raw(condition, &scope));
            e.speculating -= 1;
            found
        });
        self.refinements = refinements;
        self.version = version;
        let (Ok(value_is), Ok(truth)) = (value_is, truth) else { return };
        let holds = match Truth::from_value(&truth) {
            Truth::Yes => true,
            Truth::No => false,
            Truth::Maybe => return,
        };
        if !value_is.is_known() {
            let reach = ops::reach(&value_is);
            self.suspect(Suspicion::Decided { condition, value, reach, holds });
        }
    }

    /// Notices that of `entries`, whose values are ranges of numbers, one of higher values earns less than the one
    /// before it.
    fn suspect_falls(&mut self, entries: Vec<(Reach, Span, Reach)>) {
        let mut entries: Vec<(Interval, Span, Number)> = entries
            .into_iter()
            .filter_map(|(values, span, points)| {
                let most = points.hi().value()?.clone();
                Some((Interval { low: values.lo(), high: values.hi() }, span, most))
            })
            .collect();
        entries.sort_by_key(|entry| low_end(&entry.0.low));
        let falls = entries.windows(2).find_map(|pair| match pair {
            // One that begins where the other does, or within it, is no higher one.
            [low, high] if high.2 < low.2 && above(&high.0, &low.0) => {
                Some(Suspicion::Falling { low: (low.1, low.2.clone()), high: (high.1, high.2.clone()) })
            }
            _ => None,
        });
        let Some(Suspicion::Falling { high, low }) = falls else { return };
        let told = |s: &Suspicion<'_>| matches!(s, Suspicion::Falling { high: h, .. } if h.0 == high.0);
        if !self.suspected(told) {
            self.suspect(Suspicion::Falling { low, high });
        }
    }

    /// Notices bands of which a higher one earns less. `outcomes` are what the bands `chosen` give.
    pub(super) fn suspect_bands(&mut self, subject: &Expr, bands: &'m [Band], chosen: &[u32], outcomes: &[&Value]) {
        let range = |index: u32| bands.get(index as usize).map(|band| &band.range);
        self.suspect_ranges(subject, range, chosen, outcomes);
    }

    /// The same of a lookup whose keys are ranges.
    pub(super) fn suspect_entries(
        &mut self,
        key: &Expr,
        entries: &'m [LookupEntry],
        chosen: &[u32],
        outcomes: &[&Value],
    ) {
        let range = |index: u32| match entries.get(index as usize).map(|entry| &entry.key) {
            Some(Key::Range(range)) => Some(range),
            _ => None,
        };
        self.suspect_ranges(key, range, chosen, outcomes);
    }

    fn suspect_ranges(
        &mut self,
        subject: &Expr,
        range: impl Fn(u32) -> Option<&'m ValueRange>,
        chosen: &[u32],
        outcomes: &[&Value],
    ) {
        if self.choosing > 0 || !matches!(subject.ty.kind, TypeKind::Number { .. }) {
            return;
        }
        let mut entries = Vec::new();
        for (index, outcome) in chosen.iter().zip(outcomes) {
            let Some(range) = range(*index) else { return };
            let Some(values) = range.constant() else { return };
            if !is_number(outcome) {
                return;
            }
            entries.push((values, range.span, ops::reach(outcome)));
        }
        self.suspect_falls(entries);
    }

    /// The same of cases that go by one value: each holds what those before it leave.
    pub(super) fn suspect_cases(
        &mut self,
        cases: &'m [Case],
        otherwise: Option<&'m Rule>,
        chosen: &[u32],
        outcomes: &[&Value],
    ) {
        if self.choosing > 0 {
            return;
        }
        let mut value = None;
        let mut left = Reach::all();
        let mut held = Vec::with_capacity(cases.len() + 1);
        for case in cases {
            let Some((of, values)) = values_of(&case.condition) else { return };
            if *value.get_or_insert(of) != of {
                return;
            }
            held.push((left.intersect(&values), case.condition.span));
            left = left.minus(&values);
        }
        held.extend(otherwise.map(|otherwise| (left, otherwise.span)));
        let mut entries = Vec::new();
        for (index, outcome) in chosen.iter().zip(outcomes) {
            let Some((values, span)) = held.get(*index as usize) else { return };
            if !is_number(outcome) || values.pieces().len() != 1 {
                return;
            }
            entries.push((values.clone(), *span, ops::reach(outcome)));
        }
        self.suspect_falls(entries);
    }

    /// The same of a lookup by two keys: down each column, and along each row.
    pub(super) fn suspect_grid(
        &mut self,
        keys: (&Expr, &Expr),
        columns: &'m [Key],
        rows: &'m [LookupRow],
        scope: &Scope<'_, 'm, 'f>,
    ) {
        if self.choosing > 0 {
            return;
        }
        let ranges = |key: &'m Key| match key {
            Key::Range(range) => range.constant(),
            _ => None,
        };
        let is_number = |expr: &Expr| matches!(expr.ty.kind, TypeKind::Number { .. });
        let mut lines: Vec<Vec<(Reach, &'m Expr)>> = Vec::new();
        if is_number(keys.0) {
            for column in 0..columns.len() {
                let cells = rows.iter().map(|row| Some((ranges(&row.key)?, row.values.get(column)?)));
                lines.extend(cells.collect::<Option<Vec<_>>>());
            }
        }
        if is_number(keys.1) {
            for row in rows {
                let cells = columns.iter().zip(&row.values).map(|(key, value)| Some((ranges(key)?, value)));
                lines.extend(cells.collect::<Option<Vec<_>>>());
            }
        }
        for line in lines {
            let mut entries = Vec::new();
            for (values, cell) in line {
                let Ok(points) = self.speculate(|e| e.expr(cell, scope)) else { continue };
                entries.push((values, cell.span, ops::reach(&points)));
            }
            self.suspect_falls(entries);
        }
    }

    /// The same of a line that goes down.
    pub(super) fn suspect_corners(&mut self, subject: &Expr, points: &'m [(Expr, Expr)], scope: &Scope<'_, 'm, 'f>) {
        if self.choosing > 0 || !matches!(subject.ty.kind, TypeKind::Number { .. }) {
            return;
        }
        let mut entries = Vec::new();
        for (x, y) in points {
            let (Some(at), Ok(points)) = (x.kind.constant(), self.speculate(|e| e.expr(y, scope))) else { return };
            entries.push((Reach::point(at), x.span.to(y.span), ops::reach(&points)));
        }
        self.suspect_falls(entries);
    }

    /// Notices a block of deductions alone that can never come to zero.
    pub(super) fn suspect_short(&mut self, body: &'m Body, yielded: &Yield, scope: &Scope<'_, 'm, 'f>) {
        let deduction = match (&body.rule, &body.deduction) {
            (Some(Rule { kind: RuleKind::Deduct { base: None, deduction }, .. }), None) => deduction,
            (None, Some(deduction)) if body.children.is_empty() => deduction,
            _ => return,
        };
        let Yield::Score(scored) = yielded else { return };
        // What the evaluator may take is taken after the rule.
        if body.discretion.is_some() || !is_number(&scored.rule) {
            return;
        }
        let told =
            |s: &Suspicion<'_>| matches!(s, Suspicion::Short { deduction: d, .. } if std::ptr::eq(*d, deduction));
        let least = ops::reach(&scored.rule).lo();
        if let Some(left) = least.value().filter(|left| left.is_positive()).cloned()
            && !self.suspected(told)
        {
            self.suspect(Suspicion::Short { deduction, full: scope.full.clone(), left });
        }
    }

    /// Notices a clause that takes more than there is.
    pub(super) fn suspect_clause(&mut self, clause: &'m Clause, start: &Value, scope: &Scope<'_, 'm, 'f>) {
        let most = ops::reach(start).hi();
        let Some(from) = most.value().cloned() else { return };
        for (amount, cap) in [(Some(&clause.amount), false), (clause.at_most.as_ref(), true)] {
            let Some(amount) = amount else { continue };
            let Ok(Value::Number(points)) = self.expr(amount, scope) else { continue };
            let told = |s: &Suspicion<'_>| matches!(s, Suspicion::Excess { clause: c, .. } if std::ptr::eq(*c, clause));
            if points > from && !self.suspected(told) {
                self.suspect(Suspicion::Excess { clause, amount: points, cap, from: from.clone() });
            }
        }
    }

    /// Notices 逐项 over rows that may be none.
    pub(super) fn suspect_each(&mut self, each: &'m Each, at_least: u64, scope: &Scope<'_, 'm, 'f>) {
        if each.aggregate == crate::model::Aggregate::Sum {
            return;
        }
        let certain = match &each.filter {
            None => at_least,
            Some(filter) => {
                let all = self.unsuspecting(|e| e.speculate(|e| e.truth(filter, scope)));
                if all.is_ok_and(|all| all == Truth::Yes) { at_least } else { 0 }
            }
        };
        self.suspect_rows(each.span, TableRef::Fact(each.table), each.filter.as_ref(), certain);
    }
}

/// The one number that a condition compares with constants, and the values of it for which it holds.
fn values_of(condition: &Expr) -> Option<(ValueId, Reach)> {
    let of_number = |expr: &Expr| matches!(expr.ty.kind, TypeKind::Number { .. }).then_some(expr.id);
    match &condition.kind {
        ExprKind::Compare(first, rest) => {
            let mut found: Option<(ValueId, Reach)> = None;
            let mut left: &Expr = first;
            for (op, right) in rest {
                let (value, op, end) = match (left.kind.constant(), right.kind.constant()) {
                    (None, Some(end)) => (left, *op, end),
                    (Some(end), None) => (right, op.mirrored(), end),
                    _ => return None,
                };
                let (id, values) = (of_number(value)?, numbers_beside(op, &end));
                found = Some(match found {
                    Some((of, before)) if of == id => (id, before.intersect(&values)),
                    Some(_) => return None,
                    None => (id, values),
                });
                left = right;
            }
            found
        }
        ExprKind::InRange(value, range) => Some((of_number(value)?, range.constant()?)),
        ExprKind::And(a, b) => {
            let ((first, values), (second, more)) = (values_of(a)?, values_of(b)?);
            (first == second).then(|| (first, values.intersect(&more)))
        }
        _ => None,
    }
}

/// The ends of a range.
struct Interval {
    low: Bound,
    high: Bound,
}

/// Ends in the order of their values; no end is the least.
fn low_end(bound: &Bound) -> Option<Number> {
    bound.value().cloned()
}

/// Whether `high` begins where `low` ends, or later.
fn above(high: &Interval, low: &Interval) -> bool {
    match (high.low.value(), low.high.value()) {
        (Some(from), Some(to)) => from >= to,
        _ => false,
    }
}

fn is_constant(expr: &Expr) -> bool {
    expr.kind.constant().is_some()
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Unknown(unknown) => matches!(unknown.known, Known::Number(_)),
        _ => false,
    }
}
