//! INPS's answers as files: of every kind that may come, and of kinds that should not.

use crate::support::project;
use proptest::prelude::*;
use siuss_kit::import;
use siuss_kit::response::{self, Classe, Formato, Response};

fn file(name: &str) -> Vec<u8> {
    std::fs::read(project("tests/data/response").join(name)).unwrap()
}

/// `fiscal code, benefit, DSU, ente: class`, `-` where there is none.
fn told(response: &Response) -> Vec<String> {
    let piece = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
    response
        .righe
        .iter()
        .map(|riga| {
            let it = &riga.soggetto;
            let [person, benefit] = [&it.codice_fiscale, &it.codice_prestazione].map(piece);
            let [dsu, ente] = [&it.protocollo_dsu, &it.ente].map(piece);
            format!("{person} {benefit} {dsu} {ente}: {}", riga.meaning.classe.id())
        })
        .collect()
}

#[test]
fn sheets_of_discards_of_every_kind() {
    for name in
        ["scarti_libreoffice.xlsx", "scarti_libreoffice.xls", "scarti_libreoffice.ods", "scarti_senza_intestazioni.csv"]
    {
        let response = response::read(&file(name), import::recognised).unwrap();
        assert_eq!(response.formato, Formato::Scarti);
        assert_eq!(
            told(&response),
            [
                "PRVSPL88D52G478R - - -: scartata",
                "FTTLRG51S03F839W - - A129: scartata",
                "- A2.18 - -: scartata",
                "MDLSMB79H25Z100Q A2.18 INPS-ISEE-2017- -: acquisita_senza_dsu",
                "CMPNNT0MLTLHNNPZ - - -: sconosciuta",
            ],
            "{name}"
        );
        assert_eq!(response.righe[4].messaggio, "Messaggio mai visto: qualità non prevista", "{name}");
        assert!(response.righe[2].meaning.consequence && !response.righe[1].meaning.consequence);
    }
}

#[test]
fn notices_of_the_service() {
    let bytes = file("esiti_waas.json");
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(String::from_utf8(bytes.clone()).unwrap().encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [bytes, utf16] {
        let response = response::read(&bytes, import::recognised).unwrap();
        assert_eq!(response.formato, Formato::Waas);
        assert_eq!(told(&response), ["- - - A129: acquisita", "- - - -: scartata", "- - - -: scartata"]);
        assert_eq!(response.righe[0].codice_acquisizione.as_deref(), Some("22738"));
        assert_eq!(response.righe[1].id_flusso.as_deref(), Some("A129.PSA.20261105.0000002"));
    }
}

#[track_caller]
fn check_refused(bytes: &[u8], beginning: &str) {
    let sentence = response::read(bytes, import::recognised).unwrap_err();
    assert!(sentence.starts_with(beginning) && sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
}

#[test]
fn what_is_no_answer() {
    check_refused(b"", "Il file è vuoto");
    check_refused(b"%PDF-1.7", "Il file non è un foglio di calcolo: sembra un documento PDF");
    check_refused(b"<?xml version=\"1.0\"?><Flusso/>", "Il file è un XML");
    check_refused(b"{\"elenco_flussi\":[]}", "Il file JSON non contiene esiti");
    check_refused(b"[{\"a\":1}]", "Il file JSON non contiene esiti");
    check_refused(b"{\"elenco_esiti\":[{", "Il file JSON è incompleto o danneggiato");
    check_refused("[".repeat(300_000).as_bytes(), "Il file");
    check_refused("{\"a\":".repeat(300_000).as_bytes(), "Il file JSON è incompleto o danneggiato");
    check_refused(&file("scarti_libreoffice.xlsx")[..3_000], "Il file è incompleto o danneggiato");
    check_refused(
        &std::fs::read(project("tests/data/import/titoli_totali_openpyxl.xlsx")).unwrap(),
        "Il foglio non sembra quello degli scarti",
    );
    check_refused("una riga;un'altra\n1;2\n".as_bytes(), "Il foglio non sembra quello degli scarti");
}

/// A cell that goes on for ever is read in a moment.
#[test]
fn a_cell_without_end() {
    for piece in ["1", "A", "INPS-", "A129.PS.", " ", "ENTE ", "à"] {
        let message = "CODICE COMUNE NON TROVATO";
        let text = format!("1;PRVSPL88D52G478R {};{message} {0}\n", piece.repeat(10_000));
        let response = response::read(text.as_bytes(), import::recognised).unwrap();
        assert_eq!(response.righe[0].soggetto.codice_fiscale.as_deref(), Some("PRVSPL88D52G478R"));
    }
}

proptest! {
    #[test]
    fn bytes_stop_nothing(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = response::read(&bytes, import::recognised);
    }

    #[test]
    fn broken_files_stop_nothing(which in 0_usize..5, at in 0_usize..100_000, byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = file([
            "scarti_libreoffice.xlsx", "scarti_libreoffice.xls", "scarti_libreoffice.ods",
            "scarti_senza_intestazioni.csv", "esiti_waas.json",
        ][which]);
        let at = at % bytes.len();
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        if let Err(sentence) = response::read(&bytes, import::recognised) {
            prop_assert!(sentence.len() > 20);
        }
    }

    /// However odd a row is, it is in the answer, and what nobody knows is never good news.
    #[test]
    fn no_row_is_dropped(rows in prop::collection::vec("[a-zA-Z0-9àè .:/-]{9,60}", 1..20)) {
        let mut text = String::from("N.;Soggetto;Messaggio\n");
        for (row, number) in rows.iter().zip(1..) {
            text.push_str(&format!("{number};PRVSPL88D52G478R;x {row}\n"));
        }
        let response = response::read(text.as_bytes(), import::recognised).unwrap();
        prop_assert_eq!(response.righe.len(), rows.len());
        for riga in &response.righe {
            prop_assert_eq!(riga.meaning.classe, Classe::Sconosciuta);
            prop_assert_eq!(riga.soggetto.codice_fiscale.as_deref(), Some("PRVSPL88D52G478R"));
        }
    }
}
