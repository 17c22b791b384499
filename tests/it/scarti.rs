//! *Prima di stampare*: what INPS will probably discard, by what it discarded before and by what the rules warn of.

use crate::office::moment;
use crate::workstation::{Workstation, sheet};
use siuss_kit::desk::flussi::request::{FlussiRequest, FlussoPasso};
use siuss_kit::desk::invio::request::{InvioAnswer, InvioQuery, InvioRequest, MotivoScarto};
use siuss_kit::desk::{Answer, Request};
use siuss_kit::records::{Atto, FlussoId, Minute, Moment, PrestazioneId};

const PERSONA: &str = "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA";
const COMUNE: &str = "CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI";

fn told_of(office: &mut Workstation, only: Vec<PrestazioneId>) -> Vec<MotivoScarto> {
    match office.ask(Request::Invio(InvioRequest::ScartiProbabili { query: InvioQuery::default(), only })) {
        Answer::Invio(InvioAnswer::ScartiProbabili(groups)) => groups,
        other => panic!("{other:?}"),
    }
}

/// Each reason as `title: count`.
#[track_caller]
fn check(office: &mut Workstation, expected: &[&str]) {
    let groups = told_of(office, vec![]);
    let told: Vec<String> = groups.iter().map(|it| format!("{}: {}", it.title, it.count)).collect();
    assert_eq!(told, expected, "{groups:#?}");
}

/// An office whose first row INPS refused in these words, and which is to be sent again.
fn refused(words: &str) -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 5, 0));
    office.stampa();
    office.step(0, &[0], FlussoPasso::Scarta(words.into()));
    office.step(0, &[0], FlussoPasso::Libera);
    office
}

fn rename(office: &mut Workstation, at: &str) {
    let archive = office.desk.archive_mut();
    let (key, _) = archive.assistiti.iter().next().unwrap();
    archive.assistiti.get_mut(key).unwrap().nome = "INVENTATISSIMA".into();
    archive.log(Atto::Modifica, None, "", &Moment { at: Minute::read(at), ..moment() }, "Finta Protti");
    let changes = archive.take_changes();
    office.records.extend(changes.records);
    office.reopen();
}

const KNOWN: &str = "Persone già scartate da INPS e non corrette";

#[test]
fn a_person_refused_and_not_mended() {
    let mut office = refused(PERSONA);
    check(&mut office, &[&format!("{KNOWN}: 1")]);
    let groups = told_of(&mut office, vec![]);
    assert!(groups[0].rows[0].message.contains("PROVETTI INVENTATA"), "{groups:?}");
    assert_eq!(told_of(&mut office, vec![PrestazioneId::new(3)]), [], "not among the chosen rows");
    // What another person has is no matter, and what was mended before the flow neither.
    office.import(&sheet(14, 3, 0));
    check(&mut office, &[&format!("{KNOWN}: 1")]);
    rename(&mut office, "2026-11-22 09:00");
    office.import(&sheet(14, 3, 0));
    let groups = told_of(&mut office, vec![]);
    assert!(groups.iter().any(|it| it.title == KNOWN), "{groups:?}");
}

#[test]
fn a_person_mended_or_taken_since() {
    let mut office = refused(PERSONA);
    rename(&mut office, "2026-11-23 11:00");
    assert!(told_of(&mut office, vec![]).iter().all(|it| it.title != KNOWN));

    let mut office = refused(PERSONA);
    // The other benefit of the same person.
    office.step(0, &[1], FlussoPasso::Acquisisci);
    check(&mut office, &[]);
}

const UNCHANGED: &str = "Già inviate, e da allora non cambiate";

/// A whole flow was trashed: what goes out again as it was is told, with the flow that it went out with.
#[test]
fn what_was_sent_already_and_is_as_it_was() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 5, 0));
    office.stampa();
    office.ask(Request::Flussi(FlussiRequest::Trash { id: FlussoId::new(0) }));
    let rows = office.archive().prestazioni.len();
    check(&mut office, &[&format!("{UNCHANGED}: {rows}")]);
    let groups = told_of(&mut office, vec![]);
    assert!(groups[0].rows[0].message.contains("con il flusso G478."), "{groups:?}");
    // Of the person whose name was mended since it is not said.
    rename(&mut office, "2026-11-23 11:00");
    let after = told_of(&mut office, vec![]);
    assert!(after[0].title == UNCHANGED && (1..rows as u32).contains(&after[0].count), "{after:?}");
}

#[test]
fn a_refusal_of_something_else() {
    check(&mut refused("Messaggio mai visto"), &[&format!("{UNCHANGED}: 1")]);
    check(&mut refused("PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO"), &[]);
}

#[test]
fn a_comune_that_inps_does_not_know() {
    let title = "Codici di comune che INPS non ha trovato";
    let mut office = refused(COMUNE);
    check(&mut office, &[&format!("{title}: 1")]);
    office.import(&sheet(28, 3, 0));
    check(&mut office, &[&format!("{title}: 4")]);
    office.step(0, &[2], FlussoPasso::Acquisisci);
    check(&mut office, &[]);
}

#[test]
fn the_dates_of_an_isee() {
    let mut office = Workstation::with_ente();
    let title = "ISEE non valido alla data dell'evento";
    let right = sheet(19, 1, 0);
    for (from, to, expected) in [
        ("20/01/2026", "20/01/2026", None),
        ("20/01/2026;", "10/01/2026;", Some("dopo l'evento (10/01/2026)")),
        (
            "INPS-ISEE-2026-00000019A-00;2026;20/01/2026",
            "INPS-ISEE-2025-00000019A-00;2025;20/12/2025",
            Some("scaduta il 31/12/2025"),
        ),
        (
            "INPS-ISEE-2026-00000019A-00;2026;20/01/2026",
            "INPS-ISEE-2026-00000019A-00;2026;21/01/2026",
            Some("dopo l'evento (20/01/2026)"),
        ),
    ] {
        let mut office = Workstation::with_ente();
        office.import(&right.replace(from, to));
        let groups = told_of(&mut office, vec![]);
        let message = groups.iter().find(|it| it.title == title).map(|it| it.rows[0].message.clone());
        assert_eq!(message.is_some(), expected.is_some(), "{to}: {groups:?}");
        assert!(message.is_none_or(|message| message.contains(expected.unwrap())), "{to}");
    }
    office.import(&right);
    check(&mut office, &[]);
}

#[test]
fn what_the_rules_warn_of_with_its_fix() {
    let mut office = Workstation::with_ente();
    // Surname and name are in each other's place.
    office.import(&sheet(0, 1, 0).replace("PROVETTI;INVENTATA", "INVENTATA;PROVETTI"));
    let groups = told_of(&mut office, vec![]);
    let swapped = groups.iter().find(|it| it.rule == "A21").unwrap();
    assert_eq!((swapped.count, swapped.fix.as_str()), (1, "Scambia cognome e nome"));
    // What cannot be sent is told elsewhere.
    let mut office = Workstation::with_ente();
    office.import(&sheet(10, 1, 0).replace("CAMPIONESI", "INVENTATA"));
    check(&mut office, &[]);
}
