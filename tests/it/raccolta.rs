//! Deliveries counted by hours, from the sheet to the flow: nothing is lost, and every sum is right to the cent.

use crate::office::{archive, moment, today};
use crate::support::{project, schemas, some_and_all, xmllint};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use siuss_kit::archive::stampa::{Order, stampa};
use siuss_kit::archive::stored::restore;
use siuss_kit::archive::{Archive, intake, judgement};
use siuss_kit::flow;
use siuss_kit::import::{self, Draft};
use siuss_kit::records::raccolta::{Raccolta, bundles, raccogli};
use siuss_kit::records::{
    Amount, Case, EnteId, Erogazione, FlussoId, Hours, Minute, Passo, Prestazione, PrestazioneId, Stato, Tipo,
};
use siuss_kit::sheets;
use siuss_kit::text::dates::read_iso;
use std::collections::BTreeMap;

/// Deliveries of a quarter of an hour to ten hours, over three years; now and then something is not known.
fn deliveries() -> impl Strategy<Value = Vec<Prestazione>> {
    let delivery = (
        weighted(0.98, (2024_i32..2027, 1_u32..=365)),
        weighted(0.95, 15_u32..600),
        weighted(0.95, 1_i64..20_000),
        weighted(0.8, 0_u8..=100),
        0_usize..2,
    );
    vec(delivery, 1..40).prop_map(|all| {
        all.into_iter()
            .map(|(day, minutes, cents, share, code)| Prestazione {
                codice: ["A2.07", "A2.02"][code].into(),
                tipo: Some(Tipo::Tempo),
                erogazione: Some(Erogazione {
                    effettiva: day.and_then(|(year, day)| chrono::NaiveDate::from_yo_opt(year, day)),
                    ore: minutes.and_then(|minutes| Hours::new(minutes / 60, minutes % 60)),
                    costo: cents.map(Amount::from_cents),
                    recupero: share.map(|share| Amount::from_cents(cents.unwrap_or(0) * i64::from(share) / 100)),
                    ..Erogazione::default()
                }),
                ..Prestazione::default()
            })
            .collect()
    })
}

/// A month's share times the months is the whole, but for what rounding to `unit` can take or give.
fn check_share(share: i128, months: u32, whole: i128) -> Result<(), TestCaseError> {
    let off = (share * i128::from(months) - whole).abs();
    prop_assert!(off * 2 <= i128::from(months), "{share} x {months} = {whole}");
    Ok(())
}

fn cents(amount: Amount) -> i128 {
    let decimal = amount.decimal() * rust_decimal::Decimal::ONE_HUNDRED;
    assert!(decimal.fract().is_zero(), "{amount} is finer than cents");
    decimal.mantissa() / 10_i128.pow(decimal.scale())
}

