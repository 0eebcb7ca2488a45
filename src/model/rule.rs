//! Typed rules, and the block that one stands in.

use super::{
    Aggregate, Combine, Expr, FactId, LetId, MethodId, NodeId, PartialStep, TemplatePart, ValueRange, Verification,
};
use crate::source::Span;

/// A rule: yields points within [0, 满分], or a level, or (in a choice of plain values) a value.
#[derive(Debug)]
pub struct Rule {
    /// Where it is written.
    pub span: Span,
    /// Its form.
    pub kind: RuleKind,
}

/// The forms.
#[derive(Debug)]
pub enum RuleKind {
    /// A formula.
    Value(Expr),
    /// 不得分
    Zero,
    /// 得满分 当 c
    FullWhen(Expr),
    /// 分档
    Bands {
        /// What is banded.
        subject: Expr,
        /// Bands, in the order written.
        bands: Vec<Band>,
    },
    /// 分情况
    Cases {
        /// In order.
        cases: Vec<Case>,
        /// 否则
        otherwise: Option<Box<Rule>>,
    },
    /// 查表 by one key
    LookupOne {
        /// The key.
        key: Expr,
        /// Entries.
        entries: Vec<LookupEntry>,
    },
    /// 查表 by two keys
    LookupTwo {
        /// The key of the rows.
        row: Expr,
        /// The key of the columns.
        column: Expr,
        /// Heads of the columns.
        columns: Vec<Key>,
        /// Rows, each with as many values as there are columns.
        rows: Vec<LookupRow>,
    },
    /// 插值: at least two corners, their first coordinates constant and rising.
    Interpolate {
        /// What is looked up.
        subject: Expr,
        /// Corners.
        points: Vec<(Expr, Expr)>,
    },
    /// 扣分 from full marks, or from `base`.
    Deduct {
        /// The rule that is deducted from.
        base: Option<Box<Rule>>,
        /// Clauses.
        deduction: Deduction,
    },
    /// 逐项
    Each(Box<Each>),
    /// 按评级 x: `x` is of a set whose options have shares or ranges of shares.
    ByRating(Expr),
    /// 人工评分 range
    Manual(ValueRange),
    /// 折算: the inner rule scores out of `base`.
    Scaled {
        /// Points; positive.
        base: Expr,
        /// The inner rule.
        body: Box<Body>,
    },
    /// A method with its arguments, one for each parameter.
    Method {
        /// Which.
        method: MethodId,
        /// Arguments.
        args: Vec<Expr>,
    },
}

/// One band.
#[derive(Debug)]
pub struct Band {
    /// Values it holds.
    pub range: ValueRange,
    /// What it yields.
    pub rule: Rule,
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// When.
    pub condition: Expr,
    /// What it yields.
    pub rule: Rule,
}

/// A key of a lookup.
#[derive(Debug)]
pub enum Key {
    /// A range of numbers or dates.
    Range(ValueRange),
    /// Options: bit i is option i.
    Options(u64, Span),
    /// 是 or 否
    YesNo(bool, Span),
}

impl Key {
    /// The range it is, if it is one.
    pub fn range(&self) -> Option<&ValueRange> {
        match self {
            Key::Range(range) => Some(range),
            _ => None,
        }
    }
}

/// `key : rule`
#[derive(Debug)]
pub struct LookupEntry {
    /// Key.
    pub key: Key,
    /// What it yields.
    pub rule: Rule,
}

/// `key : value, value`
#[derive(Debug)]
pub struct LookupRow {
    /// Key.
    pub key: Key,
    /// One a column.
    pub values: Vec<Expr>,
}

/// 扣分 { … }
#[derive(Debug)]
pub struct Deduction {
    /// Whole text.
    pub span: Span,
    /// Clauses.
    pub clauses: Vec<Clause>,
}

/// A clause of 扣分 or 加减分.
#[derive(Debug)]
pub struct Clause {
    /// Whole text.
    pub span: Span,
    /// What is counted.
    pub kind: ClauseKind,
    /// Whether points are added.
    pub plus: bool,
    /// Points each time.
    pub amount: Expr,
    /// What is done with part of a step; `Whole` where what is counted is whole by its type.
    pub partial: PartialStep,
    /// 累计最多
    pub at_most: Option<Expr>,
}

/// What a clause counts.
#[derive(Debug)]
pub enum ClauseKind {
    /// n 每 s
    Every {
        /// What is counted.
        count: Expr,
        /// Positive, of the same dimension.
        step: Expr,
    },
    /// x 超过 / 低于 t，每 s
    Beyond {
        /// What is measured.
        value: Expr,
        /// 超过 or 低于.
        above: bool,
        /// From where on.
        threshold: Expr,
        /// Positive, of the same dimension.
        step: Expr,
    },
    /// 当 c
    When(Expr),
}

/// 逐项
#[derive(Debug)]
pub struct Each {
    /// Head.
    pub span: Span,
    /// The table.
    pub table: FactId,
    /// Frame of its row, counted from the outermost row in sight.
    pub frame: u16,
    /// Only rows that meet it.
    pub filter: Option<Expr>,
    /// A row's full marks; the place's where absent.
    pub full: Option<Expr>,
    /// How rows are combined.
    pub aggregate: Aggregate,
    /// 按 w, for the weighted mean.
    pub by: Option<Expr>,
    /// 最多 p
    pub at_most: Option<Expr>,
    /// What a row scores.
    pub body: Body,
}

/// A block that yields a score: the rule, or children, and what stands beside them. Tried in the order of
/// the fields.
#[derive(Debug, Default)]
pub struct Body {
    /// 不适用 in order, then 不得分 in order.
    pub gates: Vec<Gate>,
    /// The rule; `None` where there are children.
    pub rule: Option<Rule>,
    /// Indicators or parts in it.
    pub children: Vec<NodeId>,
    /// 汇总; a sum where none is written.
    pub combine: Option<Combine>,
    /// A 扣分 that follows the rule or the children.
    pub deduction: Option<Deduction>,
    /// 酌情扣分 最多 p
    pub discretion: Option<Expr>,
    /// 说明
    pub note: Option<Note>,
    /// 校验
    pub verifications: Vec<Verification>,
    /// The 计算 declared directly in it.
    pub lets: Vec<LetId>,
}

/// What guards a rule.
#[derive(Debug)]
pub enum Gate {
    /// 不适用 当 c 则 …
    Inapplicable {
        /// Whole line.
        span: Span,
        /// When.
        condition: Expr,
        /// What then.
        then: Then,
    },
    /// 不得分 当 c
    Zero {
        /// Whole line.
        span: Span,
        /// When.
        condition: Expr,
    },
}

/// What an inapplicable block yields.
#[derive(Debug)]
pub enum Then {
    /// A score; 满分 is such an expression.
    Score(Expr),
    /// 剔除
    Drop,
}

/// 说明
#[derive(Debug)]
pub struct Note {
    /// Whole text.
    pub span: Span,
    /// Its pieces.
    pub parts: Vec<TemplatePart>,
}
