//! Evaluation: the checked model and bound facts to scores, with the trace that explains them.
//!
//! There is one evaluator. A value is known or is a set of values ([`Value::Unknown`]); on known values
//! it computes, on unknown ones it follows every way that the rule can take and joins the results. So the
//! rule score of a department that lacks facts is a range by the same code that scores it exactly, and the
//! checker learns what a rule can yield by running it without any facts.

mod aggregate;
mod body;
mod calendar;
mod choice;
mod combine;
mod condition;
mod dates;
mod deduct;
mod each;
mod error;
mod expr;
mod function;
mod judgement;
mod observe;
mod ops;
mod outcome;
mod part;
mod place;
mod plan;
mod probe;
mod reading;
mod refine;
mod rule;
mod scope;
mod show;
mod suspect;
mod total;

pub use calendar::{CalendarError, add_months, add_workdays, date, day, workdays_between};
pub use observe::Observation;
pub use outcome::*;
pub use place::{Place, value_of};
pub use plan::{Plan, Reaches};
pub use probe::Probe;
pub use suspect::Suspicion;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::facts::{Award, AwardTarget, Facts};
use crate::model::{LetId, NodeId, Rubric, ValueId};
use crate::source::Span;
use crate::value::Value;

use error::Stop;

/// How an evaluation is run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether the steps are collected.
    pub trace: bool,
    /// Whether an award that parts from the rule is refused.
    pub deny_departures: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { trace: true, deny_departures: false }
    }
}

/// Scores one department.
///
/// Mistakes that only facts bring to light (a missing fact, a division by zero) are in
/// [`Evaluation::errors`]; where there is one, the scores are not to be used.
pub fn evaluate<'m>(rubric: &'m Rubric, facts: &Facts, options: &Options) -> Evaluation<'m> {
    Plan::new(rubric).evaluate(facts, options)
}

/// Where the awards on one node stand in `Facts::awards`, which are in the order of their targets.
#[derive(Clone, Default)]
struct Awards {
    /// Those on the node.
    own: Range<usize>,
    /// Those on rows that it scores.
    rows: Range<usize>,
}

impl Awards {
    /// Of each node of `rubric`; nothing where there are none.
    fn of(rubric: &Rubric, facts: &Facts) -> Vec<Awards> {
        let mut all: Vec<Awards> = Vec::new();
        for (index, award) in facts.awards.iter().enumerate() {
            let (AwardTarget::Node(node) | AwardTarget::Row(node, ..)) = award.target else { continue };
            if all.is_empty() {
                all.resize(rubric.nodes.len(), Awards::default());
            }
            let Some(here) = all.get_mut(node.index()) else { continue };
            let range = if matches!(award.target, AwardTarget::Node(_)) { &mut here.own } else { &mut here.rows };
            let start = if range.start == range.end { index } else { range.start };
            *range = start..index + 1;
        }
        all
    }

    fn is_empty(&self) -> bool {
        self.own.is_empty() && self.rows.is_empty()
    }
}

/// The state of one run.
struct Evaluator<'m, 'f> {
    rubric: &'m Rubric,
    /// `None` when a rule is run for what it can yield at all.
    facts: Option<&'f Facts>,
    options: Options,
    /// Where the awards on each node and on its rows stand; nothing where there are no such awards.
    awards: Vec<Awards>,
    /// What each node can yield at all; `None` while that is being found out.
    reaches: Option<&'f Reaches>,
    /// The value of each 计算, with the version of what was known when it was worked out.
    memo: Vec<Option<(u32, Value)>>,
    /// In which activation each 计算 was last put into the trace.
    told: Vec<u32>,
    activation: u32,
    /// What the cases taken so far tell of unknown values, innermost last.
    refinements: Vec<(ValueId, Value)>,
    /// What they tell as soon as more is known: that of two conditions one holds, or one fails.
    pending: Vec<refine::Pending<'m>>,
    version: u32,
    next_version: u32,
    /// While positive, a failure is no mistake: the case may not come to pass.
    speculating: u32,
    /// While positive, steps are not collected.
    quiet: u32,
    /// Which of the two scores is being worked out, where an expression reads scores.
    awarded_mode: bool,
    /// 各项: the names and scores of the children being combined.
    children_rows: Option<aggregate::ChildRows>,
    /// Awards that the rule asked for (人工评分), which change nothing further.
    due_awards: Vec<usize>,
    /// Whether a way that the rule may take leaves out the row or node.
    maybe_dropped: bool,
    /// What fails while it is asked why a choice cannot be worked out.
    reasons: Option<Vec<Diagnostic>>,
    trace: Vec<Step<'m>>,
    /// What is noticed of rules when they are run for all that they can yield; `None` otherwise.
    observations: Option<Vec<Observation<'m>>>,
    /// What looks like a slip when rules are run without facts; `None` otherwise.
    suspecting: Option<suspect::Suspecting<'m>>,
    /// While positive, rules choose plain values, not scores.
    choosing: u32,
    /// Whether pairs of conditions of which one was to hold are being looked at.
    settling: bool,
    /// Whether every entry that holds a value is told, also between constants, which a checked rubric keeps apart.
    several: bool,
    /// What was asked for and is absent, by the node being scored.
    missing: Vec<Missing>,
    /// The same, less what an award has settled.
    asked: Vec<Missing>,
    /// What limits of the total and of the grade have asked for, with the place of the line.
    asked_by_caps: Vec<(Missing, Span)>,
    nodes: Vec<NodeResult>,
    errors: Vec<Diagnostic>,
    findings: Vec<Finding<'m>>,
}

