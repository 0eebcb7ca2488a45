//! The look at the plain text before the grammar is tried: limits, characters that are no text, quotes and
//! braces. What is wrong there is told here, once, and mended in a copy, so that the grammar sees quotes that
//! close and braces that match and one slip does not spoil the reading of everything after it.

use std::ops::Range;

use super::brace::{self, Mark, MarkKind};
use super::keyword::{self, Begins, Meaning};
use crate::diagnostic::{Arg, Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};

/// The largest text read, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The most lines read.
pub const MAX_LINES: usize = 100_000;
/// How deep brackets, quotes in quotes and 若 in 若 may nest.
pub const MAX_NESTING: usize = 64;

/// What the look brought to light.
pub(super) struct Survey {
    /// The text given to the grammar.
    pub text: String,
    /// What was put into it, in order.
    inserts: Vec<Insert>,
    /// Places, in the mended text, of mistakes told already. A line with one is not told to be unreadable, too.
    pub told: Vec<usize>,
    /// Places of the comments in the original text.
    pub comments: Vec<Range<usize>>,
    /// Whether most keywords of the file are English ones: remedies are then spelt so.
    pub english: bool,
    /// Whether a limit is exceeded, so that reading on is no use.
    pub hopeless: bool,
}

impl Survey {
    /// The range of the original text for one of the mended text.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end).max(start)
    }

    fn offset(&self, mended: usize) -> usize {
        let before = self.inserts.partition_point(|insert| insert.mended < mended);
        let Some(insert) = before.checked_sub(1).and_then(|i| self.inserts.get(i)) else { return mended };
        // An offset inside what was put in belongs to the place where it was put.
        let inside = (mended - insert.mended).min(insert.length);
        mended - insert.shift - inside
    }

    /// Whether a mistake within `range` of the mended text is told already.
    pub fn is_told(&self, range: Range<usize>) -> bool {
        let first = self.told.partition_point(|at| *at < range.start);
        self.told.get(first).is_some_and(|at| *at < range.end)
    }
}

/// A piece put into the text.
struct Insert {
    /// Where it stands in the mended text.
    mended: usize,
    /// Its length.
    length: usize,
    /// The length of all pieces before it.
    shift: usize,
}

/// A change to the text: `range` is replaced by `text`. Replacements keep the length; insertions have an empty range.
pub(super) struct Edit {
    pub range: Range<usize>,
    pub text: String,
}

/// Looks at `text` and tells what is wrong with it as a text.
pub(super) fn survey(text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Survey {
    let mut scanner = Scanner {
        text,
        source,
        diagnostics,
        at: 0,
        line: Line::default(),
        stack: Vec::new(),
        previous_else: false,
        marks: Vec::new(),
        edits: Vec::new(),
        told: Vec::new(),
        strange: Vec::new(),
        comments: Vec::new(),
        keywords: [0, 0],
        hopeless: false,
    };
    scanner.check_size();
    scanner.run();
    scanner.finish()
}

/// What is known of the line being read.
#[derive(Default)]
struct Line {
    number: usize,
    indent: usize,
    /// Whether anything but blanks was read of it.
    begun: bool,
    /// Whether an unclosed quote of it was told.
    quote_told: bool,
}

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Brace,
    Bracket,
    If,
}

struct Scanner<'t, 'd> {
    text: &'t str,
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    at: usize,
    line: Line,
    stack: Vec<Open>,
    previous_else: bool,
    marks: Vec<Mark>,
    edits: Vec<Edit>,
    /// In original offsets until the end.
    told: Vec<usize>,
    comments: Vec<Range<usize>>,
    /// Characters that are no text.
    strange: Vec<(usize, char)>,
    /// Chinese and English keywords seen.
    keywords: [usize; 2],
    hopeless: bool,
}

