//! Edits after which a gap or overlap is gone. What the printed table leaves open is left to the evaluator
//! (人工评分), or goes to the nearest entry where only values or levels may stand.

use crate::diagnostic::{Diagnostic, Edit, Message};
use crate::model::{Comparison, Expr, ExprKind, Key, Rubric, RuleKind, ValueRange};
use crate::number::{Bound, Interval, Number, Reach};
use crate::source::{SourceMap, Span};

use super::alternatives::Conditions;
use super::as_cases;
use super::choice::{Choice, Entry, Kind};
use super::region::{self, Language};
use super::scope::What;

/// Edits, and what they do in words.
pub(super) type Mend = Option<(Vec<Edit>, &'static str)>;

/// `diagnostic` with the edits, and the help that tells of them.
pub(super) fn with(sources: &SourceMap, diagnostic: Diagnostic, mend: Mend) -> Diagnostic {
    let Some((edits, help)) = mend else { return diagnostic.help(Message::new("coverage-mend-by-hand")) };
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let new = |edit: &Edit| line(edit.replacement.trim().trim_start_matches(';'));
    let told = if help == "coverage-mend-delete" {
        let old: Vec<String> = edits.iter().map(|edit| line(sources.slice(edit.span))).collect();
        Message::new(help).arg("old", old.join("; "))
    } else {
        let new: Vec<String> = edits.iter().map(new).collect();
        Message::new(help).arg("new", new.join("; "))
    };
    let mended = diagnostic.help(told).edits(edits);
    // What leaves the score to the evaluator chooses nothing; the rest decides what the table leaves open.
    if help == "coverage-mend-manual" { mended } else { mended.choosing() }
}

/// Takes out an entry: its key, its rule, and the line that they stood on.
pub(super) fn delete_entry(sources: &SourceMap, key: Span, rule: Span) -> Edit {
    let text = sources.get(key.source).map_or("", |s| &s.text);
    let start = entry_start(text, key, key == rule);
    let mut end = rule.end as usize;
    let after = text.get(end..).unwrap_or_default();
    let blanks = |t: &str| t.len() - t.trim_start_matches([' ', '\t']).len();
    let mark = blanks(after);
    if let Some(c) =
        after.get(mark..).and_then(|t| t.chars().next()).filter(|c| matches!(c, ';' | '；' | ',' | '，' | '。'))
    {
        end += mark + c.len_utf8();
    }
    let line_start = text.get(..start).map_or(0, |t| t.rfind('\n').map_or(0, |n| n + 1));
    let alone_before = text.get(line_start..start).is_some_and(|t| t.trim().is_empty());
    let rest = text.get(end..).unwrap_or_default();
    let line_end = rest.find('\n').map_or(rest.len(), |n| n + 1);
    let tail = rest.get(..line_end).unwrap_or_default().trim();
    let alone_after = tail.is_empty() || tail.starts_with("//");
    let range = if alone_before && alone_after {
        line_start..end + line_end
    } else {
        start..end + blanks(text.get(end..).unwrap_or_default())
    };
    Edit { span: Span::new(key.source, range), replacement: String::new() }
}

/// Where an entry begins: before the 当 of a case, before 否则.
fn entry_start(text: &str, key: Span, otherwise: bool) -> usize {
    let start = key.start as usize;
    let Some(before) = text.get(..start) else { return start };
    let bare = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '（'));
    if otherwise {
        let bare = before.trim_end().trim_end_matches([':', '：']).trim_end();
        let word = ["否则", "else"].iter().find(|w| bare.ends_with(**w));
        return word.map_or(start, |w| bare.len() - w.len());
    }
    match ["当", "when"].iter().find(|w| bare.ends_with(**w)) {
        Some(word) => bare.len() - word.len(),
        None => start,
    }
}

