//! Small real files, made by other programs: each shows one oddity, and each is read as its people meant it.
//! The people are invented.

use super::{Analysis, Draft, ReadRow, Rows, Skip, analyse};
use crate::sheets::{Guess, SheetError, open};
use crate::text::dates::iso;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/import/", $name)).as_slice()
    };
}

fn rows(bytes: &[u8]) -> (Analysis, Vec<ReadRow>) {
    let mut workbook = open(bytes.to_vec(), &mut |_| {}).unwrap();
    let table = workbook.table(super::likeliest(&workbook), &mut |_| {}).unwrap();
    let analysis = analyse(&table).unwrap();
    let rows = Rows::new(&table, &analysis).iter().collect();
    (analysis, rows)
}

/// `PRVSPL… PROVETTI ESEMPLARIA G478 A1.07 2026-02-01..2026-07-31 310.00`, with what there is.
fn told(draft: &Draft) -> String {
    let person = &draft.assistito;
    let benefit = &draft.prestazione;
    let day = |date: Option<chrono::NaiveDate>| date.map(iso).unwrap_or_default();
    [
        person.codice_fiscale.get(..6).unwrap_or_default().to_owned(),
        person.cognome.clone(),
        person.nome.clone(),
        person.comune_residenza.clone(),
        benefit.codice.clone(),
        format!("{}..{}", day(benefit.data_inizio.or(benefit.data_erogazione)), day(benefit.data_fine)),
        benefit.amount().map(|amount| amount.to_string()).unwrap_or_default(),
        benefit.ore_mensili.map(|hours| format!("h {hours}")).unwrap_or_default(),
    ]
    .iter()
    .filter(|piece| !piece.is_empty())
    .cloned()
    .collect::<Vec<_>>()
    .join(" ")
}

#[track_caller]
fn check(bytes: &[u8], expected: &[(u32, &str)]) -> Analysis {
    let (analysis, rows) = rows(bytes);
    let found: Vec<(u32, String)> = rows
        .iter()
        .map(|row| {
            let text = match row.outcome() {
                Ok(draft) => told(draft),
                Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            };
            (row.number, text)
        })
        .collect();
    let found: Vec<(u32, &str)> = found.iter().map(|(number, text)| (*number, text.as_str())).collect();
    assert_eq!(found, expected);
    analysis
}

const FIRST: &str = "PRVSPL PROVETTI ESEMPLARIA G478 A1.07 2026-02-01..2026-07-31 310.00";
const SECOND: &str = "FTTLRG FITTIZI ULDERIGO G478 A1.07 2026-01-01..2026-12-31 1234.56";
const THIRD: &str = "MDLSMB MODELI SHEMBULL G478 A1.07 2026-03-01..2026-03-31 0.30";

#[test]
fn titles_above_totals_below_and_headings_repeated() {
    for bytes in [
        file!("titoli_totali_openpyxl.xlsx"),
        file!("titoli_totali_libreoffice.xlsx"),
        file!("titoli_totali_libreoffice.ods"),
    ] {
        let analysis = check(bytes, &[(5, FIRST), (6, SECOND), (8, THIRD)]);
        assert_eq!(analysis.header.rows, [4]);
        assert_eq!(analysis.skipped, [(7, Skip::Header), (10, Skip::Totals), (11, Skip::Note)]);
    }
}

#[test]
fn days_counted_from_1904() {
    let (_, rows) = rows(file!("date_1904_openpyxl.xlsx"));
    assert_eq!(rows[0].outcome().unwrap().assistito.nascita.map(iso).as_deref(), Some("1988-04-12"));
    check(file!("date_1904_openpyxl.xlsx"), &[(2, FIRST), (3, SECOND), (4, THIRD)]);
}

#[test]
fn numbers_and_dates_as_text() {
    check(
        file!("testo_misto_openpyxl.xlsx"),
        &[
            (2, "PRVSPL PROVETTI ESEMPLARIA G478 A1.07 2026-02-01..2026-07-31 1310.00"),
            (3, "FTTLRG FITTIZI ULDERIGO G478 A1.07 2026-01-01..2026-12-31 1234.00"),
            (4, "MDLSMB MODELI SHEMBULL G478 A1.07 2026-03-01..2026-03-31 310.50"),
        ],
    );
}

#[test]
fn cells_merged_downwards_under_two_lines_of_headings() {
    for bytes in [
        file!("celle_unite_xlsxwriter.xlsx"),
        file!("celle_unite_libreoffice.xls"),
        file!("celle_unite_libreoffice.ods"),
    ] {
        let analysis = check(
            bytes,
            &[
                (3, "PRVSPL PROVETTI ESEMPLARIA G478 A1.07 2026-01-01..2026-03-31 100.00"),
                (4, "PRVSPL PROVETTI ESEMPLARIA G478 A1.07 2026-04-01..2026-06-30 110.50"),
                (5, "PRVSPL PROVETTI ESEMPLARIA G478 A3.03 2026-07-01..2026-09-30 120.00"),
                (6, "FTTLRG FITTIZI ULDERIGO G478 A1.07 2026-01-01.. 55.00"),
            ],
        );
        assert_eq!(analysis.header.rows, [2], "filled down, the second line says all");
    }
}

