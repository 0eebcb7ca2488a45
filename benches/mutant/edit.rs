//! The edits: a piece left out, written twice, or altered the way a hand slips.

use std::ops::Range;

use rubric_lang::syntax::keyword::is_digit;

use super::piece::{Kind, Piece, pieces};
use super::random::Random;

/// What is done to a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    Delete,
    Double,
    Alter,
}

impl Edit {
    pub const ALL: [Edit; 3] = [Edit::Delete, Edit::Double, Edit::Alter];

    /// What a reader calls it.
    pub fn name(self) -> &'static str {
        match self {
            Edit::Delete => "left out",
            Edit::Double => "doubled",
            Edit::Alter => "altered",
        }
    }
}

/// A text with one slip in it.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub kind: Kind,
    pub edit: Edit,
    pub text: String,
    /// The line of the edit, from 1.
    pub line: usize,
    /// What stood there, and what stands there now.
    pub was: String,
    pub now: String,
}

/// Mutants of `text`: of each kind of piece and edit at most `most`.
pub fn mutants(text: &str, comment: &str, seed: u64, most: usize) -> Vec<Mutant> {
    let all = pieces(text, comment);
    let mut random = Random::new(seed);
    let mut made = Vec::new();
    for kind in Kind::ALL {
        for edit in Edit::ALL {
            let places: Vec<&Piece> = all.iter().filter(|piece| piece.kind == kind).collect();
            for piece in random.sample(places, most) {
                let was = &text[piece.range.clone()];
                let Some(now) = replacement(was, piece, edit, text, &all, &mut random) else { continue };
                if now != was {
                    made.push(mutant(text, piece.range.clone(), kind, edit, now));
                }
            }
        }
    }
    made
}

fn mutant(text: &str, range: Range<usize>, kind: Kind, edit: Edit, now: String) -> Mutant {
    Mutant {
        kind,
        edit,
        text: format!("{}{now}{}", &text[..range.start], &text[range.end..]),
        line: text[..range.start].matches('\n').count() + 1,
        was: text[range].to_owned(),
        now,
    }
}

fn replacement(was: &str, piece: &Piece, edit: Edit, text: &str, all: &[Piece], random: &mut Random) -> Option<String> {
    match edit {
        Edit::Delete => Some(String::new()),
        Edit::Double => Some(match piece.kind {
            Kind::Keyword | Kind::Name | Kind::Number | Kind::Text => format!("{was} {was}"),
            Kind::Unit | Kind::Bracket | Kind::Sign => format!("{was}{was}"),
        }),
        Edit::Alter => alter(was, piece.kind, text, all, random),
    }
}

fn alter(was: &str, kind: Kind, text: &str, all: &[Piece], random: &mut Random) -> Option<String> {
    // Another piece of the same kind in the same file.
    let other = |random: &mut Random| {
        let others: Vec<&str> =
            all.iter().filter(|p| p.kind == kind).map(|p| &text[p.range.clone()]).filter(|p| *p != was).collect();
        random.pick(&others).map(|other| (*other).to_owned())
    };
    match kind {
        Kind::Keyword => Some(misspelt(was, text, random)),
        Kind::Name if random.below(2) == 0 => Some(misspelt(was, text, random)),
        Kind::Name | Kind::Unit => other(random),
        Kind::Number => {
            let digits: Vec<usize> = was.char_indices().filter(|(_, c)| is_digit(*c)).map(|(at, _)| at).collect();
            let at = *random.pick(&digits)?;
            let width = was[at..].chars().next()?.len_utf8();
            Some(format!("{}{}{}", &was[..at], random.below(10), &was[at + width..]))
        }
        // A quote is forgotten.
        Kind::Text => {
            let first = was.chars().next()?.len_utf8();
            let last = was.chars().next_back()?.len_utf8();
            Some(if random.below(2) == 0 { was[first..].to_owned() } else { was[..was.len() - last].to_owned() })
        }
        Kind::Bracket => {
            let others: Vec<char> = "()[]{}（）".chars().filter(|c| !was.contains(*c)).collect();
            random.pick(&others).map(char::to_string)
        }
        Kind::Sign => {
            let signs = ["=", "<", ">", "≥", "≤", "+", "-", "×", "÷", ":", "：", "，", "、", "；", ".", "!", "&"];
            let others: Vec<&str> = signs.into_iter().filter(|sign| *sign != was).collect();
            random.pick(&others).map(|sign| (*sign).to_owned())
        }
    }
}

/// `word` with one letter left out, changed for another of the file, or with two letters in each other's place.
fn misspelt(word: &str, text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len());
    let others: Vec<char> =
        text.chars().filter(|c| c.is_alphabetic() && c.is_ascii() == word.is_ascii() && !word.contains(*c)).collect();
    match random.below(3) {
        0 if letters.len() > 1 => drop(letters.remove(at)),
        1 if at + 1 < letters.len() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => letters[at] = random.pick(&others).copied().unwrap_or('X'),
    }
    letters.into_iter().collect()
}
