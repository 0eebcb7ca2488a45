//! The full account of one indicator: its rule as written, the facts, every step.

use std::collections::BTreeSet;

use crate::diagnostic::Message;
use crate::locale::Locale;
use crate::source::SourceMap;

use super::assessment::{Assessment, FactEntry, Indicator, PlaceEntry, StepEntry};
use super::compose::Composer;
use super::document::{Block, Column, Document, Item, Row, Table};

/// What a name of an indicator may come to.
#[derive(Debug)]
pub enum Found<'a> {
    /// This one.
    One(&'a Indicator),
    /// Several end in it: their paths.
    Several(Vec<String>),
    /// None; the nearest.
    None(Option<String>),
}

/// The indicator, part or adjustment that `path` names: by its whole path, or by its end.
pub fn find<'a>(assessment: &'a Assessment, path: &str) -> Found<'a> {
    let mut all = Vec::new();
    for indicator in assessment.indicators.iter().chain(&assessment.adjustments) {
        collect(indicator, &mut all);
    }
    let wanted = path.trim().trim_matches('/');
    if let Some(exact) = all.iter().find(|indicator| indicator.path == wanted) {
        return Found::One(exact);
    }
    let ends = |indicator: &&&Indicator| indicator.path.strip_suffix(wanted).is_some_and(|front| front.ends_with('/'));
    let found: Vec<&&Indicator> = all.iter().filter(ends).collect();
    match found.as_slice() {
        [only] => Found::One(only),
        [] => Found::None(nearest(&all, wanted)),
        several => Found::Several(several.iter().map(|indicator| indicator.path.clone()).collect()),
    }
}

fn collect<'a>(indicator: &'a Indicator, all: &mut Vec<&'a Indicator>) {
    all.push(indicator);
    for child in &indicator.children {
        collect(child, all);
    }
}

/// The path whose end is most like `wanted`, if one is like it.
fn nearest(all: &[&Indicator], wanted: &str) -> Option<String> {
    let name = wanted.rsplit('/').next().unwrap_or(wanted);
    let distance = |indicator: &&&Indicator| strsim::osa_distance(&indicator.name, name);
    let best = all.iter().min_by_key(distance)?;
    let near = distance(&best) * 2 <= best.name.chars().count().max(name.chars().count());
    let part_of = || all.iter().find(|indicator| !name.is_empty() && indicator.name.contains(name));
    if near { Some(best.path.clone()) } else { part_of().map(|indicator| indicator.path.clone()) }
}

/// The full account of `indicator`, which is of `assessment`.
pub fn full_account(assessment: &Assessment, indicator: &Indicator, sources: &SourceMap, locale: &Locale) -> Document {
    let composer = Composer { locale, filed: false };
    let mut document = Document::default();
    document.heading(1, indicator.path.clone());
    let mut fields = vec![(composer.word("report-rubric"), composer.title(assessment))];
    fields.push((composer.word("report-subject"), assessment.subject.clone()));
    if let Some(explain) = &indicator.explain {
        fields.push((composer.word("report-explain"), explain.clone()));
    }
    document.blocks.push(Block::Fields(fields));
    let mut rows = Vec::new();
    composer.rows(indicator, 0, &mut rows, &|_| true);
    document.blocks.push(Block::Table(Table { columns: composer.columns(), rows }));
    if let Some((first, text)) = rule_text(sources, &indicator.place) {
        let place = composer.locale.text(&place_message(&indicator.place, ""));
        document.heading(2, format!("{}{place}", composer.word("report-rule")));
        document.blocks.push(Block::Code(first, text));
    }
    let mut facts = Vec::new();
    collect_facts(indicator, &mut BTreeSet::new(), &mut facts);
    if !facts.is_empty() {
        document.heading(2, composer.word("report-facts-read"));
        document.blocks.push(Block::Table(composer.facts(&facts)));
    }
    document.heading(2, composer.word("report-steps"));
    composer.all_steps(indicator, &mut document, true);
    document
}

/// Where something stands; the file `here` goes without saying.
fn place_message(place: &PlaceEntry, here: &str) -> Message {
    let line = place.within();
    if place.cell.is_some() {
        return Message::new("report-cell-place").arg("file", place.file.clone()).arg("cell", line);
    }
    if place.file == here {
        return Message::new("report-line-place").arg("line", line);
    }
    Message::new("report-place").arg("file", place.file.clone()).arg("line", line)
}

