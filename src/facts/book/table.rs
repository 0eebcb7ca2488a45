//! A table: one row a row, in columns that are found by their heads in any order.

use super::super::conform::text::{folded, nearest, shown};
use super::super::tree::{Key, Node, NodeKind};
use super::grid::Grid;
use super::head;
use super::known::{BesideColumn, is_label, is_none, is_remark, is_total};
use super::{Keyword, Parts, Reader};
use crate::book::Cell;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{FactId, Field, Table, TypeKind};

/// Where the columns of a table are.
#[derive(Debug, Default)]
pub(super) struct TableHead {
    row: u32,
    columns: Vec<(u32, Column)>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// A field, with what stands behind its name in the head.
    Field(usize, Option<String>),
    /// Where the values of the row were found.
    Source,
    /// Where the value of a field was found.
    SourceOf(usize),
    /// Never read.
    Idle,
    /// Nothing known.
    Unknown,
}

impl TableHead {
    /// Finds the head of `table`.
    pub(super) fn find(grid: &Grid<'_>, table: &Table) -> Option<TableHead> {
        let names = head::Names::new(table.fields.iter().map(|field| field.name.as_str()));
        let row = head::find(grid, |heads| TableHead::score(heads, table, &names))?;
        let columns = grid.columns(row).into_iter().map(|at| (at, column(grid.shown(row, at), &names)));
        Some(TableHead { row, columns: columns.collect() })
    }

    /// How many columns of `table`, called `names`, a row names; 0 where it is no head.
    pub(super) fn score(heads: &[(u32, &str)], table: &Table, names: &head::Names<'_>) -> usize {
        let mut fields: Vec<usize> = heads
            .iter()
            .filter_map(|(_, text)| match column(text, names) {
                Column::Field(field, _) => Some(field),
                _ => None,
            })
            .collect();
        fields.sort_unstable();
        fields.dedup();
        // One name of several may stand anywhere.
        if fields.len() < 2 && table.fields.len() > 1 { 0 } else { fields.len() }
    }

    /// The row of the head.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// How many fields have a column.
    pub(super) fn found(&self) -> usize {
        let mut fields: Vec<usize> = self.columns.iter().filter_map(|(_, column)| field_of(column)).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len()
    }
}

fn field_of(column: &Column) -> Option<usize> {
    match column {
        Column::Field(field, _) => Some(*field),
        _ => None,
    }
}

/// What a column with the head `text` holds, `fields` being the names of the table.
fn column(text: &str, fields: &head::Names<'_>) -> Column {
    if let Some((field, unit)) = fields.find(text) {
        return Column::Field(field, unit);
    }
    match BesideColumn::read(text) {
        Some(BesideColumn::Source) => return Column::Source,
        Some(BesideColumn::Idle) => return Column::Idle,
        None => {}
    }
    // 实际值来源, 来源（实际值）
    let narrow = folded(text);
    let words = ["数据来源", "资料来源", "来源", " source"];
    let behind = words.iter().find_map(|word| fields.get(narrow.strip_suffix(word)?));
    let before = || {
        let readings = head::readings(text).into_iter();
        let mut of = readings.filter(|(name, _)| BesideColumn::read(name) == Some(BesideColumn::Source));
        of.find_map(|(_, of)| fields.get(&of?))
    };
    match behind.or_else(before) {
        Some(field) => Column::SourceOf(field),
        None => Column::Unknown,
    }
}

/// A unit without the brackets around it.
fn bare_unit(text: &str) -> String {
    let narrow = folded(text);
    let inner = narrow.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.unwrap_or(&narrow).trim().to_owned()
}

/// What the columns of a table come to.
struct Plan {
    /// The row below the head that holds nothing but units.
    unit_row: Option<u32>,
    /// Field, column, and the unit of bare numbers.
    fields: Vec<(usize, u32, Option<String>)>,
    source: Option<u32>,
    sources: Vec<(usize, u32)>,
}

