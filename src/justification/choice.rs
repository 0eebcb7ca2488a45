//! Bands, cases, lookups and interpolations: what was chosen, and how far the next better band is.

use crate::diagnostic::Message;
use crate::eval::Step;
use crate::model::{Band, Case, Expr, ExprKind, Key, Rule, RuleKind, TypeKind, ValueId};
use crate::number::Number;
use crate::source::Span;
use crate::value::{Known, Value};

use super::show::{score, sign};
use super::step::{Joint, StepKind, amount};
use super::walk::{Walk, merge_facts, quotable};
use crate::print::Scale;

/// As many reasons are told why the cases before one do not hold.
const REASONS: usize = 12;

impl<'c, 'a> Walk<'c, 'a> {
    /// An entry was chosen, or several are possible.
    pub fn chosen(&mut self, step: &'a Step<'a>) {
        match step {
            Step::Chosen { in_expression: true, rule, entries, value, .. } => {
                let entries = entries.as_slice();
                self.aside(|walk| {
                    walk.choice(step);
                    walk.banded = None;
                    walk.taken_value(rule, entries, value.as_ref());
                });
            }
            _ => self.choice(step),
        }
    }

    /// What a choice inside an expression came to.
    fn taken_value(&mut self, rule: &'a Rule, entries: &[u32], value: Option<&Value>) {
        let expr = entries.first().and_then(|entry| chosen_expr(rule, *entry as usize));
        let (Some(expr), Some(value)) = (expr, value) else { return };
        let told = self.context.told(value, &expr.ty, &self.context.scale(&self.sight, expr));
        let text = self.context.words_for(&told);
        let step = self.open(StepKind::Choice, rule.span);
        step.points = None;
        step.sentence.push(Joint::Comma, Message::new("step-takes-value").arg("value", text));
    }

    fn choice(&mut self, step: &'a Step<'a>) {
        let Step::Chosen { rule, subject, entries, value, in_expression } = step else { return };
        let (entries, outcomes) = (entries.as_slice(), entries.outcomes());
        match &rule.kind {
            RuleKind::Bands { subject: expr, bands, .. } => {
                self.subject(rule.span, expr, subject.as_ref(), &edges(self, bands));
                self.banded = match (subject, entries) {
                    (Some(Value::Number(number)), [entry]) => Some((rule, number.clone(), *entry as usize)),
                    _ => None,
                };
                let ranges: Vec<String> = entries
                    .iter()
                    .filter_map(|i| bands.get(*i as usize))
                    .map(|band| self.context.range(&self.sight, &band.range))
                    .collect();
                let chosen = match entries {
                    [entry] if outcomes.is_empty() => bands.get(*entry as usize),
                    _ => None,
                };
                self.entry(rule.span, "step-in-band", "step-in-bands", ranges, outcomes);
                if let Some(band) = chosen {
                    self.band_told(band);
                }
            }
            RuleKind::Cases { cases, .. } => self.cases(rule.span, cases, entries, outcomes),
            RuleKind::LookupOne { key, entries: table } => {
                self.subject(rule.span, key, subject.as_ref(), &[]);
                let keys: Vec<String> = entries
                    .iter()
                    .filter_map(|i| table.get(*i as usize))
                    .map(|entry| self.context.key(&self.sight, &entry.key, key))
                    .collect();
                self.entry(rule.span, "step-in-entry", "step-in-entries", keys, outcomes);
            }
            RuleKind::LookupTwo { row, column, columns, rows } => {
                self.subject(rule.span, row, subject.as_ref(), &[]);
                let found = self.context.value(&self.sight, column);
                self.subject(rule.span, column, found.as_ref(), &[]);
                let width = columns.len().max(1);
                let key = |i: &u32| {
                    let (r, c) = (*i as usize / width, *i as usize % width);
                    let (r, c): (&Key, &Key) = (&rows.get(r)?.key, columns.get(c)?);
                    let keys = [self.context.key(&self.sight, r, row), self.context.key(&self.sight, c, column)];
                    Some(self.context.words.all_of(&keys))
                };
                let keys = entries.iter().filter_map(key).collect();
                self.entry(rule.span, "step-in-entry", "step-in-entries", keys, outcomes);
                if !in_expression {
                    self.gives(rule.span, value.as_ref());
                }
            }
            RuleKind::Interpolate { subject: expr, points } => {
                self.subject(rule.span, expr, subject.as_ref(), &[]);
                if !in_expression {
                    self.interpolated(rule.span, expr, points, entries, value.as_ref());
                }
            }
            _ => {}
        }
    }

