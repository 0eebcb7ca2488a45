//! Braces that do not match: which one is missing or too many is read off the indentation and off the words that
//! begin lines, told once, and mended.

use std::ops::Range;

use super::keyword::{Begins, Keyword};
use super::scan::Edit;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::source::{SourceId, Span};

/// A brace, or a keyword that begins a statement at the beginning of a line.
pub(super) struct Mark {
    pub kind: MarkKind,
    pub range: Range<usize>,
    /// How far its line is indented.
    pub indent: usize,
    /// Whether it is the first on its line.
    pub first: bool,
}

/// What stands at a mark.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum MarkKind {
    Open,
    Close,
    Word(&'static Keyword),
    /// Anything else that is the first on its line.
    Line,
}

/// What makes the braces match.
#[derive(Default)]
pub(super) struct Mended {
    pub edits: Vec<Edit>,
    pub told: Vec<usize>,
}

/// An open brace.
struct Opened {
    range: Range<usize>,
    indent: usize,
    /// Whether the first line inside is indented more than the line of the brace; `None` before that line.
    indented: Option<bool>,
}

/// Tells every brace that has no counterpart and says how to mend it.
pub(super) fn mend(marks: &[Mark], text: &str, source: SourceId, diagnostics: &mut Diagnostics) -> Mended {
    let count = |kind| marks.iter().filter(|mark| mark.kind == kind).count();
    let (opens, closes) = (count(MarkKind::Open), count(MarkKind::Close));
    let mut mender = Mender {
        text,
        source,
        diagnostics,
        stack: Vec::new(),
        mended: Mended::default(),
        missing: opens.saturating_sub(closes),
        surplus: closes.saturating_sub(opens),
    };
    for mark in marks {
        match mark.kind {
            MarkKind::Open => {
                mender.stack.push(Opened { range: mark.range.clone(), indent: mark.indent, indented: None });
            }
            MarkKind::Word(keyword) => mender.word(mark, keyword),
            MarkKind::Line => mender.line(mark),
            MarkKind::Close => mender.close(mark),
        }
    }
    mender.missing = mender.stack.len();
    mender.close_above(0, text.len());
    mender.mended
}

struct Mender<'t, 'd> {
    text: &'t str,
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    stack: Vec<Opened>,
    mended: Mended,
    /// How many more closing braces than there are were needed.
    missing: usize,
    /// How many closing braces are too many.
    surplus: usize,
}

impl Mender<'_, '_> {
    /// A line that begins with a keyword may show where a block should have ended.
    fn word(&mut self, mark: &Mark, keyword: &Keyword) {
        if self.missing > 0 {
            // What stands at the top of a file only ends every block; else the indentation must say so.
            let top = keyword.begins == Begins::File;
            let ends = |open: &Opened| mark.indent <= open.indent && (top || open.indented == Some(true));
            let keep = self.stack.iter().position(ends).unwrap_or(self.stack.len());
            self.close_above(keep, mark.range.start);
        }
        self.line(mark);
    }

    /// The first line in a block shows how far the block is indented.
    fn line(&mut self, mark: &Mark) {
        if let Some(top) = self.stack.last_mut() {
            top.indented.get_or_insert(mark.indent > top.indent);
        }
    }

    fn close(&mut self, mark: &Mark) {
        if mark.first && self.missing > 0 {
            let wanted = self.stack.iter().rposition(|open| open.indent == mark.indent);
            if let Some(wanted) = wanted
                && self.stack.iter().skip(wanted + 1).all(|open| open.indent > mark.indent)
            {
                self.close_above(wanted + 1, mark.range.start);
            }
        }
        let misplaced =
            mark.first && self.surplus > 0 && self.stack.last().is_some_and(|open| open.indent != mark.indent);
        if misplaced || self.stack.pop().is_none() {
            self.surplus = self.surplus.saturating_sub(1);
            let span = Span::new(self.source, mark.range.clone());
            self.diagnostics.push(Diagnostic::new(Code::StrayBrace, span).choice(span, ""));
            self.mended.edits.push(Edit { range: mark.range.clone(), text: " ".repeat(mark.range.len()) });
            self.mended.told.push(mark.range.start);
        }
    }

    /// Closes all open braces but the outer `keep` before `at`, and tells so.
    fn close_above(&mut self, keep: usize, at: usize) {
        let count = self.stack.len().saturating_sub(keep).min(self.missing);
        if count == 0 {
            return;
        }
        let unclosed = self.stack.split_off(self.stack.len() - count);
        self.missing -= count;
        // The brace is missing after the last thing before `at`, not at the beginning of the next line.
        let before = self.text.get(..at).unwrap_or_default();
        let end = before.trim_end().len();
        let span = |range: Range<usize>| Span::new(self.source, range);
        let mut inner_first = unclosed.iter().rev();
        if let Some(inner) = inner_first.next() {
            let mut diagnostic = Diagnostic::new(Code::UnclosedBrace, span(inner.range.clone())).arg("count", count);
            for outer in inner_first {
                diagnostic = diagnostic.label(span(outer.range.clone()), Message::new("unclosed-brace-too"));
            }
            // Each on a line of its own, indented as the line that opened it.
            let indent = |open: &Opened| {
                let line = self.text.get(..open.range.start).unwrap_or_default();
                let line = line.rsplit(['\n', '\r']).next().unwrap_or_default();
                line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
            };
            let closing: String = unclosed.iter().rev().map(|open| format!("\n{}}}", indent(open))).collect();
            diagnostic =
                diagnostic.label(span(end..end), Message::new("unclosed-brace-here")).choice(span(end..end), closing);
            self.diagnostics.push(diagnostic);
        }
        // On a line of its own, for a comment may end the text.
        self.mended.edits.push(Edit { range: at..at, text: format!("\n{}\n", "}".repeat(count)) });
    }
}
