//! What is worked out once for a rubric and used for every department.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::facts::Facts;
use crate::model::{Body, Each, FactId, NodeId, Rubric, Rule, RuleKind, Worth};
use crate::number::Number;
use crate::value::Value;

use super::body::Yield;
use super::scope::{Frame, RowRef, Scope, Site};
use super::{Evaluation, Evaluator, NodeResult, Observation, Options, Suspicion};

/// A rubric made ready to score any number of departments.
#[derive(Debug)]
pub struct Plan<'m> {
    rubric: &'m Rubric,
    reaches: OnceLock<Reaches>,
    /// How many steps the last department took: room for the next one's.
    steps: AtomicUsize,
}

/// What each rule can yield at all, whatever the facts.
#[derive(Debug, Default)]
pub struct Reaches {
    nodes: Vec<Option<Value>>,
    rows: BTreeMap<(NodeId, FactId), Value>,
}

impl Reaches {
    /// What `node` can yield, rounded; `None` where nothing is known.
    pub fn node(&self, node: NodeId) -> Option<&Value> {
        self.nodes.get(node.index())?.as_ref()
    }

    /// What a row of `table` can yield in `node`.
    pub fn row(&self, node: NodeId, table: FactId) -> Option<&Value> {
        self.rows.get(&(node, table))
    }
}

impl<'m> Plan<'m> {
    /// Makes `rubric` ready.
    pub fn new(rubric: &'m Rubric) -> Self {
        Plan { rubric, reaches: OnceLock::new(), steps: AtomicUsize::new(0) }
    }

    /// The rubric.
    pub(super) fn rubric(&self) -> &'m Rubric {
        self.rubric
    }

    /// Scores one department.
    pub fn evaluate(&self, facts: &Facts, options: &Options) -> Evaluation<'m> {
        // Only an award asks what a rule can give at all.
        let reaches = if facts.awards.is_empty() { None } else { Some(self.reaches()) };
        let mut evaluator = Evaluator::new(self.rubric, Some(facts), reaches, *options);
        evaluator.trace.reserve(self.steps.load(Ordering::Relaxed));
        let (adjustments, total) = evaluator.run();
        self.steps.store(evaluator.trace.len(), Ordering::Relaxed);
        Evaluation {
            nodes: evaluator.nodes,
            adjustments,
            total,
            trace: evaluator.trace,
            findings: evaluator.findings,
            errors: evaluator.errors,
        }
    }

    /// What each rule can yield, found out by running it without any facts.
    pub fn reaches(&self) -> &Reaches {
        self.reaches.get_or_init(|| {
            let mut reaches = Reaches::default();
            for index in 0..self.rubric.nodes.len() {
                let id = NodeId(index as u32);
                let value = self.node_reach(id);
                reaches.nodes.push(value);
                let mut tables = Vec::new();
                eaches(&self.rubric.node(id).body, &mut tables);
                for each in tables {
                    if let Some(value) = self.row_reach(id, each) {
                        reaches.rows.insert((id, each.table), value);
                    }
                }
            }
            reaches
        })
    }

    /// What is noticed of the rules when each is run for all that it can yield; and that, node by node.
    pub fn observe(&self) -> (Vec<Observation<'m>>, Vec<NodeResult>) {
        let mut evaluator = self.alone();
        evaluator.observations = Some(Vec::new());
        evaluator.run();
        (evaluator.observations.unwrap_or_default(), evaluator.nodes)
    }

    /// What looks like a slip when the rubric is run for all that it can yield.
    pub fn suspicions(&self) -> Vec<Suspicion<'m>> {
        let mut evaluator = self.alone();
        evaluator.suspecting = Some(super::suspect::Suspecting::default());
        evaluator.run();
        evaluator.suspecting.map(super::suspect::Suspecting::found).unwrap_or_default()
    }

    fn alone(&self) -> Evaluator<'m, '_> {
        let options = Options { trace: false, deny_departures: false };
        Evaluator::new(self.rubric, None, None, options)
    }

    fn node_reach(&self, id: NodeId) -> Option<Value> {
        let node = self.rubric.node(id);
        let full = match &node.worth {
            Worth::Points(points) => points.clone(),
            Worth::Level(_) => Number::ZERO,
            Worth::Share(_) => return None,
        };
        let mut evaluator = self.alone();
        let site = Site { node: Some(id), ..Site::default() };
        let scope = Scope { frame: None, call: None, full: &full, site };
        match evaluator.body(&node.body, &scope) {
            Ok(Yield::Score(mut score) | Yield::Maybe(mut score)) => {
                let round = if node.part { None } else { self.rubric.rounding.indicator };
                evaluator.round(&mut score, round, node.span).ok().map(|()| score.rule)
            }
            _ => None,
        }
    }

    fn row_reach(&self, id: NodeId, each: &'m Each) -> Option<Value> {
        let full = match &self.rubric.node(id).worth {
            Worth::Points(points) => points.clone(),
            Worth::Level(_) => Number::ZERO,
            Worth::Share(_) => return None,
        };
        if each.full.is_some() {
            return None;
        }
        let mut evaluator = self.alone();
        let frame = Frame { depth: each.frame, row: RowRef::Any, outer: None };
        let scope = Scope { frame: Some(&frame), call: None, full: &full, site: Site::default() };
        match evaluator.body(&each.body, &scope) {
            Ok(Yield::Score(mut score) | Yield::Maybe(mut score)) => {
                evaluator.round(&mut score, self.rubric.rounding.row, each.span).ok().map(|()| score.rule)
            }
            _ => None,
        }
    }
}

/// The outermost 逐项 of a block.
pub(super) fn eaches<'m>(body: &'m Body, found: &mut Vec<&'m Each>) {
    if let Some(rule) = &body.rule {
        rule_eaches(rule, found);
    }
}

fn rule_eaches<'m>(rule: &'m Rule, found: &mut Vec<&'m Each>) {
    match &rule.kind {
        RuleKind::Each(each) => found.push(each),
        RuleKind::Bands { bands, .. } => bands.iter().for_each(|b| rule_eaches(&b.rule, found)),
        RuleKind::Cases { cases, otherwise } => {
            cases.iter().for_each(|c| rule_eaches(&c.rule, found));
            if let Some(otherwise) = otherwise {
                rule_eaches(otherwise, found);
            }
        }
        RuleKind::LookupOne { entries, .. } => entries.iter().for_each(|e| rule_eaches(&e.rule, found)),
        RuleKind::Deduct { base: Some(base), .. } => rule_eaches(base, found),
        RuleKind::Scaled { body, .. } => eaches(body, found),
        _ => {}
    }
}
