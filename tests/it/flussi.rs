//! *Gestione flussi* and *Registro attività*, as the page asks for them.

use crate::support::{project, some_and_all};
use crate::workstation::{Workstation, foreign, sheet};
use chrono::NaiveDate;
use siuss_kit::archive::stored::restore;
use siuss_kit::desk::fascicolo::request::Fascicolo;
use siuss_kit::desk::flussi::request::{
    Confronto, EsitoCercato, FlussiAnswer, FlussiQuery, FlussiRequest, FlussoPage, FlussoPasso, FlussoQuery, FlussoView,
};
use siuss_kit::desk::registro::request::{RegistroPage, RegistroQuery, RegistroRequest};
use siuss_kit::desk::{Answer, Page, Part, Request};
use siuss_kit::flow;
use siuss_kit::flow::cancellation::as_sent;
use siuss_kit::records::{Atto, EnteId, FlussoId, FlussoInviato, Portale, PrestazioneId, RecordKey, Revisione};
use siuss_kit::sheets::{self, Cell};
use std::collections::BTreeMap;

fn list(office: &mut Workstation) -> Page<FlussoView> {
    match office
        .ask(Request::Flussi(FlussiRequest::List(FlussiQuery { part: Part::first(10), ..FlussiQuery::default() })))
    {
        Answer::Flussi(FlussiAnswer::List(page)) => page,
        other => panic!("{other:?}"),
    }
}

fn open(office: &mut Workstation, query: FlussoQuery) -> FlussoPage {
    match office
        .ask(Request::Flussi(FlussiRequest::Open(FlussoQuery { part: Part { per_page: 10, ..query.part }, ..query })))
    {
        Answer::Flussi(FlussiAnswer::Open(page)) => *page,
        other => panic!("{other:?}"),
    }
}

fn compare(office: &mut Workstation, id: u32, riga: u32) -> Confronto {
    match office.ask(Request::Flussi(FlussiRequest::Compare { id: FlussoId::new(id), riga })) {
        Answer::Flussi(FlussiAnswer::Compare(made)) => *made,
        other => panic!("{other:?}"),
    }
}

fn journal(office: &mut Workstation, query: RegistroQuery) -> RegistroPage {
    match office.ask(Request::Registro(RegistroRequest::List(RegistroQuery {
        part: Part { per_page: 3, ..query.part },
        ..query
    }))) {
        Answer::Registro(page) => *page,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_list_and_the_rows() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 30, 0));
    office.stampa();
    office.step(0, &[4], FlussoPasso::Scarta("CODICE FISCALE NON CORRISPONDENTE".into()));
    let nota = "errore di rete".to_owned();
    office.ask(Request::Flussi(FlussiRequest::Portal { id: FlussoId::new(0), portale: Portale::Rifiutato, nota }));
    let row = list(&mut office).rows.remove(0);
    assert_eq!((row.creato.as_str(), row.files, row.utente.as_str()), ("23/11/2026 10:00", 4, "Finta Protti"));
    assert_eq!(row.periodo, "dal 01-09-2025 al 30-06-2026");
    assert_eq!(row.righe, "28 righe: 27 Inviata, 1 Scartata");
    assert_eq!(row.esito, "500 rifiutato: errore di rete");

    let page = open(&mut office, FlussoQuery { part: Part { page: 2, per_page: 0 }, ..FlussoQuery::default() });
    assert_eq!((page.list.found, page.list.rows.len()), (28, 8));
    let page = open(&mut office, FlussoQuery { situazione: "Scartata".into(), ..FlussoQuery::default() });
    assert_eq!((page.list.found, page.list.rows[0].riga), (1, 4));
    assert_eq!(page.list.rows[0].messaggio, "CODICE FISCALE NON CORRISPONDENTE");
    let page = open(&mut office, FlussoQuery { search: "fittizi inv".into(), ..FlussoQuery::default() });
    assert!(page.list.found > 0 && some_and_all(&page.list.rows, |row| row.assistito.starts_with("FITTIZI")));

    office.ask(Request::Flussi(FlussiRequest::Trash { id: FlussoId::new(0) }));
    let row = list(&mut office).rows.remove(0);
    assert!(row.cestinato && row.esito == "cestinato il 23/11/2026 10:00");
    assert_eq!(row.righe, "28 righe: 27 Predisposta per un nuovo invio, 1 Scartata e predisposta");
    assert!(matches!(office.step(0, &[1], FlussoPasso::Acquisisci), Answer::Refused { .. }));
    // Its number is not given again.
    office.stampa();
    assert_eq!(
        list(&mut office).rows.iter().map(|row| &row.nome[row.nome.len() - 1..]).collect::<Vec<_>>(),
        ["2", "1"]
    );
}

