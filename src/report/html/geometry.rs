//! Lengths of what is drawn, in whole thousandths of the width.

use std::fmt;

use crate::eval::Outcome;
use crate::number::Number;

/// A place or length along the width of a drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Share(pub u32);

impl Share {
    /// The whole width.
    pub const ALL: Share = Share(1000);

    /// Where `value` stands from 0 to `all`, rounded down; at an end where it is beyond it.
    pub fn of(value: &Number, all: &Number) -> Share {
        if !all.is_positive() {
            return Share(0);
        }
        let thousandths = value.div(all).and_then(|share| share.mul(&Number::from_i64(1000)));
        let Ok(thousandths) = thousandths else { return Share(0) };
        match thousandths.floor().to_i64() {
            Some(n) => Share(u32::try_from(n.max(0)).unwrap_or(u32::MAX).min(Share::ALL.0)),
            None if thousandths.is_negative() => Share(0),
            None => Share::ALL,
        }
    }

    /// From `self` to `to`.
    pub fn until(self, to: Share) -> Share {
        Share(to.0.saturating_sub(self.0))
    }

    /// In the middle between two.
    pub fn middle(self, other: Share) -> Share {
        Share(self.0.midpoint(other.0))
    }
}

/// As SVG has it: `78.2%`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}%", self.0 / 1000 * 100 + self.0 % 1000 / 10, self.0 % 10)
    }
}

/// From where to where the scores of `outcome` lie, out of `full`; `None` where it has no points.
pub(super) fn span(outcome: &Outcome, full: &Number) -> Option<(Share, Share)> {
    match outcome {
        Outcome::Points(points) => {
            let at = Share::of(points, full);
            Some((at, at))
        }
        Outcome::Range(reach) => {
            let (lo, hi) = (reach.lo(), reach.hi());
            Some((Share::of(lo.value()?, full), Share::of(hi.value()?, full)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_whole_thousandths() {
        let of = |n: i64, d: i64| Share::of(&Number::from_i64(n), &Number::from_i64(d)).to_string();
        assert_eq!([of(0, 5), of(1, 3), of(2, 3), of(5, 5)], ["0.0%", "33.3%", "66.6%", "100.0%"]);
        assert_eq!([of(-1, 5), of(9, 5), of(1, 0)], ["0.0%", "100.0%", "0.0%"]);
        let great = Number::from_i64(10).pow(40).unwrap_or(Number::ONE);
        assert_eq!(Share::of(&great, &Number::ONE), Share::ALL);
        assert_eq!(Share::of(&great.neg(), &Number::ONE), Share(0));
        assert_eq!(Share(200).until(Share(150)), Share(0));
        assert_eq!(Share(200).middle(Share(300)), Share(250));
    }
}
