//! What `eval` writes: an assessment, or an indicator or a table of it, in the form asked for.

use std::fmt::Display;

use clap::ArgMatches;

use rubric_lang::diagnostic::{Arg, Message};
use rubric_lang::locale::Locale;
use rubric_lang::report::tables::Filed;
use rubric_lang::report::{self, Document, Filing, Found, Table};

use super::form::Form;
use super::output::{Terminal, write};
use super::save::{is_folder, save_or_tell};
use super::{Status, usage};

/// Writes an assessment in one form.
pub struct Output<'a> {
    /// The arguments of the command.
    pub matches: &'a ArgMatches,
    /// The words.
    pub locale: &'a Locale,
    /// The terminal.
    pub terminal: &'a Terminal,
    /// In which form.
    pub form: Form,
}

impl Output<'_> {
    fn asked(&self, name: &str) -> Option<&str> {
        self.matches.get_one::<String>(name).map(String::as_str)
    }

    /// The file that the result goes to; the standard output where `None`.
    pub fn file(&self) -> Option<&str> {
        self.asked("output").filter(|path| *path != "-")
    }

    /// Whether the arguments go together.
    ///
    /// # Errors
    /// They do not.
    pub fn is_sound(&self) -> Result<(), Status> {
        let (table, indicator) = (self.asked("table"), self.asked("indicator"));
        let refused = match (table, indicator, self.form) {
            (Some(_), Some(_), _) => Message::new("eval-table-indicator"),
            (Some(_), None, form) if !form.holds_documents() => {
                Message::new("eval-table-form").arg("format", form.name())
            }
            (None, Some(_), form) if form != Form::Json && !form.holds_documents() || form == Form::Csv => {
                Message::new("eval-indicator-form").arg("format", form.name())
            }
            _ => return Ok(()),
        };
        usage::complain(&refused, Vec::new(), None, self.locale);
        Err(Status::Unusable)
    }

    /// Writes `filing`.
    ///
    /// # Errors
    /// There is no such indicator or table, or the file cannot be written. It was told.
    pub fn write(&self, filing: &Filing<'_>) -> Result<(), Status> {
        if self.form == Form::Csv
            && let Some(folder) = self.file().filter(|path| is_folder(path))
        {
            return self.every_table(filing, folder);
        }
        let content = match (self.asked("indicator"), self.asked("table")) {
            (Some(path), _) => self.one(filing, path)?,
            (None, Some(table)) => self.table(filing, table)?,
            (None, None) => self.whole(filing)?,
        };
        match self.file() {
            Some(path) => save_or_tell(path, &content, self.locale),
            None => {
                write(&content);
                Ok(())
            }
        }
    }

    fn whole(&self, filing: &Filing<'_>) -> Result<Vec<u8>, Status> {
        match self.form {
            Form::Json => self.made(report::json(filing.assessment)).map(String::into_bytes),
            Form::Text => Ok(self.drawn(&report::report(filing.assessment, self.locale)).into_bytes()),
            Form::Markdown | Form::Docx => self.document(&report::filed(filing)),
            Form::Csv => self.made(report::csv(&report::tables::scoring(filing), &self.notes(filing))),
            Form::Html => self.made(report::html(filing)).map(String::into_bytes),
            Form::Xlsx => self.made(report::xlsx(filing)),
        }
    }

    fn one(&self, filing: &Filing<'_>, path: &str) -> Result<Vec<u8>, Status> {
        let (message, helps) = match report::find(filing.assessment, path) {
            Found::One(indicator) if self.form == Form::Json => {
                return self.made(report::json(indicator)).map(String::into_bytes);
            }
            Found::One(indicator) => {
                let sources = filing.assessed.sources;
                return self.document(&report::full_account(filing.assessment, indicator, sources, self.locale));
            }
            Found::Several(paths) => (
                Message::new("eval-indicator-several").arg("name", path),
                vec![Message::new("eval-indicator-paths").arg("paths", Arg::from(paths))],
            ),
            Found::None(nearest) => {
                let help = nearest.map(|name| Message::new("usage-did-you-mean").arg("name", name));
                (Message::new("eval-indicator-none").arg("name", path), help.into_iter().collect())
            }
        };
        usage::complain(&message, helps, None, self.locale);
        Err(Status::Unusable)
    }

    fn table(&self, filing: &Filing<'_>, name: &str) -> Result<Vec<u8>, Status> {
        let asked = Filed::named(name).and_then(|filed| Some((filed, filed.table(filing)?)));
        let Some((filed, table)) = asked else {
            let message = Message::new("eval-table-none").arg("table", name);
            usage::complain(&message, Vec::new(), None, self.locale);
            return Err(Status::Unusable);
        };
        if self.form == Form::Csv {
            return self.made(report::csv(&table, &self.notes(filing)));
        }
        let mut document = Document::default();
        document.heading(1, filed.title(self.locale));
        document.blocks.push(report::Block::Table(table));
        document.blocks.push(report::Block::Fields(report::provenance(filing)));
        self.document(&document)
    }

    /// Each table in a file of its own, named by its title.
    fn every_table(&self, filing: &Filing<'_>, folder: &str) -> Result<(), Status> {
        let tables: Vec<(Filed, Table)> =
            Filed::ALL.iter().filter_map(|filed| Some((*filed, filed.table(filing)?))).collect();
        let mut files = Vec::new();
        for (filed, table) in &tables {
            files.push((
                format!("{}.csv", filed.title(self.locale)),
                self.made(report::csv(table, &self.notes(filing)))?,
            ));
        }
        super::save::save_into_or_tell(folder, &files, self.locale)
    }

    /// What a table is made of, a line each.
    fn notes(&self, filing: &Filing<'_>) -> Vec<String> {
        let colon = self.locale.format("joint-colon", &Vec::new());
        report::provenance(filing).into_iter().map(|(name, value)| format!("{name}{colon}{value}")).collect()
    }

    /// `document` in the form asked for.
    fn document(&self, document: &Document) -> Result<Vec<u8>, Status> {
        match self.form {
            Form::Docx => self.made(report::docx(document, self.locale)),
            Form::Xlsx => self.made(report::workbook(document)),
            Form::Markdown => Ok(report::markdown(document).into_bytes()),
            Form::Html => self.made(report::webpage(document, document, self.locale)).map(String::into_bytes),
            Form::Text | Form::Json | Form::Csv => Ok(self.drawn(document).into_bytes()),
        }
    }

    /// `document` for the eye, or for the ear.
    fn drawn(&self, document: &Document) -> String {
        if self.terminal.plain() {
            return report::plain(document, self.locale);
        }
        let style = if self.file().is_some() { self.terminal.file_style() } else { self.terminal.text_style() };
        report::text(document, style)
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
