//! Empty forms: what they ask for, what they say of a blank, and that a filled one scores as the same facts do.

mod workbook;

use std::path::Path;

use rubric_lang::diagnostic::{Code, Diagnostic};
use rubric_lang::facts::Format;
use rubric_lang::form::{self, Form};
use rubric_lang::locale::{Language, Locale, files};
use rubric_lang::model::Rubric;
use rubric_lang::source::SourceMap;
use rubric_lang::{Options, bind, check, evaluate, load};

use crate::support::{root, run};

const DEPARTMENT: &str = "rubrics/zhanjiang-department-2024.rubric";
const EVERY: &str = "tests/form/every.rubric";

/// A rubric of the package.
pub fn rubric(path: &str) -> Rubric {
    let mut sources = SourceMap::new();
    let loaded = load(path, &mut sources, &mut |path| Ok(std::fs::read(root().join(path)).unwrap())).unwrap();
    let checked = check(loaded, &sources);
    checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// A rubric of this text.
pub fn rubric_of(text: &str) -> Rubric {
    let mut sources = SourceMap::new();
    let loaded = load("r.rubric", &mut sources, &mut |_| Ok(text.as_bytes().to_vec())).unwrap();
    let checked = check(loaded, &sources);
    checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

/// Everything told of `facts` by binding and scoring.
fn told(rubric: &Rubric, facts: &str) -> Vec<Diagnostic> {
    let mut sources = SourceMap::new();
    let id = sources.add("f.yaml", facts);
    let (bound, mut told) = bind(facts, id, Format::Yaml, rubric);
    if let Some(bound) = bound {
        told.extend(evaluate(rubric, &bound, &Options { trace: true, deny_departures: false }).errors);
    }
    told
}

#[test]
fn the_form_of_the_department_in_yaml() {
    insta::assert_snapshot!("form-department", form::yaml(&Form::new(&rubric(DEPARTMENT))));
}

#[test]
fn the_form_of_every_type_in_yaml() {
    insta::assert_snapshot!("form-every", form::yaml(&Form::new(&rubric(EVERY))));
}

#[test]
fn a_form_left_blank_has_missing_facts_and_nothing_else() {
    for (path, period) in [(DEPARTMENT, "期间: 2024\n"), (EVERY, "period: 2024\n")] {
        let rubric = rubric(path);
        let blank = form::yaml(&Form::new(&rubric));
        let codes: Vec<Code> = told(&rubric, &blank).iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::FactPeriodMissing], "{path}");
        let key = period.split(' ').next().unwrap();
        let dated = blank.replacen(&format!("\n{key}\n"), &format!("\n{period}"), 1);
        let told = told(&rubric, &dated);
        assert!(told.len() > 5, "{path}: {told:#?}");
        for diagnostic in told {
            let missing = matches!(diagnostic.code, Code::FactMissing | Code::ManualMissing);
            assert!(missing, "{path}: {diagnostic:#?}");
        }
    }
}

#[test]
fn a_form_is_filled_in_behind_its_colons() {
    let rubric = rubric_of(
        "评分表 试 版本 \"1\" { 满分 10分\n不舍入 }\n单位 人\n\
         指标 甲 10分 {\n数据 到场 : 整数 人 ≥ 0人\n数据 应到 : 整数 人 ≥ 1人\n数据 明细 : 表 { 名称 : 文本, 金额 : 金额 ≥ 0元 }\n\
         得分 = 到场 ÷ 应到 × 满分 最多 满分\n校验 合计(明细, 金额) < 10元 否则 \"多了\" }\n",
    );
    let blank = form::yaml(&Form::new(&rubric));
    let filled = blank
        .replace("  到场:\n    值:", "  到场:\n    值: 1,080 人")
        .replace("  应到:\n    值:", "  应到:\n    至少: 1200")
        .replace("    # - 名称:\n    #   金额:\n    #   来源:", "    - 名称: 一\n      金额: 3元\n      来源: 账，簿")
        .replace("  # 甲:\n  #   得分:\n  #   理由:\n", "  甲:\n    得分: 8分\n    理由: 有名册\n");
    let mut sources = SourceMap::new();
    let id = sources.add("f.yaml", filled.as_str());
    let (facts, told) = bind(&filled, id, Format::Yaml, &rubric);
    assert_eq!(told, [], "{filled}");
    let facts = facts.unwrap();
    assert_eq!((facts.awards.len(), facts.awards[0].reason.as_str()), (1, "有名册"));
    assert_eq!(facts.origins[2].as_ref().map(|origin| origin.written.as_str()), Some(""));
    let evaluation = evaluate(&rubric, &facts, &Options { trace: true, deny_departures: false });
    assert!(evaluation.errors.is_empty(), "{:#?}", evaluation.errors);
}

