//! Products, quotients and powers.

use std::cmp::Ordering;

use super::arithmetic::MOST_MADE;
use super::{Bound, Interval, Lattice, Reach};
use crate::number::{Number, NumberError};

/// An end of a product: a number, or infinity of a sign.
#[derive(Clone, PartialEq, Eq)]
enum End {
    Infinite(i32),
    Finite(Number),
}

impl End {
    fn compare(&self, other: &End) -> Ordering {
        match (self, other) {
            (End::Finite(a), End::Finite(b)) => a.cmp(b),
            (End::Infinite(a), End::Infinite(b)) => a.cmp(b),
            (End::Infinite(sign), End::Finite(_)) => sign.cmp(&0),
            (End::Finite(_), End::Infinite(sign)) => 0.cmp(sign),
        }
    }

    fn signum(&self) -> i32 {
        match self {
            End::Infinite(sign) => *sign,
            End::Finite(value) => value.signum(),
        }
    }

    /// The limit of the products; 0 × ∞ is 0, because some product near it is as small as you like.
    fn times(&self, other: &End) -> Result<End, NumberError> {
        match (self, other) {
            (End::Finite(a), End::Finite(b)) => a.mul(b).map(End::Finite),
            _ => Ok(match self.signum() * other.signum() {
                0 => End::Finite(Number::ZERO),
                sign => End::Infinite(sign),
            }),
        }
    }
}

impl Interval {
    /// Both ends, each with whether it belongs to the interval.
    fn ends(&self) -> [(End, bool); 2] {
        let end = |bound: &Bound, sign| match bound.value() {
            None => (End::Infinite(sign), false),
            Some(value) => (End::Finite(value.clone()), bound.is_closed()),
        };
        [end(&self.lo, -1), end(&self.hi, 1)]
    }

    /// The interval around all products, ends included only if they are products.
    fn product_span(&self, other: &Interval) -> Result<Interval, NumberError> {
        let zero = self.contains(&Number::ZERO) || other.contains(&Number::ZERO);
        let mut corners = Vec::with_capacity(4);
        for (a, a_closed) in self.ends() {
            for (b, b_closed) in other.ends() {
                let product = a.times(&b)?;
                // A product other than 0 is reached at the corner alone; 0 wherever a factor is 0.
                let closed = if product.signum() == 0 { zero } else { a_closed && b_closed };
                corners.push((product, closed));
            }
        }
        let pick = |wanted: Ordering| {
            let best = corners.iter().reduce(|best, next| match next.0.compare(&best.0) {
                Ordering::Equal if next.1 => next,
                order if order == wanted => next,
                _ => best,
            });
            match best {
                Some((End::Finite(value), true)) => Bound::Closed(value.clone()),
                Some((End::Finite(value), false)) => Bound::Open(value.clone()),
                Some((End::Infinite(_), _)) | None => Bound::Unbounded,
            }
        };
        Ok(Interval::between(pick(Ordering::Less), pick(Ordering::Greater)))
    }

    fn product(&self, other: &Interval) -> Interval {
        let lattice = match (self.steps(), other.steps()) {
            (Some(a), Some(b)) => product_of_lattices(&a, &b).ok(),
            // A number times a solid interval is solid, but 0 times it is 0.
            _ => None,
        };
        match self.product_span(other) {
            Ok(span) => Interval { lattice, ..span },
            Err(_) => Interval { lattice, ..Interval::all() },
        }
    }

    fn push_product(&self, other: &Interval, products: &mut Vec<Interval>) {
        if self.as_point().is_none() && other.as_point().is_none() && products.len() < MOST_MADE {
            match (self.few(), other.few()) {
                (Some(a), Some(b)) => {
                    let b: Vec<Interval> = b.into_iter().map(Interval::point).collect();
                    let each = a.into_iter().map(Interval::point);
                    return products.extend(each.flat_map(|x| b.iter().map(move |y| x.product(y)).collect::<Vec<_>>()));
                }
                (Some(few), None) => {
                    return products.extend(few.into_iter().map(|x| other.product(&Interval::point(x))));
                }
                (None, Some(few)) => {
                    return products.extend(few.into_iter().map(|x| self.product(&Interval::point(x))));
                }
                (None, None) => {}
            }
        }
        products.push(self.product(other));
    }

