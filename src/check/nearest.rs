//! What a word that is no known name was probably meant to be.

use crate::diagnostic::{Diagnostic, Message};
use crate::number::Number;
use crate::source::Span;
use crate::syntax::keyword::{self, KEYWORDS};

/// Words between two values, after which anything may follow.
const BETWEEN: &[&str] = &["且", "或", "属于", "最多", "最少", "超过", "低于"];

/// Adds the name among `candidates` that was probably meant by `word`, which stands at `span`.
pub(super) fn with_nearest<'n>(
    diagnostic: Diagnostic,
    word: &str,
    span: Span,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let found = nearest(word, candidates);
    match found.as_slice() {
        [] => diagnostic,
        // 二季度支出 may be a slip for 一季度支出 or a fact that is not declared yet.
        [near] => diagnostic.help(Message::new("check-did-you-mean").arg("near", *near)).choice(span, spelt(near)),
        // Of equally near names none is the likelier.
        several => diagnostic.help(Message::new("check-did-you-mean-one-of").arg("names", several.to_vec())),
    }
}

/// Most names offered for one.
const MOST: usize = 3;

/// The names among `candidates` that are nearest to `name`, if any is near enough and not too many are.
pub(super) fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wanted_lower = name.to_lowercase();
    let wanted: Vec<char> = wanted_lower.chars().collect();
    let length = wanted.len();
    let limit = match length {
        0..=3 => 1,
        4..=7 => 2,
        _ => (length / 3).min(4),
    };
    let mut best: Option<usize> = None;
    let mut found: Vec<&str> = Vec::new();
    for candidate in candidates {
        if candidate == name {
            continue;
        }
        let lower = candidate.to_lowercase();
        let letters: Vec<char> = lower.chars().collect();
        // Names of very different length need no comparing letter by letter.
        let distance = match letters.len().abs_diff(length) {
            apart if apart > limit => apart,
            _ => strsim::osa_distance(&wanted_lower, &lower),
        };
        // One letter against another is no likeness, nor is a word of two letters that shares but its place.
        let alike = length > 1 && letters.len() > 1 && wanted.iter().any(|c| letters.contains(c));
        let rank = if distance <= limit && alike {
            distance * 2
        } else if contains(&wanted, &letters) || contains(&letters, &wanted) {
            // 支出率 for 预算支出率: after any misspelling.
            limit * 2 + 1
        } else {
            continue;
        };
        match best {
            Some(known) if rank > known || rank == known && found.contains(&candidate) => {}
            Some(known) if rank == known => found.push(candidate),
            _ => (best, found) = (Some(rank), vec![candidate]),
        }
    }
    // Several names of two letters that share one with it say nothing, nor do many of any length.
    if found.len() > 1 && length <= 2 || found.len() > MOST { Vec::new() } else { found }
}

/// Whether the letters of `short` stand together in `long`, and are at least half of them.
fn contains(long: &[char], short: &[char]) -> bool {
    short.len() >= 2 && short.len() * 2 >= long.len() && long.windows(short.len()).any(|w| w == short)
}

/// `name` as it is written in a rubric.
pub(super) fn spelt(name: &str) -> String {
    if keyword::is_plain_name(name) { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\\\"")) }
}

/// Whether `piece` is a Chinese keyword; English ones are set apart by blanks anyhow.
fn is_keyword(piece: &str) -> bool {
    !piece.is_ascii() && keyword::reserved(piece).is_some()
}

