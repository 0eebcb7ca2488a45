//! The report that is filed: the result, every indicator in prose, what parts from the rule, what a reader should
//! know, and the scoring table.

use crate::diagnostic::{Arg, Message};
use crate::locale::Language;
use crate::model::{Aggregate, Combine};
use crate::number::Number;

use super::assessment::{FindingEntry, FindingKind, Indicator};
use super::document::{Block, Document, Item, Table};
use super::filing::Filing;
use super::tables::{self, Figures, flat, inner};

/// The report of `filing` as it is filed.
pub fn filed(filing: &Filing<'_>) -> Document {
    let mut maker = Maker {
        figures: Figures::new(filing),
        numbers: Vec::new(),
        tables: 0,
        annexes: 0,
        document: Document::default(),
    };
    maker.all();
    maker.document
}

struct Maker<'a> {
    figures: Figures<'a>,
    /// The numbers of the headings that are open, from the top.
    numbers: Vec<usize>,
    /// How many tables there were.
    tables: usize,
    /// How many annexes there were.
    annexes: usize,
    document: Document,
}

impl Maker<'_> {
    fn word(&self, key: &'static str) -> String {
        self.figures.word(key)
    }

    fn text(&self, message: &Message) -> String {
        self.figures.filing.locale.text(message)
    }

    fn all(&mut self) {
        let filing = self.figures.filing;
        let assessment = filing.assessment;
        let title = Message::new("filed-title").arg("name", assessment.rubric.name.clone());
        let title = self.text(&title);
        self.document.heading(1, title);
        self.head();
        let differences = tables::departures(filing);
        self.result(&differences);
        self.heading(1, "filed-analysis");
        for indicator in &assessment.indicators {
            self.indicator(indicator, 2);
        }
        for adjustment in &assessment.adjustments {
            self.indicator(adjustment, 2);
        }
        if !differences.rows.is_empty() {
            self.heading(1, "table-title-departures");
            let words = self.word("filed-departures");
            self.document.paragraph(words);
            self.table("table-title-departures", differences);
        }
        self.findings();
        self.annex_heading("table-title-scoring");
        self.document.paragraph(self.figures.word("filed-scoring"));
        self.document.blocks.push(Block::Table(tables::scoring_in_short(filing)));
        self.annex("table-title-performance", tables::performance(filing));
        self.annex("table-title-self-evaluation", tables::self_evaluation(filing));
        self.provenance();
    }

    fn head(&mut self) {
        let assessment = self.figures.filing.assessment;
        let basis = assessment.rubric.basis.join(&self.word("joint-list"));
        let fields = [
            ("report-subject", assessment.subject.clone()),
            ("report-period", assessment.period.clone()),
            ("report-rubric", self.figures.composer.title(assessment)),
            ("report-basis", basis),
        ];
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let fields = fields.map(|(key, value)| (self.word(key), value)).collect();
        self.document.blocks.push(Block::Fields(fields));
    }

    /// The total, how it came about, and the table of scores.
    fn result(&mut self, differences: &Table) {
        let assessment = self.figures.filing.assessment;
        self.heading(1, "filed-result");
        self.lead();
        let told = assessment.steps.iter().filter(|step| !step.detail && !step.text.is_empty());
        // What the lead says need not be said again: a plain sum of the groups, what is open in it, the conclusion.
        let sum = matches!(self.figures.filing.rubric().combine, Combine::Sum | Combine::Aggregate(Aggregate::Sum, _));
        let mut said_sum = !sum;
        let mut is_led = |kind: &str| match kind {
            "conclusion" | "undetermined" => true,
            "combination" => !std::mem::replace(&mut said_sum, true),
            _ => false,
        };
        let total: Vec<&String> =
            told.zip(&assessment.justification).filter(|(step, _)| !is_led(step.kind)).map(|(_, line)| line).collect();
        let total = self.flowing(total.into_iter().map(String::as_str));
        self.document.paragraph(total);
        let departures = assessment.findings.iter().filter(|finding| finding.kind == FindingKind::Departure).count();
        if !differences.rows.is_empty() {
            let counts =
                Message::new("filed-awards").arg("awards", differences.rows.len()).arg("departures", departures);
            let counts = self.text(&counts);
            self.document.paragraph(counts);
        }
        let summary = tables::summary(self.figures.filing);
        self.table("table-title-summary", summary);
    }

    /// What it all came to: total, rate and grade, what each group got, and what the rule alone gives where that is
    /// another score.
    fn lead(&mut self) {
        let assessment = self.figures.filing.assessment;
        let (Some(points), Some(score)) = (&assessment.points, &assessment.score) else { return };
        let year = assessment.period.len() == 4 && assessment.period.chars().all(|c| c.is_ascii_digit());
        let message = Message::new("filed-lead")
            .arg("subject", assessment.subject.clone())
            .arg("period", assessment.period.clone())
            .arg("year", if year { "yes" } else { "no" })
            .arg("score", self.figures.number(score))
            .arg("points", self.figures.number(points))
            .arg("rate", assessment.rate.clone().unwrap_or_default())
            .arg("graded", if assessment.grade.is_some() { "yes" } else { "no" })
            .arg("grade", assessment.grade.clone().unwrap_or_default());
        let mut sentences = vec![self.text(&message)];
        let groups = assessment.indicators.iter().chain(&assessment.adjustments);
        let groups: Vec<String> = groups.filter_map(|group| self.group_score(group)).collect();
        if groups.len() > 1 {
            let list = groups.join(&self.word("joint-semicolon"));
            sentences.push(self.text(&Message::new("filed-groups").arg("groups", list)));
        }
        let words = self.flowing(sentences.iter().map(String::as_str));
        self.document.paragraph(words);
        let Some(rule) = assessment.rule_score.as_ref().filter(|rule| !(rule.is_determined() && rule.min == *score))
        else {
            return;
        };
        let quoted = |grade: &String| format!("{}{grade}{}", self.word("quote-open"), self.word("quote-close"));
        let grades: Vec<String> = assessment.rule_grades.iter().map(quoted).collect();
        let rule = Message::new("filed-rule")
            .arg("rule", self.figures.range(rule))
            .arg("graded", if grades.is_empty() { "no" } else { "yes" })
            .arg("grades", Arg::from(grades));
        let rule = self.text(&rule);
        self.document.paragraph(rule);
    }

    /// What a group of indicators got, as a clause.
    fn group_score(&self, group: &Indicator) -> Option<String> {
        let message = Message::new("filed-group-score")
            .arg("name", group.name.clone())
            .arg("score", self.figures.number(group.score.as_deref()?))
            .arg("rated", if group.rate.is_some() && group.points.is_some() { "yes" } else { "no" })
            .arg("points", group.points.as_deref().map(|points| self.figures.number(points)).unwrap_or_default())
            .arg("rate", group.rate.clone().unwrap_or_default());
        Some(self.text(&message))
    }

    /// Where the indicators in `indicator` lost points, the most first, and which lost none.
    fn losses(&self, indicator: &Indicator) -> Option<String> {
        let mut full: Vec<String> = Vec::new();
        let mut lost: Vec<(Number, String)> = Vec::new();
        for child in inner(indicator) {
            let number = |text: &Option<String>| text.as_deref().and_then(|text| Number::parse(text).ok());
            let (points, score) = (number(&child.points)?, number(&child.score)?);
            let loss = points.sub(&score).ok()?;
            if loss.is_zero() {
                full.push(child.name.clone());
            } else if loss.is_positive() {
                lost.push((loss, child.name.clone()));
            } else {
                return None;
            }
        }
        if full.len() + lost.len() < 2 {
            return None;
        }
        lost.sort_by(|(a, _), (b, _)| b.cmp(a));
        let mut clauses = Vec::new();
        if !full.is_empty() {
            let all = if lost.is_empty() { "yes" } else { "no" };
            clauses.push(self.text(&Message::new("filed-full").arg("all", all).arg("names", Arg::from(full))));
        }
        let lost = lost.into_iter().map(|(loss, name)| {
            let lost = Message::new("filed-lost").arg("name", name);
            self.text(&lost.arg("points", self.figures.number(&loss.to_string())))
        });
        clauses.extend(lost);
        Some(self.text(&Message::new("filed-losses").arg("clauses", clauses.join(&self.word("joint-semicolon")))))
    }

    /// The words `key` as a numbered heading, the first level being that under the title.
    fn heading(&mut self, level: usize, key: &'static str) {
        let words = self.word(key);
        self.named_heading(level, &words);
    }

    fn named_heading(&mut self, level: usize, words: &str) {
        self.numbers.resize(level, 0);
        if let Some(last) = self.numbers.last_mut() {
            *last += 1;
        }
        let text = match self.figures.filing.locale.language() {
            Language::Zh => format!("{}{words}", chinese_number(level, self.numbers.last().copied().unwrap_or(1))),
            Language::En => {
                let path: Vec<String> = self.numbers.iter().map(usize::to_string).collect();
                format!("{} {words}", path.join("."))
            }
        };
        self.document.heading(u8::try_from(level + 1).unwrap_or(u8::MAX), text);
    }

    fn table(&mut self, title: &'static str, table: Table) {
        self.tables += 1;
        let caption = Message::new("filed-caption").arg("number", self.tables).arg("title", self.word(title));
        let caption = self.text(&caption);
        self.document.table(caption, table);
    }

    fn annex(&mut self, title: &'static str, table: Option<Table>) {
        let Some(table) = table.filter(|table| !table.rows.is_empty()) else { return };
        self.annex_heading(title);
        self.document.blocks.push(Block::Table(table));
    }

    fn annex_heading(&mut self, title: &'static str) {
        self.annexes += 1;
        let words = Message::new("filed-annex").arg("number", self.annexes).arg("title", self.word(title));
        let words = self.text(&words);
        self.document.heading(2, words);
    }

    /// An indicator or adjustment, and those in it.
    fn indicator(&mut self, indicator: &Indicator, level: usize) {
        self.named_heading(level, &indicator.name);
        let score = self.score(indicator);
        if indicator.is_leaf() {
            self.document.paragraph(score);
            self.explain(indicator);
            self.account(indicator);
            return;
        }
        let children: Vec<String> = inner(indicator).map(|child| child.name.clone()).collect();
        let children = Message::new("filed-group").arg("children", Arg::from(children));
        let losses = self.losses(indicator).unwrap_or_default();
        let words = self.flowing([self.text(&children).as_str(), score.as_str(), losses.as_str()].into_iter());
        self.document.paragraph(words);
        self.explain(indicator);
        // What is not just the sum of what stands in it has an account of its own.
        if indicator.justification.len() > 1 {
            self.account(indicator);
        }
        for child in inner(indicator) {
            self.indicator(child, level + 1);
        }
    }

    fn explain(&mut self, indicator: &Indicator) {
        if let Some(explain) = &indicator.explain {
            let words = self.figures.composer.named(&self.word("report-explain"), explain);
            let stop = self.word("joint-stop");
            let stopped = words.ends_with(['。', '.', '！', '？', '!', '?']);
            self.document.paragraph(if stopped { words } else { format!("{words}{stop}") });
        }
    }

    /// Points, score and rate in a sentence.
    fn score(&self, indicator: &Indicator) -> String {
        let kind = match (&indicator.score, &indicator.level) {
            (Some(_), _) if indicator.rate.is_some() => "points",
            (Some(_), _) => "unrated",
            (None, Some(_)) => "level",
            (None, None) if indicator.dropped => "dropped",
            (None, None) => "none",
        };
        let number = |number: &Option<String>| number.as_deref().map(|n| self.figures.number(n)).unwrap_or_default();
        let message = Message::new("filed-score")
            .arg("kind", kind)
            .arg("points", number(&indicator.points))
            .arg("score", number(&indicator.score))
            .arg("rate", indicator.rate.clone().unwrap_or_default())
            .arg("level", indicator.level.clone().unwrap_or_default());
        self.text(&message)
    }

    /// How `indicator` came about: its parts, then its own steps as running text, its rows as a list.
    fn account(&mut self, indicator: &Indicator) {
        if indicator.is_leaf() {
            for part in self.figures.composer.parts(indicator) {
                self.document.paragraph(flat(&part));
            }
        }
        let mut running: Vec<String> = Vec::new();
        let mut rows: Vec<Item> = Vec::new();
        for (kind, item) in self.figures.composer.told(indicator) {
            if kind == "row" {
                self.close(&mut running);
                rows.push(item);
                continue;
            }
            self.rows(&mut rows);
            // What it all comes to stands by itself.
            if kind == "conclusion" {
                self.close(&mut running);
            }
            running.push(item.text);
        }
        self.rows(&mut rows);
        self.close(&mut running);
    }

    /// The rows that were scored, as a list under a line that announces them.
    fn rows(&mut self, rows: &mut Vec<Item>) {
        if !rows.is_empty() {
            let words = self.text(&Message::new("filed-rows").arg("count", rows.len()));
            self.document.paragraph(words);
        }
        self.document.list(std::mem::take(rows));
    }

    /// Writes sentences as one paragraph.
    fn close(&mut self, sentences: &mut Vec<String>) {
        let words = self.flowing(sentences.iter().map(String::as_str));
        sentences.clear();
        self.document.paragraph(words);
    }

    /// Sentences one after the other.
    fn flowing<'s>(&self, sentences: impl Iterator<Item = &'s str>) -> String {
        let items = sentences.filter(|sentence| !sentence.is_empty()).map(Item::text).collect();
        flat(&Item { text: String::new(), items })
    }

    fn findings(&mut self) {
        let assessment = self.figures.filing.assessment;
        let kinds = [
            (FindingKind::Check, "report-checks"),
            (FindingKind::Undetermined, "report-undetermined"),
            (FindingKind::Unchecked, "report-unchecked"),
            (FindingKind::Assumption, "report-assumptions"),
        ];
        let of = |kind: FindingKind| -> Vec<&FindingEntry> {
            assessment.findings.iter().filter(|finding| finding.kind == kind).collect()
        };
        if kinds.iter().all(|(kind, _)| of(*kind).is_empty()) {
            return;
        }
        self.heading(1, "report-findings");
        for (kind, key) in kinds {
            let found = of(kind);
            if found.is_empty() {
                continue;
            }
            self.heading(2, key);
            let items = found.iter().map(|finding| self.figures.composer.finding(finding, assessment)).collect();
            self.document.list(items);
        }
    }

    /// Of which rubric and facts it is made: what it can be made again from.
    fn provenance(&mut self) {
        self.annex_heading("filed-provenance");
        let words = self.word("filed-again");
        self.document.paragraph(words);
        self.document.blocks.push(Block::Fields(provenance(self.figures.filing)));
    }
}

