//! The copies in a folder of the operator's: one that is always the latest, and dated ones, which are thinned out.

use crate::text::dates;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// Days of which each copy stays; before them the last of each month does.
const DAYS: usize = 10;
const MONTHS: usize = 12;

const ENDING: &str = ".siuss";

/// The copies of one archive: all bear its number, so that those of several do not meet in a folder.
#[derive(Debug, Clone, Copy)]
pub struct Copies {
    /// See [`copy_number`].
    pub number: u32,
}

/// A number of six digits, out of a random one from 0 to 1.
#[must_use]
#[allow(clippy::cast_sign_loss, reason = "from 0 to 1")]
pub fn copy_number(random: f64) -> u32 {
    100_000 + (random * 900_000.0) as u32
}

/// Whether a file of this name is a copy, of whichever archive.
#[must_use]
pub fn is_copy(name: &str) -> bool {
    name.strip_suffix(ENDING).is_some_and(|name| name.starts_with("siuss-kit-"))
}

impl Copies {
    /// The copy that is always the latest.
    #[must_use]
    pub fn latest(self) -> String {
        format!("siuss-kit-{}{ENDING}", self.number)
    }

    /// Whether a file of this name is the latest copy of another archive.
    #[must_use]
    pub fn is_another(self, name: &str) -> bool {
        let number = name.strip_prefix("siuss-kit-").and_then(|name| name.strip_suffix(ENDING));
        number.is_some_and(|it| it.len() == 6 && it.parse::<u32>().is_ok_and(|number| number != self.number))
    }

    /// That of a day.
    #[must_use]
    pub fn dated(self, day: NaiveDate) -> String {
        format!("siuss-kit-{}-{}{ENDING}", self.number, dates::iso(day))
    }

    /// Which of the files of a folder are dated copies of ours that need not stay.
    #[must_use]
    pub fn to_thin_out<'n>(self, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
        let ours = format!("siuss-kit-{}-", self.number);
        let day = |name: &str| dates::read_iso(name.strip_prefix(&ours)?.strip_suffix(ENDING)?);
        let days: BTreeSet<NaiveDate> = names.into_iter().filter_map(day).collect();
        let mut months = BTreeSet::new();
        let older = days.iter().rev().skip(DAYS);
        older
            .filter(|day| !(months.insert((day.year(), day.month())) && months.len() <= MONTHS))
            .map(|day| self.dated(*day))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: Copies = Copies { number: 123_456 };

    fn of(days: &[&str]) -> Vec<String> {
        days.iter().map(|day| OURS.dated(dates::read_iso(day).unwrap())).collect()
    }

    /// What is thinned out of copies of these days; the other files of the folder stay.
    #[track_caller]
    fn check_thinned(days: &[&str], gone: &[&str]) {
        let mut names = of(days);
        let others = [
            OURS.latest(),
            "altro.xlsx".into(),
            "siuss-kit-123456-2026-02-30.siuss".into(),
            "siuss-kit-654321-2019-01-01.siuss".into(),
        ];
        names.extend(others);
        assert_eq!(OURS.to_thin_out(names.iter().map(String::as_str)), of(gone));
    }

    #[test]
    fn ten_days_stay_and_the_last_of_each_month_before() {
        check_thinned(&[], &[]);
        let november: Vec<String> = (1..=14).map(|day| format!("2026-11-{day:02}")).collect();
        let mut days: Vec<&str> = november.iter().map(String::as_str).collect();
        check_thinned(&days, &["2026-11-03", "2026-11-02", "2026-11-01"]);
        days.truncate(10);
        days.extend(["2026-10-30", "2026-10-29", "2026-09-01"]);
        check_thinned(&days, &["2026-10-29"]);
        let years: Vec<String> = (0..40).map(|it| format!("20{:02}-{:02}-01", 10 + it / 12, 1 + it % 12)).collect();
        let names = of(&years.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(OURS.to_thin_out(names.iter().map(String::as_str)).len(), 40 - 10 - 12);
    }

    #[test]
    fn copies_of_any_archive_are_known_by_their_names() {
        assert!(is_copy(&OURS.latest()) && is_copy("siuss-kit-20261126-1020.siuss"));
        assert!(!is_copy("siuss-kit.zip") && !is_copy("altro.siuss"));
        let others = ["siuss-kit-654321.siuss", "siuss-kit-654321-2026-11-26.siuss", "siuss-kit-altro1.siuss"];
        assert_eq!(others.map(|name| OURS.is_another(name)), [true, false, false]);
        assert!(!OURS.is_another(&OURS.latest()));
        assert_eq!((copy_number(0.0), copy_number(0.999_999_9)), (100_000, 999_999));
    }
}
