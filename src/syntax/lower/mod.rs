//! From what pest read to the syntax tree: one function per rule of the grammar, named after it. A function returns
//! `None` where a part is missing, which the grammar forbids or a diagnostic has told.

mod expr;
mod item;
mod literal;
mod rule;
mod statement;
mod types;

pub(super) use literal::keyword_as_name;

use std::iter::Peekable;
use std::ops::Range;

use pest::Parser;
use pest::iterators::{Pair, Pairs};

use super::ast;
use super::explain;
use super::grammar::{RubricParser, Rule};
use super::scan::Survey;
use crate::diagnostic::{Arg, Code, Diagnostic, Diagnostics, Message};
use crate::source::{SourceId, Span, Spanned};

/// The most operators that one expression may hold inside one another: `a + b + c` holds two.
const MAX_OPERATORS: usize = 256;
/// The most mistakes told of one text.
const MAX_TOLD: usize = 500;

/// What lowering needs at hand.
pub(super) struct Cx<'s> {
    pub survey: &'s Survey,
    pub source: SourceId,
    diagnostics: &'s mut Diagnostics,
    told: usize,
    /// How deep operators nest in the expressions lowered last.
    depth: usize,
    /// Every 允许 met.
    allows: Vec<ast::Allow>,
    /// What could not be read.
    unread: Vec<Span>,
}

/// Reads the text of `survey` and makes the tree of it.
pub(super) fn read(survey: &Survey, source: SourceId, diagnostics: &mut Diagnostics) -> ast::File {
    let empty =
        || ast::File { source, english: survey.english, items: Vec::new(), allows: Vec::new(), unread: Vec::new() };
    let mut cx = Cx { survey, source, diagnostics, told: 0, depth: 0, allows: Vec::new(), unread: Vec::new() };
    if survey.hopeless {
        return empty();
    }
    match RubricParser::parse(Rule::file, &survey.text) {
        Ok(mut pairs) => match pairs.next() {
            Some(pair) => item::file(&mut cx, pair),
            None => empty(),
        },
        // Every text has a reading, if only as lines that cannot be read. What is left is a stack that is too small.
        Err(_) => {
            let span = cx.span(0..survey.text.chars().next().map_or(0, char::len_utf8));
            cx.tell(
                Diagnostic::new(Code::LimitExceeded, span)
                    .arg("limit", Arg::Key("limit-stack"))
                    .arg("most", super::MAX_NESTING),
            );
            empty()
        }
    }
}

impl Cx<'_> {
    /// Adds a diagnostic, unless there are too many to be of use.
    pub fn tell(&mut self, diagnostic: Diagnostic) {
        if !self.is_full() {
            self.told += 1;
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether a name that was told to need quotes stands at `mended`. It counts as told once more, so that the search
    /// has an end.
    pub fn is_unquoted(&mut self, mended: Range<usize>) -> bool {
        let place = self.span(mended);
        let unquoted = self.diagnostics.iter().filter(|told| told.code == Code::UnquotedName);
        let mut edits = unquoted.filter_map(|told| told.fix.as_ref()).flat_map(|fix| &fix.edits);
        let unquoted = edits.any(|edit| edit.span.start <= place.end && place.start <= edit.span.end);
        self.told += usize::from(unquoted);
        unquoted
    }

    /// Whether so many mistakes are told that no more will be.
    pub fn is_full(&self) -> bool {
        self.told >= MAX_TOLD
    }

    /// The place in the original text.
    pub fn span(&self, mended: Range<usize>) -> Span {
        Span::new(self.source, self.survey.original(mended))
    }

    /// The place of `pair` without the blanks that pest counts to it.
    fn place(&self, pair: &Pair<'_, Rule>) -> Span {
        self.span(extent(pair))
    }

    /// `mended` with the mark that ends it; with the line where nothing else stands on it, and with an empty line
    /// that would stand beside another.
    fn whole(&self, mended: Range<usize>) -> Span {
        let text = &self.survey.text;
        let (mut start, mut end) = (mended.start, mended.end);
        let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t', '\u{3000}', '\r']).len();
        let rest = |at: usize| text.get(at..).unwrap_or_default();
        let mark = end + blanks(rest(end));
        if let Some(sign) = rest(mark).chars().next().filter(|c| matches!(c, ';' | '；' | '。')) {
            end = mark + sign.len_utf8();
        }
        let line = text.get(..start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
        let alone_before = text.get(line..start).is_some_and(|before| before.trim().is_empty());
        let tail = rest(end).split('\n').next().unwrap_or_default();
        let is_alone = alone_before && (tail.trim().is_empty() || tail.trim_start().starts_with("//"));
        if is_alone {
            start = line;
            end = (end + tail.len() + 1).min(text.len());
            let empty_before = text.get(..start).is_some_and(|before| before.ends_with("\n\n"));
            if empty_before && rest(end).starts_with('\n') {
                end += 1;
            }
        } else {
            end += blanks(rest(end));
        }
        self.span(start..end)
    }

    /// Lowers with `lower` an expression in which `own` operators stand beside one another.
    fn nest<T>(&mut self, own: usize, span: Span, lower: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let beside = std::mem::take(&mut self.depth);
        // Not tried where it is too long at the outset: lowering a chain of signs takes stack.
        let lowered = if own > MAX_OPERATORS { None } else { lower(self) };
        self.depth += own;
        if self.depth > MAX_OPERATORS {
            // Told once: what stands around it starts counting anew.
            self.depth = 0;
            self.tell(
                Diagnostic::new(Code::LimitExceeded, span)
                    .arg("limit", Arg::Key("limit-operators"))
                    .arg("most", MAX_OPERATORS),
            );
            return None;
        }
        self.depth = self.depth.max(beside);
        lowered
    }
}

/// The range of `pair` in the mended text, up to the end of its last sign. Every sign is a rule, so that the last
/// rule without parts ends where the text does; pest counts the blanks that follow to the whole.
fn extent(pair: &Pair<'_, Rule>) -> Range<usize> {
    let span = pair.as_span();
    let mut end = span.end();
    // Blanks and comments that follow end in a blank, but for a comment at the end of the text.
    if end < span.get_input().len() && !span.as_str().ends_with(char::is_whitespace) {
        return span.start()..end;
    }
    let mut last = pair.clone().into_inner().next_back();
    while let Some(pair) = last {
        end = pair.as_span().end();
        last = pair.into_inner().next_back();
    }
    span.start()..end
}

/// The parts of a pair, without the signs that only part them.
struct Parts<'i>(Peekable<Pairs<'i, Rule>>);

/// The parts of `pair`.
fn parts(pair: Pair<'_, Rule>) -> Parts<'_> {
    Parts(pair.into_inner().peekable())
}

/// Whether `rule` is a sign that says nothing of its own.
fn is_mere_sign(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::brace_open
            | Rule::brace_close
            | Rule::paren_open
            | Rule::paren_close
            | Rule::colon
            | Rule::comma
            | Rule::pause
            | Rule::end_mark
            | Rule::tilde
            | Rule::dot
            | Rule::slash
    )
}

impl<'i> Iterator for Parts<'i> {
    type Item = Pair<'i, Rule>;

    fn next(&mut self) -> Option<Pair<'i, Rule>> {
        self.0.by_ref().find(|pair| !is_mere_sign(pair.as_rule()))
    }
}

