//! What is deleted is erased: with it go its histories, INPS's answers and ISEE rows, and all of it comes back by *Annulla*.

use crate::isee_office::{self, all, attestation, carica, chiedi, searches};
use crate::merge_office::{mend, merge, merge_as, restored, send};
use crate::support::some_and_all;
use crate::workstation::{Workstation, sheet};
use siuss_kit::archive::Archive;
use siuss_kit::archive::table::Table;
use siuss_kit::desk::anagrafe::request::{AnagrafeAnswer, AnagrafeRequest};
use siuss_kit::desk::anagrafe::view::{Scheda, Subject};
use siuss_kit::desk::esiti::request::{Decisione, EsitiAnswer, EsitiRequest};
use siuss_kit::desk::flussi::request::FlussoPasso;
use siuss_kit::desk::invio::request::{InvioAnswer, InvioQuery, InvioRequest};
use siuss_kit::desk::{Answer, Request};
use siuss_kit::records::{
    AssistitoId, ConsultazioneId, EsitoId, Field, FlussoId, Id, PrestazioneId, ProgettoId, RecordKey, RigaDiFlusso,
};
use std::collections::BTreeMap;

/// All that is stored but for the journal, by key.
fn stored(office: &Workstation) -> BTreeMap<String, String> {
    let told = office.records.iter().filter(|(key, _)| !key.starts_with("registro/"));
    told.map(|(key, json)| (key.clone(), rows(json).to_owned())).collect()
}

/// The rows of a block, without the keys at its end that were given and are free.
fn rows(json: &str) -> &str {
    json.strip_suffix("]}").unwrap_or(json).trim_end_matches(",null").trim_end_matches("null")
}

fn read(office: &mut Workstation, subject: &str, message: &str) {
    office.clock += 1;
    let sheet = format!("N.;Soggetto;Messaggio\n1;{subject};{message}\n");
    let files = vec![("scarti.csv".to_owned(), sheet.len() as u32)];
    let answer = office.ask_with(EsitiRequest::Read { files, flusso: None }.into(), sheet.into_bytes());
    assert!(matches!(answer, Answer::Esiti(EsitiAnswer::Read { new: true, .. })), "{answer:?}");
}

const ARCA: &str = "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA";

/// Person 4, with two benefits: moved house twice, mended by hand, sent, discarded by INPS and freed; left out of a
/// generation for want of a protocol; asked about, and answered, by ISEE. Somebody else too, everywhere.
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
    let benefit = Subject::Prestazione(Some(PrestazioneId::new(8)), ProgettoId::new(4));
    mend(&mut office, benefit, Field::ImportoPrestazione, "1234,56");
    send(&mut office, &[6, 7, 8, 9]);
    let code = code(&mut office, 4);
    read(&mut office, &code, ARCA);
    let other = self::code(&mut office, 3);
    read(&mut office, &other, ARCA);
    for row in 0..4 {
        assert!(matches!(office.step(0, &[row], FlussoPasso::Libera), Answer::Done { .. }));
    }
    mend(&mut office, Subject::Progetto(Some(ProgettoId::new(4)), AssistitoId::new(4)), Field::ProtocolloDomanda, "");
    send(&mut office, &[0, 8, 9]);
    office
}

fn code(office: &mut Workstation, person: u32) -> String {
    office.archive().assistiti.get(AssistitoId::new(person)).unwrap().codice_fiscale.clone()
}

/// Words of person 4 of [`eventful`] that nothing else says.
fn words(office: &mut Workstation) -> Vec<String> {
    let told = ["via della Prima Volta 1", "via della Seconda Volta 2", "DOMICILIO FINTO", "1234.56", "1.234,56"];
    let mut words: Vec<String> = told.map(str::to_owned).into();
    words.push(code(office, 4));
    words
}

/// Tables that still say one of these words.
fn telling(office: &Workstation, words: &[String]) -> Vec<String> {
    let tells = |json: &str| words.iter().any(|word| json.contains(word.as_str()));
    stored(office).into_iter().filter(|(_, json)| tells(json)).map(|(key, _)| key).collect()
}

