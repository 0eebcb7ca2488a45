//! A rule in words, as a printed 评分表 has it in its column 评分标准: made from the checked model, so that what
//! is published and what is computed are one.

mod asked;
mod body;
mod clause;
mod condition;
mod deduct;
mod phrase;
mod place;
mod range;
mod rule;
mod term;
mod total;

use std::cell::RefCell;

use crate::diagnostic::{Arg, Message};
use crate::locale::{Language, Locale};
use crate::model::{AdjustmentId, LetId, MethodId, NodeId, Rubric, TableRef, Verification};
use crate::number::Number;
use crate::print::Words;
use crate::source::SourceMap;

pub use clause::Line;
pub use phrase::Seen;

use clause::Clause;
use place::Place;

/// The rule of an indicator or part, one string a line: what closes it, how it scores, what is deducted, and
/// what the names in it stand for. Empty for one that only sums its indicators.
pub fn rule_in_words(rubric: &Rubric, sources: &SourceMap, node: NodeId, locale: &Locale) -> Vec<String> {
    texts(Wording::new(rubric, sources, locale).rule(node))
}

/// The clauses of a 加减分, one string a line.
pub fn adjustment_in_words(
    rubric: &Rubric,
    sources: &SourceMap,
    adjustment: AdjustmentId,
    locale: &Locale,
) -> Vec<String> {
    texts(Wording::new(rubric, sources, locale).adjustment(adjustment))
}

/// The rule of a scoring method, one string a line.
pub fn method_in_words(rubric: &Rubric, sources: &SourceMap, method: MethodId, locale: &Locale) -> Vec<String> {
    texts(Wording::new(rubric, sources, locale).method(method))
}

/// How the total is made: of what, within which limits, how rounded, and what lowers its grade.
pub fn total_in_words(rubric: &Rubric, sources: &SourceMap, locale: &Locale) -> Vec<String> {
    texts(Wording::new(rubric, sources, locale).total())
}

/// What is rounded, and how, one string a level.
pub fn rounding_in_words(rubric: &Rubric, sources: &SourceMap, locale: &Locale) -> Vec<String> {
    texts(Wording::new(rubric, sources, locale).rounding())
}

fn texts(lines: Vec<Line>) -> Vec<String> {
    lines.into_iter().map(|line| line.text).collect()
}

/// Says the rules of one rubric in the words of one locale.
pub struct Wording<'a> {
    rubric: &'a Rubric,
    sources: &'a SourceMap,
    locale: &'a Locale,
    words: Words<'a>,
    /// The 计算 that were named and not yet told, and those that were told.
    named: RefCell<Named>,
}

/// The 计算 that a rule names.
#[derive(Default)]
struct Named {
    waiting: Vec<LetId>,
    seen: Vec<LetId>,
}

/// What a name is put between while a sentence is made: it is left as it is, whatever stands around it.
const NAME_OPEN: char = '\u{e000}';
const NAME_CLOSE: char = '\u{e001}';

