//! Single values by their declared types.

use super::fixture::{bind, bind_as, facts, levels, n};
use rubric_lang::diagnostic::apply;
use rubric_lang::facts::{Format, Slot};
use rubric_lang::locale::Language;
use rubric_lang::number::{Bound, Interval, Reach};
use rubric_lang::value::{Known, Value};

#[test]
fn numbers_with_units_are_read_as_a_person_writes_them() {
    for (line, base) in [
        ("年度实际支出: 2,641.94 万元", "26419400"),
        ("年度实际支出: 2941.72万元", "29417200"),
        ("年度实际支出: ２，６４１．９４　万元", "26419400"),
        ("年度实际支出: 1.2亿元", "120000000"),
        ("年度实际支出: 0", "0"),
        ("年度实际支出: 120000 yuan", "120000"),
        ("预算数: 20000.00", "20000"),
        ("预算数: 2万元", "20000"),
        ("预算数: －299.78万元", "-2997800"),
        ("调剂发生率: 80%", "0.8"),
        ("调剂发生率: 100.00%", "1"),
        ("调剂发生率: 12.5‰", "0.0125"),
        ("调剂发生率: 5个百分点", "0.05"),
        ("调剂发生率: 0", "0"),
        ("问题数: 3", "3"),
        ("问题数: 3个", "3"),
        ("问题数: 3 项", "3"),
        ("问题数: 3.0", "3"),
        ("在职人数: 63人", "63"),
        ("在职人数: 63", "63"),
        ("系数: 1.25", "1.25"),
        ("系数: 125%", "1.25"),
        ("系数: -3", "-3"),
        ("人均面积: 10.71平方米/人", "10.71"),
        ("完成量: 5人次", "5"),
        ("完成量: 1.5万人次", "15000"),
        ("完成量: 12篇", "12"),
        ("完成量: 12篇/人", "12"),
        ("完成量: 12", "12"),
    ] {
        let name = line.split(':').next().unwrap();
        assert_eq!(facts(line).number(name), base, "{line}");
    }
}

#[test]
fn other_values_are_read_by_their_types() {
    assert_eq!(facts("已报目标: 是").value("已报目标"), Value::YesNo(true));
    for yes in ["yes", "Yes", "true", "√"] {
        assert_eq!(facts(&format!("已报目标: {yes}")).value("已报目标"), Value::YesNo(true));
    }
    for no in ["否", "no", "false", "×"] {
        assert_eq!(facts(&format!("已报目标: {no}")).value("已报目标"), Value::YesNo(false));
    }
    assert_eq!(facts("方向: 反向").value("方向"), Value::Option(1));
    assert_eq!(facts("方向: ' 反向 '").value("方向"), Value::Option(1));
    assert_eq!(facts("备注: ' 如上 '").value("备注"), Value::Text("如上".into()));
    assert_eq!(facts("备注: 2024").value("备注"), Value::Text("2024".into()));
    for day in ["2024-03-07", "2024年3月7日", "2024/3/7", "２０２４－０３－０７"] {
        assert_eq!(facts(&format!("批复日期: {day}")).value("批复日期"), Value::Date(19789));
    }
}

#[test]
fn what_is_said_of_a_value_is_kept_with_it() {
    let text = "年度实际支出: { 值: '2,641.94 万元 ', 来源: ' 决算 Z01 ', 说明: 略 }";
    let outcome = facts(text);
    assert_eq!(outcome.number("年度实际支出"), "26419400");
    let expected = ("2,641.94 万元".to_owned(), Some("万元".to_owned()), Some("决算 Z01".to_owned()));
    assert_eq!(outcome.origin("年度实际支出"), expected);
    let outcome = bind("period: 2024\nfacts:\n  年度实际支出: { value: 5 yuan, source: ledger, note: x }\n");
    assert_eq!(outcome.number("年度实际支出"), "5");
    assert_eq!(
        outcome.origin("年度实际支出"),
        ("5 yuan".to_owned(), Some("yuan".to_owned()), Some("ledger".to_owned()))
    );
    // The unit of the declaration is put behind a bare number.
    assert_eq!(facts("预算数: 20000.00").origin("预算数"), ("20000.00元".to_owned(), Some("元".to_owned()), None));
    let outcome = facts("在职人数: { 至少: 60, 来源: F01 }");
    assert_eq!(outcome.origin("在职人数"), ("至少 60人".to_owned(), Some("人".to_owned()), Some("F01".to_owned())));
}

