//! The one tree that a facts file becomes, whatever it was written in.

use crate::source::Span;

/// A value and where it stands.
///
/// Scalars span what was written without the blanks around it, quotes included; `[ ]` and `{ }`
/// span their brackets; a list or mapping by indentation reaches from its first entry to its last;
/// a TOML table spans its `[head]`. A value left out spans nothing, where it was expected. A value
/// that came through a YAML alias spans the text it was defined with: that is what would be mended.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// Nothing: `null`, in YAML also `~` and a value left out.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number of JSON or TOML: its decimal digits as written, without the `_` of TOML.
    Number(String),
    /// Text; every other plain scalar of YAML and every date of TOML is text as written.
    Text(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the file; no key stands twice.
    Mapping(Vec<(Key, Node)>),
}

/// A key and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Where it stands, quotes included.
    pub span: Span,
    /// Its text.
    pub text: String,
}

/// What a facts file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON, RFC 8259.
    Json,
    /// TOML 1.1.
    Toml,
    /// The sheets of a workbook.
    Sheets,
}

impl Format {
    /// The format that files ending in `extension` are in, with or without the dot, in any case.
    pub fn from_extension(extension: &str) -> Option<Format> {
        match extension.strip_prefix('.').unwrap_or(extension).to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Format::Yaml),
            "json" => Some(Format::Json),
            "toml" => Some(Format::Toml),
            _ => None,
        }
    }

    /// Its name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Format::Yaml => "YAML",
            Format::Json => "JSON",
            Format::Toml => "TOML",
            Format::Sheets => "XLSX",
        }
    }

    /// How the names of its files end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Yaml => "yaml",
            Format::Json => "json",
            Format::Toml => "toml",
            Format::Sheets => "xlsx",
        }
    }
}

impl Node {
    /// The value under `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, value)| value)
    }

    /// `key` and its value, if this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<&(Key, Node)> {
        self.entries()?.iter().find(|(k, _)| k.text == key)
    }

    /// The keys and values, if this is a mapping.
    pub fn entries(&self) -> Option<&[(Key, Node)]> {
        match &self.kind {
            NodeKind::Mapping(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is text.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl NodeKind {
    /// Key of the word for such a value in the locale files.
    pub fn key(&self) -> &'static str {
        match self {
            NodeKind::Null => "node-null",
            NodeKind::Bool(_) => "node-bool",
            NodeKind::Number(_) => "node-number",
            NodeKind::Text(_) => "node-text",
            NodeKind::Sequence(_) => "node-sequence",
            NodeKind::Mapping(_) => "node-mapping",
        }
    }
}
