//! The set of values that a number may take: for scores that an absent fact leaves undetermined, and
//! for what can be said of a rubric before any fact is seen.
//!
//! Every operation yields a set that holds all true results. It is exact where the operands are
//! independent and the result has at most [`MAX_PIECES`] pieces, except where a lattice of more than
//! [`FEW`] values is added to one of another step, multiplied, divided by, raised, rounded, united with
//! another lattice, or taken out of a set that is not part of it; then some values more are in it,
//! never one less. An end too large to hold gives way to none.

mod arithmetic;
mod interval;
mod lattice;
mod product;
mod union;

use super::Number;

/// Most intervals that a [`Reach`] keeps apart; beyond, the closest neighbours become one.
pub const MAX_PIECES: usize = 32;

/// A lattice of up to so many values is computed with value by value.
pub const FEW: u64 = 32;

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// No end.
    Unbounded,
    /// The end belongs to the interval.
    Closed(Number),
    /// The end does not belong to the interval.
    Open(Number),
}

/// The numbers `origin + k × step` for whole `k`, `step` greater than 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lattice {
    /// One of them.
    pub origin: Number,
    /// The distance of neighbours.
    pub step: Number,
}

/// The numbers between two ends; on a lattice, only those of it.
///
/// In a [`Reach`] no interval is empty, the finite ends of one on a lattice are closed and are values
/// of it, and one with a single value is closed at both ends and has no lattice.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub lo: Bound,
    /// The upper end.
    pub hi: Bound,
    /// The step of the values, if they have one.
    pub lattice: Option<Lattice>,
}

/// A union of disjoint intervals in ascending order.
///
/// Two are equal when their intervals are. The same few values may be written as points or on a
/// lattice; [`Reach::is_subset`] both ways sees through that.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reach {
    pieces: Vec<Interval>,
}

/// How a value of one set may compare with one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Some value is less than some value of the other.
    pub less: bool,
    /// The two have a value in common.
    pub equal: bool,
    /// Some value is greater than some value of the other.
    pub greater: bool,
}

impl Bound {
    /// The number at the end, if there is one.
    pub fn value(&self) -> Option<&Number> {
        match self {
            Bound::Unbounded => None,
            Bound::Closed(value) | Bound::Open(value) => Some(value),
        }
    }

    /// Whether the end belongs to the interval.
    pub fn is_closed(&self) -> bool {
        matches!(self, Bound::Closed(_))
    }

    /// The end of what lies on the other side: open where this is closed.
    fn flipped(&self) -> Bound {
        match self {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Closed(value) => Bound::Open(value.clone()),
            Bound::Open(value) => Bound::Closed(value.clone()),
        }
    }
}

impl Reach {
    /// No value.
    pub const fn empty() -> Reach {
        Reach { pieces: Vec::new() }
    }

    /// Every number.
    pub fn all() -> Reach {
        Reach { pieces: vec![Interval::all()] }
    }

    /// One value.
    pub fn point(value: Number) -> Reach {
        Reach { pieces: vec![Interval::point(value)] }
    }

    /// The values of one interval; none, if its ends leave none.
    pub fn interval(interval: Interval) -> Reach {
        Reach { pieces: interval.normalised().into_iter().collect() }
    }

    /// The values from `lo` to `hi`, both included.
    pub fn closed(lo: Number, hi: Number) -> Reach {
        Reach::interval(Interval::between(Bound::Closed(lo), Bound::Closed(hi)))
    }

    /// Whether it has no value.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The value, if there is but one.
    pub fn as_point(&self) -> Option<&Number> {
        match self.pieces.as_slice() {
            [only] => only.as_point(),
            _ => None,
        }
    }

    /// Whether it has this value.
    pub fn contains(&self, value: &Number) -> bool {
        let next = self.pieces.partition_point(|piece| interval::ends_before(piece, value));
        self.pieces.get(next).is_some_and(|piece| piece.contains(value))
    }

    /// The intervals in ascending order.
    pub fn pieces(&self) -> &[Interval] {
        &self.pieces
    }

