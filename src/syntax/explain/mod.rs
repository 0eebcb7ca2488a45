//! What could not be read, in the author's words: what was read, what was expected, and what to write instead.
//!
//! A line that the grammar gave up is tried again alone, which tells how far it can be read and what was tried
//! there. Each mistake that people often make is looked for first (`special` lists them, `printed` knows the words of
//! printed tables); a remedy is offered only if with it the line can be read further.

mod between;
mod blank;
mod expect;
mod heading;
mod number;
pub(super) mod printed;
mod range;
mod reading;
mod sentence;
mod sign;
mod special;
mod statement;
mod step;
mod token;
mod types;
mod word;

use std::ops::Range;

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::grammar::{RubricParser, Rule};
use super::keyword::{self, Keyword, Meaning};
use super::lower::Cx;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::source::Span;
use expect::Want;
use token::Token;

/// The longest entry before a mistake that is tried together with it.
const LONGEST_BEFORE: usize = 10_000;
/// How much of what follows a mistake is tried with each remedy.
const LOOK_AHEAD: usize = 1_000;

/// Why a piece of text cannot be read.
pub(super) struct Case<'t> {
    /// The piece, from the beginning of the entry on.
    text: &'t str,
    /// Where it begins in the mended text.
    base: usize,
    /// The rule that it should be read by.
    alone: Rule,
    /// How far it can be read; all offsets are within `text`.
    at: usize,
    /// What was tried there.
    tried: Vec<Rule>,
    /// Its pieces, up to a little after `at`.
    tokens: Vec<Token>,
    /// Whether remedies are spelt in English.
    english: bool,
}

/// How far `text` can be read by `alone`: `None` if to its end.
fn attempt(text: &str, alone: Rule) -> Option<(usize, Vec<Rule>)> {
    let error = RubricParser::parse(alone, text).err()?;
    let at = match error.location {
        InputLocation::Pos(at) => at,
        InputLocation::Span((at, _)) => at,
    };
    match error.variant {
        ErrorVariant::ParsingError { positives, .. } => Some((at, positives)),
        ErrorVariant::CustomError { .. } => Some((at, Vec::new())),
    }
}

impl<'t> Case<'t> {
    fn new(text: &'t str, base: usize, alone: Rule, english: bool) -> Option<Self> {
        let (at, tried) = attempt(text, alone)?;
        // The rest of the line of `at` is enough to say what stands there.
        let rest = text.get(at..).unwrap_or_default();
        let line = rest.trim_start();
        let until = at + (rest.len() - line.len()) + line.find(['\n', '\r']).unwrap_or(line.len());
        let tokens = token::tokens(text.get(..until).unwrap_or_default());
        let mut end = text.len().min(until + LOOK_AHEAD);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let text = text.get(..end).unwrap_or_default();
        Some(Case { text, base, alone, at, tried, tokens, english })
    }

    /// The case without the line on which reading stopped, if that is a statement of its own: `计算 a = b ÷` reads on
    /// into `得分 = …`, and stops at its sign.
    fn without_next_statement(&self) -> Option<Self> {
        let found = self.found()?;
        let line = self.piece(0..found.range.start).rfind(['\n', '\r'])? + 1;
        let first = self.tokens.iter().find(|token| token.range.start >= line)?;
        let keyword = keyword::reserved(self.word(first)).filter(|_| first.range != found.range)?;
        if keyword.begins == keyword::Begins::Nothing {
            return None;
        }
        Case::new(self.piece(0..first.range.start), self.base, self.alone, self.english)
    }

    fn piece(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    fn word(&self, token: &Token) -> &'t str {
        self.piece(token.range.clone())
    }

