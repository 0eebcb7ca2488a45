//! What YAML takes without a word though it says something else to the eye: `甲：1` is text and no
//! entry, `[甲，乙]` one item, ` #1` cuts a name short, a line indented too far joins the one above.
//! Each is refused; whoever means it puts quotes around it.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::super::problem::{Problems, Wide, begins_line, cut, line_around, quoted, shown, trimmed};
use super::{Piece, PieceKind, fault};
use crate::diagnostic::Code;

/// Longer pieces of text before a colon are sentences and no keys.
const LONGEST_KEY: usize = 20;

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// After `:`, or the whole file.
    Value,
    /// After `- `.
    Item,
    /// After `:` in `{ }`.
    FlowValue,
    /// Between `[` and `]`.
    FlowItem,
    /// Before `:`.
    Key,
}

/// Looks at a value without quotes at `range`, which has no blanks at its ends.
pub(super) fn plain(text: &str, range: Range<usize>, place: Place, problems: &mut Problems<'_>) {
    let written = cut(text, range.clone());
    let mut offset = range.start;
    for line in written.split('\n') {
        let start = offset + (line.len() - line.trim_start().len());
        own_line(text, start, line.trim(), offset > range.start, problems);
        offset += line.len() + 1;
    }
    match place {
        Place::FlowItem => each(text, &range, &['，', '、'], problems),
        Place::FlowValue if has_entry_after_comma(written) => each(text, &range, &['，', '：'], problems),
        _ => {}
    }
    for pair in ["［］", "｛｝"] {
        let mut ends = pair.chars();
        if let (Some(open), Some(close)) = (ends.next(), ends.next())
            && written.starts_with(open)
            && written.ends_with(close)
        {
            each(text, &range, &[open, close], problems);
        }
    }
    cut_short(text, range, problems);
}

/// Looks at the place of a value left out.
pub(super) fn left_out(text: &str, at: usize, problems: &mut Problems<'_>) {
    cut_short(text, at..at, problems);
}

/// A comment that follows a value on its line is written `# so`; `#1` was meant as text.
fn cut_short(text: &str, value: Range<usize>, problems: &mut Problems<'_>) {
    let end = value.end;
    let rest = cut(text, end..text.len());
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let Some(comment) = rest.get(blanks..).filter(|r| r.starts_with('#')) else { return };
    if comment.get(1..).is_some_and(|c| c.is_empty() || c.starts_with([' ', '\t', '\n', '\r', '#'])) {
        return;
    }
    let start = end + blanks;
    let line = trimmed(text, start..line_around(text, start).end);
    let written = shown(cut(text, line.clone()));
    let problem = problems.at(Code::FactsCommentCuts, line.clone()).arg("text", written);
    let whole = if value.is_empty() { line } else { value.start..line.end };
    let written = cut(text, whole.clone());
    // Between brackets the comment swallowed what closes them as well.
    let alone = !cut(text, line_around(text, whole.start).start..whole.start).contains(['[', '{']);
    let problem =
        if alone && !written.contains('\n') { problem.choice(problems.span(whole), quoted(written)) } else { problem };
    problems.push(problem);
}

/// Looks at `line`, which stands at `start` and is part of a value without quotes; `joined` says
/// that the value begins on a line above.
fn own_line(text: &str, start: usize, line: &str, joined: bool, problems: &mut Problems<'_>) {
    let alone = joined || begins_line(text, start, &[]);
    if let Some(wide) = wide_dash(line) {
        problems.full_width(text, start, wide);
    }
    if !alone {
        return;
    }
    if joined && (line == "-" || line.starts_with("- ")) {
        fault::indentation(text, start..start + line.len(), None, problems);
    } else if let Some((at, wide)) = wide_colon(line) {
        problems.full_width(text, start + at, wide);
    } else if let Some(at) = tight_colon(line) {
        fault::no_blank(start + at, ":", problems);
    }
}

/// The dash of a full-width `－ 甲`.
pub(super) fn wide_dash(line: &str) -> Option<Wide> {
    let first = line.chars().next().filter(|c| matches!(c, '－' | '—' | '–'))?;
    line.get(first.len_utf8()..)?.starts_with([' ', '\u{3000}']).then_some(())?;
    Wide::of(first)
}

/// The full-width colon of `甲：1`, and its offset.
pub(super) fn wide_colon(line: &str) -> Option<(usize, Wide)> {
    let (at, wide) = Wide::find(line, &['：'])?;
    is_key(line.get(..at)?).then_some((at, wide))
}

