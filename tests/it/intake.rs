//! Rows of a sheet against the archive, and back.

use crate::office::{archive, moment};
use crate::support::{files_in, project, some_and_all};
use siuss_kit::archive::Archive;
use siuss_kit::archive::intake::{self, RowOutcome, Written};
use siuss_kit::archive::stampa::{Order, stampa};
use siuss_kit::archive::stored::restore;
use siuss_kit::codes::{Carattere, PresaCarico, ProvaMezzi};
use siuss_kit::import::Draft;
use siuss_kit::records::{
    Amount, Assistito, AssistitoId, Atto, EnteId, Member, Prestazione, PrestazioneId, Progetto, RecordKey,
};
use siuss_kit::text::dates::read_iso;
use std::collections::BTreeMap;

/// A right row: ten euro on a day.
fn row(day: &str, cents: i64) -> Draft {
    Draft {
        ente: None,
        assistito: Assistito {
            codice_fiscale: "PRVSPL88D52G478R".into(),
            cognome: "PROVETTI".into(),
            nome: "ESEMPLARIA".into(),
            cittadinanza: "380".into(),
            comune_residenza: "G478".into(),
            ..Assistito::default()
        },
        progetto: Progetto { protocollo: "2026/1".into(), ..Progetto::default() },
        prestazione: Prestazione {
            codice: "A1.06".into(),
            carattere: Some(Carattere::Occasionale),
            prova_mezzi: Some(ProvaMezzi::Nessuna),
            data_erogazione: read_iso(day),
            importo_prestazione: Some(Amount::from_cents(cents)),
            presa_carico: Some(PresaCarico::No),
            ..Prestazione::default()
        },
    }
}

fn take_in(archive: &mut Archive, drafts: &[Draft]) -> Written {
    intake::plan(archive, &drafts, Some(EnteId::new(0))).apply(archive, &drafts)
}

/// What these rows would become.
#[track_caller]
fn check_outcomes(archive: &Archive, drafts: &[Draft], expected: &[RowOutcome]) {
    let plan = intake::plan(archive, &drafts, Some(EnteId::new(0)));
    let outcomes: Vec<RowOutcome> = plan.rows.iter().map(|row| row.outcome.clone()).collect();
    assert_eq!(outcomes, expected);
}

#[test]
fn within_a_sheet_only_an_exact_copy_is_a_duplicate() {
    let (archive, _) = archive();
    let rows = [row("2026-03-01", 1000), row("2026-03-01", 1000), row("2026-03-01", 2000), row("2026-03-02", 1000)];
    check_outcomes(&archive, &rows, &[RowOutcome::New, RowOutcome::Duplicate, RowOutcome::New, RowOutcome::New]);
}

#[test]
fn against_the_archive_a_changed_row_is_an_update() {
    let (mut archive, _) = archive();
    take_in(&mut archive, &[row("2026-03-01", 1000), row("2026-03-02", 1000)]);
    check_outcomes(
        &archive,
        &[row("2026-03-01", 1000), row("2026-03-02", 3000), row("2026-03-03", 1000)],
        &[RowOutcome::Duplicate, RowOutcome::Update(PrestazioneId::new(1)), RowOutcome::New],
    );
    take_in(&mut archive, &[row("2026-03-02", 3000)]);
    assert_eq!(
        archive.prestazioni.get(PrestazioneId::new(1)).unwrap().importo_prestazione,
        Some(Amount::from_cents(3000))
    );
    assert_eq!((archive.assistiti.len(), archive.progetti.len(), archive.prestazioni.len()), (1, 1, 2));
}

