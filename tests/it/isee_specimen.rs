//! Profiles out of specimens: what is found in them, what they write, and that nobody of the specimen is left.

use crate::support::well_formed;
use chrono::NaiveDate;
use proptest::prelude::*;
use siuss_kit::isee::request::{Identificatore, PROFILES, Search, write};
use siuss_kit::isee::specimen::{NoProfile, Specimen, read};

const FIRST: &str = "XXXYYY80A01Z999A";
const SECOND: &str = "XXXYYY80A41Z999B";

/// What a profile writes of two people.
fn written(made: &Specimen) -> Vec<String> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let search = |day: &str| Search::new("PRTFNT83P49G478N", "A1.05", day.parse().ok(), today).unwrap();
    let name = Identificatore::new("A129", today, 7).unwrap();
    let documents = write(&made.profile, &name, &[search("2026-03-01"), search("2026-04-01")]);
    documents.into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
}

/// A specimen gives exactly this, between the declaration and the last line's end.
#[track_caller]
fn check(specimen: &str, element: &str, missing: usize, expected: &str) {
    let made = read(specimen.as_bytes()).unwrap();
    assert_eq!((made.element.as_str(), made.missing.len()), (element, missing), "{made:?}");
    let documents = written(&made);
    for text in &documents {
        well_formed(text).unwrap();
        assert!(!text.contains(FIRST) && !text.contains(SECOND) && !text.contains("CAMPIONE"), "{text}");
    }
    let text = documents.concat().replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "");
    assert_eq!(text.trim_end(), expected);
}

#[test]
fn values_in_attributes() {
    check(
        &format!(
            r#"<?xml version="1.0"?>
<Richiesta xmlns="urn:x" Identificatore="Z" CodiceEnte="H501" Data="2025-01-01" NumeroRichieste="2" Versione="1.0">
  <RicercaCF CodiceFiscale="{FIRST}" DataValidita="2025-01-01" PrestazioneDaErogare="A1.04" ProtocolloDomandaEnteErogatore="1" StatodomandaPrestazione="Erogata" Anno="2025" Cognome="CAMPIONE"/>
  <RicercaCF CodiceFiscale="{SECOND}" DataValidita="2025-01-02" PrestazioneDaErogare="A1.05" ProtocolloDomandaEnteErogatore="2" StatodomandaPrestazione="Erogata" Anno="2025" Cognome="CAMPIONE"/>
</Richiesta>"#
        ),
        "RicercaCF",
        0,
        r#"<Richiesta xmlns="urn:x" Identificatore="A1292026-11-2400000007" CodiceEnte="A129" Data="2026-11-24" NumeroRichieste="2" Versione="1.0">
  <RicercaCF CodiceFiscale="PRTFNT83P49G478N" DataValidita="2026-03-01" PrestazioneDaErogare="A1.05" ProtocolloDomandaEnteErogatore="A1292026-11-2400000007-000001" StatodomandaPrestazione="Erogata" Anno="2025" Cognome=""/>
  <RicercaCF CodiceFiscale="PRTFNT83P49G478N" DataValidita="2026-04-01" PrestazioneDaErogare="A1.05" ProtocolloDomandaEnteErogatore="A1292026-11-2400000007-000002" StatodomandaPrestazione="Erogata" Anno="2025" Cognome=""/>
</Richiesta>"#,
    );
}

#[test]
fn values_in_children_with_prefixes_and_cdata() {
    check(
        &format!(
            "<a:R xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><a:Testata><a:CFOperatore>{FIRST}</a:CFOperatore><a:Ente>H501 &amp; altri</a:Ente></a:Testata><a:Lista><b:Voce><b:Ricerca><b:CodiceFiscale><![CDATA[{FIRST}]]></b:CodiceFiscale><b:DataValidita>2025-01-01</b:DataValidita></b:Ricerca><b:Numero>1</b:Numero></b:Voce><!-- CAMPIONE --><b:Voce><b:Ricerca><b:CodiceFiscale>{SECOND}</b:CodiceFiscale><b:DataValidita>2025-01-01</b:DataValidita></b:Ricerca><b:Numero>2</b:Numero></b:Voce></a:Lista></a:R>"
        ),
        "b:Voce",
        3,
        "<a:R xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><a:Testata><a:CFOperatore/><a:Ente>H501 &amp; altri</a:Ente></a:Testata><a:Lista><b:Voce><b:Ricerca><b:CodiceFiscale>PRTFNT83P49G478N</b:CodiceFiscale><b:DataValidita>2026-03-01</b:DataValidita></b:Ricerca><b:Numero/></b:Voce><b:Voce><b:Ricerca><b:CodiceFiscale>PRTFNT83P49G478N</b:CodiceFiscale><b:DataValidita>2026-04-01</b:DataValidita></b:Ricerca><b:Numero/></b:Voce></a:Lista></a:R>",
    );
}

