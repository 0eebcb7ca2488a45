//! What an evaluation yields: a score for every node, and the trace that it never exists without.

use crate::diagnostic::Diagnostic;
use crate::facts::AwardTarget;
use crate::model::{
    AdjustmentId, Clause, Deduction, Each, Expr, FactId, Gate, LetId, Method, MethodId, NodeId, Rule, Verification,
};
use crate::number::{Number, reach::Reach};
use crate::source::Span;
use crate::value::Value;

/// The evaluation of one department.
#[derive(Debug)]
pub struct Evaluation<'m> {
    /// One for each node of the rubric, in its order; parts of methods and rows are in the trace alone.
    pub nodes: Vec<NodeResult>,
    /// One for each 加减分.
    pub adjustments: Vec<NodeResult>,
    /// The total; `None` for a rubric without 满分.
    pub total: Option<TotalResult>,
    /// Steps, in the order they were taken. A node's own steps stand at `NodeResult::steps`.
    pub trace: Vec<Step<'m>>,
    /// What a reader should know: departures, failed 校验, assumptions.
    pub findings: Vec<Finding<'m>>,
    /// What stopped parts of it: missing facts, divisions by zero. Not empty: there is no assessment.
    pub errors: Vec<Diagnostic>,
}

/// The result of one node.
#[derive(Debug, Clone)]
pub struct NodeResult {
    /// 满分 of the node; `None` for a node that yields a level.
    pub points: Option<Number>,
    /// What the rule gives.
    pub rule: Outcome,
    /// What the evaluator awarded, rounded as the rubric says.
    pub awarded: Outcome,
    /// Its steps in the trace. The steps of children stand within and are theirs: see
    /// [`Evaluation::own_steps`].
    pub steps: std::ops::Range<usize>,
    /// The award that stands here, as index into `Facts::awards`, and how it relates to the rule.
    pub award: Option<(usize, AwardStanding)>,
    /// The absent facts that would settle it.
    pub missing: Vec<Missing>,
}

impl NodeResult {
    /// Of a node that has not been scored.
    pub(super) fn unscored() -> NodeResult {
        NodeResult {
            points: None,
            rule: Outcome::NotScored,
            awarded: Outcome::NotScored,
            steps: 0..0,
            award: None,
            missing: Vec::new(),
        }
    }
}

/// What a node yields.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Points.
    Points(Number),
    /// One of these points: undetermined.
    Range(Box<Reach>),
    /// A level.
    Level(u16),
    /// One of these levels: undetermined.
    Levels(u64),
    /// 剔除
    Dropped,
    /// Not scored: a gate above it closed, or it stands in a case that was not taken.
    NotScored,
    /// Not known because of an error told elsewhere.
    Failed,
}

/// How an award relates to the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwardStanding {
    /// The score that the rule leaves to the evaluator (人工评分, a rating range).
    Due,
    /// Within the discretion granted, or what some value of the absent facts gives.
    Judgement,
    /// Beyond it.
    Departure {
        /// Whether the rule can give this score on no facts at all.
        unreachable: bool,
    },
}

/// An absent (or partly known) fact that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Missing {
    /// The fact.
    pub fact: FactId,
    /// The row and the column, for a cell.
    pub cell: Option<(u32, u16)>,
    /// Whether something is known of it.
    pub partly: bool,
}

/// The total and its grade.
#[derive(Debug, Clone)]
pub struct TotalResult {
    /// Of the rule scores.
    pub rule: Outcome,
    /// Of the awarded scores.
    pub awarded: Outcome,
    /// Grades that the rule scores can have, as indices into the rubric's grades; one where determined.
    pub rule_grades: Vec<usize>,
    /// Grade of the awarded total.
    pub grade: Option<usize>,
    /// The lowest cap (an index into `Rubric::total_caps`) that applies to the awarded total, whether it changes it or
    /// not, and how much it allows.
    pub ceiling: Option<(usize, Number)>,
    /// The grade caps that apply to the awarded total, whether they lower its grade or not.
    pub grade_caps: Vec<usize>,
    /// Its steps in the trace: sum, adjustments, caps, rounding, grade caps.
    pub steps: std::ops::Range<usize>,
}

