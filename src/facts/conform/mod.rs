//! Facts held against the rubric: every value by its declared type, every judgement by the place it
//! stands at. All problems are told at once; nothing is guessed.

pub(super) mod amount;
mod asked;
mod awards;
mod cell;
mod context;
mod date;
mod fault;
pub(super) mod keys;
mod path;
mod period;
mod places;
mod show;
pub(super) mod sign;
mod table;
pub(super) mod text;
mod writing;
pub(super) mod written;

use std::collections::BTreeMap;

pub use asked::{AwardPlace, award_places, day_written, unit_asked, visible};
pub use keys::{Keyword, Spelling};
pub use writing::Writing;

use context::{Context, Declared};
use keys::TOP;
use text::{folded, nearest, shown};
use writing::BLANK;

use super::bound::{Facts, Origin, Slot};
use super::tree::{Format, Key, Node, NodeKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::model::Rubric;
use crate::source::Span;
use crate::value::Value;

/// Binds the facts file `root` to the slots of `rubric`. The facts may be used only if no error is told.
///
/// `format` is what the file is written in: remedies are written so as well.
pub fn conform(rubric: &Rubric, root: &Node, format: Format) -> (Facts, Diagnostics) {
    let mut context = Context::new(rubric, Writing { format, spelling: spelling(root) });
    let sections = context.sections(root);
    let mut facts = Facts {
        subject: String::new(),
        period: String::new(),
        slots: Vec::new(),
        origins: Vec::new(),
        blanks: BTreeMap::new(),
        awards: Vec::new(),
    };
    if let Some(node) = sections.subject {
        facts.subject = context.words(node, context.word(Keyword::Subject)).unwrap_or_default().to_owned();
    }
    if sections.period.is_some() || !sections.misspelt_period {
        facts.period = period::read(&mut context, sections.period, root);
    }
    (facts.slots, facts.origins) = context.facts(sections.facts, &mut facts.blanks);
    if let Some(node) = sections.awards {
        facts.awards = context.awards(node, &facts.slots);
        facts.awards.sort_by(|a, b| a.target.cmp(&b.target));
    }
    (facts, context.finish())
}

/// The language of the file's first keyword; without any, that of its first name.
fn spelling(root: &Node) -> Spelling {
    let NodeKind::Mapping(entries) = &root.kind else { return Spelling::default() };
    let keyword = entries.iter().find(|(key, _)| Keyword::read(&key.text, TOP).is_some());
    match keyword.or(entries.first()) {
        Some((key, _)) if key.text.trim().is_ascii() => Spelling::English,
        _ => Spelling::Chinese,
    }
}

/// What stands under the keys at the top.
#[derive(Default)]
struct Sections<'n> {
    subject: Option<&'n Node>,
    period: Option<&'n Node>,
    facts: Option<&'n Node>,
    awards: Option<&'n Node>,
    /// Whether a name that nobody knows was probably meant for 期间.
    misspelt_period: bool,
}

