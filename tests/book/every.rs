//! The form of a rubric with facts of every type, filled in with whatever they may be: it comes to what the same facts
//! come to as text.

use proptest::prelude::*;
use rubric_lang::book::BookFormat;
use rubric_lang::facts::{self, Format};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{Assessed, Options, assess, bind, bind_book, check, evaluate, load, load_book};
use serde_json::Value;

use super::{form, without_places};

const RUBRIC: &str = r#"
评分表 试 版本 "1" { 满分 100分  舍入 指标 2位 四舍五入 }
单位 人、篇
选项 符号 { "≥", "=", "≤" }
选项 级别 { 优 = 95%, 良 = 85%, 差 = 50% }
指标 单项 60分 {
  数据 支出数 : 金额 ≥ 0元
  数据 预算数 : 金额(万元) > 0元
  数据 满意度 : 比率 [0%, 100%]
  数据 人数 : 整数 人 ≥ 0人
  数据 时限 : 工作日 ≥ 0工作日
  数据 份数 : 整数 ≥ 0
  数据 公开日期 : 日期?
  数据 截止日期 : 日期
  数据 已备案 : 是否
  数据 评级 : 级别
  数据 说明文字 : 文本?
  数据 补助数 : 金额? ≥ 0元
  分项 支出 20分 { 得分 = 支出数 ÷ 预算数 × 满分 最多 满分 }
  分项 满意 10分 { 得分 = 满意度 × 满分 }
  分项 办理 10分 { 扣分 { 时限 每 5工作日 扣 1分 不足不计 ; 份数 每 10个 扣 1分 不足计一 } }
  分项 评定级别 10分 { 按评级 评级 }
  分项 公开 10分 {
    不得分 当 非 已备案
    分情况 {
      当 未填 公开日期 : 不得分
      当 公开日期 ≤ 截止日期 且 缺省(补助数, 0元) < 100万元 : 满分
      否则 : 满分 × 50%
    }
    说明 "人数 {人数}"
  }
}
指标 逐行 40分 {
  数据 产出 : 表 { 名称 : 文本, 要求 : 符号, 目标值 : 量 > 0, 实际值 : 量 ≥ 0, 完成日 : 日期?, 达标 : 是否, 款项 : 金额(万元)? ≥ 0元 } 至少 1行
  逐项 产出 取 平均 {
    分情况 {
      当 达标 且 未填 款项 : 满分
      当 要求 = "≤" : 目标值 ÷ (目标值 + 实际值) × 满分
      否则 : 实际值 ÷ 目标值 × 满分 最多 满分
    }
  }
}
"#;

/// `value` between the quotes of YAML.
fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap()
}

/// A number as people write one, with none to two decimals.
fn number(most: u32) -> impl Strategy<Value = String> {
    (0..=most, 0..100u32, 0..4u8).prop_map(|(whole, cents, way)| {
        let grouped = || {
            let digits = whole.to_string();
            let first = digits.len() % 3;
            let mut text = digits[..first].to_owned();
            for (at, group) in digits.as_bytes()[first..].chunks(3).enumerate() {
                if at > 0 || first > 0 {
                    text.push(',');
                }
                text.push_str(std::str::from_utf8(group).unwrap());
            }
            text
        };
        match way {
            0 => whole.to_string(),
            1 => format!("{whole}.{cents:02}"),
            2 => format!("{}.{cents:02}", grouped()),
            // As a Chinese keyboard types it.
            _ => {
                format!("{whole}.{cents:02}").chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect()
            }
        }
    })
}

fn money() -> impl Strategy<Value = String> {
    (number(5000), prop::sample::select(vec!["元", "万元", " 万元", "亿元"])).prop_map(|(n, unit)| format!("{n}{unit}"))
}

fn day() -> impl Strategy<Value = String> {
    (2023..2026u32, 1..=12u32, 1..=28u32, 0..4u8).prop_map(|(year, month, day, way)| match way {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}年{month}月{day}日"),
        2 => format!("{year}.{month}.{day}"),
        _ => format!("{year}/{month}/{day}"),
    })
}

