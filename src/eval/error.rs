//! The mistakes that only facts bring to light.

use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{Expr, Rubric};
use crate::number::NumberError;
use crate::source::Span;
use crate::value::Value;

use super::{CalendarError, Outcome, show};

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

/// A mistake that the value of `expr` makes, which is told.
pub(super) fn found(code: Code, rubric: &Rubric, expr: &Expr, value: &Value) -> Diagnostic {
    match show::value(rubric, &expr.ty, value) {
        Some(value) => Diagnostic::new(code, expr.span).at(Message::new("found-here").arg("value", value)),
        None => Diagnostic::new(code, expr.span),
    }
}

/// `problem` of an award with what the rule gave and what was awarded.
pub(super) fn departed(problem: Diagnostic, rule: &Outcome, given: &Outcome) -> Diagnostic {
    match show::outcome(rule).zip(show::outcome(given)) {
        Some((rule, given)) => problem.at(Message::new("departs-here").arg("rule", rule).arg("given", given)),
        None => problem,
    }
}

/// Two that apply at once, the first of which is `first`.
pub(super) fn several(second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::SeveralApply, second).label(first, Message::new("applies-here"))
}

/// A mistake with the rubric's declaration beside it.
pub(super) fn declared(code: Code, span: Span, declaration: Span) -> Diagnostic {
    Diagnostic::new(code, span).label(declaration, Message::new("declared-here"))
}
