//! OpenDocument workbooks. Their cells stand in one XML part, which is gone through once: a library that lays out what
//! it says to be repeated would be at the mercy of a number in it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::cell::{Cell, Content, Merge, Sheet, one_line};
use super::count::Count;
use super::fault::Fault;
use super::{Book, MAX_COLUMNS, MAX_ROWS, figure, pack};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Fault> {
    let parts = pack::unpack(bytes)?;
    let part = |name: &str| parts.iter().find(|(own, _)| own == name).map(|(_, content)| content.as_slice());
    let encrypted = |manifest: &[u8]| String::from_utf8_lossy(manifest).contains("encryption-data");
    if part("META-INF/manifest.xml").is_some_and(encrypted) {
        return Err(Fault::Encrypted);
    }
    let broken = || Fault::Damaged(Some("content.xml".to_owned()));
    let content = std::str::from_utf8(part("content.xml").ok_or_else(broken)?).map_err(|_| broken())?;
    let mut walk = Walk::default();
    let mut reader = Reader::from_str(content);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => {
                depth += 1;
                walk.start(&element)?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                walk.end(element.local_name().as_ref())?;
            }
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let written = format!("&{};", name.xml10_content());
                walk.text(&unescape(&written).unwrap_or(Cow::Borrowed("")));
            }
            Event::Eof if depth > 0 => return Err(broken()),
            Event::Eof => break,
            _ => {}
        }
    }
    walk.book.sheets.iter_mut().for_each(Sheet::settle);
    Ok(walk.book)
}

/// The value of an attribute by its name without prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(Cow::into_owned)
}

/// A number that an attribute gives; 1 where it gives none.
fn times(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

/// Where the walk is.
#[derive(Default)]
struct Walk {
    book: Book,
    count: Count,
    /// Styles of tables that are not displayed.
    hidden: BTreeSet<String>,
    style: String,
    in_sheet: bool,
    row: u32,
    column: u32,
    row_times: u32,
    /// The cells of the row at hand.
    cells: Vec<(u32, Content)>,
    cell: Option<Value>,
    /// How deep in a comment on the cell.
    aside: usize,
}

/// What is known of the cell at hand.
#[derive(Default)]
struct Value {
    times: u32,
    covered: bool,
    kind: String,
    value: String,
    formula: bool,
    text: String,
    paragraphs: usize,
    in_paragraph: usize,
}

impl Walk {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Fault> {
        let name = element.local_name();
        if self.aside > 0 || name.as_ref() == "annotation" {
            self.aside += 1;
            return Ok(());
        }
        match name.as_ref() {
            "style" => self.style = attribute(element, "name").unwrap_or_default(),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table" if !self.in_sheet => {
                self.count.sheet()?;
                let hidden = attribute(element, "style-name").is_some_and(|style| self.hidden.contains(&style));
                let name = attribute(element, "name").map(|name| one_line(&name));
                self.book.sheets.push(Sheet { name: Some(name.unwrap_or_default()), hidden, ..Sheet::default() });
                (self.in_sheet, self.row) = (true, 0);
            }
            "table-row" if self.in_sheet => {
                self.row_times = times(element, "number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" if self.in_sheet => self.begin_cell(element)?,
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 && cell.in_paragraph == 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    cell.in_paragraph += 1;
                }
            }
            "s" => self.text(&" ".repeat(times(element, "c").min(100) as usize)),
            "tab" | "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) -> Result<(), Fault> {
        let kind = attribute(element, "value-type").unwrap_or_default();
        let value = ["value", "date-value", "time-value", "boolean-value", "string-value"]
            .iter()
            .find_map(|name| attribute(element, name))
            .unwrap_or_default();
        let error = element
            .attributes()
            .with_checks(false)
            .flatten()
            .any(|attribute| attribute.key.as_ref() == "calcext:value-type" && attribute.value == "error");
        let (down, across) = (times(element, "number-rows-spanned"), times(element, "number-columns-spanned"));
        if (down > 1 || across > 1)
            && let Some(sheet) = self.book.sheets.last_mut()
        {
            self.count.merge()?;
            let rows = self.row..self.row.saturating_add(down);
            sheet.merges.push(Merge { rows, columns: self.column..self.column.saturating_add(across) });
        }
        self.cell = Some(Value {
            times: times(element, "number-columns-repeated"),
            covered: element.local_name().as_ref() == "covered-table-cell",
            kind: if error { "error".to_owned() } else { kind },
            value,
            formula: attribute(element, "formula").is_some(),
            ..Value::default()
        });
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.in_paragraph > 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = cell.in_paragraph.saturating_sub(1);
                }
            }
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return Ok(()) };
                if let Some(content) = cell.content().filter(|_| !cell.covered) {
                    for column in self.column..self.column.saturating_add(cell.times).min(MAX_COLUMNS + 1) {
                        self.count.cell((self.row, column), content.shown().len())?;
                        self.cells.push((column, content.clone()));
                    }
                }
                self.column = self.column.saturating_add(cell.times);
            }
            "table-row" if self.in_sheet => {
                let cells = std::mem::take(&mut self.cells);
                let rows = self.row..self.row.saturating_add(self.row_times).min(MAX_ROWS + 1);
                self.row = self.row.saturating_add(self.row_times);
                let Some(sheet) = self.book.sheets.last_mut().filter(|_| !cells.is_empty()) else { return Ok(()) };
                for (again, row) in rows.enumerate() {
                    for (column, content) in &cells {
                        if again > 0 {
                            self.count.cell((row, *column), content.shown().len())?;
                        }
                        sheet.cells.push(Cell { row, column: *column, content: content.clone() });
                    }
                }
            }
            "table" => self.in_sheet = false,
            _ => {}
        }
        Ok(())
    }
}

