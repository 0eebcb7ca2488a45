//! Choices held against all that their declarations allow: values that no entry holds, values that two
//! hold, entries that nothing reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::eval::{NodeResult, Plan};
use crate::model::{Expr, Key, Rubric, Rule, RuleKind, TypeKind, ValueRange};
use crate::number::{Bound, Interval, Number, Reach};
use crate::source::{SourceMap, Span};
use crate::value::{Known, Value};

use super::condition::stands;
use super::fix;
use super::formula::{Formula, Run, Stands, Undecided};
use super::linear::Linear;
use super::points::AllBeyond;
use super::region::{self, Language};
use super::scope::{Path, Scope, What};
use super::solve::{Point, Solver};
use super::translate::{Fixed, Piece, Translator};
use super::walk::Visitor;
use super::witness::{Expected, Finder};
use crate::model::Comparison;

/// As many values are asked for one by one.
const FEW: u64 = 32;
/// Most choices whose entries are held against each other two by two.
const MAX_PAIRS: usize = 4_000;

/// What kind of choice it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 分档
    Bands,
    /// 分情况
    Cases,
    /// 查表
    Lookup,
    /// 插值: one stretch from its first corner to its last.
    Line,
}

/// An entry of a choice.
#[derive(Clone, Copy)]
pub(super) struct Entry<'m> {
    /// When it is chosen.
    pub what: What<'m>,
    /// What is underlined of it.
    pub key: Span,
    /// What it yields.
    pub rule: Span,
    /// Its range, if it is one.
    pub range: Option<&'m ValueRange>,
}

/// A choice at its place.
pub(super) struct Choice<'m, 'p> {
    /// The rule.
    pub rule: &'m Rule,
    /// What kind it is.
    pub kind: Kind,
    /// What is looked up; none for cases.
    pub subject: Option<&'m Expr>,
    /// Entries, in order.
    pub entries: Vec<Entry<'m>>,
    /// 否则
    pub otherwise: Option<Span>,
    /// Whether plain values are chosen.
    pub plain: bool,
    /// Where it stands.
    pub scope: &'p Rc<Scope<'m>>,
    /// What has held before.
    pub path: &'p Path<'m>,
    /// What evaluation tells where no entry holds the value.
    pub missing: Expected,
    /// The other key of a table by two keys, with the keys on its side.
    pub beside: Option<(&'m Expr, Vec<&'m Key>)>,
}

impl<'m> Choice<'m, '_> {
    /// The ends of the ranges, and the corners of a line, as written.
    pub fn ends(&self) -> Vec<&'m Expr> {
        match &self.rule.kind {
            RuleKind::Interpolate { points, .. } => points.iter().map(|(at, _)| at).collect(),
            _ => {
                let ranges = self.entries.iter().filter_map(|entry| entry.range);
                ranges.flat_map(|range| range.low.iter().chain(&range.high)).map(|end| &end.value).collect()
            }
        }
    }
}

/// What was found of an entry, over all places where it is read.
struct Reached {
    reached: bool,
    label: Span,
    rule: Span,
    choice: Span,
    whole: usize,
    /// Whether it is a column of a table by two keys, which no edit takes out.
    column: bool,
}

/// Looks for gaps, overlaps and entries that nothing reaches.
pub(super) struct Coverage<'m, 'f> {
    rubric: &'m Rubric,
    sources: &'f SourceMap,
    translator: Translator<'m, 'f>,
    finder: Finder<'m, 'f>,
    told: BTreeSet<(Span, Code)>,
    reached: BTreeMap<Span, Reached>,
    beyond: AllBeyond<'m>,
    found: Vec<Diagnostic>,
}

impl<'m, 'f> Coverage<'m, 'f> {
    /// Coverage of `rubric`, in which the rules `beyond` may leave their points and the nodes may come to `nodes`.
    pub fn new(
        rubric: &'m Rubric,
        sources: &'f SourceMap,
        plan: &'f Plan<'m>,
        beyond: AllBeyond<'m>,
        nodes: &[NodeResult],
    ) -> Self {
        Coverage {
            rubric,
            sources,
            translator: Translator::new(rubric, sources, Fixed::default(), None).with_nodes(nodes),
            finder: Finder::new(rubric, sources, plan),
            told: BTreeSet::new(),
            reached: BTreeMap::new(),
            beyond,
            found: Vec::new(),
        }
    }

