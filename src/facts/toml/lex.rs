//! The tokens of a TOML file, and what can be told from them before memory is spent on a tree.

use std::ops::Range;

use super::super::problem::{MAX_DEPTH, MAX_NODES, Problems, Wide, cut, line_around, trimmed};
use crate::diagnostic::{Code, Message};

/// The toml crate keeps every token of a file, line breaks too.
const MAX_TOKENS: usize = 8 * MAX_NODES;

/// A piece of TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A string, or its beginning if it is not closed.
    Text { closed: bool },
    /// One of `[ ] { } , . =`.
    Mark(char),
    /// A character typed full-width.
    Wide(Wide),
    /// A string between full-width quotes, whose second closes it if there is one.
    WideText,
    /// The end of a line.
    Line,
    /// Anything else: keys, numbers, words.
    Bare,
}

/// The tokens of a text; blanks and comments are passed over.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Tokens { text, at: 0 }
    }

    /// The length of the string that begins `rest`, and whether it is closed.
    fn string(rest: &str, quote: char) -> (usize, bool) {
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        let many = rest.starts_with(triple);
        let start = if many { 3 } else { 1 };
        let mut escaped = false;
        for (at, byte) in rest.bytes().enumerate().skip(start) {
            if escaped {
                escaped = false;
            } else if byte == b'\\' && quote == '"' {
                escaped = true;
            } else if byte == b'\n' && !many {
                return (at, false);
            } else if byte == quote as u8 && (!many || rest.get(at..).is_some_and(|r| r.starts_with(triple))) {
                let end = at + start;
                // Up to two quotes may stand before the three that close.
                let more = rest.bytes().skip(end).take(2).take_while(|b| many && *b == quote as u8).count();
                return (end + more, true);
            }
        }
        (rest.len(), false)
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            let c = rest.chars().next()?;
            let (token, length) = match c {
                ' ' | '\t' | '\r' => {
                    self.at += 1;
                    continue;
                }
                '#' => {
                    self.at += rest.find('\n').unwrap_or(rest.len());
                    continue;
                }
                '\n' => (Token::Line, 1),
                '"' | '\'' => {
                    let (length, closed) = Tokens::string(rest, c);
                    (Token::Text { closed }, length)
                }
                '[' | ']' | '{' | '}' | ',' | '.' | '=' => (Token::Mark(c), 1),
                '“' | '”' | '＂' => {
                    let inside = rest.get(3..).unwrap_or_default();
                    let close = inside.char_indices().find(|(_, c)| matches!(c, '“' | '”' | '＂' | '"' | '\n'));
                    match close {
                        Some((at, quote)) if quote != '\n' => (Token::WideText, 3 + at + quote.len_utf8()),
                        _ => (Token::WideText, 3),
                    }
                }
                _ => match Wide::of(c) {
                    // In TOML a key and its value are parted by `=`.
                    Some(wide) if wide.right == ":" => (Token::Wide(Wide { right: "=", ..wide }), c.len_utf8()),
                    Some(wide) if wide.right != "-" => (Token::Wide(wide), c.len_utf8()),
                    _ => {
                        let ends =
                            |c: char| " \t\r\n#\"'[]{},.=".contains(c) || Wide::of(c).is_some_and(|w| w.right != "-");
                        (Token::Bare, rest.find(ends).unwrap_or(rest.len()))
                    }
                },
            };
            let range = self.at..self.at + length.max(1);
            self.at = range.end;
            return Some((token, range));
        }
    }
}

/// What is known before the text is parsed.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    /// The text as if everything had been typed half-width, with unchanged offsets, if that differs.
    pub(super) mended: Option<String>,
    /// Where nothing more is to be said: full-width characters, strings that are not closed.
    pub(super) said: Vec<Range<usize>>,
    /// There is no sense in parsing.
    pub(super) hopeless: bool,
    /// There is nothing but blanks and comments.
    pub(super) empty: bool,
}

/// An open bracket.
struct Frame {
    open: char,
    at: usize,
    /// How many tables the dots of its key open.
    dots: usize,
}

/// Goes over the tokens: reports full-width characters, quotes and brackets that are not closed, and
/// whatever exceeds a limit.
pub(super) fn check(text: &str, problems: &mut Problems<'_>) -> Lexed {
    let mut checker = Checker {
        text,
        problems,
        lexed: Lexed::default(),
        stack: Vec::new(),
        nodes: 0,
        tokens: 0,
        dots: 0,
        key_dots: 0,
        head: None,
        head_dots: 0,
        broken: false,
    };
    checker.lexed.empty = true;
    let mut line_begins = true;
    for (token, range) in Tokens::new(text) {
        checker.token(token, range, line_begins);
        line_begins = token == Token::Line;
        checker.lexed.empty &= line_begins;
        if checker.lexed.hopeless {
            return checker.lexed;
        }
    }
    if let Some(frame) = checker.stack.pop() {
        let (open, close) = if frame.open == '[' { ("[", "]") } else { ("{", "}") };
        if !checker.broken {
            let problem = checker.problems.at(Code::FactsUnclosed, checker.char_at(frame.at));
            checker.problems.push(problem.arg("open", open).arg("close", close));
        }
        checker.lexed.hopeless = true;
    }
    checker.lexed
}

struct Checker<'t, 'p, 'f> {
    text: &'t str,
    problems: &'p mut Problems<'f>,
    lexed: Lexed,
    stack: Vec<Frame>,
    nodes: usize,
    tokens: usize,
    /// Dots since the last `=` or `,`, and those before the last `=`.
    dots: usize,
    key_dots: usize,
    /// How many brackets opened the table head that is being read.
    head: Option<usize>,
    /// How many tables the last head opens beside its own.
    head_dots: usize,
    /// A string was not closed, so brackets may be missing that are there.
    broken: bool,
}

