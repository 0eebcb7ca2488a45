//! Clauses of 扣分 and 加减分.

use super::Checker;
use super::scope::Scope;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Clause, ClauseKind, Expr, ExprKind, PartialStep, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::Lattice;
use crate::syntax::ast::{self, UnitSuffix};
use crate::unit::{Base, Dimension};

impl<'a> Checker<'a> {
    /// A clause.
    pub(super) fn clause(&mut self, clause: &'a ast::Clause, scope: &Scope<'a>) -> Option<Clause> {
        let kind = match &clause.kind {
            ast::ClauseKind::Every { count, step } => self.every(clause, count, step, scope),
            ast::ClauseKind::Beyond { value, above, threshold, step } => {
                self.beyond(clause, value, *above, threshold, step, scope)
            }
            ast::ClauseKind::When(condition) => {
                let condition = self.condition(condition, scope);
                let given = condition.as_ref().map_or_else(Vec::new, |c| self.given_if(c, true));
                let amount = self.clause_points(&clause.amount, &scope.knowing(&given));
                let at_most = self.clause_cap(clause, scope);
                return Some(Clause {
                    span: clause.span,
                    kind: ClauseKind::When(condition?),
                    plus: clause.plus,
                    amount: amount?,
                    partial: clause.partial.as_ref().map_or(PartialStep::Whole, |p| p.value),
                    at_most: at_most?,
                });
            }
        };
        let amount = self.clause_points(&clause.amount, scope);
        let at_most = self.clause_cap(clause, scope);
        let (kind, partial) = kind?;
        Some(Clause { span: clause.span, kind, plus: clause.plus, amount: amount?, partial, at_most: at_most? })
    }

    fn clause_cap(&mut self, clause: &'a ast::Clause, scope: &Scope<'a>) -> Option<Option<Expr>> {
        match &clause.at_most {
            None => Some(None),
            Some(cap) => self.clause_points(cap, scope).map(Some),
        }
    }

    /// Points of a clause, more than none.
    fn clause_points(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let value = self.points(expr, scope)?;
        let constant = self.linear(&value).and_then(|l| l.value(&scope.full.points));
        if constant.is_some_and(|points| !points.is_positive()) {
            self.tell(Diagnostic::new(Code::NotPositive, expr.span));
            return None;
        }
        Some(value)
    }

    /// n 每 1项
    fn every(
        &mut self,
        clause: &ast::Clause,
        count: &'a ast::Expr,
        step: &'a ast::Expr,
        scope: &Scope<'a>,
    ) -> Option<(ClauseKind, PartialStep)> {
        let (measured, stepped) = (self.number_operand(count, scope), self.step(step, scope));
        let (count_expr, step_expr) = (measured?, stepped?);
        if !self.same_kind(&count_expr.ty, &step_expr.ty) {
            self.unlike(Code::StepMismatch, &step_expr, &count_expr);
            return None;
        }
        self.ambiguous_step(step, &step_expr, &count_expr.ty, None);
        let whole = self.whole_steps(&count_expr.ty, None, &step_expr);
        let partial = self.partial(clause, whole, &count_expr, None, &step_expr)?;
        Some((ClauseKind::Every { count: count_expr, step: step_expr }, partial))
    }

    /// x 超过 t，每 s; x 低于 t，每 s
    fn beyond(
        &mut self,
        clause: &ast::Clause,
        value: &'a ast::Expr,
        above: bool,
        threshold: &'a ast::Expr,
        step: &'a ast::Expr,
        scope: &Scope<'a>,
    ) -> Option<(ClauseKind, PartialStep)> {
        let measured = self.expr(value, scope, None);
        let limit = self.expr(threshold, scope, None);
        let stepped = self.step(step, scope);
        let (measured, mut limit, stepped) = (measured?, limit?, stepped?);
        self.zero_as(threshold, &mut limit, &measured.ty);
        if !matches!(measured.ty.kind, TypeKind::Number { .. } | TypeKind::Date) {
            self.not_a_number(&measured);
            return None;
        }
        if super::range::is_declared_share(&measured) {
            self.percent_missing(threshold);
        }
        if !self.same_kind(&measured.ty, &limit.ty) {
            self.unlike(Code::DimensionMismatch, &measured, &limit);
            return None;
        }
        // Dates differ by days.
        let distance = match measured.ty.kind {
            TypeKind::Date => Type::quantity(Dimension::base(Base::DAY)),
            _ => measured.ty.clone(),
        };
        if !self.same_kind(&distance, &stepped.ty) {
            if measured.ty.kind == TypeKind::Date {
                self.wrong_type(&stepped, &distance);
            } else {
                self.unlike(Code::StepMismatch, &stepped, &measured);
            }
            return None;
        }
        self.ambiguous_step(step, &stepped, &measured.ty, Some(&limit));
        let whole = self.whole_steps(&measured.ty, Some(&limit), &stepped);
        let partial = self.partial(clause, whole, &measured, Some(&limit), &stepped)?;
        Some((ClauseKind::Beyond { value: measured, above, threshold: limit, step: stepped }, partial))
    }

    /// The size of a step: more than nothing.
    fn step(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let step = self.number_operand(expr, scope)?;
        if self.folded(&step).is_some_and(|step| !step.is_positive()) {
            self.tell(Diagnostic::new(Code::NotPositive, expr.span));
            return None;
        }
        Some(step)
    }

