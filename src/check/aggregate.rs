//! Functions over the rows of a table.

use std::rc::Rc;

use super::Checker;
use super::arithmetic::quantity;
use super::scope::{Frame, Scope};
use crate::diagnostic::{Code, Diagnostic, Edit, Message};
use crate::model::{AggregateFn, Expr, ExprKind, TableRef, Type, TypeKind};
use crate::source::Span;
use crate::syntax::ast::{self, CallArg, Name};
use crate::syntax::keyword::Meaning;
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
        let wanted = if function == AggregateFn::Count { 1 } else { 2 };
        let Some((table, rest)) = args.split_first() else {
            self.argument_count(span, &name.text, wanted, 0);
            return None;
        };
        let (table_ref, inner) = self.rows_of(span, function, name, args, table, scope)?;
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
                self.argument_count(span, &name.text, wanted, args.len());
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
        let (filter, value) = self.fitted(table.value.span, function, name, filter, value)?;
        let ty = result_type(function, value.as_deref());
        Some(self.make(span, ty, ExprKind::Aggregate { function, table: table_ref, filter, value }))
    }

    /// The table that a function goes over, and the scope of its rows.
    fn rows_of(
        &mut self,
        span: Span,
        function: AggregateFn,
        name: &'a Name,
        args: &'a [CallArg],
        arg: &'a CallArg,
        scope: &Scope<'a>,
    ) -> Option<(TableRef, Scope<'a>)> {
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
                        _ => self.needs_table(span, function, name, args),
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
                    self.needs_table(span, function, name, args);
                    return None;
                }
                if self.is_column_for_table(function, name, table, args) {
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
                self.needs_table(span, function, name, args);
                None
            }
        }
    }

    /// Tells that `合计(金额)` lacks the table whose column it names.
    fn is_column_for_table(&mut self, function: AggregateFn, name: &Name, word: &Name, args: &[CallArg]) -> bool {
        if args.len() != 1 || function == AggregateFn::Count || self.fact_index.contains_key(word.text.as_str()) {
            return false;
        }
        let spelt = super::nearest::spelt;
        let has_column = |fact: &&super::FactEntry<'_>| {
            fact.table.as_ref().is_some_and(|t| t.fields.iter().any(|column| column.name == word.text))
        };
        let mut tables = self.facts.iter().filter(has_column);
        let (Some(table), None) = (tables.next(), tables.next()) else { return false };
        let right = format!("{}, {}", spelt(&table.name.text), spelt(&word.text));
        let help = Message::new("check-write-instead").arg("right", format!("{}({right})", name.text));
        let diagnostic = Diagnostic::new(Code::TableNeeded, word.span)
            .arg("name", name.text.as_str())
            .help(help)
            .choice(word.span, right);
        self.tell(diagnostic);
        true
    }

    /// Tells that a function over tables is given something else.
    fn needs_table(&mut self, span: Span, function: AggregateFn, name: &Name, args: &[CallArg]) {
        let Some(first) = args.first() else { return };
        let diagnostic = Diagnostic::new(Code::TableNeeded, first.value.span).arg("name", name.text.as_str());
        let between = |from: u32, to: u32, replacement: &str| Edit {
            span: Span { start: from, end: to, ..span },
            replacement: replacement.to_owned(),
        };
        self.tell(match (function, &first.value.kind, args) {
            // 合计(项目.金额)
            (_, ast::ExprKind::Field(table, column), [_]) if function != AggregateFn::Count => {
                let right = format!("{}, {}", super::nearest::spelt(&table.text), super::nearest::spelt(&column.text));
                let help = Message::new("check-write-instead").arg("right", format!("{}({right})", name.text));
                diagnostic.help(help).choice(first.value.span, right)
            }
            // 最大(甲, 乙): the larger of two.
            (AggregateFn::Max | AggregateFn::Min, _, [a, b]) if a.filter.is_none() && b.filter.is_none() => {
                let larger = function == AggregateFn::Max;
                let word = self.keyword(if larger { Meaning::AtLeast } else { Meaning::AtMost }, span);
                let (a, b) = (a.value.span, b.value.span);
                let edits = vec![
                    between(span.start, a.start, "("),
                    between(a.end, b.start, &format!(" {word} ")),
                    between(b.end, span.end, ")"),
                ];
                diagnostic.edits(edits).choosing()
            }
            _ => diagnostic,
        });
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