/// Histories of records of one table that are not there.
fn of_gone<T>(archive: &Archive, table: &Table<T>, su: fn(Id<T>) -> RecordKey) -> usize {
    let gone = table.next_key().earlier().filter(|key| table.get(*key).is_none());
    gone.map(|key| archive.revisions(su(key)).count()).sum()
}

/// Histories of records that are not there.
fn orphans(office: &mut Workstation) -> usize {
    let archive = office.archive();
    of_gone(archive, &archive.assistiti, RecordKey::Assistito)
        + of_gone(archive, &archive.progetti, RecordKey::Progetto)
        + of_gone(archive, &archive.prestazioni, RecordKey::Prestazione)
}

/// Does it: nothing that is stored says any of the words, nothing of others is touched; *Annulla* brings all of it back,
/// and taken back once more it goes again.
#[track_caller]
fn check_erased(office: &mut Workstation, request: Request, words: &[String]) {
    let before = stored(office);
    assert!(!telling(office, words).is_empty(), "nobody said so");
    let other = [code(office, 3)];
    let others = telling(office, &other);
    assert!(matches!(office.ask(request), Answer::Done { .. }));
    let after = stored(office);
    assert_eq!(telling(office, words), Vec::<String>::new());
    assert_eq!(telling(office, &other), others, "of somebody else");
    assert_eq!(orphans(office), 0);
    assert!(matches!(office.undo(), Answer::Done { .. }));
    assert_eq!(stored(office), before);
    assert!(matches!(office.undo(), Answer::Done { .. }));
    assert_eq!(stored(office), after);
    assert!(matches!(office.undo(), Answer::Done { .. }));
    office.reopen();
    assert_eq!(telling(office, words), telling_in(&before, words));
}

fn telling_in(stored: &BTreeMap<String, String>, words: &[String]) -> Vec<String> {
    let tells = |json: &str| words.iter().any(|word| json.contains(word.as_str()));
    stored.iter().filter(|(_, json)| tells(json)).map(|(key, _)| key.clone()).collect()
}

#[test]
fn a_person_goes_with_all_that_tells_of_them() {
    let mut office = eventful();
    let words = words(&mut office);
    let told = telling(&office, &words);
    for table in ["assistiti/0", "progetti/0", "prestazioni/0", "revisioni/0", "esiti/0"] {
        assert!(told.iter().any(|key| key == table), "{told:?}");
    }
    check_erased(&mut office, AnagrafeRequest::DeleteAssistito(AssistitoId::new(4)).into(), &words);
}

#[test]
fn a_case_and_benefits_go_with_their_histories() {
    let mut office = eventful();
    let case = ["DOMICILIO FINTO", "1234.56", "1.234,56"].map(str::to_owned);
    check_erased(&mut office, AnagrafeRequest::DeleteProgetto(ProgettoId::new(4)).into(), &case);
    // One by one, and many at once.
    let amount = ["1234.56", "1.234,56"].map(str::to_owned);
    let mut office = eventful();
    check_erased(&mut office, AnagrafeRequest::DeletePrestazione(PrestazioneId::new(8)).into(), &amount);
    let mut office = eventful();
    let ids = vec![PrestazioneId::new(8), PrestazioneId::new(9)];
    let request = InvioRequest::Delete { query: InvioQuery::default(), ids };
    check_erased(&mut office, Request::Invio(request), &amount);
}

/// How many answers of INPS are left where these benefits are deleted of [`eventful`].
#[track_caller]
fn check_answers(benefits: &[u32], left: usize) {
    let mut office = eventful();
    let ids = benefits.iter().map(|id| PrestazioneId::new(*id)).collect();
    office.ask(Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids }));
    assert_eq!(office.archive().esiti.len(), left, "{benefits:?}");
}

#[test]
fn an_answer_goes_with_the_last_benefit_that_it_speaks_of() {
    // Each answer speaks of both benefits of a person.
    check_answers(&[8], 2);
    check_answers(&[8, 9], 1);
    check_answers(&[6, 7, 8, 9], 0);
}

