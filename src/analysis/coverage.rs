//! Choices held against all that their declarations allow: values that no entry holds, values that two
//! hold, entries that nothing reaches.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::eval::{NodeResult, Plan};
use crate::model::{Expr, Rubric, Rule, RuleKind, TypeKind};
use crate::number::{Number, Reach};
use crate::source::{SourceMap, Span};
use crate::value::{Known, Value};

use super::choice::{Choice, Entry, Kind, constant_ranges, key_span, sorted_apart};
use super::decided::Conditions;
use super::fix;
use super::formula::{Formula, Run, Undecided};
use super::piece::{Piece, within};
use super::points::AllBeyond;
use super::region::Language;
use super::scope::{Path, Scope, What};
use super::solve::{Point, Solver};
use super::translate::{Fixed, Translator};
use super::walk::Visitor;
use super::witness::{Expected, Finder};

/// As many values are asked for one by one.
const FEW: u64 = 32;
/// Most choices whose entries are held against each other two by two.
const MAX_PAIRS: usize = 4_000;

/// What was found of an entry, over all places where it is read.
struct Reached {
    reached: bool,
    label: Span,
    rule: Span,
    choice: Span,
    whole: usize,
    /// Whether it is a column of a table by two keys, which no edit takes out.
    column: bool,
    /// The entries before it that take what it would.
    covered: BTreeSet<Span>,
}

/// Looks for gaps, overlaps and entries that nothing reaches.
pub(super) struct Coverage<'m, 'f> {
    pub(super) rubric: &'m Rubric,
    pub(super) sources: &'f SourceMap,
    pub(super) translator: Translator<'m, 'f>,
    pub(super) finder: Finder<'m, 'f>,
    pub(super) told: BTreeSet<(Span, Code)>,
    reached: BTreeMap<Span, Reached>,
    pub(super) beyond: AllBeyond<'m>,
    conditions: Conditions,
    pub(super) found: Vec<Diagnostic>,
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
            conditions: Conditions::default(),
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
            for entry in &reached.covered {
                diagnostic = diagnostic.label(*entry, Message::new("entry-covers"));
            }
            diagnostic = diagnostic.arg(
                "why",
                Arg::Key(match reached.covered.is_empty() {
                    true => "entry-unreachable-outside",
                    false => "entry-unreachable-covered",
                }),
            );
            if reached.whole > 1 && !reached.column {
                diagnostic =
                    diagnostic.edits(vec![fix::delete_entry(self.sources, reached.label, reached.rule)]).choosing();
            }
            self.found.push(diagnostic);
        }
        let decided = std::mem::take(&mut self.conditions).finish();
        self.found.extend(decided.filter(|d| Some(d.span().source) == own));
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
        let confirm = |finder: &Finder<'m, 'f>, facts: &crate::facts::Facts| {
            finder.beyond(facts).contains(&rule.span) && !Finder::says_nothing(facts)
        };
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
        if sequential {
            self.note_covers(choice, &path, &both, &reached);
        }
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

    /// Notes which earlier cases take what the later ones would that nothing reaches.
    fn note_covers(
        &mut self,
        choice: &Choice<'m, '_>,
        path: &[Formula],
        both: &[(Formula, Formula)],
        reached: &[bool],
    ) {
        let labels = choice.entries.iter().map(|entry| entry.key).chain(choice.otherwise);
        for (at, (label, _)) in labels.zip(reached).enumerate().filter(|(_, (_, reached))| !**reached) {
            let own = both.get(at).map_or(Formula::True, |(holds, _)| holds.clone());
            let earlier = choice.entries.iter().zip(both).take(at);
            let mut covered = BTreeSet::new();
            for (entry, (holds, _)) in earlier {
                if matches!(self.possible(path, &own.clone().and(holds.clone())), Ok(Some(_))) {
                    covered.insert(entry.key);
                }
            }
            if let Some(noted) = self.reached.get_mut(&label) {
                noted.covered.extend(covered);
            }
        }
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
                covered: BTreeSet::new(),
            });
            entry.reached |= here;
        }
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
            RuleKind::FullWhen(condition) => self.conditions.look(&mut self.translator, condition, scope, path),
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
                        range: entry.key.range(),
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
                        range: entry.key.range(),
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
                        range: key.range(),
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
