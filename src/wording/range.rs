//! Ranges in words; whether an end belongs to them is always said.

use crate::diagnostic::Message;
use crate::model::{Comparison, Expr, ExprKind, TypeKind, ValueRange};
use crate::number::{Bound, Number, Reach};
use crate::print::Tight;
use crate::unit::{Base, Dimension};

use super::Wording;
use super::place::Place;

/// What is compared, as far as the words for more and less depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A day: earlier and later.
    Date,
    /// What is counted: fewer and more.
    Count,
    /// All else: lower and higher.
    Amount,
}

impl Kind {
    /// That of `expr`.
    pub fn of(expr: &Expr) -> Kind {
        match &expr.ty.kind {
            TypeKind::Date => Kind::Date,
            TypeKind::Number { dimension, whole, .. } => {
                let time = [Base::DAY, Base::MONTH, Base::WORKDAY].map(Dimension::base);
                if *whole || time.contains(dimension) { Kind::Count } else { Kind::Amount }
            }
            _ => Kind::Amount,
        }
    }
}

impl<'a> Wording<'a> {
    /// `不低于 b`, to stand behind what is compared.
    pub(super) fn is(&self, sign: Comparison, kind: Kind, b: &'a Expr, place: &Place<'a>) -> String {
        let constant = matches!(b.kind, ExprKind::Number(_));
        self.compared(sign, kind, self.term_in(b, Tight::Limit, place), constant)
    }

    /// The same of text.
    pub(super) fn compared(&self, sign: Comparison, kind: Kind, b: String, constant: bool) -> String {
        let key = match (kind, sign) {
            (_, Comparison::Eq) if constant || kind == Kind::Date => "wording-is-exactly",
            (_, Comparison::Eq) => "wording-is-equal",
            (_, Comparison::Ne) => "wording-is-other",
            (Kind::Date, Comparison::Lt) => "wording-is-before",
            (Kind::Date, Comparison::Le) => "wording-is-not-after",
            (Kind::Date, Comparison::Gt) => "wording-is-after",
            (Kind::Date, Comparison::Ge) => "wording-is-not-before",
            (Kind::Count, Comparison::Lt) => "wording-is-fewer",
            (Kind::Amount, Comparison::Lt) => "wording-is-below",
            (_, Comparison::Le) => "wording-is-at-most",
            (_, Comparison::Gt) => "wording-is-above",
            (_, Comparison::Ge) if constant => "wording-is-reached",
            (Kind::Count, Comparison::Ge) => "wording-is-not-fewer",
            (Kind::Amount, Comparison::Ge) => "wording-is-not-below",
        };
        self.say(Message::new(key).arg("value", b))
    }

    /// A range behind what lies in it: `达到 100%`, `在 80%（含）至 90%（不含）之间`.
    pub(super) fn within(&self, range: &'a ValueRange, kind: Kind, place: &Place<'a>) -> String {
        if let (Some(_), Some(_)) = (&range.low, &range.high)
            && self.point(range, place).is_none()
        {
            let range = self.span(range, kind, place);
            return self.say(Message::new("wording-is-between").arg("range", range));
        }
        self.span(range, kind, place)
    }

    /// The single value of a range that has one.
    fn point(&self, range: &'a ValueRange, place: &Place<'a>) -> Option<String> {
        let (low, high) = (range.low.as_ref()?, range.high.as_ref()?);
        let (a, b) = (self.term_in(&low.value, Tight::Limit, place), self.term_in(&high.value, Tight::Limit, place));
        (low.closed && high.closed && a == b).then_some(a)
    }

    /// A range by itself: `达到 100%`, `80%（含）至 90%（不含）`.
    pub(super) fn span(&self, range: &'a ValueRange, kind: Kind, place: &Place<'a>) -> String {
        if let Some(point) = self.point(range, place) {
            return self.say(Message::new("wording-is-just").arg("value", point));
        }
        match (&range.low, &range.high) {
            (Some(low), Some(high)) => {
                let (a, b) =
                    (self.term_in(&low.value, Tight::Limit, place), self.term_in(&high.value, Tight::Limit, place));
                self.between(a, low.closed, b, high.closed)
            }
            (Some(low), None) => {
                self.is(if low.closed { Comparison::Ge } else { Comparison::Gt }, kind, &low.value, place)
            }
            (None, Some(high)) => {
                self.is(if high.closed { Comparison::Le } else { Comparison::Lt }, kind, &high.value, place)
            }
            (None, None) => self.words.get("wording-any-value"),
        }
    }

    /// `a（含）至 b（不含）`
    pub(super) fn between(&self, a: String, low: bool, b: String, high: bool) -> String {
        let key = match (low, high) {
            (true, true) => "wording-range-closed",
            (true, false) => "wording-range-low",
            (false, true) => "wording-range-high",
            (false, false) => "wording-range-open",
        };
        self.say(Message::new(key).arg("low", a).arg("high", b))
    }

    /// The values of a reach that is one interval, its numbers shown by `show`; `None` where nothing is said.
    pub(super) fn reach(&self, reach: &Reach, kind: Kind, show: &dyn Fn(&Number) -> String) -> Option<String> {
        let (low, high) = (reach.lo(), reach.hi());
        let one_sided = |sign: Comparison, n: &Number| Some(self.compared(sign, kind, show(n), true));
        match (&low, &high) {
            (Bound::Unbounded, Bound::Unbounded) => None,
            (Bound::Closed(n), Bound::Unbounded) => one_sided(Comparison::Ge, n),
            (Bound::Open(n), Bound::Unbounded) => one_sided(Comparison::Gt, n),
            (Bound::Unbounded, Bound::Closed(n)) => one_sided(Comparison::Le, n),
            (Bound::Unbounded, Bound::Open(n)) => one_sided(Comparison::Lt, n),
            (Bound::Closed(a) | Bound::Open(a), Bound::Closed(b) | Bound::Open(b)) => {
                if a == b {
                    return Some(self.say(Message::new("wording-is-just").arg("value", show(a))));
                }
                Some(self.between(show(a), low.is_closed(), show(b), high.is_closed()))
            }
        }
    }
}
