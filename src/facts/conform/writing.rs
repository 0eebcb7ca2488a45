//! How the file at hand writes things, so that a remedy can be copied into it: the marks of its format, the
//! keywords of its language.

use super::keys::{Keyword, Spelling};
use crate::facts::tree::Format;

/// What stands in a remedy for what the reader has to fill in.
pub const BLANK: &str = "…";

/// The format of a file and the language of its keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// What the file is written in.
    pub format: Format,
    /// How it spells its keywords.
    pub spelling: Spelling,
}

impl Writing {
    /// Whether the file's keywords are English.
    pub fn is_english(self) -> bool {
        self.spelling == Spelling::English
    }

    /// How the file spells `keyword`.
    pub fn word(self, keyword: Keyword) -> &'static str {
        keyword.word(self.spelling)
    }

    /// `text` as a value: `90人`, in JSON and TOML `"90人"`.
    pub fn value(self, text: &str) -> String {
        let plain = match self.format {
            Format::Yaml => is_plain(text),
            Format::Json | Format::Toml => is_number(text),
            Format::Sheets => true,
        };
        if plain { text.to_owned() } else { quoted(text) }
    }

    /// `text` as a name.
    pub fn key(self, text: &str) -> String {
        let plain = match self.format {
            Format::Yaml => is_plain(text),
            Format::Sheets => true,
            Format::Json => false,
            Format::Toml => {
                !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
            }
        };
        if plain { text.to_owned() } else { quoted(text) }
    }

    /// `至少: 90人`; `value` is as it is written.
    pub fn entry(self, key: &str, value: &str) -> String {
        let mark = match self.format {
            Format::Toml => " =",
            // In a cell the word stands before the value, or the value in the next cell.
            Format::Sheets => "",
            Format::Yaml | Format::Json => ":",
        };
        format!("{}{mark} {value}", self.key(key))
    }

    /// The same with a keyword.
    pub fn keyword(self, keyword: Keyword, value: &str) -> String {
        self.entry(self.word(keyword), value)
    }

    /// `{ 至少: 90人, 低于: 100人 }`; the values are given as text.
    pub fn entries<'k>(self, entries: impl IntoIterator<Item = (&'k str, &'k str)>) -> String {
        let entries: Vec<String> =
            entries.into_iter().map(|(key, value)| self.entry(key, &self.value(value))).collect();
        if self.format == Format::Sheets {
            return entries.join(if self.is_english() { ", " } else { "，" });
        }
        format!("{{ {} }}", entries.join(", "))
    }

    /// A table with one row, as the value of `table`: `- { 名称: … }`, `[{ "名称": "…" }]`.
    pub fn rows(self, row: &str) -> String {
        match self.format {
            Format::Yaml => format!("- {row}"),
            Format::Sheets => row.to_owned(),
            Format::Json | Format::Toml => format!("[{row}]"),
        }
    }

    /// What opens a part at the top of the file: `数据:`, `"数据": { … }`, `["数据"]`.
    pub fn section(self, keyword: Keyword) -> String {
        let key = self.key(self.word(keyword));
        match self.format {
            Format::Yaml => format!("{key}:"),
            Format::Sheets => key,
            Format::Json => format!("{key}: {{ {BLANK} }}"),
            Format::Toml => format!("[{key}]"),
        }
    }
}

/// `text` between double quotes, as all three formats read it.
fn quoted(text: &str) -> String {
    crate::facts::problem::quoted(text)
}

/// Whether YAML reads `text` without quotes as that very text, even between braces.
fn is_plain(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let indicator = "#&*!|>'\"%@`".contains(first) || (matches!(first, '-' | '?' | ':') && blank(chars.next()));
    let word = ["~", "null", "true", "false"].iter().any(|word| word.eq_ignore_ascii_case(text));
    !indicator
        && !word
        && text.trim() == text
        && !text.ends_with(':')
        && !text.contains([',', '[', ']', '{', '}', '\n', '\t'])
        && ![": ", " #"].iter().any(|mark| text.contains(mark))
}

/// Whether `text` is a number in JSON and in TOML.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(places) && (whole == "0" || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_format(format: Format) -> Writing {
        Writing { format, spelling: Spelling::Chinese }
    }

    #[test]
    fn a_value_has_quotes_where_the_format_wants_them() {
        let in_all =
            |text: &str| [Format::Yaml, Format::Json, Format::Toml].map(|format| in_format(format).value(text));
        assert_eq!(in_all("90人"), ["90人", "\"90人\"", "\"90人\""]);
        assert_eq!(in_all("-0.5"), ["-0.5", "-0.5", "-0.5"]);
        assert_eq!(in_all("007"), ["007", "\"007\"", "\"007\""]);
        for text in ["是: 否", "- 3", "null", "甲, 乙", "#1", "≥ 3\n", "%", "", "甲:", " 甲"] {
            assert_eq!(in_format(Format::Yaml).value(text), quoted(text), "{text}");
        }
        for text in ["-3", "≥3", "12:30", "甲#1", "2024-03-07"] {
            assert_eq!(in_format(Format::Yaml).value(text), text);
        }
    }

    #[test]
    fn an_entry_has_the_marks_of_its_format() {
        let known = |format| in_format(format).entries([("至少", "90人"), ("低于", "100")]);
        assert_eq!(known(Format::Yaml), "{ 至少: 90人, 低于: 100 }");
        assert_eq!(known(Format::Json), "{ \"至少\": \"90人\", \"低于\": 100 }");
        assert_eq!(known(Format::Toml), "{ \"至少\" = \"90人\", \"低于\" = 100 }");
        assert_eq!(in_format(Format::Toml).key("at_least"), "at_least");
    }

    #[test]
    fn a_part_begins_as_its_format_wants() {
        let facts = |format| in_format(format).section(Keyword::Facts);
        assert_eq!(facts(Format::Yaml), "数据:");
        assert_eq!(facts(Format::Json), "\"数据\": { … }");
        assert_eq!(facts(Format::Toml), "[\"数据\"]");
    }
}
