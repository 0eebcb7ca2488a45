//! Words in the place of a keyword or sign, and keywords in the place of a name.

use super::super::grammar::Rule;
use super::super::keyword::{self, Meaning, is_digit};
use super::super::lower::{Cx, keyword_as_name};
use super::printed::{self, UNTIL_NOTHING, WORDS};
use super::special::distance;
use super::token::{Kind, Token};
use super::{Case, attempt};
use crate::diagnostic::{Code, Diagnostic, Edit, Message};

/// 扣完为止: 扣分 stops at zero anyhow.
pub(super) fn needless_words(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let start = case.tokens.get(case.index().saturating_sub(1)..)?;
    let (place, comma) = start.iter().take(3).enumerate().find_map(|(at, token)| {
        let word = UNTIL_NOTHING.contains(&case.word(token));
        let comma = at.checked_sub(1).and_then(|i| start.get(i)).filter(|t| matches!(case.word(t), "," | "，" | "、"));
        word.then(|| (token.range.clone(), comma.map(|t| t.range.start)))
    })?;
    let whole = comma.unwrap_or(place.start)..place.end;
    Some(
        Diagnostic::new(Code::NeedlessWords, case.span(cx, place.clone()))
            .arg("words", case.piece(place))
            .fix(case.span(cx, whole), ""),
    )
}

/// 满分 当 c, for 得满分 当 c.
pub(super) fn full_without_get(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (before, found) = (case.before()?, case.found()?);
    let meaning = |token: &Token| keyword::reserved(case.word(token)).map(|keyword| keyword.meaning);
    if meaning(before) != Some(Meaning::Full) || meaning(found) != Some(Meaning::When) || case.english {
        return None;
    }
    // 得分 = 满分 当 c says it twice.
    let first = case
        .tokens
        .first()
        .filter(|first| keyword::reserved(case.word(first)).is_some_and(|keyword| keyword.meaning == Meaning::Score));
    let range = first.map_or(before.range.start, |first| first.range.start)..before.range.end;
    if !case.improves(range.clone(), "得满分") {
        return None;
    }
    Some(printed::printed_word(case.span(cx, range.clone()), case.piece(range), "得满分"))
}

/// `得满分`, `得 20分` after a colon: what stands there is scored anyhow.
pub(super) fn needless_get(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let from = case.index().saturating_sub(2);
    case.tokens.iter().enumerate().skip(from).take(3).filter(|(_, token)| token.kind == Kind::Word).find_map(
        |(at, token)| {
            let word = case.word(token);
            let rest = word.strip_prefix('得')?;
            // 得满分 is a keyword where a condition follows.
            let next = case.tokens.get(at + 1).filter(|next| case.on_one_line(token, next)).map(|next| case.word(next));
            let full = rest == "满分" && matches!(next, None | Some("}" | "｝"));
            let needless = rest.is_empty() || rest.starts_with(is_digit) || full;
            if !needless || !case.improves(token.range.clone(), rest) {
                return None;
            }
            let get = case.span(cx, token.range.start..token.range.start + '得'.len_utf8());
            let span = case.span(cx, token.range.clone());
            Some(if full {
                super::plain(cx, case).fix(get, "")
            } else {
                printed::printed_word(span, word, rest).fix(get, "")
            })
        },
    )
}

/// A word that is nearly a keyword which could stand there: 否者.
pub(super) fn near_keyword(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line().filter(|token| token.kind == Kind::Word)?;
    let word = case.word(found);
    if keyword::reserved(word).is_some() {
        return None;
    }
    let mut spellings: Vec<&'static str> =
        case.keywords().into_iter().flat_map(|keyword| [keyword.zh, keyword.en]).collect();
    if case.tries(&[Rule::aggregate]) {
        const AGGREGATES: [Meaning; 5] =
            [Meaning::Mean, Meaning::Sum, Meaning::Lowest, Meaning::Highest, Meaning::Weighted];
        spellings.extend(AGGREGATES.iter().flat_map(|meaning| [meaning.keyword().zh, meaning.keyword().en]));
    }
    let near = |spelling: &&str| {
        let letters = spelling.chars().count();
        letters > 1 && distance(word, spelling) <= if spelling.is_ascii() { letters / 3 } else { letters / 2 }
    };
    let right = spellings.into_iter().filter(near).find(|spelling| case.improves(found.range.clone(), spelling))?;
    Some(printed::printed_word(case.span(cx, found.range.clone()), word, right).choosing())
}

