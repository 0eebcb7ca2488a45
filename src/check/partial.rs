//! What is worth telling of a rubric of which some lines could not be read. What those lines may have declared is not
//! told to be missing, and nothing that stands on them is told twice.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Block, File, Item, Rule, RuleKind, Statement};
use crate::syntax::keyword::{self, Meaning};

/// Most mistakes of reading beside which anything else is looked for.
const MOST_UNREAD: usize = 100;

/// Of what was `found` in `files`, what follows from none of the mistakes in reading them, `unread`.
pub fn worth_telling(found: &Diagnostics, files: &[File], unread: &Diagnostics, sources: &SourceMap) -> Diagnostics {
    let mut told = Diagnostics::new();
    if unread.iter().count() > MOST_UNREAD {
        return told;
    }
    let holes = Holes::of(files, unread, sources);
    for diagnostic in found.iter().filter(|diagnostic| holes.is_sure(diagnostic, sources)) {
        told.push(diagnostic.clone());
    }
    told
}

/// How far a kind of mistake hangs on what could not be read.
enum Kind {
    /// A name that is not known: it may be declared there.
    Name,
    /// Something that is wrong as it stands.
    Sure,
    /// A unit that is not another: what makes the one of the other may stand there.
    Units,
    /// Something that hangs on what stands beside it in its block, such as a condition before it.
    Beside,
    /// Something about all that a block holds.
    Block,
    /// Something that may stand there, or follow from what does.
    Unsure,
}

fn kind(code: Code) -> Kind {
    use Code as C;
    match code {
        C::NameUnknown
        | C::OptionUnknown
        | C::UnitUnknown
        | C::TypeUnknown
        | C::FunctionUnknown
        | C::WorthUnknown
        | C::RoundingModeUnknown
        | C::IndicatorNeeded => Kind::Name,
        C::NameTwice
        | C::BlankMissing
        | C::NameBuiltIn
        | C::LetCyclic
        | C::MethodCyclic
        | C::UnitCyclic
        | C::NotATable
        | C::TypeMismatch
        | C::BranchesDiffer
        | C::NotACondition
        | C::NotANumber
        | C::NoOrder
        | C::OptionsUnordered
        | C::TableAsValue
        | C::TableNeeded
        | C::MethodAsValue
        | C::ArgumentCount
        | C::DateStep
        | C::DatesAdded
        | C::DateUnknown
        | C::PowerExponent
        | C::ConstantZeroDivisor
        | C::ConstantNeeded
        | C::NotPositive
        | C::RangeEmpty
        | C::KeyTwice
        | C::InterpolateOrder
        | C::RoundingPlaces
        | C::NoteBrace
        | C::RuleExceedsPoints
        | C::ScoreNegative
        | C::WorthKind
        | C::PeriodBackwards
        | C::RoundingTwice
        | C::RoundingModeUnsaid
        | C::ExactAndRounded
        | C::CalendarDayTwice
        | C::CalendarDayBoth
        | C::CalendarOtherYear => Kind::Sure,
        C::DimensionMismatch | C::ComparedUnlike | C::RuleNoPoints => Kind::Units,
        C::OptionalUnguarded => Kind::Beside,
        C::PointsSum | C::TotalSum | C::SharesSum | C::PointsAndShares | C::RuleMissing | C::RuleTwice => Kind::Block,
        _ => Kind::Unsure,
    }
}

/// What could not be read.
struct Holes<'s> {
    /// Its places: what was passed over, and every line with a mistake.
    spans: Vec<Span>,
    /// Its texts.
    texts: Vec<&'s str>,
    /// Whether a whole file may be missing.
    file: bool,
    /// Whether it was guessed where blocks end.
    blocks_guessed: bool,
    /// Whether a name that is declared could not be read.
    nameless: bool,
    /// Every block.
    blocks: Vec<Span>,
    /// The blocks in which something is missing; none is the file itself.
    broken: BTreeSet<Option<Span>>,
}

impl<'s> Holes<'s> {
    fn of(files: &[File], unread: &Diagnostics, sources: &'s SourceMap) -> Self {
        let mut spans: Vec<Span> = files.iter().flat_map(|file| &file.unread).copied().collect();
        for diagnostic in unread.iter() {
            spans.extend(diagnostic.labels.iter().map(|label| line(label.span, sources)));
        }
        let texts: Vec<&str> = spans.iter().map(|span| sources.slice(*span)).collect();
        let use_words = ["引用", "use", ".rubric"];
        let file = unread.iter().any(|d| matches!(d.code, Code::UseMissing | Code::UseUnreadable | Code::UseTooMany))
            || texts.iter().any(|text| use_words.iter().any(|word| text.contains(word)));
        let blocks_guessed = unread.iter().any(|d| matches!(d.code, Code::UnclosedBrace | Code::StrayBrace));
        let nameless = texts.iter().any(|text| is_nameless(text));
        let mut blocks = Blocks::default();
        files.iter().flat_map(|file| &file.items).for_each(|item| blocks.item(item));
        let blocks = blocks.0;
        let broken = spans.iter().map(|hole| innermost(&blocks, *hole)).collect();
        Holes { spans, texts, file, blocks_guessed, nameless, blocks, broken }
    }