/// Each filter of the list by itself: how many flows it finds of one that is trashed and one that waits.
#[test]
fn the_list_is_filtered() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 6, 0));
    office.stampa();
    office.ask(Request::Flussi(FlussiRequest::Trash { id: FlussoId::new(0) }));
    office.stampa();
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
    let all = FlussiQuery::default;
    for (query, found) in [
        (all(), 2),
        (FlussiQuery { esito: Some(EsitoCercato::Cestinato), ..all() }, 1),
        (FlussiQuery { esito: Some(EsitoCercato::Portale(Portale::InAttesa)), ..all() }, 1),
        (FlussiQuery { esito: Some(EsitoCercato::Portale(Portale::Caricato)), ..all() }, 0),
        (FlussiQuery { search: "0000002".into(), ..all() }, 1),
        (FlussiQuery { search: "protti".into(), ..all() }, 2),
        (FlussiQuery { dal: day(23), al: day(23), ..all() }, 2),
        (FlussiQuery { dal: day(24), ..all() }, 0),
        (FlussiQuery { al: day(22), ..all() }, 0),
        (FlussiQuery { ente: Some(EnteId::new(0)), ..all() }, 2),
        (FlussiQuery { ente: Some(EnteId::new(1)), ..all() }, 0),
    ] {
        let sheet = office.ask(Request::Flussi(FlussiRequest::ListSheet(query.clone())));
        assert!(matches!(sheet, Answer::File { .. }), "{query:?}");
        match office.ask(Request::Flussi(FlussiRequest::List(query.clone()))) {
            Answer::Flussi(FlussiAnswer::List(page)) => assert_eq!(page.found, found, "{query:?}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn rows_that_can_go_out_anew() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 6, 0));
    office.stampa();
    let free = |office: &mut Workstation| {
        let rows = open(office, FlussoQuery::default()).list.rows;
        rows.iter().filter(|row| row.liberabile).map(|row| row.riga).collect::<Vec<_>>()
    };
    office.step(0, &[1], FlussoPasso::Scarta("no".into()));
    office.step(0, &[2], FlussoPasso::Acquisisci);
    assert!(free(&mut office).contains(&1) && !free(&mut office).contains(&2));
    office.step(0, &[1], FlussoPasso::Libera);
    assert!(!free(&mut office).contains(&1));
    let sheet = office.ask(Request::Flussi(FlussiRequest::RowsSheet(FlussoQuery::default())));
    assert!(matches!(sheet, Answer::File { .. }));
    // A flow of which INPS has a row is not trashed.
    office.step(0, &[2], FlussoPasso::Scarta("no".into()));
    office.ask(Request::Flussi(FlussiRequest::Trash { id: FlussoId::new(0) }));
    assert!(free(&mut office).is_empty());
}

#[test]
fn a_row_as_it_was_sent_beside_what_it_is_now() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 10, 0));
    office.stampa();
    assert_eq!(compare(&mut office, 0, 3).diversi, 0);
    office.step(0, &[3], FlussoPasso::Scarta("no".into()));
    office.step(0, &[3], FlussoPasso::Libera);
    office.import(&sheet(0, 10, 1));
    let made = compare(&mut office, 0, 3);
    let different: Vec<_> = made.campi.iter().filter(|campo| campo.diverso).collect();
    // It crosses the year's end: its amount is in both its parts.
    assert_eq!(different.len(), 2, "{different:?}");
    assert_eq!((different[0].inviato.as_str(), different[0].ora.as_str()), ("100,13", "110,13"));
    assert!(different[1].campo.ends_with("(parte 2)"));
    assert!(made.storia.iter().any(|line| line.contains("Scartata: no")));
    assert!(made.storia.iter().any(|line| line.contains("da 100,13 a 110,13")), "{:?}", made.storia);
    // The file itself is given back as it was.
    let before = office.xml(0);
    let needed = office.desk.files_needed(&Request::Flussi(FlussiRequest::File { id: FlussoId::new(0) }));
    assert_eq!(office.files[&needed[0]], before.as_bytes());
}

#[test]
fn what_the_portal_loaded_can_be_corrected_at_once() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 10, 0));
    office.stampa();
    assert!(matches!(office.step(0, &[0], FlussoPasso::Rettifica), Answer::Refused { .. }));
    office.loaded(0);
    assert!(matches!(office.step(0, &[0], FlussoPasso::Rettifica), Answer::Done { .. }));
    // INPS has it: the flow is not trashed any more.
    assert!(matches!(
        office.ask(Request::Flussi(FlussiRequest::Trash { id: FlussoId::new(0) })),
        Answer::Refused { .. }
    ));
}

