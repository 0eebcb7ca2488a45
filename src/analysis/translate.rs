//! Expressions as linear terms, and what cannot be one as a variable of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::eval::{NodeResult, Probe};
use crate::facts::Facts;
use crate::model::{
    Arith, DateStep, Expr, ExprKind, FactId, Key, LetId, NodeId, OptionSetId, OptionShare, Rubric, RuleKind, Type,
    TypeKind, ValueId,
};
use crate::number::{Bound, Number, Reach};
use crate::source::SourceMap;
use crate::value::Value;

use super::formula::{Domain, Formula, Run, Stands, Variable, Variables};
use super::linear::{Linear, Sign, Var};
use super::piece::{Piece, constant, one, plus, push, quotient, whole};
use super::scope::{Full, Held, Path, Scope, What};

/// Most pieces that a value is followed in.
pub(super) const MAX_PIECES: usize = 24;

/// What names a variable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// A fact.
    Fact(FactId),
    /// Whether a fact is given.
    FactGiven(FactId),
    /// A field of a row.
    Cell(FactId, u32, u16),
    /// Whether a field is given.
    CellGiven(FactId, u32, u16),
    /// An expression in a scope.
    Opaque(ValueId, u32, Vec<(FactId, u32)>),
    /// The evaluator's score of a node.
    Award(NodeId),
    /// A helper for an expression in a scope, by number.
    Helper(ValueId, u32, Vec<(FactId, u32)>, u32),
}

/// Facts that are not left open, so that what is not linear in them becomes so.
#[derive(Clone, Debug, Default)]
pub(super) struct Fixed {
    /// Numbers of facts and fields.
    pub numbers: BTreeMap<Name, Number>,
    /// How many rows tables have.
    pub rows: BTreeMap<FactId, u32>,
}

/// Makes formulas of expressions.
pub(super) struct Translator<'m, 'f> {
    pub rubric: &'m Rubric,
    pub sources: &'f SourceMap,
    pub variables: Variables<'m>,
    /// Every variable by its name.
    pub names: BTreeMap<Name, Var>,
    /// Scopes in which opaque expressions are read.
    pub opaque_scopes: BTreeMap<Var, Rc<Scope<'m>>>,
    /// Variables that something is divided or multiplied by.
    pub factors: BTreeSet<Var>,
    pub fixed: Fixed,
    /// Text columns whose different values are counted.
    pub texts: BTreeSet<(FactId, u16)>,
    pub(super) probe: Probe<'m, 'f>,
    pub(super) probed: u32,
    pub(super) lets: BTreeMap<(u32, LetId), Vec<Piece>>,
    pub(super) let_conditions: BTreeMap<(u32, LetId), (Formula, Formula)>,
    pub(super) params: BTreeMap<u32, Rc<Vec<Value>>>,
    /// How many scopes were made here.
    pub(super) scopes: u32,
    /// Whether what clauses take is followed; otherwise they take nothing.
    pub(super) counts_clauses: bool,
    /// Days that are so many months or working days from others.
    pub(super) moved: Vec<super::days::Moved>,
}

impl<'m, 'f> Translator<'m, 'f> {
    /// One for `rubric`, in which all facts are open but those in `fixed`. `facts` holds the same.
    pub fn new(rubric: &'m Rubric, sources: &'f SourceMap, fixed: Fixed, facts: Option<&'f Facts>) -> Self {
        Translator {
            rubric,
            sources,
            variables: Variables::default(),
            names: BTreeMap::new(),
            opaque_scopes: BTreeMap::new(),
            factors: BTreeSet::new(),
            fixed,
            texts: BTreeSet::new(),
            probe: Probe::new(rubric, facts),
            probed: u32::MAX,
            lets: BTreeMap::new(),
            let_conditions: BTreeMap::new(),
            params: BTreeMap::new(),
            scopes: 0,
            counts_clauses: false,
            moved: Vec::new(),
        }
    }

