//! What gives points by itself: formulas, conditions, ratings, the evaluator's score.

use crate::diagnostic::Message;
use crate::eval::Outcome;
use crate::model::{Combine, Expr, ExprKind, Rule, RuleKind};
use crate::number::Number;
use crate::source::Span;
use crate::value::Value;

use super::show::{score, sign};
use super::step::{Joint, StepKind, amount};
use super::walk::{Walk, merge_facts};
use crate::print::Scale;
use crate::print::is_constant;

impl<'c, 'a> Walk<'c, 'a> {
    /// A formula gave the points.
    pub fn formula(&mut self, expr: &'a Expr, value: &'a Value) {
        let context = self.context;
        // A formula over 各项 is told with the children that it combines.
        let combine = self.sight.node.and_then(|node| context.rubric.node(node).body.combine.as_ref());
        if matches!(combine, Some(Combine::Formula(formula)) if std::ptr::eq(formula.as_ref(), expr)) {
            return;
        }
        let full = self.sight.full.clone();
        if let (Value::Option(level), Some(set)) = (value, self.levels) {
            let level = context.option(set, *level);
            self.finish(
                StepKind::Formula,
                expr.span,
                Some(level.clone()),
                Message::new("step-level").arg("level", level),
            );
            return;
        }
        let equation = context.equation(&self.sight, None, expr, Some(value), &[]);
        let points = match value {
            Value::Number(number) => Some(score(number)),
            _ => None,
        };
        let message = match &points {
            Some(points) if is_constant(expr) && equation.with_values.is_none() => self.earns(points, full.as_ref()),
            Some(points) if matches!(expr.kind, ExprKind::Full) => self.earns(points, full.as_ref()),
            _ => Message::new("step-scores").arg("equation", equation.text.clone()),
        };
        let facts = context.facts_read(&self.sight, expr);
        let step = self.open(StepKind::Formula, expr.span);
        if step.expression.is_none() {
            step.expression = Some(equation.expression);
            step.with_values = equation.with_values;
            step.value = equation.value;
        }
        merge_facts(&mut step.facts, facts);
        self.finish(StepKind::Formula, expr.span, points, message);
    }

    /// A condition gave full marks or none.
    pub fn full_when(&mut self, condition: &'a Expr, held: Option<bool>, full: &Number) {
        if let (true, Some(held)) = (self.brief, held) {
            self.full_when_brief(condition, held, full);
            return;
        }
        let (key, points) = match held {
            Some(true) => ("step-full-when", Some(score(full))),
            Some(false) => ("step-not-full-when", Some("0".to_owned())),
            None => ("step-full-when-open", None),
        };
        let message = self.condition(key, condition, held).arg("full", amount(score(full)));
        let clause = self.context.clause(&self.sight, condition, true);
        let facts = self.context.facts_read(&self.sight, condition);
        let step = self.open(StepKind::Condition, condition.span);
        step.clause.get_or_insert(clause);
        merge_facts(&mut step.facts, facts);
        self.finish(StepKind::Condition, condition.span, points, message);
    }

    /// In the line of a row: what decides, and what it earns.
    fn full_when_brief(&mut self, condition: &'a Expr, held: bool, full: &Number) {
        let context = self.context;
        let mut reasons = context.why_named(&self.sight, condition, held);
        if held && reasons.len() > 1 {
            // That it is filled in is seen by its value.
            let given = context.given_parts(&self.sight, condition);
            reasons.retain(|reason| !given.contains(reason));
        }
        let facts = context.facts_read(&self.sight, condition);
        let clause = context.clause(&self.sight, condition, true);
        let step = self.open(StepKind::Condition, condition.span);
        step.clause.get_or_insert(clause);
        merge_facts(&mut step.facts, facts);
        if !reasons.is_empty() {
            let reasons = context.words.all_of(&reasons);
            step.sentence.push(Joint::Comma, Message::new("step-equation").arg("equation", reasons));
        }
        let points = if held { score(full) } else { "0".to_owned() };
        let message = if held { self.earns(&points, Some(full)) } else { Message::new("step-zero") };
        self.finish(StepKind::Condition, condition.span, Some(points), message);
    }

    /// 不得分
    pub fn zero(&mut self, span: Span) {
        self.finish(StepKind::Formula, span, Some("0".to_owned()), Message::new("step-zero"));
    }

    /// A rating gave a share of the points.
    pub fn rated(&mut self, rule: &'a Rule, rating: &Value, share: &Value, full: &Number) {
        let RuleKind::ByRating(expr) = &rule.kind else { return };
        let told = self.context.told(rating, &expr.ty, &Scale::plain());
        let facts = self.context.facts_read(&self.sight, expr);
        let rating_text = self.context.words_for(&told);
        let step = match (rating, share) {
            (Value::Option(_), Value::Number(share)) => {
                let points = share.mul(full).map(|points| score(&points)).unwrap_or_default();
                let shown = Scale::percent().show(share).text;
                let message = Message::new("step-rated")
                    .arg("rating", rating_text.clone())
                    .arg("share", shown)
                    .arg("full", amount(score(full)))
                    .arg("sign", sign(share.mul(full).iter().chain([share, full])))
                    .arg("points", amount(points.clone()));
                (Some(points), message)
            }
            _ => (None, Message::new("step-rated-open").arg("rating", rating_text.clone())),
        };
        let open = self.open(StepKind::Rating, rule.span);
        open.value = Some(rating_text);
        merge_facts(&mut open.facts, facts);
        self.finish(StepKind::Rating, rule.span, step.0, step.1);
    }

    /// The evaluator scored, as the rule asks.
    pub fn manual(&mut self, rule: &'a Rule, allowed: &Outcome, award: Option<usize>) {
        let allowed = self.context.outcome(allowed, self.levels);
        let award = award.and_then(|index| self.context.facts.awards.get(index));
        let message = Message::new(if award.is_some() { "step-manual" } else { "step-manual-missing" });
        let message = message.arg("allowed", allowed);
        if let RuleKind::ByRating(expr) = &rule.kind
            && let Some(value) = self.context.value(&self.sight, expr)
        {
            let rating = self.context.told(&value, &expr.ty, &Scale::plain());
            let rating = Message::new("step-rating").arg("rating", self.context.words_for(&rating));
            let facts = self.context.facts_read(&self.sight, expr);
            let open = self.open(StepKind::Manual, rule.span);
            open.sentence.push(Joint::Comma, rating);
            merge_facts(&mut open.facts, facts);
        }
        let open = self.open(StepKind::Manual, rule.span);
        open.sentence.push(Joint::Comma, message);
        if let Some(award) = award {
            let (context, levels) = (self.context, self.levels);
            context.evaluator_gave(self.open(StepKind::Manual, rule.span), award, levels);
        }
        self.close();
    }
}
