//! Fractions of any size up to the limit, and how numbers move between the representations.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{Kind, LIMIT_BITS, Number, NumberError, Repr, Wide, small};

impl Number {
    /// `mantissa / 10^scale`.
    #[inline]
    pub(super) fn from_mantissa(mantissa: i128, scale: u32) -> Result<Number, NumberError> {
        match Number::from_narrow_mantissa(mantissa, scale) {
            Some(number) => Ok(number),
            None => Number::from_wide_mantissa(mantissa, scale),
        }
    }

    #[inline]
    fn from_narrow_mantissa(mantissa: i128, scale: u32) -> Option<Number> {
        match i64::try_from(mantissa) {
            Ok(m) if m != i64::MIN && scale <= small::MAX_SCALE => Some(Number(Repr::Small { m, scale })),
            _ => None,
        }
    }

    #[cold]
    fn from_wide_mantissa(mantissa: i128, scale: u32) -> Result<Number, NumberError> {
        match Number::from_decimal(mantissa, scale) {
            Some(number) => Ok(number),
            None => Number::from_big(RBig::from_parts(mantissa.into(), ten_to(scale as usize))),
        }
    }

    /// `mantissa / 10^scale`, if a decimal holds it.
    pub(super) fn from_decimal(mantissa: i128, scale: u32) -> Option<Number> {
        let (mantissa, scale) = small::without_trailing_zeros(mantissa, scale);
        Number::from_narrow_mantissa(mantissa, scale)
            .or_else(|| small::decimal(mantissa, scale).map(|m| Number::wide(Wide::Decimal(m))))
    }

    fn wide(wide: Wide) -> Number {
        Number(Repr::Wide(Box::new(wide)))
    }

    /// `n/d`, `d > 0`.
    #[inline]
    pub(super) fn from_fraction(n: i128, d: i128) -> Result<Number, NumberError> {
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Ok(Number::from_narrow_fraction(n, d)),
            _ => Number::from_wide_fraction(n, d),
        }
    }

    /// `n/d`, `d > 0`; `n` is not `i64::MIN`.
    pub(super) fn from_narrow_fraction(n: i64, d: i64) -> Number {
        match small::decimal_of_ratio(n, d).and_then(|(mantissa, scale)| {
            // Perhaps with zeros that it can do without.
            Number::from_narrow_mantissa(mantissa, scale).or_else(|| Number::from_decimal(mantissa, scale))
        }) {
            Some(decimal) => decimal,
            None => Number::from_terms(n, d),
        }
    }

    /// The fraction `n/d`, which is no decimal.
    #[inline]
    fn from_terms(n: i64, d: i64) -> Number {
        match u32::try_from(d) {
            Ok(d) => Number(Repr::Ratio { n, d }),
            Err(_) => Number::wide(Wide::Ratio { n, d }),
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
            && let Some((mantissa, scale)) = small::decimal_of_parts(n, twos, fives)
            && let Some(decimal) = Number::from_decimal(mantissa, scale)
        {
            return Ok(decimal);
        }
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Ok(Number::from_terms(n, d)),
            _ => Ok(Number::wide(Wide::Big(big))),
        }
    }

    /// The value as a fraction in lowest terms.
    pub(super) fn to_big(&self) -> RBig {
        match self.kind() {
            Kind::Decimal(mantissa, scale) => RBig::from_parts(mantissa.into(), ten_to(scale as usize)),
            Kind::Ratio(n, d) => RBig::from_parts(n.into(), d.unsigned_abs().into()),
            Kind::Big(big) => big.clone(),
        }
    }

    /// Numerator and positive denominator, if each fits in 64 bits as it stands; neither is `i64::MIN`.
    #[inline]
    pub(super) fn terms(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Small { m, scale } => Some((*m, small::narrow_power_of_ten(*scale))),
            Repr::Ratio { n, d } => Some((*n, i64::from(*d))),
            Repr::Wide(wide) => match &**wide {
                Wide::Ratio { n, d } => Some((*n, *d)),
                Wide::Decimal(_) | Wide::Big(_) => None,
            },
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