/// Adds entries behind the last one, each on a line of its own where the others are.
pub(super) fn insert_entries(sources: &SourceMap, last: &Entry<'_>, entries: &[String]) -> Edit {
    let text = sources.get(last.rule.source).map_or("", |s| &s.text);
    let start = entry_start(text, last.key, last.key == last.rule);
    let end = last.rule.end as usize;
    let line_start = text.get(..start).map_or(0, |t| t.rfind('\n').map_or(0, |n| n + 1));
    let indent = text.get(line_start..start).unwrap_or_default();
    let rest = text.get(end..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let tail = line.trim_start_matches([' ', '\t', ';', '；', ',', '，', '。', '\r']).trim_end();
    let (at, replacement) = if indent.trim().is_empty() && (tail.is_empty() || tail.starts_with("//")) {
        let at = end + line.trim_end_matches('\r').len();
        (at, entries.iter().map(|entry| format!("\n{indent}{entry}")).collect())
    } else {
        (end, entries.iter().map(|entry| format!("; {entry}")).collect::<String>())
    };
    Edit { span: Span::new(last.rule.source, at..at), replacement }
}

/// What leaves the score to the evaluator.
const MANUAL: (&str, &str) = ("人工评分 [0分, 满分]", "manual [0 points, full]");

/// What an entry yields that leaves the score to the evaluator; none where only values or levels may stand.
fn manual(choice: &Choice<'_, '_>, language: Language) -> Option<&'static str> {
    let neutral = !choice.plain && !choice.scope.levels && choice.beside.is_none();
    neutral.then(|| language.pick(MANUAL.0, MANUAL.1))
}

/// A range of the language that holds just `piece`; `None` for all numbers.
fn range_text(piece: &Interval, show: &dyn Fn(&Number) -> String, language: Language) -> Option<String> {
    Some(match (&piece.lo, &piece.hi) {
        (Bound::Unbounded, Bound::Unbounded) => return None,
        (Bound::Closed(a), Bound::Closed(b)) if a == b => format!("= {}", show(a)),
        (Bound::Unbounded, Bound::Closed(n)) => format!("{} {}", language.pick("≤", "<="), show(n)),
        (Bound::Unbounded, Bound::Open(n)) => format!("< {}", show(n)),
        (Bound::Closed(n), Bound::Unbounded) => format!("{} {}", language.pick("≥", ">="), show(n)),
        (Bound::Open(n), Bound::Unbounded) => format!("> {}", show(n)),
        _ => region::interval(piece, show),
    })
}

/// Lets values between constants be held by an entry.
pub(super) fn gap_of_values(
    sources: &SourceMap,
    rubric: &Rubric,
    choice: &Choice<'_, '_>,
    subject: &Expr,
    region: &Reach,
) -> Mend {
    let language = Language::of(sources.slice(choice.rule.span));
    let ranges: Vec<&ValueRange> = choice.entries.iter().filter_map(|e| e.range).collect();
    let show = region::shower(&subject.ty, &choice.ends(), rubric, sources);
    if choice.kind == Kind::Line {
        return held_to_line(sources, choice, subject, region);
    }
    if let Some(manual) = manual(choice, language) {
        let text = |piece: &Interval| Some(format!("{} : {manual}", range_text(piece, &show, language)?));
        let entries: Option<Vec<String>> = region.pieces().iter().map(text).collect();
        return match entries {
            Some(entries) => {
                let edit = insert_entries(sources, choice.entries.last()?, &entries);
                Some((vec![edit], "coverage-mend-manual"))
            }
            None => with_else(sources, choice, language),
        };
    }
    match stretched(&ranges, region, &show, language) {
        Some(edits) => Some((edits, "coverage-mend-nearest")),
        None => with_else(sources, choice, language),
    }
}

/// The choice as 分情况 whose 否则 takes what no entry holds.
fn with_else(sources: &SourceMap, choice: &Choice<'_, '_>, language: Language) -> Mend {
    let neutral = !choice.plain && !choice.scope.levels;
    let yields = match choice.rule.kind {
        _ if neutral => language.pick(MANUAL.0, MANUAL.1),
        RuleKind::LookupTwo { ref rows, .. } => sources.slice(rows.last()?.values.last()?.span).trim(),
        _ => sources.slice(choice.entries.last()?.rule).trim(),
    };
    Some((as_cases::edits(sources, choice, Some(yields))?, "coverage-mend-cases"))
}

