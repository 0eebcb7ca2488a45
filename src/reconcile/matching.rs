//! Which indicator of the rubric a row of a published table is.

use super::number::narrow;
use super::published::{ScoreRow, ScoreTable};
use crate::model::{NodeId, Rubric};

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// An indicator or part.
    Node(NodeId),
    /// A 加减分, by its place in the rubric.
    Adjustment(usize),
    /// Nothing that the rubric has; the path of the nearest.
    None(Option<String>),
    /// Several have the name; their paths.
    Several(Vec<String>),
}

/// Whether a row of this name sums up the table.
pub fn is_total(name: &str) -> bool {
    let name = plain(name).to_lowercase();
    matches!(
        name.as_str(),
        "合计" | "总分" | "总计" | "总得分" | "总评" | "total" | "totalscore" | "sum" | "grandtotal"
    )
}

/// `name` without the number in front of it, without blanks and in narrow signs: `1.`, `（一）`, `二、`.
pub fn plain(name: &str) -> String {
    let name: String = narrow(name).chars().filter(|c| !c.is_whitespace()).collect();
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = name.strip_prefix('(').unwrap_or(&name);
    let rest = inner.trim_start_matches(|c| number(c) || (c == '.' && name.starts_with(|d: char| d.is_ascii_digit())));
    let marked = inner.len() != rest.len();
    let without = if name.starts_with('(') {
        rest.strip_prefix(')')
    } else {
        rest.strip_prefix(['、', '.', ')']).or_else(|| inner.trim_end_matches(rest).ends_with('.').then_some(rest))
    };
    match without.filter(|rest| marked && !rest.is_empty()) {
        Some(rest) => rest.to_owned(),
        None => name,
    }
}

/// What each row of `table` is.
pub fn matches(rubric: &Rubric, table: &ScoreTable) -> Vec<Match> {
    let nodes: Vec<(Vec<String>, NodeId, bool)> = rubric
        .nodes
        .iter()
        .zip(0..)
        .filter(|(node, _)| {
            node.parent.is_some() || rubric.roots.iter().any(|root| rubric.node(*root).span == node.span)
        })
        .map(|(node, index)| {
            let mut path = vec![plain(&node.name)];
            let mut above = node.parent;
            while let Some(parent) = above {
                path.push(plain(&rubric.node(parent).name));
                above = rubric.node(parent).parent;
            }
            path.reverse();
            (path, NodeId(index), node.part)
        })
        .collect();
    (0..table.rows.len()).map(|row| find(rubric, &nodes, table, row)).collect()
}

fn find(rubric: &Rubric, nodes: &[(Vec<String>, NodeId, bool)], table: &ScoreTable, row: usize) -> Match {
    let Some(written) = table.rows.get(row) else { return Match::None(None) };
    let mut path: Vec<String> = written.name.split(['/', '／']).map(plain).collect();
    let whole = vec![plain(&written.name)];
    let ends = |path: &[String], (names, ..): &&(Vec<String>, NodeId, bool)| names.ends_with(path);
    let mut found: Vec<&(Vec<String>, NodeId, bool)> = nodes.iter().filter(|node| ends(&path, node)).collect();
    if found.is_empty() && path.len() > 1 {
        path.clone_from(&whole);
        found = nodes.iter().filter(|node| ends(&path, node)).collect();
    }
    if found.len() > 1 {
        // Those above it in the table tell which is meant.
        let mut above: Vec<String> = Vec::new();
        let mut parent = written.parent;
        while let Some(index) = parent.filter(|_| above.len() < table.rows.len()) {
            above.extend(table.rows.get(index).map(|row| plain(&row.name)));
            parent = table.rows.get(index).and_then(|row| row.parent);
        }
        let under = |names: &[String]| above.iter().all(|name| names.contains(name));
        let narrowed: Vec<_> = found.iter().copied().filter(|(names, ..)| under(names)).collect();
        found = if narrowed.is_empty() { found } else { narrowed };
        // An indicator rather than a part of it; the one as deep as the row rather than another.
        prefer(&mut found, |(_, _, part)| !part);
        prefer(&mut found, |(names, ..)| names.len() == above.len() + 1);
    }
    match found.as_slice() {
        [(_, id, _)] => Match::Node(*id),
        [] => {
            let name = plain(&written.name);
            match rubric.adjustments.iter().position(|adjustment| plain(&adjustment.name) == name) {
                Some(index) => Match::Adjustment(index),
                // A rubric with one 加减分 has no other that could be meant.
                None if is_adjustment(written) && rubric.adjustments.len() == 1 => Match::Adjustment(0),
                None => Match::None(nearest(rubric, &name)),
            }
        }
        several => Match::Several(several.iter().map(|(_, id, _)| rubric.node(*id).path.clone()).collect()),
    }
}

/// Whether a row is one for what is added and taken: one that says so, or is called so and has no points.
fn is_adjustment(row: &ScoreRow) -> bool {
    let called =
        ["加减分", "加分", "扣分", "adjustment"].iter().any(|word| plain(&row.name).to_lowercase().contains(word));
    row.adjustment || (called && row.points.is_none())
}

/// Keeps of several those for which `better` holds, if it does for any.
fn prefer(found: &mut Vec<&(Vec<String>, NodeId, bool)>, better: impl Fn(&(Vec<String>, NodeId, bool)) -> bool) {
    if found.len() > 1 && found.iter().any(|node| better(node)) {
        found.retain(|node| better(node));
    }
}

/// The path of the indicator whose name is most like `name`, if one is like it.
fn nearest(rubric: &Rubric, name: &str) -> Option<String> {
    let distance = |other: &str| strsim::osa_distance(&plain(other), name);
    let best = rubric.nodes.iter().filter(|node| !node.part).min_by_key(|node| distance(&node.name))?;
    let length = plain(&best.name).chars().count().max(name.chars().count());
    (distance(&best.name) * 2 <= length).then(|| best.path.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front_of_a_name_do_not_count() {
        for name in [
            "资产盘点",
            "1.资产盘点",
            "（一）资产盘点",
            "(3) 资产盘点",
            "二、资产 盘点",
            "１．资产盘点",
            "2.3.资产盘点",
            "1）资产盘点",
        ] {
            assert_eq!(plain(name), "资产盘点", "{name}");
        }
        for name in ["三公经费", "2024年支出", "一", "1."] {
            assert_eq!(plain(name), name, "{name}");
        }
        assert!(is_total("合 计") && is_total("Total") && !is_total("合计得分率"));
    }
}