/// A printed word in the place of a keyword or sign: 大于 90%.
pub(super) fn printed_word(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    for token in [case.found(), case.before()].into_iter().flatten().filter(|token| token.kind == Kind::Word) {
        let word = case.word(token);
        for (written, zh, en) in WORDS {
            let Some(rest) = word.strip_prefix(written).filter(|rest| rest.is_empty() || rest.starts_with(is_digit))
            else {
                continue;
            };
            let right = if case.english { *en } else { *zh };
            let replacement = format!("{right} {rest}");
            let range = token.range.clone();
            if case.improves(range.clone(), &replacement) {
                if keyword::reserved(word).is_some() {
                    // A word of the language, but not the one that belongs here.
                    return Some(super::plain(cx, case).choice(case.span(cx, range), right));
                }
                let span = case.span(cx, range.start..range.start + written.len());
                let spelt = if rest.is_empty() { right.to_owned() } else { format!("{right} ") };
                let mut diagnostic = printed::printed_word(span, written, right);
                diagnostic = diagnostic.fix(span, spelt);
                return Some(diagnostic);
            }
        }
    }
    None
}

/// 数据 得分 : 数
pub(super) fn keyword_for_name(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let found = case.found_on_line()?;
    let word = case.word(found);
    let keyword = keyword::reserved(word)?;
    let infix = keyword::INFIX.contains(&keyword.meaning);
    let name = case.tries(&[
        Rule::name,
        Rule::word,
        Rule::name_list,
        Rule::field_names,
        Rule::field,
        Rule::fields,
        Rule::reference,
        Rule::unit_decl,
        Rule::option,
        Rule::table_type,
        Rule::named_type,
        Rule::type_expr,
        Rule::key,
        Rule::grade,
    ]);
    let value = case.tries(&[
        Rule::sum,
        Rule::condition,
        Rule::arg,
        Rule::colon_rule,
        Rule::plain_sum,
        Rule::kw_children,
        Rule::worth,
        Rule::clause,
        Rule::try_clause,
    ]);
    if !(name || value && !infix) || !case.improves(found.range.clone(), &format!("\"{word}\"")) {
        return None;
    }
    // Wherever else in the entry it stands as a name, it is the same mistake.
    let quoted = format!("\"{word}\"");
    let mut diagnostic = keyword_as_name(word, case.span(cx, found.range.clone()));
    let mut edits = vec![found.range.clone()];
    for _ in 0..MOST_AGAIN {
        let mended = case.mended(edits.iter().map(|range| (range.clone(), quoted.as_str())));
        let Some((at, _)) = attempt(&mended, case.alone) else { break };
        let longer: usize = edits.len() * (quoted.len() - word.len());
        let at = at.saturating_sub(longer);
        let again = case.tokens.iter().find(|token| token.range.start == at && case.word(token) == word);
        let Some(again) = again.filter(|again| !edits.contains(&again.range)) else { break };
        edits.push(again.range.clone());
    }
    for range in edits.iter().skip(1) {
        diagnostic = diagnostic.label(case.span(cx, range.clone()), Message::new("check-also-here"));
    }
    let edits = edits.into_iter().map(|range| Edit { span: case.span(cx, range), replacement: quoted.clone() });
    Some(diagnostic.edits(edits.collect()))
}

/// How often a keyword is looked for once more as a name in one entry.
const MOST_AGAIN: usize = 16;

