//! Words of rubrics and facts made safe to stand in the page.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// Writes text such that it stays text, whatever is in it: what is markup is escaped, and what could hide or turn
/// around other text (control characters, marks of writing direction) is shown by its number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words;

impl Escaper for Words {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        let mut rest = string;
        while let Some(at) = rest.find(escaped) {
            let (plain, from) = rest.split_at(at);
            dest.write_str(plain)?;
            let mut characters = from.chars();
            if let Some(c) = characters.next() {
                write_one(&mut dest, c)?;
            }
            rest = characters.as_str();
        }
        dest.write_str(rest)
    }
}

fn escaped(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '"' | '\'') || hidden(c)
}

/// Characters that show nothing, and change or break what stands around them.
fn hidden(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    // What no page may hold, and the mark of byte order.
    let nothing = matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{feff}');
    turns || nothing || c.is_control() && !matches!(c, '\n' | '\t')
}

fn write_one(dest: &mut impl Write, c: char) -> fmt::Result {
    match c {
        '<' => dest.write_str("&lt;"),
        '>' => dest.write_str("&gt;"),
        '&' => dest.write_str("&amp;"),
        '"' => dest.write_str("&quot;"),
        '\'' => dest.write_str("&#39;"),
        hidden => write!(dest, "[U+{:04X}]", u32::from(hidden)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        Words.write_escaped_str(&mut out, text).map(|()| out).unwrap_or_default()
    }

    #[test]
    fn markup_stays_text() {
        assert_eq!(shown("<script>alert('x')</script>"), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assert_eq!(shown("a\" onload=\"b & c"), "a&quot; onload=&quot;b &amp; c");
        assert_eq!(shown("预算执行率 95%"), "预算执行率 95%");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        assert_eq!(shown("甲\u{202e}乙\u{0}丙\r\n"), "甲[U+202E]乙[U+0000]丙[U+000D]\n");
        assert_eq!(shown("\u{9f}\u{feff}\u{ffff}\u{1f}"), "[U+009F][U+FEFF][U+FFFF][U+001F]");
        // Letters of scripts that run from the right are words like others.
        assert_eq!(shown("שלום مرحبا"), "שלום مرحبا");
    }
}
