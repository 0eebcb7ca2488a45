//! A cell as a value: its text, with the unit of its head behind a bare number; known in part where it says so.

use super::super::conform::sign::Sign;
use super::super::conform::text::folded;
use super::super::tree::{Node, NodeKind};
use super::grid::Grid;
use super::{Keyword, Reader};
use crate::book::Content;
use crate::model::{Type, TypeKind};

/// The words for the end of a value that is known in part, and how they are written in a cell.
const ENDS: &[(&str, Keyword)] = &[
    ("至少", Keyword::AtLeast),
    ("至多", Keyword::AtMost),
    ("高于", Keyword::Above),
    ("低于", Keyword::Below),
    ("at least", Keyword::AtLeast),
    ("at_least", Keyword::AtLeast),
    ("at most", Keyword::AtMost),
    ("at_most", Keyword::AtMost),
    ("above", Keyword::Above),
    ("below", Keyword::Below),
];

impl Reader<'_> {
    /// The value in a cell, of type `ty`, with `unit` for a bare number. `None` where it is blank or was told to be
    /// unreadable.
    pub(super) fn value(&mut self, grid: &Grid<'_>, at: (u32, u32), ty: &Type, unit: Option<&str>) -> Option<Node> {
        let content = self.content(grid, at.0, at.1)?;
        let span = grid.span(at.0, at.1);
        let text = match content {
            Content::Bool(value) => return Some(Node { span, kind: NodeKind::Bool(*value) }),
            content => content.shown(),
        };
        let number = matches!(ty.kind, TypeKind::Number { .. });
        let unit = unit.filter(|_| number);
        if number || ty.kind == TypeKind::Date {
            let ends = ends(text);
            if !ends.is_empty() {
                let entry = |(keyword, end): (Keyword, String)| {
                    let value = Node { span, kind: NodeKind::Text(with_unit(&end, unit)) };
                    (self.key(keyword, span), value)
                };
                return Some(Node { span, kind: NodeKind::Mapping(ends.into_iter().map(entry).collect()) });
            }
        }
        Some(Node { span, kind: NodeKind::Text(with_unit(text, unit)) })
    }
}

/// `text` with `unit` behind it, if it is a bare number.
pub(super) fn with_unit(text: &str, unit: Option<&str>) -> String {
    match unit.map(str::trim).filter(|unit| !unit.is_empty() && is_bare(text)) {
        Some(unit) if unit.starts_with(|c: char| c.is_ascii_alphabetic()) => format!("{text} {unit}"),
        Some(unit) => format!("{text}{unit}"),
        None => text.to_owned(),
    }
}

/// Whether `text` is a number without a unit, perhaps behind a sign.
fn is_bare(text: &str) -> bool {
    let narrow = folded(text);
    let number = Sign::split(&narrow).map_or(narrow.as_ref(), |(_, rest)| rest);
    let digits = number.trim_start_matches(['-', '+']).trim_start();
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// The ends in `至少 580篇，低于 590篇`; none where the text says anything else.
fn ends(text: &str) -> Vec<(Keyword, String)> {
    let narrow = folded(text);
    let mut found = Vec::new();
    let mut rest = narrow.as_ref();
    loop {
        let Some((keyword, after)) = end_word(rest) else { return Vec::new() };
        let after = after.trim_start().trim_start_matches(':');
        let next = after.char_indices().find_map(|(at, c)| {
            if !matches!(c, ',' | ';' | '、' | '且' | ' ') {
                return None;
            }
            let behind = after.get(at..)?.trim_start_matches([',', ';', '、', '且', ' ']);
            let behind = behind.strip_prefix("and ").unwrap_or(behind).trim_start();
            end_word(behind).map(|_| (at, behind))
        });
        let (value, behind) = match next {
            Some((at, behind)) => (after.get(..at).unwrap_or_default(), Some(behind)),
            None => (after, None),
        };
        let value = value.trim();
        if value.is_empty() {
            return Vec::new();
        }
        found.push((keyword, value.to_owned()));
        match behind {
            Some(behind) => rest = behind,
            None => return found,
        }
    }
}

/// The word for an end that `text` begins with, and what follows.
fn end_word(text: &str) -> Option<(Keyword, &str)> {
    ENDS.iter().find_map(|(word, keyword)| {
        let start = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        // An English word goes on with letters.
        let whole = !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        (start.eq_ignore_ascii_case(word) && whole).then_some((*keyword, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Vec<(Keyword, String)> {
        ends(text)
    }

    #[test]
    fn a_value_known_in_part_is_taken_apart() {
        let one = |keyword, value: &str| (keyword, value.to_owned());
        assert_eq!(known("至少 1000人次"), [one(Keyword::AtLeast, "1000人次")]);
        let both = [one(Keyword::AtLeast, "580篇"), one(Keyword::Below, "590篇")];
        for text in
            ["至少 580篇，低于 590篇", "至少580篇,低于590篇", "至少：580篇；低于：590篇", "至少580篇 且 低于590篇"]
        {
            assert_eq!(known(text), both, "{text}");
        }
        assert_eq!(
            known("At least 1,000 person, below 1,200 person"),
            [one(Keyword::AtLeast, "1,000 person"), one(Keyword::Below, "1,200 person")]
        );
        assert_eq!(known("至少 2024-04-01，至多 2024-04-30").len(), 2);
        for text in ["1000余人", "不足100%", "逾300", "至少", "abovementioned 5"] {
            assert_eq!(known(text), [], "{text}");
        }
    }

    #[test]
    fn a_unit_stands_behind_bare_numbers_alone() {
        let shown = |text| with_unit(text, Some("万元"));
        assert_eq!(
            ["2641.94", "-299.78", "≥6,000", "２０"].map(shown),
            ["2641.94万元", "-299.78万元", "≥6,000万元", "２０万元"]
        );
        assert_eq!(["5元", "—", "约50", "", "80%"].map(shown), ["5元", "—", "约50", "", "80%"]);
        assert_eq!(with_unit("3", Some("person")), "3 person");
    }
}