    /// The values one by one in ascending order, if they are at most `limit`.
    pub fn values(&self, limit: u64) -> Option<Vec<Number>> {
        let mut values = Vec::new();
        for piece in &self.pieces {
            values.extend(piece.values(limit.checked_sub(values.len() as u64)?)?);
        }
        Some(values)
    }

    /// The smallest single interval around it, on a lattice if it is one already; `None` if empty.
    pub fn hull(&self) -> Option<Interval> {
        match self.pieces.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            [first, .., last] => Some(Interval::between(first.lo.clone(), last.hi.clone())),
        }
    }

    /// The lower end; unbounded if empty.
    pub fn lo(&self) -> Bound {
        self.pieces.first().map_or(Bound::Unbounded, |piece| piece.lo.clone())
    }

    /// The upper end; unbounded if empty.
    pub fn hi(&self) -> Bound {
        self.pieces.last().map_or(Bound::Unbounded, |piece| piece.hi.clone())
    }

    /// The values of either.
    pub fn union(&self, other: &Reach) -> Reach {
        if other.is_empty() {
            return self.clone();
        }
        if self.is_empty() {
            return other.clone();
        }
        self.pieces.iter().chain(&other.pieces).cloned().collect()
    }

    /// The values of both.
    pub fn intersect(&self, other: &Reach) -> Reach {
        let mut common = Vec::new();
        for piece in &self.pieces {
            common.extend(other.pieces.iter().filter_map(|with| piece.intersect(with)));
        }
        union::assemble(common)
    }

    /// The values of this that are not of `other`.
    pub fn minus(&self, other: &Reach) -> Reach {
        let mut left = self.pieces.clone();
        for taken in &other.pieces {
            left = left.iter().flat_map(|piece| piece.minus(taken)).collect();
        }
        union::assemble(left)
    }

    /// All other numbers. Of a set with a step, say what lies between its values: take it from its
    /// universe by [`Reach::minus`].
    pub fn complement(&self) -> Reach {
        Reach::all().minus(self)
    }

    /// The values up to `bound`.
    pub fn below(&self, bound: &Bound) -> Reach {
        self.within(&Interval::between(Bound::Unbounded, bound.clone()))
    }

    /// The values from `bound` on.
    pub fn above(&self, bound: &Bound) -> Reach {
        self.within(&Interval::between(bound.clone(), Bound::Unbounded))
    }

    fn within(&self, solid: &Interval) -> Reach {
        // Cutting keeps pieces disjoint and in order.
        Reach { pieces: self.pieces.iter().filter_map(|piece| piece.intersect(solid)).collect() }
    }

    /// Whether every value is one of `other`. `true` is certain; `false` may only mean that it could
    /// not be shown, which happens where [`Reach::minus`] is not exact.
    pub fn is_subset(&self, other: &Reach) -> bool {
        self.minus(other).is_empty()
    }

    /// Which outcomes a comparison of a value of this with one of `other` may have; none if either is empty.
    pub fn compare(&self, other: &Reach) -> Comparison {
        if self.is_empty() || other.is_empty() {
            return Comparison { less: false, equal: false, greater: false };
        }
        let apart = |lo: Bound, hi: Bound| match (lo.value(), hi.value()) {
            (Some(lo), Some(hi)) => lo < hi,
            _ => true,
        };
        Comparison {
            less: apart(self.lo(), other.hi()),
            equal: !self.intersect(other).is_empty(),
            greater: apart(other.lo(), self.hi()),
        }
    }
}

impl FromIterator<Interval> for Reach {
    fn from_iter<I: IntoIterator<Item = Interval>>(pieces: I) -> Self {
        union::assemble(pieces.into_iter().filter_map(Interval::normalised).collect())
    }
}

impl FromIterator<Number> for Reach {
    fn from_iter<I: IntoIterator<Item = Number>>(values: I) -> Self {
        union::assemble(values.into_iter().map(Interval::point).collect())
    }
}
