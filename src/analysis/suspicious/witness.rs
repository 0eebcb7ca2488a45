//! Facts on which a rule cannot be worked out: looked for among a few simple ones, and evaluated to be sure.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Witness, WitnessValue};
use crate::eval::{Options, Plan};
use crate::facts::{Facts, Row, Slot, TableRows};
use crate::model::{FactId, Field, Rubric, Table, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::Reach;
use crate::source::Span;
use crate::value::Value;

/// Rubrics of more facts are not evaluated for this: it would take longer than a reader waits.
const MOST_FACTS: usize = 400;

/// Which numbers are zero.
#[derive(Clone, Copy, PartialEq)]
enum Zero {
    All,
    None,
    Only(FactId),
}

/// A way to fill in every fact.
#[derive(Clone, Copy)]
struct Way {
    zero: Zero,
    yes: bool,
    empty: bool,
    absent: bool,
}

/// Facts with which the evaluation ends in the mistake `code` at `span`; `zero` is a fact that should be zero.
pub(super) fn witness(
    rubric: &Rubric,
    plan: &Plan<'_>,
    (code, span): (Code, Span),
    zero: Option<FactId>,
) -> Option<Witness> {
    if rubric.facts.len() > MOST_FACTS {
        return None;
    }
    let shows = |facts: &Facts| {
        let evaluation = plan.evaluate(facts, &Options { trace: false, deny_departures: false });
        evaluation.errors.iter().any(|error| error.code == code && error.span() == span)
    };
    let zeros = zero.map(Zero::Only).into_iter().chain([Zero::All, Zero::None]);
    let ways = zeros.flat_map(|zero| {
        (0..8).map(move |bits| Way { zero, yes: bits & 1 == 0, empty: bits & 2 != 0, absent: bits & 4 != 0 })
    });
    let mut facts = ways.filter_map(|way| filled(rubric, way)).find(shows)?;
    // What the mistake does not need is left out, large pieces first.
    let mut size = facts.slots.len().div_ceil(2);
    while size > 0 {
        for start in (0..facts.slots.len()).step_by(size) {
            let end = (start + size).min(facts.slots.len());
            let kept: Vec<Slot> = facts.slots.get(start..end).map(<[Slot]>::to_vec).unwrap_or_default();
            let put = |facts: &mut Facts, slots: &mut dyn Iterator<Item = Slot>| {
                facts.slots.iter_mut().skip(start).take(end - start).zip(slots).for_each(|(slot, new)| *slot = new);
            };
            put(&mut facts, &mut std::iter::repeat(Slot::Missing));
            if !shows(&facts) {
                put(&mut facts, &mut kept.into_iter());
            }
        }
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    written(rubric, &facts)
}

/// Every fact of `rubric`, filled in in one way; `None` where one cannot be.
fn filled(rubric: &Rubric, way: Way) -> Option<Facts> {
    let mut slots = Vec::with_capacity(rubric.facts.len());
    for (index, fact) in rubric.facts.iter().enumerate() {
        let zero = way.zero == Zero::All || way.zero == Zero::Only(FactId(u32::try_from(index).ok()?));
        slots.push(match &fact.ty.kind {
            TypeKind::Table(table) => Slot::Table(rows(table, way, fact.span)?),
            _ => Slot::Value(value(&fact.ty, zero, way)?),
        });
    }
    let origins = vec![None; slots.len()];
    Some(Facts {
        subject: String::new(),
        period: String::new(),
        slots,
        origins,
        blanks: BTreeMap::new(),
        awards: Vec::new(),
    })
}

fn rows(table: &Table, way: Way, span: Span) -> Option<TableRows> {
    // A unit that comes with the facts would have to be made up.
    if table.fields.iter().any(|field| field.ty.dimension().is_some_and(crate::unit::Dimension::has_variables)) {
        return None;
    }
    let count = if way.empty { table.at_least } else { table.at_least.max(1) };
    let row = |number: u64| {
        let cell = |field: &Field| value(&field.ty, way.zero == Zero::All, way).map(Some);
        let cells: Vec<Option<Value>> = table.fields.iter().map(cell).collect::<Option<_>>()?;
        Some(Row { name: number.to_string(), span, origins: vec![None; cells.len()], cells })
    };
    Some(TableRows { rows: (1..=count.min(16)).map(row).collect::<Option<_>>()? })
}

/// A value of type `ty`.
fn value(ty: &Type, zero: bool, way: Way) -> Option<Value> {
    if ty.optional && way.absent {
        return Some(Value::Absent);
    }
    Some(match &ty.kind {
        TypeKind::Number { whole, .. } => {
            let first = if zero { [0, 1] } else { [1, 0] };
            let candidates = first.into_iter().chain([10, 100, 1000, -1]).map(Number::from_i64);
            let number = one_of(ty.reach.as_ref(), candidates)?;
            if *whole && !number.is_integer() {
                return None;
            }
            Value::Number(number)
        }
        TypeKind::Date => {
            // The first day of 2024.
            let day = one_of(ty.reach.as_ref(), [19_723].into_iter().map(Number::from_i64))?;
            Value::Date(i32::try_from(day.to_i64()?).ok()?)
        }
        TypeKind::YesNo => Value::YesNo(way.yes),
        TypeKind::Option(_) => Value::Option(0),
        TypeKind::Text => Value::Text("1".into()),
        TypeKind::Table(_) => return None,
    })
}

/// The first of `candidates`, or else an end of `reach`, that lies in it.
fn one_of(reach: Option<&Reach>, mut candidates: impl Iterator<Item = Number>) -> Option<Number> {
    let Some(reach) = reach else { return candidates.next() };
    let ends = [reach.lo(), reach.hi()].into_iter().filter_map(|end| end.value().cloned());
    let half = Number::ratio(1, 2).ok();
    candidates.by_ref().chain(half).chain(ends).find(|number| reach.contains(number))
}

/// What is not missing in `facts`, as it is written in a facts file.
fn written(rubric: &Rubric, facts: &Facts) -> Option<Witness> {
    let mut witness = Witness::default();
    for (fact, slot) in rubric.facts.iter().zip(&facts.slots) {
        let value = match slot {
            Slot::Missing => continue,
            Slot::Value(value) => written_value(rubric, &fact.ty, value)?,
            Slot::Table(table) => {
                let fields = &fact.ty.table()?.fields;
                let row = |row: &Row| {
                    let cells = fields.iter().zip(&row.cells);
                    cells
                        .map(|(field, cell)| {
                            Some((field.name.clone(), written_value(rubric, &field.ty, cell.as_ref()?)?))
                        })
                        .collect::<Option<Vec<_>>>()
                };
                WitnessValue::Rows(table.rows.iter().map(row).collect::<Option<_>>()?)
            }
        };
        witness.facts.push((fact.name.clone(), value));
    }
    Some(witness)
}

fn written_value(rubric: &Rubric, ty: &Type, value: &Value) -> Option<WitnessValue> {
    let text = match (value, &ty.kind) {
        (Value::Absent, _) => return Some(WitnessValue::Absent),
        (Value::Number(number), TypeKind::Number { share: true, .. }) => number.shown_percent(28).text,
        (Value::Number(number), TypeKind::Number { dimension, .. }) if !dimension.has_variables() => {
            rubric.units.written(&number.shown(28).text, dimension)
        }
        (Value::Date(day), _) => crate::eval::date(*day)?.to_string(),
        (Value::YesNo(yes), _) => match (yes, rubric.english) {
            (true, true) => "yes",
            (false, true) => "no",
            (true, false) => "是",
            (false, false) => "否",
        }
        .to_owned(),
        (Value::Option(index), TypeKind::Option(set)) => {
            rubric.options(*set).options.get(usize::from(*index))?.name.clone()
        }
        (Value::Text(text), _) => text.to_string(),
        _ => return None,
    };
    Some(WitnessValue::Written(text))
}