    /// All that was found.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let own = self.rubric.facts.first().map(|f| f.span.source);
        let own = self.rubric.nodes.first().map(|n| n.span.source).or(own);
        let gaps: BTreeSet<Span> = self
            .told
            .iter()
            .filter(|(_, code)| matches!(code, Code::BandOverlap | Code::LookupOverlap))
            .map(|(span, _)| *span)
            .collect();
        for reached in std::mem::take(&mut self.reached).into_values() {
            // What another file brings, other rubrics may reach; and an overlap is told as such.
            if reached.reached || Some(reached.rule.source) != own || gaps.contains(&reached.choice) {
                continue;
            }
            let mut diagnostic = Diagnostic::new(Code::EntryUnreachable, reached.label);
            if reached.whole > 1 && !reached.column {
                diagnostic =
                    diagnostic.edits(vec![fix::delete_entry(self.sources, reached.label, reached.rule)]).choosing();
            }
            self.found.push(diagnostic);
        }
        for beyond in std::mem::take(&mut self.beyond).into_values() {
            self.found.extend(beyond.diagnostic(Language::of_rubric(self.rubric)));
        }
        self.found
    }

    /// Holds the totals against the grades.
    pub fn grades(&mut self, totals: &Reach) {
        self.found.extend(super::grades::check(self.rubric, self.sources, &mut self.finder, totals));
    }

    /// Looks closer at a rule that may leave its points.
    fn leaves_points(&mut self, rule: &'m Rule, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        let Some(beyond) = self.beyond.get_mut(&rule.span) else { return };
        let formulas = super::points::outside(&mut self.translator, rule, scope, path);
        let Ok(Some(formulas)) = formulas else { return beyond.look(false) };
        let possible = Solver::new(&self.translator.variables).solve(&formulas);
        let cannot = matches!(possible, Ok(None));
        beyond.look(cannot);
        if cannot || beyond.witness.is_some() {
            return;
        }
        let confirm = |finder: &Finder<'m, 'f>, facts: &crate::facts::Facts| finder.beyond(facts).contains(&rule.span);
        let shows = match &rule.kind {
            RuleKind::Value(value) => Some((value, scope)),
            _ => None,
        };
        let found = self.finder.search(&confirm, shows, &mut |translator| {
            Ok(super::points::outside(translator, rule, scope, path)?.unwrap_or_else(|| vec![Formula::False]))
        });
        beyond.witness = found.ok().flatten();
    }

    fn choice(&mut self, choice: &Choice<'m, '_>) {
        let result = match constant_ranges(choice) {
            Some(ranges) => self.one_value(choice, &ranges),
            None => self.several(choice),
        };
        if let Err(reason) = result {
            self.undecided(choice, &reason, None);
        }
    }

    /// One number or day between constant ends.
    fn one_value(&mut self, choice: &Choice<'m, '_>, ranges: &[Reach]) -> Run<()> {
        let Some(subject) = choice.subject else { return Ok(()) };
        let (all, exact) = self.values(subject, choice);
        let mut gap = all.clone();
        for range in ranges {
            gap = gap.minus(range);
        }
        let mut overlaps = Vec::new();
        if sorted_apart(ranges) {
            // No two have a value in common.
        } else if ranges.len() * ranges.len() > MAX_PAIRS {
            return Err(Undecided::TooMany);
        } else {
            for (i, range) in ranges.iter().enumerate() {
                for (j, other) in ranges.iter().enumerate().skip(i + 1) {
                    let both = range.intersect(other).intersect(&all);
                    if !both.is_empty() {
                        overlaps.push((i, j, both));
                    }
                }
            }
        }
        if exact {
            let reached: Vec<bool> = ranges.iter().map(|range| !range.intersect(&all).is_empty()).collect();
            self.note(choice, &reached);
            if gap.is_empty() && overlaps.is_empty() {
                return Ok(());
            }
        }
        let path = self.translator.path(choice.path)?;
        let pieces = self.translator.number(subject, choice.scope)?;
        if !exact {
            let mut reached = Vec::new();
            for range in ranges {
                let here = range.intersect(&all);
                let possible = !here.is_empty() && self.possible(&path, &within(&pieces, &here)?)?.is_some();
                reached.push(possible);
            }
            if !reached.contains(&true) && self.possible(&path, &Formula::True)?.is_none() {
                return Ok(());
            }
            self.note(choice, &reached);
        }
        if !gap.is_empty() {
            let region = if exact { gap } else { self.narrowed(&gap, &path, &pieces)? };
            if !region.is_empty() {
                self.gap_of_values(choice, subject, &region)?;
            }
        }
        for (i, j, both) in overlaps {
            let region = if exact { both } else { self.narrowed(&both, &path, &pieces)? };
            if !region.is_empty() {
                self.overlap_of_values(choice, subject, (i, j), &region, (ranges, &all))?;
            }
        }
        Ok(())
    }

    /// The values of `subject`, none missing; and whether each of them is reached at this place.
    fn values(&mut self, subject: &'m Expr, choice: &Choice<'m, '_>) -> (Reach, bool) {
        let all = match self.translator.probed_value(subject, choice.scope) {
            Some(Value::Number(number)) => Reach::point(number),
            Some(Value::Date(day)) => Reach::point(Number::from_i64(i64::from(day))),
            Some(Value::Unknown(unknown)) => match unknown.known {
                Known::Number(reach) | Known::Date(reach) => reach,
                _ => Reach::all(),
            },
            Some(_) => Reach::all(),
            None => Reach::empty(),
        };
        let exact = choice.path.is_empty() && self.independent(subject, choice.scope);
        (all, exact)
    }

    /// Whether the evaluator's set of values of `expr` is exact: it reads each fact once, and combines only
    /// numbers without a step.
    fn independent(&self, expr: &'m Expr, scope: &Rc<Scope<'m>>) -> bool {
        fn reads<'m>(
            this: &Translator<'m, '_>,
            expr: &'m Expr,
            scope: &Rc<Scope<'m>>,
            alone: bool,
            seen: &mut BTreeSet<super::translate::Name>,
        ) -> bool {
            use crate::model::{Arith, ExprKind};
            match &expr.kind {
                ExprKind::Number(_) | ExprKind::Date(_) => true,
                ExprKind::Fact(_) | ExprKind::Field { .. } => match this.read(expr, scope) {
                    Some((name, ty)) => {
                        let stepless = |r: &Reach| r.pieces().iter().all(|p| p.lattice.is_none());
                        let plain = ty.reach.as_ref().is_none_or(stepless) && !matches!(ty.kind, TypeKind::Date);
                        !ty.optional && (alone || plain) && seen.insert(name)
                    }
                    None => false,
                },
                ExprKind::Let(id) => reads(this, &this.rubric.binding(*id).value, scope, alone, seen),
                ExprKind::Arith(Arith::Add | Arith::Sub | Arith::Mul | Arith::Div, a, b) => {
                    reads(this, a, scope, false, seen) && reads(this, b, scope, false, seen)
                }
                _ => false,
            }
        }
        reads(&self.translator, expr, scope, true, &mut BTreeSet::new())
    }

    /// The values of `region` that are reached.
    fn narrowed(&mut self, region: &Reach, path: &[Formula], pieces: &[Piece]) -> Run<Reach> {
        if let Some(values) = region.values(FEW) {
            let mut kept = Vec::new();
            for value in values {
                let here = Reach::point(value.clone());
                if self.possible(path, &within(pieces, &here)?)?.is_some() {
                    kept.push(value);
                }
            }
            return Ok(kept.into_iter().collect());
        }
        let mut kept = Vec::new();
        for piece in region.pieces() {
            let here = Reach::interval(piece.clone());
            if self.possible(path, &within(pieces, &here)?)?.is_some() {
                kept.push(piece.clone());
            }
        }
        let kept: Reach = kept.into_iter().collect();
        // Ends are moved in to where the path lets the value come.
        let mut all = Reach::empty();
        for piece in pieces {
            let Some(term) = piece.linear()? else { return Ok(kept) };
            let mut formulas = path.to_vec();
            formulas.push(piece.guard.clone());
            match Solver::new(&self.translator.variables).values(&term, &formulas) {
                Ok(values) => all = all.union(&values),
                Err(_) => return Ok(kept),
            }
        }
        Ok(kept.intersect(&all))
    }

    fn possible(&mut self, path: &[Formula], formula: &Formula) -> Run<Option<Point>> {
        let mut formulas = path.to_vec();
        formulas.push(formula.clone());
        Solver::new(&self.translator.variables).solve(&formulas)
    }

    /// Cases; keys that are options, or ranges whose ends only facts tell.
    fn several(&mut self, choice: &Choice<'m, '_>) -> Run<()> {
        let path = self.translator.path(choice.path)?;
        let mut both = Vec::new();
        for entry in &choice.entries {
            both.push(self.translator.what(entry.what, choice.scope)?);
        }
        let sequential = choice.kind == Kind::Cases;
        let mut reached = Vec::new();
        let mut before = path.clone();
        let mut undecided = None;
        for (holds, fails) in &both {
            match self.possible(&before, holds) {
                Ok(point) => reached.push(point.is_some()),
                Err(reason) => {
                    undecided = Some(reason);
                    reached.push(true);
                }
            }
            if sequential {
                before.push(fails.clone());
            }
        }
        if choice.otherwise.is_some() {
            reached.push(self.possible(&before, &Formula::True).map_or(true, |p| p.is_some()));
        }
        if !reached.contains(&true) && self.possible(&path, &Formula::True)?.is_none() {
            return Ok(());
        }
        self.note(choice, &reached);
        if choice.otherwise.is_none() {
            let fails: Vec<Formula> = both.iter().map(|(_, fails)| fails.clone()).collect();
            let gap = Formula::all(fails);
            if self.possible(&path, &gap)?.is_some() {
                let held = Formula::any(both.iter().map(|(holds, _)| holds.clone()));
                self.gap_of_conditions(choice, &path, &gap, &held)?;
            } else if let Some(reason) = undecided {
                return Err(reason);
            }
        }
        if sequential {
            return Ok(());
        }
        if both.len() * both.len() > MAX_PAIRS {
            return Err(Undecided::TooMany);
        }
        for (i, (first, _)) in both.iter().enumerate() {
            for (j, (second, _)) in both.iter().enumerate().skip(i + 1) {
                let overlap = first.clone().and(second.clone());
                if !matches!(overlap, Formula::False) && self.possible(&path, &overlap)?.is_some() {
                    let apart = both.get(i).zip(both.get(j)).map(|((_, a), (_, b))| a.clone().or(b.clone()));
                    self.overlap_of_conditions(choice, &path, (i, j), &overlap, &apart.unwrap_or(Formula::False))?;
                }
            }
        }
        Ok(())
    }

    /// Notes which entries are reached here.
    fn note(&mut self, choice: &Choice<'m, '_>, reached: &[bool]) {
        let whole = choice.entries.len() + usize::from(choice.otherwise.is_some());
        let entries = choice.entries.iter().map(|e| (e.key, e.rule)).chain(choice.otherwise.map(|o| (o, o)));
        for ((label, rule), here) in entries.zip(reached) {
            let entry = self.reached.entry(label).or_insert(Reached {
                reached: false,
                label,
                rule,
                choice: choice.rule.span,
                whole,
                column: choice.beside.is_some() && rule == label,
            });
            entry.reached |= here;
        }
    }

    fn is_new(&mut self, span: Span, code: Code) -> bool {
        self.told.insert((span, code))
    }

    fn language(&self, choice: &Choice<'m, '_>) -> Language {
        Language::of(self.sources.slice(choice.rule.span))
    }

    /// Tells of values that no entry holds, if facts are found that show it.
    fn gap_of_values(&mut self, choice: &Choice<'m, '_>, subject: &'m Expr, region: &Reach) -> Run<()> {
        let code = gap_code(choice.kind);
        let place = choice.subject.map_or(choice.rule.span, |subject| subject.span);
        if self.told.contains(&(place, code)) {
            return Ok(());
        }
        let text = region::values(region, &subject.ty, &choice.ends(), self.rubric, self.sources);
        let wanted = region.clone();
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let witness = self.finder.find(choice.missing, Some((subject, choice.scope)), &mut |translator| {
            let mut formulas = translator.path(&path)?;
            let pieces = translator.number(subject, &scope)?;
            formulas.push(within(&pieces, &wanted)?);
            Ok(formulas)
        })?;
        let Some(witness) = witness else { return self.unconfirmed(choice, &[subject]) };
        self.is_new(place, code);
        let edits = fix::gap_of_values(self.sources, self.rubric, choice, subject, region);
        let mut diagnostic = Diagnostic::new(code, subject.span).arg("region", text).witness(witness);
        for (span, values) in neighbours(choice) {
            if values.is_none_or(|values| touches(&values, region)) {
                diagnostic = diagnostic.label(span, Message::new(here(choice.kind)));
            }
        }
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    fn gap_of_conditions(
        &mut self,
        choice: &Choice<'m, '_>,
        path: &[Formula],
        gap: &Formula,
        held: &Formula,
    ) -> Run<()> {
        let code = gap_code(choice.kind);
        let place = choice.subject.map_or(choice.rule.span, |subject| subject.span);
        if self.told.contains(&(place, code)) {
            return Ok(());
        }
        let language = self.language(choice);
        let text = region::conditions(&self.translator.variables, path, gap, held, language)?;
        let whats: Vec<What<'m>> = choice.entries.iter().map(|e| e.what).collect();
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let shows = choice.subject.map(|s| (s, choice.scope));
        let witness = self.finder.find(choice.missing, shows, &mut |translator| {
            let mut formulas = translator.path(&path)?;
            for what in &whats {
                let (_, fails) = translator.what(*what, &scope)?;
                formulas.push(fails);
            }
            Ok(formulas)
        })?;
        let Some(witness) = witness else {
            let read = read_by(choice);
            return self.unconfirmed(choice, &read);
        };
        self.is_new(place, code);
        let at = match (choice.kind, choice.subject) {
            (Kind::Cases, _) | (_, None) => Span { end: choice.rule.span.end, ..choice.rule.span },
            (_, Some(subject)) => subject.span,
        };
        let edits = fix::gap_of_conditions(self.sources, choice, &text, language);
        let mut diagnostic = Diagnostic::new(code, at).arg("region", text.text.clone()).witness(witness);
        for entry in &choice.entries {
            diagnostic = diagnostic.label(entry.key, Message::new(here(choice.kind)));
        }
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    fn overlap_of_values(
        &mut self,
        choice: &Choice<'m, '_>,
        subject: &'m Expr,
        pair: (usize, usize),
        region: &Reach,
        (all, values): (&[Reach], &Reach),
    ) -> Run<()> {
        let Some((first, second)) = choice.entries.get(pair.0).zip(choice.entries.get(pair.1)) else { return Ok(()) };
        let code = overlap_code(choice.kind);
        if self.told.contains(&(second.key, code)) {
            return Ok(());
        }
        let text = region::values(region, &subject.ty, &choice.ends(), self.rubric, self.sources);
        let wanted = region.clone();
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let expected = several(choice, second);
        let other = choice.beside.clone();
        let witness = self.finder.find(expected, Some((subject, choice.scope)), &mut |translator| {
            let mut formulas = translator.path(&path)?;
            formulas.push(beside(&other, &scope, translator)?);
            let pieces = translator.number(subject, &scope)?;
            formulas.push(within(&pieces, &wanted)?);
            Ok(formulas)
        })?;
        let Some(witness) = witness else { return self.unconfirmed(choice, &[subject]) };
        self.is_new(second.key, code);
        self.is_new(choice.rule.span, code);
        let edits = fix::overlap(self.sources, self.rubric, choice, subject, pair, (all, values));
        let diagnostic = Diagnostic::new(code, second.key)
            .arg("region", text)
            .label(first.key, Message::new(also(choice.kind)))
            .witness(witness);
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    fn overlap_of_conditions(
        &mut self,
        choice: &Choice<'m, '_>,
        path: &[Formula],
        pair: (usize, usize),
        overlap: &Formula,
        apart: &Formula,
    ) -> Run<()> {
        let Some((first, second)) = choice.entries.get(pair.0).zip(choice.entries.get(pair.1)) else { return Ok(()) };
        let code = overlap_code(choice.kind);
        if self.told.contains(&(second.key, code)) {
            return Ok(());
        }
        let language = self.language(choice);
        let text = region::conditions(&self.translator.variables, path, overlap, apart, language)?;
        let whats = [first.what, second.what];
        let (path, scope) = (choice.path.clone(), choice.scope.clone());
        let expected = several(choice, second);
        let shows = choice.subject.map(|s| (s, choice.scope));
        let other = choice.beside.clone();
        let witness = self.finder.find(expected, shows, &mut |translator| {
            let mut formulas = translator.path(&path)?;
            formulas.push(beside(&other, &scope, translator)?);
            for what in &whats {
                let (holds, _) = translator.what(*what, &scope)?;
                formulas.push(holds);
            }
            Ok(formulas)
        })?;
        let Some(witness) = witness else {
            let read = read_by(choice);
            return self.unconfirmed(choice, &read);
        };
        self.is_new(second.key, code);
        self.is_new(choice.rule.span, code);
        let edits = fix::overlap_of_conditions(self.sources, choice, pair, &text);
        let diagnostic = Diagnostic::new(code, second.key)
            .arg("region", text.text.clone())
            .label(first.key, Message::new(also(choice.kind)))
            .witness(witness);
        self.found.push(fix::with(self.sources, diagnostic, edits));
        Ok(())
    }

    /// No facts were found that show it: told as not decided, with what stands in the way.
    fn unconfirmed(&mut self, choice: &Choice<'m, '_>, read: &[&'m Expr]) -> Run<()> {
        // What stands in the way is what was not looked into in what is read.
        let mut opaque = None;
        for expr in read {
            let id = self.translator.opaque_scopes.keys().copied().find(|var| {
                matches!(self.translator.variables.get(*var).map(|v| &v.stands),
                    Some(Stands::Opaque(o)) if o.span.source == expr.span.source)
                    && reads_opaque(self.rubric, expr, &self.translator, *var)
            });
            if let Some(Stands::Opaque(expr)) = id.and_then(|v| self.translator.variables.get(v)).map(|v| &v.stands) {
                opaque = Some(*expr);
                break;
            }
        }
        self.undecided(choice, &Undecided::TooMany, opaque);
        Ok(())
    }

    fn undecided(&mut self, choice: &Choice<'m, '_>, reason: &Undecided, opaque: Option<&'m Expr>) {
        let head = Span { end: choice.rule.span.start, ..choice.rule.span };
        let text = self.sources.slice(choice.rule.span);
        let line = text.find(['{', '｛', '\n']).unwrap_or(text.len());
        let trimmed = text.get(..line).map_or(0, |t| t.trim_end().len());
        let head = Span { end: head.start + trimmed as u32, ..head };
        if !self.is_new(choice.rule.span, Code::CoverageUndecided) {
            return;
        }
        let diagnostic = Diagnostic::new(Code::CoverageUndecided, head);
        self.found.push(match opaque {
            Some(expr) => diagnostic
                .arg("reason", Arg::Key("coverage-not-linear"))
                .label(expr.span, Message::new("coverage-not-linear-here")),
            None => diagnostic.arg("reason", reason.reason()),
        });
    }
}

impl<'m> Visitor<'m> for Coverage<'m, '_> {
    fn rule(&mut self, rule: &'m Rule, plain: bool, scope: &Rc<Scope<'m>>, path: &Path<'m>) {
        let choice = |kind, subject, entries, otherwise, missing| Choice {
            rule,
            kind,
            subject,
            entries,
            otherwise,
            plain,
            scope,
            path,
            missing,
            beside: None,
        };
        let expected = |code, span| Expected { code, span };
        if !plain && !self.beyond.is_empty() {
            self.leaves_points(rule, scope, path);
        }
        match &rule.kind {
            RuleKind::Bands { subject, bands, .. } => {
                let entries = bands
                    .iter()
                    .map(|band| Entry {
                        what: What::Range(subject, &band.range),
                        key: band.range.span,
                        rule: band.rule.span,
                        range: Some(&band.range),
                    })
                    .collect();
                self.choice(&choice(Kind::Bands, Some(subject), entries, None, expected(Code::NoBand, subject.span)));
            }
            RuleKind::Cases { cases, otherwise } => {
                let entries = cases
                    .iter()
                    .map(|case| Entry {
                        what: What::Condition(&case.condition),
                        key: case.condition.span,
                        rule: case.rule.span,
                        range: None,
                    })
                    .collect();
                let otherwise = otherwise.as_ref().map(|o| o.span);
                self.choice(&choice(Kind::Cases, None, entries, otherwise, expected(Code::NoCase, rule.span)));
            }
            RuleKind::LookupOne { key, entries } => {
                let entries = entries
                    .iter()
                    .map(|entry| Entry {
                        what: What::Key(key, &entry.key),
                        key: key_span(&entry.key),
                        rule: entry.rule.span,
                        range: key_range(&entry.key),
                    })
                    .collect();
                self.choice(&choice(Kind::Lookup, Some(key), entries, None, expected(Code::NoLookupEntry, key.span)));
            }
            RuleKind::LookupTwo { row, column, columns, rows } => {
                let missing = expected(Code::NoLookupEntry, row.span.to(column.span));
                // Each side by itself: a value is missing where a row or a column is.
                let of_rows = rows
                    .iter()
                    .map(|entry| Entry {
                        what: What::Key(row, &entry.key),
                        key: key_span(&entry.key),
                        rule: entry.values.last().map_or(key_span(&entry.key), |v| v.span),
                        range: key_range(&entry.key),
                    })
                    .collect();
                let beside = Some((column, columns.iter().collect()));
                self.choice(&Choice { beside, ..choice(Kind::Lookup, Some(row), of_rows, None, missing) });
                let of_columns = columns
                    .iter()
                    .map(|key| Entry {
                        what: What::Key(column, key),
                        key: key_span(key),
                        rule: key_span(key),
                        range: key_range(key),
                    })
                    .collect();
                let beside = Some((row, rows.iter().map(|r| &r.key).collect()));
                self.choice(&Choice { beside, ..choice(Kind::Lookup, Some(column), of_columns, None, missing) });
            }
            RuleKind::Interpolate { subject, .. } => {
                let missing = expected(Code::OutsideInterpolation, subject.span);
                self.choice(&choice(Kind::Line, Some(subject), Vec::new(), None, missing));
            }
            _ => {}
        }
    }
}

fn key_span(key: &Key) -> Span {
    match key {
        Key::Range(range) => range.span,
        Key::Options(_, span) | Key::YesNo(_, span) => *span,
    }
}

fn key_range(key: &Key) -> Option<&ValueRange> {
    match key {
        Key::Range(range) => Some(range),
        _ => None,
    }
}

fn gap_code(kind: Kind) -> Code {
    match kind {
        Kind::Bands => Code::BandGap,
        Kind::Cases => Code::CaseGap,
        Kind::Lookup => Code::LookupGap,
        Kind::Line => Code::LineGap,
    }
}

fn overlap_code(kind: Kind) -> Code {
    match kind {
        Kind::Bands | Kind::Cases | Kind::Line => Code::BandOverlap,
        Kind::Lookup => Code::LookupOverlap,
    }
}

fn here(kind: Kind) -> &'static str {
    match kind {
        Kind::Bands => "band-here",
        Kind::Cases => "case-here",
        Kind::Lookup => "entry-here",
        Kind::Line => "line-end-here",
    }
}

fn also(kind: Kind) -> &'static str {
    match kind {
        Kind::Bands | Kind::Cases | Kind::Line => "band-also-here",
        Kind::Lookup => "entry-also-here",
    }
}

/// What evaluation tells where the entry `second` holds the value of another one.
fn several(choice: &Choice<'_, '_>, second: &Entry<'_>) -> Expected {
    let by_key = choice.kind == Kind::Bands || choice.beside.is_some();
    Expected { code: Code::SeveralApply, span: if by_key { second.key } else { second.rule } }
}

/// That the other key of a table by two keys is one of its side.
fn beside<'m>(
    choice: &Option<(&'m Expr, Vec<&'m Key>)>,
    scope: &Rc<Scope<'m>>,
    translator: &mut Translator<'m, '_>,
) -> Run<Formula> {
    let Some((other, keys)) = choice else { return Ok(Formula::True) };
    let mut any = Vec::new();
    for key in keys {
        any.push(translator.what(What::Key(other, key), scope)?.0);
    }
    Ok(Formula::any(any))
}

