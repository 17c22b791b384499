//! The closed lists of INPS, ISTAT and Agenzia delle Entrate, as data files with look-ups.
//!
//! Sources, dates and licences: `data/SOURCES.md`.
//! Everything here is a fact that others publish; nothing here judges.

mod abbreviated;
pub mod called;
pub mod complete;
pub mod comuni;
mod csv;
pub mod enumerations;
pub mod named;
pub mod nazioni;
mod nearest;
pub mod prestazioni;
pub mod regioni;

pub use enumerations::*;
