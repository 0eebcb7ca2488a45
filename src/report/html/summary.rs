//! The total at a glance: score, grade, how far it is to the next one.

use crate::diagnostic::Message;
use crate::eval::{Outcome, TotalResult};
use crate::justification::score_text;
use crate::model::Rubric;
use crate::number::{Bound, Number};
use crate::report::assessment::NodeEntryKind;

use super::scale::{GradeRow, Scale, grade_rows};
use super::texts::Texts;
use super::view::{View, is_departure, is_open, lost, nodes, points};

/// What stands first.
pub(super) struct Summary {
    /// The total, where the rubric has one.
    pub total: Option<Total>,
    /// The levels of the top indicators, where they yield levels.
    pub levels: Vec<Level>,
    /// How many indicators there are of a kind, with where they are listed.
    pub tiles: Vec<Tile>,
    /// How the total came about.
    pub lines: Vec<String>,
}

/// The total.
pub(super) struct Total {
    /// Awarded.
    pub score: String,
    /// Full marks.
    pub points: String,
    /// Score by points.
    pub rate: Option<String>,
    /// Its grade.
    pub grade: Option<String>,
    /// What the rule gives, as a sentence.
    pub rule: String,
    /// How far it is to other grades.
    pub distances: Vec<String>,
    /// The scale of grades.
    pub scale: Option<Scale>,
    /// The grades.
    pub grades: Vec<GradeRow>,
}

/// A top indicator that yields a level.
pub(super) struct Level {
    /// Its name.
    pub name: String,
    /// Awarded.
    pub level: String,
    /// What the rule gives.
    pub rule: String,
}

/// A count.
pub(super) struct Tile {
    /// How many.
    pub count: usize,
    /// Of what.
    pub label: String,
    /// Where they are listed.
    pub anchor: &'static str,
}

impl Summary {
    /// The summary of `view`.
    pub fn new(view: &View<'_>) -> Summary {
        let assessment = view.filing.assessment;
        let rubric = view.filing.rubric();
        let total = view.filing.assessed.evaluation.total.as_ref();
        let levels = assessment.indicators.iter().zip(&rubric.roots).filter_map(|(indicator, id)| {
            let result = view.result(*id)?;
            let levels = Some(view.levels(*id)?);
            Some(Level {
                name: indicator.name.clone(),
                level: view.outcome(&result.awarded, levels),
                rule: view.outcome(&result.rule, levels),
            })
        });
        Summary {
            total: total.and_then(|total| total_of(view, total)),
            levels: levels.collect(),
            tiles: tiles(view),
            lines: assessment.justification.clone(),
        }
    }
}

fn total_of(view: &View<'_>, total: &TotalResult) -> Option<Total> {
    let (rubric, texts) = (view.filing.rubric(), &view.texts);
    let full = rubric.full.as_ref()?;
    let score = points(&total.awarded)?;
    let grades: Vec<String> =
        total.rule_grades.iter().filter_map(|i| rubric.grades.get(*i)).map(quoted(texts)).collect();
    let rule = Message::new("page-by-rule")
        .arg("rule", view.outcome(&total.rule, None))
        .arg("graded", if grades.is_empty() { "no" } else { "yes" })
        .arg("grades", crate::diagnostic::Arg::from(grades));
    Some(Total {
        score: score_text(score),
        points: score_text(full),
        rate: view.filing.assessment.rate.clone(),
        grade: view.filing.assessment.grade.clone(),
        rule: texts.say(&rule),
        distances: distances(view, rubric, total, score),
        scale: Scale::new(&rubric.grades, full, total),
        grades: grade_rows(&rubric.grades, total, texts),
    })
}

fn quoted<'t>(texts: &'t Texts<'_>) -> impl Fn(&crate::model::Grade) -> String + 't {
    let (open, close) = (texts.word("quote-open"), texts.word("quote-close"));
    move |grade| format!("{open}{}{close}", grade.name)
}

