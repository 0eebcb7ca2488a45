//! A name in an expression: what it stands for here.

use super::Checker;
use super::lets::Need;
use super::scope::Scope;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Expr, ExprKind, FactId, LetId, OptionSetId, TableRef, Type, TypeKind};
use crate::source::Span;
use crate::syntax::ast::{self, Name};
use crate::unit::Base;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    Fact(FactId),
    Let(LetId),
    Param(u16),
    Field { frame: u16, column: u16 },
}

impl<'a> Checker<'a> {
    /// What a bare name stands for, if it is a value in sight.
    pub(super) fn referent(&self, name: &str, scope: &Scope<'a>) -> Option<Referent> {
        self.referents(name, scope).first().copied()
    }

    /// Every value in sight of that name, the nearest first; of several rows of one table, the innermost.
    fn referents(&self, name: &str, scope: &Scope<'a>) -> Vec<Referent> {
        let mut found = Vec::new();
        let mut seen: Vec<TableRef> = Vec::new();
        for (frame, row) in scope.frames.iter().enumerate().rev() {
            if seen.contains(&row.table) {
                continue;
            }
            seen.push(row.table);
            if let Some(column) = column_of(row, name) {
                found.push(Referent::Field { frame: frame as u16, column });
            }
        }
        found.extend(scope.find_let(name).map(Referent::Let));
        match scope.method {
            Some(method) => {
                let params = self.method(method).map(|m| m.params.as_slice()).unwrap_or_default();
                let index = params.iter().position(|p| p.name.text == name);
                found.extend(index.and_then(|i| u16::try_from(i).ok()).map(Referent::Param));
            }
            None => found.extend(self.fact_index.get(name).copied().map(Referent::Fact)),
        }
        found
    }

    /// Where the value is declared.
    fn declared_at(&self, referent: Referent, scope: &Scope<'a>) -> Option<Span> {
        match referent {
            Referent::Fact(id) => self.fact(id).map(|f| f.name.span),
            Referent::Let(id) => self.let_entry(id).map(|l| l.decl.name.span),
            Referent::Param(index) => self.method(scope.method?)?.params.get(usize::from(index)).map(|p| p.name.span),
            Referent::Field { frame, column } => {
                scope.frames.get(usize::from(frame))?.columns.fields.get(usize::from(column)).map(|f| f.span)
            }
        }
    }

    /// Whether `expr` is a bare name that is no value in sight: perhaps an option.
    pub(super) fn is_loose(&self, expr: &ast::Expr, scope: &Scope<'a>) -> bool {
        match &expr.kind {
            ast::ExprKind::Name(name) => self.referents(&name.text, scope).is_empty(),
            _ => false,
        }
    }

    /// A bare name. Where an option of `expect` is due, a name that is no value is such an option.
    pub(super) fn name(&mut self, name: &'a Name, scope: &Scope<'a>, expect: Option<OptionSetId>) -> Option<Expr> {
        let referents = self.referents(&name.text, scope);
        if let Some(set) = expect {
            let option = self.find_option(set, &name.text);
            match (option, referents.first()) {
                (Some(_), Some(value)) => {
                    self.option_or_value(name, set, self.declared_at(*value, scope));
                    return None;
                }
                (_, None) => return self.option(name, set),
                (None, Some(_)) => {}
            }
        }
        match referents.as_slice() {
            [] => {
                self.unknown_value(name, scope);
                None
            }
            [only] => self.value(*only, name.span, &name.text, scope, false),
            // A column and a fact of one name: told where the column is declared.
            [Referent::Field { frame, .. }, Referent::Fact(_)] if self.is_facts_row(*frame, scope) => None,
            [first, second, ..] => {
                let mut diagnostic = Diagnostic::new(Code::NameAmbiguous, name.span).arg("name", name.text.as_str());
                for referent in [first, second] {
                    if let Some(span) = self.declared_at(*referent, scope) {
                        diagnostic =
                            diagnostic.label(span, Message::new("check-one-of-name").arg("name", name.text.as_str()));
                    }
                }
                if let Referent::Field { frame, .. } = first
                    && let Some(row) = scope.frames.get(usize::from(*frame)).filter(|row| !row.name.is_empty())
                {
                    let right = format!("{}.{}", super::nearest::spelt(row.name), super::nearest::spelt(&name.text));
                    diagnostic = diagnostic
                        .help(Message::new("check-write-field").arg("right", right.as_str()))
                        .choice(name.span, right);
                }
                self.tell_once(diagnostic);
                None
            }
        }
    }

