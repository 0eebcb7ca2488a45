//! `rubric facts RUBRIC`: an empty form for the facts.

use clap::ArgMatches;

use rubric_lang::diagnostic::Message;
use rubric_lang::form::{self, Form};
use rubric_lang::locale::Locale;
use rubric_lang::source::SourceMap;

use super::input::Input;
use super::output::{Stream, Terminal, print};
use super::save::{same_file, save_or_tell};
use super::{Status, rubric, usage};

/// What the form is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Xlsx,
}

/// Writes the form.
pub fn run(matches: &ArgMatches, locale: &Locale, terminal: &Terminal) -> Status {
    match (Run { matches, locale, terminal }).all() {
        Ok(()) => Status::Done,
        Err(status) => status,
    }
}

struct Run<'a> {
    matches: &'a ArgMatches,
    locale: &'a Locale,
    terminal: &'a Terminal,
}

impl Run<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.matches.get_one::<String>(name).map(String::as_str)
    }

    fn refuse<T>(&self, message: &Message) -> Result<T, Status> {
        usage::complain(message, Vec::new(), None, self.locale);
        Err(Status::Unusable)
    }

    fn all(&self) -> Result<(), Status> {
        let output = self.text("output").filter(|path| *path != "-");
        let format = self.format(output)?;
        let mut sources = SourceMap::new();
        let tell = |diagnostics: &[_], sources: &SourceMap| {
            self.terminal.diagnostics(diagnostics, sources, self.locale, Stream::Error);
        };
        let path = self.text("rubric").unwrap_or_default();
        let (rubric, _) = rubric::checked(path, &mut Input::default(), &mut sources, self.locale, &tell)?;
        let form = Form::new(&rubric);
        let written = match format {
            Format::Yaml => form::yaml(&form).into_bytes(),
            Format::Xlsx => match form::xlsx(&form) {
                Ok(bytes) => bytes,
                Err(error) => {
                    return self.refuse(&Message::new("facts-form-too-large").arg("reason", error.to_string()));
                }
            },
        };
        match output {
            Some(path) => self.write(path, &written, &sources),
            None => {
                print(&String::from_utf8_lossy(&written));
                Ok(())
            }
        }
    }

    /// What is asked for, or else what the name of the file says.
    fn format(&self, output: Option<&str>) -> Result<Format, Status> {
        let extension = output.and_then(|path| std::path::Path::new(path).extension());
        let extension = extension.and_then(|extension| extension.to_str()).map(str::to_lowercase);
        let named = match extension.as_deref() {
            Some("yaml" | "yml") => Some(Format::Yaml),
            Some("xlsx") => Some(Format::Xlsx),
            _ => None,
        };
        let asked = match self.text("format") {
            Some("yaml") => Some(Format::Yaml),
            Some("xlsx") => Some(Format::Xlsx),
            _ => None,
        };
        match (output, asked, named) {
            // A workbook on a terminal helps nobody.
            (None, Some(Format::Xlsx), _) => self.refuse(&Message::new("facts-form-needs-file")),
            (None, asked, _) => Ok(asked.unwrap_or(Format::Yaml)),
            (Some(path), Some(asked), Some(named)) if asked != named => {
                self.refuse(&Message::new("facts-form-two-formats").arg("file", path))
            }
            (Some(path), None, None) => self.refuse(&Message::new("facts-form-format").arg("file", path)),
            (Some(_), asked, named) => Ok(asked.or(named).unwrap_or(Format::Yaml)),
        }
    }

    /// Writes the file. One that is there already may hold a day's work, and is kept unless it is said
    /// otherwise; the rubric is kept in any case.
    fn write(&self, path: &str, bytes: &[u8], sources: &SourceMap) -> Result<(), Status> {
        let read = sources.iter().any(|(_, source)| same_file(&source.name, path));
        let there = std::fs::symlink_metadata(path).is_ok();
        if read || (there && !self.matches.get_flag("force")) {
            let message = Message::new("facts-form-exists").arg("file", path);
            let help = Message::new(if read { "facts-form-input" } else { "facts-form-force" });
            usage::complain(&message, vec![help], None, self.locale);
            return Err(Status::Unusable);
        }
        save_or_tell(path, bytes, self.locale)?;
        print(&format!("{}\n", self.locale.text(&Message::new("facts-form-written").arg("file", path))));
        Ok(())
    }
}
