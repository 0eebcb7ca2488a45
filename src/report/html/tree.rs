//! The indicators, each unfolding to its justification.

use std::collections::BTreeSet;

use askama::Template;

use crate::eval::{AwardStanding, NodeResult, Outcome};
use crate::justification::score_text;
use crate::model::{AdjustmentId, NodeId, OptionSetId};
use crate::report::assessment::{Indicator, NodeEntryKind, PlaceEntry, StepEntry};
use crate::report::full::rule_text;
use crate::wording::{adjustment_in_words, rule_in_words};

use super::bar::Bar;
use super::fold::Folded;
use super::texts::Texts;
use super::view::{View, adjustment_anchor, is_open, lost, node_anchor, standing_class};

/// Headings go no deeper.
const DEEPEST_HEADING: usize = 6;
/// The level of the heading of a top indicator.
const TOP_HEADING: usize = 3;

/// What stands in an indicator so deep stands in no further.
const DEEP: usize = 5;

/// An indicator, part or adjustment with all that stands in it.
#[derive(Template)]
#[template(path = "node.html", whitespace = "minimize")]
pub(super) struct NodeView<'a> {
    texts: Texts<'a>,
    anchor: String,
    heading: usize,
    name: String,
    /// What it is, where it is no indicator.
    kind: Option<String>,
    /// Whether indicators stand in it: it is unfolded, and its own numbers are those of its line.
    group: bool,
    classes: String,
    /// Whether it yields a level in place of points.
    leveled: bool,
    points: Option<String>,
    score: String,
    rate: Option<String>,
    rule: Option<String>,
    lost: Option<String>,
    bar: Option<Bar>,
    badges: Vec<Badge>,
    explain: Option<String>,
    /// Its rule in words.
    standard: Vec<String>,
    lines: Folded<Line>,
    /// Steps for the full account alone.
    checked: Folded<Line>,
    facts: Folded<FactRow>,
    excerpts: Vec<Excerpt>,
    children: Vec<NodeView<'a>>,
}

struct Badge {
    class: &'static str,
    text: String,
}

struct Line {
    class: &'static str,
    /// The row or part that it begins with, where it does.
    name: String,
    text: String,
    /// Where it is written, of an award.
    place: Option<String>,
}

struct FactRow {
    name: String,
    value: String,
    source: String,
    place: String,
}

struct Excerpt {
    title: String,
    first: usize,
    lines: Vec<String>,
}

/// What makes a node pass one of the filters.
#[derive(Clone, Copy, Default)]
struct Passes {
    lost: bool,
    departure: bool,
    open: bool,
}

impl std::ops::BitOrAssign for Passes {
    fn bitor_assign(&mut self, other: Passes) {
        self.lost |= other.lost;
        self.departure |= other.departure;
        self.open |= other.open;
    }
}

/// The top indicators.
pub(super) fn tree<'a>(view: &View<'a>) -> Vec<NodeView<'a>> {
    let tops = view.filing.assessment.indicators.iter().zip(&view.filing.rubric().roots);
    tops.map(|(indicator, id)| node(view, indicator, *id, 0).0).collect()
}

/// What is added to their sum or taken off it.
pub(super) fn adjustments<'a>(view: &View<'a>) -> Vec<NodeView<'a>> {
    let results = &view.filing.assessed.evaluation.adjustments;
    let adjustments = view.filing.assessment.adjustments.iter().zip(results).enumerate();
    adjustments
        .map(|(index, (indicator, result))| {
            let of = Of { anchor: adjustment_anchor(index), depth: 0, levels: None, result: Some(result) };
            let departure = matches!(result.award, Some((_, AwardStanding::Departure { .. })));
            let passes = Passes { lost: false, departure, open: is_open(&result.rule) };
            let id = AdjustmentId(u32::try_from(index).unwrap_or(u32::MAX));
            let (rubric, sources) = (view.filing.rubric(), view.filing.assessed.sources);
            let standard = adjustment_in_words(rubric, sources, id, view.texts.locale);
            make(view, indicator, &of, passes, standard, Vec::new())
        })
        .collect()
}

fn node<'a>(view: &View<'a>, indicator: &Indicator, id: NodeId, depth: usize) -> (NodeView<'a>, Passes) {
    let result = view.result(id);
    let mut passes = Passes {
        lost: result.and_then(lost).is_some(),
        departure: view.departs(id),
        open: result.is_some_and(|result| is_open(&result.rule)),
    };
    let ids = view.filing.rubric().nodes.get(id.index()).map(|node| node.body.children.as_slice()).unwrap_or_default();
    let mut children = Vec::new();
    for (child, id) in indicator.children.iter().zip(ids) {
        let (child, inner) = node(view, child, *id, depth + 1);
        children.push(child);
        passes |= inner;
    }
    let of = Of { anchor: node_anchor(id.index()), depth, levels: view.levels(id), result };
    let standard = standard(view, id);
    (make(view, indicator, &of, passes, standard, children), passes)
}

