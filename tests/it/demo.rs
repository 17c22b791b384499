//! The demonstration: an invented office whose every quarter can be sent, and that goes without a trace.

use crate::office::today;
use crate::support::{is_xml, schemas, some_and_all, xmllint};
use crate::workstation::{Workstation, sheet};
use siuss_kit::archive::stored::Changes;
use siuss_kit::archive::{Archive, demo, judgement};
use siuss_kit::desk::{Answer, Request};
use siuss_kit::records::{
    Assistito, AssistitoId, Ente, EsitoRicevuto, FiscalCode, Progetto, RigaDiFlusso, StatoConsultazione,
};
use std::collections::BTreeMap;

fn office() -> Archive {
    let mut archive = Archive::default();
    demo::office(&mut archive, today());
    archive
}

#[test]
fn a_year_of_an_invented_office() {
    let archive = office();
    assert_eq!((archive.enti.len(), archive.assistiti.len(), archive.prestazioni.len()), (2, 400, 3_000));
    let codes: BTreeMap<&str, AssistitoId> =
        archive.assistiti.iter().map(|(key, it)| (it.codice_fiscale.as_str(), key)).collect();
    assert_eq!(codes.len(), 400);
    assert!(codes.keys().all(|code| FiscalCode::read(code).is_some_and(|code| code.checked())));
    let judgement = judgement::judge(&archive, today());
    let blocked = archive.cases().filter(|(id, _)| judgement.blocks(*id)).count();
    assert!((80..=100).contains(&blocked), "3 in 100 are kept back: {blocked}");
}

#[test]
fn the_same_whenever_it_is_made() {
    assert!(office().prestazioni.iter().eq(office().prestazioni.iter()));
    assert!(office().assistiti.iter().eq(office().assistiti.iter()));
}

#[test]
fn every_quarter_can_be_sent() {
    let mut archive = office();
    let mut sent = 0;
    for quarter in demo::quarters(today()) {
        let key = demo::stamp(&mut archive, quarter).unwrap();
        let stampa = archive.stampe.get(key).unwrap().clone();
        assert_eq!((stampa.flussi.len(), stampa.files.len()), (2, 8), "two enti, four files each");
        assert!(stampa.scartate > 10 && stampa.inviate > 300, "{stampa:?}");
        assert_eq!(stampa.lasciate.len() as u32, stampa.scartate);
        let Changes { files, .. } = archive.take_changes();
        for (_, xml) in files.iter().filter(|(key, _)| is_xml(key)) {
            for schema in schemas() {
                assert_eq!(xmllint(std::str::from_utf8(xml).unwrap(), &schema), Ok(()));
            }
        }
        sent += files.iter().filter(|(key, _)| is_xml(key)).count();
    }
    assert_eq!(sent, 8);
}

#[test]
fn three_quarters_are_history_with_their_discards() {
    let mut archive = office();
    demo::history(&mut archive, today()).unwrap();
    let count = |label: &str| archive.prestazioni.iter().filter(|(_, it)| it.stato.label() == label).count();
    let (taken, discarded) = (count("Acquisita"), count("Scartata"));
    assert!((60..=200).contains(&discarded) && taken > 1_900, "{discarded} of {taken}");
    assert_eq!(taken + discarded + count("Non Inviata"), 3_000);
    assert_eq!(archive.flussi.len(), 6);
}

/// Every state of a consultation is there to be looked at, and nothing of what is to be sent was changed by it.
#[test]
fn consultations_stand_in_every_state() {
    let mut archive = office();
    let before: Vec<_> = archive.prestazioni.iter().map(|(_, it)| (it.dsu.clone(), it.valore_isee)).collect();
    demo::history(&mut archive, today()).unwrap();
    let rows: Vec<_> = archive.consultazioni.iter().flat_map(|(_, it)| &it.righe).map(|riga| riga.stato).collect();
    for stato in StatoConsultazione::ALL {
        assert_eq!(rows.iter().filter(|it| **it == stato).count(), 2, "{stato:?}");
    }
    let after: Vec<_> = archive.prestazioni.iter().map(|(_, it)| (it.dsu.clone(), it.valore_isee)).collect();
    assert!(before == after);
}

