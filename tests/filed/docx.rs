//! The Word file: parts that are well formed, in the order of the schema, the same bytes every time.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use rubric_lang::locale::{Language, Locale};
use rubric_lang::report::{self, Block, Cell, Column, Document, Item, Row, Table};

use crate::support::filing::{of_files, of_texts};

use super::{DEPARTMENT, FIRST, PROJECT};

/// The parts of a file by their names.
fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

/// The children that an element may have, in the order in which they must stand, as far as they are written here.
const ORDERS: &[(&str, &[&str])] = &[
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:numPr",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    ("w:rPr", &["w:rFonts", "w:b", "w:bCs", "w:sz", "w:szCs", "w:lang"]),
    ("w:numPr", &["w:ilvl", "w:numId"]),
    (
        "w:tblPr",
        &["w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook"],
    ),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:shd", "w:vAlign"]),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    ("w:tr", &["w:trPr", "w:tc"]),
    ("w:tc", &["w:tcPr", "w:p"]),
    ("w:p", &["w:pPr", "w:r"]),
    ("w:r", &["w:rPr", "w:t", "w:tab", "w:br", "w:fldChar", "w:instrText"]),
    ("w:sectPr", &["w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:cols"]),
    ("w:body", &["w:p", "w:tbl", "w:sectPr"]),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:tblStylePr",
        ],
    ),
    ("w:styles", &["w:docDefaults", "w:style"]),
    ("w:lvl", &["w:start", "w:numFmt", "w:suff", "w:lvlText", "w:lvlJc", "w:pPr"]),
    ("w:abstractNum", &["w:multiLevelType", "w:lvl"]),
    ("w:num", &["w:abstractNumId", "w:lvlOverride"]),
    ("w:numbering", &["w:abstractNum", "w:num"]),
    ("w:settings", &["w:zoom", "w:defaultTabStop", "w:characterSpacingControl", "w:compat", "w:themeFontLang"]),
    ("w:font", &["w:altName", "w:charset", "w:family", "w:pitch"]),
];
/// In these the children may follow one another in any order.
const FREE: &[&str] = &["w:body", "w:r", "w:trPr"];

/// Holds that a part is well formed, that every element has the children that the schema allows in its order, and
/// returns its text.
#[track_caller]
fn read(name: &str, part: &str) -> String {
    let mut reader = Reader::from_str(part);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut text = String::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}"));
        let start = match &event {
            Event::Start(start) | Event::Empty(start) => start.name().as_ref().to_owned(),
            Event::End(_) => {
                open.pop().unwrap();
                continue;
            }
            Event::Text(words) => {
                text.push_str(words);
                continue;
            }
            Event::GeneralRef(reference) => {
                text.push_str(match &**reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("{name}: &{other};"),
                });
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        if let Some((parent, last)) = open.last_mut()
            && let Some((_, order)) = ORDERS.iter().find(|(name, _)| name == parent)
        {
            let place = order.iter().position(|child| *child == start);
            let place = place.unwrap_or_else(|| panic!("{name}: {start} in {parent}"));
            assert!(place >= *last || FREE.contains(&parent.as_str()), "{name}: {start} stands too late in {parent}");
            *last = place;
        }
        if start == "w:p" {
            text.push('\n');
        }
        if matches!(event, Event::Start(_)) {
            open.push((start, 0));
        }
    }
    assert!(open.is_empty(), "{name}: not closed");
    text
}

#[track_caller]
fn sound(file: &[u8]) -> String {
    let parts = parts(file);
    let mut document = String::new();
    for (name, part) in &parts {
        let text = read(name, part);
        if name == "word/document.xml" {
            document = text;
        }
    }
    // What is named is there.
    for (name, part) in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
        for target in part.split("Target=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let folder = if name.starts_with("word/") { "word/" } else { "" };
            assert!(parts.contains_key(&format!("{folder}{target}")), "{target}");
        }
    }
    for target in parts["[Content_Types].xml"].split("PartName=\"/").skip(1) {
        assert!(parts.contains_key(target.split('"').next().unwrap()), "{target}");
    }
    let styles = &parts["word/styles.xml"];
    for style in parts["word/document.xml"].split("Style w:val=\"").skip(1) {
        let id = style.split('"').next().unwrap();
        assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
    }
    let numbering = &parts["word/numbering.xml"];
    for number in parts["word/document.xml"].split("<w:numId w:val=\"").skip(1) {
        let number = number.split('"').next().unwrap();
        assert!(numbering.contains(&format!("<w:num w:numId=\"{number}\">")), "{number}");
    }
    tables_are_full(&parts["word/document.xml"]);
    document
}