    /// The values of the ends of a band that are no constants stand beside their names, and the step where the
    /// band is written.
    fn band_told(&mut self, band: &'a Band) {
        let context = self.context;
        let ends = || band.range.low.iter().chain(&band.range.high).map(|end| &end.value);
        let read = ends().any(|end| !crate::print::is_constant(end));
        let shown = read.then(|| context.range_valued(&self.sight, &band.range));
        let mut facts = Vec::new();
        for end in ends() {
            merge_facts(&mut facts, context.facts_read(&self.sight, end));
        }
        let step = self.open(StepKind::Choice, band.rule.span);
        step.place = Some(band.rule.span);
        if let Some(shown) = shown {
            step.sentence.replace_last(Message::new("step-in-band").arg("entry", shown));
        }
        merge_facts(&mut step.facts, facts);
    }

    /// What is looked up, worked out. A 计算 told just before is told here instead.
    fn subject(&mut self, place: Span, expr: &'a Expr, value: Option<&Value>, edges: &[Number]) {
        let binding = match expr.kind {
            ExprKind::Let(id) => Some(self.context.rubric.binding(id)),
            _ => None,
        };
        let context = self.context;
        let taken = self.take_let(expr);
        let equation = match (&taken, binding) {
            (Some(_), Some(binding)) => {
                context.equation(&self.sight, Some(&binding.name), &binding.value, value, edges)
            }
            _ => context.equation(&self.sight, None, expr, value, edges),
        };
        let facts = taken.map(|step| step.facts).unwrap_or_else(|| context.facts_read(&self.sight, expr));
        let step = self.open(StepKind::Choice, place);
        step.kind = StepKind::Choice;
        step.place = Some(place);
        step.name = binding.map(|binding| binding.name.clone());
        step.sentence.push(Joint::Comma, Message::new("step-equation").arg("equation", equation.text));
        step.expression = Some(equation.expression);
        step.with_values = equation.with_values;
        step.value = equation.value;
        merge_facts(&mut step.facts, facts);
    }

    /// The entry chosen, or those possible with what each would give.
    fn entry(
        &mut self,
        place: Span,
        one: &'static str,
        several: &'static str,
        entries: Vec<String>,
        outcomes: &[Value],
    ) {
        if let [only] = entries.as_slice() {
            let only = only.clone();
            let step = self.open(StepKind::Choice, place);
            step.sentence.push(Joint::Comma, Message::new(one).arg("entry", only.clone()));
            step.clause = Some(only);
            if outcomes.is_empty() {
                return;
            }
        }
        let entries = self.with_outcomes(entries, outcomes);
        let entries = Message::new(several).arg("entries", self.context.words.one_of(&entries));
        let step = self.open(StepKind::Choice, place);
        step.sentence.push(Joint::Comma, entries);
        self.close();
    }

    /// `entries`, each with what it would give.
    fn with_outcomes(&self, entries: Vec<String>, outcomes: &[Value]) -> Vec<String> {
        let gives = |(i, entry): (usize, String)| match outcomes.get(i).and_then(|value| self.points_of(value)) {
            Some(points) => self
                .context
                .locale
                .text(&Message::new("step-entry-gives").arg("entry", entry).arg("points", amount(points))),
            None => entry,
        };
        entries.into_iter().enumerate().map(gives).collect()
    }

    /// Points as text: a score or what it may be.
    pub fn points_of(&self, value: &Value) -> Option<String> {
        match value {
            Value::Number(number) => Some(score(number)),
            Value::Option(level) => self.levels.map(|set| self.context.option(set, *level)),
            Value::Unknown(unknown) => match (&unknown.known, self.levels) {
                (Known::Number(reach), _) => Some(self.context.score_range(reach)),
                (Known::Options(mask), Some(set)) => Some(self.context.words.one_of(&self.context.options(set, *mask))),
                _ => None,
            },
            _ => None,
        }
    }

