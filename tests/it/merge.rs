//! Merging two archives: what only one changed is taken, what both changed is decided, nothing is dropped without a word.

use crate::actions::type_in;
use crate::isee_office::{all, attestation, carica, chiedi, searches, text, wrapped};
use crate::merge_office::{
    check_nothing_new, code_of, compare, holds, merge, merge_as, office, open, open_file, send, told, twins,
};
use crate::support::some_and_all;
use crate::workstation::{Workstation, ente, foreign, sheet};
use siuss_kit::archive::merge::Kind;
use siuss_kit::desk::anagrafe::request::AnagrafeRequest;
use siuss_kit::desk::anagrafe::view::Subject;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::esiti::request::EsitiRequest;
use siuss_kit::desk::flussi::request::{FlussiRequest, FlussoPasso};
use siuss_kit::desk::importa::request::ImportaRequest;
use siuss_kit::desk::invio::request::{InvioQuery, InvioRequest};
use siuss_kit::desk::isee::request::IseeRequest;
use siuss_kit::desk::safekeeping::request::SafekeepingRequest;
use siuss_kit::desk::stampe::request::StampeRequest;
use siuss_kit::desk::{Answer, Request};
use siuss_kit::records::{
    AssistitoId, Ente, EnteId, Field, FlussoId, Operatore, PrestazioneId, ProgettoId, RecordKey, fiscal_code,
};
use std::collections::{BTreeMap, BTreeSet};

fn surname(office: &mut Workstation, person: u32, name: &str) {
    office.clock += 1;
    office.ask(type_in(Subject::Assistito(Some(AssistitoId::new(person))), Field::Cognome, name));
}

fn amount(office: &mut Workstation, benefit: u32, amount: &str) {
    office.clock += 1;
    let case = office.archive().prestazioni.get(PrestazioneId::new(benefit)).unwrap().progetto;
    office.ask(type_in(
        Subject::Prestazione(Some(PrestazioneId::new(benefit)), case),
        Field::ImportoPrestazione,
        amount,
    ));
}

fn delete(office: &mut Workstation, benefit: u32) {
    let ids = vec![PrestazioneId::new(benefit)];
    office.ask(Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids }));
}

fn surname_of(office: &mut Workstation, person: u32) -> String {
    office.archive().assistiti.get(AssistitoId::new(person)).unwrap().cognome.clone()
}

fn standing(office: &mut Workstation, benefit: u32) -> &'static str {
    office.archive().prestazioni.get(PrestazioneId::new(benefit)).map_or("-", |it| it.stato.label())
}

/// What happens to field by field where ours did `ours` and theirs did `theirs`: `conflicts` are told, and the surname of
/// person 4 is then `now`; where theirs is chosen, it is `chosen`.
#[track_caller]
fn check_surname(
    ours: impl Fn(&mut Workstation),
    theirs: impl Fn(&mut Workstation),
    conflicts: &[[&str; 4]],
    now: &str,
    chosen: &str,
) {
    for (choose, expected) in [(false, now), (true, chosen)] {
        let (mut one, mut other) = twins();
        ours(&mut one);
        theirs(&mut other);
        one.clock = 300;
        let preview = merge_as(&mut one, &other, |_| choose);
        assert_eq!(told(&preview), conflicts);
        assert_eq!(surname_of(&mut one, 4), expected);
        // The merge is told once, and taken by who gives and takes.
        check_nothing_new(&mut one, &other);
        other.clock = 360;
        assert_eq!(merge(&mut other, &one).conflicts.found, 0, "what was decided is not asked again");
        assert_eq!(surname_of(&mut other, 4), expected);
        check_nothing_new(&mut one, &other);
    }
}

/// The surname of person 4, at first.
const FIRST: &str = "MODELLONI";

#[test]
fn what_one_changed_is_taken_and_what_both_changed_is_decided() {
    let nothing = |_: &mut Workstation| {};
    let write = |names: &'static [&'static str]| {
        move |office: &mut Workstation| names.iter().for_each(|name| surname(office, 4, name))
    };
    check_surname(nothing, nothing, &[], FIRST, FIRST);
    check_surname(write(&["FITTI"]), nothing, &[], "FITTI", "FITTI");
    check_surname(nothing, write(&["FINTI"]), &[], "FINTI", "FINTI");
    check_surname(nothing, write(&["FINTI", "FINTONI"]), &[], "FINTONI", "FINTONI");
    check_surname(write(&["FITTI"]), write(&["FITTI"]), &[], "FITTI", "FITTI");
    check_surname(write(&["FITTI"]), write(&["FINTI", FIRST]), &[], "FITTI", "FITTI");
    let conflict = [["FITTI INVENTATA", "Cognome", "FITTI", "FINTI"]];
    check_surname(write(&["FITTI"]), write(&["FINTI"]), &conflict, "FITTI", "FINTI");
}

