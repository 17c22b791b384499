//! What a flow says, field by field in an operator's words: to show a row as it was sent beside what it is now.

use super::{Beneficiario, PrestazioneSociale, SinaFlusso, Text, Value};
use crate::codes::named::{luogo, nazione};
use crate::codes::{Enumeration, comuni, regioni};
use crate::records::{Amount, Field, Hours};
use crate::text::dates;
use chrono::NaiveDate;

fn text(text: &Text<'_>) -> String {
    text.as_deref().unwrap_or_default().to_owned()
}

/// The value in words; one that could not be read, as it was written.
fn read<T: Copy>(value: &Value<T>, words: impl Fn(T) -> String) -> String {
    value.get().map_or_else(|| value.unreadable().unwrap_or_default().to_owned(), words)
}

fn date(value: &Value<NaiveDate>) -> String {
    read(value, dates::italian)
}

fn amount(value: &Value<Amount>) -> String {
    read(value, Amount::italian)
}

fn choice<E: Enumeration>(value: &Value<E>) -> String {
    read(value, |value| value.label().to_owned())
}

fn number<N: Copy + ToString>(value: &Value<N>) -> String {
    read(value, |number| number.to_string())
}

impl Beneficiario<'_> {
    /// Label and value of each field of the person; blank ones are empty. Their benefits are told one by one.
    #[must_use]
    pub fn in_words(&self) -> Vec<(&'static str, String)> {
        let anagrafica = &self.anagrafica;
        let indirizzo = self.indirizzi.first();
        let of = |of: fn(&crate::schema::Indirizzo<'_>) -> String| indirizzo.map(of).unwrap_or_default();
        vec![
            (Field::CodiceFiscale.label(), text(&self.codice_fiscale)),
            (Field::Cognome.label(), text(&anagrafica.cognome)),
            (Field::Nome.label(), text(&anagrafica.nome)),
            ("Anno di nascita", number(&anagrafica.anno_nascita)),
            (Field::LuogoNascita.label(), luogo(&text(&anagrafica.luogo_nascita))),
            (Field::Sesso.label(), choice(&anagrafica.genere)),
            (Field::Cittadinanza.label(), nazione(&text(&anagrafica.cittadinanza))),
            (Field::SecondaCittadinanza.label(), nazione(&text(&anagrafica.seconda_cittadinanza))),
            ("Regione di residenza", of(|it| regione(&text(&it.regione)))),
            (Field::ComuneResidenza.label(), of(|it| comune(&text(&it.comune)))),
            (Field::NazioneResidenza.label(), of(|it| nazione(&text(&it.nazione)))),
        ]
    }
}

fn comune(istat: &str) -> String {
    comuni::by_istat(istat).map_or_else(|| istat.to_owned(), comuni::Comune::label)
}

fn regione(code: &str) -> String {
    regioni::by_flusso(code).map_or_else(|| code.to_owned(), |regione| regione.nome.to_owned())
}

impl PrestazioneSociale<'_> {
    /// Label and value of each field; blank ones are empty.
    #[must_use]
    pub fn in_words(&self) -> Vec<(&'static str, String)> {
        let nothing = SinaFlusso::default();
        let sina = self.sina.as_deref().unwrap_or(&nothing);
        let hours = |value: Amount| {
            Hours::from_flow(value.decimal()).map_or_else(|| value.italian(), |hours| hours.to_string())
        };
        let kinds: Vec<String> = sina.invalidita.iter().map(choice).collect();
        vec![
            (Field::CodicePrestazione.label(), text(&self.codice)),
            (Field::Denominazione.label(), text(&self.denominazione)),
            (Field::ProtocolloDomanda.label(), text(&self.protocollo_domanda)),
            (Field::Carattere.label(), choice(&self.carattere)),
            (Field::ProvaMezzi.label(), choice(&self.prova_mezzi)),
            (Field::ProtocolloDsu.label(), text(&self.protocollo_dsu)),
            (Field::AnnoDsu.label(), number(&self.anno_dsu)),
            (Field::DataDsu.label(), date(&self.data_dsu)),
            (Field::DataEvento.label(), date(&self.data_evento)),
            (Field::DataInizio.label(), date(&self.data_inizio)),
            (Field::DataFine.label(), date(&self.data_fine)),
            (Field::DataErogazione.label(), date(&self.data_erogazione)),
            (Field::ImportoPrestazione.label(), amount(&self.importo_prestazione)),
            (Field::ImportoMensile.label(), amount(&self.importo_mensile)),
            (Field::Periodo.label(), number(&self.periodo)),
            (Field::QuotaEnte.label(), amount(&self.quota_ente)),
            (Field::QuotaUtente.label(), amount(&self.quota_utente)),
            (Field::QuotaSsn.label(), amount(&self.quota_ssn)),
            (Field::ImportoRichiesto.label(), amount(&self.quota_richiesta)),
            (Field::SogliaIsee.label(), amount(&self.soglia_isee)),
            (Field::OreMensili.label(), read(&self.ore_mensili, hours)),
            (Field::PresaCarico.label(), choice(&self.presa_carico)),
            (Field::AreaUtenza.label(), choice(&self.area_utenza)),
            (Field::Mobilita.label(), choice(&sina.mobilita)),
            (Field::VitaQuotidiana.label(), choice(&sina.vita_quotidiana)),
            (Field::AreaCognitiva.label(), choice(&sina.area_cognitiva)),
            (Field::Comportamento.label(), choice(&sina.comportamento)),
            (Field::CureSanitarie.label(), choice(&sina.cure_sanitarie)),
            (Field::AreaReddituale.label(), choice(&sina.area_reddituale)),
            (Field::AreaSupporto.label(), choice(&sina.area_supporto)),
            (Field::FonteValutazione.label(), choice(&sina.fonte_valutazione)),
            (Field::Strumento.label(), choice(&sina.strumento)),
            (Field::FonteInvalidita.label(), choice(&sina.fonte_invalidita)),
            (Field::Necessita.label(), sina.necessita.join(", ")),
            (Field::Invalidita.label(), kinds.join(", ")),
        ]
    }
}
