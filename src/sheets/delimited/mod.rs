//! Text with separators: csv in all the shapes that Italian offices make it.
//!
//! ```text
//! bytes -> decoded (letters, line by line, some ahead) -> shape (separator, width) -> records (lines, quotation marks) -> Table
//! ```
//! Not by a library: none tells a note of many lines from a quotation mark that swallows rows.

mod cells;
mod decoded;
mod guess;
mod records;
mod shape;

use super::error::SheetError;
use super::limits::{MOST_COLUMNS, MOST_ROWS, Room, too_wide};
use super::oddity::Oddity;
use super::table::{Cell, Row, RowsRead, Table};
use decoded::Ahead;
use guess::shape;
use records::Records;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::Arc;

/// Text of a file that may be in any encoding, a piece cut from a longer one too.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    decoded::decode(bytes)
}

/// Reads a text with separators.
///
/// # Errors
/// More of it than a sheet may hold.
pub fn read(bytes: &[u8], progress: &mut dyn FnMut(RowsRead)) -> Result<Table, SheetError> {
    let mut ahead = Ahead::of(bytes);
    ahead.fill()?;
    // UTF-32 passes for UTF-16 with every other letter zero.
    if memchr::memchr(0, &ahead.text.as_bytes()[..ahead.text.len().min(4096)]).is_some() {
        return Err(SheetError::Damaged("la codifica delle sue lettere non si legge".to_owned()));
    }
    let (hint, text) = hint(&ahead.text);
    ahead.at = ahead.text.len() - text.len();
    let mut records = Records::new(bytes.len(), shape(text, hint));
    let (mut table, mut room) = (Table::default(), Room::default());
    let (mut number, mut in_apostrophes, mut shared) = (1_u32, false, Vec::new());
    loop {
        ahead.fill()?;
        let Some(record) = records.next(&ahead.text[ahead.at..])? else { return Ok(table) };
        ahead.at += record.next;
        let row = number;
        number = number.saturating_add(record.rows);
        if row > MOST_ROWS {
            return Err(SheetError::TooManyRows(MOST_ROWS));
        }
        // Some exporters end their rows with thousands of separators.
        let filled = record.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if filled > MOST_COLUMNS {
            return Err(too_wide());
        }
        let filled = &record.cells[..filled];
        in_apostrophes |= filled.len() > 1 && filled.iter().all(|cell| within_apostrophes(cell).is_some());
        shared.resize_with(shared.len().max(filled.len()), FxHashSet::default);
        let cells = filled.iter().zip(&mut shared);
        let mut cells: Vec<Cell> = cells.map(|(cell, shared)| of_text(cell, in_apostrophes, shared)).collect();
        while cells.last().is_some_and(Cell::is_blank) {
            cells.pop();
        }
        let read = ahead.before + ahead.at;
        let odd = std::iter::from_fn(|| Some(ahead.odd.next_if(|(at, _)| *at < read)?.1));
        let mut odd: Vec<Oddity> = odd.chain(record.odd).map(|odd| Oddity::of_row(row, odd)).collect();
        odd.dedup();
        table.oddities.append(&mut odd);
        if !cells.is_empty() {
            room.take(&cells)?;
            table.width = table.width.max(cells.len());
            table.rows.push(Row { number: row, cells });
        }
        if row.is_multiple_of(5_000) {
            progress(RowsRead { rows: row, of: None });
        }
    }
}

/// Excel's own hint of the separator, which it does not show as a row, and the rest.
fn hint(text: &str) -> (Option<u8>, &str) {
    let told = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| text.as_bytes().get(4));
    match told {
        Some(letter) if letter.is_ascii() && !matches!(letter, b'\n' | b'\r' | b'"') => {
            let rest = text[5..].trim_start_matches('\r');
            (Some(*letter), rest.strip_prefix('\n').unwrap_or(rest))
        }
        _ => (None, text),
    }
}

