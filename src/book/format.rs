//! What a number format makes of a number to the eye: percent, decimals, a unit or sign put there, or another number
//! altogether.

/// What a format makes of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Shown in percent.
    pub percent: bool,
    /// Decimals shown at least.
    pub places: usize,
    /// What stands before it and belongs to it: a sign.
    pub before: String,
    /// What stands behind it: a unit.
    pub behind: String,
    /// Shown as another number: in thousands, with a point put in.
    pub masked: bool,
}

/// Of a date, what its format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateShape {
    /// The day.
    Day,
    /// No more than the month.
    Month,
    /// No more than the year.
    Year,
}

/// What the format `code` makes of a number below, at or above zero.
pub(super) fn shape(code: &str, sign: std::cmp::Ordering) -> Shape {
    let sections = sections(code);
    let index = match (sign, sections.len()) {
        (std::cmp::Ordering::Less, 2..) => 1,
        (std::cmp::Ordering::Equal, 3..) => 2,
        _ => 0,
    };
    sections.get(index).map(|section| section_shape(section)).unwrap_or_default()
}

/// What the format `code`, numbered `id`, shows of a date.
pub(super) fn date_shape(code: &str, id: Option<u32>) -> DateShape {
    // The formats that every Chinese spreadsheet program has for 2024年3月.
    if matches!(id, Some(27 | 36 | 50 | 52 | 57)) {
        return DateShape::Month;
    }
    let mut letters = (false, false, false);
    for piece in pieces(sections(code).first().copied().unwrap_or_default()) {
        if let Piece::Sign(c) = piece {
            match c.to_ascii_lowercase() {
                'd' => letters.0 = true,
                'm' => letters.1 = true,
                'y' | 'e' => letters.2 = true,
                _ => {}
            }
        }
    }
    match letters {
        (false, true, true) => DateShape::Month,
        (false, false, true) => DateShape::Year,
        _ => DateShape::Day,
    }
}

/// Whether the format `code`, numbered `id`, shows days or times.
pub(super) fn is_date(code: &str, id: u16) -> bool {
    if matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58) {
        return true;
    }
    let dated = |piece: &Piece| matches!(piece, Piece::Sign(c) if "dmyhsDMYHS".contains(*c));
    pieces(sections(code).first().copied().unwrap_or_default()).iter().any(dated)
}

/// The format that every workbook has under the number `id`.
pub(super) fn built_in(id: u16) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        12 | 13 => "# ?/?",
        _ => "General",
    }
}

/// A piece of a format.
#[derive(Debug)]
enum Piece {
    /// A character that means something.
    Sign(char),
    /// Text shown as it is.
    Text(String),
}

/// The sections of a format, which `;` parts.
fn sections(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            '\\' | '_' | '*' | '!' if !quoted => escaped = true,
            ';' if !quoted => {
                found.push(code.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(code.get(start..).unwrap_or_default());
    found
}

fn pieces(section: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let text = |found: &mut Vec<Piece>, c: char| match found.last_mut() {
        Some(Piece::Text(before)) => before.push(c),
        _ => found.push(Piece::Text(c.to_string())),
    };
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                for c in chars.by_ref().take_while(|c| *c != '"') {
                    text(&mut found, c);
                }
            }
            '\\' | '!' => {
                if let Some(c) = chars.next() {
                    text(&mut found, c);
                }
            }
            // Room of the width of a character, and a character that fills the cell.
            '_' | '*' => {
                chars.next();
            }
            // Colours, conditions, the currency of a place.
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if let Some(currency) = inner.strip_prefix('$') {
                    for c in currency.split('-').next().unwrap_or_default().chars() {
                        text(&mut found, c);
                    }
                }
            }
            '0' | '#' | '?' | '.' | ',' | '%' | '@' | '/' => found.push(Piece::Sign(c)),
            c if c.is_ascii_alphabetic() => found.push(Piece::Sign(c)),
            c => text(&mut found, c),
        }
    }
    found
}

