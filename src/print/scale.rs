//! In which unit a number is shown.

use crate::model::Expr;
use crate::number::{Number, RoundingMode};
use crate::source::SourceMap;
use crate::unit::{Base, Dimension, UnitTable};

use super::words::Words;
use crate::model::Round;

/// Digits behind the point of a number that is rounded to be shown.
const PLACES: u32 = 4;
/// Digits behind the point of a percentage that is rounded to be shown.
const PERCENT_PLACES: u32 = 2;
/// As many more digits are shown where the value itself has no more.
const EXACT_PLACES: u32 = 2;
/// As many as a literal may have.
const ALL_PLACES: u32 = 28;
/// As far as digits are added to tell a value from another.
const MOST_PLACES: u32 = 24;

/// How a number is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// What stands behind the digits.
    pub suffix: String,
    /// How many base units the suffix is.
    pub factor: Number,
    /// Whether it is a share. The suffix is `%` then, and the factor 1/100.
    pub percent: bool,
    /// How what is shown will be rounded: a reader who rounds what he sees must get the same.
    pub round: Option<Round>,
}

/// A number as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// With its unit.
    pub text: String,
    /// Whether the text is the value itself.
    pub exact: bool,
}

impl Scale {
    /// Of bare numbers.
    pub fn plain() -> Scale {
        Scale { suffix: String::new(), factor: Number::ONE, percent: false, round: None }
    }

    /// Of shares.
    pub fn percent() -> Scale {
        let hundredth = Number::ratio(1, 100).unwrap_or(Number::ONE);
        Scale { suffix: "%".to_owned(), factor: hundredth, percent: true, round: None }
    }

    /// Of a unit that is `factor` base units.
    pub fn unit(suffix: impl Into<String>, factor: Number) -> Scale {
        Scale { suffix: suffix.into(), factor, percent: false, round: None }
    }

    /// `text` with the unit behind it.
    pub fn with_suffix(&self, text: &str) -> String {
        // Words of letters stand apart: `20 points`, but `20分`.
        let apart = self.suffix.starts_with(|c: char| c.is_ascii_alphabetic());
        format!("{text}{}{}", if apart { " " } else { "" }, self.suffix)
    }

    /// `number`, in base units, as shown.
    pub fn show(&self, number: &Number) -> Figure {
        self.show_apart(number, &[])
    }

    /// `number` with all its digits: a fact is shown as it is.
    pub fn show_all(&self, number: &Number) -> Figure {
        let Ok(value) = number.div(&self.factor) else { return self.figure(number.to_string(), true) };
        let shown = value.shown(ALL_PLACES);
        self.figure(shown.text, shown.exact)
    }

    /// `number` with digits enough that it is seen on which side of each of `edges` it lies, and that
    /// what is not zero is not shown as zero.
    pub fn show_apart(&self, number: &Number, edges: &[Number]) -> Figure {
        let Ok(value) = number.div(&self.factor) else { return self.figure(number.to_string(), true) };
        let usual = if self.percent { PERCENT_PLACES } else { PLACES };
        let full = value.shown(usual + EXACT_PLACES);
        if full.exact {
            return self.figure(full.text, true);
        }
        let edges: Vec<Number> = edges.iter().filter_map(|edge| edge.div(&self.factor).ok()).collect();
        for places in usual..MOST_PLACES {
            let Ok(rounded) = value.round(places, RoundingMode::HalfAwayFromZero) else { break };
            let tells = |edge: &Number| rounded.cmp(edge) == value.cmp(edge);
            let rounds_alike = self.round.is_none_or(|round| {
                let of = |number: &Number| number.round(round.places, round.mode);
                matches!((of(&rounded), of(&value)), (Ok(a), Ok(b)) if a == b)
            });
            if !rounded.is_zero() && rounds_alike && edges.iter().all(tells) {
                let shown = value.shown(places);
                return self.figure(shown.text, shown.exact);
            }
        }
        self.figure(value.to_string(), true)
    }

    /// The number next to `number` that is shown with few digits and is not greater (or, `up`, not less):
    /// an end of a range, which must not look narrower than it is.
    pub fn show_outward(&self, number: &Number, up: bool) -> Figure {
        let Ok(value) = number.div(&self.factor) else { return self.figure(number.to_string(), true) };
        let usual = if self.percent { PERCENT_PLACES } else { PLACES };
        let full = value.shown(usual + EXACT_PLACES);
        if full.exact {
            return self.figure(full.text, true);
        }
        let away = if value.is_negative() == up { RoundingMode::Down } else { RoundingMode::Up };
        let rounded = value.round(usual, away).unwrap_or(value);
        self.figure(rounded.shown(usual).text, false)
    }

    fn figure(&self, text: String, exact: bool) -> Figure {
        let one = text == "1" && self.suffix == "points";
        let text = if one { "1 point".to_owned() } else { self.with_suffix(&text) };
        Figure { text, exact }
    }
}

/// How points are shown.
pub fn points_scale(words: &Words<'_>) -> Scale {
    Scale::unit(words.get("unit-points"), Number::ONE)
}

/// How a number is shown of which only the dimension is known.
pub fn base_scale(units: &UnitTable, words: &Words<'_>, dimension: &Dimension) -> Scale {
    match dimension.bases() {
        [] => Scale::plain(),
        [(Base::POINTS, 1)] => points_scale(words),
        [(Base::MONEY, 1)] => Scale::unit(words.get("unit-yuan"), Number::ONE),
        [(Base::DAY, 1)] => Scale::unit(words.get("unit-days"), Number::ONE),
        [(Base::MONTH, 1)] => Scale::unit(words.get("unit-months"), Number::ONE),
        [(Base::WORKDAY, 1)] => Scale::unit(words.get("unit-workdays"), Number::ONE),
        _ if dimension.has_variables() => Scale::plain(),
        _ => Scale::unit(units.dimension_name(dimension), Number::ONE),
    }
}

/// The digits and the unit of a number as it is written in the rubric, full-width characters folded; `None`
/// where what is written there is no literal.
pub fn literal(sources: &SourceMap, expr: &Expr) -> Option<(String, String)> {
    let text = fold(sources.slice(expr.span).trim());
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let unit = unit.trim();
    let is_unit = |c: char| c.is_alphanumeric() || matches!(c, '%' | '‰' | '/' | '²' | '³' | '℃' | '°');
    let fits = digits.starts_with(|c: char| c.is_ascii_digit()) && unit.chars().all(is_unit);
    fits.then(|| (digits.to_owned(), unit.to_owned()))
}

/// `text` with full-width letters, digits and signs made narrow.
pub fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}
