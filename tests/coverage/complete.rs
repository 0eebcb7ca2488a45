//! Every gap and overlap that is told anywhere comes with its region, with facts that show it and with an edit that
//! mends it: over the pages of the codes, the cases of the tests, and rubrics that are hard to find facts for.

use std::path::{Path, PathBuf};

use rubric_lang::diagnostic::{Code, Diagnostic};
use rubric_lang::locale::Language;

use super::{Found, of_coverage, region};
use crate::diagnostics::wrong_examples;

fn complete(told: &Diagnostic, place: &str) -> usize {
    if !of_coverage(told.code) && told.code != Code::RuleBeyondPoints {
        return 0;
    }
    let code = told.code.code();
    let region = if told.code == Code::RuleBeyondPoints { super::beyond(told) } else { region(told) };
    assert!(!region.is_empty(), "{place}: {code} without a region");
    assert!(told.witness.is_some(), "{place}: {code} {region} without facts that show it");
    assert!(told.fix.is_some(), "{place}: {code} {region} without an edit");
    1
}

fn rubrics(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rubrics(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rubric") {
            found.push(path);
        }
    }
}

#[test]
fn on_every_page() {
    let mut told = 0;
    for language in Language::ALL {
        for (code, example) in wrong_examples(language) {
            told += example.diagnostics.iter().map(|d| complete(d, code.code())).sum::<usize>();
        }
    }
    assert!(told >= 16, "only {told}");
}

#[test]
fn in_every_case() {
    let mut paths = Vec::new();
    rubrics(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut paths);
    let mut told = 0;
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let head = text.contains("评分表") || text.starts_with("rubric ");
        let text = if head { text } else { format!("评分表 试 {{ 满分 10分  不舍入 }}\n{text}") };
        let found = Found::of(&text);
        told += found.diagnostics.iter().map(|d| complete(d, &path.display().to_string())).sum::<usize>();
    }
    assert!(told >= 14, "only {told}");
}

/// Each of these has one gap or overlap of grades, or of choices, that facts have to be made up for.
#[test]
fn where_facts_are_hard_to_find() {
    let grades =
        |grades: &str, rest: &str| format!("评分表 试 版本 \"1\" {{ 满分 20分 不舍入 }}\n等级 {{ {grades} }}\n{rest}");
    let rubrics = [
        // A quarter of a point is lost only by an odd number of slips.
        grades(
            "优 : [18分, 20分]; 良 : [12分, 17.5分]; 差 : < 12分",
            "指标 甲 10分 { 数据 差错 : 个数\n 扣分 { 差错 每 1个 扣 0.25分 } }\n指标 乙 10分 { 数据 问题 : 个数\n 扣分 { 问题 每 1个 扣 1分 } }",
        ),
        // Only the line comes to it.
        grades(
            "优 : ≥ 18分; 良 : [12分, 18分); 中 : (6分, 11.5分]; 差 : ≤ 6分",
            "指标 甲 20分 { 数据 率 : 比率 [0%, 100%]\n 插值 率 { 0% : 0分; 50% : 4分; 100% : 20分 } }",
        ),
        // The lowest of its parts counts.
        grades(
            "优 : ≥ 18分; 良 : [12分, 18分); 中 : (6分, 11.5分]; 差 : ≤ 6分",
            "指标 甲 20分 { 汇总 最低\n 分项 子 { 数据 子率 : 比率 [0%, 100%]\n 得分 = 子率 × 满分 }\n 分项 丑 { 数据 丑率 : 比率 [0%, 100%]\n 得分 = 丑率 × 满分 } }",
        ),
        // A bonus lifts the total over full marks.
        grades(
            "优 : [18分, 20分]; 良 : [10分, 18分); 差 : < 10分",
            "总分 最多 22分\n指标 甲 20分 { 数据 率 : 比率 [0%, 100%]\n 得分 = 率 × 满分 }\n加减分 表彰 { 数据 表彰数 : 个数\n 表彰数 每 1个 加 1分 累计最多 2分 }",
        ),
        // The total is rounded up.
        "评分表 试 版本 \"1\" { 满分 20分\n舍入 总分 0位 修约 }\n等级 { 优 : [15分, 20分]; 良 : [8分, 14分); 差 : < 8分 }\n指标 甲 20分 { 数据 率 : 比率 [0%, 100%]\n 得分 = 率 × 满分 }".to_owned(),
    ];
    for text in rubrics {
        let found = Found::of(&text);
        assert!(found.rubric.is_some(), "{:?}\n{text}", found.codes());
        let told: usize = found.diagnostics.iter().map(|d| complete(d, &text)).sum();
        assert_eq!(told, 1, "{:?}\n{text}", found.codes());
        found.holds_good();
    }
}

