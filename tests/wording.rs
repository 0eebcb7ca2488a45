//! Rules in words, as the column 评分标准 of a printed table has them.

use std::fmt::Write as _;

use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::{AdjustmentId, MethodId, NodeId, Rubric};
use rubric_lang::source::SourceMap;
use rubric_lang::wording::{Line, Wording};
use rubric_lang::{Unreadable, check, load};

use crate::support::root;

/// The model of the rubric `path`, which `read` gives.
fn model(path: &str, read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Unreadable>) -> (Rubric, SourceMap) {
    let mut sources = SourceMap::new();
    let loaded = load(path, &mut sources, read).unwrap();
    let checked = check(loaded, &sources);
    let rubric = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    (rubric, sources)
}

/// All that is said of a rubric.
fn all(rubric: &Rubric, sources: &SourceMap, language: Language) -> String {
    let locale = Locale::new(language);
    let wording = Wording::new(rubric, sources, &locale);
    let mut out = String::new();
    let mut tell = |name: &str, lines: Vec<Line>| {
        writeln!(out, "{name}").unwrap();
        lines.iter().for_each(|line| writeln!(out, "  {}{}", "  ".repeat(line.depth), line.text).unwrap());
    };
    for (id, node) in (0..).zip(&rubric.nodes) {
        // A part is told where it stands.
        if !node.part {
            tell(&node.path, wording.rule(NodeId(id)));
        }
    }
    for (id, method) in (0..).zip(&rubric.methods) {
        tell(&format!("[{}]", method.name), wording.method(MethodId(id)));
    }
    for (id, adjustment) in (0..).zip(&rubric.adjustments) {
        tell(&format!("± {}", adjustment.name), wording.adjustment(AdjustmentId(id)));
    }
    tell("=", wording.total());
    tell("~", wording.rounding());
    out
}

/// All that is said of a rubric of the package, in both languages.
fn said(path: &str) -> String {
    let (rubric, sources) = model(path, &mut |path| Ok(std::fs::read(root().join(path)).unwrap()));
    format!("{}\n{}", all(&rubric, &sources, Language::Zh), all(&rubric, &sources, Language::En))
}

#[test]
fn the_department_rubric_reads_like_a_printed_table() {
    insta::assert_snapshot!(said("rubrics/zhanjiang-department-2024.rubric"));
}

#[test]
fn every_form_of_rule_has_its_words() {
    insta::assert_snapshot!("features", said("tests/cases/accepted/features.rubric"));
    insta::assert_snapshot!("forms", said("tests/cases/report/forms.rubric"));
    insta::assert_snapshot!("english", said("examples/first-rubric/first.en.rubric"));
}