    /// The index of the piece at which reading stopped.
    /// The same with 1份至2份 taken apart.
    fn ranged(&self) -> Case<'t> {
        let tokens = token::ranged(self.text, &self.tokens);
        Case { tokens, tried: self.tried.clone(), ..*self }
    }

    fn index(&self) -> usize {
        self.tokens.iter().position(|token| token.range.end > self.at).unwrap_or(self.tokens.len())
    }

    fn found(&self) -> Option<&Token> {
        self.tokens.get(self.index())
    }

    fn before(&self) -> Option<&Token> {
        self.index().checked_sub(1).and_then(|index| self.tokens.get(index))
    }

    /// Whether nothing but a line end parts the two.
    fn on_one_line(&self, left: &Token, right: &Token) -> bool {
        !self.piece(left.range.end..right.range.start).contains(['\n', '\r'])
    }

    /// Whether `place` stands on the line where reading stopped.
    fn on_the_line(&self, place: usize) -> bool {
        special::line(self.text, self.at).contains(&place)
    }

    /// What stands where reading stopped, if it stands on the line of what was read last.
    fn found_on_line(&self) -> Option<&Token> {
        let found = self.found()?;
        match self.before() {
            Some(before) if !self.on_one_line(before, found) => None,
            _ => Some(found),
        }
    }

    /// Whether the text can be read further once `range` is replaced.
    fn improves(&self, range: Range<usize>, replacement: &str) -> bool {
        self.left_after(range, replacement).is_some()
    }

    /// How much of the text is left unread once `range` is replaced, if that is better than now. Less is better; of two
    /// ways that leave as much, the one is better after which the entry may end.
    fn left_after(&self, range: Range<usize>, replacement: &str) -> Option<usize> {
        let mended = format!("{}{replacement}{}", self.piece(0..range.start), self.piece(range.end..self.text.len()));
        // Further than the replacement itself, and than where it stopped before. What follows both is the same text.
        let left = self.text.len() - self.at.max(range.end);
        let Some((at, tried)) = attempt(&mended, self.alone) else { return Some(0) };
        let left_now = mended.len() - at;
        let may_end = tried.contains(&Rule::EOI);
        let better = left_now < left || left_now == left && may_end && !self.tried.contains(&Rule::EOI);
        better.then_some(2 * left_now + usize::from(!may_end))
    }

    /// The text with each of `changes` made; they stand in the order of the text and do not overlap.
    fn mended<'c>(&self, changes: impl IntoIterator<Item = (Range<usize>, &'c str)>) -> String {
        let mut mended = String::with_capacity(self.text.len() + 16);
        let mut done = 0;
        for (range, text) in changes {
            mended.push_str(self.piece(done..range.start));
            mended.push_str(text);
            done = range.end;
        }
        mended.push_str(self.piece(done..self.text.len()));
        mended
    }

    /// The text with `changes` made, if it can then be read further than `place`, which is behind all of them, and
    /// further than now.
    fn gets_past(&self, changes: &[(Range<usize>, &str)], place: usize) -> Option<String> {
        let mended = self.mended(changes.iter().map(|(range, text)| (range.clone(), *text)));
        let left = attempt(&mended, self.alone).map_or(0, |(at, _)| mended.len() - at);
        (left < self.text.len() - self.at.max(place) || left == 0).then_some(mended)
    }

    fn tries(&self, rules: &[Rule]) -> bool {
        self.tried.iter().any(|rule| rules.contains(rule))
    }

    fn wants(&self) -> Vec<Want> {
        let condition = self.before().and_then(|token| keyword::reserved(self.word(token))).is_some_and(|keyword| {
            matches!(
                keyword.meaning,
                Meaning::When | Meaning::And | Meaning::Or | Meaning::Not | Meaning::If | Meaning::Verify
            )
        });
        expect::all(&self.tried, condition)
    }

    /// The keywords that could stand where reading stopped.
    fn keywords(&self) -> Vec<&'static Keyword> {
        let words = self.wants().into_iter().filter_map(|want| match want {
            Want::Word(keyword) => Some(keyword),
            _ => None,
        });
        words.collect()
    }

    fn span(&self, cx: &Cx<'_>, range: Range<usize>) -> Span {
        cx.span(self.base + range.start..self.base + range.end)
    }
}

/// An entry that could not be read.
pub(super) struct Unreadable {
    /// What the grammar passed over.
    pub passed: Range<usize>,
    /// Where the list ends that it stands in.
    pub end: usize,
    /// The entry before it on the same line, which may have ended too early.
    pub before: Option<Range<usize>>,
    /// The rule by which such an entry is tried again.
    pub alone: Rule,
}

