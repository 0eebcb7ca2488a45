//! `rubric check --fix`: the offered edits made in the file that was named, and in no other.

use clap::ArgMatches;
use similar::TextDiff;

use rubric_lang::Unreadable;
use rubric_lang::diagnostic::{Edit, Message};
use rubric_lang::locale::Locale;
use rubric_lang::mend::{Which, is_open, mend};
use rubric_lang::source::{SourceId, SourceMap, Span};

use super::Status;
use super::check::{Outcome, outcome};
use super::output::{Stream, complain};
use super::usage;

/// Whether edits are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixing {
    /// They are not.
    No,
    /// The file is written anew.
    Write(Which),
    /// The edits are shown as a patch, and nothing is written.
    Show(Which),
}

/// Characters of an edit that are shown.
const SHOWN: usize = 40;
/// A rubric is the first text that is read.
const RUBRIC: SourceId = SourceId(0);

impl Fixing {
    /// What the arguments ask for.
    pub fn new(matches: &ArgMatches) -> Fixing {
        let all = matches.get_flag("fix-all");
        let which = if all { Which::All } else { Which::Sure };
        if matches.get_flag("diff") {
            Fixing::Show(which)
        } else if all || matches.get_flag("fix") {
            Fixing::Write(which)
        } else {
            Fixing::No
        }
    }

    fn which(self) -> Which {
        match self {
            Fixing::No => Which::Sure,
            Fixing::Write(which) | Fixing::Show(which) => which,
        }
    }

    /// Whether the edits are but shown.
    pub fn is_show(self) -> bool {
        matches!(self, Fixing::Show(_))
    }
}

/// Makes the edits offered for the rubric at `path` and tells them on `stream`. Yields what was found in the text
/// that came out.
///
/// # Errors
/// The file cannot be read.
pub fn run(
    path: &str,
    fixing: Fixing,
    stream: Stream,
    read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Unreadable>,
    locale: &Locale,
) -> Result<(Outcome, Status), Unreadable> {
    if path == "-" && !fixing.is_show() {
        usage::complain(&Message::new("fix-input"), Vec::new(), None, locale);
        return outcome(path, read).map(|outcome| (outcome, Status::Unusable));
    }
    let bytes = read(path)?;
    let mut checked =
        |bytes: &[u8]| outcome(path, &mut |name| if name == path { Ok(bytes.to_vec()) } else { read(name) });
    let Ok(before) = String::from_utf8(bytes.clone()) else {
        return checked(&bytes).map(|outcome| (outcome, Status::Done));
    };
    let mut last = Err(Unreadable::Missing);
    let mended = mend(&before, fixing.which(), &mut |text| {
        last = checked(text.as_bytes());
        let diagnostics = last.as_ref().map(|outcome| outcome.checked.diagnostics.clone()).unwrap_or_default();
        (RUBRIC, diagnostics)
    });
    let outcome = last?;
    let mut status = Status::Done;
    if fixing.is_show() {
        Stream::Out.write(&patch(path, &before, &mended.text));
    } else if mended.made.is_empty() {
        stream.write(&format!("{}\n", locale.text(&Message::new("fix-none").arg("file", path))));
    } else if let Err(error) = std::fs::write(path, &mended.text) {
        let message = Message::new("fix-unwritable").arg("file", path).arg("reason", error.to_string());
        usage::complain(&message, Vec::new(), None, locale);
        status = Status::Unusable;
    } else {
        let mut text = locale.text(&Message::new("fix-made").arg("file", path).arg("count", mended.made.len()));
        text.push('\n');
        for made in &mended.made {
            let at = Span::new(RUBRIC, made.at..made.at);
            text.push_str(&line(at, made.code.code(), &made.old, &made.new, &outcome.sources, locale));
        }
        stream.write(&text);
    }
    if mended.unfinished {
        complain(&format!("{}\n", locale.text(&Message::new("fix-unfinished").arg("file", path))));
    }
    offered(path, &outcome, fixing, if fixing.is_show() { Stream::Error } else { stream }, locale);
    Ok((outcome, status))
}

/// Tells the fixes that are left for the author to choose.
fn offered(path: &str, outcome: &Outcome, fixing: Fixing, stream: Stream, locale: &Locale) {
    let open: Vec<(&str, &Vec<Edit>)> = outcome
        .checked
        .diagnostics
        .iter()
        .filter_map(|diagnostic| Some((diagnostic.code.code(), diagnostic.fix.as_ref()?)))
        .filter(|(_, fix)| is_open(fix, RUBRIC, Which::All) && !is_open(fix, RUBRIC, fixing.which()))
        .map(|(code, fix)| (code, &fix.edits))
        .collect();
    if open.is_empty() {
        return;
    }
    let mut text = locale.text(&Message::new("fix-offered").arg("file", path).arg("count", open.len()));
    text.push('\n');
    for (code, edits) in open {
        for edit in edits {
            let old = outcome.sources.slice(edit.span);
            text.push_str(&line(edit.span, code, old, &edit.replacement, &outcome.sources, locale));
        }
    }
    stream.write(&text);
}

/// `  第 3 行第 5 列：“大于”改为“>”（E0119）`
fn line(at: Span, code: &str, old: &str, new: &str, sources: &SourceMap, locale: &Locale) -> String {
    let key = match (old.is_empty(), new.is_empty()) {
        (true, _) => "fix-put-in",
        (false, true) => "fix-taken-out",
        (false, false) => "fix-replaced",
    };
    let Some((_, place)) = sources.place(at) else { return String::new() };
    let message = Message::new(key)
        .arg("line", place.line)
        .arg("column", place.column)
        .arg("old", shown(old, locale))
        .arg("new", shown(new, locale))
        .arg("code", code);
    format!("  {}\n", locale.text(&message))
}

/// `text` in one line; what cannot be seen is named.
fn shown(text: &str, locale: &Locale) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        let key = if text.contains('\n') { "fix-line-end" } else { "fix-blank" };
        return locale.format(key, &Vec::new());
    }
    let cut: String = line.chars().take(SHOWN).collect();
    let text = if cut.len() < line.len() { format!("{cut}…") } else { cut };
    locale.text(&Message::new("fix-quoted").arg("text", text))
}

/// The edits as a patch.
fn patch(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(path, path).to_string()
}
