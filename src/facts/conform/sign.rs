//! Comparison signs: `≥6000件`, `═100`.

use super::keys::Keyword;
use super::text::folded;

/// A comparison sign, as targets carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// ≥
    AtLeast,
    /// ＞
    Above,
    /// ≤
    AtMost,
    /// ＜
    Below,
    /// ＝
    Equal,
}

/// The ways to write each sign, in narrow characters; those of two characters stand first.
const SIGNS: &[(&str, Sign)] = &[
    (">=", Sign::AtLeast),
    ("=>", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("=<", Sign::AtMost),
    ("==", Sign::Equal),
    ("≥", Sign::AtLeast),
    ("≧", Sign::AtLeast),
    ("⩾", Sign::AtLeast),
    ("≤", Sign::AtMost),
    ("≦", Sign::AtMost),
    ("⩽", Sign::AtMost),
    (">", Sign::Above),
    ("<", Sign::Below),
    ("=", Sign::Equal),
    // A box drawing that spreadsheets are full of.
    ("═", Sign::Equal),
];

/// The same in words, as targets have them; those that begin with another stand before it.
const WORDS: &[(&str, Sign)] = &[
    ("大于等于", Sign::AtLeast),
    ("大于或等于", Sign::AtLeast),
    ("小于等于", Sign::AtMost),
    ("小于或等于", Sign::AtMost),
    ("不低于", Sign::AtLeast),
    ("不少于", Sign::AtLeast),
    ("不小于", Sign::AtLeast),
    ("不超过", Sign::AtMost),
    ("不高于", Sign::AtMost),
    ("不多于", Sign::AtMost),
    ("不大于", Sign::AtMost),
    ("大于", Sign::Above),
    ("高于", Sign::Above),
    ("小于", Sign::Below),
    ("低于", Sign::Below),
    ("等于", Sign::Equal),
];

impl Sign {
    /// The sign that the word stands for with which `text` (narrow) begins, and what follows.
    pub fn split_word(text: &str) -> Option<(Sign, &str)> {
        WORDS.iter().find_map(|(written, sign)| Some((*sign, text.strip_prefix(written)?.trim_start())))
    }

    /// The sign that `text` (narrow) begins with, and what follows.
    pub fn split(text: &str) -> Option<(Sign, &str)> {
        SIGNS.iter().find_map(|(written, sign)| Some((*sign, text.strip_prefix(written)?.trim_start())))
    }

    /// The sign that `text` is, however it is written.
    pub fn of(text: &str) -> Option<Sign> {
        match Sign::split(&folded(text)) {
            Some((sign, "")) => Some(sign),
            _ => None,
        }
    }

    /// The bound that a value written with it has; none for `＝`.
    pub fn bound(self) -> Option<Keyword> {
        match self {
            Sign::AtLeast => Some(Keyword::AtLeast),
            Sign::Above => Some(Keyword::Above),
            Sign::AtMost => Some(Keyword::AtMost),
            Sign::Below => Some(Keyword::Below),
            Sign::Equal => None,
        }
    }
}