    /// The same, knowing what each node may come to.
    pub fn with_nodes(mut self, nodes: &[NodeResult]) -> Self {
        self.probe = self.probe.with_nodes(nodes);
        self
    }

    /// All that has held on `path`.
    pub fn path(&mut self, path: &Path<'m>) -> Run<Vec<Formula>> {
        path.all().into_iter().map(|held| self.held(held)).collect()
    }

    /// That `held` is so.
    pub fn held(&mut self, held: &Held<'m>) -> Run<Formula> {
        let (holds, fails) = self.what(held.what, &held.scope)?;
        Ok(if held.truth { holds } else { fails })
    }

    /// When `what` holds, and when it does not.
    pub fn what(&mut self, what: What<'m>, scope: &Rc<Scope<'m>>) -> Run<(Formula, Formula)> {
        match what {
            What::Condition(condition) => self.condition(condition, scope),
            What::Range(subject, range) => self.in_range(subject, range, scope),
            What::Key(subject, key) => self.key(subject, key, scope),
            What::Keys((a, first), (b, second)) => {
                let (holds, fails) = self.key(a, first, scope)?;
                let (also, not) = self.key(b, second, scope)?;
                Ok((holds.and(also), fails.or(not)))
            }
            What::Given(value) => self.given(value, scope),
        }
    }

    pub(super) fn key(&mut self, subject: &'m Expr, key: &'m Key, scope: &Rc<Scope<'m>>) -> Run<(Formula, Formula)> {
        match key {
            Key::Range(range) => self.in_range(subject, range, scope),
            Key::Options(bits, _) => self.in_options(subject, *bits, scope),
            Key::YesNo(yes, _) => {
                let (holds, fails) = self.condition(subject, scope)?;
                Ok(if *yes { (holds, fails) } else { (fails, holds) })
            }
        }
    }

    /// The variable of that name, made by `make` where there is none yet.
    pub(super) fn variable(&mut self, name: Name, make: impl FnOnce(&mut Self) -> Variable<'m>) -> Var {
        if let Some(var) = self.names.get(&name) {
            return *var;
        }
        let variable = make(self);
        let var = self.variables.add(variable);
        self.names.insert(name, var);
        var
    }

    /// A fact or field as a variable.
    pub(super) fn slot(&mut self, name: Name, ty: &Type) -> Var {
        self.variable(name, |this| {
            let domain = match &ty.kind {
                TypeKind::YesNo => Domain::Choices(0b11),
                TypeKind::Option(set) => Domain::Choices(this.all_options(*set)),
                TypeKind::Date => Domain::Numbers(ty.reach.clone().unwrap_or_else(whole_days)),
                TypeKind::Text => Domain::Numbers(counted()),
                _ => Domain::Numbers(ty.reach.clone().unwrap_or_else(Reach::all)),
            };
            Variable { stands: Stands::Given, domain, tied: None, natural: this.natural(ty) }
        })
    }

    /// A value of `ty` that reads naturally.
    pub(super) fn natural(&self, ty: &Type) -> Number {
        match &ty.kind {
            TypeKind::Date => {
                Number::from_i64(self.rubric.valid.map_or_else(|| i64::from(day_2024()), |(first, _)| i64::from(first)))
            }
            TypeKind::Number { share: true, .. } | TypeKind::Text => Number::ONE,
            TypeKind::Number { whole: true, .. } => Number::from_i64(10),
            _ => Number::from_i64(100),
        }
    }

    /// Every option of a set.
    pub(super) fn all_options(&self, set: OptionSetId) -> u64 {
        let count = self.rubric.options(set).options.len() as u32;
        1u64.checked_shl(count).map_or(u64::MAX, |bit| bit - 1)
    }

