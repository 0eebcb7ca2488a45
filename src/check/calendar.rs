//! 工作日历: the days that differ from the week.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Span;
use crate::syntax::ast::{self, Item};

impl<'a> Checker<'a> {
    /// Reads every calendar.
    pub(super) fn calendars(&mut self, valid: Option<(i32, i32)>) {
        let files = self.files;
        for item in files.iter().flat_map(|file| &file.items) {
            if let Item::Calendar(decl) = item {
                self.one_calendar(decl);
            }
        }
        self.valid = valid;
    }

    fn one_calendar(&mut self, decl: &'a ast::CalendarDecl) {
        let year = match i16::try_from(decl.year.value) {
            Ok(year) if (1..=9999).contains(&year) => year,
            _ => return self.tell(Diagnostic::new(Code::CalendarYear, decl.year.span)),
        };
        if let Some(first) = self.calendar.years.get(&year) {
            let first = *first;
            self.tell(
                Diagnostic::new(Code::CalendarTwice, decl.year.span)
                    .arg("year", year.to_string())
                    .label(first, Message::new("check-first-here")),
            );
            return;
        }
        self.calendar.years.insert(year, decl.year.span);
        let mut places: Vec<(i32, i32, bool, Span)> = Vec::new();
        for entry in &decl.entries {
            let Some((from, to)) = self.period(&entry.from, &entry.to) else { continue };
            let outside = [&entry.from, &entry.to].into_iter().find(|d| d.value.year != decl.year.value);
            if let Some(outside) = outside {
                self.tell(
                    Diagnostic::new(Code::CalendarOtherYear, outside.span)
                        .arg("year", year.to_string())
                        .label(decl.year.span, Message::new("check-calendar-year")),
                );
                continue;
            }
            let span = entry.from.span.to(entry.to.span);
            if let Some((.., worked, first)) = places.iter().find(|(a, b, ..)| *a <= to && from <= *b) {
                let (code, first) =
                    (if *worked == entry.worked { Code::CalendarDayTwice } else { Code::CalendarDayBoth }, *first);
                self.tell(Diagnostic::new(code, span).label(first, Message::new("check-first-here")));
                continue;
            }
            places.push((from, to, entry.worked, span));
            for day in from..=to {
                self.calendar.days.insert(day, entry.worked);
            }
        }
    }

    /// Tells if working days are counted and no calendar says which they are.
    pub(super) fn calendar_needed(&mut self) {
        let Some(span) = self.workdays else { return };
        if self.calendar.years.is_empty() {
            self.tell(Diagnostic::new(Code::CalendarMissing, span));
            return;
        }
        let Some((first, last)) = self.valid.and_then(|(first, last)| year_of(first).zip(year_of(last))) else {
            return;
        };
        let missing: Vec<String> = (first..=last)
            .filter(|year| !self.calendar.years.contains_key(year))
            .map(|year| year.to_string())
            .collect();
        if !missing.is_empty() {
            self.tell(Diagnostic::new(Code::CalendarYears, span).arg("years", missing));
        }
    }
}

/// The year of a day number.
fn year_of(day: i32) -> Option<i16> {
    let days = jiff::Span::new().try_days(day).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok().map(|date| date.year())
}
