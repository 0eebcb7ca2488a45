//! A part of the rows divided by all of them: `计数(表 当 c) ÷ 计数(表)` lies within 0 and 1, whatever the rows.

use crate::model::{AggregateFn, Arith, Expr, ExprKind, TableRef};
use crate::number::Number;
use crate::number::reach::{Bound, Reach};
use crate::value::Value;

use super::Evaluator;
use super::error::Run;
use super::ops;
use super::scope::{Frame, RowRef, Scope};

/// A count or sum over rows.
#[derive(Clone, Copy)]
struct Total<'m> {
    function: AggregateFn,
    table: TableRef,
    filter: Option<&'m Expr>,
    value: Option<&'m Expr>,
}

impl Total<'_> {
    /// Whether every row that counts here counts in `whole`, with the same value.
    fn is_part_of(&self, whole: &Total<'_>) -> bool {
        let same = |a: Option<&Expr>, b: Option<&Expr>| a.map(|e| e.id) == b.map(|e| e.id);
        let narrower = match (self.filter, whole.filter) {
            (_, None) => true,
            (Some(filter), Some(wider)) => holds_with(filter, wider),
            (None, Some(_)) => false,
        };
        self.function == whole.function && self.table == whole.table && same(self.value, whole.value) && narrower
    }
}

/// Whether `wider` is `filter`, or one of the conditions that it joins by 且.
fn holds_with(filter: &Expr, wider: &Expr) -> bool {
    filter.id == wider.id || matches!(&filter.kind, ExprKind::And(a, b) if holds_with(a, wider) || holds_with(b, wider))
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// `a ÷ b`, where `a` counts or sums up rows of which `b` counts or sums up more; `a` may be a multiple of
    /// such a sum. `None` for everything else, and where both are known.
    #[inline]
    pub(super) fn part_of_rows(
        &mut self,
        op: Arith,
        (a, left): (&'m Expr, &Value),
        (b, right): (&'m Expr, &Value),
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Option<Value>> {
        if op != Arith::Div || (left.is_known() && right.is_known()) {
            return Ok(None);
        }
        self.part_of_unknown_rows(a, left, b, right, scope)
    }

    fn part_of_unknown_rows(
        &mut self,
        a: &'m Expr,
        left: &Value,
        b: &'m Expr,
        right: &Value,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Option<Value>> {
        let Some(whole) = self.total_in(b) else { return Ok(None) };
        let (part, times) = match (self.total_in(a), &a.kind) {
            (Some(part), _) => (part, None),
            (None, ExprKind::Arith(Arith::Mul, x, y)) => match (self.total_in(x), self.total_in(y)) {
                (Some(part), _) => (part, Some(y)),
                (_, Some(part)) => (part, Some(x)),
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        if !part.is_part_of(&whole) || !self.never_negative(part.value, scope) {
            return Ok(None);
        }
        let share = Reach::closed(Number::ZERO, Number::ONE);
        let share = match times {
            Some(times) => share.mul(&ops::reach(&self.expr(times, scope)?)),
            None => share,
        };
        let divided = ops::reach(&ops::arith(Arith::Div, left, right).unwrap_or_else(|_| ops::number_in(Reach::all())));
        let both = divided.intersect(&share);
        // Nothing in common is a whole that is nothing: the division says so.
        Ok((!both.is_empty()).then(|| ops::number_in(both)))
    }

    /// The count or sum that `expr` is or names.
    fn total_in(&self, mut expr: &'m Expr) -> Option<Total<'m>> {
        while let ExprKind::Let(id) = &expr.kind {
            expr = &self.rubric.binding(*id).value;
        }
        match &expr.kind {
            ExprKind::Aggregate { function, table, filter, value }
                if matches!(function, AggregateFn::Count | AggregateFn::Sum) =>
            {
                let (filter, value) = (filter.as_deref(), value.as_deref());
                Some(Total { function: *function, table: *table, filter, value })
            }
            _ => None,
        }
    }

    /// Whether what is summed up can never be below zero, in whatever row the declarations allow.
    fn never_negative(&mut self, value: Option<&'m Expr>, scope: &Scope<'_, 'm, 'f>) -> bool {
        let Some(value) = value else { return true };
        let depth = scope.frame.map_or(0, |frame| frame.depth + 1);
        let frame = Frame { depth, row: RowRef::Any, outer: scope.frame };
        let inner = Scope { frame: Some(&frame), ..*scope };
        let below = Reach::all().below(&Bound::Open(Number::ZERO));
        let any = self.unsuspecting(|e| e.speculate(|e| e.expr(value, &inner)));
        any.is_ok_and(|any| ops::reach(&any).intersect(&below).is_empty())
    }
}
