//! WaaS: a flow for each benefit, `elenco_flussi` for the comune's API, and the answers that come back.

use crate::office::moment;
use crate::support::{is_xml, schemas, some_and_all, xmllint};
use crate::workstation::{Workstation, ente, sheet};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use siuss_kit::archive::stampa::file_key;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::esiti::request::{EsitiAnswer, EsitiRequest};
use siuss_kit::desk::flussi::request::FlussoPasso;
use siuss_kit::desk::invio::request::InvioQuery;
use siuss_kit::desk::stampe::request::{StampaOpen, StampaView, StampeAnswer, StampeRequest};
use siuss_kit::desk::{Answer, Request};
use siuss_kit::flow;
use siuss_kit::records::{Ente, EnteId, FlussoId, PrestazioneId, StampaId};
use siuss_kit::validation::{Context, Source, run};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

fn ask(office: &mut Workstation, only: &[u32]) -> Answer {
    let only = only.iter().map(|id| PrestazioneId::new(*id)).collect();
    office.ask(Request::Stampe(StampeRequest::Make { query: InvioQuery::default(), only, waas: true, firme: vec![] }))
}

#[track_caller]
fn waas(office: &mut Workstation, only: &[u32]) -> StampaView {
    match ask(office, only) {
        Answer::Stampe(StampeAnswer::Made(stamped)) => stamped,
        other => panic!("{other:?}"),
    }
}

/// Sent by one XML, as for the portal.
fn xml(office: &mut Workstation, only: &[u32]) {
    let only = only.iter().map(|id| PrestazioneId::new(*id)).collect();
    office.ask(Request::Stampe(StampeRequest::Make { query: InvioQuery::default(), only, waas: false, firme: vec![] }));
}

/// An office with benefits to send: those with `index % 7 == 3` cross a year's end, those with `index % 11 == 10` lack a protocol.
fn office(count: u32) -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, count, 0));
    office
}

/// The entries of each JSON of a generation.
fn entries(office: &Workstation, stampa: &StampaView) -> Vec<Vec<Value>> {
    let files = stampa.files.iter().filter(|file| file.kind == "PRESTAZIONI (WaaS)");
    files
        .map(|file| {
            let json: Value = serde_json::from_slice(&office.files[&file_key(stampa.id, &file.name)]).unwrap();
            json["elenco_flussi"].as_array().unwrap().clone()
        })
        .collect()
}

fn text<'v>(entry: &'v Value, name: &str) -> &'v str {
    entry[name].as_str().unwrap()
}

fn xml_of(entry: &Value) -> String {
    String::from_utf8(STANDARD.decode(text(entry, "flusso")).unwrap()).unwrap()
}

/// What the operator reads after dropping an `elenco_esiti`.
fn answer(office: &mut Workstation, esiti: &[(&str, &str)]) -> Vec<String> {
    let esiti: Vec<Value> =
        esiti.iter().map(|(id, code)| json!({"id_flusso": id, "tipo": "PS_PSA_SINA", "codice_esito": code})).collect();
    let file = json!({ "elenco_esiti": esiti }).to_string().into_bytes();
    let files = vec![("esiti.json".to_owned(), file.len() as u32)];
    match office.ask_with(Request::Esiti(EsitiRequest::Read { files, flusso: None }), file) {
        Answer::Esiti(EsitiAnswer::Read { files, .. }) => files.into_iter().map(|(sentence, _)| sentence).collect(),
        other => panic!("{other:?}"),
    }
}

fn standing(office: &mut Workstation, id: u32) -> &'static str {
    office.archive().prestazioni.get(PrestazioneId::new(id)).unwrap().stato.label()
}

/// The flow that a benefit is in.
fn flow_of(office: &mut Workstation, id: u32) -> String {
    office.archive().prestazioni.get(PrestazioneId::new(id)).unwrap().stato.flusso().unwrap().to_owned()
}

