//! The result in its forms: an assessment as data, a neutral document made of it, and writers.

mod assessment;
mod build;
mod compose;
mod csv;
mod document;
mod docx;
mod filed;
mod filing;
mod full;
mod html;
mod json;
mod markdown;
mod plain;
mod policy;
mod published;
pub mod tables;
mod text;
mod webpage;
mod xlsx;

pub use self::csv::csv;
pub use assessment::{
    Assessment, AwardEntry, AwardEntryKind, FactEntry, FindingEntry, FindingKind, Indicator, NodeEntryKind, PlaceEntry,
    RubricEntry, ScoreRange, StepEntry,
};
pub use build::{Assessed, assess};
pub use compose::report;
pub use document::{Block, Cell, Column, Document, Item, Money, Row, Shows, Table};
pub use docx::docx;
pub use filed::{filed, provenance};
pub use filing::Filing;
pub use full::{Found, find, full_account};
pub use html::html;
pub use json::{json, schema};
pub use markdown::markdown;
pub use plain::plain;
pub use published::{Layout, Published, published};
pub use text::{NARROWEST, TextStyle, WIDEST, text};
pub use webpage::webpage;
pub use xlsx::{WorkbookError, workbook, xlsx};
