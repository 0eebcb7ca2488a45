//! The report of a whole assessment.

use crate::diagnostic::{Arg, Message};
use crate::locale::Locale;
use crate::number::Number;

use super::assessment::{Assessment, FindingEntry, FindingKind, Indicator, NodeEntryKind, ScoreRange};
use super::document::{Block, Column, Document, Item, Row, Table};

/// Of more rows than this only so many are told in short; the full account and the data have them all.
pub(super) const MOST_ROWS: usize = 100;
/// A score that was rounded for the eye only: fractions that no decimal holds.
const PLACES: u32 = 4;

/// Makes documents in words of one locale.
pub(super) struct Composer<'a> {
    /// The words.
    pub locale: &'a Locale,
    /// Whether the document is filed, and so cannot send its reader to the command.
    pub filed: bool,
}

/// The report of `assessment`: the table of indicators, why each has its score, and what a reader should know.
pub fn report(assessment: &Assessment, locale: &Locale) -> Document {
    Composer { locale, filed: false }.report(assessment)
}

impl Composer<'_> {
    /// The words `key`.
    pub fn word(&self, key: &'static str) -> String {
        self.locale.format(key, &Vec::new())
    }

    fn report(&self, assessment: &Assessment) -> Document {
        let mut document = Document::default();
        document.heading(1, self.title(assessment));
        document.blocks.push(Block::Fields(self.head(assessment)));
        document.paragraph(self.summary(assessment));
        document.blocks.push(Block::Table(self.table(assessment)));
        document.heading(2, self.word("report-justifications"));
        for indicator in &assessment.indicators {
            self.leaves(indicator, &mut document);
        }
        for adjustment in &assessment.adjustments {
            self.account(adjustment, &mut document);
        }
        if !assessment.justification.is_empty() {
            document.heading(3, self.word("report-total"));
            document.list(assessment.justification.iter().map(Item::text).collect());
        }
        self.findings(assessment, &mut document);
        document.heading(2, self.word("report-digests"));
        document.blocks.push(Block::Fields(vec![
            (self.word("report-rubric"), assessment.rubric.digest.clone()),
            (self.word("report-facts"), assessment.facts_digest.clone()),
        ]));
        document
    }

    /// Name and version.
    pub fn title(&self, assessment: &Assessment) -> String {
        let name = &assessment.rubric.name;
        if assessment.rubric.version.is_empty() {
            return name.clone();
        }
        let version = assessment.rubric.version.clone();
        self.locale.text(&Message::new("report-title").arg("name", name.clone()).arg("version", version))
    }

    fn head(&self, assessment: &Assessment) -> Vec<(String, String)> {
        let mut fields = vec![
            ("report-subject", assessment.subject.clone()),
            ("report-period", assessment.period.clone()),
            ("report-basis", assessment.rubric.basis.join(&self.word("joint-list"))),
        ];
        fields.retain(|(_, value)| !value.is_empty());
        fields.into_iter().map(|(key, value)| (self.word(key), value)).collect()
    }

    /// The total in one line.
    pub fn summary(&self, assessment: &Assessment) -> String {
        let (Some(points), Some(score)) = (&assessment.points, &assessment.score) else { return String::new() };
        let rate = assessment.rate.clone().unwrap_or_default();
        let mut message = Message::new("report-summary")
            .arg("score", shown(score))
            .arg("points", shown(points))
            .arg("rate", rate)
            .arg("rule", assessment.rule_score.as_ref().map(|r| self.range(r)).unwrap_or_default())
            .arg("graded", if assessment.grade.is_some() { "yes" } else { "no" })
            .arg("grade", assessment.grade.clone().unwrap_or_default());
        let quoted = |grade: &String| format!("{}{grade}{}", self.word("quote-open"), self.word("quote-close"));
        let grades: Vec<String> = assessment.rule_grades.iter().map(quoted).collect();
        message = message.arg("rule-grades", Arg::from(grades));
        self.locale.text(&message)
    }

    fn table(&self, assessment: &Assessment) -> Table {
        let mut table = Table { columns: self.columns(), rows: Vec::new() };
        for indicator in &assessment.indicators {
            self.rows(indicator, 0, &mut table.rows, &|child| child.kind == NodeEntryKind::Indicator);
        }
        for adjustment in &assessment.adjustments {
            table.rows.push(self.row(adjustment, 0));
        }
        if let (Some(points), Some(score)) = (&assessment.points, &assessment.score) {
            let cells = [
                self.word("report-sum"),
                shown(points),
                assessment.rule_score.as_ref().map(|r| self.range(r)).unwrap_or_default(),
                shown(score),
                assessment.rate.clone().unwrap_or_default(),
            ];
            table.rows.push(Row { total: true, ..Row::new(cells) });
        }
        table
    }

    /// The columns of a table of indicators.
    pub fn columns(&self) -> Vec<Column> {
        vec![
            Column::words(self.word("report-indicator")),
            Column::numbers(self.word("report-points")),
            Column::numbers(self.word("report-rule-score")),
            Column::numbers(self.word("report-score")),
            Column::numbers(self.word("report-rate")),
        ]
    }

    /// The rows of `indicator` and of what is in it, as far as `shown` says.
    pub fn rows(&self, indicator: &Indicator, depth: usize, rows: &mut Vec<Row>, shown: &dyn Fn(&Indicator) -> bool) {
        rows.push(self.row(indicator, depth));
        for child in indicator.children.iter().filter(|child| shown(child)) {
            self.rows(child, depth + 1, rows, shown);
        }
    }

    /// The row of `indicator`.
    pub fn row(&self, indicator: &Indicator, depth: usize) -> Row {
        let none = || "-".to_owned();
        let dropped = || if indicator.dropped { self.word("word-dropped") } else { none() };
        let rule = match (&indicator.rule_score, indicator.rule_levels.is_empty()) {
            (Some(range), _) => self.range(range),
            (None, false) => indicator.rule_levels.join("/"),
            (None, true) => dropped(),
        };
        let score = indicator.score.as_deref().map(shown).or_else(|| indicator.level.clone()).unwrap_or_else(dropped);
        let cells = [
            indicator.name.clone(),
            indicator.points.as_deref().map_or_else(none, shown),
            rule,
            score,
            indicator.rate.clone().unwrap_or_else(none),
        ];
        Row { depth, ..Row::new(cells) }
    }

    /// A score, or from where to where.
    pub fn range(&self, range: &ScoreRange) -> String {
        if range.is_determined() {
            return shown(&range.min);
        }
        format!("{}{}{}", shown(&range.min), self.word("report-range"), shown(&range.max))
    }

    /// The accounts of the indicators, those that stand in others first.
    fn leaves(&self, indicator: &Indicator, document: &mut Document) {
        for child in indicator.children.iter().filter(|child| child.kind == NodeEntryKind::Indicator) {
            self.leaves(child, document);
        }
        // Of one that only adds up others, the table says it all.
        if indicator.is_leaf() || indicator.justification.len() > 1 {
            self.account(indicator, document);
        }
    }

    /// Why `indicator` has its score, in short.
    fn account(&self, indicator: &Indicator, document: &mut Document) {
        if indicator.justification.is_empty() {
            return;
        }
        document.heading(3, indicator.path.clone());
        document.list(self.lines(indicator));
    }

    /// The parts of `indicator`, each with its lines, and its own lines.
    pub fn lines(&self, indicator: &Indicator) -> Vec<Item> {
        let mut items = self.parts(indicator);
        items.extend(self.own_lines(indicator));
        items
    }

    /// The parts of `indicator`, each with its lines.
    pub fn parts(&self, indicator: &Indicator) -> Vec<Item> {
        let is_part = |child: &&Indicator| child.kind == NodeEntryKind::Part && !child.justification.is_empty();
        let parts = indicator.children.iter().filter(is_part);
        parts
            .map(|part| {
                // The conclusion of a part stands in the sum of all.
                let lines = part.justification.split_last().map_or(&[][..], |(_, lines)| lines);
                if let ([only], true) = (lines, part.children.is_empty()) {
                    return Item::text(self.named(&part.name, only));
                }
                let mut items = self.lines(part);
                items.pop();
                Item { text: self.named(&part.name, ""), items }
            })
            .collect()
    }

    /// The lines of `indicator` itself; of very many rows the first.
    pub fn own_lines(&self, indicator: &Indicator) -> Vec<Item> {
        self.told(indicator).into_iter().map(|(_, item)| item).collect()
    }

    /// As [`Self::own_lines`], each with the kind of its step.
    pub fn told(&self, indicator: &Indicator) -> Vec<(&'static str, Item)> {
        let told = indicator.steps.iter().filter(|step| !step.detail && !step.text.is_empty());
        let mut items = Vec::new();
        let mut rows = 0_usize;
        for (step, line) in told.zip(&indicator.justification) {
            if step.kind == "row" {
                rows += 1;
                if rows > MOST_ROWS {
                    continue;
                }
            } else if rows > MOST_ROWS {
                items.push(("row", Item::text(self.left_out(rows - MOST_ROWS))));
                rows = 0;
            }
            items.push((step.kind, Item::text(line)));
        }
        items
    }

    /// What stands in the place of so many rows.
    pub fn left_out(&self, rows: usize) -> String {
        let key = if self.filed { "report-rows-left-out-filed" } else { "report-rows-left-out" };
        self.locale.text(&Message::new(key).arg("count", rows))
    }

    /// `name：text`
    pub fn named(&self, name: &str, text: &str) -> String {
        format!("{name}{}{text}", self.word("joint-colon")).trim_end().to_owned()
    }

    fn findings(&self, assessment: &Assessment, document: &mut Document) {
        let of = |kind: FindingKind| -> Vec<&FindingEntry> {
            assessment.findings.iter().filter(|finding| finding.kind == kind).collect()
        };
        let departures = of(FindingKind::Departure);
        let others = [
            (FindingKind::Check, "report-checks"),
            (FindingKind::Undetermined, "report-undetermined"),
            (FindingKind::Unchecked, "report-unchecked"),
            (FindingKind::Assumption, "report-assumptions"),
        ];
        if assessment.findings.is_empty() {
            return;
        }
        document.heading(2, self.word("report-findings"));
        if !departures.is_empty() {
            document.heading(3, self.word("report-departures"));
            document.blocks.push(Block::Table(self.departures(&departures, assessment)));
        }
        for (kind, heading) in others {
            let found = of(kind);
            if found.is_empty() {
                continue;
            }
            document.heading(3, self.word(heading));
            document.list(found.into_iter().map(|finding| self.finding(finding, assessment)).collect());
        }
    }

    /// 差异清单
    fn departures(&self, departures: &[&FindingEntry], assessment: &Assessment) -> Table {
        let columns = vec![
            Column::words(self.word("report-indicator")),
            Column::numbers(self.word("report-rule-score")),
            Column::numbers(self.word("report-score")),
            Column::numbers(self.word("report-difference")),
            Column::words(self.word("report-reason")),
        ];
        let rows = departures
            .iter()
            .map(|finding| {
                let rule = finding.rule_score.as_ref();
                let score = finding.score.clone().unwrap_or_default();
                let difference =
                    rule.filter(|rule| rule.is_determined()).and_then(|rule| difference(&score, &rule.min));
                Row::new([
                    short(&finding.path, assessment),
                    rule.map(|rule| self.range(rule)).unwrap_or_default(),
                    shown(&score),
                    difference.unwrap_or_else(|| "-".to_owned()),
                    self.reason(finding),
                ])
            })
            .collect();
        Table { columns, rows }
    }

    fn reason(&self, finding: &FindingEntry) -> String {
        let reason = finding.reason.clone().unwrap_or_default();
        let note = if finding.unreachable { self.word("report-unreachable") } else { String::new() };
        format!("{reason}{note}")
    }

    pub fn finding(&self, finding: &FindingEntry, assessment: &Assessment) -> Item {
        let mut text = finding.message.clone();
        // An unmade check says itself what is missing.
        if !finding.missing.is_empty() && finding.kind != FindingKind::Unchecked {
            let facts = finding.missing.join(&self.word("joint-list"));
            let missing = self.locale.text(&Message::new("report-would-settle").arg("facts", facts));
            text = format!("{text}{}{missing}", self.word("joint-semicolon"));
        }
        Item::text(if finding.path.is_empty() { text } else { self.named(&short(&finding.path, assessment), &text) })
    }
}

