//! Functions over the rows of a table, and rounding: tied to what they are made of by helpers.

use std::rc::Rc;

use crate::model::{AggregateFn, Comparison, Expr, ExprKind, Round, TableRef, TypeKind};
use crate::number::{Interval, Number, Reach, RoundingMode};
use crate::value::{Known, Value};

use super::condition::stands;
use super::formula::{Domain, Formula, Run, Stands, Undecided, Variable};
use super::linear::{Linear, Sign, Var};
use super::piece::{Piece, whole};
use super::scope::{Full, Scope};
use super::translate::{Name, Translator};

impl<'m, 'f> Translator<'m, 'f> {
    /// A number made of the rows of a table; a variable of its own unless it is fixed how many there are.
    pub(super) fn aggregate(
        &mut self,
        expr: &'m Expr,
        function: AggregateFn,
        table: TableRef,
        filter: Option<&'m Expr>,
        value: Option<&'m Expr>,
        scope: &Rc<Scope<'m>>,
    ) -> Run<Vec<Piece>> {
        let TableRef::Fact(fact) = table else { return self.opaque_number(expr, scope) };
        let Some(rows) = self.fixed.rows.get(&fact).copied() else { return self.opaque_number(expr, scope) };
        let mut counted = Vec::new();
        for row in 0..rows {
            let inner = self.row_scope(scope, fact, row);
            let (holds, fails) = match filter {
                Some(filter) => self.condition(filter, &inner)?,
                None => (Formula::True, Formula::False),
            };
            counted.push((inner, holds, fails));
        }
        let distinct_rows = function == AggregateFn::CountDistinct
            && value.is_some_and(|v| matches!(v.ty.kind, TypeKind::Text) && matches!(v.kind, ExprKind::Field { .. }));
        if distinct_rows && let Some(ExprKind::Field { column, .. }) = value.map(|v| &v.kind) {
            self.texts.insert((fact, *column));
        }
        match (function, value) {
            (AggregateFn::Count, _) | (AggregateFn::CountDistinct, _)
                if function == AggregateFn::Count || distinct_rows =>
            {
                let mut sum = Linear::constant(Number::ZERO);
                for (index, (_, holds, fails)) in counted.into_iter().enumerate() {
                    if matches!(fails, Formula::False) {
                        sum = sum.add(&Linear::constant(Number::ONE))?;
                        continue;
                    }
                    let step = Interval::between(
                        crate::number::Bound::Closed(Number::ZERO),
                        crate::number::Bound::Closed(Number::ONE),
                    );
                    let domain = Reach::interval(step.on_lattice(Number::ZERO, Number::ONE));
                    let one = |var: Var| Linear::var(var).sub(&Linear::constant(Number::ONE));
                    let var = self.helper(expr, scope, index as u32, domain);
                    let tie = holds
                        .and(Formula::constraint(one(var)?, Sign::Zero))
                        .or(fails.and(Formula::constraint(Linear::var(var), Sign::Zero)));
                    self.variables.tie(var, tie);
                    sum = sum.add(&Linear::var(var))?;
                }
                Ok(whole(sum))
            }
            (AggregateFn::Sum, Some(value)) => {
                let mut sum = Linear::constant(Number::ZERO);
                for (index, (inner, holds, fails)) in counted.into_iter().enumerate() {
                    let var = self.helper(expr, scope, index as u32, Reach::all());
                    let Some(is) = self.equals(var, value, &inner)? else { return self.opaque_number(expr, scope) };
                    let tie = holds.and(is).or(fails.and(Formula::constraint(Linear::var(var), Sign::Zero)));
                    self.variables.tie(var, tie);
                    sum = sum.add(&Linear::var(var))?;
                }
                Ok(whole(sum))
            }
            (AggregateFn::Mean, Some(value)) if filter.is_none() && rows > 0 => {
                let mut sum = Linear::constant(Number::ZERO);
                for (index, (inner, _, _)) in counted.into_iter().enumerate() {
                    let var = self.helper(expr, scope, index as u32, Reach::all());
                    let Some(is) = self.equals(var, value, &inner)? else { return self.opaque_number(expr, scope) };
                    self.variables.tie(var, is);
                    sum = sum.add(&Linear::var(var))?;
                }
                Ok(whole(sum.scale(&Number::ONE.div(&Number::from(rows))?)?))
            }
            (AggregateFn::Max | AggregateFn::Min, Some(value)) => {
                let var = self.helper(expr, scope, u32::MAX, Reach::all());
                let op = if function == AggregateFn::Max { Comparison::Ge } else { Comparison::Le };
                let (mut one_of, mut bounds) = (Vec::new(), Vec::new());
                for (index, (inner, holds, fails)) in counted.into_iter().enumerate() {
                    let own = self.helper(expr, scope, index as u32, Reach::all());
                    let Some(is) = self.equals(own, value, &inner)? else { return self.opaque_number(expr, scope) };
                    self.variables.tie(own, is);
                    let apart = Linear::var(var).sub(&Linear::var(own))?;
                    one_of.push(holds.clone().and(Formula::constraint(apart.clone(), Sign::Zero)));
                    bounds.push(fails.or(stands(&apart, op)?));
                }
                let tie = Formula::any(one_of).and(Formula::all(bounds));
                self.variables.tie(var, tie);
                Ok(whole(Linear::var(var)))
            }
            _ => self.opaque_number(expr, scope),
        }
    }

