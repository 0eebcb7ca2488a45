//! The checked rubric: every name resolved, every expression typed, every point accounted for. It can
//! only be made by the checker from a rubric without errors, and it is all that evaluation sees.

mod expr;
mod rule;
mod types;
pub mod visit;

pub use expr::{
    AggregateFn, Arith, Comparison, DateStep, Expr, ExprKind, RangeEnd, TableRef, TemplatePart, ValueId, ValueRange,
    numbers_beside,
};
pub use rule::{
    Band, Body, Case, Clause, ClauseKind, Deduction, Each, Gate, Key, LookupEntry, LookupRow, Note, Rule, RuleKind,
    Then,
};
pub use types::{Field, OptionEntry, OptionSet, OptionShare, Table, Type, TypeKind};

use std::collections::BTreeMap;

use crate::number::{Number, RoundingMode, reach::Reach};
use crate::source::Span;
use crate::unit::UnitTable;

pub use crate::syntax::ast::{Aggregate, PartialStep};

/// Declares an index into one of the model's lists.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The place in its list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A fact of [`Rubric::facts`].
    FactId;
    /// A 计算 of [`Rubric::lets`].
    LetId;
    /// A scoring method of [`Rubric::methods`].
    MethodId;
    /// An indicator or part of [`Rubric::nodes`].
    NodeId;
    /// A 加减分 of [`Rubric::adjustments`].
    AdjustmentId;
    /// An option set of [`Rubric::option_sets`].
    OptionSetId;
}

/// A checked rubric.
#[derive(Debug)]
pub struct Rubric {
    /// Whether its keywords are mostly English ones.
    pub english: bool,
    /// Its name, from 评分表.
    pub name: String,
    /// Its version; empty where none is written.
    pub version: String,
    /// 依据, as written.
    pub basis: Vec<String>,
    /// First and last day of the periods it may be used for, as days since 1970-01-01.
    pub valid: Option<(i32, i32)>,
    /// Where that is written.
    pub valid_span: Option<Span>,
    /// 满分 of the whole; `None` for a rubric that yields levels and has no total.
    pub full: Option<Number>,
    /// What is rounded, and how.
    pub rounding: Rounding,
    /// Built-in and declared units.
    pub units: UnitTable,
    /// 选项
    pub option_sets: Vec<OptionSet>,
    /// Every fact, in the order of declaration.
    pub facts: Vec<Fact>,
    /// Every 计算.
    pub lets: Vec<Let>,
    /// 计分方法
    pub methods: Vec<Method>,
    /// Every indicator and part, parents before children, in the order of the file.
    pub nodes: Vec<Node>,
    /// The top indicators.
    pub roots: Vec<NodeId>,
    /// 汇总 of the top indicators; a sum where none is written.
    pub combine: Combine,
    /// 加减分
    pub adjustments: Vec<Adjustment>,
    /// 总分 最多
    pub total_caps: Vec<TotalCap>,
    /// 等级, from the best down; empty where none is declared.
    pub grades: Vec<Grade>,
    /// 等级 最高
    pub grade_caps: Vec<GradeCap>,
    /// 校验 at the top of the file.
    pub verifications: Vec<Verification>,
    /// Working days of the years that a calendar covers.
    pub calendar: Calendar,
}

/// What is rounded; a level that is `None` stays exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounding {
    /// 舍入 指标
    pub indicator: Option<Round>,
    /// 舍入 逐项
    pub row: Option<Round>,
    /// 舍入 总分
    pub total: Option<Round>,
    /// Where the head says so.
    pub said: RoundingSaid,
}

/// Where the head says what is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoundingSaid {
    /// 舍入 指标
    pub indicator: Option<Span>,
    /// 舍入 逐项
    pub row: Option<Span>,
    /// 不舍入
    pub exact: Option<Span>,
}

/// To how many decimals, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Decimals kept.
    pub places: u32,
    /// Which way.
    pub mode: RoundingMode,
}

/// A declared fact.
#[derive(Debug)]
pub struct Fact {
    /// Name.
    pub name: String,
    /// Its name in the declaration.
    pub span: Span,
    /// Type, with range and step.
    pub ty: Type,
    /// 来源: where it is expected to be found.
    pub source: Option<String>,
    /// 解释
    pub explain: Option<String>,
    /// The indicator it is declared in, if any.
    pub node: Option<NodeId>,
    /// The 加减分 it is declared in, if any.
    pub adjustment: Option<AdjustmentId>,
}

