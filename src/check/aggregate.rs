//! Functions over the rows of a table.

use std::rc::Rc;

use super::Checker;
use super::arithmetic::quantity;
use super::scope::{Frame, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AggregateFn, Expr, ExprKind, TableRef, Type, TypeKind};
use crate::source::Span;
use crate::syntax::ast::{self, CallArg, Name};
use crate::unit::Dimension;

impl<'a> Checker<'a> {
    /// `合计(项目 当 类别 = 基本, 金额)`
    pub(super) fn aggregate(
        &mut self,
        span: Span,
        function: AggregateFn,
        name: &'a Name,
        args: &'a [CallArg],
        scope: &Scope<'a>,
    ) -> Option<Expr> {
        let Some((table, rest)) = args.split_first() else {
            self.argument_count(span, &name.text, 1, 0);
            return None;
        };
        let (table_ref, inner) = self.rows_of(name, table, scope)?;
        if let Some(filter) = rest.iter().find_map(|arg| arg.filter.as_ref()) {
            self.tell(Diagnostic::new(Code::FilterMisplaced, filter.span).arg("name", name.text.as_str()));
            return None;
        }
        let filter = table.filter.as_ref().map(|filter| self.condition(filter, &inner));
        let given = filter.as_ref().and_then(Option::as_ref).map_or_else(Vec::new, |f| self.given_if(f, true));
        let row = inner.knowing(&given);
        let value = match rest {
            [] => None,
            [value] => {
                // What the filter would have said of absent facts is not known if it has a mistake.
                let broken = matches!(filter, Some(None));
                Some(if broken {
                    self.without_needs(|checker| checker.row_value(function, &value.value, &row))
                } else {
                    self.row_value(function, &value.value, &row)
                })
            }
            _ => {
                self.argument_count(span, &name.text, 2, args.len());
                return None;
            }
        };
        let filter = match filter {
            Some(filter) => Some(Box::new(filter?)),
            None => None,
        };
        let value = match value {
            Some(value) => Some(Box::new(value?)),
            None => None,
        };
        let (filter, value) = self.fitted(span, function, name, filter, value)?;
        let ty = result_type(function, value.as_deref());
        Some(self.make(span, ty, ExprKind::Aggregate { function, table: table_ref, filter, value }))
    }

    /// The table that a function goes over, and the scope of its rows.
    fn rows_of(&mut self, name: &'a Name, arg: &'a CallArg, scope: &Scope<'a>) -> Option<(TableRef, Scope<'a>)> {
        if scope.constants {
            self.not_constant(arg.value.span);
            return None;
        }
        match &arg.value.kind {
            ast::ExprKind::Name(table) => {
                if let Some(method) = scope.method {
                    // A method sees no facts.
                    let known = self.fact_index.contains_key(table.text.as_str());
                    let param = self.method(method).is_some_and(|m| m.params.iter().any(|p| p.name.text == table.text));
                    match (known, param) {
                        (true, false) => {
                            self.tell(Diagnostic::new(Code::TableInMethod, table.span).arg("name", table.text.as_str()))
                        }
                        _ => self.needs_table(name, arg),
                    }
                    return None;
                }
                let fact = self.fact_index.get(table.text.as_str()).and_then(|id| self.fact(*id));
                let value = match fact {
                    // One whose type has a mistake may have been meant as a table.
                    Some(fact) => fact.ty.is_some() && fact.table.is_none(),
                    None => self.referent(&table.text, scope).is_some(),
                };
                if value {
                    // It is read all the same.
                    self.name(table, scope, None);
                    self.needs_table(name, arg);
                    return None;
                }
                let id = self.table(table)?;
                let inner = self.with_row(id, &table.text, scope)?;
                Some((TableRef::Fact(id), inner))
            }
            ast::ExprKind::Children => {
                let Some(columns) = scope.children.clone() else {
                    self.tell(Diagnostic::new(Code::ChildrenMisplaced, arg.value.span));
                    return None;
                };
                let mut inner = scope.clone();
                inner.frames.push(Frame { table: TableRef::Children, name: "", columns, variable: None });
                Some((TableRef::Children, inner))
            }
            _ => {
                self.needs_table(name, arg);
                None
            }
        }
    }

