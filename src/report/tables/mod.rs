//! The tables that are filed, under the names of columns that bureaus use.

mod departures;
mod figures;
mod performance;
mod scoring;
mod standard;
mod summary;

pub use departures::departures;
pub use performance::performance;
pub use scoring::scoring;
pub use summary::summary;
