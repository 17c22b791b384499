//! How much a sheet may hold: what is beyond is refused before it fills the memory.

use super::error::SheetError;
use super::package::MOST_BYTES;
use super::table::{Cell, column_letters};

/// Rows that a spreadsheet program shows.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Columns that a benefit sheet may have.
pub(super) const MOST_COLUMNS: usize = 1_024;
/// Sheets of a workbook.
const MOST_SHEETS: usize = 500;
/// A text of a cell is no longer: spreadsheet programs stop at 32,767 letters.
pub(super) const LONGEST_TEXT: usize = 100_000;

/// Room for cells and their letters: a sheet that asks for more would fill the memory, or take hours to read.
#[derive(Debug)]
pub(super) struct Room {
    cells: usize,
    letters: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: 60_000_000, letters: 1024 * 1024 * 1024 }
    }
}

impl Room {
    /// Takes the room of a row.
    pub(super) fn take(&mut self, row: &[Cell]) -> Result<(), SheetError> {
        if row.len() > MOST_COLUMNS {
            return Err(too_wide());
        }
        let mut letters = 0;
        for cell in row {
            if let Cell::Text(text) = cell {
                if text.len() > LONGEST_TEXT {
                    return Err(SheetError::Damaged("una cella ha più di 100.000 lettere".to_owned()));
                }
                letters += text.len();
            }
        }
        let left = self.cells.checked_sub(row.len()).zip(self.letters.checked_sub(letters));
        (self.cells, self.letters) = left.ok_or(SheetError::TooBig { limit_mb: MOST_BYTES / 1024 / 1024 })?;
        Ok(())
    }
}

/// Refuses a workbook of more sheets than any office has.
pub(super) fn check_sheets(count: usize) -> Result<(), SheetError> {
    if count > MOST_SHEETS { Err(SheetError::Damaged("ha troppi fogli".to_owned())) } else { Ok(()) }
}

/// Cells far to the right.
pub(super) fn too_wide() -> SheetError {
    SheetError::TooManyColumns(column_letters(MOST_COLUMNS - 1))
}
