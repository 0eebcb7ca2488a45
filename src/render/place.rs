//! The places of a diagnostic, and which of them can be shown in one excerpt.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use crate::source::{SourceId, SourceMap, Span};

use super::line::{LineCells, printable};
use super::text::Texts;
use super::words::beside;
use crate::wrap::Widths;

/// A place over more lines than this is shown by its first line.
const MOST_LINES: usize = 6;
/// Places of one diagnostic that are shown; a table of ten thousand rows may be at fault.
pub(super) const MOST_PLACES: usize = 20;
/// Places nearer than this many lines share an excerpt: with a line of context each they would touch.
const NEAR: usize = 3;
/// Columns left for the words beside the last of several places of one line.
const ROOM_FOR_WORDS: usize = 26;

/// A place with its words in the reader's language.
#[derive(Debug)]
pub(super) struct Place {
    pub source: SourceId,
    /// Bytes, within the text and on the edges of characters, without blanks at the end.
    pub range: Range<usize>,
    /// First and last line, from 0.
    pub lines: (usize, usize),
    /// The words, if any.
    pub words: Option<String>,
    /// Whether the message is about this place.
    pub main: bool,
}

impl Place {
    fn new(span: Span, words: Option<String>, main: bool, texts: &Texts<'_>) -> Option<Place> {
        let text = texts.get(span.source)?;
        let mut range = shape(text.text(), span.range());
        let mut lines = (text.line_at(range.start), text.line_at(range.end));
        if lines.1 - lines.0 >= MOST_LINES {
            range.end = text.line(lines.0)?.end;
            lines.1 = lines.0;
        }
        Some(Place { source: span.source, range, lines, words, main })
    }

    fn add_words(&mut self, words: Option<String>) {
        self.words = match (self.words.take(), words) {
            (Some(before), Some(words)) if before != words => Some(format!("{before}\n{words}")),
            (before, words) => before.or(words),
        };
    }

    /// Whether it covers several lines.
    pub fn is_tall(&self) -> bool {
        self.lines.0 != self.lines.1
    }
}

/// The places of `diagnostic`, the main one first, and how many more there are. Several labels at
/// one place become one with all their words.
pub(super) fn places(
    diagnostic: &Diagnostic,
    sources: &SourceMap,
    texts: &Texts<'_>,
    locale: &Locale,
) -> (Vec<Place>, usize) {
    let mut places: Vec<Place> = Vec::new();
    let mut more = 0;
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let words = beside(diagnostic, index, sources, locale).map(|w| printable(&w)).filter(|w| !w.is_empty());
        let Some(place) = Place::new(label.span, words, index == 0, texts) else { continue };
        let room = places.len() < MOST_PLACES;
        match places.iter_mut().find(|p| p.source == place.source && p.range == place.range) {
            Some(same) => same.add_words(place.words),
            None if room => places.push(place),
            None => more += 1,
        }
    }
    (places, more)
}

/// `places` in groups that can each be shown in one excerpt of one file, `columns` wide: the group of
/// the main place first, then the rest of its file, then other files in the order they were named.
/// Within a group they are in the order of the text.
///
/// Places that overlap within a line go to different groups: miette draws the underline of the second
/// where the first ends, under other characters than it means.
pub(super) fn groups(places: Vec<Place>, texts: &Texts<'_>, columns: usize, widths: Widths) -> Vec<Vec<Place>> {
    let mut by_file: Vec<Vec<Place>> = Vec::new();
    for place in places {
        match by_file.iter_mut().find(|file| file.first().is_some_and(|p| p.source == place.source)) {
            Some(file) => file.push(place),
            None => by_file.push(vec![place]),
        }
    }
    let mut groups = Vec::new();
    for mut rest in by_file {
        rest.sort_by_key(|p| (!p.main, p.range.start, p.range.end));
        while !rest.is_empty() {
            let mut group = vec![rest.remove(0)];
            // The group grows towards both sides, so one pass may bring others near.
            while let Some(index) = rest.iter().position(|place| {
                let near = |p: &Place| {
                    let (first, last) = (p.lines.0.min(place.lines.0), p.lines.1.max(place.lines.1));
                    place.lines.0 <= p.lines.1 + NEAR
                        && p.lines.0 <= place.lines.1 + NEAR
                        && texts.get(p.source).is_some_and(|text| text.is_run(first, last))
                };
                group.iter().any(near) && group.iter().all(|p| agree(p, place, texts, columns, widths))
            }) {
                group.push(rest.remove(index));
            }
            group.sort_by_key(|p| (p.range.start, p.range.end));
            groups.push(group);
        }
    }
    groups
}

/// Whether miette can show both in one excerpt.
fn agree(a: &Place, b: &Place, texts: &Texts<'_>, columns: usize, widths: Widths) -> bool {
    let apart = a.lines.1 < b.lines.0 || b.lines.1 < a.lines.0;
    if apart {
        return true;
    }
    match (a.is_tall(), b.is_tall()) {
        // The brackets of two that meet cannot be told apart, nor one from an underline at its ends.
        (true, true) => return false,
        (true, false) => return a.lines.0 < b.lines.0 && b.lines.0 < a.lines.1,
        (false, true) => return b.lines.0 < a.lines.0 && a.lines.0 < b.lines.1,
        (false, false) => {}
    }
    let Some(text) = texts.get(a.source) else { return false };
    let Some(line) = text.line(a.lines.0) else { return false };
    let cells = LineCells::new(text.text(), line, a.range.start, widths);
    let (Some(a), Some(b)) = (cells.columns(&a.range), cells.columns(&b.range)) else { return false };
    let disjoint = a.end <= b.start || b.end <= a.start;
    disjoint && a.end.max(b.end) - a.start.min(b.start) + ROOM_FOR_WORDS <= columns
}

/// `range` within `text`, on the edges of characters, without the blanks and line ends that follow
/// what it is about (a parser's spans often take them in).
fn shape(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start.min(text.len());
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let covered = text.get(start..end).unwrap_or_default();
    let trimmed = covered.trim_end();
    if trimmed.is_empty() {
        // Blanks themselves are meant; but a line end cannot be underlined.
        let line = covered.split(['\r', '\n']).next().unwrap_or_default();
        return start..start + line.len();
    }
    start..start + trimmed.len()
}
