//! INPS's answers about ISEE: built branch by branch, judged by INPS's schema, wrapped in every way.

use crate::support::{ATTESTAZIONE_ISEE, project, with_shared, xmllint};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use siuss_kit::files::zip::pack;
use siuss_kit::isee::purpose::{Choices, Purpose};
use siuss_kit::isee::{self, Esito, Risposta, Unusable};
use siuss_kit::text::charset::EncodingFault;
use siuss_kit::text::dates;
use std::fmt::Write as _;

const ASKED: &str = "XXXYYY80A01Z999A";
const OTHER: &str = "XXXYYY80A41Z999B";
const CALCOLO: &str = r#"SommaRedditiComponenti="1.00" RedditoFigurativoPatrimonioMobiliare="0.00" Detrazioni="0.00" ISR="77.00" PatrimonioMobiliare="0.00" DetrazionePatrimonioMobiliare="0.00" PatrimonioImmobiliare="0.00" DetrazionePatrimonioImmobiliare="0.00" ISP="77.00" ISE="77.00" ParametroNucleo="1.00" Maggiorazioni="0.00" ScalaEquivalenza="1.00""#;

/// Where nobody decided otherwise than the law.
fn read(bytes: &[u8]) -> Result<Vec<Risposta>, Unusable> {
    isee::read(bytes, &Choices::new())
}

/// An answer about [`ASKED`]: the attestation's inside, and the benefit asked for.
fn answer(attributes: &str, inside: &str, benefit: &str) -> String {
    format!(
        r#"<EsitoAttestazione xmlns="http://inps.it/ISEERiforma"><Attestazione CodiceFiscaleDichiarante="{OTHER}" NumeroProtocolloDSU="INPS-ISEE-2026-00000001A-00" DataPresentazione="2026-01-15" DataValidita="2026-12-31"{attributes}>{inside}</Attestazione><Ricerca><RicercaCF CodiceFiscale="{ASKED}" PrestazioneDaErogare="{benefit}" ProtocolloDomandaEnteErogatore="2026/0001"/></Ricerca></EsitoAttestazione>"#
    )
}

