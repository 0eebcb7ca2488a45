//! In which unit a number stands in its cell, and by what a formula multiplies it.

use crate::facts::Origin;
use crate::model::{Rubric, Type, TypeKind};
use crate::number::Number;
use crate::unit::{Base, Dimension};

/// Digits that a spreadsheet keeps of a number.
const DIGITS: usize = 15;
/// Decimals of a percentage that are shown as they are.
const PERCENT_PLACES: usize = 6;

/// The unit of a cell or column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    /// What stands beside the number; `%` for a share.
    pub unit: String,
    /// How many base units it is; 1 for a share, whose cell holds 0.95 and shows 95%.
    pub factor: Number,
    /// Whether it is shown with %.
    pub percent: bool,
}

impl Measure {
    fn of(unit: impl Into<String>, factor: Number) -> Measure {
        Measure { unit: unit.into(), factor, percent: false }
    }

    fn share() -> Measure {
        Measure { unit: "%".into(), factor: Number::ONE, percent: true }
    }

    /// `value`, in base units, as it stands in the cell; `None` where no decimal holds that.
    pub fn in_cell(&self, value: &Number) -> Option<Number> {
        value.div(&self.factor).ok().filter(Number::is_decimal)
    }

    /// How `number`, as it stands in the cell, is written.
    pub fn format(&self, number: Option<&Number>) -> String {
        let text = number.map(Number::to_string).unwrap_or_default();
        let places = text.split_once('.').map_or(0, |(_, places)| places.len());
        if self.percent {
            let places = places.saturating_sub(2).min(PERCENT_PLACES);
            return if places == 0 { "0%".into() } else { format!("0.{}%", "0".repeat(places)) };
        }
        let whole = text.trim_start_matches('-').split('.').next().map_or(0, str::len);
        if whole < 5 || places > PERCENT_PLACES {
            return String::new();
        }
        if places == 0 { "#,##0".into() } else { format!("#,##0.{}", "0".repeat(places)) }
    }
}

/// The measure that a number of type `ty` is written in, as `origin` has it; that of the declaration where it has
/// none.
pub(super) fn measure(rubric: &Rubric, ty: &Type, origin: Option<&Origin>, value: Option<&Number>) -> Measure {
    let TypeKind::Number { dimension, share, unit: declared, .. } = &ty.kind else {
        return Measure::of("", Number::ONE);
    };
    let written = origin.map(|origin| origin.written.as_str()).unwrap_or_default();
    if *share || written.ends_with(['%', '％']) {
        return Measure::share();
    }
    let unit = origin.and_then(|origin| origin.unit.clone()).or_else(|| declared.clone());
    let Some(unit) = unit else { return base(rubric, dimension) };
    if let Some(known) = rubric.units.lookup(&unit) {
        return Measure::of(unit, known.factor.clone());
    }
    // Of a unit that came with the facts, or of a quotient of base units, one is one.
    let as_it_is = value.is_none_or(|value| written.replace([',', '，', ' '], "").starts_with(&value.to_string()));
    if as_it_is { Measure::of(unit, Number::ONE) } else { base(rubric, dimension) }
}

/// The base unit of a dimension.
pub(super) fn base(rubric: &Rubric, dimension: &Dimension) -> Measure {
    if dimension.has_variables() {
        return Measure::of("", Number::ONE);
    }
    let english = match dimension.bases() {
        [(Base::POINTS, 1)] => Some("points"),
        [(Base::MONEY, 1)] => Some("yuan"),
        [(Base::DAY, 1)] => Some("days"),
        [(Base::MONTH, 1)] => Some("months"),
        [(Base::WORKDAY, 1)] => Some("workdays"),
        _ => None,
    };
    let name = match english {
        Some(name) if rubric.english => name.to_owned(),
        _ => rubric.units.dimension_name(dimension),
    };
    Measure::of(name, Number::ONE)
}

/// The unit in which a quantity, whose unit comes with the fact, stands in a table: what it was written with where one
/// of it is one base unit, so that all rows are read alike.
pub(super) fn quantity(rubric: &Rubric, origin: Option<&Origin>) -> Measure {
    let Some(origin) = origin else { return Measure::of("", Number::ONE) };
    if origin.written.ends_with(['%', '％']) {
        return Measure::share();
    }
    let Some(unit) = &origin.unit else { return Measure::of("", Number::ONE) };
    match rubric.units.lookup(unit) {
        Some(known) if known.factor != Number::ONE => {
            Measure::of(rubric.units.dimension_name(&known.dimension), Number::ONE)
        }
        _ => Measure::of(unit.clone(), Number::ONE),
    }
}

/// Whether a spreadsheet keeps all the digits of `number`.
pub(super) fn is_kept(number: &Number) -> bool {
    let text = number.to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_start_matches('0');
    let significant = if text.contains('.') { significant } else { significant.trim_end_matches('0') };
    !text.contains('/') && significant.len() <= DIGITS
}

/// `unit` behind a number, as a format of numbers has it.
pub(super) fn suffixed(format: &str, unit: &str) -> String {
    let unit: String = unit.chars().filter(|c| *c != '"' && !c.is_control()).collect();
    if unit.is_empty() || unit == "%" {
        return format.to_owned();
    }
    let apart = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
    format!("{}\"{apart}{unit}\"", if format.is_empty() { "General" } else { format })
}