    /// `1/x` of an interval above 0.
    fn reciprocal(&self) -> Interval {
        let inverse = |value: &Number| Number::ONE.div(value);
        let lo = match &self.hi {
            Bound::Unbounded => Bound::Open(Number::ZERO),
            end => end.map(inverse),
        };
        // An open 0 has no inverse, and so no bound.
        Interval::between(lo, self.lo.map(inverse))
    }

    /// The whole power `exponent`, 1 or more, of an interval from 0 on.
    fn power(&self, exponent: i32) -> Interval {
        let raise = |value: &Number| value.pow(exponent);
        let unit = |lattice: &Lattice| lattice.origin.gcd(&lattice.step)?.pow(exponent);
        let lattice = self.lattice.as_ref().and_then(|lattice| unit(lattice).ok());
        let lattice = lattice.map(|step| Lattice { origin: Number::ZERO, step });
        // Too large a power must not open the lower end towards what no power is.
        let lo = match self.lo.map(raise) {
            Bound::Unbounded => Bound::Closed(Number::ZERO),
            end => end,
        };
        Interval { lo, hi: self.hi.map(raise), lattice }
    }
}

/// `(o + k s)(p + l t)` is `o p` and whole multiples of `o t`, `p s` and `s t`.
fn product_of_lattices(a: &Lattice, b: &Lattice) -> Result<Lattice, NumberError> {
    let crossed = a.origin.mul(&b.step)?.gcd(&b.origin.mul(&a.step)?)?;
    Ok(Lattice { origin: a.origin.mul(&b.origin)?, step: crossed.gcd(&a.step.mul(&b.step)?)? })
}

impl Reach {
    /// `x × y`.
    pub fn mul(&self, other: &Reach) -> Reach {
        let mut products = Vec::with_capacity(self.pieces.len() * other.pieces.len());
        for a in &self.pieces {
            for b in &other.pieces {
                a.push_product(b, &mut products);
            }
        }
        products.into_iter().collect()
    }

    /// `x × factor`.
    pub fn scale(&self, factor: &Number) -> Reach {
        self.mul(&Reach::point(factor.clone()))
    }

    /// `x ÷ y` for every `y` but 0; whether 0 is among them says [`Reach::may_divide_by_zero`].
    pub fn div(&self, other: &Reach) -> Reach {
        self.mul(&other.reciprocal())
    }

    /// Whether a division by it may be one by zero.
    pub fn may_divide_by_zero(&self) -> bool {
        self.contains(&Number::ZERO)
    }

    /// `1 ÷ x` for every `x` but 0.
    fn reciprocal(&self) -> Reach {
        let positive = |side: Reach| -> Reach {
            let mut inverses = Vec::new();
            for piece in side.above(&Bound::Open(Number::ZERO)).pieces {
                match piece.few() {
                    Some(values) => inverses.extend(values.into_iter().map(|v| Interval::point(v).reciprocal())),
                    None => inverses.push(piece.reciprocal()),
                }
            }
            inverses.into_iter().collect()
        };
        positive(self.clone()).union(&positive(self.neg()).neg())
    }

    /// `x` to the power `exponent`; `x^0` is 1, and 0 is left out before a negative power.
    pub fn pow(&self, exponent: i32) -> Reach {
        if self.is_empty() {
            return Reach::empty();
        }
        match exponent {
            0 => return Reach::point(Number::ONE),
            1 => return self.clone(),
            // One less than the greatest is as good where every number but 0 and ±1 is too large.
            i32::MIN..0 => return self.reciprocal().pow(exponent.checked_neg().unwrap_or(i32::MAX - 1)),
            _ => {}
        }
        let raise = |side: Reach| -> Reach {
            let mut powers = Vec::new();
            for piece in &side.pieces {
                match piece.few() {
                    Some(values) => powers.extend(values.into_iter().map(|v| Interval::point(v).power(exponent))),
                    None => powers.push(piece.power(exponent)),
                }
            }
            powers.into_iter().collect()
        };
        let positive = raise(self.above(&Bound::Closed(Number::ZERO)));
        let negative = raise(self.below(&Bound::Open(Number::ZERO)).neg());
        positive.union(&if exponent % 2 == 0 { negative } else { negative.neg() })
    }
}