#[test]
fn a_foreign_cancellation_takes_back_what_is_known() {
    let mut office = Workstation::with_ente();
    let history = || Request::Flussi(FlussiRequest::History { acquisita: true });
    let first = foreign(0, 6, 1);
    office.ask_with(history(), first.clone().into_bytes());
    let known = office.archive().prestazioni.len();
    let second = first.replace("TipoOperazione=\"I\"", "TipoOperazione=\"C\"").replace(".0000001", ".0000002");
    office.ask_with(history(), second.into_bytes());
    assert_eq!(office.archive().prestazioni.len(), known);
    assert!(some_and_all(office.archive().prestazioni.iter(), |(_, it)| it.stato.label() == "Annullata"));
    assert_eq!(list(&mut office).rows[0].righe, format!("{known} righe: {known} Cancellazione acquisita"));
    for (bytes, part) in [
        (Vec::new(), "vuoto"),
        (b"<html/>".to_vec(), "non un flusso"),
        (first.replace("Nome=\"G478.PS", "Nomi=\"G478.PS").into_bytes(), "nome"),
        (first.replace("<Ente Codice=\"G478\"", "<Ente Codice=\"H501\"").into_bytes(), "altro ente"),
    ] {
        let Answer::Refused { reasons } = office.ask_with(history(), bytes) else { panic!("{part}") };
        assert!(reasons[0].contains(part), "{reasons:?}");
    }
}

#[test]
fn the_journal_is_filtered_and_taken_away() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 10, 0));
    office.stampa();
    office.step(0, &[1], FlussoPasso::Scarta("no".into()));
    let all = journal(&mut office, RegistroQuery::default());
    assert_eq!((all.list.found, all.list.rows.len()), (4, 3));
    assert_eq!(
        all.list.rows[0][1..],
        ["Finta Protti", "Segnate come scartate", "G478.PSA.20261123.0000001", "G478.PSA.20261123.0000001, righe 1"]
    );
    // On screen a person by the name that the card has, and by the key once it is gone; away from here never by name.
    let person = office.archive().assistiti.iter().next().map(|(key, _)| key).unwrap();
    let label = office.archive().assistiti.get(person).unwrap().label();
    office.desk.archive_mut().log(Atto::Modifica, Some(RecordKey::Assistito(person)), "", &crate::office::moment(), "");
    let modified = || RegistroQuery { atto: "Modifica".into(), ..RegistroQuery::default() };
    let row = journal(&mut office, modified()).list.rows.remove(0);
    assert_eq!((row[1].as_str(), row[3].as_str()), ("non indicato", label.as_str()));
    assert_eq!(all.operatori, ["Finta Protti"]);
    for (query, found) in [
        (RegistroQuery { atto: "Stampa".into(), ..RegistroQuery::default() }, 1),
        (RegistroQuery { da: "2026-11-23".into(), a: "2026-11-23".into(), ..RegistroQuery::default() }, 5),
        (RegistroQuery { da: "2026-11-24".into(), ..RegistroQuery::default() }, 0),
        (RegistroQuery { a: "2026-11-22".into(), ..RegistroQuery::default() }, 0),
        (RegistroQuery { chi: "Altri".into(), ..RegistroQuery::default() }, 0),
    ] {
        assert_eq!(journal(&mut office, query.clone()).list.found, found, "{query:?}");
    }
    let sheet = office.desk.run(
        Request::Registro(RegistroRequest::Sheet(RegistroQuery::default())),
        Vec::new(),
        &crate::office::moment(),
        &mut |_, _, _| {},
    );
    let mut workbook = sheets::open(sheet.bytes.unwrap(), &mut |_| {}).unwrap();
    let table = workbook.table(0, &mut |_| {}).unwrap();
    assert_eq!(table.rows.len(), 6);
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().map(Cell::raw));
    assert!(
        cells.clone().any(|text| text == "Assistito 0") && !cells.into_iter().any(|text| text.contains("PROVETTI"))
    );
}

