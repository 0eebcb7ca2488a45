//! The row that names the columns.

use std::collections::BTreeMap;

use super::super::conform::amount::compound;
use super::super::conform::text::folded;
use super::grid::Grid;
use super::known::plain;
use crate::unit::UnitTable;

/// The head of a table is looked for in so many rows that have something in them.
const ROWS: usize = 20;

/// What a form puts behind a name to say how it is filled in.
const MARKS: [&str; 6] = ["(必填)", "(选填)", "(可不填)", "(必录)", "(required)", "(optional)"];

/// A name in a head, taken apart in every way that it may be meant: the name, and a unit or remark behind it.
pub(super) fn readings(text: &str) -> Vec<(String, Option<String>)> {
    let narrow = folded(text);
    let trimmed = |text: &'_ str| -> usize { text.trim_end_matches(['*', ' ']).trim_end_matches(':').trim_end().len() };
    let mut narrow = narrow.trim_start_matches(['*', ' ']);
    narrow = narrow.get(..trimmed(narrow)).unwrap_or_default();
    while let Some(rest) = MARKS.iter().find_map(|mark| narrow.strip_suffix(mark)) {
        narrow = rest.get(..trimmed(rest)).unwrap_or_default();
    }
    let mut found = vec![(narrow.to_owned(), None)];
    for (open, close) in BRACKETS {
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

const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];

/// The unit in what stands behind a name: `单位：万元` as well.
fn unit_of(text: &str) -> String {
    stated(text).into_iter().next().unwrap_or_else(|| text.trim().to_owned())
}

/// The units that a line above a table states for all of it: `单位：万元`, `2024年决算表（单位：万元、人）`, `决算表（万元）`.
pub(super) fn stated_units(text: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
    let narrow = folded(text);
    let stated = stated(&narrow);
    if !stated.is_empty() {
        return stated;
    }
    let within = BRACKETS.iter().filter_map(|(open, close)| {
        let (_, inner) = narrow.strip_suffix(*close)?.rsplit_once(*open)?;
        known(inner.trim()).then(|| inner.trim().to_owned())
    });
    within.collect()
}

/// The units behind `单位：` in `text` (narrow), where that is no other word's end: `填报单位：` is none.
fn stated(text: &str) -> Vec<String> {
    const BEFORE: [&str; 5] = ["金额", "计量", "货币", "数量", "数据"];
    let small = text.to_ascii_lowercase();
    for word in ["单位", "unit"] {
        for (at, _) in small.match_indices(word) {
            let before = text.get(..at).unwrap_or_default();
            let before = BEFORE.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
            let behind = text.get(at + word.len()..).unwrap_or_default().trim_start();
            let Some(units) = behind.strip_prefix(':').filter(|_| !before.ends_with(char::is_alphabetic)) else {
                continue;
            };
            let end = |c: char| matches!(c, ';' | '。') || BRACKETS.iter().any(|(_, close)| *close == c);
            let units = units.trim_start().split(end).next().unwrap_or_default();
            let units = units.split(['、', ',', ' ']).map(|unit| unit.trim().trim_start_matches("人民币").to_owned());
            return units.filter(|unit| !unit.is_empty()).collect();
        }
    }
    Vec::new()
}

/// Whether `unit`, behind the name of a plain number, makes another number of it: `万份`.
pub(super) fn multiplies(unit: &str) -> bool {
    const WORDS: [&str; 8] = ["thousand", "million", "billion", "hundred", "ten ", "'000", "000", "k"];
    let small = unit.trim().to_ascii_lowercase();
    small.starts_with(['十', '百', '千', '万', '亿']) || WORDS.iter().any(|word| small.starts_with(word))
}

/// Whether `unit` is one.
pub(super) fn is_unit(units: &UnitTable, unit: &str) -> bool {
    matches!(unit, "%" | "‰") || compound(units, unit).is_some()
}

/// The row of `grid` of which `score` says most, where it says anything.
pub(super) fn find(grid: &Grid<'_>, score: impl Fn(&[(u32, &str)]) -> usize) -> Option<u32> {
    let mut best: Option<(usize, u32)> = None;
    for row in grid.rows().take(ROWS) {
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
        assert_eq!(found("*金额（元）（必填）"), Some((0, unit("元"))));
        assert_eq!(found("预算金额"), None);
    }

    #[test]
    fn a_line_may_state_the_unit() {
        let stated = |text| stated_units(text, |unit| unit == "万元").join("|");
        assert_eq!(stated("单位：万元"), "万元");
        assert_eq!(stated("（金额单位：元）"), "元");
        assert_eq!(stated("2024年决算情况（单位：人民币万元）"), "万元");
        assert_eq!(stated("2024年决算情况　单位：万元、人"), "万元|人");
        assert_eq!(stated("填报单位：财政局　单位：元"), "元");
        assert_eq!(stated("部门决算表（万元）"), "万元");
        assert_eq!(stated("Settled accounts (Unit: yuan)"), "yuan");
        for text in ["填报单位：财政局", "万元", "部门决算表（草案）", "单位 万元"] {
            assert_eq!(stated(text), "", "{text}");
        }
        assert!(multiplies("万份") && multiplies("thousand copies") && !multiplies("份") && !multiplies("copies"));
    }
}
