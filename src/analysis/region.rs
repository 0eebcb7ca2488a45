//! Regions as text, in the author's words.

use crate::model::{Expr, Rubric, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::{Bound, Interval, Reach};
use crate::source::SourceMap;

/// Digits shown of an end that has no finite decimal.
pub(super) const PLACES: u32 = 6;

/// In which language a rubric spells its keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// 分档
    Chinese,
    /// bands
    English,
}

impl Language {
    /// The language of a text that begins with a keyword.
    pub fn of(text: &str) -> Language {
        match text.trim_start().bytes().next() {
            Some(byte) if byte.is_ascii() => Language::English,
            _ => Language::Chinese,
        }
    }

    /// The language of a rubric.
    pub fn of_rubric(rubric: &Rubric) -> Language {
        if rubric.english { Language::English } else { Language::Chinese }
    }

    /// One of the two.
    pub fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }
}

/// A number of the type `ty` as text. One that is also one of the `ends` is written as there.
pub(super) fn shower<'a>(
    ty: &'a Type,
    ends: &[&Expr],
    rubric: &'a Rubric,
    sources: &SourceMap,
) -> impl Fn(&Number) -> String + 'a {
    let written: Vec<(Number, String)> =
        ends.iter().filter_map(|end| Some((end.kind.constant()?, sources.slice(end.span).trim().to_owned()))).collect();
    let percent = written.iter().any(|(_, text)| text.ends_with('%') || text.ends_with('％'));
    move |number| {
        if let Some((_, text)) = written.iter().find(|(n, _)| n == number) {
            return text.clone();
        }
        shown(number, ty, percent, rubric)
    }
}

/// A number of the type `ty`.
pub(super) fn shown(number: &Number, ty: &Type, percent: bool, rubric: &Rubric) -> String {
    match &ty.kind {
        TypeKind::Date => number.to_i64().and_then(|n| i32::try_from(n).ok()).map_or_else(String::new, date),
        TypeKind::Number { share, .. } if *share || percent => number.shown_percent(PLACES).text,
        TypeKind::Number { dimension, .. } if dimension.has_variables() => number.shown(PLACES).text,
        TypeKind::Number { dimension, .. } => rubric.units.written(&number.shown(PLACES).text, dimension),
        _ => number.shown(PLACES).text,
    }
}

/// `reach` of the type `ty`. An end that is also one of the `ends` is written as there.
pub(super) fn values(reach: &Reach, ty: &Type, ends: &[&Expr], rubric: &Rubric, sources: &SourceMap) -> String {
    text(reach, &shower(ty, ends, rubric, sources))
}

/// `reach` in points, without the unit.
pub(super) fn points(reach: &Reach) -> String {
    text(reach, &|number| number.shown(PLACES).text)
}

/// A day, as it is written.
pub(super) fn date(day: i32) -> String {
    crate::eval::date(day).map(|d| d.to_string()).unwrap_or_default()
}

pub(super) fn text(reach: &Reach, show: &dyn Fn(&Number) -> String) -> String {
    reach.pieces().iter().map(|piece| interval(piece, show)).collect::<Vec<_>>().join(" ∪ ")
}

pub(super) fn interval(piece: &Interval, show: &dyn Fn(&Number) -> String) -> String {
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