    /// What is done with part of a step; it need not be said where there is none.
    fn partial(
        &mut self,
        clause: &ast::Clause,
        whole: bool,
        measured: &Expr,
        limit: Option<&Expr>,
        step: &Expr,
    ) -> Option<PartialStep> {
        if let Some(partial) = &clause.partial {
            return Some(partial.value);
        }
        if whole {
            return Some(PartialStep::Whole);
        }
        let mut diagnostic = Diagnostic::new(Code::PartialStepUnsaid, clause.span);
        diagnostic = self.with_readings(diagnostic, clause, measured, limit, step);
        self.tell(diagnostic);
        None
    }

    /// What two and a half steps would cost under each reading.
    fn with_readings(
        &self,
        diagnostic: Diagnostic,
        clause: &ast::Clause,
        measured: &Expr,
        limit: Option<&Expr>,
        step: &Expr,
    ) -> Diagnostic {
        let amount = match &clause.amount.kind {
            ast::ExprKind::Number(number, _) => Number::parse(&number.digits).ok(),
            _ => None,
        };
        let readings = || -> Option<(Number, Number, Number, Number)> {
            let (amount, step) = (amount?, self.folded(step)?);
            let over = step.mul(&Number::ratio(5, 2).ok()?).ok()?;
            let sample = match limit {
                None => over,
                Some(limit) => {
                    let limit = self.folded(limit)?;
                    let below = matches!(clause.kind, ast::ClauseKind::Beyond { above: false, .. });
                    if below { limit.sub(&over) } else { limit.add(&over) }.ok()?
                }
            };
            let times = |n: Number| n.mul(&amount).ok();
            let part = times(Number::ratio(5, 2).ok()?)?;
            Some((sample, times(Number::from_i64(2))?, times(Number::from_i64(3))?, part))
        };
        match readings() {
            Some((sample, whole, started, part)) if measured.ty.dimension().is_some() => diagnostic.help(
                Message::new("check-partial-readings")
                    .arg("sample", self.amount(&sample, &measured.ty))
                    .arg("whole", whole.shown(28).text)
                    .arg("started", started.shown(28).text)
                    .arg("part", part.shown(28).text),
            ),
            _ => diagnostic.help(Message::new("check-partial-words")),
        }
    }

    /// Whether what is counted is by its type a whole number of steps.
    fn whole_steps(&self, measured: &Type, limit: Option<&Expr>, step: &Expr) -> bool {
        let (Some(step), Some(values)) = (self.folded(step), lattices(measured)) else { return false };
        let limits = match limit {
            None => vec![Lattice { origin: Number::ZERO, step: Number::ZERO }],
            Some(limit) => match self.folded(limit) {
                Some(origin) => vec![Lattice { origin, step: Number::ZERO }],
                None => match lattices(&limit.ty) {
                    Some(limits) => limits,
                    None => return false,
                },
            },
        };
        let steps = |n: &Number| n.is_multiple_of(&step);
        values.iter().all(|value| {
            limits.iter().all(|limit| {
                value.origin.sub(&limit.origin).is_ok_and(|d| steps(&d)) && steps(&value.step) && steps(&limit.step)
            })
        })
    }

    /// `每 1%` of a share: a percentage point, or a hundredth of the threshold?
    fn ambiguous_step(&mut self, written: &ast::Expr, step: &Expr, measured: &Type, limit: Option<&Expr>) {
        let ast::ExprKind::Number(number, Some(UnitSuffix::Percent | UnitSuffix::Permille)) = &written.kind else {
            return;
        };
        if !matches!(measured.kind, TypeKind::Number { .. }) {
            return;
        }
        let mut diagnostic = Diagnostic::new(Code::AmbiguousStep, written.span);
        let ExprKind::Number(size) = &step.kind else { return };
        let points = size.mul(&Number::from_i64(100)).unwrap_or_default().shown(28).text;
        let right = format!("{points}个百分点");
        // The same value under each reading: five points of percent beyond the threshold.
        let readings = || -> Option<(String, String, String)> {
            let limit = self.folded(limit?).filter(Number::is_positive)?;
            let distance = size.mul(&Number::from_i64(5)).ok()?;
            let hundredth = limit.mul(size).ok()?;
            let sample = limit.sub(&distance).ok()?;
            let other = distance.div(&hundredth).ok()?;
            Some((sample.shown_percent(28).text, limit.shown_percent(28).text, other.shown(2).text))
        };
        diagnostic = match readings() {
            Some((sample, limit, other)) => diagnostic.help(
                Message::new("check-step-readings")
                    .arg("written", format!("{}%", number.digits))
                    .arg("sample", sample)
                    .arg("limit", limit)
                    .arg("points", "5")
                    .arg("hundredths", other),
            ),
            None => diagnostic,
        };
        diagnostic = diagnostic.help(Message::new("check-write-instead").arg("right", right.as_str()));
        self.tell(diagnostic.arg("step", Arg::Text(right.clone())).fix(written.span, right));
    }
}

/// The values of a type, where they have a distance. A single value has the distance 0.
fn lattices(ty: &Type) -> Option<Vec<Lattice>> {
    let whole = match ty.kind {
        TypeKind::Number { whole, .. } => whole,
        TypeKind::Date => true,
        _ => false,
    };
    let one = Lattice { origin: Number::ZERO, step: Number::ONE };
    let Some(reach) = &ty.reach else { return whole.then(|| vec![one]) };
    reach
        .pieces()
        .iter()
        .map(|piece| match (piece.as_point(), &piece.lattice) {
            (Some(value), _) => Some(Lattice { origin: value.clone(), step: Number::ZERO }),
            (None, Some(lattice)) => Some(lattice.clone()),
            (None, None) => whole.then(|| one.clone()),
        })
        .collect()
}