/// `word` with the blanks put in, if it is several words that have run together: known names, keywords,
/// numbers with a unit.
pub(super) fn split(word: &str, is_name: &dyn Fn(&str) -> bool, is_unit: &dyn Fn(&str) -> bool) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() > 64 {
        return None;
    }
    let text = |range: std::ops::Range<usize>| -> String { letters.get(range).unwrap_or_default().iter().collect() };
    // pieces[i]: the best way to read the first i letters, fewest pieces first.
    let mut pieces: Vec<Option<Vec<String>>> = vec![None; letters.len() + 1];
    if let Some(first) = pieces.first_mut() {
        *first = Some(Vec::new());
    }
    for end in 1..=letters.len() {
        for start in 0..end {
            let Some(Some(before)) = pieces.get(start) else { continue };
            let piece = text(start..end);
            let known = is_keyword(&piece)
                || (end - start > 1 && is_name(&piece))
                || is_amount(&piece, is_unit)
                // The word goes on after an operator: whatever follows is the other side.
                || (end == letters.len() && before.len() > 1 && before.last().is_some_and(|w| BETWEEN.contains(&w.as_str())));
            let better = pieces.get(end).is_some_and(|p| p.as_ref().is_none_or(|p| p.len() > before.len() + 1));
            if known && better {
                let mut all = before.clone();
                all.push(piece);
                if let Some(place) = pieces.get_mut(end) {
                    *place = Some(all);
                }
            }
        }
    }
    let found = pieces.pop().flatten()?;
    let has_keyword = found.iter().any(|p| is_keyword(p));
    (found.len() > 1 && has_keyword).then(|| found.join(" "))
}

/// Whether `piece` is a number with a unit.
fn is_amount(piece: &str, is_unit: &dyn Fn(&str) -> bool) -> bool {
    let unit = piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    unit.len() < piece.len()
        && (unit.is_empty() || is_unit(unit))
        && Number::parse(piece.strip_suffix(unit).unwrap_or(piece)).is_ok()
}

/// A unit that has run together with what follows it: the unit and the rest.
pub(super) fn split_unit<'n>(word: &'n str, is_unit: &dyn Fn(&str) -> bool) -> Option<(&'n str, &'n str)> {
    let starts = KEYWORDS.iter().filter_map(|keyword| word.find(keyword.zh)).filter(|at| *at > 0);
    starts.min().map(|at| word.split_at(at)).filter(|(unit, _)| is_unit(unit))
}

/// The unit probably meant by a word that is commonly said for it.
pub(super) fn common_unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "月" | "月份" => "个月",
        "天" | "号" => "日",
        "百分点" | "个点" | "个百分比" => "个百分点",
        "星期" | "礼拜" => "周",
        "周年" | "岁" => "年",
        "块" | "块钱" | "圆" => "元",
        "万" => "万元",
        "亿" => "亿元",
        "天工作日" | "个工作天" => "个工作日",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["完成率", "支出率", "年度实际支出", "级别"];
        assert_eq!(nearest("完成律", names), ["完成率"]);
        assert_eq!(nearest("年度实际支岀", names), ["年度实际支出"]);
        assert_eq!(nearest("预算支出率", names), ["支出率"]);
        assert!(nearest("级", names).is_empty());
        assert!(nearest("人数", names).is_empty());
        assert_eq!(nearest("级差", names), ["级别"]);
        assert_eq!(nearest("全年执行数", ["全年预算数", "全年支出数"]), ["全年预算数", "全年支出数"]);
    }

    #[test]
    fn words_that_ran_together_are_taken_apart() {
        let is_name = |w: &str| ["完成率", "达标", "问责数"].contains(&w);
        let is_unit = |w: &str| ["分", "项"].contains(&w);
        let split = |w: &str| split(w, &is_name, &is_unit);
        assert_eq!(split("完成率且达标").as_deref(), Some("完成率 且 达标"));
        assert_eq!(split("完成率且别的").as_deref(), Some("完成率 且 别的"));
        assert_eq!(split("非达标").as_deref(), Some("非 达标"));
        assert_eq!(split("累计最多3分").as_deref(), Some("累计最多 3分"));
        assert_eq!(split("问责数每1项扣1分").as_deref(), Some("问责数 每 1项 扣 1分"));
        assert_eq!(split("完成情况"), None);
        assert_eq!(split_unit("分累计最多", &is_unit), Some(("分", "累计最多")));
        assert_eq!(split_unit("分数", &is_unit), None);
    }
}
