//! The sheets that formulas are worked out on: the steps, the columns beside tables, the calendar, and the notes.

use crate::report::Filing;

use super::facts::{FIRST_ROW, Places};
use super::grid::{Book, Cell, Content, Look, Role, Sheet, Side};
use super::name::quoted;
use super::translate::{HEAD_ROWS, Step, Translator};
use super::words::word;
use crate::diagnostic::Message;

/// No month has more days.
const MOST_WORKED: u16 = 31;

/// The sheet of steps.
pub(super) fn steps(filing: &Filing<'_>, translator: &Translator<'_>) -> Sheet {
    let locale = filing.locale;
    let name = translator.steps.sheet().to_owned();
    let mut sheet = Sheet { name, widths: vec![40, 66, 14, 8, 24], ..Sheet::default() };
    let plain = |role| Look { role, ..Look::default() };
    sheet.put(0, 0, Cell::text(word(locale, "sheet-steps-title"), plain(Role::Title)));
    sheet.put(1, 0, Cell::text(word(locale, "sheet-steps-hint"), plain(Role::Subtitle)));
    sheet.join(0, 0, 4);
    sheet.join(1, 0, 4);
    let heads = ["sheet-step", "sheet-step-source", "sheet-step-result", "sheet-unit", "sheet-step-note"];
    for (column, key) in heads.into_iter().enumerate() {
        sheet.put(2, column as u16, Cell::text(word(locale, key), Look::framed(Role::Head).at(Side::Middle)));
    }
    sheet.repeat = Some((2, 2));
    sheet.freeze = (3, 0);
    for (index, step) in translator.steps.rows.iter().enumerate() {
        let row = HEAD_ROWS + index as u32;
        match step {
            Step::Group(path) => {
                sheet.put(row, 0, Cell::text(path.clone(), Look::framed(Role::Group)));
                for column in 1..5 {
                    sheet.put(row, column, Cell::of(Content::Blank, Look::framed(Role::Group)));
                }
                sheet.join(row, 0, 4);
            }
            Step::Cell { label, source, content, look, unit, why } => {
                sheet.put(row, 0, Cell::text(label.clone(), Look::framed(Role::Plain)));
                sheet.put(row, 1, Cell::text(source.clone(), Look::framed(Role::Faint)));
                sheet.put(row, 2, Cell::of(content.clone(), look.clone()));
                sheet.put(row, 3, Cell::text(unit.clone(), Look::framed(Role::Plain).at(Side::Middle)));
                let note = why.map(|why| told(filing, why.key())).unwrap_or_default();
                sheet.put(row, 4, Cell::text(note, Look::framed(Role::Faint)));
            }
        }
    }
    sheet
}

/// That something is a constant, and why.
fn told(filing: &Filing<'_>, why: &'static str) -> String {
    let message = Message::new("sheet-frozen").arg("why", word(filing.locale, why));
    filing.locale.text(&message)
}

/// Puts the columns beside the tables onto their sheets.
pub(super) fn columns(filing: &Filing<'_>, translator: &Translator<'_>, places: &Places, sheets: &mut [Sheet]) {
    for (fact, columns) in &translator.columns {
        let Some(table) = places.tables.get(fact.index()).and_then(Option::as_ref) else { continue };
        let Some(sheet) = sheets.get_mut(table.sheet) else { continue };
        for (at, column) in columns.iter().enumerate() {
            let place = table.present + 1 + at as u16;
            let head = Cell::text(column.head.clone(), Look::framed(Role::Head).at(Side::Middle));
            sheet.put(FIRST_ROW - 1, place, head);
            sheet.widths.push(13);
            for (row, content) in column.contents.iter().enumerate() {
                let mut cell = Cell::of(content.clone(), column.look.clone());
                cell.note = column.why.map(|why| told(filing, why.key()));
                sheet.put(FIRST_ROW + row as u32, place, cell);
            }
        }
    }
    for table in places.tables.iter().flatten() {
        if let Some(sheet) = sheets.get_mut(table.sheet) {
            let last = (sheet.widths.len() as u16).saturating_sub(1);
            sheet.join(0, 0, last);
            sheet.join(1, 0, last);
        }
    }
}

