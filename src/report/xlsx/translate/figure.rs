//! What a formula came to when the assessment was made: what stands in its cell until it is worked out anew.

use crate::eval::{Outcome, Place, value_of};
use crate::model::{Expr, FactId, OptionSetId, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::Bound;
use crate::value::Value;

use super::super::grid::Shown;
use super::super::words::word;
use super::Side;
use super::Translator;
use super::scope::{Frame, FullValue, Scope};

/// Decimals of the ends of a range.
const PLACES: u32 = 4;

impl<'a> Translator<'a> {
    /// The value of `expr` in `scope`, in the row `row` where rows are in sight.
    pub(super) fn value_at(&self, expr: &'a Expr, scope: &Scope<'a>, row: Option<u32>) -> Option<Value> {
        let mut rows: Vec<(FactId, u32)> = Vec::new();
        for frame in &scope.frames {
            match (frame, row) {
                (Frame::Here(fact), Some(row)) => rows.push((*fact, row)),
                _ => return None,
            }
        }
        let params: Option<Vec<Value>> = match &scope.call {
            Some(call) => {
                Some(call.args.iter().map(|arg| self.value_at(arg, &call.scope, row)).collect::<Option<_>>()?)
            }
            None => None,
        };
        let full = self.full_at(&scope.full_value, scope, row);
        let place = Place {
            rows: &rows,
            params: params.as_deref(),
            full: full.as_ref(),
            node: scope.node,
            awarded: scope.side == Side::Awarded,
        };
        value_of(self.rubric, self.facts, self.evaluation, &place, expr)
    }

    /// 满分 of `scope` as a number.
    pub(super) fn full_at(&self, full: &FullValue<'a>, scope: &Scope<'a>, row: Option<u32>) -> Option<Number> {
        match full {
            FullValue::Is(number) => Some(number.clone()),
            FullValue::Of(expr) => {
                let bare = Scope { full_value: FullValue::Is(Number::ZERO), call: None, ..scope.clone() };
                match self.value_at(expr, &bare, row) {
                    Some(Value::Number(number)) => Some(number),
                    _ => None,
                }
            }
            FullValue::Share(share, of) => share.mul(&self.full_at(of, scope, row)?).ok(),
        }
    }

    /// A value as it stands in a cell.
    pub(super) fn shown(&self, value: Option<&Value>, ty: &Type) -> Shown {
        match value {
            Some(Value::Number(number)) => Shown::Number(number.clone()),
            Some(Value::Date(day)) => Shown::Day(*day),
            Some(Value::YesNo(yes)) => Shown::Text(if *yes { self.words.yes.clone() } else { self.words.no.clone() }),
            Some(Value::Option(index)) => match ty.kind {
                TypeKind::Option(set) => Shown::Text(self.level(set, *index)),
                _ => Shown::Text(self.words.unscored.clone()),
            },
            Some(Value::Text(text)) => Shown::Text(text.to_string()),
            Some(Value::Absent) => Shown::Text(String::new()),
            Some(Value::Unknown(_)) | None => Shown::Text(self.words.unscored.clone()),
        }
    }

    /// The name of an option.
    pub(super) fn level(&self, set: OptionSetId, index: u16) -> String {
        let options = &self.rubric.options(set).options;
        options.get(usize::from(index)).map(|option| option.name.clone()).unwrap_or_default()
    }

    /// An outcome as it stands in a cell.
    pub(super) fn shown_outcome(&self, outcome: &Outcome, set: Option<OptionSetId>) -> Shown {
        match outcome {
            Outcome::Points(points) => Shown::Number(points.clone()),
            Outcome::Range(reach) => {
                let end = |bound: Bound| bound.value().map(|n| n.shown(PLACES).text);
                match (end(reach.lo()), end(reach.hi())) {
                    (Some(low), Some(high)) => {
                        Shown::Text(format!("{low}{}{high}", word(self.filing.locale, "report-range")))
                    }
                    _ => Shown::Text(self.words.open.clone()),
                }
            }
            Outcome::Level(index) => {
                Shown::Text(set.map(|set| self.level(set, *index)).unwrap_or_else(|| self.words.open.clone()))
            }
            Outcome::Levels(bits) => {
                let names: Vec<String> = (0..64u16)
                    .filter(|index| bits >> index & 1 == 1)
                    .filter_map(|index| set.map(|set| self.level(set, index)))
                    .filter(|name| !name.is_empty())
                    .collect();
                Shown::Text(names.join("/"))
            }
            Outcome::Dropped => Shown::Text(self.words.dropped.clone()),
            Outcome::NotScored => Shown::Text(self.words.unscored.clone()),
            Outcome::Failed => Shown::Text(self.words.open.clone()),
        }
    }
}
