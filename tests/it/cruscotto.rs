//! The *Cruscotto*: every figure is the number of the rows that it opens.

use crate::support::some_and_all;
use crate::workstation::{Workstation, sheet};
use siuss_kit::desk::cruscotto::request::{Cruscotto, Trimestre};
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::invio::request::{InvioAnswer, InvioQuery, InvioRequest, Trasmissione};
use siuss_kit::desk::{Answer, Request};
use siuss_kit::records::{Ente, EnteId};

fn cruscotto(office: &mut Workstation) -> Cruscotto {
    match office.ask(Request::Cruscotto) {
        Answer::Cruscotto(told) => *told,
        other => panic!("{other:?}"),
    }
}

/// How many rows *Invio* finds.
fn found(office: &mut Workstation, it: &Trimestre, stato: Trasmissione, search: &str) -> u32 {
    let (from, to) = it.giorni.unzip();
    let query = InvioQuery { from, to, stato, search: search.to_owned(), ..InvioQuery::default() };
    match office.ask(Request::Invio(InvioRequest::List(query))) {
        Answer::Invio(InvioAnswer::List(page)) => page.list.found,
        other => panic!("{other:?}"),
    }
}

/// Each quarter says what *Invio* finds in it. How many there are.
#[track_caller]
fn check(office: &mut Workstation) -> Cruscotto {
    let told = cruscotto(office);
    for it in &told.trimestri {
        assert!(!it.is_empty());
        for (count, stato, search) in [
            (it.non_trasmesse(), Trasmissione::NonTrasmesse, ""),
            (it.correggere, Trasmissione::NonInviabili, ""),
            (it.inviate, Trasmissione::Trasmesse, "Inviata"),
            (it.scartate, Trasmissione::Trasmesse, "Scartata"),
            (it.acquisite, Trasmissione::Trasmesse, "Acquisita"),
        ] {
            assert_eq!(count, found(office, it, stato, search), "{} {search}", it.label);
        }
    }
    for it in &told.scadenze {
        let (from, to) = (Some(it.giorni.0), Some(it.giorni.1));
        let query =
            InvioQuery { from, to, stato: Trasmissione::NonTrasmesse, ente: Some(it.ente), ..InvioQuery::default() };
        match office.ask(Request::Invio(InvioRequest::List(query))) {
            Answer::Invio(InvioAnswer::List(page)) => assert_eq!(it.count, page.list.found, "{it:?}"),
            other => panic!("{other:?}"),
        }
    }
    told
}

/// Late is what began in a quarter that is over; where the ente has a term of days, what began before it.
#[test]
fn what_is_late() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 8, 0));
    let late = check(&mut office).scadenze;
    assert_eq!((late.len(), late[0].count), (1, 8), "{late:?}");
    assert!(late[0].perche.starts_with("di trimestri già conclusi, fino al 30/09/2026"), "{late:?}");
    let ente = office.archive().enti.get(EnteId::new(0)).cloned().unwrap();
    // The first of them began some 450 days ago, the last some 350.
    for (days, expected) in [(0, Some(8)), (1000, None)] {
        let ente = Ente { termine_giorni: Some(days), termine_fonte: "regolamento".into(), ..ente.clone() };
        office.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente }));
        let late = check(&mut office).scadenze;
        assert_eq!(late.first().map(|it| it.count), expected, "{days}");
        assert!(late.iter().all(|it| it.perche.contains("(regolamento)")), "{late:?}");
    }
    office.stampa();
    assert_eq!(check(&mut office).scadenze, []);
}

#[test]
fn an_empty_archive_has_no_quarter() {
    assert_eq!(cruscotto(&mut Workstation::with_ente()), Cruscotto::default());
}

#[test]
fn benefits_go_from_one_column_to_the_next() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 8, 0));
    let before = check(&mut office);
    assert!(some_and_all(&before.trimestri, |it| (it.inviare, it.inviate) == (it.non_trasmesse(), 0)));
    assert_eq!(before.codici.iter().map(|it| it.count).sum::<u32>(), 8);
    office.stampa();
    let after = check(&mut office);
    assert!(some_and_all(&after.trimestri, |it| it.non_trasmesse() == 0));
    let sent = |told: &Cruscotto| told.trimestri.iter().map(|it| it.inviate).collect::<Vec<_>>();
    assert_eq!(sent(&after), before.trimestri.iter().map(|it| it.inviare).collect::<Vec<_>>());
    assert!(after.codici.is_empty());
}

/// Of three years, one of them answered by INPS: all are told, the latest first, and what is old together.
#[test]
fn nothing_of_the_demonstration_is_left_out() {
    let mut office = Workstation::default();
    office.ask(Request::LoadDemo);
    let told = check(&mut office);
    let days: Vec<_> = told.trimestri.iter().filter_map(|it| it.giorni).collect();
    assert!(days.windows(2).all(|pair| pair[0].0 > pair[1].1), "{days:?}");
    let archive = office.archive();
    let discarded = archive.prestazioni.iter().filter(|(_, it)| it.stato.label() == "Scartata").count();
    assert!(discarded > 0);
    assert_eq!(told.scarti.iter().map(|it| it.count).sum::<u32>() as usize, discarded);
    assert!(told.scarti.iter().all(|it| !it.label.is_empty()));
    let first = archive.prestazioni.iter().filter_map(|(_, it)| it.span()).map(|(from, _)| from).min();
    assert!(days.last().is_some_and(|(from, _)| first.is_some_and(|first| *from <= first)), "{days:?}");
}
