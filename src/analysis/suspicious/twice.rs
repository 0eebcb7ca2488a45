//! Two places that deduct for the same thing.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{Body, Clause, ClauseKind, Expr, ExprKind, Rubric, Rule, RuleKind, ValueId};
use crate::source::Span;

use super::is_number;

/// A clause that takes points for something.
struct Taken {
    /// The indicator or 加减分.
    place: (usize, String),
    /// What is counted.
    span: Span,
}

/// Pairs of indicators, or of an indicator and a 加减分, whose clauses count the same thing. One that is told of
/// stands after the one that is labelled.
pub(super) fn deducted_twice(rubric: &Rubric) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<ValueId, Vec<Taken>> = BTreeMap::new();
    for (index, node) in rubric.nodes.iter().enumerate() {
        // What the parts of one indicator take is its own matter.
        let mut top = index;
        while let Some(parent) = rubric.nodes.get(top).filter(|n| n.part).and_then(|n| n.parent) {
            top = parent.index();
        }
        let name = rubric.nodes.get(top).map_or_else(String::new, |n| n.name.clone());
        for clause in clauses(&node.body) {
            take(rubric, clause, (top, name.clone()), &mut taken);
        }
    }
    for (index, adjustment) in rubric.adjustments.iter().enumerate() {
        let place = (rubric.nodes.len() + index, adjustment.name.clone());
        for clause in adjustment.clauses.iter().filter(|clause| !clause.plus) {
            take(rubric, clause, place.clone(), &mut taken);
        }
    }
    let mut found = Vec::new();
    for places in taken.values() {
        let Some(first) = places.first() else { continue };
        let mut told = vec![first.place.0];
        for second in places {
            if !told.contains(&second.place.0) {
                told.push(second.place.0);
                let message = Message::new("deducted-twice-first").arg("first", first.place.1.clone());
                let diagnostic = Diagnostic::new(Code::DeductedTwice, second.span)
                    .arg("second", second.place.1.clone())
                    .label(first.span, message);
                found.push(diagnostic);
            }
        }
    }
    found
}

fn take(rubric: &Rubric, clause: &Clause, place: (usize, String), taken: &mut BTreeMap<ValueId, Vec<Taken>>) {
    let counted = match &clause.kind {
        ClauseKind::Every { count, .. } => count,
        ClauseKind::Beyond { value, .. } => value,
        ClauseKind::When(condition) => condition,
    };
    // What only an expression or a row tells apart is not the same fact.
    let thing = meant(rubric, counted);
    let is_fact = matches!(thing.kind, ExprKind::Fact(_) | ExprKind::Aggregate { .. });
    let is_condition = matches!(clause.kind, ClauseKind::When(_));
    if is_condition || is_fact && is_number(thing) {
        taken.entry(thing.id).or_default().push(Taken { place, span: counted.span });
    }
}

/// What `expr` stands for, behind the names that a 计算 gives it.
fn meant<'m>(rubric: &'m Rubric, expr: &'m Expr) -> &'m Expr {
    let mut expr = expr;
    // 计算 stand on one another in no circle.
    while let ExprKind::Let(id) = &expr.kind {
        expr = &rubric.binding(*id).value;
    }
    expr
}

/// The clauses that take points in a block, rows and methods aside: what they count is another each time.
fn clauses(body: &Body) -> Vec<&Clause> {
    let mut found: Vec<&Clause> = body.deduction.iter().flat_map(|d| &d.clauses).collect();
    if let Some(rule) = &body.rule {
        of_rule(rule, &mut found);
    }
    found
}

fn of_rule<'m>(rule: &'m Rule, found: &mut Vec<&'m Clause>) {
    match &rule.kind {
        RuleKind::Deduct { base, deduction } => {
            found.extend(&deduction.clauses);
            if let Some(base) = base {
                of_rule(base, found);
            }
        }
        RuleKind::Bands { bands, .. } => bands.iter().for_each(|band| of_rule(&band.rule, found)),
        RuleKind::Cases { cases, otherwise } => {
            cases.iter().for_each(|case| of_rule(&case.rule, found));
            if let Some(otherwise) = otherwise {
                of_rule(otherwise, found);
            }
        }
        RuleKind::LookupOne { entries, .. } => entries.iter().for_each(|entry| of_rule(&entry.rule, found)),
        RuleKind::Scaled { body, .. } => found.extend(clauses(body)),
        _ => {}
    }
}
