//! Rules: each yields points (or a level, or a chosen value), as the rule gives them and as awarded.

use crate::diagnostic::{Code, Diagnostic};
use crate::facts::AwardKind;
use crate::model::{
    Arith, Band, Body, Case, Expr, Key, LookupEntry, LookupRow, MethodId, OptionShare, Rule, RuleKind, TypeKind,
    ValueRange,
};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::source::Span;
use crate::value::{Known, Value};

use super::body::Yield;
use super::error::{self, Run, Stop};
use super::ops::{self, Truth};
use super::scope::{Call, Scope};
use super::{Evaluator, Outcome, Step};

/// What a rule gives, and what was awarded where that differs.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    /// What the rule gives.
    pub rule: Value,
    /// What was awarded; `None` where the same.
    pub awarded: Option<Value>,
}

impl Scored {
    /// The same by the rule and as awarded.
    pub fn same(rule: Value) -> Scored {
        Scored { rule, awarded: None }
    }

    /// What was awarded.
    pub fn awarded(&self) -> &Value {
        self.awarded.as_ref().unwrap_or(&self.rule)
    }

    /// What was awarded, or what the rule gives.
    pub fn on(&self, awarded: bool) -> &Value {
        if awarded { self.awarded() } else { &self.rule }
    }

    /// Applies `f` to both.
    pub fn map(self, mut f: impl FnMut(Value) -> Run<Value>) -> Run<Scored> {
        Ok(Scored { awarded: self.awarded.map(&mut f).transpose()?, rule: f(self.rule)? })
    }

    /// Either of two.
    pub fn join(self, other: Scored) -> Scored {
        let awarded = match (&self.awarded, &other.awarded) {
            (None, None) => None,
            _ => Some(ops::join(self.awarded().clone(), other.awarded().clone())),
        };
        Scored { rule: ops::join(self.rule, other.rule), awarded }
    }
}

/// A value as an outcome.
pub(super) fn outcome(value: &Value) -> Outcome {
    match value {
        Value::Number(number) => Outcome::Points(number.clone()),
        Value::Option(level) => Outcome::Level(*level),
        Value::Unknown(unknown) => match &unknown.known {
            Known::Number(reach) => Outcome::Range(reach.clone()),
            Known::Options(bits) => Outcome::Levels(*bits),
            _ => Outcome::Failed,
        },
        _ => Outcome::Failed,
    }
}