impl<'m, 'f> Evaluator<'m, 'f> {
    fn new(rubric: &'m Rubric, facts: Option<&'f Facts>, reaches: Option<&'f Reaches>, options: Options) -> Self {
        Evaluator {
            rubric,
            facts,
            options,
            awards: facts.map_or_else(Vec::new, |facts| Awards::of(rubric, facts)),
            reaches,
            memo: vec![None; rubric.lets.len()],
            told: vec![0; rubric.lets.len()],
            activation: 0,
            refinements: Vec::new(),
            pending: Vec::new(),
            version: 0,
            next_version: 1,
            speculating: 0,
            quiet: 0,
            awarded_mode: false,
            children_rows: None,
            due_awards: Vec::new(),
            maybe_dropped: false,
            reasons: None,
            trace: Vec::new(),
            missing: Vec::new(),
            observations: None,
            suspecting: None,
            choosing: 0,
            several: false,
            settling: false,
            asked: Vec::new(),
            asked_by_caps: Vec::new(),
            nodes: rubric.nodes.iter().map(|_| NodeResult::unscored()).collect(),
            errors: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Adds a step to the trace, unless it is not wanted now.
    #[inline]
    fn step(&mut self, step: impl FnOnce() -> Step<'m>) {
        if self.options.trace && self.quiet == 0 {
            self.trace.push(step());
        }
    }

    /// Tells a mistake that the facts bring to light, and stops what depends on it.
    #[cold]
    fn fail(&mut self, diagnostic: impl FnOnce() -> Diagnostic) -> Stop {
        if self.facts.is_some() {
            let list = match &mut self.reasons {
                _ if self.speculating == 0 => Some(&mut self.errors),
                reasons => reasons.as_mut(),
            };
            if let Some(list) = list {
                let diagnostic = diagnostic();
                if !list.contains(&diagnostic) {
                    list.push(diagnostic);
                }
            }
        }
        Stop::Failed
    }

    /// Notes that an absent fact was asked for.
    fn ask(&mut self, missing: Missing) {
        if self.facts.is_some() && self.missing.last() != Some(&missing) {
            self.missing.push(missing.clone());
            self.asked.push(missing);
        }
    }

    /// The awards on `target`, with their places in `Facts::awards`.
    fn awards_on(&self, target: AwardTarget) -> impl Iterator<Item = (usize, &'f Award)> + use<'f> {
        let all = self.facts.map_or(&[][..], |facts| facts.awards.as_slice());
        let places = match &target {
            AwardTarget::Node(node) => self.awards.get(node.index()).map_or(0..0, |here| here.own.clone()),
            AwardTarget::Row(node, ..) => self.awards.get(node.index()).map_or(0..0, |here| here.rows.clone()),
            AwardTarget::Adjustment(_) => 0..all.len(),
        };
        let first = places.start;
        let here = all.get(places).unwrap_or_default();
        let start = match &target {
            AwardTarget::Node(_) => 0,
            _ => here.partition_point(|award| award.target < target),
        };
        let here = here.get(start..).unwrap_or_default().iter().take_while(move |award| award.target == target);
        here.enumerate().map(move |(index, award)| (first + start + index, award))
    }

    /// Forgets the values of 计算 that belong to a block entered anew.
    fn forget(&mut self, lets: &[LetId]) {
        for id in lets {
            if let Some(slot) = self.memo.get_mut(id.index()) {
                *slot = None;
            }
            if let Some(told) = self.told.get_mut(id.index()) {
                *told = 0;
            }
        }
    }

    /// Runs `f` for a case that may or may not come to pass: its failures are no mistakes and its steps are
    /// not collected. What it learns is forgotten afterwards.
    fn speculate<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        self.quiet += 1;
        let result = self.suppose(f);
        self.quiet -= 1;
        result
    }

    /// As [`Self::speculate`], but the steps are collected.
    fn suppose<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let (known, pending, version) = (self.refinements.len(), self.pending.len(), self.version);
        self.speculating += 1;
        let result = f(self);
        self.speculating -= 1;
        self.refinements.truncate(known);
        self.pending.truncate(pending);
        self.version = version;
        result
    }
}

impl<'m> Evaluation<'m> {
    /// The steps of `node` without those of its children.
    pub fn own_steps<'a>(&'a self, rubric: &'a Rubric, node: NodeId) -> impl Iterator<Item = &'a Step<'m>> {
        let children = &rubric.node(node).body.children;
        let range = self.nodes.get(node.index()).map(|n| n.steps.clone()).unwrap_or_default();
        range.filter_map(move |i| {
            let is_childs = children.iter().any(|c| self.nodes.get(c.index()).is_some_and(|n| n.steps.contains(&i)));
            if is_childs { None } else { self.trace.get(i) }
        })
    }
}
