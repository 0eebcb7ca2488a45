//! A choice at its place: its entries with their keys and ranges, and how it is told of.

use std::rc::Rc;

use crate::diagnostic::Code;
use crate::model::{Expr, Key, Rule, RuleKind, TypeKind, ValueRange};
use crate::number::{Bound, Number, Reach};
use crate::source::Span;

use super::formula::{Formula, Run};
use super::scope::{Path, Scope, What};
use super::translate::Translator;
use super::witness::Expected;

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
                ranges.flat_map(ValueRange::ends).collect()
            }
        }
    }
}

pub(super) fn key_span(key: &Key) -> Span {
    match key {
        Key::Range(range) => range.span,
        Key::Options(_, span) | Key::YesNo(_, span) => *span,
    }
}

pub(super) fn gap_code(kind: Kind) -> Code {
    match kind {
        Kind::Bands => Code::BandGap,
        Kind::Cases => Code::CaseGap,
        Kind::Lookup => Code::LookupGap,
        Kind::Line => Code::LineGap,
    }
}

pub(super) fn overlap_code(kind: Kind) -> Code {
    match kind {
        Kind::Bands | Kind::Cases | Kind::Line => Code::BandOverlap,
        Kind::Lookup => Code::LookupOverlap,
    }
}

pub(super) fn here(kind: Kind) -> &'static str {
    match kind {
        Kind::Bands => "band-here",
        Kind::Cases => "case-here",
        Kind::Lookup => "entry-here",
        Kind::Line => "line-end-here",
    }
}

pub(super) fn also(kind: Kind) -> &'static str {
    match kind {
        Kind::Bands | Kind::Cases | Kind::Line => "band-also-here",
        Kind::Lookup => "entry-also-here",
    }
}

/// What evaluation tells where the entry `second` holds the value of another one.
pub(super) fn several(choice: &Choice<'_, '_>, second: &Entry<'_>) -> Expected {
    let by_key = choice.kind == Kind::Bands || choice.beside.is_some();
    Expected { code: Code::SeveralApply, span: if by_key { second.key } else { second.rule } }
}

/// That the other key of a table by two keys is one of its side.
pub(super) fn beside<'m>(
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
pub(super) fn read_by<'m>(choice: &Choice<'m, '_>) -> Vec<&'m Expr> {
    let mut read: Vec<&'m Expr> = choice.subject.into_iter().collect();
    for entry in &choice.entries {
        match entry.what {
            What::Condition(condition) => read.push(condition),
            What::Range(_, range) => read.extend(range.ends()),
            _ => {}
        }
    }
    read
}

/// What may stand beside a gap, with the values that it holds where they are constant.
pub(super) fn neighbours(choice: &Choice<'_, '_>) -> Vec<(Span, Option<Reach>)> {
    match &choice.rule.kind {
        RuleKind::Interpolate { points, .. } => {
            let ends = points.first().into_iter().chain(points.last());
            ends.map(|(at, value)| (at.span.to(value.span), at.kind.constant().map(Reach::point))).collect()
        }
        _ => choice.entries.iter().map(|entry| (entry.key, entry.range.and_then(ValueRange::constant))).collect(),
    }
}

/// Whether `values` end where `gap` begins, or begin where it ends, give or take a step.
pub(super) fn touches(values: &Reach, gap: &Reach) -> bool {
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
pub(super) fn constant_ranges(choice: &Choice<'_, '_>) -> Option<Vec<Reach>> {
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
pub(super) fn sorted_apart(ranges: &[Reach]) -> bool {
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
