//! Ranges and bounds in other spellings.

use super::super::grammar::Rule;
use super::super::keyword::{self, is_digit};
use super::super::lower::Cx;
use super::token::{Kind, Token};
use super::{Case, printed};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Span;

/// What stands between the two ends of a range.
pub(super) fn is_dash(sign: &str) -> bool {
    matches!(sign, "-" | "－" | "—" | "–" | "~" | "～" | "至" | "到" | "to" | "," | "，")
}

/// The message for a range that does not say which of its ends are in it.
pub(super) fn bare(span: Span, written: &str, with: String, without: String) -> Diagnostic {
    Diagnostic::new(Code::BareRange, span).arg("written", written).arg("with", with).arg("without", without)
}

/// `80%（含）-90%`, `80%（含）-90%（不含）`: a range that says of an end whether it is in.
pub(super) fn said_both_ends(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let case = &case.ranged();
    let index = case.index();
    (index.saturating_sub(3)..=index).find_map(|at| {
        let low = case.tokens.get(at).filter(|token| token.kind == Kind::Number)?;
        let (low_in, after) = said(case, at + 1);
        let dash = case.tokens.get(after).filter(|token| is_dash(case.word(token)))?;
        let high = case.tokens.get(after + 1).filter(|token| token.kind == Kind::Number)?;
        let (high_in, end) = said(case, after + 2);
        if low_in.is_none() && high_in.is_none() || !case.on_one_line(low, dash) || !case.on_one_line(dash, high) {
            return None;
        }
        let range = low.range.start..case.tokens.get(end.checked_sub(1)?)?.range.end;
        let open = if low_in == Some(false) { "(" } else { "[" };
        let spelt = |shut: &str| format!("{open}{}, {}{shut}", case.word(low), case.word(high));
        // Tables that say （含） of the lower end leave the upper one to the next band.
        let right = spelt(if high_in == Some(true) { "]" } else { ")" });
        if !case.improves(range.clone(), &right) {
            return None;
        }
        let span = case.span(cx, range.clone());
        let written = case.piece(range);
        Some(match (low_in, high_in) {
            (Some(_), Some(_)) => printed::printed_sentence(span, written, &right),
            _ => bare(span, written, spelt("]"), spelt(")")).choice(span, right),
        })
    })
}

/// Whether the number before the piece `at` is in the range, if （含） or （不含） says so; and the piece after that.
fn said(case: &Case<'_>, at: usize) -> (Option<bool>, usize) {
    let word = |at: usize| case.tokens.get(at).map(|token| case.word(token)).unwrap_or_default();
    let is_in = match word(at + 1) {
        "含" => true,
        "不含" => false,
        _ => return (None, at),
    };
    match (word(at), word(at + 2)) {
        ("(" | "（", ")" | "）") => (Some(is_in), at + 3),
        _ => (None, at),
    }
}

/// 在 2024-03-31 之前, 在 80% 以上: is the day or the number itself in it?
pub(super) fn vague_date(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    const WORDS: &[(&str, bool)] = &[
        ("之前", true),
        ("以前", true),
        ("前", true),
        ("之后", false),
        ("以后", false),
        ("后", false),
        ("以下", true),
        ("以上", false),
    ];
    let index = case.index();
    let at = (index.saturating_sub(2)..=index + 1)
        .find(|at| case.tokens.get(*at).is_some_and(|token| token.kind == Kind::Number))?;
    let date = case.tokens.get(at)?;
    let word = case.tokens.get(at + 1).filter(|word| case.on_one_line(date, word))?;
    let (_, before) = WORDS.iter().find(|(written, _)| *written == case.word(word))?;
    let at_word = at.checked_sub(1).and_then(|at| case.tokens.get(at)).filter(|token| case.word(token) == "在");
    let range = at_word.map_or(date.range.start, |token| token.range.start)..word.range.end;
    let value = case.word(date);
    let (with, without) = match (before, case.english) {
        (true, false) => ("≤", "<"),
        (true, true) => ("<=", "<"),
        (false, false) => ("≥", ">"),
        (false, true) => (">=", ">"),
    };
    // Behind the name of a date the words are all that has to be written otherwise.
    if !case.improves(range.clone(), &format!("{with} {value}")) {
        return None;
    }
    let help = |key, sign: &str| Message::new(key).arg("value", value).arg("right", format!("{sign} {value}"));
    Some(
        Diagnostic::new(Code::VagueBound, case.span(cx, range.clone()))
            .arg("written", case.piece(range))
            .help(help("vague-bound-with", with))
            .help(help("vague-bound-without", without)),
    )
}