#[test]
fn a_conflict_tells_who_wrote_what_and_when() {
    let (mut ours, mut theirs) = twins();
    surname(&mut ours, 4, "FITTI");
    surname(&mut theirs, 4, "FINTI");
    let preview = merge(&mut ours, &theirs);
    let it = &preview.conflicts.rows[0];
    assert_eq!(
        (it.ours_by.as_str(), it.theirs_by.as_str()),
        ("Finta Protti, 23/11/2026 11:01", "Altra Beffardi, 23/11/2026 12:01")
    );
    // The history tells both, and what was decided against.
    let su = RecordKey::Assistito(AssistitoId::new(4));
    let told: Vec<_> = ours.archive().revisions(su).map(|it| (it.chi.clone(), it.cambi[0].dopo.clone())).collect();
    let told: Vec<_> = told.iter().map(|(chi, dopo)| (chi.as_str(), dopo.as_str())).collect();
    assert_eq!(told, [("Finta Protti", "FITTI"), ("Altra Beffardi", "FINTI"), ("Finta Protti", "FITTI")]);
}

/// Who was merged goes on, and is merged again: only what is new since then counts.
#[test]
fn two_who_give_each_other_copies_again_and_again() {
    let (mut ours, mut theirs) = twins();
    surname(&mut ours, 4, "FITTI");
    surname(&mut theirs, 4, "FINTI");
    ours.import(&sheet(40, 4, 0));
    ours.clock = 300;
    merge_as(&mut ours, &theirs, |_| true);
    // Theirs goes on alone.
    surname(&mut theirs, 4, "FINTONI");
    let new = ours.archive().assistiti.len();
    assert_eq!(merge(&mut ours, &theirs).conflicts.found, 0);
    assert_eq!(surname_of(&mut ours, 4), "FINTONI");
    merge(&mut theirs, &ours);
    // The code of somebody who has another key here is mended there.
    let ours_key = ours.archive().assistiti.iter().last().unwrap().0;
    let last = ours.archive().assistiti.get(ours_key).unwrap().clone();
    let find = |office: &mut Workstation| {
        office.archive().assistiti.iter().find(|(_, it)| it.nascita == last.nascita).map(|(key, _)| key).unwrap()
    };
    let theirs_key = find(&mut theirs);
    theirs.clock += 1;
    let mended =
        fiscal_code::compute("FINTISSIMI", &last.nome, last.nascita.unwrap(), last.genere.unwrap(), "G478").unwrap();
    theirs.ask(type_in(Subject::Assistito(Some(theirs_key)), Field::CodiceFiscale, &mended));
    surname(&mut theirs, theirs_key.place(), "FINTISSIMI");
    assert_eq!(told(&merge(&mut ours, &theirs)), Vec::<[&str; 4]>::new());
    assert_eq!(ours.archive().assistiti.len(), new, "nobody is there twice");
    let there = ours.archive().assistiti.get(ours_key).unwrap().clone();
    assert_eq!((there.codice_fiscale, there.cognome.as_str()), (mended, "FINTISSIMI"));
    assert_eq!(holds(&ours), holds(&theirs));
}

/// How a benefit stands where ours did `ours` and theirs did `theirs`, whoever is merged into whom.
#[track_caller]
fn check_standing(
    ours: impl Fn(&mut Workstation),
    theirs: impl Fn(&mut Workstation),
    benefit: u32,
    expected: &str,
    conflicts: usize,
) {
    let (mut one, mut other) = twins();
    ours(&mut one);
    theirs(&mut other);
    let (before_one, before_other) = (one.twin(), other.twin());
    let preview = merge(&mut one, &before_other);
    assert_eq!((standing(&mut one, benefit), preview.conflicts.found as usize), (expected, conflicts));
    merge(&mut other, &before_one);
    if conflicts == 0 {
        assert_eq!(standing(&mut other, benefit), expected, "the other way round");
        assert_eq!(holds(&one)["benefits"], holds(&other)["benefits"]);
    }
    check_nothing_new(&mut one, &before_other);
}

