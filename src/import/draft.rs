//! The records that a row, or a form, would become: each field put in and read out by name.

use super::cell::CellValue;
use crate::codes::{
    AreaCognitiva, AreaReddituale, AreaSupporto, AreaUtenza, Carattere, Comportamento, CureSanitarie, FonteInvalidita,
    FonteValutazione, Genere, InvCiv, Mobilita, PresaCarico, ProvaMezzi, Strumento, VitaQuotidiana,
};
use crate::records::{Amount, Assistito, Erogazione, Field, Hours, Prestazione, Progetto, Sina, Tipo};
use crate::text::dates;
use chrono::NaiveDate;

/// A person, a case and a benefit, not tied to any others yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The ente, as written; `None` where the sheet names none.
    pub ente: Option<String>,
    /// The person.
    pub assistito: Assistito,
    /// The case.
    pub progetto: Progetto,
    /// The benefit.
    pub prestazione: Prestazione,
}

impl Draft {
    /// Puts a value in. A blank one empties the field; the ways in which sheets write two fields in one cell
    /// ([`Field::Nominativo`], [`Field::Importo`]) are the reader's to take apart.
    pub fn set(&mut self, field: Field, value: CellValue) {
        let Self { ente, assistito, progetto, prestazione } = self;
        match field {
            Field::CodiceFiscale => assistito.codice_fiscale = text(value),
            Field::Cognome => assistito.cognome = text(value),
            Field::Nome => assistito.nome = text(value),
            Field::DataNascita => assistito.nascita = date(&value),
            Field::LuogoNascita => assistito.luogo_nascita = text(value),
            Field::Sesso => assistito.genere = choice(&value, Genere::from_code),
            Field::Cittadinanza => assistito.cittadinanza = text(value),
            Field::SecondaCittadinanza => assistito.seconda_cittadinanza = text(value),
            Field::NazioneResidenza => assistito.nazione_residenza = text(value),
            Field::ComuneResidenza => assistito.comune_residenza = text(value),
            Field::Indirizzo => assistito.indirizzo = text(value),
            Field::Ente => *ente = Some(text(value)).filter(|ente| !ente.is_empty()),
            Field::TipoProgetto => progetto.tipo = text(value),
            Field::MacroTipo => progetto.macro_tipo = text(value),
            Field::AnnoProgetto => progetto.anno = number(&value),
            Field::NumeroProgetto => progetto.numero = text(value),
            Field::DataProgetto => progetto.data = date(&value),
            Field::ComuneProgetto => progetto.comune = text(value),
            Field::ProtocolloDomanda => progetto.protocollo = text(value),
            Field::CodicePrestazione => prestazione.codice = text(value),
            Field::Denominazione => prestazione.denominazione = name(value),
            Field::Tipo => {
                prestazione.tipo = choice(&value, |code| match code {
                    "T" => Some(Tipo::Tempo),
                    "U" => Some(Tipo::Unita),
                    _ => None,
                });
            }
            Field::Carattere => prestazione.carattere = choice(&value, Carattere::from_code),
            Field::ProvaMezzi => prestazione.prova_mezzi = choice(&value, ProvaMezzi::from_code),
            Field::ProtocolloDsu => prestazione.dsu.protocollo = text(value),
            Field::AnnoDsu => prestazione.dsu.anno = number(&value),
            Field::DataDsu => prestazione.dsu.data = date(&value),
            Field::ValoreIsee => prestazione.valore_isee = amount(&value),
            Field::DataEvento => prestazione.data_evento = date(&value),
            Field::DataInizio => prestazione.data_inizio = date(&value),
            Field::DataFine => prestazione.data_fine = date(&value),
            Field::DataErogazione => prestazione.data_erogazione = date(&value),
            Field::ImportoPrestazione => prestazione.importo_prestazione = amount(&value),
            Field::ImportoMensile => prestazione.importo_mensile = amount(&value),
            Field::Periodo => prestazione.periodo = number(&value).and_then(|months| u8::try_from(months).ok()),
            Field::QuotaEnte => prestazione.quota_ente = amount(&value),
            Field::QuotaUtente => prestazione.quota_utente = amount(&value),
            Field::QuotaSsn => prestazione.quota_ssn = amount(&value),
            Field::ImportoRichiesto => prestazione.importo_richiesto = amount(&value),
            Field::SogliaIsee => prestazione.soglia_isee = amount(&value),
            Field::OreMensili => prestazione.ore_mensili = hours(&value),
            Field::PresaCarico => prestazione.presa_carico = choice(&value, PresaCarico::from_code),
            Field::AreaUtenza => prestazione.area_utenza = choice(&value, AreaUtenza::from_code),
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
            | Field::Necessita
            | Field::Invalidita
            | Field::DataSina => {
                let mut sina = prestazione.sina.take().unwrap_or_default();
                set_sina(&mut sina, field, value);
                prestazione.sina = Some(sina).filter(|sina| *sina != Sina::default());
            }
            Field::DataPrevista
            | Field::OraInizio
            | Field::OraFine
            | Field::DataEffettiva
            | Field::OreErogate
            | Field::Quantita
            | Field::CostoErogazione
            | Field::CostoCalcolato
            | Field::Recupero => {
                let mut erogazione = prestazione.erogazione.take().unwrap_or_default();
                set_erogazione(&mut erogazione, field, &value);
                prestazione.erogazione = Some(erogazione).filter(|it| *it != Erogazione::default());
            }
            Field::Nominativo | Field::Importo => {}
        }
    }

