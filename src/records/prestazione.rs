//! The benefit, with the fields that INPS asks of it.

use super::stato::ended;
use super::{Amount, Erogazione, Hours, Id, Invio, Minute, Passo, ProgettoId, Stato, Vietato};
use crate::codes::{
    AreaCognitiva, AreaReddituale, AreaSupporto, AreaUtenza, Carattere, Comportamento, CureSanitarie, Enumeration,
    FonteInvalidita, FonteValutazione, InvCiv, Mobilita, PresaCarico, ProvaMezzi, Strumento, VitaQuotidiana,
    prestazioni,
};
use crate::text::dates;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Key of a [`Prestazione`] in the archive.
pub type PrestazioneId = Id<Prestazione>;

/// How a benefit is counted: by hours of delivery, or by item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tipo {
    /// Delivered by hours.
    Tempo,
    /// By item.
    Unita,
}

/// Not of the flow: the operators' manual calls them so.
impl Enumeration for Tipo {
    fn all() -> &'static [Self] {
        &[Self::Tempo, Self::Unita]
    }

    fn code(self) -> &'static str {
        match self {
            Self::Tempo => "T",
            Self::Unita => "U",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Tempo => "Tempo",
            Self::Unita => "Unità",
        }
    }
}

/// The three fields that tie a benefit to an ISEE declaration: all or none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dsu {
    /// `INPS-ISEE-2026-00000001A-00`.
    pub protocollo: String,
    /// Year of the protocol.
    pub anno: Option<u16>,
    /// Day of the declaration.
    pub data: Option<NaiveDate>,
}

impl Dsu {
    /// All three are there.
    #[must_use]
    pub fn complete(&self) -> bool {
        !self.protocollo.is_empty() && self.anno.is_some() && self.data.is_some()
    }
}

/// The multidimensional assessment of a person who is not self-sufficient.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sina {
    /// Day of the assessment; it is not sent.
    pub data: Option<NaiveDate>,
    /// Mobility.
    pub mobilita: Option<Mobilita>,
    /// Everyday life.
    pub vita_quotidiana: Option<VitaQuotidiana>,
    /// Cognitive area; left out where there is no trouble.
    pub area_cognitiva: Option<AreaCognitiva>,
    /// Behaviour.
    pub comportamento: Option<Comportamento>,
    /// Need of health care.
    pub cure_sanitarie: Option<CureSanitarie>,
    /// Income.
    pub area_reddituale: Option<AreaReddituale>,
    /// Support of family and others.
    pub area_supporto: Option<AreaSupporto>,
    /// Where the assessment comes from.
    pub fonte_valutazione: Option<FonteValutazione>,
    /// The instrument used.
    pub strumento: Option<Strumento>,
    /// Where the knowledge of the disability comes from.
    pub fonte_invalidita: Option<FonteInvalidita>,
    /// Codes of the benefits that the person needs.
    pub necessita: Vec<String>,
    /// Certificates of disability.
    pub invalidita: Vec<InvCiv>,
}

