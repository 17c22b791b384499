//! Bytes -> workbook -> one sheet as a table.

use super::error::SheetError;
use super::limits::check_sheets;
use super::read_sheet::ReadSheet;
use super::sniff::{Format, sniff};
use super::table::{RowsRead, Table};
use super::xlsx::Xlsx;
use super::{delimited, ods, xls};
use std::sync::Arc;

/// Rows that are read to find the headings of a sheet.
const GLANCE: usize = 80;

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
}

/// An open workbook. Sheets of an xlsx are read when they are asked for, all others are in memory.
pub struct Workbook {
    sheets: Vec<Sheet>,
    glances: Vec<Table>,
    content: Content,
}

enum Content {
    Xlsx(Box<Xlsx>),
    /// Shared with whoever works on one: a copy would double what an import holds.
    Tables(Vec<Result<Arc<Table>, SheetError>>),
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
pub fn open(bytes: Vec<u8>, progress: &mut dyn FnMut(RowsRead)) -> Result<Workbook, SheetError> {
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
        Format::FlatOds => of_tables(ods::read_flat(&bytes, progress)?),
        Format::Delimited => {
            let table = Ok(delimited::read(&bytes, progress)?);
            of_tables(vec![ReadSheet { name: String::new(), visible: true, table }])
        }
    };
    let mut glances = Vec::with_capacity(sheets.len());
    let mut trouble = None;
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let glance = match &mut content {
            Content::Xlsx(book) => book.rows(index, Some(GLANCE), &mut |_| {}),
            Content::Tables(tables) => tables[index].as_deref().map(glance).map_err(Clone::clone),
        };
        // What is wrong with a sheet is told to whoever asks for that sheet.
        let (glance, rows, columns) = glance.unwrap_or_else(|error| {
            trouble.get_or_insert(error);
            (Table::default(), 0, 0)
        });
        if let Some(last) = glance.rows.last() {
            sheet.rows = last.number.max(rows);
            sheet.columns = (glance.width as u32).max(columns);
        }
        glances.push(glance);
    }
    match trouble {
        Some(trouble) if sheets.iter().all(|sheet| sheet.rows == 0) => Err(trouble),
        _ => Ok(Workbook { sheets, glances, content }),
    }
}

/// The first rows of a table, the number of its last one, and its columns.
fn glance(table: &Table) -> (Table, u32, u32) {
    let rows = table.rows.iter().take(GLANCE).cloned().collect();
    let last = table.rows.last().map_or(0, |row| row.number);
    let glance = Table { rows, width: table.width, from_1904: table.from_1904, ..Table::default() };
    (glance, last, table.width as u32)
}

/// A sheet of which only the name is known yet.
fn sheet(name: &str, visible: bool) -> Sheet {
    Sheet { name: name.to_owned(), rows: 0, columns: 0, visible }
}

fn of_tables(read: Vec<ReadSheet>) -> (Vec<Sheet>, Content) {
    let sheets = read.iter().map(|read| sheet(&read.name, read.visible)).collect();
    (sheets, Content::Tables(read.into_iter().map(|read| read.table.map(Arc::new)).collect()))
}

impl Workbook {
    /// Its sheets, in their order.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Index of the sheet of this name, case and outer spaces apart.
    ///
    /// # Errors
    /// The names that there are.
    pub fn by_name(&self, name: &str) -> Result<usize, SheetError> {
        let same = |sheet: &Sheet| sheet.name.trim().to_lowercase() == name.trim().to_lowercase();
        let exact = self.sheets.iter().position(|sheet| sheet.name == name);
        exact.or_else(|| self.sheets.iter().position(same)).ok_or_else(|| SheetError::NoSuchSheet {
            name: name.to_owned(),
            there: self.sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>().join(", "),
        })
    }

    /// The first rows of a sheet: what tells what is in it. Empty beyond the last sheet.
    #[must_use]
    pub fn glance(&self, index: usize) -> &Table {
        static NOTHING: Table =
            Table { rows: Vec::new(), width: 0, merges: Vec::new(), from_1904: false, oddities: Vec::new() };
        self.glances.get(index).unwrap_or(&NOTHING)
    }

    /// A sheet's rows; none beyond the last sheet.
    ///
    /// # Errors
    /// What is wrong with the sheet.
    pub fn table(&mut self, index: usize, progress: &mut dyn FnMut(RowsRead)) -> Result<Arc<Table>, SheetError> {
        match &mut self.content {
            Content::Xlsx(book) => Ok(Arc::new(book.rows(index, None, progress)?.0)),
            Content::Tables(tables) => tables.get(index).cloned().unwrap_or_else(|| Ok(Arc::default())),
        }
    }
}