#[test]
fn who_went_further_with_inps_is_followed() {
    let nothing = |_: &mut Workstation| {};
    let step = |row: u32, passo: FlussoPasso| {
        move |office: &mut Workstation| {
            office.clock += 1;
            drop(office.step(0, &[row], passo.clone()));
        }
    };
    let no = || FlussoPasso::Scarta("no".into());
    let sent = |office: &mut Workstation| drop(send(office, &[8]));
    check_standing(nothing, sent, 8, "Inviata", 0);
    check_standing(sent, nothing, 8, "Inviata", 0);
    check_standing(nothing, step(1, no()), 1, "Scartata", 0);
    check_standing(step(1, FlussoPasso::Acquisisci), nothing, 1, "Acquisita", 0);
    // Each its own row.
    check_standing(step(0, no()), step(1, FlussoPasso::Acquisisci), 1, "Acquisita", 0);
    let freed = |office: &mut Workstation| {
        step(1, no())(office);
        step(1, FlussoPasso::Libera)(office);
    };
    check_standing(step(1, no()), freed, 1, "Non Inviata", 0);
    check_standing(freed, nothing, 1, "Non Inviata", 0);
    let twice = |office: &mut Workstation| {
        step(1, FlussoPasso::Acquisisci)(office);
        step(1, no())(office);
    };
    check_standing(nothing, twice, 1, "Scartata", 0);
    check_standing(step(1, FlussoPasso::Acquisisci), step(1, no()), 1, "Acquisita", 1);
    let back = |office: &mut Workstation| {
        step(1, FlussoPasso::Acquisisci)(office);
        step(1, FlussoPasso::Rettifica)(office);
    };
    check_standing(step(1, FlussoPasso::Acquisisci), back, 1, "Da rettificare", 0);
}

#[test]
fn what_both_sent_is_told_and_both_sendings_stay() {
    let (mut ours, mut theirs) = twins();
    // On different days, so that the flows have different names.
    theirs.clock += 24 * 60;
    send(&mut ours, &[8, 9]);
    send(&mut theirs, &[9, 10]);
    let count = ours.archive().prestazioni.len();
    let preview = merge(&mut ours, &theirs);
    assert_eq!((preview.told.len(), preview.conflicts.found), (1, 0));
    assert!(preview.told[0].contains("inviata due volte"), "{:?}", preview.told);
    assert_eq!(ours.archive().prestazioni.len(), count + 1, "INPS may have it twice: both are kept");
    let flows: BTreeSet<String> = ours
        .archive()
        .prestazioni
        .iter()
        .filter(|(key, _)| *key == PrestazioneId::new(9) || *key == PrestazioneId::new(count as u32))
        .filter_map(|(_, it)| it.stato.flusso().map(str::to_owned))
        .collect();
    assert_eq!(flows, BTreeSet::from(["G478.PS.20261123.0000002".to_owned(), "G478.PS.20261124.0000001".to_owned()]));
    // Each is answered in its own flow, and that is merged where it belongs.
    theirs.step(1, &[0], FlussoPasso::Scarta("no".into()));
    merge(&mut ours, &theirs);
    assert_eq!((standing(&mut ours, 9), standing(&mut ours, count as u32)), ("Inviata", "Scartata"));
    check_nothing_new(&mut ours, &theirs);
    merge(&mut theirs, &ours);
    assert_eq!(holds(&theirs)["benefits"], holds(&ours)["benefits"]);
}

