//! The lists that a reader goes through: where points were lost, the awards, what is missing, what to know.

use crate::diagnostic::Message;
use crate::eval::{AwardStanding, Finding, Outcome, Step};
use crate::facts::{AwardTarget, Slot};
use crate::justification::score_text;
use crate::model::NodeId;
use crate::number::Number;
use crate::report::assessment::{FindingEntry, FindingKind, Indicator, NodeEntryKind};
use crate::report::tables::departures::difference;
use crate::report::tables::figures::Figures;

use super::fold::Folded;
use super::view::{View, adjustment_anchor, is_departure, is_open, lost, node_anchor, nodes, points};

/// An indicator that lost points.
pub(super) struct LostRow {
    /// Its place in the list, from 1.
    pub number: usize,
    /// Where it stands in the tree.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// The names above it.
    pub above: String,
    /// Full marks.
    pub points: String,
    /// Awarded.
    pub score: String,
    /// The difference.
    pub lost: String,
    /// What it was lost by.
    pub why: String,
}

/// Where points were lost, most first.
pub(super) struct Lost {
    /// The indicators.
    pub rows: Folded<LostRow>,
    /// What they lost together and what that tells of the total, as a sentence.
    pub sum: String,
}

/// Where points were lost.
pub(super) fn lost_points(view: &View<'_>) -> Lost {
    let mut found: Vec<(Number, LostRow)> = Vec::new();
    let mut sum = Number::ZERO;
    for (indicator, id) in nodes(view) {
        let leaf = indicator.kind == NodeEntryKind::Indicator && indicator.is_leaf();
        let Some(result) = view.result(id).filter(|_| leaf) else { continue };
        let (Some(lost), Some(full), Some(score)) = (lost(result), &result.points, points(&result.awarded)) else {
            continue;
        };
        let (above, name) = view.named(id);
        sum = sum.add(&lost).unwrap_or(sum);
        let row = LostRow {
            number: 0,
            anchor: node_anchor(id.index()),
            name,
            above,
            points: score_text(full),
            score: score_text(score),
            lost: score_text(&lost),
            why: why(view, indicator, id),
        };
        found.push((lost, row));
    }
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    let count = found.len();
    let rows = found.into_iter().enumerate().map(|(index, (_, row))| LostRow { number: index + 1, ..row });
    let rows = Folded::new(rows.collect());
    let sum = if count == 0 { String::new() } else { lost_sum(view, count, &sum) };
    Lost { rows, sum }
}

/// What the losses come to, beside what the total lost.
fn lost_sum(view: &View<'_>, count: usize, sum: &Number) -> String {
    let total = view.filing.assessed.evaluation.total.as_ref();
    let full = view.filing.rubric().full.as_ref();
    let of_total = total.and_then(|total| full?.sub(points(&total.awarded)?).ok());
    let message = match &of_total {
        Some(of_total) if of_total != sum => Message::new("page-lost-sum-other").arg("total", score_text(of_total)),
        _ => Message::new("page-lost-sum"),
    };
    view.texts.say(&message.arg("count", count).arg("sum", score_text(sum)))
}

/// So many rows or parts are named as the cause.
const MOST_CAUSES: usize = 3;

/// What says best why `indicator` lost points: the evaluator's reason, else its parts or rows that lost some, else the
/// step that gave the score.
fn why(view: &View<'_>, indicator: &Indicator, id: NodeId) -> String {
    if let Some(award) = &indicator.award {
        return award.reason.clone();
    }
    let ids = view.filing.rubric().nodes.get(id.index()).map(|node| node.body.children.as_slice()).unwrap_or_default();
    let parts = indicator.children.iter().zip(ids).filter(|(_, id)| view.result(**id).and_then(lost).is_some());
    let causes: Vec<String> = parts.take(MOST_CAUSES).map(|(part, id)| named_cause(view, part, *id)).collect();
    if !causes.is_empty() {
        return causes.join(&view.texts.word("joint-semicolon"));
    }
    if let Some(rows) = why_rows(view, id) {
        return rows;
    }
    let told = indicator.steps.iter().filter(|step| !step.detail && !step.text.is_empty());
    let gives = |kind: &str| {
        matches!(kind, "choice" | "gate" | "condition" | "rating" | "formula" | "manual" | "combination" | "deduction")
    };
    let step = told.filter(|step| gives(step.kind)).map(|step| step.text.clone()).next();
    step.unwrap_or_default()
}

