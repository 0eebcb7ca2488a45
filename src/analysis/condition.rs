//! Conditions as formulas: when they hold, and when they do not. Where neither is so, they have no value.

use std::rc::Rc;

use crate::model::{Comparison, Expr, ExprKind, Rubric, TypeKind, ValueRange};
use crate::number::{Number, Reach};
use crate::value::Value;

use super::formula::{Domain, Formula, Run, Shown, Stands, Undecided, Variable};
use super::linear::{Linear, Sign};
use super::piece::Piece;
use super::scope::Scope;
use super::translate::{Name, Translator};

impl<'m, 'f> Translator<'m, 'f> {
    /// When `expr` holds, and when it does not.
    pub fn condition(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<(Formula, Formula)> {
        match &expr.kind {
            ExprKind::YesNo(yes) => Ok(decided(*yes)),
            ExprKind::Fact(_) | ExprKind::Field { .. } => match self.read(expr, scope) {
                Some((name, ty)) => {
                    let var = self.slot(name, ty);
                    let there = self.there(expr, scope)?;
                    let shown = Shown::YesNo { left: (expr.id, scope.method), text: self.text(expr) };
                    let (yes, no) = (Formula::Among(var, 0b10), Formula::Among(var, 0b01));
                    Ok(Formula::literal(shown, there.clone().and(yes), there.and(no)))
                }
                None => self.opaque_condition(expr, scope),
            },
            ExprKind::Param(index) => match Self::argument(*index, scope) {
                Some((argument, outer)) => {
                    let both = self.condition(argument, &outer)?;
                    Ok(self.called(both, expr, scope))
                }
                None => self.opaque_condition(expr, scope),
            },
            ExprKind::Let(id) => {
                if let Some(known) = self.let_conditions.get(&(scope.id, *id)) {
                    return Ok(known.clone());
                }
                let both = self.condition(&self.rubric.binding(*id).value, scope)?;
                self.let_conditions.insert((scope.id, *id), both.clone());
                Ok(both)
            }
            ExprKind::Not(inner) => {
                let (holds, fails) = self.condition(inner, scope)?;
                Ok((fails, holds))
            }
            ExprKind::And(a, b) => {
                let (holds, fails) = self.condition(a, scope)?;
                let (also, not) = self.condition(b, scope)?;
                // The right side is read only where the left one holds.
                let second = if self.surely(b) { not } else { holds.clone().and(not) };
                Ok((holds.and(also), fails.or(second)))
            }
            ExprKind::Or(a, b) => {
                let (holds, fails) = self.condition(a, scope)?;
                let (also, not) = self.condition(b, scope)?;
                let second = if self.surely(b) { also } else { fails.clone().and(also) };
                Ok((holds.or(second), fails.and(not)))
            }
            ExprKind::Compare(first, rest) => {
                let (mut holds, mut fails) = (Vec::new(), Vec::new());
                let mut left: &'m Expr = first;
                for (op, right) in rest {
                    let (holds_here, fails_here) = self.comparison(expr, left, *op, right, scope)?;
                    holds.push(holds_here);
                    fails.push(fails_here);
                    left = right;
                }
                Ok((Formula::all(holds), Formula::any(fails)))
            }
            ExprKind::InRange(inner, range) => self.in_range(inner, range, scope),
            ExprKind::InOptions(inner, bits) => self.in_options(inner, *bits, scope),
            ExprKind::Given(given, inner) => {
                let (is, is_not) = self.given(inner, scope)?;
                Ok(if *given { (is, is_not) } else { (is_not, is) })
            }
            ExprKind::If(condition, yes, no) => {
                let (first, second) = self.condition(condition, scope)?;
                let (yes, yes_not) = self.condition(yes, scope)?;
                let (no, no_not) = self.condition(no, scope)?;
                let holds = first.clone().and(yes).or(second.clone().and(no));
                Ok((holds, first.and(yes_not).or(second.and(no_not))))
            }
            ExprKind::Default(inner, default) => {
                let (given, absent) = self.given(inner, scope)?;
                let (is, is_not) = self.condition(inner, scope)?;
                let (other, other_not) = self.condition(default, scope)?;
                let holds = given.clone().and(is).or(absent.clone().and(other));
                Ok((holds, given.and(is_not).or(absent.and(other_not))))
            }
            ExprKind::Choose(rule) => {
                let Ok(chosen) = self.chosen(rule, scope) else { return self.opaque_condition(expr, scope) };
                let (mut holds, mut fails) = (Vec::new(), Vec::new());
                for (guard, value) in chosen {
                    let (is, is_not) = self.condition(value, scope)?;
                    holds.push(guard.clone().and(is));
                    fails.push(guard.and(is_not));
                }
                Ok((Formula::any(holds), Formula::any(fails)))
            }
            ExprKind::Aggregate { function, table, filter, value } => {
                let rows = self.of_rows(*function, *table, filter.as_deref(), value.as_deref(), scope)?;
                match rows {
                    Some(both) => Ok(both),
                    None => self.opaque_condition(expr, scope),
                }
            }
            _ => self.opaque_condition(expr, scope),
        }
    }

    /// `both`, a condition of the caller, under the name of the parameter `expr`, which is what its reader knows.
    fn called(&self, both: (Formula, Formula), expr: &'m Expr, scope: &Rc<Scope<'m>>) -> (Formula, Formula) {
        let Formula::Literal(literal, true) = &both.0 else { return both };
        let (left, text) = ((expr.id, scope.method), self.text(expr));
        let shown = match &literal.shown {
            Shown::YesNo { .. } => Shown::YesNo { left, text },
            Shown::Given { .. } => Shown::Given { left, text },
            _ => return both,
        };
        Formula::literal(shown, literal.holds.clone(), literal.fails.clone())
    }

    /// Whether `expr` surely has a value: nothing is divided by in it.
    fn surely(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::YesNo(_) | ExprKind::Given(..) => true,
            ExprKind::Fact(_) => plain(self.rubric, expr),
            ExprKind::InOptions(inner, _) | ExprKind::Not(inner) => self.surely(inner),
            ExprKind::And(a, b) | ExprKind::Or(a, b) => self.surely(a) && self.surely(b),
            ExprKind::Compare(first, rest) => {
                plain(self.rubric, first) && rest.iter().all(|(_, e)| plain(self.rubric, e))
            }
            ExprKind::InRange(inner, range) => {
                plain(self.rubric, inner) && range.ends().all(|end| plain(self.rubric, end))
            }
            _ => false,
        }
    }