/// Totals that hang on the facts in ways that no linear term says: what lies on either side of the gap is gone between.
#[test]
fn where_totals_are_no_linear_terms() {
    let rules = [
        "数据 子、丑 : 比率 [0%, 100%]\n 得分 = 子 × 丑 × 满分",
        "数据 子 : 比率 [0%, 100%]\n 得分 = 乘方(子, 3) × 满分",
        "数据 表一 : 表 { 名 : 文本, 率 : 比率 [0%, 100%] } 至少 3行\n 得分 = 中位数(表一, 率) × 满分",
        "汇总 = 平均(各项, 得分) × 50% + 最小(各项, 得分) × 50%\n 分项 一 { 数据 子 : 比率 [0%, 100%]\n 得分 = 子 × 满分 }\n 分项 二 { 数据 丑 : 比率 [0%, 100%]\n 得分 = 丑 × 满分 }",
        "数据 总数、达标数 : 个数\n 分情况 { 当 总数 = 0 : 满分; 否则 : 分档 达标数 ÷ 总数 { ≥ 100% : 满分; [80%, 100%) : 达标数 ÷ 总数 × 满分; < 80% : 不得分 } }",
        "数据 收到日期、办结日期 : 日期\n 得分 = (办结日期 - 收到日期) ÷ 100日 × 满分 最多 满分 最少 0分",
    ];
    for rule in rules {
        let text = format!(
            "评分表 试 版本 \"1\" {{ 满分 100分 不舍入 }}\n等级 {{ 优 : [90分, 100分]; 良 : [60分, 88分]; 差 : < 60分 }}\n指标 甲 100分 {{\n {rule}\n 允许 递减 }}\n"
        );
        let found = Found::of(&text);
        assert_eq!(found.all(Code::GradeGap).len(), 1, "{:?}\n{text}", found.codes());
        found.holds_good();
    }
}

/// Some of the rows are no more than all of them; what the rows of two tables come to is told with rows.
#[test]
fn rows_of_one_table_and_of_two() {
    let of = |rule: &str| {
        Found::of(&format!(
            "评分表 试 版本 \"1\" {{ 满分 10分 不舍入 }}\n数据 项目 : 表 {{ 名 : 文本, 完 : 是否 }} 至少 1行\n数据 合同 : 表 {{ 号 : 文本, 签 : 是否 }}\n指标 甲 10分 {{ {rule} }}\n校验 计数(合同) ≥ 0\n"
        ))
    };
    assert!(of("得分 = 计数(项目 当 完) ÷ 计数(项目) × 满分").all(Code::RuleBeyondPoints).is_empty());
    let found = of("得分 = 计数(合同 当 签) ÷ 计数(项目) × 满分");
    let told = found.all(Code::RuleBeyondPoints);
    assert_eq!(told.len(), 1, "{:?}", found.codes());
    assert!(told[0].witness.as_ref().is_some_and(|witness| witness.facts.len() == 2), "{:?}", told[0].witness);
}

/// Where no facts are found that come to a total, and none are ruled out, that is said, and it is no error.
#[test]
fn a_total_that_no_facts_are_found_for_is_not_decided() {
    let found = Found::of(
        "评分表 试 版本 \"1\" { 满分 10分 不舍入 }\n等级 { 优 : ≥ 9分; 良 : [6分, 8.5分]; 差 : < 6分 }\n指标 甲 10分 {\n 数据 子、丑 : 数 [0, 1]\n 得分 = (子 - 子 × 丑) × 0.8 × 满分 最少 0分\n 允许 递减\n}\n指标 乙 0分 { 得分 = 0分 }\n",
    );
    let errors: Vec<&str> = found.codes().into_iter().filter(|code| code.starts_with('E')).collect();
    assert!(!errors.contains(&"E1104"), "{errors:?}");
}

/// A quotient is looked into once its denominator is fixed.
#[test]
fn a_total_made_of_a_line_over_a_quotient() {
    let found = Found::of(
        "评分表 试 版本 \"1\" { 满分 10分\n舍入 指标 1位 四舍五入 }\n等级 { 优 : [8分, 10分]; 差 : < 7分 }\n指标 甲 6分 { 数据 完成数 : 数 ≥ 0\n数据 计划数 : 数 > 0\n插值 完成数 ÷ 计划数 最多 100% 最少 50% { 50% : 0分; 100% : 6分 } }\n指标 乙 4分 { 数据 差错数 : 个数\n扣分 { 差错数 每 1个 扣 1分 } }\n",
    );
    assert_eq!(found.codes(), ["E1104"], "{}", found.text);
    assert_eq!(region(found.all(Code::GradeGap)[0]), "[7, 7.9]");
    found.holds_good();
}
