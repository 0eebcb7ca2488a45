//! Tables.

use super::fixture::{facts, n};
use rubric_lang::facts::Slot;
use rubric_lang::value::{Known, Unknown, Value};

#[test]
fn rows_are_read_in_order_and_named() {
    let outcome = facts(
        "产出指标:
  - { 名称: 助学人数, 目标值: 110人, 实际值: { 至少: 600人, 来源: 附件1 } }
  - { 实际值: 145篇, 名称: 文章, 目标值: ~, 来源: 表1 }
  - { 名称: 助学人数 }
  - { 名称: ' 助学人数 ', 实际值: 0 }
  - { 实际值: 3次 }",
    );
    assert_eq!(outcome.brief(), "");
    let rows = outcome.rows("产出指标");
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["助学人数", "文章", "助学人数#2", "助学人数#3", "5"]);
    assert_eq!(rows[0].cells[2], Some(Value::Number(n("110"))));
    assert!(
        matches!(&rows[0].cells[3], Some(Value::Unknown(unknown)) if matches!(**unknown, Unknown { known: Known::Number(_), maybe_absent: false }))
    );
    assert_eq!(rows[0].origins[3].as_ref().unwrap().source.as_deref(), Some("附件1"));
    // The source of a row is that of its values.
    assert_eq!(rows[1].origins[3].as_ref().unwrap().source.as_deref(), Some("表1"));
    assert_eq!(rows[1].cells[2], Some(Value::Absent));
    assert_eq!(rows[2].cells, [Some(Value::Text("助学人数".into())), Some(Value::Absent), Some(Value::Absent), None]);
    assert_eq!(outcome.sources.slice(rows[2].span), "{ 名称: 助学人数 }");
}

#[test]
fn an_empty_table_is_not_a_missing_one() {
    let outcome = facts("产出指标: { 值: [], 来源: 没有 }");
    assert!(outcome.rows("产出指标").is_empty());
    assert_eq!(outcome.origin("产出指标"), ("[]".to_owned(), None, Some("没有".to_owned())));
    assert!(matches!(facts("产出指标: ~").slot("产出指标"), Slot::Missing));
    assert_eq!(facts("部门项目: []").codes(), ["E0832"]);
}

#[test]
fn forms_and_columns_are_told() {
    assert_eq!(facts("产出指标: 无").codes(), ["E0802"]);
    assert_eq!(facts("产出指标: { 名称: 甲 }").codes(), ["E0802"]);
    assert_eq!(facts("产出指标: [甲, 乙]").codes(), ["E0802", "E0802"]);
    assert_eq!(
        facts("产出指标:\n  - { 名称: 甲, 实际: 3人 }").brief(),
        "E0807 「实际」 表“产出指标”里没有“实际”这一列｜是不是“实际值”？"
    );
    assert_eq!(facts("产出指标:\n  - { 名称: 甲, 名 称: 乙 }").codes(), ["E0807"]);
    assert_eq!(facts("产出指标:\n  - { 名称: 甲, ' 名称': 乙 }").codes(), ["E0803"]);
    assert_eq!(facts("产出指标:\n  - { 名称: 甲, 实际值: { 完成: 3人 } }").codes(), ["E0802"]);
}

#[test]
fn quantities_of_one_row_measure_the_same() {
    let row = |target: &str, actual: &str| {
        facts(&format!("产出指标:\n  - {{ 名称: 甲, 目标值: {target}, 实际值: {actual} }}"))
    };
    for (target, actual) in [
        ("110人", "600人"),
        ("5个", "3项"),
        ("5", "3次"),
        ("80%", "98.5%"),
        ("0", "12场"),
        ("0%", "0"),
        ("1万元", "3元"),
        ("3周", "20日"),
        ("12篇", "{ 至少: 5篇 }"),
        ("200场次", "245场次"),
    ] {
        assert_eq!(row(target, actual).brief(), "", "{target} {actual}");
    }
    let outcome = row("400人", "1000人次");
    assert_eq!(outcome.brief(), "E0820 「1000人次」 400人 和 1000人次 单位不同，无法相比｜");
    assert_eq!(outcome.labels(), ["1000人次", "实际值", "400人"]);
    assert_eq!(row("80%", "3人").codes(), ["E0820"]);
    assert_eq!(row("5篇", "5份").codes(), ["E0820"]);
    assert_eq!(row("5", "5人").codes(), ["E0820"]);
    assert_eq!(row("12篇", "{ 至少: 5人 }").codes(), ["E0820"]);
    let outcome = row("100%", "98");
    assert_eq!(outcome.brief(), "E0821 「98」 同一行里，100% 带 %，98 不带｜");
    assert_eq!(row("100", "98%").problems[0].labels[0].span.range(), outcome_span(&row("100", "98%"), "100"));
    // Of different rows they need not.
    assert_eq!(facts("产出指标:\n  - { 实际值: 3人 }\n  - { 实际值: 3% }").brief(), "");
}

