//! Names, texts, numbers and dates.

use pest::iterators::Pair;

use super::super::ast::{Date, Expr, ExprKind, Name, NumberLiteral, Text, UnitSuffix};
use super::super::explain::printed;
use super::super::grammar::Rule;
use super::super::keyword;
use super::{Cx, parts};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Spanned;

/// The most digits of a number.
const MAX_DIGITS: usize = 28;

/// `c` in its narrow form, if it is a full-width letter, digit or low line.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＿' => {
            char::from_u32(u32::from(c) - 0xFF01 + 0x21).unwrap_or(c)
        }
        _ => c,
    }
}

/// `c` as an ASCII digit, if it is a digit.
pub(super) fn narrow_digit(c: char) -> Option<char> {
    keyword::is_digit(c).then(|| narrow(c))
}

pub(super) fn fold(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// What stands between the quotes.
fn unquote(pair: &Pair<'_, Rule>) -> String {
    let text = pair.as_str();
    match pair.as_rule() {
        Rule::plain_quote => {
            let inner = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).unwrap_or(text);
            let mut unquoted = String::with_capacity(inner.len());
            let mut chars = inner.chars().peekable();
            while let Some(c) = chars.next() {
                match c {
                    '\\' => unquoted.push(chars.next_if(|next| matches!(next, '"' | '\\')).unwrap_or(c)),
                    _ => unquoted.push(c),
                }
            }
            unquoted
        }
        _ => text.strip_prefix('“').and_then(|t| t.strip_suffix('”')).unwrap_or(text).to_owned(),
    }
}

/// A word or a quoted name.
pub(super) fn name(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Name> {
    let span = cx.place(&pair);
    let inner = parts(pair).next()?;
    let text = match inner.as_rule() {
        Rule::word => {
            let text = fold(inner.as_str());
            // `ｆｕｌｌ` is no keyword as it stands, but is once it is narrow.
            if keyword::reserved(&text).is_some() {
                cx.tell(keyword_as_name(&text, span));
            }
            text
        }
        _ => fold(&unquote(&inner)),
    };
    if text.trim().is_empty() {
        cx.tell(Diagnostic::new(Code::EmptyName, span));
    }
    Some(Name { text, span })
}

/// A keyword where a name was due.
pub(in super::super) fn keyword_as_name(word: &str, span: crate::source::Span) -> Diagnostic {
    Diagnostic::new(Code::KeywordAsName, span)
        .arg("word", word)
        .arg("quoted", format!("\"{word}\""))
        .fix(span, format!("\"{word}\""))
}

/// A quoted text, as it was written.
pub(super) fn text(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Text> {
    let span = cx.place(&pair);
    let inner = parts(pair).next()?;
    Some(Spanned::new(unquote(&inner), span))
}

/// The digits of a number.
pub(super) fn digits(cx: &mut Cx<'_>, pair: &Pair<'_, Rule>) -> NumberLiteral {
    let span = cx.place(pair);
    let digits: String = pair.as_str().chars().map(|c| if c == '．' { '.' } else { narrow(c) }).collect();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let count = whole.trim_start_matches('0').len() + fraction.len();
    if count > MAX_DIGITS {
        let diagnostic = Diagnostic::new(Code::NumberTooLong, span).arg("count", count).arg("most", MAX_DIGITS);
        cx.tell(diagnostic);
        // What comes after must be able to read every number.
        return NumberLiteral { digits: "0".to_owned(), span };
    }
    if let Some(diagnostic) = printed::grouped_digits(cx, pair) {
        cx.tell(diagnostic);
    }
    NumberLiteral { digits, span }
}

/// A number with its unit.
pub(super) fn number(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Expr> {
    let span = cx.place(&pair);
    if let Some(diagnostic) = printed::number(cx, &pair) {
        cx.tell(diagnostic);
    }
    let mut parts = parts(pair);
    let literal = digits(cx, &parts.seek(Rule::digits)?);
    let suffix = match parts.next() {
        None => None,
        Some(pair) => Some(match pair.as_rule() {
            Rule::percent => UnitSuffix::Percent,
            Rule::permille => UnitSuffix::Permille,
            _ => unit(cx, pair)?,
        }),
    };
    Some(Expr { span, kind: ExprKind::Number(literal, suffix) })
}

/// 万元, 平方米/人
fn unit(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<UnitSuffix> {
    let mut words = parts(pair).filter(|part| part.as_rule() == Rule::unit_word);
    let mut word = |cx: &Cx<'_>| words.next().map(|word| Name { text: fold(word.as_str()), span: cx.place(&word) });
    Some(UnitSuffix::Named { name: word(cx)?, per: word(cx) })
}

/// A date, in whatever way it is written; any but 2024-01-01 is told.
pub(super) fn date(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Spanned<Date>> {
    let span = cx.place(&pair);
    let inner = parts(pair).next()?;
    let text = fold(inner.as_str());
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let date = Date {
        year: numbers.next()?.parse().ok()?,
        month: numbers.next()?.parse().ok()?,
        day: numbers.next()?.parse().ok()?,
    };
    if inner.as_rule() == Rule::other_date {
        let right = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
        let mut diagnostic =
            Diagnostic::new(Code::DateForm, span).arg("written", inner.as_str()).fix(span, right.as_str());
        if inner.as_str().contains(['-', '－', '−', '/', '／']) {
            diagnostic = diagnostic
                .help(Message::new("date-form-right").arg("right", right))
                .help(Message::new("date-form-calculation"))
                .choosing();
        }
        cx.tell(diagnostic);
    }
    Some(Spanned::new(date, span))
}
