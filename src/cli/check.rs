//! `rubric check FILE…`

use clap::ArgMatches;

use rubric_lang::diagnostic::{Diagnostic, Message, Severity};
use rubric_lang::export::{self, Found};
use rubric_lang::locale::Locale;
use rubric_lang::render::render_short;
use rubric_lang::source::SourceMap;
use rubric_lang::{Checked, Unreadable, check, load};

use super::deny::Deny;
use super::fix::{self, Fixing};
use super::input::{Input, RUBRIC_BYTES};
use super::output::{Stream, Terminal, print};
use super::{Status, usage};

/// What comes out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Short,
    Json,
    Sarif,
}

/// Checks each file by itself, with those it uses.
pub fn run(matches: &ArgMatches, locale: &Locale, terminal: &Terminal) -> Status {
    let format = match matches.get_one::<String>("format").map(String::as_str) {
        Some("short") => Format::Short,
        Some("json") => Format::Json,
        Some("sarif") => Format::Sarif,
        _ => Format::Text,
    };
    let run = Run { format, deny: Deny::new(matches), fixing: Fixing::new(matches), locale, terminal };
    let mut input = Input::default();
    let mut status = Status::Done;
    let mut all = Vec::new();
    for path in matches.get_many::<String>("files").unwrap_or_default() {
        let (checked, file_status) = run.one(path, &mut input);
        status = status.max(file_status);
        all.extend(checked);
    }
    status.max(run.together(&all))
}

struct Run<'a> {
    format: Format,
    deny: Deny,
    fixing: Fixing,
    locale: &'a Locale,
    terminal: &'a Terminal,
}

/// A file that was checked, with the texts of all that was read for it.
pub struct Outcome {
    /// What was found.
    pub checked: Checked,
    /// The texts.
    pub sources: SourceMap,
}

/// Checks the rubric at `path`; `read` gives the files.
///
/// # Errors
/// It cannot be read.
pub fn outcome(path: &str, read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Unreadable>) -> Result<Outcome, Unreadable> {
    let mut sources = SourceMap::new();
    let loaded = load(path, &mut sources, read)?;
    let checked = check(loaded, &sources);
    Ok(Outcome { checked, sources })
}

impl Run<'_> {
    fn one(&self, path: &str, input: &mut Input) -> (Option<Outcome>, Status) {
        let mut read = |path: &str| input.read(path, RUBRIC_BYTES);
        let (outcome, fixed) = match self.fixing {
            Fixing::No => (outcome(path, &mut read), Status::Done),
            fixing => match fix::run(path, fixing, self.listens(), &mut read, self.locale) {
                Ok((outcome, status)) => (Ok(outcome), status),
                Err(reason) => (Err(reason), Status::Done),
            },
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(reason) => {
                usage::unreadable(path, &reason, self.locale);
                return (None, Status::Unusable);
            }
        };
        self.write(path, &outcome);
        let found = &outcome.checked.diagnostics;
        let status = if self.deny.refuses(found) { Status::Errors } else { Status::Done };
        // Where nothing else says why the command failed.
        if status == Status::Errors && !has_errors(found) && self.format == Format::Text {
            super::output::complain(&format!("{}\n", self.locale.text(&Message::new("check-denied"))));
        }
        (Some(outcome), status.max(fixed))
    }

    /// What of the standard output is for programs: they get the words about fixes elsewhere.
    fn listens(&self) -> Stream {
        match self.format {
            Format::Text | Format::Short => Stream::Out,
            Format::Json | Format::Sarif => Stream::Error,
        }
    }

    fn write(&self, path: &str, outcome: &Outcome) {
        let Outcome { checked, sources } = outcome;
        // A patch is read by programs.
        let stream = if self.fixing.is_show() { Stream::Error } else { Stream::Out };
        match self.format {
            Format::Json | Format::Sarif => {}
            Format::Short => stream.write(&render_short(&checked.diagnostics, sources, self.locale)),
            Format::Text if checked.diagnostics.is_empty() => {
                let message = match &checked.rubric {
                    Some(rubric) => Message::new("check-good")
                        .arg("indicators", rubric.nodes.iter().filter(|node| !node.part).count())
                        .arg("facts", rubric.facts.len()),
                    None => Message::new("check-good-library"),
                };
                stream.write(&format!("{}\n", self.locale.text(&message.arg("file", path.to_owned()))));
            }
            Format::Text => self.terminal.diagnostics(&checked.diagnostics, sources, self.locale, stream),
        }
    }

    /// What is written once for all files.
    fn together(&self, all: &[Outcome]) -> Status {
        let found: Vec<Found<'_>> = all
            .iter()
            .map(|outcome| Found { sources: &outcome.sources, diagnostics: &outcome.checked.diagnostics })
            .collect();
        let written = match self.format {
            Format::Text | Format::Short => return Status::Done,
            Format::Json => export::listing(&found, self.locale),
            Format::Sarif => export::sarif(&found, self.locale),
        };
        match written {
            Ok(text) => {
                print(&text);
                Status::Done
            }
            Err(_) => Status::Unusable,
        }
    }
}

/// Whether one of `diagnostics` is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
