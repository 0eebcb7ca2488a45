//! The total on the scale of the grades.

use askama::Template;

use crate::diagnostic::Message;
use crate::eval::TotalResult;
use crate::justification::score_text;
use crate::model::Grade;
use crate::number::{Bound, Number, Reach};
use unicode_width::UnicodeWidthStr;

use super::geometry::{Share, span};
use super::texts::Texts;
use super::view::points;

/// The narrowest that the scale is drawn, in columns of text.
const COLUMNS: usize = 38;
/// Texts are kept so far from the ends.
const EDGE: Share = Share(90);
/// Numbers below the scale stand at least so far apart.
const APART: Share = Share(85);

/// The scale: a piece a grade, the awarded total and what the rule gives.
#[derive(Template)]
#[template(path = "scale.html", whitespace = "minimize")]
pub(super) struct Scale {
    pieces: Vec<Piece>,
    ticks: Vec<Tick>,
    awarded: Tick,
    rule: (Share, Share),
    exact: bool,
}

struct Piece {
    from: Share,
    width: Share,
    middle: Share,
    name: Option<String>,
    own: bool,
}

struct Tick {
    at: Share,
    text: String,
    anchor: &'static str,
}

/// A grade in the list beside the scale.
pub(super) struct GradeRow {
    /// Its name.
    pub name: String,
    /// The totals that earn it, in words.
    pub totals: String,
    /// Whether it is the awarded one.
    pub own: bool,
    /// Whether the rule score can have it.
    pub by_rule: bool,
}

impl Scale {
    /// The scale of `grades`; `None` where there are none, or the total is no number.
    pub fn new(grades: &[Grade], full: &Number, total: &TotalResult) -> Option<Scale> {
        let awarded = points(&total.awarded)?;
        let reaches: Vec<Reach> = grades.iter().filter_map(|grade| grade.range.constant()).collect();
        if grades.is_empty() || reaches.len() != grades.len() {
            return None;
        }
        let ends = reaches.iter().flat_map(|reach| [reach.lo(), reach.hi()]);
        let ends: Vec<Number> = ends.filter_map(|end| end.value().cloned()).collect();
        let all = ends.iter().chain([full, awarded]).max()?.clone();
        let place = |bound: &Bound, open: Share| bound.value().map_or(open, |value| Share::of(value, &all));
        let mut pieces: Vec<Piece> = Vec::new();
        for (index, (grade, reach)) in grades.iter().zip(&reaches).enumerate() {
            let (from, to) = (place(&reach.lo(), Share(0)), place(&reach.hi(), Share::ALL));
            let width = from.until(to);
            let fits = (grade.name.width() + 1) * 1000 <= width.0 as usize * COLUMNS;
            pieces.push(Piece {
                from,
                width,
                middle: from.middle(to),
                name: Some(grade.name.clone()).filter(|_| fits),
                own: total.grade == Some(index),
            });
        }
        let mut marks: Vec<Number> = ends;
        marks.extend([Number::ZERO, all.clone()]);
        marks.retain(|mark| !mark.is_negative());
        marks.sort();
        marks.dedup();
        let mut ticks: Vec<Tick> = Vec::new();
        for mark in marks {
            let tick = Tick::new(&mark, &all);
            if ticks.last().is_none_or(|last| last.at.until(tick.at) >= APART) {
                ticks.push(tick);
            }
        }
        let (lo, hi) = span(&total.rule, &all)?;
        let awarded = Tick::new(awarded, &all);
        Some(Scale { pieces, ticks, awarded, rule: (lo, lo.until(hi)), exact: lo == hi })
    }
}

impl Tick {
    fn new(value: &Number, all: &Number) -> Tick {
        let at = Share::of(value, all);
        let anchor = match at {
            at if at < EDGE => "start",
            at if at > Share(Share::ALL.0 - EDGE.0) => "end",
            _ => "middle",
        };
        Tick { at, text: score_text(value), anchor }
    }
}

/// The grades beside the totals that earn them.
pub(super) fn grade_rows(grades: &[Grade], total: &TotalResult, texts: &Texts<'_>) -> Vec<GradeRow> {
    let rows = grades.iter().enumerate().map(|(index, grade)| GradeRow {
        name: grade.name.clone(),
        totals: totals(grade, texts),
        own: total.grade == Some(index),
        by_rule: total.rule_grades.contains(&index),
    });
    rows.collect()
}

/// The totals that earn `grade`, in words.
fn totals(grade: &Grade, texts: &Texts<'_>) -> String {
    let Some(reach) = grade.range.constant() else { return String::new() };
    let end = |bound: &Bound| match bound {
        Bound::Unbounded => ("none", String::new()),
        Bound::Closed(value) => ("with", score_text(value)),
        Bound::Open(value) => ("without", score_text(value)),
    };
    let ((low_end, low), (high_end, high)) = (end(&reach.lo()), end(&reach.hi()));
    let message = Message::new("page-totals").arg("low-end", low_end).arg("low", low);
    texts.say(&message.arg("high-end", high_end).arg("high", high))
}
