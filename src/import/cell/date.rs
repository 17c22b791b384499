//! Dates, in every way that Italian sheets write them. Day before month, always.

use crate::text::dates;
use chrono::{Datelike, NaiveDate};

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not in any form of a date.
    Shape,
    /// 31 February; 13th month.
    NoSuchDay,
    /// A year that no record of ours can have.
    Year,
    /// Two digits that may be of either century.
    Century,
    /// Most of the column has the month first, and this one could be either.
    Order,
    /// An hour of Greenwich at which it may be another day in Italy.
    Zone,
}

impl Fault {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Shape => "non è una data. Scriverla come gg/mm/aaaa, per esempio 28/04/2026.",
            Self::NoSuchDay => {
                "questo giorno non esiste. Controllare giorno e mese e scrivere la data come gg/mm/aaaa."
            }
            Self::Year => "l'anno non è plausibile. Scrivere la data come gg/mm/aaaa.",
            Self::Century => {
                "con due sole cifre non si capisce di che secolo è l'anno. Scriverlo con quattro cifre, per esempio 28/04/2021."
            }
            Self::Zone => {
                "l'ora è quella di Greenwich, e in Italia può essere già il giorno dopo. Scrivere la data come gg/mm/aaaa."
            }
            Self::Order => {
                "nel resto della colonna il mese viene prima del giorno: qui non si capisce quale dei due è il mese. Scrivere la data come gg/mm/aaaa."
            }
        }
    }
}

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
const WEEKDAYS: [&str; 7] = ["luned", "marted", "mercoled", "gioved", "venerd", "sabato", "domenica"];

