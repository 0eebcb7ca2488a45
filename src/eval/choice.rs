//! Choices: 分档, 分情况, 查表, 插值. One entry where it is decided; all that are possible, joined, where not.

use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{Arith, Band, Case, Expr, Key, LookupEntry, LookupRow, Rule, TypeKind, ValueRange};
use crate::number::reach::Reach;
use crate::source::Span;
use crate::value::{Known, Value};

use super::error::{self, Run, Stop};
use super::ops::{self, Truth};
use super::rule::Scored;
use super::scope::Scope;
use super::{Entries, Evaluator, Step, show};

/// Where a key is written.
fn span_of(key: &Key) -> Span {
    match key {
        Key::Range(range) => range.span,
        Key::Options(_, span) | Key::YesNo(_, span) => *span,
    }
}

/// Which entries of a choice hold its value.
enum Found {
    /// This one certainly, and no other.
    One(usize),
    /// Perhaps one of these.
    Perhaps(Vec<usize>),
}

/// A choice that may fall on several entries.
#[derive(Default)]
struct Possible<'m> {
    entries: Vec<(u32, &'m Rule)>,
    outcomes: Vec<Scored>,
}

impl Possible<'_> {
    /// The entries by their place, and what each gives.
    fn parts(&self) -> (Vec<u32>, Vec<&Value>) {
        (self.entries.iter().map(|(index, _)| *index).collect(), self.outcomes.iter().map(|o| &o.rule).collect())
    }
}

/// Most reasons that are told of why a choice cannot be worked out.
const MAX_REASONS: usize = 3;

impl<'m, 'f> Evaluator<'m, 'f> {
    /// The entries for which `fits`. Those that are not `apart` may hold one value twice, which is told where
    /// they are written.
    fn found<T>(
        &mut self,
        entries: &'m [T],
        apart: impl FnOnce() -> bool,
        place: impl Fn(&T) -> Span,
        mut fits: impl FnMut(&mut Self, &'m T) -> Run<Truth>,
    ) -> Run<Found> {
        let mut perhaps = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            match fits(self, entry)? {
                Truth::Yes if perhaps.is_empty() => {
                    if !self.several && apart() {
                        return Ok(Found::One(index));
                    }
                    let mut stopped = None;
                    for other in entries.iter().skip(index + 1) {
                        if fits(self, other)? == Truth::Yes {
                            stopped = Some(self.fail(|| error::several(place(other), place(entry))));
                            if !self.several {
                                break;
                            }
                        }
                    }
                    return stopped.map_or(Ok(Found::One(index)), Err);
                }
                Truth::No => {}
                _ => perhaps.push(index),
            }
        }
        Ok(Found::Perhaps(perhaps))
    }

