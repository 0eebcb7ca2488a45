//! 评分标准: the rule of an indicator as the printed table has it.

use crate::model::{Body, Gate, Node};
use crate::report::assessment::Indicator;
use crate::report::filing::Filing;
use crate::source::Span;

/// The rule of `indicator`, a line for each thing it says.
pub(super) fn standard(filing: &Filing<'_>, indicator: &Indicator) -> String {
    if let Some(node) = filing.node(indicator) {
        return of_node(filing, node).join("\n");
    }
    let clauses = filing.adjustment(indicator).map(|adjustment| adjustment.clauses.as_slice()).unwrap_or_default();
    clauses.iter().map(|clause| written(filing, clause.span)).collect::<Vec<_>>().join("\n")
}

fn of_node(filing: &Filing<'_>, node: &Node) -> Vec<String> {
    let mut lines: Vec<String> = spans(&node.body).into_iter().map(|span| written(filing, span)).collect();
    for child in &node.body.children {
        let child = filing.rubric().node(*child);
        if child.part {
            lines.extend(of_node(filing, child).into_iter().map(|line| format!("{} {line}", child.name)));
        }
    }
    lines
}

fn spans(body: &Body) -> Vec<Span> {
    let gates = body.gates.iter().map(|gate| match gate {
        Gate::Inapplicable { span, .. } | Gate::Zero { span, .. } => *span,
    });
    let rule = body.rule.iter().map(|rule| rule.span);
    gates.chain(rule).chain(body.deduction.iter().map(|deduction| deduction.span)).collect()
}

/// A place of the rubric, its lines put together.
fn written(filing: &Filing<'_>, span: Span) -> String {
    filing.assessed.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
