//! What the evaluator decides: ratings, and scores that the rule leaves to judgement.

use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::facts::AwardKind;
use crate::model::{Expr, OptionShare, Rule, TypeKind, ValueRange, Worth};
use crate::number::reach::Reach;
use crate::value::{Known, Value};

use super::error::{Run, Stop};
use super::ops::{self, Truth};
use super::rule::{Scored, outcome};
use super::scope::Scope;
use super::{Evaluator, Step, show};
use crate::source::Span;

impl<'m, 'f> Evaluator<'m, 'f> {
    pub(super) fn by_rating(&mut self, rule: &'m Rule, rating: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let value = self.expr(rating, scope)?;
        let TypeKind::Option(set) = rating.ty.kind else { return Err(Stop::Failed) };
        let options = &self.rubric.options(set).options;
        if let Value::Option(index) = value
            && let Some(OptionShare::Number(share)) = options.get(usize::from(index)).map(|o| &o.share)
        {
            let points = share.mul(scope.full).map(Value::Number);
            let points = self.numeric(rule.span, points)?;
            let share = Value::Number(share.clone());
            self.step(|| Step::Rated { rule, rating: value, share, full: scope.full.clone() });
            return Ok(Scored::same(points));
        }
        let bits = ops::options(&value);
        let full = Reach::point(scope.full.clone());
        let mut shares = Reach::empty();
        let mut ranged = false;
        for (index, option) in self.rubric.options(set).options.iter().enumerate() {
            if bits >> index & 1 == 1 {
                match &option.share {
                    OptionShare::Number(share) => shares = shares.union(&Reach::point(share.clone())),
                    OptionShare::Range(range) => {
                        ranged = true;
                        shares = shares.union(range);
                    }
                    OptionShare::None => {}
                }
            }
        }
        let allowed = shares.mul(&full);
        if ranged && value.is_known() {
            return self.due(rule, ops::number_in(allowed), scope);
        }
        let result = ops::number_in(allowed);
        self.step(|| Step::Rated { rule, rating: value, share: ops::number_in(shares), full: scope.full.clone() });
        Ok(Scored::same(result))
    }

    pub(super) fn manual(&mut self, rule: &'m Rule, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let ends = range.ends().map(|end| &end.ty.kind);
        if ends.clone().any(|kind| matches!(kind, TypeKind::Option(_))) {
            let mut bits = 0u64;
            for level in 0..64u16 {
                if self.in_range(&Value::Option(level), range, scope)? == Truth::Yes {
                    bits |= 1 << level;
                }
            }
            return self.due(rule, ops::option_in(bits), scope);
        }
        let allowed = self.possible(range, scope)?;
        self.due(rule, ops::number_in(allowed), scope)
    }

    /// The evaluator's `score` is none of those `allowed`.
    fn out_of_range(
        &mut self,
        rule: &'m Rule,
        allowed: &Value,
        score: &Value,
        span: Span,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Stop {
        let set = match scope.site.node.map(|node| &self.rubric.node(node).worth) {
            Some(Worth::Level(set)) => Some(*set),
            _ => None,
        };
        let level = |index: u16| set.and_then(|set| show::level(self.rubric, set, index)).unwrap_or_default();
        let (key, shown, may_be) = match score {
            Value::Number(points) => ("manual-range-points", show::number(points), show::points(&ops::reach(allowed))),
            Value::Option(index) => {
                let bits = ops::options(allowed);
                let levels: Vec<String> = (0..64).filter(|at| bits >> at & 1 == 1).map(level).collect();
                ("manual-range-levels", level(*index), levels.into())
            }
            _ => return Stop::Failed,
        };
        self.fail(|| {
            Diagnostic::new(Code::ManualOutOfRange, span)
                .arg("score", Arg::from(shown.clone()))
                .at(Message::new(match key {
                    "manual-range-points" => "manual-awarded-points",
                    _ => "manual-awarded-level",
                })
                .arg("score", shown))
                .label(rule.span, Message::new(key).arg("range", may_be))
        })
    }

    /// The evaluator's score, which the rule asks for.
    fn due(&mut self, rule: &'m Rule, allowed: Value, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        if self.facts.is_none() || self.speculating > 0 {
            return Ok(Scored::same(allowed));
        }
        let found = scope.site.target().and_then(|target| {
            self.awards_on(target).find_map(|(index, award)| match &award.kind {
                AwardKind::Score(score) => Some((index, Value::Number(score.clone()), award.span)),
                AwardKind::Level(level) => Some((index, Value::Option(*level), award.span)),
                AwardKind::Less(_) => None,
            })
        });
        let Some((index, score, span)) = found else {
            let site = scope.site;
            self.step(|| Step::Manual { rule, allowed: outcome(&allowed), award: None });
            return Err(self.fail_manual_missing(rule, &site));
        };
        let may_be = match (&allowed, &score) {
            (Value::Unknown(unknown), Value::Number(score)) => match &unknown.known {
                Known::Number(reach) => reach.contains(score),
                _ => false,
            },
            _ => ops::meet(allowed.clone(), &score).is_some(),
        };
        if !may_be {
            return Err(self.out_of_range(rule, &allowed, &score, span, scope));
        }
        // One score cannot stand for two: parts of a row have no paths of their own.
        if self.due_awards.contains(&index) {
            let name = self.place_name(&scope.site);
            return Err(self.fail(|| {
                let problem = Diagnostic::new(Code::AwardServesTwice, span).arg("place", name);
                problem.label(rule.span, Message::new("award-serves-here"))
            }));
        }
        self.due_awards.push(index);
        self.step(|| Step::Manual { rule, allowed: outcome(&allowed), award: Some(index) });
        Ok(Scored::same(score))
    }
}
