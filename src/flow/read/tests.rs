//! Flows right and wrong, as they are read.

use super::*;

const HEAD: &str = r#"<Flusso xmlns="http://inps.it/Casellario"><IdentificazioneFlusso Nome="A129.PS.20261123.0000001"><Ente Codice="A129" Indirizzo="A129" CFOperatore="PRTFNT83P49G478N"/></IdentificazioneFlusso>"#;
const PERSON: &str = r#"<Anagrafica Cognome="PROVETTI"/><Indirizzo CodiceNazione="380"/>"#;

/// The faults, each as `path kind`.
#[track_caller]
fn check(xml: &str, faults: &[&str]) {
    let found: Vec<String> = read(xml.as_bytes())
        .unwrap()
        .faults
        .iter()
        .map(|fault| {
            let kind = format!("{:?}", fault.kind);
            format!("{} {}", fault.path, kind.split('(').next().unwrap())
        })
        .collect();
    assert_eq!(found, faults, "{xml}");
}

fn flow(beneficiario: &str) -> String {
    format!("{HEAD}<Beneficiario CodiceFiscale=\"X\">{beneficiario}</Beneficiario></Flusso>")
}

#[test]
fn what_no_flow_has_ends_the_reading() {
    let attributes: String = (0..100).map(|n| format!(" a{n}=\"\"")).collect();
    for inside in [
        "<Beneficiario/>".repeat(20_000),
        format!("<Beneficiario{attributes}/>"),
        format!("<Pippo>{}</Pippo>", "<x/>".repeat(200_000)),
    ] {
        let reading = read(format!("{HEAD}{inside}</Flusso>").as_bytes()).unwrap();
        let last = reading.faults.last().map(|fault| format!("{:?}", fault.kind)).unwrap_or_default();
        assert!(last.contains("il resto non è stato letto"), "{last}");
        assert!(reading.faults.len() <= MOST_FAULTS + 10, "{}", reading.faults.len());
    }
}

#[test]
fn structure_faults_have_places() {
    check(&flow(&format!("{PERSON}<PrestazioniSociali/>")), &[]);
    check(&flow("<Anagrafica/><PrestazioniSociali/>"), &["Beneficiario[1] MissingElement"]);
    check(
        &flow(&format!("{PERSON}<PrestazioniSociali Pippo=\"1\"/>")),
        &["Beneficiario[1]/PrestazioniSociali[1]/@Pippo UnknownAttribute"],
    );
    check(&flow("<Indirizzo/><Anagrafica/><PrestazioniSociali/>"), &["Beneficiario[1]/Anagrafica OutOfOrder"]);
    check(
        &flow(&format!("{PERSON}<PrestazioniSociali/><Pippo><Pluto/></Pippo>")),
        &["Beneficiario[1]/Pippo UnknownElement"],
    );
    check(
        &flow(&format!("{PERSON}<PrestazioniSociali><SINA><NecessitaInterventiSociali/></SINA></PrestazioniSociali>")),
        &["Beneficiario[1]/PrestazioniSociali[1]/SINA/NecessitaInterventiSociali EmptyContainer"],
    );
    check(&flow(&format!("{PERSON}{}<PrestazioniSociali/>", "<Indirizzo/>".repeat(6))), &["Beneficiario[1] TooMany"]);
    check(&format!("{HEAD}</Flusso>"), &["Flusso MissingElement"]);
    check(&flow(&format!("{PERSON}<PrestazioniSociali/>ciao")), &["Beneficiario[1] StrayText"]);
    check(
        &flow(&format!("{PERSON}<PrestazioniSociali/>")).replace("inps.it/Casellario", "inps.it/altro"),
        &["Flusso WrongNamespace"],
    );
}

#[test]
fn what_is_not_xml_any_more_is_read_up_to_there() {
    let cut = flow(&format!("{PERSON}<PrestazioniSociali CodicePrestazione=\"A1.07\"/>"));
    let reading = read(&cut.as_bytes()[..cut.len() - 12]).unwrap();
    assert_eq!(reading.flusso.beneficiari[0].prestazioni[0].codice.as_deref(), Some("A1.07"));
    assert!(matches!(reading.faults[0].kind, FaultKind::NotWellFormed(_)));
    for (bytes, error) in [
        (&b""[..], Unreadable::Empty),
        (b"  \n", Unreadable::Empty),
        (b"ciao", Unreadable::NotXml),
        (b"%PDF-1.7", Unreadable::NotXml),
        (b"<html><body/></html>", Unreadable::NotAFlow),
    ] {
        assert_eq!(read(bytes), Err(error));
    }
}

