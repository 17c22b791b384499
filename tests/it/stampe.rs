//! *Invio Prestazioni* and *Gestione stampe* through the desk, on the invented office.

use crate::office::today;
use crate::support::{is_xml, some_and_all};
use crate::workstation::{Workstation, sheet};
use siuss_kit::archive::demo;
use siuss_kit::desk::invio::request::{InvioAnswer, InvioPage, InvioQuery, InvioRequest, Trasmissione};
use siuss_kit::desk::stampe::request::{StampaOpen, StampaRead, StampaView, StampeAnswer, StampeRequest};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{Conto, EnteId, StampaFile, StampaId};

/// An office with its demonstration: three quarters sent, the last to be sent.
fn office() -> Workstation {
    let mut office = Workstation::default();
    assert!(matches!(office.ask(Request::LoadDemo), Answer::Done { .. }));
    office
}

/// The last quarter.
fn query() -> InvioQuery {
    let (from, to) = demo::quarters(today())[3];
    InvioQuery { from: Some(from), to: Some(to), part: Part::first(50), ..InvioQuery::default() }
}

fn page(office: &mut Workstation, query: InvioQuery) -> InvioPage {
    match office.ask(Request::Invio(InvioRequest::List(query))) {
        Answer::Invio(InvioAnswer::List(page)) => *page,
        other => panic!("{other:?}"),
    }
}

fn stamp(office: &mut Workstation) -> StampaView {
    match office.ask(Request::Stampe(StampeRequest::Make { query: query(), only: vec![], waas: false, firme: vec![] }))
    {
        Answer::Stampe(StampeAnswer::Made(stamped)) => stamped,
        other => panic!("{other:?}"),
    }
}

fn open(office: &mut Workstation, stampa: StampaId) -> Option<StampaOpen> {
    match office.ask(Request::Stampe(StampeRequest::Open { stampa })) {
        Answer::Stampe(StampeAnswer::Open(open)) => Some(*open),
        Answer::Refused { .. } => None,
        other => panic!("{other:?}"),
    }
}

