//! Rows: each in one line, then how they make one score.

use crate::diagnostic::Message;
use crate::eval::{AwardStanding, Outcome, Step};
use crate::model::{Aggregate, Each, OptionSetId};
use crate::number::Number;

use super::award::Standing;
use super::show::score;
use super::sight::{Context, Sight};
use super::step::{Joint, JustificationStep, Sentence, StepKind};
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
            step.sentence = Sentence::of(Message::new("step-drop"));
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
        let weight = each.by.as_ref().and_then(|by| context.number(sight, by));
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
        let mut told = self.context.combination(each.aggregate, &rows, (rule, awarded), cap.as_ref(), self.levels);
        told.place = Some(each.span);
        self.push(told);
    }
}

impl<'a> Context<'a> {
    /// How `rows` make one score: of the rule scores too, where they differ from the awarded.
    pub fn combination(
        &self,
        how: Aggregate,
        rows: &[RowTold],
        (rule, awarded): (&Outcome, &Outcome),
        cap: Option<&Number>,
        levels: Option<OptionSetId>,
    ) -> JustificationStep {
        let mut step = JustificationStep { kind: StepKind::Combination, ..JustificationStep::default() };
        let result = self.outcome(awarded, levels);
        let rule_result = self.outcome(rule, levels);
        let working = self.working(how, rows, Side::Awarded);
        let differs = rule != awarded;
        let key = match how {
            Aggregate::Mean => "step-mean",
            Aggregate::Sum => "step-sum",
            Aggregate::Lowest => "step-lowest",
            Aggregate::Highest => "step-highest",
            Aggregate::Weighted => "step-weighted",
        };
        let of = |side: &'static str, working: Option<String>, result: &str| {
            let working = working.filter(|working| *working != result);
            let key = match (how, levels.is_some()) {
                _ if working.is_none() => "step-combined-open",
                (_, true) => "step-combined-level",
                (Aggregate::Lowest | Aggregate::Highest, false) => "step-combined-extreme",
                _ => "step-combined",
            };
            Message::new(key)
                .arg("side", if side.is_empty() { String::new() } else { self.words.get(side) })
                .arg("working", working.unwrap_or_default())
                .arg("points", result.to_owned())
        };
        step.sentence.push(Joint::Comma, Message::new(key).arg("count", rows.len()));
        if differs {
            let rule_working = self.working(how, rows, Side::Rule);
            step.sentence.push(Joint::Colon, of("word-by-rule", rule_working, &rule_result));
            step.sentence.push(Joint::Semicolon, of("word-as-awarded", working.clone(), &result));
        } else {
            step.sentence.push(Joint::Colon, of("", working.clone(), &result));
        }
        if let (Some(cap), Outcome::Points(points)) = (cap, awarded)
            && points == cap
        {
            step.sentence.push(Joint::Comma, Message::new("step-at-most").arg("cap", score(cap)));
        }
        step.with_values = working;
        step.value = Some(result.clone());
        step.points = Some(result);
        step
    }

    /// The working on one side; `None` where a score in it is not known.
    fn working(&self, how: Aggregate, rows: &[RowTold], side: Side) -> Option<String> {
        if let Aggregate::Lowest | Aggregate::Highest = how {
            return self.extreme(how == Aggregate::Highest, rows, side);
        }
        let points: Option<Vec<&Number>> = rows.iter().map(|row| row.points(side)).collect();
        let points = points?;
        match how {
            Aggregate::Weighted => {
                let weights: Option<Vec<&Number>> = rows.iter().map(|row| row.weight.as_ref()).collect();
                let weights = weights?;
                let (terms, sum) = weighted_terms(&points, &weights)?;
                let total = sum_of(&weights)?;
                Some(format!("({terms}) ÷ {} = {} ÷ {}", score(&total), score(&sum), score(&total)))
            }
            Aggregate::Mean => {
                let (terms, sum) = grouped(&points)?;
                let count = points.len();
                if count == 1 {
                    return Some(terms);
                }
                let sum = score(&sum);
                if terms == sum {
                    return Some(format!("{sum} ÷ {count}"));
                }
                let inner = if terms.contains(' ') { format!("({terms})") } else { terms };
                Some(format!("{inner} ÷ {count} = {sum} ÷ {count}"))
            }
            _ if rows.iter().all(|row| row.named) && rows.len() <= MOST_TERMS => {
                let terms: Vec<String> =
                    rows.iter().zip(&points).map(|(row, points)| format!("{} {}", row.name, score(points))).collect();
                Some(terms.join(" + "))
            }
            _ => Some(grouped(&points)?.0),
        }
    }

    /// The row or child that is the least or the greatest.
    fn extreme(&self, highest: bool, rows: &[RowTold], side: Side) -> Option<String> {
        let mut best: Option<&RowTold> = None;
        for row in rows {
            let wins = match (best.map(|b| b.score(side)), row.score(side)) {
                (None, _) => true,
                (Some(Outcome::Points(a)), Outcome::Points(b)) => if highest { b > a } else { b < a },
                (Some(Outcome::Level(a)), Outcome::Level(b)) => if highest { b > a } else { b < a },
                _ => return None,
            };
            if wins {
                best = Some(row);
            }
        }
        best.filter(|row| matches!(row.score(side), Outcome::Points(_) | Outcome::Level(_))).map(|row| row.name.clone())
    }
}

/// `20×13 + 18×2 + 10`: equal scores counted, the greatest first; and the sum.
fn grouped(points: &[&Number]) -> Option<(String, Number)> {
    let mut groups: Vec<(&Number, usize)> = Vec::new();
    for point in points {
        match groups.iter_mut().find(|(n, _)| n == point) {
            Some((_, count)) => *count += 1,
            None => groups.push((point, 1)),
        }
    }
    let sum = sum_of(points)?;
    if groups.len() > MOST_TERMS || groups.is_empty() {
        return Some((score(&sum), sum));
    }
    if points.len() > 4 {
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
