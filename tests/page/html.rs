//! A strict reader of the pages that are made: what it cannot read is wrong.

use std::collections::BTreeMap;

/// Elements that have no end tag.
const VOID: [&str; 5] = ["meta", "link", "br", "input", "hr"];
/// Elements of SVG, which may be closed at once.
const CLOSED: [&str; 3] = ["rect", "line", "path"];
/// Elements after which a new line of text begins.
const INLINE: [&str; 9] = ["a", "b", "bdi", "span", "code", "label", "svg", "title", "text"];

/// An element.
#[derive(Debug)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes, read.
    pub attributes: BTreeMap<String, String>,
    /// Where its text begins and ends in [`Parsed::text`].
    within: (usize, usize),
}

/// A page.
pub struct Parsed {
    /// Its elements in order.
    pub elements: Vec<Element>,
    /// All its text, blanks made one.
    pub text: String,
    /// What stands in style and script.
    pub raw: Vec<String>,
}

impl Parsed {
    /// Reads `page`.
    #[track_caller]
    pub fn new(page: &str) -> Parsed {
        let mut parsed = Parsed { elements: Vec::new(), text: String::new(), raw: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut rest = page.strip_prefix("<!doctype html>").expect("a doctype");
        while let Some(at) = rest.find('<') {
            parsed.add(&unescape(&rest[..at]));
            rest = &rest[at + 1..];
            let end = rest.find('>').expect("a tag is closed");
            let tag = &rest[..end];
            rest = &rest[end + 1..];
            if let Some(name) = tag.strip_prefix('/') {
                let index = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
                assert_eq!(parsed.elements[index].name, name, "closes another element");
                parsed.elements[index].within.1 = parsed.text.len();
                if !INLINE.contains(&name) {
                    parsed.add(" ");
                }
                continue;
            }
            let (name, attributes, closed) = start(tag);
            let at = parsed.text.len();
            parsed.elements.push(Element { name: name.clone(), attributes, within: (at, at) });
            if VOID.contains(&name.as_str()) {
                parsed.add(" ");
                continue;
            }
            assert_eq!(closed, CLOSED.contains(&name.as_str()), "<{tag}>");
            if closed {
                continue;
            }
            if name == "style" || name == "script" {
                let end = rest.find(&format!("</{name}>")).expect("it ends");
                parsed.raw.push(rest[..end].to_owned());
                rest = &rest[end..];
            }
            open.push(parsed.elements.len() - 1);
        }
        assert!(open.is_empty(), "not all is closed");
        parsed.add(&unescape(rest));
        parsed
    }

    fn add(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }

    /// What the elements `name` have for `attribute`.
    pub fn attributes(&self, name: &str, attribute: &str) -> Vec<&str> {
        let named = self.elements.iter().filter(|element| element.name == name);
        named.filter_map(|element| element.attributes.get(attribute).map(String::as_str)).collect()
    }

    /// The text of the first element that is `wanted`.
    #[track_caller]
    pub fn text_of(&self, wanted: impl Fn(&Element) -> bool) -> &str {
        let (from, to) = self.elements.iter().find(|element| wanted(element)).expect("it is there").within;
        &self.text[from..to]
    }
}

/// Name, attributes and whether it is closed at once.
fn start(tag: &str) -> (String, BTreeMap<String, String>, bool) {
    let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
    let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    assert!(!name.is_empty() && name.chars().all(|c| !c.is_ascii_uppercase()), "<{tag}>");
    let mut rest = &tag[name.len()..];
    let mut attributes = BTreeMap::new();
    while !rest.is_empty() {
        let trimmed = rest.trim_start();
        assert!(trimmed.len() < rest.len() || trimmed.is_empty(), "blank before an attribute: <{tag}>");
        rest = trimmed;
        let key: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':')).collect();
        if key.is_empty() {
            assert!(rest.is_empty(), "<{tag}>");
            break;
        }
        rest = &rest[key.len()..];
        let value = match rest.strip_prefix("=\"") {
            Some(after) => {
                let end = after.find('"').expect("the value ends");
                rest = &after[end + 1..];
                unescape(&after[..end])
            }
            None => String::new(),
        };
        assert!(attributes.insert(key, value).is_none(), "an attribute twice: <{tag}>");
    }
    (name, attributes, closed)
}

fn unescape(text: &str) -> String {
    assert!(!text.contains('<') && !text.contains('>'), "markup is escaped: {text}");
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}');
    assert!(!text.contains(hidden), "characters that nobody sees: {text:?}");
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once(';').unwrap_or_else(|| panic!("a bare & before {part:?}"));
        out.push_str(match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "#39" => "'",
            _ => panic!("&{name};"),
        });
        out.push_str(after);
    }
    out
}

#[test]
fn what_is_wrong_is_found() {
    let refused = |body: &str| {
        let page = format!("<!doctype html><html>{body}</html>");
        std::panic::catch_unwind(|| Parsed::new(&page)).is_err()
    };
    assert!(!refused("<p class=\"a\">甲 &lt;乙&gt;<br></p>"));
    for wrong in [
        "<p>",
        "</p>",
        "<p><b></p></b>",
        "a & b",
        "<p class=a></p>",
        "a > b",
        "<p a=\"1\" a=\"2\"></p>",
        "&copy;",
        "\u{0}",
    ] {
        assert!(refused(wrong), "{wrong}");
    }
}