#[test]
fn two_flows_of_one_name_are_both_kept() {
    let (mut ours, mut theirs) = twins();
    send(&mut ours, &[8]);
    send(&mut theirs, &[9]);
    let (one, other) = (ours.twin(), theirs.twin());
    let preview = merge(&mut ours, &theirs);
    assert!(preview.told[0].contains("fatto in tutti e due gli archivi"), "{:?}", preview.told);
    let names: Vec<String> = ours.archive().flussi.iter().map(|(_, it)| it.nome.clone()).collect();
    let bis = "G478.PS.20261123.0000002 (bis)";
    assert_eq!(names, ["G478.PS.20261123.0000001", "G478.PS.20261123.0000002", bis]);
    let in_flow =
        |office: &mut Workstation, id| office.archive().prestazioni.get(id).unwrap().stato.flusso().map(str::to_owned);
    assert_eq!(
        (in_flow(&mut ours, PrestazioneId::new(8)), in_flow(&mut ours, PrestazioneId::new(9))),
        (Some(names[1].clone()), Some(bis.to_owned()))
    );
    assert_eq!(ours.xml(2), theirs.twin().xml(1));
    check_nothing_new(&mut ours, &other);
    // There it is the other one that is called so.
    merge(&mut theirs, &one);
    assert_eq!(in_flow(&mut theirs, PrestazioneId::new(8)), Some(bis.to_owned()));
    merge(&mut theirs, &ours);
    assert_eq!(in_flow(&mut theirs, PrestazioneId::new(8)), Some(bis.to_owned()));
    assert_eq!(theirs.archive().flussi.len(), 3);
    check_nothing_new(&mut ours, &theirs);
    // The next number is nobody's.
    send(&mut ours, &[11]);
    assert_eq!(ours.archive().flussi.get(FlussoId::new(3)).unwrap().nome, "G478.PS.20261123.0000003");
}

#[test]
fn what_inps_has_is_as_it_was_sent() {
    let (mut ours, mut theirs) = twins();
    send(&mut ours, &[8]);
    amount(&mut theirs, 8, "999,00");
    let (one, other) = (ours.twin(), theirs.twin());
    let sent = one.twin().archive().prestazioni.get(PrestazioneId::new(8)).unwrap().importo_prestazione;
    for (mut into, from) in [(ours, other), (theirs, one)] {
        let preview = merge(&mut into, &from);
        assert_eq!(preview.told.len(), 1, "{:?}", preview.told);
        assert!(preview.told[0].contains("«999,00» non vale") && preview.told[0].contains("Rettifica"));
        assert_eq!(standing(&mut into, 8), "Inviata");
        assert_eq!(into.archive().prestazioni.get(PrestazioneId::new(8)).unwrap().importo_prestazione, sent);
        check_nothing_new(&mut into, &from);
    }
}

/// What is asked of what was deleted there or here, and what there is where the copy is not followed, and where it is.
#[track_caller]
fn check_deleted(
    ours: impl Fn(&mut Workstation),
    theirs: impl Fn(&mut Workstation),
    asked: &[[&str; 2]],
    [kept, followed]: [usize; 2],
) {
    for (follow, expected) in [(false, kept), (true, followed)] {
        let (mut one, mut other) = twins();
        ours(&mut one);
        theirs(&mut other);
        let preview = merge_as(&mut one, &other, |_| follow);
        let conflicts: Vec<_> =
            preview.conflicts.rows.iter().map(|it| [it.ours.as_str(), it.theirs.as_str()]).collect();
        assert_eq!(conflicts, asked);
        assert_eq!(one.archive().prestazioni.len(), expected);
        check_nothing_new(&mut one, &other);
    }
}

#[test]
fn what_was_deleted_is_asked_about() {
    let nothing = |_: &mut Workstation| {};
    let benefit = |office: &mut Workstation| delete(office, 8);
    let person =
        |office: &mut Workstation| drop(office.ask(AnagrafeRequest::DeleteAssistito(AssistitoId::new(4)).into()));
    let case = |office: &mut Workstation| drop(office.ask(AnagrafeRequest::DeleteProgetto(ProgettoId::new(4)).into()));
    let (there, here) = (["c'è", "eliminata"], ["eliminata", "c'è"]);
    check_deleted(nothing, benefit, &[there], [12, 11]);
    check_deleted(benefit, nothing, &[here], [11, 12]);
    check_deleted(benefit, benefit, &[], [11, 11]);
    // With all that belongs to it, as one.
    check_deleted(nothing, person, &[there], [12, 10]);
    check_deleted(nothing, case, &[there], [12, 10]);
    check_deleted(person, nothing, &[here], [10, 12]);
    check_deleted(case, nothing, &[here], [10, 12]);
    check_deleted(person, case, &[here], [10, 10]);
    // What was sent, or got something new, is not asked about: it stays.
    let sent = |office: &mut Workstation| drop(send(office, &[8]));
    check_deleted(sent, benefit, &[], [12, 12]);
    check_deleted(benefit, sent, &[], [12, 12]);
    let added = |office: &mut Workstation| {
        let subject = Subject::Prestazione(None, ProgettoId::new(4));
        office.ask(type_in(subject, Field::CodicePrestazione, "A1.07"));
    };
    check_deleted(added, case, &[there, there], [13, 11]);
    check_deleted(case, added, &[here, here], [11, 13]);
}

