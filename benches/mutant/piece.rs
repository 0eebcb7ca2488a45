//! The pieces of a text that a slip may hit. They are told apart without the parser, which is on trial here.

use std::ops::Range;

use rubric_lang::syntax::keyword::{is_digit, is_letter, is_word_char, reserved};

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Keyword,
    Name,
    Number,
    Unit,
    Text,
    Bracket,
    Sign,
}

impl Kind {
    pub const ALL: [Kind; 7] =
        [Kind::Keyword, Kind::Name, Kind::Number, Kind::Unit, Kind::Text, Kind::Bracket, Kind::Sign];

    /// What a reader calls it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Keyword => "keyword",
            Kind::Name => "name",
            Kind::Number => "number",
            Kind::Unit => "unit",
            Kind::Text => "quoted text",
            Kind::Bracket => "bracket",
            Kind::Sign => "sign",
        }
    }
}

/// A piece and where it stands.
#[derive(Clone, Debug)]
pub struct Piece {
    pub kind: Kind,
    pub range: Range<usize>,
}

/// Signs of two characters.
const LONG_SIGNS: [&str; 4] = [">=", "<=", "!=", "=="];

/// The pieces of `text`; comments, which begin with `comment`, hold none.
pub fn pieces(text: &str, comment: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with(comment) {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let run = |accept: fn(char) -> bool| rest.find(|c| !accept(c)).unwrap_or(rest.len());
        let (kind, length) = if is_digit(c) {
            (Kind::Number, number(rest))
        } else if is_letter(c) {
            let length = run(is_word_char);
            let follows = pieces.last().filter(|last| last.kind == Kind::Number);
            let beside = follows.map(|last| &text[last.range.end..at]);
            let plain = reserved(&rest[..length]).is_none();
            match beside {
                Some("") => (Kind::Unit, length),
                // 20 points
                Some(" ") if plain && c.is_ascii() => (Kind::Unit, length),
                _ => (if plain { Kind::Name } else { Kind::Keyword }, length),
            }
        } else if let Some(length) = quoted(rest) {
            (Kind::Text, length)
        } else if "%％‰".contains(c) {
            (Kind::Unit, c.len_utf8())
        } else if "()[]{}（）［］｛｝".contains(c) {
            (Kind::Bracket, c.len_utf8())
        } else {
            let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
            (Kind::Sign, long.map_or(c.len_utf8(), |sign| sign.len()))
        };
        pieces.push(Piece { kind, range: at..at + length });
        at += length;
    }
    pieces
}

/// The length of the number, or of the whole date, that `text` begins with.
fn number(text: &str) -> usize {
    let digits = |text: &str| text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let whole = digits(text);
    let after = |at: usize, sign: char| {
        let rest = text[at..].strip_prefix(sign).filter(|rest| rest.starts_with(is_digit))?;
        Some(at + sign.len_utf8() + digits(rest))
    };
    if whole == 4
        && let Some(month) = after(whole, '-')
        && let Some(day) = after(month, '-')
    {
        return day;
    }
    after(whole, '.').unwrap_or(whole)
}

/// The length of the quoted text that `text` begins with, if it ends on its line.
fn quoted(text: &str) -> Option<usize> {
    let close = match text.chars().next()? {
        '"' => '"',
        '“' => '”',
        _ => return None,
    };
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    let (end, _) = line.char_indices().skip(1).find(|(_, c)| *c == close)?;
    Some(end + close.len_utf8())
}