    /// What a form shows in a field, in the form in which [`super::typed`] reads it again:
    /// codes of choices and places, `AAAA-MM-GG`, `1.234,50`.
    #[must_use]
    pub fn text(&self, field: Field) -> String {
        let Self { ente, assistito, progetto, prestazione } = self;
        let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
        let date = |date: Option<NaiveDate>| date.map(dates::iso).unwrap_or_default();
        let amount = |amount: Option<Amount>| amount.map(Amount::italian).unwrap_or_default();
        let number = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
        match field {
            Field::CodiceFiscale => assistito.codice_fiscale.clone(),
            Field::Cognome => assistito.cognome.clone(),
            Field::Nome => assistito.nome.clone(),
            Field::DataNascita => date(assistito.nascita),
            Field::LuogoNascita => assistito.luogo_nascita.clone(),
            Field::Sesso => code(assistito.genere.map(Genere::code)),
            Field::Cittadinanza => assistito.cittadinanza.clone(),
            Field::SecondaCittadinanza => assistito.seconda_cittadinanza.clone(),
            Field::NazioneResidenza => assistito.nazione_residenza.clone(),
            Field::ComuneResidenza => assistito.comune_residenza.clone(),
            Field::Indirizzo => assistito.indirizzo.clone(),
            Field::Ente => ente.clone().unwrap_or_default(),
            Field::TipoProgetto => progetto.tipo.clone(),
            Field::MacroTipo => progetto.macro_tipo.clone(),
            Field::AnnoProgetto => number(progetto.anno),
            Field::NumeroProgetto => progetto.numero.clone(),
            Field::DataProgetto => date(progetto.data),
            Field::ComuneProgetto => progetto.comune.clone(),
            Field::ProtocolloDomanda => progetto.protocollo.clone(),
            Field::CodicePrestazione => prestazione.codice.clone(),
            Field::Denominazione => prestazione.denominazione.clone(),
            Field::Tipo => code(prestazione.tipo.map(|tipo| if tipo == Tipo::Tempo { "T" } else { "U" })),
            Field::Carattere => code(prestazione.carattere.map(Carattere::code)),
            Field::ProvaMezzi => code(prestazione.prova_mezzi.map(ProvaMezzi::code)),
            Field::ProtocolloDsu => prestazione.dsu.protocollo.clone(),
            Field::AnnoDsu => number(prestazione.dsu.anno),
            Field::DataDsu => date(prestazione.dsu.data),
            Field::ValoreIsee => amount(prestazione.valore_isee),
            Field::DataEvento => date(prestazione.data_evento),
            Field::DataInizio => date(prestazione.data_inizio),
            Field::DataFine => date(prestazione.data_fine),
            Field::DataErogazione => date(prestazione.data_erogazione),
            Field::ImportoPrestazione => amount(prestazione.importo_prestazione),
            Field::ImportoMensile => amount(prestazione.importo_mensile),
            Field::Periodo => number(prestazione.periodo.map(u16::from)),
            Field::QuotaEnte => amount(prestazione.quota_ente),
            Field::QuotaUtente => amount(prestazione.quota_utente),
            Field::QuotaSsn => amount(prestazione.quota_ssn),
            Field::ImportoRichiesto => amount(prestazione.importo_richiesto),
            Field::SogliaIsee => amount(prestazione.soglia_isee),
            Field::OreMensili => {
                let typed = |hours: Hours| format!("{}:{:02}", hours.minutes() / 60, hours.minutes() % 60);
                prestazione.ore_mensili.map(typed).unwrap_or_default()
            }
            Field::PresaCarico => code(prestazione.presa_carico.map(PresaCarico::code)),
            Field::AreaUtenza => code(prestazione.area_utenza.map(AreaUtenza::code)),
            Field::DataSina => date(prestazione.sina.as_ref().and_then(|sina| sina.data)),
            field if field.of_delivery() => {
                prestazione.erogazione.as_ref().map(|it| erogazione_text(it, field)).unwrap_or_default()
            }
            _ => prestazione.sina.as_ref().map(|sina| sina_text(sina, field)).unwrap_or_default(),
        }
    }
}

