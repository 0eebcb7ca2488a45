//! From the events of a YAML file to the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use granit_parser::ScalarStyle;

use super::super::problem::{MAX_BYTES, MAX_DEPTH, MAX_NODES, Problems, cut, shown, trimmed};
use super::super::tree::{Key, Node, NodeKind};
use super::look::{self, Place};
use super::{Anchor, Piece, PieceKind, fault};
use crate::diagnostic::{Code, Message};
use crate::source::Span;

/// The value that `pieces` describe; as much of it as there is where they end too soon.
///
/// Where they are the whole file, `anchors` are checked for being used.
pub(super) fn tree(
    text: &str,
    pieces: &[Piece<'_>],
    anchors: &[Anchor],
    whole: bool,
    problems: &mut Problems<'_>,
) -> Option<Node> {
    let places = anchors.iter().map(|a| (a.number, a.range.clone())).collect();
    let mut builder = Builder {
        text,
        pieces,
        at: 0,
        nodes: 0,
        bytes: 0,
        replaying: 0,
        anchored: BTreeMap::new(),
        open: BTreeSet::new(),
        used: BTreeSet::new(),
        places,
        problems,
    };
    pieces.first()?;
    let node = builder.node(1, Place::Value);
    if whole && node.is_some() {
        builder.unused_anchors(anchors);
    }
    node
}

struct Builder<'a, 'p, 'f> {
    text: &'a str,
    pieces: &'a [Piece<'a>],
    /// The next piece.
    at: usize,
    nodes: usize,
    /// Bytes of text that came through aliases.
    bytes: usize,
    /// How many aliases we are inside of; what is wrong there was said where it is defined.
    replaying: usize,
    /// The first piece of each anchored value.
    anchored: BTreeMap<usize, usize>,
    /// Anchored values that are not finished yet.
    open: BTreeSet<usize>,
    used: BTreeSet<usize>,
    places: BTreeMap<usize, Range<usize>>,
    problems: &'p mut Problems<'f>,
}

impl<'a> Builder<'a, '_, '_> {
    fn make(&self, range: Range<usize>, kind: NodeKind) -> Node {
        Node { span: self.problems.span(range), kind }
    }

    /// The value that begins with the next piece; `None` if it cannot be finished.
    fn node(&mut self, depth: usize, place: Place) -> Option<Node> {
        let pieces = self.pieces;
        let piece = pieces.get(self.at)?;
        let index = self.at;
        self.at += 1;
        self.nodes += 1;
        if self.nodes > MAX_NODES || self.bytes > MAX_BYTES {
            if self.replaying == 0 {
                self.problems.too_many(piece.range.clone());
            }
            return None;
        }
        if piece.anchor != 0 {
            self.anchored.insert(piece.anchor, index);
            self.open.insert(piece.anchor);
        }
        let node = match &piece.kind {
            PieceKind::Scalar { text, style } => Some(self.scalar(index, text, *style, place)),
            PieceKind::Open { mapping, flow } => {
                if depth > MAX_DEPTH {
                    self.problems.too_deep(fault::first_char(self.text, piece.range.start));
                    return None;
                }
                match mapping {
                    true => self.mapping(piece.range.clone(), *flow, depth),
                    false => self.sequence(piece.range.clone(), *flow, depth),
                }
            }
            PieceKind::Alias(number) => self.alias(*number, piece.range.clone(), depth),
            PieceKind::LostAlias => {
                if self.replaying == 0 {
                    fault::leading_mark(self.text, piece.range.start, self.problems);
                }
                Some(self.make(piece.range.clone(), NodeKind::Null))
            }
            PieceKind::Close => None,
        };
        self.open.remove(&piece.anchor);
        node
    }

    fn scalar(&mut self, index: usize, text: &str, style: ScalarStyle, place: Place) -> Node {
        let pieces = self.pieces;
        let Some(piece) = pieces.get(index) else { return self.make(0..0, NodeKind::Null) };
        if self.replaying > 0 {
            self.bytes += text.len();
        }
        let range = trimmed(self.text, piece.range.clone());
        match style {
            ScalarStyle::Plain if piece.range.is_empty() => {
                let at = after_indicator(self.text, piece.range.start);
                if self.replaying == 0 {
                    look::left_out(self.text, at, self.problems);
                }
                self.make(at..at, NodeKind::Null)
            }
            ScalarStyle::Plain => {
                if self.replaying == 0 {
                    look::plain(self.text, range.clone(), place, self.problems);
                }
                // A full-width blank at the end is as invisible as any other.
                let kind = match text.trim() {
                    "~" | "null" | "Null" | "NULL" => NodeKind::Null,
                    "true" | "True" | "TRUE" => NodeKind::Bool(true),
                    "false" | "False" | "FALSE" => NodeKind::Bool(false),
                    text => NodeKind::Text(text.to_owned()),
                };
                self.make(range, kind)
            }
            _ => {
                if self.replaying == 0 {
                    self.problems.no_control(text, range.clone());
                    let before = index.checked_sub(1).and_then(|i| pieces.get(i)).map_or(0, |p| p.range.end);
                    look::marked(self.text, range.clone(), style, text, before, self.problems);
                }
                self.make(range, NodeKind::Text(text.to_owned()))
            }
        }
    }

