//! From the trace to steps: what belongs together becomes one step with one sentence.

use std::rc::Rc;

use crate::diagnostic::Message;
use crate::eval::{Outcome, Step};
use crate::model::{Each, Expr, ExprKind, Gate, LetId, Method, NodeId, OptionSetId, Rule, Then, Worth};
use crate::number::Number;
use crate::source::Span;
use crate::value::Value;

use super::rows::RowTold;
use super::show::{Told, score, score_rounding_to, sign};
use super::sight::{Call, Context, RowAt, Sight};
use super::step::{FactRead, Joint, JustificationStep, StepKind, amount};

/// Makes the steps of one node, row, part or method.
pub(super) struct Walk<'c, 'a> {
    /// All there is to know.
    pub context: &'c Context<'a>,
    /// What is in sight.
    pub sight: Sight<'a>,
    /// Steps done.
    pub steps: Vec<JustificationStep>,
    /// The set of levels, where the place yields one.
    pub levels: Option<OptionSetId>,
    /// Whether it is the line of a row, which leaves out what goes without saying.
    pub brief: bool,
    /// Whether full marks go without saying.
    pub same_full: bool,
    /// A choice whose points are still to come.
    open: Option<JustificationStep>,
    /// The value banded last and the band it fell into, for how far the next is.
    pub banded: Option<(&'a Rule, Number, usize)>,
    /// The 计算 told last, if it is the last step.
    last_let: Option<LetId>,
    /// Why a case applies, for where nothing else says why.
    pub unsaid: Option<Message>,
    /// Points of the clauses since the last deduction.
    pub taken: Vec<Value>,
    /// Rows since the last aggregation.
    pub rows: Vec<RowTold>,
    /// How many more were left out.
    pub dropped_rows: usize,
    /// The unit in which the rows' weights are shown, once one was.
    pub weight_unit: Option<Number>,
}

impl<'c, 'a> Walk<'c, 'a> {
    /// A walk that begins in `sight`.
    pub fn new(context: &'c Context<'a>, sight: Sight<'a>, levels: Option<OptionSetId>) -> Walk<'c, 'a> {
        Walk {
            context,
            sight,
            steps: Vec::new(),
            levels,
            brief: false,
            same_full: false,
            open: None,
            banded: None,
            last_let: None,
            unsaid: None,
            taken: Vec::new(),
            rows: Vec::new(),
            dropped_rows: 0,
            weight_unit: None,
        }
    }

    /// Tells all of `trace`.
    pub fn all(&mut self, trace: &[&'a Step<'a>]) {
        let mut rest = trace;
        while let Some((step, after)) = rest.split_first() {
            rest = self.one(step, after);
        }
    }

