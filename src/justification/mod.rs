//! From the trace of an evaluation to a justification that a reader can re-do with a pencil: every step with
//! its values put in, where its rule is written, the facts it reads, and the sentence that says it.

mod award;
mod choice;
mod combine;
mod condition;
mod deduct;
mod earn;
mod equation;
mod facts;
mod findings;
mod print;
mod rows;
mod scale;
mod show;
mod sight;
mod step;
mod walk;

pub use findings::{Teller, ToldFinding};
pub use step::{FactRead, Joint, JustificationStep, Sentence, StepKind};

use crate::diagnostic::Message;
use crate::eval::{AwardStanding, Evaluation, Finding, NodeResult, Outcome, Step};
use crate::facts::Facts;
use crate::locale::Locale;
use crate::model::{AdjustmentId, Body, NodeId, OptionSetId, Rubric};
use crate::source::SourceMap;

use crate::print::Words;
use award::Standing;
use show::score;
use sight::{Context, Sight};
use step::{Joint as J, amount};
use walk::Walk;

/// The justification of every score.
#[derive(Clone, Debug, Default)]
pub struct Justification {
    /// One for each node of the rubric, in its order.
    pub nodes: Vec<Vec<JustificationStep>>,
    /// One for each 加减分.
    pub adjustments: Vec<Vec<JustificationStep>>,
    /// Of the total.
    pub total: Vec<JustificationStep>,
}

/// Explains `evaluation`, which was made of `rubric` and `facts`. The words of expressions (且, 若) are
/// those of `locale`; the sentences are messages that any locale can say.
pub fn justify<'a>(
    rubric: &'a Rubric,
    facts: &'a Facts,
    evaluation: &'a Evaluation<'a>,
    sources: &'a SourceMap,
    locale: &'a Locale,
) -> Justification {
    let context = Context::new(rubric, facts, evaluation, sources, locale);
    let nodes = (0..rubric.nodes.len() as u32).map(|i| context.node(NodeId(i))).collect();
    let adjustments = (0..rubric.adjustments.len() as u32).map(|i| context.adjustment(AdjustmentId(i))).collect();
    Justification { nodes, adjustments, total: context.total() }
}

/// A score as text: all its digits where it has them, else four.
pub fn score_text(score: &crate::number::Number) -> String {
    show::score(score)
}

/// Scores, or a level, as text: `16`, `12 至 20`, `初级`.
pub fn outcome_text(rubric: &Rubric, outcome: &Outcome, levels: Option<OptionSetId>, locale: &Locale) -> String {
    let words = Words::new(locale);
    let name = |set: OptionSetId, i: u16| {
        rubric.option_sets.get(set.index()).and_then(|s| s.options.get(usize::from(i))).map(|o| o.name.clone())
    };
    match outcome {
        Outcome::Level(level) => levels.and_then(|set| name(set, *level)).unwrap_or_default(),
        Outcome::Levels(mask) => {
            let possible = (0..64).filter(|i| mask & (1 << i) != 0);
            let names: Vec<String> = possible.filter_map(|i| name(levels?, i)).collect();
            words.one_of(&names)
        }
        Outcome::Points(number) => score(number),
        Outcome::Range(reach) => show::score_range(&words, reach),
        Outcome::Dropped => words.get("word-dropped"),
        Outcome::NotScored | Outcome::Failed => "-".to_owned(),
    }
}

impl<'a> Context<'a> {
    fn node(&self, id: NodeId) -> Vec<JustificationStep> {
        let node = self.rubric.node(id);
        let Some(result) = self.evaluation.nodes.get(id.index()) else { return Vec::new() };
        if matches!(result.awarded, Outcome::NotScored | Outcome::Failed) {
            return Vec::new();
        }
        let levels = self.levels_of(id);
        let sight = Sight { node: Some(id), full: result.points.clone(), ..Sight::default() };
        let trace: Vec<&Step<'_>> = self.evaluation.own_steps(self.rubric, id).collect();
        let mut walk = Walk::new(self, sight.clone(), levels);
        walk.all(&trace);
        walk.close();
        walk.note(node.body.note.as_ref());
        let sight = walk.sight.clone();
        let mut steps = walk.steps;
        steps.extend(
            self.checks(
                &sight,
                |finding| matches!(finding, Finding::Check { node: Some(n), row: None, .. } if *n == id),
            ),
        );
        steps.extend(self.award(result, &node.body, &sight, levels));
        steps.push(self.conclusion(result, levels));
        steps
    }

    fn adjustment(&self, id: AdjustmentId) -> Vec<JustificationStep> {
        let Some(adjustment) = self.rubric.adjustments.get(id.index()) else { return Vec::new() };
        let Some(result) = self.evaluation.adjustments.get(id.index()) else { return Vec::new() };
        let trace: Vec<&Step<'_>> =
            self.evaluation.trace.get(result.steps.clone()).unwrap_or_default().iter().collect();
        let mut walk = Walk::new(self, Sight::default(), None);
        walk.all(&trace);
        walk.close();
        walk.note(adjustment.note.as_ref());
        let sight = walk.sight.clone();
        let mut steps = walk.steps;
        steps.extend(self.checks(
            &sight,
            |finding| matches!(finding, Finding::Check { adjustment: Some(a), row: None, .. } if *a == id),
        ));
        steps.extend(self.award(result, &Body::default(), &sight, None));
        steps.push(self.conclusion(result, None));
        steps
    }

