//! Types, with what narrows them, and lists of fields.

use pest::iterators::Pair;

use super::super::ast::{Expr, Field, Range, TypeExpr, TypeKind};
use super::super::grammar::Rule;
use super::{Cx, expr, literal, once, parts};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// A type whose parts are still being read; in a fact they stand among other parts.
pub(super) struct TypeParts {
    span: Span,
    kind: TypeKind,
    optional: Spanned<bool>,
    range: Option<Spanned<Range>>,
    step: Option<Spanned<Expr>>,
    rows: Option<Spanned<Expr>>,
}

impl TypeParts {
    /// 金额, 表 { … }
    pub(super) fn new(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Self> {
        let span = cx.place(&pair);
        let kind = match pair.as_rule() {
            Rule::table_type => table_type(cx, pair),
            _ => named_type(cx, pair)?,
        };
        let optional = Spanned::new(false, span);
        Some(TypeParts { span, kind, optional, range: None, step: None, rows: None })
    }

    /// Takes `pair` if it belongs to a type.
    pub(super) fn take(&mut self, cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<()> {
        let span = cx.place(&pair);
        match pair.as_rule() {
            Rule::optional_mark => self.optional = Spanned::new(true, span),
            Rule::bound | Rule::interval => {
                let range = expr::range(cx, pair)?;
                once(cx, &mut self.range, Spanned::new(range, span));
            }
            Rule::step => {
                let step = literal::number(cx, parts(pair).seek(Rule::number)?)?;
                once(cx, &mut self.step, Spanned::new(step, span));
            }
            Rule::row_count => {
                let rows = literal::number(cx, parts(pair).seek(Rule::number)?)?;
                once(cx, &mut self.rows, Spanned::new(rows, span));
            }
            _ => return None,
        }
        self.span = self.span.to(span);
        Some(())
    }

    /// The type with all its parts.
    pub(super) fn finish(self, cx: &mut Cx<'_>) -> TypeExpr {
        let mut kind = self.kind;
        if let Some(rows) = self.rows {
            match &mut kind {
                TypeKind::Table { at_least, .. } => *at_least = Some(rows.value),
                TypeKind::Named { .. } => {
                    cx.tell(Diagnostic::new(Code::RowsOfNoTable, rows.span));
                }
            }
        }
        TypeExpr {
            span: self.span,
            kind,
            optional: self.optional,
            range: self.range.map(|range| range.value),
            step: self.step.map(|step| step.value),
        }
    }
}

/// A type with its range and step.
pub(super) fn type_expr(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<TypeExpr> {
    let mut pairs = parts(pair);
    let mut ty = TypeParts::new(cx, pairs.next()?)?;
    for part in pairs {
        ty.take(cx, part);
    }
    Some(ty.finish(cx))
}

/// 表 { a : T, … }
fn table_type(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> TypeKind {
    let fields = parts(pair).seek(Rule::fields).map(|pair| fields(cx, pair)).unwrap_or_default();
    TypeKind::Table { fields, at_least: None }
}

/// 整数 人次, 平方米/人, 金额(万元)
fn named_type(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<TypeKind> {
    let (mut whole, mut name, mut per, mut unit) = (None, None, None, None);
    for part in parts(pair) {
        match part.as_rule() {
            Rule::whole_word => {
                whole = Some(super::super::ast::Name { text: part.as_str().to_owned(), span: cx.place(&part) });
            }
            Rule::type_unit => unit = literal::name(cx, parts(part).next()?),
            _ if name.is_none() => name = literal::name(cx, part),
            _ => per = literal::name(cx, part),
        }
    }
    Some(TypeKind::Named { whole, name: name?, per, unit })
}

/// a : T, b、c : U
pub(super) fn fields(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<Field> {
    parts(pair).filter_map(|pair| field(cx, pair)).flatten().collect()
}

/// Several names may share a type.
fn field(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Option<Vec<Field>> {
    let mut parts = parts(pair);
    let names = field_names(cx, parts.one(Rule::field_names)?);
    let ty = type_expr(cx, parts.one(Rule::type_expr)?)?;
    Some(names.into_iter().map(|name| Field { name, ty: ty.clone() }).collect())
}

fn field_names(cx: &mut Cx<'_>, pair: Pair<'_, Rule>) -> Vec<super::super::ast::Name> {
    parts(pair).filter_map(|pair| literal::name(cx, pair)).collect()
}
