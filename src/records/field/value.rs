//! The value of a field, whatever its record holds it as.

use crate::codes::Enumeration;
use crate::records::{Amount, Hours};
use crate::text::dates;
use chrono::NaiveDate;

/// INPS's code of a choice, and its label.
pub type Choice = (&'static str, &'static str);

/// A value taken out of a record. Put back, it makes the record what it was.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FieldValue {
    /// Nothing.
    Blank,
    /// Text, or a code.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// Euro.
    Amount(Amount),
    /// Hours and minutes.
    Hours(Hours),
    /// A year, months, how many.
    Number(u16),
    /// One of a list.
    Choice(Choice),
    /// Several codes.
    Codes(Vec<String>),
    /// Several of a list.
    Choices(Vec<Choice>),
}

impl FieldValue {
    /// As a form holds it, to be read again the same: codes of choices and places, `AAAA-MM-GG`, `1.234,50`, `09:30`.
    #[must_use]
    pub fn typed(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Date(date) => dates::iso(*date),
            Self::Amount(amount) => amount.italian(),
            Self::Hours(hours) => hours.clock(),
            Self::Number(number) => number.to_string(),
            Self::Choice((code, _)) => (*code).to_owned(),
            Self::Codes(codes) => codes.join(", "),
            Self::Choices(choices) => choices.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(", "),
        }
    }
}

/// What a record may hold a field as.
pub trait Held {
    /// The value; of an empty text or list it is blank.
    fn value(&self) -> FieldValue;
    /// Takes a value; one of another kind empties it.
    fn hold(&mut self, value: FieldValue);
    /// The list that it is chosen of; empty where it is no choice.
    #[must_use]
    fn choices() -> Vec<Choice> {
        Vec::new()
    }
}

impl Held for String {
    fn value(&self) -> FieldValue {
        if self.is_empty() { FieldValue::Blank } else { FieldValue::Text(self.clone()) }
    }

    fn hold(&mut self, value: FieldValue) {
        *self = if let FieldValue::Text(text) = value { text } else { Self::new() };
    }
}

impl Held for Vec<String> {
    fn value(&self) -> FieldValue {
        if self.is_empty() { FieldValue::Blank } else { FieldValue::Codes(self.clone()) }
    }

    fn hold(&mut self, value: FieldValue) {
        *self = if let FieldValue::Codes(codes) = value { codes } else { Self::new() };
    }
}

/// What is one variant of a value.
macro_rules! held {
    ($($kind:ty: $variant:ident),+) => {
        $(impl Held for Option<$kind> {
            fn value(&self) -> FieldValue {
                self.map_or(FieldValue::Blank, |it| FieldValue::$variant(it.into()))
            }

            fn hold(&mut self, value: FieldValue) {
                *self = if let FieldValue::$variant(it) = value { it.try_into().ok() } else { None };
            }
        })+
    };
}

held!(NaiveDate: Date, Amount: Amount, Hours: Hours, u16: Number, u8: Number);

fn choice<E: Enumeration>(value: E) -> Choice {
    (value.code(), value.label())
}

fn chosen<E: Enumeration>(code: &str) -> Option<E> {
    E::all().iter().copied().find(|it| it.code() == code)
}

impl<E: Enumeration> Held for Option<E> {
    fn value(&self) -> FieldValue {
        self.map_or(FieldValue::Blank, |it| FieldValue::Choice(choice(it)))
    }

    fn hold(&mut self, value: FieldValue) {
        *self = if let FieldValue::Choice((code, _)) = value { chosen(code) } else { None };
    }

    fn choices() -> Vec<Choice> {
        E::all().iter().copied().map(choice).collect()
    }
}

impl<E: Enumeration> Held for Vec<E> {
    fn value(&self) -> FieldValue {
        if self.is_empty() {
            FieldValue::Blank
        } else {
            FieldValue::Choices(self.iter().copied().map(choice).collect())
        }
    }

    fn hold(&mut self, value: FieldValue) {
        *self = match value {
            FieldValue::Choices(choices) => choices.iter().filter_map(|(code, _)| chosen(code)).collect(),
            // As they are written in one cell.
            FieldValue::Codes(codes) => codes.iter().filter_map(|code| chosen(code)).collect(),
            _ => Self::new(),
        };
    }

    fn choices() -> Vec<Choice> {
        E::all().iter().copied().map(choice).collect()
    }
}
