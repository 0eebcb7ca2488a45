//! Rules: each yields points (or a level, or a chosen value), as the rule gives them and as awarded.

use crate::model::{Arith, Body, Expr, MethodId, Rule, RuleKind};
use crate::number::Number;
use crate::source::Span;
use crate::value::{Known, Value};

use super::body::Yield;
use super::error::{Run, Stop};
use super::ops::{self, Truth};
use super::scope::{Call, Scope};
use super::{Evaluator, Outcome, Step};

/// What a rule gives, and what was awarded where that differs.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    /// What the rule gives.
    pub rule: Value,
    /// What was awarded; `None` where the same.
    pub awarded: Option<Value>,
}

impl Scored {
    /// The same by the rule and as awarded.
    pub fn same(rule: Value) -> Scored {
        Scored { rule, awarded: None }
    }

    /// What was awarded.
    pub fn awarded(&self) -> &Value {
        self.awarded.as_ref().unwrap_or(&self.rule)
    }

    /// What was awarded, or what the rule gives.
    pub fn on(&self, awarded: bool) -> &Value {
        if awarded { self.awarded() } else { &self.rule }
    }

    /// Applies `f` to both.
    pub fn map(self, mut f: impl FnMut(Value) -> Run<Value>) -> Run<Scored> {
        Ok(Scored { awarded: self.awarded.map(&mut f).transpose()?, rule: f(self.rule)? })
    }

    /// Either of two.
    pub fn join(self, other: Scored) -> Scored {
        let awarded = match (&self.awarded, &other.awarded) {
            (None, None) => None,
            _ => Some(ops::join(self.awarded().clone(), other.awarded().clone())),
        };
        Scored { rule: ops::join(self.rule, other.rule), awarded }
    }
}

/// A value as an outcome.
#[inline]
pub(super) fn outcome(value: &Value) -> Outcome {
    match value {
        Value::Number(number) => Outcome::Points(number.clone()),
        Value::Option(level) => Outcome::Level(*level),
        Value::Unknown(unknown) => undecided(&unknown.known),
        _ => Outcome::Failed,
    }
}

fn undecided(known: &Known) -> Outcome {
    match known {
        Known::Number(reach) => Outcome::Range(Box::new(reach.clone())),
        Known::Options(bits) => Outcome::Levels(*bits),
        _ => Outcome::Failed,
    }
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// What `rule` gives.
    pub(super) fn rule(&mut self, rule: &'m Rule, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let scored = self.unobserved_rule(rule, scope);
        if self.observations.is_some()
            && let Ok(scored) = &scored
        {
            self.observe_points(rule, &scored.rule, scope);
        }
        scored
    }

    fn unobserved_rule(&mut self, rule: &'m Rule, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        match &rule.kind {
            RuleKind::Value(expr) => {
                let value = self.expr(expr, scope)?;
                self.step(|| Step::Formula { expr, value: value.clone() });
                Ok(Scored::same(value))
            }
            RuleKind::Zero => {
                self.step(|| Step::Zero { span: rule.span });
                Ok(Scored::same(Value::Number(Number::ZERO)))
            }
            RuleKind::FullWhen(condition) => {
                let held = self.truth(condition, scope)?;
                self.step(|| Step::FullWhen { condition, held: held.decided(), full: scope.full.clone() });
                let (full, zero) = (Value::Number(scope.full.clone()), Value::Number(Number::ZERO));
                Ok(Scored::same(match held {
                    Truth::Yes => full,
                    Truth::No => zero,
                    Truth::Maybe => ops::join(zero, full),
                }))
            }
            RuleKind::Bands { subject, bands, .. } => self.bands(rule, subject, bands, scope),
            RuleKind::Cases { cases, otherwise } => self.cases(rule, cases, otherwise.as_deref(), scope),
            RuleKind::LookupOne { key, entries } => self.lookup_one(rule, key, entries, scope),
            RuleKind::LookupTwo { row, column, columns, rows } => {
                self.lookup_two(rule, row, column, columns, rows, scope)
            }
            RuleKind::Interpolate { subject, points } => self.interpolate(rule, subject, points, scope),
            RuleKind::Deduct { base, deduction } => {
                let start = match base {
                    Some(base) => self.rule(base, scope)?,
                    None => Scored::same(Value::Number(scope.full.clone())),
                };
                self.deduct(start, deduction, scope)
            }
            RuleKind::Each(each) => self.each(each, scope),
            RuleKind::ByRating(rating) => self.by_rating(rule, rating, scope),
            RuleKind::Manual(range) => self.manual(rule, range, scope),
            RuleKind::Scaled { base, body } => self.scaled(base, body, scope),
            RuleKind::Method { method, args } => self.method(*method, args, scope),
        }
    }

    fn scaled(&mut self, base: &'m Expr, body: &'m Body, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let Value::Number(base) = self.expr(base, scope)? else { return Err(Stop::Failed) };
        self.step(|| Step::ScaledFrom { base: base.clone() });
        let inner = Scope { full: &base, ..*scope };
        let scored = match self.body(body, &inner)? {
            Yield::Score(scored) => scored,
            Yield::Dropped => return Err(Stop::Dropped),
            Yield::Maybe(scored) => {
                self.maybe_dropped = true;
                scored
            }
        };
        let before = outcome(&scored.rule);
        let span = body.rule.as_ref().map_or_else(Span::default, |r| r.span);
        let full = Value::Number(scope.full.clone());
        let ratio = ops::arith(Arith::Div, &full, &Value::Number(base.clone()));
        let ratio = self.numeric(span, ratio)?;
        let result = scored.map(|value| {
            let scaled = ops::arith(Arith::Mul, &value, &ratio);
            self.numeric(span, scaled)
        })?;
        self.step(|| Step::Scaled { full: scope.full.clone(), inner: before, outer: outcome(&result.rule) });
        Ok(result)
    }

    fn method(&mut self, method: MethodId, args: &'m [Expr], scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let decl = self.rubric.method(method);
        self.forget(&decl.body.lets);
        self.step(|| Step::Method { method, decl, args });
        let call = Call::Args { args, scope: *scope };
        // A method sees its parameters and 满分, no rows.
        let inner = Scope { frame: None, call: Some(&call), full: scope.full, site: scope.site };
        let result = self.body(&decl.body, &inner);
        self.step(|| Step::MethodEnd { method });
        match result? {
            Yield::Score(scored) => Ok(scored),
            Yield::Dropped => Err(Stop::Dropped),
            Yield::Maybe(scored) => {
                self.maybe_dropped = true;
                Ok(scored)
            }
        }
    }
}