#[test]
fn json_and_toml_say_the_same() {
    let json = r#"{
        "对象": "甲", "期间": 2024,
        "数据": {
            "年度实际支出": { "值": "2641.94万元", "来源": "Z01" }, "预算数": 20000.50, "上级补助": null,
            "已报目标": true, "批复日期": "2024-03-07", "在职人数": { "至少": 60 },
            "部门项目": [ { "项目": "甲", "决算数": 5, "分值": "3分" } ]
        },
        "评定": { "支出率": { "扣": "0.5分", "理由": "附件不全" } }
    }"#;
    let toml = r#"
        "对象" = "甲"
        "期间" = 2024
        ["数据"]
        "年度实际支出" = { "值" = "2641.94万元", "来源" = "Z01" }
        "预算数" = 20000.50
        "已报目标" = true
        "批复日期" = 2024-03-07
        "在职人数" = { "至少" = 60 }
        [["数据"."部门项目"]]
        "项目" = "甲"
        "决算数" = 5
        "分值" = "3分"
        ["评定"."支出率"]
        "扣" = "0.5分"
        "理由" = "附件不全"
    "#;
    for (format, text) in [(Format::Json, json), (Format::Toml, toml)] {
        let outcome = bind_as(format, text);
        assert_eq!((outcome.number("年度实际支出"), outcome.number("预算数")), ("26419400".into(), "20000.5".into()));
        assert_eq!(outcome.value("上级补助"), Value::Absent);
        assert_eq!((outcome.value("已报目标"), outcome.value("批复日期")), (Value::YesNo(true), Value::Date(19789)));
        assert!(!outcome.value("在职人数").is_known());
        assert_eq!(outcome.rows("部门项目")[0].cells[1], Some(Value::Number(n("5"))));
        assert_eq!(outcome.facts.awards.len(), 1);
    }
}

#[test]
fn a_quantity_without_its_unit_is_told() {
    let outcome = facts("年度实际支出: 299.78");
    assert_eq!(
        outcome.brief(),
        "E0813 「299.78」 “年度实际支出”没有写单位｜请写上单位：299.78元、299.78万元或299.78亿元"
    );
    assert_eq!(
        facts("调剂发生率: 0.8").brief(),
        "E0814 「0.8」 “调剂发生率”是比率，要带 % 写｜请写 80%；如果本来就是百分数，写 0.8%"
    );
    assert_eq!(facts("调剂发生率: 95").brief(), "E0814 「95」 “调剂发生率”是比率，要带 % 写｜请写 95%");
    assert_eq!(facts("年度实际支出: 299.78万").brief(), "E0815 「299.78万」 没有“万”这个单位｜是不是 299.78万元？");
    assert_eq!(facts("在职人数: 1.2万人").brief(), "E0815 「1.2万人」 没有“万人”这个单位｜请写 12000人");
    assert_eq!(facts("在职人数: 60名").codes(), ["E0815"]);
    assert_eq!(facts("问题数: 3份").brief(), "E0815 「3份」 没有“份”这个单位｜请只写数：3");
}

#[test]
fn a_wrong_dimension_is_told() {
    let outcome = facts("年度实际支出: 3人");
    assert_eq!(outcome.brief(), "E0816 「3人」 “年度实际支出”不能用“人”作单位｜如果数是对的，请写 3元、3万元或3亿元");
    assert_eq!(outcome.labels(), ["3人", "年度实际支出"]);
    assert_eq!(facts("问题数: 3%").codes(), ["E0816"]);
    assert_eq!(facts("问题数: 3人").brief(), "E0816 「3人」 “问题数”不能用“人”作单位｜如果数是对的，请写 3");
    assert_eq!(facts("调剂发生率: 3元").codes(), ["E0816"]);
    assert_eq!(facts("调剂发生率: 3次").codes(), ["E0814"]);
    assert_eq!(
        facts("人均面积: 3人").brief(),
        "E0816 「3人」 “人均面积”不能用“人”作单位｜如果数是对的，请写 3平方米/人"
    );
}

