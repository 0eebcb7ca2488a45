//! Expressions as linear terms, and what cannot be one as a variable of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::eval::{NodeResult, Probe};
use crate::facts::Facts;
use crate::model::{
    Arith, DateStep, Expr, ExprKind, FactId, Key, LetId, NodeId, OptionSetId, OptionShare, Rubric, Rule, RuleKind,
    Type, TypeKind, ValueId,
};
use crate::number::{Bound, Number, Reach};
use crate::source::SourceMap;
use crate::value::{Known, Value};

use super::formula::{Domain, Formula, Run, Stands, Undecided, Variable, Variables};
use super::linear::{Linear, Sign, Var};
use super::scope::{Full, Held, Path, Scope, What};

/// Most pieces that a value is followed in.
const MAX_PIECES: usize = 24;

/// A value in one case: a quotient of linear terms.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// When it is this one.
    pub guard: Formula,
    /// Numerator.
    pub above: Linear,
    /// Denominator; not 0 where the guard holds.
    pub below: Linear,
}

/// An option in one case.
#[derive(Clone, Debug)]
pub(super) enum Choice {
    /// This one.
    Is(u16),
    /// Whichever this variable is.
    Var(Var),
}

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
    lets: BTreeMap<(u32, LetId), Vec<Piece>>,
    pub(super) let_conditions: BTreeMap<(u32, LetId), (Formula, Formula)>,
    params: BTreeMap<u32, Rc<Vec<Value>>>,
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

    fn key(&mut self, subject: &'m Expr, key: &'m Key, scope: &Rc<Scope<'m>>) -> Run<(Formula, Formula)> {
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

    /// The straight lines from corner to corner over the values `at`; `None` where a corner is no constant number.
    pub(super) fn line(
        &mut self,
        at: &[Piece],
        points: &'m [(Expr, Expr)],
        scope: &Rc<Scope<'m>>,
    ) -> Run<Option<Vec<Piece>>> {
        let mut corners = Vec::with_capacity(points.len());
        for (x, y) in points {
            let y = self.number(y, scope)?;
            let y = match y.as_slice() {
                [only] => only.linear()?.and_then(|term| term.as_constant().cloned()),
                _ => None,
            };
            let (Some(x), Some(y)) = (x.kind.constant(), y) else { return Ok(None) };
            corners.push((x, y));
        }
        let mut all = Vec::new();
        for (index, pair) in corners.windows(2).enumerate() {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            let slope = y1.sub(y0)?.div(&x1.sub(x0)?)?;
            let start = y0.sub(&slope.mul(x0)?)?;
            // A corner belongs to the line that ends there.
            let low = if index == 0 { Bound::Closed(x0.clone()) } else { Bound::Open(x0.clone()) };
            let here = Reach::all().above(&low).below(&Bound::Closed(x1.clone()));
            for piece in at {
                let guard = super::coverage::within(std::slice::from_ref(piece), &here)?;
                let above = piece.above.scale(&slope)?.plus(&piece.below, &start)?;
                push(&mut all, Piece { guard, above, below: piece.below.clone() });
            }
        }
        Ok(Some(all))
    }

    fn opaque_piece(&mut self, all: &mut Vec<Piece>, guard: Formula, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<()> {
        for piece in self.opaque_number(expr, scope)? {
            push(all, piece.under(&guard));
        }
        Ok(())
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

    /// `expr` as a variable of its own, over all that the evaluator finds for it.
    pub(super) fn opaque_number(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Vec<Piece>> {
        let name = Name::Opaque(expr.id, scope.method, scope.rows.clone());
        if let Some(var) = self.names.get(&name) {
            return Ok(whole(Linear::var(*var)));
        }
        let reach = match self.probed_value(expr, scope) {
            _ if matches!(expr.ty.kind, TypeKind::Text) => counted(),
            Some(Value::Number(number)) => return Ok(constant(number)),
            Some(Value::Date(day)) => return Ok(constant(Number::from_i64(i64::from(day)))),
            Some(Value::Unknown(unknown)) => match unknown.known {
                Known::Number(reach) | Known::Date(reach) => reach,
                _ => Reach::all(),
            },
            Some(_) => Reach::all(),
            // Whatever the facts, there is no value.
            None => return Ok(Vec::new()),
        };
        let natural = self.natural(&expr.ty);
        let natural = if matches!(expr.kind, ExprKind::Aggregate { .. }) { Number::ONE } else { natural };
        let var = self.variables.add(Variable {
            stands: Stands::Opaque(expr),
            domain: Domain::Numbers(reach),
            tied: None,
            natural,
        });
        self.names.insert(name, var);
        self.opaque_scopes.insert(var, scope.clone());
        Ok(whole(Linear::var(var)))
    }

    /// What the evaluator makes of `expr` where nothing more is known.
    pub fn probed_value(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Option<Value> {
        let params = self.arguments(scope);
        if self.probed != scope.id {
            self.probe.forget();
            self.probed = scope.id;
        }
        let full = scope.full.points().unwrap_or_else(|| self.rubric.full.clone().unwrap_or(Number::ZERO));
        self.probe.value(expr, params.as_ref().map(|p| p.as_slice()), &full, scope.node)
    }

    fn arguments(&mut self, scope: &Rc<Scope<'m>>) -> Option<Rc<Vec<Value>>> {
        let (args, outer) = scope.call.as_ref()?;
        if let Some(known) = self.params.get(&scope.id) {
            return Some(known.clone());
        }
        let values = args.iter().map(|a| self.probed_value(a, outer).unwrap_or(Value::Absent)).collect();
        let values = Rc::new(values);
        self.params.insert(scope.id, Rc::clone(&values));
        Some(values)
    }

    /// The plain values that `rule` may choose, each with when it does.
    pub(super) fn chosen(&mut self, rule: &'m Rule, scope: &Rc<Scope<'m>>) -> Run<Vec<(Formula, &'m Expr)>> {
        let mut all = Vec::new();
        self.choose(rule, Formula::True, scope, &mut all)?;
        if all.len() > MAX_PIECES { Err(Undecided::TooMany) } else { Ok(all) }
    }

    fn choose(
        &mut self,
        rule: &'m Rule,
        guard: Formula,
        scope: &Rc<Scope<'m>>,
        all: &mut Vec<(Formula, &'m Expr)>,
    ) -> Run<()> {
        if matches!(guard, Formula::False) || all.len() > MAX_PIECES {
            return Ok(());
        }
        match &rule.kind {
            RuleKind::Value(value) => all.push((guard, value)),
            RuleKind::Bands { subject, bands, .. } => {
                for band in bands {
                    let (holds, _) = self.in_range(subject, &band.range, scope)?;
                    self.choose(&band.rule, guard.clone().and(holds), scope, all)?;
                }
            }
            RuleKind::Cases { cases, otherwise } => {
                let mut guard = guard;
                for case in cases {
                    let (holds, fails) = self.condition(&case.condition, scope)?;
                    self.choose(&case.rule, guard.clone().and(holds), scope, all)?;
                    guard = guard.and(fails);
                }
                if let Some(otherwise) = otherwise {
                    self.choose(otherwise, guard, scope, all)?;
                }
            }
            RuleKind::LookupOne { key, entries } => {
                for entry in entries {
                    let (holds, _) = self.key(key, &entry.key, scope)?;
                    self.choose(&entry.rule, guard.clone().and(holds), scope, all)?;
                }
            }
            RuleKind::LookupTwo { row, column, columns, rows } => {
                for entry in rows {
                    let (in_row, _) = self.key(row, &entry.key, scope)?;
                    for (head, value) in columns.iter().zip(&entry.values) {
                        let (in_column, _) = self.key(column, head, scope)?;
                        let both = Formula::all([guard.clone(), in_row.clone(), in_column]);
                        if !matches!(both, Formula::False) {
                            all.push((both, value));
                        }
                    }
                }
            }
            // A line is many values, and no expression of the rubric is one of them.
            _ => return Err(Undecided::TooMany),
        }
        Ok(())
    }
}

impl Piece {
    /// The same where `guard` holds as well.
    pub fn under(mut self, guard: &Formula) -> Piece {
        self.guard = guard.clone().and(self.guard);
        self
    }

    /// The linear term that it is, unless it is a quotient.
    pub fn linear(&self) -> Run<Option<Linear>> {
        match self.below.as_constant() {
            Some(number) => Ok(Some(self.above.scale(&Number::ONE.div(number)?)?)),
            None => Ok(None),
        }
    }
}

/// All days that there are.
fn whole_days() -> Reach {
    let (first, last) = (Number::from_i64(-719_162), Number::from_i64(2_932_896));
    let days = crate::number::Interval::between(Bound::Closed(first), Bound::Closed(last));
    Reach::interval(days.on_lattice(Number::ZERO, Number::ONE))
}

/// 1, 2, 3 and so on: what texts stand for.
fn counted() -> Reach {
    let from_one = crate::number::Interval::between(Bound::Closed(Number::ONE), Bound::Unbounded);
    Reach::interval(from_one.on_lattice(Number::ZERO, Number::ONE))
}

/// 2024-01-01
fn day_2024() -> i32 {
    19_723
}

pub(super) fn one() -> Linear {
    Linear::constant(Number::ONE)
}

pub(super) fn constant(number: Number) -> Vec<Piece> {
    whole(Linear::constant(number))
}

pub(super) fn whole(above: Linear) -> Vec<Piece> {
    vec![Piece { guard: Formula::True, above, below: one() }]
}

fn push(all: &mut Vec<Piece>, piece: Piece) {
    if !matches!(piece.guard, Formula::False) {
        all.push(piece);
    }
}

/// `x + y`, or `x − y`, where that is a quotient of linear terms.
pub(super) fn plus(x: &Piece, y: &Piece, minus: bool) -> Run<Option<(Linear, Linear)>> {
    let factor = Number::from_i64(if minus { -1 } else { 1 });
    if x.below == y.below {
        return Ok(Some((x.above.plus(&y.above, &factor)?, x.below.clone())));
    }
    // p/q + r/s = (p·s + r·q) / (q·s)
    let (Some(left), Some(right), Some(below)) =
        (product(&x.above, &y.below)?, product(&y.above, &x.below)?, product(&x.below, &y.below)?)
    else {
        return Ok(None);
    };
    Ok(Some((left.plus(&right, &factor)?, below)))
}

/// `a × b ÷ (c × d)`
fn quotient(above: (&Linear, &Linear), below: (&Linear, &Linear)) -> Run<Option<(Linear, Linear)>> {
    let (mut ups, mut downs) = (vec![above.0.clone(), above.1.clone()], vec![below.0.clone(), below.1.clone()]);
    // What stands above and below alike falls away; that it is not 0 has been told.
    ups.retain(|up| {
        let same = downs.iter().position(|down| down == up && up.as_constant().is_none());
        match same {
            Some(index) => {
                downs.swap_remove(index);
                false
            }
            None => true,
        }
    });
    let times = |list: &[Linear]| match list {
        [] => Ok(Some(one())),
        [only] => Ok(Some(only.clone())),
        [a, b, ..] => product(a, b),
    };
    let (Some(up), Some(down)) = (times(&ups)?, times(&downs)?) else { return Ok(None) };
    match down.as_constant() {
        Some(number) if number.is_zero() => Ok(None),
        Some(number) => Ok(Some((up.scale(&Number::ONE.div(number)?)?, one()))),
        None => Ok(Some((up, down))),
    }
}

/// `a × b`, where one of them is a number.
pub(super) fn product(a: &Linear, b: &Linear) -> Run<Option<Linear>> {
    Ok(match (a.as_constant(), b.as_constant()) {
        (Some(number), _) => Some(b.scale(number)?),
        (_, Some(number)) => Some(a.scale(number)?),
        _ => None,
    })
}
