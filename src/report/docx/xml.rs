//! Text in XML.

/// `text` between tags or in an attribute. Characters that XML cannot hold are left out; a line end or a tab is a
/// blank.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            // A reader of XML would refuse the whole file for one of these.
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(
            escaped("a<b>&\"c\"\u{0}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}é𠮷\n\td\r"),
            "a&lt;b&gt;&amp;&quot;c&quot;é𠮷  d"
        );
    }
}
