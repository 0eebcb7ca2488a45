//! The words of a workbook that its formulas read as well as people.

use crate::diagnostic::{Args, Message};
use crate::locale::Locale;

/// Words that stand in cells and in the formulas that read them.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// 是
    pub yes: String,
    /// 否
    pub no: String,
    /// A score that cannot be worked out for want of facts.
    pub open: String,
    /// 剔除
    pub dropped: String,
    /// Not scored, for a gate above is closed; of a step, that it has no value.
    pub unscored: String,
}

impl Words {
    /// The words of `locale`.
    pub fn new(locale: &Locale) -> Words {
        let word = |key| locale.format(key, &Args::new());
        Words {
            yes: word("word-yes"),
            no: word("word-no"),
            open: word("sheet-open"),
            dropped: word("word-dropped"),
            unscored: "-".to_owned(),
        }
    }
}

/// The words of `key`.
pub(super) fn word(locale: &Locale, key: &'static str) -> String {
    locale.text(&Message::new(key))
}
