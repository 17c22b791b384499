//! *Confronto con l'anagrafe*, as the page asks for it.

use crate::workstation::{Workstation, sheet};
use siuss_kit::desk::estratto::request::{EstrattoAnswer, EstrattoQuery, EstrattoRequest, Quali, Scelta};
use siuss_kit::desk::{Answer, Destination, Part, Request};
use siuss_kit::records::{Assistito, AssistitoId, Field};

fn ask(office: &mut Workstation, request: EstrattoRequest, bytes: &str) -> EstrattoAnswer {
    match office.ask_with(Request::Estratto(request), bytes.as_bytes().to_vec()) {
        Answer::Estratto(made) => *made,
        other => panic!("{other:?}"),
    }
}

fn list(office: &mut Workstation, quali: Quali) -> EstrattoAnswer {
    let query = EstrattoQuery { quali, part: Part::first(100), ..EstrattoQuery::default() };
    ask(office, EstrattoRequest::List(query), "")
}

/// An office, and one of its people.
fn office() -> (Workstation, AssistitoId, Assistito) {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    let (id, person) = office.archive().assistiti.iter().next().map(|(id, it)| (id, it.clone())).unwrap();
    (office, id, person)
}

/// An extract with one row of a person, under another surname and with a street.
fn extract(person: &Assistito, cognome: &str, via: &str) -> String {
    let birth = person.nascita.unwrap().format("%d/%m/%Y");
    format!(
        "COGNOME;NOME;CODICE FISCALE;DATA NASCITA;INDIRIZZO;STATO CIVILE\r\n{cognome};{};{};{birth};{via};NUBILE\r\n",
        person.nome, person.codice_fiscale
    )
}

#[test]
fn it_is_read_compared_taken_from_and_taken_back() {
    let (mut office, id, person) = office();
    let stored = office.records.clone();
    let made = ask(
        &mut office,
        EstrattoRequest::Read { file_name: "estratto.csv".into() },
        &extract(&person, "PROVETTÌ", "Via Finta 1"),
    );
    assert_eq!(made.file, "estratto.csv");
    assert!(made.conti[0].starts_with("1 riga letta: 0 persone uguali in tutto, 1 persona con differenze"), "{made:?}");
    let found = list(&mut office, Quali::Tutti).list;
    assert!(found.rows.iter().all(|row| row.assistito == id));
    let surname = found.rows.iter().find(|row| row.field == Field::Cognome).unwrap();
    assert_eq!((surname.estratto.as_str(), surname.dove.as_str()), ("PROVETTÌ", "dal 8º carattere"));
    assert_eq!(office.records, stored, "nothing of it is stored");

    let blank = u32::from(person.indirizzo.is_empty());
    assert_eq!(list(&mut office, Quali::Vuoti).list.found, blank);
    let taken = office.ask(Request::Estratto(EstrattoRequest::Take(Scelta::Questi(vec![(id, Field::Cognome)]))));
    assert!(matches!(&taken, Answer::Done { message } if message.starts_with("1 valore preso")), "{taken:?}");
    assert_eq!(office.archive().assistiti.get(id).unwrap().cognome, "PROVETTÌ");
    assert!(list(&mut office, Quali::Diversi).list.rows.iter().all(|row| row.field != Field::Cognome));
    // A sheet does not take back what the registry said.
    office.import(&sheet(0, 4, 0));
    assert_eq!(office.archive().assistiti.get(id).unwrap().cognome, "PROVETTÌ");

    office.ask(Request::Estratto(EstrattoRequest::Forget));
    assert_eq!(list(&mut office, Quali::Tutti), EstrattoAnswer::default());
    let again = office.ask(Request::Estratto(EstrattoRequest::Take(Scelta::Vuoti)));
    assert!(matches!(again, Answer::Refused { .. }));
}

#[test]
fn a_code_of_another_card_is_not_taken() {
    let (mut office, id, person) = office();
    let other = office.archive().assistiti.iter().nth(1).map(|(_, it)| it.clone()).unwrap();
    // Known by names and birth: no card has the code, until another one gets it.
    let row = Assistito { codice_fiscale: "PRVFNT50A41G478X".into(), ..person };
    ask(&mut office, EstrattoRequest::Read { file_name: "e.csv".into() }, &extract(&row, &row.cognome, ""));
    let key = office.archive().assistiti.iter().find(|(_, it)| it.codice_fiscale == other.codice_fiscale).unwrap().0;
    office.desk.archive_mut().assistiti.get_mut(key).unwrap().codice_fiscale = row.codice_fiscale.clone();
    office.desk.archive_mut().begin();
    let taken = office.ask(Request::Estratto(EstrattoRequest::Take(Scelta::Questi(vec![(id, Field::CodiceFiscale)]))));
    assert!(matches!(taken, Answer::Refused { .. }), "{taken:?}");
}

/// Where a file is led, or that it is not taken.
#[track_caller]
fn check_led(text: &str, to: Option<Destination>) {
    let mut office = Workstation::with_ente();
    let answer = office.ask_with(Request::Recognise { file_name: "f.csv".into() }, text.as_bytes().to_vec());
    match (&answer, to) {
        (Answer::Recognised(led), Some(to)) => assert_eq!(*led, to, "{text}"),
        (Answer::Refused { .. }, None) => {}
        other => panic!("{other:?} {text}"),
    }
}

#[test]
fn it_is_known_by_its_headings() {
    let (_, _, person) = office();
    check_led(&extract(&person, "PROVETTI", ""), Some(Destination::Estratto));
    check_led(&sheet(0, 3, 0), Some(Destination::Importa));
    // Benefits under headings that nobody knows are no list of people.
    check_led(
        "Cognome;Nome;CF;Data nascita;Quanto;Che cosa;Quando;Chi segue\r\nPROVETTI;FINTA;;01/02/1950;10;buono;ieri;Tizia\r\n",
        Some(Destination::Importa),
    );
    for (text, part) in [
        ("Codice prestazione;Importo\r\nA1.05;10,00\r\n", "non si riconosce chi"),
        ("Cognome;Nome;Codice fiscale;Data di nascita\r\n", "non ha righe"),
        ("", ""),
    ] {
        let mut office = Workstation::with_ente();
        let request = EstrattoRequest::Read { file_name: "e.csv".into() };
        match office.ask_with(Request::Estratto(request), text.as_bytes().to_vec()) {
            Answer::Refused { reasons } => assert!(reasons[0].contains(part), "{reasons:?}"),
            other => panic!("{other:?}"),
        }
    }
}
