//! What can be read in several ways, with what each reading would score on one and the same number: `90%以上`,
//! `60%～70%`, 每超过 1% 扣 0.5 分.

use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::grammar::Rule;
use super::super::keyword::is_digit;
use super::super::lower::Cx;
use super::Case;
use super::printed::{self, Bound};
use super::special::line;
use super::token::{Kind, Token};
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::source::Span;

/// Numbers of more digits are left out: their products might not be exact.
const MOST_DIGITS: usize = 12;
/// Tenths of a step at which the readings part, the first that fits is taken.
const TENTHS: [i64; 5] = [26, 25, 16, 15, 5];

/// 90%以上: is 90% in it?
pub(super) fn vague_bound(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let range = line(case.text, case.at);
    let text = case.piece(range.clone());
    let bound = printed::bound(text)?;
    let place = range.start + bound.range.start..range.start + bound.range.end;
    // Reading stops at the number, within the words or right after them.
    if !(place.start..=place.end + 1).contains(&case.at) {
        return None;
    }
    let span = case.span(cx, place.clone());
    let whole = case.base + place.start..case.base + place.end;
    Some(vague(cx, &bound, case.piece(place), whole, span))
}

/// The message for a bound in words that stands at `span`, which is `place` in the mended text.
pub(super) fn vague(cx: &Cx<'_>, bound: &Bound, written: &str, place: Range<usize>, span: Span) -> Diagnostic {
    let (with, without) = match (bound.above, cx.survey.english) {
        (true, false) => ("≥", ">"),
        (false, false) => ("≤", "<"),
        (true, true) => (">=", ">"),
        (false, true) => ("<=", "<"),
    };
    let value = bound.value.as_str();
    let (with, without) = (format!("{with} {value}"), format!("{without} {value}"));
    let diagnostic = Diagnostic::new(Code::VagueBound, span).arg("written", written);
    let help = |key, right: &str| Message::new(key).arg("value", value).arg("right", right);
    let scores = scores_at(&cx.survey.text, place, value);
    let helps = match scores {
        Some((here, elsewhere)) => [
            help("vague-bound-with-points", &with).arg("points", here),
            match elsewhere {
                Some(points) => help("vague-bound-without-points", &without).arg("points", points),
                None => help("vague-bound-without-none", &without),
            },
        ],
        None => [help("vague-bound-with", &with), help("vague-bound-without", &without)],
    };
    let [first, second] = helps;
    match bound.closed {
        // What is said needs no question, only the right spelling.
        Some(true) => printed::printed_sentence(span, written, &with),
        Some(false) => printed::printed_sentence(span, written, &without),
        // Both readings are shown; the usual one, which the statutes state, is offered.
        None => diagnostic.help(first).help(second).choice(span, with),
    }
}

/// 60%～70%: which end is in it?
pub(super) fn bare_range(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let case = &case.ranged();
    let begins = matches!(case.alone, Rule::try_band | Rule::try_lookup_entry | Rule::try_grid_row);
    let low = case.index();
    if !(begins && low == 0 || case.tries(&[Rule::bound, Rule::interval, Rule::band, Rule::key])) {
        return None;
    }
    let low = case.tokens.get(low)?;
    let after = |token: &Token| {
        let end = super::amount_end(case, token).unwrap_or(token.range.end);
        (end, case.tokens.iter().position(|next| next.range.start >= end).unwrap_or(case.tokens.len()))
    };
    let (low_end, dash) = after(low);
    let (dash, high) = (case.tokens.get(dash)?, case.tokens.get(dash + 1)?);
    if low.kind != Kind::Number || high.kind != Kind::Number || !super::range::is_dash(case.word(dash)) {
        return None;
    }
    let (high_end, _) = after(high);
    let range = low.range.start..high_end;
    let span = case.span(cx, range.clone());
    // 90-100分: the unit is said once.
    let (first, last) = (case.piece(low.range.start..low_end), case.piece(high.range.start..high_end));
    let unit = if first.ends_with(is_digit) { last.trim_start_matches(|c| is_digit(c) || c == '.') } else { "" };
    let unit = if unit.starts_with(['-', '－']) { "" } else { unit };
    let spelt = |shut: &str| format!("[{first}{unit}, {last}{shut}");
    let (with, without) = (spelt("]"), spelt(")"));
    let diagnostic = Diagnostic::new(Code::BareRange, span)
        .arg("written", case.piece(range.clone()))
        .arg("with", with.as_str())
        .arg("without", without.as_str())
        // The next band begins where this one ends, unless these are days or the most there can be.
        .choice(span, if last.starts_with("100") || last.contains('-') { with.as_str() } else { without.as_str() });
    let place = case.base + range.start..case.base + range.end;
    let Some((here, elsewhere)) = scores_at(&cx.survey.text, place, last) else { return Some(diagnostic) };
    let help = |key, right: &str| Message::new(key).arg("value", last).arg("right", right);
    let second = match elsewhere {
        Some(points) => help("bare-range-without-points", &without).arg("points", points),
        None => help("bare-range-without-none", &without),
    };
    Some(diagnostic.help(help("bare-range-with-points", &with).arg("points", here)).help(second))
}

