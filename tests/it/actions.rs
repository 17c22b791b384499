//! The one log of actions: whatever an operator does and edits afterwards, taking an action back changes nothing that was
//! edited since, and leaves nothing without what it belongs to.

use crate::workstation::{Workstation, sheet};
use proptest::prelude::*;
use siuss_kit::archive::Archive;
use siuss_kit::desk::anagrafe::request::AnagrafeRequest;
use siuss_kit::desk::anagrafe::view::{Subject, Typed, TypedValue};
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::flussi::request::FlussoPasso;
use siuss_kit::desk::invio::request::{InvioQuery, InvioRequest, Rows};
use siuss_kit::desk::stampe::request::StampeRequest;
use siuss_kit::desk::{ActionId, Answer, Request};
use siuss_kit::records::{
    Assistito, AssistitoId, Atto, Ente, EnteId, Field, Id, Prestazione, PrestazioneId, Progetto, ProgettoId, StampaId,
};
use std::collections::BTreeMap;

/// People, cases and benefits by key.
type Records = (BTreeMap<AssistitoId, Assistito>, BTreeMap<ProgettoId, Progetto>, BTreeMap<PrestazioneId, Prestazione>);

fn records(archive: &Archive) -> Records {
    (
        archive.assistiti.iter().map(|(key, it)| (key, it.clone())).collect(),
        archive.progetti.iter().map(|(key, it)| (key, it.clone())).collect(),
        archive.prestazioni.iter().map(|(key, it)| (key, it.clone())).collect(),
    )
}

/// Every benefit has its case, every case its person and, where it names one, its ente.
#[track_caller]
pub(crate) fn check_whole(archive: &Archive) {
    for (key, it) in archive.prestazioni.iter() {
        assert!(archive.progetti.get(it.progetto).is_some(), "benefit {key} has no case");
    }
    for (key, it) in archive.progetti.iter() {
        assert!(archive.assistiti.get(it.assistito).is_some(), "case {key} has no person");
        assert!(it.ente.is_none_or(|ente| archive.enti.get(ente).is_some()), "case {key} has no ente");
    }
    assert!(archive.flussi.iter().all(|(_, it)| archive.enti.get(it.ente).is_some()));
}

/// What was edited since an action is as it was before that was taken back, unless it is what the action itself made of it.
#[track_caller]
fn check_edits_stay(after_action: &Records, edited: &Records, now: &Records) {
    fn check<T: PartialEq + std::fmt::Debug>(
        then: &BTreeMap<Id<T>, T>,
        edited: &BTreeMap<Id<T>, T>,
        now: &BTreeMap<Id<T>, T>,
    ) {
        for (key, record) in edited.iter().filter(|(key, record)| then.get(key) != Some(record)) {
            assert_eq!(now.get(key), Some(record), "what was edited since was changed");
        }
        for key in then.keys().filter(|key| !edited.contains_key(key)) {
            assert!(!now.contains_key(key), "what was deleted since came back");
        }
    }
    check(&after_action.0, &edited.0, &now.0);
    check(&after_action.1, &edited.1, &now.1);
    check(&after_action.2, &edited.2, &now.2);
}

fn keys<T>(of: &BTreeMap<Id<T>, T>, pick: u32) -> Option<Id<T>> {
    of.keys().nth(pick as usize % of.len().max(1)).copied()
}

pub(crate) fn type_in(subject: Subject, field: Field, text: &str) -> Request {
    AnagrafeRequest::Save(vec![Typed {
        subject,
        values: vec![TypedValue { field: field.id().to_owned(), text: text.to_owned(), base: None }],
    }])
    .into()
}

