//! Dimensions (what a quantity measures) and units (in what it is written).

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::number::{Number, NumberError};

/// Largest exponent, either way, that a base has in a dimension.
pub const MAX_EXPONENT: i8 = 8;

/// A dimension that derives from no other: money, days, persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base(pub u32);

impl Base {
    /// 分, the points of a score.
    pub const POINTS: Base = Base(0);
    /// 元.
    pub const MONEY: Base = Base(1);
    /// 日, calendar days.
    pub const DAY: Base = Base(2);
    /// 个月, calendar months, of no fixed number of days.
    pub const MONTH: Base = Base(3);
    /// 工作日, days of a working calendar.
    pub const WORKDAY: Base = Base(4);
    /// The first that a file may declare; those below are built in or kept for later.
    const FIRST_DECLARED: u32 = 16;
    const VARIABLE: u32 = 1 << 31;

    /// The yet unknown dimension number `n` (of a 量), to be replaced by [`Dimension::substitute`].
    pub fn variable(n: u32) -> Base {
        Base(n | Base::VARIABLE)
    }

    /// Whether it stands for a yet unknown dimension.
    pub fn is_variable(self) -> bool {
        self.0 & Base::VARIABLE != 0
    }
}

/// The exponent of a base would pass [`MAX_EXPONENT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExponentOverflow;

/// A product of bases with whole exponents; the empty product is that of bare numbers.
#[derive(Clone)]
pub struct Dimension(Factors);

/// Sorted by base, no exponent 0. Nearly every dimension has at most two bases and needs no allocation.
#[derive(Clone)]
enum Factors {
    Few { len: u8, items: [(Base, i8); 2] },
    Many(Arc<[(Base, i8)]>),
}

impl Dimension {
    /// That of bare numbers.
    pub const NONE: Dimension = Dimension(Factors::Few { len: 0, items: [(Base(0), 0); 2] });

    /// That of bare numbers.
    pub const fn none() -> Dimension {
        Dimension::NONE
    }

    /// `base` to the power 1.
    pub const fn base(base: Base) -> Dimension {
        Dimension(Factors::Few { len: 1, items: [(base, 1), (Base(0), 0)] })
    }

    /// Whether it is that of bare numbers.
    pub fn is_none(&self) -> bool {
        self.bases().is_empty()
    }

    /// The bases in ascending order, each with its exponent, which is not 0.
    pub fn bases(&self) -> &[(Base, i8)] {
        match &self.0 {
            Factors::Few { len, items } => items.get(..usize::from(*len)).unwrap_or(items),
            Factors::Many(items) => items,
        }
    }

    /// Whether it holds a yet unknown dimension.
    pub fn has_variables(&self) -> bool {
        // Variables sort last.
        self.bases().last().is_some_and(|(base, _)| base.is_variable())
    }

    /// The dimension of a product.
    ///
    /// # Errors
    /// An exponent beyond [`MAX_EXPONENT`].
    pub fn mul(&self, other: &Dimension) -> Result<Dimension, ExponentOverflow> {
        self.times_power(other, 1)
    }

    /// The dimension of a quotient.
    ///
    /// # Errors
    /// An exponent beyond [`MAX_EXPONENT`].
    pub fn div(&self, other: &Dimension) -> Result<Dimension, ExponentOverflow> {
        self.times_power(other, -1)
    }

    /// The dimension of a power.
    ///
    /// # Errors
    /// An exponent beyond [`MAX_EXPONENT`].
    pub fn pow(&self, exponent: i32) -> Result<Dimension, ExponentOverflow> {
        Dimension::NONE.times_power(self, exponent)
    }

    /// `self` with `replacement` in the place of `base`.
    ///
    /// # Errors
    /// An exponent beyond [`MAX_EXPONENT`].
    pub fn substitute(&self, base: Base, replacement: &Dimension) -> Result<Dimension, ExponentOverflow> {
        let Some((_, exponent)) = self.bases().iter().find(|(b, _)| *b == base) else {
            return Ok(self.clone());
        };
        let others = self.bases().iter().copied().filter(|(b, _)| *b != base).collect();
        Dimension::from_sorted(others).times_power(replacement, i32::from(*exponent))
    }

