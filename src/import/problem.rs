//! A cell that could not be read, told so that the operator can mend it.

use crate::records::Field;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What its column was taken for.
    pub field: Field,
    /// Letter of its column.
    pub column: String,
    /// Heading of its column.
    pub heading: String,
    /// The cell as the sheet has it.
    pub raw: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// The nearest rule of the rule book, for counts by rule and for explanations.
    #[must_use]
    pub fn rule_hint(&self) -> Option<&'static str> {
        rule_of(self.field)
    }
}

/// `colonna D «Data inizio», «31/02/2026»: questo giorno non esiste. …`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "colonna {}", self.column)?;
        if !self.heading.is_empty() {
            write!(f, " «{}»", self.heading)?;
        }
        if !self.raw.is_empty() {
            write!(f, ", «{}»", self.raw)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The rule that would judge a wrong value of this field.
#[must_use]
pub fn rule_of(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::CodiceFiscale => "X10",
        Field::Cognome | Field::Nominativo => "X11",
        Field::Nome => "X12",
        Field::DataNascita => "X13",
        Field::LuogoNascita => "X14",
        Field::Sesso => "X15",
        Field::Cittadinanza => "X16",
        Field::SecondaCittadinanza => "X17",
        Field::NazioneResidenza | Field::ComuneResidenza => "P15",
        Field::Ente => "K04",
        Field::ProtocolloDomanda => "X28",
        Field::CodicePrestazione => "X26",
        Field::Denominazione => "X27",
        Field::Carattere => "X22",
        Field::DataEvento
        | Field::DataInizio
        | Field::DataFine
        | Field::DataErogazione
        | Field::DataPrevista
        | Field::DataEffettiva => "X29",
        Field::ImportoPrestazione
        | Field::ImportoMensile
        | Field::Importo
        | Field::QuotaEnte
        | Field::QuotaUtente
        | Field::QuotaSsn
        | Field::ImportoRichiesto
        | Field::SogliaIsee
        | Field::ValoreIsee
        | Field::CostoErogazione
        | Field::CostoCalcolato
        | Field::Recupero => "X30",
        Field::Periodo => "X31",
        Field::OreMensili | Field::OraInizio | Field::OraFine | Field::OreErogate => "X32",
        Field::ProvaMezzi => "X21",
        Field::PresaCarico => "X33",
        Field::AreaUtenza => "X34",
        Field::ProtocolloDsu => "X23",
        Field::AnnoDsu => "X24",
        Field::DataDsu => "X25",
        Field::Mobilita
        | Field::VitaQuotidiana
        | Field::AreaCognitiva
        | Field::Comportamento
        | Field::CureSanitarie
        | Field::AreaReddituale
        | Field::AreaSupporto
        | Field::FonteValutazione
        | Field::Strumento
        | Field::FonteInvalidita
        | Field::Invalidita => "X38",
        Field::Necessita => "P17",
        Field::DataSina => "S14",
        Field::Indirizzo
        | Field::TipoProgetto
        | Field::MacroTipo
        | Field::AnnoProgetto
        | Field::NumeroProgetto
        | Field::DataProgetto
        | Field::ComuneProgetto
        | Field::Quantita
        | Field::Tipo => return None,
    })
}
