//! What is to be filled in for one fact or column.

use crate::facts::{day_written, unit_asked};
use crate::model::{Rubric, Type, TypeKind};
use crate::number::{Bound, Number, Reach};
use crate::unit::{Base, Dimension};

/// More decimals than any declaration has.
const PLACES: u32 = 28;

/// What is to be filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What it is.
    pub kind: Kind,
    /// Whether it may rightly be left out.
    pub optional: bool,
    /// The unit it is filled in with. Where it must be written with each value, because the rubric names none
    /// for bare numbers, `unit_fixed` is false.
    pub unit: Option<String>,
    /// Whether a bare number is taken in `unit`.
    pub unit_fixed: bool,
    /// The values it may take, of which there are one or more pieces; empty where nothing is said.
    pub ranges: Vec<(Ends, Ends)>,
    /// The step of the values, where it is not that of whole numbers.
    pub steps: Option<Steps>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number without a unit.
    Number,
    /// A number without decimals, in its unit if it has one.
    Whole,
    /// A number written with %.
    Share,
    /// Money.
    Money,
    /// Points.
    Points,
    /// A number with another unit.
    Measured,
    /// A number whose unit comes with it.
    Quantity {
        /// The column of the row that holds the unit.
        unit_column: Option<String>,
    },
    /// A day.
    Date,
    /// 是 or 否.
    YesNo,
    /// Text.
    Text,
    /// One of these.
    Option(Vec<String>),
    /// Rows.
    Table {
        /// Their columns.
        columns: Vec<Column>,
        /// How many there are at least.
        at_least: u64,
    },
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What is to be filled in.
    pub asked: Asked,
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
pub enum Ends {
    /// None.
    Unbounded,
    /// The value is in the range.
    Closed(Limit),
    /// The value is not in the range.
    Open(Limit),
}

/// A value that a declaration names.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The number, in the unit asked for; of a date the days since 1970-01-01; of a share 1 for 100%.
    pub number: Number,
    /// As it would be filled in.
    pub shown: String,
}

/// The values lie a step apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// The distance.
    pub step: Limit,
    /// One of the values; none where zero is one.
    pub from: Option<Limit>,
}

impl Asked {
    /// What a fact or column of type `ty` asks for.
    pub fn new(rubric: &Rubric, ty: &Type) -> Asked {
        let (kind, table) = kind(rubric, ty);
        let (unit, factor, unit_fixed) = unit_asked(rubric, ty).unwrap_or((String::new(), Number::ONE, false));
        let limit = |value: &Number| {
            let number = value.div(&factor).unwrap_or_else(|_| value.clone());
            Limit { shown: shown(&kind, &number, &unit), number }
        };
        let reach = ty.reach.as_ref().filter(|reach| !table && **reach != Reach::all());
        let end = |bound: &Bound| match bound {
            Bound::Unbounded => Ends::Unbounded,
            Bound::Closed(value) => Ends::Closed(limit(value)),
            Bound::Open(value) => Ends::Open(limit(value)),
        };
        let pieces = reach.map(Reach::pieces).unwrap_or_default();
        let bounded = |(lo, hi): &(Ends, Ends)| *lo != Ends::Unbounded || *hi != Ends::Unbounded;
        let ranges: Vec<(Ends, Ends)> = pieces.iter().map(|piece| (end(&piece.lo), end(&piece.hi))).collect();
        let natural = |step: &Number| match kind {
            Kind::Whole | Kind::Date => *step == factor,
            _ => false,
        };
        let lattice = pieces.iter().find_map(|piece| piece.lattice.as_ref()).filter(|found| !natural(&found.step));
        let steps = lattice.map(|found| Steps {
            step: limit(&found.step),
            from: (!found.origin.is_multiple_of(&found.step)).then(|| limit(&found.origin)),
        });
        Asked {
            optional: ty.optional,
            unit: Some(unit.clone()).filter(|unit| !unit.is_empty()),
            unit_fixed,
            ranges: if ranges.iter().all(bounded) { ranges } else { Vec::new() },
            steps: steps.filter(|_| !matches!(kind, Kind::Date)),
            kind,
        }
    }

    /// The columns, if it is a table.
    pub fn columns(&self) -> Option<&[Column]> {
        match &self.kind {
            Kind::Table { columns, .. } => Some(columns),
            _ => None,
        }
    }

    /// Whether it is filled in with a number.
    pub fn is_number(&self) -> bool {
        use Kind::{Measured, Money, Number, Points, Quantity, Share, Whole};
        matches!(self.kind, Number | Whole | Share | Money | Points | Measured | Quantity { .. })
    }
}

/// What `ty` is, and whether it is a table.
fn kind(rubric: &Rubric, ty: &Type) -> (Kind, bool) {
    let kind = match &ty.kind {
        TypeKind::Number { share: true, .. } => Kind::Share,
        TypeKind::Number { dimension, .. } if dimension.has_variables() => Kind::Quantity { unit_column: None },
        TypeKind::Number { whole: true, .. } => Kind::Whole,
        TypeKind::Number { dimension, .. } if dimension.is_none() => Kind::Number,
        TypeKind::Number { dimension, .. } if *dimension == Dimension::base(Base::MONEY) => Kind::Money,
        TypeKind::Number { dimension, .. } if *dimension == Dimension::base(Base::POINTS) => Kind::Points,
        TypeKind::Number { .. } => Kind::Measured,
        TypeKind::Date => Kind::Date,
        TypeKind::YesNo => Kind::YesNo,
        TypeKind::Text => Kind::Text,
        TypeKind::Option(set) => {
            Kind::Option(rubric.options(*set).options.iter().map(|option| option.name.clone()).collect())
        }
        TypeKind::Table(table) => {
            let column = |field: &crate::model::Field| {
                let mut asked = Asked::new(rubric, &field.ty);
                if let TypeKind::Number { unit_field: Some(unit), .. } = &field.ty.kind {
                    let unit_column = table.fields.get(*unit).map(|field| field.name.clone());
                    asked.kind = Kind::Quantity { unit_column };
                }
                Column { name: field.name.clone(), asked }
            };
            let columns = table.fields.iter().map(column).collect();
            return (Kind::Table { columns, at_least: table.at_least }, true);
        }
    };
    (kind, false)
}

/// `number`, in `unit`, as it would be filled in.
fn shown(kind: &Kind, number: &Number, unit: &str) -> String {
    match kind {
        Kind::Share => number.shown_percent(PLACES).text,
        Kind::Date => match number.to_i64().and_then(|day| i32::try_from(day).ok()) {
            Some(day) => day_written(day),
            None => number.to_string(),
        },
        _ => with_unit(&number.shown(PLACES).text, unit),
    }
}

/// A number with its unit behind it, set apart where the unit is of Latin letters.
pub fn with_unit(number: &str, unit: &str) -> String {
    let apart = unit.starts_with(|c: char| c.is_ascii_alphabetic());
    if apart { format!("{number} {unit}") } else { format!("{number}{unit}") }
}

/// Points as they are written.
pub fn points_written(points: &Number, english: bool) -> String {
    let number = points.shown(PLACES).text;
    match (english, number.as_str()) {
        (true, "1") => "1 point".to_owned(),
        (true, _) => format!("{number} points"),
        (false, _) => format!("{number}分"),
    }
}