#[test]
fn range_step_and_wholeness_are_told() {
    assert_eq!(facts("问题数: 2.5").codes(), ["E0817"]);
    assert_eq!(facts("在职人数: 1.5").codes(), ["E0817"]);
    let outcome = facts("调剂发生率: 120%");
    assert_eq!((outcome.codes(), outcome.arg("range")), (vec!["E0818"], "[0%, 100%]".to_owned()));
    let outcome = facts("年度实际支出: -5元");
    assert_eq!((outcome.codes(), outcome.arg("range")), (vec!["E0818"], "≥ 0元".to_owned()));
    let outcome = facts("调剂发生率: 12.345%");
    assert_eq!((outcome.codes(), outcome.arg("step")), (vec!["E0819"], "0.01%".to_owned()));
    let outcome = facts("公开日期: 2025-01-01");
    assert_eq!((outcome.codes(), outcome.arg("range")), (vec!["E0818"], "[2024-01-01, 2024-12-31]".to_owned()));
    assert_eq!(facts("在职人数: 0").codes(), ["E0818"]);
}

#[test]
fn text_where_a_number_is_due_says_what_to_write() {
    for (line, told) in [
        (
            "在职人数: 1000余人",
            "E0809 「1000余人」 “1000余人”不是确切的数｜请查实后写确切的值；只知道这么多的，请写成 { 至少: 1000人 }",
        ),
        (
            "在职人数: 600多名",
            "E0809 「600多名」 “600多名”不是确切的数｜请查实后写确切的值；只知道这么多的，请写成 { 至少: 600名 }",
        ),
        (
            "在职人数: 逾300",
            "E0809 「逾300」 “逾300”不是确切的数｜请查实后写确切的值；只知道这么多的，请写成 { 高于: 300 }",
        ),
        (
            "调剂发生率: 不足100%",
            "E0809 「不足100%」 “不足100%”不是确切的数｜请查实后写确切的值；只知道这么多的，请写成 { 低于: 100% }",
        ),
        (
            "调剂发生率: 90%以上",
            "E0809 「90%以上」 “90%以上”不是确切的数｜请查实后写确切的值；只知道这么多的，写明 90% 本身算不算在内：算在内写 { 至少: 90% }，不算写 { 高于: 90% }",
        ),
        (
            "在职人数: 约50",
            "E0809 「约50」 “约50”不是确切的数｜请查实后写确切的数；只有大致数“50”的，写出确知的下限和上限：{ 至少: …, 至多: … }",
        ),
        (
            "在职人数: 5~10人",
            "E0809 「5~10人」 “5~10人”不是确切的数｜请查实后写确切的值；只知道这么多的，请写成 { 至少: 5人, 至多: 10人 }",
        ),
        ("年度实际支出: 26,41.94万元", "E0811 「26,41.94万元」 数“26,41.94万元”写法不对｜请写 2641.94万元"),
        (
            "在职人数: 120人（含临聘）",
            "E0808 「120人（含临聘）」 “在职人数”要填数，“120人（含临聘）”不是数｜如果值就是 120人，请只写它；说明的话另写：{ 值: 120人, 说明: … }",
        ),
    ] {
        assert_eq!(facts(line).brief(), told);
    }
    for line in ["在职人数: 完成", "年度实际支出: 2021年12月完成", "在职人数: 三百", "问题数: 是"]
    {
        assert_eq!(facts(line).codes(), ["E0808"], "{line}");
    }
    assert_eq!(
        facts("年度实际支出: 完成").brief(),
        "E0808 「完成」 “年度实际支出”要填数，“完成”不是数｜请写数，例如 12.5万元｜\
         不知道的，请删去“年度实际支出”这一项：缺的数据不会当作零，用到时会提示｜值是零的，请写 0"
    );
    for line in [
        "年度实际支出: /",
        "年度实际支出: —",
        "年度实际支出: '*'",
        "年度实际支出: ''",
        "批复日期: /",
        "已报目标: —",
        "方向: /",
    ] {
        assert_eq!(facts(line).codes(), ["E0810"], "{line}");
    }
    // Where a value may be left out, a mark for what does not apply says so; what may as well be nought is told.
    for mark in ["/", "—", "'*'", "不适用", "不涉及"] {
        assert_eq!(facts(&format!("上级补助: {mark}")).value("上级补助"), Value::Absent, "{mark}");
    }
    for mark in ["'-'", "无"] {
        assert!(facts(&format!("上级补助: {mark}")).brief().contains("评分表准许不填“上级补助”"), "{mark}");
    }
    assert_eq!(facts("年度实际支出: 1e5元").codes(), ["E0811"]);
    assert_eq!(facts("年度实际支出: 12345678901234567890123456789元").codes(), ["E0812"]);
    // Remedies are spelt as the file spells its keywords.
    assert!(bind("period: 2024\nfacts:\n  在职人数: 1000余人\n").brief().contains("{ at_least: 1000人 }"));
}

