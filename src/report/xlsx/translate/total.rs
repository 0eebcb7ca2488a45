//! The total: the sum of the top indicators with what is added to it, held under its caps, rounded and graded.

use crate::facts::AwardTarget;
use crate::model::{AdjustmentId, Comparison, NodeId};

use super::super::formula::Formula;
use super::super::grid::{Content, Live, Look, Role, Shown, Side as At};
use super::super::words::word;
use super::choice::in_turn;
use super::scope::Scope;
use super::steps::Step;
use super::{Handle, Run, ScoreCells, Side, Translator, compare, rounding};

/// Beyond every total.
const BEYOND: &str = "1E+300";

/// The cells of the total.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct TotalCells {
    /// The total; none for a rubric without one.
    pub total: Option<ScoreCells>,
    /// The cell of the grade of the awarded total.
    pub grade: Option<Handle>,
}

impl<'a> Translator<'a> {
    /// Everything, from the leaves up to the grade.
    pub fn run(&mut self) -> TotalCells {
        let root = self.root();
        let roots: Vec<NodeId> = self.rubric.roots.clone();
        let (_, _) = self.reading(|t| {
            for id in &roots {
                t.child(*id, &root, None);
            }
        });
        for index in 0..self.rubric.adjustments.len() {
            self.adjustment(AdjustmentId(index as u32), &root);
        }
        if !self.rubric.verifications.is_empty() {
            self.steps.rows.push(Step::Group(word(self.filing.locale, "sheet-checks")));
            self.checks(&self.rubric.verifications, &root);
        }
        let Some(result) = self.evaluation.total.clone() else { return TotalCells::default() };
        let locale = self.filing.locale;
        self.steps.rows.push(Step::Group(word(locale, "report-total")));
        let differs = !self.facts.awards.is_empty();
        let (made, reads) = self.reading(|t| t.total_of(Side::Rule, &root));
        let label = word(locale, if differs { "report-rule-score" } else { "report-total" });
        let rule = self.score_cell(label, String::new(), &result.rule, None, made, reads);
        let awarded = if differs {
            let (made, reads) = self.reading(|t| t.total_of(Side::Awarded, &root));
            let label = word(locale, "report-total");
            self.score_cell(label, String::new(), &result.awarded, None, made, reads)
        } else {
            rule.clone()
        };
        let cells = ScoreCells { rule, awarded };
        let grade = (!self.rubric.grades.is_empty()).then(|| self.grade(&cells, result.grade, &root));
        TotalCells { total: Some(cells), grade }
    }

    fn total_of(&mut self, side: Side, root: &Scope<'a>) -> Run {
        let scope = Scope { side, ..root.clone() };
        let children = self.rubric.roots.iter().map(|id| self.child(*id, &scope, None)).collect();
        let sum = self.combine(children, Some(&self.rubric.combine), &scope)?;
        let mut total = sum;
        for cells in self.adjustments.clone().values() {
            let cell = self.of(cells.on(side));
            let added = Formula::add(&total, &cell);
            total = if total.drops { self.unless_dropped(&total, &added, &total) } else { added };
        }
        let limit = self.limit(&scope)?;
        let held = Formula::call("MIN", &[&total, &limit]);
        let held = Formula::call("MAX", &[&Formula::whole(0), &held]);
        let held = match self.rubric.rounding.total {
            Some(round) => rounding::rounded(&held, round),
            None => held,
        };
        Ok(if total.drops { self.unless_dropped(&total, &held, &total) } else { held })
    }

    /// The lowest cap that applies, 满分 where none does.
    fn limit(&mut self, scope: &Scope<'a>) -> Run {
        let mut always = false;
        let mut limits = Vec::new();
        let beyond = Formula::name(BEYOND);
        for cap in &self.rubric.total_caps {
            let limit = self.expr(&cap.limit, scope)?;
            limits.push(match &cap.condition {
                None => {
                    always = true;
                    limit
                }
                Some(condition) => {
                    let condition = self.expr(condition, scope)?;
                    Formula::choose(&condition, &limit, &beyond)
                }
            });
        }
        let lowest = match limits.as_slice() {
            [] => return Ok(scope.full.clone()),
            [one] => one.clone(),
            several => Formula::call("MIN", &several.iter().collect::<Vec<_>>()),
        };
        if always {
            return Ok(lowest);
        }
        let none = Formula::compare(&lowest, "=", &beyond);
        Ok(Formula::choose(&none, &scope.full, &lowest))
    }

