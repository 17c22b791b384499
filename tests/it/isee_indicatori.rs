//! Which ISEE indicator counts for which benefit: decided, undecided, kept, merged.

use crate::isee_office::isee;
use crate::merge_office::{merge, merge_as, told, twins};
use crate::workstation::Workstation;
use siuss_kit::desk::isee::request::{IseeAnswer, IseeRequest, Purpose};
use siuss_kit::desk::{Answer, Request};
use siuss_kit::records::Atto;

fn decide(office: &mut Workstation, codice: &str, indicatore: Purpose) -> Answer {
    office.ask(Request::Isee(IseeRequest::DecidiIndicatore { codice: codice.into(), indicatore }))
}

/// What was decided, as code and indicator.
fn decided(office: &mut Workstation) -> Vec<(String, Purpose)> {
    let IseeAnswer::Indicatori(all) = isee(office, IseeRequest::Indicatori, vec![]) else { panic!("indicators") };
    assert_eq!(all.len(), 36, "35 benefits, and all others");
    all.into_iter().filter_map(|it| Some((it.codice, it.deciso?))).collect()
}

#[test]
fn what_the_law_names_is_no_decision_and_what_is_decided_is_kept() {
    let mut office = Workstation::default();
    assert_eq!(decided(&mut office), []);
    assert!(matches!(decide(&mut office, "A9.99", Purpose::Minors), Answer::Refused { .. }));
    decide(&mut office, "A1.05", Purpose::Minors);
    decide(&mut office, "Z9.99", Purpose::Care);
    decide(&mut office, "A1.06", Purpose::by_law("A1.06"));
    let both = [("A1.05".to_owned(), Purpose::Minors), ("Z9.99".to_owned(), Purpose::Care)];
    assert_eq!(decided(&mut office), both);
    office.reopen();
    assert_eq!(decided(&mut office), both);
    decide(&mut office, "A1.05", Purpose::by_law("A1.05"));
    assert_eq!(decided(&mut office), both[1..]);
    let acts = office.archive().registro().filter(|(_, it)| it.atto() == Atto::IndicatoreDeciso);
    let notes: Vec<String> = acts.map(|(_, it)| it.nota().to_owned()).collect();
    assert_eq!(notes, ["A1.05: Minorenni", "Z9.99: Sociosanitario", "A1.05: Ordinario"]);
}

#[test]
fn a_colleague_s_decisions_are_taken_and_told_or_asked_about() {
    for (theirs, expected) in [(false, Purpose::Care), (true, Purpose::Minors)] {
        let (mut one, mut other) = twins();
        decide(&mut one, "A1.06", Purpose::Care);
        decide(&mut other, "A1.06", Purpose::Minors);
        decide(&mut other, "A1.05", Purpose::Minors);
        let preview = merge_as(&mut one, &other, |_| theirs);
        assert_eq!(told(&preview), [["A1.06", "Indicatore ISEE", "Sociosanitario", "Minorenni"]]);
        assert_eq!(preview.told, ["Indicatore ISEE per A1.05: preso dalla copia (Minorenni)."]);
        let both = [("A1.05".to_owned(), Purpose::Minors), ("A1.06".to_owned(), expected)];
        assert_eq!(decided(&mut one), both);
        merge(&mut one, &other);
        assert_eq!(decided(&mut one), both, "merging twice changes nothing");
    }
}
