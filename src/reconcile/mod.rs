//! A published score table held against what the rubric computes, and against itself.

mod causes;
mod figures;
mod grid;
mod inner;
mod matching;
mod number;
mod published;
mod read;
mod trial;
mod write;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Message};
use crate::facts::{Facts, Node, Slot};
use crate::locale::Locale;
use crate::model::{Rubric, TypeKind};
use crate::number::{Number, RoundingMode};
use crate::report::{Assessed, Assessment, Indicator, NodeEntryKind, assess};
use crate::source::{SourceId, SourceMap, Span};
use crate::unit::{Base, Dimension};
use crate::value::Value;

pub use grid::read_book;
pub use number::Printed;
pub use published::{Figure, From, Part, Published, ScoreRow, ScoreTable};
pub use trial::Trial;
pub use write::{document, json, ledger, sheets};

use inner::Matched;
use matching::Match;
use number::Measure;

/// The result: what was published beside what the rubric computes, and what does not fit.
#[derive(Debug)]
pub struct Reconciliation {
    /// Whom it is of, by the facts.
    pub subject: String,
    /// For which period, by the facts.
    pub period: String,
    /// The rubric's name and version.
    pub rubric: (String, String),
    /// A line for each indicator and 加减分, and one for the total at the end.
    pub lines: Vec<Line>,
    /// What the published tables say against themselves and one another, and rows that the rubric does not have.
    pub contradictions: Vec<Remark>,
    /// What is wrong with the other numbers.
    pub figures: Vec<Remark>,
    /// What other ways of rounding would give.
    pub trials: Vec<Trial>,
    /// How many other numbers were looked at.
    pub figures_read: usize,
}

/// An indicator.
#[derive(Debug)]
pub struct Line {
    /// Its path; empty for the total.
    pub path: String,
    /// Its name.
    pub name: String,
    /// How deep it stands.
    pub depth: usize,
    /// Its points by the rubric.
    pub points: Option<Number>,
    /// Its points as published.
    pub published_points: Option<Number>,
    /// Its score as published.
    pub published: Option<Number>,
    /// What the rule gives, from the least to the greatest.
    pub rule: Option<(Number, Number)>,
    /// What was awarded, by the facts file.
    pub awarded: Option<Number>,
    /// What explains a difference, or does not.
    pub remarks: Vec<Remark>,
}

/// Something to be told.
#[derive(Clone, Debug)]
pub struct Remark {
    /// What it is: award, rounding, below, sum, rate, points, lacking, unexplained, unmatched, above, grade, twice,
    /// figure, subject.
    pub kind: &'static str,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub message: Message,
    /// Where it stands in the published file.
    pub span: Option<Span>,
}

/// The rubric and the facts that a published table is held against.
pub struct Computed<'a> {
    /// The rubric.
    pub rubric: Rubric,
    /// Its texts.
    pub rubric_texts: &'a [SourceId],
    /// The facts.
    pub facts: &'a Facts,
    /// Their text.
    pub facts_text: SourceId,
    /// All texts.
    pub sources: &'a SourceMap,
}

impl Reconciliation {
    /// Whether the published table contradicts itself, or has a score that nothing explains.
    pub fn is_contradicted(&self) -> bool {
        let unexplained = |remark: &Remark| {
            matches!(remark.kind, "rounding" | "sum" | "unexplained" | "points" | "lacking") || remark.left_out()
        };
        !self.contradictions.is_empty()
            || !self.figures.is_empty()
            || self.lines.iter().flat_map(|line| &line.remarks).any(unexplained)
    }
}

impl Remark {
    /// Whether it says that an award was not published.
    fn left_out(&self) -> bool {
        self.message.key == "reconcile-award-left-out"
    }
}

/// Reads a published table from the tree of a JSON, YAML or TOML file. What cannot be read is told.
pub fn read(root: &Node) -> (Published, Diagnostics) {
    read::read(root)
}

/// Holds `published` against what `computed` gives.
///
/// # Errors
/// What stops the evaluation: missing facts and the like.
pub fn reconcile(
    mut computed: Computed<'_>,
    published: &Published,
    locale: &Locale,
) -> Result<Reconciliation, Vec<Diagnostic>> {
    let trials = trial::trials(&mut computed.rubric, computed.facts);
    let Computed { rubric, rubric_texts, facts, facts_text, sources } = &computed;
    let evaluation = crate::eval::evaluate(rubric, facts, &crate::eval::Options::default());
    if !evaluation.errors.is_empty() {
        return Err(evaluation.errors);
    }
    let facts_text = *facts_text;
    let assessed = Assessed { rubric, rubric_texts, facts, facts_text, evaluation: &evaluation, sources };
    let assessment = assess(&assessed, locale);
    let matched = published.tables.iter().map(|table| Matched { table, rows: matching::matches(rubric, table) });
    let tables: Vec<Matched<'_>> = matched.collect();
    let mut contradictions = about(published, &assessment);
    contradictions.extend(unmatched(&tables, published.tables.len() > 1));
    contradictions.extend(inner::check(published, &tables, rubric));
    let known = |name: &str| known(rubric, facts, name);
    let mut lines = lines(rubric, &assessment, &tables);
    causes::explain(&mut lines, &assessment, rubric, &trials, &tables);
    Ok(Reconciliation {
        subject: assessment.subject.clone(),
        period: assessment.period.clone(),
        rubric: (assessment.rubric.name.clone(), assessment.rubric.version.clone()),
        lines,
        contradictions,
        figures: figures::check(&published.figures, &known),
        figures_read: published.figures.len(),
        trials,
    })
}

