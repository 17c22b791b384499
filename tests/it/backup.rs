//! Backups: what is copied comes back, whatever happened to the file comes to light, and a passphrase keeps strangers out.

use crate::office::{archive, drafts, moment};
use crate::support::{project, some_and_all};
use crate::workstation::{Workstation, sheet};
use proptest::prelude::*;
use siuss_kit::archive::backup::{self, Backup, NotABackup};
use siuss_kit::archive::intake;
use siuss_kit::archive::stored::restore;
use siuss_kit::archive::vault::Vault;
use siuss_kit::desk::safekeeping::request::{SafekeepingAnswer, SafekeepingRequest};
use siuss_kit::desk::{Answer, Desk, Reply, Request, WRONG};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

const PHRASE: &str = "tre gatti sul tetto";

/// Not random at all, but never the same twice.
fn counted(bytes: &mut [u8]) {
    static DRAWN: AtomicU64 = AtomicU64::new(1);
    for chunk in bytes.chunks_mut(8) {
        let drawn = DRAWN.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
        chunk.copy_from_slice(&drawn[..chunk.len()]);
    }
}

fn workstation() -> Workstation {
    Workstation { desk: Desk::with_random(counted), ..Workstation::default() }
}

/// One with a year of work in it, answers of INPS and all.
fn busy() -> Workstation {
    let mut office = workstation();
    office.ask(Request::LoadDemo);
    office
}

/// One with a few rows, sent.
fn small() -> Workstation {
    let mut office = Workstation { desk: Desk::with_random(counted), ..Workstation::with_ente() };
    office.reload();
    office.import(&sheet(0, 8, 0));
    office.stampa();
    office
}

fn ask(office: &mut Workstation, request: SafekeepingRequest, bytes: &[u8]) -> Reply {
    office.reply(request.into(), bytes.to_vec())
}

fn copy(office: &mut Workstation, phrase: &str) -> Vec<u8> {
    let reply = ask(office, SafekeepingRequest::Backup { phrase: phrase.into() }, &[]);
    assert!(
        matches!(&reply.answer, Answer::File { name, .. } if name == "siuss-kit-20261123-1000.siuss"),
        "{:?}",
        reply.answer
    );
    reply.bytes.unwrap()
}

fn open(office: &mut Workstation, bytes: &[u8], phrase: &str) -> Answer {
    ask(office, SafekeepingRequest::Open { phrase: phrase.into() }, bytes).answer
}

/// Opens a copy and puts it in the place of everything.
fn put_back(office: &mut Workstation, bytes: &[u8], phrase: &str) {
    assert_eq!(lost(open(office, bytes, phrase)), [""; 0]);
    let done = ask(office, SafekeepingRequest::Restore, &[]).answer;
    assert!(matches!(done, Answer::Done { .. }), "{done:?}");
}

/// What a copy that was opened says that it lost.
#[track_caller]
fn lost(opened: Answer) -> Vec<String> {
    match opened {
        Answer::Safekeeping(SafekeepingAnswer::Opened(opened)) => opened.lost,
        other => panic!("{other:?}"),
    }
}

/// All that is stored but the journal, which tells of the restoring too.
fn kept(office: &Workstation) -> (BTreeMap<&str, serde_json::Value>, &BTreeMap<String, Vec<u8>>) {
    let records = office.records.iter().filter(|(key, _)| !key.starts_with("registro/"));
    (records.map(|(key, json)| (key.as_str(), serde_json::from_str(json).unwrap())).collect(), &office.files)
}

#[track_caller]
fn check_comes_back(mut office: Workstation, into: Workstation, phrase: &str) {
    let bytes = copy(&mut office, phrase);
    let mut other = into;
    put_back(&mut other, &bytes, phrase);
    assert_eq!(kept(&other), kept(&office));
    other.reload();
    assert_eq!(kept(&other), kept(&office), "and is stored");
    // The same again changes nothing.
    put_back(&mut other, &bytes, phrase);
    assert_eq!(kept(&other), kept(&office));
}

#[test]
fn what_is_copied_comes_back() {
    check_comes_back(small(), workstation(), "");
    check_comes_back(small(), workstation(), PHRASE);
    check_comes_back(busy(), workstation(), "");
    check_comes_back(workstation(), small(), "");
    let mut full = small();
    full.import(&sheet(100, 20, 0));
    check_comes_back(small(), full, "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_copied_comes_back(drafts in drafts()) {
        let (mut archive, ente) = archive();
        let drafts = drafts.as_slice();
        intake::plan(&archive, &drafts, Some(ente)).apply(&mut archive, &drafts);
        let bytes = backup::write(&mut archive, &[], &BTreeMap::new(), moment().at, None, &mut |_, _| {});
        let (restored, damages) = restore(&backup::open(&bytes, None).unwrap().records);
        prop_assert_eq!(damages, []);
        prop_assert!(restored.assistiti == archive.assistiti && restored.prestazioni == archive.prestazioni);
    }
}

