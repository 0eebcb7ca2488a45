//! Names of sheets and of values, such as a spreadsheet takes.

use std::collections::BTreeSet;

/// The longest name of a sheet, in units of UTF-16.
const SHEET: usize = 31;
/// The longest name of a value that is still read with ease.
const VALUE: usize = 60;

/// Names already given, in the case that they are compared in.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// `wanted` as the name of a sheet: without the characters that are not allowed, shortened, and unlike the others.
    pub fn sheet(&mut self, wanted: &str) -> String {
        let clean: String =
            wanted.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { '_' } else { c }).collect();
        let clean = clean.trim().trim_matches('\'').trim();
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "_" } else { clean };
        self.unlike(clean, SHEET, |base, n| format!("{base}~{n}"))
    }

    /// `wanted` as the name of a value.
    pub fn value(&mut self, wanted: &str) -> String {
        let mut clean: String =
            wanted.chars().map(|c| if c.is_alphanumeric() || c == '_' || c == '.' { c } else { '_' }).collect();
        if clean.chars().next().is_none_or(|c| !c.is_alphabetic() && c != '_') {
            clean.insert(0, '_');
        }
        if is_reference(&clean) {
            clean.push('_');
        }
        self.unlike(&clean, VALUE, |base, n| format!("{base}_{n}"))
    }

    fn unlike(&mut self, base: &str, longest: usize, numbered: impl Fn(&str, usize) -> String) -> String {
        let mut name = shortened(base, longest);
        let mut n = 1;
        while !self.0.insert(name.to_lowercase()) {
            n += 1;
            let suffix = numbered("", n).encode_utf16().count();
            name = numbered(&shortened(base, longest - suffix), n);
        }
        name
    }
}

/// The first characters of `text`, as many as fit.
fn shortened(text: &str, longest: usize) -> String {
    let mut room = longest;
    text.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

/// Whether a spreadsheet would take `name` for a cell or a constant: `A1`, `R1C1`, `TRUE`.
fn is_reference(name: &str) -> bool {
    let lower = name.to_lowercase();
    if matches!(lower.as_str(), "true" | "false") {
        return true;
    }
    let letters = lower.chars().take_while(char::is_ascii_lowercase).count();
    let digits = lower.chars().skip(letters).take_while(char::is_ascii_digit).count();
    let whole = letters + digits == lower.chars().count();
    let cell = whole && (1..=3).contains(&letters) && digits > 0;
    let numbered = lower.chars().all(|c| matches!(c, 'r' | 'c') || c.is_ascii_digit())
        && lower.starts_with(['r', 'c'])
        && lower.matches('r').count() <= 1
        && lower.matches('c').count() <= 1;
    cell || numbered
}

/// The name of a sheet as it stands in a formula.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// The letters of a column, counted from 0.
pub(super) fn letters(column: u16) -> String {
    let mut letters = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_named_as_allowed_and_each_otherwise() {
        let mut taken = Taken::default();
        assert_eq!(taken.sheet("收入/支出[1]"), "收入_支出_1_");
        assert_eq!(taken.sheet("'甲'"), "甲");
        assert_eq!(taken.sheet("甲"), "甲~2");
        assert_eq!(taken.sheet(&"长".repeat(40)).chars().count(), 31);
        assert_eq!(taken.sheet(&"长".repeat(40)), format!("{}~2", "长".repeat(29)));
        assert_eq!(taken.sheet("History"), "_");
    }

    #[test]
    fn values_are_not_taken_for_cells() {
        let mut taken = Taken::default();
        for (wanted, name) in [
            ("年度实际支出", "年度实际支出"),
            ("“三公”经费", "_三公_经费"),
            ("a1", "a1_"),
            ("TAX2024", "TAX2024_"),
            ("rc", "rc_"),
            ("R2C3", "R2C3_"),
            ("true", "true_"),
            ("spent", "spent"),
            ("Spent", "Spent_2"),
            ("2024年", "_2024年"),
        ] {
            assert_eq!(taken.value(wanted), name);
        }
    }

    #[test]
    fn columns_are_lettered() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
