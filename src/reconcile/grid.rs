//! Published tables as the sheets of a workbook: a head row that names an indicator and a score, and rows below it.

use super::matching::{is_total, plain};
use super::number::{Printed, is_none, narrow};
use super::published::{Figure, From, Published, ScoreRow, ScoreTable};
use super::read::not_number;
use crate::book::{Book, Sheet};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{CellMap, SourceId, Span};

/// How far down a head row may stand.
const HEAD_ROWS: u32 = 30;
/// Most rows and numbers.
const MOST: usize = 100_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// The name of an indicator; the levels stand one beside the other.
    Level,
    /// Points, of the level before it.
    Points,
    /// A score.
    Score,
    /// A rate.
    Rate,
    /// A number of another kind.
    Value,
    /// What it comes of.
    From,
    /// Where in the report it stands.
    Place,
}

impl Column {
    fn of(head: &str) -> Option<Column> {
        let head = plain(head).to_lowercase();
        let head = head.trim_end_matches("(分)").trim_end_matches("（分）");
        Some(match head {
            "指标" | "指标名称" | "名称" | "一级指标" | "二级指标" | "三级指标" | "四级指标" | "五级指标"
            | "indicator" | "indicators" | "name" | "level1" | "level2" | "level3" | "level4" => Column::Level,
            "分值" | "满分" | "points" | "fullmarks" => Column::Points,
            "得分" | "评价得分" | "评定得分" | "公布得分" | "实际得分" | "最终得分" | "score" | "awardedscore" => {
                Column::Score
            }
            "得分率" | "rate" => Column::Rate,
            "数值" | "值" | "value" => Column::Value,
            "由来" | "算式" | "from" => Column::From,
            "出处" | "位置" | "place" => Column::Place,
            // `First-level indicator`, `Level 1 indicator`
            _ if head.ends_with("levelindicator") || head.starts_with("level") && head.ends_with("indicator") => {
                Column::Level
            }
            _ => return None,
        })
    }
}

/// Reads the sheets of `book`, which the text `source` shows with its cells at `cells`. A sheet with no head of its
/// own is left aside; what cannot be read is told.
pub fn read_book(book: &Book, cells: &CellMap, source: SourceId) -> (Published, Diagnostics) {
    let mut reader = Reader { told: Diagnostics::new(), published: Published::default(), count: 0 };
    for (index, sheet) in book.sheets.iter().enumerate() {
        reader.sheet(&Grid { sheet, index, cells, source });
    }
    let Reader { mut told, published, .. } = reader;
    if published.tables.is_empty() && published.figures.is_empty() && !told.has_errors() {
        told.push(Diagnostic::new(Code::PrintedEmpty, Span::new(source, cells.bytes(0, 0, 0))));
    }
    (published, told)
}

struct Grid<'b> {
    sheet: &'b Sheet,
    index: usize,
    cells: &'b CellMap,
    source: SourceId,
}

impl Grid<'_> {
    fn text(&self, row: u32, column: u32) -> &str {
        self.sheet.cell(row, column).map_or("", |cell| cell.content.shown()).trim()
    }

    fn span(&self, row: u32, column: u32) -> Span {
        Span::new(self.source, self.cells.bytes(self.index, row, column))
    }
}

impl Grid<'_> {
    /// The rows below the head that say something. Notes are left out: behind an empty row, what has one cell alone.
    fn below(&self, head: u32) -> Vec<u32> {
        let mut rows = Vec::new();
        let mut before = head;
        let mut notes = false;
        for cells in self.sheet.rows() {
            let Some(row) = cells.first().map(|cell| cell.row).filter(|row| *row > head) else { continue };
            let filled = cells.iter().filter(|cell| !cell.content.shown().trim().is_empty()).count();
            if filled == 0 {
                continue;
            }
            notes = filled == 1 && (notes || row > before + 1);
            before = row;
            if !notes {
                rows.push(row);
            }
        }
        rows
    }
}

struct Reader {
    told: Diagnostics,
    published: Published,
    count: usize,
}

impl Reader {
    fn sheet(&mut self, grid: &Grid<'_>) {
        let head = grid.sheet.rows().filter_map(|cells| {
            let row = cells.first()?.row;
            let columns: Vec<(u32, Column)> =
                cells.iter().filter_map(|cell| Some((cell.column, Column::of(cell.content.shown())?))).collect();
            let has = |wanted| columns.iter().any(|(_, column)| *column == wanted);
            // A sheet of facts has names and values as well, but does not say what a value comes of.
            let figures = has(Column::Value) && (has(Column::From) || has(Column::Place));
            let is_head = has(Column::Level) && (has(Column::Score) || figures);
            (is_head && row < HEAD_ROWS).then_some((row, columns))
        });
        let Some((head, columns)) = { head }.next() else { return };
        // Lists of differences and of awards are no tables of scores, and beside one the targets of its rows say nothing more.
        let has_head = |wanted: [&str; 2]| {
            let mut cells = grid.sheet.rows().flatten().filter(|cell| cell.row == head);
            cells.any(|cell| wanted.contains(&plain(cell.content.shown()).to_lowercase().as_str()))
        };
        let lists = has_head(["差异", "difference"]) || has_head(["行", "row"]);
        let targets = has_head(["实际完成值", "actualvalue"]);
        if lists || targets && !self.published.tables.is_empty() {
            return;
        }
        let below = grid.below(head);
        if columns.iter().any(|(_, column)| *column == Column::Score) {
            self.table(grid, &below, &columns);
        } else {
            below.into_iter().for_each(|row| self.figure(grid, row, &columns));
        }
    }

