//! `rubric eval RUBRIC FACTS`

use clap::ArgMatches;

use rubric_lang::diagnostic::{Diagnostic, Message};
use rubric_lang::export::{self, Found as Told};
use rubric_lang::locale::Locale;
use rubric_lang::model::Rubric;
use rubric_lang::report::Filing;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{Assessed, Options, assess, check, evaluate, load};

use super::check::has_errors;
use super::deny::Deny;
use super::facts_file::{self, Bound, FactsFormat, NoFacts};
use super::form::Form;
use super::input::{Input, RUBRIC_BYTES};
use super::output::{Stream, Terminal, complain};
use super::result::Output;
use super::save::same_file;
use super::{Status, usage};

/// Scores one department and writes its assessment.
pub fn run(matches: &ArgMatches, locale: &Locale, terminal: &Terminal) -> Status {
    let all = || {
        let output = Output { matches, locale, terminal, form: Form::chosen(matches, Form::FILED, locale)? };
        output.is_sound()?;
        Run { matches, locale, terminal, deny: Deny::new(matches), output }.all()
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
    deny: Deny,
    output: Output<'a>,
}

impl Run<'_> {
    fn text(&self, name: &str) -> &str {
        self.matches.get_one::<String>(name).map(String::as_str).unwrap_or_default()
    }

    /// Writes what is wrong, in the form that the result has.
    fn tell(&self, diagnostics: &[Diagnostic], sources: &SourceMap) {
        if self.output.form != Form::Json {
            self.terminal.diagnostics(diagnostics, sources, self.locale, Stream::Error);
        } else if !diagnostics.is_empty()
            && let Ok(text) = export::listing(&[Told { sources, diagnostics }], self.locale)
        {
            complain(&text);
        }
    }

    /// What was read is not written over.
    fn keeps_inputs(&self, sources: &SourceMap) -> Result<(), Status> {
        let Some(output) = self.output.file() else { return Ok(()) };
        let read = sources.iter().map(|(_, source)| source.name.as_str()).chain([self.text("facts")]);
        for path in read {
            if path != "-" && same_file(path, output) {
                let message = Message::new("eval-output-input").arg("path", output.to_owned());
                usage::complain(&message, Vec::new(), None, self.locale);
                return Err(Status::Unusable);
            }
        }
        Ok(())
    }

    fn all(&self) -> Result<(), Status> {
        let mut input = Input::default();
        let mut sources = SourceMap::new();
        let format = self.facts_format(&input)?;
        let (rubric, rubric_texts) = self.rubric(&mut input, &mut sources)?;
        let path = self.text("facts");
        let bound = facts_file::read(path, format, &rubric, &mut input, &mut sources);
        let Bound { facts, diagnostics, text: facts_text } = bound.map_err(|reason| match reason {
            NoFacts::Unreadable(reason) => {
                usage::unreadable(path, &reason, self.locale);
                Status::Unusable
            }
            NoFacts::Wrong(problems) => {
                self.tell(&problems, &sources);
                Status::Errors
            }
        })?;
        self.tell(&diagnostics, &sources);
        let facts = facts.filter(|_| !self.deny.refuses(&diagnostics)).ok_or(Status::Errors)?;
        let options = Options { trace: true, deny_departures: self.deny.departures };
        let evaluation = evaluate(&rubric, &facts, &options);
        if !evaluation.errors.is_empty() {
            self.tell(&evaluation.errors, &sources);
            return Err(Status::Errors);
        }
        let assessed = Assessed {
            rubric: &rubric,
            rubric_texts: &rubric_texts,
            facts: &facts,
            facts_text,
            evaluation: &evaluation,
            sources: &sources,
        };
        self.keeps_inputs(&sources)?;
        let assessment = assess(&assessed, self.locale);
        self.output.write(&Filing { assessed, assessment: &assessment, locale: self.locale })
    }

    fn rubric(&self, input: &mut Input, sources: &mut SourceMap) -> Result<(Rubric, Vec<SourceId>), Status> {
        let path = self.text("rubric");
        let loaded = load(path, sources, &mut |path| input.read(path, RUBRIC_BYTES)).map_err(|reason| {
            usage::unreadable(path, &reason, self.locale);
            Status::Unusable
        })?;
        let texts = loaded.texts.clone();
        let checked = check(loaded, sources);
        match checked.rubric {
            Some(rubric) if !self.deny.refuses(&checked.diagnostics) => Ok((rubric, texts)),
            None if checked.library && !has_errors(&checked.diagnostics) => {
                let message = Message::new("eval-library").arg("file", path.to_owned());
                usage::complain(&message, Vec::new(), None, self.locale);
                Err(Status::Errors)
            }
            _ => {
                self.tell(&checked.diagnostics, sources);
                Err(Status::Errors)
            }
        }
    }

    /// What the facts are written in.
    fn facts_format(&self, input: &Input) -> Result<FactsFormat, Status> {
        let path = self.text("facts");
        FactsFormat::of(path, input).ok_or_else(|| {
            let message = Message::new("eval-format").arg("file", path.to_owned());
            usage::complain(&message, Vec::new(), None, self.locale);
            Status::Unusable
        })
    }
}
