//! Sheets as data to the bytes of a workbook.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::number::{Bound, Number};
use crate::wrap::Widths;

use super::formula::{clean, in_row};
use super::grid::{Allowed, Book, Cell, Content, Live, Look, PERCENT, Role, SCORE, Sheet, Shown, Side};
use super::name::letters;
use super::translate::serial;

/// The paper A4.
const A4: u8 = 9;
/// The height of a line of text, in points.
const LINE: f64 = 13.5;
/// Above and below the text of a row.
const PADDING: f64 = 5.0;
/// No row is higher in a spreadsheet.
const HIGHEST: f64 = 409.0;
/// The size of the letters.
const SIZE: f64 = 10.0;
/// Pixels of a note, across and down.
const NOTE: (u32, u32) = (320, 110);
/// Most characters of what is told of a value that is not allowed.
const MESSAGE: usize = 120;
/// Digits of a number that is no decimal.
const DIGITS: u32 = 17;

/// The bytes of `book`. They depend on nothing but it.
pub(super) fn write(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The time of making would make each file another.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&book.title).set_subject(&book.subject);
    workbook.set_properties(&properties.set_creation_datetime(&made));
    let mut formats = Formats::default();
    for sheet in &book.sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        put(sheet, worksheet, &mut formats)?;
    }
    for (name, formula) in &book.names {
        workbook.define_name(name, &format!("={formula}"))?;
    }
    workbook.save_to_buffer()
}

fn put(sheet: &Sheet, worksheet: &mut Worksheet, formats: &mut Formats) -> Result<(), XlsxError> {
    // What came to an empty text would else be written as 0.
    worksheet.set_formula_result_default("");
    for (column, width) in sheet.widths.iter().enumerate() {
        worksheet.set_column_width(column as u16, f64::from(*width))?;
    }
    // A merged range is written first; its first cell is then put over it.
    for (first, last, left, right) in &sheet.merges {
        let look = sheet.cells.get(&(*first, *left)).map(|cell| cell.look.clone()).unwrap_or_default();
        worksheet.merge_range(*first, *left, *last, *right, "", &formats.of(&look))?;
    }
    let merged = |row: u32, column: u16| {
        sheet.merges.iter().any(|(first, last, left, right)| {
            (*first..=*last).contains(&row) && (*left..=*right).contains(&column) && (row, column) != (*first, *left)
        })
    };
    for ((row, column), cell) in &sheet.cells {
        if merged(*row, *column) {
            continue;
        }
        put_cell(worksheet, *row, *column, cell, &formats.of(&cell.look))?;
    }
    shortened(sheet, worksheet)?;
    for (row, height) in heights(sheet) {
        worksheet.set_row_height(row, height)?;
    }
    print_set_up(sheet, worksheet)
}

/// Leaves the decimals out that say nothing: no format of numbers does, so each column of them has rules that do.
fn shortened(sheet: &Sheet, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    let mut runs: Vec<(u16, u32, u32, &str)> = Vec::new();
    let mut cells: Vec<(u16, u32, &str)> = Vec::new();
    for ((row, column), cell) in &sheet.cells {
        let format = [PERCENT, SCORE].into_iter().find(|format| cell.look.format == *format);
        cells.extend(format.map(|format| (*column, *row, format)));
    }
    cells.sort_unstable();
    for (column, row, format) in cells {
        match runs.last_mut() {
            Some((c, _, last, f)) if (*c, *last + 1, *f) == (column, row, format) => *last = row,
            _ => runs.push((column, row, row, format)),
        }
    }
    for (column, first, last, format) in runs {
        let at = format!("{}{}", letters(column), first + 1);
        let (places, shorter) = if format == PERCENT { (2, ["0%", "0.0%"]) } else { (0, ["0", "0.0"]) };
        for (fewer, written) in (0..).zip(shorter) {
            let says = format!("=AND(ISNUMBER({at}),ROUND({at},{})=ROUND({at},{}))", places + 2, places + fewer);
            let rule = ConditionalFormatFormula::new()
                .set_rule(says.as_str())
                .set_format(Format::new().set_num_format(written))
                .set_stop_if_true(true);
            worksheet.add_conditional_format(first, column, last, column, &rule)?;
        }
    }
    Ok(())
}

