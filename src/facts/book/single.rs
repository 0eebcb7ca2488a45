//! Single facts: one a row, in columns that are found by their heads.

use super::super::conform::text::{folded, shown};
use super::super::conform::written::is_marker;
use super::super::tree::{Key, Node, NodeKind};
use super::grid::Grid;
use super::head;
use super::known::{AboutKey, FactColumn, is_label, is_none, is_remark};
use super::{Keyword, Parts, Reader};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::TypeKind;
use crate::source::Span;

/// Where the columns of the single facts are.
#[derive(Debug, Default)]
pub(super) struct FactHead {
    row: u32,
    name: u32,
    value: u32,
    unit: Option<u32>,
    source: Option<u32>,
    /// Heads that name nothing known.
    unknown: Vec<u32>,
}

impl FactHead {
    /// Finds the head.
    pub(super) fn find(grid: &Grid<'_>) -> Option<FactHead> {
        let row = head::find(grid, FactHead::score)?;
        let mut found = FactHead { row, ..FactHead::default() };
        let (mut name, mut value) = (None, None);
        for column in grid.columns(row) {
            match FactColumn::read(grid.shown(row, column)) {
                Some(FactColumn::Name) => name = name.or(Some(column)),
                Some(FactColumn::Value) => value = value.or(Some(column)),
                Some(FactColumn::Unit) => found.unit = found.unit.or(Some(column)),
                Some(FactColumn::Source) => found.source = found.source.or(Some(column)),
                Some(FactColumn::Idle) => {}
                None => found.unknown.push(column),
            }
        }
        (found.name, found.value) = (name?, value?);
        Some(found)
    }

    /// How many columns a row names; 0 where it is no head.
    pub(super) fn score(heads: &[(u32, &str)]) -> usize {
        let columns: Vec<FactColumn> = heads.iter().filter_map(|(_, text)| FactColumn::read(text)).collect();
        let has = |column| columns.contains(&column);
        if has(FactColumn::Name) && has(FactColumn::Value) { columns.len() } else { 0 }
    }

    /// The row of the head.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// The heads that must be there.
    pub(super) fn sample(english: bool) -> Vec<String> {
        let names = if english { ["name", "unit", "value", "source"] } else { ["名称", "单位", "值", "来源"] };
        names.map(str::to_owned).to_vec()
    }
}

impl Reader<'_> {
    /// Reads the sheet 数据.
    pub(super) fn single(&mut self, grid: &Grid<'_>, head: &FactHead, parts: &mut Parts) {
        let rubric = self.rubric;
        for column in &head.unknown {
            let name = shown(grid.shown(head.row, *column));
            self.not_read(grid.span(head.row, *column), Message::new("not-read-column").arg("name", name));
        }
        let stated = self.stated_units(grid, head.row, rubric.facts.iter().map(|fact| &fact.ty.kind));
        let names = head::Names::new(rubric.facts.iter().map(|fact| fact.name.as_str()));
        // What the form asks for and nobody filled in: what misses it points there.
        let mut blanks: Vec<(String, Span)> = Vec::new();
        for row in grid.rows() {
            let Some(number) = row.first().map(|cell| cell.row).filter(|row| *row > head.row) else { continue };
            let value_span = grid.span(number, head.value);
            let name = grid.shown(number, head.name);
            let blank = grid.cell(number, head.value).is_none();
            if name.is_empty() {
                if !blank {
                    self.push(Diagnostic::new(Code::BookNoName, value_span));
                }
                continue;
            }
            // Titles between the facts, remarks below them.
            if blank && head.source.is_none_or(|source| grid.cell(number, source).is_none()) {
                let fact = names.find(name).and_then(|(index, _)| rubric.facts.get(index));
                blanks.extend(
                    fact.filter(|fact| fact.ty.table().is_none())
                        .map(|fact| (fact.name.clone(), grid.span(number, head.name))),
                );
                continue;
            }
            if is_remark(name) && row.iter().all(|cell| is_label(cell.content.shown())) {
                continue;
            }
            let span = grid.span(number, head.name);
            let Some((index, unit)) = names.find(name) else {
                if let Some(key) = AboutKey::read(name) {
                    self.about_line(grid, key, (number, head.name), Some((number, head.value)), parts);
                } else {
                    let kind = NodeKind::Text(grid.shown(number, head.value).to_owned());
                    parts.facts.push((Key { span, text: name.to_owned() }, Node { span: value_span, kind }));
                }
                continue;
            };
            let Some(fact) = rubric.facts.get(index) else { continue };
            let of_column = head.unit.and_then(|column| grid.cell(number, column)).map(|cell| cell.content.shown());
            let unit = unit
                .filter(|unit| head::is_unit(&rubric.units, unit))
                .or(of_column.and_then(|unit| self.unit_beside(unit, &fact.ty.kind)));
            let unit = unit.or_else(|| self.fitting(&fact.ty.kind, &stated));
            let value = if fact.ty.table().is_some() && is_none(grid.shown(number, head.value)) {
                Some(Node { span: value_span, kind: NodeKind::Sequence(Vec::new()) })
            } else {
                self.value(grid, (number, head.value), &fact.ty, unit.as_deref())
            };
            let source = head.source.and_then(|column| self.sourced(grid, number, column));
            let value = value.or_else(|| source.is_some().then_some(Node { span: value_span, kind: NodeKind::Null }));
            if let Some(value) = value {
                parts.facts.push((Key { span, text: fact.name.clone() }, self.with_source(value, source)));
            }
        }
        for (name, span) in blanks {
            if parts.facts.iter().all(|(key, _)| key.text != name) {
                parts.facts.push((Key { span, text: name }, Node { span, kind: NodeKind::Null }));
            }
        }
    }

    /// The unit that the column of units gives a bare number. Some forms have a stroke there where there is none, and a
    /// plain number may be counted in anything, but not in ten thousands of it.
    fn unit_beside(&self, unit: &str, kind: &TypeKind) -> Option<String> {
        let TypeKind::Number { dimension, unit: declared, .. } = kind else { return None };
        let counted = dimension.is_none() && declared.is_none() && !head::multiplies(unit);
        let idle = is_marker(&folded(unit)) || (counted && !head::is_unit(&self.rubric.units, unit));
        (!idle).then(|| unit.to_owned())
    }

    /// The source that stands in a cell.
    pub(super) fn sourced(&mut self, grid: &Grid<'_>, row: u32, column: u32) -> Option<Node> {
        let text = self.text(grid, row, column)?;
        Some(Node { span: grid.span(row, column), kind: NodeKind::Text(text.to_owned()) })
    }

    /// `value` with where it was found.
    pub(super) fn with_source(&self, value: Node, source: Option<Node>) -> Node {
        let Some(source) = source else { return value };
        let span = value.span;
        let source = (self.key(Keyword::Source, source.span), source);
        let mut entries = match value.kind {
            NodeKind::Mapping(entries) => entries,
            kind => vec![(self.key(Keyword::Value, span), Node { span, kind })],
        };
        entries.push(source);
        Node { span, kind: NodeKind::Mapping(entries) }
    }
}
