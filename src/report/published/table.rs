//! 评分表 as it is printed, and the same as an outline.

use crate::diagnostic::Message;
use crate::model::{AdjustmentId, Node, NodeId, Worth};
use crate::report::document::{Cell, Column, Row, Table};

use super::{Maker, items, texts};

/// Stands where there is nothing to say.
const NONE: &str = "-";

impl Maker<'_> {
    /// A row for every indicator of the last level; cells of the levels above reach down over the rows of theirs; the
    /// first row sums up.
    pub(super) fn standard(&self) -> Table {
        let rubric = self.rubric();
        let levels = rubric.roots.iter().map(|root| self.levels(*root)).max().unwrap_or(1);
        let mut columns = Vec::new();
        for level in 1..=levels {
            columns.push(Column::words(self.say(Message::new("table-level").arg("level", level))));
            columns.push(Column::numbers(self.word("report-points")));
        }
        columns.push(Column::words(self.word("report-explain")));
        columns.push(Column::words(self.word("table-standard")));
        let mut rows = Vec::new();
        if let Some(full) = &rubric.full {
            let mut cells = Vec::new();
            for level in 1..=levels {
                cells.push(if level == 1 { self.word("report-sum") } else { String::new() });
                cells.push(full.shown(28).text);
            }
            cells.extend([String::new(), String::new()]);
            rows.push(Row { total: true, ..Row::new(cells) });
        }
        for root in &rubric.roots {
            rows.extend(self.rows(*root, 1, levels));
        }
        for (id, adjustment) in (0..).zip(&rubric.adjustments) {
            let standard = texts(self.wording.adjustment(AdjustmentId(id)));
            let explain = adjustment.explain.clone().unwrap_or_default();
            rows.push(self.line(&adjustment.name, NONE.to_owned(), 1, levels, explain, standard));
        }
        Table { columns, rows }
    }

    /// How many levels of indicators there are, `node` being one.
    fn levels(&self, node: NodeId) -> usize {
        1 + self.inner(node).map(|child| self.levels(child)).max().unwrap_or(0)
    }

    /// The indicators in an indicator; parts are no rows of a printed table.
    fn inner(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let children = self.published.rubric.node(node).body.children.iter().copied();
        children.filter(|child| !self.published.rubric.node(*child).part)
    }

    fn rows(&self, id: NodeId, level: usize, levels: usize) -> Vec<Row> {
        let node = self.rubric().node(id);
        let (points, own) = (self.points(node), texts(self.wording.rule(id)));
        let explain = node.explain.clone().unwrap_or_default();
        let mut rows: Vec<Row> = self.inner(id).flat_map(|child| self.rows(child, level + 1, levels)).collect();
        if rows.is_empty() {
            return vec![self.line(&node.name, points, level, levels, explain, own)];
        }
        // What is not just the sum of what stands in it has a row of its own.
        if !own.is_empty() || !explain.is_empty() {
            let columns = (levels - level) * 2;
            let mut cells = vec![Cell::from(self.word("table-own")).across(columns)];
            cells.extend(std::iter::repeat_n(Cell::covered(), columns - 1));
            cells.extend([Cell::from(explain), Cell::from(own)]);
            rows.push(Row::new(cells));
        }
        let down = rows.len();
        for (i, row) in rows.iter_mut().enumerate() {
            let cells = match i {
                0 => [Cell::from(node.name.as_str()).down(down), Cell::from(points.as_str()).down(down)],
                _ => [Cell::covered(), Cell::covered()],
            };
            row.cells.splice(0..0, cells);
        }
        rows
    }

    /// The row of an indicator without others in it, from its own column on.
    fn line(&self, name: &str, points: String, level: usize, levels: usize, explain: String, standard: String) -> Row {
        let mut cells = vec![Cell::from(name), Cell::from(points)];
        for _ in level..levels {
            cells.extend([Cell::from(NONE), Cell::from(NONE)]);
        }
        cells.extend([Cell::from(explain), Cell::from(standard)]);
        Row::new(cells)
    }

    /// What an indicator is worth.
    fn points(&self, node: &Node) -> String {
        match &node.worth {
            Worth::Points(points) => points.shown(28).text,
            Worth::Share(_) | Worth::Level(_) => NONE.to_owned(),
        }
    }

    /// The indicators one after another.
    pub(super) fn outline(&mut self) {
        let rubric = self.rubric();
        for root in &rubric.roots {
            self.outlined(*root);
        }
        for (id, adjustment) in (0..).zip(&rubric.adjustments) {
            self.document.heading(3, adjustment.name.clone());
            self.document.paragraph(adjustment.explain.clone().unwrap_or_default());
            let standard = self.wording.adjustment(AdjustmentId(id));
            self.document.list(items(standard));
        }
    }

    fn outlined(&mut self, id: NodeId) {
        let node = self.rubric().node(id);
        let heading = match &node.worth {
            Worth::Points(points) => {
                let message = Message::new("published-worth").arg("name", node.path.clone());
                self.say(message.arg("points", points.shown(28).text))
            }
            Worth::Share(_) | Worth::Level(_) => node.path.clone(),
        };
        let standard = self.wording.rule(id);
        let leaf = self.inner(id).next().is_none();
        // One that only sums its indicators is named by theirs.
        if leaf || !standard.is_empty() || node.explain.is_some() {
            self.document.heading(3, heading);
            self.document.paragraph(node.explain.clone().unwrap_or_default());
            self.document.list(items(standard));
        }
        let inner: Vec<NodeId> = self.inner(id).collect();
        for child in inner {
            self.outlined(child);
        }
    }
}
