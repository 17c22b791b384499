//! Text with separators: csv in all the shapes that Italian offices make it.

use super::error::SheetError;
use super::limits::{MOST_COLUMNS, MOST_ROWS, Room, too_wide};
use super::table::{Cell, Row, RowsRead, Table};
use crate::text::charset;
use csv::{ReaderBuilder, StringRecord};
use std::borrow::Cow;

/// In the order in which they win a draw.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// No line of a sheet is longer, were it of all its columns.
const LONGEST_LINE: usize = 512 * 1024;

/// Text of a file: by its mark (UTF-8, UTF-16), else UTF-8 where it is, else Windows-1252.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, rest)) = charset::by_mark(bytes) {
        return encoding.decode(rest);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        // A piece cut from a longer text may end within a letter.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default().into()
        }
        Err(_) => charset::windows_1252(bytes),
    }
}

/// Reads a text with separators.
///
/// # Errors
/// More of it than a sheet may hold.
pub fn read(bytes: &[u8], progress: &mut dyn FnMut(RowsRead)) -> Result<Table, SheetError> {
    let text = decode(bytes);
    let text = if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n").into() } else { text };
    let mut text: &str = text.trim_end_matches(['\u{1A}', '\0']);
    // Excel's own hint, which it does not show as a row.
    let mut hint = None;
    if let Some(rest) = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP=")) {
        let mut letters = rest.chars();
        hint = letters.next().filter(char::is_ascii).map(|letter| letter as u8);
        text = letters.as_str().trim_start_matches('\r').strip_prefix('\n').unwrap_or(letters.as_str());
    }
    let mut pieces = text.as_bytes().chunks_exact(LONGEST_LINE);
    if pieces.any(|piece| memchr::memchr(b'\n', piece).is_none()) {
        return Err(SheetError::Damaged("una riga di testo è più lunga di 512 kB".to_owned()));
    }
    let start = head(text);
    let (delimiter, quoted) = hint.map_or_else(|| shape(start), |delimiter| (delimiter, true));
    let table = rows(text, delimiter, quoted, &mut Room::default(), progress)?;
    // A quotation mark that is never closed swallows all that follows: then quotation marks are letters like others.
    if quoted && table.rows.iter().any(swallowed) {
        return rows(text, delimiter, false, &mut Room::default(), progress);
    }
    Ok(table)
}

fn swallowed(row: &Row) -> bool {
    row.cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.matches('\n').count() > 40))
}

/// The first lines, whole.
fn head(text: &str) -> &str {
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < text.len() { text[..end].rfind('\n').map_or(&text[..end], |line| &text[..line]) } else { text }
}

/// The separator by which most lines have the same number of cells, and whether quotation marks count.
fn shape(start: &str) -> (u8, bool) {
    let mut best = (0_usize, b';');
    for delimiter in DELIMITERS {
        let mut widths: Vec<usize> = Vec::new();
        let mut reader = builder(delimiter, true).from_reader(start.as_bytes());
        let mut record = StringRecord::new();
        while widths.len() < 200 && reader.read_record(&mut record).unwrap_or(false) {
            widths.push(record.len());
        }
        // Points: cells in lines as wide as the usual one; titles and empty lines weigh little.
        let score = widths
            .iter()
            .filter(|width| **width > 1)
            .map(|width| width * widths.iter().filter(|other| *other == width).count())
            .max()
            .unwrap_or(0);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    (best.1, true)
}

/// `="00123"` is how some exporters keep a spreadsheet from taking a code for a number.
fn of_text(text: &str) -> Cell {
    let inner = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    Cell::text(inner.filter(|inner| !inner.contains('"')).unwrap_or(text))
}

fn builder(delimiter: u8, quoted: bool) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).quoting(quoted).has_headers(false).flexible(true);
    builder
}

