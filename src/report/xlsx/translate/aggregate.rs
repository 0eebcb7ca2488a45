//! Functions over the rows of a table, as array formulas that look at each row in turn: a row that is blank or does
//! not meet the filter is not read.

use crate::model::{AggregateFn, Expr, FactId, TableRef, Type, TypeKind};

use super::super::formula::Formula;
use super::super::grid::{Look, Role, Shown, Side as At};
use super::super::words::word;
use super::scope::{Frame, Scope};
use super::{Read, Run, Translator, Why, compare};
use crate::number::Number;

/// Beyond every number that a fact can be.
const BEYOND: &str = "1E+300";

impl<'a> Translator<'a> {
    pub(super) fn aggregate(
        &mut self,
        function: AggregateFn,
        table: TableRef,
        filter: Option<&'a Expr>,
        value: Option<&'a Expr>,
        scope: &Scope<'a>,
    ) -> Run {
        let TableRef::Fact(fact) = table else { return self.children_aggregate(function, filter, value, scope) };
        if scope.over_ranges() {
            return Err(Why::RowsWithinRows);
        }
        self.read(Read::Rows(fact));
        let inner = scope.over(Frame::All(fact));
        if function == AggregateFn::CountDistinct {
            return self.distinct(fact, filter, value, scope);
        }
        let filter = filter.map(|filter| self.expr(filter, &inner)).transpose()?;
        let row = value.map(|value| self.expr(value, &inner)).transpose()?;
        let ty = value.map(|value| &value.ty);
        let Some(place) = self.places.tables.get(fact.index()).and_then(Option::as_ref) else {
            return Ok(Formula::none());
        };
        let range = Formula::name(place.range(place.present));
        let present = Formula::compare(&range.clone().over_ranges(), "=", &Formula::whole(1));
        // What each row gives, and `otherwise` where it does not count.
        let of_rows = |value: &Formula, otherwise: &Formula| {
            let counted = match &filter {
                Some(filter) => Formula::choose(filter, value, otherwise),
                None => value.clone(),
            };
            Formula::choose(&present, &counted, otherwise)
        };
        let (zero, one) = (Formula::whole(0), Formula::whole(1));
        let count = match &filter {
            None => Formula::call("SUM", &[&range]),
            Some(_) => Formula::call("SUM", &[&of_rows(&one, &zero)]),
        };
        let none = Formula::none();
        let row = row.unwrap_or_else(|| one.clone());
        let total = |row: &Formula| {
            let sum = Formula::call("SUM", &[&of_rows(row, &zero)]);
            match ty.and_then(Type::dimension) {
                Some(dimension) if row.fixed => {
                    Formula::call("ROUND", &[&sum, &Formula::whole(compare::decimals(dimension))]).fixed(true)
                }
                _ => sum,
            }
        };
        let beyond = Formula::name(BEYOND);
        let formula = match function {
            AggregateFn::Count => count.fixed(true),
            AggregateFn::Sum => total(&row),
            AggregateFn::Mean => Formula::div(&Formula::call("SUM", &[&of_rows(&row, &zero)]), &count),
            AggregateFn::Max | AggregateFn::Min => {
                if let Some(TypeKind::Option(_)) = ty.map(|ty| &ty.kind) {
                    return Err(Why::LevelsOfRows);
                }
                let (name, end) = match function {
                    AggregateFn::Max => ("MAX", Formula::negate(&beyond)),
                    _ => ("MIN", beyond),
                };
                let best = Formula::call(name, &[&of_rows(&row, &end)]);
                let no_rows = Formula::compare(&count, "=", &zero);
                Formula::choose(&no_rows, &none, &best).fixed(row.fixed)
            }
            AggregateFn::Median => {
                let values = of_rows(&row, &beyond);
                let half = |more: i64| {
                    let place = Formula::div(&Formula::add(&count, &Formula::whole(more)), &Formula::whole(2));
                    Formula::call("SMALL", &[&values, &Formula::call("INT", &[&place])])
                };
                let middle = Formula::div(&Formula::add(&half(1), &half(2)), &Formula::whole(2));
                Formula::choose(&Formula::compare(&count, "=", &zero), &none, &middle).fixed(false)
            }
            AggregateFn::Any => {
                let holds = of_rows(&Formula::choose(&row, &one, &zero), &zero);
                Formula::compare(&Formula::call("SUM", &[&holds]), ">", &zero)
            }
            AggregateFn::All => {
                let fails = of_rows(&Formula::choose(&row, &zero, &one), &zero);
                Formula::compare(&Formula::call("SUM", &[&fails]), "=", &zero)
            }
            AggregateFn::CountDistinct => none,
        };
        Ok(self.if_filled(fact, &formula))
    }

