//! Sums, differences, extremes, rounding and totals of many.

use super::union::assemble;
use super::{Bound, Interval, Lattice, Reach};
use crate::number::{Number, NumberError, RoundingMode};

/// Most pieces that one operation makes before it joins them; beyond, sets are taken whole rather than
/// value by value.
pub(super) const MOST_MADE: usize = 4096;

impl Bound {
    /// The end of the sum of two intervals.
    fn plus(&self, other: &Bound) -> Bound {
        match (self.value(), other.value()) {
            (Some(a), Some(b)) => match a.add(b) {
                Ok(sum) if self.is_closed() && other.is_closed() => Bound::Closed(sum),
                Ok(sum) => Bound::Open(sum),
                Err(_) => Bound::Unbounded,
            },
            _ => Bound::Unbounded,
        }
    }

    /// The end with its number changed; none where that cannot be held.
    pub(super) fn map(&self, change: impl FnOnce(&Number) -> Result<Number, NumberError>) -> Bound {
        match self {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Closed(value) => change(value).map_or(Bound::Unbounded, Bound::Closed),
            Bound::Open(value) => change(value).map_or(Bound::Unbounded, Bound::Open),
        }
    }
}

impl Interval {
    /// `-x`.
    pub(super) fn neg(&self) -> Interval {
        let negative = |value: &Number| Ok(value.neg());
        Interval {
            lo: self.hi.map(negative),
            hi: self.lo.map(negative),
            lattice: self.lattice.as_ref().map(|l| Lattice { origin: l.origin.neg(), step: l.step.clone() }),
        }
    }

    /// The interval from the sum of the lower ends to that of the upper ends.
    fn plus(&self, other: &Interval) -> Interval {
        let (lo, hi) = (self.lo.plus(&other.lo), self.hi.plus(&other.hi));
        let lattice = match (&self.lattice, &other.lattice) {
            (Some(a), Some(b)) => sum_of_lattices(a, b).ok(),
            (Some(lattice), None) => other.as_point().and_then(|by| lattice.moved(by, &lo, &hi)),
            (None, Some(lattice)) => self.as_point().and_then(|by| lattice.moved(by, &lo, &hi)),
            (None, None) => None,
        };
        Interval { lo, hi, lattice }
    }

    /// Whether [`Interval::plus`] holds nothing but true sums.
    fn adds_exactly(&self, other: &Interval) -> bool {
        match (&self.lattice, &other.lattice) {
            _ if self.as_point().is_some() || other.as_point().is_some() => true,
            (None, None) => true,
            (Some(lattice), None) => other.bridges(lattice),
            (None, Some(lattice)) => self.bridges(lattice),
            (Some(a), Some(b)) if a.step < b.step => b.step.is_multiple_of(&a.step) && self.fills(a, b),
            (Some(a), Some(b)) => a.step.is_multiple_of(&b.step) && other.fills(b, a),
        }
    }

    /// Whether copies of a solid interval, one at each value of `lattice`, leave no gap.
    fn bridges(&self, lattice: &Lattice) -> bool {
        let (Some(lo), Some(hi)) = (self.lo.value(), self.hi.value()) else {
            return true;
        };
        match hi.sub(lo) {
            Ok(length) if length == lattice.step => self.lo.is_closed() || self.hi.is_closed(),
            Ok(length) => length > lattice.step,
            Err(_) => false,
        }
    }

    /// Whether the values, of step `own`, reach from one value of `coarser` to the next.
    fn fills(&self, own: &Lattice, coarser: &Lattice) -> bool {
        let (Some(lo), Some(hi)) = (self.lo.value(), self.hi.value()) else {
            return true;
        };
        hi.sub(lo).and_then(|span| span.add(&own.step)).is_ok_and(|span| span >= coarser.step)
    }

    fn push_sum(&self, other: &Interval, sums: &mut Vec<Interval>) {
        if !self.adds_exactly(other) && sums.len() < MOST_MADE {
            match (self.few(), other.few()) {
                (Some(a), Some(b)) => {
                    let b: Vec<Interval> = b.into_iter().map(Interval::point).collect();
                    let each = a.into_iter().map(Interval::point);
                    return sums.extend(each.flat_map(|x| b.iter().map(move |y| x.plus(y)).collect::<Vec<_>>()));
                }
                (Some(few), None) if other.is_solid() => {
                    return sums.extend(few.into_iter().map(|x| other.plus(&Interval::point(x))));
                }
                (None, Some(few)) if self.is_solid() => {
                    return sums.extend(few.into_iter().map(|x| self.plus(&Interval::point(x))));
                }
                _ => {}
            }
        }
        sums.push(self.plus(other));
    }

    /// The lower end of the rounded values.
    fn rounded_lo(&self, places: u32, mode: RoundingMode) -> Bound {
        match &self.lo {
            Bound::Open(lo) => match just_above(lo, self.hi.value(), places).and_then(|x| x.round(places, mode)) {
                Ok(rounded) => Bound::Closed(rounded),
                Err(_) => Bound::Unbounded,
            },
            end => end.map(|value| value.round(places, mode)),
        }
    }

