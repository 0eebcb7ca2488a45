//! In which unit a number is shown: the one the facts were written in, as far as that can be told.

use crate::model::{Arith, Expr, ExprKind, Round, TypeKind};
use crate::number::{Number, RoundingMode};
use crate::unit::{Base, Dimension};

use super::sight::{Context, Sight};

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
pub(super) struct Scale {
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
pub(super) struct Figure {
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

    fn unit(suffix: impl Into<String>, factor: Number) -> Scale {
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

impl<'a> Context<'a> {
    /// How points are shown.
    pub fn points(&self) -> Scale {
        Scale::unit(self.words.get("unit-points"), Number::ONE)
    }

    /// How the number that `expr` yields is shown.
    pub fn scale(&self, sight: &Sight<'a>, expr: &'a Expr) -> Scale {
        let TypeKind::Number { dimension, share, .. } = &expr.ty.kind else { return Scale::plain() };
        if *share || (dimension.is_none() && (self.percents.has(expr) || self.is_share(sight, expr))) {
            return Scale::percent();
        }
        if dimension.is_none() {
            // A measure word stands for 1, and reads well where it was written.
            let unit = self.cell(sight, expr).and_then(|cell| cell.origin).and_then(|origin| origin.unit.as_deref());
            return unit.map_or_else(Scale::plain, |unit| self.unit_scale(unit));
        }
        if *dimension == Dimension::base(Base::POINTS) {
            return Scale { round: self.rounding(sight), ..self.points() };
        }
        match self.written_unit(sight, expr, dimension) {
            Some(unit) if unit == "%" => Scale::percent(),
            Some(unit) => self.unit_scale(&unit),
            None => self.base_scale(dimension),
        }
    }

    /// How the score of the place is rounded.
    pub fn rounding(&self, sight: &Sight<'a>) -> Option<Round> {
        let rounding = &self.rubric.rounding;
        match (sight.rows.is_empty(), sight.node) {
            (false, _) => rounding.row,
            (true, Some(node)) if self.rubric.node(node).part => None,
            (true, Some(_)) => rounding.indicator,
            (true, None) => rounding.total,
        }
    }

    /// How a number is shown of which only the dimension is known.
    pub fn base_scale(&self, dimension: &Dimension) -> Scale {
        match dimension.bases() {
            [] => Scale::plain(),
            [(Base::POINTS, 1)] => self.points(),
            [(Base::MONEY, 1)] => Scale::unit(self.words.get("unit-yuan"), Number::ONE),
            [(Base::DAY, 1)] => Scale::unit(self.words.get("unit-days"), Number::ONE),
            [(Base::MONTH, 1)] => Scale::unit(self.words.get("unit-months"), Number::ONE),
            [(Base::WORKDAY, 1)] => Scale::unit(self.words.get("unit-workdays"), Number::ONE),
            _ if dimension.has_variables() => Scale::plain(),
            _ => Scale::unit(self.rubric.units.dimension_name(dimension), Number::ONE),
        }
    }

    pub fn unit_scale(&self, name: &str) -> Scale {
        // A unit that came with the facts is the only one of its dimension.
        let factor = self.rubric.units.lookup(name).map_or(Number::ONE, |unit| unit.factor.clone());
        Scale::unit(name, factor)
    }

    /// The unit of `dimension` that a fact or literal in `expr` is written in.
    fn written_unit(&self, sight: &Sight<'a>, expr: &'a Expr, dimension: &Dimension) -> Option<String> {
        let (sight, expr) = self.resolve(sight, expr);
        let fits = |unit: &str| match self.rubric.units.lookup(unit) {
            Some(known) => known.dimension == *dimension || dimension.has_variables(),
            None => dimension.has_variables(),
        };
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::Field { .. } if expr.ty.dimension() == Some(dimension) => {
                let origin = self.cell(sight, expr).and_then(|cell| cell.origin);
                let declared = match &expr.ty.kind {
                    TypeKind::Number { unit, .. } => unit.as_deref(),
                    _ => None,
                };
                let written = origin.and_then(|origin| origin.unit.as_deref()).or(declared);
                written.filter(|unit| *unit == "%" || fits(unit)).map(str::to_owned)
            }
            ExprKind::Let(id) => self.written_unit(sight, &self.rubric.binding(*id).value, dimension),
            ExprKind::Number(_) if expr.ty.dimension() == Some(dimension) => {
                self.literal(expr).map(|(_, unit)| unit).filter(|unit| !unit.is_empty() && fits(unit))
            }
            ExprKind::Aggregate { table, value: Some(value), .. } if self.has_row(table) => {
                self.written_unit(&self.inside(sight, table, 0), value, dimension)
            }
            _ => {
                let mut found = None;
                super::tree::each_operand(expr, &mut |operand| {
                    if found.is_none() {
                        found = self.written_unit(sight, operand, dimension);
                    }
                });
                found
            }
        }
    }

    fn has_row(&self, table: &crate::model::TableRef) -> bool {
        match table {
            crate::model::TableRef::Fact(fact) => self.rows(*fact).is_some_and(|rows| !rows.is_empty()),
            crate::model::TableRef::Children => false,
        }
    }

    /// Whether the bare number that `expr` yields reads best with %: a share, or the quotient of two
    /// amounts of one kind.
    fn is_share(&self, sight: &Sight<'a>, expr: &'a Expr) -> bool {
        let (sight, expr) = self.resolve(sight, expr);
        if matches!(expr.ty.kind, TypeKind::Number { share: true, .. }) || self.percents.has(expr) {
            return true;
        }
        match &expr.kind {
            ExprKind::Number(_) => self.literal(expr).is_some_and(|(_, unit)| unit == "%"),
            ExprKind::Fact(_) | ExprKind::Field { .. } => {
                let origin = self.cell(sight, expr).and_then(|cell| cell.origin);
                origin.and_then(|origin| origin.unit.as_deref()) == Some("%")
            }
            ExprKind::Let(id) => self.is_share(sight, &self.rubric.binding(*id).value),
            ExprKind::Arith(Arith::Div, over, under) => match over.ty.dimension() {
                // Of bare numbers only what is held against a percentage is one.
                Some(dimension) => !dimension.is_none() && under.ty.dimension() == Some(dimension),
                None => false,
            },
            ExprKind::Arith(Arith::Mul, a, b) => self.is_share(sight, a) && self.is_share(sight, b),
            ExprKind::Arith(_, a, b) => self.is_share(sight, a) || self.is_share(sight, b),
            ExprKind::Negate(e) | ExprKind::Abs(e) | ExprKind::Round(e, _) | ExprKind::Default(e, _) => {
                self.is_share(sight, e)
            }
            ExprKind::If(_, a, b) => self.is_share(sight, a) || self.is_share(sight, b),
            ExprKind::RateOf(_) => true,
            ExprKind::Aggregate { value: Some(value), table, .. } if self.has_row(table) => {
                self.is_share(&self.inside(sight, table, 0), value)
            }
            _ => false,
        }
    }

    /// The digits and the unit of a number as it is written in the rubric, full-width characters
    /// folded; `None` where what is written there is no literal.
    pub fn literal(&self, expr: &'a Expr) -> Option<(String, String)> {
        let text = fold(self.sources.slice(expr.span).trim());
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (digits, unit) = text.split_at(end);
        let unit = unit.trim();
        let is_unit = |c: char| c.is_alphanumeric() || matches!(c, '%' | '‰' | '/' | '²' | '³' | '℃' | '°');
        let fits = digits.starts_with(|c: char| c.is_ascii_digit()) && unit.chars().all(is_unit);
        fits.then(|| (digits.to_owned(), unit.to_owned()))
    }
}

/// `text` with full-width letters, digits and signs made narrow.
pub(super) fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}
