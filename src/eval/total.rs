//! The total: indicators, adjustments, caps, rounding, grade.

use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::AwardKind;
use crate::model::{AdjustmentId, Arith};
use crate::number::Number;
use crate::number::reach::Bound;
use crate::source::Span;
use crate::value::Value;

use super::body::Yield;
use super::error::{self, Run, Stop};
use super::ops::{self, Truth};
use super::rule::{Scored, outcome};
use super::scope::{Scope, Site};
use super::{AwardStanding, Evaluator, Finding, NodeResult, Outcome, Step, TotalResult, show};

impl<'m, 'f> Evaluator<'m, 'f> {
    /// Scores everything.
    pub(super) fn run(&mut self) -> (Vec<NodeResult>, Option<TotalResult>) {
        let full = self.rubric.full.clone().unwrap_or(Number::ZERO);
        let scope = Scope { frame: None, call: None, full: &full, site: Site::default() };
        self.verify(&self.rubric.verifications, &scope);
        let sum = self.combine(&self.rubric.roots, &self.rubric.combine, None, &scope);
        let mut adjustments = Vec::with_capacity(self.rubric.adjustments.len());
        let mut adjusted = Vec::new();
        for index in 0..self.rubric.adjustments.len() {
            let (result, value) = self.adjustment(AdjustmentId(index as u32), &scope);
            adjustments.push(result);
            adjusted.push(value);
        }
        if self.rubric.full.is_none() {
            return (adjustments, None);
        }
        let start = self.trace.len();
        // The total's steps follow the adjustments', so that they stand together.
        let total = sum.and_then(|sum| self.total(sum, adjusted, &scope));
        let total = total.unwrap_or_else(|stop| {
            let none = if stop == Stop::Dropped { Outcome::Dropped } else { Outcome::Failed };
            total_of(none.clone(), none)
        });
        (adjustments, Some(TotalResult { steps: start..self.trace.len(), ..total }))
    }

    /// One 加减分.
    fn adjustment(&mut self, id: AdjustmentId, scope: &Scope<'_, 'm, 'f>) -> (NodeResult, Run<Scored>) {
        let Some(decl) = self.rubric.adjustments.get(id.index()) else {
            return (failed(), Err(Stop::Failed));
        };
        let start = self.trace.len();
        let (missing_from, asked_from) = (self.missing.len(), self.asked.len());
        self.activation += 1;
        self.forget(&decl.lets);
        let inner = Scope { site: Site { node: None, row: None, adjustment: Some(id) }, ..*scope };
        let mut sum = Ok(Value::Number(Number::ZERO));
        for clause in &decl.clauses {
            let points = self.clause(clause, &inner);
            sum = sum.and_then(|sum| {
                let op = if clause.plus { Arith::Add } else { Arith::Sub };
                let next = ops::arith(op, &sum, &points?);
                self.numeric(clause.span, next)
            });
        }
        self.verify(&decl.verifications, &inner);
        let mut award = None;
        let scored = sum.and_then(|rule| {
            let mut scored = Scored::same(rule);
            award = self.award_adjustment(id, &mut scored)?;
            Ok(scored)
        });
        let mut missing = self.missing.split_off(missing_from.min(self.missing.len()));
        missing.sort();
        missing.dedup();
        let (rule, awarded) = match &scored {
            Ok(scored) => (outcome(&scored.rule), outcome(scored.awarded())),
            Err(_) => (Outcome::Failed, Outcome::Failed),
        };
        if award.is_some() {
            self.asked.truncate(asked_from);
        } else if let Ok(scored) = &scored {
            self.tell_missing(asked_from, scored.awarded().is_known(), decl.span, &decl.name);
        }
        if !matches!(rule, Outcome::Range(_)) {
            missing.clear();
        } else if !missing.is_empty() {
            let target = crate::facts::AwardTarget::Adjustment(id);
            self.findings.push(Finding::Undetermined { target, missing: missing.clone() });
        }
        let result = NodeResult { points: None, rule, awarded, steps: start..self.trace.len(), award, missing };
        (result, scored)
    }

