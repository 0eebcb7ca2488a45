//! Blocks that yield a score: gates, then the rule or the children, then deductions; and the nodes they belong to.

use crate::eval::{NodeResult, Step as Traced};
use crate::facts::{AwardKind, AwardTarget};
use crate::model::{Body, Gate, NodeId, OptionSetId, Rule, RuleKind, Then, Type, TypeKind, Worth};
use crate::number::Number;

use super::super::formula::Formula;
use super::super::grid::Shown;
use super::super::words::word;
use super::cells::Wanted;
use super::choice::in_turn;
use super::scope::{ChildCell, FullValue, Scope};
use super::steps::Step;
use super::{Handle, Run, ScoreCells, Side, Translator, rounding};

impl<'a> Translator<'a> {
    /// What `body` yields; not rounded, without awards.
    pub(super) fn body(&mut self, body: &'a Body, scope: &Scope<'a>) -> Run {
        let mut tests = Vec::new();
        for gate in &body.gates {
            let (condition, yields) = match gate {
                Gate::Zero { condition, .. } => (condition, Formula::whole(0)),
                Gate::Inapplicable { condition, then: Then::Drop, .. } => {
                    (condition, Formula::text(&self.words.dropped).dropping(true))
                }
                Gate::Inapplicable { condition, then: Then::Score(score), .. } => (condition, self.expr(score, scope)?),
            };
            tests.push((self.expr(condition, scope)?, yields));
        }
        let rest = self.ungated(body, scope)?;
        Ok(in_turn(tests, rest).checked()?)
    }

    fn ungated(&mut self, body: &'a Body, scope: &Scope<'a>) -> Run {
        let score = match &body.rule {
            Some(rule) => self.rule(rule, scope)?,
            None if !body.children.is_empty() => self.children(body, scope)?,
            // 扣分 alone starts from full marks.
            None => scope.full.clone(),
        };
        match &body.deduction {
            Some(deduction) => self.deduct(&score, deduction, scope),
            None => Ok(score),
        }
    }

    /// The children of `body`, combined.
    fn children(&mut self, body: &'a Body, scope: &Scope<'a>) -> Run {
        let own = if scope.is_within() { None } else { self.closed(body, scope)? };
        let closed = match (scope.closed.clone(), own) {
            (Some(above), Some(own)) => {
                let formula = Formula::choose(&above.formula, &Formula::yes_no(true), &own.formula);
                Some(Handle { formula, reads: above.reads.union(&own.reads).copied().collect() })
            }
            (above, own) => above.or(own),
        };
        let mut children = Vec::with_capacity(body.children.len());
        for child in &body.children {
            children.push(if scope.is_within() {
                self.part(*child, scope)?
            } else {
                self.child(*child, scope, closed.as_ref())
            });
        }
        self.combine(children, body.combine.as_ref(), scope)
    }

    /// Whether a gate of `body` is closed, so that what is in it is not scored; in a cell of its own.
    fn closed(&mut self, body: &'a Body, scope: &Scope<'a>) -> Result<Option<Handle>, super::Why> {
        if body.gates.is_empty() {
            return Ok(None);
        }
        let conditions: Vec<_> = body
            .gates
            .iter()
            .map(|gate| match gate {
                Gate::Inapplicable { condition, .. } | Gate::Zero { condition, .. } => condition,
            })
            .collect();
        let key = format!("closed {:p}", std::ptr::from_ref(body));
        if let Some(handle) = self.gates.get(&key) {
            return Ok(Some(handle.clone()));
        }
        let holds = |value| matches!(value, Some(crate::value::Value::YesNo(true)));
        let any = conditions.iter().any(|condition| holds(self.value_at(condition, scope, None)));
        let word_of = if any { &self.words.yes } else { &self.words.no };
        let sources: Vec<String> = conditions.iter().map(|condition| self.source(condition.span)).collect();
        let wanted = Wanted {
            label: word(self.filing.locale, "sheet-step-closed"),
            source: sources.join("; "),
            ty: Type::plain(TypeKind::YesNo),
            expr: None,
            shown: Some(Shown::Text(word_of.clone())),
            shown_rows: Vec::new(),
            named: false,
            scope,
        };
        let handle = self.cell(wanted, |t| {
            let mut tests = Vec::new();
            for condition in conditions {
                tests.push((t.expr(condition, scope)?, Formula::yes_no(true)));
            }
            Ok(in_turn(tests, Formula::yes_no(false)))
        })?;
        self.gates.insert(key, handle.clone());
        Ok(Some(handle))
    }