    /// What each of the entries gives that may come to pass, on the footing of what choosing it tells.
    fn each_possible<T>(
        &mut self,
        entries: &'m [T],
        perhaps: Vec<usize>,
        rule: impl Fn(&'m T) -> &'m Rule,
        scope: &Scope<'_, 'm, 'f>,
        mut assume: impl FnMut(&mut Self, &'m T) -> bool,
    ) -> Possible<'m> {
        let mut possible = Possible::default();
        for index in perhaps {
            let Some(entry) = entries.get(index) else { continue };
            let chosen = rule(entry);
            if let Some(scored) = self.speculate(|e| assume(e, entry).then(|| e.possible_rule(chosen, scope)).flatten())
            {
                possible.entries.push((index as u32, chosen));
                possible.outcomes.push(scored);
            }
        }
        possible
    }

    pub(super) fn bands(
        &mut self,
        rule: &'m Rule,
        subject: &'m Expr,
        bands: &'m [Band],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let value = self.expr(subject, scope)?;
        // Bands between constants are known not to overlap.
        let apart = || bands.iter().all(|band| band.range.is_constant());
        let found = self.found(bands, apart, |band| band.range.span, |e, band| e.in_range(&value, &band.range, scope));
        let perhaps = match found? {
            Found::One(index) => {
                let Some(band) = bands.get(index) else { return Err(Stop::Failed) };
                self.chosen(rule, Some(value), index);
                return self.rule(&band.rule, scope);
            }
            Found::Perhaps(perhaps) => perhaps,
        };
        if perhaps.is_empty() {
            let rubric = self.rubric;
            return Err(self.fail(|| error::found(Code::NoBand, rubric, subject, &value)));
        }
        let assume = |e: &mut Self, band: &'m Band| e.assume_in(subject, &band.range, scope);
        let possible = self.each_possible(bands, perhaps, |band| &band.rule, scope, assume);
        if self.suspects() {
            let (chosen, outcomes) = possible.parts();
            self.suspect_bands(subject, bands, &chosen, &outcomes);
        }
        self.undecided(rule, Some(value), possible, scope)
    }

    /// Learns that `subject` lies in `range`.
    fn assume_in(&mut self, subject: &'m Expr, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> bool {
        let Ok(region) = self.region(range, scope) else { return false };
        let known = match subject.ty.kind {
            TypeKind::Date => Known::Date(region.possible),
            _ => Known::Number(region.possible),
        };
        self.learn(subject, Value::unknown(known), scope)
    }

    pub(super) fn cases(
        &mut self,
        rule: &'m Rule,
        cases: &'m [Case],
        otherwise: Option<&'m Rule>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        for (index, case) in cases.iter().enumerate() {
            match self.truth(&case.condition, scope)? {
                Truth::Yes => {
                    self.chosen(rule, None, index);
                    return self.rule(&case.rule, scope);
                }
                Truth::No => {}
                Truth::Maybe => {
                    let possible = self.speculate(|e| e.possible_cases(index, cases, otherwise, scope));
                    if self.suspects() {
                        let (chosen, outcomes) = possible.parts();
                        self.suspect_cases(cases, otherwise, &chosen, &outcomes);
                    }
                    return self.undecided(rule, None, possible, scope);
                }
            }
        }
        match otherwise {
            Some(otherwise) => {
                self.chosen(rule, None, cases.len());
                self.rule(otherwise, scope)
            }
            None => Err(self.fail(|| error::plain(Code::NoCase, rule.span))),
        }
    }