#[test]
fn one_row_is_enough() {
    let one = format!("<R><L><V CodiceFiscale=\"{FIRST}\" Altro=\"CAMPIONE\" TipoIndicatore=\"Ordinario\"/></L></R>");
    let row = "<V CodiceFiscale=\"PRTFNT83P49G478N\" Altro=\"\" TipoIndicatore=\"Ordinario\"/>";
    check(&one, "V", 4, &format!("<R><L>{row}{row}</L></R>"));
    // A file that asks about one person and nothing else: one file a person.
    let alone = format!("<V CodiceFiscale=\"{FIRST}\"/>");
    let row = "<V CodiceFiscale=\"PRTFNT83P49G478N\"/>";
    check(&alone, "V", 4, &format!("{row}\n{row}"));
}

#[test]
fn the_header_may_name_a_person_too() {
    let row = |code: &str| format!("<V CodiceFiscale=\"{code}\" DataValidita=\"2025-01-01\"/>");
    let specimen = format!("<R><Ente CodiceFiscale=\"{FIRST}\"/>{}{}</R>", row(FIRST), row(SECOND));
    let made = read(specimen.as_bytes()).unwrap();
    assert_eq!((made.element.as_str(), made.rows), ("V", 2));
    assert!(
        written(&made)[0].starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<R><Ente CodiceFiscale=\"\"/><V ")
    );
}

/// A file makes no profile, for this reason.
#[track_caller]
fn check_refused(bytes: &[u8], why: NoProfile) {
    assert_eq!(read(bytes), Err(why));
}

#[test]
fn what_is_no_specimen_is_refused_with_a_reason() {
    check_refused(b"", NoProfile::Empty);
    check_refused(b"  \n", NoProfile::Empty);
    check_refused(b"nulla", NoProfile::Damaged);
    check_refused(b"PK\x03\x04boh", NoProfile::Damaged);
    check_refused(b"<a><b CodiceFiscale=\"X\"></a>", NoProfile::Damaged);
    check_refused(b"<a CodiceFiscale=\"X\"", NoProfile::Damaged);
    check_refused(b"<a b=\"1\" b=\"2\" CodiceFiscale=\"X\"/>", NoProfile::Damaged);
    check_refused(b"<a/><b CodiceFiscale=\"X\"/>", NoProfile::Damaged);
    check_refused(b"<!DOCTYPE a [<!ENTITY b \"c\">]><a CodiceFiscale=\"&b;\"/>", NoProfile::Doctype);
    check_refused(b"<a CodiceFiscale=\"&b;\"/>", NoProfile::Damaged);
    check_refused(b"<a><b CodiceFiscale=\"\"/><CodiceFiscale/></a>", NoProfile::NoFiscalCode);
    check_refused("<a>".repeat(100_000).as_bytes(), NoProfile::Damaged);
    check_refused(&vec![b'<'; 2 * 1024 * 1024], NoProfile::TooBig(1));
}

#[test]
fn the_draft_is_a_specimen_of_itself() {
    let draft = &PROFILES.iter().find(|it| it.profile.id == "bozza").unwrap().profile;
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let search = |day: &str| Search::new("PRTFNT83P49G478N", "A1.05", day.parse().ok(), today).unwrap();
    let name = Identificatore::new("A129", today, 7).unwrap();
    let file = write(draft, &name, &[search("2026-03-01"), search("2026-04-01")]).remove(0).1;
    let made = read(&file).unwrap();
    assert_eq!(made.missing, Vec::<&str>::new());
    assert_eq!(written(&made)[0], String::from_utf8(file).unwrap());
}

proptest! {
    #[test]
    fn noise_never_panics(noise in "(<|>|/|a|b|CodiceFiscale=\"X\"|&|;|\"| |<!--|-->|<!\\[CDATA\\[|\\]\\]>|\\?){0,40}") {
        let _ = read(noise.as_bytes());
        if let Ok(made) = read(format!("<r>{noise}<v CodiceFiscale=\"{FIRST}\"/></r>").as_bytes()) {
            for text in written(&made) {
                prop_assert!(well_formed(&text).is_ok(), "{text}");
                prop_assert!(!text.contains(FIRST));
            }
        }
    }
}
