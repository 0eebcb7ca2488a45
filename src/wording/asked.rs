//! What a fact is to be filled in with.

use crate::diagnostic::{Arg, Message};
use crate::model::{Comparison, OptionSetId, Type, TypeKind};
use crate::number::{Bound, Number, Reach};
use crate::print::{Scale, base_scale, date, option_names};
use crate::unit::{Base, Dimension};

use super::Wording;
use super::range::Kind;

/// The options of a set are listed where they are no more than this; a longer set is named.
const LISTED: usize = 12;

impl Wording<'_> {
    /// What a value of this type is, with its unit, range and step, and that it may be absent.
    pub fn asked(&self, ty: &Type) -> String {
        let mut said = vec![self.kind(ty)];
        if let Some(reach) = ty.reach.as_ref().filter(|reach| !self.is_natural(ty, reach)) {
            said.extend(self.allowed(ty, reach));
            said.extend(self.step(ty, reach));
        }
        if ty.optional {
            said.push(self.words.get("asked-optional"));
        }
        self.tidy(&said.join(&self.words.get("wording-comma-list")))
    }

    /// The share or number that stands beside an option, in words; empty where nothing does.
    pub fn option_share(&self, share: &crate::model::OptionShare) -> String {
        use crate::model::OptionShare;
        let percent = |n: &Number| Scale::percent().show_all(n).text;
        let text = match share {
            OptionShare::None => String::new(),
            OptionShare::Number(number) => number.shown(28).text,
            OptionShare::Range(reach) => self.reach(reach, Kind::Amount, &percent).unwrap_or_default(),
        };
        self.tidy(&text)
    }

    fn kind(&self, ty: &Type) -> String {
        match &ty.kind {
            TypeKind::Number { dimension, whole, share, unit, unit_field } => {
                let unit = unit.clone().unwrap_or_default();
                let key = if *share {
                    "asked-share"
                } else if unit_field.is_some() || dimension.has_variables() {
                    "asked-quantity"
                } else if *dimension == Dimension::base(Base::MONEY) {
                    "asked-money"
                } else if *dimension == Dimension::base(Base::POINTS) {
                    "asked-points"
                } else if dimension.is_none() {
                    if *whole { "asked-whole" } else { "asked-number" }
                } else if *whole {
                    "asked-whole-of"
                } else {
                    "asked-number-of"
                };
                let unit = if unit.is_empty() && matches!(key, "asked-whole-of" | "asked-number-of") {
                    self.rubric.units.dimension_name(dimension)
                } else {
                    unit
                };
                let has = if unit.is_empty() { "no" } else { "yes" };
                self.say(Message::new(key).arg("unit", unit).arg("has", has))
            }
            TypeKind::Date => self.words.get("asked-date"),
            TypeKind::YesNo => self.words.get("asked-yesno"),
            TypeKind::Text => self.words.get("asked-text"),
            TypeKind::Option(set) => self.options(*set),
            TypeKind::Table(table) => {
                let least = usize::try_from(table.at_least).unwrap_or(usize::MAX);
                self.say(Message::new(if least == 0 { "asked-table" } else { "asked-table-least" }).arg("rows", least))
            }
        }
    }

    fn options(&self, set: OptionSetId) -> String {
        let options = self.rubric.options(set);
        if options.options.len() > LISTED {
            return self.say(Message::new("asked-option-of").arg("set", self.called(&options.name)));
        }
        let names = option_names(self.rubric, set, u64::MAX).into_iter().filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(|name| self.called(&name)).collect();
        self.say(Message::new("asked-option").arg("options", Arg::from(names)))
    }

    /// Whether the range says no more than the type does.
    fn is_natural(&self, ty: &Type, reach: &Reach) -> bool {
        if *reach == Reach::all() {
            return true;
        }
        let TypeKind::Number { whole: true, .. } = &ty.kind else { return false };
        reach.lo().value().is_none() && reach.hi().value().is_none()
    }

    fn allowed(&self, ty: &Type, reach: &Reach) -> Option<String> {
        let kind = match &ty.kind {
            TypeKind::Date => Kind::Date,
            TypeKind::Number { whole: true, .. } => Kind::Count,
            _ => Kind::Amount,
        };
        let zero = |bound: &Bound| bound.value().is_some_and(Number::is_zero);
        match (reach.lo(), reach.hi()) {
            (low @ Bound::Closed(_), Bound::Unbounded) if zero(&low) => Some(self.words.get("asked-not-negative")),
            (low @ Bound::Open(_), Bound::Unbounded) if zero(&low) => Some(self.words.get("asked-positive")),
            (Bound::Closed(low), Bound::Unbounded) => {
                Some(self.compared(Comparison::Ge, kind, self.value_of(ty, &low), false))
            }
            _ => self.reach(reach, kind, &|number| self.value_of(ty, number)),
        }
    }

    /// The distance of neighbouring values, where it is not that of whole numbers.
    fn step(&self, ty: &Type, reach: &Reach) -> Option<String> {
        let step = &reach.pieces().iter().find_map(|piece| piece.lattice.as_ref())?.step;
        let natural = match ty.kind {
            TypeKind::Number { whole, .. } => whole && *step == Number::ONE,
            _ => true,
        };
        (!natural).then(|| self.say(Message::new("asked-step").arg("step", self.value_of(ty, step))))
    }

    /// A number as this type writes it.
    fn value_of(&self, ty: &Type, number: &Number) -> String {
        match &ty.kind {
            TypeKind::Number { share: true, .. } => Scale::percent().show_all(number).text,
            TypeKind::Number { dimension, unit, .. } => {
                let named = unit.as_ref().and_then(|name| {
                    let unit = self.rubric.units.lookup(name)?;
                    Some(Scale::unit(name.clone(), unit.factor.clone()))
                });
                let scale = named.unwrap_or_else(|| base_scale(&self.rubric.units, &self.words, dimension));
                scale.show_all(number).text
            }
            TypeKind::Date => number.to_i64().and_then(|day| i32::try_from(day).ok()).map_or_else(String::new, date),
            _ => number.shown(28).text,
        }
    }
}
