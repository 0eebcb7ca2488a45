//! Facts bound to the slots of a checked rubric: what evaluation reads.

use std::collections::BTreeMap;

use crate::model::{AdjustmentId, FactId, NodeId};
use crate::number::Number;
use crate::source::Span;
use crate::value::Value;

/// A department's facts, bound to one rubric.
#[derive(Debug)]
pub struct Facts {
    /// 对象
    pub subject: String,
    /// 期间, as written; empty where not given.
    pub period: String,
    /// One for each fact of the rubric, in its order.
    pub slots: Vec<Slot>,
    /// Where each slot's value came from, in the same order.
    pub origins: Vec<Option<Origin>>,
    /// Where a fact is named and nothing is said of it, by its place among the facts of the rubric: a form has blanks.
    pub blanks: BTreeMap<usize, Span>,
    /// The evaluator's judgement, in the order of the targets; several on one target in the order of the file.
    pub awards: Vec<Award>,
}

/// What is known of one fact.
#[derive(Debug, Clone)]
pub enum Slot {
    /// The file says nothing of it.
    Missing,
    /// A value. A fact known in part is `Value::Unknown`; an optional fact left out is `Value::Absent`.
    Value(Value),
    /// A table, perhaps empty.
    Table(TableRows),
}

/// The rows of a table.
#[derive(Debug, Clone, Default)]
pub struct TableRows {
    /// Rows in the order of the file.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is called: its first text field, with `#2` for the second of that name; its number from 1
    /// where the table has no text field.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// One for each column. A field left out that is not optional is `None`.
    pub cells: Vec<Option<Value>>,
    /// Where each came from.
    pub origins: Vec<Option<Origin>>,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its place in the facts file.
    pub span: Span,
    /// The value as written, with its unit: `2641.94万元`.
    pub written: String,
    /// The unit as written, if any: `万元`.
    pub unit: Option<String>,
    /// 来源
    pub source: Option<String>,
}

/// An entry of 评定.
#[derive(Debug, Clone)]
pub struct Award {
    /// Whole entry.
    pub span: Span,
    /// What is awarded.
    pub target: AwardTarget,
    /// How much.
    pub kind: AwardKind,
    /// 理由
    pub reason: String,
    /// 来源
    pub source: Option<String>,
}

/// Where an award stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AwardTarget {
    /// An indicator or part.
    Node(NodeId),
    /// A row of a table that an indicator or part scores row by row.
    Row(NodeId, FactId, u32),
    /// A 加减分.
    Adjustment(AdjustmentId),
}

/// How much is awarded.
#[derive(Debug, Clone, PartialEq)]
pub enum AwardKind {
    /// 得分: so many points.
    Score(Number),
    /// 扣: so many points less than the rule gives; not negative.
    Less(Number),
    /// 级: a level.
    Level(u16),
}
