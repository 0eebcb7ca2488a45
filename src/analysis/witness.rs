//! Facts that show a mistake: found by turning formulas round, written as a facts file would have them, and
//! confirmed by the evaluator.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::diagnostic::{Code, Witness};
use crate::eval::Plan;
use crate::facts::{self, Facts, Format};
use crate::model::{Expr, ExprKind, FactId, Rubric, TableRef, Type, TypeKind};
use crate::number::Number;
use crate::source::{SourceId, SourceMap, Span};
use crate::value::Value;

use super::eliminate::natural_in;
use super::formula::{Formula, Run, Stands, Undecided};
use super::region::Language;
use super::scope::Scope;
use super::solve::{Point, Solver};
use super::translate::{Fixed, Name, Translator};
use super::written::facts_file;

/// Most attempts at one witness.
const MAX_ATTEMPTS: u32 = 24;
/// Most attempts at all witnesses of a rubric.
const MAX_IN_ALL: u32 = 2_000;
/// Most rows that a table is given.
pub(super) const MAX_ROWS: u32 = 6;
/// The source that facts of witnesses are read as.
const WITNESS: SourceId = SourceId(u32::MAX);

/// The mistake that evaluation is to come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    /// Its code.
    pub code: Code,
    /// Where.
    pub span: Span,
}

/// Makes the formulas that facts are to meet.
pub(super) type Formulas<'m, 'x> = &'x mut dyn FnMut(&mut Translator<'m, '_>) -> Run<Vec<Formula>>;

/// Whether facts show what is wanted.
pub(super) type Confirm<'m, 'f, 'x> = &'x dyn Fn(&Finder<'m, 'f>, &Facts) -> bool;

