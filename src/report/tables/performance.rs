//! 绩效指标表

use std::collections::BTreeMap;

use crate::eval::{Outcome, Step};
use crate::facts::{Row as FactRow, Slot};
use crate::justification::outcome_text;
use crate::model::{Each, Fact, FactId, Node, NodeId, Table as Columns, Worth};
use crate::number::Number;
use crate::report::assessment::{FactEntry, Indicator, StepEntry};
use crate::report::build::range;
use crate::report::document::{Cell, Column, Row, Shows, Table};
use crate::report::filing::Filing;
use crate::value::Value;

use super::figures::{Figures, NONE};

/// What the column of a table that holds the target may be called.
const TARGETS: &[&str] = &[
    "年度指标值",
    "指标值",
    "目标值",
    "年度目标值",
    "计划指标值",
    "计划值",
    "目标",
    "target",
    "target value",
    "planned",
];
/// What the column that holds what came of it may be called.
const ACTUALS: &[&str] = &["实际完成值", "实际值", "完成值", "实际", "actual", "actual value", "achieved"];
/// What the columns of indicators may be called, by their level.
const LEVELS: [&[&str]; 3] = [
    &["一级指标", "level 1 indicator", "level 1"],
    &["二级指标", "level 2 indicator", "level 2"],
    &["三级指标", "level 3 indicator", "level 3"],
];
/// What the column that says why may be called.
const REASONS: &[&str] =
    &["偏差原因分析及改进措施", "偏差原因及改进措施", "偏差原因", "原因", "reason", "reason for the deviation"];

/// A line of the table.
pub(super) struct Line {
    /// The three levels of indicators.
    pub levels: [String; 3],
    pub target: Cell,
    pub actual: Cell,
    pub points: Cell,
    pub score: Cell,
    pub reason: String,
}

/// 绩效指标表: the rows of the tables that have a target and an actual value and are scored row by row, each with its
/// points and score. `None` where the rubric has no such table, or none of its rows was scored.
pub fn performance(filing: &Filing<'_>) -> Option<Table> {
    let figures = Figures::new(filing);
    let lines: Vec<Line> = (0..filing.rubric().nodes.len() as u32).flat_map(|i| lines(&figures, NodeId(i))).collect();
    if lines.is_empty() {
        return None;
    }
    Some(Table {
        columns: columns(&figures),
        rows: rows(&lines).into_iter().map(|cells| Row { cells, ..Row::default() }).collect(),
    })
}

/// The columns of [`rows`].
pub(super) fn columns(figures: &Figures<'_>) -> Vec<Column> {
    let mut columns: Vec<Column> = (1..=3).map(|level| Column::words(figures.level(level))).collect();
    columns.push(Column::words(figures.word("table-target")));
    columns.push(Column::words(figures.word("table-actual")));
    columns.push(Column::numbers(figures.word("report-points")));
    columns.push(Column::numbers(figures.word("table-result")));
    columns.push(Column::words(figures.word("table-deviation")));
    columns
}

/// The cells of `lines`; what says the same as the line above, on the first two levels, is merged with it.
pub(super) fn rows(lines: &[Line]) -> Vec<Vec<Cell>> {
    let run = |from: usize, deep: usize| {
        let same =
            |line: &&Line| lines.get(from).is_some_and(|first| line.levels.get(..=deep) == first.levels.get(..=deep));
        lines.iter().skip(from).take_while(same).count()
    };
    let mut open = [0_usize; 2];
    let mut rows = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let mut cells = Vec::new();
        for (deep, name) in line.levels.iter().enumerate() {
            match open.get_mut(deep) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    cells.push(Cell::covered());
                }
                Some(left) => {
                    let down = run(i, deep);
                    *left = down - 1;
                    cells.push(Cell::from(name.as_str()).down(down));
                }
                None => cells.push(name.as_str().into()),
            }
        }
        cells.extend([line.target.clone(), line.actual.clone()]);
        cells.extend([line.points.clone(), line.score.clone(), line.reason.as_str().into()]);
        rows.push(cells);
    }
    rows
}

/// The lines of the rows that `node` scores.
pub(super) fn lines(figures: &Figures<'_>, node: NodeId) -> Vec<Line> {
    let filing = figures.filing;
    let (rubric, evaluation) = (filing.rubric(), filing.assessed.evaluation);
    let mut lines = Vec::new();
    let mut open: Vec<(&Each, &Number)> = Vec::new();
    let mut told = None;
    for step in evaluation.own_steps(rubric, node) {
        match step {
            Step::RowBegin { each, full, .. } => open.push((each, full)),
            Step::RowEnd { row, awarded, award, .. } => {
                let Some((each, full)) = open.pop() else { continue };
                let Some(table) = Targets::of(figures, each.table) else { continue };
                let Some(found) = table.rows.get(*row as usize) else { continue };
                let facts = told.get_or_insert_with(|| facts_told(filing, rubric.node(node)));
                let reason = award.and_then(|(award, _)| filing.assessed.facts.awards.get(award));
                let mut line = table.line(rubric.node(node), (*row, found), facts);
                line.points = figures.number(&full.to_string()).into();
                let shows = Shows::RowScore(rubric.node(node).path.clone(), *row);
                line.score = score(figures, awarded, rubric.node(node)).showing(shows);
                let reasons = reason.map(|award| award.reason.clone()).into_iter().chain([line.reason]);
                let reasons: Vec<String> = reasons.filter(|reason| !reason.is_empty()).collect();
                line.reason = reasons.join(&figures.word("joint-semicolon"));
                lines.push(line);
            }
            _ => {}
        }
    }
    lines
}

