//! `rubric reconcile RUBRIC FACTS PUBLISHED`: a published score table held against what is computed.

use std::fmt::Display;

use clap::ArgMatches;

use rubric_lang::diagnostic::{Diagnostic, Message};
use rubric_lang::export::{self, Found};
use rubric_lang::facts;
use rubric_lang::locale::Locale;
use rubric_lang::reconcile::{self, Computed, Published, Reconciliation};
use rubric_lang::report;
use rubric_lang::source::SourceMap;
use rubric_lang::{decode, load_book};

use super::check::has_errors;
use super::facts_file::{self, Bound, FactsFormat, NoFacts};
use super::form::Form;
use super::input::{FACTS_BYTES, Input};
use super::output::{Stream, Terminal, complain, write};
use super::save::{same_file, save_or_tell};
use super::{Status, rubric, usage};

/// Holds the table against the rubric and writes what comes of it.
pub fn run(matches: &ArgMatches, locale: &Locale, terminal: &Terminal) -> Status {
    let all = || {
        let form = Form::chosen(matches, Form::RECONCILED, locale)?;
        Run { matches, locale, terminal, form }.all()
    };
    match all() {
        Ok(()) => Status::Done,
        Err(status) => status,
    }
}

struct Run<'a> {
    matches: &'a ArgMatches,
    locale: &'a Locale,
    terminal: &'a Terminal,
    form: Form,
}

impl Run<'_> {
    fn text(&self, name: &str) -> &str {
        self.matches.get_one::<String>(name).map(String::as_str).unwrap_or_default()
    }

    /// The file that the result goes to.
    fn output(&self) -> Option<&str> {
        self.matches.get_one::<String>("output").map(String::as_str).filter(|path| *path != "-")
    }

    /// Writes what is wrong, in the form that the result has.
    fn tell(&self, diagnostics: &[Diagnostic], sources: &SourceMap) {
        if self.form != Form::Json {
            self.terminal.diagnostics(diagnostics, sources, self.locale, Stream::Error);
        } else if !diagnostics.is_empty()
            && let Ok(text) = export::listing(&[Found { sources, diagnostics }], self.locale)
        {
            complain(&text);
        }
    }

    fn all(&self) -> Result<(), Status> {
        let mut input = Input::default();
        let mut sources = SourceMap::new();
        let tell = |diagnostics: &[_], sources: &SourceMap| self.tell(diagnostics, sources);
        let (rubric, rubric_texts) =
            rubric::checked(self.text("rubric"), &mut input, &mut sources, self.locale, &tell)?;
        let path = self.text("facts");
        let Some(format) = FactsFormat::of(path, &input) else { return self.unknown_format("eval-format", path) };
        let read = facts_file::read(path, format, &rubric, &mut input, &mut sources);
        let Bound { facts, diagnostics, text: facts_text } = read.map_err(|reason| match reason {
            NoFacts::Unreadable(reason) => {
                usage::unreadable(path, &reason, self.locale);
                Status::Unusable
            }
            NoFacts::Wrong(told) => {
                self.tell(&told, &sources);
                Status::Errors
            }
        })?;
        self.tell(&diagnostics, &sources);
        let facts = facts.ok_or(Status::Errors)?;
        let published = self.published(&mut input, &mut sources)?;
        let computed = Computed { rubric, rubric_texts: &rubric_texts, facts: &facts, facts_text, sources: &sources };
        let result = reconcile::reconcile(computed, &published, self.locale).map_err(|errors| {
            self.tell(&errors, &sources);
            Status::Errors
        })?;
        self.write(&result, &sources)?;
        let denied = self.matches.get_flag("strict") && result.is_contradicted();
        if denied { Err(Status::Errors) } else { Ok(()) }
    }

    fn unknown_format<T>(&self, key: &'static str, path: &str) -> Result<T, Status> {
        usage::complain(&Message::new(key).arg("file", path.to_owned()), Vec::new(), None, self.locale);
        Err(Status::Unusable)
    }

    fn published(&self, input: &mut Input, sources: &mut SourceMap) -> Result<Published, Status> {
        let path = self.text("published");
        let (published, told) = match FactsFormat::of(path, input) {
            None | Some(FactsFormat::Folder) => return self.unknown_format("reconcile-format", path),
            Some(FactsFormat::Text(format)) => {
                let (id, not_text) = decode(path, self.bytes(path, input)?, sources);
                let root = match not_text {
                    Some(not_text) => Err(vec![*not_text]),
                    None => {
                        let text = sources.get(id).map(|source| source.text.clone()).unwrap_or_default();
                        facts::read(&text, id, format)
                    }
                };
                let root = root.map_err(|told| {
                    self.tell(&told, sources);
                    Status::Errors
                })?;
                reconcile::read(&root)
            }
            Some(FactsFormat::Book(format)) => {
                let loaded = load_book(path, &self.bytes(path, input)?, format, sources).map_err(|told| {
                    self.tell(&[*told], sources);
                    Status::Errors
                })?;
                let Some(shown) = sources.get(loaded.text).and_then(|source| source.shown.as_ref()) else {
                    return Err(Status::Unusable);
                };
                reconcile::read_book(&loaded.book, &shown.cells, loaded.text)
            }
        };
        let told = told.into_sorted();
        self.tell(&told, sources);
        if has_errors(&told) { Err(Status::Errors) } else { Ok(published) }
    }

    fn bytes(&self, path: &str, input: &mut Input) -> Result<Vec<u8>, Status> {
        input.read(path, FACTS_BYTES).map_err(|reason| {
            usage::unreadable(path, &reason, self.locale);
            Status::Unusable
        })
    }

    fn write(&self, result: &Reconciliation, sources: &SourceMap) -> Result<(), Status> {
        let content = self.content(result, sources)?;
        let Some(path) = self.output() else {
            write(&content);
            return Ok(());
        };
        if sources.iter().any(|(_, source)| same_file(&source.name, path)) {
            let message = Message::new("eval-output-input").arg("path", path.to_owned());
            usage::complain(&message, Vec::new(), None, self.locale);
            return Err(Status::Unusable);
        }
        save_or_tell(path, &content, self.locale)
    }

    fn content(&self, result: &Reconciliation, sources: &SourceMap) -> Result<Vec<u8>, Status> {
        let document = || reconcile::document(result, sources, self.locale);
        Ok(match self.form {
            Form::Json => self.made(reconcile::json(result, sources, self.locale))?.into_bytes(),
            Form::Markdown => report::markdown(&document()).into_bytes(),
            Form::Docx => self.made(report::docx(&document(), self.locale))?,
            Form::Html => self.made(report::webpage(&document(), &document(), self.locale))?.into_bytes(),
            Form::Xlsx => self.made(report::workbook(&reconcile::sheets(result, sources, self.locale)))?,
            Form::Csv => self.made(report::csv(&reconcile::ledger(result, sources, self.locale), &[]))?,
            Form::Text if self.terminal.plain() => report::plain(&document(), self.locale).into_bytes(),
            Form::Text if self.output().is_some() => report::text(&document(), self.terminal.file_style()).into_bytes(),
            Form::Text => report::text(&document(), self.terminal.text_style()).into_bytes(),
        })
    }

    /// What a writer made, or why it could not.
    fn made<T>(&self, made: Result<T, impl Display>) -> Result<T, Status> {
        made.map_err(|reason| {
            let message = Message::new("eval-unmade").arg("format", self.form.name()).arg("reason", reason.to_string());
            usage::complain(&message, Vec::new(), None, self.locale);
            Status::Unusable
        })
    }
}
