//! Office sheets that other programs write, with the oddities of offices: what is read is what was meant, or it is told.

use crate::support::{project, with_libreoffice, with_sheetjs};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;
use siuss_kit::codes::{Genere, PresaCarico};
use siuss_kit::import::{self, Draft, Notice, ReadRow, Rows};
use siuss_kit::records::{Amount, Field, Hours, fiscal_code};
use siuss_kit::sheets::{self, serial_of_date};
use siuss_kit::text::dates;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

/// A cell as it is written.
#[derive(Debug, Clone)]
enum Written {
    Nothing,
    Text(String),
    /// A number, and the code of its format.
    Number(f64, &'static str),
    Bool(bool),
}

/// A value as it was meant, as a text, and one way of writing it.
type Pair = (String, Written);

/// A row: one pair for each of [`COLUMNS`].
#[derive(Debug, Clone)]
struct Line {
    pairs: Vec<Pair>,
    hidden: bool,
    /// Its amount is one with that of the next row.
    merged: bool,
}

/// A sheet as an office keeps it.
#[derive(Debug, Clone)]
struct Office {
    headings: Vec<&'static str>,
    title: bool,
    total: bool,
    lines: Vec<Line>,
}

/// Headings that offices give a field.
type Column = (Field, &'static [&'static str]);

const COLUMNS: [Column; 12] = [
    (Field::CodiceFiscale, &["Codice fiscale", "C.F.", "Cod. fisc.", "Codice Fiscale beneficiario"]),
    (Field::Cognome, &["Cognome", "COGNOME"]),
    (Field::Nome, &["Nome", "Nome beneficiario"]),
    (Field::DataNascita, &["Data di nascita", "Data nasc.", "Nato il"]),
    (Field::ProtocolloDomanda, &["Protocollo domanda", "N. prot. domanda", "Prot. dom.", "Protocollo"]),
    (Field::CodicePrestazione, &["Codice prestazione", "Cod. prest.", "Codice INPS"]),
    (Field::Carattere, &["Carattere", "Occ./Period.", "Per./Occ.", "Periodico/occasionale"]),
    (Field::DataInizio, &["Data inizio", "Dal", "Dt. inizio"]),
    (Field::DataFine, &["Data fine", "Al", "Dt. fine"]),
    (Field::ImportoMensile, &["Importo mensile", "Imp. mens.", "Importo mensile (€)"]),
    (Field::OreMensili, &["Ore mensili", "N. ore mensili", "Ore mens."]),
    (Field::PresaCarico, &["Presa in carico", "In carico"]),
];
const AMOUNT: usize = 9;

/// How hours are written in a column: as times, as decimal numbers, or as texts.
#[derive(Debug, Clone, Copy)]
enum Clock {
    Time,
    Decimal,
    Text,
}

fn office() -> impl Strategy<Value = Office> {
    let headings = COLUMNS.map(|(_, headings)| select(headings.to_vec()).boxed()).to_vec();
    let clock = select(vec![Clock::Time, Clock::Decimal, Clock::Text]);
    let lines = clock.prop_flat_map(|clock| vec(line(clock), 1..9));
    (headings, any::<bool>(), any::<bool>(), lines).prop_map(|(headings, title, total, mut lines)| {
        for index in 0..lines.len() {
            let may = index + 1 < lines.len() && (index == 0 || !lines[index - 1].merged);
            lines[index].merged &= may;
            if lines[index].merged {
                lines[index + 1].pairs[AMOUNT] = (String::new(), Written::Nothing);
            }
        }
        Office { headings, title, total, lines }
    })
}

fn line(clock: Clock) -> impl Strategy<Value = Line> {
    let period = (day(2026, 2026), 0_u64..300).prop_flat_map(|(from, days)| {
        let until = from + chrono::Days::new(days);
        (date(Just(from)), date(Just(until)))
    });
    let code = select(vec!["A1.05", "A1.06", "A1.07", "A2.07", "A3.03"]).prop_map(text);
    let character = select(vec!["Periodico", "1", "P", "periodica"]).prop_map(|it| ("1".to_owned(), it.into()));
    let charge = any::<bool>().prop_flat_map(|yes| {
        let meant = if yes { PresaCarico::Si } else { PresaCarico::No };
        let word = Written::from(if yes { "SI" } else { "no" });
        (Just(format!("{meant:?}")), prop_oneof![Just(word), Just(Written::Bool(yes))])
    });
    let rare = || weighted(0.15, Just(())).prop_map(|it| it.is_some());
    (person(), protocol(), code, character, period, amount(), hours(clock), charge, rare(), rare()).prop_map(
        |(person, protocol, code, character, (from, until), amount, hours, charge, hidden, merged)| {
            let mut pairs = person;
            pairs.extend([protocol, code, character, from, until, amount, hours, charge]);
            Line { pairs, hidden, merged }
        },
    )
}