    fn cases(&mut self, place: Span, cases: &'a [Case], entries: &[u32], outcomes: &[Value]) {
        let context = self.context;
        if let ([only], true) = (entries, outcomes.is_empty()) {
            let index = *only as usize;
            let (message, clause, decisive) = match cases.get(index) {
                Some(case) => {
                    let clause = context.clause(&self.sight, &case.condition, true);
                    let looked_at = cases.get(..=index).unwrap_or(cases);
                    (self.case(looked_at, &case.condition), clause, looked_at)
                }
                None => (self.otherwise(cases), context.words.get("word-else"), cases),
            };
            let mut facts = Vec::new();
            for case in decisive {
                merge_facts(&mut facts, context.facts_read(&self.sight, &case.condition));
            }
            let written = cases.get(index).map(|case| case.condition.span);
            let step = self.open(StepKind::Choice, place);
            if let Some(message) = message {
                step.sentence.push(Joint::Comma, message);
            }
            step.clause = Some(clause);
            step.place = written.or(step.place);
            merge_facts(&mut step.facts, facts);
            return;
        }
        let name = |i: &u32| match cases.get(*i as usize) {
            Some(case) => context.clause(&self.sight, &case.condition, true),
            None => context.words.get("word-else"),
        };
        let names = entries.iter().map(name).collect();
        let mut wanting = Vec::new();
        for i in entries {
            if let Some(case) = cases.get(*i as usize) {
                wanting.extend(context.wanting(&self.sight, &case.condition));
            }
        }
        wanting.sort();
        wanting.dedup();
        let entries = self.with_outcomes(names, outcomes);
        let wanting = context.words.all_of(&wanting);
        let entries = context.words.one_of(&entries);
        let message = Message::new("step-cases-open").arg("cases", entries).arg("wanting", wanting);
        let step = self.open(StepKind::Choice, place);
        step.sentence.push(Joint::Comma, message);
        self.close();
    }

    /// The last of the cases `looked_at`, which holds by `condition`, with why those before it do not. In the
    /// line of a row, what is so by the row being filled in goes without saying, and so do the cases before.
    fn case(&self, looked_at: &'a [Case], condition: &'a Expr) -> Option<Message> {
        if !self.brief {
            let context = self.context;
            let mut reasons: Vec<String> = Vec::new();
            for case in looked_at.split_last().map_or(&[][..], |(_, before)| before) {
                // That two are equal says why neither is greater.
                if matches!((operands(condition), operands(&case.condition)), (Some(a), Some(b)) if a == b) {
                    continue;
                }
                reasons.extend(context.why(&self.sight, &case.condition, false));
            }
            few(&mut reasons);
            let text = context.names(&self.sight, condition);
            let own = context.why(&self.sight, condition, true);
            // What the condition says itself need not be said again.
            reasons.extend(own.into_iter().filter(|reason| !text.contains(reason.as_str())));
            let mut seen = Vec::new();
            reasons.retain(|reason| {
                let new = !seen.contains(reason);
                seen.push(reason.clone());
                new
            });
            let why = self.because(&reasons);
            return Some(Message::new("step-case").arg("condition", quotable(&text)).arg("why", why));
        }
        if matches!(condition.kind, ExprKind::Given(true, _)) {
            return None;
        }
        let reasons = self.context.words.all_of(&self.context.why_named(&self.sight, condition, true));
        Some(Message::new("step-equation").arg("equation", reasons))
    }

    /// 否则: why none of the cases holds. In the line of a row only what is not filled in is told, unless
    /// nothing else says why it has its points.
    fn otherwise(&mut self, cases: &'a [Case]) -> Option<Message> {
        let mut reasons = Vec::new();
        let mut absent = Vec::new();
        for case in cases {
            let why = if self.brief {
                self.context.why_named(&self.sight, &case.condition, false)
            } else {
                self.context.why(&self.sight, &case.condition, false)
            };
            if matches!(case.condition.kind, ExprKind::Given(true, _)) {
                absent.extend(why.iter().cloned());
            }
            reasons.extend(why.into_iter().filter(|reason| !reasons.contains(reason)).collect::<Vec<_>>());
        }
        few(&mut reasons);
        if self.brief {
            let say = |texts: &[String]| {
                (!texts.is_empty())
                    .then(|| Message::new("step-equation").arg("equation", self.context.words.all_of(texts)))
            };
            let (reasons, absent) = (say(&reasons), say(&absent));
            self.unsaid = reasons;
            return absent;
        }
        Some(Message::new("step-otherwise").arg("why", self.because(&reasons)))
    }

