//! The result as data: what is written as JSON, filed, and turned into every other form.

use schemars::JsonSchema;
use serde::Serialize;

/// The assessment of one department: scores and their reasons, ready to be filed. The digests name the
/// rubric and the facts that it can be re-run from.
///
/// Every number is a string: a plain decimal without trailing zeros, or, where no decimal holds it and the
/// rubric does not round it, a fraction such as `107/3`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "Assessment")]
pub struct Assessment {
    /// The rubric that was applied.
    pub rubric: RubricEntry,
    /// SHA-256 of the facts file.
    #[schemars(regex(pattern = "^sha256:[0-9a-f]{64}$"))]
    pub facts_digest: String,
    /// Who was assessed.
    pub subject: String,
    /// For which period, as written in the facts.
    pub period: String,
    /// Full marks; absent where the rubric has no total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = "^-?[0-9]+([./][0-9]+)?$"))]
    pub points: Option<String>,
    /// The awarded total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = "^-?[0-9]+([./][0-9]+)?$"))]
    pub score: Option<String>,
    /// What the rules alone give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ScoreRange")]
    pub rule_score: Option<ScoreRange>,
    /// Score by points, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = "^-?[0-9]+([.][0-9]+)?%$"))]
    pub rate: Option<String>,
    /// The grade of the awarded total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub grade: Option<String>,
    /// The grades that the rule score can have; one where it is determined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule_grades: Vec<String>,
    /// How the total came about, one sentence a step.
    pub justification: Vec<String>,
    /// The same, structured.
    pub steps: Vec<StepEntry>,
    /// The top indicators.
    pub indicators: Vec<Indicator>,
    /// What is added to their sum or taken off it.
    pub adjustments: Vec<Indicator>,
    /// What a reader should know.
    pub findings: Vec<FindingEntry>,
}

/// Which rubric was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RubricEntry {
    /// Its name.
    pub name: String,
    /// Its version; empty where none is written.
    pub version: String,
    /// SHA-256 of its text and of the texts that it uses, in the order of use.
    #[schemars(regex(pattern = "^sha256:[0-9a-f]{64}$"))]
    pub digest: String,
    /// What it is based on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
}

/// A score, or the range of those that are possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScoreRange {
    /// The least.
    #[schemars(regex(pattern = "^-?[0-9]+([./][0-9]+)?$"))]
    pub min: String,
    /// The greatest; the same as `min` where the score is determined.
    #[schemars(regex(pattern = "^-?[0-9]+([./][0-9]+)?$"))]
    pub max: String,
}

/// What a node of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NodeEntryKind {
    /// A row of the printed table.
    Indicator,
    /// A part of an indicator.
    Part,
    /// Points added to the total or taken off it.
    Adjustment,
}

/// An indicator, a part of one, or an adjustment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Indicator {
    /// Its name.
    pub name: String,
    /// Names from the top, joined with `/`.
    pub path: String,
    /// What it is.
    pub kind: NodeEntryKind,
    /// Its full marks; absent where it yields a level, and for an adjustment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = "^-?[0-9]+([./][0-9]+)?$"))]
    pub points: Option<String>,
    /// The awarded score; absent where it was left out or not scored, and where it is not determined because
    /// the award stands further up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = "^-?[0-9]+([./][0-9]+)?$"))]
    pub score: Option<String>,
    /// What the rule alone gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ScoreRange")]
    pub rule_score: Option<ScoreRange>,
    /// Score by points, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = "^-?[0-9]+([.][0-9]+)?%$"))]
    pub rate: Option<String>,
    /// The awarded level, where it yields one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub level: Option<String>,
    /// The levels that the rule can give; one where it is determined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule_levels: Vec<String>,
    /// Whether it was left out of the sum.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dropped: bool,
    /// What it is about, in the rubric's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub explain: Option<String>,
    /// Where it stands in the rubric.
    pub place: PlaceEntry,
    /// The facts that would settle its rule score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Why it has this score: one sentence for each step and each row, those of the full account left out.
    pub justification: Vec<String>,
    /// Every step, structured.
    pub steps: Vec<StepEntry>,
    /// The evaluator's award, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "AwardEntry")]
    pub award: Option<AwardEntry>,
    /// The indicators or parts in it.
    pub children: Vec<Indicator>,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceEntry {
    /// The file, as it was given.
    pub file: String,
    /// Line, from 1; of a workbook the row.
    pub line: usize,
    /// The sheet of a workbook; absent where the file is but one sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub sheet: Option<String>,
    /// The cell of a workbook: `C5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub cell: Option<String>,
}

