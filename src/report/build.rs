//! From an evaluation to an assessment.

use sha2::{Digest, Sha256};

use crate::eval::{AwardStanding, Evaluation, Finding, NodeResult, Outcome};
use crate::facts::Facts;
use crate::justification::{FactRead, Justification, JustificationStep, StepKind, Teller, justify};
use crate::locale::Locale;
use crate::model::{AdjustmentId, NodeId, OptionSetId, Rubric, Worth};
use crate::number::{Number, RoundingMode};
use crate::source::{SourceId, SourceMap, Span};

use super::assessment::{
    Assessment, AwardEntry, AwardEntryKind, FactEntry, FindingEntry, FindingKind, Indicator, NodeEntryKind, PlaceEntry,
    RubricEntry, ScoreRange, StepEntry,
};

/// All that an assessment is made from.
#[derive(Clone, Copy)]
pub struct Assessed<'a> {
    /// The rubric.
    pub rubric: &'a Rubric,
    /// The texts that it was read from, in the order of reading.
    pub rubric_texts: &'a [SourceId],
    /// The facts.
    pub facts: &'a Facts,
    /// The text that they were read from.
    pub facts_text: SourceId,
    /// The scores and their trace. There must be no errors in it.
    pub evaluation: &'a Evaluation<'a>,
    /// Every text.
    pub sources: &'a SourceMap,
}

/// The assessment, in words of `locale`.
pub fn assess(assessed: &Assessed<'_>, locale: &Locale) -> Assessment {
    let Assessed { rubric, facts, evaluation, sources, .. } = *assessed;
    let justification = justify(rubric, facts, evaluation, sources, locale);
    let teller = Teller::new(rubric, facts, evaluation, sources, locale);
    let builder = Builder { assessed, locale, justification: &justification, teller };
    let total = evaluation.total.as_ref();
    let score = total.and_then(|total| points(&total.awarded)).cloned();
    let grade = |i: &usize| rubric.grades.get(*i).map(|grade| grade.name.clone());
    Assessment {
        rubric: RubricEntry {
            name: rubric.name.clone(),
            version: rubric.version.clone(),
            digest: digest(sources, assessed.rubric_texts),
            basis: rubric.basis.clone(),
        },
        facts_digest: digest(sources, &[assessed.facts_text]),
        subject: facts.subject.clone(),
        period: facts.period.clone(),
        points: rubric.full.as_ref().map(Number::to_string),
        score: score.as_ref().map(Number::to_string),
        rule_score: total.and_then(|total| range(&total.rule)),
        rate: rate(score.as_ref(), rubric.full.as_ref()),
        grade: total.and_then(|total| total.grade).as_ref().and_then(grade),
        rule_grades: total.map(|total| total.rule_grades.iter().filter_map(grade).collect()).unwrap_or_default(),
        justification: builder.lines(&justification.total),
        steps: builder.steps(&justification.total),
        indicators: rubric.roots.iter().map(|id| builder.indicator(*id)).collect(),
        adjustments: (0..rubric.adjustments.len() as u32).filter_map(|i| builder.adjustment(AdjustmentId(i))).collect(),
        findings: builder.findings(),
    }
}

struct Builder<'b, 'a> {
    assessed: &'b Assessed<'a>,
    locale: &'b Locale,
    justification: &'b Justification,
    teller: Teller<'b>,
}

