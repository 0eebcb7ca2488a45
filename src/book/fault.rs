//! Why nothing of a file can be read.

use super::sniff::Looks;
use super::{BookFormat, MAX_COLUMNS};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::source::Span;

/// Why nothing of a file can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no bytes.
    Empty,
    /// It is something else than its name says.
    Other {
        /// What its name says.
        format: BookFormat,
        /// What it looks like.
        looks: Looks,
    },
    /// It is cut off or has been changed; the part where that shows.
    Damaged(Option<String>),
    /// It needs a password.
    Encrypted,
    /// There is more in it than is read: the message that says of what.
    TooLarge(Message),
    /// Text in no encoding that is known.
    NotText,
    /// A quote on this line, from 1, that no other closes.
    OpenQuote(usize),
    /// A folder without a file in it that is read.
    EmptyFolder,
}

impl Fault {
    /// A row goes on beyond the last column that a sheet has.
    pub(super) fn columns() -> Fault {
        Fault::TooLarge(Message::new("book-limit-columns").arg("limit", MAX_COLUMNS.to_string()))
    }

    /// As a mistake at `span`, the beginning of the file.
    pub fn told(&self, span: Span) -> Diagnostic {
        match self {
            Fault::Empty => Diagnostic::new(Code::BookEmpty, span),
            Fault::Other { format, looks } => {
                let problem = Diagnostic::new(Code::BookOther, span)
                    .arg("extension", format.extension())
                    .arg("looks", Arg::Key(looks.key()));
                problem.help(looks.remedy(*format))
            }
            Fault::Damaged(part) => {
                let problem = Diagnostic::new(Code::BookDamaged, span);
                match part {
                    Some(part) => problem.at(Message::new("book-damaged-part").arg("part", part.as_str())),
                    None => problem,
                }
            }
            Fault::Encrypted => Diagnostic::new(Code::BookEncrypted, span),
            Fault::TooLarge(what) => Diagnostic::new(Code::BookTooLarge, span).arg("what", what.clone()),
            Fault::OpenQuote(line) => Diagnostic::new(Code::BookOpenQuote, span).arg("line", line.to_string()),
            Fault::NotText => Diagnostic::new(Code::BookNotText, span),
            Fault::EmptyFolder => Diagnostic::new(Code::BookEmptyFolder, span),
        }
    }
}
