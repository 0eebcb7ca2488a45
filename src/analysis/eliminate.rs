//! Whether linear constraints can hold together, and numbers with which they do: one variable after the
//! other is eliminated, then each is given a value in the reverse order. Whole numbers are branched on where
//! elimination alone leaves them open.

use std::collections::{BTreeMap, BTreeSet};

use crate::number::{Bound, Interval, Number, Reach};

use super::formula::{Run, Undecided};
use super::linear::{Constraint, Linear, Sign, Var};

/// Most constraints that one elimination may come to.
const MAX_CONSTRAINTS: usize = 400;
/// How often whole numbers are branched on.
const MAX_BRANCHES: u32 = 60;

/// Constraints over some variables.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    /// The constraints.
    pub constraints: Vec<Constraint>,
    /// Variables that are whole numbers.
    pub whole: BTreeSet<Var>,
    /// Values that read naturally.
    pub natural: BTreeMap<Var, Number>,
    /// Variables that are to be given a value before the others, where that is free.
    pub first: BTreeSet<Var>,
}

/// How a variable was got rid of.
enum Gone {
    /// It equals this.
    Equal(Var, Linear),
    /// It lies between these; each with whether the end is left out.
    Between(Var, Vec<(Linear, bool)>, Vec<(Linear, bool)>),
}

impl System {
    /// Numbers with which all constraints hold; `None` where there are none.
    pub fn solve(&self) -> Run<Option<BTreeMap<Var, Number>>> {
        let mut branches = MAX_BRANCHES;
        self.branch(&mut branches)
    }

    fn branch(&self, branches: &mut u32) -> Run<Option<BTreeMap<Var, Number>>> {
        let Some(gone) = self.eliminate(None)? else { return Ok(None) };
        let mut values = BTreeMap::new();
        for step in gone.iter().rev() {
            let (var, within) = match step {
                Gone::Equal(var, term) => (*var, Reach::point(value(term, &values)?)),
                Gone::Between(var, lows, highs) => (*var, between(lows, highs, &values)?),
            };
            let natural = self.natural.get(&var).cloned().unwrap_or(Number::ZERO);
            if !self.whole.contains(&var) {
                match natural_in(&within, &natural, false) {
                    Some(number) => values.insert(var, number),
                    None => return Err(Undecided::TooMany),
                };
                continue;
            }
            if let Some(number) = natural_in(&within, &natural, true) {
                values.insert(var, number);
                continue;
            }
            // No whole number lies here: it lies below or above.
            let Some(at) = within.lo().value().or(within.hi().value()).cloned() else {
                return Err(Undecided::TooMany);
            };
            let floor = at.floor();
            for (low, high) in [(None, Some(floor.clone())), (Some(floor.add(&Number::ONE)?), None)] {
                *branches = branches.checked_sub(1).ok_or(Undecided::TooMany)?;
                let mut narrowed = self.clone();
                if let Some(high) = high {
                    let term = Linear::var(var).sub(&Linear::constant(high))?;
                    narrowed.constraints.push(Constraint::new(term, Sign::AtMost));
                }
                if let Some(low) = low {
                    let term = Linear::constant(low).sub(&Linear::var(var))?;
                    narrowed.constraints.push(Constraint::new(term, Sign::AtMost));
                }
                if let Some(found) = narrowed.branch(branches)? {
                    return Ok(Some(found));
                }
            }
            return Ok(None);
        }
        Ok(Some(values))
    }

    /// The numbers that `var` may be, all others being what they may: exact but for whole numbers.
    pub fn projection(&self, var: Var) -> Run<Reach> {
        let Some(gone) = self.eliminate(Some(var))? else { return Ok(Reach::empty()) };
        match gone.last() {
            Some(Gone::Between(last, lows, highs)) if *last == var => between(lows, highs, &BTreeMap::new()),
            Some(Gone::Equal(last, term)) if *last == var => {
                Ok(term.as_constant().map_or_else(Reach::all, |c| Reach::point(c.clone())))
            }
            _ => Ok(Reach::all()),
        }
    }