    /// 校验 that do not hold.
    fn checks(&self, sight: &Sight<'a>, here: impl Fn(&Finding<'_>) -> bool) -> Vec<JustificationStep> {
        let mut steps = Vec::new();
        for finding in self.evaluation.findings.iter().filter(|finding| here(finding)) {
            let Finding::Check { verification, held, .. } = finding else { continue };
            let mut step = JustificationStep::new(StepKind::Check, self.check(sight, verification, *held));
            step.place = Some(verification.span);
            step.facts = self.facts_read(sight, &verification.condition);
            step.detail = held.is_none();
            steps.push(step);
        }
        steps
    }

    fn award(
        &self,
        result: &NodeResult,
        body: &Body,
        sight: &Sight<'a>,
        levels: Option<OptionSetId>,
    ) -> Vec<JustificationStep> {
        match result.award {
            Some((award, standing)) if standing != AwardStanding::Due => {
                let limit = body.discretion.as_ref().and_then(|limit| self.number(sight, limit));
                let standing = Standing { award, standing };
                self.award_steps(&standing, &result.rule, &result.awarded, limit, &result.missing, levels, false)
            }
            _ => {
                // What is open in an indicator is told in those that stand in it.
                let inner = body.children.iter().any(|child| !self.rubric.node(*child).part);
                let undetermined = self.undetermined(&result.rule, &result.missing, levels);
                undetermined.map(|step| JustificationStep { detail: inner, ..step }).into_iter().collect()
            }
        }
    }

    fn conclusion(&self, result: &NodeResult, levels: Option<OptionSetId>) -> JustificationStep {
        let points = self.concluded(&result.awarded, levels);
        let message = match (&result.awarded, &result.points) {
            (Outcome::Dropped, _) => Message::new("step-so-dropped"),
            (Outcome::Level(_) | Outcome::Levels(_), _) => Message::new("step-so-level").arg("level", points.clone()),
            (_, Some(full)) => {
                Message::new("step-so-of").arg("points", amount(points.clone())).arg("full", amount(score(full)))
            }
            (_, None) => Message::new("step-so").arg("points", amount(points.clone())),
        };
        let mut step = JustificationStep::new(StepKind::Conclusion, message);
        step.points = Some(points);
        step
    }

    /// A score as it is filed: marked where not all of its digits are shown.
    fn concluded(&self, outcome: &Outcome, levels: Option<OptionSetId>) -> String {
        let text = self.outcome(outcome, levels);
        match outcome {
            Outcome::Points(points) if show::sign([points]) != "=" => format!("≈ {text}"),
            _ => text,
        }
    }

    fn total(&self) -> Vec<JustificationStep> {
        let Some(total) = &self.evaluation.total else { return Vec::new() };
        let trace: Vec<&Step<'_>> = self.evaluation.trace.get(total.steps.clone()).unwrap_or_default().iter().collect();
        let sight = Sight { full: self.rubric.full.clone(), ..Sight::default() };
        let mut walk = Walk::new(self, sight.clone(), None);
        // The sum of the indicators comes before the adjustments, which have steps of their own.
        let is_sum = |step: &&Step<'_>| matches!(step, Step::Combined { node: None, .. });
        if let Some(sum) = self.evaluation.trace.iter().rev().find(is_sum) {
            walk.all(&[sum]);
        }
        walk.all(&trace);
        walk.close();
        let mut steps = walk.steps;
        steps.extend(self.checks(&sight, |finding| {
            matches!(finding, Finding::Check { node: None, adjustment: None, row: None, .. })
        }));
        steps.extend(self.undetermined(&total.rule, &[], None));
        if let Some(grade) = total.grade.and_then(|grade| self.rubric.grades.get(grade)) {
            let range = self.range(&sight, &grade.range);
            let message = Message::new("step-grade")
                .arg("grade", grade.name.clone())
                .arg("range", range.clone())
                .arg("points", amount(self.outcome(&total.awarded, None)));
            let mut step = JustificationStep::new(StepKind::Grade, message);
            step.place = Some(grade.span);
            step.clause = Some(range);
            step.value = Some(grade.name.clone());
            let others: Vec<String> = total
                .rule_grades
                .iter()
                .filter_map(|i| self.rubric.grades.get(*i))
                .map(|grade| format!("{}{}{}", self.words.get("quote-open"), grade.name, self.words.get("quote-close")))
                .collect();
            if total.rule_grades != total.grade.into_iter().collect::<Vec<_>>() && !others.is_empty() {
                step.sentence
                    .push(J::Semicolon, Message::new("step-rule-grade").arg("grades", self.words.one_of(&others)));
            }
            steps.push(step);
        }
        let points = self.outcome(&total.awarded, None);
        let message = match &self.rubric.full {
            Some(full) => {
                Message::new("step-so-total").arg("points", amount(points.clone())).arg("full", amount(score(full)))
            }
            None => Message::new("step-so").arg("points", amount(points.clone())),
        };
        let mut step = JustificationStep::new(StepKind::Conclusion, message);
        step.points = Some(points);
        steps.push(step);
        steps
    }

    /// That a 校验 does not hold, or cannot be decided.
    pub(crate) fn check(
        &self,
        sight: &Sight<'a>,
        verification: &'a crate::model::Verification,
        held: Option<bool>,
    ) -> Message {
        let condition = self.clause(sight, &verification.condition, true);
        let reasons = match held {
            None => self.wanting(sight, &verification.condition),
            Some(held) => self.why(sight, &verification.condition, held),
        };
        let key = match (held, verification.message.is_empty()) {
            (None, _) => "check-open",
            (_, true) => "check-fails",
            (_, false) => "check-fails-saying",
        };
        Message::new(key)
            .arg("condition", walk::quotable(&condition))
            .arg("message", verification.message.clone())
            .arg("reasons", self.words.all_of(&reasons))
    }
}
