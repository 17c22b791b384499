//! Bytes -> workbook -> one sheet as a table.

use super::error::{Guess, ImportError};
use super::sniff::{Format, sniff};
use super::table::{Cell, Merge, Progress, Row, Table, column_letters, formatted_serial};
use super::{delimited, header, ods, package, xls};
use calamine::{CellErrorType, DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDateTime;
use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

/// Rows that a spreadsheet program shows.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Columns that a benefit sheet may have.
pub(super) const MOST_COLUMNS: usize = 1_024;
/// Rows that are read to find the headings of a sheet.
const GLANCE: usize = 80;

/// Room for cells: a sheet that asks for more would fill the memory.
#[derive(Debug)]
pub(super) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(60_000_000)
    }
}

impl Room {
    pub(super) fn take(&mut self, cells: usize) -> Result<(), ImportError> {
        if cells > MOST_COLUMNS {
            return Err(ImportError::TooManyColumns(column_letters(MOST_COLUMNS - 1)));
        }
        self.0 =
            self.0.checked_sub(cells).ok_or(ImportError::TooBig { limit_mb: package::MOST_BYTES / 1024 / 1024 })?;
        Ok(())
    }
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
    Xlsx { book: Box<Xlsx<Cursor<Vec<u8>>>>, merges: HashMap<String, Vec<Merge>> },
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
    let (mut sheets, content) = match sniff(&bytes)? {
        Format::Xlsx => open_xlsx(bytes)?,
        Format::Xls => of_tables(xls::read(&bytes)?),
        Format::Ods => {
            package::check(&bytes)?;
            of_tables(ods::read(&bytes, progress)?)
        }
        Format::Delimited => of_tables(vec![(String::new(), true, delimited::read(&bytes, progress)?)]),
    };
    if sheets.is_empty() {
        return Err(ImportError::NoRows);
    }
    let mut content = content;
    for sheet in &mut sheets {
        let glance = match &mut content {
            Content::Xlsx { book, .. } => {
                let (table, dimensions) = xlsx_rows(book, &sheet.name, Some(GLANCE), &mut |_| {})?;
                let last = table.rows.last().map_or(0, |row| row.number);
                sheet.rows = last.max(if table.rows.is_empty() { 0 } else { dimensions.end.0 + 1 });
                sheet.columns = (table.width as u32).max(if table.rows.is_empty() { 0 } else { dimensions.end.1 + 1 });
                sheet.recognised = header::recognised(&table.rows);
                continue;
            }
            Content::Tables(tables) => {
                let index = sheet.recognised as usize;
                &tables[index]
            }
        };
        sheet.rows = glance.rows.last().map_or(0, |row| row.number);
        sheet.columns = glance.width as u32;
        sheet.recognised = header::recognised(&glance.rows[..glance.rows.len().min(GLANCE)]);
    }
    Ok(Workbook { sheets, content })
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

    /// A sheet's rows.
    ///
    /// # Errors
    /// What is wrong with the sheet, or that it holds nothing.
    pub fn table(&mut self, index: usize, progress: &mut dyn FnMut(Progress)) -> Result<Table, ImportError> {
        let sheet = self.sheets.get(index).ok_or(ImportError::NoRows)?;
        let table = match &mut self.content {
            Content::Xlsx { book, merges } => {
                let (mut table, _) = xlsx_rows(book, &sheet.name, None, progress)?;
                table.fill_down(merges.get(&sheet.name).cloned().unwrap_or_default());
                table
            }
            Content::Tables(tables) => tables.get(index).cloned().unwrap_or_default(),
        };
        if table.rows.is_empty() { Err(ImportError::NoRows) } else { Ok(table) }
    }
}

fn of_tables(read: Vec<(String, bool, Table)>) -> (Vec<Sheet>, Content) {
    let mut sheets = Vec::with_capacity(read.len());
    let mut tables = Vec::with_capacity(read.len());
    for (name, visible, table) in read {
        sheets.push(Sheet { name, rows: 0, columns: 0, visible, recognised: sheets.len() as u32 });
        tables.push(table);
    }
    (sheets, Content::Tables(tables))
}

fn open_xlsx(bytes: Vec<u8>) -> Result<(Vec<Sheet>, Content), ImportError> {
    let merges = package::check(&bytes)?.merges;
    let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
    let sheets = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| Sheet {
            name: sheet.name.clone(),
            rows: 0,
            columns: 0,
            visible: sheet.visible == SheetVisible::Visible,
            recognised: 0,
        })
        .collect();
    Ok((sheets, Content::Xlsx { book: Box::new(book), merges }))
}