    fn award_adjustment(&mut self, id: AdjustmentId, scored: &mut Scored) -> Run<Option<(usize, AwardStanding)>> {
        let target = crate::facts::AwardTarget::Adjustment(id);
        let Some((index, award)) = self.awards_on(target.clone()).next() else { return Ok(None) };
        let awarded = match &award.kind {
            AwardKind::Score(score) => Value::Number(score.clone()),
            AwardKind::Less(less) if scored.rule.is_known() => {
                let left = ops::arith(Arith::Sub, &scored.rule, &Value::Number(less.clone()));
                self.numeric(award.span, left)?
            }
            _ => {
                let at = award.span;
                return Err(self.fail(|| error::plain(Code::AwardLessUndetermined, at)));
            }
        };
        let possible = !ops::reach(&scored.rule).intersect(&ops::reach(&awarded)).is_empty();
        let standing = if possible {
            AwardStanding::Judgement
        } else {
            let (rule, given) = (outcome(&scored.rule), outcome(&awarded));
            if self.options.deny_departures {
                let at = award.span;
                let diagnostic = error::departed(error::plain(Code::DepartureDenied, at), &rule, &given);
                self.fail(|| diagnostic);
            }
            self.findings.push(Finding::Departure { target, award: index, rule, awarded: given, unreachable: false });
            AwardStanding::Departure { unreachable: false }
        };
        scored.awarded = Some(awarded);
        Ok(Some((index, standing)))
    }

    /// The two totals with their grades, without their steps.
    fn total(&mut self, sum: Yield, adjustments: Vec<Run<Scored>>, scope: &Scope<'_, 'm, 'f>) -> Run<TotalResult> {
        let span = self.rubric.nodes.first().map_or_else(Span::default, |n| n.span);
        let scored = match sum {
            Yield::Score(scored) => scored,
            Yield::Maybe(scored) => scored,
            Yield::Dropped => return Err(Stop::Dropped),
        };
        let base = (outcome(&scored.rule), outcome(scored.awarded()));
        let (mut rule, mut awarded) = (scored.rule.clone(), scored.awarded().clone());
        let any = !adjustments.is_empty();
        for adjustment in adjustments {
            let adjustment = adjustment?;
            rule = self.numeric(span, ops::arith(Arith::Add, &rule, &adjustment.rule))?;
            awarded = self.numeric(span, ops::arith(Arith::Add, &awarded, adjustment.awarded()))?;
        }
        if any {
            let result = (outcome(&rule), outcome(&awarded));
            self.step(|| Step::Adjusted { base: Box::new(base), result });
        }
        self.asked_by_caps.clear();
        let (rule, _) = self.capped(rule, false, scope, span)?;
        let (awarded, ceiling) = self.capped(awarded, true, scope, span)?;
        let mut scored = Scored { rule, awarded: Some(awarded) };
        self.round(&mut scored, self.rubric.rounding.total, span)?;
        if self.observations.is_some() {
            self.observe_total(&scored.rule);
        }
        let (rule_grades, _) = self.grades(&scored.rule, false, scope, span)?;
        let (grades, grade_caps) = self.grades(scored.awarded(), true, scope, span)?;
        let grade = if grades.len() == 1 { grades.first().copied() } else { None };
        // No award stands at the total: what its caps ask for must be there. An undecided grade is not known.
        let settled = scored.awarded().is_known() && (grade.is_some() || self.rubric.grades.is_empty());
        let asked = std::mem::take(&mut self.asked_by_caps);
        self.tell_missing_for_total(asked, settled);
        if let Value::Number(total) = scored.awarded()
            && total.to_decimal().is_none()
        {
            let shown = total.to_string();
            let said = self.rubric.rounding.said;
            return Err(self.fail(|| {
                let problem = Diagnostic::new(Code::TotalNotDecimal, span).arg("total", shown);
                match (said.exact, said.indicator.or(said.row)) {
                    (Some(exact), _) => problem.label(exact, Message::new("total-not-decimal-exact")),
                    (None, Some(round)) => problem.label(round, Message::new("total-not-decimal-others")),
                    (None, None) => problem,
                }
            }));
        }
        let total = total_of(outcome(&scored.rule), outcome(scored.awarded()));
        Ok(TotalResult { rule_grades, grade, ceiling, grade_caps, ..total })
    }

