//! What `rubric check` costs: the department rubric of the repository, and one of 10,000 lines, by stage and as a
//! whole process.
//!
//! `cargo bench --bench check`; with `-- --write FILE LINES` the large rubric is written to FILE instead, to be looked
//! at or to be profiled.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a benchmark stops where its input is missing")]

mod large;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::Criterion;
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::syntax::ast::{File, Item};
use rubric_lang::{analysis, check, syntax};

const DEPARTMENT: &str = "rubrics/zhanjiang-department-2024.rubric";
const LENGTHS: [usize; 3] = [600, 10_000, 40_000];
/// Ways to spoil many lines at once: what is written, and what instead.
const SPOILT: [(&str, &str, &str); 3] =
    [("no colons", " : ", " "), ("no opening braces", "{", ""), ("names unknown", "计算 ", "计算 别的")];

/// A rubric to be measured.
struct Subject {
    name: String,
    path: PathBuf,
    files: Vec<File>,
    sources: SourceMap,
    rubric: Rubric,
}

fn subject(name: &str, path: PathBuf) -> Subject {
    let mut sources = SourceMap::new();
    let mut files: Vec<File> = Vec::new();
    let mut waiting = vec![path.clone()];
    while let Some(path) = waiting.pop() {
        let text = std::fs::read_to_string(&path).unwrap();
        let id = sources.add(path.to_str().unwrap(), text.as_str());
        let (file, diagnostics) = syntax::parse(&text, id);
        assert!(diagnostics.is_empty(), "{name}: {:?}", diagnostics.into_sorted());
        waiting.extend(file.items.iter().filter_map(|item| match item {
            Item::Use(used) => Some(path.parent().unwrap().join(&used.value)),
            _ => None,
        }));
        files.push(file);
    }
    let (rubric, diagnostics) = check::check(&files);
    assert!(diagnostics.is_empty(), "{name}: {:?}", diagnostics.into_sorted());
    Subject { name: name.to_owned(), path, files, sources, rubric: rubric.unwrap() }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--write") {
        let (path, lines) = (args.get(at + 1).unwrap(), args.get(at + 2).and_then(|n| n.parse().ok()));
        std::fs::write(path, large::rubric(lines.unwrap())).unwrap();
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut subjects = vec![subject("department", root.join(DEPARTMENT))];
    for lines in LENGTHS {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("large-{lines}.rubric"));
        std::fs::write(&path, large::rubric(lines)).unwrap();
        subjects.push(subject(&format!("{lines} lines"), path));
    }
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for subject in &subjects {
        let text = std::fs::read_to_string(&subject.path).unwrap();
        let name = |stage: &str| format!("{}/{stage}", subject.name);
        criterion.bench_function(&name("parse"), |b| b.iter(|| black_box(syntax::parse(&text, SourceId(0)))));
        criterion.bench_function(&name("check"), |b| b.iter(|| black_box(check::check(&subject.files))));
        criterion.bench_function(&name("analyse"), |b| {
            b.iter(|| black_box(analysis::analyse(&subject.rubric, &subject.sources)));
        });
        criterion.bench_function(&name("process"), |b| {
            b.iter(|| {
                let status = Command::new(env!("CARGO_BIN_EXE_rubric"))
                    .arg("check")
                    .arg(&subject.path)
                    .stdout(Stdio::null())
                    .status();
                assert!(status.unwrap().success(), "{} is refused", subject.name);
            });
        });
    }
    for (name, written, instead) in SPOILT {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spoilt.rubric");
        std::fs::write(&path, large::rubric(10_000).replace(written, instead)).unwrap();
        criterion.bench_function(&format!("10000 lines, {name}/process"), |b| {
            b.iter(|| {
                let status =
                    Command::new(env!("CARGO_BIN_EXE_rubric")).arg("check").arg(&path).stdout(Stdio::null()).status();
                assert_eq!(status.unwrap().code(), Some(1), "{name} is refused");
            });
        });
    }
    criterion.final_summary();
}
