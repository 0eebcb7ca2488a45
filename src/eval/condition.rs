//! Conditions: whether they hold, without a value being made of it.

use crate::model::{Comparison, Expr, ExprKind, ValueRange};
use crate::number::Number;
use crate::value::Value;

use super::Evaluator;
use super::error::Run;
use super::ops::{self, Truth};
use super::scope::Scope;

impl<'m, 'f> Evaluator<'m, 'f> {
    /// Whether a condition holds.
    pub(super) fn truth(&mut self, expr: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        if self.suspecting.is_some() {
            return Ok(Truth::from_value(&self.expr(expr, scope)?));
        }
        let truth = self.holds(expr, scope)?;
        if truth == Truth::Maybe && !self.refinements.is_empty() {
            return Ok(Truth::from_value(&self.refined(expr, truth.value())));
        }
        Ok(truth)
    }

    /// Whether a condition holds, from its parts.
    pub(super) fn holds(&mut self, expr: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        Ok(match &expr.kind {
            ExprKind::Compare(first, rest) => return self.chain(first, rest, scope),
            ExprKind::And(a, b) => return self.both(a, b, true, scope),
            ExprKind::Or(a, b) => self.both(a, b, false, scope)?.not(),
            ExprKind::Not(inner) => self.truth(inner, scope)?.not(),
            ExprKind::InRange(inner, range) => {
                let value = self.expr(inner, scope)?;
                return self.in_range(&value, range, scope);
            }
            ExprKind::InOptions(inner, bits) => {
                let possible = match self.ready(inner, scope) {
                    Some(value) => ops::options(value),
                    None => ops::options(&self.expr(inner, scope)?),
                };
                if possible & bits == 0 {
                    Truth::No
                } else if possible & !bits == 0 {
                    Truth::Yes
                } else {
                    Truth::Maybe
                }
            }
            ExprKind::Given(given, inner) => {
                let truth = match self.ready(inner, scope) {
                    Some(value) => Truth::from(!matches!(value, Value::Absent)),
                    None => match self.expr(inner, scope)? {
                        Value::Absent => Truth::No,
                        Value::Unknown(unknown) if unknown.maybe_absent => Truth::Maybe,
                        _ => Truth::Yes,
                    },
                };
                if *given { truth } else { truth.not() }
            }
            _ => match self.ready(expr, scope) {
                Some(value) => Truth::from_value(value),
                None => Truth::from_value(&self.expr(expr, scope)?),
            },
        })
    }

    /// `a 且 b` where `both`; the negation of `a 或 b` where not. The right side is asked only if needed.
    fn both(&mut self, a: &'m Expr, b: &'m Expr, both: bool, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        let side = |truth: Truth| if both { truth } else { truth.not() };
        let left = side(self.truth(a, scope)?);
        match left {
            Truth::No => Ok(Truth::No),
            Truth::Yes => Ok(side(self.truth(b, scope)?)),
            Truth::Maybe => {
                // The right side is read only where the left one lets it be.
                let right = self.supposing(a, both, scope, |e| e.truth(b, scope));
                Ok(left.and(right.map_or(Truth::No, side)))
            }
        }
    }

    fn chain(&mut self, first: &'m Expr, rest: &'m [(Comparison, Expr)], scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        if let [(op, second)] = rest {
            if let (Some(left), Some(right)) = (self.known(first, scope), self.known(second, scope)) {
                return Ok(op.holds(left.cmp(right)).into());
            }
            let left = self.expr(first, scope)?;
            return match self.ready(second, scope) {
                Some(right) => Ok(ops::compare(*op, &left, right)),
                None => Ok(ops::compare(*op, &left, &self.expr(second, scope)?)),
            };
        }
        let mut left = self.expr(first, scope)?;
        let mut all = Truth::Yes;
        for (op, expr) in rest {
            let right = self.expr(expr, scope)?;
            all = all.and(ops::compare(*op, &left, &right));
            if all == Truth::No {
                break;
            }
            left = right;
        }
        Ok(all)
    }

    /// Whether `value` lies in `range`.
    pub(super) fn in_range(&mut self, value: &Value, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        if let Value::Number(number) = value
            && let Some(inside) = self.number_in_range(number, range, scope)
        {
            return Ok(inside.into());
        }
        let mut inside = Truth::Yes;
        if let Some(low) = &range.low {
            let end = self.expr(&low.value, scope)?;
            let op = if low.closed { Comparison::Ge } else { Comparison::Gt };
            inside = ops::compare(op, value, &end);
            if inside == Truth::No {
                return Ok(Truth::No);
            }
        }
        if let Some(high) = &range.high {
            let end = self.expr(&high.value, scope)?;
            let op = if high.closed { Comparison::Le } else { Comparison::Lt };
            inside = inside.and(ops::compare(op, value, &end));
        }
        Ok(inside)
    }

    /// Whether `number` lies in `range`, where its ends stand ready.
    fn number_in_range(&self, number: &Number, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Option<bool> {
        if let Some(low) = &range.low {
            let order = number.cmp(self.known(&low.value, scope)?);
            if order.is_lt() || (order.is_eq() && !low.closed) {
                return Some(false);
            }
        }
        if let Some(high) = &range.high {
            let order = number.cmp(self.known(&high.value, scope)?);
            if order.is_gt() || (order.is_eq() && !high.closed) {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Runs `f` as if `condition` were `truth`; `None` where it cannot be.
    pub(super) fn supposing<T>(
        &mut self,
        condition: &'m Expr,
        truth: bool,
        scope: &Scope<'_, 'm, 'f>,
        f: impl FnOnce(&mut Self) -> Run<T>,
    ) -> Option<T> {
        self.speculate(|e| if e.assume(condition, truth, scope) { f(e).ok() } else { None })
    }
}
