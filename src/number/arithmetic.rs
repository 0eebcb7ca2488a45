//! The four operations and whole powers. Each tries decimals, then 64-bit fractions, then big ones.

use dashu_ratio::RBig;

use super::{Number, NumberError, Repr, small};

impl Number {
    /// The sum.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] beyond [`LIMIT_BITS`](super::LIMIT_BITS).
    #[inline]
    pub fn add(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some(sum) = small::add_decimals(a, b)
        {
            return Ok(Number(Repr::Decimal(sum)));
        }
        match (self.terms(), other.terms()) {
            (Some((n, d)), Some((p, q))) if d == q => Number::from_fraction(i128::from(n) + i128::from(p), d.into()),
            (Some((n, d)), Some((p, q))) => {
                // Each product is less than 2^126 either way, so their sum stays within 128 bits.
                Number::from_fraction(small::product(n, q) + small::product(p, d), small::product(d, q))
            }
            _ => Number::from_big(self.to_big() + other.to_big()),
        }
    }

    /// The difference `self - other`.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] beyond [`LIMIT_BITS`](super::LIMIT_BITS).
    #[inline]
    pub fn sub(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some(difference) = small::subtract_decimals(a, b)
        {
            return Ok(Number(Repr::Decimal(difference)));
        }
        self.add(&other.neg())
    }

    /// The product.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] beyond [`LIMIT_BITS`](super::LIMIT_BITS).
    #[inline]
    pub fn mul(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some(product) = small::multiply_decimals(a, b)
        {
            return Ok(Number(Repr::Decimal(product)));
        }
        match (self.terms(), other.terms()) {
            (Some((n, d)), Some((p, q))) => Number::from_fraction(small::product(n, p), small::product(d, q)),
            _ => Number::from_big(self.to_big() * other.to_big()),
        }
    }

    /// The quotient `self ÷ other`.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`]; [`NumberError::TooLarge`] beyond [`LIMIT_BITS`](super::LIMIT_BITS).
    #[inline]
    pub fn div(&self, other: &Number) -> Result<Number, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some((n, d)) = small::divide_decimals(a, b)
        {
            return Number::from_fraction(n, d);
        }
        match (self.terms(), other.terms()) {
            (Some((n, d)), Some((p, q))) => {
                let sign = i128::from(p.signum());
                Number::from_fraction(small::product(n, q) * sign, small::product(d, p) * sign)
            }
            _ => Number::from_big(self.to_big() / other.to_big()),
        }
    }

    /// `self` to the power `exponent`; `0^0` is 1.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`] for zero to a negative power; [`NumberError::TooLarge`] beyond
    /// [`LIMIT_BITS`](super::LIMIT_BITS).
    pub fn pow(&self, exponent: i32) -> Result<Number, NumberError> {
        let mut base = if exponent < 0 { Number::ONE.div(self)? } else { self.clone() };
        let mut left = exponent.unsigned_abs();
        let mut power = Number::ONE;
        // No square is taken that the result does not contain, so the limit stops it early.
        loop {
            if left & 1 == 1 {
                power = power.mul(&base)?;
            }
            left >>= 1;
            if left == 0 {
                return Ok(power);
            }
            base = base.mul(&base)?;
        }
    }

    /// The number with the opposite sign.
    pub fn neg(&self) -> Number {
        match &self.0 {
            Repr::Decimal(m) => Number::from(-*m),
            Repr::Ratio { n, d } => Number(Repr::Ratio { n: -n, d: *d }),
            Repr::Big(big) => Number(Repr::Big(Box::new(-RBig::clone(big)))),
        }
    }

    /// The number without its sign.
    pub fn abs(&self) -> Number {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// The greatest number of which both are whole multiples; the other one if one is 0.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] beyond [`LIMIT_BITS`](super::LIMIT_BITS).
    pub fn gcd(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some((m, n, scale)) = small::align(a, b)
            && let Ok(divisor) = i128::try_from(small::gcd(m.unsigned_abs(), n.unsigned_abs()))
        {
            return Number::from_mantissa(divisor, scale);
        }
        let (a, b) = (self.to_big(), other.to_big());
        let left = a.numerator() * b.denominator();
        let right = b.numerator() * a.denominator();
        if self.is_zero() || other.is_zero() {
            return self.abs().add(&other.abs());
        }
        let divisor = dashu_int::ops::Gcd::gcd(left, right);
        Number::from_big(RBig::from_parts(divisor.into(), a.denominator() * b.denominator()))
    }

    /// Whether it is a whole multiple of `step`; only 0 is one of 0.
    pub fn is_multiple_of(&self, step: &Number) -> bool {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &step.0)
            && let Some((m, n, _)) = small::align(a, b)
            && let (Ok(m), Ok(n)) = (i64::try_from(m), i64::try_from(n))
            && n != 0
        {
            return m.checked_rem(n).is_none_or(|rest| rest == 0);
        }
        match self.div(step) {
            Ok(quotient) => quotient.is_integer(),
            Err(_) => self.is_zero(),
        }
    }
}
