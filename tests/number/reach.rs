//! Reaches, held against brute force: sets with whole ends are told apart by their halves.

use proptest::prelude::*;
use rubric_lang::number::reach::MAX_PIECES;
use rubric_lang::number::{Bound, Interval, Number, NumberError, Reach, RoundingMode};

use super::{MODES, number};

fn closed(text: &str) -> Bound {
    Bound::Closed(number(text))
}

fn open(text: &str) -> Bound {
    Bound::Open(number(text))
}

fn between(lo: Bound, hi: Bound) -> Reach {
    Reach::interval(Interval::between(lo, hi))
}

fn stepped(lo: &str, hi: &str, step: &str) -> Reach {
    Reach::interval(Interval::between(closed(lo), closed(hi)).on_lattice(number(lo), number(step)))
}

fn points(texts: &[&str]) -> Reach {
    texts.iter().map(|text| number(text)).collect()
}

fn values(reach: &Reach) -> Vec<Number> {
    reach.values(100_000).unwrap()
}

/// -12, -11.5, … 12.
fn halves() -> impl Iterator<Item = Number> {
    (-24..=24).map(|n| Number::ratio(n, 2).unwrap())
}

fn bounds() -> impl Strategy<Value = (Bound, Bound)> {
    let end = (-8i64..=8, 0..5u8).prop_map(|(n, kind)| match kind {
        0 => Bound::Unbounded,
        1 | 2 => Bound::Open(Number::from(n)),
        _ => Bound::Closed(Number::from(n)),
    });
    (end.clone(), end)
}

/// Solid intervals with whole ends, some without an end.
fn solids() -> impl Strategy<Value = Reach> {
    prop::collection::vec(bounds(), 0..4)
        .prop_map(|ends| ends.into_iter().map(|(lo, hi)| Interval::between(lo, hi)).collect())
}

/// A short run of whole numbers at one distance.
fn lattices() -> impl Strategy<Value = Reach> {
    (-9i64..=-3, 1i64..=3, 0i64..=5).prop_map(|(lo, step, count)| {
        let hi = Bound::Closed(Number::from(lo + step * count));
        let interval = Interval::between(Bound::Closed(Number::from(lo)), hi);
        Reach::interval(interval.on_lattice(Number::from(lo), Number::from(step)))
    })
}

fn mixed() -> impl Strategy<Value = Reach> {
    (solids(), prop::collection::vec(lattices(), 0..3))
        .prop_map(|(solid, lattices)| lattices.iter().fold(solid, |all, lattice| all.union(lattice)))
}

fn finite() -> impl Strategy<Value = Reach> {
    prop::collection::vec(lattices(), 1..3)
        .prop_map(|lattices| lattices.iter().fold(Reach::empty(), |all, lattice| all.union(lattice)))
}

/// One solid interval with two ends, or a point.
fn bounded() -> impl Strategy<Value = Interval> {
    (-6i64..=6, 0i64..=6, any::<bool>(), any::<bool>()).prop_map(|(lo, length, lo_open, hi_open)| {
        let (low, high) = (Number::from(lo), Number::from(lo + length));
        let lo = if lo_open && length > 0 { Bound::Open(low) } else { Bound::Closed(low) };
        let hi = if hi_open && length > 0 { Bound::Open(high) } else { Bound::Closed(high) };
        Interval::between(lo, hi)
    })
}

/// Values of an interval with two ends: the ends, or what lies a hair inside, and some between.
fn samples(interval: &Interval) -> Vec<Number> {
    let (lo, hi) = (interval.lo.value().unwrap(), interval.hi.value().unwrap());
    let hair = number("0.000001");
    let beside = [lo.clone(), hi.clone(), lo.add(&hair).unwrap(), hi.sub(&hair).unwrap(), hair.neg(), hair];
    let mut samples: Vec<Number> = halves().chain(beside).collect();
    samples.retain(|value| interval.contains(value));
    samples
}

