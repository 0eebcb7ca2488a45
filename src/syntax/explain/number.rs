//! Numbers in other spellings.

use super::super::keyword::{self, is_digit};
use super::super::lower::Cx;
use super::special::line;
use super::token::Kind;
use super::{Case, printed};
use crate::diagnostic::{Code, Diagnostic};

/// `0。5`: what stands behind the full stop was read as an entry of its own.
pub(super) fn split_by_full_stop(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| token.kind == Kind::Number && token.range.start == 0)?;
    let before = cx.survey.text.get(..case.base)?;
    let whole = before.strip_suffix('。')?;
    if !whole.ends_with(is_digit) || !case.word(first).starts_with(is_digit) {
        return None;
    }
    let span = cx.span(whole.len()..case.base);
    Some(Diagnostic::new(Code::DecimalPoint, span).arg("written", "。").fix(span, "."))
}

/// 1,000
pub(super) fn grouped_digits(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let range = line(case.text, case.at);
    let text = case.piece(range.clone());
    let found = printed::grouped_numbers(text).into_iter().find(|group| {
        // Where reading stopped, or before it with a group that no number begins with.
        let place = range.start + group.start..range.start + group.end;
        let written = case.piece(place.clone());
        place.contains(&case.at)
            || place.end <= case.at && written.split([',', '，']).skip(1).any(|g| g.starts_with(['0', '０']))
    })?;
    let place = range.start + found.start..range.start + found.end;
    Some(printed::grouped(case.span(cx, place.clone()), case.piece(place)))
}

/// `.5`, and `0。5` within brackets.
pub(super) fn decimal_point(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found()?;
    let point = case.word(found);
    let right = match point {
        "." | "．" => "0.",
        "。" if case.piece(0..found.range.start).ends_with(is_digit) => ".",
        _ => return None,
    };
    let rest = case.piece(found.range.end..case.text.len());
    if !rest.starts_with(is_digit) || !case.improves(found.range.clone(), right) {
        return None;
    }
    let span = case.span(cx, found.range.clone());
    Some(Diagnostic::new(Code::DecimalPoint, span).arg("written", point).fix(span, right))
}

/// 20 分
pub(super) fn unit_apart(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (before, found) = (case.before()?, case.found_on_line()?);
    let number = before.kind == Kind::Number && case.word(before).ends_with(is_digit);
    let unit = found.kind == Kind::Word || matches!(case.word(found), "%" | "％" | "‰");
    let blank = before.range.end..found.range.start;
    if !number
        || !unit
        || blank.is_empty()
        || keyword::reserved(case.word(found)).is_some()
        || !case.improves(blank.clone(), "")
    {
        return None;
    }
    let whole = before.range.start..found.range.end;
    Some(Diagnostic::new(Code::UnitApart, case.span(cx, whole)).fix(case.span(cx, blank), ""))
}