#[test]
fn a_passphrase_of_the_file_is_asked_for() {
    let bytes = copy(&mut small(), PHRASE);
    let mut other = workstation();
    let sealed = open(&mut other, &bytes, "");
    assert_eq!(sealed, SafekeepingAnswer::Sealed { when: "23/11/2026 10:00".into() }.into());
    let wrong = open(&mut other, &bytes, "tre gatti sul muro");
    assert_eq!(wrong, Answer::Refused { reasons: vec![WRONG.into()] });
    assert!(other.records.is_empty());
    // What was sealed stays so where it is restored.
    put_back(&mut other, &bytes, PHRASE);
    assert!(other.desk.vault().is_some());
}

/// A copy of which something happened to the bytes: it is refused with a sentence, or what is lost is named and all else is
/// as it was.
#[track_caller]
fn check_damaged(damaged: &[u8], vault: Option<&Vault>, whole: &BTreeMap<String, Vec<u8>>, how: &str) {
    if let Ok(opened) = backup::open(damaged, vault) {
        let lost = opened.lost.clone();
        let got = parts_of(opened);
        for (name, bytes) in whole {
            match got.get(name) {
                // Where it was lost it is made up anew, with what blocks there are.
                Some(_) if name == "record/archivio" => {}
                Some(there) => assert!(there == bytes, "{how}: {name} is another"),
                None => assert!(lost.contains(name), "{how}: {name} is missed in silence"),
            }
        }
        assert!(got.keys().all(|name| whole.contains_key(name)), "{how}: something came in");
    }
}

/// What a copy holds, by name.
fn parts_of(opened: Backup) -> BTreeMap<String, Vec<u8>> {
    let records = opened.records.into_iter().map(|(key, json)| (format!("record/{key}"), json.into_bytes()));
    records.chain(opened.files.into_iter().map(|(key, bytes)| (format!("file/{key}"), bytes))).collect()
}

#[track_caller]
fn check_every_wound(bytes: &[u8], vault: Option<&Vault>, step: usize) {
    let whole = parts_of(backup::open(bytes, vault).unwrap());
    for at in (0..bytes.len()).step_by(step) {
        let mut flipped = bytes.to_vec();
        flipped[at] ^= 1 << (at % 8);
        check_damaged(&flipped, vault, &whole, &format!("bit of byte {at}"));
        check_damaged(&bytes[..at], vault, &whole, &format!("cut at {at}"));
        check_damaged(&bytes[at..], vault, &whole, &format!("begins at {at}"));
        let (before, after) = bytes.split_at(at);
        check_damaged(&[before, b"?", after].concat(), vault, &whole, &format!("a byte more at {at}"));
    }
}

#[test]
fn whatever_happens_to_a_copy_comes_to_light() {
    check_every_wound(&copy(&mut small(), ""), None, 1);
    let sealed = copy(&mut small(), PHRASE);
    let vault = backup::directory(&sealed).unwrap().serrature.unwrap().open(PHRASE, counted).unwrap();
    check_every_wound(&sealed, Some(&vault), 7);
}

/// A copy of the demonstration with one byte of a piece in its middle flipped.
fn wounded() -> Vec<u8> {
    let mut bytes = copy(&mut busy(), "");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    bytes
}

#[test]
fn a_damaged_piece_costs_what_it_holds_and_no_more() {
    let bytes = wounded();
    let mut other = workstation();
    let Answer::Safekeeping(SafekeepingAnswer::Opened(opened)) = open(&mut other, &bytes, "") else { panic!() };
    assert!(
        some_and_all(&opened.lost, |name| name.starts_with("record/") || name.starts_with("file/")),
        "{:?}",
        opened.lost
    );
    assert!(opened.lost.len() < 20, "{:?}", opened.lost);
    assert!(matches!(ask(&mut other, SafekeepingRequest::Restore, &[]).answer, Answer::Done { .. }));
    // What is lost is settled: the archive is whole again, without it.
    other.reopen();
    assert!(other.archive().assistiti.len() > 100);
}

