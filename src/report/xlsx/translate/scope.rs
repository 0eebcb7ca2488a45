//! What a formula can see: rows, a method's arguments, 满分, and where its steps go.

use std::rc::Rc;

use crate::model::{AdjustmentId, Expr, FactId, LetId, NodeId, OptionSetId};
use crate::number::Number;

use super::super::formula::Formula;
use super::{Handle, Side};

/// What is in sight.
#[derive(Clone)]
pub(in super::super) struct Scope<'m> {
    /// Rows in sight, outermost first.
    pub frames: Vec<Frame>,
    /// The method around it.
    pub call: Option<Rc<Call<'m>>>,
    /// 满分 of the place.
    pub full: Formula,
    /// How to work that out again.
    pub full_value: FullValue<'m>,
    /// Where steps of their own go.
    pub home: Home,
    /// The indicator or part.
    pub node: Option<NodeId>,
    /// The table whose rows are scored.
    pub row: Option<FactId>,
    /// The 加减分.
    pub adjustment: Option<AdjustmentId>,
    /// The blocks around it, innermost first.
    pub env: Option<Rc<Env<'m>>>,
    /// Tells one place from another.
    pub path: String,
    /// Whether a gate around it is closed.
    pub closed: Option<Handle>,
    /// The children that are combined.
    pub children: Option<Rc<Vec<ChildCell>>>,
    /// Which of the two scores is read, where scores are.
    pub side: Side,
}

/// A row in sight.
#[derive(Clone, Debug)]
pub(in super::super) enum Frame {
    /// The row that the formula stands in.
    Here(FactId),
    /// All rows of a table at once.
    All(FactId),
    /// A child being combined: its name and its score.
    Child(String, Formula),
}

/// A child that is combined.
#[derive(Clone, Debug)]
pub(in super::super) struct ChildCell {
    /// Its name.
    pub name: String,
    /// The cell of its score, perhaps the word for 剔除.
    pub cell: Formula,
    /// Its score, read with care.
    pub score: Formula,
    /// Its points.
    pub points: Formula,
    /// Its weight.
    pub weight: Number,
    /// The levels that it yields in place of points.
    pub set: Option<OptionSetId>,
}

/// Where steps go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Home {
    /// To the sheet of steps.
    Steps,
    /// To a column beside the rows of a table.
    Rows(FactId),
    /// Nowhere: the formula works on ranges.
    Nowhere,
}

/// A method with its arguments, which are read where the caller stands.
#[derive(Clone)]
pub(in super::super) struct Call<'m> {
    /// One for each parameter.
    pub args: &'m [Expr],
    /// The caller's sight.
    pub scope: Scope<'m>,
}

/// A block that declares 计算.
#[derive(Clone)]
pub(in super::super) struct Env<'m> {
    /// Those of the block.
    pub lets: &'m [LetId],
    /// What is in sight in it.
    pub at: Scope<'m>,
}

/// 满分 as a number.
#[derive(Clone)]
pub(in super::super) enum FullValue<'m> {
    /// This.
    Is(Number),
    /// That of an expression of the row.
    Of(&'m Expr),
    /// A share of another.
    Share(Number, Rc<FullValue<'m>>),
}

impl<'m> Scope<'m> {
    /// Where nothing stands around.
    pub fn root(full: Option<&Number>) -> Scope<'m> {
        let full = full.cloned().unwrap_or(Number::ZERO);
        Scope {
            frames: Vec::new(),
            call: None,
            full: Formula::number(&full),
            full_value: FullValue::Is(full),
            home: Home::Steps,
            node: None,
            row: None,
            adjustment: None,
            env: None,
            path: String::new(),
            closed: None,
            children: None,
            side: Side::Rule,
        }
    }

    /// At a place of its own within this one.
    pub fn within(&self, place: &str) -> Scope<'m> {
        Scope { path: format!("{}/{place}", self.path), ..self.clone() }
    }

    /// With the 计算 of a block, which see all that is in sight here.
    pub fn declares(mut self, lets: &'m [LetId]) -> Scope<'m> {
        if !lets.is_empty() {
            let at = Scope { side: Side::Rule, ..self.clone() };
            self.env = Some(Rc::new(Env { lets, at }));
        }
        self
    }

    /// Whether parts here are none of the assessment: there may be many of each.
    pub fn is_within(&self) -> bool {
        self.call.is_some() || !self.frames.is_empty() || self.row.is_some()
    }

    /// With all rows of a table in sight.
    pub fn over(&self, frame: Frame) -> Scope<'m> {
        let mut inner = self.clone();
        if matches!(frame, Frame::All(_)) {
            inner.home = Home::Nowhere;
        }
        inner.frames.push(frame);
        inner
    }

    /// Whether a formula here works on ranges.
    pub fn over_ranges(&self) -> bool {
        self.home == Home::Nowhere
    }

    /// The sight of the block that declares `id`.
    pub fn declaring(&self, id: LetId) -> Scope<'m> {
        let mut env = self.env.as_ref();
        while let Some(block) = env {
            if block.lets.contains(&id) {
                return Scope { env: Some(Rc::clone(block)), ..block.at.clone() };
            }
            env = block.at.env.as_ref();
        }
        self.clone()
    }
}
