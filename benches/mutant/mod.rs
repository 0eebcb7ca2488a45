//! Slips of the pen, made by the thousand: each mutant is a rubric or facts file of the repository with one piece
//! left out, doubled or altered. The same seed makes the same mutants. What is told of each is held against the line
//! that was edited.

mod edit;
mod piece;
mod random;
mod subject;

pub use edit::{Edit, Mutant, mutants};
pub use piece::Kind;
pub use subject::{Verdict, subjects};

/// One line about a mutant and what is told of it.
pub fn shown(path: &str, mutant: &Mutant, verdict: &Verdict) -> String {
    let told: Vec<&str> = verdict.told.iter().map(|told| told.shown.as_str()).collect();
    format!(
        "{path}:{} {} {} `{}` -> `{}`: {}",
        mutant.line,
        mutant.kind.name(),
        mutant.edit.name(),
        mutant.was,
        mutant.now,
        told.join(" | "),
    )
}
