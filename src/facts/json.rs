//! JSON, read by hand: its grammar fits a page, and what is wanted of it here (a place for every
//! mistake, several mistakes at once, limits before memory is spent, nothing beyond RFC 8259) is
//! more than a parser that stops at its first error can be asked. jsonc-parser takes control
//! characters inside strings and every blank of Unicode between tokens.

mod scalar;

pub(super) use scalar::looks_numeric;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use super::problem::{MAX_DEPTH, MAX_NODES, Problems, Wide, line_around, shown};
use super::tree::{Key, Node, NodeKind};
use crate::diagnostic::{Arg, Code, Message};

/// Reads `text`; `None` if it is empty or could not be read to its end.
pub(super) fn read(text: &str, problems: &mut Problems<'_>) -> Option<Node> {
    let mut reader = Reader { text, at: 0, nodes: 0, stopped: false, problems };
    reader.skip_blanks();
    reader.peek()?;
    if reader.is_other() {
        let problem = reader.problems.at(Code::FactsSyntax, reader.here()).arg("format", "JSON");
        reader.problems.push(problem.arg("reading", Arg::Key("facts-in-file")));
        return None;
    }
    let node = reader.value(1)?;
    reader.skip_blanks();
    if let Some(c) = reader.peek() {
        let at = reader.at;
        match c {
            '}' | ']' | '｝' | '］' => reader.unopened(c, None),
            _ => {
                let problem = reader.problems.at(Code::FactsSecondDocument, at..line_around(text, at).end);
                reader.problems.push(problem);
            }
        }
    }
    Some(node)
}

/// Goes through the text once. After a mistake that can be seen through (a comma too many, a
/// full-width colon) it goes on as if it had been written right; after any other it is `stopped`.
struct Reader<'t, 'p, 'f> {
    text: &'t str,
    at: usize,
    nodes: usize,
    stopped: bool,
    problems: &'p mut Problems<'f>,
}

/// The two kinds of brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Curly,
    Square,
}

impl Bracket {
    fn close(self) -> char {
        match self {
            Bracket::Curly => '}',
            Bracket::Square => ']',
        }
    }
}

/// What stands before the next item of a list or mapping.
enum Before {
    /// The items are over, the bracket is closed.
    End,
    /// An item.
    Item,
    /// It cannot be read on.
    Stop,
}

