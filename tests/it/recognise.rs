//! A file dropped anywhere is led by its content to the screen that takes it.

use crate::support::{files_below, files_in, project, with_shared};
use crate::workstation::{Workstation, foreign, sheet};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use siuss_kit::desk::Destination::{self, Esiti, Importa, IseeRisposte, Verifica};
use siuss_kit::desk::{Answer, Request};
use siuss_kit::files::zip::pack;
use siuss_kit::sheets::sniff;
use std::fs;

fn recognise(bytes: &[u8]) -> Answer {
    Workstation::default().ask_with(Request::Recognise { file_name: "prova".into() }, bytes.to_vec())
}

#[track_caller]
fn check(bytes: &[u8], expected: Destination) {
    assert_eq!(
        recognise(bytes),
        Answer::Recognised(expected),
        "{}",
        String::from_utf8_lossy(&bytes[..bytes.len().min(300)])
    );
}

/// The dialog that chooses such files shows one of this name.
#[track_caller]
fn check_offered(name: &str, of: Destination) {
    let (_, ending) = name.rsplit_once('.').unwrap();
    let offered = of.endings();
    assert!(offered.split(',').any(|it| it == format!(".{}", ending.to_lowercase())), "{name}: {offered}");
}

#[track_caller]
fn check_unknown(bytes: &[u8], words: &str) {
    match recognise(bytes) {
        Answer::Refused { reasons } => {
            assert!(reasons.len() == 1 && reasons[0].contains(words), "{words}: {reasons:?}");
            assert!(
                reasons[0].starts_with("prova: Il ") && reasons[0].contains("Qui si possono lasciare"),
                "{reasons:?}"
            );
        }
        other => panic!("{words}: {other:?}"),
    }
}

#[test]
fn files_of_the_tests() {
    for (folder, expected) in [("import", Importa), ("response", Esiti), ("flussi", Verifica)] {
        for path in files_in(&project("tests/data").join(folder)) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = fs::read(&path).unwrap();
            match name.as_str() {
                "password.xlsx" => check_unknown(&bytes, "password"),
                "esportato_html.xls" => check_unknown(&bytes, "HTML"),
                _ => check(&bytes, expected),
            }
            check_offered(&name, expected);
        }
    }
}

#[test]
fn file_dialogs_show_whatever_is_read() {
    for (name, of) in [("a.fods", Importa), ("a.fods", Esiti), ("a.json", Esiti), ("a.zip", IseeRisposte)] {
        check_offered(name, of);
    }
    with_shared("corpora/files", |folder| {
        for path in files_below(folder) {
            if path.extension().is_some_and(|it| it != "json") && sniff(&fs::read(&path).unwrap()).is_ok() {
                check_offered(&path.to_string_lossy(), Importa);
            }
        }
    });
}

#[test]
fn sheets() {
    check(sheet(0, 3, 0).as_bytes(), Importa);
    // Only the beginning of a long one is looked at.
    check(sheet(0, 3_000, 0).as_bytes(), Importa);
    // Three columns, as discards have, but of a benefit sheet.
    check("Codice fiscale;Cognome;Codice prestazione\nPRVSPL88D52G478R;PROVETTI 2;A1.06\n".as_bytes(), Importa);
    check("Codice fiscale;Codice prestazione;Messaggio\nPRVSPL88D52G478R;A1.06;Mai visto\n".as_bytes(), Esiti);
    check("N.;Soggetto;Messaggio\n1;PRVSPL88D52G478R;Parole mai viste".as_bytes(), Esiti);
    check(&siuss_kit::import::model().unwrap(), Importa);
    check_unknown("pippo;pluto\n1;2\n".as_bytes(), "senza le intestazioni");
}

#[test]
fn xml_and_what_wraps_it() {
    let flow = foreign(0, 4, 1);
    let answer = "<?xml version=\"1.0\"?><!-- <Flusso> --><EsitoIndicatore xmlns=\"http://inps.it/ISEERiforma\"><Indicatore ISEE=\"1.00\"/></EsitoIndicatore>";
    let soap = format!(
        "<s:Envelope xmlns:s=\"s\"><s:Body><XmlEsitoAttestazione>{}</XmlEsitoAttestazione></s:Body></s:Envelope>",
        STANDARD.encode("x".repeat(100_000))
    );
    let zip =
        |name: &str, text: &str| pack(&[("leggimi.txt".into(), b"ciao".to_vec()), (name.into(), text.into())]).unwrap();
    check(flow.as_bytes(), Verifica);
    check(b"<?xml version=\"1.0\"?><p:Flusso xmlns:p=\"u\"", Verifica);
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(flow.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check(&wide, Verifica);
    check(answer.as_bytes(), IseeRisposte);
    check(soap.as_bytes(), IseeRisposte);
    check(&zip("a.xml", answer), IseeRisposte);
    check_unknown(&zip("a.xml", &flow), "archivio zip con un flusso");
    check_unknown(&zip("a.txt", "ciao"), "archivio zip senza");
    check_unknown(b"<?xml version=\"1.0\"?><ordine/>", "né un flusso");
    check_unknown(b"<Indicatore xmlns=\"urn:x\" ISEE=\"1.00\"/>", "né un flusso");
}

#[test]
fn json_and_others() {
    check(br#"{"elenco_esiti": []}"#, Esiti);
    check(br#"[{"codice_esito": "OK"}]"#, Esiti);
    check_unknown(br#"{"elenco_flussi": []}"#, "da mandare a INPS");
    check_unknown(br#"{"altro": 1}"#, "JSON");
    check_unknown(b"", "vuoto");
    check_unknown(b"%PDF-1.7\n", "PDF");
    check_unknown(b"\x89PNG\r\n\x1A\n\0", "immagine");
    check_unknown(b"\x01\x02\x03\x04", "altro tipo");
}
