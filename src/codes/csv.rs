//! How the lists are kept: rows of comma separated values without quotes.

use chrono::NaiveDate;

/// Lines of a comma separated file without quotes, after its header; the last field takes the rest.
pub(super) fn rows<const N: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    file.lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut cells = [""; N];
        for (cell, text) in cells.iter_mut().zip(line.splitn(N, ',')) {
            *cell = text;
        }
        cells
    })
}

/// `AAAA-MM-GG` of our own files.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_at_checked(4)?;
    let month = rest.get(1..3)?.parse().ok()?;
    let day = rest.get(4..6)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, day)
}