    /// Holds a total in [0, 满分], or under the lowest cap that applies, which comes with it.
    #[allow(clippy::type_complexity, reason = "the total and the cap")]
    fn capped(
        &mut self,
        total: Value,
        awarded: bool,
        scope: &Scope<'_, 'm, 'f>,
        span: Span,
    ) -> Run<(Value, Option<(usize, Number)>)> {
        let was = std::mem::replace(&mut self.awarded_mode, awarded);
        let limits = self.limits(scope);
        self.awarded_mode = was;
        let (mut limits, undecided) = limits?;
        // A cap that applies takes the place of 满分, so one that may apply is weighed against the bare total.
        let uncapped = limits.is_empty();
        if uncapped {
            limits.push((None, Value::Number(scope.full.clone())));
        }
        let mut lowest: Option<(Option<usize>, Value)> = None;
        for (index, limit) in limits {
            lowest = Some(match lowest {
                None => (index, limit),
                Some((first, least)) => {
                    let lower = ops::order(&limit, &least).is_some_and(std::cmp::Ordering::is_lt);
                    let next = self.numeric(span, ops::arith(Arith::Min, &limit, &least))?;
                    (if lower { index } else { first }, next)
                }
            });
        }
        let Some((cap, limit)) = lowest else { return Ok((total, None)) };
        let ceiling = match (cap, &limit) {
            (Some(cap), Value::Number(limit)) => Some((cap, limit.clone())),
            _ => None,
        };
        let mut held = self.numeric(span, ops::arith(Arith::Min, &total, &limit))?;
        for limit in undecided {
            let from = if uncapped { &total } else { &held };
            let lower = self.numeric(span, ops::arith(Arith::Min, from, &limit))?;
            held = ops::join(held, lower);
        }
        let zero = Value::Number(Number::ZERO);
        let result = self.numeric(span, ops::arith(Arith::Max, &held, &zero))?;
        if result != total {
            let at_zero = matches!(&total, Value::Number(n) if n.is_negative());
            let limit = match (&limit, at_zero) {
                (_, true) => Number::ZERO,
                (Value::Number(limit), false) => limit.clone(),
                _ => scope.full.clone(),
            };
            let cap = if at_zero { None } else { cap };
            self.step(|| Step::Capped { cap, limit, awarded, from: outcome(&total) });
        }
        Ok((result, ceiling))
    }

    /// Sets apart what the line at `span` has asked for.
    fn asked_by(&mut self, span: Span, asked_from: usize) {
        for missing in self.asked.split_off(asked_from.min(self.asked.len())) {
            if !self.asked_by_caps.iter().any(|(before, _)| *before == missing) {
                self.asked_by_caps.push((missing, span));
            }
        }
    }

    /// The caps that apply, by their place, and the limits of those of which that is not decided.
    #[allow(clippy::type_complexity, reason = "two lists of one walk")]
    fn limits(&mut self, scope: &Scope<'_, 'm, 'f>) -> Run<(Vec<(Option<usize>, Value)>, Vec<Value>)> {
        let mut limits = Vec::new();
        let mut undecided = Vec::new();
        for (index, cap) in self.rubric.total_caps.iter().enumerate() {
            let asked_from = self.asked.len();
            let applies = match &cap.condition {
                Some(condition) => self.truth(condition, scope)?,
                None => Truth::Yes,
            };
            if applies == Truth::No {
                self.asked_by(cap.span, asked_from);
                continue;
            }
            let limit = self.expr(&cap.limit, scope)?;
            self.asked_by(cap.span, asked_from);
            if applies == Truth::Yes {
                limits.push((Some(index), limit));
            } else {
                undecided.push(limit);
            }
        }
        Ok((limits, undecided))
    }

