//! The answers of the interoperable service (WaaS 2.0.1): JSON, `elenco_esiti`.
//!
//! INPS's own example contradicts its schema (`codice_siuss` for `id_acquisizione_siuss`, members that the schema
//! does not list), so members may be missing, more, or numbers.

use super::message::{self, Classe, Meaning, UNKNOWN};
use super::riga::Riga;
use super::subject::{self, Soggetto};
use crate::records::Chi;
use serde_json::{Deserializer, Map, Value};

/// A JSON of another kind.
pub(super) const NOT_AN_ANSWER: &str =
    "Il file JSON non contiene esiti INPS: deve avere l'elenco «elenco_esiti», come lo manda il servizio WaaS.";

/// `codice_esito` -> what it means.
pub(super) const CODES: &[(&str, Meaning)] = &[
    (
        "OK",
        Meaning {
            id: "waas_ok",
            title: "Acquisita",
            example: "OK",
            classe: Classe::Acquisita,
            of_person: false,
            consequence: false,
            chi: Chi::Nessuno,
            explanation: "INPS ha elaborato il flusso con successo.",
            action: "Niente da fare: la prestazione è acquisita.",
            before: "",
            after: "",
        },
    ),
    (
        "DATI_NON_TROVATI",
        Meaning {
            id: "waas_dati",
            title: "Dati non trovati",
            example: "DATI_NON_TROVATI",
            classe: Classe::Scartata,
            of_person: false,
            consequence: false,
            chi: Chi::Ufficio,
            explanation: "I dati del flusso non concordano con quelli di INPS: di solito il codice fiscale, un codice, o la prestazione da annullare.",
            action: "Verificare codice fiscale, codici e DSU e correggerli; poi «Predisponi per un nuovo invio» e inviare di nuovo.",
            before: "Codice fiscale: PRVSPL88D52H501A",
            after: "Codice fiscale: PRVSPL88D52G478R",
        },
    ),
    (
        "RICHIESTA_INVALIDA",
        Meaning {
            id: "waas_struttura",
            title: "Struttura non valida",
            example: "RICHIESTA_INVALIDA",
            classe: Classe::Scartata,
            of_person: false,
            consequence: false,
            chi: Chi::Ufficio,
            explanation: "La struttura del flusso non è quella che SIUSS richiede.",
            action: "Controllare il flusso in «Verifica un file XML» e correggere ciò che segnala; poi «Predisponi per un nuovo invio» e inviare di nuovo.",
            before: r#"OreServizioMensile="12:30""#,
            after: r#"OreServizioMensile="12.30""#,
        },
    ),
    (
        "ERRORE_GENERICO",
        Meaning {
            id: "waas_generico",
            title: "Errore generico",
            example: "ERRORE_GENERICO",
            classe: Classe::Scartata,
            of_person: false,
            consequence: false,
            chi: Chi::Inps,
            explanation: "INPS non è riuscito a elaborare il flusso, per un motivo che non dice.",
            action: "Riprovare: «Predisponi per un nuovo invio» e inviare di nuovo, senza correzioni; se l'errore si ripete, rivolgersi all'assistenza INPS.",
            before: "",
            after: "",
        },
    ),
];

/// Code and words that contradict each other.
pub(super) static CONTRADICTION: Meaning = Meaning {
    id: "contraddizione",
    title: "Esito che si contraddice",
    example: "",
    classe: Classe::Sconosciuta,
    of_person: false,
    consequence: false,
    chi: Chi::Inps,
    explanation: "Il codice dell'esito e la sua descrizione si contraddicono.",
    action: "Cercare la prestazione nel Cruscotto di verifica di INPS; se non risulta acquisita, «Predisponi per un nuovo invio» e inviare di nuovo.",
    before: "",
    after: "",
};

