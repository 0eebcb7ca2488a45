//! The evaluator's judgement: one award a row.

use std::collections::BTreeMap;

use super::super::conform::text::shown;
use super::super::tree::{Key, Node, NodeKind};
use super::grid::Grid;
use super::head;
use super::known::AwardColumn;
use super::value::with_unit;
use super::{Keyword, Parts, Reader};
use crate::diagnostic::{Code, Diagnostic, Message};

/// Where the columns of the awards are.
#[derive(Debug, Default)]
pub(super) struct AwardHead {
    row: u32,
    columns: Vec<(u32, Option<AwardColumn>)>,
}

impl AwardHead {
    /// Finds the head.
    pub(super) fn find(grid: &Grid<'_>) -> Option<AwardHead> {
        let row = head::find(grid, AwardHead::score)?;
        let columns = grid.columns(row).into_iter().map(|column| (column, AwardColumn::read(grid.shown(row, column))));
        Some(AwardHead { row, columns: columns.collect() })
    }

    /// How many columns a row names; 0 where it is no head.
    pub(super) fn score(heads: &[(u32, &str)]) -> usize {
        let columns: Vec<AwardColumn> = heads.iter().filter_map(|(_, text)| AwardColumn::read(text)).collect();
        let has = |column| columns.contains(&column);
        let given = has(AwardColumn::Score) || has(AwardColumn::Less) || has(AwardColumn::Level);
        if has(AwardColumn::Indicator) && given && has(AwardColumn::Reason) { columns.len() } else { 0 }
    }

    /// The row of the head.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// The heads that must be there.
    pub(super) fn sample(english: bool) -> Vec<String> {
        let names = if english {
            ["indicator", "row", "score", "less", "level", "reason", "source"]
        } else {
            ["指标", "行", "得分", "扣", "级", "理由", "来源"]
        };
        names.map(str::to_owned).to_vec()
    }
}

impl Reader<'_> {
    /// Reads the sheet 评定.
    pub(super) fn awards(&mut self, grid: &Grid<'_>, head: &AwardHead, parts: &mut Parts) {
        let find = |wanted| head.columns.iter().find(|(_, column)| *column == Some(wanted)).map(|(column, _)| *column);
        for (column, _) in head.columns.iter().filter(|(_, column)| column.is_none()) {
            let name = shown(grid.shown(head.row, *column));
            self.not_read(grid.span(head.row, *column), Message::new("not-read-column").arg("name", name));
        }
        let kinds = [
            (AwardColumn::Score, Keyword::Score),
            (AwardColumn::Less, Keyword::Less),
            (AwardColumn::Level, Keyword::Level),
            (AwardColumn::Reason, Keyword::Reason),
            (AwardColumn::Source, Keyword::Source),
        ];
        let Some(indicator) = find(AwardColumn::Indicator) else { return };
        let points = if self.rubric.english { "points" } else { "分" };
        let mut found: Vec<(Key, Vec<Node>)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for row in grid.rows() {
            let Some(number) = row.first().map(|cell| cell.row).filter(|row| *row > head.row) else { continue };
            let mut entries = Vec::new();
            for (column, keyword) in kinds {
                let Some(at) = find(column) else { continue };
                let Some(text) = self.text(grid, number, at) else { continue };
                // A merged source may reach over rows that say nothing of their own.
                let counts = matches!(column, AwardColumn::Score | AwardColumn::Less);
                let text = if counts { with_unit(text, Some(points)) } else { text.to_owned() };
                let span = grid.span(number, at);
                entries.push((self.key(keyword, span), Node { span, kind: NodeKind::Text(text) }));
            }
            let says = |(key, _): &(Key, Node)| key.text != self.word(Keyword::Source);
            if !entries.iter().any(says) {
                continue;
            }
            let Some(path) = self.text(grid, number, indicator) else {
                let span = entries.first().map_or_else(|| grid.row_span(row), |(key, _)| key.span);
                self.push(Diagnostic::new(Code::BookNoName, span));
                continue;
            };
            let of_row = find(AwardColumn::Row).and_then(|column| self.text(grid, number, column));
            let path = of_row.map_or_else(|| path.to_owned(), |row| format!("{path}/{row}"));
            let (mut span, item) = (grid.span(number, indicator), grid.row_span(row));
            if let (Some(_), Some(column)) = (of_row, find(AwardColumn::Row)) {
                span = grid.span(number, column);
            }
            let node = Node { span: item, kind: NodeKind::Mapping(entries) };
            match places.get(&path).and_then(|at| found.get_mut(*at)) {
                Some((_, nodes)) => nodes.push(node),
                None => {
                    places.insert(path.clone(), found.len());
                    found.push((Key { span, text: path }, vec![node]));
                }
            }
        }
        for (key, mut nodes) in found {
            let span = nodes.first().map_or(key.span, |node| node.span);
            let value = match nodes.len() {
                1 => nodes.pop(),
                _ => Some(Node { span, kind: NodeKind::Sequence(nodes) }),
            };
            if let Some(value) = value {
                parts.awards.push((key, value));
            }
        }
    }
}
