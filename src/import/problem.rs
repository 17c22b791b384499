//! A cell that could not be read, told so that the operator can mend it.

use crate::records::Field;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What its column was taken for.
    pub field: Field,
    /// Letter of its column.
    pub column: String,
    /// Heading of its column.
    pub heading: String,
    /// The cell as the sheet has it.
    pub raw: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// The nearest rule of the rule book, for counts by rule and for explanations.
    #[must_use]
    pub fn rule_hint(&self) -> Option<&'static str> {
        self.field.rule()
    }

    /// The problem, of a row that is taken without this cell.
    #[must_use]
    pub fn left_empty(&self) -> String {
        format!("{self} Il campo è stato lasciato vuoto.")
    }
}

/// `colonna D «Data inizio», «31/02/2026»: questo giorno non esiste. …`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "colonna {}", self.column)?;
        if !self.heading.is_empty() {
            write!(f, " «{}»", self.heading)?;
        }
        if !self.raw.is_empty() {
            write!(f, ", «{}»", self.raw)?;
        }
        write!(f, ": {}", self.message)
    }
}
