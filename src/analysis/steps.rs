//! Ends and steps finer than the values that they are held against: nobody has 89.5 persons, or half a slip more.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Edit, Message};
use crate::model::visit::{Visit, walk_clause, walk_expr, walk_rubric, walk_rule};
use crate::model::{
    Clause, ClauseKind, Comparison, Expr, ExprKind, Key, Rubric, Rule, RuleKind, Type, TypeKind, ValueRange,
};
use crate::number::{Number, Reach};
use crate::source::{SourceMap, Span};

use super::region::shower;

/// Everything of that kind in `rubric`.
pub(super) fn steps(rubric: &Rubric, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut steps = Steps { rubric, sources, told: BTreeSet::new(), found: Vec::new() };
    walk_rubric(&mut steps, rubric);
    steps.found
}

struct Steps<'m, 'f> {
    rubric: &'m Rubric,
    sources: &'f SourceMap,
    told: BTreeSet<Span>,
    found: Vec<Diagnostic>,
}

impl<'m> Visit<'m> for Steps<'m, '_> {
    fn rule(&mut self, rule: &'m Rule) {
        match &rule.kind {
            RuleKind::Bands { subject, bands, .. } => {
                self.ranges(subject, bands.iter().map(|band| &band.range).collect());
            }
            RuleKind::LookupOne { key, entries } => self.keys(key, entries.iter().map(|entry| &entry.key)),
            RuleKind::LookupTwo { row, column, columns, rows } => {
                self.keys(row, rows.iter().map(|entry| &entry.key));
                self.keys(column, columns.iter());
            }
            // A corner of a line is no edge: between two steps the line goes on.
            _ => {}
        }
        walk_rule(self, rule);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::InRange(value, range) => self.ranges(value, vec![range]),
            ExprKind::Compare(first, rest) => {
                let mut left: &Expr = first;
                for (op, right) in rest {
                    self.comparison(left, *op, right);
                    left = right;
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }

    fn clause(&mut self, clause: &'m Clause) {
        match &clause.kind {
            ClauseKind::Every { count, step } => self.step(count, step),
            ClauseKind::Beyond { value, step, .. } => self.step(value, step),
            ClauseKind::When(_) => {}
        }
        walk_clause(self, clause);
    }
}

impl<'m> Steps<'m, '_> {
    fn comparison(&mut self, left: &'m Expr, op: Comparison, right: &'m Expr) {
        // 甲 ≥ 89.5 and 89.5 ≤ 甲 have their end in another place.
        let (value, end, op) =
            if left.kind.constant().is_some() { (right, left, op.mirrored()) } else { (left, right, op) };
        match op {
            Comparison::Ge | Comparison::Lt => self.end(value, &[(end, true)]),
            Comparison::Gt | Comparison::Le => self.end(value, &[(end, false)]),
            // An equality that never holds is told as such.
            Comparison::Eq | Comparison::Ne => {}
        }
    }

    fn keys(&mut self, subject: &'m Expr, keys: impl Iterator<Item = &'m Key>) {
        self.ranges(subject, keys.filter_map(Key::range).collect());
    }

    /// The ends of ranges of `subject`; one that several have is told once.
    fn ranges(&mut self, subject: &'m Expr, ranges: Vec<&'m ValueRange>) {
        let mut ends: Vec<(&'m Expr, bool)> = Vec::new();
        for range in ranges {
            if let (Some(low), Some(high)) = (&range.low, &range.high)
                && low.value.id == high.value.id
            {
                continue;
            }
            // The next value above means the same where the end is below it and in it, or above it and not.
            ends.extend(range.low.iter().map(|end| (&end.value, end.closed)));
            ends.extend(range.high.iter().map(|end| (&end.value, !end.closed)));
        }
        self.end(subject, &ends);
    }

    /// Ends of `value`, each with whether the next value above it means the same; otherwise the one below does.
    fn end(&mut self, value: &'m Expr, ends: &[(&'m Expr, bool)]) {
        let Some((all, declared)) = self.stepped(value) else { return };
        let mut done: Vec<Number> = Vec::new();
        for (end, _) in ends {
            let Some(number) = end.kind.constant().filter(|number| !done.contains(number)) else { continue };
            done.push(number.clone());
            let Some((below, above)) = between(&all, &number) else { continue };
            let same: Vec<&(&Expr, bool)> =
                ends.iter().filter(|(other, _)| other.kind.constant().as_ref() == Some(&number)).collect();
            if !self.told.insert(end.span) {
                continue;
            }
            let texts: Vec<&Expr> = ends.iter().map(|(end, _)| *end).collect();
            let show = shower(&value.ty, &texts, self.rubric, self.sources);
            let mut diagnostic = Diagnostic::new(Code::StepMissed, end.span)
                .arg("value", self.written(value.span))
                .arg("end", self.written(end.span))
                .arg("below", show(&below))
                .arg("above", show(&above));
            let near: BTreeSet<bool> = same.iter().map(|(_, up)| *up).collect();
            let near: Vec<String> = near.iter().rev().map(|up| show(if *up { &above } else { &below })).collect();
            diagnostic = diagnostic.help(
                Message::new("step-missed-mend").arg("near", near.join(" / ")).arg("end", self.written(end.span)),
            );
            if let Some(span) = declared {
                diagnostic = diagnostic.label(span, Message::new("step-missed-declared"));
            }
            let edits = same
                .iter()
                .map(|(end, up)| Edit { span: end.span, replacement: show(if *up { &above } else { &below }) })
                .collect();
            // The step may be what is wrong.
            self.found.push(diagnostic.edits(edits).choosing());
        }
    }