    fn comparison(
        &mut self,
        whole: &'m Expr,
        left: &'m Expr,
        op: Comparison,
        right: &'m Expr,
        scope: &Rc<Scope<'m>>,
    ) -> Run<(Formula, Formula)> {
        match &left.ty.kind {
            // Of texts only those that are the same are told apart: each stands for a number.
            TypeKind::Number { .. } | TypeKind::Date | TypeKind::Text => self.compare_numbers(left, op, right, scope),
            TypeKind::Option(_) => self.compare_options(left, op, right, scope),
            TypeKind::YesNo => {
                let (a, a_not) = self.condition(left, scope)?;
                let (b, b_not) = self.condition(right, scope)?;
                let same = a.clone().and(b.clone()).or(a_not.clone().and(b_not.clone()));
                let differ = a.and(b_not).or(a_not.and(b));
                Ok(if op == Comparison::Eq { (same, differ) } else { (differ, same) })
            }
            TypeKind::Table(_) => self.opaque_condition(whole, scope),
        }
    }

    pub(super) fn compare_numbers(
        &mut self,
        left: &'m Expr,
        op: Comparison,
        right: &'m Expr,
        scope: &Rc<Scope<'m>>,
    ) -> Run<(Formula, Formula)> {
        if left.id == right.id && plain(self.rubric, left) {
            return Ok(decided(matches!(op, Comparison::Eq | Comparison::Le | Comparison::Ge)));
        }
        let (xs, ys) = (self.number(left, scope)?, self.number(right, scope)?);
        let (holds, fails) = match self.compare_all(&xs, &ys, op)? {
            Some(both) => both,
            None => {
                // A quotient beside what is no number: each is a value of its own.
                let xs = self.linear_or_opaque(xs.clone(), left, scope)?;
                let ys = self.linear_or_opaque(ys.clone(), right, scope)?;
                match self.compare_all(&xs, &ys, op)? {
                    Some(both) => both,
                    None => return Err(Undecided::TooMany),
                }
            }
        };
        if let (Formula::True, Formula::False) | (Formula::False, Formula::True) = (&holds, &fails) {
            return Ok((holds, fails));
        }
        let number = |pieces: &[Piece]| match pieces {
            [only] => only.linear().ok().flatten().and_then(|l| l.as_constant().cloned()),
            _ => None,
        };
        let (l, r) = (number(&xs), number(&ys));
        let (of, left, op, right, constant) = match (l, r) {
            (Some(number), None) => (&ys, right, op.mirrored(), left, Some(number)),
            (_, number) => (&xs, left, op, right, number),
        };
        let all = match of.as_slice() {
            [only] => only.linear()?.and_then(|term| self.all_values(&term)),
            _ => None,
        };
        let shown = Shown::Compare {
            all,
            left: (left.id, scope.method),
            text: self.text(left),
            op,
            right: constant,
            right_text: self.text(right),
        };
        Ok(Formula::literal(shown, holds, fails))
    }