/// The offset of the colon of `甲:1`, which YAML takes for a part of the text. Times (`12:30`),
/// addresses (`https://`) and paths (`C:\`) are text.
pub(super) fn tight_colon(line: &str) -> Option<usize> {
    let at = line.find(':')?;
    let key = line.get(..at)?;
    let next = line.get(at + 1..)?.chars().next()?;
    let text = key.bytes().all(|b| b.is_ascii_digit()) || matches!(next, ' ' | '\t' | '/' | '\\');
    (!text && is_key(key)).then_some(at)
}

fn is_key(text: &str) -> bool {
    let text = text.trim();
    let sentence = |c| matches!(c, '。' | '，' | '；' | '、' | '？' | '！' | ',' | ';' | '“' | '”');
    !text.is_empty() && !text.contains(sentence) && text.chars().count() <= LONGEST_KEY
}

/// Whether `line` looks like `key: value`.
pub(in crate::facts) fn is_entry(line: &str) -> bool {
    let key = |at: usize| line.get(..at).is_some_and(is_key);
    line.find(": ").is_some_and(key) || line.trim_end().strip_suffix(':').is_some_and(is_key)
}

fn has_entry_after_comma(text: &str) -> bool {
    text.split('，').skip(1).any(|part| wide_colon(part).is_some())
}

/// Reports every one of `among` in `range`.
fn each(text: &str, range: &Range<usize>, among: &[char], problems: &mut Problems<'_>) {
    for (at, c) in cut(text, range.clone()).char_indices() {
        if let Some(wide) = Wide::of(c).filter(|_| among.contains(&c)) {
            problems.full_width(text, range.start + at, wide);
        }
    }
}

/// Looks at a key without quotes at `range`; says whether it is one.
pub(super) fn key(text: &str, range: Range<usize>, flow: bool, problems: &mut Problems<'_>) -> bool {
    let written = cut(text, range.clone());
    if let Some(wide) = wide_dash(written) {
        problems.full_width(text, range.start, wide);
        return false;
    }
    let blanks = written.len() - written.trim_start().len();
    each(text, &(range.start..range.start + blanks), &['\u{3000}', '\u{a0}'], problems);
    if flow && written.contains('，') {
        each(text, &range, &['，', '：'], problems);
        return false;
    }
    true
}

/// Whether an entry of `{ }`, whose key ends at `end` and whose value is the piece `value`, has no colon.
pub(super) fn lacks_colon(text: &str, end: usize, value: Option<&Piece<'_>>) -> bool {
    let left_out = value
        .is_some_and(|v| v.range.is_empty() && matches!(v.kind, PieceKind::Scalar { style: ScalarStyle::Plain, .. }));
    left_out && !cut(text, end..text.len()).trim_start().starts_with(':')
}

/// Reports an entry of `{ }` that is a key at `range` and nothing more.
pub(super) fn no_colon(text: &str, range: Range<usize>, plain: bool, problems: &mut Problems<'_>) {
    let written = cut(text, range.clone());
    if plain && written.contains('：') {
        each(text, &range, &['，', '：'], problems);
    } else if let Some(at) = tight_colon(written).filter(|_| plain) {
        fault::no_blank(range.start + at, ":", problems);
    } else {
        fault::no_colon(text, range, problems);
    }
}

/// Looks at a value in quotes or after `|` or `>` at `range`, `before` being where the piece before ends.
pub(super) fn marked(
    text: &str,
    range: Range<usize>,
    style: ScalarStyle,
    value: &str,
    before: usize,
    problems: &mut Problems<'_>,
) {
    match style {
        // `>5` is an empty text, its lines indented by five.
        ScalarStyle::Literal | ScalarStyle::Folded if value.trim().is_empty() => {
            let between = before.min(range.start)..range.start;
            if let Some(at) = cut(text, between.clone()).find(['>', '|']) {
                fault::leading_mark(text, between.start + at, problems);
            }
        }
        // A quote that was forgotten is closed by the next one, and all between is text.
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let mut lines = cut(text, range.clone()).split('\n');
            let first = lines.next().unwrap_or_default();
            if lines.any(is_entry) {
                let quote = if style == ScalarStyle::SingleQuoted { "'" } else { "\"" };
                fault::unclosed_quote(range.start..range.start + first.trim_end().len(), quote, problems);
            }
        }
        _ => {}
    }
}

/// The offset of the `-` before `at` on its line, or else `at`.
pub(super) fn dash_before(text: &str, at: usize) -> usize {
    if cut(text, at..text.len()).starts_with('-') {
        return at;
    }
    let before = cut(text, 0..at).trim_end_matches([' ', '\t']);
    if before.ends_with('-') { before.len() - 1 } else { at }
}
