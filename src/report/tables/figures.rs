//! Points, scores and rates in the cells of a table.

use crate::diagnostic::Message;
use crate::number::Number;
use crate::report::assessment::{Indicator, NodeEntryKind, ScoreRange};
use crate::report::compose::Composer;
use crate::report::document::{Cell, Shows};
use crate::report::filing::Filing;

/// Decimals of a score in a table, unless the rubric rounds to more.
const PLACES: u32 = 2;
/// Most decimals of a score in a table.
const MOST_PLACES: u32 = 8;
/// Stands where there is nothing to say.
pub(in crate::report) const NONE: &str = "-";

/// Makes the cells of the tables of one filing.
pub(in crate::report) struct Figures<'a> {
    /// The assessment and what it was made from.
    pub filing: &'a Filing<'a>,
    /// The words of reports.
    pub composer: Composer<'a>,
    places: u32,
}

impl<'a> Figures<'a> {
    /// Of `filing`.
    pub fn new(filing: &'a Filing<'a>) -> Figures<'a> {
        let rounding = &filing.rubric().rounding;
        let rounds = [rounding.indicator, rounding.row, rounding.total];
        let places = rounds.iter().flatten().map(|round| round.places).fold(PLACES, u32::max);
        let composer = Composer { locale: filing.locale, filed: true };
        Figures { filing, composer, places: places.min(MOST_PLACES) }
    }

    /// The words `key`.
    pub fn word(&self, key: &'static str) -> String {
        self.composer.word(key)
    }

    /// What the column of indicators of the level `level`, from 1, is called.
    pub fn level(&self, level: usize) -> String {
        self.filing.locale.text(&Message::new("table-level").arg("level", level))
    }

    /// A number of the assessment for the eye: two decimals, or as many as the rubric rounds to, without the zeros
    /// that say nothing; behind `≈` where it has more.
    pub fn number(&self, number: &str) -> String {
        let value = match number.split_once('/') {
            Some((n, d)) => Number::parse(n).ok().zip(Number::parse(d).ok()).and_then(|(n, d)| n.div(&d).ok()),
            None => Number::parse(number).ok(),
        };
        match value.map(|value| value.shown(self.places)) {
            Some(shown) if shown.exact => shown.text,
            Some(shown) => format!("≈{}", shown.text),
            None => number.to_owned(),
        }
    }

    /// A score, or from where to where.
    pub fn range(&self, range: &ScoreRange) -> String {
        if range.is_determined() {
            return self.number(&range.min);
        }
        format!("{}{}{}", self.number(&range.min), self.word("report-range"), self.number(&range.max))
    }

    /// `+1`, `-0.5`, `0`: `a` less `b`.
    pub fn difference(&self, a: &str, b: &str) -> Option<String> {
        let difference = Number::parse(a).ok()?.sub(&Number::parse(b).ok()?).ok()?;
        let sign = if difference.is_positive() { "+" } else { "" };
        Some(format!("{sign}{}", self.number(&difference.to_string())))
    }

    /// The full marks of `indicator`.
    pub fn points(&self, indicator: &Indicator) -> Cell {
        match &indicator.points {
            Some(points) => Cell::from(self.number(points)).showing(Shows::Points(Some(indicator.path.clone()))),
            None => NONE.into(),
        }
    }

    /// The awarded score of `indicator`, its level, or that it was left out.
    pub fn score(&self, indicator: &Indicator) -> Cell {
        let shows = Shows::Score(Some(indicator.path.clone()));
        match (&indicator.score, &indicator.level) {
            (Some(score), _) => Cell::from(self.number(score)).showing(shows),
            (None, Some(level)) => Cell::from(level.as_str()).showing(shows),
            (None, None) if indicator.dropped => Cell::from(self.word("word-dropped")).showing(shows),
            (None, None) if indicator.points.is_some() => Cell::from(NONE).showing(shows),
            (None, None) => NONE.into(),
        }
    }

    /// Score by points of `indicator`.
    pub fn rate(&self, indicator: &Indicator) -> Cell {
        let shows = Shows::Rate(Some(indicator.path.clone()));
        match &indicator.rate {
            Some(rate) => Cell::from(rate.as_str()).showing(shows),
            None if indicator.points.is_some() => Cell::from(NONE).showing(shows),
            None => NONE.into(),
        }
    }

    /// Full marks of the whole; nothing where it has no total.
    pub fn total_points(&self) -> Option<Cell> {
        let points = self.filing.assessment.points.as_ref()?;
        Some(Cell::from(self.number(points)).showing(Shows::Points(None)))
    }

    /// The awarded total.
    pub fn total_score(&self) -> Option<Cell> {
        let score = self.filing.assessment.score.as_ref()?;
        Some(Cell::from(self.number(score)).showing(Shows::Score(None)))
    }

    /// The rate of the awarded total.
    pub fn total_rate(&self) -> Cell {
        let rate = self.filing.assessment.rate.as_deref().unwrap_or(NONE);
        Cell::from(rate).showing(Shows::Rate(None))
    }

    /// What `indicator` is about.
    pub fn explain(&self, indicator: &Indicator) -> String {
        indicator.explain.clone().unwrap_or_default()
    }
}

/// The indicators in `indicator`; parts are no rows of a printed table.
pub(in crate::report) fn inner(indicator: &Indicator) -> impl Iterator<Item = &Indicator> {
    indicator.children.iter().filter(|child| child.kind == NodeEntryKind::Indicator)
}

/// How many levels of indicators there are, `indicator` being one.
pub(in crate::report) fn levels(indicator: &Indicator) -> usize {
    1 + inner(indicator).map(levels).max().unwrap_or(0)
}
