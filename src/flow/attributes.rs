//! Attributes of a flow being read: each to its place, typed as the schema types it.
//! Source: PS_PSA_SINA201812.xsd, lines 20-430.

use crate::records::Amount;
use crate::schema::{Beneficiario, Flusso, Indirizzo, Node, PrestazioneSociale, SinaFlusso, Text, Value};

/// Puts an attribute where it belongs; `false` where the schema has none of that name there.
pub(super) fn set(flusso: &mut Flusso<'static>, node: Node, name: &str, value: String) -> bool {
    let text = |value: String| -> Text<'static> { Some(value.into()) };
    let identificazione = &mut flusso.identificazione;
    match node {
        Node::IdentificazioneFlusso if name == "Nome" => identificazione.nome = text(value),
        Node::Ente => match name {
            "Codice" => identificazione.ente.codice = text(value),
            "Denominazione" => identificazione.ente.denominazione = text(value),
            "Indirizzo" => identificazione.ente.indirizzo = text(value),
            "CFOperatore" => identificazione.ente.cf_operatore = text(value),
            _ => return false,
        },
        Node::Beneficiario | Node::Anagrafica | Node::Indirizzo | Node::PrestazioniSociali | Node::Sina => {
            let Some(beneficiario) = flusso.beneficiari.last_mut() else { return false };
            return match node {
                Node::Indirizzo => beneficiario.indirizzi.last_mut().is_some_and(|it| set_indirizzo(it, name, value)),
                Node::PrestazioniSociali => {
                    beneficiario.prestazioni.last_mut().is_some_and(|it| set_prestazione(it, name, value))
                }
                Node::Sina => beneficiario
                    .prestazioni
                    .last_mut()
                    .and_then(|it| it.sina.as_mut())
                    .is_some_and(|it| set_sina(it, name, value)),
                _ => set_beneficiario(beneficiario, node, name, value),
            };
        }
        _ => return false,
    }
    true
}

fn set_beneficiario(it: &mut Beneficiario<'static>, node: Node, name: &str, value: String) -> bool {
    let anagrafica = &mut it.anagrafica;
    match (node, name) {
        (Node::Beneficiario, "CodiceFiscale") => it.codice_fiscale = Some(value.into()),
        (Node::Anagrafica, "Cognome") => anagrafica.cognome = Some(value.into()),
        (Node::Anagrafica, "Nome") => anagrafica.nome = Some(value.into()),
        (Node::Anagrafica, "AnnoNascita") => anagrafica.anno_nascita = year(value),
        (Node::Anagrafica, "LuogoNascita") => anagrafica.luogo_nascita = Some(value.into()),
        (Node::Anagrafica, "Genere") => anagrafica.genere = enumerated(value, crate::codes::Genere::from_code),
        (Node::Anagrafica, "CodiceCittadinanza") => anagrafica.cittadinanza = Some(value.into()),
        (Node::Anagrafica, "CodiceSecondaCittadinanza") => anagrafica.seconda_cittadinanza = Some(value.into()),
        _ => return false,
    }
    true
}

fn set_indirizzo(it: &mut Indirizzo<'static>, name: &str, value: String) -> bool {
    match name {
        "CodiceRegione" => it.regione = Some(value.into()),
        "CodiceComune" => it.comune = Some(value.into()),
        "CodiceNazione" => it.nazione = Some(value.into()),
        _ => return false,
    }
    true
}

