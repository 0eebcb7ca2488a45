//! 分档, 分情况, 查表, 插值: choices among rules, or among plain values of one type.

use super::Checker;
use super::expr::joint;
use super::scope::{Scope, Wanted};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{
    Band, Case, Expr, ExprKind, Key, LookupEntry, LookupRow, OptionSetId, Rule, RuleKind, Type, TypeKind,
};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::keyword::Meaning;
use crate::unit::{Base, Dimension};

/// What the branches of a choice yield.
pub(super) enum Yields {
    /// Scores.
    Scores(Wanted),
    /// Plain values of one type: that of the first branch, with its place.
    Values { expect: Option<OptionSetId>, first: Option<(Type, Span)> },
}

impl<'a> Checker<'a> {
    /// A choice that stands in an expression.
    pub(super) fn choose_value(
        &mut self,
        span: Span,
        rule: &'a ast::Rule,
        scope: &Scope<'a>,
        expect: Option<OptionSetId>,
    ) -> Option<Expr> {
        let mut yields = Yields::Values { expect, first: None };
        let mark = self.mark();
        let rule = self.choice(rule, scope, &mut yields);
        if let Some(name) = self.let_being_read() {
            self.label_since(mark, Code::ScoreAmongValues, name, &Message::new("check-value-of-let"));
        }
        let rule = rule?;
        let Yields::Values { first: Some((ty, _)), .. } = yields else { return None };
        Some(self.make(span, ty, ExprKind::Choose(Box::new(rule))))
    }

    /// A choice.
    pub(super) fn choice(&mut self, rule: &'a ast::Rule, scope: &Scope<'a>, yields: &mut Yields) -> Option<Rule> {
        let kind = match &rule.kind {
            ast::RuleKind::Bands(bands) => self.bands(bands, scope, yields)?,
            ast::RuleKind::Cases(cases) => self.cases(cases, scope, yields)?,
            ast::RuleKind::Lookup(ast::Lookup::One { key, entries }) => self.lookup_one(key, entries, scope, yields)?,
            ast::RuleKind::Lookup(ast::Lookup::Two { row, column, columns, rows }) => {
                self.lookup_two(row, column, columns, rows, scope, yields)?
            }
            ast::RuleKind::Interpolate { subject, points } => {
                self.interpolate(rule.span, subject, points, scope, yields)?
            }
            _ => {
                self.tell(Diagnostic::new(Code::ScoreAmongValues, rule.span));
                return None;
            }
        };
        Some(Rule { span: rule.span, kind })
    }

    /// What stands after the colon.
    fn branch(&mut self, rule: &'a ast::Rule, scope: &Scope<'a>, yields: &mut Yields) -> Option<Rule> {
        if let Yields::Scores(wanted) = yields {
            return self.rule(rule, scope, *wanted);
        }
        match &rule.kind {
            ast::RuleKind::Value(ast::Expr { kind: ast::ExprKind::Choose(inner), .. }) => {
                self.choice(inner, scope, yields)
            }
            ast::RuleKind::Value(value) => {
                let value = self.branch_value(value, scope, yields)?;
                Some(Rule { span: rule.span, kind: RuleKind::Value(value) })
            }
            _ => self.choice(rule, scope, yields),
        }
    }

    /// An expression after the colon.
    fn branch_value(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>, yields: &mut Yields) -> Option<Expr> {
        match yields {
            Yields::Scores(wanted) => self.score(expr, scope, *wanted),
            Yields::Values { expect, first } => {
                // What an earlier branch is, a bare name of a later one may be an option of.
                let set = expect.or(match first.as_ref().map(|(ty, _)| &ty.kind) {
                    Some(TypeKind::Option(set)) => Some(*set),
                    _ => None,
                });
                let value = self.expr(expr, scope, set)?;
                match first {
                    None => *first = Some((Type { reach: None, ..value.ty.clone() }, expr.span)),
                    Some((ty, span)) => {
                        if !self.same_kind(&value.ty, ty) {
                            let diagnostic = Diagnostic::new(Code::BranchesDiffer, expr.span)
                                .arg("left", self.type_arg(ty))
                                .arg("right", self.type_arg(&value.ty))
                                .label(*span, Message::new("check-is-type").arg("type", self.type_arg(ty)));
                            self.tell(self.with_derivation(diagnostic, &value));
                            return None;
                        }
                        *ty = joint(ty, &value.ty);
                    }
                }
                Some(value)
            }
        }
    }

