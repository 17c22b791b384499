//! Sheets of calculation: bytes -> [`Workbook`] -> [`Table`], whatever the sheet is about.
//!
//! Read: xlsx, xls, ods, and text with separators. What they are read with is guarded: the zip against parts that unpack
//! to too much ([`package`]), XML against what it never needs ([`xml_stream`]), cells against more than memory holds.
//! Answers of INPS that are zips or XML are opened with the same.

pub mod delimited;
mod error;
mod limits;
mod number_format;
mod oddity;
mod ods;
mod ole;
pub mod package;
mod read_sheet;
mod sniff;
mod table;
mod utf8;
mod workbook;
mod xls;
mod xlsx;
pub mod xml_stream;

pub use delimited::decode;
pub use error::{Guess, SheetError};
pub use oddity::{Odd, Oddity};
pub use sniff::{ENDINGS, Format, sniff};
pub use table::{
    Cell, Merge, Row, RowsRead, Table, column_letters, date_of_serial, padded_number, plain_number, serial_of_date,
};
pub use workbook::{Sheet, Workbook, open};
