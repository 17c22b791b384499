//! A sheet as it was written: rows of cells, numbered as a spreadsheet program numbers them.

use super::oddity::{Odd, Oddity};
use crate::text::dates;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use std::collections::BTreeSet;
use std::sync::Arc;

/// `A`, `B`, … `Z`, `AA`: how spreadsheet programs name columns; `column` counts from 0.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters
}

/// How far a long job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowsRead {
    /// Rows done.
    pub rows: u32,
    /// Rows in all, where the file says how many.
    pub of: Option<u32>,
}

/// What one cell holds. Formulas come as their last value.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as typed.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// A number that is shown with zeros before it, up to so many digits: a code, most likely.
    Padded(f64, u8),
    /// A number that is shown with an exponent: a long code that was taken for a number, perhaps.
    Exponent(f64),
    /// A date, with a time of day that is mostly midnight.
    Date(NaiveDateTime),
    /// A time of day or a duration, in seconds.
    Time(i64),
    /// True or false.
    Bool(bool),
    /// An error that the sheet shows instead of a value: `#N/D`.
    Error(Arc<str>),
    /// A formula whose value the file does not have.
    Uncomputed,
}

impl Cell {
    /// Text; nothing where it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }

    /// Nothing, or nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|letter| letter.is_whitespace() || letter.is_control()),
            _ => false,
        }
    }

    /// The number, however it is shown.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) | Self::Padded(number, _) | Self::Exponent(number) => Some(*number),
            _ => None,
        }
    }

    /// As an operator sees it in the sheet, more or less.
    #[must_use]
    pub fn raw(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.trim().to_owned(),
            Self::Number(number) | Self::Exponent(number) => plain_number(*number).replace('.', ","),
            Self::Padded(number, digits) => padded_number(*number, *digits),
            Self::Date(date) if date.time() == NaiveTime::MIN => dates::italian(date.date()),
            Self::Date(date) => {
                format!("{} {:02}:{:02}", dates::italian(date.date()), date.hour(), date.minute())
            }
            Self::Time(seconds) => {
                let (sign, minutes) = (if *seconds < 0 { "-" } else { "" }, seconds.unsigned_abs() / 60);
                format!("{sign}{}:{:02}", minutes / 60, minutes % 60)
            }
            Self::Uncomputed => "formula".to_owned(),
            Self::Bool(true) => "VERO".to_owned(),
            Self::Bool(false) => "FALSO".to_owned(),
        }
    }
}

/// The shortest digits that mean this number, without exponent: `310.5`, `743110157`.
#[must_use]
pub fn plain_number(number: f64) -> String {
    let shortest = format!("{number}");
    // Fifteen digits are what a spreadsheet keeps; the sixteenth and seventeenth are noise of sums. To round to fifteen is
    // slow, and changes nothing where there are no more.
    if number != 0.0 && shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return shortest;
    }
    to_fifteen_digits(number)
}

fn to_fifteen_digits(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") }
}

/// A whole number with zeros before it, up to so many digits; any other as [`plain_number`] writes it.
#[must_use]
pub fn padded_number(number: f64, digits: u8) -> String {
    let plain = plain_number(number);
    if plain.bytes().all(|byte| byte.is_ascii_digit()) { format!("{plain:0>0$}", usize::from(digits)) } else { plain }
}

/// The day from which spreadsheets count: day 1 is 31 December 1899, save for a leap day in 1900 that never was.
const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
/// Days between the two ways of counting (1900 and 1904).
const SINCE_1904: f64 = 1462.0;
/// 31 December 9999.
const LAST_DAY: f64 = 2_958_465.0;

/// The date that a serial number of a spreadsheet means; `None` where it means none.
#[must_use]
pub fn date_of_serial(serial: f64, from_1904: bool) -> Option<NaiveDateTime> {
    let serial = if from_1904 { serial + SINCE_1904 } else { serial };
    if !(0.0..LAST_DAY + 1.0).contains(&serial) {
        return None;
    }
    let serial = if serial < 60.0 { serial + 1.0 } else { serial };
    let seconds = (serial * 86_400.0).round();
    EPOCH.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(seconds as i64))
}

