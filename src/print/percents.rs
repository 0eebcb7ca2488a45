//! What is held against a percentage reads best as one: `完成率 = 220 ÷ 300 ≈ 73.33%` where the bands say 60%.

use std::collections::BTreeSet;

use crate::model::{Body, ClauseKind, Deduction, Expr, ExprKind, Gate, LetId, Rubric, Rule, RuleKind, Then, TypeKind};
use crate::source::SourceMap;

use super::tree::each_operand;

/// The bare numbers of a rubric that are shown with %.
#[derive(Debug, Default)]
pub struct Percents {
    lets: BTreeSet<LetId>,
    /// Other expressions, by where they are in memory: the model does not move while it is borrowed.
    exprs: BTreeSet<*const Expr>,
}

impl Percents {
    /// Looks through all of `rubric`.
    pub fn of(rubric: &Rubric, sources: &SourceMap) -> Percents {
        let mut finder = Finder { rubric, sources, found: Percents::default() };
        for binding in &rubric.lets {
            finder.expr(&binding.value);
        }
        for method in &rubric.methods {
            finder.body(&method.body);
        }
        for node in &rubric.nodes {
            finder.body(&node.body);
        }
        for adjustment in &rubric.adjustments {
            adjustment.clauses.iter().for_each(|clause| finder.clause(&clause.kind));
        }
        for cap in &rubric.total_caps {
            cap.condition.iter().for_each(|condition| finder.expr(condition));
        }
        for cap in &rubric.grade_caps {
            finder.expr(&cap.condition);
        }
        finder.found
    }

    /// Whether `expr` is shown with %.
    pub fn has(&self, expr: &Expr) -> bool {
        match expr.kind {
            ExprKind::Let(id) if self.lets.contains(&id) => true,
            _ => self.exprs.contains(&std::ptr::from_ref(expr)),
        }
    }
}

struct Finder<'a> {
    rubric: &'a Rubric,
    sources: &'a SourceMap,
    found: Percents,
}

impl Finder<'_> {
    fn is_percentage(&self, expr: &Expr) -> bool {
        matches!(expr.ty.kind, TypeKind::Number { share: true, .. })
            || (matches!(expr.kind, ExprKind::Number(_))
                && self.sources.slice(expr.span).trim_end().ends_with(['%', '％']))
    }

    fn note(&mut self, expr: &Expr) {
        if !expr.ty.dimension().is_some_and(crate::unit::Dimension::is_none) || matches!(expr.kind, ExprKind::Number(_))
        {
            return;
        }
        self.found.exprs.insert(std::ptr::from_ref(expr));
        if let ExprKind::Let(id) = expr.kind
            && self.found.lets.insert(id)
        {
            self.note(&self.rubric.binding(id).value);
        }
    }

    /// What is compared with one another: if one is a percentage, all are.
    fn together<'e>(&mut self, exprs: impl Iterator<Item = &'e Expr> + Clone) {
        if exprs.clone().any(|expr| self.is_percentage(expr)) {
            exprs.for_each(|expr| self.note(expr));
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Compare(first, rest) => {
                self.together(std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, e)| e)));
            }
            ExprKind::InRange(e, range) => {
                let ends = range.low.iter().chain(&range.high).map(|end| &end.value);
                self.together(std::iter::once(e.as_ref()).chain(ends));
            }
            ExprKind::Aggregate { filter, value, .. } => {
                filter.iter().chain(value).for_each(|e| self.expr(e));
            }
            ExprKind::Choose(rule) => self.rule(rule),
            _ => {}
        }
        each_operand(expr, &mut |operand| self.expr(operand));
    }

    fn body(&mut self, body: &Body) {
        for gate in &body.gates {
            match gate {
                Gate::Inapplicable { condition, then, .. } => {
                    self.expr(condition);
                    if let Then::Score(score) = then {
                        self.expr(score);
                    }
                }
                Gate::Zero { condition, .. } => self.expr(condition),
            }
        }
        body.rule.iter().for_each(|rule| self.rule(rule));
        body.deduction.iter().for_each(|deduction| self.deduction(deduction));
        body.verifications.iter().for_each(|verification| self.expr(&verification.condition));
    }

    fn deduction(&mut self, deduction: &Deduction) {
        deduction.clauses.iter().for_each(|clause| self.clause(&clause.kind));
    }

    fn clause(&mut self, kind: &ClauseKind) {
        match kind {
            ClauseKind::Every { count, .. } => self.expr(count),
            ClauseKind::Beyond { value, threshold, .. } => {
                self.together([value, threshold].into_iter());
                self.expr(value);
            }
            ClauseKind::When(condition) => self.expr(condition),
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match &rule.kind {
            RuleKind::Value(expr) | RuleKind::FullWhen(expr) => self.expr(expr),
            RuleKind::Bands { subject, bands, .. } => {
                let ends = bands.iter().flat_map(|band| band.range.low.iter().chain(&band.range.high));
                self.together(std::iter::once(subject).chain(ends.map(|end| &end.value)));
                self.expr(subject);
                bands.iter().for_each(|band| self.rule(&band.rule));
            }
            RuleKind::Cases { cases, otherwise } => {
                for case in cases {
                    self.expr(&case.condition);
                    self.rule(&case.rule);
                }
                otherwise.iter().for_each(|rule| self.rule(rule));
            }
            RuleKind::LookupOne { entries, .. } => entries.iter().for_each(|entry| self.rule(&entry.rule)),
            RuleKind::Interpolate { subject, points } => {
                self.together(std::iter::once(subject).chain(points.iter().map(|(x, _)| x)));
            }
            RuleKind::Deduct { base, deduction } => {
                base.iter().for_each(|rule| self.rule(rule));
                self.deduction(deduction);
            }
            RuleKind::Each(each) => {
                each.filter.iter().for_each(|filter| self.expr(filter));
                self.body(&each.body);
            }
            RuleKind::Scaled { body, .. } => self.body(body),
            RuleKind::LookupTwo { .. }
            | RuleKind::Zero
            | RuleKind::ByRating(_)
            | RuleKind::Manual(_)
            | RuleKind::Method { .. } => {}
        }
    }
}