fn read(office: &mut Workstation, stampa: StampaId, name: &str, page: u32) -> Option<StampaRead> {
    match office.ask(Request::Stampe(StampeRequest::Read {
        stampa,
        name: name.to_owned(),
        part: Part { page, per_page: 20 },
    })) {
        Answer::Stampe(StampeAnswer::Read(read)) => Some(*read),
        Answer::Refused { .. } => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn filters_narrow_what_is_found() {
    let mut office = office();
    let all = page(&mut office, query());
    assert_eq!((all.list.found, all.sendable + all.blocked), (750, 750));
    assert!(all.blocked > 10);
    let count = |office: &mut Workstation, bend: &dyn Fn(&mut InvioQuery)| {
        let mut query = query();
        bend(&mut query);
        page(office, query).list.found
    };
    assert_eq!(count(&mut office, &|query| query.stato = Trasmissione::NonInviabili), all.blocked);
    assert_eq!(count(&mut office, &|query| query.stato = Trasmissione::Trasmesse), 0);
    assert!(all.reasons.iter().any(|reason| reason.blocks));
    for reason in all.reasons.iter().filter(|reason| reason.blocks) {
        assert_eq!(count(&mut office, &|query| query.motivo.clone_from(&reason.rule)), reason.count);
    }
    let split = |office: &mut Workstation, values: &[String], set: fn(&mut InvioQuery) -> &mut String| -> u32 {
        values.iter().map(|value| count(office, &|query| set(query).clone_from(value))).sum()
    };
    assert_eq!((all.comuni.len(), all.tipi_progetto.len(), all.macro_tipi.len()), (3, 6, 3));
    assert_eq!(split(&mut office, &all.comuni, |query| &mut query.comune), 750);
    assert_eq!(split(&mut office, &all.tipi_progetto, |query| &mut query.tipo_progetto), 750);
    assert_eq!(split(&mut office, &all.macro_tipi, |query| &mut query.macro_tipo), 750);
    let enti: u32 = [0, 1].map(|ente| count(&mut office, &|query| query.ente = Some(EnteId::new(ente)))).iter().sum();
    assert_eq!(enti, 750);
}

#[test]
fn what_the_screen_says_of_deliveries_is_what_is_sent() {
    let mut office = office();
    let only =
        InvioQuery { tipo_progetto: "ASSISTENZA DOMICILIARE - S.A.D.".into(), part: Part::first(500), ..query() };
    let found = page(&mut office, only.clone());
    assert!(found.list.found > 100 && found.raccolte.len() == 40, "{} {}", found.list.found, found.raccolte.len());
    let deliveries: usize = found.raccolte.iter().map(|it| it.deliveries.len()).sum();
    assert_eq!(deliveries, found.list.found as usize);
    assert!(some_and_all(&found.list.rows, |row| row.tipo == "Tempo" && row.periodo.starts_with("data/ore prev.: ")));
    let Answer::Stampe(StampeAnswer::Made(stamped)) =
        office.ask(Request::Stampe(StampeRequest::Make { query: only, only: vec![], waas: false, firme: vec![] }))
    else {
        panic!("no flow")
    };
    assert_eq!((stamped.sent, stamped.left_out), (40, 0));
    let conto = stamped.conto.as_ref().unwrap();
    let (rows, benefits) = (found.list.found, stamped.sent);
    let words = format!(
        "Trovate {rows} righe: {rows} inviabili sono diventate {benefits} prestazioni: {rows} erogazioni raccolte in 40."
    );
    assert_eq!(conto.words, words);
    let xml: String = stamped
        .files
        .iter()
        .filter(|file| is_xml(&file.name))
        .map(|file| String::from_utf8(office.files[&format!("stampe/3/{}", file.name)].clone()).unwrap())
        .collect();
    for raccolta in found.raccolte {
        let (_, amount) = raccolta.title.rsplit_once(", ").unwrap();
        let amount = amount.trim_end_matches(" € al mese").replace(',', ".");
        assert!(xml.contains(&format!("ImportoMensile=\"{amount}\"")), "{}", raccolta.title);
    }
}

#[test]
fn a_delivery_outside_the_period_keeps_none_inside_back() {
    let mut office = office();
    let (from, to) = demo::quarters(today())[3];
    let all = InvioQuery {
        from: None,
        to: None,
        part: Part::first(500),
        tipo_progetto: "ASSISTENZA DOMICILIARE - S.A.D.".into(),
        ..query()
    };
    let wrong = page(&mut office, all.clone()).list.rows[0].id;
    office.spoil_delivery(wrong);
    let person = |page: &InvioPage| page.list.rows.iter().find(|row| row.id == wrong).unwrap().assistito.clone();
    let whole = page(&mut office, all);
    let who = person(&whole);
    let blocked = |page: &InvioPage| page.list.rows.iter().filter(|row| row.blocked && row.assistito == who).count();
    let months: Vec<usize> = (0..3)
        .map(|month| {
            let first = from.checked_add_months(chrono::Months::new(month)).unwrap();
            let last = first.checked_add_months(chrono::Months::new(1)).unwrap().pred_opt().unwrap();
            let within = InvioQuery { from: Some(first), to: Some(last.min(to)), part: Part::first(500), ..query() };
            blocked(&page(&mut office, within))
        })
        .collect();
    assert!(blocked(&whole) > 1, "together they are one benefit");
    assert!(months.iter().filter(|count| **count == 0).count() >= 1, "{months:?}");
    assert!(months.iter().sum::<usize>() < blocked(&whole));
}

#[test]
fn a_generation_is_opened_and_read() {
    let mut office = office();
    let stampa = stamp(&mut office);
    assert_eq!(stampa.files.iter().filter(|file| file.kind == "PRESTAZIONI").count(), 2, "one XML an ente");
    let opened = open(&mut office, stampa.id).unwrap();
    assert_eq!(opened.stampa, stampa);
    assert_eq!(opened.left_out.len() as u32, stampa.left_out);
    assert!(some_and_all(&opened.left_out, |row| row.progetto.is_some()
        && !row.reasons.is_empty()
        && !row.who.is_empty()));

    let xml = &stampa.files[0].name;
    let first = read(&mut office, stampa.id, xml, 0).unwrap();
    assert_eq!(first.head[0], ("Nome del flusso".to_owned(), xml.trim_end_matches(".xml").to_owned()));
    let pages = first.people.found.div_ceil(20);
    let people: usize = (0..pages).map(|page| read(&mut office, stampa.id, xml, page).unwrap().people.rows.len()).sum();
    assert_eq!(people as u32, first.people.found);
    assert!(
        some_and_all(&first.people.rows, |person| !person.benefits.is_empty() && person.lines[0].starts_with("C.F. "))
    );

    let text = stampa.files.iter().find(|file| file.kind == "INVIO PRESTAZIONI").unwrap();
    assert!(read(&mut office, stampa.id, &text.name, 0).unwrap().text.starts_with("INVIO PRESTAZIONI"));
    assert_eq!(read(&mut office, stampa.id, "altro.txt", 0), None);
}

#[test]
fn a_deleted_generation_leaves_its_xml_and_comes_back_whole() {
    let mut office = office();
    let stampa = stamp(&mut office);
    let before = office.files.clone();
    assert!(matches!(office.ask(Request::Stampe(StampeRequest::Delete { stampa: stampa.id })), Answer::Done { .. }));
    let left: Vec<&String> =
        office.files.keys().filter(|key| key.starts_with(&format!("stampe/{}/", stampa.id))).collect();
    assert!(left.len() == 2 && left.iter().all(|key| is_xml(key)), "{left:?}");
    assert_eq!(open(&mut office, stampa.id), None);
    let deletion = office.last;
    assert!(matches!(office.undo(), Answer::Done { .. }));
    assert_eq!(office.files, before);
    assert_eq!(open(&mut office, stampa.id).unwrap().stampa, stampa);
    assert!(matches!(office.ask(Request::Undo { action: deletion.unwrap() }), Answer::Refused { .. }));
}

#[test]
fn the_demonstration_only_comes_into_an_empty_archive_and_goes_with_its_files() {
    let mut office = office();
    assert!(matches!(office.ask(Request::LoadDemo), Answer::Refused { .. }));
    assert!(!office.files.is_empty());
    assert!(matches!(office.ask(Request::RemoveDemo { confirmed: false }), Answer::Done { .. }));
    assert!(office.files.is_empty());
    office.reopen();
    assert!(matches!(office.ask(Request::RemoveDemo { confirmed: false }), Answer::Refused { .. }));
    assert!(matches!(office.ask(Request::LoadDemo), Answer::Done { .. }));
}

/// Found, left out, gathered, divided, written: the numbers of the last generation add up, and each of its texts says so.
#[track_caller]
fn check_adds_up(office: &mut Workstation, found: &InvioPage) -> Conto {
    let (key, stampa) = office.archive().stampe.iter().last().map(|(key, it)| (key, it.clone())).unwrap();
    let conto = stampa.conto.unwrap();
    assert_eq!((conto.trovate, conto.inviabili, conto.lasciate()), (found.list.found, found.sendable, found.blocked));
    assert_eq!(conto.prestazioni() + conto.cancellazioni, stampa.inviate);
    let texts: Vec<&StampaFile> = stampa.files.iter().filter(|file| file.tipo == "INVIO PRESTAZIONI").collect();
    let says = |file: &&StampaFile| {
        let text = String::from_utf8(office.files[&format!("stampe/{key}/{}", file.nome)].clone()).unwrap();
        text.contains("\r\nTrovate ")
    };
    assert!(some_and_all(&texts, says));
    conto
}

#[test]
fn what_was_found_adds_up_to_what_was_written() {
    let mut office = office();
    let found = page(&mut office, query());
    stamp(&mut office);
    let conto = check_adds_up(&mut office, &found);
    assert!(conto.erogazioni > conto.raccolte && conto.raccolte > 0, "{conto:?}");

    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 40, 0));
    let found = page(&mut office, InvioQuery::default());
    office.stampa();
    let conto = check_adds_up(&mut office, &found);
    assert!(conto.divise > 0 && conto.parti > conto.divise, "{conto:?}");
}
