//! Expressions.

use crate::model::{Arith, Comparison, Expr, ExprKind, FactId, LetId, Type, TypeKind, ValueRange};
use crate::number::Number;

use super::super::formula::Formula;
use super::cells::Wanted;
use super::scope::{Frame, Scope};
use super::{Handle, Read, Run, Translator, Why, compare, convert, rounding};

impl<'a> Translator<'a> {
    /// The formula of `expr`. Of an optional value that is absent it is the empty text.
    pub(super) fn expr(&mut self, expr: &'a Expr, scope: &Scope<'a>) -> Run {
        let formula = self.raw(expr, scope)?;
        // Built of parts that were each checked, it cannot have grown beyond all bounds.
        Ok(formula.checked()?)
    }

    fn raw(&mut self, expr: &'a Expr, scope: &Scope<'a>) -> Run {
        match &expr.kind {
            ExprKind::Number(number) => Ok(Formula::number(number)),
            ExprKind::Date(day) => super::dates::day(*day),
            ExprKind::YesNo(yes) => Ok(Formula::yes_no(*yes)),
            ExprKind::Option(index) => match expr.ty.kind {
                TypeKind::Option(set) => Ok(Formula::text(&self.level(set, *index))),
                _ => Ok(Formula::none()),
            },
            ExprKind::Fact(id) => Ok(self.fact(*id)),
            ExprKind::Let(id) => self.binding(*id, scope),
            ExprKind::Param(index) => match &scope.call {
                Some(call) => match call.args.get(usize::from(*index)) {
                    Some(arg) => {
                        let call = call.clone();
                        self.expr(arg, &call.scope)
                    }
                    None => Ok(Formula::none()),
                },
                None => Ok(Formula::none()),
            },
            ExprKind::Field { frame, column } => self.field(*frame, *column, &expr.ty, scope),
            ExprKind::Full => Ok(scope.full.clone()),
            ExprKind::Negate(inner) => Ok(Formula::negate(&self.expr(inner, scope)?)),
            ExprKind::Not(inner) => Ok(negated(&self.expr(inner, scope)?)),
            ExprKind::Arith(op, a, b) => {
                let (left, right) = (self.expr(a, scope)?, self.expr(b, scope)?);
                Ok(self.arith(*op, &left, &right, &expr.ty, scope))
            }
            ExprKind::And(a, b) => {
                let (a, b) = (self.expr(a, scope)?, self.expr(b, scope)?);
                Ok(Formula::choose(&a, &b, &Formula::yes_no(false)))
            }
            ExprKind::Or(a, b) => {
                let (a, b) = (self.expr(a, scope)?, self.expr(b, scope)?);
                Ok(Formula::choose(&a, &Formula::yes_no(true), &b))
            }
            ExprKind::Compare(first, rest) => self.chain(first, rest, scope),
            ExprKind::InRange(inner, range) => {
                let value = self.expr(inner, scope)?;
                self.in_range(&value, &inner.ty, range, scope)
            }
            ExprKind::InOptions(inner, bits) => {
                let value = self.expr(inner, scope)?;
                match inner.ty.kind {
                    TypeKind::Option(set) => Ok(convert::any_of(self.rubric, &value, set, *bits)),
                    _ => Ok(Formula::none()),
                }
            }
            ExprKind::Given(given, inner) => {
                let value = self.expr(inner, scope)?;
                let sign = if *given { "<>" } else { "=" };
                Ok(Formula::compare(&value, sign, &Formula::text("")))
            }
            ExprKind::If(condition, yes, no) => {
                let condition = self.expr(condition, scope)?;
                Ok(Formula::choose(&condition, &self.expr(yes, scope)?, &self.expr(no, scope)?))
            }
            ExprKind::Choose(rule) => self.rule(rule, scope),
            ExprKind::DateAdd { date, amount, step, back } => self.date_add(date, amount, *step, *back, scope),
            ExprKind::DateDifference(a, b) => {
                Ok(Formula::sub(&self.expr(a, scope)?, &self.expr(b, scope)?).fixed(true))
            }
            ExprKind::Abs(inner) => {
                let value = self.expr(inner, scope)?;
                Ok(Formula::call("ABS", &[&value]).fixed(value.fixed))
            }
            ExprKind::Power(base, exponent) => {
                let (base, n) = (self.expr(base, scope)?, self.expr(exponent, scope)?);
                let power = Formula::power(&base, &n);
                if n.constant.as_ref().is_some_and(Number::is_integer) {
                    return Ok(power);
                }
                let whole = Formula::compare(&n, "=", &Formula::call("INT", &[&n]));
                Ok(Formula::choose(&whole, &power, &Formula::none()))
            }
            ExprKind::Round(inner, round) => {
                let value = self.expr(inner, scope)?;
                let value = self.short(value, inner, scope)?;
                Ok(rounding::rounded(&value, *round))
            }
            ExprKind::Default(inner, default) => {
                let value = self.expr(inner, scope)?;
                let default = self.expr(default, scope)?;
                let absent = Formula::compare(&value, "=", &Formula::text(""));
                Ok(Formula::choose(&absent, &default, &value))
            }
            ExprKind::OptionNumber(inner) => {
                let value = self.expr(inner, scope)?;
                match inner.ty.kind {
                    TypeKind::Option(set) => Ok(convert::number(self.rubric, &value, set)),
                    _ => Ok(Formula::none()),
                }
            }
            ExprKind::Workdays(from, to) => self.workdays(from, to, scope),
            ExprKind::Aggregate { function, table, filter, value } => {
                self.aggregate(*function, *table, filter.as_deref(), value.as_deref(), scope)
            }
            ExprKind::RateOf(node) => Ok(self.rate_of(*node, scope)),
        }
    }