    /// `self × other^exponent`.
    fn times_power(&self, other: &Dimension, exponent: i32) -> Result<Dimension, ExponentOverflow> {
        if other.is_none() || exponent == 0 {
            return Ok(self.clone());
        }
        let mut product = Vec::with_capacity(self.bases().len() + other.bases().len());
        let (mut left, mut right) = (self.bases().iter().peekable(), other.bases().iter().peekable());
        loop {
            let next = match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some(l), None) => l.0,
                (None, Some(r)) => r.0,
                (Some(l), Some(r)) => l.0.min(r.0),
            };
            let l = left.next_if(|(base, _)| *base == next).map_or(0, |(_, e)| i64::from(*e));
            let r = right.next_if(|(base, _)| *base == next).map_or(0, |(_, e)| i64::from(*e));
            let sum = i8::try_from(l + r * i64::from(exponent)).map_err(|_| ExponentOverflow)?;
            if !(-MAX_EXPONENT..=MAX_EXPONENT).contains(&sum) {
                return Err(ExponentOverflow);
            }
            if sum != 0 {
                product.push((next, sum));
            }
        }
        Ok(Dimension::from_sorted(product))
    }

    fn from_sorted(items: Vec<(Base, i8)>) -> Dimension {
        Dimension(match items.as_slice() {
            [] => return Dimension::NONE,
            [a] => Factors::Few { len: 1, items: [*a, (Base(0), 0)] },
            [a, b] => Factors::Few { len: 2, items: [*a, *b] },
            _ => Factors::Many(items.into()),
        })
    }
}

impl Default for Dimension {
    fn default() -> Self {
        Dimension::NONE
    }
}

impl PartialEq for Dimension {
    fn eq(&self, other: &Self) -> bool {
        self.bases() == other.bases()
    }
}

impl Eq for Dimension {}

impl PartialOrd for Dimension {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Dimension {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bases().cmp(other.bases())
    }
}

impl Hash for Dimension {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bases().hash(state);
    }
}

impl fmt::Debug for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.bases()).finish()
    }
}

/// A unit: 万元 is 10000 of what 元, the base unit of money, is one of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As written after a number.
    pub name: String,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units it is; exact and greater than 0.
    pub factor: Number,
}

/// The name already is that of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exists;

/// Why a unit cannot be declared in terms of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AliasError {
    /// The name already is that of a unit.
    Exists,
    /// The unit it is to be so many of is unknown.
    Unknown,
    /// The factor is 0 or less.
    NotPositive,
    /// The factor to the base unit cannot be held.
    Factor(NumberError),
}

/// Units in the order they were declared.
#[derive(Clone, Debug, Default)]
struct Units {
    list: Vec<Unit>,
    index: BTreeMap<String, usize>,
    /// Names of the bases declared here, in the order of their numbers.
    bases: Vec<String>,
}

impl Units {
    fn get(&self, name: &str) -> Option<&Unit> {
        self.index.get(name).and_then(|i| self.list.get(*i))
    }

    fn insert(&mut self, unit: Unit) {
        self.index.insert(unit.name.clone(), self.list.len());
        self.list.push(unit);
    }
}

/// All units in force: the built-in ones, those of the file, and those that came with the facts.
///
/// A clone shares what the file declares, so that each set of facts can have its own.
#[derive(Clone, Debug)]
pub struct UnitTable {
    declared: Arc<Units>,
    dynamic: Units,
    /// Whether built-in units are named in English.
    english: bool,
}

