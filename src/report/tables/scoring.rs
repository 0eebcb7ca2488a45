//! 评分表

use crate::diagnostic::Message;
use crate::number::Number;
use crate::report::assessment::{Indicator, StepEntry};
use crate::report::compose::MOST_ROWS;
use crate::report::document::{Cell, Column, Item, Row, Table};
use crate::report::filing::Filing;

use super::figures::{Figures, NONE, inner, levels};
use super::standard::standard;

/// So many rows that score alike are told together.
const ALIKE: usize = 3;
/// Of these so many are named.
const NAMED: usize = 12;

/// 评分表: a row for every indicator of the last level, with its standard, how it was scored and its score. Cells of
/// the levels above reach down over the rows of theirs; the first row sums up.
pub fn scoring(filing: &Filing<'_>) -> Table {
    made(filing, false)
}

/// 评分表 as the annex of a report that tells every step: what scores alike is told together, and what is still
/// wanting is left to the report.
pub(in crate::report) fn scoring_in_short(filing: &Filing<'_>) -> Table {
    made(filing, true)
}

fn made(filing: &Filing<'_>, short: bool) -> Table {
    let figures = Figures::new(filing);
    let assessment = filing.assessment;
    let levels = assessment.indicators.iter().map(levels).max().unwrap_or(1);
    let maker = Maker { figures, levels, short };
    let mut rows: Vec<Row> = maker.sum().into_iter().collect();
    for indicator in &assessment.indicators {
        rows.extend(maker.rows(indicator, 1));
    }
    for adjustment in &assessment.adjustments {
        rows.push(maker.leaf(adjustment, 1));
    }
    Table { columns: maker.columns(), rows }
}

struct Maker<'a> {
    figures: Figures<'a>,
    /// How many levels of indicators there are.
    levels: usize,
    /// Whether accounts are told in short.
    short: bool,
}

impl Maker<'_> {
    fn columns(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        for level in 1..=self.levels {
            columns.push(Column::words(self.figures.level(level)));
            columns.push(Column::numbers(self.figures.word("report-points")));
        }
        for key in ["report-explain", "table-standard", "table-account"] {
            columns.push(Column::words(self.figures.word(key)));
        }
        columns.push(Column::numbers(self.figures.word("table-score")));
        columns
    }

    /// 合计: full marks under each level, and the total.
    fn sum(&self) -> Option<Row> {
        let (points, score) = (self.figures.total_points()?, self.figures.total_score()?);
        let mut cells = Vec::new();
        for level in 1..=self.levels {
            cells.push(if level == 1 { self.figures.word("report-sum").into() } else { Cell::from("") });
            cells.push(points.clone());
        }
        cells.extend(std::iter::repeat_n(Cell::from(""), 3));
        cells.push(score);
        Some(Row { total: true, ..Row::new(cells) })
    }

    /// The rows of `indicator`, which stands on `level`: from its own column on.
    fn rows(&self, indicator: &Indicator, level: usize) -> Vec<Row> {
        if indicator.is_leaf() {
            return vec![self.leaf(indicator, level)];
        }
        let mut rows: Vec<Row> = inner(indicator).flat_map(|child| self.rows(child, level + 1)).collect();
        // What is not just the sum of what stands in it has an account of its own.
        if indicator.justification.len() > 1 {
            rows.push(self.own(indicator, level + 1));
        }
        let down = rows.len();
        for (i, row) in rows.iter_mut().enumerate() {
            let cells = match i {
                0 => [Cell::from(indicator.name.as_str()).down(down), self.figures.points(indicator).down(down)],
                _ => [Cell::covered(), Cell::covered()],
            };
            row.cells.splice(0..0, cells);
        }
        rows
    }

    fn leaf(&self, indicator: &Indicator, level: usize) -> Row {
        let mut cells = vec![Cell::from(indicator.name.as_str()), self.figures.points(indicator)];
        for _ in level..self.levels {
            cells.extend([Cell::from(NONE), Cell::from(NONE)]);
        }
        self.close(indicator, cells, false)
    }

    /// How `indicator` itself came about, beside the indicators in it.
    fn own(&self, indicator: &Indicator, level: usize) -> Row {
        let columns = (self.levels + 1 - level) * 2;
        let mut cells = vec![Cell::from(self.figures.word("table-own")).across(columns)];
        cells.extend(std::iter::repeat_n(Cell::covered(), columns - 1));
        self.close(indicator, cells, true)
    }

    fn close(&self, indicator: &Indicator, mut cells: Vec<Cell>, total: bool) -> Row {
        cells.push(self.figures.explain(indicator).into());
        cells.push(standard(self.figures.filing, indicator).into());
        cells.push(self.account(indicator).into());
        cells.push(self.figures.score(indicator));
        Row { total, ..Row::new(cells) }
    }

    /// 评分说明: a line for each step, each row and each part.
    fn account(&self, indicator: &Indicator) -> String {
        let composer = &self.figures.composer;
        let own = |item: &Item| flat(item);
        if self.short {
            let parts = if indicator.is_leaf() { composer.parts(indicator) } else { Vec::new() };
            let own_lines = self.own_in_short(indicator);
            return parts.iter().map(own).chain(own_lines).collect::<Vec<_>>().join("\n");
        }
        let items = if indicator.is_leaf() { composer.lines(indicator) } else { composer.own_lines(indicator) };
        items.iter().map(own).collect::<Vec<_>>().join("\n")
    }
}

