//! From the checked rubric to formulas over the sheets of facts.
//!
//! What is missing is an error in a formula (`NA()`), as it stops an evaluation; `IF` reads no more than the evaluator
//! does, so that a score needs the same facts in both. Each cell of a score catches the error and says that it is open.
//! Where the evaluator settles a score although a fact is missing or known in part, its result stands in that cell as
//! long as the cells that it rests on are as they were filed.

mod aggregate;
mod body;
mod cells;
mod checks;
mod choice;
mod combine;
mod compare;
mod convert;
mod dates;
mod deduct;
mod each;
mod expr;
mod figure;
mod guard;
mod rounding;
mod rule;
mod scope;
mod steps;
mod total;

use std::collections::{BTreeMap, BTreeSet};

use crate::eval::Evaluation;
use crate::facts::Facts;
use crate::model::{AdjustmentId, FactId, LetId, NodeId, Rubric};
use crate::report::Filing;

use super::awards::AwardPlaces;
use super::facts::Places;
use super::formula::{Formula, TooLong};
use super::name::Taken;
use super::words::Words;

pub(super) use dates::{serial, worked};
pub(super) use each::RowColumn;
pub(super) use steps::{HEAD_ROWS, Step, Steps};
pub(super) use total::TotalCells;

use scope::Scope;

/// Why something is no formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The formula would be too long or too deep.
    TooLong,
    /// Rows of a table within rows of another, both read as a whole.
    RowsWithinRows,
    /// 逐项 within 逐项.
    EachWithinEach,
    /// Different values are counted for each row.
    DistinctInRow,
    /// A day before March 1900, which spreadsheets count differently.
    EarlyDay,
    /// The working calendar has a year missing between others, or none at all.
    Calendar,
    /// A row's judgement and a deduction by the evaluator stand on one row.
    TwoAwards,
    /// Levels are combined over rows.
    LevelsOfRows,
}

impl Why {
    /// The message that tells it.
    pub fn key(self) -> &'static str {
        match self {
            Why::TooLong => "sheet-why-long",
            Why::RowsWithinRows => "sheet-why-rows-within-rows",
            Why::EachWithinEach => "sheet-why-each-within-each",
            Why::DistinctInRow => "sheet-why-distinct",
            Why::EarlyDay => "sheet-why-early-day",
            Why::Calendar => "sheet-why-calendar",
            Why::TwoAwards => "sheet-why-two-awards",
            Why::LevelsOfRows => "sheet-why-levels",
        }
    }
}

impl From<TooLong> for Why {
    fn from(_: TooLong) -> Why {
        Why::TooLong
    }
}

/// A formula, or why there is none.
pub(super) type Run = Result<Formula, Why>;

/// What a formula reads of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Read {
    /// A single fact.
    Fact(FactId),
    /// A cell of the row that the formula stands in.
    Field(FactId, u16),
    /// A column of a table.
    Column(FactId, u16),
    /// Which rows a table has.
    Rows(FactId),
}

/// What several formulas read.
pub(super) type Reads = BTreeSet<Read>;

/// A formula with what it reads.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    /// The formula.
    pub formula: Formula,
    /// What it reads of the facts, also through other cells.
    pub reads: Reads,
}

/// The cells of a node.
#[derive(Clone, Debug)]
pub(super) struct ScoreCells {
    /// What the rule gives.
    pub rule: Handle,
    /// What was awarded.
    pub awarded: Handle,
}

/// Which of the two scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// What the rule gives.
    Rule,
    /// What was awarded.
    Awarded,
}

impl ScoreCells {
    /// The cell of one of the two.
    pub fn on(&self, side: Side) -> &Handle {
        match side {
            Side::Rule => &self.rule,
            Side::Awarded => &self.awarded,
        }
    }
}

