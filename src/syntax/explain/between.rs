//! A range as printed tables put it, bound beside bound: `60%以上80%以下`, `≥60%且<80%`, `在60%-80%之间`,
//! `60%（含60%）-80%`.

use super::super::grammar::Rule;
use super::super::keyword::{is_digit, is_letter};
use super::super::lower::Cx;
use super::special::line;
use super::{Case, printed, range};
use crate::diagnostic::Diagnostic;

/// Signs of one bound, and what they say: whether what lies above is meant, whether the number itself is.
const SIGNS: &[(&str, bool, bool)] = &[
    (">=", true, true),
    ("<=", false, true),
    ("≥", true, true),
    ("≧", true, true),
    ("≤", false, true),
    ("≦", false, true),
    (">", true, false),
    ("＞", true, false),
    ("<", false, false),
    ("＜", false, false),
];
/// Words behind a number.
const BEHIND: &[(&str, bool)] = &[("以上", true), ("以下", false), ("以内", false)];
/// What joins the two.
const JOINTS: &[&str] = &["并且", "且", "但", "而", "和", "与", "及", "、", "，", ","];
/// What a unit cannot begin with.
const NO_UNIT: &[&str] =
    &["以上", "以下", "以内", "不含", "含", "及", "或", "且", "并且", "但", "而", "和", "与", "至", "到", "之间"];

/// One bound of a range.
#[derive(Debug, Default)]
struct Side {
    digits: String,
    unit: String,
    /// Whether what lies above it is meant; unsaid where it stands beside a dash.
    above: Option<bool>,
    /// Whether the number itself is meant.
    closed: Option<bool>,
}

/// A range made of two bounds.
pub(super) fn two_bounds(cx: &Cx<'_>, case: &Case<'_>) -> Option<Diagnostic> {
    if !matches!(case.alone, Rule::try_band | Rule::try_lookup_entry | Rule::try_grid_row) {
        return None;
    }
    let line = case.piece(line(case.text, 0));
    let end = line.find([':', '：'])?;
    let written = line.get(..end)?.trim();
    let start = line.find(written)?;
    let (low, high) = bounds(written)?;
    let unit = if low.unit.is_empty() { &high.unit } else { &low.unit };
    let open = if low.closed == Some(false) { '(' } else { '[' };
    let spelt = |shut: char| format!("{open}{}{unit}, {}{}{shut}", low.digits, high.digits, high.unit);
    // The next band begins where this one ends.
    let right = spelt(if high.closed == Some(true) { ']' } else { ')' });
    let place = start..start + written.len();
    if !case.improves(place.clone(), &right) {
        return None;
    }
    let span = case.span(cx, place);
    Some(match (low.closed, high.closed) {
        (Some(_), Some(_)) => printed::printed_sentence(span, written, &right),
        _ => range::bare(span, written, spelt(']'), spelt(')')).choice(span, right),
    })
}

/// The lower and the upper bound, where `text` is the two and nothing else, and not a mere `60%-80%`.
fn bounds(text: &str) -> Option<(Side, Side)> {
    let (text, within) = match ["在", "介于", "处于"].iter().find_map(|word| text.strip_prefix(word)) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (first, rest) = side(text)?;
    let mut rest = rest.trim_start();
    let mut dash = false;
    if let Some(behind) =
        rest.chars().next().and_then(|sign| range::is_dash(sign.encode_utf8(&mut [0; 4])).then_some(sign))
    {
        dash = !matches!(behind, ',' | '，');
        rest = rest.get(behind.len_utf8()..)?;
    } else if let Some(behind) = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint)) {
        rest = behind;
    }
    let (second, rest) = side(rest)?;
    let (rest, between) = match rest.trim().strip_prefix("之间") {
        Some(rest) => (rest, true),
        None => (rest.trim(), false),
    };
    let said = first.above.is_some() || second.above.is_some();
    let marked = first.closed.is_some() || second.closed.is_some();
    if !rest.is_empty() || !(within || between || said || marked) {
        return None;
    }
    match (first.above, second.above) {
        (Some(true), Some(false)) => Some((first, second)),
        (Some(false), Some(true)) => Some((second, first)),
        // 60%以上-80%, 60%-80%以下
        (None, None) | (Some(true), None) | (None, Some(false)) if dash || within || between => Some((first, second)),
        _ => None,
    }
}

