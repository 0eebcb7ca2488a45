//! Facts found as a facts file would have them.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::diagnostic::{Witness, WitnessValue};
use crate::eval::Probe;
use crate::facts::Facts;
use crate::model::{Expr, ExprKind, FactId, Rubric, Type, TypeKind};
use crate::number::Number;
use crate::value::Value;

use super::eliminate::natural_in;
use super::linear::Var;
use super::region;
use super::scope::Scope;
use super::solve::Point;
use super::translate::{Name, Translator};
use super::witness::{Finder, MAX_ROWS};

impl<'m> Finder<'m, '_> {
    /// `point` as a facts file would have it; `None` where a number cannot be written there.
    pub(super) fn written(&self, translator: &Translator<'m, '_>, point: &Point) -> Option<Witness> {
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
    pub(super) fn example(&self, number: i64) -> String {
        format!("{}{number}", self.language.pick("例", "example "))
    }

    pub(super) fn yes_no(&self, yes: bool) -> String {
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
    pub(super) fn number(&self, number: &Number, ty: &Type) -> Option<String> {
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

    /// `expr` with its value on `facts`.
    pub(super) fn shown(&self, expr: &'m Expr, scope: &Rc<Scope<'m>>, facts: &Facts) -> Option<(String, String)> {
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
