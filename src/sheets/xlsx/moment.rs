//! Moments that a cell of a strict workbook has as a text (`t="d"`), where all others have serial numbers.
//! Source: ISO/IEC 29500-1, 18.17.4 and 18.18.11 (ST_CellType).

use crate::sheets::serial_of_date;
use crate::sheets::table::{Cell, formatted_serial};
use crate::text::dates::{read_duration, read_iso};
use chrono::{NaiveTime, TimeDelta};

/// Serial numbers below are of days before 1 March 1900, or of 1904: of times, most likely.
const FIRST_DAYS: f64 = 61.0;

/// A day, a time of day, both or a duration, to the second; `None` where the text is none of them.
pub(super) fn read_moment(text: &str, as_duration: bool, from_1904: bool) -> Option<Cell> {
    if text.trim_start_matches('-').starts_with('P') {
        return read_duration(text).map(Cell::Time);
    }
    let (day, time) = match text.split_once('T') {
        Some(both) => both,
        None if text.contains(':') => ("", text),
        None => (text, ""),
    };
    if day.is_empty() {
        return read_time(time).map(Cell::Time);
    }
    let seconds = if time.is_empty() { 0 } else { read_time(time)? };
    let moment = read_iso(day)?.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(seconds))?;
    let serial = serial_of_date(moment, from_1904);
    let days = if as_duration { f64::INFINITY } else { FIRST_DAYS };
    if (0.0..days).contains(&serial) {
        return Some(formatted_serial(serial, as_duration, from_1904));
    }
    Some(Cell::Date(moment))
}

/// `09:30`, `09:30:00.250`, in seconds; a time zone may follow, and is of no matter.
fn read_time(text: &str) -> Option<i64> {
    let clock = text.split(['Z', '+', '-']).next()?;
    let mut numbers = clock.split(':');
    let mut next = |below: f64| {
        let number = numbers.next().unwrap_or("0");
        let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        number.parse::<f64>().ok().filter(|number| plain && *number < below)
    };
    let seconds = next(25.0)? * 3600.0 + next(60.0)? * 60.0 + next(61.0)?;
    (clock.contains(':') && numbers.next().is_none()).then_some(seconds.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = read_moment(text, false, false).map(|cell| cell.raw());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn days_times_and_both() {
        check("2026-04-28", Some("28/04/2026"));
        check("2026-04-28T", Some("28/04/2026"));
        check("2026-04-28T00:00:00.000Z", Some("28/04/2026"));
        check("2026-04-28T09:30", Some("28/04/2026 09:30"));
        check("2026-04-28T23:59:59.9999999", Some("29/04/2026"));
        check("1899-05-03", Some("03/05/1899"));
        check("1900-01-15", Some("15/01/1900"));
        for (text, shown) in [
            ("10:59:59.9999999999984025", "11:00"),
            ("08:30", "8:30"),
            ("T08:30:00+02:00", "8:30"),
            ("1899-12-31T08:30:00", "8:30"),
            ("PT36H30M", "36:30"),
            ("-PT1H", "-1:00"),
        ] {
            check(text, Some(shown));
        }
        for none in ["", "28/04/2026", "2026-04-31", "2026-04-28T25:00:00", "08", "1e1:00", "-1:00", "T"] {
            check(none, None);
        }
        assert_eq!(read_moment("1900-01-02T12:30:00", true, false), Some(Cell::Time(217_800)));
        assert_eq!(read_moment("1904-01-01T08:30:00", false, true), Some(Cell::Time(30_600)));
    }
}
