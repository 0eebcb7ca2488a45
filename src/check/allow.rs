//! 允许: what a rubric says is meant so, though it would be told as suspicious.

use super::Checker;
use super::nearest::with_nearest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, Severity};
use crate::source::Span;
use crate::syntax::ast::{Allow, AllowPlace, File};

impl Checker<'_> {
    /// Tells of every 允许 that no warning answers to, or that stands where it says nothing.
    pub(super) fn allows(&mut self) {
        let files = self.files;
        for (allow, english) in files.iter().flat_map(|file| file.allows.iter().map(|a| (a, file.english))) {
            if allow.place == AllowPlace::Top {
                self.tell(Diagnostic::new(Code::AllowMisplaced, allow.span));
            }
            let name = &allow.name;
            if Code::allowed_by(&name.value).is_some() {
                continue;
            }
            let diagnostic = Diagnostic::new(Code::AllowUnknown, name.span).arg("name", name.value.clone());
            let by_number = Code::ALL.iter().find(|code| code.code().eq_ignore_ascii_case(&name.value));
            let diagnostic = match by_number.and_then(|code| code.allowance()) {
                Some(allowance) => {
                    let right = allowance.name(english);
                    let help = Message::new("check-write-instead").arg("right", right);
                    diagnostic.help(help).fix(name.span, right)
                }
                None => {
                    let english = name.value.is_ascii();
                    let names = Code::ALL.iter().filter_map(|code| code.allowance()).map(|a| a.name(english));
                    with_nearest_name(diagnostic, &name.value, name.span, names)
                }
            };
            self.tell(diagnostic);
        }
    }
}

/// As [`with_nearest`], but English names hold blanks and so are no names to be quoted.
fn with_nearest_name<'n>(
    diagnostic: Diagnostic,
    word: &str,
    span: Span,
    names: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let mut diagnostic = with_nearest(diagnostic, word, span, names);
    for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.replacement = edit.replacement.trim_matches('"').to_owned();
    }
    diagnostic
}

/// `found` without what `files` allow. The rest says how it would be allowed. Where `complete`, everything that could
/// be found was looked for, and what the rubric (the first file) allows in vain is told.
pub fn allowed(files: &[File], found: Diagnostics, complete: bool) -> Diagnostics {
    let mut used = vec![false; files.iter().map(|file| file.allows.len()).sum()];
    let allows: Vec<(&Allow, Option<Code>)> =
        files.iter().flat_map(|file| &file.allows).map(|a| (a, Code::allowed_by(&a.name.value))).collect();
    let mut left = Diagnostics::new();
    for diagnostic in found.into_sorted() {
        let mut meant = false;
        for ((allow, code), used) in allows.iter().zip(&mut used) {
            if *code == Some(diagnostic.code) && covers(allow, &diagnostic) {
                (*used, meant) = (true, true);
            }
        }
        if !meant {
            left.push(with_allowance(files, diagnostic));
        }
    }
    let rubric = files.first().map(|file| file.source);
    for ((allow, code), used) in allows.iter().zip(used) {
        let here = Some(allow.span.source) == rubric && allow.place != AllowPlace::Top;
        if complete && here && !used && code.is_some() {
            let diagnostic = Diagnostic::new(Code::AllowNeedless, allow.span)
                .arg("name", allow.name.value.clone())
                .fix(allow.span, "");
            left.push(diagnostic);
        }
    }
    left
}

/// Whether `diagnostic` is about something in the block of `allow`.
fn covers(allow: &Allow, diagnostic: &Diagnostic) -> bool {
    let block = allow.block;
    // What is told of may be all of 扣分 { … }, in the braces of which it is allowed.
    let within = |span: Span| {
        let inside = block.start <= span.start && span.end <= block.end;
        let its_own = span.start <= block.start && span.end == block.end;
        block.source == span.source && (inside || its_own)
    };
    match allow.place {
        AllowPlace::Header => true,
        AllowPlace::Top => false,
        // Of two indicators that deduct for one thing either may say that it is meant.
        AllowPlace::Block if diagnostic.code == Code::DeductedTwice => diagnostic.labels.iter().any(|l| within(l.span)),
        AllowPlace::Block => within(diagnostic.span()),
    }
}

/// `diagnostic`, if a warning, with how to allow it, in the language of its file.
fn with_allowance(files: &[File], diagnostic: Diagnostic) -> Diagnostic {
    let Some(allowance) = diagnostic.code.allowance().filter(|_| diagnostic.severity() == Severity::Warning) else {
        return diagnostic;
    };
    let source = diagnostic.span().source;
    let english = files.iter().find(|file| file.source == source).is_some_and(|file| file.english);
    let keyword = crate::syntax::keyword::Meaning::Allow.keyword().spelling(english);
    let allow = Some(format!("{keyword} {}", allowance.name(english)));
    Diagnostic { allow, ..diagnostic }
}
