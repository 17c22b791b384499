//! *Tutti i dati della persona*: nothing that the archive has on somebody is left out, and nothing of others comes along.

use crate::isee_office::{self, all, attestation, carica, chiedi, searches};
use crate::merge_office::{mend, send};
use crate::support::{is_xml, some_and_all};
use crate::workstation::{Workstation, sheet};
use siuss_kit::desk::anagrafe::request::AnagrafeRequest;
use siuss_kit::desk::anagrafe::view::Subject;
use siuss_kit::desk::conservazione::request::ConservazioneRequest;
use siuss_kit::desk::esiti::request::EsitiRequest;
use siuss_kit::desk::fascicolo::request::{Fascicolo, FascicoloRequest, Sezione};
use siuss_kit::desk::flussi::request::FlussoPasso;
use siuss_kit::desk::invio::request::InvioQuery;
use siuss_kit::desk::stampe::request::StampeRequest;
use siuss_kit::desk::{Answer, Request};
use siuss_kit::records::{AssistitoId, Field, Member, PrestazioneId, ProgettoId, Record};
use siuss_kit::sheets;

fn show(office: &mut Workstation, person: u32) -> Fascicolo {
    match office.ask(Request::Fascicolo(FascicoloRequest::Show(AssistitoId::new(person)))) {
        Answer::Fascicolo(it) => *it,
        other => panic!("{other:?}"),
    }
}

fn section<'f>(it: &'f Fascicolo, titolo: &str) -> &'f Sezione {
    it.sezioni.iter().find(|sezione| sezione.titolo == titolo).unwrap_or_else(|| panic!("no {titolo}"))
}

fn rows(it: &Sezione) -> Vec<&[String]> {
    it.gruppi.iter().flat_map(|gruppo| gruppo.righe.iter().map(Vec::as_slice)).collect()
}

/// A section has a row with these words, among others.
#[track_caller]
fn check_told(it: &Fascicolo, titolo: &str, words: &[&str]) {
    let sezione = section(it, titolo);
    let told = |riga: &&[String]| words.iter().all(|word| riga.iter().any(|cell| cell.contains(word)));
    assert!(rows(sezione).iter().any(told), "{titolo} does not say {words:?}: {sezione:#?}");
    assert!(some_and_all(rows(sezione), |riga| riga.len() == sezione.colonne.len()));
}

/// Person 4, and others: mended, sent, answered, left out.
fn eventful() -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 12, 0));
    let person = Subject::Assistito(Some(AssistitoId::new(4)));
    mend(&mut office, person, Field::Indirizzo, "via della Prima Volta 1");
    mend(&mut office, person, Field::Indirizzo, "via della Seconda Volta 2");
    mend(
        &mut office,
        Subject::Progetto(Some(ProgettoId::new(4)), AssistitoId::new(4)),
        Field::TipoProgetto,
        "DOMICILIO FINTO",
    );
    send(&mut office, &[6, 8]);
    office.loaded(0);
    let code = code(&mut office, 4);
    let answers = format!(
        "N.;Soggetto;Messaggio\n1;{code};CODICE COMUNE NON TROVATO SU ANAGRAFICA COMUNI\n2;Boh;QUALCOSA DI NUOVO\n"
    );
    let files = vec![("scarti.csv".to_owned(), answers.len() as u32)];
    office.ask_with(EsitiRequest::Read { files, flusso: None }.into(), answers.into_bytes());
    mend(&mut office, Subject::Progetto(Some(ProgettoId::new(4)), AssistitoId::new(4)), Field::ProtocolloDomanda, "");
    send(&mut office, &[0, 9]);
    office
}

fn code(office: &mut Workstation, person: u32) -> String {
    office.archive().assistiti.get(AssistitoId::new(person)).unwrap().codice_fiscale.clone()
}

