//! *Confronto con l'anagrafe* on the wire.

use crate::desk::page::{Page, Part};
use crate::records::{AssistitoId, Field};
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EstrattoRequest {
    /// Reads an extract, whose bytes travel beside. Answer: [`EstrattoAnswer`].
    Read {
        /// For the sentences.
        file_name: String,
    },
    /// What it says otherwise. Answer: [`EstrattoAnswer`].
    List(EstrattoQuery),
    /// Takes values of the extract into the archive. Answer: `Answer::Done`.
    Take(Scelta),
    /// Forgets it. Answer: `Answer::Done`.
    Forget,
}

/// Which values are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scelta {
    /// All of fields that are blank here.
    Vuoti,
    /// These.
    Questi(Vec<(AssistitoId, Field)>),
}

/// Which differences to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EstrattoQuery {
    /// Which.
    pub quali: Quali,
    /// Text search over person and field.
    pub search: String,
    /// Which part of what is found.
    pub part: Part,
}

/// Which differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Quali {
    /// All.
    #[default]
    Tutti,
    /// Where both say something.
    Diversi,
    /// Where ours is blank.
    Vuoti,
}

/// The extract beside the archive.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EstrattoAnswer {
    /// Name of the file; empty where none is open.
    pub file: String,
    /// Its rows, and what became of them, in a sentence each.
    pub conti: Vec<String>,
    /// Fields that it tells of.
    pub campi: Vec<String>,
    /// Rows to be looked at by the operator, a sentence each; the first of them.
    pub da_guardare: Vec<String>,
    /// "Trovate N differenze", and those of this page.
    pub list: Page<ScostamentoView>,
    /// How many values would fill what is blank.
    pub vuoti: u32,
    /// How many are otherwise where both say something.
    pub diversi: u32,
}

/// A value that the extract has otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScostamentoView {
    /// Whose.
    pub assistito: AssistitoId,
    /// Which.
    pub field: Field,
    /// The person, in words.
    pub chi: String,
    /// The field, in words.
    pub campo: String,
    /// Row of the extract.
    pub riga: u32,
    /// Ours; empty where it is blank.
    pub nostro: String,
    /// The extract's.
    pub estratto: String,
    /// Where the two part, in words; empty where it says nothing.
    pub dove: String,
}