#[track_caller]
fn check_left_out(office: &mut Workstation, stampa: StampaId, expected: &[(u32, &str)]) {
    let found: Vec<(u32, String)> = office
        .archive()
        .stampe
        .get(stampa)
        .unwrap()
        .lasciate
        .iter()
        .flat_map(|it| it.motivi.iter().map(|(rule, _)| (it.prestazione.place(), rule.clone())))
        .collect();
    let expected: Vec<(u32, String)> = expected.iter().map(|(id, rule)| (*id, (*rule).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn each_flow_is_valid_and_has_one_benefit() {
    let mut office = office(24);
    let stampa = waas(&mut office, &[]);
    let files = entries(&office, &stampa);
    let [elenco] = files.as_slice() else { panic!("one file") };
    // Of 24: 3, 10 and 17 cross a year's end, 10 and 21 have no protocol.
    assert_eq!((elenco.len(), stampa.sent, stampa.people, stampa.left_out), (20, 20, 12, 4));
    let mut names = BTreeSet::new();
    let mut instants = Vec::new();
    for (entry, key) in elenco.iter().zip(0..) {
        let members: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert_eq!(members.len(), 6, "{members:?}");
        assert_eq!([text(entry, "codice_ente"), text(entry, "tipo")], ["G478", "PS_PSA_SINA"]);
        assert_eq!(text(entry, "denominazione_ente"), ente().denominazione);
        let (id, xml) = (text(entry, "id_flusso"), xml_of(entry));
        assert!(id.len() <= 64 && text(entry, "flusso").len() <= 10_000_000);
        instants.push(text(entry, "ts_flusso").to_owned());
        names.insert(id.to_owned());
        for schema in schemas() {
            assert_eq!(xmllint(&xml, &schema), Ok(()), "{xml}");
        }
        let reading = flow::read(xml.as_bytes()).unwrap();
        let [person] = reading.flusso.beneficiari.as_slice() else { panic!("one person") };
        assert_eq!(person.prestazioni.len(), 1);
        assert_eq!(reading.flusso.identificazione.nome.as_deref(), Some(id));
        let source = Source::Xml { waas: true, bytes: xml.len() };
        let found =
            run::flusso(&reading.flusso, &reading.faults, &Context { today: moment().today, source, ente: None });
        assert!(!found.iter().any(siuss_kit::validation::Finding::blocks), "{found:?}");
        assert!(!found.iter().any(|it| it.rule.id == "P02b"), "{found:?}");
        // Kept as the flow of its own that it is.
        assert_eq!(office.xml(key), xml);
        assert_eq!(office.archive().flussi.get(FlussoId::new(key)).unwrap().nome, id);
    }
    assert_eq!(names.len(), 20);
    assert_eq!([&instants[0], &instants[19]], ["2026-11-23T09:00:00.001Z", "2026-11-23T09:00:00.020Z"]);
    assert!(instants.is_sorted_by(|one, other| one < other), "chronological, and none twice");
    check_left_out(&mut office, stampa.id, &[(3, "P01"), (10, "K02"), (17, "P01"), (21, "K02")]);
    let log = stampa.files.iter().find(|file| file.kind == "FILE DI LOG").unwrap();
    let log = String::from_utf8_lossy(&office.files[&file_key(stampa.id, &log.name)]).into_owned();
    assert!(log.contains("una per anno solare"), "{log}");
    assert!(
        some_and_all(&stampa.files, |file| file.name.starts_with("G478.waas.20261123.0000001.")),
        "{:?}",
        stampa.files
    );

    // What was left out goes by the portal.
    xml(&mut office, &[3, 17]);
    assert_eq!(["Inviata"; 2], [3, 17].map(|id| standing(&mut office, id)));
}

/// Ids of the first `count` benefits that a flow for WaaS can carry.
fn sendable(count: usize) -> Vec<u32> {
    (0..).filter(|index| index % 7 != 3 && index % 11 != 10).take(count).collect()
}

#[test]
fn a_hundred_a_file_and_no_number_twice() {
    let ids = sendable(250);
    let mut office = office(ids.last().unwrap() + 1);
    let first = waas(&mut office, &ids);
    let files = entries(&office, &first);
    assert_eq!(files.iter().map(Vec::len).collect::<Vec<_>>(), [100, 100, 50]);
    let names: Vec<&str> = first.files[..3].iter().map(|file| file.name.as_str()).collect();
    let expected = ["0000001", "0000101", "0000201"].map(|number| format!("G478.waas.20261123.{number}.json"));
    assert_eq!(names, expected);
    // Freed and sent again on the same day.
    for flusso in 0..3 {
        assert!(matches!(office.step(flusso, &[0], FlussoPasso::Libera), Answer::Done { .. }));
    }
    let again = waas(&mut office, &ids[..3]);
    let again = entries(&office, &again).concat();
    let all: Vec<&Value> = files.iter().flatten().chain(&again).collect();
    let numbers: BTreeSet<&str> = all.iter().map(|it| text(it, "id_flusso").rsplit_once('.').unwrap().1).collect();
    assert_eq!((all.len(), numbers.len()), (253, 253));
    assert_eq!(numbers.last(), Some(&"0000253"));
    assert!(all.is_sorted_by(|one, other| text(one, "ts_flusso") < text(other, "ts_flusso")));
}

#[test]
fn the_same_benefits_give_the_same_bytes() {
    let made = || {
        let mut office = office(20);
        waas(&mut office, &[]);
        office.files
    };
    assert_eq!(made(), made());
}

#[test]
fn each_answer_comes_back_to_its_benefit() {
    let mut office = office(6);
    let stampa = waas(&mut office, &[]);
    let elenco = entries(&office, &stampa).concat();
    let codes = ["OK", "RICHIESTA_INVALIDA", "DATI_NON_TROVATI", "ERRORE_GENERICO", "OK"];
    let esiti: Vec<(&str, &str)> = elenco.iter().map(|it| text(it, "id_flusso")).zip(codes).collect();
    assert_eq!(answer(&mut office, &esiti), ["esiti.json: 5 righe: 3 scartate, 2 acquisite."]);
    let (no, yes) = ("Scartata", "Acquisita");
    assert_eq!([0, 1, 2, 4, 5].map(|id| standing(&mut office, id)), [yes, no, no, no, yes]);
    assert_eq!(standing(&mut office, 3), "Non Inviata");
}

#[test]
fn taken_back_one_by_one_and_a_correction_in_two_steps() {
    let mut office = office(6);
    let ente = Ente { rettifica_unica: true, ..ente() };
    office.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente }));
    // 0 and 1 for the API, the others for the portal: 3 crosses a year's end.
    waas(&mut office, &[0, 1]);
    xml(&mut office, &[2, 3]);
    let sent: Vec<String> = [0, 1].map(|id| flow_of(&mut office, id)).into();
    answer(&mut office, &[(&sent[0], "OK"), (&sent[1], "OK")]);
    office.step(2, &[], FlussoPasso::Acquisisci);
    office.step(0, &[0], FlussoPasso::Annulla);
    office.step(1, &[0], FlussoPasso::Rettifica);
    office.step(2, &[], FlussoPasso::Annulla);
    let stampa = waas(&mut office, &[4]);
    let elenco = entries(&office, &stampa).concat();
    let operations: Vec<bool> = elenco.iter().map(|it| xml_of(it).contains("TipoOperazione=\"C\"")).collect();
    assert_eq!(operations, [true, true, true, false]);
    for entry in &elenco {
        let xml = xml_of(entry);
        assert_eq!(xml.matches("<PrestazioniSociali").count(), 1);
        for schema in schemas() {
            assert_eq!(xmllint(&xml, &schema), Ok(()));
        }
    }
    check_left_out(&mut office, stampa.id, &[(3, "P01")]);
    assert_eq!(
        [0, 1, 2, 3, 4].map(|id| standing(&mut office, id)),
        ["Cancellazione inviata", "Cancellazione inviata", "Cancellazione inviata", "Da annullare", "Inviata",]
    );
    let ids: Vec<&str> = elenco.iter().map(|it| text(it, "id_flusso")).collect();
    answer(&mut office, &[(ids[0], "OK"), (ids[1], "OK"), (ids[2], "DATI_NON_TROVATI"), (ids[3], "OK")]);
    // The corrected one waits to be sent anew; what INPS would not take back is still to be taken back.
    assert_eq!(
        [0, 1, 2, 3, 4].map(|id| standing(&mut office, id)),
        ["Annullata", "Non Inviata", "Da annullare", "Da annullare", "Acquisita",]
    );
}