/// A delivery is of *tipo* Tempo, has a day or an hour, and is sent as part of something periodic; else it is none.
pub fn settle_delivery(prestazione: &mut Prestazione) {
    let told = |it: &Erogazione| it.day().is_some() || it.dalle.is_some() || it.alle.is_some();
    if prestazione.tipo == Some(Tipo::Tempo) && prestazione.erogazione.as_ref().is_some_and(told) {
        prestazione.carattere = Some(Carattere::Periodico);
    } else {
        prestazione.erogazione = None;
    }
}

fn set_erogazione(it: &mut Erogazione, field: Field, value: &CellValue) {
    match field {
        Field::DataPrevista => it.prevista = date(value),
        Field::OraInizio => it.dalle = hours(value),
        Field::OraFine => it.alle = hours(value),
        Field::DataEffettiva => it.effettiva = date(value),
        Field::OreErogate => it.ore = hours(value),
        Field::Quantita => it.quantita = number(value),
        Field::CostoErogazione => it.costo = amount(value),
        Field::CostoCalcolato => it.costo_calcolato = amount(value),
        Field::Recupero => it.recupero = amount(value),
        _ => {}
    }
}

fn erogazione_text(it: &Erogazione, field: Field) -> String {
    let date = |date: Option<NaiveDate>| date.map(dates::iso).unwrap_or_default();
    let hours = |hours: Option<Hours>| hours.map(Hours::clock).unwrap_or_default();
    let amount = |amount: Option<Amount>| amount.map(Amount::italian).unwrap_or_default();
    match field {
        Field::DataPrevista => date(it.prevista),
        Field::OraInizio => hours(it.dalle),
        Field::OraFine => hours(it.alle),
        Field::DataEffettiva => date(it.effettiva),
        Field::OreErogate => hours(it.ore),
        Field::Quantita => it.quantita.map(|count| count.to_string()).unwrap_or_default(),
        Field::CostoErogazione => amount(it.costo),
        Field::CostoCalcolato => amount(it.costo_calcolato),
        Field::Recupero => amount(it.recupero),
        _ => String::new(),
    }
}

