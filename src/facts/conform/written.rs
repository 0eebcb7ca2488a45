//! A number as a person writes it: `2,641.94 万元`, `１２％`, `≥ 80%`; and what stands in its place.

use std::borrow::Cow;

use super::keys::Keyword;
use super::show::join;
use super::sign::Sign;
use crate::model::TypeKind;
use crate::number::{Number, NumberError};

/// What a text says where a number is due.
#[derive(Debug, PartialEq)]
pub enum Reading<'t> {
    /// A number and the unit behind it; the unit is empty where none is written.
    Number(Number, &'t str),
    /// The same behind a sign: the sign, what follows it, number and unit.
    Signed(Sign, &'t str, Number, &'t str),
    /// No number that could be read.
    Not(Fault),
}

/// Why a text is no number, with what can be said of the one it was meant to be. The texts are values
/// with their units, to be put into a remedy.
#[derive(Debug, PartialEq)]
pub enum Fault {
    /// Nothing is written.
    Empty,
    /// A mark for “does not apply” or “not known”: `/`, `—`, `*`.
    Marker,
    /// One end is known: `1000余人`, `不足100%`.
    Bound(Keyword, String),
    /// One end is known, but not whether it is in: `90%以上`.
    Either(Keyword, Keyword, String),
    /// Both ends are known: `5~10人`.
    Between(String, String),
    /// Neither end is known: `约50`.
    About(String),
    /// Separators that do not part thousands: `26,41.94`.
    Grouping(String),
    /// A point without digits on both sides: `.5`.
    Point(String),
    /// `1.2e5`
    Exponent,
    /// A number between quotes of the Chinese keyboard: `“300万元”`.
    Quoted(String),
    /// More digits than can be held.
    TooLong,
    /// A number in brackets, as accountants write those below nought: `(299.78)`.
    Bracketed(String),
    /// Words, perhaps around a number.
    Words(Option<String>),
}

/// Words before a number that make it an end; longer ones stand before those they begin with.
const BEFORE: &[(&str, Option<Keyword>)] = &[
    ("大于等于", Some(Keyword::AtLeast)),
    ("大于或等于", Some(Keyword::AtLeast)),
    ("小于等于", Some(Keyword::AtMost)),
    ("小于或等于", Some(Keyword::AtMost)),
    ("不少于", Some(Keyword::AtLeast)),
    ("不低于", Some(Keyword::AtLeast)),
    ("不小于", Some(Keyword::AtLeast)),
    ("不下", Some(Keyword::AtLeast)),
    ("至少", Some(Keyword::AtLeast)),
    ("最少", Some(Keyword::AtLeast)),
    ("at least", Some(Keyword::AtLeast)),
    ("不超过", Some(Keyword::AtMost)),
    ("不高于", Some(Keyword::AtMost)),
    ("不多于", Some(Keyword::AtMost)),
    ("不大于", Some(Keyword::AtMost)),
    ("至多", Some(Keyword::AtMost)),
    ("最多", Some(Keyword::AtMost)),
    ("at most", Some(Keyword::AtMost)),
    ("up to", Some(Keyword::AtMost)),
    ("逾", Some(Keyword::Above)),
    ("超过", Some(Keyword::Above)),
    ("超", Some(Keyword::Above)),
    ("高于", Some(Keyword::Above)),
    ("大于", Some(Keyword::Above)),
    ("多于", Some(Keyword::Above)),
    ("突破", Some(Keyword::Above)),
    ("more than", Some(Keyword::Above)),
    ("over", Some(Keyword::Above)),
    ("不足", Some(Keyword::Below)),
    ("不到", Some(Keyword::Below)),
    ("不满", Some(Keyword::Below)),
    ("未满", Some(Keyword::Below)),
    ("未达", Some(Keyword::Below)),
    ("未到", Some(Keyword::Below)),
    ("低于", Some(Keyword::Below)),
    ("小于", Some(Keyword::Below)),
    ("少于", Some(Keyword::Below)),
    ("less than", Some(Keyword::Below)),
    ("under", Some(Keyword::Below)),
    ("below", Some(Keyword::Below)),
    ("大约", None),
    ("大概", None),
    ("约", None),
    ("将近", None),
    ("接近", None),
    ("近", None),
    ("about", None),
    ("nearly", None),
    ("almost", None),
    ("~", None),
];

