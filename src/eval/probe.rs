//! Single expressions, worked out without facts: what the analysis asks of a rubric.

use crate::facts::Facts;
use crate::model::{Expr, NodeId, Rubric};
use crate::number::Number;
use crate::value::Value;

use super::place::children_rows;
use super::scope::{Call, Scope, Site};
use super::{Evaluator, NodeResult, Observation, Options, Plan};

/// Works out expressions over everything that the declarations allow, or over a few facts that are fixed.
pub struct Probe<'m, 'f> {
    evaluator: Evaluator<'m, 'f>,
    /// The node whose children are 各项 now.
    rows_of: Option<Option<NodeId>>,
}

impl<'m, 'f> Probe<'m, 'f> {
    /// A probe of `rubric`; `facts` are those that are fixed, if any.
    pub fn new(rubric: &'m Rubric, facts: Option<&'f Facts>) -> Self {
        let options = Options { trace: false, deny_departures: false };
        let mut evaluator = Evaluator::new(rubric, facts, None, options);
        evaluator.speculating = 1;
        Probe { evaluator, rows_of: None }
    }

    /// The same, knowing what each node may come to.
    pub fn with_nodes(mut self, nodes: &[NodeResult]) -> Self {
        self.evaluator.nodes = nodes.to_vec();
        self.rows_of = None;
        self
    }

    /// The value of `expr` where 满分 is `full`, in a method with the arguments `params`; a row in sight is
    /// any row, and 各项 are the children of `node` (the top indicators where absent). `None` where it has none
    /// whatever the facts.
    pub fn value(
        &mut self,
        expr: &'m Expr,
        params: Option<&[Value]>,
        full: &Number,
        node: Option<NodeId>,
    ) -> Option<Value> {
        if self.rows_of != Some(node) {
            let (rubric, nodes) = (self.evaluator.rubric, &self.evaluator.nodes);
            self.evaluator.children_rows = Some(children_rows(rubric, nodes, node, false).into());
            self.rows_of = Some(node);
        }
        let call = params.map(Call::Values);
        let scope = Scope { frame: None, call: call.as_ref(), full, site: Site::default() };
        self.evaluator.expr(expr, &scope).ok()
    }

    /// Forgets every 计算, whose values may depend on where they are read.
    pub fn forget(&mut self) {
        self.evaluator.memo.iter_mut().for_each(|slot| *slot = None);
    }
}

impl<'m> Plan<'m> {
    /// The rules that leave the points of their place on `facts`.
    pub fn beyond(&self, facts: &Facts) -> Vec<crate::source::Span> {
        let options = Options { trace: false, deny_departures: false };
        let mut evaluator = Evaluator::new(self.rubric(), Some(facts), None, options);
        evaluator.observations = Some(Vec::new());
        evaluator.run();
        let observations = evaluator.observations.unwrap_or_default();
        let spans = observations.into_iter().filter_map(|observation| match observation {
            // What lacks facts may be anything, and shows nothing.
            Observation::BeyondPoints { rule, certain, .. } => certain.then_some(rule.span),
            Observation::Total { .. } => None,
        });
        spans.collect()
    }

    /// The mistakes that evaluation on `facts` comes to, with values that several constant bands hold.
    pub fn mistakes(&self, facts: &Facts) -> Vec<crate::diagnostic::Diagnostic> {
        let options = Options { trace: false, deny_departures: false };
        let mut evaluator = Evaluator::new(self.rubric(), Some(facts), None, options);
        evaluator.several = true;
        evaluator.run();
        evaluator.errors
    }
}