/// The expressions that decide a choice.
fn read_by<'m>(choice: &Choice<'m, '_>) -> Vec<&'m Expr> {
    let mut read: Vec<&'m Expr> = choice.subject.into_iter().collect();
    for entry in &choice.entries {
        match entry.what {
            What::Condition(condition) => read.push(condition),
            What::Range(_, range) => read.extend(range.low.iter().chain(&range.high).map(|end| &end.value)),
            _ => {}
        }
    }
    read
}

/// Whether `expr` reads the value that `var` stands for.
fn reads_opaque(rubric: &Rubric, expr: &Expr, translator: &Translator<'_, '_>, var: super::linear::Var) -> bool {
    let Some(Stands::Opaque(opaque)) = translator.variables.get(var).map(|v| v.stands.clone()) else { return false };
    let mut found = false;
    super::walk::all_parts(expr, &mut |part| {
        found |= part.id == opaque.id;
        if let crate::model::ExprKind::Let(id) = part.kind {
            let value = &rubric.binding(id).value;
            found |= value.id == opaque.id || reads_opaque(rubric, value, translator, var);
        }
    });
    found
}

/// What may stand beside a gap, with the values that it holds where they are constant.
fn neighbours(choice: &Choice<'_, '_>) -> Vec<(Span, Option<Reach>)> {
    match &choice.rule.kind {
        RuleKind::Interpolate { points, .. } => {
            let ends = points.first().into_iter().chain(points.last());
            ends.map(|(at, value)| (at.span.to(value.span), at.kind.constant().map(Reach::point))).collect()
        }
        _ => choice.entries.iter().map(|entry| (entry.key, entry.range.and_then(ValueRange::constant))).collect(),
    }
}

