//! YAML, from the events of granit-parser. The parser knows the grammar; what it lets pass is
//! refused here: keys that stand twice, aliases that multiply, tags, a second document, and all that
//! YAML reads as something other than what it says to the eye (see [`look`]).

mod build;
mod fault;
mod look;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::problem::{MAX_BYTES, MAX_DEPTH, MAX_NODES, Problems, line_around};
pub(super) use look::is_entry;

use super::tree::Node;
use crate::diagnostic::Code;

/// So many mistakes of grammar are mended for the sake of finding further ones.
const MAX_MENDS: usize = 30;

/// Reads `text`; `None` if it is empty or could not be read.
///
/// The parser stops at the first mistake. Where that is a character whose meaning is clear (`：` for
/// `:`) it is overwritten in a copy, all offsets staying what they are, and the copy is parsed again.
pub(super) fn read(text: &str, problems: &mut Problems<'_>) -> Option<Node> {
    let mut mended: Option<String> = None;
    for round in 0.. {
        let current = mended.as_deref().unwrap_or(text);
        let scan = scan(current, problems);
        let whole = scan.error.is_none();
        let mend = scan.error.and_then(|error| fault::report(current, &error, &scan.pieces, problems));
        let affordable = (round + 1) * text.len() <= MAX_BYTES && round < MAX_MENDS;
        match mend.filter(|_| affordable) {
            Some(mend) => mended = Some(mend.applied(current)?),
            None => return build::tree(current, &scan.pieces, &scan.anchors, whole, problems),
        }
    }
    None
}

/// Bytes to be overwritten by as many others.
#[derive(Debug)]
struct Mend {
    range: Range<usize>,
    with: String,
}

impl Mend {
    /// `text` with the bytes overwritten.
    fn applied(&self, text: &str) -> Option<String> {
        debug_assert_eq!(self.range.len(), self.with.len());
        Some([text.get(..self.range.start)?, &self.with, text.get(self.range.end..)?].concat())
    }
}

/// An event and where it stands.
#[derive(Debug)]
struct Piece<'t> {
    range: Range<usize>,
    kind: PieceKind<'t>,
    /// The number of the anchor that the value carries, or 0.
    anchor: usize,
}

#[derive(Debug)]
enum PieceKind<'t> {
    Scalar {
        text: Cow<'t, str>,
        style: ScalarStyle,
    },
    /// A value again, by the number of its anchor.
    Alias(usize),
    /// An alias to nothing.
    LostAlias,
    Open {
        mapping: bool,
        flow: bool,
    },
    Close,
}

/// An anchor, `&name`.
#[derive(Debug)]
struct Anchor {
    number: usize,
    range: Range<usize>,
}

/// What the parser made of a text, up to its first mistake.
#[derive(Debug, Default)]
struct Scan<'t> {
    pieces: Vec<Piece<'t>>,
    anchors: Vec<Anchor>,
    error: Option<ScanError>,
}

fn scan<'t>(text: &'t str, problems: &mut Problems<'_>) -> Scan<'t> {
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        // Deeper ones are reported by us, with the place where they begin.
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    };
    let mut scan = Scan::default();
    let mut documents = 0;
    let mut nodes = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                scan.error = Some(error);
                break;
            }
        };
        let Some(range) = span.byte_range() else { continue };
        if let (Some(tag), true) = (span.tag_span().and_then(|t| t.byte_range()), event.is_node()) {
            let tag = tag.start..tag.end.max(range.start);
            fault::leading_mark(text, super::problem::trimmed(text, tag).start, problems);
        }
        let (kind, anchor) = match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents > 1 {
                    let line = line_around(text, range.start);
                    problems.push(problems.at(Code::FactsSecondDocument, line));
                    break;
                }
                continue;
            }
            Event::Anchor(number, _) => {
                scan.anchors.push(Anchor { number, range });
                continue;
            }
            Event::Scalar(text, style, anchor, _) => (PieceKind::Scalar { text, style }, anchor),
            Event::SequenceStart(style, anchor, _) => (open(false, style), anchor),
            Event::MappingStart(style, anchor, _) => (open(true, style), anchor),
            Event::Alias(number) => (PieceKind::Alias(number), 0),
            Event::UnresolvedAlias(_) => (PieceKind::LostAlias, 0),
            Event::SequenceEnd | Event::MappingEnd => (PieceKind::Close, 0),
            _ => continue,
        };
        if !matches!(kind, PieceKind::Close) {
            nodes += 1;
            // Keys are events as well: this bounds the memory, `build` counts exactly.
            if nodes > 2 * MAX_NODES {
                problems.too_many(range);
                break;
            }
        }
        scan.pieces.push(Piece { range, kind, anchor });
    }
    scan
}

fn open(mapping: bool, style: StructureStyle) -> PieceKind<'static> {
    PieceKind::Open { mapping, flow: style == StructureStyle::Flow }
}
