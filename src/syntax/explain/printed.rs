//! What printed tables say and a rubric cannot: words without one meaning, numbers and ranges in other spellings.

use std::ops::Range;

use pest::iterators::Pair;

use super::super::ast::Name;
use super::super::grammar::Rule;
use super::super::keyword::{self, Meaning, is_digit, is_letter};
use super::super::lower::Cx;
use super::{blank, reading};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Span;

/// Other names of 满分. Each says "of this indicator", so that no fact can be meant.
const FULL_MARKS: &[&str] = &[
    "本指标分值",
    "本项分值",
    "该指标分值",
    "该项分值",
    "本指标满分",
    "本项满分",
    "该指标满分",
    "该项满分",
    "指标满分",
    "标准分值",
];

/// Words after a deduction that say what is so anyhow.
pub(super) const UNTIL_NOTHING: &[&str] = &[
    "直至扣完为止",
    "直到扣完为止",
    "至扣完为止",
    "扣完为止",
    "扣完即止",
    "直至扣完",
    "扣完本项分值为止",
    "最低为0分",
    "最低0分",
];

/// Printed words, and the sign or keyword in their place: Chinese, English.
pub(super) const WORDS: &[(&str, &str, &str)] = &[
    ("大于等于", "≥", ">="),
    ("大于或等于", "≥", ">="),
    ("不低于", "≥", ">="),
    ("不少于", "≥", ">="),
    ("不小于", "≥", ">="),
    ("达到", "≥", ">="),
    ("至少", "≥", ">="),
    ("至多", "≤", "<="),
    ("exceeds", ">", ">"),
    ("over", ">", ">"),
    ("under", "<", "<"),
    ("equals", "=", "="),
    ("小于等于", "≤", "<="),
    ("小于或等于", "≤", "<="),
    ("不高于", "≤", "<="),
    ("不超过", "≤", "<="),
    ("不大于", "≤", "<="),
    ("不多于", "≤", "<="),
    ("大于", ">", ">"),
    ("高于", ">", ">"),
    ("多于", ">", ">"),
    ("超过", ">", ">"),
    ("小于", "<", "<"),
    ("少于", "<", "<"),
    ("低于", "<", "<"),
    ("不足", "<", "<"),
    ("不到", "<", "<"),
    ("未达到", "<", "<"),
    ("不等于", "≠", "!="),
    ("等于", "=", "="),
    ("为", "=", "="),
    ("不早于", "≥", ">="),
    ("不晚于", "≤", "<="),
    ("不迟于", "≤", "<="),
    ("早于", "<", "<"),
    ("晚于", ">", ">"),
    ("迟于", ">", ">"),
    ("到", "至", "to"),
    ("并且", "且", "and"),
    ("以及", "且", "and"),
    ("和", "且", "and"),
    ("同时", "且", "and"),
    ("或者", "或", "or"),
    ("如果", "若", "if"),
    ("如果", "当", "when"),
    ("若", "当", "when"),
    ("最多", "累计最多", "in all at most"),
    ("不超过", "累计最多", "in all at most"),
    ("最高", "累计最多", "in all at most"),
    ("总和", "合计", "sum"),
    ("那么", "则", "then"),
    ("其他情况", "否则", "else"),
    ("其它情况", "否则", "else"),
    ("其余情况", "否则", "else"),
    ("除此以外", "否则", "else"),
    ("反之", "否则", "else"),
    ("otherwise", "否则", "else"),
    ("others", "否则", "else"),
    ("其他", "否则", "else"),
    ("其它", "否则", "else"),
    ("其余", "否则", "else"),
    ("乘以", "×", "*"),
    ("乘", "×", "*"),
    ("除以", "÷", "/"),
    ("加上", "+", "+"),
    ("减去", "-", "-"),
    ("减", "-", "-"),
    ("增加", "加", "plus"),
    ("扣减", "扣", "less"),
    ("扣除", "扣", "less"),
    ("最高", "最多", "at most"),
    ("不超", "最多", "at most"),
    ("合计最多", "累计最多", "in all at most"),
    ("共计最多", "累计最多", "in all at most"),
    ("最高扣", "累计最多", "in all at most"),
    ("最多扣", "累计最多", "in all at most"),
];