    /// The cases from `first` on that may hold, each on the footing that the earlier ones failed.
    fn possible_cases(
        &mut self,
        first: usize,
        cases: &'m [Case],
        otherwise: Option<&'m Rule>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Possible<'m> {
        let mut possible = Possible::default();
        for (index, case) in cases.iter().enumerate().skip(first) {
            let scored = self.speculate(|e| {
                e.assume(&case.condition, true, scope).then(|| e.possible_rule(&case.rule, scope)).flatten()
            });
            if let Some(scored) = scored {
                possible.entries.push((index as u32, &case.rule));
                possible.outcomes.push(scored);
            }
            if !self.assume(&case.condition, false, scope) {
                return possible;
            }
        }
        if let Some(otherwise) = otherwise
            && let Some(scored) = self.possible_rule(otherwise, scope)
        {
            possible.entries.push((cases.len() as u32, otherwise));
            possible.outcomes.push(scored);
        }
        possible
    }

    pub(super) fn lookup_one(
        &mut self,
        rule: &'m Rule,
        key: &'m Expr,
        entries: &'m [LookupEntry],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let value = self.expr(key, scope)?;
        let fits = |e: &mut Self, entry: &'m LookupEntry| e.key_matches(&value, &entry.key, scope);
        let perhaps = match self.found(entries, || false, |entry| entry.rule.span, fits)? {
            Found::One(index) => {
                let Some(entry) = entries.get(index) else { return Err(Stop::Failed) };
                self.chosen(rule, Some(value), index);
                return self.rule(&entry.rule, scope);
            }
            Found::Perhaps(perhaps) => perhaps,
        };
        if perhaps.is_empty() {
            let rubric = self.rubric;
            return Err(self.fail(|| error::found(Code::NoLookupEntry, rubric, key, &value)));
        }
        let assume = |e: &mut Self, entry: &'m LookupEntry| e.assume_key(key, &entry.key, scope);
        let possible = self.each_possible(entries, perhaps, |entry| &entry.rule, scope, assume);
        if self.suspects() {
            let (chosen, outcomes) = possible.parts();
            self.suspect_entries(key, entries, &chosen, &outcomes);
        }
        self.undecided(rule, Some(value), possible, scope)
    }

    pub(super) fn lookup_two(
        &mut self,
        rule: &'m Rule,
        row: &'m Expr,
        column: &'m Expr,
        columns: &'m [Key],
        rows: &'m [LookupRow],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        if self.suspects() {
            self.suspect_grid((row, column), columns, rows, scope);
        }
        let row_value = self.expr(row, scope)?;
        let column_value = self.expr(column, scope)?;
        let mut entries = Vec::new();
        let mut outcomes = Vec::new();
        let mut certain: Option<(usize, &'m Key, &'m Key)> = None;
        let mut stopped = None;
        for (i, entry) in rows.iter().enumerate() {
            let in_row = self.key_matches(&row_value, &entry.key, scope)?;
            if in_row == Truth::No {
                continue;
            }
            for (j, (head, cell)) in columns.iter().zip(&entry.values).enumerate() {
                let here = in_row.and(self.key_matches(&column_value, head, scope)?);
                if here == Truth::No {
                    continue;
                }
                match certain {
                    Some((first, row_key, column_key)) if here == Truth::Yes => {
                        let (second, first) = if first == i { (head, column_key) } else { (&entry.key, row_key) };
                        let stop = self.fail(|| error::several(span_of(second), span_of(first)));
                        if !self.several {
                            return Err(stop);
                        }
                        stopped = Some(stop);
                    }
                    None if here == Truth::Yes => certain = Some((i, &entry.key, head)),
                    _ => {}
                }
                let value = self.speculate(|e| {
                    (e.assume_key(row, &entry.key, scope) && e.assume_key(column, head, scope))
                        .then(|| e.expr(cell, scope).ok())
                        .flatten()
                });
                let value = match (here, value) {
                    // Certain: told as a mistake where it cannot be worked out.
                    (Truth::Yes, None) => Some(self.expr(cell, scope)?),
                    (_, value) => value,
                };
                if let Some(value) = value {
                    entries.push((i * columns.len() + j) as u32);
                    outcomes.push(value);
                }
            }
        }
        if let Some(stop) = stopped {
            return Err(stop);
        }
        let Some(value) = outcomes.iter().cloned().reduce(ops::join) else {
            let shown = |expr: &Expr, value| show::value(self.rubric, &expr.ty, value);
            let pair = shown(row, &row_value).zip(shown(column, &column_value));
            return Err(self.fail(|| {
                let problem = error::plain(Code::NoLookupEntry, row.span.to(column.span));
                match pair {
                    Some((row, column)) => problem.at(Message::new("found-pair").arg("row", row).arg("column", column)),
                    None => problem,
                }
            }));
        };
        let outcomes = if outcomes.len() > 1 { outcomes } else { Vec::new() };
        self.step(|| Step::Chosen {
            rule,
            subject: Some(row_value),
            entries: Entries::of(entries, outcomes),
            value: Some(value.clone()),
            in_expression: false,
        });
        Ok(Scored::same(value))
    }

    /// Whether `value` is `key`.
    fn key_matches(&mut self, value: &Value, key: &'m Key, scope: &Scope<'_, 'm, 'f>) -> Run<Truth> {
        match key {
            Key::Range(range) => self.in_range(value, range, scope),
            Key::Options(bits, _) => {
                let possible = ops::options(value);
                Ok(if possible & bits == 0 {
                    Truth::No
                } else if possible & !bits == 0 {
                    Truth::Yes
                } else {
                    Truth::Maybe
                })
            }
            Key::YesNo(yes, _) => {
                let truth = Truth::from_value(value);
                Ok(if *yes { truth } else { truth.not() })
            }
        }
    }

    /// Learns that `expr` is `key`.
    fn assume_key(&mut self, expr: &'m Expr, key: &'m Key, scope: &Scope<'_, 'm, 'f>) -> bool {
        match key {
            Key::Range(range) => self.assume_in(expr, range, scope),
            Key::Options(bits, _) => self.learn(expr, Value::unknown(Known::Options(*bits)), scope),
            Key::YesNo(yes, _) => self.assume(expr, *yes, scope),
        }
    }