fn print_set_up(sheet: &Sheet, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    worksheet.set_paper_size(A4);
    if sheet.portrait {
        worksheet.set_portrait();
    } else {
        worksheet.set_landscape();
    }
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    worksheet.set_print_center_horizontally(true);
    worksheet.set_footer("&C&9&P / &N&R&9&A");
    worksheet.set_screen_gridlines(false);
    if let Some((first, last)) = sheet.repeat {
        worksheet.set_repeat_rows(first, last)?;
    }
    let (row, column) = sheet.freeze;
    if row > 0 || column > 0 {
        worksheet.set_freeze_panes(row, column)?;
    }
    Ok(())
}

fn put_cell(worksheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match &cell.content {
        Content::Blank => worksheet.write_blank(row, column, format)?,
        Content::Text(text) => worksheet.write_string_with_format(row, column, clean(text), format)?,
        Content::Number(number) => match double(number) {
            Some(value) => worksheet.write_number_with_format(row, column, value, format)?,
            None => worksheet.write_string_with_format(row, column, number.to_string(), format)?,
        },
        // The spreadsheets' count begins where ours would need years that they do not know.
        Content::Day(day) if serial(*day) < 61 => {
            let text = crate::eval::date(*day).map(|date| date.to_string()).unwrap_or_default();
            worksheet.write_string_with_format(row, column, text, format)?
        }
        Content::Day(day) => {
            let value = serial(*day);
            worksheet.write_number_with_format(row, column, value as f64, format)?
        }
        Content::Live(live) => put_live(worksheet, row, column, live, format)?,
    };
    if let Some(note) = &cell.note {
        let note = Note::new(note).set_width(NOTE.0).set_height(NOTE.1).add_author_prefix(false);
        worksheet.insert_note(row, column, &note)?;
    }
    let validation = match &cell.allowed {
        None => None,
        Some(Allowed::OneOf(names)) => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Some(DataValidation::new().allow_list_strings(&names)?)
        }
        Some(Allowed::Between { low, high, says }) => {
            Some(between(&format!("{}{}", letters(column), row + 1), low, high, says)?)
        }
    };
    if let Some(validation) = validation {
        worksheet.add_data_validation(row, column, row, column, &validation)?;
    }
    Ok(())
}

fn put_live<'w>(
    worksheet: &'w mut Worksheet,
    row: u32,
    column: u16,
    live: &Live,
    format: &Format,
) -> Result<&'w mut Worksheet, XlsxError> {
    let result = match &live.shown {
        Shown::Number(number) => double(number).map_or_else(|| number.to_string(), |value| value.to_string()),
        Shown::Text(text) => clean(text),
        Shown::Day(day) => serial(*day).to_string(),
    };
    let text = in_row(&live.formula, row + 1);
    let formula = Formula::new(format!("={text}")).set_result(result);
    if live.array {
        worksheet.write_array_formula_with_format(row, column, row, column, formula, format)
    } else {
        worksheet.write_formula_with_format(row, column, formula, format)
    }
}

/// Numbers between two ends in the cell `at`, and what is told of others.
fn between(at: &str, low: &Bound, high: &Bound, says: &str) -> Result<DataValidation, XlsxError> {
    let end = |bound: &Bound, closed: &str, open: &str| match bound {
        Bound::Closed(number) => format!(",{at}{closed}{}", number.shown(DIGITS).text),
        Bound::Open(number) => format!(",{at}{open}{}", number.shown(DIGITS).text),
        Bound::Unbounded => String::new(),
    };
    let rule = format!("=AND(ISNUMBER({at}){}{})", end(low, ">=", ">"), end(high, "<=", "<"));
    let says: String = says.chars().take(MESSAGE).collect();
    DataValidation::new().allow_custom(Formula::new(rule)).set_error_message(says)
}

