//! Each limit on what is read of a workbook, at it and one beyond; and the memory that the worst files take.

use rubric_lang::book::{BookFormat, Fault, MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_SHEETS, read};

use super::broken::{ods, zipped};

/// What is said of the limit that `bytes` are beyond; nothing where they are read.
fn beyond(bytes: &[u8], format: BookFormat) -> Option<String> {
    match read(bytes, format) {
        Ok(_) => None,
        Err(Fault::TooLarge(what)) => Some(what.key.to_owned()),
        Err(other) => panic!("{other:?}"),
    }
}

/// Holds that a workbook of `at` is read and one of `over` is not, as beyond the limit `key`.
#[track_caller]
fn holds(at: &str, over: &str, key: &str) {
    assert_eq!(beyond(&ods(at), BookFormat::Ods), None, "{key}");
    assert_eq!(beyond(&ods(over), BookFormat::Ods).as_deref(), Some(key));
}

fn table(rows: &str) -> String {
    format!("<table:table table:name=\"甲\">{rows}</table:table>")
}

fn cell(attributes: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\" {attributes}><text:p>x</text:p></table:table-cell>")
}

#[test]
fn sheets_rows_and_columns_are_limited() {
    let sheets = |number: usize| "<table:table table:name=\"甲\"/>".repeat(number);
    holds(&sheets(MAX_SHEETS), &sheets(MAX_SHEETS + 1), "book-limit-sheets");
    let below = |blank: u32| {
        let blank = format!("<table:table-row table:number-rows-repeated=\"{blank}\"/>");
        table(&format!("{blank}<table:table-row>{}</table:table-row>", cell("")))
    };
    holds(&below(MAX_ROWS - 1), &below(MAX_ROWS), "book-limit-rows");
    let behind = |blank: u32| {
        let blank = format!("<table:table-cell table:number-columns-repeated=\"{blank}\"/>");
        table(&format!("<table:table-row>{blank}{}</table:table-row>", cell("")))
    };
    holds(&behind(MAX_COLUMNS - 1), &behind(MAX_COLUMNS), "book-limit-columns");
    // Of text, even where nothing stands between the commas.
    let commas = |number: u32| ",".repeat(number as usize);
    assert_eq!(beyond(commas(MAX_COLUMNS - 1).as_bytes(), BookFormat::Csv), None);
    assert_eq!(beyond(commas(MAX_COLUMNS).as_bytes(), BookFormat::Csv).as_deref(), Some("book-limit-columns"));
    let lines = format!("{}x", "\n".repeat(MAX_ROWS as usize));
    assert_eq!(beyond(lines.as_bytes(), BookFormat::Csv).as_deref(), Some("book-limit-rows"));
}

#[test]
fn cells_text_and_merged_areas_are_limited() {
    let cells = |rows: u32, more: u32| {
        let row = |rows: u32, columns: u32| {
            let repeated = cell(&format!("table:number-columns-repeated=\"{columns}\""));
            format!("<table:table-row table:number-rows-repeated=\"{rows}\">{repeated}</table:table-row>")
        };
        let more = if more == 0 { String::new() } else { row(1, more) };
        table(&format!("{}{more}", row(rows, 1000)))
    };
    holds(&cells(1000, 0), &cells(1000, 1), "book-limit-cells");
    let text = |bytes: usize, cells: u32| {
        let text = "x".repeat(bytes);
        table(&format!(
            "<table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{cells}\">\
             <text:p>{text}</text:p></table:table-cell></table:table-row>"
        ))
    };
    holds(&text(MAX_CELL, 1), &text(MAX_CELL + 1, 1), "book-limit-cell");
    holds(&text(MAX_CELL, 512), &text(MAX_CELL, 513), "book-limit-text");
    let merges = |number: usize| {
        table(&"<table:table-row><table:table-cell table:number-rows-spanned=\"2\"/></table:table-row>".repeat(number))
    };
    holds(&merges(MAX_MERGES), &merges(MAX_MERGES + 1), "book-limit-merges");
}

#[test]
fn files_and_what_they_unpack_to_are_limited() {
    // Blanks behind the last row: 0.1 MiB that unpack to 96.
    let padded = |mebibytes: usize| ods(&format!("{}{}", table(""), " ".repeat(mebibytes << 20)));
    assert_eq!(beyond(&padded(90), BookFormat::Ods), None);
    let over = padded(97);
    assert!(over.len() < 1 << 20, "{}", over.len());
    assert_eq!(beyond(&over, BookFormat::Ods).as_deref(), Some("book-limit-unpacked"));
    // The parts of a file together, none of which is beyond it alone.
    let part = |number: usize| (format!("xl/worksheets/sheet{number}.xml"), vec![b' '; 33 << 20]);
    let parts = zipped(&[part(1), part(2), part(3)]);
    assert_eq!(beyond(&parts, BookFormat::Xlsx).as_deref(), Some("book-limit-unpacked"));
    for name in ["f.xlsx", "f.csv"] {
        let run = crate::support::run(&["eval", "r.rubric", name, "--lang", "zh"]);
        let run = run.file(
            "r.rubric",
            "评分表 试 版本 \"1\" { 满分 10分  不舍入 }\n指标 甲 10分 { 数据 乙 : 是否 得满分 当 乙 }\n",
        );
        let run = run.file(name, vec![b' '; MAX_BYTES as usize + 1]);
        run.output().status(1).complains("文件太大：文件超过 64 MiB");
    }
}

/// The address space that the program may take for the worst files. Measured on Linux with a debug build, files that
/// unpack without end, or that have nothing but delimiters, quotes, shared texts or styles in them, take 130 to 410 MB.
#[cfg(target_os = "linux")]
const MOST_KIB: u64 = 1536 << 10;

/// The real program, with no more memory than that: it tells what is wrong and is not killed.
#[cfg(target_os = "linux")]
#[test]
fn the_worst_files_take_bounded_memory() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("worst");
    std::fs::create_dir_all(&folder).unwrap();
    let part = |name: &str, content: Vec<u8>| (name.to_owned(), content);
    let mimetype = || part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec());
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        // Less than 1 MiB that unpacks to 600.
        ("blanks.ods", zipped(&[mimetype(), part("content.xml", vec![b' '; 600 << 20])]), "E1404"),
        ("deep.ods", zipped(&[mimetype(), part("content.xml", b"<a>".repeat(8 << 20))]), "E1402"),
        ("commas.csv", b",".repeat(63 << 20), "E1404"),
        ("quotes.csv", b"\"".repeat(16 << 20), "E1404"),
        (
            "parts.xlsx",
            zipped(&(0..2000).map(|n| part(&format!("xl/worksheets/s{n}.xml"), vec![b' '; 4096])).collect::<Vec<_>>()),
            "E1402",
        ),
    ];
    let rubric = crate::support::root().join(super::RUBRIC);
    for (name, bytes, code) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
        let limited = format!("ulimit -v {MOST_KIB} && exec \"$@\"");
        let output = std::process::Command::new("sh")
            .args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_rubric"), "eval"])
            .args([rubric.as_os_str(), folder.join(name).as_os_str()])
            .args(["--lang", "zh", "--color", "never"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(code), "{name}: {said}");
        std::fs::remove_file(folder.join(name)).unwrap();
    }
}