/// An answer on one of two benefits that a person has in a flow: it could be read again, and be taken for the other one.
#[test]
fn an_answer_is_not_forgotten_while_it_could_be_taken_for_another_benefit() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 12, 0));
    send(&mut office, &[8, 9]);
    let subject = code(&mut office, 4);
    read(&mut office, &subject, "QUALCOSA DI NUOVO");
    let righe = vec![RigaDiFlusso { flusso: FlussoId::new(0), riga: 0 }];
    let settle = EsitiRequest::Settle { id: EsitoId::new(0), righe, decisione: Decisione::Scartata };
    assert!(matches!(office.ask(settle.into()), Answer::Done { .. }));
    office.step(0, &[0], FlussoPasso::Libera);
    office.ask(AnagrafeRequest::DeletePrestazione(PrestazioneId::new(8)).into());
    assert_eq!(office.archive().esiti.len(), 1);
    // Once the other one is gone too there is nothing that it could be taken for.
    office.step(0, &[1], FlussoPasso::Libera);
    office.ask(AnagrafeRequest::DeletePrestazione(PrestazioneId::new(9)).into());
    assert_eq!(office.archive().esiti.len(), 0);
    office.undo();
    assert_eq!(office.archive().esiti.len(), 1);
}

/// An answer that nothing fits is the person's whom it names, and goes with them alone.
#[test]
fn an_answer_that_nothing_fits_goes_with_the_person() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 12, 0));
    for person in [3, 4] {
        let subject = code(&mut office, person);
        read(&mut office, &subject, ARCA);
    }
    office.ask(AnagrafeRequest::DeleteProgetto(ProgettoId::new(4)).into());
    assert_eq!(office.archive().esiti.len(), 2);
    office.ask(AnagrafeRequest::DeleteAssistito(AssistitoId::new(4)).into());
    assert_eq!(office.archive().esiti.len(), 1);
}

#[test]
fn the_reasons_for_which_a_generation_left_it_out_go_too() {
    let mut office = eventful();
    let left = |office: &mut Workstation| {
        let all =
            office.archive().stampe.iter().flat_map(|(_, it)| it.lasciate.iter().map(|one| one.prestazione.place()));
        all.collect::<Vec<_>>()
    };
    assert_eq!(left(&mut office), [8, 9]);
    office.ask(AnagrafeRequest::DeletePrestazione(PrestazioneId::new(8)).into());
    assert_eq!(left(&mut office), [9]);
}

/// An office that asked about three people by ISEE, and has INPS's answers.
fn asked() -> Workstation {
    let mut office = isee_office::lacking(3);
    let made = chiedi(&mut office, all());
    let answers: Vec<String> =
        searches(&office, &made).iter().map(|search| attestation(search, "9000.00", "")).collect();
    carica(&mut office, &answers.concat());
    office
}

#[test]
fn an_isee_row_is_emptied_with_its_case_or_its_last_benefit() {
    for request in [
        AnagrafeRequest::DeleteAssistito(AssistitoId::new(1)),
        AnagrafeRequest::DeleteProgetto(ProgettoId::new(1)),
        AnagrafeRequest::DeletePrestazione(PrestazioneId::new(1)),
    ] {
        let mut office = asked();
        let filled = |office: &mut Workstation| -> Vec<bool> {
            let asked = office.archive().consultazioni.get(ConsultazioneId::new(0)).unwrap();
            asked.righe.iter().map(|riga| !riga.codice_fiscale.is_empty() && riga.riscontro.is_some()).collect()
        };
        assert_eq!(filled(&mut office), [true, true, true]);
        assert!(matches!(office.ask(request.clone().into()), Answer::Done { .. }));
        assert_eq!(filled(&mut office), [true, false, true], "{request:?}");
        assert!(matches!(office.undo(), Answer::Done { .. }));
        assert_eq!(filled(&mut office), [true, true, true]);
    }
}

/// A row whose benefits an older program deleted alone goes with its case.
#[test]
fn a_row_without_benefits_is_emptied_with_its_case() {
    let mut office = asked();
    let archive = office.desk.archive_mut();
    archive.consultazioni.get_mut(ConsultazioneId::new(0)).unwrap().righe[1].prestazioni.clear();
    archive.begin();
    office.ask(AnagrafeRequest::DeleteProgetto(ProgettoId::new(1)).into());
    assert!(office.archive().consultazioni.get(ConsultazioneId::new(0)).unwrap().righe[1].is_forgotten());
}

