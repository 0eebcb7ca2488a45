//! What an assessment is written as: `--format`, or the ending of the file's name.

use std::path::Path;

use clap::ArgMatches;

use rubric_lang::diagnostic::Message;
use rubric_lang::locale::Locale;

use super::{Status, usage};

/// What an assessment is written as. A further one is an entry here, one in [`Form::ALL`] and an arm where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table with justifications for the terminal.
    Text,
    /// JSON.
    Json,
    /// The report to be filed, as Markdown.
    Markdown,
    /// The same as a Word file.
    Docx,
    /// A table for spreadsheets.
    Csv,
    /// One web page that stands alone.
    Html,
    /// A workbook.
    Xlsx,
}

/// How a form is known.
struct Known {
    form: Form,
    /// What `--format` calls it.
    name: &'static str,
    /// Endings of the names of its files.
    endings: &'static [&'static str],
    /// Whether it is no text, and so nothing for a terminal.
    binary: bool,
}

impl Form {
    const ALL: &[Known] = &[
        Known { form: Form::Text, name: "text", endings: &["txt"], binary: false },
        Known { form: Form::Json, name: "json", endings: &["json"], binary: false },
        Known { form: Form::Markdown, name: "markdown", endings: &["md", "markdown"], binary: false },
        Known { form: Form::Docx, name: "docx", endings: &["docx"], binary: true },
        Known { form: Form::Csv, name: "csv", endings: &["csv"], binary: false },
        Known { form: Form::Html, name: "html", endings: &["html", "htm"], binary: false },
        Known { form: Form::Xlsx, name: "xlsx", endings: &["xlsx"], binary: true },
    ];

    /// What an assessment is written as.
    pub const FILED: &[Form] = &[Form::Text, Form::Json, Form::Markdown, Form::Docx, Form::Csv, Form::Html, Form::Xlsx];

    /// What a rubric is published as.
    pub const PUBLISHED: &[Form] = &[Form::Text, Form::Markdown, Form::Html, Form::Docx, Form::Xlsx];

    /// What a published table held against the rubric is written as.
    pub const RECONCILED: &[Form] = Form::FILED;

    /// What `--format` calls each of `forms`.
    pub fn names_of(forms: &[Form]) -> Vec<&'static str> {
        Form::ALL.iter().filter(|known| forms.contains(&known.form)).map(|known| known.name).collect()
    }

    /// What `--format` calls it.
    pub fn name(self) -> &'static str {
        Form::ALL.iter().find(|known| known.form == self).map_or("", |known| known.name)
    }

    /// Whether it can hold any document, and not only a whole assessment.
    pub fn holds_documents(self) -> bool {
        matches!(self, Form::Text | Form::Markdown | Form::Docx | Form::Csv | Form::Html)
    }

    fn is_binary(self) -> bool {
        Form::ALL.iter().any(|known| known.form == self && known.binary)
    }

    /// The one of `forms` that `--format` asks for, else that of files named as `--output` is, else text.
    ///
    /// # Errors
    /// The file's name tells none of them, or nothing but a terminal is there for what is no text.
    pub fn chosen(matches: &ArgMatches, forms: &[Form], locale: &Locale) -> Result<Form, Status> {
        let output = matches.get_one::<String>("output").filter(|output| *output != "-");
        let asked = matches.get_one::<String>("format");
        let form = match (asked, output) {
            (Some(name), _) => Form::named(name).unwrap_or(Form::Text),
            (None, None) => Form::Text,
            (None, Some(path)) => Form::of_file(path).filter(|form| forms.contains(form)).ok_or_else(|| {
                let message = Message::new("eval-output-format").arg("file", path.clone());
                let formats = Form::names_of(forms).into_iter().map(str::to_owned).collect::<Vec<_>>();
                let helps = vec![Message::new("eval-output-formats").arg("formats", formats)];
                usage::complain(&message, helps, None, locale);
                Status::Unusable
            })?,
        };
        if form.is_binary() && matches.get_one::<String>("output").is_none() {
            let message = Message::new("eval-output-missing").arg("format", form.name());
            let helps = vec![Message::new("eval-output-add").arg("ending", form.ending())];
            usage::complain(&message, helps, None, locale);
            return Err(Status::Unusable);
        }
        Ok(form)
    }

    fn ending(self) -> &'static str {
        let known = Form::ALL.iter().find(|known| known.form == self);
        known.and_then(|known| known.endings.first()).copied().unwrap_or_default()
    }

    fn named(name: &str) -> Option<Form> {
        Form::ALL.iter().find(|known| known.name.eq_ignore_ascii_case(name)).map(|known| known.form)
    }

    fn of_file(path: &str) -> Option<Form> {
        let ending = Path::new(path).extension()?.to_str()?;
        let is_of = |known: &&Known| known.endings.iter().any(|known| known.eq_ignore_ascii_case(ending));
        Form::ALL.iter().find(is_of).map(|known| known.form)
    }
}
