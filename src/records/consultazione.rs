//! The consultation: an ISEE request made for INPS, row by row, with what INPS answered and what became of it.
//!
//! INPS tells incomes, assets and households: of an answer only what a decision needs is kept here.

use super::{Amount, EnteId, Id, Minute, PrestazioneId, ProgettoId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Key of a [`Consultazione`] in the archive.
pub type ConsultazioneId = Id<Consultazione>;

/// Key of a consultation, and index of a row of it.
pub type Posto = (ConsultazioneId, u32);

/// One request, and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Consultazione {
    /// `{Ente}{AAAA-MM-GG}{NNNNNNNN}`; it never repeats.
    pub identificatore: String,
    /// Who asks.
    pub ente: EnteId,
    /// Day of the request.
    pub giorno: Option<NaiveDate>,
    /// Local date and time, `AAAA-MM-GG HH:MM`.
    pub creata: Minute,
    /// Who made it.
    pub utente: String,
    /// Year of its cases, where they have one in common; else that of the request.
    pub anno: Option<u16>,
    /// Types of its cases.
    pub tipi: Vec<String>,
    /// Name of the profile that wrote it.
    pub profilo: String,
    /// Name of its file.
    pub file: String,
    /// When an answer was last loaded; empty before.
    pub ricevuta: Minute,
    /// What was asked.
    pub righe: Vec<RigaConsultazione>,
}

impl Consultazione {
    /// Rows that INPS has answered.
    #[must_use]
    pub fn con_riscontro(&self) -> usize {
        self.righe.iter().filter(|riga| riga.stato != StatoConsultazione::InAttesa).count()
    }
}

/// One person asked about, for one case, benefit and year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RigaConsultazione {
    /// The case.
    pub progetto: ProgettoId,
    /// Its benefits that wait for this ISEE.
    pub prestazioni: Vec<PrestazioneId>,
    /// `ProtocolloDomandaEnteErogatore` as sent: unique, and nothing personal.
    pub protocollo: String,
    /// The fiscal code asked about.
    pub codice_fiscale: String,
    /// The day at which the ISEE must be valid.
    pub validita: Option<NaiveDate>,
    /// `PrestazioneDaErogare`.
    pub codice: String,
    /// Where it stands.
    pub stato: StatoConsultazione,
    /// What INPS answered.
    pub riscontro: Option<Riscontro>,
    /// Why the operator must decide, or what went wrong, a sentence each.
    pub motivi: Vec<String>,
}

impl RigaConsultazione {
    /// Its case is erased: nothing stays of whom it was about, nor of what INPS answered.
    pub fn forget(&mut self) {
        self.prestazioni.clear();
        self.codice_fiscale.clear();
        self.riscontro = None;
    }

    /// Whether it was.
    #[must_use]
    pub fn is_forgotten(&self) -> bool {
        self.codice_fiscale.is_empty()
    }
}

/// INPS's answer, kept minimal: no incomes, no assets, nobody of the household.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Riscontro {
    /// In the words of INPS's service: `OK`, `DATI_NON_TROVATI`, …
    pub esito: String,
    /// The ISEE.
    pub valore: Option<Amount>,
    /// Which indicator, in INPS's word.
    pub tipo: String,
    /// Of the reduced household.
    pub ridotto: bool,
    /// Protocol of the declaration.
    pub protocollo_dsu: String,
    /// Day of the declaration.
    pub presentazione: Option<NaiveDate>,
    /// Last day of its validity.
    pub scadenza: Option<NaiveDate>,
    /// An ISEE corrente.
    pub corrente: bool,
    /// Omissions or discrepancies.
    pub difformita: bool,
}

impl Riscontro {
    /// Year of the declaration, as its protocol says (`INPS-ISEE-2026-…`).
    #[must_use]
    pub fn anno_dsu(&self) -> Option<u16> {
        self.protocollo_dsu.split('-').nth(2)?.parse().ok()
    }
}

/// Where a row of a consultation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum StatoConsultazione {
    /// INPS's answer is not loaded yet.
    #[default]
    InAttesa,
    /// The ISEE was written to the case because INPS's answer was positive.
    Automatico,
    /// Positive, but the operator must decide.
    DaGestire,
    /// The operator decided.
    Utente,
    /// INPS could not tie an ISEE to the person.
    Errore,
}

impl StatoConsultazione {
    /// All, in the order of the manual.
    pub const ALL: [Self; 5] = [Self::InAttesa, Self::Automatico, Self::DaGestire, Self::Utente, Self::Errore];

    /// In the operators' words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::InAttesa => "In attesa di riscontro",
            Self::Automatico => "Riscontro positivo confermato in automatico",
            Self::DaGestire => "Riscontro positivo da gestire",
            Self::Utente => "Riscontro positivo confermato da utente",
            Self::Errore => "Errore",
        }
    }
}
