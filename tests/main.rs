//! The one integration binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "a test fails by panicking")]

mod architecture;
mod book;
mod browser;
mod check;
mod cli;
mod conform;
mod coverage;
mod diagnostics;
mod docs;
mod eval;
mod export;
mod facts_limits;
mod filed;
mod fix;
mod form;
mod golden;
mod locale;
mod mutation;
mod number;
mod office;
mod output;
mod page;
mod published;
mod reconcile;
mod recovery;
mod render;
mod report;
mod robust;
mod support;
mod suspicious;
mod syntax;
mod unit;
mod wording;
mod workbook;
