//! The words of a diagnostic, whatever they are then put into.

use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::locale::{Language, Locale};
use crate::source::{SourceMap, Span};

/// The key of the word for `severity`.
pub(super) fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Advice => "severity-advice",
    }
}

/// The word for `severity`.
pub fn severity_word(severity: Severity, locale: &Locale) -> String {
    locale.format(severity_key(severity), &Vec::new())
}

/// `locale`, with what is to be written in the language of the text that `span` is in.
fn writing(span: Span, sources: &SourceMap, locale: &Locale) -> Locale {
    locale.writing(if sources.is_english(span.source) { Language::En } else { Language::Zh })
}

/// What is wrong.
pub fn message(diagnostic: &Diagnostic, sources: &SourceMap, locale: &Locale) -> String {
    writing(diagnostic.span(), sources, locale).format(diagnostic.code.key(), &diagnostic.args)
}

/// The words beside the place `index`, if there are any.
pub fn beside(diagnostic: &Diagnostic, index: usize, sources: &SourceMap, locale: &Locale) -> Option<String> {
    let label = diagnostic.labels.get(index)?;
    let locale = writing(label.span, sources, locale);
    let given = label.message.as_ref().map(|m| locale.text(m));
    let words = match given {
        None if index == 0 => locale.attribute(diagnostic.code.key(), "label", &diagnostic.args),
        given => given,
    };
    words.filter(|words| !words.is_empty())
}

/// What to do about it, one paragraph each.
pub fn remedies(diagnostic: &Diagnostic, sources: &SourceMap, locale: &Locale) -> Vec<String> {
    let locale = &writing(diagnostic.span(), sources, locale);
    let mut remedies: Vec<String> = diagnostic.helps.iter().map(|help| locale.text(help)).collect();
    if remedies.is_empty() {
        remedies.extend(locale.attribute(diagnostic.code.key(), "help", &diagnostic.args));
        remedies.extend(edit(diagnostic, sources).map(|edit| locale.text(&edit)));
    }
    if let Some(allow) = &diagnostic.allow {
        remedies.push(locale.text(&Message::new("render-allow").arg("written", allow.as_str())));
    }
    remedies
}

/// The edit of `diagnostic` as a remedy in words, where it is short enough to be said.
fn edit(diagnostic: &Diagnostic, sources: &SourceMap) -> Option<Message> {
    let [edit] = diagnostic.fix.as_ref()?.edits.as_slice() else { return None };
    let old = sources.slice(edit.span);
    let sayable = |text: &str| text.chars().count() <= 40 && !text.contains(['\n', '\t']);
    let (_, place) = sources.place(edit.span)?;
    if !sayable(old) || !sayable(&edit.replacement) {
        return None;
    }
    let message = match (old.trim().is_empty(), edit.replacement.trim().is_empty()) {
        // A blank put in or taken out cannot be seen in words.
        (true, true) => return None,
        (true, false) => Message::new("render-insert").arg("new", edit.replacement.trim()),
        (false, true) => Message::new("render-delete").arg("old", old.trim()),
        (false, false) => Message::new("render-replace").arg("old", old.trim()).arg("new", edit.replacement.trim()),
    };
    Some(message.arg("line", place.line).arg("column", place.column))
}