/// Something that an operator does; `None` where there is nothing to do it to.
fn request(archive: &Archive, what: u8, pick: u32, other: u32) -> Option<Request> {
    let all = records(archive);
    let person = keys(&all.0, pick);
    let case = keys(&all.1, pick);
    let benefit = keys(&all.2, pick);
    let name = format!("INVENTATI{}", ["A", "B", "C"][other as usize % 3]);
    Some(match what {
        0 => type_in(Subject::Assistito(Some(person?)), Field::Cognome, &name),
        1 => type_in(Subject::Progetto(Some(case?), all.1[&case?].assistito), Field::TipoProgetto, &name),
        2 => type_in(
            Subject::Prestazione(Some(benefit?), all.2[&benefit?].progetto),
            Field::ImportoPrestazione,
            &format!("{},00", other % 900 + 1),
        ),
        3 => Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids: vec![benefit?] }),
        4 => AnagrafeRequest::DeleteProgetto(case?).into(),
        5 => AnagrafeRequest::DeleteAssistito(person?).into(),
        6 => type_in(Subject::Prestazione(None, case?), Field::CodicePrestazione, "A1.06"),
        7 => type_in(Subject::Progetto(None, person?), Field::TipoProgetto, &name),
        8 => AnagrafeRequest::Merge { keep: person?, other: keys(&all.0, other)?, from_other: vec![] }.into(),
        9 => AnagrafeRequest::Close { id: case?, chiuso: other.is_multiple_of(2) }.into(),
        10 => Request::Invio(InvioRequest::Fix { rule: "A10".into(), rows: Rows::All }),
        11 => Request::Enti(EntiRequest::Save { id: None, ente: another_ente(other) }),
        _ => return None,
    })
}

fn another_ente(number: u32) -> Ente {
    let ente = crate::workstation::ente();
    Ente { codice: format!("A{:03}", 100 + number % 800), ..ente }
}

/// Does it, and says which action it was.
fn act(office: &mut Workstation, what: u8, pick: u32, other: u32) -> Option<ActionId> {
    let before = office.last;
    if what == 12 {
        office.import(&sheet(pick % 10, other % 8 + 1, pick % 3));
    } else {
        let request = request(office.archive(), what, pick, other)?;
        office.ask(request);
    }
    office.last.filter(|_| office.last != before)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn taking_back_never_changes_what_was_edited_since(
        first in (0_u8..13, any::<u32>(), any::<u32>()),
        edits in proptest::collection::vec((0_u8..13, any::<u32>(), any::<u32>()), 0..8),
    ) {
        let mut office = Workstation::with_ente();
        office.import(&sheet(0, 12, 0));
        let before = records(office.archive());
        let action = act(&mut office, first.0, first.1, first.2);
        // What changes nothing counts for no case.
        prop_assume!(action.is_some());
        let action = action.unwrap();
        let done = records(office.archive());
        for (what, pick, other) in edits {
            act(&mut office, what, pick, other);
        }
        let edited = records(office.archive());
        let answer = office.ask(Request::Undo { action });
        let now = records(office.archive());
        check_whole(office.archive());
        check_edits_stay(&done, &edited, &now);
        if edited == done {
            prop_assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
            prop_assert_eq!(&now, &before);
        }
        if matches!(answer, Answer::Refused { .. }) {
            prop_assert_eq!(&now, &edited);
        }
        // What is stored is what is in memory.
        office.reopen();
        prop_assert_eq!(&records(office.archive()), &now);
    }
}

/// The rows of a stored block, without the keys at its end that were given and are free.
fn rows(json: &str) -> &str {
    json.strip_suffix("]}").unwrap_or(json).trim_end_matches(",null").trim_end_matches("null")
}

