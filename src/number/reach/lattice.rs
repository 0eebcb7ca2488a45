//! Lattices: membership, the nearest value, what two have in common, the finest that holds both.

use super::{Bound, Interval, Lattice};
use crate::number::{Number, NumberError};

impl Lattice {
    /// Whether `value` is one of its numbers.
    pub fn contains(&self, value: &Number) -> bool {
        value.sub(&self.origin).is_ok_and(|distance| distance.is_multiple_of(&self.step))
    }

    /// Whether every number of this is one of `other`.
    pub(super) fn is_within(&self, other: &Lattice) -> bool {
        self.step.is_multiple_of(&other.step) && other.contains(&self.origin)
    }

    /// Whether the interval's ends already are two of its numbers as far as that is seen at once: it
    /// begins at the origin and ends nowhere or on a whole step.
    pub(super) fn is_snapped(&self, interval: &Interval) -> bool {
        let (Bound::Closed(lo), true) = (&interval.lo, self.step.is_positive()) else { return false };
        *lo == self.origin
            && match &interval.hi {
                Bound::Unbounded => true,
                Bound::Closed(hi) => lo < hi && self.contains(hi),
                Bound::Open(_) => false,
            }
    }

    /// The least number of it within `lo` and the greatest within `hi`, and the lattice with the origin
    /// and the sign of step that equal sets share.
    pub(super) fn snap(&self, lo: &Bound, hi: &Bound) -> Result<(Bound, Bound, Lattice), NumberError> {
        let step = self.step.abs();
        let steps_to = |value: &Number| value.sub(&self.origin)?.div(&step);
        let at = |steps: &Number| self.origin.add(&steps.mul(&step)?);
        let lo = match lo {
            Bound::Unbounded => None,
            Bound::Closed(value) => Some(at(&steps_to(value)?.ceil())?),
            Bound::Open(value) => Some(at(&steps_to(value)?.floor().add(&Number::ONE)?)?),
        };
        let hi = match hi {
            Bound::Unbounded => None,
            Bound::Closed(value) => Some(at(&steps_to(value)?.floor())?),
            Bound::Open(value) => Some(at(&steps_to(value)?.ceil().sub(&Number::ONE)?)?),
        };
        let origin = match (&lo, &hi) {
            (Some(end), _) | (None, Some(end)) => end.clone(),
            (None, None) => self.origin.sub(&self.origin.div(&step)?.floor().mul(&step)?)?,
        };
        let end = |value: Option<Number>| value.map_or(Bound::Unbounded, Bound::Closed);
        Ok((end(lo), end(hi), Lattice { origin, step }))
    }

    /// The numbers of both; `None` if there are none. If they are too large to compute with, those of one.
    pub(super) fn meet(&self, other: &Lattice) -> Option<Lattice> {
        match self.try_meet(other) {
            Ok(met) => met,
            Err(_) => Some(self.clone()),
        }
    }

    /// Solves `origin + k × step = other.origin + l × other.step` in whole `k` and `l`.
    fn try_meet(&self, other: &Lattice) -> Result<Option<Lattice>, NumberError> {
        let unit = self.step.gcd(&other.step)?;
        let distance = other.origin.sub(&self.origin)?.div(&unit)?;
        if !distance.is_integer() {
            return Ok(None);
        }
        // In units: k × a ≡ distance (mod b), with a and b coprime.
        let (a, b) = (self.step.div(&unit)?, other.step.div(&unit)?);
        let remainder = |n: &Number| n.sub(&n.div(&b)?.floor().mul(&b)?)?.to_i64().ok_or(NumberError::TooLarge);
        let modulus = b.to_i64().ok_or(NumberError::TooLarge)?;
        let k = i128::from(remainder(&distance)?) * inverse(remainder(&a)?, modulus) % i128::from(modulus);
        let k = i64::try_from(k).map_err(|_| NumberError::TooLarge)?;
        let origin = self.origin.add(&self.step.mul(&Number::from_i64(k))?)?;
        Ok(Some(Lattice { origin, step: self.step.mul(&b)? }))
    }

    /// The coarsest lattice that holds both. A step of 0 stands for the origin alone.
    pub(super) fn join(&self, other: &Lattice) -> Result<Lattice, NumberError> {
        let distance = other.origin.sub(&self.origin)?;
        let step = self.step.gcd(&other.step)?.gcd(&distance)?;
        Ok(Lattice { origin: self.origin.clone(), step })
    }
}

impl Interval {
    /// The lattice of its values, of step 0 for a single one; `None` where they have no step.
    pub(super) fn steps(&self) -> Option<Lattice> {
        match (&self.lattice, self.as_point()) {
            (Some(lattice), _) => Some(lattice.clone()),
            (None, Some(value)) => Some(Lattice { origin: value.clone(), step: Number::ZERO }),
            (None, None) => None,
        }
    }
}

/// The inverse of `a` modulo `modulus`, to which it is coprime; both in `0..modulus`.
fn inverse(a: i64, modulus: i64) -> i128 {
    let modulus = i128::from(modulus);
    let (mut r, mut next_r) = (modulus, i128::from(a));
    let (mut t, mut next_t) = (0i128, 1i128);
    while next_r != 0 {
        let quotient = r / next_r;
        (r, next_r) = (next_r, r - quotient * next_r);
        (t, next_t) = (next_t, t - quotient * next_t);
    }
    t.rem_euclid(modulus)
}
