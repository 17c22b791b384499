//! *Conservazione*: which closed cases are too old, what goes with them, what stays and comes back.

use crate::actions::check_whole;
use crate::isee_office::{self, all, attestation, carica, chiedi, searches};
use crate::merge_office::{check_nothing_new, merge, merge_as, restored, send};
use crate::support::some_and_all;
use crate::workstation::{Workstation, foreign, sheet};
use chrono::NaiveDate;
use siuss_kit::archive::Archive;
use siuss_kit::archive::conservazione::Scartati;
use siuss_kit::desk::anagrafe::request::AnagrafeRequest;
use siuss_kit::desk::conservazione::request::{ConservazioneAnswer, ConservazioneRequest, Proposta, Scelta};
use siuss_kit::desk::esiti::request::EsitiRequest;
use siuss_kit::desk::flussi::request::{FlussiAnswer, FlussiQuery, FlussiRequest, FlussoPasso, FlussoQuery};
use siuss_kit::desk::invio::request::Trasmissione;
use siuss_kit::desk::safekeeping::request::{SafekeepingAnswer, SafekeepingRequest};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{
    Assistito, AssistitoId, Atto, FlussoId, FlussoInviato, Minute, Moment, Passo, Prestazione, PrestazioneId, Progetto,
    ProgettoId, RecordKey,
};
use siuss_kit::text::dates::read_iso;
use std::collections::BTreeMap;

fn day(text: &str) -> NaiveDate {
    read_iso(text).unwrap()
}

/// A closed case with one benefit of a day, as `bend` makes it: its last day is `expected`, on which it is not too old
/// yet, and on the next it is.
#[track_caller]
fn check_last_day(bend: impl Fn(&mut Archive, &mut Progetto, &mut Prestazione), expected: Option<&str>) {
    let mut archive = Archive::default();
    let mut progetto = Progetto { chiuso: true, ..Progetto::default() };
    let mut prestazione = Prestazione { data_inizio: read_iso("2012-03-01"), ..Prestazione::default() };
    bend(&mut archive, &mut progetto, &mut prestazione);
    archive.assistiti.insert(Assistito::default());
    archive.progetti.insert(progetto);
    archive.prestazioni.insert(prestazione);
    let found = |before: NaiveDate| archive.vecchi(before).progetti.first().map(|it| it.ultimo);
    assert_eq!(found(day("2999-01-01")), expected.map(day));
    if let Some(last) = expected.map(day) {
        assert_eq!(found(last), None);
        assert_eq!(found(last.succ_opt().unwrap()), Some(last));
    }
}

#[test]
fn the_last_day_of_a_case_is_the_latest_that_anything_tells() {
    let close = |archive: &mut Archive, at: &str, atto| {
        let su = Some(RecordKey::Progetto(ProgettoId::new(0)));
        archive.log(atto, su, "", &Moment::new(day(at), 9, 0), "Finta Protti");
    };
    let flow = |archive: &mut Archive, giorno: &str, creato: &str| {
        archive.flussi.insert(FlussoInviato {
            righe: vec![PrestazioneId::new(0)],
            giorno: read_iso(giorno),
            creato: Minute::read(creato),
            ..FlussoInviato::default()
        });
    };
    check_last_day(|_, _, _| (), Some("2012-03-01"));
    check_last_day(|_, _, it| it.data_fine = read_iso("2013-06-30"), Some("2013-06-30"));
    // Without an end, that of its last month.
    check_last_day(|_, _, it| it.periodo = Some(12), Some("2013-02-28"));
    check_last_day(|_, case, _| case.data = read_iso("2014-01-02"), Some("2014-01-02"));
    check_last_day(|_, case, _| case.anno = Some(2014), Some("2014-12-31"));
    check_last_day(|archive, _, _| close(archive, "2015-05-05", Atto::ProgettoChiuso), Some("2015-05-05"));
    check_last_day(|archive, _, _| close(archive, "2015-05-05", Atto::Modifica), Some("2012-03-01"));
    check_last_day(|archive, _, _| flow(archive, "2016-01-01", "2016-01-01 10:00"), Some("2016-01-01"));
    // A flow of the past was sent on its own day, not on that on which it was taken in.
    check_last_day(|archive, _, _| flow(archive, "2016-01-01", "2026-01-01 10:00"), Some("2016-01-01"));
    check_last_day(|archive, _, _| flow(archive, "", "2017-01-01 10:00"), Some("2017-01-01"));
    // Open cases never are too old, nor are those of which nothing tells a day.
    check_last_day(|_, case, _| case.chiuso = false, None);
    check_last_day(|_, _, it| it.data_inizio = None, None);
    // What INPS is still to give back is not done with.
    check_last_day(
        |_, _, it| {
            for passo in [Passo::Invia("F"), Passo::Acquisisci, Passo::Rettifica] {
                it.passa(passo, Minute::UNKNOWN).unwrap();
            }
        },
        None,
    );
}

