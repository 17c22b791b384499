//! Hours of service. What follows the sign is minutes, never tenths of an hour.

use super::amount::decimal_of;
use crate::records::Hours;
use rust_decimal::Decimal;
use std::str::FromStr;

pub(super) const MESSAGE: &str =
    "non sono ore e minuti: i minuti vanno da 00 a 59. Per dodici ore e mezza scrivere 12:30.";

/// Reads hours written as text.
pub(super) fn read(text: &str) -> Option<Hours> {
    let lower = text.trim().to_lowercase();
    if lower.starts_with('-') {
        return None;
    }
    if lower.contains(char::is_alphabetic) {
        return with_words(&lower);
    }
    let text: String = lower.chars().filter(|letter| !letter.is_whitespace()).collect();
    if text.contains(':') {
        let mut pieces = text.split(':');
        let (hours, minutes) = (digits(pieces.next()?)?, digits(pieces.next()?)?);
        let seconds = pieces.next().map_or(Some(0), digits)?;
        return if pieces.next().is_none() && seconds < 60 { Hours::new(hours, minutes) } else { None };
    }
    if text.matches([',', '.']).count() > 1
        || !text.chars().all(|letter| letter.is_ascii_digit() || ",.".contains(letter))
    {
        return None;
    }
    Hours::from_flow(Decimal::from_str(&text.replace(',', ".")).ok()?)
}

/// `12 h 30`, `12 ore e 30 minuti`, `12 ore`, `45 min`.
fn with_words(text: &str) -> Option<Hours> {
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
                _ => return None,
            }
        } else if !letter.is_whitespace() && !".,/".contains(letter) {
            return None;
        }
    }
    let number = number.trim_end_matches(['.', ',']).to_owned();
    match (hours, minutes, number.as_str()) {
        (None, None, number) if !number.is_empty() && !number.contains(char::is_alphabetic) => read(number),
        (Some(hours), None, "") => read(&hours),
        (Some(hours), None, minutes) => Hours::new(digits(&hours)?, digits(minutes)?),
        (Some(hours), Some(minutes), "") => Hours::new(digits(&hours)?, digits(&minutes)?),
        (None, Some(minutes), "") => Hours::new(digits(&minutes)? / 60, digits(&minutes)? % 60),
        _ => None,
    }
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A number is read as the flow writes it: 12.3 is 12 h 30 min.
pub(super) fn of_number(number: f64) -> Option<Hours> {
    Hours::from_flow(decimal_of(number)?)
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
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(read(text).map(|hours| hours.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn every_way_of_writing() {
        for text in [
            "12:30",
            "12,30",
            "12.30",
            "12:30:00",
            "12h30",
            "12 h 30 min",
            "12 ore e 30 minuti",
            "12,3",
            "ore 12:30",
            "12 : 30",
        ] {
            check(text, Some("12.30"));
        }
        for (text, expected) in [
            ("12", "12.00"),
            ("12 ore", "12.00"),
            ("0:45", "0.45"),
            ("45 min", "0.45"),
            ("150:00", "150.00"),
            ("12,05", "12.05"),
            ("h 8", "8.00"),
        ] {
            check(text, Some(expected));
        }
        for text in
            ["", "12,75", "12:60", "12.345", "-3", "1.200,30", "due", "12:30 e mezza", "12:30:99", "12:30:00:00"]
        {
            check(text, None);
        }
    }

    #[test]
    fn numbers_and_durations() {
        for (number, expected) in [
            (12.3, Some("12.30")),
            (12.5, Some("12.50")),
            (12.0, Some("12.00")),
            (12.75, None),
            (-1.0, None),
            (12.300_000_000_1, Some("12.30")),
        ] {
            assert_eq!(of_number(number).map(|hours| hours.to_string()).as_deref(), expected, "{number}");
        }
        for (seconds, expected) in
            [(45_000, Some("12.30")), (131_400, Some("36.30")), (44_999, Some("12.30")), (-60, None)]
        {
            assert_eq!(of_seconds(seconds).map(|hours| hours.to_string()).as_deref(), expected, "{seconds}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = read(&text);
        }

        #[test]
        fn what_is_written_is_read(minutes in 0_u32..100_000) {
            let hours = Hours::new(minutes / 60, minutes % 60).unwrap();
            prop_assert_eq!(read(&hours.to_string()), Some(hours));
            prop_assert_eq!(read(&hours.to_string().replace('.', ",")), Some(hours));
            prop_assert_eq!(read(&hours.to_string().replace('.', ":")), Some(hours));
            prop_assert_eq!(of_seconds(i64::from(minutes) * 60), Some(hours));
        }
    }
}
