//! Types: what a value is, its dimension, its declared range.

use super::{FactId, OptionSetId};
use crate::number::{Number, reach::Reach};
use crate::source::Span;
use crate::unit::Dimension;

/// A type, with the values that its declaration allows.
#[derive(Clone, Debug)]
pub struct Type {
    /// What it is.
    pub kind: TypeKind,
    /// May rightly be absent.
    pub optional: bool,
    /// The values a number or date (as days since 1970-01-01) may take, in base units, from the declared
    /// range, the step and the type itself (个数 is whole and not negative). `None` where nothing is said.
    pub reach: Option<Reach>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A number or quantity.
    Number {
        /// Its dimension; a variable for a 量.
        dimension: Dimension,
        /// Whether it is a whole number (整数, 个数).
        whole: bool,
        /// Whether it is shown with % (比率).
        share: bool,
        /// The unit a bare number takes: `金额(万元)`, or the unit that is the type.
        unit: Option<String>,
        /// The row's field that holds the unit: `量(度量单位)`. An index into the table's fields.
        unit_field: Option<usize>,
    },
    /// A day.
    Date,
    /// 是否
    YesNo,
    /// 文本
    Text,
    /// An option of a set, ordered or not; also the levels.
    Option(OptionSetId),
    /// A table; only a fact, or 各项, has this type.
    Table(Box<Table>),
}

/// 表 { … }
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Columns.
    pub fields: Vec<Field>,
    /// 至少 n行; 0 where nothing is said.
    pub at_least: u64,
    /// The first 文本 field, by which a row is named.
    pub name_field: Option<usize>,
    /// The fact; `None` for 各项.
    pub fact: Option<FactId>,
}

/// A column, or a method's parameter.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name.
    pub name: String,
    /// Its name in the declaration.
    pub span: Span,
    /// Type.
    pub ty: Type,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.ty.kind == other.ty.kind
    }
}

/// 选项
#[derive(Debug)]
pub struct OptionSet {
    /// Name.
    pub name: String,
    /// Its name in the declaration.
    pub span: Span,
    /// Options; in an ordered set from the least up. At most 64.
    pub options: Vec<OptionEntry>,
    /// Whether they compare.
    pub ordered: bool,
}

/// One option.
#[derive(Debug)]
pub struct OptionEntry {
    /// Name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// What stands beside it.
    pub share: OptionShare,
}

/// What stands beside an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionShare {
    /// Nothing.
    None,
    /// A number or share.
    Number(Number),
    /// A range of shares, within which the evaluator scores.
    Range(Reach),
}

impl Type {
    /// A plain number.
    pub fn number() -> Type {
        Type::quantity(Dimension::none())
    }

    /// A quantity of `dimension`.
    pub fn quantity(dimension: Dimension) -> Type {
        Type {
            kind: TypeKind::Number { dimension, whole: false, share: false, unit: None, unit_field: None },
            optional: false,
            reach: None,
        }
    }

    /// A type that carries nothing but its kind.
    pub fn plain(kind: TypeKind) -> Type {
        Type { kind, optional: false, reach: None }
    }

    /// The dimension, if it is a number.
    pub fn dimension(&self) -> Option<&Dimension> {
        match &self.kind {
            TypeKind::Number { dimension, .. } => Some(dimension),
            _ => None,
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.kind {
            TypeKind::Table(table) => Some(table),
            _ => None,
        }
    }
}
