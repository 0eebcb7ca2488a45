//! An example of a page, run: the rubric checked and, where there are facts, scored.

use rubric_lang::book::DelimitedFile;
use rubric_lang::diagnostic::{Code, Diagnostic, Edit, Severity, apply};
use rubric_lang::facts::Format;
use rubric_lang::source::{SourceId, SourceMap};
use rubric_lang::{Options, Unreadable, bind, bind_book, check, evaluate, load, load_folder};

use super::page::{Example, Parts};

/// The name that the rubric of an example has.
const RUBRIC: &str = "example.rubric";

/// An example with the rubric that it shares with the other.
#[derive(Clone, Debug)]
pub struct Run {
    pub rubric: String,
    pub facts: Option<(Format, String)>,
    pub sheets: Vec<(String, String)>,
    pub files: Vec<(String, String)>,
    pub deny_departures: bool,
}

/// What came of it.
pub struct Told {
    pub sources: SourceMap,
    pub diagnostics: Vec<Diagnostic>,
}

impl Run {
    /// `example` of the page `parts`; `None` where it cannot be run.
    pub fn new(parts: &Parts, example: &Example) -> Result<Option<Run>, String> {
        let shared = parts.shared.clone().unwrap_or_default();
        if parts.not_runnable.is_some() || example.not_runnable.is_some() {
            return Ok(None);
        }
        let flags: Vec<&str> = shared.flags.iter().chain(&example.flags).map(String::as_str).collect();
        let deny_departures = match flags.as_slice() {
            [] => false,
            ["--deny", "departures"] => true,
            other => return Err(format!("flags that no test knows: {other:?}")),
        };
        let rubric = example.rubric.clone().or(shared.rubric).ok_or("there is no rubric")?;
        let files = shared.files.iter().chain(&example.files).cloned().collect();
        let (facts, sheets) = (example.facts.clone().or(shared.facts), example.sheets.clone());
        Ok(Some(Run { rubric, facts, sheets, files, deny_departures }))
    }

    /// Runs it.
    pub fn told(&self) -> Told {
        self.told_with(&mut |path| {
            let file = self.files.iter().find(|(name, _)| name == path).map(|(_, text)| text);
            file.map(|text| text.clone().into_bytes()).ok_or(Unreadable::Missing)
        })
    }

    /// Runs it with the files that `used` gives.
    pub fn told_with(&self, used: &mut dyn FnMut(&str) -> Result<Vec<u8>, Unreadable>) -> Told {
        let mut sources = SourceMap::new();
        let mut read = |path: &str| if path == RUBRIC { Ok(self.rubric.clone().into_bytes()) } else { used(path) };
        let loaded = load(RUBRIC, &mut sources, &mut read).expect("the example itself is there");
        let checked = check(loaded, &sources);
        let mut diagnostics = checked.diagnostics;
        if let (Some(rubric), Some((format, text))) = (&checked.rubric, &self.facts) {
            let id = sources.add(format!("facts.{}", extension(*format)), text.as_str());
            let (facts, told) = bind(text, id, *format, rubric);
            diagnostics.extend(told);
            if let Some(facts) = facts {
                let options = Options { deny_departures: self.deny_departures, ..Options::default() };
                diagnostics.extend(evaluate(rubric, &facts, &options).errors);
            }
        }
        if let (Some(rubric), false) = (&checked.rubric, self.sheets.is_empty()) {
            let files: Vec<DelimitedFile> = self.sheets.iter().map(|(name, text)| sheet(name, text)).collect();
            match load_folder("facts", &files, &mut sources) {
                Ok(loaded) => {
                    let (facts, told) = bind_book(&loaded, &sources, rubric);
                    diagnostics.extend(told);
                    if let Some(facts) = facts {
                        diagnostics.extend(evaluate(rubric, &facts, &Options::default()).errors);
                    }
                }
                Err(problem) => diagnostics.push(*problem),
            }
        }
        Told { sources, diagnostics }
    }

    /// The run with the edits that `diagnostics` offer.
    pub fn mended<'d>(&self, sources: &SourceMap, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Run {
        let mut run = self.clone();
        let edits: Vec<&Edit> = diagnostics.into_iter().filter_map(|d| d.fix.as_ref()).flat_map(|f| &f.edits).collect();
        for (id, source) in sources.iter() {
            let of_source = edits.iter().copied().filter(|edit| edit.span.source == id);
            let text = apply(&source.text, of_source);
            if id == SourceId(0) {
                run.rubric = text;
            } else if let Some((_, file)) = run.files.iter_mut().find(|(name, _)| *name == source.name) {
                *file = text;
            } else if let Some((_, facts)) = &mut run.facts {
                *facts = text;
            }
        }
        run
    }
}

impl Told {
    /// What is not `code` alone, as a reader would see it.
    pub fn is_only(&self, code: Code) -> Result<(), String> {
        if !self.diagnostics.is_empty() && self.diagnostics.iter().all(|d| d.code == code) {
            return Ok(());
        }
        Err(format!("not {} alone, but\n{}", code.code(), self.short()))
    }

    /// Whether nothing was told.
    pub fn is_clean(&self) -> Result<(), String> {
        if self.diagnostics.is_empty() { Ok(()) } else { Err(format!("not clean, but\n{}", self.short())) }
    }

    /// Whether `code` is gone and nothing else is an error.
    pub fn is_rid_of(&self, code: Code) -> Result<(), String> {
        let rid = self.diagnostics.iter().all(|d| d.code != code && d.severity() != Severity::Error);
        if rid { Ok(()) } else { Err(format!("still\n{}", self.short())) }
    }

    fn short(&self) -> String {
        let locale = rubric_lang::locale::Locale::new(rubric_lang::locale::Language::En);
        rubric_lang::render::render_short(&self.diagnostics, &self.sources, &locale)
    }
}

fn sheet(name: &str, text: &str) -> DelimitedFile {
    let stem = name.strip_suffix(".csv").unwrap_or(name).to_owned();
    DelimitedFile { path: format!("facts/{name}"), stem, bytes: text.as_bytes().to_vec() }
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Yaml => "yaml",
        Format::Json => "json",
        Format::Toml => "toml",
        Format::Sheets => "csv",
    }
}