    /// The name of the fact, field or argument that `expr` reads, with its scope and type.
    pub(super) fn read(&self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Option<(Name, &'m Type)> {
        match &expr.kind {
            ExprKind::Fact(fact) => Some((Name::Fact(*fact), &self.rubric.fact(*fact).ty)),
            ExprKind::Field { frame, column } => {
                let (fact, row) = *scope.rows.get(usize::from(*frame))?;
                let field = self.rubric.fact(fact).ty.table()?.fields.get(usize::from(*column))?;
                Some((Name::Cell(fact, row, *column), &field.ty))
            }
            _ => None,
        }
    }

    /// The argument that a parameter stands for.
    pub(super) fn argument(index: u16, scope: &Rc<Scope<'m>>) -> Option<(&'m Expr, Rc<Scope<'m>>)> {
        let (args, outer) = scope.call.as_ref()?;
        Some((args.get(usize::from(index))?, outer.clone()))
    }

    /// A number or day, case by case.
    pub fn number(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Vec<Piece>> {
        match &expr.kind {
            ExprKind::Number(number) => Ok(constant(number.clone())),
            ExprKind::Date(day) => Ok(constant(Number::from_i64(i64::from(*day)))),
            ExprKind::Fact(_) | ExprKind::Field { .. } => match self.read(expr, scope) {
                Some((name, ty)) => {
                    if let Some(number) = self.fixed.numbers.get(&name) {
                        return Ok(constant(number.clone()));
                    }
                    let var = self.slot(name, ty);
                    let there = self.there(expr, scope)?;
                    Ok(whole(Linear::var(var)).into_iter().map(|p| p.under(&there)).collect())
                }
                None => self.opaque_number(expr, scope),
            },
            ExprKind::Param(index) => match Self::argument(*index, scope) {
                Some((argument, outer)) => self.number(argument, &outer),
                None => self.opaque_number(expr, scope),
            },
            ExprKind::Let(id) => {
                if let Some(pieces) = self.lets.get(&(scope.id, *id)) {
                    return Ok(pieces.clone());
                }
                let pieces = self.number(&self.rubric.binding(*id).value, scope)?;
                self.lets.insert((scope.id, *id), pieces.clone());
                Ok(pieces)
            }
            ExprKind::Full => self.full(&scope.full),
            ExprKind::Negate(inner) => {
                let pieces = self.number(inner, scope)?;
                pieces.into_iter().map(|p| Ok(Piece { above: p.above.scale(&Number::from_i64(-1))?, ..p })).collect()
            }
            ExprKind::Arith(op, a, b) => self.arithmetic(expr, *op, a, b, scope),
            ExprKind::DateDifference(a, b) => self.arithmetic(expr, Arith::Sub, a, b, scope),
            ExprKind::DateAdd { date, amount, step: DateStep::Day, back } => {
                let op = if *back { Arith::Sub } else { Arith::Add };
                self.arithmetic(expr, op, date, amount, scope)
            }
            ExprKind::DateAdd { date, amount, step, back } => self.moved(expr, (date, amount), (*step, *back), scope),
            ExprKind::Workdays(from, to) => self.workdays(expr, (from, to), scope),
            ExprKind::Abs(inner) => {
                let mut all = Vec::new();
                for piece in self.number(inner, scope)? {
                    let sign = self.signs(&piece.below);
                    for (guard, positive) in sign {
                        let above =
                            if positive { piece.above.clone() } else { piece.above.scale(&Number::from_i64(-1))? };
                        let back = above.scale(&Number::from_i64(-1))?;
                        let base = piece.guard.clone().and(guard);
                        for value in [above, back] {
                            let own = Formula::constraint(value.scale(&Number::from_i64(-1))?, Sign::AtMost);
                            let below = if positive {
                                piece.below.clone()
                            } else {
                                piece.below.scale(&Number::from_i64(-1))?
                            };
                            push(&mut all, Piece { guard: base.clone().and(own), above: value, below });
                        }
                    }
                }
                self.few(all, expr, scope)
            }
            ExprKind::If(condition, yes, no) => {
                let (holds, fails) = self.condition(condition, scope)?;
                let mut all = Vec::new();
                if !matches!(holds, Formula::False) {
                    self.number(yes, scope)?.into_iter().for_each(|p| push(&mut all, p.under(&holds)));
                }
                if !matches!(fails, Formula::False) {
                    self.number(no, scope)?.into_iter().for_each(|p| push(&mut all, p.under(&fails)));
                }
                self.few(all, expr, scope)
            }
            ExprKind::Default(inner, default) => {
                let (given, absent) = self.given(inner, scope)?;
                let mut all = Vec::new();
                self.number(inner, scope)?.into_iter().for_each(|p| push(&mut all, p.under(&given)));
                self.number(default, scope)?.into_iter().for_each(|p| push(&mut all, p.under(&absent)));
                self.few(all, expr, scope)
            }
            ExprKind::Choose(rule) => {
                let mut all = Vec::new();
                if let RuleKind::Interpolate { subject, points } = &rule.kind {
                    let at = self.number(subject, scope)?;
                    return match self.line(&at, points, scope)? {
                        Some(pieces) => self.few(pieces, expr, scope),
                        None => self.opaque_number(expr, scope),
                    };
                }
                let Ok(chosen) = self.chosen(rule, scope) else { return self.opaque_number(expr, scope) };
                for (guard, value) in chosen {
                    self.number(value, scope)?.into_iter().for_each(|p| push(&mut all, p.under(&guard)));
                }
                self.few(all, expr, scope)
            }
            ExprKind::OptionNumber(inner) => {
                let TypeKind::Option(set) = inner.ty.kind else { return self.opaque_number(expr, scope) };
                let mut all = Vec::new();
                for (index, option) in self.rubric.options(set).options.iter().enumerate() {
                    let OptionShare::Number(number) = &option.share else { continue };
                    let guard = self.is_option(inner, 1 << index, scope)?;
                    let value = Linear::constant(number.clone());
                    push(&mut all, Piece { guard, above: value, below: one() });
                }
                self.few(all, expr, scope)
            }
            ExprKind::Round(inner, round) => self.rounded(expr, inner, *round, scope),
            ExprKind::Aggregate { function, table, filter, value } => {
                self.aggregate(expr, *function, *table, filter.as_deref(), value.as_deref(), scope)
            }
            _ => self.opaque_number(expr, scope),
        }
    }

    /// `pieces`, unless they are too many to be followed.
    fn few(&mut self, pieces: Vec<Piece>, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Vec<Piece>> {
        if pieces.len() > MAX_PIECES { self.opaque_number(expr, scope) } else { Ok(pieces) }
    }

    /// 满分 of a place.
    pub fn full(&mut self, full: &Full<'m>) -> Run<Vec<Piece>> {
        match full {
            Full::Points(points) => Ok(constant(points.clone())),
            Full::Row(expr, scope) => self.number(expr, scope),
            Full::Share(share, outer) => {
                let pieces = self.full(&outer.full)?;
                pieces.into_iter().map(|p| Ok(Piece { above: p.above.scale(share)?, ..p })).collect()
            }
        }
    }

    fn arithmetic(
        &mut self,
        expr: &'m Expr,
        op: Arith,
        a: &'m Expr,
        b: &'m Expr,
        scope: &Rc<Scope<'m>>,
    ) -> Run<Vec<Piece>> {
        let (left, right) = (self.number(a, scope)?, self.number(b, scope)?);
        let mut all = Vec::new();
        for x in &left {
            for y in &right {
                let guard = x.guard.clone().and(y.guard.clone());
                if matches!(guard, Formula::False) {
                    continue;
                }
                match op {
                    Arith::Add | Arith::Sub => match plus(x, y, op == Arith::Sub)? {
                        Some((above, below)) => push(&mut all, Piece { guard, above, below }),
                        None => self.opaque_piece(&mut all, guard, expr, scope)?,
                    },
                    Arith::Mul | Arith::Div => {
                        let mut guard = guard;
                        let (times, by) = if op == Arith::Mul {
                            ((&x.above, &y.above), (&x.below, &y.below))
                        } else {
                            guard = guard.and(self.not_zero(&y.above));
                            ((&x.above, &y.below), (&x.below, &y.above))
                        };
                        if matches!(guard, Formula::False) {
                            continue;
                        }
                        match quotient(times, by)? {
                            Some((above, below)) => {
                                if below.as_constant().is_none() {
                                    self.factors.extend(below.terms.iter().map(|(v, _)| *v));
                                }
                                push(&mut all, Piece { guard, above, below });
                            }
                            None => {
                                self.factors.extend(y.above.terms.iter().map(|(v, _)| *v));
                                self.factors.extend(y.below.terms.iter().map(|(v, _)| *v));
                                self.opaque_piece(&mut all, guard, expr, scope)?;
                            }
                        }
                    }
                    Arith::Min | Arith::Max => {
                        let first = self.compare_pieces(x, y, crate::model::Comparison::Le)?;
                        let Some((at_most, above)) = first else {
                            self.opaque_piece(&mut all, guard, expr, scope)?;
                            continue;
                        };
                        let (small, large) = (guard.clone().and(at_most), guard.and(above));
                        let (x_when, y_when) = if op == Arith::Min { (small, large) } else { (large, small) };
                        push(&mut all, Piece { guard: x_when, ..x.clone() });
                        push(&mut all, Piece { guard: y_when, ..y.clone() });
                    }
                }
            }
        }
        self.few(all, expr, scope)
    }

    /// That `term` is not 0.
    pub(super) fn not_zero(&self, term: &Linear) -> Formula {
        Formula::any(self.signs(term).into_iter().map(|(guard, _)| guard))
    }

    /// When `term` is positive and when it is negative, as far as either can be.
    pub(super) fn signs(&self, term: &Linear) -> Vec<(Formula, bool)> {
        if let Some(number) = term.as_constant() {
            return if number.is_zero() { Vec::new() } else { vec![(Formula::True, number.is_positive())] };
        }
        let least = self.least(term);
        if least.as_ref().is_some_and(|(n, closed)| n.is_positive() || (n.is_zero() && !closed)) {
            return vec![(Formula::True, true)];
        }
        let back = term.scale(&Number::from_i64(-1));
        let positive = back.map_or(Formula::True, |back| Formula::constraint(back, Sign::Below));
        let mut signs = vec![(positive, true)];
        if !least.is_some_and(|(n, _)| n.is_zero()) {
            signs.push((Formula::constraint(term.clone(), Sign::Below), false));
        }
        signs
    }

    /// The least that `term` may come to by what its variables may each be, and whether it may be just that.
    fn least(&self, term: &Linear) -> Option<(Number, bool)> {
        let mut sum = (term.constant.clone(), true);
        for (var, coefficient) in &term.terms {
            let reach = self.variables.numbers(*var);
            let end = if coefficient.is_positive() { reach.lo() } else { reach.hi() };
            sum = match end {
                Bound::Closed(n) => (sum.0.add(&n.mul(coefficient).ok()?).ok()?, sum.1),
                Bound::Open(n) => (sum.0.add(&n.mul(coefficient).ok()?).ok()?, false),
                Bound::Unbounded => return None,
            };
        }
        Some(sum)
    }
}

/// All days that there are.
fn whole_days() -> Reach {
    let (first, last) = (Number::from_i64(-719_162), Number::from_i64(2_932_896));
    let days = crate::number::Interval::between(Bound::Closed(first), Bound::Closed(last));
    Reach::interval(days.on_lattice(Number::ZERO, Number::ONE))
}

/// 1, 2, 3 and so on: what texts stand for.
pub(super) fn counted() -> Reach {
    let from_one = crate::number::Interval::between(Bound::Closed(Number::ONE), Bound::Unbounded);
    Reach::interval(from_one.on_lattice(Number::ZERO, Number::ONE))
}

/// 2024-01-01
fn day_2024() -> i32 {
    19_723
}
