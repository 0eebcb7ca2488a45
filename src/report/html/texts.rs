//! The words of the page, for its templates.

use crate::diagnostic::{Arg, Message};
use crate::locale::{Language, Locale};

/// Words of one locale.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    /// The words.
    pub locale: &'a Locale,
    /// What the rubric's own words are written in, as `lang` has it.
    pub own: &'static str,
}

impl Texts<'_> {
    /// The words `key`.
    pub fn word(&self, key: &'static str) -> String {
        self.locale.format(key, &Vec::new())
    }

    /// The words `key` with `value` put in as `name`.
    pub fn with(&self, key: &'static str, name: &'static str, value: impl Into<Arg>) -> String {
        self.locale.text(&Message::new(key).arg(name, value))
    }

    /// The words `key` about so many. (A template hands over some of its values as references.)
    pub fn count(&self, key: &'static str, count: impl std::borrow::Borrow<usize>) -> String {
        self.with(key, "count", *count.borrow())
    }

    /// `message` in words.
    pub fn say(&self, message: &Message) -> String {
        self.locale.text(message)
    }

    /// What the page is written in, as `lang` has it.
    pub fn lang(&self) -> &'static str {
        tag(self.locale.language() == Language::En)
    }
}

/// As the attribute `lang` names a language.
pub(super) fn tag(english: bool) -> &'static str {
    if english { "en" } else { "zh-CN" }
}
