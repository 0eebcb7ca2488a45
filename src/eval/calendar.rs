//! Dates: months and working days. Days are counted from 1970-01-01.

use jiff::Span;
use jiff::civil::Date;

use crate::model::Calendar;

/// Why a date cannot be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The result lies outside the years 1 to 9999.
    OutOfRange,
    /// No calendar covers this year.
    YearNotCovered(i16),
}

fn epoch() -> Date {
    jiff::civil::date(1970, 1, 1)
}

/// The date of a day number.
pub fn date(day: i32) -> Option<Date> {
    epoch().checked_add(Span::new().try_days(day).ok()?).ok()
}

/// The number of a date.
pub fn day(date: Date) -> Option<i32> {
    epoch().until(date).ok().map(|span| span.get_days())
}

/// `months` after `from`: the same day of the month, else the month's last day.
pub fn add_months(from: i32, months: i64) -> Result<i32, CalendarError> {
    let span = i32::try_from(months).ok().and_then(|m| Span::new().try_months(m).ok());
    span.zip(date(from))
        .and_then(|(span, date)| date.checked_add(span).ok())
        .and_then(day)
        .ok_or(CalendarError::OutOfRange)
}

/// Whether `on` is worked. 1970-01-01 was a Thursday.
fn is_worked(calendar: &Calendar, on: i32) -> Result<bool, CalendarError> {
    let year = date(on).ok_or(CalendarError::OutOfRange)?.year();
    if !calendar.years.contains_key(&year) {
        return Err(CalendarError::YearNotCovered(year));
    }
    Ok(calendar.days.get(&on).copied().unwrap_or_else(|| (on + 3).rem_euclid(7) < 5))
}

/// The `count`-th working day after `from` (before it, where negative); `from` itself for 0.
pub fn add_workdays(calendar: &Calendar, from: i32, count: i64) -> Result<i32, CalendarError> {
    let (mut left, step) = (count.unsigned_abs(), if count < 0 { -1 } else { 1 });
    let mut on = from;
    while left > 0 {
        on = on.checked_add(step).ok_or(CalendarError::OutOfRange)?;
        if is_worked(calendar, on)? {
            left -= 1;
        }
    }
    Ok(on)
}

/// How many working days lie after `from`, through `to`; negative, counted the other way, where `to` is
/// the earlier.
pub fn workdays_between(calendar: &Calendar, from: i32, to: i32) -> Result<i64, CalendarError> {
    if to < from {
        return workdays_between(calendar, to, from).map(|n| -n);
    }
    let mut count = 0;
    for on in from.saturating_add(1)..=to {
        if is_worked(calendar, on)? {
            count += 1;
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> i32 {
        day(text.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        assert_eq!(add_months(on("2024-01-31"), 1), Ok(on("2024-02-29")));
        assert_eq!(add_months(on("2023-01-31"), 1), Ok(on("2023-02-28")));
        assert_eq!(add_months(on("2024-01-15"), 3), Ok(on("2024-04-15")));
        assert_eq!(add_months(on("2024-03-31"), -1), Ok(on("2024-02-29")));
        assert_eq!(add_months(0, i64::MAX), Err(CalendarError::OutOfRange));
    }

    #[test]
    fn working_days_skip_weekends_and_holidays_and_count_make_up_days() {
        let mut calendar = Calendar::default();
        calendar.years.insert(2024, Default::default());
        for text in ["2024-05-01", "2024-05-02", "2024-05-03"] {
            calendar.days.insert(on(text), false);
        }
        calendar.days.insert(on("2024-04-28"), true);
        // Tuesday the 30th is worked, then the holiday and a weekend.
        assert_eq!(add_workdays(&calendar, on("2024-04-29"), 1), Ok(on("2024-04-30")));
        assert_eq!(add_workdays(&calendar, on("2024-04-30"), 1), Ok(on("2024-05-06")));
        // Friday the 26th, then Sunday the 28th is made up.
        assert_eq!(add_workdays(&calendar, on("2024-04-26"), 1), Ok(on("2024-04-28")));
        assert_eq!(workdays_between(&calendar, on("2024-04-26"), on("2024-05-06")), Ok(4));
        assert_eq!(workdays_between(&calendar, on("2024-05-06"), on("2024-04-26")), Ok(-4));
        assert_eq!(add_workdays(&calendar, on("2024-12-31"), 1), Err(CalendarError::YearNotCovered(2025)));
    }
}
