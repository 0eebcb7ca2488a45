//! Strings, numbers and words of JSON.

use std::ops::Range;

use super::super::problem::{Wide, cut, quoted, shown, trimmed};
use super::super::tree::{Node, NodeKind};
use super::Reader;
use crate::diagnostic::{Code, Message};

impl Reader<'_, '_, '_> {
    /// The string that begins here: its range with the quotes, and its value.
    pub(super) fn string(&mut self) -> Option<(Range<usize>, String)> {
        let start = self.at;
        let opening = self.bump()?;
        let single = matches!(opening, '\'' | '‘' | '’');
        let mut value = String::new();
        // A closing quote typed full-width: known to be one when the line ends without another.
        let mut wide_close: Option<(usize, usize)> = None;
        loop {
            let at = self.at;
            match self.bump() {
                // `"甲”, "` is closed before the comma.
                Some('"') if !single && wide_close.is_some() && !self.ends_a_value() => {
                    return self.closed_wide(start, value, wide_close);
                }
                Some('"') if !single => break,
                Some('\'') if single => break,
                Some('“' | '”' | '＂') if matches!(opening, '“' | '”' | '＂') => break,
                Some('‘' | '’') if matches!(opening, '‘' | '’') => break,
                Some('\\') => self.escape(at, &mut value),
                None | Some('\n') => {
                    self.at = at;
                    if wide_close.is_none() {
                        self.unclosed(start, opening);
                    }
                    return self.closed_wide(start, value, wide_close);
                }
                Some('\t') => {
                    let span = self.problems.span(at..at + 1);
                    let problem = self.problems.at(Code::FactsControl, at..at + 1).arg("character", "U+0009");
                    self.problems.push(problem.fix(span, "\\t"));
                    value.push('\t');
                }
                Some(c) => {
                    let quote = matches!(c, '“' | '”' | '＂') && !single;
                    if quote && wide_close.is_none() && self.ends_a_value() {
                        wide_close = Some((at, value.len()));
                    }
                    value.push(c);
                }
            }
        }
        let range = start..self.at;
        self.quotes(&range, opening, &value);
        self.problems.no_control(&value, range.clone());
        Some((range, value))
    }

    /// The string that began at `start` as closed by the full-width quote at the first offset of
    /// `close`, when `value` was as long as its second says.
    fn closed_wide(
        &mut self,
        start: usize,
        mut value: String,
        close: Option<(usize, usize)>,
    ) -> Option<(Range<usize>, String)> {
        let (close, length) = close?;
        let wide = self.text.get(close..).and_then(|t| t.chars().next()).and_then(Wide::of)?;
        self.problems.full_width(self.text, close, wide);
        self.at = close + wide.written.len_utf8();
        value.truncate(length);
        Some((start..self.at, value))
    }

    /// Whether what follows could follow a string.
    fn ends_a_value(&self) -> bool {
        let rest = self.rest().trim_start_matches([' ', '\t']);
        rest.is_empty() || rest.starts_with([',', ':', '}', ']', '，', '：', '｝', '］', '\n', '\r'])
    }

    fn unclosed(&mut self, start: usize, opening: char) {
        let line = trimmed(self.text, start..self.at);
        let quote = Wide::of(opening).map_or(opening.to_string(), |w| w.right.to_owned());
        let problem =
            self.problems.at(Code::FactsUnclosed, line).arg("open", quote.as_str()).arg("close", quote.as_str());
        self.problems.push(problem.help(Message::new("facts-unclosed-string").arg("close", quote)));
        self.stopped = true;
    }

    /// Reports quotes other than `"` around the string at `range`.
    fn quotes(&mut self, range: &Range<usize>, opening: char, value: &str) {
        if matches!(opening, '\'' | '‘' | '’') {
            let span = self.problems.span(range.clone());
            let problem = self.problems.at(Code::FactsSingleQuotes, range.clone());
            self.problems.push(problem.fix(span, quoted(value)));
            return;
        }
        let closing = cut(self.text, range.clone()).char_indices().next_back();
        let ends = [Some((0, opening)), closing];
        for (at, c) in ends.into_iter().flatten() {
            if let Some(wide) = Wide::of(c) {
                self.problems.full_width(self.text, range.start + at, wide);
            }
        }
    }

    /// Reads what follows the backslash at `at`.
    fn escape(&mut self, at: usize, value: &mut String) {
        let plain = match self.peek() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('u') => {
                self.at += 1;
                match self.unicode() {
                    Some(c) => value.push(c),
                    None => self.bad_escape(at),
                }
                return;
            }
            _ => {
                // The next character may be the line's end or a quote: it is not taken.
                self.bad_escape(at);
                return;
            }
        };
        self.at += 1;
        value.push(plain);
    }

    fn bad_escape(&mut self, at: usize) {
        let after = self.peek().filter(|c| !c.is_control()).map_or(0, char::len_utf8);
        let end = if self.at > at + 1 { self.at } else { self.at + after };
        let written = shown(cut(self.text, at..end));
        self.problems.push(self.problems.at(Code::FactsEscape, at..end).arg("escape", written));
    }

    /// The character of the four digits here, or of two such escapes.
    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        if !self.rest().starts_with("\\u") {
            return None;
        }
        self.at += 2;
        let second = self.four_digits().filter(|s| (0xDC00..0xE000).contains(s))?;
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        // `from_str_radix` alone would take a sign.
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Whether what begins here, after a file's first blanks, is no value: the file is no JSON.
    pub(super) fn is_other(&self) -> bool {
        let word = self.rest().split([',', '}', ']', '\n']).next().unwrap_or_default().trim();
        !word.starts_with(['{', '[', '"', '｛', '［', '“', '”', '＂', '\''])
            && !is_literal(word)
            && !looks_numeric(word)
    }

    /// A key without quotes.
    pub(super) fn bare_key(&mut self) -> Option<(Range<usize>, String)> {
        let range = self.until(&[':', '：', '=', '＝', ',', '，', '}', '｝', ']', '］', '{', '[', '"', '\n']);
        if range.is_empty() {
            return self.lost();
        }
        self.unquoted(range.clone());
        let text = cut(self.text, range.clone()).to_owned();
        Some((range, text))
    }

    /// A number, `true`, `false` or `null`; other words want quotes.
    pub(super) fn word(&mut self) -> Option<Node> {
        let mut range = self.until(&[',', '，', '}', '｝', ']', '］', '{', '[', '"', '\n']);
        let mut token = cut(self.text, range.clone());
        if token.is_empty() {
            return self.lost();
        }
        // `1 2`: two values and no comma, which whoever reads on will see.
        let mut words = token.split_whitespace();
        let first = words.next().unwrap_or(token);
        if first.len() < token.len() && is_literal(first) && words.all(is_literal) {
            range.end = range.start + first.len();
            self.at = range.end;
            token = first;
        }
        let kind = match token {
            "null" => NodeKind::Null,
            "true" => NodeKind::Bool(true),
            "false" => NodeKind::Bool(false),
            _ if is_number(token) => NodeKind::Number(token.to_owned()),
            _ => {
                let small = token.to_ascii_lowercase();
                if small != token && is_literal(&small) && !is_number(&small) {
                    let span = self.problems.span(range.clone());
                    let problem = self.problems.at(Code::FactsLetterCase, range.clone()).arg("text", shown(token));
                    self.problems.push(problem.arg("right", small.as_str()).fix(span, small));
                } else if looks_numeric(token) {
                    self.problems
                        .push(self.problems.at(Code::FactsNumberForm, range.clone()).arg("text", shown(token)));
                } else {
                    self.unquoted(range.clone());
                }
                NodeKind::Text(token.to_owned())
            }
        };
        Some(self.node(range, kind))
    }

    fn unquoted(&mut self, range: Range<usize>) {
        let text = cut(self.text, range.clone());
        let span = self.problems.span(range.clone());
        let problem = self.problems.at(Code::FactsUnquoted, range).arg("text", shown(text));
        self.problems.push(problem.fix(span, quoted(text)));
    }

    /// The range from here to the first of `ends` or a comment, without blanks at its ends; `at` is
    /// moved there.
    fn until(&mut self, ends: &[char]) -> Range<usize> {
        let start = self.at;
        let mut blank = false;
        let mut end = self.text.len();
        for (offset, c) in self.rest().char_indices() {
            let comment = blank
                && (c == '#' || self.rest().get(offset..).is_some_and(|r| r.starts_with("//") || r.starts_with("/*")));
            if ends.contains(&c) || comment {
                end = start + offset;
                break;
            }
            blank = c.is_whitespace();
        }
        let range = trimmed(self.text, start..end);
        self.at = range.end;
        range
    }
}

fn is_literal(word: &str) -> bool {
    matches!(word, "null" | "true" | "false") || is_number(word)
}

/// Whether `token` is a number by the grammar of RFC 8259.
fn is_number(token: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = token.strip_prefix('-').unwrap_or(token);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

/// Whether `token` was meant as a number, though it is none of JSON or TOML.
pub(in crate::facts) fn looks_numeric(token: &str) -> bool {
    let unsigned = token.trim_start_matches(['+', '-', '＋', '－']);
    if ["nan", "inf", "infinity"].iter().any(|word| unsigned.eq_ignore_ascii_case(word)) {
        return true;
    }
    let hexadecimal = ["0x", "0X", "0o", "0b"].iter().any(|p| unsigned.starts_with(p));
    unsigned.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '０'..='９'))
        && unsigned.chars().all(|c| match c {
            '0'..='9' | '０'..='９' | '.' | '．' | '_' | '+' | '-' | 'e' | 'E' => true,
            'a'..='f' | 'A'..='F' | 'x' | 'X' | 'o' => hexadecimal,
            _ => false,
        })
}
