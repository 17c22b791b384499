//! Streams of a few records, of the kinds that programs other than Excel write.

use super::*;
use crate::sheets::oddity::{Odd, Oddity};
use crate::sheets::table::Cell;

const GLOBALS: u16 = 0x0005;
const WORKSHEET: u16 = 0x0010;
const BIFF_5: u16 = 0x0500;
const BIFF_8: u16 = 0x0600;

fn halves(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [halves(&[kind, data.len() as u16]), data.to_vec()].concat()
}

fn bof(version: u16, kind: u16) -> Vec<u8> {
    record(record::BOF, &halves(&[version, kind, 0, 0]))
}

fn eof() -> Vec<u8> {
    record(record::EOF, &[])
}

/// A cell with what comes after its place and style.
fn cell(kind: u16, row: u16, column: u16, value: &[u8]) -> Vec<u8> {
    record(kind, &[halves(&[row, column, 0]), value.to_vec()].concat())
}

fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    cell(record::NUMBER, row, column, &value.to_le_bytes())
}

/// A text of BIFF 5, or of a web script.
fn label(row: u16, column: u16, text: &[u8]) -> Vec<u8> {
    cell(record::LABEL, row, column, &[halves(&[text.len() as u16]), text.to_vec()].concat())
}

fn shared(row: u16, column: u16, index: u16) -> Vec<u8> {
    cell(record::LABELSST, row, column, &halves(&[index, 0]))
}

fn row(number: u16, flags: u8) -> Vec<u8> {
    record(record::ROW, &[halves(&[number, 0, 9, 255, 0, 0]), vec![flags, 1, 0, 0]].concat())
}

/// A workbook: records of its globals, then sheets by name; `wrong` is added to the places in the list.
fn book(version: u16, globals: &[u8], sheets: &[(&str, Vec<u8>)], wrong: u32) -> Vec<u8> {
    let start = [bof(version, GLOBALS), globals.to_vec()].concat();
    let name = |name: &str| {
        let flags: &[u8] = if version == BIFF_8 { &[0] } else { &[] };
        [&[0, 0, name.len() as u8], flags, name.as_bytes()].concat()
    };
    let bodies: Vec<Vec<u8>> =
        sheets.iter().map(|(_, cells)| [bof(version, WORKSHEET), cells.clone(), eof()].concat()).collect();
    let list: usize = sheets.iter().map(|(it, _)| 8 + name(it).len()).sum();
    let mut stream = start;
    let mut at = stream.len() + list + 4;
    for ((it, _), body) in sheets.iter().zip(&bodies) {
        let place = (at as u32).wrapping_add(wrong).to_le_bytes();
        stream.extend(record(record::BOUNDSHEET, &[place.to_vec(), name(it)].concat()));
        at += body.len();
    }
    stream.extend(eof());
    stream.extend(bodies.concat());
    stream
}

fn tables(stream: &[u8]) -> Vec<Result<crate::sheets::table::Table, SheetError>> {
    read(stream).unwrap().into_iter().map(|sheet| sheet.table).collect()
}

