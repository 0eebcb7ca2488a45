//! The evaluator's award: what, beside what the rule gives, and why.

use crate::diagnostic::Message;
use crate::eval::{AwardStanding, Missing, Outcome};
use crate::facts::{Award, AwardKind};
use crate::model::OptionSetId;
use crate::number::Number;

use super::show::score;
use super::sight::Context;
use super::step::{Joint, JustificationStep, StepKind, amount};

/// An award and how it relates to the rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Index into `Facts::awards`.
    pub award: usize,
    /// How it relates.
    pub standing: AwardStanding,
}

impl<'a> Context<'a> {
    /// Adds what the evaluator gave, where the rule leaves the score to him.
    pub fn evaluator_gave(&self, step: &mut JustificationStep, award: &Award, levels: Option<OptionSetId>) {
        let given = match &award.kind {
            AwardKind::Score(points) => score(points),
            AwardKind::Less(points) => format!("-{}", score(points)),
            AwardKind::Level(level) => levels.map(|set| self.option(set, *level)).unwrap_or_default(),
        };
        let key = if matches!(award.kind, AwardKind::Level(_)) { "step-given-level" } else { "step-given" };
        step.points = Some(given.clone());
        step.sentence.push(Joint::Comma, Message::new(key).arg("points", amount(given)));
        self.reason(step, award);
    }

    fn reason(&self, step: &mut JustificationStep, award: &Award) {
        step.sentence.push(Joint::Semicolon, Message::new("step-reason").arg("reason", trimmed(&award.reason)));
        if let Some(source) = &award.source {
            step.sentence.push(Joint::Semicolon, Message::new("step-source").arg("source", source.clone()));
        }
    }

    /// That the rule score is not determined, where so, and the award beside it. `brief` where the place
    /// tells the rule score by itself.
    #[allow(clippy::too_many_arguments, reason = "what an award stands beside")]
    pub fn award_steps(
        &self,
        standing: &Standing,
        rule: &Outcome,
        awarded: &Outcome,
        limit: Option<Number>,
        missing: &[Missing],
        levels: Option<OptionSetId>,
        brief: bool,
    ) -> Vec<JustificationStep> {
        let mut steps: Vec<JustificationStep> = self.undetermined(rule, missing, levels).into_iter().collect();
        let Some(award) = self.facts.awards.get(standing.award) else { return steps };
        let given = self.outcome(awarded, levels);
        let first = match (&award.kind, levels) {
            (AwardKind::Less(less), _) => {
                Message::new("step-award-less").arg("less", amount(score(less))).arg("points", amount(given.clone()))
            }
            (_, Some(_)) => Message::new("step-award-level").arg("level", given.clone()),
            _ => Message::new("step-award").arg("points", amount(given.clone())),
        };
        let mut step = JustificationStep::new(StepKind::Award, first);
        step.place = Some(award.span);
        step.points = Some(given);
        if let (Outcome::Points(rule), Outcome::Points(awarded)) = (rule, awarded)
            && let Ok(difference) = awarded.sub(rule)
            && !brief
        {
            let key = match difference.signum() {
                1 => "step-award-more",
                -1 => "step-award-fewer",
                _ => "step-award-same",
            };
            let message =
                Message::new(key).arg("rule", amount(score(rule))).arg("difference", score(&difference.abs()));
            step.sentence.push(Joint::Comma, message);
        }
        let relation = match standing.standing {
            AwardStanding::Due => None,
            AwardStanding::Judgement => Some(match limit {
                Some(limit) => Message::new("step-judgement-within").arg("limit", amount(score(&limit))),
                None => Message::new("step-judgement"),
            }),
            AwardStanding::Departure { unreachable: false } => Some(Message::new("step-departure")),
            AwardStanding::Departure { unreachable: true } => Some(Message::new("step-departure-unreachable")),
        };
        if let Some(relation) = relation {
            step.sentence.push(Joint::Comma, relation);
        }
        self.reason(&mut step, award);
        steps.push(step);
        steps
    }

    /// That the rule score is not determined, and which facts would settle it.
    pub fn undetermined(
        &self,
        rule: &Outcome,
        missing: &[Missing],
        levels: Option<OptionSetId>,
    ) -> Option<JustificationStep> {
        if !matches!(rule, Outcome::Range(_) | Outcome::Levels(_)) {
            return None;
        }
        let range = self.outcome(rule, levels);
        let mut step = JustificationStep::new(
            StepKind::Undetermined,
            Message::new("step-undetermined").arg("range", range.clone()),
        );
        step.value = Some(range);
        let missing = self.missing(missing);
        if !missing.is_empty() {
            let facts = self.words.all_of(&missing);
            step.sentence.push(Joint::Comma, Message::new("step-missing").arg("facts", facts));
        }
        Some(step)
    }
}

/// `text` without the stop that a sentence is given anyway.
fn trimmed(text: &str) -> String {
    text.trim().trim_end_matches(['。', '；', '.', ';']).to_owned()
}