/// What the entry at `place` scores, and what another entry of its block does that ends or begins at `value`, too.
fn scores_at(text: &str, place: Range<usize>, value: &str) -> Option<(String, Option<String>)> {
    let here = points_after(text.get(place.end..)?)?;
    let block = block_around(text, place.start);
    let around = text.get(block.clone())?;
    let part_of_number = |c: char| is_digit(c) || matches!(c, '.' | '．' | '%' | '％');
    let elsewhere = around.match_indices(value).find_map(|(at, _)| {
        let (start, end) = (block.start + at, block.start + at + value.len());
        let before = text.get(..start)?.chars().next_back();
        let after = text.get(end..)?.chars().next();
        let alone = !before.is_some_and(part_of_number) && !after.is_some_and(part_of_number);
        if start < place.end && place.start < end || !alone {
            return None;
        }
        let rest = text.get(end..block.end)?;
        let colon = rest.find([':', '：', '{', '}', '｛', '｝', '\n', '\r'])?;
        points_after(rest.get(colon..)?)
    });
    Some((here, elsewhere))
}

/// `20分` of `: 20分`, where nothing else stands behind it on the line.
fn points_after(text: &str) -> Option<String> {
    let blank = |c: char| c == ' ' || c == '\t' || c == '\u{3000}';
    let rest = text.trim_start_matches(blank).strip_prefix([':', '：'])?.trim_start_matches(blank);
    let digits = rest.find(|c| !(is_digit(c) || c == '.')).unwrap_or(rest.len());
    let (number, rest) = rest.split_at_checked(digits)?;
    let unit = ["分", "points", "point"].into_iter().find(|unit| rest.trim_start_matches(blank).starts_with(unit))?;
    let after = rest.trim_start_matches(blank).strip_prefix(unit)?.trim_start_matches(blank);
    // 20分 × 50% is another number.
    let goes_on =
        after.starts_with(['×', '*', '＊', '÷', '/', '／', '+', '＋', '-', '－', '−']) || after.starts_with("最");
    let parted = if unit == "分" { "" } else { " " };
    (!number.is_empty() && !goes_on).then(|| format!("{number}{parted}{unit}"))
}

/// What stands between the innermost braces around `at`.
fn block_around(text: &str, at: usize) -> Range<usize> {
    let (mut depth, mut start) = (0_usize, 0);
    for (index, c) in text.get(..at).unwrap_or_default().char_indices().rev() {
        match c {
            '}' | '｝' => depth += 1,
            '{' | '｛' if depth == 0 => {
                start = index + c.len_utf8();
                break;
            }
            '{' | '｛' => depth -= 1,
            _ => {}
        }
    }
    let mut depth = 0_usize;
    for (index, c) in text.get(at..).unwrap_or_default().char_indices() {
        match c {
            '{' | '｛' => depth += 1,
            '}' | '｝' if depth == 0 => return start..at + index,
            '}' | '｝' => depth -= 1,
            _ => {}
        }
    }
    start..text.len()
}

/// A number with its unit, as written.
struct Quantity {
    number: Decimal,
    unit: String,
}

impl Quantity {
    /// The first of `text`.
    fn first(text: &str) -> Option<Quantity> {
        let start = text.find(is_digit)?;
        Quantity::at(text.get(start..)?)
    }

