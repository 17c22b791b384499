//! Whatever two operators do, and whoever is merged into whom: what does not meet all stays, and nothing that was sent is
//! forgotten.

use crate::actions::type_in;
use crate::merge_office::{check_nothing_new, holds, merge, merge_as, twins};
use crate::workstation::{Workstation, sheet};
use proptest::prelude::*;
use siuss_kit::desk::Request;
use siuss_kit::desk::anagrafe::request::AnagrafeRequest;
use siuss_kit::desk::anagrafe::view::Subject;
use siuss_kit::desk::flussi::request::FlussoPasso;
use siuss_kit::desk::invio::request::{InvioQuery, InvioRequest};
use siuss_kit::desk::stampe::request::StampeRequest;
use siuss_kit::records::{AssistitoId, Field, FlussoId, FlussoInviato, PrestazioneId, ProgettoId};

/// What an operator does: what, to whom, and how.
type Deed = (u8, u32, u32);

fn deeds(kinds: u8) -> impl Strategy<Value = Vec<Deed>> {
    proptest::collection::vec((0..kinds, any::<u32>(), any::<u32>()), 0..12)
}

/// Somebody does something to the people whose keys have the rest `own` by `of`, and to nobody else; `None` where there is
/// nobody to do it to.
fn act(office: &mut Workstation, (own, of): (u32, u32), (what, pick, other): Deed) -> Option<()> {
    office.clock += 1;
    let cases = office.archive().progetti.iter().filter(|(_, it)| it.assistito.place() % of == own);
    let cases: Vec<(ProgettoId, AssistitoId)> = cases.map(|(key, it)| (key, it.assistito)).collect();
    let (case, person) = cases.get(pick as usize % cases.len().max(1)).copied()?;
    let benefits: Vec<PrestazioneId> = office.archive().prestazioni_of(case).map(|(id, _)| id).collect();
    let benefit = benefits.get(other as usize % benefits.len().max(1)).copied();
    let name = format!("INVENTATI{}", ["A", "B", "C"][other as usize % 3]);
    let words = format!("{},00", other % 900 + 1);
    let request = match (what, benefit) {
        (0, _) => type_in(Subject::Assistito(Some(person)), Field::Cognome, &name),
        (1, _) => type_in(Subject::Progetto(Some(case), person), Field::TipoProgetto, &name),
        (2, Some(id)) => type_in(Subject::Prestazione(Some(id), case), Field::ImportoPrestazione, &words),
        (3, Some(id)) => type_in(Subject::Prestazione(Some(id), case), Field::AreaUtenza, &(other % 5 + 1).to_string()),
        (4, _) => AnagrafeRequest::Close { id: case, chiuso: other.is_multiple_of(2) }.into(),
        (5, _) => {
            type_in(Subject::Prestazione(None, case), Field::CodicePrestazione, ["A1.06", "A1.07"][other as usize % 2])
        }
        (6, _) => type_in(Subject::Progetto(None, person), Field::ProtocolloDomanda, &format!("9/{other}")),
        (7, _) => {
            type_in(Subject::Assistito(None), Field::CodiceFiscale, &crate::isee_office::code(own * 100 + other % 60))
        }
        (8, Some(id)) => {
            StampeRequest::Make { query: InvioQuery::default(), only: vec![id], waas: false, firme: vec![] }.into()
        }
        (9, _) => {
            office.import(&sheet(100 + own * 100 + pick % 40, other % 6 + 1, pick % 3));
            return Some(());
        }
        (10 | 11, Some(id)) => return step(office, id, other),
        (12, Some(id)) => Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids: vec![id] }),
        (13, _) => AnagrafeRequest::DeleteProgetto(case).into(),
        (14, _) => AnagrafeRequest::DeleteAssistito(person).into(),
        _ => return None,
    };
    office.ask(request);
    Some(())
}

