//! A block: what closes it, its rule or its children, and what follows.

use crate::diagnostic::Message;
use crate::model::{Aggregate, Body, Combine, ExprKind, Gate, NodeId, Then, Worth};
use crate::number::Number;
use crate::print::Scale;

use super::Wording;
use super::clause::Clause;
use super::place::{Place, is_sum};

impl<'a> Wording<'a> {
    /// The block of an indicator or part.
    pub(super) fn node_body(&self, node: NodeId, place: &Place<'a>) -> Vec<Clause> {
        self.body(&self.rubric.node(node).body, place)
    }

    /// A block.
    pub(super) fn body(&self, body: &'a Body, place: &Place<'a>) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = body.gates.iter().map(|gate| self.gate(gate, place)).collect();
        if let Some(rule) = &body.rule {
            clauses.extend(self.rule_clauses(rule, place));
        }
        if let Some(combine) = &body.combine {
            clauses.extend(self.combined(combine, &body.children, place));
        }
        let parts = body.children.iter().filter(|child| self.rubric.node(**child).part);
        let inside = Place { made_up: is_sum(body.combine.as_ref()), ..place.clone() };
        clauses.extend(parts.map(|part| self.part(*part, &inside)));
        if let Some(deduction) = &body.deduction {
            clauses.extend(self.deduction(deduction, true, place));
        }
        if let Some(limit) = &body.discretion {
            let limit = self.amount_of_points(limit, place);
            clauses.push(Clause::text(self.say(Message::new("wording-discretion").arg("limit", limit))));
        }
        clauses
    }

    fn gate(&self, gate: &'a Gate, place: &Place<'a>) -> Clause {
        match gate {
            Gate::Zero { condition, .. } => {
                let condition = self.condition(condition, true, place).0;
                Clause::text(self.say(Message::new("wording-gate-zero").arg("condition", condition)))
            }
            Gate::Inapplicable { condition, then, .. } => {
                let condition = self.condition(condition, true, place).0;
                match then {
                    Then::Drop => {
                        let key = if place.made_up { "wording-drop" } else { "wording-drop-bare" };
                        Clause::text(self.say(Message::new(key).arg("condition", condition)))
                    }
                    Then::Score(score) => {
                        let lead = self.say(Message::new("wording-inapplicable").arg("condition", condition));
                        Clause::when(lead, self.value_clauses(score, place))
                    }
                }
            }
        }
    }

    /// How children make their parent's score; nothing where it is their sum.
    pub(super) fn combined(&self, combine: &'a Combine, children: &[NodeId], place: &Place<'a>) -> Option<Clause> {
        Some(match combine {
            Combine::Sum => return None,
            Combine::Formula(expr) => match &expr.kind {
                ExprKind::Choose(_) | ExprKind::If(..) => {
                    Clause::lead(self.words.get("wording-combined"), self.value_clauses(expr, place))
                }
                _ => self.value_clauses(expr, place).into_iter().next()?,
            },
            Combine::Aggregate(aggregate, _) => {
                let key = match aggregate {
                    Aggregate::Sum => return None,
                    Aggregate::Mean => "wording-combined-mean",
                    Aggregate::Lowest => "wording-combined-lowest",
                    Aggregate::Highest => "wording-combined-highest",
                    Aggregate::Weighted => "wording-combined-weighted",
                };
                let weights: Vec<String> = children
                    .iter()
                    .filter_map(|child| {
                        let child = self.rubric.node(*child);
                        let weight = child.weight.as_ref()?;
                        let message = Message::new("wording-weight")
                            .arg("name", self.called(&child.name))
                            .arg("weight", weight.shown(28).text);
                        Some(self.say(message))
                    })
                    .collect();
                let weights = weights.join(&self.words.get("wording-comma-list"));
                Clause::text(self.say(Message::new(key).arg("weights", weights)))
            }
        })
    }

    /// A 分项 with its points.
    fn part(&self, id: NodeId, place: &Place<'a>) -> Clause {
        let part = self.rubric.node(id);
        let percent = |share: &Number| Scale::percent().show_all(share).text;
        let (worth, full) = match (&part.worth, &part.share) {
            (Worth::Points(points), share) => {
                let points_text = self.points(points);
                let worth = match share {
                    Some(share) => self
                        .say(Message::new("wording-part-both").arg("share", percent(share)).arg("points", points_text)),
                    None => points_text,
                };
                (worth, Some(points.clone()))
            }
            (Worth::Share(share), _) => (self.share_of_full_short(&percent(share)), None),
            (Worth::Level(_), _) => (String::new(), None),
        };
        let name = self.kept(&part.name);
        let key = if worth.is_empty() { "wording-part-level" } else { "wording-part" };
        let lead = self.say(Message::new(key).arg("name", name).arg("worth", worth));
        let mut inner = Vec::new();
        if let Some(explain) = &part.explain {
            inner.push(Clause::text(self.kept(explain)));
        }
        inner.extend(self.body(&part.body, &place.with_full(full)));
        Clause { numbered: true, ..Clause::lead(lead, inner) }
    }

    fn share_of_full_short(&self, share: &str) -> String {
        self.say(Message::new("wording-part-share-of-full").arg("share", share))
    }
}