    /// No grade holds `total`; the nearest two are shown.
    fn no_grade(&mut self, total: &Value, scope: &Scope<'_, 'm, 'f>, span: Span) -> Stop {
        let shown = match total {
            Value::Number(n) => show::number(n),
            _ => String::new(),
        };
        let (mut above, mut below) = (None, None);
        for grade in &self.rubric.grades {
            let Ok(region) = self.region(&grade.range, scope) else { continue };
            let (held, total) = (region.possible, ops::reach(total));
            let beyond = |bound: &Bound, of: &Bound, order: std::cmp::Ordering| {
                bound.value().zip(of.value()).is_some_and(|(bound, of)| bound.cmp(of) != order)
            };
            // Grades go from the best down: the last above and the first below are the nearest.
            if beyond(&held.lo(), &total.hi(), std::cmp::Ordering::Less) {
                above = Some(grade);
            } else if below.is_none() && beyond(&held.hi(), &total.lo(), std::cmp::Ordering::Greater) {
                below = Some(grade);
            }
        }
        let nearest: Vec<_> = above.into_iter().chain(below).collect();
        self.fail(|| {
            let at = nearest.first().map_or(span, |grade| grade.span);
            let mut problem = Diagnostic::new(Code::TotalNoGrade, at).arg("total", shown);
            if !nearest.is_empty() {
                problem = problem.at(Message::new("grade-next"));
            }
            for grade in nearest.iter().skip(1) {
                problem = problem.label(grade.span, Message::new("grade-next"));
            }
            problem
        })
    }

    /// The grades that a total can have, lowered as the rubric says, and the grade caps that apply.
    fn grades(
        &mut self,
        total: &Value,
        awarded: bool,
        scope: &Scope<'_, 'm, 'f>,
        span: Span,
    ) -> Run<(Vec<usize>, Vec<usize>)> {
        let mut caps = Vec::new();
        if self.rubric.grades.is_empty() {
            return Ok((Vec::new(), caps));
        }
        let mut found = Vec::new();
        for (index, grade) in self.rubric.grades.iter().enumerate() {
            match self.in_range(total, &grade.range, scope)? {
                Truth::Yes if found.is_empty() => {
                    found.push(index);
                    break;
                }
                Truth::No => {}
                _ => {
                    let region = self.region(&grade.range, scope)?.possible;
                    if !ops::reach(total).intersect(&region).is_empty() {
                        found.push(index);
                    }
                }
            }
        }
        if found.is_empty() {
            return Err(self.no_grade(total, scope, span));
        }
        let was = std::mem::replace(&mut self.awarded_mode, awarded);
        for (index, cap) in self.rubric.grade_caps.iter().enumerate() {
            let asked_from = self.asked.len();
            let applies = self.truth(&cap.condition, scope);
            self.asked_by(cap.span, asked_from);
            let applies = match applies {
                Ok(truth) => truth,
                Err(stop) => {
                    self.awarded_mode = was;
                    return Err(stop);
                }
            };
            let lowered: Vec<usize> = found.iter().map(|g| (*g).max(cap.grade)).collect();
            let from = found.first().copied();
            match applies {
                Truth::No => continue,
                Truth::Yes => {
                    caps.push(index);
                    if let Some(from) = from.filter(|_| lowered != found) {
                        self.step(|| Step::GradeLowered { cap: index, from, awarded });
                    }
                    found = lowered;
                }
                Truth::Maybe => found.extend(lowered),
            }
            found.sort_unstable();
            found.dedup();
        }
        self.awarded_mode = was;
        Ok((found, caps))
    }
}

/// Two totals of which no more is known.
fn total_of(rule: Outcome, awarded: Outcome) -> TotalResult {
    TotalResult {
        rule,
        awarded,
        rule_grades: Vec::new(),
        grade: None,
        ceiling: None,
        grade_caps: Vec::new(),
        steps: 0..0,
    }
}

fn failed() -> NodeResult {
    NodeResult {
        points: None,
        rule: Outcome::Failed,
        awarded: Outcome::Failed,
        steps: 0..0,
        award: None,
        missing: Vec::new(),
    }
}
