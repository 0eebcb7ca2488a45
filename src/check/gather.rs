//! One mistake that shows in several places is one diagnostic.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, Label, Message};
use crate::source::Span;

impl Checker<'_> {
    /// Where what is told from now on begins; for [`Checker::gather`].
    pub(super) fn mark(&self) -> usize {
        self.diagnostics.len()
    }

    /// Makes one diagnostic of those of kind `code` that were told since `mark` and agree in the values named
    /// `alike`: the first, with the places and edits of the others.
    pub(super) fn gather(&mut self, mark: usize, code: Code, alike: &[&str]) {
        let mut kept: Vec<Diagnostic> = Vec::new();
        for diagnostic in self.diagnostics.split_off(mark) {
            let agrees = |other: &&mut Diagnostic| {
                let value = |d: &Diagnostic, wanted: &str| d.args.iter().find(|(n, _)| *n == wanted).cloned();
                other.code == code && alike.iter().all(|name| value(other, name) == value(&diagnostic, name))
            };
            match kept.iter_mut().find(agrees).filter(|_| diagnostic.code == code) {
                Some(first) => absorb(first, diagnostic),
                None => kept.push(diagnostic),
            }
        }
        for diagnostic in kept {
            self.tell(diagnostic);
        }
    }

    /// Adds a place to everything of kind `code` that was told since `mark`.
    pub(super) fn label_since(&mut self, mark: usize, code: Code, span: Span, message: &Message) {
        for diagnostic in self.diagnostics.split_off(mark) {
            let wanted = diagnostic.code == code && !diagnostic.labels.iter().any(|l| l.span == span);
            self.tell(if wanted { diagnostic.label(span, message.clone()) } else { diagnostic });
        }
    }

    /// Tells of a mistake in a declaration that comes to light at `used`, once for all its uses.
    pub(super) fn tell_declaration(&mut self, word: &str, diagnostic: Diagnostic, used: Span) {
        let key = (diagnostic.code, word.to_owned());
        match self.unknown_index.get(&key).and_then(|at| self.unknown.get_mut(*at)) {
            Some((_, told)) if told.labels.iter().any(|l| l.span == used) => {}
            Some((_, told)) => told.labels.push(Label { span: used, message: Some(Message::new("check-also-here")) }),
            None => {
                self.unknown_index.insert(key.clone(), self.unknown.len());
                self.unknown.push((key, diagnostic.label(used, Message::new("check-used-here"))));
            }
        }
    }
}

/// Puts the places and edits of `other` to those of `first`. If one of them cannot be mended by an edit, neither
/// can the whole.
fn absorb(first: &mut Diagnostic, other: Diagnostic) {
    for (index, label) in other.labels.into_iter().enumerate() {
        if first.labels.iter().any(|known| known.span == label.span) {
            continue;
        }
        let message = if index == 0 { Some(Message::new("check-also-here")) } else { label.message };
        first.labels.push(Label { span: label.span, message });
    }
    first.fix = match (first.fix.take(), other.fix) {
        (Some(mut fix), Some(more)) => {
            fix.edits.extend(more.edits);
            fix.chooses |= more.chooses;
            Some(fix)
        }
        _ => None,
    };
}