fn outcome_span(outcome: &super::fixture::Outcome, text: &str) -> std::ops::Range<usize> {
    let source = outcome.sources.iter().last().unwrap().1;
    let at = source.text.find(text).unwrap();
    at..at + text.len()
}

#[test]
fn a_sign_is_split_off_where_the_table_has_a_column_for_it() {
    let row = |target: &str| facts(&format!("产出指标:\n  - {{ 名称: 甲, {target}, 实际值: 600件 }}"));
    for (target, sign, value) in [
        ("目标值: ≥6000件", 0, "6000"),
        ("目标值: ≧6000件", 0, "6000"),
        ("目标值: '>= 6,000件'", 0, "6000"),
        ("目标值: ═100件", 1, "100"),
        ("目标值: ≤3件", 2, "3"),
        ("目标值: { 值: ≤3件, 来源: 表 }", 2, "3"),
        ("符号: ≥, 目标值: ≥3件", 0, "3"),
        ("符号: ≧, 目标值: 3件", 0, "3"),
        ("符号: ~, 目标值: ≤3件", 2, "3"),
    ] {
        let outcome = row(target);
        assert_eq!(outcome.brief(), "", "{target}");
        let cells = &outcome.rows("产出指标")[0].cells;
        assert_eq!(cells[1], Some(Value::Option(sign)), "{target}");
        assert_eq!(cells[2], Some(Value::Number(n(value))), "{target}");
    }
    assert_eq!(row("目标值: ≥6000件").rows("产出指标")[0].origins[2].as_ref().unwrap().written, "≥6000件");
    assert_eq!(row("目标值: 3件").rows("产出指标")[0].cells[1], Some(Value::Absent));
    assert_eq!(row("目标值: ＞60件").codes(), ["E0825"]);
    assert_eq!(row("符号: ≤, 目标值: ≥3件").codes(), ["E0827"]);
    // The column right before 实际值 takes no signs.
    assert_eq!(facts("产出指标:\n  - { 实际值: ≥3件 }").codes(), ["E0826"]);
}

#[test]
fn a_unit_may_come_from_its_column() {
    let row = |unit: &str, actual: &str| {
        facts(&format!("效益指标:\n  - {{ 名称: 甲, 度量单位: {unit}, 目标: 3, 实际: {actual} }}"))
    };
    let outcome = row("人", "5");
    let row_of = &outcome.rows("效益指标")[0];
    assert_eq!(row_of.cells[3], Some(Value::Number(n("5"))));
    let origin = row_of.origins[3].as_ref().unwrap();
    assert_eq!((origin.written.as_str(), origin.unit.as_deref()), ("5人", Some("人")));
    assert_eq!(row("'%'", "80").rows("效益指标")[0].cells[3], Some(Value::Number(n("0.8"))));
    assert_eq!(row("{ 值: 万元, 来源: 表 }", "5").rows("效益指标")[0].cells[3], Some(Value::Number(n("50000"))));
    assert_eq!(row("人", "5人").brief(), "");
    assert_eq!(row("人", "5篇").codes(), ["E0833"]);
    assert_eq!(row("/", "5").codes(), ["E0834"]);
    // One empty column is one mistake, however many numbers want it; the place to fill in is shown.
    let empty =
        facts("效益指标:\n  - { 名称: 甲, 目标: 3, 实际: 2 }\n  - { 名称: 乙, 度量单位: '', 目标: 3, 实际: 2 }");
    assert_eq!(empty.codes(), ["E0834", "E0834"]);
    assert_eq!(empty.problems.iter().map(|problem| problem.labels.len()).collect::<Vec<_>>(), [3, 3]);
    assert_eq!(empty.labels(), ["3", "目标", "名称"]);
    assert_eq!(facts("效益指标:\n  - { 名称: 甲, 目标: 3, 实际: 0 }").codes(), ["E0834"]);
}

#[test]
fn a_large_table_takes_linear_time() {
    let rows: Vec<String> = (0..20_000).map(|i| format!("- {{ 项目: 同名, 决算数: {i}.50 }}")).collect();
    let outcome = facts(&format!("部门项目:\n{}", rows.join("\n")));
    assert_eq!(outcome.rows("部门项目").len(), 20_000);
    assert_eq!(outcome.rows("部门项目")[19_999].name, "同名#20000");
}
