//! 逐项: the score of each row in a column beside it, then one score of all.

use crate::eval::{Outcome, Step as Traced};
use crate::facts::{AwardKind, AwardTarget};
use crate::model::{Aggregate, Each, FactId, NodeId};

use super::super::facts::FIRST_ROW;
use super::super::formula::Formula;
use super::super::grid::{Content, Live, Look, Role, Shown, Side as At};
use super::super::words::word;
use super::body::{body_judges, level_set};
use super::cells::Wanted;
use super::scope::{Frame, FullValue, Home, Scope};
use super::{Read, Reads, Run, Side, Translator, Why, rounding};

/// A column beside the rows of a table.
#[derive(Clone, Debug)]
pub(in super::super) struct RowColumn {
    /// Its head.
    pub head: String,
    /// What its cells hold, the empty rows of the table included.
    pub contents: Vec<Content>,
    /// How they look.
    pub look: Look,
    /// Why they are no formulas.
    pub why: Option<Why>,
}

/// The columns of an 逐项.
#[derive(Clone, Debug)]
pub(super) struct RowCells {
    rule: usize,
    awarded: usize,
    full: Option<usize>,
    weight: Option<usize>,
    reads: Reads,
    drops: bool,
}

/// What the evaluator found of a row.
struct Found {
    rule: Outcome,
    awarded: Outcome,
}

impl<'a> Translator<'a> {
    /// The score of all rows.
    pub(super) fn each(&mut self, each: &'a Each, scope: &Scope<'a>) -> Run {
        if !scope.frames.is_empty() || scope.call.is_some() {
            return Err(Why::EachWithinEach);
        }
        if scope.node.is_some_and(|node| level_set(&self.rubric.node(node).worth).is_some()) {
            return Err(Why::LevelsOfRows);
        }
        let key = format!("{}/{:p}", scope.path, std::ptr::from_ref(each));
        let cells = match self.rows.get(&key) {
            Some(cells) => cells.clone(),
            None => {
                let cells = self.row_cells(each, scope);
                self.rows.insert(key, cells.clone());
                cells
            }
        }?;
        self.read_all(&cells.reads);
        let combined = self.combine_rows(each, &cells, scope)?;
        Ok(self.if_filled(each.table, &combined))
    }