#[test]
fn a_sign_that_nothing_takes_is_told() {
    assert_eq!(
        facts("完成量: ≥6000件").brief(),
        "E0826 「≥6000件」 “≥6000件”把符号和数写在了一起｜如果这是目标值，请写 6000件；“不少于”还是“不超过”由评分表规定，也可以在评分表的这一列前面加一列符号｜\
         如果只知道这么多，请写 { 至少: 6000件 }"
    );
    assert!(facts("完成量: ＞60篇").brief().contains("{ 高于: 60篇 }"));
    assert_eq!(facts("完成量: ═100").brief(), "E0826 「═100」 “═100”把符号和数写在了一起｜请写 100");
}

#[test]
fn what_is_known_in_part_narrows_the_declared_range() {
    let reach = |outcome: super::fixture::Outcome, name: &str| match outcome.value(name) {
        Value::Unknown(unknown) => match unknown.known {
            Known::Number(reach) | Known::Date(reach) => reach,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let at_least = |low: &str| Interval::between(Bound::Closed(n(low)), Bound::Unbounded);
    let whole = |interval: Interval| Reach::interval(interval.on_lattice(n("0"), n("1")));
    assert_eq!(reach(facts("在职人数: { 至少: 600人 }"), "在职人数"), whole(at_least("600")));
    assert_eq!(reach(facts("在职人数: { 高于: 600人 }"), "在职人数"), whole(at_least("601")));
    assert_eq!(
        reach(bind("period: 2024\nfacts:\n  在职人数: { at_least: 600 }\n"), "在职人数"),
        whole(at_least("600"))
    );
    let lattice = |interval: Interval| Reach::interval(interval.on_lattice(n("0"), n("0.0001")));
    let below = Interval::between(Bound::Closed(n("0")), Bound::Open(n("1")));
    assert_eq!(reach(facts("调剂发生率: { 低于: 100% }"), "调剂发生率"), lattice(below));
    let both = Interval::between(Bound::Closed(n("580")), Bound::Open(n("590")));
    assert_eq!(
        reach(facts("完成量: { 至少: 580篇, 低于: 590篇, 来源: 附件 }"), "完成量"),
        Reach::interval(both.clone())
    );
    assert_eq!(
        reach(facts("完成量: { 值: { 至少: 580篇, 低于: 590篇 }, 来源: 附件 }"), "完成量"),
        Reach::interval(both)
    );
    // One value is left.
    assert_eq!(facts("问题数: { 高于: 2个, 低于: 4个 }").value("问题数"), Value::Number(n("3")));
    assert_eq!(facts("批复日期: { 至少: 2024-03-07, 低于: 2024-03-08 }").value("批复日期"), Value::Date(19789));
    let april = Interval::between(Bound::Closed(n("19814")), Bound::Closed(n("19843")));
    assert_eq!(reach(facts("批复日期: { 至少: 2024-04-01, 至多: 2024-04-30 }"), "批复日期"), whole(april));
    // None is.
    assert_eq!(facts("调剂发生率: { 高于: 100% }").codes(), ["E0828"]);
    assert_eq!(facts("在职人数: { 至少: 5人, 至多: 3人 }").codes(), ["E0828"]);
    assert_eq!(facts("公开日期: { 低于: 2024-01-01 }").codes(), ["E0828"]);
    // Not of these types, not so.
    assert_eq!(facts("已报目标: { 至少: 是 }").codes(), ["E0829"]);
    assert_eq!(facts("在职人数: { 值: 5人, 至少: 3人 }").codes(), ["E0831"]);
    assert_eq!(facts("完成量: { 至少: 5人, 至多: 8篇 }").codes(), ["E0820"]);
    assert_eq!(facts("在职人数: { 至少: 1000余人 }").codes(), ["E0809"]);
    assert_eq!(facts("部门项目: { 至少: 5 }").codes(), ["E0829"]);
}

#[test]
fn dates_that_are_none_are_told() {
    assert_eq!(
        facts("批复日期: 2024年4月").brief(),
        "E0822 「2024年4月」 “批复日期”要填日期，“2024年4月”不是完整的日期｜\
         请查实后写确切的值；只知道这么多的，请写成 { 至少: 2024-04-01, 至多: 2024-04-30 }"
    );
    assert_eq!(
        facts("批复日期: 2024-02-30").brief(),
        "E0823 「2024-02-30」 没有“2024-02-30”这一天｜这个月最后一天是 2024-02-29"
    );
    assert_eq!(
        facts("批复日期: 2024年3月7日前").brief(),
        "E0822 「2024年3月7日前」 “批复日期”要填日期，“2024年3月7日前”不是完整的日期｜请写年、月、日，例如 2024-03-07"
    );
    assert_eq!(facts("批复日期: 及时").codes(), ["E0822"]);
}

#[test]
fn options_and_yes_or_no_are_told() {
    assert_eq!(facts("方向: 正相").brief(), "E0825 「正相」 “方向”不能填“正相”｜是不是“正向”？｜可以选：正向或反向");
    assert_eq!(facts("方向: 向上").codes(), ["E0825"]);
    assert_eq!(facts("已报目标: 有").codes(), ["E0824"]);
}

#[test]
fn missing_is_not_zero() {
    let outcome = facts(
        "年度实际支出: 1元\n预算数: ~\n上级补助:\n公开日期: { 值: ~, 来源: 网站未见 }\n批复日期: { 值: , 来源: 待查 }",
    );
    assert_eq!(outcome.value("上级补助"), Value::Absent);
    assert_eq!(outcome.value("备注"), Value::Absent);
    assert_eq!(outcome.value("公开日期"), Value::Absent);
    assert_eq!(outcome.origin("公开日期"), ("~".to_owned(), None, Some("网站未见".to_owned())));
    for name in ["预算数", "系数", "批复日期", "部门项目", "产出指标"] {
        assert!(matches!(outcome.slot(name), Slot::Missing), "{name}");
    }
    assert_eq!(facts("备注: ''").value("备注"), Value::Absent);
    assert_eq!(facts("批复日期: { 来源: 待查 }").codes(), ["E0830"]);
}

#[test]
fn names_are_told() {
    assert_eq!(
        facts("年度实际支岀: 5元").brief(),
        "E0806 「年度实际支岀」 评分表里没有数据“年度实际支岀”｜是不是“年度实际支出”？"
    );
    assert_eq!(facts("支出合规: 5元").codes(), ["E0806"]);
    assert!(facts("管理效率: { 问题数: 5 }").brief().contains("数据不分组"));
    assert!(facts("管理效率: 5").brief().contains("“管理效率”是指标，不是数据"));
    // Full-width letters are the same letters; so is a name in two spellings the same fact.
    let outcome = bind("期间: 2024\n数据:\n  问题数: 1\n  ' 问题数': 2\n");
    assert_eq!(outcome.codes(), ["E0803"]);
    assert_eq!(bind("期间: 2024\n数据:\n  问题数: 1\nfacts:\n  系数: 2\n").codes(), ["E0803"]);
    assert_eq!(facts("问题数: { 值: 1, value: 2 }").codes(), ["E0803"]);
    assert_eq!(facts("问题数: { 值: 1, 出处: 甲 }").codes(), ["E0801"]);
    assert_eq!(facts("问题数: { 甲: 1, 乙: 2 }").codes(), ["E0802"]);
    assert_eq!(facts("问题数: [1, 2]").codes(), ["E0802"]);
    assert_eq!(
        bind("期间: 2024\n数剧:\n  问题数: 1\n").brief(),
        "E0801 「数剧」 数据文件的这一处没有“数剧”这一项｜是不是“数据”？"
    );
    let stray = bind("期间: 2024\n数据:\n  系数: 2\n问题数: 1\n");
    assert_eq!(stray.codes(), ["E0801"]);
    assert!(stray.brief().contains("请移到“数据”之下"));
    assert_eq!(bind("期间: 2024\n数据: [1]\n").codes(), ["E0802"]);
}

#[test]
fn a_missing_line_that_opens_the_facts_is_one_mistake() {
    let outcome = bind("期间: 2024\n问题数: 1\n系数: 2\n在职人数: 3\n");
    assert_eq!(
        outcome.brief(),
        "E0837 「问题数」 数据写在了最外层，没有放在“数据”之下：问题数、系数、在职人数｜请在这一行前面另写一行“数据:”，下面各项再缩进两个空格"
    );
    assert_eq!(outcome.labels(), ["问题数", "系数", "在职人数"]);
    assert!(bind_as(Format::Json, r#"{"期间":"2024","问题数":1}"#).brief().contains(r#"移到“"数据": { … }”里"#));
}

#[test]
fn a_remedy_is_written_as_the_file_is() {
    let json = |value: &str| bind_as(Format::Json, &format!(r#"{{"期间":"2024","数据":{{{value}}}}}"#)).brief();
    let toml = |value: &str| bind_as(Format::Toml, &format!("'期间' = 2024\n['数据']\n{value}\n")).brief();
    assert!(json(r#""在职人数":"90余人""#).contains(r#"请写成 { "至少": "90人" }"#));
    assert!(toml("'在职人数' = '90余人'").contains(r#"请写成 { "至少" = "90人" }"#));
    assert!(json(r#""在职人数":"5~10人""#).contains(r#"{ "至少": "5人", "至多": "10人" }"#));
    assert!(json(r#""问题数":"3个（估）""#).contains(r#"{ "值": "3个", "说明": "…" }"#));
    assert!(json(r#""问题数":{"来源":"甲"}"#).contains("E0830"));
    assert!(json(r#""部门项目":"无""#).contains(r#"[{ "项目": "…", "决算数": "…", "分值": "…" }]"#));
    assert!(toml("'部门项目' = ['无']").contains(r#"{ "项目" = "…", "决算数" = "…", "分值" = "…" }"#));
    assert!(json(r#""年度实际支出":299.78"#).contains(r#""299.78元"、"299.78万元""#));
    assert!(json(r#""批复日期":"及时""#).contains(r#"例如 "2024-01-01""#));
    let english = bind("period: 2024\nfacts:\n  年度实际支出: over 28 yuan\n  上级补助: 28,50000 yuan\n").brief();
    assert!(english.contains("{ above: 28 yuan }") && english.contains("请写 2850000 yuan"), "{english}");
}

/// The facts file after the fix of its only problem.
fn mended(format: Format, text: &str) -> String {
    let outcome = bind_as(format, text);
    let [problem] = outcome.problems.as_slice() else { panic!("{}", outcome.brief()) };
    apply(text, &problem.fix.as_ref().unwrap_or_else(|| panic!("{}", outcome.brief())).edits)
}

#[test]
fn what_can_only_mean_one_thing_is_mended() {
    for (wrong, right) in [
        ("年度实际支出: 26,41.94万元", "年度实际支出: 2641.94万元"),
        ("调剂发生率: 95", "调剂发生率: 95%"),
        ("年度实际支出: 299.78万", "年度实际支出: 299.78万元"),
        ("在职人数: 1.2万人", "在职人数: 12000人"),
        ("年度实际支出: “3元”", "年度实际支出: 3元"),
        ("完成量: ═100", "完成量: 100"),
        ("产出指标: [{ 名称: 甲, 目标值: 3%, 实际值: 2 }]", "产出指标: [{ 名称: 甲, 目标值: 3%, 实际值: 2% }]"),
        ("产出指标: [{ 名字: 甲 }]", "产出指标: [{ 名称: 甲 }]"),
        ("批复日期: 20240307", "批复日期: 2024-03-07"),
        ("方向: 正相", "方向: 正向"),
        ("年度实际支岀: 5元", "年度实际支出: 5元"),
        ("问题数: { 值: 1, 来原: 甲 }", "问题数: { 值: 1, 来源: 甲 }"),
    ] {
        let file = |line: &str| format!("期间: 2024\n数据:\n  {line}\n");
        assert_eq!(mended(Format::Yaml, &file(wrong)), file(right));
        assert_eq!(bind(&file(right)).brief(), "", "{right}");
    }
    let json = |key: &str, value: &str| format!(r#"{{"期间":"2024","数据":{{"{key}":{value}}}}}"#);
    assert_eq!(mended(Format::Json, &json("调剂发生率", "95")), json("调剂发生率", r#""95%""#));
    assert_eq!(mended(Format::Json, &json("年度实际支岀", r#""5元""#)), json("年度实际支出", r#""5元""#));
    let award = |points: &str| format!("期间: 2024\n评定:\n  支出率: {{ 得分: {points}, 理由: 甲 }}\n");
    assert_eq!(mended(Format::Yaml, &award("3")), award("3分"));
    assert_eq!(mended(Format::Yaml, &award("50%")), award("10分"));
}

#[test]
fn a_declaration_says_what_is_wanted() {
    let declared = |line: &str| facts(line).words(Language::Zh);
    assert!(declared("在职人数: 完成").contains("“在职人数”在这里声明：整数 人，范围 ≥ 1人"));
    assert!(declared("预算数: 完成").contains("“预算数”在这里声明：金额(元)"));
    assert!(declared("方向: 东").contains("“方向”在这里声明：选项“方向”"));
    assert!(declared("调剂发生率: 1.23456%").contains("步长 0.01%"));
    assert!(declared("调剂发生率: 1.23456%").contains("请核对后写 1.23%或1.24%"));
    assert!(declared("产出指标: [{ 名字: 甲 }]").contains("名称 ── “名称”在这里声明"));
    let range = bind("period: 2024\nfacts:\n  年度实际支出: -1 yuan\n").words(Language::En);
    assert!(range.contains("its range is ≥ 0 yuan") && range.contains("money, ≥ 0 yuan"), "{range}");
}

#[test]
fn a_compound_unit_is_taken_apart() {
    assert_eq!(facts("人均面积: 12").number("人均面积"), "12");
    assert_eq!(facts("人均面积: 12平方米/人").number("人均面积"), "12");
    // In 万元, of which the base unit is 元: a value, its range and a remedy are all shown in what was declared.
    assert_eq!(facts("人均经费: 1.2").number("人均经费"), "12000");
    assert_eq!(facts("人均经费: 12000元/人").number("人均经费"), "12000");
    let outcome = facts("人均经费: 9");
    assert_eq!((outcome.codes(), outcome.arg("range")), (vec!["E0818"], "[0.5万元/人, 8万元/人]".to_owned()));
}

#[test]
fn all_problems_are_told_at_once_up_to_a_limit() {
    let outcome = facts("年度实际支出: 299.78\n问题数: 完成\n系数: 约5\n没有的: 1");
    assert_eq!(outcome.codes(), ["E0813", "E0808", "E0809", "E0806"]);
    let rows: Vec<String> = (0..600).map(|i| format!("- {{ 项目: p{i}, 决算数: 完成 }}")).collect();
    let outcome = facts(&format!("部门项目:\n{}", rows.join("\n")));
    assert_eq!(outcome.problems.len(), 501);
    assert_eq!(outcome.codes().last(), Some(&"E0835"));
}

#[test]
fn the_period_is_held_against_the_rubric() {
    for period in ["2024", "2024年", "2024-01-01 至 2024-12-31", "2024-06", "2024年第二季度", "2024-06-30"] {
        let outcome = bind(&format!("对象: 甲\n期间: {period}\n"));
        assert_eq!(outcome.brief(), "", "{period}");
        assert_eq!((outcome.facts.subject.as_str(), outcome.facts.period.as_str()), ("甲", period));
    }
    let outcome = bind("subject: A\nperiod: 2023\n");
    assert_eq!(outcome.codes(), ["E0805"]);
    assert_eq!((outcome.arg("first"), outcome.arg("to")), ("2023-01-01".to_owned(), "2024-12-31".to_owned()));
    assert_eq!(bind("期间: 2024-07-01 至 2025-06-30\n").codes(), ["E0805"]);
    assert_eq!(bind("期间: 去年\n").codes(), ["E0804"]);
    assert_eq!(bind("期间: [2024]\n").codes(), ["E0802"]);
    // The line of the rubric stands beside it.
    assert_eq!(bind("期间: 2023\n").labels(), ["2023", "2024-01-01 至 2024-12-31"]);
}

#[test]
fn a_missing_period_is_told_where_the_rubric_is_for_certain_years() {
    for file in ["对象: 甲\n", "对象: 甲\n期间:\n", "对象: 甲\n期间: ''\n"] {
        let outcome = bind(file);
        assert_eq!(outcome.codes(), ["E0836"], "{file}");
        assert!(outcome.text(Language::Zh).contains("例如“期间: 2024”"), "{file}");
        assert_eq!(outcome.labels().last(), Some(&"2024-01-01 至 2024-12-31"));
    }
    // A name that was probably meant for it is the mistake.
    assert_eq!(bind("期问: 2024\n").codes(), ["E0801"]);
    assert_eq!(levels("").codes(), Vec::<&str>::new());
}
