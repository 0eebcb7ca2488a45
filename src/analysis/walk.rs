//! Every choice of a rubric at its place, with what has held on the way there.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::model::visit::{each_operand, each_part};
use crate::model::{
    Body, Clause, ClauseKind, Combine, Each, Expr, ExprKind, Gate, LetId, NodeId, Rubric, Rule, RuleKind, TableRef,
    Then, ValueRange, Worth,
};
use crate::number::Number;

use super::scope::{Full, Path, Scope, What};

/// How often one 计算 is followed, if it stands in several places.
const MAX_READINGS: u32 = 8;

/// Sees every rule of a rubric where it stands.
pub(super) trait Visitor<'m> {
    /// A rule that yields a score, or a plain value where `plain`.
    fn rule(&mut self, rule: &'m Rule, plain: bool, scope: &Rc<Scope<'m>>, path: &Path<'m>);
}

/// Walks a rubric.
pub(super) struct Walk<'m, 'v> {
    rubric: &'m Rubric,
    visitor: &'v mut dyn Visitor<'m>,
    next: u32,
    /// Whether a 计算 has a choice in it, or reads one that has.
    choices: BTreeMap<LetId, bool>,
    readings: BTreeMap<LetId, u32>,
}

impl<'m, 'v> Walk<'m, 'v> {
    /// Shows `visitor` all of `rubric`.
    pub fn run(rubric: &'m Rubric, visitor: &'v mut dyn Visitor<'m>) {
        let mut walk = Walk { rubric, visitor, next: 1, choices: BTreeMap::new(), readings: BTreeMap::new() };
        let top = walk.scope(Full::Points(rubric.full.clone().unwrap_or(Number::ZERO)), None);
        let path = Path::new();
        for root in &rubric.roots {
            walk.node(*root, &top, &path);
        }
        if let Combine::Formula(formula) = &rubric.combine {
            walk.expr(formula, &top, &path);
        }
        for adjustment in &rubric.adjustments {
            adjustment.clauses.iter().for_each(|clause| walk.clause(clause, &top, &path));
            adjustment.verifications.iter().for_each(|v| walk.expr(&v.condition, &top, &path));
        }
        for cap in &rubric.total_caps {
            let mut path = path.clone();
            if let Some(condition) = &cap.condition {
                walk.expr(condition, &top, &path);
                path = path.with(What::Condition(condition), true, &top);
            }
            walk.expr(&cap.limit, &top, &path);
        }
        for cap in &rubric.grade_caps {
            walk.expr(&cap.condition, &top, &path);
        }
        for verification in &rubric.verifications {
            walk.expr(&verification.condition, &top, &path);
        }
    }