/// Name, base and factor of the built-in units; the first of a base is the base unit.
const BUILT_IN: &[(&str, Option<Base>, i64)] = &[
    ("分", Some(Base::POINTS), 1),
    ("points", Some(Base::POINTS), 1),
    ("point", Some(Base::POINTS), 1),
    ("元", Some(Base::MONEY), 1),
    ("yuan", Some(Base::MONEY), 1),
    ("万元", Some(Base::MONEY), 10_000),
    ("亿元", Some(Base::MONEY), 100_000_000),
    ("日", Some(Base::DAY), 1),
    ("days", Some(Base::DAY), 1),
    ("day", Some(Base::DAY), 1),
    ("周", Some(Base::DAY), 7),
    ("weeks", Some(Base::DAY), 7),
    ("week", Some(Base::DAY), 7),
    ("个月", Some(Base::MONTH), 1),
    ("months", Some(Base::MONTH), 1),
    ("month", Some(Base::MONTH), 1),
    ("年", Some(Base::MONTH), 12),
    ("years", Some(Base::MONTH), 12),
    ("year", Some(Base::MONTH), 12),
    ("工作日", Some(Base::WORKDAY), 1),
    ("个工作日", Some(Base::WORKDAY), 1),
    ("workdays", Some(Base::WORKDAY), 1),
    ("workday", Some(Base::WORKDAY), 1),
    // Measure words stand for 1.
    ("个", None, 1),
    ("项", None, 1),
    ("次", None, 1),
    ("例", None, 1),
    ("笔", None, 1),
    ("宗", None, 1),
    ("items", None, 1),
    ("item", None, 1),
    ("times", None, 1),
    ("time", None, 1),
];

/// Names of one hundredth as the difference of two shares.
const PERCENTAGE_POINT: [&str; 2] = ["个百分点", "pp"];

impl UnitTable {
    /// The built-in units.
    pub fn new() -> UnitTable {
        let mut units = Units::default();
        for (name, base, factor) in BUILT_IN {
            let dimension = base.map_or(Dimension::NONE, Dimension::base);
            units.insert(Unit { name: (*name).to_owned(), dimension, factor: Number::from_i64(*factor) });
        }
        let hundredth = Number::from(rust_decimal::Decimal::new(1, 2));
        for name in PERCENTAGE_POINT {
            units.insert(Unit { name: name.to_owned(), dimension: Dimension::NONE, factor: hundredth.clone() });
        }
        UnitTable { declared: Arc::new(units), dynamic: Units::default(), english: false }
    }

    /// The same table, which names the built-in units in English or in Chinese.
    #[must_use]
    pub fn naming(mut self, english: bool) -> UnitTable {
        self.english = english;
        self
    }

    /// Declares a unit of a dimension of its own. To be done before any [`UnitTable::declare_dynamic`].
    ///
    /// # Errors
    /// The name is taken.
    pub fn declare_base(&mut self, name: &str) -> Result<Base, Exists> {
        if self.lookup(name).is_some() {
            return Err(Exists);
        }
        Ok(declare(Arc::make_mut(&mut self.declared), Base::FIRST_DECLARED, name))
    }

    /// Declares `name` to be `factor` of the unit `of`.
    ///
    /// # Errors
    /// The name is taken, `of` is unknown, or the factor is not positive or too large.
    pub fn declare_alias(&mut self, name: &str, factor: &Number, of: &str) -> Result<(), AliasError> {
        let unit = self.lookup(of).ok_or(AliasError::Unknown)?;
        let (dimension, per_unit) = (unit.dimension.clone(), unit.factor.clone());
        self.declare_derived(name, &factor.mul(&per_unit).map_err(AliasError::Factor)?, dimension)
    }

    /// Declares `name` to be `factor` base units of `dimension`, which may be a product such as 平方米/人.
    ///
    /// # Errors
    /// The name is taken, or the factor is not positive.
    pub fn declare_derived(&mut self, name: &str, factor: &Number, dimension: Dimension) -> Result<(), AliasError> {
        if self.lookup(name).is_some() {
            return Err(AliasError::Exists);
        }
        if !factor.is_positive() {
            return Err(AliasError::NotPositive);
        }
        let unit = Unit { name: name.to_owned(), dimension, factor: factor.clone() };
        Arc::make_mut(&mut self.declared).insert(unit);
        Ok(())
    }

