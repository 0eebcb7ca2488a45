//! `rubric eval RUBRIC FACTS`

use clap::ArgMatches;

use rubric_lang::diagnostic::{Arg, Message};
use rubric_lang::facts::Format;
use rubric_lang::locale::Locale;
use rubric_lang::model::Rubric;
use rubric_lang::report::{self, Found, TextStyle};
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{Assessed, Assessment, Options, assess, bind, check, decode, evaluate, load};

use super::check::has_errors;
use super::input::{FACTS_BYTES, Input, RUBRIC_BYTES};
use super::output::{Stream, Terminal, print};
use super::{Status, usage};

/// Scores one department and prints its assessment.
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
    fn text(&self, name: &str) -> &str {
        self.matches.get_one::<String>(name).map(String::as_str).unwrap_or_default()
    }

    fn all(&self) -> Result<(), Status> {
        let mut input = Input::default();
        let mut sources = SourceMap::new();
        let format = self.format()?;
        let (rubric, rubric_texts) = self.rubric(&mut input, &mut sources)?;
        let path = self.text("facts");
        let bytes = input.read(path, FACTS_BYTES).map_err(|reason| {
            usage::unreadable(path, &reason, self.locale);
            Status::Unusable
        })?;
        let (facts_text, not_text) = decode(path, bytes, &mut sources);
        if let Some(not_text) = not_text {
            self.terminal.diagnostics(&[*not_text], &sources, self.locale, Stream::Error);
            return Err(Status::Errors);
        }
        let text = sources.get(facts_text).map(|source| source.text.clone()).unwrap_or_default();
        let (facts, diagnostics) = bind(&text, facts_text, format, &rubric);
        self.terminal.diagnostics(&diagnostics, &sources, self.locale, Stream::Error);
        let facts = facts.ok_or(Status::Errors)?;
        let deny_departures = self.text("deny") == "departures";
        let evaluation = evaluate(&rubric, &facts, &Options { trace: true, deny_departures });
        if !evaluation.errors.is_empty() {
            self.terminal.diagnostics(&evaluation.errors, &sources, self.locale, Stream::Error);
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
        self.write(&assess(&assessed, self.locale), &sources)
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
            Some(rubric) => Ok((rubric, texts)),
            None if checked.library && !has_errors(&checked.diagnostics) => {
                let message = Message::new("eval-library").arg("file", path.to_owned());
                usage::complain(&message, Vec::new(), None, self.locale);
                Err(Status::Errors)
            }
            None => {
                self.terminal.diagnostics(&checked.diagnostics, sources, self.locale, Stream::Error);
                Err(Status::Errors)
            }
        }
    }

    /// What the facts are written in, by the file's name. The standard input is taken as YAML, which JSON
    /// is as well.
    fn format(&self) -> Result<Format, Status> {
        let path = self.text("facts");
        if path == "-" {
            return Ok(Format::Yaml);
        }
        let extension = std::path::Path::new(path).extension().and_then(|extension| extension.to_str());
        extension.and_then(Format::from_extension).ok_or_else(|| {
            let message = Message::new("eval-format").arg("file", path.to_owned());
            usage::complain(&message, Vec::new(), None, self.locale);
            Status::Unusable
        })
    }

    fn write(&self, assessment: &Assessment, sources: &SourceMap) -> Result<(), Status> {
        let style: TextStyle = self.terminal.text_style();
        let json = self.text("format") == "json";
        let Some(path) = self.matches.get_one::<String>("indicator") else {
            if json {
                return self.json(report::json(assessment));
            }
            print(&report::text(&report::report(assessment, self.locale), style));
            return Ok(());
        };
        match report::find(assessment, path) {
            Found::One(indicator) if json => self.json(report::json(indicator)),
            Found::One(indicator) => {
                let document = report::full_account(assessment, indicator, sources, self.locale);
                print(&report::text(&document, style));
                Ok(())
            }
            Found::Several(paths) => {
                let message = Message::new("eval-indicator-several").arg("name", path.clone());
                let helps = vec![Message::new("eval-indicator-paths").arg("paths", Arg::from(paths))];
                usage::complain(&message, helps, None, self.locale);
                Err(Status::Unusable)
            }
            Found::None(nearest) => {
                let message = Message::new("eval-indicator-none").arg("name", path.clone());
                let helps = nearest.map(|name| Message::new("usage-did-you-mean").arg("name", name));
                usage::complain(&message, helps.into_iter().collect(), None, self.locale);
                Err(Status::Unusable)
            }
        }
    }

    fn json(&self, written: Result<String, serde_json::Error>) -> Result<(), Status> {
        match written {
            Ok(text) => {
                print(&text);
                Ok(())
            }
            Err(_) => Err(Status::Unusable),
        }
    }
}