/// `path` without the names above the last indicator in it: what stands in the last column of the printed
/// table, and the row or part.
pub(super) fn short(path: &str, assessment: &Assessment) -> String {
    let mut within: &[Indicator] = &assessment.indicators;
    let mut start = 0;
    loop {
        let rest = path.get(start..).unwrap_or_default();
        let inside = |child: &&Indicator| {
            child.kind == NodeEntryKind::Indicator
                && rest
                    .strip_prefix(child.name.as_str())
                    .is_some_and(|after| after.is_empty() || after.starts_with('/'))
        };
        match within.iter().find(inside) {
            Some(child) if !child.is_leaf() && rest.len() > child.name.len() => {
                start += child.name.len() + 1;
                within = &child.children;
            }
            _ => return rest.to_owned(),
        }
    }
}

/// A number of the assessment for the eye: fractions to four decimals.
pub(super) fn shown(number: &str) -> String {
    let fraction = || {
        let (n, d) = number.split_once('/')?;
        let value = Number::parse(n).ok()?.div(&Number::parse(d).ok()?).ok()?;
        Some(format!("≈{}", value.shown(PLACES).text))
    };
    fraction().unwrap_or_else(|| number.to_owned())
}

/// `+1`, `-0.5`
fn difference(a: &str, b: &str) -> Option<String> {
    let difference = Number::parse(a).ok()?.sub(&Number::parse(b).ok()?).ok()?;
    let sign = if difference.is_positive() { "+" } else { "" };
    Some(format!("{sign}{difference}"))
}