/// Bytes of a file: esiti of some 30,000 benefits, where INPS sends them by the hundred.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Reads one notice, or several one after the other.
pub(super) fn read(text: &str) -> Result<Vec<Riga>, String> {
    if text.len() > MOST_BYTES {
        return Err(format!(
            "Il file JSON supera {} MB: gli esiti INPS sono molto più piccoli. Dividerlo in più file.",
            MOST_BYTES >> 20
        ));
    }
    let text = text.trim_start_matches('\u{FEFF}').trim_end_matches(['\0', '\u{1A}']);
    let mut righe = Vec::new();
    let mut documents = 0;
    for document in Deserializer::from_str(text).into_iter::<Value>() {
        let document = document.map_err(|error| {
            format!(
                "Il file JSON è incompleto o danneggiato (riga {}, colonna {}): scaricarlo o copiarlo di nuovo per intero.",
                error.line(),
                error.column()
            )
        })?;
        notice(document, &mut righe)?;
        documents += 1;
    }
    if documents == 0 { Err(NOT_AN_ANSWER.to_owned()) } else { Ok(righe) }
}

/// A notice, a list of notices or of answers, or one answer alone.
fn notice(document: Value, righe: &mut Vec<Riga>) -> Result<(), String> {
    match document {
        Value::Object(mut members) => {
            if let Some(Value::Array(items)) = members.remove("elenco_esiti") {
                righe.extend(items.iter().map(riga));
            } else if members.contains_key("codice_esito") {
                righe.push(riga(&Value::Object(members)));
            } else {
                return Err(NOT_AN_ANSWER.to_owned());
            }
            Ok(())
        }
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            items.into_iter().try_for_each(|item| notice(item, righe))
        }
        _ => Err(NOT_AN_ANSWER.to_owned()),
    }
}

fn riga(item: &Value) -> Riga {
    let Value::Object(members) = item else {
        return Riga {
            numero: String::new(),
            soggetto: Soggetto::default(),
            id_flusso: None,
            codice_acquisizione: None,
            messaggio: item.to_string(),
            meaning: &UNKNOWN,
        };
    };
    let code = member(members, "codice_esito").unwrap_or_default().to_uppercase();
    let words = member(members, "descrizione_esito").unwrap_or_default();
    let named = CODES.iter().find(|(name, _)| *name == code).map(|(_, meaning)| meaning);
    let found = subject::find(&words).soggetto;
    Riga {
        numero: String::new(),
        soggetto: Soggetto { ente: member(members, "codice_ente"), ..Soggetto::default() }.or(found),
        id_flusso: member(members, "id_flusso"),
        codice_acquisizione: member(members, "id_acquisizione_siuss").or_else(|| member(members, "codice_siuss")),
        meaning: meaning(named, message::known(&words)),
        messaggio: match (named, words.is_empty(), code.is_empty()) {
            (_, true, _) => code,
            (None, false, false) => format!("{code}: {words}"),
            _ => words,
        },
    }
}

/// The code says whether INPS has it, the words may say more.
fn meaning(code: Option<&'static Meaning>, words: Option<&'static Meaning>) -> &'static Meaning {
    match (code, words) {
        (Some(code), Some(words)) if code.classe.acquired() != words.classe.acquired() => &CONTRADICTION,
        (_, Some(words)) => words,
        (Some(code), None) => code,
        (None, None) => &UNKNOWN,
    }
}