/// A year of everything: settings, a sheet with its profile, mended by hand, sent, answered, freed, sent anew; a flow of
/// another program; ISEE asked and answered.
fn full() -> Workstation {
    let mut office = office();
    let ask = |office: &mut Workstation, request: Request| {
        office.clock += 1;
        let answer = office.ask(request);
        assert!(!matches!(answer, Answer::Refused { .. }), "{answer:?}");
    };
    let second = Ente { codice: "A475".into(), denominazione: "COMUNE FINTO".into(), sede: "A475".into(), ..ente() };
    ask(&mut office, EntiRequest::Save { id: None, ente: second }.into());
    let settings = Ente { rettifica_unica: true, nome_storico: true, ..ente() };
    ask(&mut office, EntiRequest::Save { id: Some(EnteId::new(0)), ente: settings }.into());
    let bytes = sheet(20, 4, 0).into_bytes();
    office.ask_with(ImportaRequest::Open { file_name: "altre.csv".into() }.into(), bytes);
    ask(&mut office, ImportaRequest::SaveProfile { name: "altre".into() }.into());
    office.import(&sheet(20, 4, 0));
    surname(&mut office, 5, "CORRETTI");
    amount(&mut office, 9, "321,00");
    let discards = "N.;Soggetto;Messaggio\n1;Codice Prestazione: A1.06;PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO (errori precedentemente segnalati)\n2;Boh;QUALCOSA DI NUOVO\n";
    let files = vec![("scarti.csv".to_owned(), discards.len() as u32)];
    office.ask_with(EsitiRequest::Read { files, flusso: Some(FlussoId::new(0)) }.into(), discards.as_bytes().to_vec());
    office.step(0, &[0], FlussoPasso::Scarta("no".into()));
    office.step(0, &[0], FlussoPasso::Libera);
    office.step(0, &[1], FlussoPasso::Acquisisci);
    office.step(0, &[1], FlussoPasso::Rettifica);
    office.clock += 24 * 60;
    send(&mut office, &[0, 10, 11, 12]);
    office.ask(
        StampeRequest::Make {
            query: InvioQuery::default(),
            only: vec![PrestazioneId::new(13)],
            waas: true,
            firme: vec![],
        }
        .into(),
    );
    let history = FlussiRequest::History { acquisita: true };
    office.ask_with(history.into(), foreign(60, 4, 1).into_bytes());
    office.import(&crate::isee_office::sheet(&[(0, "A1.05", ";;;"), (1, "A1.05", ";;;")]));
    let made = chiedi(&mut office, all());
    let specimen = text(&office, &made).into_bytes();
    office.ask_with(IseeRequest::SalvaProfilo { nome: "mio".into() }.into(), specimen);
    let search = searches(&office, &made).remove(0);
    carica(&mut office, &wrapped(&[attestation(&search, "9000.00", "")]));
    let held = holds(&office);
    assert!(some_and_all(&held, |(_, lines)| !lines.is_empty()), "something is missing in {:?}", held.keys());
    office
}

/// What was new, in numbers.
fn news(preview: &siuss_kit::desk::safekeeping::request::MergePreview) -> BTreeMap<Kind, u32> {
    preview.new.iter().copied().collect()
}

#[test]
fn everything_comes_along() {
    let from = full();
    // Into nothing.
    let mut empty = Workstation::default();
    let preview = merge(&mut empty, &from);
    assert_eq!((preview.conflicts.found, preview.told), (0, vec![]));
    assert_eq!(preview.new.len(), 12, "{:?}", preview.new);
    assert_eq!(holds(&empty), holds(&from));
    check_nothing_new(&mut empty, &from);
    empty.reopen();
    assert_eq!(holds(&empty), holds(&from), "and is stored");
    // What came along can go on.
    let flows = empty.archive().flussi.len() as u32;
    send(&mut empty, &[6]);
    assert_eq!(empty.archive().flussi.len() as u32, flows + 1);
}

