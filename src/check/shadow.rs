//! No name hides another: a column may not be called what a fact is called.

use super::Checker;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};

impl Checker<'_> {
    /// Tells of columns that have the name of a fact. (In a row, the bare name could be either.)
    pub(super) fn shadowed_fields(&mut self) {
        let mut told = Vec::new();
        for fact in &self.facts {
            let Some(table) = &fact.table else { continue };
            for column in &table.fields {
                let Some(other) = self.fact_index.get(column.name.as_str()).and_then(|id| self.fact(*id)) else {
                    continue;
                };
                told.push(
                    Diagnostic::new(Code::ColumnIsFact, column.span)
                        .arg("kind", Arg::Key("kind-field"))
                        .arg("name", column.name.as_str())
                        .label(other.name.span, Message::new("check-value-here")),
                );
            }
        }
        for diagnostic in told {
            self.tell(diagnostic);
        }
    }
}
