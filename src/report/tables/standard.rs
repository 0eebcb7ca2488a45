//! 评分标准: the rule of an indicator in words, as the printed table has it.

use crate::model::{AdjustmentId, NodeId};
use crate::report::assessment::Indicator;
use crate::report::filing::Filing;
use crate::wording::{adjustment_in_words, rule_in_words};

/// The rule of `indicator`, a line for each thing it says.
pub(super) fn standard(filing: &Filing<'_>, indicator: &Indicator) -> String {
    let (rubric, sources, locale) = (filing.rubric(), filing.assessed.sources, filing.locale);
    let node = rubric.nodes.iter().position(|node| node.path == indicator.path);
    let adjustment = || rubric.adjustments.iter().position(|adjustment| adjustment.name == indicator.path);
    let lines = match node {
        Some(node) => rule_in_words(rubric, sources, NodeId(node as u32), locale),
        None => match adjustment() {
            Some(adjustment) => adjustment_in_words(rubric, sources, AdjustmentId(adjustment as u32), locale),
            None => Vec::new(),
        },
    };
    lines.join("\n")
}
