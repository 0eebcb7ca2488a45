//! What a mistake that facts bring to light says of them.

use super::{evaluated, facts_file, rubric, ten_points};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::Rubric;
use rubric_lang::source::SourceId;
use rubric_lang::{Options, evaluate, facts};

/// The first mistake: its headline, then what is said at each place, `facts` before those in the facts file.
fn told_with(rubric: &Rubric, file: &str, options: &Options) -> Vec<String> {
    let locale = Locale::new(Language::Zh);
    let node = facts::read(file, SourceId(9), facts::Format::Yaml).unwrap();
    let (bound, found) = facts::conform(rubric, &node, facts::Format::Yaml);
    assert!(!found.has_errors(), "{found:?}");
    let evaluation = evaluate(rubric, &bound, options);
    let error = evaluation.errors.first().expect("a mistake");
    let mut said = vec![format!("{} {}", error.code.code(), locale.format(error.code.key(), &error.args))];
    for label in &error.labels {
        let words = label.message.as_ref().map(|message| locale.text(message)).unwrap_or_default();
        said.push(format!("{}{words}", if label.span.source == SourceId(9) { "facts: " } else { "" }));
    }
    said
}

fn told(body: &str, facts: &str) -> Vec<String> {
    told_with(&ten_points(body), &facts_file(facts), &Options::default())
}

fn awarded(body: &str, facts: &str, award: &str, options: &Options) -> Vec<String> {
    let file = format!("{}评定:\n  甲项: {{ {award}, 理由: 试 }}\n", facts_file(facts));
    told_with(&ten_points(body), &file, options)
}

#[test]
fn a_value_that_fits_nowhere_is_named() {
    // The check does not follow what the median of some rows is, so it cannot know these beforehand.
    let bands = "允许 未断定\n数据 承诺、法定 : 个数\n数据 各件 : 表 { 名 : 文本, 天数 : 个数 } 至少 1行\n\
        分档 中位数(各件, 天数) { ≤ 承诺 : 10分\n> 法定 : 不得分 }";
    let same = |facts: &str| told(bands, &format!("各件: [ {{ 名: 甲, 天数: 12 }} ]\n{facts}"));
    assert_eq!(same("承诺: 10\n法定: 20")[1], "算出来是 12");
    let both = same("承诺: 15\n法定: 10");
    assert_eq!((both[0].starts_with("E1029"), both[2].as_str()), (true, "这一档包括它"));
    let curve = "允许 未断定\n数据 各户 : 表 { 名 : 文本, 率 : 比率 ≥ 0% } 至少 1行\n\
        插值 中位数(各户, 率) { 50% : 0分\n100% : 满分 }";
    assert_eq!(told(curve, "各户: [ { 名: 甲, 率: 40% } ]")[1], "算出来是 40%");
    let count = "数据 应办、已办 : 个数\n扣分 { 应办 - 已办 每 1项 扣 1分 }";
    assert_eq!(told(count, "应办: 1\n已办: 3")[1], "算出来是 -2");
}

#[test]
fn a_row_is_shown_beside_its_mistake() {
    let body = "数据 项目 : 表 { 名称 : 文本, 预算 : 金额(元) ≥ 0元, 支出 : 金额(元) ≥ 0元 }\n逐项 项目 取 平均 { 得分 = 支出 ÷ 预算 × 满分 最多 满分 }";
    let said = told(body, "项目:\n  - { 名称: 一, 预算: 5, 支出: 5 }\n  - { 名称: 二, 预算: 0, 支出: 5 }");
    assert!(said[0].starts_with("E1001"), "{said:?}");
    assert_eq!(said[2..], ["facts: 算到“二”这一行"]);
    let full = "数据 项目 : 表 { 名称 : 文本, 分值 : 分, 率 : 比率 [0%, 100%] }\n逐项 项目 满分 分值 取 合计 { 得分 = 率 × 满分 }";
    let said = told(full, "项目:\n  - { 名称: 一, 分值: 6分, 率: 100% }\n  - { 名称: 二, 率: 90% }");
    assert_eq!(said[0], "E1016 “项目”的“二”一行没有确切的满分，“甲项”算不出分数");
    assert_eq!(said[1..], ["facts: ", "这里要用到它"]);
}

