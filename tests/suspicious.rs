//! What looks like a slip: told with its places, allowed by name, and not told where a rubric guards against it.
//!
//! A case is a file in `tests/cases/suspicious`: those in `told` have a snapshot in both languages, those in `clean`
//! are told nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rubric_lang::diagnostic::{Code, Diagnostic, Severity, WitnessValue, apply};
use rubric_lang::facts::Format;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::render::{Style, render};
use rubric_lang::source::SourceMap;
use rubric_lang::{Options, Unreadable, bind, check, evaluate, load};

/// Checks `text` as the command does.
fn checked(text: &str) -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let mut read = |path: &str| match path {
        "case.rubric" => Ok(text.as_bytes().to_vec()),
        _ => Err(Unreadable::Missing),
    };
    let loaded = load("case.rubric", &mut sources, &mut read).unwrap();
    let checked = check(loaded, &sources);
    (sources, checked.diagnostics)
}

fn told(text: &str, language: Language) -> String {
    let (sources, diagnostics) = checked(text);
    render(&diagnostics, &sources, &Locale::new(language), &Style::default())
}

fn cases(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/suspicious").join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no cases in {}", folder.display());
    let read = |path: &PathBuf| {
        (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

/// The codes that the cases tell.
pub fn told_codes() -> BTreeSet<Code> {
    cases("told").iter().flat_map(|(_, text)| checked(text).1).map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn slips_are_told() {
    for (name, text) in cases("told") {
        let (_, diagnostics) = checked(&text);
        assert!(!diagnostics.is_empty(), "{name} is told nothing");
        assert!(diagnostics.iter().all(|d| d.severity() != Severity::Error), "{name} has an error");
        let both = format!("{}\n{}", told(&text, Language::Zh), told(&text, Language::En));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/suspicious");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_description(&text);
        settings.bind(|| insta::assert_snapshot!(name, both));
    }
}

#[test]
fn what_is_guarded_against_or_allowed_is_not_told() {
    for (name, text) in cases("clean") {
        assert_eq!(told(&text, Language::En), "", "{name}");
    }
}

/// Every warning names the statement that allows it, and that statement, in the head, does so and is needed there.
#[test]
fn each_warning_is_allowed_by_its_name() {
    let mut allowed = BTreeSet::new();
    for (name, text) in cases("told") {
        for diagnostic in checked(&text).1 {
            if diagnostic.severity() != Severity::Warning {
                continue;
            }
            let allow = diagnostic.allow.clone().unwrap_or_default();
            let head = text.find('{').unwrap() + 1;
            let mended = format!("{} {allow}; {}", &text[..head], &text[head..]);
            let left = checked(&mended).1;
            assert!(left.iter().all(|d| d.code != diagnostic.code), "{name}: `{allow}` does not allow it");
            let needless =
                |d: &Diagnostic| d.code == Code::AllowNeedless && d.span().range().start < head + allow.len() + 2;
            assert!(!left.iter().any(needless), "{name}: `{allow}` is said to be needless");
            allowed.insert(diagnostic.code);
        }
    }
    assert!(allowed.len() >= 9, "{allowed:?}");
}

#[test]
fn what_allows_nothing_is_mended_by_its_fix() {
    let mut mended = 0;
    for (name, text) in cases("told") {
        let (_, diagnostics) = checked(&text);
        let needless: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.code == Code::AllowNeedless).collect();
        let edits: Vec<_> = needless.iter().flat_map(|d| &d.fix.as_ref().unwrap().edits).collect();
        let after = checked(&apply(&text, edits)).1;
        assert!(after.iter().all(|d| d.code != Code::AllowNeedless), "{name}");
        mended += needless.len();
    }
    assert!(mended > 0);
}

/// A warning is allowed only in the block that says so.
#[test]
fn a_block_allows_for_itself_alone() {
    let node = |name: &str, more: &str| {
        format!(
            "指标 {name} 10分 {{ 数据 {name}率 : 比率 [0%, 100%]  分档 {name}率 {{ ≥ 90% : 5分  < 90% : 10分 {more} }} }}\n"
        )
    };
    let head = "评分表 试 { 满分 20分  不舍入 }\n";
    let codes = |text: &str| checked(text).1.iter().map(|d| d.code.code()).collect::<Vec<_>>();
    assert_eq!(codes(&format!("{head}{}{}", node("甲", ""), node("乙", ""))), ["W0711", "W0711"]);
    assert_eq!(codes(&format!("{head}{}{}", node("甲", "允许 递减"), node("乙", ""))), ["W0711"]);
    assert_eq!(codes(&format!("{head}{}{}", node("甲", "allow falling"), node("乙", "允许 递减"))), [""; 0]);
    let wrong = format!("{head}{}{}", node("甲", "允许 未用数据"), node("乙", "允许 递减"));
    assert_eq!(codes(&wrong), ["W0711", "A0751"]);
}

/// `value` in a facts file.
fn yaml(value: &WitnessValue) -> Option<String> {
    Some(match value {
        WitnessValue::Written(text) => text.clone(),
        WitnessValue::Absent => return None,
        WitnessValue::Rows(rows) => {
            let row = |row: &Vec<(String, WitnessValue)>| {
                let cells: Vec<String> =
                    row.iter().filter_map(|(name, cell)| Some(format!("{name}: {}", yaml(cell)?))).collect();
                format!("{{ {} }}", cells.join(", "))
            };
            format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(", "))
        }
    })
}

/// A denominator of zero and rows that lack are shown by facts, and those facts, written down and scored, end so.
#[test]
fn the_facts_shown_end_in_the_mistake() {
    let mut confirmed = 0;
    for (name, text) in cases("told") {
        for diagnostic in checked(&text).1 {
            let mistake = match diagnostic.code {
                Code::ZeroDivisor => Code::DivisionByZero,
                Code::RowsMayLack => Code::NoRows,
                _ => continue,
            };
            let witness = diagnostic.witness.as_ref().unwrap_or_else(|| panic!("{name}: no facts are shown"));
            let lines: Vec<String> =
                witness.facts.iter().filter_map(|(fact, value)| Some(format!("  {fact}: {}", yaml(value)?))).collect();
            let facts = format!("facts:\n{}\n", lines.join("\n"));
            let mut sources = SourceMap::new();
            let loaded = load("case.rubric", &mut sources, &mut |_| Ok(text.as_bytes().to_vec())).unwrap();
            let rubric = check(loaded, &sources).rubric.unwrap();
            let id = sources.add("facts.yaml", facts.clone());
            let (bound, problems) = bind(&facts, id, Format::Yaml, &rubric);
            assert_eq!(problems.len(), 0, "{name}: {facts}");
            let evaluation = evaluate(&rubric, &bound.unwrap(), &Options::default());
            let ends = evaluation.errors.iter().any(|e| e.code == mistake && e.span() == diagnostic.span());
            assert!(ends, "{name}: {facts}");
            confirmed += 1;
        }
    }
    assert!(confirmed >= 6, "{confirmed}");
}
