//! Numbers as text: literals in, plain decimals out.

use std::fmt;
use std::fmt::Write as _;

use dashu_int::{IBig, UBig};

use super::{Kind, LITERAL_DIGITS, Number, NumberError, RoundingMode, big, small};

/// Most places that [`Number::shown`] writes, whatever it was asked for.
const PLACES_SHOWN: u32 = 1000;

/// A number as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    /// The digits.
    pub text: String,
    /// Whether the text is the value itself; `false` if it was rounded (write ≈).
    pub exact: bool,
}

impl Number {
    /// The number written by a plain decimal literal: ASCII digits, an optional `-` before them, an
    /// optional point between them, no exponent. Zeros that say nothing (before the first digit,
    /// after the last place) do not count as digits.
    ///
    /// # Errors
    /// [`NumberError::NotANumber`] for other text; [`NumberError::TooManyDigits`] for more than
    /// [`LITERAL_DIGITS`] significant digits or places. Nothing is ever rounded.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, places) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || !is_digits(places) {
            return Err(NumberError::NotANumber);
        }
        let whole = whole.trim_start_matches('0');
        let places = places.trim_end_matches('0');
        let significant = match whole.len() {
            0 => places.trim_start_matches('0').len(),
            n => n + places.len(),
        };
        if significant > LITERAL_DIGITS || places.len() > LITERAL_DIGITS {
            return Err(NumberError::TooManyDigits);
        }
        // At most 28 digits matter, so this stays far within 128 bits.
        let digits = whole.bytes().chain(places.bytes());
        let magnitude = digits.fold(0, |m: i128, digit| m * 10 + i128::from(digit - b'0'));
        let mantissa = if text.starts_with('-') { -magnitude } else { magnitude };
        Number::from_mantissa(mantissa, places.len() as u32)
    }

    /// The value in decimal digits without trailing zeros, rounded half away from zero to
    /// `max_places` where it has more. (Beyond 1000 places it is cut off there.)
    pub fn shown(&self, max_places: u32) -> Shown {
        self.shown_shifted(max_places.min(PLACES_SHOWN), 0)
    }

    /// The value as a percentage, `95%` for 0.95, otherwise like [`Number::shown`].
    pub fn shown_percent(&self, max_places: u32) -> Shown {
        let mut shown = self.shown_shifted(max_places.min(PLACES_SHOWN), 2);
        shown.text.push('%');
        shown
    }

    /// `self × 10^shift`, shown with at most `max_places` places.
    fn shown_shifted(&self, max_places: u32, shift: u32) -> Shown {
        let Ok(rounded) = self.round(max_places + shift, RoundingMode::HalfAwayFromZero) else {
            // Only beside the limit of size: the fraction is the shortest true text there is.
            return Shown { text: self.to_string(), exact: true };
        };
        let text = match rounded.kind() {
            Kind::Decimal(mantissa, scale) => plain(mantissa.unsigned_abs(), mantissa < 0, scale, shift),
            _ => {
                let value = rounded.to_big();
                let places = big::finite_places(value.denominator()).unwrap_or(0);
                let (negative, magnitude) = split(big::mantissa_at(&value, places));
                plain(magnitude, negative, places as u32, shift)
            }
        };
        Shown { text, exact: rounded == *self }
    }
}

fn split(n: IBig) -> (bool, UBig) {
    let (sign, magnitude) = n.into_parts();
    (sign == dashu_int::Sign::Negative, magnitude)
}

/// The digits of `magnitude × 10^shift / 10^places`, without superfluous zeros.
fn plain(magnitude: impl fmt::Display, negative: bool, places: u32, shift: u32) -> String {
    let mut digits = magnitude.to_string();
    let places = match places.checked_sub(shift) {
        Some(places) => places as usize,
        None => {
            digits.extend(std::iter::repeat_n('0', (shift - places) as usize));
            0
        }
    };
    let point = digits.len().saturating_sub(places);
    let (whole, fraction) = digits.split_at(point);
    let whole = whole.trim_start_matches('0');
    let mut text = String::with_capacity(digits.len() + 3);
    if negative {
        text.push('-');
    }
    text.push_str(if whole.is_empty() { "0" } else { whole });
    if fraction.bytes().any(|b| b != b'0') {
        text.push('.');
        text.extend(std::iter::repeat_n('0', places - fraction.len()));
        text.push_str(fraction.trim_end_matches('0'));
    }
    text
}

/// The plain decimal, without trailing zeros, of a value that a decimal holds; other whole numbers in
/// full; else numerator and denominator in lowest terms, `1/3`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            Kind::Decimal(mantissa, scale) => f.write_str(&plain(mantissa.unsigned_abs(), mantissa < 0, scale, 0)),
            Kind::Ratio(n, d) => {
                let (n, d) = small::lowest_terms(n, d);
                write!(f, "{n}/{d}")
            }
            Kind::Big(big) => {
                write!(f, "{}", big.numerator())?;
                if big.is_int() {
                    return Ok(());
                }
                f.write_char('/')?;
                write!(f, "{}", big.denominator())
            }
        }
    }
}
