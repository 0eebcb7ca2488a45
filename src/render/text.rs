//! The texts that diagnostics point into, with their lines at hand.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::source::{LineColumn, Source, SourceId, SourceMap};

/// A source and where its lines begin. A facts file may be one line of megabytes with a mistake in
/// each of a thousand rows: what costs the length of a line is done once.
pub(super) struct Text<'a> {
    pub source: &'a Source,
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(source: &'a Source) -> Text<'a> {
        let mut starts = vec![0];
        starts.extend(source.text.match_indices('\n').map(|(at, _)| at + 1));
        Text { source, starts }
    }

    /// The whole text.
    pub fn text(&self) -> &'a str {
        &self.source.text
    }

    /// The line that the byte `at` is on, from 0.
    pub fn line_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// Line and column of the byte `at`, which begins a character: what `Source::line_column` says,
    /// and sooner for a line of megabytes.
    pub fn place(&self, at: usize) -> LineColumn {
        let line = self.line_at(at);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text().get(start..at).unwrap_or_default();
        LineColumn { line: line + 1, column: before.chars().count() + 1 }
    }

    /// The number, from 1, by which the reader knows the line `number`, from 0: of a workbook its row.
    pub fn shown_number(&self, number: usize) -> usize {
        let row = self.source.shown.as_ref().and_then(|shown| shown.cells.row(number));
        row.map_or(number, |row| row as usize) + 1
    }

    /// Whether the lines `first` to `last` follow each other to the reader: all lines of a text do, of a workbook rows
    /// of one sheet without a gap.
    pub fn is_run(&self, first: usize, last: usize) -> bool {
        self.source.shown.as_ref().is_none_or(|shown| shown.cells.is_run(first, last))
    }

    /// The file and cell at the byte `at`, if the text shows a workbook; the file alone where it shows nothing of it.
    pub fn cell(&self, at: usize) -> Option<String> {
        self.source.shown.as_ref()?;
        let file = self.source.file(at);
        Some(self.source.cell(at).map_or_else(|| file.to_owned(), |cell| format!("{file} {cell}")))
    }

    /// The bytes of the line `number`, from 0, without its line end. After a line end at the end of
    /// the text there is one more line, which is empty.
    pub fn line(&self, number: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(number)?;
        let text = self.text();
        match self.starts.get(number + 1) {
            None => Some(start..text.len()),
            Some(next) => {
                let end = next - 1;
                let carriage = text.as_bytes().get(start..end).is_some_and(|line| line.ends_with(b"\r"));
                Some(start..if carriage { end - 1 } else { end })
            }
        }
    }
}

/// The texts of one run that its diagnostics point into.
pub(super) struct Texts<'a>(BTreeMap<SourceId, Text<'a>>);

impl<'a> Texts<'a> {
    /// Those of `sources` that a label of `diagnostics` is in.
    pub fn of(diagnostics: &[Diagnostic], sources: &'a SourceMap) -> Texts<'a> {
        let mut texts = BTreeMap::new();
        for label in diagnostics.iter().flat_map(|d| &d.labels) {
            let id = label.span.source;
            if let (false, Some(source)) = (texts.contains_key(&id), sources.get(id)) {
                texts.insert(id, Text::new(source));
            }
        }
        Texts(texts)
    }

    /// The text `id`, if it is of this run.
    pub fn get(&self, id: SourceId) -> Option<&Text<'a>> {
        self.0.get(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn places_and_lines_are_those_of_the_source() {
        let mut sources = SourceMap::new();
        let id = sources.add("a", "指标\r\n\n\t一“二\r三\n");
        let texts = Texts::of(&[Diagnostic::new(Code::Syntax, Span::new(id, 0..0))], &sources);
        let (text, source) = (texts.get(id).unwrap(), sources.get(id).unwrap());
        for at in (0..=source.text.len()).filter(|at| source.text.is_char_boundary(*at)) {
            assert_eq!(text.place(at), source.line_column(at), "{at}");
        }
        let lines: Vec<_> = (0..5).map(|number| text.line(number).map(|range| &source.text[range])).collect();
        assert_eq!(lines, [Some("指标"), Some(""), Some("\t一“二\r三"), Some(""), None]);
    }
}
