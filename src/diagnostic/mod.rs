//! What is wrong, as data: a stable code, typed arguments, labelled places and remedies. No sentence
//! stands here; the texts are in the locale files and are looked up by the code's key.

mod code;
mod fix;

pub use code::{Allowance, Code, Severity};
pub use fix::{Edit, Fix, apply};

use std::collections::BTreeMap;

use crate::source::Span;

/// A value put into a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text shown as it is: a name, a piece of source, a formatted number with its unit.
    Text(String),
    /// A count, which may choose a plural.
    Count(i64),
    /// Another message of the locale files (say, `kind-indicator`), shown in the reader's language.
    Key(&'static str),
    /// Several, joined the way the reader's language joins a list.
    List(Vec<Arg>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}
impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}
impl<T: Into<Arg>> From<Vec<T>> for Arg {
    fn from(items: Vec<T>) -> Self {
        Arg::List(items.into_iter().map(Into::into).collect())
    }
}

/// Named arguments in the order they were given.
pub type Args = Vec<(&'static str, Arg)>;

/// A message of the locale files with the values put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Key in the locale files.
    pub key: &'static str,
    /// The values.
    pub args: Args,
}

impl Message {
    /// The message `key` without values.
    pub fn new(key: &'static str) -> Self {
        Message { key, args: Vec::new() }
    }

    /// Adds a value.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

/// A place with words beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The underlined text.
    pub span: Span,
    /// The words; `None` underlines alone.
    pub message: Option<Message>,
}

/// Facts that show the mistake: evaluated with them, the rubric ends in what the diagnostic tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    /// Facts by name, in the order of their declaration.
    pub facts: Vec<(String, WitnessValue)>,
    /// The evaluator's scores that are needed with them, by the path of the place.
    pub awards: Vec<(String, String)>,
    /// What they come to: an expression of the rubric and its value.
    pub shows: Option<(String, String)>,
}

/// A fact of a [`Witness`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessValue {
    /// As it is written in a facts file, with its unit: `101%`, `3万元`, `是`, `2024-05-01`.
    Written(String),
    /// An optional fact or field that is left out.
    Absent,
    /// The rows of a table: fields by name.
    Rows(Vec<Vec<(String, WitnessValue)>>),
}

/// One mistake or observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind it is.
    pub code: Code,
    /// Values for the code's own message.
    pub args: Args,
    /// Places, the first being the one that the message is about.
    pub labels: Vec<Label>,
    /// What to do, one paragraph each.
    pub helps: Vec<Message>,
    /// An edit after which the mistake is gone.
    pub fix: Option<Fix>,
    /// Facts that show the mistake, where it is one that only some facts bring about.
    pub witness: Option<Witness>,
    /// The statement by which the rubric says that it is meant so: `允许 未用数据`.
    pub allow: Option<String>,
}

impl Diagnostic {
    /// A mistake of kind `code` at `span`.
    pub fn new(code: Code, span: Span) -> Self {
        Diagnostic {
            code,
            args: Vec::new(),
            labels: vec![Label { span, message: None }],
            helps: Vec::new(),
            fix: None,
            witness: None,
            allow: None,
        }
    }

    /// Adds a value for the code's message.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Gives the words beside the main place.
    #[must_use]
    pub fn at(mut self, message: Message) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.message = Some(message);
        }
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn label(mut self, span: Span, message: Message) -> Self {
        self.labels.push(Label { span, message: Some(message) });
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn help(mut self, message: Message) -> Self {
        self.helps.push(message);
        self
    }

    /// Gives the edit that mends it, in place of what was given before.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { edits: vec![Edit { span, replacement: replacement.into() }], chooses: false });
        self
    }

    /// Gives an edit that mends it in one of the ways that the text may have been meant, which the author must
    /// confirm.
    #[must_use]
    pub fn choice(self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix(span, replacement).choosing()
    }

    /// Marks the fix given before as one that chooses what was meant.
    #[must_use]
    pub fn choosing(mut self) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.chooses = true;
        }
        self
    }

    /// Gives edits that together mend it.
    #[must_use]
    pub fn edits(mut self, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { edits, chooses: false });
        self
    }

    /// Gives the facts that show it.
    #[must_use]
    pub fn witness(mut self, witness: Witness) -> Self {
        self.witness = Some(witness);
        self
    }

    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The place the message is about.
    pub fn span(&self) -> Span {
        self.labels.first().map(|l| l.span).unwrap_or_default()
    }
}

/// Collects diagnostics while a stage goes on.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Where in the list those of a kind and place stand.
    index: BTreeMap<(Code, Span), Vec<usize>>,
}

impl Diagnostics {
    /// An empty collection.
    pub fn new() -> Self {
        Diagnostics::default()
    }

    /// Adds one; the same one twice is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let alike = self.index.entry((diagnostic.code, diagnostic.span())).or_default();
        if !alike.iter().any(|at| self.list.get(*at) == Some(&diagnostic)) {
            alike.push(self.list.len());
            self.list.push(diagnostic);
        }
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Diagnostics) {
        for diagnostic in other.list {
            self.push(diagnostic);
        }
    }

    /// Whether an error is among them.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity() == Severity::Error)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All, ordered by where they stand; equal places keep the order of finding.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(Diagnostic::span);
        self.list
    }

    /// All, in the order of finding.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}
