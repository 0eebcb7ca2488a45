//! Values that a mistake names, as text: what a department's facts came to.

use jiff::civil::Date;

use crate::diagnostic::Arg;
use crate::model::{OptionSetId, Rubric, Type, TypeKind};
use crate::number::{Bound, Interval, Number, Reach};
use crate::value::Value;

use super::Outcome;

/// More decimals than this say nothing of why a value fits nowhere.
const PLACES: u32 = 10;

/// `value`, which is of the type `ty`; `None` where it is not one known value.
pub(super) fn value(rubric: &Rubric, ty: &Type, value: &Value) -> Option<String> {
    match (value, &ty.kind) {
        (Value::Number(found), TypeKind::Number { share: true, .. }) => {
            let shown = found.shown_percent(PLACES);
            Some(if shown.exact { shown.text } else { format!("≈{}", shown.text) })
        }
        (Value::Number(found), TypeKind::Number { dimension, .. }) => {
            let figure = number(found);
            Some(if dimension.has_variables() { figure } else { rubric.units.written(&figure, dimension) })
        }
        (Value::Number(found), _) => Some(number(found)),
        (Value::Date(day), _) => {
            let span = jiff::Span::new().try_days(*day).ok()?;
            Date::constant(1970, 1, 1).checked_add(span).ok().map(|date| date.to_string())
        }
        (Value::Option(index), TypeKind::Option(set)) => level(rubric, *set, *index),
        (Value::Text(text), _) => Some(format!("“{text}”")),
        _ => None,
    }
}

/// A bare number; one that does not end is marked as cut.
pub(super) fn number(number: &Number) -> String {
    let shown = number.shown(PLACES);
    if shown.exact { shown.text } else { format!("≈{}", shown.text) }
}

/// The name of a level.
pub(super) fn level(rubric: &Rubric, set: OptionSetId, index: u16) -> Option<String> {
    let options = &rubric.option_sets.get(set.index())?.options;
    options.get(usize::from(index)).map(|option| option.name.clone())
}

/// Points that may be given: `[5, 8)`, several joined.
pub(super) fn points(reach: &Reach) -> Arg {
    Arg::from(reach.pieces().iter().map(interval).collect::<Vec<_>>())
}

fn interval(piece: &Interval) -> String {
    match (&piece.lo, &piece.hi) {
        (Bound::Closed(low), Bound::Closed(high)) if low == high => number(low),
        (low, high) => {
            let end = |bound: &Bound, none: &str| bound.value().map_or_else(|| none.to_owned(), number);
            let open = if low.is_closed() { '[' } else { '(' };
            let close = if high.is_closed() { ']' } else { ')' };
            format!("{open}{}, {}{close}", end(low, "-∞"), end(high, "+∞"))
        }
    }
}

/// What a rule or an award gave, if it is a number of points: `3`, `[2, 5)`.
pub(super) fn outcome(outcome: &Outcome) -> Option<Arg> {
    match outcome {
        Outcome::Points(points) => Some(number(points).into()),
        Outcome::Range(reach) => Some(points(reach)),
        _ => None,
    }
}
