//! 评定.

use super::fixture::{awards, bind, levels, n};
use rubric_lang::facts::AwardKind;

#[test]
fn an_award_stands_where_its_path_says() {
    for (path, target) in [
        ("支出率", "履职效能/支出率"),
        ("履职效能/支出率", "履职效能/支出率"),
        ("履职效能／支出率", "履职效能/支出率"),
        ("管理效率/合规性", "管理效率/合规性"),
        ("支出/合规性", "支出/合规性"),
        ("制度建设", "管理效率/制度建设"),
        ("制度建设/本级制度", "管理效率/制度建设/本级制度"),
        ("职责分工", "管理效率/制度建设/职责分工"),
        ("工作表现", "+工作表现"),
        ("产出完成情况/助学人数", "履职效能/产出完成情况[产出指标 0]"),
        ("产出完成情况/助学人数#2", "履职效能/产出完成情况[产出指标 2]"),
        ("履职效能/产出完成情况/助学人数", "履职效能/产出完成情况[产出指标 0]"),
        ("产出完成情况/产出指标/助学人数", "履职效能/产出完成情况[产出指标 0]"),
        ("产出完成情况/“会议/培训场次”", "履职效能/产出完成情况[产出指标 1]"),
        ("“会议/培训场次”", "履职效能/产出完成情况[产出指标 1]"),
        ("宣传", "管理效率/项目管理[部门项目 0]"),
    ] {
        let outcome = awards(&format!("{path}: {{ 得分: 3分, 理由: 佐证不足 }}"));
        assert_eq!(outcome.brief(), "", "{path}");
        assert_eq!(outcome.at(&outcome.facts.awards[0].target), target, "{path}");
    }
}

#[test]
fn an_award_is_read_in_both_languages() {
    let outcome =
        awards("支出率: { 扣: 0.5分, 理由: ' 附件不全 ', 来源: 凭证 }\n合规性表: ~\n制度建设: { 得分: , 理由: }");
    assert_eq!(outcome.codes(), Vec::<&str>::new());
    let [award] = outcome.facts.awards.as_slice() else { panic!() };
    assert_eq!(award.kind, AwardKind::Less(n("0.5")));
    assert_eq!((award.reason.as_str(), award.source.as_deref()), ("附件不全", Some("凭证")));
    assert_eq!(outcome.sources.slice(award.span), "支出率: { 扣: 0.5分, 理由: ' 附件不全 ', 来源: 凭证 }");
    let outcome = bind("period: 2024\nawards:\n  支出率: { score: 5 points, reason: seen }\n");
    assert_eq!(outcome.brief(), "");
    assert_eq!(outcome.facts.awards[0].kind, AwardKind::Score(n("5")));
    let outcome = levels("风险: { level: 中级, reason: seen }");
    assert_eq!(outcome.brief(), "");
    assert_eq!(outcome.facts.awards[0].kind, AwardKind::Level(1));
    let outcome = awards("工作表现: { 得分: -1分, 理由: 问责 }");
    assert_eq!(outcome.facts.awards[0].kind, AwardKind::Score(n("-1")));
}

#[test]
fn paths_that_name_nothing_or_too_much_are_told() {
    let told = |path: &str| awards(&format!("{path}: {{ 得分: 3分, 理由: 甲 }}")).brief();
    assert_eq!(told("支出律"), "E0904 「支出律」 评分表里没有“支出律”｜是不是“履职效能/支出率”？");
    assert_eq!(told("完全没有"), "E0904 「完全没有」 评分表里没有“完全没有”｜");
    assert_eq!(awards("合规性: { 得分: 3分, 理由: 甲 }").arg("path"), "合规性");
    assert_eq!(awards("合规性: { 得分: 3分, 理由: 甲 }").codes(), ["E0905"]);
    // A row of two tables.
    assert_eq!(awards("助学人数: { 得分: 3分, 理由: 甲 }").codes(), ["E0905"]);
    assert_eq!(awards("履职效能: { 得分: 3分, 理由: 甲 }").codes(), ["E0906"]);
    assert_eq!(
        told("产出完成情况/助学人"),
        "E0917 「产出完成情况/助学人」 表“产出指标”里没有叫“助学人”的行｜是不是“履职效能/产出完成情况/助学人数”？"
    );
    assert_eq!(
        told("支出率/宣传"),
        "E0912 「支出率/宣传」 “支出率/宣传”没有单独的得分，不能评定｜给这一行评分的是：管理效率/项目管理/宣传"
    );
    // A table that nobody scores row by row.
    assert_eq!(told("满意度"), "E0912 「满意度」 “满意度”没有单独的得分，不能评定｜");
}