impl From<&str> for Written {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A text that means itself.
fn text(text: &str) -> Pair {
    (text.to_owned(), text.into())
}

fn person() -> impl Strategy<Value = Vec<Pair>> {
    let surname = select(vec!["PROVETTI", "FITTIZI", "D'ESEMPIO", "MODELLONI", "FINTANIÀ", "DE CAMPIONIS"]);
    let name = select(vec!["ULDERIGO", "ESEMPLARIA", "NICCOLÒ", "PROVINA", "VERO"]);
    let gender = select(vec![Genere::Maschio, Genere::Femmina]);
    (surname, name, day(1930, 2020), gender).prop_flat_map(|(surname, name, birth, gender)| {
        let code = fiscal_code::compute(surname, name, birth, gender, "G478").unwrap();
        let spaced = format!(" {} {}", &code[..6], &code[6..]).to_lowercase();
        let code = prop_oneof![3 => Just(Written::from(code.as_str())), 1 => Just(Written::Text(spaced))]
            .prop_map(move |written| (code.clone(), written));
        (code, date(Just(birth))).prop_map(move |(code, birth)| vec![code, text(surname), text(name), birth])
    })
}

fn day(from: i32, to: i32) -> impl Strategy<Value = NaiveDate> {
    (from..=to, 1_u32..=365).prop_filter_map("a day of its year", |(year, day)| NaiveDate::from_yo_opt(year, day))
}

/// A date as a date, as a bare serial number, or as a text.
fn date(days: impl Strategy<Value = NaiveDate>) -> impl Strategy<Value = Pair> {
    let forms = select(vec!["dd/mm/yyyy", "d-mmm-yy", "yyyy\\-mm\\-dd", "[$-410]d mmmm yyyy;@"]);
    (days, forms, 0..8).prop_map(|(day, form, way)| {
        let serial = serial_of_date(day.and_hms_opt(0, 0, 0).unwrap(), false);
        let written = match way {
            0 => Written::Text(dates::italian(day)),
            1 => Written::Text(dates::iso(day)),
            2 => Written::Text(day.format("%-d.%-m.%Y").to_string()),
            3 => Written::Number(serial, "General"),
            _ => Written::Number(serial, form),
        };
        (dates::iso(day), written)
    })
}

/// A protocol as a text, as a number, or as a number that is shown with zeros before it.
fn protocol() -> impl Strategy<Value = Pair> {
    (1_u32..9_999_999).prop_flat_map(|number| {
        prop_oneof![
            Just(text(&format!("2026/{number:07}"))),
            Just((format!("{number}"), Written::Number(number.into(), "0"))),
            Just((format!("{number:07}"), Written::Number(number.into(), "0000000"))),
            Just(text(&format!("{number:07}"))),
        ]
    })
}

fn amount() -> impl Strategy<Value = Pair> {
    let cents = prop_oneof![1_i64..2_000_000, (1_i64..20_000).prop_map(|euro| euro * 100)];
    (cents, 0..6).prop_map(|(cents, way)| {
        let amount = Amount::from_cents(cents);
        #[expect(clippy::cast_precision_loss, reason = "some thousand euro")]
        let number = cents as f64 / 100.0;
        let written = match way {
            0 => Written::Text(format!("€ {}", amount.italian())),
            1 => Written::Text(amount.italian()),
            // `1.234`, which only the rest of the column explains.
            2 => Written::Text(amount.italian().trim_end_matches(",00").to_owned()),
            3 => Written::Number(number, "#,##0.00\\ \"€\""),
            _ => Written::Number(number, "General"),
        };
        (amount.to_string(), written)
    })
}

fn hours(clock: Clock) -> impl Strategy<Value = Pair> {
    let quarters = (1_u32..400).prop_map(|quarters| quarters * 15);
    let minutes = if matches!(clock, Clock::Decimal) { quarters.boxed() } else { (1_u32..6_000).boxed() };
    let forms = select(vec!["[h]:mm", "[hh]:mm:ss", "h:mm"]);
    weighted(0.7, (minutes, forms)).prop_map(move |hours| {
        let Some((minutes, form)) = hours else { return (String::new(), Written::Nothing) };
        let meant = Hours::new(minutes / 60, minutes % 60).unwrap();
        let written = match clock {
            Clock::Time => Written::Number(f64::from(minutes) / 1440.0, form),
            Clock::Decimal => Written::Number(f64::from(minutes) / 60.0, "0.00"),
            Clock::Text => Written::Text(meant.clock()),
        };
        (meant.to_string(), written)
    })
}

impl Office {
    /// All rows of the sheet, from its first on; the index of the first line.
    fn rows(&self) -> (Vec<Vec<Written>>, usize) {
        let mut rows = Vec::new();
        if self.title {
            rows.push(vec!["Comune di Provetta: contributi dell'anno 2026".into()]);
            rows.push(Vec::new());
        }
        rows.push(self.headings.iter().map(|heading| Written::from(*heading)).collect());
        let first = rows.len();
        rows.extend(self.lines.iter().map(|line| line.pairs.iter().map(|(_, written)| written.clone()).collect()));
        if self.total {
            let mut total = vec![Written::Nothing; AMOUNT + 1];
            total[0] = "TOTALE".into();
            total[AMOUNT] = Written::Number(1_234.5, "General");
            rows.push(total);
        }
        (rows, first)
    }

