//! The rows of the sheet on which every step has a cell.

use super::super::grid::{Content, Live, Look, Shown};
use super::super::name::quoted;
use super::Why;

/// Rows above the first step: title, hint, heads.
pub(in super::super) const HEAD_ROWS: u32 = 3;

/// A row.
#[derive(Clone, Debug)]
pub(in super::super) enum Step {
    /// The head of an indicator: its path.
    Group(String),
    /// A step.
    Cell {
        /// What it is.
        label: String,
        /// Its expression in the rubric.
        source: String,
        /// What stands in its cell.
        content: Content,
        /// How that looks.
        look: Look,
        /// Its unit.
        unit: String,
        /// Why it is no formula.
        why: Option<Why>,
    },
}

/// All of them.
#[derive(Debug)]
pub(in super::super) struct Steps {
    sheet: String,
    /// In order.
    pub rows: Vec<Step>,
}

impl Steps {
    /// None yet, on the sheet of that name.
    pub fn new(sheet: String) -> Steps {
        Steps { sheet, rows: Vec::new() }
    }

    /// The name of the sheet.
    pub fn sheet(&self) -> &str {
        &self.sheet
    }

    /// What the step that comes next stands under.
    pub fn group(&self) -> String {
        let group = self.rows.iter().rev().find_map(|row| match row {
            Step::Group(path) => Some(path.clone()),
            Step::Cell { .. } => None,
        });
        group.unwrap_or_default()
    }

    /// The cell of the step that comes next.
    pub fn next_address(&self) -> String {
        format!("{}!$C${}", quoted(&self.sheet), HEAD_ROWS as usize + self.rows.len() + 1)
    }

    /// What the cell at `address` shows, of a step.
    pub fn shown(&self, address: &str) -> Option<Shown> {
        let row: usize = address.rsplit('$').next()?.parse().ok()?;
        match self.rows.get(row.checked_sub(HEAD_ROWS as usize + 1)?)? {
            Step::Cell { content: Content::Live(Live { shown, .. }), .. } => Some(shown.clone()),
            Step::Cell { content: Content::Number(number), .. } => Some(Shown::Number(number.clone())),
            Step::Cell { content: Content::Text(text), .. } => Some(Shown::Text(text.clone())),
            Step::Cell { .. } | Step::Group(_) => None,
        }
    }
}
