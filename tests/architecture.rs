//! Data flows one way: each room of `src/` may use only the rooms named beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Room, and the rooms it may use. `ARCHITECTURE.md` says the same in words.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("number", &[]),
    ("unit", &["number"]),
    ("value", &["number"]),
    ("diagnostic", &["source"]),
    ("locale", &["diagnostic"]),
    ("wrap", &[]),
    ("render", &["source", "diagnostic", "locale", "wrap"]),
    ("mend", &["source", "diagnostic"]),
    ("explain", &["diagnostic", "locale", "wrap"]),
    ("export", &["source", "diagnostic", "locale", "render", "explain"]),
    ("syntax", &["source", "diagnostic"]),
    ("model", &["source", "number", "unit", "syntax"]),
    ("check", &["source", "number", "unit", "diagnostic", "syntax", "model"]),
    ("book", &["source", "diagnostic"]),
    ("facts", &["source", "number", "unit", "value", "diagnostic", "model", "book"]),
    ("eval", &["source", "number", "value", "diagnostic", "model", "facts"]),
    ("analysis", &["source", "number", "unit", "value", "diagnostic", "syntax", "model", "facts", "eval"]),
    ("print", &["source", "number", "unit", "locale", "model"]),
    (
        "justification",
        &["source", "number", "unit", "value", "diagnostic", "locale", "print", "wording", "model", "facts", "eval"],
    ),
    ("wording", &["source", "number", "unit", "diagnostic", "locale", "print", "model"]),
    ("form", &["number", "unit", "diagnostic", "locale", "wrap", "model", "facts"]),
    (
        "reconcile",
        &["source", "number", "unit", "value", "diagnostic", "locale", "book", "model", "facts", "eval", "report"],
    ),
    ("load", &["source", "diagnostic", "syntax"]),
    ("supposed", &["source", "diagnostic", "syntax"]),
    (
        "report",
        &[
            "wrap",
            "source",
            "number",
            "unit",
            "value",
            "diagnostic",
            "locale",
            "model",
            "facts",
            "eval",
            "justification",
            "print",
            "wording",
        ],
    ),
];

/// Only these touch files, the terminal, the clock or the environment.
const OUTSIDE: &[&str] =
    &["std::fs", "std::env", "std::time", "std::io::stdin", "std::process", "println!", "eprintln!"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Every file of `src/` with the room it is in.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    found
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
            let room = inside.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (room, path, text)
        })
        .collect()
}

/// The rooms that a line uses by `crate::room`.
fn used(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split('}').next().unwrap_or_default();
            names.extend(list.split(',').map(|n| n.trim().split("::").next().unwrap_or_default().to_owned()));
        } else {
            names.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    names
}

#[test]
fn rooms_use_only_what_stands_before_them() {
    let may_use: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (room, path, text) in rooms() {
        if matches!(room.as_str(), "lib" | "main" | "cli" | "lsp") {
            continue;
        }
        let Some(allowed) = may_use.get(room.as_str()) else {
            wrong.push(format!("{}: the room `{room}` is not listed", path.display()));
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for name in used(line) {
                let is_room = may_use.contains_key(name.as_str()) || matches!(name.as_str(), "cli" | "lsp");
                if is_room && name != room && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{}:{}: `{room}` uses `{name}`", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "against the direction:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_touches_the_world() {
    let mut wrong = Vec::new();
    for (room, path, text) in rooms() {
        if matches!(room.as_str(), "main" | "cli" | "lsp") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if !line.trim_start().starts_with("//") && OUTSIDE.iter().any(|outside| line.contains(outside)) {
                wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "outside the command line:\n{}", wrong.join("\n"));
}

#[test]
fn no_binary_float_near_a_score() {
    let mut wrong = Vec::new();
    for (room, path, text) in rooms() {
        if matches!(
            room.as_str(),
            "number" | "unit" | "value" | "facts" | "model" | "check" | "eval" | "analysis" | "justification"
        ) {
            for (number, line) in text.lines().enumerate() {
                let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).collect();
                if !line.trim_start().starts_with("//") && (words.contains(&"f64") || words.contains(&"f32")) {
                    wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "floats:\n{}", wrong.join("\n"));
}
