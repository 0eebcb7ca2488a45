//! 指标 and 分项: sums, shares, 汇总, gates, 剔除, levels.

use super::{evaluated, facts_file, rubric, scores, shown, try_rubric};

fn outcome(text: &str, facts: &str) -> Vec<String> {
    let rubric = rubric(text);
    evaluated(&rubric, &facts_file(facts), |e| {
        if let Some(error) = e.errors.first() {
            return vec![error.code.key().to_owned()];
        }
        let mut all: Vec<String> = e.nodes.iter().map(|n| shown(&n.rule)).collect();
        all.extend(e.total.iter().map(|t| shown(&t.rule)));
        all
    })
}

const HEAD: &str = "评分表 例 版本 \"1\" { 满分 10分 不舍入 }\n数据 甲、乙 : 比率 [0%, 100%]\n数据 有 : 是否\n";

#[test]
fn parts_by_share() {
    scores(
        "数据 甲、乙 : 是否\n分项 一 60% { 得满分 当 甲 }\n分项 二 40% { 得满分 当 乙 }",
        &[("甲: 是\n乙: 是", "10"), ("甲: 是\n乙: 否", "6"), ("甲: 否\n乙: 是", "4")],
    );
}

#[test]
fn points_must_add_up() {
    let text = format!("{HEAD}指标 一 7分 {{ 得分 = 甲 × 满分 }}\n指标 二 5分 {{ 得分 = 乙 × 满分 }}");
    assert!(try_rubric(&text).is_err());
    let text = format!("{HEAD}指标 一 7分 {{ 得分 = 甲 × 满分 }}\n指标 二 3分 {{ 得分 = 乙 × 满分 }}");
    assert_eq!(outcome(&text, "甲: 50%\n乙: 100%"), ["3.5", "3", "6.5"]);
}

#[test]
fn other_ways_to_combine() {
    for (how, wanted) in [("平均", "6"), ("最低", "2"), ("最高", "10")] {
        let text = format!(
            "{HEAD}指标 全 10分 {{\n汇总 {how}\n指标 一 {{ 得分 = 甲 × 满分 }}\n指标 二 {{ 得分 = 乙 × 满分 }}\n}}"
        );
        assert_eq!(outcome(&text, "甲: 20%\n乙: 100%"), [wanted, "2", "10", wanted], "{how}");
    }
    let text = format!(
        "{HEAD}指标 全 10分 {{\n汇总 加权平均\n指标 一 权重 3 {{ 得分 = 甲 × 满分 }}\n指标 二 权重 1 {{ 得分 = 乙 × 满分 }}\n}}"
    );
    assert_eq!(outcome(&text, "甲: 20%\n乙: 100%")[0], "4");
    let text = format!(
        "{HEAD}指标 全 10分 {{\n汇总 = 最小(各项, 得分) × 50% + 最大(各项, 得分) × 50%\n指标 一 {{ 得分 = 甲 × 满分 }}\n指标 二 {{ 得分 = 乙 × 满分 }}\n}}"
    );
    assert_eq!(outcome(&text, "甲: 20%\n乙: 100%")[0], "6");
}

#[test]
fn a_gate_closes_what_stands_below() {
    let text = format!(
        "{HEAD}指标 全 10分 {{\n不得分 当 非 有\n指标 一 4分 {{ 得分 = 甲 × 满分 }}\n指标 二 6分 {{ 得分 = 乙 × 满分 }}\n}}"
    );
    assert_eq!(outcome(&text, "有: 否"), ["0", "not scored", "not scored", "0"]);
    assert_eq!(outcome(&text, "有: 是\n甲: 50%\n乙: 50%"), ["5", "2", "3", "5"]);
}

#[test]
fn not_applicable_in_its_three_forms() {
    let with = |then: &str| {
        format!(
            "{HEAD}指标 一 4分 {{ 不适用 当 非 有 则 {then}\n得分 = 甲 × 满分 }}\n指标 二 6分 {{ 得分 = 乙 × 满分 }}"
        )
    };
    assert_eq!(outcome(&with("满分"), "有: 否\n乙: 50%"), ["4", "3", "7"]);
    assert_eq!(outcome(&with("乙 × 满分"), "有: 否\n乙: 50%"), ["2", "3", "5"]);
    // The others' sum is scaled to the parent's points: 3 of 6 is 5 of 10.
    assert_eq!(outcome(&with("剔除"), "有: 否\n乙: 50%"), ["dropped", "3", "5"]);
    assert_eq!(outcome(&with("剔除"), "有: 是\n甲: 100%\n乙: 50%"), ["4", "3", "7"]);
}

#[test]
fn a_parent_with_nothing_left_is_left_out() {
    let text = format!(
        "{HEAD}指标 全 4分 {{\n指标 一 4分 {{ 不适用 当 非 有 则 剔除\n得分 = 甲 × 满分 }}\n}}\n指标 二 6分 {{ 得分 = 乙 × 满分 }}"
    );
    assert_eq!(outcome(&text, "有: 否\n乙: 50%"), ["dropped", "dropped", "3", "5"]);
}

#[test]
fn levels_in_place_of_points() {
    let text = "评分表 例 版本 \"1\" { 不舍入 }\n选项 成熟度 { 初级 < 中级 < 高级 }\n数据 甲、乙 : 整数\n指标 全 成熟度 {\n汇总 最低\n指标 一 成熟度 { 分情况 { 当 甲 ≥ 3 : 高级 当 甲 ≥ 2 : 中级 否则 : 初级 } }\n指标 二 成熟度 { 分情况 { 当 乙 ≥ 3 : 高级 否则 : 初级 } }\n}";
    assert_eq!(outcome(text, "甲: 2\n乙: 3"), ["level 1", "level 1", "level 2"]);
    assert_eq!(outcome(text, "甲: 3\n乙: 0"), ["level 0", "level 2", "level 0"]);
}

#[test]
fn each_level_is_rounded_where_the_rubric_says() {
    let with = |rounding: &str| {
        format!(
            "评分表 例 版本 \"1\" {{ 满分 10分 {rounding} }}\n数据 甲 : 数 [0, 1] \n指标 一 5分 {{ 得分 = 甲 × 满分 }}\n指标 二 5分 {{ 得分 = 甲 × 满分 }}"
        )
    };
    assert_eq!(outcome(&with("不舍入"), "甲: 0.201"), ["1.005", "1.005", "2.01"]);
    assert_eq!(outcome(&with("舍入 指标 2位 四舍五入"), "甲: 0.201"), ["1.01", "1.01", "2.02"]);
    assert_eq!(outcome(&with("舍入 指标 2位 修约"), "甲: 0.201"), ["1", "1", "2"]);
    assert_eq!(outcome(&with("舍入 指标 2位 进一"), "甲: 0.2001"), ["1.01", "1.01", "2.02"]);
    assert_eq!(outcome(&with("舍入 指标 2位 去尾"), "甲: 0.2019"), ["1", "1", "2"]);
    assert_eq!(outcome(&with("舍入 总分 1位 四舍五入"), "甲: 0.201"), ["1.005", "1.005", "2"]);
}
