//! What no page can show: too much, or what cannot be seen.

use std::fmt::Write as _;

use std::io::{Cursor, Read as _, Write as _};

use rubric_lang::book::BookFormat;
use rubric_lang::diagnostic::Code;
use rubric_lang::facts::Format;
use rubric_lang::source::SourceMap;
use rubric_lang::{Unreadable, bind_book, check, load, load_book, load_folder};
use rust_xlsxwriter::{Format as CellFormat, Formula, Workbook};

use super::run::{Run, Told};

const RUBRIC: &str = "评分表 例 { 满分 10分 不舍入 }\n指标 甲 10分 {\n  数据 项目 : 表 { 名称 : 文本, 金额 : 金额 } 至少 1行\n  得满分 当 合计(项目, 金额) > 0元\n}\n";

/// What an example of `code` brings about; `None` where there is none.
pub fn told(code: Code) -> Option<Told> {
    let mut run =
        Run { rubric: RUBRIC.to_owned(), facts: None, sheets: Vec::new(), files: Vec::new(), deny_departures: false };
    match code {
        Code::NotText => run.rubric.push('\u{200b}'),
        Code::UseUnreadable => {
            run.rubric.push_str("引用 \"库\"\n");
            return Some(run.told_with(&mut |_| Err(Unreadable::Directory)));
        }
        Code::TooManyColumns => {
            let columns: Vec<String> = (0..257).map(|i| format!("栏{i} : 数")).collect();
            run.rubric = run.rubric.replace("名称 : 文本, 金额 : 金额", &columns.join(", "));
        }
        Code::UseTooMany => {
            for i in 0..70 {
                let _ = writeln!(run.rubric, "引用 \"{i}.rubric\"");
                run.files.push((format!("{i}.rubric"), format!("单位 u{i}\n")));
            }
        }
        Code::FactsTooLarge => {
            run.facts = Some((Format::Yaml, format!("对象: 甲\n#{}\n", " ".repeat(64 << 20))));
        }
        Code::FactMoreProblems => {
            let mut facts = "对象: 甲\n期间: 2024\n数据:\n  项目:\n".to_owned();
            for i in 0..600 {
                let _ = writeln!(facts, "    - {{ 名称: 第{i}项, 金额: 100 }}");
            }
            run.facts = Some((Format::Yaml, facts));
            let mut told = run.told();
            // The others are those that it counts.
            told.diagnostics.retain(|d| d.code != Code::FactUnitMissing);
            return Some(told);
        }
        Code::ConstantTooLarge => {
            let nines = "9".repeat(28);
            let mut before = "元".to_owned();
            for i in 0..710 {
                let _ = writeln!(run.rubric, "单位 u{i} = {nines} {before}");
                before = format!("u{i}");
            }
        }
        Code::PrintedShape | Code::PrintedKey | Code::PrintedNotNumber | Code::PrintedFrom | Code::PrintedEmpty => {
            return Some(published(code));
        }
        _ => return book(code),
    }
    Some(run.told())
}

/// A workbook of facts for [`RUBRIC`] with `value` as the amount of its one row.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("项目").unwrap();
    sheet.write(0, 0, "名称").unwrap();
    sheet.write(0, 1, "金额（元）").unwrap();
    sheet.write(1, 0, "办公").unwrap();
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

/// `bytes` with the part `name` changed, as a zip.
fn changed(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let own = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        writer.start_file(own.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(if own == name { change(text) } else { text }.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What an example of a code about workbooks brings about.
fn book(code: Code) -> Option<Told> {
    let bytes = match code {
        Code::BookOther => b"<html><table><tr><td>1</td></tr></table></html>".to_vec(),
        Code::BookDamaged => {
            let whole = workbook(|sheet| drop(sheet.write(1, 1, 5)));
            whole[..whole.len() / 2].to_vec()
        }
        Code::BookEncrypted => {
            let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
            bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        }
        Code::BookTooLarge => {
            let small = workbook(|sheet| drop(sheet.write(1, 1, 5)));
            changed(&small, "xl/worksheets/sheet1.xml", |text| text + &" ".repeat(100 << 20))
        }
        Code::BookEmpty => Vec::new(),
        Code::BookNotText | Code::BookEmptyFolder => Vec::new(),
        Code::BookMergedHead => workbook(|sheet| {
            sheet.merge_range(0, 1, 0, 2, "金额（元）", &CellFormat::new()).unwrap();
            sheet.write(1, 1, 5).unwrap();
            sheet.write(1, 2, 6).unwrap();
        }),
        Code::CellUncomputed => {
            let whole = workbook(|sheet| drop(sheet.write(1, 1, Formula::new("=2+3").set_result("5"))));
            changed(&whole, "xl/worksheets/sheet1.xml", |text| text.replace("<v>5</v>", ""))
        }
        Code::CellMasked => {
            workbook(|sheet| drop(sheet.write_with_format(1, 1, 5000, &CellFormat::new().set_num_format("0.0,"))))
        }
        Code::CellTooLong => workbook(|sheet| drop(sheet.write(1, 1, 12_345_678_901_234_567.0))),
        _ => return None,
    };
    let mut sources = SourceMap::new();
    let loaded = load("例.rubric", &mut sources, &mut |_| Ok(RUBRIC.into())).unwrap();
    let rubric = check(loaded, &sources).rubric.unwrap();
    let read = match code {
        Code::BookEmptyFolder => load_folder("facts", &[], &mut sources),
        Code::BookNotText => load_book("facts.csv", &[0x81, 0xff, 0xff], BookFormat::Csv, &mut sources),
        _ => load_book("facts.xlsx", &bytes, BookFormat::Xlsx, &mut sources),
    };
    let diagnostics = match read {
        Ok(loaded) => bind_book(&loaded, &sources, &rubric).1,
        Err(problem) => vec![*problem],
    };
    Some(Told { sources, diagnostics })
}

/// What a published table brings about that is not written as one.
fn published(code: Code) -> Told {
    let text = match code {
        Code::PrintedShape => r#"{ "indicators": { "甲": 5 } }"#,
        Code::PrintedKey => r#"{ "indicators": [{ "name": "甲", "scores": 5 }] }"#,
        Code::PrintedNotNumber => r#"{ "indicators": [{ "name": "甲", "score": "约5" }] }"#,
        Code::PrintedFrom => r#"{ "figures": [{ "name": "率", "value": "5%", "from": "甲比乙" }] }"#,
        _ => r#"{ "subject": "某单位" }"#,
    };
    let mut sources = SourceMap::new();
    let id = sources.add("published.json", text);
    let root = rubric_lang::facts::read(text, id, Format::Json).unwrap();
    let (_, told) = rubric_lang::reconcile::read(&root);
    let mut diagnostics = told.into_sorted();
    // Without its rows the table is empty as well.
    if code != Code::PrintedEmpty {
        diagnostics.retain(|d| d.code != Code::PrintedEmpty);
    }
    Told { sources, diagnostics }
}
