//! Hours of service. What follows the sign may be minutes (12,30 is twelve hours and a half) or hundredths of an hour
//! (12,5 is): the rest of the column tells, or nobody does.

use super::amount::decimal_of;
use crate::records::{Fraction, Hours};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::str::FromStr;

/// Why a cell is no hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not in any form of hours.
    Shape,
    /// Both ways of reading fit, and give these.
    Either(Hours, Hours),
}

impl Fault {
    pub(super) fn message(self) -> String {
        match self {
            Self::Shape => {
                "non sono ore e minuti: i minuti vanno da 00 a 59. Per dodici ore e mezza scrivere 12:30.".to_owned()
            }
            Self::Either(minutes, hundredths) => format!(
                "non si capisce se sono {} o {}: dire come è scritta la colonna, oppure scrivere ore e minuti con i due punti ({}).",
                in_words(minutes),
                in_words(hundredths),
                minutes.clock()
            ),
        }
    }
}

fn in_words(hours: Hours) -> String {
    format!("{} h {:02} min", hours.minutes() / 60, hours.minutes() % 60)
}

/// What the cells of a column say of its fractions.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    minutes: u32,
    hundredths: u32,
}

impl Evidence {
    /// Takes a number, or a text that is one, into account.
    pub(super) fn see_decimal(&mut self, decimal: Decimal) {
        match hundredths_of(decimal) {
            // More than two decimals are thirds of an hour, or the sum of some.
            None if decimal.scale() > 2 => self.hundredths += 1,
            None | Some((_, 0 | 50)) => {}
            // Quarters, a third, and what minutes never are.
            Some((_, 25 | 33 | 60..)) => self.hundredths += 1,
            Some((_, rest)) if rest % 5 == 0 => self.minutes += 1,
            Some(_) => {}
        }
    }

    /// Takes a time, or what is written as one, into account.
    pub(super) fn see_time(&mut self) {
        self.minutes += 1;
    }

    /// How the column is written; `None` where its cells do not say, or contradict each other.
    pub(super) fn fraction(self) -> Option<Fraction> {
        match (self.minutes, self.hundredths) {
            (0, 1..) => Some(Fraction::Hundredths),
            (1.., 0) => Some(Fraction::Minutes),
            _ => None,
        }
    }
}

/// Hours and hundredths; `None` where there are more than two decimals, or the number is negative.
fn hundredths_of(decimal: Decimal) -> Option<(u32, u32)> {
    let hundredths = decimal.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    let whole = if hundredths.scale() > 0 { None } else { hundredths.to_u32() }?;
    Some((whole / 100, whole % 100))
}

/// A text that is a plain number: `12,5`.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = text.chars().all(|letter| letter.is_ascii_digit() || ",.".contains(letter));
    if !plain || text.matches([',', '.']).count() > 1 {
        return None;
    }
    Decimal::from_str(&text.replace(',', ".")).ok()
}

/// Reads a number; without a sign it is whole hours, whatever the column.
fn of_decimal(decimal: Decimal, fraction: Option<Fraction>) -> Result<Hours, Fault> {
    let minutes = Hours::from_flow(decimal);
    let hundredths = (decimal * Decimal::from(60)).round().to_u32().and_then(|all| Hours::new(all / 60, all % 60));
    match (fraction, minutes, hundredths) {
        (None, Some(one), Some(other)) if one != other => Err(Fault::Either(one, other)),
        // Where nobody said so: what cannot be minutes can only be the other.
        (Some(Fraction::Minutes), Some(hours), _) | (Some(Fraction::Hundredths) | None, _, Some(hours)) => Ok(hours),
        _ => Err(Fault::Shape),
    }
}

/// Reads hours written as text.
pub(super) fn read(text: &str, fraction: Option<Fraction>) -> Result<Hours, Fault> {
    let lower = text.trim().to_lowercase();
    if lower.contains(char::is_alphabetic) {
        return with_words(&lower, fraction);
    }
    let text: String = lower.chars().filter(|letter| !letter.is_whitespace()).collect();
    if text.contains(':') {
        return of_clock(&text).ok_or(Fault::Shape);
    }
    of_decimal(decimal(&text).ok_or(Fault::Shape)?, fraction)
}

/// `12:30`, `12:30:00`.
fn of_clock(text: &str) -> Option<Hours> {
    let mut pieces = text.split(':');
    let (hours, minutes) = (digits(pieces.next()?)?, digits(pieces.next()?)?);
    let seconds = pieces.next().map_or(Some(0), digits)?;
    if pieces.next().is_none() && seconds < 60 { Hours::new(hours, minutes) } else { None }
}

