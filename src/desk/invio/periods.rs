//! The periods that *Da data* and *A data* are set to with one press: the page knows them by the day alone.

use chrono::{Datelike, Months, NaiveDate};

/// A period ready to be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// `1° trimestre 2026`.
    pub label: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Quarters and whole years, this year's and last year's.
#[must_use]
pub fn periods(today: NaiveDate) -> Vec<Period> {
    let mut periods = Vec::new();
    for year in [today.year(), today.year() - 1] {
        let mut push = |label: String, first: u32, last: u32| {
            let from = NaiveDate::from_ymd_opt(year, first, 1);
            let to = NaiveDate::from_ymd_opt(year, last, 1).and_then(|day| day.checked_add_months(Months::new(1)));
            if let Some((from, to)) = from.zip(to.and_then(|day| day.pred_opt())) {
                periods.push(Period { label, from, to });
            }
        };
        for quarter in 1..=4 {
            push(format!("{quarter}° trimestre {year}"), quarter * 3 - 2, quarter * 3);
        }
        push(format!("Anno {year}"), 1, 12);
    }
    periods
}

/// The whole quarters that hold all these days, first and last of each.
#[must_use]
pub fn quarters(spans: impl Iterator<Item = (NaiveDate, NaiveDate)>) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = spans.reduce(|all, it| (all.0.min(it.0), all.1.max(it.1)))?;
    let first = NaiveDate::from_ymd_opt(from.year(), from.month0() / 3 * 3 + 1, 1)?;
    let last = NaiveDate::from_ymd_opt(to.year(), to.month0() / 3 * 3 + 1, 1)?;
    Some((first, last.checked_add_months(Months::new(3))?.pred_opt()?))
}

/// The whole of a day's year.
#[must_use]
pub fn year(today: NaiveDate) -> Option<Period> {
    periods(today).into_iter().nth(4)
}

#[cfg(test)]
mod tests {
    use super::{periods, quarters, year};
    use crate::text::dates::{iso, read_iso};

    #[test]
    fn quarters_that_hold_days() {
        let day = |text| read_iso(text).unwrap();
        let held =
            quarters([(day("2026-02-10"), day("2026-02-10")), (day("2025-11-01"), day("2026-01-31"))].into_iter());
        assert_eq!(held, Some((day("2025-10-01"), day("2026-03-31"))));
        assert_eq!(quarters(std::iter::empty()), None);
    }

    #[test]
    fn quarters_of_this_year_and_the_last() {
        let found: Vec<String> = periods(read_iso("2024-11-23").unwrap())
            .iter()
            .map(|it| format!("{} {} {}", it.label, iso(it.from), iso(it.to)))
            .collect();
        assert_eq!(found.len(), 10);
        assert_eq!(found[0], "1° trimestre 2024 2024-01-01 2024-03-31");
        assert_eq!(found[3], "4° trimestre 2024 2024-10-01 2024-12-31");
        assert_eq!(found[4], "Anno 2024 2024-01-01 2024-12-31");
        assert_eq!(year(read_iso("2024-11-23").unwrap()).unwrap().label, "Anno 2024");
        assert_eq!(found[6], "2° trimestre 2023 2023-04-01 2023-06-30");
    }
}
