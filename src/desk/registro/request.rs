//! *Registro attività* on the wire.

use crate::desk::page::{Page, Part};
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegistroRequest {
    /// A page of the journal. Answer: [`Answer::Registro`](crate::desk::Answer::Registro).
    List(RegistroQuery),
    /// The same entries as a workbook. Answer: `Answer::File`.
    Sheet(RegistroQuery),
}

/// Which entries of the journal to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RegistroQuery {
    /// First day, `AAAA-MM-GG`; empty for the beginning.
    pub da: String,
    /// Last day, likewise.
    pub a: String,
    /// An operator's name; empty for all.
    pub chi: String,
    /// An act's label; empty for all.
    pub atto: String,
    /// Which part of what is found.
    pub part: Part,
}

/// A page of the journal, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RegistroPage {
    /// "Trovate N righe", and those of this page.
    pub list: Page<[String; 5]>,
    /// Operators to choose from.
    pub operatori: Vec<String>,
    /// Acts to choose from.
    pub atti: Vec<String>,
}