/// 计算 name = value
#[derive(Debug)]
pub struct Let {
    /// Name.
    pub name: String,
    /// Its name in the declaration.
    pub span: Span,
    /// Its value.
    pub value: Expr,
}

/// A named, parameterised rule.
#[derive(Debug)]
pub struct Method {
    /// Name.
    pub name: String,
    /// Its name in the declaration.
    pub span: Span,
    /// Parameters.
    pub params: Vec<Field>,
    /// The rule and what stands beside it.
    pub body: Body,
}

/// What a node is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// So many points. Shares of a parent's points are already worked out.
    Points(Number),
    /// A share of whatever 满分 is where the part stands (in a row, a method or a 折算).
    Share(Number),
    /// It yields a level of this set in place of points.
    Level(OptionSetId),
}

/// An indicator (指标) or a part (分项).
#[derive(Debug)]
pub struct Node {
    /// Name.
    pub name: String,
    /// Names from the top, joined with `/`.
    pub path: String,
    /// Its name in the declaration.
    pub span: Span,
    /// Whether it is a 分项: no row of the printed table, never rounded.
    pub part: bool,
    /// The node it stands in; `None` at the top (and for a part of a method).
    pub parent: Option<NodeId>,
    /// What it is worth.
    pub worth: Worth,
    /// The share as written, where it was written as one.
    pub share: Option<Number>,
    /// 权重
    pub weight: Option<Number>,
    /// 解释
    pub explain: Option<String>,
    /// Its rule, its children and what stands beside them.
    pub body: Body,
}

/// How children make their parent's score.
#[derive(Debug)]
pub enum Combine {
    /// The sum of points.
    Sum,
    /// 平均, 最低, 最高, 加权平均
    Aggregate(Aggregate, Span),
    /// An expression over 各项.
    Formula(Box<Expr>),
}

/// 加减分
#[derive(Debug)]
pub struct Adjustment {
    /// Name.
    pub name: String,
    /// Its name in the declaration.
    pub span: Span,
    /// Clauses that add or take points, in order.
    pub clauses: Vec<Clause>,
    /// The 计算 of its block.
    pub lets: Vec<LetId>,
    /// 校验 in it.
    pub verifications: Vec<Verification>,
    /// 说明
    pub note: Option<Note>,
    /// 解释
    pub explain: Option<String>,
}

/// 总分 最多 e 当 c
#[derive(Debug)]
pub struct TotalCap {
    /// Whole line.
    pub span: Span,
    /// Points.
    pub limit: Expr,
    /// Always where `None`.
    pub condition: Option<Expr>,
}

/// One grade.
#[derive(Debug)]
pub struct Grade {
    /// Name.
    pub name: String,
    /// Whole entry.
    pub span: Span,
    /// Totals that earn it. Its ends are constants.
    pub range: ValueRange,
}

/// 等级 最高 g 当 c
#[derive(Debug)]
pub struct GradeCap {
    /// Whole line.
    pub span: Span,
    /// Index into [`Rubric::grades`].
    pub grade: usize,
    /// When.
    pub condition: Expr,
}

/// 校验 c 否则 "…"
#[derive(Debug)]
pub struct Verification {
    /// Whole line.
    pub span: Span,
    /// What must hold.
    pub condition: Expr,
    /// What is told if it does not; empty where none is written.
    pub message: String,
}

/// Working days: Monday to Friday but for the days listed, in the years covered.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Years covered, with the place of the declaration.
    pub years: BTreeMap<i16, Span>,
    /// Days (since 1970-01-01) that differ: `true` is worked, `false` is off.
    pub days: BTreeMap<i32, bool>,
}

impl Rubric {
    /// The fact named by `id`.
    #[inline]
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// The node named by `id`.
    #[inline]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The method named by `id`.
    #[inline]
    pub fn method(&self, id: MethodId) -> &Method {
        &self.methods[id.index()]
    }

    /// The 计算 named by `id`.
    #[inline]
    pub fn binding(&self, id: LetId) -> &Let {
        &self.lets[id.index()]
    }

    /// The option set named by `id`.
    #[inline]
    pub fn options(&self, id: OptionSetId) -> &OptionSet {
        &self.option_sets[id.index()]
    }

    /// Every value that a number of type `ty` may take.
    pub fn reach(&self, ty: &Type) -> Reach {
        ty.reach.clone().unwrap_or_else(Reach::all)
    }
}
