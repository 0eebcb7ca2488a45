//! `rubric check FILE…`

use clap::ArgMatches;

use rubric_lang::diagnostic::{Diagnostic, Message, Severity};
use rubric_lang::locale::Locale;
use rubric_lang::render::render_short;
use rubric_lang::source::SourceMap;
use rubric_lang::{check, load};

use super::input::{Input, RUBRIC_BYTES};
use super::output::{Stream, Terminal, print};
use super::{Status, usage};

/// Checks each file by itself, with those it uses.
pub fn run(matches: &ArgMatches, locale: &Locale, terminal: &Terminal) -> Status {
    let short = matches.get_one::<String>("format").is_some_and(|format| format == "short");
    let mut input = Input::default();
    let mut status = Status::Done;
    for path in matches.get_many::<String>("files").unwrap_or_default() {
        status = status.max(one(path, short, &mut input, locale, terminal));
    }
    status
}

fn one(path: &str, short: bool, input: &mut Input, locale: &Locale, terminal: &Terminal) -> Status {
    let mut sources = SourceMap::new();
    let loaded = match load(path, &mut sources, &mut |path| input.read(path, RUBRIC_BYTES)) {
        Ok(loaded) => loaded,
        Err(reason) => {
            usage::unreadable(path, &reason, locale);
            return Status::Unusable;
        }
    };
    let checked = check(loaded, &sources);
    if short {
        print(&render_short(&checked.diagnostics, &sources, locale));
    } else if checked.diagnostics.is_empty() {
        let message = match &checked.rubric {
            Some(rubric) => Message::new("check-good")
                .arg("indicators", rubric.nodes.iter().filter(|node| !node.part).count())
                .arg("facts", rubric.facts.len()),
            None => Message::new("check-good-library"),
        };
        print(&format!("{}\n", locale.text(&message.arg("file", path.to_owned()))));
    } else {
        terminal.diagnostics(&checked.diagnostics, &sources, locale, Stream::Out);
    }
    if has_errors(&checked.diagnostics) { Status::Errors } else { Status::Done }
}

/// Whether one of `diagnostics` is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