/// `12 h 30`, `12 ore e 30 minuti`, `12 ore`, `45 min`.
fn with_words(text: &str, fraction: Option<Fraction>) -> Result<Hours, Fault> {
    let mut hours = None;
    let mut minutes = None;
    let mut number = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_digit() || (",.:".contains(letter) && !number.is_empty()) {
            number.push(letter);
        } else if letter.is_alphabetic() {
            let mut word = String::from(letter);
            while let Some(letter) = letters.next_if(|letter| letter.is_alphabetic()) {
                word.push(letter);
            }
            match word.as_str() {
                "h" | "hh" | "ore" | "ora" | "o" if hours.is_none() => {
                    // `ore 12:30` has its number after the word.
                    if !number.is_empty() {
                        hours = Some(std::mem::take(&mut number));
                    }
                }
                "m" | "mm" | "min" | "minuti" | "minuto" if minutes.is_none() && !number.is_empty() => {
                    minutes = Some(std::mem::take(&mut number));
                }
                "e" | "al" | "mese" | "mensili" => {}
                _ => return Err(Fault::Shape),
            }
        } else if !letter.is_whitespace() && !".,/".contains(letter) {
            return Err(Fault::Shape);
        }
    }
    let number = number.trim_end_matches(['.', ',']).to_owned();
    let both = |hours: &str, minutes: &str| Hours::new(digits(hours)?, digits(minutes)?);
    match (hours, minutes, number.as_str()) {
        (None, None, number) if !number.is_empty() && !number.contains(char::is_alphabetic) => {
            return read(number, fraction);
        }
        (Some(hours), None, "") => return read(&hours, fraction),
        (Some(hours), None, minutes) => both(&hours, minutes),
        (Some(hours), Some(minutes), "") => both(&hours, &minutes),
        (None, Some(minutes), "") => digits(&minutes).and_then(|all| Hours::new(all / 60, all % 60)),
        _ => None,
    }
    .ok_or(Fault::Shape)
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A number of a sheet.
pub(super) fn of_number(number: f64, fraction: Option<Fraction>) -> Result<Hours, Fault> {
    of_decimal(decimal_of(number).ok_or(Fault::Shape)?, fraction)
}

/// A cell that the sheet itself holds as a time or a duration.
pub(super) fn of_seconds(seconds: i64) -> Option<Hours> {
    let minutes = u32::try_from(seconds.saturating_add(30).div_euclid(60)).ok()?;
    Hours::new(minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, fraction: Option<Fraction>, expected: Option<&str>) {
        let read = read(text, fraction).ok().map(|hours| hours.to_string());
        assert_eq!(read.as_deref(), expected, "{text}");
    }

    #[test]
    fn every_way_of_writing() {
        for text in ["12:30", "12:30:00", "12h30", "12 h 30 min", "12 ore e 30 minuti", "ore 12:30", "12 : 30"] {
            check(text, None, Some("12.30"));
        }
        for text in ["12,30", "12.30", "12,3"] {
            check(text, Some(Fraction::Minutes), Some("12.30"));
            check(text, Some(Fraction::Hundredths), Some("12.18"));
            check(text, None, None);
        }
        for (text, expected) in [
            ("12", "12.00"),
            ("12 ore", "12.00"),
            ("0:45", "0.45"),
            ("45 min", "0.45"),
            ("150:00", "150.00"),
            ("h 8", "8.00"),
            ("12,75", "12.45"),
        ] {
            check(text, None, Some(expected));
        }
        check("12,05", Some(Fraction::Minutes), Some("12.05"));
        check("12,75", Some(Fraction::Minutes), None);
        check("12,5 ore", Some(Fraction::Hundredths), Some("12.30"));
        check("12,333", Some(Fraction::Hundredths), Some("12.20"));
        for text in ["", "12:60", "-3", "1.200,30", "due", "12:30 e mezza", "12:30:99", "12:30:00:00"] {
            check(text, None, None);
        }
    }

    #[test]
    fn numbers_and_durations() {
        let number = |number, fraction| of_number(number, fraction).ok().map(|hours| hours.to_string());
        for (of, minutes, hundredths) in [
            (12.3, Some("12.30"), Some("12.18")),
            (12.5, Some("12.50"), Some("12.30")),
            (12.0, Some("12.00"), Some("12.00")),
            (12.75, None, Some("12.45")),
            (-1.0, None, None),
            (12.300_000_000_1, Some("12.30"), Some("12.18")),
        ] {
            assert_eq!(number(of, Some(Fraction::Minutes)).as_deref(), minutes, "{of}");
            assert_eq!(number(of, Some(Fraction::Hundredths)).as_deref(), hundredths, "{of}");
        }
        for (seconds, expected) in
            [(45_000, Some("12.30")), (131_400, Some("36.30")), (44_999, Some("12.30")), (-60, None)]
        {
            assert_eq!(of_seconds(seconds).map(|hours| hours.to_string()).as_deref(), expected, "{seconds}");
        }
    }

    #[test]
    fn the_column_tells_what_its_fractions_are() {
        for (column, expected) in [
            (&["12,5", "8,75"][..], Some(Fraction::Hundredths)),
            (&["12,5", "8,25", "7"], Some(Fraction::Hundredths)),
            (&["12,5", "7,333"], Some(Fraction::Hundredths)),
            (&["12,50", "8,30"], Some(Fraction::Minutes)),
            (&["12,50", "8,45"], Some(Fraction::Minutes)),
            (&["12,5", "8,5"], None),
            (&["8,75", "8,30"], None),
            (&["8", "9"], None),
        ] {
            let mut evidence = Evidence::default();
            for text in column {
                evidence.see_decimal(decimal(text).unwrap());
            }
            assert_eq!(evidence.fraction(), expected, "{column:?}");
        }
    }

    #[test]
    fn both_readings_are_told() {
        let told = read("12,5", None).unwrap_err().message();
        assert!(told.contains("12 h 50 min") && told.contains("12 h 30 min"), "{told}");
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = read(&text, None);
        }

        #[test]
        fn what_is_written_is_read(minutes in 0_u32..100_000) {
            let hours = Hours::new(minutes / 60, minutes % 60).unwrap();
            let minutes_told = Some(Fraction::Minutes);
            prop_assert_eq!(read(&hours.to_string(), minutes_told), Ok(hours));
            prop_assert_eq!(read(&hours.to_string().replace('.', ","), minutes_told), Ok(hours));
            prop_assert_eq!(read(&hours.to_string().replace('.', ":"), None), Ok(hours));
            prop_assert_eq!(of_seconds(i64::from(minutes) * 60), Some(hours));
        }
    }
}
