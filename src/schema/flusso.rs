//! The flow as INPS's schema states it, attribute by attribute, under INPS's own names.
//! Source: PS_PSA_SINA201812.xsd, lines 9-430.
//!
//! The same structs carry what our records would send and what an XML of any program says,
//! so that one set of rules judges both.

use super::Value;
use crate::codes::{
    AreaCognitiva, AreaReddituale, AreaSupporto, AreaUtenza, Carattere, Comportamento, CureSanitarie, FonteInvalidita,
    FonteValutazione, Genere, InvCiv, Mobilita, PresaCarico, ProvaMezzi, Strumento, TipoOperazione, VitaQuotidiana,
};
use crate::records::Amount;
use chrono::NaiveDate;
use std::borrow::Cow;

/// A text attribute: `None` where it is not there; an empty one is there.
pub type Text<'a> = Option<Cow<'a, str>>;

/// A whole flow.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flusso<'a> {
    /// Who sends it, and its name.
    pub identificazione: IdentificazioneFlusso<'a>,
    /// The people, with their benefits.
    pub beneficiari: Vec<Beneficiario<'a>>,
}

/// `IdentificazioneFlusso`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IdentificazioneFlusso<'a> {
    /// `@Nome`.
    pub nome: Text<'a>,
    /// `Ente`.
    pub ente: EnteFlusso<'a>,
}

/// `Ente`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EnteFlusso<'a> {
    /// `@Codice`.
    pub codice: Text<'a>,
    /// `@Denominazione`.
    pub denominazione: Text<'a>,
    /// `@Indirizzo`: the Belfiore code of the seat.
    pub indirizzo: Text<'a>,
    /// `@CFOperatore`.
    pub cf_operatore: Text<'a>,
}

/// `Beneficiario`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beneficiario<'a> {
    /// `@CodiceFiscale`.
    pub codice_fiscale: Text<'a>,
    /// `Anagrafica`.
    pub anagrafica: Anagrafica<'a>,
    /// `Indirizzo`, one to five.
    pub indirizzi: Vec<Indirizzo<'a>>,
    /// `PrestazioniSociali`, one or more.
    pub prestazioni: Vec<PrestazioneSociale<'a>>,
}

/// `Anagrafica`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Anagrafica<'a> {
    /// `@Cognome`.
    pub cognome: Text<'a>,
    /// `@Nome`.
    pub nome: Text<'a>,
    /// `@AnnoNascita`.
    pub anno_nascita: Value<u16>,
    /// The whole birth date; records know it, a flow does not carry it.
    pub nascita: Option<NaiveDate>,
    /// `@LuogoNascita`: Belfiore.
    pub luogo_nascita: Text<'a>,
    /// `@Genere`.
    pub genere: Value<Genere>,
    /// `@CodiceCittadinanza`.
    pub cittadinanza: Text<'a>,
    /// `@CodiceSecondaCittadinanza`.
    pub seconda_cittadinanza: Text<'a>,
}

/// `Indirizzo`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Indirizzo<'a> {
    /// `@CodiceRegione`: the two digits of `codes::regioni`.
    pub regione: Text<'a>,
    /// `@CodiceComune`: ISTAT.
    pub comune: Text<'a>,
    /// `@CodiceNazione`: ISO 3166-1 numeric.
    pub nazione: Text<'a>,
    /// What the record had where the code to write is another: a former ISTAT code (rule A16).
    pub comune_scritto: Text<'a>,
}