    /// A single fact, under a name that says what it is.
    fn fact(&mut self, id: FactId) -> Formula {
        self.read(Read::Fact(id));
        let Some(single) = self.places.singles.get(id.index()).and_then(Option::as_ref) else {
            return Formula::none();
        };
        let ty = &self.rubric.fact(id).ty;
        let value = convert::value(self.rubric, self.words, &Formula::name(&single.address), ty, &single.factor);
        if !self.defined.iter().any(|(name, _)| *name == single.name) {
            self.defined.push((single.name.clone(), value.as_str().to_owned()));
        }
        Formula::name(&single.name)
    }

    /// A 计算, which has a cell of its own.
    fn binding(&mut self, id: LetId, scope: &Scope<'a>) -> Run {
        let at = scope.declaring(id);
        let key = (id, at.path.clone());
        let known = self.lets.get(&key).cloned();
        let handle = match known {
            Some(handle) => handle,
            None => {
                let decl = self.rubric.binding(id);
                let source = format!("{} = {}", decl.name, self.source(decl.value.span));
                let wanted = Wanted {
                    label: decl.name.clone(),
                    source,
                    ty: decl.value.ty.clone(),
                    expr: Some(&decl.value),
                    shown: None,
                    shown_rows: Vec::new(),
                    named: true,
                    scope: &at,
                };
                let handle = self.cell(wanted, |t| t.expr(&decl.value, &at));
                self.lets.insert(key, handle.clone());
                handle
            }
        }?;
        Ok(self.of(&handle))
    }

    /// `value` in a cell of its own, unless it is short or there is no place for one.
    pub(super) fn short(&mut self, value: Formula, expr: &'a Expr, scope: &Scope<'a>) -> Run {
        if value.is_short() || scope.over_ranges() {
            return Ok(value);
        }
        let source = self.source(expr.span);
        let label = super::super::words::word(self.filing.locale, "sheet-step-value");
        let wanted = Wanted {
            label,
            source,
            ty: expr.ty.clone(),
            expr: Some(expr),
            shown: None,
            shown_rows: Vec::new(),
            named: false,
            scope,
        };
        let handle: Handle = self.cell(wanted, |_| Ok(value))?;
        Ok(handle.formula)
    }