impl<'b> Builder<'b, '_> {
    fn indicator(&self, id: NodeId) -> Indicator {
        let node = self.assessed.rubric.node(id);
        let result = self.assessed.evaluation.nodes.get(id.index());
        let steps = self.justification.nodes.get(id.index()).map(Vec::as_slice).unwrap_or_default();
        let levels = match node.worth {
            Worth::Level(set) => Some(set),
            _ => None,
        };
        let kind = if node.part { NodeEntryKind::Part } else { NodeEntryKind::Indicator };
        let mut entry = self.entry(&node.name, node.path.clone(), kind, node.span, result, steps, levels);
        entry.explain.clone_from(&node.explain);
        entry.children = node.body.children.iter().map(|child| self.indicator(*child)).collect();
        entry
    }

    fn adjustment(&self, id: AdjustmentId) -> Option<Indicator> {
        let adjustment = self.assessed.rubric.adjustments.get(id.index())?;
        let result = self.assessed.evaluation.adjustments.get(id.index());
        let steps = self.justification.adjustments.get(id.index()).map(Vec::as_slice).unwrap_or_default();
        let (name, kind) = (&adjustment.name, NodeEntryKind::Adjustment);
        let mut entry = self.entry(name, name.clone(), kind, adjustment.span, result, steps, None);
        entry.explain.clone_from(&adjustment.explain);
        Some(entry)
    }

    #[allow(clippy::too_many_arguments, reason = "what indicators, parts and adjustments have in common")]
    fn entry(
        &self,
        name: &str,
        path: String,
        kind: NodeEntryKind,
        span: Span,
        result: Option<&NodeResult>,
        steps: &[JustificationStep],
        levels: Option<OptionSetId>,
    ) -> Indicator {
        let full = result.and_then(|result| result.points.as_ref());
        let awarded = result.and_then(|result| points(&result.awarded));
        let level = |mask: u64| match levels {
            Some(set) => {
                let options = self.assessed.rubric.option_sets.get(set.index()).map(|set| set.options.as_slice());
                let options = options.unwrap_or_default().iter().enumerate();
                options.filter(|(i, _)| mask >> i & 1 == 1).map(|(_, option)| option.name.clone()).collect()
            }
            None => Vec::new(),
        };
        let levels_of = |outcome: Option<&Outcome>| match outcome {
            Some(Outcome::Level(i)) => level(1 << i),
            Some(Outcome::Levels(mask)) => level(*mask),
            _ => Vec::new(),
        };
        let missing = result.map(|result| result.missing.as_slice()).unwrap_or_default();
        Indicator {
            name: name.to_owned(),
            path,
            kind,
            points: full.map(Number::to_string),
            score: awarded.map(Number::to_string),
            rule_score: result.and_then(|result| range(&result.rule)),
            rate: rate(awarded, full),
            level: levels_of(result.map(|result| &result.awarded)).pop(),
            rule_levels: levels_of(result.map(|result| &result.rule)),
            dropped: result.is_some_and(|result| result.awarded == Outcome::Dropped),
            explain: None,
            place: self.place(span).unwrap_or_default(),
            missing: self.teller.missing(missing),
            justification: self.lines(steps),
            steps: self.steps(steps),
            award: result.and_then(|result| result.award).and_then(|(award, standing)| self.award(award, standing)),
            children: Vec::new(),
        }
    }

    fn award(&self, award: usize, standing: AwardStanding) -> Option<AwardEntry> {
        let award = self.assessed.facts.awards.get(award)?;
        let (kind, unreachable) = match standing {
            AwardStanding::Due | AwardStanding::Judgement => (AwardEntryKind::Judgement, false),
            AwardStanding::Departure { unreachable } => (AwardEntryKind::Departure, unreachable),
        };
        let source = award.source.clone().unwrap_or_default();
        Some(AwardEntry { kind, unreachable, reason: award.reason.clone(), source })
    }

    fn place(&self, span: Span) -> Option<PlaceEntry> {
        let (file, at) = self.assessed.sources.place(span)?;
        let cell = self.assessed.sources.cell(span);
        Some(PlaceEntry {
            file: file.to_owned(),
            line: at.line,
            sheet: cell.and_then(|cell| cell.sheet.sheet.clone()),
            cell: cell.map(|cell| cell.name()),
        })
    }

    /// The concise account: one line for each step and each row.
    fn lines(&self, steps: &[JustificationStep]) -> Vec<String> {
        let stop = self.locale.format("joint-stop", &Vec::new());
        let lines = steps.iter().filter(|step| !step.detail).map(|step| step.line(self.locale));
        lines.filter(|line| !line.is_empty()).map(|line| format!("{line}{stop}")).collect()
    }

    fn steps(&self, steps: &[JustificationStep]) -> Vec<StepEntry> {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &JustificationStep) -> StepEntry {
        let text = match step.kind {
            StepKind::Row | StepKind::Part => step.line(self.locale),
            _ => step.sentence.begun(self.locale),
        };
        StepEntry {
            kind: step.kind.name(),
            text,
            place: step.place.and_then(|span| self.place(span)),
            name: step.name.clone(),
            expression: step.expression.clone(),
            with_values: step.with_values.clone(),
            value: step.value.clone(),
            clause: step.clause.clone(),
            points: step.points.clone(),
            facts: step.facts.iter().map(|fact| self.fact(fact)).collect(),
            detail: step.detail,
            steps: self.steps(&step.children),
        }
    }

    fn fact(&self, fact: &FactRead) -> FactEntry {
        FactEntry {
            name: fact.name.clone(),
            value: fact.value.clone(),
            source: fact.source.clone(),
            place: fact.place.and_then(|span| self.place(span)),
        }
    }

    /// Departures first, then what contradicts, then what is open.
    fn findings(&self) -> Vec<FindingEntry> {
        let mut entries: Vec<FindingEntry> =
            self.assessed.evaluation.findings.iter().map(|finding| self.finding(finding)).collect();
        entries.sort_by_key(|entry| entry.kind);
        entries
    }

    fn finding(&self, finding: &'b Finding<'b>) -> FindingEntry {
        let told = self.teller.tell(finding);
        let mut entry = FindingEntry {
            kind: FindingKind::Check,
            path: told.path,
            message: told.message,
            rule_score: None,
            score: None,
            unreachable: false,
            reason: None,
            source: None,
            missing: told.missing,
            place: told.place.and_then(|span| self.place(span)),
        };
        match finding {
            Finding::Departure { award, rule, awarded, unreachable, .. } => {
                entry.kind = FindingKind::Departure;
                entry.unreachable = *unreachable;
                entry.rule_score = range(rule);
                entry.score = points(awarded).map(Number::to_string);
                if let Some(award) = self.assessed.facts.awards.get(*award) {
                    entry.reason = Some(award.reason.clone());
                    entry.source.clone_from(&award.source);
                }
            }
            Finding::Check { held: None, .. } => entry.kind = FindingKind::Unchecked,
            Finding::Check { .. } => {}
            Finding::Assumption { .. } => entry.kind = FindingKind::Assumption,
            Finding::Undetermined { .. } => entry.kind = FindingKind::Undetermined,
        }
        entry
    }
}