/// Holds a value between the ends of its line.
fn held_to_line(sources: &SourceMap, choice: &Choice<'_, '_>, subject: &Expr, region: &Reach) -> Mend {
    let language = Language::of(sources.slice(choice.rule.span));
    let corners = choice.ends();
    let (first, last) = (corners.first()?, corners.last()?);
    let (low, high) = (first.kind.constant()?, last.kind.constant()?);
    let written = |end: &Expr| sources.slice(end.span).trim().to_owned();
    let mut added = String::new();
    if region.compare(&Reach::point(high)).greater {
        added += &format!(" {} {}", language.pick("最多", "at most"), written(last));
    }
    if region.compare(&Reach::point(low)).less {
        added += &format!(" {} {}", language.pick("最少", "at least"), written(first));
    }
    let at = |place: u32| Span { start: place, end: place, ..subject.span };
    let mut edits = vec![Edit { span: at(subject.span.end), replacement: added }];
    if matches!(subject.kind, ExprKind::If(..) | ExprKind::Choose(_)) {
        edits.insert(0, Edit { span: at(subject.span.start), replacement: "(".to_owned() });
        edits.last_mut()?.replacement.insert(0, ')');
    }
    Some((edits, "coverage-mend-line"))
}

/// Ranges stretched so that together they hold `region` as well: each piece goes to the nearest of them.
pub(super) fn stretched(
    ranges: &[&ValueRange],
    region: &Reach,
    show: &dyn Fn(&Number) -> String,
    language: Language,
) -> Option<Vec<Edit>> {
    let mut wide: Vec<(usize, Interval)> = Vec::new();
    for (index, range) in ranges.iter().enumerate() {
        wide.push((index, range.constant()?.hull()?));
    }
    // Steps may lie on both sides of a range that holds none of them.
    let mut pieces: Vec<Interval> = region.pieces().to_vec();
    for (_, own) in &wide {
        let beside = |end: &Bound, low: bool| {
            let opposite = match end {
                Bound::Closed(n) => Bound::Open(n.clone()),
                Bound::Open(n) => Bound::Closed(n.clone()),
                Bound::Unbounded => return Reach::empty(),
            };
            if low { Reach::all().below(&opposite) } else { Reach::all().above(&opposite) }
        };
        let (below, above) = (beside(&own.lo, true), beside(&own.hi, false));
        let parts = |piece: Interval| {
            let piece = Reach::interval(piece);
            [piece.intersect(&below), piece.intersect(&above)].into_iter().flat_map(|part| part.pieces().to_vec())
        };
        pieces = pieces.into_iter().flat_map(parts).collect();
    }
    let mut changed = Vec::new();
    for piece in &pieces {
        let held =
            |(_, own): &(usize, Interval)| Reach::interval(piece.clone()).is_subset(&Reach::interval(own.clone()));
        if wide.iter().any(held) {
            // A range that was stretched over another piece holds this one as well.
            continue;
        }
        let below = |own: &Interval| match (own.hi.value(), piece.lo.value()) {
            (Some(hi), Some(lo)) if hi <= lo => lo.sub(hi).ok(),
            _ => None,
        };
        let above = |own: &Interval| match (piece.hi.value(), own.lo.value()) {
            (Some(hi), Some(lo)) if hi <= lo => lo.sub(hi).ok(),
            _ => None,
        };
        let nearest = wide
            .iter()
            .enumerate()
            .filter_map(|(at, (_, own))| Some((below(own).or_else(|| above(own))?, at)))
            .min_by(|a, b| a.cmp(b))
            .map(|(_, at)| at)?;
        let (index, own) = wide.get_mut(nearest)?;
        if below(own).is_some() {
            own.hi = piece.hi.clone();
        } else {
            own.lo = piece.lo.clone();
        }
        changed.push(*index);
    }
    changed.sort_unstable();
    changed.dedup();
    let mut edits = Vec::new();
    for index in changed {
        let (_, own) = wide.iter().find(|(i, _)| *i == index)?;
        let replacement = range_text(own, show, language)?;
        edits.push(Edit { span: ranges.get(index)?.span, replacement });
    }
    (!edits.is_empty()).then_some(edits)
}