impl Checker<'_, '_, '_> {
    fn token(&mut self, token: Token, range: Range<usize>, line_begins: bool) {
        self.tokens += 1;
        if self.tokens > MAX_TOKENS {
            self.problems.too_many(range);
            self.lexed.hopeless = true;
            return;
        }
        match token {
            Token::Text { closed: false } => self.unclosed(range),
            Token::Text { closed: true } | Token::Bare => {}
            Token::Wide(wide) => {
                self.wide(range.start, wide);
                if let (Some(mark), 1) = (wide.right.chars().next(), wide.right.len()) {
                    self.mark(mark, range.start, line_begins);
                }
            }
            Token::WideText => self.wide_text(&range),
            Token::Line => {
                if self.stack.is_empty() {
                    (self.dots, self.key_dots, self.head) = (0, 0, None);
                }
            }
            Token::Mark(mark) => self.mark(mark, range.start, line_begins),
        }
    }

    fn mark(&mut self, mark: char, at: usize, line_begins: bool) {
        match mark {
            '.' => self.dots += 1,
            '=' => {
                (self.key_dots, self.dots) = (self.dots, 0);
                self.bound(at, self.key_dots);
            }
            ',' => {
                (self.key_dots, self.dots) = (0, 0);
                self.bound(at, 0);
            }
            '[' if self.stack.is_empty() && (line_begins || self.head == Some(1) && self.dots == 0) => {
                self.head = Some(self.head.unwrap_or(0) + 1);
                self.head_dots = 0;
                self.bound(at, 0);
            }
            '[' | '{' => {
                self.stack.push(Frame { open: mark, at, dots: self.key_dots });
                (self.key_dots, self.dots) = (0, 0);
                self.bound(at, 0);
            }
            ']' if self.head.is_some() => {
                self.head_dots = self.head_dots.max(self.dots + 1);
                self.dots = 0;
                self.bound(at, 0);
            }
            ']' | '}' => {
                let fits = |frame: &Frame| (frame.open == '[') == (mark == ']');
                match self.stack.pop() {
                    Some(frame) if fits(&frame) => {}
                    other => {
                        let mut problem = self.problems.at(Code::FactsUnopened, self.char_at(at));
                        problem = problem.arg("close", mark.to_string());
                        if let Some(frame) = other {
                            problem = problem
                                .label(self.problems.span(self.char_at(frame.at)), Message::new("facts-opened-here"));
                        }
                        self.problems.push(problem);
                        self.lexed.hopeless = true;
                    }
                }
            }
            _ => {}
        }
    }

    fn char_at(&self, at: usize) -> Range<usize> {
        at..at + cut(self.text, at..self.text.len()).chars().next().map_or(0, char::len_utf8)
    }

    /// Counts one more value at `at`, whose key has `dots`.
    fn bound(&mut self, at: usize, dots: usize) {
        self.nodes += 1;
        if self.nodes > 2 * MAX_NODES {
            self.problems.too_many(self.char_at(at));
            self.lexed.hopeless = true;
        }
        let inside: usize =
            if self.stack.len() > MAX_DEPTH { MAX_DEPTH } else { self.stack.iter().map(|f| f.dots + 1).sum() };
        if 1 + self.head_dots + inside + dots.max(self.dots) > MAX_DEPTH {
            self.problems.too_deep(self.char_at(at));
            self.lexed.hopeless = true;
        }
    }

    fn wide(&mut self, at: usize, wide: Wide) {
        self.problems.full_width(self.text, at, wide);
        self.mend(at, wide);
    }

    fn mend(&mut self, at: usize, wide: Wide) {
        let text = self.lexed.mended.get_or_insert_with(|| self.text.to_owned());
        let range = at..at + wide.written.len_utf8();
        self.lexed.said.push(at..range.end - 1);
        if text.get(range.clone()).is_some() {
            text.replace_range(range, &wide.mended());
        }
    }

    fn wide_text(&mut self, range: &Range<usize>) {
        let written = cut(self.text, range.clone());
        if written.chars().count() == 1 {
            self.lexed.said.push(range.start..line_around(self.text, range.start).end);
        }
        let ends = [written.char_indices().next(), written.char_indices().next_back().filter(|(at, _)| *at > 0)];
        for (at, wide) in ends.into_iter().flatten().filter_map(|(at, c)| Some((at, Wide::of(c)?))) {
            self.wide(range.start + at, wide);
        }
    }

    /// The string that begins at `range` is not closed.
    fn unclosed(&mut self, range: Range<usize>) {
        let line = trimmed(self.text, range.start..line_around(self.text, range.start).end);
        let written = cut(self.text, line.clone());
        let single = written.starts_with('\'');
        let wide = if single { &['’', '‘'][..] } else { &['”', '“', '＂'][..] };
        if let Some((offset, wide)) = Wide::find(written, wide) {
            self.wide(line.start + offset, wide);
            return;
        }
        let before = line_around(self.text, range.start).start..range.start;
        if let Some((offset, wide)) = Wide::closing_quote(cut(self.text, before.clone())).filter(|_| !single) {
            self.wide(before.start + offset, wide);
            self.lexed.said.push(line);
            self.broken = true;
            return;
        }
        self.broken = true;
        let quote = match written {
            w if w.starts_with("\"\"\"") => "\"\"\"",
            w if w.starts_with("'''") => "'''",
            _ if single => "'",
            _ => "\"",
        };
        let problem = self.problems.at(Code::FactsUnclosed, line.clone()).arg("open", quote).arg("close", quote);
        self.problems.push(problem.help(Message::new("facts-unclosed-text").arg("close", quote)));
        self.lexed.hopeless |= quote.len() == 3;
        self.lexed.said.push(line);
    }
}
