//! Numbers that a report prints, held against what they are said to come of and against one another.

use super::number::{Follows, Measure, Printed};
use super::published::{Figure, From, Part};
use super::{Remark, mode_key};
use crate::diagnostic::{Arg, Message};
use crate::number::{Number, RoundingMode};

/// A number under its name.
struct Named<'f> {
    name: &'f str,
    value: &'f Printed,
    place: &'f str,
}

/// What a fact of a name is: its value, what it measures, and as it is written.
pub type Known<'k> = dyn Fn(&str) -> Option<(Number, Measure, String)> + 'k;

/// What is wrong with `figures`. `known` gives the value of a fact by its name, and how it is written.
pub fn check(figures: &[Figure], known: &Known<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for figure in figures {
        match &figure.from {
            Some(From::Sum(parts)) => remarks.extend(sum(figure, parts)),
            Some(From::Quotient(above, below)) => remarks.extend(quotient(figure, above, below)),
            None => {}
        }
    }
    let mut named: Vec<Named<'_>> = Vec::new();
    for figure in figures {
        named.push(Named { name: &figure.name, value: &figure.value, place: &figure.place });
        for part in figure.from.iter().flat_map(From::parts).filter(|part| !part.name.is_empty()) {
            named.push(Named { name: &part.name, value: &part.value, place: &figure.place });
        }
    }
    for (at, one) in named.iter().enumerate() {
        // Held against the first of its name and against each that says something new.
        let earlier: Vec<&Named<'_>> = named.iter().take(at).filter(|other| other.name == one.name).collect();
        let said = |other: &&&Named<'_>| other.value.number == one.value.number;
        if earlier.iter().any(|other| said(&other)) {
            continue;
        }
        remarks.extend(earlier.iter().filter_map(|other| twice(other, one)));
        if let Some(remark) = against_fact(one, known) {
            remarks.push(remark);
        }
    }
    remarks
}

fn remark(figure: &Figure, message: Message) -> Remark {
    let whole = Message::new(if figure.place.is_empty() { "reconcile-figure" } else { "reconcile-figure-at" });
    let whole = whole.arg("name", figure.name.as_str()).arg("value", figure.value.text.as_str());
    let whole = if figure.place.is_empty() { whole } else { whole.arg("place", figure.place.as_str()) };
    Remark {
        kind: "figure",
        subject: figure.name.clone(),
        message: whole.arg("what", message),
        span: Some(figure.value.span),
    }
}

/// A quotient that its number does not follow from.
fn quotient(figure: &Figure, above: &Part, below: &Part) -> Option<Remark> {
    let said = || format!("{} ÷ {}", above.value.text, below.value.text);
    let Ok(exact) = above.value.number.div(&below.value.number) else {
        return Some(remark(figure, Message::new("reconcile-by-zero").arg("from", said())));
    };
    let message = match figure.value.follows(&exact) {
        Follows::Yes => return None,
        // Nobody rounds a rate up; parts that were cut short are common.
        Follows::Rounded(RoundingMode::Up) | Follows::No if rounded_parts(&figure.value, above, below) => {
            Message::new("reconcile-finer-parts")
        }
        Follows::Rounded(mode) => Message::new("reconcile-other-mode").arg("mode", Arg::Key(mode_key(mode))),
        Follows::No => Message::new("reconcile-not-quotient"),
    };
    Some(remark(figure, message.arg("from", said()).arg("exact", figure.value.like(&exact))))
}

/// Whether parts that are printed as these may give `value`.
fn rounded_parts(value: &Printed, above: &Part, below: &Part) -> bool {
    let ends = || {
        let ((a, b), (c, d), (e, f)) = (above.value.around()?, below.value.around()?, value.around()?);
        if !c.is_positive() || a.is_negative() {
            return None;
        }
        let (least, most) = (a.div(&d).ok()?, b.div(&c).ok()?);
        // The upper ends themselves would be rounded further up.
        Some(least < f && e < most)
    };
    ends().unwrap_or(false)
}

/// A sum that does not add up.
fn sum(figure: &Figure, parts: &[Part]) -> Option<Remark> {
    let value = &figure.value;
    let total = |numbers: &[Number]| numbers.iter().try_fold(Number::ZERO, |sum, number| sum.add(number)).ok();
    let signed = |part: &Part| if part.minus { part.value.number.neg() } else { part.value.number.clone() };
    let numbers: Vec<Number> = parts.iter().map(signed).collect();
    let exact = total(&numbers)?;
    if exact == value.number {
        return None;
    }
    if let [only] = parts
        && only.value.of == value.of
    {
        let message = match value.follows(&exact) {
            Follows::Yes => return None,
            Follows::Rounded(mode) => Message::new("reconcile-other-mode").arg("mode", Arg::Key(mode_key(mode))),
            Follows::No => Message::new("reconcile-not-same"),
        };
        return Some(remark(figure, message.arg("from", only.value.text.as_str()).arg("exact", value.like(&exact))));
    }
    let said = parts.iter().enumerate().map(|(number, part)| match (number, part.minus) {
        (0, false) => part.value.text.clone(),
        (_, false) => format!(" + {}", part.value.text),
        (0, true) => format!("-{}", part.value.text),
        (_, true) => format!(" − {}", part.value.text),
    });
    let message =
        Message::new("reconcile-not-sum").arg("from", said.collect::<String>()).arg("exact", value.show(&exact));
    let cause = sum_cause(value, parts, &numbers, &exact);
    Some(remark(figure, message.arg("cause", cause.unwrap_or_else(|| Message::new("reconcile-no-cause")))))
}

