//! Deductions, and the clauses of adjustments.

use crate::model::AggregateFn::{Count, CountDistinct};
use crate::model::{Arith, Clause, ClauseKind, Deduction, Expr, ExprKind, PartialStep, TypeKind};
use crate::number::Number;

use super::super::formula::Formula;
use super::rounding;
use super::scope::Scope;
use super::{Run, Translator};

impl<'a> Translator<'a> {
    /// What is left of `start` after `deduction`, never below zero.
    pub(super) fn deduct(&mut self, start: &Formula, deduction: &'a Deduction, scope: &Scope<'a>) -> Run {
        let mut taken: Option<Formula> = None;
        for clause in &deduction.clauses {
            let points = self.clause(clause, scope)?;
            taken = Some(match taken {
                None => points,
                Some(taken) => Formula::add(&taken, &points),
            });
        }
        let taken = taken.unwrap_or_else(|| Formula::whole(0));
        let left = Formula::call("MAX", &[&Formula::whole(0), &Formula::sub(start, &taken)]);
        Ok(if start.drops { self.unless_dropped(start, &left, start) } else { left })
    }

    /// The points of one clause.
    pub(super) fn clause(&mut self, clause: &'a Clause, scope: &Scope<'a>) -> Run {
        let amount = self.expr(&clause.amount, scope)?;
        let points = match &clause.kind {
            ClauseKind::When(condition) => {
                let condition = self.expr(condition, scope)?;
                Formula::choose(&condition, &amount, &Formula::whole(0))
            }
            ClauseKind::Every { count, step } => {
                let value = self.expr(count, scope)?;
                let steps = if is_never_negative(count) {
                    self.steps(&value, step, clause.partial, is_whole(count), scope)?
                } else {
                    let value = self.short(value, count, scope)?;
                    let steps = self.steps(&value, step, clause.partial, is_whole(count), scope)?;
                    let below = Formula::compare(&value, "<", &Formula::whole(0));
                    Formula::choose(&below, &Formula::none(), &steps)
                };
                Formula::mul(&steps, &amount)
            }
            ClauseKind::Beyond { value, above, threshold, step } => {
                let found = self.expr(value, scope)?;
                let threshold = self.expr(threshold, scope)?;
                let (more, less) = if *above { (&found, &threshold) } else { (&threshold, &found) };
                let beyond = Formula::call("MAX", &[&Formula::whole(0), &Formula::sub(more, less)]);
                let whole = matches!(value.ty.kind, TypeKind::Date);
                let steps = self.steps(&beyond.fixed(whole), step, clause.partial, whole, scope)?;
                Formula::mul(&steps, &amount)
            }
        };
        match &clause.at_most {
            None => Ok(points),
            Some(cap) => {
                let cap = self.expr(cap, scope)?;
                Ok(Formula::call("MIN", &[&points, &cap]))
            }
        }
    }

    /// How many steps of the size `step` count in `value`.
    fn steps(&mut self, value: &Formula, step: &'a Expr, partial: PartialStep, whole: bool, scope: &Scope<'a>) -> Run {
        let step = self.expr(step, scope)?;
        // Whole numbers counted one by one have no part of a step.
        if whole && step.constant.as_ref().is_some_and(|n| *n == Number::ONE) {
            return Ok(value.clone());
        }
        let steps = Formula::div(value, &step);
        Ok(match partial {
            PartialStep::Whole => rounding::whole_steps(&steps),
            PartialStep::Started => rounding::started_steps(&steps),
            PartialStep::Proportional => steps,
        })
    }
}

/// Whether the declarations say that `count` is never negative.
fn is_never_negative(count: &Expr) -> bool {
    match &count.kind {
        ExprKind::Aggregate { function: Count | CountDistinct, .. } => true,
        ExprKind::Number(number) => !number.is_negative(),
        ExprKind::Arith(Arith::Add | Arith::Mul, a, b) => is_never_negative(a) && is_never_negative(b),
        _ => count.ty.reach.as_ref().is_some_and(|reach| reach.lo().value().is_some_and(|low| !low.is_negative())),
    }
}

/// Whether `count` is a whole number by its type.
fn is_whole(count: &Expr) -> bool {
    match &count.kind {
        ExprKind::Aggregate { function: Count | CountDistinct, .. } => true,
        _ => matches!(count.ty.kind, TypeKind::Number { whole: true, .. }),
    }
}
