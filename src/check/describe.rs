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

    /// A value in base units with its unit, in the reader's words.
    pub(super) fn amount(&self, number: &Number, ty: &Type) -> Arg {
        let shown = number.shown(28).text;
        let one = shown == "1";
        let message = match ty.dimension().map(Dimension::bases) {
            Some([(Base::POINTS, 1)]) if one => Message::new("check-amount-point"),
            Some([(Base::POINTS, 1)]) => Message::new("check-amount-points"),
            Some([(Base::DAY, 1)]) if one => Message::new("check-amount-day"),
            Some([(Base::DAY, 1)]) => Message::new("check-amount-days"),
            Some([(Base::MONTH, 1)]) if one => Message::new("check-amount-month"),
            Some([(Base::MONTH, 1)]) => Message::new("check-amount-months"),
            Some([(Base::WORKDAY, 1)]) if one => Message::new("check-amount-workday"),
            Some([(Base::WORKDAY, 1)]) => Message::new("check-amount-workdays"),
            _ => return self.written(number, ty, Span::default()).into(),
        };
        message.arg("number", shown).into()
    }

    /// A value in base units with its unit, as it is written in the file that `place` is in.
    pub(super) fn written(&self, number: &Number, ty: &Type, place: Span) -> String {
        let shown = number.shown(28).text;
        match &ty.kind {
            TypeKind::Number { share: true, dimension, .. } if dimension.is_none() => number.shown_percent(28).text,
            TypeKind::Number { dimension, .. } => {
                let unit = self.unit_written(dimension, shown == "1", place);
                let blank = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
                format!("{shown}{blank}{unit}")
            }
            TypeKind::Date => number.to_i64().and_then(super::literal::day_text).unwrap_or(shown),
            _ => shown,
        }
    }

    /// The base unit of a dimension, spelt for the file that `place` is in.
    fn unit_written(&self, dimension: &Dimension, one: bool, place: Span) -> String {
        let english = match (dimension.bases(), one) {
            ([(Base::POINTS, 1)], true) => "point",
            ([(Base::POINTS, 1)], false) => "points",
            ([(Base::MONEY, 1)], _) => "yuan",
            ([(Base::DAY, 1)], true) => "day",
            ([(Base::DAY, 1)], false) => "days",
            ([(Base::MONTH, 1)], true) => "month",
            ([(Base::MONTH, 1)], false) => "months",
            ([(Base::WORKDAY, 1)], true) => "workday",
            ([(Base::WORKDAY, 1)], false) => "workdays",
            _ => return self.units.dimension_name(dimension),
        };
        if self.is_english(place) { english.to_owned() } else { self.units.dimension_name(dimension) }
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
            diagnostic = self.with_share_help(diagnostic, a, &b.ty);
        }
        if diagnostic.helps.len() == plain {
            diagnostic = self.with_share_help(diagnostic, b, &a.ty);
        }
        if diagnostic.helps.len() == plain {
            diagnostic = self.with_span_help(diagnostic, a, &b.ty);
        }
        if diagnostic.helps.len() == plain {
            diagnostic = self.with_rate_help(diagnostic, a, b);
        }
        diagnostic
    }

    /// 支出数 beside 90% probably was to be divided by what it is a part of, another fact of its dimension.
    pub(super) fn with_share_help(&self, diagnostic: Diagnostic, part: &Expr, beside: &Type) -> Diagnostic {
        let share = matches!(&beside.kind, TypeKind::Number { share: true, dimension, .. } if dimension.is_none());
        let (ExprKind::Fact(part_id), Some(dimension), true) = (&part.kind, part.ty.dimension(), share) else {
            return diagnostic;
        };
        if dimension.is_none() || dimension.has_variables() {
            return diagnostic;
        }
        let Some(own) = self.fact(*part_id) else { return diagnostic };
        let alike = |fact: &&super::FactEntry<'_>| {
            let of_dimension = fact.ty.as_ref().and_then(Type::dimension) == Some(dimension);
            of_dimension && fact.name.text != own.name.text
        };
        let mut others = self.facts.iter().filter(alike);
        let (Some(whole), None) = (others.next(), others.next()) else { return diagnostic };
        let divide = if self.is_english(part.span) { "/" } else { "÷" };
        let spelt = |name: &str| super::nearest::spelt(name);
        let right = format!("{} {divide} {}", spelt(&own.name.text), spelt(&whole.name.text));
        diagnostic.help(Message::new("check-divide-by").arg("right", right.as_str())).choice(part.span, right)
    }

    /// Days between two dates do not compare with months or working days; the date they lead to does.
    fn with_span_help(&self, diagnostic: Diagnostic, days: &Expr, beside: &Type) -> Diagnostic {
        let ExprKind::DateDifference(to, from) = &days.kind else { return diagnostic };
        let (Some((to, _)), Some((from, _))) = (self.declaration(to), self.declaration(from)) else {
            return diagnostic;
        };
        let message = match beside.dimension().map(Dimension::bases) {
            Some([(Base::MONTH, 1)]) => Message::new("check-compare-dates"),
            Some([(Base::WORKDAY, 1)]) => Message::new("check-count-workdays"),
            _ => return diagnostic,
        };
        diagnostic.help(message.arg("from", from).arg("to", to))
    }

    /// A bare number beside a quantity lacks its unit.
    fn with_unit_help(&self, diagnostic: Diagnostic, literal: &Expr, beside: &Type) -> Diagnostic {
        let (ExprKind::Number(number), Some(own)) = (&literal.kind, literal.ty.dimension()) else { return diagnostic };
        // 量 ≥ 0次: only 0 is of every unit.
        if beside.dimension().is_some_and(Dimension::has_variables) {
            let diagnostic = diagnostic.help(Message::new("check-quantity-zero"));
            return if number.is_zero() { diagnostic.fix(literal.span, "0") } else { diagnostic };
        }
        let Some(wanted) = beside.dimension().filter(|d| !d.is_none() && !d.has_variables()) else { return diagnostic };
        let share = matches!(literal.ty.kind, TypeKind::Number { share: true, .. });
        // 扣 1元 takes points all the same.
        if wanted.bases() == [(Base::POINTS, 1)] && !own.is_none() && !share {
            let shown = number.shown(28).text;
            let right = self.points_of(&shown, literal.span);
            let help = Message::new("check-write-unit").arg("right", right.as_str());
            return diagnostic.help(help).choice(literal.span, right);
        }
        if !own.is_none() || share {
            return diagnostic;
        }
        // 90 beside 金额(万元) is 90万元.
        let declared = match &beside.kind {
            TypeKind::Number { unit: Some(unit), .. } => Some(unit.as_str()),
            _ => None,
        };
        let shown = number.shown(28).text;
        let right = match declared {
            Some(unit) if unit.starts_with(|c: char| c.is_ascii_alphabetic()) => format!("{shown} {unit}"),
            Some(unit) => format!("{shown}{unit}"),
            None => self.written(number, &Type::quantity(wanted.clone()), literal.span),
        };
        let diagnostic = diagnostic.help(Message::new("check-write-unit").arg("right", right.as_str()));
        // 500 beside money may be 元 or 万元.
        let money = wanted.bases() == [(Base::MONEY, 1)] && declared.is_none();
        if money { diagnostic } else { diagnostic.choice(literal.span, right) }
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
