//! Dates as files and Italians write them, and the arithmetic of months.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

/// `28/04/2025`, as an Italian reads it.
#[must_use]
pub fn italian(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `2025-04-28`, as the flow writes it.
#[must_use]
pub fn iso(date: NaiveDate) -> String {
    let mut out = String::with_capacity(10);
    push_iso(&mut out, date);
    out
}

/// The same, at the end of a text.
pub fn push_iso(out: &mut String, date: NaiveDate) {
    let year = date.year().unsigned_abs();
    if date.year() < 0 || year > 9999 {
        out.push_str(&format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()));
        return;
    }
    // Digit by digit: half a million dates of a flow come through here.
    let digit = |number: u32| b'0' + (number % 10) as u8;
    let (month, day) = (date.month(), date.day());
    let digits = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(day / 10),
        digit(day),
    ];
    out.push_str(std::str::from_utf8(&digits).unwrap_or_default());
}

/// `20250428`, as the name of a flow has it.
#[must_use]
pub fn compact(date: NaiveDate) -> String {
    iso(date).replace('-', "")
}

/// The same, back; a day that exists.
#[must_use]
pub fn read_compact(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    read_iso(&format!("{year}-{month}-{day}"))
}

/// A day, or a day with its time: `2026-04-28`, `2026-04-28T09:30:00`. A time that cannot be read is midnight.
#[must_use]
pub fn read_moment(text: &str) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    Some(read_iso(day)?.and_time(read_time(time).unwrap_or(NaiveTime::MIN)))
}

/// `09:30:00`; parts of a second and a time zone may follow, and are of no matter.
fn read_time(text: &str) -> Option<NaiveTime> {
    let bytes = text.as_bytes().get(..8).filter(|bytes| bytes[2] == b':' && bytes[5] == b':')?;
    NaiveTime::from_hms_opt(two_digits(&bytes[..2])?, two_digits(&bytes[3..5])?, two_digits(&bytes[6..])?)
}

/// A duration of ISO 8601, in seconds: `PT12H30M00S`.
#[must_use]
pub fn read_duration(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut seconds = 0.0;
    let mut number = String::new();
    for letter in text.strip_prefix('P')?.chars() {
        let unit = match letter {
            'T' => continue,
            'D' => 86_400.0,
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            digit => {
                number.push(if digit == ',' { '.' } else { digit });
                continue;
            }
        };
        seconds += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    (number.is_empty() && seconds < 1e12).then_some(sign * seconds.round() as i64)
}

/// Months that an interval touches within its calendar: 1 February to 31 July is 6. Zero where it runs backwards.
#[must_use]
pub fn months_touched(from: NaiveDate, to: NaiveDate) -> u32 {
    let month = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
    if to < from {
        return 0;
    }
    u32::try_from(month(to) - month(from) + 1).unwrap_or(u32::MAX)
}

fn two_digits(bytes: &[u8]) -> Option<u32> {
    match bytes {
        [tens @ b'0'..=b'9', units @ b'0'..=b'9'] => Some(u32::from(tens - b'0') * 10 + u32::from(units - b'0')),
        _ => None,
    }
}

/// Exactly `AAAA-MM-GG`, a day that exists, year 0001 or later.
#[must_use]
pub fn read_iso(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = two_digits(&bytes[..2])? * 100 + two_digits(&bytes[2..4])?;
    if year == 0 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, two_digits(&bytes[5..7])?, two_digits(&bytes[8..])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        read_iso(text).unwrap()
    }

    #[test]
    fn days_in_names() {
        let date = day("2025-04-08");
        assert_eq!(compact(date), "20250408");
        assert_eq!(read_compact("20250408"), Some(date));
        for none in ["", "2025048", "20250431", "2025-4-8", "202504080", "àààà0408"] {
            assert_eq!(read_compact(none), None, "{none}");
        }
    }

    #[test]
    fn moments_of_spreadsheets() {
        let half_past_nine = day("2026-04-28").and_hms_opt(9, 30, 0);
        for text in ["2026-04-28T09:30:00", "2026-04-28T09:30:00.250", "2026-04-28T09:30:00Z"] {
            assert_eq!(read_moment(text), half_past_nine, "{text}");
        }
        for text in ["2026-04-28", "2026-04-28T", "2026-04-28T9:30", "2026-04-28T25:00:00", "2026-04-28Tàààà"] {
            assert_eq!(read_moment(text), day("2026-04-28").and_hms_opt(0, 0, 0), "{text}");
        }
        for text in ["", "T09:30:00", "28/04/2026", "2026-04-31T09:30:00"] {
            assert_eq!(read_moment(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_counted_by_the_calendar() {
        for (from, to, months) in [
            ("2025-02-01", "2025-07-31", 6),
            ("2025-01-31", "2025-02-01", 2),
            ("2025-03-01", "2025-03-01", 1),
            ("2024-12-31", "2025-01-01", 2),
            ("2025-03-02", "2025-03-01", 0),
        ] {
            assert_eq!(months_touched(day(from), day(to)), months, "{from} {to}");
        }
    }
}