/// How exporters keep a spreadsheet from taking a code for a number is no part of it: `="00123"`, `'00123`, and
/// `'00123'` in a text that has all its cells so.
fn of_text(text: &str, in_apostrophes: bool, shared: &mut Shared) -> Cell {
    let within = if in_apostrophes { within_apostrophes(text) } else { None };
    let formula = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    let text = within.or(formula).or(text.strip_prefix('\'')).unwrap_or(text);
    if text.is_empty() {
        return Cell::Empty;
    }
    if let Some(held) = shared.get(text) {
        return Cell::Text(held.clone());
    }
    let held: Arc<str> =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() };
    if shared.len() < MOST_SHARED {
        shared.insert(held.clone());
    }
    Cell::Text(held)
}

/// Texts of a column that are held once, in however many cells they stand: few texts stand in most.
type Shared = FxHashSet<Arc<str>>;

/// Of a column in which each text is another, more would be of no use.
const MOST_SHARED: usize = 2_000;

fn within_apostrophes(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.strip_suffix('\'')
}

#[cfg(test)]
mod tests {
    use super::super::oddity::Odd;
    use super::*;

    #[test]
    fn what_no_sheet_has_is_refused() {
        let refused = |text: String| read(text.as_bytes(), &mut |_| {}).unwrap_err();
        assert!(matches!(refused("a".repeat(2 * records::LONGEST_LINE)), SheetError::Damaged(_)));
        assert!(matches!(refused(format!("a;b\n{}", "1".repeat(200_000))), SheetError::Damaged(_)));
        assert!(matches!(refused(format!("a{}b\n", ";".repeat(2_000))), SheetError::TooManyColumns(_)));
        let wide = "a;b\n1;2\n".chars().flat_map(|letter| u32::from(letter).to_le_bytes());
        let wide = [&b"\xFF\xFE\0\0"[..], &wide.collect::<Vec<u8>>()].concat();
        assert!(matches!(read(&wide, &mut |_| {}), Err(SheetError::Damaged(_))));
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
    fn the_separator_is_that_of_most_lines() {
        let notes = ["uno, due, tre", "quattro, cinque", "sei, sette, otto", "nove, dieci, undici, dodici"];
        for separator in [";", "\t"] {
            let rows: String =
                notes.iter().map(|note| format!("Prova{separator}{note}{separator}1.250,50\n")).collect();
            let table = read(format!("Nome{separator}Note{separator}Importo\n{rows}").as_bytes(), &mut |_| {}).unwrap();
            assert!(table.rows.iter().all(|row| row.cells.len() == 3), "{separator:?}");
        }
        let alike = "Nome;Note;Importo\n".to_owned() + &"Prova;uno, due, tre;1.250,50\n".repeat(20);
        assert_eq!(read(alike.as_bytes(), &mut |_| {}).unwrap().width, 3);
        check(b"SEP=|\na;b|c\n", &[(1, &["a;b", "c"])]);
    }

    /// What is told of which rows.
    #[track_caller]
    fn check_odd(text: &str, expected: &[(u32, Odd)]) -> Table {
        let table = read(text.as_bytes(), &mut |_| {}).unwrap();
        let found: Vec<(u32, Odd)> =
            table.oddities.iter().map(|oddity| (oddity.row.unwrap(), oddity.odd.clone())).collect();
        assert_eq!(found, expected, "{text}");
        table
    }

    #[test]
    fn letters_of_another_encoding_are_told_with_their_row() {
        let mut bytes = "a;b\n1;\"due\nMOKÀ\"\n".as_bytes().to_vec();
        bytes.extend(b"2;NICOL\xD2\n3;x\n4;FORL\xC3\x83\xC5\x92\n");
        let table = read(&bytes, &mut |_| {}).unwrap();
        let told: Vec<_> = table.oddities.iter().map(|oddity| (oddity.row, oddity.odd.clone())).collect();
        assert_eq!(told, [(Some(3), Odd::OtherEncoding("Windows-1252")), (Some(5), Odd::MendedLetters)]);
        assert_eq!(table.rows[2].cell(1).raw(), "NICOLÒ");
        assert_eq!(table.rows[4].cell(1).raw(), "FORLÌ");
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_program_does() {
        check(b"\n\na;b\n\n1;\"due\nrighe\"\n;\n3;4", &[(3, &["a", "b"]), (5, &["1", "due\nrighe"]), (7, &["3", "4"])]);
        check(b"a;b\r1;2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check(b"a;b\r\n\r\n1;2\r\n", &[(1, &["a", "b"]), (3, &["1", "2"])]);
    }

    #[test]
    fn a_stray_quotation_mark_swallows_nothing() {
        let row = |number: usize| format!("{number};b;c;d;e;f;g\n");
        let rows: String = (2..40).map(row).collect();
        for stray in [
            "1;b;c;d;e;f;\"aperta\n",
            "1;b;\"aperta;d;e;f;g\n",
            "1;b;\"aperta”;d;e;f;g\n",
            "1;b;\"chiusa; male”;d;e;f;g\n",
            "1;b;\"bene; chiusa\";d;e;f;\"aperta\n",
        ] {
            for after in ["", "40;b;c;d;e;f;\"altra; nota\"\n", "40;b;c;d;e;f;15\"\n"] {
                let table = check_odd(&format!("a;b;c;d;e;f;g\n{stray}{rows}{after}"), &[(2, Odd::StrayQuote)]);
                assert_eq!(table.rows.len(), if after.is_empty() { 40 } else { 41 }, "{stray}");
                assert!(table.rows.iter().all(|row| row.cells.len() == 7), "{stray}");
            }
        }
        let few = check_odd(&format!("a;b\n1;\"aperta\n{}", "x;y\n".repeat(100)), &[(2, Odd::StrayQuote)]);
        assert_eq!(few.rows.len(), 102);
    }

    #[test]
    fn a_long_note_is_one_cell() {
        for note in ["riga; con \"\"marchi\"\"\n".repeat(300), "riga\r\n".repeat(45), "x; y\n".repeat(3)] {
            let table = check_odd(&format!("a;b;c\n1;\"{note}\";3\n4;5;\"{note}\"\n7;8;9\n"), &[]);
            let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
            assert_eq!(numbers, [1, 2, 3, 4]);
            assert!(table.rows.iter().all(|row| row.cells.len() == 3));
        }
    }

    #[test]
    fn lines_within_quotation_marks_and_with_backslashes() {
        let quoted = "\"a;b;c\"\n\"1;due \"\"2\"\";3\"\n\"4;5;6\";;\n";
        let table = check_odd(quoted, &[(1, Odd::QuotedLine), (2, Odd::QuotedLine), (3, Odd::QuotedLine)]);
        assert_eq!(table.rows[1].cell(1).raw(), "due \"2\"");
        let rows = "\"1\";\"2\";\"3\"\n".repeat(5);
        let table = check_odd(&format!("{rows}\"rette \\\"nido\\\"; 2025\";\"2\";\"3\"\n{rows}"), &[]);
        assert_eq!(table.rows[5].cell(0).raw(), "rette \"nido\"; 2025");
    }

    #[test]
    fn a_break_within_a_cell_that_nothing_guards() {
        let rows = "1;b;c;d\r\n".repeat(5);
        for within in ["\n", "\r", "\nx\r"] {
            let text = format!("a;b;c;d\r\n{rows}2;uno{within}due;c;d\r\n3;b;c;d\r\n");
            let table = check_odd(&text, &[(7, Odd::BrokenLine)]);
            assert_eq!(table.rows.len(), 8);
            assert!(table.rows.iter().all(|row| row.cells.len() == 4), "{within:?}");
            // As a spreadsheet program numbers it.
            assert_eq!(table.rows[7].number as usize, 8 + within.matches(['\n', '\r']).count());
        }
        check(
            b"a;b;c\r\n1;2;3\n4;5;6\r7;8;9",
            &[(1, &["a", "b", "c"]), (2, &["1", "2", "3"]), (3, &["4", "5", "6"]), (4, &["7", "8", "9"])],
        );
        check_odd("Titolo\na;b;c\r\n1;2;3\r\n", &[]);
    }

    #[test]
    fn marks_that_make_a_text_of_a_code_are_no_part_of_it() {
        check(
            b"a;b\n'00123;'ROSSI'\n=\"00123\";D'ORZO'\n",
            &[(1, &["a", "b"]), (2, &["00123", "ROSSI'"]), (3, &["00123", "D'ORZO'"])],
        );
        check(b"'a';'b'\n'00123';5\n'ROSSI';''\n", &[(1, &["a", "b"]), (2, &["00123", "5"]), (3, &["ROSSI"])]);
    }

    /// Notes of many lines as long as a cell may be, over and over, so that each place where decoding stops is in one.
    #[test]
    fn a_text_longer_than_what_is_decoded_at_once() {
        let line = "Nicolò e ".repeat(180);
        let note = |number: usize| format!("riga \"\"{number}\"\"; {line}\r\n").repeat(48 + number % 7);
        let rows = 84_usize;
        let record = |number: usize| format!("{number};\"{}\";x\r\n", note(number));
        let whole: String = std::iter::once("a;b;c\r\n".to_owned()).chain((2..rows).map(record)).collect();
        let one_byte = |text: &str| -> Vec<u8> { text.chars().map(|letter| letter as u8).collect() };
        let units = |order: fn(u16) -> [u8; 2]| whole.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let at_last = |number, odd| vec![Oddity::of_row(number as u32, odd)];
        let other = b"NICOL\xD2;;y\r\n";
        for (bytes, last, odd) in [
            (whole.clone().into_bytes(), None, vec![]),
            (one_byte(&whole), None, vec![]),
            (units(u16::to_le_bytes), None, vec![]),
            ([&b"\xFE\xFF"[..], &units(u16::to_be_bytes)].concat(), None, vec![]),
            ([whole.as_bytes(), other].concat(), Some("NICOLÒ"), at_last(rows, Odd::OtherEncoding("Windows-1252"))),
            (format!("{whole}NICOLÃ’;;y").into_bytes(), Some("NICOLÒ"), at_last(rows, Odd::MendedLetters)),
            ([whole.as_bytes(), &vec![0; 3 * decoded::PIECE]].concat(), None, vec![]),
        ] {
            let table = read(&bytes, &mut |_| {}).unwrap();
            assert_eq!(table.rows.len(), if last.is_some() { rows } else { rows - 1 });
            for (row, number) in table.rows.iter().zip(1..rows).skip(1) {
                let read = note(number).replace("\"\"", "\"").replace("\r\n", "\n");
                let cells = [number.to_string().as_str(), &read, "x"].map(Cell::text).to_vec();
                assert_eq!(*row, Row { number: number as u32, cells });
            }
            assert_eq!(last, last.and(table.rows.last().map(|row| row.cell(0).raw())).as_deref());
            assert_eq!(table.oddities, odd);
        }
    }

    #[test]
    fn a_hostile_text_ends() {
        let unclosed = "\"a\n".repeat(50_000);
        let nested = "a;\"b \"c\n".repeat(50_000);
        for text in [unclosed, nested, "a;\"x\";\"b\n".repeat(50_000), "a;b\r\n".to_owned() + &"x\n".repeat(50_000)] {
            let begun = std::time::Instant::now();
            assert!(read(text.as_bytes(), &mut |_| {}).is_ok());
            assert!(begun.elapsed().as_secs() < 20);
        }
    }
}