    /// The values that `term` may have, where it is one variable.
    fn all_values(&self, term: &Linear) -> Option<Reach> {
        match term.as_single() {
            Some((var, coefficient)) if *coefficient == Number::ONE && term.constant.is_zero() => {
                Some(self.variables.numbers(var))
            }
            _ => None,
        }
    }

    fn compare_all(&mut self, xs: &[Piece], ys: &[Piece], op: Comparison) -> Run<Option<(Formula, Formula)>> {
        let (mut holds, mut fails) = (Vec::new(), Vec::new());
        for x in xs {
            for y in ys {
                let guard = x.guard.clone().and(y.guard.clone());
                if matches!(guard, Formula::False) {
                    continue;
                }
                let Some((is, is_not)) = self.compare_pieces(x, y, op)? else { return Ok(None) };
                holds.push(guard.clone().and(is));
                fails.push(guard.and(is_not));
            }
        }
        Ok(Some((Formula::any(holds), Formula::any(fails))))
    }

    /// When `x op y`, and when not; `None` where that is not linear.
    pub(super) fn compare_pieces(&self, x: &Piece, y: &Piece, op: Comparison) -> Run<Option<(Formula, Formula)>> {
        let Some((above, below)) = super::piece::plus(x, y, true)? else { return Ok(None) };
        let (mut holds, mut fails) = (Vec::new(), Vec::new());
        for (guard, positive) in self.signs(&below) {
            let term = if positive { above.clone() } else { above.scale(&Number::from_i64(-1))? };
            holds.push(guard.clone().and(stands(&term, op)?));
            fails.push(guard.and(stands(&term, op.negated())?));
        }
        Ok(Some((Formula::any(holds), Formula::any(fails))))
    }

    /// `pieces`, unless one is a quotient: then the whole value as a variable of its own.
    pub(super) fn linear_or_opaque(
        &mut self,
        pieces: Vec<Piece>,
        expr: &'m Expr,
        scope: &Rc<Scope<'m>>,
    ) -> Run<Vec<Piece>> {
        if pieces.iter().all(|p| p.below.as_constant().is_some()) {
            return Ok(pieces);
        }
        let defined = Formula::any(pieces.iter().map(|p| p.guard.clone()));
        let opaque = self.opaque_number(expr, scope)?;
        Ok(opaque.into_iter().map(|p| p.under(&defined)).collect())
    }

    /// When `subject` lies in `range`, and when not.
    pub(super) fn in_range(
        &mut self,
        subject: &'m Expr,
        range: &'m ValueRange,
        scope: &Rc<Scope<'m>>,
    ) -> Run<(Formula, Formula)> {
        if let TypeKind::Option(set) = subject.ty.kind {
            let mut bits = self.all_options(set);
            for (end, low) in range.low.iter().map(|e| (e, true)).chain(range.high.iter().map(|e| (e, false))) {
                let ExprKind::Option(index) = end.value.kind else { return Err(Undecided::TooMany) };
                for i in 0..64u16 {
                    let inside = if low { i > index } else { i < index } || (i == index && end.closed);
                    if !inside {
                        bits &= !(1 << i);
                    }
                }
            }
            return self.in_options(subject, bits, scope);
        }
        let (mut holds, mut fails) = (Vec::new(), Vec::new());
        let same = match (&range.low, &range.high) {
            (Some(low), Some(high)) => low.value.id == high.value.id && low.closed && high.closed,
            _ => false,
        };
        for (end, low) in range.low.iter().map(|e| (e, true)).chain(range.high.iter().map(|e| (e, false))) {
            if same && !low {
                continue;
            }
            let op = match (low, end.closed) {
                _ if same => Comparison::Eq,
                (true, true) => Comparison::Ge,
                (true, false) => Comparison::Gt,
                (false, true) => Comparison::Le,
                (false, false) => Comparison::Lt,
            };
            let (is, is_not) = self.compare_numbers(subject, op, &end.value, scope)?;
            holds.push(is);
            fails.push(is_not);
        }
        Ok((Formula::all(holds), Formula::any(fails)))
    }

