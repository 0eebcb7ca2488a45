//! What is told of gaps, overlaps, idle entries and what is not decided, as a reader sees it in both languages.

use std::path::{Path, PathBuf};

use rubric_lang::diagnostic::Code;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::render::{Style, render};

use super::Found;

/// The cases, each with a head before it.
fn cases() -> Vec<(String, Found)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/coverage");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let found = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, Found::of(&format!("评分表 试 {{ 满分 10分  不舍入 }}\n{text}")))
    };
    paths.into_iter().map(found).collect()
}

#[test]
fn every_case_is_told_as_recorded() {
    for (name, found) in cases() {
        let mut told = String::new();
        for language in [Language::Zh, Language::En] {
            told += &render(&found.diagnostics, &found.sources, &Locale::new(language), &Style::default());
            told.push('\n');
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/coverage");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, told));
        found.holds_good();
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = cases();
    let told: Vec<Code> = cases.iter().flat_map(|(_, found)| &found.diagnostics).map(|told| told.code).collect();
    let wanted = [
        Code::CaseGap,
        Code::LookupGap,
        Code::LookupOverlap,
        Code::EntryUnreachable,
        Code::CoverageUndecided,
        Code::LineGap,
    ];
    let missing: Vec<&str> = wanted.iter().filter(|code| !told.contains(code)).map(|code| code.code()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
