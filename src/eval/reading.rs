//! What an expression reads: facts, fields, arguments, 计算.

use crate::facts::Slot;
use crate::model::{Expr, ExprKind, FactId, LetId, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::value::{Known, Unknown, Value};

use super::error::Run;
use super::scope::{Call, RowRef, Scope};
use super::{Evaluator, Missing, Step};

/// Every value of a type, whatever its declared range.
pub(super) fn anything(kind: &TypeKind) -> Known {
    match kind {
        TypeKind::Number { .. } => Known::Number(Reach::all()),
        TypeKind::Date => Known::Date(Reach::all()),
        TypeKind::YesNo => Known::YesNo,
        TypeKind::Option(_) => Known::Options(u64::MAX),
        TypeKind::Text | TypeKind::Table(_) => Known::Text,
    }
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// Every value that a fact or field of type `ty` may have.
    pub(super) fn declared(&self, ty: &Type) -> Value {
        let known = match (&ty.kind, &ty.reach) {
            (TypeKind::Number { .. }, Some(reach)) => Known::Number(reach.clone()),
            (TypeKind::Date, Some(reach)) => Known::Date(reach.clone()),
            (TypeKind::Date, None) => Known::Date(super::dates::whole_days()),
            (TypeKind::Option(set), _) => {
                let count = self.rubric.options(*set).options.len() as u32;
                Known::Options(1u64.checked_shl(count).map_or(u64::MAX, |bit| bit - 1))
            }
            (kind, _) => anything(kind),
        };
        Value::Unknown(Box::new(Unknown { known, maybe_absent: ty.optional }))
    }

    /// The number that `expr` stands for, where it stands ready and nothing need be noted of its reading.
    /// Most operands are such; they are compared and computed with in place.
    pub(super) fn known<'x>(&'x self, expr: &'m Expr, scope: &'x Scope<'_, 'm, 'f>) -> Option<&'x Number> {
        let (expr, scope) = argument(expr, scope);
        match &expr.kind {
            ExprKind::Number(number) => Some(number),
            ExprKind::Full => Some(scope.full),
            _ => match self.ready(expr, scope)? {
                Value::Number(number) => Some(number),
                _ => None,
            },
        }
    }

    /// The known value that `expr` reads, where it stands ready and nothing need be noted of its reading.
    pub(super) fn ready<'x>(&'x self, expr: &'m Expr, scope: &'x Scope<'_, 'm, 'f>) -> Option<&'x Value> {
        let (expr, scope) = argument(expr, scope);
        let value = match &expr.kind {
            ExprKind::Fact(id) => match self.facts?.slots.get(id.index())? {
                Slot::Value(value) => value,
                _ => return None,
            },
            ExprKind::Field { frame, column } => match &scope.frame?.at(*frame)?.row {
                RowRef::Row(_, _, row) => row.cells.get(usize::from(*column))?.as_ref()?,
                RowRef::Child(..) | RowRef::Any => return None,
            },
            ExprKind::Param(index) => match scope.call? {
                Call::Values(values) => values.get(usize::from(*index))?,
                Call::Args { .. } => return None,
            },
            ExprKind::Let(id) if self.told.get(id.index()) == Some(&self.activation) || !self.tracing() => {
                &self.memo.get(id.index())?.as_ref()?.1
            }
            _ => return None,
        };
        value.is_known().then_some(value)
    }

    /// An argument of the method around `expr`.
    pub(super) fn param(&mut self, expr: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
        let ExprKind::Param(index) = expr.kind else { return Ok(Value::Absent) };
        match scope.call {
            Some(Call::Args { args, scope }) => match args.get(usize::from(index)) {
                Some(arg) => self.expr(arg, scope),
                None => Ok(Value::Absent),
            },
            Some(Call::Values(values)) => Ok(values.get(usize::from(index)).cloned().unwrap_or(Value::Absent)),
            // Run without a caller, to learn what the method can yield.
            None => Ok(self.declared(&expr.ty)),
        }
    }

    /// A fact that is no table.
    pub(super) fn fact(&mut self, id: FactId) -> Value {
        let fact = self.rubric.fact(id);
        let Some(facts) = self.facts else { return self.declared(&fact.ty) };
        match facts.slots.get(id.index()) {
            Some(Slot::Value(value)) => {
                if !value.is_known() {
                    self.ask(Missing { fact: id, cell: None, partly: true });
                }
                value.clone()
            }
            _ => {
                self.ask(Missing { fact: id, cell: None, partly: false });
                self.declared(&fact.ty)
            }
        }
    }

    /// A field of a row in sight.
    pub(super) fn field(&mut self, frame: u16, column: u16, ty: &Type, scope: &Scope<'_, 'm, 'f>) -> Value {
        match scope.frame.and_then(|f| f.at(frame)).map(|f| &f.row) {
            Some(RowRef::Row(fact, index, row)) => match row.cells.get(column as usize) {
                Some(Some(value)) => {
                    if !value.is_known() {
                        self.ask(Missing { fact: *fact, cell: Some((*index, column)), partly: true });
                    }
                    value.clone()
                }
                _ => {
                    self.ask(Missing { fact: *fact, cell: Some((*index, column)), partly: false });
                    self.declared(ty)
                }
            },
            Some(RowRef::Child(name, value)) => {
                if column == 0 {
                    Value::Text(name.clone())
                } else {
                    value.clone()
                }
            }
            Some(RowRef::Any) | None => self.declared(ty),
        }
    }

    /// Puts a 计算 into the trace, the first time that it is read.
    pub(super) fn tell_let(&mut self, id: LetId, value: &Value) {
        if !self.tracing() {
            return;
        }
        let activation = self.activation;
        if let Some(told) = self.told.get_mut(id.index())
            && *told != activation
        {
            *told = activation;
            self.trace.push(Step::Let { id, value: value.clone() });
        }
    }
}

/// What a parameter stands for, where it is evaluated, or else `expr` where it stands.
#[inline]
fn argument<'s, 'a, 'm, 'f>(mut expr: &'m Expr, mut scope: &'s Scope<'a, 'm, 'f>) -> (&'m Expr, &'s Scope<'a, 'm, 'f>) {
    while let ExprKind::Param(index) = expr.kind
        && let Some(Call::Args { args, scope: caller }) = scope.call
        && let Some(arg) = args.get(usize::from(index))
    {
        (expr, scope) = (arg, caller);
    }
    (expr, scope)
}
