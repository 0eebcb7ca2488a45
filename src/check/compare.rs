//! Comparisons and 属于.

use super::Checker;
use super::range::is_declared_share;
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic, Edit, Message};
use crate::model::{Comparison, Expr, ExprKind, OptionSetId, Type, TypeKind};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{self, CompareOp};
use crate::syntax::keyword::{Meaning, spell_name};
use crate::unit::{Base, Dimension};

impl<'a> Checker<'a> {
    /// `a ≤ b < c`
    pub(super) fn compare(
        &mut self,
        span: Span,
        first: &'a ast::Expr,
        rest: &'a [(CompareOp, ast::Expr)],
        scope: &Scope<'a>,
    ) -> Option<Expr> {
        let written: Vec<&'a ast::Expr> = std::iter::once(first).chain(rest.iter().map(|(_, e)| e)).collect();
        let mut operands = self.operands(&written, scope)?;
        let beside = written
            .iter()
            .zip(&operands)
            .find(|(written, _)| !Self::is_zero_literal(written))
            .map(|(_, operand)| operand.ty.clone());
        if let Some(beside) = beside {
            for (written, operand) in written.iter().zip(&mut operands) {
                self.zero_as(written, operand, &beside);
            }
        }
        for (pair, written) in operands.windows(2).zip(written.windows(2)) {
            if let ([a, b], [x, y]) = (pair, written) {
                if is_declared_share(a) {
                    self.percent_missing(y);
                }
                if is_declared_share(b) {
                    self.percent_missing(x);
                }
            }
        }
        let mut fits = true;
        for (pair, (op, _)) in operands.windows(2).zip(rest) {
            let [a, b] = pair else { continue };
            fits &= self.comparable(span, a, *op, b, rest.len() == 1);
        }
        if !fits {
            return None;
        }
        let mut operands = operands.into_iter();
        let first = Box::new(operands.next()?);
        let rest: Vec<(Comparison, Expr)> = rest.iter().map(|(op, _)| *op).zip(operands).collect();
        Some(self.make(span, Type::plain(TypeKind::YesNo), ExprKind::Compare(first, rest)))
    }

