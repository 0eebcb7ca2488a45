//! Blanks left out: a keyword glued to what stands before or after it. Chinese is written without blanks, so this is
//! the commonest slip.

use super::super::grammar::Rule;
use super::super::keyword::{Begins, INFIX, KEYWORDS, Keyword};
use super::super::lower::Cx;
use super::token::{Kind, Token};
use super::{Case, attempt};
use crate::diagnostic::{Code, Diagnostic, Message};

/// The most blanks put into one word.
const MOST: usize = 8;

/// Tells of a word that can be read once blanks part a keyword from the rest.
pub(super) fn missing_blank(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let glued = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Number);
    let candidates = [case.found(), case.before(), case.tokens.first()];
    for token in candidates.into_iter().flatten().filter(glued) {
        let first = case.tokens.first() == Some(token);
        if let Some(parted) = part(case, token, first) {
            let span = case.span(cx, token.range.clone());
            return Some(
                Diagnostic::new(Code::MissingBlank, span)
                    .arg("word", case.word(token))
                    .help(Message::new("missing-blank.help").arg("parted", parted.trim()))
                    .fix(span, parted),
            );
        }
    }
    None
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
        for keyword in &keywords {
            for parted in ways(&best, keyword.zh) {
                let mended = format!("{}{parted}{}", case.piece(0..token.range.start), case.piece(token.range.end..case.text.len()));
                let rest = attempt(&mended, case.alone).map_or(0, |(at, _)| mended.len() - at);
                if rest < left {
                    left = rest;
                    better = Some(parted);
                }
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

/// Whether a keyword that begins `begins` may stand where `alone` is read.
pub(super) fn begins(begins: Begins, alone: Rule) -> bool {
    match alone {
        Rule::try_item => matches!(begins, Begins::File | Begins::Block),
        Rule::try_statement => begins == Begins::Block,
        Rule::try_header_item => begins == Begins::Header,
        _ => false,
    }
}