/// A step of a benefit that was sent, where it may take it.
fn step(office: &mut Workstation, id: PrestazioneId, other: u32) -> Option<()> {
    let sent = |(key, it): (FlussoId, &FlussoInviato)| Some((key, it.righe.iter().position(|row| *row == id)?));
    let (flow, row) = office.archive().flussi.iter().find_map(sent)?;
    let passo = match other % 6 {
        0 => FlussoPasso::Scarta("no".into()),
        1 => FlussoPasso::Acquisisci,
        2 => FlussoPasso::Libera,
        3 => FlussoPasso::Rettifica,
        4 => FlussoPasso::Annulla,
        _ => FlussoPasso::AcquisisciSenzaDsu,
    };
    office.step(flow.place(), &[row as u32], passo);
    Some(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_that_do_not_meet_all_stay_whoever_is_merged_into_whom(ours in deeds(12), theirs in deeds(12)) {
        let (mut one, mut other) = twins();
        let first = holds(&one);
        // Another day: else both give one name to their flows.
        other.clock += 24 * 60;
        for deed in ours {
            act(&mut one, (0, 2), deed);
        }
        for deed in theirs {
            act(&mut other, (1, 2), deed);
        }
        let (before_one, before_other) = (one.twin(), other.twin());
        let preview = merge(&mut one, &before_other);
        prop_assert_eq!((preview.conflicts.found, preview.told), (0, vec![]), "{:?}", preview.conflicts.rows);
        let preview = merge(&mut other, &before_one);
        prop_assert_eq!(preview.conflicts.found, 0);
        let merged = holds(&one);
        prop_assert_eq!(&merged, &holds(&other));
        // What only one of them changed is there, and what nobody did.
        for kind in ["people", "cases", "benefits"] {
            let (mine, its) = (&holds(&before_one)[kind], &holds(&before_other)[kind]);
            for line in mine.iter().filter(|line| !first[kind].contains(line)) {
                prop_assert!(merged[kind].contains(line), "{kind} of ours: {line}");
            }
            for line in its.iter().filter(|line| !first[kind].contains(line)) {
                prop_assert!(merged[kind].contains(line), "{kind} of theirs: {line}");
            }
        }
        check_nothing_new(&mut one, &before_other);
        check_nothing_new(&mut one, &other);
        one.reopen();
        prop_assert_eq!(holds(&one), merged);
    }

    #[test]
    fn changes_that_meet_lose_nothing_that_was_sent(ours in deeds(15), theirs in deeds(15), choice in any::<u32>()) {
        let (mut one, mut other) = twins();
        other.clock += 24 * 60;
        for deed in ours {
            act(&mut one, (0, 1), deed);
        }
        for deed in theirs {
            act(&mut other, (0, 1), deed);
        }
        let (before_one, before_other) = (one.twin(), other.twin());
        merge_as(&mut one, &before_other, |it| choice >> (it.id.bytes().map(u32::from).sum::<u32>() % 32) & 1 == 1);
        for before in [&before_one, &before_other] {
            let mut before = before.twin();
            for key in before.archive().flussi.iter().map(|(key, _)| key).collect::<Vec<_>>() {
                let (name, xml) = (before.archive().flussi.get(key).unwrap().nome.clone(), before.xml(key.place()));
                let kept = one.archive().flussi.iter().find(|(_, it)| it.nome == name).map(|(key, _)| key);
                prop_assert_eq!(one.xml(kept.unwrap().place()), xml);
            }
            for (_, it) in before.archive().prestazioni.iter().filter(|(_, it)| it.stato.flusso().is_some()) {
                let flusso = it.stato.flusso().unwrap();
                let told = one.archive().prestazioni.iter().any(|(_, now)| {
                    now.stato.carried().iter().any(|(name, _)| *name == flusso)
                        || now.invii.iter().any(|invio| invio.flusso == flusso)
                });
                prop_assert!(told, "{flusso} is forgotten");
            }
        }
        check_nothing_new(&mut one, &before_other);
        // Who gives each other copies for long enough has the same.
        merge(&mut other, &one);
        merge(&mut one, &other);
        merge(&mut other, &one);
        check_nothing_new(&mut one, &other);
        check_nothing_new(&mut other, &one);
    }
}