/// Every row of every table fills its grid, and what goes on downwards began above.
#[track_caller]
fn tables_are_full(document: &str) {
    for table in document.split("<w:tbl>").skip(1) {
        let table = table.split("</w:tbl>").next().unwrap();
        let columns = table.matches("<w:gridCol ").count();
        let mut open = vec![false; columns];
        for row in table.split("<w:tr>").skip(1) {
            let mut x = 0;
            for cell in row.split("<w:tc>").skip(1) {
                let across = cell.split("<w:gridSpan w:val=\"").nth(1);
                let across: usize = across.map_or(1, |rest| rest.split('"').next().unwrap().parse().unwrap());
                if cell.contains("<w:vMerge/>") {
                    assert!(open[x], "nothing goes on here: {cell}");
                } else {
                    open[x..x + across].fill(cell.contains("<w:vMerge w:val=\"restart\"/>"));
                }
                assert!(cell.contains("<w:p>"), "a cell has a paragraph");
                x += across;
            }
            assert_eq!(x, columns, "{row}");
        }
    }
}

#[test]
fn parts_are_well_formed_and_in_the_order_of_the_schema() {
    for language in Language::ALL {
        for (rubric, facts) in [DEPARTMENT, FIRST, PROJECT] {
            let (file, score) = of_files(rubric, facts, language, |filing| {
                let score = filing.assessment.score.clone().unwrap();
                (report::docx(&report::filed(filing), filing.locale).unwrap(), score)
            });
            let text = sound(&file);
            assert!(text.contains(&score), "{text}");
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let (rubric, facts) = FIRST;
    let make =
        || of_files(rubric, facts, Language::Zh, |filing| report::docx(&report::filed(filing), filing.locale).unwrap());
    assert_eq!(make(), make());
}

#[test]
fn names_with_signs_of_xml_and_control_characters_survive() {
    let rubric = "评分表 \"<甲> & “乙” 'x'\" { 满分 10分\n不舍入 }\n指标 \"a<b>&c\" 10分 { 解释 \"1 < 2 && 3 > 2\"　数据 子 : 是否　得满分 当 子 }\n";
    let facts = "对象: \"某<局>]]>\"\n数据: { 子: { 值: 是, 来源: \"<!-- & -->\" } }\n";
    let file =
        of_texts(rubric, facts, Language::Zh, |filing| report::docx(&report::filed(filing), filing.locale).unwrap());
    let text = sound(&file);
    for name in ["<甲> & “乙” 'x'评分报告", "a<b>&c", "1 < 2 && 3 > 2", "某<局>]]>"] {
        assert!(text.contains(name), "{name} in {text}");
    }
}

#[test]
fn every_block_of_a_document_is_written() {
    let cells = |y: usize| (0..9).map(|x| Cell::from(format!("{y}.{x}"))).collect::<Vec<_>>();
    let mut wide = Table { columns: (0..9).map(|x| Column::words(x.to_string())).collect(), rows: Vec::new() };
    wide.rows = (0..60).map(|y| Row { cells: cells(y), ..Row::default() }).collect();
    wide.rows[0].cells[0] = Cell::from("左上").down(2).across(3);
    for (y, x) in [(0, 1), (0, 2), (1, 0), (1, 1), (1, 2)] {
        wide.rows[y].cells[x] = Cell::covered();
    }
    let form = Table { columns: vec![Column::words(""); 2], rows: vec![Row::new(["项目名称", "某"])] };
    let mut document = Document::default();
    document.heading(1, "题");
    document.blocks.push(Block::Fields(vec![("对象".into(), "甲\n乙".into()), ("期间".into(), String::new())]));
    for level in 2..9 {
        document.heading(level, format!("级{level}"));
    }
    document.paragraph("一\n二");
    document.paragraph("铃\u{7}响\u{0}\u{b}\u{1f}\u{fffe}");
    document.list(vec![Item {
        text: "甲".into(),
        items: vec![Item {
            text: "子".into(), items: vec![Item { text: "丑".into(), items: vec![Item::text("寅")] }]
        }],
    }]);
    document.list(vec![Item::text("乙")]);
    document.table("小表", form.clone());
    document.blocks.push(Block::Table(form));
    document.heading(2, "附件");
    document.table("大表", wide.clone());
    document.blocks.push(Block::Table(wide));
    document.blocks.push(Block::Code(7, "得分 = 1分\n<x>\n".into()));
    document.blocks.push(Block::Table(Table::default()));
    for language in Language::ALL {
        let file = report::docx(&document, &Locale::new(language)).unwrap();
        let text = sound(&file);
        for words in
            ["题", "级8", "铃响", "一", "二", "甲", "寅", "乙", "项目名称", "左上", "59.8", "7  得分 = 1分", "8  <x>"]
        {
            assert!(text.contains(words), "{words} in {text}");
        }
        let xml = &parts(&file)["word/document.xml"];
        assert_eq!(xml.matches("w:orient=\"landscape\"").count(), 2);
        assert_eq!(xml.matches("<w:tblHeader/>").count(), 2, "a form has no head");
        assert_eq!(xml.matches("<w:sectPr>").count(), 4);
    }
    let empty = report::docx(&Document::default(), &Locale::new(Language::Zh)).unwrap();
    sound(&empty);
}
