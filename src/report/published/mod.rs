//! The rubric as a bureau publishes it: the printed 评分表 with what belongs to it, without facts.

mod facts;
mod table;

use crate::diagnostic::Message;
use crate::locale::Locale;
use crate::model::{Body, MethodId, OptionSet, OptionShare, Rubric, RuleKind, TableRef, Verification};
use crate::number::Number;
use crate::print::{Scale, date};
use crate::source::{SourceId, SourceMap};
use crate::wording::{Line, Wording};

use super::build::digest;
use super::document::{Block, Cell, Column, Document, Item, Row, Table};

/// A rubric with its texts, and the words to write it in.
#[derive(Clone, Copy)]
pub struct Published<'a> {
    /// The rubric.
    pub rubric: &'a Rubric,
    /// The texts that it was read from, in the order of reading.
    pub rubric_texts: &'a [SourceId],
    /// Every text.
    pub sources: &'a SourceMap,
    /// The words.
    pub locale: &'a Locale,
}

/// How the standard is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As the printed table.
    Table,
    /// Indicator by indicator, for where there is no room for its columns.
    Outline,
}

/// The rubric as it is published.
pub fn published(published: &Published<'_>, layout: Layout) -> Document {
    let maker = Maker {
        published,
        wording: Wording::new(published.rubric, published.sources, published.locale),
        document: Document::default(),
        sections: 0,
    };
    maker.all(layout)
}

struct Maker<'a> {
    published: &'a Published<'a>,
    wording: Wording<'a>,
    document: Document,
    /// How many sections there were.
    sections: usize,
}

impl<'a> Maker<'a> {
    fn word(&self, key: &'static str) -> String {
        self.published.locale.format(key, &Vec::new())
    }

    fn say(&self, message: Message) -> String {
        self.published.locale.text(&message)
    }

