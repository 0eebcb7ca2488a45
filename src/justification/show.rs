//! Values as text.

use crate::eval::Outcome;
use crate::model::{Expr, ExprKind, OptionSetId, Round, Type, TypeKind};
use crate::number::{Bound, Interval, Number, Reach, RoundingMode};
use crate::value::{Known, Value};

use super::sight::{Context, Sight};
use crate::print::{Figure, Scale, Words, fold, literal, option_name, option_names};

/// As many values are listed one by one; of more, the ends are told.
const FEW: u64 = 4;

/// What is known of a value, as text that can stand behind an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The value.
    Is(Figure),
    /// `≥ 600人`: a sign with the end.
    Beyond(String),
    /// `[580篇, 590篇)`, or a list: it is one of these. Exact where every end is shown with all its digits.
    Within(Figure),
    /// Nothing.
    Unknown,
}

impl<'a> Context<'a> {
    /// A day in ISO form.
    pub fn date(&self, day: i32) -> String {
        crate::print::date(day)
    }

    /// The name of an option.
    pub fn option(&self, set: OptionSetId, option: u16) -> String {
        option_name(self.rubric, set, option)
    }

    /// `value` of the type `ty`, numbers on `scale`.
    pub fn told(&self, value: &Value, ty: &Type, scale: &Scale) -> Told {
        self.told_apart(value, ty, scale, &[])
    }

    /// As [`Self::told`], with digits enough that it is seen on which side of `edges` a number lies.
    pub fn told_apart(&self, value: &Value, ty: &Type, scale: &Scale, edges: &[Number]) -> Told {
        let exact = |text: String| Told::Is(Figure { text, exact: true });
        let within = |text: String| Told::Within(Figure { text, exact: true });
        match value {
            Value::Number(number) => Told::Is(scale.show_apart(number, edges)),
            Value::Date(day) => exact(self.date(*day)),
            Value::YesNo(yes) => exact(self.words.yes_no(*yes)),
            Value::Option(option) => match ty.kind {
                TypeKind::Option(set) => exact(self.option(set, *option)),
                _ => Told::Unknown,
            },
            Value::Text(text) => exact(text.to_string()),
            Value::Absent => exact(self.words.get("word-absent")),
            Value::Unknown(unknown) => match &unknown.known {
                Known::Number(reach) => self.reach(reach, &|n, end| match end {
                    None => scale.show(n),
                    Some(up) => scale.show_outward(n, up),
                }),
                Known::Date(reach) => self.reach(reach, &|n, _| Figure {
                    text: n.to_i64().and_then(|n| i32::try_from(n).ok()).map(|n| self.date(n)).unwrap_or_default(),
                    exact: true,
                }),
                Known::YesNo => within(self.words.one_of(&[self.words.yes_no(true), self.words.yes_no(false)])),
                Known::Options(mask) => match ty.kind {
                    TypeKind::Option(set) => within(self.words.one_of(&self.options(set, *mask))),
                    _ => Told::Unknown,
                },
                Known::Text => Told::Unknown,
            },
        }
    }

    /// The names of the options in `mask`.
    pub fn options(&self, set: OptionSetId, mask: u64) -> Vec<String> {
        option_names(self.rubric, set, mask)
    }

    /// What is known of a number with these values. `show` writes a value, or an end: the upper (`true`)
    /// or the lower.
    pub fn reach(&self, reach: &Reach, show: &dyn Fn(&Number, Option<bool>) -> Figure) -> Told {
        if let Some(point) = reach.as_point() {
            return Told::Is(show(point, None));
        }
        if let Some(values) = reach.values(FEW)
            && !values.is_empty()
        {
            let figures: Vec<Figure> = values.iter().map(|n| show(n, None)).collect();
            let exact = figures.iter().all(|figure| figure.exact);
            let texts: Vec<String> = figures.into_iter().map(|figure| figure.text).collect();
            return Told::Within(Figure { text: self.words.one_of(&texts), exact });
        }
        let pieces = reach.pieces();
        let hull = reach.hull();
        let pieces = match (&hull, pieces.len()) {
            (Some(hull), n) if n > 3 => std::slice::from_ref(hull),
            _ => pieces,
        };
        match pieces {
            [] => Told::Unknown,
            [only] => self.interval(only, show),
            several => {
                let mut exact = true;
                let texts: Vec<String> = several
                    .iter()
                    .map(|piece| match self.interval(piece, show) {
                        Told::Is(figure) | Told::Within(figure) => {
                            exact &= figure.exact;
                            figure.text
                        }
                        Told::Beyond(text) => text,
                        Told::Unknown => self.words.get("word-unknown"),
                    })
                    .collect();
                Told::Within(Figure { text: self.words.one_of(&texts), exact })
            }
        }
    }

    fn interval(&self, interval: &Interval, show: &dyn Fn(&Number, Option<bool>) -> Figure) -> Told {
        if let (Bound::Closed(lo), Bound::Closed(hi)) = (&interval.lo, &interval.hi)
            && lo == hi
        {
            return Told::Is(show(lo, None));
        }
        let low = |n: &Number| show(n, Some(false)).text;
        let high = |n: &Number| show(n, Some(true)).text;
        match (&interval.lo, &interval.hi) {
            (Bound::Unbounded, Bound::Unbounded) => Told::Unknown,
            (Bound::Closed(n), Bound::Unbounded) => Told::Beyond(format!("≥ {}", low(n))),
            (Bound::Open(n), Bound::Unbounded) => Told::Beyond(format!("> {}", low(n))),
            (Bound::Unbounded, Bound::Closed(n)) => Told::Beyond(format!("≤ {}", high(n))),
            (Bound::Unbounded, Bound::Open(n)) => Told::Beyond(format!("< {}", high(n))),
            (lo @ (Bound::Closed(a) | Bound::Open(a)), hi @ (Bound::Closed(b) | Bound::Open(b))) => {
                let open = if lo.is_closed() { '[' } else { '(' };
                let close = if hi.is_closed() { ']' } else { ')' };
                let exact = show(a, Some(false)).exact && show(b, Some(true)).exact;
                Told::Within(Figure { text: format!("{open}{}, {}{close}", low(a), high(b)), exact })
            }
        }
    }

