//! Whether formulas can hold together, and values with which they do.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::number::{Bound, Number, Reach};

use super::eliminate::{System, natural_in};
use super::formula::{Domain, Formula, Run, Undecided, Variables};
use super::linear::{Constraint, Linear, Sign, Var};

/// How many ways one question may branch into.
const MAX_STEPS: u32 = 4_000;

/// Values of variables.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    /// Numbers and days.
    pub numbers: BTreeMap<Var, Number>,
    /// Choices, by index.
    pub choices: BTreeMap<Var, u32>,
}

/// What is known on one way through the formulas.
#[derive(Clone, Debug, Default)]
struct State {
    numbers: BTreeMap<Var, Reach>,
    choices: BTreeMap<Var, u64>,
    /// Constraints over several variables.
    constraints: Vec<Rc<Constraint>>,
    /// Alternatives not yet chosen among.
    open: Vec<Rc<Vec<Formula>>>,
}

/// Answers questions about the variables of an analysis.
pub(super) struct Solver<'a, 'm> {
    variables: &'a Variables<'m>,
    /// Variables that are to be given a value before the others.
    first: BTreeSet<Var>,
    steps: u32,
}

impl<'a, 'm> Solver<'a, 'm> {
    /// A solver over `variables`.
    pub fn new(variables: &'a Variables<'m>) -> Self {
        Solver { variables, first: BTreeSet::new(), steps: 0 }
    }

    /// The same, with variables that are to be given a value before the others.
    pub fn with_first(variables: &'a Variables<'m>, first: BTreeSet<Var>) -> Self {
        Solver { variables, first, steps: 0 }
    }

    /// Values with which all of `formulas` hold; `None` where there are none.
    pub fn solve(&mut self, formulas: &[Formula]) -> Run<Option<Point>> {
        self.steps = 0;
        let mut state = State::default();
        for formula in formulas {
            if !self.assert(&mut state, formula)? {
                return Ok(None);
            }
        }
        self.search(state)
    }

    /// The numbers that `term` may come to where all of `formulas` hold. Exact but for whole numbers, and none
    /// is missing.
    pub fn values(&mut self, term: &Linear, formulas: &[Formula]) -> Run<Reach> {
        self.steps = 0;
        let mut state = State::default();
        for formula in formulas {
            if !self.assert(&mut state, formula)? {
                return Ok(Reach::empty());
            }
        }
        for (var, _) in &term.terms {
            if !self.enter(&mut state, *var)? {
                return Ok(Reach::empty());
            }
        }
        let mut reach = Reach::empty();
        self.project(state, term, &mut reach)?;
        Ok(reach)
    }

    fn step(&mut self) -> Run<()> {
        self.steps += 1;
        if self.steps > MAX_STEPS { Err(Undecided::TooMany) } else { Ok(()) }
    }

    /// Follows one way after the other until all alternatives are chosen among.
    fn search(&mut self, mut state: State) -> Run<Option<Point>> {
        self.step()?;
        let Some(alternatives) = self.choose(&mut state)? else {
            return Ok(None);
        };
        let Some(alternatives) = alternatives else { return self.point(&state) };
        let mut undecided = None;
        for formula in alternatives.iter() {
            let mut next = state.clone();
            if !self.assert(&mut next, formula)? {
                continue;
            }
            match self.search(next) {
                Ok(Some(point)) => return Ok(Some(point)),
                Ok(None) => {}
                Err(reason) if self.steps > MAX_STEPS => return Err(reason),
                Err(reason) => undecided = Some(reason),
            }
        }
        undecided.map_or(Ok(None), Err)
    }

    fn project(&mut self, mut state: State, term: &Linear, reach: &mut Reach) -> Run<()> {
        self.step()?;
        let Some(alternatives) = self.choose(&mut state)? else { return Ok(()) };
        let Some(alternatives) = alternatives else {
            if self.point(&state)?.is_some() {
                *reach = reach.union(&self.projected(&state, term)?);
            }
            return Ok(());
        };
        for formula in alternatives.iter() {
            let mut next = state.clone();
            if self.assert(&mut next, formula)? {
                self.project(next, term, reach)?;
            }
        }
        Ok(())
    }

