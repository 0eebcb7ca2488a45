//! Why a published score is not what the rule gives.

use super::inner::Matched;
use super::matching::Match;
use super::{Line, Remark, Trial, mode_key, number_of};
use crate::diagnostic::{Arg, Message};
use crate::model::Rubric;
use crate::number::Number;
use crate::report::{Assessment, FindingEntry, FindingKind, Indicator, ScoreRange};

/// Adds to each line what explains its score.
pub fn explain(lines: &mut [Line], assessment: &Assessment, rubric: &Rubric, trials: &[Trial], tables: &[Matched<'_>]) {
    let causes = Causes { assessment, rubric, trials };
    let published: Vec<(String, Option<Number>)> =
        lines.iter().map(|line| (line.path.clone(), line.published.clone())).collect();
    let listed = |path: &str| {
        tables.iter().any(|matched| {
            matched.rows.iter().any(|found| match found {
                Match::Node(id) => rubric.node(*id).path == path,
                Match::Adjustment(index) => rubric.adjustments.get(*index).is_some_and(|a| a.name == path),
                Match::None(_) | Match::Several(_) => false,
            })
        })
    };
    for line in lines {
        let mut remarks = causes.of(line, &published);
        if line.published.is_none() && !line.path.is_empty() && !listed(&line.path) && causes.is_leaf(&line.path) {
            remarks.push(Message::new("reconcile-table-lacks").into_remark("lacking", line));
        }
        line.remarks = remarks;
    }
}

struct Causes<'a> {
    assessment: &'a Assessment,
    rubric: &'a Rubric,
    trials: &'a [Trial],
}

trait IntoRemark {
    fn into_remark(self, kind: &'static str, line: &Line) -> Remark;
}

impl IntoRemark for Message {
    fn into_remark(self, kind: &'static str, line: &Line) -> Remark {
        Remark { kind, subject: line.path.clone(), message: self, span: None }
    }
}

impl Causes<'_> {
    fn of(&self, line: &Line, published: &[(String, Option<Number>)]) -> Vec<Remark> {
        let mut remarks = Vec::new();
        if let (Some(printed), Some(points)) = (&line.published_points, &line.points)
            && printed != points
        {
            let message = Message::new("reconcile-points").arg("printed", printed.to_string());
            remarks.push(message.arg("points", points.to_string()).into_remark("points", line));
        }
        let Some(score) = &line.published else { return remarks };
        let by_rule = line.rule.as_ref().is_some_and(|(least, most)| least == most && least == score);
        if line.awarded.as_ref() != Some(score) {
            remarks.push(self.not_awarded(line, score, by_rule, published));
        }
        if by_rule {
            return remarks;
        }
        if !self.is_leaf(&line.path) {
            let below = self.below(line, published);
            if !below.is_empty() {
                remarks.push(Message::new("reconcile-below").arg("names", below).into_remark("below", line));
            }
            return remarks;
        }
        remarks.extend(self.awards(line));
        if remarks.is_empty() {
            remarks.push(Message::new("reconcile-open").into_remark("open", line));
        }
        remarks
    }

