//! The form as a workbook: its sheets, heads, lists, rules and notes, as another reader finds them.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rubric_lang::form::{self, Form};

use super::{DEPARTMENT, EVERY, rubric, rubric_of};

type Book = Xlsx<Cursor<Vec<u8>>>;

fn bytes(path: &str) -> Vec<u8> {
    form::xlsx(&Form::new(&rubric(path))).unwrap()
}

fn open(bytes: &[u8]) -> Book {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

/// The cells of a row, as shown.
fn row(book: &mut Book, sheet: &str, number: usize) -> Vec<String> {
    let range = book.worksheet_range(sheet).unwrap();
    let row = range.rows().nth(number).unwrap_or_default();
    row.iter().map(|cell| if let Data::String(text) = cell { text.clone() } else { cell.to_string() }).collect()
}

/// A part of the file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The rules of a sheet: what is checked, where, by which formula or list, and what is said of a refusal.
fn rules(bytes: &[u8], sheet: usize) -> Vec<String> {
    let text = part(bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
    let attribute = |rule: &str, name: &str| {
        let start = format!(" {name}=\"");
        rule.split_once(&start).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let mut rules: Vec<String> = text
        .split("<dataValidation ")
        .skip(1)
        .map(|rule| {
            let rule = format!(" {rule}");
            let formula = rule.split("<formula1>").nth(1).and_then(|rest| rest.split("</formula1>").next());
            let formula = formula.unwrap_or_default().replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", "\"");
            // What holds of a text is the same everywhere.
            let formula = formula.split(",SUMPRODUCT(").next().unwrap_or_default().to_owned();
            let (place, kind) = (attribute(&rule, "sqref"), attribute(&rule, "type"));
            format!("{place} | {kind} | {formula} | {}", attribute(&rule, "error").replace("\n", " "))
        })
        .collect();
    rules.sort_by_key(|rule| {
        let place: String = rule.split([' ', ':']).next().unwrap_or_default().to_owned();
        let (letters, digits): (String, String) = place.chars().partition(char::is_ascii_alphabetic);
        (digits.parse::<u32>().unwrap_or_default(), letters)
    });
    rules
}

#[test]
fn the_department_has_a_sheet_for_each_table() {
    let mut book = open(&bytes(DEPARTMENT));
    let names = book.sheet_names();
    assert_eq!(names[..4], ["概况", "数据", "产出指标", "效益指标"]);
    assert_eq!(names[names.len() - 3..], ["部门项目", "评定", "填写说明"]);
    assert_eq!(names.len(), 17);
    let about: Vec<Vec<String>> = (0..4).map(|number| row(&mut book, "概况", number)).collect();
    assert_eq!(about[0], ["对象", ""]);
    assert_eq!(about[1], ["期间", ""]);
    assert_eq!(about[2], ["评分表", "湛江经开区部门整体支出绩效评价"]);
    assert_eq!(about[3], ["版本", "2024"]);
    assert_eq!(row(&mut book, "数据", 0), ["名称", "所属指标", "说明", "单位", "值", "来源"]);
    let spent = row(&mut book, "数据", 2);
    assert_eq!(spent[..2], ["年度实际支出", "履职效能/整体效能/部门预算资金支出率"]);
    assert!(spent[2].ends_with("不小于 0元\n应取自：决算报表 财决01-1"), "{}", spent[2]);
    assert_eq!(spent[3..], ["", "", ""]);
    assert_eq!(row(&mut book, "产出指标", 0)[0], "产出指标");
    assert!(row(&mut book, "产出指标", 1)[0].starts_with("指标：履职效能/整体效能/部门整体绩效目标产出指标完成情况\n"));
    assert_eq!(row(&mut book, "产出指标", 2), ["名称", "目标值", "实际值", "来源"]);
    assert_eq!(row(&mut book, "部门项目", 2), ["名称", "预算数（元）", "决算数（元）", "来源"]);
    assert_eq!(row(&mut book, "评定", 0), ["指标", "行", "得分", "扣", "级", "理由", "来源"]);
    // Every fact stands in one place and in one only.
    let facts: Vec<String> = {
        let range = book.worksheet_range("数据").unwrap();
        range.rows().skip(1).map(|row| row[0].to_string()).collect()
    };
    let rubric = rubric(DEPARTMENT);
    let (tables, singles): (Vec<_>, Vec<_>) = rubric.facts.iter().partition(|fact| fact.ty.table().is_some());
    assert_eq!(facts.len(), singles.len());
    assert!(singles.iter().all(|fact| facts.contains(&fact.name)));
    assert_eq!(tables.len(), names.len() - 4);
}

#[test]
fn cells_are_checked_by_what_is_declared() {
    let bytes = bytes(EVERY);
    let facts = rules(&bytes, 2).join("\n");
    let contracts = rules(&bytes, 3).join("\n");
    let targets = rules(&bytes, 4).join("\n");
    let awards = rules(&bytes, 5).join("\n");
    insta::assert_snapshot!("form-rules", format!("{facts}\n\n{contracts}\n\n{targets}\n\n{awards}"));
}

#[test]
fn long_lists_stand_on_the_sheet_of_notes() {
    let options: Vec<String> = (0..64).map(|number| format!("第{number}种情形的采购方式")).collect();
    let rubric = rubric_of(&format!(
        "评分表 试 {{ 满分 10分\n不舍入 }}\n选项 方式 {{ {} }}\n指标 甲 10分 {{ 数据 采购方式 : 方式\n得满分 当 采购方式 = 第1种情形的采购方式 }}\n",
        options.iter().map(|option| format!("“{option}”")).collect::<Vec<_>>().join("、"),
    ).replace("= 第1种", "= “第1种").replace("采购方式 }", "采购方式” }"));
    let bytes = form::xlsx(&Form::new(&rubric)).unwrap();
    let rules = rules(&bytes, 2);
    assert!(rules.iter().any(|rule| rule.starts_with("E2 | list | '填写说明'!$C$2:$C$65 |")), "{rules:#?}");
    let mut book = open(&bytes);
    let lists = book.worksheet_range("填写说明").unwrap();
    let found: Vec<String> = (1..=64).map(|row| lists.get_value((row, 2)).unwrap().to_string()).collect();
    assert_eq!(found, options);
    // The paths of awards beside it.
    assert_eq!(lists.get_value((1, 3)).unwrap().to_string(), "甲");
}

#[test]
fn notes_say_what_a_fact_is_and_where_it_is_found() {
    let bytes = bytes(DEPARTMENT);
    let notes = part(&bytes, "xl/comments1.xml");
    assert!(notes.contains("部门当年的预算资金支出了多少"), "the explanation of the indicator");
    assert!(notes.contains("应取自：决算报表 财决01-1"), "where it is found");
}

#[test]
fn sheets_print_on_a4_across_with_their_heads() {
    let bytes = bytes(DEPARTMENT);
    for sheet in 1..=17 {
        let text = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(text.contains("paperSize=\"9\"") && text.contains("orientation=\"landscape\""), "sheet {sheet}");
        assert!(text.contains("fitToHeight=\"0\""), "sheet {sheet}");
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(workbook.contains("数据!$1:$1</definedName>"), "{workbook}");
    assert!(workbook.contains("产出指标!$1:$3</definedName>"), "{workbook}");
    let facts = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(facts.contains("<pane xSplit=\"1\" ySplit=\"1\""));
}

#[test]
fn the_same_rubric_gives_the_same_bytes() {
    assert!(bytes(DEPARTMENT) == bytes(DEPARTMENT));
    assert!(part(&bytes(EVERY), "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn a_form_of_any_names_and_sizes_can_be_written() {
    let columns: Vec<String> = (0..256).map(|number| format!("列{number} : 数")).collect();
    let long = "很长的名称".repeat(60);
    let explain = "说".repeat(40_000);
    let text = format!(
        "评分表 “{long}&#\"{long}” {{ 满分 10分\n不舍入 }}\n\
         数据 “数据”, “评定”, “a/b”, “History”, “[x]”, “'q'”, {long}一, {long}二 : 表 {{ {} }} 至少 4000000000行\n\
         数据 {long} : 数    解释 \"{explain}\"\n指标 甲 10分 {{ 得满分 当 {long} > 1 }}\n",
        columns.join("、"),
    )
    .replace("&#\"", "& # ");
    let rubric = rubric_of(&text);
    let bytes = form::xlsx(&Form::new(&rubric)).unwrap();
    let book = open(&bytes);
    let names = book.sheet_names();
    assert_eq!(names.len(), 12);
    assert!(names.contains(&"数据 (2)".to_owned()) && names.contains(&"a b".to_owned()), "{names:?}");
}
