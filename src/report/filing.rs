//! What a document that is filed is made from: the assessment, and what it was made from.

use crate::locale::Locale;
use crate::model::{Adjustment, Node, Rubric};

use super::assessment::{Assessment, Indicator};
use super::build::Assessed;

/// An assessment beside the rubric and the facts that it was made from, with the words to write it in.
#[derive(Clone, Copy)]
pub struct Filing<'a> {
    /// Rubric, facts, evaluation and their texts.
    pub assessed: Assessed<'a>,
    /// What was made of them.
    pub assessment: &'a Assessment,
    /// The words.
    pub locale: &'a Locale,
}

impl<'a> Filing<'a> {
    /// The rubric.
    pub fn rubric(&self) -> &'a Rubric {
        self.assessed.rubric
    }

    /// The indicator or part of the rubric that `indicator` tells of; `None` for an adjustment.
    pub fn node(&self, indicator: &Indicator) -> Option<&'a Node> {
        self.rubric().nodes.iter().find(|node| node.path == indicator.path)
    }

    /// The adjustment of the rubric that `indicator` tells of, if it is one.
    pub fn adjustment(&self, indicator: &Indicator) -> Option<&'a Adjustment> {
        self.rubric().adjustments.iter().find(|adjustment| adjustment.name == indicator.path)
    }
}