/// An expression whose value is worth telling, and where it stands.
pub(super) type Shows<'m, 'x> = Option<(&'m Expr, &'x Rc<Scope<'m>>)>;

/// Finds witnesses.
pub(super) struct Finder<'m, 'f> {
    pub(super) rubric: &'m Rubric,
    pub(super) sources: &'f SourceMap,
    pub(super) plan: &'f Plan<'m>,
    pub(super) attempts: u32,
    pub(super) language: Language,
}

/// What came of an attempt.
enum Attempt {
    /// Confirmed.
    Found(Witness),
    /// There are no such facts among those that are looked at.
    Impossible,
    /// There may be; here is what was found so far, and what stands in the way.
    Open(Box<Hint>),
}

/// What may help the next attempt.
struct Hint {
    /// Tables that functions look over, with how many rows they seem to need.
    rows: BTreeMap<FactId, u32>,
    /// Values of what is multiplied or divided by.
    factors: BTreeMap<Name, Number>,
    /// Values of everything that is read where nothing is linear.
    all: BTreeMap<Name, Number>,
}

impl<'m, 'f> Finder<'m, 'f> {
    /// One for `rubric`.
    pub fn new(rubric: &'m Rubric, sources: &'f SourceMap, plan: &'f Plan<'m>) -> Self {
        Finder { rubric, sources, plan, attempts: 0, language: Language::of_rubric(rubric) }
    }

    /// Facts that meet the formulas and on which evaluation comes to `expected`; `shows` is an expression whose
    /// value on them is worth telling.
    pub fn find(
        &mut self,
        expected: Expected,
        shows: Shows<'m, '_>,
        formulas: Formulas<'m, '_>,
    ) -> Run<Option<Witness>> {
        let confirm = |finder: &Self, facts: &Facts| {
            let mistakes = finder.plan.mistakes(facts);
            mistakes.iter().any(|d| d.code == expected.code && d.span() == expected.span)
        };
        self.search(&confirm, shows, formulas)
    }

    /// Facts that meet the formulas and that `confirm` accepts.
    pub fn search(
        &mut self,
        confirm: Confirm<'m, 'f, '_>,
        shows: Shows<'m, '_>,
        formulas: Formulas<'m, '_>,
    ) -> Run<Option<Witness>> {
        self.search_from(Fixed::default(), confirm, shows, formulas)
    }

    /// The same, where it is fixed how many rows some tables have.
    pub fn search_from(
        &mut self,
        start: Fixed,
        confirm: Confirm<'m, 'f, '_>,
        shows: Shows<'m, '_>,
        formulas: Formulas<'m, '_>,
    ) -> Run<Option<Witness>> {
        let mut left = MAX_ATTEMPTS;
        let mut one = |finder: &mut Self, fixed: Fixed, left: &mut u32| -> Run<Attempt> {
            if *left == 0 || finder.attempts >= MAX_IN_ALL {
                return Ok(Attempt::Impossible);
            }
            *left -= 1;
            finder.attempts += 1;
            match finder.attempt(fixed, confirm, shows, formulas) {
                Err(Undecided::TooMany) => Ok(Attempt::Impossible),
                other => other,
            }
        };
        let hint = match one(self, start.clone(), &mut left)? {
            Attempt::Found(witness) => return Ok(Some(witness)),
            Attempt::Impossible => return Ok(None),
            Attempt::Open(hint) => hint,
        };
        let mut counts: Vec<BTreeMap<FactId, u32>> = Vec::new();
        if hint.rows.is_empty() {
            counts.push(BTreeMap::new());
        } else {
            counts.push(hint.rows.clone());
            for rows in [1, 2, 3, 0, 4, 6] {
                counts.push(hint.rows.keys().map(|fact| (*fact, rows)).collect());
            }
        }
        for mut rows in counts {
            for (fact, count) in &mut rows {
                let least = self.rubric.fact(*fact).ty.table().map_or(0, |t| t.at_least);
                *count = (*count).max(u32::try_from(least).unwrap_or(MAX_ROWS)).min(MAX_ROWS);
            }
            let untouched = rows.is_empty();
            rows.extend(start.rows.iter().map(|(fact, count)| (*fact, *count)));
            let fixed = Fixed { rows, ..Fixed::default() };
            let hint = if untouched {
                Some(Hint { rows: BTreeMap::new(), factors: hint.factors.clone(), all: hint.all.clone() })
            } else {
                match one(self, fixed.clone(), &mut left)? {
                    Attempt::Found(witness) => return Ok(Some(witness)),
                    Attempt::Impossible => None,
                    Attempt::Open(hint) => Some(*hint),
                }
            };
            let Some(hint) = hint else { continue };
            for numbers in [&hint.factors, &hint.all] {
                if numbers.is_empty() {
                    continue;
                }
                for factor in [None, Some(1), Some(10), Some(0)] {
                    let numbers: BTreeMap<Name, Number> = numbers
                        .iter()
                        .map(|(name, number)| {
                            let number = match factor {
                                None => number.clone(),
                                Some(wanted) => self.near(name, &Number::from_i64(wanted)).unwrap_or(number.clone()),
                            };
                            (name.clone(), number)
                        })
                        .collect();
                    let fixed = Fixed { numbers, ..fixed.clone() };
                    if let Attempt::Found(witness) = one(self, fixed, &mut left)? {
                        return Ok(Some(witness));
                    }
                }
            }
        }
        Ok(None)
    }

    /// The rules that leave the points of their place on `facts`.
    pub fn beyond(&self, facts: &Facts) -> Vec<Span> {
        self.plan.beyond(facts)
    }

    /// Whether nothing is filled in: what comes of it is no more than what may come.
    pub fn says_nothing(facts: &Facts) -> bool {
        facts.slots.iter().all(|slot| matches!(slot, facts::Slot::Missing))
    }

    /// What evaluation on `facts` makes of the total.
    pub fn total(&self, facts: &Facts) -> Option<Number> {
        let options = crate::eval::Options { trace: false, deny_departures: false };
        match self.plan.evaluate(facts, &options).total?.rule {
            crate::eval::Outcome::Points(total) => Some(total),
            _ => None,
        }
    }

    /// Whether evaluation on `facts` comes to a mistake of this kind.
    pub fn comes_to(&self, facts: &Facts, code: Code) -> bool {
        self.plan.mistakes(facts).iter().any(|d| d.code == code)
    }

    /// A value that the fact or field may have, near `wanted`.
    fn near(&self, name: &Name, wanted: &Number) -> Option<Number> {
        let ty = self.ty(name)?;
        natural_in(ty.reach.as_ref()?, wanted, false)
    }

    pub(super) fn ty(&self, name: &Name) -> Option<&'m Type> {
        match name {
            Name::Fact(fact) => Some(&self.rubric.fact(*fact).ty),
            Name::Cell(fact, _, column) => {
                self.rubric.fact(*fact).ty.table()?.fields.get(usize::from(*column)).map(|f| &f.ty)
            }
            _ => None,
        }
    }

    fn attempt(
        &self,
        fixed: Fixed,
        confirm: Confirm<'m, 'f, '_>,
        shows: Shows<'m, '_>,
        formulas: Formulas<'m, '_>,
    ) -> Run<Attempt> {
        // What is fixed is given to the evaluator too, so that it works out what depends on nothing else.
        let bound = fixed.numbers.keys().any(|n| matches!(n, Name::Fact(_))).then(|| self.bound(&fixed));
        let mut translator = Translator::new(self.rubric, self.sources, fixed, bound.as_ref());
        let formulas = formulas(&mut translator)?;
        let mut solver = Solver::with_first(&translator.variables, translator.factors.clone());
        let Some(point) = solver.solve(&formulas)? else { return Ok(Attempt::Impossible) };
        if let Some(mut witness) = self.written(&translator, &point)
            && let Some(facts) = self.read(&witness)
            && confirm(self, &facts)
        {
            witness.shows = shows.and_then(|(expr, scope)| self.shown(expr, scope, &facts));
            return Ok(Attempt::Found(witness));
        }
        Ok(Attempt::Open(Box::new(self.hint(&translator, &point))))
    }

    /// What of `translator` is not looked into, and what would help.
    fn hint(&self, translator: &Translator<'m, '_>, point: &Point) -> Hint {
        let mut hint = Hint { rows: BTreeMap::new(), factors: BTreeMap::new(), all: BTreeMap::new() };
        let value = |name: &Name| -> Option<Number> {
            let var = translator.names.get(name)?;
            point.numbers.get(var).cloned()
        };
        for (name, var) in &translator.names {
            if translator.factors.contains(var)
                && self.ty(name).is_some()
                && let Some(number) = value(name)
            {
                hint.factors.insert(name.clone(), number);
            }
        }
        for (var, scope) in &translator.opaque_scopes {
            if !point.numbers.contains_key(var) && !point.choices.contains_key(var) {
                continue;
            }
            let Some(Stands::Opaque(expr)) = translator.variables.get(*var).map(|v| &v.stands) else { continue };
            let counted = point.numbers.get(var).and_then(Number::to_i64).and_then(|n| u32::try_from(n).ok());
            let mut read = Vec::new();
            let mut tables = BTreeSet::new();
            self.reads(translator, expr, scope, &mut read, &mut tables);
            for fact in tables {
                if translator.fixed.rows.contains_key(&fact) {
                    continue;
                }
                let rows = hint.rows.entry(fact).or_insert(1);
                if matches!(expr.kind, ExprKind::Aggregate { .. }) {
                    *rows = (*rows).max(counted.unwrap_or(1));
                }
            }
            for name in read {
                let Some(ty) = self.ty(&name) else { continue };
                if !matches!(ty.kind, TypeKind::Number { .. } | TypeKind::Date) {
                    continue;
                }
                let natural = || {
                    let wanted = if matches!(ty.kind, TypeKind::Date) {
                        self.rubric.valid.map_or(19_723, |(first, _)| i64::from(first))
                    } else {
                        100
                    };
                    let wanted = Number::from_i64(wanted);
                    match &ty.reach {
                        Some(reach) => natural_in(reach, &wanted, false),
                        None => Some(wanted),
                    }
                };
                if let Some(number) = value(&name).or_else(natural) {
                    hint.all.insert(name, number);
                }
            }
        }
        hint
    }

    /// What `expr` reads: facts and fields, and tables that it looks over.
    fn reads(
        &self,
        translator: &Translator<'m, '_>,
        expr: &'m Expr,
        scope: &Rc<Scope<'m>>,
        read: &mut Vec<Name>,
        tables: &mut BTreeSet<FactId>,
    ) {
        let mut further: Vec<(&'m Expr, Rc<Scope<'m>>)> = Vec::new();
        crate::model::visit::each_part(expr, &mut |part| match &part.kind {
            ExprKind::Aggregate { table: TableRef::Fact(fact), .. } => {
                tables.insert(*fact);
            }
            ExprKind::Param(index) => further.extend(Translator::argument(*index, scope)),
            ExprKind::Let(id) => further.push((&self.rubric.binding(*id).value, scope.clone())),
            _ => read.extend(translator.read(part, scope).map(|(name, _)| name)),
        });
        for (expr, scope) in further {
            self.reads(translator, expr, &scope, read, tables);
        }
    }

    /// Facts that hold what is fixed and nothing else.
    fn bound(&self, fixed: &Fixed) -> Facts {
        let mut slots = vec![facts::Slot::Missing; self.rubric.facts.len()];
        for (name, number) in &fixed.numbers {
            let Name::Fact(fact) = name else { continue };
            let value = match self.rubric.fact(*fact).ty.kind {
                TypeKind::Date => match number.to_i64().and_then(|n| i32::try_from(n).ok()) {
                    Some(day) => Value::Date(day),
                    None => continue,
                },
                _ => Value::Number(number.clone()),
            };
            if let Some(slot) = slots.get_mut(fact.index()) {
                *slot = facts::Slot::Value(value);
            }
        }
        let origins = vec![None; slots.len()];
        Facts {
            subject: String::new(),
            period: String::new(),
            slots,
            origins,
            blanks: BTreeMap::new(),
            awards: Vec::new(),
        }
    }

    /// The facts of `witness`, read and held against the rubric as a facts file is.
    pub fn read(&self, witness: &Witness) -> Option<Facts> {
        let text = facts_file(self.rubric, witness).to_string();
        let tree = facts::read(&text, WITNESS, Format::Json).ok()?;
        let (facts, problems) = facts::conform(self.rubric, &tree, Format::Json);
        (!problems.has_errors()).then_some(facts)
    }
}