fn section_shape(section: &str) -> Shape {
    let general = section.to_ascii_lowercase();
    let general = general.strip_prefix("general").map(|rest| section.len() - rest.len());
    let (section, general) = match general {
        Some(length) => (section.get(length..).unwrap_or_default(), true),
        None => match section.strip_prefix("G/通用格式") {
            Some(rest) => (rest, true),
            None => (section, false),
        },
    };
    let pieces = pieces(section);
    let digit = |piece: &Piece| matches!(piece, Piece::Sign('0' | '#' | '?'));
    let first = if general { Some(0) } else { pieces.iter().position(digit) };
    let last = if general { Some(0) } else { pieces.iter().rposition(digit).map(|at| at + 1) };
    let (Some(first), Some(last)) = (first, last) else { return Shape::default() };
    let mut shape = Shape::default();
    let fraction = pieces.iter().any(|piece| matches!(piece, Piece::Sign('/')));
    let scientific = pieces.iter().any(|piece| matches!(piece, Piece::Sign('e' | 'E')));
    let (mut behind_point, mut percents) = (false, 0);
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Sign('.') => behind_point = true,
            Piece::Sign('0') if behind_point => shape.places += 1,
            Piece::Sign('%') => percents += 1,
            // A comma behind the digits divides by a thousand.
            Piece::Sign(',') if at >= last => shape.masked = true,
            Piece::Text(text) if at < first => shape.before.push_str(text),
            Piece::Text(text) if at >= last => shape.behind.push_str(text),
            // Text between the digits makes another number of them, or a code of a telephone.
            Piece::Text(text) if !fraction && !text.trim().is_empty() && text != "-" && text != "+" => {
                shape.masked = true
            }
            _ => {}
        }
    }
    if fraction || scientific {
        return Shape::default();
    }
    shape.percent = percents == 1;
    shape.masked |= percents > 1;
    shape.before = meant(&shape.before);
    shape.behind = meant(&shape.behind);
    shape
}

/// What of the text beside a number is a part of what it says: currency signs, brackets and signs of its own are none.
pub(super) fn meant(text: &str) -> String {
    let idle = |c: char| c.is_whitespace() || "¥￥$€£()（）-–—+:：".contains(c);
    text.trim_matches(idle).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Ordering::{Equal, Greater, Less};

    fn plain(places: usize) -> Shape {
        Shape { places, ..Shape::default() }
    }

    #[test]
    fn formats_that_keep_the_number() {
        for (code, places) in [
            ("General", 0),
            ("0", 0),
            ("0.00", 2),
            ("#,##0.00", 2),
            ("¥#,##0.00", 2),
            ("[$￥-804]#,##0.00", 2),
            ("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", 2),
            ("0.00_ ;[Red]\\-0.00\\ ", 2),
            ("@", 0),
            ("# ?/?", 0),
            ("0.00E+00", 0),
        ] {
            assert_eq!(shape(code, Greater), plain(places), "{code}");
        }
        assert_eq!(shape("_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", Equal), plain(0));
        assert_eq!(shape("0.00_ ;[Red]\\-0.00\\ ", Less), plain(2));
    }

    #[test]
    fn formats_that_say_more() {
        assert_eq!(shape("0.00%", Greater), Shape { percent: true, places: 2, ..Shape::default() });
        assert_eq!(shape("0.00\"万元\"", Greater), Shape { places: 2, behind: "万元".to_owned(), ..Shape::default() });
        assert_eq!(shape("General\"人\"", Greater), Shape { behind: "人".to_owned(), ..Shape::default() });
        assert_eq!(shape("\"≥\"0", Greater), Shape { before: "≥".to_owned(), ..Shape::default() });
    }

    #[test]
    fn formats_that_show_another_number() {
        for code in ["0.0,", "#,##0,,", "0!.0,", "0\\.0,\"万\"", "0.00,\"千元\"", "000-0000\"x\"0", "0.00%%"] {
            assert!(shape(code, Greater).masked, "{code}");
        }
    }

    #[test]
    fn dates_say_no_more_than_they_show() {
        assert_eq!(date_shape("yyyy\"年\"m\"月\"d\"日\"", None), DateShape::Day);
        assert_eq!(date_shape("yyyy\"年\"m\"月\"", None), DateShape::Month);
        assert_eq!(date_shape("yyyy", None), DateShape::Year);
        assert_eq!(date_shape("mm-dd-yy", Some(14)), DateShape::Day);
        assert_eq!(date_shape("", Some(57)), DateShape::Month);
        assert_eq!(date_shape("h:mm", Some(20)), DateShape::Day);
    }
}
