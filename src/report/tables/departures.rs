//! 差异清单

use crate::eval::{AwardStanding, Outcome, Step};
use crate::facts::AwardTarget;
use crate::justification::{Teller, outcome_text};
use crate::model::{NodeId, OptionSetId, Worth};
use crate::number::Number;
use crate::report::assessment::ScoreRange;
use crate::report::build::range;
use crate::report::compose::short;
use crate::report::document::{Cell, Column, Row, Shows, Table};
use crate::report::filing::Filing;

use super::figures::{Figures, NONE};

/// An award that is not what the rule gives by itself.
pub(in crate::report) struct Award<'a> {
    /// Where it stands.
    pub target: AwardTarget,
    /// Index into the awards of the facts.
    pub award: usize,
    /// How it relates to the rule.
    pub standing: AwardStanding,
    /// What the rule gives.
    pub rule: &'a Outcome,
    /// What was awarded.
    pub awarded: &'a Outcome,
    /// The levels that both are of, if they are levels.
    pub levels: Option<OptionSetId>,
}

/// 差异清单: every score that an evaluator gave beside the rule, in the order of the rubric. Scores that the rule
/// leaves to the evaluator altogether are none of them.
pub fn departures(filing: &Filing<'_>) -> Table {
    let figures = Figures::new(filing);
    let words = ["report-indicator", "report-rule-score", "report-score", "report-difference"];
    let mut columns: Vec<Column> = words.into_iter().map(|key| Column::numbers(figures.word(key))).collect();
    if let Some(first) = columns.first_mut() {
        first.number = false;
    }
    let words = ["table-nature", "report-reason", "report-source"];
    columns.extend(words.into_iter().map(|key| Column::words(figures.word(key))));
    let assessed = &filing.assessed;
    let teller = Teller::new(assessed.rubric, assessed.facts, assessed.evaluation, assessed.sources, filing.locale);
    let rows = awards(filing).iter().map(|award| row(&figures, award, &teller)).collect();
    Table { columns, rows }
}

fn row(figures: &Figures<'_>, award: &Award<'_>, teller: &Teller<'_>) -> Row {
    let filing = figures.filing;
    let path = teller.target(&award.target);
    let entry = filing.assessed.facts.awards.get(award.award);
    let (key, unreachable) = match award.standing {
        AwardStanding::Due | AwardStanding::Judgement => ("table-judgement", false),
        AwardStanding::Departure { unreachable } => ("table-departure", unreachable),
    };
    let note = if unreachable { figures.word("report-unreachable") } else { String::new() };
    Row::new([
        Cell::from(short(&path, filing.assessment)),
        outcome(figures, award, award.rule).showing(Shows::RuleScore(Some(path.clone()))),
        outcome(figures, award, award.awarded).showing(Shows::Score(Some(path.clone()))),
        Cell::from(difference(figures, award)).showing(Shows::Difference(path)),
        figures.word(key).into(),
        entry.map(|entry| format!("{}{note}", entry.reason)).unwrap_or_default().into(),
        entry.and_then(|entry| entry.source.clone()).unwrap_or_default().into(),
    ])
}

fn outcome(figures: &Figures<'_>, award: &Award<'_>, outcome: &Outcome) -> Cell {
    match range(outcome) {
        Some(range) => figures.range(&range).into(),
        None => outcome_text(figures.filing.rubric(), outcome, award.levels, figures.filing.locale).into(),
    }
}

/// The awarded score less the rule's, or from where to where.
pub(in crate::report) fn difference(figures: &Figures<'_>, award: &Award<'_>) -> String {
    let texts = || {
        let Outcome::Points(awarded) = award.awarded else { return None };
        let ScoreRange { min, max } = range(award.rule)?;
        let awarded = Number::to_string(awarded);
        let (least, most) = (figures.difference(&awarded, &max)?, figures.difference(&awarded, &min)?);
        Some(if least == most { least } else { format!("{least}{}{most}", figures.word("report-range")) })
    };
    texts().unwrap_or_else(|| NONE.to_owned())
}

/// Every award beside the rule, in the order of the rubric.
pub(in crate::report) fn awards<'a>(filing: &Filing<'a>) -> Vec<Award<'a>> {
    let (rubric, evaluation) = (filing.rubric(), filing.assessed.evaluation);
    let mut found = Vec::new();
    let mut add = |target, award: Option<(usize, AwardStanding)>, rule, awarded, levels| {
        if let Some((award, standing)) = award.filter(|(_, standing)| *standing != AwardStanding::Due) {
            found.push(Award { target, award, standing, rule, awarded, levels });
        }
    };
    for (node, result) in rubric.nodes.iter().zip(&evaluation.nodes).enumerate().map(|(i, n)| (NodeId(i as u32), n.1)) {
        let levels = match rubric.node(node).worth {
            Worth::Level(set) => Some(set),
            Worth::Points(_) | Worth::Share(_) => None,
        };
        let mut tables = Vec::new();
        for step in evaluation.own_steps(rubric, node) {
            match step {
                Step::RowBegin { each, .. } => tables.push(each.table),
                Step::RowEnd { row, rule, awarded, award } => {
                    if let Some(table) = tables.pop() {
                        add(AwardTarget::Row(node, table, *row), *award, rule, awarded, levels);
                    }
                }
                _ => {}
            }
        }
        add(AwardTarget::Node(node), result.award, &result.rule, &result.awarded, levels);
    }
    for (i, result) in evaluation.adjustments.iter().enumerate() {
        let target = AwardTarget::Adjustment(crate::model::AdjustmentId(i as u32));
        add(target, result.award, &result.rule, &result.awarded, None);
    }
    found
}