/// `本指标分值` in an expression: 满分; `得20分`: 20分.
pub(in super::super) fn word(cx: &Cx<'_>, name: &Name) -> Option<Diagnostic> {
    // 得20分: what stands there is scored anyhow.
    if let Some(points) =
        name.text.strip_prefix('得').filter(|points| points.starts_with(is_digit) && points.ends_with('分'))
    {
        return Some(printed_word(name.span, &name.text, points));
    }
    // 已公开得满分, as one word.
    if let Some(condition) = name.text.strip_suffix("得满分").filter(|condition| !condition.is_empty()) {
        return Some(printed_sentence(name.span, &name.text, &format!("得满分 当 {condition}")));
    }
    // 每1项差错扣1分, as one word.
    if let Some((counted, clause)) = glued_clause(&name.text) {
        return Some(printed_sentence(name.span, &name.text, &format!("扣分 {{ {counted} {clause} }}")));
    }
    if !FULL_MARKS.contains(&name.text.as_str()) {
        return None;
    }
    let right = if cx.survey.english { "full" } else { "满分" };
    Some(printed_word(name.span, &name.text, right))
}

/// 每1项差错扣1分 as what is counted and the clause that counts it: 差错, 每 1项 扣 1分.
fn glued_clause(text: &str) -> Option<(&str, String)> {
    const MEASURES: &[char] = &['个', '项', '次', '例', '笔', '宗'];
    let rest = text
        .strip_prefix('每')
        .map(|rest| ["发现", "出现", "有"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest))?;
    let (before, points) = rest.strip_suffix('分')?.rsplit_once('扣')?;
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| is_digit(c) || c == '.');
    let digits = before.find(|c| !is_digit(c)).unwrap_or(before.len());
    let (count, counted) = before.split_at_checked(digits)?;
    let unit = counted.chars().next().filter(|c| MEASURES.contains(c))?;
    let counted = counted.strip_prefix(unit)?;
    let count = if count.is_empty() { "1" } else { count };
    let is_clause = is_number(points) && !counted.is_empty() && counted.chars().all(is_letter);
    is_clause.then(|| (counted, format!("每 {count}{unit} 扣 {points}分")))
}

/// The message for a printed word with one right spelling.
pub(super) fn printed_word(span: Span, written: &str, right: &str) -> Diagnostic {
    Diagnostic::new(Code::PrintedWord, span).arg("written", written).fix(span, right)
}

/// The same for more than a word.
pub(super) fn printed_sentence(span: Span, written: &str, right: &str) -> Diagnostic {
    printed_word(span, written, right).at(Message::new("printed-word-sentence"))
}

/// A bound in words: `90%以上`.
pub(super) struct Bound {
    /// Where it stands.
    pub range: Range<usize>,
    /// The number with its unit.
    pub value: String,
    /// 以上, not 以下.
    pub above: bool,
    /// Whether the number itself is in it, if that is said: （含）, 及.
    pub closed: Option<bool>,
}

/// Finds a bound in words in `text`, the first one.
pub(super) fn bound(text: &str) -> Option<Bound> {
    const ENDS: &[(&str, bool)] = &[("以上", true), ("以下", false), ("以内", false), ("之内", false)];
    const MARKS: &[(&str, bool)] = &[
        ("（含）", true),
        ("(含)", true),
        ("（不含）", false),
        ("(不含)", false),
        ("（含", true),
        ("不含", false),
        ("含", true),
        ("及", true),
        ("或", true),
    ];
    let found = ENDS.iter().filter_map(|(word, above)| text.find(word).map(|at| (at, *word, *above)));
    let (at, word, above) = found.min_by_key(|(at, ..)| *at)?;
    let mut before = text.get(..at)?;
    let mut end = at + word.len();
    let mut closed = if word.ends_with('内') { Some(true) } else { None };
    for (mark, is_in) in MARKS {
        if let Some(stripped) = before.strip_suffix(mark) {
            before = stripped;
            closed = Some(*is_in);
            break;
        }
        // 以上（含）
        if mark.starts_with(['（', '('])
            && mark.ends_with(['）', ')'])
            && text.get(end..).is_some_and(|rest| rest.starts_with(mark))
        {
            end += mark.len();
            closed = Some(*is_in);
            break;
        }
    }
    let number = before.trim_end_matches(|c| is_letter(c) || matches!(c, '%' | '％' | '‰'));
    let start = number.trim_end_matches(|c| is_digit(c) || matches!(c, '.' | '．')).len();
    if start == number.len() {
        return None;
    }
    let value = before.get(start..)?.to_owned();
    Some(Bound { range: start..end, value, above, closed })
}

