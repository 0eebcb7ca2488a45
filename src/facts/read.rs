//! From text to the one tree.

#[cfg(test)]
pub(super) mod tests;

use std::ops::Range;

use super::problem::{self, MAX_BYTES, Problems};
use super::tree::{Format, Node, NodeKind};
use super::{json, toml, yaml};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::source::{SourceId, Span};

/// Reads `text`, the whole of `source`, as `format`. The result is a mapping in which no key stands
/// twice, at most 64 deep and of at most 1,000,000 values.
///
/// # Errors
/// Every problem that could be told apart, in the order of the file.
pub fn read(text: &str, source: SourceId, format: Format) -> Result<Node, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        return Err(vec![too_large(source)]);
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = Problems::new(source, text.len() - body.len(), body);
    let visible = without_invisible(body, format, &mut problems);
    let body = visible.as_deref().unwrap_or(body);
    let node = match format {
        Format::Yaml => yaml::read(body, &mut problems),
        Format::Json => json::read(body, &mut problems),
        Format::Toml => toml::read(body, &mut problems),
        // A workbook is no text: see `from_book`.
        Format::Sheets => None,
    };
    match node {
        Some(node) if problems.is_empty() => match node.kind {
            NodeKind::Mapping(_) => Ok(node),
            NodeKind::Null => Err(vec![empty(source, format)]),
            ref other => {
                let kind = Arg::Key(other.key());
                let problem = Diagnostic::new(Code::FactsNotMapping, node.span);
                Err(vec![problem.arg("kind", kind).arg("format", format.name())])
            }
        },
        None if problems.is_empty() => Err(vec![empty(source, format)]),
        _ => match looks_like(body)
            .filter(|(looks, _)| *looks != format && !(format == Format::Yaml && *looks == Format::Json))
        {
            // Every mistake found is the one that the file's name makes.
            Some((looks, line)) => {
                let problem = problems.at(Code::FactsSyntax, line).arg("format", format.name());
                let seen = Message::new("facts-looks-like").arg("other", looks.name());
                let help = Message::new("facts-help-format").arg("format", format.name()).arg("other", looks.name());
                Err(vec![problem.at(seen).help(help.arg("extension", looks.extension()))])
            }
            None => Err(problems.into_sorted()),
        },
    }
}

/// Tells that `source` is larger than a facts file may be.
pub fn too_large(source: SourceId) -> Diagnostic {
    Diagnostic::new(Code::FactsTooLarge, Span::new(source, 0..0)).arg("limit", MAX_BYTES >> 20)
}

fn empty(source: SourceId, format: Format) -> Diagnostic {
    Diagnostic::new(Code::FactsEmpty, Span::new(source, 0..0)).arg("format", format.name())
}

/// What the first lines of `text` show it to be written in, where they agree, and where the first of them stands.
fn looks_like(text: &str) -> Option<(Format, Range<usize>)> {
    const LINES: usize = 50;
    let mut start = 0;
    let mut first: Option<(Format, Range<usize>)> = None;
    for line in text.split_inclusive('\n').take(LINES) {
        let range = problem::trimmed(text, start..start + line.len());
        start += line.len();
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || line == "---" {
            continue;
        }
        match (line_format(line), first) {
            (Some(Format::Json), None) => return Some((Format::Json, range.start..range.start + 1)),
            (Some(format), None) => first = Some((format, range)),
            // One line may be a slip; a second of the kind is none.
            (Some(format), Some((of_first, range))) if format == of_first => return Some((of_first, range)),
            (None, None) => return None,
            (_, found) => first = found,
        }
    }
    None
}

/// The format that has such lines and no other has.
fn line_format(line: &str) -> Option<Format> {
    let heading = line.starts_with('[') && line.ends_with(']') && !line.contains([':', ',']);
    let assigns = line.split_once(" = ").is_some_and(|(key, _)| !key.contains([':', '：']));
    if line.starts_with('{') {
        Some(Format::Json)
    } else if heading || assigns {
        Some(Format::Toml)
    } else if !line.starts_with(['"', '[', '\'']) && !line.contains('=') && yaml::is_entry(line) {
        Some(Format::Yaml)
    } else {
        None
    }
}

/// Reports the invisible characters of `text`, so that none hides in a key or makes the libraries
/// stumble, and returns the text with others in their place, offsets unchanged.
fn without_invisible(text: &str, format: Format, problems: &mut Problems<'_>) -> Option<String> {
    if !text.chars().any(problem::is_invisible) {
        return None;
    }
    // In YAML a blank could change the indentation.
    let filler = if format == Format::Yaml { "x" } else { " " };
    let mut visible = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if !problem::is_invisible(c) {
            visible.push(c);
            continue;
        }
        let range = at..at + c.len_utf8();
        let span = problems.span(range.clone());
        problems.push(problems.at(Code::FactsControl, range).arg("character", problem::code_point(c)).fix(span, ""));
        visible.push_str(&filler.repeat(c.len_utf8()));
    }
    Some(visible)
}
