//! Braces that do not match: which one is missing or too many is read off the indentation and off the words that
//! begin lines, told once, and mended.

mod guess;
mod layout;

use std::ops::Range;

use layout::Layout;

use super::keyword::{Begins, Keyword};
use super::scan::Edit;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::source::{SourceId, Span};

/// A brace, or a keyword that begins a statement at the beginning of a line.
#[derive(Clone)]
pub(super) struct Mark {
    pub kind: MarkKind,
    pub range: Range<usize>,
    /// The number of its line; lines are told apart by it.
    pub line: usize,
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
    line: usize,
    /// Whether more than a comment follows it on its line.
    followed: bool,
    /// Whether the first line inside is indented more than the line of the brace; `None` before that line.
    indented: Option<bool>,
}

/// How many more opening braces than closing ones there are, and the other way round.
fn imbalance(marks: &[Mark]) -> (usize, usize) {
    let count = |kind| marks.iter().filter(|mark| mark.kind == kind).count();
    let (opens, closes) = (count(MarkKind::Open), count(MarkKind::Close));
    (opens.saturating_sub(closes), closes.saturating_sub(opens))
}

/// Tells every brace that has no counterpart and says how to mend it. `comments` are those of `text`, in order.
pub(super) fn mend(
    mut marks: Vec<Mark>,
    text: &str,
    comments: &[Range<usize>],
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Mended {
    let mut mended = Mended::default();
    if imbalance(&marks) == (0, 0) && fits_layout(&marks) {
        return mended;
    }
    let layout = Layout { text, comments };
    guess::mend(&mut marks, layout, source, diagnostics, &mut mended);
    let (missing, surplus) = imbalance(&marks);
    let mut mender = Mender { layout, marks: &marks, source, diagnostics, stack: Vec::new(), mended, missing, surplus };
    for mark in &marks {
        match mark.kind {
            MarkKind::Open => {
                let followed = layout.code_end(mark.range.start) > mark.range.end;
                let (range, indent, line) = (mark.range.clone(), mark.indent, mark.line);
                mender.stack.push(Opened { range, indent, line, followed, indented: None });
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

/// Whether every brace that is the first on its line is indented as the line of the one that it closes, and none
/// closes nothing.
fn fits_layout(marks: &[Mark]) -> bool {
    let mut open: Vec<usize> = Vec::new();
    marks.iter().all(|mark| match mark.kind {
        MarkKind::Open => {
            open.push(mark.indent);
            true
        }
        MarkKind::Close => open.pop().is_some_and(|indent| !mark.first || mark.indent == indent),
        MarkKind::Word(_) | MarkKind::Line => true,
    })
}

struct Mender<'t, 'd> {
    layout: Layout<'t>,
    marks: &'t [Mark],
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    stack: Vec<Opened>,
    mended: Mended,
    /// How many more closing braces than there are were needed.
    missing: usize,
    /// How many closing braces are too many.
    surplus: usize,
}

/// Where a closing brace is missing.
struct Missing {
    /// What it replaces: the blanks of a blank line, or nothing.
    range: Range<usize>,
    form: Form,
}

/// How a closing brace that is missing is written.
#[derive(Clone, Copy)]
enum Form {
    /// Behind what the line holds.
    Behind,
    /// On a blank line that is there.
    Blank,
    /// On a line to be put in.
    New,
}

impl Mender<'_, '_> {
    /// A line that begins with a keyword may show where a block should have ended.
    fn word(&mut self, mark: &Mark, keyword: &Keyword) {
        if self.missing > 0 {
            // What stands at the top of a file only ends every block; else the indentation must say so.
            let top = keyword.begins == Begins::File;
            // A block that goes on behind its brace was meant to end on the line where it began.
            let ends = |open: &Opened| {
                let of_one_line = open.indented != Some(true) && open.followed && open.line < mark.line;
                mark.indent <= open.indent && (top || open.indented == Some(true) || of_one_line)
            };
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

    /// Where a brace is missing that should stand before `at`: on the blank line behind the last line before it, if
    /// there is one, else behind that line. Comments on lines of their own belong to what follows.
    /// A block that began on the line `one_line` and went on there ends with it.
    fn missing_place(&self, at: usize, one_line: Option<usize>) -> Missing {
        let before = self.marks.partition_point(|mark| mark.range.start < at);
        let last = before.checked_sub(1).and_then(|i| self.marks.get(i));
        let start = last.map_or(0, |mark| mark.range.start);
        if last.is_some_and(|last| one_line == Some(last.line)) {
            let end = self.layout.code_end(start);
            return Missing { range: end..end, form: Form::Behind };
        }
        let end = self.layout.line_end(start);
        match self.layout.blank_line_after(end) {
            Some(range) if range.end <= at => Missing { range, form: Form::Blank },
            _ => Missing { range: end..end, form: Form::New },
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
        let one_line = unclosed.last().filter(|inner| inner.followed);
        let place = self.missing_place(at, one_line.map(|inner| inner.line));
        // Where the block began and should have ended on one line, that line is not told to be unreadable as well.
        self.mended.told.extend(one_line.map(|inner| inner.range.start));
        let span = |range: Range<usize>| Span::new(self.source, range);
        let mut inner_first = unclosed.iter().rev();
        if let Some(inner) = inner_first.next() {
            let mut diagnostic = Diagnostic::new(Code::UnclosedBrace, span(inner.range.clone())).arg("count", count);
            for outer in inner_first {
                diagnostic = diagnostic.label(span(outer.range.clone()), Message::new("unclosed-brace-too"));
            }
            // Each on a line of its own, indented as the line that opened it.
            let lines: Vec<String> =
                unclosed.iter().rev().map(|open| format!("{}}}", self.layout.indent(open.range.start))).collect();
            let (closing, words) = match place.form {
                Form::Behind => (format!(" {}", "}".repeat(count)), "unclosed-brace-here"),
                Form::Blank => (lines.join("\n"), "unclosed-brace-line"),
                Form::New => (format!("\n{}", lines.join("\n")), "unclosed-brace-here"),
            };
            let here = span(place.range.end..place.range.end);
            diagnostic = diagnostic.label(here, Message::new(words)).choice(span(place.range), closing);
            self.diagnostics.push(diagnostic);
        }
        // On a line of its own, for a comment may end the text.
        self.mended.edits.push(Edit { range: at..at, text: format!("\n{}\n", "}".repeat(count)) });
    }
}
