//! The points that clauses take and add, as linear terms: so many steps, so many points each, no more than a cap.

use std::rc::Rc;

use crate::model::{Clause, ClauseKind, Comparison, Deduction, Expr, PartialStep};
use crate::number::{Bound, Interval, Number, Reach};

use super::condition::stands;
use super::formula::{Formula, Run};
use super::linear::{Linear, Sign, Var};
use super::piece::{Piece, one};
use super::scope::Scope;
use super::translate::Translator;

impl<'m> Translator<'m, '_> {
    /// What is left of `start`. Where clauses are not counted, nothing is taken.
    pub(super) fn deducted(
        &mut self,
        start: Vec<Piece>,
        deduction: &'m Deduction,
        scope: &Rc<Scope<'m>>,
    ) -> Run<Vec<Piece>> {
        let (mut taken, mut idle) = (Linear::constant(Number::ZERO), Vec::new());
        for clause in &deduction.clauses {
            let (points, open) = self.taken(clause, scope)?;
            taken = taken.add(&points)?;
            idle.push(open);
        }
        let idle = Formula::all(idle);
        if taken.as_constant().is_some_and(Number::is_zero) {
            return Ok(start.into_iter().map(|way| way.under(&idle)).collect());
        }
        let mut ways = Vec::new();
        for way in start {
            let Some(term) = way.linear()? else { continue };
            let left = term.sub(&taken)?;
            let guard = way.guard.and(idle.clone());
            let (enough, short) = (stands(&left, Comparison::Ge)?, stands(&left, Comparison::Lt)?);
            ways.push(Piece { guard: guard.clone().and(enough), above: left, below: one() });
            ways.push(Piece { guard: guard.and(short), above: Linear::constant(Number::ZERO), below: one() });
        }
        Ok(ways)
    }

    /// The points of one clause, and what must hold for it.
    pub(super) fn taken(&mut self, clause: &'m Clause, scope: &Rc<Scope<'m>>) -> Run<(Linear, Formula)> {
        if self.counts_clauses
            && let Some(points) = self.counted(clause, scope)?
        {
            return Ok((Linear::var(points), Formula::True));
        }
        Ok((Linear::constant(Number::ZERO), self.idle(clause, scope)?))
    }

    /// The points of a clause as a variable; `None` where they are not linear.
    fn counted(&mut self, clause: &'m Clause, scope: &Rc<Scope<'m>>) -> Run<Option<Var>> {
        let Some(amount) = self.one_number(&clause.amount, scope)? else { return Ok(None) };
        let most = match &clause.at_most {
            Some(most) => match self.one_number(most, scope)? {
                Some(most) => Some(most),
                None => return Ok(None),
            },
            None => None,
        };
        let not_negative = Reach::all().above(&Bound::Closed(Number::ZERO));
        let points = self.score_helper(not_negative);
        let is = |number: Number| -> Run<Formula> {
            let held = match &most {
                Some(most) if number > *most => most.clone(),
                _ => number,
            };
            Ok(Formula::constraint(Linear::var(points).sub(&Linear::constant(held))?, Sign::Zero))
        };
        let tie = match &clause.kind {
            ClauseKind::When(condition) => {
                let (holds, fails) = self.condition(condition, scope)?;
                holds.and(is(amount)?).or(fails.and(is(Number::ZERO)?))
            }
            ClauseKind::Every { count, step } => {
                let measured = self.number(count, scope)?;
                match self.steps(&measured, step, clause.partial, scope)? {
                    Some((steps, tie)) => tie.and(held(points, steps, &amount, most.as_ref())?),
                    None => return Ok(None),
                }
            }
            ClauseKind::Beyond { value, above, threshold, step } => {
                let (values, thresholds) = (self.number(value, scope)?, self.number(threshold, scope)?);
                let mut measured = Vec::new();
                for x in &values {
                    for y in &thresholds {
                        let (more, less) = if *above { (x, y) } else { (y, x) };
                        let Some((up, down)) = super::piece::plus(more, less, true)? else { return Ok(None) };
                        let guard = x.guard.clone().and(y.guard.clone());
                        measured.push(Piece { guard, above: up, below: down });
                    }
                }
                match self.steps(&measured, step, clause.partial, scope)? {
                    Some((steps, tie)) => tie.and(held(points, steps, &amount, most.as_ref())?),
                    None => return Ok(None),
                }
            }
        };
        self.variables.tie(points, tie);
        Ok(Some(points))
    }

    /// How many steps count in what is measured, with what ties the two; `None` where that is not linear.
    fn steps(
        &mut self,
        measured: &[Piece],
        step: &'m Expr,
        partial: PartialStep,
        scope: &Rc<Scope<'m>>,
    ) -> Run<Option<(Var, Formula)>> {
        let Some(step) = self.one_number(step, scope)?.filter(Number::is_positive) else { return Ok(None) };
        let steps = Interval::between(Bound::Closed(Number::ZERO), Bound::Unbounded);
        let domain = match partial {
            PartialStep::Proportional => steps,
            _ => steps.on_lattice(Number::ZERO, Number::ONE),
        };
        let count = self.score_helper(Reach::interval(domain));
        let none = Formula::constraint(Linear::var(count), Sign::Zero);
        let mut any = Vec::new();
        for piece in measured {
            let Some(term) = piece.linear()? else { return Ok(None) };
            let term = term.scale(&Number::ONE.div(&step)?)?;
            // What is measured less the steps: under one of them, or not over none.
            let apart = term.sub(&Linear::var(count))?;
            let one = Linear::constant(Number::ONE);
            let tie = match partial {
                PartialStep::Whole => stands(&apart, Comparison::Ge)?.and(stands(&apart.sub(&one)?, Comparison::Lt)?),
                PartialStep::Started => stands(&apart, Comparison::Le)?.and(stands(&apart.add(&one)?, Comparison::Gt)?),
                PartialStep::Proportional => Formula::constraint(apart, Sign::Zero),
            };
            let above = stands(&term, Comparison::Gt)?.and(tie);
            let below = stands(&term, Comparison::Le)?.and(none.clone());
            any.push(piece.guard.clone().and(above.or(below)));
        }
        Ok(Some((count, Formula::any(any))))
    }

    /// The number that `expr` is on all facts.
    pub(super) fn one_number(&mut self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> Run<Option<Number>> {
        Ok(match self.number(expr, scope)?.as_slice() {
            [only] if matches!(only.guard, Formula::True) => {
                only.linear()?.and_then(|term| term.as_constant().cloned())
            }
            _ => None,
        })
    }

    /// That a clause takes and adds nothing.
    fn idle(&mut self, clause: &'m Clause, scope: &Rc<Scope<'m>>) -> Run<Formula> {
        match &clause.kind {
            ClauseKind::When(condition) => Ok(self.condition(condition, scope)?.1),
            ClauseKind::Every { count, .. } => {
                let pieces = self.number(count, scope)?;
                super::piece::within(&pieces, &Reach::point(Number::ZERO))
            }
            ClauseKind::Beyond { value, threshold, above, .. } => {
                let op = if *above { Comparison::Le } else { Comparison::Ge };
                Ok(self.compare_numbers(value, op, threshold, scope)?.0)
            }
        }
    }

    /// `sum`, held between 0 and `most`, as a variable.
    pub(super) fn held_between(&mut self, sum: &Linear, most: &Number) -> Run<Var> {
        let var = self.score_helper(Reach::closed(Number::ZERO, most.clone()));
        let is = |to: &Linear| -> Run<Formula> { Ok(Formula::constraint(Linear::var(var).sub(to)?, Sign::Zero)) };
        let (zero, full) = (Linear::constant(Number::ZERO), Linear::constant(most.clone()));
        let over = sum.sub(&full)?;
        let tie = Formula::any([
            stands(sum, Comparison::Ge)?.and(stands(&over, Comparison::Le)?).and(is(sum)?),
            stands(&over, Comparison::Gt)?.and(is(&full)?),
            stands(sum, Comparison::Lt)?.and(is(&zero)?),
        ]);
        self.variables.tie(var, tie);
        Ok(var)
    }
}

/// That the points are those of so many steps, held by `most`.
fn held(points: Var, steps: Var, amount: &Number, most: Option<&Number>) -> Run<Formula> {
    let of_steps = Linear::var(steps).scale(amount)?;
    let points = Linear::var(points);
    let own = Formula::constraint(points.sub(&of_steps)?, Sign::Zero);
    let Some(most) = most else { return Ok(own) };
    let most = Linear::constant(most.clone());
    let over = of_steps.sub(&most)?;
    let capped = Formula::constraint(points.sub(&most)?, Sign::Zero);
    Ok(stands(&over, Comparison::Le)?.and(own).or(stands(&over, Comparison::Gt)?.and(capped)))
}
