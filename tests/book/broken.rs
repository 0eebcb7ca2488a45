//! Files that are not what they should be: each is told, in bounded time and memory, and none makes it panic.

use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use rubric_lang::book::{BookFormat, MAX_CELLS};
use rubric_lang::locale::Language;
use rust_xlsxwriter::Format;

use super::read::{Told, told_of, xlsx};

/// The parts of a zip, in their order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        (String::from_utf8(part.name_raw().to_vec()).unwrap(), content)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(part).collect()
}

pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// `bytes` with the part `name` changed.
pub fn changed(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    let (_, content) = parts.iter_mut().find(|(own, _)| own == name).unwrap();
    *content = change(String::from_utf8(std::mem::take(content)).unwrap()).into_bytes();
    zipped(&parts)
}

/// A small sound workbook.
fn sound() -> Vec<u8> {
    xlsx(&[
        ("概况", &|sheet| {
            sheet.write(0, 0, "期间").unwrap();
            sheet.write(0, 1, 2024).unwrap();
        }),
        ("项目", &|sheet| {
            sheet.merge_range(0, 0, 0, 2, "项目", &Format::new()).unwrap();
            for (column, head) in (0..).zip(["名称", "金额（元）", "日期"]) {
                sheet.write(1, column, head).unwrap();
            }
            sheet.write(2, 0, "办公").unwrap();
            sheet.write(2, 1, 5).unwrap();
            sheet.write_with_format(2, 2, 45358, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        }),
    ])
}

/// Holds that `bytes` are told of with `code`, soon.
#[track_caller]
fn is_told(name: &str, bytes: &[u8], format: BookFormat, code: &str) -> Told {
    let start = Instant::now();
    let told = told_of(name, bytes, format);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    let codes: Vec<&str> = told.diagnostics.iter().map(|d| d.code.code()).collect();
    assert!(told.facts.is_none() && codes.contains(&code), "{codes:?} instead of {code}");
    told
}

#[test]
fn the_sound_one_is_sound() {
    assert_eq!(told_of("facts.xlsx", &sound(), BookFormat::Xlsx).short(), "");
}

#[test]
fn a_file_that_is_something_else_is_told_what_it_is() {
    let ole = |name: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend([0; 1024]);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let word = zipped(&[("word/document.xml".to_owned(), b"<w/>".to_vec())]);
    let other = zipped(&[("a.txt".to_owned(), b"a".to_vec())]);
    let cases: Vec<(&str, Vec<u8>, BookFormat)> = vec![
        ("网页.xlsx", b"\xef\xbb\xbf<html><table></table></html>".to_vec(), BookFormat::Xlsx),
        ("旧版.xlsx", ole("Workbook"), BookFormat::Xlsx),
        ("加密.xlsx", ole("EncryptedPackage"), BookFormat::Xlsx),
        ("文档.xlsx", word, BookFormat::Xlsx),
        ("压缩包.xlsx", other, BookFormat::Xlsx),
        ("文字.xlsx", "名称,值\n".into(), BookFormat::Xlsx),
        ("扫描.xlsx", b"%PDF-1.7".to_vec(), BookFormat::Xlsx),
        ("空的.xlsx", Vec::new(), BookFormat::Xlsx),
        ("工作簿.csv", sound(), BookFormat::Csv),
        ("工作簿.ods", sound(), BookFormat::Ods),
        ("乱码.csv", vec![b'a', 0xff, 0xff], BookFormat::Csv),
        ("断了.xlsx", sound()[..2000].to_vec(), BookFormat::Xlsx),
    ];
    for language in Language::ALL {
        let shown: Vec<String> = cases
            .iter()
            .map(|(name, bytes, format)| {
                let told = told_of(name, bytes, *format);
                assert!(told.facts.is_none() && told.diagnostics.len() == 1, "{name}");
                told.shown(language, 80)
            })
            .collect();
        insta::assert_snapshot!(format!("other-files-{}", language.tag()), shown.join("\n"));
    }
}

#[test]
fn a_bomb_is_told_before_it_goes_off() {
    // 200 MB of blanks make 200 kB.
    let mut parts = parts(&sound());
    let sheet = parts.iter_mut().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap();
    sheet.1.extend(std::iter::repeat_n(b' ', 200 << 20));
    let bomb = zipped(&parts);
    assert!(bomb.len() < 1 << 20);
    is_told("facts.xlsx", &bomb, BookFormat::Xlsx, "E1404");
}

#[test]
fn a_claimed_size_is_not_believed() {
    // The directory and the head of the part say that it is small; what comes is what counts.
    let mut bytes = sound();
    let small = 7u32.to_le_bytes();
    for at in 0..bytes.len() - 30 {
        let offset = match &bytes[at..at + 4] {
            b"PK\x01\x02" => 24,
            b"PK\x03\x04" => 22,
            _ => continue,
        };
        bytes[at + offset..at + offset + 4].copy_from_slice(&small);
    }
    let told = told_of("facts.xlsx", &bytes, BookFormat::Xlsx);
    assert!(told.facts.is_some() || told.diagnostics.iter().any(|d| d.code.code() == "E1402"), "{}", told.short());
}

#[test]
fn distant_cells_cost_nothing() {
    let bytes = xlsx(&[("项目", &|sheet| {
        sheet.write(0, 0, "名称").unwrap();
        sheet.write(0, 1, "金额").unwrap();
        sheet.write(1_048_575, 16_383, "远").unwrap();
    })]);
    let start = Instant::now();
    let told = told_of("facts.xlsx", &bytes, BookFormat::Xlsx);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert!(told.short().contains("facts.xlsx 项目!XFD1048576"), "{}", told.short());
}

#[test]
fn more_cells_than_are_read_are_told() {
    let row = |number: usize| format!("{}\n", "1,".repeat(number));
    let text = row(1000).repeat(MAX_CELLS / 1000 + 1);
    is_told("facts.csv", text.as_bytes(), BookFormat::Csv, "E1404");
    is_told("facts.csv", row(16_385).as_bytes(), BookFormat::Csv, "E1404");
    let below = changed(&sound(), "xl/worksheets/sheet2.xml", |text| text.replace("r=\"A3\"", "r=\"A1048577\""));
    let told = told_of("facts.xlsx", &below, BookFormat::Xlsx);
    assert!(told.facts.is_none(), "{}", told.short());
}

#[test]
fn parts_that_are_no_xml_are_told_with_their_sheet() {
    for (part, change) in [
        ("xl/worksheets/sheet2.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1"),
        ("xl/worksheets/sheet2.xml", "no xml"),
        ("xl/workbook.xml", "<workbook>"),
        ("xl/sharedStrings.xml", "<sst><si>"),
        ("xl/styles.xml", ""),
    ] {
        let bytes = changed(&sound(), part, |_| change.to_owned());
        let told = told_of("facts.xlsx", &bytes, BookFormat::Xlsx);
        assert!(told.facts.is_none() || part == "xl/styles.xml", "{part}: {}", told.short());
        assert!(!told.diagnostics.is_empty() || part == "xl/styles.xml", "{part}");
    }
}

/// The parts of an OpenDocument workbook with `table` in it.
pub fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>{table}</office:spreadsheet>\
         </office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), content.into_bytes()),
    ])
}