    /// Operands of which one may tell whose options the others are. None if any has a mistake.
    fn operands(&mut self, written: &[&'a ast::Expr], scope: &Scope<'a>) -> Option<Vec<Expr>> {
        let loose: Vec<bool> = written.iter().map(|e| self.is_loose(e, scope)).collect();
        let mut checked: Vec<Option<Expr>> = Vec::with_capacity(written.len());
        let mut mistake = false;
        for (expr, loose) in written.iter().zip(&loose) {
            let operand = if *loose { None } else { self.expr(expr, scope, None) };
            mistake |= !loose && operand.is_none();
            checked.push(operand);
        }
        // What a loose name was to be is not known if what it is compared with is not.
        if mistake {
            return None;
        }
        let set = checked.iter().flatten().find_map(option_set);
        for ((expr, loose), operand) in written.iter().zip(&loose).zip(&mut checked) {
            if *loose {
                *operand = self.expr(expr, scope, set);
            } else if let (Some(set), ast::ExprKind::Name(name)) = (set, &expr.kind)
                && self.find_option(set, &name.text).is_some()
                && written.len() > 1
            {
                // Told as a name that is both.
                *operand = self.name(name, scope, Some(set));
            }
        }
        checked.into_iter().collect()
    }

    /// Whether two values compare by `op`; tells if not.
    fn comparable(&mut self, span: Span, a: &Expr, op: CompareOp, b: &Expr, alone: bool) -> bool {
        if !self.same_kind(&a.ty, &b.ty) {
            let both = a.ty.dimension().is_some() && b.ty.dimension().is_some();
            let code = if both { Code::DimensionMismatch } else { Code::ComparedUnlike };
            let mut diagnostic = self.unlike_diagnostic(code, a, b);
            if let Some(edits) = self.date_beside_months(a, b).filter(|_| alone) {
                diagnostic = diagnostic.edits(edits);
            }
            let number = self.folded(b).filter(|_| alone && a.ty.kind == TypeKind::YesNo);
            if let (Some(number), CompareOp::Eq) = (number, op)
                && (number == Number::ONE || number.is_zero())
            {
                // 已办 = 1: the fact is a condition by itself.
                let behind = Span { start: a.span.end, end: b.span.end, ..span };
                let before = Span { end: a.span.start, ..a.span };
                let not = format!("{} ", self.keyword(Meaning::Not, span));
                let mut edits = vec![Edit { span: behind, replacement: String::new() }];
                if number.is_zero() {
                    edits.push(Edit { span: before, replacement: not });
                }
                diagnostic = diagnostic.help(Message::new("check-condition-itself")).edits(edits).choosing();
            } else if diagnostic.helps.is_empty() && dated(a, b) {
                diagnostic = diagnostic.help(Message::new("check-subtract-dates"));
            }
            self.tell(diagnostic);
            return false;
        }
        let by_order = !matches!(op, CompareOp::Eq | CompareOp::Ne);
        if by_order && !self.is_ordered(&a.ty) {
            self.not_ordered(span, a);
            return false;
        }
        true
    }

    /// 上缴日期 - 收款日期 ≤ 3个月: 上缴日期 ≤ 收款日期 + 3个月. The edits, where both dates are names.
    fn date_beside_months(&self, a: &Expr, b: &Expr) -> Option<Vec<Edit>> {
        let ExprKind::DateDifference(to, from) = &a.kind else { return None };
        let months = matches!(b.ty.dimension().map(Dimension::bases), Some([(Base::MONTH, 1)]));
        let number = matches!(b.kind, ExprKind::Number(_));
        let (from_name, _) = self.declaration(from)?;
        self.declaration(to)?;
        let plain = months && number && a.span.source == b.span.source && a.span.end <= b.span.start;
        let dropped = Span { start: to.span.end, end: a.span.end, ..a.span };
        let added = format!("{} + ", spell_name(&from_name));
        plain.then(|| {
            vec![Edit { span: dropped, replacement: String::new() }, Edit { span: b.span.ahead(), replacement: added }]
        })
    }

    /// `x 属于 [a, b)`
    pub(super) fn in_range(
        &mut self,
        span: Span,
        value: &'a ast::Expr,
        range: &'a ast::Range,
        scope: &Scope<'a>,
    ) -> Option<Expr> {
        let value = self.expr(value, scope, None)?;
        if !matches!(value.ty.kind, TypeKind::Number { .. } | TypeKind::Date) {
            self.not_a_number(&value);
            return None;
        }
        if is_declared_share(&value) {
            self.percent_missing_in(range);
        }
        let range = self.range(range, &value.ty.clone(), scope)?;
        let kind = ExprKind::InRange(Box::new(value), Box::new(range));
        Some(self.make(span, Type::plain(TypeKind::YesNo), kind))
    }

    /// `x 属于 {优, 良}`
    pub(super) fn in_options(
        &mut self,
        span: Span,
        value: &'a ast::Expr,
        names: &'a [ast::Name],
        scope: &Scope<'a>,
    ) -> Option<Expr> {
        let value = self.expr(value, scope, None)?;
        let TypeKind::Option(set) = value.ty.kind else {
            let diagnostic = Diagnostic::new(Code::OptionNeeded, value.span).arg("found", self.type_arg(&value.ty));
            self.tell(self.with_derivation(diagnostic, &value));
            return None;
        };
        let bits = self.option_bits(names.iter(), set, scope)?;
        let kind = ExprKind::InOptions(Box::new(value), bits);
        Some(self.make(span, Type::plain(TypeKind::YesNo), kind))
    }

    /// Names of options as bits. A name that stands twice is told.
    pub(super) fn option_bits(
        &mut self,
        names: impl Iterator<Item = &'a ast::Name>,
        set: OptionSetId,
        scope: &Scope<'a>,
    ) -> Option<u64> {
        let mut bits = Some(0u64);
        for name in names {
            let option = self.name(name, scope, Some(set));
            let Some(ExprKind::Option(index)) = option.map(|o| o.kind) else {
                bits = None;
                continue;
            };
            let bit = 1u64.checked_shl(u32::from(index)).unwrap_or(0);
            if bits.is_some_and(|bits| bits & bit != 0) {
                self.tell(Diagnostic::new(Code::KeyTwice, name.span).arg("name", name.text.as_str()));
                bits = None;
            }
            bits = bits.map(|bits| bits | bit);
        }
        bits
    }
}

/// Whether one of two is a date and the other a time.
fn dated(a: &Expr, b: &Expr) -> bool {
    let date = |e: &Expr| e.ty.kind == TypeKind::Date;
    let time = |e: &Expr| matches!(e.ty.dimension().map(Dimension::bases), Some([(Base::DAY, 1)]));
    (date(a) && time(b)) || (time(a) && date(b))
}

/// The set that a value is an option of.
pub(super) fn option_set(expr: &Expr) -> Option<OptionSetId> {
    match expr.ty.kind {
        TypeKind::Option(set) => Some(set),
        _ => None,
    }
}
