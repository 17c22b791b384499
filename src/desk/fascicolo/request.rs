//! All that the archive has on a person, on the wire: sections as the page and the file both show them.

use crate::records::AssistitoId;
use serde::{Deserialize, Serialize};

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FascicoloRequest {
    /// All of it. Answer: [`Answer::Fascicolo`](crate::desk::Answer::Fascicolo).
    Show(AssistitoId),
    /// The same as a workbook (*Salva come file*). Answer: `Answer::File`.
    Sheet(AssistitoId),
}

/// All that the archive has on a person, or on a flow (*Prova d'invio*).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fascicolo {
    /// Whose it is, in words; never in the window's title, nor in a file's name.
    pub titolo: String,
    /// Whose data they are, who holds them, when this was made; or what the flow was: label and value.
    pub testata: Vec<(String, String)>,
    /// Where the data come from, why they are held, and for how long; or how to use it.
    pub perche: String,
    /// What there is.
    pub sezioni: Vec<Sezione>,
}

/// One kind of data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sezione {
    /// Its title.
    pub titolo: String,
    /// What there is to know beside; empty where nothing is.
    pub nota: String,
    /// Headings of the columns.
    pub colonne: Vec<String>,
    /// Its rows, those that belong together in one.
    pub gruppi: Vec<Gruppo>,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Gruppo {
    /// What they are of; empty where that needs no word.
    pub titolo: String,
    /// As many cells as there are columns.
    pub righe: Vec<Vec<String>>,
}
