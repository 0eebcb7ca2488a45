//! 扣分: clauses, the three ways with part of a step, caps, the floor.

use super::{refused, scores};

#[test]
fn so_much_for_every_item() {
    scores(
        "数据 次 : 个数\n扣分 { 次 每 1次 扣 3分 }",
        &[("次: 0", "10"), ("次: 1", "7"), ("次: 3", "1"), ("次: 4", "0")],
    );
    scores("数据 次 : 个数\n扣分 { 次 每 2次 扣 3分，不足不计 }", &[("次: 1", "10"), ("次: 2", "7"), ("次: 3", "7")]);
}

#[test]
fn part_of_a_step() {
    let facts = ["率: 95%", "率: 94.9%", "率: 94%", "率: 92.5%"];
    let with = |mode: &str, scores: [&'static str; 4]| -> Vec<(&'static str, &'static str)> {
        let _ = mode;
        facts.iter().copied().zip(scores).collect()
    };
    for (mode, wanted) in [
        ("不足不计", ["10", "10", "9.8", "9.6"]),
        ("不足计一", ["10", "9.8", "9.8", "9.4"]),
        ("按比例", ["10", "9.98", "9.8", "9.5"]),
    ] {
        let body = format!("数据 率 : 比率 [0%, 100%]\n扣分 {{ 率 低于 95%，每 1个百分点 扣 0.2分，{mode} }}");
        scores(&body, &with(mode, wanted));
    }
    assert_eq!(
        refused("数据 率 : 比率 [0%, 100%]\n扣分 { 率 低于 95%，每 1个百分点 扣 0.2分 }"),
        ["partial-step-unsaid"]
    );
}

#[test]
fn above_a_threshold() {
    scores(
        "数据 天 : 日 ≥ 0日\n扣分 { 天 超过 30日，每 1日 扣 1分，按比例，累计最多 4分 }",
        &[("天: 30日", "10"), ("天: 31日", "9"), ("天: 29日", "10"), ("天: 34日", "6"), ("天: 40日", "6")],
    );
}

#[test]
fn conditions_caps_and_the_floor() {
    scores(
        "数据 甲、乙 : 是否\n数据 次 : 个数\n扣分 { 当 非 甲 扣 2分；次 每 1次 扣 1分，累计最多 3分；当 乙 扣 8分 }",
        &[
            ("甲: 是\n乙: 否\n次: 0", "10"),
            ("甲: 否\n乙: 否\n次: 0", "8"),
            ("甲: 否\n乙: 否\n次: 9", "5"),
            ("甲: 否\n乙: 是\n次: 9", "0"),
        ],
    );
}

#[test]
fn after_another_rule() {
    scores(
        "数据 率 : 比率 [0%, 100%]\n数据 次 : 个数\n得分 = 率 × 满分\n扣分 { 次 每 1次 扣 1分 }",
        &[("率: 85%\n次: 0", "8.5"), ("率: 85%\n次: 2", "6.5"), ("率: 10%\n次: 2", "0")],
    );
    scores(
        "数据 甲 : 是否\n数据 次 : 个数\n分情况 { 当 甲 : 满分 × 50% 扣分 { 次 每 1次 扣 1分 } 否则 : 不得分 }",
        &[("甲: 是\n次: 2", "3"), ("甲: 否", "0")],
    );
}
