//! From text to tree: each form in Chinese, English and full-width signs; each mistake with its message.
//!
//! A case is a file in `tests/cases/syntax`. The snapshot of a case that can be read is its tree; of one that cannot,
//! the messages in both languages.

mod limits;
mod mutation;
mod remedies;
mod tree;

use std::path::{Path, PathBuf};

use rubric_lang::diagnostic::Diagnostic;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::render::{Style, render};
use rubric_lang::source::SourceMap;
use rubric_lang::syntax::{ast, parse};

/// The tree and the messages of `text`.
fn read(name: &str, text: &str) -> (SourceMap, ast::File, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let source = sources.add(name, text);
    let (file, diagnostics) = parse(text, source);
    (sources, file, diagnostics.into_sorted())
}

/// The codes of what is wrong with `text`, in order.
fn codes(text: &str) -> Vec<&'static str> {
    read("case.rubric", text).2.iter().map(|d| d.code.code()).collect()
}

/// The files of a folder of cases.
fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/syntax").join(folder);
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    cases
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/syntax");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn what_can_be_read() {
    for path in cases("good") {
        let text = std::fs::read_to_string(&path).unwrap();
        let (sources, file, diagnostics) = read("case.rubric", &text);
        let told = render(&diagnostics, &sources, &Locale::new(Language::En), &Style::default());
        assert!(diagnostics.is_empty(), "{}:\n{told}", path.display());
        settings().bind(|| insta::assert_snapshot!(format!("tree-{}", stem(&path)), tree::show(&file)));
    }
}

#[test]
fn what_cannot_be_read() {
    for path in cases("bad") {
        let text = std::fs::read_to_string(&path).unwrap();
        let (sources, _, diagnostics) = read("case.rubric", &text);
        assert!(!diagnostics.is_empty(), "{} has no mistake", path.display());
        let told = |language| render(&diagnostics, &sources, &Locale::new(language), &Style::default());
        let both = format!("{}\n{}", told(Language::Zh), told(Language::En));
        settings().bind(|| insta::assert_snapshot!(format!("told-{}", stem(&path)), both));
    }
}

#[test]
fn every_code_of_syntax_is_told_by_some_case() {
    use rubric_lang::diagnostic::Code;
    let mut told: Vec<Code> = Vec::new();
    for path in cases("bad") {
        let text = std::fs::read_to_string(&path).unwrap();
        told.extend(read("case.rubric", &text).2.iter().map(|d| d.code));
    }
    // Those that need a large or strange text are told in `limits`.
    told.extend([Code::LimitExceeded, Code::NotText]);
    let missing: Vec<_> = Code::ALL.iter().filter(|c| c.code().starts_with("E01") && !told.contains(c)).collect();
    assert!(missing.is_empty(), "no case tells {missing:?}");
}

#[test]
fn a_fix_mends_what_it_is_offered_for() {
    for path in cases("bad") {
        let text = std::fs::read_to_string(&path).unwrap();
        let (_, _, diagnostics) = read("case.rubric", &text);
        for diagnostic in &diagnostics {
            let Some(fix) = &diagnostic.fix else { continue };
            let mended = rubric_lang::diagnostic::apply(&text, &fix.edits);
            let after = read("case.rubric", &mended).2;
            let place = diagnostic.span().start;
            assert!(
                !after.iter().any(|d| d.code == diagnostic.code && d.span().start == place),
                "{}: {:?} at {place} stays after its fix {:?}:\n{mended}",
                path.display(),
                diagnostic.code,
                fix.edits,
            );
        }
    }
}

/// The same text three times: in Chinese, in English, and with full-width signs, letters and digits.
#[test]
fn the_three_spellings_say_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/syntax/good");
    let tree = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        // Units and types are words of their own in each language, to be told apart by the checker.
        const WORDS: &[(&str, &str)] = &[
            ("points", "分"),
            ("yuan", "元"),
            ("places", "位"),
            ("halfup", "四舍五入"),
            ("rows", "行"),
            ("item", "项"),
            ("days", "日"),
        ];
        tree::show_translated(&read(name, &text).1, WORDS)
    };
    let chinese = tree("spelling-zh.rubric");
    similar(&chinese, &tree("spelling-wide.rubric"));
    similar(&chinese, &tree("spelling-en.rubric"));
}

fn similar(left: &str, right: &str) {
    for (left, right) in left.lines().zip(right.lines()) {
        assert_eq!(left, right);
    }
    assert_eq!(left.lines().count(), right.lines().count());
}

/// Every rubric that comes with the language can be read.
#[test]
fn the_rubrics_of_the_repository_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["rubrics", "examples"] {
        collect(&root.join(folder), &mut found);
    }
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        let (sources, _, diagnostics) = read(&path.to_string_lossy(), &text);
        let told = render(&diagnostics, &sources, &Locale::new(Language::Zh), &Style::default());
        assert!(diagnostics.is_empty(), "{told}");
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "rubric") {
            found.push(path);
        }
    }
    found.sort();
}

/// No message names a rule of the grammar.
#[test]
fn no_rule_of_the_grammar_is_named() {
    let grammar = include_str!("../grammar/rubric.pest");
    let rules = grammar.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.trim());
    let rules: Vec<&str> =
        rules.filter(|name| name.contains('_') && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')).collect();
    assert!(rules.len() > 100, "the grammar's rules are not found");
    for path in cases("bad") {
        let text = std::fs::read_to_string(&path).unwrap();
        for diagnostic in read("case.rubric", &text).2 {
            let shown = format!("{:?}{:?}", diagnostic.args, diagnostic.helps);
            let named = rules
                .iter()
                .find(|rule| shown.split(|c: char| !c.is_ascii_lowercase() && c != '_').any(|word| word == **rule));
            assert_eq!(named, None, "{}: {shown}", path.display());
        }
    }
}
