//! Diagnostics as JSON. The structs are the form: the published schema is made from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::diagnostic::{Diagnostic, Severity, Witness, WitnessValue};
use crate::locale::Locale;
use crate::render::{beside, message, remedies};
use crate::source::{SourceMap, Span};

use super::{Found, Place, count, names, pretty};

/// Everything found, by `rubric check --format json` on the standard output or by `rubric eval --format json` on
/// the standard error stream.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Diagnostics of rubric")]
struct Diagnostics {
    /// The files that were read, rubrics before the files they use; `-` is the standard input.
    files: Vec<String>,
    /// What was found, file by file, in the order of the text.
    diagnostics: Vec<Entry>,
    /// How many there are.
    summary: Summary,
}

/// A mistake or observation.
#[derive(Serialize, JsonSchema)]
struct Entry {
    /// The stable code, such as `E0506`; `rubric explain` tells more about it.
    code: &'static str,
    /// The code in words, for programs: such as `points-sum`.
    name: &'static str,
    /// How grave it is.
    severity: Grade,
    /// What is wrong, in the language chosen.
    message: String,
    /// The place that the message is about; null where no file is at fault.
    place: Option<Position>,
    /// All places with the words beside them, the first being that of the message.
    labels: Vec<Label>,
    /// What to do, one paragraph each.
    help: Vec<String>,
    /// Edits after which it is gone; null where none is offered.
    fix: Option<Fix>,
    /// Facts that show it; null where none are needed.
    witness: Option<Facts>,
    /// Scores that the evaluator would have to give with these facts, by the path of the place; null where there is
    /// no `witness`.
    awards: Option<BTreeMap<String, String>>,
    /// The page about the code, a path within the documentation.
    docs: String,
}

/// `error`: cannot be used; `warning`: probably a mistake; `advice`: could be written better.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Grade {
    Error,
    Warning,
    Advice,
}

/// A place in a file. Lines and columns count from 1, columns in characters, bytes from 0; the end is what follows
/// the last character of the place. Of a workbook, lines are rows and columns those of its cells; it has no bytes.
#[derive(Serialize, JsonSchema)]
struct Position {
    /// The file, as it was named on the command line or by the file that uses it.
    file: String,
    /// The first line.
    line: usize,
    /// The column on it.
    column: usize,
    /// The last line.
    end_line: usize,
    /// The column behind the place.
    end_column: usize,
    /// Bytes of the file before the place; absent in a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "usize")]
    start_byte: Option<usize>,
    /// Bytes of the file up to its end; absent in a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "usize")]
    end_byte: Option<usize>,
    /// The sheet of a workbook; absent where the file is but one sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    sheet: Option<String>,
    /// The cell of a workbook: `C5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    cell: Option<String>,
}

/// A place with words.
#[derive(Serialize, JsonSchema)]
struct Label {
    /// The words; null where the place alone says enough.
    message: Option<String>,
    /// The place.
    #[serde(flatten)]
    place: Position,
}

/// Edits that belong together.
#[derive(Serialize, JsonSchema)]
struct Fix {
    /// Whether they choose what was meant, so that the author must confirm them; `check --fix` leaves such a fix
    /// alone and `check --fix-all` makes it.
    chooses: bool,
    /// The edits, none overlapping another.
    edits: Vec<Edit>,
}

/// A place and what is to be written there; an empty place inserts.
#[derive(Serialize, JsonSchema)]
struct Edit {
    /// What is written.
    replacement: String,
    /// In whose place.
    #[serde(flatten)]
    place: Position,
}

/// Facts by name, in the order of their declaration.
#[derive(JsonSchema)]
pub(super) struct Facts(#[schemars(with = "BTreeMap<String, Fact>")] Vec<(String, Fact)>);

/// A fact as it is written in a facts file; null where it is left out; the rows of a table.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Fact {
    Written(String),
    Absent(()),
    Rows(Vec<Facts>),
}

/// How many there are of each kind.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Errors.
    errors: usize,
    /// Warnings.
    warnings: usize,
    /// Pieces of advice.
    advice: usize,
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, fact) in &self.0 {
            map.serialize_entry(name, fact)?;
        }
        map.end()
    }
}

/// Everything in `found` as one JSON object, indented, with a line end.
///
/// # Errors
/// Never: it has no maps with other keys than text.
pub fn listing(found: &[Found<'_>], locale: &Locale) -> Result<String, serde_json::Error> {
    let entries = found
        .iter()
        .flat_map(|found| found.diagnostics.iter().map(|diagnostic| entry(diagnostic, found.sources, locale)));
    pretty(&Diagnostics {
        files: names(found).into_iter().map(str::to_owned).collect(),
        diagnostics: entries.collect(),
        summary: Summary {
            errors: count(found, Severity::Error),
            warnings: count(found, Severity::Warning),
            advice: count(found, Severity::Advice),
        },
    })
}

/// The JSON Schema of [`listing`], indented, with a line end.
///
/// # Errors
/// Never.
pub fn schema() -> Result<String, serde_json::Error> {
    pretty(&schemars::schema_for!(Diagnostics))
}

fn entry(diagnostic: &Diagnostic, sources: &SourceMap, locale: &Locale) -> Entry {
    let code = diagnostic.code;
    let labels = diagnostic.labels.iter().enumerate().filter_map(|(index, label)| {
        Some(Label { message: beside(diagnostic, index, sources, locale), place: position(label.span, sources)? })
    });
    Entry {
        code: code.code(),
        name: code.key(),
        severity: match diagnostic.severity() {
            Severity::Error => Grade::Error,
            Severity::Warning => Grade::Warning,
            Severity::Advice => Grade::Advice,
        },
        message: message(diagnostic, sources, locale),
        place: position(diagnostic.span(), sources),
        labels: labels.collect(),
        help: remedies(diagnostic, sources, locale),
        fix: diagnostic.fix.as_ref().map(|fix| Fix {
            chooses: fix.chooses,
            edits: fix
                .edits
                .iter()
                .filter_map(|edit| {
                    Some(Edit { replacement: edit.replacement.clone(), place: position(edit.span, sources)? })
                })
                .collect(),
        }),
        witness: diagnostic.witness.as_ref().map(|Witness { facts: all, .. }| facts(all)),
        awards: diagnostic.witness.as_ref().map(|w| w.awards.iter().cloned().collect()),
        docs: format!("docs/diagnostics/{}/{}.md", locale.language().tag(), code.code()),
    }
}

pub(super) fn facts(facts: &[(String, WitnessValue)]) -> Facts {
    let fact = |value: &WitnessValue| match value {
        WitnessValue::Written(text) => Fact::Written(text.clone()),
        WitnessValue::Absent => Fact::Absent(()),
        WitnessValue::Rows(rows) => Fact::Rows(rows.iter().map(|row| self::facts(row)).collect()),
    };
    Facts(facts.iter().map(|(name, value)| (name.clone(), fact(value))).collect())
}

fn position(span: Span, sources: &SourceMap) -> Option<Position> {
    let Place { file, line, column, end_line, end_column, bytes, sheet, cell } = Place::of(span, sources)?;
    Some(Position {
        file: file.to_owned(),
        line,
        column,
        end_line,
        end_column,
        start_byte: bytes.map(|(start, _)| start),
        end_byte: bytes.map(|(_, end)| end),
        sheet: sheet.map(str::to_owned),
        cell,
    })
}
