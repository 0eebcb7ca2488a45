//! Scores as linear terms, as far as a witness needs them: ways to a score are left out here, never added.

use std::rc::Rc;

use crate::model::{
    Aggregate, Body, Combine, FactId, Gate, NodeId, OptionShare, Round, Rule, RuleKind, Then, TypeKind, ValueRange,
    Worth,
};
use crate::number::{Bound, Number, Reach};

use super::formula::{Domain, Formula, Run, Stands, Undecided, Variable};
use super::linear::{Linear, Sign, Var};
use super::piece::{Piece, constant, one, product, whole};
use super::scope::{Full, Scope};
use super::translate::{Name, Translator};
use crate::model::Comparison;

/// Most ways to one score that are followed.
const MAX_WAYS: usize = 16;

impl<'m> Translator<'m, '_> {
    /// The total, and what must hold for it. Where clauses are not counted, nothing is deducted or added.
    pub fn total(&mut self, counts_clauses: bool, rounds: bool) -> Run<(Linear, Formula)> {
        self.counts_clauses = counts_clauses;
        let full = self.rubric.full.clone().ok_or(Undecided::TooMany)?;
        let top = self.new_scope(Full::Points(full.clone()), None);
        let mut sum = self.combined(&self.rubric.roots, &self.rubric.combine, &top)?;
        let mut needed = Vec::new();
        let mut adjusted = false;
        for adjustment in &self.rubric.adjustments {
            for clause in &adjustment.clauses {
                let (points, open) = self.taken(clause, &top)?;
                adjusted |= points.as_constant().is_none();
                sum = if clause.plus { sum.add(&points)? } else { sum.sub(&points)? };
                needed.push(open);
            }
        }
        let mut most: Option<Number> = None;
        for cap in &self.rubric.total_caps {
            match &cap.condition {
                Some(condition) => needed.push(self.condition(condition, &top)?.1),
                None => {
                    let limit = self.one_number(&cap.limit, &top)?.ok_or(Undecided::TooMany)?;
                    most = Some(most.map_or(limit.clone(), |most| most.min(limit)));
                }
            }
        }
        let most = most.unwrap_or_else(|| full.clone());
        if adjusted || most < full {
            sum = Linear::var(self.held_between(&sum, &most)?);
        }
        if let Some(round) = self.rubric.rounding.total.filter(|_| rounds) {
            sum = Linear::var(self.rounded_score(&sum, round, Reach::all().above(&Bound::Closed(Number::ZERO)))?);
        }
        Ok((sum, Formula::all(needed)))
    }

    /// What children come to together.
    fn combined(&mut self, children: &'m [NodeId], combine: &Combine, scope: &Rc<Scope<'m>>) -> Run<Linear> {
        let mut scores = Vec::with_capacity(children.len());
        for child in children {
            let weight = self.rubric.node(*child).weight.clone().unwrap_or(Number::ONE);
            scores.push((Linear::var(self.node_score(*child, scope)?), weight));
        }
        let Combine::Aggregate(aggregate, _) = combine else {
            // What a formula makes of them is not followed.
            if !matches!(combine, Combine::Sum) {
                return Err(Undecided::TooMany);
            }
            let zero = Linear::constant(Number::ZERO);
            return scores.iter().try_fold(zero, |sum, (score, _)| Ok(sum.add(score)?));
        };
        match aggregate {
            Aggregate::Sum | Aggregate::Mean | Aggregate::Weighted => {
                let (mut sum, mut weights) = (Linear::constant(Number::ZERO), Number::ZERO);
                for (score, weight) in &scores {
                    let weight = if *aggregate == Aggregate::Weighted { weight.clone() } else { Number::ONE };
                    sum = sum.plus(score, &weight)?;
                    weights = weights.add(&weight)?;
                }
                let parts = if *aggregate == Aggregate::Sum { Number::ONE } else { weights };
                Ok(sum.scale(&Number::ONE.div(&parts)?)?)
            }
            Aggregate::Lowest | Aggregate::Highest => {
                let var = self.score_helper(Reach::all());
                let op = if *aggregate == Aggregate::Highest { Comparison::Ge } else { Comparison::Le };
                let (mut one_of, mut bounds) = (Vec::new(), Vec::new());
                for (score, _) in &scores {
                    let apart = Linear::var(var).sub(score)?;
                    one_of.push(Formula::constraint(apart.clone(), Sign::Zero));
                    bounds.push(super::condition::stands(&apart, op)?);
                }
                self.variables.tie(var, Formula::any(one_of).and(Formula::all(bounds)));
                Ok(Linear::var(var))
            }
        }
    }

    fn new_scope(&mut self, full: Full<'m>, outer: Option<&Rc<Scope<'m>>>) -> Rc<Scope<'m>> {
        self.scopes += 1;
        Rc::new(Scope {
            id: u32::MAX - self.scopes,
            method: outer.map_or(0, |o| o.method),
            call: outer.and_then(|o| o.call.clone()),
            full,
            rows: outer.map(|o| o.rows.clone()).unwrap_or_default(),
            node: outer.and_then(|o| o.node),
            levels: false,
        })
    }

    /// The score of a node, rounded, as a variable.
    fn node_score(&mut self, id: NodeId, outer: &Rc<Scope<'m>>) -> Run<Var> {
        let node = self.rubric.node(id);
        let (full, points) = match &node.worth {
            Worth::Points(points) => (Full::Points(points.clone()), Some(points.clone())),
            Worth::Share(share) => (Full::Share(share.clone(), outer.clone()), None),
            Worth::Level(_) => return Err(Undecided::TooMany),
        };
        let scope = self.new_scope(full, Some(outer));
        let round = if node.part { None } else { self.rubric.rounding.indicator };
        let ways = self.body_score(&node.body, &scope, Some(id))?;
        let most = points.or_else(|| scope.full.points());
        self.score_variable(ways, round, most)
    }

    /// A variable that is one of `ways`, rounded.
    fn score_variable(&mut self, ways: Vec<Piece>, round: Option<Round>, most: Option<Number>) -> Run<Var> {
        let range = Reach::all().above(&Bound::Closed(Number::ZERO));
        let range = most.map_or(range.clone(), |most| range.below(&Bound::Closed(most)));
        let var = self.score_helper(range.clone());
        let mut any = Vec::new();
        for way in &ways {
            let Some(term) = way.linear()? else { continue };
            let apart = Linear::var(var).sub(&term)?;
            any.push(way.guard.clone().and(Formula::constraint(apart, Sign::Zero)));
        }
        self.variables.tie(var, Formula::any(any));
        match round {
            Some(round) => self.rounded_score(&Linear::var(var), round, range),
            None => Ok(var),
        }
    }

    /// `score`, rounded, as a variable within `range`.
    fn rounded_score(&mut self, score: &Linear, round: Round, range: Reach) -> Run<Var> {
        let step = Number::from_i64(10).pow(-i32::try_from(round.places).map_err(|_| Undecided::TooMany)?)?;
        let lattice = crate::number::Interval::all().on_lattice(Number::ZERO, step);
        let rounded = self.score_helper(range.intersect(&Reach::interval(lattice)));
        let tie = self.rounding_tie(rounded, &whole(score.clone()), round)?;
        self.variables.tie(rounded, tie);
        Ok(rounded)
    }

    pub(super) fn score_helper(&mut self, range: Reach) -> Var {
        let natural = range.hi().value().cloned().unwrap_or(Number::ZERO);
        self.variables.add(Variable { stands: Stands::Helper, domain: Domain::Numbers(range), tied: None, natural })
    }

    fn body_score(&mut self, body: &'m Body, scope: &Rc<Scope<'m>>, node: Option<NodeId>) -> Run<Vec<Piece>> {
        let mut ways = Vec::new();
        let mut open = Formula::True;
        let mut closed = Vec::new();
        for gate in &body.gates {
            let (Gate::Inapplicable { condition, .. } | Gate::Zero { condition, .. }) = gate;
            let (holds, fails) = self.condition(condition, scope)?;
            match gate {
                Gate::Inapplicable { then: Then::Score(score), .. } => {
                    for piece in self.number(score, scope)? {
                        closed.push(piece.under(&open.clone().and(holds.clone())));
                    }
                }
                Gate::Zero { .. } => {
                    closed.extend(constant(Number::ZERO).into_iter().map(|p| p.under(&open.clone().and(holds.clone()))))
                }
                Gate::Inapplicable { .. } => {}
            }
            open = open.and(fails);
        }
        let own = match &body.rule {
            Some(rule) => self.rule_score(rule, scope, node)?,
            None if body.children.is_empty() => self.full(&scope.full)?,
            None => {
                let combine = body.combine.as_ref().unwrap_or(&Combine::Sum);
                whole(self.combined(&body.children, combine, scope)?)
            }
        };
        let own = match &body.deduction {
            Some(deduction) => self.deducted(own, deduction, scope)?,
            None => own,
        };
        ways.extend(own.into_iter().map(|p| p.under(&open)));
        ways.extend(closed);
        ways.retain(|way| !matches!(way.guard, Formula::False));
        Ok(ways)
    }

    fn rule_score(&mut self, rule: &'m Rule, scope: &Rc<Scope<'m>>, node: Option<NodeId>) -> Run<Vec<Piece>> {
        let mut ways: Vec<Piece> = Vec::new();
        match &rule.kind {
            RuleKind::Value(value) => {
                let pieces = self.number(value, scope)?;
                ways = self.linear_or_opaque(pieces, value, scope)?;
            }
            RuleKind::Zero => ways = constant(Number::ZERO),
            RuleKind::FullWhen(condition) => {
                let (holds, fails) = self.condition(condition, scope)?;
                ways.extend(self.full(&scope.full)?.into_iter().map(|p| p.under(&holds)));
                ways.extend(constant(Number::ZERO).into_iter().map(|p| p.under(&fails)));
            }
            RuleKind::Bands { subject, bands, .. } => {
                for band in bands {
                    let (holds, _) = self.in_range(subject, &band.range, scope)?;
                    ways.extend(self.rule_score(&band.rule, scope, node)?.into_iter().map(|p| p.under(&holds)));
                }
            }
            RuleKind::Cases { cases, otherwise } => {
                let mut before = Formula::True;
                for case in cases {
                    let (holds, fails) = self.condition(&case.condition, scope)?;
                    let here = before.clone().and(holds);
                    ways.extend(self.rule_score(&case.rule, scope, node)?.into_iter().map(|p| p.under(&here)));
                    before = before.and(fails);
                }
                if let Some(otherwise) = otherwise {
                    ways.extend(self.rule_score(otherwise, scope, node)?.into_iter().map(|p| p.under(&before)));
                }
            }
            RuleKind::LookupOne { key, entries } => {
                for entry in entries {
                    let (holds, _) = self.what(super::scope::What::Key(key, &entry.key), scope)?;
                    ways.extend(self.rule_score(&entry.rule, scope, node)?.into_iter().map(|p| p.under(&holds)));
                }
            }
            RuleKind::LookupTwo { row, column, columns, rows } => {
                for entry in rows {
                    for (head, value) in columns.iter().zip(&entry.values) {
                        let what = super::scope::What::Keys((row, &entry.key), (column, head));
                        let (holds, _) = self.what(what, scope)?;
                        ways.extend(self.number(value, scope)?.into_iter().map(|p| p.under(&holds)));
                    }
                }
            }
            RuleKind::Interpolate { subject, points } => {
                let at = self.number(subject, scope)?;
                let at = self.linear_or_opaque(at, subject, scope)?;
                ways = self.line(&at, points, scope)?.ok_or(Undecided::TooMany)?;
            }
            RuleKind::Deduct { base, deduction } => {
                let start = match base {
                    Some(base) => self.rule_score(base, scope, node)?,
                    None => self.full(&scope.full)?,
                };
                ways = self.deducted(start, deduction, scope)?;
            }
            RuleKind::Each(each) => {
                if each.aggregate == Aggregate::Sum && each.full.is_none() && each.at_most.is_none() {
                    return Err(Undecided::TooMany);
                }
                let full = Full::Share(Number::ONE, scope.clone());
                let mut row = self.new_scope(full, Some(scope));
                if let Some(row) = Rc::get_mut(&mut row) {
                    row.rows.push((each.table, 0));
                }
                let mut guard = match &each.filter {
                    Some(filter) => self.condition(filter, &row)?.0,
                    None => Formula::True,
                };
                if let Some(full) = &each.full {
                    // The one row holds all the points.
                    let all = self.full(&scope.full)?;
                    let own = self.number(full, &row)?;
                    if let (Some(a), Some(b)) = (own.first(), all.first())
                        && let (Some(a), Some(b)) = (a.linear()?, b.linear()?)
                    {
                        guard = guard.and(Formula::constraint(a.sub(&b)?, Sign::Zero));
                    }
                }
                let own = self.body_score(&each.body, &row, None)?;
                let most = scope.full.points();
                let var = self.score_variable(own, self.rubric.rounding.row, most)?;
                ways.extend(whole(Linear::var(var)).into_iter().map(|p| p.under(&guard)));
            }
            RuleKind::ByRating(rating) => {
                let TypeKind::Option(set) = rating.ty.kind else { return Err(Undecided::TooMany) };
                for (index, option) in self.rubric.options(set).options.iter().enumerate() {
                    let OptionShare::Number(share) = &option.share else { continue };
                    let guard = self.is_option(rating, 1 << index, scope)?;
                    for piece in self.full(&scope.full)? {
                        let above = piece.above.scale(share)?;
                        ways.push(Piece { above, ..piece }.under(&guard));
                    }
                }
            }
            RuleKind::Manual(range) => ways = self.manual(range, scope, node)?,
            RuleKind::Scaled { base, body } => {
                let base = base.kind.constant().ok_or(Undecided::TooMany)?;
                let inner = self.new_scope(Full::Points(base.clone()), Some(scope));
                for piece in self.body_score(body, &inner, None)? {
                    for full in self.full(&scope.full)? {
                        if let Some(above) = product(&piece.above, &full.above)?
                            && full.below == one()
                        {
                            let above = above.scale(&Number::ONE.div(&base)?)?;
                            ways.push(Piece { above, ..piece.clone() });
                        }
                    }
                }
            }
            RuleKind::Method { method, args } => {
                let mut inner = self.new_scope(Full::Share(Number::ONE, scope.clone()), Some(scope));
                if let Some(inner) = Rc::get_mut(&mut inner) {
                    inner.method = inner.id;
                    inner.call = Some((args, scope.clone()));
                    inner.rows = Vec::new();
                }
                ways = self.body_score(&self.rubric.method(*method).body, &inner, node)?;
            }
        }
        ways.retain(|way| !matches!(way.guard, Formula::False));
        if ways.len() > MAX_WAYS { Err(Undecided::TooMany) } else { Ok(ways) }
    }

    /// The evaluator's score, as a variable of its own.
    fn manual(&mut self, range: &'m ValueRange, scope: &Rc<Scope<'m>>, node: Option<NodeId>) -> Run<Vec<Piece>> {
        let Some(node) = node else { return Ok(Vec::new()) };
        let Some(full) = scope.full.points() else { return Ok(Vec::new()) };
        let allowed = range.constant();
        let up_to_full = Reach::closed(Number::ZERO, full.clone());
        let allowed = allowed.map_or(up_to_full.clone(), |range| range.intersect(&up_to_full));
        let var = self.variable(Name::Award(node), |_| Variable {
            stands: Stands::Given,
            domain: Domain::Numbers(allowed),
            tied: None,
            natural: full,
        });
        Ok(whole(Linear::var(var)))
    }

    /// The tables whose rows are scored one by one.
    pub fn scored_tables(rubric: &'m crate::model::Rubric) -> Vec<FactId> {
        fn of_rule(rule: &Rule, found: &mut Vec<FactId>) {
            match &rule.kind {
                RuleKind::Each(each) => {
                    found.push(each.table);
                    each.body.rule.iter().for_each(|rule| of_rule(rule, found));
                }
                RuleKind::Bands { bands, .. } => bands.iter().for_each(|band| of_rule(&band.rule, found)),
                RuleKind::Cases { cases, otherwise } => {
                    cases.iter().for_each(|case| of_rule(&case.rule, found));
                    otherwise.iter().for_each(|rule| of_rule(rule, found));
                }
                RuleKind::LookupOne { entries, .. } => entries.iter().for_each(|entry| of_rule(&entry.rule, found)),
                RuleKind::Deduct { base: Some(base), .. } => of_rule(base, found),
                RuleKind::Scaled { body, .. } => body.rule.iter().for_each(|rule| of_rule(rule, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        for node in &rubric.nodes {
            node.body.rule.iter().for_each(|rule| of_rule(rule, &mut found));
        }
        found
    }
}
