//! The evaluator's judgement: due, within discretion, or a departure.

use super::{evaluated, facts_file, shown, ten_points};
use rubric_lang::eval::AwardStanding;

/// Rule score, awarded score and standing, or the code of what went wrong.
fn awarded(body: &str, facts: &str, award: &str) -> (String, String, Option<AwardStanding>) {
    let rubric = ten_points(body);
    let text = format!("{}评定:\n  {award}\n", facts_file(facts));
    evaluated(&rubric, &text, |e| match e.errors.first() {
        Some(error) => (error.code.key().to_owned(), String::new(), None),
        None => {
            let node = &e.nodes[0];
            (shown(&node.rule), shown(&node.awarded), node.award.map(|a| a.1))
        }
    })
}

const RATE: &str = "数据 率 : 比率 [0%, 100%]\n得分 = 率 × 满分";

#[test]
fn an_award_parts_from_the_rule_or_stays_within_discretion() {
    let departure = Some(AwardStanding::Departure { unreachable: false });
    let judgement = Some(AwardStanding::Judgement);
    assert_eq!(awarded(RATE, "率: 50%", "甲项: { 得分: 6分, 理由: 试 }"), ("5".into(), "6".into(), departure));
    assert_eq!(awarded(RATE, "率: 50%", "甲项: { 扣: 1分, 理由: 试 }"), ("5".into(), "4".into(), departure));
    let body = format!("{RATE}\n酌情扣分 最多 2分");
    for (award, points, standing) in [
        ("扣: 2分", "3", judgement),
        ("扣: 2.5分", "2.5", departure),
        ("得分: 5分", "5", judgement),
        ("得分: 3分", "3", judgement),
        ("得分: 2.99分", "2.99", departure),
        ("得分: 5.01分", "5.01", departure),
    ] {
        let award = format!("甲项: {{ {award}, 理由: 试 }}");
        assert_eq!(awarded(&body, "率: 50%", &award), ("5".into(), points.into(), standing), "{award}");
    }
}

#[test]
fn a_score_the_rule_can_never_give_is_told_as_such() {
    let body = "数据 甲 : 是否\n得满分 当 甲";
    let (_, _, standing) = awarded(body, "甲: 否", "甲项: { 得分: 5分, 理由: 试 }");
    assert_eq!(standing, Some(AwardStanding::Departure { unreachable: true }));
    let (_, _, standing) = awarded(body, "甲: 否", "甲项: { 得分: 10分, 理由: 试 }");
    assert_eq!(standing, Some(AwardStanding::Departure { unreachable: false }));
}

#[test]
fn on_an_undetermined_score() {
    let body = "数据 甲 : 是否\n得满分 当 甲";
    let (rule, points, standing) = awarded(body, "{}", "甲项: { 得分: 10分, 理由: 试 }");
    assert_eq!((rule.as_str(), points.as_str(), standing), ("0 | 10", "10", Some(AwardStanding::Judgement)));
    let (_, _, standing) = awarded(body, "{}", "甲项: { 得分: 5分, 理由: 试 }");
    assert_eq!(standing, Some(AwardStanding::Departure { unreachable: true }));
    assert_eq!(awarded(body, "{}", "甲项: { 扣: 5分, 理由: 试 }").0, "award-less-undetermined");
}

#[test]
fn the_score_that_is_due() {
    let body = "人工评分 [2分, 满分)";
    assert_eq!(awarded(body, "{}", "甲项: { 得分: 2分, 理由: 试 }").2, Some(AwardStanding::Due));
    assert_eq!(awarded(body, "{}", "甲项: { 得分: 10分, 理由: 试 }").0, "manual-out-of-range");
    let rubric = ten_points(body);
    assert_eq!(super::score(&rubric, "{}"), "manual-missing");
    let rating = "数据 级 : 评级\n按评级 级";
    let found = awarded(rating, "级: 中", "甲项: { 得分: 6分, 理由: 试 }");
    assert_eq!(found, ("6".into(), "6".into(), Some(AwardStanding::Due)));
    assert_eq!(awarded(rating, "级: 中", "甲项: { 得分: 7.5分, 理由: 试 }").0, "manual-out-of-range");
}

#[test]
fn on_a_row_it_goes_up_with_the_mean() {
    let body = "数据 项目 : 表 { 名称 : 文本, 率 : 比率 [0%, 100%] }\n逐项 项目 取 平均 { 得分 = 率 × 满分 }";
    let facts = "项目:\n  - { 名称: a, 率: 100% }\n  - { 名称: b, 率: 0% }";
    let (rule, points, _) = awarded(body, facts, "甲项/b: { 得分: 4分, 理由: 试 }");
    assert_eq!((rule.as_str(), points.as_str()), ("5", "7"));
}

#[test]
fn one_award_never_stands_for_two_scores() {
    let row = |parts: &str| format!("数据 科室 : 表 {{ 名称 : 文本 }} 至少 1行\n逐项 科室 取 平均 {{ {parts} }}");
    let (facts, award) = ("科室: [ { 名称: 一科 } ]", "甲项/一科: { 得分: 3分, 理由: 试 }");
    let one = row("分项 能力 60% { 人工评分 [0分, 满分] }\n分项 态度 40% { 得分 = 满分 }");
    assert_eq!(awarded(&one, facts, award).0, "7");
    let two = row("分项 能力 60% { 人工评分 [0分, 满分] }\n分项 态度 40% { 人工评分 [0分, 满分] }");
    assert_eq!(awarded(&two, facts, award).0, "award-serves-twice");
}
