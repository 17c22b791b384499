//! *Impostazioni* on the wire: the enti, and who signs for them.

use crate::records::{Ente, EnteId};
use serde::{Deserialize, Serialize};

/// What the page asks. Answer: [`Answer::Enti`](crate::desk::Answer::Enti), or as it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum EntiRequest {
    /// Adds an ente (`id` absent) or changes one; refused with the findings where it could not send.
    Save {
        /// Which; `None` for a new one.
        id: Option<EnteId>,
        /// Its data.
        ente: Ente,
    },
    /// Removes an ente that no case belongs to.
    Delete {
        /// Which.
        id: EnteId,
    },
    /// Chooses the operator in use: who signs, and whose name the journal has. Answer: `Answer::Done`.
    ChooseOperatore {
        /// An ente that they work for.
        ente: EnteId,
        /// Their fiscal code.
        codice_fiscale: String,
    },
}

/// An ente, with how much belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnteView {
    /// Its key.
    pub id: EnteId,
    /// Its data.
    pub ente: Ente,
    /// Cases that belong to it: it can be deleted only where there is none.
    pub progetti: u32,
}

impl EnteView {
    /// Its name, or its code where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.ente.label()
    }
}
