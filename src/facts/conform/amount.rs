//! A number with its unit, in base units of what the declaration wants.

use std::borrow::Cow;

use super::context::{Context, Declared};
use super::fault;
use super::show;
use super::sign::Sign;
use super::text::{folded, nearest, shown};
use super::written::{self, Reading};
use crate::diagnostic::{Code, Message};
use crate::model::TypeKind;
use crate::number::{Number, Reach, RoundingMode};
use crate::source::Span;
use crate::unit::{Base, Dimension, UnitTable};

/// A number read.
#[derive(Debug)]
pub struct Amount {
    /// The value in base units.
    pub value: Number,
    /// What it measures.
    pub dimension: Dimension,
    /// How that was written.
    pub manner: Manner,
    /// The unit in force, written with it or given by the declaration or a field.
    pub unit: Option<String>,
    /// Digits and unit, as written; a unit that stands elsewhere is put behind.
    pub written: String,
    /// The sign it was written with, where the caller takes one.
    pub sign: Option<Sign>,
}

/// How the unit of a 量 was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// A plain 0, which is that in every unit.
    Zero,
    /// A bare number, or one with a measure word.
    Bare,
    /// With %.
    Percent,
    /// With a unit.
    Unit,
}

/// What else bears on a number in a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The unit in the field that holds it, and where it stands.
    pub unit: Option<(&'a str, Span)>,
    /// That field, where the type has one: its column, its name, and where it would stand.
    pub unit_field: Option<UnitField<'a>>,
    /// Whether a field before takes the sign.
    pub takes_sign: bool,
}

/// The field of a row that holds the unit of others.
#[derive(Clone, Copy, Debug)]
pub struct UnitField<'a> {
    /// Its column.
    pub column: usize,
    /// Its name.
    pub name: &'a str,
    /// Its value, which is empty, or the row that lacks it.
    pub span: Span,
    /// Whether it is written at all.
    pub written: bool,
}

/// What of a number type bears on reading.
struct Wanted<'r> {
    dimension: &'r Dimension,
    whole: bool,
    share: bool,
    unit: Option<&'r str>,
}

impl Wanted<'_> {
    /// Whether the unit, and so the dimension, comes with the fact.
    fn is_quantity(&self) -> bool {
        self.dimension.has_variables()
    }
}

impl<'r> Context<'r> {
    /// Reads `text`, which stands at `span`, as a number of the type of `declared`. Its range is not looked
    /// at; see [`Context::within`]. `None` where something was told.
    pub fn amount(&mut self, declared: Declared<'r>, span: Span, text: &str, beside: Beside<'_>) -> Option<Amount> {
        let TypeKind::Number { dimension, whole, share, unit, .. } = &declared.ty.kind else { return None };
        let wanted = Wanted { dimension, whole: *whole, share: *share, unit: unit.as_deref() };
        let folded = folded(text);
        let narrow = self.without_signs(&folded, dimension);
        let narrow = narrow.as_ref();
        // Where a sign has its column, it may as well be a word.
        let worded = Sign::split_word(narrow).filter(|_| beside.takes_sign);
        let reading = match worded.map(|(sign, rest)| (sign, rest, written::read(rest))) {
            Some((sign, rest, Reading::Number(number, unit))) => Reading::Signed(sign, rest, number, unit),
            _ => written::read(narrow),
        };
        let (number, unit, sign, digits) = match reading {
            Reading::Number(number, unit) => (number, unit, None, narrow),
            Reading::Signed(sign, rest, number, unit) if beside.takes_sign => (number, unit, Some(sign), rest),
            Reading::Signed(sign, rest, ..) => {
                fault::signed(self, declared, span, text, sign, rest);
                return None;
            }
            Reading::Not(found) => {
                fault::tell(self, declared, span, text, found);
                return None;
            }
        };
        let digits = digits.strip_suffix(unit).unwrap_or(digits).trim_end();
        let unit = self.unit_in_force(declared, &wanted, span, (digits, unit), beside)?;
        let shown_unit = unit.written.clone();
        let (dimension, factor, manner) = self.measure(declared, &wanted, span, (&number, digits), unit.written)?;
        let value = number.mul(&factor);
        let Ok(value) = value else {
            fault::tell(self, declared, span, text, written::Fault::TooLong);
            return None;
        };
        let mut as_written = text.trim().to_owned();
        if unit.elsewhere
            && let Some(unit) = &shown_unit
        {
            as_written = show::join(&as_written, unit);
        }
        Some(Amount { value, dimension, manner, unit: shown_unit, written: as_written, sign })
    }