/// What is amiss with a number that the grammar could read: `10000元以上` has a strange unit, `0。5` two numbers.
pub(in super::super) fn number(cx: &Cx<'_>, pair: &Pair<'_, Rule>) -> Option<Diagnostic> {
    let written = pair.as_str();
    let start = pair.as_span().start();
    // A unit of one character is one; most are.
    if let Some(diagnostic) = day_without_year(cx, start, written) {
        return Some(diagnostic);
    }
    let long = written.trim_start_matches(|c| is_digit(c) || matches!(c, '.' | '．')).chars().nth(1).is_some();
    if long && let Some(bound) = bound(written) {
        let span = cx.span(start + bound.range.start..start + bound.range.end);
        let place = start + bound.range.start..start + bound.range.end;
        return Some(reading::vague(cx, &bound, written.get(bound.range.clone())?, place, span));
    }
    if long && let Some(diagnostic) = glued_unit(cx, start, written) {
        return Some(diagnostic);
    }
    let before = cx.survey.text.get(..start)?;
    let whole = before.strip_suffix('。')?;
    let digits = whole.len() - whole.trim_end_matches(is_digit).len();
    if digits == 0 {
        return None;
    }
    let point = start - '。'.len_utf8()..start;
    let span = cx.span(point);
    Some(Diagnostic::new(Code::DecimalPoint, span).arg("written", "。").fix(span, "."))
}

/// `3月31日`: a date without its year.
fn day_without_year(cx: &Cx<'_>, start: usize, written: &str) -> Option<Diagnostic> {
    let (month, rest) = written.split_once('月')?;
    let day = rest.trim_end_matches(|c| !is_digit(c));
    let tail = rest.get(day.len()..)?;
    let short = |digits: &str| (1..=2).contains(&digits.chars().count()) && digits.chars().all(is_digit);
    if !short(month) || !short(day) || !matches!(tail, "" | "日" | "号" | "前" | "日前" | "日以前" | "日之前")
    {
        return None;
    }
    let span = cx.span(start..start + written.len());
    Some(Diagnostic::new(Code::DateForm, span).arg("written", written).help(Message::new("date-form-year")))
}

/// `1分累计最多3分`, `1且b`: what looks like a unit holds a keyword.
fn glued_unit(cx: &Cx<'_>, start: usize, written: &str) -> Option<Diagnostic> {
    let unit = written.trim_start_matches(|c| is_digit(c) || matches!(c, '.' | '．'));
    let way = keyword::glued(unit).into_iter().find(|(before, keyword, after)| {
        // One character may be part of a unit's name (加仑); not so where it begins it or a number follows.
        let telling =
            matches!(keyword.meaning, Meaning::And | Meaning::Or | Meaning::Then | Meaning::Less | Meaning::Per);
        keyword.zh.chars().count() > 1
            || telling && (before.is_empty() || after.is_empty() || after.starts_with(is_digit))
    });
    let (before, keyword, after) = way?;
    let number = written.strip_suffix(unit)?;
    let parted = format!("{number}{before} {} {after}", keyword.zh).trim_end().to_owned();
    Some(blank::message(cx.span(start..start + written.len()), written, parted))
}

/// `,000` after digits: the rest of a number whose thousands are parted by commas.
pub(in super::super) fn grouped_digits(cx: &Cx<'_>, pair: &Pair<'_, Rule>) -> Option<Diagnostic> {
    let text = &cx.survey.text;
    let start = pair.as_span().start();
    let digits = pair.as_str();
    // No number that is meant begins so.
    let group = digits.len() >= 3 && digits.starts_with('0') && digits.chars().take(3).all(|c| c.is_ascii_digit());
    let before = text.get(..start)?.strip_suffix([',', '，'])?;
    if !group || !before.ends_with(is_digit) {
        return None;
    }
    let first = before.trim_end_matches(|c| is_digit(c) || matches!(c, ',' | '，')).len();
    Some(grouped(cx.span(first..start + digits.len()), text.get(first..start + digits.len())?))
}

/// Where numbers stand in `text` whose thousands are parted by commas.
pub(super) fn grouped_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let digits = |at: usize| text.get(at..).unwrap_or_default().chars().take_while(|c| is_digit(*c));
    let length = |at: usize| digits(at).map(char::len_utf8).sum::<usize>();
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(is_digit)) {
        let start = at + step;
        let mut end = start + length(start);
        if digits(start).count() <= 3 {
            while let Some(rest) = text.get(end..)
                && let Some(comma) = rest.chars().next().filter(|c| matches!(c, ',' | '，'))
                && digits(end + comma.len_utf8()).count() == 3
            {
                end += comma.len_utf8();
                end += length(end);
            }
        }
        if end > start + length(start) {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// The message for `1,000`.
pub(super) fn grouped(span: Span, written: &str) -> Diagnostic {
    let right: String = written.chars().filter(|c| !matches!(c, ',' | '，')).collect();
    Diagnostic::new(Code::GroupedDigits, span).arg("written", written).fix(span, right)
}
