//! What scoring costs: the department of the README, with and without its trace.
//!
//! `cargo bench --bench score`
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark stops where its input is missing")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rubric_lang::eval::{Options, Plan};
use rubric_lang::facts::{self, Format};
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::syntax::{self, ast::Item};
use rubric_lang::{analysis, check};

const RUBRIC: &str = "rubrics/zhanjiang-department-2024.rubric";
/// As published, with what the report leaves open.
const FACTS: &str = "examples/zhanjiang-party-office-2024/facts.yaml";
/// The same department with every fact known, as a bureau has it on file.
const COMPLETE: &str = "benches/facts-complete.yaml";

fn files() -> Vec<syntax::ast::File> {
    let mut paths = vec![RUBRIC.to_owned()];
    let mut files = Vec::new();
    let mut next = 0;
    while let Some(path) = paths.get(next).cloned() {
        let text = std::fs::read_to_string(&path).unwrap();
        let (file, _) = syntax::parse(&text, SourceId(next as u32));
        next += 1;
        for item in &file.items {
            if let Item::Use(used) = item {
                paths.push(format!("rubrics/{}", used.value));
            }
        }
        files.push(file);
    }
    files
}

fn rubric() -> Rubric {
    check::check(&files()).0.unwrap()
}

fn bench(c: &mut Criterion) {
    let rubric = rubric();
    let plan = Plan::new(&rubric);
    for (name, path) in [("as published", FACTS), ("complete", COMPLETE)] {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let node = facts::read(&text, SourceId(9), Format::Yaml).unwrap();
        let (bound, _) = facts::conform(&rubric, &node, Format::Yaml);
        for (how, trace) in [("with trace", true), ("scores alone", false)] {
            let options = Options { trace, deny_departures: false };
            c.bench_function(&format!("evaluate/{name}/{how}"), |b| {
                b.iter(|| black_box(plan.evaluate(black_box(&bound), &options)));
            });
        }
        c.bench_function(&format!("bind/{name}"), |b| {
            b.iter(|| black_box(facts::conform(&rubric, &node, Format::Yaml)))
        });
    }
    let text = std::fs::read_to_string(RUBRIC).unwrap();
    c.bench_function("parse", |b| b.iter(|| black_box(syntax::parse(&text, SourceId(0)))));
    let files = files();
    c.bench_function("check", |b| b.iter(|| black_box(check::check(&files))));
    c.bench_function("analyse", |b| b.iter(|| black_box(analysis::analyse(&rubric, &SourceMap::new()))));
}

criterion_group!(benches, bench);
criterion_main!(benches);
