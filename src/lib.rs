//! The rubric language: public scoring standards as text that is checked before it is used, computed
//! exactly, and explains every point.
//!
//! Data flows one way: [`load()`] reads a rubric and the files it uses, [`check()`] makes the model of it,
//! [`bind`] holds facts against the model, [`evaluate`] scores them, [`assess`] explains the scores, and
//! [`report`] writes them down.

pub mod analysis;
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
pub mod render;
pub mod report;
pub mod source;
pub mod syntax;
pub mod unit;
pub mod value;
pub mod wording;
pub mod wrap;

pub use eval::{Evaluation, Options, evaluate};
pub use load::{Loaded, MAX_FILES, Unreadable, decode, load};
pub use report::{Assessed, Assessment, assess};

use diagnostic::{Diagnostic, Diagnostics};
use facts::{Facts, Format};
use model::Rubric;
use source::{SourceId, SourceMap};

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
        let (library, found) = match loaded.files.first() {
            Some(file) if !file.items.is_empty() => match check::is_library(file) {
                true => (true, check::check_library(&loaded.files)),
                false => (false, check::check(&loaded.files).1),
            },
            _ => (false, Diagnostics::new()),
        };
        let found = check::partial::worth_telling(&found, &loaded.files, &diagnostics, sources);
        diagnostics.extend(found);
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
        }
        rubric.filter(|_| !diagnostics.has_errors())
    };
    let diagnostics = check::allowed(files, diagnostics, rubric.is_some());
    Checked { rubric, library, diagnostics: diagnostics.into_sorted() }
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
