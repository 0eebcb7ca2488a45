//! The facts of one department, whatever they are written in.

use std::path::Path;

use rubric_lang::book::{self, BookFormat, DelimitedFile, Fault};
use rubric_lang::diagnostic::{Diagnostic, Message};
use rubric_lang::facts::{Facts, Format, too_large};
use rubric_lang::model::Rubric;
use rubric_lang::source::{SourceId, SourceMap, Span};
use rubric_lang::{LoadedBook, Unreadable, bind, bind_book, decode, load_book, load_folder};

use super::input::{FACTS_BYTES, Input};

/// What the facts are written in, by the name of their file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactsFormat {
    /// A text of one value in another.
    Text(Format),
    /// A workbook.
    Book(BookFormat),
    /// A folder of delimited files.
    Folder,
}

/// Why there are no facts.
pub enum NoFacts {
    /// The file cannot be read.
    Unreadable(Unreadable),
    /// What is wrong with it.
    Wrong(Vec<Diagnostic>),
}

/// Facts bound to a rubric.
pub struct Bound {
    /// The facts, unless there is an error.
    pub facts: Option<Facts>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
    /// The text they are from, or that shows what they are from.
    pub text: SourceId,
}

impl FactsFormat {
    /// The format of the file at `path`. The standard input is taken as YAML, which JSON is as well.
    pub fn of(path: &str, input: &Input) -> Option<FactsFormat> {
        if path == "-" {
            return Some(FactsFormat::Text(Format::Yaml));
        }
        if input.is_folder(path) {
            return Some(FactsFormat::Folder);
        }
        let extension = Path::new(path).extension()?.to_str()?;
        let text = Format::from_extension(extension).map(FactsFormat::Text);
        text.or_else(|| BookFormat::from_extension(extension).map(FactsFormat::Book))
    }
}

/// Reads the facts at `path` and holds them against `rubric`.
pub fn read(
    path: &str,
    format: FactsFormat,
    rubric: &Rubric,
    input: &mut Input,
    sources: &mut SourceMap,
) -> Result<Bound, NoFacts> {
    let wrong = |problem: Box<Diagnostic>| NoFacts::Wrong(vec![*problem]);
    match format {
        FactsFormat::Text(format) => {
            let bytes = input.read(path, FACTS_BYTES).map_err(|reason| match reason {
                Unreadable::TooLarge(_) => NoFacts::Wrong(vec![too_large(sources.add(path, ""))]),
                reason => NoFacts::Unreadable(reason),
            })?;
            let (text, not_text) = decode(path, bytes, sources);
            if let Some(not_text) = not_text {
                return Err(wrong(not_text));
            }
            let written = sources.get(text).map(|source| source.text.clone()).unwrap_or_default();
            let (facts, diagnostics) = bind(&written, text, format, rubric);
            Ok(Bound { facts, diagnostics, text })
        }
        FactsFormat::Book(format) => {
            let bytes = input.read(path, book::MAX_BYTES).map_err(|reason| large(reason, path, sources))?;
            let loaded = load_book(path, &bytes, format, sources).map_err(wrong)?;
            Ok(bound(&loaded, rubric, sources))
        }
        FactsFormat::Folder => {
            let mut files = Vec::new();
            let mut left = book::MAX_BYTES;
            for file in input.folder(path, "csv").map_err(NoFacts::Unreadable)? {
                let bytes = input.read(&file, left).map_err(|reason| large(reason, &file, sources))?;
                left = left.saturating_sub(bytes.len() as u64);
                let stem = Path::new(&file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
                files.push(DelimitedFile { path: file, stem: stem.unwrap_or_default(), bytes });
            }
            let loaded = load_folder(path, &files, sources).map_err(wrong)?;
            Ok(bound(&loaded, rubric, sources))
        }
    }
}

fn bound(loaded: &LoadedBook, rubric: &Rubric, sources: &SourceMap) -> Bound {
    let (facts, diagnostics) = bind_book(loaded, sources, rubric);
    Bound { facts, diagnostics, text: loaded.text }
}

/// A workbook that has more bytes than are read is a mistake that is told as others in it.
fn large(reason: Unreadable, path: &str, sources: &mut SourceMap) -> NoFacts {
    match reason {
        Unreadable::TooLarge(_) => {
            let what = Message::new("book-limit-bytes").arg("limit", (book::MAX_BYTES >> 20).to_string());
            let span = Span::new(sources.add(path, ""), 0..0);
            NoFacts::Wrong(vec![Fault::TooLarge(what).told(span)])
        }
        reason => NoFacts::Unreadable(reason),
    }
}