#[test]
fn an_award_is_held_beside_what_the_rule_gives() {
    let deny = Options { trace: true, deny_departures: true };
    let yes_no = "数据 公开 : 是否\n得满分 当 公开";
    assert_eq!(awarded(yes_no, "公开: 否", "得分: 3分", &deny)[1], "facts: 规则得 0 分，评定 3 分");
    let said = awarded(yes_no, "公开: 否", "扣: 2分", &Options::default());
    assert_eq!(said[..2], ["E1025 评定之后是 -2 分，超出了 0 至 10 分", "facts: 规则得 0 分，扣 2 分"]);
    let manual = awarded("人工评分 [2分, 8分)", "{}", "得分: 9分", &Options::default());
    assert_eq!(manual[1..], ["facts: 打了 9 分", "这里只准许打 [2, 8) 分"]);
    let rating = awarded("数据 级 : 评级\n按评级 级", "级: 中", "得分: 9分", &Options::default());
    assert_eq!(rating[2], "这里只准许打 [5, 7] 分");
}

#[test]
fn a_level_out_of_range_is_named() {
    let text = "评分表 例 { 不舍入 }\n选项 级 { 初 < 中 < 高 }\n指标 甲项 级 { 人工评分 [初, 中] }";
    let file = "评定:\n  甲项: { 级: 高, 理由: 试 }\n";
    let said = told_with(&rubric(text), file, &Options::default());
    assert_eq!(said, ["E1023 人工评分“高”不在准许的范围内", "facts: 定为“高”", "这里只准许定为 初或中"]);
}

#[test]
fn a_total_without_a_grade_is_shown_between_its_neighbours() {
    let text = "评分表 例 { 满分 10分 不舍入 }\n等级 { 优 : = 10分\n差 : = 0分 }\n指标 甲项 10分 { 数据 公开 : 是否\n得满分 当 公开 }";
    let file = format!("{}评定:\n  甲项: {{ 得分: 6分, 理由: 试 }}\n", facts_file("公开: 否"));
    let said = told_with(&rubric(text), &file, &Options::default());
    assert_eq!(said, ["E1028 总分 6 分不在任何一个等级里", "相邻的等级", "相邻的等级"]);
    // A total that has a grade is no mistake.
    evaluated(&rubric(text), &facts_file("公开: 是"), |evaluation| assert_eq!(evaluation.errors, []));
}

#[test]
fn a_fact_that_only_limits_of_the_total_read_is_told_there() {
    let text = "评分表 例 { 满分 10分 不舍入 }\n等级 { 优 : ≥ 9分；良 : < 9分 }\n指标 甲项 10分 { 数据 公开 : 是否\n得满分 当 公开 }\n\
        数据 否决数、通报数 : 个数\n总分 最多 0分 当 否决数 ≥ 1\n等级 最高 良 当 通报数 ≥ 2\n";
    let rubric = rubric(text);
    let locale = Locale::new(Language::Zh);
    for (facts, fact, line) in [
        ("公开: 是\n通报数: 0", "否决数", "总分 最多 0分 当 否决数 ≥ 1"),
        ("公开: 是\n否决数: 0", "通报数", "等级 最高 良 当 通报数 ≥ 2"),
        ("公开: 是\n否决数: { 至少: 0, 至多: 3 }\n通报数: 0", "否决数", "总分 最多 0分 当 否决数 ≥ 1"),
    ] {
        super::evaluated(&rubric, &facts_file(facts), |evaluation| {
            let [only] = evaluation.errors.as_slice() else { panic!("{facts}: {:#?}", evaluation.errors) };
            let at = only.labels[1].span;
            assert_eq!(&text[at.start as usize..at.end as usize], line, "{facts}");
            let help = locale.attribute(only.code.key(), "help", &only.args).unwrap();
            assert!(help.contains("不能用评定代替"), "{help}");
            assert!(only.args.iter().any(|(name, value)| *name == "fact" && locale.arg(value) == fact));
        });
    }
}

#[test]
fn an_award_is_asked_for_where_it_can_stand() {
    let table = "数据 项目 : 表 { 名称 : 文本, 额 : 金额 ≥ 0元 } 至少 1行\n";
    let facts = "项目:\n  - { 名称: 一 }";
    let at = |rule: &str| {
        let rubric = ten_points(&format!("{table}{rule}"));
        super::evaluated(&rubric, &facts_file(facts), |evaluation| {
            let error = evaluation.errors.first().expect("a mistake");
            Locale::new(Language::Zh).attribute(error.code.key(), "help", &error.args).unwrap()
        })
    };
    assert!(at("逐项 项目 取 平均 { 得满分 当 额 > 5元 }").contains("写明“甲项/一”的得分"));
    assert!(at("得满分 当 合计(项目, 额) > 5元").contains("写明“甲项”的得分"));
}
