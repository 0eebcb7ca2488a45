//! The sheet about the whole: a key in one cell, its value in the next.

use super::super::conform::text::shown;
use super::super::tree::{Key, Node, NodeKind};
use super::grid::Grid;
use super::known::{AboutKey, plain};
use super::{Keyword, Parts, Reader};
use crate::diagnostic::{Code, Diagnostic, Message};

impl Reader<'_> {
    /// Reads the sheet 概况.
    pub(super) fn about(&mut self, grid: &Grid<'_>, parts: &mut Parts) {
        for row in grid.rows() {
            let Some(first) = row.first() else { continue };
            let Some(key) = AboutKey::read(first.content.shown()) else { continue };
            let value = row.get(1).map(|cell| (cell.row, cell.column));
            self.about_line(grid, key, (first.row, first.column), value, parts);
        }
    }

    /// Reads what is said of the whole above the head of a table, in row `head`, as far as it is said nowhere else.
    pub(super) fn about_above(&mut self, grid: &Grid<'_>, head: u32, parts: &mut Parts) {
        for row in grid.rows().take_while(|row| row.first().is_some_and(|cell| cell.row < head)) {
            let [first, value, ..] = row else { continue };
            let keyword = match AboutKey::read(first.content.shown()) {
                Some(AboutKey::Subject) => Keyword::Subject,
                Some(AboutKey::Period) => Keyword::Period,
                _ => continue,
            };
            if parts.about.iter().all(|(key, node)| key.text != self.word(keyword) || node.kind == NodeKind::Null) {
                parts.about.retain(|(key, _)| key.text != self.word(keyword));
                let key = if keyword == Keyword::Subject { AboutKey::Subject } else { AboutKey::Period };
                self.about_line(grid, key, (first.row, first.column), Some((value.row, value.column)), parts);
            }
        }
    }

    /// Reads one line; `value` is where its value stands.
    pub(super) fn about_line(
        &mut self,
        grid: &Grid<'_>,
        key: AboutKey,
        name: (u32, u32),
        value: Option<(u32, u32)>,
        parts: &mut Parts,
    ) {
        let name = grid.span(name.0, name.1);
        let Some((row, column)) = value else {
            // A key without a value, as the empty form has them: what misses it points there.
            let keyword = match key {
                AboutKey::Subject => Keyword::Subject,
                AboutKey::Period => Keyword::Period,
                AboutKey::Rubric | AboutKey::Version => return,
            };
            let key = Key { span: name, text: self.word(keyword).to_owned() };
            return parts.about.push((key, Node { span: name, kind: NodeKind::Null }));
        };
        let Some(text) = self.text(grid, row, column) else { return };
        let span = grid.span(row, column);
        let keyword = match key {
            AboutKey::Subject => Keyword::Subject,
            AboutKey::Period => Keyword::Period,
            AboutKey::Rubric => return self.same(span, text, &self.rubric.name, "other-rubric"),
            AboutKey::Version => return self.same(span, text, &self.rubric.version, "other-version"),
        };
        parts.about.push((
            Key { span: name, text: self.word(keyword).to_owned() },
            Node { span, kind: NodeKind::Text(text.to_owned()) },
        ));
    }

    /// Tells where the workbook says that it is for another rubric than `own`.
    fn same(&mut self, span: crate::source::Span, written: &str, own: &str, what: &'static str) {
        if plain(written) == plain(own) {
            return;
        }
        let what = Message::new(what).arg("written", shown(written)).arg("own", own);
        self.push(Diagnostic::new(Code::BookOtherRubric, span).arg("what", what));
    }
}
