//! Conditions on options: one of them, or how two stand to each other.

use std::rc::Rc;

use crate::model::{Comparison, Expr, ExprKind, TypeKind};
use crate::number::Number;
use crate::value::{Known, Value};

use super::formula::{Domain, Formula, Run, Shown, Stands, Variable};
use super::linear::Var;
use super::scope::Scope;
use super::translate::{Name, Translator};

/// An option in one case.
#[derive(Clone, Debug)]
enum Choice {
    /// This one.
    Is(u16),
    /// Whichever this variable is.
    Var(Var),
}

impl<'m> Translator<'m, '_> {
    /// When `expr` is one of the options `bits`, and when not.
    pub(super) fn in_options(&mut self, expr: &'m Expr, bits: u64, scope: &Rc<Scope<'m>>) -> Run<(Formula, Formula)> {
        let TypeKind::Option(set) = expr.ty.kind else { return self.opaque_condition(expr, scope) };
        let holds = self.is_option(expr, bits, scope)?;
        let all = self.all_options(set);
        let fails = self.is_option(expr, all & !bits, scope)?;
        let names = self.rubric.options(set).options.iter().map(|o| o.name.clone()).collect();
        let shown =
            Shown::Options { left: (expr.id, scope.method), text: self.text(expr), bits, all, names: Rc::new(names) };
        Ok(Formula::literal(shown, holds, fails))
    }

    /// When `expr` is one of the options `bits`.
    pub(super) fn is_option(&mut self, expr: &'m Expr, bits: u64, scope: &Rc<Scope<'m>>) -> Run<Formula> {
        let mut any = Vec::new();
        for (guard, choice) in self.option(expr, scope)? {
            any.push(match choice {
                Choice::Is(index) if bits >> index & 1 == 1 => guard,
                Choice::Is(_) => Formula::False,
                Choice::Var(var) => guard.and(Formula::Among(var, bits)),
            });
        }
        Ok(Formula::any(any))
    }

    /// An option, case by case.
    fn option(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Vec<(Formula, Choice)>> {
        let under = |guard: &Formula, list: Vec<(Formula, Choice)>| {
            let guard = guard.clone();
            list.into_iter().map(move |(own, choice)| (guard.clone().and(own), choice)).collect::<Vec<_>>()
        };
        match &expr.kind {
            ExprKind::Option(index) => Ok(vec![(Formula::True, Choice::Is(*index))]),
            ExprKind::Fact(_) | ExprKind::Field { .. } if self.read(expr, scope).is_some() => {
                let Some((name, ty)) = self.read(expr, scope) else { return Ok(Vec::new()) };
                let there = self.there(expr, scope)?;
                Ok(vec![(there, Choice::Var(self.slot(name, ty)))])
            }
            ExprKind::Param(index) if Self::argument(*index, scope).is_some() => match Self::argument(*index, scope) {
                Some((argument, outer)) => self.option(argument, &outer),
                None => Ok(Vec::new()),
            },
            ExprKind::Let(id) => self.option(&self.rubric.binding(*id).value, scope),
            ExprKind::If(condition, yes, no) => {
                let (holds, fails) = self.condition(condition, scope)?;
                let mut all = under(&holds, self.option(yes, scope)?);
                all.extend(under(&fails, self.option(no, scope)?));
                Ok(all)
            }
            ExprKind::Default(inner, default) => {
                let (given, absent) = self.given(inner, scope)?;
                let mut all = under(&given, self.option(inner, scope)?);
                all.extend(under(&absent, self.option(default, scope)?));
                Ok(all)
            }
            ExprKind::Choose(rule) => {
                let mut all = Vec::new();
                for (guard, value) in self.chosen(rule, scope)? {
                    all.extend(under(&guard, self.option(value, scope)?));
                }
                Ok(all)
            }
            _ => {
                let name = Name::Opaque(expr.id, scope.method, scope.rows.clone());
                let bits = match self.probed_value(expr, scope) {
                    Some(Value::Option(index)) => return Ok(vec![(Formula::True, Choice::Is(index))]),
                    Some(Value::Unknown(unknown)) => match unknown.known {
                        Known::Options(bits) => bits,
                        _ => u64::MAX,
                    },
                    _ => u64::MAX,
                };
                let var = self.variable(name, |_| Variable {
                    stands: Stands::Opaque(expr),
                    domain: Domain::Choices(bits),
                    tied: None,
                    natural: Number::ZERO,
                });
                self.opaque_scopes.insert(var, scope.clone());
                Ok(vec![(Formula::True, Choice::Var(var))])
            }
        }
    }

    pub(super) fn compare_options(
        &mut self,
        left: &'m Expr,
        op: Comparison,
        right: &'m Expr,
        scope: &Rc<Scope<'m>>,
    ) -> Run<(Formula, Formula)> {
        let TypeKind::Option(set) = left.ty.kind else { return self.opaque_condition(left, scope) };
        let all = self.all_options(set);
        let among = |op: Comparison, index: u16| -> u64 {
            (0..64u16).filter(|i| all >> i & 1 == 1 && op.holds(i.cmp(&index))).fold(0, |bits, i| bits | 1 << i)
        };
        if let ExprKind::Option(index) = right.kind {
            return self.in_options(left, among(op, index), scope);
        }
        if let ExprKind::Option(index) = left.kind {
            return self.in_options(right, among(op.mirrored(), index), scope);
        }
        let (mut holds, mut fails) = (Vec::new(), Vec::new());
        for index in 0..64u16 {
            if all >> index & 1 == 0 {
                continue;
            }
            let here = self.is_option(right, 1 << index, scope)?;
            let bits = among(op, index);
            holds.push(here.clone().and(self.is_option(left, bits, scope)?));
            fails.push(here.and(self.is_option(left, all & !bits, scope)?));
        }
        let shown = Shown::Compare {
            all: None,
            left: (left.id, scope.method),
            text: self.text(left),
            op,
            right: None,
            right_text: self.text(right),
        };
        Ok(Formula::literal(shown, Formula::any(holds), Formula::any(fails)))
    }
}