// There is a step for all that is looked at: they are kept small, and what is rare in them behind a pointer.
const _: () = assert!(size_of::<Step<'_>>() <= 64);

/// The entries of a choice that are possible, by their place. The place of 否则 is the number of cases. For
/// LookupTwo: row × number of columns + column.
#[derive(Debug, Clone)]
pub enum Entries {
    /// It is decided.
    One(u32),
    /// It is not.
    Several(Box<Undecided>),
}

/// The entries of a choice that is not decided.
#[derive(Debug, Clone)]
pub struct Undecided {
    /// By their place.
    pub entries: Vec<u32>,
    /// What each would give, where that is told. Their own steps are not in the trace.
    pub outcomes: Vec<Value>,
}

impl Entries {
    /// Of these places, with what each would give.
    pub(super) fn of(entries: Vec<u32>, outcomes: Vec<Value>) -> Entries {
        match entries.as_slice() {
            [only] if outcomes.is_empty() => Entries::One(*only),
            _ => Entries::Several(Box::new(Undecided { entries, outcomes })),
        }
    }

    /// The places.
    pub fn as_slice(&self) -> &[u32] {
        match self {
            Entries::One(entry) => std::slice::from_ref(entry),
            Entries::Several(several) => &several.entries,
        }
    }

    /// What each of several entries would give; empty where decided.
    pub fn outcomes(&self) -> &[Value] {
        match self {
            Entries::One(_) => &[],
            Entries::Several(several) => &several.outcomes,
        }
    }
}

/// What is said of some children that were combined, not of all.
#[derive(Debug, Clone)]
pub struct Apart {
    /// The children left out (剔除).
    pub dropped: Vec<NodeId>,
    /// The child that an extreme comes from.
    pub which: Option<NodeId>,
}

/// One step. Values that stand in the expressions are looked up when it is rendered.
#[derive(Debug, Clone)]
pub enum Step<'m> {
    /// A row begins; steps up to the matching `RowEnd` are its own.
    RowBegin {
        /// The rule.
        each: &'m Each,
        /// Which row.
        row: u32,
        /// Its full marks.
        full: Number,
    },
    /// A row ends.
    RowEnd {
        /// Which row.
        row: u32,
        /// What the rule gives, rounded.
        rule: Outcome,
        /// What was awarded.
        awarded: Outcome,
        /// The award on it, as index into `Facts::awards`.
        award: Option<(usize, AwardStanding)>,
    },
    /// A row was left out: it does not meet the filter.
    RowsSkipped {
        /// How many.
        count: u32,
    },
    /// Rows were aggregated.
    Aggregated {
        /// The rule.
        each: &'m Each,
        /// How many rows counted.
        rows: u32,
        /// The row that an extreme comes from.
        which: Option<u32>,
        /// The result, of the rule scores.
        rule: Outcome,
        /// Of the awarded scores.
        awarded: Outcome,
    },
    /// A method was entered; steps follow in the place of the caller.
    Method {
        /// Which.
        method: MethodId,
        /// The method.
        decl: &'m Method,
        /// Its arguments.
        args: &'m [Expr],
    },
    /// The method entered last ends.
    MethodEnd {
        /// Which.
        method: MethodId,
    },
    /// A 计算 was worked out.
    Let {
        /// Which.
        id: LetId,
        /// Its value.
        value: Value,
    },
    /// A gate was tried.
    Gate {
        /// Which.
        gate: &'m Gate,
        /// Whether it held; `None` where undecided.
        held: Option<bool>,
    },
    /// A formula was worked out.
    Formula {
        /// The expression.
        expr: &'m Expr,
        /// Its value.
        value: Value,
    },
    /// 得满分 当 c
    FullWhen {
        /// The condition.
        condition: &'m Expr,
        /// Whether it held; `None` where undecided.
        held: Option<bool>,
        /// 满分 of the place.
        full: Number,
    },
    /// 不得分
    Zero {
        /// Where it is written.
        span: Span,
    },
    /// A band, case, lookup entry or segment was chosen.
    Chosen {
        /// The rule (Bands, Cases, LookupOne, LookupTwo, Interpolate).
        rule: &'m Rule,
        /// The value that was looked up; none for cases.
        subject: Option<Value>,
        /// Which entries are possible, and what each of several would give.
        entries: Entries,
        /// The result of Interpolate and LookupTwo, and of every choice in an expression; the steps of the
        /// chosen rule follow for the others.
        value: Option<Value>,
        /// Whether it chose a plain value within an expression; what it chose leaves no steps of its own.
        in_expression: bool,
    },
    /// A clause deducted (or added) so many points.
    Clause {
        /// The clause.
        clause: &'m Clause,
        /// What was counted, or by how much the threshold was passed; none for a condition.
        measured: Option<Value>,
        /// How many steps count.
        steps: Value,
        /// Points, after 累计最多.
        points: Value,
        /// Whether 累计最多 applied.
        capped: bool,
    },
    /// Deductions were taken off.
    Deducted {
        /// The deduction.
        deduction: &'m Deduction,
        /// What it started from.
        base: Outcome,
        /// What is left.
        left: Outcome,
        /// Whether it was held at zero.
        floored: bool,
    },
    /// 按评级
    Rated {
        /// The rule.
        rule: &'m Rule,
        /// The option.
        rating: Value,
        /// The share it earns.
        share: Value,
        /// Full marks of the place.
        full: Number,
    },
    /// 人工评分, or a rating range: the evaluator's score was due.
    Manual {
        /// The rule.
        rule: &'m Rule,
        /// What it may be.
        allowed: Outcome,
        /// The award, as index into `Facts::awards`.
        award: Option<usize>,
    },
    /// 折算 began: what follows scores out of `base`.
    ScaledFrom {
        /// Out of how many.
        base: Number,
    },
    /// The 折算 that began last ended.
    Scaled {
        /// 满分 of the place.
        full: Number,
        /// Before.
        inner: Outcome,
        /// After.
        outer: Outcome,
    },
    /// A part inside a row or method begins; parts of indicators are nodes of their own.
    PartBegin {
        /// Which.
        node: NodeId,
        /// Its full marks here.
        full: Number,
    },
    /// Such a part ends.
    PartEnd {
        /// Which.
        node: NodeId,
        /// What it gave.
        rule: Outcome,
        /// What was awarded.
        awarded: Outcome,
    },
    /// Children were combined.
    Combined {
        /// The parent; `None` for the top.
        node: Option<NodeId>,
        /// The children, with those left out.
        children: &'m Vec<NodeId>,
        /// The children left out, and the one that an extreme comes from, if any.
        apart: Option<Box<Apart>>,
        /// The result, of the rule scores.
        rule: Outcome,
        /// Of the awarded scores.
        awarded: Outcome,
    },
    /// An absent optional value was taken as the author said.
    Assumed {
        /// The 缺省 expression.
        expr: &'m Expr,
        /// The value taken.
        value: Value,
    },
    /// Rounded as the rubric says.
    Rounded {
        /// Before.
        from: Outcome,
        /// After.
        to: Outcome,
        /// Of the awarded scores, where they differ.
        awarded: Option<Box<(Outcome, Outcome)>>,
    },
    /// The total, adjustments put on.
    Adjusted {
        /// Sum of the indicators: rule, awarded.
        base: Box<(Outcome, Outcome)>,
        /// After the adjustments.
        result: (Outcome, Outcome),
    },
    /// The total was held at a cap (an index into `Rubric::total_caps`), at 满分 or at 0.
    Capped {
        /// Which cap; `None` for [0, 满分].
        cap: Option<usize>,
        /// The limit.
        limit: Number,
        /// For the awarded total (true) or the rule total (false).
        awarded: bool,
        /// Before.
        from: Outcome,
    },
    /// A grade was lowered.
    GradeLowered {
        /// Index into `Rubric::grade_caps`.
        cap: usize,
        /// The grade that the total alone would have.
        from: usize,
        /// For the awarded grade (true) or the rule's (false).
        awarded: bool,
    },
}