/// What would make the sum add up: one part with another sign or unit, or with another digit.
fn sum_cause(value: &Printed, parts: &[Part], numbers: &[Number], exact: &Number) -> Option<Message> {
    let missing = value.number.sub(exact).ok()?;
    let halves = parts
        .iter()
        .map(|part| &part.value)
        .chain([value])
        .filter_map(|printed| printed.step.div(&Number::from_i64(2)).ok());
    let slack = halves.fold(Number::ZERO, |sum, half| sum.add(&half).unwrap_or(sum));
    let ten_thousand = Number::from_i64(10_000);
    for (part, number) in parts.iter().zip(numbers) {
        let needed = number.add(&missing).ok()?;
        let times = |factor: &Number| number.mul(factor).ok();
        let tenth = Number::ONE.div(&ten_thousand).ok()?;
        let money = part.value.of == Measure::Money;
        let written = part.value.text.as_str();
        let shown = |factor: Option<&Number>| -> Option<String> {
            let text = part.value.show(&needed.div(factor.unwrap_or(&Number::ONE)).ok()?);
            Some(match factor {
                Some(f) if *f == ten_thousand => text.replace('元', "万元"),
                Some(_) => text.replace("万元", "元"),
                None => text,
            })
        };
        if needed == number.neg() {
            return Some(Message::new("reconcile-cause-sign").arg("part", written).arg("right", shown(None)?));
        }
        for factor in [&ten_thousand, &tenth].into_iter().filter(|_| money) {
            let scaled = times(factor)?;
            if needed == scaled {
                return Some(
                    Message::new("reconcile-cause-unit").arg("part", written).arg("right", shown(Some(factor))?),
                );
            }
            if needed == scaled.neg() {
                let message = Message::new("reconcile-cause-sign-unit");
                return Some(message.arg("part", written).arg("right", shown(Some(factor))?));
            }
        }
    }
    if missing.abs() <= slack {
        return Some(Message::new("reconcile-cause-rounded-parts"));
    }
    let slips = parts.iter().zip(numbers).filter_map(|(part, number)| {
        let needed = number.add(&missing).ok()?;
        let needed = if part.minus { needed.neg() } else { needed };
        slip(&part.value, &needed)
    });
    let slips: Vec<Arg> = slips.chain(slip(value, exact)).map(Arg::from).collect();
    (!slips.is_empty()).then(|| Message::new("reconcile-cause-digit").arg("slips", Arg::List(slips)))
}

/// `2541.94万元` for `2641.94万元`: one digit is another, or two neighbours changed places.
fn slip(printed: &Printed, needed: &Number) -> Option<Message> {
    let (is, right) = (printed.show(&printed.number), printed.show(needed));
    let (a, b): (Vec<char>, Vec<char>) = (is.chars().collect(), right.chars().collect());
    if a.len() != b.len() {
        return None;
    }
    let differ: Vec<usize> = (0..a.len()).filter(|at| a.get(*at) != b.get(*at)).collect();
    let swapped = matches!(differ.as_slice(), [one, two] if one + 1 == *two && a.get(*one) == b.get(*two) && a.get(*two) == b.get(*one));
    (differ.len() == 1 || swapped)
        .then(|| Message::new("reconcile-slip").arg("part", printed.text.as_str()).arg("right", right))
}

/// Two numbers of one name that say different things.
fn twice(one: &Named<'_>, other: &Named<'_>) -> Option<Remark> {
    if one.value.of != other.value.of {
        return None;
    }
    let (fine, coarse) = if one.value.step < other.value.step { (one, other) } else { (other, one) };
    let follows =
        if fine.value.step == coarse.value.step { Follows::No } else { coarse.value.follows(&fine.value.number) };
    let message = match follows {
        Follows::Yes => return None,
        Follows::Rounded(RoundingMode::Down) => Message::new("reconcile-twice-cut")
            .arg("fine", fine.value.text.as_str())
            .arg("right", coarse.value.like(&fine.value.number)),
        Follows::Rounded(_) | Follows::No => Message::new("reconcile-twice"),
    };
    let message = message.arg("name", one.name).arg("first", said(one)).arg("second", said(other));
    Some(Remark { kind: "figure", subject: one.name.to_owned(), message, span: Some(other.value.span) })
}

fn said(named: &Named<'_>) -> Message {
    if named.place.is_empty() {
        return Message::new("reconcile-said").arg("value", named.value.text.as_str());
    }
    Message::new("reconcile-said-at").arg("value", named.value.text.as_str()).arg("place", named.place)
}

/// A number that is called like a fact and is not what the facts file says.
fn against_fact(one: &Named<'_>, known: &Known<'_>) -> Option<Remark> {
    let (fact, of, written) = known(one.name)?;
    if of != one.value.of || one.value.follows(&fact) == Follows::Yes {
        return None;
    }
    let message = Message::new("reconcile-fact").arg("name", one.name).arg("said", said(one)).arg("fact", written);
    Some(Remark { kind: "figure", subject: one.name.to_owned(), message, span: Some(one.value.span) })
}
