//! A flow that was made, and the generation ("stampa") that made it.

use super::{Conto, EnteId, Id, Minute, PrestazioneId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Key of a [`FlussoInviato`] in the archive.
pub type FlussoId = Id<FlussoInviato>;

/// A flow as it was sent. Its XML is kept among the archive's files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FlussoInviato {
    /// `A129.PSA.20261123.0000001`.
    pub nome: String,
    /// Who sent it.
    pub ente: EnteId,
    /// Fiscal code of the operator who signed it.
    pub operatore: String,
    /// Its day.
    pub giorno: Option<NaiveDate>,
    /// First and last day of what it sends.
    pub periodo: Option<(NaiveDate, NaiveDate)>,
    /// The benefits it sends.
    pub righe: Vec<PrestazioneId>,
    /// `Beneficiario` written.
    pub beneficiari: u32,
    /// `PrestazioniSociali` written.
    pub inviate: u32,
    /// Where each of `righe` is in the XML; empty for flows made before this was kept.
    pub posizioni: Vec<Posizione>,
    /// Local date and time of its making, `AAAA-MM-GG HH:MM`.
    pub creato: Minute,
    /// Name of the operator who signed it, as set up.
    pub utente: String,
    /// Key of its XML among the archive's files.
    pub file: String,
    /// What the portal answered to the upload.
    pub portale: Portale,
    /// The operator's note on that answer.
    pub nota: String,
    /// When it was trashed; empty where it was not. Its name is never given again.
    pub cestinato: Minute,
    /// Made by another program, and taken in as history.
    pub storico: bool,
    /// Those of its benefits that were erased for being too old, though INPS may have them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub eliminate: Vec<PrestazioneId>,
    /// When its XML was erased too, `AAAA-MM-GG HH:MM`; empty where it was not. It stays listed: its name is never given
    /// again.
    #[serde(skip_serializing_if = "Minute::is_unknown")]
    pub svuotato: Minute,
}

impl FlussoInviato {
    /// Where the benefit, or its cancellation, is in the XML.
    #[must_use]
    pub fn place(&self, id: PrestazioneId, cancellazione: bool) -> Option<Posizione> {
        self.rows().filter(|(of, _)| *of == id).find_map(|(_, at)| at.filter(|at| at.cancellazione == cancellazione))
    }

    /// Its rows, with their places where these are known.
    pub fn rows(&self) -> impl Iterator<Item = (PrestazioneId, Option<Posizione>)> {
        self.righe.iter().enumerate().map(|(index, id)| (*id, self.posizioni.get(index).copied()))
    }
}

/// Where a benefit is in the XML of its flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Posizione {
    /// Its cancellation, not the benefit itself.
    pub cancellazione: bool,
    /// Index of the `Beneficiario`.
    pub beneficiario: u32,
    /// Index of its first `PrestazioniSociali` among theirs.
    pub prima: u32,
    /// How many it has: one a calendar year.
    pub parti: u32,
}

/// What INPS's portal answered to the upload of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Portale {
    /// Nothing yet.
    #[default]
    InAttesa,
    /// `200`: loaded.
    Caricato,
    /// `500`: the file has a problem.
    Rifiutato,
}

impl Portale {
    /// In the operators' words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::InAttesa => "in attesa",
            Self::Caricato => "200 caricato",
            Self::Rifiutato => "500 rifiutato",
        }
    }
}

/// Key of a [`Stampa`] in the archive.
pub type StampaId = Id<Stampa>;

/// One generation: what *Stampa* made in one go.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Stampa {
    /// Local date and time, `AAAA-MM-GG HH:MM`.
    pub creata: Minute,
    /// The filters used, in words without personal data.
    pub filtri: String,
    /// Names of the flows made.
    pub flussi: Vec<String>,
    /// `PrestazioniSociali` written.
    pub inviate: u32,
    /// People.
    pub beneficiari: u32,
    /// Positions left out.
    pub scartate: u32,
    /// How what was found became what was written; `None` for generations made before this was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conto: Option<Conto>,
    /// The same positions, with their reasons.
    pub lasciate: Vec<Lasciata>,
    /// Its files.
    pub files: Vec<StampaFile>,
}

/// A position that a generation left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Lasciata {
    /// Which.
    pub prestazione: PrestazioneId,
    /// Why: rule id and message.
    pub motivi: Vec<(String, String)>,
}

/// A file of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StampaFile {
    /// What it is, in the words of the manual.
    pub tipo: String,
    /// Its name.
    pub nome: String,
    /// Its size in bytes.
    pub bytes: u32,
}