/// The serial number of a date, for a number that a spreadsheet shows as a date by mistake.
#[must_use]
pub fn serial_of_date(date: NaiveDateTime, from_1904: bool) -> f64 {
    let seconds = date.signed_duration_since(EPOCH.and_time(NaiveTime::MIN)).num_seconds();
    #[expect(clippy::cast_precision_loss, reason = "seconds of some thousand years fit in 53 bits")]
    let serial = seconds as f64 / 86_400.0;
    let serial = if serial < 61.0 { serial - 1.0 } else { serial };
    if from_1904 { serial - SINCE_1904 } else { serial }
}

/// A date, a time of day or a duration, from a serial number that is formatted as one.
pub(super) fn formatted_serial(serial: f64, duration: bool, from_1904: bool) -> Cell {
    // A fraction of the first month of all is a time beyond 24 hours in a cell without the square brackets of `[h]`.
    let time = duration || serial < 1.0 || (serial < 32.0 && serial.fract() != 0.0);
    if time && serial.abs() < 1e9 {
        return Cell::Time((serial * 86_400.0).round() as i64);
    }
    date_of_serial(serial, from_1904).map_or(Cell::Number(serial), Cell::Date)
}

/// One row that holds something.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// As a spreadsheet program shows it, from 1.
    pub number: u32,
    /// Its cells from column A on, without the empty ones at the end.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column; [`Cell::Empty`] beyond the last one.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Columns that hold something, with their cells.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank())
    }
}

/// Cells merged into one; rows count from 1 as in [`Row::number`], columns from 0, ends are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// Last row.
    pub bottom: u32,
    /// First column.
    pub left: usize,
    /// Last column.
    pub right: usize,
}

/// A sheet: the rows that hold something. Cells merged downwards are filled down already.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// In rising order of their numbers.
    pub rows: Vec<Row>,
    /// Columns of the widest row.
    pub width: usize,
    /// Merged cells.
    pub merges: Vec<Merge>,
    /// Whether serial numbers count from 1904 (old Excel for Macintosh).
    pub from_1904: bool,
    /// What is odd about it.
    pub oddities: Vec<Oddity>,
}

/// Merged regions are passed over beyond so many: only a hostile file has more.
pub(super) const MOST_MERGES: usize = 500_000;
/// Copies of merged cells are given up beyond so many: only a hostile file has more.
const MOST_COPIES: usize = 20_000_000;

impl Table {
    /// The row of this number, where it holds something.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|index| &self.rows[index])
    }

    /// Tells of rows and columns that the workbook does not show, where they hold something: of the rows, how many.
    pub(super) fn tell_hidden(&mut self, rows: u32, columns: &BTreeSet<usize>) {
        if rows > 0 {
            self.oddities.push(Oddity::of_sheet(Odd::HiddenRows(rows)));
        }
        for column in columns {
            if self.rows.iter().any(|row| !row.cell(*column).is_blank()) {
                self.oddities.push(Oddity::of_column(*column, Odd::HiddenColumn));
            }
        }
    }

    /// Gives the rows of every merged region the value of its first cell, and takes away what the region hides: of
    /// that no program shows anything. Only rows that hold something are filled.
    pub(super) fn fill_down(&mut self, mut merges: Vec<Merge>) {
        merges.truncate(MOST_MERGES);
        let mut left = MOST_COPIES;
        for merge in &merges {
            let from = self.rows.partition_point(|row| row.number < merge.top);
            let to = self.rows.partition_point(|row| row.number <= merge.bottom);
            let whole = (to - from).saturating_mul(merge.right - merge.left + 1);
            let Some(after) = left.checked_sub(whole) else { continue };
            left = after;
            let first = self.rows[from..to].first().filter(|row| row.number == merge.top);
            let value = first.map_or(Cell::Empty, |row| row.cell(merge.left).clone());
            for row in &mut self.rows[from..to] {
                let hidden = row.covered(merge).find(|column| *row.cell(*column) != value);
                if let Some(column) = hidden {
                    self.oddities.push(Oddity::of_cell(row.number, column, Odd::HiddenUnderMerge));
                }
                row.cover(merge, &value);
            }
        }
        self.merges = merges;
        self.rows.retain(|row| !row.cells.is_empty());
    }
}