/// `90% ≤ 率 ≤ 100% : 10分` in 分档, which names the value once.
pub(super) fn compared_in_band(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    if case.alone != Rule::try_band {
        return None;
    }
    let colon = case.tokens.iter().position(|token| matches!(case.word(token), ":" | "："))?;
    let condition = case.tokens.get(..colon)?;
    let signs: Vec<usize> = condition
        .iter()
        .enumerate()
        .filter(|(_, token)| direction(case.word(token)).is_some())
        .map(|(at, _)| at)
        .collect();
    let (first, last) = (condition.first()?, condition.last()?);
    let text = |tokens: &[Token]| match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => case.piece(first.range.start..last.range.end).to_owned(),
        _ => String::new(),
    };
    let constant = |tokens: &[Token]| matches!(tokens, [only] if only.kind == Kind::Number);
    let sign = |at: usize| condition.get(at).map(|token| case.word(token)).unwrap_or_default();
    let right = match signs.as_slice() {
        [one] => {
            let (left, right) = (condition.get(..*one)?, condition.get(one + 1..)?);
            if constant(right) && !left.is_empty() {
                format!("{} {}", sign(*one), text(right))
            } else if constant(left) && !right.is_empty() {
                format!("{} {}", turned(sign(*one), case.english)?, text(left))
            } else {
                return None;
            }
        }
        [one, two] => {
            let (left, right) = (condition.get(..*one)?, condition.get(two + 1..)?);
            let (a, b) = (direction(sign(*one))?, direction(sign(*two))?);
            if !constant(left) || !constant(right) || a.up != b.up || two - one < 2 {
                return None;
            }
            let (open, shut) = if a.up { (a, b) } else { (b, a) };
            let (low, high) = if a.up { (left, right) } else { (right, left) };
            let (open, shut) = (if open.shut { "[" } else { "(" }, if shut.shut { "]" } else { ")" });
            format!("{open}{}, {}{shut}", text(low), text(high))
        }
        _ => return None,
    };
    let range = first.range.start..last.range.end;
    if !case.improves(range.clone(), &right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    let help = Message::new("band-names-no-value").arg("right", right.as_str());
    Some(printed::printed_sentence(span, case.piece(range), &right).help(help))
}

/// `0 : 10分` in 分档: one value is a range, too.
pub(super) fn bare_value(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| token.kind == Kind::Number)?;
    let end = super::amount_end(case, first).unwrap_or(first.range.end);
    let behind = case.tokens.iter().find(|token| token.range.start >= end)?;
    let begins = matches!(case.alone, Rule::try_band | Rule::try_lookup_entry | Rule::try_grid_row);
    let start = first.range.start..first.range.start;
    if !begins || case.index() > 0 || !matches!(case.word(behind), ":" | "：") || !case.improves(start.clone(), "= ") {
        return None;
    }
    let help = Message::new("band-one-value").arg("right", format!("= {}", case.piece(first.range.start..end)));
    // Of a count it is surely that value; 90% may also be where a band begins.
    let sure = case.word(first).chars().all(is_digit);
    let diagnostic = super::plain(cx, case).help(help).fix(case.span(cx, start), "= ");
    Some(if sure { diagnostic } else { diagnostic.choosing() })
}

/// `[90, 100]分`: the unit stands at both ends.
pub(super) fn unit_behind(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let index = case.index();
    (index.saturating_sub(7)..=index).find_map(|at| {
        let [open, low, dash, high, close, unit] = case.tokens.get(at..at + 6)? else { return None };
        let bare = |token: &Token| token.kind == Kind::Number && case.word(token).ends_with(is_digit);
        let written = matches!(case.word(open), "[" | "［" | "(" | "（")
            && matches!(case.word(close), "]" | "］" | ")" | "）")
            && bare(low)
            && bare(high)
            && is_dash(case.word(dash));
        let word = case.word(unit);
        let measure = unit.kind == Kind::Word && keyword::reserved(word).is_none() || matches!(word, "%" | "％");
        if !written || !measure || !case.on_one_line(close, unit) {
            return None;
        }
        let gap = if word.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
        let (first, last) = (case.word(low), case.word(high));
        let (open_sign, close_sign) = (case.word(open), case.word(close));
        let right = format!("{open_sign}{first}{gap}{word}, {last}{gap}{word}{close_sign}");
        let range = open.range.start..unit.range.end;
        if !case.improves(range.clone(), &right) {
            return None;
        }
        let span = case.span(cx, range.clone());
        Some(printed::printed_sentence(span, case.piece(range), &right))
    })
}

