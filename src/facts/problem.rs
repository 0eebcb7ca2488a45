//! What the three readers have in common: collecting problems, limits, characters of the Chinese
//! keyboard that stand where the format wants an ASCII one.

use std::ops::Range;

use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::source::{SourceId, Span};

/// How deep lists and mappings may stand in one another, the whole file counting as one.
pub(super) const MAX_DEPTH: usize = 64;
/// How many values a file may hold, those behind aliases counted at every use.
pub(super) const MAX_NODES: usize = 1_000_000;
/// How many bytes a file may have.
pub(super) const MAX_BYTES: usize = 64 << 20;
/// Beyond this many, further problems help nobody.
const MAX_PROBLEMS: usize = 1000;
/// A line is looked at this far from a mistake, in bytes.
const MAX_LINE: usize = 2000;
/// Beyond this many characters, a quoted piece of the file is cut.
const MAX_SHOWN: usize = 40;

/// Collects the problems of one file. Offsets given to it are those of the text without the
/// byte-order mark.
#[derive(Debug)]
pub(super) struct Problems<'t> {
    source: SourceId,
    base: usize,
    /// The text as written; what is parsed may have been mended.
    text: &'t str,
    list: Vec<Diagnostic>,
}

impl<'t> Problems<'t> {
    /// None yet, in `source`, whose text is `text` after `base` bytes.
    pub(super) fn new(source: SourceId, base: usize, text: &'t str) -> Self {
        Problems { source, base, text, list: Vec::new() }
    }

    /// The place of `range` in the file. A mended text may have several characters where the file
    /// has one: the place is all of that one.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = boundary_before(self.text, range.start);
        let end = boundary_after(self.text, range.end);
        Span::new(self.source, start + self.base..end + self.base)
    }

    /// The offset in the text without the byte-order mark that `offset` of a span stands for.
    pub(super) fn offset(&self, offset: u32) -> usize {
        (offset as usize).saturating_sub(self.base)
    }

    /// A problem of kind `code` at `range`, not yet collected.
    pub(super) fn at(&self, code: Code, range: Range<usize>) -> Diagnostic {
        Diagnostic::new(code, self.span(range))
    }

    /// Collects `problem`.
    pub(super) fn push(&mut self, problem: Diagnostic) {
        if !self.full() {
            self.list.push(problem);
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether further ones are not collected.
    pub(super) fn full(&self) -> bool {
        self.list.len() >= MAX_PROBLEMS
    }

    /// All, in the order of the file; of several of one kind at one place, the first.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|p| (p.span(), p.code));
        self.list.dedup_by_key(|p| (p.span(), p.code));
        // The library and we may both see that it goes too deep, and not at the same place.
        let mut deep = false;
        self.list.retain(|p| p.code != Code::FactsTooDeep || !std::mem::replace(&mut deep, true));
        self.list
    }

    /// The key `key` stands at `second` though it stood at `first`.
    pub(super) fn duplicate(&mut self, key: &str, second: Span, first: Option<Span>) {
        let mut problem = Diagnostic::new(Code::FactsDuplicateKey, second).arg("key", shown(key));
        if let Some(first) = first {
            problem = problem.label(first, Message::new("facts-first-here").arg("key", shown(key)));
        }
        self.push(problem);
    }

    /// Brackets or indentation go deeper than [`MAX_DEPTH`] at `range`.
    pub(super) fn too_deep(&mut self, range: Range<usize>) {
        self.push(self.at(Code::FactsTooDeep, range).arg("limit", MAX_DEPTH));
    }

    /// There are more than [`MAX_NODES`] values; the first too many is at `range`.
    pub(super) fn too_many(&mut self, range: Range<usize>) {
        self.push(self.at(Code::FactsTooMany, range).arg("limit", MAX_NODES.to_string()));
    }

    /// The character at `at` of `text` is a full-width one where `right` is due.
    pub(super) fn full_width(&mut self, text: &str, at: usize, wide: Wide) {
        let range = at..at + wide.written.len_utf8();
        let written = match wide.written {
            '\u{3000}' | '\u{a0}' => Arg::Key("facts-wide-blank"),
            other => other.to_string().into(),
        };
        let right = if wide.right == " " { Arg::Key("facts-blank") } else { wide.right.into() };
        let mut replacement = wide.right.to_owned();
        // `：` fills its own blank; after `:` YAML wants one, and it reads better everywhere.
        if matches!(wide.right, ":" | "," | "-")
            && text.get(range.end..).is_some_and(|r| !r.starts_with([' ', '\n', '\r']))
        {
            replacement.push(' ');
        }
        let span = self.span(range.clone());
        let problem = self.at(Code::FactsFullWidth, range).arg("written", written).arg("right", right);
        self.push(problem.fix(span, replacement));
    }

    /// The text of a scalar at `range`, after its escapes were replaced, may hold no control
    /// characters: the reports could not show them.
    pub(super) fn no_control(&mut self, text: &str, range: Range<usize>) {
        if let Some(found) = text.chars().find(|c| is_invisible(*c)) {
            let escape = escape_of(cut(self.text, range.clone()), found);
            let problem = match escape.map(|at| range.start + at.start..range.start + at.end) {
                Some(escape) => {
                    let span = self.span(escape.clone());
                    self.at(Code::FactsControl, escape).fix(span, "")
                }
                None => self.at(Code::FactsControl, range),
            };
            self.push(problem.arg("character", code_point(found)));
        }
    }
}

