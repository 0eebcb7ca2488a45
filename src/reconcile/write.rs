//! The result as a document and as JSON.

use serde::Serialize;

use super::causes::way;
use super::{Line, Reconciliation, Remark};
use crate::diagnostic::Message;
use crate::locale::Locale;
use crate::number::Number;
use crate::report::{Block, Cell, Column, Document, Item, Row, Table};
use crate::source::SourceMap;

/// The result as a document.
pub fn document(result: &Reconciliation, sources: &SourceMap, locale: &Locale) -> Document {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let mut document = Document::default();
    document.heading(1, word("reconcile-title"));
    let (name, version) = &result.rubric;
    let rubric = if version.is_empty() {
        name.clone()
    } else {
        locale.text(&Message::new("report-title").arg("name", name.as_str()).arg("version", version.as_str()))
    };
    let fields = [("report-subject", result.subject.clone()), ("report-period", result.period.clone())];
    let fields = fields.into_iter().chain([("report-rubric", rubric)]).filter(|(_, value)| !value.is_empty());
    document.blocks.push(Block::Fields(fields.map(|(key, value)| (word(key), value)).collect()));
    document.blocks.push(Block::Table(table(result, locale)));
    let causes: Vec<Item> = result
        .lines
        .iter()
        .filter(|line| !line.remarks.is_empty())
        .map(|line| Item {
            text: head(line, locale),
            items: line.remarks.iter().map(|remark| Item::text(locale.text(&remark.message))).collect(),
        })
        .collect();
    document.heading(2, word("reconcile-causes"));
    section(&mut document, causes, word("reconcile-no-differences"));
    rest(&mut document, result, sources, locale);
    document
}

/// The result as a document for a workbook: its first sheet is the table with the causes beside the scores.
pub fn sheets(result: &Reconciliation, sources: &SourceMap, locale: &Locale) -> Document {
    let mut document = document(result, sources, locale);
    let fields = document.blocks.iter().position(|block| matches!(block, Block::Fields(_)));
    let title = document.blocks.iter().position(|block| matches!(block, Block::Heading(1, _)));
    let kept = [title, fields].into_iter().flatten().filter_map(|at| document.blocks.get(at).cloned()).collect();
    document.blocks = kept;
    let heading = Block::Heading(2, locale.format("reconcile-title", &Vec::new()));
    document.blocks.insert(title.map_or(0, |_| 1), heading);
    let mut table = with_causes(result, locale);
    for row in &mut table.rows {
        // A sheet has no other way to show how deep an indicator stands.
        if let Some(cell) = row.cells.first_mut() {
            cell.text.insert_str(0, &"\u{3000}".repeat(row.depth));
        }
    }
    document.blocks.push(Block::Table(table));
    rest(&mut document, result, sources, locale);
    document
}

/// Everything in one table, for a file of comma-separated values: a record for each indicator with the causes of its
/// differences, then one for each contradiction.
pub fn ledger(result: &Reconciliation, sources: &SourceMap, locale: &Locale) -> Table {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let mut table = with_causes(result, locale);
    table.columns.insert(0, Column::words(word("reconcile-part")));
    let blanks = table.columns.len().saturating_sub(3);
    for (row, line) in table.rows.iter_mut().zip(&result.lines) {
        // A record says all that it is about.
        if let (Some(cell), false) = (row.cells.first_mut(), line.path.is_empty()) {
            cell.text.clone_from(&line.path);
        }
        row.cells.insert(0, word("reconcile-part-scores").into());
    }
    for (part, remarks) in
        [("reconcile-part-contradictions", &result.contradictions), ("reconcile-part-figures", &result.figures)]
    {
        for remark in remarks {
            let about = if remark.subject.is_empty() { word("reconcile-total") } else { remark.subject.clone() };
            let blank = (0..blanks).map(|_| String::new());
            let cells = [word(part), about].into_iter().chain(blank).chain([told(remark, sources, locale)]);
            table.rows.push(Row::new(cells));
        }
    }
    table
}

/// The lines as a table, with what explains each difference, or does not, in the last column.
fn with_causes(result: &Reconciliation, locale: &Locale) -> Table {
    let mut table = table(result, locale);
    table.columns.push(Column::words(locale.format("reconcile-cause", &Vec::new())));
    for (row, line) in table.rows.iter_mut().zip(&result.lines) {
        let causes: Vec<String> = line.remarks.iter().map(|remark| locale.text(&remark.message)).collect();
        row.cells.push(causes.join("\n").into());
    }
    table
}

/// What stands behind the table of scores.
fn rest(document: &mut Document, result: &Reconciliation, sources: &SourceMap, locale: &Locale) {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let listed = |remarks: &[Remark]| -> Vec<Item> {
        remarks.iter().map(|remark| Item::text(told(remark, sources, locale))).collect()
    };
    document.heading(2, word("reconcile-contradictions"));
    section(document, listed(&result.contradictions), word("reconcile-none"));
    if result.figures_read > 0 {
        document.heading(2, word("reconcile-figures"));
        section(document, listed(&result.figures), word("reconcile-none"));
    }
    let trials: Vec<Item> = result
        .trials
        .iter()
        .map(|trial| {
            let sum = trial.sum.as_ref().map_or_else(|| "—".to_owned(), shown);
            let key = if trial.own { "reconcile-trial-own" } else { "reconcile-trial" };
            Item::text(locale.text(&Message::new(key).arg("way", way(trial)).arg("total", sum)))
        })
        .collect();
    if result.trials.iter().any(|trial| trial.sum.is_some()) {
        document.heading(2, word("reconcile-trials"));
        document.list(trials);
    }
}

