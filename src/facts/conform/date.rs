//! Days as a person writes them.

use jiff::civil::Date;

/// What a text says where a day is due.
#[derive(Debug, PartialEq)]
pub enum DateReading {
    /// A day, since 1970-01-01.
    Day(i32),
    /// A month, a year, or what is part of them: its first and its last day.
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

/// The day that a spreadsheet numbers so, from 1900 on; only days of this and the last decades, as a number that is none
/// should not be taken for one.
pub fn of_serial(serial: i32) -> Option<i32> {
    (29_221..=62_000).contains(&serial).then(|| serial - 25_569)
}

/// The day as `2024-03-07`.
pub fn show(day: i32) -> String {
    let date = jiff::Span::new().try_days(day).ok().and_then(|span| epoch().checked_add(span).ok());
    date.map_or_else(|| day.to_string(), |date| date.to_string())
}

/// Reads `text`, which is narrow and trimmed.
pub fn read(text: &str) -> DateReading {
    // Between the parts of a day in Chinese, blanks say nothing.
    if text.contains('年') && text.contains(char::is_whitespace) {
        let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        return read_close(&close);
    }
    read_close(text)
}

fn read_close(text: &str) -> DateReading {
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
    if chinese && let Some((first, last)) = months(rest) {
        return within(month(year, first).zip(month(year, last)).map(|((first, _), (_, last))| (first, last)));
    }
    let Some((number, rest)) = digits(rest, 1, 2) else {
        return DateReading::Words(None);
    };
    if !chinese && rest.is_empty() {
        return within(month(year, number));
    }
    if chinese
        && let Some(rest) = rest.strip_prefix('月')
        && let Some((first, last)) = days(rest)
    {
        return within(month(year, number).and_then(|(_, end)| {
            let last = match last {
                Some(last) => day(year, number, last)?,
                None => end,
            };
            Some((day(year, number, first)?, last))
        }));
    }
    let Some(rest) = rest.strip_prefix(if chinese { &['月'][..] } else { &['-', '/', '.'][..] }) else {
        return DateReading::Words(None);
    };
    let Some((in_month, rest)) = digits(rest.trim_start(), 1, 2) else {
        return DateReading::Words(None);
    };
    let found = day(year, number, in_month);
    let rest = rest.strip_prefix(['日', '号']).filter(|_| chinese).unwrap_or(rest).trim_start();
    if is_time(rest) {
        return found
            .map_or_else(|| DateReading::NoSuchDay(month(year, number).map(|(_, last)| last)), DateReading::Day);
    }
    DateReading::Words(found)
}

/// Whether `text`, behind a day, says no more than at what time of that day, as systems write it.
fn is_time(text: &str) -> bool {
    let Some(text) = Some(text.strip_prefix('T').unwrap_or(text)).filter(|text| !text.is_empty()) else { return true };
    // In the time of Greenwich it may be the day after.
    if text == "00:00:00Z" {
        return true;
    }
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let below = |part: &str, limit: u8| {
        (1..=2).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse().is_ok_and(|n: u8| n < limit)
    };
    let sound = match parts.as_slice() {
        [hour, minute] => below(hour, 24) && below(minute, 60),
        [hour, minute, second] => below(hour, 24) && below(minute, 60) && below(second, 60),
        _ => false,
    };
    sound && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// The months that are meant behind a year: `第三季度`, `上半年`.
fn months(text: &str) -> Option<(i32, i32)> {
    let text = text.trim_start_matches('第');
    let quarters = [("1季度", "一季度"), ("2季度", "二季度"), ("3季度", "三季度"), ("4季度", "四季度")];
    let quarter = (0..).zip(quarters).find(|(_, names)| text == names.0 || text == names.1);
    match (quarter, text) {
        (Some((number, _)), _) => Some((3 * number + 1, 3 * number + 3)),
        (None, "上半年") => Some((1, 6)),
        (None, "下半年") => Some((7, 12)),
        (None, _) => None,
    }
}

/// The days of a month that are meant behind it, the last where it is not the month's: `上旬`, and `完成`, which leaves
/// all of them open.
fn days(text: &str) -> Option<(i32, Option<i32>)> {
    const OPEN: [&str; 11] = ["", "份", "内", "底", "中", "初", "完成", "已完成", "底完成", "份完成", "内完成"];
    match text {
        "上旬" => Some((1, Some(10))),
        "中旬" => Some((11, Some(20))),
        "下旬" => Some((21, None)),
        _ => OPEN.contains(&text).then_some((1, None)),
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
            "2024年3月7日 9:05",
            "2024-03-07 15:30:00",
            "2024/3/7 15:30:00.5",
        ] {
            assert_eq!(shown(text), "2024-03-07", "{text}");
        }
        assert_eq!(of_serial(45_358).map(show).as_deref(), Some("2024-03-07"));
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
        let within = |text, first, last| {
            let DateReading::Within(from, to) = read(text) else { panic!("{text}: {:?}", read(text)) };
            assert_eq!((show(from).as_str(), show(to).as_str()), (first, last), "{text}");
        };
        within("2021年12月完成", "2021-12-01", "2021-12-31");
        within("2024年2月下旬", "2024-02-21", "2024-02-29");
        within("2024年第三季度", "2024-07-01", "2024-09-30");
        within("2024年 上半年", "2024-01-01", "2024-06-30");
        assert_eq!(read("2024年3月前"), DateReading::Words(None));
        assert_eq!(read("2024-03-07T15:30:00Z"), DateReading::Words(day(2024, 3, 7)));
        assert_eq!(read("2024-03-07 25:30"), DateReading::Words(day(2024, 3, 7)));
        assert_eq!(read("及时"), DateReading::Words(None));
    }
}
