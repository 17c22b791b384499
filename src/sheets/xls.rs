//! Excel 97 to 2003, and Excel 5 and 95.
//!
//! Read here and not by calamine because that panics on damaged files, and a panic ends the whole program in a browser.
//! Sources: MS-XLS; OpenOffice's documentation of the Excel file format.

use super::error::{Guess, SheetError};
use super::limits::{Room, check_sheets};
use super::number_format::{Shows, built_in, shows};
use super::ole::{self, half, word};
use super::table::{Cell, Merge, Row, Table, formatted_serial};
use super::workbook::ReadSheet;
use crate::text::charset::windows_1252;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Columns of the format.
const COLUMNS: usize = 256;

/// Kinds of records.
mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000A;
    pub(super) const DATEMODE: u16 = 0x0022;
    pub(super) const FILEPASS: u16 = 0x002F;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const BOUNDSHEET: u16 = 0x0085;
    pub(super) const MULRK: u16 = 0x00BD;
    pub(super) const RSTRING: u16 = 0x00D6;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const MERGEDCELLS: u16 = 0x00E5;
    pub(super) const SST: u16 = 0x00FC;
    pub(super) const LABELSST: u16 = 0x00FD;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOLERR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BOF: u16 = 0x0809;
}

/// Reads every sheet: its name, whether it is shown, its rows.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<ReadSheet>, SheetError> {
    let stream = ole::stream(bytes, &["Workbook", "WORKBOOK", "Book", "BOOK"])?;
    let mut book = Book::globals(&stream)?;
    let mut room = Room::default();
    let sheets = std::mem::take(&mut book.sheets);
    check_sheets(sheets.len())?;
    // Sheets that are one, named again and again, would be read again and again.
    let mut left = 2 * stream.len();
    let mut tables = Vec::with_capacity(sheets.len());
    for (name, shown, at) in sheets {
        let (table, end) = book.sheet(&stream, at, &mut room)?;
        let overlap = || SheetError::Damaged("i fogli si sovrappongono".to_owned());
        left = left.checked_sub(end.saturating_sub(at)).ok_or_else(overlap)?;
        tables.push(ReadSheet { name, visible: shown, table: Ok(table) });
    }
    Ok(tables)
}

/// The records of a stream, from a place on.
struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (half(self.bytes, self.at)?, usize::from(half(self.bytes, self.at + 2)?));
        let data = self.bytes.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((kind, data))
    }

    /// The pieces by which the last record goes on.
    fn continued(&mut self, first: &'a [u8]) -> Pieces<'a> {
        let mut pieces = vec![first];
        while half(self.bytes, self.at) == Some(record::CONTINUE) {
            match self.next() {
                Some((_, data)) => pieces.push(data),
                None => break,
            }
        }
        Pieces { all: pieces, piece: 0, at: 0 }
    }
}

/// A record and its continuations, read as one.
struct Pieces<'a> {
    all: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn byte(&mut self) -> Option<u8> {
        loop {
            let piece = self.all.get(self.piece)?;
            if let Some(byte) = piece.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            self.piece += 1;
            self.at = 0;
        }
    }

    fn half(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn word(&mut self) -> Option<u32> {
        Some(u32::from(self.half()?) | u32::from(self.half()?) << 16)
    }

    fn pass(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.all.get(self.piece)?.len() - self.at;
            let step = count.min(left);
            self.at += step;
            count -= step;
            if count > 0 {
                self.piece += 1;
                self.at = 0;
            }
        }
        Some(())
    }

    /// The rest of the piece, moving on to the next where there is none; `true` where it did.
    fn rest(&mut self) -> Option<(&'a [u8], bool)> {
        let mut moved = false;
        loop {
            let piece: &'a [u8] = self.all.get(self.piece)?;
            if self.at < piece.len() {
                return Some((&piece[self.at..], moved));
            }
            self.piece += 1;
            self.at = 0;
            moved = true;
        }
    }

    /// A string of BIFF 8. Where letters go on in another piece, that begins by saying anew how wide they are.
    fn text(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        let mut wide = flags & 1 != 0;
        let runs = if flags & 8 != 0 { usize::from(self.half()?) * 4 } else { 0 };
        let extra = if flags & 4 != 0 { self.word()? as usize } else { 0 };
        let mut letters: Vec<u16> = Vec::with_capacity(length.min(4096));
        while letters.len() < length {
            let (mut rest, moved) = self.rest()?;
            if moved {
                wide = self.byte()? & 1 != 0;
                rest = self.rest()?.0;
            }
            let width = if wide { 2 } else { 1 };
            let count = (rest.len() / width).min(length - letters.len());
            if count == 0 {
                return None;
            }
            if wide {
                letters.extend(rest[..count * 2].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
            } else {
                letters.extend(rest[..count].iter().map(|byte| u16::from(*byte)));
            }
            self.at += count * width;
        }
        self.pass(runs + extra)?;
        Some(String::from_utf16_lossy(&letters))
    }
}

