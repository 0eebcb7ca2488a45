//! Operators on values, without places: known operands are computed, unknown ones carry every value that
//! they may have.

use std::cmp::Ordering;

use crate::model::{Arith, Comparison};
use crate::number::reach::{Bound, Reach};
use crate::number::{Number, NumberError};
use crate::value::{Known, Unknown, Value};

/// 是, 否, or not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    Maybe,
}

impl Truth {
    pub fn from_value(value: &Value) -> Truth {
        match value {
            Value::YesNo(true) => Truth::Yes,
            Value::YesNo(false) => Truth::No,
            _ => Truth::Maybe,
        }
    }

    pub fn value(self) -> Value {
        match self {
            Truth::Yes => Value::YesNo(true),
            Truth::No => Value::YesNo(false),
            Truth::Maybe => Value::unknown(Known::YesNo),
        }
    }

    pub fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Maybe => Truth::Maybe,
        }
    }

    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Maybe,
        }
    }

    /// `Some` where decided.
    pub fn decided(self) -> Option<bool> {
        match self {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Maybe => None,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::Yes } else { Truth::No }
    }
}

/// The numbers (or days) that `value` may be; every number for a value that is none.
pub(super) fn reach(value: &Value) -> Reach {
    match value {
        Value::Number(number) => Reach::point(number.clone()),
        Value::Date(day) => Reach::point(Number::from_i64(i64::from(*day))),
        Value::Unknown(unknown) => match &unknown.known {
            Known::Number(reach) | Known::Date(reach) => reach.clone(),
            _ => Reach::all(),
        },
        _ => Reach::all(),
    }
}

/// A number known to lie in `reach`.
pub(super) fn number_in(reach: Reach) -> Value {
    match reach.as_point() {
        Some(number) => Value::Number(number.clone()),
        None => Value::unknown(Known::Number(reach)),
    }
}

/// A day known to lie in `reach`.
pub(super) fn date_in(reach: Reach) -> Value {
    match reach.as_point().and_then(Number::to_i64).and_then(|day| i32::try_from(day).ok()) {
        Some(day) => Value::Date(day),
        None => Value::unknown(Known::Date(reach)),
    }
}

/// An option of the set of bits.
pub(super) fn option_in(bits: u64) -> Value {
    if bits.count_ones() == 1 {
        Value::Option(bits.trailing_zeros() as u16)
    } else {
        Value::unknown(Known::Options(bits))
    }
}

/// The options that `value` may be; every one for a value that is none.
pub(super) fn options(value: &Value) -> u64 {
    match value {
        Value::Option(index) => 1u64.checked_shl(u32::from(*index)).unwrap_or(0),
        Value::Unknown(unknown) => match unknown.known {
            Known::Options(bits) => bits,
            _ => u64::MAX,
        },
        _ => u64::MAX,
    }
}

/// Arithmetic.
#[inline]
pub(super) fn arith(op: Arith, a: &Value, b: &Value) -> Result<Value, NumberError> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => arith_known(op, a, b).map(Value::Number),
        _ => arith_unknown(op, a, b),
    }
}

/// The sum of numbers that are all known; `None` where one is not, or the sum is too large to be had.
#[inline]
pub(super) fn sum_of_known<'v>(values: impl Iterator<Item = &'v Value>) -> Option<Number> {
    let mut sum = Number::ZERO;
    for value in values {
        let Value::Number(number) = value else { return None };
        sum = sum.add(number).ok()?;
    }
    Some(sum)
}

fn arith_unknown(op: Arith, a: &Value, b: &Value) -> Result<Value, NumberError> {
    if matches!(op, Arith::Min | Arith::Max) {
        return Ok(extreme(op == Arith::Max, a, b));
    }
    let (a, b) = (reach(a), reach(b));
    let result = match op {
        Arith::Add => a.add(&b),
        Arith::Sub => a.sub(&b),
        Arith::Mul => a.mul(&b),
        Arith::Div => {
            if b.as_point().is_some_and(Number::is_zero) {
                return Err(NumberError::DivisionByZero);
            }
            a.div(&b)
        }
        Arith::Min => a.min(&b),
        Arith::Max => a.max(&b),
    };
    Ok(number_in(result))
}

/// The larger or smaller of two numbers, days or options.
pub(super) fn extreme(larger: bool, a: &Value, b: &Value) -> Value {
    if let Some(ordering) = order(a, b) {
        return if (ordering == Ordering::Less) == larger { b.clone() } else { a.clone() };
    }
    if matches!(kind(a), Kind::Options) || matches!(kind(b), Kind::Options) {
        return extreme_option(larger, options(a), options(b));
    }
    let (x, y) = (reach(a), reach(b));
    let result = if larger { x.max(&y) } else { x.min(&y) };
    if is_date(a) || is_date(b) { date_in(result) } else { number_in(result) }
}

