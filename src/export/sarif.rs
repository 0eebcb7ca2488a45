//! Diagnostics as SARIF 2.1.0, the OASIS form for the results of analysers.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Edit, Severity};
use crate::explain::Page;
use crate::locale::{Language, Locale};
use crate::render::{beside, message, remedies};
use crate::source::{SourceMap, Span};

use super::json::{Facts, facts};
use super::{Found, Place, names, pretty};

/// What cannot stand in the path of a URI as it is. A colon in the first folder of a relative path would end a
/// scheme, so it is among them; the drive of an absolute path on Windows keeps its own.
const NOT_IN_PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'[').add(b'\\').add(b']');
const NOT_IN_RELATIVE_PATH: &AsciiSet = &NOT_IN_PATH.add(b'^').add(b'`').add(b'{').add(b'|').add(b'}').add(b':');

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    artifacts: Vec<Artifact>,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: String,
    short_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<&'static str>,
}

#[derive(Serialize)]
struct Artifact {
    location: ArtifactLocation,
    encoding: &'static str,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Shown>,
}

/// What SARIF has no field of its own for: facts that show the result.
#[derive(Serialize)]
struct Shown {
    witness: Facts,
}

/// And whether a fix chooses what was meant.
#[derive(Serialize)]
struct Chooses {
    chooses: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    /// The cell of a workbook.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: Vec<ArtifactChange>,
    properties: Chooses,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

/// Everything in `found` as a SARIF log, indented, with a line end.
///
/// # Errors
/// Never: it has no maps with other keys than text.
pub fn sarif(found: &[Found<'_>], locale: &Locale) -> Result<String, serde_json::Error> {
    let files = names(found);
    let mut codes: Vec<Code> = found.iter().flat_map(|f| f.diagnostics).map(|d| d.code).collect();
    codes.sort_by_key(|code| code.code());
    codes.dedup();
    let writer = Writer { files: &files, codes: &codes, locale };
    let language = match locale.language() {
        Language::En => "en-US",
        Language::Zh => "zh-CN",
    };
    let artifact = |name: &&str| Artifact { location: writer.artifact(name), encoding: "UTF-8" };
    pretty(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: vec![Run {
            tool: Tool {
                driver: Driver {
                    name: "rubric",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    language,
                    rules: codes.iter().map(|code| writer.rule(*code)).collect(),
                },
            },
            language,
            column_kind: "unicodeCodePoints",
            artifacts: files.iter().map(artifact).collect(),
            results: found
                .iter()
                .flat_map(|found| found.diagnostics.iter().map(|d| writer.result(d, found.sources)))
                .collect(),
        }],
    })
}

struct Writer<'a> {
    files: &'a [&'a str],
    codes: &'a [Code],
    locale: &'a Locale,
}

impl Writer<'_> {
    fn rule(&self, code: Code) -> Rule {
        let page = Page::of(code, self.locale.language());
        Rule {
            id: code.code(),
            name: pascal(code.key()),
            short_description: text(page.headline()),
            help: Text { text: page.meaning(), markdown: Some(page.text()) },
            default_configuration: Configuration { level: level(code.severity()) },
        }
    }

    fn result(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> SarifResult {
        let mut locations = diagnostic.labels.iter().enumerate().filter_map(|(index, label)| {
            Some(Location {
                id: (index > 0).then_some(index),
                physical_location: self.place(label.span, sources)?,
                logical_locations: logical(label.span, sources),
                message: beside(diagnostic, index, sources, self.locale).map(text),
            })
        });
        let main: Vec<Location> = locations.by_ref().take(1).collect();
        let related = locations.collect();
        let mut words = vec![message(diagnostic, sources, self.locale)];
        let remedies = remedies(diagnostic, sources, self.locale);
        words.extend(remedies.iter().cloned());
        SarifResult {
            rule_id: diagnostic.code.code(),
            rule_index: self.codes.iter().position(|code| *code == diagnostic.code).unwrap_or_default(),
            level: level(diagnostic.severity()),
            message: text(words.join("\n")),
            locations: main,
            related_locations: related,
            fixes: diagnostic
                .fix
                .iter()
                .map(|fix| Fix {
                    description: text(remedies.first().cloned().unwrap_or_default()),
                    artifact_changes: self.changes(&fix.edits, sources),
                    properties: Chooses { chooses: fix.chooses },
                })
                .filter(|fix| !fix.artifact_changes.is_empty())
                .collect(),
            properties: diagnostic.witness.as_ref().map(|witness| Shown { witness: facts(&witness.facts) }),
        }
    }

    /// The edits, file by file.
    fn changes(&self, edits: &[Edit], sources: &SourceMap) -> Vec<ArtifactChange> {
        let mut changes: Vec<(u32, ArtifactChange)> = Vec::new();
        for edit in edits {
            let Some(place) = self.place(edit.span, sources) else { continue };
            let replacement =
                Replacement { deleted_region: place.region, inserted_content: text(edit.replacement.clone()) };
            let source = edit.span.source.0;
            match changes.iter_mut().find(|(of, _)| *of == source) {
                Some((_, change)) => change.replacements.push(replacement),
                None => changes.push((
                    source,
                    ArtifactChange { artifact_location: place.artifact_location, replacements: vec![replacement] },
                )),
            }
        }
        changes.into_iter().map(|(_, change)| change).collect()
    }

    fn place(&self, span: Span, sources: &SourceMap) -> Option<PhysicalLocation> {
        let Place { file, line, column, end_line, end_column, bytes, .. } = Place::of(span, sources)?;
        Some(PhysicalLocation {
            artifact_location: self.artifact(file),
            region: Region {
                start_line: line,
                start_column: column,
                end_line,
                end_column,
                byte_offset: bytes.map(|(start, _)| start),
                byte_length: bytes.map(|(start, end)| end - start),
            },
        })
    }

    fn artifact(&self, name: &str) -> ArtifactLocation {
        ArtifactLocation { uri: uri(name), index: self.files.iter().position(|file| *file == name) }
    }
}

fn logical(span: Span, sources: &SourceMap) -> Vec<LogicalLocation> {
    let cell = sources.cell(span);
    cell.into_iter().map(|cell| LogicalLocation { name: cell.name(), fully_qualified_name: cell.to_string() }).collect()
}

fn text(text: impl Into<String>) -> Text {
    Text { text: text.into(), markdown: None }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// `points-sum` as `PointsSum`.
fn pascal(key: &str) -> String {
    key.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
        })
        .collect()
}

/// The path `name` as a reference: a relative one stays relative.
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && name.get(1..3) == Some(":/");
    if drive {
        format!("file:///{}", utf8_percent_encode(&name, NOT_IN_PATH))
    } else if name.starts_with('/') {
        format!("file://{}", utf8_percent_encode(&name, NOT_IN_PATH))
    } else {
        utf8_percent_encode(&name, NOT_IN_RELATIVE_PATH).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{pascal, uri};

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("评分 表/r:1.rubric"), "%E8%AF%84%E5%88%86%20%E8%A1%A8/r%3A1.rubric");
        assert_eq!(uri("/data/100%.rubric"), "file:///data/100%25.rubric");
        assert_eq!(uri("C:\\rubrics\\r.rubric"), "file:///C:/rubrics/r.rubric");
        assert_eq!(uri("../r.rubric"), "../r.rubric");
    }

    #[test]
    fn keys_become_names() {
        assert_eq!(pascal("points-sum"), "PointsSum");
    }
}
