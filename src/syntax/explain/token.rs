//! The pieces of a line, as a reader sees them. Only messages are made of them; what they mean is the grammar's.

use std::ops::Range;

use super::super::keyword::{is_digit, is_letter, is_word_char};

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Word,
    /// A number with the unit that follows at once.
    Number,
    /// A quoted text.
    Quoted,
    /// Anything else.
    Sign,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub range: Range<usize>,
    pub kind: Kind,
}

/// Signs of more than one character.
const LONG_SIGNS: &[&str] =
    &["==", "!=", "<>", ">=", "<=", "=>", "=<", "&&", "||", "＞＝", "＜＝", "！＝", "＞=", "＜=", "：＝", ":="];

/// The pieces of `text`, without blanks and comments.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        if c.is_whitespace() || c == '\u{FEFF}' {
            at += c.len_utf8();
            continue;
        }
        if rest.starts_with("//") || rest.starts_with("／／") {
            at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            continue;
        }
        let (kind, length) = piece(rest, c);
        tokens.push(Token { range: at..at + length, kind });
        at += length;
    }
    tokens
}

/// `tokens` of `text` with what is glued to the 至 of a range taken apart: 1份, 至, 2份.
pub(super) fn ranged(text: &str, tokens: &[Token]) -> Vec<Token> {
    let mut apart: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let word = text.get(token.range.clone()).unwrap_or_default();
        let follows = apart.last().is_some_and(|last| last.range.end == token.range.start && last.kind != Kind::Word);
        let split = match token.kind {
            Kind::Number => word.char_indices().find_map(|(at, _)| Some((at, to(word.get(at..)?)?))),
            Kind::Word if follows => to(word).map(|length| (0, length)),
            _ => None,
        };
        let Some((at, length)) = split else {
            apart.push(token.clone());
            continue;
        };
        let (start, dash, end) = (token.range.start, token.range.start + at, token.range.end);
        if start < dash {
            apart.push(Token { range: start..dash, kind: Kind::Number });
        }
        apart.push(Token { range: dash..dash + length, kind: Kind::Word });
        // What follows is cut into pieces anew: 至80 and its % are one number.
        if let Some(rest) = text.get(dash + length..)
            && let Some(c) = rest.chars().next()
        {
            let (kind, length_of_number) = piece(rest, c);
            let number_end = dash + length + length_of_number;
            apart.push(Token { range: dash + length..number_end.max(end), kind });
        }
    }
    // A sign that the second number took in is no piece of its own.
    let mut reached = 0;
    apart.retain(|token| {
        let fresh = token.range.start >= reached;
        reached = reached.max(token.range.end);
        fresh
    });
    apart
}

/// The length of 至 before a number.
fn to(rest: &str) -> Option<usize> {
    let word = ["至", "到"].into_iter().find(|word| rest.starts_with(word))?;
    rest.get(word.len()..)?.starts_with(is_digit).then_some(word.len())
}

fn piece(rest: &str, c: char) -> (Kind, usize) {
    let run = |from: usize, accept: fn(char) -> bool| {
        let rest = rest.get(from..).unwrap_or_default();
        from + rest.find(|c| !accept(c)).unwrap_or(rest.len())
    };
    if is_letter(c) {
        return (Kind::Word, run(0, is_word_char));
    }
    if is_digit(c) {
        if let Some(length) = date(rest) {
            return (Kind::Number, length);
        }
        let mut end = run(0, is_digit);
        let after = |end: usize| rest.get(end..).unwrap_or_default();
        if let Some(fraction) = after(end).strip_prefix(['.', '．'])
            && fraction.starts_with(is_digit)
        {
            end = run(rest.len() - fraction.len(), is_digit);
        }
        if let Some(mark) = after(end).chars().next().filter(|c| matches!(c, '%' | '％' | '‰')) {
            return (Kind::Number, end + mark.len_utf8());
        }
        return (Kind::Number, run(end, is_word_char));
    }
    if let Some(length) = quoted(rest, c) {
        return (Kind::Quoted, length);
    }
    let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
    (Kind::Sign, long.map_or(c.len_utf8(), |sign| sign.len()))
}

/// The length of 2024-01-01.
fn date(rest: &str) -> Option<usize> {
    let pattern = |rest: &str, lengths: [usize; 3]| {
        let mut at = 0;
        for (part, length) in lengths.into_iter().enumerate() {
            if part > 0 {
                let sign = rest.get(at..)?.chars().next().filter(|c| matches!(c, '-' | '－'))?;
                at += sign.len_utf8();
            }
            let digits = rest.get(at..)?.chars().take_while(|c| is_digit(*c)).take(length).collect::<Vec<_>>();
            if digits.len() < length {
                return None;
            }
            at += digits.into_iter().map(char::len_utf8).sum::<usize>();
        }
        Some(at)
    };
    pattern(rest, [4, 2, 2])
}

fn quoted(rest: &str, open: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            '\n' | '\r' => return None,
            '\\' if open == '"' && !escaped => {
                escaped = true;
                continue;
            }
            '"' if open == '"' && at > 0 && !escaped => return Some(at + 1),
            '“' if open == '“' => depth += 1,
            '”' if open == '“' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ if at == 0 && open != '"' => return None,
            _ => {}
        }
        escaped = false;
    }
    None
}
