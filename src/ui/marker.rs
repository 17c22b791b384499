//! What was kept in this browser when it was last seen, outside of the archive: counts and a day. A browser that deleted the
//! archive is found out by it; where it deleted this too, nothing is known.

use super::platform::preferences;
use crate::desk::Counts;
use crate::text::dates;
use chrono::{Datelike, NaiveDate};

/// Counts and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Benefits.
    pub prestazioni: u32,
    /// When they were seen.
    pub day: NaiveDate,
}

const NAME: &str = "conservato";

impl Marker {
    /// The one that was left last, of an archive that was not empty.
    pub(super) fn read() -> Option<Self> {
        let [prestazioni, year, month, day] = preferences::read(NAME)?;
        let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        (prestazioni > 0).then_some(Self { prestazioni, day })
    }

    /// Leaves one.
    pub(super) fn write(counts: Counts, today: NaiveDate) {
        let year = u32::try_from(today.year()).unwrap_or_default();
        preferences::write(NAME, &[counts.prestazioni, year, today.month(), today.day()]);
    }

    /// What happened, in Italian.
    pub(super) fn in_words(self) -> String {
        let Self { prestazioni, day } = self;
        let were = if prestazioni == 1 {
            "c'era una prestazione".to_owned()
        } else {
            format!("c'erano {prestazioni} prestazioni")
        };
        format!(
            "Qui {were} il {}: il browser le ha cancellate. Se c'è una copia di riserva, si ripristina adesso.",
            dates::italian(day)
        )
    }
}
