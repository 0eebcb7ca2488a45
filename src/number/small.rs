//! The integer arithmetic beneath decimals and small fractions. Nothing here rounds; `None` means
//! that the result needs more room.

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// The largest scale of a decimal of 64 bits: 10 to the power of it is of 64 bits too.
pub(super) const MAX_SCALE: u32 = 18;

/// 10^0 … 10^18.
const NARROW_POWERS_OF_TEN: [i64; MAX_SCALE as usize + 1] = {
    let mut powers = [1; MAX_SCALE as usize + 1];
    let mut i = 1;
    while i < powers.len() {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

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

/// 10 to the power `exponent`; the greatest power of 64 bits beyond [`MAX_SCALE`].
#[inline]
pub(super) fn narrow_power_of_ten(exponent: u32) -> i64 {
    NARROW_POWERS_OF_TEN[exponent.min(MAX_SCALE) as usize]
}

/// 10 to the power `exponent`; the greatest power of 128 bits beyond 38, which no decimal's scale reaches.
#[inline]
pub(super) fn power_of_ten(exponent: u32) -> i128 {
    POWERS_OF_TEN[(exponent as usize).min(38)]
}

/// `mantissa × 10^places`, if 128 bits hold it.
#[inline]
fn shift_left(mantissa: i128, places: u32) -> Option<i128> {
    if places > 38 {
        return (mantissa == 0).then_some(0);
    }
    mantissa.checked_mul(power_of_ten(places))
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

/// Both mantissas of two decimals of 64 bits at the larger of the two scales, and that scale.
#[inline]
pub(super) fn align_narrow((m, s): (i64, u32), (n, t): (i64, u32)) -> Option<(i64, i64, u32)> {
    if s == t {
        Some((m, n, s))
    } else if s < t {
        Some((m.checked_mul(narrow_power_of_ten(t - s))?, n, t))
    } else {
        Some((m, n.checked_mul(narrow_power_of_ten(s - t))?, s))
    }
}

/// The order of two decimals of 64 bits.
#[inline]
pub(super) fn compare((m, s): (i64, u32), (n, t): (i64, u32)) -> Ordering {
    // 63 bits and the 60 of 10^18 are no more than 128.
    if s < t {
        product(m, narrow_power_of_ten(t - s)).cmp(&i128::from(n))
    } else {
        i128::from(m).cmp(&product(n, narrow_power_of_ten(s - t)))
    }
}

/// Both mantissas at the larger of the two scales, and that scale.
#[inline]
pub(super) fn align((m, s): (i128, u32), (n, t): (i128, u32)) -> Option<(i128, i128, u32)> {
    match s.cmp(&t) {
        Ordering::Equal => Some((m, n, s)),
        Ordering::Less => Some((shift_left(m, t - s)?, n, t)),
        Ordering::Greater => Some((m, shift_left(n, s - t)?, s)),
    }
}

/// The order of two decimals.
pub(super) fn compare_decimals(a: (i128, u32), b: (i128, u32)) -> Ordering {
    match align(a, b) {
        Some((m, n, _)) => m.cmp(&n),
        // A mantissa that outgrows 128 bits outweighs any other at that scale.
        None if a.1 < b.1 => a.0.cmp(&0),
        None => 0.cmp(&b.0),
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

/// Mantissa and scale of `n/d` (`d > 0`, `n` not `i64::MIN`), if a decimal holds it.
#[inline]
pub(super) fn decimal_of_ratio(n: i64, d: i64) -> Option<(i128, u32)> {
    let twos = d.trailing_zeros();
    let mut rest = (d >> twos).unsigned_abs();
    let mut fives = 0;
    while rest.is_multiple_of(5) {
        rest /= 5;
        fives += 1;
    }
    // What is left has no factor of ten: the expansion ends only if it cancels.
    let rest = rest as i64;
    let mut n = if rest == 1 {
        n
    } else if n % rest == 0 {
        n / rest
    } else {
        return None;
    };
    if n == 0 {
        return Some((0, 0));
    }
    let common = n.trailing_zeros().min(twos);
    n >>= common;
    let twos = twos - common;
    while fives > 0 && n % 5 == 0 {
        n /= 5;
        fives -= 1;
    }
    let places = twos.max(fives);
    // 5^18 and 2^18 are of 64 bits.
    let factor = if places > MAX_SCALE {
        return decimal_of_parts(n.into(), twos, fives);
    } else if fives < places {
        5i64.pow(places - fives)
    } else {
        1 << (places - twos)
    };
    match n.checked_mul(factor) {
        Some(mantissa) => Some((mantissa.into(), places)),
        None => decimal_of_parts(n.into(), twos, fives),
    }
}

/// Mantissa and scale of `n / (2^twos × 5^fives)`, if a decimal holds it.
pub(super) fn decimal_of_parts(mut n: i128, mut twos: u32, mut fives: u32) -> Option<(i128, u32)> {
    if n == 0 {
        return Some((0, 0));
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
    decimal(mantissa, places).map(|_| (mantissa, places))
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
