//! The page's whole task through the desk, as the worker would run it, with storage stood in for by what is taken and given.

use crate::office::moment;
use crate::support::some_and_all;
use crate::workstation::{Workstation, sheet};
use siuss_kit::archive::backup;
use siuss_kit::archive::stored::{head_of, restore};
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::importa::request::{ImportFilter, ImportaAnswer, ImportaRequest};
use siuss_kit::desk::invio::request::{InvioQuery, InvioRequest, Trasmissione};
use siuss_kit::desk::stampe::request::{StampeAnswer, StampeRequest};
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::flow;
use siuss_kit::records::{Atto, Ente, EnteId, FlussoId, Operatore, PrestazioneId};

/// Three right rows (two of one person), one that cannot be sent, one that cannot be read, one copy.
const SHEET: &str = "Elenco prestazioni 2026;;;;;;;;;;\r\n\
    Codice fiscale;Cognome;Nome;Cittadinanza;Comune di residenza;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Prova dei mezzi;Presa in carico\r\n\
    PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;italiana;Perugia;2026/1;A1.06;Occasionale;01/03/2026;€ 1.150,50;4;NO\r\n\
    PRVSPL88D52G478R;PROVETTI;ESEMPLARIA;italiana;Perugia;2026/1;A1.06;Occasionale;01/04/2026;150,00;4;NO\r\n\
    FTTLRG51S03F839W;FITTIZI;ULDERIGO;italiana;Perugia;2026/2;A1.06;Occasionale;01/03/2026;150,00;4;NO\r\n\
    MDLSMB79H25Z100Q;MODELI;SHEMBULL;albanese;Perugia;;A1.06;Occasionale;01/03/2026;150,00;4;NO\r\n\
    MDLSMB79H25Z100Q;MODELI;SHEMBULL;albanese;Perugia;2026/3;A1.06;Occasionale;31/02/2026;150,00;4;NO\r\n\
    FTTLRG51S03F839W;FITTIZI;ULDERIGO;italiana;Perugia;2026/2;A1.06;Occasionale;01/03/2026;150,00;4;NO\r\n\
    Totale;;;;;;;;;;1900,50;;\r\n";

#[test]
fn from_the_sheet_to_the_flow_and_back_after_a_restart() {
    let mut office = Workstation::default();
    let ente = Ente {
        codice: "g478".into(),
        denominazione: "COMUNE DI PROVA".into(),
        sede: "g478".into(),
        operatori: vec![Operatore { nome: "Finta Protti".into(), codice_fiscale: "prtfnt83p49g478n".into() }],
        ..Ente::default()
    };
    let wrong = Ente { operatori: vec![], ..ente.clone() };
    assert!(matches!(office.ask(Request::Enti(EntiRequest::Save { id: None, ente: wrong })), Answer::Refused { .. }));
    assert!(
        matches!(office.ask(Request::Enti(EntiRequest::Save { id: None, ente })), Answer::Enti(enti) if enti.len() == 1)
    );

    let Answer::Importa(ImportaAnswer::Preview(preview)) = office.ask_with(
        Request::Importa(ImportaRequest::Open { file_name: "prestazioni.csv".into() }),
        SHEET.as_bytes().to_vec(),
    ) else {
        panic!("no preview")
    };
    assert_eq!((preview.header_row, preview.rows, preview.usable), (2, 6, true));
    let check = Request::Importa(ImportaRequest::Check {
        ente: EnteId::new(0),
        filter: ImportFilter::All,
        part: Part::first(10),
    });
    let Answer::Importa(ImportaAnswer::Check(check)) = office.ask(check) else { panic!("no check") };
    assert_eq!((check.new, check.duplicates, check.unreadable, check.blocked), (4, 1, 1, 1));
    assert_eq!(check.list.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 4, 5, 6, 7, 8]);
    assert!(
        some_and_all(office.records.keys(), |key| !key.starts_with("prestazioni")),
        "nothing is written before Conferma"
    );
    assert!(
        matches!(office.ask(Request::Importa(ImportaRequest::Confirm)), Answer::Importa(ImportaAnswer::Done(done)) if done.new == 4)
    );
    assert!(matches!(office.undo(), Answer::Done { .. }));
    assert_eq!(office.found(Trasmissione::NonTrasmesse), 0);

    office.ask_with(
        Request::Importa(ImportaRequest::Open { file_name: "prestazioni.csv".into() }),
        SHEET.as_bytes().to_vec(),
    );
    office.ask(Request::Importa(ImportaRequest::Check {
        ente: EnteId::new(0),
        filter: ImportFilter::All,
        part: Part::first(10),
    }));
    office.ask(Request::Importa(ImportaRequest::Confirm));
    office.reopen();
    assert_eq!((office.found(Trasmissione::NonTrasmesse), office.found(Trasmissione::NonInviabili)), (4, 1));

    let stampa =
        Request::Stampe(StampeRequest::Make { query: InvioQuery::default(), only: vec![], waas: false, firme: vec![] });
    let Answer::Stampe(StampeAnswer::Made(stamped)) = office.ask(stampa.clone()) else { panic!("no flow") };
    assert_eq!((stamped.sent, stamped.people, stamped.left_out), (3, 2, 1));
    let name = format!("stampe/0/{}", stamped.files[0].name);
    let xml = &office.files[&name];
    let reading = flow::read(xml).unwrap();
    assert_eq!((reading.faults.len(), reading.flusso.beneficiari.len()), (0, 2));

    office.reopen();
    assert_eq!((office.found(Trasmissione::NonTrasmesse), office.found(Trasmissione::Trasmesse)), (1, 3));
    let Answer::Stampe(StampeAnswer::Made(again)) = office.ask(stampa) else { panic!("a log at least") };
    assert_eq!((again.sent, again.left_out), (0, 1));
}