/// Words behind a number and its unit.
const BEHIND: &[(&str, After)] = &[
    ("及以上", After::Bound(Keyword::AtLeast)),
    ("或以上", After::Bound(Keyword::AtLeast)),
    ("及以下", After::Bound(Keyword::AtMost)),
    ("或以下", After::Bound(Keyword::AtMost)),
    ("以上", After::Either(Keyword::AtLeast, Keyword::Above)),
    ("以下", After::Either(Keyword::AtMost, Keyword::Below)),
    ("以内", After::Bound(Keyword::AtMost)),
    ("之内", After::Bound(Keyword::AtMost)),
    ("左右", After::About),
    ("上下", After::About),
    ("已完成", After::Words),
    ("完成", After::Words),
    ("达标", After::Words),
    ("+", After::Bound(Keyword::AtLeast)),
];

/// What a word behind a number makes of it.
#[derive(Clone, Copy)]
enum After {
    Bound(Keyword),
    Either(Keyword, Keyword),
    About,
    Words,
}

/// Whether `text` (narrow) stands for “does not apply” or “not known”.
pub fn is_marker(text: &str) -> bool {
    const WORDS: &[&str] = &["无", "暂无", "空", "不详", "未知", "不适用", "不涉及", "n/a", "na", "none", "null"];
    (!text.is_empty() && text.chars().all(|c| matches!(c, '/' | '\\' | '—' | '–' | '-' | '―' | '*' | '…' | '·')))
        || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether `text` (narrow) says that a value of `kind`, which may be left out, does not apply. `-` and 无 may be nought
/// where a number is due, and 无 may be a text.
pub fn does_not_apply(text: &str, kind: &TypeKind) -> bool {
    const WORDS: &[&str] = &["不适用", "不涉及", "n/a"];
    let stroke = |c: char| matches!(c, '/' | '\\' | '—' | '–' | '―' | '*' | '…');
    let marked = !text.is_empty() && text.chars().all(stroke);
    if marked || (*kind != TypeKind::Text && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))) {
        return true;
    }
    let open = matches!(kind, TypeKind::Text | TypeKind::Number { .. });
    !open
        && (matches!(text, "无" | "暂无" | "none")
            || (text.len() <= 2 && !text.is_empty() && text.chars().all(|c| c == '-')))
}

/// Reads `text`, which is narrow and trimmed.
pub fn read(text: &str) -> Reading<'_> {
    if text.is_empty() {
        return Reading::Not(Fault::Empty);
    }
    if is_marker(text) {
        return Reading::Not(Fault::Marker);
    }
    if let Some(inner) = between_quotes(text)
        && let Some(value) = value(inner)
    {
        return Reading::Not(Fault::Quoted(value));
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && let Some(value) = value(inner.trim()).filter(|value| !value.starts_with('-'))
    {
        return Reading::Not(Fault::Bracketed(value));
    }
    if let Some((sign, rest)) = Sign::split(text) {
        return match plain(rest) {
            Ok((number, unit)) => Reading::Signed(sign, rest, number, unit),
            Err(fault) => Reading::Not(fault),
        };
    }
    match plain(text) {
        Ok((number, unit)) => Reading::Number(number, unit),
        Err(fault) => Reading::Not(fault),
    }
}

/// What stands between quotes that no format knows as such.
fn between_quotes(text: &str) -> Option<&str> {
    const PAIRS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('"', '"'), ('「', '」')];
    PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close)).map(str::trim)
}

/// A number with nothing but a unit behind it.
fn plain(text: &str) -> Result<(Number, &str), Fault> {
    // Nearly every number begins with a digit, and no word does.
    let words = if text.starts_with(|c: char| c.is_ascii_digit()) { &[] } else { BEFORE };
    for (word, bound) in words {
        // English words in any case; `get` is none inside a character.
        if text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            let rest = text.get(word.len()..).unwrap_or_default().trim_start();
            return Err(match (value(rest), bound) {
                (Some(value), Some(bound)) => Fault::Bound(*bound, value),
                (Some(value), None) => Fault::About(value),
                (None, _) => Fault::Words(None),
            });
        }
    }
    let digits = Digits::of(text)?;
    let unit = digits.rest.trim_start();
    if is_unit(unit) && !ends_in_words(unit) {
        return digits.number().map(|number| (number, unit));
    }
    Err(digits.fault())
}

