//! Clauses of 扣分 and 加减分.

use super::Checker;
use super::reading::{Sample, Stepped};
use super::scope::{FullPoints, Scope};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Clause, ClauseKind, Expr, ExprKind, PartialStep, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::{Interval, Lattice, Reach};
use crate::source::Span;
use crate::syntax::ast::{self, UnitSuffix};
use crate::syntax::keyword::Meaning;
use crate::unit::{Base, Dimension};

/// What is written of a clause that counts: the count and the step, or the value, whether what is above it counts, the
/// threshold and the step.
enum Counted<'a> {
    Every(&'a ast::Expr, &'a ast::Expr),
    Beyond(&'a ast::Expr, bool, &'a ast::Expr, &'a ast::Expr),
}

/// What a clause takes, where that is constant.
struct Taken {
    amount: Option<Number>,
    at_most: Option<Number>,
}

impl<'a> Checker<'a> {
    /// A clause.
    pub(super) fn clause(&mut self, clause: &'a ast::Clause, scope: &Scope<'a>) -> Option<Clause> {
        let kind = match &clause.kind {
            ast::ClauseKind::Every { count, step } => Counted::Every(count, step),
            ast::ClauseKind::Beyond { value, above, threshold, step } => {
                Counted::Beyond(value, *above, threshold, step)
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
        let taken = self.taken(amount.as_ref(), at_most.as_ref(), scope);
        let kind = match kind {
            Counted::Every(count, step) => self.every(clause, (count, step), &taken, scope),
            Counted::Beyond(value, above, threshold, step) => {
                self.beyond(clause, (value, above, threshold, step), &taken, scope)
            }
        };
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
        (count, step): (&'a ast::Expr, &'a ast::Expr),
        taken: &Taken,
        scope: &Scope<'a>,
    ) -> Option<(ClauseKind, PartialStep)> {
        let (measured, stepped) = (self.number_operand(count, scope), self.step(step, scope));
        let (count_expr, step_expr) = (measured?, stepped?);
        if !self.same_kind(&count_expr.ty, &step_expr.ty) {
            self.unlike(Code::StepMismatch, &step_expr, &count_expr);
            return None;
        }
        let measure = Measure { written: count, value: &count_expr, above: true, limit: None, step: &step_expr };
        self.ambiguous_step(clause, step, &measure, taken);
        let whole = self.whole_steps(&count_expr.ty, None, &step_expr);
        let partial = self.partial(clause, whole, &measure, taken)?;
        Some((ClauseKind::Every { count: count_expr, step: step_expr }, partial))
    }

    /// x 超过 t，每 s; x 低于 t，每 s
    fn beyond(
        &mut self,
        clause: &ast::Clause,
        (value, above, threshold, step): (&'a ast::Expr, bool, &'a ast::Expr, &'a ast::Expr),
        taken: &Taken,
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
        let measure = Measure { written: value, value: &measured, above, limit: Some(&limit), step: &stepped };
        self.ambiguous_step(clause, step, &measure, taken);
        let whole = self.whole_steps(&measured.ty, Some(&limit), &stepped);
        let partial = self.partial(clause, whole, &measure, taken)?;
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

    /// What a clause takes, where that is constant: in 扣分 never more than the full marks.
    fn taken(&mut self, amount: Option<&Expr>, at_most: Option<&Option<Expr>>, scope: &Scope<'a>) -> Taken {
        let full = match &scope.full.points {
            FullPoints::Known(points) => Some(points.clone()),
            _ => None,
        };
        let mut constant = |expr: &Expr| self.linear(expr).and_then(|l| l.value(&scope.full.points));
        let amount = amount.and_then(&mut constant);
        let cap = match at_most {
            Some(Some(cap)) => constant(cap),
            _ => None,
        };
        let at_most = match (cap, full) {
            (Some(cap), Some(full)) => Some(cap.min(full)),
            (cap, full) => cap.or(full),
        };
        Taken { amount, at_most }
    }

    /// What is done with part of a step; it need not be said where there is none.
    fn partial(
        &mut self,
        clause: &ast::Clause,
        whole: bool,
        measure: &Measure<'_>,
        taken: &Taken,
    ) -> Option<PartialStep> {
        if let Some(partial) = &clause.partial {
            return Some(partial.value);
        }
        if whole {
            return Some(PartialStep::Whole);
        }
        let end = Span { start: clause.span.end, ..clause.span };
        let comma = if self.is_english(clause.span) { ", " } else { "，" };
        let whole_steps = format!("{comma}{}", self.keyword(Meaning::WholeSteps, clause.span));
        let diagnostic = Diagnostic::new(Code::PartialStepUnsaid, clause.span).choice(end, whole_steps);
        let sample = self.stepped(measure, taken).and_then(|stepped| stepped.parts());
        let diagnostic = match sample {
            Some(Sample { value, points: [whole, started, part] }) => diagnostic.help(
                Message::new("check-partial-readings")
                    .arg("sample", self.sample(&value, measure))
                    .arg("does", effect(clause))
                    .arg("whole", whole.shown(PLACES).text)
                    .arg("started", started.shown(PLACES).text)
                    .arg("part", part.shown(PLACES).text),
            ),
            None => diagnostic.help(Message::new("check-partial-words")),
        };
        self.tell(diagnostic);
        None
    }

    /// The numbers of a clause, where all are constants.
    fn stepped(&self, measure: &Measure<'_>, taken: &Taken) -> Option<Stepped> {
        let TypeKind::Number { whole, .. } = measure.value.ty.kind else { return None };
        let from = match measure.limit {
            None => Number::ZERO,
            Some(limit) => self.folded(limit)?,
        };
        let values = measure.value.ty.reach.clone().unwrap_or_else(|| {
            let all = Interval::all();
            Reach::interval(if whole { all.on_lattice(Number::ZERO, Number::ONE) } else { all })
        });
        let step = self.folded(measure.step).filter(Number::is_positive)?;
        let (amount, at_most) = (taken.amount.clone()?, taken.at_most.clone());
        Some(Stepped { from, above: measure.above, step, amount, at_most, values })
    }

    /// `整改率 = 92.4%`
    fn sample(&self, value: &Number, measure: &Measure<'_>) -> String {
        let shown = self.written(value, &measure.value.ty, measure.value.span);
        match &measure.written.kind {
            ast::ExprKind::Name(name) => format!("{} = {shown}", name.text),
            _ => shown,
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
    fn ambiguous_step(&mut self, clause: &ast::Clause, written: &ast::Expr, measure: &Measure<'_>, taken: &Taken) {
        let ast::ExprKind::Number(number, Some(suffix @ (UnitSuffix::Percent | UnitSuffix::Permille))) = &written.kind
        else {
            return;
        };
        let (sign, fraction) = match suffix {
            UnitSuffix::Permille => ("‰", "check-one-thousandth"),
            _ => ("%", "check-one-hundredth"),
        };
        if !matches!(measure.value.ty.kind, TypeKind::Number { .. }) {
            return;
        }
        let ExprKind::Number(size) = &measure.step.kind else { return };
        let points = size.mul(&Number::from_i64(100)).unwrap_or_default().shown(PLACES).text;
        let unit = if self.is_english(written.span) { "pp" } else { "个百分点" };
        let right = format!("{points}{unit}");
        let diagnostic = Diagnostic::new(Code::AmbiguousStep, written.span)
            .arg("written", format!("{}{sign}", number.digits))
            .arg("fraction", Arg::Key(fraction));
        // The same value under each reading.
        let partial = clause.partial.as_ref().map_or(PartialStep::Proportional, |partial| partial.value);
        let readings = || {
            let limit = self.folded(measure.limit?).filter(Number::is_positive)?;
            let hundredth = limit.mul(size).ok()?;
            let sample = self.stepped(measure, taken)?.sizes(&hundredth, partial)?;
            Some((limit, hundredth, sample))
        };
        let diagnostic = match readings() {
            Some((limit, hundredth, Sample { value, points: [by_points, by_hundredths] })) => diagnostic.help(
                Message::new("check-step-readings")
                    .arg("written", format!("{}{sign}", number.digits))
                    .arg("fraction", Arg::Key(fraction))
                    .arg("sample", self.sample(&value, measure))
                    .arg("limit", limit.shown_percent(PLACES).text)
                    .arg("step", right.as_str())
                    .arg("hundredth", hundredth.shown_percent(PLACES).text)
                    .arg("does", effect(clause))
                    .arg("points", approximately(&by_points))
                    .arg("hundredths", approximately(&by_hundredths)),
            ),
            None => diagnostic,
        };
        let diagnostic = diagnostic.help(Message::new("check-write-instead").arg("right", right.as_str()));
        self.tell(diagnostic.arg("step", Arg::Text(right.clone())).choice(written.span, right));
    }
}

/// What a clause measures.
struct Measure<'x> {
    written: &'x ast::Expr,
    value: &'x Expr,
    above: bool,
    limit: Option<&'x Expr>,
    step: &'x Expr,
}

/// Digits shown of what a reading takes.
const PLACES: u32 = 28;

/// Whether points are taken or added, in words.
fn effect(clause: &ast::Clause) -> Arg {
    Arg::Key(if clause.plus { "check-reading-adds" } else { "check-reading-takes" })
}

/// `points`, or what is nearest to them with two decimals.
fn approximately(points: &Number) -> String {
    let shown = points.shown(2);
    if shown.exact { shown.text } else { format!("≈{}", shown.text) }
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