impl Reader<'_> {
    /// Reads the sheet of a table.
    pub(super) fn table(&mut self, grid: &Grid<'_>, fact: FactId, head: &TableHead, parts: &mut Parts) {
        let Some((fact, table)) = self.rubric.facts.get(fact.index()).and_then(|fact| Some((fact, fact.ty.table()?)))
        else {
            return;
        };
        let Some(plan) = self.plan(grid, head, table, &fact.name) else { return };
        let start = plan.fields.first().map_or_else(|| grid.start(), |(_, column, _)| grid.span(head.row, *column));
        let mut rows = Vec::new();
        let mut none: Option<(crate::source::Span, Option<Node>)> = None;
        for row in grid.rows() {
            let Some(number) = row.first().map(|cell| cell.row).filter(|row| *row > head.row) else { continue };
            let filled: Vec<u32> =
                plan.fields.iter().map(|(_, column, _)| *column).filter(|c| grid.cell(number, *c).is_some()).collect();
            let own = row.iter().any(|cell| filled.contains(&cell.column));
            let first = row.first().map_or("", |cell| cell.content.shown());
            if !own
                || Some(number) == plan.unit_row
                || (is_remark(first) && row.iter().all(|c| is_label(c.content.shown())))
            {
                continue;
            }
            // On every printed page the head stands again, perhaps without its last columns.
            let again = |cell: &Cell| cell.content.shown() == grid.shown(head.row, cell.column);
            if row.len() > 1 && 2 * row.len() >= head.columns.len() && row.iter().all(again) {
                continue;
            }
            if is_total(first) && self.is_total_row(row, &plan, table) {
                let what = Message::new("not-read-total").arg("name", shown(first));
                self.not_read(grid.row_span(row), what);
                continue;
            }
            if let [only] = filled.as_slice()
                && is_none(grid.shown(number, *only))
                && rows.is_empty()
            {
                let source = plan.source.and_then(|column| self.sourced(grid, number, column));
                none.get_or_insert((grid.span(number, *only), source));
                continue;
            }
            rows.push(self.row(grid, row, number, &plan, &table.fields));
        }
        let key = Key { span: start, text: fact.name.clone() };
        match none {
            _ if !rows.is_empty() => parts.facts.push((key, Node { span: start, kind: NodeKind::Sequence(rows) })),
            Some((span, source)) => {
                let empty = Node { span, kind: NodeKind::Sequence(Vec::new()) };
                parts.facts.push((key, self.with_source(empty, source)));
            }
            None => {}
        }
    }

    /// Whether a row that begins as a sum of the others has no text but that, where the table has texts.
    fn is_total_row(&self, row: &[Cell], plan: &Plan, table: &Table) -> bool {
        let text_columns = plan.fields.iter().filter_map(|(field, column, _)| {
            let field = table.fields.get(*field)?;
            (!matches!(field.ty.kind, TypeKind::Number { .. })).then_some(*column)
        });
        let columns: Vec<u32> = text_columns.collect();
        row.iter().skip(1).all(|cell| !columns.contains(&cell.column))
    }

    fn row(&mut self, grid: &Grid<'_>, row: &[Cell], number: u32, plan: &Plan, fields: &[Field]) -> Node {
        let mut entries = Vec::new();
        for (index, column, unit) in &plan.fields {
            let Some(field) = fields.get(*index) else { continue };
            let Some(value) = self.value(grid, (number, *column), &field.ty, unit.as_deref()) else { continue };
            let own = plan.sources.iter().find(|(of, _)| of == index);
            let source = own.and_then(|(_, column)| self.sourced(grid, number, *column));
            let key = Key { span: value.span, text: field.name.clone() };
            entries.push((key, self.with_source(value, source)));
        }
        if let Some(source) = plan.source.and_then(|column| self.sourced(grid, number, column)) {
            entries.push((self.key(Keyword::Source, source.span), source));
        }
        Node { span: grid.row_span(row), kind: NodeKind::Mapping(entries) }
    }

    /// What each column is for; `None` where the head cannot be read for sure, which is told.
    fn plan(&mut self, grid: &Grid<'_>, head: &TableHead, table: &Table, name: &str) -> Option<Plan> {
        let unit_row = self.unit_row(grid, head, table);
        let mut plan = Plan { unit_row, fields: Vec::new(), source: None, sources: Vec::new() };
        let mut sound = true;
        let stated = self.stated_units(grid, head.row, table.fields.iter().map(|field| &field.ty.kind));
        for (column, what) in &head.columns {
            let span = grid.span(head.row, *column);
            match what {
                Column::Field(field, unit) => {
                    if let Some((_, first, _)) = plan.fields.iter().find(|(other, ..)| other == field) {
                        let problem = Diagnostic::new(Code::BookColumnTwice, span);
                        let problem = problem.arg("name", shown(grid.shown(head.row, *column)));
                        let first = grid.span(head.row, *first);
                        self.push(problem.label(first, Message::new("book-column-first")));
                        sound = false;
                        continue;
                    }
                    let Some(declared) = table.fields.get(*field) else { continue };
                    let below = unit_row.map(|row| bare_unit(grid.shown(row, *column))).filter(|unit| !unit.is_empty());
                    let unit = match self.head_unit(declared, unit.as_deref().or(below.as_deref()), &stated) {
                        Ok(unit) => unit,
                        Err(unit) => {
                            let problem = Diagnostic::new(Code::BookHeadUnit, span).arg("unit", shown(&unit));
                            self.push(problem.arg("name", declared.name.as_str()));
                            sound = false;
                            None
                        }
                    };
                    plan.fields.push((*field, *column, unit));
                }
                Column::Source => plan.source = plan.source.or(Some(*column)),
                Column::SourceOf(field) => plan.sources.push((*field, *column)),
                Column::Idle => {}
                Column::Unknown => sound &= self.unknown_column(grid, head, *column, table, name),
            }
        }
        sound &= self.headless(grid, head);
        // Values in the order of the declaration, as signs stand before what they are signs of.
        plan.fields.sort_by_key(|(field, ..)| *field);
        sound.then_some(plan)
    }

    /// The unit of the bare numbers in a column.
    fn head_unit(&self, field: &Field, unit: Option<&str>, stated: &[String]) -> Result<Option<String>, String> {
        let TypeKind::Number { dimension, unit: declared, .. } = &field.ty.kind else { return Ok(None) };
        match unit {
            Some(unit) if head::is_unit(&self.rubric.units, unit) => Ok(Some(unit.to_owned())),
            // A 量 takes units that nobody declared.
            Some(unit) if dimension.has_variables() => Ok(Some(unit.to_owned())),
            // A plain number has a remark behind its name, unless it says that ten thousands are counted.
            Some(unit) if dimension.is_none() && declared.is_none() && !head::multiplies(unit) => Ok(None),
            Some(unit) => Err(unit.to_owned()),
            None => Ok(self.fitting(&field.ty.kind, stated)),
        }
    }

    /// The first of the units `stated` for all of a sheet that numbers of this type can have.
    pub(super) fn fitting(&self, kind: &TypeKind, stated: &[String]) -> Option<String> {
        let TypeKind::Number { dimension, .. } = kind else { return None };
        let fits = |unit: &&String| self.rubric.units.lookup(unit).is_some_and(|unit| unit.dimension == *dimension);
        stated.iter().filter(|_| !dimension.is_none()).find(fits).cloned()
    }

    /// The units that a line above the head states for all below it, which may be of the types `kinds`.
    pub(super) fn stated_units<'t>(
        &mut self,
        grid: &Grid<'_>,
        head: u32,
        mut kinds: impl Iterator<Item = &'t TypeKind>,
    ) -> Vec<String> {
        let known = |unit: &str| head::is_unit(&self.rubric.units, unit);
        let above = grid.cells().iter().take_while(|cell| cell.row < head);
        let mut stated = above.map(|cell| (cell, head::stated_units(cell.content.shown(), known)));
        let Some((cell, units)) = stated.find(|(_, units)| !units.is_empty()) else { return Vec::new() };
        let strange = units.iter().find(|unit| unit.ends_with('元') && !known(unit));
        let money = |kind: &TypeKind| matches!(kind, TypeKind::Number { dimension, .. } if !dimension.is_none());
        if let Some(strange) = strange.filter(|_| kinds.any(money)) {
            let problem = Diagnostic::new(Code::BookHeadUnit, grid.span(cell.row, cell.column));
            self.push(problem.arg("unit", shown(strange)).arg("name", ""));
        }
        units
    }

    /// The row right below the head, where it holds nothing but units of numbers.
    fn unit_row(&self, grid: &Grid<'_>, head: &TableHead, table: &Table) -> Option<u32> {
        let row = grid.row(head.row + 1);
        let is_unit = |cell: &Cell| {
            let field = head.columns.iter().find(|(column, _)| *column == cell.column).and_then(|(_, c)| field_of(c));
            let field = field.and_then(|field| table.fields.get(field));
            let number = field.is_some_and(|field| matches!(field.ty.kind, TypeKind::Number { .. }));
            number && head::is_unit(&self.rubric.units, &bare_unit(cell.content.shown()))
        };
        (!row.is_empty() && row.iter().all(is_unit)).then_some(head.row + 1)
    }

    /// Tells of a column whose head names none of the table. Whether it may be left aside.
    fn unknown_column(&mut self, grid: &Grid<'_>, head: &TableHead, column: u32, table: &Table, name: &str) -> bool {
        let (span, text) = (grid.span(head.row, column), grid.shown(head.row, column));
        let given: Vec<usize> = head.columns.iter().filter_map(|(_, column)| field_of(column)).collect();
        let free = table.fields.iter().enumerate().filter(|(index, _)| !given.contains(index)).map(|(_, field)| field);
        let near = head::readings(text)
            .into_iter()
            .find_map(|(text, _)| nearest(&text, free.clone().map(|field| field.name.as_str())));
        if let Some(near) = near {
            let problem = Diagnostic::new(Code::FactUnknownColumn, span).arg("name", name).arg("column", shown(text));
            let at = table.fields.iter().find(|field| field.name == near).map(|field| field.span).unwrap_or_default();
            let problem = problem.label(at, Message::new("fact-nearest-here").arg("near", near));
            self.push(problem.help(Message::new("fact-help-nearest").arg("near", near)));
            return false;
        }
        let columns: Vec<String> = free.map(|field| field.name.clone()).collect();
        let key = if columns.is_empty() { "not-read-column" } else { "not-read-column-of" };
        let what = Message::new(key).arg("name", shown(text)).arg("columns", columns);
        self.not_read(span, what);
        true
    }

    /// Tells of values under no head. Whether they may be left aside.
    fn headless(&mut self, grid: &Grid<'_>, head: &TableHead) -> bool {
        let mut sound = true;
        let mut seen: Vec<u32> = head.columns.iter().map(|(column, _)| *column).collect();
        for cell in grid.cells().iter().filter(|cell| cell.row > head.row) {
            if seen.contains(&cell.column) {
                continue;
            }
            seen.push(cell.column);
            let span = grid.span(cell.row, cell.column);
            match grid.merged_from(head.row, cell.column) {
                Some(from) => {
                    let problem = Diagnostic::new(Code::BookMergedHead, span);
                    let problem = problem.arg("name", shown(grid.shown(head.row, from)));
                    self.push(problem.label(grid.span(head.row, from), Message::new("book-merged-head-here")));
                    sound = false;
                }
                None => self.not_read(span, Message::new("not-read-headless")),
            }
        }
        sound
    }
}
