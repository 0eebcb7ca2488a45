//! The form as a workbook: a sheet for the head, one for single facts, one for each table, one for awards, and
//! one that tells how it is filled in and holds the lists that cells choose from.

mod awards;
mod check;
mod facts;
mod lists;
mod look;
mod notes;
mod table;

pub use rust_xlsxwriter::XlsxError;

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::words::Words;
use super::{Entry, Form, Group};
use crate::diagnostic::Message;
use crate::facts::Keyword;
use lists::Lists;
use look::{Look, cut, units};

/// Most characters of a sheet's name.
const SHEET_NAME: usize = 31;
/// Most characters of a hint that shows when a cell is chosen, and of an error text.
const HINT: usize = 255;
/// Most characters of the title of such a text.
const HINT_TITLE: usize = 32;

/// `form` as a workbook, of which every value is missing. The same form always gives the same bytes.
///
/// # Errors
/// The form is beyond what a workbook can hold.
pub fn xlsx(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let words = Words::new(form);
    // A date of its own would make each file different.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(cut(&words.title(form), HINT)).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let mut sheets = Sheets { form, look: Look::new(form.english), lists: Lists::default(), words };
    for sheet in sheets.all()? {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}

/// The sheets while they are made.
struct Sheets<'f> {
    form: &'f Form,
    words: Words,
    look: Look,
    lists: Lists,
}

impl<'f> Sheets<'f> {
    fn all(&mut self) -> Result<Vec<Worksheet>, XlsxError> {
        let form = self.form;
        let fixed = ["form-sheet-about", "form-sheet-facts", "form-sheet-awards", "form-sheet-notes"];
        let [about, facts, awards, notes] = fixed.map(|key| self.words.word(key));
        self.lists = Lists::new(&notes);
        let mut made = vec![self.about(&about)?, self.facts(&facts)?];
        let mut names = Names::new(&[&about, &facts, &awards, &notes]);
        for group in &form.groups {
            for entry in &group.entries {
                if let Some(columns) = entry.asked.columns() {
                    let name = names.unique(&entry.name);
                    made.push(self.table(&name, group, entry, columns)?);
                }
            }
        }
        made.push(self.awards(&awards)?);
        made.push(self.notes(&notes)?);
        Ok(made)
    }

    /// A sheet with its print set-up: A4 landscape, as wide as the paper, the first `heads` rows on each page.
    fn sheet(&self, name: &str, heads: u32) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
        let title = cut(&self.words.title(self.form), 100).replace('&', "&&");
        sheet.set_header(format!("&L{title}&R{}", name.replace('&', "&&")));
        sheet.set_footer(format!("&C{}", self.words.word("form-page")));
        if heads > 0 {
            sheet.set_repeat_rows(0, heads - 1)?;
        }
        Ok(sheet)
    }

    /// Whom the facts are of, and which rubric they are for.
    fn about(&self, name: &str) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.sheet(name, 0)?;
        sheet.set_column_width(0, 16)?.set_column_width(1, 64)?;
        let mut period = self.words.word("form-period-hint");
        if let Some((first, last)) = &self.form.valid {
            let within = Message::new("form-period-valid").arg("first", first.as_str()).arg("last", last.as_str());
            period = format!("{period}\n{}", self.words.text(&within));
        }
        let hints = [(Keyword::Subject, self.words.word("form-subject-hint")), (Keyword::Period, period)];
        for (row, (key, hint)) in (0..).zip(hints) {
            sheet.write_with_format(row, 0, self.words.keyword(key), &self.look.head)?;
            sheet.write_blank(row, 1, &self.look.text_input)?;
            let hint = self.hint(DataValidation::new().allow_any_value(), self.words.keyword(key), &hint)?;
            sheet.add_data_validation(row, 1, row, 1, &hint)?;
        }
        let fixed = [("form-key-rubric", &self.form.rubric), ("form-key-version", &self.form.version)];
        for (row, (key, value)) in (2..).zip(fixed) {
            sheet.write_with_format(row, 0, self.words.word(key), &self.look.head)?;
            sheet.write_with_format(row, 1, cut(value, look::CELL), &self.look.fixed)?;
        }
        for row in 0..4 {
            sheet.set_row_height(row, 24)?;
        }
        sheet.set_selection(0, 1, 0, 1)?;
        Ok(sheet)
    }

    /// `validation` with a text that shows when its cell is chosen.
    fn hint(&self, validation: DataValidation, title: &str, text: &str) -> Result<DataValidation, XlsxError> {
        validation.set_input_title(cut(title, HINT_TITLE))?.set_input_message(cut(text, HINT))
    }

    /// `validation` with a text for what does not pass it.
    fn refusal(&self, validation: DataValidation, text: &str) -> Result<DataValidation, XlsxError> {
        let title = self.words.word("form-error-title");
        validation.set_error_title(cut(&title, HINT_TITLE))?.set_error_message(cut(text, HINT))
    }

    /// What is said of `entry` in a note: what it is and whose it is.
    fn about_fact(&self, group: &Group, entry: &Entry) -> String {
        let mut lines = self.words.about(entry);
        if let Some(explain) = &group.explain {
            lines.push(crate::facts::visible(explain));
        }
        lines.join("\n")
    }
}

/// The names of sheets given so far, in lower case: Excel takes 甲A and 甲a for the same.
struct Names {
    taken: Vec<String>,
}

impl Names {
    fn new(taken: &[&str]) -> Names {
        // Excel keeps this one for itself.
        let taken = taken.iter().copied().chain(["History"]);
        Names { taken: taken.map(str::to_lowercase).collect() }
    }

    /// `name` as a sheet may be called, apart from all before.
    fn unique(&mut self, name: &str) -> String {
        let allowed = |c: char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
        let clean: String = crate::facts::visible(name).chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
        let clean = clean.trim_matches(['\'', ' ']);
        let clean = if clean.is_empty() { "-" } else { clean };
        for number in 1_usize.. {
            let suffix = if number == 1 { String::new() } else { format!(" ({number})") };
            let kept = cut_units(clean, SHEET_NAME.saturating_sub(units(&suffix)));
            let candidate = format!("{}{suffix}", kept.trim_end_matches(['\'', ' ']));
            let lower = candidate.to_lowercase();
            if !self.taken.contains(&lower) {
                self.taken.push(lower);
                return candidate;
            }
        }
        clean.to_owned()
    }
}

/// The first characters of `text` that take at most `most` units of UTF-16, in which Excel counts.
fn cut_units(text: &str, most: usize) -> &str {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > most
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_called_by_the_table_as_far_as_excel_allows() {
        let mut names = Names::new(&["数据", "Facts"]);
        assert_eq!(names.unique("产出指标"), "产出指标");
        assert_eq!(names.unique("数据"), "数据 (2)");
        assert_eq!(names.unique("facts"), "facts (2)");
        assert_eq!(names.unique("a/b:c"), "a b c");
        assert_eq!(names.unique("'quoted'"), "quoted");
        assert_eq!(names.unique("history"), "history (2)");
        assert_eq!(names.unique("[]"), "-");
        let long = "部门整体绩效目标产出指标完成情况逐项明细台账（含下属单位和代管资金）";
        let first = names.unique(long);
        assert_eq!(first.chars().count(), 31);
        let second = names.unique(long);
        assert_eq!((second.chars().count(), second.ends_with(" (2)")), (31, true));
        assert_eq!(units(&names.unique(&"𠮷".repeat(40))), 30);
        for name in &names.taken {
            assert!(rust_xlsxwriter::utility::check_sheet_name(name).is_ok(), "{name}");
        }
    }
}
