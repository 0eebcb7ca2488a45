//! Reading on behind a mistake: where an offered edit leaves no choice it is supposed to be made, so that what it
//! hides is found in the same run. What is found is told in places of the text as it is.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, apply};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::ast::File;
use crate::syntax::parse;

/// The files of a rubric with their sure edits made in copies.
pub(crate) struct Supposed {
    /// The trees, of the copies.
    pub files: Vec<File>,
    /// The texts, those that were changed among them.
    pub sources: SourceMap,
    /// What stands in the way of reading the copies, and where the copies differ from the texts.
    pub unread: Diagnostics,
    /// What still cannot be read, in places of the copies.
    left: Vec<Diagnostic>,
    /// The edits of each text, in its order.
    edits: Vec<Edit>,
}

impl Supposed {
    /// What `files` would be with the sure edits of `told`. None where there are none.
    pub fn of(files: &[File], told: &Diagnostics, sources: &SourceMap) -> Option<Supposed> {
        let mut edits: Vec<Edit> = Vec::new();
        for fix in told.iter().filter_map(|d| d.fix.as_ref()).filter(|fix| !fix.chooses) {
            let known = |edit: &Edit| files.iter().any(|file| file.source == edit.span.source);
            let apart = |edit: &Edit| edits.iter().all(|other| are_apart(edit, other));
            if fix.edits.iter().all(|edit| known(edit) && apart(edit)) {
                edits.extend(fix.edits.iter().cloned());
            }
        }
        if edits.is_empty() {
            return None;
        }
        edits.sort_by_key(|edit| edit.span);
        let mut supposed = Supposed {
            files: Vec::new(),
            sources: SourceMap::new(),
            unread: Diagnostics::new(),
            left: Vec::new(),
            edits,
        };
        for (id, source) in sources.iter() {
            let own: Vec<&Edit> = supposed.edits.iter().filter(|edit| edit.span.source == id).collect();
            match own.is_empty() {
                true => supposed.sources.add(source.name.as_str(), source.text.clone()),
                false => supposed.sources.add(source.name.as_str(), apply(&source.text, own)),
            };
        }
        let mut unread = Vec::new();
        for file in files {
            if !supposed.edits.iter().any(|edit| edit.span.source == file.source) {
                supposed.files.push(file.clone());
                let own = || told.iter().filter(|d| d.span().source == file.source).cloned();
                unread.extend(own());
                supposed.left.extend(own());
                continue;
            }
            let text = supposed.sources.get(file.source).map(|source| source.text.clone()).unwrap_or_default();
            let (file, found) = parse(&text, file.source);
            unread.extend(found.iter().cloned());
            supposed.left.extend(found.iter().cloned());
            supposed.files.push(file);
        }
        // Whatever hangs on a line that was changed is as unsure as if it had not been read.
        for edit in supposed.edits.clone() {
            unread.push(Diagnostic::new(Code::Syntax, supposed.there(&edit)));
        }
        unread.into_iter().for_each(|diagnostic| supposed.unread.push(diagnostic));
        Some(supposed)
    }

    /// What could not be read only once the edits were made: it stands on lines that none of them touches.
    pub fn opened(&self, told: &Diagnostics) -> Vec<Diagnostic> {
        let line = |sources: &SourceMap, span: Span| sources.place(span).map(|(_, place)| place.line);
        let changed: Vec<(SourceId, Option<usize>)> = self
            .edits
            .iter()
            .map(|edit| self.there(edit))
            .map(|span| (span.source, line(&self.sources, span)))
            .collect();
        let fresh = self.left.iter().filter(|d| {
            let span = d.span();
            !changed.contains(&(span.source, line(&self.sources, span)))
        });
        let fresh = fresh.map(|diagnostic| self.back(diagnostic));
        fresh.filter(|d| !told.iter().any(|t| t.code == d.code && t.span() == d.span())).collect()
    }

    /// Where the copies still cannot be read.
    pub fn left(&self) -> Vec<Span> {
        self.left.iter().flat_map(|d| d.labels.iter().map(|label| label.span)).collect()
    }

    /// `found` in places of the texts as they are.
    pub fn back(&self, found: &Diagnostic) -> Diagnostic {
        let mut back = found.clone();
        for label in &mut back.labels {
            label.span = self.here(label.span);
        }
        if let Some(fix) = &mut back.fix {
            let touches = |edit: &Edit| {
                self.edits.iter().any(|made| !are_apart(edit, &Edit { span: self.there(made), ..made.clone() }))
            };
            if fix.edits.iter().any(touches) {
                back.fix = None;
            } else {
                fix.edits.iter_mut().for_each(|edit| edit.span = self.here(edit.span));
            }
        }
        back
    }

    /// Where the copy has what `edit` writes.
    fn there(&self, edit: &Edit) -> Span {
        let (mut grown, mut shrunk) = (0, 0);
        for other in self.edits.iter().filter(|other| other.span.source == edit.span.source) {
            if other.span >= edit.span {
                break;
            }
            grown += other.replacement.len();
            shrunk += other.span.range().len();
        }
        let start = edit.span.range().start + grown - shrunk;
        Span::new(edit.span.source, start..start + edit.replacement.len())
    }

    /// The place in the text of a place in the copy.
    fn here(&self, there: Span) -> Span {
        let range = there.range();
        let start = self.offset(there.source, range.start, |replaced| replaced.start);
        let end = self.offset(there.source, range.end, |replaced| replaced.end);
        Span::new(there.source, start..end.max(start))
    }

    /// The offset in the text of the offset `at` in the copy; `within` chooses, where that is in what was written.
    fn offset(&self, source: SourceId, at: usize, within: impl Fn(Range<usize>) -> usize) -> usize {
        let mut back = at;
        for edit in self.edits.iter().filter(|edit| edit.span.source == source) {
            let there = self.there(edit).range();
            if at <= there.start {
                break;
            }
            if at < there.end {
                return within(edit.span.range());
            }
            back = edit.span.range().end + (at - there.end);
        }
        back
    }
}

fn are_apart(a: &Edit, b: &Edit) -> bool {
    if a.span.source != b.span.source {
        return true;
    }
    let (a, b) = (a.span.range(), b.span.range());
    (a.end <= b.start || b.end <= a.start) && a != b
}
