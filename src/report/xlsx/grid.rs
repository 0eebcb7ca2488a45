//! Sheets as data: what stands in which cell and how it looks. The writer makes a file of it.

use std::collections::BTreeMap;

use crate::number::{Bound, Number};

/// How a rate is written: with two decimals, those that say nothing left out.
pub(super) const PERCENT: &str = "0.00%";
/// How a score of many decimals is written: with two, those that say nothing left out.
pub(super) const SCORE: &str = "0.00";

/// A workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The title in the properties of the file.
    pub title: String,
    /// Who is assessed, in the properties of the file.
    pub subject: String,
    /// Its sheets in order.
    pub sheets: Vec<Sheet>,
    /// Names with what they stand for.
    pub names: Vec<(String, String)>,
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// What stands in it, by row and column from 0.
    pub cells: BTreeMap<(u32, u16), Cell>,
    /// Width of each column in characters of half width.
    pub widths: Vec<u16>,
    /// Cells joined to one: first and last row, first and last column.
    pub merges: Vec<(u32, u32, u16, u16)>,
    /// Rows repeated at the head of each printed page, first and last.
    pub repeat: Option<(u32, u32)>,
    /// Rows and columns that stay in sight.
    pub freeze: (u32, u16),
    /// Whether it stands upright on paper.
    pub portrait: bool,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it looks.
    pub look: Look,
    /// What is told beside it.
    pub note: Option<String>,
    /// What may be entered.
    pub allowed: Option<Allowed>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Content {
    /// Nothing.
    #[default]
    Blank,
    /// A text, never taken for a formula.
    Text(String),
    /// A number.
    Number(Number),
    /// A day since 1970-01-01.
    Day(i32),
    /// A formula.
    Live(Live),
}

/// A formula with what it came to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Live {
    /// Without the sign of equality.
    pub formula: String,
    /// Whether it is an array formula.
    pub array: bool,
    /// What it came to.
    pub shown: Shown,
}

/// What a formula came to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// A number.
    Number(Number),
    /// A text; perhaps empty.
    Text(String),
    /// A day since 1970-01-01.
    Day(i32),
}

/// What may be entered in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// One of these texts.
    OneOf(Vec<String>),
    /// A number between these ends, as they stand in the cell.
    Between {
        /// The lower end.
        low: Bound,
        /// The upper end.
        high: Bound,
        /// What is asked for, in words.
        says: String,
    },
}

/// How a cell looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Look {
    /// What it is.
    pub role: Role,
    /// Whether it stands in a frame.
    pub framed: bool,
    /// Where it stands in its cell.
    pub side: Side,
    /// Whether it stands at the top of its cell, not half-way down.
    pub top: bool,
    /// How far it stands in.
    pub indent: u8,
    /// Whether it is bold.
    pub bold: bool,
    /// How a number is written; the usual way where empty.
    pub format: String,
}

/// What a cell is, which gives it its colour and size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// Anything.
    #[default]
    Plain,
    /// The title of the sheet.
    Title,
    /// A line under the title.
    Subtitle,
    /// A head of a column.
    Head,
    /// The head of a group of rows.
    Group,
    /// A fact, which may be changed.
    Input,
    /// A fact that is missing or known in part.
    Open,
    /// What a formula yields.
    Result,
    /// A constant where a formula is not possible.
    Frozen,
    /// A row that sums up.
    Sum,
    /// Words of less weight.
    Faint,
}

/// Where the content stands in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Side {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Middle,
    /// At the right.
    Right,
}

impl Look {
    /// A framed cell of that role.
    pub fn framed(role: Role) -> Look {
        Look { role, framed: true, ..Look::default() }
    }

    /// The same at another side.
    #[must_use]
    pub fn at(mut self, side: Side) -> Look {
        self.side = side;
        self
    }

    /// The same with its numbers written as `format` says.
    #[must_use]
    pub fn written(mut self, format: impl Into<String>) -> Look {
        self.format = format.into();
        self
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(mut self) -> Look {
        self.bold = true;
        self
    }
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>, look: Look) -> Cell {
        let text = text.into();
        let content = if text.is_empty() { Content::Blank } else { Content::Text(text) };
        Cell { content, look, note: None, allowed: None }
    }

    /// Some content.
    pub fn of(content: Content, look: Look) -> Cell {
        Cell { content, look, note: None, allowed: None }
    }
}

impl Sheet {
    /// Puts a cell.
    pub fn put(&mut self, row: u32, column: u16, cell: Cell) {
        self.cells.insert((row, column), cell);
    }

    /// Joins the cells of a row from `first` through `last`.
    pub fn join(&mut self, row: u32, first: u16, last: u16) {
        if last > first {
            self.merges.push((row, row, first, last));
        }
    }
}
