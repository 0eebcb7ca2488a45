//! The rubric language: public scoring standards as text that is checked before it is used, computed
//! exactly, and explains every point.

pub mod analysis;
pub mod diagnostic;
pub mod eval;
pub mod facts;
pub mod locale;
pub mod model;
pub mod number;
pub mod render;
pub mod source;
pub mod syntax;
pub mod unit;
pub mod value;
