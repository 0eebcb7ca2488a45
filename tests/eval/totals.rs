//! 加减分, caps on the total, grades.

use super::{evaluated, facts_file, rubric, shown};

fn total(lines: &str, facts: &str) -> (String, String) {
    let text = format!(
        "评分表 例 版本 \"1\" {{ 满分 100分 舍入 总分 1位 四舍五入 }}\n等级 {{ 优 : ≥ 90分 良 : [80分, 90分) 差 : < 80分 }}\n数据 率 : 比率 [0%, 100%]\n指标 甲 100分 {{ 得分 = 率 × 满分 }}\n{lines}"
    );
    let rubric = rubric(&text);
    evaluated(&rubric, &facts_file(facts), |e| {
        if let Some(error) = e.errors.first() {
            return (error.code.key().to_owned(), String::new());
        }
        let total = e.total.as_ref().expect("a total");
        let grade = total.grade.map(|g| rubric.grades[g].name.clone()).unwrap_or_default();
        (shown(&total.awarded), grade)
    })
}

const ADJUST: &str =
    "加减分 表现 { 数据 表彰、问责 : 个数\n表彰 每 1次 加 1分，累计最多 3分\n问责 每 1次 扣 2分，累计最多 5分 }";

#[test]
fn bonus_and_penalty_within_the_points() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(total(ADJUST, "率: 80%\n表彰: 2\n问责: 0"), pair("82", "良"));
    assert_eq!(total(ADJUST, "率: 80%\n表彰: 9\n问责: 1"), pair("81", "良"));
    assert_eq!(total(ADJUST, "率: 99%\n表彰: 2\n问责: 0"), pair("100", "优"));
    assert_eq!(total(ADJUST, "率: 1%\n表彰: 0\n问责: 9"), pair("0", "差"));
}

#[test]
fn caps_on_the_total() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let beyond = format!("{ADJUST}\n总分 最多 102分");
    assert_eq!(total(&beyond, "率: 100%\n表彰: 3\n问责: 0"), pair("102", "优"));
    let capped = "总分 最多 79分 当 得分率(甲) < 95%";
    assert_eq!(total(capped, "率: 94%"), pair("79", "差"));
    assert_eq!(total(capped, "率: 95%"), pair("95", "优"));
}

#[test]
fn a_cap_whose_facts_are_missing_is_told() {
    let cap = "数据 问责数 : 个数\n总分 最多 79分 当 问责数 ≥ 3次";
    assert_eq!(total(cap, "率: 95%").0, "fact-missing");
    assert_eq!(total(cap, "率: 95%\n问责数: { 至少: 2 }").0, "fact-partly-known");
    assert_eq!(total(cap, "率: 95%\n问责数: { 至少: 3 }").0, "79");
    let grade = "数据 问责数 : 个数\n等级 最高 良 当 问责数 ≥ 3次";
    assert_eq!(total(grade, "率: 95%").0, "fact-missing");
    assert_eq!(total(grade, "率: 95%\n问责数: { 至少: 3 }"), ("95".to_owned(), "良".to_owned()));
}

#[test]
fn a_grade_is_lowered_and_never_raised() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let cap = "数据 问责数 : 个数\n等级 最高 良 当 问责数 ≥ 3次";
    assert_eq!(total(cap, "率: 95%\n问责数: 3"), pair("95", "良"));
    assert_eq!(total(cap, "率: 95%\n问责数: 2"), pair("95", "优"));
    assert_eq!(total(cap, "率: 10%\n问责数: 3"), pair("10", "差"));
}

#[test]
fn the_total_is_rounded_before_it_is_graded() {
    assert_eq!(total("", "率: 89.95%"), ("90".to_owned(), "优".to_owned()));
    assert_eq!(total("", "率: 89.94%"), ("89.9".to_owned(), "良".to_owned()));
}