/// What holds for the whole workbook.
struct Book {
    /// Name, shown, place of its records.
    sheets: Vec<(String, bool, usize)>,
    texts: Vec<Arc<str>>,
    formats: Vec<Shows>,
    from_1904: bool,
    /// BIFF 8 has wide letters; BIFF 5 those of a code page, which in Italian offices was the western one.
    unicode: bool,
}

impl Book {
    fn globals(stream: &[u8]) -> Result<Self, SheetError> {
        let mut records = Records { bytes: stream, at: 0 };
        let mut book =
            Self { sheets: Vec::new(), texts: Vec::new(), formats: Vec::new(), from_1904: false, unicode: true };
        match records.next() {
            Some((record::BOF, data)) => match half(data, 0) {
                Some(0x0600) => {}
                Some(0x0500) => book.unicode = false,
                _ => return Err(SheetError::NotASheet(Guess::Ancient)),
            },
            _ => return Err(SheetError::Damaged("manca l'inizio della cartella di lavoro".to_owned())),
        }
        let mut custom: BTreeMap<u16, Shows> = BTreeMap::new();
        let mut styles: Vec<u16> = Vec::new();
        while let Some((kind, data)) = records.next() {
            match kind {
                record::EOF => break,
                record::FILEPASS => return Err(SheetError::Encrypted),
                record::DATEMODE => book.from_1904 = half(data, 0) == Some(1),
                record::FORMAT => {
                    if let (Some(index), Some(code)) = (half(data, 0), book.format_code(data)) {
                        custom.insert(index, shows(&code));
                    }
                }
                record::XF => styles.push(half(data, 2).unwrap_or(0)),
                record::BOUNDSHEET => {
                    if let Some(sheet) = book.bound_sheet(data) {
                        book.sheets.push(sheet);
                    }
                }
                record::SST => book.texts = shared_texts(records.continued(data)),
                _ => {}
            }
        }
        book.formats =
            styles.iter().map(|index| custom.get(index).copied().unwrap_or_else(|| built_in(*index))).collect();
        if book.sheets.is_empty() {
            return Err(SheetError::Damaged("manca l'elenco dei fogli".to_owned()));
        }
        Ok(book)
    }

    fn format_code(&self, data: &[u8]) -> Option<String> {
        let mut pieces = Pieces { all: vec![data.get(2..)?], piece: 0, at: 0 };
        if self.unicode {
            let length = usize::from(pieces.half()?);
            pieces.text(length)
        } else {
            let length = usize::from(pieces.byte()?);
            Some(windows_1252(data.get(3..3 + length)?).into_owned())
        }
    }

    fn bound_sheet(&self, data: &[u8]) -> Option<(String, bool, usize)> {
        let at = word(data, 0)? as usize;
        let (hidden, kind, length) = (*data.get(4)? & 3, *data.get(5)?, usize::from(*data.get(6)?));
        if kind != 0 {
            return None;
        }
        let name = if self.unicode {
            Pieces { all: vec![data.get(7..)?], piece: 0, at: 0 }.text(length)?
        } else {
            windows_1252(data.get(7..7 + length)?).into_owned()
        };
        Some((name, hidden == 0, at))
    }

