//! A merge under way: both archives, which of their records are the same, and what there is to tell.

use super::parting::parted_at;
use super::report::{Conflict, Decisions, Kind, Merged, OfKind};
use super::since::{Since, Verdict};
use crate::archive::Archive;
use crate::archive::stored::Damage;
use crate::archive::table::{BLOCK, Table};
use crate::records::{
    Assistito, AssistitoId, Atto, Cambio, Field, Id, Member, Moment, Prestazione, PrestazioneId, Progetto, ProgettoId,
    RecordKey, Revisione,
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
    /// Ours by theirs, by their places.
    same: HashMap<(Kind, u32), u32>,
    /// Those of ours among them.
    taken: HashSet<(Kind, u32)>,
    /// Keys below these were given before the archives parted.
    shared: HashMap<Kind, u32>,
    /// How their flows are called here, where that is otherwise.
    pub(super) names: HashMap<String, String>,
    /// Histories by record, as keys of the tables.
    our_history: Histories,
    their_history: Histories,
    /// What was decided: it is written down, so that nobody is asked again.
    pub(super) kept: Vec<Revisione>,
    /// Their records that were deleted here: they are put back, and taken out again in the end where nothing needs them and
    /// the operator does not take them.
    pub(super) gone_here: BTreeSet<RecordKey>,
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

type Histories = HashMap<RecordKey, Vec<Id<Revisione>>>;

fn by_record(table: &Table<Revisione>) -> Histories {
    let mut all = Histories::new();
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
    pub(super) fn are_one<R: OfKind>(&mut self, theirs: Id<R>, ours: Id<R>) {
        self.same.insert((R::KIND, theirs.place()), ours.place());
        self.taken.insert((R::KIND, ours.place()));
    }

    /// They are two, after all.
    pub(super) fn are_two<R: OfKind>(&mut self, theirs: Id<R>) {
        if let Some(ours) = self.same.remove(&(R::KIND, theirs.place())) {
            self.taken.remove(&(R::KIND, ours));
        }
    }

    /// The one of ours that a record of theirs is.
    pub(super) fn twin<R: OfKind>(&self, theirs: Id<R>) -> Option<Id<R>> {
        self.same.get(&(R::KIND, theirs.place())).copied().map(Id::new)
    }

    /// Whether one of ours is one of theirs.
    pub(super) fn is_taken<R: OfKind>(&self, ours: Id<R>) -> bool {
        self.taken.contains(&(R::KIND, ours.place()))
    }

    /// Keys below this one were given before the archives parted.
    pub(super) fn parted_at<R: OfKind>(&mut self, end: Id<R>) {
        self.shared.insert(R::KIND, end.place());
    }

    /// Where no copy is told of, the archives parted at the latest where a key first means two records.
    pub(super) fn reckon_parting<R: OfKind>(&mut self, table: fn(&Archive) -> &Table<R>) {
        if let Some(end) = parted_at(self.ours, &self.theirs) {
            return self.parted_at::<R>(end);
        }
        let (ours, theirs) = (table(self.ours), table(&self.theirs));
        let mut end = Id::default();
        for key in theirs.next_key().earlier() {
            if self.twin(key) == Some(key) {
                end = key.following();
            } else if ours.get(key).is_some() && theirs.get(key).is_some() {
                break;
            }
        }
        self.parted_at(end);
    }

    /// Whether a key was given before the archives parted.
    pub(super) fn is_shared<R: OfKind>(&self, key: Id<R>) -> bool {
        self.shared.get(&R::KIND).is_some_and(|end| key.place() < *end)
    }

    /// Whether theirs could be read where this key is.
    pub(super) fn was_read<R>(&self, table: &str, key: Id<R>) -> bool {
        self.damaged.is_empty() || !self.damaged.contains(&format!("{table}/{}", key.place() / BLOCK))
    }

    /// The key by which a record of theirs is called here, be it there any more or not.
    pub(super) fn called<R: OfKind>(&self, theirs: Id<R>) -> Option<Id<R>> {
        self.twin(theirs).or_else(|| self.is_shared(theirs).then_some(theirs))
    }

    pub(super) fn called_su(&self, su: RecordKey) -> Option<RecordKey> {
        Some(match su {
            RecordKey::Ente(id) => RecordKey::Ente(self.called(id)?),
            RecordKey::Assistito(id) => RecordKey::Assistito(self.called(id)?),
            RecordKey::Progetto(id) => RecordKey::Progetto(self.called(id)?),
            RecordKey::Prestazione(id) => RecordKey::Prestazione(self.called(id)?),
            RecordKey::Flusso(id) => RecordKey::Flusso(self.called(id)?),
            RecordKey::Stampa(id) => RecordKey::Stampa(self.called(id)?),
            RecordKey::Consultazione(id) => RecordKey::Consultazione(self.called(id)?),
        })
    }

    /// A benefit of theirs where it is told of; one that nobody knows here has a key that is never given.
    pub(super) fn benefit(&self, id: PrestazioneId) -> PrestazioneId {
        self.called(id).unwrap_or(Id::of_none())
    }

    /// A change of theirs, as it is told here of `su`.
    pub(super) fn told_of(&self, su: RecordKey, revisione: &Revisione) -> Revisione {
        let mut told = Revisione { su, ..revisione.clone() };
        for cambio in &mut told.cambi {
            for word in [&mut cambio.prima, &mut cambio.dopo] {
                let named = referred(told.su, &cambio.campo, word).and_then(|su| self.called_su(su));
                if let Some(named) = named {
                    *word = format!("n. {}", named.place());
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
            quando: self.moment.at,
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
        let name = referred(su, member, word).and_then(|named| match named {
            RecordKey::Ente(id) => self.ours.enti.get(id).map(|it| it.codice.clone()),
            RecordKey::Assistito(id) => self.ours.assistiti.get(id).map(Assistito::label),
            RecordKey::Progetto(id) => self.ours.progetti.get(id).map(Progetto::label),
            _ => None,
        });
        name.unwrap_or_else(|| word.to_owned())
    }

    /// A case that was deleted here stays after all, with its person: something needs it.
    pub(super) fn need_case(&mut self, id: ProgettoId) {
        if self.gone_here.remove(&RecordKey::Progetto(id)) {
            self.report.count_new(Kind::Progetto);
            if let Some(person) = self.ours.progetti.get(id).map(|it| it.assistito) {
                self.need_person(person);
            }
        }
    }

    /// A person, likewise.
    pub(super) fn need_person(&mut self, id: AssistitoId) {
        if self.gone_here.remove(&RecordKey::Assistito(id)) {
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
    let person = archive.progetti.get(it.progetto).and_then(|case| archive.assistiti.get(case.assistito));
    let person = person.map(Assistito::label).unwrap_or_default();
    format!("{person}, {} {}", it.codice, it.period_label()).trim().to_owned()
}

/// The name of a case, likewise.
pub(super) fn case_words(archive: &Archive, it: &Progetto) -> String {
    format!("{}, {}", archive.assistiti.get(it.assistito).map(Assistito::label).unwrap_or_default(), it.label())
}

/// What a value in words refers to by its key.
fn referred(su: RecordKey, member: &Member, word: &str) -> Option<RecordKey> {
    let place = word.strip_prefix("n. ")?.parse().ok()?;
    match (su, member) {
        (RecordKey::Progetto(_), Member::Assistito) => Some(RecordKey::Assistito(Id::new(place))),
        (RecordKey::Progetto(_), Member::Field(Field::Ente)) => Some(RecordKey::Ente(Id::new(place))),
        (RecordKey::Prestazione(_), Member::Progetto) => Some(RecordKey::Progetto(Id::new(place))),
        _ => None,
    }
}
