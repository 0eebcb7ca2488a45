//! A region over several facts, as a condition of the language: alternatives of comparisons as their author wrote
//! them, put together where they can be.

use std::rc::Rc;

use crate::model::{Comparison, ValueId, numbers_beside};
use crate::number::Number;
use crate::number::reach::{Bound, Interval, Reach};

use super::formula::{Formula, Literal, Run, Shown, Undecided, Variables};
use super::region::{Language, PLACES};
use super::solve::Solver;

/// Most alternatives that a region is taken apart into.
const MAX_CASES: usize = 48;
/// Most alternatives that are written out.
const SHOWN_CASES: usize = 6;

/// A region over several facts.
#[derive(Clone, Debug)]
pub(super) struct Conditions {
    /// As a condition of the language.
    pub text: String,
    /// Its alternatives as ranges of one value, where they are: how the value stands to which ends.
    pub ranges: Option<Vec<Vec<(Comparison, String)>>>,
    /// The options that it comes to, where it speaks of one option alone.
    pub options: Option<Vec<String>>,
    /// The answer that it comes to, where it speaks of one yes or no alone.
    pub answer: Option<bool>,
}

/// One comparison, or that it does not hold.
type Part = (Rc<Literal>, bool);

/// What is known of one value in an alternative.
#[derive(Clone, PartialEq)]
enum About {
    /// A number between constants; with the ends as they are written.
    Number { text: String, reach: Reach, ends: Vec<(Number, String)>, all: Option<Reach> },
    /// A number beside another value: less, equal, greater.
    Beside { text: String, right: String, less: bool, equal: bool, greater: bool },
    /// An option.
    Options { text: String, bits: u64, all: u64, names: Rc<Vec<String>> },
    /// A yes or no, or whether something is given.
    Truth { text: String, holds: bool, given: bool },
}

/// What tells values apart in an alternative: the value, and what it is held against.
type Key = ((ValueId, u32), String);

/// The region in which `region` holds on `path`, where nowhere on `path` both it and `rest` do. Conditions of the
/// path itself are left out.
pub(super) fn conditions(
    variables: &Variables<'_>,
    path: &[Formula],
    region: &Formula,
    rest: &Formula,
    language: Language,
) -> Run<Conditions> {
    let mut cases: Vec<Vec<Part>> = Vec::new();
    alternatives(variables, path, &mut Vec::new(), &mut vec![region.clone()], &mut cases)?;
    // Each alternative is widened as far as it stays within the region.
    let mut kept: Vec<Vec<Part>> = Vec::new();
    for mut case in cases {
        let mut at = 0;
        while at < case.len() {
            let mut fewer = case.clone();
            let part = fewer.remove(at);
            if guards(&part, &fewer) {
                at += 1;
            } else if !meets(variables, path, &fewer, std::slice::from_ref(rest))? {
                case = fewer;
            } else {
                at += 1;
            }
        }
        let same = |a: &Vec<Part>, b: &Vec<Part>| a.iter().all(|p| b.iter().any(|q| equal(p, q)));
        if !kept.iter().any(|other| same(other, &case)) {
            kept.retain(|other| !same(&case, other));
            kept.push(case);
        }
    }
    // An alternative that the others hold already says nothing new.
    let mut at = 0;
    while kept.len() > 1 && at < kept.len() {
        let Some(case) = kept.get(at).cloned() else { break };
        let others: Vec<Formula> = kept
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != at)
            .map(|(_, other)| Formula::any(other.iter().map(|(l, holds)| Formula::Literal(l.clone(), !holds))))
            .collect();
        if meets(variables, path, &case, &others)? {
            at += 1;
        } else {
            kept.remove(at);
        }
    }
    let mut told: Vec<Vec<(Key, About)>> = kept.iter().map(|case| about(case)).collect();
    merge(&mut told);
    let whole = told.len() <= SHOWN_CASES;
    let alone = match told.as_slice() {
        [only] => match only.as_slice() {
            [(_, about)] => Some(about.clone()),
            _ => None,
        },
        _ => None,
    };
    let options = match &alone {
        Some(About::Options { bits, names, .. }) => {
            let chosen = names.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1);
            Some(chosen.map(|(_, name)| name.clone()).collect())
        }
        _ => None,
    };
    let answer = match &alone {
        Some(About::Truth { holds, given: false, .. }) => Some(*holds),
        _ => None,
    };
    let ranges = whole.then(|| ranges(&told)).flatten();
    let and = language.pick(" 且 ", " and ");
    let or = language.pick(" 或 ", " or ");
    let cases: Vec<String> = told
        .iter()
        .take(SHOWN_CASES)
        .map(|case| {
            let parts: Vec<String> = case.iter().map(|(_, about)| words(about, language)).collect();
            parts.join(and)
        })
        .collect();
    let mut text = cases.join(or);
    if text.is_empty() {
        // Whatever comes here.
        text.push_str(language.pick("任何数据", "any facts"));
    }
    if !whole {
        text.push_str(language.pick(" 或 …", " or …"));
    }
    Ok(Conditions { text, ranges, options, answer })
}

