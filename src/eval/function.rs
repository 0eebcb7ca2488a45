//! Functions in expressions: what each makes of its arguments.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Expr, FactId, NodeId, OptionShare, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::{Bound, Reach};
use crate::source::Span;
use crate::value::Value;

use super::error::{self, Run};
use super::scope::Scope;
use super::{Evaluator, Finding, Outcome, Step, ops};

impl<'m, 'f> Evaluator<'m, 'f> {
    /// 缺省(inner, default)
    pub(super) fn default(
        &mut self,
        expr: &'m Expr,
        inner: &'m Expr,
        default: &'m Expr,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Value> {
        match self.expr(inner, scope)? {
            Value::Absent => {
                let value = self.expr(default, scope)?;
                self.step(|| Step::Assumed { expr, value: value.clone() });
                if self.speculating == 0 && self.facts.is_some() {
                    let (node, row) = (scope.site.node, scope.site.row);
                    self.find_assumption(node, expr, row, &value);
                }
                Ok(value)
            }
            Value::Unknown(unknown) if unknown.maybe_absent => {
                let present = Value::unknown(unknown.known);
                Ok(ops::join(present, self.expr(default, scope)?))
            }
            value => Ok(value),
        }
    }

    fn find_assumption(&mut self, node: Option<NodeId>, expr: &'m Expr, row: Option<(FactId, u32)>, value: &Value) {
        let known = self.findings.iter().any(|f| {
            matches!(f, Finding::Assumption { node: n, expr: e, row: r, .. } if *n == node && e.span == expr.span && *r == row)
        });
        if !known {
            self.findings.push(Finding::Assumption { node, expr, row, value: value.clone() });
        }
    }

    /// 值(x): the number beside an option.
    pub(super) fn option_number(&self, ty: &Type, value: &Value) -> Value {
        let TypeKind::Option(set) = ty.kind else { return ops::number_in(Reach::all()) };
        let bits = ops::options(value);
        let mut reach = Reach::empty();
        for (index, option) in self.rubric.options(set).options.iter().enumerate() {
            if bits >> index & 1 == 1 {
                match &option.share {
                    OptionShare::Number(number) => reach = reach.union(&Reach::point(number.clone())),
                    OptionShare::Range(range) => reach = reach.union(range),
                    OptionShare::None => {}
                }
            }
        }
        ops::number_in(reach)
    }

    /// 乘方(base, exponent)
    pub(super) fn power(
        &mut self,
        span: Span,
        base: &'m Expr,
        exponent: &'m Expr,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Value> {
        let exponent_expr = exponent;
        let base = self.expr(base, scope)?;
        match self.expr(exponent, scope)? {
            Value::Number(exponent) => {
                let Some(n) = exponent.to_i64().and_then(|n| i32::try_from(n).ok()) else {
                    let (at, rubric, found) = (exponent_expr, self.rubric, Value::Number(exponent));
                    return Err(self.fail(|| error::found(Code::ExponentNotWhole, rubric, at, &found)));
                };
                self.numeric(span, ops::map(&base, |b| b.pow(n), |b| b.pow(n)))
            }
            exponent => Ok(ops::number_in(open_power(&ops::reach(&base), &ops::reach(&exponent)))),
        }
    }

    /// 得分率(node)
    pub(super) fn rate_of(&mut self, span: Span, node: NodeId) -> Run<Value> {
        let Some(result) = self.nodes.get(node.index()) else { return Ok(ops::number_in(Reach::all())) };
        let outcome = if self.awarded_mode { result.awarded.clone() } else { result.rule.clone() };
        let Some(points) = result.points.clone() else { return Ok(ops::number_in(Reach::all())) };
        match outcome {
            Outcome::Points(score) => self.numeric(span, score.div(&points).map(Value::Number)),
            Outcome::Range(reach) => Ok(ops::number_in(reach.div(&Reach::point(points)))),
            Outcome::Dropped | Outcome::NotScored if self.facts.is_some() => {
                let name = self.rubric.node(node).name.clone();
                Err(self.fail(|| Diagnostic::new(Code::RateOfDropped, span).arg("name", name)))
            }
            _ if self.facts.is_none() => Ok(ops::number_in(Reach::all())),
            _ => Err(error::Stop::Failed),
        }
    }
}

/// What a power may come to whose exponent is not known: a sign and, to the sides of one, no more.
fn open_power(base: &Reach, exponent: &Reach) -> Reach {
    let (zero, one) = (Bound::Closed(Number::ZERO), Bound::Closed(Number::ONE));
    let within = |values: &Reach, range: Reach| values.minus(&range).is_empty();
    if !within(base, Reach::all().above(&zero)) {
        return Reach::all();
    }
    let mut result = Reach::all().above(&zero);
    if within(exponent, Reach::all().above(&zero)) {
        if within(base, Reach::all().above(&one)) {
            result = result.above(&one);
        }
        if within(base, Reach::all().below(&one)) {
            result = result.below(&one);
        }
    }
    result
}
