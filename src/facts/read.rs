//! From text to the one tree.

#[cfg(test)]
pub(super) mod tests;

use super::problem::{self, MAX_BYTES, Problems};
use super::tree::{Format, Node, NodeKind};
use super::{json, toml, yaml};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::source::{SourceId, Span};

/// Reads `text`, the whole of `source`, as `format`. The result is a mapping in which no key stands
/// twice, at most 64 deep and of at most 1,000,000 values.
///
/// # Errors
/// Every problem that could be told apart, in the order of the file.
pub fn read(text: &str, source: SourceId, format: Format) -> Result<Node, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        let megabytes = MAX_BYTES >> 20;
        let problem = Diagnostic::new(Code::FactsTooLarge, Span::new(source, 0..0)).arg("limit", megabytes);
        return Err(vec![problem]);
    }
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = Problems::new(source, text.len() - body.len(), body);
    let visible = without_invisible(body, format, &mut problems);
    let body = visible.as_deref().unwrap_or(body);
    let node = match format {
        Format::Yaml => yaml::read(body, &mut problems),
        Format::Json => json::read(body, &mut problems),
        Format::Toml => toml::read(body, &mut problems),
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
        _ => Err(problems.into_sorted()),
    }
}

fn empty(source: SourceId, format: Format) -> Diagnostic {
    Diagnostic::new(Code::FactsEmpty, Span::new(source, 0..0)).arg("format", format.name())
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
