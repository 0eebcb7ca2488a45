//! Indicators and parts: each scored at its own node, then combined by the parent.

use crate::diagnostic::Code;
use crate::model::{Aggregate, Arith, Body, Combine, Node, NodeId, Worth};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::source::Span;
use crate::value::{Text, Value};

use super::body::{Yield, dropped};
use super::error::{self, Run, Stop};
use super::ops;
use super::rule::{Scored, outcome};
use super::scope::{Scope, Site};
use super::{Apart, Evaluator, NodeResult, Outcome, Step};

/// More children that may or may not be left out than this are not told apart: their combinations double
/// with each.
const MAX_MAYBE: usize = 6;

/// A child's score.
struct Child<'m> {
    node: NodeId,
    /// Zero for a child that yields a level.
    points: Number,
    /// 1 where none is written.
    weight: Option<&'m Number>,
    yielded: Yield,
}

impl Child<'_> {
    /// Its score by the rule or as awarded, and whether it may be left out; `None` where it is.
    fn on(&self, awarded: bool) -> Option<(&Value, bool)> {
        match &self.yielded {
            Yield::Dropped => None,
            Yield::Score(scored) => Some((scored.on(awarded), false)),
            // An award on a node that may be left out keeps it in.
            Yield::Maybe(scored) => {
                let kept = awarded && scored.awarded.as_ref().is_some_and(Value::is_known);
                Some((scored.on(awarded), !kept))
            }
        }
    }
}

