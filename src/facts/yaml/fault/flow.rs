//! Mistakes between `[ ]` and `{ }`.

use granit_parser::ErrorKind as E;

use super::super::super::problem::{Wide, cut, line_around, trimmed};
use super::super::{Mend, PieceKind};
use super::{Fault, first_char, leading_mark, no_blank};
use crate::diagnostic::{Code, Message};

impl Fault<'_, '_, '_> {
    pub(super) fn in_brackets(&mut self, kind: &E) -> Option<Mend> {
        let at = self.at;
        let here = first_char(self.text, at);
        let opening = match self.open() {
            Some(open) if matches!(open.kind, PieceKind::Open { flow: true, .. }) => Some(open.range.start),
            _ => None,
        };
        // `[1, 2］` goes on to the next line, and the mistake is seen there.
        if let Some(open) = opening {
            let line = open..line_around(self.text, open).end;
            if let Some((offset, wide)) = Wide::find(cut(self.text, line), &['］', '｝']) {
                return self.wide(open + offset, wide);
            }
        }
        let last = self.last_scalar();
        if let Some(last) = last.clone().filter(|_| opening.is_some())
            && let Some((offset, wide)) = Wide::find(cut(self.text, last.clone()), &['，', '：', '、'])
        {
            return self.wide(last.start + offset, wide);
        }
        match kind {
            E::FlowMappingValueAdjacentCollection => {
                no_blank(at, ":", self.problems);
                None
            }
            E::MisplacedFlowCollectionEnd => {
                let close = cut(self.text, here.clone()).to_owned();
                self.problems.push(self.problems.at(Code::FactsUnopened, here.clone()).arg("close", close));
                Some(Mend { with: " ".repeat(here.len()), range: here })
            }
            E::MismatchedFlowCollectionEnd { close, .. } => {
                let offset = cut(self.text, at..self.text.len()).find(*close).unwrap_or(0);
                let problem = self.problems.at(Code::FactsUnopened, first_char(self.text, at + offset));
                let problem = problem.arg("close", close.to_string());
                let open = self.problems.span(here);
                self.problems.push(problem.label(open, Message::new("facts-opened-here")));
                None
            }
            E::UnclosedFlowCollection { .. } => self.unclosed(at),
            _ if cut(self.text, here.clone()) == "," => {
                let with = if opening.is_some() {
                    let span = self.problems.span(here.clone());
                    self.problems.push(self.problems.at(Code::FactsSpareComma, here.clone()).fix(span, ""));
                    " "
                } else {
                    leading_mark(self.text, at, self.problems);
                    "x"
                };
                Some(Mend { range: here, with: with.to_owned() })
            }
            E::InvalidColonPlacement
            | E::UnexpectedEofFlowSequence
            | E::UnexpectedEofFlowMapping
            | E::UnexpectedEofImplicitFlowMapping => match opening {
                Some(open) => self.unclosed(open),
                None => self.generic(),
            },
            E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator => match (opening, last) {
                (Some(open), Some(last)) if cut(self.text, last.clone()).contains('\n') => self.unclosed(open),
                (Some(_), Some(last)) => match cut(self.text, last.clone()).rfind(' ') {
                    Some(blank) => {
                        let blank = last.start + blank;
                        self.no_comma(blank);
                        Some(Mend { range: blank..blank + 1, with: ",".to_owned() })
                    }
                    None => self.generic(),
                },
                (Some(open), None) if cut(self.text, open..at).contains('\n') => self.unclosed(open),
                _ => self.generic(),
            },
            _ => self.generic(),
        }
    }

    /// The bracket at `open` is never closed.
    pub(super) fn unclosed(&mut self, open: usize) -> Option<Mend> {
        let range = first_char(self.text, open);
        let (opening, close) = if cut(self.text, range.clone()) == "[" { ("[", "]") } else { ("{", "}") };
        let line = trimmed(self.text, open..line_around(self.text, open).end);
        let problem = self.problems.at(Code::FactsUnclosed, range).arg("open", opening).arg("close", close);
        // Where the line ends in a value, its end is where the bracket was forgotten.
        let written = cut(self.text, line.clone());
        let ends = !written.contains('#') && !written.ends_with([',', ':', '[', '{']);
        let problem = if ends {
            let close = if close == "}" && written.starts_with("{ ") { " }" } else { close };
            problem.choice(self.problems.span(line.end..line.end), close)
        } else {
            problem
        };
        self.problems.push(problem);
        None
    }
}

/// The last bracket on a line above `at` that no other closes before `at`. Texts in quotes and comments are skipped as
/// far as one line shows them.
pub(super) fn unclosed_above(text: &str, at: usize) -> Option<usize> {
    let above = line_around(text, at).start;
    let mut open: Vec<usize> = Vec::new();
    let mut quote: Option<char> = None;
    let mut before = ' ';
    let mut comment = false;
    for (offset, c) in cut(text, 0..above).char_indices() {
        match c {
            '\n' => (quote, comment) = (None, false),
            _ if comment => {}
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' if !before.is_alphanumeric() => quote = Some(c),
            '#' if before.is_whitespace() => comment = true,
            '{' | '[' => open.push(offset),
            '}' | ']' => drop(open.pop()),
            _ => {}
        }
        before = c;
    }
    open.pop()
}