    /// Rows, from 0, whose amount is merged with that of the next.
    fn merged(&self, first: usize) -> impl Iterator<Item = usize> {
        self.lines.iter().enumerate().filter(|(_, line)| line.merged).map(move |(index, _)| first + index)
    }

    /// Rows, from 0, that are hidden.
    fn hidden(&self, first: usize) -> impl Iterator<Item = usize> {
        self.lines.iter().enumerate().filter(|(_, line)| line.hidden).map(move |(index, _)| first + index)
    }
}

/// The sheet as rust_xlsxwriter writes it.
fn by_xlsxwriter(office: &Office) -> Vec<u8> {
    let (rows, first) = office.rows();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in office.merged(first) {
        let (top, column) = (row as u32, AMOUNT as u16);
        sheet.merge_range(top, column, top + 1, column, "", &Format::new()).unwrap();
    }
    for (row, cells) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Written::Nothing => continue,
                Written::Text(text) => sheet.write_string(row, column, text),
                Written::Number(number, form) => {
                    sheet.write_number_with_format(row, column, *number, &Format::new().set_num_format(*form))
                }
                Written::Bool(value) => sheet.write_boolean(row, column, *value),
            }
            .unwrap();
        }
    }
    for row in office.hidden(first) {
        sheet.set_row_hidden(row as u32).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Reads sheets from its input, and answers with the files, in base64.
const SHEETJS: &str = r#"
const XLSX = require("xlsx");
const { type, sheets } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const files = sheets.map(({ rows, merged, column }) => {
  const sheet = XLSX.utils.aoa_to_sheet(rows.map((row) => row.map((cell) => cell && cell.v)));
  rows.forEach((row, r) => row.forEach((cell, c) => cell && (sheet[XLSX.utils.encode_cell({ r, c })] = cell)));
  sheet["!merges"] = merged.map((r) => ({ s: { r, c: column }, e: { r: r + 1, c: column } }));
  if (type === "csv") return Buffer.from(XLSX.utils.sheet_to_csv(sheet, { FS: ";" })).toString("base64");
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, "Prestazioni");
  return XLSX.write(book, { type: "base64", bookType: type });
});
process.stdout.write(JSON.stringify(files));
"#;