    /// `formula`, which has no value while a table that the facts do not tell of has no rows.
    pub(super) fn if_filled(&self, fact: FactId, formula: &Formula) -> Formula {
        match self.places.tables.get(fact.index()).and_then(Option::as_ref) {
            Some(table) if !table.known => {
                let rows = Formula::call("SUM", &[&Formula::name(table.range(table.present))]);
                let empty = Formula::compare(&rows, "=", &Formula::whole(0));
                let fixed = formula.fixed;
                Formula::choose(&empty, &Formula::none(), formula).fixed(fixed)
            }
            _ => formula.clone(),
        }
    }

    /// 去重计数: beside each row stands what is counted, and whether it comes for the first time.
    fn distinct(&mut self, fact: FactId, filter: Option<&'a Expr>, value: Option<&'a Expr>, scope: &Scope<'a>) -> Run {
        let (Some(value), true) = (value, scope.frames.is_empty()) else { return Err(Why::DistinctInRow) };
        let here = Scope { home: super::scope::Home::Rows(fact), ..scope.over(Frame::Here(fact)) };
        let ((counted, key), reads) = self.reading(|t| {
            let counted = filter.map(|filter| t.expr(filter, &here)).transpose();
            (counted, t.expr(value, &here))
        });
        let (counted, key) = (counted?, key?);
        // Read of every row.
        for read in reads {
            self.read(match read {
                Read::Field(table, column) if table == fact => Read::Column(table, column),
                other => other,
            });
        }
        let key = match value.ty.kind {
            TypeKind::Number { .. } => Formula::call("ROUND", &[&key, &Formula::whole(8)]),
            _ => key,
        };
        let key = match &counted {
            Some(counted) => Formula::choose(counted, &key, &Formula::text("")),
            None => key,
        };
        let open = Formula::text(&self.words.unscored);
        let rows = self.places.tables.get(fact.index()).and_then(Option::as_ref).map_or(0, |table| table.rows);
        let (mut keys, mut firsts, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..rows {
            use crate::value::Value;
            let holds = match filter.map(|filter| self.value_at(filter, &here, Some(row))) {
                None | Some(Some(Value::YesNo(true))) => Some(true),
                Some(Some(Value::YesNo(false))) => Some(false),
                Some(_) => None,
            };
            let key = match holds {
                Some(true) => self.shown(self.value_at(value, &here, Some(row)).as_ref(), &value.ty),
                Some(false) => Shown::Text(String::new()),
                None => Shown::Text(self.words.unscored.clone()),
            };
            let counts = holds == Some(true) && !seen.contains(&key);
            firsts.push(Shown::Number(if counts { Number::ONE } else { Number::ZERO }));
            if counts {
                seen.push(key.clone());
            }
            keys.push(key);
        }
        let look = Look::framed(Role::Result).at(At::Middle);
        let locale = self.filing.locale;
        let head = format!("{} {}", word(locale, "sheet-distinct"), self.source(value.span));
        let keyed = Formula::or_else(&key, &open);
        let column = self.column_of(fact, head, keyed, keys, look.clone())?;
        let key = self.here(fact, column);
        let Some(table) = self.places.tables.get(fact.index()).and_then(Option::as_ref) else {
            return Ok(Formula::none());
        };
        let letters = super::super::name::letters(table.present + 1 + column as u16);
        let first_row = super::super::facts::FIRST_ROW + 1;
        let until = Formula::name(format!("${letters}${first_row}:{}", key.as_str()));
        let same = Formula::call("EXACT", &[&until, &key]);
        let times = Formula::call("SUMPRODUCT", &[&Formula::name(format!("--{}", same.as_str()))]);
        let first =
            Formula::choose(&Formula::compare(&times, "=", &Formula::whole(1)), &Formula::whole(1), &Formula::whole(0));
        let none = Formula::compare(&key, "=", &Formula::text(""));
        let first = Formula::choose(&none, &Formula::whole(0), &first);
        let first = Formula::choose(&Formula::compare(&key, "=", &open), &open, &first);
        let head = word(locale, "sheet-distinct-first");
        let column = self.column_of(fact, head, first, firsts, look)?;
        let Some(table) = self.places.tables.get(fact.index()).and_then(Option::as_ref) else {
            return Ok(Formula::none());
        };
        let range = Formula::name(table.range(table.present + 1 + column as u16));
        let waiting = Formula::call("COUNTIF", &[&range, &open]);
        let waiting = Formula::compare(&waiting, ">", &Formula::whole(0));
        let sum = Formula::choose(&waiting, &Formula::none(), &Formula::call("SUM", &[&range])).fixed(true);
        Ok(self.if_filled(fact, &sum))
    }
}
