//! Walking over expressions.

use crate::model::{Expr, ExprKind, Rule, RuleKind};

/// Calls `f` on every expression that stands directly in `expr` and sees the same rows.
pub fn each_operand<'e>(expr: &'e Expr, f: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::Negate(e)
        | ExprKind::Not(e)
        | ExprKind::Abs(e)
        | ExprKind::Round(e, _)
        | ExprKind::OptionNumber(e)
        | ExprKind::Given(_, e)
        | ExprKind::InOptions(e, _) => f(e),
        ExprKind::Arith(_, a, b)
        | ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::DateDifference(a, b)
        | ExprKind::Power(a, b)
        | ExprKind::Default(a, b)
        | ExprKind::Workdays(a, b) => {
            f(a);
            f(b);
        }
        ExprKind::DateAdd { date, amount, .. } => {
            f(date);
            f(amount);
        }
        ExprKind::If(c, a, b) => {
            f(c);
            f(a);
            f(b);
        }
        ExprKind::Compare(first, rest) => {
            f(first);
            rest.iter().for_each(|(_, e)| f(e));
        }
        ExprKind::InRange(e, range) => {
            f(e);
            range.low.iter().chain(&range.high).for_each(|end| f(&end.value));
        }
        ExprKind::Choose(rule) => each_of_rule(rule, f),
        // What stands in them sees one row more.
        ExprKind::Aggregate { .. } => {}
        ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::YesNo(_)
        | ExprKind::Option(_)
        | ExprKind::Fact(_)
        | ExprKind::Let(_)
        | ExprKind::Param(_)
        | ExprKind::Field { .. }
        | ExprKind::Full
        | ExprKind::RateOf(_) => {}
    }
}

/// Calls `f` on the expressions of a choice among plain values.
fn each_of_rule<'e>(rule: &'e Rule, f: &mut dyn FnMut(&'e Expr)) {
    match &rule.kind {
        RuleKind::Value(e) => f(e),
        RuleKind::Bands { subject, bands, .. } => {
            f(subject);
            bands.iter().for_each(|band| each_of_rule(&band.rule, f));
        }
        RuleKind::Cases { cases, otherwise } => {
            for case in cases {
                f(&case.condition);
                each_of_rule(&case.rule, f);
            }
            if let Some(rule) = otherwise {
                each_of_rule(rule, f);
            }
        }
        RuleKind::LookupOne { key, entries } => {
            f(key);
            entries.iter().for_each(|entry| each_of_rule(&entry.rule, f));
        }
        RuleKind::LookupTwo { row, column, rows, .. } => {
            f(row);
            f(column);
            rows.iter().flat_map(|r| &r.values).for_each(f);
        }
        RuleKind::Interpolate { subject, points } => {
            f(subject);
            points.iter().for_each(|(_, y)| f(y));
        }
        _ => {}
    }
}

/// Whether `expr` is a name or a constant: it has no parts that a value could be put into.
pub fn is_leaf(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::YesNo(_)
            | ExprKind::Option(_)
            | ExprKind::Fact(_)
            | ExprKind::Let(_)
            | ExprKind::Param(_)
            | ExprKind::Field { .. }
            | ExprKind::Full
    )
}

/// Whether `expr` is written out in the rubric and reads nothing.
pub fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Date(_) | ExprKind::YesNo(_) | ExprKind::Option(_) | ExprKind::Full => true,
        ExprKind::Negate(e) => is_constant(e),
        ExprKind::Arith(_, a, b) => is_constant(a) && is_constant(b),
        _ => false,
    }
}