/// The machine's number next to `number`.
fn double(number: &Number) -> Option<f64> {
    number.shown(DIGITS).text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The height of each row that its text needs.
fn heights(sheet: &Sheet) -> Vec<(u32, f64)> {
    let widths = Widths { wide_ambiguous: true };
    let room = |left: u16, right: u16| {
        let columns = left..=right;
        columns.map(|c| sheet.widths.get(usize::from(c)).copied().map_or(8, usize::from)).sum::<usize>()
    };
    let lines = |cell: &Cell, left: u16, right: u16| {
        let text = match &cell.content {
            Content::Text(text) => text.as_str(),
            Content::Live(Live { shown: Shown::Text(text), .. }) => text.as_str(),
            _ => return 1,
        };
        let room = room(left, right).saturating_sub(2).max(2);
        let room = if cell.look.role == Role::Title { room * 5 / 8 } else { room };
        widths.wrap(text, room, room).len().max(1)
    };
    let need = |cell: &Cell, left: u16, right: u16| {
        let line = if cell.look.role == Role::Title { LINE * 1.8 } else { LINE };
        lines(cell, left, right) as f64 * line + PADDING
    };
    let mut heights: BTreeMap<u32, f64> = BTreeMap::new();
    for ((row, column), cell) in &sheet.cells {
        let merge = sheet.merges.iter().find(|(first, _, left, _)| first == row && left == column);
        let (last, right) = merge.map_or((*row, *column), |(_, last, _, right)| (*last, *right));
        if last == *row {
            let height = heights.entry(*row).or_insert(LINE + PADDING);
            *height = height.max(need(cell, *column, right));
        }
    }
    // What reaches over several rows and needs more than they have is given the rest in equal parts.
    for (first, last, left, right) in sheet.merges.iter().filter(|(first, last, ..)| last > first) {
        let Some(cell) = sheet.cells.get(&(*first, *left)) else { continue };
        let have: f64 = (*first..=*last).map(|row| heights.get(&row).copied().unwrap_or(LINE + PADDING)).sum();
        let more = need(cell, *left, *right) - have;
        if more > 0.0 {
            let share = more / f64::from(last - first + 1);
            for row in *first..=*last {
                *heights.entry(row).or_insert(LINE + PADDING) += share;
            }
        }
    }
    heights.into_iter().map(|(row, height)| (row, height.min(HIGHEST))).collect()
}

/// The formats in use, each made once.
#[derive(Default)]
struct Formats(BTreeMap<Look, Format>);

impl Formats {
    fn of(&mut self, look: &Look) -> Format {
        self.0.entry(look.clone()).or_insert_with(|| format(look)).clone()
    }
}

fn format(look: &Look) -> Format {
    let mut format =
        Format::new().set_font_name("宋体").set_font_size(SIZE).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    format = match look.side {
        Side::Left if look.framed => format.set_align(FormatAlign::Left).set_indent(1),
        Side::Left => format.set_align(FormatAlign::Left).set_indent(look.indent),
        Side::Middle => format.set_align(FormatAlign::Center),
        Side::Right => format.set_align(FormatAlign::Right).set_indent(1),
    };
    if look.framed {
        format = format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x0080_8080));
    }
    if look.top {
        format = format.set_align(FormatAlign::Top);
    }
    if look.bold {
        format = format.set_bold();
    }
    if !look.format.is_empty() {
        format = format.set_num_format(&look.format);
    }
    match look.role {
        Role::Plain => format,
        Role::Title => format.set_bold().set_font_name("黑体").set_font_size(16.0).set_align(FormatAlign::Center),
        Role::Subtitle => format.set_font_color(Color::RGB(0x0040_4040)),
        Role::Head => format.set_bold().set_background_color(Color::RGB(0x00DD_E6F0)),
        Role::Group => format.set_bold().set_background_color(Color::RGB(0x00EE_F2F7)),
        Role::Input => format.set_background_color(Color::RGB(0x00FF_FBE6)),
        Role::Open => format.set_background_color(Color::RGB(0x00FC_E4D6)),
        Role::Result => format,
        Role::Frozen => format.set_background_color(Color::RGB(0x00E7_E6E6)).set_italic(),
        Role::Sum => format.set_bold().set_background_color(Color::RGB(0x00F2_F2F2)),
        Role::Faint => format.set_font_color(Color::RGB(0x0059_5959)),
    }
}