#[test]
fn everything_that_the_archive_has_is_told() {
    let mut office = eventful();
    let code = code(&mut office, 4);
    let it = show(&mut office, 4);
    assert_eq!(it.titolo, "MODELLONI INVENTATA");
    let titles: Vec<&str> = it.sezioni.iter().map(|sezione| sezione.titolo.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Dati della persona",
            "Progetti sociali",
            "Prestazioni",
            "Storia delle modifiche",
            "Invii a INPS",
            "Risposte di INPS",
            "Richieste ISEE",
            "Registro attività",
            "File conservati"
        ]
    );
    let flow = "G478.PS.20261123.0000001";
    check_told(&it, "Dati della persona", &["Codice fiscale", &code]);
    check_told(&it, "Dati della persona", &["Comune di residenza", "Perugia (PG)"]);
    check_told(&it, "Progetti sociali", &["Tipo progetto", "DOMICILIO FINTO"]);
    check_told(&it, "Progetti sociali", &["Ente", "COMUNE DI PROVA"]);
    check_told(&it, "Prestazioni", &["Stato della trasmissione", "Scartata nel flusso", flow]);
    check_told(&it, "Prestazioni", &["Importo prestazione", "100,18"]);
    check_told(
        &it,
        "Storia delle modifiche",
        &["Finta Protti", "Indirizzo", "via della Prima Volta 1", "via della Seconda Volta 2"],
    );
    check_told(&it, "Storia delle modifiche", &["Protocollo domanda", "2026/4"]);
    check_told(&it, "Invii a INPS", &[flow, "23/11/2026", "Invio", "A1.06", "200 caricato", "Scartata"]);
    check_told(&it, "Risposte di INPS", &[flow, &code, "CODICE COMUNE NON TROVATO"]);
    check_told(&it, "Registro attività", &["23/11/2026", "Finta Protti", "Modifica"]);
    for file in [format!("{flow}.xml"), format!("{flow}.invio.txt")] {
        check_told(&it, "File conservati", &[&file, "Gestione stampe, stampa del 23/11/2026"]);
    }
    check_told(&it, "File conservati", &[".log.txt", "FILE DI LOG"]);
    check_told(&it, "File conservati", &[".log.xlsx", "FILE DI LOG (foglio)"]);
    // The second generation left the other benefit out, and names the person in its log alone.
    let files = rows(section(&it, "File conservati"));
    assert_eq!(files.len(), 4, "{files:?}");
    assert_eq!(section(&it, "Richieste ISEE").nota, "Niente.");
    // Nothing of another person.
    let text = format!("{it:?}");
    for person in [0, 1, 2, 3, 5] {
        assert!(!text.contains(&self::code(&mut office, person)), "of person {person}");
    }
    // Who was never sent has no such rows, and one that is gone is none.
    let it = show(&mut office, 1);
    assert_eq!((rows(section(&it, "Invii a INPS")).len(), rows(section(&it, "Risposte di INPS")).len()), (0, 0));
    assert_eq!(section(&it, "File conservati").nota.matches("Nessuno.").count(), 1);
    office.ask(AnagrafeRequest::DeleteAssistito(AssistitoId::new(1)).into());
    let gone = office.ask(Request::Fascicolo(FascicoloRequest::Show(AssistitoId::new(1))));
    assert!(matches!(gone, Answer::Refused { .. }));
}

/// Each field of the forms that holds something is told under its label.
#[test]
fn each_field_is_told_under_its_label() {
    let mut office = eventful();
    let it = show(&mut office, 4);
    let archive = office.archive();
    let (person, case) = (
        archive.assistiti.get(AssistitoId::new(4)).unwrap().clone(),
        archive.progetti.get(ProgettoId::new(4)).unwrap().clone(),
    );
    let benefit = archive.prestazioni.get(PrestazioneId::new(8)).unwrap().clone();
    let words = |words: Vec<(Member, String)>| {
        let keys = [Member::Assistito, Member::Progetto];
        words.into_iter().filter(move |(member, value)| !value.is_empty() && !keys.contains(member))
    };
    for (titolo, fields) in [
        ("Dati della persona", person.in_words()),
        ("Progetti sociali", case.in_words()),
        ("Prestazioni", benefit.in_words()),
    ] {
        assert!(some_and_all(words(fields), |(member, _)| {
            rows(section(&it, titolo)).iter().any(|it| it[0] == member.label())
        }));
    }
}