    /// A number or date that is looked up in ranges.
    fn ranged_subject(&mut self, subject: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let subject = self.expr(subject, scope, None)?;
        match subject.ty.kind {
            TypeKind::Number { .. } | TypeKind::Date => Some(subject),
            _ => {
                let diagnostic =
                    Diagnostic::new(Code::BandedSubject, subject.span).arg("found", self.type_arg(&subject.ty));
                self.tell(self.with_derivation(diagnostic, &subject));
                None
            }
        }
    }

    fn bands(&mut self, bands: &'a ast::Bands, scope: &Scope<'a>, yields: &mut Yields) -> Option<RuleKind> {
        let subject = self.ranged_subject(&bands.subject, scope);
        let ty = subject.as_ref().map(|s| s.ty.clone());
        let mut checked = Some(Vec::with_capacity(bands.bands.len()));
        // Where one end is written with %, the others are meant so.
        let share = subject.as_ref().is_some_and(super::range::is_declared_share)
            || bands.bands.iter().any(|(range, _)| super::range::has_percent(range));
        let mark = self.mark();
        let mut ranges = Vec::with_capacity(bands.bands.len());
        for (range, _) in &bands.bands {
            if share {
                self.percent_missing_in(range);
            }
            ranges.push(ty.as_ref().and_then(|ty| self.range(range, ty, scope)));
        }
        if let Some(subject) = &subject {
            self.limits_unlike(mark, subject);
        }
        for ((_, rule), range) in bands.bands.iter().zip(ranges) {
            let rule = self.branch(rule, scope, yields);
            checked = checked.zip(range.zip(rule)).map(|(mut all, (range, rule))| {
                all.push(Band { range, rule });
                all
            });
        }
        Some(RuleKind::Bands { subject: subject?, bands: checked? })
    }

    /// Limits that are none of the subject's kind are one mistake, told since `mark`: bands of an amount with
    /// limits in % mean the share that it is of another.
    fn limits_unlike(&mut self, mark: usize, subject: &Expr) {
        self.gather(mark, Code::TypeMismatch, &["found", "wanted"]);
        for diagnostic in self.diagnostics.split_off(mark) {
            if diagnostic.code != Code::TypeMismatch {
                self.tell(diagnostic);
                continue;
            }
            let share =
                diagnostic.args.iter().any(|(n, value)| *n == "found" && *value == Arg::Key("check-type-share"));
            let message = Message::new("check-banded-by").arg("type", self.type_arg(&subject.ty));
            let diagnostic = diagnostic.label(subject.span, message);
            let limits = super::arithmetic::quantity(Dimension::none(), false, true);
            let diagnostic = if share { self.with_share_help(diagnostic, subject, &limits) } else { diagnostic };
            self.tell(diagnostic);
        }
    }

