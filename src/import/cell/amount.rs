//! Amounts. `1.234` alone says nothing: it is what the rest of its column makes of it, or unreadable.

use crate::records::Amount;
use crate::sheets::plain_number;
use rust_decimal::Decimal;
use std::str::FromStr;

/// How a column writes its numbers as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    /// Some cell can only be read with a decimal comma.
    pub comma: bool,
    /// Some cell can only be read with a decimal point.
    pub point: bool,
}

impl Style {
    /// Takes a cell of the column into account.
    pub(super) fn see(&mut self, text: &str) {
        match shape(text) {
            Some(Shape::Sure(_, Some(','))) => self.comma = true,
            Some(Shape::Sure(_, Some('.'))) => self.point = true,
            _ => {}
        }
    }
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a number.
    Shape,
    /// One thousand two hundred and so, or one and so.
    Ambiguous,
}

impl Fault {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Shape => "non è un importo. Scriverlo come numero, per esempio 1.234,56.",
            Self::Ambiguous => {
                "non si capisce se il segno separa le migliaia o i decimali, e il resto della colonna non lo dice. Scrivere l'importo con due decimali, per esempio 1.234,00."
            }
        }
    }
}

/// Reads an amount written as text.
pub(super) fn read(text: &str, style: Style) -> Result<Amount, Fault> {
    match shape(text).ok_or(Fault::Shape)? {
        Shape::Sure(number, _) => Ok(number.into()),
        Shape::Ambiguous { separator, thousands, decimal } => match (style.comma, style.point) {
            (true, false) => Ok(if separator == ',' { decimal } else { thousands }.into()),
            (false, true) => Ok(if separator == '.' { decimal } else { thousands }.into()),
            _ => Err(Fault::Ambiguous),
        },
    }
}

/// An amount that the sheet holds as a number: binary noise goes, decimals that somebody wrote stay.
pub(super) fn of_number(number: f64) -> Result<Amount, Fault> {
    decimal_of(number).map(Amount::from).ok_or(Fault::Shape)
}

/// The decimal number that a cell means.
pub(super) fn decimal_of(number: f64) -> Option<Decimal> {
    if !number.is_finite() || number.abs() >= 1e15 {
        return None;
    }
    let exact = Decimal::from_str(&plain_number(number)).ok()?;
    let cents = exact.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    Some(if (exact - cents).abs() < Decimal::new(1, 6) { cents } else { exact })
}

enum Shape {
    /// The number, and the decimal sign that it must be using.
    Sure(Decimal, Option<char>),
    /// Three digits after a single sign.
    Ambiguous { separator: char, thousands: Decimal, decimal: Decimal },
}

fn shape(text: &str) -> Option<Shape> {
    let (negative, text) = bare(text)?;
    let sign = if negative { "-" } else { "" };
    let decimal = |whole: &str, cents: &str| Decimal::from_str(&format!("{sign}{whole}.{cents}0")).ok();
    let integer = |whole: &str| Decimal::from_str(&format!("{sign}{whole}")).ok();
    let spaced = text.contains(' ');
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let sure = |number: Option<Decimal>, sign: Option<char>| number.map(|number| Shape::Sure(number, sign));
    match (points, commas) {
        (0, 0) => sure(integer(&ungroup(&text, ' ')?), None),
        (1.., 1..) => {
            let last = text.rfind(['.', ','])?;
            let mark = char::from(text.as_bytes()[last]);
            let other = if mark == '.' { ',' } else { '.' };
            if text.matches(mark).count() > 1 || spaced {
                return None;
            }
            sure(decimal(&ungroup(&text[..last], other)?, digits(&text[last + 1..])?), Some(mark))
        }
        _ => {
            let mark = if points > 0 { '.' } else { ',' };
            if points + commas > 1 {
                let decimal_mark = if mark == '.' { ',' } else { '.' };
                return if spaced { None } else { sure(integer(&ungroup(&text, mark)?), Some(decimal_mark)) };
            }
            let (whole, after) = text.split_once(mark)?;
            let whole = if whole.is_empty() && !after.is_empty() { "0".to_owned() } else { ungroup(whole, ' ')? };
            let after = digits(after)?;
            if after.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') && !spaced {
                return Some(Shape::Ambiguous {
                    separator: mark,
                    thousands: integer(&format!("{whole}{after}"))?,
                    decimal: decimal(&whole, after)?,
                });
            }
            sure(decimal(&whole, after), Some(mark))
        }
    }
}

/// Without currency and sign; every kind of space and apostrophe between digits is one space.
fn bare(text: &str) -> Option<(bool, String)> {
    let mut text: String = text
        .chars()
        .map(|letter| match letter {
            '\'' | '’' | '`' | '´' => ' ',
            '−' | '–' => '-',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        })
        .collect::<String>()
        .to_uppercase();
    for word in ["EURO", "EUR", "€"] {
        if let Some(rest) = text.trim().strip_prefix(word) {
            text = rest.trim_start_matches('.').to_owned();
        } else if let Some(rest) = text.trim().strip_suffix(word) {
            text = rest.to_owned();
        }
    }
    let mut text = text.trim();
    // `310,-` and `310,00-`.
    if let Some(rest) = text.strip_suffix(",-").or_else(|| text.strip_suffix(".-")).or_else(|| text.strip_suffix(",--"))
    {
        text = rest;
    }
    let mut negative = false;
    if let Some(rest) = text.strip_prefix('-').or_else(|| text.strip_suffix('-')) {
        (negative, text) = (true, rest.trim());
    } else if let Some(rest) = text.strip_prefix('+') {
        text = rest.trim();
    }
    // `- € 10`.
    let text = text.strip_prefix('€').unwrap_or(text).trim();
    let plain = text.chars().all(|letter| letter.is_ascii_digit() || ". ,".contains(letter));
    (plain && text.contains(|letter: char| letter.is_ascii_digit())).then(|| (negative, text.to_owned()))
}

