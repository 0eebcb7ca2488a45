//! Rounding. A spreadsheet's number may miss a tie by its last digit, so it is brought back to ten decimals first.

use crate::model::Round;
use crate::number::RoundingMode;

use super::super::formula::Formula;

/// Decimals to which a number is brought back before it is rounded.
const PLACES: i64 = 10;

/// `value` rounded as `round` says.
pub(super) fn rounded(value: &Formula, round: Round) -> Formula {
    let places = Formula::whole(i64::from(round.places));
    let whole = Formula::whole;
    let near = Formula::call("ROUND", &[value, &whole(PLACES.max(i64::from(round.places) + 6))]);
    match round.mode {
        RoundingMode::HalfAwayFromZero => Formula::call("ROUND", &[&near, &places]),
        RoundingMode::Up => Formula::call("ROUNDUP", &[&near, &places]),
        RoundingMode::Down => Formula::call("ROUNDDOWN", &[&near, &places]),
        RoundingMode::HalfEven => {
            // Half of the doubled neighbour is the even one: 2.5 → 1.25 → 1 → 2 and 3.5 → 1.75 → 2 → 4.
            let scale = Formula::power(&whole(10), &places);
            let scaled = Formula::mul(&near, &scale);
            let beyond = Formula::sub(
                &Formula::call("ABS", &[&scaled]),
                &Formula::call("INT", &[&Formula::call("ABS", &[&scaled])]),
            );
            let beyond = Formula::call("ROUND", &[&Formula::sub(&beyond, &Formula::name("0.5")), &whole(6)]);
            let tie = Formula::compare(&beyond, "=", &whole(0));
            let half = Formula::call("ROUND", &[&Formula::div(&scaled, &whole(2)), &whole(0)]);
            let even = Formula::call("ROUND", &[&Formula::div(&Formula::mul(&half, &whole(2)), &scale), &places]);
            Formula::choose(&tie, &even, &Formula::call("ROUND", &[&near, &places]))
        }
    }
    .fixed(true)
}

/// How many whole steps are in `value`, which is not negative.
pub(super) fn whole_steps(value: &Formula) -> Formula {
    Formula::call("INT", &[&near(value)]).fixed(true)
}

/// How many steps are begun in `value`, which is not negative.
pub(super) fn started_steps(value: &Formula) -> Formula {
    Formula::call("ROUNDUP", &[&near(value), &Formula::whole(0)]).fixed(true)
}

fn near(value: &Formula) -> Formula {
    if value.fixed && value.is_simple() {
        return value.clone();
    }
    Formula::call("ROUND", &[value, &Formula::whole(9)])
}
