//! Facts that show a mistake: found by turning formulas round, written as a facts file would have them, and
//! confirmed by the evaluator.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::diagnostic::{Code, Witness, WitnessValue};
use crate::eval::{Plan, Probe};
use crate::facts::{self, Facts, Format};
use crate::model::{Expr, ExprKind, FactId, Rubric, TableRef, Type, TypeKind};
use crate::number::Number;
use crate::source::{SourceId, SourceMap, Span};
use crate::value::Value;

use super::eliminate::natural_in;
use super::formula::{Formula, Run, Stands, Undecided};
use super::linear::Var;
use super::region::{self, Language};
use super::scope::Scope;
use super::solve::{Point, Solver};
use super::translate::{Fixed, Name, Translator};

/// Most attempts at one witness.
const MAX_ATTEMPTS: u32 = 24;
/// Most attempts at all witnesses of a rubric.
const MAX_IN_ALL: u32 = 2_000;
/// Most rows that a table is given.
const MAX_ROWS: u32 = 6;
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
    rubric: &'m Rubric,
    sources: &'f SourceMap,
    plan: &'f Plan<'m>,
    attempts: u32,
    language: Language,
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

    fn ty(&self, name: &Name) -> Option<&'m Type> {
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
        super::walk::all_parts(expr, &mut |part| match &part.kind {
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
        Facts { subject: String::new(), period: String::new(), slots, origins, awards: Vec::new() }
    }

    /// `point` as a facts file would have it; `None` where a number cannot be written there.
    fn written(&self, translator: &Translator<'m, '_>, point: &Point) -> Option<Witness> {
        let mut values: BTreeMap<Name, WitnessValue> = BTreeMap::new();
        for (name, number) in &translator.fixed.numbers {
            values.insert(name.clone(), WitnessValue::Written(self.number(number, self.ty(name)?)?));
        }
        for (name, var) in &translator.names {
            match name {
                Name::Fact(_) | Name::Cell(..) => {
                    let Some(ty) = self.ty(name) else { continue };
                    if let Some(text) = self.value(point, *var, ty) {
                        values.insert(name.clone(), WitnessValue::Written(text?));
                    }
                }
                Name::FactGiven(_) | Name::CellGiven(..) | Name::Opaque(..) | Name::Helper(..) | Name::Award(_) => {}
            }
        }
        for (name, var) in &translator.names {
            let of = match name {
                Name::FactGiven(fact) => Name::Fact(*fact),
                Name::CellGiven(fact, row, column) => Name::Cell(*fact, *row, *column),
                _ => continue,
            };
            match point.choices.get(var) {
                Some(0) => {
                    let any = self.any(translator, self.ty(&of)?)?;
                    values.entry(of).or_insert(WitnessValue::Written(any));
                }
                Some(_) => {
                    values.insert(of, WitnessValue::Absent);
                }
                None => {}
            }
        }
        let mut witness = Witness::default();
        for (name, var) in &translator.names {
            if let (Name::Award(node), Some(score)) = (name, point.numbers.get(var)) {
                let shown = score.shown(28);
                let score = shown.exact.then(|| self.with_unit(&shown.text, self.language.pick("分", "points")))?;
                witness.awards.push((self.rubric.node(*node).path.clone(), score));
            }
        }
        for (index, fact) in self.rubric.facts.iter().enumerate() {
            let id = FactId(index as u32);
            let Some(table) = fact.ty.table() else {
                if let Some(value) = values.remove(&Name::Fact(id)) {
                    witness.facts.push((fact.name.clone(), value));
                }
                continue;
            };
            let mut count = translator.fixed.rows.get(&id).copied();
            let mut rows: BTreeMap<u32, Vec<(String, WitnessValue)>> = BTreeMap::new();
            for (name, value) in &values {
                let Name::Cell(of, row, column) = name else { continue };
                let Some(field) = table.fields.get(usize::from(*column)).filter(|_| *of == id) else { continue };
                rows.entry(*row).or_default().push((field.name.clone(), value.clone()));
                count = Some(count.unwrap_or(0).max(row + 1));
            }
            let Some(count) = count else { continue };
            let least = u32::try_from(table.at_least).unwrap_or(MAX_ROWS).min(MAX_ROWS);
            let mut list = Vec::new();
            for row in 0..count.max(least) {
                // Rows that nothing is said of are like the first.
                let cells = if row < count { rows.get(&row).cloned() } else { rows.get(&0).cloned() };
                let mut cells = cells.unwrap_or_default();
                for column in translator.texts.iter().filter(|(of, _)| *of == id).map(|(_, column)| *column) {
                    let Some(field) = table.fields.get(usize::from(column)) else { continue };
                    if !cells.iter().any(|(name, _)| *name == field.name) {
                        let text = self.example(i64::from(row) + 1);
                        cells.insert(0, (field.name.clone(), WitnessValue::Written(text)));
                    }
                }
                list.push(cells);
            }
            witness.facts.push((fact.name.clone(), WitnessValue::Rows(list)));
        }
        Some(witness)
    }

    /// The value of `var` as text. `None` where the point says nothing of it, `Some(None)` where it cannot be
    /// written.
    #[allow(clippy::option_option)]
    fn value(&self, point: &Point, var: Var, ty: &Type) -> Option<Option<String>> {
        match &ty.kind {
            TypeKind::YesNo => {
                let index = point.choices.get(&var)?;
                Some(Some(self.yes_no(*index == 1)))
            }
            TypeKind::Option(set) => {
                let index = *point.choices.get(&var)?;
                Some(self.rubric.options(*set).options.get(index as usize).map(|o| o.name.clone()))
            }
            TypeKind::Text => Some(point.numbers.get(&var)?.to_i64().map(|number| self.example(number))),
            _ => Some(self.number(point.numbers.get(&var)?, ty)),
        }
    }

    /// A text that no other number has.
    fn example(&self, number: i64) -> String {
        format!("{}{number}", self.language.pick("例", "example "))
    }

    fn yes_no(&self, yes: bool) -> String {
        if yes { self.language.pick("是", "yes") } else { self.language.pick("否", "no") }.to_owned()
    }

    /// Any value of `ty`.
    fn any(&self, translator: &Translator<'m, '_>, ty: &Type) -> Option<String> {
        match &ty.kind {
            TypeKind::YesNo => Some(self.yes_no(true)),
            TypeKind::Option(set) => self.rubric.options(*set).options.first().map(|o| o.name.clone()),
            TypeKind::Text => Some(self.language.pick("例", "example").to_owned()),
            TypeKind::Table(_) => None,
            TypeKind::Number { .. } | TypeKind::Date => {
                let natural = translator.natural(ty);
                let number = match &ty.reach {
                    Some(reach) => natural_in(reach, &natural, false)?,
                    None => natural,
                };
                self.number(&number, ty)
            }
        }
    }

    /// A number of the type `ty` as it is written in a facts file; `None` where no decimal holds it.
    fn number(&self, number: &Number, ty: &Type) -> Option<String> {
        let exact = |shown: crate::number::Shown| shown.exact.then_some(shown.text);
        match &ty.kind {
            TypeKind::Date => number.to_i64().and_then(|n| i32::try_from(n).ok()).map(region::date),
            TypeKind::Number { share: true, .. } => exact(number.shown_percent(26)),
            TypeKind::Number { dimension, .. } if dimension.is_none() || dimension.has_variables() => {
                exact(number.shown(28))
            }
            TypeKind::Number { dimension, unit, .. } => {
                if let Some(name) = unit
                    && let Some(found) = self.rubric.units.lookup(name)
                    && found.dimension == *dimension
                {
                    return Some(self.with_unit(&exact(number.div(&found.factor).ok()?.shown(28))?, name));
                }
                Some(self.rubric.units.written(&exact(number.shown(28))?, dimension))
            }
            _ => None,
        }
    }

    fn with_unit(&self, number: &str, unit: &str) -> String {
        let blank = if unit.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
        format!("{number}{blank}{unit}")
    }

    /// The facts of `witness`, read and held against the rubric as a facts file is.
    pub fn read(&self, witness: &Witness) -> Option<Facts> {
        let text = facts_file(self.rubric, witness).to_string();
        let tree = facts::read(&text, WITNESS, Format::Json).ok()?;
        let (facts, problems) = facts::conform(self.rubric, &tree, Format::Json);
        (!problems.has_errors()).then_some(facts)
    }

    /// `expr` with its value on `facts`.
    fn shown(&self, expr: &'m Expr, scope: &Rc<Scope<'m>>, facts: &Facts) -> Option<(String, String)> {
        if scope.call.is_some() || !scope.rows.is_empty() {
            return None;
        }
        // A fact that stands in the witness itself need not be told again.
        if matches!(expr.kind, ExprKind::Fact(_)) {
            return None;
        }
        let full = scope.full.points()?;
        let value = Probe::new(self.rubric, Some(facts)).value(expr, None, &full, scope.node)?;
        let text: String = self.sources.slice(expr.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let value = match value {
            Value::Number(number) => {
                let ratio = matches!(&expr.ty.kind, TypeKind::Number { dimension, .. } if dimension.is_none());
                let whole =
                    number.is_integer() && matches!(&expr.ty.kind, TypeKind::Number { share: false, whole: true, .. });
                region::shown(&number, &expr.ty, ratio && !whole && !self.counts(expr), self.rubric)
            }
            Value::Date(day) => region::date(day),
            Value::YesNo(yes) => self.yes_no(yes),
            Value::Option(index) => match expr.ty.kind {
                TypeKind::Option(set) => self.rubric.options(set).options.get(usize::from(index))?.name.clone(),
                _ => return None,
            },
            _ => return None,
        };
        Some((text, value))
    }

    /// Whether `expr` is no quotient, so that % would be strange.
    fn counts(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Let(id) => self.counts(&self.rubric.binding(*id).value),
            ExprKind::Arith(crate::model::Arith::Div, ..) => false,
            ExprKind::Arith(_, a, b) => self.counts(a) && self.counts(b),
            _ => true,
        }
    }
}

