//! *Cambia un campo*: one value for many rows, in one action that can be taken back.

use crate::support::some_and_all;
use crate::workstation::Workstation;
use chrono::NaiveDate;
use siuss_kit::desk::invio::request::{CampoMolte, InvioAnswer, InvioQuery, InvioRequest, Rows};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{Field, Prestazione, PrestazioneId, Record};

const HEADINGS: &str = "Codice fiscale;Cognome;Nome;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Prova dei mezzi;Presa in carico";

/// Three benefits without *presa in carico*, and one that has it but for its area: that one cannot be sent.
fn office() -> Workstation {
    let row = |(number, presa): (usize, &&str)| {
        format!(
            "PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;italiana;Perugia (PG);PROT{number};A1.06;Occasionale;0{}/03/2026;100;4;{presa}",
            number + 1
        )
    };
    let lines: Vec<String> =
        std::iter::once(HEADINGS.to_owned()).chain(["", "", "", "SI"].iter().enumerate().map(row)).collect();
    let mut office = Workstation::with_ente();
    office.import(&lines.join("\r\n"));
    office
}

fn found(search: &str, only: &[u32]) -> Rows {
    let query = InvioQuery {
        from: NaiveDate::from_ymd_opt(2026, 1, 1),
        to: NaiveDate::from_ymd_opt(2026, 12, 31),
        search: search.to_owned(),
        part: Part::first(50),
        ..InvioQuery::default()
    };
    Rows::Found { query, only: only.iter().copied().map(PrestazioneId::new).collect() }
}

fn change(office: &mut Workstation, field: &str, text: &str, only_blank: bool, rows: Rows) -> Answer {
    let field = CampoMolte { field: field.to_owned(), text: text.to_owned(), only_blank };
    office.ask(Request::Invio(InvioRequest::Change { field, rows }))
}

/// The field of each benefit afterwards, and the sentence.
#[track_caller]
fn check(field: Field, text: &str, only_blank: bool, rows: Rows, expected: [&str; 4], told: &str) {
    let mut office = office();
    let before = office.archive().prestazioni.iter().map(|(_, it)| it.clone()).collect::<Vec<_>>();
    let answer = change(&mut office, field.id(), text, only_blank, rows);
    let Answer::Done { message } = answer else { panic!("{answer:?}") };
    assert_eq!(message, told);
    let values: Vec<String> = office.archive().prestazioni.iter().map(|(_, it)| it.get(field).typed()).collect();
    assert_eq!(values, expected);
    if told.contains("cambiate 0") {
        return;
    }
    // One action, told in the histories, that is taken back whole.
    let id = PrestazioneId::new(expected.iter().position(|it| *it == text).unwrap() as u32);
    let key = siuss_kit::records::RecordKey::Prestazione(id);
    assert!(some_and_all(office.archive().revisions(key), |it| it.cambi.iter().any(|it| it.campo == field.into())));
    office.undo();
    let after: Vec<Prestazione> = office.archive().prestazioni.iter().map(|(_, it)| it.clone()).collect();
    assert_eq!(after, before);
}

#[test]
fn a_field_of_many_rows_is_changed_at_once() {
    let presa = Field::PresaCarico;
    let kept = "Presa in carico: righe cambiate 3. 1 avevano già un valore e restano com'erano.";
    check(presa, "2", true, found("", &[]), ["2", "2", "2", "1"], kept);
    check(presa, "2", false, found("", &[]), ["2", "2", "2", "2"], "Presa in carico: righe cambiate 4.");
    // Of what was chosen, what is found.
    check(presa, "2", true, found("", &[0, 2]), ["2", "", "2", "1"], "Presa in carico: righe cambiate 2.");
    check(presa, "2", true, found("PROT1", &[1, 2]), ["", "2", "", "1"], "Presa in carico: righe cambiate 1.");
    check(presa, "2", true, found("NESSUNO", &[]), ["", "", "", "1"], "Presa in carico: righe cambiate 0.");
    let denominazione = "Denominazione prestazione: righe cambiate 4.";
    check(Field::Denominazione, "Buoni", true, found("", &[]), ["Buoni"; 4], denominazione);
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let mut office = office();
    let answer = change(&mut office, Field::DataEvento.id(), "31/02/2026", true, found("", &[]));
    let Answer::Refused { reasons } = answer else { panic!("{answer:?}") };
    assert!(reasons[0].starts_with("Data evento: «31/02/2026»"), "{reasons:?}");
    // Who somebody is, is nothing of many.
    for field in [Field::Cognome, Field::CodiceFiscale, Field::Ente, Field::Nominativo, Field::OreErogate] {
        assert!(matches!(change(&mut office, field.id(), "X", false, found("", &[])), Answer::Refused { .. }));
    }
    assert!(office.archive().prestazioni.iter().all(|(_, it)| it.data_evento.is_none()));
}

/// Rows of one case are counted one by one, though the case changes once.
#[test]
fn rows_of_one_case_are_counted_all() {
    let mut office = Workstation::with_ente();
    let row = |day: u32| {
        format!(
            "PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;italiana;Perugia (PG);PROT1;A1.06;Occasionale;0{day}/03/2026;100;4;NO"
        )
    };
    let lines: Vec<String> = std::iter::once(HEADINGS.to_owned()).chain((1..=3).map(row)).collect();
    office.import(&lines.join("\r\n"));
    assert_eq!(office.archive().progetti.len(), 1);
    let answer = change(&mut office, Field::OperatoreProgetto.id(), "Prova Assistenti", true, found("", &[]));
    assert_eq!(answer, Answer::Done { message: "Operatore del progetto: righe cambiate 3.".to_owned() });
}

#[test]
fn what_was_sent_stays_as_it_was_sent() {
    let mut office = office();
    change(&mut office, Field::PresaCarico.id(), "2", true, found("", &[]));
    office.stampa();
    let answer = change(&mut office, Field::PresaCarico.id(), "1", false, Rows::All);
    let told = "Presa in carico: righe cambiate 0. 3 sono già inviate e restano com'erano.";
    assert_eq!(answer, Answer::Done { message: told.to_owned() });
}

#[test]
fn what_would_become_of_the_rows_is_told_before() {
    let mut office = office();
    change(&mut office, Field::PresaCarico.id(), "2", true, found("", &[]));
    let mut conto = |only: &[u32]| {
        let Rows::Found { query, only } = found("", only) else { panic!() };
        match office.ask(Request::Invio(InvioRequest::Conto { query, only })) {
            Answer::Invio(InvioAnswer::Conto(conto)) => conto.map(|it| it.words),
            other => panic!("{other:?}"),
        }
    };
    // As many benefits as rows that can be sent: nothing to add.
    assert_eq!(conto(&[]), None);
    let text = "Codice fiscale;Cognome;Nome;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Carattere;Data inizio;Data fine;Importo mensile;Prova dei mezzi;Presa in carico\r\nPRVSPL88D52G478R;PROVETTI;ESEMPLARIA;italiana;Perugia (PG);PROT9;A1.06;Periodico;01/11/2026;28/02/2027;100;4;NO";
    office.import(text);
    let query = found("", &[]);
    let Rows::Found { query, .. } = query else { panic!() };
    let Answer::Invio(InvioAnswer::Conto(Some(conto))) =
        office.ask(Request::Invio(InvioRequest::Conto { query, only: Vec::new() }))
    else {
        panic!("no reckoning")
    };
    assert_eq!(
        conto.words,
        "Con «Stampa»: 1 resta fuori; 4 inviabili diventeranno 5 prestazioni: 1 divisa al 31 dicembre in 2 parti."
    );
}