/// A child that counts, on one of the two sides.
struct Counting<'a> {
    node: NodeId,
    points: &'a Number,
    weight: Option<&'a Number>,
    value: &'a Value,
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// Scores the children of `body` and combines them.
    pub(super) fn children(&mut self, body: &'m Body, scope: &Scope<'_, 'm, 'f>) -> Run<Yield> {
        let combine = body.combine.as_ref().unwrap_or(&Combine::Sum);
        self.combine(&body.children, combine, scope.site.node, scope)
    }

    /// Scores `nodes` and combines them as `combine` says. Out of 满分 of the place.
    pub(super) fn combine(
        &mut self,
        nodes: &'m Vec<NodeId>,
        combine: &'m Combine,
        parent: Option<NodeId>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Yield> {
        let mut children = Vec::with_capacity(nodes.len());
        let mut stop = None;
        for node in nodes {
            // A mistake in one child hides none in the next.
            match self.node(*node, scope) {
                Ok(child) => children.push(child),
                Err(failed) => stop = Some(failed),
            }
        }
        if let Some(stop) = stop {
            return Err(stop);
        }
        let differs = children.iter().any(|c| match &c.yielded {
            Yield::Score(scored) => scored.awarded.as_ref().is_some_and(|awarded| *awarded != scored.rule),
            Yield::Maybe(_) => true,
            Yield::Dropped => false,
        });
        let (rule, rule_which) = self.side(&children, combine, scope, false)?;
        let (awarded, which) = match differs {
            true => self.side(&children, combine, scope, true).map(|(awarded, which)| (Some(awarded), which))?,
            false => (None, rule_which),
        };
        let of = |side: &Yield| side.rule().map_or(Outcome::Dropped, outcome);
        self.step(|| {
            let left_out = |child: &Child<'_>| child.on(true).is_none();
            let apart = (which.is_some() || children.iter().any(left_out)).then(|| {
                let dropped = children.iter().filter(|child| left_out(child)).map(|child| child.node).collect();
                Box::new(Apart { dropped, which })
            });
            let (rule, awarded) = (of(&rule), of(awarded.as_ref().unwrap_or(&rule)));
            Step::Combined { node: parent, children: nodes, apart, rule, awarded }
        });
        let Some(awarded) = awarded else { return Ok(rule) };
        Ok(match (rule, awarded) {
            (Yield::Score(rule), Yield::Score(awarded)) => Yield::Score(sides(rule.rule, awarded.rule)),
            (Yield::Dropped, Yield::Dropped) => Yield::Dropped,
            // Left out by the rule, yet awarded a score: what was awarded stands.
            (Yield::Dropped, Yield::Score(score) | Yield::Maybe(score)) => Yield::Maybe(score),
            (Yield::Score(rule) | Yield::Maybe(rule), Yield::Dropped) => Yield::Maybe(rule),
            (Yield::Score(rule) | Yield::Maybe(rule), Yield::Score(awarded) | Yield::Maybe(awarded)) => {
                Yield::Maybe(sides(rule.rule, awarded.rule))
            }
        })
    }

    /// Scores one node and records its result.
    fn node(&mut self, id: NodeId, scope: &Scope<'_, 'm, 'f>) -> Run<Child<'m>> {
        let node = self.rubric.node(id);
        let (full, level) = match &node.worth {
            Worth::Points(points) => (points.clone(), false),
            Worth::Share(share) => {
                let points = share.mul(scope.full).map(Value::Number);
                match self.numeric(node.span, points)? {
                    Value::Number(points) => (points, false),
                    _ => return Err(Stop::Failed),
                }
            }
            Worth::Level(_) => (Number::ZERO, true),
        };
        let points = (!level).then(|| full.clone());
        let weight = node.weight.as_ref();
        // Parts of rows and methods are no nodes of the assessment: there may be many of each.
        let within = scope.call.is_some() || scope.frame.is_some() || scope.site.row.is_some();
        if within {
            self.step(|| Step::PartBegin { node: id, full: full.clone() });
        }
        let start = self.trace.len();
        let (missing_from, asked_from) = (self.missing.len(), self.asked.len());
        self.activation += 1;
        self.forget(&node.body.lets);
        let site = if within { scope.site } else { Site { node: Some(id), row: None, adjustment: None } };
        let inner = Scope { full: &full, site, ..*scope };
        let mut yielded = match self.body(&node.body, &inner) {
            Err(Stop::Dropped) => Ok(Yield::Dropped),
            other => other,
        };
        let mut award = None;
        if let Ok(Yield::Score(scored) | Yield::Maybe(scored)) = &mut yielded {
            match self.finish_node(node, scored, &full, &inner, within) {
                Ok(given) => award = given,
                Err(stop) => yielded = Err(stop),
            }
        }
        let yielded = match yielded {
            Ok(yielded) => yielded,
            Err(stop) => {
                self.record(id, within, points, (Outcome::Failed, Outcome::Failed), start, missing_from, None);
                self.asked.truncate(asked_from);
                return Err(stop);
            }
        };
        let (rule, awarded) = match &yielded {
            Yield::Score(s) | Yield::Maybe(s) => (outcome(&s.rule), outcome(s.awarded())),
            Yield::Dropped => dropped(),
        };
        if within {
            self.step(|| Step::PartEnd { node: id, rule: rule.clone(), awarded: awarded.clone() });
        }
        if award.is_some() {
            self.asked.truncate(asked_from);
        } else if !node.part && !within {
            let settled = match &yielded {
                Yield::Score(scored) => scored.awarded().is_known(),
                Yield::Maybe(_) => false,
                Yield::Dropped => true,
            };
            self.tell_missing(asked_from, settled, node.span, &node.path);
        }
        self.record(id, within, points, (rule, awarded), start, missing_from, award);
        Ok(Child { node: id, points: full, weight, yielded })
    }

    /// Rounds an indicator and puts its award on it.
    fn finish_node(
        &mut self,
        node: &'m Node,
        scored: &mut Scored,
        full: &Number,
        scope: &Scope<'_, 'm, 'f>,
        within: bool,
    ) -> Run<Option<(usize, super::AwardStanding)>> {
        let round = if node.part { None } else { self.rubric.rounding.indicator };
        self.round(scored, round, node.span)?;
        if within {
            return Ok(None);
        }
        self.award(scored, node.body.discretion.as_ref(), full, scope, node.span)
    }

    #[allow(clippy::too_many_arguments, reason = "the fields of one record")]
    fn record(
        &mut self,
        id: NodeId,
        within: bool,
        points: Option<Number>,
        (rule, awarded): (Outcome, Outcome),
        start: usize,
        missing_from: usize,
        award: Option<(usize, super::AwardStanding)>,
    ) {
        if within {
            return;
        }
        let node = self.rubric.node(id);
        let steps = start.min(self.trace.len())..self.trace.len();
        if self.missing.len() <= missing_from {
            if let Some(slot) = self.nodes.get_mut(id.index()) {
                *slot = NodeResult { points, rule, awarded, steps, award, missing: Vec::new() };
            }
            return;
        }
        let undetermined = matches!(rule, Outcome::Range(_) | Outcome::Levels(_));
        let mut missing = Vec::new();
        // The missing facts of parts stand with the indicator too; those of an indicator are its own.
        if node.part {
            missing.extend_from_slice(self.missing.get(missing_from..).unwrap_or_default());
        } else {
            missing = self.missing.split_off(missing_from.min(self.missing.len()));
        }
        missing.sort();
        missing.dedup();
        if !undetermined {
            missing.clear();
            self.missing.truncate(missing_from);
        } else if !node.part && !missing.is_empty() {
            self.findings.push(super::Finding::Undetermined {
                target: crate::facts::AwardTarget::Node(id),
                missing: missing.clone(),
            });
        }
        if let Some(slot) = self.nodes.get_mut(id.index()) {
            *slot = NodeResult { points, rule, awarded, steps, award, missing };
        }
    }

    /// Combines one side of the children, whichever of them are left out.
    fn side(
        &mut self,
        children: &[Child<'_>],
        combine: &'m Combine,
        scope: &Scope<'_, 'm, 'f>,
        awarded: bool,
    ) -> Run<(Yield, Option<NodeId>)> {
        if let Some(sum) = self.plain_sum(children, combine, awarded) {
            return Ok((Yield::Score(Scored::same(Value::Number(sum))), None));
        }
        let maybes: Vec<usize> = children
            .iter()
            .enumerate()
            .filter(|(_, child)| child.on(awarded).is_some_and(|(_, maybe)| maybe))
            .map(|(index, _)| index)
            .collect();
        if maybes.len() > MAX_MAYBE {
            let hull = Reach::point(Number::ZERO).union(&Reach::point(scope.full.clone())).hull();
            let value = ops::number_in(hull.map_or_else(Reach::all, Reach::interval));
            return Ok((Yield::Maybe(Scored::same(value)), None));
        }
        let mut result: Option<Value> = None;
        let mut which = None;
        let mut maybe_empty = false;
        for mask in 0..1u32 << maybes.len() {
            let counting: Vec<Counting<'_>> = children
                .iter()
                .enumerate()
                .filter(|(i, _)| match maybes.iter().position(|m| m == i) {
                    Some(bit) => (mask >> bit) & 1 == 0,
                    None => true,
                })
                .filter_map(|(_, child)| {
                    let (value, _) = child.on(awarded)?;
                    Some(Counting { node: child.node, points: &child.points, weight: child.weight, value })
                })
                .collect();
            if counting.is_empty() {
                maybe_empty = true;
                continue;
            }
            let was = std::mem::replace(&mut self.awarded_mode, awarded);
            let value = self.present(&counting, children.len(), combine, scope);
            self.awarded_mode = was;
            let (value, from) = value?;
            which = from;
            result = Some(match result {
                Some(before) => ops::join(before, value),
                None => value,
            });
        }
        Ok((
            match result {
                None => Yield::Dropped,
                Some(value) if maybe_empty => Yield::Maybe(Scored::same(value)),
                Some(value) => Yield::Score(Scored::same(value)),
            },
            which,
        ))
    }

    /// The sum of children that all count and are all known; `None` where there is more to it.
    fn plain_sum(&self, children: &[Child<'_>], combine: &'m Combine, awarded: bool) -> Option<Number> {
        if !matches!(combine, Combine::Sum) || children.is_empty() {
            return None;
        }
        let mut sum = Number::ZERO;
        for child in children {
            match child.on(awarded) {
                Some((Value::Number(points), false)) => sum = sum.add(points).ok()?,
                _ => return None,
            }
        }
        Some(sum)
    }

    /// Combines the children that count.
    fn present(
        &mut self,
        children: &[Counting<'_>],
        of: usize,
        combine: &'m Combine,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<(Value, Option<NodeId>)> {
        let span = children.first().map_or_else(Span::default, |c| self.rubric.node(c.node).span);
        match combine {
            Combine::Sum => {
                let mut sum = Value::Number(Number::ZERO);
                let mut points = Value::Number(Number::ZERO);
                for child in children {
                    sum = self.numeric(span, ops::arith(Arith::Add, &sum, child.value))?;
                    points =
                        self.numeric(span, ops::arith(Arith::Add, &points, &Value::Number(child.points.clone())))?;
                }
                if children.len() < of {
                    let full = Value::Number(scope.full.clone());
                    let scaled = ops::arith(Arith::Mul, &sum, &full).and_then(|s| ops::arith(Arith::Div, &s, &points));
                    sum = self.numeric(span, scaled)?;
                }
                Ok((sum, None))
            }
            Combine::Aggregate(aggregate, at) => self.aggregate_children(*aggregate, *at, children),
            Combine::Formula(formula) => {
                let rows = children
                    .iter()
                    .map(|c| (Text::from(self.rubric.node(c.node).name.as_str()), c.value.clone()))
                    .collect();
                let outer = self.children_rows.replace(rows);
                let value = self.expr(formula, scope);
                self.children_rows = outer;
                let value = value?;
                self.step(|| Step::Formula { expr: formula, value: value.clone() });
                Ok((value, None))
            }
        }
    }

    fn aggregate_children(
        &mut self,
        aggregate: Aggregate,
        span: Span,
        children: &[Counting<'_>],
    ) -> Run<(Value, Option<NodeId>)> {
        match aggregate {
            Aggregate::Sum | Aggregate::Mean | Aggregate::Weighted => {
                let mut sum = Value::Number(Number::ZERO);
                let (mut weights, one) = (Number::ZERO, Number::ONE);
                for child in children {
                    let weight = child.weight.filter(|_| aggregate == Aggregate::Weighted).unwrap_or(&one);
                    let term = ops::arith(Arith::Mul, child.value, &Value::Number(weight.clone()));
                    let term = self.numeric(span, term)?;
                    sum = self.numeric(span, ops::arith(Arith::Add, &sum, &term))?;
                    weights = match self.numeric(span, weights.add(weight).map(Value::Number))? {
                        Value::Number(n) => n,
                        _ => return Err(Stop::Failed),
                    };
                }
                if aggregate == Aggregate::Sum {
                    return Ok((sum, None));
                }
                if weights.is_zero() {
                    return Err(self.fail(|| error::plain(Code::WeightsZero, span)));
                }
                let mean = ops::arith(Arith::Div, &sum, &Value::Number(weights));
                Ok((self.numeric(span, mean)?, None))
            }
            Aggregate::Lowest | Aggregate::Highest => {
                let highest = aggregate == Aggregate::Highest;
                let mut best: Option<(Value, NodeId)> = None;
                for child in children {
                    best = Some(match best {
                        None => (child.value.clone(), child.node),
                        Some((value, node)) => {
                            let wins = ops::order(child.value, &value)
                                .is_some_and(|o| if highest { o.is_gt() } else { o.is_lt() });
                            let node = if wins { child.node } else { node };
                            (ops::extreme(highest, &value, child.value), node)
                        }
                    });
                }
                best.map(|(value, node)| (value, Some(node))).ok_or(Stop::Failed)
            }
        }
    }
}

/// A score whose awarded side is left out where it is the same.
fn sides(rule: Value, awarded: Value) -> Scored {
    if rule == awarded { Scored::same(rule) } else { Scored { rule, awarded: Some(awarded) } }
}