/// What every reach is made of.
fn check(reach: &Reach) {
    assert!(reach.pieces().len() <= MAX_PIECES, "{reach:?}");
    for piece in reach.pieces() {
        if let (Some(lo), Some(hi)) = (piece.lo.value(), piece.hi.value()) {
            assert!(lo < hi || (lo == hi && piece.lattice.is_none()), "{reach:?}");
            assert!(lo < hi || (piece.lo.is_closed() && piece.hi.is_closed()), "{reach:?}");
        }
        if let Some(lattice) = &piece.lattice {
            assert!(lattice.step.is_positive());
            for end in [&piece.lo, &piece.hi] {
                assert!(!matches!(end, Bound::Open(_)));
                assert!(end.value().is_none_or(|value| lattice.contains(value)));
            }
        }
    }
    for pair in reach.pieces().windows(2) {
        let (hi, lo) = (pair[0].hi.value().unwrap(), pair[1].lo.value().unwrap());
        let solid = |piece: &Interval| piece.lattice.is_none() && piece.lo != piece.hi;
        assert!(hi < lo || (hi == lo && solid(&pair[0]) && solid(&pair[1])), "{reach:?}");
    }
}

type Pair = fn(&Reach, &Reach) -> Reach;
type PairOfNumbers = fn(&Number, &Number) -> Result<Number, NumberError>;

