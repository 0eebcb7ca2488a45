//! The row that names the columns.

use std::collections::BTreeMap;

use super::super::conform::amount::compound;
use super::super::conform::text::folded;
use super::grid::Grid;
use super::known::plain;
use crate::unit::UnitTable;

/// The head of a table is looked for in so many rows that have something in them.
const ROWS: usize = 20;

/// A name in a head, taken apart in every way that it may be meant: the name, and a unit or remark behind it.
pub(super) fn readings(text: &str) -> Vec<(String, Option<String>)> {
    let narrow = folded(text);
    let narrow = narrow.trim_matches(['*', ' ']).trim_end_matches(':').trim();
    let mut found = vec![(narrow.to_owned(), None)];
    for (open, close) in [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        if let Some(inside) = narrow.strip_suffix(close)
            && let Some((before, inner)) = inside.rsplit_once(open)
        {
            found.push((before.trim().to_owned(), Some(unit_of(inner))));
        }
    }
    if let Some((before, unit)) = narrow.rsplit_once('/') {
        found.push((before.trim().to_owned(), Some(unit_of(unit))));
    }
    found
}

/// The unit in what stands behind a name: `单位：万元` as well.
fn unit_of(text: &str) -> String {
    let text = text.trim();
    let inner = ["金额单位", "计量单位", "单位", "unit"].iter().find_map(|word| {
        let rest = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| word.len())?;
        text.get(rest..)?.trim_start().strip_prefix(':')
    });
    inner.unwrap_or(text).trim().to_owned()
}

/// The unit that a line above a table states for all of it: `单位：万元`.
pub(super) fn stated_unit(text: &str) -> Option<String> {
    let narrow = folded(text);
    let text = narrow.trim_matches(['(', ')', ' ']);
    let unit = unit_of(text);
    (unit != text && !unit.is_empty()).then_some(unit)
}

/// Whether `unit` is one.
pub(super) fn is_unit(units: &UnitTable, unit: &str) -> bool {
    matches!(unit, "%" | "‰") || compound(units, unit).is_some()
}

/// The row of `grid` of which `score` says most, where it says anything.
pub(super) fn find(grid: &Grid<'_>, score: impl Fn(&[(u32, &str)]) -> usize) -> Option<u32> {
    let mut best: Option<(usize, u32)> = None;
    for row in grid.sheet.rows().take(ROWS) {
        let Some(number) = row.first().map(|cell| cell.row) else { continue };
        let columns = grid.columns(number);
        let heads: Vec<(u32, &str)> = columns.iter().map(|column| (*column, grid.shown(number, *column))).collect();
        let score = score(&heads);
        if score > 0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, number));
        }
    }
    best.map(|(_, row)| row)
}

/// Names to be found as people write them.
#[derive(Debug)]
pub(super) struct Names<'n> {
    exact: BTreeMap<&'n str, usize>,
    plain: BTreeMap<String, usize>,
}

impl<'n> Names<'n> {
    /// `names` by their places.
    pub fn new(names: impl Iterator<Item = &'n str>) -> Names<'n> {
        let mut found = Names { exact: BTreeMap::new(), plain: BTreeMap::new() };
        for (index, name) in names.enumerate() {
            found.exact.entry(name).or_insert(index);
            found.plain.entry(plain(name)).or_insert(index);
        }
        found
    }

    /// The place of the name that `text` is, however it is written.
    pub fn get(&self, text: &str) -> Option<usize> {
        self.exact.get(text).or_else(|| self.plain.get(&plain(text))).copied()
    }

    /// The place of the name that the head `text` says, and what stands behind it.
    pub fn find(&self, text: &str) -> Option<(usize, Option<String>)> {
        readings(text).into_iter().find_map(|(name, unit)| Some((self.get(&name)?, unit)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_taken_apart() {
        let fields = ["金额", "完成率", "last_score", "元/人"];
        let names = Names::new(fields.iter().copied());
        let found = |text| names.find(text);
        let unit = |text: &str| Some(text.to_owned());
        assert_eq!(found("金额（万元）"), Some((0, unit("万元"))));
        assert_eq!(found("金额(万元)"), Some((0, unit("万元"))));
        assert_eq!(found("金额/万元"), Some((0, unit("万元"))));
        assert_eq!(found("金额（单位：万元）"), Some((0, unit("万元"))));
        assert_eq!(found("* 金 额："), Some((0, None)));
        assert_eq!(found("完成率（%）"), Some((1, unit("%"))));
        assert_eq!(found("Last score"), Some((2, None)));
        assert_eq!(found("元/人"), Some((3, None)));
        assert_eq!(found("预算金额"), None);
    }

    #[test]
    fn a_line_may_state_the_unit() {
        assert_eq!(stated_unit("单位：万元"), Some("万元".to_owned()));
        assert_eq!(stated_unit("（金额单位：元）"), Some("元".to_owned()));
        assert_eq!(stated_unit("填报单位：财政局"), None);
        assert_eq!(stated_unit("万元"), None);
    }
}