    fn projected(&mut self, state: &State, term: &Linear) -> Run<Reach> {
        if let Some(number) = term.as_constant() {
            return Ok(Reach::point(number.clone()));
        }
        if let Some((var, coefficient)) = term.as_single()
            && !state.constraints.iter().any(|c| c.term.coefficient(var).is_some())
        {
            let values = state.numbers.get(&var).cloned().unwrap_or_else(Reach::all);
            return Ok(values.scale(coefficient).add(&Reach::point(term.constant.clone())));
        }
        let target = Var(u32::MAX);
        let equality = Constraint::new(term.sub(&Linear::var(target))?, Sign::Zero);
        let mut constraints: Vec<Rc<Constraint>> = state.constraints.clone();
        constraints.push(Rc::new(equality));
        let members: BTreeSet<Var> = constraints.iter().flat_map(|c| c.term.terms.iter().map(|(v, _)| *v)).collect();
        let mut reach = Reach::empty();
        self.systems(state, &constraints, &members, &mut |system, _| {
            reach = reach.union(&system.projection(target)?);
            Ok(false)
        })?;
        Ok(reach)
    }

    /// Drops alternatives that are decided, and takes out the smallest that is not. `None` where one has
    /// nothing left; `Some(None)` where none is left.
    #[allow(clippy::type_complexity)]
    fn choose(&mut self, state: &mut State) -> Run<Option<Option<Rc<Vec<Formula>>>>> {
        loop {
            let mut changed = false;
            let mut left: Vec<Rc<Vec<Formula>>> = Vec::new();
            let open = std::mem::take(&mut state.open);
            for alternatives in open {
                let mut kept = Vec::new();
                let mut holds = false;
                for formula in alternatives.iter() {
                    match self.glance(state, formula) {
                        Some(true) => {
                            holds = true;
                            break;
                        }
                        Some(false) => {}
                        None => kept.push(formula.clone()),
                    }
                }
                if holds {
                    continue;
                }
                match kept.len() {
                    0 => return Ok(None),
                    1 => {
                        changed = true;
                        for formula in &kept {
                            if !self.assert(state, formula)? {
                                return Ok(None);
                            }
                        }
                    }
                    n if n == alternatives.len() => left.push(alternatives),
                    _ => left.push(Rc::new(kept)),
                }
            }
            left.append(&mut state.open);
            state.open = left;
            if !changed {
                break;
            }
        }
        let smallest = state.open.iter().enumerate().min_by_key(|(_, a)| a.len()).map(|(index, _)| index);
        // No point in choosing further where what is settled cannot hold.
        if smallest.is_some() && state.constraints.len() > 1 && self.point(state)?.is_none() {
            return Ok(None);
        }
        Ok(Some(smallest.map(|index| state.open.swap_remove(index))))
    }

