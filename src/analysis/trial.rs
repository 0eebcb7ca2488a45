//! Facts for a total by trial, where it hangs on the facts in a way that no linear term says (a power, a median, a
//! formula over the parts): some assignments are evaluated, and between two whose totals lie on either side, which
//! differ in one number alone, that number is halved in. Whatever is found is confirmed like any witness.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Witness, WitnessValue};
use crate::model::{FactId, Rubric, Type, TypeKind};
use crate::number::{Number, Reach, RoundingMode};

use super::eliminate::natural_in;
use super::witness::{Confirm, Finder, MAX_ROWS};

/// Assignments that are evaluated first.
const SAMPLES: usize = 40;
/// Pairs of them that are gone between.
const PAIRS: usize = 24;
/// How often a number is halved in.
const HALVINGS: usize = 24;
/// Rubrics with more to fill in are left alone.
const MOST_PLACES: usize = 400;

/// Something to be filled in: a fact, or a cell of a table.
struct Place<'m> {
    fact: FactId,
    cell: Option<(usize, usize)>,
    ty: &'m Type,
    choices: Vec<Taken>,
}

/// What is filled in.
#[derive(Clone, Debug, PartialEq)]
enum Taken {
    Number(Number),
    Word(String),
    Absent,
}

/// Facts on which the total lies in `region`, and that `confirm` accepts.
pub(super) fn witness<'m, 'f>(
    rubric: &'m Rubric,
    finder: &Finder<'m, 'f>,
    region: &Reach,
    confirm: Confirm<'m, 'f, '_>,
) -> Option<Witness> {
    let places = places(rubric, finder);
    if places.is_empty() || places.len() > MOST_PLACES {
        return None;
    }
    let trial = Trial { rubric, finder, places };
    let accepted = |taken: &[Taken]| -> Option<Witness> {
        let witness = trial.written(taken)?;
        let facts = finder.read(&witness)?;
        confirm(finder, &facts).then_some(witness)
    };
    let mut below: Vec<Vec<Taken>> = Vec::new();
    let mut above: Vec<Vec<Taken>> = Vec::new();
    for sample in 0..SAMPLES {
        let taken = trial.sample(sample);
        match trial.side(&taken, region) {
            Some(Side::Inside) => {
                if let Some(witness) = accepted(&taken) {
                    return Some(witness);
                }
            }
            Some(Side::Below) => below.push(taken),
            Some(Side::Above) => above.push(taken),
            None => {}
        }
    }
    // Each of the one side with several of the other.
    (0..PAIRS).find_map(|pair| {
        let low = below.get(pair % below.len().max(1))?;
        let high = above.get((pair * 7 + pair / below.len().max(1)) % above.len().max(1))?;
        accepted(&trial.between(low, high, region)?)
    })
}

/// Where a total lies.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Below,
    Inside,
    Above,
}

struct Trial<'m, 'f, 't> {
    rubric: &'m Rubric,
    finder: &'t Finder<'m, 'f>,
    places: Vec<Place<'m>>,
}

impl Trial<'_, '_, '_> {
    /// The sample `number`: the first choice everywhere, the last, and mixtures that are the same in every run.
    fn sample(&self, number: usize) -> Vec<Taken> {
        let pick = |(at, place): (usize, &Place<'_>)| {
            let count = place.choices.len();
            let index = match number {
                0 => 0,
                1 => count.saturating_sub(1),
                _ => {
                    (number.wrapping_mul(2_654_435_761) >> (at % 13)).wrapping_add(at.wrapping_mul(number))
                        % count.max(1)
                }
            };
            place.choices.get(index).cloned().unwrap_or(Taken::Absent)
        };
        self.places.iter().enumerate().map(pick).collect()
    }

    fn side(&self, taken: &[Taken], region: &Reach) -> Option<Side> {
        let facts = self.finder.read(&self.written(taken)?)?;
        let Some(total) = self.finder.total(&facts) else {
            // A total in a gap of the grades is none to the evaluator.
            return self.finder.comes_to(&facts, Code::TotalNoGrade).then_some(Side::Inside);
        };
        if region.contains(&total) {
            return Some(Side::Inside);
        }
        let low = region.pieces().first().and_then(|piece| piece.lo.value());
        Some(if low.is_some_and(|low| total <= *low) { Side::Below } else { Side::Above })
    }

    /// One filled in between `low` and `high`, with a total in the region.
    fn between(&self, low: &[Taken], high: &[Taken], region: &Reach) -> Option<Vec<Taken>> {
        let mut taken = low.to_vec();
        for (at, wanted) in high.iter().enumerate() {
            let before = taken.get(at)?.clone();
            if before == *wanted {
                continue;
            }
            *taken.get_mut(at)? = wanted.clone();
            match self.side(&taken, region) {
                Some(Side::Inside) => return Some(taken),
                Some(Side::Above) => {
                    if let (Taken::Number(from), Taken::Number(to)) = (&before, wanted)
                        && let Some(found) = self.halved(taken.clone(), at, (from.clone(), to.clone()), region)
                    {
                        return Some(found);
                    }
                    *taken.get_mut(at)? = before;
                }
                Some(Side::Below) => {}
                // No total: the pieces do not go together.
                None => *taken.get_mut(at)? = before,
            }
        }
        None
    }

    /// The number at `at` between one that gives too little and one that gives too much.
    fn halved(
        &self,
        mut taken: Vec<Taken>,
        at: usize,
        (mut low, mut high): (Number, Number),
        region: &Reach,
    ) -> Option<Vec<Taken>> {
        let ty = self.places.get(at)?.ty;
        for _ in 0..HALVINGS {
            let middle = low.add(&high).ok()?.div(&Number::from_i64(2)).ok()?;
            let middle = fitting(ty, &middle)?;
            if middle == low || middle == high {
                return None;
            }
            *taken.get_mut(at)? = Taken::Number(middle.clone());
            match self.side(&taken, region)? {
                Side::Inside => return Some(taken),
                Side::Below => low = middle,
                Side::Above => high = middle,
            }
        }
        None
    }

    /// What is taken, as a facts file has it.
    fn written(&self, taken: &[Taken]) -> Option<Witness> {
        let mut witness = Witness::default();
        let mut rows: BTreeMap<FactId, Vec<Vec<(String, WitnessValue)>>> = BTreeMap::new();
        for (place, taken) in self.places.iter().zip(taken) {
            let value = match taken {
                Taken::Number(number) => WitnessValue::Written(self.finder.number(number, place.ty)?),
                Taken::Word(word) => WitnessValue::Written(word.clone()),
                Taken::Absent => WitnessValue::Absent,
            };
            let fact = self.rubric.fact(place.fact);
            let Some((row, column)) = place.cell else {
                witness.facts.push((fact.name.clone(), value));
                continue;
            };
            let field = fact.ty.table()?.fields.get(column)?;
            let list = rows.entry(place.fact).or_default();
            while list.len() <= row {
                list.push(Vec::new());
            }
            list.get_mut(row)?.push((field.name.clone(), value));
        }
        for (index, fact) in self.rubric.facts.iter().enumerate() {
            if fact.ty.table().is_some() {
                let list = rows.remove(&FactId(index as u32)).unwrap_or_default();
                witness.facts.push((fact.name.clone(), WitnessValue::Rows(list)));
            }
        }
        Some(witness)
    }
}