#[test]
fn archives_that_were_never_one_are_merged_by_what_they_say() {
    let from = full();
    let mut into = Workstation::default();
    let own = Ente { codice: "F839".into(), sede: "F839".into(), ..ente() };
    into.ask(EntiRequest::Save { id: None, ente: own }.into());
    // Somebody who is in both, otherwise; and others.
    into.import(&sheet(4, 2, 3).replace("INVENTATA", "INVENTATA B"));
    into.import(&sheet(80, 6, 0));
    send(&mut into, &[2, 3]);
    let before = into.twin();
    let preview = merge(&mut into, &from);
    let name = ["ESEMPLARI INVENTATA B", "Nome", "INVENTATA B", "INVENTATA"];
    assert_eq!(told(&preview), [name]);
    let (mine, theirs, now) = (holds(&before), holds(&from), holds(&into));
    let news = news(&preview);
    for (kind, of) in
        [(Kind::Ente, "enti"), (Kind::Flusso, "flows"), (Kind::Stampa, "generations"), (Kind::Esito, "answers")]
    {
        assert_eq!(now[of].len(), mine[of].len() + theirs[of].len(), "{of}");
        assert_eq!(news[&kind] as usize, theirs[of].len(), "{of}");
    }
    assert_eq!(now["people"].len(), mine["people"].len() + theirs["people"].len() - 1, "one is in both");
    check_nothing_new(&mut into, &from);
}

#[test]
fn operators_of_two_workstations_both_sign() {
    let somebody = |nome: &str| Operatore { nome: nome.into(), codice_fiscale: code_of(nome) };
    let with = |operatori: &[&str]| Ente { operatori: operatori.iter().map(|it| somebody(it)).collect(), ..ente() };
    let mut ours = Workstation::default();
    ours.ask(EntiRequest::Save { id: None, ente: with(&["Finta Protti"]) }.into());
    let mut theirs = Workstation::default();
    let settings = Ente { erogazioni_singole: true, ..with(&["Altra Beffardi"]) };
    theirs.ask(EntiRequest::Save { id: None, ente: settings }.into());
    let preview = merge(&mut ours, &theirs);
    let asked = ["Ente G478", "Erogazioni a tempo inviate una per una", "no", "sì"];
    assert_eq!(told(&preview), [asked]);
    assert_eq!(ours.archive().enti.get(EnteId::new(0)), Some(&with(&["Finta Protti", "Altra Beffardi"])));
    check_nothing_new(&mut ours, &theirs);
}

#[test]
fn a_demonstration_stays_where_it_is() {
    let mut theirs = Workstation::default();
    theirs.ask(Request::LoadDemo);
    let mut ours = Workstation::default();
    let preview = merge(&mut ours, &theirs);
    assert_eq!((preview.new, preview.told), (vec![], vec![]));
    assert!(ours.records.is_empty());
    // And in the copy of an archive that has one too it is not missed.
    let mut ours = theirs.twin();
    let real = Ente { codice: "G478".into(), ..ente() };
    theirs.ask(EntiRequest::Save { id: None, ente: real }.into());
    theirs.ask(Request::RemoveDemo { confirmed: false });
    let people = ours.archive().assistiti.len();
    ours.clock = 60;
    assert_eq!(merge(&mut ours, &theirs).conflicts.found, 0);
    assert_eq!(ours.archive().assistiti.len(), people);
}

#[test]
fn damaged_pieces_of_a_copy_bring_nothing() {
    let mut from = office();
    from.import(&sheet(300, 700, 0));
    let copy = from.reply(SafekeepingRequest::Backup { phrase: String::new() }.into(), Vec::new()).bytes.unwrap();
    let mut lost = 0;
    for at in (200..copy.len()).step_by(copy.len() / 9) {
        let mut wounded = copy.clone();
        wounded[at] ^= 1;
        let mut into = office();
        into.import(&sheet(500, 4, 0));
        let before = holds(&into);
        open_file(&mut into, wounded);
        let preview = compare(&mut into);
        assert!(some_and_all(&preview.conflicts.rows, |it| it.theirs != "eliminata") || preview.conflicts.found == 0);
        into.ask(SafekeepingRequest::Merge { decisions: vec![], others: false }.into());
        crate::merge_office::check_whole(into.archive());
        let now = holds(&into);
        assert!(some_and_all(&before["benefits"], |it| now["benefits"].contains(it)));
        lost += usize::from(now["benefits"].len() < 700);
    }
    assert!(lost > 0, "nothing was ever damaged");
}

