//! + − × ÷, 最多 and 最少: numbers of fitting dimensions, and dates.

use super::Checker;
use super::expr::joint;
use super::range::is_plain_zero;
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{Arith, DateStep, Expr, ExprKind, OptionSetId, Type, TypeKind};
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOp};
use crate::unit::{Base, Dimension};

impl<'a> Checker<'a> {
    /// `a op b` for the operators that are neither 且 nor 或.
    pub(super) fn arithmetic(
        &mut self,
        span: Span,
        op: BinaryOp,
        a: &'a ast::Expr,
        b: &'a ast::Expr,
        scope: &Scope<'a>,
        expect: Option<OptionSetId>,
    ) -> Option<Expr> {
        match op {
            BinaryOp::AtMost => self.extreme(span, Arith::Min, a, b, scope, expect),
            BinaryOp::AtLeast => self.extreme(span, Arith::Max, a, b, scope, expect),
            BinaryOp::Add | BinaryOp::Sub => {
                let (a, b) = (self.expr(a, scope, None), self.expr(b, scope, None));
                self.sum(span, op == BinaryOp::Sub, a?, b?)
            }
            BinaryOp::Mul | BinaryOp::Div => {
                let (a, b) = (self.number_operand(a, scope), self.number_operand(b, scope));
                self.product(span, op == BinaryOp::Div, a?, b?)
            }
            // These are conditions and never come here.
            BinaryOp::And | BinaryOp::Or => None,
        }
    }

    /// `a 最多 b`, `a 最少 b`: numbers, dates, levels.
    fn extreme(
        &mut self,
        span: Span,
        op: Arith,
        a: &'a ast::Expr,
        b: &'a ast::Expr,
        scope: &Scope<'a>,
        expect: Option<OptionSetId>,
    ) -> Option<Expr> {
        let (left, right) = self.alike(a, scope, b, scope, expect);
        let (mut left, mut right) = (left?, right?);
        let (left_ty, right_ty) = (left.ty.clone(), right.ty.clone());
        self.zero_as(a, &mut left, &right_ty);
        self.zero_as(b, &mut right, &left_ty);
        if !self.same_kind(&left.ty, &right.ty) {
            let mut diagnostic = self.unlike_diagnostic(Code::DimensionMismatch, &left, &right);
            // `率 最多 100% × 满分`: the product is taken first.
            let product = matches!(b.kind, ast::ExprKind::Binary(BinaryOp::Mul | BinaryOp::Div, ..));
            if product && left.ty.dimension().is_some_and(Dimension::is_none) {
                diagnostic = diagnostic.help(Message::new("check-extreme-binds-last"));
            }
            self.tell(diagnostic);
            return None;
        }
        if !self.is_ordered(&left.ty) {
            self.not_ordered(span, &left);
            return None;
        }
        let mut ty = joint(&left.ty, &right.ty);
        if let TypeKind::Number { share, .. } = &mut ty.kind {
            *share = keeps_share(&left, &right);
        }
        Some(self.make(span, ty, ExprKind::Arith(op, Box::new(left), Box::new(right))))
    }

    /// Whether values of this type have a least and a greatest.
    pub(super) fn is_ordered(&self, ty: &Type) -> bool {
        match ty.kind {
            TypeKind::Number { .. } | TypeKind::Date => true,
            TypeKind::Option(set) => self.set(set).is_some_and(|set| set.ordered),
            TypeKind::YesNo | TypeKind::Text | TypeKind::Table(_) => false,
        }
    }

    /// Tells that values of this type have no order.
    pub(super) fn not_ordered(&mut self, span: Span, value: &Expr) {
        if let TypeKind::Option(set) = value.ty.kind {
            return self.unordered(set, span);
        }
        let diagnostic = Diagnostic::new(Code::NoOrder, span).arg("found", self.type_arg(&value.ty));
        let diagnostic = match self.declaration(value) {
            Some((name, declared)) => {
                let message = Message::new("check-declared-as").arg("name", name).arg("type", self.type_arg(&value.ty));
                diagnostic.label(declared, message)
            }
            None => diagnostic,
        };
        self.tell(diagnostic);
    }

    /// Tells that a set whose order is needed at `span` has none, once for all such places.
    pub(super) fn unordered(&mut self, set: OptionSetId, span: Span) {
        let Some((name, declared)) = self.set(set).map(|set| (set.name.clone(), set.span)) else { return };
        let diagnostic = Diagnostic::new(Code::OptionsUnordered, span)
            .arg("set", name.as_str())
            .label(declared, Message::new("check-declared-here"));
        self.tell_unknown(&name, diagnostic);
    }

