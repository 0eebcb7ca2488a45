//! What a published table says against itself.

use std::collections::BTreeMap;

use super::matching::{Match, plain};
use super::number::{Follows, Printed};
use super::published::{Published, ScoreRow, ScoreTable};
use super::{Remark, mode_key};
use crate::diagnostic::{Arg, Message};
use crate::model::{NodeId, Rubric};
use crate::number::Number;
use crate::source::Span;

/// A table with what its rows are.
pub struct Matched<'p> {
    /// The table.
    pub table: &'p ScoreTable,
    /// One for each of its rows.
    pub rows: Vec<Match>,
}

/// What contradicts itself within each table, and one table against another.
pub fn check(published: &Published, tables: &[Matched<'_>], rubric: &Rubric) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for matched in tables {
        let several = published.tables.len() > 1;
        let mut inner = Inner { matched, rubric, told: Vec::new(), several };
        inner.rows();
        inner.total();
        inner.grade();
        remarks.append(&mut inner.told);
    }
    remarks.extend(between(tables, rubric));
    remarks
}

struct Inner<'m, 'p> {
    matched: &'m Matched<'p>,
    rubric: &'m Rubric,
    told: Vec<Remark>,
    several: bool,
}

/// Which of the two numbers of a row.
type Pick = fn(&ScoreRow) -> Option<&Printed>;

impl<'p> Inner<'_, 'p> {
    fn tell(&mut self, kind: &'static str, (row, span): (&ScoreRow, Span), message: Message) {
        let subject = row.name.clone();
        let message = if self.several && !self.matched.table.name.is_empty() {
            Message::new("reconcile-in-table").arg("table", self.matched.table.name.as_str()).arg("what", message)
        } else {
            message
        };
        self.told.push(Remark { kind, subject, message, span: Some(span) });
    }

    fn node(&self, row: usize) -> Option<NodeId> {
        match self.matched.rows.get(row) {
            Some(Match::Node(id)) => Some(*id),
            _ => None,
        }
    }

    /// The rows below `row`, and whether they are all that there are.
    fn children(&self, row: usize) -> (Vec<&'p ScoreRow>, bool) {
        let rows = &self.matched.table.rows;
        let under: Vec<&ScoreRow> = rows.iter().filter(|other| other.parent == Some(row)).collect();
        let node = self.node(row).map(|id| self.rubric.node(id));
        let wanted: Vec<NodeId> = match node {
            Some(node) => {
                let indicators = node.body.children.iter().filter(|child| !self.rubric.node(**child).part);
                indicators.copied().collect()
            }
            None => Vec::new(),
        };
        if !under.is_empty() {
            return (under, true);
        }
        let found: Vec<&ScoreRow> = wanted
            .iter()
            .filter_map(|id| (0..rows.len()).find(|at| self.node(*at) == Some(*id)).and_then(|at| rows.get(at)))
            .collect();
        let all = !wanted.is_empty() && found.len() == wanted.len();
        (found, all)
    }

    fn rows(&mut self) {
        let table = self.matched.table;
        for (at, row) in table.rows.iter().enumerate() {
            let (children, all) = self.children(at);
            if all {
                self.sum(row, &children, "reconcile-points-sum", |row| row.points.as_ref());
                self.sum(row, &children, "reconcile-score-sum", |row| row.score.as_ref());
            }
            self.row(row);
        }
        if let Some(total) = &table.total {
            self.row(total);
        }
    }

    /// The numbers of the rows below must add up to that of the row.
    fn sum(&mut self, row: &ScoreRow, children: &[&ScoreRow], key: &'static str, pick: Pick) {
        let Some(own) = pick(row) else { return };
        let parts: Option<Vec<&Printed>> = children.iter().map(|child| pick(child)).collect();
        let Some(parts) = parts.filter(|parts| !parts.is_empty()) else { return };
        let sum = parts.iter().try_fold(Number::ZERO, |sum, part| sum.add(&part.number));
        let Ok(sum) = sum else { return };
        if sum != own.number {
            let said: Vec<String> = parts.iter().map(|part| part.number.to_string()).collect();
            let message = Message::new(key)
                .arg("name", name(row))
                .arg("value", own.number.to_string())
                .arg("working", working(&said, &sum));
            self.tell("sum", (row, own.span), message);
        }
    }

    /// A rate must follow from score and points; a score is not above the points.
    fn row(&mut self, row: &ScoreRow) {
        let (Some(score), Some(points)) = (&row.score, &row.points) else { return };
        if score.number > points.number {
            let message = Message::new("reconcile-above").arg("name", name(row));
            let message = message.arg("score", score.number.to_string()).arg("points", points.number.to_string());
            self.tell("above", (row, score.span), message);
        }
        let Some(rate) = &row.rate else { return };
        let Ok(exact) = score.number.div(&points.number) else { return };
        let message = match rate.follows(&exact) {
            Follows::Yes => return,
            Follows::Rounded(mode) => Message::new("reconcile-rate-mode").arg("mode", Arg::Key(mode_key(mode))),
            Follows::No => Message::new("reconcile-rate"),
        };
        let message = message
            .arg("name", name(row))
            .arg("rate", rate.text.as_str())
            .arg("score", score.number.to_string())
            .arg("points", points.number.to_string())
            .arg("right", rate.like(&exact));
        self.tell("rate", (row, rate.span), message);
    }

    /// What stands at the top must add up to the total.
    fn total(&mut self) {
        let table = self.matched.table;
        let Some(total) = &table.total else { return };
        let tops: Vec<usize> = (0..table.rows.len()).filter(|at| self.is_top(*at)).collect();
        for (pick, key) in [
            ((|row: &ScoreRow| row.points.as_ref()) as Pick, "reconcile-points-total"),
            ((|row: &ScoreRow| row.score.as_ref()) as Pick, "reconcile-score-total"),
        ] {
            let Some(own) = pick(total) else { continue };
            let values: Option<Vec<Number>> = tops.iter().map(|at| self.value(*at, pick, 0)).collect();
            let Some(values) = values.filter(|values| !values.is_empty()) else { continue };
            let Ok(sum) = values.iter().try_fold(Number::ZERO, |sum, value| sum.add(value)) else { continue };
            if sum != own.number {
                let said: Vec<String> = values.iter().filter(|value| !value.is_zero()).map(Number::to_string).collect();
                let message =
                    Message::new(key).arg("value", own.number.to_string()).arg("working", working(&said, &sum));
                self.tell("sum", (total, own.span), message);
            }
        }
    }

    /// Whether no row of the table stands above this one.
    fn is_top(&self, at: usize) -> bool {
        let Some(row) = self.matched.table.rows.get(at) else { return false };
        if row.parent.is_some() {
            return false;
        }
        let mut above = self.node(at).and_then(|id| self.rubric.node(id).parent);
        while let Some(id) = above {
            if (0..self.matched.rows.len()).any(|other| self.node(other) == Some(id)) {
                return false;
            }
            above = self.rubric.node(id).parent;
        }
        true
    }

    /// The number of a row, or the sum of those below it. What has no points (a 加减分) adds none.
    fn value(&self, at: usize, pick: Pick, depth: usize) -> Option<Number> {
        let row = self.matched.table.rows.get(at)?;
        if let Some(own) = pick(row) {
            return Some(own.number.clone());
        }
        let below: Vec<usize> = (0..self.matched.table.rows.len())
            .filter(|other| self.matched.table.rows.get(*other).is_some_and(|row| row.parent == Some(at)))
            .collect();
        let beside = row.adjustment || matches!(self.matched.rows.get(at), Some(Match::Adjustment(_)));
        if below.is_empty() {
            return beside.then_some(Number::ZERO);
        }
        let deep = |other: usize| (depth < 64).then(|| self.value(other, pick, depth + 1)).flatten();
        below.into_iter().map(deep).try_fold(Number::ZERO, |sum, value| sum.add(&value?).ok())
    }

    /// The grade must be that of the total.
    fn grade(&mut self) {
        let table = self.matched.table;
        let (Some((grade, span)), Some(total)) = (&table.grade, &table.total) else { return };
        let Some(score) = &total.score else { return };
        let holds =
            |grade: &&crate::model::Grade| grade.range.constant().is_some_and(|reach| reach.contains(&score.number));
        let Some(right) = self.rubric.grades.iter().find(holds) else { return };
        if plain(&right.name) != plain(grade) {
            let message = Message::new("reconcile-grade")
                .arg("grade", grade.as_str())
                .arg("score", score.number.to_string())
                .arg("right", right.name.as_str());
            self.told.push(Remark { kind: "grade", subject: String::new(), message, span: Some(*span) });
        }
    }
}