/// The sheets as SheetJS writes them, in a format of its naming.
fn by_sheetjs(offices: &[Office], format: &str) -> Vec<Vec<u8>> {
    let cell = |cell: &Written| match cell {
        Written::Nothing => json!(null),
        Written::Text(text) => json!({ "t": "s", "v": text }),
        Written::Number(number, form) => json!({ "t": "n", "v": number, "z": form }),
        Written::Bool(value) => json!({ "t": "b", "v": value }),
    };
    let sheet = |office: &Office| {
        let (rows, first) = office.rows();
        let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        json!({ "rows": rows, "merged": office.merged(first).collect::<Vec<_>>(), "column": AMOUNT })
    };
    let asked = json!({ "type": format, "sheets": offices.iter().map(sheet).collect::<Vec<_>>() });
    let mut node = Command::new("node")
        .args(["-e", SHEETJS])
        .current_dir(project("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed");
    node.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "SheetJS writes no {format}");
    let files: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
    files.iter().map(|file| STANDARD.decode(file).unwrap()).collect()
}

/// What is read of a file, and what is told of it.
fn read(bytes: &[u8]) -> (Vec<ReadRow>, Vec<Notice>) {
    let mut book = sheets::open(bytes.to_vec(), &mut |_| {}).unwrap();
    let table = book.table(import::likeliest(&book), &mut |_| {}).unwrap();
    let analysis = import::analyse(&table).unwrap();
    let rows = Rows::new(&table, &analysis).iter().collect();
    (rows, import::notices(&table, &analysis))
}

/// What was read into a field, as it was meant.
fn held(draft: &Draft, field: Field) -> String {
    let (person, benefit) = (&draft.assistito, &draft.prestazione);
    let day = |date: Option<NaiveDate>| date.map(dates::iso).unwrap_or_default();
    match field {
        Field::CodiceFiscale => person.codice_fiscale.clone(),
        Field::Cognome => person.cognome.clone(),
        Field::Nome => person.nome.clone(),
        Field::DataNascita => day(person.nascita),
        Field::ProtocolloDomanda => draft.progetto.protocollo.clone(),
        Field::CodicePrestazione => benefit.codice.clone(),
        Field::Carattere => benefit.carattere.map(|it| it.code().to_owned()).unwrap_or_default(),
        Field::DataInizio => day(benefit.data_inizio),
        Field::DataFine => day(benefit.data_fine),
        Field::ImportoMensile => benefit.importo_mensile.map(|it| it.to_string()).unwrap_or_default(),
        Field::OreMensili => benefit.ore_mensili.map(|it| it.to_string()).unwrap_or_default(),
        _ => benefit.presa_carico.map(|it| format!("{it:?}")).unwrap_or_default(),
    }
}

