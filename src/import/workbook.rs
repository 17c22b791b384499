//! Bytes -> workbook -> one sheet as a table.

use super::error::ImportError;
use super::sniff::{Format, sniff};
use super::table::{Cell, Progress, Table, column_letters};
use super::xlsx::Xlsx;
use super::{delimited, header, ods, package, xls};

/// Rows that a spreadsheet program shows.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Columns that a benefit sheet may have.
pub(super) const MOST_COLUMNS: usize = 1_024;
/// Sheets of a workbook.
const MOST_SHEETS: usize = 500;
/// Rows that are read to find the headings of a sheet.
const GLANCE: usize = 80;

/// A text of a cell is no longer: spreadsheet programs stop at 32,767 letters.
const LONGEST_TEXT: usize = 100_000;

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
    pub(super) fn take(&mut self, row: &[Cell]) -> Result<(), ImportError> {
        if row.len() > MOST_COLUMNS {
            return Err(too_wide());
        }
        let mut letters = 0;
        for cell in row {
            if let Cell::Text(text) = cell {
                if text.len() > LONGEST_TEXT {
                    return Err(ImportError::Damaged("una cella ha più di 100.000 lettere".to_owned()));
                }
                letters += text.len();
            }
        }
        let left = self.cells.checked_sub(row.len()).zip(self.letters.checked_sub(letters));
        (self.cells, self.letters) = left.ok_or(ImportError::TooBig { limit_mb: package::MOST_BYTES / 1024 / 1024 })?;
        Ok(())
    }
}

/// Refuses a workbook of more sheets than any office has.
pub(super) fn check_sheets(count: usize) -> Result<(), ImportError> {
    if count > MOST_SHEETS { Err(ImportError::Damaged("ha troppi fogli".to_owned())) } else { Ok(()) }
}

/// Cells far to the right.
pub(super) fn too_wide() -> ImportError {
    ImportError::TooManyColumns(column_letters(MOST_COLUMNS - 1))
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a text with separators.
    pub name: String,
    /// Rows, up to the last one that holds something, as the file says.
    pub rows: u32,
    /// Columns, likewise.
    pub columns: u32,
    /// Whether the workbook shows it.
    pub visible: bool,
    /// How many fields its headings mean.
    pub recognised: u32,
}

/// An open workbook. Sheets of an xlsx are read when they are asked for, all others are in memory.
pub struct Workbook {
    sheets: Vec<Sheet>,
    content: Content,
}

enum Content {
    Xlsx(Box<Xlsx>),
    Tables(Vec<Table>),
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

/// Opens a benefit sheet of any kind.
///
/// # Errors
/// What the file is instead, or what is wrong with it.
pub fn open(bytes: Vec<u8>, progress: &mut dyn FnMut(Progress)) -> Result<Workbook, ImportError> {
    let (mut sheets, mut content) = match sniff(&bytes)? {
        Format::Xlsx => {
            let book = Xlsx::open(bytes)?;
            check_sheets(book.sheets.len())?;
            (
                book.sheets.iter().map(|(name, visible, _)| sheet(name, *visible)).collect(),
                Content::Xlsx(Box::new(book)),
            )
        }
        Format::Xls => of_tables(xls::read(&bytes)?),
        Format::Ods => of_tables(ods::read(bytes, progress)?),
        Format::Delimited => of_tables(vec![(String::new(), true, delimited::read(&bytes, progress)?)]),
    };
    if sheets.is_empty() {
        return Err(ImportError::NoRows);
    }
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let glance;
        let (table, rows, columns) = match &mut content {
            Content::Xlsx(book) => {
                glance = book.rows(index, Some(GLANCE), &mut |_| {}).map_err(|error| match error {
                    ImportError::TooBig { .. } => ImportError::Damaged("ha troppi fogli".to_owned()),
                    error => error,
                })?;
                (&glance.0, glance.1, glance.2)
            }
            Content::Tables(tables) => (&tables[index], 0, 0),
        };
        if let Some(last) = table.rows.last() {
            sheet.rows = last.number.max(rows);
            sheet.columns = (table.width as u32).max(columns);
        }
        sheet.recognised = header::recognised(&table.rows[..table.rows.len().min(GLANCE)]);
    }
    Ok(Workbook { sheets, content })
}

/// A sheet of which only the name is known yet.
fn sheet(name: &str, visible: bool) -> Sheet {
    Sheet { name: name.to_owned(), rows: 0, columns: 0, visible, recognised: 0 }
}

fn of_tables(read: Vec<(String, bool, Table)>) -> (Vec<Sheet>, Content) {
    let sheets = read.iter().map(|(name, visible, _)| sheet(name, *visible)).collect();
    (sheets, Content::Tables(read.into_iter().map(|(_, _, table)| table).collect()))
}

impl Workbook {
    /// Its sheets, in their order.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The sheet whose headings mean the most fields: shown ones first, then the one with more rows.
    #[must_use]
    pub fn likeliest(&self) -> usize {
        let best = |index: &usize| {
            let sheet = &self.sheets[*index];
            (sheet.rows > 0, sheet.recognised.min(3), sheet.visible, sheet.recognised, sheet.rows)
        };
        (0..self.sheets.len()).rev().max_by_key(best).unwrap_or(0)
    }

    /// Index of the sheet of this name, case and outer spaces apart.
    ///
    /// # Errors
    /// The names that there are.
    pub fn by_name(&self, name: &str) -> Result<usize, ImportError> {
        let same = |sheet: &Sheet| sheet.name.trim().to_lowercase() == name.trim().to_lowercase();
        let exact = self.sheets.iter().position(|sheet| sheet.name == name);
        exact.or_else(|| self.sheets.iter().position(same)).ok_or_else(|| ImportError::NoSuchSheet {
            name: name.to_owned(),
            there: self.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// The first rows of a sheet, as they were read to find its headings.
    ///
    /// # Errors
    /// What is wrong with the sheet.
    pub fn glance(&mut self, index: usize) -> Result<Table, ImportError> {
        match &mut self.content {
            Content::Xlsx(book) => Ok(book.rows(index, Some(GLANCE), &mut |_| {})?.0),
            Content::Tables(tables) => {
                let Some(table) = tables.get(index) else { return Ok(Table::default()) };
                let rows = table.rows.iter().take(GLANCE).cloned().collect();
                Ok(Table { rows, width: table.width, merges: Vec::new(), from_1904: table.from_1904 })
            }
        }
    }

    /// A sheet's rows.
    ///
    /// # Errors
    /// What is wrong with the sheet, or that it holds nothing.
    pub fn table(&mut self, index: usize, progress: &mut dyn FnMut(Progress)) -> Result<Table, ImportError> {
        let table = match &mut self.content {
            Content::Xlsx(book) => book.rows(index, None, progress)?.0,
            Content::Tables(tables) => tables.get(index).cloned().unwrap_or_default(),
        };
        if table.rows.is_empty() { Err(ImportError::NoRows) } else { Ok(table) }
    }
}
