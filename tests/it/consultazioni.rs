//! ISEE consultations at the desk: what is asked, which row an answer is of, what it may do by itself, what waits.

use crate::isee_office::{
    INPS, NOTHING, all, answer, attestation, between, carica, carica_tutti, changed, chiedi, code, dsu, first, isee,
    lacking, office, ordinario, page, rows, searches, text, wrapped,
};
use crate::office::{moment, today};
use crate::support::{project, some_and_all, well_formed};
use crate::workstation::Workstation;
use StatoConsultazione::{Automatico, DaGestire, Errore, InAttesa, Utente};
use chrono::NaiveDate;
use proptest::prelude::*;
use siuss_kit::archive::stored::restore;
use siuss_kit::desk::invio::request::Trasmissione;
use siuss_kit::desk::isee::request::{
    AssistitoQuery, ConsultazioniQuery, IseeAnswer, IseeRequest, ProtocolloQuery, RichiestaFatta, RichiestaQuery,
    RichiesteQuery,
};
use siuss_kit::desk::registro::request::{RegistroQuery, RegistroRequest};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::isee::request::PROFILES;
use siuss_kit::records::{
    AssistitoId, Atto, ConsultazioneId, EnteId, Id, PrestazioneId, ProgettoId, RecordKey, StatoConsultazione,
};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn a_request_has_a_row_for_each_case_benefit_and_year() {
    let mut office = office(&[
        (0, "A1.05", ";;;"),
        (0, "A1.05.01", ";;;"),
        (0, "A2.12", ";;;"),
        (1, "A1.05", "INPS-ISEE-2026-00000002B-00;2026;10/01/2026;"),
        (2, "B9.01", ";;;"),
    ]);
    let found = page(&mut office, all());
    assert_eq!((found.list.found, found.pronti, found.righe), (2, 2, 3));
    let found = page(&mut office, RichiestaQuery { solo_senza: false, ..all() });
    assert_eq!((found.list.found, found.righe), (3, 4));
    assert!(some_and_all(&found.list.rows, |row| row.stato == "APERTA" && row.anomalie.is_empty()));

    let made = chiedi(&mut office, all());
    assert_eq!((made.righe, made.lasciati), (3, 0));
    assert_eq!(made.identificatore, "G4782026-11-2300000001");
    well_formed(&text(&office, &made)).unwrap();
    let asked = searches(&office, &made);
    let benefits: Vec<_> = asked.iter().map(|it| between(it, "PrestazioneDaErogare=\"", "\"").unwrap()).collect();
    assert_eq!(benefits, ["A1.05", "A2.12", "Z9.99"]);
    let protocols: BTreeSet<_> =
        asked.iter().map(|it| between(it, "ProtocolloDomandaEnteErogatore=\"", "\"").unwrap()).collect();
    assert_eq!(protocols.len(), 3);
    assert_eq!(rows(&mut office, ConsultazioniQuery::default()).list.found, 3);
    assert!(some_and_all(page(&mut office, all()).list.rows, |row| row.anomalie[0].contains("in attesa di riscontro")));
    // Nobody is asked about twice unless the operator says so.
    assert_eq!(page(&mut office, all()).pronti, 0);
    let again = |only| IseeRequest::Chiedi { query: all(), only, ente: EnteId::new(0), profilo: "csv".into() };
    assert!(matches!(office.ask(Request::Isee(again(vec![]))), Answer::Refused { .. }));
    let meant = isee(&mut office, again(vec![ProgettoId::new(0)]), vec![]);
    assert!(matches!(meant, IseeAnswer::Fatta(RichiestaFatta { righe: 2, .. })), "{meant:?}");
    office.undo();

    // What was taken back is gone with its file; its number is not given again.
    assert!(some_and_all(office.files.keys(), |key| !key.starts_with("isee/1/")));
    assert_eq!(rows(&mut office, ConsultazioniQuery::default()).list.found, 3);
    office.reopen();
    let everything = RichiestaQuery { solo_senza: false, ..all() };
    assert_eq!(chiedi(&mut office, everything).identificatore, "G4782026-11-2300000003");
}

