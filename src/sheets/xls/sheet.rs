//! The rows of a sheet.

use super::book::Book;
use super::records::{Records, record};
use crate::sheets::error::SheetError;
use crate::sheets::limits::Room;
use crate::sheets::oddity::{Odd, Oddity};
use crate::sheets::ole::{half, word};
use crate::sheets::table::{Cell, Merge, Row, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Columns of the format.
const COLUMNS: usize = 256;

/// The sheet whose records begin here, and so far as they are read.
#[derive(Default)]
struct Sheet {
    rows: BTreeMap<u32, Vec<Cell>>,
    merges: Vec<Merge>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<usize>,
    oddities: Vec<Oddity>,
    /// The cell of a formula whose text comes in the next record.
    awaiting: Option<(u16, u16)>,
}

/// Reads the sheet whose records begin here.
pub(super) fn read(book: &Book, records: &mut Records<'_>, room: &mut Room) -> Result<Table, SheetError> {
    let mut sheet = Sheet::default();
    // Charts within a sheet have records of their own.
    let mut depth = 0_u32;
    while let Some((kind, data)) = records.next() {
        match kind {
            record::BOF => depth += 1,
            record::EOF if depth <= 1 => return sheet.table(book.from_1904, room),
            record::EOF => depth -= 1,
            _ if depth != 1 => {}
            record::FILEPASS => return Err(SheetError::Encrypted),
            record::MERGEDCELLS => sheet.merges.extend(merged(data)),
            record::ROW => sheet.row(data),
            record::COLINFO => sheet.columns(data),
            record::STRING => {
                if let Some((row, column)) = sheet.awaiting.take() {
                    let text = book.string(records.continued(data))?.ok_or_else(ruined)?;
                    sheet.put(row, column, Cell::text(&text))?;
                }
            }
            record::MULRK => {
                let (row, first) = (half(data, 0).ok_or_else(ruined)?, half(data, 2).ok_or_else(ruined)?);
                let pieces = data.get(4..data.len().saturating_sub(2)).ok_or_else(ruined)?;
                for (piece, column) in pieces.chunks_exact(6).zip(first..) {
                    if let (Some(style), Some(packed)) = (half(piece, 0), word(piece, 2)) {
                        sheet.put(row, column, book.number(unpacked(packed), style))?;
                    }
                }
            }
            record::NUMBER
            | record::RK
            | record::LABELSST
            | record::LABEL
            | record::RSTRING
            | record::BOOLERR
            | record::FORMULA
            | record::FORMULA_3
            | record::FORMULA_4 => sheet.cell(book, records, kind, data)?,
            _ => {}
        }
    }
    // Rows that a broken file does not have any more must not go missing unseen.
    Err(SheetError::damaged("un foglio finisce a metà"))
}

impl Sheet {
    fn cell<'a>(
        &mut self,
        book: &Book,
        records: &mut Records<'a>,
        kind: u16,
        data: &'a [u8],
    ) -> Result<(), SheetError> {
        let place = half(data, 0).zip(half(data, 2)).zip(half(data, 4)).zip(data.get(6..));
        let (((row, column), style), value) = place.ok_or_else(ruined)?;
        self.settle()?;
        let cell = match kind {
            record::NUMBER => double(value).map(|number| book.number(number, style)),
            record::RK => word(value, 0).map(|packed| book.number(unpacked(packed), style)),
            record::LABELSST => {
                word(value, 0).and_then(|index| book.texts.get(index as usize)).cloned().map(Cell::Text)
            }
            record::LABEL | record::RSTRING => book.string(records.continued(value))?.map(|text| Cell::text(&text)),
            record::BOOLERR => match value {
                [value, 0, ..] => Some(Cell::Bool(*value != 0)),
                [error, _, ..] => Some(Cell::Error(error_text(*error).into())),
                _ => None,
            },
            _ => match value.get(..8) {
                Some([0, .., 0xFF, 0xFF]) => {
                    self.awaiting = Some((row, column));
                    Some(Cell::Empty)
                }
                Some([1, _, value, .., 0xFF, 0xFF]) => Some(Cell::Bool(*value != 0)),
                Some([2, _, error, .., 0xFF, 0xFF]) => Some(Cell::Error(error_text(*error).into())),
                // An empty text.
                Some([_, .., 0xFF, 0xFF]) => Some(Cell::Empty),
                _ => double(value).map(|number| book.number(number, style)),
            },
        };
        self.put(row, column, cell.ok_or_else(ruined)?)
    }

    /// The text that a formula awaits did not come.
    fn settle(&mut self) -> Result<(), SheetError> {
        let Some((row, column)) = self.awaiting.take() else { return Ok(()) };
        self.oddities.push(Oddity::of_cell(u32::from(row) + 1, usize::from(column), Odd::FormulaWithoutValue));
        self.put(row, column, Cell::Uncomputed)
    }

    fn put(&mut self, row: u16, column: u16, cell: Cell) -> Result<(), SheetError> {
        let column = usize::from(column);
        if cell.is_blank() {
            return Ok(());
        }
        if column >= COLUMNS {
            return Err(ruined());
        }
        let cells = self.rows.entry(u32::from(row) + 1).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    fn row(&mut self, data: &[u8]) {
        const HIDDEN: u8 = 0x20;
        if let (Some(row), Some(flags)) = (half(data, 0), data.get(12))
            && flags & HIDDEN != 0
        {
            self.hidden_rows.insert(u32::from(row) + 1);
        }
    }

    fn columns(&mut self, data: &[u8]) {
        const HIDDEN: u16 = 1;
        if let (Some(first), Some(last), Some(flags)) = (half(data, 0), half(data, 2), half(data, 8))
            && flags & HIDDEN != 0
        {
            self.hidden_columns.extend((first..=last).map(usize::from).take_while(|column| *column < COLUMNS));
        }
    }

    fn table(mut self, from_1904: bool, room: &mut Room) -> Result<Table, SheetError> {
        self.settle()?;
        let mut table = Table { from_1904, oddities: self.oddities, ..Table::default() };
        for (number, cells) in self.rows {
            room.take(&cells)?;
            table.width = table.width.max(cells.len());
            table.rows.push(Row { number, cells });
        }
        table.fill_down(self.merges);
        let hidden = table.rows.iter().filter(|row| self.hidden_rows.contains(&row.number)).count();
        table.tell_hidden(hidden as u32, &self.hidden_columns);
        Ok(table)
    }
}

fn ruined() -> SheetError {
    SheetError::damaged("una cella è rovinata")
}

fn merged(data: &[u8]) -> Vec<Merge> {
    let pieces = data.get(2..).unwrap_or_default().chunks_exact(8);
    pieces
        .filter_map(|piece| {
            Some(Merge {
                top: u32::from(half(piece, 0)?) + 1,
                bottom: u32::from(half(piece, 2)?) + 1,
                left: usize::from(half(piece, 4)?),
                right: usize::from(half(piece, 6)?),
            })
        })
        .filter(|merge| merge.right < COLUMNS && merge.left <= merge.right)
        .collect()
}

fn double(data: &[u8]) -> Option<f64> {
    data.first_chunk().copied().map(f64::from_le_bytes)
}

/// A number packed in thirty bits: whole or the upper half of a double, perhaps in hundredths.
fn unpacked(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from(packed.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}

fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULLO!",
        0x07 => "#DIV/0!",
        0x0F => "#VALORE!",
        0x17 => "#RIF!",
        0x1D => "#NOME?",
        0x24 => "#NUM!",
        0x2A => "#N/D",
        _ => "#ERRORE",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        for (packed, number) in [
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
            ((31_050 << 2) | 3, 310.5),
            (((-5_i32).cast_unsigned() << 2) | 2, -5.0),
        ] {
            assert!((unpacked(packed) - number).abs() < 1e-9, "{packed:x}");
        }
    }
}
