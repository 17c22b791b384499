//! A flow that was made, and the generation ("stampa") that made it.

use super::{EnteId, PrestazioneId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Key of a [`FlussoInviato`] in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FlussoId(pub u32);

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
}

/// One generation: what *Stampa* made in one go.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Stampa {
    /// Local date and time, `AAAA-MM-GG HH:MM`.
    pub creata: String,
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
    /// Its files.
    pub files: Vec<StampaFile>,
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
