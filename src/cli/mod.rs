//! The command line: files, terminal, environment and exit status. What a rubric means is the library's.
//!
//! Exit status: 0 done; 1 the rubric or the facts have errors, or what `--deny` names; 2 wrong usage, or a file cannot be
//! read or written.

mod args;
mod check;
mod deny;
mod doc;
mod eval;
mod explain;
mod facts;
mod facts_file;
mod fix;
mod form;
mod help;
mod input;
mod language;
mod output;
mod reconcile;
mod result;
mod rubric;
mod save;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use rubric_lang::locale::Locale;

use output::Terminal;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Done.
    Done,
    /// The rubric or the facts have errors.
    Errors,
    /// Wrong usage, or a file cannot be read.
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Done => 0,
            Status::Errors => 1,
            Status::Unusable => 2,
        })
    }
}

/// Runs the command that `args` (the program's name first) ask for.
pub fn run(args: Vec<OsString>) -> ExitCode {
    // The language comes first: what is wrong with the arguments is told in it.
    let locale = Locale::new(language::choose(&args));
    let command = args::command(&locale);
    let status = match command.clone().try_get_matches_from(&args) {
        Err(error) => usage::tell(&error, &command, &locale, &args),
        Ok(matches) => {
            let terminal = Terminal::new(&matches);
            match matches.subcommand() {
                Some(("check", matches)) => check::run(matches, &locale, &terminal),
                Some(("eval", matches)) => eval::run(matches, &locale, &terminal),
                Some(("doc", matches)) => doc::run(matches, &locale, &terminal),
                Some(("facts", matches)) => facts::run(matches, &locale, &terminal),
                Some(("reconcile", matches)) => reconcile::run(matches, &locale, &terminal),
                Some(("explain", matches)) => explain::run(matches, &locale, &terminal),
                Some(("help", matches)) => help::run(matches, &command, &locale),
                _ => Status::Unusable,
            }
        }
    };
    status.into()
}