/// 计数 (项目)
pub(super) fn blank_before_paren(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (before, found) = (case.before()?, case.found_on_line()?);
    let is_name =
        before.kind == Kind::Quoted || (before.kind == Kind::Word && keyword::reserved(case.word(before)).is_none());
    let blank = before.range.end..found.range.start;
    if !matches!(case.word(found), "(" | "（") || !is_name || blank.is_empty() || !case.improves(blank.clone(), "") {
        return None;
    }
    Some(
        Diagnostic::new(Code::BlankBeforeParen, case.span(cx, before.range.start..found.range.end))
            .arg("name", case.word(before))
            .fix(case.span(cx, blank), ""),
    )
}

/// A printed word of two characters and more within a word: `乙数大于等于5` before `%`; also `乙数的5`.
pub(super) fn printed_word_within(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    for token in [case.found(), case.before()].into_iter().flatten().filter(|token| token.kind == Kind::Word) {
        let word = case.word(token);
        let long = WORDS.iter().filter(|(written, ..)| written.chars().count() > 1);
        let mut ways: Vec<(usize, &str, &str)> = long
            .filter_map(|(written, zh, en)| Some((word.find(written)?, *written, if case.english { *en } else { *zh })))
            .filter(|(at, ..)| *at > 0)
            .collect();
        // 乙数的5%: a part of it.
        let part = word.match_indices('的').find(|(at, of)| {
            let rest = word.get(at + of.len()..).unwrap_or_default();
            *at > 0 && (rest.is_empty() || rest.starts_with(is_digit))
        });
        ways.extend(part.map(|(at, of)| (at, of, "×")));
        // The first of them, and of two that begin there the longer: 大于等于, not 大于.
        ways.sort_by_key(|(at, written, _)| (*at, std::cmp::Reverse(written.len())));
        for (at, written, right) in ways {
            let range = token.range.start + at..token.range.start + at + written.len();
            let spelt = format!(" {right} ");
            if case.improves(token.range.clone(), &word.replacen(written, &spelt, 1)) {
                return Some(
                    printed::printed_word(case.span(cx, range.clone()), written, right)
                        .fix(case.span(cx, range), spelt),
                );
            }
        }
    }
    None
}

/// 舍入 不舍入: a line that begins as one statement and is another.
pub(super) fn statement_behind_another(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let (first, second) = (case.tokens.first()?, case.tokens.get(1)?);
    let begins = |token: &Token| keyword::reserved(case.word(token)).map(|keyword| keyword.begins);
    let alike = begins(first).is_some_and(|first| first != keyword::Begins::Nothing && begins(second) == Some(first));
    let needless = first.range.start..second.range.start;
    if case.index() != 1 || !alike || !case.on_one_line(first, second) {
        return None;
    }
    let alone = case.left_after(needless.clone(), "")?;
    // 数据 得分 : 数 is a name that lacks its quotes.
    let quoted = format!("\"{}\"", case.word(second));
    if case.left_after(second.range.clone(), &quoted).is_some_and(|quoted| quoted <= alone) {
        return None;
    }
    let help = Message::new("syntax-statement-alone").arg("word", case.word(second));
    Some(super::plain(cx, case).help(help).choice(case.span(cx, needless), ""))
}

/// 分档 分档 a { … }: a keyword written twice, at the beginning or where reading stopped.
pub(super) fn doubled_word(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let stopped = case.index().saturating_sub(1);
    [0, stopped, stopped + 1].into_iter().find_map(|at| {
        let (first, second) = (case.tokens.get(at)?, case.tokens.get(at + 1)?);
        let word = case.word(second);
        let again = first.kind == Kind::Word && case.word(first) == word && case.on_one_line(first, second);
        let range = first.range.end..second.range.end;
        if !again || keyword::reserved(word).is_none() || !case.improves(range.clone(), "") {
            return None;
        }
        Some(
            Diagnostic::new(Code::RepeatedPart, case.span(cx, second.range.clone()))
                .label(case.span(cx, first.range.clone()), Message::new("repeated-part-first"))
                .fix(case.span(cx, range), ""),
        )
    })
}
