//! The XML itself, exact to INPS's schema: attributes in its order, empty ones left out, the same bytes every time.
//!
//! Written by hand rather than by a serialiser: order and omission are the schema's, and 100,000 benefits
//! must take no longer than checking them with a native validator.

use crate::codes::{Enumeration, TipoOperazione};
use crate::schema::{Anagrafica, Beneficiario, EnteFlusso, Indirizzo, PrestazioneSociale, SinaFlusso, Text, Value};
use crate::text::dates;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::fmt::{Display, Write};

/// The namespace of the schema.
pub const NAMESPACE: &str = "http://inps.it/Casellario";

/// Everything before the first beneficiary.
pub fn open(out: &mut String, nome: &str, ente: &EnteFlusso<'_>) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Flusso xmlns=\"");
    out.push_str(NAMESPACE);
    out.push_str("\">\n  <IdentificazioneFlusso");
    attribute(out, "Nome", nome);
    out.push_str(">\n    <Ente");
    text(out, "Codice", &ente.codice);
    text(out, "Denominazione", &ente.denominazione);
    text(out, "Indirizzo", &ente.indirizzo);
    text(out, "CFOperatore", &ente.cf_operatore);
    out.push_str("/>\n  </IdentificazioneFlusso>\n");
}

/// Everything after the last beneficiary.
pub fn close(out: &mut String) {
    out.push_str("</Flusso>\n");
}

/// One person with these benefits.
pub fn beneficiario<'p, 'a: 'p>(
    out: &mut String,
    beneficiario: &Beneficiario<'_>,
    prestazioni: impl Iterator<Item = &'p PrestazioneSociale<'a>>,
) {
    out.push_str("  <Beneficiario");
    text(out, "CodiceFiscale", &beneficiario.codice_fiscale);
    out.push_str(">\n    <Anagrafica");
    anagrafica(out, &beneficiario.anagrafica);
    out.push_str("/>\n");
    for indirizzo in &beneficiario.indirizzi {
        out.push_str("    <Indirizzo");
        address(out, indirizzo);
        out.push_str("/>\n");
    }
    for prestazione in prestazioni {
        benefit(out, prestazione);
    }
    out.push_str("  </Beneficiario>\n");
}

fn anagrafica(out: &mut String, anagrafica: &Anagrafica<'_>) {
    text(out, "Cognome", &anagrafica.cognome);
    text(out, "Nome", &anagrafica.nome);
    if let Some(anno) = anagrafica.anno_nascita.get() {
        let _ = write!(out, " AnnoNascita=\"{anno:04}\"");
    }
    text(out, "LuogoNascita", &anagrafica.luogo_nascita);
    code(out, "Genere", &anagrafica.genere);
    text(out, "CodiceCittadinanza", &anagrafica.cittadinanza);
    text(out, "CodiceSecondaCittadinanza", &anagrafica.seconda_cittadinanza);
}

fn address(out: &mut String, indirizzo: &Indirizzo<'_>) {
    text(out, "CodiceRegione", &indirizzo.regione);
    text(out, "CodiceComune", &indirizzo.comune);
    text(out, "CodiceNazione", &indirizzo.nazione);
}

fn benefit(out: &mut String, it: &PrestazioneSociale<'_>) {
    out.push_str("    <PrestazioniSociali");
    attribute(out, "TipoOperazione", it.tipo_operazione.get().unwrap_or(TipoOperazione::Inserimento).code());
    code(out, "PresenzaProvaMezzi", &it.prova_mezzi);
    code(out, "CaratterePrestazione", &it.carattere);
    text(out, "NumeroProtocolloDSU", &it.protocollo_dsu);
    if let Some(anno) = it.anno_dsu.get() {
        let _ = write!(out, " AnnoProtocolloDSU=\"{anno:04}\"");
    }
    date(out, "DataDSU", &it.data_dsu);
    text(out, "CodicePrestazione", &it.codice);
    text(out, "DenominazionePrestazione", &it.denominazione);
    text(out, "ProtocolloDomanda", &it.protocollo_domanda);
    date(out, "DataEvento", &it.data_evento);
    date(out, "DataInizioPrestazione", &it.data_inizio);
    date(out, "DataFinePrestazione", &it.data_fine);
    date(out, "DataErogazionePrestazione", &it.data_erogazione);
    number(out, "ImportoPrestazione", &it.importo_prestazione);
    number(out, "PeriodoErogazione", &it.periodo);
    number(out, "ImportoMensile", &it.importo_mensile);
    number(out, "ImportoQuotaEnte", &it.quota_ente);
    number(out, "ImportoQuotaUtente", &it.quota_utente);
    number(out, "ImportoQuotaSSN", &it.quota_ssn);
    number(out, "ImportoQuotaRichiesta", &it.quota_richiesta);
    number(out, "ImportoSogliaISEE", &it.soglia_isee);
    number(out, "OreServizioMensile", &it.ore_mensili);
    code(out, "PresaCarico", &it.presa_carico);
    code(out, "AreaUtenza", &it.area_utenza);
    match &it.sina {
        None => out.push_str("/>\n"),
        Some(assessment) => {
            out.push_str(">\n");
            sina(out, assessment);
            out.push_str("    </PrestazioniSociali>\n");
        }
    }
}

