//! The rates of the groups.

use crate::justification::score_text;
use crate::model::NodeId;
use crate::report::assessment::{Indicator, NodeEntryKind};

use super::bar::Bar;
use super::view::{View, is_open, lost, node_anchor};

/// With more groups than this, those of the second level are left to the tree.
const MOST_GROUPS: usize = 60;

/// A group with its bar.
pub(super) struct Group {
    /// Where it stands in the tree.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// Whether it stands in the group above.
    pub inner: bool,
    /// Awarded, or `-`.
    pub score: String,
    /// Full marks, where it has any.
    pub points: Option<String>,
    /// Score by points, or `-`.
    pub rate: String,
    /// Lost points, or `-`.
    pub lost: String,
    /// Whether nothing was lost.
    pub bare: bool,
    /// What the rule gives, where it differs.
    pub rule: Option<String>,
    /// The bar.
    pub bar: Option<Bar>,
}

/// The groups of the first two levels; of very many those of the first alone.
pub(super) fn groups(view: &View<'_>) -> Vec<Group> {
    let rubric = view.filing.rubric();
    let mut all = Vec::new();
    let inner = |indicator: &Indicator| indicator.kind == NodeEntryKind::Indicator;
    for (indicator, id) in view.filing.assessment.indicators.iter().zip(&rubric.roots) {
        all.push(group(view, indicator, *id, false));
        let Some(node) = rubric.nodes.get(id.index()) else { continue };
        let children = indicator.children.iter().zip(&node.body.children).filter(|(child, _)| inner(child));
        all.extend(children.map(|(child, id)| group(view, child, *id, true)));
    }
    if all.len() > MOST_GROUPS {
        all.retain(|group| !group.inner);
    }
    // Of levels alone there are no rates.
    if all.iter().all(|group| group.bar.is_none()) {
        all.clear();
    }
    all
}

fn group(view: &View<'_>, indicator: &Indicator, id: NodeId, inner: bool) -> Group {
    let none = || view.texts.word("page-none");
    let result = view.result(id);
    let levels = view.levels(id);
    let rule = result.filter(|result| result.rule != result.awarded || is_open(&result.rule));
    Group {
        anchor: node_anchor(id.index()),
        name: indicator.name.clone(),
        inner,
        score: result.map_or_else(none, |result| view.outcome(&result.awarded, levels)),
        points: result.and_then(|result| result.points.as_ref()).map(score_text),
        rate: indicator.rate.clone().unwrap_or_else(none),
        bare: result.and_then(lost).is_none(),
        lost: result.and_then(lost).map_or_else(none, |lost| score_text(&lost)),
        rule: rule.map(|result| view.outcome(&result.rule, levels)),
        bar: result.and_then(Bar::new),
    }
}