fn section(document: &mut Document, items: Vec<Item>, none: String) {
    if items.is_empty() {
        document.paragraph(none);
    } else {
        document.list(items);
    }
}

fn head(line: &Line, locale: &Locale) -> String {
    if line.path.is_empty() { locale.format("reconcile-total", &Vec::new()) } else { line.name.clone() }
}

/// The lines as a table.
pub fn table(result: &Reconciliation, locale: &Locale) -> Table {
    let word = |key: &'static str| locale.format(key, &Vec::new());
    let columns = vec![
        Column::words(word("report-indicator")),
        Column::numbers(word("report-points")),
        Column::numbers(word("reconcile-published")),
        Column::numbers(word("report-rule-score")),
        Column::numbers(word("report-score")),
        Column::numbers(word("reconcile-difference")),
    ];
    let joint = word("report-range");
    let range = |range: Option<&(Number, Number)>| match range {
        None => String::new(),
        Some((least, most)) if least == most => shown(least),
        Some((least, most)) => format!("{}{joint}{}", shown(least), shown(most)),
    };
    let one = |number: Option<&Number>| number.map(shown).unwrap_or_default();
    let rows = result.lines.iter().map(|line| {
        let cells: Vec<Cell> = vec![
            head(line, locale).into(),
            one(line.points.as_ref()).into(),
            one(line.published.as_ref()).into(),
            range(line.rule.as_ref()).into(),
            one(line.awarded.as_ref()).into(),
            range(difference(line).as_ref()).into(),
        ];
        Row { cells, depth: line.depth, total: line.path.is_empty() }
    });
    Table { columns, rows: rows.collect() }
}

/// What was published less what the rule gives, from the least to the greatest.
fn difference(line: &Line) -> Option<(Number, Number)> {
    let (published, (least, most)) = (line.published.as_ref()?, line.rule.as_ref()?);
    Some((published.sub(most).ok()?, published.sub(least).ok()?))
}

fn shown(number: &Number) -> String {
    number.shown(4).text
}

/// A remark with its place.
fn told(remark: &Remark, sources: &SourceMap, locale: &Locale) -> String {
    let text = locale.text(&remark.message);
    let Some((span, (name, place))) = remark.span.and_then(|span| Some((span, sources.place(span)?))) else {
        return text;
    };
    let place = match sources.cell(span) {
        Some(cell) => Message::new("reconcile-place-cell").arg("file", name).arg("cell", cell.to_string()),
        None => Message::new("reconcile-place").arg("file", name).arg("line", place.line),
    };
    format!("{text}{}", locale.text(&place))
}

#[derive(Serialize)]
struct Written<'a> {
    subject: &'a str,
    period: &'a str,
    rubric: &'a str,
    version: &'a str,
    indicators: Vec<LineWritten<'a>>,
    total: Option<LineWritten<'a>>,
    contradictions: Vec<RemarkWritten>,
    figures: Vec<RemarkWritten>,
    roundings: Vec<TrialWritten>,
}

#[derive(Serialize)]
struct LineWritten<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_points: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_score: Option<RangeWritten>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<RangeWritten>,
    causes: Vec<RemarkWritten>,
}

#[derive(Serialize)]
struct RangeWritten {
    min: String,
    max: String,
}

#[derive(Serialize)]
struct RemarkWritten {
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    about: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
}

#[derive(Serialize)]
struct TrialWritten {
    way: String,
    own: bool,
    total: Option<String>,
}

/// The result as JSON, indented, with a line end. Numbers are strings, exact.
///
/// # Errors
/// It cannot be written as JSON.
pub fn json(result: &Reconciliation, sources: &SourceMap, locale: &Locale) -> Result<String, serde_json::Error> {
    let remark = |remark: &Remark| RemarkWritten {
        kind: remark.kind,
        about: remark.subject.clone(),
        message: locale.text(&remark.message),
        line: remark.span.and_then(|span| sources.place(span)).map(|(_, place)| place.line),
        sheet: remark.span.and_then(|span| sources.cell(span)).and_then(|cell| cell.sheet.sheet.clone()),
        cell: remark.span.and_then(|span| sources.cell(span)).map(|cell| cell.name()),
    };
    let range = |(least, most): &(Number, Number)| RangeWritten { min: least.to_string(), max: most.to_string() };
    let text = |number: &Option<Number>| number.as_ref().map(Number::to_string);
    let lines = result.lines.iter().map(|line| LineWritten {
        path: &line.path,
        points: text(&line.points),
        published_points: text(&line.published_points),
        published: text(&line.published),
        rule_score: line.rule.as_ref().map(range),
        score: text(&line.awarded),
        difference: difference(line).as_ref().map(range),
        causes: line.remarks.iter().map(remark).collect(),
    });
    let (totals, indicators): (Vec<_>, Vec<_>) = lines.partition(|line| line.path.is_empty());
    let trial = |trial: &super::Trial| TrialWritten {
        way: locale.text(&way(trial)),
        own: trial.own,
        total: trial.sum.as_ref().map(Number::to_string),
    };
    let written = Written {
        subject: &result.subject,
        period: &result.period,
        rubric: &result.rubric.0,
        version: &result.rubric.1,
        indicators,
        total: totals.into_iter().next(),
        contradictions: result.contradictions.iter().map(remark).collect(),
        figures: result.figures.iter().map(remark).collect(),
        roundings: result.trials.iter().map(trial).collect(),
    };
    crate::report::json(&written)
}
