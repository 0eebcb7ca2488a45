//! `rubric doc RUBRIC`: the rubric as it is published.

use std::fmt::Display;

use clap::ArgMatches;

use rubric_lang::diagnostic::Message;
use rubric_lang::locale::Locale;
use rubric_lang::report::{self, Layout, Published};
use rubric_lang::source::SourceMap;

use super::form::Form;
use super::input::Input;
use super::output::{Stream, Terminal, write};
use super::save::{same_file, save_or_tell};
use super::{Status, rubric, usage};

/// Writes the rubric as it is published.
pub fn run(matches: &ArgMatches, locale: &Locale, terminal: &Terminal) -> Status {
    let all = || {
        let form = Form::chosen(matches, Form::PUBLISHED, locale)?;
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
    fn text(&self, name: &str) -> Option<&str> {
        self.matches.get_one::<String>(name).map(String::as_str)
    }

    fn all(&self) -> Result<(), Status> {
        let mut sources = SourceMap::new();
        let tell = |diagnostics: &[_], sources: &SourceMap| {
            self.terminal.diagnostics(diagnostics, sources, self.locale, Stream::Error);
        };
        let path = self.text("rubric").unwrap_or_default();
        let (rubric, rubric_texts) = rubric::checked(path, &mut Input::default(), &mut sources, self.locale, &tell)?;
        let published =
            Published { rubric: &rubric, rubric_texts: &rubric_texts, sources: &sources, locale: self.locale };
        let content = self.content(&published)?;
        match self.text("output").filter(|path| *path != "-") {
            None => {
                write(&content);
                Ok(())
            }
            Some(output) => {
                // What was read is not written over.
                if sources.iter().any(|(_, source)| same_file(&source.name, output)) {
                    let message = Message::new("eval-output-input").arg("path", output.to_owned());
                    usage::complain(&message, Vec::new(), None, self.locale);
                    return Err(Status::Unusable);
                }
                save_or_tell(output, &content, self.locale)
            }
        }
    }

    fn content(&self, published: &Published<'_>) -> Result<Vec<u8>, Status> {
        let table = || report::published(published, Layout::Table);
        let outline = || report::published(published, Layout::Outline);
        Ok(match self.form {
            Form::Markdown => report::markdown(&table()).into_bytes(),
            Form::Html => self.made(report::webpage(&table(), &outline(), self.locale))?.into_bytes(),
            Form::Xlsx => self.made(report::workbook(&table()))?,
            Form::Docx => self.made(report::docx(&table(), self.locale))?,
            _ if self.terminal.plain() => report::plain(&outline(), self.locale).into_bytes(),
            _ if self.text("output").is_some_and(|path| path != "-") => {
                report::text(&outline(), self.terminal.file_style()).into_bytes()
            }
            _ => report::text(&outline(), self.terminal.text_style()).into_bytes(),
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
