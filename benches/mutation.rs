//! What is told of thousands of single slips in the rubrics and facts files of the repository, and whether it points
//! at the line of the slip. Prints the figures and writes them to `benches/mutation.md`.
//!
//! `cargo bench --bench mutation`, with `-- --misses` each mutant whose report misses the line as well.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a benchmark stops where its input is missing")]

mod mutant;

use std::fmt::Write;
use std::path::Path;

use mutant::{Edit, Kind, Verdict, mutants, shown, subjects};

const SEED: u64 = 2024;
/// Of each file, kind of piece and edit.
const MOST: usize = 40;

/// How many mutants came out how.
#[derive(Clone, Copy, Default)]
struct Tally {
    made: usize,
    same: usize,
    unnoticed: usize,
    warned: usize,
    refused: usize,
    first_on_line: usize,
    on_line: usize,
    once: usize,
}

impl Tally {
    fn add(&mut self, verdict: &Verdict) {
        self.made += 1;
        let refused = verdict.told.iter().any(|told| told.error);
        match (verdict.told.is_empty(), verdict.same) {
            (true, true) => self.same += 1,
            (true, false) => self.unnoticed += 1,
            (false, _) if !refused => self.warned += 1,
            _ => {
                self.refused += 1;
                self.first_on_line += usize::from(verdict.told.first().is_some_and(|told| told.on_line));
                self.on_line += usize::from(verdict.told.iter().any(|told| told.label_on_line));
                self.once += usize::from(verdict.told.iter().filter(|told| told.error).count() == 1);
            }
        }
    }

    fn sum(self, other: Tally) -> Tally {
        Tally {
            made: self.made + other.made,
            same: self.same + other.same,
            unnoticed: self.unnoticed + other.unnoticed,
            warned: self.warned + other.warned,
            refused: self.refused + other.refused,
            first_on_line: self.first_on_line + other.first_on_line,
            on_line: self.on_line + other.on_line,
            once: self.once + other.once,
        }
    }

    fn row(self, name: &str) -> String {
        let share = |part: usize| match self.refused {
            0 => "–".to_owned(),
            whole => format!("{:.1}%", part as f64 * 100.0 / whole as f64),
        };
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            self.made,
            self.same,
            self.unnoticed,
            self.warned,
            self.refused,
            share(self.on_line),
            share(self.first_on_line),
            share(self.once),
        )
    }
}

const HEAD: &str = "| | mutants | same meaning | unnoticed | warned | refused | a place on the line | first report on \
                    the line | one report |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n";

/// The stage that a code is of.
fn stage(code: &str) -> &'static str {
    match code.get(..3) {
        Some("E01") => "syntax",
        Some("E02") => "names",
        Some("E04") => "types and units",
        Some("E05") => "points",
        Some("E06") => "header, facts, tables, calendars",
        Some("E03") => "facts file: form",
        Some("E08" | "E09") => "facts file: values and awards",
        Some("E11") => "coverage",
        _ => "other",
    }
}

fn main() {
    let misses = std::env::args().any(|arg| arg == "--misses");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::panic::set_hook(Box::new(|_| {}));
    let mut by_piece: Vec<((bool, Kind, Edit), Tally)> = Vec::new();
    let mut by_stage: Vec<(&'static str, Tally)> = Vec::new();
    let mut by_file: Vec<(String, Tally)> = Vec::new();
    let mut panics = 0;
    for (index, subject) in subjects(root).iter().enumerate() {
        let facts = subject.comment() == "#";
        for mutant in mutants(&subject.text, subject.comment(), SEED + index as u64, MOST) {
            let verdict = subject.verdict(root, &mutant.text, mutant.line);
            assert!(verdict.told.iter().all(|told| told.in_text), "{}", shown(&subject.path, &mutant, &verdict));
            if verdict.panicked {
                panics += 1;
                println!("PANIC {}", shown(&subject.path, &mutant, &verdict));
            }
            tally(&mut by_piece, (facts, mutant.kind, mutant.edit)).add(&verdict);
            tally(&mut by_file, subject.path.clone()).add(&verdict);
            if let Some(first) = verdict.told.iter().find(|told| told.error) {
                tally(&mut by_stage, stage(first.code)).add(&verdict);
                if misses && !verdict.told.iter().any(|told| told.label_on_line) {
                    println!("MISS {}", shown(&subject.path, &mutant, &verdict));
                } else if misses && verdict.told.iter().filter(|told| told.error).count() > 1 {
                    println!("MANY {}", shown(&subject.path, &mutant, &verdict));
                } else if misses && !verdict.told.first().is_some_and(|told| told.on_line) {
                    println!("LATE {}", shown(&subject.path, &mutant, &verdict));
                }
            } else if misses && verdict.told.is_empty() && !verdict.same {
                println!("PASS {}", shown(&subject.path, &mutant, &verdict));
            }
        }
    }
    let text = report(&by_piece, &by_stage, &by_file, panics);
    print!("{text}");
    std::fs::write(root.join("benches/mutation.md"), text).unwrap();
    assert_eq!(panics, 0, "mutants that panic");
}

fn tally<K: PartialEq>(list: &mut Vec<(K, Tally)>, key: K) -> &mut Tally {
    let at = list.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        list.push((key, Tally::default()));
        list.len() - 1
    });
    &mut list[at].1
}

fn report(
    by_piece: &[((bool, Kind, Edit), Tally)],
    by_stage: &[(&'static str, Tally)],
    by_file: &[(String, Tally)],
    panics: usize,
) -> String {
    let all = by_file.iter().fold(Tally::default(), |sum, (_, tally)| sum.sum(*tally));
    let mut text = String::from(
        "# What is told of single slips\n\n\
         Made by `cargo bench --bench mutation`: in each rubric and facts file of `rubrics/` and `examples/` one piece is\n\
         left out, doubled or altered (a letter, a digit, another bracket, sign, unit or name of the file). A mutant is\n\
         *refused* if it does not parse, resolve, type-check or add up, *warned* of if there are warnings alone. It is\n\
         *unnoticed* where it is a right file of another meaning, such as one with another number. Of those refused: how\n\
         many have a place of some report on the edited line, how many the first place of the first report, and how many\n\
         are told once and nothing besides.\n\n",
    );
    let _ = writeln!(text, "{} mutants, seed {SEED}; {panics} panics.\n", all.made);
    text += HEAD;
    text += &all.row("all");
    for facts in [false, true] {
        let of = by_piece.iter().filter(|((f, ..), _)| *f == facts);
        let sum = of.fold(Tally::default(), |sum, (_, tally)| sum.sum(*tally));
        text += &sum.row(if facts { "facts files" } else { "rubrics" });
    }
    for facts in [false, true] {
        let _ = writeln!(text, "\n## {}, by what was edited\n", if facts { "Facts files" } else { "Rubrics" });
        text += HEAD;
        for kind in Kind::ALL {
            for edit in Edit::ALL {
                if let Some((_, tally)) = by_piece.iter().find(|(key, _)| *key == (facts, kind, edit)) {
                    text += &tally.row(&format!("{} {}", kind.name(), edit.name()));
                }
            }
        }
    }
    text += "\n## Refused, by what was told first\n\n";
    text += HEAD;
    let mut stages = by_stage.to_vec();
    stages.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.refused));
    for (stage, tally) in stages {
        text += &tally.row(stage);
    }
    text += "\n## By file\n\n";
    text += HEAD;
    for (path, tally) in by_file {
        text += &tally.row(path);
    }
    text
}
