//! What stands where a type is due.

use super::super::grammar::Rule;
use super::super::keyword::{self, Meaning, TYPE_WORDS};
use super::super::lower::Cx;
use super::token::{Kind, Token};
use super::{Case, printed};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Message};

/// 数据 a : 选项 { 甲, 乙 }: a set of options is declared for itself.
pub(super) fn options_as_type(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line()?;
    let word = case.word(found);
    let options = keyword::reserved(word).is_some_and(|keyword| keyword.meaning == Meaning::Options);
    if !options || !case.tries(&[Rule::named_type, Rule::table_type, Rule::type_expr]) {
        return None;
    }
    Some(
        Diagnostic::new(Code::Misplaced, case.span(cx, found.range.clone()))
            .arg("word", word)
            .arg("place", Arg::Key("place-file"))
            .help(Message::new("misplaced-options")),
    )
}

/// 是/否 as a type: 是否.
pub(super) fn yes_or_no(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let index = case.index();
    let (yes, sign, no) = (case.tokens.get(index)?, case.tokens.get(index + 1)?, case.tokens.get(index + 2)?);
    let spelt = matches!(case.word(sign), "/" | "／" | "或" | "、" | "or");
    if !matches!((case.word(yes), case.word(no)), ("是", "否") | ("yes", "no")) || !spelt {
        return None;
    }
    let range = yes.range.start..no.range.end;
    let right = if case.english { "yesno" } else { "是否" };
    case.improves(range.clone(), right)
        .then(|| printed::printed_word(case.span(cx, range.clone()), case.piece(range), right))
}

/// 数据 评级 : 优、良、中、差: the options themselves where the name of their set is due.
pub(super) fn options_listed(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let index = case.index();
    let fact = case.tokens.first().and_then(|token| keyword::reserved(case.word(token)));
    let colon = case.tokens.get(..index)?.iter().rposition(|token| matches!(case.word(token), ":" | "："))?;
    if fact.is_none_or(|keyword| keyword.meaning != Meaning::Fact) || colon < 2 || colon + 4 < index {
        return None;
    }
    let mut options: Vec<&str> = Vec::new();
    let mut end = 0;
    let mut pieces = case.tokens.get(colon + 1..)?.iter();
    while let Some(option) = pieces.next().filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted)) {
        options.push(case.word(option));
        end = option.range.end;
        match pieces.next().map(|token| case.word(token)) {
            Some("、" | "/" | "／" | "，" | "," | "或") => {}
            _ => break,
        }
    }
    let one_type = options.iter().any(|name| TYPE_WORDS.iter().any(|(zh, en)| name == zh || name == en));
    let start = case.tokens.get(colon + 1)?.range.start;
    let name = case.tokens.get(1).map(|token| case.word(token))?;
    let range = start..end;
    if options.len() < 2 || one_type || !case.improves(range.clone(), name) {
        return None;
    }
    let keyword = Meaning::Options.keyword().spelling(case.english);
    let set = format!("{keyword} {name} {{ {} }}", options.join(", "));
    let end = cx.survey.text.len();
    let line_end = if cx.survey.text.ends_with('\n') { "" } else { "\n" };
    let edits = vec![
        Edit { span: case.span(cx, range.clone()), replacement: name.to_owned() },
        Edit { span: cx.span(end..end), replacement: format!("{line_end}\n{set}\n") },
    ];
    Some(
        Diagnostic::new(Code::Misplaced, case.span(cx, range.clone()))
            .arg("word", case.piece(range))
            .arg("place", Arg::Key("place-file"))
            .help(Message::new("misplaced-options-listed").arg("set", set.as_str()).arg("name", name))
            .edits(edits),
    )
}