#[test]
fn what_is_not_an_award_is_told() {
    for (lines, codes) in [
        ("支出率: { 得分: 3分 }", vec!["E0901"]),
        ("支出率: { 得分: 3分, 理由: '  ' }", vec!["E0901"]),
        ("支出率: { 得分: 3分, 扣: 1分, 理由: 甲 }", vec!["E0902"]),
        ("支出率: { 理由: 甲 }", vec!["E0903"]),
        ("支出率: { 得分: 3分, 理由: 甲, 理因: 乙 }", vec!["E0801"]),
        ("支出率: 3分", vec!["E0802"]),
        ("支出率: { 得分: -3分, 理由: 甲 }", vec!["E0907"]),
        ("支出率: { 扣: -3分, 理由: 甲 }", vec!["E0907"]),
        ("工作表现: { 扣: -3分, 理由: 甲 }", vec!["E0907"]),
        ("支出率: { 得分: 20.5分, 理由: 甲 }", vec!["E0908"]),
        ("支出率: { 扣: 21分, 理由: 甲 }", vec!["E0908"]),
        ("本级制度: { 得分: 6分, 理由: 甲 }", vec!["E0908"]),
        // Within a 折算 the evaluator scores out of its base.
        ("职责分工: { 得分: 8分, 理由: 甲 }", vec![]),
        ("职责分工: { 得分: 11分, 理由: 甲 }", vec!["E0908"]),
        // Scored in every row anew.
        ("时效: { 得分: 3分, 理由: 甲 }", vec!["E0915"]),
        ("宣传: { 得分: 5分, 理由: 甲 }", vec!["E0908"]),
        ("支出率: { 得分: 3.125分, 理由: 甲 }", vec!["E0909"]),
        ("本级制度: { 得分: 3.125分, 理由: 甲 }", vec!["E0909"]),
        ("产出完成情况/助学人数: { 得分: 35.123分, 理由: 甲 }", vec![]),
        ("支出率: { 得分: 合格, 理由: 甲 }", vec!["E0911"]),
        ("支出率: { 得分: 3元, 理由: 甲 }", vec!["E0911"]),
        ("支出率: { 得分: { 至少: 3分 }, 理由: 甲 }", vec!["E0802"]),
        ("支出率: { 级: 中级, 理由: 甲 }", vec!["E0913"]),
        // The entry is looked at though its path is wrong.
        ("没有: { 得分: 3 }", vec!["E0904", "E0901", "E0911"]),
    ] {
        assert_eq!(awards(lines).codes(), codes, "{lines}");
    }
    for (lines, code) in [
        ("风险: { 得分: 3分, 理由: 甲 }", "E0914"),
        ("风险: { 扣: 3分, 理由: 甲 }", "E0914"),
        ("风险: { 级: 特级, 理由: 甲 }", "E0916"),
    ] {
        assert_eq!(levels(lines).codes(), [code], "{lines}");
    }
    assert_eq!(
        awards("支出率: { 得分: 15, 理由: 甲 }").brief(),
        "E0911 「15」 评定要写成几分，写的却是“15”｜请写 15分"
    );
    assert_eq!(
        awards("支出率: { 得分: 90%, 理由: 甲 }").brief(),
        "E0911 「90%」 评定要写成几分，写的却是“90%”｜请写 18分"
    );
    assert_eq!(
        bind("period: 2024\nawards:\n  支出率: { score: 15, reason: x }\n").brief(),
        "E0911 「15」 评定要写成几分，写的却是“15”｜请写 15 points"
    );
}

#[test]
fn two_awards_on_one_path_are_told_unless_one_may_be_due() {
    let two = "支出率: { 得分: 3分, 理由: 甲 }\n履职效能/支出率: { 得分: 4分, 理由: 乙 }";
    let outcome = awards(two);
    assert_eq!(outcome.codes(), ["E0910"]);
    assert_eq!(outcome.problems[0].labels.len(), 2);
    assert_eq!(awards("支出率: [{ 得分: 3分, 理由: 甲 }, { 得分: 4分, 理由: 乙 }]").codes(), ["E0910"]);
    let outcome = awards("管理效率/合规性: [{ 得分: 3分, 理由: 甲 }, { 扣: 1分, 理由: 乙 }]");
    assert_eq!(outcome.brief(), "");
    assert_eq!(outcome.facts.awards.len(), 2);
    assert_eq!(awards("产出完成情况/助学人数: [{ 得分: 3分, 理由: 甲 }, { 扣: 1分, 理由: 乙 }]").brief(), "");
    let three = "管理效率/合规性: [{ 得分: 3分, 理由: 甲 }, { 扣: 1分, 理由: 乙 }, { 扣: 2分, 理由: 丙 }]";
    assert_eq!(awards(three).codes(), ["E0910"]);
}
