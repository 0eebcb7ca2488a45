//! Which languages there are, and how people and systems name them.

/// A language the messages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Chinese in simplified characters.
    Zh,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::En, Language::Zh];

    /// The tag that names it, as `--lang` takes it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh",
        }
    }

    /// The language that `name` names: a BCP 47 tag (`zh-Hans-CN`), a POSIX locale
    /// (`zh_CN.UTF-8`) or the word people use for it.
    ///
    /// The names are mapped on purpose and not by a general matcher. A reader of traditional
    /// characters is better served by simplified ones than by English, so every `zh` is Chinese.
    /// `C` and `POSIX` say nothing about a language and name none.
    pub fn parse(name: &str) -> Option<Language> {
        // `zh_CN.UTF-8@pinyin`: the encoding and the modifier say nothing about the language.
        let tag = name.split(['.', '@']).next()?.trim().to_lowercase();
        match tag.split(['-', '_']).next()? {
            // `cn` is a country, and yet what many type; `cmn` and `yue` are what some systems report.
            "zh" | "zho" | "chi" | "cmn" | "yue" | "cn" | "chs" | "cht" | "chinese" | "中文" | "汉语" | "简体中文" => {
                Some(Language::Zh)
            }
            "en" | "eng" | "us" | "uk" | "english" | "英文" | "英语" => Some(Language::En),
            _ => None,
        }
    }

    /// The first of `names` that names one of our languages, and English where none does. A name
    /// may itself be a list by colons, as `LANGUAGE=zh_CN:en` is.
    pub fn from_locales<'a>(names: impl IntoIterator<Item = &'a str>) -> Language {
        names.into_iter().flat_map(|list| list.split(':')).find_map(Language::parse).unwrap_or(Language::En)
    }
}