/// A benefit. Texts that are not known are empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Prestazione {
    /// The case.
    pub progetto: ProgettoId,
    /// By hours or by item.
    pub tipo: Option<Tipo>,
    /// INPS's code, 5 to 10 characters.
    pub codice: String,
    /// Name; where empty, the one of the code is written.
    pub denominazione: String,
    /// Periodic or occasional.
    pub carattere: Option<Carattere>,
    /// Means test.
    pub prova_mezzi: Option<ProvaMezzi>,
    /// The ISEE declaration.
    pub dsu: Dsu,
    /// Value of the ISEE; it is not sent.
    pub valore_isee: Option<Amount>,
    /// Day of the event that gives right to the benefit; for A1.05.01 the day of payment.
    pub data_evento: Option<NaiveDate>,
    /// First day (periodic).
    pub data_inizio: Option<NaiveDate>,
    /// Last day (periodic).
    pub data_fine: Option<NaiveDate>,
    /// Day of delivery (occasional).
    pub data_erogazione: Option<NaiveDate>,
    /// Whole amount (occasional).
    pub importo_prestazione: Option<Amount>,
    /// Amount a month (periodic).
    pub importo_mensile: Option<Amount>,
    /// Months, 1 to 12; where absent, computed from the dates.
    pub periodo: Option<u8>,
    /// The ente's share.
    pub quota_ente: Option<Amount>,
    /// The person's share.
    pub quota_utente: Option<Amount>,
    /// The health service's share.
    pub quota_ssn: Option<Amount>,
    /// What was asked of the person (statistical).
    pub importo_richiesto: Option<Amount>,
    /// The ISEE threshold (statistical).
    pub soglia_isee: Option<Amount>,
    /// Hours a month.
    pub ore_mensili: Option<Hours>,
    /// Taken in charge by the social service; never guessed.
    pub presa_carico: Option<PresaCarico>,
    /// Area, where taken in charge.
    pub area_utenza: Option<AreaUtenza>,
    /// Assessment.
    pub sina: Option<Sina>,
    /// Where this is one delivery of a benefit counted by hours, to be gathered with the others: see `raccolta`.
    pub erogazione: Option<Erogazione>,
    /// Where it stands.
    pub stato: Stato,
    /// Sendings that are over, oldest first.
    pub invii: Vec<Invio>,
    /// Whether it is of the demonstration, and goes with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dimostrativo: bool,
}

impl Prestazione {
    /// Takes a step, and keeps what ends with it. `at`: local date and time.
    ///
    /// # Errors
    /// A step that its standing does not allow; nothing is then changed.
    pub fn passa(&mut self, passo: Passo<'_>, at: Minute) -> Result<(), Vietato> {
        let next = self.stato.dopo(passo)?;
        self.invii.extend(ended(&self.stato, passo, at));
        self.stato = next;
        Ok(())
    }

    /// The denomination to write: the record's own, or the code's.
    #[must_use]
    pub fn denomination(&self) -> &str {
        if self.denominazione.is_empty() {
            prestazioni::by_code(&self.codice).map_or("", |row| row.denominazione)
        } else {
            &self.denominazione
        }
    }

    /// The day by which a benefit is put in a period: delivery, or start, or event.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        if let Some(day) = self.erogazione.as_ref().and_then(Erogazione::day) {
            return Some(day);
        }
        match self.carattere {
            Some(Carattere::Occasionale) => self.data_erogazione.or(self.data_inizio),
            _ => self.data_inizio.or(self.data_erogazione),
        }
        .or(self.data_evento)
    }

    /// First and last day: one day for an occasional benefit, and for a delivery.
    #[must_use]
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.day()?;
        let one_day = self.carattere == Some(Carattere::Occasionale) || self.erogazione.is_some();
        let to = if one_day { from } else { self.data_fine.unwrap_or(from) };
        Some((from, to.max(from)))
    }

    /// The amount that counts for its character; of a delivery, its cost.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        if let Some(erogazione) = &self.erogazione {
            return erogazione.cost();
        }
        match self.carattere {
            Some(Carattere::Periodico) => self.importo_mensile,
            Some(Carattere::Occasionale) => self.importo_prestazione,
            None => self.importo_mensile.or(self.importo_prestazione),
        }
    }

    /// `dal 01/02/2025 al 31/07/2025`, or the one day.
    #[must_use]
    pub fn period_label(&self) -> String {
        if let Some(erogazione) = &self.erogazione {
            return erogazione.day().map(dates::italian).unwrap_or_default();
        }
        match (self.carattere, self.data_inizio, self.data_fine) {
            (Some(Carattere::Occasionale), ..) => self.data_erogazione.map(dates::italian).unwrap_or_default(),
            (_, Some(from), Some(to)) => format!("dal {} al {}", dates::italian(from), dates::italian(to)),
            (_, Some(from), None) => format!("dal {}", dates::italian(from)),
            _ => self.day().map(dates::italian).unwrap_or_default(),
        }
    }
}
