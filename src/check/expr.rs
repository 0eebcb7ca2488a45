//! Expressions. One that has a mistake yields nothing; whatever holds it then yields nothing either, and
//! tells nothing of its own.

use super::Checker;
use super::nearest::with_nearest;
use super::scope::{FullPoints, Scope};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Expr, ExprKind, OptionSetId, Type, TypeKind};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOp};
use crate::unit::{Base, Dimension};

impl<'a> Checker<'a> {
    /// An expression. Where an option of `expect` is due, a bare name may be one.
    pub(super) fn expr(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>, expect: Option<OptionSetId>) -> Option<Expr> {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Number(number, unit) => self.literal(span, number, unit.as_ref()),
            ast::ExprKind::Date(date) => {
                let day = self.day(span, *date)?;
                Some(self.make(span, Type::plain(TypeKind::Date), ExprKind::Date(day)))
            }
            ast::ExprKind::YesNo(yes) => Some(self.make(span, Type::plain(TypeKind::YesNo), ExprKind::YesNo(*yes))),
            ast::ExprKind::Name(name) => self.name(name, scope, expect),
            ast::ExprKind::Field(table, field) => self.field(table, field, span, scope),
            ast::ExprKind::Full => self.full(span, scope),
            ast::ExprKind::Children => {
                let diagnostic = match scope.children {
                    Some(_) => Diagnostic::new(Code::TableAsValue, span).arg("name", "各项"),
                    None => Diagnostic::new(Code::ChildrenMisplaced, span),
                };
                self.tell(diagnostic);
                None
            }
            ast::ExprKind::Negate(inner) => self.negate(span, inner, scope),
            ast::ExprKind::Not(inner) => {
                let inner = self.condition(inner, scope)?;
                Some(self.make(span, Type::plain(TypeKind::YesNo), ExprKind::Not(Box::new(inner))))
            }
            ast::ExprKind::Binary(BinaryOp::And, a, b) => self.both(span, a, b, true, scope),
            ast::ExprKind::Binary(BinaryOp::Or, a, b) => {
                self.note_listed(span, a, b);
                self.both(span, a, b, false, scope)
            }
            ast::ExprKind::Binary(op, a, b) => self.arithmetic(span, *op, a, b, scope, expect),
            ast::ExprKind::Compare(first, rest) => self.compare(span, first, rest, scope),
            ast::ExprKind::InRange(value, range) => self.in_range(span, value, range, scope),
            ast::ExprKind::InOptions(value, names) => self.in_options(span, value, names, scope),
            ast::ExprKind::Given(given, operand) => {
                let operand = self.optional(operand, scope)?;
                Some(self.make(span, Type::plain(TypeKind::YesNo), ExprKind::Given(*given, Box::new(operand))))
            }
            ast::ExprKind::If(condition, yes, no) => self.choose_if(span, condition, yes, no, scope, expect),
            ast::ExprKind::Call(name, args) => self.call(span, name, args, scope, expect),
            ast::ExprKind::Choose(rule) => self.choose_value(span, rule, scope, expect),
        }
    }

    /// A condition: an expression that is 是 or 否.
    pub(super) fn condition(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let condition = self.expr(expr, scope, None)?;
        if condition.ty.kind == TypeKind::YesNo {
            return Some(condition);
        }
        let diagnostic = Diagnostic::new(Code::NotACondition, expr.span).arg("found", self.type_arg(&condition.ty));
        let diagnostic = self.with_derivation(diagnostic, &condition);
        match self.declaration(&condition) {
            // Whoever takes a fact for a condition does so throughout.
            Some((name, declared)) => self.tell_unknown(&format!("{name} {}", declared.start), diagnostic),
            None => self.tell(diagnostic),
        }
        None
    }

    /// An expression of type points.
    pub(super) fn points(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let value = self.expr(expr, scope, None)?;
        let points = Type::quantity(Dimension::base(Base::POINTS));
        if self.same_kind(&value.ty, &points) {
            return Some(value);
        }
        self.wrong_type(&value, &points);
        None
    }

    /// 满分 of the place.
    pub(super) fn full(&mut self, span: Span, scope: &Scope<'a>) -> Option<Expr> {
        match scope.full.points {
            FullPoints::Known(_) | FullPoints::Varies => {}
            FullPoints::Level => {
                let diagnostic = Diagnostic::new(Code::FullInLevel, span);
                self.tell(match self.full_places.get(&scope.full.id) {
                    Some(set) => diagnostic.label(*set, Message::new("check-level-due")),
                    None => diagnostic,
                });
                return None;
            }
            FullPoints::Missing => {
                self.tell(Diagnostic::new(Code::FullMissing, span));
                return None;
            }
        }
        self.full_is_read();
        let ty = Type::quantity(Dimension::base(Base::POINTS));
        let id = self.ids.full(scope.full.id);
        Some(Expr { span, ty, id, kind: ExprKind::Full })
    }

    fn negate(&mut self, span: Span, inner: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let inner = self.number_operand(inner, scope)?;
        let ty = Type { reach: None, ..inner.ty.clone() };
        // `-5分` is a constant, not a calculation.
        let kind = match &inner.kind {
            ExprKind::Number(number) => ExprKind::Number(number.neg()),
            _ => ExprKind::Negate(Box::new(inner)),
        };
        Some(self.make(span, ty, kind))
    }

    /// An expression that is a number or quantity.
    pub(super) fn number_operand(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let value = self.expr(expr, scope, None)?;
        if value.ty.dimension().is_some() {
            return Some(value);
        }
        self.not_a_number(&value);
        None
    }

    /// Tells that a value cannot be calculated with.
    pub(super) fn not_a_number(&mut self, value: &Expr) {
        let diagnostic = Diagnostic::new(Code::NotANumber, value.span).arg("found", self.type_arg(&value.ty));
        self.tell(self.with_derivation(diagnostic, value));
    }

    /// 且, 或: the right side is read only where the left one leaves it open.
    fn both(&mut self, span: Span, a: &'a ast::Expr, b: &'a ast::Expr, both: bool, scope: &Scope<'a>) -> Option<Expr> {
        let left = self.condition(a, scope);
        let right = match &left {
            Some(left) => {
                let given = self.given_if(left, both);
                self.condition(b, &scope.knowing(&given))
            }
            // What the left side would have said of absent facts is not known: no noise about them.
            None => self.without_needs(|checker| checker.condition(b, scope)),
        };
        let (left, right) = (Box::new(left?), Box::new(right?));
        let kind = if both { ExprKind::And(left, right) } else { ExprKind::Or(left, right) };
        Some(self.make(span, Type::plain(TypeKind::YesNo), kind))
    }

    /// Runs `read` without telling of absent facts.
    pub(super) fn without_needs<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.reading.push(super::lets::Reading::default());
        let result = read(self);
        self.reading.pop();
        result
    }

    fn choose_if(
        &mut self,
        span: Span,
        condition: &'a ast::Expr,
        yes: &'a ast::Expr,
        no: &'a ast::Expr,
        scope: &Scope<'a>,
        expect: Option<OptionSetId>,
    ) -> Option<Expr> {
        let condition = self.condition(condition, scope);
        let (yes, no) = match &condition {
            Some(condition) => {
                let (then, otherwise) = (self.given_if(condition, true), self.given_if(condition, false));
                self.alike(yes, &scope.knowing(&then), no, &scope.knowing(&otherwise), expect)
            }
            None => self.without_needs(|checker| checker.alike(yes, scope, no, scope, expect)),
        };
        let (condition, yes, no) = (condition?, yes?, no?);
        let ty = self.joint_type(Code::BranchesDiffer, &yes, &no)?;
        Some(self.make(span, ty, ExprKind::If(Box::new(condition), Box::new(yes), Box::new(no))))
    }

    /// Two expressions of which one may tell whose option the other is.
    pub(super) fn alike(
        &mut self,
        a: &'a ast::Expr,
        a_scope: &Scope<'a>,
        b: &'a ast::Expr,
        b_scope: &Scope<'a>,
        expect: Option<OptionSetId>,
    ) -> (Option<Expr>, Option<Expr>) {
        let set_of = |expr: &Option<Expr>| match expr.as_ref().map(|e| &e.ty.kind) {
            Some(TypeKind::Option(set)) => Some(*set),
            _ => None,
        };
        if expect.is_some() {
            return (self.expr(a, a_scope, expect), self.expr(b, b_scope, expect));
        }
        match (self.is_loose(a, a_scope), self.is_loose(b, b_scope)) {
            (true, false) => {
                let right = self.expr(b, b_scope, None);
                // The other side has a mistake: what this one was to be is not known.
                let left = right.as_ref().and_then(|_| self.expr(a, a_scope, set_of(&right)));
                (left, right)
            }
            (false, true) => {
                let left = self.expr(a, a_scope, None);
                let right = left.as_ref().and_then(|_| self.expr(b, b_scope, set_of(&left)));
                (left, right)
            }
            _ => (self.expr(a, a_scope, None), self.expr(b, b_scope, None)),
        }
    }

    /// The type of a value that is either of two.
    pub(super) fn joint_type(&mut self, code: Code, a: &Expr, b: &Expr) -> Option<Type> {
        if !self.same_kind(&a.ty, &b.ty) {
            self.unlike(code, a, b);
            return None;
        }
        Some(joint(&a.ty, &b.ty))
    }

    /// 得分率(指标)
    pub(super) fn rate_of(&mut self, span: Span, arg: &'a ast::CallArg, scope: &Scope<'a>) -> Option<Expr> {
        if !scope.rates {
            self.tell(Diagnostic::new(Code::RateMisplaced, span));
            return None;
        }
        let ast::ExprKind::Name(name) = &arg.value.kind else {
            self.tell(Diagnostic::new(Code::IndicatorNeeded, arg.value.span));
            return None;
        };
        let named: Vec<usize> = (0..self.nodes.len())
            .filter(|i| self.nodes.get(*i).is_some_and(|n| n.path == name.text || n.decl.name.text == name.text))
            .collect();
        match named.as_slice() {
            [index] => {
                let scored = self.nodes.get(*index).is_some_and(|node| node.scored);
                if !scored {
                    // A part of a row or method has many scores; a level has no rate.
                    self.tell(Diagnostic::new(Code::IndicatorNeeded, name.span).at(Message::new("check-no-rate")));
                    return None;
                }
                let number = TypeKind::Number {
                    dimension: Dimension::none(),
                    whole: false,
                    share: true,
                    unit: None,
                    unit_field: None,
                };
                let node = crate::model::NodeId(*index as u32);
                Some(self.make(span, Type::plain(number), ExprKind::RateOf(node)))
            }
            [] => {
                let names = self.nodes.iter().map(|n| n.decl.name.text.as_str());
                let diagnostic = Diagnostic::new(Code::NameUnknown, name.span)
                    .arg("kind", Arg::Key("kind-indicator"))
                    .arg("name", name.text.as_str());
                let mut diagnostic = with_nearest(diagnostic, &name.text, name.span, names);
                if diagnostic.helps.is_empty() {
                    diagnostic = diagnostic.help(Message::new("check-name-an-indicator"));
                }
                self.tell_unknown(&name.text, diagnostic);
                None
            }
            several => {
                let mut diagnostic = Diagnostic::new(Code::NameAmbiguous, name.span).arg("name", name.text.as_str());
                for node in several.iter().filter_map(|i| self.nodes.get(*i)) {
                    let path = format!("\"{}\"", node.path);
                    diagnostic = diagnostic.label(node.decl.name.span, Message::new("check-path-is").arg("path", path));
                }
                self.tell(diagnostic);
                None
            }
        }
    }

    /// A whole number of something, by itself.
    pub(super) fn is_integer_constant(&self, expr: &Expr) -> Option<Number> {
        self.folded(expr).filter(Number::is_integer)
    }
}

/// The type of a value that is either of two of one kind.
pub(super) fn joint(a: &Type, b: &Type) -> Type {
    let kind = match (&a.kind, &b.kind) {
        (TypeKind::Number { dimension, whole: w1, share: s1, .. }, TypeKind::Number { whole: w2, share: s2, .. }) => {
            TypeKind::Number {
                dimension: dimension.clone(),
                whole: *w1 && *w2,
                share: *s1 && *s2,
                unit: None,
                unit_field: None,
            }
        }
        (kind, _) => kind.clone(),
    };
    Type { kind, optional: false, reach: None }
}
