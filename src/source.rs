//! Where text stands: files, half-open byte ranges in them, and values that carry such a range. A workbook is no text:
//! what stands for it is a text that shows it, with a map of its cells.

mod cells;

pub use cells::{CellMap, CellPlace, SheetNames, cell_name, column_name};

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Names one text of a [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A half-open range of bytes, `start..end`, in one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text the range is in.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range `range` of `source`. Offsets beyond 4 GiB saturate; texts are limited far below that.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: cut(range.start), end: cut(range.end) }
    }

    /// The smallest range that holds both; `self` if they stand in different texts.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty range at its start.
    pub fn ahead(self) -> Span {
        Span { end: self.start, ..self }
    }

    /// The empty range at its end.
    pub fn behind(self) -> Span {
        Span { start: self.end, ..self }
    }

    /// The range as offsets.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it stood. Two are equal when their values are.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stood.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, which stood at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// One text, with its name as the user gave it.
#[derive(Debug)]
pub struct Source {
    /// The path or other name shown in messages.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// What the text shows, where it is not what the file holds.
    pub shown: Option<Shown>,
    /// Whether what is written into it is to be English.
    english: bool,
    line_starts: Vec<u32>,
}

/// What a text shows that is made of a file which is none.
#[derive(Debug)]
pub struct Shown {
    /// Its cells.
    pub cells: CellMap,
    /// SHA-256 of the file's bytes, in hexadecimal digits.
    pub digest: String,
}

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    fn new(name: String, text: Arc<str>) -> Self {
        // The bytes with which the Chinese characters of U+4000 to U+9FFF begin, and none else.
        let english = !text.bytes().any(|byte| (0xe4..=0xe9).contains(&byte));
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        Source { name, text, shown: None, english, line_starts }
    }

    /// The cell that the byte at `offset` shows, if this shows a workbook.
    pub fn cell(&self, offset: usize) -> Option<CellPlace<'_>> {
        self.shown.as_ref()?.cells.place(offset)
    }

    /// The name of the file that the byte at `offset` is from.
    pub fn file(&self, offset: usize) -> &str {
        self.cell(offset).and_then(|cell| cell.sheet.file.as_deref()).unwrap_or(&self.name)
    }

    /// The line and column of the byte at `offset`; the end of the text for an offset beyond it. Of a workbook, the
    /// row and the column of its cell.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        if let Some(cell) = self.cell(offset) {
            return LineColumn { line: cell.row as usize + 1, column: cell.column as usize + 1 };
        }
        let offset = offset.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start as usize <= offset);
        let start = self.line_starts[line - 1] as usize;
        let before = self.text.as_bytes().get(start..offset).unwrap_or_default();
        // Count the bytes that begin a character, so that an offset inside one is no error.
        let column = before.iter().filter(|b| (**b as i8) >= -0x40).count() + 1;
        LineColumn { line, column }
    }
}

/// Every text read in one run, in the order of reading.
#[derive(Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        SourceMap::default()
    }

    /// Adds a text and names it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(self.sources.len() as u32);
        self.sources.push(Source::new(name.into(), text.into()));
        id
    }

    /// Adds a text that shows a workbook, and names it.
    pub fn add_shown(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>, shown: Shown) -> SourceId {
        let id = self.add(name, text);
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.shown = Some(shown);
        }
        id
    }

    /// Notes that the keywords of the text `id` are English ones, or are not.
    pub fn set_english(&mut self, id: SourceId, english: bool) {
        if let Some(source) = self.sources.get_mut(id.0 as usize) {
            source.english = english;
        }
    }

    /// Whether what is written into the text `id` is to be English: as its keywords are or, where they were not looked
    /// at, if no Chinese character stands in it.
    pub fn is_english(&self, id: SourceId) -> bool {
        self.get(id).is_some_and(|source| source.english)
    }

    /// The text named `id`, if it is of this map.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// The text under `span`; empty where the span is not of this map.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).and_then(|s| s.text.get(span.range())).unwrap_or_default()
    }

    /// File name, line and column of the beginning of `span`.
    pub fn place(&self, span: Span) -> Option<(&str, LineColumn)> {
        self.get(span.source).map(|s| (s.file(span.start as usize), s.line_column(span.start as usize)))
    }

    /// The cell that `span` begins in, if its text shows a workbook.
    pub fn cell(&self, span: Span) -> Option<CellPlace<'_>> {
        self.get(span.source)?.cell(span.start as usize)
    }

    /// The texts in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.sources.iter().enumerate().map(|(i, s)| (SourceId(i as u32), s))
    }
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
