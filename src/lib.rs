//! The rubric language: public scoring standards as text that is checked before it is used, computed
//! exactly, and explains every point.
//!
//! Data flows one way: [`load()`] reads a rubric and the files it uses, [`check()`] makes the model of it,
//! [`bind`] holds facts against the model, [`evaluate`] scores them, [`assess`] explains the scores, and
//! [`report`] writes them down.

pub mod analysis;
pub mod book;
pub mod check;
pub mod diagnostic;
pub mod eval;
pub mod explain;
pub mod export;
pub mod facts;
pub mod form;
pub mod justification;
mod load;
pub mod locale;
pub mod mend;
pub mod model;
pub mod number;
mod print;
pub mod reconcile;
pub mod render;
pub mod report;
pub mod source;
mod supposed;
pub mod syntax;
pub mod unit;
pub mod value;
pub mod wording;
pub mod wrap;

pub use eval::{Evaluation, Options, evaluate};
pub use load::{Loaded, MAX_FILES, Unreadable, decode, load};
use sha2::{Digest, Sha256};

pub use report::{Assessed, Assessment, assess};

use book::{Book, BookFormat, DelimitedFile};
use diagnostic::{Diagnostic, Diagnostics, Message};
use facts::{Facts, Format};
use model::Rubric;
use source::{Shown, SourceId, SourceMap, Span};
use syntax::ast::File;