/// Lets what no case or key holds be held by one.
pub(super) fn gap_of_conditions(
    sources: &SourceMap,
    choice: &Choice<'_, '_>,
    region: &Conditions,
    language: Language,
) -> Mend {
    let last = choice.entries.last()?;
    let own = sources.slice(last.rule).trim();
    let (yields, help) = match manual(choice, language) {
        Some(manual) => (manual, "coverage-mend-manual"),
        None => (own, "coverage-mend-last"),
    };
    if choice.kind == Kind::Cases {
        let entry = format!("{} : {yields}", language.pick("否则", "else"));
        return Some((vec![insert_entries(sources, last, &[entry])], help));
    }
    let keys = match (&region.options, region.answer, &region.ranges) {
        (Some(options), ..) => Some(vec![names(options, language)]),
        (None, Some(answer), _) => {
            Some(vec![if answer { language.pick("是", "yes") } else { language.pick("否", "no") }.to_owned()])
        }
        // Several may hold one value in common, as < 甲 and > 乙 do.
        (None, None, Some(ranges)) if ranges.len() == 1 => {
            ranges.iter().map(|ends| ends_text(ends, language)).collect()
        }
        _ => None,
    };
    let Some(keys) = keys else { return with_else(sources, choice, language) };
    if choice.beside.is_none() {
        let entries: Vec<String> = keys.iter().map(|key| format!("{key} : {yields}")).collect();
        return Some((vec![insert_entries(sources, last, &entries)], help));
    }
    // A table by two keys: the row or column of the last key takes it.
    if last.key == last.rule {
        if region.options.is_none() {
            return with_else(sources, choice, language);
        }
        let at = Span { start: last.key.end, ..last.key };
        let edit = Edit { span: at, replacement: format!("、{}", keys.first()?) };
        return Some((vec![edit], "coverage-mend-last"));
    }
    let text = sources.get(last.key.source).map_or("", |s| &s.text);
    let values = text.get(last.key.end as usize..last.rule.end as usize)?;
    let entries: Vec<String> = keys.iter().map(|key| format!("{key}{values}")).collect();
    Some((vec![insert_entries(sources, last, &entries)], "coverage-mend-last"))
}