/// What an import added, and somebody mended and mended back, goes without a trace when the import is taken back.
#[test]
fn an_import_that_is_taken_back_leaves_no_history() {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 4, 0));
    let import = office.last.unwrap();
    mend(&mut office, Subject::Assistito(Some(AssistitoId::new(0))), Field::Indirizzo, "via della Prima Volta 1");
    office.undo();
    assert_eq!(telling(&office, &["via della Prima Volta 1".to_owned()]), ["revisioni/0"]);
    assert!(matches!(office.ask(Request::Undo { action: import }), Answer::Done { .. }));
    assert_eq!(telling(&office, &["via della Prima Volta 1".to_owned()]), Vec::<String>::new());
    assert_eq!(orphans(&mut office), 0);
}

/// What does not come back has no history either.
#[test]
fn a_history_comes_back_with_its_record_alone() {
    let mut office = eventful();
    let ids = vec![PrestazioneId::new(6), PrestazioneId::new(8)];
    office.ask(Request::Invio(InvioRequest::Delete { query: InvioQuery::default(), ids }));
    let deletion = office.last.unwrap();
    office.ask(AnagrafeRequest::DeleteProgetto(ProgettoId::new(4)).into());
    let case = office.last.unwrap();
    assert!(matches!(office.ask(Request::Undo { action: deletion }), Answer::Done { .. }));
    let there =
        |office: &mut Workstation| [6, 8].map(|id| office.archive().prestazioni.get(PrestazioneId::new(id)).is_some());
    assert_eq!((there(&mut office), orphans(&mut office)), ([true, false], 0));
    let entry = office.archive().registro().next_back().unwrap().1.nota().to_owned();
    assert_eq!(entry, "schede rimesse 1, lasciate 1");
    office.ask(Request::Undo { action: case });
    assert_eq!((there(&mut office), orphans(&mut office)), ([true, false], 0));
}

fn history(archive: &Archive, person: u32) -> Vec<(String, String, String)> {
    let changes = archive.revisions(RecordKey::Assistito(AssistitoId::new(person))).flat_map(|it| &it.cambi);
    changes.map(|it| (it.campo.label().to_owned(), it.prima.clone(), it.dopo.clone())).collect()
}

/// Two cards made one: the history of the one that goes is that of the one that stays, with what it said otherwise at last.
#[test]
fn the_history_of_a_united_card_goes_on() {
    let mut office = eventful();
    let (kept, other) = (code(&mut office, 5), code(&mut office, 4));
    let before = (history(office.archive(), 4), history(office.archive(), 5));
    assert_eq!((before.0.len(), before.1.len()), (2, 0));
    let from_other = vec![Field::Indirizzo.id().to_owned()];
    let request = AnagrafeRequest::Merge { keep: AssistitoId::new(5), other: AssistitoId::new(4), from_other };
    assert!(matches!(office.ask(request.into()), Answer::Done { .. }));
    let told = history(office.archive(), 5);
    let line = |campo: Field, prima: &str, dopo: &str| (campo.label().to_owned(), prima.to_owned(), dopo.to_owned());
    assert_eq!(told[..2], before.0);
    assert!(told.contains(&line(Field::CodiceFiscale, &other, &kept)), "{told:?}");
    assert!(told.contains(&line(Field::Indirizzo, "", "via della Seconda Volta 2")), "{told:?}");
    assert!(!told.contains(&line(Field::Indirizzo, "via della Seconda Volta 2", "via della Seconda Volta 2")));
    assert_eq!(orphans(&mut office), 0);
    // A sheet that still has the other code finds the card that stays.
    let people = office.archive().assistiti.len();
    office.import(&sheet(8, 2, 0));
    assert_eq!(office.archive().assistiti.len(), people, "nobody was added");
    office.undo();
    let union = office.archive().registro().find(|(_, it)| it.atto().label() == "Schede unite").unwrap().0;
    assert!(matches!(office.ask(Request::Undo { action: union }), Answer::Done { .. }));
    assert_eq!(history(office.archive(), 4), before.0);
    assert!(!history(office.archive(), 5).contains(&line(Field::CodiceFiscale, &other, &kept)));
}