/// The higher or lower of two options, by rank.
fn extreme_option(higher: bool, a: u64, b: u64) -> Value {
    let mut bits = 0u64;
    for i in (0..64u32).filter(|i| a >> i & 1 == 1) {
        for j in (0..64u32).filter(|j| b >> j & 1 == 1) {
            bits |= 1 << if higher { i.max(j) } else { i.min(j) };
        }
    }
    option_in(bits)
}

pub(super) fn arith_known(op: Arith, a: &Number, b: &Number) -> Result<Number, NumberError> {
    match op {
        Arith::Add => a.add(b),
        Arith::Sub => a.sub(b),
        Arith::Mul => a.mul(b),
        Arith::Div => a.div(b),
        Arith::Min => Ok(a.min(b).clone()),
        Arith::Max => Ok(a.max(b).clone()),
    }
}

/// The order of two known values of one type.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::YesNo(a), Value::YesNo(b)) => Some(a.cmp(b)),
        (Value::Option(a), Value::Option(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// A comparison.
pub(super) fn compare(op: Comparison, a: &Value, b: &Value) -> Truth {
    if let Some(ordering) = order(a, b) {
        return op.holds(ordering).into();
    }
    match (kind(a), kind(b)) {
        (Kind::Options, _) | (_, Kind::Options) => compare_options(op, options(a), options(b)),
        (Kind::Numbers, _) | (_, Kind::Numbers) => compare_reaches(op, &reach(a), &reach(b)),
        _ => Truth::Maybe,
    }
}

enum Kind {
    Numbers,
    Options,
    Other,
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Number(_) | Value::Date(_) => Kind::Numbers,
        Value::Option(_) => Kind::Options,
        Value::Unknown(unknown) => match unknown.known {
            Known::Number(_) | Known::Date(_) => Kind::Numbers,
            Known::Options(_) => Kind::Options,
            Known::YesNo | Known::Text => Kind::Other,
        },
        Value::YesNo(_) | Value::Text(_) | Value::Absent => Kind::Other,
    }
}

fn compare_options(op: Comparison, a: u64, b: u64) -> Truth {
    let (mut yes, mut no) = (false, false);
    for i in (0..64).filter(|i| a >> i & 1 == 1) {
        for j in (0..64).filter(|j| b >> j & 1 == 1) {
            if op.holds(i.cmp(&j)) {
                yes = true;
            } else {
                no = true;
            }
        }
    }
    match (yes, no) {
        (true, false) => Truth::Yes,
        (false, true) => Truth::No,
        _ => Truth::Maybe,
    }
}

fn compare_reaches(op: Comparison, a: &Reach, b: &Reach) -> Truth {
    if a.is_empty() || b.is_empty() {
        return Truth::Maybe;
    }
    match op {
        Comparison::Eq => {
            if a.intersect(b).is_empty() {
                Truth::No
            } else {
                Truth::Maybe
            }
        }
        Comparison::Ne => compare_reaches(Comparison::Eq, a, b).not(),
        // a < b always iff no a is at or above the least b; never iff every a is at or above the greatest b.
        Comparison::Lt => {
            if a.intersect(&some_at_least(b)).is_empty() {
                Truth::Yes
            } else if a.intersect(&some_above(b)).is_empty() {
                Truth::No
            } else {
                Truth::Maybe
            }
        }
        Comparison::Ge => compare_reaches(Comparison::Lt, a, b).not(),
        Comparison::Gt => compare_reaches(Comparison::Lt, b, a),
        Comparison::Le => compare_reaches(Comparison::Lt, b, a).not(),
    }
}

/// Every x with x ≥ y for some y of `b`.
fn some_at_least(b: &Reach) -> Reach {
    Reach::all().above(&b.lo())
}

/// Every x with x < y for some y of `b`.
fn some_above(b: &Reach) -> Reach {
    match b.hi() {
        Bound::Unbounded => Reach::all(),
        Bound::Closed(end) | Bound::Open(end) => Reach::all().below(&Bound::Open(end)),
    }
}

/// The values x that may satisfy `x op y` for some y of `b`.
pub(super) fn satisfying(op: Comparison, b: &Reach) -> Reach {
    let closed = |bound: Bound| bound;
    let open = |bound: Bound| match bound {
        Bound::Closed(end) => Bound::Open(end),
        other => other,
    };
    match op {
        Comparison::Eq => b.clone(),
        Comparison::Ne => match b.as_point() {
            Some(point) => Reach::all().minus(&Reach::point(point.clone())),
            None => Reach::all(),
        },
        Comparison::Lt => Reach::all().below(&open(b.hi())),
        Comparison::Le => Reach::all().below(&closed(b.hi())),
        Comparison::Gt => Reach::all().above(&open(b.lo())),
        Comparison::Ge => Reach::all().above(&closed(b.lo())),
    }
}

/// Either of two values of one type.
pub(super) fn join(a: Value, b: Value) -> Value {
    if a == b {
        return a;
    }
    let maybe_absent = may_be_absent(&a) || may_be_absent(&b);
    let joined = match (kind(&a), kind(&b)) {
        _ if matches!(a, Value::Absent) => b,
        _ if matches!(b, Value::Absent) => a,
        (Kind::Options, _) => option_in(options(&a) | options(&b)),
        (Kind::Numbers, _) => {
            let both = reach(&a).union(&reach(&b));
            if is_date(&a) { date_in(both) } else { number_in(both) }
        }
        (Kind::Other, _) if matches!(a, Value::Text(_)) => Value::unknown(Known::Text),
        (Kind::Other, _) => match &a {
            Value::Unknown(u) => Value::unknown(u.known.clone()),
            _ => Value::unknown(Known::YesNo),
        },
    };
    if maybe_absent { absent_or(joined) } else { joined }
}

fn is_date(value: &Value) -> bool {
    match value {
        Value::Date(_) => true,
        Value::Unknown(unknown) => matches!(unknown.known, Known::Date(_)),
        _ => false,
    }
}

fn may_be_absent(value: &Value) -> bool {
    match value {
        Value::Absent => true,
        Value::Unknown(unknown) => unknown.maybe_absent,
        _ => false,
    }
}

/// `value`, or absent.
fn absent_or(value: Value) -> Value {
    let known = match value {
        Value::Number(_) => Known::Number(reach(&value)),
        Value::Date(_) => Known::Date(reach(&value)),
        Value::YesNo(_) => Known::YesNo,
        Value::Option(_) => Known::Options(options(&value)),
        Value::Text(_) => Known::Text,
        Value::Absent => return Value::Absent,
        Value::Unknown(unknown) => unknown.known,
    };
    Value::Unknown(Box::new(Unknown { known, maybe_absent: true }))
}

/// What is left of `value` when it is also known to be `other`; `None` where it cannot be both.
pub(super) fn meet(value: Value, other: &Value) -> Option<Value> {
    let Value::Unknown(unknown) = &value else {
        return match other {
            Value::Unknown(_) => Some(value),
            // Both known: they were learnt of the same value, so they agree unless the case is impossible.
            _ if *other == value => Some(value),
            _ => None,
        };
    };
    match other {
        Value::Absent => unknown.maybe_absent.then_some(Value::Absent),
        Value::Unknown(more) => {
            let maybe_absent = unknown.maybe_absent && more.maybe_absent;
            let known = match (&unknown.known, &more.known) {
                (Known::Number(a), Known::Number(b)) => {
                    let both = a.intersect(b);
                    if both.is_empty() {
                        return maybe_absent.then_some(Value::Absent);
                    }
                    if !maybe_absent {
                        return Some(number_in(both));
                    }
                    Known::Number(both)
                }
                (Known::Date(a), Known::Date(b)) => {
                    let both = a.intersect(b);
                    if both.is_empty() {
                        return maybe_absent.then_some(Value::Absent);
                    }
                    if !maybe_absent {
                        return Some(date_in(both));
                    }
                    Known::Date(both)
                }
                (Known::Options(a), Known::Options(b)) => {
                    if a & b == 0 {
                        return maybe_absent.then_some(Value::Absent);
                    }
                    if !maybe_absent {
                        return Some(option_in(a & b));
                    }
                    Known::Options(a & b)
                }
                (known, _) => known.clone(),
            };
            Some(Value::Unknown(Box::new(Unknown { known, maybe_absent })))
        }
        Value::Number(number) => match &unknown.known {
            Known::Number(reach) => reach.contains(number).then(|| other.clone()),
            _ => None,
        },
        Value::Date(_) => match &unknown.known {
            Known::Date(set) => (!set.intersect(&reach(other)).is_empty()).then(|| other.clone()),
            _ => None,
        },
        Value::Option(_) => match unknown.known {
            Known::Options(bits) => (bits & options(other) != 0).then(|| other.clone()),
            _ => None,
        },
        Value::YesNo(_) | Value::Text(_) => Some(other.clone()),
    }
}

/// Applies `f` to every value of a number.
pub(super) fn map(
    value: &Value,
    known: impl FnOnce(&Number) -> Result<Number, NumberError>,
    unknown: impl FnOnce(&Reach) -> Reach,
) -> Result<Value, NumberError> {
    match value {
        Value::Number(number) => known(number).map(Value::Number),
        other => Ok(number_in(unknown(&reach(other)))),
    }
}