/// Minutes of a year.
const YEAR: u32 = 366 * 24 * 60;

fn ask(office: &mut Workstation, request: ConservazioneRequest) -> ConservazioneAnswer {
    match office.ask(request.into()) {
        Answer::Conservazione(answer) => *answer,
        other => panic!("{other:?}"),
    }
}

fn decide(office: &mut Workstation, anni: &str) -> Answer {
    office.ask(ConservazioneRequest::Decide { anni: anni.into() }.into())
}

fn proposed(office: &mut Workstation) -> Proposta {
    match ask(office, ConservazioneRequest::List { part: Part::first(100) }) {
        ConservazioneAnswer::Proposta(it) => it,
        other @ ConservazioneAnswer::Prova { .. } => panic!("{other:?}"),
    }
}

fn would_go(office: &mut Workstation, scelta: &Scelta) -> Scartati {
    match ask(office, ConservazioneRequest::Try(scelta.clone())) {
        ConservazioneAnswer::Prova { scartati, .. } => scartati,
        other @ ConservazioneAnswer::Proposta(_) => panic!("{other:?}"),
    }
}

/// Erases what is proposed, but for these cases.
fn erase(office: &mut Workstation, lasciati: &[u32], carte: bool) -> Answer {
    let scelta = Scelta { lasciati: lasciati.iter().map(|id| ProgettoId::new(*id)).collect(), carte };
    let detto = would_go(office, &scelta);
    office.ask(ConservazioneRequest::Erase { scelta, detto }.into())
}

const SENZA: &str = "Prestazione acquisita senza protocollo DSU per non trovata corrispondenza su ISEE";

/// Six people with twelve benefits, those of the first four sent in two flows and taken by INPS, an answer of INPS about
/// the first and ISEE asked about two more; all but the third's case closed. Then ten years and more go by.
fn old() -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 12, 0));
    send(&mut office, &[0, 1, 2, 3]);
    send(&mut office, &[4, 5, 6, 7, 10]);
    for flow in [0, 1] {
        office.loaded(flow);
        office.step(flow, &[], FlussoPasso::Acquisisci);
    }
    let subject = office.archive().assistiti.get(AssistitoId::new(0)).unwrap().codice_fiscale.clone();
    let answers = format!("N.;Soggetto;Messaggio\n1;{subject};{SENZA}\n");
    let files = vec![("esiti.csv".to_owned(), answers.len() as u32)];
    office.ask_with(EsitiRequest::Read { files, flusso: None }.into(), answers.into_bytes());
    office.import(&isee_office::sheet(&[(0, "A1.05", ";;;"), (1, "A1.05", ";;;")]));
    let made = chiedi(&mut office, all());
    let found: Vec<String> = searches(&office, &made).iter().map(|it| attestation(it, "9000.00", "")).collect();
    carica(&mut office, &found.concat());
    for id in office.archive().progetti.next_key().earlier().filter(|id| *id != ProgettoId::new(2)) {
        office.ask(AnagrafeRequest::Close { id, chiuso: true }.into());
    }
    office.clock += 11 * YEAR;
    office
}

/// All that is stored but for the journal, with the files.
fn stored(office: &Workstation) -> (BTreeMap<String, String>, BTreeMap<String, Vec<u8>>) {
    let trimmed = |json: &str| {
        json.strip_suffix("]}").unwrap_or(json).trim_end_matches(",null").trim_end_matches("null").to_owned()
    };
    let told = office.records.iter().filter(|(key, _)| !key.starts_with("registro/"));
    (told.map(|(key, json)| (key.clone(), trimmed(json))).collect(), office.files.clone())
}

/// Whatever stored says a word.
fn telling(office: &Workstation, word: &str) -> Vec<String> {
    let files = office.files.iter().map(|(key, bytes)| (key, String::from_utf8_lossy(bytes).into_owned()));
    let records = office.records.iter().map(|(key, json)| (key, json.clone()));
    records.chain(files).filter(|(_, text)| text.contains(word)).map(|(key, _)| key.clone()).collect()
}

fn code(office: &mut Workstation, person: u32) -> String {
    office.archive().assistiti.get(AssistitoId::new(person)).unwrap().codice_fiscale.clone()
}

