//! What is found by running the checked rubric without facts, over everything that its declarations
//! allow: rules that leave their points, bands and grades with gaps or overlaps, and what looks like a slip.

mod region;
mod suspicious;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::eval::{Observation, Plan};
use crate::model::{Band, Rubric, Rule, RuleKind, ValueRange};
use crate::source::{SourceMap, Span};

use region::{points, region};

/// Everything found in `rubric`. `sources` gives the ends of ranges as the author wrote them.
pub fn analyse(rubric: &Rubric, sources: &SourceMap) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let plan = Plan::new(rubric);
    for observation in plan.observe() {
        diagnostics.push(diagnostic(rubric, sources, &observation));
    }
    for slip in suspicious::suspicious(rubric, &plan, sources) {
        diagnostics.push(slip);
    }
    diagnostics
}

fn bands(rule: &Rule) -> &[Band] {
    match &rule.kind {
        RuleKind::Bands { bands, .. } => bands,
        _ => &[],
    }
}

fn diagnostic(rubric: &Rubric, sources: &SourceMap, observation: &Observation<'_>) -> Diagnostic {
    match observation {
        Observation::BeyondPoints { rule, beyond, full } => Diagnostic::new(Code::RuleBeyondPoints, rule.span)
            .arg("beyond", points(beyond))
            .arg("full", full.to_string()),
        Observation::Gap { rule, subject, region: values } => {
            let ranges: Vec<&ValueRange> = bands(rule).iter().map(|b| &b.range).collect();
            let mut diagnostic = Diagnostic::new(Code::BandGap, subject.span)
                .arg("region", region(values, &subject.ty, &ranges, rubric, sources));
            for range in ranges {
                diagnostic = diagnostic.label(range.span, Message::new("band-here"));
            }
            diagnostic
        }
        Observation::Overlap { rule, subject, bands: (i, j), region: values } => {
            let ranges: Vec<&ValueRange> = bands(rule).iter().map(|b| &b.range).collect();
            let span = |n: usize| ranges.get(n).map_or(rule.span, |r| r.span);
            Diagnostic::new(Code::BandOverlap, span(*j))
                .arg("region", region(values, &subject.ty, &ranges, rubric, sources))
                .label(span(*i), Message::new("band-also-here"))
        }
        Observation::GradeGap { region: values } => {
            let spans: Vec<Span> = rubric.grades.iter().map(|g| g.span).collect();
            let all = spans.iter().copied().reduce(Span::to).unwrap_or_default();
            Diagnostic::new(Code::GradeGap, all).arg("region", points(values))
        }
        Observation::GradeOverlap { grades: (i, j), region: values } => {
            let span = |n: usize| rubric.grades.get(n).map_or_else(Span::default, |g| g.span);
            let name = |n: usize| rubric.grades.get(n).map_or_else(String::new, |g| g.name.clone());
            Diagnostic::new(Code::GradeOverlap, span(*j))
                .arg("region", points(values))
                .arg("first", name(*i))
                .arg("second", name(*j))
                .label(span(*i), Message::new("grade-also-here"))
        }
    }
}