/// A sum as it is worked out; one part is its own sum.
fn working(parts: &[String], sum: &Number) -> String {
    if parts.len() < 2 { sum.to_string() } else { format!("{} = {sum}", parts.join(" + ")) }
}

/// One indicator in several tables, or twice in one, with different numbers.
fn between(tables: &[Matched<'_>], rubric: &Rubric) -> Vec<Remark> {
    let mut seen: BTreeMap<String, Vec<(&str, &ScoreRow)>> = BTreeMap::new();
    let mut told = Vec::new();
    for matched in tables {
        let total = matched.table.total.iter().map(|row| (String::new(), row));
        let rows = matched.table.rows.iter().zip(&matched.rows).map(|(row, found)| match found {
            Match::Node(id) => (format!("/{}", rubric.node(*id).path), row),
            Match::Adjustment(index) => (format!("+{index}"), row),
            Match::None(_) | Match::Several(_) => (plain(&row.name), row),
        });
        for (key, row) in rows.chain(total) {
            let earlier = seen.entry(key).or_default();
            for (pick, what) in [
                ((|row: &ScoreRow| row.points.as_ref()) as Pick, "reconcile-column-points"),
                ((|row: &ScoreRow| row.score.as_ref()) as Pick, "reconcile-column-score"),
                ((|row: &ScoreRow| row.rate.as_ref()) as Pick, "reconcile-column-rate"),
            ] {
                let Some(value) = pick(row) else { continue };
                let other = earlier.iter().find_map(|(table, row)| pick(row).map(|value| (*table, value)));
                let Some((first_table, first)) = other.filter(|(_, first)| first.number != value.number) else {
                    continue;
                };
                let message = Message::new("reconcile-differs")
                    .arg("name", name(row))
                    .arg("column", Arg::Key(what))
                    .arg("first", said(first_table, first))
                    .arg("second", said(&matched.table.name, value));
                told.push(Remark { kind: "twice", subject: row.name.clone(), message, span: Some(value.span) });
            }
            earlier.push((&matched.table.name, row));
        }
    }
    told
}

fn said(table: &str, value: &Printed) -> Message {
    if table.is_empty() {
        return Message::new("reconcile-said").arg("value", value.text.as_str());
    }
    Message::new("reconcile-said-at").arg("value", value.text.as_str()).arg("place", table)
}

/// The name of a row; that of the whole where it has none.
fn name(row: &ScoreRow) -> Arg {
    if row.name.is_empty() { Arg::Key("reconcile-total") } else { Arg::Text(row.name.clone()) }
}
