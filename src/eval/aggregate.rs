//! Functions over the rows of a table.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::facts::{Row, Slot};
use crate::model::{AggregateFn, Expr, FactId, TableRef};
use crate::number::Number;
use crate::number::reach::{Bound, Interval, Lattice, Reach};
use crate::value::{Known, Text, Value};

use super::error::{self, Run};
use super::ops::{self, Truth};
use super::scope::{Frame, RowRef, Scope};
use super::{Evaluator, Missing};

/// The rows that a table has.
pub(super) enum Rows<'f> {
    /// These.
    Known(KnownRows<'f>),
    /// Any number of rows like this one, but at least so many.
    Any(RowRef<'f>, u64),
}

/// 各项: names, and scores or levels.
pub(super) type ChildRows = Arc<[(Text, Value)]>;

/// The rows of a table that is known.
#[derive(Clone)]
pub(super) enum KnownRows<'f> {
    /// Of a fact.
    Fact(FactId, &'f [Row]),
    /// The children being combined.
    Children(ChildRows),
}

impl<'f> KnownRows<'f> {
    pub fn len(&self) -> usize {
        match self {
            KnownRows::Fact(_, rows) => rows.len(),
            KnownRows::Children(children) => children.len(),
        }
    }

    /// The rows one by one.
    pub fn iter(&self) -> impl Iterator<Item = RowRef<'f>> + '_ {
        (0..self.len()).map_while(|index| match self {
            KnownRows::Fact(fact, rows) => rows.get(index).map(|row| RowRef::Row(*fact, index as u32, row)),
            KnownRows::Children(children) => {
                children.get(index).map(|(name, value)| RowRef::Child(name.clone(), value.clone()))
            }
        })
    }
}

/// A row that counts, certainly or perhaps, with its value.
struct Counted {
    certain: bool,
    value: Value,
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// The rows of `table`.
    pub(super) fn rows(&mut self, table: TableRef) -> Rows<'f> {
        let TableRef::Fact(id) = table else {
            return Rows::Known(KnownRows::Children(self.children_rows.clone().unwrap_or_else(|| Arc::from([]))));
        };
        let at_least = self.rubric.fact(id).ty.table().map_or(0, |t| t.at_least);
        let Some(facts) = self.facts else { return Rows::Any(RowRef::Any, at_least) };
        match facts.slots.get(id.index()) {
            Some(Slot::Table(table)) => Rows::Known(KnownRows::Fact(id, &table.rows)),
            _ => {
                self.ask(Missing { fact: id, cell: None, partly: false });
                Rows::Any(RowRef::Any, at_least)
            }
        }
    }

    pub(super) fn aggregate(
        &mut self,
        expr: &'m Expr,
        function: AggregateFn,
        table: TableRef,
        filter: Option<&'m Expr>,
        value: Option<&'m Expr>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Value> {
        let depth = scope.frame.map_or(0, |f| f.depth + 1);
        if self.suspecting.is_some() {
            self.note_count(expr, function, table, filter, value);
        }
        // Rows whose steps would only repeat the expression leave none.
        self.quiet += 1;
        let result = self.aggregate_quietly(expr, function, table, filter, value, scope, depth);
        self.quiet -= 1;
        result
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one expression, already taken apart")]
    fn aggregate_quietly(
        &mut self,
        expr: &'m Expr,
        function: AggregateFn,
        table: TableRef,
        filter: Option<&'m Expr>,
        value: Option<&'m Expr>,
        scope: &Scope<'_, 'm, 'f>,
        depth: u16,
    ) -> Run<Value> {
        match self.rows(table) {
            Rows::Known(rows) => {
                if let Some(total) = self.total_of_known(expr, function, &rows, filter, value, scope, depth)? {
                    return Ok(total);
                }
                let mut counted = Vec::with_capacity(rows.len());
                for row in rows.iter() {
                    let frame = Frame { depth, row, outer: scope.frame };
                    let inner = Scope { frame: Some(&frame), ..*scope };
                    let certain = match filter {
                        Some(filter) => self.truth(filter, &inner)?,
                        None => Truth::Yes,
                    };
                    if certain == Truth::No {
                        continue;
                    }
                    let value = match value {
                        Some(value) => self.expr(value, &inner)?,
                        None => Value::YesNo(true),
                    };
                    let decided = matches!(function, AggregateFn::Any | AggregateFn::All).then(|| value.clone());
                    counted.push(Counted { certain: certain == Truth::Yes, value });
                    // 存在 and 全部 ask no further once they are decided.
                    if certain == Truth::Yes && decided == Some(Value::YesNo(function == AggregateFn::Any)) {
                        break;
                    }
                }
                self.aggregate_known(expr, function, counted)
            }
            Rows::Any(row, at_least) => {
                let frame = Frame { depth, row, outer: scope.frame };
                let inner = Scope { frame: Some(&frame), ..*scope };
                let filtered = match filter {
                    Some(filter) => self.truth(filter, &inner)?,
                    None => Truth::Yes,
                };
                let at_least = if filtered == Truth::Yes { at_least } else { 0 };
                let statistic = [AggregateFn::Mean, AggregateFn::Max, AggregateFn::Min, AggregateFn::Median];
                if statistic.contains(&function) && self.suspects() {
                    self.suspect_rows(expr.span, table, filter, at_least);
                }
                let value = match (value, filter) {
                    (None, _) => Value::YesNo(true),
                    (Some(value), Some(filter)) => self
                        .supposing(filter, true, &inner, |e| e.expr(value, &inner))
                        .unwrap_or_else(|| ops::number_in(Reach::empty())),
                    (Some(value), None) => self.expr(value, &inner)?,
                };
                Ok(aggregate_any(function, &value, at_least))
            }
        }
    }

    /// 计数 or 合计 of rows whose filters and values are all known, one after the other; `None` otherwise.
    #[allow(clippy::too_many_arguments, reason = "the parts of one expression, already taken apart")]
    fn total_of_known(
        &mut self,
        expr: &'m Expr,
        function: AggregateFn,
        rows: &KnownRows<'f>,
        filter: Option<&'m Expr>,
        value: Option<&'m Expr>,
        scope: &Scope<'_, 'm, 'f>,
        depth: u16,
    ) -> Run<Option<Value>> {
        if !matches!(function, AggregateFn::Count | AggregateFn::Sum) {
            return Ok(None);
        }
        let mut sum = Number::ZERO;
        for row in rows.iter() {
            let frame = Frame { depth, row, outer: scope.frame };
            let inner = Scope { frame: Some(&frame), ..*scope };
            match filter.map(|filter| self.truth(filter, &inner)).transpose()? {
                None | Some(Truth::Yes) => {}
                Some(Truth::No) => continue,
                Some(Truth::Maybe) => return Ok(None),
            }
            let next = match (function, value) {
                (AggregateFn::Sum, Some(value)) => match self.known(value, &inner) {
                    Some(term) => sum.add(term),
                    None => match self.expr(value, &inner)? {
                        Value::Number(term) => sum.add(&term),
                        _ => return Ok(None),
                    },
                },
                _ => sum.add(&Number::ONE),
            };
            sum = match next {
                Ok(next) => next,
                Err(e) => return Err(self.fail(|| error::number(&e, expr.span))),
            };
        }
        Ok(Some(Value::Number(sum)))
    }

    fn aggregate_known(&mut self, expr: &'m Expr, function: AggregateFn, rows: Vec<Counted>) -> Run<Value> {
        let all_certain = rows.iter().all(|r| r.certain);
        match function {
            AggregateFn::Count => {
                let certain = rows.iter().filter(|r| r.certain).count();
                Ok(ops::number_in(whole_between(certain as u64, Some(rows.len() as u64))))
            }
            AggregateFn::Sum => {
                let mut sum = Value::Number(Number::ZERO);
                for row in rows {
                    let term = if row.certain { row.value } else { ops::join(row.value, Value::Number(Number::ZERO)) };
                    sum = self.numeric(expr.span, ops::arith(crate::model::Arith::Add, &sum, &term))?;
                }
                Ok(sum)
            }
            AggregateFn::Any | AggregateFn::All => {
                let (any, mut result) = (function == AggregateFn::Any, Truth::Yes);
                for row in rows {
                    let holds = Truth::from_value(&row.value);
                    let holds = if any { holds.not() } else { holds };
                    let holds = if row.certain || holds == Truth::Yes { holds } else { Truth::Maybe };
                    result = result.and(holds);
                }
                Ok(if any { result.not() } else { result }.value())
            }
            AggregateFn::CountDistinct => Ok(count_distinct(&rows)),
            AggregateFn::Mean | AggregateFn::Max | AggregateFn::Min | AggregateFn::Median => {
                if rows.is_empty() {
                    return Err(self.fail(|| error::plain(Code::NoRows, expr.span)));
                }
                if !all_certain || (function == AggregateFn::Median && rows.iter().any(|r| !r.value.is_known())) {
                    let mut reach = Reach::empty();
                    for row in &rows {
                        reach = reach.union(&ops::reach(&row.value));
                    }
                    return Ok(like(&rows[0].value, hull(&reach)));
                }
                let values: Vec<Value> = rows.into_iter().map(|r| r.value).collect();
                self.statistic(expr, function, values)
            }
        }
    }

    fn statistic(&mut self, expr: &'m Expr, function: AggregateFn, mut values: Vec<Value>) -> Run<Value> {
        use crate::model::Arith;
        let count = Value::Number(Number::from_i64(values.len() as i64));
        match function {
            AggregateFn::Max | AggregateFn::Min => {
                let mut best = values.remove(0);
                for value in values {
                    best = ops::extreme(function == AggregateFn::Max, &best, &value);
                }
                Ok(best)
            }
            AggregateFn::Median => {
                values.sort_by(|a, b| ops::order(a, b).unwrap_or(Ordering::Equal));
                let middle = values.len() / 2;
                if values.len() % 2 == 1 {
                    return Ok(values.swap_remove(middle));
                }
                let sum = ops::arith(Arith::Add, &values[middle - 1], &values[middle]);
                let sum = self.numeric(expr.span, sum)?;
                self.numeric(expr.span, ops::arith(Arith::Div, &sum, &Value::Number(Number::from_i64(2))))
            }
            _ => {
                let mut sum = Value::Number(Number::ZERO);
                for value in &values {
                    sum = self.numeric(expr.span, ops::arith(Arith::Add, &sum, value))?;
                }
                self.numeric(expr.span, ops::arith(Arith::Div, &sum, &count))
            }
        }
    }
}

/// A value in `reach`, of the kind of `model`.
fn like(model: &Value, reach: Reach) -> Value {
    let date = match model {
        Value::Date(_) => true,
        Value::Unknown(unknown) => matches!(unknown.known, Known::Date(_)),
        _ => false,
    };
    if date { ops::date_in(reach) } else { ops::number_in(reach) }
}

fn hull(reach: &Reach) -> Reach {
    reach.hull().map_or_else(Reach::empty, Reach::interval)
}

/// Whole numbers from `low` through `high`.
pub(super) fn whole_between(low: u64, high: Option<u64>) -> Reach {
    let number = |n: u64| Number::from_i64(i64::try_from(n).unwrap_or(i64::MAX));
    if high == Some(low) {
        return Reach::point(number(low));
    }
    Reach::interval(Interval {
        lo: Bound::Closed(number(low)),
        hi: high.map_or(Bound::Unbounded, |n| Bound::Closed(number(n))),
        lattice: Some(Lattice { origin: Number::ZERO, step: Number::ONE }),
    })
}

fn count_distinct(rows: &[Counted]) -> Value {
    let mut known: Vec<(&Value, bool)> = Vec::new();
    let mut open = 0u64;
    let mut open_certain = false;
    for row in rows {
        if row.value.is_known() {
            known.push((&row.value, row.certain));
        } else {
            open += 1;
            open_certain |= row.certain;
        }
    }
    known.sort_by(|a, b| ops::order(a.0, b.0).unwrap_or(Ordering::Equal).then(b.1.cmp(&a.1)));
    known.dedup_by(|later, first| ops::order(later.0, first.0) == Some(Ordering::Equal));
    let certain = known.iter().filter(|(_, certain)| *certain).count() as u64;
    let least = if certain == 0 && open_certain { 1 } else { certain };
    ops::number_in(whole_between(least, Some(known.len() as u64 + open)))
}

/// A function over any number of rows like one, but at least so many.
fn aggregate_any(function: AggregateFn, value: &Value, at_least: u64) -> Value {
    match function {
        AggregateFn::Count => ops::number_in(whole_between(at_least, None)),
        AggregateFn::CountDistinct => ops::number_in(whole_between(at_least.min(1), None)),
        AggregateFn::Sum => ops::number_in(Reach::sum_of_unknown_count(&ops::reach(value), at_least)),
        AggregateFn::Any => match Truth::from_value(value) {
            Truth::No => Truth::No,
            Truth::Yes if at_least > 0 => Truth::Yes,
            _ => Truth::Maybe,
        }
        .value(),
        AggregateFn::All => match Truth::from_value(value) {
            Truth::Yes => Truth::Yes,
            Truth::No if at_least > 0 => Truth::No,
            _ => Truth::Maybe,
        }
        .value(),
        AggregateFn::Max | AggregateFn::Min => like(value, ops::reach(value)),
        AggregateFn::Mean | AggregateFn::Median => like(value, hull(&ops::reach(value))),
    }
}
