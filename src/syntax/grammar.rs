//! The parser that pest makes of `grammar/rubric.pest`. Nothing outside `syntax` sees a rule's name.

#![allow(missing_docs, reason = "the grammar documents its rules")]

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/rubric.pest"]
pub(super) struct RubricParser;