    /// A step finer than what is counted in it.
    fn step(&mut self, counted: &'m Expr, step: &'m Expr) {
        let Some((all, declared)) = self.stepped(counted) else { return };
        let finest = all.pieces().iter().filter_map(|piece| piece.lattice.as_ref().map(|l| l.step.clone())).min();
        let (Some(own), Some(number)) = (finest, step.kind.constant()) else { return };
        if number < own && number.is_positive() && self.told.insert(step.span) {
            let show = shower(&counted.ty, &[step], self.rubric, self.sources);
            let mut diagnostic =
                Diagnostic::new(Code::FineStep, step.span).arg("step", self.written(step.span)).arg("own", show(&own));
            if let Some(span) = declared {
                diagnostic = diagnostic.label(span, Message::new("step-missed-declared"));
            }
            self.found.push(diagnostic);
        }
    }

    /// The values of `expr`, if it is read from facts and comes in steps alone, and where it was declared.
    fn stepped(&self, expr: &'m Expr) -> Option<(Reach, Option<Span>)> {
        let (ty, declared): (&Type, Option<Span>) = match &expr.kind {
            ExprKind::Fact(id) => (&self.rubric.fact(*id).ty, Some(self.rubric.fact(*id).span)),
            ExprKind::Let(id) => return self.stepped(&self.rubric.binding(*id).value),
            ExprKind::Field { .. } | ExprKind::Param(_) => (&expr.ty, None),
            _ => return None,
        };
        if !matches!(ty.kind, TypeKind::Number { .. }) {
            return None;
        }
        let all = ty.reach.clone()?;
        let comes_in_steps = all.pieces().iter().all(|piece| piece.lattice.is_some());
        (comes_in_steps && !all.is_empty()).then_some((all, declared))
    }

    /// The text at `span`, in one line.
    fn written(&self, span: Span) -> String {
        self.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The values of `all` on either side of `number`, where that is none itself and lies among them.
fn between(all: &Reach, number: &Number) -> Option<(Number, Number)> {
    let piece = all.pieces().iter().find(|piece| {
        let within = |bound: Option<&Number>, above: bool| {
            bound.is_none_or(|end| if above { number < end } else { end < number })
        };
        within(piece.lo.value(), false) && within(piece.hi.value(), true)
    })?;
    if all.contains(number) {
        return None;
    }
    let lattice = piece.lattice.as_ref()?;
    let steps = number.sub(&lattice.origin).ok()?.div(&lattice.step).ok()?.floor();
    let below = lattice.origin.add(&steps.mul(&lattice.step).ok()?).ok()?;
    let above = below.add(&lattice.step).ok()?;
    (all.contains(&below) && all.contains(&above)).then_some((below, above))
}