/// What `spoil` makes unreadable, and names, is named by a copy that is made then; its journal counts files.
#[track_caller]
fn check_missed(spoil: fn(&mut Workstation) -> String, told: Option<&str>) {
    let mut office = small();
    let spoilt = spoil(&mut office);
    office.reload();
    let bytes = copy(&mut office, "");
    assert_eq!(lost(open(&mut workstation(), &bytes, "")), [spoilt]);
    let nota = office.archive().registro().last().unwrap().1.nota();
    assert_eq!(nota.split(", ").find(|it| it.starts_with("file ")), told);
}

#[test]
fn what_could_not_be_copied_is_missed() {
    let block = |office: &mut Workstation| {
        office.records.insert("assistiti/0".into(), "{".into());
        "record/assistiti/0".to_owned()
    };
    check_missed(block, None);
    let file = |office: &mut Workstation| format!("file/{}", office.files.pop_first().unwrap().0);
    check_missed(file, Some("file che non si leggono: 1"));
}

#[test]
fn what_is_no_copy_is_refused_with_a_sentence() {
    let none = |bytes: &[u8]| backup::open(bytes, None).unwrap_err();
    assert_eq!(none(b""), NotABackup::NoDirectory);
    assert_eq!(none(b"SIUSSKIT"), NotABackup::NoDirectory);
    assert_eq!(none(b"SIUSSKIT\xff\xff\xff\xffSIUSSKIT"), NotABackup::NoDirectory);
    assert_eq!(none(include_bytes!("../data/archive/formato-1.json")), NotABackup::NoDirectory);
}

/// What a stored archive looks like, sealed as the worker seals it.
fn sealed(office: &Workstation) -> BTreeMap<&str, Vec<u8>> {
    let vault = office.desk.vault().unwrap();
    office.records.iter().map(|(key, json)| (key.as_str(), vault.close_value(key, json.as_bytes()))).collect()
}

#[test]
fn a_passphrase_is_set_changed_and_taken_away() {
    let mut office = small();
    let before = office.files.clone();
    let protect = |old: &str, new: &str| SafekeepingRequest::Protect { old: old.into(), new: new.into() };
    let refused = |answer: Answer| matches!(answer, Answer::Refused { .. });
    assert!(refused(ask(&mut office, protect("", "corta"), &[]).answer));
    assert!(!refused(ask(&mut office, protect("", PHRASE), &[]).answer));
    assert!(!office.records.is_empty() && office.files == before, "everything is stored anew");
    for (key, bytes) in sealed(&office) {
        let clear = ["PRVSPL", "PROVETTI", "Finta"].map(|word| memchr::memmem::find(&bytes, word.as_bytes()));
        assert_eq!(clear, [None; 3], "{key}");
    }
    let locks = office.desk.vault().unwrap().locks().clone();
    assert!(refused(ask(&mut office, protect("tre gatti sul muro", "quattro cani in barca"), &[]).answer));
    assert_eq!(office.desk.vault().unwrap().locks(), &locks);
    assert!(!refused(ask(&mut office, protect(PHRASE, "quattro cani in barca"), &[]).answer));
    assert!(!office.desk.unlock(&locks, "quattro cani in barca"));
    assert!(office.desk.unlock(&locks, PHRASE));
    let unprotect = |old: &str| SafekeepingRequest::Unprotect { old: old.into() };
    assert!(refused(ask(&mut office, unprotect("quattro cani"), &[]).answer));
    assert!(!refused(ask(&mut office, unprotect(PHRASE), &[]).answer));
    assert!(office.desk.vault().is_none());
}

#[test]
fn everything_goes_where_it_is_to() {
    let mut office = small();
    ask(&mut office, SafekeepingRequest::Wipe, &[]);
    assert_eq!((office.records.len(), office.files.len()), (0, 0));
    let desk = Desk::default().opened(Some(1), moment().today);
    assert_eq!(office.desk.opened(Some(1), moment().today), desk);
}

/// Every format of backups opens: `tests/data/backup/`, the sealed ones with `PHRASE`.
#[test]
fn older_copies_open() {
    for (name, phrase) in [("copia-1.siuss", ""), ("copia-1-frase.siuss", PHRASE)] {
        let bytes = std::fs::read(project("tests/data/backup").join(name)).unwrap();
        let mut office = workstation();
        put_back(&mut office, &bytes, phrase);
        assert_eq!((office.archive().prestazioni.len(), office.archive().flussi.len()), (8, 1), "{name}");
        assert!(some_and_all(&office.files, |(_, bytes)| !bytes.is_empty()));
    }
}
