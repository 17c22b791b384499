//! Our readers of sheets, judged by another: calamine reads the same files, and every cell is compared.
//!
//! Where they differ, one is wrong: ours is mended, or what calamine does wrong stands in a table below with the files.

use crate::support::{files_below, project, with_shared};
use crate::wounds::{Dice, wounded};
use calamine::{Data, DataType, Ods, Reader, Xls, Xlsx};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use siuss_kit::sheets::{self, Cell, Format, Merge, Table, column_letters, serial_of_date};
use std::cell::Cell as Flag;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

/// What a cell holds, in words of neither reader.
#[derive(Debug, Clone)]
enum Held {
    Text(String),
    Number(f64),
    /// A date, a time of day or a duration, in days.
    Days(f64),
    Bool(bool),
    Error(String),
    /// A formula without a value: ours tells of it, calamine takes it for nothing or for 0.
    Uncomputed,
}

impl Held {
    fn text(text: &str) -> Option<Self> {
        let seen: String = text.chars().filter(|letter| letter.is_whitespace() || !letter.is_control()).collect();
        let words: Vec<&str> = seen.split_whitespace().collect();
        (!words.is_empty()).then(|| Self::Text(words.join(" ")))
    }

    fn same(&self, other: &Self) -> bool {
        const SECOND: f64 = 1.01 / 86_400.0;
        match (self, other) {
            (Self::Uncomputed, _) => true,
            (Self::Number(one), Self::Number(other)) => (one - other).abs() <= 1e-12 * one.abs().max(other.abs()),
            (Self::Days(one), Self::Days(other)) => (one - other).abs() < SECOND,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Text(one), Self::Text(other)) | (Self::Error(one), Self::Error(other)) => one == other,
            _ => false,
        }
    }
}

/// Cells that hold something, by row (from 1) and column (from 0).
type Cells = BTreeMap<(u32, usize), Held>;

fn ours(table: &Table) -> Cells {
    let cells = table.rows.iter().flat_map(|row| row.filled().map(|(column, cell)| ((row.number, column), cell)));
    cells.filter_map(|(place, cell)| Some((place, our_cell(cell)?))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "seconds of some thousand years fit in 53 bits")]
fn our_cell(cell: &Cell) -> Option<Held> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Text(text) => return Held::text(text),
        Cell::Number(number) | Cell::Padded(number, _) | Cell::Exponent(number) => Held::Number(*number),
        Cell::Date(date) => Held::Days(serial_of_date(*date, false)),
        Cell::Time(seconds) => Held::Days(*seconds as f64 / 86_400.0),
        Cell::Bool(value) => Held::Bool(*value),
        Cell::Error(text) => Held::Error(english(text).to_owned()),
        Cell::Uncomputed => Held::Uncomputed,
    })
}

fn english(error: &str) -> &str {
    match error {
        "#N/D" => "#N/A",
        "#NOME?" => "#NAME?",
        "#NULLO!" => "#NULL!",
        "#RIF!" => "#REF!",
        "#VALORE!" => "#VALUE!",
        "#ESTRAZIONE_DATI_IN_CORSO" => "#DATA!",
        same => same,
    }
}

fn their_cell(cell: &Data) -> Option<Held> {
    Some(match cell {
        Data::Empty => return None,
        Data::String(text) => return Held::text(text),
        Data::Int(_) | Data::Float(_) => Held::Number(cell.as_f64()?),
        Data::Bool(value) => Held::Bool(*value),
        Data::Error(error) => Held::Error(error.to_string()),
        Data::DateTime(serial) => {
            let days = serial.as_f64();
            let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
            let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
            let time = NaiveTime::from_hms_opt(hour.into(), minute.into(), second.into());
            match date.zip(time) {
                Some((date, time)) if !serial.is_duration() && days >= 32.0 => {
                    Held::Days(serial_of_date(NaiveDateTime::new(date, time), false))
                }
                _ => Held::Days(days),
            }
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => match iso_days(text) {
            Some(days) => Held::Days(days),
            None => return Held::text(text),
        },
    })
}

/// A date, a time of day or a duration, as ISO 8601 has them.
fn iso_days(text: &str) -> Option<f64> {
    let time = |text: &str| ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok());
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let text = text.trim_end_matches('Z');
    if let Some(duration) = text.strip_prefix("PT") {
        let (hours, rest) = duration.split_once('H')?;
        let (minutes, seconds) = rest.strip_suffix('S')?.split_once('M')?;
        let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
        return Some((number(hours)? * 3600.0 + number(minutes)? * 60.0 + number(seconds)?) / 86_400.0);
    }
    if let Some(time) = time(text) {
        return Some(f64::from(time.num_seconds_from_midnight()) / 86_400.0);
    }
    let moment = match text.split_once('T') {
        Some((date, of_day)) => day(date)?.and_time(time(of_day)?),
        None => day(text)?.and_time(NaiveTime::MIN),
    };
    Some(serial_of_date(moment, false))
}

