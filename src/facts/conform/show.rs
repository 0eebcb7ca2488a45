//! Types, numbers and ranges as messages show them.

use crate::diagnostic::Arg;
use crate::model::{Rubric, Type, TypeKind};
use crate::number::{Bound, Interval, Number, Reach};
use crate::unit::{Base, Dimension, UnitTable};

/// More decimals than any declaration has.
const PLACES: u32 = 28;

/// The word for a type, and the unit to be shown behind it.
pub fn type_word(rubric: &Rubric, units: &UnitTable, ty: &Type) -> (Arg, String) {
    let word = |key| (Arg::Key(key), String::new());
    match &ty.kind {
        TypeKind::Number { dimension, whole, share, unit, unit_field } => {
            if *share {
                word("type-share")
            } else if unit_field.is_some() || dimension.has_variables() {
                word("type-quantity")
            } else if dimension.is_none() {
                word(if *whole { "type-whole" } else { "type-number" })
            } else if *dimension == Dimension::base(Base::MONEY) {
                let unit = unit.as_ref().map(|unit| format!("({unit})")).unwrap_or_default();
                (Arg::Key("type-money"), unit)
            } else if *dimension == Dimension::base(Base::POINTS) {
                word("type-points")
            } else {
                let unit = unit.clone().unwrap_or_else(|| units.dimension_name(dimension));
                if *whole { (Arg::Key("type-whole-of"), format!(" {unit}")) } else { (unit.into(), String::new()) }
            }
        }
        TypeKind::Date => word("type-date"),
        TypeKind::YesNo => word("type-yesno"),
        TypeKind::Text => word("type-text"),
        TypeKind::Option(set) => {
            (rubric.option_sets.get(set.index()).map_or("", |s| s.name.as_str()).into(), String::new())
        }
        TypeKind::Table(_) => word("type-table"),
    }
}

/// How numbers are shown beside a facts file.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The units in force.
    pub units: &'a UnitTable,
    /// Whether units are shown in English where a type names none.
    pub english: bool,
}

impl Shown<'_> {
    /// The declared range of a type, where it has any: `[0%, 100%]`, `≥ 0元`.
    pub fn limits(self, ty: &Type) -> Option<String> {
        let reach = ty.reach.as_ref()?;
        if *reach == Reach::all() {
            return None;
        }
        Some(self.range(ty, reach))
    }

    /// A range in the unit of `ty`; of several pieces, one after the other.
    pub fn range(self, ty: &Type, reach: &Reach) -> String {
        let pieces: Vec<String> = reach.pieces().iter().map(|piece| self.interval(ty, piece)).collect();
        if pieces.is_empty() { "∅".to_owned() } else { pieces.join(" ∪ ") }
    }

    fn interval(self, ty: &Type, piece: &Interval) -> String {
        let show = |value: &Number| self.number(ty, value);
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
    pub fn step(self, ty: &Type) -> Option<String> {
        let step = &ty.reach.as_ref()?.pieces().iter().find_map(|piece| piece.lattice.as_ref())?.step;
        let natural = match ty.kind {
            TypeKind::Number { whole, .. } => whole && *step == Number::ONE,
            _ => true,
        };
        (!natural).then(|| self.number(ty, step))
    }

    /// A number, given in base units, as `ty` writes it; a date as `2024-03-07`.
    pub fn number(self, ty: &Type, value: &Number) -> String {
        match &ty.kind {
            TypeKind::Number { share: true, .. } => value.shown_percent(PLACES).text,
            TypeKind::Number { dimension, unit, .. } => {
                let in_unit = unit.as_ref().and_then(|name| {
                    let (_, factor) = super::amount::compound(self.units, name)?;
                    Some((value.div(&factor).ok()?, name.clone()))
                });
                let (value, unit) = in_unit.unwrap_or_else(|| {
                    let name = if dimension.has_variables() { String::new() } else { self.base_unit(dimension) };
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

    /// The base unit of `dimension`, by its English name where English is wanted and it has one.
    pub fn base_unit(self, dimension: &Dimension) -> String {
        let is_base = |name: &&str| {
            name.is_ascii()
                && self
                    .units
                    .lookup(name)
                    .is_some_and(|unit| unit.dimension == *dimension && unit.factor == Number::ONE)
        };
        let english = (self.english && !dimension.is_none()).then(|| self.units.names().find(is_base)).flatten();
        english.map_or_else(|| self.units.dimension_name(dimension), str::to_owned)
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
    match (english, number.as_str()) {
        (true, "1") => "1 point".to_owned(),
        (true, _) => format!("{number} points"),
        (false, _) => format!("{number}分"),
    }
}
