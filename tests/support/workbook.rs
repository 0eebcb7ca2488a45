//! A workbook taken apart: its cells read, one changed, what its formulas came to left out.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The workbook, opened for reading.
pub fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

/// The workbook with each of its parts as `change` leaves it.
fn rewritten(bytes: &[u8], mut change: impl FnMut(&str, String) -> String) -> Vec<u8> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        out.start_file(&name, SimpleFileOptions::default()).unwrap();
        match String::from_utf8(content) {
            Ok(text) => out.write_all(change(&name, text).as_bytes()).unwrap(),
            Err(binary) => out.write_all(binary.as_bytes()).unwrap(),
        }
    }
    out.finish().unwrap().into_inner()
}

/// The workbook with a wrong number in the place of all that its formulas came to, so that only who works them out
/// anew sees the right ones.
pub fn without_results(bytes: &[u8]) -> Vec<u8> {
    rewritten(bytes, |name, text| {
        if !name.starts_with("xl/worksheets/sheet") {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find("</f><v>") {
            let (before, after) = rest.split_at(at + "</f><v>".len());
            // A result that is a text says so in the head of its cell.
            let cell = before.rfind("<c ").unwrap();
            out.push_str(&before[..cell]);
            out.push_str(&before[cell..].replace(" t=\"str\"", "").replace(" t=\"b\"", ""));
            out.push_str("-987654");
            rest = &after[after.find("</v>").unwrap()..];
        }
        out.push_str(rest);
        out
    })
}

/// The workbook with `number` in the cell of `sheet` that stands in the row called `name`, `column` columns on.
pub fn set_number(bytes: &[u8], sheet: &str, name: &str, column: u32, number: &str) -> Vec<u8> {
    let mut book = opened(bytes);
    let at = book.sheet_names().iter().position(|found| found == sheet).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let called = |row: &usize| matches!(range.get_value((*row as u32, 0)), Some(Data::String(text)) if text == name);
    let row = (0..range.height() + 5).find(called).unwrap();
    let letter = char::from(b'A' + column as u8);
    let part = format!("xl/worksheets/sheet{}.xml", at + 1);
    let cell = format!("<c r=\"{letter}{}\"", row + 1);
    rewritten(bytes, |name, text| {
        if name != part {
            return text;
        }
        let begin = text.find(&cell).unwrap();
        let value = begin + text[begin..].find("<v>").unwrap() + "<v>".len();
        let end = value + text[value..].find("</v>").unwrap();
        assert!(!text[begin..end].contains("t=\"s\""), "the cell holds a text");
        format!("{}{number}{}", &text[..value], &text[end..])
    })
}

/// The workbook with `text` in the place of the number in the cell of `sheet` that stands in the row called `name`,
/// `column` columns on; blank where the text is empty.
pub fn set_text(bytes: &[u8], sheet: &str, name: &str, column: u32, text: &str) -> Vec<u8> {
    const MARK: &str = "8127364.5";
    let marked = set_number(bytes, sheet, name, column, MARK);
    rewritten(&marked, |_, mut part| {
        let Some(at) = part.find(&format!("><v>{MARK}</v></c>")) else { return part };
        let with = match text {
            "" => "/>".to_owned(),
            text => format!(" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        };
        part.replace_range(at..at + format!("><v>{MARK}</v></c>").len(), &with);
        part
    })
}

/// The parts of the workbook whose names begin with `prefix`, one after the other.
pub fn parts(bytes: &[u8], prefix: &str) -> String {
    let mut all = String::new();
    rewritten(bytes, |name, text| {
        if name.starts_with(prefix) {
            all.push_str(&text);
        }
        text
    });
    all
}

/// The workbook with `text` typed into cells, each named by sheet, row and column from 0.
pub fn typed(bytes: &[u8], cells: &[(String, usize, usize, String)]) -> Vec<u8> {
    let names = opened(bytes).sheet_names();
    rewritten(bytes, |name, mut text| {
        let number = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
        let Some(sheet) = number.and_then(|number| names.get(number.parse::<usize>().ok()? - 1)) else { return text };
        for (_, row, column, typed) in cells.iter().filter(|(of, ..)| of == sheet) {
            let place = format!("{}{}", char::from(b'A' + *column as u8), row + 1);
            let head = format!("<row r=\"{}\"", row + 1);
            if !text.contains(&head) {
                // Below the rows that have a frame.
                let end = text.find("</sheetData>").unwrap();
                text.insert_str(end, &format!("{head}></row>"));
            }
            let begin = text.find(&head).unwrap();
            let end = begin + text[begin..].find("</row>").unwrap();
            let typed = typed.replace('&', "&amp;").replace('<', "&lt;");
            let content = format!(" t=\"inlineStr\"><is><t>{typed}</t></is></c>");
            match text[begin..end].find(&format!("<c r=\"{place}\"")) {
                Some(at) => {
                    let close = begin + at + text[begin + at..].find("/>").unwrap();
                    assert!(!text[begin + at..close].contains('>'), "the cell {place} of {sheet} is not blank");
                    text.replace_range(close..close + 2, &content);
                }
                None => text.insert_str(end, &format!("<c r=\"{place}\"{content}")),
            }
        }
        text
    })
}
