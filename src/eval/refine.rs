//! What a case that holds tells of the values in its condition.

use crate::model::{Comparison, Expr, ExprKind, ValueRange};
use crate::number::{Bound, Interval, Number, Reach};
use crate::value::{Known, Unknown, Value};

use super::Evaluator;
use super::error::Run;
use super::ops::{self, Truth};
use super::scope::{Call, Scope};

/// Two conditions that do not both hold (`both`), or do not both fail.
#[derive(Clone, Copy)]
pub(super) struct Pending<'m> {
    first: &'m Expr,
    second: &'m Expr,
    both: bool,
    /// What is in sight where they stand.
    sight: Sight,
}

/// The method call and the row that an expression sees, to be compared only.
type Sight = (Option<*const ()>, Option<*const ()>);

fn sight(scope: &Scope<'_, '_, '_>) -> Sight {
    (scope.call.map(|call| std::ptr::from_ref(call).cast()), scope.frame.map(|row| std::ptr::from_ref(row).cast()))
}

impl<'m, 'f> Evaluator<'m, 'f> {
    /// Learns that `condition` is `truth`. False where that cannot be. To be called within
    /// [`Evaluator::suppose`] or [`Evaluator::speculate`], which forget it again.
    pub(super) fn assume(&mut self, condition: &'m Expr, truth: bool, scope: &Scope<'_, 'm, 'f>) -> bool {
        let before = self.pending.len();
        self.assume_alone(condition, truth, scope) && self.settle(before, scope)
    }

    /// Looks again at the first `count` pairs of conditions of which one was to hold: now the other may be known.
    fn settle(&mut self, count: usize, scope: &Scope<'_, 'm, 'f>) -> bool {
        // To look at a pair is to suppose parts of it, which would look at the pairs again without end.
        if self.settling {
            return true;
        }
        self.settling = true;
        let possible = self.settle_each(count, scope);
        self.settling = false;
        possible
    }

    fn settle_each(&mut self, count: usize, scope: &Scope<'_, 'm, 'f>) -> bool {
        for index in 0..count {
            let Some(pair) = self.pending.get(index).copied().filter(|pair| pair.sight == sight(scope)) else {
                continue;
            };
            let settled = |truth: Truth| truth == Truth::from(pair.both);
            let (a, b) = (pair.first, pair.second);
            let possible = match self.unsuspecting(|e| (e.truth(a, scope), e.truth(b, scope))) {
                (Ok(Truth::Maybe), Ok(right)) if settled(right) => self.assume_alone(a, !pair.both, scope),
                (Ok(left), Ok(Truth::Maybe)) if settled(left) => self.assume_alone(b, !pair.both, scope),
                (Ok(left), Ok(right)) => !(settled(left) && settled(right)),
                _ => true,
            };
            if !possible {
                return false;
            }
        }
        true
    }

    fn assume_alone(&mut self, condition: &'m Expr, truth: bool, scope: &Scope<'_, 'm, 'f>) -> bool {
        match (self.truth(condition, scope), truth) {
            (Ok(Truth::Maybe), _) => {}
            (Ok(Truth::Yes), holds) => return holds,
            (Ok(Truth::No), holds) => return !holds,
            (Err(_), _) => return false,
        }
        match &condition.kind {
            ExprKind::Not(inner) => self.assume_alone(inner, !truth, scope),
            ExprKind::And(a, b) if truth => self.assume_alone(a, true, scope) && self.assume_alone(b, true, scope),
            ExprKind::Or(a, b) if !truth => self.assume_alone(a, false, scope) && self.assume_alone(b, false, scope),
            ExprKind::And(a, b) => self.assume_other(a, b, true, scope),
            ExprKind::Or(a, b) => self.assume_other(a, b, false, scope),
            ExprKind::Compare(first, rest) => {
                if !truth && rest.len() > 1 {
                    return true;
                }
                let mut left: &'m Expr = first;
                for (op, right) in rest {
                    let op = if truth { *op } else { op.negated() };
                    if !self.assume_comparison(left, op, right, scope) {
                        return false;
                    }
                    left = right;
                }
                true
            }
            ExprKind::InRange(value, range) => {
                let Ok(region) = self.region(range, scope) else { return true };
                let region = if truth { region.possible } else { Reach::all().minus(&region.certain) };
                self.learn(value, number_or_date(value, region), scope)
            }
            ExprKind::InOptions(value, bits) => {
                let bits = if truth { *bits } else { !*bits };
                self.learn(value, Value::unknown(Known::Options(bits)), scope)
            }
            ExprKind::Given(given, value) => {
                let present = *given == truth;
                let learnt = if present { present_value(value) } else { Value::Absent };
                self.learn(value, learnt, scope)
            }
            ExprKind::Let(id) => {
                self.learn_id(condition, Value::YesNo(truth));
                let value: &'m Expr = &self.rubric.binding(*id).value;
                self.assume_alone(value, truth, scope)
            }
            ExprKind::Param(_) | ExprKind::Fact(_) | ExprKind::Field { .. } => {
                self.learn(condition, Value::YesNo(truth), scope)
            }
            _ => {
                self.learn_id(condition, Value::YesNo(truth));
                true
            }
        }
    }

