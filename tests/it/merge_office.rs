//! Two workstations that are to be merged, and what an archive holds whatever the keys are.

use crate::actions::type_in;
use crate::workstation::{Workstation, ente as prova, sheet};
use chrono::NaiveDate;
use siuss_kit::archive::Archive;
use siuss_kit::archive::stampa::file_key;
use siuss_kit::codes::Genere;
use siuss_kit::desk::anagrafe::view::Subject;
use siuss_kit::desk::enti::request::EntiRequest;
use siuss_kit::desk::invio::request::InvioQuery;
use siuss_kit::desk::safekeeping::request::{MergeConflict, MergePreview, SafekeepingAnswer, SafekeepingRequest};
use siuss_kit::desk::stampe::request::StampeRequest;
use siuss_kit::desk::{Answer, Part, Request};
use siuss_kit::records::{
    AssistitoId, Atto, Consultazione, ConsultazioneId, Ente, EnteId, EsitoRicevuto, Field, FlussoId, FlussoInviato,
    Operatore, Prestazione, PrestazioneId, Progetto, ProgettoId, RecordKey, Stampa, StampaId, Voce, fiscal_code,
};
use std::collections::BTreeMap;

/// An office with twelve benefits of six people, the first four of them sent and loaded.
pub(crate) fn office() -> Workstation {
    let mut office = Workstation::with_ente();
    office.import(&sheet(0, 12, 0));
    send(&mut office, &[0, 1, 2, 3]);
    office.loaded(0);
    office.clock = 60;
    office
}

/// The same office twice; the second one's operator is another one, and its clock an hour ahead.
pub(crate) fn twins() -> (Workstation, Workstation) {
    let mut ours = office();
    let operatori =
        ["Finta Protti", "Altra Beffardi"].map(|nome| Operatore { nome: nome.into(), codice_fiscale: code_of(nome) });
    let ente = Ente { operatori: operatori.to_vec(), ..prova() };
    ours.ask(Request::Enti(EntiRequest::Save { id: Some(EnteId::new(0)), ente }));
    let works = |office: &mut Workstation, nome| {
        let codice_fiscale = code_of(nome);
        office.ask(Request::Enti(EntiRequest::ChooseOperatore { ente: EnteId::new(0), codice_fiscale }));
    };
    works(&mut ours, "Finta Protti");
    let mut theirs = restored(&mut ours);
    theirs.clock = 120;
    works(&mut theirs, "Altra Beffardi");
    (ours, theirs)
}

/// A right fiscal code of somebody who signs.
pub(crate) fn code_of(nome: &str) -> String {
    let (nome, cognome) = nome.split_once(' ').unwrap();
    let birth = NaiveDate::from_ymd_opt(1983, 9, 9).unwrap();
    fiscal_code::compute(cognome, nome, birth, Genere::Femmina, "G478").unwrap()
}

/// A minute later somebody types this into a field.
pub(crate) fn mend(office: &mut Workstation, subject: Subject, field: Field, text: &str) {
    office.clock += 1;
    assert!(matches!(office.ask(type_in(subject, field, text)), Answer::Anagrafe(_)));
}

/// Sends these benefits.
pub(crate) fn send(office: &mut Workstation, ids: &[u32]) -> Answer {
    let only = ids.iter().map(|id| PrestazioneId::new(*id)).collect();
    office.ask(Request::Stampe(StampeRequest::Make { query: InvioQuery::default(), only, waas: false, firme: vec![] }))
}

/// Nothing that is stored changes, but for the journal, and nothing is asked.
#[track_caller]
pub(crate) fn check_nothing_new(into: &mut Workstation, from: &Workstation) {
    let records = into.records.clone();
    let told = merge(into, from);
    assert_eq!((told.new, told.taken, told.conflicts.rows), (vec![], vec![], vec![]));
    assert!(into.records == records, "merging again changed something");
}

/// Another workstation, on which a copy of this one is put back.
pub(crate) fn restored(office: &mut Workstation) -> Workstation {
    let copy = office.reply(SafekeepingRequest::Backup { phrase: String::new() }.into(), Vec::new());
    let mut other = Workstation { clock: office.clock, ..Workstation::default() };
    open_file(&mut other, copy.bytes.unwrap());
    assert!(matches!(other.ask(SafekeepingRequest::Restore.into()), Answer::Done { .. }));
    other
}

/// Opens a copy of `from` in `into`.
pub(crate) fn open(into: &mut Workstation, from: &Workstation) {
    let copy = from.twin().reply(SafekeepingRequest::Backup { phrase: String::new() }.into(), Vec::new());
    open_file(into, copy.bytes.unwrap());
}

pub(crate) fn open_file(into: &mut Workstation, bytes: Vec<u8>) {
    let opened = into.ask_with(SafekeepingRequest::Open { phrase: String::new() }.into(), bytes);
    assert!(matches!(opened, Answer::Safekeeping(SafekeepingAnswer::Opened(_))), "{opened:?}");
}