/// Whether `values` end where `gap` begins, or begin where it ends, give or take a step.
fn touches(values: &Reach, gap: &Reach) -> bool {
    gap.pieces().iter().any(|piece| {
        let apart = |low: &Bound, high: &Bound| match (low.value(), high.value()) {
            (Some(low), Some(high)) => {
                let step = piece.lattice.as_ref().map_or(Number::ZERO, |lattice| lattice.step.clone());
                let within = high.sub(low).is_ok_and(|apart| apart <= step);
                low <= high && within
            }
            _ => false,
        };
        apart(&values.hi(), &piece.lo) || apart(&piece.hi, &values.lo())
    })
}

/// The ranges of the entries, where all are ranges of numbers or days between constants.
fn constant_ranges(choice: &Choice<'_, '_>) -> Option<Vec<Reach>> {
    let subject = choice.subject?;
    if let RuleKind::Interpolate { points, .. } = &choice.rule.kind {
        let (first, last) = (points.first()?.0.kind.constant()?, points.last()?.0.kind.constant()?);
        return Some(vec![Reach::closed(first, last)]);
    }
    if !matches!(subject.ty.kind, TypeKind::Number { .. } | TypeKind::Date) {
        return None;
    }
    choice.entries.iter().map(|entry| entry.range?.constant()).collect()
}

