//! A rubric and the files that it uses (引用), each read once. What a file is and how it is read is the
//! caller's: the library touches none.

use std::collections::VecDeque;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::ast::{File, Item, Text};
use crate::syntax::parse;

/// Most files that one rubric is made of.
pub const MAX_FILES: usize = 64;
/// As much is kept of a text behind the first byte that is none, so that the place can be shown.
const SHOWN_AFTER: usize = 200;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is no such file.
    Missing,
    /// It is a directory.
    Directory,
    /// It may not be read.
    Forbidden,
    /// It has more than so many bytes.
    TooLarge(u64),
    /// Any other reason, in the system's words.
    Other(String),
}

/// A rubric's files, read.
#[derive(Debug)]
pub struct Loaded {
    /// The rubric, then the files it uses in the order of use.
    pub files: Vec<File>,
    /// Their texts, in the same order.
    pub texts: Vec<SourceId>,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
}

impl Unreadable {
    /// Why, in the words of the locale files.
    pub fn message(&self) -> Message {
        match self {
            Unreadable::Missing => Message::new("unreadable-missing"),
            Unreadable::Directory => Message::new("unreadable-directory"),
            Unreadable::Forbidden => Message::new("unreadable-forbidden"),
            Unreadable::TooLarge(limit) => {
                Message::new("unreadable-too-large").arg("limit", (limit / (1024 * 1024)).to_string())
            }
            Unreadable::Other(reason) => Message::new("unreadable-other").arg("reason", reason.clone()),
        }
    }
}

/// Reads the rubric at `path` and the files that it uses. `read` gives the bytes of a file; paths of used
/// files come to it relative to where the rubric stands.
///
/// # Errors
/// The rubric itself cannot be read. A used file that cannot be is told at its 引用.
pub fn load(
    path: &str,
    sources: &mut SourceMap,
    read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Unreadable>,
) -> Result<Loaded, Unreadable> {
    let bytes = read(path)?;
    let mut loaded = Loaded { files: Vec::new(), texts: Vec::new(), diagnostics: Diagnostics::new() };
    let mut seen = vec![normal(Path::new(path))];
    let mut waiting = VecDeque::new();
    loaded.add(path, bytes, sources, &mut waiting);
    while let Some((used, from)) = waiting.pop_front() {
        let target = beside(&from, &used.value);
        if seen.contains(&target) {
            continue;
        }
        if seen.len() >= MAX_FILES {
            let limit = Diagnostic::new(Code::UseTooMany, used.span).arg("limit", MAX_FILES);
            loaded.diagnostics.push(limit);
            break;
        }
        let name = shown(&target);
        seen.push(target);
        match read(&name) {
            Ok(bytes) => loaded.add(&name, bytes, sources, &mut waiting),
            Err(reason) => loaded.diagnostics.push(unreadable(&used, &name, &reason)),
        }
    }
    Ok(loaded)
}

impl Loaded {
    fn add(&mut self, name: &str, bytes: Vec<u8>, sources: &mut SourceMap, waiting: &mut VecDeque<(Text, PathBuf)>) {
        let (id, not_text) = decode(name, bytes, sources);
        self.texts.push(id);
        if let Some(not_text) = not_text {
            self.diagnostics.push(*not_text);
            return;
        }
        let Some(source) = sources.get(id) else { return };
        let (file, diagnostics) = parse(&source.text, id);
        sources.set_english(id, file.english);
        self.diagnostics.extend(diagnostics);
        let uses = file.items.iter().filter_map(|item| match item {
            Item::Use(text) => Some((text.clone(), PathBuf::from(name))),
            _ => None,
        });
        waiting.extend(uses);
        self.files.push(file);
    }
}

/// Adds `bytes` to `sources` as text. Where they are no text, the place of the first byte that is none is told.
pub fn decode(name: &str, bytes: Vec<u8>, sources: &mut SourceMap) -> (SourceId, Option<Box<Diagnostic>>) {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return (sources.add(name, text), None),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let (before, after) = bytes.split_at(at);
    let after = after.get(..SHOWN_AFTER).unwrap_or(after);
    let text = format!("{}{}", String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    let id = sources.add(name, text);
    // No characters that are not seen, but bytes that are none.
    let mut diagnostic = Diagnostic::new(Code::NotText, Span::new(id, at..at + '\u{fffd}'.len_utf8()))
        .arg("count", 0usize)
        .arg("character", "")
        .at(Message::new("not-text-here"));
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        diagnostic = diagnostic.help(Message::new("not-text-utf16"));
    } else if looks_like_gb18030(bytes) {
        diagnostic = diagnostic.help(Message::new("not-text-gb18030"));
    } else {
        diagnostic = diagnostic.help(Message::new("not-text-other"));
    }
    (id, Some(Box::new(diagnostic)))
}

/// Whether all of `bytes` could be GB 18030, which older Chinese programs save as.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0, ..] => return false,
            [0x00..=0x7f, after @ ..] => after,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, after @ ..] => after,
            [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, after @ ..] => after,
            _ => return false,
        };
    }
}

fn unreadable(used: &Text, name: &str, reason: &Unreadable) -> Diagnostic {
    let code = if *reason == Unreadable::Missing { Code::UseMissing } else { Code::UseUnreadable };
    Diagnostic::new(code, used.span).arg("path", name).at(reason.message())
}

/// `path` as seen from the file `from`.
fn beside(from: &Path, path: &str) -> PathBuf {
    // A rubric written on another system may part folders with `\`.
    let path = path.trim().replace('\\', "/");
    normal(&from.parent().unwrap_or(Path::new("")).join(path))
}

/// `path` without `.` and, as far as can be told without looking, `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