    /// The scope in which a row of a table is in sight as well.
    pub(super) fn with_row(&mut self, id: crate::model::FactId, name: &'a str, scope: &Scope<'a>) -> Option<Scope<'a>> {
        let columns = Rc::clone(self.fact(id)?.table.as_ref()?);
        let mut inner = scope.clone();
        let table = TableRef::Fact(id);
        let again = scope.frames.iter().any(|row| row.table == table);
        let own = columns.fields.iter().find_map(|field| match field.ty.dimension()?.bases() {
            [(base, 1)] if base.is_variable() => Some(*base),
            _ => None,
        });
        let variable = own.filter(|_| again).map(|variable| (variable, self.new_variable()));
        inner.frames.push(Frame { table, name, columns, variable });
        Some(inner)
    }

    /// The value or condition for each row.
    fn row_value(&mut self, function: AggregateFn, expr: &'a ast::Expr, row: &Scope<'a>) -> Option<Expr> {
        let value = match function {
            AggregateFn::Any | AggregateFn::All => return self.condition(expr, row),
            AggregateFn::Sum | AggregateFn::Mean | AggregateFn::Median => self.number_operand(expr, row)?,
            AggregateFn::Max | AggregateFn::Min => {
                let value = self.expr(expr, row, None)?;
                if !self.is_ordered(&value.ty) {
                    self.not_ordered(value.span, &value);
                    return None;
                }
                value
            }
            AggregateFn::Count | AggregateFn::CountDistinct => self.expr(expr, row, None)?,
        };
        if value.ty.dimension().is_some_and(Dimension::has_variables) {
            let diagnostic = Diagnostic::new(Code::RowsOfManyUnits, value.span);
            self.tell(self.with_derivation(diagnostic, &value));
            return None;
        }
        Some(value)
    }

    /// Filter and value, where the function wants them.
    #[expect(clippy::type_complexity, reason = "two parts of one expression")]
    fn fitted(
        &mut self,
        span: Span,
        function: AggregateFn,
        name: &Name,
        filter: Option<Box<Expr>>,
        value: Option<Box<Expr>>,
    ) -> Option<(Option<Box<Expr>>, Option<Box<Expr>>)> {
        match (function, filter, value) {
            (AggregateFn::Count, _, Some(value)) => {
                self.tell(Diagnostic::new(Code::CountOfValue, value.span));
                None
            }
            // 存在(表 当 c) says the same as 存在(表, c).
            (AggregateFn::Any, Some(filter), None) => Some((None, Some(filter))),
            (AggregateFn::Count, filter, None) => Some((filter, None)),
            (_, _, None) => {
                let condition = matches!(function, AggregateFn::Any | AggregateFn::All);
                let code = if condition { Code::ConditionArgument } else { Code::ValueArgument };
                self.tell(Diagnostic::new(code, span).arg("name", name.text.as_str()));
                None
            }
            (_, filter, value) => Some((filter, value)),
        }
    }
}

fn result_type(function: AggregateFn, value: Option<&Expr>) -> Type {
    match function {
        AggregateFn::Count | AggregateFn::CountDistinct => quantity(Dimension::none(), true, false),
        AggregateFn::Any | AggregateFn::All => Type::plain(TypeKind::YesNo),
        AggregateFn::Sum | AggregateFn::Mean | AggregateFn::Max | AggregateFn::Min | AggregateFn::Median => {
            let mut ty = value.map_or_else(Type::number, |value| Type { reach: None, ..value.ty.clone() });
            if let TypeKind::Number { whole, unit, unit_field, .. } = &mut ty.kind {
                (*unit, *unit_field) = (None, None);
                *whole &= !matches!(function, AggregateFn::Mean | AggregateFn::Median);
            }
            ty
        }
    }
}
