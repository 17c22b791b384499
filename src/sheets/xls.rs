//! Excel 97 to 2003, and Excel 5 and 95.
//!
//! Read here and not by calamine because that panics on damaged files, and a panic ends the whole program in a browser.
//! Sources: MS-XLS; OpenOffice's documentation of the Excel file format.

mod book;
mod records;
mod sheet;

use super::error::SheetError;
use super::limits::{Room, check_sheets};
use super::ole::{self, Container, half};
use super::read_sheet::ReadSheet;
use book::Book;
use records::{Records, record};
use std::borrow::Cow;

/// Whether the records begin at once: what web scripts write, without a container.
pub(super) fn is_bare(bytes: &[u8]) -> bool {
    half(bytes, 0) == Some(record::BOF) && half(bytes, 2).is_some_and(|length| (4..=16).contains(&length))
}

/// Reads every sheet: its name, whether it is shown, its rows.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<ReadSheet>, SheetError> {
    let stream = if bytes.starts_with(ole::MAGIC) {
        let container = Container::open(bytes).ok_or_else(ole::damaged)?;
        Cow::Owned(container.stream(&["Workbook", "Book"])?)
    } else {
        Cow::Borrowed(bytes)
    };
    let (book, sheets) = Book::read(&stream)?;
    check_sheets(sheets.len())?;
    let mut room = Room::default();
    // Sheets that are one, named again and again, would be read again and again.
    let mut left = 2 * stream.len();
    let mut tables = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let table = match sheet.at {
            None => Err(SheetError::damaged("non si trova dove inizia un foglio")),
            Some(_) if left == 0 => Err(SheetError::damaged("i fogli si sovrappongono")),
            Some(at) => {
                let mut records = Records::from(&stream, at);
                let table = sheet::read(&book, &mut records, &mut room);
                left = left.saturating_sub(records.at() - at);
                table
            }
        };
        tables.push(ReadSheet { name: sheet.name, visible: sheet.shown, table });
    }
    Ok(tables)
}

#[cfg(test)]
mod tests;
