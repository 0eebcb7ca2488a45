//! A block that yields a score: gates, then the rule or the children, then deductions; rounding; awards.

use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::AwardKind;
use crate::model::{Arith, Body, Each, Expr, FactId, Gate, Round, Rule, Then};
use crate::number::Number;
use crate::number::reach::{Bound, Reach};
use crate::source::Span;
use crate::value::{Known, Value};

use super::error::{self, Run, Stop};
use super::ops::{self, Truth};
use super::rule::{Scored, outcome};
use super::scope::{RowRef, Scope, Site};
use super::{AwardStanding, Awards, Evaluator, Finding, Missing, Outcome, Step, show};

/// What a block yields.
#[derive(Clone, Debug)]
pub(super) enum Yield {
    /// A score.
    Score(Scored),
    /// 剔除
    Dropped,
    /// This score, or 剔除.
    Maybe(Scored),
}

impl Yield {
    /// Either of two.
    fn join(self, other: Yield) -> Yield {
        match (self, other) {
            (Yield::Dropped, Yield::Dropped) => Yield::Dropped,
            (Yield::Score(a), Yield::Score(b)) => Yield::Score(a.join(b)),
            (Yield::Dropped, Yield::Score(s) | Yield::Maybe(s))
            | (Yield::Score(s) | Yield::Maybe(s), Yield::Dropped) => Yield::Maybe(s),
            (Yield::Maybe(a), Yield::Score(b) | Yield::Maybe(b)) | (Yield::Score(a), Yield::Maybe(b)) => {
                Yield::Maybe(a.join(b))
            }
        }
    }

    /// The score as the rule gives it; `None` where it is left out.
    pub fn rule(&self) -> Option<&Value> {
        match self {
            Yield::Score(s) | Yield::Maybe(s) => Some(&s.rule),
            Yield::Dropped => None,
        }
    }
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// What `body` yields at the place that `scope` names. Not rounded, without awards.
    pub(super) fn body(&mut self, body: &'m Body, scope: &Scope<'_, 'm, 'f>) -> Run<Yield> {
        let yielded =
            if body.gates.is_empty() { self.ungated(body, scope) } else { self.gates(&body.gates, body, scope) };
        if let (Ok(yielded), true) = (&yielded, self.suspects()) {
            self.suspect_short(body, yielded, scope);
        }
        if !body.verifications.is_empty() {
            self.verify(&body.verifications, scope);
        }
        yielded
    }

    /// Tries `gates` in order, then the rest of `body`.
    fn gates(&mut self, gates: &'m [Gate], body: &'m Body, scope: &Scope<'_, 'm, 'f>) -> Run<Yield> {
        let Some((gate, later)) = gates.split_first() else { return self.ungated(body, scope) };
        let (Gate::Inapplicable { condition, .. } | Gate::Zero { condition, .. }) = gate;
        let held = self.truth(condition, scope)?;
        self.step(|| Step::Gate { gate, held: held.decided() });
        match held {
            Truth::Yes => self.gated(gate, scope),
            Truth::No => self.gates(later, body, scope),
            Truth::Maybe => {
                let closed = self.speculate(|e| {
                    if e.assume(condition, true, scope) { e.gated(gate, scope) } else { Err(Stop::Failed) }
                });
                let open = self.suppose(|e| {
                    if e.assume(condition, false, scope) { e.gates(later, body, scope) } else { Err(Stop::Failed) }
                });
                let as_yield = |run| match run {
                    Err(Stop::Dropped) => Ok(Yield::Dropped),
                    other => other,
                };
                match (as_yield(closed), as_yield(open)) {
                    (Ok(a), Ok(b)) => Ok(a.join(b)),
                    (Ok(yielded), Err(_)) | (Err(_), Ok(yielded)) => Ok(yielded),
                    (Err(stop), Err(_)) => Err(stop),
                }
            }
        }
    }

    /// What a closed gate yields.
    fn gated(&mut self, gate: &'m Gate, scope: &Scope<'_, 'm, 'f>) -> Run<Yield> {
        match gate {
            Gate::Zero { .. } => Ok(Yield::Score(Scored::same(Value::Number(Number::ZERO)))),
            Gate::Inapplicable { then: Then::Drop, .. } => Ok(Yield::Dropped),
            Gate::Inapplicable { then: Then::Score(expr), .. } => {
                let value = self.expr(expr, scope)?;
                self.step(|| Step::Formula { expr, value: value.clone() });
                Ok(Yield::Score(Scored::same(value)))
            }
        }
    }