/// The value that `text` is, for a remedy.
fn value(text: &str) -> Option<String> {
    let digits = Digits::of(text).ok()?;
    let unit = digits.rest.trim_start();
    let unit = behind(unit).map_or(unit, |(before, _)| before);
    is_unit(unit).then(|| digits.with(unit))
}

/// A unit and the word behind it that is none.
fn behind(unit: &str) -> Option<(&str, After)> {
    BEHIND.iter().find_map(|(word, after)| Some((unit.strip_suffix(word)?.trim_end(), *after)))
}

/// Whether a word that makes the number vague hides in what looks like a unit.
fn ends_in_words(unit: &str) -> bool {
    behind(unit).is_some() || vague(unit).is_some()
}

/// The unit without the 余 or 多 that stands between number and unit, or behind 万.
fn vague(unit: &str) -> Option<String> {
    let magnitude: String = unit.chars().take_while(|c| matches!(c, '十' | '百' | '千' | '万' | '亿')).collect();
    let rest = unit.strip_prefix(magnitude.as_str())?;
    let rest = rest.strip_prefix(['余', '多', '来', '几', '+'])?;
    Some(format!("{magnitude}{rest}"))
}

/// Whether `text` may be a unit: letters and the signs that units are made of. Empty is.
fn is_unit(text: &str) -> bool {
    const LONGEST: usize = 16;
    let of_units = |c: char| {
        (c.is_alphabetic() || matches!(c, '%' | '‰' | '°' | '℃' | '℉' | '㎡' | '㎥' | '²' | '³' | '/' | '·' | ' '))
            && !is_chinese_digit(c)
    };
    // A unit that the rubric declares may go on with digits: km2, thousand_persons. 1e5 has none.
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    if letters > 1 && text.chars().all(is_word) {
        return true;
    }
    text.chars().count() <= LONGEST
        && text.chars().all(of_units)
        && !text.starts_with(['/', '·'])
        && !text.ends_with('/')
}

/// Whether `c` is a numeral that no unit holds. 万 and 千 are none of them: 万人次 is a unit.
fn is_chinese_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// The digits at the beginning of a text.
struct Digits<'t> {
    /// As a literal: no separators, no plus.
    literal: Cow<'t, str>,
    /// What follows.
    rest: &'t str,
}

