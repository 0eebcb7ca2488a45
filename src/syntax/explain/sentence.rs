//! Sentences of printed tables that say a rule: 已公开得满分，否则不得分.

use std::ops::Range;

use super::super::grammar::Rule;
use super::super::keyword::{self, Meaning, is_digit};
use super::super::lower::Cx;
use super::special::line;
use super::token::Token;
use super::{Case, printed};
use crate::diagnostic::{Code, Diagnostic, Message};

/// What else is awarded.
enum Otherwise<'t> {
    /// 否则不得分
    Nothing,
    /// 否则得5分
    Points(&'t str),
}

/// `text` without `words` at its beginning.
fn without<'t>(text: &'t str, words: &[&str]) -> &'t str {
    words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

/// 5分 at the beginning of `text`, where a blank may part the two, and what follows: `None` where no points stand.
fn amount(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|c| !is_digit(c) && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits).filter(|(number, _)| !number.is_empty())?;
    let rest = rest.trim_start().strip_prefix('分')?;
    Some((number, rest))
}

/// 否则… with which `text` begins, and its length.
fn otherwise(text: &str) -> Option<(Otherwise<'_>, usize)> {
    let rest = text.trim_start_matches([' ', '，', ',', '；', ';', '。']);
    let rest = ["否则", "其他", "其它", "其余", "反之"].iter().find_map(|word| rest.strip_prefix(word))?;
    let rest = without(rest, &["的"]).trim_start_matches([' ', '，', ',', '：', ':']);
    if let Some(rest) =
        ["不得分", "不给分", "不计分", "为零分", "得零分"].iter().find_map(|word| rest.strip_prefix(word))
    {
        return Some((Otherwise::Nothing, text.len() - rest.len()));
    }
    let (points, rest) = amount(without(rest, &["得", "为", "给"]).trim_start())?;
    let nothing = points.trim_matches(['0', '.', '０']).is_empty();
    let otherwise = if nothing { Otherwise::Nothing } else { Otherwise::Points(points) };
    Some((otherwise, text.len() - rest.len()))
}

/// The sentence with which the entry begins: its line up to a brace, and where it stands.
fn sentence<'t>(case: &Case<'t>) -> Option<(&'t str, usize)> {
    let start = case.tokens.first()?.range.start;
    let text = case.piece(start..line(case.text, start).end);
    let statement = matches!(case.alone, Rule::try_item | Rule::try_statement);
    if !statement || case.english {
        return None;
    }
    Some((text.split(['{', '}', '｛', '｝']).next()?.split("//").next()?.trim_end(), start))
}

