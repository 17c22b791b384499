//! Benefit sheets: bytes -> workbook -> table -> rows as the sheet said -> records.
//!
//! ```text
//! open(bytes) -> Workbook -> table(sheet) -> Table -> analyse -> Analysis (headings, mapping, data rows)
//!                                              '------------ read -> ReadRow: a Draft, or Problems
//! ```
//! Nothing here judges: a value that can be read is taken, and the rules say what they think of it later.
//! What cannot be read is never guessed: the row says which cell, why, and what to do.

mod analysis;
mod cell;
mod delimited;
mod draft;
mod error;
#[cfg(test)]
mod fixtures;
mod header;
mod heading;
mod mapping;
mod model;
mod number_format;
mod ods;
mod ole;
/// The guarded zip, which `isee` opens too.
pub(crate) mod package;
mod problem;
mod rejected;
mod row;
mod sniff;
mod table;
mod typed;
mod workbook;
mod xls;
mod xlsx;
/// What `isee` reads of XML as sheets do.
pub(crate) mod xml_stream;

pub use analysis::{Analysis, PreviewCell, PreviewRow, analyse, preview};
pub use cell::Value;
pub(crate) use delimited::decode;
pub use draft::{Draft, settle_delivery};
pub use error::{Guess, ImportError};
pub use header::{Header, Heading, Skip};
pub use mapping::{Mapping, Profile};
pub use model::model;
pub use problem::{Problem, rule_of};
pub use rejected::rejected;
pub use row::{ReadRow, read};
pub use sniff::{Format, sniff};
pub use table::{Cell, Merge, Progress, Row, Table, column_letters};
pub use typed::{choices, reading_order, typed};
pub use workbook::{Sheet, Workbook, open};
