//! What is found in a checked rubric over everything that its declarations allow: rules that leave their
//! points, choices and grades with gaps or overlaps, entries that nothing reaches, and what looks like a slip.

mod adjoining;
mod alternatives;
mod as_cases;
mod choice;
mod chosen;
mod condition;
mod coverage;
mod days;
mod decided;
mod eliminate;
mod finding;
mod fix;
mod formula;
mod grades;
mod linear;
mod opaque;
mod option;
mod piece;
mod points;
mod region;
mod rows;
mod scope;
mod score;
mod solve;
mod steps;
mod suspicious;
mod taken;
mod translate;
mod trial;
mod walk;
mod witness;
mod written;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::eval::{Observation, Plan};
use crate::model::Rubric;
use crate::source::{SourceMap, Span};

pub use written::facts_file;

/// Everything found in `rubric`. `sources` gives its text, for the author's words.
pub fn analyse(rubric: &Rubric, sources: &SourceMap) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let plan = Plan::new(rubric);
    let mut totals = Vec::new();
    let mut beyond = points::AllBeyond::new();
    let (observations, nodes) = plan.observe();
    for observation in observations {
        match observation {
            Observation::BeyondPoints { rule, beyond: values, full, .. } => {
                beyond.insert(rule.span, points::Beyond::new(rule, values, full));
            }
            Observation::Total { values } => totals.push(values),
        }
    }
    let mut coverage = coverage::Coverage::new(rubric, sources, &plan, beyond, &nodes);
    walk::Walk::run(rubric, &mut coverage);
    for values in totals {
        coverage.grades(&values);
    }
    let slips = suspicious::suspicious(rubric, &plan, sources);
    for diagnostic in coverage.finish() {
        // A condition that never holds is told once, as such.
        let own = diagnostic.span();
        let within = |span: Span| own.source == span.source && own.start <= span.start && span.end <= own.end;
        let told = |slip: &Diagnostic| match diagnostic.code {
            Code::EntryUnreachable => slip.code == Code::ConditionDecided && slip.span() == own,
            // Nor is a condition told of which a part is.
            Code::ConditionDecided => slip.code == Code::ConditionDecided && within(slip.span()),
            _ => false,
        };
        if !slips.iter().any(told) {
            diagnostics.push(diagnostic);
        }
    }
    for slip in steps::steps(rubric, sources) {
        diagnostics.push(slip);
    }
    for slip in slips {
        diagnostics.push(slip);
    }
    diagnostics
}