/// Tells why `entry` cannot be read, and returns how far it can be.
pub(super) fn unreadable(cx: &mut Cx<'_>, entry: Unreadable) -> usize {
    let Unreadable { passed, end, before, alone } = entry;
    let range = passed.start..end;
    if cx.is_full() {
        return range.start + 1;
    }
    let survey = cx.survey;
    let text = &survey.text;
    let joined = before.filter(|before| {
        before.len() <= LONGEST_BEFORE && !text.get(before.end..range.start).unwrap_or_default().contains(['\n', '\r'])
    });
    let english = survey.english;
    let case = |start: usize| Case::new(text.get(start..range.end).unwrap_or_default(), start, alone, english);
    let joined = joined.and_then(|before| case(before.start));
    let alone_case = case(range.start);
    // The entry before it is tried with it, unless more can be read by itself. A statement does so with its keyword.
    let further = |joined: &Case<'_>| {
        let Some(case) = &alone_case else { return true };
        let statement = matches!(alone, Rule::try_item | Rule::try_statement | Rule::try_header_item);
        let begins = case.tokens.first().is_some_and(|token| keyword::reserved(case.word(token)).is_some());
        joined.base + joined.at >= case.base + case.at
            || statement && !begins
            || word::full_without_get(cx, joined).is_some()
            || range::unit_behind(cx, joined).is_some()
    };
    let (case, other) = match joined {
        Some(joined) if further(&joined) => (Some(joined), alone_case),
        _ => (alone_case, None),
    };
    let Some(case) = case else { return range.start + 1 };
    let case = case.without_next_statement().unwrap_or(case);
    let reached = case.base + case.at;
    // What the scan told of a line is the reason why it cannot be read.
    let line_start = text.get(..case.base).unwrap_or_default().rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line_end = text.get(reached..).unwrap_or_default().find(['\n', '\r']).map_or(text.len(), |at| reached + at);
    // A name that lacks its quotes is told where it is declared, with all its uses.
    let stopped = case.found().map_or(case.at..case.at, |found| found.range.clone());
    let unquoted = cx.is_unquoted(case.base + stopped.start..case.base + stopped.end);
    if !unquoted && !survey.is_told(line_start..line_end.max(range.start + 1)) {
        // Where nothing is known of the two together, the entry may be known by itself: 其他 : 0分.
        let by_itself = || {
            other
                .as_ref()
                .filter(|other| other.at == 0 && alone == Rule::try_case)
                .and_then(|other| special::explain(cx, other))
        };
        let diagnostic = special::explain(cx, &case).or_else(by_itself).unwrap_or_else(|| plain(cx, &case));
        cx.tell(diagnostic);
    }
    passed_lines(cx, line_end..passed.end, alone);
    reached.max(range.start + 1)
}

