//! *Esiti INPS*: what an answer speaks of, what it does, and what it must not do.

use crate::support::{project, some_and_all};
use crate::workstation::{Workstation, ente, sheet};
use chrono::NaiveDate;
use proptest::prelude::*;
use siuss_kit::archive::stored::restore;
use siuss_kit::codes::Genere;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::esiti::request::{Apre, Candidato, Decisione, EsitiAnswer, EsitiPage, EsitiQuery, EsitiRequest};
use siuss_kit::desk::flussi::request::FlussoPasso;
use siuss_kit::desk::invio::request::InvioQuery;
use siuss_kit::desk::stampe::request::StampeRequest;
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{
    AssistitoId, Ente, EnteId, EsitoId, FiscalCode, FlussoId, Motivo, PrestazioneId, RigaDiFlusso, Soluzione,
    fiscal_code,
};
use std::collections::BTreeMap;

const ARCA: &str = "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA";
const COMUNE: &str = "CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI";
const SENZA: &str = "Prestazione acquisita senza protocollo DSU per non trovata corrispondenza su ISEE";
const FORMATO: &str =
    "PRESTAZIONE NON ACQUISITA PER ANOMALIE NEL FORMATO DEL FLUSSO (errori precedentemente segnalati)";

/// The fiscal code of a person of `workstation::sheet`: benefits `2 * person` and the next are theirs.
fn cf(person: u32) -> String {
    let surnames = ["PROVETTI", "FITTIZI", "ESEMPLARI", "CAMPIONESI", "MODELLONI", "FACSIMILI", "IPOTETICI", "BOZZI"];
    let birth = NaiveDate::from_yo_opt(1930 + (person % 70).cast_signed(), 1 + person / 70 % 365).unwrap();
    fiscal_code::compute(surnames[person as usize % 8], "INVENTATA", birth, Genere::Femmina, "G478").unwrap()
}

fn discards<S: AsRef<str>>(rows: &[(S, &str)]) -> Vec<u8> {
    let mut sheet = String::from("N.;Soggetto;Messaggio\n");
    for ((subject, message), number) in rows.iter().zip(1..) {
        sheet.push_str(&format!("{number};{};{message}\n", subject.as_ref()));
    }
    sheet.into_bytes()
}

/// An office whose benefits 0 to `count` are in flow 0.
fn sent(count: u32) -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, count, 0));
    office.stampa();
    office
}

/// The sentences on the files.
fn read_of(office: &mut Workstation, files: &[&[u8]], flusso: Option<u32>) -> Vec<String> {
    let named = files.iter().zip(1..).map(|(bytes, number)| (format!("file{number}"), bytes.len() as u32)).collect();
    let request = Request::Esiti(EsitiRequest::Read { files: named, flusso: flusso.map(FlussoId::new) });
    match office.ask_with(request, files.concat()) {
        Answer::Esiti(EsitiAnswer::Read { files, .. }) => files.into_iter().map(|(sentence, _)| sentence).collect(),
        other => panic!("{other:?}"),
    }
}

fn read(office: &mut Workstation, file: &[u8]) -> String {
    read_of(office, &[file], None).remove(0)
}

fn page(office: &mut Workstation, query: EsitiQuery) -> EsitiPage {
    match office
        .ask(Request::Esiti(EsitiRequest::List(EsitiQuery { part: Part { per_page: 100, ..query.part }, ..query })))
    {
        Answer::Esiti(EsitiAnswer::List(page)) => *page,
        other => panic!("{other:?}"),
    }
}

fn candidates(office: &mut Workstation, id: u32) -> Vec<Candidato> {
    match office.ask(Request::Esiti(EsitiRequest::Candidates { id: EsitoId::new(id) })) {
        Answer::Esiti(EsitiAnswer::Candidates(found)) => found,
        other => panic!("{other:?}"),
    }
}

fn settle(office: &mut Workstation, id: u32, righe: Vec<RigaDiFlusso>, decisione: Decisione) -> Answer {
    office.ask(Request::Esiti(EsitiRequest::Settle { id: EsitoId::new(id), righe, decisione }))
}

fn free(office: &mut Workstation, id: Option<u32>, query: EsitiQuery) -> Answer {
    office.ask(Request::Esiti(EsitiRequest::Free { id: id.map(EsitoId::new), query }))
}

fn undo(office: &mut Workstation) {
    assert!(matches!(office.undo(), Answer::Done { .. }));
}

