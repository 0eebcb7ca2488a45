//! A value again, for the reader: what a part of an expression came to at its place.

use crate::facts::{Facts, Slot};
use crate::model::{Expr, FactId, NodeId, Rubric};
use crate::number::{Number, Reach};
use crate::value::{Text, Value};

use super::ops;
use super::scope::{Call, Frame, RowRef, Scope, Site};
use super::{Evaluation, Evaluator, NodeResult, Options, Outcome};

/// Where an expression stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// Rows in sight, outermost first.
    pub rows: &'a [(FactId, u32)],
    /// Arguments of the method around it.
    pub params: Option<&'a [Value]>,
    /// 满分 of the place.
    pub full: Option<&'a Number>,
    /// The node whose children are 各项; the top indicators where absent.
    pub node: Option<NodeId>,
    /// Whether scores are read as awarded, not as the rule gives them.
    pub awarded: bool,
}

/// The value of `expr` at `place`, worked out by the evaluator that scored it. A missing fact comes as
/// every value that its declaration allows; `None` where there is no value (a division by zero).
pub fn value_of<'m>(
    rubric: &'m Rubric,
    facts: &Facts,
    evaluation: &Evaluation<'m>,
    place: &Place<'_>,
    expr: &'m Expr,
) -> Option<Value> {
    let options = Options { trace: false, deny_departures: false };
    let mut evaluator = Evaluator::new(rubric, Some(facts), None, options);
    evaluator.nodes.clone_from(&evaluation.nodes);
    evaluator.awarded_mode = place.awarded;
    evaluator.children_rows = Some(children_rows(rubric, &evaluation.nodes, place.node, place.awarded).into());
    evaluator.speculating = 1;
    let zero = Number::ZERO;
    let full = place.full.unwrap_or(&zero);
    let call = place.params.map(Call::Values);
    let scope = Scope { frame: None, call: call.as_ref(), full, site: Site::default() };
    with_rows(&mut evaluator, facts, place.rows, 0, scope, expr)
}

fn with_rows<'m, 'f>(
    evaluator: &mut Evaluator<'m, 'f>,
    facts: &'f Facts,
    rows: &[(FactId, u32)],
    depth: u16,
    scope: Scope<'_, 'm, 'f>,
    expr: &'m Expr,
) -> Option<Value> {
    let Some(((fact, index), inner)) = rows.split_first() else { return evaluator.expr(expr, &scope).ok() };
    let Some(Slot::Table(table)) = facts.slots.get(fact.index()) else { return None };
    let row = RowRef::Row(*fact, *index, table.rows.get(*index as usize)?);
    let frame = Frame { depth, row, outer: scope.frame };
    with_rows(evaluator, facts, inner, depth + 1, Scope { frame: Some(&frame), ..scope }, expr)
}

/// 各项 of `node`, or at the top, with the scores (or levels) that `nodes` hold.
pub(super) fn children_rows(
    rubric: &Rubric,
    nodes: &[NodeResult],
    node: Option<NodeId>,
    awarded: bool,
) -> Vec<(Text, Value)> {
    let children = match node {
        Some(node) => &rubric.node(node).body.children,
        None => &rubric.roots,
    };
    let score = |outcome: &Outcome| match outcome {
        Outcome::Points(points) => Some(Value::Number(points.clone())),
        Outcome::Range(reach) => Some(ops::number_in(Reach::clone(reach))),
        Outcome::Level(level) => Some(Value::Option(*level)),
        Outcome::Levels(bits) => Some(ops::option_in(*bits)),
        Outcome::Dropped | Outcome::NotScored | Outcome::Failed => None,
    };
    children
        .iter()
        .filter_map(|child| {
            let result = nodes.get(child.index())?;
            let outcome = if awarded { &result.awarded } else { &result.rule };
            Some((Text::from(rubric.node(*child).name.as_str()), score(outcome)?))
        })
        .collect()
}