    /// A fact or field as the facts file has it: as written, where a unit was written with it.
    pub fn written(&self, sight: &Sight<'a>, expr: &'a Expr) -> Option<Figure> {
        let cell = self.cell(sight, expr)?;
        let value = cell.value?;
        if let (Value::Number(_), Some(origin)) = (value, cell.origin)
            && origin.unit.is_some()
        {
            let text: String = fold(&origin.written).split_whitespace().collect();
            // A sign before it belongs to the column of signs, and would not read well within a sum.
            let text = text.trim_start_matches(['≥', '≤', '=', '>', '<', '≧', '≦']).to_owned();
            return Some(Figure { text: with_unit_apart(text), exact: true });
        }
        if let Value::Number(number) = value {
            return Some(self.scale(sight, expr).show_all(number));
        }
        match self.told(value, &expr.ty, &self.scale(sight, expr)) {
            Told::Is(figure) => Some(figure),
            Told::Within(figure) => Some(Figure { exact: true, ..figure }),
            Told::Beyond(text) => Some(Figure { text, exact: true }),
            Told::Unknown => None,
        }
    }

    /// A constant as written in the rubric, or, where nothing is written there, by its type.
    pub fn constant(&self, sight: &Sight<'a>, expr: &'a Expr, number: &Number) -> Figure {
        match literal(self.sources, expr) {
            Some((digits, unit)) => {
                let blank = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
                Figure { text: format!("{digits}{blank}{unit}"), exact: true }
            }
            None => self.scale(sight, expr).show(number),
        }
    }

    /// A score without its unit: `16`, `12 至 20`, a level.
    pub fn outcome(&self, outcome: &Outcome, levels: Option<OptionSetId>) -> String {
        match outcome {
            Outcome::Points(number) => score(number),
            Outcome::Range(reach) => self.score_range(reach),
            Outcome::Level(level) => levels.map(|set| self.option(set, *level)).unwrap_or_default(),
            Outcome::Levels(mask) => levels.map(|set| self.words.one_of(&self.options(set, *mask))).unwrap_or_default(),
            Outcome::Dropped => self.words.get("word-dropped"),
            Outcome::NotScored | Outcome::Failed => "-".to_owned(),
        }
    }

    /// Scores that are possible: `12 至 20`, or one by one where they are few.
    pub fn score_range(&self, reach: &Reach) -> String {
        score_range(&self.words, reach)
    }

    /// The name of what a name in an expression stands for.
    pub fn name(&self, sight: &Sight<'a>, expr: &'a Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Fact(id) => Some(self.rubric.fact(*id).name.clone()),
            ExprKind::Let(id) => Some(self.rubric.binding(*id).name.clone()),
            ExprKind::Field { frame, column } => self.field_name(sight, *frame, *column),
            _ => None,
        }
    }
}

/// An amount as written, with a blank before a unit of letters: `107 person`, but `107人`.
fn with_unit_apart(mut text: String) -> String {
    let unit = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '+' | '−'));
    if let Some(at) = unit.filter(|at| *at > 0)
        && text.get(at..).is_some_and(|unit| unit.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        text.insert(at, ' ');
    }
    text
}

/// A score: all its digits where it has them, else four.
pub(super) fn score(number: &Number) -> String {
    let shown = number.shown(8);
    if shown.exact { shown.text } else { number.shown(4).text }
}

/// `=`, or `≈` where one of `numbers` is not shown with all its digits.
pub(super) fn sign<'n>(numbers: impl IntoIterator<Item = &'n Number>) -> &'static str {
    if numbers.into_iter().all(|number| number.shown(8).exact) { "=" } else { "≈" }
}

/// `number` with digits enough that a reader who rounds what he sees gets `rounded`, and `≈` before it where
/// it has more.
pub(super) fn score_rounding_to(number: &Number, rounded: &Number, round: Round) -> String {
    let shown = number.shown(8);
    if shown.exact {
        return shown.text;
    }
    for places in 4..24 {
        let seen = number.round(places, RoundingMode::HalfAwayFromZero);
        if seen.is_ok_and(|seen| seen.round(round.places, round.mode).is_ok_and(|again| again == *rounded)) {
            return format!("≈ {}", number.shown(places).text);
        }
    }
    number.to_string()
}

/// Scores that are possible: `12 至 20`, or one by one where they are few.
pub(super) fn score_range(words: &Words<'_>, reach: &Reach) -> String {
    if let Some(point) = reach.as_point() {
        return score(point);
    }
    if let Some(values) = reach.values(FEW)
        && !values.is_empty()
    {
        return words.one_of(&values.iter().map(score).collect::<Vec<_>>());
    }
    match (reach.lo().value(), reach.hi().value()) {
        (Some(lo), Some(hi)) => format!("{}{}{}", score(lo), words.get("word-to"), score(hi)),
        _ => words.get("word-unknown"),
    }
}
