//! Comparisons: exact on what stands in cells, and with a tolerance on what was worked out, because the last digit of
//! a quotient or a sum in a spreadsheet is not certain.

use crate::model::{Comparison, Rubric, Type, TypeKind};
use crate::number::Number;
use crate::unit::{Base, Dimension};

use super::super::formula::Formula;
use super::convert;

/// Decimals that two quotients around 1 are compared to.
const DECIMALS: i64 = 12;
/// Decimals of two bare numbers of any size.
const BARE: i64 = 10;
/// Decimals of sums of money, which may be large.
const MONEY: i64 = 4;
/// Decimals of all other quantities.
const OTHER: i64 = 8;

/// The sign of a comparison in a formula.
fn sign(op: Comparison) -> &'static str {
    match op {
        Comparison::Eq => "=",
        Comparison::Ne => "<>",
        Comparison::Lt => "<",
        Comparison::Le => "<=",
        Comparison::Gt => ">",
        Comparison::Ge => ">=",
    }
}

/// Decimals within which numbers of a dimension are the same.
pub(super) fn decimals(dimension: &Dimension) -> i64 {
    if dimension.is_none() {
        return BARE;
    }
    if dimension.bases().iter().any(|(base, exponent)| *base == Base::MONEY && *exponent > 0) { MONEY } else { OTHER }
}

/// Decimals within which a number is the same as the constant `end`, which is not 0.
fn decimals_at(end: &Number) -> i64 {
    let whole = end.abs().floor().to_string().len() as i64;
    // 1 has one digit before the point, as has 0.9.
    (DECIMALS + 1 - whole).max(0)
}

/// `a` compared with `b`, both of type `ty`.
pub(super) fn compare(rubric: &Rubric, op: Comparison, a: &Formula, b: &Formula, ty: &Type) -> Formula {
    match &ty.kind {
        TypeKind::Number { dimension, .. } => number(op, a, b, dimension),
        TypeKind::Option(set) => match op {
            Comparison::Eq | Comparison::Ne => {
                let same = same_option(rubric, a, b, *set);
                if op == Comparison::Eq { same } else { super::expr::negated(&same) }
            }
            _ => {
                let (a, b) = (convert::rank(rubric, a, *set), convert::rank(rubric, b, *set));
                Formula::compare(&a, sign(op), &b)
            }
        },
        TypeKind::Text => {
            let same = Formula::call("EXACT", &[a, b]);
            if op == Comparison::Eq { same } else { super::expr::negated(&same) }
        }
        TypeKind::Date | TypeKind::YesNo | TypeKind::Table(_) => Formula::compare(a, sign(op), b),
    }
}

fn same_option(rubric: &Rubric, a: &Formula, b: &Formula, set: crate::model::OptionSetId) -> Formula {
    let mut names: Vec<String> = rubric.options(set).options.iter().map(|o| o.name.to_lowercase()).collect();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Formula::call("EXACT", &[a, b]);
    }
    Formula::compare(a, "=", b)
}

fn number(op: Comparison, a: &Formula, b: &Formula, dimension: &Dimension) -> Formula {
    if a.fixed && b.fixed {
        return Formula::compare(a, sign(op), b);
    }
    let places = match (&a.constant, &b.constant) {
        (_, Some(end)) | (Some(end), _) if !end.is_zero() => decimals_at(end),
        _ => decimals(dimension),
    };
    let zero = Formula::whole(0);
    let apart = if b.constant.as_ref().is_some_and(Number::is_zero) { a.clone() } else { Formula::sub(a, b) };
    let apart = Formula::call("ROUND", &[&apart, &Formula::whole(places)]);
    Formula::compare(&apart, sign(op), &zero)
}