impl Row {
    /// Columns that hold something under a merged region.
    fn covered(&self, merge: &Merge) -> impl Iterator<Item = usize> + '_ {
        let first = if self.number == merge.top { merge.left + 1 } else { merge.left };
        (first..self.cells.len().min(merge.right + 1)).filter(|column| !self.cell(*column).is_blank())
    }

    /// The region's value in its first column, nothing in the others.
    fn cover(&mut self, merge: &Merge, value: &Cell) {
        if !value.is_blank() && self.cells.len() <= merge.left {
            self.cells.resize(merge.left + 1, Cell::Empty);
        }
        for column in merge.left..self.cells.len().min(merge.right + 1) {
            self.cells[column] = if column == merge.left { value.clone() } else { Cell::Empty };
        }
        while self.cells.last().is_some_and(|cell| *cell == Cell::Empty) {
            self.cells.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_days() {
        for (serial, from_1904, date) in [
            (1.0, false, "01/01/1900"),
            (59.0, false, "28/02/1900"),
            (61.0, false, "01/03/1900"),
            (46_140.0, false, "28/04/2026"),
            (44_678.0, true, "28/04/2026"),
        ] {
            let read = date_of_serial(serial, from_1904).unwrap();
            assert_eq!(dates::italian(read.date()), date, "{serial}");
            assert!((serial_of_date(read, from_1904) - serial).abs() < 1e-6, "{serial}");
        }
        for none in [-1.0, 3e6, f64::NAN, f64::INFINITY] {
            assert_eq!(date_of_serial(none, false), None);
        }
    }

    #[test]
    fn times_are_not_dates() {
        assert_eq!(formatted_serial(0.520_833_333_333, false, false), Cell::Time(45_000));
        assert_eq!(formatted_serial(1.520_833_333_333, false, false), Cell::Time(131_400));
        assert_eq!(formatted_serial(2.0, true, false), Cell::Time(172_800));
        assert!(matches!(formatted_serial(46_140.0, false, false), Cell::Date(_)));
    }

    #[test]
    fn numbers_without_the_noise_of_sums() {
        for (number, text) in [(0.1 + 0.2, "0.3"), (310.0, "310"), (1e15, "1000000000000000"), (-0.0, "0")] {
            assert_eq!(plain_number(number), text);
        }
        assert_eq!(Cell::Number(310.5).raw(), "310,5");
        // The short way and the long one say the same, of amounts and of any bits.
        let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
        for step in 0..20_000_u32 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            for number in [f64::from(step) / 100.0, f64::from_bits(dice), f64::from(dice as u32) / 1e6] {
                assert_eq!(plain_number(number), to_fifteen_digits(number));
            }
        }
    }

    #[test]
    fn merged_cells_are_filled_down_in_rows_that_hold_something() {
        let row = |number, cells: &[&str]| Row { number, cells: cells.iter().map(|text| Cell::text(text)).collect() };
        let mut table = Table {
            rows: vec![row(2, &["Provetti", "a"]), row(3, &["", "b"]), row(5, &["", "c"])],
            ..Table::default()
        };
        table.fill_down(vec![Merge { top: 2, bottom: 4, left: 0, right: 0 }]);
        assert_eq!(table.rows[1].cell(0).raw(), "Provetti");
        assert_eq!(table.rows[2].cell(0).raw(), "");
        assert_eq!(table.oddities, []);
    }

    #[test]
    fn what_a_merge_hides_is_not_read() {
        let row = |number, cells: &[&str]| Row { number, cells: cells.iter().map(|text| Cell::text(text)).collect() };
        let mut table = Table {
            rows: vec![row(2, &["Provetti", "b", "c"]), row(3, &["Altri", "d", "e"]), row(4, &["Sotto"])],
            ..Table::default()
        };
        table.fill_down(vec![
            Merge { top: 2, bottom: 3, left: 0, right: 1 },
            Merge { top: 1, bottom: 4, left: 9, right: 900 },
            Merge { top: 4, bottom: 9, left: 0, right: 0 },
        ]);
        let raw: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.iter().map(Cell::raw).collect()).collect();
        assert_eq!(raw, [vec!["Provetti", "", "c"], vec!["Provetti", "", "e"], vec!["Sotto"]]);
        let told: Vec<(Option<u32>, Option<usize>)> =
            table.oddities.iter().map(|oddity| (oddity.row, oddity.column)).collect();
        assert_eq!(told, [(Some(2), Some(1)), (Some(3), Some(0))]);
    }
}
