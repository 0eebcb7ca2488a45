//! What is no linear term as a variable of its own, over all that the evaluator finds for it.

use std::rc::Rc;

use crate::model::{Expr, ExprKind, TypeKind};
use crate::number::{Number, Reach};
use crate::value::{Known, Value};

use super::formula::{Domain, Formula, Run, Stands, Variable};
use super::linear::Linear;
use super::piece::{Piece, constant, push, whole};
use super::scope::Scope;
use super::translate::{Name, Translator, counted};

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
        self.names.insert(name, var);
        self.opaque_scopes.insert(var, scope.clone());
        Ok(whole(Linear::var(var)))
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