#[test]
fn what_was_sent_is_not_changed_by_a_sheet() {
    let (mut archive, ente) = archive();
    take_in(&mut archive, &[row("2026-03-01", 1000)]);
    let rows = BTreeMap::new();
    let order = Order {
        ids: &[PrestazioneId::new(0)],
        moment: &moment(),
        operatore: None,
        firme: &[],
        filters: "",
        first_number: 1,
        unreadable: &[],
        rows: &rows,
        sheet: "",
        readings: &BTreeMap::new(),
        waas: false,
    };
    let (_, flows) = stampa(&mut archive, &[ente], &order).unwrap();
    let name = flows[0].flussi[0].nome.clone();
    check_outcomes(
        &archive,
        &[row("2026-03-01", 1000), row("2026-03-01", 9900)],
        &[RowOutcome::Duplicate, RowOutcome::New],
    );
    check_outcomes(&archive, &[row("2026-03-01", 9900)], &[RowOutcome::AlreadySent(name)]);
}

#[test]
fn an_import_is_taken_back_whole() {
    let (mut archive, _) = archive();
    take_in(&mut archive, &[row("2026-03-01", 1000)]);
    let before: Vec<_> = archive.prestazioni.iter().map(|(key, it)| (key, it.clone())).collect();
    let mut other = row("2026-05-01", 1000);
    other.assistito.codice_fiscale = "FTTLRG51S03F839W".into();
    archive.begin();
    take_in(&mut archive, &[row("2026-03-01", 5000), other]);
    assert_eq!(archive.assistiti.len(), 2);
    let action = archive.log(Atto::Importazione, None, "", &moment(), "Finta Protti").unwrap();
    let back = archive.take_back(action, &|_| None, &moment(), "Finta Protti").unwrap();
    assert_eq!(back.left, []);
    let after: Vec<_> = archive.prestazioni.iter().map(|(key, it)| (key, it.clone())).collect();
    assert_eq!(after, before);
    assert_eq!((archive.assistiti.len(), archive.progetti.len()), (1, 1));
}

/// Edits a person as an operator does.
fn mend(archive: &mut Archive, change: impl FnOnce(&mut Assistito)) {
    change(archive.assistiti.get_mut(AssistitoId::new(0)).unwrap());
    archive.log(Atto::Modifica, None, "", &moment(), "Finta Protti");
}

/// Rows are taken in as an import does it; what the check says of what was mended by hand, a line a field.
fn import(archive: &mut Archive, drafts: &[Draft]) -> Vec<(&'static str, String, String)> {
    let plan = intake::plan(archive, &drafts, Some(EnteId::new(0)));
    let differences = plan.rows.iter().flat_map(|row| row.differences.clone());
    let kept = differences.filter(|it| !it.taken).map(|it| (it.field.label(), it.ours, it.sheet)).collect();
    plan.apply(archive, &drafts);
    archive.log(Atto::Importazione, None, "", &moment(), "Finta Protti");
    kept
}

#[test]
fn what_was_mended_by_hand_is_not_set_back_by_the_next_sheet() {
    let (mut archive, _) = archive();
    archive.begin();
    let first = row("2026-03-01", 1000);
    assert_eq!(import(&mut archive, std::slice::from_ref(&first)), []);
    mend(&mut archive, |it| it.cognome = "CORRETTI".into());
    let told = [("Cognome", "CORRETTI".to_owned(), "PROVETTI".to_owned())];
    // This quarter's sheet, the next one's, and the one after that: an import in between makes no difference.
    for day in ["2026-03-01", "2026-06-01", "2026-09-01"] {
        let mut next = row(day, 1000);
        next.assistito.indirizzo = format!("via dell'Esempio {day}");
        assert_eq!(import(&mut archive, &[next]), told);
        let person = archive.assistiti.get(AssistitoId::new(0)).unwrap();
        assert_eq!(
            (person.cognome.as_str(), person.indirizzo.as_str()),
            ("CORRETTI", &*format!("via dell'Esempio {day}"))
        );
    }
    assert_eq!((archive.assistiti.len(), archive.prestazioni.len()), (1, 3));
    // A sheet that says the same is told nothing.
    let mut same = row("2026-03-01", 1000);
    same.assistito.cognome = "CORRETTI".into();
    assert_eq!(import(&mut archive, &[same]), []);
}