impl PlaceEntry {
    /// Where in its file it is, short: the line, or sheet and cell as `产出指标!C5`.
    pub fn within(&self) -> String {
        match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
            (None, Some(cell)) => cell.clone(),
            (_, None) => self.line.to_string(),
        }
    }
}

/// A step of a justification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepEntry {
    /// What it is: value, assumption, gate, choice, formula, condition, rating, manual, clause, deduction,
    /// method, row, part, combination, scaling, rounding, note, check, award, undetermined, cap, grade or
    /// conclusion.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
    /// Where its rule is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PlaceEntry")]
    pub place: Option<PlaceEntry>,
    /// What it is about: a computed value, a row, a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub name: Option<String>,
    /// The expression with its names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub expression: Option<String>,
    /// The expression with its values put in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub with_values: Option<String>,
    /// What it comes to, as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub value: Option<String>,
    /// The band, case or clause that applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub clause: Option<String>,
    /// The points that it yields, or takes off, as shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub points: Option<String>,
    /// The facts read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactEntry>,
    /// Whether it is for the full account alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub detail: bool,
    /// The steps in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepEntry>,
}

/// A fact that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactEntry {
    /// Its name; of a cell `table/row/column`.
    pub name: String,
    /// As written in the facts, or what is known of it.
    pub value: String,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub source: Option<String>,
    /// Where it stands in the facts file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PlaceEntry")]
    pub place: Option<PlaceEntry>,
}

/// The evaluator's award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AwardEntry {
    /// How it relates to the rule.
    pub kind: AwardEntryKind,
    /// Whether no facts at all could give this score by the rule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreachable: bool,
    /// Why.
    pub reason: String,
    /// On what evidence; empty where none is named.
    pub source: String,
}

/// How an award relates to the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AwardEntryKind {
    /// Within what the rule leaves to the evaluator.
    Judgement,
    /// Beyond it.
    Departure,
}

/// Something a reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingEntry {
    /// What it is.
    pub kind: FindingKind,
    /// The indicator, row or adjustment; empty for the whole.
    pub path: String,
    /// What it says.
    pub message: String,
    /// What the rule gives, of a departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ScoreRange")]
    pub rule_score: Option<ScoreRange>,
    /// What was awarded, of a departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", regex(pattern = "^-?[0-9]+([./][0-9]+)?$"))]
    pub score: Option<String>,
    /// Whether no facts at all could give this score by the rule, of a departure.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreachable: bool,
    /// Why, of a departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub reason: Option<String>,
    /// On what evidence, of a departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub source: Option<String>,
    /// The facts that would settle it, of an undetermined score or check.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Where it is written: the award, the check, the assumption, the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PlaceEntry")]
    pub place: Option<PlaceEntry>,
}

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// The award parts from the rule.
    Departure,
    /// Facts contradict one another.
    Check,
    /// A check that cannot be decided for want of facts.
    Unchecked,
    /// An absent value was taken as the rubric says.
    Assumption,
    /// The rule score is not determined.
    Undetermined,
}

impl ScoreRange {
    /// Whether the score is determined.
    pub fn is_determined(&self) -> bool {
        self.min == self.max
    }
}

impl Indicator {
    /// Whether no indicator stands in it: a row of the last column of the printed table.
    pub fn is_leaf(&self) -> bool {
        self.children.iter().all(|child| child.kind == NodeEntryKind::Part)
    }
}
