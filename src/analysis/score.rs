//! Scores as linear terms, as far as a witness needs them: ways to a score are left out here, never added.

use std::rc::Rc;

use crate::model::{
    Aggregate, Body, Clause, ClauseKind, Combine, Deduction, FactId, Gate, NodeId, OptionShare, Round, Rule, RuleKind,
    Then, TypeKind, ValueRange, Worth,
};
use crate::number::{Bound, Number, Reach};

use super::formula::{Domain, Formula, Run, Stands, Undecided, Variable};
use super::linear::{Linear, Sign, Var};
use super::scope::{Full, Scope};
use super::translate::{Name, Piece, Translator, constant, one, product, whole};
use crate::model::Comparison;

/// Most ways to one score that are followed.
const MAX_WAYS: usize = 16;

impl<'m> Translator<'m, '_> {
    /// The total without adjustments, and that there are none.
    pub fn total(&mut self) -> Run<(Linear, Formula)> {
        let full = self.rubric.full.clone().ok_or(Undecided::TooMany)?;
        let top = self.new_scope(Full::Points(full), None);
        if !matches!(self.rubric.combine, Combine::Sum) {
            return Err(Undecided::TooMany);
        }
        let mut sum = Linear::constant(Number::ZERO);
        let roots: Vec<NodeId> = self.rubric.roots.clone();
        for root in roots {
            sum = sum.add(&Linear::var(self.node_score(root, &top)?))?;
        }
        let mut none = Vec::new();
        for adjustment in &self.rubric.adjustments {
            for clause in &adjustment.clauses {
                none.push(self.idle(clause, &top)?);
            }
        }
        for cap in &self.rubric.total_caps {
            if let Some(condition) = &cap.condition {
                none.push(self.condition(condition, &top)?.1);
            }
        }
        Ok((sum, Formula::all(none)))
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
            Some(round) => {
                let step = Number::from_i64(10).pow(-i32::try_from(round.places).map_err(|_| Undecided::TooMany)?)?;
                let lattice = crate::number::Interval::all().on_lattice(Number::ZERO, step);
                let rounded = self.score_helper(range.intersect(&Reach::interval(lattice)));
                let tie = self.rounding_tie(rounded, &whole(Linear::var(var)), round)?;
                self.variables.tie(rounded, tie);
                Ok(rounded)
            }
            None => Ok(var),
        }
    }

    fn score_helper(&mut self, range: Reach) -> Var {
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
            None if body.combine.as_ref().is_none_or(|c| matches!(c, Combine::Sum)) => {
                let mut sum = Linear::constant(Number::ZERO);
                for child in &body.children {
                    sum = sum.add(&Linear::var(self.node_score(*child, scope)?))?;
                }
                whole(sum)
            }
            None => return Err(Undecided::TooMany),
        };
        let idle = match &body.deduction {
            Some(deduction) => self.undeducted(deduction, scope)?,
            None => Formula::True,
        };
        ways.extend(own.into_iter().map(|p| p.under(&open.clone().and(idle.clone()))));
        ways.extend(closed);
        ways.retain(|way| !matches!(way.guard, Formula::False));
        Ok(ways)
    }

    /// That nothing is deducted.
    fn undeducted(&mut self, deduction: &'m Deduction, scope: &Rc<Scope<'m>>) -> Run<Formula> {
        let parts = deduction.clauses.iter().map(|clause| self.idle(clause, scope));
        Ok(Formula::all(parts.collect::<Run<Vec<_>>>()?))
    }

    /// That a clause takes and adds nothing.
    fn idle(&mut self, clause: &'m Clause, scope: &Rc<Scope<'m>>) -> Run<Formula> {
        match &clause.kind {
            ClauseKind::When(condition) => Ok(self.condition(condition, scope)?.1),
            ClauseKind::Every { count, .. } => {
                let pieces = self.number(count, scope)?;
                super::coverage::within(&pieces, &Reach::point(Number::ZERO))
            }
            ClauseKind::Beyond { value, threshold, above, .. } => {
                let op = if *above { Comparison::Le } else { Comparison::Ge };
                Ok(self.compare_numbers(value, op, threshold, scope)?.0)
            }
        }
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
            RuleKind::Interpolate { .. } => return Err(Undecided::TooMany),
            RuleKind::Deduct { base, deduction } => {
                let idle = self.undeducted(deduction, scope)?;
                let start = match base {
                    Some(base) => self.rule_score(base, scope, node)?,
                    None => self.full(&scope.full)?,
                };
                ways.extend(start.into_iter().map(|p| p.under(&idle)));
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