/// Whom the published table is of, held against the facts.
fn about(published: &Published, assessment: &Assessment) -> Vec<Remark> {
    let pairs = [
        (&published.subject, &assessment.subject, "reconcile-subject"),
        (&published.period, &assessment.period, "reconcile-period"),
    ];
    let differ = |(one, other): (&String, &String)| {
        !one.is_empty() && !other.is_empty() && matching::plain(one) != matching::plain(other)
    };
    let told = pairs.into_iter().filter(|(one, other, _)| differ((one, other)));
    told.map(|(published, facts, key)| {
        let message = Message::new(key).arg("published", published.as_str()).arg("facts", facts.as_str());
        Remark { kind: "subject", subject: String::new(), message, span: None }
    })
    .collect()
}

/// Rows that are no indicator of the rubric.
fn unmatched(tables: &[Matched<'_>], several: bool) -> Vec<Remark> {
    let mut told = Vec::new();
    for matched in tables {
        for (row, found) in matched.table.rows.iter().zip(&matched.rows) {
            let message = match found {
                Match::Node(_) | Match::Adjustment(_) => continue,
                Match::Several(paths) => Message::new("reconcile-several").arg("paths", paths.clone()),
                Match::None(Some(near)) => Message::new("reconcile-rubric-lacks-near").arg("near", near.as_str()),
                Match::None(None) => Message::new("reconcile-rubric-lacks"),
            };
            let message = message.arg("name", row.name.as_str());
            let message = if several && !matched.table.name.is_empty() {
                Message::new("reconcile-in-table").arg("table", matched.table.name.as_str()).arg("what", message)
            } else {
                message
            };
            told.push(Remark { kind: "unmatched", subject: row.name.clone(), message, span: Some(row.span) });
        }
    }
    told
}

/// The value of a fact, what it is of, and how it is written.
fn known(rubric: &Rubric, facts: &Facts, name: &str) -> Option<(Number, Measure, String)> {
    let index = rubric.facts.iter().position(|fact| fact.name == name)?;
    let Some(Slot::Value(Value::Number(number))) = facts.slots.get(index) else { return None };
    let of = match &rubric.facts.get(index)?.ty.kind {
        TypeKind::Number { share: true, .. } => Measure::Share,
        TypeKind::Number { dimension, .. } if dimension.is_none() => Measure::Bare,
        TypeKind::Number { dimension, .. } if *dimension == Dimension::base(Base::MONEY) => Measure::Money,
        _ => return None,
    };
    let written = facts.origins.get(index)?.as_ref()?.written.clone();
    Some((number.clone(), of, written))
}

/// Every indicator with what is published of it.
fn lines(rubric: &Rubric, assessment: &Assessment, tables: &[Matched<'_>]) -> Vec<Line> {
    let mut rows: BTreeMap<String, Vec<&ScoreRow>> = BTreeMap::new();
    for matched in tables {
        for (row, found) in matched.table.rows.iter().zip(&matched.rows) {
            let path = match found {
                Match::Node(id) => rubric.node(*id).path.clone(),
                Match::Adjustment(index) => rubric.adjustments.get(*index).map(|a| a.name.clone()).unwrap_or_default(),
                Match::None(_) | Match::Several(_) => continue,
            };
            rows.entry(path).or_default().push(row);
        }
    }
    let mut lines = Vec::new();
    for indicator in assessment.indicators.iter().chain(&assessment.adjustments) {
        add(&mut lines, indicator, 0, &rows);
    }
    let totals: Vec<&ScoreRow> = tables.iter().filter_map(|matched| matched.table.total.as_ref()).collect();
    lines.push(Line {
        path: String::new(),
        name: String::new(),
        depth: 0,
        points: assessment.points.as_deref().and_then(number_of),
        published_points: totals.iter().find_map(|row| row.points.as_ref()).map(|printed| printed.number.clone()),
        published: totals.iter().find_map(|row| row.score.as_ref()).map(|printed| printed.number.clone()),
        rule: assessment.rule_score.as_ref().and_then(|range| Some((number_of(&range.min)?, number_of(&range.max)?))),
        awarded: assessment.score.as_deref().and_then(number_of),
        remarks: Vec::new(),
    });
    lines
}

fn add(lines: &mut Vec<Line>, indicator: &Indicator, depth: usize, rows: &BTreeMap<String, Vec<&ScoreRow>>) {
    let published = rows.get(&indicator.path).map(Vec::as_slice).unwrap_or_default();
    // Parts are rows only where the published table has them.
    if indicator.kind != NodeEntryKind::Part || !published.is_empty() {
        lines.push(Line {
            path: indicator.path.clone(),
            name: indicator.name.clone(),
            depth,
            points: indicator.points.as_deref().and_then(number_of),
            published_points: published.iter().find_map(|row| row.points.as_ref()).map(|p| p.number.clone()),
            published: published.iter().find_map(|row| row.score.as_ref()).map(|p| p.number.clone()),
            rule: indicator.rule_score.as_ref().and_then(|r| Some((number_of(&r.min)?, number_of(&r.max)?))),
            awarded: indicator.score.as_deref().and_then(number_of),
            remarks: Vec::new(),
        });
    }
    for child in &indicator.children {
        add(lines, child, depth + 1, rows);
    }
}

/// A number as the assessment writes it: a decimal, or a fraction.
fn number_of(text: &str) -> Option<Number> {
    match text.split_once('/') {
        None => Number::parse(text).ok(),
        Some((above, below)) => Number::parse(above).ok()?.div(&Number::parse(below).ok()?).ok(),
    }
}

/// What a way of rounding is called.
fn mode_key(mode: RoundingMode) -> &'static str {
    match mode {
        RoundingMode::HalfAwayFromZero => "mode-half-up",
        RoundingMode::HalfEven => "mode-half-even",
        RoundingMode::Up => "mode-up",
        RoundingMode::Down => "mode-down",
    }
}
