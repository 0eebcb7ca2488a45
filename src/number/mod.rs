//! Exact numbers. A [`Number`] is a decimal while a decimal holds it, else a fraction of two 64-bit
//! integers, else a fraction of any size up to [`LIMIT_BITS`]. No operation rounds unless it is
//! called [`Number::round`]; what does not fit is an error.
//!
//! Nearly every number of a department (money to the fen, counts, shares, points) is a decimal of 64 bits or
//! a quotient of two such; these two lie in the 16 bytes of a number, all others behind a pointer.

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
    // What lies in place is copied in place.
    #[inline]
    fn clone(&self) -> Number {
        Number(match &self.0 {
            Repr::Small { m, scale } => Repr::Small { m: *m, scale: *scale },
            Repr::Ratio { n, d } => Repr::Ratio { n: *n, d: *d },
            Repr::Wide(wide) => widely(wide),
        })
    }
}

#[cold]
fn widely(wide: &Wide) -> Repr {
    Repr::Wide(Box::new(wide.clone()))
}

/// How a number is held.
enum Repr {
    /// `m / 10^scale` with a scale of at most [`small::MAX_SCALE`]; trailing zeros are allowed. `m` is not
    /// `i64::MIN`.
    Small { m: i64, scale: u32 },
    /// `n / d`, a value that no decimal holds. `d > 1`, `n` is not `i64::MIN`, and the two may have a common
    /// factor: reducing waits until something needs it.
    Ratio { n: i64, d: u32 },
    /// What has no room in place.
    Wide(Box<Wide>),
}

/// A number that has no room in place.
#[derive(Clone)]
enum Wide {
    /// A value that a decimal holds, but not as [`Repr::Small`], however it is written.
    Decimal(Decimal),
    /// As [`Repr::Ratio`], with a wider denominator.
    Ratio { n: i64, d: i64 },
    /// A value that is neither a decimal nor, in lowest terms, a fraction of 64 bits; in lowest terms.
    Big(RBig),
}

/// A number by its kind. Each value is of one kind alone, so numbers of different kinds are never equal.
enum Kind<'a> {
    /// Mantissa and scale of a decimal.
    Decimal(i128, u32),
    /// Numerator and denominator of 64 bits; perhaps with a common factor.
    Ratio(i64, i64),
    /// Any other.
    Big(&'a RBig),
}

