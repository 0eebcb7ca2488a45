//! Diagnostics for readers who hear them: sentences in numbered lists, every place told in words. No frames,
//! arrows, colours, or columns that mean something by where they stand.

use crate::diagnostic::{Arg, Diagnostic, Message};
use crate::locale::Locale;
use crate::source::{Source, SourceMap, Span};

use super::line::printable;
use super::place::MOST_PLACES;
use super::summary;
use super::words::{beside, message, remedies, severity_key};

/// Characters of a place that are read out.
const MOST_READ: usize = 60;

/// `diagnostics` in words alone, with a line at the end that counts them. Empty if there are none.
pub fn render_plain(diagnostics: &[Diagnostic], sources: &SourceMap, locale: &Locale) -> String {
    let mut out = String::new();
    let mut line = |indent: usize, text: &str| {
        // One line each: a line that is broken by width is heard as two.
        let text = printable(text);
        let text: Vec<&str> = text.split_whitespace().collect();
        out.push_str(&format!("{}{}\n", " ".repeat(indent), text.join(" ")));
    };
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        let heading = Message::new("plain-heading")
            .arg("number", index + 1)
            .arg("count", diagnostics.len())
            .arg("severity", Arg::Key(severity_key(diagnostic.severity())))
            .arg("code", diagnostic.code.code())
            .arg("message", message(diagnostic, sources, locale));
        line(0, &locale.text(&heading));
        let places = diagnostic.labels.iter().enumerate().filter_map(|(at, label)| {
            place(label.span, sources).map(|place| (place, beside(diagnostic, at, sources, locale)))
        });
        let mut more = 0;
        for (number, (place, words)) in places.enumerate() {
            if number >= MOST_PLACES {
                more += 1;
                continue;
            }
            let told = Message::new(if words.is_some() { "plain-place-words" } else { "plain-place" })
                .arg("number", number + 1)
                .arg("place", locale.text(&place))
                .arg("words", words.unwrap_or_default());
            line(2, &locale.text(&told));
        }
        if more > 0 {
            line(2, &locale.text(&Message::new("render-more-places").arg("count", more)));
        }
        if let Some(facts) = &diagnostic.witness {
            let sentence = super::witness::sentence(facts, locale);
            line(2, &format!("{}{sentence}", locale.format("render-witness", &Vec::new())));
        }
        for (number, remedy) in remedies(diagnostic, sources, locale).into_iter().enumerate() {
            let told = Message::new("plain-help").arg("number", number + 1).arg("help", remedy);
            line(2, &locale.text(&told));
        }
    }
    if let Some(summary) = summary(diagnostics, locale) {
        line(0, &summary);
    }
    out
}

/// Which cell of a workbook `span` is, in words.
fn cell_place(source: &Source, span: Span, written: &str) -> Message {
    let at = span.start as usize;
    let file = Message::new("plain-file").arg("file", source.file(at));
    let Some(cell) = source.cell(at) else { return file };
    let shown: String = written.lines().next().unwrap_or_default().chars().take(MOST_READ).collect();
    let cut = if shown.len() < written.len() { "…" } else { "" };
    let key = match (&cell.sheet.sheet, written.is_empty()) {
        (None, true) => "plain-cell-blank",
        (None, false) => "plain-cell",
        (Some(_), true) => "plain-sheet-cell-blank",
        (Some(_), false) => "plain-sheet-cell",
    };
    Message::new(key)
        .arg("file", source.file(at))
        .arg("sheet", cell.sheet.sheet.as_deref().unwrap_or_default())
        .arg("cell", cell.name())
        .arg("text", format!("{shown}{cut}"))
}

/// Where `span` is, in words.
fn place(span: Span, sources: &SourceMap) -> Option<Message> {
    let source = sources.get(span.source)?;
    let written = sources.slice(span);
    let trimmed = written.trim_end();
    if source.shown.is_some() {
        return Some(cell_place(source, span, trimmed));
    }
    let from = source.line_column(span.start as usize);
    // The last character itself, not what follows it.
    let last = trimmed.char_indices().next_back().map_or(0, |(at, _)| at);
    let to = source.line_column(span.start as usize + last);
    let shown: String = trimmed.lines().next().unwrap_or_default().chars().take(MOST_READ).collect();
    let cut = if shown.len() < trimmed.len() { "…" } else { "" };
    let key = match trimmed {
        "" => "plain-at",
        _ if from.line != to.line => "plain-lines",
        _ if from.column == to.column => "plain-column",
        _ => "plain-columns",
    };
    Some(
        Message::new(key)
            .arg("file", source.name.as_str())
            .arg("line", from.line.to_string())
            .arg("last-line", to.line.to_string())
            .arg("column", from.column.to_string())
            .arg("last-column", to.column.to_string())
            .arg("text", format!("{shown}{cut}")),
    )
}