#[test]
fn entities_are_never_expanded() {
    let bomb = format!(
        "<!DOCTYPE Flusso [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        flow("<Anagrafica Cognome=\"&b;\"/><Indirizzo/><PrestazioniSociali/>")
    );
    let reading = read(bomb.as_bytes()).unwrap();
    assert_eq!(reading.flusso.beneficiari[0].anagrafica.cognome.as_deref(), Some("&b;"));
    assert_eq!(reading.faults.iter().filter(|fault| fault.kind == FaultKind::Doctype).count(), 2);
}

#[test]
fn references_and_encodings() {
    let xml = flow("<Anagrafica Cognome=\"D&apos;&#xC0;MATO\"/><Indirizzo/><PrestazioniSociali/>");
    assert_eq!(read(xml.as_bytes()).unwrap().flusso.beneficiari[0].anagrafica.cognome.as_deref(), Some("D'ÀMATO"));
    let latin =
        format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", flow("<Anagrafica Cognome=\"FORL\u{cc}\"/>"));
    let bytes: Vec<u8> = latin.chars().map(|letter| letter as u8).collect();
    assert_eq!(read(&bytes).unwrap().flusso.beneficiari[0].anagrafica.cognome.as_deref(), Some("FORLÌ"));
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(xml.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&bytes).unwrap().flusso.beneficiari.len(), 1);
}

#[test]
fn deep_nesting_stops() {
    let deep = format!("{HEAD}{}", "<a>".repeat(200_000));
    let reading = read(deep.as_bytes()).unwrap();
    assert!(reading.faults.len() <= 3);
}

#[test]
fn letters_are_in_the_encoding_that_is_declared_or_it_is_told() {
    let declaring = |label: &str, surname: &[u8]| {
        let flow = flow("<Anagrafica Cognome=\"@\"/><Indirizzo/><PrestazioniSociali/>");
        let (before, after) = flow.split_once('@').unwrap();
        let declaration = format!("<?xml version='1.0' encoding='{label}'?>\n");
        [declaration.as_bytes(), before.as_bytes(), surname, after.as_bytes()].concat()
    };
    let reading = read(&declaring("ISO-8859-15", b"FORL\xCC")).unwrap();
    assert_eq!(reading.flusso.beneficiari[0].anagrafica.cognome.as_deref(), Some("FORLÌ"));
    assert_eq!(reading.faults, []);
    for (label, surname) in [("UTF-8", &b"FORL\xCC"[..]), ("UTF-8", b"FORL\xC3"), ("us-ascii", "FORLÌ".as_bytes())] {
        let faults = read(&declaring(label, surname)).unwrap().faults;
        assert!(matches!(faults[0].kind, FaultKind::SpoiltLetters(_)) && faults[0].line == 2, "{faults:?}");
    }
    for (label, word) in [("pippo", "«pippo»"), ("UTF-16", "UTF-8")] {
        let refused = read(&declaring(label, b"FORLI")).unwrap_err().to_string();
        assert!(refused.contains(word), "{refused}");
    }
}

#[test]
fn what_other_readers_refuse_is_told() {
    let flow = flow(&format!("{PERSON}<PrestazioniSociali/>"));
    for (what, by) in [
        ("<Flusso ", "<?XML version='1.0'?><Flusso "),
        ("<Flusso ", "<?xml version='2.0'?><Flusso "),
        ("<Flusso ", "<?xml encoding='UTF-8'?><Flusso "),
        ("<Flusso ", "<!-- a -- b --><Flusso "),
        ("<Flusso ", "<!-- \u{B} --><Flusso "),
        ("<Beneficiario ", "\u{C}<Beneficiario "),
    ] {
        check(&flow.replacen(what, by, 1), &["Flusso NotWellFormed"]);
    }
    for (what, by) in [("\" Indirizzo=", "\"Indirizzo="), (" Indirizzo=", " xsi:nil=\"true\" Indirizzo=")] {
        let faults = read(flow.replacen(what, by, 1).as_bytes()).unwrap().faults;
        assert!(matches!(faults[..], [Fault { kind: FaultKind::NotWellFormed(_), .. }]), "{faults:?}");
    }
    check(&flow.replacen("<Anagrafica", "<![CDATA[ ]]><Anagrafica", 1), &["Beneficiario[1] StrayText"]);
}