    fn cases(&mut self, cases: &'a ast::Cases, scope: &Scope<'a>, yields: &mut Yields) -> Option<RuleKind> {
        let mut checked = Some(Vec::with_capacity(cases.cases.len()));
        // What the failing of the earlier cases tells.
        let mut left = scope.clone();
        let mut broken = false;
        for (condition, rule) in &cases.cases {
            let (condition, rule) = if broken {
                self.without_needs(|c| (c.condition(condition, &left), c.branch(rule, &left, yields)))
            } else {
                let condition = self.condition(condition, &left);
                let held = match &condition {
                    Some(condition) => {
                        let given = self.given_if(condition, true);
                        let held = left.knowing(&given);
                        let given = self.given_if(condition, false);
                        left = left.knowing(&given);
                        Some(held)
                    }
                    None => None,
                };
                broken = held.is_none();
                let rule = match &held {
                    Some(held) => self.branch(rule, held, yields),
                    None => self.without_needs(|c| c.branch(rule, &left, yields)),
                };
                (condition, rule)
            };
            checked = checked.zip(condition.zip(rule)).map(|(mut all, (condition, rule))| {
                all.push(Case { condition, rule });
                all
            });
        }
        let otherwise = match &cases.otherwise {
            None => None,
            Some(rule) => {
                let rule = if broken {
                    self.without_needs(|c| c.branch(rule, &left, yields))
                } else {
                    self.branch(rule, &left, yields)
                };
                Some(Box::new(rule?))
            }
        };
        Some(RuleKind::Cases { cases: checked?, otherwise })
    }

    fn lookup_one(
        &mut self,
        key: &'a ast::Expr,
        entries: &'a [(ast::Key, ast::Rule)],
        scope: &Scope<'a>,
        yields: &mut Yields,
    ) -> Option<RuleKind> {
        let subject = self.lookup_subject(key, scope);
        let ty = subject.as_ref().map(|s| s.ty.clone());
        let keys: Vec<&'a ast::Key> = entries.iter().map(|(key, _)| key).collect();
        let keys = ty.as_ref().and_then(|ty| self.keys(&keys, ty, scope));
        let mut rules = Some(Vec::with_capacity(entries.len()));
        for (_, rule) in entries {
            let rule = self.branch(rule, scope, yields);
            rules = rules.zip(rule).map(|(mut all, rule)| {
                all.push(rule);
                all
            });
        }
        // An entry of several names is one entry for each kind of key that they make together.
        let entries = keys?.into_iter().zip(rules?).map(|(key, rule)| LookupEntry { key, rule }).collect();
        Some(RuleKind::LookupOne { key: subject?, entries })
    }

    fn lookup_two(
        &mut self,
        row: &'a ast::Expr,
        column: &'a ast::Expr,
        columns: &'a [ast::Key],
        rows: &'a [(ast::Key, Vec<ast::Expr>)],
        scope: &Scope<'a>,
        yields: &mut Yields,
    ) -> Option<RuleKind> {
        let row = self.lookup_subject(row, scope);
        let column = self.lookup_subject(column, scope);
        let heads: Vec<&'a ast::Key> = columns.iter().collect();
        let column_ty = column.as_ref().map(|c| c.ty.clone());
        let heads = column_ty.as_ref().and_then(|ty| self.keys(&heads, ty, scope));
        let row_keys: Vec<&'a ast::Key> = rows.iter().map(|(key, _)| key).collect();
        let row_ty = row.as_ref().map(|r| r.ty.clone());
        let row_keys = row_ty.as_ref().and_then(|ty| self.keys(&row_keys, ty, scope));
        let mut grid = Some(Vec::with_capacity(rows.len()));
        for (key, values) in rows {
            if values.len() != columns.len() {
                let span = key_span(key).unwrap_or_default();
                let span = values.last().map_or(span, |last| span.to(last.span));
                let mut diagnostic =
                    Diagnostic::new(Code::GridRow, span).arg("found", values.len()).arg("wanted", columns.len());
                if let (Some(first), Some(last)) =
                    (columns.first().and_then(key_span), columns.last().and_then(key_span))
                {
                    diagnostic = diagnostic.label(first.to(last), Message::new("check-first-line"));
                }
                self.tell(diagnostic);
                grid = None;
            }
            let mut checked = Some(Vec::with_capacity(values.len()));
            for value in values {
                let value = self.branch_value(value, scope, yields);
                checked = checked.zip(value).map(|(mut all, value)| {
                    all.push(value);
                    all
                });
            }
            grid = grid.zip(checked).map(|(mut all, values)| {
                all.push(values);
                all
            });
        }
        let rows = row_keys?.into_iter().zip(grid?).map(|(key, values)| LookupRow { key, values }).collect();
        Some(RuleKind::LookupTwo { row: row?, column: column?, columns: heads?, rows })
    }

