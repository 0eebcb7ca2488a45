//! Workbooks of Excel since 2007, by calamine. It streams the cells of a sheet; its other ways of reading lay out the
//! whole area between the first and the last cell, which may be all the memory there is.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cell::{Cell, Content, Merge, Sheet, one_line};
use super::count::Count;
use super::fault::Fault;
use super::format::{DateShape, date_shape, shape};
use super::{Book, figure, pack, sheet_xml};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Fault> {
    let mut parts = pack::unpack(bytes)?;
    for (name, content) in parts.iter_mut().filter(|(name, _)| name.starts_with("xl/worksheets/")) {
        match sheet_xml::sound(content) {
            None => return Err(Fault::Damaged(Some(name.clone()))),
            Some(Cow::Owned(mended)) => *content = mended,
            Some(Cow::Borrowed(_)) => {}
        }
    }
    let packed = pack::pack(&parts)?;
    drop(parts);
    // The library computes with what a file says. What it trusts too much is looked at above; should there be more, a
    // broken file is no reason to end in a panic.
    catch_unwind(|| read_packed(packed)).unwrap_or(Err(Fault::Damaged(None)))
}

fn read_packed(packed: Vec<u8>) -> Result<Book, Fault> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(packed)).map_err(|error| fault(&error, None))?;
    let about: Vec<_> = workbook.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).cloned().collect();
    let mut count = Count::default();
    let mut book = Book::default();
    for about in about {
        count.sheet()?;
        let mut sheet = Sheet {
            name: Some(one_line(&about.name)),
            hidden: about.visible != SheetVisible::Visible,
            ..Sheet::default()
        };
        read_cells(&mut workbook, &about.name, &mut sheet, &mut count)?;
        let merges = workbook.merge_cells_by_sheet_name(&about.name).map_err(|e| fault(&e, Some(&about.name)))?;
        for merge in merges {
            count.merge()?;
            if merge.start.0 <= merge.end.0 && merge.start.1 <= merge.end.1 {
                let rows = merge.start.0..merge.end.0.saturating_add(1);
                sheet.merges.push(Merge { rows, columns: merge.start.1..merge.end.1.saturating_add(1) });
            }
        }
        sheet.settle();
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn read_cells(
    workbook: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    sheet: &mut Sheet,
    count: &mut Count,
) -> Result<(), Fault> {
    let broken = |error: XlsxError| fault(&error, Some(name));
    // A formula whose value was not stored looks like an empty cell; the reader tells either styles or formulas.
    let mut uncomputed: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            count.cell(cell.pos, 0)?;
            uncomputed.insert(cell.pos);
        }
    }
    drop(cells);
    let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(broken)? {
        let (row, column) = cell.get_position();
        let content = match cell.get_value() {
            DataRef::Empty if uncomputed.contains(&(row, column)) => Some(Content::Uncomputed),
            value => {
                let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
                let (code, id) = format.map_or(("General", None), |f| (f.format_code.as_str(), f.format_id));
                content(value, code, id)
            }
        };
        if let Some(content) = content {
            if content != Content::Uncomputed {
                count.cell((row, column), content.shown().len())?;
            }
            sheet.cells.push(Cell { row, column, content });
        }
    }
    Ok(())
}

/// What is in a cell; nothing for a blank one.
fn content(value: &DataRef<'_>, code: &str, id: Option<u32>) -> Option<Content> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => Content::of_text(text),
        DataRef::SharedString(text) => Content::of_text(text),
        DataRef::Bool(value) => Some(Content::Bool(*value)),
        DataRef::Error(error) => Some(Content::Error(error.to_string())),
        DataRef::Int(value) => Some(Content::Number(value.to_string())),
        DataRef::Float(value) => Some(number(*value, code)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some(Content::Date(text.trim_end_matches("T00:00:00").to_owned()))
        }
        DataRef::DateTime(value) if value.is_duration() => Some(number(value.as_f64(), "General")),
        DataRef::DateTime(value) => Some(day(value, code, id)),
    }
}

/// A day, counted from the beginning of 1900 or of 1904, as the format `code`, numbered `id`, shows it.
pub(super) fn date(serial: f64, since_1904: bool, code: &str, id: Option<u32>) -> Content {
    day(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, since_1904), code, id)
}

fn day(value: &ExcelDateTime, code: &str, id: Option<u32>) -> Content {
    let serial = value.as_f64();
    // What spreadsheets show as a row of hashes: no day, whatever the format says.
    if !(0.0..2_958_466.0).contains(&serial) {
        return number(serial, "General");
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let midnight = (hour, minute, second) == (0, 0, 0);
    if serial < 1.0 {
        return Content::Date(time);
    }
    Content::Date(match date_shape(code, id) {
        DateShape::Month => format!("{year:04}-{month:02}"),
        DateShape::Year => format!("{year:04}"),
        DateShape::Day if midnight => format!("{year:04}-{month:02}-{day:02}"),
        DateShape::Day => format!("{year:04}-{month:02}-{day:02} {time}"),
    })
}

/// A number as its format shows it, without loss.
pub(super) fn number(value: f64, code: &str) -> Content {
    let decimal = match figure::decimal(value) {
        Ok(decimal) => decimal,
        Err(long) => return Content::TooLong(long),
    };
    let shape = shape(code, value.partial_cmp(&0.0).unwrap_or(Ordering::Equal));
    if shape.masked {
        return Content::Masked(decimal, code.to_owned());
    }
    let (digits, percent) = if shape.percent { (figure::times_hundred(&decimal), "%") } else { (decimal, "") };
    let digits = figure::with_places(&digits, shape.places);
    Content::Number(format!("{}{digits}{percent}{}", shape.before, shape.behind))
}

fn fault(error: &XlsxError, sheet: Option<&str>) -> Fault {
    match error {
        XlsxError::Password => Fault::Encrypted,
        _ => Fault::Damaged(sheet.map(str::to_owned)),
    }
}
