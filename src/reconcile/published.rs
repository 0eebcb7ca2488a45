//! What was published: score tables, and numbers with what they are said to come of.

use super::number::Printed;
use crate::source::Span;

/// Everything that one file holds.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Whom it is of; empty where it does not say.
    pub subject: String,
    /// For which period; empty where it does not say.
    pub period: String,
    /// Its score tables; the first is held against what the rubric computes.
    pub tables: Vec<ScoreTable>,
    /// Other numbers that it prints.
    pub figures: Vec<Figure>,
}

/// A score table.
#[derive(Clone, Debug, Default)]
pub struct ScoreTable {
    /// What it is called.
    pub name: String,
    /// Its rows: those above stand before those below.
    pub rows: Vec<ScoreRow>,
    /// The row of the total.
    pub total: Option<ScoreRow>,
    /// The grade, as written, and where.
    pub grade: Option<(String, Span)>,
}

/// A row of a score table.
#[derive(Clone, Debug)]
pub struct ScoreRow {
    /// Its name as printed.
    pub name: String,
    /// Where that stands.
    pub span: Span,
    /// The row that it stands under, where the table shows it.
    pub parent: Option<usize>,
    /// Its points.
    pub points: Option<Printed>,
    /// Its score.
    pub score: Option<Printed>,
    /// Its score by its points.
    pub rate: Option<Printed>,
    /// Whether it is added to the total beside the indicators.
    pub adjustment: bool,
}

/// A number that the report prints.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it is called.
    pub name: String,
    /// The number.
    pub value: Printed,
    /// What it is said to come of.
    pub from: Option<From>,
    /// In which part of the report; empty where nothing is said.
    pub place: String,
}

/// What a number is said to come of.
#[derive(Clone, Debug)]
pub enum From {
    /// A sum; what is taken off carries its sign.
    Sum(Vec<Part>),
    /// A quotient.
    Quotient(Part, Part),
}

/// A number within a sum or quotient.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is called; empty where nothing is said.
    pub name: String,
    /// The number.
    pub value: Printed,
    /// Whether it is taken off.
    pub minus: bool,
}

impl ScoreRow {
    /// A row of this name without numbers.
    pub fn new(name: &str, span: Span) -> ScoreRow {
        let name = name.trim().to_owned();
        ScoreRow { name, span, parent: None, points: None, score: None, rate: None, adjustment: false }
    }
}

impl From {
    /// Reads `2641.94万元 ÷ 2941.72万元`, `年初 2941.72万元 + 结转 986.84万元`. None where it is neither.
    pub fn read(text: &str, span: Span) -> Option<From> {
        let narrow = super::number::narrow(text);
        let text =
            narrow.replace('÷', " / ").replace(" + ", "\u{1}+").replace(" - ", "\u{1}-").replace(" − ", "\u{1}-");
        if let Some((above, below)) = text.split_once(" / ") {
            return Some(From::Quotient(Part::read(above, span)?, Part::read(below, span)?));
        }
        let parts: Option<Vec<Part>> = text
            .split('\u{1}')
            .map(|piece| match (piece.strip_prefix('+'), piece.strip_prefix('-')) {
                (Some(rest), _) => Part::read(rest, span),
                // A sum that begins with a negative number has no blank behind the sign.
                (None, Some(rest)) if rest.starts_with(' ') || !piece.is_empty() => {
                    Part::read(rest, span).map(|part| Part { minus: true, ..part })
                }
                _ => Part::read(piece, span),
            })
            .collect();
        parts.filter(|parts| !parts.is_empty()).map(From::Sum)
    }

    /// Its parts.
    pub fn parts(&self) -> Vec<&Part> {
        match self {
            From::Sum(parts) => parts.iter().collect(),
            From::Quotient(above, below) => vec![above, below],
        }
    }
}

impl Part {
    /// A number, perhaps behind a name and a blank.
    fn read(text: &str, span: Span) -> Option<Part> {
        let text = text.trim();
        let part = |name: &str, value| Part { name: name.trim().to_owned(), value, minus: false };
        if let Some(value) = Printed::read(text, span) {
            return Some(part("", value));
        }
        let blanks = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
        blanks
            .filter_map(|at| {
                let (name, value) = text.split_at_checked(at)?;
                Some(part(name, Printed::read(value, span)?))
            })
            .next()
    }
}
