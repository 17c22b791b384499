//! Hours of service: hours and minutes, never decimal hours.
//! Source: INPS WaaS SIUSS specification 2.0.1, page 17: "HH,MM (HH ore e MM minuti)".

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use std::fmt;

/// So many minutes of service a month. Written `12.30` for 12 h 30 min.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hours {
    minutes: u32,
}

/// What follows the sign where hours are written: sheets differ, and only the flow is sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fraction {
    /// 12,30 is 12 h 30 min: as INPS's flow writes them.
    Minutes,
    /// 12,50 is 12 h 30 min.
    Hundredths,
}

impl Hours {
    /// From whole hours and minutes below 60.
    #[must_use]
    pub fn new(hours: u32, minutes: u32) -> Option<Self> {
        (minutes < 60).then(|| hours.checked_mul(60)?.checked_add(minutes)).flatten().map(|minutes| Self { minutes })
    }

    /// From the flow's decimal, whose two decimals are minutes: 12.3 is 12 h 30 min.
    /// `None` where they are not minutes (`.60` and above, or a third decimal), or the number is negative.
    #[must_use]
    pub fn from_flow(decimal: Decimal) -> Option<Self> {
        if decimal.is_sign_negative() && !decimal.is_zero() {
            return None;
        }
        let hundredths = (decimal.checked_mul(Decimal::ONE_HUNDRED)?).normalize();
        if hundredths.scale() > 0 {
            return None;
        }
        let hundredths = hundredths.to_u32()?;
        Self::new(hundredths / 100, hundredths % 100)
    }

    /// All of it in minutes.
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.minutes
    }

    /// As a clock shows them: `09:30`.
    #[must_use]
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }

    /// The same spread over so many months, to the minute, half a minute up. `None` over no months.
    #[must_use]
    pub fn a_month(self, months: u32) -> Option<Self> {
        let minutes = (u64::from(self.minutes) * 2 + u64::from(months)).checked_div(u64::from(months) * 2)?;
        Some(Self { minutes: u32::try_from(minutes).ok()? })
    }

    /// Sum, where it can be told.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self { minutes: self.minutes.checked_add(other.minutes)? })
    }

    /// The flow's decimal.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        Decimal::new(i64::from(self.minutes / 60) * 100 + i64::from(self.minutes % 60), 2)
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.minutes / 60, self.minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_minutes() {
        for (flow, minutes) in [
            ("12.30", Some(750)),
            ("12.3", Some(750)),
            ("2.59", Some(179)),
            ("2.60", None),
            ("1.255", None),
            ("-1", None),
            ("0", Some(0)),
        ] {
            let read = Hours::from_flow(flow.parse().unwrap());
            assert_eq!(read.map(Hours::minutes), minutes, "{flow}");
            if let Some(hours) = read {
                assert_eq!(Hours::from_flow(hours.decimal()), Some(hours));
            }
        }
        assert_eq!(Hours::new(12, 5).unwrap().to_string(), "12.05");
    }
}
