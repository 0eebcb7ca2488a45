//! The errors of the toml crate in our words.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::Error;

use super::super::json::looks_numeric;
use super::super::problem::{MAX_DEPTH, Problems, begins_line, cut, line_around, quoted, shown, trimmed};
use super::{MAX_RECOVERED, keys};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};

/// Reports `errors`, but of one line only the first, and none in the ranges `said`. Later mistakes
/// on a line are mostly echoes of its first.
pub(super) fn report(text: &str, errors: &[Error], said: &[Range<usize>], problems: &mut Problems<'_>) {
    let mut errors: Vec<(usize, &Error)> =
        errors.iter().map(|e| (e.span().map_or(0, |s| s.start.min(text.len())), e)).collect();
    errors.sort_by_key(|(at, _)| *at);
    let mut firsts = None;
    let mut line = 0..0;
    for (at, error) in errors {
        if problems.full() {
            return;
        }
        let message = error.message();
        let clash = message.starts_with("cannot extend");
        if clash || message.starts_with("duplicate key") {
            let firsts: &BTreeMap<_, _> = firsts
                .get_or_insert_with(|| if text.len() <= MAX_RECOVERED { keys::firsts(text) } else { BTreeMap::new() });
            let range = error.span().unwrap_or(at..at);
            let key = cut(text, range.clone()).trim_matches(['"', '\'']);
            if key.is_empty() && !clash {
                continue;
            }
            let first = firsts.get(&range.start).map(|f| problems.span(f.clone()));
            if !clash {
                problems.duplicate(key, problems.span(range), first);
                continue;
            }
            let mut problem = problems.at(Code::FactsKeyClash, range).arg("key", shown(key));
            if let Some(first) = first {
                problem = problem.label(first, Message::new("facts-first-here").arg("key", shown(key)));
            }
            problems.push(problem);
            continue;
        }
        // The parts of a dotted key are independent of one another.
        let key = message.starts_with("invalid unquoted key");
        let seen = line.end > 0 && line.contains(&at) || line.end == at && at > 0;
        if seen && !key || said.iter().any(|s| s.start <= at && at <= s.end) {
            continue;
        }
        let problem = one(text, at, error, problems);
        if !key || problem.code != Code::FactsUnquoted {
            line = line_around(text, at);
        }
        problems.push(problem);
    }
}

fn one(text: &str, at: usize, error: &Error, problems: &Problems<'_>) -> Diagnostic {
    let message = error.message();
    let is = |beginnings: &[&str]| beginnings.iter().any(|b| message.starts_with(b));
    let line = line_around(text, at);
    if is(&[
        "invalid unquoted key",
        "key with no value",
        "missing value for key",
        "missing assignment",
        "unquoted keys cannot",
        "invalid key-value pair",
    ]) {
        return key(text, at, line, problems);
    }
    if is(&["string values must be quoted", "missing value"]) {
        return value(text, at, problems);
    }
    if is(&[
        "unexpected leading zero",
        "invalid mantissa",
        "invalid fraction",
        "invalid exponent",
        "invalid integer",
        "invalid float",
        "invalid hexadecimal",
        "invalid octal",
        "invalid binary",
        "unexpected sign",
        "redundant numeric",
        "`_` may only",
        "integer number",
    ]) {
        let range = value_at(text, at);
        return problems.at(Code::FactsNumberForm, range.clone()).arg("text", shown(cut(text, range)));
    }
    if is(&["invalid date", "invalid time", "invalid datetime", "invalid offset"]) {
        let range = value_at(text, at);
        return problems.at(Code::FactsDateForm, range.clone()).arg("text", shown(cut(text, range)));
    }
    if is(&["invalid boolean"]) {
        let range = value_at(text, at);
        let written = cut(text, range.clone());
        let small = written.to_ascii_lowercase();
        if matches!(small.as_str(), "true" | "false") {
            let problem = problems.at(Code::FactsLetterCase, range.clone()).arg("text", shown(written));
            return problem.arg("right", small.as_str()).fix(problems.span(range), small);
        }
        return value(text, at, problems);
    }
    if is(&["missing comma"]) {
        let before = cut(text, 0..at).trim_end().len();
        return problems.at(Code::FactsNoComma, before..before).fix(problems.span(before..before), ",");
    }
    if is(&["extra comma"]) {
        let range = at..char_end(text, at);
        return problems.at(Code::FactsSpareComma, range.clone()).fix(problems.span(range), "");
    }
    if is(&["unexpected key or value", "extra "]) {
        // The crate points behind what it read.
        let range = trimmed(text, at..line.end);
        let from = if range.is_empty() { trimmed(text, line.clone()) } else { range };
        return problems.at(Code::FactsTextAfter, from);
    }
    if is(&["unclosed table", "unclosed array table"]) {
        let open = cut(text, line.clone()).find('[').map_or(at, |o| line.start + o);
        let open_mark = if cut(text, open..line.end).starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
        let range = trimmed(text, open..line.end);
        return problems.at(Code::FactsUnclosed, range).arg("open", open_mark.0).arg("close", open_mark.1);
    }
    if is(&[
        "missing escaped value",
        "invalid escape",
        "invalid unicode",
        "invalid hex",
        "unexpected escape",
        "value is out of range",
    ]) {
        let start = cut(text, line.start..at).rfind('\\').map_or(at, |o| line.start + o);
        let end = char_end(text, at.max(start + 1)).min(line.end);
        let written = shown(cut(text, start..end));
        return problems.at(Code::FactsEscape, start..end).arg("escape", written);
    }
    if is(&["recursion limit", "cannot recurse"]) {
        return problems.at(Code::FactsTooDeep, at..char_end(text, at)).arg("limit", MAX_DEPTH);
    }
    let reading = Arg::Key("facts-in-value");
    problems.at(Code::FactsSyntax, at..char_end(text, at)).arg("format", "TOML").arg("reading", reading)
}