#[test]
fn a_code_that_is_not_one_of_waas_is_told() {
    for codice in ["9478", "GG78", "UNIONE1"] {
        let mut office = office(2);
        office.ask(Request::Enti(EntiRequest::Save {
            id: Some(EnteId::new(0)),
            ente: Ente { codice: codice.into(), ..ente() },
        }));
        let Answer::Refused { reasons } = ask(&mut office, &[]) else { panic!("{codice} was taken") };
        assert!(reasons[0].contains("una lettera maiuscola e tre cifre"), "{reasons:?}");
        assert!(office.archive().flussi.is_empty() && office.files.is_empty());
    }
}

#[test]
fn a_generation_is_deleted_but_its_flows_stay() {
    let mut office = office(3);
    let stampa = waas(&mut office, &[]);
    let before = office.files.clone();
    office.ask(Request::Stampe(StampeRequest::Delete { stampa: stampa.id }));
    assert_eq!(office.files.len(), 3);
    assert!(office.xml(0).contains("0000001"));
    office.undo();
    assert_eq!(office.files, before);
    match office.ask(Request::Stampe(StampeRequest::Open { stampa: stampa.id })) {
        Answer::Stampe(StampeAnswer::Open(open)) => {
            assert!(matches!(*open, StampaOpen { ref left_out, .. } if left_out.is_empty()));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_demonstration_takes_its_flows_for_waas_with_it() {
    let mut office = Workstation::default();
    office.ask(Request::LoadDemo);
    // Its enti have codes that WaaS does not take.
    assert!(matches!(ask(&mut office, &[]), Answer::Refused { .. }));
    for (id, codice) in [(0, "G478"), (1, "A129")] {
        let ente = office.archive().enti.get(EnteId::new(id)).unwrap().clone();
        office.ask(Request::Enti(EntiRequest::Save {
            id: Some(EnteId::new(id)),
            ente: Ente { codice: codice.into(), ..ente },
        }));
    }
    let stampa = waas(&mut office, &[]);
    assert!(stampa.sent > 100 && office.files.keys().filter(|key| is_xml(key)).count() > 100);
    office.ask(Request::RemoveDemo { confirmed: false });
    assert!(!office.files.keys().any(|key| is_xml(key)), "{:?}", office.files.keys().next());
}

#[test]
fn a_thousand_are_no_long_wait() {
    let ids = sendable(1_000);
    let mut office = office(ids.last().unwrap() + 1);
    let begin = Instant::now();
    let stampa = waas(&mut office, &ids);
    let took = begin.elapsed();
    println!("1,000 flows in {took:?}");
    assert_eq!((stampa.sent, entries(&office, &stampa).len()), (1_000, 10));
    // Unoptimised, on a busy machine.
    assert!(took < Duration::from_secs(30), "{took:?}");
}
