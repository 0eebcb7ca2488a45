//! Ranges: bands, grades, declared ranges, 属于, 人工评分.

use super::Checker;
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::model::{Expr, ExprKind, RangeEnd, Type, TypeKind, ValueRange};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{self, CompareOp, RangeKind};

impl<'a> Checker<'a> {
    /// A range of values of type `subject`. A plain 0 is an end for every dimension.
    pub(super) fn range(&mut self, range: &'a ast::Range, subject: &Type, scope: &Scope<'a>) -> Option<ValueRange> {
        let (low, high) = match &range.kind {
            RangeKind::Compare(op, end) => {
                let closed = matches!(op, CompareOp::Ge | CompareOp::Le | CompareOp::Eq);
                match op {
                    CompareOp::Ge | CompareOp::Gt => (Some((end, closed)), None),
                    CompareOp::Le | CompareOp::Lt => (None, Some((end, closed))),
                    CompareOp::Eq => (Some((end, true)), Some((end, true))),
                    CompareOp::Ne => {
                        self.tell(Diagnostic::new(Code::RangeNotEqual, range.span));
                        return None;
                    }
                }
            }
            RangeKind::Interval { low, low_closed, high, high_closed } => {
                (Some((low, *low_closed)), Some((high, *high_closed)))
            }
        };
        let same_end = matches!(range.kind, RangeKind::Compare(CompareOp::Eq, _));
        let low_end = low.map(|(end, closed)| self.range_end(end, closed, subject, scope));
        let high_end = match high {
            // `= v` is one end written once: it is read again, and its mistakes are told once.
            Some((end, closed)) if same_end && low_end.as_ref().is_some_and(Option::is_some) => {
                Some(self.range_end(end, closed, subject, scope))
            }
            Some(_) if same_end => Some(None),
            Some((end, closed)) => Some(self.range_end(end, closed, subject, scope)),
            None => None,
        };
        let ends = |end: Option<Option<RangeEnd>>| match end {
            None => Some(None),
            Some(end) => end.map(Some),
        };
        let (low, high) = (ends(low_end), ends(high_end));
        let checked = ValueRange { span: range.span, low: low?, high: high? };
        self.refuse_empty(&checked, range).then_some(checked)
    }

    fn range_end(&mut self, end: &'a ast::Expr, closed: bool, subject: &Type, scope: &Scope<'a>) -> Option<RangeEnd> {
        let set = match subject.kind {
            TypeKind::Option(set) => Some(set),
            _ => None,
        };
        let mut value = self.expr(end, scope, set)?;
        self.zero_as(end, &mut value, subject);
        if !self.same_kind(&value.ty, subject) {
            self.wrong_type(&value, subject);
            return None;
        }
        Some(RangeEnd { value, closed })
    }

    /// Tells of a bare number that stands beside a declared 比率 and cannot be one: `≥ 95` for `≥ 95%`.
    pub(super) fn percent_missing(&mut self, written: &ast::Expr) {
        let ast::ExprKind::Number(number, None) = &written.kind else { return };
        if Number::parse(&number.digits).is_ok_and(|value| value > Number::ONE) {
            let right = format!("{}%", number.digits);
            self.tell(
                Diagnostic::new(Code::PercentMissing, written.span)
                    .arg("right", right.as_str())
                    .choice(written.span, right),
            );
        }
    }

    /// The same for the ends of a range.
    pub(super) fn percent_missing_in(&mut self, range: &ast::Range) {
        match &range.kind {
            RangeKind::Compare(_, end) => self.percent_missing(end),
            RangeKind::Interval { low, high, .. } => {
                self.percent_missing(low);
                self.percent_missing(high);
            }
        }
    }

    /// Gives a plain literal 0 the dimension of what it stands beside.
    pub(super) fn zero_as(&self, written: &ast::Expr, value: &mut Expr, beside: &Type) {
        if is_plain_zero(written)
            && let (Some(dimension), TypeKind::Number { dimension: own, .. }) = (beside.dimension(), &mut value.ty.kind)
        {
            *own = dimension.clone();
        }
    }

    /// Whether a range holds any value at all, as far as its constants tell.
    fn refuse_empty(&mut self, range: &ValueRange, written: &ast::Range) -> bool {
        let (Some(low), Some(high)) = (&range.low, &range.high) else { return true };
        let value = |end: &RangeEnd| match &end.value.kind {
            ExprKind::Option(index) => Some(Number::from_i64(i64::from(*index))),
            _ => self.folded(&end.value),
        };
        let (Some(l), Some(h)) = (value(low), value(high)) else { return true };
        let empty = l > h || (l == h && !(low.closed && high.closed));
        if empty {
            let mut diagnostic = Diagnostic::new(Code::RangeEmpty, range.span);
            // (100%, 90%]: each end goes to the other side with its bracket.
            if let (true, RangeKind::Interval { low: first, high: last, .. }) = (l > h, &written.kind) {
                let sign = |span: Span, text: &str| Edit { span, replacement: text.to_owned() };
                let (open, shut) = (if high.closed { "[" } else { "(" }, if low.closed { "]" } else { ")" });
                let least = self.written(&h, &high.value.ty, last.span);
                let most = self.written(&l, &low.value.ty, first.span);
                diagnostic =
                    diagnostic.edits(vec![sign(range.span, &format!("{open}{least}, {most}{shut}"))]).choosing();
            }
            self.tell(diagnostic);
        }
        !empty
    }
}

/// Whether a value is read from a fact, column or parameter declared as 比率. (A quotient may well be a rate of
/// another kind, so many students a teacher.)
pub(super) fn is_declared_share(value: &Expr) -> bool {
    let read = matches!(value.kind, ExprKind::Fact(_) | ExprKind::Field { .. } | ExprKind::Param(_));
    read && is_share(&value.ty)
}

/// Whether an end of `range` is a number with %.
pub(super) fn has_percent(range: &ast::Range) -> bool {
    let percent = |end: &ast::Expr| matches!(end.kind, ast::ExprKind::Number(_, Some(ast::UnitSuffix::Percent)));
    match &range.kind {
        RangeKind::Compare(_, end) => percent(end),
        RangeKind::Interval { low, high, .. } => percent(low) || percent(high),
    }
}

/// Whether a type is a 比率.
pub(super) fn is_share(ty: &Type) -> bool {
    matches!(ty.kind, TypeKind::Number { share: true, .. })
}

/// Whether an expression is the literal 0 without a unit.
pub(super) fn is_plain_zero(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Number(number, None) => number.digits.bytes().all(|b| b == b'0' || b == b'.'),
        _ => false,
    }
}