impl<'t> Digits<'t> {
    fn of(text: &'t str) -> Result<Digits<'t>, Fault> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').map_or(text, str::trim_start)),
        };
        let length = unsigned.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
        let (written, rest) = unsigned.split_at(length);
        if !written.bytes().any(|b| b.is_ascii_digit()) {
            return Err(Fault::Words(None));
        }
        let (whole, places) = match written.split_once('.') {
            Some((whole, places)) => (whole, Some(places)),
            None => (written, None),
        };
        let sign = if negative { "-" } else { "" };
        let spaced = rest.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit());
        if written.contains(',') || spaced {
            let grouped = is_grouped(whole) && !places.is_some_and(|p| p.contains([',', '.']));
            if spaced || !grouped {
                return Err(grouping(sign, unsigned));
            }
        } else if places.is_some_and(|places| places.contains('.')) {
            return Err(Fault::Words(None));
        }
        if whole.is_empty() || places == Some("") {
            let whole = if whole.is_empty() { "0" } else { whole };
            let point = places.filter(|p| !p.is_empty()).map(|p| format!(".{p}")).unwrap_or_default();
            let unit = if is_unit(rest.trim_start()) { rest.trim_start() } else { "" };
            return Err(Fault::Point(join(&format!("{sign}{}{point}", whole.replace(',', "")), unit)));
        }
        let literal = if negative || written.contains(',') {
            Cow::Owned(format!("{sign}{}", written.replace(',', "")))
        } else {
            Cow::Borrowed(written)
        };
        Ok(Digits { literal, rest })
    }

    fn number(&self) -> Result<Number, Fault> {
        Number::parse(&self.literal).map_err(|error| match error {
            NumberError::TooManyDigits | NumberError::TooLarge => Fault::TooLong,
            NumberError::NotANumber | NumberError::DivisionByZero => Fault::Words(None),
        })
    }

    /// The number with `unit` behind it.
    fn with(&self, unit: &str) -> String {
        join(&self.literal, unit)
    }

    /// What it is that stands behind the digits and is no unit.
    fn fault(&self) -> Fault {
        let rest = self.rest.trim_start();
        if let Some(power) = rest.strip_prefix(['e', 'E'])
            && power.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit())
        {
            return Fault::Exponent;
        }
        if let Some(between) = self.between(rest) {
            return between;
        }
        if let Some(unit) = vague(rest) {
            let unit = behind(&unit).map_or(unit.as_str(), |(before, _)| before);
            return if is_unit(unit) { Fault::Bound(Keyword::AtLeast, self.with(unit)) } else { Fault::Words(None) };
        }
        if let Some((unit, after)) = behind(rest)
            && is_unit(unit)
        {
            // 万余 as in 3万余元以上: the first word says it all.
            return match after {
                After::Bound(bound) => Fault::Bound(bound, self.with(unit)),
                After::Either(one, other) => Fault::Either(one, other, self.with(unit)),
                After::About => Fault::About(self.with(unit)),
                After::Words => Fault::Words(Some(self.with(unit))),
            };
        }
        let unit: String = rest.chars().take_while(|c| *c != ' ' && is_unit(c.encode_utf8(&mut [0; 4]))).collect();
        let behind = rest.strip_prefix(unit.as_str()).unwrap_or_default().trim_start();
        // `120人（含临聘）` names a value; in `2021年12月完成` the digits go on, and it may name another.
        let known = !rest.chars().any(|c| c.is_ascii_digit() || is_chinese_digit(c)) && !behind.is_empty();
        Fault::Words(known.then(|| self.with(&unit)))
    }

    /// `5~10人`, `5人至10人`.
    fn between(&self, rest: &str) -> Option<Fault> {
        let at = rest.find(['~', '-', '—', '–', '至', '到'])?;
        let (own_unit, joined) = rest.split_at(at);
        let other = joined.trim_start_matches(['~', '-', '—', '–', '至', '到', ' ']);
        let digits = Digits::of(other).ok()?;
        let unit = digits.rest.trim_start();
        if !is_unit(unit) || !is_unit(own_unit.trim_end()) {
            return None;
        }
        let own_unit = if own_unit.trim_end().is_empty() { unit } else { own_unit.trim_end() };
        Some(Fault::Between(self.with(own_unit), digits.with(unit)))
    }
}

/// Whether the separators of `whole` part thousands.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// The fault of separators that do not part thousands, with the number they probably stand in.
fn grouping(sign: &str, unsigned: &str) -> Fault {
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | ' ')).unwrap_or(unsigned.len());
    let (digits, unit) = unsigned.split_at(end);
    let unit = if is_unit(unit) { unit } else { "" };
    Fault::Grouping(join(&format!("{sign}{}", digits.replace([',', ' '], "")), unit))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
mod tests {
    use super::super::text::folded;
    use super::*;