    /// `a 且 b` is false (`both` true) or `a 或 b` is true: where one side is decided, the other follows.
    fn assume_other(&mut self, a: &'m Expr, b: &'m Expr, both: bool, scope: &Scope<'_, 'm, 'f>) -> bool {
        let settled = |truth: Truth| truth == Truth::from(both);
        // The right side is looked at though the left one may not let it be.
        match self.unsuspecting(|e| (e.truth(a, scope), e.truth(b, scope))) {
            (Ok(left), _) if settled(left) => self.assume_alone(b, !both, scope),
            (_, Ok(right)) if settled(right) => self.assume_alone(a, !both, scope),
            _ => {
                self.pending.push(Pending { first: a, second: b, both, sight: sight(scope) });
                true
            }
        }
    }

    fn assume_comparison(&mut self, a: &'m Expr, op: Comparison, b: &'m Expr, scope: &Scope<'_, 'm, 'f>) -> bool {
        let (Ok(left), Ok(right)) = (self.expr(a, scope), self.expr(b, scope)) else { return false };
        match ops::compare(op, &left, &right) {
            Truth::Yes => return true,
            Truth::No => return false,
            Truth::Maybe => {}
        }
        match &a.ty.kind {
            crate::model::TypeKind::Option(_) => {
                let allowed = |op: Comparison, others: u64| {
                    (0..64u32)
                        .filter(|i| ops::compare(op, &Value::Option(*i as u16), &ops::option_in(others)) != Truth::No)
                        .fold(0u64, |bits, i| bits | 1 << i)
                };
                let for_a = Value::unknown(Known::Options(allowed(op, ops::options(&right))));
                let for_b = Value::unknown(Known::Options(allowed(op.mirrored(), ops::options(&left))));
                self.learn(a, for_a, scope) && self.learn(b, for_b, scope)
            }
            crate::model::TypeKind::Number { .. } | crate::model::TypeKind::Date => {
                let for_a = ops::satisfying(op, &ops::reach(&right));
                let for_b = ops::satisfying(op.mirrored(), &ops::reach(&left));
                self.learn(a, number_or_date(a, for_a), scope) && self.learn(b, number_or_date(b, for_b), scope)
            }
            _ if op == Comparison::Eq => {
                if right.is_known() {
                    self.learn(a, right, scope)
                } else if left.is_known() {
                    self.learn(b, left, scope)
                } else {
                    true
                }
            }
            _ => true,
        }
    }

    /// Learns of `expr` that it is `learnt`; false where it cannot be.
    pub(super) fn learn(&mut self, expr: &'m Expr, learnt: Value, scope: &Scope<'_, 'm, 'f>) -> bool {
        let Ok(now) = self.raw(expr, scope) else { return true };
        if now.is_known() {
            return !matches!((&now, &learnt), (Value::Absent, l) if !matches!(l, Value::Absent));
        }
        let Some(narrowed) = ops::meet(now, &learnt) else { return false };
        self.learn_id(expr, narrowed.clone());
        match &expr.kind {
            // What is known of a parameter is known of its argument, and of a 计算 of what it stands for.
            ExprKind::Param(index) => match scope.call {
                Some(Call::Args { args, scope }) => match args.get(*index as usize) {
                    Some(arg) => self.learn(arg, learnt, scope),
                    None => true,
                },
                _ => true,
            },
            ExprKind::Let(id) => {
                let value: &'m Expr = &self.rubric.binding(*id).value;
                self.learn(value, learnt, scope)
            }
            _ => true,
        }
    }