    /// A child that is a node of the assessment, by the cell of its score.
    pub(super) fn child(&mut self, id: NodeId, scope: &Scope<'a>, closed: Option<&Handle>) -> ChildCell {
        let cells = match self.nodes.get(id.index()).cloned().flatten() {
            Some(cells) => cells,
            None => self.node(id, scope, closed),
        };
        let handle = cells.on(scope.side);
        let node = self.rubric.node(id);
        let set = level_set(&node.worth);
        let cell = self.of(handle);
        ChildCell {
            name: node.name.clone(),
            score: self.score(&cell, set),
            cell,
            points: self.points(&node.worth, scope).0,
            weight: node.weight.clone().unwrap_or(Number::ONE),
            set,
        }
    }

    /// 满分 of a node.
    fn points(&self, worth: &Worth, scope: &Scope<'a>) -> (Formula, FullValue<'a>) {
        match worth {
            Worth::Points(points) => (Formula::number(points), FullValue::Is(points.clone())),
            Worth::Share(share) => self.shared(share, scope),
            Worth::Level(_) => (Formula::whole(0), FullValue::Is(Number::ZERO)),
        }
    }

    /// A part inside a row or method, in a cell of its own.
    fn part(&mut self, id: NodeId, scope: &Scope<'a>) -> Result<ChildCell, super::Why> {
        let node = self.rubric.node(id);
        let (points, value) = self.points(&node.worth, scope);
        let mut inner = scope.within(&format!("part {}", id.0));
        inner.full = points.clone();
        inner.full_value = value;
        let inner = inner.declares(&node.body.lets);
        let key = format!("{} {:?}", inner.path, scope.side);
        let handle = match self.gates.get(&key) {
            Some(handle) => handle.clone(),
            None => {
                let ended = self.parts_ended(id, scope);
                let wanted = Wanted {
                    label: node.name.clone(),
                    source: self.source_of(&node.body),
                    ty: Type::number(),
                    expr: None,
                    shown: ended.first().cloned(),
                    shown_rows: ended,
                    named: false,
                    scope: &inner,
                };
                let handle = self.cell(wanted, |t| t.body(&node.body, &inner))?;
                self.gates.insert(key, handle.clone());
                handle
            }
        };
        let cell = self.of(&handle);
        Ok(ChildCell {
            name: node.name.clone(),
            score: cell.clone(),
            cell,
            points,
            weight: node.weight.clone().unwrap_or(Number::ONE),
            set: level_set(&node.worth),
        })
    }

    /// What a part inside a row or method gave, row by row.
    fn parts_ended(&self, id: NodeId, scope: &Scope<'a>) -> Vec<Shown> {
        let steps = scope.node.and_then(|node| self.evaluation.nodes.get(node.index())).map(|r| r.steps.clone());
        let mut ended: Vec<Shown> = Vec::new();
        let mut row = 0;
        for step in self.evaluation.trace.get(steps.unwrap_or_default()).unwrap_or_default() {
            match step {
                Traced::RowBegin { row: at, .. } => row = *at as usize,
                Traced::PartEnd { node, rule, .. } if *node == id => {
                    while ended.len() <= row {
                        ended.push(Shown::Text(String::new()));
                    }
                    if let Some(slot) = ended.get_mut(row) {
                        *slot = self.shown_outcome(rule, None);
                    }
                }
                _ => {}
            }
        }
        ended
    }

    /// The rule of a block as the rubric has it.
    pub(super) fn source_of(&self, body: &Body) -> String {
        body.rule.as_ref().map(|rule| self.source(rule.span)).unwrap_or_default()
    }

