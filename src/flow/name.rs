//! Names of flows: `A129.PSA.20261123.0000001`.
//! Source: INPS WaaS SIUSS specification 2.0.1, pages 7 and 13.

use crate::text::dates;
use chrono::NaiveDate;

/// What a flow carries, as its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Social benefits.
    Ps,
    /// At least one benefit under ISEE.
    Psa,
    /// At least one SINA assessment.
    Sina,
}

impl Kind {
    /// As the name says it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Ps => "PS",
            Self::Psa => "PSA",
            Self::Sina => "SINA",
        }
    }
}

/// The schema's limit (X03).
const LONGEST: usize = 50;

/// The name of the day's flow of this number. The number has seven digits, fewer where a long ente code leaves no room.
#[must_use]
pub fn name(ente: &str, kind: Kind, day: NaiveDate, number: u32, older_shape: bool) -> String {
    let inps = if older_shape { "INPS." } else { "" };
    let stem = format!("{ente}.{}.{inps}{}.", kind.label(), dates::compact(day));
    let width = LONGEST.saturating_sub(stem.chars().count()).clamp(1, 7);
    format!("{stem}{number:0width$}")
}

/// The ente, the day and the daily number that a name says, whatever its kind and shape.
#[must_use]
pub fn parts(name: &str) -> Option<(&str, &str, u32)> {
    let (rest, number) = name.rsplit_once('.')?;
    let (rest, day) = rest.rsplit_once('.')?;
    let rest = rest.strip_suffix(".INPS").unwrap_or(rest);
    let (ente, _kind) = rest.rsplit_once('.')?;
    (day.len() == 8).then_some((ente, day, number.parse().ok()?))
}

/// The number after the highest that these names used for this ente on this day.
#[must_use]
pub fn next_number<'n>(ente: &str, day: NaiveDate, names: impl IntoIterator<Item = &'n str>) -> u32 {
    let day = dates::compact(day);
    let used = names.into_iter().filter_map(parts).filter(|(of, on, _)| *of == ente && *on == day);
    used.map(|(_, _, number)| number).max().unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    #[test]
    fn both_shapes_and_long_codes() {
        assert_eq!(name("A129", Kind::Psa, day(), 1, false), "A129.PSA.20261123.0000001");
        assert_eq!(name("A129", Kind::Sina, day(), 12, true), "A129.SINA.INPS.20261123.0000012");
        let long = name(&"X".repeat(32), Kind::Psa, day(), 3, false);
        assert_eq!(long.len(), LONGEST);
        assert!(long.ends_with(".0003"), "{long}");
    }

    #[test]
    fn the_daily_number_never_repeats() {
        let used = [
            "A129.PS.20261123.0000002",
            "A129.SINA.INPS.20261123.0000007",
            "A129.PS.20261122.0000009",
            "B1.PS.20261123.3",
        ];
        assert_eq!(next_number("A129", day(), used), 8);
        assert_eq!(next_number("B1", day(), used), 4);
        assert_eq!(next_number("C1", day(), used), 1);
    }
}
