//! Writing to the terminal.

use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use clap::ArgMatches;

use rubric_lang::diagnostic::Diagnostic;
use rubric_lang::locale::Locale;
use rubric_lang::render::{Style, render, render_plain};
use rubric_lang::report::{NARROWEST, TextStyle, WIDEST};
use rubric_lang::source::SourceMap;

/// The terminal as the user wants it used.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    choice: ColorChoice,
    /// What `--width` says.
    asked: Option<usize>,
    width: usize,
    plain: bool,
}

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// What the command was asked for.
    Out,
    /// What went wrong.
    Error,
}

impl Terminal {
    /// What `--color` and `--width` say; else what the terminal is.
    pub fn new(matches: &ArgMatches) -> Terminal {
        let sub = matches.subcommand().map_or(matches, |(_, sub)| sub);
        let plain = sub.get_flag("plain");
        let choice = match sub.get_one::<String>("color").map(String::as_str) {
            _ if plain => ColorChoice::Never,
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        let asked = sub.get_one::<u16>("width").copied();
        // The table library knows how to ask a terminal for its width; of what is none it knows nothing.
        // Some terminals say 0 where they do not know either.
        let width = asked.or_else(|| comfy_table::Table::new().width().filter(|width| *width > 0));
        let asked = asked.map(usize::from);
        Terminal { choice, asked, width: width.map_or(WIDEST, usize::from), plain }
    }

    /// Whether words alone are wanted, as for a reader who hears them.
    pub fn plain(&self) -> bool {
        self.plain
    }

    /// Columns of a page of running text.
    pub fn page_width(&self) -> usize {
        // Lines that the terminal breaks are heard as one; those that are broken here are not.
        if self.plain { usize::MAX } else { self.width.clamp(NARROWEST, WIDEST) }
    }

    /// Whether to use colours.
    pub fn color(&self, stream: Stream) -> bool {
        let choice = match (self.choice, stream) {
            (ColorChoice::Auto, Stream::Out) => AutoStream::choice(&std::io::stdout()),
            (ColorChoice::Auto, Stream::Error) => AutoStream::choice(&std::io::stderr()),
            (choice, _) => choice,
        };
        choice != ColorChoice::Never
    }

    /// How a report is drawn.
    pub fn text_style(&self) -> TextStyle {
        TextStyle { width: self.width, color: self.color(Stream::Out) }
    }

    /// How a report is drawn in a file: without colours, and as wide as it is made unless told otherwise.
    pub fn file_style(&self) -> TextStyle {
        TextStyle { width: self.asked.unwrap_or(WIDEST), color: false }
    }

    /// Writes `diagnostics` with the places they are about.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &SourceMap, locale: &Locale, stream: Stream) {
        if self.plain {
            return stream.write(&render_plain(diagnostics, sources, locale));
        }
        let style = Style { width: self.width, color: self.color(stream), ..Style::default() };
        stream.write(&render(diagnostics, sources, locale, &style));
    }
}

impl Stream {
    /// Writes `text` there.
    pub fn write(self, text: &str) {
        match self {
            Stream::Out => print(text),
            Stream::Error => complain(text),
        }
    }
}

/// Writes `text` to the standard output. A reader that has gone away is no mistake.
pub fn print(text: &str) {
    write(text.as_bytes());
}

/// As [`print()`], of what may be no text.
pub fn write(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

/// Writes `text` to the standard error stream.
pub fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
