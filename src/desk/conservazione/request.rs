//! *Conservazione* on the wire: after how many years closed cases are too old, which ones are, and what goes with them.

pub use crate::archive::conservazione::Scartati;

use crate::desk::page::{Page, Part};
use crate::records::ProgettoId;
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConservazioneRequest {
    /// Decides the years, as typed; empty for never. Answer: `Answer::Done`.
    Decide {
        /// Years.
        anni: String,
    },
    /// The cases that are too old. Answer: [`ConservazioneAnswer::Proposta`].
    List {
        /// Which of them to show.
        part: Part,
    },
    /// What would go; nothing is changed. Answer: [`ConservazioneAnswer::Prova`].
    Try(Scelta),
    /// Erases it. Refused where that is not what was told before. Answer: `Answer::Done`.
    Erase {
        /// What was chosen.
        scelta: Scelta,
        /// What was told.
        detto: Scartati,
    },
}

/// What is chosen of what is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scelta {
    /// Cases that are left: all others go.
    pub lasciati: Vec<ProgettoId>,
    /// Whether the papers go too that tell of nobody who is still here.
    pub carte: bool,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConservazioneAnswer {
    /// What is proposed.
    Proposta(Proposta),
    /// What would go.
    Prova {
        /// In numbers.
        scartati: Scartati,
        /// In words, a line each.
        righe: Vec<String>,
    },
}

/// What is proposed to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Proposta {
    /// The years; `None`: nothing is ever proposed.
    pub anni: Option<u16>,
    /// The cases, oldest first.
    pub list: Page<ProgettoVecchio>,
    /// A sentence on those that are not proposed though they are old enough; empty where there is none.
    pub sospesi: String,
}

/// A case that is too old, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgettoVecchio {
    /// The case.
    pub id: ProgettoId,
    /// Whose.
    pub assistito: String,
    /// Which.
    pub progetto: String,
    /// Its last day.
    pub ultimo: String,
    /// Its benefits.
    pub prestazioni: u32,
    /// Those of them that were sent.
    pub inviate: u32,
}
