//! Facts as workbooks: what is in a cell, which sheet is what, what is told of what cannot be read; and that a
//! department comes to the same whatever its facts are written in.

mod arrive;
mod broken;
mod every;
mod filled;
mod form;
mod limits;
mod read;

use rubric_lang::book::{BookFormat, DelimitedFile};
use rubric_lang::facts::{self, Facts, Format};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{Assessed, Options, Unreadable, bind, bind_book, evaluate, load_book, load_folder};
use serde_json::Value;

use crate::support::root;

const RUBRIC: &str = "rubrics/zhanjiang-department-2024.rubric";
const FACTS: &str = "examples/zhanjiang-party-office-2024/facts.yaml";
const WORKBOOK: &str = "examples/zhanjiang-party-office-2024/facts.xlsx";

/// The rubric of the department, and its texts.
fn department(sources: &mut SourceMap) -> (Rubric, Vec<SourceId>) {
    let mut read = |path: &str| std::fs::read(root().join(path)).map_err(|e| Unreadable::Other(e.to_string()));
    let loaded = rubric_lang::load(RUBRIC, sources, &mut read).unwrap();
    let texts = loaded.texts.clone();
    (rubric_lang::check(loaded, sources).rubric.unwrap(), texts)
}

/// The assessment with the facts that `bind` gives, as JSON.
fn assessed(bind: impl FnOnce(&Rubric, &mut SourceMap) -> (Facts, SourceId)) -> Value {
    let mut sources = SourceMap::new();
    let (rubric, rubric_texts) = department(&mut sources);
    let (facts, facts_text) = bind(&rubric, &mut sources);
    let evaluation = evaluate(&rubric, &facts, &Options::default());
    assert!(evaluation.errors.is_empty(), "{:#?}", evaluation.errors);
    let assessed = Assessed {
        rubric: &rubric,
        facts: &facts,
        evaluation: &evaluation,
        sources: &sources,
        rubric_texts: &rubric_texts,
        facts_text,
    };
    serde_json::to_value(rubric_lang::assess(&assessed, &Locale::new(Language::Zh))).unwrap()
}

fn from_yaml() -> Value {
    assessed(|rubric, sources| {
        let text = std::fs::read_to_string(root().join(FACTS)).unwrap();
        let id = sources.add(FACTS, text.as_str());
        (bind(&text, id, Format::Yaml, rubric).0.unwrap(), id)
    })
}

/// The sheets with the facts of the department.
fn sheets() -> Vec<filled::Sheet> {
    let mut sources = SourceMap::new();
    let (rubric, _) = department(&mut sources);
    let text = std::fs::read_to_string(root().join(FACTS)).unwrap();
    filled::sheets(&rubric, &facts::read(&text, SourceId(9), Format::Yaml).unwrap())
}

fn from_xlsx(bytes: &[u8]) -> Value {
    from_book("facts.xlsx", bytes, BookFormat::Xlsx)
}

fn from_book(name: &str, bytes: &[u8], format: BookFormat) -> Value {
    assessed(|rubric, sources| {
        let loaded = load_book(name, bytes, format, sources).unwrap();
        let (facts, problems) = bind_book(&loaded, sources, rubric);
        assert_eq!(problems, [], "nothing is told");
        (facts.unwrap(), loaded.text)
    })
}

fn from_folder(encode: impl Fn(&str) -> Vec<u8>) -> Value {
    let files = filled::csv(&sheets()).into_iter().map(|(name, text)| DelimitedFile {
        path: format!("facts/{name}"),
        stem: name.trim_end_matches(".csv").to_owned(),
        bytes: encode(&text),
    });
    let files: Vec<DelimitedFile> = files.collect();
    assessed(|rubric, sources| {
        let loaded = load_folder("facts", &files, sources).unwrap();
        let (facts, problems) = bind_book(&loaded, sources, rubric);
        assert_eq!(problems, [], "nothing is told");
        (facts.unwrap(), loaded.text)
    })
}