fn score(figures: &Figures<'_>, outcome: &Outcome, node: &Node) -> Cell {
    let levels = match node.worth {
        Worth::Level(set) => Some(set),
        Worth::Points(_) | Worth::Share(_) => None,
    };
    match range(outcome) {
        Some(range) => figures.range(&range).into(),
        None => outcome_text(figures.filing.rubric(), outcome, levels, figures.filing.locale).into(),
    }
}

/// What was read, as it is told: by `table/row/column`.
type Told = BTreeMap<String, String>;

fn facts_told(filing: &Filing<'_>, node: &Node) -> Told {
    fn of_steps(steps: &[StepEntry], told: &mut Told) {
        for step in steps {
            let facts = step.facts.iter().map(|fact: &FactEntry| (fact.name.clone(), fact.value.clone()));
            told.extend(facts);
            of_steps(&step.steps, told);
        }
    }
    fn find<'a>(indicators: &'a [Indicator], path: &str) -> Option<&'a Indicator> {
        indicators.iter().find_map(|indicator| {
            if indicator.path == path { Some(indicator) } else { find(&indicator.children, path) }
        })
    }
    let mut told = Told::new();
    if let Some(indicator) = find(&filing.assessment.indicators, &node.path) {
        of_steps(&indicator.steps, &mut told);
    }
    told
}

/// A table of the facts that has a target and an actual value.
struct Targets<'a> {
    id: FactId,
    fact: &'a Fact,
    columns: &'a Columns,
    rows: &'a [FactRow],
    target: usize,
    actual: usize,
}

impl<'a> Targets<'a> {
    fn of(figures: &Figures<'a>, id: FactId) -> Option<Targets<'a>> {
        let fact = figures.filing.rubric().fact(id);
        let columns = fact.ty.table()?;
        let Some(Slot::Table(rows)) = figures.filing.assessed.facts.slots.get(id.index()) else { return None };
        let (target, actual) = (column(columns, TARGETS)?, column(columns, ACTUALS)?);
        Some(Targets { id, fact, columns, rows: &rows.rows, target, actual })
    }

    fn line(&self, node: &Node, (at, row): (u32, &FactRow), told: &Told) -> Line {
        let text = |names: &[&str]| {
            let at = column(self.columns, names)?;
            Some(self.text(row, at, told)).filter(|text| !text.is_empty())
        };
        let above: Vec<&str> = node.path.split('/').collect();
        // The last two names above the row; of an indicator that stands alone, its own and that of the table.
        let (first, second) = match above.as_slice() {
            [.., a, b] => (*a, *b),
            [only] => (*only, self.fact.name.as_str()),
            [] => ("", ""),
        };
        let [one, two, three] = LEVELS.map(text);
        let fact = |column: usize| {
            let text = self.text(row, column, told);
            let text = if text.is_empty() { NONE.to_owned() } else { text };
            Cell::from(text).showing(Shows::Fact(self.id, at, column as u16))
        };
        Line {
            levels: [
                one.unwrap_or_else(|| first.into()),
                two.unwrap_or_else(|| second.into()),
                three.unwrap_or_else(|| row.name.clone()),
            ],
            target: fact(self.target),
            actual: fact(self.actual),
            points: NONE.into(),
            score: NONE.into(),
            reason: text(REASONS).unwrap_or_default(),
        }
    }

    /// A cell of the facts as it is written, or, where only something is known of it, as the account tells it.
    fn text(&self, row: &FactRow, column: usize, told: &Told) -> String {
        let Some(field) = self.columns.fields.get(column) else { return String::new() };
        let written = row.origins.get(column).and_then(Option::as_ref).map(|origin| origin.written.trim().to_owned());
        match (row.cells.get(column).and_then(Option::as_ref), written) {
            (Some(Value::Absent), _) => String::new(),
            (
                Some(Value::Number(_) | Value::Date(_) | Value::YesNo(_) | Value::Option(_) | Value::Text(_)),
                Some(written),
            ) if !written.is_empty() => written,
            _ => told.get(&format!("{}/{}/{}", self.fact.name, row.name, field.name)).cloned().unwrap_or_default(),
        }
    }
}

/// The column called one of `names`, the first of them that there is.
pub(super) fn column(table: &Columns, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|wanted| table.fields.iter().position(|field| is_called(&field.name, &[wanted])))
}

/// Whether `name` is one of `names`; the width and the height of letters make no difference.
pub(super) fn is_called(name: &str, names: &[&str]) -> bool {
    let name: String = name
        .trim()
        .to_lowercase()
        .chars()
        .map(|c| match c {
            '_' => ' ',
            '（' => '(',
            '）' => ')',
            'ａ'..='ｚ' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .collect();
    names.contains(&name.as_str())
}
