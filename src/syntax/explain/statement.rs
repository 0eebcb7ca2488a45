//! Lines that begin with no statement, or with one that belongs elsewhere.

use super::super::grammar::Rule;
use super::super::keyword::{self, Begins, KEYWORDS, Keyword, Meaning};
use super::super::lower::Cx;
use super::special::{distance, line};
use super::token::Kind;
use super::{Case, attempt, blank};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};

/// Headings of printed tables, and the keyword behind which their words stand.
const HEADINGS: &[(&str, Meaning)] = &[
    ("指标解释", Meaning::Explain),
    ("指标释义", Meaning::Explain),
    ("指标说明", Meaning::Explain),
    ("指标内涵", Meaning::Explain),
    ("评价要点", Meaning::Explain),
    ("备注", Meaning::Explain),
    ("评分依据", Meaning::Basis),
    ("评价依据", Meaning::Basis),
    ("政策依据", Meaning::Basis),
    ("文件依据", Meaning::Basis),
    ("编制依据", Meaning::Basis),
    ("数据来源", Meaning::Source),
    ("资料来源", Meaning::Source),
    ("取数来源", Meaning::Source),
    ("佐证材料", Meaning::Source),
];

/// Headings of printed tables whose words are a rule.
const RULE_HEADINGS: &[&str] = &[
    "评分标准",
    "评价标准",
    "计分标准",
    "打分标准",
    "评分规则",
    "计分规则",
    "评分办法",
    "计分办法",
    "评分方法",
    "评分细则",
    "扣分标准",
    "扣分规则",
    "加分标准",
];

/// A statement that stands elsewhere: 单位 in an indicator, 舍入 outside the header.
pub(super) fn misplaced(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first()?;
    let keyword = keyword::reserved(case.word(first))?;
    let (elsewhere, place): (Rule, &'static str) = match (keyword.begins, case.alone) {
        (Begins::File, Rule::try_statement | Rule::try_header_item) => (Rule::try_item, "place-file"),
        (Begins::Block, Rule::try_header_item) => (Rule::try_statement, "place-block"),
        (Begins::Header, Rule::try_item | Rule::try_statement) => (Rule::try_header_item, "place-header"),
        _ => return None,
    };
    // 满分 begins values as well: only as a line of the header is it out of place.
    let reads = attempt(case.text, elsewhere).is_none_or(|(at, _)| at > case.at);
    if keyword.meaning == Meaning::Full && !reads {
        return None;
    }
    let span = case.span(cx, first.range.clone());
    Some(Diagnostic::new(Code::Misplaced, span).arg("word", case.word(first)).arg("place", Arg::Key(place)))
}

