//! What words and columns of a sheet mean beyond what anybody would read in them: an office says so once, and keeps it in a
//! profile.

use crate::records::{Field, Fraction};
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// A word of a sheet, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In the column of which field.
    pub field: Field,
    /// As the sheet writes it, folded (`text::fold`).
    pub written: String,
    /// What is read instead, as it would be typed into a form; empty where it means nothing.
    pub meant: String,
}

/// What was said of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wording {
    /// Fields that no column has, with the value of every row, as it would be typed into a form.
    pub fixed: Vec<(Field, String)>,
    /// Words with what they mean.
    pub said: Vec<Said>,
    /// How hours are written, where the cells do not tell.
    pub hours: Option<Fraction>,
}

impl Wording {
    /// Gives a field one value in every row; an empty one takes it back.
    pub fn fix(&mut self, field: Field, value: &str) {
        self.fixed.retain(|(other, _)| *other != field);
        if !value.trim().is_empty() {
            self.fixed.push((field, value.trim().to_owned()));
        }
    }

    /// The value of every row.
    #[must_use]
    pub fn fixed(&self, field: Field) -> Option<&str> {
        self.fixed.iter().find(|(other, _)| *other == field).map(|(_, value)| value.as_str())
    }

    /// Says what a word of a column means; `None` takes it back.
    pub fn say(&mut self, field: Field, written: &str, meant: Option<&str>) {
        let written = fold(written);
        self.said.retain(|said| said.field != field || said.written != written);
        if let Some(meant) = meant {
            self.said.push(Said { field, written, meant: meant.to_owned() });
        }
    }

    /// What a word of a column means, where somebody said so.
    #[must_use]
    pub fn meant(&self, field: Field, written: &str) -> Option<&str> {
        if self.said.is_empty() {
            return None;
        }
        let written = fold(written);
        self.said.iter().find(|said| said.field == field && said.written == written).map(|said| said.meant.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_counts() {
        let mut wording = Wording::default();
        wording.say(Field::Carattere, "Period.", Some("1"));
        wording.say(Field::Carattere, "PERIOD", Some("2"));
        wording.fix(Field::Cittadinanza, " italiana ");
        assert_eq!(wording.meant(Field::Carattere, "period."), Some("2"));
        assert_eq!(wording.meant(Field::Sesso, "period."), None);
        assert_eq!(wording.fixed(Field::Cittadinanza), Some("italiana"));
        wording.say(Field::Carattere, "period", None);
        wording.fix(Field::Cittadinanza, "");
        assert_eq!(wording, Wording::default());
    }
}