    /// The base of a unit that came with the facts and that [`UnitTable::lookup`] does not find: a
    /// dimension of its own, the same whenever the name comes again.
    pub fn declare_dynamic(&mut self, name: &str) -> Base {
        if let Some(unit) = self.lookup(name)
            && let [(base, 1)] = unit.dimension.bases()
        {
            return *base;
        }
        let first = Base::FIRST_DECLARED + self.declared.bases.len() as u32;
        declare(&mut self.dynamic, first, name)
    }

    /// The unit of that name.
    pub fn lookup(&self, name: &str) -> Option<&Unit> {
        self.declared.get(name).or_else(|| self.dynamic.get(name))
    }

    /// Whether the unit is built in, and so neither declared by the file nor come with the facts.
    pub fn is_built_in(&self, name: &str) -> bool {
        PERCENTAGE_POINT.contains(&name) || BUILT_IN.iter().any(|(built_in, ..)| *built_in == name)
    }

    /// The names of all units in the order they were declared.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.declared.list.iter().chain(&self.dynamic.list).map(|unit| unit.name.as_str())
    }

    /// The name of the base's own unit; empty for a variable or a base of another table.
    pub fn base_name(&self, base: Base) -> &str {
        if let Some(index) = base.0.checked_sub(Base::FIRST_DECLARED) {
            let bases = self.declared.bases.iter().chain(&self.dynamic.bases);
            return bases.map(String::as_str).nth(index as usize).unwrap_or_default();
        }
        let is_name = |(name, of, factor): &&(&str, Option<Base>, i64)| {
            *of == Some(base) && *factor == 1 && name.is_ascii() == self.english
        };
        BUILT_IN.iter().find(is_name).map_or("", |(name, ..)| *name)
    }

    /// A figure in base units of `dimension`: `30元`, `30 yuan`, `9平方米/人`.
    pub fn written(&self, figure: &str, dimension: &Dimension) -> String {
        let unit = self.dimension_name(dimension);
        let apart = unit.starts_with(|c: char| c.is_ascii_alphabetic());
        format!("{figure}{}{unit}", if apart { " " } else { "" })
    }

    /// The dimension in base units: `平方米/人`, `元·日²`, `1/日`, `元/(人·日)`; a variable is `?`, bare
    /// numbers are empty.
    pub fn dimension_name(&self, dimension: &Dimension) -> String {
        let side = |wanted: i8| -> Vec<String> {
            let matching = dimension.bases().iter().filter(|(_, exponent)| exponent.signum() == wanted);
            let named = |(base, exponent): &(Base, i8)| {
                let name = self.power_name(*base, exponent.unsigned_abs());
                // So many yuan a day, not a days.
                let built_in = base.0 < Base::FIRST_DECLARED && self.english && wanted < 0;
                if built_in { name.trim_end_matches('s').to_owned() } else { name }
            };
            matching.map(named).collect()
        };
        let (above, below) = (side(1), side(-1));
        let numerator = if above.is_empty() && !below.is_empty() { "1".to_owned() } else { above.join("·") };
        match below.as_slice() {
            [] => numerator,
            [one] => format!("{numerator}/{one}"),
            _ => format!("{numerator}/({})", below.join("·")),
        }
    }

    fn power_name(&self, base: Base, exponent: u8) -> String {
        let name = if base.is_variable() { "?" } else { self.base_name(base) };
        let raised = match exponent {
            2 => "²",
            3 => "³",
            4 => "⁴",
            5 => "⁵",
            6 => "⁶",
            7 => "⁷",
            8 => "⁸",
            _ => "",
        };
        format!("{name}{raised}")
    }
}

impl Default for UnitTable {
    fn default() -> Self {
        UnitTable::new()
    }
}

/// Adds to `units`, whose first base has the number `first`, a unit with a base of its own.
fn declare(units: &mut Units, first: u32, name: &str) -> Base {
    let base = Base(first + units.bases.len() as u32);
    units.bases.push(name.to_owned());
    units.insert(Unit { name: name.to_owned(), dimension: Dimension::base(base), factor: Number::ONE });
    base
}
