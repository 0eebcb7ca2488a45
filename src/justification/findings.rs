//! Findings in words.

use crate::diagnostic::Message;
use crate::eval::{Evaluation, Finding, Missing};
use crate::facts::{AwardTarget, Facts};
use crate::locale::Locale;
use crate::model::{ExprKind, FactId, NodeId, OptionSetId, Rubric};
use crate::source::{SourceMap, Span};

use super::sight::{Context, RowAt, Sight};

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldFinding {
    /// The indicator, row or adjustment; empty for the whole.
    pub path: String,
    /// What it says.
    pub message: String,
    /// The facts that would settle it.
    pub missing: Vec<String>,
    /// Where it is written.
    pub place: Option<Span>,
}

/// Tells findings in words of one locale.
pub struct Teller<'a> {
    context: Context<'a>,
}

impl<'a> Teller<'a> {
    /// Of `evaluation`, which was made of `rubric` and `facts`.
    pub fn new(
        rubric: &'a Rubric,
        facts: &'a Facts,
        evaluation: &'a Evaluation<'a>,
        sources: &'a SourceMap,
        locale: &'a Locale,
    ) -> Teller<'a> {
        Teller { context: Context::new(rubric, facts, evaluation, sources, locale) }
    }

    /// The facts that would settle a score, each with what is known of it.
    pub fn missing(&self, missing: &[Missing]) -> Vec<String> {
        self.context.missing(missing)
    }

    /// The path of what an award stands on.
    pub fn target(&self, target: &AwardTarget) -> String {
        self.context.target_path(target)
    }

    /// `finding` in words.
    pub fn tell(&self, finding: &'a Finding<'a>) -> ToldFinding {
        self.context.finding(finding)
    }
}

impl<'a> Context<'a> {
    fn finding(&self, finding: &'a Finding<'a>) -> ToldFinding {
        let (context, locale) = (self, self.locale);
        match finding {
            Finding::Departure { target, award, rule, awarded, unreachable } => {
                let levels = context.levels_at(target);
                let award = context.facts.awards.get(*award);
                let key = if *unreachable { "finding-departure-unreachable" } else { "finding-departure" };
                let message = Message::new(key)
                    .arg("rule", context.outcome(rule, levels))
                    .arg("awarded", context.outcome(awarded, levels))
                    .arg("reason", award.map(|award| award.reason.clone()).unwrap_or_default());
                ToldFinding {
                    path: context.target_path(target),
                    message: locale.text(&message),
                    missing: Vec::new(),
                    place: award.map(|award| award.span),
                }
            }
            Finding::Check { node, adjustment, row, verification, held } => {
                let sight = context.sight_of(*node, *row);
                let missing = match held {
                    None => context.wanting(&sight, &verification.condition),
                    Some(_) => Vec::new(),
                };
                let adjustment = adjustment.and_then(|id| context.rubric.adjustments.get(id.index()));
                let path = match adjustment {
                    Some(adjustment) => adjustment.name.clone(),
                    None => context.path(*node, *row),
                };
                ToldFinding {
                    path,
                    message: locale.text(&context.check(&sight, verification, *held)),
                    missing,
                    place: Some(verification.span),
                }
            }
            Finding::Assumption { node, expr, row, value } => {
                let sight = context.sight_of(*node, *row);
                let name = match &expr.kind {
                    ExprKind::Default(absent, _) => context.names(&sight, absent),
                    _ => context.names(&sight, expr),
                };
                let told = context.told(value, &expr.ty, &context.scale(&sight, expr));
                let message = Message::new("step-assumed").arg("name", name).arg("value", context.words_for(&told));
                ToldFinding {
                    path: context.path(*node, *row),
                    message: locale.text(&message),
                    missing: Vec::new(),
                    place: Some(expr.span),
                }
            }
            Finding::Undetermined { target, missing } => {
                let (rubric, evaluation) = (context.rubric, context.evaluation);
                let (result, place) = match target {
                    AwardTarget::Node(node) | AwardTarget::Row(node, ..) => {
                        (evaluation.nodes.get(node.index()), Some(rubric.node(*node).span))
                    }
                    AwardTarget::Adjustment(id) => (
                        evaluation.adjustments.get(id.index()),
                        rubric.adjustments.get(id.index()).map(|adjustment| adjustment.span),
                    ),
                };
                let levels = context.levels_at(target);
                let range = result.map(|result| context.outcome(&result.rule, levels)).unwrap_or_default();
                ToldFinding {
                    path: context.target_path(target),
                    message: locale.text(&Message::new("finding-undetermined").arg("range", range)),
                    missing: context.missing(missing),
                    place,
                }
            }
        }
    }

    fn sight_of(&self, node: Option<NodeId>, row: Option<(FactId, u32)>) -> Sight<'a> {
        let full = match node {
            Some(node) => self.evaluation.nodes.get(node.index()).and_then(|result| result.points.clone()),
            None => self.rubric.full.clone(),
        };
        let rows = row.map(|(fact, row)| RowAt::Row(fact, row)).into_iter().collect();
        Sight { node, full, rows, ..Sight::default() }
    }

    fn path(&self, node: Option<NodeId>, row: Option<(FactId, u32)>) -> String {
        let node = node.map(|node| self.rubric.node(node).path.clone());
        let row = row.and_then(|(fact, row)| self.row(fact, row)).map(|row| row.name.clone());
        [node, row].into_iter().flatten().collect::<Vec<_>>().join("/")
    }

    fn target_path(&self, target: &AwardTarget) -> String {
        match target {
            AwardTarget::Node(node) => self.path(Some(*node), None),
            AwardTarget::Row(node, fact, row) => self.path(Some(*node), Some((*fact, *row))),
            AwardTarget::Adjustment(id) => {
                self.rubric.adjustments.get(id.index()).map(|adjustment| adjustment.name.clone()).unwrap_or_default()
            }
        }
    }

    fn levels_at(&self, target: &AwardTarget) -> Option<OptionSetId> {
        match target {
            AwardTarget::Node(node) | AwardTarget::Row(node, ..) => self.levels_of(*node),
            AwardTarget::Adjustment(_) => None,
        }
    }
}