#[test]
fn an_opendocument_workbook_is_read_and_bounded() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let string = |text: &str| cell("office:value-type=\"string\"", text);
    let sheet = |rows: &str| ods(&format!("<table:table table:name=\"项目\">{rows}</table:table>"));
    let head = format!("<table:table-row>{}{}{}</table:table-row>", string("名称"), string("金额"), string("日期"));
    let row = format!(
        "<table:table-row>{}{}{}</table:table-row>",
        string("办公&amp;差旅"),
        cell("office:value-type=\"float\" office:value=\"2641.94\"", "2,641.94万元"),
        cell("office:value-type=\"date\" office:date-value=\"2024-03-07\"", "2024年3月7日")
    );
    let period = "<table:table table:name=\"概况\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>期间</text:p>\
                  </table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"2024\"><text:p>2024</text:p></table:table-cell>\
                  </table:table-row></table:table>";
    let whole = ods(&format!("{period}<table:table table:name=\"项目\">{head}{row}</table:table>"));
    let told = told_of("facts.ods", &whole, BookFormat::Ods);
    assert_eq!(told.short(), "");
    assert_eq!(told.rows(6), ["办公&差旅 | 2641.94万元 | 2024-03-07 | -"]);

    // Yes or no as LibreOffice saves what it read of another format.
    let yes = cell("table:formula=\"of:=TRUE()\" office:value-type=\"float\" office:value=\"1\"", "TRUE");
    let filed = row.replace("</table:table-row>", &format!("{yes}</table:table-row>"));
    let headed = head.replace("</table:table-row>", &format!("{}</table:table-row>", string("达标")));
    let told = told_of(
        "facts.ods",
        &ods(&format!("{period}<table:table table:name=\"项目\">{headed}{filed}</table:table>")),
        BookFormat::Ods,
    );
    assert_eq!(told.rows(6), ["办公&差旅 | 2641.94万元 | 2024-03-07 | true"]);

    // One cell that says to be repeated in every row and column.
    let many = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" \
                office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    is_told("facts.ods", &sheet(many), BookFormat::Ods, "E1404");
    let masked = row.replace("2,641.94万元", "2.6");
    is_told("facts.ods", &sheet(&format!("{head}{masked}")), BookFormat::Ods, "E1423");
    let cut = ods("<table:table table:name=\"项目\"><table:table-row>");
    is_told("facts.ods", &cut[..cut.len() - 40], BookFormat::Ods, "E1402");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Bytes of the file changed anywhere: it may be read or not, but in order.
    #[test]
    fn no_byte_makes_it_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = sound();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        told_of("facts.xlsx", &bytes, BookFormat::Xlsx);
    }

    /// The same of the older format, which has no checksums at all.
    #[test]
    fn no_byte_of_an_older_file_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)
    ) {
        let mut bytes = std::fs::read(crate::support::root().join("tests/cases/book/zhanjiang.xls")).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let cut = bytes.len() - usize::from(bytes[bytes.len() / 2]);
        told_of("facts.xls", &bytes[..cut], BookFormat::Xls);
    }

    /// Bytes of the parts changed, behind the zip's checksums.
    #[test]
    fn no_byte_of_a_part_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..4)
    ) {
        let mut parts = parts(&sound());
        for (part, at, byte) in changes {
            let (_, content) = part.get_mut(&mut parts);
            if !content.is_empty() {
                let at = at.index(content.len());
                content[at] = byte;
            }
        }
        told_of("facts.xlsx", &zipped(&parts), BookFormat::Xlsx);
    }
}