fn set_prestazione(it: &mut PrestazioneSociale<'static>, name: &str, value: String) -> bool {
    use crate::codes::{AreaUtenza, Carattere, PresaCarico, ProvaMezzi, TipoOperazione};
    match name {
        "TipoOperazione" => it.tipo_operazione = enumerated(value, TipoOperazione::from_code),
        "PresenzaProvaMezzi" => it.prova_mezzi = enumerated(value, ProvaMezzi::from_code),
        "CaratterePrestazione" => it.carattere = enumerated(value, Carattere::from_code),
        "NumeroProtocolloDSU" => it.protocollo_dsu = Some(value.into()),
        "AnnoProtocolloDSU" => it.anno_dsu = year(value),
        "DataDSU" => it.data_dsu = Value::of_xs_date(&value),
        "CodicePrestazione" => it.codice = Some(value.into()),
        "DenominazionePrestazione" => it.denominazione = Some(value.into()),
        "ProtocolloDomanda" => it.protocollo_domanda = Some(value.into()),
        "DataEvento" => it.data_evento = Value::of_xs_date(&value),
        "DataInizioPrestazione" => it.data_inizio = Value::of_xs_date(&value),
        "DataFinePrestazione" => it.data_fine = Value::of_xs_date(&value),
        "DataErogazionePrestazione" => it.data_erogazione = Value::of_xs_date(&value),
        "ImportoPrestazione" => it.importo_prestazione = decimal(value),
        "PeriodoErogazione" => it.periodo = months(value),
        "ImportoMensile" => it.importo_mensile = decimal(value),
        "ImportoQuotaEnte" => it.quota_ente = decimal(value),
        "ImportoQuotaUtente" => it.quota_utente = decimal(value),
        "ImportoQuotaSSN" => it.quota_ssn = decimal(value),
        "ImportoQuotaRichiesta" => it.quota_richiesta = decimal(value),
        "ImportoSogliaISEE" => it.soglia_isee = decimal(value),
        "OreServizioMensile" => it.ore_mensili = decimal(value),
        "PresaCarico" => it.presa_carico = enumerated(value, PresaCarico::from_code),
        "AreaUtenza" => it.area_utenza = enumerated(value, AreaUtenza::from_code),
        _ => return false,
    }
    true
}

fn set_sina(it: &mut SinaFlusso<'static>, name: &str, value: String) -> bool {
    use crate::codes::{
        AreaCognitiva, AreaReddituale, AreaSupporto, Comportamento, CureSanitarie, FonteInvalidita, FonteValutazione,
        Mobilita, Strumento, VitaQuotidiana,
    };
    match name {
        "Mobilita" => it.mobilita = enumerated(value, Mobilita::from_code),
        "AttivitaVitaQuotidiana" => it.vita_quotidiana = enumerated(value, VitaQuotidiana::from_code),
        "DisturbiAreaCognitiva" => it.area_cognitiva = enumerated(value, AreaCognitiva::from_code),
        "DisturbiComportamentali" => it.comportamento = enumerated(value, Comportamento::from_code),
        "NecessitaCureSanitarie" => it.cure_sanitarie = enumerated(value, CureSanitarie::from_code),
        "AreaReddituale" => it.area_reddituale = enumerated(value, AreaReddituale::from_code),
        "AreaSupporto" => it.area_supporto = enumerated(value, AreaSupporto::from_code),
        "FonteDerivazioneValutazione" => it.fonte_valutazione = enumerated(value, FonteValutazione::from_code),
        "StrumentoValutazione" => it.strumento = enumerated(value, Strumento::from_code),
        "FonteDerivazioneInvalidita" => it.fonte_invalidita = enumerated(value, FonteInvalidita::from_code),
        _ => return false,
    }
    true
}

/// The schema's enumerations restrict xs:string: white space counts.
pub(super) fn enumerated<T>(value: String, from_code: fn(&str) -> Option<T>) -> Value<T> {
    from_code(&value).map_or_else(|| Value::Unreadable(value), Value::Read)
}

/// `[0-9]{4}`.
fn year(value: String) -> Value<u16> {
    if value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        value.parse().map_or_else(|_| Value::Unreadable(value), Value::Read)
    } else {
        Value::Unreadable(value)
    }
}

/// xs:decimal, surrounding white space collapsed.
fn decimal(value: String) -> Value<Amount> {
    match collapsed(&value).parse() {
        Ok(amount) => Value::Read(amount),
        Err(()) => Value::Unreadable(value),
    }
}

/// xs:int from 1 to 12. White space around it would be passed over by the standard, but not by every validator.
fn months(value: String) -> Value<u8> {
    match value.parse::<i32>() {
        Ok(months @ 1..=12) => u8::try_from(months).ok().into(),
        _ => Value::Unreadable(value),
    }
}

fn collapsed(value: &str) -> &str {
    value.trim_matches([' ', '\t', '\n', '\r'])
}
