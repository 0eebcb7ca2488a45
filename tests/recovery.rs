//! A file with many mistakes is told of each, once, on its line, and of nothing that merely follows.
//!
//! A case is a file in `tests/cases/recovery`; each line with a mistake ends in `// !` or `// ！`.

use std::path::Path;

use rubric_lang::diagnostic::Diagnostic;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::render::{Style, render};
use rubric_lang::source::SourceMap;
use rubric_lang::{Unreadable, check, load};

use crate::support::root;

fn told(path: &Path, text: &str) -> (Vec<Diagnostic>, SourceMap) {
    let mut sources = SourceMap::new();
    let name = path.file_name().unwrap().to_str().unwrap();
    let loaded = load(name, &mut sources, &mut |_| Ok::<_, Unreadable>(text.as_bytes().to_vec())).unwrap();
    (check(loaded, &sources).diagnostics, sources)
}

#[test]
fn every_mistake_is_told_once_on_its_line() {
    let mut paths: Vec<_> =
        std::fs::read_dir(root().join("tests/cases/recovery")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut wrong = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let (diagnostics, sources) = told(&path, &text);
        let marked = |line: &str| line.ends_with("// !") || line.ends_with("// ！");
        let expected: Vec<usize> = (1..).zip(text.lines()).filter(|(_, line)| marked(line)).map(|(n, _)| n).collect();
        let shown = |language| render(&diagnostics, &sources, &Locale::new(language), &Style::default());
        let both = format!("{}\n{}", shown(Language::Zh), shown(Language::En));
        let lines: Vec<usize> =
            diagnostics.iter().filter_map(|d| sources.place(d.span())).map(|(_, place)| place.line).collect();
        if lines != expected {
            wrong.push(format!("{}: {lines:?}, not {expected:?}:\n{both}", path.display()));
        }
        let name = path.file_name().unwrap().to_string_lossy().replace('.', "-");
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!(format!("recovery-{name}"), both);
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Right lines around a mistake say nothing, wherever it stands: each line of a rubric is left out in turn, down to a
/// word that no keyword is, and what is told stands on that line alone.
#[test]
fn one_line_that_cannot_be_read_is_told_alone() {
    let path = root().join("examples/first-rubric/first.rubric");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let plain = |line: &str| !line.trim().is_empty() && !line.contains(['{', '}']);
    let mut tried = 0;
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| plain(line)) {
        let mut broken = lines.clone();
        // What the line declares is still named on it.
        let spoilt = format!("{} ÷÷ )", lines[at]);
        broken[at] = &spoilt;
        let (diagnostics, sources) = told(&path, &broken.join("\n"));
        let places: Vec<usize> =
            diagnostics.iter().filter_map(|d| sources.place(d.span())).map(|(_, place)| place.line).collect();
        assert_eq!(places, [at + 1], "{spoilt}: {diagnostics:#?}");
        tried += 1;
    }
    assert!(tried > 5, "{tried} lines");
}