/// Names of options side by side, in quotes where they need them.
fn names(options: &[String], language: Language) -> String {
    let quoted = |name: &String| {
        let plain = name.chars().next().is_some_and(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if plain { name.clone() } else { format!("\"{name}\"") }
    };
    options.iter().map(quoted).collect::<Vec<_>>().join(language.pick("、", ", "))
}

/// A range of the language between ends as they are written.
fn ends_text(ends: &[(Comparison, String)], language: Language) -> Option<String> {
    let (mut low, mut high) = (None, None);
    for (op, end) in ends {
        match op {
            Comparison::Eq if ends.len() == 1 => return Some(format!("= {end}")),
            Comparison::Gt | Comparison::Ge if low.is_none() => low = Some((*op == Comparison::Ge, end)),
            Comparison::Lt | Comparison::Le if high.is_none() => high = Some((*op == Comparison::Le, end)),
            _ => return None,
        }
    }
    Some(match (low, high) {
        (Some((closed, low)), Some((shut, high))) => {
            format!("{}{low}, {high}{}", if closed { '[' } else { '(' }, if shut { ']' } else { ')' })
        }
        (Some((true, end)), None) => format!("{} {end}", language.pick("≥", ">=")),
        (Some((false, end)), None) => format!("> {end}"),
        (None, Some((true, end))) => format!("{} {end}", language.pick("≤", "<=")),
        (None, Some((false, end))) => format!("< {end}"),
        (None, None) => return None,
    })
}

/// Lets the later of two entries between constants give way to the earlier.
pub(super) fn overlap(
    sources: &SourceMap,
    rubric: &Rubric,
    choice: &Choice<'_, '_>,
    subject: &Expr,
    pair: (usize, usize),
    (all, values): (&[Reach], &Reach),
) -> Mend {
    let (second, two) = choice.entries.get(pair.1).zip(all.get(pair.1))?;
    let language = Language::of(sources.slice(choice.rule.span));
    let show = region::shower(&subject.ty, &choice.ends(), rubric, sources);
    let (from, at) = (second.key.end as usize, second.rule.end as usize);
    let column = choice.beside.is_some() && second.key == second.rule;
    let mut left = two.clone();
    for earlier in all.iter().take(pair.1) {
        left = left.minus(earlier);
    }
    // What nothing comes to need not be kept.
    let reached = |piece: &&Interval| !Reach::interval((*piece).clone()).intersect(values).is_empty();
    let pieces: Vec<&Interval> = left.pieces().iter().filter(reached).collect();
    let [piece, more @ ..] = pieces.as_slice() else {
        // Nothing is left of it.
        if column {
            return in_order(sources, choice);
        }
        let edit = delete_entry(sources, second.key, second.rule);
        return (choice.entries.len() > 1).then(|| (vec![edit], "coverage-mend-delete"));
    };
    let mut edits = vec![Edit { span: second.key, replacement: range_text(piece, &show, language)? }];
    if !more.is_empty() {
        if column {
            return in_order(sources, choice);
        }
        let yields = sources.get(second.key.source).and_then(|s| s.text.get(from..at))?;
        let text = |piece: &&Interval| Some(format!("{}{yields}", range_text(piece, &show, language)?));
        let entries = more.iter().map(text).collect::<Option<Vec<_>>>()?;
        edits.push(insert_entries(sources, second, &entries));
    }
    Some((edits, "coverage-mend-later"))
}

/// The choice as 分情况, in which the earlier entry counts.
fn in_order(sources: &SourceMap, choice: &Choice<'_, '_>) -> Mend {
    Some((as_cases::edits(sources, choice, None)?, "coverage-mend-order"))
}

/// What is left of a range without what others before it hold, as text; `None` where that is no one range.
pub(super) fn given_way(
    before: &Reach,
    own: &Reach,
    show: &dyn Fn(&Number) -> String,
    language: Language,
) -> Option<String> {
    match own.minus(before).pieces() {
        [piece] => range_text(piece, show, language),
        _ => None,
    }
}

/// The same for keys, and for ranges whose ends only facts tell.
pub(super) fn overlap_of_conditions(
    sources: &SourceMap,
    choice: &Choice<'_, '_>,
    pair: (usize, usize),
    region: &Conditions,
) -> Mend {
    let (first, second) = choice.entries.get(pair.0).zip(choice.entries.get(pair.1))?;
    let grid_column = choice.beside.is_some() && second.key == second.rule;
    match (first.what, second.what) {
        (What::Key(_, Key::Options(one, _)), What::Key(_, Key::Options(two, _))) => {
            let twice = region.options.clone().unwrap_or_default();
            if two & !one == 0 && !grid_column {
                return Some((vec![delete_entry(sources, second.key, second.rule)], "coverage-mend-delete"));
            }
            let text = sources.slice(second.key);
            let bare = |name: &str| name.trim().trim_matches(['"', '“', '”']).to_owned();
            let kept: Vec<&str> =
                text.split(['、', ',', '，']).map(str::trim).filter(|name| !twice.contains(&bare(name))).collect();
            if kept.is_empty() || twice.is_empty() {
                return in_order(sources, choice);
            }
            let edit = Edit { span: second.key, replacement: kept.join("、") };
            Some((vec![edit], "coverage-mend-later"))
        }
        (What::Key(_, Key::YesNo(..)), What::Key(_, Key::YesNo(..))) if !grid_column => {
            Some((vec![delete_entry(sources, second.key, second.rule)], "coverage-mend-delete"))
        }
        _ => {
            // Where they share but one end, that end is left to the earlier.
            let end = match region.ranges.as_deref() {
                Some([ends]) => match ends.as_slice() {
                    [(Comparison::Eq, end)] => Some(end),
                    _ => None,
                },
                _ => None,
            };
            let language = Language::of(sources.slice(choice.rule.span));
            for (entry, help) in [(second, "coverage-mend-later"), (first, "coverage-mend-earlier")] {
                let (Some(range), Some(end)) = (entry.range, end) else { continue };
                if let Some(replacement) = opened(sources, range, end, language) {
                    return Some((vec![Edit { span: range.span, replacement }], help));
                }
            }
            // Otherwise the order of writing decides.
            in_order(sources, choice)
        }
    }
}

/// `range` with the closed end `at` left out; `None` where it has no such end, or nothing would be left.
fn opened(sources: &SourceMap, range: &ValueRange, at: &str, language: Language) -> Option<String> {
    let text =
        |end: &crate::model::RangeEnd| sources.slice(end.value.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_at = |end: &Option<crate::model::RangeEnd>| end.as_ref().is_some_and(|e| e.closed && text(e) == at);
    let (low, high) = (is_at(&range.low), is_at(&range.high));
    if low == high {
        return None;
    }
    let mut ends = Vec::new();
    if let Some(end) = &range.low {
        let op = if end.closed && !low { Comparison::Ge } else { Comparison::Gt };
        ends.push((op, text(end)));
    }
    if let Some(end) = &range.high {
        let op = if end.closed && !high { Comparison::Le } else { Comparison::Lt };
        ends.push((op, text(end)));
    }
    ends_text(&ends, language)
}
