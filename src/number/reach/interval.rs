//! One interval: its normal form, what two have in common, what one leaves of another.

use std::cmp::Ordering;

use super::{Bound, FEW, Interval, Lattice};
use crate::number::Number;

/// The order of lower ends: no end first, and a closed end before an open one at the same number.
pub(super) fn compare_lo(a: &Bound, b: &Bound) -> Ordering {
    match (a.value(), b.value()) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(x), Some(y)) => x.cmp(y).then(b.is_closed().cmp(&a.is_closed())),
    }
}

/// The order of upper ends: an open end before a closed one at the same number, and no end last.
pub(super) fn compare_hi(a: &Bound, b: &Bound) -> Ordering {
    match (a.value(), b.value()) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(x), Some(y)) => x.cmp(y).then(a.is_closed().cmp(&b.is_closed())),
    }
}

/// Whether the interval lies wholly below `value`.
pub(super) fn ends_before(interval: &Interval, value: &Number) -> bool {
    match &interval.hi {
        Bound::Unbounded => false,
        Bound::Closed(hi) => hi < value,
        Bound::Open(hi) => hi <= value,
    }
}

/// Whether an interval that ends at `hi` and one that begins at `lo`, not below the beginning of the
/// first, leave no number between them.
pub(super) fn touch(hi: &Bound, lo: &Bound) -> bool {
    match (hi.value(), lo.value()) {
        (Some(h), Some(l)) => match l.cmp(h) {
            Ordering::Less => true,
            Ordering::Equal => hi.is_closed() || lo.is_closed(),
            Ordering::Greater => false,
        },
        _ => true,
    }
}

impl Interval {
    /// Every number.
    pub fn all() -> Interval {
        Interval::between(Bound::Unbounded, Bound::Unbounded)
    }

    /// One number.
    pub fn point(value: Number) -> Interval {
        Interval::between(Bound::Closed(value.clone()), Bound::Closed(value))
    }

    /// The numbers between two ends.
    pub fn between(lo: Bound, hi: Bound) -> Interval {
        Interval { lo, hi, lattice: None }
    }

    /// Only those of its values that are `origin + k × step` for a whole `k`.
    #[must_use]
    pub fn on_lattice(self, origin: Number, step: Number) -> Interval {
        Interval { lattice: Some(Lattice { origin, step }), ..self }
    }

    /// The value, if there is but one.
    pub fn as_point(&self) -> Option<&Number> {
        match (&self.lo, &self.hi) {
            (Bound::Closed(lo), Bound::Closed(hi)) if lo == hi => Some(lo),
            _ => None,
        }
    }

    /// Whether it has this value.
    pub fn contains(&self, value: &Number) -> bool {
        let from_lo = match &self.lo {
            Bound::Unbounded => true,
            Bound::Closed(lo) => lo <= value,
            Bound::Open(lo) => lo < value,
        };
        let to_hi = match &self.hi {
            Bound::Unbounded => true,
            Bound::Closed(hi) => value <= hi,
            Bound::Open(hi) => value < hi,
        };
        from_lo && to_hi && self.lattice.as_ref().is_none_or(|lattice| lattice.contains(value))
    }

    /// Whether it holds all numbers between two that differ.
    pub(super) fn is_solid(&self) -> bool {
        self.lattice.is_none() && self.as_point().is_none()
    }

    /// How many values it has, if they can be counted.
    pub fn count(&self) -> Option<u64> {
        if self.as_point().is_some() {
            return Some(1);
        }
        let (Some(lo), Some(hi), Some(lattice)) = (self.lo.value(), self.hi.value(), &self.lattice) else {
            return None;
        };
        let steps = hi.sub(lo).and_then(|span| span.div(&lattice.step)).ok()?.to_i64()?;
        u64::try_from(steps).ok()?.checked_add(1)
    }

    /// Its values in ascending order, if they are at most `limit`.
    pub(super) fn values(&self, limit: u64) -> Option<Vec<Number>> {
        let count = self.count().filter(|count| *count <= limit)?;
        let Some(lattice) = &self.lattice else {
            return self.as_point().map(|value| vec![value.clone()]);
        };
        let mut values = Vec::new();
        let mut value = self.lo.value()?.clone();
        for _ in 1..count {
            let next = value.add(&lattice.step).ok()?;
            values.push(std::mem::replace(&mut value, next));
        }
        values.push(value);
        Some(values)
    }

    /// The values one by one, if they are few.
    pub(super) fn few(&self) -> Option<Vec<Number>> {
        self.values(FEW)
    }

    /// The same values in the form that a reach keeps; `None` if there are none.
    pub(super) fn normalised(mut self) -> Option<Interval> {
        if let Some(lattice) = self.lattice.take() {
            if lattice.step.is_zero() {
                return self.contains(&lattice.origin).then(|| Interval::point(lattice.origin));
            }
            if lattice.is_snapped(&self) {
                self.lattice = Some(lattice);
                return Some(self);
            }
            match lattice.snap(&self.lo, &self.hi) {
                Ok((lo, hi, lattice)) => {
                    self = Interval { lo, hi, lattice: Some(lattice) };
                }
                // Without its step the interval only holds more.
                Err(_) => self.lattice = None,
            }
        }
        if let (Some(lo), Some(hi)) = (self.lo.value(), self.hi.value()) {
            match lo.cmp(hi) {
                Ordering::Less => {}
                Ordering::Equal if self.lo.is_closed() && self.hi.is_closed() => self.lattice = None,
                Ordering::Equal | Ordering::Greater => return None,
            }
        }
        Some(self)
    }

    /// The values of both.
    pub(super) fn intersect(&self, other: &Interval) -> Option<Interval> {
        let lo = if compare_lo(&self.lo, &other.lo).is_lt() { &other.lo } else { &self.lo };
        let hi = if compare_hi(&self.hi, &other.hi).is_lt() { &self.hi } else { &other.hi };
        let lattice = match (&self.lattice, &other.lattice) {
            (Some(one), Some(two)) => Some(one.meet(two)?),
            (one, two) => one.as_ref().or(two.as_ref()).cloned(),
        };
        Interval { lo: lo.clone(), hi: hi.clone(), lattice }.normalised()
    }

    /// What is left without the values of `taken`.
    pub(super) fn minus(&self, taken: &Interval) -> Vec<Interval> {
        let Some(theirs) = &taken.lattice else {
            return self.outside(taken);
        };
        if self.lattice.as_ref().is_some_and(|ours| ours.is_within(theirs)) {
            return self.outside(taken);
        }
        let Some(common) = self.intersect(taken) else {
            return vec![self.clone()];
        };
        if let Some(points) = common.few() {
            return points.into_iter().fold(vec![self.clone()], |left, point| {
                let point = Interval::point(point);
                left.iter().flat_map(|piece| piece.outside(&point)).collect()
            });
        }
        match self.few() {
            Some(values) => values.into_iter().filter(|v| !taken.contains(v)).map(Interval::point).collect(),
            None => vec![self.clone()],
        }
    }

    /// The values below and above `taken`.
    pub(super) fn outside(&self, taken: &Interval) -> Vec<Interval> {
        let mut left = Vec::with_capacity(2);
        if taken.lo != Bound::Unbounded {
            left.extend(self.intersect(&Interval::between(Bound::Unbounded, taken.lo.flipped())));
        }
        if taken.hi != Bound::Unbounded {
            left.extend(self.intersect(&Interval::between(taken.hi.flipped(), Bound::Unbounded)));
        }
        left
    }
}
