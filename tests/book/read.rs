//! What is read of a sheet, and what is told of it, with its places.

use rubric_lang::book::{BookFormat, DelimitedFile, read};
use rubric_lang::diagnostic::Diagnostic;
use rubric_lang::facts::{Facts, Slot};
use rubric_lang::locale::{Language, Locale};
use rubric_lang::render::{Style, render, render_plain, render_short};
use rubric_lang::source::SourceMap;
use rubric_lang::{bind_book, check, load, load_book, load_folder};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

const RUBRIC: &str = r#"
评分表 "示例" 版本 "2024" { 适用 2024-01-01 至 2024-12-31  满分 10分  不舍入 }
单位 人, 篇
指标 执行 10分 {
  数据 预算数 : 金额 > 0元
  数据 支出数 : 金额(万元) ≥ 0元
  数据 完成率 : 比率 [0%, 200%]
  数据 办结时限 : 工作日 ≥ 0
  数据 公开日期 : 日期?
  数据 已公开 : 是否
  数据 项目 : 表 { 名称 : 文本, 金额 : 金额(元) ≥ 0元, 日期 : 日期?, 达标 : 是否? }
  数据 产出 : 表 { 名称 : 文本, 目标值 : 量? ≥ 0, 实际值 : 量 ≥ 0 }
  得满分 当 支出数 ≤ 预算数 且 完成率 ≥ 0% 且 办结时限 ≥ 0工作日 且 已公开 且 已填 公开日期 且 合计(项目, 金额) ≥ 0元
    且 计数(项目 当 已填 日期 且 已填 达标) ≥ 0 且 计数(产出 当 已填 目标值 且 实际值 ≥ 目标值) ≥ 0
}
"#;

/// What comes of a workbook.
pub struct Told {
    pub facts: Option<Facts>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
}

impl Told {
    /// The messages with their excerpts.
    pub fn shown(&self, language: Language, width: usize) -> String {
        let style = Style { width, ..Style::default() };
        render(&self.diagnostics, &self.sources, &Locale::new(language), &style)
    }

    /// The messages in one line each.
    pub fn short(&self) -> String {
        render_short(&self.diagnostics, &self.sources, &Locale::new(Language::Zh))
    }

    /// What is known of a fact, as written.
    #[track_caller]
    pub fn written(&self, fact: usize) -> String {
        let facts = self.facts.as_ref().unwrap_or_else(|| panic!("{}", self.short()));
        facts.origins[fact].as_ref().map(|origin| origin.written.clone()).unwrap_or_default()
    }