/// Everything that is to be filled in, a table with as few rows as may be, but one.
fn places<'m>(rubric: &'m Rubric, finder: &Finder<'m, '_>) -> Vec<Place<'m>> {
    let mut places = Vec::new();
    for (index, fact) in rubric.facts.iter().enumerate() {
        let id = FactId(index as u32);
        match fact.ty.table() {
            None => {
                let choices = choices(rubric, finder, &fact.ty, 0);
                places.push(Place { fact: id, cell: None, ty: &fact.ty, choices });
            }
            Some(table) => {
                let rows = usize::try_from(table.at_least).unwrap_or(usize::MAX).clamp(1, MAX_ROWS as usize);
                for row in 0..rows {
                    for (column, field) in table.fields.iter().enumerate() {
                        let choices = choices(rubric, finder, &field.ty, row);
                        places.push(Place { fact: id, cell: Some((row, column)), ty: &field.ty, choices });
                    }
                }
            }
        }
    }
    places
}

/// Values of `ty` that are tried.
fn choices(rubric: &Rubric, finder: &Finder<'_, '_>, ty: &Type, row: usize) -> Vec<Taken> {
    let mut taken: Vec<Taken> = match &ty.kind {
        TypeKind::YesNo => [false, true].map(|yes| Taken::Word(finder.yes_no(yes))).to_vec(),
        TypeKind::Option(set) => {
            rubric.options(*set).options.iter().map(|option| Taken::Word(option.name.clone())).collect()
        }
        TypeKind::Text => vec![Taken::Word(finder.example(row as i64 + 1))],
        TypeKind::Table(_) => Vec::new(),
        TypeKind::Number { .. } | TypeKind::Date => {
            let first = rubric.valid.map_or(19_723, |(first, _)| i64::from(first));
            let wanted: Vec<Number> = match ty.kind {
                TypeKind::Date => [0, 10, 100, 1_000].map(|days| Number::from_i64(first + days)).to_vec(),
                _ => [0, 1, 10, 100, 1_000].map(Number::from_i64).to_vec(),
            };
            let all = Reach::all();
            let reach = ty.reach.as_ref().unwrap_or(&all);
            let ends = [reach.lo(), reach.hi()].into_iter().filter_map(|end| end.value().cloned());
            let values: Vec<Number> =
                ends.chain(wanted).filter_map(|wanted| natural_in(reach, &wanted, false)).collect();
            values.into_iter().map(Taken::Number).collect()
        }
    };
    if ty.optional {
        taken.push(Taken::Absent);
    }
    let mut once: Vec<Taken> = Vec::new();
    for choice in taken {
        if !once.contains(&choice) {
            once.push(choice);
        }
    }
    once
}

/// The value of `ty` at `number` or, where it takes steps, next to it.
fn fitting(ty: &Type, number: &Number) -> Option<Number> {
    let whole = matches!(ty.kind, TypeKind::Date | TypeKind::Number { whole: true, .. });
    let Some(reach) = ty.reach.as_ref().filter(|reach| !reach.contains(number)) else {
        return if whole { number.round(0, RoundingMode::Down).ok() } else { Some(number.clone()) };
    };
    reach.pieces().iter().find_map(|piece| {
        let lattice = piece.lattice.as_ref()?;
        let steps = number.sub(&lattice.origin).ok()?.div(&lattice.step).ok()?.round(0, RoundingMode::Down).ok()?;
        lattice.origin.add(&steps.mul(&lattice.step).ok()?).ok().filter(|value| reach.contains(value))
    })
}
