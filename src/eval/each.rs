//! 逐项: one score a row, then one score of all rows.

use crate::diagnostic::{Code, Diagnostic, Label, Message};
use crate::model::{Aggregate, Arith, Each, TableRef};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::value::Value;

use super::aggregate::{KnownRows, Rows};
use super::body::Yield;
use super::error::{self, Run, Stop};
use super::ops::{self, Truth};
use super::rule::{Scored, outcome};
use super::scope::{Frame, RowRef, Scope, Site};
use super::{Evaluator, Finding, Outcome, Step};

/// A row's score.
struct RowScore {
    /// Its number; 0 for any row.
    index: u32,
    /// False where the row may be left out.
    certain: bool,
    full: Number,
    /// 1 where none is written.
    weight: Option<Value>,
    score: Scored,
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// The score of all rows.
    pub(super) fn each(&mut self, each: &'m Each, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        match self.rows(TableRef::Fact(each.table)) {
            Rows::Known(rows) => self.each_known(each, rows, scope),
            Rows::Any(row, at_least) => self.each_any(each, row, at_least, scope),
        }
    }

    fn each_known(&mut self, each: &'m Each, rows: KnownRows<'f>, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let mut scores = Vec::with_capacity(rows.len());
        let (mut skipped, mut failed) = (0u32, false);
        // Rows that count, and those left out; their full marks where these are the row's own.
        let mut present = 0usize;
        let mut fulls = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let index = index as u32;
            let frame = Frame { depth: each.frame, row, outer: scope.frame };
            let inner = Scope { frame: Some(&frame), ..*scope };
            let certain = match &each.filter {
                Some(filter) => match self.truth(filter, &inner) {
                    Ok(truth) => truth,
                    Err(_) => {
                        failed = true;
                        continue;
                    }
                },
                None => Truth::Yes,
            };
            if certain == Truth::No {
                skipped += 1;
                continue;
            }
            let told = self.errors.len();
            let scored = self.row(each, index, certain == Truth::Yes, &inner);
            self.beside_row(told, each, index);
            match scored {
                Ok((full, score)) => {
                    present += 1;
                    if each.full.is_some() {
                        fulls.push((index, full));
                    }
                    scores.extend(score);
                }
                Err(_) => failed = true,
            }
        }
        if skipped > 0 {
            self.step(|| Step::RowsSkipped { count: skipped });
        }
        if failed {
            return Err(Stop::Failed);
        }
        if each.full.is_some() && each.aggregate == Aggregate::Sum && each.at_most.is_none() {
            self.rows_add_up(each, &fulls, scope)?;
        }
        if scores.is_empty() {
            if each.aggregate == Aggregate::Sum && present == 0 {
                let zero = Scored::same(Value::Number(Number::ZERO));
                return self.aggregated(each, &scores, zero, None, scope);
            }
            // Rows there were, but all were left out.
            if present > 0 {
                return Err(Stop::Dropped);
            }
            return Err(self.fail(|| error::plain(Code::NoRows, each.span)));
        }
        let dropped = present > scores.len();
        let (result, which) = self.combine_rows(each, &scores, dropped, scope)?;
        self.aggregated(each, &scores, result, which, scope)
    }

    fn aggregated(
        &mut self,
        each: &'m Each,
        scores: &[RowScore],
        result: Scored,
        which: Option<u32>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let result = match &each.at_most {
            Some(cap) => {
                let cap = self.expr(cap, scope)?;
                result.map(|value| {
                    let held = ops::arith(Arith::Min, &value, &cap);
                    self.numeric(each.span, held)
                })?
            }
            None => result,
        };
        let rows = scores.len() as u32;
        self.step(|| Step::Aggregated {
            each,
            rows,
            which,
            rule: outcome(&result.rule),
            awarded: outcome(result.awarded()),
        });
        Ok(result)
    }

    /// Scores the row in sight: its full marks, and its score unless it is left out.
    fn row(
        &mut self,
        each: &'m Each,
        index: u32,
        certain: bool,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<(Number, Option<RowScore>)> {
        let full = match &each.full {
            Some(full) => match self.expr(full, scope)? {
                Value::Number(full) => full,
                // Full marks are asked for to be counted with; a range of them says nothing.
                _ => return Err(self.fail_missing_full(each, scope)),
            },
            None => scope.full.clone(),
        };
        let row_site = scope.site.row.or(Some((each.table, index)));
        let site = Site { row: row_site, ..scope.site };
        let inner = Scope { full: &full, site, ..*scope };
        self.activation += 1;
        self.forget(&each.body.lets);
        let (asked, missing) = (self.asked.len(), self.missing.len());
        self.step(|| Step::RowBegin { each, row: index, full: full.clone() });
        let weight = match &each.by {
            Some(by) => Some(self.expr(by, &inner)?),
            None => None,
        };
        let yielded = if certain {
            self.body(&each.body, &inner)
        } else {
            let filter = each.filter.as_ref();
            self.suppose(|e| match filter {
                Some(filter) if !e.assume(filter, true, &inner) => Err(Stop::Dropped),
                _ => e.body(&each.body, &inner),
            })
        };
        let yielded = match yielded {
            Err(Stop::Dropped) => Ok(Yield::Dropped),
            other => other,
        }?;
        let (mut score, certain) = match yielded {
            Yield::Score(score) => (score, certain),
            Yield::Maybe(score) => (score, false),
            Yield::Dropped => {
                self.step(|| Step::RowEnd {
                    row: index,
                    rule: Outcome::Dropped,
                    awarded: Outcome::Dropped,
                    award: None,
                });
                return Ok((full, None));
            }
        };
        self.round(&mut score, self.rubric.rounding.row, each.span)?;
        let award = if scope.site.row.is_none() {
            let discretion = each.body.discretion.as_ref();
            self.award(&mut score, discretion, &full, &inner, each.span)?
        } else {
            None
        };
        if award.is_some() {
            self.asked.truncate(asked);
        }
        if score.rule.is_known() {
            // Settled whatever these facts are.
            self.missing.truncate(missing);
        }
        self.activation += 1;
        self.step(|| Step::RowEnd { row: index, rule: outcome(&score.rule), awarded: outcome(score.awarded()), award });
        Ok((full.clone(), Some(RowScore { index, certain, full, weight, score })))
    }

    /// Shows the row beside the mistakes that it brought to light, those from `told` on.
    fn beside_row(&mut self, told: usize, each: &'m Each, index: u32) {
        if self.errors.len() <= told {
            return;
        }
        let Some(crate::facts::Slot::Table(table)) = self.facts.and_then(|f| f.slots.get(each.table.index())) else {
            return;
        };
        let Some(row) = table.rows.get(index as usize) else { return };
        for error in self.errors.iter_mut().skip(told) {
            // What stands in the row, or is of a row within it, shows where it is.
            if error.labels.iter().any(|label| label.span.source == row.span.source) {
                continue;
            }
            let here = Message::new("in-row").arg("row", row.name.clone());
            error.labels.push(Label { span: row.span, message: Some(here) });
        }
    }

    fn rows_add_up(&mut self, each: &'m Each, fulls: &[(u32, Number)], scope: &Scope<'_, 'm, 'f>) -> Run<()> {
        let mut sum = Number::ZERO;
        for (_, full) in fulls {
            let next = sum.add(full);
            sum = match self.numeric(each.span, next.map(Value::Number))? {
                Value::Number(n) => n,
                _ => return Err(Stop::Failed),
            };
        }
        if sum == *scope.full || fulls.is_empty() {
            return Ok(());
        }
        let rows = self.facts.and_then(|f| match f.slots.get(each.table.index()) {
            Some(crate::facts::Slot::Table(table)) => Some(&table.rows),
            _ => None,
        });
        let wanted = scope.full.to_string();
        Err(self.fail(|| {
            let mut diagnostic =
                Diagnostic::new(Code::RowPointsSum, each.span).arg("sum", sum.to_string()).arg("full", wanted);
            for (index, full) in fulls {
                if let Some(row) = rows.and_then(|r| r.get(*index as usize)) {
                    let message =
                        Message::new("row-holds").arg("row", row.name.clone()).arg("points", full.to_string());
                    diagnostic = diagnostic.label(row.span, message);
                }
            }
            diagnostic
        }))
    }

    /// One score of the rows' scores, and the row that an extreme comes from.
    fn combine_rows(
        &mut self,
        each: &'m Each,
        rows: &[RowScore],
        dropped: bool,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<(Scored, Option<u32>)> {
        let differs = rows.iter().any(|r| r.score.awarded.is_some());
        let (rule, which) = self.combine_side(each, rows, dropped, scope, |r| &r.score.rule)?;
        if !differs {
            return Ok((Scored::same(rule), which));
        }
        let (awarded, which) = self.combine_side(each, rows, dropped, scope, |r| r.score.awarded())?;
        Ok((Scored { rule, awarded: Some(awarded) }, which))
    }

    fn combine_side(
        &mut self,
        each: &'m Each,
        rows: &[RowScore],
        dropped: bool,
        scope: &Scope<'_, 'm, 'f>,
        side: impl Fn(&RowScore) -> &Value,
    ) -> Run<(Value, Option<u32>)> {
        let span = each.span;
        let all_certain = rows.iter().all(|r| r.certain);
        match each.aggregate {
            Aggregate::Sum => {
                let mut sum = Value::Number(Number::ZERO);
                let mut held = Value::Number(Number::ZERO);
                for row in rows {
                    let next = match row.certain {
                        true => ops::arith(Arith::Add, &sum, side(row)),
                        false => {
                            let score = ops::join(side(row).clone(), Value::Number(Number::ZERO));
                            ops::arith(Arith::Add, &sum, &score)
                        }
                    };
                    sum = self.numeric(span, next)?;
                    held = self.numeric(span, ops::arith(Arith::Add, &held, &Value::Number(row.full.clone())))?;
                }
                // What was left out is made up for by the others, where rows share out the full marks.
                if dropped && each.full.is_some() && each.at_most.is_none() {
                    let full = Value::Number(scope.full.clone());
                    let scaled = ops::arith(Arith::Mul, &sum, &full).and_then(|s| ops::arith(Arith::Div, &s, &held));
                    sum = self.numeric(span, scaled)?;
                }
                Ok((sum, None))
            }
            Aggregate::Lowest | Aggregate::Highest if all_certain => {
                let highest = each.aggregate == Aggregate::Highest;
                let mut best: Option<(Value, u32)> = None;
                for row in rows {
                    best = Some(match best {
                        None => (side(row).clone(), row.index),
                        Some((value, index)) => {
                            let wins = ops::order(side(row), &value)
                                .is_some_and(|o| if highest { o.is_gt() } else { o.is_lt() });
                            let next = ops::extreme(highest, &value, side(row));
                            (next, if wins { row.index } else { index })
                        }
                    });
                }
                best.map(|(value, index)| (value, Some(index))).ok_or(Stop::Failed)
            }
            Aggregate::Mean | Aggregate::Weighted if all_certain => {
                if each.by.is_none()
                    && let Some(sum) = ops::sum_of_known(rows.iter().map(&side))
                {
                    let mean = sum.div(&Number::from(rows.len())).map(Value::Number);
                    return Ok((self.numeric(span, mean)?, None));
                }
                let mut sum = Value::Number(Number::ZERO);
                let mut weights = Value::Number(Number::ZERO);
                let one = Value::Number(Number::ONE);
                for row in rows {
                    let next = match &row.weight {
                        Some(weight) if each.aggregate == Aggregate::Weighted => {
                            let term = self.numeric(span, ops::arith(Arith::Mul, side(row), weight))?;
                            ops::arith(Arith::Add, &sum, &term)
                        }
                        _ => ops::arith(Arith::Add, &sum, side(row)),
                    };
                    sum = self.numeric(span, next)?;
                    let weight = row.weight.as_ref().unwrap_or(&one);
                    weights = self.numeric(span, ops::arith(Arith::Add, &weights, weight))?;
                }
                if matches!(&weights, Value::Number(w) if w.is_zero()) {
                    return Err(self.fail(|| error::plain(Code::WeightsZero, span)));
                }
                let mean = ops::arith(Arith::Div, &sum, &weights);
                let mean = self.numeric(span, mean)?;
                if mean.is_known() || each.aggregate == Aggregate::Mean {
                    return Ok((mean, None));
                }
                // A weighted mean lies between its rows; unknown weights make the quotient wider than that.
                Ok((ops::number_in(ops::reach(&mean).intersect(&between(rows, &side))), None))
            }
            _ => Ok((ops::number_in(between(rows, &side)), None)),
        }
    }

    /// The score of a table that is not known: any number of rows like this one.
    fn each_any(&mut self, each: &'m Each, row: RowRef<'f>, at_least: u64, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let frame = Frame { depth: each.frame, row, outer: scope.frame };
        if self.suspects() {
            self.suspect_each(each, at_least, &Scope { frame: Some(&frame), ..*scope });
        }
        let mut own_full = None;
        let result = self.speculate(|e| {
            let inner = Scope { frame: Some(&frame), ..*scope };
            if let Some(filter) = &each.filter
                && !e.assume(filter, true, &inner)
            {
                return None;
            }
            let full = match &each.full {
                Some(full) => {
                    own_full = Some(ops::reach(&e.expr(full, &inner).ok()?));
                    // A score grows with the full marks it is a share of, so the largest bounds it.
                    scope.full.clone()
                }
                None => scope.full.clone(),
            };
            let site = Site { row: None, node: None, adjustment: None };
            let inner = Scope { full: &full, site, ..inner };
            e.forget(&each.body.lets);
            match e.body(&each.body, &inner) {
                Ok(Yield::Score(score) | Yield::Maybe(score)) => Some(score.rule),
                _ => None,
            }
        });
        let Some(row_score) = result else {
            return match each.aggregate {
                Aggregate::Sum => Ok(Scored::same(Value::Number(Number::ZERO))),
                _ => Err(Stop::Failed),
            };
        };
        let row_score = match self.rubric.rounding.row {
            Some(round) if own_full.is_none() => {
                let rounded =
                    ops::map(&row_score, |n| n.round(round.places, round.mode), |r| r.round(round.places, round.mode));
                self.numeric(each.span, rounded)?
            }
            _ => row_score,
        };
        let reach = ops::reach(&row_score);
        let result = match each.aggregate {
            Aggregate::Sum if own_full.is_some() && each.at_most.is_none() => {
                // Rows share out the full marks, so their sum lies between none and all of it.
                let zero = Reach::point(Number::ZERO);
                zero.union(&Reach::point(scope.full.clone())).hull().map_or_else(Reach::all, Reach::interval)
            }
            Aggregate::Sum => Reach::sum_of_unknown_count(&reach, at_least),
            Aggregate::Mean | Aggregate::Weighted => reach.hull().map_or_else(Reach::empty, Reach::interval),
            Aggregate::Lowest | Aggregate::Highest => match &row_score {
                Value::Option(_) => return Ok(Scored::same(row_score)),
                Value::Unknown(u) if matches!(u.known, crate::value::Known::Options(_)) => {
                    return Ok(Scored::same(row_score));
                }
                _ => reach,
            },
        };
        let mut value = ops::number_in(result);
        if let Some(cap) = &each.at_most {
            let cap = self.expr(cap, scope)?;
            value = self.numeric(each.span, ops::arith(Arith::Min, &value, &cap))?;
        }
        Ok(Scored::same(value))
    }

    /// 校验 of a block, told as findings.
    pub(super) fn verify(&mut self, verifications: &'m [crate::model::Verification], scope: &Scope<'_, 'm, 'f>) {
        if self.facts.is_none() || self.speculating > 0 {
            return;
        }
        for verification in verifications {
            // What a 校验 asks for, the score does not; and it stops nothing.
            let (missing, asked) = (self.missing.len(), self.asked.len());
            let held = self.speculate(|e| e.truth(&verification.condition, scope));
            self.missing.truncate(missing);
            self.asked.truncate(asked);
            let held = match held {
                Ok(Truth::Yes) => continue,
                Ok(truth) => truth.decided(),
                Err(_) => None,
            };
            let site = scope.site;
            self.findings.push(Finding::Check {
                node: site.node,
                adjustment: site.adjustment,
                row: site.row,
                verification,
                held,
            });
        }
    }
}

/// Between the least and the greatest of the rows' scores.
fn between(rows: &[RowScore], side: &impl Fn(&RowScore) -> &Value) -> Reach {
    let mut all = Reach::empty();
    for row in rows {
        all = all.union(&ops::reach(side(row)));
    }
    all.hull().map_or_else(Reach::empty, Reach::interval)
}