    fn ungated(&mut self, body: &'m Body, scope: &Scope<'_, 'm, 'f>) -> Run<Yield> {
        let outer = std::mem::replace(&mut self.maybe_dropped, false);
        let scored = match &body.rule {
            Some(rule) => self.rule(rule, scope).map(Yield::Score),
            None if !body.children.is_empty() => self.children(body, scope),
            // 扣分 alone starts from full marks; the checker lets nothing else be without a rule.
            None => Ok(Yield::Score(Scored::same(Value::Number(scope.full.clone())))),
        };
        let maybe_dropped = std::mem::replace(&mut self.maybe_dropped, outer);
        let yielded = match scored {
            Ok(Yield::Score(scored)) if maybe_dropped => Yield::Maybe(scored),
            Ok(other) => other,
            Err(Stop::Dropped) => Yield::Dropped,
            Err(stop) => return Err(stop),
        };
        let Some(deduction) = &body.deduction else { return Ok(yielded) };
        match yielded {
            Yield::Score(scored) => self.deduct(scored, deduction, scope).map(Yield::Score),
            Yield::Maybe(scored) => self.deduct(scored, deduction, scope).map(Yield::Maybe),
            Yield::Dropped => Ok(Yield::Dropped),
        }
    }

    /// Rounds `scored` as the rubric says for the level.
    #[inline]
    pub(super) fn round(&mut self, scored: &mut Scored, round: Option<Round>, span: Span) -> Run<()> {
        let Some(round) = round else { return Ok(()) };
        let keeps = |value: &Value| match value {
            Value::Number(n) => n.keeps(round.places),
            other => matches!(ops_kind(other), ValueKind::Level),
        };
        if keeps(&scored.rule) && scored.awarded.as_ref().is_none_or(keeps) {
            return Ok(());
        }
        self.round_to(scored, round, span)
    }

    fn round_to(&mut self, scored: &mut Scored, round: Round, span: Span) -> Run<()> {
        let (from, awarded_from) = (outcome(&scored.rule), scored.awarded.as_ref().map(outcome));
        for value in std::iter::once(&mut scored.rule).chain(&mut scored.awarded) {
            let rounded = ops::map(value, |n| n.round(round.places, round.mode), |r| r.round(round.places, round.mode));
            *value = self.numeric(span, rounded)?;
        }
        let to = outcome(&scored.rule);
        let awarded = awarded_from.map(|from| Box::new((from, outcome(scored.awarded()))));
        let changed = from != to || awarded.as_ref().is_some_and(|sides| sides.0 != sides.1);
        if changed {
            self.step(|| Step::Rounded { from, to, awarded });
        }
        Ok(())
    }

    /// Puts the evaluator's award at this place on `scored`, if there is one.
    #[inline]
    pub(super) fn award(
        &mut self,
        scored: &mut Scored,
        discretion: Option<&'m Expr>,
        full: &Number,
        scope: &Scope<'_, 'm, 'f>,
        span: Span,
    ) -> Run<Option<(usize, AwardStanding)>> {
        let Some(node) = scope.site.node else { return Ok(None) };
        if self.awards.get(node.index()).is_none_or(Awards::is_empty) {
            return Ok(None);
        }
        self.put_award(scored, discretion, full, scope, span)
    }

    fn put_award(
        &mut self,
        scored: &mut Scored,
        discretion: Option<&'m Expr>,
        full: &Number,
        scope: &Scope<'_, 'm, 'f>,
        span: Span,
    ) -> Run<Option<(usize, AwardStanding)>> {
        let Some(target) = scope.site.target() else { return Ok(None) };
        let mut due = None;
        let mut found = None;
        for (index, award) in self.awards_on(target.clone()) {
            if due.is_none() && self.due_awards.contains(&index) {
                due = Some(index);
            } else {
                found = found.or(Some((index, award)));
            }
        }
        let Some((index, award)) = found else {
            return Ok(due.map(|index| (index, AwardStanding::Due)));
        };
        let base = scored.awarded().clone();
        let awarded = match &award.kind {
            AwardKind::Score(score) => Value::Number(score.clone()),
            AwardKind::Level(level) => Value::Option(*level),
            AwardKind::Less(less) => {
                if !base.is_known() {
                    let at = award.span;
                    return Err(self.fail(|| error::declared(Code::AwardLessUndetermined, at, span)));
                }
                let left = ops::arith(Arith::Sub, &base, &Value::Number(less.clone()));
                self.numeric(award.span, left)?
            }
        };
        if let Value::Number(points) = &awarded
            && (points.is_negative() || points > full)
        {
            let (at, shown, full) = (award.span, points.to_string(), full.to_string());
            let less = match &award.kind {
                AwardKind::Less(less) => Some(show::number(less)),
                _ => None,
            };
            return Err(self.fail(|| {
                let problem = Diagnostic::new(Code::AwardOutOfPoints, at)
                    .arg("score", shown)
                    .arg("full", full)
                    .label(span, Message::new("declared-here"));
                match (less, show::outcome(&outcome(&base))) {
                    (Some(less), Some(rule)) => {
                        problem.at(Message::new("award-took").arg("less", less).arg("rule", rule))
                    }
                    _ => problem,
                }
            }));
        }
        let allowed = match discretion {
            Some(discretion) => self.expr(discretion, scope)?,
            None => Value::Number(Number::ZERO),
        };
        let standing = if within(&base, &awarded, &allowed) {
            AwardStanding::Judgement
        } else {
            AwardStanding::Departure { unreachable: !self.reachable(&scope.site, &awarded, &allowed) }
        };
        if let AwardStanding::Departure { unreachable } = standing {
            let (rule, given) = (outcome(&scored.rule), outcome(&awarded));
            if self.options.deny_departures {
                let at = award.span;
                let diagnostic = error::declared(Code::DepartureDenied, at, span);
                let diagnostic = error::departed(diagnostic, &rule, &given);
                self.fail(|| diagnostic);
            }
            self.findings.push(Finding::Departure { target, award: index, rule, awarded: given, unreachable });
        }
        scored.awarded = Some(awarded);
        Ok(Some((index, standing)))
    }

