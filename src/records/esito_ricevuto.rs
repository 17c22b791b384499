//! What INPS answered of what was sent: a row of its answer as it was read, and how it was settled.

use super::{FlussoId, Id, Minute};
use serde::{Deserialize, Serialize};

/// Key of an [`EsitoRicevuto`] in the archive.
pub type EsitoId = Id<EsitoRicevuto>;

/// A row of an answer. What it does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EsitoRicevuto {
    /// Which reading took it in, from 1: the rows of one go are together.
    pub lettura: u32,
    /// When, `AAAA-MM-GG HH:MM`.
    pub quando: Minute,
    /// From what kind of answer.
    pub provenienza: Provenienza,
    /// Its number in the sheet.
    pub numero: String,
    /// The flow that it names, or that the operator named for it.
    pub flusso: String,
    /// Of whom or what, in INPS's words.
    pub soggetto: String,
    /// Fiscal code within these words.
    pub codice_fiscale: String,
    /// Benefit code, likewise.
    pub codice_prestazione: String,
    /// DSU protocol or its beginning, likewise.
    pub protocollo_dsu: String,
    /// INPS code of the ente, likewise.
    pub ente: String,
    /// INPS's message.
    pub messaggio: String,
    /// Name of what it means (`Meaning::id`).
    pub significato: String,
    /// The number that SIUSS gave to what it took.
    pub codice_acquisizione: String,
    /// The rows of flows that it speaks of, as far as that is known.
    pub righe: Vec<RigaDiFlusso>,
    /// How it was settled.
    pub soluzione: Soluzione,
}

/// A row of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct RigaDiFlusso {
    /// The flow.
    pub flusso: FlussoId,
    /// Index of the row.
    pub riga: u32,
}

/// A kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Provenienza {
    /// The sheet of discards.
    #[default]
    Scarti,
    /// `elenco_esiti` of the interoperable service.
    Waas,
}

/// How an answer was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Soluzione {
    /// Its benefits stand as it says.
    #[default]
    Applicata,
    /// The operator is asked which benefits it speaks of.
    DaScegliere(Motivo),
    /// The operator is asked what it means.
    DaDecidere,
    /// Nothing that was sent fits.
    NonTrovata(Motivo),
    /// *Niente da fare*: set aside by the operator.
    Archiviata,
}

impl Soluzione {
    /// Whether it waits for the operator.
    #[must_use]
    pub fn open(self) -> bool {
        matches!(self, Self::DaScegliere(_) | Self::DaDecidere | Self::NonTrovata(_))
    }
}

/// Why an answer was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motivo {
    /// Several benefits fit.
    PiuPrestazioni,
    /// Benefits of several flows fit.
    PiuFlussi,
    /// INPS says of the same benefit that it was taken and that it was not.
    Contraddizione,
    /// The same error was reported of an earlier sending of the same benefit.
    Reinviata,
    /// What fits was taken by INPS.
    GiaAcquisita,
    /// Fits a cancellation and the benefit that is sent anew.
    Rettifica,
    /// It says of nobody.
    SenzaSoggetto,
    /// The flow that it names is not here.
    FlussoIgnoto,
    /// The flow that it names is trashed.
    FlussoCestinato,
    /// Nothing in an open flow fits.
    Nessuna,
}

impl Motivo {
    /// In a sentence for the operator.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::PiuPrestazioni => "Il messaggio può riferirsi a più prestazioni: scegliere quali.",
            Self::PiuFlussi => {
                "Ci sono prestazioni adatte in più flussi: scegliere quali, o indicare il flusso e rileggere il file."
            }
            Self::Contraddizione => {
                "INPS dice della stessa prestazione sia che è acquisita sia che è scartata: controllare nel Cruscotto di verifica."
            }
            Self::Reinviata => {
                "Lo stesso errore era già stato segnalato su un invio precedente: dire se riguarda anche quello nuovo."
            }
            Self::GiaAcquisita => "La prestazione adatta risulta già acquisita: dire se INPS l'ha invece scartata.",
            Self::Rettifica => {
                "La prestazione è in rettifica: dire se INPS ha rifiutato la cancellazione o i dati nuovi."
            }
            Self::SenzaSoggetto => "La riga non dice di chi parla.",
            Self::FlussoIgnoto => "Il flusso indicato da INPS non è in questo archivio.",
            Self::FlussoCestinato => {
                "Il flusso indicato è stato cestinato: le sue prestazioni sono già tornate tra quelle da inviare."
            }
            Self::Nessuna => "Nessuna prestazione inviata, e non ancora liberata, corrisponde.",
        }
    }
}