    /// The indicator of a path.
    fn indicator(&self, path: &str) -> Option<&Indicator> {
        fn find<'i>(list: &'i [Indicator], path: &str) -> Option<&'i Indicator> {
            list.iter().find_map(|one| if one.path == path { Some(one) } else { find(&one.children, path) })
        }
        find(&self.assessment.indicators, path).or_else(|| find(&self.assessment.adjustments, path))
    }

    fn is_leaf(&self, path: &str) -> bool {
        self.indicator(path).is_some_and(Indicator::is_leaf)
    }

    /// Why the published score is not the awarded one either.
    fn not_awarded(
        &self,
        line: &Line,
        score: &Number,
        by_rule: bool,
        published: &[(String, Option<Number>)],
    ) -> Remark {
        let awarded = line.awarded.as_ref().map_or_else(|| "—".to_owned(), Number::to_string);
        if by_rule {
            return Message::new("reconcile-award-left-out").arg("awarded", awarded).into_remark("award", line);
        }
        let node = self.rubric.nodes.iter().position(|node| node.path == line.path);
        let value = |trial: &Trial| match node {
            Some(node) => trial.scores.get(node).cloned().flatten(),
            None if line.path.is_empty() => trial.sum.clone(),
            None => None,
        };
        if let Some(trial) = self.trials.iter().find(|trial| !trial.own && value(trial).as_ref() == Some(score)) {
            let message = Message::new("reconcile-rounding").arg("way", way(trial)).arg("awarded", awarded);
            return message.into_remark("rounding", line);
        }
        if let Some(sum) = self.sum_below(&line.path, published) {
            let message = if sum == *score {
                Message::new("reconcile-follows-below").arg("awarded", awarded)
            } else {
                Message::new("reconcile-not-below").arg("awarded", awarded).arg("sum", sum.to_string())
            };
            return message.into_remark(if sum == *score { "below" } else { "sum" }, line);
        }
        Message::new("reconcile-unexplained").arg("awarded", awarded).into_remark("unexplained", line)
    }

    /// The sum of the published scores below, where all are there.
    fn sum_below(&self, path: &str, published: &[(String, Option<Number>)]) -> Option<Number> {
        let indicators = self.children(path);
        let score = |path: &str| published.iter().find(|(other, _)| other == path).and_then(|(_, score)| score.clone());
        let scores: Option<Vec<Number>> = indicators.iter().map(|child| score(&child.path)).collect();
        let scores = scores.filter(|scores| !scores.is_empty())?;
        scores.iter().try_fold(Number::ZERO, |sum, score| sum.add(score)).ok()
    }

    fn children(&self, path: &str) -> Vec<&Indicator> {
        if path.is_empty() {
            return self.assessment.indicators.iter().chain(&self.assessment.adjustments).collect();
        }
        self.indicator(path).map(|one| one.children.iter().collect()).unwrap_or_default()
    }

    /// The indicators right below whose published score is not what the rule gives.
    fn below(&self, line: &Line, published: &[(String, Option<Number>)]) -> Vec<String> {
        let differs = |child: &&&Indicator| {
            let rule = child.rule_score.as_ref();
            let score = published.iter().find(|(path, _)| *path == child.path).and_then(|(_, score)| score.as_ref());
            let same = |range: &ScoreRange| range.is_determined() && number_of(&range.min).as_ref() == score;
            score.is_some() && !rule.is_some_and(same)
        };
        self.children(&line.path).iter().filter(differs).map(|child| child.name.clone()).collect()
    }

    /// The evaluator's awards at an indicator, its parts and its rows.
    fn awards(&self, line: &Line) -> Vec<Remark> {
        let mut told = Vec::new();
        let inside =
            |path: &str| path == line.path || path.strip_prefix(&line.path).is_some_and(|r| r.starts_with('/'));
        for finding in &self.assessment.findings {
            if finding.kind == FindingKind::Departure && inside(&finding.path) {
                told.push(departure(finding, line));
            }
        }
        let mut open = vec![self.indicator(&line.path)];
        while let Some(next) = open.pop() {
            let Some(indicator) = next else { continue };
            open.extend(indicator.children.iter().map(Some));
            let told_already = told.iter().any(|remark: &Remark| remark.subject == indicator.path);
            if let Some(award) = indicator.award.as_ref().filter(|_| !told_already) {
                let message = Message::new("reconcile-judged")
                    .arg("name", short(&indicator.path, line))
                    .arg("score", indicator.score.clone().unwrap_or_default())
                    .arg("rule", range(indicator.rule_score.as_ref()))
                    .arg("reason", award.reason.as_str());
                told.push(Remark { subject: indicator.path.clone(), ..message.into_remark("award", line) });
            }
        }
        told
    }
}

fn departure(finding: &FindingEntry, line: &Line) -> Remark {
    let key = if finding.unreachable { "reconcile-departure-unreachable" } else { "reconcile-departure" };
    let message = Message::new(key)
        .arg("name", short(&finding.path, line))
        .arg("score", finding.score.clone().unwrap_or_default())
        .arg("rule", range(finding.rule_score.as_ref()))
        .arg("reason", finding.reason.clone().unwrap_or_default());
    Remark { subject: finding.path.clone(), ..message.into_remark("award", line) }
}

/// What is said of a place within a line: the rest of its path.
fn short(path: &str, line: &Line) -> String {
    let rest = path.strip_prefix(&line.path).map(|rest| rest.trim_start_matches('/')).unwrap_or(path);
    if rest.is_empty() { line.name.clone() } else { rest.to_owned() }
}

fn range(range: Option<&ScoreRange>) -> Message {
    match range {
        None => Message::new("reconcile-no-score"),
        Some(range) if range.is_determined() => Message::new("reconcile-score").arg("score", range.min.as_str()),
        Some(range) => {
            Message::new("reconcile-score-range").arg("min", range.min.as_str()).arg("max", range.max.as_str())
        }
    }
}

/// A way of rounding in words.
pub fn way(trial: &Trial) -> Message {
    let told = |key, round: crate::model::Round| {
        Message::new(key).arg("places", round.places as usize).arg("mode", Arg::Key(mode_key(round.mode)))
    };
    match (trial.indicator, trial.total) {
        (None, None) => Message::new("reconcile-way-exact"),
        (Some(round), None) => told("reconcile-way-indicator", round),
        (None, Some(round)) => told("reconcile-way-total", round),
        (Some(first), Some(second)) => Message::new("reconcile-way-both")
            .arg("first", told("reconcile-way-indicator", first))
            .arg("second", told("reconcile-way-total", second)),
    }
}
