//! What a rubric asks to be filled in, told as a facts file writes it: for who makes an empty form.

use super::path::written;
use super::places::{PlaceKind, places};
use super::show::Shown;
use crate::facts::problem;
use crate::model::{FactId, OptionSetId, Rubric, Type, TypeKind};
use crate::number::Number;

/// A place where an award may stand.
#[derive(Clone, Debug, PartialEq)]
pub struct AwardPlace {
    /// How an award names it.
    pub path: String,
    /// The most that can be awarded, where that is known.
    pub limit: Option<Number>,
    /// The set its level is of, where it yields one.
    pub level: Option<OptionSetId>,
    /// Whether the rules may leave its score to the evaluator.
    pub due: bool,
    /// The tables that it scores row by row, each with whether a row may be left to the evaluator.
    pub rows: Vec<(FactId, bool)>,
    /// Whether it is a 加减分.
    pub adjustment: bool,
}

/// Every place of `rubric` where an award may stand, in the order of the file; then 加减分.
pub fn award_places(rubric: &Rubric) -> Vec<AwardPlace> {
    let places = places(rubric).into_iter();
    let may_be_awarded = places.filter(|place| matches!(place.kind, PlaceKind::Node(_) | PlaceKind::Adjustment(_)));
    may_be_awarded
        .map(|place| AwardPlace {
            path: written(&place.names),
            limit: place.limit.clone(),
            level: place.level,
            due: place.due,
            rows: place.scored.iter().map(|scored| (scored.table, scored.due)).collect(),
            adjustment: matches!(place.kind, PlaceKind::Adjustment(_)),
        })
        .collect()
}

/// The unit in which a number of type `ty` is written, how many base units it is, and whether a bare number
/// is taken in it. The name is empty where none is written: of a share, of a bare number, and of a quantity
/// whose unit comes with the facts. None for what is no number.
pub fn unit_asked(rubric: &Rubric, ty: &Type) -> Option<(String, Number, bool)> {
    let TypeKind::Number { dimension, unit, .. } = &ty.kind else { return None };
    if let Some(name) = unit
        && let Some((_, factor)) = super::amount::compound(&rubric.units, name)
    {
        return Some((name.clone(), factor, true));
    }
    if dimension.is_none() || dimension.has_variables() {
        return Some((String::new(), Number::ONE, false));
    }
    let shown = Shown { units: &rubric.units, english: rubric.english };
    Some((shown.base_unit(dimension), Number::ONE, false))
}

/// The day that is so many days after 1970-01-01, as `2024-03-07`.
pub fn day_written(day: i32) -> String {
    super::date::show(day)
}

/// `text` in one line and without the characters that a facts file may not hold.
pub fn visible(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !problem::is_invisible(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
