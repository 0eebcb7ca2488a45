//! Types and values in the words of messages, and where a type comes from.

use super::Checker;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Expr, ExprKind, Type, TypeKind};
use crate::number::Number;
use crate::source::Span;
use crate::unit::{Base, Dimension};

/// Most parts of an expression whose types are shown.
const MAX_PARTS: usize = 6;

impl Checker<'_> {
    /// What a type is called.
    pub(super) fn type_arg(&self, ty: &Type) -> Arg {
        match &ty.kind {
            TypeKind::Number { dimension, share, .. } => self.dimension_arg(dimension, *share),
            TypeKind::Date => Arg::Key("check-type-date"),
            TypeKind::YesNo => Arg::Key("check-type-yesno"),
            TypeKind::Text => Arg::Key("check-type-text"),
            TypeKind::Option(set) => self.set(*set).map_or_else(String::new, |set| set.name.clone()).into(),
            TypeKind::Table(_) => Arg::Key("check-type-table"),
        }
    }

    /// What a quantity of this dimension is called.
    pub(super) fn dimension_arg(&self, dimension: &Dimension, share: bool) -> Arg {
        match dimension.bases() {
            [] if share => Arg::Key("check-type-share"),
            [] => Arg::Key("check-type-number"),
            [(Base::POINTS, 1)] => Arg::Key("check-type-points"),
            [(Base::MONEY, 1)] => Arg::Key("check-type-money"),
            [(Base::DAY, 1)] => Arg::Key("check-type-days"),
            [(Base::MONTH, 1)] => Arg::Key("check-type-months"),
            [(Base::WORKDAY, 1)] => Arg::Key("check-type-workdays"),
            [(base, 1)] if base.is_variable() => Arg::Key("check-type-quantity"),
            _ => Arg::Text(self.units.dimension_name(dimension)),
        }
    }

    /// A number of base units with its unit, as a rubric writes it.
    pub(super) fn amount(&self, number: &Number, ty: &Type) -> String {
        match &ty.kind {
            TypeKind::Number { share: true, dimension, .. } if dimension.is_none() => number.shown_percent(28).text,
            TypeKind::Number { dimension, .. } => {
                format!("{}{}", number.shown(28).text, self.units.dimension_name(dimension))
            }
            _ => number.shown(28).text,
        }
    }

    /// Adds what `expr` is, and what the names in it are declared as.
    pub(super) fn with_derivation(&self, mut diagnostic: Diagnostic, expr: &Expr) -> Diagnostic {
        let is = Message::new("check-is-type").arg("type", self.type_arg(&expr.ty));
        match diagnostic.labels.iter_mut().find(|l| l.span == expr.span) {
            Some(label) if label.message.is_none() => label.message = Some(is),
            Some(_) => {}
            None => diagnostic = diagnostic.label(expr.span, is),
        }
        let mut parts = Vec::new();
        leaves(expr, &mut parts);
        for part in parts.into_iter().take(MAX_PARTS) {
            if let Some((name, declared)) = self.declaration(part)
                && !diagnostic.labels.iter().any(|l| l.span == declared)
            {
                let message = Message::new("check-declared-as").arg("name", name).arg("type", self.type_arg(&part.ty));
                diagnostic = diagnostic.label(declared, message);
            }
        }
        diagnostic
    }

    /// The name that an expression is, and where it is declared.
    pub(super) fn declaration(&self, expr: &Expr) -> Option<(String, Span)> {
        match &expr.kind {
            ExprKind::Fact(id) => self.fact(*id).map(|fact| (fact.name.text.clone(), fact.name.span)),
            ExprKind::Field { .. } => self.columns.get(&expr.id).cloned(),
            ExprKind::Let(id) => self.let_entry(*id).map(|l| (l.decl.name.text.clone(), l.decl.name.span)),
            ExprKind::Param(index) => {
                let param = self.method(self.method?)?.params.get(usize::from(*index))?;
                Some((param.name.text.clone(), param.name.span))
            }
            _ => None,
        }
    }

    /// `expr` is not of the type that is due.
    pub(super) fn wrong_type(&mut self, expr: &Expr, wanted: &Type) {
        let diagnostic = Diagnostic::new(Code::TypeMismatch, expr.span)
            .arg("found", self.type_arg(&expr.ty))
            .arg("wanted", self.type_arg(wanted));
        let diagnostic = self.with_unit_help(diagnostic, expr, wanted);
        self.tell(self.with_derivation(diagnostic, expr));
    }

    /// Two values that must be alike are not. The places are those of the two: the whole would lie over them.
    pub(super) fn unlike(&mut self, code: Code, a: &Expr, b: &Expr) {
        let diagnostic = self.unlike_diagnostic(code, a, b);
        self.tell(diagnostic);
    }

    /// That two values that must be alike are not.
    pub(super) fn unlike_diagnostic(&self, code: Code, a: &Expr, b: &Expr) -> Diagnostic {
        let mut diagnostic =
            Diagnostic::new(code, a.span).arg("left", self.type_arg(&a.ty)).arg("right", self.type_arg(&b.ty));
        diagnostic = self.with_derivation(diagnostic, a);
        diagnostic = self.with_derivation(diagnostic, b);
        let plain = diagnostic.helps.len();
        diagnostic = self.with_unit_help(diagnostic, a, &b.ty);
        if diagnostic.helps.len() == plain {
            diagnostic = self.with_unit_help(diagnostic, b, &a.ty);
        }
        if diagnostic.helps.len() == plain {
            diagnostic = self.with_rate_help(diagnostic, a, b);
        }
        diagnostic
    }

    /// A bare number beside a quantity lacks its unit.
    fn with_unit_help(&self, diagnostic: Diagnostic, literal: &Expr, beside: &Type) -> Diagnostic {
        let (ExprKind::Number(number), Some(own)) = (&literal.kind, literal.ty.dimension()) else { return diagnostic };
        let Some(wanted) = beside.dimension().filter(|d| !d.is_none() && !d.has_variables()) else { return diagnostic };
        let share = matches!(literal.ty.kind, TypeKind::Number { share: true, .. });
        if !own.is_none() || share {
            return diagnostic;
        }
        let unit = self.units.dimension_name(wanted);
        let blank = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
        let right = format!("{}{blank}{unit}", number.shown(28).text);
        let diagnostic = diagnostic.help(Message::new("check-write-unit").arg("right", right.as_str()));
        // 500 beside money may be 元 or 万元.
        let of_kind = |name: &&str| self.units.lookup(name).is_some_and(|unit| unit.dimension == *wanted);
        if self.units.names().filter(of_kind).count() > 1 { diagnostic } else { diagnostic.choice(literal.span, right) }
    }

    /// Two quantities of different units differ by a factor of so much of the one a piece of the other.
    fn with_rate_help(&self, diagnostic: Diagnostic, a: &Expr, b: &Expr) -> Diagnostic {
        let (Some(left), Some(right)) = (a.ty.dimension(), b.ty.dimension()) else { return diagnostic };
        let varies = |d: &Dimension| matches!(d.bases(), [(base, 1)] if base.is_variable());
        if varies(left) && varies(right) {
            return diagnostic.help(Message::new("check-quantities-unalike"));
        }
        // Times do not turn into one another, nor into points.
        let unfit = [Base::POINTS, Base::DAY, Base::MONTH, Base::WORKDAY];
        let simple = |d: &Dimension| matches!(d.bases(), [(base, 1)] if !base.is_variable() && !unfit.contains(base));
        let (Ok(rate), true) = (left.div(right), simple(left) && simple(right)) else { return diagnostic };
        diagnostic.help(Message::new("check-write-rate").arg("rate", format!("1{}", self.units.dimension_name(&rate))))
    }
}

/// The parts that the dimension of `expr` comes from.
fn leaves<'e>(expr: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Negate(inner) | ExprKind::Abs(inner) | ExprKind::Round(inner, _) => leaves(inner, parts),
        ExprKind::Arith(_, a, b) | ExprKind::DateDifference(a, b) | ExprKind::If(_, a, b) => {
            leaves(a, parts);
            leaves(b, parts);
        }
        ExprKind::Aggregate { value: Some(value), .. } => leaves(value, parts),
        _ => parts.push(expr),
    }
}
