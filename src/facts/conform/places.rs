//! Where awards may stand: every indicator, part and 加减分, with what bears on an award there.

use crate::model::{
    AdjustmentId, Body, Each, ExprKind, FactId, NodeId, OptionSetId, OptionShare, Rubric, Rule, RuleKind, TypeKind,
    Worth,
};
use crate::number::Number;
use crate::source::Span;

/// Methods call others that stand before them, so that calls end; this bounds a walk of a broken model.
const MAX_DEPTH: usize = 128;

/// An indicator, a part or a 加减分.
#[derive(Debug)]
pub struct Place<'r> {
    /// Names from the top.
    pub names: Vec<&'r str>,
    /// What it is.
    pub kind: PlaceKind,
    /// Its name in the declaration.
    pub span: Span,
    /// The points it holds, where they are known.
    pub full: Option<Number>,
    /// The most that can be awarded: `full`, or what a 折算 in it is scored out of.
    pub limit: Option<Number>,
    /// The set its level is of, where it yields one.
    pub level: Option<OptionSetId>,
    /// Whether the rules may leave the score to the evaluator.
    pub due: bool,
    /// The tables it scores row by row.
    pub scored: Vec<Scored<'r>>,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// An indicator or part that is scored once and may be awarded.
    Node(NodeId),
    /// An indicator that has indicators below it.
    Parent(NodeId),
    /// A part of a method or of a row, scored each time anew.
    Repeated(NodeId),
    /// A 加减分.
    Adjustment(AdjustmentId),
}

/// A table scored row by row.
#[derive(Debug)]
pub struct Scored<'r> {
    /// The rule.
    pub each: &'r Each,
    /// The table.
    pub table: FactId,
    /// 满分 where the rule stands.
    pub full: Option<Number>,
    /// Whether a row's score may be left to the evaluator.
    pub due: bool,
    /// The greatest base of a 折算 within which it is.
    pub base: Option<Number>,
}

/// Every place of `rubric`: nodes in the order of the file, then 加减分.
pub fn places(rubric: &Rubric) -> Vec<Place<'_>> {
    let mut walk = Walk { rubric, full: vec![None; rubric.nodes.len()] };
    for root in &rubric.roots {
        walk.reach(*root, None, 0);
    }
    let mut places: Vec<Place<'_>> = (0..rubric.nodes.len()).filter_map(|index| walk.place(index)).collect();
    for (index, adjustment) in rubric.adjustments.iter().enumerate() {
        places.push(Place {
            names: vec![&adjustment.name],
            kind: PlaceKind::Adjustment(AdjustmentId(u32::try_from(index).unwrap_or(u32::MAX))),
            span: adjustment.span,
            full: None,
            limit: None,
            level: None,
            due: false,
            scored: Vec::new(),
        });
    }
    places
}

struct Walk<'r> {
    rubric: &'r Rubric,
    /// The 满分 of each node that is scored once; `None` for one never reached.
    full: Vec<Option<Full>>,
}

/// 满分 of a node.
#[derive(Clone)]
struct Full(Option<Number>);

/// What stands in a rule tree.
#[derive(Default)]
struct Found<'r> {
    due: bool,
    /// The greatest base of a 折算 within which the evaluator's score may be due.
    base: Option<Number>,
    scored: Vec<Scored<'r>>,
    /// Parts in a 折算, and out of how much they are scored.
    parts: Vec<(NodeId, Option<Number>)>,
}

impl<'r> Walk<'r> {
    /// Notes that `id` is scored once, within a place of `around` points, and so those below it.
    fn reach(&mut self, id: NodeId, around: Option<&Number>, depth: usize) {
        let Some(node) = self.rubric.nodes.get(id.index()) else { return };
        let full = match &node.worth {
            Worth::Points(points) => Some(points.clone()),
            Worth::Share(share) => around.and_then(|points| points.mul(share).ok()),
            Worth::Level(_) => None,
        };
        let Some(slot) = self.full.get_mut(id.index()).filter(|slot| slot.is_none() && depth < MAX_DEPTH) else {
            return;
        };
        *slot = Some(Full(full.clone()));
        for child in &node.body.children {
            self.reach(*child, full.as_ref(), depth + 1);
        }
        let mut found = Found::default();
        self.body(&node.body, full.as_ref(), None, 0, &mut found);
        for (part, base) in found.parts {
            self.reach(part, base.as_ref(), depth + 1);
        }
    }