/// `90% or more`, `at least 90%`, `under 60%`: bounds in English words, which leave no doubt.
pub(super) fn bound_in_words(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    const BEHIND: &[(&str, &str)] = &[
        ("or more", ">="),
        ("or above", ">="),
        ("or higher", ">="),
        ("or over", ">="),
        ("and above", ">="),
        ("and over", ">="),
        ("and more", ">="),
        ("or less", "<="),
        ("or below", "<="),
        ("or lower", "<="),
        ("or under", "<="),
        ("or fewer", "<="),
        ("and below", "<="),
        ("and under", "<="),
    ];
    const BEFORE: &[(&str, &str)] = &[
        ("at least", ">="),
        ("not less than", ">="),
        ("no less than", ">="),
        ("at most", "<="),
        ("not more than", "<="),
        ("no more than", "<="),
        ("up to", "<="),
        ("more than", ">"),
        ("greater than", ">"),
        ("higher than", ">"),
        ("over", ">"),
        ("above", ">"),
        ("exceeding", ">"),
        ("less than", "<"),
        ("lower than", "<"),
        ("fewer than", "<"),
        ("under", "<"),
        ("below", "<"),
        ("exactly", "="),
    ];
    if !matches!(case.alone, Rule::try_band | Rule::try_lookup_entry | Rule::try_grid_row | Rule::try_grade) {
        return None;
    }
    let found = case.index();
    let number = (found.saturating_sub(1)..=found + 4)
        .find(|at| case.tokens.get(*at).is_some_and(|token| token.kind == Kind::Number))?;
    let value = case.tokens.get(number)?;
    let end = super::amount_end(case, value).unwrap_or(value.range.end);
    let words = |from: usize, count: usize| {
        let tokens = case.tokens.get(from..from + count)?;
        let on_line = tokens.iter().all(|token| case.on_one_line(value, token) && token.kind == Kind::Word);
        let words: Vec<String> = tokens.iter().map(|token| case.word(token).to_ascii_lowercase()).collect();
        on_line.then(|| words.join(" "))
    };
    let next = case.tokens.iter().position(|token| token.range.start >= end).unwrap_or(case.tokens.len());
    let behind = words(next, 2).and_then(|said| BEHIND.iter().find(|(words, _)| *words == said));
    let before = (1..=3).rev().filter(|count| *count <= number).find_map(|count| {
        let said = words(number - count, count)?;
        BEFORE.iter().find(|(words, _)| *words == said).map(|(_, sign)| (count, *sign))
    });
    let (range, sign) = match (behind, before) {
        (Some((_, sign)), None) => (value.range.start..case.tokens.get(next + 1)?.range.end, *sign),
        (None, Some((count, sign))) => (case.tokens.get(number - count)?.range.start..end, sign),
        _ => return None,
    };
    let right = format!("{sign} {}", case.piece(value.range.start..end));
    if !case.improves(range.clone(), &right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    Some(printed::printed_sentence(span, case.piece(range), &right))
}

/// Which way a sign of comparison points.
#[derive(Clone, Copy)]
struct Direction {
    /// Whether the greater stands on the right.
    up: bool,
    /// Whether the two may be equal.
    shut: bool,
}

fn direction(sign: &str) -> Option<Direction> {
    let (up, shut) = match sign {
        "<" | "＜" => (true, false),
        "≤" | "≦" | "⩽" | "<=" | "＜＝" | "＜=" => (true, true),
        ">" | "＞" => (false, false),
        "≥" | "≧" | "⩾" | ">=" | "＞＝" | "＞=" => (false, true),
        _ => return None,
    };
    Some(Direction { up, shut })
}

/// The sign as it reads from the other side.
fn turned(sign: &str, english: bool) -> Option<&'static str> {
    let Direction { up, shut } = direction(sign)?;
    Some(match (up, shut, english) {
        (true, false, _) => ">",
        (true, true, false) => "≥",
        (true, true, true) => ">=",
        (false, false, _) => "<",
        (false, true, false) => "≤",
        (false, true, true) => "<=",
    })
}