fn valori(isee: &str) -> String {
    format!(r#"<Valori ISE="{isee}" ScalaEquivalenza="1.00" ISEE="{isee}" ISR="{isee}" ISP="0.00"/>"#)
}

/// A household of these people, whose ordinario is 100.
fn ordinario(attributes: &str, people: &[&str], lists: &str) -> String {
    let mut components = String::new();
    for code in people {
        let _ = write!(
            components,
            r#"<ComponenteNucleo RapportoConDichiarante="P" Cognome="PROVA" Nome="UNO" CodiceFiscale="{code}"/>"#
        );
    }
    format!(
        r#"<Ordinario{attributes}><NucleoFamiliare>{components}</NucleoFamiliare><ISEEOrdinario DataRilascio="2026-01-18">{}<ModalitaCalcoloISEEOrdinario {CALCOLO}/></ISEEOrdinario>{lists}</Ordinario>"#,
        valori("100.00")
    )
}

/// A list with somebody else first, whose indicator is their own, then the person asked about.
fn list(name: &str, person: &str, branch: &str) -> String {
    let foreign = match name {
        "ISEEMin" => "ISEEMinAttr",
        "ISEEUni" => "ISEEUniAttr",
        _ => "ISEESocioSanRes",
    };
    format!(
        r#"<{name}><{person} Cognome="PROVA" Nome="DUE" CodiceFiscale="{OTHER}" ISEE="9.00">{}</{person}>{}</{name}>"#,
        own(foreign, "9.00"),
        entry(person, branch)
    )
}

fn entry(person: &str, branch: &str) -> String {
    format!(r#"<{person} Cognome="PROVA" Nome="UNO" CodiceFiscale="{ASKED}">{branch}</{person}>"#)
}

/// A branch with values of its own, as the schema has it.
fn own(name: &str, isee: &str) -> String {
    let extra = |holder: &str| {
        format!(
            r#"<{holder}><ComponenteAttrattaAggiuntiva Cognome="PROVA" Nome="TRE" CodiceFiscale="{OTHER}"/></{holder}>"#
        )
    };
    let (before, computed) = match name {
        "ISEEMinAttr" => (extra("ComponenteAttratta"), "ISEEMinAttr"),
        "ISEEMinAgg" => (extra("ComponenteAgguntiva"), "ISEEMinAggr"),
        "ISEEUniAttr" => (extra("ComponenteAttratta"), "ISEEUniAttr"),
        "ISEEUniAgg" => (extra("ComponenteAgguntiva"), "ISEEUniAgg"),
        "ISEEUniStudAttratto" => ("<NucleoFamiliareAttratto/>".into(), "ISEEUniStudAtt"),
        "ISEEUniStudAttrattoCompAttratta" => {
            (format!("<NucleoFamiliareAttratto/>{}", extra("ComponenteAttratta")), name)
        }
        "ISEEUniStudAttrattoCompAggiuntiva" => {
            (format!("<NucleoFamiliareAttratto/>{}", extra("ComponenteAggiuntiva")), name)
        }
        "ISEESocioSanRes" => (String::new(), "ISEESocioSanResRes"),
        "ISEESocioSanResAgg" => (extra("ComponenteAgguntiva"), "IISEESocioSanResAgg"),
        name if name.ends_with("Agg") => (extra("ComponenteAgguntiva"), name),
        name => (String::new(), name),
    };
    format!(
        r#"<{name} DataRilascio="2026-01-18">{before}{}<ModalitaCalcolo{computed} {CALCOLO}/></{name}>"#,
        valori(isee)
    )
}

/// A reduced household of a person, whose indicator is 50.
fn ridotto(code: &str, attributes: &str, socio: &str) -> String {
    let socio = if socio.is_empty() {
        String::new()
    } else {
        format!(
            "<ISEESocioSanResRistretto>{}</ISEESocioSanResRistretto>",
            entry("ComponenteSocioSanitarieRes", socio).replace(ASKED, code)
        )
    };
    format!(
        r#"<Ridotto CodiceFiscaleBeneficiario="{code}"{attributes}><NucleoRistretto><ComponenteNucleoRistretto RelazioneConBeneficiario="B" Cognome="PROVA" Nome="UNO" CodiceFiscale="{code}"/></NucleoRistretto><ISEERistretto DataRilascio="2026-01-18">{}<ModalitaCalcoloISEERistretto {CALCOLO}/></ISEERistretto>{socio}</Ridotto>"#,
        valori("50.00")
    )
}

const DIFFORMITA: &str = r#"<Variazione TipoVariazione="Ricalcolo" NumeroProtocolloDSUVariata="INPS-ISEE-2026-00000009A-00" DataPresentazioneDSUVariata="2026-01-02"/><OmissioneDifformita TipoOmissioneDifformita="PatrimoniMobiliari" CodiceFiscale="XXXYYY80A01Z999A" DataControlloAE="2026-02-02"/>"#;

/// `esito tipo isee ridotto corrente difformita scadenza`, the last four only where they say something.
fn told(risposta: &Risposta) -> String {
    let mut told = format!(
        "{} {} {}",
        risposta.esito.as_str(),
        risposta.tipo.map_or("-", |tipo| tipo.as_str()),
        risposta.valori.isee.map_or_else(|| "-".to_owned(), |it| it.decimal().to_string())
    );
    for (word, said) in
        [("ridotto", risposta.ridotto), ("corrente", risposta.corrente), ("difforme", risposta.difformita)]
    {
        if said {
            let _ = write!(told, " {word}");
        }
    }
    if let Some(scadenza) = risposta.scadenza.map(dates::iso).filter(|day| day != "2026-12-31") {
        let _ = write!(told, " {scadenza}");
    }
    told
}

/// An answer that INPS's schema takes, and what it says of the person.
#[track_caller]
fn check(attributes: &str, inside: &str, benefit: &str, says: &str) {
    let xml = answer(attributes, inside, benefit);
    for schema in ATTESTAZIONE_ISEE.files() {
        xmllint(&xml, &schema).unwrap();
    }
    let risposte = read(xml.as_bytes()).unwrap();
    assert_eq!(risposte.len(), 1);
    assert_eq!(told(&risposte[0]), says, "{xml}");
    assert_eq!(risposte[0].codice_fiscale.as_deref(), Some(ASKED));
    assert_eq!(risposte[0].protocollo_domanda.as_deref(), Some("2026/0001"));
}

/// A household of the person and another, with one list.
#[track_caller]
fn check_list(name: &str, person: &str, branch: &str, benefit: &str, says: &str) {
    check("", &ordinario("", &[OTHER, ASKED], &list(name, person, branch)), benefit, says);
}

#[test]
fn the_indicator_is_the_persons_own() {
    for (branch, says) in [
        ("<ISEEOrd/>".into(), "OK Minorenne 100.00"),
        (own("ISEEMinAttr", "7.50"), "OK Minorenne 7.50"),
        (own("ISEEMinAgg", "7.50"), "OK Minorenne 7.50"),
        ("<ISEENonCalcolabile/>".into(), "NON_CALCOLABILE Minorenne -"),
    ] {
        check_list("ISEEMin", "ComponenteMinorenne", &branch, "A2.12", says);
    }
    for (branch, says) in [
        ("<ISEEOrd/>".into(), "OK Universitario 100.00"),
        (own("ISEEUniAttr", "7.50"), "OK Universitario 7.50"),
        (own("ISEEUniAgg", "7.50"), "OK Universitario 7.50"),
        (own("ISEEUniStudAttratto", "7.50"), "OK Universitario 7.50"),
        (own("ISEEUniStudAttrattoCompAttratta", "7.50"), "OK Universitario 7.50"),
        (own("ISEEUniStudAttrattoCompAggiuntiva", "7.50"), "OK Universitario 7.50"),
        ("<ISEENonCalcolabile/>".into(), "NON_CALCOLABILE Universitario -"),
    ] {
        check_list("ISEEUni", "StudenteUniversitario", &branch, "A2.04", says);
    }
    for (branch, benefit, says) in [
        ("<ISEEOrd/>".into(), "A2.07", "OK SocioSanitario 100.00"),
        (own("ISEESocioSanRes", "7.50"), "A2.07", "OK SocioSanitario 7.50"),
        (own("ISEEOrdAgg", "7.50"), "A3.02", "OK Residenziale 7.50"),
        (own("ISEESocioSanResAgg", "7.50"), "A3.02", "OK Residenziale 7.50"),
        ("<ISEENonCalcolabile/>".into(), "A3.02", "NON_CALCOLABILE Residenziale -"),
    ] {
        check_list("ISEESocioSanRes", "ComponenteSocioSanitarieRes", &branch, benefit, says);
    }
}

#[test]
fn the_ordinario_is_never_put_in_anothers_place() {
    check("", &ordinario("", &[OTHER, ASKED], ""), "A1.04", "OK Ordinario 100.00");
    // Nobody of this household.
    check("", &ordinario("", &[OTHER], ""), "A1.04", "DATI_NON_TROVATI - -");
    // Somebody else's reduced household says nothing of the person.
    let others = ridotto(OTHER, "", "<ISEERistretto/>");
    let both = format!("{}{others}", ordinario("", &[OTHER, ASKED], ""));
    check("", &both, "A2.07", "OK Ordinario 100.00");
    check("", &others, "A2.07", "DATI_NON_TROVATI - -");
    // A list entry whose values are missing.
    let damaged = answer(
        "",
        &ordinario("", &[ASKED], &list("ISEEMin", "ComponenteMinorenne", "<ISEEMinAttr DataRilascio=\"2026-01-18\"/>")),
        "A2.12",
    );
    assert_eq!(told(&read(damaged.as_bytes()).unwrap()[0]), "DATI_NON_TROVATI Minorenne -");
    // Two lists: the benefit decides.
    let lists = format!(
        "{}{}",
        list("ISEEUni", "StudenteUniversitario", &own("ISEEUniAttr", "1.00")),
        list("ISEESocioSanRes", "ComponenteSocioSanitarieRes", &own("ISEESocioSanRes", "2.00"))
    );
    for (benefit, says) in [("A2.03", "OK Universitario 1.00"), ("A2.08", "OK SocioSanitario 2.00")] {
        check("", &ordinario("", &[ASKED], &lists), benefit, says);
    }
}

/// The person of a household stands in these lists too; asked for a benefit, INPS's answer gives `says`, and `beside`.
#[track_caller]
fn check_named(lists: &[&str], benefit: &str, says: &str, doubtful: bool, beside: &[&str]) {
    let of = |name: &&str| match *name {
        "MIN" => list("ISEEMin", "ComponenteMinorenne", &own("ISEEMinAttr", "1.00")),
        "UNI" => list("ISEEUni", "StudenteUniversitario", &own("ISEEUniAttr", "2.00")),
        _ => list("ISEESocioSanRes", "ComponenteSocioSanitarieRes", &own("ISEESocioSanRes", "3.00")),
    };
    let xml = answer("", &ordinario("", &[ASKED], &lists.iter().map(of).collect::<String>()), benefit);
    let risposta = read(xml.as_bytes()).unwrap().remove(0);
    let others: Vec<String> = risposta
        .altri_indicatori
        .iter()
        .map(|(tipo, isee)| format!("{} {}", tipo.as_str(), isee.map(|it| it.to_string()).as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(told(&risposta), says);
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    assert_eq!((risposta.dubbio, others.as_slice()), (doubtful, beside), "{lists:?} {benefit}");
}

#[test]
fn the_indicator_is_the_one_that_the_law_names_for_the_benefit() {
    let ordinario = "Ordinario 100.00";
    // Rent is of the household, whoever of it studies, or is a minor.
    check_named(&["UNI"], "A1.05", "OK Ordinario 100.00", true, &["Universitario 2.00"]);
    check_named(&["MIN"], "A1.05", "OK Ordinario 100.00", true, &["Minorenne 1.00"]);
    check_named(&["MIN", "UNI"], "A1.06", "OK Ordinario 100.00", true, &["Minorenne 1.00", "Universitario 2.00"]);
    check_named(&[], "A1.05", "OK Ordinario 100.00", false, &[]);
    // The right to study at university, and nothing else, has that of students.
    check_named(&["UNI"], "A2.03", "OK Universitario 2.00", false, &[ordinario]);
    check_named(&["SSD"], "A2.04", "OK Ordinario 100.00", true, &["SocioSanitario 3.00"]);
    // What is for minors: school meals, nursery; their fees too.
    for benefit in ["A1.07", "A1.09", "A2.10", "A2.12", "A3.03"] {
        check_named(&["MIN"], benefit, "OK Minorenne 1.00", false, &[ordinario]);
        check_named(&["UNI"], benefit, "OK Ordinario 100.00", true, &["Universitario 2.00"]);
    }
    check_named(&["SSD", "MIN"], "A2.08", "OK SocioSanitario 3.00", true, &[ordinario, "Minorenne 1.00"]);
    check_named(&["SSD"], "A3.02", "OK Residenziale 3.00", false, &[ordinario]);
}

#[test]
fn the_reduced_household() {
    for (socio, benefit, says) in [
        (String::new(), "A2.03", "OK Dottorato 50.00 ridotto"),
        ("<ISEERistretto/>".into(), "A2.07", "OK SocioSanitario 50.00 ridotto"),
        (own("ISEESocioSanResRistretto", "7.50"), "A2.07", "OK SocioSanitario 7.50 ridotto"),
        (own("ISEERistrettoAgg", "7.50"), "A3.02", "OK Residenziale 7.50 ridotto"),
        (own("ISEESocioSanResRistrettoAgg", "7.50"), "A3.02", "OK Residenziale 7.50 ridotto"),
        ("<ISEENonCalcolabile/>".into(), "A3.02", "NON_CALCOLABILE Residenziale - ridotto"),
    ] {
        let mine = ridotto(ASKED, "", &socio);
        check("", &mine, benefit, says);
        let among = format!(
            "{}{}{mine}",
            ordinario("", &[OTHER, ASKED], ""),
            ridotto(OTHER, " Corrente=\"SI\"", &own("ISEESocioSanResRistretto", "3.00"))
        );
        check("", &among, benefit, says);
    }
}

#[test]
fn expiry_corrente_and_discrepancies() {
    let soon = r#" DataScadenzaDSUCorrente="2026-08-01""#;
    let si = r#" Corrente="SI""#;
    for (attributes, inside, says) in [
        (soon, ordinario(si, &[ASKED], ""), "OK Ordinario 100.00 corrente 2026-08-01"),
        (soon, ordinario("", &[ASKED], ""), "OK Ordinario 100.00 corrente 2026-08-01"),
        ("", ordinario(si, &[ASKED], ""), "OK Ordinario 100.00 corrente"),
        (soon, ridotto(ASKED, si, ""), "OK SocioSanitario 50.00 ridotto corrente 2026-08-01"),
        // Only the ordinario is corrente, and it is not the one that applies.
        (soon, format!("{}{}", ordinario(si, &[ASKED], ""), ridotto(ASKED, "", "")), "OK SocioSanitario 50.00 ridotto"),
        ("", format!("{}{DIFFORMITA}", ordinario("", &[ASKED], "")), "OK Ordinario 100.00 difforme"),
    ] {
        check(attributes, &inside, "A2.07", says);
    }
}

fn good() -> String {
    answer("", &ordinario("", &[ASKED], ""), "A1.04")
}

fn indicatore(tipo: &str) -> String {
    format!(
        r#"<i:Indicatore xmlns:i="http://inps.it/ISEERiforma" TipoIndicatore="{tipo}" ISE="24000.00" ScalaEquivalenza="2.04" ISEE="11764.71" ISR="20000.00" ISP="20000.00" ProtocolloDSU="INPS-ISEE-2026-00000001A-00" DataPresentazione="2026-01-15"><i:RicercaCF CodiceFiscale="{}"/></i:Indicatore>"#,
        ASKED.to_lowercase()
    )
}

fn soap(esito: &str, payload: Option<&str>) -> String {
    let payload = payload.map_or(String::new(), |xml| format!("<XmlEsitoAttestazione>{xml}</XmlEsitoAttestazione>"));
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><R xmlns="http://inps.it/ConsultazioneISEE"><RResult><IdRichiesta>1</IdRichiesta><Esito>{esito}</Esito>{payload}</RResult></R></s:Body></s:Envelope>"#
    )
}

/// What each answer of a file says, and of whom.
#[track_caller]
fn check_file(bytes: &[u8], says: &[&str]) {
    let told: Vec<String> = read(bytes)
        .unwrap()
        .iter()
        .map(|risposta| format!("{} {}", risposta.codice_fiscale.as_deref().unwrap_or("-"), told(risposta)))
        .collect();
    assert_eq!(told, says);
}

#[test]
fn however_it_is_wrapped() {
    let fine = "XXXYYY80A01Z999A OK Ordinario 100.00";
    let good = good();
    let packed = STANDARD.encode(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{good}"));
    let folded: String =
        packed.as_bytes().chunks(76).map(|line| format!("{}\r\n", String::from_utf8_lossy(line))).collect();
    let escaped = good.replace('&', "&amp;").replace('<', "&lt;");
    for xml in [
        good.clone(),
        format!("\u{feff}{good}"),
        format!("<a><b c=\"1\"><d/>{good}</b></a>"),
        format!("{}{good}{}", "<a>".repeat(300), "</a>".repeat(300)),
        good.replace("xmlns=\"", "xmlns:p=\"").replace("</", "</p:").replace('<', "<p:").replace("<p:/p:", "</p:"),
        soap("OK", Some(&packed)),
        soap("OK", Some(&folded)),
        soap("OK", Some(packed.trim_end_matches('='))),
        soap("OK", Some(&escaped)),
        soap("OK", Some(&format!("<![CDATA[{good}]]>"))),
        soap("OK", Some(&good)),
    ] {
        check_file(xml.as_bytes(), &[fine]);
    }
    let several = format!("<a><Esito>ricevuto</Esito>{good}<b>{}</b></a>", indicatore("Minorenne"));
    let minor = "XXXYYY80A01Z999A OK Minorenne 11764.71";
    check_file(several.as_bytes(), &[fine, minor]);
    let zip = pack(&[
        ("leggimi.txt".into(), b"ciao".to_vec()),
        ("a/1.xml".into(), several.into_bytes()),
        ("A/1.XML".into(), soap("DATI_NON_TROVATI", None).into_bytes()),
    ]);
    check_file(&zip.unwrap(), &[fine, minor, "- DATI_NON_TROVATI - -"]);
    let latin = good.replace("UNO", "NICOL\u{d2}");
    let latin = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{latin}");
    check_file(&latin.chars().map(|letter| letter as u8).collect::<Vec<u8>>(), &[fine]);
}

#[test]
fn what_the_service_says_around_an_answer() {
    let packed = STANDARD.encode(good());
    check_file(
        soap("RISCONTRO_NON_VALIDO", Some(&packed)).as_bytes(),
        &["XXXYYY80A01Z999A RISCONTRO_NON_VALIDO Ordinario 100.00"],
    );
    for esito in ["DATI_NON_TROVATI", "RICHIESTA_INVALIDA", "DATABASE_OFFLINE", "ERRORE_INTERNO", "PAROLA_NUOVA"] {
        check_file(soap(esito, None).as_bytes(), &[&format!("- {esito} - -")]);
        let row = format!("<a><r><RicercaCF CodiceFiscale=\"{ASKED}\"/><Esito>{esito}</Esito></r>{}</a>", good());
        check_file(row.as_bytes(), &[&format!("{ASKED} {esito} - -"), "XXXYYY80A01Z999A OK Ordinario 100.00"]);
    }
    let none = format!(
        "<EsitoAttestazione><Ricerca><RicercaProtDSU ProtocolloDSU=\"INPS-ISEE-2026-00000001A-00\" CodiceFiscaleBeneficiario=\"{ASKED}\"/></Ricerca></EsitoAttestazione>"
    );
    check_file(none.as_bytes(), &["XXXYYY80A01Z999A DATI_NON_TROVATI - -"]);
}

#[test]
fn a_bare_attestation_is_of_whom_it_was_made_for() {
    let bare = |inside: &str| {
        let xml = answer("", inside, "");
        let from = xml.find("<Attestazione").unwrap();
        xml[from..xml.find("<Ricerca>").unwrap()].to_owned()
    };
    check_file(bare(&ordinario("", &[OTHER, ASKED], "")).as_bytes(), &["XXXYYY80A41Z999B OK Ordinario 100.00"]);
    let reduced = ridotto(ASKED, "", "<ISEERistretto/>");
    check_file(bare(&reduced).as_bytes(), &["XXXYYY80A01Z999A OK SocioSanitario 50.00 ridotto"]);
}

#[test]
fn only_numbers_and_days_are_taken_for_such() {
    let odd = good().replace("100.00", "1.234,50").replace("2026-01-15", "15/01/2026");
    let risposta = &read(odd.as_bytes()).unwrap()[0];
    assert_eq!((told(risposta).as_str(), risposta.settled()), ("DATI_NON_TROVATI Ordinario -", false));
    assert_eq!(risposta.data_presentazione, None);
}

/// A file that gives nothing, and why.
#[track_caller]
fn check_unusable(bytes: &[u8], why: Unusable) {
    assert!(why.to_string().ends_with('.'));
    assert_eq!(read(bytes), Err(why));
}

#[test]
fn hostile_and_foreign_files_end_in_a_sentence() {
    let good = good();
    let bomb = format!("<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><a>{good}</a>");
    check_unusable(b"", Unusable::Empty);
    check_unusable(b" \r\n", Unusable::Empty);
    check_unusable(b"%PDF-1.7", Unusable::NotXml);
    check_unusable(&[0xFF; 1000], Unusable::NotXml);
    let unknown = EncodingFault::Unknown("pippo".to_owned());
    check_unusable(b"<?xml version='1.0' encoding='pippo'?><Attestazione/>", Unusable::Encoding(unknown));
    let spoilt = EncodingFault::Spoilt { encoding: "UTF-8", line: 2 };
    check_unusable(b"<a>\n<Attestazione Cognome='FORL\xCC'/></a>", Unusable::Encoding(spoilt));
    check_unusable(b"<Flusso/>", Unusable::NoAnswers);
    check_unusable(b"<a><Esito>OK</Esito></a>", Unusable::NoAnswers);
    let foreign = good.replace("http://inps.it/ISEERiforma", "urn:altro");
    check_unusable(foreign.as_bytes(), Unusable::NoAnswers);
    // What INPS wraps its answers in is nobody's guess: there the search beside the word must be its own.
    let wrapped = |space: &str| {
        format!(
            "<EsitoMassivo xmlns=\"urn:ignoto\"><Risultato><Esito>DATI_NON_TROVATI</Esito><Dettaglio><RicercaCF xmlns=\"{space}\" CodiceFiscale=\"PRVSPL88D52G478R\"/></Dettaglio></Risultato></EsitoMassivo>"
        )
    };
    assert_eq!(read(wrapped("http://inps.it/ISEERiforma").as_bytes()).unwrap().len(), 1);
    check_unusable(wrapped("urn:altro").as_bytes(), Unusable::NoAnswers);
    assert!(!siuss_kit::isee::may_be_answer(&foreign) && siuss_kit::isee::may_be_answer(&good));
    check_unusable(b"<s:Fault><faultcode>Client.Authorization</faultcode></s:Fault>", Unusable::Fault);
    check_unusable(b"<EsitoDichiarazione><Dichiarazione/></EsitoDichiarazione>", Unusable::Declaration);
    check_unusable(bomb.as_bytes(), Unusable::Doctype);
    check_unusable(soap("OK", Some(&STANDARD.encode(&bomb))).as_bytes(), Unusable::Doctype);
    check_unusable("<a>".repeat(2_000_000).as_bytes(), Unusable::TooDeep(512));
    check_unusable("<EsitoAttestazione>".repeat(1_000).as_bytes(), Unusable::TooDeep(512));
    check_unusable("<Indicatore/>".repeat(200_001).as_bytes(), Unusable::TooMany(200_000));
    check_unusable(soap("OK", Some("§§§")).as_bytes(), Unusable::Payload);
    check_unusable(soap("OK", Some("aGVsbG8=")).as_bytes(), Unusable::Payload);
    check_unusable(b"PK\x03\x04 and nothing more", Unusable::Zip);
    let mut nested = good.clone();
    for _ in 0..5 {
        nested = soap("OK", Some(&STANDARD.encode(&nested)));
    }
    check_unusable(nested.as_bytes(), Unusable::TooDeep(3));
    for cut in (1..good.len()).step_by(97) {
        check_unusable(&good.as_bytes()[..cut], Unusable::Damaged);
    }
    let zeros = pack(&[("a.xml".into(), vec![b' '; 80 * 1024 * 1024])]).unwrap();
    check_unusable(&zeros, Unusable::Zip);
}

/// Files of ours with the same to show as those of INPS's samples.
#[test]
fn samples() {
    for (file, says) in [
        ("attestazione_minorenne.xml", "FNFGTN19H61G478P OK Minorenne 7500.00"),
        ("attestazione_corrente_difforme.xml", "BBBCSB47S30F839S OK Ordinario 4321.00 corrente difforme 2026-09-15"),
        ("indicatore.xml", "FNFBLC91E47G478J OK Ordinario 7500.00"),
        ("risposta_minorenne.xml", "FNFGTN19H61G478P OK Minorenne 7500.00"),
        ("risposta_non_trovati.xml", "- DATI_NON_TROVATI - -"),
    ] {
        check_file(&std::fs::read(project("tests/data/isee").join(file)).unwrap(), &[says]);
    }
}

#[test]
fn inps_samples() {
    for (file, says) in [
        ("EsitoAttestazione_ordinario.xml", "XXXYYY15A01Z999C OK Minorenne 11764.71"),
        (
            "EsitoAttestazione_difforme_corrente.xml",
            "XXXYYY80A01Z999A OK Ordinario 5000.00 corrente difforme 2026-08-01",
        ),
        ("Indicatore.xml", "XXXYYY80A01Z999A OK Ordinario 11764.71"),
        ("ConsultazioneAttestazione_response_body.xml", "XXXYYY15A01Z999C OK Minorenne 11764.71"),
        ("ConsultazioneAttestazione_response_body_notfound.xml", "- DATI_NON_TROVATI - -"),
    ] {
        with_shared(&format!("spec/isee/samples/{file}"), |path| check_file(&std::fs::read(path).unwrap(), &[says]));
    }
}

/// Each of these took seconds, or gigabytes, before there was a limit.
#[test]
fn what_no_answer_has_is_refused() {
    let attributes: String = (0..4_000).map(|n| format!(" a{n}=\"\"")).collect();
    let payload = format!("<x><XmlEsitoAttestazione>{}</XmlEsitoAttestazione></x>", "A".repeat(33 << 20));
    for (text, expected) in [
        (format!("<x><Indicatore{attributes}/></x>"), Unusable::TooLong(16)),
        (format!("<x>{}</x>", "<a/>".repeat(2_000_001)), Unusable::TooManyOthers(2_000_000)),
        (payload, Unusable::TooBig(32)),
    ] {
        assert_eq!(read(text.as_bytes()), Err(expected));
    }
}

#[test]
fn the_indicator_for_families_is_of_no_benefit_of_a_comune() {
    let household = ordinario("", &[ASKED], "");
    let families = format!("<ISEEFamiglia>{}</ISEEFamiglia>", valori("70.00"));
    let both = household.replace("</Ordinario>", &format!("{families}</Ordinario>"));
    let (before, rest) = both.split_once("<ISEEOrdinario").unwrap();
    let (_, after) = rest.split_once("</ISEEOrdinario>").unwrap();
    let alone = format!("{before}{after}");
    check_file(answer("", &both, "A1.04").as_bytes(), &["XXXYYY80A01Z999A OK Ordinario 100.00"]);
    for benefit in ["A1.04", "A2.03", "A3.01"] {
        let [risposta] = &read(answer("", &alone, benefit).as_bytes()).unwrap()[..] else { panic!("one answer") };
        assert_eq!((&risposta.esito, &risposta.valori.isee), (&Esito::SoloFamiglia, &None));
        assert!(!risposta.settled() && risposta.esito.remedy().contains("non per quelle di un comune"));
    }
    for word in ["Famiglia", "ISEEFamiglia", "PrestazioniFamiliariEInclusione"] {
        let [risposta] = &read(indicatore(word).as_bytes()).unwrap()[..] else { panic!("one answer") };
        assert_eq!((&risposta.esito, &risposta.valori.isee), (&Esito::SoloFamiglia, &None));
    }
}

/// What the office decided of one benefit holds for that one, and for no other.
#[test]
fn an_office_decides_otherwise_than_the_law() {
    let minors = list("ISEEMin", "ComponenteMinorenne", &own("ISEEMinAttr", "200.00"));
    let household = ordinario("", &[ASKED], &minors);
    let choices = Choices::from([("A1.05".to_owned(), Purpose::Minors)]);
    for (benefit, decided, of_law) in [("A1.05", "200.00", "100.00"), ("A1.06", "100.00", "100.00")] {
        let xml = answer("", &household, benefit);
        let said =
            |choices: &Choices| isee::read(xml.as_bytes(), choices).unwrap().remove(0).valori.isee.unwrap().to_string();
        assert_eq!((said(&choices).as_str(), said(&Choices::new()).as_str()), (decided, of_law), "{benefit}");
    }
}