/// The sheets that calamine reads, by their names; `None` where it does not open the file.
fn theirs(bytes: &[u8], format: Format) -> Option<BTreeMap<String, Cells>> {
    fn all<'b, R: Reader<Cursor<&'b [u8]>>>(bytes: &'b [u8]) -> Option<BTreeMap<String, Cells>> {
        let mut book = R::new(Cursor::new(bytes)).ok()?;
        let names = book.sheet_names();
        Some(
            names
                .into_iter()
                .filter_map(|name| Some((name.clone(), cells(&book.worksheet_range(&name).ok()?))))
                .collect(),
        )
    }
    fn cells(range: &calamine::Range<Data>) -> Cells {
        let (top, left) = range.start().unwrap_or_default();
        let place = |row: usize, column: usize| (row as u32 + top + 1, column + left as usize);
        range.used_cells().filter_map(|(row, column, cell)| Some((place(row, column), their_cell(cell)?))).collect()
    }
    match format {
        Format::Xlsx => all::<Xlsx<_>>(bytes),
        Format::Xls => all::<Xls<_>>(bytes),
        Format::Ods => all::<Ods<_>>(bytes),
        Format::FlatOds | Format::Delimited => None,
    }
}

/// What a reader makes of a file, or `None` where it panics, which is then told to nobody.
fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    thread_local!(static CAUGHT: Flag<bool> = const { Flag::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !CAUGHT.get() {
                usual(panic);
            }
        }));
    });
    CAUGHT.set(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    CAUGHT.set(false);
    read.ok()
}

/// What calamine is known to do wrong.
struct Fault {
    /// How a cell looks then, to ours and to calamine.
    looks: fn(Option<&Held>, Option<&Held>) -> bool,
    /// Files of the corpora that show it.
    files: &'static [&'static str],
}

const FAULTS: &[Fault] = &[
    // The date of a formula, or of a format that it does not know, stays a number.
    Fault {
        looks: |ours, theirs| match (ours, theirs) {
            (Some(Held::Days(days)), Some(Held::Number(serial))) => {
                [*serial, serial + 1462.0].iter().any(|serial| Held::Days(*days).same(&Held::Days(*serial)))
            }
            _ => false,
        },
        files: &[
            "src__TestData__Test_Encoding_Formula_Date_1520.xls",
            "src__TestData__Test_num_double_date_bool_string.xls",
            "test-data__spreadsheet__12561-1.xls",
            "test-data__spreadsheet__IfFunctionTestCaseData.xls",
            "test-data__spreadsheet__WrongFormulaRecordType.xls",
            "test-documents__testEXCEL-formats.xlsx",
            "fuzz__corpus__types.xls",
            "tests__resources__xlsx__sheet_with_dates_and_times.xlsx",
            "tests__date_quoted_format.xlsx",
        ],
    },
    // Errors of an ods are left out.
    Fault {
        looks: |ours, theirs| matches!((ours, theirs), (Some(Held::Error(_)), None)),
        files: &["samples__templates__OOCalcTest.ods", "resources__Timelog.ods", "benchmark__basic_example.ods"],
    },
    // Formulas under the record of Excel 4 and rich texts of Excel 95 are left out.
    Fault {
        looks: |ours, theirs| ours.is_some() && theirs.is_none(),
        files: &["test-data__spreadsheet__WrongFormulaRecordType.xls", "tests__biff5-rich-text-string.xls"],
    },
    // Cells stand one beside their place after covered ones.
    Fault { looks: |ours, theirs| ours.is_none() != theirs.is_none(), files: &["test__files__numbers1.ods"] },
    // Letters that XML cannot hold stay escaped.
    Fault {
        looks: |_, theirs| matches!(theirs, Some(Held::Text(text)) if text.contains("_x0007_")),
        files: &["formula_stress_test.xlsx"],
    },
    // 29 February 1900, which never was, is a day of its own.
    Fault {
        looks: |ours, theirs| matches!((ours, theirs), (Some(Held::Days(_)), Some(Held::Days(60.0..61.0)))),
        files: &["tests__testthat__sheets__dates-leap-year-1900-xlsx.xlsx"],
    },
];

/// Files that calamine cannot be asked about: it fills the memory, where nothing catches it.
const FILLS_THE_MEMORY: &[&str] = &["odfdom__src__test__resources__test-input__external_link_import_xml_MSO15.ods"];

/// How it went with a file that ours reads.
#[derive(Debug, PartialEq)]
enum Verdict {
    /// So many cells of both are the same.
    Agree(usize),
    /// Cells that are not, each with its sheet.
    Differ(Vec<String>),
    /// Ours refuses it: calamine is not asked, as it may fill the memory with what is damaged.
    Refused,
    /// Calamine does not open it.
    OnlyOurs,
    /// Calamine panics.
    TheyPanic,
    /// Ours panics.
    WePanic,
}