const OPERATIONS: [(&str, Pair, PairOfNumbers); 6] = [
    ("add", Reach::add, Number::add),
    ("sub", Reach::sub, Number::sub),
    ("mul", Reach::mul, Number::mul),
    ("div", Reach::div, Number::div),
    ("min", Reach::min, |a, b| Ok(a.min(b).clone())),
    ("max", Reach::max, |a, b| Ok(a.max(b).clone())),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn set_operations_are_exact(a in mixed(), b in mixed()) {
        let (union, common, left, rest) = (a.union(&b), a.intersect(&b), a.minus(&b), b.complement());
        for reach in [&a, &b, &union, &common, &left, &rest] {
            check(reach);
        }
        let mut subset = true;
        for value in halves() {
            let (in_a, in_b) = (a.contains(&value), b.contains(&value));
            prop_assert_eq!(union.contains(&value), in_a || in_b, "{} of {:?}", value, union);
            prop_assert_eq!(common.contains(&value), in_a && in_b, "{} of {:?}", value, common);
            prop_assert_eq!(left.contains(&value), in_a && !in_b, "{} of {:?}", value, left);
            prop_assert_eq!(rest.contains(&value), !in_b, "{} of {:?}", value, rest);
            subset &= in_b || !in_a;
        }
        prop_assert_eq!(a.is_subset(&b), subset);
        prop_assert!(a.is_subset(&union) && common.is_subset(&a) && left.intersect(&b).is_empty());
    }

    #[test]
    fn rays_cut_exactly(a in mixed(), at in -8i64..=8) {
        let at = Number::from(at);
        let below = a.below(&Bound::Open(at.clone()));
        let above = a.above(&Bound::Closed(at.clone()));
        check(&below);
        check(&above);
        for value in halves() {
            prop_assert_eq!(below.contains(&value), a.contains(&value) && value < at);
            prop_assert_eq!(above.contains(&value), a.contains(&value) && value >= at);
        }
    }

    #[test]
    fn comparisons_find_what_may_be(a in mixed(), b in mixed()) {
        let found = a.compare(&b);
        let pairs = || halves().filter(|x| a.contains(x)).flat_map(|x| halves().map(move |y| (x.clone(), y)));
        let is = |wanted: std::cmp::Ordering| pairs().any(|(x, y)| b.contains(&y) && x.cmp(&y) == wanted);
        // In one and the same interval between two whole numbers only one half stands for all.
        prop_assert!(found.less || !is(std::cmp::Ordering::Less));
        prop_assert!(found.greater || !is(std::cmp::Ordering::Greater));
        prop_assert_eq!(found.equal, is(std::cmp::Ordering::Equal));
    }

    #[test]
    fn operations_on_finite_sets_are_exact(a in finite(), b in finite()) {
        for (name, operation, on_numbers) in OPERATIONS {
            let result = operation(&a, &b);
            check(&result);
            let mut expected: Vec<Number> = values(&a)
                .iter()
                .flat_map(|x| values(&b).into_iter().filter_map(|y| on_numbers(x, &y).ok()).collect::<Vec<_>>())
                .collect();
            expected.sort();
            expected.dedup();
            for value in &expected {
                prop_assert!(result.contains(value), "{} lacks {}: {:?}", name, value, result);
            }
            if expected.len() <= MAX_PIECES {
                prop_assert_eq!(&values(&result), &expected, "{}", name);
            }
        }
    }

    #[test]
    fn operations_on_mixed_sets_lose_nothing(a in mixed(), b in mixed()) {
        for (name, operation, on_numbers) in OPERATIONS {
            let result = operation(&a, &b);
            check(&result);
            for x in halves().filter(|x| a.contains(x)) {
                for y in halves().filter(|y| b.contains(y)) {
                    if let Ok(value) = on_numbers(&x, &y) {
                        prop_assert!(result.contains(&value), "{} {} {} lacks {}: {:?}", x, name, y, value, result);
                    }
                }
            }
        }
    }

    #[test]
    fn ends_of_results_are_closed_only_if_reached(a in bounded(), b in bounded()) {
        let near = number("0.001");
        for (name, operation, on_numbers) in OPERATIONS {
            let result = operation(&Reach::interval(a.clone()), &Reach::interval(b.clone()));
            let mut seen: Vec<Number> = samples(&a)
                .iter()
                .flat_map(|x| samples(&b).into_iter().filter_map(|y| on_numbers(x, &y).ok()).collect::<Vec<_>>())
                .collect();
            seen.sort();
            let (Some(least), Some(greatest)) = (seen.first(), seen.last()) else {
                prop_assert!(result.is_empty());
                continue;
            };
            for (end, extreme) in [(result.lo(), least), (result.hi(), greatest)] {
                match end {
                    Bound::Closed(value) => prop_assert_eq!(&value, extreme, "{} {:?} {:?} {:?}", name, a, b, result),
                    Bound::Open(value) => {
                        prop_assert_ne!(&value, extreme, "{} {:?} {:?}", name, a, b);
                        prop_assert!(value.sub(extreme).unwrap().abs() < near, "{} {:?} {:?} {:?}", name, a, b, result);
                    }
                    Bound::Unbounded => prop_assert!(extreme.abs() > number("10000")),
                }
            }
            for value in &seen {
                prop_assert!(result.contains(value));
            }
        }
    }

    #[test]
    fn functions_of_one_value_are_exact_on_finite_sets(a in finite(), exponent in -3i32..=4, places in 0u32..3) {
        let divided = a.scale(&Number::ratio(1, 8).unwrap());
        prop_assert_eq!(values(&divided).len(), values(&a).len());
        let image = |reach: &Reach, f: &dyn Fn(&Number) -> Result<Number, NumberError>| {
            let mut image: Vec<Number> = values(reach).iter().filter_map(|x| f(x).ok()).collect();
            image.sort();
            image.dedup();
            image
        };
        prop_assert_eq!(values(&a.neg()), image(&a, &|x| Ok(x.neg())));
        prop_assert_eq!(values(&a.abs()), image(&a, &|x| Ok(x.abs())));
        prop_assert_eq!(values(&a.pow(exponent)), image(&a, &|x| x.pow(exponent)));
        for mode in MODES {
            let rounded = divided.round(places, mode);
            check(&rounded);
            prop_assert_eq!(values(&rounded), image(&divided, &|x| x.round(places, mode)));
        }
    }

    #[test]
    fn functions_of_one_value_lose_nothing(a in mixed(), exponent in -3i32..=4) {
        let eighth = Number::ratio(1, 8).unwrap();
        let divided = a.scale(&eighth);
        for x in halves().filter(|x| a.contains(x)) {
            prop_assert!(a.neg().contains(&x.neg()) && a.abs().contains(&x.abs()));
            let x_eighth = x.mul(&eighth).unwrap();
            prop_assert!(divided.contains(&x_eighth));
            for mode in MODES {
                prop_assert!(divided.round(0, mode).contains(&x_eighth.round(0, mode).unwrap()));
            }
            if let Ok(power) = x.pow(exponent) {
                prop_assert!(a.pow(exponent).contains(&power), "{}^{} {:?}", x, exponent, a.pow(exponent));
            }
        }
    }

    #[test]
    fn rounded_intervals_are_exact(a in bounded(), divisor in 1i64..9) {
        let factor = Number::ratio(1, divisor).unwrap();
        let interval = Reach::interval(a.clone()).scale(&factor);
        for mode in MODES {
            let rounded = interval.round(0, mode);
            let seen: Reach = samples(&interval.pieces()[0])
                .iter()
                .chain(&halves().chain(quarters()).filter(|x| interval.contains(x)).collect::<Vec<_>>())
                .map(|x| x.round(0, mode).unwrap())
                .collect();
            prop_assert_eq!(values(&rounded), values(&seen), "{:?} {:?}", interval, mode);
        }
    }

    #[test]
    fn totals_of_rows_lose_nothing(row in finite(), rows in 0u64..4) {
        let known = Reach::add_many(&row, rows);
        let sums = (0..rows).fold(vec![Number::ZERO], |sums, _| {
            let row = values(&row);
            let mut next: Vec<Number> = sums.iter().flat_map(|s| row.iter().map(|x| s.add(x).unwrap())).collect();
            next.sort();
            next.dedup();
            next
        });
        let unknown = Reach::sum_of_unknown_count(&row, rows.saturating_sub(1));
        for sum in &sums {
            prop_assert!(known.contains(sum));
            prop_assert!(unknown.contains(sum));
            if rows > 0 {
                let mean = sum.div(&Number::from(rows)).unwrap();
                prop_assert!(Reach::mean_of_unknown_count(&row).contains(&mean));
            }
        }
    }
}