#[test]
fn excel_97() {
    check(
        file!("biff8_xlwt.xls"),
        &[
            (2, "PRVSPL PROVETTI ESEMPLARIA A1.07 2026-02-01..2026-07-31 310.00 h 12.30"),
            (3, "FTTLRG FITTIZI ULDERIGO A1.07 2026-01-01..2026-12-31 1234.56 h 36.30"),
            (4, "MDLSMB MODELI SHEMBULL A1.07 2026-03-01..2026-03-31 0.30 h 12.30"),
            (5, "PRVSPL PROVETTI ESEMPLARIA A1.07 2026-08-01..2026-08-31 10.00"),
            (6, "PRVSPL PROVETTI ESEMPLARIA A3.03 2026-08-01..2026-08-31 10.00"),
        ],
    );
}

#[test]
fn open_document() {
    check(
        file!("span_odfpy.ods"),
        &[
            (2, "PRVSPL PROVETTI ESEMPLARIA A1.05 2026-04-28.. 500.00"),
            (3, "PRVSPL PROVETTI ESEMPLARIA A1.06 2026-05-28.. 50.25"),
            (4, "FTTLRG FITTIZI ULDERIGO A1.05 2026-04-28.. 500.00"),
        ],
    );
}

#[test]
fn texts_with_separators() {
    let second = SECOND.replace("FITTIZI", "FITTIZÌ");
    for bytes in [file!("excel_ansi.csv"), file!("excel_unicode.txt"), file!("utf8_bom.csv")] {
        check(bytes, &[(2, FIRST), (3, &second), (4, THIRD)]);
    }
}

#[track_caller]
fn check_refused(bytes: &[u8], refused: impl Fn(&SheetError) -> bool) {
    let error = open(bytes.to_vec(), &mut |_| {}).err();
    assert!(error.as_ref().is_some_and(&refused), "{error:?}");
}

#[test]
fn files_that_are_no_sheet() {
    check_refused(file!("password.xlsx"), |error| *error == SheetError::Encrypted);
    check_refused(file!("esportato_html.xls"), |error| *error == SheetError::NotASheet(Guess::Html));
    check_refused(b"", |error| *error == SheetError::Empty);
    let zip = |entries: &[(&str, &[u8])]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    check_refused(&zip(&[("word/document.xml", b"<w/>")]), |error| *error == SheetError::NotASheet(Guess::Document));
    check_refused(&zip(&[("a.csv", b"a;b")]), |error| *error == SheetError::NotASheet(Guess::Zip));
    let locked: &[(&str, &[u8])] = &[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>"),
        ("content.xml", b"\x12\x34"),
    ];
    check_refused(&zip(locked), |error| *error == SheetError::Encrypted);
}

#[test]
fn a_bomb_in_a_real_workbook() {
    let mut source = ZipArchive::new(Cursor::new(file!("titoli_totali_openpyxl.xlsx"))).unwrap();
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let entry = source.by_index(index).unwrap();
        if entry.name().unwrap() != "xl/worksheets/sheet1.xml" {
            bomb.raw_copy_file(entry).unwrap();
        }
    }
    bomb.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    let piece = vec![b' '; 1_000_000];
    for _ in 0..120 {
        bomb.write_all(&piece).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1_000_000);
    check_refused(&bomb, |error| matches!(error, SheetError::Bomb { .. }));
}

/// Every fixture, cut short and with bytes changed, is read or refused: nothing stops the program.
#[test]
fn broken_files_stop_nothing() {
    for bytes in [
        file!("titoli_totali_openpyxl.xlsx"),
        file!("celle_unite_libreoffice.ods"),
        file!("celle_unite_libreoffice.xls"),
        file!("biff8_xlwt.xls"),
        file!("excel_ansi.csv"),
    ] {
        let mut broken: Vec<Vec<u8>> = (0..40).map(|part| bytes[..bytes.len() * part / 40].to_vec()).collect();
        let mut seed = 12_345_usize;
        for _ in 0..60 {
            let mut copy = bytes.to_vec();
            for _ in 0..3 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (seed >> 33) % copy.len();
                copy[at] = (seed >> 20) as u8;
            }
            broken.push(copy);
        }
        for bytes in broken {
            let Ok(mut workbook) = open(bytes, &mut |_| {}) else { continue };
            for sheet in 0..workbook.sheets().len() {
                if let Ok(table) = workbook.table(sheet, &mut |_| {})
                    && let Ok(analysis) = analyse(&table)
                {
                    Rows::new(&table, &analysis).iter().for_each(drop);
                }
            }
        }
    }
}