/// What keeps the total from the next grade, and how far it stands above the one below.
fn distances(view: &View<'_>, rubric: &Rubric, total: &TotalResult, score: &Number) -> Vec<String> {
    let texts = &view.texts;
    let Some((own, grade)) = total.grade.and_then(|own| Some((own, rubric.grades.get(own)?))) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    let low = |index: usize| rubric.grades.get(index).and_then(|grade| Some(grade.range.constant()?.lo()));
    if let Some(better) = own.checked_sub(1)
        && let Some((next, bound)) = rubric.grades.get(better).zip(low(better))
    {
        let message = further(&bound, score).unwrap_or_else(|| Message::new("page-enough"));
        let limit = bound.value().map(score_text).unwrap_or_default();
        said.push(texts.say(&message.arg("grade", next.name.clone()).arg("limit", limit)));
        // What holds the grade down however many points there are.
        for cap in total.grade_caps.iter().filter_map(|cap| rubric.grade_caps.get(*cap)) {
            if cap.grade > better
                && let Some(highest) = rubric.grades.get(cap.grade)
            {
                let message = Message::new("page-held").arg("rule", written(view, cap.span));
                said.push(texts.say(&message.arg("grade", highest.name.clone())));
            }
        }
        if let Some((cap, limit)) = &total.ceiling
            && let Some(cap) = rubric.total_caps.get(*cap)
            && further(&bound, limit).is_some()
        {
            let message = Message::new("page-ceiling").arg("rule", written(view, cap.span));
            let message = message.arg("limit", score_text(limit)).arg("grade", next.name.clone());
            said.push(texts.say(&message));
        }
    } else {
        said.push(texts.with("page-highest", "grade", grade.name.clone()));
    }
    if let Some(below) = rubric.grades.get(own + 1)
        && let Some(Bound::Closed(limit) | Bound::Open(limit)) = low(own)
        && let Ok(margin) = score.sub(&limit)
        && !margin.is_negative()
    {
        let message = Message::new("page-above").arg("grade", grade.name.clone()).arg("limit", score_text(&limit));
        let message = message.arg("margin", score_text(&margin)).arg("below", below.name.clone());
        said.push(texts.say(&message));
    }
    said
}

/// How many points `score` lacks to reach `bound`; `None` where it does.
fn further(bound: &Bound, score: &Number) -> Option<Message> {
    match bound {
        Bound::Closed(limit) if score < limit => {
            Some(Message::new("page-lacks").arg("margin", score_text(&limit.sub(score).ok()?)))
        }
        Bound::Open(limit) if score <= limit => {
            Some(Message::new("page-lacks-more").arg("margin", score_text(&limit.sub(score).ok()?)))
        }
        _ => None,
    }
}

/// What the rubric says, on one line.
fn written(view: &View<'_>, span: crate::source::Span) -> String {
    view.filing.assessed.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tiles(view: &View<'_>) -> Vec<Tile> {
    let mut counts = (0, 0, 0);
    for (indicator, id) in nodes(view) {
        let Some(result) = view.result(id) else { continue };
        if !indicator.is_leaf() || indicator.kind != NodeEntryKind::Indicator || result.awarded == Outcome::Dropped {
            continue;
        }
        counts.0 += 1;
        counts.1 += usize::from(lost(result).is_some());
        counts.2 += usize::from(is_open(&result.rule));
    }
    let departures = view.given.iter().filter(|given| is_departure(given)).count();
    let tile = |count, key, anchor| Tile { count, label: view.texts.word(key), anchor };
    let mut tiles = vec![tile(counts.0, "page-tile-all", "indicators")];
    if view.filing.rubric().full.is_some() {
        tiles.push(tile(counts.1, "page-tile-lost", "lost"));
    }
    tiles.push(tile(departures, "page-tile-departures", "awards"));
    tiles.push(tile(counts.2, "page-tile-open", "open"));
    tiles
}
