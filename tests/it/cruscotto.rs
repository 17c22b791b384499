//! The *Cruscotto*: every benefit is counted once, where it stands.

use crate::workstation::{Workstation, sheet};
use siuss_kit::desk::cruscotto::request::{Cruscotto, Trimestre};
use siuss_kit::desk::{Answer, Request};

fn cruscotto(office: &mut Workstation) -> Cruscotto {
    match office.ask(Request::Cruscotto) {
        Answer::Cruscotto(told) => *told,
        other => panic!("{other:?}"),
    }
}

/// To mend, to send, without answer, discarded, taken.
fn counts(it: &Trimestre) -> [u32; 5] {
    [it.correggere, it.inviare, it.inviate, it.scartate, it.acquisite]
}

fn total(told: &Cruscotto) -> [u32; 5] {
    told.trimestri.iter().map(counts).fold([0; 5], |sum, it| std::array::from_fn(|at| sum[at] + it[at]))
}

#[test]
fn an_empty_archive_has_no_quarter() {
    assert_eq!(cruscotto(&mut Workstation::with_ente()), Cruscotto::default());
}

#[test]
fn benefits_go_from_one_column_to_the_next() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 8, 0));
    let told = cruscotto(&mut office);
    let [mend, send, sent, discarded, taken] = total(&told);
    assert_eq!((mend + send, sent, discarded, taken), (8, 0, 0, 0));
    assert_eq!(told.codici.iter().map(|it| it.count).sum::<u32>(), 8);
    office.stampa();
    let after = cruscotto(&mut office);
    assert_eq!(total(&after), [mend, 0, send, 0, 0]);
    assert_eq!(after.codici.iter().map(|it| it.count).sum::<u32>(), mend);
}

/// Of three years, one of them answered by INPS: all are told, the latest first, and what is old together.
#[test]
fn nothing_of_the_demonstration_is_left_out() {
    let mut office = Workstation::default();
    office.ask(Request::LoadDemo);
    let told = cruscotto(&mut office);
    let archive = office.archive();
    let annulled = archive.prestazioni.iter().filter(|(_, it)| it.stato.label() == "Annullata").count();
    assert_eq!(total(&told).iter().sum::<u32>() as usize + annulled, archive.prestazioni.len());
    let days: Vec<_> = told.trimestri.iter().filter_map(|it| it.giorni).collect();
    assert!(days.windows(2).all(|pair| pair[0].0 > pair[1].1), "{days:?}");
    assert!(told.trimestri.iter().all(|it| counts(it) != [0; 5]));
    let discarded = total(&told)[3];
    assert!(discarded > 0);
    assert_eq!(told.scarti.iter().map(|it| it.count).sum::<u32>(), discarded);
    assert!(told.scarti.iter().all(|it| !it.label.is_empty()));
}
