//! The copies in a folder of the operator's: one that is always the latest, and dated ones, which are thinned out.

use crate::text::dates;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// The copy that is always the latest.
pub const LATEST: &str = "siuss-kit.siuss";

/// Days of which each copy stays; before them the last of each month does.
const DAYS: usize = 10;
const MONTHS: usize = 12;

/// Name of the copy of a day.
#[must_use]
pub fn dated(day: NaiveDate) -> String {
    format!("siuss-kit-{}.siuss", dates::iso(day))
}

/// Which of the files of a folder are dated copies that need not stay. What we did not name is nobody's business.
#[must_use]
pub fn to_thin_out<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let day = |name: &str| dates::read_iso(name.strip_prefix("siuss-kit-")?.strip_suffix(".siuss")?);
    let days: BTreeSet<NaiveDate> = names.into_iter().filter_map(day).collect();
    let mut months = BTreeSet::new();
    let older = days.iter().rev().skip(DAYS);
    older
        .filter(|day| !(months.insert((day.year(), day.month())) && months.len() <= MONTHS))
        .map(|day| dated(*day))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is thinned out of copies of these days.
    #[track_caller]
    fn check_thinned(names: &[&str], gone: &[&str]) {
        assert_eq!(to_thin_out(names.iter().copied()), gone);
    }

    #[test]
    fn ten_days_stay_and_the_last_of_each_month_before() {
        check_thinned(&["siuss-kit.siuss", "altro.xlsx", "siuss-kit-2026-02-30.siuss"], &[]);
        let november: Vec<String> = (1..=14).map(|day| format!("siuss-kit-2026-11-{day:02}.siuss")).collect();
        let mut names: Vec<&str> = november.iter().map(String::as_str).collect();
        check_thinned(
            &names,
            &["siuss-kit-2026-11-03.siuss", "siuss-kit-2026-11-02.siuss", "siuss-kit-2026-11-01.siuss"],
        );
        names.truncate(10);
        names.extend(["siuss-kit-2026-10-30.siuss", "siuss-kit-2026-10-29.siuss", "siuss-kit-2026-09-01.siuss"]);
        check_thinned(&names, &["siuss-kit-2026-10-29.siuss"]);
        let years: Vec<String> =
            (0..40).map(|it| format!("siuss-kit-20{:02}-{:02}-01.siuss", 10 + it / 12, 1 + it % 12)).collect();
        assert_eq!(to_thin_out(years.iter().map(String::as_str)).len(), 40 - 10 - 12);
    }
}
