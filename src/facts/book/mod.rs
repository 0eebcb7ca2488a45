//! A workbook as the one tree: which sheet is what, where its table begins, which column holds what. What the values
//! are worth is for [`super::conform()`] to judge, as of every facts file; here only what a spreadsheet says by its form
//! is put into words: a unit in a head, a merged cell, `至少 580篇，低于 590篇`.

mod about;
mod awards;
mod grid;
mod head;
mod known;
mod parts;
mod role;
mod single;
mod table;
mod value;

use super::conform::keys::{Keyword, Spelling};
use super::conform::text::shown;
use super::tree::{Key, Node, NodeKind};
use crate::book::{Book, Content};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::model::Rubric;
use crate::source::{CellMap, SourceId, Span};

use grid::Grid;
use role::Role;

/// More mistakes than this help nobody.
const MAX_PROBLEMS: usize = 500;

/// Reads `book`, which the text `source` shows with its cells at `cells`, as facts for `rubric`.
pub fn from_book(rubric: &Rubric, book: &Book, cells: &CellMap, source: SourceId) -> (Node, Diagnostics) {
    let spelling = if rubric.english { Spelling::English } else { Spelling::Chinese };
    let mut reader = Reader { rubric, spelling, problems: Diagnostics::new() };
    let grids = book.sheets.iter().enumerate().map(|(index, sheet)| Grid::new(index, sheet, cells, source));
    let grids: Vec<Grid<'_>> = grids.flat_map(|grid| reader.parts(grid)).collect();
    let roles = reader.roles(&grids);
    let mut parts = Parts::default();
    for (grid, role) in grids.iter().zip(&roles) {
        match role {
            Some(Role::About) => reader.about(grid, &mut parts),
            Some(Role::Facts(head)) => reader.single(grid, head, &mut parts),
            Some(Role::Awards(head)) => reader.awards(grid, head, &mut parts),
            Some(Role::Table(fact, head)) => reader.table(grid, *fact, head, &mut parts),
            None => {}
        }
    }
    for (grid, role) in grids.iter().zip(&roles) {
        if let Some(role) = role {
            reader.about_above(grid, role.head(), &mut parts);
        }
    }
    let all = Span::new(source, cells.bytes(0, 0, 0));
    if roles.iter().all(Option::is_none) && !reader.problems.has_errors() {
        // That this sheet and that is not read goes without saying.
        reader.problems = Diagnostics::new();
        reader.push(Diagnostic::new(Code::BookNoFacts, all).arg("sheets", reader.sheet_names()));
    }
    (reader.root(parts, all), reader.problems)
}

/// What goes under the keys at the top.
#[derive(Default)]
struct Parts {
    about: Vec<(Key, Node)>,
    facts: Vec<(Key, Node)>,
    awards: Vec<(Key, Node)>,
}

/// The reading of one workbook.
struct Reader<'r> {
    rubric: &'r Rubric,
    spelling: Spelling,
    problems: Diagnostics,
}

impl Reader<'_> {
    fn push(&mut self, problem: Diagnostic) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// How keywords are spelled in what is made of the workbook.
    fn word(&self, keyword: Keyword) -> &'static str {
        keyword.word(self.spelling)
    }

    fn key(&self, keyword: Keyword, span: Span) -> Key {
        Key { span, text: self.word(keyword).to_owned() }
    }

    fn root(&self, parts: Parts, all: Span) -> Node {
        let mut entries = parts.about;
        for (keyword, part) in [(Keyword::Facts, parts.facts), (Keyword::Awards, parts.awards)] {
            if !part.is_empty() {
                let span = part.first().map_or(all, |(key, _)| key.span);
                entries.push((self.key(keyword, span), Node { span, kind: NodeKind::Mapping(part) }));
            }
        }
        let span = entries.first().map_or(all, |(key, _)| key.span);
        Node { span, kind: NodeKind::Mapping(entries) }
    }

    /// What a person reads in a cell that is read; `None` where it is blank, or where it was told that it cannot be.
    fn text<'g>(&mut self, grid: &Grid<'g>, row: u32, column: u32) -> Option<&'g str> {
        match self.content(grid, row, column)? {
            Content::Text(text) | Content::Number(text) | Content::Date(text) => Some(text),
            Content::Bool(true) => Some("TRUE"),
            Content::Bool(false) => Some("FALSE"),
            _ => None,
        }
    }

    /// What is in a cell that is read, or in the one above that it is merged with.
    fn content<'g>(&mut self, grid: &Grid<'g>, row: u32, column: u32) -> Option<&'g Content> {
        let cell = grid.cell(row, column)?;
        let span = grid.span(cell.row, cell.column);
        let problem = match &cell.content {
            Content::Error(error) => Diagnostic::new(Code::CellError, span).arg("error", error.as_str()),
            Content::Uncomputed => Diagnostic::new(Code::CellUncomputed, span),
            Content::TooLong(number) => Diagnostic::new(Code::CellTooLong, span).arg("written", shown(number)),
            Content::Masked(number, format) => {
                Diagnostic::new(Code::CellMasked, span).arg("written", shown(number)).arg("format", shown(format))
            }
            content => return Some(content),
        };
        self.push(problem);
        None
    }

    /// Tells that something of the workbook is not read.
    fn not_read(&mut self, span: Span, what: Message) {
        self.push(Diagnostic::new(Code::BookNotRead, span).arg("what", what));
    }
}
