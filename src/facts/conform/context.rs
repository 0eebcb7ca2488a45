//! What the binding of one file carries along, and the problems it finds.

use super::keys::Keyword;
use super::show::Shown;
use super::text::shown;
use super::writing::Writing;
use crate::diagnostic::{Arg, Code, Diagnostic, Diagnostics, Message};
use crate::facts::tree::{Node, NodeKind};
use crate::model::{Rubric, Type, TypeKind};
use crate::source::Span;
use crate::unit::UnitTable;

/// More problems than this help nobody; the rest is counted.
const MAX_PROBLEMS: usize = 500;

/// What a value is declared to be: a fact or a column.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'r> {
    /// Its name.
    pub name: &'r str,
    /// Its name in the declaration.
    pub span: Span,
    /// Its type.
    pub ty: &'r Type,
}

/// The binding of one file to one rubric.
pub struct Context<'r> {
    /// The rubric.
    pub rubric: &'r Rubric,
    /// Its units, and those that come with the facts.
    pub units: UnitTable,
    /// How the file writes things; remedies follow it.
    pub writing: Writing,
    /// The unit columns of the row at hand that were told to be empty.
    pub(super) told_unit_fields: Vec<usize>,
    problems: Diagnostics,
    count: usize,
    first_left_out: Option<Span>,
}

impl<'r> Context<'r> {
    /// Nothing bound yet.
    pub fn new(rubric: &'r Rubric, writing: Writing) -> Context<'r> {
        Context {
            rubric,
            units: rubric.units.clone(),
            writing,
            told_unit_fields: Vec::new(),
            problems: Diagnostics::new(),
            count: 0,
            first_left_out: None,
        }
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Diagnostic) {
        self.count += 1;
        if self.count <= MAX_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.first_left_out.get_or_insert(problem.span());
        }
    }

    /// Whether a further problem would not be shown, so that looking for a remedy is lost time.
    pub fn is_full(&self) -> bool {
        self.count >= MAX_PROBLEMS
    }

    /// Everything found; where it was too much, with one that says how much is left out.
    pub fn finish(mut self) -> Diagnostics {
        if let Some(span) = self.first_left_out {
            let more = self.count - MAX_PROBLEMS;
            self.problems.push(Diagnostic::new(Code::FactMoreProblems, span).arg("count", more));
        }
        self.problems
    }

    /// How the file writes `keyword`.
    pub fn word(&self, keyword: Keyword) -> &'static str {
        self.writing.word(keyword)
    }

    /// `{ 至少: 600人 }`, as the file would write it.
    pub fn known(&self, bound: Keyword, value: &str) -> String {
        self.writing.entries([(self.word(bound), value)])
    }

    /// The same with both ends.
    pub fn known_between(&self, low: (Keyword, &str), high: (Keyword, &str)) -> String {
        self.writing.entries([(self.word(low.0), low.1), (self.word(high.0), high.1)])
    }

    /// A problem of kind `code` at `span` with the value of `declared`, whose declaration is shown beside it.
    pub fn problem(&self, code: Code, span: Span, declared: Declared<'_>) -> Diagnostic {
        Diagnostic::new(code, span).arg("name", declared.name).label(declared.span, self.declaration(declared))
    }

    /// How numbers and ranges are shown.
    pub fn shown(&self) -> Shown<'_> {
        Shown { units: &self.units, english: self.writing.is_english() }
    }

    /// The words beside the declaration.
    fn declaration(&self, declared: Declared<'_>) -> Message {
        let (kind, unit) = super::show::type_word(self.rubric, &self.units, declared.ty);
        let shown = self.shown();
        let step = shown.step(declared.ty);
        let message = match (&declared.ty.kind, shown.limits(declared.ty), step) {
            (TypeKind::Option(_), ..) => Message::new("fact-declared-option"),
            (_, Some(limits), Some(step)) => Message::new("fact-declared-step").arg("range", limits).arg("step", step),
            (_, Some(limits), None) => Message::new("fact-declared-within").arg("range", limits),
            (_, None, _) => Message::new("fact-declared"),
        };
        message.arg("name", declared.name).arg("type", kind).arg("unit", unit)
    }

    /// What stands at `node` has not the form that is due there.
    pub fn shape(&mut self, node: &Node, name: &str, expected: Message, declared: Option<Declared<'_>>) {
        let mut problem = Diagnostic::new(Code::FactShape, node.span)
            .arg("name", shown(name))
            .arg("found", Arg::Key(form(&node.kind)))
            .help(expected);
        if let Some(declared) = declared {
            problem = problem.label(declared.span, self.declaration(declared));
        }
        self.push(problem);
    }
}

/// Key of the word for what a node is.
fn form(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Null => "form-nothing",
        NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) => "form-value",
        NodeKind::Sequence(_) => "form-list",
        NodeKind::Mapping(_) => "form-mapping",
    }
}

/// The text of a scalar.
pub fn scalar(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) | NodeKind::Number(text) => Some(text),
        NodeKind::Bool(true) => Some("true"),
        NodeKind::Bool(false) => Some("false"),
        NodeKind::Null | NodeKind::Sequence(_) | NodeKind::Mapping(_) => None,
    }
}