fn scheda(office: &mut Workstation, request: AnagrafeRequest) -> Scheda {
    match office.ask(request.into()) {
        Answer::Anagrafe(told) => match *told {
            AnagrafeAnswer::Scheda(scheda) => *scheda,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// What stays is told before: flows, papers, ISEE requests by their names.
#[test]
fn what_stays_is_told_before() {
    let mut office = eventful();
    let person = scheda(&mut office, AnagrafeRequest::Assistito(AssistitoId::new(4))).stays;
    let says = |told: &str, words: &[&str]| words.iter().all(|word| told.contains(word));
    let papers = ["G478.PS.20261123.0000001", "stampe del 23/11/2026", "Gestione stampe", "«Conservazione»"];
    assert!(says(&person, &papers), "{person}");
    let quadro = scheda(&mut office, AnagrafeRequest::Quadro(ProgettoId::new(4)));
    assert_eq!(quadro.stays, person);
    assert!(some_and_all(&quadro.benefits, |row| row.stays == person), "{:?}", quadro.benefits);
    let ids = vec![PrestazioneId::new(8), PrestazioneId::new(10)];
    let chosen = office.ask(Request::Invio(InvioRequest::Chosen { query: InvioQuery::default(), ids }));
    let Answer::Invio(InvioAnswer::Chosen { count: 2, stays }) = chosen else { panic!("{chosen:?}") };
    assert_eq!(stays, person);
    // Of who was never sent nothing stays, and of who was only left out a log that can be deleted.
    assert_eq!(scheda(&mut office, AnagrafeRequest::Assistito(AssistitoId::new(1))).stays, "");
    let mut office = asked();
    let stays = scheda(&mut office, AnagrafeRequest::Assistito(AssistitoId::new(1))).stays;
    assert!(stays.starts_with("Restano il file della richiesta ISEE G4782026-11-2300000001: "), "{stays}");
    office.ask(AnagrafeRequest::DeleteAssistito(AssistitoId::new(1)).into());
    let Workstation { files, .. } = office;
    assert!(some_and_all(files.keys(), |key| key.starts_with("isee/0/")), "what was asked stays");
}

/// A copy of before knows what was erased here: without a word of the operator it brings nothing of it.
#[test]
fn an_older_copy_brings_nothing_of_it_back() {
    for (mut office, person) in [(eventful(), 4), (asked(), 1)] {
        let older = restored(&mut office);
        let code = code(&mut office, person);
        office.clock += 60;
        office.ask(AnagrafeRequest::DeleteAssistito(AssistitoId::new(person)).into());
        let erased = stored(&office);
        let told = merge(&mut office, &older);
        let conflicts: Vec<_> = told.conflicts.rows.iter().map(|it| (it.ours.as_str(), it.theirs.as_str())).collect();
        assert_eq!(conflicts, [("eliminata", "c'è")]);
        assert_eq!(telling(&office, &[code.clone(), "via della Prima Volta 1".to_owned()]), Vec::<String>::new());
        let kept: Vec<&String> = erased.keys().filter(|key| !key.starts_with("revisioni/")).collect();
        assert!(some_and_all(kept, |key| stored(&office)[key] == erased[key]));
        // Where the operator wants the person back, all of it comes.
        let mut office = restored(&mut { older.twin() });
        let all = stored(&office);
        office.clock += 60;
        office.ask(AnagrafeRequest::DeleteAssistito(AssistitoId::new(person)).into());
        merge_as(&mut office, &older, |_| true);
        let code = [code];
        assert_eq!(telling(&office, &code), telling_in(&all, &code));
    }
}

/// The journal says how much was deleted, and nothing else.
#[test]
fn the_journal_has_keys_and_counts() {
    let mut office = eventful();
    let words = words(&mut office);
    office.ask(AnagrafeRequest::DeleteAssistito(AssistitoId::new(4)).into());
    let entry = office.archive().registro().next_back().unwrap().1.clone();
    assert_eq!(entry.nota(), "assistiti 1, progetti 1, prestazioni 2");
    assert_eq!(entry.su(), Some(RecordKey::Assistito(AssistitoId::new(4))));
    let journal: String =
        office.records.iter().filter(|(key, _)| key.starts_with("registro/")).map(|it| &**it.1).collect();
    assert!(words.iter().all(|word| !journal.contains(word.as_str())));
}