#[test]
fn a_row_of_an_ente_that_comes_later_finds_it() {
    let mut office = Workstation::default();
    let ente = |codice: &str| Ente {
        codice: codice.into(),
        sede: codice.into(),
        operatori: vec![Operatore { nome: String::new(), codice_fiscale: "PRTFNT83P49G478N".into() }],
        ..Ente::default()
    };
    office.ask(Request::Enti(EntiRequest::Save { id: None, ente: ente("G478") }));
    let of = |line: &str| match &line[..3] {
        "Cod" => "Ente",
        "PRV" => "A129",
        _ => "",
    };
    let lines: Vec<String> = SHEET.lines().map(|line| format!("{};{line}\r\n", of(line))).collect();
    let sheet = lines.concat();
    office.ask_with(Request::Importa(ImportaRequest::Open { file_name: "prestazioni.csv".into() }), sheet.into_bytes());
    office.ask(Request::Importa(ImportaRequest::Check {
        ente: EnteId::new(0),
        filter: ImportFilter::All,
        part: Part::first(10),
    }));
    office.ask(Request::Importa(ImportaRequest::Confirm));
    let before = office.found(Trasmissione::NonInviabili);
    office.ask(Request::Enti(EntiRequest::Save { id: None, ente: ente("A129") }));
    assert_eq!(office.found(Trasmissione::NonInviabili), before - 2);
}

#[test]
fn what_is_done_is_written_down_under_who_did_it() {
    let mut office = Workstation::default();
    let operatore = |nome: &str, code: &str| Operatore { nome: nome.into(), codice_fiscale: code.into() };
    let ente = Ente {
        codice: "G478".into(),
        sede: "G478".into(),
        operatori: vec![
            operatore("Finta Protti", "PRTFNT83P49G478N"),
            operatore("Esemplaria Provetti", "PRVSPL88D52G478R"),
        ],
        ..Ente::default()
    };
    office.ask(Request::Enti(EntiRequest::Save { id: None, ente }));
    let second =
        Request::Enti(EntiRequest::ChooseOperatore { ente: EnteId::new(0), codice_fiscale: "PRVSPL88D52G478R".into() });
    assert!(matches!(office.ask(second.clone()), Answer::Done { .. }));
    office.ask(second);
    let nobody =
        Request::Enti(EntiRequest::ChooseOperatore { ente: EnteId::new(0), codice_fiscale: "FTTLRG51S03F839W".into() });
    assert!(matches!(office.ask(nobody), Answer::Refused { .. }));
    office.ask_with(
        Request::Importa(ImportaRequest::Open { file_name: "prestazioni.csv".into() }),
        SHEET.as_bytes().to_vec(),
    );
    office.ask(Request::Importa(ImportaRequest::Check {
        ente: EnteId::new(0),
        filter: ImportFilter::All,
        part: Part::first(10),
    }));
    office.ask(Request::Importa(ImportaRequest::Confirm));
    office.ask(Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids: vec![PrestazioneId::new(0)] }));
    office.undo();
    office.ask(Request::Stampe(StampeRequest::Make {
        query: InvioQuery::default(),
        only: vec![],
        waas: false,
        firme: vec![],
    }));
    assert_eq!(office.desk.archive_mut().flussi.get(FlussoId::new(0)).unwrap().operatore, "PRVSPL88D52G478R");
    office.reopen();
    let entries: Vec<(Atto, String, String)> = office
        .desk
        .archive_mut()
        .registro()
        .map(|(_, it)| (it.atto(), it.chi().to_owned(), it.quando().to_string()))
        .collect();
    let second = "Esemplaria Provetti";
    for ((found, who, when), (act, by)) in entries.iter().zip([
        // Nobody said yet who it is.
        (Atto::EnteSalvato, ""),
        (Atto::OperatoreScelto, second),
        (Atto::Importazione, second),
        (Atto::Eliminazione, second),
        (Atto::EliminazioneAnnullata, second),
        (Atto::Stampa, second),
    ]) {
        assert_eq!((found, who.as_str(), when.as_str()), (&act, by, "2026-11-23 10:00"));
    }
    assert_eq!(entries.len(), 6);
}

