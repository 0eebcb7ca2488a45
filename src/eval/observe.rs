//! What is noticed when a rubric is run without facts: rules that leave their points, values that no band
//! or several bands hold.

use crate::model::{Band, Expr, Rule, ValueRange};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::value::Value;

use super::Evaluator;
use super::ops;
use super::scope::Scope;

/// Something noticed.
#[derive(Debug, Clone)]
pub enum Observation<'m> {
    /// A rule may give more points than its place holds, or less than none.
    BeyondPoints {
        /// The innermost such rule.
        rule: &'m Rule,
        /// What it may give that it must not.
        beyond: Reach,
        /// Full marks of the place.
        full: Number,
    },
    /// Values that no band holds.
    Gap {
        /// The 分档.
        rule: &'m Rule,
        /// What is banded.
        subject: &'m Expr,
        /// The values.
        region: Reach,
    },
    /// Values that two bands hold.
    Overlap {
        /// The 分档.
        rule: &'m Rule,
        /// What is banded.
        subject: &'m Expr,
        /// The two bands, by their place.
        bands: (usize, usize),
        /// The values.
        region: Reach,
    },
    /// Totals that no grade holds.
    GradeGap {
        /// The totals.
        region: Reach,
    },
    /// Totals that two grades hold.
    GradeOverlap {
        /// The two grades, by their place.
        grades: (usize, usize),
        /// The totals.
        region: Reach,
    },
}

/// The values of a range whose ends are constants.
pub(super) fn constant_range(range: &ValueRange) -> Option<Reach> {
    use crate::number::reach::Bound;
    let mut reach = Reach::all();
    if let Some(low) = &range.low {
        let end = low.value.kind.constant()?;
        reach = reach.above(&if low.closed { Bound::Closed(end) } else { Bound::Open(end) });
    }
    if let Some(high) = &range.high {
        let end = high.value.kind.constant()?;
        reach = reach.below(&if high.closed { Bound::Closed(end) } else { Bound::Open(end) });
    }
    Some(reach)
}

/// The values of `range` as seen from the one value, not a constant, that is every end in `bands`: it stands
/// at 0. `None` where the ends differ.
fn range_around(range: &ValueRange, bands: &[Band]) -> Option<Reach> {
    use crate::number::reach::Bound;
    let mut ends = bands.iter().flat_map(|b| b.range.low.iter().chain(&b.range.high)).map(|end| end.value.id);
    let first = ends.next()?;
    if ends.any(|id| id != first) {
        return None;
    }
    let bound = |closed: bool| if closed { Bound::Closed(Number::ZERO) } else { Bound::Open(Number::ZERO) };
    let mut reach = Reach::all();
    if let Some(low) = &range.low {
        reach = reach.above(&bound(low.closed));
    }
    if let Some(high) = &range.high {
        reach = reach.below(&bound(high.closed));
    }
    Some(reach)
}

impl<'m, 'f> Evaluator<'m, 'f> {
    fn observe(&mut self, observation: Observation<'m>) {
        if let Some(observations) = &mut self.observations {
            observations.push(observation);
        }
    }

    /// Notices a score outside [0, 满分], unless a rule within has been noticed for it.
    pub(super) fn observe_points(&mut self, rule: &'m Rule, score: &Value, scope: &Scope<'_, 'm, 'f>) {
        if self.choosing > 0 || !is_number(score) {
            return;
        }
        let zero = Number::ZERO;
        let beyond = ops::reach(score).minus(&Reach::closed(zero, scope.full.clone()));
        let told_within = |o: &Observation<'_>| match o {
            Observation::BeyondPoints { rule: inner, .. } => {
                inner.span.source == rule.span.source
                    && rule.span.start <= inner.span.start
                    && inner.span.end <= rule.span.end
            }
            _ => false,
        };
        if beyond.is_empty() || self.observations.iter().flatten().any(told_within) {
            return;
        }
        self.observe(Observation::BeyondPoints { rule, beyond, full: scope.full.clone() });
    }

    /// Notices values that no band holds, or several.
    pub(super) fn observe_bands(&mut self, rule: &'m Rule, subject: &'m Expr, bands: &'m [Band], value: &Value) {
        let told = |o: &Observation<'_>| match o {
            Observation::Gap { rule: r, .. } | Observation::Overlap { rule: r, .. } => std::ptr::eq(*r, rule),
            _ => false,
        };
        if self.observations.iter().flatten().any(told) {
            return;
        }
        let constant = bands.iter().map(|b| constant_range(&b.range)).collect::<Option<Vec<_>>>();
        let (all, ranges) = match constant {
            Some(ranges) => (ops::reach(value), ranges),
            // Every end is one and the same value that only facts tell: below it, at it, above it.
            None => match bands.iter().map(|b| range_around(&b.range, bands)).collect::<Option<Vec<_>>>() {
                Some(ranges) => (Reach::all(), ranges),
                None => return,
            },
        };
        let (gap, overlaps) = coverage(&all, &ranges);
        if !gap.is_empty() {
            self.observe(Observation::Gap { rule, subject, region: gap });
        }
        for (pair, region) in overlaps {
            self.observe(Observation::Overlap { rule, subject, bands: pair, region });
        }
    }

    /// Notices totals that no grade holds, or several.
    pub(super) fn observe_grades(&mut self, total: &Value) {
        let ranges = self.rubric.grades.iter().map(|g| constant_range(&g.range)).collect::<Option<Vec<_>>>();
        let Some(ranges) = ranges.filter(|r| !r.is_empty()) else { return };
        let (gap, overlaps) = coverage(&ops::reach(total), &ranges);
        if !gap.is_empty() {
            self.observe(Observation::GradeGap { region: gap });
        }
        for (grades, region) in overlaps {
            self.observe(Observation::GradeOverlap { grades, region });
        }
    }
}

/// Two ranges, by their place, and what both hold.
type Overlap = ((usize, usize), Reach);

/// The values of `all` that none of `ranges` holds, and those that two hold.
fn coverage(all: &Reach, ranges: &[Reach]) -> (Reach, Vec<Overlap>) {
    let mut gap = all.clone();
    let mut overlaps = Vec::new();
    for (i, range) in ranges.iter().enumerate() {
        gap = gap.minus(range);
        for (j, other) in ranges.iter().enumerate().skip(i + 1) {
            let both = range.intersect(other).intersect(all);
            if !both.is_empty() {
                overlaps.push(((i, j), both));
            }
        }
    }
    (gap, overlaps)
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Unknown(unknown) => matches!(unknown.known, crate::value::Known::Number(_)),
        _ => false,
    }
}
