//! Deductions, clause by clause.

use crate::diagnostic::Message;
use crate::eval::{Outcome, Step};
use crate::model::{Clause, ClauseKind, Expr, PartialStep, TypeKind};
use crate::number::Number;
use crate::source::Span;
use crate::value::{Known, Value};

use super::show::{score, sign};
use super::step::{Joint, JustificationStep, StepKind, amount};
use super::walk::{Walk, merge_facts};
use crate::print::is_constant;

impl<'c, 'a> Walk<'c, 'a> {
    /// A clause took off, or added, points.
    pub fn clause(&mut self, step: &'a Step<'a>) {
        let Step::Clause { clause, measured, steps, points, capped } = step else { return };
        let context = self.context;
        let mut told = JustificationStep { kind: StepKind::Clause, place: Some(clause.span), ..Default::default() };
        match &clause.kind {
            ClauseKind::Every { count, step } => {
                let equation = context.equation(&self.sight, None, count, measured.as_ref(), &[]);
                told.sentence.push(Joint::Comma, Message::new("step-equation").arg("equation", equation.text));
                told.expression = Some(equation.expression);
                told.with_values = equation.with_values;
                told.value = equation.value;
                told.facts = context.facts_read(&self.sight, count);
                if !is_zero(points) {
                    told.sentence.push(Joint::Comma, self.rate(clause, count, step, measured.as_ref(), steps));
                }
            }
            ClauseKind::Beyond { value, above, threshold, step } => {
                self.beyond(&mut told, clause, (value, *above, threshold, step), measured.as_ref(), steps);
            }
            ClauseKind::When(condition) => {
                let held = match steps {
                    Value::Number(n) => Some(!n.is_zero()),
                    _ => None,
                };
                let key = match held {
                    Some(true) => "step-clause-met",
                    Some(false) => "step-clause-not-met",
                    None => "step-clause-open",
                };
                told.sentence.push(Joint::Comma, self.condition(key, condition, held));
                told.facts = context.facts_read(&self.sight, condition);
                told.clause = Some(context.clause(&self.sight, condition, true));
                if held == Some(true) && !is_constant(&clause.amount) {
                    let amount = context.value(&self.sight, &clause.amount);
                    let equation = context.equation(&self.sight, None, &clause.amount, amount.as_ref(), &[]);
                    told.sentence.push(Joint::Comma, Message::new("step-equation").arg("equation", equation.text));
                    told.expression = Some(equation.expression);
                    told.with_values = equation.with_values;
                    told.value = equation.value;
                    merge_facts(&mut told.facts, context.facts_read(&self.sight, &clause.amount));
                }
            }
        }
        if *capped && let Some(cap) = &clause.at_most {
            let cap = context.number(&self.sight, cap).map(|n| score(&n)).unwrap_or_default();
            told.sentence.push(Joint::Comma, Message::new("step-clause-capped").arg("cap", amount(cap)));
        }
        let shown = self.points_of(points).unwrap_or_default();
        let message = match (is_zero(points), clause.plus) {
            (true, true) => Message::new("step-adds-nothing"),
            (true, false) => Message::new("step-takes-nothing"),
            (false, true) => Message::new("step-adds").arg("points", amount(shown.clone())),
            (false, false) => Message::new("step-takes").arg("points", amount(shown.clone())),
        };
        told.sentence.push(Joint::Comma, message);
        told.points = Some(match (clause.plus, is_zero(points)) {
            (_, true) => "0".to_owned(),
            (true, false) => format!("+{shown}"),
            (false, false) => format!("-{shown}"),
        });
        self.taken.push(points.clone());
        self.push(told);
    }

    /// `每 1项 扣 0.5分`, and how many steps that makes where it is not the count itself.
    fn rate(
        &self,
        clause: &'a Clause,
        counted: &Expr,
        step: &'a Expr,
        measured: Option<&Value>,
        steps: &Value,
    ) -> Message {
        let by_type = matches!(counted.ty.kind, TypeKind::Number { whole: true, .. });
        let rate = Message::new(if clause.plus { "step-rate-plus" } else { "step-rate-less" })
            .arg("step", self.context.values(&self.sight, step).0)
            .arg("amount", self.context.values(&self.sight, &clause.amount).0);
        let partial = match clause.partial {
            _ if whole(measured, steps) || (by_type && clause.partial == PartialStep::Whole) => String::new(),
            PartialStep::Whole => self.context.words.get("word-whole-steps"),
            PartialStep::Started => self.context.words.get("word-started-steps"),
            PartialStep::Proportional => self.context.words.get("word-in-proportion"),
        };
        let counted = match steps {
            Value::Number(n) if measured != Some(steps) => {
                let steps = score(n);
                self.context.locale.text(&Message::new("step-steps").arg("steps", amount(steps)))
            }
            _ => String::new(),
        };
        rate.arg("partial", partial).arg("counted", counted)
    }

