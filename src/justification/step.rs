//! A justification as data: steps with their values, and the sentence that each makes.

use crate::diagnostic::{Arg, Message};
use crate::locale::Locale;
use crate::source::Span;

/// `text`, an amount as shown, such that a language can choose the word behind it: 1 point, 2 points.
pub(super) fn amount(text: impl Into<String>) -> Arg {
    let text = text.into();
    match text.parse() {
        Ok(count) => Arg::Count(count),
        Err(_) => Arg::Text(text),
    }
}

/// One step of a justification.
#[derive(Clone, Debug, Default)]
pub struct JustificationStep {
    /// What it is.
    pub kind: StepKind,
    /// Where the rule of it is written.
    pub place: Option<Span>,
    /// What it is about: a computed value, a row, a part.
    pub name: Option<String>,
    /// The expression, with its names.
    pub expression: Option<String>,
    /// The expression with its values put in.
    pub with_values: Option<String>,
    /// What it comes to.
    pub value: Option<String>,
    /// The band, case or clause that applied, as written.
    pub clause: Option<String>,
    /// What it yields, or takes off, in points.
    pub points: Option<String>,
    /// The facts read.
    pub facts: Vec<FactRead>,
    /// What it says.
    pub sentence: Sentence,
    /// The steps of a row, a part or a method.
    pub children: Vec<JustificationStep>,
    /// Whether it is for the full account alone.
    pub detail: bool,
}

/// What a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepKind {
    /// A value was worked out.
    #[default]
    Value,
    /// An absent value was taken as the rubric says.
    Assumption,
    /// A gate: 不适用, 不得分.
    Gate,
    /// A band, case, entry or segment was chosen.
    Choice,
    /// A formula gave the points.
    Formula,
    /// A condition gave full marks or none.
    Condition,
    /// A rating gave a share of the points.
    Rating,
    /// The evaluator scored.
    Manual,
    /// A clause took off or added points.
    Clause,
    /// What is left after the clauses.
    Deduction,
    /// A method was applied.
    Method,
    /// A row of a table.
    Row,
    /// A part.
    Part,
    /// Scores were combined.
    Combination,
    /// A score was scaled to other points.
    Scaling,
    /// A score was rounded.
    Rounding,
    /// The author's own words.
    Note,
    /// A 校验 that does not hold.
    Check,
    /// The evaluator's award.
    Award,
    /// The rule score is not determined.
    Undetermined,
    /// A limit on the total.
    Cap,
    /// The grade.
    Grade,
    /// What it adds up to.
    Conclusion,
}

/// A fact that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRead {
    /// Its name; of a cell with the table and the row.
    pub name: String,
    /// As written, or what is known of it.
    pub value: String,
    /// 来源
    pub source: Option<String>,
    /// Where it stands in the facts file.
    pub place: Option<Span>,
}

/// What stands before a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// `，`
    Comma,
    /// `；`
    Semicolon,
    /// `：`
    Colon,
}

/// Clauses that make a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    clauses: Vec<(Joint, Message)>,
}

