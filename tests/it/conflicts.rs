//! Two who change the same field, and rows that are chosen and not seen: nothing is overwritten or deleted unseen.

use crate::office::{self, moment};
use siuss_kit::desk::anagrafe::request::{AnagrafeAnswer, AnagrafeRequest};
use siuss_kit::desk::anagrafe::view::{Conflict, Subject, Typed, TypedValue};
use siuss_kit::desk::invio::request::{InvioAnswer, InvioQuery, InvioRequest};
use siuss_kit::desk::{Answer, Desk, Request};
use siuss_kit::records::{AssistitoId, Field, PrestazioneId};

fn ask(desk: &mut Desk, request: impl Into<Request>) -> Answer {
    desk.run(request.into(), Vec::new(), &moment(), &mut |_, _, _| {}).answer
}

const SOMEBODY: Subject = Subject::Assistito(Some(AssistitoId::new(0)));

/// An archive with this many people, each with a benefit to send.
fn desk(people: usize) -> Desk {
    let mut desk = Desk::new(office::archive().0);
    let mut add = |subject: Subject, values: &[(Field, &str)]| {
        let value =
            |(field, text): &(Field, &str)| TypedValue { field: field.id().into(), text: (*text).into(), base: None };
        let typed = Typed { subject, values: values.iter().map(value).collect() };
        match ask(&mut desk, AnagrafeRequest::Save(vec![typed])) {
            Answer::Anagrafe(told) => match *told {
                AnagrafeAnswer::Saved { subject, .. } => subject,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    for cognome in ["FITTIZI", "PROTTI", "ESEMPI"].into_iter().take(people) {
        let person = [(Field::Cognome, cognome), (Field::Nome, "ESEMPLARE")];
        let Subject::Assistito(Some(person)) = add(Subject::Assistito(None), &person) else { panic!("a person") };
        let case = [(Field::ProtocolloDomanda, "2026/1")];
        let Subject::Progetto(Some(case), _) = add(Subject::Progetto(None, person), &case) else { panic!("a case") };
        add(Subject::Prestazione(None, case), &[(Field::CodicePrestazione, "A1.06")]);
    }
    desk
}

/// Types these values over what the field showed.
fn save(desk: &mut Desk, values: &[(Field, &str, &str)]) -> AnagrafeAnswer {
    let value = |(field, text, base): &(Field, &str, &str)| TypedValue {
        field: field.id().into(),
        text: (*text).into(),
        base: Some((*base).into()),
    };
    let typed = Typed { subject: SOMEBODY, values: values.iter().map(value).collect() };
    match ask(desk, AnagrafeRequest::Save(vec![typed])) {
        Answer::Anagrafe(told) => *told,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn check_saved(told: &AnagrafeAnswer) {
    assert!(matches!(told, AnagrafeAnswer::Saved { .. }), "{told:?}");
}

#[track_caller]
fn conflicts(told: AnagrafeAnswer) -> Vec<Conflict> {
    match told {
        AnagrafeAnswer::Conflicts(conflicts) => conflicts,
        other => panic!("{other:?}"),
    }
}

fn surname(desk: &mut Desk) -> String {
    desk.archive_mut().assistiti.get(AssistitoId::new(0)).unwrap().cognome.clone()
}

#[test]
fn what_both_changed_is_shown_before_it_is_written() {
    let mut desk = desk(1);
    let before = surname(&mut desk);
    check_saved(&save(&mut desk, &[(Field::Cognome, "PROVETTI", &before)]));
    let first = conflicts(save(&mut desk, &[(Field::Cognome, "PROTTI", &before)]));
    assert_eq!(surname(&mut desk), "PROVETTI", "nothing is written unseen");
    let shown = |it: &Conflict| (it.label.clone(), it.stored_words.clone(), it.typed_words.clone());
    assert_eq!(
        first.iter().map(shown).collect::<Vec<_>>(),
        [("Assistito: Cognome".to_owned(), "PROVETTI".to_owned(), "PROTTI".to_owned())]
    );
    // Who keeps what they typed has seen what is stored: they typed over that.
    check_saved(&save(&mut desk, &[(Field::Cognome, "PROTTI", &first[0].stored)]));
    assert_eq!(surname(&mut desk), "PROTTI");
    // Unless it was changed once more.
    assert_eq!(conflicts(save(&mut desk, &[(Field::Cognome, "ESEMPI", &first[0].stored)])).len(), 1);
}

#[test]
fn a_field_that_only_one_changed_is_no_conflict() {
    let mut desk = desk(1);
    let before = surname(&mut desk);
    check_saved(&save(&mut desk, &[(Field::Cognome, "PROVETTI", &before)]));
    let name = desk.archive_mut().assistiti.get(AssistitoId::new(0)).unwrap().nome.clone();
    check_saved(&save(&mut desk, &[(Field::Nome, "ESEMPLARIA", &name)]));
    assert_eq!(surname(&mut desk), "PROVETTI");
}

#[test]
fn both_meant_the_same() {
    let mut desk = desk(1);
    let before = surname(&mut desk);
    check_saved(&save(&mut desk, &[(Field::Cognome, "PROVETTI", &before)]));
    check_saved(&save(&mut desk, &[(Field::Cognome, " PROVETTI ", &before), (Field::Indirizzo, "Via Prova 1", "")]));
}

#[test]
fn what_is_chosen_and_not_found_is_not_deleted() {
    let mut desk = desk(3);
    let open = |desk: &mut Desk| -> Vec<PrestazioneId> {
        let all = desk.archive_mut().prestazioni.iter();
        all.filter(|(_, it)| it.stato.da_inviare()).map(|(key, _)| key).collect()
    };
    let chosen = open(&mut desk);
    let id = chosen[0];
    let query = InvioQuery { search: "fittizi".into(), ..InvioQuery::default() };
    let Answer::Invio(InvioAnswer::Chosen { count: seen, .. }) =
        ask(&mut desk, Request::Invio(InvioRequest::Chosen { query: query.clone(), ids: chosen.clone() }))
    else {
        panic!("a count")
    };
    assert_eq!((seen, chosen.len()), (1, 3));
    let Answer::Done { message } = ask(&mut desk, Request::Invio(InvioRequest::Delete { query, ids: chosen.clone() }))
    else {
        panic!("deleted")
    };
    let left = open(&mut desk);
    assert_eq!(left.len(), chosen.len() - seen as usize);
    assert!(!left.contains(&id));
    assert!(message.contains(&format!("rimaste: {}", left.len())), "{message}");
}
