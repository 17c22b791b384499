//! What a reader that takes a workbook whole makes of each of its sheets.

use super::error::SheetError;
use super::table::Table;

/// A sheet that was read with its whole workbook.
#[derive(Debug)]
pub(super) struct ReadSheet {
    pub name: String,
    pub visible: bool,
    /// Its rows, or why this sheet, and perhaps no other, cannot be read.
    pub table: Result<Table, SheetError>,
}
