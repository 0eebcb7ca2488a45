//! Days so many months or working days from another: not linear, but never far from it, and in order.

use std::rc::Rc;

use crate::model::{Comparison, DateStep, Expr, FactId, ValueId};
use crate::number::Number;

use super::condition::stands;
use super::formula::{Formula, Run};
use super::linear::{Linear, Var};
use super::piece::Piece;
use super::scope::Scope;
use super::translate::{Name, Translator};

/// Days of a month on the average: 146 097 days in 4 800 months.
const MONTH: (i64, i64) = (146_097, 4_800);
/// So many days may the months from one day to another differ from the average, the shortest and the longest.
const SLACK: i64 = 4;

/// A day that was moved from another.
#[derive(Debug)]
pub(super) struct Moved {
    from: (ValueId, u32, Vec<(FactId, u32)>),
    step: DateStep,
    count: i64,
    day: Var,
}

impl<'m> Translator<'m, '_> {
    /// `date` moved by `amount` months or working days: a variable of its own, tied to the day that it is counted from
    /// and to others that are.
    pub(super) fn moved(
        &mut self,
        expr: &'m Expr,
        (date, amount): (&'m Expr, &'m Expr),
        (step, back): (DateStep, bool),
        scope: &Rc<Scope<'m>>,
    ) -> Run<Vec<Piece>> {
        let name = Name::Opaque(expr.id, scope.method, scope.rows.clone());
        let is_new = !self.names.contains_key(&name);
        let pieces = self.opaque_number(expr, scope)?;
        let Some(day) = self.names.get(&name).copied().filter(|_| is_new) else { return Ok(pieces) };
        let count = self.one_number(amount, scope)?.and_then(|count| count.to_i64());
        let Some(count) = count.and_then(|count| if back { count.checked_neg() } else { Some(count) }) else {
            return Ok(pieces);
        };
        let mut ties = Vec::new();
        let start = self.number(date, scope)?;
        if let [only] = start.as_slice()
            && matches!(only.guard, Formula::True)
            && let Some(start) = only.linear()?
        {
            let apart = Linear::var(day).sub(&start)?;
            let (least, most) = distance(step, count);
            ties.extend(least.map(|least| at(&apart, Comparison::Ge, least)).transpose()?);
            ties.extend(most.map(|most| at(&apart, Comparison::Le, most)).transpose()?);
        }
        let from = (date.id, scope.method, scope.rows.clone());
        for other in self.moved.iter().filter(|other| other.from == from && other.step == step) {
            let (later, earlier, more) = match count.saturating_sub(other.count) {
                0 => continue,
                more if more > 0 => (day, other.day, more),
                less => (other.day, day, less.saturating_neg()),
            };
            let apart = Linear::var(later).sub(&Linear::var(earlier))?;
            let (least, _) = distance(step, more);
            ties.push(at(&apart, Comparison::Ge, least.unwrap_or(0).max(1))?);
        }
        self.variables.tie(day, Formula::all(ties));
        self.moved.push(Moved { from, step, count, day });
        Ok(pieces)
    }
}

impl<'m> Translator<'m, '_> {
    /// The working days from one day to another: a variable of its own, no more than the days between them.
    pub(super) fn workdays(
        &mut self,
        expr: &'m Expr,
        (from, to): (&'m Expr, &'m Expr),
        scope: &Rc<Scope<'m>>,
    ) -> Run<Vec<Piece>> {
        let name = Name::Opaque(expr.id, scope.method, scope.rows.clone());
        let is_new = !self.names.contains_key(&name);
        let pieces = self.opaque_number(expr, scope)?;
        let Some(count) = self.names.get(&name).copied().filter(|_| is_new) else { return Ok(pieces) };
        let (from, to) = (self.number(from, scope)?, self.number(to, scope)?);
        let ([start], [end]) = (from.as_slice(), to.as_slice()) else { return Ok(pieces) };
        if !matches!((&start.guard, &end.guard), (Formula::True, Formula::True)) {
            return Ok(pieces);
        }
        if let (Some(start), Some(end)) = (start.linear()?, end.linear()?) {
            let (days, count) = (end.sub(&start)?, Linear::var(count));
            let fewer = count.sub(&days)?;
            let forth = Formula::all([
                stands(&days, Comparison::Ge)?,
                stands(&count, Comparison::Ge)?,
                stands(&fewer, Comparison::Le)?,
            ]);
            // Counted the other way where the second is the earlier.
            let back = Formula::all([
                stands(&days, Comparison::Lt)?,
                stands(&count, Comparison::Le)?,
                stands(&fewer, Comparison::Ge)?,
            ]);
            if let Some(var) = self.names.get(&name).copied() {
                self.variables.tie(var, forth.or(back));
            }
        }
        Ok(pieces)
    }
}

/// How many days lie at the least, and at the most, between a day and the one so many steps on.
fn distance(step: DateStep, count: i64) -> (Option<i64>, Option<i64>) {
    match step {
        DateStep::Day => (Some(count), Some(count)),
        DateStep::Month => {
            let days = count.saturating_mul(MONTH.0) / MONTH.1;
            (Some(days.saturating_sub(SLACK)), Some(days.saturating_add(SLACK)))
        }
        // Each working day is another day; how many lie between them the calendar says.
        DateStep::Workday if count > 0 => (Some(count), None),
        DateStep::Workday if count < 0 => (None, Some(count)),
        DateStep::Workday => (None, None),
    }
}

fn at(apart: &Linear, op: Comparison, days: i64) -> Run<Formula> {
    stands(&apart.sub(&Linear::constant(Number::from_i64(days)))?, op)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_lie_within_their_bounds() {
        let first = date(1895, 12, 1);
        for at in 0..3_800 {
            let start = first.checked_add(at.days()).unwrap();
            for count in [1, 2, 3, 5, 6, 11, 12, 24, 97, 480] {
                let on = start.checked_add(count.months()).unwrap();
                let days = i64::from(start.until(on).unwrap().get_days());
                let (least, most) = distance(DateStep::Month, i64::from(count));
                assert!(least.unwrap() <= days && days <= most.unwrap(), "{start} + {count} months: {days}");
            }
        }
    }
}