fn check_sums(raccolta: &Raccolta, deliveries: &[&Prestazione]) -> Result<(), TestCaseError> {
    let it = &raccolta.prestazione;
    let all: Vec<&Erogazione> = deliveries.iter().filter_map(|it| it.erogazione.as_ref()).collect();
    let costs: Option<i128> = all.iter().map(|it| it.cost().map(cents)).sum();
    let minutes: Option<u32> = all.iter().map(|it| it.hours().map(Hours::minutes)).sum();
    prop_assert_eq!(raccolta.costo.map(cents), costs);
    prop_assert_eq!(raccolta.ore.map(Hours::minutes), minutes);
    let dated = all.iter().all(|it| it.day().is_some());
    prop_assert_eq!(raccolta.giorni.is_some(), dated);
    if !dated {
        prop_assert_eq!((it.importo_mensile, it.ore_mensili, it.periodo), (None, None, None));
        return Ok(());
    }
    prop_assert!((1..=12).contains(&raccolta.mesi));
    prop_assert_eq!(it.importo_mensile.is_some(), costs.is_some());
    if let (Some(importo), Some(costs)) = (it.importo_mensile, costs) {
        check_share(cents(importo), raccolta.mesi, costs)?;
        if let (Some(ente), Some(utente)) = (it.quota_ente, it.quota_utente) {
            prop_assert_eq!(cents(ente) + cents(utente), cents(importo));
            let recovered: i128 = all.iter().filter_map(|it| it.recupero).map(cents).sum();
            check_share(cents(utente), raccolta.mesi, recovered)?;
        }
    }
    if let (Some(mensili), Some(minutes)) = (it.ore_mensili, minutes) {
        check_share(mensili.minutes().into(), raccolta.mesi, minutes.into())?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_are_right_and_nothing_is_lost(deliveries in deliveries()) {
        let (assistito, progetto) = Default::default();
        let case = |prestazione| Case { ente: None, assistito: &assistito, progetto: &progetto, prestazione };
        let bundles = bundles(deliveries.iter().map(case).enumerate(), |_| false);
        let mut keys: Vec<usize> = bundles.iter().flat_map(|bundle| bundle.keys.clone()).collect();
        keys.sort_unstable();
        prop_assert_eq!(keys, (0..deliveries.len()).collect::<Vec<_>>());
        for bundle in &bundles {
            let members: Vec<&Prestazione> = bundle.keys.iter().map(|key| &deliveries[*key]).collect();
            check_sums(bundle.raccolta.as_ref().unwrap(), &members)?;
            // The order in which deliveries were written down is of no matter.
            let backwards: Vec<&Prestazione> = members.iter().rev().copied().collect();
            let (there, back) = (raccogli(&members).prestazione, raccogli(&backwards).prestazione);
            prop_assert_eq!(
                (there.importo_mensile, there.quota_ente, there.quota_utente, there.ore_mensili, there.periodo),
                (back.importo_mensile, back.quota_ente, back.quota_utente, back.ore_mensili, back.periodo)
            );
        }
    }
}

const HEADINGS: &str = "Codice fiscale;Cognome;Nome;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Tipo;Data prevista;Ora inizio;Ora fine;Data effettiva;Costo prestazione;Recupero assistito;Prova dei mezzi;Presa in carico";

/// A sheet of rows that each begin with the same person.
fn drafts(rows: &[&str]) -> (Vec<Draft>, Vec<u32>) {
    let person = "PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;italiana;Perugia;2026/1";
    let lines: Vec<String> = rows.iter().map(|row| format!("{person};{row}")).collect();
    let sheet = format!("{HEADINGS}\r\n{}\r\n", lines.join("\r\n"));
    let mut silent = |_: sheets::RowsRead| {};
    let mut workbook = sheets::open(sheet.into_bytes(), &mut silent).unwrap();
    let table = workbook.table(0, &mut silent).unwrap();
    let analysis = import::analyse(&table).unwrap();
    let (mut drafts, mut unreadable) = (Vec::new(), Vec::new());
    for row in import::Rows::new(&table, &analysis).iter() {
        match row.outcome() {
            Ok(draft) => drafts.push(draft.clone()),
            Err(_) => unreadable.push(row.number),
        }
    }
    (drafts, unreadable)
}

/// Three deliveries of the first quarter, one of the second, one of the year before, and an item.
const ROWS: [&str; 6] = [
    "A2.07;Tempo;07/01/2026;09:00;10:30;07/01/2026;30,00;10,00;4;NO",
    "A2.07;Tempo;14/01/2026;09:00;10:30;15/01/2026;30,00;10,00;4;NO",
    "A2.07;Tempo;11/03/2026;9;10,15;;40,00;;4;NO",
    "A2.07;Tempo;08/04/2026;09:00;10:00;;20,00;5,00;4;NO",
    "A2.07;Tempo;30/12/2025;09:00;10:00;;20,00;5,00;4;NO",
    "A1.06;Unità;;boh;;;;;4;NO",
];

fn office() -> (Archive, EnteId) {
    let (mut archive, ente) = archive();
    let (drafts, unreadable) = drafts(&ROWS);
    assert_eq!((drafts.len(), unreadable), (6, vec![]));
    let drafts = drafts.as_slice();
    intake::plan(&archive, &drafts, Some(ente)).apply(&mut archive, &drafts);
    (archive, ente)
}

fn send(archive: &mut Archive, ente: EnteId, ids: &[PrestazioneId]) -> siuss_kit::archive::stampa::EnteFlow {
    let order = Order {
        ids,
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
    stampa(archive, &[ente], &order).unwrap().1.remove(0)
}

#[test]
fn a_sheet_of_deliveries_is_read_as_such() {
    let (drafts, _) = drafts(&ROWS);
    let delivery = drafts[0].prestazione.erogazione.as_ref().unwrap();
    assert_eq!(
        delivery.line(),
        "data/ore prev.: 07-01-2026 (09:00-10:30); data eff. sociale: 07-01-2026; costo prest. 30,00 (calcol: 30,00); recupero ass. 10,00"
    );
    assert_eq!(drafts[2].prestazione.erogazione.as_ref().unwrap().hours(), Hours::new(1, 15));
    assert_eq!((&drafts[5].prestazione.erogazione, drafts[5].prestazione.tipo), (&None, Some(Tipo::Unita)));
}

#[test]
fn without_a_row_by_hours_the_columns_mean_nothing() {
    let without = "Codice fiscale;Data prevista;Ora inizio;Costo prestazione\nPRVSPL88D52G478R;da definire;boh;30,00\n";
    let by_item = "Codice fiscale;Data prevista;Ora inizio;Costo prestazione;Tipo\nPRVSPL88D52G478R;da definire;boh;30,00;Unità\n";
    for (sheet, expected) in
        [(without, &["codice_fiscale", "importo"][..]), (by_item, &["codice_fiscale", "importo", "tipo"])]
    {
        let mut silent = |_: sheets::RowsRead| {};
        let mut workbook = sheets::open(sheet.as_bytes().to_vec(), &mut silent).unwrap();
        let table = workbook.table(0, &mut silent).unwrap();
        let analysis = import::analyse(&table).unwrap();
        let columns: Vec<&str> = analysis.named_columns().map(|(field, _)| field.id()).collect();
        assert_eq!(columns, expected);
        let rows = import::Rows::new(&table, &analysis);
        assert_eq!(rows.read(0).outcome().unwrap().prestazione.erogazione, None);
    }
}

#[test]
fn a_cell_of_a_delivery_that_cannot_be_read_is_told() {
    let (drafts, unreadable) = drafts(&["A2.07;Tempo;31/02/2026;09:00;10:30;;30,00;10,00;4;NO", ROWS[0]]);
    assert_eq!((drafts.len(), unreadable), (1, vec![2]));
}

#[test]
fn the_deliveries_of_a_quarter_are_one_benefit() {
    let (mut archive, ente) = office();
    let ids: Vec<PrestazioneId> = [0, 1, 2].map(PrestazioneId::new).into();
    let flusso = send(&mut archive, ente, &ids).flussi.remove(0);
    for schema in schemas() {
        assert_eq!(xmllint(&flusso.xml, &schema), Ok(()));
    }
    let reading = flow::read(flusso.xml.as_bytes()).unwrap();
    let [one] = reading.flusso.beneficiari[0].prestazioni.as_slice() else { panic!("{}", flusso.xml) };
    let amount = |text: &str| text.parse::<Amount>().ok();
    assert_eq!((one.data_inizio.get(), one.data_fine.get()), (read_iso("2026-01-07"), read_iso("2026-03-11")));
    assert_eq!((one.periodo.get(), one.importo_mensile.get()), (Some(3), amount("33.33")));
    assert_eq!((one.quota_ente.get(), one.quota_utente.get()), (amount("26.66"), amount("6.67")));
    // 1 h 30 min twice and 1 h 15 min: 4 h 15 min, 1 h 25 min a month.
    assert_eq!(one.ore_mensili.get(), amount("1.25"));
    // All of them are sent, and the others are not.
    let sent =
        |id: u32| archive.prestazioni.get(PrestazioneId::new(id)).unwrap().stato.flusso() == Some(flusso.nome.as_str());
    assert_eq!([0, 1, 2, 3, 4, 5].map(sent), [true, true, true, false, false, false]);
    assert_eq!(archive.flussi.iter().next().unwrap().1.righe, ids);

    // The next quarter is a benefit of its own, and so is the year before.
    let rest: Vec<PrestazioneId> = [3, 4].map(PrestazioneId::new).into();
    assert_eq!(send(&mut archive, ente, &rest).flussi.remove(0).inviate, 2);
}

#[test]
fn what_is_wrong_with_the_gathered_is_wrong_with_each() {
    let (mut archive, ente) = office();
    archive.prestazioni.get_mut(PrestazioneId::new(1)).unwrap().erogazione.as_mut().unwrap().costo = None;
    let judgement = judgement::judge(&archive, today());
    let rules = |id: u32| -> Vec<&str> {
        let blocking = judgement.of(PrestazioneId::new(id)).iter().filter(|finding| finding.blocks());
        blocking.map(|finding| finding.rule.id).collect()
    };
    for id in [0, 1, 2, 3] {
        assert_eq!(rules(id), ["P09"], "{id}");
    }
    assert_eq!(rules(4), [""; 0], "another year is another benefit");
    let ids: Vec<PrestazioneId> = (0..5).map(PrestazioneId::new).collect();
    let flow = send(&mut archive, ente, &ids);
    assert_eq!(flow.flussi[0].inviate, 1);
    let left_out: Vec<u32> = flow.left_out.iter().map(|(id, _)| id.place()).collect();
    assert_eq!(left_out, [0, 1, 2, 3]);
    assert_eq!(flow.lasciate.len(), 4);
}

#[test]
fn an_ente_may_want_them_one_by_one() {
    let (mut archive, ente) = office();
    archive.enti.get_mut(ente).unwrap().erogazioni_singole = true;
    let ids: Vec<PrestazioneId> = (0..5).map(PrestazioneId::new).collect();
    let flusso = send(&mut archive, ente, &ids).flussi.remove(0);
    assert_eq!(flusso.inviate, 5);
    for schema in schemas() {
        assert_eq!(xmllint(&flusso.xml, &schema), Ok(()));
    }
    let reading = flow::read(flusso.xml.as_bytes()).unwrap();
    let days: Vec<_> = reading.flusso.beneficiari[0].prestazioni.iter().map(|it| it.data_erogazione.get()).collect();
    let expected = ["2026-01-07", "2026-01-15", "2026-03-11", "2026-04-08", "2025-12-30"].map(read_iso);
    assert_eq!(days, expected);
    assert!(some_and_all(archive.prestazioni.iter().take(5), |(_, it)| it.stato != Stato::default()));
}

#[test]
fn the_same_sheet_twice_adds_nothing_and_a_mended_delivery_is_an_update() {
    let (archive, ente) = office();
    let outcomes = |rows: &[&str]| {
        let plan = intake::plan(&archive, &drafts(rows).0.as_slice(), Some(ente));
        let counts = plan.counts();
        (counts.new, counts.updates, counts.duplicates)
    };
    assert_eq!(outcomes(&ROWS), (0, 0, 6));
    let mended = "A2.07;Tempo;07/01/2026;09:00;10:30;07/01/2026;35,00;10,00;4;NO";
    let another = "A2.07;Tempo;07/01/2026;16:00;17:30;07/01/2026;30,00;10,00;4;NO";
    assert_eq!(outcomes(&[mended, another]), (1, 1, 0));
}

#[test]
fn what_was_sent_as_one_is_answered_freed_and_taken_back_as_one() {
    let (mut archive, ente) = office();
    let ids: Vec<PrestazioneId> = [0, 1, 2, 4].map(PrestazioneId::new).into();
    let sent = send(&mut archive, ente, &ids).flussi.remove(0);
    let flow = FlussoId::new(0);
    let places = archive.flussi.get(flow).unwrap().posizioni.clone();
    assert!(places.len() == 4 && places[0] == places[1] && places[1] == places[2] && places[2] != places[3]);
    let standing = |archive: &Archive| -> Vec<&str> {
        ids.iter().map(|id| archive.prestazioni.get(*id).unwrap().stato.label()).collect()
    };

    // INPS discards one row of three deliveries: all three are free again, and go out again as one.
    assert_eq!(archive.step(flow, &[1], Passo::Scarta("no"), Minute::UNKNOWN), Ok(3));
    assert_eq!(standing(&archive), ["Scartata", "Scartata", "Scartata", "Inviata"]);
    assert_eq!(archive.step(flow, &[2], Passo::Libera, Minute::UNKNOWN), Ok(3));
    assert_eq!(standing(&archive), ["Non Inviata", "Non Inviata", "Non Inviata", "Inviata"]);
    let again = send(&mut archive, ente, &ids).flussi.remove(0);
    assert_eq!(again.inviate, 1);

    // Taken by INPS, and taken back: one cancellation, and all three go with it.
    archive.step(FlussoId::new(1), &[], Passo::Acquisisci, Minute::UNKNOWN).unwrap();
    assert_eq!(archive.step(FlussoId::new(1), &[0], Passo::Annulla, Minute::UNKNOWN), Ok(3));
    let xml = again.xml.clone().into_bytes();
    let readings = BTreeMap::from([(again.nome.clone(), flow::read(&xml).unwrap())]);
    let order = Order {
        ids: &[],
        moment: &moment(),
        operatore: None,
        firme: &[],
        filters: "",
        first_number: 1,
        unreadable: &[],
        rows: &BTreeMap::new(),
        sheet: "",
        readings: &readings,
        waas: false,
    };
    let taken_back = stampa(&mut archive, &[ente], &order).unwrap().1.remove(0).flussi.remove(0);
    assert_eq!((taken_back.inviate, taken_back.xml.matches("TipoOperazione=\"C\"").count()), (1, 1));
    assert_eq!(standing(&archive)[..3], ["Cancellazione inviata"; 3]);
    archive.step(FlussoId::new(2), &[], Passo::Acquisisci, Minute::UNKNOWN).unwrap();
    assert_eq!(standing(&archive)[..3], ["Annullata"; 3]);
    assert_ne!(sent.nome, taken_back.nome);
}

#[test]
fn stored_deliveries_are_read_again() {
    let text = std::fs::read_to_string(project("tests/data/archive/formato-2-erogazioni.json")).unwrap();
    let records: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let (archive, _) = restore(&records.into_iter().collect::<Vec<_>>());
    let delivery = archive.prestazioni.iter().find_map(|(_, it)| it.erogazione.as_ref()).unwrap();
    assert_eq!(
        delivery.line(),
        "data/ore prev.: 07-01-2026 (09:00-10:30); data eff. sociale: 08-01-2026; ore 01:15; quantità 2; costo prest. 30,00 (calcol: 28,50); recupero ass. 10,00"
    );
    assert!(some_and_all(archive.enti.iter(), |(_, ente)| ente.erogazioni_singole));
    assert_eq!(archive.stampe.iter().next().unwrap().1.lasciate[0].motivi[0].0, "K02");
}