/// All rows of the sheet that is open.
const CHECK: Request =
    Request::Importa(ImportaRequest::Check { ente: EnteId::new(0), filter: ImportFilter::All, part: Part::first(10) });

#[track_caller]
fn check_new(office: &mut Workstation, new: u32) {
    assert!(matches!(office.ask(CHECK), Answer::Importa(ImportaAnswer::Check(check)) if check.new == new));
}

#[test]
fn an_archive_loaded_anew_leaves_the_open_sheet_to_be_checked_again() {
    let mut office = Workstation::with_ente();
    office.ask_with(
        Request::Importa(ImportaRequest::Open { file_name: "prestazioni.csv".into() }),
        sheet(0, 8, 0).into_bytes(),
    );
    check_new(&mut office, 8);
    office.reload();
    assert!(
        matches!(office.ask(Request::Importa(ImportaRequest::Confirm)), Answer::Refused { .. }),
        "what was checked may not hold"
    );
    check_new(&mut office, 8);
    // Confirmed, and then not stored.
    let confirmed = office.desk.run(Request::Importa(ImportaRequest::Confirm), vec![], &moment(), &mut |_, _, _| {});
    assert!(matches!(confirmed.answer, Answer::Importa(ImportaAnswer::Done(_))));
    office.reload();
    assert_eq!(office.found(Trasmissione::NonTrasmesse), 0);
    check_new(&mut office, 8);
    assert!(
        matches!(office.ask(Request::Importa(ImportaRequest::Confirm)), Answer::Importa(ImportaAnswer::Done(done)) if done.new == 8)
    );
    assert_eq!(office.found(Trasmissione::NonTrasmesse), 8);
    // Confirmed and stored, the sheet is closed.
    office.reload();
    assert!(matches!(office.ask(CHECK), Answer::Refused { .. }));
}

#[test]
fn nothing_is_sent_over_a_part_that_cannot_be_read() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 8, 0));
    office.records.insert("prestazioni/1".into(), "boh".into());
    office.reload();
    let Answer::Opened(opened) = office.desk.opened(Some(7), moment().today) else { panic!("not opened") };
    assert_eq!((opened.damaged, opened.in_memory, opened.revision), (true, false, 7));
    assert!(opened.warnings[0].contains("prestazioni/1"), "{:?}", opened.warnings);
    assert!(matches!(office.stampa(), Answer::Refused { .. }));
    assert_eq!(office.archive().flussi.len(), 0);
    office.records.remove("prestazioni/1");
    office.reload();
    assert!(matches!(office.stampa(), Answer::Stampe(StampeAnswer::Made(_))));
}

#[test]
fn what_is_in_memory_can_be_saved_and_read_again() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 8, 0));
    // Made, and not stored.
    let stamped = office.desk.run(
        Request::Stampe(StampeRequest::Make { query: InvioQuery::default(), only: vec![], waas: false, firme: vec![] }),
        vec![],
        &moment(),
        &mut |_, _, _| {},
    );
    assert!(matches!(stamped.answer, Answer::Stampe(StampeAnswer::Made(_))));
    let changes = office.desk.archive_mut().take_changes();
    let files: Vec<String> = changes.files.iter().map(|(key, _)| format!("file/{key}")).collect();
    assert!(!files.is_empty());
    office.desk.keep_unstored(changes);
    let saved = office.desk.run(Request::SaveMemory, vec![], &moment(), &mut |_, _, _| {});
    assert!(matches!(saved.answer, Answer::File { name, .. } if name == "siuss-kit-20261123-1000.siuss"));
    let copy = backup::open(&saved.bytes.unwrap(), None).unwrap();
    let mut there: Vec<String> = copy.files.iter().map(|(key, _)| format!("file/{key}")).collect();
    there.sort();
    assert_eq!(there, files);
    let records = copy.records;
    let (restored, damages) = restore(&records);
    assert_eq!(damages, []);
    assert_eq!((restored.prestazioni.len(), restored.flussi.len()), (8, 1));
    assert!(head_of(&records).is_ok());
}