/// Every row is read, and every cell of it as it was meant, or its row says that it is not: amounts and hours that may
/// mean either of two, and in a text (no `workbook`) dates whose months are in English. A workbook also says what is
/// merged and hidden, and then somebody is told.
#[track_caller]
fn check(office: &Office, bytes: &[u8], workbook: bool) {
    let (rows, notices) = read(bytes);
    let (_, first) = office.rows();
    let numbers: Vec<usize> = rows.iter().map(|row| row.number as usize).collect();
    let meant: Vec<usize> = (0..office.lines.len()).map(|index| first + index + 1).collect();
    assert_eq!(numbers, meant);
    for (row, line) in rows.iter().zip(&office.lines) {
        for ((field, _), (meant, written)) in COLUMNS.iter().zip(&line.pairs) {
            let doubtful = !workbook || matches!(field, Field::ImportoMensile | Field::OreMensili);
            let told = doubtful && row.problems.iter().any(|problem| problem.field == *field);
            let held = held(&row.draft, *field);
            assert!(held == *meant || told, "row {}: {field:?}, written {written:?}, is «{held}»", row.number);
        }
    }
    if workbook {
        let says = |row: Option<usize>, words: &str| {
            notices.iter().any(|it| it.row.map(|row| row as usize) == row && it.message.contains(words))
        };
        assert!(office.merged(first).all(|row| says(Some(row + 1), "celle unite")), "{notices:#?}");
        assert!(office.hidden(first).next().is_none() || says(None, "nascost"), "{notices:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_xlsx_is_read_as_it_was_meant(office in office()) {
        check(&office, &by_xlsxwriter(&office), true);
    }
}

/// Without what SheetJS leaves out: that rows are hidden; the formats of numbers in an ods, which make codes and times;
/// days in a csv, where `h:mm` shows only what is beyond them.
fn as_sheetjs_can(mut office: Office, format: &str) -> Office {
    for line in &mut office.lines {
        line.hidden = false;
        for ((meant, written), (field, _)) in line.pairs.iter_mut().zip(COLUMNS) {
            let shown = match (&written, field) {
                (Written::Number(..), Field::ProtocolloDomanda) => meant.clone(),
                (Written::Number(..), Field::OreMensili) => meant.replace('.', ":"),
                _ => continue,
            };
            if format != "biff8" {
                *written = Written::Text(shown);
            }
        }
    }
    office
}

/// Sheets that SheetJS writes in a format are read as they were meant, where it is installed. `saved`: what becomes of
/// its bytes.
#[track_caller]
fn check_sheetjs(format: &str, saved: fn(Vec<u8>) -> Vec<u8>) {
    with_sheetjs(|| {
        let mut runner = TestRunner::deterministic();
        let mut some = || as_sheetjs_can(office().new_tree(&mut runner).unwrap().current(), format);
        let offices: Vec<Office> = (0..16).map(|_| some()).collect();
        for (office, bytes) in offices.iter().zip(by_sheetjs(&offices, format)) {
            check(office, &saved(bytes), format != "csv");
        }
    });
}

#[test]
fn sheets_of_sheetjs_are_read_as_they_were_meant() {
    check_sheetjs("biff8", |bytes| bytes);
    check_sheetjs("ods", |bytes| bytes);
    check_sheetjs("csv", |bytes| bytes);
    check_sheetjs("csv", windows_1252);
}

/// A text as Excel saves it in Italy.
fn windows_1252(bytes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(bytes).unwrap();
    text.chars().map(|letter| if letter == '€' { 0x80 } else { u8::try_from(letter).unwrap() }).collect()
}

/// The sheets as LibreOffice saves them, in a format of its naming, out of those of rust_xlsxwriter.
fn by_libreoffice(offices: &[Office], format: &str) -> Vec<Vec<u8>> {
    let kind = format.split(':').next().unwrap_or_default();
    let folder = std::env::temp_dir().join(format!("siuss-libreoffice-{}-{}", std::process::id(), format.len()));
    let (given, saved) = (folder.join("given"), folder.join("saved"));
    fs::create_dir_all(&given).unwrap();
    let paths: Vec<_> = (0..offices.len()).map(|index| given.join(format!("{index}.xlsx"))).collect();
    for (path, office) in paths.iter().zip(offices) {
        fs::write(path, by_xlsxwriter(office)).unwrap();
    }
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--norestore", "--convert-to", format, "--outdir"])
        .arg(&saved)
        .args(&paths)
        .output()
        .unwrap();
    assert!(output.status.success(), "LibreOffice writes no {format}: {output:?}");
    let read = |index: usize| fs::read(saved.join(format!("{index}.{kind}"))).unwrap();
    let files = (0..offices.len()).map(read).collect();
    fs::remove_dir_all(&folder).unwrap();
    files
}

/// Sheets that LibreOffice saves are read as they were meant, where it is installed. In a text nothing says that a row was
/// hidden, or that amounts were one.
#[track_caller]
fn check_libreoffice(format: &str) {
    let workbook = !format.starts_with("csv");
    let mut runner = TestRunner::deterministic();
    let mut some = || office().new_tree(&mut runner).unwrap().current();
    let mut offices: Vec<Office> = (0..16).map(|_| some()).collect();
    if !workbook {
        offices = offices.into_iter().map(|office| as_sheetjs_can(office, format)).collect();
    }
    for (office, bytes) in offices.iter().zip(by_libreoffice(&offices, format)) {
        check(office, &bytes, workbook);
    }
}

#[test]
fn sheets_of_libreoffice_are_read_as_they_were_meant() {
    with_libreoffice(|| {
        for format in ["xlsx", "xls", "ods"] {
            check_libreoffice(format);
        }
    });
}

/// Windows-1252, Mac Roman, DOS 850, UTF-8, UTF-16, by the numbers that LibreOffice gives them.
#[test]
fn texts_of_libreoffice_are_read_as_they_were_meant() {
    with_libreoffice(|| {
        for charset in [1, 2, 4, 76, 65535] {
            check_libreoffice(&format!("csv:Text - txt - csv (StarCalc):59,34,{charset},1"));
        }
    });
}