    /// The rows of a table, as written, `-` where nothing is.
    #[track_caller]
    pub fn rows(&self, fact: usize) -> Vec<String> {
        let facts = self.facts.as_ref().unwrap_or_else(|| panic!("{}", self.short()));
        let Slot::Table(table) = &facts.slots[fact] else { return Vec::new() };
        let cell = |origin: &Option<rubric_lang::facts::Origin>| {
            origin.as_ref().map_or_else(|| "-".to_owned(), |origin| origin.written.clone())
        };
        table.rows.iter().map(|row| row.origins.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
    }
}

/// Binds to the rubric of this module what `load` gives.
pub fn told(read: impl FnOnce(&mut SourceMap) -> Result<rubric_lang::LoadedBook, Box<Diagnostic>>) -> Told {
    let mut sources = SourceMap::new();
    let loaded = load("示例.rubric", &mut sources, &mut |_| Ok(RUBRIC.into())).unwrap();
    let checked = check(loaded, &sources);
    let rubric = checked
        .rubric
        .unwrap_or_else(|| panic!("{}", render_short(&checked.diagnostics, &sources, &Locale::new(Language::Zh))));
    let (facts, diagnostics) = match read(&mut sources) {
        Ok(loaded) => bind_book(&loaded, &sources, &rubric),
        Err(problem) => (None, vec![*problem]),
    };
    Told { facts, diagnostics, sources }
}

/// What comes of the bytes of a workbook.
pub fn told_of(name: &str, bytes: &[u8], format: BookFormat) -> Told {
    told(|sources| load_book(name, bytes, format, sources))
}

/// What comes of a folder of csv.
pub fn folder(files: &[(&str, &str)]) -> Told {
    let files: Vec<DelimitedFile> = files
        .iter()
        .map(|(stem, text)| DelimitedFile {
            path: format!("数据/{stem}.csv"),
            stem: (*stem).to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
        .collect();
    told(|sources| load_folder("数据", &files, sources))
}

/// What is put into a sheet.
pub type Fill<'f> = &'f dyn Fn(&mut Worksheet);

/// An xlsx file with the sheets that `fill` fills.
pub fn xlsx(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, fill) in sheets {
        fill(workbook.add_worksheet().set_name(*name).unwrap());
    }
    workbook.save_to_buffer().unwrap()
}

pub const ABOUT: (&str, &str) = ("概况", "对象,市培训中心\n期间,2024\n");

#[test]
fn single_facts_are_read_with_the_unit_of_their_row() {
    let told = folder(&[
        ABOUT,
        (
            "数据",
            "2024年度数据填报表\n序号,名称,值,单位,来源\n1,预算数,\"2,641.94\",万元,决算报表\n2,支出数（元）,2600,,\n3,完成率,９８．５％,,\n\
             4,办结时限,5个工作日,工作日,\n5,公开日期,2024年3月7日,,\n6,已公开,√,,\n",
        ),
    ]);
    assert_eq!(told.short(), "");
    let written: Vec<String> = (0..6).map(|fact| told.written(fact)).collect();
    assert_eq!(written, ["2,641.94万元", "2600元", "９８．５％", "5个工作日", "2024年3月7日", "√"]);
}

#[test]
fn a_plain_table_is_read_by_its_heads() {
    let told = folder(&[
        ABOUT,
        (
            "2024年明细",
            "项目支出明细表\n单位：万元,,,\n日期,备注,名称,金额\n2024/3/7,,办公,12.5\n2024.3.8,紧急,差旅,\"1,234\"\n,,培训,3000元\n合计,,,1546.5\n\
             注：金额按决算数填列,,,\n",
        ),
    ]);
    assert!(told.short().starts_with("数据/2024年明细.csv A7: "), "{}", told.short());
    assert_eq!(
        told.rows(6),
        ["办公 | 12.5万元 | 2024/3/7 | -", "差旅 | 1,234万元 | 2024.3.8 | -", "培训 | 3000元 | - | -"]
    );
}

#[test]
fn merged_cells_say_the_same_as_above() {
    let bytes = xlsx(&[
        ("概况", &|sheet| {
            sheet.write(0, 0, "期间").unwrap();
            sheet.write(0, 1, 2024).unwrap();
        }),
        ("产出", &|sheet| {
            let plain = Format::new();
            sheet.merge_range(0, 0, 0, 3, "产出", &plain).unwrap();
            // A head of two rows: names that reach over both, and two below one.
            sheet.merge_range(1, 0, 2, 0, "名称", &plain).unwrap();
            sheet.merge_range(1, 1, 1, 2, "完成情况", &plain).unwrap();
            sheet.write(2, 1, "目标值").unwrap();
            sheet.write(2, 2, "实际值").unwrap();
            sheet.merge_range(1, 3, 2, 3, "来源", &plain).unwrap();
            for (row, name) in [(3, "发表文章"), (4, "宣讲"), (5, "助学")] {
                sheet.write(row, 0, name).unwrap();
                sheet.write(row, 2, "至少 580篇，低于 590篇").unwrap();
            }
            sheet.merge_range(3, 1, 5, 1, "500篇", &plain).unwrap();
            sheet.merge_range(3, 3, 5, 3, "附件1", &plain).unwrap();
        }),
    ]);
    let told = told_of("facts.xlsx", &bytes, BookFormat::Xlsx);
    assert_eq!(told.short(), "");
    let rows = ["发表文章", "宣讲", "助学"].map(|name| format!("{name} | 500篇 | 至少 580篇，低于 590篇"));
    assert_eq!(told.rows(7), rows);
    let facts = told.facts.unwrap();
    let Slot::Table(table) = &facts.slots[7] else { panic!() };
    let sources: Vec<_> = table.rows.iter().map(|row| row.origins[1].as_ref().unwrap().source.clone()).collect();
    assert_eq!(sources, vec![Some("附件1".to_owned()); 3]);
}

#[test]
fn cells_hold_what_a_person_reads_in_them() {
    let bytes = xlsx(&[("甲", &|sheet| {
        let format = |code: &str| Format::new().set_num_format(code);
        let day = ExcelDateTime::from_ymd(2024, 3, 7).unwrap();
        sheet.write(0, 0, 0.1 + 0.2).unwrap();
        sheet.write_with_format(0, 1, 0.8981, &format("0.00%")).unwrap();
        sheet.write_with_format(0, 2, 20000, &format("#,##0.00")).unwrap();
        sheet.write_with_format(0, 3, 2641.94, &format("0.00\"万元\"")).unwrap();
        sheet.write_with_format(0, 4, &day, &format("yyyy/m/d")).unwrap();
        sheet.write_with_format(0, 5, &day, &format("yyyy\"年\"m\"月\"")).unwrap();
        sheet.write_boolean(0, 6, true).unwrap();
        sheet.write_formula(0, 7, Formula::new("=1/3").set_result("0.3333333333333333")).unwrap();
        sheet.write_formula(0, 8, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write(0, 9, " 第一行\n第二行 ").unwrap();
        sheet.write_with_format(0, 10, -5, &format("0.0_);(0.0)")).unwrap();
        sheet.write_with_format(0, 11, 26_419_400, &format("0.0,")).unwrap();
        sheet.write_with_format(0, 12, 0.5, &format("h:mm")).unwrap();
    })]);
    let book = read(&bytes, BookFormat::Xlsx).unwrap();
    let cells: Vec<String> = book.sheets[0].cells.iter().map(|cell| format!("{:?}", cell.content)).collect();
    insta::assert_snapshot!(cells.join("\n"));
}

#[test]
fn days_of_both_epochs_are_the_same_days() {
    let bytes = xlsx(&[("甲", &|sheet| {
        sheet.write_with_format(0, 0, 45358, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write_with_format(0, 1, 43896, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    })]);
    let shown = |bytes: &[u8]| {
        let book = read(bytes, BookFormat::Xlsx).unwrap();
        book.sheets[0].cells.iter().map(|cell| cell.content.shown().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&bytes), ["2024-03-07", "2020-03-06"]);
    let since_1904 = super::broken::changed(&bytes, "xl/workbook.xml", |text| {
        text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    assert_eq!(shown(&since_1904), ["2028-03-08", "2024-03-07"]);
}

/// Every kind of mistake in one workbook, told at once and at its cell.
fn mistaken() -> Told {
    let bytes = xlsx(&[
        ("概况", &|sheet| {
            for (row, (key, value)) in
                (0..).zip([("对象", "市培训中心"), ("期间", "2023"), ("评分表", "示例"), ("版本", "2023")])
            {
                sheet.write(row, 0, key).unwrap();
                sheet.write(row, 1, value).unwrap();
            }
        }),
        ("数据", &|sheet| {
            let rows = [
                ["名称", "单位", "值", "来源"],
                ["预算数", "万元", "约300", "预算批复"],
                ["支出数", "千元", "285", ""],
                ["完成律", "", "98%", ""],
                ["公开日期", "", "2024年2月30日", ""],
                ["已公开", "", "基本公开", ""],
                ["", "", "12", ""],
                ["支出数", "", "285万元", ""],
            ];
            for (row, cells) in (0..).zip(rows) {
                for (column, text) in (0..).zip(cells) {
                    sheet.write(row, column, text).unwrap();
                }
            }
            sheet.write(8, 0, "办结时限").unwrap();
            sheet.write_formula(8, 2, Formula::new("=A1/0").set_result("#DIV/0!")).unwrap();
        }),
        ("项目", &|sheet| {
            sheet.write(0, 0, "名称").unwrap();
            sheet.write(0, 1, "金额（千元）").unwrap();
            sheet.merge_range(0, 2, 0, 3, "日期", &Format::new()).unwrap();
            sheet.write(0, 4, "达标").unwrap();
            sheet.write(0, 5, "达标").unwrap();
            sheet.write(1, 0, "办公").unwrap();
            sheet.write(1, 2, "2024-03-07").unwrap();
            sheet.write(1, 3, "2024-03-08").unwrap();
        }),
        ("产岀", &|sheet| {
            sheet.write(0, 0, "没有表头").unwrap();
        }),
        ("附表", &|sheet| {
            sheet.write(0, 0, "与评分无关").unwrap();
        }),
    ]);
    told_of("facts.xlsx", &bytes, BookFormat::Xlsx)
}

#[test]
fn all_mistakes_are_told_at_once_and_at_their_cells() {
    let told = mistaken();
    assert!(told.facts.is_none());
    insta::assert_snapshot!("mistaken-zh-80", told.shown(Language::Zh, 80));
    insta::assert_snapshot!("mistaken-zh-100", told.shown(Language::Zh, 100));
    insta::assert_snapshot!("mistaken-en-80", told.shown(Language::En, 80));
    insta::assert_snapshot!("mistaken-zh-short", told.short());
    insta::assert_snapshot!(
        "mistaken-zh-plain",
        render_plain(&told.diagnostics, &told.sources, &Locale::new(Language::Zh))
    );
    let found = [rubric_lang::export::Found { sources: &told.sources, diagnostics: &told.diagnostics }];
    let json = rubric_lang::export::listing(&found, &Locale::new(Language::Zh)).unwrap();
    insta::assert_snapshot!("mistaken-zh-json", json.lines().take(60).collect::<Vec<_>>().join("\n"));
    assert!(told.diagnostics.iter().all(|diagnostic| diagnostic.fix.is_none()), "nobody edits a workbook by bytes");
}

#[test]
fn tables_with_nothing_in_them_say_so_or_are_not_filled_in() {
    let told = folder(&[
        ABOUT,
        ("项目", "项目\n,,,\n名称,金额,日期,来源\n无,,,2024年台账\n"),
        ("产出", "名称,目标值,实际值\n"),
    ]);
    assert_eq!(told.short(), "");
    let facts = told.facts.as_ref().unwrap();
    assert!(matches!(&facts.slots[6], Slot::Table(table) if table.rows.is_empty()));
    assert_eq!(facts.origins[6].as_ref().unwrap().source.as_deref(), Some("2024年台账"));
    assert!(matches!(&facts.slots[7], Slot::Missing));
}

#[test]
fn english_sheets_and_heads_are_read_as_well() {
    let told = folder(&[
        ("About", "subject,Training centre\nperiod,2024\n"),
        ("Facts", "name,unit,value,source\n预算数,万元,100,\n支出数,万元,at least 90,accounts\n"),
    ]);
    assert_eq!(told.short(), "");
    assert_eq!([told.written(0), told.written(1)], ["100万元", "至少 90万元"]);
}