impl<'a> Wording<'a> {
    /// Says the rules of `rubric`, whose texts are `sources`, in words of `locale`.
    pub fn new(rubric: &'a Rubric, sources: &'a SourceMap, locale: &'a Locale) -> Wording<'a> {
        Wording { rubric, sources, locale, words: Words::new(locale), named: RefCell::default() }
    }

    /// The rule of `node`, line by line.
    pub fn rule(&self, node: NodeId) -> Vec<Line> {
        let place = Place::node(self.rubric, node);
        let clauses = self.node_body(node, &place);
        self.finish(clauses, &place)
    }

    /// The clauses of a 加减分, line by line.
    pub fn adjustment(&self, id: AdjustmentId) -> Vec<Line> {
        let Some(adjustment) = self.rubric.adjustments.get(id.index()) else { return Vec::new() };
        let place = Place { full: self.rubric.full.clone(), ..Place::default() };
        let clauses = adjustment.clauses.iter().map(|clause| Clause::text(self.clause(clause, &place))).collect();
        self.finish(clauses, &place)
    }

    /// The rule of a scoring method, line by line.
    pub fn method(&self, id: MethodId) -> Vec<Line> {
        let method = self.rubric.method(id);
        let place = Place { method: Some(method), ..Place::default() };
        let clauses = self.body(&method.body, &place);
        self.finish(clauses, &place)
    }

    /// What a check asks for, the rows `rows` being in sight.
    pub fn verification(&self, verification: &'a Verification, rows: &[TableRef]) -> String {
        let place = Place { rows: rows.to_vec(), ..Place::default() };
        let text = self.condition(&verification.condition, true, &place).0;
        self.named.take();
        self.tidy(&text)
    }

    /// The lines of `clauses`, with what the names in them stand for.
    fn finish(&self, mut clauses: Vec<Clause>, place: &Place<'a>) -> Vec<Line> {
        let definitions = self.definitions(place);
        if !definitions.is_empty() {
            clauses.push(Clause::lead(self.words.get("wording-where"), definitions));
        }
        self.named.take();
        self.lines(clauses)
    }

    /// What the 计算 named so far stand for, and those named in saying it.
    fn definitions(&self, place: &Place<'a>) -> Vec<Clause> {
        let mut told = Vec::new();
        while let Some(id) = self.next_named() {
            told.push(self.definition(id, place));
        }
        told
    }

    fn next_named(&self) -> Option<LetId> {
        let mut named = self.named.borrow_mut();
        if named.waiting.is_empty() { None } else { Some(named.waiting.remove(0)) }
    }

    /// Remembers that `id` was named.
    fn name_let(&self, id: LetId) {
        let mut named = self.named.borrow_mut();
        if !named.seen.contains(&id) {
            named.seen.push(id);
            named.waiting.push(id);
        }
    }

    /// `message` in words.
    fn say(&self, message: Message) -> String {
        self.locale.text(&message)
    }

    /// A name of the rubric among other words: in English, one of several words is quoted.
    fn called(&self, name: &str) -> String {
        if self.english() && name.contains(char::is_whitespace) {
            return format!("{}{}{}", self.words.get("quote-open"), self.kept(name), self.words.get("quote-close"));
        }
        self.kept(name)
    }

    /// An option among other words: one that is a sign (≥) is quoted, lest it be read as one.
    fn option(&self, name: &str) -> String {
        if name.contains(char::is_alphanumeric) {
            return self.called(name);
        }
        format!("{}{}{}", self.words.get("quote-open"), self.kept(name), self.words.get("quote-close"))
    }

    /// A name of the rubric, kept as it is.
    fn kept(&self, name: &str) -> String {
        let kept: String = name.chars().filter(|c| !matches!(*c, NAME_OPEN | NAME_CLOSE)).collect();
        format!("{NAME_OPEN}{kept}{NAME_CLOSE}")
    }

    /// So many points.
    fn points(&self, number: &Number) -> String {
        let shown = number.shown(28).text;
        let points = shown.parse().map_or_else(|_| Arg::Text(shown), Arg::Count);
        self.say(Message::new("n-points").arg("points", points))
    }

    fn english(&self) -> bool {
        self.locale.language() == Language::En
    }

    /// `text` as it is printed: blanks between Chinese and digits, a sentence beginning with a capital where
    /// the language has them.
    fn tidy(&self, text: &str) -> String {
        if self.english() {
            let plain: String = text.chars().filter(|c| !matches!(*c, NAME_OPEN | NAME_CLOSE)).collect();
            return plain;
        }
        let mut out = String::with_capacity(text.len());
        let mut before: Option<char> = None;
        let mut inside = false;
        for c in text.chars() {
            match c {
                NAME_OPEN => inside = true,
                NAME_CLOSE => inside = false,
                _ => {
                    // Within a name nothing is changed; its first letter still has what stands before it.
                    let first = inside && out.chars().next_back() == before;
                    if let Some(before) = before
                        && (!inside || first)
                        && apart(before, c)
                    {
                        out.push(' ');
                    }
                    out.push(c);
                    before = Some(c);
                }
            }
        }
        out
    }

    fn capital(&self, line: String) -> String {
        if !self.english() {
            return line;
        }
        let mut letters = line.chars();
        match letters.next() {
            Some(first) if first.is_ascii_lowercase() => first.to_ascii_uppercase().to_string() + letters.as_str(),
            _ => line,
        }
    }
}

/// Whether a blank stands between two letters.
fn apart(a: char, b: char) -> bool {
    let narrow = |c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | '‰');
    let wide = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    (narrow(a) && wide(b)) || (wide(a) && narrow(b))
}
