//! Text with delimiters: one sheet a file, by itself or in a folder.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::cell::{Cell, Content, Sheet, one_line};
use super::count::Count;
use super::fault::Fault;
use super::{Book, MAX_COLUMNS};

/// A file of a folder.
#[derive(Clone, Debug)]
pub struct DelimitedFile {
    /// The path shown in messages.
    pub path: String,
    /// Its name without the ending, which names its sheet.
    pub stem: String,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

/// Reads one file.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Fault> {
    let sheet = read_sheet(bytes, &mut Count::default())?;
    Ok(Book { sheets: vec![sheet] })
}

/// Reads the files of a folder, each as a sheet.
///
/// # Errors
/// Why a file cannot be read, with its path; of a folder without files none has.
pub fn read_folder(files: &[DelimitedFile]) -> Result<Book, (Option<String>, Fault)> {
    if files.is_empty() {
        return Err((None, Fault::EmptyFolder));
    }
    let mut count = Count::default();
    let mut book = Book::default();
    for file in files {
        let told = |fault| (Some(file.path.clone()), fault);
        count.sheet().map_err(told)?;
        let mut sheet = read_sheet(&file.bytes, &mut count).map_err(told)?;
        sheet.file = Some(file.path.clone());
        sheet.name = Some(file.stem.clone());
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn read_sheet(bytes: &[u8], count: &mut Count) -> Result<Sheet, Fault> {
    let text = decoded(bytes).ok_or(Fault::NotText)?;
    let delimiter = delimiter(&text);
    looked_through(&text, delimiter)?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = csv::StringRecord::new();
    let mut row: u32 = 0;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !reader.read_record(&mut record).map_err(|_| Fault::NotText)? {
            break;
        }
        // The reader passes over blank lines, which are rows to a spreadsheet.
        row = row.saturating_add(blank_lines(behind_line_end(&text, start)));
        for (column, field) in (0..).zip(record.iter()) {
            let field = one_line(field);
            if field.is_empty() {
                continue;
            }
            count.cell((row, column), field.len())?;
            sheet.cells.extend(Content::of_text(&field).map(|content| Cell { row, column, content }));
        }
        row = row.saturating_add(1);
    }
    sheet.settle();
    Ok(sheet)
}

/// The text in the encodings that spreadsheet programs save it in; none is guessed that does not fit to the last byte.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let known = encoding == UTF_16LE || encoding == UTF_16BE || encoding == encoding_rs::UTF_8;
        let rest = bytes.get(mark..)?;
        return known.then(|| encoding.decode_without_bom_handling_and_without_replacement(rest))?;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
    }
}

/// What parts the fields: a comma, or what there is more of in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut found = [(b',', 0usize), (b'\t', 0), (b';', 0)];
    for byte in first.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, times)) = found.iter_mut().find(|(mark, _)| *mark == byte) {
            *times += 1;
        }
    }
    // Of equals the first counts.
    found.iter().rev().max_by_key(|(_, times)| *times).map_or(b',', |(mark, _)| *mark)
}

/// Looks through all of the text before it is read field by field, which takes memory for each field of a line.
///
/// # Errors
/// A quote that no other closes, so that everything behind it would be one field; a line with more fields than a sheet
/// has columns.
fn looked_through(text: &str, delimiter: u8) -> Result<(), Fault> {
    let mut open: Option<usize> = None;
    let (mut line, mut fields) = (1, 0);
    let mut fresh = true;
    for byte in text.bytes() {
        match (byte, open) {
            // A quote inside a field that begins without one is part of its text.
            (b'"', None) if fresh => open = Some(line),
            (b'"', Some(_)) => open = None,
            // Two quotes are one that belongs to the text.
            (b'"', None) => {}
            (b'\n', None) => fields = 0,
            (byte, None) if byte == delimiter => fields += 1,
            _ => {}
        }
        if fields >= MAX_COLUMNS {
            return Err(Fault::columns());
        }
        // Behind a closing quote another one opens again.
        fresh = byte == delimiter || byte == b'\n' || byte == b'\r' || (byte == b'"' && open.is_none());
        line += usize::from(byte == b'\n');
    }
    open.map_or(Ok(()), |line| Err(Fault::OpenQuote(line)))
}

/// `text` from `start` on. The reader may stop within a line end of two characters, whose second begins no line.
fn behind_line_end(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    match text.get(..start) {
        Some(before) if before.ends_with('\r') => rest.strip_prefix('\n').unwrap_or(rest),
        _ => rest,
    }
}

/// How many lines with nothing on them `text` begins with.
fn blank_lines(text: &str) -> u32 {
    let mut rest = text;
    let mut lines = 0;
    while let Some(after) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
        rest = after;
        lines += 1;
    }
    lines
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let sheet = read_sheet(bytes, &mut Count::default()).unwrap();
        sheet.cells.iter().map(|cell| (cell.row, cell.column, cell.content.shown().to_owned())).collect()
    }

    fn expected(cells: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
        cells.iter().map(|(row, column, text)| (*row, *column, (*text).to_owned())).collect()
    }

    #[test]
    fn rows_are_counted_as_spreadsheets_do() {
        let text = "\u{feff}名称,值\r\n\r\n\"甲\r\n乙\",\"1,234\"\r\n,\r\n丙,\"他说\"\"好\"\"\"\r\n";
        let found = expected(&[
            (0, 0, "名称"),
            (0, 1, "值"),
            (2, 0, "甲乙"),
            (2, 1, "1,234"),
            (4, 0, "丙"),
            (4, 1, "他说\"好\""),
        ]);
        assert_eq!(cells(text.as_bytes()), found);
    }

    #[test]
    fn encodings_are_told_apart_to_the_last_byte() {
        let text = "名称,值\n年初预算数,2941.72万元\n";
        let (gb, ..) = GB18030.encode(text);
        assert_eq!(cells(&gb), cells(text.as_bytes()));
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(cells(&wide), cells(text.as_bytes()));
        let mut broken = gb.into_owned();
        broken.push(0xff);
        assert_eq!(read_sheet(&broken, &mut Count::default()).unwrap_err(), Fault::NotText);
    }

    #[test]
    fn a_quote_left_open_is_told() {
        let fault = read_sheet("名称,值\n甲,\"1\n乙,2\n".as_bytes(), &mut Count::default()).unwrap_err();
        assert_eq!(fault, Fault::OpenQuote(2));
        assert_eq!(cells("甲,5\"\n".as_bytes()), expected(&[(0, 0, "甲"), (0, 1, "5\"")]));
    }
}