#[test]
fn a_merge_is_taken_back_like_any_other_action() {
    let (mut ours, mut theirs) = twins();
    surname(&mut theirs, 4, "FINTI");
    theirs.import(&sheet(40, 4, 0));
    send(&mut theirs, &[8, 12]);
    delete(&mut theirs, 10);
    let before = holds(&ours);
    let files = ours.files.clone();
    merge_as(&mut ours, &theirs, |_| true);
    assert_ne!(holds(&ours)["people"], before["people"]);
    let answer = ours.undo();
    assert!(matches!(answer, Answer::Done { .. }), "{answer:?}");
    let now = holds(&ours);
    for kind in before.keys().filter(|kind| !["journal", "histories"].contains(kind)) {
        assert_eq!(now[kind], before[kind], "{kind}");
    }
    assert_eq!(ours.files, files);
    // Not once something of it went on.
    merge(&mut ours, &theirs);
    let merged = ours.last.unwrap();
    surname(&mut ours, 4, "FINTONI");
    assert!(matches!(ours.ask(Request::Undo { action: merged }), Answer::Refused { .. }));
}

#[test]
fn what_was_decided_holds_for_what_was_compared() {
    let (mut ours, mut theirs) = twins();
    surname(&mut theirs, 4, "FINTI");
    let merge = || Request::Safekeeping(SafekeepingRequest::Merge { decisions: vec![], others: false });
    let refused = |answer: Answer| matches!(answer, Answer::Refused { .. });
    assert!(refused(ours.ask(merge())), "no copy is open");
    open(&mut ours, &theirs);
    assert!(refused(ours.ask(merge())), "nobody has seen what it does");
    compare(&mut ours);
    surname(&mut ours, 4, "FITTI");
    assert!(refused(ours.ask(merge())), "something changed since");
    assert_eq!(compare(&mut ours).conflicts.found, 1);
    assert!(!refused(ours.ask(merge())));
    assert_eq!(surname_of(&mut ours, 4), "FITTI");
}

/// Both of them ask INPS on the same day: the requests have one identifier.
#[test]
fn requests_of_one_identifier_are_both_kept() {
    let people = |from: u32| (from..from + 2).map(|person| (person, "A1.05", ";;;")).collect::<Vec<_>>();
    let mut ours = Workstation::with_ente();
    ours.import(&crate::isee_office::sheet(&people(0)));
    let mut theirs = Workstation::with_ente();
    theirs.import(&crate::isee_office::sheet(&people(2)));
    chiedi(&mut ours, all());
    let made = chiedi(&mut theirs, all());
    let preview = merge(&mut ours, &theirs);
    assert_eq!(preview.told.len(), 1, "{:?}", preview.told);
    assert!(preview.told[0].starts_with("La richiesta ISEE G4782026-11-2300000001"));
    assert_eq!(ours.archive().consultazioni.len(), 2);
    // What INPS answers there goes along; what was asked here waits.
    let search = searches(&theirs, &made).remove(0);
    carica(&mut theirs, &wrapped(&[attestation(&search, "9000.00", "")]));
    merge(&mut ours, &theirs);
    let answered: Vec<usize> = ours.archive().consultazioni.iter().map(|(_, it)| it.con_riscontro()).collect();
    assert_eq!(answered, [0, 1]);
    assert_eq!(crate::isee_office::dsu(&mut ours, 2), crate::isee_office::INPS);
    check_nothing_new(&mut ours, &theirs);
}

#[test]
fn an_answer_that_both_read_is_there_once() {
    let (mut ours, mut theirs) = twins();
    let discards = "N.;Soggetto;Messaggio\n1;Codice Prestazione: A1.06;CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI\n2;Boh;QUALCOSA DI NUOVO\n";
    for office in [&mut ours, &mut theirs] {
        office.clock += 1;
        let files = vec![("scarti.csv".to_owned(), discards.len() as u32)];
        office.ask_with(
            EsitiRequest::Read { files, flusso: Some(FlussoId::new(0)) }.into(),
            discards.as_bytes().to_vec(),
        );
    }
    merge(&mut ours, &theirs);
    assert_eq!(ours.archive().esiti.len(), 2);
    check_nothing_new(&mut ours, &theirs);
}