    /// Gets rid of all variables, `last` at the end. `None` where the constraints cannot hold.
    fn eliminate(&self, last: Option<Var>) -> Run<Option<Vec<Gone>>> {
        let mut gone = Vec::new();
        let mut waiting = Vec::new();
        for constraint in &self.constraints {
            match self.tightened(constraint)? {
                Some(constraint) => waiting.push(constraint),
                None => return Ok(None),
            }
        }
        // Equalities are put in the place of a variable.
        while let Some((index, var)) = self.equality(&waiting, last) {
            let equality = waiting.swap_remove(index);
            let Some(coefficient) = equality.term.coefficient(var).cloned() else { continue };
            let mut rest = equality.term.clone();
            rest.terms.retain(|(v, _)| *v != var);
            let term = rest.scale(&Number::from_i64(-1).div(&coefficient)?)?;
            let mut next = Vec::with_capacity(waiting.len());
            for constraint in waiting {
                let changed = constraint.term.coefficient(var).is_some();
                let constraint = Constraint::new(constraint.term.substitute(var, &term)?, constraint.sign);
                match if changed { self.tightened(&constraint)? } else { Some(constraint) } {
                    Some(constraint) => next.push(constraint),
                    None => return Ok(None),
                }
            }
            waiting = next;
            gone.push(Gone::Equal(var, term));
        }
        // Those that are left of whole numbers become two each.
        let mut bounds = Vec::with_capacity(waiting.len());
        for constraint in waiting {
            if constraint.sign == Sign::Zero {
                let back = constraint.term.scale(&Number::from_i64(-1))?;
                bounds.push(Constraint::new(back, Sign::AtMost));
                bounds.push(Constraint::new(constraint.term, Sign::AtMost));
            } else {
                bounds.push(constraint);
            }
        }
        let Some(mut bounds) = sifted(bounds) else { return Ok(None) };
        while let Some(var) = self.next(&bounds, last) {
            let (mut lows, mut highs, mut others) = (Vec::new(), Vec::new(), Vec::new());
            for constraint in bounds {
                let Some(coefficient) = constraint.term.coefficient(var).cloned() else {
                    others.push(constraint);
                    continue;
                };
                let mut rest = constraint.term.clone();
                rest.terms.retain(|(v, _)| *v != var);
                let end = rest.scale(&Number::from_i64(-1).div(&coefficient)?)?;
                let open = constraint.sign == Sign::Below;
                if coefficient.is_positive() { highs.push((end, open)) } else { lows.push((end, open)) }
            }
            for (low, low_open) in &lows {
                for (high, high_open) in &highs {
                    let sign = if *low_open || *high_open { Sign::Below } else { Sign::AtMost };
                    match self.tightened(&Constraint::new(low.sub(high)?, sign))? {
                        Some(constraint) => others.push(constraint),
                        None => return Ok(None),
                    }
                    if others.len() > MAX_CONSTRAINTS {
                        return Err(Undecided::TooMany);
                    }
                }
            }
            let Some(sifted) = sifted(others) else { return Ok(None) };
            bounds = sifted;
            gone.push(Gone::Between(var, lows, highs));
        }
        Ok(Some(gone))
    }

    /// An equality, and the variable in it that is best expressed by the others.
    fn equality(&self, constraints: &[Constraint], last: Option<Var>) -> Option<(usize, Var)> {
        let unit = |c: &Number| c.abs() == Number::ONE;
        constraints.iter().enumerate().filter(|(_, c)| c.sign == Sign::Zero).find_map(|(index, constraint)| {
            let all_whole = constraint.term.terms.iter().all(|(v, _)| self.whole.contains(v));
            let alone = constraint.term.terms.len() == 1;
            let fits = |(v, c): &&(Var, Number)| {
                (Some(*v) != last || alone) && (!self.whole.contains(v) || (all_whole && unit(c)))
            };
            let late = |(v, _): &&(Var, Number)| !self.first.contains(v);
            let terms = &constraint.term.terms;
            let found = terms.iter().filter(fits).find(late).or_else(|| terms.iter().find(fits));
            found.map(|(var, _)| (index, *var))
        })
    }

    /// The variable that is best eliminated next.
    fn next(&self, constraints: &[Constraint], last: Option<Var>) -> Option<Var> {
        let mut counts: BTreeMap<Var, (usize, usize)> = BTreeMap::new();
        for (var, coefficient) in constraints.iter().flat_map(|c| &c.term.terms) {
            let count = counts.entry(*var).or_default();
            if coefficient.is_positive() { count.0 += 1 } else { count.1 += 1 }
        }
        counts
            .into_iter()
            .min_by_key(|(var, (above, below))| {
                (Some(*var) == last, self.whole.contains(var), self.first.contains(var), above * below)
            })
            .map(|(var, _)| var)
    }

    /// The same constraint, divided through, and moved to the next whole number where all of it is whole.
    /// `None` where it cannot hold.
    fn tightened(&self, constraint: &Constraint) -> Run<Option<Constraint>> {
        if let Some(decided) = constraint.decided() {
            let truth = Constraint::new(Linear::constant(Number::ZERO), Sign::AtMost);
            return Ok(decided.then_some(truth));
        }
        let terms = &constraint.term.terms;
        if !terms.iter().all(|(v, _)| self.whole.contains(v)) {
            return Ok(Some(constraint.clone()));
        }
        let mut unit = Number::ZERO;
        for (_, coefficient) in terms {
            unit = unit.gcd(coefficient)?;
        }
        if unit.is_zero() {
            return Ok(Some(constraint.clone()));
        }
        let mut term = constraint.term.scale(&Number::ONE.div(&unit.abs())?)?;
        match constraint.sign {
            Sign::Zero if !term.constant.is_integer() => return Ok(None),
            Sign::Zero => {}
            // k + c ≤ 0 for whole k is k ≤ ⌊-c⌋, k + c < 0 is k ≤ ⌈-c⌉ - 1.
            Sign::AtMost => term.constant = term.constant.ceil(),
            Sign::Below => term.constant = term.constant.floor().add(&Number::ONE)?,
        }
        let sign = if constraint.sign == Sign::Zero { Sign::Zero } else { Sign::AtMost };
        Ok(Some(Constraint::new(term, sign)))
    }
}