    /// Whether the rule of the place can give the score at all, with the discretion granted.
    fn reachable(&self, site: &Site, awarded: &Value, allowed: &Value) -> bool {
        let Some(reaches) = self.reaches else { return true };
        let reach = match (site.node, site.row) {
            (Some(node), Some((fact, _))) => reaches.row(node, fact),
            (Some(node), None) => reaches.node(node),
            _ => None,
        };
        reach.is_none_or(|reach| within(reach, awarded, allowed))
    }

    /// The evaluator's score is due and missing.
    pub(super) fn fail_manual_missing(&mut self, rule: &'m Rule, site: &Site) -> Stop {
        let name = self.place_name(site);
        self.fail(|| Diagnostic::new(Code::ManualMissing, rule.span).arg("place", name))
    }

    /// A row's full marks are missing.
    pub(super) fn fail_missing_full(&mut self, each: &'m Each, scope: &Scope<'_, 'm, 'f>) -> Stop {
        let span = each.full.as_ref().map_or(each.span, |f| f.span);
        let name = self.place_name(&scope.site);
        let row = scope.frame.and_then(|frame| match &frame.row {
            RowRef::Row(_, _, row) => Some(*row),
            RowRef::Any | RowRef::Child(..) => None,
        });
        let table = self.rubric.fact(each.table).name.clone();
        self.fail(|| {
            let problem = Diagnostic::new(Code::RowFullMissing, row.map_or(span, |row| row.span)).arg("place", name);
            let problem = problem.arg("table", table).arg("row", row.map_or_else(String::new, |row| row.name.clone()));
            if row.is_some() { problem.label(span, Message::new("asked-here")) } else { problem }
        })
    }

    /// The name of a place as it is written in 评定.
    pub(super) fn place_name(&self, site: &Site) -> String {
        let node = site.node.map(|n| self.rubric.node(n).path.clone());
        let row = site.row.and_then(|(fact, row)| match self.facts?.slots.get(fact.index()) {
            Some(crate::facts::Slot::Table(table)) => table.rows.get(row as usize).map(|r| r.name.clone()),
            _ => None,
        });
        match (node, row) {
            (Some(node), Some(row)) => format!("{node}/{row}"),
            (Some(node), None) => node,
            _ => site
                .adjustment
                .and_then(|a| self.rubric.adjustments.get(a.index()))
                .map(|a| a.name.clone())
                .unwrap_or_default(),
        }
    }

    /// Tells of the absent facts that a score without an award depends on; where it is `settled`, what is known
    /// of the others was enough.
    pub(super) fn tell_missing(&mut self, asked_from: usize, settled: bool, span: Span, name: &str) {
        if self.asked.len() <= asked_from {
            return;
        }
        let mut asked: Vec<Missing> = self.asked.split_off(asked_from.min(self.asked.len()));
        asked.sort();
        asked.dedup();
        for missing in asked {
            if missing.partly && settled {
                continue;
            }
            let diagnostic = self.missing_fact(&missing, span, name, false);
            self.fail(|| diagnostic);
        }
    }

    /// Tells what the total's limits or the highest grade ask for and is absent: no award stands in its place.
    pub(super) fn tell_missing_for_total(&mut self, asked: Vec<(Missing, Span)>, settled: bool) {
        for (missing, span) in asked {
            if missing.partly && settled {
                continue;
            }
            let diagnostic = self.missing_fact(&missing, span, &self.rubric.name, true);
            self.fail(|| diagnostic);
        }
    }

