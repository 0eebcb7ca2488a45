//! Conditions that several comparisons together make always or never hold: `80% < 率 < 70%`.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::model::{Expr, ExprKind};
use crate::source::Span;

use super::formula::{Formula, Run};
use super::scope::{Path, Scope, What};
use super::solve::Solver;
use super::translate::Translator;

/// What is known of a condition over all places where it is read.
#[derive(Clone, Copy)]
struct Decided {
    never: bool,
    always: bool,
}

/// The conditions of 得满分 当.
#[derive(Default)]
pub(super) struct Conditions(BTreeMap<Span, Decided>);

impl Conditions {
    /// Looks at `condition` in one place.
    pub fn look<'m>(
        &mut self,
        translator: &mut Translator<'m, '_>,
        condition: &'m Expr,
        scope: &Rc<Scope<'m>>,
        path: &Path<'m>,
    ) {
        // A single comparison is told by what its sides may come to.
        let joined = match &condition.kind {
            ExprKind::And(..) | ExprKind::Or(..) => true,
            ExprKind::Compare(_, rest) => rest.len() > 1,
            _ => false,
        };
        if !joined {
            return;
        }
        let found = decided(translator, condition, scope, path);
        let here = match found {
            // Where nothing comes to it, it decides nothing.
            Ok(None) => return,
            Ok(Some(decided)) => decided,
            Err(_) => Decided { never: false, always: false },
        };
        let all = self.0.entry(condition.span).or_insert(here);
        all.never &= here.never;
        all.always &= here.always;
    }

    /// What is to be told of them.
    pub fn finish(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().filter(|(_, decided)| decided.never || decided.always).map(|(span, decided)| {
            let holds = if decided.always { "condition-always" } else { "condition-never" };
            Diagnostic::new(Code::ConditionDecided, span).arg("holds", Arg::Key(holds))
        })
    }
}

fn decided<'m>(
    translator: &mut Translator<'m, '_>,
    condition: &'m Expr,
    scope: &Rc<Scope<'m>>,
    path: &Path<'m>,
) -> Run<Option<Decided>> {
    let path = translator.path(path)?;
    let (holds, fails) = translator.what(What::Condition(condition), scope)?;
    let possible = |formula: Formula| -> Run<bool> {
        let mut formulas = path.clone();
        formulas.push(formula);
        Ok(Solver::new(&translator.variables).solve(&formulas)?.is_some())
    };
    if !possible(Formula::True)? {
        return Ok(None);
    }
    Ok(Some(Decided { never: !possible(holds)?, always: !possible(fails)? }))
}