/// Something is wrong with the key at `at`, or it is none.
fn key(text: &str, at: usize, line: Range<usize>, problems: &Problems<'_>) -> Diagnostic {
    let written = cut(text, line.clone());
    let range = trimmed(text, line.clone());
    if let Some(offset) = written.find("//").filter(|o| written.get(..*o).is_some_and(|w| w.trim().is_empty())) {
        let mark = line.start + offset..line.start + offset + 2;
        let problem = problems.at(Code::FactsCommentForm, trimmed(text, mark.start..line.end)).arg("mark", "//");
        return problem.help(Message::new("facts-comment-toml")).fix(problems.span(mark), "#");
    }
    // `键: 值`, as in YAML. A colon inside quotes comes after one.
    let colon = written.find(':').filter(|o| written.get(..*o).is_some_and(|w| !w.contains(['=', '{', '['])));
    if let Some(offset) = colon {
        let sign = line.start + offset;
        let key = shown(cut(text, range.start..sign));
        let problem = problems.at(Code::FactsNoColon, range).arg("mark", "=").arg("key", key);
        return problem.fix(problems.span(sign..sign + 1), " =");
    }
    if cut(text, range.clone()).starts_with('{') && begins_line(text, range.start, &[]) {
        let problem = problems.at(Code::FactsSyntax, range.start..range.start + 1).arg("format", "TOML");
        return problem.arg("reading", Arg::Key("facts-in-file"));
    }
    let segment = segment(text, at, &line);
    let name = cut(text, segment.clone());
    if name.is_empty() {
        return problems.at(Code::FactsKeyNotText, range);
    }
    if wants_quotes(name) {
        return problems
            .at(Code::FactsUnquoted, segment.clone())
            .arg("text", shown(name))
            .fix(problems.span(segment), quoted(name));
    }
    problems.at(Code::FactsNoColon, range).arg("mark", "=").arg("key", shown(name))
}

/// Whether `name` needs quotes to be a key.
fn wants_quotes(name: &str) -> bool {
    !name.starts_with(['"', '\'']) && !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The part of a dotted key that `at` is in.
fn segment(text: &str, at: usize, line: &Range<usize>) -> Range<usize> {
    let ends = ['.', '=', '[', ']', '{', '}', ','];
    let start = cut(text, line.start..at).rfind(ends).map_or(line.start, |o| line.start + o + 1);
    let end = cut(text, at..line.end).find(ends).map_or(line.end, |o| at + o);
    trimmed(text, start..end)
}

/// Something is wrong with the value at `at`.
fn value(text: &str, at: usize, problems: &Problems<'_>) -> Diagnostic {
    let range = value_at(text, at);
    let written = cut(text, range.clone());
    if written.is_empty() {
        let line = line_around(text, at.saturating_sub(1));
        return problems.at(Code::FactsNoValue, trimmed(text, line));
    }
    let mut words = written.split_whitespace();
    let first = words.next().unwrap_or_default();
    let inside = cut(text, line_around(text, at).start..at).contains(['{', '[']);
    let next = match written.find('=') {
        // `a = 1 b = 2`: the word before the second sign is a key.
        Some(sign) => cut(written, 0..sign).trim_end().rfind([' ', '\t']),
        None if inside && words.clone().next().is_some() && looks_numeric(first) && words.all(looks_numeric) => {
            Some(first.len())
        }
        None => None,
    };
    if let Some(blank) = next {
        let before = range.start + cut(written, 0..blank).trim_end().len();
        if !inside {
            return problems.at(Code::FactsTextAfter, trimmed(text, before..range.end));
        }
        return problems.at(Code::FactsNoComma, before..before).fix(problems.span(before..before), ",");
    }
    if looks_numeric(written) {
        return problems.at(Code::FactsNumberForm, range).arg("text", shown(written));
    }
    problems
        .at(Code::FactsUnquoted, range.clone())
        .arg("text", shown(written))
        .fix(problems.span(range), quoted(written))
}

/// The value without quotes that `at` is in, on its line.
fn value_at(text: &str, at: usize) -> Range<usize> {
    let line = line_around(text, at);
    let start = cut(text, line.start..at).rfind(['=', ',', '[', '{']).map_or(line.start, |o| line.start + o + 1);
    let end = cut(text, at..line.end).find([',', ']', '}', '#']).map_or(line.end, |o| at + o);
    trimmed(text, start..end)
}

fn char_end(text: &str, at: usize) -> usize {
    let c = cut(text, at..text.len()).chars().next().filter(|c| !matches!(c, '\n' | '\r'));
    at + c.map_or(0, char::len_utf8)
}
