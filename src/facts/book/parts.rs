//! Several tables on one sheet: each with its head, below a row with nothing in it.

use super::Reader;
use super::awards::AwardHead;
use super::grid::Grid;
use super::head::Names;
use super::single::FactHead;
use super::table::TableHead;
use crate::book::Cell;
use crate::model::Table;

/// So many rows with something in them, titles and units, may stand between a blank row and the head behind it.
const LEAD: usize = 5;
/// More tables on one sheet than this are not looked for.
const MOST: usize = 200;

/// What a row is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Facts,
    Awards,
    /// A table, by its place among the facts.
    Table(usize),
}

impl<'r> Reader<'r> {
    /// `grid`, or the parts of it that have heads of their own.
    pub(super) fn parts<'b>(&self, grid: Grid<'b>) -> Vec<Grid<'b>> {
        let rubric = self.rubric;
        let tables: Vec<(usize, &Table, Names<'_>)> = rubric
            .facts
            .iter()
            .enumerate()
            .filter_map(|(index, fact)| fact.ty.table().map(|table| (index, table, table_names(table))))
            .collect();
        let mut starts: Vec<u32> = Vec::new();
        let mut last: Option<(Kind, u32)> = None;
        let mut before: Option<u32> = None;
        let (mut lead, mut since) = (0, 0);
        for row in grid.rows() {
            let Some(number) = row.first().map(|cell| cell.row) else { continue };
            if before.is_none_or(|before| number > before + 1) {
                (lead, since) = (number, 0);
            }
            (before, since) = (Some(number), since + 1);
            if since > LEAD || row.len() < 2 || starts.len() >= MOST {
                continue;
            }
            let Some(kind) = kind(row, &tables) else { continue };
            // The head again, as on every printed page, begins nothing new.
            let again = last.is_some_and(|(other, head)| {
                other == kind && row.iter().all(|cell| grid.shown(head, cell.column) == cell.content.shown())
            });
            if again {
                continue;
            }
            starts.push(if starts.is_empty() { 0 } else { lead });
            last = Some((kind, number));
            since = LEAD;
        }
        if starts.len() < 2 {
            return vec![grid];
        }
        let ends = starts.iter().skip(1).copied().chain([u32::MAX]);
        starts.iter().copied().zip(ends).map(|(start, end)| grid.part(start..end)).collect()
    }
}

fn table_names(table: &Table) -> Names<'_> {
    Names::new(table.fields.iter().map(|field| field.name.as_str()))
}

/// What a row is the head of.
fn kind(row: &[Cell], tables: &[(usize, &Table, Names<'_>)]) -> Option<Kind> {
    let heads: Vec<(u32, &str)> = row.iter().map(|cell| (cell.column, cell.content.shown())).collect();
    if AwardHead::score(&heads) > 0 {
        return Some(Kind::Awards);
    }
    if FactHead::score(&heads) > 0 {
        return Some(Kind::Facts);
    }
    let mut best: Option<(usize, usize)> = None;
    for (index, table, names) in tables {
        let score = TableHead::score(&heads, table, names);
        // Values may be called as columns are: a head has few of them, and most of what it has are names.
        let enough = score >= 2 && 2 * score >= table.fields.len() && 2 * score >= heads.len();
        if enough && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, *index));
        }
    }
    best.map(|(_, index)| Kind::Table(index))
}