/// Looks at the lines that were passed over after a mistake: a keyword misspelt or glued to its name at the beginning
/// of one is a mistake of its own.
fn passed_lines(cx: &mut Cx<'_>, passed: Range<usize>, alone: Rule) {
    if !matches!(alone, Rule::try_item | Rule::try_statement) {
        return;
    }
    let survey = cx.survey;
    let text = survey.text.get(passed.clone()).unwrap_or_default();
    let mut depth = 0_usize;
    let mut at = passed.start;
    for line in text.split_inclusive(['\n', '\r']) {
        let blank = line.len() - line.trim_start().len();
        let start = at + blank;
        at += line.len();
        if depth == 0
            && blank < line.len()
            && !survey.is_told(start..at)
            && let Some(case) =
                Case::new(survey.text.get(start..passed.end).unwrap_or_default(), start, alone, survey.english)
            && let Some(diagnostic) = special::of_its_own(cx, &case)
        {
            cx.tell(diagnostic);
        }
        for c in line.chars() {
            match c {
                '{' | '｛' => depth += 1,
                '}' | '｝' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if cx.is_full() {
            return;
        }
    }
}

/// Whether `bare` is a value that stands on one line with what is before it, without a sign between.
pub(super) fn is_second_value(cx: &Cx<'_>, bare: &Pair<'_, Rule>, before: Option<&Range<usize>>) -> bool {
    let clause = bare.clone().into_inner().any(|part| part.as_rule() == Rule::clause_tail);
    let between = before.and_then(|before| cx.survey.text.get(before.end..bare.as_span().start()));
    !clause && between.is_some_and(|between| !between.contains(['\n', '\r']))
}

/// The message where no special one fits: what was read, what was expected.
fn plain(cx: &Cx<'_>, case: &Case<'_>) -> Diagnostic {
    let begins = case.before().is_none();
    let wants = if begins { beginning(case.alone) } else { case.wants() };
    let (expected, count) = expect::argument(wants.clone(), case.english);
    let found = case.found_on_line().or_else(|| within_parens(case, &wants));
    let (range, read) = match (found, case.before()) {
        (Some(found), _) => (found.range.clone(), Arg::Text(format!("“{}”", short(case.word(found))))),
        // The line ends too early: the last thing read is where the eye should go.
        (None, Some(before)) => (before.range.clone(), Arg::Key("found-line-end")),
        (None, None) => (0..0, Arg::Key("found-line-end")),
    };
    // 15 points is one thing to the reader, though the blank parts it.
    let unit = found.and_then(|found| amount_end(case, found));
    let (range, read) = match (found, unit) {
        (Some(found), Some(end)) => {
            let whole = found.range.start..end;
            (whole.clone(), Arg::Text(format!("“{}”", short(case.piece(whole)))))
        }
        _ => (range, read),
    };
    let number = found.is_some_and(|token| token.kind == token::Kind::Number);
    let mut diagnostic =
        Diagnostic::new(Code::Syntax, case.span(cx, range)).arg("expected", expected).arg("found", read);
    if found.is_none() {
        diagnostic = diagnostic.at(Message::new("syntax-after"));
    }
    let name = wants.contains(&Want::Phrase("expect-name")) && number;
    if let (Some(found), true) = (found, name || wants.contains(&Want::Phrase("expect-text"))) {
        let quoted = format!("\"{}\"", case.word(found));
        if case.improves(found.range.clone(), &quoted) {
            let place = case.span(cx, found.range.clone());
            return diagnostic.fix(place, quoted);
        }
    }
    // 未报告 扣 5分: a condition begins with 当.
    if let (Some(found), Some(first)) = (found, case.tokens.first())
        && wants.contains(&Want::Word(Meaning::Per.keyword()))
        && keyword::reserved(case.word(found)).is_some_and(|k| matches!(k.meaning, Meaning::Less | Meaning::Plus))
    {
        let when = format!("{} ", Meaning::When.keyword().spelling(case.english));
        if case.improves(first.range.start..first.range.start, &when) {
            return diagnostic.fix(case.span(cx, first.range.start..first.range.start), when);
        }
    }
    // 数据 完成率 比率: the colon is missing before a type.
    if let Some(found) = found
        && wants.contains(&Want::Sign(":"))
        && keyword::TYPE_WORDS.iter().any(|(zh, en)| *zh == case.word(found) || *en == case.word(found))
        && case.improves(found.range.start..found.range.start, ": ")
    {
        return diagnostic.fix(case.span(cx, found.range.start..found.range.start), ": ");
    }
    // [0%, 100%: whether the end is in it only the author knows.
    if let (None, Some(before)) = (found, case.before())
        && wants.contains(&Want::Phrase("expect-interval-end"))
        && case.improves(before.range.end..before.range.end, "]")
    {
        return diagnostic.choice(case.span(cx, before.range.end..before.range.end), "]");
    }
    // One sign or keyword that would do is offered.
    let put_in = match wants.iter().find(|want| **want != Want::End) {
        Some(Want::Word(keyword)) if count == 1 => Some(keyword.spelling(case.english)),
        Some(Want::Sign(sign)) if count == 1 && matches!(*sign, ":" | "=") => Some(*sign),
        _ => None,
    };
    if let (Some(put_in), Some(found)) = (put_in, found) {
        let replacement = format!("{put_in} ");
        if case.improves(found.range.start..found.range.start, &replacement) {
            let place = case.span(cx, found.range.start..found.range.start);
            diagnostic = diagnostic.fix(place, replacement);
        }
    }
    diagnostic
}

/// What stands on the next line, where a parenthesis is still open and the line goes on with it: its end tells nothing.
fn within_parens<'c>(case: &'c Case<'_>, wants: &[Want]) -> Option<&'c Token> {
    let (found, first) = (case.found()?, case.tokens.first()?);
    let column = |token: &Token| {
        let line = case.text.get(..token.range.start).unwrap_or_default();
        line.rfind(['\n', '\r']).map(|end| line.len() - end - 1)
    };
    // Where the entry begins stands what was before it on its line; its indentation is not at hand, but that of a line
    // that begins a statement is.
    let statement =
        keyword::reserved(case.word(found)).is_some_and(|keyword| keyword.begins != keyword::Begins::Nothing);
    let goes_on = column(found).is_some_and(|column| column > 0) && column(first).is_none();
    (wants.contains(&Want::Sign(")")) && goes_on && !statement).then_some(found)
}

/// Where the English unit ends that a blank parts from the number `found`.
fn amount_end(case: &Case<'_>, found: &Token) -> Option<usize> {
    let at = case.tokens.iter().position(|token| token == found)?;
    let unit = case.tokens.get(at + 1).filter(|unit| unit.kind == token::Kind::Word)?;
    let word = case.word(unit);
    let number = found.kind == token::Kind::Number && case.word(found).ends_with(keyword::is_digit);
    let english = word.is_ascii() && keyword::reserved(word).is_none();
    (number && english && case.on_one_line(found, unit)).then_some(unit.range.end)
}

/// What an entry of a list may begin with.
fn beginning(alone: Rule) -> Vec<Want> {
    let words = |meanings: &[Meaning]| meanings.iter().map(|m| Want::Word(m.keyword())).collect();
    match alone {
        Rule::try_header_item => words(&[Meaning::Basis, Meaning::Valid, Meaning::Full, Meaning::Round]),
        Rule::try_case => words(&[Meaning::When, Meaning::Else]),
        Rule::try_calendar_entry => words(&[Meaning::Off, Meaning::On]),
        Rule::try_band => vec![Want::Phrase("expect-range")],
        Rule::try_grade => vec![Want::Phrase("expect-grade")],
        Rule::try_lookup_entry | Rule::try_grid_row => vec![Want::Phrase("expect-key")],
        Rule::try_corner => vec![Want::Phrase("expect-value")],
        Rule::try_clause => vec![Want::Phrase("expect-clause")],
        _ => vec![Want::Phrase("expect-statement")],
    }
}

/// `text`, cut where it is too long for a message.
fn short(text: &str) -> String {
    const MOST: usize = 24;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