    /// The cells of a node, with all that stands in it.
    pub(super) fn node(&mut self, id: NodeId, scope: &Scope<'a>, closed: Option<&Handle>) -> ScoreCells {
        let node = self.rubric.node(id);
        self.steps.rows.push(Step::Group(node.path.clone()));
        let (full, full_value) = self.points(&node.worth, scope);
        let mut inner = scope.within(&format!("node {}", id.0));
        inner.full = full;
        inner.full_value = full_value;
        inner.node = Some(id);
        inner.row = None;
        inner.side = Side::Rule;
        inner.closed = closed.cloned();
        let inner = inner.declares(&node.body.lets);
        let set = level_set(&node.worth);
        let result = self.evaluation.nodes.get(id.index()).cloned().unwrap_or_else(unscored);
        let differs = self.differs(id);
        let round = if node.part || set.is_some() { None } else { self.rubric.rounding.indicator };
        let score = |t: &mut Self, side: Side| {
            let scope = Scope { side, ..inner.clone() };
            let made = t.body(&node.body, &scope)?;
            let made = match round {
                Some(round) if made.drops => {
                    let kept = t.kept(made, id, &scope)?;
                    t.unless_dropped(&kept, &rounding::rounded(&kept, round), &kept)
                }
                Some(round) if round.mode == crate::number::RoundingMode::HalfEven => {
                    rounding::rounded(&t.kept(made, id, &scope)?, round)
                }
                Some(round) => rounding::rounded(&made, round),
                None => made,
            };
            Ok(made)
        };
        let (made, reads) = self.reading(|t| {
            let made = score(t, Side::Rule);
            t.unless_closed(made, closed)
        });
        let locale = self.filing.locale;
        let called = |key| format!("{} {}", node.name, word(locale, key));
        let label = called(if differs { "report-rule-score" } else { "sheet-step-score" });
        let source = self.source_of(&node.body);
        let rule = self.score_cell(label, source, &result.rule, set, made, reads);
        let awarded = if differs {
            let own = self.own_award(id, &result);
            let beneath = self.differs_beneath(id);
            let (made, reads) = self.reading(|t| {
                let base = if beneath {
                    score(t, Side::Awarded)
                } else {
                    let cell = t.of(&rule);
                    Ok(t.score(&cell, set))
                };
                let made = match own {
                    Some(index) => Ok(t.with_award(index, base)),
                    None => base,
                };
                t.unless_closed(made, closed)
            });
            let label = called("report-score");
            let source = match own {
                Some(index) => self.facts.awards.get(index).map(|award| award.reason.clone()).unwrap_or_default(),
                None => String::new(),
            };
            self.score_cell(label, source, &result.awarded, set, made, reads)
        } else {
            rule.clone()
        };
        self.checks(&node.body.verifications, &inner);
        let cells = ScoreCells { rule, awarded };
        if let Some(slot) = self.nodes.get_mut(id.index()) {
            *slot = Some(cells.clone());
        }
        cells
    }

    /// `made`, or that it is not scored where a gate above is closed.
    fn unless_closed(&mut self, made: Run, closed: Option<&Handle>) -> Run {
        let made = made?;
        let Some(closed) = closed else { return Ok(made) };
        let closed = self.of(closed);
        let none = Formula::text(&self.words.unscored);
        Ok(Formula::choose(&closed, &none, &made))
    }

    /// A score before it is rounded, in a cell of its own.
    fn kept(&mut self, made: Formula, id: NodeId, scope: &Scope<'a>) -> Run {
        if made.is_short() {
            return Ok(made);
        }
        let result = self.evaluation.nodes.get(id.index());
        let steps = result.map(|r| r.steps.clone()).unwrap_or_default();
        let before = self.evaluation.trace.get(steps).unwrap_or_default().iter().rev().find_map(|step| match step {
            Traced::Rounded { from, .. } => Some(from.clone()),
            _ => None,
        });
        let shown = before.or_else(|| result.map(|r| r.rule.clone()));
        let wanted = Wanted {
            label: word(self.filing.locale, "sheet-step-unrounded"),
            source: String::new(),
            ty: Type::number(),
            expr: None,
            shown: shown.map(|outcome| self.shown_outcome(&outcome, None)),
            shown_rows: Vec::new(),
            named: false,
            scope,
        };
        let handle = self.cell(wanted, |_| Ok(made))?;
        Ok(handle.formula)
    }

    /// Whether an award stands on the node, on one of its rows, or on what is in it.
    pub(super) fn differs(&self, id: NodeId) -> bool {
        self.facts.awards.iter().any(|award| matches!(award.target, AwardTarget::Node(node) if node == id))
            || self.differs_beneath(id)
    }

    fn differs_beneath(&self, id: NodeId) -> bool {
        let rows = |award: &crate::facts::Award| matches!(award.target, AwardTarget::Row(node, ..) if node == id);
        self.facts.awards.iter().any(rows)
            || self.rubric.nodes.iter().enumerate().any(|(index, node)| {
                let index = NodeId(index as u32);
                self.is_beneath(node.parent, id)
                    && self.facts.awards.iter().any(|award| match award.target {
                        AwardTarget::Node(node) | AwardTarget::Row(node, ..) => node == index,
                        AwardTarget::Adjustment(_) => false,
                    })
            })
    }

    fn is_beneath(&self, mut parent: Option<NodeId>, id: NodeId) -> bool {
        while let Some(at) = parent {
            if at == id {
                return true;
            }
            parent = self.rubric.node(at).parent;
        }
        false
    }