    /// Where a score may be awarded to `name` that lacks a cell of `table`: at the row, where rows are scored.
    fn award_path(&self, name: &str, table: FactId, row: &str) -> String {
        let node = self.rubric.nodes.iter().find(|node| node.path == name);
        let by_row = node.is_some_and(|node| {
            let mut eaches = Vec::new();
            super::plan::eaches(&node.body, &mut eaches);
            eaches.iter().any(|each| each.table == table)
        });
        if by_row { format!("{name}/{row}") } else { name.to_owned() }
    }

    fn missing_fact(&self, missing: &Missing, span: Span, name: &str, whole: bool) -> Diagnostic {
        let whole = if whole { "yes" } else { "no" };
        let fact = self.rubric.fact(missing.fact);
        let slot = self.facts.and_then(|f| f.slots.get(missing.fact.index()));
        let code = if missing.partly { Code::FactPartlyKnown } else { Code::FactMissing };
        match (missing.cell, slot) {
            (Some((row, column)), Some(crate::facts::Slot::Table(table))) => {
                let field = fact.ty.table().and_then(|t| t.fields.get(column as usize));
                let row = table.rows.get(row as usize);
                let at = self.award_path(name, missing.fact, row.map_or("", |r| r.name.as_str()));
                let written = row.and_then(|row| row.origins.get(column as usize)?.as_ref()).map(|origin| origin.span);
                let in_row = row.map_or(fact.span, |row| row.span);
                let problem = match written.filter(|_| missing.partly) {
                    Some(written) => {
                        Diagnostic::new(Code::CellPartlyKnown, written).at(Message::new("partly-written-here"))
                    }
                    None if missing.partly => Diagnostic::new(Code::CellPartlyKnown, in_row),
                    None => Diagnostic::new(Code::CellMissing, in_row),
                };
                problem
                    .arg("table", fact.name.clone())
                    .arg("row", row.map_or_else(String::new, |r| r.name.clone()))
                    .arg("field", field.map_or_else(String::new, |f| f.name.clone()))
                    .arg("place", name)
                    .arg("at", at)
                    .arg("whole", whole)
                    .label(field.map_or(fact.span, |f| f.span), Message::new("declared-here"))
            }
            _ => {
                // A form says where it lacks a value.
                let blank = self.facts.and_then(|facts| facts.blanks.get(&missing.fact.index())).copied();
                let problem = match blank.filter(|_| !missing.partly) {
                    Some(blank) => Diagnostic::new(code, blank)
                        .at(Message::new("left-blank-here"))
                        .label(fact.span, Message::new("declared-here")),
                    None => Diagnostic::new(code, fact.span),
                };
                let problem = problem
                    .arg("fact", fact.name.clone())
                    .arg("place", name)
                    .arg("whole", whole)
                    .label(span, Message::new("asked-here"));
                let origins = self.facts.and_then(|facts| facts.origins.get(missing.fact.index()));
                match origins.and_then(Option::as_ref).filter(|_| missing.partly) {
                    Some(origin) => problem.label(origin.span, Message::new("partly-written-here")),
                    None => problem,
                }
            }
        }
    }
}

enum ValueKind {
    Points,
    Level,
}

fn ops_kind(value: &Value) -> ValueKind {
    match value {
        Value::Option(_) => ValueKind::Level,
        Value::Unknown(unknown) if matches!(unknown.known, Known::Options(_)) => ValueKind::Level,
        _ => ValueKind::Points,
    }
}

/// Whether `awarded` is at most `allowed` less than some value of `base`, and no more than it.
fn within(base: &Value, awarded: &Value, allowed: &Value) -> bool {
    if let (Value::Number(base), Value::Number(points), Value::Number(allowed)) = (base, awarded, allowed) {
        return points <= base && base.sub(allowed).is_ok_and(|least| *points >= least);
    }
    if let (Value::Unknown(base), Value::Number(points), Value::Number(allowed)) = (base, awarded, allowed)
        && let Known::Number(reach) = &base.known
        && allowed.is_zero()
    {
        return reach.contains(points);
    }
    match awarded {
        Value::Number(points) => {
            let mut most = Reach::point(points.clone());
            if let Bound::Closed(allowed) | Bound::Open(allowed) = ops::reach(allowed).hi()
                && let Ok(top) = points.add(&allowed)
            {
                most = Reach::all().above(&Bound::Closed(points.clone())).below(&Bound::Closed(top));
            }
            !ops::reach(base).intersect(&most).is_empty()
        }
        Value::Option(_) => ops::options(base) & ops::options(awarded) != 0,
        _ => false,
    }
}

/// A node that was left out.
pub(super) fn dropped() -> (Outcome, Outcome) {
    (Outcome::Dropped, Outcome::Dropped)
}