    fn row_cells(&mut self, each: &'a Each, scope: &Scope<'a>) -> Result<RowCells, Why> {
        let table = each.table;
        let mut inner = scope.within(&format!("{:p}", std::ptr::from_ref(each))).over(Frame::Here(table));
        inner.home = Home::Rows(table);
        inner.row = Some(table);
        let filter = each.filter.as_ref();
        let locale = self.filing.locale;
        let (made, reads) = self.reading(|t| -> Result<_, Why> {
            t.read(Read::Rows(table));
            let mut full_column = None;
            if let Some(full) = &each.full {
                let wanted = Wanted {
                    label: word(locale, "report-points"),
                    source: t.source(full.span),
                    ty: full.ty.clone(),
                    expr: Some(full),
                    shown: None,
                    shown_rows: Vec::new(),
                    named: false,
                    scope: &inner,
                };
                let at = inner.clone();
                let handle = t.cell(wanted, |t| t.expr(full, &at))?;
                full_column = t.last_column(table);
                inner.full = t.of(&handle);
                inner.full_value = FullValue::Of(full);
            }
            let mut weight = None;
            if let Some(by) = &each.by {
                let wanted = Wanted {
                    label: word(locale, "sheet-weight"),
                    source: t.source(by.span),
                    ty: by.ty.clone(),
                    expr: Some(by),
                    shown: None,
                    shown_rows: Vec::new(),
                    named: false,
                    scope: &inner,
                };
                let at = inner.clone();
                let handle = t.cell(wanted, |t| t.expr(by, &at))?;
                weight = t.last_column(table);
                t.of(&handle);
            }
            let input = t.input(each, scope.node)?;
            let inner = inner.clone().declares(&each.body.lets);
            let score = t.body(&each.body, &inner)?;
            let score = match t.rubric.rounding.row {
                Some(round) if score.drops => {
                    let rounded = rounding::rounded(&score, round);
                    t.unless_dropped(&score, &rounded, &score)
                }
                Some(round) => rounding::rounded(&score, round),
                None => score,
            };
            t.checks(&each.body.verifications, &inner);
            let drops = score.drops;
            let score = match filter {
                Some(filter) => {
                    let counted = t.expr(filter, &inner)?;
                    Formula::choose(&counted, &score, &Formula::text(""))
                }
                None => score,
            };
            Ok((score.checked()?, drops, full_column, weight, input))
        });
        let (score, drops, full, weight, input) = made?;
        let found = self.rows_found(each, scope.node);
        let differs = input.is_some();
        let name = scope.node.map(|node| self.rubric.node(node).name.clone()).unwrap_or_default();
        let head = |key| format!("{name} {}", word(locale, key));
        let open = Formula::text(&self.words.open);
        let shown: Vec<Shown> = self.each_shown(&found, |found| &found.rule);
        let look = Look::framed(Role::Result).at(At::Right);
        let live = Formula::or_else(&score, &open);
        let label = head(if differs { "report-rule-score" } else { "sheet-step-score" });
        let rule = self.column_of(table, label, live, shown.clone(), look.clone())?;
        self.settle(table, rule, &score, &shown, &reads);
        let awarded = match input {
            None => rule,
            Some(input) => {
                self.less(each, scope.node, input, rule);
                let (rule, input) = (self.here(table, rule), self.here(table, input));
                let given = Formula::call("ISNUMBER", &[&input]);
                let counted = Formula::compare(&rule, "=", &Formula::text(""));
                let score = Formula::choose(&given, &input, &rule);
                let score = Formula::choose(&counted, &Formula::text(""), &score);
                let shown = self.each_shown(&found, |found| &found.awarded);
                self.column_of(table, head("report-score"), score, shown, look)?
            }
        };
        if let Some(node) = scope.node {
            self.row_scores.insert((node, table), (rule, awarded));
        }
        let reads = reads
            .into_iter()
            .map(|read| match read {
                Read::Field(fact, column) if fact == table => Read::Column(fact, column),
                other => other,
            })
            .collect();
        Ok(RowCells { rule, awarded, full, weight, reads, drops })
    }

    fn last_column(&self, table: FactId) -> Option<usize> {
        self.columns.get(&table).and_then(|columns| columns.len().checked_sub(1))
    }

    /// The column for the evaluator's scores, where there are any or the rule may ask for one.
    fn input(&mut self, each: &'a Each, node: Option<NodeId>) -> Result<Option<usize>, Why> {
        let on_row = |target: &AwardTarget| match target {
            AwardTarget::Row(at, fact, row) if Some(*at) == node && *fact == each.table => Some(*row),
            _ => None,
        };
        let awards: Vec<(usize, u32)> = self
            .facts
            .awards
            .iter()
            .enumerate()
            .filter_map(|(index, award)| on_row(&award.target).map(|row| (index, row)))
            .collect();
        let judged = body_judges(&each.body, self.rubric);
        if awards.is_empty() && !judged {
            return Ok(None);
        }
        let less = |index: &usize| matches!(self.facts.awards.get(*index).map(|a| &a.kind), Some(AwardKind::Less(_)));
        if judged && awards.iter().any(|(index, _)| less(index)) {
            return Err(Why::TwoAwards);
        }
        let Some(table) = self.places.tables.get(each.table.index()).and_then(Option::as_ref) else {
            return Ok(None);
        };
        let total = table.last + 1 - FIRST_ROW;
        let columns = self.columns.entry(each.table).or_default();
        let at = columns.len();
        let mut contents = vec![Content::Blank; total as usize];
        for (index, row) in awards {
            let Some(award) = self.facts.awards.get(index) else { continue };
            let cell = Formula::name(self.awards.cell(index));
            let (filled, none) = (Formula::call("ISNUMBER", &[&cell]), Formula::text(""));
            let AwardKind::Score(score) = &award.kind else {
                if matches!(award.kind, AwardKind::Level(_)) {
                    return Err(Why::LevelsOfRows);
                }
                continue;
            };
            let (formula, shown) = (Formula::choose(&filled, &cell, &none), Shown::Number(score.clone()));
            if let Some(slot) = contents.get_mut(row as usize) {
                *slot = Content::Live(Live { formula: formula.as_str().to_owned(), array: false, shown });
            }
        }
        let name = node.map(|node| self.rubric.node(node).name.clone()).unwrap_or_default();
        let head = format!("{name} {}", word(self.filing.locale, "sheet-award-input"));
        let look = Look::framed(Role::Input).at(At::Right);
        let columns = self.columns.entry(each.table).or_default();
        columns.push(RowColumn { head, contents, look, why: None });
        self.inputs.insert((node, each.table), at);
        Ok(Some(at))
    }

