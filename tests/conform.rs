//! Facts files held against a rubric built by hand.

mod awards;
mod fixture;
mod messages;
mod tables;
mod values;
