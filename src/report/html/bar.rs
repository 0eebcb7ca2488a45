//! A score out of its full marks as a bar.

use askama::Template;

use crate::eval::NodeResult;

use super::geometry::{Share, span};
use super::view::points;

/// What was awarded, filled, and what the rule gives, below it.
#[derive(Template)]
#[template(path = "bar.html", whitespace = "minimize")]
pub(super) struct Bar {
    fill: Share,
    rule: Option<Rule>,
}

struct Rule {
    from: Share,
    width: Share,
    /// Whether it is one score, drawn as a mark.
    exact: bool,
}

impl Bar {
    /// The bar of `result`, where it was scored in points.
    pub fn new(result: &NodeResult) -> Option<Bar> {
        let full = result.points.as_ref().filter(|full| full.is_positive())?;
        let fill = Share::of(points(&result.awarded)?, full);
        let differs = result.rule != result.awarded;
        let rule = span(&result.rule, full).filter(|_| differs);
        let rule = rule.map(|(from, to)| Rule { from, width: from.until(to), exact: from == to });
        Some(Bar { fill, rule })
    }
}
