//! Workbooks of Excel 97 to 2003, record by record. calamine reads them too, but lays out the whole area between the
//! first and the last cell when it opens a file, and keeps no number formats: a share would lose its percent.

use std::collections::BTreeMap;

use super::cell::{Cell, Content, Merge, Sheet, one_line};
use super::compound::{half, stream, word};
use super::count::Count;
use super::fault::Fault;
use super::sniff::Looks;
use super::xlsx::{date, number};
use super::{Book, BookFormat, format};

/// A record: what it is, and its bytes.
type Record<'b> = (u16, &'b [u8]);

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;
/// Most records of a part.
const MAX_RECORDS: usize = 4_000_000;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Fault> {
    let content = stream(bytes, &["Workbook", "Book"]).ok_or(Fault::Damaged(None))?;
    let globals = records(&content, 0);
    if !is_whole(&globals) {
        return Err(Fault::Damaged(None));
    }
    let mut about = About::default();
    let mut sheets: Vec<(u32, bool, String)> = Vec::new();
    for (at, (kind, data)) in globals.iter().enumerate() {
        match *kind {
            // Excel 5 and 95 write other records.
            BOF if half(data, 0) != Some(0x0600) => {
                return Err(Fault::Other { format: BookFormat::Xls, looks: Looks::Xls });
            }
            0x002f => return Err(Fault::Encrypted),
            0x0022 => about.since_1904 = half(data, 0) == Some(1),
            0x041e => {
                let (Some(id), Some(code)) = (half(data, 0), data.get(2..).and_then(|rest| text(rest, true))) else {
                    continue;
                };
                about.codes.insert(id, code);
            }
            0x00e0 => about.formats.push(half(data, 2).unwrap_or(0)),
            0x0085 => {
                let (Some(start), Some([state, kind])) = (word(data, 0), data.get(4..6)) else { continue };
                let name = data.get(6..).and_then(|rest| text(rest, false)).unwrap_or_default();
                if *kind == 0 {
                    sheets.push((start, state & 3 != 0, name));
                }
            }
            0x00fc => {
                let more = globals.get(at + 1..).unwrap_or_default().iter().take_while(|(kind, _)| *kind == CONTINUE);
                let segments: Vec<&[u8]> = std::iter::once(*data).chain(more.map(|(_, data)| *data)).collect();
                about.strings = Strings::new(segments).all();
            }
            _ => {}
        }
    }
    if sheets.is_empty() {
        return Err(Fault::Damaged(None));
    }
    let mut count = Count::default();
    let mut book = Book::default();
    // Sheets that claim the same bytes again and again would be read for ever.
    let mut left = content.len().saturating_mul(2);
    for (start, hidden, name) in sheets {
        count.sheet()?;
        let mut sheet = Sheet { name: Some(one_line(&name)), hidden, ..Sheet::default() };
        let records = records(&content, start as usize);
        let read: usize = records.iter().map(|(_, data)| data.len() + 4).sum();
        let within = left.checked_sub(read);
        let (Some(rest), true) = (within, is_whole(&records)) else { return Err(Fault::Damaged(Some(name))) };
        left = rest;
        about.cells(&records, &mut sheet, &mut count)?;
        sheet.settle();
        book.sheets.push(sheet);
    }
    Ok(book)
}

