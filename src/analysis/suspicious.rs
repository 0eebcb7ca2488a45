//! What looks like a slip, as warnings.

mod twice;
mod witness;

use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::eval::{Plan, Suspicion};
use crate::model::{Clause, ClauseKind, Deduction, Expr, ExprKind, Rubric, TableRef, TypeKind};
use crate::number::Number;
use crate::source::{SourceMap, Span};
use crate::syntax::keyword::spell_name;

use super::region::values as region;

/// Digits shown of points that have no finite decimal.
const PLACES: u32 = 6;

/// Everything in `rubric` that looks like a slip.
pub(super) fn suspicious(rubric: &Rubric, plan: &Plan<'_>, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        plan.suspicions().iter().map(|suspicion| with_witness(rubric, plan, sources, suspicion)).collect();
    found.extend(twice::deducted_twice(rubric));
    found
}

/// The diagnostic, with facts that bring it about where it is one that ends an evaluation.
fn with_witness(rubric: &Rubric, plan: &Plan<'_>, sources: &SourceMap, suspicion: &Suspicion<'_>) -> Diagnostic {
    let told = diagnostic(rubric, sources, suspicion);
    let (mistake, zero) = match suspicion {
        Suspicion::ZeroDivisor { divisor } => {
            let zero = match &divisor.kind {
                ExprKind::Fact(fact) => Some(*fact),
                _ => None,
            };
            ((Code::DivisionByZero, divisor.span), zero)
        }
        Suspicion::NoRows { span, .. } => ((Code::NoRows, *span), None),
        _ => return told,
    };
    match witness::witness(rubric, plan, mistake, zero) {
        Some(witness) => told.witness(witness),
        None => told,
    }
}

fn diagnostic(rubric: &Rubric, sources: &SourceMap, suspicion: &Suspicion<'_>) -> Diagnostic {
    let english = rubric.english;
    let written = |span: Span| sources.slice(span).trim().to_owned();
    match suspicion {
        Suspicion::Falling { low: (low, more), high: (high, less) } => {
            let message = Message::new("falling-score-above").arg("more", shown(more));
            Diagnostic::new(Code::FallingScore, *high).arg("less", shown(less)).label(*low, message)
        }
        Suspicion::Short { deduction, full, left } => short(deduction, full, left),
        Suspicion::Excess { clause, amount, cap, from } => excess(clause, amount, *cap, from),
        Suspicion::ZeroDivisor { divisor } => {
            let mut diagnostic = Diagnostic::new(Code::ZeroDivisor, divisor.span);
            if let Some(span) = declaration(rubric, divisor) {
                diagnostic = diagnostic.label(span, Message::new("zero-divisor-declared"));
            }
            if let ExprKind::Fact(fact) = &divisor.kind {
                let name = rubric.fact(*fact).name.clone();
                diagnostic = diagnostic.help(Message::new("zero-divisor-declare").arg("name", name));
            }
            let guard = guard(&format!("{} = 0", written(divisor.span)), english);
            diagnostic.help(Message::new("zero-divisor-guard").arg("guard", guard))
        }
        Suspicion::NoRows { span, table, filter } => {
            let mut diagnostic = Diagnostic::new(Code::RowsMayLack, *span);
            let TableRef::Fact(fact) = table else { return diagnostic };
            let fact = rubric.fact(*fact);
            let (count, when) = if english { ("count", " when ") } else { ("计数", " 当 ") };
            let name = spell_name(&fact.name);
            let counted = match filter {
                Some(filter) => {
                    diagnostic = diagnostic.label(filter.span, Message::new("rows-may-lack-filtered"));
                    format!("{count}({name}{when}{}) = 0", written(filter.span))
                }
                None => {
                    diagnostic = diagnostic.help(Message::new("rows-may-lack-declare"));
                    format!("{count}({name}) = 0")
                }
            };
            diagnostic
                .label(fact.span, Message::new("rows-may-lack-declared"))
                .help(Message::new("rows-may-lack-guard").arg("guard", guard(&counted, english)))
        }
        Suspicion::Decided { condition, value, reach, holds } => {
            let holds = if *holds { "condition-always" } else { "condition-never" };
            let reach = region(reach, &value.ty, &[], rubric, sources);
            let label = Message::new("condition-decided-value").arg("value", written(value.span)).arg("reach", reach);
            let diagnostic =
                Diagnostic::new(Code::ConditionDecided, condition.span).arg("holds", Arg::Key(holds)).at(label);
            match declaration(rubric, value) {
                Some(span) => diagnostic.label(span, Message::new("check-declared-here")),
                None => diagnostic,
            }
        }
    }
}

/// The statement that says what holds where a rule cannot be worked out.
fn guard(condition: &str, english: bool) -> String {
    if english {
        format!("inapplicable when {condition} then full")
    } else {
        format!("不适用 当 {condition} 则 满分")
    }
}

fn short(deduction: &Deduction, full: &Number, left: &Number) -> Diagnostic {
    let most = full.sub(left).unwrap_or_default();
    let mut diagnostic = Diagnostic::new(Code::DeductionShort, deduction.span)
        .arg("points", shown(left))
        .arg("full", shown(full))
        .arg("most", shown(&most));
    // One clause takes what is told already.
    for clause in deduction.clauses.iter().filter(|_| deduction.clauses.len() > 1) {
        let bound = match (&clause.at_most, &clause.kind) {
            (Some(cap), _) => cap,
            (None, ClauseKind::When(_)) => &clause.amount,
            (None, _) => continue,
        };
        if let Some(points) = bound.kind.constant() {
            let message = Message::new("deduction-short-clause").arg("points", shown(&points));
            diagnostic = diagnostic.label(bound.span, message);
        }
    }
    diagnostic
}

fn excess(clause: &Clause, amount: &Number, cap: bool, from: &Number) -> Diagnostic {
    let points = if cap { clause.at_most.as_ref() } else { Some(&clause.amount) };
    let span = points.map_or(clause.span, |points| points.span);
    Diagnostic::new(if cap { Code::CapExcess } else { Code::DeductionExcess }, span)
        .arg("amount", shown(amount))
        .arg("full", shown(from))
}

/// Where the fact or 计算 that `expr` is was declared.
fn declaration(rubric: &Rubric, expr: &Expr) -> Option<Span> {
    match &expr.kind {
        ExprKind::Fact(fact) => Some(rubric.fact(*fact).span),
        ExprKind::Let(binding) => Some(rubric.binding(*binding).span),
        _ => None,
    }
}

fn shown(points: &Number) -> String {
    points.shown(PLACES).text
}

/// Whether the type is a number that is counted or measured.
fn is_number(expr: &Expr) -> bool {
    matches!(expr.ty.kind, TypeKind::Number { .. })
}