#[test]
fn nothing_is_proposed_until_somebody_decides_the_years() {
    let mut office = old();
    assert_eq!(proposed(&mut office), Proposta::default());
    assert!(matches!(office.ask(ConservazioneRequest::Try(Scelta::default()).into()), Answer::Refused { .. }));
    for odd in ["0", "101", "-1", "dieci", "1,5"] {
        assert!(matches!(decide(&mut office, odd), Answer::Refused { .. }), "{odd}");
    }
    for (anni, decided, found) in [("10", Some(10), 8), ("12", Some(12), 0), ("", None, 0), (" 11 ", Some(11), 8)] {
        assert!(matches!(decide(&mut office, anni), Answer::Done { .. }));
        office.reopen();
        let it = proposed(&mut office);
        assert_eq!((it.anni, it.list.found), (decided, found), "{anni}");
    }
    let told: Vec<String> = office
        .archive()
        .registro()
        .filter(|(_, it)| it.atto() == Atto::ConservazioneDecisa)
        .map(|(_, it)| it.nota().to_owned())
        .collect();
    assert_eq!(told, ["anni 10", "anni 12", "nessuno", "anni 11"]);
    // It is of this workstation, and goes with its copies.
    assert_eq!(restored(&mut office).archive().settings.conservazione, Some(11));
}

#[test]
fn what_is_proposed_goes_with_all_that_tells_of_it() {
    let mut office = old();
    decide(&mut office, "10");
    let people: Vec<String> = (0..6).map(|person| code(&mut office, person)).collect();
    let list = proposed(&mut office).list.rows;
    assert_eq!((list[0].ultimo.as_str(), list[0].prestazioni, list[0].inviate), ("23/11/2026", 2, 2));
    let before = stored(&office);
    let expected = Scartati {
        progetti: 8,
        prestazioni: 12,
        inviate: 6,
        assistiti: 7,
        storie: 8 + 2,
        esiti: 1,
        righe_isee: 2,
        stampe: 1,
        flussi: 1,
        richieste: 1,
    };
    assert_eq!(would_go(&mut office, &Scelta { carte: true, ..Scelta::default() }), expected);
    assert_eq!(stored(&office), before, "to try changes nothing");
    assert!(matches!(erase(&mut office, &[], true), Answer::Done { .. }));
    let after = stored(&office);
    // The third person's case is open: it stays, and so does the second flow, which names others too.
    for (person, code) in people.iter().enumerate() {
        let told = telling(&office, code);
        match person {
            2 => assert!(told.len() > 2, "{told:?}"),
            3 | 5 => assert!(some_and_all(&told, |key| key.starts_with("stampe/1/")), "{told:?}"),
            _ => assert_eq!(told, Vec::<String>::new(), "{person}"),
        }
    }
    let archive = office.archive();
    check_whole(archive);
    assert_eq!((archive.assistiti.len(), archive.progetti.len(), archive.prestazioni.len()), (1, 1, 2));
    assert_eq!((archive.esiti.len(), archive.consultazioni.len(), archive.stampe.len()), (0, 0, 1));
    assert_eq!(archive.flussi.len(), 2, "flows stay listed");
    let entry = archive.registro().next_back().unwrap().1.clone();
    assert_eq!((entry.atto(), entry.su()), (Atto::ScartoArchivio, None));
    assert!(entry.nota().starts_with("progetti 8, prestazioni 12 (inviate 6), assistiti"), "{}", entry.nota());
    // Back, and again.
    for expected in [&before, &after, &before] {
        assert!(matches!(office.undo(), Answer::Done { .. }));
        assert_eq!(&stored(&office), expected);
    }
    office.reopen();
    assert_eq!(proposed(&mut office).list.found, 8);
}

#[test]
fn what_is_not_chosen_stays_and_papers_stay_where_they_are_wanted() {
    let mut office = old();
    decide(&mut office, "10");
    assert!(matches!(erase(&mut office, &[0], true), Answer::Done { .. }));
    let first = code(&mut office, 0);
    assert!(telling(&office, &first).iter().any(|key| key.starts_with("stampe/0/")), "it names who is still here");
    assert_eq!(office.archive().stampe.len(), 2);
    office.undo();
    let files = office.files.clone();
    assert!(matches!(erase(&mut office, &[], false), Answer::Done { .. }));
    assert_eq!(office.files, files);
    // Those papers go with what is erased later.
    office.undo();
    assert!(matches!(erase(&mut office, &[0], false), Answer::Done { .. }));
    assert!(matches!(erase(&mut office, &[], true), Answer::Done { .. }));
    assert_eq!((telling(&office, &first), office.archive().stampe.len()), (vec![], 1));
    // Nothing is left to erase.
    assert!(matches!(office.ask(ConservazioneRequest::Try(Scelta::default()).into()), Answer::Refused { .. }));
}

