//! What an ambiguous clause would take on one and the same fact, under each of its readings.

use crate::model::PartialStep;
use crate::number::Number;
use crate::number::reach::Reach;

/// A clause whose numbers are all constants.
#[derive(Clone, Debug)]
pub(super) struct Stepped {
    /// From where on it counts; 0 for 每 alone.
    pub from: Number,
    /// Whether it counts what is above.
    pub above: bool,
    /// The size of a step.
    pub step: Number,
    /// Points for each.
    pub amount: Number,
    /// 累计最多
    pub at_most: Option<Number>,
    /// The values that what is measured may have.
    pub values: Reach,
}

/// A value, and what the clause takes there under each reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sample<const N: usize> {
    /// The value.
    pub value: Number,
    /// Points, one for each reading.
    pub points: [Number; N],
}

/// Tenths of a step at which readings of part of a step are tried: two steps and six tenths first.
const TENTHS: [i64; 12] = [26, 25, 24, 16, 15, 14, 6, 5, 4, 33, 13, 3];
/// Steps at which readings of the size of a step are tried, in tenths.
const SIZES: [i64; 13] = [50, 100, 30, 20, 200, 10, 400, 26, 15, 5, 600, 800, 900];

impl Stepped {
    /// The value that lies `tenths` of a step beyond, where there may be such a one.
    fn beyond(&self, tenths: i64) -> Option<(Number, Number)> {
        let distance = self.step.mul(&Number::ratio(tenths, 10).ok()?).ok()?;
        let value = if self.above { self.from.add(&distance) } else { self.from.sub(&distance) }.ok()?;
        self.values.contains(&value).then_some((value, distance))
    }

    /// What is taken at `distance`, counted by steps of `step`.
    pub fn taken(&self, distance: &Number, step: &Number, partial: PartialStep) -> Option<Number> {
        let steps = distance.div(step).ok()?;
        let steps = match partial {
            PartialStep::Whole => steps.floor(),
            PartialStep::Started => steps.ceil(),
            PartialStep::Proportional => steps,
        };
        let points = steps.mul(&self.amount).ok()?;
        Some(match &self.at_most {
            Some(cap) if points > *cap => cap.clone(),
            _ => points,
        })
    }

    /// Where 不足不计, 不足计一 and 按比例 part, and what each takes there.
    pub fn parts(&self) -> Option<Sample<3>> {
        TENTHS.iter().find_map(|tenths| {
            let (value, distance) = self.beyond(*tenths)?;
            let taken = |partial| self.taken(&distance, &self.step, partial);
            let points = [taken(PartialStep::Whole)?, taken(PartialStep::Started)?, taken(PartialStep::Proportional)?];
            let [whole, started, part] = &points;
            (whole < part && part < started).then_some(Sample { value, points })
        })
    }

    /// Where steps of this size and steps of `other` part, and what each takes there.
    pub fn sizes(&self, other: &Number, partial: PartialStep) -> Option<Sample<2>> {
        SIZES.iter().find_map(|tenths| {
            let (value, distance) = self.beyond(*tenths)?;
            let points = [self.taken(&distance, &self.step, partial)?, self.taken(&distance, other, partial)?];
            (points[0] != points[1]).then_some(Sample { value, points })
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap_or_default()
    }

    fn stepped(from: &str, above: bool, step: &str, amount: &str) -> Stepped {
        let values = Reach::closed(Number::ZERO, n("1"));
        Stepped { from: n(from), above, step: n(step), amount: n(amount), at_most: None, values }
    }

    #[test]
    fn the_readings_of_part_of_a_step() {
        // Below 95%, 0.2 points for each percentage point: at 92.4% 2.6 steps.
        let sample = stepped("0.95", false, "0.01", "0.2").parts();
        assert_eq!(sample, Some(Sample { value: n("0.924"), points: [n("0.4"), n("0.6"), n("0.52")] }));
        // Only half a step is there below 0.5%.
        let sample = stepped("0.005", false, "0.01", "2").parts();
        assert_eq!(sample, Some(Sample { value: n("0"), points: [n("0"), n("2"), n("1")] }));
    }

    #[test]
    fn a_cap_hides_no_reading() {
        let capped = Stepped { at_most: Some(n("0.3")), ..stepped("0.95", false, "0.01", "0.2") };
        assert_eq!(capped.parts().map(|s| s.points), Some([n("0.2"), n("0.3"), n("0.28")]));
    }

    #[test]
    fn the_readings_of_the_size_of_a_step() {
        // 1% as a percentage point, or as a hundredth of 95%.
        let clause = stepped("0.95", false, "0.01", "0.5");
        let sample = clause.sizes(&n("0.0095"), PartialStep::Whole);
        assert_eq!(sample, Some(Sample { value: n("0.75"), points: [n("10"), n("10.5")] }));
        let sample = clause.sizes(&n("0.0095"), PartialStep::Started).map(|s| s.points);
        assert_eq!(sample, Some([n("2.5"), n("3")]));
    }

    proptest! {
        /// Whatever the numbers, the value is one that may occur and the three readings part in their order.
        #[test]
        fn readings_part(from in 0i64..1000, step in 1i64..200, amount in 1i64..500, above: bool, cap in 0i64..900) {
            let hundredth = |n: i64| Number::ratio(n, 1000).unwrap_or_default();
            let clause = Stepped {
                from: hundredth(from), above, step: hundredth(step), amount: hundredth(amount),
                at_most: (cap > 0).then(|| hundredth(cap)),
                values: Reach::closed(Number::ZERO, Number::ONE),
            };
            if let Some(Sample { value, points: [whole, started, part] }) = clause.parts() {
                prop_assert!(clause.values.contains(&value));
                prop_assert!(whole < part && part < started);
                let distance = if above { value.sub(&clause.from) } else { clause.from.sub(&value) };
                let exact = distance.and_then(|d| d.div(&clause.step)).and_then(|s| s.mul(&clause.amount));
                prop_assert_eq!(exact.unwrap_or_default(), part);
            } else {
                // Then there is no room for a tenth of a step, or the cap is reached at once.
                let room = if above { Number::ONE.sub(&clause.from) } else { Ok(clause.from.clone()) };
                let least = clause.step.mul(&Number::ratio(3, 10).unwrap_or_default());
                let capped = clause.at_most.as_ref().is_some_and(|cap| {
                    clause.amount.mul(&Number::ratio(3, 10).unwrap_or_default()).is_ok_and(|a| *cap <= a)
                        || *cap <= clause.amount
                });
                prop_assert!(capped || room.unwrap_or_default() < least.unwrap_or_default());
            }
        }
    }
}
