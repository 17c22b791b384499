//! Benefit sheets: table -> rows as the sheet said -> records.
//!
//! ```text
//! sheets::Workbook -> likeliest sheet -> Table -> analyse -> Analysis (headings, mapping, data rows)
//!                                          '------------ read -> ReadRow: a Draft, or Problems
//! ```
//! Nothing here judges: a value that can be read is taken, and the rules say what they think of it later.
//! What cannot be read is never guessed: the row says which cell, why, and what to do.

mod analyse;
mod analysis;
mod cell;
mod choose;
mod covered;
mod draft;
mod error;
#[cfg(test)]
mod fixtures;
mod header;
mod heading;
mod mapping;
mod model;
mod notices;
mod problem;
mod rejected;
mod row;
mod typed;

pub use analyse::{analyse, preview};
pub use analysis::{Analysis, PreviewCell, PreviewRow};
pub use cell::{CellValue, Fraction};
pub use choose::{likeliest, recognised};
pub use draft::{Draft, settle_delivery};
pub use error::NoColumns;
pub use header::{Header, Heading, Skip};
pub use mapping::{Mapping, MappingProfile};
pub use model::model;
pub use notices::{Notice, notices};
pub use problem::Problem;
pub use rejected::rejected;
pub use row::{ReadRow, read};
pub use typed::{choices, typed};
