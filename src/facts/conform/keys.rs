//! The keywords of a facts file: one table, each with a Chinese and an English spelling.

/// Declares the keywords with their spellings.
macro_rules! keywords {
    ($($(#[$doc:meta])* $variant:ident = $zh:literal, $en:literal;)*) => {
        /// A key that means the same in every facts file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Keyword { $($(#[$doc])* $variant,)* }

        /// Every keyword with its Chinese and its English spelling.
        const SPELLINGS: &[(Keyword, &str, &str)] = &[$((Keyword::$variant, $zh, $en),)*];
    };
}

keywords! {
    /// Whom the facts are of.
    Subject = "对象", "subject";
    /// The period they are of.
    Period = "期间", "period";
    /// The facts.
    Facts = "数据", "facts";
    /// The evaluator's judgement.
    Awards = "评定", "awards";
    /// The value itself, where something is said about it.
    Value = "值", "value";
    /// Where it was found.
    Source = "来源", "source";
    /// Whatever else is to be said; never read.
    Note = "说明", "note";
    /// The value is this or more.
    AtLeast = "至少", "at_least";
    /// The value is this or less.
    AtMost = "至多", "at_most";
    /// The value is more than this.
    Above = "高于", "above";
    /// The value is less than this.
    Below = "低于", "below";
    /// So many points are awarded.
    Score = "得分", "score";
    /// So many points less than the rule gives are awarded.
    Less = "扣", "less";
    /// This level is awarded.
    Level = "级", "level";
    /// Why.
    Reason = "理由", "reason";
}

/// The keys at the top of a file.
pub const TOP: &[Keyword] = &[Keyword::Subject, Keyword::Period, Keyword::Facts, Keyword::Awards];
/// The keys beside a value.
pub const BESIDE_VALUE: &[Keyword] = &[
    Keyword::Value,
    Keyword::Source,
    Keyword::Note,
    Keyword::AtLeast,
    Keyword::AtMost,
    Keyword::Above,
    Keyword::Below,
];
/// The keys of an award.
pub const IN_AWARD: &[Keyword] =
    &[Keyword::Score, Keyword::Less, Keyword::Level, Keyword::Reason, Keyword::Source, Keyword::Note];

/// In which language a file spells its keywords; remedies follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Spelling {
    /// 数据
    #[default]
    Chinese,
    /// facts
    English,
}

impl Keyword {
    /// The keyword among `expected` that `key` spells.
    pub fn read(key: &str, expected: &[Keyword]) -> Option<Keyword> {
        let key = key.trim();
        let found = |(keyword, zh, en): &(Keyword, &str, &str)| {
            (expected.contains(keyword) && (*zh == key || is_english(key, en))).then_some(*keyword)
        };
        SPELLINGS.iter().find_map(found)
    }

    /// How it is written in `spelling`.
    pub fn word(self, spelling: Spelling) -> &'static str {
        let found = SPELLINGS.iter().find(|(keyword, ..)| *keyword == self);
        found.map_or("", |(_, zh, en)| match spelling {
            Spelling::Chinese => zh,
            Spelling::English => en,
        })
    }
}

/// Whether `key` is the English word `word`, whose parts a blank or a hyphen may join as well.
fn is_english(key: &str, word: &str) -> bool {
    key.len() == word.len()
        && key.bytes().zip(word.bytes()).all(|(k, w)| match k {
            b' ' | b'-' => w == b'_',
            _ => k.eq_ignore_ascii_case(&w),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_read() {
        for (keyword, zh, en) in SPELLINGS {
            assert_eq!(Keyword::read(zh, &[*keyword]), Some(*keyword));
            assert_eq!(Keyword::read(en, &[*keyword]), Some(*keyword));
            assert_eq!(keyword.word(Spelling::Chinese), *zh);
            assert_eq!(keyword.word(Spelling::English), *en);
        }
    }

    #[test]
    fn a_keyword_is_one_only_where_it_is_expected() {
        assert_eq!(Keyword::read("at least", BESIDE_VALUE), Some(Keyword::AtLeast));
        assert_eq!(Keyword::read("At-Least", BESIDE_VALUE), Some(Keyword::AtLeast));
        assert_eq!(Keyword::read("至少", TOP), None);
        assert_eq!(Keyword::read("value", IN_AWARD), None);
    }
}
