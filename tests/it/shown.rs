//! A button does what is shown, to whom is shown.

use crate::isee_office;
use crate::workstation::{Workstation, ente};
use chrono::NaiveDate;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::invio::request::{InvioAnswer, InvioPage, InvioQuery, InvioRequest, Rows};
use siuss_kit::desk::isee::request::{IseeAnswer, IseeRequest, RichiestaQuery};
use siuss_kit::desk::stampe::request::{Signers, StampeAnswer, StampeRequest};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::isee::request::PROFILES;
use siuss_kit::records::{Ente, EnteId, FlussoId, Operatore, Prestazione, PrestazioneId, ProgettoId};

const HEADINGS: &str = "Codice fiscale;Cognome;Nome;Data di nascita;Comune di nascita;Sesso;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Prova dei mezzi;Presa in carico";

/// A benefit of each of these days, with an amount finer than cents (A10, which a quick fix mends).
fn office(days: &[&str]) -> Workstation {
    let row = |(number, day): (usize, &&str)| {
        format!(
            "PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;12/04/1988;Perugia;F;italiana;Perugia (PG);PROT{number};A1.06;Occasionale;{day};100,1234;4;NO"
        )
    };
    let lines: Vec<String> = std::iter::once(HEADINGS.to_owned()).chain(days.iter().enumerate().map(row)).collect();
    let mut office = Workstation::with_ente();
    office.import(&lines.join("\r\n"));
    office
}

fn year(year: i32) -> InvioQuery {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    InvioQuery { from: day(1, 1), to: day(12, 31), part: Part::first(50), ..InvioQuery::default() }
}

fn page(office: &mut Workstation, query: InvioQuery) -> InvioPage {
    match office.ask(Request::Invio(InvioRequest::List(query))) {
        Answer::Invio(InvioAnswer::List(page)) => *page,
        other => panic!("{other:?}"),
    }
}

/// *Correggi tutte* on these rows mends the benefits with these keys, and says how many.
#[track_caller]
fn check_mended(rows: Rows, expected: &[u32]) {
    let mut office = office(&["05/01/2025", "06/02/2026", "07/03/2026", "08/04/2026"]);
    let answer = office.ask(Request::Invio(InvioRequest::Fix { rule: "A10".into(), rows }));
    let Answer::Invio(InvioAnswer::Fixed { count, .. }) = answer else { panic!("{answer:?}") };
    let mended = |it: &Prestazione| it.importo_prestazione.is_some_and(|amount| !amount.finer_than_cents());
    let archive = office.archive();
    let keys: Vec<u32> = archive.prestazioni.iter().filter(|(_, it)| mended(it)).map(|(key, _)| key.place()).collect();
    assert_eq!((keys.as_slice(), count as usize), (expected, expected.len()));
}

#[test]
fn all_that_is_mended_was_found() {
    let found =
        |query, only: &[u32]| Rows::Found { query, only: only.iter().copied().map(PrestazioneId::new).collect() };
    check_mended(found(year(2026), &[]), &[1, 2, 3]);
    check_mended(found(year(2025), &[]), &[0]);
    check_mended(found(InvioQuery { search: "PROT2".into(), ..year(2026) }, &[]), &[2]);
    check_mended(found(InvioQuery { motivo: "A11".into(), ..year(2026) }, &[]), &[]);
    // Of what was chosen, only what is found.
    check_mended(found(year(2026), &[0, 2]), &[2]);
    check_mended(Rows::One(PrestazioneId::new(3)), &[3]);
    check_mended(Rows::All, &[0, 1, 2, 3]);
}

/// The reasons that are told beside what was found are those of what was found.
#[test]
fn reasons_are_counted_over_the_rows_found() {
    let mut office = office(&["05/01/2025", "06/02/2026", "07/03/2026"]);
    for (query, count) in [
        (year(2026), Some(2)),
        (year(2025), Some(1)),
        (InvioQuery { search: "PROT1".into(), ..year(2026) }, Some(1)),
        (InvioQuery { search: "NESSUNO".into(), ..year(2026) }, None),
    ] {
        let reasons = page(&mut office, query).reasons;
        assert_eq!(reasons.iter().find(|it| it.rule == "A10").map(|it| it.count), count);
    }
}

const FIRST: &str = "PRTFNT83P49G478N";
const SECOND: &str = "PRVSPL88D52G478R";

