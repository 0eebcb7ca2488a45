//! Exact numbers. A [`Number`] is a decimal while a decimal holds it, else a fraction of two 64-bit
//! integers, else a fraction of any size up to [`LIMIT_BITS`]. No operation rounds unless it is
//! called [`Number::round`]; what does not fit is an error.

mod arithmetic;
mod big;
mod format;
pub mod reach;
mod round;
mod small;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use dashu_ratio::RBig;
use rust_decimal::Decimal;

pub use format::Shown;
pub use reach::{Bound, Interval, Lattice, Reach};
pub use round::RoundingMode;

/// Most bits that the numerator or the denominator of a number may have, in lowest terms.
pub const LIMIT_BITS: usize = 65_536;

/// Most significant digits of a literal, and most places behind its point.
pub const LITERAL_DIGITS: usize = 28;

/// An exact rational number.
///
/// Equality, order and hash go by value: `0.50` is `0.5` is `1/2`.
pub struct Number(Repr);

impl Clone for Number {
    // Nearly every number is a decimal, which is copied as it lies.
    #[inline]
    fn clone(&self) -> Number {
        Number(match &self.0 {
            Repr::Decimal(decimal) => Repr::Decimal(*decimal),
            other => other.clone(),
        })
    }
}

/// How a number is held. Each value has one variant it may stand in, the first that can hold it, so
/// numbers in different variants are never equal.
#[derive(Clone)]
enum Repr {
    /// Any value that a decimal holds; trailing zeros are allowed, minus zero is not.
    Decimal(Decimal),
    /// Any other value whose lowest terms fit. `d > 1`, `n` is not `i64::MIN`, and the two may have
    /// a common factor: reducing waits until something needs it.
    Ratio { n: i64, d: i64 },
    /// Any other value, in lowest terms.
    Big(Box<RBig>),
}

const _: () = assert!(size_of::<Number>() <= 24);

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// A division by zero, or zero to a negative power.
    DivisionByZero,
    /// A numerator or denominator of more than [`LIMIT_BITS`] bits.
    TooLarge,
    /// A literal of more than [`LITERAL_DIGITS`] significant digits or places.
    TooManyDigits,
    /// Text that is no decimal literal.
    NotANumber,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NumberError::DivisionByZero => "division by zero",
            NumberError::TooLarge => "number too large",
            NumberError::TooManyDigits => "too many digits",
            NumberError::NotANumber => "not a number",
        })
    }
}

impl std::error::Error for NumberError {}

impl Number {
    /// 0.
    pub const ZERO: Number = Number(Repr::Decimal(Decimal::ZERO));
    /// 1.
    pub const ONE: Number = Number(Repr::Decimal(Decimal::ONE));

    /// The integer `n`.
    pub fn from_i64(n: i64) -> Number {
        Number(Repr::Decimal(Decimal::from(n)))
    }

    /// The fraction `n/d`.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`] if `d` is 0.
    pub fn ratio(n: i64, d: i64) -> Result<Number, NumberError> {
        if d == 0 {
            return Err(NumberError::DivisionByZero);
        }
        let (n, d) = (i128::from(n), i128::from(d));
        Number::from_fraction(n * d.signum(), d.abs())
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i32 {
        match &self.0 {
            Repr::Decimal(m) if m.is_zero() => 0,
            Repr::Decimal(m) if m.is_sign_negative() => -1,
            Repr::Decimal(_) => 1,
            Repr::Ratio { n, .. } => n.signum() as i32,
            Repr::Big(big) if *big.numerator() < dashu_int::IBig::ZERO => -1,
            Repr::Big(_) => 1,
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Repr::Decimal(m) if m.is_zero())
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// Whether it is greater than 0.
    pub fn is_positive(&self) -> bool {
        self.signum() > 0
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Decimal(m) => m.scale() == 0 || m.mantissa() % small::power_of_ten(m.scale()) == 0,
            // A whole number that fits in 64 bits would stand as a decimal.
            Repr::Ratio { .. } => false,
            Repr::Big(big) => big.is_int(),
        }
    }

    /// The value, if it is a whole number of 64 bits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Decimal(m) => {
                let (unit, mantissa) = (small::power_of_ten(m.scale()), m.mantissa());
                if mantissa % unit == 0 { i64::try_from(mantissa / unit).ok() } else { None }
            }
            // Every whole number of 64 bits is a decimal.
            Repr::Ratio { .. } | Repr::Big(_) => None,
        }
    }

    /// The value as a decimal, if one holds it exactly.
    pub fn to_decimal(&self) -> Option<Decimal> {
        match &self.0 {
            Repr::Decimal(m) => Some(*m),
            Repr::Ratio { .. } | Repr::Big(_) => None,
        }
    }

    /// Whether a decimal (28 places, 96 bits) holds it exactly.
    pub fn is_decimal(&self) -> bool {
        matches!(self.0, Repr::Decimal(_))
    }
}

impl Default for Number {
    fn default() -> Self {
        Number::ZERO
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(n: $integer) -> Self {
                Number(Repr::Decimal(Decimal::from(n)))
            }
        }
    )*};
}
from_integers!(i32, i64, u32, u64, usize);

impl From<Decimal> for Number {
    fn from(m: Decimal) -> Self {
        // Minus zero would print its sign.
        if m.is_zero() { Number::ZERO } else { Number(Repr::Decimal(m)) }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Decimal(a), Repr::Decimal(b)) => small::compare_decimals(a, b) == Ordering::Equal,
            (Repr::Ratio { n, d }, Repr::Ratio { n: p, d: q }) => small::product(*n, *q) == small::product(*p, *d),
            (Repr::Big(a), Repr::Big(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0) {
            return small::compare_decimals(a, b);
        }
        match (self.terms(), other.terms()) {
            (Some((n, d)), Some((p, q))) if d == q => n.cmp(&p),
            (Some((n, d)), Some((p, q))) => small::product(n, q).cmp(&small::product(p, d)),
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Repr::Decimal(m) => small::without_trailing_zeros(m.mantissa(), m.scale()).hash(state),
            Repr::Ratio { n, d } => small::lowest_terms(*n, *d).hash(state),
            Repr::Big(big) => big.hash(state),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