/// `witness` as the content of a facts file.
pub fn facts_file(rubric: &Rubric, witness: &Witness) -> serde_json::Value {
    use serde_json::{Map, Value as Json};
    fn value(written: &WitnessValue) -> Option<Json> {
        match written {
            WitnessValue::Written(text) => Some(Json::String(text.clone())),
            WitnessValue::Absent => None,
            WitnessValue::Rows(rows) => Some(Json::Array(rows.iter().map(|cells| Json::Object(map(cells))).collect())),
        }
    }
    fn map(list: &[(String, WitnessValue)]) -> Map<String, Json> {
        list.iter().filter_map(|(name, written)| Some((name.clone(), value(written)?))).collect()
    }
    let mut root = Map::new();
    if let Some((from, to)) = rubric.valid
        && let (Some(from), Some(to)) = (crate::eval::date(from), crate::eval::date(to))
    {
        root.insert("期间".to_owned(), Json::String(format!("{from} 至 {to}")));
    }
    root.insert("数据".to_owned(), Json::Object(map(&witness.facts)));
    if !witness.awards.is_empty() {
        let award = |score: &String| {
            let mut award = Map::new();
            award.insert("得分".to_owned(), Json::String(score.clone()));
            award.insert("理由".to_owned(), Json::String("例".to_owned()));
            Json::Object(award)
        };
        let awards = witness.awards.iter().map(|(path, score)| (path.clone(), award(score))).collect();
        root.insert("评定".to_owned(), Json::Object(awards));
    }
    Json::Object(root)
}
