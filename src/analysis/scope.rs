//! Where an expression stands while a rubric is walked, and what has held on the way there.

use std::rc::Rc;

use crate::model::{Expr, FactId, Key, NodeId, ValueRange};
use crate::number::Number;

/// What an expression can see.
#[derive(Debug)]
pub(super) struct Scope<'m> {
    /// Tells scopes apart.
    pub id: u32,
    /// The scope in which the method around it was entered; 0 outside of methods. What is read within one has
    /// the same value.
    pub method: u32,
    /// The arguments of the method around it, and where the caller stands.
    pub call: Option<(&'m [Expr], Rc<Scope<'m>>)>,
    /// 满分 of the place.
    pub full: Full<'m>,
    /// Rows in sight, outermost first.
    pub rows: Vec<(FactId, u32)>,
    /// The indicator or part around it, whose children are 各项.
    pub node: Option<NodeId>,
    /// Whether levels are yielded here, not points.
    pub levels: bool,
}

/// 满分 of a place.
#[derive(Debug)]
pub(super) enum Full<'m> {
    /// So many points.
    Points(Number),
    /// What a row says of itself.
    Row(&'m Expr, Rc<Scope<'m>>),
    /// A share of another place's.
    Share(Number, Rc<Scope<'m>>),
}

impl Full<'_> {
    /// The points, where they are the same on all facts.
    pub fn points(&self) -> Option<Number> {
        match self {
            Full::Points(points) => Some(points.clone()),
            Full::Row(..) => None,
            Full::Share(share, outer) => outer.full.points()?.mul(share).ok(),
        }
    }
}

/// Something that has held, or not, before a place is reached.
#[derive(Clone, Debug)]
pub(super) struct Held<'m> {
    /// What.
    pub what: What<'m>,
    /// Whether it held.
    pub truth: bool,
    /// Where it stands.
    pub scope: Rc<Scope<'m>>,
}

/// What may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'m> {
    /// A condition.
    Condition(&'m Expr),
    /// A value that lies in a range.
    Range(&'m Expr, &'m ValueRange),
    /// A value that is a key of a table.
    Key(&'m Expr, &'m Key),
    /// Two values that are keys of a table.
    Keys((&'m Expr, &'m Key), (&'m Expr, &'m Key)),
    /// A value that is given.
    Given(&'m Expr),
}

/// All that has held on the way to a place, the last first.
#[derive(Clone, Debug)]
pub(super) struct Path<'m>(Option<Rc<(Held<'m>, Path<'m>)>>);

impl<'m> Path<'m> {
    /// Nothing yet.
    pub fn new() -> Self {
        Path(None)
    }

    /// The path on which `what` is `truth` as well.
    pub fn with(&self, what: What<'m>, truth: bool, scope: &Rc<Scope<'m>>) -> Self {
        Path(Some(Rc::new((Held { what, truth, scope: scope.clone() }, self.clone()))))
    }

    /// Whether nothing has held yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// All that has held, the first first.
    pub fn all(&self) -> Vec<&Held<'m>> {
        let mut list = Vec::new();
        let mut at = self;
        while let Some(link) = &at.0 {
            list.push(&link.0);
            at = &link.1;
        }
        list.reverse();
        list
    }
}