/// How the first benefits stand.
fn standing(office: &mut Workstation, count: u32) -> Vec<&'static str> {
    (0..count).map(|id| office.archive().prestazioni.get(PrestazioneId::new(id)).unwrap().stato.label()).collect()
}

/// How the answers were settled.
fn solved(office: &mut Workstation) -> Vec<Soluzione> {
    office.archive().esiti.iter().map(|(_, it)| it.soluzione).collect()
}

/// What is stored, but for the journal, which tells of undoing too.
fn stored(office: &Workstation) -> BTreeMap<String, String> {
    let records = office.records.iter().filter(|(key, _)| !key.starts_with("registro"));
    records.map(|(key, json)| (key.clone(), json.clone())).collect()
}

fn flow(office: &mut Workstation, ids: &[u32]) {
    let only = ids.iter().map(|id| PrestazioneId::new(*id)).collect();
    office.ask(Request::Stampe(StampeRequest::Make { query: InvioQuery::default(), only, waas: false, firme: vec![] }));
}

#[test]
fn the_four_messages() {
    let mut office = sent(8);
    let file = discards(&[
        (cf(0), ARCA),
        ("Codice Prestazione: A1.06".into(), FORMATO),
        (format!("CODICE FISCALE {} CODICE ENTE G478", cf(1)), COMUNE),
        (format!("{}-A1.07-INPS-ISEE-2026-", cf(2)), SENZA),
    ]);
    assert_eq!(read(&mut office, &file), "file1: 4 righe: 3 scartate, 1 acquisite.");
    let (no, yes) = ("Scartata", "Inviata");
    assert_eq!(standing(&mut office, 8), [no, no, no, no, yes, "Acquisita senza DSU", yes, yes]);
    assert_eq!(solved(&mut office), [Soluzione::Applicata; 4]);
    // A consequence adds nothing to the error that it follows from, and points to it.
    let rows = page(&mut office, EsitiQuery::default()).list.rows;
    assert_eq!(rows[1].segue, Some((EsitoId::new(0), format!("riga 1: {ARCA}"))));
    assert_eq!(rows[0].prestazioni.len(), 2);
    assert!(matches!(rows[0].apre, Apre::Libera(_)) && rows[3].apre == Apre::Niente);
    assert!(some_and_all(&rows, |row| row.flusso.1 == "G478.PSA.20261123.0000001"), "{rows:?}");
    let tipi: Vec<String> = page(&mut office, EsitiQuery::default()).tipi.into_iter().map(|it| it.1).collect();
    assert_eq!(tipi.len(), 4);

    // The rest is taken when the check is done.
    assert!(matches!(office.step(0, &[], FlussoPasso::Acquisisci), Answer::Done { .. }));
    assert_eq!(standing(&mut office, 8)[4..], ["Acquisita", "Acquisita senza DSU", "Acquisita", "Acquisita"]);
    let query = EsitiQuery { tipo: "arca".into(), ..EsitiQuery::default() };
    free(&mut office, None, query);
    assert_eq!(standing(&mut office, 4), ["Non Inviata", "Non Inviata", no, no]);
    undo(&mut office);
    assert_eq!(standing(&mut office, 4), [no; 4]);
    free(&mut office, Some(2), EsitiQuery::default());
    assert_eq!(standing(&mut office, 4), [no, no, "Non Inviata", "Non Inviata"]);
    let situazioni = page(&mut office, EsitiQuery::default()).situazioni;
    assert!(situazioni.contains(&("Scartata e predisposta".into(), 1)), "{situazioni:?}");
}

#[test]
fn a_file_read_twice_changes_nothing() {
    let mut office = sent(8);
    let file = discards(&[(cf(0), ARCA), (cf(1), COMUNE)]);
    read(&mut office, &file);
    let before = stored(&office);
    assert!(read(&mut office, &file).starts_with("file1: già letto"));
    assert_eq!(stored(&office), before);
    // Nor does it when its benefits were sent again, and the browser was closed.
    free(&mut office, None, EsitiQuery::default());
    office.stampa();
    office.reopen();
    let before = stored(&office);
    assert_eq!(standing(&mut office, 4), ["Inviata"; 4]);
    assert!(read(&mut office, &file).starts_with("file1: già letto, non è cambiato nulla. Attenzione"));
    assert_eq!(stored(&office), before);
    // A sheet with more rows than before is read for what is new in it.
    let longer = discards(&[(cf(0), ARCA), (cf(1), COMUNE), (cf(2), COMUNE)]);
    let said = read(&mut office, &longer);
    assert!(said.starts_with("file1: 3 righe: 1 scartate, 2 già lette. Attenzione"), "{said}");
    assert_eq!(standing(&mut office, 6), ["Inviata", "Inviata", "Inviata", "Inviata", "Scartata", "Scartata"]);
    // The same words of the new flow are another answer: the operator says so.
    assert_eq!(read_of(&mut office, &[&file], Some(1)), ["file1: 2 righe: 2 scartate."]);
    assert_eq!(standing(&mut office, 4), ["Scartata"; 4]);
    assert!(read_of(&mut office, &[&file], Some(1))[0].starts_with("file1: già letto"));
}

