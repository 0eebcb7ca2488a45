//! What is noticed when a rubric is run without facts: rules that leave their points, the totals that can
//! come about.

use crate::model::Rule;
use crate::number::Number;
use crate::number::reach::Reach;
use crate::value::Value;

use super::Evaluator;
use super::ops;
use super::scope::Scope;

/// Something noticed.
#[derive(Debug, Clone)]
pub enum Observation<'m> {
    /// A rule may give more points than its place holds, or less than none.
    BeyondPoints {
        /// The innermost such rule.
        rule: &'m Rule,
        /// What it may give that it must not.
        beyond: Reach,
        /// Full marks of the place.
        full: Number,
        /// Whether it gives just that, not merely perhaps.
        certain: bool,
    },
    /// The totals that can come about.
    Total {
        /// The totals.
        values: Reach,
    },
}

impl<'m, 'f> Evaluator<'m, 'f> {
    fn observe(&mut self, observation: Observation<'m>) {
        if let Some(observations) = &mut self.observations {
            observations.push(observation);
        }
    }

    /// Notices a score outside [0, 满分], unless a rule within has been noticed for it.
    pub(super) fn observe_points(&mut self, rule: &'m Rule, score: &Value, scope: &Scope<'_, 'm, 'f>) {
        if self.choosing > 0 || !is_number(score) {
            return;
        }
        let zero = Number::ZERO;
        let beyond = ops::reach(score).minus(&Reach::closed(zero, scope.full.clone()));
        let told_within = |o: &Observation<'_>| match o {
            Observation::BeyondPoints { rule: inner, .. } => {
                inner.span.source == rule.span.source
                    && rule.span.start <= inner.span.start
                    && inner.span.end <= rule.span.end
            }
            _ => false,
        };
        if beyond.is_empty() || self.observations.iter().flatten().any(told_within) {
            return;
        }
        let certain = matches!(score, Value::Number(_));
        self.observe(Observation::BeyondPoints { rule, beyond, full: scope.full.clone(), certain });
    }

    /// Notices what the total may be.
    pub(super) fn observe_total(&mut self, total: &Value) {
        self.observe(Observation::Total { values: ops::reach(total) });
    }
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Unknown(unknown) => matches!(unknown.known, crate::value::Known::Number(_)),
        _ => false,
    }
}