/// A choice that may fall on several entries.
struct Possible<'m> {
    entries: Vec<(u32, &'m Rule)>,
    outcomes: Vec<Scored>,
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// What `rule` gives.
    pub(super) fn rule(&mut self, rule: &'m Rule, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let scored = self.unobserved_rule(rule, scope)?;
        if self.observations.is_some() {
            self.observe_points(rule, &scored.rule, scope);
        }
        Ok(scored)
    }

    fn unobserved_rule(&mut self, rule: &'m Rule, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        match &rule.kind {
            RuleKind::Value(expr) => {
                let value = self.expr(expr, scope)?;
                self.step(|| Step::Formula { expr, value: value.clone() });
                Ok(Scored::same(value))
            }
            RuleKind::Zero => {
                self.step(|| Step::Zero { span: rule.span });
                Ok(Scored::same(Value::Number(Number::ZERO)))
            }
            RuleKind::FullWhen(condition) => {
                let held = self.truth(condition, scope)?;
                self.step(|| Step::FullWhen { condition, held: held.decided(), full: scope.full.clone() });
                let (full, zero) = (Value::Number(scope.full.clone()), Value::Number(Number::ZERO));
                Ok(Scored::same(match held {
                    Truth::Yes => full,
                    Truth::No => zero,
                    Truth::Maybe => ops::join(zero, full),
                }))
            }
            RuleKind::Bands { subject, bands, .. } => self.bands(rule, subject, bands, scope),
            RuleKind::Cases { cases, otherwise } => self.cases(rule, cases, otherwise.as_deref(), scope),
            RuleKind::LookupOne { key, entries } => self.lookup_one(rule, key, entries, scope),
            RuleKind::LookupTwo { row, column, columns, rows } => {
                self.lookup_two(rule, row, column, columns, rows, scope)
            }
            RuleKind::Interpolate { subject, points } => self.interpolate(rule, subject, points, scope),
            RuleKind::Deduct { base, deduction } => {
                let start = match base {
                    Some(base) => self.rule(base, scope)?,
                    None => Scored::same(Value::Number(scope.full.clone())),
                };
                self.deduct(start, deduction, scope)
            }
            RuleKind::Each(each) => self.each(each, scope),
            RuleKind::ByRating(rating) => self.by_rating(rule, rating, scope),
            RuleKind::Manual(range) => self.manual(rule, range, scope),
            RuleKind::Scaled { base, body } => self.scaled(base, body, scope),
            RuleKind::Method { method, args } => self.method(*method, args, scope),
        }
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
    fn joined(&mut self, span: Span, possible: Possible<'m>) -> Run<(Vec<u32>, Vec<Value>, Scored)> {
        let mut outcomes = possible.outcomes.into_iter();
        let Some(first) = outcomes.next() else {
            if self.maybe_dropped {
                return Err(Stop::Dropped);
            }
            return Err(self.fail(|| error::plain(Code::NothingApplies, span)));
        };
        let mut values = vec![first.rule.clone()];
        let mut all = first;
        for scored in outcomes {
            values.push(scored.rule.clone());
            all = all.join(scored);
        }
        Ok((possible.entries.into_iter().map(|(i, _)| i).collect(), values, all))
    }

    fn chosen(&mut self, rule: &'m Rule, subject: Option<&Value>, entry: usize, scope: &Scope<'_, 'm, 'f>) {
        self.step(|| Step::Chosen {
            rule,
            subject: subject.cloned(),
            entries: vec![entry as u32],
            outcomes: Vec::new(),
            value: None,
            in_expression: false,
            full: scope.full.clone(),
        });
    }

    fn undecided(
        &mut self,
        rule: &'m Rule,
        subject: Option<&Value>,
        possible: Possible<'m>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let (entries, outcomes, all) = self.joined(rule.span, possible)?;
        self.step(|| Step::Chosen {
            rule,
            subject: subject.cloned(),
            entries,
            outcomes,
            value: None,
            in_expression: false,
            full: scope.full.clone(),
        });
        Ok(all)
    }

    fn bands(
        &mut self,
        rule: &'m Rule,
        subject: &'m Expr,
        bands: &'m [Band],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let value = self.expr(subject, scope)?;
        if self.observations.is_some() {
            self.observe_bands(rule, subject, bands, &value, scope);
        }
        let mut possible = Possible { entries: Vec::new(), outcomes: Vec::new() };
        let mut candidates = Vec::new();
        for (index, band) in bands.iter().enumerate() {
            match self.in_range(&value, &band.range, scope)? {
                Truth::Yes if candidates.is_empty() => {
                    self.chosen(rule, Some(&value), index, scope);
                    return self.rule(&band.rule, scope);
                }
                Truth::No => {}
                _ => candidates.push((index as u32, band)),
            }
        }
        if candidates.is_empty() {
            return Err(self.fail(|| error::plain(Code::NoBand, subject.span)));
        }
        for (index, band) in candidates {
            let scored = self.speculate(|e| {
                e.assume_in(subject, &band.range, scope).then(|| e.possible_rule(&band.rule, scope)).flatten()
            });
            if let Some(scored) = scored {
                possible.entries.push((index, &band.rule));
                possible.outcomes.push(scored);
            }
        }
        self.undecided(rule, Some(&value), possible, scope)
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

    fn cases(
        &mut self,
        rule: &'m Rule,
        cases: &'m [Case],
        otherwise: Option<&'m Rule>,
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        for (index, case) in cases.iter().enumerate() {
            match self.truth(&case.condition, scope)? {
                Truth::Yes => {
                    self.chosen(rule, None, index, scope);
                    return self.rule(&case.rule, scope);
                }
                Truth::No => {}
                Truth::Maybe => {
                    let possible = self.speculate(|e| e.possible_cases(index, cases, otherwise, scope));
                    return self.undecided(rule, None, possible, scope);
                }
            }
        }
        match otherwise {
            Some(otherwise) => {
                self.chosen(rule, None, cases.len(), scope);
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
        let mut possible = Possible { entries: Vec::new(), outcomes: Vec::new() };
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

    fn lookup_one(
        &mut self,
        rule: &'m Rule,
        key: &'m Expr,
        entries: &'m [LookupEntry],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let value = self.expr(key, scope)?;
        let mut candidates = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            match self.key_matches(&value, &entry.key, scope)? {
                Truth::Yes if candidates.is_empty() => {
                    self.chosen(rule, Some(&value), index, scope);
                    return self.rule(&entry.rule, scope);
                }
                Truth::No => {}
                _ => candidates.push((index as u32, entry)),
            }
        }
        if candidates.is_empty() {
            return Err(self.fail(|| error::plain(Code::NoLookupEntry, key.span)));
        }
        let mut possible = Possible { entries: Vec::new(), outcomes: Vec::new() };
        for (index, entry) in candidates {
            let scored = self.speculate(|e| {
                e.assume_key(key, &entry.key, scope).then(|| e.possible_rule(&entry.rule, scope)).flatten()
            });
            if let Some(scored) = scored {
                possible.entries.push((index, &entry.rule));
                possible.outcomes.push(scored);
            }
        }
        self.undecided(rule, Some(&value), possible, scope)
    }

    fn lookup_two(
        &mut self,
        rule: &'m Rule,
        row: &'m Expr,
        column: &'m Expr,
        columns: &'m [Key],
        rows: &'m [LookupRow],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
        let row_value = self.expr(row, scope)?;
        let column_value = self.expr(column, scope)?;
        let mut entries = Vec::new();
        let mut outcomes = Vec::new();
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
        let Some(value) = outcomes.iter().cloned().reduce(ops::join) else {
            return Err(self.fail(|| error::plain(Code::NoLookupEntry, row.span.to(column.span))));
        };
        let outcomes = if outcomes.len() > 1 { outcomes } else { Vec::new() };
        self.step(|| Step::Chosen {
            rule,
            subject: Some(row_value),
            entries,
            outcomes,
            value: Some(value.clone()),
            in_expression: false,
            full: scope.full.clone(),
        });
        Ok(Scored::same(value))
    }

    fn interpolate(
        &mut self,
        rule: &'m Rule,
        subject: &'m Expr,
        points: &'m [(Expr, Expr)],
        scope: &Scope<'_, 'm, 'f>,
    ) -> Run<Scored> {
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
            return Err(self.fail(|| error::plain(Code::OutsideInterpolation, subject.span)));
        };
        self.step(|| Step::Chosen {
            rule,
            subject: Some(value),
            entries,
            outcomes: Vec::new(),
            value: Some(result.clone()),
            in_expression: false,
            full: scope.full.clone(),
        });
        Ok(Scored::same(result))
    }

    fn by_rating(&mut self, rule: &'m Rule, rating: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let value = self.expr(rating, scope)?;
        let TypeKind::Option(set) = rating.ty.kind else { return Err(Stop::Failed) };
        let options = &self.rubric.options(set).options;
        if let Value::Option(index) = value
            && let Some(OptionShare::Number(share)) = options.get(usize::from(index)).map(|o| &o.share)
        {
            let points = share.mul(scope.full).map(Value::Number);
            let points = self.numeric(rule.span, points)?;
            let share = Value::Number(share.clone());
            self.step(|| Step::Rated { rule, rating: value, share, full: scope.full.clone() });
            return Ok(Scored::same(points));
        }
        let bits = ops::options(&value);
        let full = Reach::point(scope.full.clone());
        let mut shares = Reach::empty();
        let mut ranged = false;
        for (index, option) in self.rubric.options(set).options.iter().enumerate() {
            if bits >> index & 1 == 1 {
                match &option.share {
                    OptionShare::Number(share) => shares = shares.union(&Reach::point(share.clone())),
                    OptionShare::Range(range) => {
                        ranged = true;
                        shares = shares.union(range);
                    }
                    OptionShare::None => {}
                }
            }
        }
        let allowed = shares.mul(&full);
        if ranged && value.is_known() {
            return self.due(rule, ops::number_in(allowed), scope);
        }
        let result = ops::number_in(allowed);
        self.step(|| Step::Rated { rule, rating: value, share: ops::number_in(shares), full: scope.full.clone() });
        Ok(Scored::same(result))
    }

    fn manual(&mut self, rule: &'m Rule, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let ends = range.low.iter().chain(&range.high).map(|end| &end.value.ty.kind);
        if ends.clone().any(|kind| matches!(kind, TypeKind::Option(_))) {
            let mut bits = 0u64;
            for level in 0..64u16 {
                if self.in_range(&Value::Option(level), range, scope)? == Truth::Yes {
                    bits |= 1 << level;
                }
            }
            return self.due(rule, ops::option_in(bits), scope);
        }
        let allowed = self.region(range, scope)?.possible;
        self.due(rule, ops::number_in(allowed), scope)
    }

    /// The evaluator's score, which the rule asks for.
    fn due(&mut self, rule: &'m Rule, allowed: Value, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        if self.facts.is_none() || self.speculating > 0 {
            return Ok(Scored::same(allowed));
        }
        let found = scope.site.target().and_then(|target| {
            let facts = self.facts?;
            self.awards_on(&target).find_map(|i| match &facts.awards.get(i)?.kind {
                AwardKind::Score(score) => Some((i, Value::Number(score.clone()), facts.awards[i].span)),
                AwardKind::Level(level) => Some((i, Value::Option(*level), facts.awards[i].span)),
                AwardKind::Less(_) => None,
            })
        });
        let Some((index, score, span)) = found else {
            let site = scope.site;
            self.step(|| Step::Manual { rule, allowed: outcome(&allowed), award: None });
            return Err(self.fail_manual_missing(rule, &site));
        };
        if ops::meet(allowed.clone(), &score).is_none() {
            let shown = match &score {
                Value::Number(points) => points.to_string(),
                _ => String::new(),
            };
            return Err(self.fail(|| {
                Diagnostic::new(Code::ManualOutOfRange, span)
                    .arg("score", shown)
                    .label(rule.span, crate::diagnostic::Message::new("manual-range-here"))
            }));
        }
        self.due_awards.push(index);
        self.step(|| Step::Manual { rule, allowed: outcome(&allowed), award: Some(index) });
        Ok(Scored::same(score))
    }

    fn scaled(&mut self, base: &'m Expr, body: &'m Body, scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let Value::Number(base) = self.expr(base, scope)? else { return Err(Stop::Failed) };
        self.step(|| Step::ScaledFrom { base: base.clone() });
        let inner = Scope { full: &base, ..*scope };
        let scored = match self.body(body, &inner)? {
            Yield::Score(scored) => scored,
            Yield::Dropped => return Err(Stop::Dropped),
            Yield::Maybe(scored) => {
                self.maybe_dropped = true;
                scored
            }
        };
        let before = outcome(&scored.rule);
        let span = body.rule.as_ref().map_or_else(Span::default, |r| r.span);
        let full = Value::Number(scope.full.clone());
        let ratio = ops::arith(Arith::Div, &full, &Value::Number(base.clone()));
        let ratio = self.numeric(span, ratio)?;
        let result = scored.map(|value| {
            let scaled = ops::arith(Arith::Mul, &value, &ratio);
            self.numeric(span, scaled)
        })?;
        self.step(|| Step::Scaled {
            base: base.clone(),
            full: scope.full.clone(),
            inner: before,
            outer: outcome(&result.rule),
        });
        Ok(result)
    }

    fn method(&mut self, method: MethodId, args: &'m [Expr], scope: &Scope<'_, 'm, 'f>) -> Run<Scored> {
        let decl = self.rubric.method(method);
        self.forget(&decl.body.lets);
        self.step(|| Step::Method { method, decl, args });
        let call = Call::Args { args, scope: *scope };
        // A method sees its parameters and 满分, no rows.
        let inner = Scope { frame: None, call: Some(&call), full: scope.full, site: scope.site };
        let result = self.body(&decl.body, &inner);
        self.step(|| Step::MethodEnd { method });
        match result? {
            Yield::Score(scored) => Ok(scored),
            Yield::Dropped => Err(Stop::Dropped),
            Yield::Maybe(scored) => {
                self.maybe_dropped = true;
                Ok(scored)
            }
        }
    }
}