    fn beyond(
        &self,
        told: &mut JustificationStep,
        clause: &'a Clause,
        (value, above, threshold, step): (&'a Expr, bool, &'a Expr, &'a Expr),
        measured: Option<&Value>,
        steps: &Value,
    ) {
        let context = self.context;
        let found = context.value(&self.sight, value);
        let edge = context.number(&self.sight, threshold);
        let edges: Vec<Number> = edge.into_iter().collect();
        let equation = context.equation(&self.sight, None, value, found.as_ref(), &edges);
        told.sentence.push(Joint::Comma, Message::new("step-equation").arg("equation", equation.text));
        told.expression = Some(equation.expression);
        told.with_values = equation.with_values;
        told.value = equation.value;
        told.facts = context.facts_read(&self.sight, value);
        merge_facts(&mut told.facts, context.facts_read(&self.sight, threshold));
        let limit = context.threshold(&self.sight, threshold);
        match measured {
            Some(Value::Number(by)) if by.is_positive() => {
                let key = if above { "step-above" } else { "step-below" };
                let message = Message::new(key).arg("threshold", limit).arg("difference", self.difference(value, by));
                told.sentence.push(Joint::Comma, message);
                told.sentence.push(Joint::Comma, self.rate(clause, value, step, measured, steps));
            }
            Some(Value::Number(_)) => {
                let key = if above { "step-not-above" } else { "step-not-below" };
                told.sentence.push(Joint::Comma, Message::new(key).arg("threshold", limit));
            }
            _ => {
                let key = if above { "step-above-open" } else { "step-below-open" };
                told.sentence.push(Joint::Comma, Message::new(key).arg("threshold", limit));
            }
        }
    }

    /// What is left after the clauses told last.
    pub fn deducted(&mut self, place: Span, base: &Outcome, left: &Outcome, floored: bool) {
        let taken = std::mem::take(&mut self.taken);
        let left_text = self.context.outcome(left, self.levels);
        let base_text = self.context.outcome(base, self.levels);
        let known: Option<Vec<String>> = taken
            .iter()
            .filter(|value| !is_zero(value))
            .map(|value| match value {
                Value::Number(n) => Some(score(n)),
                _ => None,
            })
            .collect();
        let numbers = taken.iter().filter_map(|value| match value {
            Value::Number(n) => Some(n),
            _ => None,
        });
        let ends = [base, left].into_iter().filter_map(|outcome| match outcome {
            Outcome::Points(n) => Some(n),
            _ => None,
        });
        let equals = sign(numbers.chain(ends));
        let message = match known {
            Some(amounts) if amounts.is_empty() => {
                Message::new("step-nothing-taken").arg("points", amount(left_text.clone()))
            }
            Some(amounts) => {
                let working = format!("{base_text} - {}", amounts.join(" - "));
                let key = if floored { "step-left-none" } else { "step-left" };
                Message::new(key).arg("working", working).arg("sign", equals).arg("points", amount(left_text.clone()))
            }
            None => Message::new("step-left-open").arg("base", base_text).arg("points", amount(left_text.clone())),
        };
        let mut step = JustificationStep::new(StepKind::Deduction, message);
        step.place = Some(place);
        step.points = Some(left_text);
        self.push(step);
    }
}

fn is_zero(value: &Value) -> bool {
    matches!(value, Value::Number(n) if n.is_zero())
}

/// Whether what is counted makes whole steps by itself.
fn whole(measured: Option<&Value>, steps: &Value) -> bool {
    match (measured, steps) {
        (Some(Value::Number(m)), Value::Number(_)) => measured == Some(steps) || (m.is_zero()),
        (_, Value::Unknown(unknown)) => !matches!(unknown.known, Known::Number(_)),
        _ => true,
    }
}