/// Reads a file twice. Sheets that one of both refuses are left out.
fn compare(name: &str, bytes: &[u8]) -> Verdict {
    let Some(ours) = caught(|| our_sheets(bytes)) else { return Verdict::WePanic };
    let Some((format, ours)) = ours else { return Verdict::Refused };
    let Some(theirs) = caught(|| theirs(bytes, format)) else { return Verdict::TheyPanic };
    let Some(theirs) = theirs else { return Verdict::OnlyOurs };
    let faults: Vec<&Fault> = FAULTS.iter().filter(|it| it.files.iter().any(|file| name.ends_with(file))).collect();
    let (mut same, mut differences) = (0, Vec::new());
    // calamine leaves out sheets that it cannot read.
    let both = ours.into_iter().filter_map(|(sheet, merges, ours)| {
        let theirs = theirs.get(&sheet)?;
        Some((sheet, merges, ours, theirs))
    });
    for (sheet, merges, ours, theirs) in both {
        let places: BTreeSet<&(u32, usize)> = ours.keys().chain(theirs.keys()).collect();
        for place in places.into_iter().filter(|place| !covered(&merges, **place)) {
            let (ours, theirs) = (ours.get(place), theirs.get(place));
            if alike(ours, theirs) {
                same += 1;
            } else if !faults.iter().any(|fault| (fault.looks)(ours, theirs)) {
                let (row, column) = (place.0, column_letters(place.1));
                differences.push(format!("{sheet}!{column}{row}: ours {ours:?}, theirs {theirs:?}"));
            }
        }
    }
    if differences.is_empty() { Verdict::Agree(same) } else { Verdict::Differ(differences) }
}

/// A sheet that ours reads: its name, its merged regions, its cells.
type OurSheet = (String, Vec<Merge>, Cells);

/// The sheets that ours reads, of a file that calamine may read too.
fn our_sheets(bytes: &[u8]) -> Option<(Format, Vec<OurSheet>)> {
    let format = sheets::sniff(bytes).ok().filter(|it| matches!(it, Format::Xlsx | Format::Xls | Format::Ods))?;
    let mut book = sheets::open(bytes.to_vec(), &mut |_| {}).ok()?;
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let read = names.into_iter().enumerate().filter_map(|(index, name)| {
        let table = book.table(index, &mut |_| {}).ok()?;
        Some((name, table.merges.clone(), ours(&table)))
    });
    Some((format, read.collect()))
}

/// Whether a place is under a merged region, and not its first cell: ours may repeat the value there.
fn covered(merges: &[Merge], place: (u32, usize)) -> bool {
    let (row, column) = place;
    merges.iter().any(|it| {
        let within = (it.top..=it.bottom).contains(&row) && (it.left..=it.right).contains(&column);
        within && place != (it.top, it.left)
    })
}

fn alike(ours: Option<&Held>, theirs: Option<&Held>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours.same(theirs),
        (ours, None) => matches!(ours, None | Some(Held::Uncomputed)),
        (None, Some(_)) => false,
    }
}

/// Each of the files that both read says the same to both; how many there are.
#[track_caller]
fn check_all(folder: &Path) -> usize {
    let mut both = 0;
    for path in files_below(folder) {
        let name = path.to_string_lossy();
        if FILLS_THE_MEMORY.iter().any(|file| name.ends_with(file)) {
            continue;
        }
        match compare(&name, &std::fs::read(&path).unwrap()) {
            Verdict::Agree(cells) => both += usize::from(cells > 0),
            Verdict::Refused | Verdict::OnlyOurs | Verdict::TheyPanic => {}
            wrong => panic!("{name}: {wrong:#?}"),
        }
    }
    both
}

#[test]
fn our_fixtures_say_the_same_to_calamine() {
    assert!(check_all(&project("tests/data")) >= 13);
}

#[test]
fn files_of_other_programs_say_the_same_to_calamine() {
    with_shared("corpora/files", |folder| assert!(check_all(folder) > 200));
}

/// A file with wounds is refused, or says the same to both; how often it did.
#[track_caller]
fn check_wounded(path: &Path) -> usize {
    const WOUNDED: u64 = 40;
    let bytes = std::fs::read(path).unwrap();
    let mut agreed = 0;
    for case in 0..WOUNDED {
        match compare("", &wounded(&bytes, &bytes, &mut Dice(case))) {
            Verdict::Agree(_) => agreed += 1,
            Verdict::Refused | Verdict::OnlyOurs | Verdict::TheyPanic => {}
            wrong => panic!("{} with wounds {case}: {wrong:#?}", path.display()),
        }
    }
    agreed
}

#[test]
fn files_with_wounds_are_refused_or_say_the_same_to_calamine() {
    let files = files_below(&project("tests/data"));
    let agreed: usize = files.iter().filter(|path| is_workbook(path)).map(|path| check_wounded(path)).sum();
    assert!(agreed > 100, "{agreed}: the wounds are too deep to compare anything");
}

fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|end| ["xlsx", "xls", "ods"].iter().any(|kind| end == *kind))
}