    /// `reasons` in parentheses; nothing where there are none.
    fn because(&self, reasons: &[String]) -> String {
        if reasons.is_empty() {
            return String::new();
        }
        self.context.locale.text(&Message::new("step-why").arg("reasons", self.context.words.all_of(reasons)))
    }

    /// The points that a lookup gives by itself.
    fn gives(&mut self, place: Span, value: Option<&Value>) {
        if let Some(points) = value.and_then(|value| self.points_of(value)) {
            let message = self.earns(&points, self.sight.full.as_ref());
            self.finish(StepKind::Choice, place, Some(points), message);
        }
        self.close();
    }

    fn interpolated(
        &mut self,
        place: Span,
        subject: &'a Expr,
        points: &'a [(Expr, Expr)],
        entries: &[u32],
        value: Option<&Value>,
    ) {
        let context = self.context;
        let segment = entries.first().and_then(|i| points.get(*i as usize..*i as usize + 2));
        if let (Some([(x0, y0), (x1, y1)]), [_]) = (segment, entries)
            && let Some(Value::Number(x)) = context.value(&self.sight, subject)
            && let Some(points) = value.and_then(|value| self.points_of(value))
        {
            let scale = context.scale(&self.sight, subject);
            let at = |e: &'a Expr| match context.number(&self.sight, e) {
                Some(n) => scale.show(&n).text,
                None => context.names(&self.sight, e),
            };
            let gives = |e: &'a Expr| context.number(&self.sight, e).map(|n| score(&n)).unwrap_or_default();
            let (a, b, low, high) = (at(x0), at(x1), gives(y0), gives(y1));
            let working = format!("{low} + ({high} - {low}) × ({} - {a}) ÷ ({b} - {a})", scale.show(&x).text);
            let line = [x0, y0, x1, y1].map(|e| context.number(&self.sight, e));
            let result = value.and_then(|value| match value {
                Value::Number(number) => Some(number),
                _ => None,
            });
            let exact = scale.show(&x).exact && sign(line.iter().flatten().chain(result)) == "=";
            let message = Message::new("step-interpolated")
                .arg("sign", if exact { "=" } else { "≈" })
                .arg("from", a)
                .arg("to", b)
                .arg("low", low)
                .arg("high", high)
                .arg("working", working)
                .arg("points", amount(points.clone()));
            self.finish(StepKind::Choice, place, Some(points), message);
            return;
        }
        self.gives(place, value);
    }

    /// Whether the points of the bands, from the lowest values up, go up as well as down.
    fn rises_and_falls(&mut self, bands: &[Band]) -> bool {
        let mut by_value: Vec<(Option<Number>, Number)> = Vec::new();
        for band in bands {
            let Some(points) = self.constant_points(band) else { continue };
            let low = band.range.low.as_ref().map(|end| self.context.number(&self.sight, &end.value));
            match low {
                None => by_value.push((None, points)),
                Some(Some(low)) => by_value.push((Some(low), points)),
                Some(None) => {}
            }
        }
        by_value.sort();
        let goes =
            |up: bool| by_value.windows(2).any(|w| matches!(w, [a, b] if if up { a.1 < b.1 } else { a.1 > b.1 }));
        goes(true) && goes(false)
    }

    /// How far the next better band is, where that can be told.
    pub fn distance(&mut self) -> Option<Message> {
        let (rule, value, entry) = self.banded.take()?;
        let RuleKind::Bands { subject, bands } = &rule.kind else { return None };
        // Where the points rise and then fall, nobody is told to do less.
        if !matches!(subject.ty.kind, TypeKind::Number { .. }) || self.rises_and_falls(bands) {
            return None;
        }
        let own = self.constant_points(bands.get(entry)?)?;
        let mut best: Option<(Number, bool, bool)> = None;
        for band in bands {
            if self.constant_points(band).is_none_or(|points| points <= own) {
                continue;
            }
            // A band above begins at its lower end, one below at its upper.
            let low = band
                .range
                .low
                .as_ref()
                .and_then(|end| Some((self.context.number(&self.sight, &end.value)?, end.closed)));
            let high = band
                .range
                .high
                .as_ref()
                .and_then(|end| Some((self.context.number(&self.sight, &end.value)?, end.closed)));
            let way = match (low, high) {
                (Some((low, closed)), _) if low >= value => low.sub(&value).ok().map(|d| (d, true, closed)),
                (_, Some((high, closed))) if high <= value => value.sub(&high).ok().map(|d| (d, false, closed)),
                _ => None,
            };
            if let Some(way) = way
                && best.as_ref().is_none_or(|(distance, ..)| way.0 < *distance)
            {
                best = Some(way);
            }
        }
        let (distance, up, closed) = best?;
        let key = match (up, closed) {
            (true, true) => "step-next-up",
            (true, false) => "step-next-up-more",
            (false, true) => "step-next-down",
            (false, false) => "step-next-down-more",
        };
        Some(Message::new(key).arg("distance", self.difference(subject, &distance)))
    }

    /// A difference of two values of `subject`: of shares in percentage points.
    pub fn difference(&self, subject: &'a Expr, difference: &Number) -> String {
        let scale = match subject.ty.kind {
            TypeKind::Date => Scale::unit(self.context.words.get("unit-days"), Number::ONE),
            _ => self.context.scale(&self.sight, subject),
        };
        let figure = if scale.percent {
            let points = Scale { suffix: self.context.words.get("unit-percentage-points"), ..scale.clone() };
            points.show(difference)
        } else {
            scale.show(difference)
        };
        let before = self.context.words.get(if figure.exact { "word-exactly" } else { "word-about" });
        let after = if scale.suffix.is_empty() { self.context.words.get("unit-none") } else { String::new() };
        format!("{before}{}{after}", figure.text)
    }

    /// The points of a band that gives the same to everyone in it.
    fn constant_points(&self, band: &'a Band) -> Option<Number> {
        match &band.rule.kind {
            RuleKind::Zero => Some(Number::ZERO),
            RuleKind::Value(expr) if crate::print::is_constant(expr) => self.context.number(&self.sight, expr),
            _ => None,
        }
    }
}