/// Who signs the flow, and stands in the journal, where these operators are set up and one of them is in use.
#[track_caller]
fn check_signed(operators: &[&str], in_use: Option<&str>, named: Option<&str>, expected: Result<&str, &[&str]>) {
    let mut office = office(&["05/01/2026"]);
    let operatori =
        operators.iter().map(|code| Operatore { nome: format!("di {code}"), codice_fiscale: (*code).into() }).collect();
    let ente = Ente { operatori, ..ente() };
    office.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente }));
    if let Some(code) = in_use {
        let choice = EntiRequest::ChooseOperatore { ente: EnteId::new(0), codice_fiscale: code.into() };
        assert!(matches!(office.ask(Request::Enti(choice)), Answer::Done { .. }));
    }
    let firme = named.map(|code| (EnteId::new(0), code.to_owned())).into_iter().collect();
    let answer =
        office.ask(Request::Stampe(StampeRequest::Make { query: year(2026), only: vec![], waas: false, firme }));
    let archive = office.archive();
    match expected {
        Ok(code) => {
            assert!(matches!(answer, Answer::Stampe(StampeAnswer::Made(_))), "{answer:?}");
            assert_eq!(archive.flussi.get(FlussoId::new(0)).unwrap().operatore, code);
            let xml = office.xml(0);
            assert!(xml.contains(&format!("CFOperatore=\"{code}\"")), "{xml}");
        }
        Err(asked) => {
            let Answer::Stampe(StampeAnswer::WhoSigns(signers)) = answer else { panic!("{answer:?}") };
            let [Signers { ente, operatori, .. }] = signers.as_slice() else { panic!("{signers:?}") };
            assert_eq!(*ente, EnteId::new(0));
            assert_eq!(operatori.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), asked);
            assert_eq!((archive.flussi.len(), archive.stampe.len()), (0, 0), "nothing was made");
        }
    }
}

#[test]
fn who_signs_is_asked_where_nobody_said() {
    check_signed(&[FIRST], None, None, Ok(FIRST));
    check_signed(&[FIRST, SECOND], None, None, Err(&[FIRST, SECOND]));
    check_signed(&[FIRST, SECOND], Some(SECOND), None, Ok(SECOND));
    check_signed(&[FIRST, SECOND], None, Some(SECOND), Ok(SECOND));
    check_signed(&[FIRST, SECOND], Some(SECOND), Some(FIRST), Ok(FIRST));
    // Somebody who does not work there.
    check_signed(&[FIRST, SECOND], None, Some("FTTLRG51S03F839W"), Err(&[FIRST, SECOND]));
}

#[test]
fn nobody_stands_in_the_journal_who_did_not_say_so() {
    let mut office = office(&["05/01/2026"]);
    let operatori =
        [FIRST, SECOND].map(|code| Operatore { nome: code.to_owned(), codice_fiscale: code.into() }).to_vec();
    office.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente: Ente { operatori, ..ente() } }));
    assert_eq!(office.archive().registro().last().unwrap().1.chi(), "");
}

/// Three people of one ente and two of another; each asks about its own.
#[test]
fn an_ente_asks_inps_about_its_own_people() {
    let mut office = isee_office::lacking(5);
    let other = Ente { codice: "A475".into(), denominazione: "COMUNE DI ALTRA PROVA".into(), ..ente() };
    office.ask(Request::Enti(EntiRequest::Save { id: None, ente: other }));
    let archive = office.desk.archive_mut();
    for (case, of) in [(1, Some(EnteId::new(1))), (3, Some(EnteId::new(1))), (4, None)] {
        archive.progetti.get_mut(ProgettoId::new(case)).unwrap().ente = of;
    }
    archive.begin();
    let of = |ente| RichiestaQuery { ente, ..isee_office::all() };
    for (ente, found) in [(None, 5), (Some(EnteId::new(0)), 3), (Some(EnteId::new(1)), 3)] {
        assert_eq!(isee_office::page(&mut office, of(ente)).list.found, found, "{ente:?}; who is of nobody is of both");
    }
    // Whatever the query finds, and whoever was chosen.
    let only = (0..5).map(ProgettoId::new).collect();
    let request = IseeRequest::Chiedi { query: of(None), only, ente: EnteId::new(1), profilo: "bozza".into() };
    let IseeAnswer::Fatta(made) = isee_office::isee(&mut office, request, vec![]) else { panic!("nothing was made") };
    let asked: Vec<String> = isee_office::searches(&office, &made);
    let of_person = |person: u32| asked.iter().any(|it| it.contains(&isee_office::code(person)));
    assert_eq!([0, 1, 2, 3, 4].map(of_person), [false, true, false, true, true]);
}

/// Only a file that a specimen of INPS's made goes to the portal.
#[test]
fn a_draft_is_not_said_to_be_for_the_portal() {
    for profilo in PROFILES.iter().map(|it| it.profile.id.as_ref()) {
        let mut office = isee_office::lacking(1);
        let request = IseeRequest::Chiedi {
            query: isee_office::all(),
            only: vec![],
            ente: EnteId::new(0),
            profilo: profilo.into(),
        };
        let IseeAnswer::Fatta(made) = isee_office::isee(&mut office, request, vec![]) else { panic!("{profilo}") };
        assert!(
            made.che_fare.contains("il portale INPS non lo prende")
                || made.che_fare.contains("il portale non lo prende"),
            "{}",
            made.che_fare
        );
    }
}
