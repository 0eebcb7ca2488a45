//! Types, numbers and ranges as messages show them.

use crate::diagnostic::Arg;
use crate::model::{Rubric, Type, TypeKind};
use crate::number::{Bound, Interval, Number, Reach};
use crate::unit::{Base, Dimension, UnitTable};

/// More decimals than any declaration has.
const PLACES: u32 = 28;

/// The word for a type.
pub fn type_word(rubric: &Rubric, units: &UnitTable, ty: &Type) -> Arg {
    match &ty.kind {
        TypeKind::Number { dimension, whole, share, unit, unit_field } => {
            if *share {
                Arg::Key("type-share")
            } else if unit_field.is_some() || dimension.has_variables() {
                Arg::Key("type-quantity")
            } else if dimension.is_none() {
                Arg::Key(if *whole { "type-whole" } else { "type-number" })
            } else if *dimension == Dimension::base(Base::MONEY) {
                Arg::Key("type-money")
            } else if *dimension == Dimension::base(Base::POINTS) {
                Arg::Key("type-points")
            } else {
                unit.clone().unwrap_or_else(|| units.dimension_name(dimension)).into()
            }
        }
        TypeKind::Date => Arg::Key("type-date"),
        TypeKind::YesNo => Arg::Key("type-yesno"),
        TypeKind::Text => Arg::Key("type-text"),
        TypeKind::Option(set) => rubric.option_sets.get(set.index()).map_or("", |s| s.name.as_str()).into(),
        TypeKind::Table(_) => Arg::Key("type-table"),
    }
}

/// The declared range and step of a type, where it has any: `[0%, 100%]`, `≥ 0元`, `> 0元, 0.01元`.
pub fn limits(units: &UnitTable, ty: &Type) -> Option<String> {
    let reach = ty.reach.as_ref()?;
    if *reach == Reach::all() {
        return None;
    }
    Some(range(units, ty, reach))
}

/// A range in the unit of `ty`; of several pieces, one after the other.
pub fn range(units: &UnitTable, ty: &Type, reach: &Reach) -> String {
    let mut text = String::new();
    for piece in reach.pieces() {
        if !text.is_empty() {
            text.push_str(" ∪ ");
        }
        text.push_str(&interval(units, ty, piece));
    }
    if text.is_empty() { "∅".to_owned() } else { text }
}

fn interval(units: &UnitTable, ty: &Type, piece: &Interval) -> String {
    let show = |value: &Number| number(units, ty, value);
    match (&piece.lo, &piece.hi) {
        (Bound::Unbounded, Bound::Unbounded) => "(-∞, +∞)".to_owned(),
        (Bound::Closed(low), Bound::Closed(high)) if low == high => show(low),
        (Bound::Closed(low), Bound::Unbounded) => format!("≥ {}", show(low)),
        (Bound::Open(low), Bound::Unbounded) => format!("> {}", show(low)),
        (Bound::Unbounded, Bound::Closed(high)) => format!("≤ {}", show(high)),
        (Bound::Unbounded, Bound::Open(high)) => format!("< {}", show(high)),
        (low, high) => {
            let open = if low.is_closed() { '[' } else { '(' };
            let close = if high.is_closed() { ']' } else { ')' };
            let end = |bound: &Bound| bound.value().map(show).unwrap_or_default();
            format!("{open}{}, {}{close}", end(low), end(high))
        }
    }
}

/// The distance of neighbouring values of `ty` that is not the one of whole numbers.
pub fn step(units: &UnitTable, ty: &Type) -> Option<String> {
    let piece = ty.reach.as_ref()?.pieces().iter().find_map(|piece| piece.lattice.as_ref())?;
    Some(number(units, ty, &piece.step))
}

/// A number, given in base units, as `ty` writes it; a date as `2024-03-07`.
pub fn number(units: &UnitTable, ty: &Type, value: &Number) -> String {
    match &ty.kind {
        TypeKind::Number { share: true, .. } => value.shown_percent(PLACES).text,
        TypeKind::Number { dimension, unit, .. } => {
            let in_unit = unit.as_ref().and_then(|name| {
                let unit = units.lookup(name)?;
                Some((value.div(&unit.factor).ok()?, name.clone()))
            });
            let (value, unit) = in_unit.unwrap_or_else(|| {
                let name = if dimension.has_variables() { String::new() } else { units.dimension_name(dimension) };
                (value.clone(), name)
            });
            join(&value.shown(PLACES).text, &unit)
        }
        TypeKind::Date => value
            .to_i64()
            .and_then(|day| i32::try_from(day).ok())
            .map_or_else(|| value.shown(PLACES).text, super::date::show),
        _ => value.shown(PLACES).text,
    }
}

/// A number with its unit behind it, set apart where the unit is of Latin letters.
pub fn join(number: &str, unit: &str) -> String {
    let apart = unit.starts_with(|c: char| c.is_ascii_alphabetic());
    if apart { format!("{number} {unit}") } else { format!("{number}{unit}") }
}

/// Points as the rubric writes them.
pub fn points(value: &Number, english: bool) -> String {
    let number = value.shown(PLACES).text;
    if english { format!("{number} points") } else { format!("{number}分") }
}
