//! Rules.

use std::rc::Rc;

use crate::model::{Body, Expr, MethodId, OptionShare, Rule, RuleKind, TypeKind};
use crate::number::Number;

use super::super::formula::Formula;
use super::scope::{Call, FullValue, Scope};
use super::{Run, Translator, convert};

impl<'a> Translator<'a> {
    /// What `rule` gives.
    pub(super) fn rule(&mut self, rule: &'a Rule, scope: &Scope<'a>) -> Run {
        match &rule.kind {
            RuleKind::Value(expr) => self.expr(expr, scope),
            RuleKind::Zero => Ok(Formula::whole(0)),
            RuleKind::FullWhen(condition) => {
                let condition = self.expr(condition, scope)?;
                Ok(Formula::choose(&condition, &scope.full, &Formula::whole(0)))
            }
            RuleKind::Bands { subject, bands } => self.bands(subject, bands, scope),
            RuleKind::Cases { cases, otherwise } => self.cases(cases, otherwise.as_deref(), scope),
            RuleKind::LookupOne { key, entries } => self.lookup_one(key, entries, scope),
            RuleKind::LookupTwo { row, column, columns, rows } => self.lookup_two(row, column, columns, rows, scope),
            RuleKind::Interpolate { subject, points } => self.interpolate(subject, points, scope),
            RuleKind::Deduct { base, deduction } => {
                let start = match base {
                    Some(base) => self.rule(base, scope)?,
                    None => scope.full.clone(),
                };
                self.deduct(&start, deduction, scope)
            }
            RuleKind::Each(each) => self.each(each, scope),
            RuleKind::ByRating(rating) => self.by_rating(rating, scope),
            RuleKind::Manual(_) => Ok(self.due(scope)),
            RuleKind::Scaled { base, body } => self.scaled(base, body, scope),
            RuleKind::Method { method, args } => self.method(*method, args, scope),
        }
    }

    /// The share beside the option; where a range stands there, the evaluator's score.
    fn by_rating(&mut self, rating: &'a Expr, scope: &Scope<'a>) -> Run {
        let option = self.expr(rating, scope)?;
        let TypeKind::Option(set) = rating.ty.kind else { return Ok(Formula::none()) };
        let options = &self.rubric.options(set).options;
        let ranged = |index: &usize| matches!(options.get(*index).map(|o| &o.share), Some(OptionShare::Range(_)));
        let bits = (0..options.len()).filter(ranged).fold(0u64, |bits, index| bits | 1 << index.min(63));
        let share = convert::number(self.rubric, &option, set);
        let points = Formula::mul(&share, &scope.full);
        if bits == 0 {
            return Ok(points);
        }
        let judged = convert::any_of(self.rubric, &option, set, bits);
        let due = self.due(scope);
        Ok(Formula::choose(&judged, &due, &points))
    }

    fn scaled(&mut self, base: &'a Expr, body: &'a Body, scope: &Scope<'a>) -> Run {
        let base_formula = self.expr(base, scope)?;
        let mut inner = scope.within(&format!("{:p}", std::ptr::from_ref(body)));
        inner.full = base_formula.clone();
        inner.full_value = match &base_formula.constant {
            Some(number) => FullValue::Is(number.clone()),
            None => FullValue::Of(base),
        };
        let inner = inner.declares(&body.lets);
        let score = self.body(body, &inner)?;
        let ratio = match (&scope.full.constant, &base_formula.constant) {
            (Some(full), Some(base)) => full.div(base).ok().map(|ratio| Formula::number(&ratio)),
            _ => None,
        };
        let ratio = ratio.unwrap_or_else(|| Formula::div(&scope.full, &base_formula));
        let scaled = Formula::mul(&score, &ratio);
        Ok(if score.drops { self.unless_dropped(&score, &scaled, &score) } else { scaled })
    }

    /// A method in the place of its call: it sees its parameters and 满分, no rows.
    fn method(&mut self, method: MethodId, args: &'a [Expr], scope: &Scope<'a>) -> Run {
        let decl = self.rubric.method(method);
        let mut inner = scope.within(&format!("{:p}", args.as_ptr()));
        // Its steps still stand where the caller's do.
        inner.frames = Vec::new();
        inner.env = None;
        inner.call = Some(Rc::new(Call { args, scope: scope.clone() }));
        let inner = inner.declares(&decl.body.lets);
        self.body(&decl.body, &inner)
    }

    /// A share of 满分.
    pub(super) fn shared(&self, share: &Number, scope: &Scope<'a>) -> (Formula, FullValue<'a>) {
        match &scope.full.constant {
            Some(full) => {
                let points = share.mul(full).unwrap_or(Number::ZERO);
                (Formula::number(&points), FullValue::Is(points))
            }
            None => (
                Formula::mul(&scope.full, &Formula::number(share)),
                FullValue::Share(share.clone(), Rc::new(scope.full_value.clone())),
            ),
        }
    }
}