/// Reads a date written as text. A birth is never put in the future by a year of two digits.
pub(super) fn read(text: &str, birth: bool) -> Result<NaiveDate, Fault> {
    let lower = text.trim().to_lowercase();
    if let Some(day) = of_greenwich(&lower) {
        return day;
    }
    let mut words: Vec<&str> = without_time(&lower).split_whitespace().collect();
    while words.first().is_some_and(|word| is_opening(word)) {
        words.remove(0);
    }
    let lower = words.join(" ");
    let pieces: Vec<&str> =
        lower.split(['/', '-', '.', ' ', ',', '\\', '–']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    match pieces.as_slice() {
        [digits] if digits.len() == 8 && all_digits(digits) => eight_digits(digits),
        [day, month, year] if all_digits(month) => {
            if day.len() == 4 && all_digits(day) && all_digits(year) && year.len() <= 2 {
                return make(number(day)?, number(month)?, number(year)?);
            }
            if month.len() > 2 {
                return Err(Fault::Shape);
            }
            make(year_of(year, birth)?, number(month)?, day_of(day)?)
        }
        [day, month, year] => {
            let letters = month.chars().count();
            let index = MONTHS.iter().position(|name| letters >= 3 && name.starts_with(month)).ok_or(Fault::Shape)?;
            make(year_of(year, birth)?, index as u32 + 1, day_of(day)?)
        }
        _ => Err(Fault::Shape),
    }
}

/// Whether a text has the month before the day (`Some(true)`), or after it, beyond doubt.
pub(super) fn month_first(text: &str) -> Option<bool> {
    let mut pieces = text.trim().split(['/', '-', '.']);
    let (first, second, year) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if !all_digits(first) || !all_digits(second) || first.len() > 2 || second.len() > 2 || year.is_empty() {
        return None;
    }
    match (first.parse::<u32>().ok()?, second.parse::<u32>().ok()?) {
        (1..=12, 13..=31) => Some(true),
        (13..=31, 1..=12) => Some(false),
        _ => None,
    }
}

/// Whether day and month of a text could be swapped and give another day.
pub(super) fn either_order(text: &str) -> bool {
    let mut pieces = text.trim().split(['/', '-', '.']);
    let small = |piece: Option<&str>| {
        piece.filter(|piece| piece.len() <= 2).and_then(|piece| piece.parse::<u32>().ok()).filter(|day| *day <= 12)
    };
    match (small(pieces.next()), small(pieces.next())) {
        (Some(first), Some(second)) => first != second,
        _ => false,
    }
}

/// `2025-03-09t23:00:00.000z`: how programs write Italian midnight of the day after, an hour or two behind.
fn of_greenwich(text: &str) -> Option<Result<NaiveDate, Fault>> {
    let moment = text.strip_suffix('z').or_else(|| text.strip_suffix("+00:00"))?;
    let (day, time) = moment.split_once(['t', ' '])?;
    let day = dates::read_iso(day)?;
    let mut parts = time.split([':', '.']);
    let hour: u32 = parts.next()?.parse().ok()?;
    let whole = parts.all(|part| part.bytes().all(|byte| byte == b'0'));
    Some(match hour {
        0..22 => Ok(day),
        22 | 23 if whole => day.succ_opt().ok_or(Fault::Year),
        _ => Err(Fault::Zone),
    })
}

fn is_opening(word: &str) -> bool {
    matches!(word, "il" | "dal" | "al" | "del" | "di") || WEEKDAYS.iter().any(|day| word.starts_with(day))
}

/// Cuts off `T00:00:00`, ` 00:00`, ` 0.00.00`.
fn without_time(text: &str) -> &str {
    if let Some((date, time)) = text.split_once('t')
        && date.len() == 10
        && time.starts_with(|letter: char| letter.is_ascii_digit())
    {
        return date;
    }
    if let Some((date, time)) = text.split_once(char::is_whitespace) {
        let time = time.trim();
        let is_time = time.starts_with(|letter: char| letter.is_ascii_digit())
            && time.contains([':', '.'])
            && time.chars().all(|letter| letter.is_ascii_digit() || ":.+-z".contains(letter));
        if is_time && date.len() >= 6 {
            return date;
        }
    }
    text
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(digits: &str) -> Result<u32, Fault> {
    digits.parse().map_err(|_| Fault::Shape)
}

fn day_of(piece: &str) -> Result<u32, Fault> {
    let digits = piece.trim_end_matches(['°', 'º']);
    if all_digits(digits) && digits.len() <= 2 { number(digits) } else { Err(Fault::Shape) }
}

fn year_of(piece: &str, birth: bool) -> Result<u32, Fault> {
    let piece = piece.trim_start_matches(['\'', '’']);
    if !all_digits(piece) {
        return Err(Fault::Shape);
    }
    let year = number(piece)?;
    match (piece.len(), year) {
        (4, _) => Ok(year),
        // Babies and centenarians are both assisted.
        (2, 14..=30) if birth => Err(Fault::Century),
        (2, 31..) if birth => Ok(1900 + year),
        (2, 70..) => Ok(1900 + year),
        (2, _) => Ok(2000 + year),
        _ => Err(Fault::Shape),
    }
}

/// `20260428`; `28042026` where only that makes sense.
fn eight_digits(digits: &str) -> Result<NaiveDate, Fault> {
    let year_first = make(number(&digits[..4])?, number(&digits[4..6])?, number(&digits[6..])?);
    let day_first = make(number(&digits[4..])?, number(&digits[2..4])?, number(&digits[..2])?);
    match (year_first, day_first) {
        (Ok(date), Err(_)) | (Err(_), Ok(date)) => Ok(date),
        (Ok(_), Ok(_)) => Err(Fault::Shape),
        (Err(fault), Err(_)) => Err(fault),
    }
}

fn make(year: u32, month: u32, day: u32) -> Result<NaiveDate, Fault> {
    if !(1850..=2150).contains(&year) {
        return Err(Fault::Year);
    }
    NaiveDate::from_ymd_opt(year.cast_signed(), month, day).ok_or(Fault::NoSuchDay)
}

/// A bare number in a column of dates: `20260428`, or the serial number of a day from 1910 to 2100.
pub(super) fn of_number(number: f64, from_1904: bool) -> Result<NaiveDate, Fault> {
    if number.fract() == 0.0 && (10_000_000.0..100_000_000.0).contains(&number) {
        return eight_digits(&format!("{number:.0}"));
    }
    let date = crate::sheets::date_of_serial(number, from_1904).ok_or(Fault::Shape)?.date();
    if (1910..=2100).contains(&date.year()) { Ok(date) } else { Err(Fault::Shape) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, Fault>) {
        let read = read(text, false).map(crate::text::dates::iso);
        assert_eq!(read.as_deref().map_err(|fault| *fault), expected, "{text}");
    }

    #[test]
    fn every_way_of_writing() {
        for text in [
            "28/04/2026",
            "28-04-2026",
            "28.04.2026",
            "28/4/2026",
            "28/04/26",
            "28-4-26",
            "28.04.26",
            "2026-04-28",
            "2026/04/28",
            "2026-04-28T00:00:00",
            "2026-04-28T10:15:30.000Z",
            "2026-04-28 00:00:00",
            "28/04/2026 00:00",
            "28/04/2026 0.00.00",
            "20260428",
            "28042026",
            "28 aprile 2026",
            "28 Apr 2026",
            "28-apr-26",
            "28 apr. 2026",
            "martedì 28 aprile 2026",
            " 28 / 04 / 2026 ",
            "il 28/04/2026",
        ] {
            check(text, Ok("2026-04-28"));
        }
        check("1/5/2026", Ok("2026-05-01"));
        check("1° maggio 2026", Ok("2026-05-01"));
        check("12/04/88", Ok("1988-04-12"));
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["31/02/2026", "29/02/2025", "04/28/2026", "31/04/2026", "00/01/2026", "2026-13-01", "30 febbraio 2026"]
        {
            check(text, Err(Fault::NoSuchDay));
        }
        for text in [
            "",
            "aprile 2026",
            "04/2026",
            "2026",
            "da definire",
            "28/04/202",
            "28/04/2026/1",
            "28 ma 2026",
            "1/2",
            "200420266",
        ] {
            check(text, Err(Fault::Shape));
        }
        check("28/04/0206", Err(Fault::Year));
        check("28/04/2926", Err(Fault::Year));
    }

    #[test]
    fn births_with_two_digits() {
        for (text, expected) in [
            ("12/04/88", Ok(1988)),
            ("12/04/31", Ok(1931)),
            ("12/04/05", Ok(2005)),
            ("12/04/25", Err(Fault::Century)),
            ("12/04/19", Err(Fault::Century)),
        ] {
            assert_eq!(read(text, true).map(|date| date.year()), expected, "{text}");
        }
    }

    #[test]
    fn midnights_of_greenwich() {
        for (text, expected) in [
            ("2025-03-09T23:00:00.000Z", Ok("2025-03-10")),
            ("2025-07-14T22:00:00Z", Ok("2025-07-15")),
            ("2024-12-31T23:00:00+00:00", Ok("2025-01-01")),
            ("2025-03-10T00:00:00Z", Ok("2025-03-10")),
            ("2025-03-09T23:30:00Z", Err(Fault::Zone)),
            ("2025-03-09T23:00:00", Ok("2025-03-09")),
            ("2025-03-10T00:00:00+01:00", Ok("2025-03-10")),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn numbers_in_a_column_of_dates() {
        for (number, expected) in [
            (46_140.0, Some("2026-04-28")),
            (46_140.75, Some("2026-04-28")),
            (20_260_428.0, Some("2026-04-28")),
            (28_042_026.0, Some("2026-04-28")),
            (2026.0, None),
            (99_999_999.0, None),
            (-5.0, None),
            (1e300, None),
        ] {
            assert_eq!(of_number(number, false).ok().map(crate::text::dates::iso).as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn which_comes_first() {
        assert_eq!(month_first("04/28/2026"), Some(true));
        assert_eq!(month_first("28/04/2026"), Some(false));
        assert_eq!(month_first("04/05/2026"), None);
        assert!(either_order("04/05/2026") && !either_order("04/04/2026") && !either_order("13/04/2026"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = read(&text, false);
            let _ = month_first(&text);
            let _ = either_order(&text);
        }

        #[test]
        fn what_is_written_is_read(days in 0_i64..73_000, form in 0_usize..5) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::TimeDelta::days(days);
            let text = date.format(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%-d-%-m-%Y", "%Y-%m-%dT00:00:00"][form]).to_string();
            prop_assert_eq!(read(&text, false), Ok(date));
        }
    }
}