impl Maker<'_> {
    /// The lines of `indicator` itself; the rows that earned most without an award are told together, after the others.
    fn own_in_short(&self, indicator: &Indicator) -> Vec<String> {
        let told = indicator.steps.iter().filter(|step| !step.detail && !step.text.is_empty());
        let alike = |step: &StepEntry| {
            let judged = |inner: &StepEntry| matches!(inner.kind, "award" | "manual" | "undetermined" | "check");
            (step.kind == "row" && !step.steps.iter().any(judged)).then(|| step.points.clone()).flatten()
        };
        let mut together: Vec<(String, Vec<String>)> = Vec::new();
        for step in indicator.steps.iter().filter(|step| !step.detail) {
            let (Some(points), Some(name)) = (alike(step), &step.name) else { continue };
            match together.iter_mut().find(|(other, _)| *other == points) {
                Some((_, names)) => names.push(name.clone()),
                None => together.push((points, vec![name.clone()])),
            }
        }
        // Only the best are told together: of a row that lost points, how it did is what a reader looks for.
        let value = |points: &str| Number::parse(points).ok();
        let best = together.iter().filter_map(|(points, _)| value(points)).max();
        together.retain(|(points, names)| names.len() >= ALIKE && best.is_some() && value(points) == best);
        let (mut lines, mut rows) = (Vec::new(), 0_usize);
        let mut open = true;
        for (step, line) in told.zip(&indicator.justification) {
            if step.kind == "row" {
                let said = alike(step).is_some_and(|points| together.iter().any(|(other, _)| *other == points));
                rows += usize::from(!said);
                if !said && rows <= MOST_ROWS {
                    lines.push(line.clone());
                }
                continue;
            }
            if open && (rows > 0 || !together.is_empty()) {
                open = false;
                lines.extend((rows > MOST_ROWS).then(|| self.figures.composer.left_out(rows - MOST_ROWS)));
                lines.extend(together.iter().map(|(points, names)| self.alike(points, names)));
            }
            if step.kind != "undetermined" {
                lines.push(line.clone());
            }
        }
        lines
    }

    fn alike(&self, points: &str, names: &[String]) -> String {
        let first: Vec<String> = names.iter().take(NAMED).cloned().collect();
        let message = Message::new("table-alike")
            .arg("names", first.join(&self.figures.word("joint-list")))
            .arg("more", if names.len() > NAMED { "yes" } else { "no" })
            .arg("count", names.len())
            .arg("points", self.figures.number(points));
        self.figures.filing.locale.text(&message)
    }
}

/// `item` with what stands in it, in one line.
pub(in crate::report) fn flat(item: &Item) -> String {
    let mut line = item.text.clone();
    for inner in &item.items {
        // Latin sentences are parted by a blank, Chinese ones are not.
        if line.ends_with(|c: char| c.is_ascii()) && !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(&flat(inner));
    }
    line
}