fn quarters() -> impl Iterator<Item = Number> {
    (-48..=48).map(|n| Number::ratio(n, 4).unwrap().add(&number("0.001")).unwrap())
}

#[test]
fn open_ends_stay_open() {
    let product = between(open("0"), closed("1")).mul(&between(closed("2"), open("3")));
    assert_eq!(product, between(open("0"), open("3")));
    let unit = between(closed("0"), open("1"));
    assert_eq!(unit.mul(&between(open("2"), Bound::Unbounded)), between(closed("0"), Bound::Unbounded));
    let one = Reach::point(Number::ONE);
    assert_eq!(one.div(&between(open("0"), closed("2"))), between(closed("0.5"), Bound::Unbounded));
    assert_eq!(one.div(&between(closed("2"), Bound::Unbounded)), between(open("0"), closed("0.5")));
    assert_eq!(Reach::point(Number::ZERO).mul(&Reach::all()), Reach::point(Number::ZERO));
    assert_eq!(between(closed("-2"), open("1")).pow(2), between(closed("0"), closed("4")));
    assert_eq!(between(closed("-1"), open("2")).abs(), between(closed("0"), open("2")));
}

#[test]
fn division_leaves_zero_out_and_says_so() {
    let divisor = between(closed("-1"), closed("2"));
    assert!(divisor.may_divide_by_zero());
    let quotient = Reach::point(Number::ONE).div(&divisor);
    assert_eq!(quotient, between(Bound::Unbounded, closed("-1")).union(&between(closed("0.5"), Bound::Unbounded)));
    assert!(Reach::all().div(&Reach::point(Number::ZERO)).is_empty());
    assert!(!stepped("1", "9", "2").may_divide_by_zero());
    assert!(!between(open("0"), Bound::Unbounded).may_divide_by_zero());
}