fn points(outcome: &Outcome) -> Option<&Number> {
    match outcome {
        Outcome::Points(points) => Some(points),
        _ => None,
    }
}

pub(super) fn range(outcome: &Outcome) -> Option<ScoreRange> {
    match outcome {
        Outcome::Points(points) => Some(ScoreRange { min: points.to_string(), max: points.to_string() }),
        Outcome::Range(reach) => {
            let (lo, hi) = (reach.lo(), reach.hi());
            Some(ScoreRange { min: lo.value()?.to_string(), max: hi.value()?.to_string() })
        }
        _ => None,
    }
}

/// Score by points in percent: two decimals, half up, without trailing zeros.
fn rate(score: Option<&Number>, full: Option<&Number>) -> Option<String> {
    let share = score?.div(full?).ok()?;
    let share = share.round(4, RoundingMode::HalfAwayFromZero).ok()?;
    Some(share.shown_percent(2).text)
}

/// `sha256:…` of the texts one after the other: what `cat FILE… | sha256sum` says. Of a workbook, of its bytes.
pub(super) fn digest(sources: &SourceMap, texts: &[SourceId]) -> String {
    if let [only] = texts
        && let Some(shown) = sources.get(*only).and_then(|source| source.shown.as_ref())
    {
        return format!("sha256:{}", shown.digest);
    }
    let mut hash = Sha256::new();
    for source in texts.iter().filter_map(|id| sources.get(*id)) {
        hash.update(source.text.as_bytes());
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