#[test]
fn names_and_words_that_yaml_would_misread_are_quoted_or_left_out() {
    let rubric = rubric_of(
        "评分表 “试: #1” 版本 \"一　二\" { 满分 10分\n不舍入 }\n选项 答 { “a, b”, “- z”, “~”, “x ' y” }\n\
         指标 “甲: 乙 #1” 10分 {\n解释 \"一　- 二: 三 # 四\"\n数据 “a: b”, “- c”, “#d”, “null” : 答    解释 \"- 多: [行]\"\n\
         得满分 当 “a: b” = “- z” 且 “- c” = “~” 且 “#d” = “a, b” 且 “null” = “x ' y” }\n",
    );
    let blank = form::yaml(&Form::new(&rubric));
    let told = told(&rubric, &blank);
    assert!(!told.is_empty() && told.iter().all(|d| d.code == Code::FactMissing), "{blank}\n{told:#?}");
}

#[test]
fn a_form_speaks_the_language_of_the_rubric() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let english = form::yaml(&Form::new(&rubric(EVERY)));
    let allowed = |line: &str| line.contains("万元");
    let wrong: Vec<&str> = english.lines().filter(|line| chinese(line) && !allowed(line)).collect();
    assert_eq!(wrong, Vec::<&str>::new());
    // Every word of the form's own is in the file of its language.
    for language in Language::ALL {
        let locale = Locale::new(language);
        assert!(files(language).iter().any(|(topic, _)| *topic == "form"));
        assert!(!locale.format("form-sheet-facts", &Vec::new()).starts_with('<'));
    }
}

fn command(args: &[&str]) -> crate::support::Run {
    let rubric = std::fs::read_to_string(root().join(EVERY)).unwrap();
    run(&[&["facts", "--lang", "en"], args].concat()).file("r.rubric", rubric)
}

#[test]
fn the_form_is_printed_or_written_to_a_file() {
    let printed = command(&["r.rubric"]).output().status(0).quiet().says("# Every type (3): facts");
    assert_eq!(printed.out, form::yaml(&Form::new(&rubric(EVERY))));
    command(&["r.rubric", "-o", "f.yaml"]).output().status(0).quiet().says("“f.yaml” written");
    command(&["r.rubric", "-o", "f.XLSX"]).output().status(0).quiet().says("“f.XLSX” written");
    command(&["r.rubric", "-o", "f", "--format", "xlsx"]).output().status(0).quiet();
}

#[test]
fn what_is_there_is_not_overwritten_unasked() {
    let kept = command(&["r.rubric", "-o", "f.yaml"]).file("f.yaml", "a day's work").output().status(2);
    kept.complains("“f.yaml” is there already and was not overwritten").complains("--force");
    command(&["r.rubric", "-o", "r.rubric", "--format", "yaml", "--force"])
        .output()
        .status(2)
        .complains("choose another");
    command(&["r.rubric", "-o", "f.yaml", "--force"]).file("f.yaml", "old").output().status(0).quiet();
}

#[test]
fn a_form_that_cannot_be_written_is_told() {
    command(&["r.rubric", "--format", "xlsx"]).output().status(2).complains("name it with -o");
    command(&["r.rubric", "-o", "f.doc"]).output().status(2).complains("should end in .xlsx or .yaml");
    command(&["r.rubric", "-o", "f.yaml", "--format", "xlsx"]).output().status(2).complains("different formats");
    command(&["r.rubric", "-o", "no/such/f.yaml"]).output().status(2).complains("cannot");
    command(&["r.rubric", "-o", "f.yaml", "--format", "csv"]).output().status(2).complains("cannot be “csv”");
    command(&["missing.rubric"]).output().status(2).complains("there is no such file");
    let broken = run(&["facts", "r.rubric", "--lang", "en"]).file("r.rubric", "indicator A 1 point {");
    broken.output().status(1).complains("error[");
    assert!(Path::new(root()).join(EVERY).exists());
}