/// Whether `case` and all of `also` can hold on `path`.
fn meets(variables: &Variables<'_>, path: &[Formula], case: &[Part], also: &[Formula]) -> Run<bool> {
    let mut formulas = path.to_vec();
    formulas.extend(case.iter().map(|(literal, holds)| Formula::Literal(literal.clone(), *holds)));
    formulas.extend(also.iter().cloned());
    Ok(Solver::new(variables).solve(&formulas)?.is_some())
}

/// Whether `part` says that something is given of which `others` speak.
fn guards(part: &Part, others: &[Part]) -> bool {
    let (Shown::Given { left, .. }, true) = (&part.0.shown, part.1) else { return false };
    others.iter().any(|(literal, _)| match &literal.shown {
        Shown::Compare { left: other, .. }
        | Shown::Options { left: other, .. }
        | Shown::YesNo { left: other, .. }
        | Shown::Other { left: other, .. } => left == other,
        Shown::Given { .. } => false,
    })
}

fn equal(a: &Part, b: &Part) -> bool {
    a.1 == b.1 && Rc::ptr_eq(&a.0, &b.0)
}

/// Takes what is `left` apart into alternatives of comparisons that all hold.
fn alternatives(
    variables: &Variables<'_>,
    path: &[Formula],
    chosen: &mut Vec<Part>,
    left: &mut Vec<Formula>,
    cases: &mut Vec<Vec<Part>>,
) -> Run<()> {
    if cases.len() > MAX_CASES {
        return Err(Undecided::TooMany);
    }
    let Some(next) = left.pop() else {
        cases.push(chosen.clone());
        return Ok(());
    };
    let (length, depth) = (chosen.len(), left.len());
    match &next {
        Formula::True => alternatives(variables, path, chosen, left, cases)?,
        Formula::False => {}
        Formula::Literal(literal, holds) => {
            let part = (literal.clone(), *holds);
            if !chosen.iter().any(|other| equal(other, &part)) {
                chosen.push(part);
            }
            if meets(variables, path, chosen, left)? {
                alternatives(variables, path, chosen, left, cases)?;
            }
            chosen.truncate(length);
        }
        // What nobody wrote, such as that a denominator is not 0, is not told.
        Formula::Linear(_) | Formula::Among(..) => alternatives(variables, path, chosen, left, cases)?,
        Formula::And(parts) => {
            left.extend(parts.iter().rev().cloned());
            alternatives(variables, path, chosen, left, cases)?;
            left.truncate(depth);
        }
        Formula::Or(parts) => {
            for part in parts.iter() {
                left.push(part.clone());
                let mut rest = left.clone();
                alternatives(variables, path, chosen, &mut rest, cases)?;
                left.truncate(depth);
            }
        }
    }
    left.push(next);
    Ok(())
}

/// What an alternative says of each value.
fn about(case: &[Part]) -> Vec<(Key, About)> {
    let mut list: Vec<(Key, About)> = Vec::new();
    for (literal, holds) in case {
        let (key, new) = match &literal.shown {
            Shown::Compare { all, left, text, op, right, right_text } => {
                let op = if *holds { *op } else { op.negated() };
                match right {
                    Some(number) => {
                        let ends = vec![(number.clone(), right_text.clone())];
                        let reach = numbers_beside(op, number);
                        let about = About::Number { text: text.clone(), reach, ends, all: all.clone() };
                        ((*left, String::new()), about)
                    }
                    None => {
                        let less = matches!(op, Comparison::Lt | Comparison::Le | Comparison::Ne);
                        let equal = matches!(op, Comparison::Eq | Comparison::Le | Comparison::Ge);
                        let greater = matches!(op, Comparison::Gt | Comparison::Ge | Comparison::Ne);
                        let (text, right) = (text.clone(), right_text.clone());
                        ((*left, right.clone()), About::Beside { text, right, less, equal, greater })
                    }
                }
            }
            Shown::Options { left, text, bits, all, names } => {
                let bits = if *holds { *bits } else { all & !bits };
                ((*left, String::new()), About::Options { text: text.clone(), bits, all: *all, names: names.clone() })
            }
            Shown::YesNo { left, text } | Shown::Other { left, text } => {
                ((*left, String::new()), About::Truth { text: text.clone(), holds: *holds, given: false })
            }
            Shown::Given { left, text } => {
                ((*left, "?".to_owned()), About::Truth { text: text.clone(), holds: *holds, given: true })
            }
        };
        match list.iter_mut().find(|(other, _)| *other == key) {
            Some((_, about)) => narrow(about, new),
            None => list.push((key, new)),
        }
    }
    // That something is given comes before what is said of it.
    list.sort_by_key(|(_, about)| !matches!(about, About::Truth { given: true, .. }));
    list
}