/// The days worked, where formulas ask for them, and the name of the list.
pub(super) fn calendar(filing: &Filing<'_>, translator: &Translator<'_>, sheet_name: String, book: &mut Book) {
    let Some(name) = &translator.calendar else { return };
    let locale = filing.locale;
    let mut sheet = Sheet { name: sheet_name.clone(), widths: vec![11], ..Sheet::default() };
    let plain = |role| Look { role, ..Look::default() };
    sheet.put(0, 0, Cell::text(word(locale, "sheet-calendar"), plain(Role::Title)));
    sheet.put(1, 0, Cell::text(word(locale, "sheet-calendar-hint"), plain(Role::Subtitle)));
    sheet.put(2, 0, Cell::text(word(locale, "sheet-calendar-month"), Look::framed(Role::Head).at(Side::Middle)));
    sheet.put(2, 1, Cell::text(word(locale, "sheet-calendar"), Look::framed(Role::Head).at(Side::Middle)));
    sheet.join(2, 1, MOST_WORKED);
    sheet.join(0, 0, MOST_WORKED);
    sheet.join(1, 0, MOST_WORKED);
    sheet.repeat = Some((2, 2));
    sheet.freeze = (3, 1);
    // A row for each month.
    let (mut row, mut column, mut month) = (2u32, 0u16, None);
    for day in super::translate::worked(&filing.rubric().calendar) {
        let this = crate::eval::date(day).map(|date| (date.year(), date.month()));
        if this != month {
            (row, column, month) = (row + 1, 0, this);
            let text = this.map(|(year, month)| format!("{year}-{month:02}")).unwrap_or_default();
            sheet.put(row, 0, Cell::text(text, Look::framed(Role::Group).at(Side::Middle)));
        }
        column += 1;
        let look = Look::framed(Role::Plain).at(Side::Middle).written("mm-dd");
        sheet.put(row, column, Cell::of(Content::Day(day), look));
    }
    sheet.widths.extend(std::iter::repeat_n(6, usize::from(MOST_WORKED)));
    let range = format!("{}!$B$4:${}${}", quoted(&sheet_name), super::name::letters(MOST_WORKED), row.max(3) + 1);
    book.names.push((name.clone(), range));
    book.sheets.push(sheet);
}

/// What the reader of the workbook should know.
pub(super) fn notes(filing: &Filing<'_>, translator: &Translator<'_>, name: String) -> Sheet {
    let locale = filing.locale;
    let mut sheet = Sheet { name, widths: vec![22, 100], portrait: true, ..Sheet::default() };
    let plain = |role| Look { role, ..Look::default() };
    sheet.put(0, 0, Cell::text(word(locale, "sheet-notes-title"), plain(Role::Title)));
    sheet.join(0, 0, 1);
    let assessment = filing.assessment;
    let mut rows: Vec<(String, String, Role)> = Vec::new();
    let mut line = |key, text: String| rows.push((word(locale, key), text, Role::Plain));
    line("report-rubric", super::super::compose::Composer { locale, filed: true }.title(assessment));
    line("report-subject", assessment.subject.clone());
    line("report-period", assessment.period.clone());
    line("sheet-notes-rubric-digest", assessment.rubric.digest.clone());
    line("sheet-notes-facts-digest", assessment.facts_digest.clone());
    for (key, text) in [
        ("sheet-notes-live", "sheet-notes-live-text"),
        ("sheet-notes-input", "sheet-notes-input-text"),
        ("sheet-notes-open", "sheet-notes-open-text"),
        ("sheet-notes-rows", "sheet-notes-rows-text"),
        ("sheet-notes-awards", "sheet-notes-awards-text"),
        ("sheet-notes-exact", "sheet-notes-exact-text"),
        ("sheet-notes-words", "sheet-notes-words-text"),
    ] {
        line(key, word(locale, text));
    }
    if translator.frozen.is_empty() {
        line("sheet-notes-frozen", word(locale, "sheet-notes-frozen-none"));
    }
    for (label, why) in &translator.frozen {
        let message =
            Message::new("sheet-notes-frozen-one").arg("name", label.clone()).arg("why", word(locale, why.key()));
        rows.push((word(locale, "sheet-notes-frozen"), locale.text(&message), Role::Frozen));
    }
    rows.retain(|(_, text, _)| !text.is_empty());
    for (row, (head, text, role)) in rows.into_iter().enumerate() {
        sheet.put(row as u32 + 1, 0, Cell::text(head, Look::framed(Role::Head)));
        sheet.put(row as u32 + 1, 1, Cell::text(text, Look::framed(role)));
    }
    sheet
}