/// A rubric that was checked.
#[derive(Debug)]
pub struct Checked {
    /// The model; `None` where there is an error, and for a file that holds no rubric but what others use.
    pub rubric: Option<Rubric>,
    /// Whether it is such a file.
    pub library: bool,
    /// What was found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks a rubric that was loaded, or a file of units, options, methods and calendars for others to use.
/// `sources` gives its texts.
pub fn check(loaded: Loaded, sources: &SourceMap) -> Checked {
    let mut diagnostics = loaded.diagnostics;
    if diagnostics.has_errors() {
        let (library, more) = behind_mistakes(&loaded.files, &diagnostics, sources);
        more.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        return Checked { rubric: None, library, diagnostics: diagnostics.into_sorted() };
    }
    let files = &loaded.files;
    if let Some(file) = files.first().filter(|file| file.items.is_empty() && file.allows.is_empty()) {
        diagnostics.push(Diagnostic::new(diagnostic::Code::NothingToCheck, source::Span::new(file.source, 0..0)));
        return Checked { rubric: None, library: false, diagnostics: diagnostics.into_sorted() };
    }
    let library = files.first().is_some_and(check::is_library);
    let rubric = if library {
        diagnostics.extend(check::check_library(files));
        None
    } else {
        let (rubric, found) = check::check_but_sums(files);
        diagnostics.extend(found);
        if let Some(rubric) = &rubric {
            let missing = percent_missing(&diagnostics);
            // Totals that come of wrong sums say nothing of the grades.
            let wrong_sums = diagnostics.has_errors();
            let of_totals = |d: &Diagnostic| {
                wrong_sums && matches!(d.code, diagnostic::Code::GradeGap | diagnostic::Code::GradeOverlap)
            };
            let found = analysis::analyse(rubric, sources);
            let told = found.into_sorted().into_iter().filter(|d| !follows(d, &missing) && !of_totals(d));
            told.for_each(|d| diagnostics.push(d));
        } else {
            let broken: Vec<source::Span> = diagnostics.iter().flat_map(check::sound::places).collect();
            let found = beside_mistakes(files, &broken, sources);
            found.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        }
        rubric.filter(|_| !diagnostics.has_errors())
    };
    let diagnostics = check::allowed(files, diagnostics, rubric.is_some());
    Checked { rubric, library, diagnostics: diagnostics.into_sorted() }
}

/// Whether `files` are a library, and what is found in them beside the mistakes in reading them, `told`.
fn behind_mistakes(files: &[File], told: &Diagnostics, sources: &SourceMap) -> (bool, Vec<Diagnostic>) {
    let supposed = supposed::Supposed::of(files, told, sources);
    let (files, texts, unread) = match &supposed {
        Some(supposed) => (supposed.files.as_slice(), &supposed.sources, &supposed.unread),
        None => (files, sources, told),
    };
    let (library, found) = match files.first() {
        Some(file) if !file.items.is_empty() => match check::is_library(file) {
            true => (true, check::check_library(files)),
            false => (false, check::check(files).1),
        },
        _ => (false, Diagnostics::new()),
    };
    let mut more = check::partial::worth_telling(&found, files, unread, texts).into_sorted();
    // Where blocks begin and end is a guess if braces are amiss.
    use diagnostic::Code::{MissingBrace, StrayBrace, UnclosedBrace};
    let braces = |d: &Diagnostic| matches!(d.code, UnclosedBrace | StrayBrace | MissingBrace);
    if !library && !told.iter().any(braces) {
        let unread = match &supposed {
            Some(supposed) => supposed.left(),
            None => told.iter().flat_map(|d| d.labels.iter().map(|label| label.span)).collect(),
        };
        let mut broken: Vec<source::Span> = files.iter().flat_map(|file| &file.unread).copied().collect();
        broken.extend(unread);
        broken.extend(found.iter().flat_map(check::sound::places));
        more.extend(beside_mistakes(files, &broken, texts));
    }
    match &supposed {
        Some(supposed) => {
            let mut back: Vec<Diagnostic> = more.iter().map(|d| supposed.back(d)).collect();
            back.extend(supposed.opened(told));
            (library, back)
        }
        None => (library, more),
    }
}

/// The gaps and overlaps in what is left of `files` beside what is `broken`.
fn beside_mistakes(files: &[File], broken: &[source::Span], sources: &SourceMap) -> Vec<Diagnostic> {
    use diagnostic::Code as C;
    let coverage = |d: &Diagnostic| {
        matches!(
            d.code,
            C::RuleBeyondPoints
                | C::BandGap
                | C::BandOverlap
                | C::CaseGap
                | C::LookupGap
                | C::LookupOverlap
                | C::LineGap
        )
    };
    let Some(rubric) = check::sound::sound(files, broken) else { return Vec::new() };
    analysis::analyse(&rubric, sources).into_sorted().into_iter().filter(coverage).collect()
}

/// Where a share is written without its %.
fn percent_missing(told: &Diagnostics) -> Vec<source::Span> {
    told.iter().filter(|d| d.code == diagnostic::Code::PercentMissing).map(Diagnostic::span).collect()
}

/// Whether a condition is decided, or an entry out of reach, only because of a share without its %.
fn follows(found: &Diagnostic, missing: &[source::Span]) -> bool {
    let all = found.span();
    let within = |s: &source::Span| s.source == all.source && all.start <= s.start && s.end <= all.end;
    let idle = matches!(found.code, diagnostic::Code::ConditionDecided | diagnostic::Code::EntryUnreachable);
    idle && missing.iter().any(within)
}

/// Reads facts and holds them against `rubric`. The facts are there unless there is an error.
pub fn bind(text: &str, source: SourceId, format: Format, rubric: &Rubric) -> (Option<Facts>, Vec<Diagnostic>) {
    let mut found = Diagnostics::new();
    let facts = match facts::read(text, source, format) {
        Ok(root) => {
            let (facts, diagnostics) = facts::conform(rubric, &root, format);
            found.extend(diagnostics);
            Some(facts)
        }
        Err(diagnostics) => {
            diagnostics.into_iter().for_each(|diagnostic| found.push(diagnostic));
            None
        }
    };
    let facts = facts.filter(|_| !found.has_errors());
    (facts, found.into_sorted())
}

/// A workbook that was read.
#[derive(Debug)]
pub struct LoadedBook {
    /// Its sheets.
    pub book: Book,
    /// The text that shows it.
    pub text: SourceId,
}

/// Reads a workbook, `bytes` being all of the file `name`, and adds the text that shows it to `sources`.
///
/// # Errors
/// Why it cannot be read.
pub fn load_book(
    name: &str,
    bytes: &[u8],
    format: BookFormat,
    sources: &mut SourceMap,
) -> Result<LoadedBook, Box<Diagnostic>> {
    let digest = Sha256::digest(bytes);
    shown(name, book::read(bytes, format).map_err(|fault| (None, fault)), &digest, sources)
}

/// Reads a folder of delimited files as the sheets of a workbook. `files` are in the order of their names; the digest
/// is that of names and bytes, each with a zero byte behind it.
///
/// # Errors
/// Why it cannot be read.
pub fn load_folder(
    name: &str,
    files: &[DelimitedFile],
    sources: &mut SourceMap,
) -> Result<LoadedBook, Box<Diagnostic>> {
    let mut hash = Sha256::new();
    for file in files {
        for part in [file.stem.as_bytes(), &file.bytes] {
            hash.update(part);
            hash.update([0]);
        }
    }
    shown(name, book::read_folder(files), &hash.finalize(), sources)
}

fn shown(
    name: &str,
    read: Result<Book, (Option<String>, book::Fault)>,
    digest: &[u8],
    sources: &mut SourceMap,
) -> Result<LoadedBook, Box<Diagnostic>> {
    let digest = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    match read {
        Ok(book) => {
            let (text, cells) = book::show(&book);
            let text = sources.add_shown(name, text, Shown { cells, digest });
            Ok(LoadedBook { book, text })
        }
        Err((file, fault)) => {
            let shown = Shown { cells: source::CellMap::new(), digest };
            let id = sources.add_shown(file.as_deref().unwrap_or(name), "", shown);
            Err(Box::new(fault.told(Span::new(id, 0..0))))
        }
    }
}

/// Holds the facts of a workbook against `rubric`. The facts are there unless there is an error.
pub fn bind_book(loaded: &LoadedBook, sources: &SourceMap, rubric: &Rubric) -> (Option<Facts>, Vec<Diagnostic>) {
    let mut found = Diagnostics::new();
    let Some(shown) = sources.get(loaded.text).and_then(|source| source.shown.as_ref()) else {
        return (None, Vec::new());
    };
    let (root, told) = facts::from_book(rubric, &loaded.book, &shown.cells, loaded.text);
    found.extend(told);
    let (facts, told) = facts::conform(rubric, &root, Format::Sheets);
    found.extend(told);
    let facts = (!found.has_errors()).then_some(facts);
    let mut found = found.into_sorted();
    for diagnostic in &mut found {
        in_words(diagnostic, loaded.text);
    }
    (facts, found)
}

/// Puts the edit of a cell into words: nobody edits a workbook by bytes.
fn in_words(diagnostic: &mut Diagnostic, book: SourceId) {
    let Some(fix) = diagnostic.fix.take_if(|fix| fix.edits.iter().any(|edit| edit.span.source == book)) else { return };
    if let ([edit], []) = (fix.edits.as_slice(), diagnostic.helps.as_slice()) {
        diagnostic.helps.push(Message::new("fact-help-write").arg("value", edit.replacement.as_str()));
    }
}
