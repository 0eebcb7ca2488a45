//! Numbers in other spellings.

use super::super::grammar::Rule;
use super::super::keyword::{self, Meaning, is_digit};
use super::super::lower::Cx;
use super::special::line;
use super::token::Kind;
use super::{Case, printed};
use crate::diagnostic::{Code, Diagnostic, Message};

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

/// 舍入 指标 两位小数: how many places, in words.
pub(super) fn places_in_words(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line().filter(|token| token.kind == Kind::Word)?;
    let word = case.word(found);
    let places = places(word)?;
    let right = if case.english { format!("{places} places") } else { format!("{places}位") };
    let round = case.tokens.first().and_then(|first| keyword::reserved(case.word(first)));
    if round.is_none_or(|keyword| keyword.meaning != Meaning::Round) || !case.improves(found.range.clone(), &right) {
        return None;
    }
    Some(printed::printed_word(case.span(cx, found.range.clone()), word, &right))
}

/// 2 of 两位小数, 0 of 整数.
fn places(word: &str) -> Option<usize> {
    const DIGITS: &[(&str, usize)] = &[("一", 1), ("两", 2), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6)];
    if matches!(word, "整数" | "整数位" | "个位" | "整") {
        return Some(0);
    }
    let rest = word.strip_prefix("保留").unwrap_or(word);
    let rest = rest.strip_prefix("小数点后").unwrap_or(rest);
    let digits = rest.strip_suffix("位小数").or(rest.strip_suffix('位')).filter(|_| rest != word);
    if let Some(places) = digits.and_then(|digits| digits.parse().ok()) {
        return Some(places);
    }
    DIGITS
        .iter()
        .find(|(digit, _)| rest.strip_prefix(digit).is_some_and(|rest| matches!(rest, "位" | "位小数" | "位数")))
        .map(|(_, places)| *places)
}

/// 保留2位小数, 四舍五入保留两位小数 in the head: 舍入 says whose scores as well.
pub(super) fn rounding_sentence(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let header = case.alone == Rule::try_header_item;
    let first = case.found().filter(|token| header && token.kind == Kind::Word)?;
    let range = first.range.start..line(case.text, first.range.start).end;
    let text = case.piece(range).split(['}', '｝', '；', ';', '　', '/']).next()?.trim_end();
    let said = case
        .tokens
        .iter()
        .take_while(|token| token.range.start < first.range.start)
        .any(|token| keyword::reserved(case.word(token)).is_some_and(|keyword| keyword.meaning == Meaning::Round));
    let rounds =
        !said && ["保留", "四舍五入", "取整", "得分保留", "结果保留"].iter().any(|word| text.starts_with(word));
    if !rounds || case.english {
        return None;
    }
    let span = case.span(cx, first.range.start..first.range.start + text.len());
    let diagnostic = printed::printed_sentence(span, text, "");
    let whole = text.contains("整数") || text.contains("取整");
    let written = text.find(is_digit).and_then(|at| text.get(at..)?.chars().next()?.to_digit(10));
    let said = [("一位", 1), ("两位", 2), ("二位", 2), ("三位", 3), ("四位", 4)];
    let said = said.iter().find(|(word, _)| text.contains(word)).map(|(_, places)| *places);
    let places = written.or(said).or(whole.then_some(0)).unwrap_or(2);
    let right = format!("舍入 指标 {places}位 四舍五入");
    let help = Message::new("rounding-sentence").arg("right", right.as_str());
    Some(Diagnostic { fix: None, ..diagnostic }.help(help).choice(span, right))
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
