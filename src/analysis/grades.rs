//! Grades held against the totals that can be reached.

use crate::diagnostic::{Code, Diagnostic, Edit, Message, Witness};
use crate::facts::Facts;
use crate::model::{FactId, Rubric, ValueRange};
use crate::number::{Bound, Number, Reach};
use crate::source::{SourceMap, Span};

use super::fix;
use super::piece::whole;
use super::piece::within;
use super::region::{Language, points};
use super::translate::{Fixed, Translator};
use super::trial;
use super::witness::{Confirm, Finder};

/// So many stretches of totals are told one by one.
const FEW: usize = 4;
/// Most rows that a table is given.
const MAX_ROWS: u32 = 6;

/// Totals that no grade holds, or several.
pub(super) fn check<'m>(
    rubric: &'m Rubric,
    sources: &SourceMap,
    finder: &mut Finder<'m, '_>,
    totals: &Reach,
) -> Vec<Diagnostic> {
    let ranges: Vec<&ValueRange> = rubric.grades.iter().map(|g| &g.range).collect();
    let Some(reaches) = ranges.iter().map(|r| r.constant()).collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if reaches.is_empty() {
        return found;
    }
    let spans: Vec<Span> = rubric.grades.iter().map(|g| g.span).collect();
    let all = spans.iter().copied().reduce(Span::to).unwrap_or_default();
    let language = Language::of_rubric(rubric);
    let show = |number: &Number| {
        let ends = ranges.iter().flat_map(|range| range.low.iter().chain(&range.high));
        let written = ends.filter(|end| end.value.kind.constant().as_ref() == Some(number)).map(|end| end.value.span);
        match written.map(|span| sources.slice(span).trim().to_owned()).next() {
            Some(text) => text,
            None => format!("{}{}", number.shown(6).text, language.pick("分", " points")),
        }
    };
    let mut gap = totals.clone();
    for reach in &reaches {
        gap = gap.minus(reach);
    }
    if !gap.is_empty() {
        // The grades next to the gap; all of them where none is.
        let mut beside = ranges.iter().zip(&spans).filter(|(range, _)| touches(range, &gap)).map(|(_, span)| *span);
        let mut diagnostic = Diagnostic::new(Code::GradeGap, beside.next().unwrap_or(all)).arg("region", points(&gap));
        for span in beside {
            diagnostic = diagnostic.label(span, Message::new("grade-here"));
        }
        let confirm = |finder: &Finder<'m, '_>, facts: &Facts| finder.comes_to(facts, Code::TotalNoGrade);
        found.push(match witness(rubric, finder, &gap, &confirm) {
            Some(witness) => {
                let edits = fix::stretched(&ranges, &gap, &show, language);
                let mend = edits.map(|edits| (edits, "coverage-mend-grade"));
                fix::with(sources, diagnostic.witness(witness), mend)
            }
            None => undecided(diagnostic.span(), &gap),
        });
    }
    for (index, (reach, grade)) in reaches.iter().zip(&rubric.grades).enumerate() {
        // One that totals are lowered to need not be earned.
        let lowered_to = rubric.grade_caps.iter().any(|cap| cap.grade == index);
        // What closes a gap moves the ends of grades.
        if reach.intersect(totals).is_empty() && !lowered_to && gap.is_empty() {
            let few = totals.pieces().len() <= FEW;
            let told = if few { totals.clone() } else { totals.hull().into_iter().collect() };
            let diagnostic = Diagnostic::new(Code::GradeUnreachable, grade.span)
                .arg("name", grade.name.clone())
                .arg("totals", points(&told));
            found.push(diagnostic);
        }
    }
    for (j, (second, grade)) in reaches.iter().zip(&rubric.grades).enumerate() {
        for (first, other) in reaches.iter().zip(&rubric.grades).take(j) {
            let both = first.intersect(second).intersect(totals);
            if both.is_empty() {
                continue;
            }
            let diagnostic = Diagnostic::new(Code::GradeOverlap, grade.span)
                .arg("region", points(&both))
                .arg("first", other.name.clone())
                .arg("second", grade.name.clone())
                .label(other.span, Message::new("grade-also-here"));
            let confirm =
                |finder: &Finder<'m, '_>, facts: &Facts| finder.total(facts).is_some_and(|t| both.contains(&t));
            let Some(witness) = witness(rubric, finder, &both, &confirm) else {
                found.push(undecided(grade.span, &both));
                continue;
            };
            let diagnostic = diagnostic.witness(witness);
            let earlier = reaches.iter().take(j).fold(Reach::empty(), |all, reach| all.union(reach));
            let mend = match fix::given_way(&earlier, second, &show, language) {
                _ if second.is_subset(&earlier) => {
                    (vec![fix::delete_entry(sources, grade.span, grade.span)], "coverage-mend-delete")
                }
                Some(replacement) => (vec![Edit { span: grade.range.span, replacement }], "coverage-mend-grade"),
                None => (vec![fix::delete_entry(sources, other.span, other.span)], "coverage-mend-delete"),
            };
            found.push(fix::with(sources, diagnostic, Some(mend)));
        }
    }
    found
}

/// No facts were found that come to a total in `region`, and none were ruled out.
fn undecided(at: Span, region: &Reach) -> Diagnostic {
    let reason = Message::new("coverage-no-total").arg("region", points(region));
    Diagnostic::new(Code::CoverageUndecided, at).arg("reason", reason).help(Message::new("coverage-no-total-help"))
}

/// Whether `range` ends where `gap` begins, or begins where it ends.
fn touches(range: &ValueRange, gap: &Reach) -> bool {
    let ends: Vec<Number> = range.ends().filter_map(|end| end.kind.constant()).collect();
    gap.pieces().iter().flat_map(|piece| [&piece.lo, &piece.hi]).any(|bound| match bound {
        Bound::Closed(number) | Bound::Open(number) => ends.contains(number),
        Bound::Unbounded => false,
    })
}

/// Facts, and scores of the evaluator where they are due, that come to a total in `region`.
fn witness<'m, 'f>(
    rubric: &'m Rubric,
    finder: &mut Finder<'m, 'f>,
    region: &Reach,
    confirm: Confirm<'m, 'f, '_>,
) -> Option<Witness> {
    let mut start = Fixed::default();
    let scored = Translator::scored_tables(rubric);
    for (index, fact) in rubric.facts.iter().enumerate() {
        let id = FactId(index as u32);
        if let Some(table) = fact.ty.table() {
            let least = u32::try_from(table.at_least).unwrap_or(u32::MAX).min(MAX_ROWS);
            start.rows.insert(id, if scored.contains(&id) { least.max(1) } else { least });
        }
    }
    // Most totals are reached without any deduction, and rounded to themselves; these are found faster.
    let ways = [(false, false), (false, true), (true, false), (true, true)];
    let rounds = |(_, rounded): &(bool, bool)| rubric.rounding.total.is_some() || !rounded;
    let solved = ways.into_iter().filter(rounds).find_map(|(counts_clauses, rounds)| {
        let found = finder.search_from(start.clone(), confirm, None, &mut |translator| {
            let (sum, needed) = translator.total(counts_clauses, rounds)?;
            Ok(vec![needed, within(&whole(sum), region)?])
        });
        found.ok().flatten()
    });
    solved.or_else(|| trial::witness(rubric, finder, region, confirm))
}