impl Value {
    fn content(&self) -> Option<Content> {
        let shown = one_line(&self.text);
        match self.kind.as_str() {
            "error" => Some(Content::Error(if shown.is_empty() { "#ERR".to_owned() } else { shown })),
            "float" | "currency" | "percentage" => Some(self.number(&shown)),
            "date" => Some(Content::Date(self.value.trim_end_matches("T00:00:00").replace('T', " "))),
            "boolean" => Some(Content::Bool(self.value.eq_ignore_ascii_case("true"))),
            "time" => Some(Content::Date(shown)),
            _ if shown.is_empty() && !self.value.is_empty() => Content::of_text(&self.value),
            "" if shown.is_empty() && self.formula => Some(Content::Uncomputed),
            _ => Content::of_text(&shown),
        }
    }

    /// A number, with the decimals and the unit that `shown`, what the cell shows, gives it.
    fn number(&self, shown: &str) -> Content {
        let Ok(value) = self.value.parse::<f64>() else { return Content::Error(self.value.clone()) };
        // What was yes or no in another format is saved as a number that is shown so.
        match (shown.to_uppercase().as_str(), value) {
            ("TRUE" | "真", 1.0) => return Content::Bool(true),
            ("FALSE" | "假", 0.0) => return Content::Bool(false),
            _ => {}
        }
        let decimal = match figure::decimal(value) {
            Ok(decimal) => decimal,
            Err(long) => return Content::TooLong(long),
        };
        let percent = self.kind == "percentage";
        let expected = if percent { figure::times_hundred(&decimal) } else { decimal };
        let plain = |digits: &str| format!("{digits}{}", if percent { "%" } else { "" });
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let start = shown.find(|c: char| c.is_ascii_digit()).unwrap_or(shown.len());
        let (before, rest) = shown.split_at(start);
        let end = rest.find(|c| !digit(c)).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at(end);
        let digits = digits.replace(',', "");
        // Hashes in a narrow column, 1E+10, a fraction: nothing is to be learned from them.
        let Some(seen) = digits.parse::<f64>().ok().filter(|_| !behind.contains(|c: char| c.is_ascii_digit())) else {
            return Content::Number(plain(&expected));
        };
        let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
        let Ok(whole) = expected.parse::<f64>() else { return Content::Number(plain(&expected)) };
        let step = 0.1_f64.powi(i32::try_from(places).unwrap_or(0));
        if (seen - whole.abs()).abs() > step * 0.500_001 {
            return Content::Masked(plain(&expected), shown.to_owned());
        }
        let unit = super::format::meant(&behind.replace('%', ""));
        let sign = super::format::meant(before);
        Content::Number(format!("{sign}{}{unit}", plain(&figure::with_places(&expected, places))))
    }
}
