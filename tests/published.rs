//! A rubric as it is published: `rubric doc`.

mod office;

use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{self, Block, Document, Layout, Published};
use rubric_lang::source::SourceMap;
use rubric_lang::{check, load};

use crate::support::{root, run};

/// The rubric `path` of the package as it is published.
pub fn published(path: &str, language: Language, layout: Layout) -> Document {
    let mut sources = SourceMap::new();
    let loaded = load(path, &mut sources, &mut |path| Ok(std::fs::read(root().join(path)).unwrap())).unwrap();
    let texts = loaded.texts.clone();
    let checked = check(loaded, &sources);
    let rubric = checked.rubric.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let locale = Locale::new(language);
    let published = Published { rubric: &rubric, rubric_texts: &texts, sources: &sources, locale: &locale };
    report::published(&published, layout)
}

/// The digest changes with every comment; what it stands for is told by other tests.
fn without_digest(text: &str) -> String {
    let digit = |c: char| c.is_ascii_hexdigit();
    text.lines()
        .map(|line| match line.split_once("sha256:") {
            Some((before, digest)) => format!("{before}sha256:…{}", digest.trim_start_matches(digit)),
            None => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n")
}

const DEPARTMENT: &str = "rubrics/zhanjiang-department-2024.rubric";
const ENGLISH: &str = "examples/first-rubric/first.en.rubric";

#[test]
fn the_department_rubric_is_published_as_its_table() {
    let markdown = |language| without_digest(&report::markdown(&published(DEPARTMENT, language, Layout::Table)));
    insta::assert_snapshot!("department_zh", markdown(Language::Zh));
    insta::assert_snapshot!("department_en", markdown(Language::En));
}

#[test]
fn an_english_rubric_is_published_as_its_table() {
    let markdown = |language| without_digest(&report::markdown(&published(ENGLISH, language, Layout::Table)));
    insta::assert_snapshot!("english_en", markdown(Language::En));
    insta::assert_snapshot!("english_zh", markdown(Language::Zh));
}

#[test]
fn the_terminal_shows_indicator_by_indicator() {
    let doc = |args: &[&str]| {
        let path = root().join(ENGLISH);
        let path = path.to_str().unwrap();
        let all: Vec<&str> = ["doc", path].iter().chain(args).copied().collect();
        without_digest(&run(&all).output().status(0).quiet().out)
    };
    insta::assert_snapshot!("terminal_en", doc(&["--lang", "en"]));
    insta::assert_snapshot!("plain_zh", doc(&["--lang", "zh", "--plain"]));
}

/// Every table of a document.
fn tables(document: &Document) -> Vec<&report::Table> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

#[test]
fn every_cell_stands_for_itself_or_is_reached_over() {
    let rubrics = [DEPARTMENT, ENGLISH, "tests/cases/accepted/features.rubric", "tests/cases/report/forms.rubric"];
    for path in rubrics {
        let document = published(path, Language::Zh, Layout::Table);
        for table in tables(&document) {
            let (height, width) = (table.rows.len(), table.columns.len());
            let mut covered = vec![vec![0; width]; height];
            for (y, row) in table.rows.iter().enumerate() {
                assert_eq!(row.cells.len(), width, "{path}: {row:?}");
                for (x, cell) in row.cells.iter().enumerate() {
                    for line in covered.iter_mut().skip(y).take(cell.down) {
                        line.iter_mut().skip(x).take(cell.across).for_each(|count| *count += 1);
                    }
                    assert!(y + cell.down <= height && x + cell.across <= width, "{path}: {cell:?} reaches out");
                }
            }
            assert!(covered.iter().flatten().all(|count| *count == 1), "{path}: {covered:?}");
        }
    }
}

#[test]
fn the_published_points_add_up() {
    let document = published(DEPARTMENT, Language::Zh, Layout::Table);
    let tables = tables(&document);
    let table = tables.first().unwrap();
    for column in [1, 3, 5] {
        let points = table.rows.iter().skip(1).filter_map(|row| row.cells[column].text.parse::<f64>().ok());
        let sum: f64 = points.sum();
        assert_eq!(sum.to_string(), table.rows[0].cells[column].text, "{}", table.columns[column].head);
    }
}

#[test]
fn what_cannot_be_published_is_told() {
    let library = "计分方法 甲（数值 : 数 ≥ 0）{ 得分 = 数值 × 1分 最多 满分 }\n";
    run(&["doc", "r.rubric", "--lang", "zh"]).file("r.rubric", library).output().status(1).complains("没有评分表");
    run(&["doc", "none.rubric", "--lang", "en"]).output().status(2).complains("none.rubric");
    let small = "评分表 小表 { 满分 10分\n不舍入 }\n指标 甲 10分 { 数据 乙 : 是否\n得满分 当 乙 }\n";
    let doc = |args: &[&str]| run(args).file("r.rubric", small);
    doc(&["doc", "r.rubric", "-o", "r.rubric", "--format", "markdown", "--lang", "zh"])
        .output()
        .status(2)
        .complains("r.rubric");
    doc(&["doc", "r.rubric", "-o", "r.json", "--lang", "zh"]).output().status(2).complains("r.json");
    let made = doc(&["doc", "r.rubric", "-o", "r.md", "--lang", "zh"]).gives("r.md").output().status(0);
    let text = String::from_utf8(made.files[0].clone().unwrap()).unwrap();
    assert!(text.starts_with("# 小表\n"), "{text}");
    assert!(text.contains("乙的，得满分，否则不得分。"), "{text}");
}

#[test]
fn the_same_rubric_gives_the_same_files() {
    let bytes = || {
        let (table, outline) =
            (published(DEPARTMENT, Language::Zh, Layout::Table), published(DEPARTMENT, Language::Zh, Layout::Outline));
        let locale = Locale::new(Language::Zh);
        let page = report::webpage(&table, &outline, &locale).unwrap().into_bytes();
        (page, report::workbook(&table).unwrap(), report::docx(&table, &locale).unwrap())
    };
    assert!(bytes() == bytes());
}

#[test]
fn the_workbook_has_a_sheet_a_section() {
    use calamine::{Reader as _, Xlsx};
    let bytes = report::workbook(&published(DEPARTMENT, Language::Zh, Layout::Table)).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let names = ["评分表", "总分、舍入与等级", "计分方法", "选项", "需要收集的数据", "数据核对", "编制说明"];
    assert_eq!(book.sheet_names(), names);
    assert!(book.merge_cells_by_sheet_name("评分表").unwrap().len() > 10);
    let sheet = book.worksheet_range("评分表").unwrap();
    assert_eq!(sheet.get((0, 0)).unwrap().to_string(), "湛江经开区部门整体支出绩效评价评分表");
    let head: Vec<String> = sheet.rows().nth(6).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(head, ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "指标解释", "评分标准"]);
    let sum = sheet.rows().nth(7).unwrap();
    assert_eq!((sum[0].to_string(), sum[1].to_string()), ("合计".to_owned(), "100".to_owned()));
}

#[test]
fn each_form_is_written() {
    let doc = |output: &str| {
        let path = root().join(DEPARTMENT);
        let made = run(&["doc", path.to_str().unwrap(), "-o", output, "--lang", "zh"]).gives(output).output().status(0);
        made.files.into_iter().flatten().next().unwrap()
    };
    assert!(doc("a.docx").starts_with(b"PK"));
    assert!(doc("a.xlsx").starts_with(b"PK"));
    assert!(doc("a.html").starts_with(b"<!doctype html>"));
    assert!(doc("a.md").starts_with("# 湛江".as_bytes()));
    assert!(doc("a.txt").starts_with("湛江".as_bytes()));
    let path = root().join(DEPARTMENT);
    run(&["doc", path.to_str().unwrap(), "--format", "xlsx", "--lang", "zh"]).output().status(2).complains("-o");
}
