//! The empty form in LibreOffice: opened, saved anew in each format, its lists and checks kept, and filled in.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::{Data, Reader};

use super::Folder;
use crate::support::workbook::{opened, typed};
use crate::support::{root, run};

const RUBRICS: [&str; 4] = [
    "rubrics/zhanjiang-department-2024.rubric",
    "examples/project-self-evaluation/project.rubric",
    "examples/first-rubric/first.rubric",
    "examples/first-rubric/first.en.rubric",
];

fn form(rubric: &str, folder: &Folder, name: &str) -> Vec<u8> {
    let path = root().join(rubric);
    let out = folder.path(name);
    run(&["facts", path.to_str().unwrap(), "-o", out.to_str().unwrap()]).output().status(0);
    folder.read(name)
}

/// The lists and checks of a workbook: the number of the sheet, the cells, and the list or formula.
fn rules(bytes: &[u8]) -> BTreeSet<(usize, String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut found = BTreeSet::new();
    for sheet in 1..=opened(bytes).sheet_names().len() {
        let mut text = String::new();
        archive.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap().read_to_string(&mut text).unwrap();
        for rule in text.split("<dataValidation ").skip(1) {
            let between = |start: &str, end: &str| {
                rule.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(inner, _)| inner.to_owned())
            };
            if !matches!(between("type=\"", "\"").as_deref(), Some("list" | "custom")) {
                continue;
            }
            let mut formula = between("<formula1>", "</formula1>").unwrap();
            // The same numbers and names, as either program writes them.
            for (written, plain) in [
                ("'", ""),
                ("&quot;", "\""),
                ("1E4", "10000"),
                ("1E8", "100000000"),
                (",TRUE,", ",1,"),
                ("TRUE()", "1"),
            ] {
                formula = formula.replace(written, plain);
            }
            found.insert((sheet, between("sqref=\"", "\"").unwrap(), formula));
        }
    }
    found
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_empty_form_is_opened_and_saved_with_its_lists_and_checks() {
    let folder = Folder::new();
    for rubric in RUBRICS {
        let before = form(rubric, &folder, "form.xlsx");
        let wanted = rules(&before);
        assert!(!wanted.is_empty(), "{rubric}");
        for (from, to) in [("form.xlsx", "ods"), ("form.ods", "xls"), ("form.xls", "xlsx")] {
            folder.convert(from, to);
        }
        let after = folder.read("form.xlsx");
        assert_ne!(before, after, "{rubric} was not saved");
        assert_eq!(opened(&before).sheet_names(), opened(&after).sheet_names(), "{rubric}");
        let kept = rules(&after);
        let lost: Vec<_> = wanted.difference(&kept).take(3).collect();
        assert!(lost.is_empty() && kept.len() == wanted.len(), "{rubric}: {lost:?}");
        std::fs::remove_file(folder.path("form.xlsx")).unwrap();
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_form_filled_in_is_read_from_every_format_that_it_is_saved_in() {
    let folder = Folder::new();
    let empty = form("examples/first-rubric/first.rubric", &folder, "filled.xlsx");
    let range = opened(&empty).worksheet_range("数据").unwrap();
    let row = |name: &str| {
        range
            .rows()
            .position(|row| matches!(&row[0], Data::String(text) if text == name))
            .unwrap_or_else(|| panic!("{name}"))
    };
    let facts = [
        ("计划人数", "120人"),
        ("实到人数", "107"),
        ("预算数", "300,000.00元"),
        ("支出数", "２７．６万元"),
        ("培训结束日期", "2024年11月29日"),
        ("报告提交日期", "2024/12/29"),
        ("缺少的材料", "1项"),
    ];
    let mut cells: Vec<(String, usize, usize, String)> =
        facts.iter().map(|(name, value)| ("数据".to_owned(), row(name), 4, (*value).to_owned())).collect();
    cells.push(("概况".to_owned(), 0, 1, "职业技能培训班".to_owned()));
    cells.push(("概况".to_owned(), 1, 1, "2024".to_owned()));
    folder.write("filled.xlsx", &typed(&empty, &cells));
    let lines: Vec<String> = facts.iter().map(|(name, value)| format!("  {name}: \"{value}\"\n")).collect();
    folder.write("facts.yaml", format!("对象: 职业技能培训班\n期间: 2024\n数据:\n{}", lines.concat()).as_bytes());
    let score = |name: &str| {
        let (rubric, facts) = (root().join("examples/first-rubric/first.rubric"), folder.path(name));
        let run = run(&["eval", rubric.to_str().unwrap(), facts.to_str().unwrap(), "--format", "json", "--lang", "zh"]);
        let output = run.output().status(0).quiet();
        let value: serde_json::Value = serde_json::from_str(&output.out).unwrap();
        value["score"].as_str().unwrap().to_owned()
    };
    let wanted = score("facts.yaml");
    for (from, to) in [("filled.xlsx", "ods"), ("filled.ods", "xls"), ("filled.xls", "xlsx"), ("filled.xlsx", "ods")] {
        assert_eq!(score(from), wanted, "{from}");
        folder.convert(from, to);
    }
}