fn xlsx_error(error: XlsxError) -> ImportError {
    match error {
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => ImportError::NotASheet(Guess::Zip),
        error => ImportError::Damaged(error.to_string()),
    }
}

/// The rows of a sheet, or its first ones.
fn xlsx_rows(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    most: Option<usize>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Table, Dimensions), ImportError> {
    let from_1904 = book.has_1904_epoch();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok((Table::default(), Dimensions::default())),
        Err(error) => return Err(xlsx_error(error)),
    };
    let dimensions = cells.dimensions();
    let of = (dimensions.end.0 > 0).then_some(dimensions.end.0 + 1);
    let mut room = Room::default();
    let mut texts = Texts::default();
    let mut table = Table { from_1904, ..Table::default() };
    let mut row = Row::default();
    // Some exporters write rows out of order; then they are put in order at the end.
    let mut sorted = true;
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => return Err(xlsx_error(error)),
        };
        let (number, column) = cell.get_position();
        let value = of_xlsx(cell.get_value(), from_1904, &mut texts);
        if value.is_blank() {
            continue;
        }
        if number >= MOST_ROWS {
            return Err(ImportError::TooManyRows(MOST_ROWS));
        }
        let number = number + 1;
        let column = column as usize;
        if number != row.number {
            sorted &= number > row.number;
            if !row.cells.is_empty() {
                push(&mut table, &mut row, &mut room)?;
                if table.rows.len().is_multiple_of(2_000) {
                    progress(Progress { rows: number, of });
                }
            }
            if most.is_some_and(|most| table.rows.len() >= most) {
                break;
            }
            row = Row { number, cells: Vec::with_capacity(table.width) };
        }
        if column >= MOST_COLUMNS {
            return Err(ImportError::TooManyColumns(column_letters(MOST_COLUMNS - 1)));
        }
        if row.cells.len() <= column {
            row.cells.resize(column, Cell::Empty);
            row.cells.push(value);
        } else {
            row.cells[column] = value;
        }
    }
    if !row.cells.is_empty() {
        push(&mut table, &mut row, &mut room)?;
    }
    if !sorted {
        table.rows.sort_by_key(|row| row.number);
        table.rows.dedup_by(|later, earlier| {
            let same = later.number == earlier.number;
            if same {
                merge_row(earlier, later);
            }
            same
        });
    }
    Ok((table, dimensions))
}

fn push(table: &mut Table, row: &mut Row, room: &mut Room) -> Result<(), ImportError> {
    room.take(row.cells.len())?;
    table.width = table.width.max(row.cells.len());
    table.rows.push(std::mem::take(row));
    Ok(())
}

fn merge_row(into: &mut Row, from: &mut Row) {
    for (column, cell) in from.cells.drain(..).enumerate() {
        if into.cells.len() <= column {
            into.cells.push(cell);
        } else if !cell.is_blank() {
            into.cells[column] = cell;
        }
    }
}

/// Texts that many cells share, kept once.
#[derive(Default)]
struct Texts(HashMap<*const u8, Arc<str>>);

impl Texts {
    fn of(&mut self, text: &str) -> Cell {
        if text.is_empty() {
            return Cell::Empty;
        }
        Cell::Text(self.0.entry(text.as_ptr()).or_insert_with(|| text.into()).clone())
    }
}

fn of_xlsx(value: &DataRef<'_>, from_1904: bool, texts: &mut Texts) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet keeps no more digits either")]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::SharedString(text) => texts.of(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(date) => formatted_serial(date.as_f64(), date.is_duration(), from_1904),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::Error(error) => Cell::Error(error_text(error).into()),
    }
}

fn iso(text: &str) -> Cell {
    let text = text.trim_end_matches('Z');
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| crate::records::dates::read_iso(text).map(|date| date.and_time(chrono::NaiveTime::MIN)))
        .map_or_else(|| Cell::text(text), Cell::Date)
}

/// As an Italian spreadsheet program shows it.
fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/D",
        CellErrorType::Name => "#NOME?",
        CellErrorType::Null => "#NULLO!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#RIF!",
        CellErrorType::Value => "#VALORE!",
        CellErrorType::GettingData => "#ESTRAZIONE_DATI_IN_CORSO",
    }
}