    /// `text` without what says the same again: brackets around the unit behind a number, and where money is due the
    /// sign of the currency and 整.
    fn without_signs<'t>(&self, text: &'t str, wanted: &Dimension) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        if let Some(inner) = text.strip_suffix(')')
            && let Some((digits, unit)) = inner.rsplit_once('(')
            && digits.trim_end().ends_with(|c: char| c.is_ascii_digit())
            && (matches!(unit, "%" | "‰") || compound(&self.units, unit).is_some())
        {
            text = Cow::Owned(format!("{}{unit}", digits.trim_end()));
        }
        if *wanted != Dimension::base(Base::MONEY) {
            return text;
        }
        const SIGNS: [&str; 5] = ["人民币", "RMB", "CNY", "¥", "￥"];
        let (minus, unsigned) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.as_ref()),
        };
        if let Some(rest) = SIGNS.iter().find_map(|sign| unsigned.strip_prefix(sign)) {
            let rest = rest.trim_start().trim_start_matches(':').trim_start();
            text = Cow::Owned(format!("{minus}{rest}"));
        }
        if text.ends_with("元整") {
            text = Cow::Owned(text.trim_end_matches('整').to_owned());
        }
        text
    }

    /// The unit that counts: the one written, else that of the row's unit field, else that of the declaration.
    fn unit_in_force(
        &mut self,
        declared: Declared<'r>,
        wanted: &Wanted<'r>,
        span: Span,
        (digits, unit): (&str, &str),
        beside: Beside<'_>,
    ) -> Option<UnitInForce> {
        let of_field = match beside.unit {
            Some((text, field_span)) => {
                let field = folded(text);
                if field.is_empty() || written::is_marker(&field) {
                    None
                } else if unit.is_empty() || *unit == *field {
                    Some(field.into_owned())
                } else {
                    let problem = self.problem(Code::FactTwoUnits, span, declared);
                    let problem = problem.arg("unit", unit).arg("other", field.as_ref()).arg("digits", digits);
                    let beside = Message::new("fact-two-units-beside").arg("other", field.as_ref());
                    self.push(problem.label(field_span, beside));
                    return None;
                }
            }
            None => None,
        };
        if !unit.is_empty() {
            return Some(UnitInForce { written: Some(unit.to_owned()), elsewhere: false });
        }
        if let Some(unit) = of_field {
            return Some(UnitInForce { written: Some(unit), elsewhere: true });
        }
        if let Some(field) = beside.unit_field
            && !is_zero(digits)
        {
            // One empty field lacks for every number of its row.
            if !self.told_unit_fields.contains(&field.column) {
                self.told_unit_fields.push(field.column);
                let problem = self.problem(Code::FactUnitField, span, declared);
                let key = if field.written { "fact-unit-field-empty" } else { "fact-unit-field-missing" };
                let empty = Message::new(key).arg("field", field.name);
                self.push(problem.arg("field", field.name).arg("digits", digits).label(field.span, empty));
            }
            return None;
        }
        let unit = wanted.unit.map(str::to_owned);
        Some(UnitInForce { elsewhere: unit.is_some(), written: unit })
    }

    /// What the unit measures, how many base units it is, and how it was written.
    fn measure(
        &mut self,
        declared: Declared<'r>,
        wanted: &Wanted<'r>,
        span: Span,
        (number, digits): (&Number, &str),
        unit: Option<String>,
    ) -> Option<(Dimension, Number, Manner)> {
        let Some(unit) = unit else {
            // Nought is nought in every unit.
            if number.is_zero() {
                let dimension = if wanted.is_quantity() { Dimension::none() } else { wanted.dimension.clone() };
                return Some((dimension, Number::ONE, Manner::Zero));
            }
            if wanted.share {
                fault::bare_share(self, declared, span, number, digits);
                return None;
            }
            if wanted.is_quantity() || wanted.dimension.is_none() {
                return Some((Dimension::none(), Number::ONE, Manner::Bare));
            }
            fault::unit_missing(self, declared, span, wanted.dimension, digits);
            return None;
        };
        let percent = match unit.as_str() {
            "%" => Some(2),
            "‰" => Some(3),
            _ => None,
        };
        let plain = wanted.dimension.is_none() && !wanted.whole;
        if let Some(places) = percent {
            if wanted.is_quantity() || plain {
                let factor = Number::from(rust_decimal::Decimal::new(1, places));
                return Some((Dimension::none(), factor, Manner::Percent));
            }
            fault::wrong_dimension(self, declared, span, wanted.dimension, digits, &unit);
            return None;
        }
        let Some((dimension, factor)) = self.resolve(&unit, wanted.is_quantity()) else {
            fault::unknown_unit(self, declared, span, wanted.dimension, digits, &unit);
            return None;
        };
        let manner = match () {
            () if !dimension.is_none() => Manner::Unit,
            // 个百分点
            () if factor < Number::ONE => Manner::Percent,
            () => Manner::Bare,
        };
        if wanted.is_quantity() {
            return Some((dimension, factor, manner));
        }
        if wanted.share && manner == Manner::Bare {
            fault::bare_share(self, declared, span, number, digits);
            return None;
        }
        if dimension != *wanted.dimension || (wanted.whole && manner == Manner::Percent) {
            fault::wrong_dimension(self, declared, span, wanted.dimension, digits, &unit);
            return None;
        }
        Some((dimension, factor, manner))
    }

    /// What `unit`, perhaps a quotient or product of units, measures. One that is unknown is a dimension
    /// of its own where `dynamic`.
    fn resolve(&mut self, unit: &str, dynamic: bool) -> Option<(Dimension, Number)> {
        if let Some(found) = self.units.lookup(unit) {
            return Some((found.dimension.clone(), found.factor.clone()));
        }
        parts(unit, &mut |part| {
            if let Some(found) = self.units.lookup(part) {
                return Some((found.dimension.clone(), found.factor.clone()));
            }
            let usable = dynamic && !part.is_empty() && !part.contains(['%', '‰']);
            usable.then(|| (Dimension::base(self.units.declare_dynamic(part)), Number::ONE))
        })
    }

    /// Whether `amount`, at `span`, is a value that the declaration allows; told where it is not.
    pub fn within(&mut self, declared: Declared<'r>, span: Span, amount: &Amount) -> bool {
        let TypeKind::Number { whole, .. } = &declared.ty.kind else { return true };
        if *whole && !amount.value.is_integer() {
            let nearby = |mode| {
                let rounded = amount.value.round(0, mode).unwrap_or_default();
                self.writing.value(&self.shown().number(declared.ty, &rounded))
            };
            let problem = self.problem(Code::FactNotWhole, span, declared).arg("written", shown(&amount.written));
            self.push(problem.arg("low", nearby(RoundingMode::Down)).arg("high", nearby(RoundingMode::Up)));
            return false;
        }
        self.in_reach(declared, span, &amount.value, &amount.written)
    }

    /// Whether `value` is one that the declaration allows.
    pub fn in_reach(&mut self, declared: Declared<'r>, span: Span, value: &Number, written: &str) -> bool {
        let Some(reach) = &declared.ty.reach else { return true };
        if reach.contains(value) {
            return true;
        }
        let shown_as = self.shown();
        let solid: Reach = reach
            .pieces()
            .iter()
            .map(|piece| crate::number::Interval::between(piece.lo.clone(), piece.hi.clone()))
            .collect();
        let problem = if solid.contains(value) {
            let step = shown_as.step(declared.ty).unwrap_or_default();
            let problem = self.problem(Code::FactOffStep, span, declared).arg("step", step.as_str());
            let nearby: Vec<String> = neighbours(reach, value)
                .iter()
                .map(|value| self.writing.value(&shown_as.number(declared.ty, value)))
                .collect();
            if nearby.is_empty() {
                problem
            } else {
                problem.help(Message::new("fact-help-step").arg("step", step).arg("choices", nearby))
            }
        } else {
            self.problem(Code::FactOutOfRange, span, declared)
        };
        let range = shown_as.range(declared.ty, &solid);
        let problem = problem.arg("written", shown(written)).arg("range", range);
        self.push(problem);
        false
    }

    /// Units in which a value of `dimension` can be written, in the language of the file.
    pub fn units_of(&self, dimension: &Dimension) -> Vec<String> {
        const ENOUGH: usize = 5;
        let of_dimension = || {
            self.units.names().filter(|name| self.units.lookup(name).is_some_and(|unit| unit.dimension == *dimension))
        };
        let english = self.writing.is_english();
        let mut names: Vec<String> =
            of_dimension().filter(|name| name.is_ascii() == english).take(ENOUGH).map(str::to_owned).collect();
        if names.is_empty() {
            names = of_dimension().take(ENOUGH).map(str::to_owned).collect();
        }
        if names.is_empty() && !dimension.has_variables() && !dimension.is_none() {
            names.push(self.units.dimension_name(dimension));
        }
        names
    }

    /// The unit of `dimension` that `unit` was probably meant to be.
    pub fn nearest_unit(&self, dimension: &Dimension, unit: &str) -> Option<String> {
        let names = self.units_of(dimension);
        // Slips that no likeness of letters shows.
        const MEANT: &[(&str, &str)] = &[("天", "日"), ("月", "个月"), ("圆", "元"), ("块", "元"), ("人民币", "元")];
        if let Some((_, meant)) = MEANT.iter().find(|(slip, _)| *slip == unit)
            && names.iter().any(|name| name == meant)
        {
            return Some((*meant).to_owned());
        }
        if let Some(longer) =
            names.iter().find(|name| name.starts_with(unit) && *dimension == Dimension::base(Base::MONEY))
        {
            return Some(longer.clone());
        }
        nearest(unit, names.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// The values of `reach` next to `value` that lie on the lattice on which it is not.
fn neighbours(reach: &Reach, value: &Number) -> Vec<Number> {
    let Some(lattice) = reach.pieces().iter().find_map(|piece| piece.lattice.as_ref()) else { return Vec::new() };
    let Ok(steps) = value.sub(&lattice.origin).and_then(|distance| distance.div(&lattice.step)) else {
        return Vec::new();
    };
    let low = steps.floor();
    let at = |steps: &Number| lattice.step.mul(steps).and_then(|distance| distance.add(&lattice.origin)).ok();
    let high = low.add(&Number::ONE).ok();
    let both = [at(&low), high.as_ref().and_then(at)];
    both.into_iter().flatten().filter(|value| reach.contains(value)).collect()
}

/// The unit that counts.
struct UnitInForce {
    written: Option<String>,
    /// Whether it stands beside the value or in the declaration, not behind the digits.
    elsewhere: bool,
}

/// What `unit`, perhaps a quotient or product of units, measures, and how many base units it is.
pub fn compound(units: &UnitTable, unit: &str) -> Option<(Dimension, Number)> {
    parts(unit, &mut |part| units.lookup(part).map(|found| (found.dimension.clone(), found.factor.clone())))
}

/// Takes `平方米/人`, `元/(人·日)` or `人·日²` apart; `own` says what each unit in it is.
fn parts(unit: &str, own: &mut dyn FnMut(&str) -> Option<(Dimension, Number)>) -> Option<(Dimension, Number)> {
    let (mut dimension, mut factor) = (Dimension::none(), Number::ONE);
    for (place, side) in unit.split('/').enumerate() {
        let side = side.trim();
        let side = side.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(side);
        for part in side.split('·').map(str::trim) {
            // A unit may be called m²: that name comes before the square of m.
            let (name, power) = match own_power(part) {
                Some((name, power)) if own(part).is_none() => (name, power),
                _ => (part, 1),
            };
            let (of_part, by) = own(name)?;
            let power = if place == 0 { power } else { -power };
            dimension = dimension.mul(&of_part.pow(power).ok()?).ok()?;
            factor = factor.mul(&by.pow(power).ok()?).ok()?;
        }
    }
    Some((dimension, factor))
}

/// A unit and the power behind it.
fn own_power(part: &str) -> Option<(&str, i32)> {
    const POWERS: [char; 7] = ['²', '³', '⁴', '⁵', '⁶', '⁷', '⁸'];
    let (power, sign) = (2..).zip(POWERS).find(|(_, sign)| part.ends_with(*sign))?;
    Some((part.strip_suffix(sign)?, power))
}

fn is_zero(digits: &str) -> bool {
    !digits.bytes().any(|b| matches!(b, b'1'..=b'9'))
}