/// What merging the copy that is open would do; it changes nothing.
#[track_caller]
pub(crate) fn compare(into: &mut Workstation) -> MergePreview {
    let before = into.records.clone();
    let answer = into.ask(SafekeepingRequest::Compare { part: Part::first(500) }.into());
    assert!(before == into.records, "a comparison changed something");
    match answer {
        Answer::Safekeeping(SafekeepingAnswer::Differences(preview)) => *preview,
        other => panic!("{other:?}"),
    }
}

/// Merges `from` into `into`; of each conflict `theirs` says whether the copy's value is taken. What was told before.
#[track_caller]
pub(crate) fn merge_as(
    into: &mut Workstation,
    from: &Workstation,
    theirs: impl Fn(&MergeConflict) -> bool,
) -> MergePreview {
    open(into, from);
    let told = compare(into);
    let decisions = told.conflicts.rows.iter().map(|it| (it.id.clone(), theirs(it))).collect();
    let done = into.ask(SafekeepingRequest::Merge { decisions, others: false }.into());
    assert!(matches!(done, Answer::Done { .. }), "{done:?}");
    let archive = into.archive();
    check_whole(archive);
    let flows = archive.flussi_by_name();
    let known = |nome: &String| flows.contains_key(nome.as_str());
    assert!(archive.stampe.iter().all(|(_, it)| it.flussi.iter().all(known)), "a generation without its flow");
    told
}

/// The same, with ours wherever both changed something.
#[track_caller]
pub(crate) fn merge(into: &mut Workstation, from: &Workstation) -> MergePreview {
    merge_as(into, from, |_| false)
}

/// Conflicts as record, field, ours and theirs.
pub(crate) fn told(preview: &MergePreview) -> Vec<[&str; 4]> {
    let conflicts = preview.conflicts.rows.iter();
    conflicts.map(|it| [it.record.as_str(), &it.label, &it.ours, &it.theirs]).collect()
}

/// Whatever belongs to something has it.
#[track_caller]
pub(crate) fn check_whole(archive: &Archive) {
    crate::actions::check_whole(archive);
    for (_, it) in archive.esiti.iter() {
        let row =
            |flusso: FlussoId, riga: u32| archive.flussi.get(flusso).is_some_and(|it| riga < it.righe.len() as u32);
        assert!(it.righe.iter().all(|at| row(at.flusso, at.riga)), "an answer without its flow");
    }
    assert!(archive.consultazioni.iter().all(|(_, it)| archive.enti.get(it.ente).is_some()));
    let names: Vec<&str> = archive.flussi.iter().map(|(_, it)| it.nome.as_str()).collect();
    assert_eq!(archive.flussi_by_name().len(), names.len(), "two flows of one name: {names:?}");
}

/// All that a workstation holds, by kind, with the keys replaced by what they stand for. What tells of a merge itself, or
/// of a workstation's own keeping, is left out.
pub(crate) fn holds(office: &Workstation) -> BTreeMap<&'static str, Vec<String>> {
    let mut twin = office.twin();
    let (files, archive) = (&office.files, twin.archive());
    let mut all = BTreeMap::new();
    let mut add = |kind, mut lines: Vec<String>| {
        lines.sort();
        all.insert(kind, lines);
    };
    add("enti", archive.enti.iter().map(|(_, it)| format!("{it:?}")).collect());
    add("people", archive.assistiti.iter().map(|(_, it)| format!("{it:?}")).collect());
    add("cases", archive.progetti.iter().map(|(_, it)| case(archive, it)).collect());
    add("benefits", archive.prestazioni.iter().map(|(_, it)| benefit(archive, it)).collect());
    add("flows", archive.flussi.iter().map(|(_, it)| flow(archive, files, it)).collect());
    add("generations", archive.stampe.iter().map(|(key, it)| generation(archive, files, key, it)).collect());
    add("answers", archive.esiti.iter().map(|(_, it)| answer(archive, it)).collect());
    add("requests", archive.consultazioni.iter().map(|(key, it)| request(archive, files, key, it)).collect());
    add("profiles", archive.profili.iter().map(|(_, it)| format!("{it:?}")).collect());
    add("ISEE profiles", archive.profili_isee.iter().map(|(_, it)| format!("{it:?}")).collect());
    add("journal", archive.registro().filter_map(|(_, it)| entry(archive, it)).collect());
    add("histories", histories(archive));
    all
}

fn ente(archive: &Archive, id: EnteId) -> String {
    archive.enti.get(id).map(|it| it.codice.clone()).unwrap_or_default()
}

fn case(archive: &Archive, it: &Progetto) -> String {
    let blank = Progetto { assistito: AssistitoId::default(), ente: None, ..it.clone() };
    let ente = it.ente.map(|id| ente(archive, id));
    format!("{blank:?} of {:?} for {ente:?}", archive.assistiti.get(it.assistito))
}

fn case_of(archive: &Archive, id: ProgettoId) -> String {
    archive.progetti.get(id).map(|it| case(archive, it)).unwrap_or_default()
}

