//! What may stand in a file that is there for others to use.

use super::Checker;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::syntax::ast::{Item, Statement};

impl Checker<'_> {
    /// Whether `item` may not stand in a library; tells so.
    pub(super) fn refuse_in_library(&mut self, item: &Item) -> bool {
        let (what, span) = match item {
            Item::Use(_) | Item::Units(_) | Item::Options(_) | Item::Calendar(_) | Item::Method(_) => return false,
            Item::Header(header) => ("kind-rubric", header.name.span),
            Item::Grades(grades) => ("kind-grade", grades.span),
            Item::GradeCap(cap) => ("check-grade-cap", cap.span),
            Item::TotalCap(cap) => ("check-total-cap", cap.span),
            Item::Adjust(adjust) => ("kind-adjustment", adjust.span),
            Item::Statement(statement) => match statement {
                Statement::Fact(fact) => ("kind-fact", fact.span),
                Statement::Let(binding) => ("kind-let", binding.span),
                Statement::Verify(verify) => ("kind-check", verify.span),
                Statement::Node(node) => (if node.part { "kind-part" } else { "kind-indicator" }, node.span),
                other => super::body::statement_name(other),
            },
        };
        self.tell(Diagnostic::new(Code::NotInLibrary, span).arg("what", Arg::Key(what)));
        true
    }
}