#[test]
fn what_bands_leave_out_depends_on_the_step() {
    let bands = between(closed("100"), closed("199")).union(&between(closed("200"), closed("299")));
    assert!(stepped("100", "299", "1").minus(&bands).is_empty());
    assert_eq!(between(closed("100"), closed("299")).minus(&bands), between(open("199"), open("200")));
    assert_eq!(stepped("100", "299", "0.5").minus(&bands), points(&["199.5"]));
    let grades = between(closed("90"), open("100")).union(&between(closed("0"), open("90")));
    assert_eq!(between(closed("0"), closed("100")).minus(&grades), points(&["100"]));
    assert!(stepped("0", "1000000000000", "1").is_subset(&between(closed("0"), Bound::Unbounded)));
}

#[test]
fn lattices_survive() {
    let sum = stepped("0", "70", "0.5").add(&stepped("0", "30", "0.25"));
    assert_eq!(sum, stepped("0", "100", "0.25"));
    assert_eq!(stepped("0", "100", "1").scale(&number("0.3")), stepped("0", "30", "0.3"));
    assert_eq!(stepped("1", "1000", "3").sub(&points(&["0.5"])), stepped("0.5", "999.5", "3"));
    assert_eq!(stepped("0", "1000", "2").mul(&stepped("0", "1000", "3")), stepped("0", "999000", "6"));
    assert_eq!(stepped("0", "1000", "1").round(0, RoundingMode::Up), stepped("0", "1000", "1"));
    assert_eq!(between(open("0"), closed("1")).round(2, RoundingMode::HalfEven), stepped("0", "1", "0.01"));
    assert_eq!(between(open("0.005"), closed("1")).round(2, RoundingMode::HalfEven), stepped("0.01", "1", "0.01"));
    // Ends that are not on the lattice give way to the values next to them.
    let inner = Interval::between(open("0"), open("10")).on_lattice(number("1"), number("3"));
    assert_eq!(Reach::interval(inner), stepped("1", "7", "3"));
    // Common values of two lattices, one of them without end.
    let ends = Interval::between(closed("0"), Bound::Unbounded);
    let threes = Reach::interval(ends.clone().on_lattice(number("2"), number("3")));
    let fives = Reach::interval(Interval { hi: closed("1000"), ..ends }.on_lattice(number("1"), number("5")));
    assert_eq!(threes.intersect(&fives), stepped("11", "986", "15"));
    assert!(stepped("0", "1000", "2").intersect(&stepped("1", "999", "2")).is_empty());
}

#[test]
fn steps_wider_than_an_interval_leave_gaps() {
    let sum = stepped("0", "20", "10").add(&between(open("0"), closed("1")));
    let copy = |lo, hi| between(open(lo), closed(hi));
    assert_eq!(sum, copy("0", "1").union(&copy("10", "11")).union(&copy("20", "21")));
    assert_eq!(stepped("0", "9", "1").add(&copy("0", "1")), copy("0", "10"));
    let gaps = stepped("0", "2", "1").add(&between(open("0"), open("1")));
    assert!(!gaps.contains(&number("1")) && gaps.contains(&number("1.5")));
}

#[test]
fn many_pieces_become_few_and_lose_nothing() {
    let squares: Vec<Number> = (0..100i64).map(|n| Number::from(n * n)).collect();
    let reach: Reach = squares.iter().cloned().collect();
    check(&reach);
    assert!(squares.iter().all(|square| reach.contains(square)));
    // Where they were joined, whole numbers stay whole.
    assert!(!reach.contains(&number("0.5")));
    let tenths: Reach = (0..1000).map(|n| Number::ratio(n, 10).unwrap()).collect();
    assert_eq!(tenths, stepped("0", "99.9", "0.1"));
}

