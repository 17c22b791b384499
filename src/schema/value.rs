//! An attribute that is absent, or there but unreadable, or read.

use crate::text::dates::read_iso;
use chrono::NaiveDate;

/// One typed attribute of the flow.
///
/// Records only hold what could be read; XML of other programs holds anything,
/// and a fault in one attribute must not stop the rules that look at the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value<T> {
    /// Not there.
    #[default]
    Absent,
    /// There, but not in the form that the schema asks; the text as written.
    Unreadable(String),
    /// Read, but written in a form that the specification does not ask (a date with a time zone); the text as written.
    Odd(T, String),
    /// Read.
    Read(T),
}

impl<T: Copy> Value<T> {
    /// The value, where one could be read.
    #[must_use]
    pub fn get(&self) -> Option<T> {
        match self {
            Self::Read(value) | Self::Odd(value, _) => Some(*value),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }
}

impl<T> Value<T> {
    /// Whether the attribute is not there at all.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The text of an attribute that could not be read.
    #[must_use]
    pub fn unreadable(&self) -> Option<&str> {
        match self {
            Self::Unreadable(text) => Some(text),
            _ => None,
        }
    }
}

impl<T> From<Option<T>> for Value<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Read)
    }
}

impl Value<NaiveDate> {
    /// Reads xs:date: `AAAA-MM-GG`, with an optional time zone that the specification does not ask for (then [`Value::Odd`]).
    #[must_use]
    pub fn of_xs_date(text: &str) -> Self {
        let collapsed = text.trim_matches([' ', '\t', '\n', '\r']);
        let read = collapsed.split_at_checked(10).and_then(|(date, zone)| Some((read_iso(date)?, zone)));
        match read {
            Some((date, "")) => Self::Read(date),
            Some((date, zone)) if zone == "Z" || is_offset(zone) => Self::Odd(date, text.to_owned()),
            _ => Self::Unreadable(text.to_owned()),
        }
    }
}

/// `+01:00` up to fourteen hours.
fn is_offset(zone: &str) -> bool {
    let two_digits =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let parts = zone.strip_prefix(['+', '-']).and_then(|rest| rest.split_once(':'));
    let parts = parts.filter(|(hours, minutes)| hours.len() == 2 && minutes.len() == 2);
    parts
        .and_then(|(hours, minutes)| Some((two_digits(hours)?, two_digits(minutes)?)))
        .is_some_and(|(hours, minutes)| minutes < 60 && (hours < 14 || (hours == 14 && minutes == 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_xs_date() {
        let date = read_iso("2025-02-28").unwrap();
        assert_eq!(Value::of_xs_date("2025-02-28"), Value::Read(date));
        assert_eq!(Value::of_xs_date(" 2025-02-28\n"), Value::Read(date));
        for odd in ["2025-02-28Z", "2025-02-28+01:00", "2025-02-28-14:00"] {
            assert_eq!(Value::of_xs_date(odd), Value::Odd(date, odd.to_owned()));
        }
        for bad in ["", "28/02/2025", "2025-02-30", "2025-2-28", "2025-02-28T00:00", "2025-02-28+14:30", "2025-02-28à"]
        {
            assert_eq!(Value::of_xs_date(bad), Value::Unreadable(bad.to_owned()), "{bad}");
        }
    }
}
