//! Rows: each in one line, then how they make one score.

use crate::diagnostic::Message;
use crate::eval::{AwardStanding, Outcome, Step};
use crate::model::{Aggregate, Each, OptionSetId};
use crate::number::Number;

use super::award::Standing;
use super::show::{score, sign};
use super::sight::{Context, Sight};
use super::step::{Joint, JustificationStep, Sentence, StepKind, amount};
use super::walk::Walk;

/// As many different terms are written out; of more, their sum.
const MOST_TERMS: usize = 12;

/// The score of a row or child that counts.
#[derive(Clone)]
pub(super) struct RowTold {
    /// What it is called.
    pub name: String,
    /// Whether a sum names it.
    pub named: bool,
    /// What the rule gives.
    pub rule: Outcome,
    /// What was awarded.
    pub awarded: Outcome,
    /// How much it weighs.
    pub weight: Option<Number>,
    /// Its full marks.
    pub full: Option<Number>,
}

/// One of the two scores.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Rule,
    Awarded,
}

impl RowTold {
    fn score(&self, side: Side) -> &Outcome {
        match side {
            Side::Rule => &self.rule,
            Side::Awarded => &self.awarded,
        }
    }

    fn points(&self, side: Side) -> Option<&Number> {
        match self.score(side) {
            Outcome::Points(points) => Some(points),
            _ => None,
        }
    }
}

impl<'c, 'a> Walk<'c, 'a> {
    /// The step of a row whose own steps are `children`.
    #[allow(clippy::too_many_arguments, reason = "the parts of one trace entry and what was made of its inside")]
    pub fn row_step(
        &mut self,
        each: &'a Each,
        row: u32,
        full: &Number,
        children: Vec<JustificationStep>,
        (rule, awarded): (&Outcome, &Outcome),
        award: Option<(usize, AwardStanding)>,
        sight: &Sight<'a>,
    ) -> JustificationStep {
        let context = self.context;
        let declared = context.row(each.table, row);
        let name = declared.map(|row| row.name.clone()).unwrap_or_default();
        let points = context.outcome(awarded, self.levels);
        let told = children.iter().rev().find_map(|step| step.points.clone());
        let mut step = JustificationStep {
            kind: StepKind::Row,
            place: Some(each.span),
            name: Some(name.clone()),
            points: Some(points.clone()),
            children,
            ..JustificationStep::default()
        };
        if matches!(awarded, Outcome::Dropped) {
            self.dropped_rows += 1;
            // The gate has said so.
            if step.children.is_empty() {
                step.sentence = Sentence::of(Message::new("step-drop"));
            }
            return step;
        }
        let settled = award.is_some_and(|(_, standing)| standing != AwardStanding::Due);
        match award.filter(|_| settled) {
            Some((award, standing)) => {
                let limit = each.body.discretion.as_ref().and_then(|d| context.number(sight, d));
                let standing = Standing { award, standing };
                step.children.extend(context.award_steps(&standing, rule, awarded, limit, &[], self.levels, true));
            }
            None if told.as_deref() != Some(&points) => {
                step.sentence = Sentence::of(match (rule, self.levels) {
                    (Outcome::Level(_) | Outcome::Levels(_), _) => {
                        Message::new("step-level").arg("level", points.clone())
                    }
                    _ => self.earns(&points, each.full.as_ref().map(|_| full)),
                });
            }
            None => {}
        }
        let weight = each.by.as_ref().and_then(|by| {
            let scale = context.scale(sight, by);
            // All in the unit of the first, such that their proportion stays.
            let unit = self.weight_unit.get_or_insert(if scale.percent { Number::ONE } else { scale.factor });
            context.number(sight, by)?.div(unit).ok()
        });
        self.rows.push(RowTold {
            name,
            named: false,
            rule: rule.clone(),
            awarded: awarded.clone(),
            weight,
            full: Some(full.clone()),
        });
        step
    }

    /// How the rows told last make one score.
    pub fn aggregated(&mut self, step: &'a Step<'a>) {
        let Step::Aggregated { each, rule, awarded, .. } = step else { return };
        let rows = std::mem::take(&mut self.rows);
        let cap = each.at_most.as_ref().and_then(|cap| self.context.number(&self.sight, cap));
        // Rows that share out full marks make up for one that was left out.
        let made_up = self.sight.full.clone().filter(|_| each.full.is_some() && cap.is_none() && self.dropped_rows > 0);
        self.dropped_rows = 0;
        self.weight_unit = None;
        let combination =
            Combination { how: each.aggregate, rows: &rows, rule, awarded, cap, made_up, levels: self.levels };
        let mut told = self.context.combination(&combination);
        told.place = Some(each.span);
        self.push(told);
    }
}

