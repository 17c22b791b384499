//! *Gestione stampe* on the wire: generations, and what their files say.

use crate::desk::conto::ContoView;
use crate::desk::invio::request::InvioQuery;
use crate::desk::page::{Page, Part};
use crate::records::{EnteId, Minute, PrestazioneId, ProgettoId, StampaId};
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum StampeRequest {
    /// *Stampa*: writes one flow an ente of what the query finds and can be sent. Answer: [`StampeAnswer::Made`].
    Make {
        /// The query; its part is of no matter.
        query: InvioQuery,
        /// Just these rows of it; empty for all.
        only: Vec<PrestazioneId>,
        /// For application cooperation: one flow a benefit.
        waas: bool,
        /// Who signs for an ente, by their fiscal code; without it the operator in use, or the only one there is.
        firme: Vec<(EnteId, String)>,
    },
    /// All generations, newest first. Answer: [`StampeAnswer::List`].
    List,
    /// One file of a generation. Answer: `Answer::File`.
    File {
        /// The generation.
        stampa: StampaId,
        /// The file's name.
        name: String,
    },
    /// All files of a generation as a zip. Answer: `Answer::File`.
    Zip {
        /// The generation.
        stampa: StampaId,
    },
    /// A generation with the positions that it left out. Answer: [`StampeAnswer::Open`].
    Open {
        /// The generation.
        stampa: StampaId,
    },
    /// What one of its files says, to be read on screen. Answer: [`StampeAnswer::Read`].
    Read {
        /// The generation.
        stampa: StampaId,
        /// The file's name.
        name: String,
        /// Which of its people.
        part: Part,
    },
    /// Deletes a generation with its files, but for the XML of its flows. Answer: `Answer::Done`.
    Delete {
        /// The generation.
        stampa: StampaId,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum StampeAnswer {
    /// A generation was made, to be opened in *Gestione stampe*.
    Made(StampaView),
    /// Nothing was made: of these enti somebody has to say who signs.
    WhoSigns(Vec<Signers>),
    /// All generations.
    List(Vec<StampaView>),
    /// A generation.
    Open(Box<StampaOpen>),
    /// A page of one of its files.
    Read(Box<StampaRead>),
}

/// A generation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StampaView {
    /// Its key.
    pub id: StampaId,
    /// Local date and time.
    pub created: Minute,
    /// The filters, in words.
    pub filters: String,
    /// `PrestazioniSociali` written.
    pub sent: u32,
    /// People.
    pub people: u32,
    /// Positions left out.
    pub left_out: u32,
    /// How what was found became what was written; `None` for older ones.
    pub conto: Option<ContoView>,
    /// Its files.
    pub files: Vec<FileView>,
}

/// An ente with several operators, none of which is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signers {
    /// Its key.
    pub ente: EnteId,
    /// Its name.
    pub name: String,
    /// Fiscal codes and names, in the order of the ente.
    pub operatori: Vec<(String, String)>,
}

/// A file of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// `PRESTAZIONI`, `INVIO PRESTAZIONI`, `FILE DI LOG`, `FILE DI LOG (foglio)`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u32,
}

/// A generation, opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StampaOpen {
    /// The generation.
    pub stampa: StampaView,
    /// Positions left out.
    pub left_out: Vec<LeftOutRow>,
}

/// A position left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutRow {
    /// Whose; empty where it is no longer in the archive.
    pub who: String,
    /// Code and period.
    pub what: String,
    /// The case, in words.
    pub case: String,
    /// Key of the case, for the way to its *Quadro sinottico*; `None` where it is no longer in the archive.
    pub progetto: Option<ProgettoId>,
    /// Why, a line each.
    pub reasons: Vec<String>,
}

/// A page of a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StampaRead {
    /// Its name.
    pub name: String,
    /// What it says of itself: label and value.
    pub head: Vec<(String, String)>,
    /// Its people; none in a text.
    pub people: Page<PersonRead>,
    /// A text; empty for an XML.
    pub text: String,
}

/// A `Beneficiario`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PersonRead {
    /// Surname and name.
    pub name: String,
    /// Fiscal code, birth, residence: a line each.
    pub lines: Vec<String>,
    /// The benefits, each as labels and values.
    pub benefits: Vec<Vec<(String, String)>>,
}