    fn sum(&mut self, span: Span, back: bool, a: Expr, b: Expr) -> Option<Expr> {
        match (&a.ty.kind, &b.ty.kind) {
            (TypeKind::Number { .. }, TypeKind::Number { .. }) => {
                if !self.same_kind(&a.ty, &b.ty) {
                    self.unlike(Code::DimensionMismatch, &a, &b);
                    return None;
                }
                let mut ty = joint(&a.ty, &b.ty);
                if let TypeKind::Number { share, .. } = &mut ty.kind {
                    *share = keeps_share(&a, &b);
                }
                let op = if back { Arith::Sub } else { Arith::Add };
                Some(self.make(span, ty, ExprKind::Arith(op, Box::new(a), Box::new(b))))
            }
            (TypeKind::Date, TypeKind::Date) if back => {
                let ty = quantity(Dimension::base(Base::DAY), true, false);
                Some(self.make(span, ty, ExprKind::DateDifference(Box::new(a), Box::new(b))))
            }
            (TypeKind::Date, TypeKind::Number { .. }) => self.moved_date(span, a, b, back),
            (TypeKind::Number { .. }, TypeKind::Date) if !back => self.moved_date(span, b, a, back),
            (TypeKind::Date, TypeKind::Date) => {
                self.tell(Diagnostic::new(Code::DatesAdded, span));
                None
            }
            _ => {
                let wrong = if matches!(a.ty.kind, TypeKind::Number { .. } | TypeKind::Date) { &b } else { &a };
                self.not_a_number(wrong);
                None
            }
        }
    }

    /// `d + 20日`
    fn moved_date(&mut self, span: Span, date: Expr, amount: Expr, back: bool) -> Option<Expr> {
        let step = match amount.ty.dimension().map(Dimension::bases) {
            Some([(Base::DAY, 1)]) => DateStep::Day,
            Some([(Base::MONTH, 1)]) => DateStep::Month,
            Some([(Base::WORKDAY, 1)]) => DateStep::Workday,
            _ => {
                let diagnostic = Diagnostic::new(Code::DateStep, amount.span).arg("found", self.type_arg(&amount.ty));
                let diagnostic = self.with_derivation(diagnostic, &amount);
                self.tell(diagnostic);
                return None;
            }
        };
        if step == DateStep::Workday {
            self.workdays.get_or_insert(amount.span);
        }
        let kind = ExprKind::DateAdd { date: Box::new(date), amount: Box::new(amount), step, back };
        Some(self.make(span, Type::plain(TypeKind::Date), kind))
    }

    fn product(&mut self, span: Span, quotient: bool, a: Expr, b: Expr) -> Option<Expr> {
        let (
            TypeKind::Number { dimension: left, whole: w1, share: s1, .. },
            TypeKind::Number { dimension: right, whole: w2, share: s2, .. },
        ) = (&a.ty.kind, &b.ty.kind)
        else {
            return None;
        };
        let dimension = if quotient { left.div(right) } else { left.mul(right) };
        let Ok(dimension) = dimension else {
            self.tell(Diagnostic::new(Code::DimensionTooHigh, span));
            return None;
        };
        let share = dimension.is_none()
            && if quotient {
                // A part of a whole: of like quantities, or of two counts, but not so many 万元; nor 率 ÷ 1%, which says
                // how many percent.
                let constant = self.folded(&b).is_some();
                (*s1 && !(*s2 && constant)) || ((!left.is_none() || (*w1 && *w2)) && !constant)
            } else {
                *s1 && *s2
            };
        let ty = quantity(dimension, !quotient && *w1 && *w2, share);
        if quotient && self.divides_by_zero(&b) {
            return None;
        }
        let op = if quotient { Arith::Div } else { Arith::Mul };
        Some(self.make(span, ty, ExprKind::Arith(op, Box::new(a), Box::new(b))))
    }

    /// Whether the operand is the literal 0, which fits every dimension.
    pub(super) fn is_zero_literal(expr: &ast::Expr) -> bool {
        is_plain_zero(expr)
    }
}

/// Whether the sum, difference or extreme of two is shown with %: `1 - 调剂发生率` is.
fn keeps_share(a: &Expr, b: &Expr) -> bool {
    let share = |e: &Expr| matches!(e.ty.kind, TypeKind::Number { share: true, .. });
    let constant = |e: &Expr| matches!(e.kind, ExprKind::Number(_));
    (share(a) && (share(b) || constant(b))) || (share(b) && constant(a))
}

/// A number type.
pub(super) fn quantity(dimension: Dimension, whole: bool, share: bool) -> Type {
    Type::plain(TypeKind::Number { dimension, whole, share, unit: None, unit_field: None })
}
