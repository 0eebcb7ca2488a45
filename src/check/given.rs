//! What a condition tells of optional values: those that are there if it holds, or if it fails.

use super::Checker;
use crate::model::{Expr, ExprKind, ValueId};

impl Checker<'_> {
    /// The optional values that are there for certain where `condition` is `truth`.
    pub(super) fn given_if(&self, condition: &Expr, truth: bool) -> Vec<ValueId> {
        match &condition.kind {
            ExprKind::Given(given, inner) if *given == truth => vec![inner.id],
            ExprKind::Not(inner) => self.given_if(inner, !truth),
            ExprKind::And(a, b) => self.given_by_both(a, b, true, truth),
            ExprKind::Or(a, b) => self.given_by_both(a, b, false, truth),
            ExprKind::If(test, yes, no) => {
                let mut then = self.given_if(test, true);
                then.extend(self.given_if(yes, truth));
                let mut other = self.given_if(test, false);
                other.extend(self.given_if(no, truth));
                then.retain(|id| other.contains(id));
                then
            }
            ExprKind::Let(id) => {
                self.let_entry(*id).and_then(|entry| entry.value.as_ref()).map_or_else(Vec::new, |e| self.given_if(e, truth))
            }
            _ => Vec::new(),
        }
    }

    /// `a 且 b` (`conjunction`) or `a 或 b`: both sides decide it one way; the other way, the first does or
    /// else the second.
    fn given_by_both(&self, a: &Expr, b: &Expr, conjunction: bool, truth: bool) -> Vec<ValueId> {
        let mut second = self.given_if(a, conjunction);
        second.extend(self.given_if(b, truth));
        if truth == conjunction {
            return second;
        }
        let mut first = self.given_if(a, truth);
        first.retain(|id| second.contains(id));
        first
    }
}
