//! When something happens, by the workstation's clock. The library has none: whoever runs it says.

use crate::text::dates;
use chrono::NaiveDate;

/// A day, and the same with the time of day in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moment {
    /// The day.
    pub today: NaiveDate,
    /// Local date and time, `AAAA-MM-GG HH:MM`.
    pub at: String,
}

impl Moment {
    /// A day and a time of it.
    #[must_use]
    pub fn new(today: NaiveDate, hour: u32, minute: u32) -> Self {
        Self { today, at: format!("{} {hour:02}:{minute:02}", dates::iso(today)) }
    }
}
