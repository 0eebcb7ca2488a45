//! What other ways of rounding would give.

use crate::eval::{Evaluation, Options, Outcome, evaluate};
use crate::facts::Facts;
use crate::model::{Round, Rounding, Rubric};
use crate::number::{Number, RoundingMode};

/// The places that scores are usually rounded to.
const PLACES: u32 = 2;

/// A way of rounding and the scores it gives.
#[derive(Clone, Debug)]
pub struct Trial {
    /// How each indicator is rounded.
    pub indicator: Option<Round>,
    /// How the total is rounded.
    pub total: Option<Round>,
    /// Whether it is the rubric's own.
    pub own: bool,
    /// The awarded score of each node of the rubric.
    pub scores: Vec<Option<Number>>,
    /// The awarded total.
    pub sum: Option<Number>,
}

/// The scores under the rubric's own rounding, and under others. `rubric` is left as it was.
pub fn trials(rubric: &mut Rubric, facts: &Facts) -> Vec<Trial> {
    let own = rubric.rounding.clone();
    let places = own.indicator.or(own.total).map_or(PLACES, |round| round.places);
    let modes = [RoundingMode::HalfAwayFromZero, RoundingMode::HalfEven, RoundingMode::Down];
    let rounds = || modes.into_iter().map(|mode| Some(Round { places, mode }));
    let mut ways = vec![(own.indicator, own.total), (None, None)];
    ways.extend(rounds().map(|round| (round, None)));
    ways.extend(rounds().map(|round| (None, round)));
    let mut trials: Vec<Trial> = Vec::new();
    for (number, (indicator, total)) in ways.into_iter().enumerate() {
        if trials.iter().any(|trial| (trial.indicator, trial.total) == (indicator, total)) {
            continue;
        }
        rubric.rounding = Rounding { indicator, total, ..own.clone() };
        let evaluation = evaluate(rubric, facts, &Options { trace: false, deny_departures: false });
        trials.push(Trial { own: number == 0, indicator, total, scores: scores(&evaluation), sum: sum(&evaluation) });
    }
    rubric.rounding = own;
    trials
}

fn scores(evaluation: &Evaluation<'_>) -> Vec<Option<Number>> {
    evaluation.nodes.iter().map(|node| points(&node.awarded)).collect()
}

fn sum(evaluation: &Evaluation<'_>) -> Option<Number> {
    points(&evaluation.total.as_ref()?.awarded)
}

fn points(outcome: &Outcome) -> Option<Number> {
    match outcome {
        Outcome::Points(points) => Some(points.clone()),
        _ => None,
    }
}