    fn table(&mut self, grid: &Grid<'_>, rows: &[u32], columns: &[(u32, Column)]) {
        let name = grid.sheet.name.clone().unwrap_or_default();
        let mut table = ScoreTable { name, ..ScoreTable::default() };
        // The row that stands open at each level.
        let mut open: Vec<Option<usize>> = vec![None; columns.iter().filter(|(_, c)| *c == Column::Level).count()];
        for row in rows {
            self.count += 1;
            if self.count > MOST {
                break;
            }
            self.row(grid, *row, columns, &mut open, &mut table);
        }
        if !table.rows.is_empty() || table.total.is_some() {
            self.published.tables.push(table);
        }
    }

    fn row(
        &mut self,
        grid: &Grid<'_>,
        row: u32,
        columns: &[(u32, Column)],
        open: &mut [Option<usize>],
        table: &mut ScoreTable,
    ) {
        let mut level = 0;
        let mut deepest: Option<usize> = None;
        // The last level that this row names: what stands before it may be said again in every row.
        let named = |column: u32| {
            columns.iter().any(|(at, kind)| *kind == Column::Level && *at > column && !is_none(grid.text(row, *at)))
        };
        let mut again = false;
        let mut total = false;
        // The points of the whole may stand behind each level.
        let mut whole = false;
        for (column, kind) in columns {
            match kind {
                Column::Level => {
                    let text = grid.text(row, *column);
                    if is_total(text) && deepest.is_none() {
                        total = true;
                    } else if !is_none(text) && !total {
                        let mut read = ScoreRow::new(text, grid.span(row, *column));
                        let opened = open.get(level).copied().flatten();
                        let same_group =
                            opened.and_then(|at| table.rows.get(at)).is_some_and(|up| up.name == read.name);
                        again = same_group && named(*column);
                        if again {
                            deepest = opened;
                            level += 1;
                            continue;
                        }
                        read.parent = open.get(..level).and_then(|above| above.iter().rev().find_map(|at| *at));
                        // 加减分项 is often written in two columns alike.
                        let same =
                            deepest.and_then(|at: usize| table.rows.get(at)).is_some_and(|up| up.name == read.name);
                        if !same {
                            table.rows.push(read);
                            deepest = Some(table.rows.len() - 1);
                        }
                        if let Some(slot) = open.get_mut(level) {
                            *slot = deepest;
                        }
                        open.iter_mut().skip(level + 1).for_each(|slot| *slot = None);
                    }
                    level += 1;
                }
                Column::Points | Column::Score | Column::Rate => {
                    let text = grid.text(row, *column);
                    if is_none(text) {
                        continue;
                    }
                    let Some(number) = Printed::read(text, grid.span(row, *column)) else {
                        self.told.push(not_number(text, grid.span(row, *column)));
                        continue;
                    };
                    let deep = || open.iter().rev().find_map(|at| *at);
                    // Points stand behind each level, or once for the row.
                    let one = columns.iter().filter(|(_, c)| *c == Column::Points).count() == 1;
                    let at = match kind {
                        Column::Points if !one => {
                            level.checked_sub(1).and_then(|level| open.get(level).copied().flatten())
                        }
                        _ => deepest.or_else(deep),
                    };
                    if total && *kind == Column::Points && std::mem::replace(&mut whole, true) || again {
                        continue;
                    }
                    let target = if total {
                        Some(table.total.get_or_insert_with(|| ScoreRow::new("", grid.span(row, *column))))
                    } else {
                        at.and_then(|at| table.rows.get_mut(at))
                    };
                    let Some(target) = target else { continue };
                    put(target, *kind, number);
                }
                Column::Value | Column::From | Column::Place => {}
            }
        }
    }

    fn figure(&mut self, grid: &Grid<'_>, row: u32, columns: &[(u32, Column)]) {
        self.count += 1;
        let cell = |wanted| columns.iter().find(|(_, column)| *column == wanted).map(|(column, _)| *column);
        let text = |wanted| cell(wanted).map(|column| grid.text(row, column).to_owned()).unwrap_or_default();
        let (name, value, from) = (text(Column::Level), text(Column::Value), text(Column::From));
        let span = |wanted| grid.span(row, cell(wanted).unwrap_or_default());
        if self.count > MOST || name.is_empty() || is_none(&value) {
            return;
        }
        let Some(value) = Printed::read(&value, span(Column::Value)) else {
            self.told.push(not_number(&value, span(Column::Value)));
            return;
        };
        let read = From::read(&from, span(Column::From));
        if read.is_none() && !narrow(&from).is_empty() {
            self.told.push(Diagnostic::new(Code::PrintedFrom, span(Column::From)).arg("written", from));
        }
        self.published.figures.push(Figure { name, value, from: read, place: text(Column::Place) });
    }
}

/// Puts a number where it belongs. What an indicator has in several rows adds up.
fn put(row: &mut ScoreRow, kind: Column, number: Printed) {
    let slot = match kind {
        Column::Points => &mut row.points,
        Column::Score => &mut row.score,
        _ => &mut row.rate,
    };
    *slot = Some(match slot.take() {
        Some(before) if kind != Column::Rate => match before.number.add(&number.number) {
            Ok(sum) => Printed { text: sum.to_string(), number: sum, ..before },
            Err(_) => before,
        },
        Some(before) => before,
        None => number,
    });
}