#[test]
fn what_cannot_be_asked_says_why() {
    let mut office = lacking(3);
    let archive = office.desk.archive_mut();
    archive.progetti.get_mut(ProgettoId::new(0)).unwrap().chiuso = true;
    archive.assistiti.get_mut(AssistitoId::new(1)).unwrap().codice_fiscale = "PRVNNT50A42G478A".into();
    archive.prestazioni.get_mut(PrestazioneId::new(2)).unwrap().prova_mezzi = None;
    archive.begin();
    let everything = RichiestaQuery { chiusi: true, solo_senza: false, ..all() };
    let found = page(&mut office, everything.clone());
    assert_eq!((found.list.found, found.pronti), (3, 0));
    let why: Vec<&str> = found.list.rows.iter().map(|row| row.anomalie[0].as_str()).collect();
    assert!(why[0].starts_with("Il progetto è chiuso"), "{why:?}");
    assert!(why[1].starts_with("A01: "), "{why:?}");
    assert!(why[2].contains("prova dei mezzi"), "{why:?}");
    let request =
        IseeRequest::Chiedi { query: everything, only: vec![], ente: EnteId::new(0), profilo: "bozza".into() };
    assert!(matches!(office.ask(Request::Isee(request)), Answer::Refused { .. }));
    // By default closed ones and those that wait for no ISEE do not show.
    assert_eq!(page(&mut office, all()).list.found, 1);
    let mut named = |assistito: AssistitoQuery| page(&mut office, RichiestaQuery { assistito, ..all() }).list.found;
    let nobody = AssistitoQuery::default;
    assert_eq!(named(AssistitoQuery { cognome: "provetti".into(), nome: "inv".into(), ..nobody() }), 1);
    assert_eq!(named(AssistitoQuery { cognome: "inv".into(), nome: "provetti".into(), ..nobody() }), 0);
    assert_eq!(named(AssistitoQuery { codice: "1".into(), ..nobody() }), 1);
    assert_eq!(named(AssistitoQuery { codice: "1".into(), codice_fiscale: "zzz".into(), ..nobody() }), 0);
    assert_eq!(page(&mut office, RichiestaQuery { tipo: "ALTRO".into(), ..all() }).list.found, 0);
}

/// One person asked about; INPS answers what `answer` makes of the search; the row then stands so, and the benefit has
/// INPS's ISEE or what it had.
#[track_caller]
fn check(ours: &str, answer: impl Fn(&str) -> String, stato: StatoConsultazione, written: bool) {
    let mut office = office(&[(0, "A1.05", ours)]);
    let before = dsu(&mut office, 0);
    let made = chiedi(&mut office, RichiestaQuery { solo_senza: false, ..all() });
    let search = searches(&office, &made).remove(0);
    let file = wrapped(&[answer(&search)]);
    let report = carica(&mut office, &file);
    let row = first(&mut office);
    assert_eq!(row.stato, stato, "{:?} {report:?}", row.motivi);
    assert_eq!(dsu(&mut office, 0), if written { INPS.to_owned() } else { before });
    assert_eq!(row.motivi.is_empty(), matches!(stato, InAttesa | Automatico), "{:?}", row.motivi);
    assert_eq!(report.senza_riga > 0, stato == InAttesa);
    // The same again changes nothing.
    let records = office.records.clone();
    let again = carica(&mut office, &file);
    assert_eq!(records, office.records);
    assert_eq!(again.automatiche + again.da_gestire + again.errori + again.completate, 0);
}

#[test]
fn which_row_an_answer_is_of() {
    let positive = |search: &str| attestation(search, "9000.00", "");
    check(";;;", positive, Automatico, true);
    // Without our protocol: person, day and benefit.
    check(";;;", |it| positive(&changed(it, "ProtocolloDomandaEnteErogatore", None)), Automatico, true);
    // Somebody else's protocol: the person decides.
    check(";;;", |it| positive(&changed(it, "ProtocolloDomandaEnteErogatore", Some("altro"))), DaGestire, false);
    let no_protocol = |it: &str| changed(it, "ProtocolloDomandaEnteErogatore", None);
    check(";;;", |it| positive(&changed(&no_protocol(it), "DataValidita", Some("2026-04-01"))), InAttesa, false);
    check(";;;", |it| positive(&changed(&no_protocol(it), "PrestazioneDaErogare", Some("A1.06"))), InAttesa, false);
    // Our protocol, about somebody else.
    check(";;;", |it| positive(&changed(it, "CodiceFiscale", Some(&code(7)))), InAttesa, false);
    // A bare attestation, of the person or of somebody of their household.
    check(";;;", |_| ordinario(&code(0), "9000.00", ""), DaGestire, false);
    let household = |_: &str| {
        ordinario(&code(7), "9000.00", "").replace(
            "</NucleoFamiliare>",
            &format!("<ComponenteNucleo CodiceFiscale=\"{}\"/></NucleoFamiliare>", code(0)),
        )
    };
    check(";;;", household, DaGestire, false);
    check(";;;", |_| ordinario(&code(7), "9000.00", ""), InAttesa, false);
}

