//! Blanks left out: a keyword glued to what stands before or after it. Chinese is written without blanks, so this is
//! the commonest slip.

use std::collections::BTreeSet;

use super::super::grammar::Rule;
use super::super::keyword::{Begins, INFIX, KEYWORDS, Keyword, Meaning, reserved};
use super::super::lower::Cx;
use super::reading::is_per_beyond;
use super::token::{Kind, Token};
use super::{Case, attempt};
use crate::diagnostic::{Code, Diagnostic, Edit, Message};
use crate::source::Span;

/// The most blanks put into one word.
const MOST: usize = 8;

/// The longest word behind which, and in which, blanks are looked for once more.
const LONGEST_AGAIN: usize = 120;

/// Tells of a word that can be read once blanks part a keyword from the rest.
pub(super) fn missing_blank(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let candidates = [case.found(), case.before(), case.tokens.first()];
    candidates.into_iter().flatten().find_map(|token| glued_word(cx, case, token))
}

/// The same for the first word of a line.
pub(super) fn glued_beginning(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    glued_word(cx, case, case.tokens.first()?)
}

fn glued_word(cx: &Cx<'_>, case: &Case<'_>, token: &Token) -> Option<Diagnostic> {
    if !matches!(token.kind, Kind::Word | Kind::Number) || reserved(case.word(token)).is_some() {
        return None;
    }
    let parted = counted(part(case, token, case.tokens.first() == Some(token))?);
    let mut words = vec![(token.range.clone(), parted)];
    // Where blanks are left out once they are left out again in the same entry.
    let again = if case.word(token).len() > LONGEST_AGAIN { 0 } else { MOST };
    for _ in 0..again {
        let mended = case.mended(words.iter().map(|(range, parted)| (range.clone(), parted.as_str())));
        let Some(next) = Case::new(&mended, case.base, case.alone, case.english) else { break };
        // The pieces behind the words that are put right stand as they did, only further on.
        let shift = mended.len().checked_sub(case.text.len());
        let own = |token: &Token| {
            let start = token.range.start.checked_sub(shift?)?;
            let end = token.range.end.checked_sub(shift?)?;
            let after = words.last().is_some_and(|(last, _)| last.end <= start);
            (after && case.on_the_line(start)).then_some(start..end)
        };
        let again = [next.found(), next.before()].into_iter().flatten().find_map(|token| {
            let range = own(token)?;
            let word = next.word(token);
            if !matches!(token.kind, Kind::Word | Kind::Number)
                || reserved(word).is_some()
                || word.len() > LONGEST_AGAIN
                || is_per_beyond(word)
            {
                return None;
            }
            Some((range, counted(part(&next, token, false)?)))
        });
        let Some(again) = again else { break };
        words.push(again);
    }
    let mut diagnostic = message(case.span(cx, token.range.clone()), case.word(token), words.first()?.1.clone());
    for (range, _) in words.iter().skip(1) {
        diagnostic = diagnostic.label(case.span(cx, range.clone()), Message::new("missing-blank-too"));
    }
    let edits = words.into_iter().map(|(range, parted)| Edit { span: case.span(cx, range), replacement: parted });
    Some(diagnostic.edits(edits.collect()))
}

/// 每 次, for which 每 1次 is meant.
fn counted(parted: String) -> String {
    const MEASURES: &[&str] =
        &["次", "项", "个", "例", "笔", "宗", "人", "天", "日", "月", "年", "件", "份", "篇", "起", "处"];
    let per = Meaning::Per.keyword().zh;
    let words: Vec<&str> = parted.split(' ').collect();
    let mut out: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let after_per = at.checked_sub(1).and_then(|i| words.get(i)) == Some(&per);
        out.push(if after_per && MEASURES.contains(word) { format!("1{word}") } else { (*word).to_owned() });
    }
    out.join(" ")
}

/// The message for `word`, which is to be written as `parted`.
pub(super) fn message(span: Span, word: &str, parted: String) -> Diagnostic {
    Diagnostic::new(Code::MissingBlank, span).arg("word", word).fix(span, parted)
}

/// The word with blanks, if the text can be read further with them.
fn part(case: &Case<'_>, token: &Token, first: bool) -> Option<String> {
    let word = case.word(token);
    let mut keywords: Vec<&Keyword> = case.keywords();
    keywords.extend(INFIX.iter().map(|meaning| meaning.keyword()));
    if first {
        let begins = KEYWORDS.iter().filter(|keyword| begins(keyword.begins, case.alone));
        keywords.extend(begins);
    }
    let mut left = case.text.len() - case.at;
    let mut best = word.to_owned();
    for _ in 0..MOST {
        let mut better = None;
        let mut options: BTreeSet<String> = keywords.iter().flat_map(|keyword| ways(&best, keyword.zh)).collect();
        options.insert(everywhere(&best));
        for parted in options {
            let mended =
                format!("{}{parted}{}", case.piece(0..token.range.start), case.piece(token.range.end..case.text.len()));
            let rest = attempt(&mended, case.alone).map_or(0, |(at, _)| mended.len() - at);
            if rest < left {
                left = rest;
                better = Some(parted);
            }
        }
        match better {
            Some(parted) => best = parted,
            None => break,
        }
    }
    (best != word).then_some(best)
}

/// The ways to part `keyword` from its neighbours in `text`.
fn ways<'t>(text: &'t str, keyword: &'t str) -> impl Iterator<Item = String> + 't {
    text.match_indices(keyword).filter_map(move |(at, _)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(keyword)?;
        let left = if before.is_empty() || before.ends_with(' ') { "" } else { " " };
        let right = if after.is_empty() || after.starts_with(' ') { "" } else { " " };
        (!left.is_empty() || !right.is_empty()).then(|| format!("{before}{left}{keyword}{right}{after}"))
    })
}

/// `text` with blanks around every keyword that stands between values.
fn everywhere(text: &str) -> String {
    let mut parted = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let keyword = INFIX.iter().map(|meaning| meaning.keyword().zh).find(|zh| rest.starts_with(zh));
        let piece = keyword.map_or(c.len_utf8(), str::len);
        let (piece, after) = rest.split_at(piece);
        match keyword {
            Some(_) => {
                let left = if parted.is_empty() || parted.ends_with(' ') { "" } else { " " };
                let right = if after.is_empty() || after.starts_with(' ') { "" } else { " " };
                parted.push_str(&format!("{left}{piece}{right}"));
            }
            None => parted.push_str(piece),
        }
        rest = after;
    }
    parted
}

/// Whether a keyword that begins `begins` may stand where `alone` is read.
pub(super) fn begins(begins: Begins, alone: Rule) -> bool {
    match alone {
        Rule::try_item => matches!(begins, Begins::File | Begins::Block),
        Rule::try_statement => begins == Begins::Block,
        Rule::try_header_item => begins == Begins::Header,
        _ => false,
    }
}
