//! Where each key of a TOML file was written first: the toml crate says only where a key stands again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::problem::cut;
use super::lex::{Token, Tokens};

/// For the beginning of each key that was written before in the same table: where.
pub(super) fn firsts(text: &str) -> BTreeMap<usize, Range<usize>> {
    let mut walk = Walk::default();
    let mut line_begins = true;
    for (token, range) in Tokens::new(text) {
        walk.token(text, token, range, line_begins);
        line_begins = token == Token::Line;
    }
    walk.again
}

#[derive(Default)]
struct Walk {
    /// Path of a key, and where it was first.
    seen: BTreeMap<Vec<String>, Range<usize>>,
    again: BTreeMap<usize, Range<usize>>,
    /// How many items of lists have been given a path.
    items: usize,
    /// How often each `[[head]]` has come.
    counts: BTreeMap<Vec<String>, usize>,
    /// Path of the table of the last head.
    table: Vec<String>,
    /// Open brackets: the path of what is inside, and whether keys stand there.
    stack: Vec<(Vec<String>, bool)>,
    /// The key being read.
    key: Vec<(String, Range<usize>)>,
    /// The path of the key whose value is being read.
    value: Option<Vec<String>>,
    /// How many brackets opened the head being read.
    head: usize,
}

impl Walk {
    fn token(&mut self, text: &str, token: Token, range: Range<usize>, line_begins: bool) {
        match token {
            Token::Line if self.stack.is_empty() => {
                (self.key, self.value, self.head) = (Vec::new(), None, 0);
            }
            Token::Text { .. } | Token::Bare if self.value.is_none() && self.stack.last().is_none_or(|f| f.1) => {
                let written = cut(text, range.clone()).trim_matches(['"', '\'']);
                self.key.push((written.to_owned(), range));
            }
            Token::Mark('[') if self.stack.is_empty() && (line_begins || self.head == 1 && self.key.is_empty()) => {
                self.head += 1
            }
            Token::Mark(']') if self.head > 0 => {
                let parts = std::mem::take(&mut self.key);
                if !parts.is_empty() {
                    self.table = self.open(parts, self.head > 1);
                }
            }
            Token::Mark('=') => {
                let mut path = self.stack.last().map_or(&self.table, |f| &f.0).clone();
                for (part, range) in std::mem::take(&mut self.key) {
                    path.push(part);
                    self.note(&path, range);
                }
                self.value = Some(path);
            }
            Token::Mark(open @ ('{' | '[')) => {
                let path = self.value.take().unwrap_or_else(|| self.item());
                self.stack.push((path, open == '{'));
            }
            Token::Mark('}' | ']') => {
                self.stack.pop();
                (self.key, self.value) = (Vec::new(), Some(Vec::new()));
            }
            Token::Mark(',') => (self.key, self.value) = (Vec::new(), None),
            _ => {}
        }
    }

    /// A path that no other item of a list has.
    fn item(&mut self) -> Vec<String> {
        let mut path = self.stack.last().map(|f| f.0.clone()).unwrap_or_default();
        self.items += 1;
        path.push(format!("#{}", self.items));
        path
    }

    /// The path of the table whose head is `parts`.
    fn open(&mut self, parts: Vec<(String, Range<usize>)>, list: bool) -> Vec<String> {
        let mut path = Vec::new();
        let last = parts.len().saturating_sub(1);
        for (i, (part, range)) in parts.into_iter().enumerate() {
            path.push(part);
            if list && i == last {
                self.seen.entry(path.clone()).or_insert(range);
                *self.counts.entry(path.clone()).or_default() += 1;
            } else {
                self.note(&path, range);
            }
            if let Some(count) = self.counts.get(&path) {
                let count = *count;
                // Plain `[x]` after `[[x]]` is the mistake itself.
                if i < last || list {
                    path.push(format!("#{count}"));
                }
            }
        }
        path
    }

    fn note(&mut self, path: &[String], range: Range<usize>) {
        match self.seen.get(path) {
            Some(first) => {
                self.again.insert(range.start, first.clone());
            }
            None => {
                self.seen.insert(path.to_vec(), range);
            }
        }
    }
}
