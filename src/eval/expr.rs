//! Expressions.

use crate::diagnostic::{Code, Diagnostic};
use crate::facts::Slot;
use crate::model::{Arith, Comparison, Expr, ExprKind, FactId, OptionShare, Rule, Type, TypeKind, ValueRange};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::source::Span;
use crate::value::{Known, Unknown, Value};

use super::error::{self, Run};
use super::ops::{self, Truth};
use super::scope::{Call, RowRef, Scope};
use super::{Evaluator, Finding, Missing, Outcome, Step};

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
            ExprKind::Compare(first, rest) => self.chain(first, rest, scope)?,
            _ => self.raw(expr, scope)?,
        };
        if value.is_known() || self.refinements.is_empty() {
            return Ok(value);
        }
        Ok(self.refined(expr, value))
    }

    /// The number that `expr` stands for, where it stands ready and nothing need be noted of its reading.
    /// Most operands are such; they are compared and computed with in place.
    pub(super) fn known<'x>(&'x self, expr: &'m Expr, scope: &'x Scope<'_, 'm, 'f>) -> Option<&'x Number> {
        let value = match &expr.kind {
            ExprKind::Number(number) => return Some(number),
            ExprKind::Full => return Some(scope.full),
            ExprKind::Fact(id) => match self.facts?.slots.get(id.index())? {
                Slot::Value(value) => value,
                _ => return None,
            },
            ExprKind::Field { frame, column } => match &scope.frame?.at(*frame)?.row {
                RowRef::Row(_, _, row) => row.cells.get(usize::from(*column))?.as_ref()?,
                RowRef::Child(..) | RowRef::Any => return None,
            },
            ExprKind::Param(index) => match scope.call? {
                Call::Args { args, scope } => return self.known(args.get(usize::from(*index))?, scope),
                Call::Values(values) => values.get(usize::from(*index))?,
            },
            ExprKind::Let(id) if self.told.get(id.index()) == Some(&self.activation) || !self.tracing() => {
                &self.memo.get(id.index())?.as_ref()?.1
            }
            _ => return None,
        };
        match value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether steps are collected now.
    fn tracing(&self) -> bool {
        self.options.trace && self.quiet == 0
    }

    /// Whether a condition holds.
    pub(super) fn truth(&mut self, expr: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        Ok(Truth::from_value(&self.expr(expr, scope)?))
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
            ExprKind::Not(inner) => Ok(self.truth(inner, scope)?.not().value()),
            ExprKind::Arith(op, a, b) => self.arith(expr, *op, a, b, scope),
            ExprKind::And(a, b) => Ok(self.both(a, b, true, scope)?.value()),
            ExprKind::Or(a, b) => Ok(self.both(a, b, false, scope)?.not().value()),
            ExprKind::Compare(first, rest) => self.chain(first, rest, scope),
            ExprKind::InRange(inner, range) => {
                let value = self.expr(inner, scope)?;
                Ok(self.in_range(&value, range, scope)?.value())
            }
            ExprKind::InOptions(inner, bits) => {
                let possible = ops::options(&self.expr(inner, scope)?);
                Ok(if possible & bits == 0 {
                    Truth::No
                } else if possible & !bits == 0 {
                    Truth::Yes
                } else {
                    Truth::Maybe
                }
                .value())
            }
            ExprKind::Given(given, inner) => {
                let truth = match self.expr(inner, scope)? {
                    Value::Absent => Truth::No,
                    Value::Unknown(unknown) if unknown.maybe_absent => Truth::Maybe,
                    _ => Truth::Yes,
                };
                Ok(if *given { truth } else { truth.not() }.value())
            }
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

    fn param(&mut self, expr: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
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

    /// A number, or the mistake that there is none.
    pub(super) fn numeric(&mut self, span: Span, result: Result<Value, crate::number::NumberError>) -> Run<Value> {
        result.map_err(|e| self.fail(|| error::number(&e, span)))
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
                ops::arith(op, &left, &right)
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

    /// `a 且 b` where `both`; the negation of `a 或 b` where not. The right side is asked only if needed.
    fn both(&mut self, a: &'m Expr, b: &'m Expr, both: bool, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        let side = |truth: Truth| if both { truth } else { truth.not() };
        let left = side(self.truth(a, scope)?);
        match left {
            Truth::No => Ok(Truth::No),
            Truth::Yes => Ok(side(self.truth(b, scope)?)),
            Truth::Maybe => {
                // The right side is read only where the left one lets it be.
                let right = self.supposing(a, both, scope, |e| e.truth(b, scope));
                Ok(left.and(right.map_or(Truth::No, side)))
            }
        }
    }

    fn chain(&mut self, first: &'m Expr, rest: &'m [(Comparison, Expr)], scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
        if let [(op, second)] = rest
            && let (Some(left), Some(right)) = (self.known(first, scope), self.known(second, scope))
        {
            return Ok(Value::YesNo(op.holds(left.cmp(right))));
        }
        let mut left = self.expr(first, scope)?;
        let mut all = Truth::Yes;
        for (op, expr) in rest {
            let right = self.expr(expr, scope)?;
            all = all.and(ops::compare(*op, &left, &right));
            if all == Truth::No {
                break;
            }
            left = right;
        }
        Ok(all.value())
    }

    /// Whether `value` lies in `range`.
    pub(super) fn in_range(&mut self, value: &Value, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        if let Value::Number(number) = value
            && let Some(inside) = self.number_in_range(number, range, scope)
        {
            return Ok(inside.into());
        }
        let mut inside = Truth::Yes;
        if let Some(low) = &range.low {
            let end = self.expr(&low.value, scope)?;
            let op = if low.closed { Comparison::Ge } else { Comparison::Gt };
            inside = ops::compare(op, value, &end);
            if inside == Truth::No {
                return Ok(Truth::No);
            }
        }
        if let Some(high) = &range.high {
            let end = self.expr(&high.value, scope)?;
            let op = if high.closed { Comparison::Le } else { Comparison::Lt };
            inside = inside.and(ops::compare(op, value, &end));
        }
        Ok(inside)
    }

    /// Whether `number` lies in `range`, where its ends stand ready.
    fn number_in_range(&self, number: &Number, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Option<bool> {
        if let Some(low) = &range.low {
            let order = number.cmp(self.known(&low.value, scope)?);
            if order.is_lt() || (order.is_eq() && !low.closed) {
                return Some(false);
            }
        }
        if let Some(high) = &range.high {
            let order = number.cmp(self.known(&high.value, scope)?);
            if order.is_gt() || (order.is_eq() && !high.closed) {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Runs `f` as if `condition` were `truth`; `None` where it cannot be.
    pub(super) fn supposing<T>(
        &mut self,
        condition: &'m Expr,
        truth: bool,
        scope: &Scope<'_, 'm, 'f>,
        f: impl FnOnce(&mut Self) -> Run<T>,
    ) -> Option<T> {
        self.speculate(|e| if e.assume(condition, truth, scope) { f(e).ok() } else { None })
    }

    fn fact(&mut self, id: FactId) -> Value {
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

    fn field(&mut self, frame: u16, column: u16, ty: &Type, scope: &Scope<'_, 'm, 'f>) -> Value {
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

    fn tell_let(&mut self, id: crate::model::LetId, value: &Value) {
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

    fn default(&mut self, expr: &'m Expr, inner: &'m Expr, default: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
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

    fn find_assumption(
        &mut self,
        node: Option<crate::model::NodeId>,
        expr: &'m Expr,
        row: Option<(FactId, u32)>,
        value: &Value,
    ) {
        let known = self.findings.iter().any(|f| {
            matches!(f, Finding::Assumption { node: n, expr: e, row: r, .. } if *n == node && e.span == expr.span && *r == row)
        });
        if !known {
            self.findings.push(Finding::Assumption { node, expr, row, value: value.clone() });
        }
    }

    fn option_number(&self, ty: &Type, value: &Value) -> Value {
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

    fn power(&mut self, span: Span, base: &'m Expr, exponent: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Value> {
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
            _ => Ok(ops::number_in(Reach::all())),
        }
    }

    fn rate_of(&mut self, span: Span, node: crate::model::NodeId) -> Run<Value> {
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

/// Either of two, where at least one can be.
pub(super) fn either(a: Option<Value>, b: Option<Value>) -> Run<Value> {
    match (a, b) {
        (Some(a), Some(b)) => Ok(ops::join(a, b)),
        (Some(value), None) | (None, Some(value)) => Ok(value),
        (None, None) => Err(error::Stop::Failed),
    }
}
