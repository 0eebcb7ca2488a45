//! Every message is there in both languages, with every value it wants.

use super::fixture::{Outcome, awards, bind, facts, levels};
use rubric_lang::locale::Language;

/// One file for each kind of problem.
fn all() -> Vec<Outcome> {
    let of_facts = [
        "出处: 1",
        "问题数: [1]",
        "问题数: { 值: 1, value: 2 }",
        "问题数: { 值: 1, 出处: 2 }",
        "没有的: 1",
        "问题: 1",
        "支出率: 5",
        "支出率: { 问题数: 5 }",
        "产出指标:\n  - { 名称: 甲, 别的: 3 }\n  - { 名字: 甲 }",
        "问题数: 完成",
        "问题数: 3个（估）",
        "问题数: 1000余个",
        "问题数: 50以上",
        "问题数: 约50",
        "问题数: 3-5",
        "问题数: /",
        "上级补助: 无",
        "问题数: 1,00",
        "问题数: 1e5",
        "问题数: 12345678901234567890123456789",
        "年度实际支出: 299.78",
        "调剂发生率: 0.8",
        "调剂发生率: 80",
        "年度实际支出: 3圆",
        "年度实际支出: 3顶",
        "问题数: 3份",
        "年度实际支出: 3人",
        "问题数: 3人",
        "调剂发生率: 3人",
        "问题数: 1.5",
        "年度实际支出: -1元",
        "调剂发生率: 1.23456%",
        "产出指标:\n  - { 目标值: 3人, 实际值: 3 }",
        "产出指标:\n  - { 目标值: 3%, 实际值: 3 }",
        "批复日期: 及时",
        "批复日期: 2024年4月",
        "批复日期: 2024-02-30",
        "批复日期: 2024-13-30",
        "已报目标: 有",
        "方向: 正相",
        "方向: 东",
        "完成量: ≥3件",
        "完成量: ═3件",
        "产出指标:\n  - { 符号: ≤, 目标值: ≥3件 }",
        "产出指标:\n  - { 目标值: ＞3件 }",
        "问题数: { 低于: 0 }",
        "备注: { 低于: 0 }",
        "问题数: { 来源: 甲 }",
        "问题数: { 值: 1, 至少: 1 }",
        "部门项目: []",
        "部门项目: 无",
        "部门项目: [无]",
        "效益指标:\n  - { 度量单位: 人, 目标: 3篇 }",
        "效益指标:\n  - { 目标: 3 }",
        "问题数: { 至少: [1] }",
        "问题数: { 值: 1, 来源: [1] }",
    ];
    let of_awards = [
        "支出率: { 得分: 3分 }",
        "支出率: { 得分: 3分, 扣: 1分, 理由: 甲 }",
        "支出率: { 理由: 甲 }",
        "支出律: ~\n没有: { 得分: 3分, 理由: 甲 }",
        "支出律: { 得分: 3分, 理由: 甲 }",
        "合规性: { 得分: 3分, 理由: 甲 }",
        "履职效能: { 得分: 3分, 理由: 甲 }",
        "支出率: { 扣: -1分, 理由: 甲 }",
        "支出率: { 得分: 30分, 理由: 甲 }",
        "支出率: { 得分: 3.125分, 理由: 甲 }",
        "支出率: [{ 得分: 3分, 理由: 甲 }, { 得分: 3分, 理由: 甲 }]",
        "支出率: { 得分: 3, 理由: 甲 }",
        "支出率: { 得分: 合格, 理由: 甲 }",
        "支出率/宣传: { 得分: 3分, 理由: 甲 }",
        "满意度: { 得分: 3分, 理由: 甲 }",
        "支出率: { 级: 中级, 理由: 甲 }",
        "时效: { 得分: 3分, 理由: 甲 }",
        "产出完成情况/没有: { 得分: 3分, 理由: 甲 }",
        "支出率: 3",
        "支出率: { 得分: [3], 理由: 甲 }",
    ];
    let of_files = [
        "期间: 2023\n",
        "期间: 去年\n",
        "对象: 甲\n",
        "期间: [1]\n",
        "数据: 1\n",
        "评定: 1\n",
        "问题数: 1\n",
        "期间: 2024\n问题数: 1\n系数: 2\n",
        "别的: 1\n",
    ];
    let rows: Vec<String> = (0..600).map(|_| "- { 决算数: 完成 }".to_owned()).collect();
    let mut all: Vec<Outcome> = of_facts.iter().map(|text| facts(text)).collect();
    all.extend(of_awards.iter().map(|text| awards(text)));
    let of_levels = [
        "风险: { 得分: 3分, 理由: 甲 }",
        "风险: { 级: 特级, 理由: 甲 }",
        "风险: { 级: 中, 理由: 甲 }",
        "风险: { 级: [3], 理由: 甲 }",
    ];
    all.extend(of_levels.iter().map(|text| levels(text)));
    all.extend(of_files.iter().map(|text| bind(text)));
    all.push(facts(&format!("部门项目:\n{}", rows.join("\n"))));
    all
}

#[test]
fn every_code_is_shown_in_words() {
    let mut codes: Vec<&str> = all().iter().flat_map(Outcome::codes).collect();
    codes.sort_unstable();
    codes.dedup();
    let declared = rubric_lang::diagnostic::Code::ALL.iter().map(|code| code.code());
    let ours: Vec<&str> = declared.filter(|c| c.starts_with("E08") || c.starts_with("E09")).collect();
    assert_eq!(codes, ours);
}

#[test]
fn no_message_lacks_a_value() {
    for language in [Language::Zh, Language::En] {
        for outcome in all() {
            let text = outcome.text(language);
            assert!(!text.is_empty());
            assert!(!text.contains("{$") && !text.contains("{ $"), "{text}");
            assert!(["<fact", "<award", "<form", "<type"].iter().all(|key| !text.contains(key)), "{text}");
        }
    }
}

#[test]
fn what_is_said() {
    // The last is the file with more problems than are shown.
    let mut all = all();
    all.pop();
    let said = |language| all.iter().map(|outcome| outcome.words(language)).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("said_in_chinese", said(Language::Zh));
    insta::assert_snapshot!("said_in_english", said(Language::En));
}
