//! Whatever the records, what is written is what INPS's schema takes, and reading it back gives the same.

use crate::office::{archive, drafts, moment, today};
use crate::support::{schemas, xmllint};
use proptest::prelude::*;
use siuss_kit::archive::intake;
use siuss_kit::archive::stampa::{EnteFlow, Order, stampa};
use siuss_kit::codes::TipoOperazione;
use siuss_kit::flow;
use siuss_kit::import::Draft;
use siuss_kit::records::{Fase, PrestazioneId};
use siuss_kit::schema::{Beneficiario, PrestazioneSociale, Value, from_records};
use std::collections::BTreeMap;

/// Takes drafts in, sends them, and checks everything that must hold.
fn check_flow(drafts: &[Draft]) -> Result<(), TestCaseError> {
    let (mut archive, ente) = archive();
    let before = archive_of(drafts, ente);
    intake::plan(&archive, &drafts, Some(ente)).apply(&mut archive, &drafts);
    let ids: Vec<PrestazioneId> = archive.cases().map(|(id, _)| id).collect();
    let order = Order {
        ids: &ids,
        moment: &moment(),
        operatore: None,
        firme: &[],
        filters: "",
        first_number: 1,
        unreadable: &[],
        rows: &BTreeMap::new(),
        sheet: "",
        readings: &BTreeMap::new(),
        waas: false,
    };
    let (_, flows) = stampa(&mut archive, &[ente], &order).unwrap();
    let [EnteFlow { flussi, left_out, .. }] = flows.as_slice() else { panic!("one flow an ente") };

    // None is lost: each is either sent or left out with at least one reason.
    let sent: Vec<PrestazioneId> = archive
        .cases()
        .filter(|(_, case)| matches!(case.prestazione.stato.fase(), Fase::Inviata(_)))
        .map(|(id, _)| id)
        .collect();
    prop_assert_eq!(sent.len() + left_out.len(), ids.len());
    prop_assert!(left_out.iter().all(|(id, rules)| !rules.is_empty() && !sent.contains(id)));

    prop_assert_eq!(flussi.is_empty(), sent.is_empty());
    // An office of which nothing can be sent counts for no case.
    prop_assume!(!sent.is_empty());
    let flusso = &flussi[0];
    for schema in schemas() {
        let judged = xmllint(&flusso.xml, &schema);
        prop_assert!(judged.is_ok(), "{:?}\n{}", judged, flusso.xml);
    }
    let reading = flow::read(flusso.xml.as_bytes()).unwrap();
    prop_assert_eq!(&reading.faults, &[]);
    prop_assert_eq!(reading.flusso.identificazione.nome.as_deref(), Some(flusso.nome.as_str()));
    prop_assert_eq!(reading.flusso.beneficiari.len(), flusso.beneficiari);

    // What was read back is what the records say, person by person.
    let mut expected: BTreeMap<String, Beneficiario<'_>> = BTreeMap::new();
    for id in sent {
        let case = before.case(id).unwrap();
        let mut one = from_records::beneficiario(case, &from_records::persona(case.assistito, today()));
        one.anagrafica.nascita = None;
        one.indirizzi.iter_mut().for_each(|indirizzo| indirizzo.comune_scritto = None);
        let parts: Vec<_> = std::mem::take(&mut one.prestazioni).into_iter().map(as_read).collect();
        let code = one.codice_fiscale.clone().unwrap().into_owned();
        expected.entry(code).or_insert(one).prestazioni.extend(parts);
    }
    prop_assert_eq!(expected.values().map(|it| it.prestazioni.len()).sum::<usize>(), flusso.inviate);
    for found in &reading.flusso.beneficiari {
        let code = found.codice_fiscale.as_deref().unwrap();
        prop_assert_eq!(Some(found), expected.get(code));
    }
    Ok(())
}

/// The same archive, before anything is sent.
fn archive_of(drafts: &[Draft], ente: siuss_kit::records::EnteId) -> siuss_kit::archive::Archive {
    let (mut archive, _) = archive();
    intake::plan(&archive, &drafts, Some(ente)).apply(&mut archive, &drafts);
    archive
}

/// A benefit as a reader of the flow sees it: the operation is said, the day of the assessment is not.
fn as_read(mut it: PrestazioneSociale<'_>) -> PrestazioneSociale<'_> {
    it.tipo_operazione = Value::Read(TipoOperazione::Inserimento);
    if let Some(sina) = &mut it.sina {
        sina.data = None;
    }
    it
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_valid_and_reads_back(drafts in drafts()) {
        check_flow(&drafts)?;
    }

    #[test]
    fn the_same_records_give_the_same_bytes(drafts in drafts()) {
        let flow = |drafts: &[Draft]| {
            let (mut archive, ente) = archive();
            intake::plan(&archive, &drafts, Some(ente)).apply(&mut archive, &drafts);
            let ids: Vec<PrestazioneId> = archive.cases().map(|(id, _)| id).collect();
            let order = Order { ids: &ids, moment: &moment(), operatore: None, firme: &[], filters: "", first_number: 1, unreadable: &[], rows: &BTreeMap::new(), sheet: "", readings: &BTreeMap::new(), waas: false };
            stampa(&mut archive, &[ente], &order).unwrap().1
        };
        prop_assert_eq!(flow(&drafts), flow(&drafts));
    }
}
