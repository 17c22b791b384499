//! When something happens, by the workstation's clock. The library has none: whoever runs it says.

use crate::text::dates;
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A minute of that clock, or none where it is not known; what is not known comes first.
///
/// Stored and shown to programs as `AAAA-MM-GG HH:MM`, empty where it is not known. What else may stand there is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Minute(Option<NaiveDateTime>);

impl Minute {
    /// What nobody knows, or has not happened.
    pub const UNKNOWN: Self = Self(None);

    /// Reads what [`Display`](fmt::Display) writes.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let read = || {
            let (day, time) = text.split_once(' ')?;
            let (hour, minute) = time.split_once(':')?;
            dates::read_iso(day)?.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
        };
        Self(read())
    }

    /// Whether it is known, or has come.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.0.is_some()
    }

    /// Whether it is not, or has not.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.0.is_none()
    }

    /// The same as the library's.
    #[must_use]
    pub fn time(self) -> Option<NaiveDateTime> {
        self.0
    }

    /// Its day.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        self.0.map(|at| at.date())
    }

    /// As operators read it: `23/11/2026 10:00`; empty where it is not known.
    #[must_use]
    pub fn in_words(self) -> String {
        let words = |at: NaiveDateTime| format!("{} {:02}:{:02}", dates::italian(at.date()), at.hour(), at.minute());
        self.0.map(words).unwrap_or_default()
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(at) = self.0 else { return Ok(()) };
        write!(f, "{} {:02}:{:02}", dates::iso(at.date()), at.hour(), at.minute())
    }
}

impl Serialize for Minute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::read(&text))
    }
}

/// A day, and a minute of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// The day.
    pub today: NaiveDate,
    /// Local date and time.
    pub at: Minute,
}

impl Moment {
    /// A day and a time of it.
    #[must_use]
    pub fn new(today: NaiveDate, hour: u32, minute: u32) -> Self {
        Self { today, at: Minute(today.and_hms_opt(hour, minute, 0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str) {
        let read = Minute::read(text);
        assert_eq!((read.in_words().as_str(), read.is_known()), (words, !words.is_empty()));
        if read.is_known() {
            assert_eq!(read.to_string(), text);
        }
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Minute>(&json).unwrap(), read);
    }

    #[test]
    fn a_minute_is_stored_as_its_text() {
        check("2026-11-23 10:00", "23/11/2026 10:00");
        check("2026-01-02 03:04", "02/01/2026 03:04");
        for nothing in ["", "2026-11-23", "2026-11-23 25:00", "2026-02-30 10:00", "ieri", "2026-11-23T10:00"] {
            check(nothing, "");
        }
        assert!(Minute::UNKNOWN < Minute::read("1999-01-01 00:00"));
        assert!(Minute::read("2026-01-02 03:04") < Minute::read("2026-01-02 03:05"));
    }
}
