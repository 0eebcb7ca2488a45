//! Regions as text, their ends as the author wrote them.

use crate::model::{Rubric, Type, TypeKind, ValueRange};
use crate::number::Number;
use crate::number::reach::{Bound, Interval, Reach};
use crate::source::SourceMap;

/// Digits shown of an end that has no finite decimal.
const PLACES: u32 = 6;

/// `reach` of the type `ty`. An end that is also an end of one of `ranges` is written as there.
pub(super) fn region(reach: &Reach, ty: &Type, ranges: &[&ValueRange], rubric: &Rubric, sources: &SourceMap) -> String {
    let written: Vec<(Number, String)> = ranges
        .iter()
        .flat_map(|range| range.low.iter().chain(&range.high))
        // An end that only facts tell stands at 0 in what was observed.
        .map(|end| {
            let value = end.value.kind.constant().unwrap_or(Number::ZERO);
            (value, sources.slice(end.value.span).trim().to_owned())
        })
        .collect();
    let percent = written.iter().any(|(_, text)| text.ends_with('%') || text.ends_with('％'));
    text(reach, &|number| {
        if let Some((_, text)) = written.iter().find(|(n, _)| n == number) {
            return text.clone();
        }
        match &ty.kind {
            TypeKind::Date => number.to_i64().and_then(|n| i32::try_from(n).ok()).map_or_else(String::new, date),
            TypeKind::Number { share, .. } if *share || percent => number.shown_percent(PLACES).text,
            TypeKind::Number { dimension, .. } => {
                format!("{}{}", number.shown(PLACES).text, rubric.units.dimension_name(dimension))
            }
            _ => number.shown(PLACES).text,
        }
    })
}

/// `reach` in points, without the unit.
pub(super) fn points(reach: &Reach) -> String {
    text(reach, &|number| number.shown(PLACES).text)
}

fn date(day: i32) -> String {
    crate::eval::date(day).map(|d| d.to_string()).unwrap_or_default()
}

fn text(reach: &Reach, show: &dyn Fn(&Number) -> String) -> String {
    reach.pieces().iter().map(|piece| interval(piece, show)).collect::<Vec<_>>().join(" ∪ ")
}

fn interval(piece: &Interval, show: &dyn Fn(&Number) -> String) -> String {
    if let (Bound::Closed(lo), Bound::Closed(hi)) = (&piece.lo, &piece.hi)
        && lo == hi
    {
        return show(lo);
    }
    let low = match &piece.lo {
        Bound::Unbounded => "(-∞".to_owned(),
        Bound::Closed(n) => format!("[{}", show(n)),
        Bound::Open(n) => format!("({}", show(n)),
    };
    let high = match &piece.hi {
        Bound::Unbounded => "+∞)".to_owned(),
        Bound::Closed(n) => format!("{}]", show(n)),
        Bound::Open(n) => format!("{})", show(n)),
    };
    format!("{low}, {high}")
}
