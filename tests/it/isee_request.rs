//! Requests of ISEE: which searches a benefit becomes, and how each profile writes them.

use crate::support::{RICHIESTA_ISEE, xmllint};
use chrono::NaiveDate;
use siuss_kit::isee::request::{Identificatore, PROFILES, Search, write};
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn identificatore() -> Identificatore {
    Identificatore::new("A129", day("2026-11-24"), 7).unwrap()
}

fn search(code: &str, benefit: &str, from: &str) -> Result<Search, &'static str> {
    Search::new(code, benefit, from.parse().ok(), day("2026-11-24"))
}

/// The documents of two searches about one person.
fn documents(profile: &str) -> Vec<(String, String)> {
    let searches =
        [search("prtfnt83p49g478n", "A1.05.01", "2026-03-01"), search("PRTFNT83P49G478N", "B9.01", "2027-01-01")];
    let profile = &PROFILES.iter().find(|it| it.profile.id == profile).unwrap().profile;
    let documents = write(profile, &identificatore(), &searches.map(Result::unwrap));
    documents.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// A row that no search can be made of, and its rule.
#[track_caller]
fn check_refused(code: &str, rule: &str) {
    assert_eq!(search(code, "A1.05", "2026-03-01"), Err(rule));
}

#[test]
fn only_people_that_inps_can_find_are_asked_about() {
    check_refused("", "X10");
    check_refused("PRTFNT83P49G478", "X10");
    check_refused("<a/>&\"'", "X10");
    check_refused("PRTFNT83P49G478A", "A01");
    check_refused("12345678901", "A04");
    check_refused("CMPNNT0MLTLHNNPZ", "A03");
}

#[test]
fn the_identifier_is_fit_for_a_file_name() {
    assert_eq!(identificatore().to_string(), "A1292026-11-2400000007");
    for ente in ["", "../A129", "A 129", "Ü129", &"A".repeat(33)] {
        assert_eq!(Identificatore::new(ente, day("2026-11-24"), 1), None, "{ente}");
    }
}

#[test]
fn each_profile_writes_every_field() {
    assert!(!PROFILES.is_empty());
    for profile in PROFILES.iter().map(|it| &it.profile) {
        let documents = documents(&profile.id);
        assert_eq!(documents.len(), if profile.each_alone { 2 } else { 1 });
        let all: String = documents.iter().map(|(_, text)| text.as_str()).collect();
        for word in ["2026-03-01", "A1.05", "Erogata", "2027-01-01", "Z9.99", "Da Erogare"] {
            assert_eq!(all.matches(word).count(), 1, "{} {word}", profile.id);
        }
        assert_eq!(all.matches("PRTFNT83P49G478N").count(), 2);
        assert!(!all.contains(['{', '}']), "{all}");
        assert!(documents.iter().all(|(name, _)| name.starts_with("A1292026-11-2400000007")));
        // INPS gives the protocol back: it tells rows apart, and says nothing of the person.
        let protocols: BTreeSet<&str> =
            all.match_indices("A1292026-11-2400000007-").map(|(at, found)| &all[at..at + found.len() + 6]).collect();
        assert_eq!(protocols.len(), 2, "{}", profile.id);
    }
}

#[test]
fn the_draft_says_that_it_is_one() {
    let (name, text) = documents("bozza").remove(0);
    assert_eq!(name, "A1292026-11-2400000007.xml");
    assert!(text.contains("Bozza, non conforme a un tracciato INPS pubblicato"));
    assert!(text.contains("<RichiestaConsultazioneISEE xmlns=\"urn:siuss-kit:"));
}

#[test]
fn soap_bodies_are_as_inps_has_them() {
    let documents = documents("soap");
    assert_eq!(documents.len(), 2);
    for schema in RICHIESTA_ISEE.files() {
        for (name, text) in &documents {
            xmllint(text, &schema).unwrap_or_else(|why| panic!("{name}: {why}"));
        }
    }
}