#[test]
fn what_fits_several_is_asked() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 8, 0));
    flow(&mut office, &[0, 2, 3]);
    flow(&mut office, &[1, 4]);
    // A person in two flows; one benefit of two; a code that many have.
    let file = discards(&[(cf(0), ARCA), (cf(1), SENZA), ("Codice Prestazione: A1.06".into(), FORMATO)]);
    assert_eq!(read(&mut office, &file), "file1: 3 righe: 3 da decidere.");
    assert_eq!(
        solved(&mut office),
        [
            Soluzione::DaScegliere(Motivo::PiuFlussi),
            Soluzione::DaScegliere(Motivo::PiuPrestazioni),
            Soluzione::DaScegliere(Motivo::PiuFlussi)
        ]
    );
    let found = candidates(&mut office, 0);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|it| it.assistito.ends_with(&cf(0)) && it.situazione == "Inviata"));
    settle(&mut office, 0, vec![found[1].riga], Decisione::ComeDice);
    assert_eq!(standing(&mut office, 5), ["Inviata", "Scartata", "Inviata", "Inviata", "Inviata"]);
    assert!(matches!(settle(&mut office, 1, vec![], Decisione::ComeDice), Answer::Refused { .. }));
    settle(&mut office, 2, vec![], Decisione::Niente);
    assert_eq!(solved(&mut office)[2], Soluzione::Archiviata);
    undo(&mut office);
    assert_eq!(solved(&mut office)[2], Soluzione::DaScegliere(Motivo::PiuFlussi));
    // What could not be told apart is, once the operator names the flow.
    assert_eq!(read_of(&mut office, &[&file], Some(0)), ["file1: 3 righe: 1 scartate, 2 da decidere."]);
}

#[test]
fn rows_of_the_same_words_for_each_of_the_benefits() {
    let mut office = sent(4);
    let row = ("Codice Prestazione: A1.06", FORMATO);
    assert_eq!(read(&mut office, &discards(&[row, row, row, row])), "file1: 4 righe: 4 scartate.");
    assert_eq!(standing(&mut office, 4), ["Scartata"; 4]);
}

#[test]
fn unknown_unfound_and_unreadable() {
    let mut office = sent(4);
    let file = discards(&[
        (cf(0).as_str(), "Messaggio mai visto"),
        ("CMPNNT83P49G478N", ARCA),
        ("qualcosa", ARCA),
        (&format!("{} A129.PS.20260105.0000001", cf(1)), ARCA),
        (&format!("{} CODICE ENTE A129", cf(1)), ARCA),
    ]);
    let pdf = b"%PDF-1.7".as_slice();
    let other = discards(&[(cf(1), ARCA)]);
    let said = read_of(&mut office, &[pdf, &file, b"", &other], None);
    assert!(said[0].starts_with("file1: Il file non è un foglio") && said[2].starts_with("file3: Il file è vuoto"));
    assert_eq!(said[1], "file2: 5 righe: 1 da decidere, 4 non trovate.");
    assert_eq!(said[3], "file4: 1 righe: 1 scartate.");
    assert_eq!(standing(&mut office, 4), ["Inviata", "Inviata", "Scartata", "Scartata"]);
    let not = Soluzione::NonTrovata;
    let nobody = [not(Motivo::Nessuna), not(Motivo::SenzaSoggetto), not(Motivo::FlussoIgnoto), not(Motivo::Nessuna)];
    assert_eq!(solved(&mut office)[1..5], nobody);
    let row =
        page(&mut office, EsitiQuery { solo: Some(EsitoId::new(0)), ..EsitiQuery::default() }).list.rows.remove(0);
    assert_eq!((row.apre, row.situazione.as_str()), (Apre::ScegliEDecidi, "Da decidere"));
    let found: Vec<RigaDiFlusso> = candidates(&mut office, 0).into_iter().map(|it| it.riga).collect();
    assert_eq!(found.len(), 2);
    settle(&mut office, 0, found.clone(), Decisione::Acquisita);
    assert_eq!(standing(&mut office, 2), ["Acquisita"; 2]);
    undo(&mut office);
    settle(&mut office, 0, found, Decisione::Scartata);
    assert_eq!(standing(&mut office, 2), ["Scartata"; 2]);
}

