//! One value by its declared type: known, known in part, or absent.

use super::amount::{Beside, Manner};
use super::context::{Context, Declared, scalar};
use super::date::{self, DateReading};
use super::fault;
use super::keys::{BESIDE_VALUE, Keyword};
use super::sign::Sign;
use super::text::{folded, nearest, shown};
use super::writing::BLANK;
use super::written::{does_not_apply, is_marker};
use crate::diagnostic::{Code, Message};
use crate::facts::bound::Origin;
use crate::facts::tree::{Format, Node, NodeKind};
use crate::model::{OptionSetId, TypeKind};
use crate::number::{Bound, Interval, Number, Reach};
use crate::source::Span;
use crate::unit::Dimension;
use crate::value::{Known, Value};

/// What stands under a name, unwrapped from what is said about it.
#[derive(Debug, Default)]
pub struct Entry<'n> {
    /// The value, if it is written as one.
    pub value: Option<&'n Node>,
    /// What is known of it in part, in the order written.
    pub bounds: Vec<(Keyword, &'n str, &'n Node)>,
    /// 来源
    pub source: Option<&'n str>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Cell {
    /// The value; `None` where it is missing, or where something was told.
    pub value: Option<Value>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// What a 量 measures, to be held against the others of its row.
    pub measure: Option<Measure>,
    /// The sign it was written with.
    pub sign: Option<Sign>,
}

/// What a 量 was written to measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The dimension.
    pub dimension: Dimension,
    /// How it was written.
    pub manner: Manner,
    /// Where.
    pub span: Span,
    /// The value as written.
    pub written: String,
}

impl<'r> Context<'r> {
    /// Takes `{ 值: …, 来源: … }` apart. `None` where something was told.
    pub fn unwrap<'n>(&mut self, node: &'n Node, declared: Declared<'r>, expected: Message) -> Option<Entry<'n>> {
        let NodeKind::Mapping(entries) = &node.kind else {
            return Some(Entry { value: Some(node), ..Entry::default() });
        };
        if !entries.iter().any(|(key, _)| Keyword::read(&key.text, BESIDE_VALUE).is_some()) {
            self.shape(node, declared.name, expected, Some(declared));
            return None;
        }
        let mut entry = Entry::default();
        let mut seen: Vec<(Keyword, Span)> = Vec::new();
        let mut sound = true;
        for (key, value) in entries {
            let Some(keyword) = Keyword::read(&key.text, BESIDE_VALUE) else {
                self.unknown_key(key, BESIDE_VALUE);
                sound = false;
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == keyword) {
                self.twice(key, *first);
                sound = false;
                continue;
            }
            seen.push((keyword, key.span));
            match keyword {
                Keyword::Value => match &value.kind {
                    // `{ 值: { 至少: 600人 }, 来源: … }` says the same as without the inner braces.
                    NodeKind::Mapping(_) => {
                        let inner = self.unwrap(value, declared, expected.clone())?;
                        entry.value = entry.value.or(inner.value);
                        entry.bounds.extend(inner.bounds);
                        entry.source = entry.source.or(inner.source);
                    }
                    _ => entry.value = Some(value),
                },
                Keyword::Source => entry.source = self.words(value, &key.text),
                Keyword::Note => {}
                bound => entry.bounds.push((bound, key.text.trim(), value)),
            }
        }
        if let (Some(value), Some((_, key, bound))) = (entry.value, entry.bounds.first()) {
            let problem = self.problem(Code::FactValueAndBound, value.span, declared);
            self.push(problem.label(bound.span, Message::new("fact-bound-beside").arg("key", *key)));
            return None;
        }
        if sound && entry.value.is_none() && entry.bounds.is_empty() {
            let keys = [Keyword::AtLeast, Keyword::AtMost, Keyword::Above, Keyword::Below]
                .map(|k| self.word(k).to_owned())
                .to_vec();
            let problem = self.problem(Code::FactNoValue, node.span, declared);
            let sample = self.writing.keyword(Keyword::Value, &self.writing.value(BLANK));
            self.push(problem.arg("sample", sample).arg("keys", keys));
            return None;
        }
        sound.then_some(entry)
    }