/// Who has another case, or a generation that is not old, stays.
#[test]
fn who_is_in_something_newer_stays() {
    let mut office = old();
    decide(&mut office, "10");
    let new = AnagrafeRequest::Close { id: ProgettoId::new(5), chiuso: false };
    office.ask(new.into());
    let it = would_go(&mut office, &Scelta { carte: true, ..Scelta::default() });
    assert_eq!((it.progetti, it.assistiti), (7, 6), "the sixth person has another case");
    // Deleted and sent a moment ago: what was sent is proof yet.
    office.import(&sheet(40, 2, 0));
    let ids: Vec<u32> = office.archive().prestazioni.iter().map(|(key, _)| key.place()).rev().take(2).collect();
    send(&mut office, &ids);
    office.step(2, &[], FlussoPasso::Scarta("no".into()));
    office.step(2, &[], FlussoPasso::Libera);
    for id in ids {
        office.ask(AnagrafeRequest::DeletePrestazione(PrestazioneId::new(id)).into());
    }
    // So is a log of a moment ago, whoever is gone.
    office.import(&sheet(43, 1, 0));
    let id = office.archive().prestazioni.next_key().place() - 1;
    send(&mut office, &[id]);
    assert_eq!(office.archive().stampe.iter().last().unwrap().1.flussi.len(), 0);
    office.ask(AnagrafeRequest::DeletePrestazione(PrestazioneId::new(id)).into());
    let again = would_go(&mut office, &Scelta { carte: true, ..Scelta::default() });
    assert_eq!((again.stampe, again.flussi), (it.stampe, it.flussi));
}

#[test]
fn only_what_was_told_is_erased() {
    let mut office = old();
    decide(&mut office, "10");
    let scelta = Scelta { carte: true, ..Scelta::default() };
    let detto = would_go(&mut office, &scelta);
    office.ask(AnagrafeRequest::Close { id: ProgettoId::new(1), chiuso: false }.into());
    let before = stored(&office);
    let answer = office.ask(ConservazioneRequest::Erase { scelta: scelta.clone(), detto }.into());
    assert!(matches!(answer, Answer::Refused { .. }), "{answer:?}");
    // Nor while a part of the archive cannot be read.
    let key = office.records.keys().find(|key| key.starts_with("prestazioni/")).unwrap().clone();
    let whole = office.records.insert(key.clone(), "rovinato".into()).unwrap();
    office.reload();
    assert!(matches!(office.ask(ConservazioneRequest::Try(scelta).into()), Answer::Refused { .. }));
    office.records.insert(key, whole);
    assert_eq!(stored(&office), before);
}

