//! Facts held against a rubric: values by their declared types, awards by the place they stand at.

mod any;
mod awards;
mod examples;
mod fixture;
mod messages;
mod tables;
mod values;
