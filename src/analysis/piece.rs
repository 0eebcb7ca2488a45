//! A value in one case: a quotient of linear terms, with what must hold for it.

use crate::model::Comparison;
use crate::number::{Interval, Number, Reach};

use super::condition::stands;
use super::formula::{Formula, Run};
use super::linear::Linear;

/// A value in one case: a quotient of linear terms.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// When it is this one.
    pub guard: Formula,
    /// Numerator.
    pub above: Linear,
    /// Denominator; not 0 where the guard holds.
    pub below: Linear,
}

impl Piece {
    /// The same where `guard` holds as well.
    pub fn under(mut self, guard: &Formula) -> Piece {
        self.guard = guard.clone().and(self.guard);
        self
    }

    /// The linear term that it is, unless it is a quotient.
    pub fn linear(&self) -> Run<Option<Linear>> {
        match self.below.as_constant() {
            Some(number) => Ok(Some(self.above.scale(&Number::ONE.div(number)?)?)),
            None => Ok(None),
        }
    }
}

pub(super) fn one() -> Linear {
    Linear::constant(Number::ONE)
}

pub(super) fn constant(number: Number) -> Vec<Piece> {
    whole(Linear::constant(number))
}

pub(super) fn whole(above: Linear) -> Vec<Piece> {
    vec![Piece { guard: Formula::True, above, below: one() }]
}

pub(super) fn push(all: &mut Vec<Piece>, piece: Piece) {
    if !matches!(piece.guard, Formula::False) {
        all.push(piece);
    }
}

/// `x + y`, or `x − y`, where that is a quotient of linear terms.
pub(super) fn plus(x: &Piece, y: &Piece, minus: bool) -> Run<Option<(Linear, Linear)>> {
    let factor = Number::from_i64(if minus { -1 } else { 1 });
    if x.below == y.below {
        return Ok(Some((x.above.plus(&y.above, &factor)?, x.below.clone())));
    }
    // p/q + r/s = (p·s + r·q) / (q·s)
    let (Some(left), Some(right), Some(below)) =
        (product(&x.above, &y.below)?, product(&y.above, &x.below)?, product(&x.below, &y.below)?)
    else {
        return Ok(None);
    };
    Ok(Some((left.plus(&right, &factor)?, below)))
}

/// `a × b ÷ (c × d)`
pub(super) fn quotient(above: (&Linear, &Linear), below: (&Linear, &Linear)) -> Run<Option<(Linear, Linear)>> {
    let (mut ups, mut downs) = (vec![above.0.clone(), above.1.clone()], vec![below.0.clone(), below.1.clone()]);
    // What stands above and below alike falls away; that it is not 0 has been told.
    ups.retain(|up| {
        let same = downs.iter().position(|down| down == up && up.as_constant().is_none());
        match same {
            Some(index) => {
                downs.swap_remove(index);
                false
            }
            None => true,
        }
    });
    let times = |list: &[Linear]| match list {
        [] => Ok(Some(one())),
        [only] => Ok(Some(only.clone())),
        [a, b, ..] => product(a, b),
    };
    let (Some(up), Some(down)) = (times(&ups)?, times(&downs)?) else { return Ok(None) };
    match down.as_constant() {
        Some(number) if number.is_zero() => Ok(None),
        Some(number) => Ok(Some((up.scale(&Number::ONE.div(number)?)?, one()))),
        None => Ok(Some((up, down))),
    }
}

/// `a × b`, where one of them is a number.
pub(super) fn product(a: &Linear, b: &Linear) -> Run<Option<Linear>> {
    Ok(match (a.as_constant(), b.as_constant()) {
        (Some(number), _) => Some(b.scale(number)?),
        (_, Some(number)) => Some(a.scale(number)?),
        _ => None,
    })
}

/// That the value lies in `reach`.
pub(super) fn within(pieces: &[Piece], reach: &Reach) -> Run<Formula> {
    let mut any = Vec::new();
    for piece in pieces {
        for interval in reach.pieces() {
            any.push(piece.guard.clone().and(inside(piece, interval)?));
        }
    }
    Ok(Formula::any(any))
}

/// That the quotient lies in `interval`; its steps are left to the variables.
pub(super) fn inside(piece: &Piece, interval: &Interval) -> Run<Formula> {
    let signs: &[bool] = match piece.below.as_constant() {
        Some(number) if number.is_negative() => &[false],
        Some(_) => &[true],
        None => &[true, false],
    };
    let mut any = Vec::new();
    for positive in signs {
        let turn = Number::from_i64(if *positive { 1 } else { -1 });
        let (above, below) = (piece.above.scale(&turn)?, piece.below.scale(&turn)?);
        let mut all = Vec::new();
        if below.as_constant().is_none() {
            all.push(stands(&below, Comparison::Gt)?);
        }
        for (bound, low) in [(&interval.lo, true), (&interval.hi, false)] {
            let Some(end) = bound.value() else { continue };
            let apart: Linear = above.plus(&below, &end.neg())?;
            let op = match (low, bound.is_closed()) {
                (true, true) => Comparison::Ge,
                (true, false) => Comparison::Gt,
                (false, true) => Comparison::Le,
                (false, false) => Comparison::Lt,
            };
            all.push(stands(&apart, op)?);
        }
        any.push(Formula::all(all));
    }
    Ok(Formula::any(any))
}