    /// Whether the row `frame` is one of a table that is a fact.
    fn is_facts_row(&self, frame: u16, scope: &Scope<'a>) -> bool {
        scope.frames.get(usize::from(frame)).is_some_and(|row| matches!(row.table, crate::model::TableRef::Fact(_)))
    }

    /// A name is both an option and a value in sight.
    fn option_or_value(&mut self, name: &Name, set: OptionSetId, declared: Option<Span>) {
        let (Some(set_name), option) = (
            self.set(set).map(|s| s.name.clone()),
            self.set(set).and_then(|s| s.options.iter().find(|o| o.name == name.text)).map(|o| o.span),
        ) else {
            return;
        };
        let mut diagnostic = Diagnostic::new(Code::OptionOrValue, name.span)
            .arg("name", name.text.as_str())
            .arg("set", set_name.as_str());
        if let Some(span) = option {
            diagnostic = diagnostic.label(span, Message::new("check-option-here"));
        }
        if let Some(span) = declared {
            diagnostic = diagnostic.label(span, Message::new("check-value-here"));
        }
        self.tell_once(diagnostic);
    }

    /// An option of `set`.
    pub(super) fn option(&mut self, name: &Name, set: OptionSetId) -> Option<Expr> {
        self.used_sets.insert(set);
        let Some(index) = self.find_option(set, &name.text) else {
            self.unknown_option(name, set);
            return None;
        };
        let id = self.ids.option(set.0, index);
        let ty = Type::plain(TypeKind::Option(set));
        Some(Expr { span: name.span, ty, id, kind: ExprKind::Option(index) })
    }

    /// 表.字段
    pub(super) fn field(&mut self, table: &'a Name, field: &'a Name, span: Span, scope: &Scope<'a>) -> Option<Expr> {
        self.field_value(table, field, span, scope, false)
    }

    /// 表.字段, perhaps where it may be absent.
    pub(super) fn field_value(
        &mut self,
        table: &'a Name,
        field: &'a Name,
        span: Span,
        scope: &Scope<'a>,
        absent: bool,
    ) -> Option<Expr> {
        if scope.constants {
            self.not_constant(span);
            return None;
        }
        let found = scope.frames.iter().enumerate().rev().find(|(_, row)| row.name == table.text);
        let Some((frame, row)) = found else {
            match self.fact_index.get(table.text.as_str()).and_then(|id| self.fact(*id)) {
                Some(fact) if fact.table.is_some() || fact.ty.is_none() => {
                    let declared = fact.name.span;
                    self.tell(
                        Diagnostic::new(Code::RowNotInSight, span)
                            .arg("table", table.text.as_str())
                            .label(declared, Message::new("check-declared-here")),
                    );
                }
                Some(fact) => {
                    let declared = fact.name.span;
                    self.tell(
                        Diagnostic::new(Code::NotATable, table.span)
                            .arg("name", table.text.as_str())
                            .label(declared, Message::new("check-declared-here")),
                    );
                }
                None => self.unknown_table(table),
            }
            return None;
        };
        let Some(column) = column_of(row, &field.text) else {
            let columns = std::rc::Rc::clone(&row.columns);
            self.unknown_column(field, &table.text, &columns);
            return None;
        };
        self.value(Referent::Field { frame: frame as u16, column }, span, &field.text, scope, absent)
    }