    /// Whether `diagnostic` is a mistake whatever stood in the holes.
    fn is_sure(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> bool {
        if diagnostic.severity() != Severity::Error {
            return false;
        }
        let within = |span: Span| self.spans.iter().any(|hole| touches(*hole, span));
        if diagnostic.labels.iter().any(|label| within(label.span)) {
            return false;
        }
        let mentions = |word: &str| self.texts.iter().any(|text| text.contains(word));
        let place = diagnostic.span();
        match kind(diagnostic.code) {
            Kind::Name => {
                let name = sources.slice(place).trim_matches(['"', '“', '”']);
                !self.file && !self.nameless && !name.is_empty() && !mentions(name)
            }
            Kind::Sure => true,
            Kind::Units => !self.file && !mentions("单位") && !mentions("unit"),
            Kind::Beside => !self.broken.contains(&innermost(&self.blocks, place)),
            Kind::Block => {
                // The block of a head follows it; the whole rubric's is the file.
                let after =
                    self.blocks.iter().filter(|block| block.source == place.source && block.start >= place.start);
                let block = after.min_by_key(|block| block.start).filter(|_| diagnostic.code != Code::TotalSum);
                !self.blocks_guessed && !self.broken.contains(&block.copied())
            }
            Kind::Unsure => false,
        }
    }
}

/// The innermost block around the beginning of `place`.
fn innermost(blocks: &[Span], place: Span) -> Option<Span> {
    let around = blocks.iter().filter(|block| holds(**block, place));
    around.min_by_key(|block| block.end - block.start).copied()
}

/// Whether `line` declares something of which it does not say the name: `数据 、b : 数`.
fn is_nameless(line: &str) -> bool {
    use Meaning::{Fact, Indicator, Let, Method, Options, Part, Unit};
    let line = line.trim_start();
    let word = line.get(..line.find(|c| !keyword::is_word_char(c)).unwrap_or(line.len())).unwrap_or_default();
    let declares = |meaning| matches!(meaning, Fact | Let | Unit | Options | Method | Indicator | Part);
    if !keyword::reserved(word).is_some_and(|keyword| declares(keyword.meaning)) {
        return false;
    }
    let names = line.get(word.len()..).unwrap_or_default();
    let names = names.split("//").next().unwrap_or_default();
    let names = names.split([':', '：', '=', '＝', '{', '｛', '(', '（']).next().unwrap_or_default();
    names.split(['、', ',', '，']).any(|name| name.trim().is_empty())
}

/// The lines that `span` stands on.
fn line(span: Span, sources: &SourceMap) -> Span {
    let text = sources.get(span.source).map(|source| &*source.text).unwrap_or_default();
    let range = span.range();
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(range.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| range.end + at);
    Span::new(span.source, start..end.max(start))
}

fn touches(hole: Span, span: Span) -> bool {
    hole.source == span.source && hole.start <= span.end && span.start <= hole.end
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.start <= outer.end
}

/// The blocks of a rubric.
#[derive(Default)]
struct Blocks(Vec<Span>);

impl Blocks {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Header(header) => self.0.push(header.span),
            Item::Options(options) => self.0.push(options.span),
            Item::Grades(grades) => self.0.push(grades.span),
            Item::Calendar(calendar) => self.0.push(calendar.span),
            Item::Method(method) => self.block(&method.body),
            Item::Adjust(adjust) => self.block(&adjust.body),
            Item::Statement(statement) => self.statement(statement),
            _ => {}
        }
    }

    fn block(&mut self, block: &Block) {
        self.0.push(block.span);
        block.statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Node(node) => self.block(&node.body),
            Statement::Rule(rule) => self.rule(rule),
            _ => {}
        }
    }

    /// Blocks stand in rules, too; those within bands and cases count as their indicator's.
    fn rule(&mut self, rule: &Rule) {
        match &rule.kind {
            RuleKind::Each(each) => self.block(&each.body),
            RuleKind::Scaled { body, .. } => self.block(body),
            _ => {}
        }
    }
}
