//! The *Cruscotto* on the wire.

use crate::records::EnteId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How much there is of what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cruscotto {
    /// By quarter, the latest first; what is older than those told one by one, or without a day, comes last. A benefit is
    /// counted in every quarter that it is of.
    pub trimestri: Vec<Trimestre>,
    /// Benefits to be mended or sent, by code; the most first.
    pub codici: Vec<Quante>,
    /// Benefits that INPS discarded and that were not freed since, by cause; the most first.
    pub scarti: Vec<Quante>,
    /// What is to be sent and late, by ente.
    pub scadenze: Vec<Scadenza>,
    /// ISEE that INPS was asked for and has not answered.
    pub isee_attesi: u32,
    /// Answers about ISEE on which somebody has to decide.
    pub isee_da_gestire: u32,
}

/// What an ente has still to send, and should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scadenza {
    /// Whose.
    pub ente: EnteId,
    /// Its name.
    pub nome: String,
    /// First and last day on which they begin.
    pub giorni: (NaiveDate, NaiveDate),
    /// How many.
    pub count: u32,
    /// Since when, in words.
    pub perche: String,
}

/// The benefits of a quarter, by where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trimestre {
    /// `3° trimestre 2026`.
    pub label: String,
    /// First and last day; `None` where no filter finds them.
    pub giorni: Option<(NaiveDate, NaiveDate)>,
    /// To be sent, and blocked.
    pub correggere: u32,
    /// To be sent, and sendable.
    pub inviare: u32,
    /// Sent, and not answered.
    pub inviate: u32,
    /// Discarded by INPS, and not freed.
    pub scartate: u32,
    /// Taken by INPS.
    pub acquisite: u32,
}

impl Trimestre {
    /// To be sent, sendable or not.
    #[must_use]
    pub fn non_trasmesse(&self) -> u32 {
        self.correggere + self.inviare
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.non_trasmesse() + self.inviate + self.scartate + self.acquisite == 0
    }
}

/// Something, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quante {
    /// A code, or empty.
    pub codice: String,
    /// In words.
    pub label: String,
    /// How many.
    pub count: u32,
}