    /// The value that a name stands for. Where `absent`, it may be one that is not there.
    pub(super) fn value(
        &mut self,
        referent: Referent,
        span: Span,
        name: &str,
        scope: &Scope<'a>,
        absent: bool,
    ) -> Option<Expr> {
        if scope.constants {
            self.not_constant(span);
            return None;
        }
        let declared = self.declared_at(referent, scope).unwrap_or(span);
        let (ty, kind, id) = match referent {
            Referent::Let(id) => return self.let_value(id, span, scope),
            Referent::Fact(id) => {
                let fact = self.facts.get_mut(id.index())?;
                fact.read = true;
                let ty = fact.ty.clone()?;
                (ty, ExprKind::Fact(id), None)
            }
            Referent::Param(index) => {
                let method = scope.method?;
                let param = self.methods.get_mut(method.index())?.params.get_mut(usize::from(index))?;
                param.read = true;
                let ty = param.ty.clone()?;
                (ty, ExprKind::Param(index), Some(self.ids.param(method.0, index)))
            }
            Referent::Field { frame, column } => {
                let row = scope.frames.get(usize::from(frame))?;
                let mut ty = row.columns.fields.get(usize::from(column))?.ty.clone();
                if let (Some((table, own)), TypeKind::Number { dimension, .. }) = (row.variable, &mut ty.kind) {
                    *dimension = own_variable(dimension, table, own);
                }
                (ty, ExprKind::Field { frame, column }, Some(self.ids.field(row.table, frame, column)))
            }
        };
        if ty.table().is_some() {
            self.tell(
                Diagnostic::new(Code::TableAsValue, span)
                    .arg("name", name)
                    .label(declared, Message::new("check-declared-here")),
            );
            return None;
        }
        let mut expr = self.make(span, ty, kind);
        if let Some(id) = id {
            expr.id = id;
        }
        if matches!(referent, Referent::Field { .. }) {
            self.columns.entry(expr.id).or_insert_with(|| (name.to_owned(), declared));
        }
        if expr.ty.optional && !absent {
            let need = Need { value: expr.id, span, name: name.to_owned(), declared };
            self.needs(need, scope);
            expr.ty.optional = false;
        }
        Some(expr)
    }

    /// The operand of 已填, 未填, 缺省: a fact, field or parameter that may be absent.
    pub(super) fn optional(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let value = self.perhaps_absent(expr, scope)?;
        if !value.ty.optional {
            let diagnostic = Diagnostic::new(Code::NeverAbsent, expr.span);
            match self.declaration(&value) {
                Some((name, declared)) => {
                    let label = Message::new("check-declared-required").arg("name", name.as_str());
                    self.tell_unknown(&format!("{name} {}", declared.start), diagnostic.label(declared, label));
                }
                None => self.tell(diagnostic),
            }
            return None;
        }
        Some(value)
    }

    /// An expression that may be absent if it is but a name.
    pub(super) fn perhaps_absent(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        match &expr.kind {
            ast::ExprKind::Name(name) => match self.referents(&name.text, scope).as_slice() {
                [only] => self.value(*only, expr.span, &name.text, scope, true),
                _ => self.name(name, scope, None),
            },
            ast::ExprKind::Field(table, field) => self.field_value(table, field, expr.span, scope, true),
            _ => self.expr(expr, scope, None),
        }
    }

    /// The table that a name names.
    pub(super) fn table(&mut self, name: &'a Name) -> Option<FactId> {
        let Some(id) = self.fact_index.get(name.text.as_str()).copied() else {
            self.unknown_table(name);
            return None;
        };
        let fact = self.facts.get_mut(id.index())?;
        fact.read = true;
        // A mistake in its type is told there.
        let ty = fact.ty.as_ref()?;
        if ty.table().is_none() {
            let (declared, found) = (fact.name.span, ty.clone());
            let found = self.type_arg(&found);
            self.tell(
                Diagnostic::new(Code::NotATable, name.span)
                    .arg("name", name.text.as_str())
                    .arg("type", found)
                    .label(declared, Message::new("check-declared-here")),
            );
            return None;
        }
        Some(id)
    }

    /// The kind of thing that a referent is, for messages.
    pub(super) fn referent_kind(referent: Referent) -> Arg {
        Arg::Key(match referent {
            Referent::Fact(_) => "kind-fact",
            Referent::Let(_) => "kind-let",
            Referent::Param(_) => "kind-parameter",
            Referent::Field { .. } => "kind-field",
        })
    }
}

/// The column of that name. Those of 各项 have an English name as well.
pub(super) fn column_of(row: &super::scope::Frame<'_>, name: &str) -> Option<u16> {
    let name = match (row.table, name) {
        (TableRef::Children, "name") => "名称",
        (TableRef::Children, "score") => "得分",
        (TableRef::Children, "level") => "级",
        _ => name,
    };
    row.columns.fields.iter().position(|field| field.name == name).and_then(|i| u16::try_from(i).ok())
}

/// `dimension` with the row's own variable in the place of the table's.
fn own_variable(dimension: &crate::unit::Dimension, table: Base, own: Base) -> crate::unit::Dimension {
    let own = crate::unit::Dimension::base(own);
    dimension.substitute(table, &own).unwrap_or_else(|_| dimension.clone())
}