#[test]
fn isee_requests_are_told_with_their_answers() {
    let mut office = isee_office::lacking(3);
    let made = chiedi(&mut office, all());
    let found: Vec<String> = searches(&office, &made).iter().map(|it| attestation(it, "9000.00", "")).collect();
    carica(&mut office, &found.concat());
    let it = show(&mut office, 1);
    check_told(&it, "Richieste ISEE", &["Codice fiscale chiesto", &isee_office::code(1)]);
    check_told(&it, "Richieste ISEE", &["Valore ISEE", "9.000,00 €"]);
    check_told(&it, "Richieste ISEE", &["Protocollo DSU", "INPS-ISEE-2026-00000001A-00"]);
    check_told(&it, "File conservati", &[&made.file, "Richiesta ISEE", &made.identificatore]);
    assert_eq!(section(&it, "Richieste ISEE").gruppi.len(), 1);
    assert!(!format!("{it:?}").contains(&isee_office::code(2)));
}

/// Files are searched for former codes too, and inside of what goes to WaaS; without a code, for the name.
#[test]
fn files_are_searched_for_all_that_names_the_person() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    office.ask(
        StampeRequest::Make {
            query: InvioQuery::default(),
            only: vec![PrestazioneId::new(0)],
            waas: true,
            firme: vec![],
        }
        .into(),
    );
    let files = |office: &mut Workstation, person: u32| -> Vec<String> {
        rows(section(&show(office, person), "File conservati")).iter().map(|riga| riga[0].clone()).collect()
    };
    let found = files(&mut office, 0);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().any(|name| name == "G478.waas.20261123.0000001.json"), "{found:?}");
    assert_eq!(files(&mut office, 1), Vec::<String>::new());
    // Mended since: what was sent has the code of before.
    office.step(0, &[0], FlussoPasso::Libera);
    mend(&mut office, Subject::Assistito(Some(AssistitoId::new(0))), Field::CodiceFiscale, "PRVSPL88D52G478R");
    assert_eq!(files(&mut office, 0), found);
    // A file that cannot be read is told.
    let key = office.files.keys().find(|key| is_xml(key)).unwrap().clone();
    office.files.remove(&key);
    let it = show(&mut office, 0);
    let nota = &section(&it, "File conservati").nota;
    assert!(nota.ends_with("File che non si leggono, e non si sono potuti guardare: 1."), "{nota}");

    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 2, 0));
    let nobody = "Cognome;Nome;Protocollo domanda;Codice prestazione;Carattere;Data erogazione;Importo prestazione;Prova dei mezzi;Presa in carico\r\nSENZACODICE;INVENTATA;2026/9;A1.06;Occasionale;01/03/2026;10,00;4;NO\r\n";
    office.import(nobody);
    let person = office.archive().assistiti.iter().find(|(_, it)| it.cognome == "SENZACODICE").unwrap().0;
    office.stampa();
    let it = show(&mut office, person.place());
    let found = files(&mut office, person.place());
    assert!(section(&it, "File conservati").nota.starts_with("La persona non ha un codice fiscale"));
    assert!(found.len() == 2 && found[0].ends_with(".log.txt"), "{found:?}");
}

/// The file has what the page has, a sheet a section; its name tells of nobody, nor does the journal.
#[test]
fn the_file_says_what_the_page_says() {
    let mut office = eventful();
    office.ask(ConservazioneRequest::Decide { anni: "10".into() }.into());
    let it = show(&mut office, 4);
    assert!(it.perche.ends_with("Un progetto chiuso si conserva per 10 anni."), "{}", it.perche);
    let journal = office.archive().registro().count();
    let reply = office.reply(Request::Fascicolo(FascicoloRequest::Sheet(AssistitoId::new(4))), Vec::new());
    let Answer::File { name, .. } = reply.answer else { panic!("{:?}", reply.answer) };
    assert_eq!(name, "dati-della-persona.xlsx");
    assert_eq!(office.archive().registro().count(), journal);
    let mut book = sheets::open(reply.bytes.unwrap(), &mut |_| {}).unwrap();
    let sheets = book.sheets().len();
    assert_eq!(sheets, it.sezioni.len() + 1);
    let mut text = String::new();
    for index in 0..sheets {
        let table = book.table(index, &mut |_| {}).unwrap();
        for row in &table.rows {
            (0..10).for_each(|cell| text.push_str(&format!("{}\n", row.cell(cell).raw())));
        }
    }
    let told = it.sezioni.iter().flat_map(|sezione| rows(sezione)).flatten().chain(it.testata.iter().map(|it| &it.1));
    assert!(some_and_all(told, |cell| text.contains(cell.as_str())));
    assert!(text.contains(&it.perche));
}
