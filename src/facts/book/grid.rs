//! A sheet with its merged cells, and where its cells are shown.

use std::ops::Range;

use crate::book::{Cell, Content, Sheet};
use crate::source::{CellMap, SourceId, Span};

/// A sheet of a workbook.
pub(super) struct Grid<'b> {
    /// Its place among the sheets.
    pub index: usize,
    /// The sheet.
    pub sheet: &'b Sheet,
    /// The rows of it that are looked at.
    rows: Range<u32>,
    map: &'b CellMap,
    source: SourceId,
}

impl<'b> Grid<'b> {
    pub fn new(index: usize, sheet: &'b Sheet, map: &'b CellMap, source: SourceId) -> Grid<'b> {
        Grid { index, sheet, rows: 0..u32::MAX, map, source }
    }

    /// The rows `rows` of it alone.
    pub fn part(&self, rows: Range<u32>) -> Grid<'b> {
        Grid { rows, ..*self }
    }

    /// Whether it is not all of its sheet.
    pub fn is_part(&self) -> bool {
        self.rows != (0..u32::MAX)
    }

    /// Its cells.
    pub fn cells(&self) -> &'b [Cell] {
        let cells = &self.sheet.cells;
        let start = cells.partition_point(|cell| cell.row < self.rows.start);
        let end = cells.partition_point(|cell| cell.row < self.rows.end);
        cells.get(start..end).unwrap_or_default()
    }

    /// Its rows with something in them.
    pub fn rows(&self) -> impl Iterator<Item = &'b [Cell]> + use<'b> {
        self.cells().chunk_by(|one, other| one.row == other.row)
    }

    /// Its name; empty where the file is but one sheet.
    pub fn name(&self) -> &'b str {
        self.sheet.name.as_deref().unwrap_or_default()
    }

    /// Where a cell is shown.
    pub fn span(&self, row: u32, column: u32) -> Span {
        Span::new(self.source, self.map.bytes(self.index, row, column))
    }

    /// Where the sheet begins.
    pub fn start(&self) -> Span {
        let first = self.cells().first();
        first.map_or_else(|| self.span(0, 0), |cell| self.span(cell.row, cell.column))
    }

    /// Where a row is shown.
    pub fn row_span(&self, row: &[Cell]) -> Span {
        let at = |cell: Option<&Cell>| cell.map_or_else(|| self.start(), |cell| self.span(cell.row, cell.column));
        at(row.first()).to(at(row.last()))
    }

    /// The cell at a place; of cells merged downwards, the first.
    pub fn cell(&self, row: u32, column: u32) -> Option<&'b Cell> {
        if let Some(own) = self.sheet.cell(row, column) {
            return Some(own);
        }
        let merges = &self.sheet.merges;
        let before = merges.partition_point(|merge| (merge.columns.start, merge.rows.start) <= (column, row));
        let merge = merges.get(before.checked_sub(1)?)?;
        let covers = merge.columns.start == column && merge.rows.contains(&row);
        if covers { self.sheet.cell(merge.rows.start, column) } else { None }
    }

    /// What stands at a place to the eye; empty where it is blank.
    pub fn shown(&self, row: u32, column: u32) -> &'b str {
        self.cell(row, column).map_or("", |cell| cell.content.shown())
    }

    /// The columns of a row with something in them, cells merged downwards among them.
    pub fn columns(&self, row: u32) -> Vec<u32> {
        let own = self.row(row).iter().map(|cell| cell.column);
        let merged =
            self.sheet.merges.iter().filter(|merge| merge.rows.contains(&row)).map(|merge| merge.columns.start);
        let mut columns: Vec<u32> = own.chain(merged).filter(|column| !self.shown(row, *column).is_empty()).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The cells of a row.
    pub fn row(&self, row: u32) -> &'b [Cell] {
        let cells = &self.sheet.cells;
        let start = cells.partition_point(|cell| cell.row < row);
        let end = cells.partition_point(|cell| cell.row <= row);
        cells.get(start..end).unwrap_or_default()
    }

    /// The column of the merged cell that reaches over this one from the left.
    pub fn merged_from(&self, row: u32, column: u32) -> Option<u32> {
        let reaches = |merge: &&crate::book::Merge| {
            merge.rows.contains(&row) && merge.columns.contains(&column) && merge.columns.start < column
        };
        self.sheet.merges.iter().find(reaches).map(|merge| merge.columns.start)
    }

    /// Whether there is nothing to be seen on it.
    pub fn is_blank(&self) -> bool {
        self.cells().iter().all(|cell| matches!(&cell.content, Content::Text(text) if text.is_empty()))
    }
}
