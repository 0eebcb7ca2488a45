//! Days as a person writes them.

use jiff::civil::Date;

/// What a text says where a day is due.
#[derive(Debug, PartialEq)]
pub enum DateReading {
    /// A day, since 1970-01-01.
    Day(i32),
    /// A month or a year: its first and its last day.
    Within(i32, i32),
    /// A day that no calendar has; the last that its month has, if the month is one.
    NoSuchDay(Option<i32>),
    /// A day with words beside it: `2024年3月7日前`.
    Words(Option<i32>),
}

fn epoch() -> Date {
    jiff::civil::date(1970, 1, 1)
}

/// The number of a day; none if there is no such day, or its year has not four digits.
pub fn day(year: i32, month: i32, day: i32) -> Option<i32> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    if !(1000..=9999).contains(&year) {
        return None;
    }
    let date = Date::new(year, month, day).ok()?;
    epoch().until(date).ok().map(|span| span.get_days())
}

/// The first and the last day of a month.
pub fn month(year: i32, month: i32) -> Option<(i32, i32)> {
    let first = day(year, month, 1)?;
    let last = (28..=31).rev().find_map(|last| day(year, month, last))?;
    Some((first, last))
}

/// The day as `2024-03-07`.
pub fn show(day: i32) -> String {
    let date = jiff::Span::new().try_days(day).ok().and_then(|span| epoch().checked_add(span).ok());
    date.map_or_else(|| day.to_string(), |date| date.to_string())
}

/// Reads `text`, which is narrow and trimmed.
pub fn read(text: &str) -> DateReading {
    let Some((year, rest)) = digits(text, 4, 4) else {
        return DateReading::Words(None);
    };
    // `20240307`
    if rest.is_empty() {
        return within(day(year, 1, 1).zip(day(year, 12, 31)));
    }
    if let Some((month, rest)) = digits(rest, 2, 2)
        && let Some((number, "")) = digits(rest, 2, 2)
    {
        return DateReading::Words(day(year, month, number));
    }
    let chinese = rest.starts_with('年');
    let Some(rest) = rest.strip_prefix(['年', '-', '/', '.']).map(str::trim_start) else {
        return DateReading::Words(None);
    };
    if chinese && matches!(rest, "" | "度") {
        return within(day(year, 1, 1).zip(day(year, 12, 31)));
    }
    let Some((number, rest)) = digits(rest, 1, 2) else {
        return DateReading::Words(None);
    };
    let whole_month = if chinese { matches!(rest, "月" | "月份") } else { rest.is_empty() };
    if whole_month {
        return within(month(year, number));
    }
    let Some(rest) = rest.strip_prefix(if chinese { &['月'][..] } else { &['-', '/', '.'][..] }) else {
        return DateReading::Words(None);
    };
    let Some((in_month, rest)) = digits(rest.trim_start(), 1, 2) else {
        return DateReading::Words(None);
    };
    let found = day(year, number, in_month);
    match rest.strip_prefix(['日', '号']).filter(|_| chinese).unwrap_or(rest).trim_start() {
        // Midnight, which spreadsheets and TOML put behind a day.
        "" | "00:00" | "00:00:00" | "T00:00:00" | "T00:00:00Z" => {
            found.map_or_else(|| DateReading::NoSuchDay(month(year, number).map(|(_, last)| last)), DateReading::Day)
        }
        _ => DateReading::Words(found),
    }
}

fn within(days: Option<(i32, i32)>) -> DateReading {
    days.map_or(DateReading::NoSuchDay(None), |(first, last)| DateReading::Within(first, last))
}

/// The number of at least `least` and at most `most` digits that `text` begins with, and what follows.
pub fn digits(text: &str, least: usize, most: usize) -> Option<(i32, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(length)?;
    if length < least {
        return None;
    }
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(&super::super::text::folded(text)) {
            DateReading::Day(day) => show(day),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn days_are_read_as_written() {
        for text in [
            "2024-03-07",
            "2024-3-7",
            "2024/3/7",
            "2024.3.7",
            "2024年3月7日",
            "２０２４年３月７日",
            "2024-03-07T00:00:00",
            "2024 年 3月 7日",
        ] {
            // Only the last is no date: a blank before 年.
            if text.contains(" 年") {
                assert_eq!(read(text), DateReading::Words(None));
            } else {
                assert_eq!(shown(text), "2024-03-07", "{text}");
            }
        }
        assert_eq!(read("1970-01-01"), DateReading::Day(0));
        assert_eq!(read("1969-12-31"), DateReading::Day(-1));
    }

    #[test]
    fn what_is_no_day_is_told_apart() {
        assert_eq!(read("2024-02-30"), DateReading::NoSuchDay(day(2024, 2, 29)));
        assert_eq!(read("2024-13-01"), DateReading::NoSuchDay(None));
        assert_eq!(read("2024年4月"), DateReading::Within(day(2024, 4, 1).unwrap(), day(2024, 4, 30).unwrap()));
        assert_eq!(read("2024"), DateReading::Within(day(2024, 1, 1).unwrap(), day(2024, 12, 31).unwrap()));
        assert_eq!(read("20240307"), DateReading::Words(day(2024, 3, 7)));
        assert_eq!(read("2024年3月7日前"), DateReading::Words(day(2024, 3, 7)));
        assert_eq!(read("2021年12月完成"), DateReading::Words(None));
        assert_eq!(read("及时"), DateReading::Words(None));
    }
}