    fn rubric(&self) -> &'a Rubric {
        self.published.rubric
    }

    fn all(mut self, layout: Layout) -> Document {
        let title = self.title();
        self.document.heading(1, title);
        let head = self.head();
        self.document.blocks.push(Block::Fields(head));
        self.section("published-standard");
        match layout {
            Layout::Table => {
                let table = self.standard();
                self.document.blocks.push(Block::Table(table));
            }
            Layout::Outline => self.outline(),
        }
        self.total();
        self.methods();
        self.options();
        self.facts();
        self.checks();
        self.section("published-provenance");
        let fields = vec![
            (self.word("published-digest"), digest(self.published.sources, self.published.rubric_texts)),
            (self.word("published-tool"), format!("rubric {}", env!("CARGO_PKG_VERSION"))),
        ];
        self.document.blocks.push(Block::Fields(fields));
        self.document
    }

    /// The name, called what it is unless it says so itself.
    fn title(&self) -> String {
        let (name, endings) = (&self.rubric().name, self.word("published-endings"));
        if endings.split_whitespace().any(|ending| name.to_lowercase().ends_with(ending)) {
            return name.clone();
        }
        self.say(Message::new("published-title").arg("name", name.clone()))
    }

    /// A heading with its number.
    fn section(&mut self, key: &'static str) {
        let numbers = self.word("published-numbers");
        let number = numbers.split_whitespace().nth(self.sections).map(str::to_owned);
        self.sections += 1;
        let number = number.unwrap_or_else(|| self.sections.to_string());
        let heading = self.say(Message::new("published-section").arg("number", number).arg("name", self.word(key)));
        self.document.heading(2, heading);
    }

    fn head(&self) -> Vec<(String, String)> {
        let rubric = self.rubric();
        let mut fields = Vec::new();
        let mut tell = |key: &'static str, value: String| {
            if !value.is_empty() {
                fields.push((self.word(key), value));
            }
        };
        tell("published-version", rubric.version.clone());
        tell("report-basis", rubric.basis.join(&self.word("joint-list")));
        if let Some((from, to)) = rubric.valid {
            let message = Message::new("published-days").arg("from", date(from)).arg("to", date(to));
            tell("published-valid", self.say(message));
        }
        if let Some(full) = &rubric.full {
            let message = Message::new("published-points").arg("points", full.shown(28).text);
            tell("published-full", self.say(message));
        }
        fields
    }

    /// How the total is made, what is rounded, and the grades.
    fn total(&mut self) {
        let rubric = self.rubric();
        let grades = self.wording.grades();
        let has_total = rubric.full.is_some() || !grades.is_empty();
        self.section(if has_total { "published-total" } else { "published-rounding" });
        self.document.list(items(self.wording.total_and_rounding()));
        if grades.is_empty() {
            return;
        }
        let columns = vec![Column::words(self.word("published-grade")), Column::words(self.word("published-totals"))];
        let rows = grades.into_iter().map(|(name, range)| Row::new([name, range])).collect();
        self.document.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// The scoring methods that the standards name.
    fn methods(&mut self) {
        let rubric = self.rubric();
        if rubric.methods.is_empty() {
            return;
        }
        self.section("published-methods");
        let columns = ["published-method", "published-parameters", "table-standard"]
            .map(|key| Column::words(self.word(key)))
            .to_vec();
        let rows = (0..).zip(&rubric.methods).map(|(id, method)| {
            let params: Vec<String> = method
                .params
                .iter()
                .map(|param| {
                    let asked = self.wording.asked(&param.ty);
                    self.say(Message::new("published-parameter").arg("name", param.name.clone()).arg("asked", asked))
                })
                .collect();
            let standard = texts(self.wording.method(MethodId(id)));
            Row::new([method.name.clone(), params.join("\n"), standard])
        });
        let rows = rows.collect();
        self.document.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// The sets of options, with what each is worth.
    fn options(&mut self) {
        let rubric = self.rubric();
        if rubric.option_sets.is_empty() {
            return;
        }
        self.section("published-options");
        let columns = ["published-option-set", "published-option", "published-share"]
            .map(|key| Column::words(self.word(key)))
            .to_vec();
        let mut rows = Vec::new();
        for set in &rubric.option_sets {
            let down = set.options.len();
            for (i, option) in set.options.iter().enumerate() {
                let name = if i > 0 {
                    Cell::covered()
                } else if set.ordered {
                    let message = Message::new("published-ordered").arg("name", set.name.clone());
                    Cell::from(self.say(message)).down(down)
                } else {
                    Cell::from(set.name.as_str()).down(down)
                };
                let share = self.share(set, &option.share);
                rows.push(Row::new([name, option.name.as_str().into(), share.into()]));
            }
        }
        self.document.blocks.push(Block::Table(Table { columns, rows }));
    }

    /// What stands beside an option: a share where the set is one by which something is rated.
    fn share(&self, set: &OptionSet, share: &OptionShare) -> String {
        let percent = || {
            let of_one = |share: &OptionShare| match share {
                OptionShare::Number(number) => *number <= Number::ONE,
                OptionShare::Range(_) | OptionShare::None => true,
            };
            set.options.iter().all(|option| of_one(&option.share))
        };
        match share {
            OptionShare::None => "-".to_owned(),
            OptionShare::Number(number) if percent() => Scale::percent().show_all(number).text,
            other => self.wording.option_share(other),
        }
    }

    /// What the facts are held against.
    fn checks(&mut self) {
        let rubric = self.rubric();
        let mut said: Vec<Item> = Vec::new();
        for node in &rubric.nodes {
            let texts = self.checks_of(&node.body, &[]);
            if texts.is_empty() {
                continue;
            }
            said.push(Item { text: node.path.clone(), items: texts });
        }
        for adjustment in &rubric.adjustments {
            let texts: Vec<Item> = adjustment.verifications.iter().map(|v| self.check(v, &[])).collect();
            if !texts.is_empty() {
                said.push(Item { text: adjustment.name.clone(), items: texts });
            }
        }
        let whole: Vec<Item> = rubric.verifications.iter().map(|v| self.check(v, &[])).collect();
        if !whole.is_empty() {
            said.push(Item { text: self.word("published-whole"), items: whole });
        }
        if said.is_empty() {
            return;
        }
        self.section("published-checks");
        self.document.paragraph(self.word("published-checks-lead"));
        self.document.list(said);
    }

    /// The checks of a block and of the rows scored in it.
    fn checks_of(&self, body: &'a Body, rows: &[TableRef]) -> Vec<Item> {
        let mut said: Vec<Item> = body.verifications.iter().map(|v| self.check(v, rows)).collect();
        match body.rule.as_ref().map(|rule| &rule.kind) {
            Some(RuleKind::Each(each)) => {
                let mut inner = rows.to_vec();
                inner.push(TableRef::Fact(each.table));
                said.extend(self.checks_of(&each.body, &inner));
            }
            Some(RuleKind::Scaled { body, .. }) => said.extend(self.checks_of(body, rows)),
            _ => {}
        }
        said
    }

    fn check(&self, verification: &'a Verification, rows: &[TableRef]) -> Item {
        let condition = self.wording.verification(verification, rows);
        let mut text = if verification.message.is_empty() {
            self.say(Message::new("published-check").arg("condition", condition))
        } else {
            let message = verification.message.clone();
            self.say(Message::new("published-check-saying").arg("condition", condition).arg("message", message))
        };
        if let Some(TableRef::Fact(table)) = rows.last() {
            let table = self.rubric().fact(*table).name.clone();
            text = self.say(Message::new("published-check-row").arg("table", table).arg("text", text));
        }
        Item::text(text)
    }
}

/// Lines one under the other.
fn texts(lines: Vec<Line>) -> String {
    lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

/// Lines as a list, those that another leads in standing in it.
fn items(lines: Vec<Line>) -> Vec<Item> {
    let mut top = Vec::new();
    for line in lines {
        put(&mut top, line.depth, line.text);
    }
    top
}

/// Puts `text` at the end of the list that stands `depth` lists deep in the last items.
fn put(list: &mut Vec<Item>, depth: usize, text: String) {
    match list.last_mut() {
        Some(last) if depth > 0 => put(&mut last.items, depth - 1, text),
        _ => list.push(Item::text(text)),
    }
}
