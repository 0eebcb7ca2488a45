//! Rule scores of departments that lack facts, and awards on them.

use super::{evaluated, refused, shown, ten_points};

/// Rule score and awarded score with an award of 10 points on the indicator, so that nothing is asked for.
fn range(body: &str, facts: &str) -> String {
    let rubric = ten_points(body);
    let text = format!("{}评定:\n  甲项: {{ 得分: 10分, 理由: 试 }}\n", super::facts_file(facts));
    evaluated(&rubric, &text, |e| {
        assert!(e.errors.is_empty(), "{:?}", e.errors);
        assert_eq!(shown(&e.nodes[0].awarded), "10");
        shown(&e.nodes[0].rule)
    })
}

#[test]
fn an_absent_fact_runs_through_its_declared_range() {
    assert_eq!(range("数据 甲 : 比率 [20%, 80%]\n得分 = 甲 × 满分", "{}"), "[2, 8]");
    assert_eq!(range("数据 甲 : 比率 [20%, 80%)\n得分 = (1 - 甲) × 满分", "{}"), "(2, 8]");
    assert_eq!(range("数据 甲 : 是否\n得满分 当 甲", "{}"), "0 | 10");
    assert_eq!(range("数据 次 : 个数\n扣分 { 次 每 1次 扣 4分 }", "{}"), "0 | 2 | 6 | 10");
}

#[test]
fn what_a_case_tells_is_known_in_it() {
    // 10 only from 100% on; below it the rate itself.
    assert_eq!(
        range("数据 甲、乙 : 数 > 0\n分档 甲 ÷ 乙 { < 60% : 不得分 [60%, 100%) : 甲 ÷ 乙 × 满分 ≥ 100% : 满分 }", "{}"),
        "0 ∪ [6, 10]"
    );
    assert_eq!(
        range("数据 甲、乙 : 数 ≥ 0\n分情况 { 当 乙 = 0 : 满分 × 20% 否则 : 甲 ÷ 乙 × 满分 最多 满分 × 10% }", "{}"),
        "[0, 1] ∪ 2"
    );
}

#[test]
fn a_fact_known_in_part_narrows_the_range() {
    let body = "数据 甲 : 数 ≥ 0\n分档 甲 { ≥ 100 : 10分 [60, 100) : 6分 < 60 : 0分 }";
    assert_eq!(range(body, "甲: { 至少: 600 }"), "10");
    assert_eq!(range(body, "甲: { 低于: 100 }"), "0 | 6");
    assert_eq!(range(body, "甲: { 至少: 60, 低于: 100 }"), "6");
}

#[test]
fn what_is_decided_all_the_same_needs_no_award() {
    let rubric = ten_points("数据 甲 : 数 ≥ 0\n分档 甲 { ≥ 100 : 10分 < 100 : 0分 }");
    assert_eq!(super::score(&rubric, "甲: { 至少: 600 }"), "10");
    assert_eq!(super::score(&rubric, "甲: { 至少: 60 }"), "fact-partly-known");
    assert_eq!(super::score(&rubric, "{}"), "fact-missing");
}

#[test]
fn an_absent_table_has_the_whole_reach_of_the_rule() {
    let table = "数据 项目 : 表 { 名称 : 文本, 率 : 比率 [50%, 100%] } 至少 1行";
    assert_eq!(range(&format!("{table}\n逐项 项目 取 平均 {{ 得分 = 率 × 满分 }}"), "{}"), "[5, 10]");
    assert_eq!(range(&format!("{table}\n得满分 当 计数(项目) ≥ 3"), "{}"), "0 | 10");
    assert_eq!(range(&format!("{table}\n得满分 当 计数(项目) ≥ 1"), "{}"), "10");
}

#[test]
fn an_absent_cell_leaves_the_other_rows_alone() {
    let body = "数据 项目 : 表 { 名称 : 文本, 率 : 比率 [0%, 100%] }\n逐项 项目 取 平均 { 得分 = 率 × 满分 }";
    assert_eq!(range(body, "项目:\n  - { 名称: a, 率: 100% }\n  - { 名称: b }"), "[5, 10]");
}

#[test]
fn a_power_of_open_exponent_keeps_its_side_of_nothing_and_one() {
    let rule = |base: &str, exponent: &str| {
        refused(&format!("数据 甲数 : 数 {base}\n数据 乙数 : 整数 {exponent}\n得分 = 乘方(甲数, 乙数) × 满分"))
    };
    assert!(rule("[0, 1]", "[0, 9]").is_empty());
    assert_eq!(rule("[0, 1.01]", "[0, 9]"), ["rule-beyond-points"]);
    assert_eq!(rule("[0.1, 1]", "[-1, 9]"), ["rule-beyond-points"]);
    assert_eq!(rule("[-1, 1]", "[0, 9]"), ["rule-beyond-points"]);
    let least = refused("数据 甲数 : 数 ≥ 1\n数据 乙数 : 整数 ≥ 0\n得分 = 满分 ÷ 乘方(甲数, 乙数)");
    assert!(least.is_empty(), "{least:?}");
}
