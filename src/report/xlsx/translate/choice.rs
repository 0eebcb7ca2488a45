//! Choices: 分档, 分情况, 查表, 插值, as conditions asked in turn.

use crate::model::{Band, Case, Expr, Key, LookupEntry, LookupRow, Rule, Type, TypeKind, ValueRange};
use crate::number::Number;

use super::super::formula::Formula;
use super::scope::Scope;
use super::{Run, Translator, convert};

/// What the entries before have left of a subject, where they come one after the other.
enum Left {
    /// Nothing is known.
    Unknown,
    /// It lies below this; or at it, where `true`.
    Below(Number, bool),
    /// It lies above this; or at it, where `true`.
    Above(Number, bool),
}

/// An end of a range, and whether it belongs to it; `None` where there is no such end.
type End = Option<(Number, bool)>;

/// The ends of a band between constants.
fn ends(range: &ValueRange) -> Option<(End, End)> {
    let end = |end: &Option<crate::model::RangeEnd>| match end {
        None => Some(None),
        Some(end) => end.value.kind.constant().map(|value| Some((value, end.closed))),
    };
    Some((end(&range.low)?, end(&range.high)?))
}

impl<'a> Translator<'a> {
    pub(super) fn bands(&mut self, subject: &'a Expr, bands: &'a [Band], scope: &Scope<'a>) -> Run {
        let value = self.expr(subject, scope)?;
        let value = if value.is_simple() { value } else { self.short(value, subject, scope)? };
        let mut tests: Vec<(Option<Formula>, &'a Rule)> = Vec::new();
        let mut left = Left::Unknown;
        for band in bands {
            let test = self.band_test(&value, &subject.ty, &band.range, &mut left, tests.is_empty(), scope)?;
            tests.push((test, &band.rule));
        }
        let mut result = Formula::none();
        for (test, rule) in tests.into_iter().rev() {
            let yields = self.rule(rule, scope)?;
            result = match test {
                None => yields,
                Some(test) => Formula::choose(&test, &yields, &result),
            };
        }
        Ok(result)
    }

    /// The test for a band, without the end that the bands before it have settled. `None` where nothing else is left.
    fn band_test(
        &mut self,
        value: &Formula,
        ty: &Type,
        range: &'a ValueRange,
        left: &mut Left,
        first: bool,
        scope: &Scope<'a>,
    ) -> Result<Option<Formula>, super::Why> {
        let whole = self.in_range(value, ty, range, scope)?;
        let Some((low, high)) = ends(range) else {
            *left = Left::Unknown;
            return Ok(Some(whole));
        };
        let settled_high =
            matches!((&*left, &high), (Left::Below(n, at), Some((end, closed))) if n == end && at == closed);
        let settled_low =
            matches!((&*left, &low), (Left::Above(n, at), Some((end, closed))) if n == end && at == closed);
        let beyond = |end: &Number, closed: bool, ty: &Type, below: bool, t: &Self| {
            use crate::model::Comparison::{Ge, Gt, Le, Lt};
            let op = match (below, closed) {
                (false, true) => Ge,
                (false, false) => Gt,
                (true, true) => Le,
                (true, false) => Lt,
            };
            let end = match ty.kind {
                TypeKind::Date => end.to_i64().and_then(|day| i32::try_from(day).ok()).map(super::dates::day),
                _ => Some(Ok(Formula::number(end))),
            };
            end.unwrap_or_else(|| Ok(Formula::none())).map(|end| super::compare::compare(t.rubric, op, value, &end, ty))
        };
        let test = match (&low, &high) {
            _ if settled_high => match &low {
                Some((end, closed)) => Some(beyond(end, *closed, ty, false, self)?),
                None => None,
            },
            _ if settled_low => match &high {
                Some((end, closed)) => Some(beyond(end, *closed, ty, true, self)?),
                None => None,
            },
            _ => Some(whole),
        };
        *left = match (&low, &high) {
            (Some((end, closed)), None) if first => Left::Below(end.clone(), !closed),
            (None, Some((end, closed))) if first => Left::Above(end.clone(), !closed),
            (Some((end, closed)), _) if settled_high => Left::Below(end.clone(), !closed),
            (_, Some((end, closed))) if settled_low => Left::Above(end.clone(), !closed),
            // A band out of the order leaves what is left as it was, less what it holds.
            _ => Left::Unknown,
        };
        Ok(test)
    }

    pub(super) fn cases(&mut self, cases: &'a [Case], otherwise: Option<&'a Rule>, scope: &Scope<'a>) -> Run {
        let mut tests = Vec::new();
        for case in cases {
            let condition = self.expr(&case.condition, scope)?;
            tests.push((condition, self.rule(&case.rule, scope)?));
        }
        let otherwise = otherwise.map(|rule| self.rule(rule, scope)).transpose()?;
        Ok(in_turn(tests, otherwise.unwrap_or_else(Formula::none)))
    }

    pub(super) fn lookup_one(&mut self, key: &'a Expr, entries: &'a [LookupEntry], scope: &Scope<'a>) -> Run {
        let value = self.expr(key, scope)?;
        let value = if value.is_simple() { value } else { self.short(value, key, scope)? };
        let mut tests = Vec::new();
        for entry in entries {
            let test = self.key(&value, key, &entry.key, scope)?;
            tests.push((test, self.rule(&entry.rule, scope)?));
        }
        Ok(in_turn(tests, Formula::none()))
    }

    pub(super) fn lookup_two(
        &mut self,
        row: &'a Expr,
        column: &'a Expr,
        columns: &'a [Key],
        rows: &'a [LookupRow],
        scope: &Scope<'a>,
    ) -> Run {
        let (by_row, by_column) = (self.expr(row, scope)?, self.expr(column, scope)?);
        let by_row = self.short(by_row, row, scope)?;
        let by_column = self.short(by_column, column, scope)?;
        let mut tests = Vec::new();
        for entry in rows {
            let test = self.key(&by_row, row, &entry.key, scope)?;
            let mut inner = Vec::new();
            for (head, cell) in columns.iter().zip(&entry.values) {
                let test = self.key(&by_column, column, head, scope)?;
                inner.push((test, self.expr(cell, scope)?));
            }
            tests.push((test, in_turn(inner, Formula::none())));
        }
        Ok(in_turn(tests, Formula::none()))
    }

    /// Whether `value` is `key`.
    fn key(&mut self, value: &Formula, of: &'a Expr, key: &'a Key, scope: &Scope<'a>) -> Run {
        match key {
            Key::Range(range) => self.in_range(value, &of.ty, range, scope),
            Key::Options(bits, _) => Ok(match of.ty.kind {
                TypeKind::Option(set) => convert::any_of(self.rubric, value, set, *bits),
                _ => Formula::none(),
            }),
            Key::YesNo(true, _) => Ok(value.clone()),
            Key::YesNo(false, _) => Ok(super::expr::negated(value)),
        }
    }

    /// The straight line between the two corners around the subject.
    pub(super) fn interpolate(&mut self, subject: &'a Expr, points: &'a [(Expr, Expr)], scope: &Scope<'a>) -> Run {
        let x = self.expr(subject, scope)?;
        let x = self.short(x, subject, scope)?;
        let mut tests = Vec::new();
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = pair else { continue };
            let (x0, y0) = (self.expr(x0, scope)?, self.expr(y0, scope)?);
            let (x1, y1) = (self.expr(x1, scope)?, self.expr(y1, scope)?);
            if tests.is_empty() {
                let before = super::compare::compare(self.rubric, crate::model::Comparison::Lt, &x, &x0, &subject.ty);
                tests.push((before, Formula::none()));
            }
            // y0 + (x − x0) × (y1 − y0) ÷ (x1 − x0)
            let rise = Formula::mul(&Formula::sub(&x, &x0), &Formula::sub(&y1, &y0));
            let line = Formula::add(&y0, &Formula::div(&rise, &Formula::sub(&x1, &x0)));
            let within = super::compare::compare(self.rubric, crate::model::Comparison::Le, &x, &x1, &subject.ty);
            tests.push((within, line));
        }
        Ok(in_turn(tests, Formula::none()))
    }
}

/// What stands behind the first condition that holds.
pub(super) fn in_turn(tests: Vec<(Formula, Formula)>, otherwise: Formula) -> Formula {
    let mut result = otherwise;
    for (condition, yields) in tests.into_iter().rev() {
        result = Formula::choose(&condition, &yields, &result);
    }
    result
}
