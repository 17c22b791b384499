//! An answer of INPS, row by row.

use super::message::Meaning;
use super::subject::Soggetto;

/// An answer of INPS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// What kind of file it was.
    pub formato: Formato,
    /// In the order of the file.
    pub righe: Vec<Riga>,
}

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formato {
    /// The sheet of the *Cruscotto di verifica*.
    Scarti,
    /// `elenco_esiti` of the interoperable service.
    Waas,
}

impl Formato {
    /// The word for other programs.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Scarti => "scarti",
            Self::Waas => "waas",
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Riga {
    /// The sheet's own number of the row, or of the run; empty where there is none.
    pub numero: String,
    /// Of whom or what.
    pub soggetto: Soggetto,
    /// Name of the flow, where the answer says it.
    pub id_flusso: Option<String>,
    /// The number that SIUSS gave to what it took.
    pub codice_acquisizione: Option<String>,
    /// INPS's words; empty where there are none.
    pub messaggio: String,
    /// What they mean.
    pub meaning: &'static Meaning,
}