/// What format 1 did not keep is made up for: where the rows of a flow are in its XML, and where that is.
#[test]
fn flows_of_older_archives_find_their_rows() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 30, 0));
    office.stampa();
    let made = office.archive().flussi.get(FlussoId::new(0)).unwrap().clone();
    let older = FlussoInviato { posizioni: vec![], file: String::new(), ..made.clone() };
    *office.desk.archive_mut().flussi.get_mut(FlussoId::new(0)).unwrap() = older;
    let changes = office.desk.archive_mut().take_changes();
    office.records.extend(changes.records);
    office.reopen();
    assert_eq!(office.archive().flussi.get(FlussoId::new(0)), Some(&made));
    let reading = flow::read(office.xml(0).as_bytes()).unwrap();
    assert!(some_and_all(made.rows(), |(_, at)| as_sent(&reading, at.unwrap()).is_some()));
    // The archive stored by the program of format 1.
    let text = std::fs::read_to_string(project("tests/data/archive/formato-1.json")).unwrap();
    let records: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let (archive, _) = restore(&records.into_iter().collect::<Vec<_>>());
    let flusso = archive.flussi.get(FlussoId::new(0)).unwrap();
    assert!(flusso.place(PrestazioneId::new(0), false).is_some());
    assert_eq!(flusso.file, "stampe/0/G478.PS.20261123.0000001.xml");
}

#[test]
fn what_was_taken_back_can_be_granted_anew() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    office.stampa();
    office.step(0, &[], FlussoPasso::Acquisisci);
    office.step(0, &[0], FlussoPasso::Annulla);
    office.stampa();
    office.step(1, &[], FlussoPasso::Acquisisci);
    let count = |office: &mut Workstation| office.archive().prestazioni.len();
    // The same sheet once more adds nothing; another amount is another benefit, and the rest is INPS's.
    office.import(&sheet(0, 4, 0));
    assert_eq!(count(&mut office), 4);
    office.import(&sheet(0, 4, 1));
    assert_eq!(count(&mut office), 5);
}

#[test]
fn what_an_import_changed_and_its_undo_are_told() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 2, 0));
    office.import(&sheet(0, 2, 1));
    let told = |office: &mut Workstation| -> Vec<(String, String)> {
        let su = RecordKey::Prestazione(PrestazioneId::new(0));
        let cambi = |it: &Revisione| it.cambi.iter().map(|it| (it.prima.clone(), it.dopo.clone())).collect::<Vec<_>>();
        office.archive().revisions(su).flat_map(cambi).collect()
    };
    let change = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(told(&mut office), [change("100,10", "110,10")]);
    assert!(matches!(office.undo(), Answer::Done { .. }));
    assert_eq!(told(&mut office), [change("100,10", "110,10"), change("110,10", "100,10")]);
}

/// *Prova d'invio*: the file as `sha256sum` knows it, each row, each discard with what became of it, the journal.
#[test]
fn a_flow_is_proved() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    office.stampa();
    let prova =
        |office: &mut Workstation| match office.ask(Request::Flussi(FlussiRequest::Prova { id: FlussoId::new(0) })) {
            Answer::Fascicolo(told) => *told,
            other => panic!("{other:?}"),
        };
    let before = prova(&mut office);
    let xml = office
        .files
        .iter()
        .find(|(key, _)| key.starts_with("stampe/0/G478.PS.20261123.0000001.xml"))
        .unwrap()
        .1
        .clone();
    let fact = |of: &Fascicolo, what: &str| of.testata.iter().find(|it| it.0 == what).map(|it| it.1.clone());
    assert_eq!(fact(&before, "Lunghezza del file"), Some(format!("{} byte", xml.len())));
    assert_eq!(fact(&before, "Impronta SHA-256 del file"), Some(sha256sum(&xml)));
    assert_eq!(before.sezioni[0].gruppi[0].righe.len(), 4);
    assert!(before.sezioni[1].gruppi.is_empty());

    let step = |passo| Request::Flussi(FlussiRequest::Step { id: FlussoId::new(0), righe: vec![1], passo });
    office.ask(step(FlussoPasso::Scarta("CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI".into())));
    let told = |office: &mut Workstation| prova(office).sezioni[1].gruppi[0].righe[0][3..].to_vec();
    assert_eq!(told(&mut office), ["CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI", "ancora scartata"]);
    office.ask(step(FlussoPasso::Libera));
    assert_eq!(told(&mut office)[1], "predisposta per un nuovo invio");
    office.stampa();
    assert!(told(&mut office)[1].starts_with("inviata di nuovo con G478.PS."), "{:?}", told(&mut office));
    let acts = prova(&mut office).sezioni[2].gruppi[0].righe.iter().map(|it| it[2].clone()).collect::<Vec<_>>();
    assert_eq!(acts, ["Segnate come scartate", "Predisposte per un nuovo invio"]);
    let Answer::File { name, .. } = office.ask(Request::Flussi(FlussiRequest::ProvaSheet { id: FlussoId::new(0) }))
    else {
        panic!()
    };
    assert!(name.ends_with(".prova.xlsx"));
}

/// What another program makes of the bytes.
fn sha256sum(bytes: &[u8]) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new("sha256sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let told = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    told.split(' ').next().unwrap().to_owned()
}
