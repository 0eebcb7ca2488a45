//! Deductions: clause by clause from what a rule gives, never below zero.

use crate::diagnostic::Code;
use crate::model::{Arith, Clause, ClauseKind, Deduction, Expr, PartialStep};
use crate::number::{Number, RoundingMode};
use crate::source::Span;
use crate::value::Value;

use super::error::{self, Run};
use super::ops::{self, Truth};
use super::rule::{Scored, outcome};
use super::scope::Scope;
use super::{Evaluator, Step};

impl<'m, 'f> Evaluator<'m, 'f> {
    /// What is left of `start` after `deduction`.
    pub(super) fn deduct(&mut self, start: Scored, deduction: &'m Deduction, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let mut total = Value::Number(Number::ZERO);
        for clause in &deduction.clauses {
            if self.suspects() {
                self.suspect_clause(clause, &start.rule, scope);
            }
            let points = self.clause(clause, scope)?;
            total = self.numeric(clause.span, ops::arith(Arith::Add, &total, &points))?;
        }
        let zero = Value::Number(Number::ZERO);
        let base = outcome(&start.rule);
        let mut floored = false;
        let left = start.map(|value| {
            let rest = ops::arith(Arith::Sub, &value, &total);
            let rest = self.numeric(deduction.span, rest)?;
            floored |= matches!(&rest, Value::Number(n) if n.is_negative());
            self.numeric(deduction.span, ops::arith(Arith::Max, &rest, &zero))
        })?;
        self.step(|| Step::Deducted { deduction, base, left: outcome(&left.rule), floored });
        Ok(left)
    }

    /// The points of one clause, not negative.
    pub(super) fn clause(&mut self, clause: &'m Clause, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
        let (measured, steps) = match &clause.kind {
            ClauseKind::Every { count, step } => {
                let value = self.expr(count, scope)?;
                if matches!(&value, Value::Number(n) if n.is_negative()) {
                    let rubric = self.rubric;
                    return Err(self.fail(|| error::found(Code::NegativeCount, rubric, count, &value)));
                }
                let steps = self.steps(&value, step, clause.partial, count.span, scope)?;
                (Some(value), steps)
            }
            ClauseKind::Beyond { value, above, threshold, step } => {
                let found = self.expr(value, scope)?;
                let threshold = self.expr(threshold, scope)?;
                let (more, less) = if *above { (&found, &threshold) } else { (&threshold, &found) };
                let beyond = ops::arith(Arith::Sub, more, less);
                let beyond = self.numeric(value.span, beyond)?;
                let steps = self.steps(&beyond, step, clause.partial, value.span, scope)?;
                (Some(beyond), steps)
            }
            ClauseKind::When(condition) => {
                let (one, zero) = (Value::Number(Number::ONE), Value::Number(Number::ZERO));
                let steps = match self.truth(condition, scope)? {
                    Truth::Yes => one,
                    Truth::No => zero,
                    Truth::Maybe => ops::join(zero, one),
                };
                (None, steps)
            }
        };
        let amount = self.expr(&clause.amount, scope)?;
        let mut points = self.numeric(clause.span, ops::arith(Arith::Mul, &steps, &amount))?;
        let mut capped = false;
        if let Some(cap) = &clause.at_most {
            let cap = self.expr(cap, scope)?;
            let held = self.numeric(clause.span, ops::arith(Arith::Min, &points, &cap))?;
            capped = held != points;
            points = held;
        }
        self.step(|| Step::Clause { clause, measured, steps, points: points.clone(), capped });
        Ok(points)
    }

    /// How many steps of the size `step` count in `value`; none where it is not above zero.
    fn steps(
        &mut self,
        value: &Value,
        step: &'m Expr,
        partial: PartialStep,
        span: Span,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Value> {
        let step = self.expr(step, scope)?;
        let positive = self.numeric(span, ops::arith(Arith::Max, value, &Value::Number(Number::ZERO)))?;
        let steps = self.numeric(span, ops::arith(Arith::Div, &positive, &step))?;
        // Steps are not negative, so toward zero is down and away from it is up.
        let result = match partial {
            PartialStep::Whole => ops::map(&steps, |n| Ok(n.floor()), |r| r.round(0, RoundingMode::Down)),
            PartialStep::Started => ops::map(&steps, |n| Ok(n.ceil()), |r| r.round(0, RoundingMode::Up)),
            PartialStep::Proportional => Ok(steps),
        };
        self.numeric(span, result)
    }
}
