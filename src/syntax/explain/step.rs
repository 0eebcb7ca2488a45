//! Deductions by steps.

use super::super::grammar::Rule;
use super::super::keyword::{self, Meaning, is_digit, is_plain_name, is_word_char};
use super::super::lower::Cx;
use super::special::line;
use super::{Case, attempt};
use crate::diagnostic::{Code, Diagnostic, Message};

/// `扣分：问题数 每 1项 扣 1分` without braces.
pub(super) fn deduct_line(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (first, next) = (case.tokens.first()?, case.tokens.get(1)?);
    let deduct = keyword::reserved(case.word(first)).is_some_and(|keyword| keyword.meaning == Meaning::Deduct);
    if !deduct || case.index() != 1 || matches!(case.word(next), "{" | "｛") || !case.on_one_line(first, next) {
        return None;
    }
    let colon = matches!(case.word(next), ":" | "：");
    let start = if colon { next.range.end } else { first.range.end };
    let end = line(case.text, start).end;
    let clause = case.piece(start..end);
    // What closes a block around it is no part of it.
    let clause = clause.split(['{', '}', '｛', '｝']).next()?.trim_end().trim_end_matches(['；', ';', '。']);
    let range = first.range.end..start + clause.len();
    let braces = format!(" {{ {} }}", clause.trim());
    if attempt(clause.trim(), Rule::try_clause).is_some() || !case.improves(range.clone(), &braces) {
        return None;
    }
    Some(super::plain(cx, case).fix(case.span(cx, range), braces))
}

/// Words of printed tables behind 每 that say nothing more.
const FOUND: &[&str] = &["发现", "出现", "发生", "存在", "查出", "违反", "有"];

/// `问题数 每发现 1项 扣 1分`: 每 alone.
pub(super) fn per_found(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line()?;
    let after = case.word(found).strip_prefix('每')?;
    let verb = FOUND.iter().find(|verb| after.starts_with(**verb))?;
    let range = found.range.start..found.range.start + '每'.len_utf8() + verb.len();
    let right = if after.len() == verb.len() { "每" } else { "每 " };
    if !case.improves(range.clone(), right) {
        return None;
    }
    let span = case.span(cx, range.clone());
    Some(super::printed::printed_word(span, case.piece(range), "每").fix(span, right))
}

/// `每发现 1项 扣 1分`, the order of printed tables: what is counted stands first.
pub(super) fn per_first(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    const MEASURES: &[char] = &['个', '项', '次', '例', '笔', '宗', '人', '天', '日', '处', '件', '份', '起', '篇'];
    let first = case.tokens.first()?;
    let clause = case.alone == Rule::try_clause;
    if case.index() > 1 || !(clause || matches!(case.alone, Rule::try_item | Rule::try_statement)) {
        return None;
    }
    let after = case.word(first).strip_prefix('每')?;
    let written = FOUND.iter().find(|word| after.starts_with(**word)).map_or("", |word| *word);
    let start = first.range.start + '每'.len_utf8() + written.len();
    let end = line(case.text, start).end;
    let text = case.piece(start..end).split(['{', '}', '｛', '｝', '；', ';', '。']).next()?.trim_end();
    let (steps, effect) = text.split_at_checked(text.find(['扣', '加'])?)?;
    let steps = steps.trim().trim_end_matches(['，', ',']).trim_end();
    let digits = steps.find(|c| !is_digit(c) && c != '.').unwrap_or(steps.len());
    let (number, unit) = steps.split_at_checked(digits)?;
    let unit = unit.trim_start();
    let word = unit.find(|c| !is_word_char(c)).unwrap_or(unit.len());
    // 1个问题, 1项 问题数: the measure, and what is counted.
    let measure = unit.chars().next().filter(|c| MEASURES.contains(c)).map_or(word, char::len_utf8);
    let (unit, counted) = unit.split_at_checked(measure)?;
    let counted = counted.trim();
    let number = if number.is_empty() { "1" } else { number };
    let effect = effect.split(['，', ',']).next()?.trim();
    // 扣1分 is parted from its amount.
    let sign = effect.chars().next()?;
    let points = effect.strip_prefix(sign)?.trim_start();
    let named = is_plain_name(counted) && cx.survey.text.matches(counted).nth(1).is_some();
    let name = if named { counted } else { "问题数" };
    let right = format!("{name} 每 {number}{unit} {sign} {points}");
    let whole = first.range.start..start + text.len();
    let diagnostic = Diagnostic::new(Code::Syntax, case.span(cx, first.range.start..start))
        .arg("expected", super::expect::clause())
        .arg("found", format!("“{}”", case.piece(first.range.start..start)));
    let spelt = if clause { right.clone() } else { format!("扣分 {{ {right} }}") };
    let diagnostic = diagnostic.help(Message::new("per-first").arg("right", spelt.as_str()));
    // Only what is named can be put in front.
    let mends = named && case.improves(whole.clone(), &spelt);
    Some(if mends { diagnostic.fix(case.span(cx, whole), spelt) } else { diagnostic })
}