    /// The last of `text`.
    fn last(text: &str) -> Option<Quantity> {
        let end = text.rfind(is_digit)?;
        let numeric = |c: char| is_digit(c) || c == '.';
        let start = text.get(..end)?.trim_end_matches(numeric).len();
        Quantity::at(text.get(start..)?)
    }

    fn at(text: &str) -> Option<Quantity> {
        let digits = text.find(|c| !is_digit(c) && c != '.').unwrap_or(text.len());
        let (number, rest) = text.split_at_checked(digits)?;
        // A blank may part the two.
        let rest = rest.trim_start_matches(' ');
        let unit = rest.find(|c: char| c.is_whitespace() || "每扣加，,。；".contains(c)).unwrap_or(rest.len());
        if number.len() > MOST_DIGITS {
            return None;
        }
        Some(Quantity { number: number.parse().ok()?, unit: rest.get(..unit)?.to_owned() })
    }

    fn shown(&self, number: Decimal) -> String {
        format!("{}{}", number.normalize(), self.unit)
    }
}

/// Words behind 每 that say from where on.
const ABOVE: &[&str] = &["超过", "超出", "超", "高于", "高", "多于", "多", "增加", "提高", "迟", "晚"];
const BELOW: &[&str] = &["低于", "低", "少于", "少", "减少", "降低", "缺少", "缺"];

/// Whether `word` is 每低1 and the like, in which no blank is missing.
pub(super) fn is_per_beyond(word: &str) -> bool {
    word.strip_prefix('每').is_some_and(|rest| ABOVE.iter().chain(BELOW).any(|beyond| rest.starts_with(beyond)))
}

/// 每超过 1% 扣 0.5 分: from where on, and what of part of a step?
pub(super) fn per_beyond(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    let range = line(case.text, case.at);
    let text = case.piece(range.clone());
    let (at, above, after) = text.match_indices('每').find_map(|(at, sign)| {
        let after = text.get(at + sign.len()..)?;
        let strip = |words: &[&str]| words.iter().find_map(|word| after.strip_prefix(word));
        strip(ABOVE).map(|after| (at, true, after)).or_else(|| strip(BELOW).map(|after| (at, false, after)))
    })?;
    let start = range.start + at;
    let length = text.len() - at - after.len();
    // Elsewhere on the line it is not why reading stopped.
    let index = case.index();
    let near = case.tokens.get(index.saturating_sub(1)..).unwrap_or_default();
    if !near.iter().take(3).any(|token| token.range.contains(&start)) {
        return None;
    }
    let mut diagnostic = Diagnostic::new(Code::PerBeyond, case.span(cx, start..start + length))
        .arg("written", text.get(at..at + length).unwrap_or_default());
    let (before, effect) = after.split_once(['扣', '加']).unwrap_or((after, ""));
    if let (Some(step), Some(points)) = (Quantity::first(before), Quantity::first(effect)) {
        // 整改率 低于 95%，每低 1%: on what value the readings part can be said.
        let from = text.get(..at).and_then(Quantity::last).filter(|from| from.unit == step.unit);
        let adds = after.find('加').is_some_and(|plus| after.find('扣').is_none_or(|less| plus < less));
        diagnostic = with_steps(diagnostic, (above, adds), from.as_ref(), &step, &points);
        if step.unit.starts_with(['%', '％']) {
            let unit = if cx.survey.english { "pp" } else { "个百分点" };
            let right = format!("{}{unit}", step.number.normalize());
            diagnostic = diagnostic.help(Message::new("per-beyond-percent").arg("step", right));
        }
    }
    Some(diagnostic.help(Message::new("per-beyond-write")))
}