/// The rule of an indicator in words, which tell of its parts as well.
fn standard(view: &View<'_>, id: NodeId) -> Vec<String> {
    let (rubric, sources) = (view.filing.rubric(), view.filing.assessed.sources);
    if rubric.nodes.get(id.index()).is_none_or(|node| node.part) {
        return Vec::new();
    }
    rule_in_words(rubric, sources, id, view.texts.locale)
}

struct Of<'r> {
    anchor: String,
    depth: usize,
    levels: Option<OptionSetId>,
    result: Option<&'r NodeResult>,
}

fn make<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    of: &Of<'_>,
    passes: Passes,
    standard: Vec<String>,
    children: Vec<NodeView<'a>>,
) -> NodeView<'a> {
    let texts = view.texts;
    let none = || texts.word("page-none");
    let result = of.result;
    let mut classes = vec![match indicator.kind {
        NodeEntryKind::Indicator => "indicator",
        NodeEntryKind::Part => "part",
        NodeEntryKind::Adjustment => "adjustment",
    }];
    let inner = indicator.children.iter().any(|child| child.kind == NodeEntryKind::Indicator);
    if inner {
        classes.push("group");
    }
    if of.depth >= DEEP {
        classes.push("deep");
    }
    for (passes, class) in [(passes.lost, "lost"), (passes.departure, "departs"), (passes.open, "open")] {
        if passes {
            classes.push(class);
        }
    }
    let rule = result.filter(|result| !matches!(result.rule, Outcome::NotScored | Outcome::Failed));
    NodeView {
        texts,
        anchor: of.anchor.clone(),
        heading: (TOP_HEADING + of.depth).min(DEEPEST_HEADING),
        name: indicator.name.clone(),
        kind: match indicator.kind {
            NodeEntryKind::Indicator => None,
            NodeEntryKind::Part => Some(texts.word("kind-part")),
            NodeEntryKind::Adjustment => Some(texts.word("kind-adjustment")),
        },
        group: inner,
        classes: classes.join(" "),
        leveled: of.levels.is_some(),
        points: result.and_then(|result| result.points.as_ref()).map(score_text),
        score: result.map_or_else(none, |result| view.outcome(&result.awarded, of.levels)),
        rate: indicator.rate.clone(),
        rule: rule.map(|result| view.outcome(&result.rule, of.levels)),
        lost: result.and_then(lost).map(|lost| score_text(&lost)),
        bar: result.and_then(Bar::new),
        badges: if inner { Vec::new() } else { badges(view, indicator, result, passes) },
        explain: indicator.explain.clone(),
        standard,
        lines: Folded::new(if inner { sum(view, indicator, result) } else { lines(view, indicator, result) }),
        checked: Folded::new(checked(view, indicator)),
        facts: Folded::new(facts(view, indicator)),
        excerpts: excerpts(view, indicator),
        children,
    }
}

fn badges(view: &View<'_>, indicator: &Indicator, result: Option<&NodeResult>, passes: Passes) -> Vec<Badge> {
    let badge = |class, key| Badge { class, text: view.texts.word(key) };
    let mut badges = Vec::new();
    if passes.departure {
        badges.push(badge("departure", "page-departure"));
    } else if let Some((_, AwardStanding::Judgement)) = result.and_then(|result| result.award) {
        badges.push(badge("judgement", "page-judgement"));
    }
    if indicator.dropped {
        badges.push(badge("quiet", "word-dropped"));
    }
    if result.is_some_and(|result| is_open(&result.rule)) {
        badges.push(badge("open", "page-open-badge"));
    }
    badges
}

/// How an indicator with others in it adds them up; its lines, if it has more to tell.
fn sum(view: &View<'_>, indicator: &Indicator, result: Option<&NodeResult>) -> Vec<Line> {
    let step = indicator.steps.iter().find(|step| step.kind == "combination");
    match step.filter(|_| indicator.justification.len() <= 1) {
        Some(step) => {
            let text = format!("{}{}", step.text, view.texts.word("joint-stop"));
            vec![Line { class: "", name: String::new(), text, place: None }]
        }
        None => lines(view, indicator, result),
    }
}