/// The condition that `text` says: without 如 before and 的 after.
fn condition(text: &str) -> Option<&str> {
    let text = without(text.trim(), &["如果", "只要", "凡", "如", "若", "当"]).trim();
    let text = text.trim_end_matches(['，', ',', '：', ':', ' ']);
    let text = ["的", "则", "就"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
    let text = text.trim_end_matches(['，', ',', ' ', '的']);
    (!text.is_empty()).then_some(text)
}

/// 已公开得满分，否则不得分: 得满分 当 已公开.
pub(super) fn full_marks(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (text, start) = sentence(case)?;
    let (before, after) = text.split_once("得满分").filter(|(before, _)| !before.trim().is_empty())?;
    let condition = condition(before)?;
    let (length, points) = match otherwise(after) {
        Some((Otherwise::Nothing, length)) => (length, None),
        Some((Otherwise::Points(points), length)) => (length, Some(points)),
        None => (0, None),
    };
    let rest = after.get(length..)?.trim_start();
    if !(rest.is_empty() || rest.starts_with(['；', ';', '。'])) {
        return None;
    }
    let right = match points {
        None => format!("得满分 当 {condition}"),
        Some(points) => format!("分情况 {{ 当 {condition} : 满分；否则 : {points}分 }}"),
    };
    told(cx, case, start..start + text.len() - after.len() + length, &right)
}

/// 如已公开 得 10 分，否则不得分: 分情况 with both.
pub(super) fn points(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (text, start) = sentence(case)?;
    let (before, after) = text.split_once('得').filter(|(before, _)| !before.trim().is_empty())?;
    let condition = condition(before)?;
    let (points, after) = amount(after.trim_start())?;
    let (other, length) = otherwise(after)?;
    let other = match other {
        Otherwise::Nothing => "不得分".to_owned(),
        Otherwise::Points(points) => format!("{points}分"),
    };
    let right = format!("分情况 {{ 当 {condition} : {points}分；否则 : {other} }}");
    told(cx, case, start..start + text.len() - after.len() + length, &right)
}

/// 完成率≥90%得5分, one of several: the bands or cases that they are.
pub(super) fn band(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (text, start) = sentence(case)?;
    let (before, after) = text.split_once('得').filter(|(before, _)| !before.trim().is_empty())?;
    let condition = condition(before)?;
    let (points, after) = amount(after.trim_start())?;
    let ends = after.trim_start().is_empty() || after.trim_start().starts_with(['；', ';', '。', '，', ',']);
    // A condition compares: 率得5分 says nothing.
    if !ends || !condition.contains(['≥', '>', '＞', '≤', '<', '＜', '=', '＝']) {
        return None;
    }
    let right = format!("分情况 {{ 当 {condition} : {points}分 }}");
    let range = start..start + text.len() - after.len();
    if !case.improves(range.clone(), &right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    let help =
        Message::new("printed-word-band").arg("example", format!("分情况 {{ 当 {condition} : {points}分；否则 : … }}"));
    // What holds otherwise stands in the next line, or is not said.
    Some(Diagnostic::new(Code::PrintedWord, span).arg("written", case.piece(range)).at(sentence_label()).help(help))
}

/// 若 c 则 满分 否则 不得分 as a rule: 分情况.
pub(super) fn chosen(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let meaning = |token: &Token| keyword::reserved(case.word(token)).map(|keyword| keyword.meaning);
    let first = case.tokens.first().filter(|first| meaning(first) == Some(Meaning::If))?;
    if !matches!(case.alone, Rule::try_item | Rule::try_statement) {
        return None;
    }
    // The pieces looked at end with the line where reading stopped.
    let position = |wanted: Meaning, from: usize| {
        let tokens = case.tokens.iter().enumerate().skip(from);
        let mut found = tokens.filter(|(_, token)| meaning(token) == Some(wanted)).map(|(at, _)| at);
        found.next()
    };
    let text = |from: usize, to: usize| {
        let tokens = case.tokens.get(from..to)?;
        let (first, last) = (tokens.first()?, tokens.last()?);
        Some(case.piece(first.range.start..last.range.end).trim_end_matches(['，', ',', '；', ';', '。']).trim_end())
    };
    let closes = |token: &Token| matches!(case.word(token), "}" | "｝");
    let end = case.tokens.iter().position(closes).unwrap_or(case.tokens.len());
    let then = position(Meaning::Then, 1)?;
    let otherwise = position(Meaning::Else, then)?;
    let nested = position(Meaning::If, 1).is_some();
    let (condition, yes, no) = (text(1, then)?, text(then + 1, otherwise)?, text(otherwise + 1, end)?);
    let word = |meaning: Meaning| meaning.keyword().spelling(case.english);
    let mark = if case.english { "; " } else { "；" };
    let right = format!(
        "{} {{ {} {condition} : {yes}{mark}{} : {no} }}",
        word(Meaning::Cases),
        word(Meaning::When),
        word(Meaning::Else)
    );
    let range = first.range.start..case.tokens.get(end.checked_sub(1)?)?.range.end;
    if nested || !case.improves(range.clone(), &right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    Some(printed::printed_sentence(span, case.piece(range), &right))
}

fn sentence_label() -> Message {
    Message::new("printed-word-sentence")
}

fn told(cx: &Cx<'_>, case: &Case<'_>, range: Range<usize>, right: &str) -> Option<Diagnostic> {
    if !case.improves(range.clone(), right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    Some(printed::printed_sentence(span, case.piece(range), right))
}

/// 得满分 当 已公开，否则不得分: nothing is awarded otherwise anyhow.
pub(super) fn otherwise_nothing(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first()?;
    let full = keyword::reserved(case.word(first)).is_some_and(|keyword| keyword.meaning == Meaning::FullWhen);
    let (text, start) = sentence(case).filter(|_| full)?;
    let at = case.at.checked_sub(start)?;
    let stopped = text.get(..at)?;
    // Reading stops at 否则, or at the sign before it.
    let before = stopped.trim_end_matches([' ', '，', ',', '；', ';', '。']);
    let (other, length) = otherwise(text.get(before.len()..)?)?;
    let range = start + before.len()..start + before.len() + length;
    match other {
        Otherwise::Nothing => {
            if !case.improves(range.clone(), "") {
                return None;
            }
            let words = case.piece(range.clone()).trim_start_matches([' ', '，', ',', '；', ';', '。']);
            Some(
                Diagnostic::new(Code::NeedlessWords, case.span(cx, range.end - words.len()..range.end))
                    .arg("words", words)
                    .help(Message::new("needless-words-otherwise"))
                    .fix(case.span(cx, range), ""),
            )
        }
        Otherwise::Points(points) => {
            let condition = before.strip_prefix("得满分")?.trim_start().strip_prefix('当')?.trim();
            let right = format!("分情况 {{ 当 {condition} : 满分；否则 : {points}分 }}");
            told(cx, case, start..range.end, &right)
        }
    }
}

/// 未公开的，扣5分: 当 未公开 扣 5分, in 扣分 or with it around.
pub(super) fn deducted(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let start = case.tokens.first()?.range.start;
    let clause = case.alone == Rule::try_clause;
    if case.english || !(clause || matches!(case.alone, Rule::try_item | Rule::try_statement)) {
        return None;
    }
    let text = case.piece(start..line(case.text, start).end);
    let text = text.split(['{', '}', '｛', '｝', '；', ';', '。']).next()?.split("//").next()?.trim_end();
    let (before, after) = text.split_once('扣').filter(|(before, _)| before.trim_end().ends_with(['，', ',', '的']))?;
    let condition = condition(before).filter(|condition| !condition.contains('每'))?;
    let (points, rest) = amount(after.trim_start())?;
    if !rest.trim().is_empty() {
        return None;
    }
    let right = format!("当 {condition} 扣 {points}分");
    let right = if clause { right } else { format!("扣分 {{ {right} }}") };
    told(cx, case, start..start + text.len(), &right)
}