    /// The text of 来源 and the like; nothing if it is blank.
    pub fn words<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n str> {
        match &node.kind {
            NodeKind::Null => None,
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
                self.shape(node, key, Message::new("fact-shape-text"), None);
                None
            }
            _ => scalar(node).map(str::trim).filter(|text| !text.is_empty()),
        }
    }

    /// What a value should look like.
    fn value_shape(&self) -> Message {
        let entries = [(self.word(Keyword::Value), BLANK), (self.word(Keyword::Source), BLANK)];
        Message::new("fact-shape-value").arg("sample", self.writing.entries(entries))
    }

    /// Reads the value at `node`. `source` is that of the row, for a value that names none.
    pub fn cell(&mut self, node: &Node, declared: Declared<'r>, beside: Beside<'_>, source: Option<&str>) -> Cell {
        let expected = self.value_shape();
        let Some(entry) = self.unwrap(node, declared, expected) else { return Cell::default() };
        let source = entry.source.or(source);
        let Some(value) = entry.value else { return self.partly(node, declared, beside, &entry.bounds, source) };
        let origin = |written: String, unit: Option<String>| {
            Some(Origin { span: value.span, written, unit, source: source.map(str::to_owned) })
        };
        // A text without a character says as little as nothing at all.
        let blank = declared.ty.kind == TypeKind::Text && scalar(value).is_some_and(|text| text.trim().is_empty());
        if value.kind == NodeKind::Null || blank || self.left_out(declared, value) {
            let absent = declared.ty.optional;
            // A source may still say where it was looked for.
            let origin = if source.is_some() { origin("~".to_owned(), None) } else { None };
            return Cell { value: absent.then_some(Value::Absent), origin, ..Cell::default() };
        }
        let Some(text) = scalar(value) else {
            let expected = self.value_shape();
            self.shape(value, declared.name, expected, Some(declared));
            return Cell::default();
        };
        if let TypeKind::Number { dimension, .. } = &declared.ty.kind {
            let Some(amount) = self.amount(declared, value.span, text, beside) else { return Cell::default() };
            if !self.within(declared, value.span, &amount) {
                return Cell::default();
            }
            let measure = dimension.has_variables().then(|| Measure {
                dimension: amount.dimension,
                manner: amount.manner,
                span: value.span,
                written: amount.written.clone(),
            });
            let origin = origin(amount.written, amount.unit);
            return Cell { value: Some(Value::Number(amount.value)), origin, measure, sign: amount.sign };
        }
        let read = self.other(declared, value.span, text);
        let origin = if read.is_some() { origin(text.trim().to_owned(), None) } else { None };
        Cell { value: read, origin, ..Cell::default() }
    }

    /// Whether what may be left out has a mark in its place that says so. What is an option is that.
    fn left_out(&self, declared: Declared<'r>, value: &Node) -> bool {
        let Some(text) = scalar(value).filter(|_| declared.ty.optional) else { return false };
        let narrow = folded(text);
        let options = match &declared.ty.kind {
            TypeKind::Option(set) => self.rubric.option_sets.get(set.index()),
            _ => None,
        };
        let is_option = options.is_some_and(|set| set.options.iter().any(|option| folded(&option.name) == narrow));
        !is_option && does_not_apply(&narrow, &declared.ty.kind)
    }

    /// Reads `text` as a value that is no number. `None` where something was told.
    fn other(&mut self, declared: Declared<'r>, span: Span, text: &str) -> Option<Value> {
        match &declared.ty.kind {
            TypeKind::Text => Some(Value::Text(text.trim().into())),
            TypeKind::Date => {
                let day = self.day(declared, span, text)?;
                self.in_reach(declared, span, &Number::from_i64(i64::from(day)), text).then_some(Value::Date(day))
            }
            TypeKind::YesNo => self.yes_no(declared, span, text).map(Value::YesNo),
            TypeKind::Option(set) => self.option(declared, *set, span, text).map(Value::Option),
            TypeKind::Number { .. } | TypeKind::Table(_) => None,
        }
    }

    fn day(&mut self, declared: Declared<'r>, span: Span, text: &str) -> Option<i32> {
        let narrow = folded(text);
        let problem = |context: &Self, code| context.problem(code, span, declared).arg("written", shown(text));
        let problem = match date::read(&narrow) {
            DateReading::Day(day) => return Some(day),
            _ if narrow.is_empty() || is_marker(&narrow) => fault::marker(self, declared, span, text),
            DateReading::Within(first, last) => {
                let known =
                    self.known_between((Keyword::AtLeast, &date::show(first)), (Keyword::AtMost, &date::show(last)));
                problem(self, Code::FactNotDate).help(Message::new("fact-help-known").arg("value", known))
            }
            DateReading::NoSuchDay(last) => {
                let problem = problem(self, Code::FactNoSuchDay);
                match last {
                    Some(last) => {
                        let last = self.writing.value(&date::show(last));
                        problem.help(Message::new("fact-help-last-day").arg("value", last))
                    }
                    None => problem,
                }
            }
            DateReading::Words(day) => {
                // A day of the year that the rubric is for, where the text names none.
                let sample = day.or(self.rubric.valid.map(|(first, _)| first));
                let sample = sample.map_or_else(|| "2024-03-07".to_owned(), date::show);
                let sample = self.writing.value(&sample);
                let help = Message::new("fact-help-date").arg("value", sample.as_str());
                let problem = problem(self, Code::FactNotDate);
                // A day that lost its format, as a spreadsheet counts days.
                let serial = narrow.parse().ok().filter(|_| self.writing.format == Format::Sheets);
                let problem = match serial.and_then(date::of_serial) {
                    Some(day) => problem.help(Message::new("fact-help-serial").arg("value", date::show(day))),
                    None => problem.help(help),
                };
                // `20240307` can mean one day alone.
                if day.is_some() && narrow.bytes().all(|b| b.is_ascii_digit()) {
                    problem.fix(span, sample)
                } else {
                    problem
                }
            }
        };
        self.push(problem);
        None
    }

    fn yes_no(&mut self, declared: Declared<'r>, span: Span, text: &str) -> Option<bool> {
        let narrow = folded(text).to_lowercase();
        match narrow.as_str() {
            "是" | "yes" | "true" | "√" | "✓" | "✔" => Some(true),
            "否" | "no" | "false" | "×" | "✗" | "✘" => Some(false),
            "" => {
                self.push(fault::marker(self, declared, span, text));
                None
            }
            marker if is_marker(marker) => {
                self.push(fault::marker(self, declared, span, text));
                None
            }
            _ => {
                let problem = self.problem(Code::FactNotYesNo, span, declared);
                self.push(problem.arg("written", shown(text)));
                None
            }
        }
    }

    /// The option that `text` names.
    pub fn option(&mut self, declared: Declared<'r>, set: OptionSetId, span: Span, text: &str) -> Option<u16> {
        let options = &self.rubric.option_sets.get(set.index())?.options;
        let narrow = folded(text);
        let sign = Sign::of(&narrow);
        let found = options
            .iter()
            .position(|option| option.name == text.trim() || folded(&option.name) == narrow)
            .or_else(|| options.iter().position(|option| sign.is_some() && Sign::of(&option.name) == sign));
        if let Some(index) = found {
            return u16::try_from(index).ok();
        }
        if narrow.is_empty() || is_marker(&narrow) {
            self.push(fault::marker(self, declared, span, text));
            return None;
        }
        let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
        let problem = self.problem(Code::FactUnknownOption, span, declared).arg("written", shown(text));
        let problem = match nearest(text, names.iter().copied()) {
            Some(near) => {
                let help = Message::new("fact-help-nearest").arg("near", near);
                problem.help(help).choice(span, self.writing.value(near))
            }
            None => problem,
        };
        self.push(problem.help(Message::new("fact-help-options").arg("options", names)));
        None
    }

    /// Reads a value known in part.
    fn partly(
        &mut self,
        node: &Node,
        declared: Declared<'r>,
        beside: Beside<'_>,
        bounds: &[(Keyword, &str, &Node)],
        source: Option<&str>,
    ) -> Cell {
        let date = match &declared.ty.kind {
            TypeKind::Number { .. } => false,
            TypeKind::Date => true,
            _ => {
                let problem = self.problem(Code::FactNotPartly, node.span, declared);
                self.push(problem.arg("keys", bounds.iter().map(|(_, key, _)| *key).collect::<Vec<_>>()));
                return Cell::default();
            }
        };
        let mut solid = Reach::all();
        let mut written: Vec<String> = Vec::new();
        let mut measures: Vec<Measure> = Vec::new();
        let mut unit = None;
        let mut sound = true;
        for (bound, key, at) in bounds {
            let Some(text) = scalar(at) else {
                self.shape(at, key, Message::new("fact-shape-bound"), Some(declared));
                sound = false;
                continue;
            };
            let end = if date {
                self.day(declared, at.span, text).map(|day| (Number::from_i64(i64::from(day)), text.trim().to_owned()))
            } else {
                self.amount(declared, at.span, text, Beside { takes_sign: false, ..beside }).map(|amount| {
                    let (dimension, manner) = (amount.dimension, amount.manner);
                    measures.push(Measure { dimension, manner, span: at.span, written: amount.written.clone() });
                    unit = amount.unit.or(unit.take());
                    (amount.value, amount.written)
                })
            };
            let Some((end, text)) = end else {
                sound = false;
                continue;
            };
            written.push(format!("{key} {text}"));
            solid = match bound {
                Keyword::AtLeast => solid.above(&Bound::Closed(end)),
                Keyword::Above => solid.above(&Bound::Open(end)),
                Keyword::AtMost => solid.below(&Bound::Closed(end)),
                _ => solid.below(&Bound::Open(end)),
            };
        }
        if !sound {
            return Cell::default();
        }
        let quantity = declared.ty.dimension().is_some_and(Dimension::has_variables);
        if quantity && !self.agree(declared, &measures) {
            return Cell::default();
        }
        let reach = self.possible(declared).intersect(&solid);
        if reach.is_empty() {
            let problem = self.problem(Code::FactNothingPossible, node.span, declared);
            self.push(problem.arg("written", written));
            return Cell::default();
        }
        let value = match reach.as_point() {
            Some(only) if date => match only.to_i64().and_then(|day| i32::try_from(day).ok()) {
                Some(day) => Value::Date(day),
                None => Value::unknown(Known::Date(reach)),
            },
            Some(only) => Value::Number(only.clone()),
            None if date => Value::unknown(Known::Date(reach)),
            None => Value::unknown(Known::Number(reach)),
        };
        let written = written.join(if self.writing.is_english() { ", " } else { "，" });
        let origin = Origin { span: node.span, written, unit, source: source.map(str::to_owned) };
        let measure = measures.into_iter().filter(|_| quantity).find(|m| m.manner != Manner::Zero);
        Cell { value: Some(value), origin: Some(origin), measure, sign: None }
    }

    /// Every value that the declaration allows.
    fn possible(&self, declared: Declared<'r>) -> Reach {
        let all = self.rubric.reach(declared.ty);
        let whole = match declared.ty.kind {
            TypeKind::Number { whole, .. } => whole,
            // A day is a whole number of days.
            TypeKind::Date => true,
            _ => false,
        };
        let gapless = all.pieces().iter().any(|piece| piece.lattice.is_none() && piece.as_point().is_none());
        if whole && gapless {
            let whole = Interval::all().on_lattice(Number::ZERO, Number::ONE);
            return all.intersect(&Reach::interval(whole));
        }
        all
    }
}
