//! Rows of answers that were not read before, and how they are told from those that were.

use crate::records::{EsitoId, EsitoRicevuto};
use crate::response::Meaning;
use std::collections::HashMap;

/// A row under way.
pub(super) struct New {
    pub(super) esito: EsitoRicevuto,
    pub(super) meaning: &'static Meaning,
    pub(super) file: usize,
    /// Its place in the archive, where the operator names a flow for what was not settled.
    pub(super) key: Option<EsitoId>,
}

/// Words, numbered from 0 in the order in which they come.
#[derive(Default)]
pub(super) struct Numbers(pub(super) HashMap<String, usize>);

impl Numbers {
    pub(super) fn of(&mut self, words: String) -> usize {
        let next = self.0.len();
        *self.0.entry(words).or_insert(next)
    }
}