/// The facts that `indicator` and all in it read, each once.
fn collect_facts<'a>(indicator: &'a Indicator, seen: &mut BTreeSet<&'a str>, facts: &mut Vec<&'a FactEntry>) {
    fn of_steps<'a>(steps: &'a [StepEntry], seen: &mut BTreeSet<&'a str>, facts: &mut Vec<&'a FactEntry>) {
        for step in steps {
            facts.extend(step.facts.iter().filter(|fact| seen.insert(&fact.name)));
            of_steps(&step.steps, seen, facts);
        }
    }
    for child in &indicator.children {
        collect_facts(child, seen, facts);
    }
    of_steps(&indicator.steps, seen, facts);
}

impl Composer<'_> {
    fn facts(&self, facts: &[&FactEntry]) -> Table {
        let columns = vec![
            Column::words(self.word("report-fact")),
            Column::words(self.word("report-value")),
            Column::words(self.word("report-source")),
            match facts.iter().any(|fact| fact.place.as_ref().is_some_and(|place| place.cell.is_some())) {
                true => Column::words(self.word("report-cell")),
                false => Column::numbers(self.word("report-line")),
            },
        ];
        let rows = facts
            .iter()
            .map(|fact| {
                Row::new([
                    fact.name.clone(),
                    fact.value.clone(),
                    fact.source.clone().unwrap_or_default(),
                    fact.place.as_ref().map(PlaceEntry::within).unwrap_or_default(),
                ])
            })
            .collect();
        Table { columns, rows }
    }

    /// Every step of `indicator` and of all in it, children first, as they were taken.
    fn all_steps(&self, indicator: &Indicator, document: &mut Document, top: bool) {
        for child in &indicator.children {
            self.all_steps(child, document, false);
        }
        if indicator.steps.is_empty() {
            return;
        }
        if !top || !indicator.children.is_empty() {
            document.heading(3, indicator.path.clone());
        }
        document.list(indicator.steps.iter().map(|step| self.item(step, &indicator.place.file)).collect());
    }

    fn item(&self, step: &StepEntry, here: &str) -> Item {
        let place = step.place.as_ref();
        // Rows stand all in one place.
        let place = place.filter(|_| step.kind != "row");
        let at = place.map(|place| self.locale.text(&place_message(place, here))).unwrap_or_default();
        let text = match (&step.name, step.kind) {
            // What a row or part says stands in its steps below.
            (Some(name), "row" | "part") => match &step.points {
                Some(points) => self
                    .locale
                    .text(&Message::new("report-row").arg("name", name.clone()).arg("points", points.clone())),
                None => name.clone(),
            },
            _ => step.text.clone(),
        };
        let mut items: Vec<Item> = step.steps.iter().map(|step| self.item(step, here)).collect();
        items.retain(|item| !item.text.is_empty());
        Item { text: format!("{text}{at}"), items }
    }
}

/// The block that begins at `place`, from the line of its name to its closing brace, and its first line.
pub(super) fn rule_text(sources: &SourceMap, place: &PlaceEntry) -> Option<(usize, String)> {
    let (_, source) = sources.iter().find(|(_, source)| source.name == place.file)?;
    let first = place.line.checked_sub(1)?;
    let start: usize = source.text.split_inclusive('\n').take(first).map(str::len).sum();
    let text = source.text.get(start..)?;
    let end = block_end(text)?;
    let mut lines: Vec<&str> = text.get(..end)?.lines().collect();
    let margin = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let least = lines.iter().filter(|line| !line.trim().is_empty()).map(margin).min().unwrap_or(0);
    for line in &mut lines {
        *line = line.get(least..).unwrap_or_default().trim_end();
    }
    Some((place.line, lines.join("\n")))
}

/// The byte after the brace that closes the first one opened. Braces in quotes and comments do not count.
fn block_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote: Option<char> = None;
    let mut comment = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if comment {
            comment = c != '\n';
        } else if let Some(close) = quote {
            if c == close || c == '\n' {
                quote = None;
            }
        } else {
            match c {
                '/' if before == '/' => comment = true,
                '"' => quote = Some('"'),
                '“' => quote = Some('”'),
                '{' | '｛' => depth += 1,
                '}' | '｝' => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(at + c.len_utf8());
                    }
                }
                _ => {}
            }
        }
        before = c;
    }
    None
}
