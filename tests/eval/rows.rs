//! 逐项, methods, ratings, 折算.

use super::{refused, score, scores, ten_points};

const ROWS: &str = "数据 项目 : 表 { 名称 : 文本, 率 : 比率 [0%, 100%], 权 : 数 [0, 10], 计入 : 是否 }";
const FACTS: &str = "项目:\n  - { 名称: 甲, 率: 100%, 权: 1, 计入: 是 }\n  - { 名称: 乙, 率: 40%, 权: 3, 计入: 是 }\n  - { 名称: 丙, 率: 10%, 权: 1, 计入: 否 }";

#[test]
fn each_aggregate() {
    for (head, wanted) in [
        ("取 平均", "5"),
        ("当 计入 取 平均", "7"),
        ("取 最低", "1"),
        ("取 最高", "10"),
        ("取 加权平均 按 权", "4.6"),
        ("取 合计 最多 8分", "8"),
        ("当 非 计入 取 合计 最多 8分", "1"),
    ] {
        let rubric = ten_points(&format!("{ROWS}\n逐项 项目 {head} {{ 得分 = 率 × 满分 }}"));
        assert_eq!(score(&rubric, FACTS), wanted, "{head}");
    }
}

#[test]
fn rows_with_full_marks_of_their_own() {
    let rubric = ten_points(
        "数据 项目 : 表 { 名称 : 文本, 率 : 比率 [0%, 100%], 分值 : 分 [0分, 10分] }\n逐项 项目 满分 分值 取 合计 { 得分 = 率 × 满分 }",
    );
    let row = |name: &str, rate: &str, points: &str| format!("\n  - {{ 名称: {name}, 率: {rate}, 分值: {points} }}");
    assert_eq!(score(&rubric, &format!("项目:{}{}", row("甲", "50%", "6分"), row("乙", "100%", "4分"))), "7");
    assert_eq!(
        score(&rubric, &format!("项目:{}{}", row("甲", "50%", "6分"), row("乙", "100%", "5分"))),
        "row-points-sum"
    );
    assert_eq!(refused(&format!("{ROWS}\n逐项 项目 取 合计 {{ 得分 = 率 × 满分 }}")).len(), 1);
}

#[test]
fn no_rows_have_no_mean() {
    let body = format!("{ROWS}\n逐项 项目 取 平均 {{ 得分 = 率 × 满分 }}");
    assert_eq!(score(&ten_points(&body), "项目: []"), "no-rows");
    let body = format!("{ROWS}\n不适用 当 计数(项目) = 0个 则 满分\n逐项 项目 取 平均 {{ 得分 = 率 × 满分 }}");
    assert_eq!(score(&ten_points(&body), "项目: []"), "10");
}

#[test]
fn a_row_left_out() {
    let body = format!("{ROWS}\n逐项 项目 取 平均 {{ 不适用 当 非 计入 则 剔除\n得分 = 率 × 满分 }}");
    assert_eq!(score(&ten_points(&body), FACTS), "7");
}

#[test]
fn a_method_with_parameters() {
    let text = "评分表 例 版本 \"1\" { 满分 10分 不舍入 }\n计分方法 按率（率 : 数 ≥ 0）{ 计算 比 = 率 最多 1\n得分 = 比 × 满分 }\n指标 甲 6分 { 数据 a : 数 ≥ 0\n按率(a) }\n指标 乙 4分 { 数据 b : 数 ≥ 0\n按率(b ÷ 2) }";
    let rubric = super::rubric(text);
    super::evaluated(&rubric, &super::facts_file("a: 0.5\nb: 1"), |e| {
        assert_eq!(super::shown(&e.nodes[0].rule), "3");
        assert_eq!(super::shown(&e.nodes[1].rule), "2");
    });
}

#[test]
fn quantities_whose_unit_comes_with_the_fact() {
    let body = "数据 指标表 : 表 { 名称 : 文本, 目标 : 量 > 0, 实际 : 量 ≥ 0 }\n逐项 指标表 取 平均 { 得分 = 实际 ÷ 目标 × 满分 最多 满分 }";
    let facts = "指标表:\n  - { 名称: a, 目标: 400人次, 实际: 100人次 }\n  - { 名称: b, 目标: 80%, 实际: 60% }\n  - { 名称: c, 目标: 2万元, 实际: 10000元 }";
    assert_eq!(score(&ten_points(body), facts), "5");
}

#[test]
fn ratings_with_shares() {
    scores("数据 级 : 评级\n按评级 级", &[("级: 优", "9.5"), ("级: 良", "8"), ("级: 中", "manual-missing")]);
}

#[test]
fn scored_out_of_another_number() {
    scores(
        "数据 次 : 个数\n折算 100分 { 扣分 { 次 每 1次 扣 15分 } }",
        &[("次: 0", "10"), ("次: 1", "8.5"), ("次: 7", "0")],
    );
}
