//! Exact numbers, held against an independent implementation of fractions.

mod reach;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use proptest::prelude::*;
use rubric_lang::number::{LIMIT_BITS, Number, NumberError, RoundingMode};

const MODES: [RoundingMode; 4] =
    [RoundingMode::HalfAwayFromZero, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down];

fn number(text: &str) -> Number {
    match text.split_once('/') {
        Some((n, d)) => number(n).div(&number(d)).unwrap(),
        None => Number::parse(text).unwrap(),
    }
}

fn big(text: &str) -> BigInt {
    text.parse().unwrap()
}

/// Reads what [`Number`] prints.
fn reference(number: &Number) -> BigRational {
    let text = number.to_string();
    if let Some((n, d)) = text.split_once('/') {
        return BigRational::new_raw(big(n), big(d));
    }
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    BigRational::new(big(&text.replace('.', "")), big("10").pow(places as u32))
}

/// Whether a decimal (28 places, 96 bits) holds the value.
fn fits_decimal(value: &BigRational) -> bool {
    (0..=28).any(|scale| {
        let scaled = value * big("10").pow(scale);
        scaled.is_integer() && scaled.numer().bits() <= 96
    })
}

fn hash(number: &Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

/// What must hold of any number that stands for `expected`.
fn check(number: &Number, expected: &BigRational) {
    assert_eq!(&reference(number), expected);
    assert_eq!(number.is_decimal(), fits_decimal(expected), "{expected}");
    assert_eq!(number.to_decimal().is_some(), number.is_decimal());
    assert_eq!(number.is_integer(), expected.is_integer());
    let whole = expected.is_integer().then(|| expected.numer().to_i64()).flatten();
    assert_eq!(number.to_i64(), whole);
    assert_eq!(number.signum(), expected.numer().signum().to_i32().unwrap());
    assert_eq!(number.is_zero(), expected.is_zero());
    assert_eq!(reference(&number.neg()), -expected);
    assert_eq!(reference(&number.abs()), expected.abs());
    assert_eq!(reference(&number.floor()), expected.floor());
    assert_eq!(reference(&number.ceil()), expected.ceil());
}

/// The definition of rounding, in integers.
fn round_reference(value: &BigRational, places: u32, mode: RoundingMode) -> BigRational {
    let unit = big("10").pow(places);
    let scaled = value.abs() * &unit;
    let (floor, cut) = (scaled.trunc(), scaled.fract());
    let half = BigRational::new(BigInt::one(), big("2"));
    let odd = (floor.numer() % 2) != BigInt::zero();
    let away = match mode {
        RoundingMode::HalfAwayFromZero => cut >= half,
        RoundingMode::HalfEven => cut > half || (cut == half && odd),
        RoundingMode::Up => !cut.is_zero(),
        RoundingMode::Down => false,
    };
    let rounded = if away { floor + BigInt::one() } else { floor };
    let sign = BigRational::from_integer(value.numer().signum());
    rounded / unit * sign
}

/// Decimals, fractions and big values, many of them on the edges of what each representation holds.
fn numbers() -> impl Strategy<Value = Number> {
    let edge = prop::sample::select(vec![
        "0",
        "1",
        "-1",
        "0.5",
        "79228162514264337593543950335/1",
        "0.0000000000000000000000000001",
        "9223372036854775807",
        "-9223372036854775808",
        "1/3",
        "-2/3",
        "1/9223372036854775807",
        "9223372036854775807/9223372036854775806",
        "1/1099511627776",
        "792281625142643375935439503.5",
        "-9999999999999999999999999999",
        "18446744073709551616/3",
        "0.125",
        "2.675",
        "-0.005",
    ]);
    let edge = edge.prop_map(|text| match text {
        "79228162514264337593543950335/1" => Number::from(rust_decimal::Decimal::MAX),
        _ => number(text),
    });
    let small = (-2000i64..2000, 0u32..4).prop_map(|(m, s)| Number::from(rust_decimal::Decimal::new(m, s)));
    let decimal = (any::<i128>(), 0u32..=28)
        .prop_map(|(m, s)| Number::from(rust_decimal::Decimal::from_i128_with_scale(m >> 33, s)));
    let narrow = (-3000i64..3000, 1i64..500).prop_map(|(n, d)| Number::ratio(n, d).unwrap());
    let wide = (any::<i64>(), any::<i64>()).prop_map(|(n, d)| Number::ratio(n, d.max(1)).unwrap());
    prop_oneof![2 => edge, 4 => small, 2 => decimal, 3 => narrow, 2 => wide]
}

/// Numbers that came out of a calculation, and so may stand unreduced.
fn results() -> impl Strategy<Value = Number> {
    (numbers(), numbers(), numbers(), 0..5u8).prop_map(|(a, b, c, kind)| match kind {
        0 => a,
        1 => a.add(&b).unwrap(),
        2 => a.mul(&b).unwrap().sub(&c).unwrap(),
        3 => a.div(&b).and_then(|q| q.mul(&c)).unwrap_or(a),
        _ => a.div(&b).unwrap_or(c),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn operations_are_those_of_fractions(a in results(), b in results()) {
        let (x, y) = (reference(&a), reference(&b));
        check(&a, &x);
        check(&a.add(&b).unwrap(), &(&x + &y));
        check(&a.sub(&b).unwrap(), &(&x - &y));
        check(&a.mul(&b).unwrap(), &(&x * &y));
        match a.div(&b) {
            Ok(quotient) => check(&quotient, &(&x / &y)),
            Err(error) => prop_assert!(y.is_zero() && error == NumberError::DivisionByZero),
        }
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        prop_assert_eq!(a == b, x == y);
    }

    #[test]
    fn equal_values_are_equal_however_they_came_about(a in results(), b in results()) {
        let there_and_back = a.add(&b).unwrap().sub(&b).unwrap();
        prop_assert_eq!(&there_and_back, &a);
        prop_assert_eq!(hash(&there_and_back), hash(&a));
        if !b.is_zero() {
            let there_and_back = a.div(&b).unwrap().mul(&b).unwrap();
            prop_assert_eq!(&there_and_back, &a);
            prop_assert_eq!(hash(&there_and_back), hash(&a));
            prop_assert_eq!(a.mul(&b).unwrap().div(&b).unwrap(), a);
        }
    }

    #[test]
    fn rounding_is_that_of_the_exact_value(a in results(), places in 0u32..32) {
        for mode in MODES {
            let expected = round_reference(&reference(&a), places, mode);
            check(&a.round(places, mode).unwrap(), &expected);
        }
    }

    #[test]
    fn ties_and_their_neighbours_round_apart(m in -100_000i64..100_000, places in 0u32..6, d in 3i64..1_000_000_000) {
        // (2m + 1) / 2 units of the last place, and a hair beside it.
        let tie = Number::ratio(2 * m + 1, 2 * 10i64.pow(places)).unwrap();
        let hair = Number::ratio(1, d).unwrap().div(&number("1000000000000000000")).unwrap();
        for value in [tie.clone(), tie.add(&hair).unwrap(), tie.sub(&hair).unwrap()] {
            for mode in MODES {
                let expected = round_reference(&reference(&value), places, mode);
                prop_assert_eq!(reference(&value.round(places, mode).unwrap()), expected);
            }
        }
    }

    #[test]
    fn powers_are_repeated_products(a in numbers(), exponent in -6i32..7) {
        if a.is_zero() && exponent < 0 {
            prop_assert_eq!(a.pow(exponent), Err(NumberError::DivisionByZero));
        } else {
            check(&a.pow(exponent).unwrap(), &reference(&a).pow(exponent));
        }
    }

    #[test]
    fn common_divisors_divide_and_are_greatest(a in results(), b in results()) {
        let divisor = a.gcd(&b).unwrap();
        if a.is_zero() && b.is_zero() {
            prop_assert!(divisor.is_zero());
        } else {
            let (x, y) = (a.div(&divisor).unwrap(), b.div(&divisor).unwrap());
            prop_assert!(x.is_integer() && y.is_integer() && divisor.is_positive());
            let (x, y) = (reference(&x).to_integer(), reference(&y).to_integer());
            prop_assert!(num_integer_gcd(x, y).is_one());
        }
    }

    #[test]
    fn decimals_print_as_they_are_read(m in any::<i128>(), scale in 0u32..=28) {
        let m = m % 10i128.pow(28);
        let value = Number::from(rust_decimal::Decimal::from_i128_with_scale(m, scale));
        let text = value.to_string();
        prop_assert_eq!(Number::parse(&text).unwrap(), value);
        prop_assert!(!text.contains('.') || !text.ends_with('0'));
        prop_assert!(!text.starts_with("-0") || text.starts_with("-0."));
    }

    #[test]
    fn shown_text_is_the_rounded_value(a in results(), places in 0u32..8) {
        for (shown, value) in [
            (a.shown(places), a.clone()),
            (a.shown_percent(places), a.mul(&Number::from(100)).unwrap()),
        ] {
            let rounded = round_reference(&reference(&value), places, RoundingMode::HalfAwayFromZero);
            let text = shown.text.trim_end_matches('%');
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            let digits = big(&format!("{whole}{fraction}"));
            prop_assert_eq!(BigRational::new(digits, big("10").pow(fraction.len() as u32)), rounded.clone());
            prop_assert_eq!(shown.exact, rounded == reference(&value));
            prop_assert!(fraction.len() <= places as usize && !fraction.ends_with('0') && text != "-0");
        }
    }

    #[test]
    fn any_text_is_a_number_or_refused(text in "[-+0-9.eE_ ]{0,12}") {
        let plain = text.strip_prefix('-').unwrap_or(&text);
        let (whole, places) = plain.split_once('.').unwrap_or((plain, "0"));
        let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        prop_assert_eq!(Number::parse(&text).is_ok(), digits(whole) && digits(places));
    }
}

fn num_integer_gcd(mut a: BigInt, mut b: BigInt) -> BigInt {
    while !b.is_zero() {
        (a, b) = (b.clone(), a % b);
    }
    a.abs()
}

#[test]
fn a_third_times_three_is_one() {
    let third = Number::ONE.div(&number("3")).unwrap();
    assert_eq!(third.mul(&number("3")).unwrap(), Number::ONE);
    assert_eq!(third.add(&third).unwrap().add(&third).unwrap(), number("100").div(&number("100")).unwrap());
    assert!(third.mul(&number("3")).unwrap().is_decimal());
}

#[test]
fn text_of_numbers() {
    for (value, text) in [
        ("1.50", "1.5"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("007", "7"),
        ("100", "100"),
        ("4/6", "2/3"),
        ("-4/6", "-2/3"),
        ("10/4", "2.5"),
        ("1/1099511627776", "1/1099511627776"),
        ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
    ] {
        assert_eq!(number(value).to_string(), text);
    }
    assert_eq!(number("10").pow(30).unwrap().to_string(), format!("1{}", "0".repeat(30)));
    assert_eq!(number("10").pow(-30).unwrap().to_string(), format!("1/1{}", "0".repeat(30)));
}

#[test]
fn text_for_readers() {
    for (value, places, text, exact) in [
        ("264194/294172", 4, "0.8981", false),
        ("0.5", 2, "0.5", true),
        ("-0.001", 2, "0", false),
        ("19.125", 2, "19.13", false),
        ("1/1099511627776", 40, "0.0000000000009094947017729282379150390625", true),
    ] {
        let shown = number(value).shown(places);
        assert_eq!((shown.text.as_str(), shown.exact), (text, exact));
    }
    for (value, places, text, exact) in [
        ("264194/294172", 2, "89.81%", false),
        ("0.95", 2, "95%", true),
        ("1", 0, "100%", true),
        ("12.5", 0, "1250%", true),
    ] {
        let shown = number(value).shown_percent(places);
        assert_eq!((shown.text.as_str(), shown.exact), (text, exact));
    }
    assert_eq!(number("10").pow(40).unwrap().shown(2).text, format!("1{}", "0".repeat(40)));
    // However many places are asked for.
    assert!(number("1/3").shown(u32::MAX).text.len() < 2000);
}

#[test]
fn literals_are_exact_or_refused() {
    for text in ["", "-", ".5", "5.", "+1", "1e3", "1_000", " 1", "1 ", "--1", "1.2.3", "１", "1/3", "NaN", "inf"] {
        assert_eq!(Number::parse(text), Err(NumberError::NotANumber), "{text}");
    }
    let nines = "9".repeat(28);
    assert_eq!(Number::parse(&nines).unwrap().to_string(), nines);
    assert_eq!(Number::parse(&"9".repeat(29)), Err(NumberError::TooManyDigits));
    assert_eq!(Number::parse(&format!("0.{}1", "0".repeat(28))), Err(NumberError::TooManyDigits));
    // Zeros that say nothing are no digits.
    assert_eq!(Number::parse(&format!("000{nines}.{}", "0".repeat(50))).unwrap().to_string(), nines);
}

#[test]
fn long_literals_are_refused_at_once() {
    // Anything worse than one pass over them would take minutes.
    for digits in ["7".repeat(10_000), "7".repeat(1_000_000)] {
        assert_eq!(Number::parse(&digits), Err(NumberError::TooManyDigits));
        assert_eq!(Number::parse(&format!("0.{digits}")), Err(NumberError::TooManyDigits));
        assert_eq!(Number::parse(&format!("{digits}x")), Err(NumberError::NotANumber));
    }
}

#[test]
fn what_grows_too_large_is_an_error() {
    let two = number("2");
    let limit = i32::try_from(LIMIT_BITS).unwrap();
    assert!(two.pow(limit - 1).is_ok());
    assert_eq!(two.pow(limit), Err(NumberError::TooLarge));
    assert_eq!(two.pow(-limit), Err(NumberError::TooLarge));
    assert_eq!(number("1.0000001").pow(i32::MAX), Err(NumberError::TooLarge));
    assert_eq!(number("1/3").pow(i32::MIN), Err(NumberError::TooLarge));
    let large = two.pow(limit - 1).unwrap();
    assert_eq!(large.mul(&two), Err(NumberError::TooLarge));
    assert_eq!(large.add(&large), Err(NumberError::TooLarge));
    assert_eq!(large.sub(&large).unwrap(), Number::ZERO);
    assert_eq!(large.div(&large).unwrap(), Number::ONE);
    assert_eq!(large.floor(), large);
    assert_eq!(number("1/3").round(1_000_000_000, RoundingMode::Down), Err(NumberError::TooLarge));
    assert_eq!(number("0.25").round(u32::MAX, RoundingMode::Down).unwrap(), number("0.25"));
    assert_eq!(two.pow(-300).unwrap().round(u32::MAX, RoundingMode::Down).unwrap(), two.pow(-300).unwrap());
    assert!(large.div(&number("3")).unwrap().shown(1000).text.len() > 19_000);
}

#[test]
fn division_by_zero_and_powers_of_zero() {
    assert_eq!(Number::ONE.div(&Number::ZERO), Err(NumberError::DivisionByZero));
    assert_eq!(number("1/3").div(&number("0.00")), Err(NumberError::DivisionByZero));
    assert_eq!(Number::ratio(1, 0), Err(NumberError::DivisionByZero));
    assert_eq!(Number::ZERO.pow(0).unwrap(), Number::ONE);
    assert_eq!(Number::ZERO.pow(-1), Err(NumberError::DivisionByZero));
    assert_eq!(Number::ratio(i64::MIN, i64::MIN).unwrap(), Number::ONE);
    assert_eq!(Number::ratio(1, i64::MIN).unwrap().to_string(), "-1/9223372036854775808");
    assert_eq!(number("-1").pow(i32::MIN).unwrap(), Number::ONE);
}

#[test]
fn a_place_more_or_less_is_no_other_number() {
    let minus_zero = Number::from(-rust_decimal::Decimal::ZERO);
    assert_eq!(minus_zero.to_string(), "0");
    assert_eq!(hash(&minus_zero), hash(&Number::ZERO));
    let padded = Number::from(rust_decimal::Decimal::new(500, 3));
    assert_eq!(padded, number("1/2"));
    assert_eq!(hash(&padded), hash(&number("1/2")));
}