impl<'r> Context<'r> {
    fn sections<'n>(&mut self, root: &'n Node) -> Sections<'n> {
        let mut sections = Sections::default();
        let entries = match &root.kind {
            NodeKind::Mapping(entries) => entries,
            NodeKind::Null => return sections,
            _ => {
                let keys: Vec<&str> = TOP.iter().map(|keyword| self.word(*keyword)).collect();
                self.shape(root, "", Message::new("fact-shape-file").arg("keys", keys), None);
                return sections;
            }
        };
        let mut seen: Vec<(Keyword, Span)> = Vec::new();
        let unopened = self.unopened(entries);
        for (key, value) in entries {
            let Some(keyword) = Keyword::read(&key.text, TOP) else {
                if unopened && self.is_fact(key) {
                    continue;
                }
                let near = self.unknown_key(key, TOP);
                sections.misspelt_period |= near == Some(Keyword::Period);
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == keyword) {
                self.twice(key, *first);
                continue;
            }
            seen.push((keyword, key.span));
            match keyword {
                Keyword::Subject => sections.subject = Some(value),
                Keyword::Period => sections.period = Some(value),
                Keyword::Facts => sections.facts = Some(value),
                _ => sections.awards = Some(value),
            }
        }
        sections
    }

    /// Whether the facts stand at the top of the file without the line that opens them; told once for all.
    fn unopened(&mut self, entries: &[(Key, Node)]) -> bool {
        const ENOUGH: usize = 20;
        let opened = |(key, _): &(Key, Node)| Keyword::read(&key.text, &[Keyword::Facts]).is_some();
        if entries.iter().any(opened) {
            return false;
        }
        let mut facts = entries.iter().map(|(key, _)| key).filter(|key| self.is_fact(key));
        let Some(first) = facts.next() else { return false };
        let (names, spans): (Vec<String>, Vec<Span>) =
            std::iter::once(first).chain(facts).map(|key| (shown(&key.text), key.span)).take(ENOUGH).unzip();
        let mut problem = Diagnostic::new(Code::FactNoSection, first.span).arg("names", names);
        for span in spans.into_iter().skip(1) {
            problem = problem.label(span, Message::new("fact-as-well"));
        }
        let (section, word) = (self.writing.section(Keyword::Facts), self.word(Keyword::Facts));
        let help = match self.writing.format {
            Format::Yaml => "fact-help-section-lines",
            Format::Json | Format::Toml | Format::Sheets => "fact-help-section",
        };
        self.push(problem.arg("facts", word).help(Message::new(help).arg("section", section)));
        true
    }

    /// Whether `key` is the name of a fact.
    fn is_fact(&self, key: &Key) -> bool {
        let name = key.text.trim();
        self.rubric.facts.iter().any(|fact| fact.name == name)
    }

    /// Binds 数据. What is named and left blank goes to `blanks`.
    fn facts(&mut self, node: Option<&Node>, blanks: &mut BTreeMap<usize, Span>) -> (Vec<Slot>, Vec<Option<Origin>>) {
        let rubric = self.rubric;
        let mut nodes: Vec<Option<(&Key, &Node)>> = vec![None; rubric.facts.len()];
        match node.map(|node| &node.kind) {
            None | Some(NodeKind::Null) => {}
            Some(NodeKind::Mapping(entries)) => {
                let by_name: BTreeMap<&str, usize> =
                    rubric.facts.iter().enumerate().map(|(i, fact)| (fact.name.as_str(), i)).collect();
                // Needed only where a name is not found as it is written.
                let mut by_narrow: Option<BTreeMap<String, usize>> = None;
                for (key, value) in entries {
                    let found = by_name.get(key.text.trim()).copied().or_else(|| {
                        let narrow = by_narrow.get_or_insert_with(|| {
                            rubric.facts.iter().enumerate().map(|(i, f)| (folded(&f.name).into_owned(), i)).collect()
                        });
                        narrow.get(folded(&key.text).as_ref()).copied()
                    });
                    match found.and_then(|index| nodes.get_mut(index)) {
                        Some(Some((first, _))) => {
                            let first = first.span;
                            self.twice(key, first);
                        }
                        Some(slot) => *slot = Some((key, value)),
                        None => self.unknown_fact(key, value),
                    }
                }
            }
            Some(_) => {
                if let Some(node) = node {
                    let name = rubric.facts.first().map_or(BLANK, |fact| fact.name.as_str());
                    let sample = self.writing.entry(name, &self.writing.value(BLANK));
                    let expected = Message::new("fact-shape-facts").arg("sample", sample);
                    self.shape(node, self.word(Keyword::Facts), expected, None);
                }
            }
        }
        rubric
            .facts
            .iter()
            .zip(nodes)
            .enumerate()
            .map(|(index, (fact, node))| {
                let declared = Declared { name: &fact.name, span: fact.span, ty: &fact.ty };
                match node {
                    Some((_, node)) if fact.ty.table().is_some() => self.table(node, declared),
                    Some((key, node)) => {
                        let cell = self.cell(node, declared, amount::Beside::default(), None);
                        if cell.value.is_none() {
                            blanks.insert(index, key.span);
                        }
                        (cell.value.map_or(Slot::Missing, Slot::Value), cell.origin)
                    }
                    None if fact.ty.optional => (Slot::Value(Value::Absent), None),
                    None => (Slot::Missing, None),
                }
            })
            .unzip()
    }

    fn unknown_fact(&mut self, key: &Key, value: &Node) {
        let rubric = self.rubric;
        let name = key.text.trim();
        let problem = Diagnostic::new(Code::FactUnknown, key.span).arg("name", shown(name));
        if self.is_full() {
            return self.push(problem);
        }
        let grouped = matches!(&value.kind, NodeKind::Mapping(entries)
            if entries.iter().any(|(key, _)| rubric.facts.iter().any(|fact| fact.name == key.text.trim())));
        let problem = if grouped {
            let facts = self.word(Keyword::Facts);
            problem.help(Message::new("fact-help-ungroup").arg("name", shown(name)).arg("facts", facts))
        } else if let Some(near) = nearest(name, rubric.facts.iter().map(|fact| fact.name.as_str())) {
            let at = rubric.facts.iter().find(|fact| fact.name == near).map(|fact| fact.span).unwrap_or_default();
            let label = Message::new("fact-nearest-here").arg("near", near);
            let help = Message::new("fact-help-nearest").arg("near", near);
            problem.label(at, label).help(help).choice(key.span, self.writing.key(near))
        } else if rubric.nodes.iter().any(|node| node.name == name) {
            let awards = self.word(Keyword::Awards);
            problem.help(Message::new("fact-help-indicator").arg("name", shown(name)).arg("awards", awards))
        } else {
            problem.help(Message::new("fact-help-unknown").arg("name", shown(name)))
        };
        self.push(problem);
    }

    /// Tells that `key` is none of `expected`; returns the one that was probably meant.
    fn unknown_key(&mut self, key: &Key, expected: &[Keyword]) -> Option<Keyword> {
        let words: Vec<&str> = expected.iter().map(|keyword| self.word(*keyword)).collect();
        let problem = Diagnostic::new(Code::FactUnknownKey, key.span).arg("key", shown(&key.text));
        let is_fact = self.is_fact(key);
        let either =
            expected.iter().flat_map(|keyword| [keyword.word(Spelling::Chinese), keyword.word(Spelling::English)]);
        let mut meant = None;
        let problem = if is_fact && expected == TOP {
            let help = Message::new("fact-help-under-facts").arg("name", shown(&key.text));
            problem.help(help.arg("facts", self.word(Keyword::Facts)))
        } else if let Some(near) = nearest(&key.text, either) {
            meant = Keyword::read(near, expected);
            let help = Message::new("fact-help-nearest").arg("near", near);
            problem.help(help).choice(key.span, self.writing.key(near))
        } else {
            problem.help(Message::new("fact-help-keys").arg("keys", words))
        };
        self.push(problem);
        meant
    }

    /// Tells that `key` says again, perhaps in another spelling, what stands at `first`.
    fn twice(&mut self, key: &Key, first: Span) {
        let problem = Diagnostic::new(Code::FactTwice, key.span).arg("key", shown(&key.text));
        self.push(problem.label(first, Message::new("fact-named-first")));
    }
}
