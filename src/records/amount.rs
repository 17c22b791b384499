//! Amounts of euro, exact.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An amount in euro. Shown and written with two decimals at least: `310.00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(Decimal);

impl Amount {
    /// No euro.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// So many cents.
    #[must_use]
    pub fn from_cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// The exact number.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// Whether it has more than two decimals that are not zero.
    #[must_use]
    pub fn finer_than_cents(self) -> bool {
        // Few are written with more: those alone are worth the division that tells whether they say it.
        self.0.scale() > 2 && self.0.normalize().scale() > 2
    }

    /// To the cent, half away from zero.
    #[must_use]
    pub fn to_cents(self) -> Self {
        Self(self.0.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// As an Italian reads it: `1.234,50`.
    #[must_use]
    pub fn italian(self) -> String {
        let plain = self.to_string();
        let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, cents) = plain.split_once('.').unwrap_or((plain, "00"));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped},{cents}")
    }

    /// Sum, or `None` beyond 28 digits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Difference, or `None` beyond 28 digits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// So many times as much, or `None` beyond 28 digits.
    #[must_use]
    pub fn checked_mul(self, times: u32) -> Option<Self> {
        self.0.checked_mul(times.into()).map(Self)
    }

    /// The same spread over so many months, to the cent, half away from zero. `None` over no months.
    #[must_use]
    pub fn a_month(self, months: u32) -> Option<Self> {
        self.0.checked_div(months.into()).map(|share| Self(share).to_cents())
    }

    /// Less than nothing.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Just nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl From<Decimal> for Amount {
    fn from(decimal: Decimal) -> Self {
        Self(decimal)
    }
}

/// The form of xs:decimal: optional sign, digits, at most one dot; no exponent, no thousands separator.
impl FromStr for Amount {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let digits = unsigned.bytes().filter(u8::is_ascii_digit).count();
        let dots = unsigned.bytes().filter(|byte| *byte == b'.').count();
        if digits == 0 || dots > 1 || digits + dots != unsigned.len() {
            return Err(());
        }
        let trimmed = text.strip_prefix('+').unwrap_or(text).trim_end_matches('.');
        Decimal::from_str(trimmed).map(Self).map_err(|_| ())
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = if self.0.scale() <= 2 { self.0 } else { self.0.normalize() };
        // The flow's 100,000 amounts come through here: cents by arithmetic of 64 bits, which is all that wasm has.
        let to_cents = [100, 10, 1].get(number.scale() as usize);
        match to_cents.and_then(|factor| i64::try_from(number.mantissa()).ok()?.checked_mul(*factor)) {
            Some(cents) => {
                let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
                write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
            }
            None => write!(f, "{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_xs_decimal() {
        for (text, written) in [
            ("310", "310.00"),
            ("310.5", "310.50"),
            ("+1.", "1.00"),
            (".5", "0.50"),
            ("-2.345", "-2.345"),
            ("0", "0.00"),
            ("-0.5", "-0.50"),
        ] {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), written, "{text}");
        }
        for text in ["", "1,5", "1e3", "€ 3", "1.2.3", "-", ".", "1 000"] {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
    }

    #[test]
    fn as_an_italian_reads_it() {
        for (cents, read) in [(123_450, "1.234,50"), (5, "0,05"), (-100_000_000, "-1.000.000,00")] {
            assert_eq!(Amount::from_cents(cents).italian(), read);
        }
    }
}