/// The bound that `text` begins with, and what follows.
fn side(text: &str) -> Option<(Side, &str)> {
    let mut side = Side::default();
    let mut rest = text.trim_start();
    let worded = printed::WORDS.iter().filter_map(|(word, sign, _)| Some((rest.strip_prefix(word)?, *sign)));
    let longest = worded.min_by_key(|(rest, _)| rest.len());
    let sign = longest.and_then(|(rest, word)| SIGNS.iter().find(|(sign, ..)| *sign == word).map(|sign| (rest, sign)));
    let sign = sign.or_else(|| SIGNS.iter().find_map(|sign| Some((rest.strip_prefix(sign.0)?, sign))));
    if let Some((behind, (_, above, closed))) = sign {
        (side.above, side.closed) = (Some(*above), Some(*closed));
        rest = behind.trim_start();
    }
    let (digits, behind) = number(rest)?;
    digits.clone_into(&mut side.digits);
    let (unit, behind) = unit(behind);
    unit.clone_into(&mut side.unit);
    rest = behind;
    let mark = |rest: &mut &str, side: &mut Side| {
        if side.closed.is_none()
            && let Some((closed, behind)) = said(rest, &side.digits, &side.unit)
        {
            side.closed = Some(closed);
            *rest = behind;
        }
    };
    mark(&mut rest, &mut side);
    if side.above.is_none()
        && let Some((behind, above)) = BEHIND.iter().find_map(|(word, above)| Some((rest.strip_prefix(word)?, *above)))
    {
        side.above = Some(above);
        rest = behind;
        mark(&mut rest, &mut side);
    }
    Some((side, rest))
}

/// The digits that `text` begins with.
fn number(text: &str) -> Option<(&str, &str)> {
    let whole = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let behind = text.get(whole..)?;
    let fraction = behind.strip_prefix('.').filter(|rest| rest.starts_with(is_digit));
    let end = fraction.map_or(whole, |rest| whole + 1 + rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
    (whole > 0).then(|| text.split_at_checked(end))?
}

/// The unit that `text` begins with: a percent sign, or letters up to a word that joins or bounds.
fn unit(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches(' ');
    let bounds = |rest: &str| printed::WORDS.iter().any(|(word, ..)| rest.starts_with(word));
    let ends = |(at, c): &(usize, char)| {
        let rest = text.get(*at..).unwrap_or_default();
        !is_letter(*c) || NO_UNIT.iter().any(|word| rest.starts_with(word)) || bounds(rest)
    };
    let end = match text.chars().next().filter(|c| matches!(c, '%' | '％' | '‰')) {
        Some(sign) => sign.len_utf8(),
        None => text.char_indices().find(ends).map_or(text.len(), |(at, _)| at),
    };
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// What stands behind a number of whether it is meant itself: （含）, （含60%）, 不含, 及.
fn said<'t>(text: &'t str, digits: &str, unit: &str) -> Option<(bool, &'t str)> {
    let text = text.trim_start();
    let open = text.strip_prefix(['（', '(']);
    let inside = open.unwrap_or(text).trim_start();
    let (closed, behind) = match inside.strip_prefix("不含") {
        Some(behind) => (false, behind),
        None if open.is_some() => (true, inside.strip_prefix("含")?),
        None => (true, ["含", "及", "或"].iter().find_map(|word| inside.strip_prefix(word))?),
    };
    // The number may be said again.
    let behind = behind.trim_start();
    let again = ["本数", "本级"].iter().find_map(|word| behind.strip_prefix(word));
    let again =
        again.or_else(|| behind.strip_prefix(digits).map(|rest| rest.trim_start().strip_prefix(unit).unwrap_or(rest)));
    let behind = again.unwrap_or(behind).trim_start();
    match open {
        Some(_) => behind.strip_prefix(['）', ')']).map(|rest| (closed, rest)),
        None => Some((closed, behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_bounds_are_one_range() {
        let read = |text: &str| {
            let (low, high) = bounds(text)?;
            let end = |closed: Option<bool>| closed.map_or("?", |closed| if closed { "=" } else { "" });
            Some(format!(
                "{}{}{} {}{}{}",
                low.digits,
                low.unit,
                end(low.closed),
                high.digits,
                high.unit,
                end(high.closed)
            ))
        };
        for (text, read_as) in [
            ("60%以上80%以下", "60%? 80%?"),
            ("60%（含）以上80%以下", "60%= 80%?"),
            ("80%以下60%以上", "60%? 80%?"),
            ("60%（含60%）-80%", "60%= 80%?"),
            ("60%-80%（不含80%）", "60%? 80%"),
            ("60 分（含 60 分）至 80 分（不含 80 分）", "60分= 80分"),
            ("≥60%且<80%", "60%= 80%"),
            ("不低于60%但低于80%", "60%= 80%"),
            ("大于等于60%小于80%", "60%= 80%"),
            ("小于80%，大于60%", "60% 80%"),
            ("在60%-80%之间", "60%? 80%?"),
            ("介于 0.5 和 1.5 之间", "0.5? 1.5?"),
            ("1万元以上至5万元（含）", "1万元? 5万元="),
        ] {
            assert_eq!(read(text).as_deref(), Some(read_as), "{text}");
        }
        for text in ["60%-80%", "60%以上", "≥ 60%", "[60%, 80%)", "60%以上80%以上", "60%", "率大于60%且小于80%", ""]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