/// 金额?(万元): the unit belongs to the type, and the mark stands behind both.
pub(super) fn unit_behind_mark(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let index = case.index();
    let mark = (index.checked_sub(3)?..=index).find(|at| {
        let word = |offset: usize| case.tokens.get(at + offset).map(|token| case.word(token)).unwrap_or_default();
        matches!(word(0), "?" | "？") && matches!(word(1), "(" | "（") && matches!(word(3), ")" | "）")
    })?;
    let (first, last) = (case.tokens.get(mark)?, case.tokens.get(mark + 3)?);
    let range = first.range.start..last.range.end;
    let right = format!("{}{}", case.piece(first.range.end..last.range.end).trim_start(), case.word(first));
    let told = || printed::printed_sentence(case.span(cx, range.clone()), case.piece(range.clone()), &right);
    case.improves(range.clone(), &right).then(told)
}

/// 数据 支出数(万元) : 金额: the unit stands behind the type.
pub(super) fn unit_in_name(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let fact = case.tokens.first().and_then(|token| keyword::reserved(case.word(token)));
    let colon = case.tokens.iter().position(|token| matches!(case.word(token), ":" | "："))?;
    let index = case.index();
    if fact.is_none_or(|keyword| keyword.meaning != Meaning::Fact) || index > colon {
        return None;
    }
    let word = |token: Option<&Token>| token.map(|token| case.word(token)).unwrap_or_default();
    let mut units: Vec<(&str, std::ops::Range<usize>)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut unit = "";
    let mut at = 1;
    while at < colon {
        let name = case.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
        names.push(case.word(name));
        at += 1;
        if matches!(word(case.tokens.get(at)), "(" | "（") {
            let close = case.tokens.get(at + 2)?;
            let inside = word(case.tokens.get(at + 1));
            if !matches!(case.word(close), ")" | "）") || !(unit.is_empty() || unit == inside) {
                return None;
            }
            unit = inside;
            units.push((case.word(name), name.range.end..close.range.end));
            at += 3;
        }
        match word(case.tokens.get(at)) {
            "、" | "，" | "," => at += 1,
            _ if at == colon => {}
            _ => return None,
        }
    }
    let ty = case.tokens.get(colon + 1)?;
    // A percentage needs no unit, nor does a type that says its own.
    let after = match (unit, case.word(ty)) {
        ("元" | "万元" | "亿元", "金额" | "money") if !matches!(word(case.tokens.get(colon + 2)), "(" | "（") =>
        {
            format!("{}({unit})", case.word(ty))
        }
        ("元" | "万元" | "亿元", "数" | "number") => {
            format!("{}({unit})", if case.english { "money" } else { "金额" })
        }
        ("元" | "万元" | "亿元", "金额" | "money") | ("%" | "％", "比率" | "share") => {
            case.word(ty).to_owned()
        }
        _ => return None,
    };
    let mut changes: Vec<_> = units.iter().map(|(_, range)| (range.clone(), "")).collect();
    changes.push((ty.range.clone(), after.as_str()));
    case.gets_past(&changes, ty.range.end)?;
    let first = names.first()?;
    let mut edits: Vec<Edit> = Vec::new();
    for (range, text) in changes {
        if case.piece(range.clone()) != text {
            edits.push(Edit { span: case.span(cx, range), replacement: text.to_owned() });
        }
    }
    // Where a name is used, it has the unit as well.
    for (name, range) in &units {
        let written = format!("{name}{}", case.piece(range.clone()));
        for place in super::heading::uses(cx, &written, case.base + range.start - name.len()) {
            let span = cx.span(place.start + name.len()..place.end);
            edits.push(Edit { span, replacement: String::new() });
        }
    }
    let whole = case.tokens.get(1)?.range.start..case.tokens.get(colon.checked_sub(1)?)?.range.end;
    let right = format!("{} : {after}", names.join("、"));
    Some(
        super::heading::message(case.span(cx, whole.clone()), case.piece(whole))
            .help(Message::new("unquoted-name-unit").arg("name", *first).arg("right", right))
            .edits(edits),
    )
}
