//! The documents that are filed: their tables, the report in prose, and its writers.

mod docx;
mod tables;

use rubric_lang::locale::Language;
use rubric_lang::report::{self, Block, Document};

use crate::support::filing::of_files;
use crate::support::run;

/// A real department.
pub const DEPARTMENT: (&str, &str) =
    ("rubrics/zhanjiang-department-2024.rubric", "examples/zhanjiang-party-office-2024/facts.yaml");
const FIRST: (&str, &str) = ("examples/first-rubric/first.rubric", "examples/first-rubric/facts.yaml");
const CONTRACTS: (&str, &str) = ("examples/contract-dates/contracts.rubric", "examples/contract-dates/facts.yaml");
/// A project that is evaluated by the one who carries it out.
pub const PROJECT: (&str, &str) =
    ("examples/project-self-evaluation/project.rubric", "examples/project-self-evaluation/facts.yaml");

/// The report without the digests, which change with every letter of the rubric.
fn undigested(text: &str) -> String {
    text.lines().filter(|line| !line.contains("sha256:")).map(|line| format!("{line}\n")).collect()
}

/// `document` with the standards left out, whose words are looked at elsewhere.
fn without_standards(mut document: Document) -> Document {
    for block in &mut document.blocks {
        let Block::Table(table) = block else { continue };
        let Some(at) = table.columns.iter().position(|column| matches!(column.head.as_str(), "评分标准" | "Standard"))
        else {
            continue;
        };
        for row in &mut table.rows {
            if !row.cells[at].text.is_empty() {
                row.cells[at].text = "…".to_owned();
            }
        }
    }
    document
}

#[test]
fn reports_as_they_are_filed() {
    for language in Language::ALL {
        let all = [("department", DEPARTMENT), ("first", FIRST), ("contracts", CONTRACTS), ("project", PROJECT)];
        for (name, (rubric, facts)) in all {
            let text =
                of_files(rubric, facts, language, |filing| report::markdown(&without_standards(report::filed(filing))));
            assert!(text.contains("sha256:"), "{name}");
            insta::assert_snapshot!(format!("filed-{name}-{}", language.tag()), undigested(&text));
        }
    }
}

#[test]
fn every_report_names_version_digests_and_period() {
    let (rubric, facts) = DEPARTMENT;
    for language in Language::ALL {
        let (assessment, text) = of_files(rubric, facts, language, |filing| {
            (filing.assessment.clone(), report::markdown(&report::filed(filing)))
        });
        let named =
            [&assessment.rubric.version, &assessment.rubric.digest, &assessment.facts_digest, &assessment.period];
        for text_named in named {
            assert!(!text_named.is_empty() && text.contains(text_named.as_str()), "{text_named}");
        }
        for key in ["<filed", "<table", "<report", "<joint", "{$", "{ $"] {
            assert!(!text.contains(key), "{key}");
        }
    }
}

#[test]
fn one_table_is_written_by_its_name() {
    let (rubric, facts) = CONTRACTS;
    let read = |path: &str| std::fs::read(crate::support::root().join(path)).unwrap();
    let eval = |args: &[&str]| {
        let all: Vec<&str> = ["eval", "r.rubric", "f.yaml", "--lang", "zh"].iter().chain(args).copied().collect();
        let calendar = "calendars/china-2023-2026.rubric";
        let rubric = String::from_utf8(read(rubric)).unwrap().replace("../../rubrics/", "");
        run(&all)
            .file("r.rubric", rubric)
            .file("f.yaml", read(facts))
            .file(calendar, read("rubrics/calendars/china-2023-2026.rubric"))
    };
    let output = eval(&["--format", "csv", "--table", "summary"]).output().status(0).quiet();
    assert!(output.out.starts_with("\u{feff}一级指标,"), "{}", output.out);
    let output = eval(&["--format", "csv"]).output().status(0).quiet();
    output.says("评分标准,评分说明,评价得分");
    let output = eval(&["--format", "markdown", "--table", "scoring"]).output().status(0).quiet();
    output.says("# 评分表\n\n| 一级指标 | 分值 |");
    let output = eval(&["-o", "表格/", "--format", "csv"]).gives("表格/评分表.csv").gives("表格/综合得分表.csv");
    let output = output.gives("表格/差异清单.csv").gives("表格/绩效指标表.csv").output().status(0).quiet();
    let there: Vec<bool> = output.files.iter().map(Option::is_some).collect();
    assert_eq!(there, [true, true, true, false], "no table of it has targets");
    eval(&["--format", "csv", "--table", "performance"])
        .output()
        .status(2)
        .complains("没有可以写进“performance”这张表的内容");
    eval(&["--format", "json", "--table", "summary"]).output().status(2).complains("json 格式写出全部结果");
    eval(&["--indicator", "x", "--table", "summary"]).output().status(2).complains("不能同时用");
    eval(&["--indicator", "x", "--format", "csv"]).output().status(2).complains("csv 格式不能只写一个指标");
    eval(&["--format", "docx"]).output().status(2).complains("docx 格式不是文字").complains("-o report.docx");
    eval(&["-o", "没有/这里/", "--format", "csv"]).output().status(2).complains("它所在的文件夹不存在");
}