impl Sentence {
    /// A sentence of one clause.
    pub fn of(message: Message) -> Sentence {
        Sentence { clauses: vec![(Joint::Comma, message)] }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Adds a clause.
    pub fn push(&mut self, joint: Joint, message: Message) {
        self.clauses.push((joint, message));
    }

    /// Says the last clause in other words.
    pub fn replace_last(&mut self, message: Message) {
        if let Some((_, last)) = self.clauses.last_mut() {
            *last = message;
        }
    }

    /// Adds the clauses of `other`.
    pub fn append(&mut self, joint: Joint, other: Sentence) {
        for (i, (own, message)) in other.clauses.into_iter().enumerate() {
            self.clauses.push((if i == 0 { joint } else { own }, message));
        }
    }

    /// The words as a sentence begins, without the stop at the end.
    pub fn begun(&self, locale: &Locale) -> String {
        begun(self.text(locale), self.clauses.first().map(|(_, message)| message), locale)
    }

    /// The words, without the stop at the end.
    pub fn text(&self, locale: &Locale) -> String {
        let mut text = String::new();
        for (i, (joint, message)) in self.clauses.iter().enumerate() {
            if i > 0 {
                text.push_str(&joint.text(locale));
            }
            text.push_str(&locale.text(message));
        }
        text
    }
}

impl Joint {
    fn text(self, locale: &Locale) -> String {
        let key = match self {
            Joint::Comma => "joint-comma",
            Joint::Semicolon => "joint-semicolon",
            Joint::Colon => "joint-colon",
        };
        locale.format(key, &Vec::new())
    }
}

impl JustificationStep {
    /// A step of `kind` that says `message`.
    pub fn new(kind: StepKind, message: Message) -> JustificationStep {
        JustificationStep { kind, sentence: Sentence::of(message), ..JustificationStep::default() }
    }

    /// The step in one line with what stands in it, without the stop. Steps of detail are left out.
    pub fn line(&self, locale: &Locale) -> String {
        begun(self.clauses(locale), self.opening(), locale)
    }

    /// What its line begins with; `None` where that is a name.
    fn opening(&self) -> Option<&Message> {
        if self.name.is_some() && matches!(self.kind, StepKind::Row | StepKind::Part) {
            return None;
        }
        let inner = self.children.iter().filter(|step| !step.detail).find(|step| !step.is_silent());
        match inner {
            Some(step) => step.opening(),
            None => self.sentence.clauses.first().map(|(_, message)| message),
        }
    }

    fn is_silent(&self) -> bool {
        self.sentence.is_empty() && self.children.iter().filter(|step| !step.detail).all(JustificationStep::is_silent)
    }

    fn clauses(&self, locale: &Locale) -> String {
        let mut lines: Vec<String> =
            self.children.iter().filter(|step| !step.detail).map(|step| step.clauses(locale)).collect();
        if !self.sentence.is_empty() {
            lines.push(self.sentence.text(locale));
        }
        lines.retain(|line| !line.is_empty());
        let text = lines.join(&Joint::Semicolon.text(locale));
        match &self.name {
            Some(name) if matches!(self.kind, StepKind::Row | StepKind::Part) => {
                format!("{name}{}{text}", Joint::Colon.text(locale))
            }
            _ => text,
        }
    }
}

/// `line` as a sentence begins, if it is with words that it begins.
fn begun(line: String, opening: Option<&Message>, locale: &Locale) -> String {
    let mut letters = line.chars();
    match (letters.next(), opening) {
        // What is counted is told in words, not by a name: `the number of …`.
        (Some(first), Some(opening))
            if first.is_ascii_lowercase() && (locale.begins_with_words(opening.key) || line.starts_with("the ")) =>
        {
            format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
        }
        _ => line,
    }
}

impl StepKind {
    /// Its name in files that programs read.
    pub fn name(self) -> &'static str {
        match self {
            StepKind::Value => "value",
            StepKind::Assumption => "assumption",
            StepKind::Gate => "gate",
            StepKind::Choice => "choice",
            StepKind::Formula => "formula",
            StepKind::Condition => "condition",
            StepKind::Rating => "rating",
            StepKind::Manual => "manual",
            StepKind::Clause => "clause",
            StepKind::Deduction => "deduction",
            StepKind::Method => "method",
            StepKind::Row => "row",
            StepKind::Part => "part",
            StepKind::Combination => "combination",
            StepKind::Scaling => "scaling",
            StepKind::Rounding => "rounding",
            StepKind::Note => "note",
            StepKind::Check => "check",
            StepKind::Award => "award",
            StepKind::Undetermined => "undetermined",
            StepKind::Cap => "cap",
            StepKind::Grade => "grade",
            StepKind::Conclusion => "conclusion",
        }
    }
}