    fn field(&mut self, frame: u16, column: u16, ty: &Type, scope: &Scope<'a>) -> Run {
        match scope.frames.get(usize::from(frame)) {
            Some(Frame::Here(fact)) => {
                self.read(Read::Field(*fact, column));
                let Some(table) = self.places.tables.get(fact.index()).and_then(Option::as_ref) else {
                    return Ok(Formula::none());
                };
                let factor = table.columns.get(usize::from(column)).map_or(Number::ONE, |c| c.factor.clone());
                Ok(convert::value(self.rubric, self.words, &table.here(column), ty, &factor))
            }
            Some(Frame::All(fact)) => {
                self.read(Read::Column(*fact, column));
                let Some(place) = self
                    .places
                    .tables
                    .get(fact.index())
                    .and_then(Option::as_ref)
                    .and_then(|table| table.columns.get(usize::from(column)))
                else {
                    return Ok(Formula::none());
                };
                let cells = Formula::name(&place.name).over_ranges();
                Ok(convert::value(self.rubric, self.words, &cells, ty, &place.factor))
            }
            Some(Frame::Child(name, score)) => Ok(if column == 0 { Formula::text(name) } else { score.clone() }),
            None => Ok(Formula::none()),
        }
    }

    fn arith(&mut self, op: Arith, a: &Formula, b: &Formula, ty: &Type, scope: &Scope<'a>) -> Formula {
        match op {
            Arith::Add => Formula::add(a, b),
            Arith::Sub => Formula::sub(a, b),
            Arith::Mul => Formula::mul(a, b),
            Arith::Div => Formula::div(a, b),
            Arith::Min | Arith::Max => {
                if let TypeKind::Option(set) = ty.kind {
                    let (x, y) = (convert::rank(self.rubric, a, set), convert::rank(self.rubric, b, set));
                    let sign = if op == Arith::Min { "<=" } else { ">=" };
                    return Formula::choose(&Formula::compare(&x, sign, &y), a, b);
                }
                if scope.over_ranges() {
                    let sign = if op == Arith::Min { "<=" } else { ">=" };
                    let holds = Formula::compare(a, sign, b);
                    return Formula::choose(&holds, a, b);
                }
                let function = if op == Arith::Min { "MIN" } else { "MAX" };
                Formula::call(function, &[a, b]).fixed(a.fixed && b.fixed)
            }
        }
    }

    /// a ≤ b < c: each pair in turn.
    fn chain(&mut self, first: &'a Expr, rest: &'a [(Comparison, Expr)], scope: &Scope<'a>) -> Run {
        let mut left = self.expr(first, scope)?;
        let mut pairs = Vec::new();
        for (op, expr) in rest {
            let right = self.expr(expr, scope)?;
            // A bare 0 has no type of its own; the other side tells what is compared.
            let ty = if matches!(first.ty.kind, TypeKind::Number { .. }) { &first.ty } else { &expr.ty };
            pairs.push(compare::compare(self.rubric, *op, &left, &right, ty));
            left = right;
        }
        Ok(all(pairs))
    }

    /// Whether `value` of type `ty` lies in `range`.
    pub(super) fn in_range(&mut self, value: &Formula, ty: &Type, range: &'a ValueRange, scope: &Scope<'a>) -> Run {
        let mut ends = Vec::new();
        if let Some(low) = &range.low {
            let end = self.expr(&low.value, scope)?;
            let op = if low.closed { Comparison::Ge } else { Comparison::Gt };
            ends.push(compare::compare(self.rubric, op, value, &end, ty));
        }
        if let Some(high) = &range.high {
            let end = self.expr(&high.value, scope)?;
            let op = if high.closed { Comparison::Le } else { Comparison::Lt };
            ends.push(compare::compare(self.rubric, op, value, &end, ty));
        }
        Ok(all(ends))
    }

    /// A name in a table of the working calendar, or why there is none.
    pub(super) fn worked_days(&mut self) -> Result<Formula, Why> {
        if self.calendar.is_none() {
            if !super::dates::is_whole(&self.rubric.calendar) {
                return Err(Why::Calendar);
            }
            let name = self.names.value(&self.calendar_sheet);
            self.calendar = Some(name);
        }
        Ok(Formula::name(self.calendar.clone().unwrap_or_default()))
    }
}

/// Not `a`.
pub(super) fn negated(a: &Formula) -> Formula {
    Formula::choose(a, &Formula::yes_no(false), &Formula::yes_no(true))
}

/// Whether all hold, the later asked only where the earlier do.
pub(super) fn all(conditions: Vec<Formula>) -> Formula {
    let mut conditions = conditions.into_iter().rev();
    let Some(last) = conditions.next() else { return Formula::yes_no(true) };
    conditions.fold(last, |rest, first| Formula::choose(&first, &rest, &Formula::yes_no(false)))
}