    /// The sheet whose records begin at a place, and where they end.
    fn sheet(&self, stream: &[u8], at: usize, room: &mut Room) -> Result<(Table, usize), SheetError> {
        let mut records = Records { bytes: stream, at };
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        let mut merges: Vec<Merge> = Vec::new();
        // The cell of a formula whose text comes in the next record.
        let mut awaiting: Option<(u16, u16)> = None;
        // Charts within a sheet have records of their own.
        let mut depth = 0_u32;
        let mut ended = false;
        let mut put = |row: u16, column: u16, cell: Cell| {
            let column = usize::from(column);
            if cell.is_blank() || column >= COLUMNS {
                return;
            }
            let cells = rows.entry(u32::from(row) + 1).or_default();
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            cells[column] = cell;
        };
        while let Some((kind, data)) = records.next() {
            match kind {
                record::BOF => depth += 1,
                record::EOF => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        ended = true;
                        break;
                    }
                }
                _ if depth != 1 => {}
                record::MERGEDCELLS => merges.extend(merged(data)),
                record::STRING => {
                    if let Some((row, column)) = awaiting.take()
                        && let Some(text) = self.string(records.continued(data), data)
                    {
                        put(row, column, Cell::text(&text));
                    }
                }
                record::MULRK => {
                    if let (Some(row), Some(first)) = (half(data, 0), half(data, 2)) {
                        let pieces = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                        for (piece, column) in pieces.chunks_exact(6).zip(first..) {
                            if let (Some(style), Some(packed)) = (half(piece, 0), word(piece, 2)) {
                                put(row, column, self.number(unpacked(packed), style));
                            }
                        }
                    }
                }
                _ => {
                    let (Some(row), Some(column), Some(style)) = (half(data, 0), half(data, 2), half(data, 4)) else {
                        continue;
                    };
                    let cell = match kind {
                        record::NUMBER => double(data, 6).map(|number| self.number(number, style)),
                        record::RK => word(data, 6).map(|packed| self.number(unpacked(packed), style)),
                        record::LABELSST => {
                            word(data, 6).and_then(|index| self.texts.get(index as usize)).cloned().map(Cell::Text)
                        }
                        record::LABEL | record::RSTRING => {
                            self.string(records.continued(&data[6..]), &data[6..]).map(|text| Cell::text(&text))
                        }
                        record::BOOLERR => match (data.get(6), data.get(7)) {
                            (Some(value), Some(0)) => Some(Cell::Bool(*value != 0)),
                            (Some(error), _) => Some(Cell::Error(error_text(*error).into())),
                            _ => None,
                        },
                        record::FORMULA => match data.get(6..14) {
                            Some([0, .., 0xFF, 0xFF]) => {
                                awaiting = Some((row, column));
                                None
                            }
                            Some([1, _, value, .., 0xFF, 0xFF]) => Some(Cell::Bool(*value != 0)),
                            Some([2, _, error, .., 0xFF, 0xFF]) => Some(Cell::Error(error_text(*error).into())),
                            Some([_, .., 0xFF, 0xFF]) => None,
                            _ => double(data, 6).map(|number| self.number(number, style)),
                        },
                        _ => None,
                    };
                    if let Some(cell) = cell {
                        put(row, column, cell);
                    }
                }
            }
        }
        // Rows that a broken file does not have any more must not go missing unseen.
        if !ended {
            return Err(SheetError::Damaged("un foglio finisce a metà".to_owned()));
        }
        let mut table = Table { from_1904: self.from_1904, ..Table::default() };
        for (number, cells) in rows {
            room.take(&cells)?;
            table.width = table.width.max(cells.len());
            table.rows.push(Row { number, cells });
        }
        table.fill_down(merges);
        Ok((table, records.at))
    }

    /// Text with its length before it.
    fn string(&self, mut pieces: Pieces<'_>, data: &[u8]) -> Option<String> {
        let length = usize::from(half(data, 0)?);
        if self.unicode {
            pieces.half()?;
            pieces.text(length)
        } else {
            Some(windows_1252(data.get(2..2 + length)?).into_owned())
        }
    }

    fn number(&self, number: f64, style: u16) -> Cell {
        match self.formats.get(usize::from(style)) {
            Some(Shows::Date) => formatted_serial(number, false, self.from_1904),
            Some(Shows::Duration) => formatted_serial(number, true, self.from_1904),
            _ => Cell::Number(number),
        }
    }
}

fn shared_texts(mut pieces: Pieces<'_>) -> Vec<Arc<str>> {
    let mut texts = Vec::new();
    let Some(count) = pieces.word().and_then(|_| pieces.word()) else { return texts };
    for _ in 0..count {
        let Some(text) = pieces.half().and_then(|length| pieces.text(usize::from(length))) else { break };
        texts.push(text.into());
    }
    texts
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

fn double(data: &[u8], at: usize) -> Option<f64> {
    data.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes)
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

    #[test]
    fn texts_that_go_on_in_the_next_record() {
        let mut first = vec![1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0];
        first.extend(b"Pro");
        // The rest of the word in wide letters, then a second text.
        let second = [1, b'v', 0, b'a', 0, 2, 0, 0, b'o', b'k'];
        let pieces = Pieces { all: vec![&first, &second], piece: 0, at: 0 };
        let texts = shared_texts(pieces);
        assert_eq!(texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["Prova", "ok"]);
    }
}