#[test]
fn what_is_confirmed_by_itself() {
    let positive = |search: &str| attestation(search, "9000.00", "");
    for ours in [
        "INPS-ISEE-2026-00000001A-00;2026;15/01/2026;9000,00",
        "INPS-ISEE-2026-00000001A-00;2026;15/01/2026;",
        "INPS-ISEE-2026-00000001A-00;;;",
        ";;;9000",
    ] {
        check(ours, positive, Automatico, true);
    }
    for ours in [
        "INPS-ISEE-2026-00000002B-00;2026;15/01/2026;9000,00",
        "INPS-ISEE-2026-00000001A-00;2026;16/01/2026;",
        ";;;9000,01",
    ] {
        check(ours, positive, DaGestire, false);
    }
    let omission = r#"<OmissioneDifformita TipoOmissioneDifformita="PatrimoniMobiliari" CodiceFiscale="X" DataControlloAE="2026-02-01"/>"#;
    check(";;;", |it| attestation(it, "9000.00", omission), DaGestire, false);
    check(";;;", |it| positive(it).replace("2026-12-31", "2026-02-28"), DaGestire, false);
    check(";;;", |it| positive(it).replace(" NumeroProtocolloDSU=", " Altro="), DaGestire, false);
    check(";;;", |it| positive(it) + &attestation(it, "8000.00", ""), DaGestire, false);
    check(";;;", |it| positive(it) + &positive(it), Automatico, true);
    let listed = |lists: &[(&str, &str)]| {
        let entry = |(list, person): &(&str, &str)| {
            format!(
                "<{list}><{person} CodiceFiscale=\"{}\"><X><Valori ISE=\"9.00\" ScalaEquivalenza=\"1.00\" ISEE=\"7000.00\" ISR=\"9.00\" ISP=\"0.00\"/></X></{person}></{list}>",
                code(0)
            )
        };
        let lists: String = lists.iter().map(entry).collect();
        move |it: &str| positive(it).replace("</Ordinario>", &format!("{lists}</Ordinario>"))
    };
    let minor = ("ISEEMin", "ComponenteMinorenne");
    // Of the same value it makes no difference.
    let same = |it: &str| listed(&[minor])(it).replace("7000.00", "9000.00");
    check(";;;", same, Automatico, true);
    // A minor and a student asked about for rent, and somebody for whom two indicators were made.
    check(";;;", listed(&[minor]), DaGestire, false);
    check(";;;", listed(&[("ISEEUni", "StudenteUniversitario")]), DaGestire, false);
    check(";;;", listed(&[minor, ("ISEESocioSanRes", "ComponenteSocioSanitarieRes")]), DaGestire, false);
}

#[test]
fn bad_news_says_what_to_do() {
    check(";;;", |it| answer("", it), Errore, false);
    let of_service = |word: &str| {
        let word = word.to_owned();
        move |it: &str| {
            format!("<ConsultazioneResult><Esito>{word}</Esito><Ricerca>{it}</Ricerca></ConsultazioneResult>")
        }
    };
    for word in ["DATI_NON_TROVATI", "DATABASE_OFFLINE", "ERRORE_INTERNO", "RICHIESTA_INVALIDA", "BOH"] {
        check(";;;", of_service(word), Errore, false);
    }
    let not_computable = |it: &str| {
        let entry = format!(
            r#"<ISEEMin><ComponenteMinorenne CodiceFiscale="{}"><ISEENonCalcolabile/></ComponenteMinorenne></ISEEMin></Ordinario>"#,
            code(0)
        );
        attestation(it, "9000.00", "").replace("</Ordinario>", &entry)
    };
    // Rent is not for minors: the household's is proposed, and what cannot be computed is told.
    check(";;;", not_computable, DaGestire, false);
    // It may be asked again, and then found.
    let mut office = lacking(1);
    let made = chiedi(&mut office, all());
    let search = searches(&office, &made).remove(0);
    carica(&mut office, &of_service("DATABASE_OFFLINE")(&search));
    assert!(first(&mut office).motivi[0].contains("ripetere la richiesta"));
    assert!(page(&mut office, all()).list.rows[0].anomalie.is_empty());
    let again = chiedi(&mut office, all());
    let search = searches(&office, &again).remove(0);
    assert_eq!(carica(&mut office, &attestation(&search, "9000.00", "")).completate, 1);
    assert_eq!(dsu(&mut office, 0), INPS);
}