/// Something a reader should know.
#[derive(Debug, Clone)]
pub enum Finding<'m> {
    /// The award parts from the rule.
    Departure {
        /// Where.
        target: AwardTarget,
        /// Index into `Facts::awards`.
        award: usize,
        /// What the rule gives.
        rule: Outcome,
        /// What was awarded.
        awarded: Outcome,
        /// Whether the rule can give this score on no facts at all.
        unreachable: bool,
    },
    /// A 校验 does not hold, or cannot be decided.
    Check {
        /// The indicator or 加减分 it stands in, if any.
        node: Option<NodeId>,
        /// The 加减分, if any.
        adjustment: Option<AdjustmentId>,
        /// The table's row, for a 校验 in a row.
        row: Option<(FactId, u32)>,
        /// Which.
        verification: &'m Verification,
        /// False: it fails. None: it cannot be decided for want of facts.
        held: Option<bool>,
    },
    /// An absent value was taken as the author said.
    Assumption {
        /// The node that reads it.
        node: Option<NodeId>,
        /// The 缺省 expression.
        expr: &'m Expr,
        /// The row, if any.
        row: Option<(FactId, u32)>,
        /// The value taken.
        value: Value,
    },
    /// The rule score is a range.
    Undetermined {
        /// Of what: an indicator or a 加减分.
        target: AwardTarget,
        /// The facts that would settle it.
        missing: Vec<Missing>,
    },
}