impl Reader<'_, '_, '_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The next character, `at` being moved behind it.
    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Where the next character stands.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn problem(&mut self, code: Code, range: Range<usize>) {
        self.problems.push(self.problems.at(code, range));
    }

    /// Takes the next character if it is `right`, or the full-width form of it, which is reported.
    fn take(&mut self, right: &str) -> bool {
        let Some(c) = self.peek() else { return false };
        if !right.starts_with(c) {
            match Wide::of(c) {
                Some(wide) if wide.right == right => self.problems.full_width(self.text, self.at, wide),
                _ => return false,
            }
        }
        self.at += c.len_utf8();
        true
    }

    /// Goes to the next character that is part of a value; comments and full-width blanks are reported.
    fn skip_blanks(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                ' ' | '\t' | '\n' | '\r' => self.at += 1,
                '\u{3000}' | '\u{a0}' => {
                    if let Some(wide) = Wide::of(c) {
                        self.problems.full_width(self.text, self.at, wide);
                    }
                    self.at += c.len_utf8();
                }
                '#' | '/' if c == '#' || self.rest().starts_with("//") || self.rest().starts_with("/*") => {
                    self.comment()
                }
                _ => return,
            }
        }
    }

    fn comment(&mut self) {
        let rest = self.rest();
        let (mark, length) = if rest.starts_with("/*") {
            ("/*", rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else {
            let mark = if rest.starts_with('#') { "#" } else { "//" };
            (mark, rest.find('\n').unwrap_or(rest.len()))
        };
        let range = super::problem::trimmed(self.text, self.at..self.at + length);
        let span = self.problems.span(range.clone());
        let problem = self.problems.at(Code::FactsCommentForm, range).arg("mark", mark);
        self.problems.push(problem.help(Message::new("facts-comment-json")).fix(span, ""));
        self.at += length;
    }

    /// The value that begins here, in `depth` - 1 lists and mappings.
    fn value(&mut self, depth: usize) -> Option<Node> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.problems.too_many(self.here());
            self.stopped = true;
            return None;
        }
        match self.peek() {
            Some('{' | '｛') => self.container(Bracket::Curly, depth),
            Some('[' | '［') => self.container(Bracket::Square, depth),
            Some('"' | '\'' | '“' | '”' | '＂' | '‘' | '’') => {
                let (range, text) = self.string()?;
                Some(self.node(range, NodeKind::Text(text)))
            }
            // The bracket that is not closed is the mistake.
            None => Some(self.node(self.at..self.at, NodeKind::Null)),
            // Whoever asked for the value knows what to do with what stands in its place.
            Some(',' | ']' | '}' | '，' | '］' | '｝') => {
                let range = self.at..self.at;
                self.problem(Code::FactsNoValue, self.here());
                Some(self.node(range, NodeKind::Null))
            }
            Some(':' | '：') => self.lost(),
            Some(_) => self.word(),
        }
    }

    fn node(&self, range: Range<usize>, kind: NodeKind) -> Node {
        Node { span: self.problems.span(range), kind }
    }

    /// What stands here fits nothing.
    fn lost<T>(&mut self) -> Option<T> {
        let problem = self.problems.at(Code::FactsSyntax, self.here()).arg("format", "JSON");
        self.problems.push(problem.arg("reading", Arg::Key("facts-in-value")));
        self.stopped = true;
        None
    }

    /// The list or mapping whose bracket opens here.
    fn container(&mut self, bracket: Bracket, depth: usize) -> Option<Node> {
        let open = self.here();
        if depth > MAX_DEPTH {
            self.problems.too_deep(open);
            self.stopped = true;
            return None;
        }
        let start = self.at;
        self.take(if bracket == Bracket::Curly { "{" } else { "[" });
        let mut items = Vec::new();
        let mut entries = Vec::new();
        let mut seen = BTreeMap::new();
        let mut first = true;
        loop {
            match self.before_item(bracket, &open, first) {
                Before::End => break,
                Before::Stop => return None,
                Before::Item => {}
            }
            first = false;
            match bracket {
                Bracket::Square => items.push(self.value(depth + 1)?),
                Bracket::Curly => {
                    let (key, value) = self.entry(depth + 1)?;
                    match seen.get(&key.text) {
                        Some(first) => self.problems.duplicate(&key.text, key.span, Some(*first)),
                        None => {
                            seen.insert(key.text.clone(), key.span);
                            entries.push((key, value));
                        }
                    }
                }
            }
        }
        let kind = match bracket {
            Bracket::Square => NodeKind::Sequence(items),
            Bracket::Curly => NodeKind::Mapping(entries),
        };
        Some(self.node(start..self.at, kind))
    }

    /// Goes to the next item or over the closing bracket, and on the way over the comma that stands
    /// between two items.
    fn before_item(&mut self, bracket: Bracket, open: &Range<usize>, first: bool) -> Before {
        let after_last = self.at;
        self.skip_blanks();
        let mut comma = None;
        while let Some(',' | '，' | '、' | '；') = self.peek() {
            let here = self.here();
            if first || comma.is_some() {
                self.spare_comma(here.clone());
                self.at = here.end;
            } else {
                self.take(",");
                comma = Some(here);
            }
            self.skip_blanks();
        }
        let Some(c) = self.peek() else {
            let (opening, close) = if bracket == Bracket::Curly { ("{", "}") } else { ("[", "]") };
            let problem = self.problems.at(Code::FactsUnclosed, open.clone());
            self.problems.push(problem.arg("open", opening).arg("close", close));
            self.stopped = true;
            return Before::Stop;
        };
        match c {
            '}' | ']' | '｝' | '］' => {
                if !Wide::of(c).map_or(c.to_string(), |w| w.right.to_owned()).starts_with(bracket.close()) {
                    self.unopened(c, Some(open.clone()));
                    return Before::Stop;
                }
                if let Some(comma) = comma {
                    self.spare_comma(comma);
                }
                self.take(if bracket == Bracket::Curly { "}" } else { "]" });
                Before::End
            }
            _ if first || comma.is_some() => Before::Item,
            '"' | '“' | '”' | '＂' | '{' | '｛' | '[' | '［' | '0'..='9' | '-' | 't' | 'f' | 'n' => {
                let span = self.problems.span(after_last..after_last);
                let problem = self.problems.at(Code::FactsNoComma, after_last..after_last);
                self.problems.push(problem.fix(span, ","));
                Before::Item
            }
            _ => {
                let end = line_around(self.text, self.at).end;
                self.problem(Code::FactsTextAfter, super::problem::trimmed(self.text, self.at..end));
                self.stopped = true;
                Before::Stop
            }
        }
    }

    fn spare_comma(&mut self, range: Range<usize>) {
        let span = self.problems.span(range.clone());
        self.problems.push(self.problems.at(Code::FactsSpareComma, range).fix(span, ""));
    }

    /// The bracket `c` closes nothing, or not the one that opened at `open`.
    fn unopened(&mut self, c: char, open: Option<Range<usize>>) {
        let mut problem = self.problems.at(Code::FactsUnopened, self.here()).arg("close", c.to_string());
        if let Some(open) = open {
            problem = problem.label(self.problems.span(open), Message::new("facts-opened-here"));
        }
        self.problems.push(problem);
        self.stopped = true;
    }

    /// The key that begins here, its colon and its value.
    fn entry(&mut self, depth: usize) -> Option<(Key, Node)> {
        let (range, text) = match self.peek() {
            Some('"' | '\'' | '“' | '”' | '＂' | '‘' | '’') => self.string()?,
            Some('{' | '[' | '｛' | '［') => {
                self.problem(Code::FactsKeyNotText, self.here());
                self.stopped = true;
                return None;
            }
            Some(':' | '：') => return self.lost(),
            _ => self.bare_key()?,
        };
        let key = Key { span: self.problems.span(range.clone()), text };
        self.skip_blanks();
        if !self.take(":") {
            let problem = self.problems.at(Code::FactsNoColon, range.clone());
            let problem = problem.arg("mark", ":").arg("key", shown(&key.text));
            if matches!(self.peek(), Some('=' | '＝')) {
                let sign = self.problems.span(self.here());
                self.problems.push(problem.fix(sign, ":"));
                self.bump();
            } else {
                let end = self.problems.span(range.end..range.end);
                self.problems.push(problem.fix(end, ": "));
            }
            self.skip_blanks();
            if matches!(self.peek(), None | Some(',' | '，' | '}' | '｝')) {
                return Some((key, self.node(range.end..range.end, NodeKind::Null)));
            }
        } else {
            self.skip_blanks();
        }
        let value = self.value(depth)?;
        Some((key, value))
    }
}
