//! What is to be filled in, in the words of the form.

use super::asked::{Asked, Ends, Kind, Limit, with_unit};
use super::{Entry, Form};
use crate::diagnostic::{Arg, Message};
use crate::facts::{Keyword, Spelling, visible};
use crate::locale::{Language, Locale};

/// The units in which money is usually written; the first is that of the language.
const MONEY: [[&str; 3]; 2] = [["元", "万元", "亿元"], ["yuan", "万元", "亿元"]];

/// The words of one form: those of the rubric's language.
pub struct Words {
    locale: Locale,
    english: bool,
}

impl Words {
    /// The words of `form`.
    pub fn new(form: &Form) -> Words {
        let language = if form.english { Language::En } else { Language::Zh };
        Words { locale: Locale::new(language), english: form.english }
    }

    /// The words of `key`.
    pub fn word(&self, key: &'static str) -> String {
        self.locale.format(key, &Vec::new())
    }

    /// `message` in words.
    pub fn text(&self, message: &Message) -> String {
        self.locale.text(message)
    }

    /// How the form spells `keyword`.
    pub fn keyword(&self, keyword: Keyword) -> &'static str {
        keyword.word(if self.english { Spelling::English } else { Spelling::Chinese })
    }

    /// 是 and 否.
    pub fn yes_no(&self) -> [&'static str; 2] {
        if self.english { ["yes", "no"] } else { ["是", "否"] }
    }

    /// The units in which money is usually written.
    pub fn money_units(&self) -> [&'static str; 3] {
        MONEY[usize::from(self.english)]
    }

    /// The name of the rubric with its version.
    pub fn title(&self, form: &Form) -> String {
        let (name, version) = (visible(&form.rubric), visible(&form.version));
        if version.is_empty() {
            return name;
        }
        self.text(&Message::new("form-title").arg("name", name).arg("version", version))
    }

    /// What to fill in, in one sentence: `填金额，单位万元；不小于 0万元；可不填`.
    pub fn what(&self, asked: &Asked) -> String {
        let mut parts = vec![self.text(&self.kind(asked))];
        parts.extend(self.range(asked));
        parts.extend(self.steps(asked));
        if let Kind::Table { at_least, .. } = asked.kind
            && at_least > 0
        {
            let rows = Message::new("form-at-least").arg("count", usize::try_from(at_least).unwrap_or(usize::MAX));
            parts.push(self.text(&rows));
        }
        if asked.optional {
            parts.push(self.word("form-optional"));
        }
        parts.join(&self.word("form-joint"))
    }

    /// What a fact is: its explanation, what to fill in, where it is expected to be found.
    pub fn about(&self, entry: &Entry) -> Vec<String> {
        let mut lines: Vec<String> = entry.explain.iter().map(|text| visible(text)).collect();
        lines.push(self.what(&entry.asked));
        lines.extend(self.source(entry));
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Where a fact is expected to be found.
    pub fn source(&self, entry: &Entry) -> Option<String> {
        let source = entry.source.as_ref()?;
        Some(self.text(&Message::new("form-source").arg("source", visible(source))))
    }

    fn kind(&self, asked: &Asked) -> Message {
        let unit = asked.unit.clone().unwrap_or_default();
        let in_unit = |key| Message::new(key).arg("unit", unit.clone());
        match &asked.kind {
            Kind::Number => Message::new("form-fill-number"),
            Kind::Whole if unit.is_empty() => Message::new("form-fill-whole"),
            Kind::Whole => in_unit("form-fill-whole-in"),
            Kind::Share => Message::new("form-fill-share"),
            Kind::Money if asked.unit_fixed => in_unit("form-fill-in"),
            Kind::Money => {
                let [unit, ten_thousand, _] = self.money_units();
                let sample =
                    if self.english { with_unit("26419400", unit) } else { with_unit("2641.94", ten_thousand) };
                let units = self.money_units().to_vec();
                Message::new("form-fill-money").arg("units", units).arg("sample", sample)
            }
            Kind::Points => in_unit("form-fill-points"),
            Kind::Measured => in_unit("form-fill-in"),
            Kind::Quantity { unit_column: Some(column) } => {
                Message::new("form-fill-quantity-beside").arg("column", column.as_str())
            }
            Kind::Quantity { unit_column: None } => Message::new("form-fill-quantity"),
            Kind::Date => Message::new("form-fill-date"),
            Kind::YesNo => {
                let [yes, no] = self.yes_no();
                Message::new("form-fill-yes-no").arg("yes", yes).arg("no", no)
            }
            Kind::Text => Message::new("form-fill-text"),
            Kind::Option(options) => {
                let options: Vec<String> = options.iter().map(|option| visible(option)).collect();
                Message::new("form-fill-option").arg("options", options.join(&self.word("form-option-joint")))
            }
            Kind::Table { .. } => Message::new("form-fill-table"),
        }
    }

    /// The values that are allowed, where a declaration says so.
    fn range(&self, asked: &Asked) -> Option<String> {
        let date = asked.kind == Kind::Date;
        let pieces: Vec<Arg> = asked.ranges.iter().filter_map(|(low, high)| self.piece(low, high, date)).collect();
        if pieces.is_empty() {
            return None;
        }
        Some(self.text(&Message::new("form-ranges").arg("pieces", Arg::List(pieces))))
    }

    fn piece(&self, low: &Ends, high: &Ends, date: bool) -> Option<Arg> {
        if let (Ends::Closed(low), Ends::Closed(high)) = (low, high) {
            let message = if low.number == high.number {
                Message::new("form-only").arg("value", low.shown.as_str())
            } else {
                Message::new("form-between").arg("low", low.shown.as_str()).arg("high", high.shown.as_str())
            };
            return Some(message.into());
        }
        let one = |key, limit: &Limit| Arg::from(Message::new(key).arg("value", limit.shown.as_str()));
        let low = match (low, date) {
            (Ends::Unbounded, _) => None,
            (Ends::Closed(limit), false) => Some(one("form-at-least-value", limit)),
            (Ends::Open(limit), false) => Some(one("form-above", limit)),
            (Ends::Closed(limit), true) => Some(one("form-not-before", limit)),
            (Ends::Open(limit), true) => Some(one("form-after", limit)),
        };
        let high = match (high, date) {
            (Ends::Unbounded, _) => None,
            (Ends::Closed(limit), false) => Some(one("form-at-most-value", limit)),
            (Ends::Open(limit), false) => Some(one("form-below", limit)),
            (Ends::Closed(limit), true) => Some(one("form-not-after", limit)),
            (Ends::Open(limit), true) => Some(one("form-before", limit)),
        };
        match (low, high) {
            (Some(low), Some(high)) => Some(Message::new("form-both").arg("low", low).arg("high", high).into()),
            (low, high) => low.or(high),
        }
    }

    fn steps(&self, asked: &Asked) -> Option<String> {
        let steps = asked.steps.as_ref()?;
        let step = steps.step.shown.as_str();
        let message = match &steps.from {
            None => Message::new("form-steps").arg("step", step),
            Some(from) => Message::new("form-steps-from").arg("step", step).arg("from", from.shown.as_str()),
        };
        Some(self.text(&message))
    }
}
