//! What an expression can see: rows, a method's arguments, 满分, and where it stands.

use crate::facts::{AwardTarget, Row};
use crate::model::{AdjustmentId, Expr, FactId, NodeId};
use crate::number::Number;
use crate::value::{Text, Value};

/// What is in sight.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a, 'm, 'f> {
    /// The innermost row.
    pub frame: Option<&'a Frame<'a, 'f>>,
    /// The method being run.
    pub call: Option<&'a Call<'a, 'm, 'f>>,
    /// 满分 of the place.
    pub full: &'a Number,
    /// Where the score will stand.
    pub site: Site,
}

/// A row in sight.
pub(super) struct Frame<'a, 'f> {
    /// Counted from the outermost.
    pub depth: u16,
    /// Which row.
    pub row: RowRef<'f>,
    /// The row further out.
    pub outer: Option<&'a Frame<'a, 'f>>,
}

/// A row.
#[derive(Clone)]
pub(super) enum RowRef<'f> {
    /// A row of a fact.
    Row(FactId, u32, &'f Row),
    /// Any row that the table of a fact may have.
    Any,
    /// A child of a node: its name and its score or level.
    Child(Text, Value),
}

/// The arguments of a method being run, one for each parameter.
pub(super) enum Call<'a, 'm, 'f> {
    /// Evaluated where the caller stands, when they are read.
    Args {
        /// The arguments.
        args: &'m [Expr],
        /// The caller's sight.
        scope: Scope<'a, 'm, 'f>,
    },
    /// Evaluated before.
    Values(&'a [Value]),
}

/// Where a score stands, for awards.
#[derive(Clone, Copy, Default)]
pub(super) struct Site {
    /// The indicator or part.
    pub node: Option<NodeId>,
    /// The row of the outermost 逐项.
    pub row: Option<(FactId, u32)>,
    /// The 加减分.
    pub adjustment: Option<AdjustmentId>,
}

impl Site {
    /// The name of the place in 评定, if it has one.
    pub fn target(&self) -> Option<AwardTarget> {
        match (self.node, self.row, self.adjustment) {
            (Some(node), Some((fact, row)), _) => Some(AwardTarget::Row(node, fact, row)),
            (Some(node), None, _) => Some(AwardTarget::Node(node)),
            (None, _, Some(adjustment)) => Some(AwardTarget::Adjustment(adjustment)),
            _ => None,
        }
    }
}

impl<'a, 'f> Frame<'a, 'f> {
    /// The row in sight at `depth`.
    pub fn at(&self, depth: u16) -> Option<&Frame<'a, 'f>> {
        let mut frame = self;
        loop {
            if frame.depth == depth {
                return Some(frame);
            }
            frame = frame.outer?;
        }
    }
}
