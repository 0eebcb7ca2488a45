//! Where a rule stands.

use crate::model::{Aggregate, Combine, Method, NodeId, Rubric, TableRef, Worth};
use crate::number::Number;

/// What a rule yields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Yields {
    /// Points, or a level.
    #[default]
    Score,
    /// A plain value, in a choice inside an expression.
    Value,
}

/// What a rule can see, and what it is for.
#[derive(Clone, Default)]
pub(super) struct Place<'a> {
    /// 满分, where it is one number.
    pub full: Option<Number>,
    /// Rows in sight, outermost first.
    pub rows: Vec<TableRef>,
    /// The method whose rule it is.
    pub method: Option<&'a Method>,
    /// What it yields.
    pub yields: Yields,
    /// Whether those beside it make up its points where it is left out.
    pub made_up: bool,
    /// What the parameters of the method are called, where they do not keep their own names.
    pub params: Vec<Option<String>>,
}

impl<'a> Place<'a> {
    /// The block of `node`.
    pub fn node(rubric: &Rubric, node: NodeId) -> Place<'a> {
        let full = match &rubric.node(node).worth {
            Worth::Points(points) => Some(points.clone()),
            Worth::Share(_) | Worth::Level(_) => None,
        };
        let combine = match rubric.node(node).parent {
            Some(parent) => rubric.node(parent).body.combine.as_ref(),
            None => Some(&rubric.combine),
        };
        Place { full, made_up: is_sum(combine), ..Place::default() }
    }

    /// A place of which no more is known than what is seen there.
    pub fn seen(seen: super::Seen) -> Place<'a> {
        Place { rows: seen.rows, params: seen.params, ..Place::default() }
    }

    /// The same with a row of `table` more in sight.
    pub fn inside(&self, table: &TableRef) -> Place<'a> {
        let mut inner = self.clone();
        inner.rows.push(*table);
        inner
    }

    /// The same with another 满分.
    pub fn with_full(&self, full: Option<Number>) -> Place<'a> {
        Place { full, ..self.clone() }
    }

    /// The same for plain values.
    pub fn for_values(&self) -> Place<'a> {
        Place { yields: Yields::Value, ..self.clone() }
    }
}

/// Whether children are added up.
pub(super) fn is_sum(combine: Option<&Combine>) -> bool {
    matches!(combine, None | Some(Combine::Sum | Combine::Aggregate(Aggregate::Sum, _)))
}