fn set_sina(sina: &mut Sina, field: Field, value: CellValue) {
    match field {
        Field::DataSina => sina.data = date(&value),
        Field::Mobilita => sina.mobilita = choice(&value, Mobilita::from_code),
        Field::VitaQuotidiana => sina.vita_quotidiana = choice(&value, VitaQuotidiana::from_code),
        Field::AreaCognitiva => sina.area_cognitiva = choice(&value, AreaCognitiva::from_code),
        Field::Comportamento => sina.comportamento = choice(&value, Comportamento::from_code),
        Field::CureSanitarie => sina.cure_sanitarie = choice(&value, CureSanitarie::from_code),
        Field::AreaReddituale => sina.area_reddituale = choice(&value, AreaReddituale::from_code),
        Field::AreaSupporto => sina.area_supporto = choice(&value, AreaSupporto::from_code),
        Field::FonteValutazione => sina.fonte_valutazione = choice(&value, FonteValutazione::from_code),
        Field::Strumento => sina.strumento = choice(&value, Strumento::from_code),
        Field::FonteInvalidita => sina.fonte_invalidita = choice(&value, FonteInvalidita::from_code),
        Field::Necessita => sina.necessita = codes(value),
        Field::Invalidita => {
            sina.invalidita = codes(value).iter().filter_map(|code| InvCiv::from_code(code)).collect();
        }
        _ => {}
    }
}

fn sina_text(sina: &Sina, field: Field) -> String {
    let code = match field {
        Field::Mobilita => sina.mobilita.map(Mobilita::code),
        Field::VitaQuotidiana => sina.vita_quotidiana.map(VitaQuotidiana::code),
        Field::AreaCognitiva => sina.area_cognitiva.map(AreaCognitiva::code),
        Field::Comportamento => sina.comportamento.map(Comportamento::code),
        Field::CureSanitarie => sina.cure_sanitarie.map(CureSanitarie::code),
        Field::AreaReddituale => sina.area_reddituale.map(AreaReddituale::code),
        Field::AreaSupporto => sina.area_supporto.map(AreaSupporto::code),
        Field::FonteValutazione => sina.fonte_valutazione.map(FonteValutazione::code),
        Field::Strumento => sina.strumento.map(Strumento::code),
        Field::FonteInvalidita => sina.fonte_invalidita.map(FonteInvalidita::code),
        Field::Necessita => return sina.necessita.join(", "),
        Field::Invalidita => return sina.invalidita.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", "),
        _ => None,
    };
    code.unwrap_or_default().to_owned()
}

fn text(value: CellValue) -> String {
    match value {
        CellValue::Text(text) => text,
        CellValue::Place(code, _) | CellValue::Benefit(code, _) => code,
        _ => String::new(),
    }
}

fn name(value: CellValue) -> String {
    match value {
        CellValue::Text(name) | CellValue::Benefit(_, name) => name,
        _ => String::new(),
    }
}

fn date(value: &CellValue) -> Option<NaiveDate> {
    if let CellValue::Date(date) = value { Some(*date) } else { None }
}

pub(super) fn amount(value: &CellValue) -> Option<Amount> {
    if let CellValue::Amount(amount) = value { Some(*amount) } else { None }
}

fn number(value: &CellValue) -> Option<u16> {
    if let CellValue::Number(number) = value { Some(*number) } else { None }
}

fn hours(value: &CellValue) -> Option<Hours> {
    if let CellValue::Hours(hours) = value { Some(*hours) } else { None }
}

fn codes(value: CellValue) -> Vec<String> {
    if let CellValue::Codes(codes) = value { codes } else { Vec::new() }
}

fn choice<T>(value: &CellValue, from_code: impl Fn(&str) -> Option<T>) -> Option<T> {
    if let CellValue::Choice(code, _) = value { from_code(code) } else { None }
}