    fn place(&self, index: usize) -> Option<Place<'r>> {
        let node = self.rubric.nodes.get(index)?;
        let id = NodeId(u32::try_from(index).ok()?);
        let mut names = vec![node.name.as_str()];
        let mut above = node.parent;
        while let Some(parent) =
            above.and_then(|id| self.rubric.nodes.get(id.index())).filter(|_| names.len() < MAX_DEPTH)
        {
            names.push(&parent.name);
            above = parent.parent;
        }
        names.reverse();
        let mut place = Place {
            names,
            kind: PlaceKind::Repeated(id),
            span: node.span,
            full: None,
            limit: None,
            level: None,
            due: false,
            scored: Vec::new(),
        };
        let Some(Full(full)) = self.full.get(index).cloned().flatten() else { return Some(place) };
        let is_indicator = |child: &NodeId| self.rubric.nodes.get(child.index()).is_some_and(|node| !node.part);
        place.kind =
            if node.body.children.iter().any(is_indicator) { PlaceKind::Parent(id) } else { PlaceKind::Node(id) };
        if let Worth::Level(set) = node.worth {
            place.level = Some(set);
        }
        let mut found = Found::default();
        self.body(&node.body, full.as_ref(), None, 0, &mut found);
        place.limit = match (&full, found.base) {
            (Some(full), Some(base)) => Some(full.clone().max(base)),
            (full, _) => full.clone(),
        };
        place.full = full;
        place.due = found.due;
        place.scored = found.scored;
        Some(place)
    }

    /// Looks through `body`, whose 满分 is `full` and which stands in a 折算 of `base`.
    fn body(&self, body: &'r Body, full: Option<&Number>, base: Option<&Number>, depth: usize, found: &mut Found<'r>) {
        if let Some(rule) = &body.rule {
            self.rule(rule, full, base, depth, found);
        }
    }

    fn rule(&self, rule: &'r Rule, full: Option<&Number>, base: Option<&Number>, depth: usize, found: &mut Found<'r>) {
        if depth > MAX_DEPTH {
            return;
        }
        let mut within = |rule: &'r Rule| self.rule(rule, full, base, depth + 1, found);
        match &rule.kind {
            RuleKind::Value(_)
            | RuleKind::Zero
            | RuleKind::FullWhen(_)
            | RuleKind::LookupTwo { .. }
            | RuleKind::Interpolate { .. } => {}
            RuleKind::Bands { bands, .. } => bands.iter().for_each(|band| within(&band.rule)),
            RuleKind::Cases { cases, otherwise } => {
                cases.iter().for_each(|case| within(&case.rule));
                if let Some(rule) = otherwise {
                    within(rule);
                }
            }
            RuleKind::LookupOne { entries, .. } => entries.iter().for_each(|entry| within(&entry.rule)),
            RuleKind::Deduct { base: from, .. } => {
                if let Some(rule) = from {
                    within(rule);
                }
            }
            RuleKind::ByRating(rating) => {
                if let TypeKind::Option(set) = rating.ty.kind {
                    let options = self.rubric.option_sets.get(set.index()).map(|set| set.options.as_slice());
                    let ranges = options.unwrap_or_default().iter().any(|o| matches!(o.share, OptionShare::Range(_)));
                    if ranges {
                        found.due(base);
                    }
                }
            }
            RuleKind::Manual(_) => found.due(base),
            RuleKind::Scaled { base: out_of, body } => {
                let out_of = out_of.kind.constant();
                self.body(body, out_of.as_ref(), out_of.as_ref(), depth + 1, found);
                found.parts.extend(body.children.iter().map(|part| (*part, out_of.clone())));
            }
            RuleKind::Method { method, .. } => {
                if let Some(method) = self.rubric.methods.get(method.index()) {
                    // Its parts are scored wherever it is called.
                    let parts = found.parts.len();
                    self.body(&method.body, full, base, depth + 1, found);
                    found.parts.truncate(parts);
                }
            }
            RuleKind::Each(each) => {
                let mut row = Found::default();
                self.body(&each.body, None, None, depth + 1, &mut row);
                let (due, base) = (row.due, row.base);
                found.scored.push(Scored { each, table: each.table, full: full.cloned(), due, base });
            }
        }
    }
}

impl Found<'_> {
    /// The evaluator's score may be due, out of `base` where it is within a 折算.
    fn due(&mut self, base: Option<&Number>) {
        self.due = true;
        if let Some(base) = base
            && self.base.as_ref().is_none_or(|greatest| base > greatest)
        {
            self.base = Some(base.clone());
        }
    }
}

impl Scored<'_> {
    /// The full marks of a row with these cells, where they can be told without evaluating.
    pub fn row_full(&self, cells: &[Option<crate::value::Value>]) -> Option<Number> {
        let full = match self.each.full.as_ref().map(|full| &full.kind) {
            None | Some(ExprKind::Full) => self.full.clone(),
            Some(ExprKind::Number(number)) => Some(number.clone()),
            Some(ExprKind::Field { frame, column }) if *frame == self.each.frame => {
                match cells.get(usize::from(*column)) {
                    Some(Some(crate::value::Value::Number(number))) => Some(number.clone()),
                    _ => None,
                }
            }
            Some(_) => None,
        }?;
        Some(match &self.base {
            Some(base) => full.max(base.clone()),
            None => full,
        })
    }
}