/// Two cards of one person were made one in one of the archives.
#[test]
fn cards_that_were_united_stay_so() {
    let unite = |office: &mut Workstation| {
        office.clock += 1;
        let request =
            AnagrafeRequest::Merge { keep: AssistitoId::new(2), other: AssistitoId::new(4), from_other: vec![] };
        assert!(matches!(office.ask(request.into()), Answer::Done { .. }));
    };
    let owner = |office: &mut Workstation| office.archive().progetti.get(ProgettoId::new(4)).unwrap().assistito;
    // Here: the copy's card stays away.
    let (mut ours, theirs) = twins();
    unite(&mut ours);
    assert_eq!(told(&merge(&mut ours, &theirs)), [["MODELLONI INVENTATA", "Scheda", "eliminata", "c'è"]]);
    assert_eq!((owner(&mut ours), ours.archive().assistiti.len()), (AssistitoId::new(2), 5));
    check_nothing_new(&mut ours, &theirs);
    // There: its case goes over, and the empty card with it where that is chosen.
    let (mut ours, mut theirs) = twins();
    unite(&mut theirs);
    assert_eq!(told(&merge_as(&mut ours, &theirs, |_| true)), [["MODELLONI INVENTATA", "Scheda", "c'è", "eliminata"]]);
    assert_eq!((owner(&mut ours), ours.archive().assistiti.len()), (AssistitoId::new(2), 5));
    check_nothing_new(&mut ours, &theirs);
}

/// What was written by hand on the other workstation is a person's word here too.
#[test]
fn a_sheet_does_not_take_back_what_was_mended_there() {
    let (mut ours, mut theirs) = twins();
    surname(&mut theirs, 4, "FINTI");
    merge(&mut ours, &theirs);
    ours.clock += 60;
    ours.import(&sheet(8, 2, 1));
    assert_eq!(surname_of(&mut ours, 4), "FINTI");
}

#[test]
fn the_other_ones_copies_are_not_ours() {
    let (mut ours, mut theirs) = twins();
    let before = ours.desk.opened(Some(1), crate::office::today());
    let last = |answer: &Answer| match answer {
        Answer::Opened(opened) => opened.keeping.last_backup.clone(),
        other => panic!("{other:?}"),
    };
    theirs.clock += 60;
    theirs.ask(SafekeepingRequest::Backup { phrase: String::new() }.into());
    surname(&mut theirs, 4, "FINTI");
    merge(&mut ours, &theirs);
    assert_eq!(last(&ours.desk.opened(Some(1), crate::office::today())), last(&before));
}

#[test]
fn all_but_some_can_be_decided_at_once() {
    let (mut ours, mut theirs) = twins();
    for (office, name) in [(&mut ours, "FITTI"), (&mut theirs, "FINTI")] {
        for person in [2, 3, 4] {
            surname(office, person, name);
        }
    }
    open(&mut ours, &theirs);
    let first = compare(&mut ours).conflicts.rows[0].id.clone();
    assert_eq!(first, "Assistito 2: Cognome");
    ours.ask(SafekeepingRequest::Merge { decisions: vec![(first, false)], others: true }.into());
    assert_eq!([2, 3, 4].map(|person| surname_of(&mut ours, person)), ["FITTI", "FINTI", "FINTI"]);
}

/// The same sheet with other amounts was taken in by two who never met: each benefit is there once, and is decided.
#[test]
fn benefits_are_known_by_code_and_days() {
    let [mut ours, mut theirs] = [0, 3].map(|variant| {
        let mut office = Workstation::with_ente();
        office.import(&sheet(40 + variant, 6, 0));
        office.import(&sheet(4, 2, variant));
        office
    });
    theirs.clock = 60;
    let preview = merge(&mut ours, &theirs);
    let asked = |what: &'static str, ours, theirs| [what, "Importo prestazione", ours, theirs];
    assert_eq!(
        told(&preview),
        [
            asked("ESEMPLARI INVENTATA, A1.06 05/01/2026", "100,14", "130,14"),
            asked("ESEMPLARI INVENTATA, A1.07 06/01/2026", "100,15", "130,15"),
        ]
    );
    assert_eq!(ours.archive().prestazioni.len(), 8 + 3);
    check_nothing_new(&mut ours, &theirs);
}