    fn scope(&mut self, full: Full<'m>, outer: Option<&Rc<Scope<'m>>>) -> Rc<Scope<'m>> {
        let id = self.next;
        self.next += 1;
        Rc::new(Scope {
            id,
            method: outer.map_or(0, |o| o.method),
            call: outer.and_then(|o| o.call.clone()),
            full,
            rows: outer.map(|o| o.rows.clone()).unwrap_or_default(),
            node: outer.and_then(|o| o.node),
            levels: outer.is_some_and(|o| o.levels),
        })
    }

    fn node(&mut self, id: NodeId, outer: &Rc<Scope<'m>>, path: &Path<'m>) {
        let node = self.rubric.node(id);
        let full = match &node.worth {
            Worth::Points(points) => Full::Points(points.clone()),
            Worth::Share(share) => Full::Share(share.clone(), outer.clone()),
            Worth::Level(_) => Full::Points(Number::ZERO),
        };
        let mut scope = self.scope(full, Some(outer));
        if let Some(scope) = Rc::get_mut(&mut scope) {
            scope.node = Some(id);
            scope.levels = matches!(node.worth, Worth::Level(_));
        }
        self.body(&node.body, &scope, path);
    }

    fn body(&mut self, body: &'m Body, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        body.verifications.iter().for_each(|v| self.expr(&v.condition, scope, path));
        let mut path = path.clone();
        for gate in &body.gates {
            let (Gate::Inapplicable { condition, .. } | Gate::Zero { condition, .. }) = gate;
            self.expr(condition, scope, &path);
            if let Gate::Inapplicable { then: Then::Score(score), .. } = gate {
                self.expr(score, scope, &path.with(What::Condition(condition), true, scope));
            }
            path = path.with(What::Condition(condition), false, scope);
        }
        if let Some(rule) = &body.rule {
            self.rule(rule, false, scope, &path);
        }
        for child in &body.children {
            self.node(*child, scope, &path);
        }
        if let Some(Combine::Formula(formula)) = &body.combine {
            self.expr(formula, scope, &path);
        }
        if let Some(deduction) = &body.deduction {
            deduction.clauses.iter().for_each(|clause| self.clause(clause, scope, &path));
        }
        if let Some(discretion) = &body.discretion {
            self.expr(discretion, scope, &path);
        }
    }

    fn clause(&mut self, clause: &'m Clause, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        let mut path = path.clone();
        match &clause.kind {
            ClauseKind::Every { count, step } => {
                self.expr(count, scope, &path);
                self.expr(step, scope, &path);
            }
            ClauseKind::Beyond { value, threshold, step, .. } => {
                self.expr(value, scope, &path);
                self.expr(threshold, scope, &path);
                self.expr(step, scope, &path);
            }
            ClauseKind::When(condition) => {
                self.expr(condition, scope, &path);
                path = path.with(What::Condition(condition), true, scope);
            }
        }
        self.expr(&clause.amount, scope, &path);
        if let Some(most) = &clause.at_most {
            self.expr(most, scope, &path);
        }
    }

    fn rule(&mut self, rule: &'m Rule, plain: bool, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        self.visitor.rule(rule, plain, scope, path);
        match &rule.kind {
            RuleKind::Value(value) => self.expr(value, scope, path),
            RuleKind::Zero => {}
            RuleKind::FullWhen(condition) => self.expr(condition, scope, path),
            RuleKind::Bands { subject, bands, .. } => {
                self.expr(subject, scope, path);
                for band in bands {
                    self.ends(&band.range, scope, path);
                    self.rule(&band.rule, plain, scope, &path.with(What::Range(subject, &band.range), true, scope));
                }
            }
            RuleKind::Cases { cases, otherwise } => {
                let mut path = path.clone();
                for case in cases {
                    self.expr(&case.condition, scope, &path);
                    self.rule(&case.rule, plain, scope, &path.with(What::Condition(&case.condition), true, scope));
                    path = path.with(What::Condition(&case.condition), false, scope);
                }
                if let Some(otherwise) = otherwise {
                    self.rule(otherwise, plain, scope, &path);
                }
            }
            RuleKind::LookupOne { key, entries } => {
                self.expr(key, scope, path);
                for entry in entries {
                    self.rule(&entry.rule, plain, scope, &path.with(What::Key(key, &entry.key), true, scope));
                }
            }
            RuleKind::LookupTwo { row, column, columns, rows } => {
                self.expr(row, scope, path);
                self.expr(column, scope, path);
                for entry in rows {
                    for (head, value) in columns.iter().zip(&entry.values) {
                        let what = What::Keys((row, &entry.key), (column, head));
                        self.expr(value, scope, &path.with(what, true, scope));
                    }
                }
            }
            RuleKind::Interpolate { subject, points } => {
                self.expr(subject, scope, path);
                for (at, value) in points {
                    self.expr(at, scope, path);
                    self.expr(value, scope, path);
                }
            }
            RuleKind::Deduct { base, deduction } => {
                if let Some(base) = base {
                    self.rule(base, plain, scope, path);
                }
                deduction.clauses.iter().for_each(|clause| self.clause(clause, scope, path));
            }
            RuleKind::Each(each) => self.each(each, scope, path),
            RuleKind::ByRating(rating) => self.expr(rating, scope, path),
            RuleKind::Manual(range) => self.ends(range, scope, path),
            RuleKind::Scaled { base, body } => {
                self.expr(base, scope, path);
                let full = match base.kind.constant() {
                    Some(points) => Full::Points(points),
                    None => Full::Row(base, scope.clone()),
                };
                let inner = self.scope(full, Some(scope));
                self.body(body, &inner, path);
            }
            RuleKind::Method { method, args } => {
                args.iter().for_each(|argument| self.expr(argument, scope, path));
                let mut inner = self.scope(Full::Share(Number::ONE, scope.clone()), Some(scope));
                if let Some(inner) = Rc::get_mut(&mut inner) {
                    inner.method = inner.id;
                    inner.call = Some((args, scope.clone()));
                    // A method sees its parameters and 满分, no rows.
                    inner.rows = Vec::new();
                }
                self.body(&self.rubric.method(*method).body, &inner, path);
            }
        }
    }

    fn each(&mut self, each: &'m Each, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        let mut row = self.scope(Full::Share(Number::ONE, scope.clone()), Some(scope));
        if let Some(row) = Rc::get_mut(&mut row) {
            row.rows.push((each.table, 0));
        }
        let mut path = path.clone();
        if let Some(filter) = &each.filter {
            self.expr(filter, &row, &path);
            path = path.with(What::Condition(filter), true, &row);
        }
        if let Some(by) = &each.by {
            self.expr(by, &row, &path);
        }
        if let Some(most) = &each.at_most {
            self.expr(most, scope, &path);
        }
        let inner = match &each.full {
            Some(full) => {
                self.expr(full, &row, &path);
                self.scope(Full::Row(full, row.clone()), Some(&row))
            }
            None => row,
        };
        self.body(&each.body, &inner, &path);
    }

    fn ends(&mut self, range: &'m ValueRange, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        range.ends().for_each(|end| self.expr(end, scope, path));
    }

    /// Follows `expr` to the choices in it.
    fn expr(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        match &expr.kind {
            ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::YesNo(_)
            | ExprKind::Option(_)
            | ExprKind::Fact(_)
            | ExprKind::Param(_)
            | ExprKind::Field { .. }
            | ExprKind::Full
            | ExprKind::RateOf(_) => {}
            ExprKind::Let(id) => {
                if self.has_choice(*id) {
                    let readings = self.readings.entry(*id).or_default();
                    *readings += 1;
                    if *readings <= MAX_READINGS {
                        self.expr(&self.rubric.binding(*id).value, scope, path);
                    }
                }
            }
            ExprKind::And(a, b) => {
                self.expr(a, scope, path);
                self.expr(b, scope, &path.with(What::Condition(a), true, scope));
            }
            ExprKind::Or(a, b) => {
                self.expr(a, scope, path);
                self.expr(b, scope, &path.with(What::Condition(a), false, scope));
            }
            ExprKind::If(condition, yes, no) => {
                self.expr(condition, scope, path);
                self.expr(yes, scope, &path.with(What::Condition(condition), true, scope));
                self.expr(no, scope, &path.with(What::Condition(condition), false, scope));
            }
            ExprKind::Default(value, default) => {
                self.expr(value, scope, path);
                self.expr(default, scope, &path.with(What::Given(value), false, scope));
            }
            ExprKind::Choose(rule) => self.rule(rule, true, scope, path),
            ExprKind::InRange(value, range) => {
                self.expr(value, scope, path);
                self.ends(range, scope, path);
            }
            ExprKind::Aggregate { table: TableRef::Fact(fact), filter, value, .. } => {
                if filter.is_none() && value.is_none() {
                    return;
                }
                let mut row = self.scope(Full::Share(Number::ONE, scope.clone()), Some(scope));
                if let Some(row) = Rc::get_mut(&mut row) {
                    row.rows.push((*fact, 0));
                }
                let mut path = path.clone();
                if let Some(filter) = filter {
                    self.expr(filter, &row, &path);
                    path = path.with(What::Condition(filter), true, &row);
                }
                if let Some(value) = value {
                    self.expr(value, &row, &path);
                }
            }
            ExprKind::Aggregate { .. } => {}
            _ => each_operand(expr, &mut |part| self.expr(part, scope, path)),
        }
    }

    fn has_choice(&mut self, id: LetId) -> bool {
        if let Some(known) = self.choices.get(&id) {
            return *known;
        }
        // A 计算 never reads itself.
        self.choices.insert(id, false);
        let mut found = false;
        let mut read = BTreeSet::new();
        each_part(&self.rubric.binding(id).value, &mut |part| match &part.kind {
            ExprKind::Choose(_) => found = true,
            ExprKind::Let(inner) => {
                read.insert(*inner);
            }
            _ => {}
        });
        let found = found || read.into_iter().any(|inner| self.has_choice(inner));
        self.choices.insert(id, found);
        found
    }
}
