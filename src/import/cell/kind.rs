//! Which of the ways to read a cell is a field's.

use crate::records::Field;

/// How a field is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    /// Text that a spreadsheet may have taken for a number: codes, protocols.
    Code,
    FiscalCode,
    BenefitCode,
    Benefit,
    Dsu,
    Date,
    Amount,
    Hours,
    /// A time of the day.
    Clock,
    Year,
    Months,
    Count,
    Choice,
    Codes,
    Choices,
    Comune,
    BirthPlace,
    Nation,
}

/// How the cells of a column are read.
pub(crate) fn kind(field: Field) -> Kind {
    match field {
        Field::CodiceFiscale => Kind::FiscalCode,
        Field::DataNascita
        | Field::DataProgetto
        | Field::DataEvento
        | Field::DataInizio
        | Field::DataFine
        | Field::DataErogazione
        | Field::DataDsu
        | Field::DataSina
        | Field::DataPrevista
        | Field::DataEffettiva => Kind::Date,
        Field::LuogoNascita => Kind::BirthPlace,
        Field::Cittadinanza | Field::SecondaCittadinanza | Field::NazioneResidenza => Kind::Nation,
        Field::ComuneResidenza => Kind::Comune,
        Field::AnnoProgetto | Field::AnnoDsu => Kind::Year,
        Field::Periodo => Kind::Months,
        Field::CodicePrestazione => Kind::BenefitCode,
        Field::Denominazione => Kind::Benefit,
        Field::ProtocolloDsu => Kind::Dsu,
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
        | Field::Recupero => Kind::Amount,
        Field::OreMensili | Field::OreErogate => Kind::Hours,
        Field::OraInizio | Field::OraFine => Kind::Clock,
        Field::Quantita => Kind::Count,
        Field::Necessita => Kind::Codes,
        Field::Invalidita => Kind::Choices,
        Field::Ente | Field::NumeroProgetto | Field::ProtocolloDomanda => Kind::Code,
        Field::Sesso
        | Field::Tipo
        | Field::Carattere
        | Field::ProvaMezzi
        | Field::PresaCarico
        | Field::AreaUtenza
        | Field::Mobilita
        | Field::VitaQuotidiana
        | Field::AreaCognitiva
        | Field::Comportamento
        | Field::CureSanitarie
        | Field::AreaReddituale
        | Field::AreaSupporto
        | Field::FonteValutazione
        | Field::Strumento
        | Field::FonteInvalidita => Kind::Choice,
        Field::Cognome
        | Field::Nome
        | Field::Nominativo
        | Field::Indirizzo
        | Field::TipoProgetto
        | Field::MacroTipo
        | Field::ComuneProgetto => Kind::Text,
    }
}
