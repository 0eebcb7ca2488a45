//! The four operations and whole powers. Each tries decimals of 64 bits in place, then
//! wider ones, then fractions of 64 bits, then big ones.

use dashu_ratio::RBig;

use super::{Kind, Number, NumberError, Repr, Wide, small};

impl Number {
    /// The sum.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] beyond [`LIMIT_BITS`](super::LIMIT_BITS).
    #[inline]
    pub fn add(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Small { m, scale: s }, Repr::Small { m: n, scale: t }) = (&self.0, &other.0)
            && let Some((m, n, scale)) = small::align_narrow((*m, *s), (*n, *t))
            && let Some(sum) = m.checked_add(n)
            && sum != i64::MIN
        {
            return Ok(Number(Repr::Small { m: sum, scale }));
        }
        self.add_widely(other)
    }

    fn add_widely(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Kind::Decimal(m, s), Kind::Decimal(n, t)) = (self.kind(), other.kind())
            && let Some((m, n, scale)) = small::align((m, s), (n, t))
            && let Some(sum) = m.checked_add(n)
        {
            return Number::from_mantissa(sum, scale);
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
        if let (Repr::Small { m, scale: s }, Repr::Small { m: n, scale: t }) = (&self.0, &other.0)
            && let Some((m, n, scale)) = small::align_narrow((*m, *s), (*n, *t))
            && let Some(difference) = m.checked_sub(n)
            && difference != i64::MIN
        {
            return Ok(Number(Repr::Small { m: difference, scale }));
        }
        self.add_widely(&other.neg())
    }

    /// The product.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] beyond [`LIMIT_BITS`](super::LIMIT_BITS).
    #[inline]
    pub fn mul(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Repr::Small { m, scale: s }, Repr::Small { m: n, scale: t }) = (&self.0, &other.0)
            && let Some(product) = m.checked_mul(*n)
            && product != i64::MIN
            && s + t <= small::MAX_SCALE
        {
            return Ok(Number(Repr::Small { m: product, scale: s + t }));
        }
        self.mul_widely(other)
    }

    fn mul_widely(&self, other: &Number) -> Result<Number, NumberError> {
        if let (Kind::Decimal(m, s), Kind::Decimal(n, t)) = (self.kind(), other.kind())
            && let Some(product) = m.checked_mul(n)
        {
            return Number::from_mantissa(product, s + t);
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
    pub fn div(&self, other: &Number) -> Result<Number, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        if let (Repr::Small { m, scale: s }, Repr::Small { m: n, scale: t }) = (&self.0, &other.0)
            && let Some((n, d, _)) = small::align_narrow((*m, *s), (*n, *t))
            && n != i64::MIN
            && d != i64::MIN
        {
            return Ok(if d < 0 { Number::from_narrow_fraction(-n, -d) } else { Number::from_narrow_fraction(n, d) });
        }
        if let (Kind::Decimal(m, s), Kind::Decimal(n, t)) = (self.kind(), other.kind())
            && let Some((n, d, _)) = small::align((m, s), (n, t))
            && let (Some(n), Some(d)) = (n.checked_mul(d.signum()), d.checked_abs())
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
        Number(match &self.0 {
            Repr::Small { m, scale } => Repr::Small { m: -m, scale: *scale },
            Repr::Ratio { n, d } => Repr::Ratio { n: -n, d: *d },
            Repr::Wide(wide) => Repr::Wide(Box::new(match &**wide {
                Wide::Decimal(m) => Wide::Decimal(-*m),
                Wide::Ratio { n, d } => Wide::Ratio { n: -n, d: *d },
                Wide::Big(big) => Wide::Big(-big.clone()),
            })),
        })
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
        if let (Kind::Decimal(m, s), Kind::Decimal(n, t)) = (self.kind(), other.kind())
            && let Some((m, n, scale)) = small::align((m, s), (n, t))
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
        if let (Repr::Small { m, scale: s }, Repr::Small { m: n, scale: t }) = (&self.0, &step.0)
            && let Some((m, n, _)) = small::align_narrow((*m, *s), (*n, *t))
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