    /// 存在 and 全部, where it is fixed how many rows there are.
    pub(super) fn of_rows(
        &mut self,
        function: AggregateFn,
        table: TableRef,
        filter: Option<&'m Expr>,
        value: Option<&'m Expr>,
        scope: &Rc<Scope<'m>>,
    ) -> Run<Option<(Formula, Formula)>> {
        let TableRef::Fact(fact) = table else { return Ok(None) };
        let (Some(rows), Some(value)) = (self.fixed.rows.get(&fact).copied(), value) else { return Ok(None) };
        let any = match function {
            AggregateFn::Any => true,
            AggregateFn::All => false,
            _ => return Ok(None),
        };
        let (mut some, mut none) = (Vec::new(), Vec::new());
        for row in 0..rows {
            let inner = self.row_scope(scope, fact, row);
            let (counts, skipped) = match filter {
                Some(filter) => self.condition(filter, &inner)?,
                None => (Formula::True, Formula::False),
            };
            let (holds, fails) = self.condition(value, &inner)?;
            let (met, missed) = if any { (holds, fails) } else { (fails, holds) };
            some.push(counts.clone().and(met));
            none.push(skipped.or(counts.and(missed)));
        }
        let (some, none) = (Formula::any(some), Formula::all(none));
        Ok(Some(if any { (some, none) } else { (none, some) }))
    }