/// Takes `new` to hold as well.
fn narrow(about: &mut About, new: About) {
    match (about, new) {
        (About::Number { reach, ends, .. }, About::Number { reach: other, ends: more, .. }) => {
            *reach = reach.intersect(&other);
            ends.extend(more);
        }
        (About::Beside { less, equal, greater, .. }, About::Beside { less: l, equal: e, greater: g, .. }) => {
            (*less, *equal, *greater) = (*less && l, *equal && e, *greater && g);
        }
        (About::Options { bits, .. }, About::Options { bits: other, .. }) => *bits &= other,
        _ => {}
    }
}

/// Puts alternatives together that differ in one value alone.
fn merge(cases: &mut Vec<Vec<(Key, About)>>) {
    loop {
        let mut joined = None;
        'pairs: for (i, first) in cases.iter().enumerate() {
            for (j, second) in cases.iter().enumerate().skip(i + 1) {
                if let Some(case) = union(first, second) {
                    joined = Some((i, j, case));
                    break 'pairs;
                }
            }
        }
        let Some((i, j, case)) = joined else { return };
        cases.remove(j);
        if let Some(place) = cases.get_mut(i) {
            *place = case;
        }
    }
}

fn union(first: &[(Key, About)], second: &[(Key, About)]) -> Option<Vec<(Key, About)>> {
    if first.len() != second.len() {
        return None;
    }
    let mut result = first.to_vec();
    let mut differ = None;
    for (index, (key, about)) in first.iter().enumerate() {
        let (_, other) = second.iter().find(|(k, _)| k == key)?;
        let same = match (about, other) {
            (About::Number { reach, .. }, About::Number { reach: r, .. }) => reach == r,
            (a, b) => a == b,
        };
        if !same && differ.replace((index, other)).is_some() {
            return None;
        }
    }
    let (index, other) = differ?;
    match (result.get_mut(index).map(|(_, about)| about)?, other) {
        (About::Number { reach, ends, .. }, About::Number { reach: r, ends: more, .. }) => {
            *reach = reach.union(r);
            ends.extend(more.iter().cloned());
        }
        (About::Options { bits, .. }, About::Options { bits: b, .. }) => *bits |= b,
        (About::Beside { less, equal, greater, .. }, About::Beside { less: l, equal: e, greater: g, .. }) => {
            (*less, *equal, *greater) = (*less || *l, *equal || *e, *greater || *g);
        }
        _ => return None,
    }
    Some(result)
}

/// The alternatives as ranges of one value, where they are such.
fn ranges(told: &[Vec<(Key, About)>]) -> Option<Vec<Vec<(Comparison, String)>>> {
    let mut value: Option<String> = None;
    let mut all = Vec::new();
    for case in told {
        let mut ends = Vec::new();
        for (_, about) in case {
            let (text, more) = comparisons(about)?;
            if *value.get_or_insert_with(|| text.clone()) != text {
                return None;
            }
            ends.extend(more);
        }
        all.push(ends);
    }
    Some(all)
}

/// How one value stands to its ends, where it is one comparison or two.
fn comparisons(about: &About) -> Option<(String, Vec<(Comparison, String)>)> {
    match about {
        About::Number { text, reach, ends, .. } => {
            let [piece] = reach.pieces() else { return None };
            let end = |number: &Number| ends.iter().find(|(n, _)| n == number).map(|(_, text)| text.clone());
            if let Some(number) = piece.as_point() {
                return Some((text.clone(), vec![(Comparison::Eq, end(number)?)]));
            }
            let mut list = Vec::new();
            match &piece.lo {
                Bound::Unbounded => {}
                Bound::Closed(n) => list.push((Comparison::Ge, end(n)?)),
                Bound::Open(n) => list.push((Comparison::Gt, end(n)?)),
            }
            match &piece.hi {
                Bound::Unbounded => {}
                Bound::Closed(n) => list.push((Comparison::Le, end(n)?)),
                Bound::Open(n) => list.push((Comparison::Lt, end(n)?)),
            }
            Some((text.clone(), list))
        }
        About::Beside { text, right, less, equal, greater } => {
            Some((text.clone(), vec![(relation(*less, *equal, *greater)?, right.clone())]))
        }
        _ => None,
    }
}