/// `value` without what says where the facts stand.
fn without_places(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let kept = entries.iter().filter(|(key, _)| !matches!(key.as_str(), "place" | "facts_digest"));
            Value::Object(kept.map(|(key, value)| (key.clone(), without_places(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_places).collect()),
        value => value.clone(),
    }
}

#[test]
fn the_department_comes_to_the_same_from_a_workbook() {
    let (yaml, book) = (from_yaml(), from_xlsx(&filled::xlsx(&sheets())));
    assert_eq!((&book["score"], &book["grade"]), (&Value::from("78.26"), &Value::from("中")));
    assert_eq!(without_places(&book), without_places(&yaml));
    let place = &book["indicators"][0]["children"][0]["children"][0]["steps"];
    assert!(place.to_string().contains(r#""sheet":"产出指标","cell":"C4""#), "{place}");
}

#[test]
fn the_department_comes_to_the_same_from_a_folder_of_csv() {
    let yaml = from_yaml();
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    let chinese = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    for book in [from_folder(marked), from_folder(chinese)] {
        assert_eq!(book["score"], "78.26");
        assert_eq!(without_places(&book), without_places(&yaml));
    }
}

/// The same workbook as LibreOffice saves it in older formats and in its own.
#[test]
fn the_department_comes_to_the_same_from_xls_and_ods() {
    let yaml = without_places(&from_yaml());
    for (name, format) in [("zhanjiang.xls", BookFormat::Xls), ("zhanjiang.ods", BookFormat::Ods)] {
        let bytes = std::fs::read(root().join("tests/cases/book").join(name)).unwrap();
        assert!(without_places(&from_book(name, &bytes, format)) == yaml, "{name}");
    }
}

/// The filled workbook of the example is the one that is made here: `RUBRIC_UPDATE_EXAMPLES=1 cargo test book` writes it.
#[test]
fn the_workbook_of_the_example_is_current() {
    let made = filled::xlsx(&sheets());
    let path = root().join(WORKBOOK);
    if std::env::var_os("RUBRIC_UPDATE_EXAMPLES").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read(&path).unwrap();
    let cells = |bytes: &[u8]| {
        let book = rubric_lang::book::read(bytes, BookFormat::Xlsx).unwrap();
        book.sheets.into_iter().map(|sheet| (sheet.name, sheet.cells, sheet.merges)).collect::<Vec<_>>()
    };
    assert!(cells(&made) == cells(&kept), "{WORKBOOK} is out of date; renew it with RUBRIC_UPDATE_EXAMPLES=1");
    assert_eq!(without_places(&from_xlsx(&kept)), without_places(&from_yaml()));
}

#[test]
fn the_form_filled_in_comes_to_what_the_text_comes_to() {
    let mut sources = SourceMap::new();
    let (rubric, _) = department(&mut sources);
    let text = std::fs::read_to_string(root().join(FACTS)).unwrap();
    let root = facts::read(&text, SourceId(9), Format::Yaml).unwrap();
    let book = from_xlsx(&form::filled_in(&rubric, &root));
    assert_eq!(book["score"], "78.26");
    assert_eq!(without_places(&book), without_places(&from_yaml()));
}

#[test]
fn values_are_read_as_people_write_them_in_every_format() {
    let rubric = r#"评分表 试 版本 "1" { 满分 100分  不舍入 }
选项 符号 { "≥", "=", "≤" }
数据 支出 : 金额 ≥ 0元
数据 办理时限 : 工作日 ≥ 0工作日
数据 产出 : 表 { 名称 : 文本, 要求 : 符号, 目标 : 比率, 实际 : 比率 } 至少 1行
指标 甲 50分 { 得满分 当 支出 = 2641.94万元 且 办理时限 = 5工作日 }
指标 乙 50分 { 逐项 产出 取 平均 { 得满分 当 目标 = 80% 且 实际 = 81% 且 要求 = "≥" } }
"#;
    let yaml = "对象: 某局\n数据:\n  支出: 2,641.94 万元\n  办理时限: 5个工作日\n  产出:\n    - { 名称: 满意度, 目标: ≥80%, 实际: ８１％ }\n";
    let json = r#"{"对象": "某局", "数据": {"支出": "2,641.94 万元", "办理时限": "5个工作日",
        "产出": [{"名称": "满意度", "目标": "≥80%", "实际": "８１％"}]}}"#;
    let toml = "\"对象\" = \"某局\"\n[\"数据\"]\n\"支出\" = \"2,641.94 万元\"\n\"办理时限\" = \"5个工作日\"\n\
        [[\"数据\".\"产出\"]]\n\"名称\" = \"满意度\"\n\"目标\" = \"≥80%\"\n\"实际\" = \"８１％\"\n";
    let csv = "对象,某局\n\n名称,值\n支出,\"2,641.94 万元\"\n办理时限,5个工作日\n";
    let rows = "名称,要求,目标,实际\n满意度,,≥80%,８１％\n";
    for (name, content) in [("facts.yaml", yaml), ("facts.json", json), ("facts.toml", toml)] {
        let run = crate::support::run(&["eval", "r.rubric", name, "--lang", "zh"]);
        run.file("r.rubric", rubric).file(name, content).output().status(0).says("总分 100 分");
    }
    let run = crate::support::run(&["eval", "r.rubric", "facts", "--lang", "zh"]);
    let run = run.file("r.rubric", rubric).file("facts/数据.csv", csv).file("facts/产出.csv", rows);
    run.output().status(0).says("总分 100 分");
}