    /// That the fact or field is there, without which it has no value.
    pub(super) fn there(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Formula> {
        Ok(self.given(expr, scope)?.0.opened().clone())
    }

    /// When `expr` is there, and when it is absent.
    pub(super) fn given(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<(Formula, Formula)> {
        match &expr.kind {
            ExprKind::Param(index) => match Self::argument(*index, scope) {
                Some((argument, outer)) => {
                    let both = self.given(argument, &outer)?;
                    Ok(self.called(both, expr, scope))
                }
                None => Ok(decided(true)),
            },
            ExprKind::Let(id) => self.given(&self.rubric.binding(*id).value, scope),
            ExprKind::If(condition, yes, no) => {
                let (holds, fails) = self.condition(condition, scope)?;
                let (yes, yes_not) = self.given(yes, scope)?;
                let (no, no_not) = self.given(no, scope)?;
                let is = holds.clone().and(yes).or(fails.clone().and(no));
                Ok((is, holds.and(yes_not).or(fails.and(no_not))))
            }
            ExprKind::Fact(_) | ExprKind::Field { .. } => {
                let Some((name, ty)) = self.read(expr, scope) else { return Ok(decided(true)) };
                if !ty.optional {
                    return Ok(decided(true));
                }
                let name = match name {
                    Name::Cell(fact, row, column) => Name::CellGiven(fact, row, column),
                    Name::Fact(fact) => Name::FactGiven(fact),
                    other => other,
                };
                // Given comes first, so that it is what an example shows where either will do.
                let var = self.variable(name, |_| Variable {
                    stands: Stands::Given,
                    domain: Domain::Choices(0b11),
                    tied: None,
                    natural: Number::ZERO,
                });
                let shown = Shown::Given { left: (expr.id, scope.method), text: self.text(expr) };
                Ok(Formula::literal(shown, Formula::Among(var, 0b01), Formula::Among(var, 0b10)))
            }
            _ => Ok(decided(true)),
        }
    }

    /// `expr` as a yes or no of its own.
    pub(super) fn opaque_condition(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<(Formula, Formula)> {
        let name = Name::Opaque(expr.id, scope.method, scope.rows.clone());
        match self.probed_value(expr, scope) {
            Some(Value::YesNo(yes)) => return Ok(decided(yes)),
            Some(_) => {}
            None => return Ok((Formula::False, Formula::False)),
        }
        let var = self.variable(name, |_| Variable {
            stands: Stands::Opaque(expr),
            domain: Domain::Choices(0b11),
            tied: None,
            natural: Number::ZERO,
        });
        self.opaque_scopes.insert(var, scope.clone());
        let shown = Shown::Other { left: (expr.id, scope.method), text: self.text(expr) };
        Ok(Formula::literal(shown, Formula::Among(var, 0b10), Formula::Among(var, 0b01)))
    }

    /// `expr` as written, in one line.
    pub fn text(&self, expr: &Expr) -> String {
        let text = self.sources.slice(expr.span).trim();
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |mut line, word| {
            line.push(' ');
            line.push_str(word);
            line
        })
    }
}

/// Whether `expr` is a constant or a fact that must be there, so that it always has a value.
fn plain(rubric: &Rubric, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Date(_) | ExprKind::Option(_) => true,
        ExprKind::Fact(fact) => !rubric.fact(*fact).ty.optional,
        _ => false,
    }
}

fn decided(truth: bool) -> (Formula, Formula) {
    if truth { (Formula::True, Formula::False) } else { (Formula::False, Formula::True) }
}

/// `term op 0`
pub(super) fn stands(term: &Linear, op: Comparison) -> Run<Formula> {
    let back = term.scale(&Number::from_i64(-1))?;
    Ok(match op {
        Comparison::Eq => Formula::constraint(term.clone(), Sign::Zero),
        Comparison::Ne => Formula::constraint(term.clone(), Sign::Below).or(Formula::constraint(back, Sign::Below)),
        Comparison::Lt => Formula::constraint(term.clone(), Sign::Below),
        Comparison::Le => Formula::constraint(term.clone(), Sign::AtMost),
        Comparison::Gt => Formula::constraint(back, Sign::Below),
        Comparison::Ge => Formula::constraint(back, Sign::AtMost),
    })
}