const _: () = assert!(size_of::<Number>() <= 16);

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
    pub const ZERO: Number = Number(Repr::Small { m: 0, scale: 0 });
    /// 1.
    pub const ONE: Number = Number(Repr::Small { m: 1, scale: 0 });

    /// The integer `n`.
    #[inline]
    pub fn from_i64(n: i64) -> Number {
        if n == i64::MIN { Number::from(Decimal::from(n)) } else { Number(Repr::Small { m: n, scale: 0 }) }
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

    #[inline]
    fn kind(&self) -> Kind<'_> {
        match &self.0 {
            Repr::Small { m, scale } => Kind::Decimal(i128::from(*m), *scale),
            Repr::Ratio { n, d } => Kind::Ratio(*n, i64::from(*d)),
            Repr::Wide(wide) => match &**wide {
                Wide::Decimal(m) => Kind::Decimal(m.mantissa(), m.scale()),
                Wide::Ratio { n, d } => Kind::Ratio(*n, *d),
                Wide::Big(big) => Kind::Big(big),
            },
        }
    }

    /// -1, 0 or 1.
    #[inline]
    pub fn signum(&self) -> i32 {
        match &self.0 {
            Repr::Small { m: n, .. } | Repr::Ratio { n, .. } => n.signum() as i32,
            Repr::Wide(wide) => match &**wide {
                Wide::Decimal(m) if m.is_sign_negative() => -1,
                Wide::Decimal(_) => 1,
                Wide::Ratio { n, .. } => n.signum() as i32,
                Wide::Big(big) if *big.numerator() < dashu_int::IBig::ZERO => -1,
                Wide::Big(_) => 1,
            },
        }
    }

    /// Whether it is 0.
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(&self.0, Repr::Small { m: 0, .. })
    }

    /// Whether it is less than 0.
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// Whether it is greater than 0.
    #[inline]
    pub fn is_positive(&self) -> bool {
        self.signum() > 0
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match self.kind() {
            Kind::Decimal(mantissa, scale) => scale == 0 || mantissa % small::power_of_ten(scale) == 0,
            // A whole number that fits in 64 bits would stand as a decimal.
            Kind::Ratio(..) => false,
            Kind::Big(big) => big.is_int(),
        }
    }

    /// The value, if it is a whole number of 64 bits.
    pub fn to_i64(&self) -> Option<i64> {
        match self.kind() {
            Kind::Decimal(mantissa, 0) => i64::try_from(mantissa).ok(),
            Kind::Decimal(mantissa, scale) => {
                let unit = small::power_of_ten(scale);
                if mantissa % unit == 0 { i64::try_from(mantissa / unit).ok() } else { None }
            }
            // Every whole number of 64 bits is a decimal.
            Kind::Ratio(..) | Kind::Big(_) => None,
        }
    }

    /// The value as a decimal, if one holds it exactly.
    pub fn to_decimal(&self) -> Option<Decimal> {
        match self.kind() {
            Kind::Decimal(mantissa, scale) => small::decimal(mantissa, scale),
            Kind::Ratio(..) | Kind::Big(_) => None,
        }
    }

    /// Whether a decimal (28 places, 96 bits) holds it exactly.
    pub fn is_decimal(&self) -> bool {
        matches!(self.kind(), Kind::Decimal(..))
    }

    /// Whether it is a decimal that is held with no more than so many places. A number that keeps them is
    /// none that rounding to them would change.
    #[inline]
    pub fn keeps(&self, places: u32) -> bool {
        match &self.0 {
            Repr::Small { scale, .. } => *scale <= places,
            _ => matches!(self.kind(), Kind::Decimal(_, scale) if scale <= places),
        }
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
                Number::from(Decimal::from(n))
            }
        }
    )*};
}
from_integers!(i32, i64, u32, u64, usize);

impl From<Decimal> for Number {
    fn from(m: Decimal) -> Self {
        // Mantissa and scale leave the sign of a minus zero behind.
        Number::from_decimal(m.mantissa(), m.scale()).unwrap_or_default()
    }
}

impl PartialEq for Number {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Small { m, scale: s }, Repr::Small { m: n, scale: t }) => {
                if s == t {
                    m == n
                } else {
                    small::compare((*m, *s), (*n, *t)).is_eq()
                }
            }
            _ => self.equals(other),
        }
    }
}

impl Number {
    fn equals(&self, other: &Self) -> bool {
        match (self.kind(), other.kind()) {
            (Kind::Decimal(m, s), Kind::Decimal(n, t)) => small::compare_decimals((m, s), (n, t)).is_eq(),
            (Kind::Ratio(n, d), Kind::Ratio(p, q)) => small::product(n, q) == small::product(p, d),
            (Kind::Big(a), Kind::Big(b)) => a == b,
            _ => false,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        if let (Kind::Decimal(m, s), Kind::Decimal(n, t)) = (self.kind(), other.kind()) {
            return small::compare_decimals((m, s), (n, t));
        }
        match (self.terms(), other.terms()) {
            (Some((n, d)), Some((p, q))) if d == q => n.cmp(&p),
            (Some((n, d)), Some((p, q))) => small::product(n, q).cmp(&small::product(p, d)),
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small { m, scale: s }, Repr::Small { m: n, scale: t }) => {
                if s == t {
                    m.cmp(n)
                } else {
                    small::compare((*m, *s), (*n, *t))
                }
            }
            _ => self.compare(other),
        }
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.kind() {
            Kind::Decimal(mantissa, scale) => small::without_trailing_zeros(mantissa, scale).hash(state),
            Kind::Ratio(n, d) => small::lowest_terms(n, d).hash(state),
            Kind::Big(big) => big.hash(state),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