    /// Puts the points that the evaluator took off into the column of the given scores, now that there is one of what
    /// the rule gives.
    fn less(&mut self, each: &'a Each, node: Option<NodeId>, input: usize, rule: usize) {
        let rule = self.here(each.table, rule);
        for (index, award) in self.facts.awards.iter().enumerate() {
            let AwardTarget::Row(at, fact, row) = award.target else { continue };
            if Some(at) != node || fact != each.table || !matches!(award.kind, AwardKind::Less(_)) {
                continue;
            }
            let cell = Formula::name(self.awards.cell(index));
            let (filled, none) = (Formula::call("ISNUMBER", &[&cell]), Formula::text(""));
            let given = Formula::choose(&filled, &Formula::sub(&rule, &cell), &none);
            let given = Formula::or_else(&given, &none);
            let shown = self.given(each, node, row);
            let content = Content::Live(Live { formula: given.as_str().to_owned(), array: false, shown });
            let columns = self.columns.get_mut(&each.table).and_then(|columns| columns.get_mut(input));
            if let Some(slot) = columns.and_then(|column| column.contents.get_mut(row as usize)) {
                *slot = content;
            }
        }
    }

    /// What a row was given in the end.
    fn given(&self, each: &Each, node: Option<NodeId>, row: u32) -> Shown {
        let found = self.rows_found(each, node);
        match found.get(row as usize) {
            Some(Some(found)) => self.shown_outcome(&found.awarded, None),
            _ => Shown::Text(String::new()),
        }
    }

    fn each_shown(&self, found: &[Option<Found>], of: impl Fn(&Found) -> &Outcome) -> Vec<Shown> {
        found
            .iter()
            .map(|found| match found {
                Some(found) => self.shown_outcome(of(found), None),
                None => Shown::Text(String::new()),
            })
            .collect()
    }