fn named_cause(view: &View<'_>, part: &Indicator, id: NodeId) -> String {
    let cause = why(view, part, id);
    let colon = if cause.is_empty() { String::new() } else { view.texts.word("joint-colon") };
    format!("{}{colon}{cause}", part.name)
}

/// The rows that lost most, where rows are scored.
fn why_rows(view: &View<'_>, id: NodeId) -> Option<String> {
    let assessed = &view.filing.assessed;
    let mut fulls = Vec::new();
    let mut found: Vec<(Number, String)> = Vec::new();
    for step in assessed.evaluation.own_steps(assessed.rubric, id) {
        match step {
            Step::RowBegin { each, full, .. } => fulls.push((each.table, full)),
            Step::RowEnd { row, awarded, .. } => {
                let (table, full) = fulls.pop()?;
                let (Some(score), Some(Slot::Table(rows)), true) =
                    (points(awarded), assessed.facts.slots.get(table.index()), fulls.is_empty())
                else {
                    continue;
                };
                let lost = full.sub(score).ok()?;
                if let Some(row) = rows.rows.get(*row as usize).filter(|_| lost.is_positive()) {
                    let message = Message::new("page-row-lost").arg("name", row.name.clone());
                    let message = message.arg("score", score_text(score)).arg("points", score_text(full));
                    found.push((lost, view.texts.say(&message)));
                }
            }
            _ => {}
        }
    }
    if found.is_empty() {
        return None;
    }
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    let count = found.len();
    let rows: Vec<String> = found.into_iter().take(MOST_CAUSES).map(|(_, row)| row).collect();
    let key = if count > rows.len() { "page-rows-lost-most" } else { "page-rows-lost" };
    let rows = rows.join(&view.texts.word("joint-list"));
    Some(view.texts.say(&Message::new(key).arg("count", count).arg("rows", rows)))
}

/// An award.
pub(super) struct AwardRow {
    /// Where it stands in the tree.
    pub anchor: String,
    /// What it stands on.
    pub name: String,
    /// The names above that.
    pub above: String,
    /// What the rule gives.
    pub rule: String,
    /// What was awarded.
    pub score: String,
    /// The awarded score less the rule's.
    pub difference: String,
    /// How it relates to the rule.
    pub nature: String,
    /// Whether it is beyond what the rule leaves to the evaluator.
    pub departure: bool,
    /// Why.
    pub reason: String,
    /// On what evidence.
    pub source: String,
}

/// Every award beside the rule, those that part from it first.
pub(super) fn awards(view: &View<'_>) -> Vec<AwardRow> {
    let figures = Figures::new(view.filing);
    let facts = view.filing.assessed.facts;
    let rows = view.given.iter().filter_map(|given| {
        let award = facts.awards.get(given.award)?;
        let (above, name) = view.target(&given.target);
        let nature = match given.standing {
            AwardStanding::Departure { unreachable: true } => "page-unreachable",
            AwardStanding::Departure { unreachable: false } => "page-departure",
            AwardStanding::Due | AwardStanding::Judgement => "page-judgement",
        };
        let anchor = match &given.target {
            AwardTarget::Adjustment(id) => adjustment_anchor(id.index()),
            AwardTarget::Node(id) | AwardTarget::Row(id, ..) => node_anchor(id.index()),
        };
        Some(AwardRow {
            anchor,
            name,
            above,
            rule: view.outcome(given.rule, given.levels),
            score: view.outcome(given.awarded, given.levels),
            difference: difference(&figures, given),
            nature: view.texts.word(nature),
            departure: is_departure(given),
            reason: award.reason.clone(),
            source: award.source.clone().unwrap_or_default(),
        })
    });
    rows.collect()
}

