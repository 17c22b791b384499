//! How many rows became how many benefits, for the page: on *Invio* before *Stampa*, with a generation after it.

use crate::records::Conto;
use serde::{Deserialize, Serialize};

/// Numbers that add up.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ContoView {
    /// In one sentence.
    pub words: String,
    /// As a table: what, and how many.
    pub table: Vec<(String, String)>,
}

impl ContoView {
    /// The reckoning of what is not done yet.
    #[must_use]
    pub fn to_come(conto: &Conto) -> Self {
        Self { words: conto.to_come(), table: conto.table() }
    }
}

impl From<Conto> for ContoView {
    fn from(conto: Conto) -> Self {
        Self { words: conto.in_words(), table: conto.table() }
    }
}
