//! What a condition tells of optional values: those that are there if it holds, or if it fails.

use super::Checker;
use crate::model::{Expr, ExprKind, ValueId};

/// Values that are there for certain, ascending.
type Set = Vec<ValueId>;

/// The optional values that are there for certain.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// Where the condition holds.
    pub yes: Set,
    /// Where it fails.
    pub no: Set,
}

impl Given {
    fn negated(self) -> Given {
        Given { yes: self.no, no: self.yes }
    }

    /// Both conditions hold, the second tried where the first does.
    fn and(self, second: Given) -> Given {
        // It fails because the first does, or though the first holds because the second does.
        let no = common(&self.no, &union(&self.yes, &second.no));
        Given { yes: union(&self.yes, &second.yes), no }
    }
}

impl Checker<'_> {
    /// The optional values that are there for certain where `condition` is `truth`.
    pub(super) fn given_if(&self, condition: &Expr, truth: bool) -> Vec<ValueId> {
        let given = self.given(condition);
        if truth { given.yes } else { given.no }
    }

    /// What `condition` tells.
    pub(super) fn given(&self, condition: &Expr) -> Given {
        match &condition.kind {
            ExprKind::Given(true, inner) => Given { yes: vec![inner.id], no: Vec::new() },
            ExprKind::Given(false, inner) => Given { yes: Vec::new(), no: vec![inner.id] },
            ExprKind::Not(inner) => self.given(inner).negated(),
            ExprKind::And(a, b) => self.given(a).and(self.given(b)),
            // a 或 b is 非 (非 a 且 非 b).
            ExprKind::Or(a, b) => self.given(a).negated().and(self.given(b).negated()).negated(),
            ExprKind::If(test, yes, no) => {
                let (test, yes, no) = (self.given(test), self.given(yes), self.given(no));
                let either = |yes: &Set, no: &Set| common(&union(&test.yes, yes), &union(&test.no, no));
                Given { yes: either(&yes.yes, &no.yes), no: either(&yes.no, &no.no) }
            }
            // Worked out with the 计算 itself, so that one that is read often costs no more.
            ExprKind::Let(id) => self.let_entry(*id).map(|entry| entry.given.clone()).unwrap_or_default(),
            _ => Given::default(),
        }
    }
}

fn union(a: &Set, b: &Set) -> Set {
    let mut all: Set = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn common(a: &Set, b: &Set) -> Set {
    a.iter().filter(|id| b.binary_search(id).is_ok()).copied().collect()
}