#[test]
fn it_goes_without_a_trace_and_takes_nothing_else() {
    let mut archive = office();
    demo::history(&mut archive, today()).unwrap();
    let files: Vec<String> = archive.take_changes().files.into_iter().map(|(key, _)| key).collect();
    // Those of six flows, and of one request about ISEE.
    assert_eq!(files.len(), 25);
    // Somebody real, with a case of their own; and one of the invented people known to them too.
    let ente = archive.enti.insert(Ente { codice: "A129".into(), ..Ente::default() });
    let person = archive.assistiti.insert(Assistito { cognome: "VERI".into(), ..Assistito::default() });
    for assistito in [person, AssistitoId::new(0)] {
        archive.progetti.insert(Progetto { ente: Some(ente), assistito, ..Progetto::default() });
    }
    archive.assistiti.insert(Assistito { cognome: "SENZA PROGETTI".into(), ..Assistito::default() });
    for esito in [
        EsitoRicevuto { righe: vec![RigaDiFlusso::default()], ..EsitoRicevuto::default() },
        EsitoRicevuto {
            codice_fiscale: archive.assistiti.get(AssistitoId::new(1)).unwrap().codice_fiscale.clone(),
            ..EsitoRicevuto::default()
        },
        EsitoRicevuto { soggetto: "altri".into(), ..EsitoRicevuto::default() },
    ] {
        archive.esiti.insert(esito);
    }
    demo::remove(&mut archive, &|_| None);
    assert_eq!(archive.esiti.iter().map(|(key, _)| key.place()).collect::<Vec<_>>(), [2]);
    let Changes { gone_files, .. } = archive.take_changes();
    assert_eq!(gone_files, files);
    assert_eq!((archive.enti.len(), archive.assistiti.len(), archive.progetti.len()), (1, 3, 2));
    assert!(archive.consultazioni.is_empty());
    assert!(archive.prestazioni.is_empty() && archive.flussi.is_empty() && archive.stampe.is_empty());
}

/// What somebody adds to the demonstration's enti is theirs: it stays, with all that it belongs to, and the operator is told.
#[test]
fn what_was_added_to_it_stays_and_it_can_come_back() {
    let mut office = Workstation::default();
    office.ask(Request::LoadDemo);
    let sheet = sheet(0, 6, 0);
    office.import(&sheet);
    let (held, files) = (office.archive().prestazioni.len(), office.files.clone());
    let Answer::DemoHolds(added) = office.ask(Request::RemoveDemo { confirmed: false }) else { panic!("not asked") };
    assert_eq!((added.prestazioni, added.progetti), (6, 3));
    assert_eq!(office.archive().prestazioni.len(), held);
    let Answer::Done { message } = office.ask(Request::RemoveDemo { confirmed: true }) else { panic!("not removed") };
    assert!(message.contains("è rimasto"), "{message}");
    let archive = office.archive();
    assert_eq!((archive.enti.len(), archive.assistiti.len(), archive.progetti.len()), (1, 3, 3));
    assert_eq!((archive.prestazioni.len(), archive.flussi.len()), (6, 0));
    assert!(some_and_all(archive.enti.iter(), |(_, ente)| !ente.dimostrativo));
    assert!(matches!(office.ask(Request::RemoveDemo { confirmed: true }), Answer::Refused { .. }));
    assert!(matches!(office.undo(), Answer::Done { .. }));
    assert_eq!((office.archive().prestazioni.len(), office.archive().enti.len()), (held, 2));
    assert_eq!(office.files, files);
}

/// Archives of format 2 mark the enti alone: the invented people are known by their names.
#[test]
fn a_demonstration_of_an_older_archive_takes_nothing_real_either() {
    let mut office = Workstation::default();
    office.ask(Request::LoadDemo);
    // Nobody of the demonstration bears this name.
    office.import(&sheet(0, 6, 0).replace("INVENTATA", "VERISSIMA"));
    for json in office.records.values_mut() {
        *json = json
            .replace(",\"dimostrativo\":true", "")
            .replace("\"erogazioni_singole\":false", "\"erogazioni_singole\":false,\"dimostrativo\":true");
    }
    office.reopen();
    office.ask(Request::RemoveDemo { confirmed: true });
    assert_eq!((office.archive().assistiti.len(), office.archive().prestazioni.len()), (3, 6));
}
