//! A merge under way: both archives, which of their records are the same, and what there is to tell.

use super::parting::parted_at;
use super::report::{Conflict, Decisions, Kind, Merged};
use super::since::{Since, Verdict};
use crate::archive::Archive;
use crate::archive::stored::Damage;
use crate::archive::table::{BLOCK, Table};
use crate::records::{
    Assistito, AssistitoId, Atto, Cambio, EnteId, Field, FlussoId, Member, Moment, Prestazione, PrestazioneId,
    Progetto, ProgettoId, RecordKey, Revisione,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What is merged into ours.
#[derive(Debug, Default)]
pub struct Other {
    /// The archive.
    pub archive: Archive,
    /// What of it cannot be read: it brings nothing.
    pub damages: Vec<Damage>,
    /// Its files, by key.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Where a record is gone.
const GONE: &str = "eliminata";
const THERE: &str = "c'è";

pub(super) struct Work<'w> {
    pub(super) ours: &'w mut Archive,
    pub(super) theirs: Archive,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What of theirs could not be read.
    damaged: HashSet<String>,
    pub(super) report: Merged,
    decided: &'w Decisions,
    pub(super) moment: &'w Moment,
    chi: &'w str,
    /// Ours by theirs.
    same: HashMap<(Kind, u32), u32>,
    /// Those of ours among them.
    taken: HashSet<(Kind, u32)>,
    /// Keys below these were given before the archives parted.
    shared: HashMap<Kind, u32>,
    /// How their flows are called here, where that is otherwise.
    pub(super) names: HashMap<String, String>,
    /// Histories by record, as keys of the tables.
    our_history: HashMap<RecordKey, Vec<u32>>,
    their_history: HashMap<RecordKey, Vec<u32>>,
    /// What was decided: it is written down, so that nobody is asked again.
    pub(super) kept: Vec<Revisione>,
    /// Their records that were deleted here: they are put back, and taken out again in the end where nothing needs them and
    /// the operator does not take them.
    pub(super) gone_here: BTreeSet<(Kind, u32)>,
    /// Their records whose owner is lost.
    pub(super) orphans: u32,
}

/// What is known of two records that are one.
pub(super) struct Both<'w> {
    /// Ours.
    pub(super) su: RecordKey,
    pub(super) kind: Kind,
    pub(super) what: String,
    pub(super) since: &'w Since,
}

fn by_record(table: &Table<Revisione>) -> HashMap<RecordKey, Vec<u32>> {
    let mut all: HashMap<RecordKey, Vec<u32>> = HashMap::new();
    for (key, revisione) in table.iter() {
        all.entry(revisione.su).or_default().push(key);
    }
    all
}

impl<'w> Work<'w> {
    pub(super) fn new(
        ours: &'w mut Archive,
        other: Other,
        decided: &'w Decisions,
        moment: &'w Moment,
        chi: &'w str,
    ) -> Self {
        Self {
            our_history: by_record(&ours.revisioni),
            their_history: by_record(&other.archive.revisioni),
            ours,
            theirs: other.archive,
            files: other.files,
            damaged: other.damages.into_iter().map(|damage| damage.key).collect(),
            report: Merged::default(),
            decided,
            moment,
            chi,
            same: HashMap::new(),
            taken: HashSet::new(),
            shared: HashMap::new(),
            names: HashMap::new(),
            kept: Vec::new(),
            gone_here: BTreeSet::new(),
            orphans: 0,
        }
    }

    /// Says that a record of theirs is this one of ours.
    pub(super) fn are_one(&mut self, kind: Kind, theirs: u32, ours: u32) {
        self.same.insert((kind, theirs), ours);
        self.taken.insert((kind, ours));
    }

    /// They are two, after all.
    pub(super) fn are_two(&mut self, kind: Kind, theirs: u32) {
        if let Some(ours) = self.same.remove(&(kind, theirs)) {
            self.taken.remove(&(kind, ours));
        }
    }

    /// The one of ours that a record of theirs is.
    pub(super) fn twin(&self, kind: Kind, theirs: u32) -> Option<u32> {
        self.same.get(&(kind, theirs)).copied()
    }

    /// Whether one of ours is one of theirs.
    pub(super) fn is_taken(&self, kind: Kind, ours: u32) -> bool {
        self.taken.contains(&(kind, ours))
    }

    /// Keys below this one were given before the archives parted.
    pub(super) fn parted_at(&mut self, kind: Kind, end: u32) {
        self.shared.insert(kind, end);
    }

    /// Where no copy is told of, the archives parted at the latest where a key first means two records.
    pub(super) fn reckon_parting(&mut self, kind: Kind, both_have: &dyn Fn(&Archive, &Archive, u32) -> bool) {
        if let Some(end) = parted_at(self.ours, &self.theirs, kind) {
            return self.parted_at(kind, end);
        }
        let mut end = 0;
        for key in 0..=self.same.keys().filter(|(of, _)| *of == kind).map(|(_, key)| *key).max().unwrap_or_default() {
            if self.twin(kind, key) == Some(key) {
                end = key + 1;
            } else if both_have(self.ours, &self.theirs, key) {
                break;
            }
        }
        self.parted_at(kind, end);
    }

