//! Functions over tables and on values.

use super::{evaluated, facts_file, refused, score, scores, shown, ten_points};

const TABLE: &str = "数据 项目 : 表 { 名称 : 文本, 额 : 金额 ≥ 0元, 类 : 级别, 成 : 是否 }";
const FACTS: &str = "项目:\n  - { 名称: 甲, 额: 3万元, 类: 甲, 成: 是 }\n  - { 名称: 乙, 额: 5000元, 类: 乙, 成: 是 }\n  - { 名称: 甲, 额: 1万元, 类: 甲, 成: 否 }";

#[test]
fn functions_over_rows() {
    for (expression, wanted) in [
        ("计数(项目) × 1分", "3"),
        ("计数(项目 当 类 = 甲) × 1分", "2"),
        ("合计(项目, 额) ÷ 1万元 × 1分", "4.5"),
        ("合计(项目 当 类 = 丙, 额) ÷ 1万元 × 1分", "0"),
        ("平均(项目, 额) ÷ 1万元 × 1分", "1.5"),
        ("最大(项目, 额) ÷ 1万元 × 1分", "3"),
        ("最小(项目 当 成, 额) ÷ 1万元 × 1分", "0.5"),
        ("中位数(项目, 额) ÷ 1万元 × 1分", "1"),
        ("中位数(项目 当 成, 额) ÷ 1万元 × 1分", "1.75"),
        ("去重计数(项目, 名称) × 1分", "2"),
        ("若 存在(项目 当 类 = 乙) 则 1分 否则 0分", "1"),
        ("若 全部(项目, 成) 则 1分 否则 0分", "0"),
        ("若 全部(项目 当 类 = 丙, 成) 则 1分 否则 0分", "1"),
        ("平均(项目 当 类 = 丙, 额) ÷ 1万元 × 1分", "no-rows"),
    ] {
        let rubric = ten_points(&format!("{TABLE}\n得分 = {expression} 最多 满分"));
        assert_eq!(score(&rubric, FACTS), wanted, "{expression}");
    }
}

#[test]
fn functions_on_values() {
    scores("数据 甲 : 数 [-5, 5]\n得分 = 绝对值(甲) × 1分", &[("甲: -3", "3"), ("甲: 2.5", "2.5")]);
    scores("数据 甲 : 数 [0, 3]\n得分 = 乘方(甲, 2) × 1分", &[("甲: 3", "9"), ("甲: 1.5", "2.25")]);
    scores("数据 甲 : 数 [0, 3]\n得分 = 保留(甲 ÷ 3, 2位, 四舍五入) × 1分", &[("甲: 2", "0.67"), ("甲: 1", "0.33")]);
    scores("数据 甲 : 数? [0, 3]\n得分 = 缺省(甲, 1) × 1分", &[("甲: 2", "2"), ("{}", "1")]);
}

#[test]
fn money_in_two_units_mixes() {
    scores(
        "数据 支出、预算 : 金额 > 0元\n得分 = 支出 ÷ 预算 × 满分 最多 满分",
        &[("支出: 5000元\n预算: 1万元", "5"), ("支出: 0.00005亿元\n预算: 1万元", "5")],
    );
}

#[test]
fn unlike_quantities_are_refused() {
    assert_eq!(refused("数据 钱 : 金额\n数据 人数 : 人\n得满分 当 钱 > 人数").len(), 1);
    assert_eq!(refused("数据 钱 : 金额\n数据 人数 : 人\n得满分 当 钱 + 人数 > 0元").len(), 1);
    assert_eq!(refused("数据 甲 : 数 [0, 1]\n得分 = 甲 + 满分").len(), 1);
    scores(
        "数据 钱 : 金额 > 0元\n数据 人数 : 人 > 0人\n得满分 当 钱 ÷ 人数 ≤ 2万元/人",
        &[("钱: 6万元\n人数: 3人", "10"), ("钱: 6.01万元\n人数: 3人", "0")],
    );
}

#[test]
fn a_zero_denominator_is_an_error_with_a_name() {
    scores(
        "数据 甲、乙 : 数 [0, 10]\n得满分 当 甲 ÷ 乙 > 1",
        &[("甲: 1\n乙: 0", "division-by-zero"), ("甲: 2\n乙: 1", "10")],
    );
}

#[test]
fn a_part_of_the_rows_over_all_of_them_stays_within_one() {
    let table = "数据 项目 : 表 { 名称 : 文本, 合格 : 是否, 金额数 : 金额 > 0元, 增减 : 金额 } 至少 1行\n";
    for share in [
        "得分 = 计数(项目 当 合格) ÷ 计数(项目) × 满分",
        "得分 = 合计(项目 当 合格, 金额数) ÷ 合计(项目, 金额数) × 满分",
        "得分 = 满分 × 合计(项目 当 合格, 金额数) ÷ 合计(项目, 金额数)",
        "计算 合格数 = 计数(项目 当 合格)\n计算 总数 = 计数(项目)\n得分 = (1 - 合格数 ÷ 总数) × 满分",
        "允许 分母为零\n得分 = 计数(项目 当 合格 且 金额数 > 5元) ÷ 计数(项目 当 合格) × 满分",
    ] {
        let rubric = ten_points(&format!("{table}{share}"));
        let rows = "{ 名称: 甲, 合格: 是, 金额数: 6元, 增减: 0元 }, { 名称: 乙, 合格: 否, 金额数: 6元, 增减: 0元 }";
        let points = score(&rubric, &format!("项目: [ {rows} ]"));
        assert_eq!(points, if share.starts_with("允许") { "10" } else { "5" }, "{share}");
        let open = "{ 名称: 甲, 合格: 是, 金额数: 6元, 增减: 0元 }, { 名称: 乙, 金额数: 6元, 增减: 0元 }";
        let facts = format!("{}评定:\n  甲项: {{ 得分: 6分, 理由: 试 }}\n", facts_file(&format!("项目: [ {open} ]")));
        let possible = if share.starts_with("计算") { "0 | 5" } else { "5 | 10" };
        let rule = evaluated(&rubric, &facts, |e| (e.errors.len(), shown(&e.nodes[0].rule)));
        assert_eq!((rule.0, rule.1.as_str()), (0, possible), "{share}");
    }
    for not in [
        "得分 = 合计(项目 当 合格, 增减) ÷ 合计(项目, 增减) × 满分",
        "得分 = 计数(项目) ÷ 计数(项目 当 合格) × 满分",
        "得分 = 计数(项目 当 合格) ÷ 计数(项目 当 金额数 > 5元) × 满分",
        "得分 = 合计(项目 当 合格, 金额数) ÷ 合计(项目, 增减) × 满分",
    ] {
        assert!(refused(&format!("{table}{not}")).iter().any(|code| code.contains("rule-beyond-points")), "{not}");
    }
}