/// What a report was made of: rubric and version, the digests of the rubric and of the facts, the period, the program.
pub fn provenance(filing: &Filing<'_>) -> Vec<(String, String)> {
    let figures = Figures::new(filing);
    let assessment = filing.assessment;
    let fields = [
        ("report-rubric", figures.composer.title(assessment)),
        ("filed-rubric-digest", assessment.rubric.digest.clone()),
        ("filed-facts-digest", assessment.facts_digest.clone()),
        ("report-period", assessment.period.clone()),
        ("filed-program", format!("rubric {}", env!("CARGO_PKG_VERSION"))),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    fields.map(|(key, value)| (figures.word(key), value)).collect()
}

/// The number of a heading as Chinese reports have it: 一、 （一） 1. （1） 1） ①…
fn chinese_number(level: usize, number: usize) -> String {
    match level {
        1 => format!("{}、", in_chinese(number)),
        2 => format!("（{}）", in_chinese(number)),
        3 => format!("{number}."),
        4 => format!("（{number}）"),
        _ => format!("{number}）"),
    }
}

/// A whole number in Chinese characters; from 100 on in digits.
fn in_chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: usize| DIGITS.get(n).copied().unwrap_or_default();
    match number {
        0 | 100.. => number.to_string(),
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number - 10)),
        _ => format!("{}十{}", digit(number / 10), digit(number % 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_chinese_headings_have_them() {
        let all = [1, 9, 10, 11, 19, 20, 21, 99, 100].map(in_chinese);
        assert_eq!(all, ["一", "九", "十", "十一", "十九", "二十", "二十一", "九十九", "100"]);
        assert_eq!([1, 2, 3, 4, 5].map(|level| chinese_number(level, 2)), ["二、", "（二）", "2.", "（2）", "2）"]);
    }
}
