//! *Gestione flussi* on the wire: what is asked of a flow that was made, and what is shown of it.

use crate::desk::page::{Page, Part};
use crate::records::{EnteId, FlussoId, Portale, ProgettoId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlussiRequest {
    /// The flows, newest first. Answer: [`FlussiAnswer::List`].
    List(FlussiQuery),
    /// The same as a workbook. Answer: `Answer::File`.
    ListSheet(FlussiQuery),
    /// One flow with its rows. Answer: [`FlussiAnswer::Open`].
    Open(FlussoQuery),
    /// Its rows as a workbook; the query's part is of no matter. Answer: `Answer::File`.
    RowsSheet(FlussoQuery),
    /// A row as it was sent, beside what it is now. Answer: [`FlussiAnswer::Compare`].
    Compare {
        /// The flow.
        id: FlussoId,
        /// Index of the row.
        riga: u32,
    },
    /// The XML as it was sent. Answer: `Answer::File`.
    File {
        /// The flow.
        id: FlussoId,
    },
    /// *Prova d'invio*. Answer: `Answer::Fascicolo`.
    Prova {
        /// The flow.
        id: FlussoId,
    },
    /// The same as a workbook. Answer: `Answer::File`.
    ProvaSheet {
        /// The flow.
        id: FlussoId,
    },
    /// What the portal answered. Answer: `Answer::Done`.
    Portal {
        /// The flow.
        id: FlussoId,
        /// The answer.
        portale: Portale,
        /// A note on it.
        nota: String,
    },
    /// The red bin. Answer: `Answer::Done`.
    Trash {
        /// The flow.
        id: FlussoId,
    },
    /// A step of some rows. Answer: `Answer::Done`.
    Step {
        /// The flow.
        id: FlussoId,
        /// Indexes of the rows; empty for all that wait for the step.
        righe: Vec<u32>,
        /// The step.
        passo: FlussoPasso,
    },
    /// Takes in a flow sent in the past; its bytes travel beside. Answer: `Answer::Done`.
    History {
        /// Whether INPS has taken it.
        acquisita: bool,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlussiAnswer {
    /// A page of the flows.
    List(Page<FlussoView>),
    /// One flow.
    Open(Box<FlussoPage>),
    /// A row as sent and now.
    Compare(Box<Confronto>),
}

/// A step that the operator takes on rows of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlussoPasso {
    /// *Predisponi per un nuovo invio*.
    Libera,
    /// INPS discarded it, in these words.
    Scarta(String),
    /// INPS took it.
    Acquisisci,
    /// INPS took it without its DSU.
    AcquisisciSenzaDsu,
    /// *Rettifica*.
    Rettifica,
    /// *Annulla*.
    Annulla,
    /// Neither, after all.
    Rinuncia,
}

/// The filters of *Gestione flussi*.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FlussiQuery {
    /// Text search over name and *Utente*.
    pub search: String,
    /// First day of *Data creazione*.
    pub dal: Option<NaiveDate>,
    /// Last day of *Data creazione*.
    pub al: Option<NaiveDate>,
    /// Whose; `None` for all.
    pub ente: Option<EnteId>,
    /// What became of it; `None` for all.
    pub esito: Option<EsitoCercato>,
    /// Which part of what is found.
    pub part: Part,
}

/// What became of a flow, to be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EsitoCercato {
    /// What the portal answered.
    Portale(Portale),
    /// Trashed, whatever the portal answered.
    Cestinato,
}

/// Which rows of a flow to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FlussoQuery {
    /// The flow.
    pub id: FlussoId,
    /// Only rows that stand so; empty for all.
    pub situazione: String,
    /// Text search over person, fiscal code and benefit.
    pub search: String,
    /// Which part of what is found.
    pub part: Part,
}

/// A flow in the list, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FlussoView {
    /// Its key.
    pub id: FlussoId,
    /// *Data creazione*.
    pub creato: String,
    /// *Numero files*.
    pub files: u32,
    /// *Periodo*: "dal 01-01-2018 al 31-12-2018".
    pub periodo: String,
    /// *Nome files*.
    pub nome: String,
    /// Whose it is.
    pub ente: String,
    /// *Utente*.
    pub utente: String,
    /// Its rows and how they stand: "64 righe: 63 Inviata, 1 Scartata".
    pub righe: String,
    /// What the portal answered.
    pub portale: Portale,
    /// The same in words, with the operator's note.
    pub esito: String,
    /// Trashed.
    pub cestinato: bool,
    /// Taken in as history.
    pub storico: bool,
}

/// One flow with a page of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FlussoPage {
    /// The flow.
    pub flusso: FlussoView,
    /// The operator's note on the portal's answer.
    pub nota: String,
    /// "Trovate N righe", and those of this page.
    pub list: Page<RigaView>,
    /// How many rows stand how, to choose from.
    pub situazioni: Vec<(String, u32)>,
}

/// A row of a flow, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RigaView {
    /// Its index in the flow.
    pub riga: u32,
    /// A cancellation.
    pub cancellazione: bool,
    /// Whether it can go out with the next submission: sent or discarded, and nothing since.
    pub liberabile: bool,
    /// Key of its case, to be opened; `None` where the benefit is gone.
    pub progetto: Option<ProgettoId>,
    /// Whose.
    pub assistito: String,
    /// Fiscal code.
    pub codice_fiscale: String,
    /// Code and name.
    pub prestazione: String,
    /// When.
    pub periodo: String,
    /// How it stands.
    pub situazione: String,
    /// INPS's words, where it was discarded.
    pub messaggio: String,
}

impl RigaView {
    /// What the row does.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        if self.cancellazione { "cancellazione" } else { "invio" }
    }
}

/// A row as it was sent, beside what it is now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Confronto {
    /// Whose and what, in words.
    pub titolo: String,
    /// Each field that says something.
    pub campi: Vec<Campo>,
    /// How many differ.
    pub diversi: u32,
    /// Past sendings and changes of the benefit, a line each, newest first.
    pub storia: Vec<String>,
}

/// One field of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Campo {
    /// Its label.
    pub campo: String,
    /// As sent.
    pub inviato: String,
    /// As it is now.
    pub ora: String,
    /// Whether they differ.
    pub diverso: bool,
}