    /// What is looked up: an option, 是/否, a number or date.
    fn lookup_subject(&mut self, subject: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let subject = self.expr(subject, scope, None)?;
        if matches!(subject.ty.kind, TypeKind::Text | TypeKind::Table(_)) {
            let diagnostic =
                Diagnostic::new(Code::LookupSubject, subject.span).arg("found", self.type_arg(&subject.ty));
            self.tell(self.with_derivation(diagnostic, &subject));
            return None;
        }
        Some(subject)
    }

    /// The keys of one side of a lookup. An option or 是/否 that stands twice is told.
    fn keys(&mut self, keys: &[&'a ast::Key], ty: &Type, scope: &Scope<'a>) -> Option<Vec<Key>> {
        let mut checked = Some(Vec::with_capacity(keys.len()));
        let mut options: Vec<(u64, Span)> = Vec::new();
        let mut answers: Vec<(bool, Span)> = Vec::new();
        let mark = self.mark();
        let share = keys.iter().any(|key| matches!(key, ast::Key::Range(range) if super::range::has_percent(range)));
        for key in keys {
            let key = match (key, &ty.kind) {
                (ast::Key::Range(range), TypeKind::Number { .. } | TypeKind::Date) => {
                    if share {
                        self.percent_missing_in(range);
                    }
                    self.range(range, ty, scope).map(Key::Range)
                }
                (ast::Key::Names(names), TypeKind::Option(set)) => {
                    let key = self.option_key(names, *set, scope);
                    if let Some(Key::Options(bits, span)) = &key {
                        if let Some((earlier, first)) = options.iter().find(|(earlier, _)| earlier & bits != 0) {
                            let again = self.option_of(*set, earlier & bits);
                            let label = Message::new("check-first-here");
                            let diagnostic = Diagnostic::new(Code::KeyTwice, *span).arg("name", again);
                            let diagnostic = diagnostic.label(*first, label);
                            self.tell(diagnostic);
                        }
                        options.push((*bits, *span));
                    }
                    key
                }
                (ast::Key::Names(names), TypeKind::YesNo) => {
                    let key = self.answer_key(names, ty);
                    if let Some(Key::YesNo(yes, span)) = &key {
                        if let Some((_, first)) = answers.iter().find(|(earlier, _)| earlier == yes) {
                            let answer = if *yes { Meaning::Yes } else { Meaning::No };
                            let diagnostic = Diagnostic::new(Code::KeyTwice, *span)
                                .arg("name", self.keyword(answer, *span))
                                .label(*first, Message::new("check-first-here"));
                            self.tell(diagnostic);
                        }
                        answers.push((*yes, *span));
                    }
                    key
                }
                (key, _) => {
                    let diagnostic = Diagnostic::new(Code::KeyKind, key_span(key).unwrap_or_default())
                        .arg("found", self.type_arg(ty));
                    self.tell(diagnostic);
                    None
                }
            };
            checked = checked.zip(key).map(|(mut all, key)| {
                all.push(key);
                all
            });
        }
        self.gather(mark, Code::KeyKind, &["found"]);
        self.gather(mark, Code::TypeMismatch, &["found", "wanted"]);
        checked
    }

    /// The name of the first option among `bits`.
    fn option_of(&self, set: OptionSetId, bits: u64) -> String {
        let index = bits.trailing_zeros() as usize;
        self.set(set).and_then(|set| set.options.get(index)).map_or_else(String::new, |option| option.name.clone())
    }

    fn option_key(&mut self, names: &'a [ast::Expr], set: OptionSetId, scope: &Scope<'a>) -> Option<Key> {
        let mut written = Vec::with_capacity(names.len());
        for name in names {
            match &name.kind {
                ast::ExprKind::Name(name) => written.push(name),
                _ => {
                    let found = self.set(set).map_or_else(String::new, |s| s.name.clone());
                    self.tell(Diagnostic::new(Code::KeyKind, name.span).arg("found", found));
                    return None;
                }
            }
        }
        let bits = self.option_bits(written.into_iter(), set, scope)?;
        let span = names.first()?.span.to(names.last()?.span);
        Some(Key::Options(bits, span))
    }

    fn answer_key(&mut self, names: &'a [ast::Expr], ty: &Type) -> Option<Key> {
        match names {
            [ast::Expr { kind: ast::ExprKind::YesNo(yes), span }] => Some(Key::YesNo(*yes, *span)),
            _ => {
                let span = names.first().map(|n| n.span).unwrap_or_default();
                let found = self.type_arg(ty);
                self.tell(Diagnostic::new(Code::KeyKind, span).arg("found", found));
                None
            }
        }
    }

    fn interpolate(
        &mut self,
        span: Span,
        subject: &'a ast::Expr,
        points: &'a [(ast::Expr, ast::Expr)],
        scope: &Scope<'a>,
        yields: &mut Yields,
    ) -> Option<RuleKind> {
        if let Yields::Scores(Wanted::Level(_)) = yields {
            self.no_levels(span, "check-rule-interpolate", scope);
            return None;
        }
        let subject = self.ranged_subject(subject, scope);
        if points.len() < 2 {
            self.tell(Diagnostic::new(Code::InterpolatePoints, span));
            return None;
        }
        let mut corners = Some(Vec::with_capacity(points.len()));
        let mut before: Option<(Number, Span)> = None;
        let mark = self.mark();
        for (x, y) in points {
            let x = match &subject {
                Some(subject) => self.corner(x, &subject.ty.clone(), &mut before),
                None => None,
            };
            let y = self.branch_value(y, scope, yields);
            if let Some(y) = y.as_ref().filter(|y| y.ty.dimension().is_none()) {
                self.not_a_number(y);
                return None;
            }
            corners = corners.zip(x.zip(y)).map(|(mut all, corner)| {
                all.push(corner);
                all
            });
        }
        // A line written from the top down is one mistake, and so are corners without their unit.
        self.gather(mark, Code::InterpolateOrder, &[]);
        self.gather(mark, Code::TypeMismatch, &["found", "wanted"]);
        Some(RuleKind::Interpolate { subject: subject?, points: corners? })
    }

    /// The first coordinate of a corner: a constant beyond that of the corner before.
    fn corner(&mut self, x: &'a ast::Expr, ty: &Type, before: &mut Option<(Number, Span)>) -> Option<Expr> {
        let scope = self.constants();
        let mut value = self.expr(x, &scope, None)?;
        self.zero_as(x, &mut value, ty);
        if !self.same_kind(&value.ty, ty) {
            self.wrong_type(&value, ty);
            return None;
        }
        let Some(number) = self.folded(&value) else {
            self.not_constant(x.span);
            return None;
        };
        if let Some((earlier, span)) = before.as_ref().filter(|(earlier, _)| *earlier >= number) {
            let diagnostic = Diagnostic::new(Code::InterpolateOrder, x.span)
                .arg("value", self.amount(&number, ty))
                .label(*span, Message::new("check-after-this").arg("value", self.amount(earlier, ty)));
            self.tell(diagnostic);
            return None;
        }
        *before = Some((number.clone(), x.span));
        if let TypeKind::Number { .. } = value.ty.kind {
            value = self.make(value.span, value.ty, ExprKind::Number(number));
        }
        Some(value)
    }

    /// The type of points.
    pub(super) fn points_type() -> Type {
        Type::quantity(Dimension::base(Base::POINTS))
    }
}

fn key_span(key: &ast::Key) -> Option<Span> {
    match key {
        ast::Key::Range(range) => Some(range.span),
        ast::Key::Names(names) => Some(names.first()?.span.to(names.last()?.span)),
    }
}
