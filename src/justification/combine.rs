//! Children to parents, and the total.

use crate::diagnostic::Message;
use crate::eval::{Outcome, Step};
use crate::model::{Aggregate, Combine, NodeId, Note, TemplatePart};
use crate::number::Number;

use super::rows::{Combination, RowTold};
use super::show::{Told, score};
use super::step::{Joint, JustificationStep, StepKind, amount};
use super::walk::Walk;

impl<'c, 'a> Walk<'c, 'a> {
    /// Children were combined.
    pub fn combined(&mut self, step: &'a Step<'a>) {
        let Step::Combined { node, children, apart, rule, awarded } = step else { return };
        let dropped = apart.as_ref().map_or(&[][..], |apart| &apart.dropped);
        let context = self.context;
        let combine = match node {
            Some(node) => context.rubric.node(*node).body.combine.as_ref(),
            None => Some(&context.rubric.combine),
        };
        let rows: Vec<RowTold> =
            children.iter().filter(|child| !dropped.contains(child)).filter_map(|child| self.child(*child)).collect();
        let mut told = match combine {
            Some(Combine::Formula(expr)) => {
                let value = match awarded {
                    Outcome::Points(points) => Some(crate::value::Value::Number(points.clone())),
                    Outcome::Level(level) => Some(crate::value::Value::Option(*level)),
                    _ => None,
                };
                let equation = context.equation(&self.sight, None, expr, value.as_ref(), &[]);
                let message = Message::new("step-scores").arg("equation", equation.text);
                let mut told = JustificationStep::new(StepKind::Combination, message);
                told.place = Some(expr.span);
                told.expression = Some(equation.expression);
                told.points = Some(context.outcome(awarded, self.levels));
                if rule != awarded && self.levels.is_none() {
                    let rule = context.outcome(rule, None);
                    told.sentence.push(Joint::Semicolon, Message::new("step-by-rule").arg("points", amount(rule)));
                }
                told
            }
            Some(Combine::Aggregate(how, span)) => {
                let mut told = self.several(*how, &rows, (rule, awarded), None);
                told.place = Some(*span);
                told
            }
            Some(Combine::Sum) | None => {
                // A sum where some were left out is scaled to the points of all.
                let made_up = self.sight.full.clone().filter(|_| !dropped.is_empty());
                self.several(Aggregate::Sum, &rows, (rule, awarded), made_up)
            }
        };
        let parts = children.iter().any(|child| context.rubric.node(*child).part);
        let plain = matches!(combine, Some(Combine::Sum) | None) && dropped.is_empty();
        // The table shows how indicators add up.
        told.detail = plain && !parts && node.is_some();
        if !dropped.is_empty() {
            let names: Vec<String> = dropped.iter().map(|node| context.rubric.node(*node).name.clone()).collect();
            // Only a sum is made up for; a mean or an extreme leaves them out.
            let summed = matches!(combine, Some(Combine::Sum | Combine::Aggregate(Aggregate::Sum, _)) | None);
            let key = if summed { "step-dropped" } else { "step-omitted" };
            told.sentence.push(Joint::Semicolon, Message::new(key).arg("names", context.words.all_of(&names)));
        }
        self.push(told);
    }

    fn child(&self, child: NodeId) -> Option<RowTold> {
        let node = self.context.rubric.node(child);
        let result = self.context.evaluation.nodes.get(child.index())?;
        Some(RowTold {
            name: node.name.clone(),
            named: node.part || node.parent.is_none(),
            rule: result.rule.clone(),
            awarded: result.awarded.clone(),
            weight: node.weight.clone(),
            full: result.points.clone(),
        })
    }

    fn several(
        &self,
        how: Aggregate,
        rows: &[RowTold],
        (rule, awarded): (&Outcome, &Outcome),
        made_up: Option<Number>,
    ) -> JustificationStep {
        let combination = Combination { how, rows, rule, awarded, cap: None, made_up, levels: self.levels };
        self.context.combination(&combination)
    }