    /// Whether `formula` is decided by what is known of its variables one by one.
    fn glance(&self, state: &State, formula: &Formula) -> Option<bool> {
        match formula {
            Formula::True => Some(true),
            Formula::False => Some(false),
            Formula::Literal(..) => self.glance(state, formula.opened()),
            Formula::Among(var, bits) => {
                let known = state.choices.get(var).copied()?;
                if known & bits == 0 {
                    Some(false)
                } else if known & !bits == 0 {
                    Some(true)
                } else {
                    None
                }
            }
            Formula::Linear(constraint) => {
                let (var, coefficient) = constraint.term.as_single()?;
                let known = state.numbers.get(&var)?;
                let allowed = allowed(constraint, coefficient)?;
                if known.intersect(&allowed).is_empty() {
                    Some(false)
                } else if known.is_subset(&allowed) {
                    Some(true)
                } else {
                    None
                }
            }
            Formula::And(parts) => {
                let mut all = Some(true);
                for part in parts.iter() {
                    match self.glance(state, part) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => all = None,
                    }
                }
                all
            }
            Formula::Or(parts) => {
                let mut none = Some(false);
                for part in parts.iter() {
                    match self.glance(state, part) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => none = None,
                    }
                }
                none
            }
        }
    }

    /// Takes `formula` for true. False where that cannot be.
    fn assert(&mut self, state: &mut State, formula: &Formula) -> Run<bool> {
        match formula {
            Formula::True => Ok(true),
            Formula::False => Ok(false),
            Formula::Literal(..) => self.assert(state, formula.opened()),
            Formula::And(parts) => {
                for part in parts.iter() {
                    if !self.assert(state, part)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Formula::Or(parts) => {
                let mut entered = Vec::new();
                formula.variables(&mut |var| entered.push(var));
                for var in entered {
                    if !self.enter(state, var)? {
                        return Ok(false);
                    }
                }
                state.open.push(parts.clone());
                Ok(true)
            }
            Formula::Among(var, bits) => {
                if !self.enter(state, *var)? {
                    return Ok(false);
                }
                let known = state.choices.entry(*var).or_insert(u64::MAX);
                *known &= bits;
                Ok(*known != 0)
            }
            Formula::Linear(constraint) => {
                for (var, _) in &constraint.term.terms {
                    if !self.enter(state, *var)? {
                        return Ok(false);
                    }
                }
                if let Some((var, coefficient)) = constraint.term.as_single()
                    && let Some(allowed) = allowed(constraint, coefficient)
                {
                    let known = state.numbers.entry(var).or_insert_with(Reach::all);
                    *known = known.intersect(&allowed);
                    return Ok(!known.is_empty());
                }
                state.constraints.push(constraint.clone());
                Ok(true)
            }
        }
    }

    /// Takes up a variable met for the first time: its values, and what ties it to others.
    fn enter(&mut self, state: &mut State, var: Var) -> Run<bool> {
        let Some(variable) = self.variables.get(var) else { return Ok(true) };
        match &variable.domain {
            Domain::Choices(bits) => {
                if state.choices.contains_key(&var) {
                    return Ok(true);
                }
                state.choices.insert(var, *bits);
                if *bits == 0 {
                    return Ok(false);
                }
            }
            Domain::Numbers(reach) => {
                if state.numbers.contains_key(&var) {
                    return Ok(true);
                }
                state.numbers.insert(var, reach.clone());
                if reach.is_empty() {
                    return Ok(false);
                }
            }
        }
        match &variable.tied {
            Some(formula) => self.assert(state, formula),
            None => Ok(true),
        }
    }

    /// Values for all variables of `state`, where no alternative is open.
    fn point(&mut self, state: &State) -> Run<Option<Point>> {
        let mut point = Point::default();
        for (var, bits) in &state.choices {
            point.choices.insert(*var, bits.trailing_zeros());
        }
        // Variables that no constraint ties together are given values apart.
        let mut groups: Vec<(BTreeSet<Var>, Vec<Rc<Constraint>>)> = Vec::new();
        for constraint in &state.constraints {
            let mut members: BTreeSet<Var> = constraint.term.terms.iter().map(|(v, _)| *v).collect();
            let mut own = vec![constraint.clone()];
            groups.retain_mut(|(others, constraints)| {
                if others.is_disjoint(&members) {
                    return true;
                }
                members.append(others);
                own.append(constraints);
                false
            });
            groups.push((members, own));
        }
        for (members, constraints) in &groups {
            let mut found = None;
            self.systems(state, constraints, members, &mut |system, lattices| {
                let Some(values) = system.solve()? else { return Ok(false) };
                let mut numbers = BTreeMap::new();
                for var in members {
                    let index = values.get(var).or(system.natural.get(var)).cloned().unwrap_or(Number::ZERO);
                    let number = match lattices.get(var) {
                        Some((origin, step)) => origin.add(&step.mul(&index)?)?,
                        None => index,
                    };
                    numbers.insert(*var, number);
                }
                found = Some(numbers);
                Ok(true)
            })?;
            match found {
                Some(numbers) => point.numbers.extend(numbers),
                None => return Ok(None),
            }
        }
        for (var, reach) in &state.numbers {
            if point.numbers.contains_key(var) {
                continue;
            }
            let natural = self.variables.get(*var).map_or(Number::ZERO, |v| v.natural.clone());
            let found = natural_in(reach, &natural, false).or_else(|| {
                let piece = reach.pieces().first()?;
                piece.lo.value().or(piece.hi.value()).or(piece.lattice.as_ref().map(|l| &l.origin)).cloned()
            });
            match found {
                Some(number) => point.numbers.insert(*var, number),
                None => return Ok(None),
            };
        }
        Ok(Some(point))
    }

    /// Tells `each` of every system that `constraints` make with the values of `members`, one for every choice
    /// of the intervals that those lie in, until it says that this is enough. Variables on a lattice stand for
    /// the number of steps; their lattices come with the system.
    #[allow(clippy::type_complexity)]
    fn systems(
        &mut self,
        state: &State,
        constraints: &[Rc<Constraint>],
        members: &BTreeSet<Var>,
        each: &mut dyn FnMut(&System, &BTreeMap<Var, (Number, Number)>) -> Run<bool>,
    ) -> Run<()> {
        let all = Reach::all();
        let pieces: Vec<(Var, &Reach)> =
            members.iter().map(|var| (*var, state.numbers.get(var).unwrap_or(&all))).collect();
        let mut choice = vec![0usize; pieces.len()];
        let mut undecided = None;
        loop {
            self.step()?;
            match self.system(constraints, &pieces, &choice).and_then(|(s, l)| each(&s, &l)) {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(reason) => undecided = Some(reason),
            }
            // The next choice, as a number counts up.
            let mut at = 0;
            loop {
                let (Some(digit), Some((_, reach))) = (choice.get_mut(at), pieces.get(at)) else {
                    return undecided.map_or(Ok(()), Err);
                };
                *digit += 1;
                if *digit < reach.pieces().len() {
                    break;
                }
                *digit = 0;
                at += 1;
            }
        }
    }

    #[allow(clippy::type_complexity)]
    fn system(
        &self,
        constraints: &[Rc<Constraint>],
        pieces: &[(Var, &Reach)],
        choice: &[usize],
    ) -> Run<(System, BTreeMap<Var, (Number, Number)>)> {
        let mut system = System { first: self.first.clone(), ..System::default() };
        let mut lattices = BTreeMap::new();
        system.constraints = constraints.iter().map(|c| c.as_ref().clone()).collect();
        for ((var, reach), index) in pieces.iter().zip(choice) {
            let Some(piece) = reach.pieces().get(*index) else { continue };
            let mut natural = self.variables.get(*var).map_or(Number::ZERO, |v| v.natural.clone());
            let (mut lo, mut hi) = (piece.lo.clone(), piece.hi.clone());
            if let Some(lattice) = &piece.lattice {
                let (origin, step) = (lattice.origin.clone(), lattice.step.clone());
                let term = Linear::constant(origin.clone()).plus(&Linear::var(*var), &step)?;
                for constraint in &mut system.constraints {
                    constraint.term = constraint.term.substitute(*var, &term)?;
                }
                let steps = |bound: Bound| -> Run<Bound> {
                    Ok(match bound {
                        Bound::Unbounded => Bound::Unbounded,
                        Bound::Closed(n) => Bound::Closed(n.sub(&origin)?.div(&step)?),
                        Bound::Open(n) => Bound::Open(n.sub(&origin)?.div(&step)?),
                    })
                };
                (lo, hi) = (steps(lo)?, steps(hi)?);
                natural = natural.sub(&origin)?.div(&step)?.floor();
                system.whole.insert(*var);
                lattices.insert(*var, (origin, step));
            }
            system.natural.insert(*var, natural);
            for (bound, factor) in [(lo, -1), (hi, 1)] {
                let sign = if bound.is_closed() { Sign::AtMost } else { Sign::Below };
                if let Some(end) = bound.value() {
                    let factor = Number::from_i64(factor);
                    let term = Linear::var(*var).sub(&Linear::constant(end.clone()))?.scale(&factor)?;
                    system.constraints.push(Constraint::new(term, sign));
                }
            }
        }
        Ok((system, lattices))
    }
}

/// The numbers that a constraint on one variable allows it.
fn allowed(constraint: &Constraint, coefficient: &Number) -> Option<Reach> {
    let end = constraint.term.constant.neg().div(coefficient).ok()?;
    Some(match constraint.sign {
        Sign::Zero => Reach::point(end),
        sign => {
            let bound = if sign == Sign::AtMost { Bound::Closed(end) } else { Bound::Open(end) };
            if coefficient.is_positive() { Reach::all().below(&bound) } else { Reach::all().above(&bound) }
        }
    })
}