    fn push_rounded(&self, places: u32, mode: RoundingMode, rounded: &mut Vec<Interval>) {
        if let Some(values) = self.few().filter(|_| rounded.len() < MOST_MADE) {
            for value in values {
                match value.round(places, mode) {
                    Ok(value) => rounded.push(Interval::point(value)),
                    Err(_) => rounded.push(Interval::all()),
                }
            }
            return;
        }
        let lo = self.rounded_lo(places, mode);
        // Every mode treats both signs alike.
        let hi = self.neg().rounded_lo(places, mode).map(|value| Ok(value.neg()));
        let lattice = match Number::from(10).pow(-i32::try_from(places).unwrap_or(i32::MAX)) {
            Ok(unit) => match &self.lattice {
                Some(own) if own.step.is_multiple_of(&unit) && own.origin.is_multiple_of(&unit) => Some(own.clone()),
                _ => Some(Lattice { origin: Number::ZERO, step: unit }),
            },
            Err(_) => None,
        };
        rounded.extend(Interval { lo, hi, lattice }.normalised());
    }
}

/// A number above `value`, below `limit`, and below the next at which any mode of rounding jumps.
fn just_above(value: &Number, limit: Option<&Number>, places: u32) -> Result<Number, NumberError> {
    // They jump at whole multiples of half a unit of the last place.
    let two = Number::from(2);
    let places = i32::try_from(places).map_err(|_| NumberError::TooLarge)?;
    let half = Number::from(10).pow(-places)?.div(&two)?;
    let jump = value.div(&half)?.floor().add(&Number::ONE)?.mul(&half)?;
    let next = limit.filter(|limit| **limit < jump).unwrap_or(&jump);
    value.add(next)?.div(&two)
}

impl Lattice {
    /// The lattice of the values each greater by `by`, which end at `lo` and `hi`.
    fn moved(&self, by: &Number, lo: &Bound, hi: &Bound) -> Option<Lattice> {
        let origin = match lo.value().or(hi.value()) {
            Some(end) => end.clone(),
            None => self.origin.add(by).ok()?,
        };
        Some(Lattice { origin, step: self.step.clone() })
    }
}

fn sum_of_lattices(a: &Lattice, b: &Lattice) -> Result<Lattice, NumberError> {
    Ok(Lattice { origin: a.origin.add(&b.origin)?, step: a.step.gcd(&b.step)? })
}

impl Reach {
    /// `-x`.
    pub fn neg(&self) -> Reach {
        Reach { pieces: self.pieces.iter().rev().filter_map(|piece| piece.neg().normalised()).collect() }
    }

    /// `|x|`.
    pub fn abs(&self) -> Reach {
        let zero = Number::ZERO;
        let negative = self.below(&Bound::Open(zero.clone())).neg();
        self.above(&Bound::Closed(zero)).union(&negative)
    }

    /// `x + y`.
    pub fn add(&self, other: &Reach) -> Reach {
        let mut sums = Vec::with_capacity(self.pieces.len() * other.pieces.len());
        for a in &self.pieces {
            for b in &other.pieces {
                a.push_sum(b, &mut sums);
            }
        }
        sums.into_iter().collect()
    }

    /// `x - y`.
    pub fn sub(&self, other: &Reach) -> Reach {
        self.add(&other.neg())
    }

    /// The smaller of `x` and `y`.
    pub fn min(&self, other: &Reach) -> Reach {
        if self.is_empty() || other.is_empty() {
            return Reach::empty();
        }
        // A value is the smaller one if the other set has one that is not below it.
        self.below(&other.hi()).union(&other.below(&self.hi()))
    }

    /// The larger of `x` and `y`.
    pub fn max(&self, other: &Reach) -> Reach {
        if self.is_empty() || other.is_empty() {
            return Reach::empty();
        }
        self.above(&other.lo()).union(&other.above(&self.lo()))
    }

    /// `x` rounded.
    pub fn round(&self, places: u32, mode: RoundingMode) -> Reach {
        let mut rounded = Vec::new();
        for piece in &self.pieces {
            piece.push_rounded(places, mode, &mut rounded);
        }
        assemble(rounded)
    }

    /// The sum of `rows` values, each anywhere in `row`. No rows sum up to 0.
    pub fn add_many(row: &Reach, rows: u64) -> Reach {
        let mut sum = Reach::point(Number::ZERO);
        let (mut doubled, mut left) = (row.clone(), rows);
        loop {
            if left & 1 == 1 {
                sum = sum.add(&doubled);
            }
            left >>= 1;
            if left == 0 {
                return sum;
            }
            doubled = doubled.add(&doubled);
        }
    }

    /// The sum of at least `min_rows` values, each anywhere in `row`.
    pub fn sum_of_unknown_count(row: &Reach, min_rows: u64) -> Reach {
        let zero = Reach::point(Number::ZERO);
        let none = if min_rows == 0 { zero.clone() } else { Reach::empty() };
        if row.is_empty() {
            return none;
        }
        if *row == zero {
            return zero;
        }
        // With one row more a sum may grow only by what a row may be.
        let least = Number::from(min_rows.max(1));
        let grown = |end: Bound, away: i32| match &end {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Closed(value) | Bound::Open(value) if value.signum() == away => Bound::Unbounded,
            _ => end.map(|value| value.mul(&least)),
        };
        let lattice = row.pieces.iter().try_fold(Number::ZERO, |unit, piece| {
            let steps = piece.steps()?;
            unit.gcd(&steps.step).and_then(|unit| unit.gcd(&steps.origin)).ok()
        });
        let lattice = lattice.map(|step| Lattice { origin: Number::ZERO, step });
        let some = Interval { lo: grown(row.lo(), -1), hi: grown(row.hi(), 1), lattice };
        Reach::interval(some).union(&none)
    }

    /// The mean of one or more values, each anywhere in `row`.
    pub fn mean_of_unknown_count(row: &Reach) -> Reach {
        row.hull().map_or_else(Reach::empty, |hull| match hull.as_point() {
            Some(_) => Reach::interval(hull),
            None => Reach::interval(Interval::between(hull.lo, hull.hi)),
        })
    }
}
