//! Which entries lie next to a gap: those that some values of it come within a step of.

use crate::number::Number;

use super::formula::{Formula, Run, Undecided, Variables};
use super::linear::{Linear, Sign};
use super::solve::Solver;

/// Values without steps adjoin if they are no further apart than one of so many parts.
const NEXT_TO_NOTHING: i64 = 1_000_000_000;

/// Of `entries`, given by when each holds, those that adjoin `gap` behind `path`. All of them where none does, or where
/// that is not decided.
pub(super) fn adjoining(variables: &Variables<'_>, path: &[Formula], gap: &Formula, entries: &[Formula]) -> Vec<bool> {
    let near = |entry: &Formula| -> Run<bool> {
        let mut formulas = path.to_vec();
        formulas.push(gap.clone());
        formulas.push(widened(variables, entry)?);
        Ok(Solver::new(variables).solve(&formulas)?.is_some())
    };
    let found: Run<Vec<bool>> = entries.iter().map(near).collect();
    match found {
        Ok(found) if found.contains(&true) => found,
        _ => vec![true; entries.len()],
    }
}

/// `formula` with every constraint wider by a step of what it is about, or by next to nothing where it has no steps.
fn widened(variables: &Variables<'_>, formula: &Formula) -> Run<Formula> {
    Ok(match formula.opened() {
        Formula::Linear(constraint) => {
            let slack = Linear::constant(step(variables, &constraint.term)?);
            let above = Formula::constraint(constraint.term.sub(&slack)?, Sign::AtMost);
            match constraint.sign {
                Sign::AtMost | Sign::Below => above,
                Sign::Zero => {
                    let other = constraint.term.scale(&Number::from_i64(-1))?.sub(&slack)?;
                    above.and(Formula::constraint(other, Sign::AtMost))
                }
            }
        }
        Formula::And(parts) => {
            let parts: Run<Vec<Formula>> = parts.iter().map(|part| widened(variables, part)).collect();
            Formula::all(parts?)
        }
        Formula::Or(parts) => {
            let parts: Run<Vec<Formula>> = parts.iter().map(|part| widened(variables, part)).collect();
            Formula::any(parts?)
        }
        other => other.clone(),
    })
}

/// How far `term` moves when each of its variables does by one step.
fn step(variables: &Variables<'_>, term: &Linear) -> Result<Number, Undecided> {
    let mut sum = Number::ZERO;
    for (var, coefficient) in &term.terms {
        let reach = variables.numbers(*var);
        let steps =
            reach.pieces().iter().filter_map(|piece| piece.lattice.as_ref().map(|lattice| lattice.step.clone()));
        let step = steps.max().map_or_else(|| Number::ratio(1, NEXT_TO_NOTHING), Ok)?;
        let moved = coefficient.mul(&step)?;
        sum = if moved.is_negative() { sum.sub(&moved)? } else { sum.add(&moved)? };
    }
    Ok(sum)
}