/// How several scores make one.
pub(super) struct Combination<'r> {
    /// How.
    pub how: Aggregate,
    /// The scores.
    pub rows: &'r [RowTold],
    /// What it comes to by the rule.
    pub rule: &'r Outcome,
    /// What it comes to as awarded.
    pub awarded: &'r Outcome,
    /// What it is held at.
    pub cap: Option<Number>,
    /// Full marks of the place, where some were left out and the others make up for them.
    pub made_up: Option<Number>,
    /// The set of levels, of levels.
    pub levels: Option<OptionSetId>,
}

impl Combination<'_> {
    fn outcome(&self, side: Side) -> &Outcome {
        match side {
            Side::Rule => self.rule,
            Side::Awarded => self.awarded,
        }
    }

    /// The scores of one side; `None` where one is not known.
    fn points(&self, side: Side) -> Option<Vec<&Number>> {
        self.rows.iter().map(|row| row.points(side)).collect()
    }

    /// The sum before it is held at a limit, where that is less.
    fn beyond_cap(&self, side: Side) -> Option<Number> {
        let sum = sum_of(&self.points(side)?)?;
        let cap = self.cap.as_ref().filter(|_| self.how == Aggregate::Sum)?;
        (sum > *cap).then_some(sum)
    }
}

impl<'a> Context<'a> {
    /// How several scores make one: of the rule scores too, where they differ from the awarded.
    pub fn combination(&self, combination: &Combination<'_>) -> JustificationStep {
        let mut step = JustificationStep { kind: StepKind::Combination, ..JustificationStep::default() };
        let key = match combination.how {
            Aggregate::Mean => "step-mean",
            Aggregate::Sum => "step-sum",
            Aggregate::Lowest => "step-lowest",
            Aggregate::Highest => "step-highest",
            Aggregate::Weighted => "step-weighted",
        };
        step.sentence.push(Joint::Comma, Message::new(key).arg("count", combination.rows.len()));
        if combination.rule == combination.awarded {
            self.combined_side(&mut step, Joint::Colon, "", combination, Side::Awarded);
        } else {
            self.combined_side(&mut step, Joint::Colon, "word-by-rule", combination, Side::Rule);
            self.combined_side(&mut step, Joint::Semicolon, "word-as-awarded", combination, Side::Awarded);
        }
        let result = self.outcome(combination.awarded, combination.levels);
        step.with_values = self.working(combination, Side::Awarded);
        step.value = Some(result.clone());
        step.points = Some(result);
        step
    }

    /// Adds how one side comes about.
    fn combined_side(
        &self,
        step: &mut JustificationStep,
        joint: Joint,
        name: &'static str,
        combination: &Combination<'_>,
        side: Side,
    ) {
        let outcome = combination.outcome(side);
        let beyond = combination.beyond_cap(side);
        let result = match &beyond {
            Some(sum) => score(sum),
            None => self.outcome(outcome, combination.levels),
        };
        let own = match outcome {
            Outcome::Points(points) => Some(points),
            _ => None,
        };
        let equals = sign(combination.rows.iter().filter_map(|row| row.points(side)).chain(own));
        let working = self.working(combination, side).filter(|working| *working != result);
        let key = match (combination.how, combination.levels.is_some()) {
            _ if working.is_none() => "step-combined-open",
            (_, true) => "step-combined-level",
            (Aggregate::Lowest | Aggregate::Highest, false) => "step-combined-extreme",
            _ => "step-combined",
        };
        let message = Message::new(key)
            .arg("sign", equals)
            .arg("side", if name.is_empty() { String::new() } else { self.words.get(name) })
            .arg("working", working.unwrap_or_default())
            .arg("points", amount(result));
        step.sentence.push(joint, message);
        if let (Some(_), Some(cap)) = (beyond, &combination.cap) {
            step.sentence.push(Joint::Comma, Message::new("step-at-most").arg("cap", amount(score(cap))));
        }
    }