#[test]
fn totals_of_unknown_counts() {
    let sum = |row: &Reach, rows| Reach::sum_of_unknown_count(row, rows);
    let from = |lo, step| {
        Reach::interval(Interval::between(closed(lo), Bound::Unbounded).on_lattice(number("0"), number(step)))
    };
    assert_eq!(sum(&points(&["1"]), 0), from("0", "1"));
    assert_eq!(sum(&points(&["0.5"]), 3), from("1.5", "0.5"));
    assert_eq!(sum(&points(&["0"]), 0), points(&["0"]));
    assert_eq!(sum(&between(closed("0"), closed("5")), 0), between(closed("0"), Bound::Unbounded));
    assert_eq!(sum(&between(open("1"), closed("5")), 2), between(open("2"), Bound::Unbounded));
    assert_eq!(sum(&between(closed("-1"), closed("0")), 0), between(Bound::Unbounded, closed("0")));
    assert_eq!(sum(&Reach::empty(), 0), points(&["0"]));
    assert!(sum(&Reach::empty(), 1).is_empty());
    assert_eq!(Reach::mean_of_unknown_count(&points(&["0", "1"])), between(closed("0"), closed("1")));
    assert_eq!(Reach::mean_of_unknown_count(&points(&["3"])), points(&["3"]));
    assert_eq!(Reach::mean_of_unknown_count(&between(open("0"), closed("1"))), between(open("0"), closed("1")));
    assert_eq!(Reach::add_many(&stepped("0", "5", "0.5"), 1_000_000), stepped("0", "5000000", "0.5"));
    assert_eq!(Reach::add_many(&points(&["2"]), 0), points(&["0"]));
}

#[test]
fn ends_that_grow_too_large_give_way() {
    let large = number("2").pow(60_000).unwrap();
    let from_one = Reach::closed(Number::ONE, large.clone());
    assert_eq!(from_one.mul(&from_one), Reach::all());
    let squared = Reach::point(large).pow(2);
    assert_eq!(squared, between(closed("0"), Bound::Unbounded));
    assert_eq!(between(closed("-2"), closed("3")).pow(i32::MIN).lo(), closed("0"));
}

/// Lattices of many values or without an end, beside points and solid intervals.
fn large() -> impl Strategy<Value = Reach> {
    let lattice = (bounds(), -9i64..=9, 1i64..=12).prop_map(|((lo, hi), origin, step)| {
        let step = Number::ratio(step, 4).unwrap();
        let wide = |end: Bound| match end {
            Bound::Closed(end) => Bound::Closed(end.mul(&Number::from(40)).unwrap()),
            end => end,
        };
        Interval::between(wide(lo), wide(hi)).on_lattice(Number::from(origin), step)
    });
    (prop::collection::vec(lattice, 1..3), mixed(), any::<bool>()).prop_map(|(lattices, others, mix)| {
        let lattices: Reach = lattices.into_iter().collect();
        if mix { lattices.union(&others) } else { lattices }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn operations_on_large_lattices_lose_nothing(a in large(), b in large(), places in 0u32..2) {
        let (union, common, left) = (a.union(&b), a.intersect(&b), a.minus(&b));
        for reach in [&a, &b, &union, &common, &left] {
            check(reach);
        }
        let eighths = || (-100..=100).map(|n| Number::ratio(n, 8).unwrap());
        for value in eighths() {
            let (in_a, in_b) = (a.contains(&value), b.contains(&value));
            prop_assert!(union.contains(&value) || !(in_a || in_b));
            prop_assert_eq!(common.contains(&value), in_a && in_b);
            prop_assert!(left.contains(&value) || !in_a || in_b);
            if in_a {
                for mode in MODES {
                    prop_assert!(a.round(places, mode).contains(&value.round(places, mode).unwrap()));
                }
                prop_assert!(a.pow(2).contains(&value.pow(2).unwrap()));
            }
        }
        prop_assert!(common.is_subset(&a) || a.pieces().len() > 1);
        for (name, operation, on_numbers) in OPERATIONS {
            let result = operation(&a, &b);
            check(&result);
            for x in eighths().filter(|x| a.contains(x)).step_by(7) {
                for y in eighths().filter(|y| b.contains(y)).step_by(5) {
                    if let Ok(value) = on_numbers(&x, &y) {
                        prop_assert!(result.contains(&value), "{} {} {} lacks {}: {:?}", x, name, y, value, result);
                    }
                }
            }
        }
    }
}