/// A member as text; `None` where it is not there or says nothing.
fn member(members: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match members.get(name)? {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    };
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `flow acquisition class message`, one line an answer.
    fn told(text: &str) -> Result<String, String> {
        let line = |riga: &Riga| {
            let [flow, code] = [&riga.id_flusso, &riga.codice_acquisizione].map(|it| it.as_deref().unwrap_or("-"));
            format!("{flow} {code} {} {}", riga.meaning.classe.id(), riga.messaggio)
        };
        Ok(read(text)?.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(told(text).as_deref(), Ok(expected), "{text}");
    }

    #[track_caller]
    fn check_item(item: &str, expected: &str) {
        check(&format!(r#"{{"elenco_esiti":[{item}]}}"#), expected);
    }

    #[test]
    fn the_example_of_the_specification() {
        check(
            r#"{"elenco_esiti":[
                {"id_flusso":"H501.PS.20210520.0000002","ts_flusso":"2023-11-27T11:04:56.852Z",
                 "ts_acquisizione":"2023-11-27T11:04:56.852Z","tipo":"PS_PSA_SINA","codice_esito":"OK","id_acquisizione_siuss":"22738"},
                {"id_flusso":"H501.PS.20210520.00000004","ts_flusso":"2023-11-27T11:04:56.852Z",
                 "ts_acquisizione":"2023-11-27T11:04:56.852Z","tipo":"SINBA","codice_esito":"RICHIESTA_INVALIDA",
                 "descrizione_esito":"In cooperazione è possibile inviare solo un beneficiario e una prestazione sociale"}]}"#,
            "H501.PS.20210520.0000002 22738 acquisita OK\nH501.PS.20210520.00000004 - scartata In cooperazione è possibile inviare solo un beneficiario e una prestazione sociale",
        );
    }

    #[test]
    fn codes() {
        for (item, expected) in [
            (r#"{"id_flusso":"F","codice_esito":"OK","codice_siuss":22738}"#, "F 22738 acquisita OK"),
            (
                r#"{"codice_esito":"OK","id_acquisizione_siuss":"1","codice_siuss":"2","nuovo":{"x":[]}}"#,
                "- 1 acquisita OK",
            ),
            (r#"{"codice_esito":"OK","id_acquisizione_siuss":"","codice_siuss":"2"}"#, "- 2 acquisita OK"),
            (r#"{"codice_esito":" ok ","descrizione_esito":null}"#, "- - acquisita OK"),
            (r#"{"codice_esito":"DATI_NON_TROVATI"}"#, "- - scartata DATI_NON_TROVATI"),
            (r#"{"codice_esito":"ERRORE_GENERICO","descrizione_esito":"boh"}"#, "- - scartata boh"),
            (r#"{"codice_esito":"NUOVO","descrizione_esito":"boh"}"#, "- - sconosciuta NUOVO: boh"),
            (r#"{"id_flusso":"F"}"#, "F - sconosciuta "),
            (r#""stringa""#, "- - sconosciuta \"stringa\""),
            (
                r#"{"codice_esito":"OK","descrizione_esito":"Prestazione acquisita senza protocollo DSU"}"#,
                "- - acquisita_senza_dsu Prestazione acquisita senza protocollo DSU",
            ),
            (
                r#"{"codice_esito":"OK","descrizione_esito":"Codice comune non trovato"}"#,
                "- - sconosciuta Codice comune non trovato",
            ),
        ] {
            check_item(item, expected);
        }
    }

    #[test]
    fn a_generic_error_is_tried_again() {
        let riga = &read(r#"{"elenco_esiti":[{"codice_esito":"ERRORE_GENERICO"}]}"#).unwrap()[0];
        assert!(riga.meaning.action.starts_with("Riprovare"));
    }

    #[test]
    fn subjects_where_they_are_said() {
        let text =
            r#"{"codice_ente":"A129","codice_esito":"DATI_NON_TROVATI","descrizione_esito":"PRVSPL88D52G478R-A2.18"}"#;
        let soggetto = &read(text).unwrap()[0].soggetto;
        assert_eq!(soggetto.ente.as_deref(), Some("A129"));
        assert_eq!(soggetto.codice_fiscale.as_deref(), Some("PRVSPL88D52G478R"));
        assert_eq!(soggetto.codice_prestazione.as_deref(), Some("A2.18"));
    }

    #[test]
    fn shapes_of_the_whole() {
        let one = r#"{"id_flusso":"F","codice_esito":"OK"}"#;
        for text in
            [one.to_owned(), format!("[{one}]"), format!("[{{\"elenco_esiti\":[{one}]}}]"), format!("\u{feff}{one}\n")]
        {
            check(&text, "F - acquisita OK");
        }
        check(&format!("{one}\n{one}"), "F - acquisita OK\nF - acquisita OK");
        check(r#"{"elenco_esiti":[]}"#, "");
    }

    #[test]
    fn what_is_no_answer() {
        for text in ["", "{}", "[]", "[1]", r#"{"elenco_esiti":{}}"#, r#"{"elenco_flussi":[]}"#, "{\"elenco_esiti\":["]
        {
            let sentence = read(text).unwrap_err();
            assert!(sentence.starts_with("Il file JSON") && !sentence.contains('\n'), "{sentence}");
        }
        assert!(read(&"[".repeat(1_000_000)).is_err());
        assert!(read(&" ".repeat(MOST_BYTES + 1)).unwrap_err().contains("16 MB"));
    }
}
