//! Benefit sheets: table -> rows as the sheet said -> records.
//!
//! ```text
//! sheets::Workbook -> likeliest sheet -> Table -> analyse -> Analysis (headings, mapping, data rows)
//!                                          '------------ Rows -> ReadRow, one by one: a Draft, or Problems
//! ```
//! Nothing here judges: a value that can be read is taken, and the rules say what they think of it later.
//! What cannot be read is never guessed: the row says which cell, why, and what to do.

mod abbreviation;
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
mod hours_in_doubt;
mod mapping;
mod missing;
mod model;
mod notices;
mod problem;
mod rejected;
mod row;
mod typed;
mod unknown;
mod wording;

pub use analyse::{analyse, preview};
pub use analysis::{Analysis, PreviewCell, PreviewRow};
pub use cell::CellValue;
pub use choose::{likeliest, recognised, tells_of_people};
pub use draft::{Draft, settle_delivery};
pub use error::NoColumns;
pub use header::{Header, Heading, Skip};
pub use hours_in_doubt::{HoursInDoubt, hours_in_doubt};
pub use mapping::{Mapping, MappingProfile};
pub use missing::{Missing, missing};
pub use model::model;
pub use notices::{Notice, notices};
pub use problem::Problem;
pub use rejected::rejected;
pub use row::{ReadRow, Rows};
pub use typed::typed;
pub use unknown::{UnknownColumn, UnknownValue, unknown};
pub use wording::{Said, Wording};
