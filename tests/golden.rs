//! The real report: every published number comes out of one run, and the rounding policy is the rubric's.

use std::path::Path;

use rubric_lang::facts::{Facts, Format};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::source::SourceMap;
use rubric_lang::{Assessed, Options, Unreadable};
use serde_json::Value;

const RUBRIC: &str = "rubrics/zhanjiang-department-2024.rubric";
const FACTS: &str = "examples/zhanjiang-party-office-2024/facts.yaml";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The assessment as JSON, `edit` applied to the rubric's text.
fn assessed(edit: impl Fn(String) -> String) -> Value {
    let mut sources = SourceMap::new();
    let mut read = |path: &str| {
        let text = std::fs::read_to_string(root().join(path)).map_err(|e| Unreadable::Other(e.to_string()))?;
        Ok(if path.ends_with("zhanjiang-department-2024.rubric") { edit(text) } else { text }.into_bytes())
    };
    let loaded = rubric_lang::load(RUBRIC, &mut sources, &mut read).expect("the rubric can be read");
    let texts = loaded.texts.clone();
    let checked = rubric_lang::check(loaded, &sources);
    let rubric = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let text = std::fs::read_to_string(root().join(FACTS)).expect("the facts can be read");
    let id = sources.add(FACTS, text.as_str());
    let (facts, problems): (Option<Facts>, _) = rubric_lang::bind(&text, id, Format::Yaml, &rubric);
    let facts = facts.unwrap_or_else(|| panic!("{problems:#?}"));
    let evaluation = rubric_lang::evaluate(&rubric, &facts, &Options::default());
    assert!(evaluation.errors.is_empty(), "{:#?}", evaluation.errors);
    let assessed = Assessed {
        rubric: &rubric,
        facts: &facts,
        evaluation: &evaluation,
        sources: &sources,
        rubric_texts: &texts,
        facts_text: id,
    };
    serde_json::to_value(rubric_lang::assess(&assessed, &Locale::new(Language::Zh))).expect("it can be written")
}

fn published() -> Value {
    let text =
        std::fs::read_to_string(root().join("tests/cases/golden/zhanjiang-published.json")).expect("the fixture");
    serde_json::from_str(&text).expect("it is JSON")
}

/// Every published node with the node that came out.
fn pairs<'a>(published: &'a Value, found: &'a Value, out: &mut Vec<(&'a Value, &'a Value)>) {
    let found = found.as_array().expect("a list");
    for node in published.as_array().expect("a list") {
        let other =
            found.iter().find(|f| f["name"] == node["name"]).unwrap_or_else(|| panic!("{} is missing", node["name"]));
        out.push((node, other));
        if let Some(children) = node.get("children") {
            pairs(children, &other["children"], out);
        }
    }
}

fn number(value: &Value) -> rubric_lang::number::Number {
    rubric_lang::number::Number::parse(value.as_str().expect("a string")).expect("a number")
}

#[test]
fn every_published_number_comes_out_of_one_run() {
    let (found, published) = (assessed(|text| text), published());
    assert_eq!(found["score"], "78.26");
    assert_eq!(found["rate"], "78.26%");
    assert_eq!(found["grade"], published["grade"]);
    assert_eq!(found["subject"], published["subject"]);
    assert_eq!(found["adjustments"][0]["name"], published["adjustment"]["name"]);
    assert_eq!(found["adjustments"][0]["score"], published["adjustment"]["score"]);
    let mut all = Vec::new();
    pairs(&published["indicators"], &found["indicators"], &mut all);
    // 2 at the first level, 8 at the second, 24 at the third; 加减分 stands apart.
    assert_eq!(all.len(), 34);
    for (published, found) in all {
        assert_eq!(number(&published["points"]), number(&found["points"]), "{}", published["name"]);
        assert_eq!(number(&published["score"]), number(&found["score"]), "{}", published["name"]);
    }
}

#[test]
fn the_cells_within_a_row_come_out_as_published() {
    let found = assessed(|text| text);
    let procurement = &found["indicators"][1]["children"][4]["children"];
    let cells = |row: usize| -> Vec<(String, String)> {
        let children = procurement[row]["children"].as_array().expect("cells");
        children
            .iter()
            .map(|c| (c["points"].as_str().unwrap_or("").to_owned(), c["score"].as_str().unwrap_or("").to_owned()))
            .collect()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(cells(0), [pair("0.5", "0.5"), pair("0.5", "0")]);
    assert_eq!(cells(3), [pair("1.5", "0"), pair("1", "0.5")]);
    assert_eq!(cells(5), [pair("1", "0.5"), pair("1", "1"), pair("0.5", "0")]);
}

#[test]
fn the_rates_of_the_groups_are_those_published() {
    let found = assessed(|text| text);
    let rates: Vec<String> = found["indicators"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|top| top["children"].as_array().expect("groups"))
        .map(|group| group["rate"].as_str().unwrap_or("").to_owned())
        .collect();
    assert_eq!(rates, ["89.52%", "100%", "85.71%", "100%", "66.67%", "40%", "55%", "100%"]);
}

#[test]
fn the_rule_score_is_the_range_of_what_the_stated_facts_leave_open() {
    let found = assessed(|text| text);
    assert_eq!(found["rule_score"]["min"], "62.91");
    assert_eq!(found["rule_score"]["max"], "75.5");
    let kinds = |kind: &str| found["findings"].as_array().expect("a list").iter().filter(|f| f["kind"] == kind).count();
    assert_eq!(kinds("departure"), 13);
    // 产出, 效益, 预决算公开, 绩效信息公开, 采购意向, 收益上缴, 利用率.
    let undetermined = found["findings"].as_array().expect("a list").iter().filter(|f| f["kind"] == "undetermined");
    assert_eq!(undetermined.count(), 7);
}

#[test]
fn the_rounding_policy_is_the_rubrics() {
    let line = "舍入 指标 2位 四舍五入";
    let with = |other: &'static str| assessed(move |text| text.replace(line, other))["score"].clone();
    assert_eq!(with("舍入 指标 2位 修约"), "78.24");
    assert_eq!(with("不舍入"), "78.25");
    assert_eq!(with("舍入 总分 2位 四舍五入"), "78.25");
}
