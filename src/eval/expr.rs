//! Expressions.

use crate::model::{Arith, Expr, ExprKind, Rule};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::source::Span;
use crate::value::Value;

use super::error::{self, Run};
use super::ops::{self, Truth};
use super::scope::Scope;
use super::{Evaluator, Step};

impl<'m, 'f> Evaluator<'m, 'f> {
    /// The value of `expr`.
    pub(super) fn expr(&mut self, expr: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
        if self.suspecting.is_some() && self.suspects() {
            self.suspect_condition(expr, scope);
        }
        // What is read most often, before the frame of all the other forms is set up.
        let value = match &expr.kind {
            ExprKind::Number(number) => return Ok(Value::Number(number.clone())),
            ExprKind::Full => return Ok(Value::Number(scope.full.clone())),
            ExprKind::Option(index) => return Ok(Value::Option(*index)),
            ExprKind::Fact(id) => self.fact(*id),
            ExprKind::Field { frame, column } => self.field(*frame, *column, &expr.ty, scope),
            ExprKind::Param(_) => self.param(expr, scope)?,
            ExprKind::Arith(op, a, b) => self.arith(expr, *op, a, b, scope)?,
            ExprKind::Compare(..) => self.holds(expr, scope)?.value(),
            _ => self.raw(expr, scope)?,
        };
        if value.is_known() || self.refinements.is_empty() {
            return Ok(value);
        }
        Ok(self.refined(expr, value))
    }

    /// Whether steps are collected now.
    #[inline]
    pub(super) fn tracing(&self) -> bool {
        self.options.trace && self.quiet == 0
    }

    /// The value of `expr` from its parts.
    pub(super) fn raw(&mut self, expr: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
        match &expr.kind {
            ExprKind::Number(number) => Ok(Value::Number(number.clone())),
            ExprKind::Date(day) => Ok(Value::Date(*day)),
            ExprKind::YesNo(yes) => Ok(Value::YesNo(*yes)),
            ExprKind::Option(index) => Ok(Value::Option(*index)),
            ExprKind::Full => Ok(Value::Number(scope.full.clone())),
            ExprKind::Fact(id) => Ok(self.fact(*id)),
            ExprKind::Let(id) => {
                let slot = self.memo.get(id.index()).and_then(Option::as_ref);
                let value = match slot {
                    Some((version, value)) if value.is_known() || *version == self.version => value.clone(),
                    _ => {
                        let version = self.version;
                        let value = self.expr(&self.rubric.binding(*id).value, scope)?;
                        self.memo[id.index()] = Some((version, value.clone()));
                        value
                    }
                };
                self.tell_let(*id, &value);
                Ok(value)
            }
            ExprKind::Param(_) => self.param(expr, scope),
            ExprKind::Field { frame, column } => Ok(self.field(*frame, *column, &expr.ty, scope)),
            ExprKind::Negate(inner) => {
                let value = self.expr(inner, scope)?;
                self.numeric(expr.span, ops::map(&value, |n| Ok(n.neg()), Reach::neg))
            }
            ExprKind::Arith(op, a, b) => self.arith(expr, *op, a, b, scope),
            ExprKind::Not(_)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Compare(..)
            | ExprKind::InRange(..)
            | ExprKind::InOptions(..)
            | ExprKind::Given(..) => Ok(self.holds(expr, scope)?.value()),
            ExprKind::If(condition, yes, no) => match self.truth(condition, scope)? {
                Truth::Yes => self.expr(yes, scope),
                Truth::No => self.expr(no, scope),
                Truth::Maybe => {
                    let yes = self.supposing(condition, true, scope, |e| e.expr(yes, scope));
                    let no = self.supposing(condition, false, scope, |e| e.expr(no, scope));
                    either(yes, no)
                }
            },
            ExprKind::Choose(rule) => {
                let start = self.trace.len();
                self.choosing += 1;
                let scored = self.rule(rule, scope);
                self.choosing -= 1;
                let value = scored?.rule;
                self.tell_choice(start, rule, &value);
                Ok(value)
            }
            ExprKind::DateAdd { date, amount, step, back } => {
                let date = self.expr(date, scope)?;
                let amount = self.expr(amount, scope)?;
                self.date_add(expr.span, &date, &amount, *step, *back)
            }
            ExprKind::DateDifference(a, b) => {
                let (a, b) = (self.expr(a, scope)?, self.expr(b, scope)?);
                if let (Value::Date(a), Value::Date(b)) = (&a, &b) {
                    return Ok(Value::Number(Number::from_i64(i64::from(*a) - i64::from(*b))));
                }
                Ok(ops::number_in(ops::reach(&a).sub(&ops::reach(&b))))
            }
            ExprKind::Abs(inner) => {
                let value = self.expr(inner, scope)?;
                self.numeric(expr.span, ops::map(&value, |n| Ok(n.abs()), Reach::abs))
            }
            ExprKind::Power(base, exponent) => self.power(expr.span, base, exponent, scope),
            ExprKind::Round(inner, round) => {
                let value = self.expr(inner, scope)?;
                let (places, mode) = (round.places, round.mode);
                self.numeric(expr.span, ops::map(&value, |n| n.round(places, mode), |r| r.round(places, mode)))
            }
            ExprKind::Default(inner, default) => self.default(expr, inner, default, scope),
            ExprKind::OptionNumber(inner) => {
                let value = self.expr(inner, scope)?;
                Ok(self.option_number(&inner.ty, &value))
            }
            ExprKind::Workdays(from, to) => {
                let (from, to) = (self.expr(from, scope)?, self.expr(to, scope)?);
                self.workdays(expr.span, &from, &to)
            }
            ExprKind::Aggregate { function, table, filter, value } => {
                self.aggregate(expr, *function, *table, filter.as_deref(), value.as_deref(), scope)
            }
            ExprKind::RateOf(node) => self.rate_of(expr.span, *node),
        }
    }