fn lines(view: &View<'_>, indicator: &Indicator, result: Option<&NodeResult>) -> Vec<Line> {
    let standing = result.and_then(|result| result.award).map(|(_, standing)| standing);
    let colon = view.texts.word("joint-colon");
    let told = indicator.steps.iter().filter(|step| !step.detail && !step.text.is_empty());
    told.zip(&indicator.justification)
        .map(|(step, text)| {
            let class = match step.kind {
                "award" => standing.map_or("judgement", standing_class),
                "undetermined" => "open",
                "check" => "bad",
                "note" => "note",
                "conclusion" => "end",
                "row" => "row",
                _ => "",
            };
            let begins = step.name.as_deref().filter(|_| matches!(step.kind, "row" | "part"));
            let begins = begins.map(|name| format!("{}{colon}", name)).filter(|name| text.starts_with(name.as_str()));
            let name = begins.unwrap_or_default();
            let place = step.place.as_ref().filter(|_| step.kind == "award");
            let place = place.map(|place| view.texts.with("page-award-place", "place", view.place(place)));
            Line { class, text: text.get(name.len()..).unwrap_or(text).to_owned(), name, place }
        })
        .collect()
}

/// The steps for the full account alone: conditions that were tried and did not hold, methods, limits.
fn checked(view: &View<'_>, indicator: &Indicator) -> Vec<Line> {
    fn walk(steps: &[StepEntry], of: &str, (colon, stop): (&str, &str), lines: &mut Vec<Line>) {
        for step in steps {
            if step.detail && !step.text.is_empty() {
                let name = if of.is_empty() { String::new() } else { format!("{of}{colon}") };
                lines.push(Line { class: "", name, text: format!("{}{stop}", step.text), place: None });
            }
            let own = step.name.as_deref().filter(|_| matches!(step.kind, "row" | "part"));
            walk(&step.steps, own.unwrap_or(of), (colon, stop), lines);
        }
    }
    let mut lines = Vec::new();
    let (colon, stop) = (view.texts.word("joint-colon"), view.texts.word("joint-stop"));
    walk(&indicator.steps, "", (&colon, &stop), &mut lines);
    lines
}

/// The facts that its own steps read, each once.
fn facts(view: &View<'_>, indicator: &Indicator) -> Vec<FactRow> {
    fn walk<'s>(view: &View<'_>, steps: &'s [StepEntry], seen: &mut BTreeSet<&'s str>, rows: &mut Vec<FactRow>) {
        for step in steps {
            for fact in step.facts.iter().filter(|fact| seen.insert(&fact.name)) {
                rows.push(FactRow {
                    name: fact.name.clone(),
                    value: fact.value.clone(),
                    source: fact.source.clone().unwrap_or_default(),
                    place: fact.place.as_ref().map(|place| view.place(place)).unwrap_or_default(),
                });
            }
            walk(view, &step.steps, seen, rows);
        }
    }
    let mut rows = Vec::new();
    walk(view, &indicator.steps, &mut BTreeSet::new(), &mut rows);
    rows
}

/// What the rubric itself says of it, and the methods that it uses. That of an indicator with others in it stands
/// with those.
fn excerpts(view: &View<'_>, indicator: &Indicator) -> Vec<Excerpt> {
    if !indicator.is_leaf() || indicator.kind == NodeEntryKind::Part {
        return Vec::new();
    }
    let excerpt = |title: String, place: &PlaceEntry| {
        let (first, text) = rule_text(view.filing.assessed.sources, place)?;
        Some(Excerpt {
            title: format!("{title}{}", place_words(view, place)),
            first,
            lines: text.lines().map(str::to_owned).collect(),
        })
    };
    let mut found: Vec<Excerpt> = excerpt(view.texts.word("page-written"), &indicator.place).into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut methods = Vec::new();
    collect_methods(indicator, &mut methods);
    for (name, place) in methods {
        if seen.insert((place.file.as_str(), place.line)) {
            let title = view.texts.with("page-method", "name", name.to_owned());
            found.extend(excerpt(title, place));
        }
    }
    found
}

fn place_words(view: &View<'_>, place: &PlaceEntry) -> String {
    let message = crate::diagnostic::Message::new("report-place").arg("file", place.file.clone());
    view.texts.say(&message.arg("line", place.line.to_string()))
}

fn collect_methods<'s>(indicator: &'s Indicator, methods: &mut Vec<(&'s str, &'s PlaceEntry)>) {
    fn walk<'s>(steps: &'s [StepEntry], methods: &mut Vec<(&'s str, &'s PlaceEntry)>) {
        for step in steps {
            if let ("method", Some(name), Some(place)) = (step.kind, &step.name, &step.place) {
                methods.push((name, place));
            }
            walk(&step.steps, methods);
        }
    }
    walk(&indicator.steps, methods);
    for child in &indicator.children {
        collect_methods(child, methods);
    }
}
