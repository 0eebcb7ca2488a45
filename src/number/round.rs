//! Rounding: the only place where a number loses anything.

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest, DivRem};
use dashu_ratio::RBig;

use super::{Kind, LIMIT_BITS, Number, NumberError, big, small};

/// Which of the two neighbours a number is rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RoundingMode {
    /// 四舍五入: to the nearest; a tie goes away from zero.
    HalfAwayFromZero,
    /// 修约 (GB/T 8170): to the nearest; a tie goes to the even digit.
    HalfEven,
    /// 进一: away from zero.
    Up,
    /// 去尾: towards zero.
    Down,
}

impl RoundingMode {
    /// Whether the neighbour farther from zero is taken, given how the part cut off compares with one
    /// half and whether the digit before it is odd.
    fn goes_away(self, against_half: std::cmp::Ordering, odd: bool) -> bool {
        match self {
            RoundingMode::HalfAwayFromZero => against_half.is_ge(),
            RoundingMode::HalfEven => against_half.is_gt() || (against_half.is_eq() && odd),
            RoundingMode::Up => true,
            RoundingMode::Down => false,
        }
    }
}

impl Number {
    /// The greatest whole number that is not greater.
    pub fn floor(&self) -> Number {
        match self.kind() {
            Kind::Decimal(_, 0) => self.clone(),
            Kind::Decimal(mantissa, scale) => match i64::try_from(mantissa) {
                Ok(m) if scale <= small::MAX_SCALE => Number::from_i64(m.div_euclid(small::narrow_power_of_ten(scale))),
                _ => whole(mantissa.div_euclid(small::power_of_ten(scale))),
            },
            Kind::Ratio(n, d) => Number::from_i64(n.div_euclid(d)),
            // A quotient is never longer than its numerator, which was within the limit.
            Kind::Big(big) => Number::from_big(RBig::from(big.floor())).unwrap_or_else(|_| self.clone()),
        }
    }

    /// The least whole number that is not less.
    pub fn ceil(&self) -> Number {
        self.neg().floor().neg()
    }

    /// The multiple of 10^-`places` next to it that `mode` chooses. Ties are told on the exact value.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] if the result is beyond [`LIMIT_BITS`].
    pub fn round(&self, places: u32, mode: RoundingMode) -> Result<Number, NumberError> {
        match self.kind() {
            Kind::Decimal(_, scale) if scale <= places => Ok(self.clone()),
            Kind::Decimal(mantissa, scale) => {
                let unit = small::power_of_ten(scale - places);
                Number::from_mantissa(round_quotient(mantissa, unit, mode), places)
            }
            Kind::Ratio(n, d) if places <= small::MAX_SCALE => {
                let numerator = small::product(n, small::narrow_power_of_ten(places));
                Number::from_mantissa(round_quotient(numerator, i128::from(d), mode), places)
            }
            Kind::Ratio(..) | Kind::Big(_) => round_big(self, places, mode),
        }
    }
}

fn whole(n: i128) -> Number {
    // Flooring a decimal of one place or more leaves a tenth of it: always a decimal.
    Number::from_mantissa(n, 0).unwrap_or_default()
}

/// `n/d` (`d > 0`) rounded to a whole number.
fn round_quotient(n: i128, d: i128, mode: RoundingMode) -> i128 {
    let (quotient, rest) = match (i64::try_from(n), i64::try_from(d)) {
        (Ok(n), Ok(d)) if n != i64::MIN => (i128::from(n / d), i128::from(n % d)),
        _ => (n / d, n % d),
    };
    if rest == 0 {
        return quotient;
    }
    let rest = rest.abs();
    // Not `2 × rest` against `d`, which might overflow.
    if mode.goes_away(rest.cmp(&(d - rest)), quotient & 1 == 1) { quotient + n.signum() } else { quotient }
}

#[cold]
fn round_big(number: &Number, places: u32, mode: RoundingMode) -> Result<Number, NumberError> {
    let value = number.to_big();
    if big::finite_places(value.denominator()).is_some_and(|needed| needed <= places as usize) {
        return Ok(number.clone());
    }
    // The result has this many places or almost; each takes more than three bits.
    if places as usize > LIMIT_BITS {
        return Err(NumberError::TooLarge);
    }
    let scale = big::ten_to(places as usize);
    let (numerator, denominator) = (value.numerator() * &scale, IBig::from(value.denominator().clone()));
    let negative = numerator < IBig::ZERO;
    let (quotient, rest) = numerator.div_rem(&denominator);
    let against_half = (IBig::from(2) * rest.abs()).cmp(&denominator);
    let odd = quotient.bit(0);
    let rounded =
        if mode.goes_away(against_half, odd) { if negative { quotient - 1 } else { quotient + 1 } } else { quotient };
    Number::from_big(RBig::from_parts(rounded, scale))
}