#[test]
fn what_contradicts_itself_or_what_was_before() {
    let mut office = sent(8);
    let file = discards(&[(cf(2), ARCA), (format!("{}-A1.07-INPS-ISEE-2026-", cf(2)), SENZA)]);
    read(&mut office, &file);
    assert_eq!(solved(&mut office), [Soluzione::DaScegliere(Motivo::Contraddizione); 2]);
    assert_eq!(standing(&mut office, 8), ["Inviata"; 8]);
    // Discarded by hand, freed and sent again: the same words may be of then.
    office.step(0, &[0, 1], FlussoPasso::Scarta(ARCA.into()));
    office.step(0, &[0, 1], FlussoPasso::Libera);
    office.stampa();
    read(&mut office, &discards(&[(cf(0), ARCA)]));
    assert_eq!(solved(&mut office)[2], Soluzione::DaScegliere(Motivo::Reinviata));
    // INPS has it, says the operator; a sheet says no.
    office.step(0, &[2, 3], FlussoPasso::Acquisisci);
    read(&mut office, &discards(&[(cf(1), COMUNE)]));
    assert_eq!(solved(&mut office)[3], Soluzione::DaScegliere(Motivo::GiaAcquisita));
    assert_eq!(standing(&mut office, 4), ["Inviata", "Inviata", "Acquisita", "Acquisita"]);
}

#[test]
fn a_person_mended_before_the_answer_was_read() {
    let mut office = sent(4);
    let archive = office.desk.archive_mut();
    archive.assistiti.get_mut(AssistitoId::new(0)).unwrap().codice_fiscale = "PRVSPL88D52G478R".into();
    archive.log(siuss_kit::records::Atto::Modifica, None, "", &crate::office::moment(), "");
    read(&mut office, &discards(&[(cf(0), ARCA)]));
    assert_eq!(standing(&mut office, 4), ["Scartata", "Scartata", "Inviata", "Inviata"]);
}

#[test]
fn answers_of_the_service() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    for id in 0..4 {
        flow(&mut office, &[id]);
    }
    let names: Vec<String> = office.archive().flussi.iter().map(|(_, it)| it.nome.clone()).collect();
    let item = |name: &str, rest: &str| format!("{{\"id_flusso\":\"{name}\",{rest}}}");
    let items = [
        item(&names[0], "\"codice_esito\":\"OK\",\"id_acquisizione_siuss\":\"22738\""),
        item(&names[1], "\"codice_esito\":\"DATI_NON_TROVATI\""),
        item(&names[2], "\"codice_esito\":\"ERRORE_GENERICO\",\"descrizione_esito\":\"Riprovare\""),
        item("A129.PS.20260105.0000001", "\"codice_esito\":\"OK\""),
    ];
    let file = format!("{{\"elenco_esiti\":[{}]}}", items.join(","));
    assert_eq!(read(&mut office, file.as_bytes()), "file1: 4 righe: 2 scartate, 1 acquisite, 1 non trovate.");
    assert_eq!(standing(&mut office, 4), ["Acquisita", "Scartata", "Scartata", "Inviata"]);
    assert_eq!(office.archive().esiti.get(EsitoId::new(0)).unwrap().codice_acquisizione, "22738");
    let words = page(&mut office, EsitiQuery { search: "22738".into(), ..EsitiQuery::default() });
    assert_eq!(words.list.found, 0);
    assert!(page(&mut office, EsitiQuery::default()).list.rows[0].messaggio.ends_with("acquisizione SIUSS 22738"));
    assert!(read(&mut office, file.as_bytes()).starts_with("file1: già letto"));
    // All that a flow sent is taken with it; what it did not is asked.
    let mut office = sent(4);
    let name = office.archive().flussi.get(FlussoId::new(0)).unwrap().nome.clone();
    let whole = |rest: &str| format!("{{\"elenco_esiti\":[{}]}}", item(&name, rest));
    read(&mut office, whole("\"codice_esito\":\"RICHIESTA_INVALIDA\"").as_bytes());
    assert_eq!(solved(&mut office), [Soluzione::DaScegliere(Motivo::PiuPrestazioni)]);
    read(&mut office, whole("\"codice_esito\":\"OK\"").as_bytes());
    assert_eq!(standing(&mut office, 4), ["Acquisita"; 4]);
}