    /// The working on one side; `None` where a score in it is not known.
    fn working(&self, combination: &Combination<'_>, side: Side) -> Option<String> {
        let Combination { how, rows, .. } = combination;
        if let Aggregate::Lowest | Aggregate::Highest = how {
            return self.extreme(*how == Aggregate::Highest, rows, side);
        }
        let points = combination.points(side)?;
        match how {
            Aggregate::Weighted => {
                let weights: Option<Vec<&Number>> = rows.iter().map(|row| row.weight.as_ref()).collect();
                let weights = weights?;
                let (terms, sum) = weighted_terms(&points, &weights)?;
                let total = sum_of(&weights)?;
                let equals = sign(points.iter().chain(&weights).copied().chain([&sum, &total]));
                Some(format!("({terms}) ÷ {} {equals} {} ÷ {}", score(&total), score(&sum), score(&total)))
            }
            Aggregate::Mean => {
                let (terms, sum) = grouped(&points)?;
                let count = points.len();
                if count == 1 {
                    return Some(terms);
                }
                Some(quotient(&terms, &sum, &count.to_string(), sign(points)))
            }
            _ => {
                let (mut terms, sum) = grouped(&points)?;
                if rows.iter().all(|row| row.named) && rows.len() <= MOST_TERMS {
                    let named = |(row, points): (&RowTold, &&Number)| format!("{} {}", row.name, score(points));
                    terms = rows.iter().zip(&points).map(named).collect::<Vec<_>>().join(" + ");
                }
                let Some(full) = &combination.made_up else { return Some(terms) };
                let fulls: Option<Vec<&Number>> = rows.iter().map(|row| row.full.as_ref()).collect();
                let held = sum_of(&fulls?)?;
                let share = format!("{} × {}", score(&held), score(full));
                Some(quotient(&terms, &sum, &share, sign(points.into_iter().chain([&held, full]))))
            }
        }
    }

    /// The row or child that is the least or the greatest.
    fn extreme(&self, highest: bool, rows: &[RowTold], side: Side) -> Option<String> {
        let mut best: Option<&RowTold> = None;
        for row in rows {
            let wins = match (best.map(|b| b.score(side)), row.score(side)) {
                (None, _) => true,
                (Some(Outcome::Points(a)), Outcome::Points(b)) => {
                    if highest {
                        b > a
                    } else {
                        b < a
                    }
                }
                (Some(Outcome::Level(a)), Outcome::Level(b)) => {
                    if highest {
                        b > a
                    } else {
                        b < a
                    }
                }
                _ => return None,
            };
            if wins {
                best = Some(row);
            }
        }
        best.filter(|row| matches!(row.score(side), Outcome::Points(_) | Outcome::Level(_))).map(|row| row.name.clone())
    }
}

/// `20×13 + 18×2 + 10`: equal scores counted, the greatest first, or all different ones in their order; and the sum.
fn grouped(points: &[&Number]) -> Option<(String, Number)> {
    let mut groups: Vec<(&Number, usize)> = Vec::new();
    for point in points {
        // Too many to be written out: their sum will do.
        if groups.len() > MOST_TERMS {
            break;
        }
        match groups.iter_mut().find(|(n, _)| n == point) {
            Some((_, count)) => *count += 1,
            None => groups.push((point, 1)),
        }
    }
    let sum = sum_of(points)?;
    if groups.len() > MOST_TERMS || groups.is_empty() {
        return Some((score(&sum), sum));
    }
    if groups.len() < points.len() {
        groups.sort_by(|(a, _), (b, _)| b.cmp(a));
    }
    let term = |(n, count): &(&Number, usize)| match count {
        1 => score(n),
        _ => format!("{}×{count}", score(n)),
    };
    Some((groups.iter().map(term).collect::<Vec<_>>().join(" + "), sum))
}

fn weighted_terms(points: &[&Number], weights: &[&Number]) -> Option<(String, Number)> {
    let mut terms = Vec::new();
    let mut sum = Number::ZERO;
    for (point, weight) in points.iter().zip(weights) {
        sum = sum.add(&point.mul(weight).ok()?).ok()?;
        terms.push(format!("{}×{}", score(point), score(weight)));
    }
    if terms.len() > MOST_TERMS {
        return Some((score(&sum), sum));
    }
    Some((terms.join(" + "), sum))
}

/// The sum of `numbers`.
pub(super) fn sum_of(numbers: &[&Number]) -> Option<Number> {
    let mut sum = Number::ZERO;
    for number in numbers {
        sum = sum.add(number).ok()?;
    }
    Some(sum)
}

/// `(20×13 + 10) ÷ 14 = 270 ÷ 14`: what is divided, its sum, and by what.
fn quotient(terms: &str, sum: &Number, by: &str, equals: &str) -> String {
    let sum = score(sum);
    if terms == sum {
        return format!("{sum} ÷ {by}");
    }
    let inner = if terms.contains(' ') { format!("({terms})") } else { terms.to_owned() };
    format!("{inner} ÷ {by} {equals} {sum} ÷ {by}")
}