/// An indicator whose rule score is not determined.
pub(super) struct OpenRow {
    /// Where it stands in the tree.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// The names above it.
    pub above: String,
    /// What the rule can give.
    pub rule: String,
    /// What was awarded.
    pub score: String,
    /// Between the least and the most that the rule can give.
    pub spread: String,
    /// The facts that would settle it.
    pub missing: Vec<String>,
}

/// What would settle the rule scores, what matters most first.
pub(super) fn open(view: &View<'_>) -> Vec<OpenRow> {
    let told = view.filing.assessment.findings.iter().filter(|finding| finding.kind == FindingKind::Undetermined);
    // Findings of one kind stand in the order in which they were found.
    let found = view.filing.assessed.evaluation.findings.iter().filter_map(|finding| match finding {
        Finding::Undetermined { target, .. } => Some(target),
        _ => None,
    });
    let mut rows: Vec<(Option<Number>, OpenRow)> = found
        .zip(told)
        .filter_map(|(target, told)| {
            let (result, levels, (above, name), anchor) = match target {
                AwardTarget::Node(id) | AwardTarget::Row(id, ..) => {
                    (view.result(*id)?, view.levels(*id), view.named(*id), node_anchor(id.index()))
                }
                AwardTarget::Adjustment(id) => (
                    view.filing.assessed.evaluation.adjustments.get(id.index())?,
                    None,
                    (String::new(), told.path.clone()),
                    adjustment_anchor(id.index()),
                ),
            };
            let spread = spread(&result.rule);
            let row = OpenRow {
                anchor,
                name,
                above,
                rule: view.outcome(&result.rule, levels),
                score: view.outcome(&result.awarded, levels),
                spread: spread.as_ref().map_or_else(|| view.texts.word("page-none"), score_text),
                missing: told.missing.clone(),
            };
            Some((spread, row)).filter(|_| is_open(&result.rule))
        })
        .collect();
    rows.sort_by(|(a, _), (b, _)| b.cmp(a));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn spread(outcome: &Outcome) -> Option<Number> {
    let Outcome::Range(reach) = outcome else { return None };
    reach.hi().value()?.sub(reach.lo().value()?).ok()
}

/// Findings of one kind.
pub(super) struct FindingGroup {
    /// What they are.
    pub heading: String,
    /// What it means for the reader.
    pub about: String,
    /// Whether facts contradict one another.
    pub bad: bool,
    /// They.
    pub items: Folded<FindingItem>,
}

/// A finding.
pub(super) struct FindingItem {
    /// Where it stands in the tree.
    pub anchor: Option<String>,
    /// The indicator or row; empty for the whole.
    pub path: String,
    /// What it says.
    pub message: String,
}

/// Contradictions, checks not made, values assumed.
pub(super) fn findings(view: &View<'_>) -> Vec<FindingGroup> {
    let kinds = [
        (FindingKind::Check, "report-checks", "page-about-checks"),
        (FindingKind::Unchecked, "report-unchecked", "page-about-unchecked"),
        (FindingKind::Assumption, "report-assumptions", "page-about-assumptions"),
    ];
    let groups = kinds.into_iter().map(|(kind, heading, about)| {
        let found = view.filing.assessment.findings.iter().filter(|finding| finding.kind == kind);
        FindingGroup {
            heading: view.texts.word(heading),
            about: view.texts.word(about),
            bad: kind == FindingKind::Check,
            items: Folded::new(found.map(|finding| item(view, finding)).collect()),
        }
    });
    groups.filter(|group| !group.items.is_empty()).collect()
}

fn item(view: &View<'_>, finding: &FindingEntry) -> FindingItem {
    FindingItem { anchor: view.anchor(&finding.path), path: finding.path.clone(), message: finding.message.clone() }
}