/// `PrestazioniSociali`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PrestazioneSociale<'a> {
    /// `@TipoOperazione`; absent means insert.
    pub tipo_operazione: Value<TipoOperazione>,
    /// `@PresenzaProvaMezzi`.
    pub prova_mezzi: Value<ProvaMezzi>,
    /// `@CaratterePrestazione`.
    pub carattere: Value<Carattere>,
    /// `@NumeroProtocolloDSU`.
    pub protocollo_dsu: Text<'a>,
    /// `@AnnoProtocolloDSU`.
    pub anno_dsu: Value<u16>,
    /// `@DataDSU`.
    pub data_dsu: Value<NaiveDate>,
    /// `@CodicePrestazione`.
    pub codice: Text<'a>,
    /// `@DenominazionePrestazione`.
    pub denominazione: Text<'a>,
    /// `@ProtocolloDomanda`.
    pub protocollo_domanda: Text<'a>,
    /// `@DataEvento`.
    pub data_evento: Value<NaiveDate>,
    /// `@DataInizioPrestazione`.
    pub data_inizio: Value<NaiveDate>,
    /// `@DataFinePrestazione`.
    pub data_fine: Value<NaiveDate>,
    /// `@DataErogazionePrestazione`.
    pub data_erogazione: Value<NaiveDate>,
    /// `@ImportoPrestazione`.
    pub importo_prestazione: Value<Amount>,
    /// `@PeriodoErogazione`.
    pub periodo: Value<u8>,
    /// `@ImportoMensile`.
    pub importo_mensile: Value<Amount>,
    /// `@ImportoQuotaEnte`.
    pub quota_ente: Value<Amount>,
    /// `@ImportoQuotaUtente`.
    pub quota_utente: Value<Amount>,
    /// `@ImportoQuotaSSN`.
    pub quota_ssn: Value<Amount>,
    /// `@ImportoQuotaRichiesta`.
    pub quota_richiesta: Value<Amount>,
    /// `@ImportoSogliaISEE`.
    pub soglia_isee: Value<Amount>,
    /// `@OreServizioMensile`: a decimal whose two decimals are minutes.
    pub ore_mensili: Value<Amount>,
    /// `@PresaCarico`.
    pub presa_carico: Value<PresaCarico>,
    /// `@AreaUtenza`.
    pub area_utenza: Value<AreaUtenza>,
    /// `SINA`.
    pub sina: Option<Box<SinaFlusso<'a>>>,
}

/// `SINA`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SinaFlusso<'a> {
    /// `@Mobilita`.
    pub mobilita: Value<Mobilita>,
    /// `@AttivitaVitaQuotidiana`.
    pub vita_quotidiana: Value<VitaQuotidiana>,
    /// `@DisturbiAreaCognitiva`.
    pub area_cognitiva: Value<AreaCognitiva>,
    /// `@DisturbiComportamentali`.
    pub comportamento: Value<Comportamento>,
    /// `@NecessitaCureSanitarie`.
    pub cure_sanitarie: Value<CureSanitarie>,
    /// `@AreaReddituale`.
    pub area_reddituale: Value<AreaReddituale>,
    /// `@AreaSupporto`.
    pub area_supporto: Value<AreaSupporto>,
    /// `@FonteDerivazioneValutazione`.
    pub fonte_valutazione: Value<FonteValutazione>,
    /// `@StrumentoValutazione`.
    pub strumento: Value<Strumento>,
    /// `@FonteDerivazioneInvalidita`.
    pub fonte_invalidita: Value<FonteInvalidita>,
    /// `NecessitaInterventiSociali/CodicePrestazione`.
    pub necessita: Vec<Cow<'a, str>>,
    /// `InvaliditaCivile/InvCiv`.
    pub invalidita: Vec<Value<InvCiv>>,
    /// Day of the assessment; records may know it, a flow does not carry it.
    pub data: Option<NaiveDate>,
}

impl PrestazioneSociale<'_> {
    /// The amount that counts for its character.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        match self.carattere.get() {
            Some(Carattere::Periodico) => self.importo_mensile.get(),
            Some(Carattere::Occasionale) => self.importo_prestazione.get(),
            None => None,
        }
    }

    /// First and last day: one day for an occasional benefit.
    #[must_use]
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.day()?;
        let to = self.data_fine.get().filter(|_| self.carattere.get() != Some(Carattere::Occasionale));
        Some((from, to.unwrap_or(from).max(from)))
    }

    /// First known day of the benefit: delivery, or start, or event.
    #[must_use]
    pub fn day(&self) -> Option<NaiveDate> {
        match self.carattere.get() {
            Some(Carattere::Occasionale) => self.data_erogazione.get().or(self.data_inizio.get()),
            _ => self.data_inizio.get().or(self.data_erogazione.get()),
        }
        .or(self.data_evento.get())
    }
}