impl Scanner<'_, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    fn limit(&mut self, limit: &'static str, most: impl Into<Arg>, at: usize) {
        self.hopeless = true;
        let length = self.text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        let diagnostic = Diagnostic::new(Code::LimitExceeded, self.span(at..at + length))
            .arg("limit", Arg::Key(limit))
            .arg("most", most);
        self.diagnostics.push(diagnostic);
    }

    fn check_size(&mut self) {
        if self.text.len() > MAX_BYTES {
            self.limit("limit-bytes", format!("{} MB", MAX_BYTES / (1024 * 1024)), 0);
        } else if let Some((at, _)) = self.text.match_indices('\n').nth(MAX_LINES) {
            self.limit("limit-lines", MAX_LINES, at);
        }
    }

    fn run(&mut self) {
        while !self.hopeless
            && let Some(rest) = self.text.get(self.at..)
            && let Some(c) = rest.chars().next()
        {
            let start = self.at;
            self.at += c.len_utf8();
            match c {
                '\n' | '\r' => self.line = Line { number: self.line.number + 1, ..Line::default() },
                _ if is_strange(c, start) => {
                    self.strange.push((start, c));
                    self.edits.push(Edit { range: start..self.at, text: " ".repeat(c.len_utf8()) });
                    self.told.push(start);
                }
                _ if c.is_whitespace() => {
                    if !self.line.begun {
                        self.line.indent += if c == '\t' { 4 } else { 1 };
                    }
                }
                '\u{FEFF}' => {}
                '/' | '／' if rest.starts_with("//") || rest.starts_with("／／") => {
                    let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
                    self.comments.push(start..start + length);
                    self.skip(start, length);
                }
                _ => {
                    if !self.line.begun && !matches!(c, '{' | '｛' | '}' | '｝') {
                        self.mark(MarkKind::Line, start, 0);
                    }
                    self.sign_or_word(c, start, rest);
                    self.line.begun = true;
                }
            }
        }
        self.tell_strange();
    }

    fn sign_or_word(&mut self, c: char, start: usize, rest: &str) {
        match c {
            '"' | '“' => match quoted(rest) {
                Quoted::Closed(length) => self.skip(start, length),
                Quoted::Deep(offset) => self.limit("limit-nesting", MAX_NESTING, start + offset),
                Quoted::Open => self.unclosed_quote(c, start, rest),
            },
            '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '＂' | '\'' | '＇' | '〝' | '〞' | '«' | '»' =>
            {
                self.foreign_quote(c, start, rest);
            }
            '{' | '｛' => {
                self.mark(MarkKind::Open, start, c.len_utf8());
                self.open(Open::Brace, start);
            }
            '[' | '［' | '(' | '（' => self.open(Open::Bracket, start),
            '}' | '｝' => {
                self.mark(MarkKind::Close, start, c.len_utf8());
                while self.stack.last().is_some_and(|open| *open != Open::Brace) {
                    self.stack.pop();
                }
                self.stack.pop();
            }
            ']' | '］' | ')' | '）' => {
                self.close_ifs();
                if self.stack.last() == Some(&Open::Bracket) {
                    self.stack.pop();
                }
            }
            ',' | '，' | ':' | '：' | ';' | '；' | '。' => self.close_ifs(),
            _ if keyword::is_digit(c) => {
                // A unit follows a number at once and is no keyword.
                let length = rest.find(|c| !keyword::is_word_char(c)).unwrap_or(rest.len());
                self.at = start + length;
            }
            _ if keyword::is_letter(c) => {
                let length = rest.find(|c| !keyword::is_word_char(c)).unwrap_or(rest.len());
                self.at = start + length;
                self.word(rest.get(..length).unwrap_or_default(), start);
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, start: usize) {
        let Some(keyword) = keyword::reserved(word) else { return };
        self.keywords[usize::from(word == keyword.en)] += 1;
        let begins = matches!(keyword.begins, Begins::File | Begins::Block);
        if begins && !self.line.begun {
            // A statement begins: what brackets are open on lines before are open by mistake.
            while self.stack.last().is_some_and(|open| *open != Open::Brace) {
                self.stack.pop();
            }
            self.mark(MarkKind::Word(keyword), start, word.len());
        }
        match keyword.meaning {
            Meaning::If if !self.previous_else => self.open(Open::If, start),
            Meaning::Per | Meaning::Less | Meaning::Plus => self.close_ifs(),
            _ => {}
        }
        self.previous_else = keyword.meaning == Meaning::Else;
    }

    fn mark(&mut self, kind: MarkKind, at: usize, length: usize) {
        let Line { number, indent, begun, .. } = self.line;
        self.marks.push(Mark { kind, range: at..at + length, line: number, indent, first: !begun });
    }

    fn open(&mut self, open: Open, start: usize) {
        self.stack.push(open);
        if self.stack.len() > MAX_NESTING {
            self.limit("limit-nesting", MAX_NESTING, start);
        }
    }

    fn close_ifs(&mut self) {
        while self.stack.last() == Some(&Open::If) {
            self.stack.pop();
        }
    }

    /// Goes on after a comment or a quoted text. Characters that are no text are told there as well: they may
    /// hide what follows.
    fn skip(&mut self, start: usize, length: usize) {
        let skipped = self.text.get(start..start + length).unwrap_or_default();
        self.strange.extend(skipped.char_indices().filter(|(_, c)| is_strange(*c, 1)).map(|(i, c)| (start + i, c)));
        self.at = start + length;
    }

    fn unclosed_quote(&mut self, c: char, start: usize, rest: &str) {
        if self.line.quote_told {
            return;
        }
        self.line.quote_told = true;
        self.told.push(start);
        let line = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len())).unwrap_or_default();
        // The body's brace is hardly part of the text.
        let mut inside = line.trim_end_matches(|c: char| c.is_whitespace() || "{｛}｝;；。".contains(c));
        // One that closes another of the text is part of it: `说明 "支出 {支出数}`.
        let count = |text: &str, braces: [char; 2]| text.matches(braces).count();
        while count(inside, ['{', '｛']) > count(inside, ['}', '｝'])
            && let Some(rest) = line.get(inside.len()..)
            && let Some((at, brace)) = rest.char_indices().find(|(_, c)| matches!(c, '}' | '｝'))
            && let Some(longer) = line.get(..inside.len() + at + brace.len_utf8())
        {
            inside = longer;
        }
        let close = if c == '"' { "\"" } else { "”" };
        let end = start + inside.len();
        let span = self.span(start..end);
        self.diagnostics
            .push(Diagnostic::new(Code::UnclosedQuote, span).arg("quote", close).choice(self.span(end..end), close));
        // Only where no other quote stands in it is it plain how the line is meant.
        if !inside.get(c.len_utf8()..).unwrap_or_default().contains(['"', '“', '”']) {
            self.edits.push(Edit { range: end..end, text: close.to_owned() });
            self.at = end;
        }
    }

    fn foreign_quote(&mut self, c: char, start: usize, rest: &str) {
        if self.line.quote_told {
            return;
        }
        self.told.push(start);
        let closers: &[char] = match c {
            '‘' | '’' => &['’', '‘'],
            '「' => &['」'],
            '『' => &['』'],
            '＂' => &['＂', '"'],
            '\'' => &['\''],
            '＇' => &['＇'],
            '〝' => &['〞'],
            '«' => &['»'],
            '”' => &['”', '“'],
            _ => &[],
        };
        let line = rest.get(c.len_utf8()..rest.find(['\n', '\r']).unwrap_or(rest.len())).unwrap_or_default();
        let close = line.char_indices().find(|(_, other)| closers.contains(other));
        let Some((length, other)) = close else {
            self.line.quote_told = true;
            let diagnostic = Diagnostic::new(Code::WrongQuote, self.span(start..self.at)).arg("quote", c.to_string());
            self.diagnostics.push(diagnostic);
            return;
        };
        let inner = line.get(..length).unwrap_or_default();
        let end = start + c.len_utf8() + length + other.len_utf8();
        let (open, shut) = if c.is_ascii() && !inner.contains('"') { ("\"", "\"") } else { ("“", "”") };
        self.diagnostics.push(
            Diagnostic::new(Code::WrongQuote, self.span(start..end))
                .arg("quote", c.to_string())
                .fix(self.span(start..end), format!("{open}{inner}{shut}")),
        );
        // Read on as if it had been right, with quotes of the same length.
        let same_length = |c: char, wide: &str| if c.len_utf8() == 1 { "\"".to_owned() } else { wide.to_owned() };
        let nests = inner.contains(['“', '”', '"']);
        if !nests && c.len_utf8() != 2 && (c.len_utf8() == other.len_utf8()) {
            self.edits.push(Edit { range: start..start + c.len_utf8(), text: same_length(c, "“") });
            self.edits.push(Edit { range: end - other.len_utf8()..end, text: same_length(other, "”") });
        }
        self.at = end;
    }

    fn tell_strange(&mut self) {
        let strange = &self.strange;
        let Some((at, first)) = strange.first() else { return };
        let mut diagnostic = Diagnostic::new(Code::NotText, self.span(*at..at + first.len_utf8()))
            .arg("character", format!("U+{:04X}", u32::from(*first)))
            .arg("count", strange.len());
        if strange.len() == 1 {
            diagnostic = diagnostic.fix(self.span(*at..at + first.len_utf8()), "");
        }
        self.diagnostics.push(diagnostic);
    }

    fn finish(mut self) -> Survey {
        if !self.hopeless {
            let marks = std::mem::take(&mut self.marks);
            let mended = brace::mend(marks, self.text, &self.comments, self.source, self.diagnostics);
            self.told.extend(mended.told);
            self.edits.extend(mended.edits);
        }
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        self.told.sort_unstable();
        let mut text = String::with_capacity(self.text.len() + 8);
        let mut inserts: Vec<Insert> = Vec::new();
        let mut done = 0;
        for edit in &self.edits {
            text.push_str(self.text.get(done..edit.range.start).unwrap_or_default());
            if edit.range.is_empty() {
                let shift = text.len() - edit.range.start;
                inserts.push(Insert { mended: text.len(), length: edit.text.len(), shift });
            }
            text.push_str(&edit.text);
            done = edit.range.end.max(done);
        }
        text.push_str(self.text.get(done..).unwrap_or_default());
        let shifted = |at: &usize| {
            let before = inserts.partition_point(|insert| insert.mended - insert.shift < *at);
            at + before.checked_sub(1).and_then(|i| inserts.get(i)).map_or(0, |i| i.shift + i.length)
        };
        let told = self.told.iter().map(shifted).collect();
        let english = self.keywords[1] > self.keywords[0];
        Survey { text, inserts, told, comments: self.comments, english, hopeless: self.hopeless }
    }
}

/// Whether `c` at `at` is no text: a control character, or one that is not seen and changes what is.
fn is_strange(c: char, at: usize) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{FEFF}' => at > 0,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => true,
        _ => c.is_control(),
    }
}

enum Quoted {
    /// Its length, quotes included.
    Closed(usize),
    /// No end on its line.
    Open,
    /// Quotes nest too deep, at this offset.
    Deep(usize),
}

/// Reads the quoted text at the beginning of `text`, as the grammar does.
fn quoted(text: &str) -> Quoted {
    let mut chars = text.char_indices();
    let plain = matches!(chars.next(), Some((_, '"')));
    let mut depth = 1_usize;
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' | '\r' => return Quoted::Open,
            '\\' if plain && matches!(text.get(at + 1..at + 2), Some("\"" | "\\")) => {
                chars.next();
            }
            '"' if plain => return Quoted::Closed(at + 1),
            '“' if !plain => {
                depth += 1;
                if depth > MAX_NESTING {
                    return Quoted::Deep(at);
                }
            }
            '”' if !plain => {
                depth -= 1;
                if depth == 0 {
                    return Quoted::Closed(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    Quoted::Open
}