/// A line whose first word is nearly a keyword.
pub(super) fn unknown_statement(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let word = case.word(first);
    if keyword::reserved(word).is_some() || case.index() > 1 {
        return None;
    }
    let mut near: Vec<(usize, &Keyword, &'static str)> = KEYWORDS
        .iter()
        .filter(|keyword| blank::begins(keyword.begins, case.alone))
        .flat_map(|keyword| [(keyword, keyword.zh), (keyword, keyword.en)])
        .filter_map(|(keyword, spelling)| {
            let apart = distance(word, spelling);
            let letters = spelling.chars().count();
            let allowed = if spelling.is_ascii() { letters / 3 } else { letters / 2 };
            (apart <= allowed).then_some((apart, keyword, spelling))
        })
        .collect();
    near.sort_by_key(|(apart, ..)| *apart);
    // Of those as near, the one with which most can be read; an indicator has its points before the brace: 分挡 率 { … }
    // is 分档, and not 分项.
    let bare = case.tokens.get(2).is_some_and(|token| matches!(case.word(token), "{" | "｛"));
    let left = |spelling: &str| case.left_after(first.range.clone(), spelling);
    let mended = near.into_iter().filter_map(|(apart, keyword, spelling)| {
        let node = matches!(keyword.meaning, Meaning::Indicator | Meaning::Part);
        Some((apart, left(spelling)?, node && bare, spelling))
    });
    let (.., right) = mended.min_by_key(|(apart, left, pointless, _)| (*apart, *left, *pointless))?;
    let span = case.span(cx, first.range.clone());
    Some(
        Diagnostic::new(Code::UnknownStatement, span)
            .arg("word", word)
            .help(Message::new("unknown-statement-nearest").arg("nearest", right))
            .choice(span, right),
    )
}

/// A line that begins with a name, where neither a clause nor a rule goes on.
pub(super) fn no_statement(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let statement = matches!(case.alone, Rule::try_item | Rule::try_statement);
    let value = matches!(case.found().map(|token| case.word(token)), Some(":" | "：" | "=" | "＝"));
    if !statement || case.index() != 1 || keyword::reserved(case.word(first)).is_some() {
        return None;
    }
    let span = case.span(cx, first.range.clone());
    let diagnostic = Diagnostic::new(Code::UnknownStatement, span).arg("word", case.word(first));
    Some(if value { diagnostic.help(Message::new("unknown-statement-declare")) } else { diagnostic })
}

/// 指标解释 "…", 评分标准：…: a heading of printed tables.
pub(super) fn printed_heading(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| token.kind == Kind::Word)?;
    let word = case.word(first);
    if case.index() > 1 || !matches!(case.alone, Rule::try_item | Rule::try_statement | Rule::try_header_item) {
        return None;
    }
    let span = case.span(cx, first.range.clone());
    let diagnostic = Diagnostic::new(Code::UnknownStatement, span).arg("word", word);
    if RULE_HEADINGS.contains(&word) {
        return Some(diagnostic.help(Message::new("unknown-statement-rule")));
    }
    let (_, meaning) = HEADINGS.iter().find(|(heading, _)| *heading == word)?;
    let right = meaning.keyword().spelling(case.english);
    let diagnostic = match meaning {
        Meaning::Basis => diagnostic.help(Message::new("unknown-statement-basis")),
        Meaning::Source => diagnostic.help(Message::new("unknown-statement-source")),
        _ => diagnostic.help(Message::new("unknown-statement-text").arg("right", right)),
    };
    // The words behind it, in quotes.
    let end = line(case.text, first.range.end).end;
    let words = case.piece(first.range.end..end).split("//").next()?.trim_end();
    let words = words.trim_end_matches(['}', '｝']).trim_end();
    let bare = words.trim_start().trim_start_matches([':', '：']).trim_start();
    let quoted = case.tokens.iter().any(|token| token.kind == Kind::Quoted);
    let text = if quoted { bare.to_owned() } else { keyword::quote(bare) };
    let range = first.range.start..first.range.end + words.len();
    let spelt = format!("{right} {text}");
    let mends = !bare.is_empty() && case.improves(range.clone(), &spelt);
    Some(if mends { diagnostic.fix(case.span(cx, range), spelt) } else { diagnostic })
}

/// `执行率 = 支出数 ÷ 预算数`, `支出数 : 金额`: the keyword of a declaration is forgotten.
pub(super) fn declaration_forgotten(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted))?;
    let word = case.word(first);
    let sign = case.found_on_line().map(|token| case.word(token))?;
    if !matches!(case.alone, Rule::try_item | Rule::try_statement) || keyword::reserved(word).is_some() {
        return None;
    }
    let meaning = match sign {
        "=" | "＝" if case.index() == 1 => Meaning::Let,
        // Several names may share a type.
        ":" | "：" | "、" | "，" | "," if case.index() == 1 => Meaning::Fact,
        _ => return None,
    };
    // 数据支出 : 金额: the keyword is there, and lacks its blank.
    if blank::glued_beginning(cx, case).is_some() {
        return None;
    }
    let put_in = format!("{} ", meaning.keyword().spelling(case.english));
    let start = first.range.start..first.range.start;
    if !case.improves(start.clone(), &put_in) {
        return None;
    }
    Some(
        Diagnostic::new(Code::UnknownStatement, case.span(cx, first.range.clone()))
            .arg("word", word)
            .help(Message::new("unknown-statement-declare"))
            .fix(case.span(cx, start), put_in),
    )
}

/// 分情况 { 已公开 : 10分 }: a case without its 当.
pub(super) fn case_without_when(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let first = case.tokens.first().filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted))?;
    let word = case.word(first);
    let printed = super::printed::WORDS.iter().any(|(written, ..)| word.starts_with(written));
    if case.alone != Rule::try_case || case.index() > 0 || printed || keyword::reserved(word).is_some() {
        return None;
    }
    let when = format!("{} ", Meaning::When.keyword().spelling(case.english));
    let start = first.range.start..first.range.start;
    case.improves(start.clone(), &when).then(|| super::plain(cx, case).fix(case.span(cx, start), when))
}