#[test]
fn a_cancellation_and_a_correction() {
    let mut office = sent(4);
    office.step(0, &[], FlussoPasso::Acquisisci);
    office.step(0, &[0], FlussoPasso::Annulla);
    office.step(0, &[1], FlussoPasso::Annulla);
    office.stampa();
    assert_eq!(standing(&mut office, 2), ["Cancellazione inviata"; 2]);
    read(&mut office, &discards(&[(cf(0), ARCA)]));
    assert_eq!(standing(&mut office, 2), ["Da annullare"; 2]);
    undo(&mut office);
    assert_eq!(standing(&mut office, 2), ["Cancellazione inviata"; 2]);

    // Both in one flow: whether INPS refused the cancellation or the new data is the operator's to say.
    let ente = Ente { rettifica_unica: true, ..ente() };
    office.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente }));
    office.step(0, &[2, 3], FlussoPasso::Rettifica);
    office.stampa();
    assert_eq!(standing(&mut office, 4)[2..], ["Rettifica inviata"; 2]);
    read(&mut office, &discards(&[(cf(1), COMUNE)]));
    assert_eq!(solved(&mut office), [Soluzione::DaScegliere(Motivo::Rettifica)]);
    let found = candidates(&mut office, 1);
    let taken_back = found.iter().filter(|it| it.prestazione.starts_with("Cancellazione: "));
    let righe: Vec<RigaDiFlusso> = taken_back.map(|it| it.riga).collect();
    assert_eq!((found.len(), righe.len()), (4, 2));
    settle(&mut office, 1, righe, Decisione::ComeDice);
    assert_eq!(standing(&mut office, 4)[2..], ["Da rettificare"; 2]);
}

#[test]
fn deliveries_sent_as_one_are_one_benefit() {
    let person = "PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;italiana;Perugia;2026/1;A2.07;Tempo";
    let mut sheet = String::from(
        "Codice fiscale;Cognome;Nome;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Tipo;Data prevista;Ora inizio;Ora fine;Costo prestazione;Prova dei mezzi;Presa in carico\n",
    );
    for day in ["07/01/2026", "14/01/2026", "11/03/2026"] {
        sheet.push_str(&format!("{person};{day};09:00;10:30;30,00;4;NO\n"));
    }
    let mut office = Workstation::with_ente();
    office.import(&sheet);
    office.stampa();
    let file = discards(&[("PRVSPL88D52G478R-A2.07", FORMATO)]);
    assert_eq!(read(&mut office, &file), "file1: 1 righe: 1 scartate.");
    assert_eq!(standing(&mut office, 3), ["Scartata"; 3]);
    assert_eq!(office.archive().esiti.get(EsitoId::new(0)).unwrap().righe.len(), 3);
}

#[test]
fn stored_answers_are_read_again() {
    let text = std::fs::read_to_string(project("tests/data/archive/formato-2-esiti.json")).unwrap();
    let records: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let (archive, damages) = restore(&records.into_iter().collect::<Vec<_>>());
    assert_eq!(damages, []);
    let esiti: Vec<_> = archive.esiti.iter().map(|(_, it)| it.clone()).collect();
    assert_eq!(esiti.len(), 3);
    assert_eq!((esiti[0].significato.as_str(), esiti[0].soluzione), ("arca", Soluzione::Applicata));
    assert_eq!(esiti[0].righe, [RigaDiFlusso { flusso: FlussoId::new(0), riga: 2 }]);
    assert_eq!(esiti[1].soluzione, Soluzione::NonTrovata(Motivo::Nessuna));
    assert_eq!(esiti[2].soluzione, Soluzione::DaDecidere);
}

/// A row of a sheet: of whom (or of nobody), with which code, and with which message.
fn row() -> impl Strategy<Value = (u32, u8, u8)> {
    (0_u32..9, 0_u8..4, 0_u8..5)
}