#[track_caller]
fn check(stream: &[u8], expected: &[(u32, &[&str])]) {
    let rows = tables(stream).remove(0).unwrap().rows;
    let found: Vec<(u32, Vec<String>)> =
        rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::raw).collect())).collect();
    let expected: Vec<(u32, Vec<String>)> =
        expected.iter().map(|(row, cells)| (*row, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect();
    assert_eq!(found, expected);
}

fn one(version: u16, globals: &[u8], cells: &[Vec<u8>]) -> Vec<u8> {
    book(version, globals, &[("Foglio1", cells.concat())], 0)
}

/// Shared texts whose number the first eight bytes do not say.
fn sst(pieces: &[&[u8]]) -> Vec<u8> {
    let first = record(record::SST, &[&[0; 8], pieces[0]].concat());
    let rest = pieces[1..].iter().flat_map(|piece| record(record::CONTINUE, piece));
    first.into_iter().chain(rest).collect()
}

#[test]
fn texts_are_read_however_they_are_counted_and_cut() {
    let cells = [shared(0, 0, 0), shared(0, 2, 1)];
    for pieces in [
        &[&b"\x05\0\0Prova\x02\0\0ok"[..]][..],
        // The rest of the word in wide letters, then a second text.
        &[b"\x05\0\0Pro", b"\x01v\0a\0\x02\0\0ok"],
        // A piece that says how wide its letters are, and has none.
        &[b"\x05\0\0Pro", b"\x01", b"\x01v\0a\0\x02\0\0ok"],
        &[b"\x05\0\0Prova\x02\0\0", b"\0", b"", b"\0ok"],
        // Runs of letters that look otherwise, of which the end is missing.
        &[b"\x05\0\0Prova\x02\0\x08\x02\0ok\0\0"],
    ] {
        check(&one(BIFF_8, &sst(pieces), &cells), &[(1, &["Prova", "", "ok"])]);
    }
}

#[test]
fn a_cell_that_cannot_be_read_refuses_its_sheet_alone() {
    let damaged = |what: &str| Err(SheetError::Damaged(what.to_owned()));
    for (bad, what) in [
        (shared(0, 0, 7), "una cella è rovinata"),
        (cell(record::NUMBER, 0, 0, &[1, 2]), "una cella è rovinata"),
        (number(0, 300, 1.0), "una cella è rovinata"),
        (cell(record::LABEL, 0, 0, &[9, 0, 0, b'x']), "una cella è rovinata"),
        (vec![0xFD, 0], "un foglio finisce a metà"),
    ] {
        let mut stream = book(BIFF_8, &[], &[("Uno", number(0, 0, 5.0)), ("Due", bad.clone())], 0);
        if bad.len() == 2 {
            stream.truncate(stream.len() - 4);
        }
        let tables = tables(&stream);
        assert_eq!(tables[0].as_ref().unwrap().rows[0].cell(0), &Cell::Number(5.0));
        assert_eq!(tables[1], damaged(what), "{bad:?}");
    }
    assert_eq!(
        read(&bof(BIFF_8, GLOBALS)).err(),
        Some(SheetError::Damaged("l'elenco dei fogli finisce a metà".to_owned()))
    );
}

#[test]
fn sheets_whose_places_are_wrong_stand_in_the_order_of_their_list() {
    let sheets = [("Uno", number(0, 0, 1.0)), ("Due", number(0, 0, 2.0))];
    // Behind the beginning, before it, in the globals, nowhere.
    for wrong in [12, 4_u32.wrapping_neg(), 1_000_000] {
        let found = tables(&book(BIFF_8, &[], &sheets, wrong));
        let found: Vec<&Cell> = found.iter().map(|table| table.as_ref().unwrap().rows[0].cell(0)).collect();
        assert_eq!(found, [&Cell::Number(1.0), &Cell::Number(2.0)], "{wrong}");
    }
    let mut fewer = book(BIFF_8, &[], &sheets, 12);
    fewer.truncate(fewer.len() - 30);
    assert_eq!(tables(&fewer)[0], Err(SheetError::Damaged("non si trova dove inizia un foglio".to_owned())));
}

#[test]
fn formulas_of_every_number() {
    let value = |value: f64| [&value.to_le_bytes()[..], &[0; 8]].concat();
    let text = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0];
    let cells = [
        cell(record::FORMULA, 0, 0, &value(1.5)),
        cell(record::FORMULA_3, 0, 1, &value(2.5)),
        cell(record::FORMULA_4, 0, 2, &value(3.5)),
        cell(record::FORMULA, 0, 3, &text),
        record(record::STRING, b"\x02\0\0ok"),
        cell(record::FORMULA, 0, 4, &text),
        number(0, 5, 4.0),
    ];
    let stream = one(BIFF_8, &[], &cells);
    check(&stream, &[(1, &["1,5", "2,5", "3,5", "ok", "formula", "4"])]);
    let told = tables(&stream).remove(0).unwrap().oddities;
    assert_eq!(told, [Oddity::of_cell(1, 4, Odd::FormulaWithoutValue)]);
}

#[test]
fn what_is_hidden_and_holds_something_is_told() {
    let columns = |first: u16, last: u16| record(record::COLINFO, &halves(&[first, last, 0, 0, 1, 0]));
    let cells = [columns(1, 255), row(0, 0x20), row(1, 0x20), row(2, 0), number(0, 0, 1.0), number(2, 2, 1.0)];
    let told = tables(&one(BIFF_8, &[], &cells)).remove(0).unwrap().oddities;
    assert_eq!(told, [Oddity::of_sheet(Odd::HiddenRows(1)), Oddity::of_column(2, Odd::HiddenColumn)]);
}

#[test]
fn letters_of_code_pages() {
    let stream = |page: u16| one(BIFF_5, &record(record::CODEPAGE, &halves(&[page])), &[label(0, 0, b"MOK\xC0")]);
    check(&stream(1252), &[(1, &["MOKÀ"])]);
    check(&stream(0x8001), &[(1, &["MOKÀ"])]);
    assert_eq!(tables(&stream(874)).remove(0), Err(SheetError::UnknownEncoding("874".to_owned())));
    check(&one(BIFF_5, &record(record::CODEPAGE, &halves(&[874])), &[label(0, 0, b"Prova")]), &[(1, &["Prova"])]);
}

#[test]
fn what_a_web_script_writes() {
    let stream = |text: &[u8]| [bof(0, WORKSHEET), label(0, 0, text), number(1, 0, 5.0), eof()].concat();
    assert!(is_bare(&stream(b"")));
    check(&stream(b"TARALL\xD9"), &[(1, &["TARALLÙ"]), (2, &["5"])]);
    check(&stream("TARALLÙ".as_bytes()), &[(1, &["TARALLÙ"]), (2, &["5"])]);
    assert_eq!(read(&stream(b"x")).unwrap()[0].name, "");
    for ancient in [0x0200, 0x0300, 0x0400] {
        assert!(matches!(read(&bof(ancient, WORKSHEET)), Err(SheetError::NotASheet(_))));
    }
    assert_eq!(read(&one(BIFF_8, &record(record::FILEPASS, &[0; 6]), &[])).err(), Some(SheetError::Encrypted));
}