    /// The scope in which the row is in sight.
    fn row_scope(&self, scope: &Rc<Scope<'m>>, fact: crate::model::FactId, row: u32) -> Rc<Scope<'m>> {
        let mut rows = scope.rows.clone();
        rows.push((fact, row));
        Rc::new(Scope {
            // Lets are not read anew for a row of an aggregate: they cannot see it.
            id: scope.id,
            method: scope.method,
            call: scope.call.clone(),
            full: Full::Share(Number::ONE, scope.clone()),
            rows,
            node: scope.node,
            levels: scope.levels,
        })
    }

    /// A variable that helps to say `expr`.
    fn helper(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>, index: u32, domain: Reach) -> Var {
        let name = Name::Helper(expr.id, scope.method, scope.rows.clone(), index);
        self.variable(name, |_| Variable {
            stands: Stands::Helper,
            domain: Domain::Numbers(domain),
            tied: None,
            natural: Number::ZERO,
        })
    }

    /// That `var` is the value of `expr`; `None` where that is not linear.
    fn equals(&mut self, var: Var, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Option<Formula>> {
        let mut cases = Vec::new();
        for piece in self.number(expr, scope)? {
            let Some(term) = piece.linear()? else { return Ok(None) };
            let apart = Linear::var(var).sub(&term)?;
            cases.push(piece.guard.and(Formula::constraint(apart, Sign::Zero)));
        }
        Ok(Some(Formula::any(cases)))
    }

    /// 保留: a whole number of the last place that is near what is rounded.
    pub(super) fn rounded(
        &mut self,
        expr: &'m Expr,
        inner: &'m Expr,
        round: Round,
        scope: &Rc<Scope<'m>>,
    ) -> Run<Vec<Piece>> {
        let pieces = self.number(inner, scope)?;
        if pieces.iter().any(|p| p.below.as_constant().is_none()) {
            return self.opaque_number(expr, scope);
        }
        let name = Name::Helper(expr.id, scope.method, scope.rows.clone(), 0);
        if let Some(var) = self.names.get(&name) {
            return Ok(whole(Linear::var(*var)));
        }
        let Ok(places) = i32::try_from(round.places) else { return self.opaque_number(expr, scope) };
        let step = Number::from_i64(10).pow(-places)?;
        let reach = match self.probed_value(expr, scope) {
            Some(Value::Unknown(unknown)) => match unknown.known {
                Known::Number(reach) => reach,
                _ => Reach::all(),
            },
            Some(Value::Number(number)) => return Ok(super::piece::constant(number)),
            _ => Reach::all(),
        };
        let lattice = Reach::interval(Interval::all().on_lattice(Number::ZERO, step.clone()));
        let var = self.helper(expr, scope, 0, reach.intersect(&lattice));
        let tie = self.rounding_tie(var, &pieces, round)?;
        self.variables.tie(var, tie);
        Ok(whole(Linear::var(var)))
    }

    /// That `var` is one of `pieces`, rounded.
    pub(super) fn rounding_tie(&mut self, var: Var, pieces: &[Piece], round: Round) -> Run<Formula> {
        let step = Number::from_i64(10).pow(-i32::try_from(round.places).map_err(|_| Undecided::TooMany)?)?;
        let half = step.div(&Number::from_i64(2))?;
        let zero = Number::ZERO;
        // A tie goes to an even multiple of the last place.
        let even = match round.mode {
            RoundingMode::HalfEven => {
                let lattice = Interval::all().on_lattice(Number::ZERO, step.mul(&Number::from_i64(2))?);
                let even = self.variables.add(Variable {
                    stands: Stands::Helper,
                    domain: Domain::Numbers(Reach::interval(lattice)),
                    tied: None,
                    natural: Number::ZERO,
                });
                Some(Formula::constraint(Linear::var(var).sub(&Linear::var(even))?, Sign::Zero))
            }
            _ => None,
        };
        // How far what is rounded may lie below and above its result, for a result above 0; each end with
        // whether it is left out.
        let (below, above) = match round.mode {
            RoundingMode::Up => ((step.clone(), true), (zero, false)),
            RoundingMode::Down => ((zero, false), (step, true)),
            RoundingMode::HalfAwayFromZero => ((half.clone(), false), (half.clone(), true)),
            RoundingMode::HalfEven => ((half.clone(), true), (half.clone(), true)),
        };
        let mut cases = Vec::new();
        for piece in pieces {
            let Some(term) = piece.linear()? else { continue };
            for positive in [true, false] {
                let turn = Number::from_i64(if positive { 1 } else { -1 });
                let term = term.scale(&turn)?;
                let result = Linear::var(var).scale(&turn)?;
                let sign = |open: bool| if open { Sign::Below } else { Sign::AtMost };
                let not_negative = Formula::constraint(term.scale(&Number::from_i64(-1))?, Sign::AtMost);
                // result − below ≤ term ≤ result + above
                let low = result.sub(&term)?;
                let high = term.sub(&result)?;
                let near =
                    |low: Linear, high: Linear, below: &(Number, bool), above: &(Number, bool)| -> Run<Formula> {
                        let low = low.sub(&Linear::constant(below.0.clone()))?;
                        let high = high.sub(&Linear::constant(above.0.clone()))?;
                        Ok(Formula::constraint(low, sign(below.1)).and(Formula::constraint(high, sign(above.1))))
                    };
                let mut within = near(low.clone(), high.clone(), &below, &above)?;
                if let Some(even) = &even {
                    // Just between two, where one of them is the result.
                    let tie = |term: Linear| -> Run<Formula> {
                        Ok(Formula::constraint(term.sub(&Linear::constant(half.clone()))?, Sign::Zero))
                    };
                    within = within.or(even.clone().and(tie(low)?.or(tie(high)?)));
                }
                cases.push(Formula::all([piece.guard.clone(), not_negative, within]));
            }
        }
        Ok(Formula::any(cases))
    }
}
