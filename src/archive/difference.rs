//! What a sheet says otherwise than the archive, or than its own rows before: a list to decide from, before anything is
//! written.

use crate::records::{Field, Minute, RecordKey};
use std::collections::HashMap;

/// A field that a row says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which field.
    pub field: Field,
    /// What there was before the row, in words.
    pub ours: String,
    /// What the row says, in words.
    pub sheet: String,
    /// Whose word it goes against.
    pub against: Against,
    /// Whether the row's value takes the place of ours.
    pub taken: bool,
}

/// Whose word a row goes against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// That of a record of the archive.
    Archive {
        /// Which one.
        su: RecordKey,
        /// Who wrote it by hand, and when; `None` where a sheet did.
        by_hand: Option<ByWhom>,
    },
    /// That of an earlier row of the sheet: its place among the rows that could be read.
    EarlierRow(usize),
}

/// Who wrote a value, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByWhom {
    /// The operator's name, as set up; may be empty.
    pub chi: String,
    /// Local date and time, `AAAA-MM-GG HH:MM`.
    pub quando: Minute,
}

impl Difference {
    /// The sentence, where an earlier row of this number says otherwise.
    #[must_use]
    pub fn told_before(&self, row: u32) -> String {
        format!(
            "{}: la riga {row} dice «{}», questa «{}». Vale la riga {row}: se è giusta questa, correggere il foglio o la scheda.",
            self.field.label(),
            self.ours,
            self.sheet
        )
    }

    /// Where it goes against the archive: which field of which record. This is what an operator decides about.
    #[must_use]
    pub fn decided_by(&self) -> Option<(RecordKey, Field)> {
        match self.against {
            Against::Archive { su, .. } => Some((su, self.field)),
            Against::EarlierRow(_) => None,
        }
    }
}

/// What an operator decided: whether the sheet's value is taken. Without a decision it is, but not over what somebody
/// wrote by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions(HashMap<(RecordKey, Field), bool>);

impl Decisions {
    /// Takes the sheet's value of a field, or keeps ours.
    pub fn decide(&mut self, su: RecordKey, field: Field, take: bool) {
        self.0.insert((su, field), take);
    }

    /// Whether the sheet's value is taken.
    #[must_use]
    pub fn takes(&self, su: RecordKey, field: Field, by_hand: bool) -> bool {
        self.0.get(&(su, field)).copied().unwrap_or(!by_hand)
    }
}