    fn sequence(&mut self, open: Range<usize>, flow: bool, depth: usize) -> Option<Node> {
        let mut items: Vec<Node> = Vec::new();
        let place = if flow { Place::FlowItem } else { Place::Item };
        let close = loop {
            match self.pieces.get(self.at) {
                Some(Piece { kind: PieceKind::Close, range, .. }) => break range.end,
                Some(_) => items.push(self.node(depth + 1, place)?),
                None => return None,
            }
        };
        self.at += 1;
        let start = if flow { open.start } else { look::dash_before(self.text, open.start) };
        let end = if flow { close } else { self.end_of(start, items.last().map(|i| i.span)) };
        Some(self.make(trimmed(self.text, start..end), NodeKind::Sequence(items)))
    }

    /// Where a block that begins at `start` ends whose last value is `last`.
    fn end_of(&self, start: usize, last: Option<Span>) -> usize {
        // The span of a last value that came through an alias is elsewhere.
        let last = last.map_or(start, |l| self.problems.offset(l.end));
        let written = self.pieces.get(..self.at.saturating_sub(1)).unwrap_or_default();
        let alias = written.iter().next_back().filter(|p| matches!(p.kind, PieceKind::Alias(_)));
        alias.map_or(last, |a| a.range.end).max(start)
    }

    fn mapping(&mut self, open: Range<usize>, flow: bool, depth: usize) -> Option<Node> {
        let pieces = self.pieces;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let mut last = None;
        let close = loop {
            let piece = pieces.get(self.at)?;
            if matches!(piece.kind, PieceKind::Close) {
                break piece.range.end;
            }
            let key = self.key(piece, flow, depth)?;
            let value = self.node(depth + 1, if flow { Place::FlowValue } else { Place::Value })?;
            last = Some(value.span);
            let Some(key) = key else { continue };
            match seen.get(&key.text) {
                Some(first) if self.replaying == 0 => self.problems.duplicate(&key.text, key.span, Some(*first)),
                Some(_) => {}
                None => {
                    seen.insert(key.text.clone(), key.span);
                    entries.push((key, value));
                }
            }
        };
        self.at += 1;
        let end = if flow { close } else { self.end_of(open.start, last) };
        Some(self.make(trimmed(self.text, open.start..end), NodeKind::Mapping(entries)))
    }

    /// The key that is the next piece. The outer `None` says that it cannot be read on, the inner
    /// that this is no key (which is reported) and its value is to be passed over.
    fn key(&mut self, piece: &'a Piece<'a>, flow: bool, depth: usize) -> Option<Option<Key>> {
        let PieceKind::Scalar { text, style } = &piece.kind else {
            let start = self.at;
            self.node(depth + 1, Place::Key)?;
            let end = self.pieces.get(self.at.saturating_sub(1)).map_or(piece.range.end, |p| p.range.end);
            if self.replaying == 0 {
                let range = self.pieces.get(start).map_or(0, |p| p.range.start)..end;
                self.problems.push(self.problems.at(Code::FactsKeyNotText, trimmed(self.text, range)));
            }
            return Some(None);
        };
        self.at += 1;
        if piece.anchor != 0 {
            self.anchored.insert(piece.anchor, self.at - 1);
        }
        let range = trimmed(self.text, piece.range.clone());
        let plain = *style == ScalarStyle::Plain;
        let text = if plain { text.trim() } else { text };
        if self.replaying > 0 {
            self.bytes += text.len();
        } else {
            if piece.range.is_empty() {
                let place = fault::first_char(self.text, range.start);
                self.problems.push(self.problems.at(Code::FactsKeyNotText, place));
                return Some(None);
            }
            if plain && text == "<<" {
                self.problems.push(self.problems.at(Code::FactsMergeKey, range.clone()));
                return Some(None);
            }
            if plain && !look::key(self.text, piece.range.clone(), flow, self.problems) {
                return Some(None);
            }
            self.problems.no_control(text, range.clone());
            if flow && look::lacks_colon(self.text, range.end, self.pieces.get(self.at)) {
                look::no_colon(self.text, range.clone(), plain, self.problems);
            }
        }
        Some(Some(Key { span: self.problems.span(range), text: text.to_owned() }))
    }

    fn alias(&mut self, number: usize, range: Range<usize>, depth: usize) -> Option<Node> {
        self.used.insert(number);
        if self.open.contains(&number) {
            if self.replaying == 0 {
                let mut problem = self.problems.at(Code::FactsAliasLoop, range.clone());
                problem = problem.arg("name", shown(cut(self.text, range.clone())));
                if let Some(place) = self.places.get(&number) {
                    problem = problem.label(self.problems.span(place.clone()), Message::new("facts-anchor-here"));
                }
                self.problems.push(problem);
            }
            return Some(self.make(range, NodeKind::Null));
        }
        let Some(&first) = self.anchored.get(&number) else { return Some(self.make(range, NodeKind::Null)) };
        // The values are made anew from the events: counted at every use, and never kept twice.
        let back = std::mem::replace(&mut self.at, first);
        self.replaying += 1;
        self.nodes -= 1;
        let node = self.node(depth, Place::Value);
        self.replaying -= 1;
        self.at = back;
        if self.replaying == 0 && node.is_none() && (self.nodes > MAX_NODES || self.bytes > MAX_BYTES) {
            self.problems.too_many(range);
        }
        node
    }

    /// An anchor that nothing refers to is text that began with `&`.
    fn unused_anchors(&mut self, anchors: &[Anchor]) {
        for anchor in anchors {
            if !self.used.contains(&anchor.number) {
                fault::leading_mark(self.text, anchor.range.start, self.problems);
            }
        }
    }
}

/// Where a value left out would stand: behind the `:` or `-` that `at` is at.
fn after_indicator(text: &str, at: usize) -> usize {
    let rest = cut(text, at..text.len());
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    match rest.get(blanks..).is_some_and(|r| r.starts_with(':')) {
        true => at + blanks + 1,
        false => at,
    }
}