impl<'i> Parts<'i> {
    fn peek(&mut self) -> Option<Rule> {
        while self.0.peek().is_some_and(|pair| is_mere_sign(pair.as_rule())) {
            self.0.next();
        }
        self.0.peek().map(Pair::as_rule)
    }

    /// The next part if it is `rule`.
    fn one(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        if self.peek() == Some(rule) { self.0.next() } else { None }
    }

    /// The next part that is `rule`; what stands before it is skipped.
    fn seek(&mut self, rule: Rule) -> Option<Pair<'i, Rule>> {
        self.find(|pair| pair.as_rule() == rule)
    }
}

/// A value that may be written once: the second is told, labelling the first.
fn once<T>(cx: &mut Cx<'_>, slot: &mut Option<Spanned<T>>, value: Spanned<T>) {
    match slot {
        None => *slot = Some(value),
        Some(first) => {
            let diagnostic = Diagnostic::new(Code::RepeatedPart, value.span)
                .label(first.span, Message::new("repeated-part-first"))
                .choice(value.span, "");
            cx.tell(diagnostic);
        }
    }
}

/// Reads a list that ends in a catch-all: `lower` takes what could be read, and what could not is told. `alone` is
/// the rule by which one entry is tried again.
fn entries<'i>(cx: &mut Cx<'_>, pair: Pair<'i, Rule>, alone: Rule, mut lower: impl FnMut(&mut Cx<'_>, Pair<'i, Rule>)) {
    let end = pair.as_span().end();
    let block = cx.place(&pair);
    let place = match pair.as_rule() {
        Rule::header_body => ast::AllowPlace::Header,
        Rule::file => ast::AllowPlace::Top,
        _ => ast::AllowPlace::Block,
    };
    // The entry before, as long as nothing parts it from what follows.
    let mut before: Option<Range<usize>> = None;
    // How far the mistake told last reaches: an entry of several lines is told once.
    let mut reached = 0;
    for part in pair.into_inner() {
        let range = extent(&part);
        match part.as_rule() {
            Rule::comma | Rule::end_mark | Rule::brace_open => before = None,
            // A stray sign is told by the scan.
            Rule::brace_close | Rule::EOI | Rule::stray => {}
            Rule::bad_entry | Rule::bad_case | Rule::bad_statement => {
                let lost = item::unread(&part);
                cx.unread.push(cx.span(lost));
                if range.start >= reached {
                    let before = before.take();
                    reached = explain::unreadable(cx, explain::Unreadable { passed: range, end, before, alone });
                }
                if let Some(head) = part.into_inner().find(|inner| inner.as_rule() == Rule::bad_head) {
                    lower(cx, head);
                }
            }
            Rule::bare if explain::is_second_value(cx, &part, before.as_ref()) => {
                let before = before.take();
                cx.unread.push(cx.span(range.clone()));
                reached = explain::unreadable(cx, explain::Unreadable { passed: range, end, before, alone });
            }
            Rule::allow => {
                before = Some(range);
                allow(cx, part, block, place);
            }
            _ => {
                before = Some(range);
                lower(cx, part);
            }
        }
    }
}

/// 允许 未用数据. Where it stands is kept with it: it may stand in any list.
fn allow(cx: &mut Cx<'_>, pair: Pair<'_, Rule>, block: Span, place: ast::AllowPlace) {
    let span = cx.place(&pair);
    let Some(name) = parts(pair).seek(Rule::allow_name) else { return };
    let at = cx.place(&name);
    let words: Vec<String> = name.into_inner().map(|word| literal::fold(word.as_str())).collect();
    let name = Spanned::new(words.join(" "), at);
    let earlier = cx.allows.iter().find(|allow| allow.block == block && allow.name == name).map(|allow| allow.span);
    if let Some(earlier) = earlier {
        let label = Message::new("repeated-part-first");
        return cx.tell(Diagnostic::new(Code::RepeatedPart, span).label(earlier, label).fix(span, ""));
    }
    cx.allows.push(ast::Allow { span, name, block, place });
}