    fn fault(text: &str) -> Fault {
        match read(&folded(text)) {
            Reading::Not(fault) => fault,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn number(text: &str) -> (String, String) {
        match read(&folded(text)) {
            Reading::Number(number, unit) => (number.to_string(), unit.to_owned()),
            other => panic!("{text}: {other:?}"),
        }
    }

    fn pair(number: &str, unit: &str) -> (String, String) {
        (number.to_owned(), unit.to_owned())
    }

    #[test]
    fn what_is_clear_is_read() {
        assert_eq!(number("2,641.94 万元"), pair("2641.94", "万元"));
        assert_eq!(number("２，６４１．９４　万元"), pair("2641.94", "万元"));
        assert_eq!(number("2941.72万元"), pair("2941.72", "万元"));
        assert_eq!(number("100.00%"), pair("100", "%"));
        assert_eq!(number("－299.78万元"), pair("-299.78", "万元"));
        assert_eq!(number("+3"), pair("3", ""));
        assert_eq!(number("1,234,567"), pair("1234567", ""));
        assert_eq!(number("12平方米/人"), pair("12", "平方米/人"));
        assert_eq!(number("12 m²"), pair("12", "m²"));
        assert_eq!(number("1.5万人次"), pair("1.5", "万人次"));
        assert_eq!(number("120 person"), pair("120", "person"));
    }

    #[test]
    fn a_sign_is_split() {
        for (text, sign) in [
            ("≥6000件", Sign::AtLeast),
            ("＞60篇", Sign::Above),
            ("≧80%", Sign::AtLeast),
            ("═100", Sign::Equal),
            ("<= 3", Sign::AtMost),
        ] {
            match read(&folded(text)) {
                Reading::Signed(found, ..) => assert_eq!(found, sign, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        assert_eq!(Sign::of("≧"), Some(Sign::AtLeast));
        assert_eq!(Sign::of("＝"), Some(Sign::Equal));
        assert_eq!(Sign::of("正向"), None);
    }

    #[test]
    fn what_is_not_clear_is_told_with_the_end_it_names() {
        let at_least = |value: &str| Fault::Bound(Keyword::AtLeast, value.to_owned());
        assert_eq!(fault("1000余人"), at_least("1000人"));
        assert_eq!(fault("600多名"), at_least("600名"));
        assert_eq!(fault("580多篇"), at_least("580篇"));
        assert_eq!(fault("100多万元"), at_least("100万元"));
        assert_eq!(fault("1.2万余人"), at_least("1.2万人"));
        assert_eq!(fault("不少于 50 人"), at_least("50人"));
        assert_eq!(fault("50+"), at_least("50"));
        assert_eq!(fault("over 90 person"), Fault::Bound(Keyword::Above, "90 person".to_owned()));
        assert_eq!(fault("逾300"), Fault::Bound(Keyword::Above, "300".to_owned()));
        assert_eq!(fault("超过1,000人"), Fault::Bound(Keyword::Above, "1000人".to_owned()));
        assert_eq!(fault("不足100%"), Fault::Bound(Keyword::Below, "100%".to_owned()));
        assert_eq!(fault("3个月以内"), Fault::Bound(Keyword::AtMost, "3个月".to_owned()));
        assert_eq!(fault("90%以上"), Fault::Either(Keyword::AtLeast, Keyword::Above, "90%".to_owned()));
        assert_eq!(fault("约50"), Fault::About("50".to_owned()));
        assert_eq!(fault("50人左右"), Fault::About("50人".to_owned()));
        assert_eq!(fault("5~10人"), Fault::Between("5人".to_owned(), "10人".to_owned()));
        assert_eq!(fault("5－10人"), Fault::Between("5人".to_owned(), "10人".to_owned()));
        assert_eq!(fault("80%至90%"), Fault::Between("80%".to_owned(), "90%".to_owned()));
    }

    #[test]
    fn words_and_marks_are_no_numbers() {
        assert_eq!(fault("完成"), Fault::Words(None));
        assert_eq!(fault("2021年12月完成"), Fault::Words(None));
        assert_eq!(fault("三百"), Fault::Words(None));
        assert_eq!(fault("120人（含临聘）"), Fault::Words(Some("120人".to_owned())));
        assert_eq!(fault("120人次已完成"), Fault::Words(Some("120人次".to_owned())));
        for marker in ["/", "—", "——", "*", "-", "－", "无", "N/A", "不适用"] {
            assert_eq!(fault(marker), Fault::Marker, "{marker}");
        }
        assert_eq!(fault("  "), Fault::Empty);
    }

    #[test]
    fn malformed_digits_are_told() {
        assert_eq!(fault("26,41.94万元"), Fault::Grouping("2641.94万元".to_owned()));
        assert_eq!(fault("1,0000"), Fault::Grouping("10000".to_owned()));
        assert_eq!(fault("2 641.94"), Fault::Grouping("2641.94".to_owned()));
        assert_eq!(fault("1.234,5"), Fault::Grouping("1.2345".to_owned()));
        assert_eq!(fault(".5"), Fault::Point("0.5".to_owned()));
        assert_eq!(fault("5.%"), Fault::Point("5%".to_owned()));
        assert_eq!(fault("“300万元”"), Fault::Quoted("300万元".to_owned()));
        assert_eq!(fault("28,50000 yuan"), Fault::Grouping("2850000 yuan".to_owned()));
        assert_eq!(fault("1e5"), Fault::Exponent);
        assert_eq!(fault("1.2.3"), Fault::Words(None));
        assert_eq!(fault("12345678901234567890123456789"), Fault::TooLong);
    }
}