    /// Leaves of the steps of a choice in an expression only which entry was chosen, and what it read.
    fn tell_choice(&mut self, start: usize, chosen: &Rule, result: &Value) {
        let steps = self.trace.split_off(start.min(self.trace.len()));
        for mut step in steps {
            match &mut step {
                Step::Let { .. } | Step::Assumed { .. } => {}
                Step::Chosen { rule, in_expression, value, .. } => {
                    if std::ptr::eq(*rule, chosen) {
                        *value = Some(result.clone());
                    } else if !*in_expression {
                        continue;
                    }
                    *in_expression = true;
                }
                _ => continue,
            }
            self.trace.push(step);
        }
    }

    /// A number, or the mistake that there is none.
    #[inline]
    pub(super) fn numeric(&mut self, span: Span, result: Result<Value, crate::number::NumberError>) -> Run<Value> {
        match result {
            Ok(value) => Ok(value),
            Err(e) => Err(self.fail(|| error::number(&e, span))),
        }
    }

    fn arith(&mut self, expr: &'m Expr, op: Arith, a: &'m Expr, b: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
        let result = match (self.known(a, scope), self.known(b, scope)) {
            (Some(left), Some(right)) => ops::arith_known(op, left, right).map(Value::Number),
            _ => {
                let left = self.expr(a, scope)?;
                let right = self.expr(b, scope)?;
                if op == Arith::Div && self.suspects() {
                    self.suspect_divisor(b, &right);
                }
                match self.part_of_rows(op, (a, &left), (b, &right), scope)? {
                    Some(part) => Ok(part),
                    None => ops::arith(op, &left, &right),
                }
            }
        };
        match result {
            Ok(value) => Ok(value),
            Err(e) => Err(self.fail(|| {
                let place = if matches!(e, crate::number::NumberError::DivisionByZero) { b.span } else { expr.span };
                error::number(&e, place)
            })),
        }
    }
}

/// Either of two, where at least one can be.
pub(super) fn either(a: Option<Value>, b: Option<Value>) -> Run<Value> {
    match (a, b) {
        (Some(a), Some(b)) => Ok(ops::join(a, b)),
        (Some(value), None) | (None, Some(value)) => Ok(value),
        (None, None) => Err(error::Stop::Failed),
    }
}
