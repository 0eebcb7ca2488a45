//! The offered edits put into a text, in rounds: what is wrong is asked for again after each, as a mistake may
//! have hidden others.

use crate::diagnostic::{Code, Diagnostic, Edit, Fix, apply};
use crate::source::SourceId;

/// Most rounds. Each makes at least one edit; a rubric with more layers of mistakes wants its author.
pub const MAX_ROUNDS: usize = 20;

/// Which fixes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that leave no choice.
    Sure,
    /// Also those that choose what was meant.
    All,
}

/// An edit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it mends.
    pub code: Code,
    /// Where it stands in the mended text.
    pub at: usize,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// A text with the offered edits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// The edits, in the order of the text.
    pub made: Vec<Made>,
    /// Whether more is offered than was done in [`MAX_ROUNDS`], or the edits lead back to where they began.
    pub unfinished: bool,
}

/// Puts into `text` what is offered for it. `told` checks a text and yields what it is called and what is wrong
/// with it; it is asked last for the text that is returned.
pub fn mend(text: &str, which: Which, told: &mut dyn FnMut(&str) -> (SourceId, Vec<Diagnostic>)) -> Mended {
    let mut mended = Mended { text: text.to_owned(), made: Vec::new(), unfinished: false };
    let mut seen = Vec::new();
    loop {
        let (source, diagnostics) = told(&mended.text);
        let edits = round(&mended.text, source, &diagnostics, which);
        if edits.is_empty() {
            break;
        }
        let next = apply(&mended.text, edits.iter().map(|(_, edit)| edit));
        if seen.len() == MAX_ROUNDS || seen.contains(&next) {
            mended.unfinished = true;
            break;
        }
        seen.push(std::mem::replace(&mut mended.text, next));
        note(&mut mended.made, seen.last().map_or("", String::as_str), edits);
    }
    mended
}

/// Whether `fix` can be made where only the text `source` may be changed, and `which` allows it.
pub fn is_open(fix: &Fix, source: SourceId, which: Which) -> bool {
    let inside = !fix.edits.is_empty() && fix.edits.iter().all(|edit| edit.span.source == source);
    inside && (which == Which::All || !fix.chooses)
}

/// The edits of one round: of fixes that meet, the first; none by halves.
fn round(text: &str, source: SourceId, diagnostics: &[Diagnostic], which: Which) -> Vec<(Code, Edit)> {
    let mut taken: Vec<(Code, Edit)> = Vec::new();
    for diagnostic in diagnostics {
        let Some(fix) = diagnostic.fix.as_ref().filter(|fix| is_open(fix, source, which)) else { continue };
        let changes = fix.edits.iter().any(|e| text.get(e.span.range()) != Some(e.replacement.as_str()));
        let fits = |edit: &Edit| {
            text.get(edit.span.range()).is_some() && taken.iter().all(|(_, other)| are_apart(edit, other))
        };
        if changes && fix.edits.iter().all(fits) {
            taken.extend(fix.edits.iter().map(|edit| (diagnostic.code, in_line_ends_of(text, edit))));
        }
    }
    taken
}

fn are_apart(a: &Edit, b: &Edit) -> bool {
    let (a, b) = (a.span.range(), b.span.range());
    (a.end <= b.start || b.end <= a.start) && a != b
}

/// `edit` with the line ends that `text` has.
fn in_line_ends_of(text: &str, edit: &Edit) -> Edit {
    let mut edit = edit.clone();
    if text.contains("\r\n") {
        edit.replacement = edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    edit
}

/// Adds `edits` of the text `before` to those made earlier, all at their places after them.
fn note(made: &mut Vec<Made>, before: &str, mut edits: Vec<(Code, Edit)>) {
    edits.sort_by_key(|(_, edit)| edit.span.range().start);
    let moved = |at: usize| {
        let mut now = at;
        for (_, edit) in &edits {
            let range = edit.span.range();
            if range.end <= at {
                now = now + edit.replacement.len() - range.len();
            } else if range.start < at {
                // What stood there was written anew.
                return now - (at - range.start);
            }
        }
        now
    };
    for earlier in made.iter_mut() {
        earlier.at = moved(earlier.at);
    }
    let mut grown = 0;
    let mut shrunk = 0;
    for (code, edit) in edits {
        let range = edit.span.range();
        let old = before.get(range.clone()).unwrap_or_default().to_owned();
        made.push(Made { code, at: range.start + grown - shrunk, old, new: edit.replacement.clone() });
        grown += edit.replacement.len();
        shrunk += range.len();
    }
    made.sort_by_key(|edit| edit.at);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// A checker that wants every `a` to be a `bb`, every `bb` to be a `c`, and is not sure of `?`.
    fn told(text: &str) -> (SourceId, Vec<Diagnostic>) {
        let source = SourceId(0);
        let mut found = Vec::new();
        for (wrong, right) in [("a", "bb"), ("bb", "c"), ("x", "y"), ("y", "x")] {
            for (at, _) in text.match_indices(wrong) {
                let span = Span::new(source, at..at + wrong.len());
                found.push(Diagnostic::new(Code::Syntax, span).fix(span, right));
            }
        }
        for (at, _) in text.match_indices('?') {
            let span = Span::new(source, at..at + 1);
            found.push(Diagnostic::new(Code::Syntax, span).choice(span, "\n!"));
        }
        (source, found)
    }

    fn places(mended: &Mended) -> Vec<(usize, &str, &str)> {
        mended.made.iter().map(|made| (made.at, made.old.as_str(), made.new.as_str())).collect()
    }

    #[test]
    fn rounds_go_on_until_nothing_is_offered_and_places_are_those_of_the_end() {
        let mended = mend("-a-?a", Which::Sure, &mut told);
        assert_eq!((mended.text.as_str(), mended.unfinished), ("-c-?c", false));
        assert_eq!(places(&mended), [(1, "a", "bb"), (1, "bb", "c"), (4, "a", "bb"), (4, "bb", "c")]);
    }

    #[test]
    fn a_choice_is_made_only_where_it_is_asked_for_and_in_the_line_ends_of_the_text() {
        let mended = mend("-a?\r\n", Which::All, &mut told);
        assert_eq!(mended.text, "-c\r\n!\r\n");
        assert_eq!(places(&mended), [(1, "a", "bb"), (1, "bb", "c"), (2, "?", "\r\n!")]);
    }

    #[test]
    fn edits_that_lead_in_a_circle_end() {
        let mended = mend("x", Which::Sure, &mut told);
        assert_eq!((mended.text.as_str(), mended.unfinished), ("y", true));
    }

    #[test]
    fn a_fix_that_meets_another_or_reaches_into_another_text_waits() {
        let mut once = |text: &str| {
            let span = |range: std::ops::Range<usize>| Span::new(SourceId(0), range);
            let mut found = Vec::new();
            if text == "abc" {
                found.push(Diagnostic::new(Code::Syntax, span(0..1)).fix(span(0..2), "1"));
                let both = [span(1..2), span(2..3)].map(|span| Edit { span, replacement: "2".into() });
                found.push(Diagnostic::new(Code::Syntax, span(0..1)).edits(both.to_vec()));
                let elsewhere = Span::new(SourceId(1), 2..3);
                found.push(Diagnostic::new(Code::Syntax, span(0..1)).fix(elsewhere, "3"));
            }
            (SourceId(0), found)
        };
        assert_eq!(mend("abc", Which::All, &mut once).text, "1c");
    }
}
