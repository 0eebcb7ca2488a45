//! Fractions of any size up to the limit, and how numbers move between the representations.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{LIMIT_BITS, Number, NumberError, Repr, small};

impl Number {
    /// `mantissa / 10^scale`.
    #[inline]
    pub(super) fn from_mantissa(mantissa: i128, scale: u32) -> Result<Number, NumberError> {
        match small::decimal(mantissa, scale) {
            Some(m) => Ok(Number(Repr::Decimal(m))),
            None => Number::from_wide_mantissa(mantissa, scale),
        }
    }

    #[cold]
    fn from_wide_mantissa(mantissa: i128, scale: u32) -> Result<Number, NumberError> {
        let (mantissa, scale) = small::without_trailing_zeros(mantissa, scale);
        match small::decimal(mantissa, scale) {
            Some(m) => Ok(Number(Repr::Decimal(m))),
            None => Number::from_big(RBig::from_parts(mantissa.into(), ten_to(scale as usize))),
        }
    }

    /// `n/d`, `d > 0`.
    #[inline]
    pub(super) fn from_fraction(n: i128, d: i128) -> Result<Number, NumberError> {
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Ok(Number::from_narrow_fraction(n, d)),
            _ => Number::from_wide_fraction(n, d),
        }
    }

    #[inline]
    fn from_narrow_fraction(n: i64, d: i64) -> Number {
        match small::decimal_of_ratio(n, d) {
            Some(m) => Number(Repr::Decimal(m)),
            None => Number(Repr::Ratio { n, d }),
        }
    }

    #[cold]
    fn from_wide_fraction(n: i128, d: i128) -> Result<Number, NumberError> {
        // It divides `d`, so it is positive and the cast loses nothing.
        let divisor = small::gcd(n.unsigned_abs(), d.unsigned_abs()) as i128;
        let (n, d) = (n / divisor, d / divisor);
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Ok(Number::from_narrow_fraction(n, d)),
            _ => Number::from_big(RBig::from_parts(n.into(), d.unsigned_abs().into())),
        }
    }

    /// The number `big`, in the first representation that holds it.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] beyond [`LIMIT_BITS`].
    pub(super) fn from_big(big: RBig) -> Result<Number, NumberError> {
        let (n, d) = (big.numerator(), big.denominator());
        let (n_bits, d_bits) = (n.bit_len(), d.bit_len());
        if n_bits > LIMIT_BITS || d_bits > LIMIT_BITS {
            return Err(NumberError::TooLarge);
        }
        // A decimal has 96 bits above and at most 10^28, of 94 bits, below.
        if n_bits <= 96
            && d_bits <= 94
            && let (Ok(n), Ok(d)) = (i128::try_from(n), u128::try_from(d))
            && let (twos, fives, 1) = small::factors_of_ten(d)
            && let Some(m) = small::decimal_of_parts(n, twos, fives)
        {
            return Ok(Number(Repr::Decimal(m)));
        }
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Ok(Number(Repr::Ratio { n, d })),
            _ => Ok(Number(Repr::Big(Box::new(big)))),
        }
    }

    /// The value as a fraction in lowest terms.
    pub(super) fn to_big(&self) -> RBig {
        match &self.0 {
            Repr::Decimal(m) => RBig::from_parts(m.mantissa().into(), ten_to(m.scale() as usize)),
            Repr::Ratio { n, d } => RBig::from_parts((*n).into(), d.unsigned_abs().into()),
            Repr::Big(big) => RBig::clone(big),
        }
    }

    /// Numerator and positive denominator, if each fits in 64 bits as it stands; neither is `i64::MIN`.
    #[inline]
    pub(super) fn terms(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Decimal(m) if m.scale() <= 18 => match i64::try_from(m.mantissa()) {
                Ok(n) if n != i64::MIN => Some((n, small::power_of_ten(m.scale()) as i64)),
                _ => None,
            },
            Repr::Ratio { n, d } => Some((*n, *d)),
            Repr::Decimal(_) | Repr::Big(_) => None,
        }
    }
}

/// 10 to the power `exponent`.
pub(super) fn ten_to(exponent: usize) -> UBig {
    UBig::from(10u8).pow(exponent)
}

/// The number of places after which the expansion of a fraction in lowest terms over `d` ends, if it does.
pub(super) fn finite_places(d: &UBig) -> Option<usize> {
    let mut rest = d.clone();
    let twos = rest.remove_word(2).unwrap_or(0);
    let fives = rest.remove_word(5).unwrap_or(0);
    rest.is_one().then(|| twos.max(fives))
}

/// `big × 10^places`, whole because `places` is enough for its expansion to end.
pub(super) fn mantissa_at(big: &RBig, places: usize) -> IBig {
    big.numerator() * ten_to(places) / big.denominator()
}