/// Digits in groups of three, or in no groups at all.
fn ungroup(text: &str, separator: char) -> Option<String> {
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let mut whole = digits(first)?.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        whole.push_str(digits(group)?);
    }
    (!whole.is_empty()).then_some(whole)
}

fn digits(text: &str) -> Option<&str> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, Fault>) {
        let read = read(text, Style::default()).map(|amount| amount.to_string());
        assert_eq!(read.as_deref().map_err(|fault| *fault), expected, "{text}");
    }

    #[test]
    fn every_way_of_writing() {
        for text in [
            "1.234,56",
            "€ 1.234,56",
            "1.234,56 €",
            "1234.56",
            "1234,56",
            "1,234.56",
            "1 234,56",
            "1\u{a0}234,56",
            "1'234.56",
            "EUR 1.234,56",
            "1234,56 euro",
            "€1234,56",
            "Euro 1.234,56",
            "+1.234,56",
            "€. 1.234,56",
        ] {
            check(text, Ok("1234.56"));
        }
        for (text, expected) in [
            ("310", "310.00"),
            ("310,5", "310.50"),
            ("310.", "310.00"),
            ("310,-", "310.00"),
            (",50", "0.50"),
            ("-10,00", "-10.00"),
            ("10,00-", "-10.00"),
            ("- € 10", "-10.00"),
            ("1.234.567", "1234567.00"),
            ("1.234.567,8", "1234567.80"),
            ("1,234,567.80", "1234567.80"),
            ("0,123", "0.123"),
            ("1234,567", "1234.567"),
            ("12,3456", "12.3456"),
            ("1 234", "1234.00"),
            ("0", "0.00"),
            ("007,10", "7.10"),
        ] {
            check(text, Ok(expected));
        }
    }

    #[test]
    fn what_is_no_amount() {
        for text in [
            "",
            "gratuito",
            "1.23.456",
            "1,2,3",
            "12.34,5,6",
            "1.234,56,7",
            "10%",
            "1e3",
            "12 34",
            "€",
            "-",
            "1..2",
            "10/2",
            "1234.567.890",
        ] {
            check(text, Err(Fault::Shape));
        }
        for text in ["1.234", "1,234", "€ 12.500", "999.000"] {
            check(text, Err(Fault::Ambiguous));
        }
    }

    #[test]
    fn an_ambiguous_number_follows_its_column() {
        for (column, text, expected) in [
            (&["310,50"][..], "1.234", Ok("1234.00")),
            (&["310,50"], "1,234", Ok("1.234")),
            (&["310.50"], "1.234", Ok("1.234")),
            (&["310.50"], "1,234", Ok("1234.00")),
            (&["1.234,00"], "2.500", Ok("2500.00")),
            (&["310,50", "310.50"], "1.234", Err(Fault::Ambiguous)),
            (&["310", "900"], "1.234", Err(Fault::Ambiguous)),
            (&["1.200.000"], "1.234", Ok("1234.00")),
        ] {
            let mut style = Style::default();
            for text in column {
                style.see(text);
            }
            let read = read(text, style).map(|amount| amount.to_string());
            assert_eq!(read.as_deref().map_err(|fault| *fault), expected, "{text} {column:?}");
        }
    }

    #[test]
    fn numbers_without_noise() {
        for (number, expected) in [
            (310.0, "310.00"),
            (310.000_000_01, "310.00"),
            (0.1 + 0.2, "0.30"),
            (1234.567, "1234.567"),
            (1.005, "1.005"),
            (-0.5, "-0.50"),
            (99_999_999.99, "99999999.99"),
        ] {
            assert_eq!(of_number(number).unwrap().to_string(), expected, "{number}");
        }
        assert!(of_number(f64::NAN).is_err() && of_number(1e300).is_err());
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = read(&text, Style::default());
        }

        #[test]
        fn never_panics_on_digits_and_signs(text in "[-+0-9., €']{0,40}") {
            let _ = read(&text, Style { comma: true, point: false });
        }

        #[test]
        fn what_is_written_is_read(cents in -10_000_000_000_i64..10_000_000_000) {
            let amount = Amount::from_cents(cents);
            prop_assert_eq!(read(&amount.italian(), Style::default()), Ok(amount));
            prop_assert_eq!(read(&format!("€ {}", amount.italian()), Style::default()), Ok(amount));
            prop_assert_eq!(read(&amount.to_string(), Style::default()), Ok(amount));
            #[expect(clippy::cast_precision_loss)]
            let number = cents as f64 / 100.0;
            prop_assert_eq!(of_number(number), Ok(amount));
        }
    }
}