/// What is taken (or added, where `adds`) for part of a step under each reading, and where percent are hundredths.
fn with_steps(
    diagnostic: Diagnostic,
    (above, adds): (bool, bool),
    from: Option<&Quantity>,
    step: &Quantity,
    points: &Quantity,
) -> Diagnostic {
    let readings = TENTHS.iter().find_map(|tenths| {
        let steps = Decimal::new(*tenths, 1);
        let beyond = step.number.checked_mul(steps)?;
        let value = match from {
            Some(from) if above => Some(from.number.checked_add(beyond)?),
            // Below nothing there is mostly nothing.
            Some(from) => Some(from.number.checked_sub(beyond)?).filter(|value| !value.is_sign_negative()),
            None => None,
        };
        (from.is_none() || value.is_some()).then_some((steps, beyond, value))
    });
    let Some((steps, beyond, value)) = readings else { return diagnostic };
    let times = |steps: Decimal| points.number.checked_mul(steps).map(|taken| points.shown(taken));
    let (Some(whole), Some(started), Some(proportion)) = (times(steps.floor()), times(steps.ceil()), times(steps))
    else {
        return diagnostic;
    };
    let does = Arg::Key(if adds { "per-beyond-adds" } else { "per-beyond-takes" });
    let key = if value.is_some() { "per-beyond-sample" } else { "per-beyond-readings" };
    let mut message = Message::new(key)
        .arg("beyond", step.shown(beyond))
        .arg("does", does.clone())
        .arg("whole", whole)
        .arg("started", started)
        .arg("proportion", proportion);
    let sample = value.map(|value| step.shown(value));
    if let Some(sample) = &sample {
        message = message.arg("sample", sample.as_str());
    }
    let diagnostic = diagnostic.help(message);
    match (from, sample) {
        (Some(from), Some(sample)) if step.unit.starts_with(['%', '％']) => {
            match hundredths(from.number, step.number, beyond, points) {
                Some((hundredth, taken)) => diagnostic.help(
                    Message::new("per-beyond-hundredth")
                        .arg("step", step.shown(step.number))
                        .arg("from", from.shown(from.number))
                        .arg("hundredth", step.shown(hundredth))
                        .arg("sample", sample)
                        .arg("does", does)
                        .arg("proportion", taken),
                ),
                None => diagnostic,
            }
        }
        _ => diagnostic,
    }
}

/// Where a step of `step` percent means so many hundredths of `from`: its size, and what is taken in proportion at the
/// distance `beyond`.
fn hundredths(from: Decimal, step: Decimal, beyond: Decimal, points: &Quantity) -> Option<(Decimal, String)> {
    let size = from.checked_mul(step)?.checked_div(Decimal::ONE_HUNDRED)?;
    let taken = beyond.checked_mul(points.number)?.checked_div(size)?;
    let rounded = taken.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    // What is exact multiplies back.
    let exact = rounded.checked_mul(size)? == beyond.checked_mul(points.number)?;
    Some((size, format!("{}{}", if exact { "" } else { "≈" }, points.shown(rounded))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_neighbour_scores() {
        let text = "分档 率 {\n  90%以上 : 20分\n  80%～90% ：15分\n  80%以下 : 0分 × 2\n}";
        let at = |words: &str| {
            let start = text.find(words).unwrap_or_default();
            start..start + words.len()
        };
        let scores = |words, value| scores_at(text, at(words), value);
        assert_eq!(scores("90%以上", "90%"), Some(("20分".to_owned(), Some("15分".to_owned()))));
        assert_eq!(scores("80%～90%", "90%"), Some(("15分".to_owned(), Some("20分".to_owned()))));
        // What is computed is not told.
        assert_eq!(scores("80%～90%", "80%"), Some(("15分".to_owned(), None)));
        assert_eq!(scores("80%以下", "80%"), None);
    }

    #[test]
    fn a_longer_number_is_another() {
        let text = "{ 0%以上 : 5 points  [0%, 90%) : 3 points }";
        assert_eq!(scores_at(text, 2..10, "0%"), Some(("5 points".to_owned(), Some("3 points".to_owned()))));
        let text = "{ 0%以上 : 5分  < 90% : 3分 }";
        assert_eq!(scores_at(text, 2..10, "0%"), Some(("5分".to_owned(), None)));
    }

    #[test]
    fn steps_of_hundredths() {
        let quantity = |text| Quantity::at(text).unwrap_or(Quantity { number: Decimal::ZERO, unit: String::new() });
        let n = |text: &str| text.parse::<Decimal>().unwrap_or_default();
        // 2.6 points of percent below 95%: 2.736… hundredths of it.
        let taken = hundredths(n("95"), n("1"), n("2.6"), &quantity("0.5分"));
        assert_eq!(taken, Some((n("0.95"), "≈1.37分".to_owned())));
        let taken = hundredths(n("50"), n("1"), n("2.5"), &quantity("0.5分"));
        assert_eq!(taken, Some((n("0.5"), "2.5分".to_owned())));
    }
}