/// Whether the records of a part go to its end.
fn is_whole(records: &[Record<'_>]) -> bool {
    records.first().is_some_and(|(kind, _)| *kind == BOF) && records.last().is_some_and(|(kind, _)| *kind == EOF)
}

/// The records from `start` to the end of their part, or to the most that are read.
fn records(content: &[u8], start: usize) -> Vec<Record<'_>> {
    let mut found = Vec::new();
    let mut rest = content.get(start..).unwrap_or_default();
    // Parts stand in one another: a chart in its sheet.
    let mut depth = 0usize;
    while let (Some(kind), Some(length)) = (half(rest, 0), half(rest, 2)) {
        let Some(data) = rest.get(4..4 + usize::from(length)) else { break };
        if found.len() >= MAX_RECORDS {
            break;
        }
        found.push((kind, data));
        match kind {
            BOF => depth += 1,
            EOF => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        rest = rest.get(4 + usize::from(length)..).unwrap_or_default();
    }
    found
}

/// A text: its length in one byte or two, a byte that says how it is written, its characters.
fn text(data: &[u8], long: bool) -> Option<String> {
    let (length, data) = match long {
        true => (usize::from(half(data, 0)?), data.get(2..)?),
        false => (usize::from(*data.first()?), data.get(1..)?),
    };
    let (flags, data) = data.split_first()?;
    characters(data, length, flags & 1 != 0)
}

fn characters(data: &[u8], length: usize, wide: bool) -> Option<String> {
    if wide {
        let units: Vec<u16> = data.get(..2 * length)?.chunks_exact(2).filter_map(|pair| half(pair, 0)).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(data.get(..length)?.iter().map(|byte| char::from(*byte)).collect())
}

/// What the workbook says for all its sheets.
#[derive(Default)]
struct About {
    strings: Vec<String>,
    /// Number formats by their numbers.
    codes: BTreeMap<u16, String>,
    /// For each style of cells the number of its format.
    formats: Vec<u16>,
    since_1904: bool,
}

impl About {
    fn cells(&self, records: &[Record<'_>], sheet: &mut Sheet, count: &mut Count) -> Result<(), Fault> {
        // Where a formula waits for the record with its text.
        let mut waiting: Option<(u32, u32)> = None;
        // Charts and the like stand as parts of their own within the sheet.
        let mut depth = 0usize;
        for (kind, data) in records {
            match *kind {
                BOF => depth += 1,
                EOF => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > 1 {
                continue;
            }
            let (Some(first), Some(second)) = (half(data, 0), half(data, 2)) else { continue };
            let at = (u32::from(first), u32::from(second));
            let style = half(data, 4).unwrap_or(0);
            let mut put = |(row, column): (u32, u32), content: Option<Content>| -> Result<(), Fault> {
                let Some(content) = content else { return Ok(()) };
                count.cell((row, column), content.shown().len())?;
                sheet.cells.push(Cell { row, column, content });
                Ok(())
            };
            match *kind {
                0x00fd => {
                    let index = word(data, 6).and_then(|index| usize::try_from(index).ok());
                    put(at, index.and_then(|index| self.strings.get(index)).and_then(|text| Content::of_text(text)))?;
                }
                0x0204 => put(at, data.get(6..).and_then(|rest| text(rest, true)).and_then(|t| Content::of_text(&t)))?,
                0x0203 => put(at, float(data, 6).map(|value| self.number(value, style)))?,
                0x027e => put(at, word(data, 6).map(|packed| self.number(unpacked(packed), style)))?,
                0x00bd => {
                    let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                    for (column, cell) in (at.1..).zip(cells) {
                        let style = half(cell, 0).unwrap_or(0);
                        put((at.0, column), word(cell, 2).map(|packed| self.number(unpacked(packed), style)))?;
                    }
                }
                0x0205 => {
                    let Some([value, error]) = data.get(6..8) else { continue };
                    put(at, Some(if *error == 0 { Content::Bool(*value != 0) } else { wrong(*value) }))?;
                }
                0x0006 => {
                    let Some(result) = data.get(6..14) else { continue };
                    let (kind, value) = (result.first().copied(), result.get(2).copied().unwrap_or(0));
                    let content = match (half(result, 6), kind) {
                        (Some(0xffff), Some(0)) => {
                            waiting = Some(at);
                            None
                        }
                        (Some(0xffff), Some(1)) => Some(Content::Bool(value != 0)),
                        (Some(0xffff), Some(2)) => Some(wrong(value)),
                        (Some(0xffff), _) => None,
                        _ => float(data, 6).map(|value| self.number(value, style)),
                    };
                    put(at, content)?;
                }
                0x0207 => {
                    if let Some(at) = waiting.take() {
                        put(at, text(data, true).and_then(|text| Content::of_text(&text)))?;
                    }
                }
                0x00e5 => {
                    for area in data.get(2..).unwrap_or_default().chunks_exact(8).take(usize::from(first)) {
                        let edges = [0, 2, 4, 6].map(|at| u32::from(half(area, at).unwrap_or(0)));
                        let [top, bottom, left, right] = edges;
                        if top <= bottom && left <= right {
                            count.merge()?;
                            sheet.merges.push(Merge { rows: top..bottom + 1, columns: left..right + 1 });
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A number as the style of its cell shows it.
    fn number(&self, value: f64, style: u16) -> Content {
        let id = self.formats.get(usize::from(style)).copied().unwrap_or(0);
        let code = self.codes.get(&id).map_or_else(|| format::built_in(id), String::as_str);
        if format::is_date(code, id) {
            return date(value, self.since_1904, code, Some(u32::from(id)));
        }
        number(value, code)
    }
}

fn float(data: &[u8], at: usize) -> Option<f64> {
    data.get(at..)?.first_chunk().map(|eight| f64::from_le_bytes(*eight))
}

/// A number in four bytes: a whole number or the upper half of a longer one, perhaps in hundredths.
fn unpacked(packed: u32) -> f64 {
    let value =
        if packed & 2 == 0 { f64::from_bits(u64::from(packed & !3) << 32) } else { f64::from((packed as i32) >> 2) };
    if packed & 1 == 0 { value } else { value / 100.0 }
}

/// What a formula that went wrong shows.
fn wrong(code: u8) -> Content {
    let shown = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Content::Error(shown.to_owned())
}

/// The texts that cells share. They go on from record to record, and each record says anew how its characters are
/// written.
struct Strings<'b> {
    segments: Vec<&'b [u8]>,
    segment: usize,
    at: usize,
}

impl<'b> Strings<'b> {
    fn new(segments: Vec<&'b [u8]>) -> Strings<'b> {
        // Behind two counts, which need not be believed.
        Strings { segments, segment: 0, at: 8 }
    }

    fn all(mut self) -> Vec<String> {
        let mut found = Vec::new();
        while let Some(text) = self.text() {
            found.push(text);
        }
        found
    }

    /// What is left of the segment at hand; that of the next where it is used up.
    fn rest(&mut self) -> Option<&'b [u8]> {
        loop {
            let segment = *self.segments.get(self.segment)?;
            match segment.get(self.at..) {
                Some(rest) if !rest.is_empty() => return Some(rest),
                _ => (self.segment, self.at) = (self.segment + 1, 0),
            }
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut value = 0usize;
        for place in 0..bytes {
            value |= usize::from(self.byte()?) << (8 * place);
        }
        Some(value)
    }

    fn text(&mut self) -> Option<String> {
        let mut length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut text = String::new();
        let mut wide = flags & 1 != 0;
        while length > 0 {
            let before = self.segment;
            let mut rest = self.rest()?;
            if self.segment != before {
                wide = self.byte()? & 1 != 0;
                rest = self.rest()?;
            }
            let taken = length.min(if wide { rest.len() / 2 } else { rest.len() });
            if taken == 0 {
                return None;
            }
            text.push_str(&characters(rest, taken, wide)?);
            self.at += if wide { 2 * taken } else { taken };
            length -= taken;
        }
        let mut idle = runs.checked_mul(4)?.checked_add(extra)?;
        while idle > 0 {
            let taken = idle.min(self.rest()?.len());
            self.at += taken;
            idle -= taken;
        }
        Some(text)
    }
}