#[test]
fn answers_without_a_row_and_rows_without_an_answer_are_told() {
    let mut office = lacking(5);
    let made = chiedi(&mut office, all());
    let mut answers: Vec<String> =
        searches(&office, &made).iter().take(3).map(|it| attestation(it, "9000.00", "")).collect();
    answers
        .push(answer("", &format!(r#"<RicercaCF CodiceFiscale="{}" ProtocolloDomandaEnteErogatore="x"/>"#, code(9))));
    let report = carica(&mut office, &wrapped(&answers));
    assert_eq!((report.risposte, report.automatiche, report.senza_riga, report.senza_risposta), (4, 3, 1, 2));
    assert!(report.estranee[0].contains(&code(9)) && report.attese[0].contains("PROVETTI INVENTATA"));
    let list = |office: &mut Workstation, query| match isee(office, IseeRequest::Richieste(query), vec![]) {
        IseeAnswer::Richieste(page) => *page,
        other => panic!("{other:?}"),
    };
    let query = RichiesteQuery { part: Part::first(10), ..RichiesteQuery::default() };
    let shown = list(&mut office, query.clone()).rows.remove(0);
    assert!(shown.ricevuta && shown.esito.starts_with("3 righe su 5 con riscontro"), "{shown:?}");
    assert_eq!((shown.tipi.as_str(), shown.ente.as_str()), ("CONTRIBUTI", "COMUNE DI PROVA & FIGLI \"SRL\""));
    assert_eq!(list(&mut office, RichiesteQuery { ricevute: Some(false), ..query.clone() }).found, 0);
    assert_eq!(list(&mut office, RichiesteQuery { dal: Some(today()), ..query.clone() }).found, 1);
    assert_eq!(list(&mut office, RichiesteQuery { dal: today().succ_opt(), ..query }).found, 0);
    let nothing = carica(&mut office, "nulla");
    assert!(nothing.risposte == 0 && nothing.illeggibili[0].starts_with("0.xml: "), "{nothing:?}");
}

#[test]
fn the_operator_decides_and_may_think_again() {
    let ours = "INPS-ISEE-2026-00000002B-00;2026;10/01/2026;8000";
    let mut office = office(&[(0, "A1.05", ours), (1, "A1.05", ours), (2, "A1.05", ours)]);
    let before = dsu(&mut office, 0);
    let made = chiedi(&mut office, RichiestaQuery { solo_senza: false, ..all() });
    let answers: Vec<String> = searches(&office, &made).iter().map(|it| attestation(it, "9000.00", "")).collect();
    carica_tutti(&mut office, &answers);
    let to_decide = ConsultazioniQuery { stato: Some(DaGestire), ..ConsultazioniQuery::default() };
    assert_eq!(rows(&mut office, to_decide.clone()).list.found, 3);
    let row = first(&mut office);
    assert_eq!(row.prestazione, "A1.05 - Contributi economici per alloggio");
    let value = &row.confronto[0];
    assert_eq!((value.nostro.as_str(), value.inps.as_str(), value.diverso), ("8.000,00 €", "9.000,00 €", true));

    let decide = |righe: &[(u32, u32)], inps| {
        let righe = righe.iter().map(|(key, index)| (ConsultazioneId::new(*key), *index)).collect();
        Request::Isee(IseeRequest::Decidi { righe, inps })
    };
    let listed = page(&mut office, RichiestaQuery { solo_senza: false, ..all() });
    assert!(listed.pronti == 0 && listed.list.rows[0].anomalie[0].contains("da gestire"));
    assert!(matches!(office.ask(decide(&[(0, 0), (0, 1)], true)), Answer::Done { .. }));
    assert!(matches!(office.ask(decide(&[(0, 2)], false)), Answer::Done { .. }));
    assert!(matches!(office.ask(decide(&[(0, 2), (9, 9)], true)), Answer::Refused { .. }));
    assert_eq!(dsu(&mut office, 0), INPS);
    assert_eq!(dsu(&mut office, 2), before);
    let decided = ConsultazioniQuery { stato: Some(Utente), ..ConsultazioniQuery::default() };
    assert_eq!(rows(&mut office, decided).list.found, 3);
    assert_eq!(office.archive().revisions(RecordKey::Prestazione(PrestazioneId::new(0))).count(), 1);
    office.undo();
    assert_eq!(rows(&mut office, to_decide).list.found, 1);
    office.reopen();
    assert_eq!(dsu(&mut office, 1), INPS);
    let journal = match office.ask(Request::Registro(RegistroRequest::List(RegistroQuery {
        part: Part::first(50),
        ..RegistroQuery::default()
    }))) {
        Answer::Registro(page) => page.list.rows,
        other => panic!("{other:?}"),
    };
    assert!(journal.iter().any(|row| row[2] == "ISEE di INPS usato" && row[4] == "righe 2, prestazioni 2"));
    assert!(some_and_all(journal.iter().flatten(), |cell| !cell.contains(&code(0)) && !cell.contains("PROVETTI")));
}

#[test]
fn many_files_of_one_press_are_one_action() {
    let mut office = lacking(300);
    let asked = {
        let made = chiedi(&mut office, all());
        searches(&office, &made)
    };
    let mut files: Vec<String> = asked.iter().map(|it| attestation(it, "9000.00", "")).collect();
    files.insert(150, "nulla".to_owned());
    let before = office.last;
    let report = carica_tutti(&mut office, &files);
    assert_eq!((report.risposte, report.automatiche, report.completate), (300, 300, 300));
    assert_eq!((report.senza_riga, report.senza_risposta), (0, 0));
    assert!(report.illeggibili.len() == 1 && report.illeggibili[0].starts_with("150.xml: "), "{report:?}");
    assert_ne!(office.last, before);
    assert!((0..300).all(|id| dsu(&mut office, id) == INPS));
    let again = carica_tutti(&mut office, &files);
    assert_eq!((again.automatiche, again.note), (0, 300));
    // All of them are taken back at once.
    assert!(matches!(office.undo(), Answer::Done { .. }));
    assert!((0..300).all(|id| dsu(&mut office, id) == NOTHING));
    assert_eq!(first(&mut office).stato, InAttesa);
    // As a zip of them, or one file, would: what contradicts another of the same press is not written.
    let both = [attestation(&asked[0], "9000.00", ""), attestation(&asked[0], "8000.00", "")];
    assert_eq!(carica_tutti(&mut office, &both).da_gestire, 1);
    assert_eq!(dsu(&mut office, 0), NOTHING);
}

#[test]
fn what_was_waiting_for_its_isee_can_be_sent() {
    let mut office = lacking(4);
    assert_eq!(office.found(Trasmissione::NonInviabili), 4);
    let made = chiedi(&mut office, all());
    let asked = searches(&office, &made);
    carica(&mut office, &wrapped(&asked[..3].iter().map(|it| attestation(it, "9000.00", "")).collect::<Vec<_>>()));
    assert_eq!(office.found(Trasmissione::NonInviabili), 1);
    office.stampa();
    assert_eq!(office.xml(0).matches("INPS-ISEE-2026-00000001A-00").count(), 3);
    // What was sent is not changed any more, whatever INPS says of it.
    let later = wrapped(&asked.iter().map(|it| attestation(it, "7000.00", "")).collect::<Vec<_>>());
    assert_eq!(carica(&mut office, &later).da_gestire, 3);
    let righe = (0..3).map(|index| (ConsultazioneId::new(0), index)).collect();
    office.ask(Request::Isee(IseeRequest::Decidi { righe, inps: true }));
    assert_eq!(dsu(&mut office, 0), INPS);
}

#[test]
fn every_query_of_the_screens_can_be_taken_away() {
    let mut office = lacking(2);
    let made = chiedi(&mut office, all());
    for request in [
        IseeRequest::RichiestaSheet(all()),
        IseeRequest::ConsultazioniSheet(ConsultazioniQuery::default()),
        IseeRequest::File { id: made.id },
    ] {
        assert!(matches!(office.ask(Request::Isee(request)), Answer::File { .. }));
    }
    let found = |office: &mut Workstation, query| rows(office, query).list.found;
    let person = |codice_fiscale| AssistitoQuery { codice_fiscale, ..AssistitoQuery::default() };
    assert_eq!(found(&mut office, ConsultazioniQuery { assistito: person(code(1)), ..Default::default() }), 1);
    let case = |protocollo| ConsultazioniQuery { protocollo, ..ConsultazioniQuery::default() };
    let nothing = ProtocolloQuery::default;
    let year = |anno| case(ProtocolloQuery { anno: Some(anno), ..nothing() });
    assert_eq!(found(&mut office, year(1999)), 0);
    let number = |numero: &str| case(ProtocolloQuery { numero: numero.into(), ..nothing() });
    assert_eq!(found(&mut office, number("2026/1")), 1);
    assert_eq!(found(&mut office, number("non c'è")), 0);
    let day = |day| case(ProtocolloQuery { data: NaiveDate::from_ymd_opt(1999, 1, day), ..nothing() });
    assert_eq!(found(&mut office, day(1)), 0);
    assert_eq!(found(&mut office, ConsultazioniQuery { codice: "A1.05".into(), ..Default::default() }), 2);
    assert_eq!(found(&mut office, ConsultazioniQuery { tipo: "BOH".into(), ..Default::default() }), 0);
    assert_eq!(found(&mut office, ConsultazioniQuery { ente: Some(EnteId::new(0)), ..Default::default() }), 2);
    let one = IseeRequest::Chiedi {
        query: RichiestaQuery { solo_senza: true, ..RichiestaQuery::default() },
        only: vec![ProgettoId::new(1)],
        ente: EnteId::new(0),
        profilo: "soap".into(),
    };
    assert!(matches!(isee(&mut office, one, vec![]), IseeAnswer::Fatta(RichiestaFatta { righe: 1, .. })));
}

#[test]
fn who_is_deleted_is_forgotten_here_too() {
    let mut office = lacking(2);
    let made = chiedi(&mut office, all());
    let asked = searches(&office, &made);
    carica(&mut office, &wrapped(&[answer("", &asked[0])]));
    let archive = office.desk.archive_mut();
    let before = archive.consultazioni.get(ConsultazioneId::new(0)).cloned();
    archive.delete_assistito(AssistitoId::new(0)).unwrap();
    let deletion = archive.log(Atto::Eliminazione, None, "", &moment(), "").unwrap();
    let row = first(&mut office);
    assert!(row.codice_fiscale.is_empty() && row.progetto.is_none() && row.confronto.is_empty(), "{row:?}");
    assert_eq!(rows(&mut office, ConsultazioniQuery::default()).list.found, 2);
    // An answer that comes later is nobody's; what was deleted can come back.
    assert_eq!(carica(&mut office, &attestation(&asked[0], "9000.00", "")).senza_riga, 1);
    let archive = office.desk.archive_mut();
    archive.take_back(deletion, &|_| None, &moment(), "").unwrap();
    assert_eq!(archive.consultazioni.get(ConsultazioneId::new(0)).cloned(), before);
}

#[test]
fn profiles_are_kept_chosen_and_taken_back() {
    let mut office = lacking(2);
    let made = chiedi(&mut office, all());
    let specimen = text(&office, &made).into_bytes();
    let names = |office: &mut Workstation, request, bytes| match isee(office, request, bytes) {
        IseeAnswer::Profili(all) => all.into_iter().map(|it| (it.id, it.proprio)).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let own: Vec<(String, bool)> = PROFILES.iter().map(|it| (it.profile.id.to_string(), false)).collect();
    assert_eq!(names(&mut office, IseeRequest::Profili, vec![]), own);
    let save = |nome: &str| IseeRequest::SalvaProfilo { nome: nome.into() };
    let with_mine = [vec![("mio".to_owned(), true)], own.clone()].concat();
    assert_eq!(names(&mut office, save(" mio "), specimen.clone()), with_mine);
    for (nome, bytes) in [("", &specimen), ("csv", &specimen), ("altro", &Vec::new())] {
        assert!(matches!(office.ask_with(Request::Isee(save(nome)), bytes.clone()), Answer::Refused { .. }));
    }
    office.reopen();
    let request = IseeRequest::Chiedi {
        query: all(),
        only: vec![ProgettoId::new(0)],
        ente: EnteId::new(0),
        profilo: "mio".into(),
    };
    let IseeAnswer::Fatta(again) = isee(&mut office, request, vec![]) else { panic!() };
    well_formed(&text(&office, &again)).unwrap();
    assert_eq!(searches(&office, &again).len(), 1);
    assert_eq!(names(&mut office, IseeRequest::EliminaProfilo { nome: "mio".into() }, vec![]), own);
    office.undo();
    assert_eq!(names(&mut office, IseeRequest::Profili, vec![]), with_mine);
}

#[test]
fn a_stored_consultation_is_read_again() {
    let text = std::fs::read_to_string(project("tests/data/archive/formato-2-consultazioni.json")).unwrap();
    let records: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let (archive, damages) = restore(&records.into_iter().collect::<Vec<_>>());
    assert_eq!(damages, []);
    let consultazione = archive.consultazioni.get(ConsultazioneId::new(0)).unwrap();
    let stati: Vec<StatoConsultazione> = consultazione.righe.iter().map(|riga| riga.stato).collect();
    assert_eq!(stati, [Automatico, DaGestire, Errore, InAttesa]);
    assert_eq!(consultazione.righe[0].riscontro.as_ref().unwrap().valore.unwrap().to_string(), "9000.00");
    assert_eq!(archive.profili_isee.get(Id::new(0)).unwrap().id, "campione");
}

/// What an answer file may do to a search.
fn answers_to(search: &str, kind: u8) -> String {
    match kind {
        0 => String::new(),
        1 => attestation(search, "9000.00", ""),
        2 => attestation(search, "8000.00", ""),
        3 => answer("", search),
        4 => attestation(&changed(search, "ProtocolloDomandaEnteErogatore", None), "9000.00", ""),
        5 => attestation(&changed(search, "CodiceFiscale", Some(&code(99))), "9000.00", ""),
        6 => ordinario(&between(search, "CodiceFiscale=\"", "\"").unwrap(), "9000.00", ""),
        _ => attestation(search, "9000.00", "") + &attestation(search, "8000.00", ""),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn loading_loses_no_row_and_overwrites_no_isee(loads in prop::collection::vec(prop::collection::vec(0_u8..8, 6), 1..4)) {
        let ours = "INPS-ISEE-2026-00000002B-00;2026;10/01/2026;8000";
        let benefits: Vec<_> = (0..6).map(|it| (it, "A1.05", if it % 2 == 0 { ";;;" } else { ours })).collect();
        let mut office = office(&benefits);
        let made = chiedi(&mut office, RichiestaQuery { solo_senza: false, ..all() });
        let asked = searches(&office, &made);
        let filled: Vec<String> = (0..6).map(|id| dsu(&mut office, id)).collect();
        let mut settled: Vec<String> = filled.clone();
        for kinds in loads {
            let answers: Vec<String> = asked.iter().zip(kinds).map(|(it, kind)| answers_to(it, kind)).collect();
            let file = wrapped(&answers);
            carica(&mut office, &file);
            let now: Vec<String> = (0..6).map(|id| dsu(&mut office, id)).collect();
            for id in 0..6 {
                // Empty ones are filled once, and then stay; ours stay.
                prop_assert!(now[id] == settled[id] || settled[id] == NOTHING, "{} {}", settled[id], now[id]);
            }
            prop_assert_eq!(rows(&mut office, ConsultazioniQuery::default()).list.found, 6);
            let records = office.records.clone();
            carica(&mut office, &file);
            prop_assert_eq!(&records, &office.records);
            settled = now;
        }
        office.reopen();
        let page = rows(&mut office, ConsultazioniQuery::default());
        for row in page.list.rows {
            let id = row.posto.1 as usize;
            prop_assert!(row.stato != Automatico || (filled[id] == NOTHING && settled[id] != NOTHING));
        }
    }
}