    fn learn_id(&mut self, expr: &'m Expr, value: Value) {
        // Each stands for those before it, so that a long list of cases is looked up in one step.
        let value = match self.learnt(expr) {
            Some(before) => ops::meet(before.clone(), &value).unwrap_or_else(|| before.clone()),
            None => value,
        };
        self.refinements.push((expr.id, value));
        self.version = self.next_version;
        self.next_version += 1;
    }

    /// `value`, with what the cases taken so far tell of `expr`.
    pub(super) fn refined(&self, expr: &Expr, value: Value) -> Value {
        let learnt = self.learnt(expr).filter(|_| !value.is_known());
        learnt.and_then(|learnt| ops::meet(value.clone(), learnt)).unwrap_or(value)
    }

    /// All that the cases taken so far tell of `expr`.
    fn learnt(&self, expr: &Expr) -> Option<&Value> {
        self.refinements.iter().rev().find(|(id, _)| *id == expr.id).map(|(_, learnt)| learnt)
    }

    /// The values that may lie in `range`.
    pub(super) fn possible(&mut self, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Run<Reach> {
        match self.known_region(range, scope) {
            Some(region) => Ok(region),
            None => Ok(self.region(range, scope)?.possible),
        }
    }

    /// The values of a range whose two ends stand ready.
    fn known_region(&self, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Option<Reach> {
        let (low, high) = (range.low.as_ref()?, range.high.as_ref()?);
        let (from, to) = (self.known(&low.value, scope)?, self.known(&high.value, scope)?);
        let end = |number: &Number, closed: bool| {
            if closed { Bound::Closed(number.clone()) } else { Bound::Open(number.clone()) }
        };
        Some(Reach::interval(Interval::between(end(from, low.closed), end(to, high.closed))))
    }

    /// The values that may lie in `range`, and those that do whatever its ends are.
    pub(super) fn region(&mut self, range: &'m ValueRange, scope: &Scope<'_, 'm, 'f>) -> Run<Region> {
        if let Some(both) = self.known_region(range, scope) {
            return Ok(Region { possible: both.clone(), certain: both });
        }
        let mut region = Region { possible: Reach::all(), certain: Reach::all() };
        if let Some(low) = &range.low {
            let end = ops::reach(&self.expr(&low.value, scope)?);
            let bound = |b: Bound| if low.closed { b } else { open(b) };
            region.possible = region.possible.above(&bound(end.lo()));
            region.certain = match end.hi() {
                Bound::Unbounded => Reach::empty(),
                high => region.certain.above(&bound(high)),
            };
        }
        if let Some(high) = &range.high {
            let end = ops::reach(&self.expr(&high.value, scope)?);
            let bound = |b: Bound| if high.closed { b } else { open(b) };
            region.possible = region.possible.below(&bound(end.hi()));
            region.certain = match end.lo() {
                Bound::Unbounded => Reach::empty(),
                low => region.certain.below(&bound(low)),
            };
        }
        Ok(region)
    }
}

/// The values of a range whose ends are perhaps not known.
pub(super) struct Region {
    /// Values that some ends admit.
    pub possible: Reach,
    /// Values that all ends admit.
    pub certain: Reach,
}

fn open(bound: Bound) -> Bound {
    match bound {
        Bound::Closed(end) => Bound::Open(end),
        other => other,
    }
}

fn number_or_date(expr: &Expr, reach: Reach) -> Value {
    let known = match expr.ty.kind {
        crate::model::TypeKind::Date => Known::Date(reach),
        _ => Known::Number(reach),
    };
    Value::unknown(known)
}

/// Anything but absent, of the type of `expr`.
fn present_value(expr: &Expr) -> Value {
    let known = super::reading::anything(&expr.ty.kind);
    Value::Unknown(Box::new(Unknown { known, maybe_absent: false }))
}
