//! Typed expressions.

use super::{FactId, LetId, NodeId, Round, Rule, Type};
use crate::number::{Bound, Number, Reach};
use crate::source::Span;

/// Equal for two expressions of one scope that must have the same value; what is learnt about one (in a
/// case that holds) is then known of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u32);

/// A typed expression. Numbers are in base units (元, 日, 个月) of their dimension.
#[derive(Debug)]
pub struct Expr {
    /// Where it is written.
    pub span: Span,
    /// Its type.
    pub ty: Type,
    /// Which value it is.
    pub id: ValueId,
    /// Its form.
    pub kind: ExprKind,
}

/// The forms.
#[derive(Debug)]
pub enum ExprKind {
    /// A constant, in base units.
    Number(Number),
    /// A day, since 1970-01-01.
    Date(i32),
    /// 是 or 否
    YesNo(bool),
    /// An option, as index into its set (the type names the set).
    Option(u16),
    /// A fact that is no table.
    Fact(FactId),
    /// A 计算.
    Let(LetId),
    /// A parameter of the method around it.
    Param(u16),
    /// A field of a row in sight. `frame` counts rows in sight from the outermost (0) inwards.
    Field {
        /// Which row in sight.
        frame: u16,
        /// Which column.
        column: u16,
    },
    /// 满分 of the place.
    Full,
    /// -e
    Negate(Box<Expr>),
    /// 非 e
    Not(Box<Expr>),
    /// Arithmetic on numbers of fitting dimensions.
    Arith(Arith, Box<Expr>, Box<Expr>),
    /// 且
    And(Box<Expr>, Box<Expr>),
    /// 或
    Or(Box<Expr>, Box<Expr>),
    /// a ≤ b < c: numbers, dates, options (ordered ones by rank; others only = and ≠), 是否, texts (= and ≠).
    Compare(Box<Expr>, Vec<(Comparison, Expr)>),
    /// x 属于 range
    InRange(Box<Expr>, Box<ValueRange>),
    /// x 属于 {a, b}: bit i is option i.
    InOptions(Box<Expr>, u64),
    /// 已填 x (true), 未填 x (false)
    Given(bool, Box<Expr>),
    /// 若
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// 分档, 分情况, 查表 or 插值 that chooses a plain value; its rules are `Value`s or such choices again.
    Choose(Box<Rule>),
    /// date ± a quantity of days, months or working days
    DateAdd {
        /// The day counted from.
        date: Box<Expr>,
        /// How many (whole, checked when evaluated).
        amount: Box<Expr>,
        /// Of what.
        step: DateStep,
        /// Whether it is counted backwards.
        back: bool,
    },
    /// date − date, in days
    DateDifference(Box<Expr>, Box<Expr>),
    /// 绝对值
    Abs(Box<Expr>),
    /// 乘方(x, n)
    Power(Box<Expr>, Box<Expr>),
    /// 保留(e, 2位, mode)
    Round(Box<Expr>, Round),
    /// 缺省(x, v): `v` where `x` is absent, told as an assumption.
    Default(Box<Expr>, Box<Expr>),
    /// 值(x): the number beside an option.
    OptionNumber(Box<Expr>),
    /// 工作日数(a, b): after a, through b.
    Workdays(Box<Expr>, Box<Expr>),
    /// 计数, 合计, … over the rows of a table.
    Aggregate {
        /// Which.
        function: AggregateFn,
        /// The table.
        table: TableRef,
        /// Only rows that meet it; the row is one frame further in.
        filter: Option<Box<Expr>>,
        /// The value or condition per row, one frame further in.
        value: Option<Box<Expr>>,
    },
    /// 得分率(指标): score ÷ points.
    RateOf(NodeId),
}

/// Arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arith {
    /// +
    Add,
    /// −
    Sub,
    /// ×
    Mul,
    /// ÷
    Div,
    /// a 最多 b
    Min,
    /// a 最少 b
    Max,
}

/// A comparison.
pub use crate::syntax::ast::CompareOp as Comparison;

/// What a date is moved by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateStep {
    /// Days.
    Day,
    /// Months: the same day, else the month's last.
    Month,
    /// Working days of the calendar.
    Workday,
}

/// Functions over the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateFn {
    /// 计数
    Count,
    /// 合计
    Sum,
    /// 平均
    Mean,
    /// 最大
    Max,
    /// 最小
    Min,
    /// 中位数
    Median,
    /// 去重计数
    CountDistinct,
    /// 存在
    Any,
    /// 全部
    All,
}

/// A table that rows are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableRef {
    /// A fact.
    Fact(FactId),
    /// 各项: the children of the node. Columns: 0 名称, 1 得分 or 级.
    Children,
}

/// A range whose ends are constants or expressions.
#[derive(Debug)]
pub struct ValueRange {
    /// Whole text.
    pub span: Span,
    /// Lower end; none where open below.
    pub low: Option<RangeEnd>,
    /// Upper end; none where open above.
    pub high: Option<RangeEnd>,
}

/// An end of a range.
#[derive(Debug)]
pub struct RangeEnd {
    /// The value.
    pub value: Expr,
    /// Whether the end itself is in the range.
    pub closed: bool,
}

/// A piece of a 说明.
#[derive(Debug)]
pub enum TemplatePart {
    /// As written.
    Text(String),
    /// A value put in.
    Value(Expr),
}

impl ValueRange {
    /// Its ends, the lower first.
    pub fn ends(&self) -> impl Iterator<Item = &Expr> + Clone {
        self.low.iter().chain(&self.high).map(|end| &end.value)
    }

    /// The values of a range between constants; `None` where an end is none.
    pub fn constant(&self) -> Option<Reach> {
        let end = |end: &RangeEnd| {
            let value = end.value.kind.constant()?;
            Some(if end.closed { Bound::Closed(value) } else { Bound::Open(value) })
        };
        let mut reach = Reach::all();
        if let Some(low) = &self.low {
            reach = reach.above(&end(low)?);
        }
        if let Some(high) = &self.high {
            reach = reach.below(&end(high)?);
        }
        Some(reach)
    }

    /// Whether both ends are constants.
    #[inline]
    pub fn is_constant(&self) -> bool {
        let constant = |end: &Option<RangeEnd>| match end {
            Some(end) => matches!(end.value.kind, ExprKind::Number(_) | ExprKind::Date(_)),
            None => true,
        };
        constant(&self.low) && constant(&self.high)
    }
}

/// The numbers that stand so to `end`.
pub fn numbers_beside(op: Comparison, end: &Number) -> Reach {
    let (closed, open) = (Bound::Closed(end.clone()), Bound::Open(end.clone()));
    match op {
        Comparison::Eq => Reach::point(end.clone()),
        Comparison::Ne => Reach::all().minus(&Reach::point(end.clone())),
        Comparison::Lt => Reach::all().below(&open),
        Comparison::Le => Reach::all().below(&closed),
        Comparison::Gt => Reach::all().above(&open),
        Comparison::Ge => Reach::all().above(&closed),
    }
}

impl ExprKind {
    /// The number, if it is a constant number or date.
    pub fn constant(&self) -> Option<Number> {
        match self {
            ExprKind::Number(number) => Some(number.clone()),
            ExprKind::Date(day) => Some(Number::from_i64(i64::from(*day))),
            _ => None,
        }
    }
}