/// Every act that changes anything leaves an action that can be taken back, but for *Stampa*, which says what to do.
#[test]
fn every_action_has_its_undo_in_the_same_log() {
    let step = |passo| move |office: &mut Workstation| drop(office.step(0, &[0], FlussoPasso::clone(&passo)));
    let mut seen: Vec<Atto> = Vec::new();
    let mut check = |prepare: &dyn Fn(&mut Workstation), act: &dyn Fn(&mut Workstation)| {
        let mut office = Workstation::with_ente();
        office.import(&sheet(0, 12, 0));
        prepare(&mut office);
        let before = office.records.clone();
        let last = office.last;
        act(&mut office);
        assert_ne!(office.last, last, "no action was logged");
        let atto = office.archive().registro().next_back().unwrap().1.atto();
        let answer = office.undo();
        if atto == Atto::Stampa {
            assert!(matches!(&answer, Answer::Refused { reasons } if reasons[0].contains("cestinare")), "{answer:?}");
        } else {
            assert!(matches!(answer, Answer::Done { .. }), "{atto:?}: {answer:?}");
            let told = |key: &str| key.starts_with("registro/") || key.starts_with("revisioni/");
            for (key, json) in before.iter().filter(|(key, _)| !told(key)) {
                assert!(office.records.get(key).is_some_and(|now| rows(now) == rows(json)), "{atto:?}: {key}");
            }
        }
        seen.push(atto);
    };
    let nothing = |_: &mut Workstation| {};
    let stamped = |office: &mut Workstation| drop(office.stampa());
    let taken = |office: &mut Workstation| {
        office.stampa();
        office.loaded(0);
        office.step(0, &[], FlussoPasso::Acquisisci);
    };
    let ask = |request: Request| move |office: &mut Workstation| drop(office.ask(request.clone()));
    for what in 0..10 {
        check(&nothing, &move |office| assert!(act(office, what, 3, 4).is_some()));
    }
    check(&nothing, &ask(Request::Enti(EntiRequest::Save { id: None, ente: another_ente(7) })));
    check(
        &ask(Request::Enti(EntiRequest::Save { id: None, ente: another_ente(7) })),
        &ask(Request::Enti(EntiRequest::Delete { id: EnteId::new(1) })),
    );
    check(&nothing, &|office| office.import(&sheet(4, 12, 1)));
    check(&nothing, &stamped);
    check(&stamped, &ask(Request::Stampe(StampeRequest::Delete { stampa: StampaId::new(0) })));
    check(&stamped, &|office| drop(office.loaded(0)));
    check(&stamped, &step(FlussoPasso::Scarta("no".into())));
    check(&stamped, &step(FlussoPasso::Libera));
    check(&stamped, &step(FlussoPasso::Acquisisci));
    check(&taken, &step(FlussoPasso::Rettifica));
    check(&taken, &step(FlussoPasso::Annulla));
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() >= 14, "{seen:?}");
}

/// An import is taken back around what somebody mended by hand since, and it says so.
#[test]
fn what_was_mended_since_an_import_stays_and_is_said() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 6, 0));
    let import = office.last.unwrap();
    office.ask(type_in(Subject::Assistito(Some(AssistitoId::new(1))), Field::Cognome, "CORRETTI"));
    let Answer::Done { message } = office.ask(Request::Undo { action: import }) else { panic!("not taken back") };
    assert!(message.starts_with("Importazione annullata in parte. CORRETTI "), "{message}");
    assert!(message.contains("modificato dopo (Cognome): resta com'è"), "{message}");
    let archive = office.archive();
    assert_eq!((archive.assistiti.len(), archive.progetti.len(), archive.prestazioni.len()), (1, 0, 0));
    assert_eq!(archive.assistiti.get(AssistitoId::new(1)).unwrap().cognome, "CORRETTI");
}

/// An older action can be taken back after a newer one; the newer one's change of the same record stays.
#[test]
fn the_older_of_two_is_taken_back_around_the_newer() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    office.ask(Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids: vec![PrestazioneId::new(0)] }));
    let older = office.last.unwrap();
    let case = office.archive().prestazioni.get(PrestazioneId::new(1)).unwrap().progetto;
    assert!(matches!(office.ask(AnagrafeRequest::DeleteProgetto(case).into()), Answer::Done { .. }));
    let newer = office.last.unwrap();
    let of_same_case = office.archive().prestazioni.get(PrestazioneId::new(0)).is_none();
    assert!(of_same_case);
    // The first two rows are of one case: what would come back to nothing stays away.
    let Answer::Refused { reasons } = office.ask(Request::Undo { action: older }) else {
        panic!("an orphan came back")
    };
    assert!(reasons[0].contains("nel frattempo"), "{reasons:?}");
    assert!(matches!(office.ask(Request::Undo { action: newer }), Answer::Done { .. }));
    assert!(matches!(office.ask(Request::Undo { action: older }), Answer::Done { .. }));
    assert_eq!(office.archive().prestazioni.len(), 4);
    check_whole(office.archive());
}

/// What another tab did, or a full disk prevented, is no action of this log: it is not taken back under a wrong number.
#[test]
fn an_action_that_was_not_stored_never_happened() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    let kept = office.last.unwrap();
    let stored = office.records.clone();
    office.ask(Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids: vec![PrestazioneId::new(0)] }));
    let lost = office.last.unwrap();
    office.records = stored;
    office.reload();
    assert_eq!(office.archive().prestazioni.len(), 4);
    assert!(matches!(office.ask(Request::Undo { action: lost }), Answer::Refused { .. }));
    assert!(matches!(office.ask(Request::Undo { action: kept }), Answer::Done { .. }));
    assert!(office.archive().prestazioni.is_empty());
}