    /// Whether a key was given before the archives parted.
    pub(super) fn is_shared(&self, kind: Kind, key: u32) -> bool {
        self.shared.get(&kind).is_some_and(|end| key < *end)
    }

    /// Whether theirs could be read where this key is.
    pub(super) fn was_read(&self, table: &str, key: u32) -> bool {
        self.damaged.is_empty() || !self.damaged.contains(&format!("{table}/{}", key / BLOCK))
    }

    /// The key by which a record of theirs is called here, be it there any more or not.
    pub(super) fn called(&self, kind: Kind, theirs: u32) -> Option<u32> {
        self.twin(kind, theirs).or_else(|| self.is_shared(kind, theirs).then_some(theirs))
    }

    pub(super) fn called_su(&self, su: RecordKey) -> Option<RecordKey> {
        Some(match su {
            RecordKey::Ente(EnteId(key)) => RecordKey::Ente(EnteId(self.called(Kind::Ente, key)?)),
            RecordKey::Assistito(AssistitoId(key)) => {
                RecordKey::Assistito(AssistitoId(self.called(Kind::Assistito, key)?))
            }
            RecordKey::Progetto(ProgettoId(key)) => RecordKey::Progetto(ProgettoId(self.called(Kind::Progetto, key)?)),
            RecordKey::Prestazione(PrestazioneId(key)) => {
                RecordKey::Prestazione(PrestazioneId(self.called(Kind::Prestazione, key)?))
            }
            RecordKey::Flusso(FlussoId(key)) => RecordKey::Flusso(FlussoId(self.called(Kind::Flusso, key)?)),
            RecordKey::Stampa(key) => RecordKey::Stampa(self.called(Kind::Stampa, key)?),
            RecordKey::Consultazione(key) => RecordKey::Consultazione(self.called(Kind::Consultazione, key)?),
        })
    }

    /// A benefit of theirs where it is told of; one that nobody knows here has a key that is never given.
    pub(super) fn benefit(&self, id: PrestazioneId) -> PrestazioneId {
        PrestazioneId(self.called(Kind::Prestazione, id.0).unwrap_or(u32::MAX))
    }

    /// A change of theirs, as it is told here of `su`.
    pub(super) fn told_of(&self, su: RecordKey, revisione: &Revisione) -> Revisione {
        let mut told = Revisione { su, ..revisione.clone() };
        for cambio in &mut told.cambi {
            if let Some(kind) = refers_to(told.su, &cambio.campo) {
                for word in [&mut cambio.prima, &mut cambio.dopo] {
                    let key = number(word).and_then(|key| self.called(kind, key));
                    if let Some(key) = key {
                        *word = format!("n. {key}");
                    }
                }
            }
        }
        told
    }

    /// The history of a record of ours, oldest change first.
    pub(super) fn our_history(&self, su: RecordKey) -> Vec<Revisione> {
        let keys = self.our_history.get(&su).map(Vec::as_slice).unwrap_or_default();
        keys.iter().filter_map(|key| self.ours.revisioni.get(*key)).cloned().collect()
    }

    /// The history of a record of theirs, as it would be told here of `su`.
    pub(super) fn their_history(&self, theirs: RecordKey, su: RecordKey) -> Vec<Revisione> {
        let keys = self.their_history.get(&theirs).map(Vec::as_slice).unwrap_or_default();
        keys.iter().filter_map(|key| self.theirs.revisioni.get(*key)).map(|it| self.told_of(su, it)).collect()
    }

    /// What each archive changed of a record since they parted.
    pub(super) fn since(&self, ours: RecordKey, theirs: RecordKey) -> Since {
        Since::new(self.our_history(ours), self.their_history(theirs, ours))
    }

    /// Whether theirs of two values is taken: by what was changed since, or as the operator decides.
    pub(super) fn takes(&mut self, both: &Both<'_>, member: &Member, ours: &str, theirs: &str) -> bool {
        match both.since.verdict(member, ours, theirs) {
            Verdict::Ours => false,
            Verdict::Theirs => {
                self.report.count_taken(both.kind);
                true
            }
            Verdict::Ask => self.asks(both, member, ours, theirs),
        }
    }

    fn asks(&mut self, both: &Both<'_>, member: &Member, ours: &str, theirs: &str) -> bool {
        let in_words = |word: &str| self.named(both.su, member, word);
        let (ours_by, theirs_by) = both.since.writers(member);
        let taken = self.decides(Conflict {
            id: both.su.label(),
            what: both.what.clone(),
            label: member.label().to_owned(),
            ours: in_words(ours),
            ours_by,
            theirs: in_words(theirs),
            theirs_by,
            taken: false,
        });
        let (stays, goes) = if taken { (theirs, ours) } else { (ours, theirs) };
        self.keeps(both.su, member, stays, goes);
        taken
    }

