//! 期间: the days that the facts are of.

use super::context::{Context, scalar};
use super::date;
use super::keys::Keyword;
use super::text::{folded, shown};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::facts::tree::{Node, NodeKind};

/// Reads 期间 and holds it against 适用. Returns it as written. `file` is the whole file.
pub fn read(context: &mut Context<'_>, node: Option<&Node>, file: &Node) -> String {
    let node = match node {
        Some(node) if node.kind != NodeKind::Null && scalar(node).is_none_or(|text| !text.trim().is_empty()) => node,
        blank => {
            missing(context, blank, file);
            return String::new();
        }
    };
    let Some(written) = scalar(node) else {
        let (first, last) = context.rubric.valid.unwrap_or_else(default_days);
        let expected = Message::new("fact-shape-period")
            .arg("year", context.writing.value(&year_of(first)))
            .arg("days", context.writing.value(&days(context, (first, last))));
        context.shape(node, context.word(Keyword::Period), expected, None);
        return String::new();
    };
    let written = written.trim();
    if let Some(valid) = context.rubric.valid {
        match parse(&folded(written)) {
            None => {
                let problem = Diagnostic::new(Code::FactPeriodUnclear, node.span);
                let problem = problem.arg("written", shown(written)).arg("year", year_of(valid.0));
                let problem = problem.arg("from", date::show(valid.0)).arg("to", date::show(valid.1));
                context.push(beside_valid(context, problem));
            }
            Some((first, last)) if first < valid.0 || last > valid.1 => {
                let problem = Diagnostic::new(Code::FactPeriodOutside, node.span);
                let problem = problem.arg("written", shown(written)).arg("rubric", context.rubric.name.as_str());
                let problem = problem.arg("first", date::show(first)).arg("last", date::show(last));
                let problem = problem.arg("from", date::show(valid.0)).arg("to", date::show(valid.1));
                context.push(beside_valid(context, problem));
            }
            Some(_) => {}
        }
    }
    written.to_owned()
}

/// Tells that a file for a rubric of certain years does not say of which it is. `node` is the blank value, if
/// its key is written.
fn missing(context: &mut Context<'_>, node: Option<&Node>, file: &Node) {
    let Some(valid) = context.rubric.valid else { return };
    // Where an entry is missing, the first shows where the others stand.
    let top = match &file.kind {
        NodeKind::Mapping(entries) => entries.first().map_or(file.span, |(key, _)| key.span),
        _ => file.span,
    };
    let written = if year_of(valid.0) == year_of(valid.1) { year_of(valid.0) } else { days(context, valid) };
    let sample = context.writing.keyword(Keyword::Period, &context.writing.value(&written));
    let problem = Diagnostic::new(Code::FactPeriodMissing, node.map_or(top, |node| node.span));
    let problem = problem.arg("key", context.word(Keyword::Period)).arg("sample", sample);
    context.push(beside_valid(context, problem));
}

/// `problem` with the line 适用 of the rubric beside it.
fn beside_valid(context: &Context<'_>, problem: Diagnostic) -> Diagnostic {
    let (Some(valid), Some(span)) = (context.rubric.valid, context.rubric.valid_span) else { return problem };
    let here = Message::new("fact-valid-here").arg("from", date::show(valid.0)).arg("to", date::show(valid.1));
    problem.label(span, here)
}

/// Days from one to another, as the file would write them.
fn days(context: &Context<'_>, (first, last): (i32, i32)) -> String {
    let joint = if context.writing.is_english() { "to" } else { "至" };
    format!("{} {joint} {}", date::show(first), date::show(last))
}

/// A year, for an example.
fn default_days() -> (i32, i32) {
    date::day(2024, 1, 1).zip(date::day(2024, 12, 31)).unwrap_or_default()
}

/// The year of a day.
fn year_of(day: i32) -> String {
    date::show(day).chars().take_while(char::is_ascii_digit).collect()
}

/// The first and the last day of a period, written as a year, half-year, quarter, month or day, or from
/// one such to another.
fn parse(text: &str) -> Option<(i32, i32)> {
    if let Some(period) = single(text) {
        return Some(period);
    }
    let (from, to) = ["至", "到", "~", "—", "–", " to ", " - ", "-"].iter().find_map(|joint| {
        let at = text.find(joint)?;
        let (from, to) = (text.get(..at)?.trim(), text.get(at + joint.len()..)?.trim());
        // `2024年1-6月` and `2024年1月至6月` leave out what the other end has.
        let year = text.split_inclusive('年').next().filter(|year| *year != text);
        let month =
            |end: &str| if end.ends_with('月') || !to.ends_with('月') { end.to_owned() } else { format!("{end}月") };
        let end = single(to).or_else(|| single(&format!("{}{to}", year?)))?;
        Some((single(from).filter(|_| *joint != "-" || !to.ends_with('月')).or_else(|| single(&month(from)))?, end))
    })?;
    (from.0 <= to.1).then_some((from.0, to.1))
}

/// A year, half-year, quarter, month or day.
fn single(text: &str) -> Option<(i32, i32)> {
    match date::read(text) {
        date::DateReading::Day(day) => return Some((day, day)),
        date::DateReading::Within(first, last) => return Some((first, last)),
        date::DateReading::NoSuchDay(_) | date::DateReading::Words(_) => {}
    }
    let (year, rest) = date::digits(text, 4, 4)?;
    let rest = rest.trim_start_matches(['年', '度', '-', ' ', '/', '第']);
    let (first, last) = match rest.to_uppercase().as_str() {
        "上半年" | "H1" => (1, 6),
        "下半年" | "H2" => (7, 12),
        "一季度" | "1季度" | "Q1" => (1, 3),
        "二季度" | "2季度" | "Q2" => (4, 6),
        "三季度" | "3季度" | "Q3" => (7, 9),
        "四季度" | "4季度" | "Q4" => (10, 12),
        _ => return None,
    };
    Some((date::month(year, first)?.0, date::month(year, last)?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        parse(&folded(text))
            .map_or_else(String::new, |(first, last)| format!("{}..{}", date::show(first), date::show(last)))
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        for text in [
            "2024",
            "2024年",
            "2024年度",
            "2024-01-01 至 2024-12-31",
            "2024年1月1日至2024年12月31日",
            "2024-01-01～2024-12-31",
            "2024-01-01 to 2024-12-31",
            "2024年1月至12月",
            "2024年1-12月",
        ] {
            assert_eq!(days(text), "2024-01-01..2024-12-31", "{text}");
        }
        for text in ["2024-06", "2024年6月", "2024/6", "2024年6月份"] {
            assert_eq!(days(text), "2024-06-01..2024-06-30", "{text}");
        }
        for text in [
            "2024Q2",
            "2024-Q2",
            "2024年第二季度",
            "2024年二季度",
            "2024年2季度",
            "2024年第2季度",
            "2024年4-6月",
            "2024-04 至 2024-06",
        ] {
            assert_eq!(days(text), "2024-04-01..2024-06-30", "{text}");
        }
        assert_eq!(days("2024年上半年"), "2024-01-01..2024-06-30");
        assert_eq!(days("2023至2024"), "2023-01-01..2024-12-31");
        assert_eq!(days("2024-02-29"), "2024-02-29..2024-02-29");
        for text in ["去年", "2024-13", "2024-12-31 至 2024-01-01", "24年", "2024 第五季度", ""] {
            assert_eq!(days(text), "", "{text}");
        }
    }
}
