//! What is no linear term as a variable of its own, over all that the evaluator finds for it.

use std::rc::Rc;

use crate::model::{AggregateFn, Expr, ExprKind, TypeKind};
use crate::number::{Number, Reach};
use crate::value::{Known, Value};

use super::formula::{Domain, Formula, Run, Stands, Variable};
use super::linear::{Linear, Sign, Var};
use super::piece::{Piece, constant, push, whole};
use super::scope::Scope;
use super::translate::{Name, Translator, counted};

/// Whether `part` counts, or sums what is not negative, over some of the rows over which `all` does.
fn is_part(part: &Expr, all: &Expr) -> bool {
    let (
        ExprKind::Aggregate { function: f, table: t, filter: Some(_), value: x },
        ExprKind::Aggregate { function: g, table: u, filter: None, value: y },
    ) = (&part.kind, &all.kind)
    else {
        return false;
    };
    let positive =
        |value: &Expr| value.ty.reach.as_ref().is_some_and(|r| r.lo().value().is_some_and(|lo| !lo.is_negative()));
    let alike = match (x, y) {
        (None, None) => true,
        (Some(x), Some(y)) => x.id == y.id && positive(x),
        _ => false,
    };
    f == g && matches!(f, AggregateFn::Count | AggregateFn::Sum) && t == u && alike
}

impl<'m> Translator<'m, '_> {
    pub(super) fn opaque_piece(
        &mut self,
        all: &mut Vec<Piece>,
        guard: Formula,
        expr: &'m Expr,
        scope: &Rc<Scope<'m>>,
    ) -> Run<()> {
        for piece in self.opaque_number(expr, scope)? {
            push(all, piece.under(&guard));
        }
        Ok(())
    }

    /// `expr` as a variable of its own, over all that the evaluator finds for it.
    pub(super) fn opaque_number(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Vec<Piece>> {
        let name = Name::Opaque(expr.id, scope.method, scope.rows.clone());
        if let Some(var) = self.names.get(&name) {
            return Ok(whole(Linear::var(*var)));
        }
        let reach = match self.probed_value(expr, scope) {
            _ if matches!(expr.ty.kind, TypeKind::Text) => counted(),
            Some(Value::Number(number)) => return Ok(constant(number)),
            Some(Value::Date(day)) => return Ok(constant(Number::from_i64(i64::from(day)))),
            Some(Value::Unknown(unknown)) => match unknown.known {
                Known::Number(reach) | Known::Date(reach) => reach,
                _ => Reach::all(),
            },
            Some(_) => Reach::all(),
            // Whatever the facts, there is no value.
            None => return Ok(Vec::new()),
        };
        let natural = self.natural(&expr.ty);
        let natural = if matches!(expr.kind, ExprKind::Aggregate { .. }) { Number::ONE } else { natural };
        let var = self.variables.add(Variable {
            stands: Stands::Opaque(expr),
            domain: Domain::Numbers(reach),
            tied: None,
            natural,
        });
        self.tie_to_parts(var, expr, scope)?;
        self.names.insert(name, var);
        self.opaque_scopes.insert(var, scope.clone());
        Ok(whole(Linear::var(var)))
    }

    /// Some of the rows are no more than all of them: 计数(项目 当 已完成) ≤ 计数(项目). The same of sums of what is not
    /// negative.
    fn tie_to_parts(&mut self, var: Var, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<()> {
        let mut ties = Vec::new();
        for (other, place) in &self.opaque_scopes {
            let Some(Stands::Opaque(beside)) = self.variables.get(*other).map(|v| &v.stands) else { continue };
            if place.method != scope.method || place.rows != scope.rows {
                continue;
            }
            let (part, all) = if is_part(expr, beside) {
                (var, *other)
            } else if is_part(beside, expr) {
                (*other, var)
            } else {
                continue;
            };
            ties.push(Formula::constraint(Linear::var(part).sub(&Linear::var(all))?, Sign::AtMost));
        }
        if !ties.is_empty() {
            self.variables.tie(var, Formula::all(ties));
        }
        Ok(())
    }

    /// What the evaluator makes of `expr` where nothing more is known.
    pub fn probed_value(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Option<Value> {
        let params = self.arguments(scope);
        if self.probed != scope.id {
            self.probe.forget();
            self.probed = scope.id;
        }
        let full = scope.full.points().unwrap_or_else(|| self.rubric.full.clone().unwrap_or(Number::ZERO));
        self.probe.value(expr, params.as_ref().map(|p| p.as_slice()), &full, scope.node)
    }

    pub(super) fn arguments(&mut self, scope: &Rc<Scope<'m>>) -> Option<Rc<Vec<Value>>> {
        let (args, outer) = scope.call.as_ref()?;
        if let Some(known) = self.params.get(&scope.id) {
            return Some(known.clone());
        }
        let values = args.iter().map(|a| self.probed_value(a, outer).unwrap_or(Value::Absent)).collect();
        let values = Rc::new(values);
        self.params.insert(scope.id, Rc::clone(&values));
        Some(values)
    }
}