    pub(super) fn interpolate(
        &mut self,
        rule: &'m Rule,
        subject: &'m Expr,
        points: &'m [(Expr, Expr)],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        if self.suspects() {
            self.suspect_corners(subject, points, scope);
        }
        let value = self.expr(subject, scope)?;
        let x = ops::reach(&value);
        let mut entries = Vec::new();
        let mut result: Option<Value> = None;
        for (index, pair) in points.windows(2).enumerate() {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            let (x0, y0) = (self.expr(x0, scope)?, self.expr(y0, scope)?);
            let (x1, y1) = (self.expr(x1, scope)?, self.expr(y1, scope)?);
            let segment = x.intersect(&Reach::all().above(&ops::reach(&x0).lo()).below(&ops::reach(&x1).hi()));
            if segment.is_empty() {
                continue;
            }
            // y0 + (x - x0) × (y1 - y0) ÷ (x1 - x0)
            let line = |a: &Value, b: &Value, op| ops::arith(op, a, b);
            let here = ops::number_in(segment);
            let at = line(&here, &x0, Arith::Sub)
                .and_then(|run| line(&run, &line(&y1, &y0, Arith::Sub)?, Arith::Mul))
                .and_then(|rise| line(&rise, &line(&x1, &x0, Arith::Sub)?, Arith::Div))
                .and_then(|rise| line(&y0, &rise, Arith::Add));
            let at = self.numeric(subject.span, at)?;
            entries.push(index as u32);
            if value.is_known() {
                result = Some(at);
                break;
            }
            result = Some(match result {
                Some(before) => ops::join(before, at),
                None => at,
            });
        }
        let Some(result) = result else {
            let rubric = self.rubric;
            return Err(self.fail(|| error::found(Code::OutsideInterpolation, rubric, subject, &value)));
        };
        self.step(|| Step::Chosen {
            rule,
            subject: Some(value),
            entries: Entries::of(entries, Vec::new()),
            value: Some(result.clone()),
            in_expression: false,
        });
        Ok(Scored::same(result))
    }

    /// What `rule` gives in a case that may come to pass.
    fn possible_rule(&mut self, rule: &'m Rule, scope: &Scope<'_, 'm, 'f>) -> Option<Scored> {
        match self.rule(rule, scope) {
            Ok(scored) => Some(scored),
            Err(Stop::Dropped) => {
                self.maybe_dropped = true;
                None
            }
            Err(Stop::Failed) => None,
        }
    }

    /// Follows every entry of a choice that is possible and joins the results.
    fn joined(&mut self, rule: &'m Rule, possible: Possible<'m>, scope: &Scope<'_, 'm, 'f>) -> Run<(Entries, Scored)> {
        let mut outcomes = possible.outcomes.into_iter();
        let Some(first) = outcomes.next() else {
            if self.maybe_dropped {
                return Err(Stop::Dropped);
            }
            let reasons = self.reasons_of(rule, scope);
            return Err(self.fail(|| {
                let told = error::plain(Code::NothingApplies, rule.span);
                let label = |told: Diagnostic, reason: &Diagnostic| {
                    let mut message = Message::new(reason.code.key());
                    message.args.clone_from(&reason.args);
                    told.label(reason.span(), message)
                };
                reasons.iter().take(MAX_REASONS).fold(told, label)
            }));
        };
        let mut values = vec![first.rule.clone()];
        let mut all = first;
        for scored in outcomes {
            values.push(scored.rule.clone());
            all = all.join(scored);
        }
        Ok((Entries::of(possible.entries.into_iter().map(|(i, _)| i).collect(), values), all))
    }

    /// Why the ways that `rule` may take cannot be worked out: it is followed once more, and what fails is collected.
    fn reasons_of(&mut self, rule: &'m Rule, scope: &Scope<'_, 'm, 'f>) -> Vec<Diagnostic> {
        if self.speculating > 0 || self.facts.is_none() || self.reasons.is_some() {
            return Vec::new();
        }
        self.reasons = Some(Vec::new());
        let dropped = self.maybe_dropped;
        // It is known that it fails.
        drop(self.speculate(|e| e.rule(rule, scope)));
        self.maybe_dropped = dropped;
        let mut reasons = self.reasons.take().unwrap_or_default();
        reasons.retain(|reason| reason.code != Code::NothingApplies);
        reasons
    }

    fn chosen(&mut self, rule: &'m Rule, subject: Option<Value>, entry: usize) {
        let entries = Entries::One(entry as u32);
        self.step(|| Step::Chosen { rule, subject, entries, value: None, in_expression: false });
    }

    fn undecided(
        &mut self,
        rule: &'m Rule,
        subject: Option<Value>,
        possible: Possible<'m>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let (entries, all) = self.joined(rule, possible, scope)?;
        self.step(|| Step::Chosen { rule, subject, entries, value: None, in_expression: false });
        Ok(all)
    }
}