    /// Tells `step` and yields what is left after it.
    fn one<'t>(&mut self, step: &'a Step<'a>, after: &'t [&'a Step<'a>]) -> &'t [&'a Step<'a>] {
        let is_let = matches!(step, Step::Let { .. });
        match step {
            Step::Let { id, value } => self.binding(*id, value),
            Step::Assumed { expr, value } => self.assumed(expr, value),
            Step::Gate { gate, held } => self.gate(gate, *held),
            Step::Formula { expr, value } => self.formula(expr, value),
            Step::FullWhen { condition, held, full } => self.full_when(condition, *held, full),
            Step::Zero { span } => self.zero(*span),
            Step::Chosen { .. } => self.chosen(step),
            Step::Rated { rule, rating, share, full } => self.rated(rule, rating, share, full),
            Step::Manual { rule, allowed, award } => self.manual(rule, allowed, *award),
            Step::Clause { .. } => self.clause(step),
            Step::Deducted { deduction, base, left, floored } => self.deducted(deduction.span, base, left, *floored),
            Step::RowBegin { each, row, full } => return self.row(each, *row, full, after),
            Step::RowsSkipped { count } => {
                self.detail(StepKind::Row, Message::new("step-rows-skipped").arg("count", *count as usize));
            }
            Step::Aggregated { .. } => self.aggregated(step),
            Step::Method { method: _, decl, args } => return self.method(decl, args, after),
            Step::ScaledFrom { base } => return self.scaled_from(base, after),
            Step::PartBegin { node, full } => return self.part(*node, full, after),
            Step::Combined { .. } => self.combined(step),
            Step::Rounded { from, to, awarded } => self.rounded(from, to, awarded.as_deref()),
            Step::Adjusted { base, result } => self.adjusted(base, result),
            Step::Capped { cap, limit, awarded, from } => self.capped(*cap, limit, *awarded, from),
            Step::GradeLowered { cap, from, awarded } => self.grade_lowered(*cap, *from, *awarded),
            // Ends are taken with their beginnings.
            Step::RowEnd { .. } | Step::MethodEnd { .. } | Step::Scaled { .. } | Step::PartEnd { .. } => {}
        }
        if !is_let {
            self.last_let = None;
        }
        after
    }

    /// Adds a step; a choice still open stays before it.
    pub fn push(&mut self, step: JustificationStep) {
        self.close();
        self.steps.push(step);
    }

    /// Adds a step for the full account alone.
    pub fn detail(&mut self, kind: StepKind, message: Message) {
        let mut step = JustificationStep::new(kind, message);
        step.detail = true;
        self.push(step);
    }

    /// Tells something that stands inside what is being told, before it.
    pub fn aside(&mut self, tell: impl FnOnce(&mut Self)) {
        let (open, banded) = (self.open.take(), self.banded.take());
        tell(self);
        self.close();
        (self.open, self.banded) = (open, banded);
    }

    /// Ends a choice that is open.
    pub fn close(&mut self) {
        self.banded = None;
        self.unsaid = None;
        self.steps.extend(self.open.take());
    }

    /// The open choice, or a new step of `kind`.
    pub fn open(&mut self, kind: StepKind, place: Span) -> &mut JustificationStep {
        self.open.get_or_insert_with(|| JustificationStep { kind, place: Some(place), ..JustificationStep::default() })
    }

    /// Adds a clause to the open choice and ends it.
    pub fn finish(&mut self, kind: StepKind, place: Span, points: Option<String>, message: Message) {
        let unsaid = self.unsaid.take();
        let step = self.open(kind, place);
        if let Some(unsaid) = unsaid.filter(|_| step.sentence.is_empty()) {
            step.sentence.push(Joint::Comma, unsaid);
        }
        step.sentence.push(Joint::Comma, message);
        if points.is_some() {
            step.points = points;
        }
        if let Some(distance) = self.distance() {
            self.open(kind, place).sentence.push(Joint::Semicolon, distance);
        }
        self.close();
    }

    /// What earned so many points says.
    pub fn earns(&self, points: &str, full: Option<&Number>) -> Message {
        match full {
            Some(full) if !self.same_full => {
                Message::new("step-earns-of").arg("points", amount(points)).arg("full", amount(score(full)))
            }
            _ => Message::new("step-earns").arg("points", amount(points)),
        }
    }

    fn binding(&mut self, id: LetId, value: &Value) {
        let known = self.sight.lets.insert(id, value.clone());
        if known.as_ref() == Some(value) {
            return;
        }
        let binding = self.context.rubric.binding(id);
        let equation = self.context.equation(&self.sight, Some(&binding.name), &binding.value, Some(value), &[]);
        let mut step =
            JustificationStep::new(StepKind::Value, Message::new("step-equation").arg("equation", equation.text));
        step.place = Some(binding.span);
        step.name = Some(binding.name.clone());
        step.expression = Some(equation.expression);
        step.with_values = equation.with_values;
        step.value = equation.value;
        step.facts = self.context.facts_read(&self.sight, &binding.value);
        // A value is told before the choice that waits for it.
        self.steps.push(step);
        self.last_let = Some(id);
    }

    /// Takes the step of the 计算 `id` back if it is the last, to be told in a sentence with what follows.
    pub fn take_let(&mut self, expr: &'a Expr) -> Option<JustificationStep> {
        match expr.kind {
            ExprKind::Let(id) if self.last_let == Some(id) => self.steps.pop(),
            _ => None,
        }
    }

    fn assumed(&mut self, expr: &'a Expr, value: &Value) {
        let ExprKind::Default(absent, _) = &expr.kind else { return };
        let told = self.context.told(value, &expr.ty, &self.context.scale(&self.sight, expr));
        let name = self.context.names(&self.sight, absent);
        let message =
            Message::new("step-assumed").arg("name", name.clone()).arg("value", self.context.words_for(&told));
        let mut step = JustificationStep::new(StepKind::Assumption, message);
        step.place = Some(expr.span);
        step.name = Some(name);
        step.value = Some(self.context.words_for(&told));
        self.steps.push(step);
    }

    fn gate(&mut self, gate: &'a Gate, held: Option<bool>) {
        let (span, condition, inapplicable) = match gate {
            Gate::Inapplicable { span, condition, .. } => (*span, condition, true),
            Gate::Zero { span, condition } => (*span, condition, false),
        };
        let key = match (inapplicable, held) {
            (true, Some(true)) => "step-inapplicable",
            (false, Some(true)) => "step-gate-zero",
            (true, Some(false)) => "step-applicable",
            (false, Some(false)) => "step-gate-passed",
            (true, None) => "step-inapplicable-open",
            (false, None) => "step-gate-open",
        };
        let message = self.condition(key, condition, held);
        let mut step = JustificationStep::new(StepKind::Gate, message);
        step.place = Some(span);
        step.clause = Some(self.context.clause(&self.sight, condition, true));
        step.facts = self.context.facts_read(&self.sight, condition);
        step.detail = held == Some(false);
        match (gate, held) {
            (Gate::Inapplicable { then: Then::Score(_), .. }, Some(true)) => {
                // The points follow.
                self.close();
                self.open = Some(step);
            }
            (Gate::Inapplicable { then: Then::Drop, .. }, Some(true)) => {
                step.sentence.push(Joint::Comma, Message::new("step-drop"));
                self.push(step);
            }
            (Gate::Zero { .. }, Some(true)) => {
                step.points = Some("0".to_owned());
                step.sentence.push(Joint::Comma, Message::new("step-zero"));
                self.push(step);
            }
            _ => self.push(step),
        }
    }

    /// The message `key` about a condition, with why it holds or not, or what is wanting to tell.
    pub fn condition(&self, key: &'static str, condition: &'a Expr, held: Option<bool>) -> Message {
        let text = self.context.clause(&self.sight, condition, true);
        let reasons = match held {
            // What the condition says itself need not be said again.
            Some(held) if self.context.is_plain(condition, held) => Vec::new(),
            Some(held) => self.context.why(&self.sight, condition, held),
            None => self.context.wanting(&self.sight, condition),
        };
        let said = |reason: &String| held == Some(true) && text.contains(reason.as_str());
        let reasons: Vec<String> = reasons.into_iter().filter(|reason| !said(reason)).collect();
        let why = if reasons.is_empty() {
            String::new()
        } else {
            let key = if held.is_some() { "step-why" } else { "step-wanting" };
            self.context.locale.text(&Message::new(key).arg("reasons", self.context.words.all_of(&reasons)))
        };
        Message::new(key).arg("condition", quotable(&text)).arg("why", why)
    }

    fn row<'t>(&mut self, each: &'a Each, row: u32, full: &Number, after: &'t [&'a Step<'a>]) -> &'t [&'a Step<'a>] {
        let end = matching(after, |s| matches!(s, Step::RowBegin { .. }), |s| matches!(s, Step::RowEnd { .. }));
        let (inside, rest) = after.split_at(end.min(after.len()));
        self.close();
        let mut sight = self.sight.clone();
        sight.rows.push(RowAt::Row(each.table, row));
        sight.full = Some(full.clone());
        let mut walk = Walk::new(self.context, sight, self.levels);
        walk.brief = true;
        walk.same_full = each.full.is_none();
        walk.all(inside);
        walk.close();
        walk.note(each.body.note.as_ref());
        if let Some(Step::RowEnd { rule, awarded, award, .. }) = rest.first() {
            let sight = walk.sight.clone();
            let step = self.row_step(each, row, full, walk.steps, (rule, awarded), *award, &sight);
            self.steps.push(step);
        }
        rest.get(1..).unwrap_or_default()
    }

    fn method<'t>(&mut self, decl: &'a Method, args: &'a [Expr], after: &'t [&'a Step<'a>]) -> &'t [&'a Step<'a>] {
        let end = matching(after, |s| matches!(s, Step::Method { .. }), |s| matches!(s, Step::MethodEnd { .. }));
        let (inside, rest) = after.split_at(end.min(after.len()));
        let given: Vec<String> =
            decl.params.iter().zip(args).map(|(param, arg)| format!("{} {}", param.name, self.argument(arg))).collect();
        let message = Message::new("step-method")
            .arg("method", decl.name.clone())
            .arg("arguments", self.context.words.all_of(&given));
        let mut step = JustificationStep::new(StepKind::Method, message);
        step.name = Some(decl.name.clone());
        step.place = Some(decl.span);
        step.detail = true;
        // The choice before a method goes on in it.
        self.steps.push(step);
        let caller = self.sight.clone();
        let full = caller.full.clone();
        let node = caller.node;
        let own =
            Sight { rows: Vec::new(), call: Some(Rc::new(Call { args, caller })), full, node, ..Sight::default() };
        let outer = std::mem::replace(&mut self.sight, own);
        self.all(inside);
        self.close();
        self.note(decl.body.note.as_ref());
        self.sight = outer;
        rest.get(1..).unwrap_or_default()
    }

    fn argument(&self, arg: &'a Expr) -> String {
        let value = self.context.value(&self.sight, arg);
        match (self.context.written(&self.sight, arg), value) {
            (Some(figure), _) => figure.text,
            (None, Some(value)) => {
                let scale = self.context.scale(&self.sight, arg);
                match self.context.told(&value, &arg.ty, &scale) {
                    Told::Unknown => self.context.words.get("word-unknown"),
                    told => self.context.words_for(&told),
                }
            }
            (None, None) => self.context.words.get("word-missing"),
        }
    }

    fn part<'t>(&mut self, node: NodeId, full: &Number, after: &'t [&'a Step<'a>]) -> &'t [&'a Step<'a>] {
        let end = matching(after, |s| matches!(s, Step::PartBegin { .. }), |s| matches!(s, Step::PartEnd { .. }));
        let (inside, rest) = after.split_at(end.min(after.len()));
        self.close();
        let mut sight = self.sight.clone();
        sight.full = Some(full.clone());
        let mut walk = Walk::new(self.context, sight, self.levels);
        walk.all(inside);
        walk.close();
        let part = self.context.rubric.node(node);
        walk.note(part.body.note.as_ref());
        let mut step = JustificationStep {
            kind: StepKind::Part,
            place: Some(part.span),
            name: Some(part.name.clone()),
            children: walk.steps,
            ..JustificationStep::default()
        };
        if let Some(Step::PartEnd { awarded, .. }) = rest.first() {
            let points = self.context.outcome(awarded, self.levels);
            step.points = Some(points);
        }
        self.steps.push(step);
        rest.get(1..).unwrap_or_default()
    }

    fn scaled_from<'t>(&mut self, base: &Number, after: &'t [&'a Step<'a>]) -> &'t [&'a Step<'a>] {
        let end = matching(after, |s| matches!(s, Step::ScaledFrom { .. }), |s| matches!(s, Step::Scaled { .. }));
        let (inside, rest) = after.split_at(end.min(after.len()));
        let message = Message::new("step-scaled-from").arg("base", score(base));
        let step = JustificationStep { detail: true, ..JustificationStep::new(StepKind::Scaling, message) };
        self.push(step);
        let outer = self.sight.full.replace(base.clone());
        self.all(inside);
        self.close();
        self.sight.full = outer;
        if let Some(Step::Scaled { full, inner: inner_outcome, outer: outer_outcome }) = rest.first() {
            let inner = self.context.outcome(inner_outcome, self.levels);
            let outer = self.context.outcome(outer_outcome, self.levels);
            let exact = match (inner_outcome, outer_outcome) {
                (Outcome::Points(a), Outcome::Points(b)) => sign([a, b, base, full]),
                _ => "=",
            };
            let message = Message::new("step-scaled")
                .arg("sign", exact)
                .arg("base", score(base))
                .arg("full", amount(score(full)))
                .arg("inner", inner)
                .arg("outer", outer.clone());
            let mut step = JustificationStep::new(StepKind::Scaling, message);
            step.points = Some(outer);
            self.push(step);
        }
        rest.get(1..).unwrap_or_default()
    }

    fn rounded(&mut self, from: &Outcome, to: &Outcome, awarded: Option<&(Outcome, Outcome)>) {
        // What was awarded is what is filed; the rule's own rounding is told beside it where it differs.
        let (from, to) = awarded.map_or((from, to), |(from, to)| (from, to));
        let (Outcome::Points(before), Outcome::Points(after)) = (from, to) else { return };
        if before == after {
            return;
        }
        let Some(round) = self.context.rounding(&self.sight) else { return };
        let message = Message::new("step-rounded")
            .arg("from", score_rounding_to(before, after, round))
            .arg("to", score(after))
            .arg("mode", self.context.words.rounding(round.mode))
            .arg("places", amount(round.places.to_string()));
        let mut step = JustificationStep::new(StepKind::Rounding, message);
        step.value = Some(score(before));
        step.points = Some(score(after));
        self.push(step);
    }
}

/// `text` as it stands within quotes: quotes in it are single ones.
pub(super) fn quotable(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

/// The place of the end that belongs to a beginning just before `steps`.
fn matching<'a>(steps: &[&'a Step<'a>], begins: impl Fn(&Step<'a>) -> bool, ends: impl Fn(&Step<'a>) -> bool) -> usize {
    let mut depth = 0_usize;
    for (i, step) in steps.iter().enumerate() {
        if begins(step) {
            depth += 1;
        } else if ends(step) {
            if depth == 0 {
                return i;
            }
            depth -= 1;
        }
    }
    steps.len()
}

/// Adds the facts of `more` that are not yet in `facts`.
pub(super) fn merge_facts(facts: &mut Vec<FactRead>, more: Vec<FactRead>) {
    for fact in more {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
}

impl<'a> Context<'a> {
    /// The levels that `node` yields, if it yields any.
    pub fn levels_of(&self, node: NodeId) -> Option<OptionSetId> {
        match self.rubric.node(node).worth {
            Worth::Level(set) => Some(set),
            _ => None,
        }
    }
}