fn words((person, shape, message): (u32, u8, u8)) -> (String, &'static str) {
    let subject = match shape {
        0 => cf(person),
        1 => format!("CODICE FISCALE {} CODICE ENTE G478", cf(person)),
        2 => format!("Codice Prestazione: {}", if person % 2 == 0 { "A1.06" } else { "A1.07" }),
        _ => format!("{}-A1.07-INPS-ISEE-2026-", cf(person)),
    };
    (subject, [ARCA, COMUNE, SENZA, FORMATO, "Mai visto"][message as usize])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// No row is lost, none moves a benefit of whom the file does not speak, reading again does nothing, and all can be undone.
    #[test]
    fn answers_in_any_order(rows in prop::collection::vec(row(), 1..14), split in 0_usize..8) {
        let mut office = Workstation::with_ente();
        office.import(&sheet(0, 14, 0));
        flow(&mut office, &(0..split as u32 * 2).collect::<Vec<_>>());
        office.stampa();
        let before = stored(&office);
        let labels = standing(&mut office, 14);
        let rows: Vec<(String, &str)> = rows.into_iter().map(words).collect();
        let file = discards(&rows);
        read(&mut office, &file);
        prop_assert_eq!(office.archive().esiti.len(), rows.len());
        let after = standing(&mut office, 14);
        let by_code_alone = rows.iter().any(|(subject, _)| subject.starts_with("Codice P"));
        for id in 0..14_u32 {
            let spoken = by_code_alone || rows.iter().any(|(subject, _)| subject.contains(&cf(id / 2)));
            prop_assert!(spoken || labels[id as usize] == after[id as usize]);
        }
        let read_once = stored(&office);
        prop_assert!(read(&mut office, &file).starts_with("file1: già letto"));
        prop_assert_eq!(&stored(&office), &read_once);
        undo(&mut office);
        let undone = stored(&office);
        for (key, json) in before {
            prop_assert_eq!(undone.get(&key), Some(&json));
        }
        prop_assert_eq!(office.archive().esiti.len(), 0);
    }
}
/// By who must act: how many people.
fn elenco(office: &mut Workstation) -> Vec<(String, Vec<String>)> {
    match office.ask(Request::Esiti(EsitiRequest::Elenco)) {
        Answer::Esiti(EsitiAnswer::Elenco(groups)) => groups
            .into_iter()
            .map(|it| (it.chi, it.righe.into_iter().map(|riga| riga.codice_fiscale).collect()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_discarded_is_listed_by_who_must_act() {
    let mut office = sent(6);
    assert_eq!(elenco(&mut office), []);
    let nobody = "FTTLRG51S03F839W";
    read(
        &mut office,
        &discards(&[
            (cf(0).as_str(), ARCA),
            (cf(1).as_str(), COMUNE),
            (cf(2).as_str(), SENZA),
            (cf(1).as_str(), FORMATO),
            (nobody, ARCA),
        ]),
    );
    let anagrafe = "L'anagrafe del comune (ANPR)".to_owned();
    let ufficio = "L'ufficio".to_owned();
    let sorted = |mut codes: Vec<String>| {
        codes.sort();
        codes
    };
    let listed: Vec<_> = elenco(&mut office).into_iter().map(|(chi, codes)| (chi, sorted(codes))).collect();
    // Who is nowhere in the archive is there as INPS names them; what was taken, and what only follows, is not.
    assert_eq!(listed, [(ufficio.clone(), vec![cf(1)]), (anagrafe.clone(), sorted(vec![cf(0), nobody.into()]))]);
    // Who was freed waits for nobody any more.
    office.ask(Request::Esiti(EsitiRequest::Free {
        id: None,
        query: EsitiQuery { tipo: "comune".into(), ..EsitiQuery::default() },
    }));
    assert_eq!(elenco(&mut office).iter().map(|(chi, _)| chi.clone()).collect::<Vec<_>>(), [anagrafe]);
    // A code with letters for digits is the tax office's.
    let mut code = cf(0);
    code.replace_range(14..15, "U");
    let check = FiscalCode::read(&code).unwrap().expected_check();
    code.replace_range(15..16, &check.to_string());
    let archive = office.desk.archive_mut();
    archive.assistiti.get_mut(AssistitoId::new(0)).unwrap().codice_fiscale = code.clone();
    archive.begin();
    let groups = elenco(&mut office);
    assert_eq!(
        groups.iter().find(|(chi, _)| chi == "L'Agenzia delle Entrate").map(|(_, codes)| codes.clone()),
        Some(vec![code])
    );
}
