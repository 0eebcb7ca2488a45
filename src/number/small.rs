//! The integer arithmetic beneath decimals and small fractions. Nothing here rounds; `None` means
//! that the result needs more room.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// 10^0 … 10^38, all the powers of ten of 128 bits.
const POWERS_OF_TEN: [i128; 39] = {
    let mut powers = [1; 39];
    let mut i = 1;
    while i < 39 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// 10 to the power `exponent`; the greatest power of 128 bits beyond 38, which no decimal's scale reaches.
#[inline]
pub(super) fn power_of_ten(exponent: u32) -> i128 {
    POWERS_OF_TEN[(exponent as usize).min(38)]
}

/// `mantissa × 10^places`, if 128 bits hold it.
#[inline]
pub(super) fn shift_left(mantissa: i128, places: u32) -> Option<i128> {
    if places > 38 {
        return (mantissa == 0).then_some(0);
    }
    match i64::try_from(mantissa) {
        // 63 bits and the 60 of 10^18.
        Ok(narrow) if places <= 18 => Some(product(narrow, power_of_ten(places) as i64)),
        _ => mantissa.checked_mul(power_of_ten(places)),
    }
}

/// The product of two 64-bit integers.
#[inline]
pub(super) fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

/// `mantissa / 10^scale` as it stands, if a decimal holds that.
#[inline]
pub(super) fn decimal(mantissa: i128, scale: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

/// Both mantissas at the larger of the two scales, and that scale.
#[inline]
pub(super) fn align(a: &Decimal, b: &Decimal) -> Option<(i128, i128, u32)> {
    let (s, t) = (a.scale(), b.scale());
    match s.cmp(&t) {
        Ordering::Equal => Some((a.mantissa(), b.mantissa(), s)),
        Ordering::Less => Some((shift_left(a.mantissa(), t - s)?, b.mantissa(), t)),
        Ordering::Greater => Some((a.mantissa(), shift_left(b.mantissa(), s - t)?, s)),
    }
}

#[inline]
pub(super) fn add_decimals(a: &Decimal, b: &Decimal) -> Option<Decimal> {
    if a.scale() == b.scale() {
        // Two mantissas of 96 bits: their sum stays far within 128.
        return decimal(a.mantissa() + b.mantissa(), a.scale());
    }
    let (m, n, scale) = align(a, b)?;
    decimal(m.checked_add(n)?, scale)
}

#[inline]
pub(super) fn subtract_decimals(a: &Decimal, b: &Decimal) -> Option<Decimal> {
    let (m, n, scale) = align(a, b)?;
    decimal(m.checked_sub(n)?, scale)
}

#[inline]
pub(super) fn multiply_decimals(a: &Decimal, b: &Decimal) -> Option<Decimal> {
    let (m, n) = (a.mantissa(), b.mantissa());
    let mantissa = match (i64::try_from(m), i64::try_from(n)) {
        (Ok(m), Ok(n)) => product(m, n),
        _ => m.checked_mul(n)?,
    };
    decimal(mantissa, a.scale() + b.scale())
}

/// Numerator and positive denominator of `a ÷ b`, `b` not 0.
#[inline]
pub(super) fn divide_decimals(a: &Decimal, b: &Decimal) -> Option<(i128, i128)> {
    let (n, d, _) = align(a, b)?;
    if d < 0 { Some((n.checked_neg()?, d.checked_neg()?)) } else { Some((n, d)) }
}

#[inline]
pub(super) fn compare_decimals(a: &Decimal, b: &Decimal) -> Ordering {
    if a.scale() == b.scale() {
        return a.mantissa().cmp(&b.mantissa());
    }
    match align(a, b) {
        Some((m, n, _)) => m.cmp(&n),
        // A mantissa that outgrows 128 bits outweighs any other at that scale.
        None if a.scale() < b.scale() => a.mantissa().cmp(&0),
        None => 0.cmp(&b.mantissa()),
    }
}

/// The same value with the smallest scale that holds it.
pub(super) fn without_trailing_zeros(mut mantissa: i128, mut scale: u32) -> (i128, u32) {
    if mantissa == 0 {
        return (0, 0);
    }
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    (mantissa, scale)
}

/// Greatest common divisor; `gcd(0, x) = x`.
pub(super) fn gcd(mut a: u128, mut b: u128) -> u128 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        // Once both fit, machine words are four times as fast.
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_odd(x, y)) << twos;
        }
        if a > b {
            (a, b) = (b, a);
        }
        b -= a;
    }
    a << twos
}

/// Greatest common divisor of two odd numbers.
fn gcd_odd(mut a: u64, mut b: u64) -> u64 {
    while a != b {
        if a > b {
            (a, b) = (b, a);
        }
        b -= a;
        b >>= b.trailing_zeros();
    }
    a
}

/// `n/d` in lowest terms.
pub(super) fn lowest_terms(n: i64, d: i64) -> (i64, i64) {
    // Both divide what fits in 63 bits, so neither cast loses anything.
    let divisor = gcd(u128::from(n.unsigned_abs()), u128::from(d.unsigned_abs())).max(1) as i64;
    (n / divisor, d / divisor)
}

/// `n/d` (`d > 0`) as a decimal, if one holds it.
#[inline]
pub(super) fn decimal_of_ratio(n: i64, d: i64) -> Option<Decimal> {
    let twos = d.trailing_zeros();
    let mut rest = d >> twos;
    let mut fives = 0;
    while rest % 5 == 0 {
        rest /= 5;
        fives += 1;
    }
    // What is left has no factor of ten: the expansion ends only if it cancels.
    if rest == 1 {
        decimal_of_parts(i128::from(n), twos, fives)
    } else if n % rest == 0 {
        decimal_of_parts(i128::from(n / rest), twos, fives)
    } else {
        None
    }
}

/// `n / (2^twos × 5^fives)` as a decimal, if one holds it.
pub(super) fn decimal_of_parts(mut n: i128, mut twos: u32, mut fives: u32) -> Option<Decimal> {
    if n == 0 {
        return Some(Decimal::ZERO);
    }
    let common = n.trailing_zeros().min(twos);
    n >>= common;
    twos -= common;
    while fives > 0 && n % 5 == 0 {
        n /= 5;
        fives -= 1;
    }
    let places = twos.max(fives);
    // More places than a decimal has: 5^28 and 2^28 fit, and so the powers below.
    if places > Decimal::MAX_SCALE {
        return None;
    }
    let mantissa = n.checked_mul(5i128.pow(places - fives))?.checked_mul(1 << (places - twos))?;
    decimal(mantissa, places)
}

/// How often 2 and 5 divide `n`, and what is left of it. `n` is not 0.
pub(super) fn factors_of_ten(n: u128) -> (u32, u32, u128) {
    let twos = n.trailing_zeros();
    let mut rest = n >> twos.min(127);
    let mut fives = 0;
    while rest > 0 && rest.is_multiple_of(5) {
        rest /= 5;
        fives += 1;
    }
    (twos, fives, rest)
}
