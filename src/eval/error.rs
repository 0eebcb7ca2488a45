//! The mistakes that only facts bring to light.

use crate::diagnostic::{Code, Diagnostic, Message};
use crate::number::NumberError;
use crate::source::Span;

use super::CalendarError;

/// Why something that was asked for cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A mistake, which has been told, or need not be because the case may not come to pass.
    Failed,
    /// 剔除: the row or node that the rule stands in is left out.
    Dropped,
}

/// The outcome of a step that may have to stop.
pub(super) type Run<T> = Result<T, Stop>;

/// A number that cannot be worked out.
pub(super) fn number(error: &NumberError, span: Span) -> Diagnostic {
    match error {
        NumberError::DivisionByZero => Diagnostic::new(Code::DivisionByZero, span),
        _ => Diagnostic::new(Code::NumberTooLarge, span),
    }
}

/// A date that cannot be worked out.
pub(super) fn calendar(error: &CalendarError, span: Span) -> Diagnostic {
    match error {
        CalendarError::OutOfRange => Diagnostic::new(Code::DateOutOfRange, span),
        CalendarError::YearNotCovered(year) => {
            Diagnostic::new(Code::CalendarYearMissing, span).arg("year", year.to_string())
        }
    }
}

/// A mistake with nothing but its place.
pub(super) fn plain(code: Code, span: Span) -> Diagnostic {
    Diagnostic::new(code, span)
}

/// A mistake with the rubric's declaration beside it.
pub(super) fn declared(code: Code, span: Span, declaration: Span) -> Diagnostic {
    Diagnostic::new(code, span).label(declaration, Message::new("declared-here"))
}