    /// What the evaluator found of each row: `None` of one that did not count.
    fn rows_found(&self, each: &Each, node: Option<NodeId>) -> Vec<Option<Found>> {
        let rows = self.places.tables.get(each.table.index()).and_then(Option::as_ref).map_or(0, |table| table.rows);
        let mut found: Vec<Option<Found>> = (0..rows).map(|_| None).collect();
        let steps = node.and_then(|node| self.evaluation.nodes.get(node.index())).map(|result| result.steps.clone());
        let mut open = Vec::new();
        for step in self.evaluation.trace.get(steps.unwrap_or_default()).unwrap_or_default() {
            match step {
                Traced::RowBegin { each: of, .. } => open.push(std::ptr::eq(*of, each)),
                Traced::RowEnd { row, rule, awarded, .. } => {
                    if open.pop() == Some(true)
                        && let Some(slot) = found.get_mut(*row as usize)
                    {
                        *slot = Some(Found { rule: rule.clone(), awarded: awarded.clone() });
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Puts what the evaluator found into the rows whose facts are not all known.
    fn settle(&mut self, table: FactId, column: usize, score: &Formula, shown: &[Shown], reads: &Reads) {
        let absent = Formula::compare(
            &match self.places.tables.get(table.index()).and_then(Option::as_ref) {
                Some(place) => place.here(place.present),
                None => return,
            },
            "=",
            &Formula::whole(0),
        );
        for (row, ours) in shown.iter().enumerate() {
            if self.all_known(reads, Some(row as u32)) || *ours == Shown::Text(String::new()) {
                continue;
            }
            let otherwise = self.otherwise(ours, reads, Some(row as u32));
            let live = Formula::or_else(score, &otherwise);
            let Ok(live) = Formula::choose(&absent, &Formula::text(""), &live).checked() else { continue };
            let content =
                Content::Live(Live { formula: live.as_str().to_owned(), array: live.array, shown: ours.clone() });
            if let Some(slot) =
                self.columns.get_mut(&table).and_then(|c| c.get_mut(column)).and_then(|c| c.contents.get_mut(row))
            {
                *slot = content;
            }
        }
    }

    /// One score of the rows' scores.
    fn combine_rows(&mut self, each: &'a Each, cells: &RowCells, scope: &Scope<'a>) -> Run {
        let Some(table) = self.places.tables.get(each.table.index()).and_then(Option::as_ref) else {
            return Ok(Formula::none());
        };
        let range = |column: usize| Formula::name(table.range(table.present + 1 + column as u16));
        let scores = range(match scope.side {
            Side::Rule => cells.rule,
            Side::Awarded => cells.awarded,
        });
        let (zero, none) = (Formula::whole(0), Formula::none());
        let dropped = Formula::text(&self.words.dropped);
        let count = Formula::call("COUNT", &[&scores]);
        let no_rows = Formula::compare(&count, "=", &zero);
        let whether = |test: &Formula| Formula::call("SUMPRODUCT", &[test]);
        let combined = match each.aggregate {
            Aggregate::Sum => {
                let sum = Formula::call("SUM", &[&scores]);
                match cells.full {
                    Some(full) if each.at_most.is_none() => {
                        let fulls = range(full);
                        // Rows that count at all share out the full marks.
                        let counted = Formula::compare(&scores, "<>", &Formula::text(""));
                        let held = Formula::name(format!("--({})", counted.as_str()));
                        let held = Formula::call("SUMPRODUCT", &[&held, &fulls]);
                        let apart = Formula::sub(&held, &scope.full);
                        let apart = Formula::call("ROUND", &[&apart, &Formula::whole(9)]);
                        let uneven = Formula::compare(&apart, "<>", &zero);
                        let any = Formula::compare(&held, ">", &zero);
                        let sum = if cells.drops {
                            let numbers = Formula::name(format!("--ISNUMBER({})", scores.as_str()));
                            let kept = Formula::call("SUMPRODUCT", &[&numbers, &fulls]);
                            let scaled = Formula::div(&Formula::mul(&sum, &scope.full), &kept);
                            let whole = Formula::compare(&kept, "=", &held);
                            Formula::choose(&whole, &sum, &scaled)
                        } else {
                            sum
                        };
                        let sum = Formula::choose(&uneven, &none, &sum);
                        Formula::choose(&any, &sum, &zero)
                    }
                    _ => sum,
                }
            }
            Aggregate::Mean => Formula::choose(&no_rows, &none, &Formula::call("AVERAGE", &[&scores])),
            Aggregate::Lowest => Formula::choose(&no_rows, &none, &Formula::call("MIN", &[&scores])),
            Aggregate::Highest => Formula::choose(&no_rows, &none, &Formula::call("MAX", &[&scores])),
            Aggregate::Weighted => {
                let Some(weight) = cells.weight else { return Ok(none) };
                let weights = range(weight);
                let numbers = Formula::name(format!("--ISNUMBER({})", scores.as_str()));
                let sum = Formula::call("SUMPRODUCT", &[&scores, &weights]);
                let total = Formula::call("SUMPRODUCT", &[&numbers, &weights]);
                Formula::choose(&no_rows, &none, &Formula::div(&sum, &total))
            }
        };
        let combined = combined.fixed(false);
        let combined = if cells.drops {
            let left_out = Formula::compare(&scores, "=", &dropped);
            let left_out = whether(&Formula::name(format!("--({})", left_out.as_str())));
            let all = Formula::choose(&Formula::compare(&left_out, ">", &zero), &dropped, &combined);
            Formula::choose(&no_rows, &all, &combined).dropping(true)
        } else {
            combined
        };
        // A row that is open has a text in the place of its score.
        let texts = format!("ISTEXT({0})*({0}<>\"\")*({0}<>{1})", scores.as_str(), dropped.as_str());
        let waiting = Formula::compare(&whether(&Formula::name(texts)), ">", &zero);
        let drops = combined.drops;
        let combined = Formula::choose(&waiting, &none, &combined).fixed(false).dropping(drops);
        match &each.at_most {
            Some(cap) => {
                let cap = self.expr(cap, scope)?;
                let held = Formula::call("MIN", &[&combined, &cap]);
                Ok(if drops { self.unless_dropped(&combined, &held, &combined) } else { held })
            }
            None => Ok(combined),
        }
    }
}