/// Flows with erased rows go on: they are listed, opened, not trashed, and their names and numbers are never given again.
#[test]
fn flows_outlive_their_rows() {
    let mut office = old();
    decide(&mut office, "10");
    erase(&mut office, &[], true);
    office.reopen();
    let list =
        match office.ask(FlussiRequest::List(FlussiQuery { part: Part::first(10), ..FlussiQuery::default() }).into()) {
            Answer::Flussi(FlussiAnswer::List(page)) => page.rows,
            other => panic!("{other:?}"),
        };
    let shown: Vec<_> = list.iter().map(|it| (it.nome.as_str(), it.files, it.righe.as_str())).collect();
    assert_eq!(shown[1], ("G478.PS.20261123.0000001", 0, "4 righe: 4 Eliminata dall'archivio"));
    assert!(list[1].esito.starts_with("file eliminati il "), "{}", list[1].esito);
    assert_eq!((shown[0].1, shown[0].2), (4, "4 righe: 2 Acquisita, 2 Eliminata dall'archivio"));
    for id in [0, 1] {
        let open =
            FlussiRequest::Open(FlussoQuery { id: FlussoId::new(id), part: Part::first(10), ..FlussoQuery::default() });
        assert!(matches!(office.ask(open.into()), Answer::Flussi(FlussiAnswer::Open(_))));
        assert!(matches!(office.ask(FlussiRequest::Trash { id: FlussoId::new(id) }.into()), Answer::Refused { .. }));
        let compare = office.ask(FlussiRequest::Compare { id: FlussoId::new(id), riga: 0 }.into());
        assert_eq!(matches!(compare, Answer::Refused { .. }), id == 0, "{compare:?}");
    }
    assert!(matches!(office.ask(FlussiRequest::File { id: FlussoId::new(0) }.into()), Answer::Refused { .. }));
    // A copy lacks nothing: the files that went are not looked for.
    let copy = office.reply(SafekeepingRequest::Backup { phrase: String::new() }.into(), Vec::new());
    let opened = office.ask_with(SafekeepingRequest::Open { phrase: String::new() }.into(), copy.bytes.unwrap());
    let Answer::Safekeeping(SafekeepingAnswer::Opened(opened)) = opened else { panic!("{opened:?}") };
    assert_eq!(opened.lost, Vec::<String>::new());
    office.ask(SafekeepingRequest::Leave.into());
    // As on the day of the flows: their numbers are taken.
    let clock = std::mem::replace(&mut office.clock, 30);
    office.import(&sheet(60, 2, 0));
    assert_eq!(office.found(Trasmissione::NonTrasmesse), 2);
    office.stampa();
    let names: Vec<String> = office.archive().flussi.iter().map(|(_, it)| it.nome.clone()).collect();
    assert!(names[2].ends_with(".20261123.0000003"), "{names:?}");
    // What was taken in as history is no exception, and is not taken in twice.
    office.clock = clock;
    let bytes = foreign(80, 2, 9).into_bytes();
    let history = Request::Flussi(FlussiRequest::History { acquisita: true });
    office.ask_with(history.clone(), bytes.clone());
    let case = office.archive().progetti.next_key().place() - 1;
    office.ask(AnagrafeRequest::Close { id: ProgettoId::new(case), chiuso: true }.into());
    office.clock += 11 * YEAR;
    let kept: Vec<u32> = (0..case).collect();
    assert!(matches!(erase(&mut office, &kept, true), Answer::Done { .. }));
    assert!(!office.files.keys().any(|key| key.starts_with("flussi/")));
    assert!(matches!(office.ask_with(history, bytes), Answer::Refused { .. }));
}

/// What INPS took and was erased is no reason to warn (A24) any more, and nothing that is judged or listed fails on it.
#[test]
fn what_was_erased_can_be_typed_anew() {
    let mut office = old();
    decide(&mut office, "10");
    erase(&mut office, &[], true);
    office.import(&sheet(0, 4, 0));
    assert_eq!((office.found(Trasmissione::NonTrasmesse), office.found(Trasmissione::NonInviabili)), (4, 0));
    assert!(matches!(office.stampa(), Answer::Stampe(_)));
    check_whole(office.archive());
}

/// A copy of before is asked about, as one with what was deleted, and without a word brings nothing back.
#[test]
fn an_older_copy_brings_nothing_back_unasked() {
    let mut office = old();
    decide(&mut office, "10");
    let older = restored(&mut office);
    office.clock += 60;
    let before = office.twin();
    erase(&mut office, &[], true);
    let erased = stored(&office);
    let told = merge(&mut office, &older);
    let conflicts = told.conflicts.rows.iter().map(|it| [it.label.as_str(), &it.ours, &it.theirs]);
    assert!(some_and_all(conflicts, |it| it == ["Scheda", "eliminata", "c'è"]));
    assert_eq!(told.told, Vec::<String>::new());
    let (records, files) = stored(&office);
    assert_eq!(files, erased.1);
    let changed: Vec<&String> = records.keys().filter(|key| erased.0.get(*key) != Some(&records[*key])).collect();
    assert_eq!(changed, ["revisioni/0"], "but for what was decided");
    assert!(telling(&office, &code(&mut before.twin(), 0)).is_empty());
    check_nothing_new(&mut office, &older);
    // Where the operator wants them back, they come, and their flows know it.
    let mut office = before;
    erase(&mut office, &[], false);
    merge_as(&mut office, &older, |_| true);
    let archive = office.archive();
    assert_eq!((archive.progetti.len(), archive.prestazioni.len()), (9, 14));
    assert!(some_and_all(archive.flussi.iter(), |(_, it)| it.eliminate.is_empty()));
    let standing: Vec<&str> = archive.prestazioni.iter().take(4).map(|(_, it)| it.stato.label()).collect();
    assert!(some_and_all(standing, |label| label.starts_with("Acquisita")));
    // Another one that erased them is told, and nothing that was sent goes here.
    let mut other = restored(&mut { older.twin() });
    other.clock += 60;
    erase(&mut other, &[], true);
    let mut here = older.twin();
    let people = here.archive().assistiti.len();
    let told = merge(&mut here, &other);
    assert!(told.told.iter().any(|line| line.contains("Restano.")), "{:?}", told.told);
    assert_eq!(here.archive().assistiti.len(), people);
}
