//! What every part of the page is made from.

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::{AwardStanding, NodeResult, Outcome};
use crate::facts::{AwardTarget, Slot};
use crate::justification::outcome_text;
use crate::model::{NodeId, OptionSetId, Worth};
use crate::number::Number;
use crate::report::assessment::{Indicator, PlaceEntry};
use crate::report::filing::Filing;
use crate::report::tables::departures::{Award, awards};

use super::texts::Texts;

/// A filing with what the parts of the page look up in it.
pub(super) struct View<'a> {
    /// Assessment, rubric and facts.
    pub filing: &'a Filing<'a>,
    /// The words.
    pub texts: Texts<'a>,
    /// Every award beside the rule, departures first, else in the order of the rubric.
    pub given: Vec<Award<'a>>,
    departed: BTreeSet<NodeId>,
    anchors: BTreeMap<&'a str, String>,
}

impl<'a> View<'a> {
    /// A view of `filing`.
    pub fn new(filing: &'a Filing<'a>, texts: Texts<'a>) -> View<'a> {
        let rubric = filing.rubric();
        let mut anchors = BTreeMap::new();
        for (index, adjustment) in rubric.adjustments.iter().enumerate() {
            anchors.insert(adjustment.name.as_str(), adjustment_anchor(index));
        }
        for (index, node) in rubric.nodes.iter().enumerate() {
            anchors.insert(node.path.as_str(), node_anchor(index));
        }
        let mut given = awards(filing);
        given.sort_by_key(|given| !is_departure(given));
        let departed = given.iter().filter(|given| is_departure(given));
        let departed = departed.filter_map(|given| node_of(&given.target)).collect();
        View { filing, texts, given, departed, anchors }
    }

    /// The result of a node.
    pub fn result(&self, id: NodeId) -> Option<&'a NodeResult> {
        self.filing.assessed.evaluation.nodes.get(id.index())
    }

    /// The levels that a node yields, where it yields any.
    pub fn levels(&self, id: NodeId) -> Option<OptionSetId> {
        match self.filing.rubric().nodes.get(id.index())?.worth {
            Worth::Level(set) => Some(set),
            _ => None,
        }
    }

    /// A score, a range or a level in words.
    pub fn outcome(&self, outcome: &Outcome, levels: Option<OptionSetId>) -> String {
        outcome_text(self.filing.rubric(), outcome, levels, self.texts.locale)
    }

    /// Whether an award on `id` or on one of its rows parts from the rule.
    pub fn departs(&self, id: NodeId) -> bool {
        self.departed.contains(&id)
    }

    /// The anchor of the indicator, part or adjustment that `path` names, or of the one it stands in.
    pub fn anchor(&self, path: &str) -> Option<String> {
        let mut path = path;
        loop {
            if let Some(anchor) = self.anchors.get(path) {
                return Some(anchor.clone());
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// What an award stands on: its path from the last indicator in the tree on, and the names above that.
    pub fn target(&self, target: &AwardTarget) -> (String, String) {
        let rubric = self.filing.rubric();
        match target {
            AwardTarget::Node(id) => self.named(*id),
            AwardTarget::Row(id, fact, row) => {
                let (above, name) = self.named(*id);
                let slot = self.filing.assessed.facts.slots.get(fact.index());
                let row = match slot {
                    Some(Slot::Table(rows)) => rows.rows.get(*row as usize).map(|row| row.name.clone()),
                    _ => None,
                };
                (above, format!("{name}/{}", row.unwrap_or_default()))
            }
            AwardTarget::Adjustment(id) => {
                let name = rubric.adjustments.get(id.index()).map(|adjustment| adjustment.name.clone());
                (String::new(), name.unwrap_or_default())
            }
        }
    }

    /// The names above the indicator that `id` is or is a part of, and those from there on.
    pub fn named(&self, id: NodeId) -> (String, String) {
        let rubric = self.filing.rubric();
        let mut names = Vec::new();
        let mut above = Vec::new();
        let mut next = Some(id);
        let mut within = true;
        while let Some(node) = next.and_then(|id| rubric.nodes.get(id.index())) {
            if within {
                names.push(node.name.as_str())
            } else {
                above.push(node.name.as_str())
            }
            within &= node.part;
            next = node.parent;
        }
        names.reverse();
        above.reverse();
        (above.join(" / "), names.join("/"))
    }

    /// A place for a reader who knows which file is meant.
    pub fn place(&self, place: &PlaceEntry) -> String {
        match place.cell {
            Some(_) => place.within(),
            None => self.texts.with("page-line", "line", place.line.to_string()),
        }
    }
}

/// The anchor of a node.
pub(super) fn node_anchor(index: usize) -> String {
    format!("n{index}")
}

/// The anchor of an adjustment.
pub(super) fn adjustment_anchor(index: usize) -> String {
    format!("a{index}")
}

/// Whether an award is beyond what the rule leaves to the evaluator.
pub(super) fn is_departure(given: &Award<'_>) -> bool {
    matches!(given.standing, AwardStanding::Departure { .. })
}

/// The node that an award stands on, or on a row of.
pub(super) fn node_of(target: &AwardTarget) -> Option<NodeId> {
    match target {
        AwardTarget::Node(id) | AwardTarget::Row(id, ..) => Some(*id),
        AwardTarget::Adjustment(_) => None,
    }
}

/// The points of an outcome that is one number.
pub(super) fn points(outcome: &Outcome) -> Option<&Number> {
    match outcome {
        Outcome::Points(points) => Some(points),
        _ => None,
    }
}

/// What was lost of the full marks, if anything.
pub(super) fn lost(result: &NodeResult) -> Option<Number> {
    let lost = result.points.as_ref()?.sub(points(&result.awarded)?).ok()?;
    Some(lost).filter(Number::is_positive)
}

/// Whether what the rule gives is not determined.
pub(super) fn is_open(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Range(_) | Outcome::Levels(_))
}

/// The indicators of the tree beside their nodes, parents first.
pub(super) fn nodes<'a>(view: &View<'a>) -> Vec<(&'a Indicator, NodeId)> {
    fn walk<'a>(
        view: &View<'a>,
        indicators: &'a [Indicator],
        ids: &[NodeId],
        found: &mut Vec<(&'a Indicator, NodeId)>,
    ) {
        for (indicator, id) in indicators.iter().zip(ids) {
            found.push((indicator, *id));
            if let Some(node) = view.filing.rubric().nodes.get(id.index()) {
                walk(view, &indicator.children, &node.body.children, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(view, &view.filing.assessment.indicators, &view.filing.rubric().roots, &mut found);
    found
}

/// How an award relates to the rule, as a class of the page.
pub(super) fn standing_class(standing: AwardStanding) -> &'static str {
    match standing {
        AwardStanding::Due | AwardStanding::Judgement => "judgement",
        AwardStanding::Departure { .. } => "departure",
    }
}
