//! Numbers and dates as written, in base units.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{Expr, ExprKind, Type, TypeKind};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{self, NumberLiteral, UnitSuffix};
use crate::unit::Dimension;

/// The day number of a date, counted from 1970-01-01; none if there is no such day.
pub(super) fn day_number(date: ast::Date) -> Option<i32> {
    let year = i16::try_from(date.year).ok()?;
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    jiff::civil::date(1970, 1, 1).until(date).ok().map(|span| span.get_days())
}

/// The date of a day number.
pub(super) fn day_text(day: i64) -> Option<String> {
    let days = jiff::Span::new().try_days(day).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok().map(|date| date.to_string())
}

impl Checker<'_> {
    /// `20万元`, `95%`, `3`
    pub(super) fn literal(&mut self, span: Span, number: &NumberLiteral, unit: Option<&UnitSuffix>) -> Option<Expr> {
        let Ok(written) = Number::parse(&number.digits) else {
            self.tell(Diagnostic::new(Code::NumberTooLong, number.span));
            return None;
        };
        let hundredth = |places| Number::ratio(1, 10i64.pow(places)).unwrap_or(Number::ONE);
        let (factor, dimension, share) = match unit {
            None => (Number::ONE, Dimension::none(), false),
            Some(UnitSuffix::Percent) => (hundredth(2), Dimension::none(), true),
            Some(UnitSuffix::Permille) => (hundredth(3), Dimension::none(), true),
            Some(UnitSuffix::Named { name, per }) => {
                let alone = per.is_none();
                let (factor, dimension, _) = self.unit(name, per.as_ref(), &|checker, name| {
                    match super::nearest::common_unit(&name.text).filter(|_| alone) {
                        Some(common) => {
                            // The amount as a whole is what the author looks for.
                            let right = format!("{}{common}", number.digits);
                            Diagnostic::new(Code::UnitUnknown, span)
                                .arg("name", name.text.as_str())
                                .help(Message::new("check-write-instead").arg("right", right.as_str()))
                                .fix(span, right)
                        }
                        None => checker.unknown_unit(name),
                    }
                })?;
                // A percentage point is written in hundredths and shown in them.
                let share = dimension.is_none() && factor < Number::ONE;
                (factor, dimension, share)
            }
        };
        let Ok(value) = written.mul(&factor) else {
            self.tell(Diagnostic::new(Code::ConstantTooLarge, span));
            return None;
        };
        let whole = value.is_integer();
        let kind = TypeKind::Number { dimension, whole, share, unit: None, unit_field: None };
        Some(self.make(span, Type::plain(kind), ExprKind::Number(value)))
    }

    /// A date; tells if there is no such day.
    pub(super) fn day(&mut self, span: Span, date: ast::Date) -> Option<i32> {
        let day = day_number(date);
        if day.is_none() {
            let written = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
            self.tell(Diagnostic::new(Code::DateUnknown, span).arg("date", written));
        }
        day
    }
}