    fn adjustment(&mut self, id: AdjustmentId, root: &Scope<'a>) {
        let Some(decl) = self.rubric.adjustments.get(id.index()) else { return };
        let Some(result) = self.evaluation.adjustments.get(id.index()).cloned() else { return };
        self.steps.rows.push(Step::Group(decl.name.clone()));
        let mut scope = root.within(&format!("adjustment {}", id.0));
        scope.adjustment = Some(id);
        let scope = scope.declares(&decl.lets);
        let (made, reads) = self.reading(|t| -> Run {
            let mut sum: Option<Formula> = None;
            for clause in &decl.clauses {
                let points = t.clause(clause, &scope)?;
                sum = Some(match (sum, clause.plus) {
                    (None, true) => points,
                    (None, false) => Formula::negate(&points),
                    (Some(sum), true) => Formula::add(&sum, &points),
                    (Some(sum), false) => Formula::sub(&sum, &points),
                });
            }
            Ok(sum.unwrap_or_else(|| Formula::whole(0)))
        });
        let award =
            self.facts.awards.iter().position(|award| matches!(award.target, AwardTarget::Adjustment(at) if at == id));
        let locale = self.filing.locale;
        let source = decl.clauses.iter().map(|clause| self.source(clause.span)).collect::<Vec<_>>().join("; ");
        let label = word(locale, if award.is_some() { "report-rule-score" } else { "sheet-step-score" });
        let rule = self.score_cell(label, source, &result.rule, None, made, reads);
        let awarded = match award {
            None => rule.clone(),
            Some(index) => {
                let (made, reads) = self.reading(|t| {
                    let cell = t.of(&rule);
                    let base = Ok(t.score(&cell, None));
                    Ok(t.with_award(index, base))
                });
                let reason = self.facts.awards.get(index).map(|award| award.reason.clone()).unwrap_or_default();
                self.score_cell(word(locale, "report-score"), reason, &result.awarded, None, made, reads)
            }
        };
        self.checks(&decl.verifications, &scope);
        self.adjustments.insert(id, ScoreCells { rule, awarded });
    }

    /// 得分率: score by points.
    pub(super) fn rate_of(&mut self, id: NodeId, scope: &Scope<'a>) -> Formula {
        let Some(cells) = self.nodes.get(id.index()).cloned().flatten() else { return Formula::none() };
        let points = self.evaluation.nodes.get(id.index()).and_then(|result| result.points.clone());
        let cell = self.of(cells.on(scope.side));
        let score = Formula::choose(&Formula::call("ISNUMBER", &[&cell]), &cell, &Formula::none());
        match points {
            Some(points) => Formula::div(&score, &Formula::number(&points)),
            None => Formula::none(),
        }
    }

    /// The grade of the awarded total, lowered as the rubric says.
    fn grade(&mut self, cells: &ScoreCells, ours: Option<usize>, root: &Scope<'a>) -> Handle {
        let scope = Scope { side: Side::Awarded, ..root.clone() };
        let (made, reads) = self.reading(|t| -> Run {
            let total = t.of(&cells.awarded);
            let number = Formula::choose(&Formula::call("ISNUMBER", &[&total]), &total, &Formula::none());
            // A rounded total compares as it stands.
            let number = number.fixed(t.rubric.rounding.total.is_some());
            let mut tests = Vec::new();
            for (index, grade) in t.rubric.grades.iter().enumerate() {
                let mut ends = Vec::new();
                for (end, closed, open) in [
                    (&grade.range.low, Comparison::Ge, Comparison::Gt),
                    (&grade.range.high, Comparison::Le, Comparison::Lt),
                ] {
                    if let Some(end) = end {
                        let op = if end.closed { closed } else { open };
                        let value = t.expr(&end.value, &scope)?;
                        ends.push(compare::compare(t.rubric, op, &number, &value, &end.value.ty));
                    }
                }
                tests.push((super::expr::all(ends), Formula::whole(index as i64 + 1)));
            }
            let mut place = in_turn(tests, Formula::none());
            for cap in &t.rubric.grade_caps {
                let condition = t.expr(&cap.condition, &scope)?;
                let lowest = Formula::whole(cap.grade as i64 + 1);
                let floor = Formula::choose(&condition, &lowest, &Formula::whole(0));
                place = Formula::call("MAX", &[&place, &floor]);
            }
            let mut args = vec![place];
            args.extend(t.rubric.grades.iter().map(|grade| Formula::text(&grade.name)));
            Ok(Formula::call("CHOOSE", &args.iter().collect::<Vec<_>>()).checked()?)
        });
        let name = ours.and_then(|index| self.rubric.grades.get(index)).map(|grade| grade.name.clone());
        let shown = Shown::Text(name.unwrap_or_else(|| self.words.open.clone()));
        let address = self.steps.next_address();
        let label = word(self.filing.locale, "sheet-grade");
        let (content, role, why) = match made {
            Ok(made) => {
                let otherwise = self.otherwise(&shown, &reads, None);
                let live = Formula::or_else(&made, &otherwise);
                let formula = live.as_str().to_owned();
                (Content::Live(Live { formula, array: live.array, shown }), Role::Result, None)
            }
            Err(why) => {
                self.frozen.push((self.steps.group(), why));
                let text = match shown {
                    Shown::Text(text) => text,
                    Shown::Number(_) | Shown::Day(_) => String::new(),
                };
                (Content::Text(text), Role::Frozen, Some(why))
            }
        };
        let look = Look::framed(role).at(At::Middle).bold();
        self.steps.rows.push(Step::Cell { label, source: String::new(), content, look, unit: String::new(), why });
        Handle { formula: Formula::name(address), reads }
    }
}
