//! Days, months and working days. Working days are a list on a sheet of their own, so that make-up days count as the
//! calendar has them; a spreadsheet's own function knows holidays alone.

use crate::eval;
use crate::model::{Calendar, DateStep, Expr};
use crate::number::Number;

use super::super::formula::Formula;
use super::guard::EPOCH;
use super::scope::Scope;
use super::{Run, Translator, Why};

/// 1900-03-01: earlier days have other numbers in a spreadsheet.
const FIRST_DAY: i32 = -25508;

/// A day as a formula.
pub(super) fn day(day: i32) -> Run {
    if day < FIRST_DAY {
        return Err(Why::EarlyDay);
    }
    let Some(date) = eval::date(day) else { return Err(Why::EarlyDay) };
    let part = |n: i64| Formula::whole(n);
    let (year, month, of_month) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let formula = Formula::call("DATE", &[&part(year), &part(month), &part(of_month)]);
    Ok(formula.fixed(true))
}

/// Whether the calendar has no year missing between others.
pub(super) fn is_whole(calendar: &Calendar) -> bool {
    let mut years = calendar.years.keys();
    let Some(mut last) = years.next().copied() else { return false };
    for year in years {
        if *year != last + 1 {
            return false;
        }
        last = *year;
    }
    true
}

/// The days worked in the years that the calendar covers.
pub(in super::super) fn worked(calendar: &Calendar) -> Vec<i32> {
    let Some((first, last)) = covered(calendar) else { return Vec::new() };
    let mut days = Vec::new();
    for on in first..=last {
        if eval::workdays_between(calendar, on.saturating_sub(1), on) == Ok(1) {
            days.push(on);
        }
    }
    days
}

/// The first and the last day covered.
fn covered(calendar: &Calendar) -> Option<(i32, i32)> {
    let first = eval::day(jiff::civil::Date::new(*calendar.years.keys().next()?, 1, 1).ok()?)?;
    let last = eval::day(jiff::civil::Date::new(*calendar.years.keys().next_back()?, 12, 31).ok()?)?;
    Some((first, last))
}

impl<'a> Translator<'a> {
    pub(super) fn date_add(
        &mut self,
        date: &'a Expr,
        amount: &'a Expr,
        step: DateStep,
        back: bool,
        scope: &Scope<'a>,
    ) -> Run {
        let from = self.expr(date, scope)?;
        let amount = self.expr(amount, scope)?;
        let (sure, amount) = match &amount.constant {
            Some(number) => (true, if back { Formula::number(&number.neg()) } else { amount.clone() }),
            None => (false, if back { Formula::negate(&amount) } else { amount.clone() }),
        };
        let moved = match step {
            DateStep::Day => {
                if amount.constant.as_ref().is_some_and(Number::is_negative) {
                    let less = amount.constant.as_ref().map(Number::neg).unwrap_or(Number::ZERO);
                    Formula::sub(&from, &Formula::number(&less))
                } else {
                    Formula::add(&from, &amount)
                }
            }
            DateStep::Month => months(&from, &amount),
            DateStep::Workday => self.add_workdays(&from, &amount)?,
        };
        if sure {
            return Ok(moved.fixed(true));
        }
        let whole = Formula::compare(&amount, "=", &Formula::call("INT", &[&amount]));
        Ok(Formula::choose(&whole, &moved, &Formula::none()).fixed(true))
    }

    /// How many days worked lie after `from`, through `to`.
    pub(super) fn workdays(&mut self, from: &'a Expr, to: &'a Expr, scope: &Scope<'a>) -> Run {
        let (from, to) = (self.expr(from, scope)?, self.expr(to, scope)?);
        let (first, last) = covered(&self.rubric.calendar).ok_or(Why::Calendar)?;
        let list = self.worked_days()?;
        let inside = |on: &Formula| {
            Ok::<Formula, Why>(Formula::mul(
                &Formula::compare(on, ">=", &day(first.saturating_sub(1))?),
                &Formula::compare(on, "<=", &day(last)?),
            ))
        };
        let covered = Formula::mul(&inside(&from)?, &inside(&to)?);
        let covered = Formula::compare(&covered, "=", &Formula::whole(1));
        let count = Formula::sub(&through(&list, &to), &through(&list, &from));
        Ok(Formula::choose(&covered, &count, &Formula::none()).fixed(true))
    }

    /// The day worked that is so many after `from`.
    fn add_workdays(&mut self, from: &Formula, amount: &Formula) -> Run {
        let (first, last) = covered(&self.rubric.calendar).ok_or(Why::Calendar)?;
        let list = self.worked_days()?;
        let after = Formula::call("SMALL", &[&list, &Formula::add(&through(&list, from), amount)]);
        let starts = Formula::compare(from, ">=", &day(first.saturating_sub(1))?);
        let forward = Formula::choose(&starts, &after, &Formula::none());
        let yesterday = Formula::sub(from, &Formula::whole(1));
        let back = Formula::add(&Formula::add(&through(&list, &yesterday), amount), &Formula::whole(1));
        let before = Formula::call("SMALL", &[&list, &back]);
        let ends = Formula::compare(from, "<=", &day(last.saturating_add(1))?);
        let backward = Formula::choose(&ends, &before, &Formula::none());
        let zero = Formula::whole(0);
        match &amount.constant {
            Some(n) if n.is_zero() => Ok(from.clone()),
            Some(n) if n.is_positive() => Ok(forward),
            Some(_) => Ok(backward),
            None => {
                let moved = Formula::choose(&Formula::compare(amount, ">", &zero), &forward, &backward);
                Ok(Formula::choose(&Formula::compare(amount, "=", &zero), from, &moved))
            }
        }
    }
}

/// How many days of the list lie before `on` or are it.
fn through(list: &Formula, on: &Formula) -> Formula {
    // Joined to the sign the day is a text, which a function that counts reads again as a number.
    let until = Formula::name(format!("\"<=\"&({})", on.as_str()));
    let until = if on.array { until.over_ranges() } else { until };
    Formula::call("COUNTIF", &[list, &until])
}

/// So many months after `from`: the same day, else the month's last. EDATE does not take ranges.
fn months(from: &Formula, amount: &Formula) -> Formula {
    let part = |name: &str| Formula::call(name, &[from]);
    let month = Formula::add(&part("MONTH"), amount);
    let same = Formula::call("DATE", &[&part("YEAR"), &month, &part("DAY")]);
    let next = Formula::add(&month, &Formula::whole(1));
    let last = Formula::call("DATE", &[&part("YEAR"), &next, &Formula::whole(0)]);
    Formula::choose(&Formula::compare(&same, "<=", &last), &same, &last)
}

/// A day in the count of spreadsheets.
pub(in super::super) fn serial(day: i32) -> i64 {
    i64::from(day) + EPOCH
}