    /// The adjustments were put on the sum.
    pub fn adjusted(&mut self, base: &(Outcome, Outcome), result: &(Outcome, Outcome)) {
        let context = self.context;
        let mut working = context.outcome(&base.1, None);
        for (adjustment, outcome) in context.rubric.adjustments.iter().zip(&context.evaluation.adjustments) {
            let points = context.outcome(&outcome.awarded, None);
            match points.strip_prefix('-') {
                Some(less) => working.push_str(&format!(" - {less}")),
                None => working.push_str(&format!(" + {points}")),
            }
            working.push_str(&format!(
                "{}{}{}",
                context.words.get("joint-open"),
                adjustment.name,
                context.words.get("joint-close")
            ));
        }
        let points = context.outcome(&result.1, None);
        let mut step = JustificationStep::new(
            StepKind::Combination,
            Message::new("step-adjusted").arg("working", working).arg("points", amount(points.clone())),
        );
        step.points = Some(points);
        if result.0 != result.1 {
            let rule = context.outcome(&result.0, None);
            step.sentence.push(Joint::Semicolon, Message::new("step-by-rule").arg("points", amount(rule)));
        }
        self.push(step);
    }

    /// The total was held at a limit.
    pub fn capped(&mut self, cap: Option<usize>, limit: &Number, awarded: bool, from: &Outcome) {
        let key = if awarded { "step-total-capped" } else { "step-rule-total-capped" };
        let message = Message::new(key).arg("from", self.context.outcome(from, None)).arg("limit", score(limit));
        let mut step = JustificationStep::new(StepKind::Cap, message);
        if let Some(cap) = cap.and_then(|cap| self.context.rubric.total_caps.get(cap)) {
            step.place = Some(cap.span);
            if let Some(condition) = &cap.condition {
                let message = self.condition("step-case", condition, Some(true));
                step.sentence.push(Joint::Comma, message);
            }
        }
        step.points = Some(score(limit));
        step.detail = !awarded;
        self.push(step);
    }

    /// A grade was lowered.
    pub fn grade_lowered(&mut self, cap: usize, from: usize, awarded: bool) {
        let rubric = self.context.rubric;
        let Some(cap) = rubric.grade_caps.get(cap) else { return };
        let name = |grade: usize| rubric.grades.get(grade).map(|g| g.name.clone()).unwrap_or_default();
        let mut step = JustificationStep { kind: StepKind::Grade, place: Some(cap.span), ..Default::default() };
        step.sentence.push(Joint::Comma, self.condition("step-case", &cap.condition, Some(true)));
        let message = Message::new("step-grade-lowered").arg("from", name(from)).arg("to", name(cap.grade));
        step.sentence.push(Joint::Comma, message);
        step.detail = !awarded;
        self.push(step);
    }

    /// The author's own words, with values put in.
    pub fn note(&mut self, note: Option<&'a Note>) {
        let Some(note) = note else { return };
        let context = self.context;
        let mut text = String::new();
        for part in &note.parts {
            match part {
                TemplatePart::Text(words) => text.push_str(words),
                TemplatePart::Value(expr) => {
                    let value = context.value(&self.sight, expr);
                    let scale = context.scale(&self.sight, expr);
                    let told = value.map(|value| context.told(&value, &expr.ty, &scale));
                    let shown = match (context.written(&self.sight, expr), told) {
                        (Some(figure), _) => figure.text,
                        (None, None | Some(Told::Unknown)) => context.words.get("word-unknown"),
                        (None, Some(told)) => context.words_for(&told),
                    };
                    text.push_str(&shown);
                }
            }
        }
        let mut step =
            JustificationStep::new(StepKind::Note, Message::new("step-note").arg("text", text.trim().to_owned()));
        step.place = Some(note.span);
        self.push(step);
    }
}