/// Whether the ranges ascend or descend without touching in a value.
fn sorted_apart(ranges: &[Reach]) -> bool {
    let before = |a: &Reach, b: &Reach| match (a.hi(), b.lo()) {
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
        (hi, lo) => match (hi.value(), lo.value()) {
            (Some(x), Some(y)) => x < y || (x == y && !(hi.is_closed() && lo.is_closed())),
            _ => false,
        },
    };
    let mut pairs = ranges.windows(2).filter_map(|pair| pair.first().zip(pair.get(1)));
    let mut again = pairs.clone();
    pairs.all(|(a, b)| before(a, b)) || again.all(|(a, b)| before(b, a))
}

/// That the value lies in `reach`.
pub(super) fn within(pieces: &[Piece], reach: &Reach) -> Run<Formula> {
    let mut any = Vec::new();
    for piece in pieces {
        for interval in reach.pieces() {
            any.push(piece.guard.clone().and(inside(piece, interval)?));
        }
    }
    Ok(Formula::any(any))
}

/// That the quotient lies in `interval`; its steps are left to the variables.
fn inside(piece: &Piece, interval: &Interval) -> Run<Formula> {
    let signs: &[bool] = match piece.below.as_constant() {
        Some(number) if number.is_negative() => &[false],
        Some(_) => &[true],
        None => &[true, false],
    };
    let mut any = Vec::new();
    for positive in signs {
        let turn = Number::from_i64(if *positive { 1 } else { -1 });
        let (above, below) = (piece.above.scale(&turn)?, piece.below.scale(&turn)?);
        let mut all = Vec::new();
        if below.as_constant().is_none() {
            all.push(stands(&below, Comparison::Gt)?);
        }
        for (bound, low) in [(&interval.lo, true), (&interval.hi, false)] {
            let Some(end) = bound.value() else { continue };
            let apart: Linear = above.plus(&below, &end.neg())?;
            let op = match (low, bound.is_closed()) {
                (true, true) => Comparison::Ge,
                (true, false) => Comparison::Gt,
                (false, true) => Comparison::Le,
                (false, false) => Comparison::Lt,
            };
            all.push(stands(&apart, op)?);
        }
        any.push(Formula::all(all));
    }
    Ok(Formula::any(any))
}
