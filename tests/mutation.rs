//! A seeded part of `benches/mutation.rs`: single slips in the rubrics and facts files of the repository.

#[allow(dead_code, unused_imports, reason = "the benchmark prints what the test has no use for")]
#[path = "../benches/mutant/mod.rs"]
mod mutant;

use crate::support::root;
use mutant::{mutants, shown, subjects};

/// Of each file, kind of piece and edit.
const MOST: usize = 2;
/// Of the mutants that are refused, so many of a hundred have a report with a place on the edited line.
const ON_LINE: usize = 95;

#[test]
fn slips_are_told_where_they_were_made() {
    let (mut made, mut refused) = (0, 0);
    let mut missed = Vec::new();
    for (index, subject) in subjects(root()).iter().enumerate() {
        for mutant in mutants(&subject.text, subject.comment(), 97 + index as u64, MOST) {
            let verdict = subject.verdict(root(), &mutant.text, mutant.line);
            let shown = || shown(&subject.path, &mutant, &verdict);
            assert!(!verdict.panicked, "{}", shown());
            assert!(verdict.told.iter().all(|told| told.in_text), "a place outside the text: {}", shown());
            made += 1;
            if verdict.told.iter().any(|told| told.error) {
                refused += 1;
                if !verdict.told.iter().any(|told| told.label_on_line) {
                    missed.push(shown());
                }
            }
        }
    }
    assert!(made > 200 && refused > 150, "{made} mutants, {refused} refused");
    let on_line = refused - missed.len();
    assert!(on_line * 100 >= refused * ON_LINE, "{on_line} of {refused} on the line:\n{}", missed.join("\n"));
}