fn benefit(archive: &Archive, it: &Prestazione) -> String {
    let blank = Prestazione { progetto: ProgettoId::default(), ..it.clone() };
    format!("{blank:?} in {}", case_of(archive, it.progetto))
}

fn benefit_of(archive: &Archive, id: PrestazioneId) -> String {
    archive.prestazioni.get(id).map(|it| benefit(archive, it)).unwrap_or_default()
}

fn flow(archive: &Archive, files: &BTreeMap<String, Vec<u8>>, it: &FlussoInviato) -> String {
    let xml = archive.xml_key(it).and_then(|key| files.get(&key)).map(|it| String::from_utf8_lossy(it).into_owned());
    let rows: Vec<String> = it.righe.iter().map(|id| benefit_of(archive, *id)).collect();
    let blank = FlussoInviato { ente: EnteId::default(), righe: Vec::new(), file: String::new(), ..it.clone() };
    format!("{blank:?} for {} with {rows:?} and {xml:?}", ente(archive, it.ente))
}

fn generation(archive: &Archive, files: &BTreeMap<String, Vec<u8>>, key: StampaId, it: &Stampa) -> String {
    let mut blank = it.clone();
    let left: Vec<String> = it.lasciate.iter().map(|one| benefit_of(archive, one.prestazione)).collect();
    blank.lasciate.iter_mut().for_each(|one| one.prestazione = PrestazioneId::default());
    let kept: Vec<_> = it.files.iter().map(|file| files.get(&file_key(key, &file.nome))).collect();
    format!("{blank:?} without {left:?} and {kept:?}")
}

fn answer(archive: &Archive, it: &EsitoRicevuto) -> String {
    let rows: Vec<_> =
        it.righe.iter().map(|at| (archive.flussi.get(at.flusso).map(|it| it.nome.as_str()), at.riga)).collect();
    let blank = EsitoRicevuto { lettura: 0, righe: Vec::new(), ..it.clone() };
    format!("{blank:?} on {rows:?}")
}

fn request(archive: &Archive, files: &BTreeMap<String, Vec<u8>>, key: ConsultazioneId, it: &Consultazione) -> String {
    let mut blank = Consultazione { ente: EnteId::default(), ..it.clone() };
    let mut asked = Vec::new();
    for row in &mut blank.righe {
        asked.push(case_of(archive, std::mem::take(&mut row.progetto)));
        asked.extend(row.prestazioni.drain(..).map(|id| benefit_of(archive, id)));
    }
    let file = files.get(&Archive::isee_file_key(key, &it.file));
    format!("{blank:?} for {} about {asked:?} and {file:?}", ente(archive, it.ente))
}

fn named(archive: &Archive, su: RecordKey) -> String {
    match su {
        RecordKey::Ente(id) => ente(archive, id),
        RecordKey::Assistito(id) => format!("{:?}", archive.assistiti.get(id)),
        RecordKey::Progetto(id) => case_of(archive, id),
        RecordKey::Prestazione(id) => benefit_of(archive, id),
        RecordKey::Flusso(id) => archive.flussi.get(id).map(|it| it.nome.clone()).unwrap_or_default(),
        RecordKey::Stampa(key) => archive.stampe.get(key).map(|it| it.creata.to_string()).unwrap_or_default(),
        RecordKey::Consultazione(key) => {
            archive.consultazioni.get(key).map(|it| it.identificatore.clone()).unwrap_or_default()
        }
    }
}

fn entry(archive: &Archive, it: &Voce) -> Option<String> {
    let own = matches!(it.atto(), Atto::CopiaFatta | Atto::CopiaRipristinata | Atto::ArchiviUniti);
    let su = it.su().map(|su| named(archive, su)).unwrap_or_default();
    (!own).then(|| format!("{} {} {:?} {} on {su}", it.quando(), it.chi(), it.atto(), it.nota()))
}

fn histories(archive: &Archive) -> Vec<String> {
    let enti = archive.enti.iter().map(|(key, _)| RecordKey::Ente(key));
    let people = archive.assistiti.iter().map(|(key, _)| RecordKey::Assistito(key));
    let cases = archive.progetti.iter().map(|(key, _)| RecordKey::Progetto(key));
    let benefits = archive.prestazioni.iter().map(|(key, _)| RecordKey::Prestazione(key));
    let mut lines = Vec::new();
    for su in enti.chain(people).chain(cases).chain(benefits) {
        let changes: Vec<_> = archive.revisions(su).filter(|it| it.atto != Some(Atto::ArchiviUniti)).collect();
        let told: Vec<String> =
            changes.iter().map(|it| format!("{} {} {:?} {:?}", it.quando, it.chi, it.atto, it.cambi)).collect();
        assert!(changes.is_sorted_by_key(|it| &it.quando), "out of order: {told:?}");
        if !told.is_empty() {
            lines.push(format!("{} {told:?}", named(archive, su)));
        }
    }
    lines
}