fn sina(out: &mut String, sina: &SinaFlusso<'_>) {
    out.push_str("      <SINA");
    code(out, "Mobilita", &sina.mobilita);
    code(out, "AttivitaVitaQuotidiana", &sina.vita_quotidiana);
    code(out, "DisturbiAreaCognitiva", &sina.area_cognitiva);
    code(out, "DisturbiComportamentali", &sina.comportamento);
    code(out, "NecessitaCureSanitarie", &sina.cure_sanitarie);
    code(out, "AreaReddituale", &sina.area_reddituale);
    code(out, "AreaSupporto", &sina.area_supporto);
    code(out, "FonteDerivazioneValutazione", &sina.fonte_valutazione);
    code(out, "StrumentoValutazione", &sina.strumento);
    code(out, "FonteDerivazioneInvalidita", &sina.fonte_invalidita);
    let invalidita: Vec<_> = sina.invalidita.iter().filter_map(Value::get).collect();
    if sina.necessita.is_empty() && invalidita.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    // A container without children is refused (rule X36): it is left out.
    if !sina.necessita.is_empty() {
        out.push_str("        <NecessitaInterventiSociali>\n");
        for codice in &sina.necessita {
            out.push_str("          <CodicePrestazione>");
            escape(out, codice);
            out.push_str("</CodicePrestazione>\n");
        }
        out.push_str("        </NecessitaInterventiSociali>\n");
    }
    if !invalidita.is_empty() {
        out.push_str("        <InvaliditaCivile>\n");
        for kind in invalidita {
            let _ = writeln!(out, "          <InvCiv>{}</InvCiv>", kind.code());
        }
        out.push_str("        </InvaliditaCivile>\n");
    }
    out.push_str("      </SINA>\n");
}

/// An empty text is left out: `""` breaks most attributes (rule A19).
fn text(out: &mut String, name: &str, value: &Text<'_>) {
    if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
        attribute(out, name, value);
    }
}

fn code<E: Enumeration>(out: &mut String, name: &str, value: &Value<E>) {
    if let Some(value) = value.get() {
        quoted(out, name, |out| out.push_str(value.code()));
    }
}

fn number<T: Display + Copy>(out: &mut String, name: &str, value: &Value<T>) {
    if let Some(value) = value.get() {
        quoted(out, name, |out| {
            let _ = write!(out, "{value}");
        });
    }
}

fn date(out: &mut String, name: &str, value: &Value<NaiveDate>) {
    if let Some(date) = value.get() {
        quoted(out, name, |out| dates::push_iso(out, date));
    }
}

fn attribute(out: &mut String, name: &str, value: &str) {
    quoted(out, name, |out| escape(out, value));
}

/// An attribute; the value is written as it is.
fn quoted(out: &mut String, name: &str, value: impl FnOnce(&mut String)) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    value(out);
    out.push('"');
}

/// Text for an attribute or an element; line breaks and tabs as references, or reading back would make them spaces.
fn escape(out: &mut String, text: &str) {
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\t' | b'\n' | b'\r')) {
        out.push_str(text);
        return;
    }
    for letter in text.chars() {
        let reference: Cow<'static, str> = match letter {
            '&' => "&amp;".into(),
            '<' => "&lt;".into(),
            '>' => "&gt;".into(),
            '"' => "&quot;".into(),
            '\t' | '\n' | '\r' => format!("&#{};", u32::from(letter)).into(),
            _ => {
                out.push(letter);
                continue;
            }
        };
        out.push_str(&reference);
    }
}