/// Makes formulas of a rubric and a department's facts.
pub(super) struct Translator<'a> {
    filing: &'a Filing<'a>,
    rubric: &'a Rubric,
    facts: &'a Facts,
    evaluation: &'a Evaluation<'a>,
    words: &'a Words,
    places: &'a Places,
    awards: &'a AwardPlaces,
    names: &'a mut Taken,
    /// Names that formulas use.
    pub defined: Vec<(String, String)>,
    /// The rows of the sheet of steps.
    pub steps: Steps,
    /// The columns beside the rows of a table.
    pub columns: BTreeMap<FactId, Vec<RowColumn>>,
    /// The days worked, where a formula asks for them.
    pub calendar: Option<String>,
    calendar_sheet: String,
    /// The scores of the nodes.
    pub nodes: Vec<Option<ScoreCells>>,
    /// The columns of the scores of rows: what the rule gives, and what was awarded.
    pub row_scores: BTreeMap<(NodeId, FactId), (usize, usize)>,
    /// The points of the adjustments.
    pub adjustments: BTreeMap<AdjustmentId, ScoreCells>,
    /// What could not be made a formula: of what, and why.
    pub frozen: Vec<(String, Why)>,
    lets: BTreeMap<(LetId, String), Result<Handle, Why>>,
    /// What blocks have in cells of their own: their gates, and parts inside rows and methods.
    gates: BTreeMap<String, Handle>,
    rows: BTreeMap<String, Result<each::RowCells, Why>>,
    /// The columns for the evaluator's scores of rows.
    inputs: BTreeMap<(Option<NodeId>, FactId), usize>,
    reads: Vec<Reads>,
}

impl<'a> Translator<'a> {
    /// Translates everything: the names of facts first, then the nodes from the leaves up, then the total.
    #[allow(clippy::too_many_arguments, reason = "the parts of one workbook")]
    pub fn new(
        filing: &'a Filing<'a>,
        words: &'a Words,
        places: &'a Places,
        awards: &'a AwardPlaces,
        names: &'a mut Taken,
        steps: String,
        calendar: String,
    ) -> Self {
        let assessed = &filing.assessed;
        Translator {
            filing,
            rubric: assessed.rubric,
            facts: assessed.facts,
            evaluation: assessed.evaluation,
            words,
            places,
            awards,
            names,
            defined: Vec::new(),
            steps: Steps::new(steps),
            columns: BTreeMap::new(),
            calendar: None,
            calendar_sheet: calendar,
            nodes: vec![None; assessed.rubric.nodes.len()],
            row_scores: BTreeMap::new(),
            adjustments: BTreeMap::new(),
            frozen: Vec::new(),
            lets: BTreeMap::new(),
            gates: BTreeMap::new(),
            rows: BTreeMap::new(),
            inputs: BTreeMap::new(),
            reads: Vec::new(),
        }
    }

    /// Notes what is read.
    fn read(&mut self, read: Read) {
        if let Some(reads) = self.reads.last_mut() {
            reads.insert(read);
        }
    }

    /// Notes all that a cell reads.
    fn read_all(&mut self, reads: &Reads) {
        if let Some(mine) = self.reads.last_mut() {
            mine.extend(reads.iter().copied());
        }
    }

    /// What `make` makes, with what it reads.
    fn reading<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> (T, Reads) {
        self.reads.push(Reads::new());
        let made = make(self);
        (made, self.reads.pop().unwrap_or_default())
    }

    /// The formula of a handle, whose reads are noted.
    fn of(&mut self, handle: &Handle) -> Formula {
        self.read_all(&handle.reads);
        handle.formula.clone()
    }

    /// The text of a span of the rubric in one line.
    fn source(&self, span: crate::source::Span) -> String {
        let text = self.filing.assessed.sources.slice(span);
        text.lines()
            .map(|line| line.split("//").next().unwrap_or_default().trim())
            .filter(|line| !line.is_empty())
            .flat_map(str::split_whitespace)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Where nothing stands around.
    fn root(&self) -> Scope<'a> {
        Scope::root(self.rubric.full.as_ref())
    }
}