fn of(words: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

/// A value, perhaps not filled in, perhaps with where it was found.
fn entry(value: impl Strategy<Value = String>, optional: bool) -> impl Strategy<Value = Option<String>> {
    let source = prop::option::weighted(0.3, of(&["决算报表 财决01-1", "第 3 页", "合同"]));
    (value, source, 0..10u8).prop_map(move |(value, source, chance)| {
        let entry = match source {
            Some(source) => format!("{{ 值: {}, 来源: {} }}", quoted(&value), quoted(&source)),
            None => quoted(&value),
        };
        (!optional || chance < 6).then_some(entry)
    })
}

fn row() -> impl Strategy<Value = String> {
    (
        of(&["培训", "宣传", "调研, 督查", "“三公”核查"]),
        of(&["≥", "=", "≤"]),
        (1..900u32, number(900), of(&["篇", "人次", "%", ""])),
        entry(day(), true),
        entry(of(&["是", "否"]), false),
        entry(money(), true),
    )
        .prop_map(|(name, sign, (target, actual, unit), done, met, sum)| {
            let mut fields = vec![
                format!("名称: {}", quoted(&name)),
                format!("要求: {}", quoted(&sign)),
                format!("目标值: {}", quoted(&format!("{target}{unit}"))),
                format!("实际值: {}", quoted(&format!("{actual}{unit}"))),
            ];
            let optional = [("完成日", done), ("达标", met), ("款项", sum)];
            fields.extend(optional.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))));
            format!("    - {{ {} }}", fields.join(", "))
        })
}

/// The facts as YAML.
fn department() -> impl Strategy<Value = String> {
    let whole = || (0..3000u32).prop_map(|n| n.to_string());
    let single = (
        (entry(money(), false), entry((1..9000u32).prop_map(|n| format!("{n}万元")), false)),
        entry(number(99).prop_map(|n| format!("{n}%")), false),
        entry(whole().prop_map(|n| format!("{n}人")), false),
        entry((0..40u32).prop_map(|n| format!("{n}个工作日")), false),
        entry(whole(), false),
        (entry(day(), true), entry(day(), false)),
        entry(of(&["是", "否", "√", "×"]), false),
        entry(of(&["优", "良", "差"]), false),
        entry(of(&["按期办结", "见附件：决算"]), true),
        entry(money(), true),
    );
    (single, prop::collection::vec(row(), 1..5), any::<bool>()).prop_map(|(single, rows, award)| {
        let ((spent, planned), rate, people, term, copies, (out, due), filed, level, words, grant) = single;
        let named = [
            ("支出数", spent),
            ("预算数", planned),
            ("满意度", rate),
            ("人数", people),
            ("时限", term),
            ("份数", copies),
            ("公开日期", out),
            ("截止日期", due),
            ("已备案", filed),
            ("评级", level),
            ("说明文字", words),
            ("补助数", grant),
        ];
        let lines: Vec<String> =
            named.into_iter().filter_map(|(name, value)| Some(format!("  {name}: {}", value?))).collect();
        let award =
            if award { "评定:\n  单项/满意: { 得分: 3.5分, 理由: 调查样本不足 }\n" } else { "" };
        format!("对象: 某局\n期间: 2024\n数据:\n{}\n  产出:\n{}\n{award}", lines.join("\n"), rows.join("\n"))
    })
}

fn rubric(sources: &mut SourceMap) -> (Rubric, Vec<SourceId>) {
    let loaded = load("r.rubric", sources, &mut |_| Ok(RUBRIC.into())).unwrap();
    let texts = loaded.texts.clone();
    let checked = check(loaded, sources);
    (checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics)), texts)
}

/// The assessment, without what says where the facts stand.
fn assessed(
    facts: &facts::Facts,
    facts_text: SourceId,
    (rubric, texts): (&Rubric, &[SourceId]),
    sources: &SourceMap,
) -> Value {
    let evaluation = evaluate(rubric, facts, &Options::default());
    assert!(evaluation.errors.is_empty(), "{:#?}", evaluation.errors);
    let assessed = Assessed { rubric, facts, evaluation: &evaluation, sources, rubric_texts: texts, facts_text };
    without_places(&serde_json::to_value(assess(&assessed, &Locale::new(Language::Zh))).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_form_filled_in_comes_to_what_the_text_comes_to(text in department()) {
        let mut sources = SourceMap::new();
        let (rubric, texts) = rubric(&mut sources);
        let id = sources.add("facts.yaml", text.as_str());
        let (of_text, told) = bind(&text, id, Format::Yaml, &rubric);
        prop_assert!(of_text.is_some(), "{text}\n{told:#?}");
        let root = facts::read(&text, id, Format::Yaml).unwrap();
        let loaded = load_book("facts.xlsx", &form::filled_in(&rubric, &root), BookFormat::Xlsx, &mut sources).unwrap();
        let (of_form, told) = bind_book(&loaded, &sources, &rubric);
        prop_assert!(of_form.is_some() && told.is_empty(), "{text}\n{told:#?}");
        let (of_text, of_form) = (of_text.unwrap(), of_form.unwrap());
        let text_gives = assessed(&of_text, id, (&rubric, &texts), &sources);
        let form_gives = assessed(&of_form, loaded.text, (&rubric, &texts), &sources);
        prop_assert_eq!(text_gives, form_gives, "{}", text);
    }
}
