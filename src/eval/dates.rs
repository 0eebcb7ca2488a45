//! Dates moved by days, months and working days, known or not.

use crate::diagnostic::{Code, Message};
use crate::model::DateStep;
use crate::number::Number;
use crate::number::reach::{Bound, Interval, Lattice, Reach};
use crate::source::Span;
use crate::value::Value;

use super::error::{self, Run};
use super::{CalendarError, Evaluator, calendar, ops, show};

impl Evaluator<'_, '_> {
    pub(super) fn date_add(
        &mut self,
        span: Span,
        date: &Value,
        amount: &Value,
        step: DateStep,
        back: bool,
    ) -> Run<Value> {
        if let (Value::Date(from), Value::Number(amount)) = (date, amount) {
            let count = self.whole(span, amount)?;
            let moved = self.moved(*from, if back { count.checked_neg() } else { Some(count) }, step);
            return moved.map(Value::Date).map_err(|e| self.fail(|| error::calendar(&e, span)));
        }
        let (from, amount) = (ops::reach(date), ops::reach(amount));
        let amount = if back { amount.neg() } else { amount };
        if step == DateStep::Day {
            return Ok(ops::date_in(from.add(&amount)));
        }
        // Both move the date the further the later it is and the more is added, so the ends carry it.
        let end = |bound: (Bound, Bound)| -> Option<i32> {
            let day = |b: Bound| match b {
                Bound::Closed(n) | Bound::Open(n) => n.to_i64(),
                Bound::Unbounded => None,
            };
            self.moved(i32::try_from(day(bound.0)?).ok()?, day(bound.1), step).ok()
        };
        let low = end((from.lo(), amount.lo())).map_or(Bound::Unbounded, |d| Bound::Closed(Number::from_i64(d.into())));
        let high =
            end((from.hi(), amount.hi())).map_or(Bound::Unbounded, |d| Bound::Closed(Number::from_i64(d.into())));
        Ok(ops::date_in(Reach::interval(Interval { lo: low, hi: high, lattice: Some(day_lattice()) })))
    }

    pub(super) fn workdays(&mut self, span: Span, from: &Value, to: &Value) -> Run<Value> {
        if let (Value::Date(from), Value::Date(to)) = (from, to) {
            return calendar::workdays_between(&self.rubric.calendar, *from, *to)
                .map(|n| Value::Number(Number::from_i64(n)))
                .map_err(|e| self.fail(|| error::calendar(&e, span)));
        }
        // No more working days than days, and none where the days are none.
        let days = ops::reach(to).sub(&ops::reach(from));
        let zero = Reach::point(Number::ZERO);
        let low = days.min(&zero).lo();
        let high = days.max(&zero).hi();
        Ok(ops::number_in(Reach::interval(Interval { lo: low, hi: high, lattice: Some(day_lattice()) })))
    }

    /// A whole number of days, months or working days.
    fn whole(&mut self, span: Span, amount: &Number) -> Run<i64> {
        amount.to_i64().ok_or_else(|| {
            self.fail(|| {
                let value = Message::new("found-here").arg("value", show::number(amount));
                error::plain(Code::DateStepNotWhole, span).at(value)
            })
        })
    }

    fn moved(&self, from: i32, count: Option<i64>, step: DateStep) -> Result<i32, CalendarError> {
        let count = count.ok_or(CalendarError::OutOfRange)?;
        match step {
            DateStep::Day => i64::from(from)
                .checked_add(count)
                .and_then(|day| i32::try_from(day).ok())
                .filter(|day| calendar::date(*day).is_some())
                .ok_or(CalendarError::OutOfRange),
            DateStep::Month => calendar::add_months(from, count),
            DateStep::Workday => calendar::add_workdays(&self.rubric.calendar, from, count),
        }
    }
}

fn day_lattice() -> Lattice {
    Lattice { origin: Number::ZERO, step: Number::ONE }
}

/// Every day.
pub(super) fn whole_days() -> Reach {
    Reach::interval(Interval { lo: Bound::Unbounded, hi: Bound::Unbounded, lattice: Some(day_lattice()) })
}