/// The constraints without those that others imply by their constant alone. `None` where one cannot hold.
fn sifted(constraints: Vec<Constraint>) -> Option<Vec<Constraint>> {
    let mut kept: BTreeMap<Vec<(Var, Number)>, (Number, bool)> = BTreeMap::new();
    for constraint in constraints {
        match constraint.decided() {
            Some(true) => continue,
            Some(false) => return None,
            None => {}
        }
        let open = constraint.sign == Sign::Below;
        let mut term = constraint.term;
        let scale = term.terms.first().map(|(_, c)| c.abs()).filter(|c| *c != Number::ONE);
        if let Some(scaled) = scale.and_then(|s| term.scale(&Number::ONE.div(&s).ok()?).ok()) {
            term = scaled;
        }
        let tightest = kept.entry(term.terms).or_insert((term.constant.clone(), open));
        if term.constant > tightest.0 || (term.constant == tightest.0 && open) {
            *tightest = (term.constant, open);
        }
    }
    Some(
        kept.into_iter()
            .map(|(terms, (constant, open))| {
                let sign = if open { Sign::Below } else { Sign::AtMost };
                Constraint::new(Linear { terms, constant }, sign)
            })
            .collect(),
    )
}

/// The value of `term`; variables without one are 0.
fn value(term: &Linear, values: &BTreeMap<Var, Number>) -> Run<Number> {
    let mut sum = term.constant.clone();
    for (var, coefficient) in &term.terms {
        if let Some(value) = values.get(var) {
            sum = sum.add(&coefficient.mul(value)?)?;
        }
    }
    Ok(sum)
}

fn between(lows: &[(Linear, bool)], highs: &[(Linear, bool)], values: &BTreeMap<Var, Number>) -> Run<Reach> {
    let bound = |number: Number, open: bool| if open { Bound::Open(number) } else { Bound::Closed(number) };
    let mut reach = Reach::all();
    for (low, open) in lows {
        reach = reach.above(&bound(value(low, values)?, *open));
    }
    for (high, open) in highs {
        reach = reach.below(&bound(value(high, values)?, *open));
    }
    Ok(reach)
}

/// A number of `within` that reads naturally: `natural` itself or one near it with few digits.
pub(super) fn natural_in(within: &Reach, natural: &Number, whole: bool) -> Option<Number> {
    let fits = |n: &Number| (!whole || n.is_integer()) && within.contains(n);
    if fits(natural) {
        return Some(natural.clone());
    }
    let mut best: Option<Number> = None;
    for piece in within.pieces() {
        if let Some(found) = in_interval(piece, natural, whole) {
            let nearer = |a: &Number, b: &Number| {
                let (a, b) = (a.sub(natural).ok()?.abs(), b.sub(natural).ok()?.abs());
                Some(a < b)
            };
            if best.as_ref().is_none_or(|b| nearer(&found, b).unwrap_or(false)) {
                best = Some(found);
            }
        }
    }
    best
}

fn in_interval(piece: &Interval, natural: &Number, whole: bool) -> Option<Number> {
    let fits = |n: &Number| (!whole || n.is_integer()) && piece.contains(n);
    if fits(natural) {
        return Some(natural.clone());
    }
    let from_below = piece.lo.value().is_some_and(|lo| natural <= lo);
    let end = if from_below { piece.lo.value() } else { piece.hi.value().or(piece.lo.value()) };
    let Some(end) = end else {
        // On a lattice without ends.
        return piece.lattice.as_ref().map(|lattice| lattice.origin.clone()).filter(fits);
    };
    if let Some(lattice) = &piece.lattice {
        return Some(end.clone()).filter(fits).or_else(|| Some(lattice.origin.clone()).filter(fits));
    }
    if fits(end) && (end.is_decimal() || piece.as_point().is_some()) {
        return Some(end.clone());
    }
    for places in 0..=if whole { 0 } else { 12 } {
        let scale = Number::from_i64(10).pow(places).ok()?;
        let scaled = end.mul(&scale).ok()?;
        let near =
            if from_below { scaled.floor().add(&Number::ONE).ok()? } else { scaled.ceil().sub(&Number::ONE).ok()? };
        let near = near.div(&scale).ok()?;
        if fits(&near) {
            return Some(near);
        }
    }
    if whole {
        return None;
    }
    let middle = piece.lo.value()?.add(piece.hi.value()?).ok()?.div(&Number::from_i64(2)).ok()?;
    Some(middle).filter(fits)
}
