//! The total: of what it is made, its limits, its rounding and what lowers its grade.

use crate::diagnostic::Message;

use super::Wording;
use super::clause::{Clause, Line};
use super::place::Place;
use super::range::Kind;

impl<'a> Wording<'a> {
    /// How the total is made, line by line; empty for a rubric without one.
    pub fn total(&self) -> Vec<Line> {
        let place = self.whole();
        let clauses = self.total_clauses(&place);
        self.finish(clauses, &place)
    }

    /// How the total is made and what is rounded, line by line.
    pub fn total_and_rounding(&self) -> Vec<Line> {
        let place = self.whole();
        let mut clauses = self.total_clauses(&place);
        clauses.extend(self.rounding_clauses());
        self.finish(clauses, &place)
    }

    fn whole(&self) -> Place<'a> {
        Place { full: self.rubric.full.clone(), ..Place::default() }
    }

    fn total_clauses(&self, place: &Place<'a>) -> Vec<Clause> {
        let mut clauses = Vec::new();
        clauses.extend(self.combined(&self.rubric.combine, &self.rubric.roots, place));
        if let Some(full) = &self.rubric.full {
            let key = if self.rubric.adjustments.is_empty() { "wording-total" } else { "wording-total-adjusted" };
            clauses.push(Clause::text(self.words.get(key)));
            for cap in &self.rubric.total_caps {
                let limit = self.amount_of_points(&cap.limit, place);
                clauses.push(Clause::text(match &cap.condition {
                    None => self.say(Message::new("wording-total-cap").arg("limit", limit)),
                    Some(condition) => {
                        let condition = self.condition(condition, true, place).0;
                        self.say(Message::new("wording-total-cap-when").arg("condition", condition).arg("limit", limit))
                    }
                }));
            }
            let conditional = self.rubric.total_caps.iter().all(|cap| cap.condition.is_some());
            if conditional && !self.rubric.adjustments.is_empty() {
                let key =
                    if self.rubric.total_caps.is_empty() { "wording-total-range" } else { "wording-total-range-else" };
                clauses.push(Clause::text(self.say(Message::new(key).arg("full", self.points(full)))));
            } else if !self.rubric.adjustments.is_empty() {
                clauses.push(Clause::text(self.words.get("wording-total-least")));
            }
            for cap in &self.rubric.grade_caps {
                let Some(grade) = self.rubric.grades.get(cap.grade) else { continue };
                let condition = self.condition(&cap.condition, true, place).0;
                let message =
                    Message::new("wording-grade-cap").arg("condition", condition).arg("grade", self.kept(&grade.name));
                clauses.push(Clause::text(self.say(message)));
            }
        }
        clauses
    }

    /// What is rounded, and how, a line a level.
    pub fn rounding(&self) -> Vec<Line> {
        self.lines(self.rounding_clauses())
    }

    fn rounding_clauses(&self) -> Vec<Clause> {
        let rounding = &self.rubric.rounding;
        let levels = [
            (rounding.row, "wording-rounding-row"),
            (rounding.indicator, "wording-rounding-indicator"),
            (rounding.total, "wording-rounding-total"),
        ];
        let said = levels.into_iter().filter_map(|(round, key)| {
            let how = self.round(round?);
            Some(Clause::text(self.say(Message::new(key).arg("how", how))))
        });
        let mut clauses: Vec<Clause> = said.collect();
        let key = if clauses.is_empty() { "wording-rounding-none" } else { "wording-rounding-rest" };
        clauses.push(Clause::text(self.words.get(key)));
        clauses
    }

    /// The grades, each with the totals that earn it.
    pub fn grades(&self) -> Vec<(String, String)> {
        let place = Place::default();
        let grades = self.rubric.grades.iter().map(|grade| {
            let range = self.span(&grade.range, Kind::Amount, &place);
            (grade.name.clone(), self.tidy(&range))
        });
        grades.collect()
    }
}
