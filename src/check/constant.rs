//! Expressions whose value is known before any fact is.

use super::Checker;
use super::scope::FullPoints;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Arith, Expr, ExprKind, RangeEnd, Type, TypeKind, ValueRange};
use crate::number::Number;
use crate::number::reach::Bound;
use crate::syntax::ast;

/// `constant + share × 满分`
#[derive(Clone)]
pub(super) struct Linear {
    /// What does not depend on 满分.
    pub constant: Number,
    /// How many times 满分.
    pub share: Number,
}

impl Linear {
    fn constant(constant: Number) -> Linear {
        Linear { constant, share: Number::ZERO }
    }

    /// Its value, if 满分 is known or does not matter.
    pub fn value(&self, full: &FullPoints) -> Option<Number> {
        if self.share.is_zero() {
            return Some(self.constant.clone());
        }
        match full {
            FullPoints::Known(full) => self.share.mul(full).and_then(|part| part.add(&self.constant)).ok(),
            _ => None,
        }
    }
}

impl<'a> Checker<'a> {
    /// The value of a constant expression of type `ty`; tells where it is none.
    pub(super) fn constant_of(&mut self, expr: &'a ast::Expr, ty: &Type) -> Option<Number> {
        let scope = self.constants();
        let checked = self.expr(expr, &scope, None)?;
        if !self.same_kind(&checked.ty, ty) {
            self.wrong_type(&checked, ty);
            return None;
        }
        let value = self.folded(&checked);
        if value.is_none() {
            self.not_constant(expr.span);
        }
        value
    }

    /// Whether a value of type `found` may stand where `wanted` is due.
    pub(super) fn same_kind(&self, found: &Type, wanted: &Type) -> bool {
        match (&found.kind, &wanted.kind) {
            (TypeKind::Number { dimension: a, .. }, TypeKind::Number { dimension: b, .. }) => a == b,
            (a, b) => a == b,
        }
    }

    /// The value of an expression of constants, 满分 of the header among them.
    pub(super) fn folded(&self, expr: &Expr) -> Option<Number> {
        match expr.kind {
            ExprKind::Date(day) => Some(Number::from_i64(i64::from(day))),
            _ => self.linear(expr)?.value(&self.top_full.points),
        }
    }

    /// The value of a constant expression in terms of the 满分 of its place.
    pub(super) fn linear(&self, expr: &Expr) -> Option<Linear> {
        Some(match &expr.kind {
            ExprKind::Number(number) => Linear::constant(number.clone()),
            ExprKind::Full => Linear { constant: Number::ZERO, share: Number::ONE },
            ExprKind::Let(id) => self.let_entry(*id)?.linear.clone()?,
            ExprKind::Negate(inner) => {
                let inner = self.linear(inner)?;
                Linear { constant: inner.constant.neg(), share: inner.share.neg() }
            }
            ExprKind::Abs(inner) => {
                let inner = self.linear(inner)?;
                inner.share.is_zero().then(|| Linear::constant(inner.constant.abs()))?
            }
            ExprKind::Round(inner, round) => {
                let inner = self.linear(inner)?;
                if !inner.share.is_zero() {
                    return None;
                }
                Linear::constant(inner.constant.round(round.places, round.mode).ok()?)
            }
            ExprKind::Arith(op, a, b) => arith(*op, self.linear(a)?, self.linear(b)?)?,
            _ => return None,
        })
    }

    /// The ends of a range of constants; tells of an end that is none.
    pub(super) fn constant_ends(&mut self, range: &ValueRange) -> Option<(Bound, Bound)> {
        let mut bound = |end: &Option<RangeEnd>| -> Option<Bound> {
            let Some(end) = end else { return Some(Bound::Unbounded) };
            match self.folded(&end.value) {
                Some(value) if end.closed => Some(Bound::Closed(value)),
                Some(value) => Some(Bound::Open(value)),
                None => {
                    self.not_constant(end.value.span);
                    None
                }
            }
        };
        let (low, high) = (bound(&range.low), bound(&range.high));
        Some((low?, high?))
    }

    /// Tells that a divisor is 0, if it always is.
    pub(super) fn divides_by_zero(&mut self, divisor: &Expr) -> bool {
        let zero = self.linear(divisor).and_then(|l| l.value(&FullPoints::Varies)).is_some_and(|value| value.is_zero());
        if zero {
            self.tell(Diagnostic::new(Code::ConstantZeroDivisor, divisor.span));
        }
        zero
    }
}

fn arith(op: Arith, a: Linear, b: Linear) -> Option<Linear> {
    let plain = a.share.is_zero() && b.share.is_zero();
    Some(match op {
        Arith::Add => Linear { constant: a.constant.add(&b.constant).ok()?, share: a.share.add(&b.share).ok()? },
        Arith::Sub => Linear { constant: a.constant.sub(&b.constant).ok()?, share: a.share.sub(&b.share).ok()? },
        Arith::Mul if b.share.is_zero() => {
            Linear { constant: a.constant.mul(&b.constant).ok()?, share: a.share.mul(&b.constant).ok()? }
        }
        Arith::Mul if a.share.is_zero() => {
            Linear { constant: a.constant.mul(&b.constant).ok()?, share: b.share.mul(&a.constant).ok()? }
        }
        Arith::Div if b.share.is_zero() => {
            Linear { constant: a.constant.div(&b.constant).ok()?, share: a.share.div(&b.constant).ok()? }
        }
        Arith::Min if plain => Linear::constant(a.constant.min(b.constant)),
        Arith::Max if plain => Linear::constant(a.constant.max(b.constant)),
        _ => return None,
    })
}