    /// The award that stands for the score of a node, by its place.
    fn own_award(&self, id: NodeId, result: &NodeResult) -> Option<usize> {
        result.award.map(|(index, _)| index).or_else(|| {
            self.facts.awards.iter().position(|award| matches!(award.target, AwardTarget::Node(node) if node == id))
        })
    }

    /// `base` under the award numbered `index`: the award stands while its cell is filled in.
    pub(super) fn with_award(&mut self, index: usize, base: Run) -> Formula {
        let Some(award) = self.facts.awards.get(index) else { return base.unwrap_or_else(|_| Formula::none()) };
        let base = base.unwrap_or_else(|_| Formula::none());
        let cell = Formula::name(self.awards.cell(index));
        let filled = Formula::call("ISNUMBER", &[&cell]);
        match award.kind {
            AwardKind::Score(_) => Formula::choose(&filled, &cell, &base),
            AwardKind::Less(_) => Formula::choose(&filled, &Formula::sub(&base, &cell), &base),
            AwardKind::Level(_) => {
                let blank = Formula::compare(&cell, "=", &Formula::text(""));
                Formula::choose(&blank, &base, &cell)
            }
        }
        .fixed(false)
        .dropping(base.drops)
    }

    /// The evaluator's score that the rule asks for.
    pub(super) fn due(&mut self, scope: &Scope<'a>) -> Formula {
        if let Some(fact) = scope.row {
            return match self.inputs.get(&(scope.node, fact)).copied() {
                Some(column) => {
                    let cell = self.here(fact, column);
                    Formula::choose(&Formula::call("ISNUMBER", &[&cell]), &cell, &Formula::none()).fixed(false)
                }
                None => Formula::none(),
            };
        }
        let due = self.facts.awards.iter().position(|award| {
            matches!(award.target, AwardTarget::Node(node) if Some(node) == scope.node)
                && !matches!(award.kind, AwardKind::Less(_))
        });
        let Some(index) = due else { return Formula::none() };
        let cell = Formula::name(self.awards.cell(index));
        let filled = match self.facts.awards.get(index).map(|award| &award.kind) {
            Some(AwardKind::Level(_)) => Formula::compare(&cell, "<>", &Formula::text("")),
            _ => Formula::call("ISNUMBER", &[&cell]),
        };
        Formula::choose(&filled, &cell, &Formula::none()).fixed(false)
    }
}

/// Whether the evaluator's score may be due in `rule`.
pub(super) fn judges(rule: &Rule, rubric: &crate::model::Rubric) -> bool {
    let of = |rule: &Rule| judges(rule, rubric);
    match &rule.kind {
        RuleKind::Manual(_) => true,
        RuleKind::ByRating(rating) => match rating.ty.kind {
            TypeKind::Option(set) => rubric
                .options(set)
                .options
                .iter()
                .any(|option| matches!(option.share, crate::model::OptionShare::Range(_))),
            _ => false,
        },
        RuleKind::Bands { bands, .. } => bands.iter().any(|band| of(&band.rule)),
        RuleKind::Cases { cases, otherwise } => {
            cases.iter().any(|case| of(&case.rule)) || otherwise.as_deref().is_some_and(of)
        }
        RuleKind::LookupOne { entries, .. } => entries.iter().any(|entry| of(&entry.rule)),
        RuleKind::Deduct { base, .. } => base.as_deref().is_some_and(of),
        RuleKind::Each(each) => body_judges(&each.body, rubric),
        RuleKind::Scaled { body, .. } => body_judges(body, rubric),
        RuleKind::Method { method, .. } => body_judges(&rubric.method(*method).body, rubric),
        RuleKind::Value(_)
        | RuleKind::Zero
        | RuleKind::FullWhen(_)
        | RuleKind::LookupTwo { .. }
        | RuleKind::Interpolate { .. } => false,
    }
}

/// Whether the evaluator's score may be due in `body`.
pub(super) fn body_judges(body: &Body, rubric: &crate::model::Rubric) -> bool {
    body.rule.as_ref().is_some_and(|rule| judges(rule, rubric))
        || body.children.iter().any(|child| body_judges(&rubric.node(*child).body, rubric))
}

/// The levels of a node that yields one.
pub(super) fn level_set(worth: &Worth) -> Option<OptionSetId> {
    match worth {
        Worth::Level(set) => Some(*set),
        Worth::Points(_) | Worth::Share(_) => None,
    }
}

fn unscored() -> NodeResult {
    use crate::eval::Outcome::NotScored;
    NodeResult { points: None, rule: NotScored, awarded: NotScored, steps: 0..0, award: None, missing: Vec::new() }
}