    /// What nothing tells the history of, to be asked.
    pub(super) fn asks_plainly(&mut self, what: String, label: &str, ours: &str, theirs: &str) -> bool {
        let (id, label, ours, theirs) = (what.clone(), label.to_owned(), ours.to_owned(), theirs.to_owned());
        self.decides(Conflict { id, what, label, ours, ours_by: None, theirs, theirs_by: None, taken: false })
    }

    /// Tells a conflict, its id being that of its record, and whether theirs is taken.
    fn decides(&mut self, mut conflict: Conflict) -> bool {
        conflict.id.push_str(": ");
        conflict.id.push_str(&conflict.label);
        let taken = self.decided.takes(&conflict.id);
        conflict.taken = taken;
        self.report.conflicts.push(conflict);
        taken
    }

    /// Writes down that two values were seen, and which of them stays.
    pub(super) fn keeps(&mut self, su: RecordKey, member: &Member, stays: &str, goes: &str) {
        self.kept.push(Revisione {
            su,
            quando: self.moment.at.clone(),
            chi: self.chi.to_owned(),
            atto: Some(Atto::ArchiviUniti),
            cambi: vec![Cambio { campo: member.clone(), prima: goes.to_owned(), dopo: stays.to_owned() }],
        });
    }

    /// Asks about a record that one of the two deleted: whether it goes, or comes back. Who decided once is not asked again.
    pub(super) fn asks_of_gone(&mut self, su: RecordKey, what: String, gone_here: bool) -> bool {
        let (ours, theirs) = if gone_here { (GONE, THERE) } else { (THERE, GONE) };
        let decided =
            |it: &Revisione| it.cambi.iter().any(|cambio| cambio.campo == Member::Scheda && cambio.dopo == ours);
        if self.our_history(su).iter().any(decided) {
            return false;
        }
        let taken = self.decides(Conflict {
            id: su.label(),
            what,
            label: Member::Scheda.label().to_owned(),
            ours: ours.to_owned(),
            ours_by: None,
            theirs: theirs.to_owned(),
            theirs_by: None,
            taken: false,
        });
        if !taken {
            self.keeps(su, &Member::Scheda, ours, theirs);
        }
        taken
    }

    /// A value in words that refers to a record by its key, with its name.
    fn named(&self, su: RecordKey, member: &Member, word: &str) -> String {
        let name = refers_to(su, member).zip(number(word)).and_then(|(kind, key)| match kind {
            Kind::Ente => self.ours.enti.get(key).map(|it| it.codice.clone()),
            Kind::Assistito => self.ours.assistiti.get(key).map(Assistito::label),
            _ => self.ours.progetti.get(key).map(Progetto::label),
        });
        name.unwrap_or_else(|| word.to_owned())
    }

    /// A case that was deleted here stays after all, with its person: something needs it.
    pub(super) fn need_case(&mut self, key: u32) {
        if self.gone_here.remove(&(Kind::Progetto, key)) {
            self.report.count_new(Kind::Progetto);
            if let Some(person) = self.ours.progetti.get(key).map(|it| it.assistito) {
                self.need_person(person.0);
            }
        }
    }

    /// A person, likewise.
    pub(super) fn need_person(&mut self, key: u32) {
        if self.gone_here.remove(&(Kind::Assistito, key)) {
            self.report.count_new(Kind::Assistito);
        }
    }

    /// Brings the files along whose keys begin so.
    pub(super) fn bring(&mut self, from: &str, to: &str) {
        let keys: Vec<String> = self.files.range(from.to_owned()..).map(|(key, _)| key.clone()).collect();
        for key in keys.into_iter().take_while(|key| key.starts_with(from)) {
            if let Some(bytes) = self.files.remove(&key) {
                self.ours.keep_file(format!("{to}{}", &key[from.len()..]), bytes);
            }
        }
    }
}

/// The name of a benefit, for the operator.
pub(super) fn benefit_words(archive: &Archive, it: &Prestazione) -> String {
    let person = archive.progetti.get(it.progetto.0).and_then(|case| archive.assistiti.get(case.assistito.0));
    let person = person.map(Assistito::label).unwrap_or_default();
    format!("{person}, {} {}", it.codice, it.period_label()).trim().to_owned()
}

/// The name of a case, likewise.
pub(super) fn case_words(archive: &Archive, it: &Progetto) -> String {
    format!("{}, {}", archive.assistiti.get(it.assistito.0).map(Assistito::label).unwrap_or_default(), it.label())
}

/// What a field refers to by its key.
fn refers_to(su: RecordKey, member: &Member) -> Option<Kind> {
    match (su, member) {
        (RecordKey::Progetto(_), Member::Assistito) => Some(Kind::Assistito),
        (RecordKey::Progetto(_), Member::Field(Field::Ente)) => Some(Kind::Ente),
        (RecordKey::Prestazione(_), Member::Progetto) => Some(Kind::Progetto),
        _ => None,
    }
}

fn number(word: &str) -> Option<u32> {
    word.strip_prefix("n. ")?.parse().ok()
}
