//! 计分方法: declared once, called with arguments.

use super::Checker;
use super::body::{Kind, Site};
use super::scope::{FullPoints, Scope, Wanted};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{Expr, ExprKind, MethodId, RuleKind, Type, TypeKind};
use crate::source::Span;
use crate::syntax::ast::{self, CallArg, Name};
use crate::unit::{Base, Dimension};

/// Most methods that may call one another. Each call may branch, so more would be more than can be run.
const MAX_DEPTH: usize = 16;

impl<'a> Checker<'a> {
    /// Reads the body of every method.
    pub(super) fn check_methods(&mut self) {
        for index in 0..self.methods.len() {
            let id = MethodId(index as u32);
            let Some(decl) = self.method(id).map(|m| m.decl) else { continue };
            let full = self.new_full(FullPoints::Varies);
            let mut scope = Scope::top(full);
            scope.method = Some(id);
            self.method = Some(id);
            let site =
                Site { kind: Kind::Method, wanted: Wanted::Points, node: None, fixed: false, head: decl.name.span };
            let body = self.body(&decl.body, &scope, site);
            self.method = None;
            if let Some(method) = self.methods.get_mut(index) {
                method.body = Some(body);
            }
        }
        self.circles_of_methods();
    }

    /// Tells of methods that call one another in a circle, once a circle, and of those that call one another
    /// too deep.
    fn circles_of_methods(&mut self) {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            OnTheWay,
            /// How many methods stand on one another from here.
            Done(usize),
        }
        let mut states = vec![State::New; self.methods.len()];
        for start in 0..self.methods.len() {
            // A walk without recursion: the method, which of its calls comes next, and how deep those went.
            let mut way: Vec<(usize, usize, usize)> = Vec::new();
            if states.get(start) == Some(&State::New) {
                way.push((start, 0, 0));
            }
            while let Some((at, next, deepest)) = way.pop() {
                if let Some(state) = states.get_mut(at) {
                    *state = State::OnTheWay;
                }
                let Some((called, span)) = self.methods.get(at).and_then(|m| m.calls.get(next)).copied() else {
                    let depth = self.method_depth(at, deepest + 1);
                    if let Some(state) = states.get_mut(at) {
                        *state = State::Done(depth);
                    }
                    if let Some((.., deepest)) = way.last_mut() {
                        *deepest = depth.max(*deepest);
                    }
                    continue;
                };
                match states.get(called.index()).copied() {
                    Some(State::New) => way.extend([(at, next + 1, deepest), (called.index(), 0, 0)]),
                    Some(State::OnTheWay) => {
                        way.push((at, next + 1, deepest));
                        self.circle(&way, called, span);
                    }
                    Some(State::Done(depth)) => way.push((at, next + 1, deepest.max(depth))),
                    None => {}
                }
            }
        }
    }

    /// Tells that methods stand on one another too deep; what stands on those is not told again.
    fn method_depth(&mut self, index: usize, depth: usize) -> usize {
        if depth <= MAX_DEPTH {
            return depth;
        }
        if let Some(name) = self.methods.get(index).map(|m| m.decl.name.span) {
            self.tell(Diagnostic::new(Code::LetTooDeep, name).arg("limit", MAX_DEPTH));
        }
        0
    }

    fn circle(&mut self, way: &[(usize, usize, usize)], back_to: MethodId, span: Span) {
        let Some(name) = self.method(back_to).map(|m| &m.decl.name) else { return };
        let mut diagnostic = Diagnostic::new(Code::MethodCyclic, name.span).arg("name", name.text.as_str());
        let start = way.iter().position(|(at, ..)| *at == back_to.index()).unwrap_or(0);
        for (at, ..) in way.iter().skip(start + 1) {
            if let Some(through) = self.methods.get(*at) {
                diagnostic = diagnostic.label(through.decl.name.span, Message::new("check-through-here"));
            }
        }
        self.tell(diagnostic.label(span, Message::new("check-back-here")));
    }

    /// 方法(…), where a rule stands.
    pub(super) fn method_call(
        &mut self,
        span: Span,
        name: &'a Name,
        args: &'a [CallArg],
        scope: &Scope<'a>,
    ) -> Option<RuleKind> {
        let id = *self.method_index.get(name.text.as_str())?;
        if let Some(entry) = self.methods.get_mut(id.index()) {
            entry.uses.push(args.iter().map(|arg| arg.value.span).collect());
        }
        if let Some(caller) = self.method
            && let Some(entry) = self.methods.get_mut(caller.index())
        {
            entry.calls.push((id, span));
        } else if let Some(entry) = self.methods.get_mut(id.index()) {
            entry.called = true;
        }
        let (params, variable): (Vec<(Option<Type>, Span)>, Base) = {
            let method = self.method(id)?;
            (
                method
                    .params
                    .iter()
                    .map(|p| (p.ty.clone(), p.name.span))
                    .zip(&method.decl.params)
                    .map(|((ty, name), field)| (ty, name.to(field.ty.span)))
                    .collect(),
                method.variable,
            )
        };
        if params.len() != args.len() {
            let declared = self.method(id)?.decl.name.span;
            self.tell(
                Diagnostic::new(Code::ArgumentCount, span)
                    .arg("name", name.text.as_str())
                    .arg("wanted", params.len())
                    .arg("found", args.len())
                    .label(declared, Message::new("check-declared-here")),
            );
            return None;
        }
        let mut checked = Some(Vec::with_capacity(args.len()));
        // What the method's 量 is in this call, with the argument that says so.
        let mut quantity: Option<(Dimension, Span)> = None;
        for (arg, (ty, declared)) in args.iter().zip(&params) {
            if let Some(filter) = &arg.filter {
                self.tell(Diagnostic::new(Code::FilterMisplaced, filter.span).arg("name", name.text.as_str()));
            }
            let value = match ty {
                Some(ty) => self.argument(&arg.value, ty, *declared, variable, &mut quantity, scope),
                // A mistake in the declaration is told there; those of the argument are told here.
                None => self.perhaps_absent(&arg.value, scope).and(None),
            };
            checked = checked.zip(value).map(|(mut all, value)| {
                all.push(value);
                all
            });
        }
        Some(RuleKind::Method { method: id, args: checked? })
    }

    fn argument(
        &mut self,
        arg: &'a ast::Expr,
        ty: &Type,
        declared: Span,
        variable: Base,
        quantity: &mut Option<(Dimension, Span)>,
        scope: &Scope<'a>,
    ) -> Option<Expr> {
        let set = match ty.kind {
            TypeKind::Option(set) => Some(set),
            _ => None,
        };
        let mut value = if ty.optional && !self.is_loose(arg, scope) {
            self.perhaps_absent(arg, scope)?
        } else {
            self.expr(arg, scope, set)?
        };
        if let (Some(wanted), Some(found)) = (ty.dimension(), value.ty.dimension().cloned())
            && wanted.bases() == [(variable, 1)]
        {
            if Self::is_zero_literal(arg) {
                return Some(value);
            }
            match quantity {
                None => *quantity = Some((found, arg.span)),
                Some((first, span)) if *first != found => {
                    let diagnostic = Diagnostic::new(Code::QuantitiesDiffer, arg.span)
                        .arg("left", self.dimension_arg(first, false))
                        .arg("right", self.type_arg(&value.ty))
                        .label(*span, Message::new("check-is-type").arg("type", self.dimension_arg(first, false)));
                    self.tell(self.with_derivation(diagnostic, &value));
                    return None;
                }
                Some(_) => {}
            }
            return self.argument_in_range(&value, ty, declared).then_some(value);
        }
        self.zero_as(arg, &mut value, ty);
        if !self.same_kind(&value.ty, ty) {
            let diagnostic = Diagnostic::new(Code::ArgumentType, arg.span)
                .arg("found", self.type_arg(&value.ty))
                .arg("wanted", self.type_arg(ty))
                .label(declared, Message::new("check-declared-here"));
            self.tell(self.with_derivation(diagnostic, &value));
            return None;
        }
        self.argument_in_range(&value, ty, declared).then_some(value)
    }

    /// Whether an argument lies within the declared range of its parameter, as far as that is known.
    fn argument_in_range(&mut self, value: &Expr, ty: &Type, declared: Span) -> bool {
        let whole = |ty: &Type| matches!(ty.kind, TypeKind::Number { whole: true, .. });
        let number = match &value.kind {
            ExprKind::Full => None,
            _ => self.folded(value),
        };
        let read = matches!(value.kind, ExprKind::Fact(_) | ExprKind::Field { .. } | ExprKind::Param(_));
        let outside = match (&ty.reach, &number, &value.ty.reach) {
            (None, ..) => false,
            (Some(reach), Some(number), _) => !reach.contains(number),
            (Some(reach), None, Some(own)) => !own.is_subset(reach),
            (Some(_), None, None) => read,
        };
        let outside = outside || (number.is_none() && whole(ty) && !whole(&value.ty));
        if outside {
            let diagnostic =
                Diagnostic::new(Code::ArgumentRange, value.span).label(declared, Message::new("check-parameter-range"));
            self.tell(match self.declaration(value) {
                Some((_, own)) => diagnostic.label(own, Message::new("check-argument-range")),
                None => diagnostic,
            });
        }
        !outside
    }
}