fn relation(less: bool, equal: bool, greater: bool) -> Option<Comparison> {
    Some(match (less, equal, greater) {
        (true, false, false) => Comparison::Lt,
        (true, true, false) => Comparison::Le,
        (false, true, false) => Comparison::Eq,
        (false, true, true) => Comparison::Ge,
        (false, false, true) => Comparison::Gt,
        (true, false, true) => Comparison::Ne,
        _ => return None,
    })
}

/// What is known of one value, as a condition.
fn words(about: &About, language: Language) -> String {
    match about {
        About::Number { text, reach, ends, all } => {
            let show = |number: &Number| {
                let written = ends.iter().find(|(n, _)| n == number).map(|(_, text)| text.clone());
                written
                    .or_else(|| ends.iter().find_map(|like| alike(number, like)))
                    .unwrap_or_else(|| number.to_string())
            };
            let outside = Reach::all().minus(reach);
            if let Some(only) = outside.as_point() {
                return format!("{text} ≠ {}", show(only));
            }
            let reach = &stepped(reach, all.as_ref());
            let parts: Vec<String> = reach
                .pieces()
                .iter()
                .map(|piece| match (&piece.lo, &piece.hi) {
                    (Bound::Closed(a), Bound::Closed(b)) if a == b => format!("{text} = {}", show(a)),
                    (Bound::Unbounded, Bound::Unbounded) => format!("{text} = {text}"),
                    (Bound::Unbounded, high) => format!("{text} {} {}", at_most(high), end(high, &show)),
                    (low, Bound::Unbounded) => format!("{text} {} {}", at_least(low), end(low, &show)),
                    (low, high) => {
                        let below = if low.is_closed() { "≤" } else { "<" };
                        format!("{} {below} {text} {} {}", end(low, &show), at_most(high), end(high, &show))
                    }
                })
                .collect();
            let or = language.pick(" 或 ", " or ");
            if parts.len() > 1 { format!("({})", parts.join(or)) } else { parts.concat() }
        }
        About::Beside { text, right, less, equal, greater } => {
            let op = relation(*less, *equal, *greater).unwrap_or(Comparison::Eq);
            format!("{text} {} {right}", op.sign())
        }
        About::Options { text, bits, all, names } => {
            let name = |bits: u64| {
                let list = names.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, name)| name.as_str());
                list.collect::<Vec<_>>().join(language.pick("、", ", "))
            };
            let others = all & !bits;
            match (bits.count_ones(), others.count_ones()) {
                (1, _) => format!("{text} = {}", name(*bits)),
                (_, 1) => format!("{text} ≠ {}", name(others)),
                _ => format!("{text} {} {{{}}}", language.pick("属于", "in"), name(*bits)),
            }
        }
        About::Truth { text, holds, given } => match (given, holds) {
            (true, true) => format!("{} {text}", language.pick("已填", "given")),
            (true, false) => format!("{} {text}", language.pick("未填", "absent")),
            (false, true) => text.clone(),
            (false, false) if text.contains(' ') => format!("{} ({text})", language.pick("非", "not")),
            (false, false) => format!("{} {text}", language.pick("非", "not")),
        },
    }
}

/// `reach` with its ends on the steps of `all`, the values that there are, and without ends that `all` has too.
fn stepped(reach: &Reach, all: Option<&Reach>) -> Reach {
    let Some(all) = all.filter(|all| all.pieces().iter().all(|p| p.lattice.is_some() || p.as_point().is_some())) else {
        return reach.clone();
    };
    let within = reach.intersect(all);
    let freed = within.pieces().iter().map(|piece| {
        if piece.as_point().is_some() {
            return piece.clone();
        }
        let lo = if piece.lo == all.lo() { Bound::Unbounded } else { piece.lo.clone() };
        let hi = if piece.hi == all.hi() { Bound::Unbounded } else { piece.hi.clone() };
        Interval::between(lo, hi)
    });
    freed.collect()
}

/// `number` written like the end beside it, which has the same unit; `None` where the unit is not that of the
/// number as it is held.
fn alike(number: &Number, (end, text): &(Number, String)) -> Option<String> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(text.len());
    let (figure, unit) = text.split_at(digits);
    let figure = Number::parse(figure).ok()?;
    if figure == *end {
        return Some(format!("{}{unit}", number.shown(PLACES).text));
    }
    (unit.starts_with('%') || unit.starts_with('％')).then(|| number.shown_percent(PLACES).text)
}

fn at_most(bound: &Bound) -> &'static str {
    if bound.is_closed() { "≤" } else { "<" }
}

fn at_least(bound: &Bound) -> &'static str {
    if bound.is_closed() { "≥" } else { ">" }
}

fn end(bound: &Bound, show: &dyn Fn(&Number) -> String) -> String {
    bound.value().map(show).unwrap_or_default()
}
