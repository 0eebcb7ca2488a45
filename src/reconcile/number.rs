//! Numbers as a report prints them.

use crate::number::{Number, RoundingMode};
use crate::source::Span;

/// A number as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// As it stands there.
    pub text: String,
    /// Its value: of a percentage the share, of money in 元.
    pub number: Number,
    /// What the last decimal printed is worth.
    pub step: Number,
    /// What it is of.
    pub of: Measure,
    /// Where it stands.
    pub span: Span,
}

/// What a number is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Nothing is said, or points.
    Bare,
    /// A percentage.
    Share,
    /// Money.
    Money,
    /// Another unit.
    Unit(String),
}

/// How a number came from a finer one, or did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// It is the same, or rounded half up.
    Yes,
    /// It is rounded in another way.
    Rounded(RoundingMode),
    /// It is not.
    No,
}

const MONEY: &[(&str, i64)] = &[("元", 1), ("yuan", 1), ("万元", 10_000), ("亿元", 100_000_000)];
const BARE: &[&str] = &["", "分", "points", "point"];

impl Printed {
    /// Reads `text`; none where it is no number.
    pub fn read(text: &str, span: Span) -> Option<Printed> {
        let narrow = narrow(text);
        let (negative, unsigned) = match narrow.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, narrow.as_str()),
        };
        let length = unsigned.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
        let (digits, unit) = unsigned.split_at_checked(length)?;
        let unit = unit.trim();
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let grouped = whole.contains(',');
        let well = |mut groups: std::str::Split<'_, char>| {
            groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
        };
        if places.contains([',', '.']) || (grouped && !well(whole.split(','))) || digits.ends_with('.') {
            return None;
        }
        let literal = digits.replace(',', "");
        let number = Number::parse(&literal).ok()?;
        let number = if negative { number.neg() } else { number };
        let (of, factor) = measure(unit)?;
        let tenths = Number::from_i64(10).pow(i32::try_from(places.len()).ok()?).ok()?;
        let step = factor.div(&tenths).ok()?;
        let written = text.trim().to_owned();
        Some(Printed { text: written, number: number.mul(&factor).ok()?, step, of, span })
    }

    /// `number` as this one is printed: to the same last decimal.
    pub fn as_printed(&self, number: &Number, mode: RoundingMode) -> Option<Number> {
        number.div(&self.step).ok()?.round(0, mode).ok()?.mul(&self.step).ok()
    }

    /// Whether it is `exact`, to its last decimal.
    pub fn follows(&self, exact: &Number) -> Follows {
        let by = |mode| self.as_printed(exact, mode).is_some_and(|rounded| rounded == self.number);
        if *exact == self.number || by(RoundingMode::HalfAwayFromZero) {
            return Follows::Yes;
        }
        let others = [RoundingMode::HalfEven, RoundingMode::Down, RoundingMode::Up];
        others.into_iter().find(|mode| by(*mode)).map_or(Follows::No, Follows::Rounded)
    }

    /// `number` in words as this one is printed, with its unit.
    pub fn like(&self, number: &Number) -> String {
        let rounded = self.as_printed(number, RoundingMode::HalfAwayFromZero).unwrap_or_else(|| number.clone());
        self.show(&rounded)
    }

    /// `number` with the unit of this one.
    pub fn show(&self, number: &Number) -> String {
        match &self.of {
            Measure::Share => number.shown_percent(10).text,
            Measure::Bare => number.shown(10).text,
            Measure::Unit(unit) => format!("{}{unit}", number.shown(10).text),
            Measure::Money => {
                let unit = unit_of(&self.text);
                let factor = MONEY.iter().find(|(name, _)| *name == unit).map_or(1, |(_, factor)| *factor);
                let shown = number.div(&Number::from_i64(factor)).unwrap_or_else(|_| number.clone());
                let gap = if unit.is_ascii() { " " } else { "" };
                format!("{}{gap}{unit}", shown.shown(10).text)
            }
        }
    }

    /// The least and the greatest value that rounds to it.
    pub fn around(&self) -> Option<(Number, Number)> {
        // A count is what it is.
        if self.step == Number::ONE && self.of != Measure::Money {
            return Some((self.number.clone(), self.number.clone()));
        }
        let half = self.step.div(&Number::from_i64(2)).ok()?;
        Some((self.number.sub(&half).ok()?, self.number.add(&half).ok()?))
    }
}

/// What the unit measures, and how many of the base it is.
fn measure(unit: &str) -> Option<(Measure, Number)> {
    if BARE.contains(&unit) {
        return Some((Measure::Bare, Number::ONE));
    }
    if unit == "%" {
        return Some((Measure::Share, Number::ratio(1, 100).ok()?));
    }
    if let Some((_, factor)) = MONEY.iter().find(|(name, _)| *name == unit) {
        return Some((Measure::Money, Number::from_i64(*factor)));
    }
    // Words behind a number make it something else than that number.
    let letters = unit.chars().count() <= 8 && unit.chars().all(char::is_alphabetic);
    letters.then(|| (Measure::Unit(unit.to_owned()), Number::ONE))
}

/// The unit behind the digits of `text`.
fn unit_of(text: &str) -> String {
    narrow(text).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | ',' | '.' | ' ')).to_owned()
}

/// `text` with full-width signs, digits and blanks made narrow, and trimmed.
pub fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        c => c,
    };
    text.chars().map(narrow).collect::<String>().trim().to_owned()
}

/// Whether `text` says that there is no number.
pub fn is_none(text: &str) -> bool {
    let text = narrow(text);
    text.is_empty() || matches!(text.as_str(), "-" | "—" | "——" | "－" | "–" | "/" | "*" | "无" | "n/a")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn read(text: &str) -> Printed {
        Printed::read(text, Span::default()).unwrap()
    }

    #[test]
    fn numbers_are_read_with_their_unit_and_last_decimal() {
        let cases = [
            ("19.13分", "19.13", "0.01"),
            ("８９．５２％", "0.8952", "0.0001"),
            ("2,641.94 万元", "26419400", "100"),
            ("-299.78万元", "-2997800", "100"),
            ("1291674.60元", "1291674.6", "0.01"),
            ("63人", "63", "1"),
            ("0", "0", "1"),
        ];
        for (text, number, step) in cases {
            assert_eq!(
                (read(text).number.to_string(), read(text).step.to_string()),
                (number.into(), step.into()),
                "{text}"
            );
        }
        for text in ["", "-", "约5", "5余人以上的规模很大很大", "1,00", "1.2.3", "5.", "good", "0.5/1"] {
            assert_eq!(Printed::read(text, Span::default()), None, "{text}");
        }
    }

    #[test]
    fn a_rounded_number_follows_and_a_cut_one_is_told() {
        assert_eq!(read("129.17万元").follows(&read("1291674.60元").number), Follows::Yes);
        assert_eq!(read("129.16万元").follows(&read("1291674.60元").number), Follows::Rounded(RoundingMode::Down));
        assert_eq!(read("2191.87万元").follows(&read("21918569.63元").number), Follows::No);
        assert_eq!(read("2191.87万元").like(&read("21918569.63元").number), "2191.86万元");
    }
}
