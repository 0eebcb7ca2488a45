//! What is held against a percentage reads best as one: `完成率 = 220 ÷ 300 ≈ 73.33%` where the bands say 60%.

use std::collections::BTreeSet;

use crate::model::visit::{Visit, walk_clause, walk_expr, walk_rubric, walk_rule};
use crate::model::{
    Arith, Clause, ClauseKind, Expr, ExprKind, Key, LetId, Rubric, Rule, RuleKind, TypeKind, ValueRange,
};
use crate::source::SourceMap;

/// The bare numbers of a rubric that are shown with %.
#[derive(Debug, Default)]
pub struct Percents {
    lets: BTreeSet<LetId>,
    /// Other expressions, by where they are in memory: the model does not move while it is borrowed.
    exprs: BTreeSet<*const Expr>,
    /// What is held against bare numbers: 1.2, not 120%.
    plain: Plain,
}

/// The same of what is shown as a bare number, though it is a quotient of two amounts of one kind.
#[derive(Debug, Default)]
struct Plain {
    lets: BTreeSet<LetId>,
    exprs: BTreeSet<*const Expr>,
}

impl Percents {
    /// Looks through all of `rubric`.
    pub fn of(rubric: &Rubric, sources: &SourceMap) -> Percents {
        let mut finder = Finder { rubric, sources, found: Percents::default() };
        walk_rubric(&mut finder, rubric);
        finder.found
    }

    /// Whether `expr` is shown with %.
    pub fn has(&self, expr: &Expr) -> bool {
        match expr.kind {
            ExprKind::Let(id) if self.lets.contains(&id) => true,
            _ => self.exprs.contains(&std::ptr::from_ref(expr)),
        }
    }

    /// Whether `expr` is shown without %, as what it is held against is written.
    pub fn is_plain(&self, expr: &Expr) -> bool {
        let noted = match expr.kind {
            ExprKind::Let(id) if self.plain.lets.contains(&id) => true,
            _ => self.plain.exprs.contains(&std::ptr::from_ref(expr)),
        };
        noted && !self.has(expr)
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
        // A quotient of two amounts of one kind is a share by its type, whatever it is held against.
        let quotient = |expr: &Expr| match &expr.kind {
            ExprKind::Let(id) => !is_declared(&self.rubric.binding(*id).value),
            _ => !is_declared(expr),
        };
        let bare = |expr: &Expr| matches!(&expr.kind, ExprKind::Number(n) if !n.is_zero()) && !self.is_percentage(expr);
        let percent =
            |expr: &Expr| self.is_percentage(expr) && (matches!(expr.kind, ExprKind::Number(_)) || !quotient(expr));
        if exprs.clone().any(bare) && !exprs.clone().any(percent) {
            exprs.for_each(|expr| self.note_plain(expr));
        } else if exprs.clone().any(|expr| self.is_percentage(expr)) {
            exprs.for_each(|expr| self.note(expr));
        }
    }

    fn note_plain(&mut self, expr: &Expr) {
        if !expr.ty.dimension().is_some_and(crate::unit::Dimension::is_none) || matches!(expr.kind, ExprKind::Number(_))
        {
            return;
        }
        self.found.plain.exprs.insert(std::ptr::from_ref(expr));
        if let ExprKind::Let(id) = expr.kind
            && self.found.plain.lets.insert(id)
        {
            self.note_plain(&self.rubric.binding(id).value);
        }
    }

    /// What is looked up, and the ranges it is looked up in.
    fn keys<'e>(&mut self, subject: &'e Expr, keys: impl Iterator<Item = &'e Key> + Clone) {
        let ends = keys.filter_map(Key::range).flat_map(ValueRange::ends);
        self.together(std::iter::once(subject).chain(ends));
    }
}

impl<'m> Visit<'m> for Finder<'_> {
    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Compare(first, rest) => {
                self.together(std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, e)| e)));
            }
            ExprKind::Arith(Arith::Min | Arith::Max, a, b) => self.together([a.as_ref(), b.as_ref()].into_iter()),
            ExprKind::InRange(e, range) => self.together(std::iter::once(e.as_ref()).chain(range.ends())),
            _ => {}
        }
        walk_expr(self, expr);
    }

    fn clause(&mut self, clause: &'m Clause) {
        if let ClauseKind::Beyond { value, threshold, .. } = &clause.kind {
            self.together([value, threshold].into_iter());
        }
        walk_clause(self, clause);
    }

    fn rule(&mut self, rule: &'m Rule) {
        match &rule.kind {
            RuleKind::Bands { subject, bands, .. } => {
                let ends = bands.iter().flat_map(|band| band.range.ends());
                self.together(std::iter::once(subject).chain(ends));
            }
            RuleKind::LookupOne { key, entries } => self.keys(key, entries.iter().map(|entry| &entry.key)),
            RuleKind::LookupTwo { row, column, columns, rows } => {
                self.keys(row, rows.iter().map(|entry| &entry.key));
                self.keys(column, columns.iter());
            }
            RuleKind::Interpolate { subject, points } => {
                self.together(std::iter::once(subject).chain(points.iter().map(|(x, _)| x)));
            }
            _ => {}
        }
        walk_rule(self, rule);
    }
}

/// Whether the type of `expr` is declared somewhere, not worked out.
fn is_declared(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Fact(_) | ExprKind::Field { .. } | ExprKind::Param(_) | ExprKind::RateOf(_))
}