#[test]
fn what_a_sheet_wrote_a_sheet_may_change() {
    let (mut archive, _) = archive();
    archive.begin();
    import(&mut archive, &[row("2026-03-01", 1000)]);
    import(&mut archive, &[row("2026-03-01", 2000)]);
    assert_eq!(import(&mut archive, &[row("2026-03-01", 3000)]), []);
    assert_eq!(
        archive.prestazioni.get(PrestazioneId::new(0)).unwrap().importo_prestazione,
        Some(Amount::from_cents(3000))
    );
    // An edit that was taken back is nobody's word any more.
    archive.prestazioni.get_mut(PrestazioneId::new(0)).unwrap().importo_prestazione = Some(Amount::from_cents(9));
    let edit = archive.log(Atto::Modifica, None, "", &moment(), "").unwrap();
    archive.take_back(edit, &|_| None, &moment(), "").unwrap();
    assert_eq!(import(&mut archive, &[row("2026-03-01", 4000)]), []);
    assert_eq!(
        archive.prestazioni.get(PrestazioneId::new(0)).unwrap().importo_prestazione,
        Some(Amount::from_cents(4000))
    );
    archive.prestazioni.get_mut(PrestazioneId::new(0)).unwrap().importo_prestazione = Some(Amount::from_cents(5000));
    archive.log(Atto::Modifica, None, "", &moment(), "");
    let told = [("Importo prestazione", "50,00".to_owned(), "60,00".to_owned())];
    assert_eq!(import(&mut archive, &[row("2026-03-01", 6000)]), told);
    assert_eq!(
        archive.prestazioni.get(PrestazioneId::new(0)).unwrap().importo_prestazione,
        Some(Amount::from_cents(5000))
    );
}

#[test]
fn a_sheet_with_a_fiscal_code_that_was_mended_finds_its_person() {
    let (mut archive, _) = archive();
    archive.begin();
    import(&mut archive, &[row("2026-03-01", 1000)]);
    mend(&mut archive, |it| it.codice_fiscale = "PRVSPL88D52G478X".into());
    let told = [("Codice fiscale", "PRVSPL88D52G478X".to_owned(), "PRVSPL88D52G478R".to_owned())];
    assert_eq!(import(&mut archive, &[row("2026-06-01", 1000)]), told);
    assert_eq!((archive.assistiti.len(), archive.prestazioni.len()), (1, 2));
}

/// Every format that ever was stored opens: `tests/data/archive/formato-N.json` holds keys and records as stored.
#[test]
fn older_archives_open() {
    let (mut told, mut decided) = (0, 0);
    for path in files_in(&project("tests/data/archive")) {
        let text = std::fs::read_to_string(path).unwrap();
        let records: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
        let (archive, damages) = restore(&records.into_iter().collect::<Vec<_>>());
        assert_eq!(damages, []);
        let (_, case) = archive.cases().next().unwrap();
        assert_eq!(case.assistito.codice_fiscale, "PRVSPL88D52G478R");
        assert_eq!(case.ente.unwrap().codice, "G478");
        assert_eq!(case.prestazione.importo_prestazione, Some(Amount::from_cents(1000)));
        assert!(some_and_all(archive.flussi.iter(), |(_, flusso)| archive.xml_key(flusso).is_some()));
        // Before format 5 histories told labels.
        let histories = archive.cases().flat_map(|(id, _)| archive.revisions(RecordKey::Prestazione(id)));
        for cambio in histories.flat_map(|it| &it.cambi) {
            assert!(!matches!(cambio.campo, Member::Unknown(_)), "{cambio:?}");
            told += 1;
        }
        assert!(archive.cases().any(|(_, case)| case.prestazione.stato.flusso() == Some("G478.PS.20261123.0000001")));
        assert_eq!(archive.stampe.iter().next().unwrap().1.files.len(), 4);
        // Since format 6 the head tells what was decided.
        decided += archive.settings.indicatori.len();
    }
    assert!(told > 0 && decided > 0);
}
