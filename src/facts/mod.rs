//! Facts: read from a file into one tree with places, then bound to the rubric.

mod book;
mod bound;
mod conform;
mod json;
mod problem;
mod read;
mod toml;
mod tree;
mod yaml;

pub use book::from_book;
pub use bound::{Award, AwardKind, AwardTarget, Facts, Origin, Row, Slot, TableRows};
pub use conform::{AwardPlace, Keyword, Spelling, Writing, award_places, conform, day_written, unit_asked, visible};
pub use read::{read, too_large};
pub use tree::{Format, Key, Node, NodeKind};
