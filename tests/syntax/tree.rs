//! A tree on a page: Rust's own debug text without places, names as `name`, short branches on one line.

use rubric_lang::syntax::ast::File;

const WIDTH: usize = 110;

/// The tree of `file`.
pub fn show(file: &File) -> String {
    show_translated(file, &[])
}

/// The tree of `file` with some names replaced.
pub fn show_translated(file: &File, words: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for item in &file.items {
        let mut text = format!("{item:?}");
        for (from, to) in words {
            text = text.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        }
        let mut parser = Parser { rest: &text };
        let node = parser.node();
        node.layout(0, &mut out);
        out.push('\n');
    }
    out
}

/// `head(children)`, `head { field: child }`, `[children]` or a leaf.
struct Node {
    head: String,
    brackets: Option<(char, char)>,
    children: Vec<Node>,
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    fn node(&mut self) -> Node {
        let mut head = String::new();
        let mut brackets = None;
        let mut children = Vec::new();
        while let Some(c) = self.rest.chars().next() {
            match c {
                '"' => {
                    let mut escaped = false;
                    let end = self.rest.char_indices().skip(1).find(|(_, c)| {
                        let end = *c == '"' && !escaped;
                        escaped = *c == '\\' && !escaped;
                        end
                    });
                    let (text, rest) = self.rest.split_at(end.unwrap().0 + 1);
                    head.push_str(text);
                    self.rest = rest;
                }
                '(' | '[' | '{' => {
                    self.rest = &self.rest[1..];
                    let close = match c {
                        '(' => ')',
                        '[' => ']',
                        _ => '}',
                    };
                    brackets = Some((c, close));
                    loop {
                        self.rest = self.rest.trim_start_matches([' ', ',']);
                        if let Some(rest) = self.rest.strip_prefix(close) {
                            self.rest = rest;
                            break;
                        }
                        children.push(self.node());
                    }
                    break;
                }
                ',' | ')' | ']' | '}' => break,
                _ => {
                    head.push(c);
                    self.rest = &self.rest[c.len_utf8()..];
                }
            }
        }
        Node { head: head.trim().to_owned(), brackets, children }.simple()
    }
}

impl Node {
    /// Without places, and with names and numbers as they are written.
    fn simple(mut self) -> Node {
        self.children.retain(|child| {
            let place = child.head == "Span" || child.head.ends_with(": Span") || child.head.ends_with("SourceId");
            !place && !child.head.ends_with(": None") && !child.head.ends_with(": false")
        });
        let kind = self.head.rsplit(' ').next().unwrap_or_default().to_owned();
        let (prefix, _) = self.head.split_at(self.head.len() - kind.len());
        let prefix = prefix.to_owned();
        // `Name { text: "x" }` is `x`; of an expression or a value with its place only the thing itself is shown.
        if let [only] = self.children.as_slice() {
            let inner = only.head.split_once(": ").map_or("", |(_, inner)| inner);
            if kind == "Name" && self.brackets == Some(('{', '}')) {
                return Node {
                    head: format!("{prefix}`{}`", inner.trim_matches('"')),
                    brackets: None,
                    children: Vec::new(),
                };
            }
            if matches!(kind.as_str(), "Expr" | "Rule" | "Range" | "Spanned" | "NumberLiteral")
                && self.brackets == Some(('{', '}'))
            {
                let mut only = self.children.pop().unwrap();
                only.head = format!("{prefix}{}", only.head.split_once(": ").map_or("", |(_, inner)| inner));
                return only;
            }
            if matches!(kind.as_str(), "Some" | "Name") && only.brackets.is_none() {
                return Node { head: format!("{prefix}{}", only.head), brackets: None, children: Vec::new() };
            }
        }
        self
    }

    fn flat(&self) -> String {
        let Some((open, close)) = self.brackets else { return self.head.clone() };
        let children: Vec<String> = self.children.iter().map(Node::flat).collect();
        format!("{}{open}{}{close}", self.head, children.join(", "))
    }

    fn layout(&self, indent: usize, out: &mut String) {
        let flat = self.flat();
        let (Some((open, close)), true) = (self.brackets, indent + flat.chars().count() > WIDTH) else {
            out.push_str(&flat);
            return;
        };
        out.push_str(&format!("{}{open}\n", self.head));
        for child in &self.children {
            out.push_str(&" ".repeat(indent + 2));
            child.layout(indent + 2, out);
            out.push('\n');
        }
        out.push_str(&format!("{}{close}", " ".repeat(indent)));
    }
}