fn rows(
    text: &str,
    delimiter: u8,
    quoted: bool,
    room: &mut Room,
    progress: &mut dyn FnMut(RowsRead),
) -> Result<Table, SheetError> {
    let mut reader = builder(delimiter, quoted).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut table = Table::default();
    let mut number = 0_u64;
    loop {
        let line = reader.position().line();
        if !reader.read_record(&mut record).map_err(|_| SheetError::Damaged("testo che non si legge".to_owned()))? {
            break;
        }
        // Empty lines are passed over by the reader, but a spreadsheet program shows them.
        let within: u64 = record.iter().map(|cell| cell.matches('\n').count() as u64).sum();
        number += (reader.position().line() - line).saturating_sub(within).max(1);
        let row_number = u32::try_from(number).ok().filter(|number| *number <= MOST_ROWS);
        let row_number = row_number.ok_or(SheetError::TooManyRows(MOST_ROWS))?;
        // Some exporters end their rows with thousands of separators.
        let filled = (0..record.len()).rfind(|index| !record[*index].trim().is_empty()).map_or(0, |last| last + 1);
        if filled > MOST_COLUMNS {
            return Err(too_wide());
        }
        let mut cells: Vec<Cell> = record.iter().take(filled).map(of_text).collect();
        while cells.last().is_some_and(Cell::is_blank) {
            cells.pop();
        }
        if !cells.is_empty() {
            room.take(&cells)?;
            table.width = table.width.max(cells.len());
            table.rows.push(Row { number: row_number, cells });
        }
        if row_number.is_multiple_of(5_000) {
            progress(RowsRead { rows: row_number, of: None });
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_sheet_has_is_refused() {
        let refused = |text: String| read(text.as_bytes(), &mut |_| {}).unwrap_err();
        assert!(matches!(refused("a".repeat(2 * LONGEST_LINE)), SheetError::Damaged(_)));
        assert!(matches!(refused(format!("a;b\n{}", "1".repeat(200_000))), SheetError::Damaged(_)));
        assert!(matches!(refused(format!("a{}b\n", ";".repeat(2_000))), SheetError::TooManyColumns(_)));
        // Separators alone are no columns.
        assert_eq!(read(format!("a;b{}\n", ";".repeat(20_000)).as_bytes(), &mut |_| {}).unwrap().width, 2);
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &[(u32, &[&str])]) {
        let table = read(bytes, &mut |_| {}).unwrap();
        let found: Vec<(u32, Vec<String>)> =
            table.rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::raw).collect())).collect();
        let expected: Vec<(u32, Vec<String>)> =
            expected.iter().map(|(row, cells)| (*row, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn separators() {
        for text in ["a;b;c\n1;2,5;3\n", "a\tb\tc\r\n1\t2,5\t3", "a,b,c\n1,\"2,5\",3\n", "a|b|c\n1|2,5|3\n"] {
            check(text.as_bytes(), &[(1, &["a", "b", "c"]), (2, &["1", "2,5", "3"])]);
        }
        check(b"sep=,\r\na,b\r\n1,2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check(
            b"Titolo, con virgola\na;b;c\n1,5;2,5;3,5\n",
            &[(1, &["Titolo, con virgola"]), (2, &["a", "b", "c"]), (3, &["1,5", "2,5", "3,5"])],
        );
        check(b"a;b\n=\"00743110157\";2\n", &[(1, &["a", "b"]), (2, &["00743110157", "2"])]);
        check(b"solo\nuna\n", &[(1, &["solo"]), (2, &["una"])]);
    }

    #[test]
    fn encodings() {
        for bytes in [
            &b"citt\xC3\xA0;x\n1;2\n"[..],
            b"\xEF\xBB\xBFcitt\xC3\xA0;x\n1;2\n",
            b"citt\xE0;x\n1;2\n",
            b"\xFF\xFEc\0i\0t\0t\0\xE0\0;\0x\0\n\x001\0;\x002\0\n\0",
        ] {
            check(bytes, &[(1, &["città", "x"]), (2, &["1", "2"])]);
        }
        check(b"euro \x80;x\n1;2\n", &[(1, &["euro €", "x"]), (2, &["1", "2"])]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_program_does() {
        check(b"\n\na;b\n\n1;\"due\nrighe\"\n;\n3;4", &[(3, &["a", "b"]), (5, &["1", "due\nrighe"]), (7, &["3", "4"])]);
        check(b"a;b\r1;2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check(b"a;b\r\n\r\n1;2\r\n", &[(1, &["a", "b"]), (3, &["1", "2"])]);
    }

    #[test]
    fn a_stray_quotation_mark_swallows_nothing() {
        let mut text = String::from("a;b\n1;\"aperta\n");
        for row in 0..100 {
            text.push_str(&format!("{row};x\n"));
        }
        let table = read(text.as_bytes(), &mut |_| {}).unwrap();
        assert_eq!(table.rows.len(), 102);
        assert_eq!(table.rows[101].number, 102);
    }
}
