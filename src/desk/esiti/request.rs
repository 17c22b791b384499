//! *Esiti INPS* on the wire: INPS's answers read, what they speak of, and what the operator says of them.

pub use crate::archive::esiti::Decisione;

use crate::desk::page::{Page, Part};
use crate::records::{EsitoId, FlussoId, ProgettoId, RigaDiFlusso};
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EsitiRequest {
    /// A page of the answers. Answer: [`EsitiAnswer::List`].
    List(EsitiQuery),
    /// All that the query finds, as a workbook. Answer: `Answer::File`.
    Sheet(EsitiQuery),
    /// Reads files, whose bytes travel beside one after the other. Answer: [`EsitiAnswer::Read`].
    Read {
        /// Name and size of each.
        files: Vec<(String, u32)>,
        /// The flow that they are of, where the operator says it.
        flusso: Option<FlussoId>,
    },
    /// What an answer may speak of. Answer: [`EsitiAnswer::Candidates`].
    Candidates {
        /// The answer.
        id: EsitoId,
    },
    /// Settles an answer. Answer: `Answer::Done`.
    Settle {
        /// The answer.
        id: EsitoId,
        /// The rows of flows that it speaks of; empty for those that are known.
        righe: Vec<RigaDiFlusso>,
        /// What becomes of them.
        decisione: Decisione,
    },
    /// Frees what is discarded. Answer: `Answer::Done`.
    Free {
        /// By one answer; `None` for all that the query finds.
        id: Option<EsitoId>,
        /// The query; its part is of no matter.
        query: EsitiQuery,
    },
    /// What is discarded and not freed, by who must act. Answer: [`EsitiAnswer::Elenco`].
    Elenco,
    /// The same as a workbook. Answer: `Answer::File`.
    ElencoSheet,
    /// The messages that are known. Answer: [`EsitiAnswer::Messages`].
    Messages,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EsitiAnswer {
    /// A page of the answers.
    List(Box<EsitiPage>),
    /// What became of each file.
    Read {
        /// A sentence a file, and whether it was an answer of INPS.
        files: Vec<(String, bool)>,
        /// Whether something is new.
        new: bool,
    },
    /// What an answer may speak of.
    Candidates(Vec<Candidato>),
    /// What is discarded, by who must act.
    Elenco(Vec<GruppoElenco>),
    /// The messages that are known.
    Messages(Vec<Messaggio>),
}

/// Those for whom one and the same must act.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GruppoElenco {
    /// Who.
    pub chi: String,
    /// What they are to do.
    pub fare: String,
    /// For whom.
    pub righe: Vec<RigaElenco>,
    /// How many more, that only the workbook has.
    pub altre: u32,
}

/// A person of the list, in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct RigaElenco {
    /// Surname and name; as INPS writes it where the archive does not find them.
    pub assistito: String,
    /// Fiscal code.
    pub codice_fiscale: String,
    /// Place and day of birth.
    pub nascita: String,
    /// Comune and address.
    pub residenza: String,
    /// What INPS says.
    pub messaggio: String,
}

/// Which answers to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EsitiQuery {
    /// Name of a meaning; empty for all.
    pub tipo: String,
    /// A situation in words; empty for all.
    pub situazione: String,
    /// Words to find.
    pub search: String,
    /// One answer alone.
    pub solo: Option<EsitoId>,
    /// Which part of what is found.
    pub part: Part,
}

/// A page of the answers, those read last first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EsitiPage {
    /// Answers in all.
    pub all: u32,
    /// "Trovate N righe", and those of this page.
    pub list: Page<EsitoView>,
    /// How many of these discarded something that can be freed.
    pub da_liberare: u32,
    /// Kinds to choose from: name, words, how many.
    pub tipi: Vec<(String, String, u32)>,
    /// Situations to choose from.
    pub situazioni: Vec<(String, u32)>,
    /// Flows that wait for answers.
    pub flussi: Vec<FlussoAtteso>,
}

/// A flow that waits for answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FlussoAtteso {
    /// The flow.
    pub id: FlussoId,
    /// Its name.
    pub nome: String,
    /// Rows that wait.
    pub righe: u32,
    /// Whether the portal answered 200.
    pub caricato: bool,
}

/// An answer, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EsitoView {
    /// Its key.
    pub id: EsitoId,
    /// Its number in the sheet.
    pub numero: String,
    /// Of whom or what, as INPS writes it.
    pub soggetto: String,
    /// The flow: its key where it is here, and its name.
    pub flusso: (Option<FlussoId>, String),
    /// The benefits that it speaks of, the first of them: case and words.
    pub prestazioni: Vec<(ProgettoId, String)>,
    /// How many more there are.
    pub altre: u32,
    /// INPS's message, with the number that SIUSS gave.
    pub messaggio: String,
    /// The kind, in a few words.
    pub tipo: String,
    /// *Perché*.
    pub perche: String,
    /// *Cosa fare*.
    pub fare: String,
    /// How it stands, in words.
    pub situazione: String,
    /// More on that, where it waits for the operator.
    pub dubbio: String,
    /// What can be done.
    pub apre: Apre,
    /// The answer that it follows from, and what that says.
    pub segue: Option<(EsitoId, String)>,
}

/// What can be done with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Apre {
    /// Nothing.
    #[default]
    Niente,
    /// *Libera e correggi*, in this case.
    Libera(ProgettoId),
    /// The operator says which benefits, as the message says.
    Scegli,
    /// The operator says what it means of the benefits that are known.
    Decidi,
    /// The operator says which benefits, and what it means.
    ScegliEDecidi,
}

/// A benefit that an answer may speak of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidato {
    /// Its row.
    pub riga: RigaDiFlusso,
    /// Name of the flow.
    pub flusso: String,
    /// Whose.
    pub assistito: String,
    /// What and when.
    pub prestazione: String,
    /// How it stands there.
    pub situazione: String,
}

/// A message that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Messaggio {
    /// In a few words.
    pub titolo: String,
    /// As INPS writes it.
    pub esempio: String,
    /// What becomes of the benefit.
    pub effetto: String,
    /// *Perché*.
    pub perche: String,
    /// *Cosa fare*.
    pub fare: String,
    /// An example of what is wrong; empty where there is nothing to mend.
    pub prima: String,
    /// The same, mended.
    pub dopo: String,
    /// Who does it.
    pub chi: String,
}