/// The expression that an entry of a choice among values comes to.
fn chosen_expr(rule: &Rule, entry: usize) -> Option<&Expr> {
    match &rule.kind {
        RuleKind::Value(expr) => Some(expr),
        RuleKind::Bands { bands, .. } => chosen_expr(&bands.get(entry)?.rule, 0),
        RuleKind::Cases { cases, otherwise } => match (cases.get(entry), otherwise) {
            (Some(case), _) => chosen_expr(&case.rule, 0),
            (None, Some(rule)) => chosen_expr(rule, 0),
            (None, None) => None,
        },
        RuleKind::LookupOne { entries, .. } => chosen_expr(&entries.get(entry)?.rule, 0),
        RuleKind::LookupTwo { rows, .. } => rows.first()?.values.first(),
        RuleKind::Interpolate { points, .. } => points.first().map(|(_, y)| y),
        _ => None,
    }
}

/// The ends of bands, where they are constants.
fn edges<'a>(walk: &Walk<'_, 'a>, bands: &'a [Band]) -> Vec<Number> {
    let ends = bands.iter().flat_map(|band| band.range.low.iter().chain(&band.range.high));
    ends.filter_map(|end| walk.context.number(&walk.sight, &end.value)).collect()
}

/// What a single comparison compares, in whatever order.
fn operands(condition: &Expr) -> Option<(ValueId, ValueId)> {
    let ExprKind::Compare(first, rest) = &condition.kind else { return None };
    let [(_, second)] = rest.as_slice() else { return None };
    Some((first.id.min(second.id), first.id.max(second.id)))
}

/// Of very many reasons the last are told, which stand nearest to what applies.
fn few(reasons: &mut Vec<String>) {
    if let Some(more) = reasons.len().checked_sub(REASONS).filter(|more| *more > 0) {
        reasons.splice(..more, ["…".to_owned()]);
    }
}
