//! Conditions that can be decided exactly although they are no plain comparisons of numbers.

use rubric_lang::diagnostic::Code;

use super::{Found, region};

const HEAD: &str = "评分表 试 版本 \"1\" { 满分 10分 不舍入 }\n";

fn found(body: &str) -> Found {
    let found = Found::of(&format!("{HEAD}指标 某 10分 {{\n{body}\n}}\n"));
    assert!(found.rubric.is_some(), "{:?}\n{}", found.codes(), found.text);
    assert!(found.all(Code::CoverageUndecided).is_empty(), "{:?}\n{}", found.codes(), found.text);
    found.holds_good();
    found
}

#[test]
fn texts_are_the_same_or_not() {
    let covered = found("数据 甲、乙 : 文本\n分情况 {\n当 甲 = 乙 : 满分\n当 甲 ≠ 乙 : 不得分\n}");
    assert_eq!(covered.codes(), [""; 0]);
    // If the first two are the same and the last two are, so are the first and the last.
    let same = found("数据 甲、乙、丙 : 文本\n分情况 {\n当 甲 ≠ 乙 : 满分\n当 乙 ≠ 丙 : 满分\n当 甲 = 丙 : 不得分\n}");
    assert_eq!(same.codes(), [""; 0]);
    let gap = found("数据 甲、乙、丙 : 文本\n分情况 {\n当 甲 = 乙 : 满分\n当 乙 = 丙 : 满分\n当 甲 = 丙 : 不得分\n}");
    assert_eq!(gap.codes(), ["E1106"]);
    assert_eq!(region(gap.all(Code::CaseGap)[0]), "甲 ≠ 乙 且 乙 ≠ 丙 且 甲 ≠ 丙");
}

#[test]
fn texts_of_rows_are_the_same_or_not() {
    let gap = found(
        "数据 各件 : 表 { 名称 : 文本, 单位名 : 文本, 率 : 比率 [0%, 100%] } 至少 1行\n逐项 各件 取 平均 {\n分情况 {\n当 单位名 ≠ 名称 : 满分\n当 率 > 0% : 不得分\n}\n}",
    );
    assert_eq!(gap.codes(), ["E1106"]);
    assert_eq!(region(gap.all(Code::CaseGap)[0]), "单位名 = 名称 且 率 ≤ 0%");
}

#[test]
fn a_tie_goes_to_the_even_digit() {
    // 0.25 becomes 0.2 and 0.35 becomes 0.4.
    let gap =
        found("数据 甲 : 数 [0, 1] 步长 0.05\n分情况 {\n当 保留(甲, 1位, 修约) ≠ 0.2 : 满分\n当 甲 < 0.25 : 不得分\n}");
    assert_eq!(gap.codes(), ["E1106"]);
    assert!(gap.all(Code::CaseGap)[0].witness.as_ref().is_some_and(|w| format!("{w:?}").contains("0.25")));
    let covered =
        found("数据 甲 : 数 [0, 1] 步长 0.05\n分情况 {\n当 保留(甲, 1位, 修约) ≠ 0.2 : 满分\n当 甲 ≤ 0.25 : 不得分\n}");
    assert_eq!(covered.codes(), [""; 0]);
    let covered =
        found("数据 甲 : 数 [0, 1] 步长 0.05\n分情况 {\n当 保留(甲, 1位, 修约) ≠ 0.4 : 满分\n当 甲 ≥ 0.35 : 不得分\n}");
    assert_eq!(covered.codes(), [""; 0]);
}

#[test]
fn months_and_working_days_go_in_order() {
    let calendar = "工作日历 2024 { 休 2024-01-01 }\n";
    let covered = |unit: &str| {
        let text = format!(
            "{HEAD}{calendar}指标 某 10分 {{\n数据 受理日期、办结日期 : 日期 [2024-01-01, 2024-06-30]\n分档 办结日期 {{\n≤ 受理日期 + 1{unit} : 10分\n(受理日期 + 1{unit}, 受理日期 + 3{unit}] : 5分\n> 受理日期 + 3{unit} : 0分\n允许 递减\n}}\n}}\n"
        );
        let found = Found::of(&text);
        assert!(found.rubric.is_some(), "{:?}\n{text}", found.codes());
        found
    };
    assert!(!covered("个月").codes().iter().any(|code| code.ends_with("1110") || code.starts_with('E')));
    assert!(!covered("个工作日").codes().iter().any(|code| code.ends_with("1110") || code.starts_with('E')));
    // Two months are more than 50 days, and not always more than 60.
    let gap = |days: u32| {
        Found::of(&format!(
            "{HEAD}指标 某 10分 {{\n数据 受理日期、办结日期 : 日期 [2024-01-01, 2024-12-31]\n分情况 {{\n当 办结日期 ≤ 受理日期 + {days}日 : 满分\n当 办结日期 > 受理日期 + 2个月 : 不得分\n}}\n}}\n"
        ))
    };
    assert_eq!(gap(70).codes(), [""; 0]);
    assert_eq!(gap(50).codes(), ["E1106"]);
    gap(50).holds_good();
    // No more working days than days.
    let days = Found::of(&format!(
        "{HEAD}{calendar}指标 某 10分 {{\n数据 受理日期、办结日期 : 日期 [2024-01-01, 2024-12-31]\n分情况 {{\n当 办结日期 > 受理日期 + 10日 : 不得分\n当 工作日数(受理日期, 办结日期) ≤ 10个工作日 : 满分\n}}\n}}\n"
    ));
    assert_eq!(days.codes(), [""; 0]);
}