/// Where `written`, a text between double quotes, has the escape that stands for `c`.
fn escape_of(written: &str, c: char) -> Option<Range<usize>> {
    let number = u32::from(c);
    let short = match c {
        '\0' => "\\0",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\u{b}' => "\\v",
        '\u{c}' => "\\f",
        '\u{1b}' => "\\e",
        _ => "",
    };
    let ways = [format!("\\u{number:04x}"), format!("\\u{number:08x}"), format!("\\x{number:02x}"), short.to_owned()];
    let small = written.to_ascii_lowercase();
    let places = small.match_indices('\\').map(|(at, _)| at);
    // A backslash behind another begins nothing.
    let begins = |at: &usize| {
        let before = cut(&small, 0..*at);
        (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2)
    };
    places.filter(begins).find_map(|at| {
        let way = ways.iter().find(|way| !way.is_empty() && cut(&small, at..small.len()).starts_with(way.as_str()))?;
        Some(at..at + way.len())
    })
}

/// A character of the Chinese keyboard and what the format wants in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide {
    /// As typed.
    pub(super) written: char,
    /// As it should be.
    pub(super) right: &'static str,
}

impl Wide {
    /// What `written` was probably meant to be, if it is such a character.
    pub(super) fn of(written: char) -> Option<Wide> {
        let right = match written {
            '：' => ":",
            '，' | '、' | '；' => ",",
            '［' => "[",
            '］' => "]",
            '｛' => "{",
            '｝' => "}",
            '“' | '”' | '＂' => "\"",
            '‘' | '’' => "'",
            '＝' => "=",
            '＃' => "#",
            '－' | '—' | '–' => "-",
            '\u{3000}' | '\u{a0}' => " ",
            _ => return None,
        };
        Some(Wide { written, right })
    }

    /// The first character of `text` that is one of `among`, and its offset.
    pub(super) fn find(text: &str, among: &[char]) -> Option<(usize, Wide)> {
        text.char_indices().find(|(_, c)| among.contains(c)).and_then(|(at, c)| Some((at, Wide::of(c)?)))
    }

    /// The first full-width quote in `text` behind which a string could be over, and its offset.
    pub(super) fn closing_quote(text: &str) -> Option<(usize, Wide)> {
        let quotes = text.char_indices().filter(|(_, c)| matches!(c, '“' | '”' | '＂'));
        let over = |at: usize, c: char| {
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default().trim_start_matches([' ', '\t']);
            rest.is_empty() || rest.starts_with([',', ':', '=', ']', '}', '，', '：', '］', '｝', '\r', '\n'])
        };
        quotes.into_iter().find(|(at, c)| over(*at, *c)).and_then(|(at, c)| Some((at, Wide::of(c)?)))
    }

    /// What stands in the same bytes as if it had been typed right.
    pub(super) fn mended(self) -> String {
        format!("{:<width$}", self.right, width = self.written.len_utf8())
    }
}

/// Whether `c` cannot be seen, blanks and line breaks aside: control characters, byte-order marks,
/// zero-width blanks and marks that turn the direction of writing.
pub(super) fn is_invisible(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => true,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    }
}

/// The number of a character, `U+200B`.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// `text` as messages show it: one line, not too long.
pub(super) fn shown(text: &str) -> String {
    let line: Vec<char> = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.len() <= MAX_SHOWN {
        return line.into_iter().collect();
    }
    line.into_iter().take(MAX_SHOWN - 1).chain(['…']).collect()
}

/// `text` between double quotes, as all three formats read it.
pub(in crate::facts) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `at`, or the beginning of the character that it is inside of.
pub(super) fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// `at`, or the end of the character that it is inside of.
pub(super) fn boundary_after(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// The range of the line that `at` is on, without its line break; of a very long line, what is
/// around `at`, for a message cannot show more and a file may be one line.
pub(super) fn line_around(text: &str, at: usize) -> Range<usize> {
    let at = boundary_before(text, at);
    let earliest = boundary_before(text, at.saturating_sub(MAX_LINE));
    let latest = boundary_after(text, at + MAX_LINE);
    let start = cut(text, earliest..at).rfind('\n').map_or(earliest, |i| earliest + i + 1);
    let end = cut(text, at..latest).find('\n').map_or(latest, |i| at + i);
    let end = if cut(text, start..end).ends_with('\r') { end - 1 } else { end };
    start..end.max(at)
}

/// Whether nothing but blanks and `also` stands before `at` on its line.
pub(super) fn begins_line(text: &str, at: usize, also: &[char]) -> bool {
    let before =
        cut(text, 0..at).trim_end_matches(|c| matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}') || also.contains(&c));
    before.is_empty() || before.ends_with(['\n', '\r'])
}

/// The text of `range`, empty where that is none.
pub(super) fn cut(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// `range` without the blanks at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = cut(text, range.clone());
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}
