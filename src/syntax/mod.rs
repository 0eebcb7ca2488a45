//! From text to syntax tree.
//!
//! `scan` looks at the plain text (limits, quotes, braces), `grammar` reads it, `lower` makes the tree of it, and
//! `explain` says in the author's words what could not be read. The syntax itself stands in `grammar/rubric.pest`.

pub mod ast;
mod brace;
mod explain;
mod grammar;
pub mod keyword;
mod lower;
mod scan;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Label, Message};
use crate::source::{SourceId, Span};

pub use scan::{MAX_BYTES, MAX_LINES, MAX_NESTING};

/// The stack given to the parser. The deepest texts allowed need 1 to 2 MiB in a debug build (measured with
/// `tests/syntax/limits.rs`), which is what a caller's thread may have in all.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Reads `text`, which `source` names. There is always a file, with what could be read; if a diagnostic is an
/// error, something is missing from it.
pub fn parse(text: &str, source: SourceId) -> (ast::File, Diagnostics) {
    let run = || {
        let mut diagnostics = Diagnostics::new();
        let survey = scan::survey(text, source, &mut diagnostics);
        let file = lower::read(&survey, source, &mut diagnostics);
        (file, one_for_each_word(diagnostics))
    };
    std::thread::scope(|scope| {
        let spawned = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, run);
        // Where no thread is to be had the caller's stack must do: pest stops before it runs out.
        match spawned.map(|thread| thread.join()) {
            Ok(Ok(read)) => read,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => run(),
        }
    })
}

/// `found` with the places where one keyword is used as a name told together: it is one name, and quoted everywhere or
/// replaced by another.
fn one_for_each_word(found: Diagnostics) -> Diagnostics {
    let mut told: Vec<Diagnostic> = Vec::new();
    for diagnostic in found.into_sorted() {
        let same = |first: &&mut Diagnostic| first.code == Code::KeywordAsName && first.args == diagnostic.args;
        match told.iter_mut().find(same).filter(|_| diagnostic.code == Code::KeywordAsName) {
            Some(first) => {
                let label = Label { span: diagnostic.span(), message: Some(Message::new("check-also-here")) };
                first.labels.push(label);
                let edits = diagnostic.fix.into_iter().flat_map(|fix| fix.edits);
                first.fix.get_or_insert_default().edits.extend(edits);
            }
            None => told.push(diagnostic),
        }
    }
    let mut all = Diagnostics::new();
    told.into_iter().for_each(|diagnostic| all.push(diagnostic));
    all
}

/// The comments of `text`, in order: what the tree does not hold. They are the same whether or not `text` can be read.
pub fn comments(text: &str, source: SourceId) -> Vec<Span> {
    let survey = scan::survey(text, source, &mut Diagnostics::new());
    survey.comments.into_iter().map(|range| Span::new(source, range)).collect()
}
