//! Rows against the archive and against each other, one after the other.

use super::plan::{Plan, Planned, PlannedRow, RowOutcome};
use super::source::Source;
use super::twins::{Over, Twins};
use crate::archive::Archive;
use crate::archive::by_hand::{ByHand, residing, unlike};
use crate::archive::difference::{Against, Decisions, Difference};
use crate::archive::identity::{BenefitKey, CaseKey, PersonKey, benefit_key, case_key, person_key};
use crate::import::Draft;
use crate::records::{Assistito, Ente, EnteId, Id, Prestazione, PrestazioneId, Progetto, Record};
use crate::text::fold;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::borrow::Cow;
use std::hash::BuildHasher;

/// So many benefits of one case, code and days are tried one after the other.
const FEW: usize = 8;

pub(super) struct Planner<'a> {
    pub(super) plan: Plan,
    archive: &'a Archive,
    rows: &'a dyn Source,
    people: FxHashMap<PersonKey, u32>,
    cases: FxHashMap<CaseKey<u32>, u32>,
    /// Those of the archive.
    benefits: FxHashMap<BenefitKey<u32>, Twins>,
    /// Rows that are new benefits: their indexes by what they say.
    new: FxHashMap<u64, u32>,
    by_hand: ByHand<'a>,
    decisions: &'a Decisions,
    few: usize,
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        archive: &'a Archive,
        rows: &'a dyn Source,
        default_ente: Option<EnteId>,
        decisions: &'a Decisions,
    ) -> Self {
        let mut plan = Plan { default_ente, rows: Vec::with_capacity(rows.count()), ..Plan::default() };
        for (key, ente) in archive.enti.iter() {
            for name in names_of(ente) {
                plan.enti.entry(name).or_insert(key);
            }
        }
        let mut planner = Self {
            plan,
            archive,
            rows,
            people: FxHashMap::default(),
            cases: FxHashMap::default(),
            benefits: FxHashMap::default(),
            new: FxHashMap::default(),
            by_hand: ByHand::of(archive),
            decisions,
            few: FEW,
        };
        planner.know_archive();
        planner
    }

    /// The archive's people, cases and benefits, to be matched.
    fn know_archive(&mut self) {
        let mut people = FxHashMap::default();
        for (key, person) in self.archive.assistiti.iter() {
            let index = known(&mut self.plan.people, key);
            people.insert(key, index);
            if let Some(key) = person_key(person) {
                self.people.entry(key).or_insert(index);
            }
        }
        for (code, id) in self.by_hand.former_codes() {
            if let Some(index) = people.get(&id) {
                self.people.entry(PersonKey::Code(code.into())).or_insert(*index);
            }
        }
        let mut cases = FxHashMap::default();
        for (key, case) in self.archive.progetti.iter() {
            let Some(person) = people.get(&case.assistito) else { continue };
            let index = known(&mut self.plan.cases, key);
            cases.insert(key, index);
            self.cases.entry(case_key(*person, case)).or_insert(index);
        }
        for (key, benefit) in self.archive.prestazioni.iter() {
            let Some(case) = cases.get(&benefit.progetto) else { continue };
            self.benefits.entry(benefit_key(*case, benefit)).or_default().push(key);
        }
    }

    /// All people of the archive keep what is known of them.
    pub(super) fn keep_people(&mut self) {
        for person in &mut self.plan.people {
            person.row = Some(0);
        }
    }

    /// What the row at a place becomes; `None` where it cannot be read.
    pub(super) fn row(&mut self, place: usize) -> Option<PlannedRow> {
        let row = self.rows.read(place);
        if row.outcome().is_err() {
            self.plan.unreadable.push(place as u32);
            return None;
        }
        let draft = self.plan.of_ente(row.draft);
        let (person, mut differences) = self.person(&draft.assistito);
        let case = self.case(&draft.progetto, person);
        let (outcome, known, changed_by) = self.benefit(case, &draft.prestazione, &mut differences);
        differences.shrink_to_fit();
        let left_empty = !row.problems.is_empty();
        Some(PlannedRow { row: place as u32, outcome, left_empty, differences, known, changed_by, person, case })
    }

    /// Index of the row that is being planned.
    fn here(&self) -> u32 {
        self.plan.rows.len() as u32
    }

    /// What an earlier row says.
    fn earlier(&self, index: u32) -> Draft {
        self.plan.draft(self.rows, &self.plan.rows[index as usize])
    }

    /// The first row of a sheet has the last word on a person of the archive, but for what somebody mended by hand; later
    /// rows only fill what is blank, and what they say otherwise is told.
    fn person(&mut self, written: &Assistito) -> (u32, Vec<Difference>) {
        let here = self.here();
        let key = person_key(written);
        let Some(index) = key.as_ref().and_then(|key| self.people.get(key)).copied() else {
            let index = new(&mut self.plan.people, here);
            if let Some(key) = key {
                self.people.insert(key, index);
            }
            return (index, Vec::new());
        };
        let planned = &self.plan.people[index as usize];
        let ours = planned.id.and_then(|id| Some((id, self.archive.assistiti.get(id)?)));
        let known = match (planned.record(&self.archive.assistiti), planned.row) {
            (None, Some(first)) => Cow::Owned(self.earlier(first).assistito),
            (record, _) => record.map(Cow::Borrowed).unwrap_or_default(),
        };
        let settle = |over: &mut Assistito| {
            ours.map(|(id, ours)| self.by_hand.settle_person(id, ours, over, self.decisions)).unwrap_or_default()
        };
        let (said, written) = (residing(&known, written), &*residing(written, &known));
        let mut over = said.overlaid_by(written);
        let unchanged = over == *known;
        let mut differences = settle(&mut over);
        if let Some(first) = planned.row {
            differences.retain(|it| !it.taken);
            if !unchanged {
                for (field, ours, sheet) in unlike(&*said, &said.overlaid_by(written)) {
                    let told = differences.iter().any(|it| it.field == field && it.ours == ours);
                    if !told && !ours.is_empty() && fold(&ours) != fold(&sheet) {
                        let against = Against::EarlierRow(first as usize);
                        differences.push(Difference { field, ours, sheet, against, taken: false });
                    }
                }
            }
            over = written.overlaid_by(&said);
            settle(&mut over);
        }
        let becomes = ours.is_none_or(|(_, ours)| *ours != over).then(|| Box::new(over));
        let planned = &mut self.plan.people[index as usize];
        planned.becomes = becomes;
        planned.row.get_or_insert(here);
        (index, differences)
    }

    fn case(&mut self, written: &Progetto, person: u32) -> u32 {
        let here = self.here();
        let key = case_key(person, written);
        let Some(index) = self.cases.get(&key).copied() else {
            let index = new(&mut self.plan.cases, here);
            self.cases.insert(key, index);
            return index;
        };
        let planned = &self.plan.cases[index as usize];
        let mut known = match (planned.record(&self.archive.progetti), planned.row) {
            (None, Some(first)) => self.earlier(first).progetto,
            (record, _) => record.cloned().unwrap_or_default(),
        };
        known.fill(written);
        let ours = planned.id.and_then(|id| self.archive.progetti.get(id));
        self.plan.cases[index as usize].becomes = (ours != Some(&known)).then(|| Box::new(known));
        index
    }

    fn benefit(
        &mut self,
        case: u32,
        written: &Prestazione,
        differences: &mut Vec<Difference>,
    ) -> (RowOutcome, Option<PrestazioneId>, Option<u32>) {
        let here = self.here();
        let over = Over {
            archive: self.archive,
            rows: self.rows,
            plan: &self.plan,
            by_hand: &self.by_hand,
            decisions: self.decisions,
            few: self.few,
        };
        let mut twins = self.benefits.get_mut(&benefit_key(case, written));
        // What adds nothing is a duplicate; only then is one that differs taken for its older self.
        if let Some(double) = twins.as_mut().and_then(|twins| twins.doubled(written, &over)) {
            differences.extend(double.told);
            return (RowOutcome::Duplicate, Some(double.id), double.changed_by);
        }
        // Within a sheet only an exact copy is one: two rows that differ may well be two deliveries.
        let mut says = FxBuildHasher.hash_one((case, written));
        while let Some(earlier) = self.new.get(&says) {
            let earlier = &self.plan.rows[*earlier as usize];
            if earlier.case == case && self.plan.draft(self.rows, earlier).prestazione == *written {
                return (RowOutcome::Duplicate, None, None);
            }
            // Another one of the same hash has the next place.
            says = says.wrapping_add(1);
        }
        if let Some((at, id, stato)) = twins.as_mut().and_then(|twins| twins.claim(self.archive)) {
            if let Some(flusso) = stato.flusso().filter(|_| !stato.modificabile()) {
                return (RowOutcome::AlreadySent(flusso.to_owned()), Some(id), None);
            }
            differences.extend(twins.into_iter().flat_map(|twins| twins.change(at, here, written, &over)));
            return (RowOutcome::Update(id), Some(id), None);
        }
        self.new.insert(says, here);
        (RowOutcome::New, None, None)
    }
}

/// Plans someone or something of the archive; its index.
fn known<T>(planned: &mut Vec<Planned<T>>, id: Id<T>) -> u32 {
    planned.push(Planned { id: Some(id), row: None, becomes: None });
    planned.len() as u32 - 1
}

/// Plans someone or something that a row is the first to speak of; its index.
fn new<T>(planned: &mut Vec<Planned<T>>, row: u32) -> u32 {
    planned.push(Planned { id: None, row: Some(row), becomes: None });
    planned.len() as u32 - 1
}

/// By what a sheet may call an ente, folded: code, name, and the name without "Comune di".
pub fn names_of(ente: &Ente) -> Vec<String> {
    let name = fold(&ente.denominazione);
    let bare = ["COMUNE DI ", "COMUNE ", "CITTA DI "].iter().find_map(|prefix| name.strip_prefix(prefix));
    let mut names = vec![fold(&ente.codice)];
    names.extend(bare.map(str::to_owned));
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{Enumeration, Mobilita, ProvaMezzi};
    use crate::records::{Amount, Atto, Erogazione, Field, Moment, Passo, RecordKey, Sina, Stato};
    use crate::text::dates::read_iso;
    use proptest::collection::vec;
    use proptest::option::{of, weighted};
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    /// Benefits that share code and days, and say few other things.
    fn benefits() -> impl Strategy<Value = Vec<Prestazione>> {
        let cents = || (0_i64..3).prop_map(Amount::from_cents);
        let sina = (of(select(Mobilita::all())), of(Just(vec!["A1.04".to_owned()])));
        let sina = sina.prop_map(|(mobilita, necessita)| Sina {
            mobilita,
            necessita: necessita.unwrap_or_default(),
            ..Sina::default()
        });
        let erogazione = cents().prop_map(|cents| Erogazione { costo: Some(cents), ..Erogazione::default() });
        let name = select(vec!["", "uno", "Uno", "due"]);
        let of_few = (name, of(cents()), of(cents()), of(select(ProvaMezzi::all())));
        let benefit =
            (of_few, weighted(0.2, sina), weighted(0.2, erogazione)).prop_map(|(of_few, sina, erogazione)| {
                let (name, importo_prestazione, quota_ente, prova_mezzi) = of_few;
                let (codice, denominazione) = ("A1.06".into(), name.into());
                let mut it =
                    Prestazione { codice, denominazione, importo_prestazione, quota_ente, ..Prestazione::default() };
                (it.prova_mezzi, it.sina, it.erogazione) = (prova_mezzi, sina, erogazione);
                it
            });
        vec(benefit, 1..25)
    }

    fn drafts(benefits: Vec<Prestazione>) -> Vec<Draft> {
        let assistito = Assistito { codice_fiscale: "PRVSPL88D52G478R".into(), ..Assistito::default() };
        let draft = |prestazione| Draft { assistito: assistito.clone(), prestazione, ..Draft::default() };
        benefits.into_iter().map(draft).collect()
    }

    fn planned(archive: &Archive, rows: &[Draft], decisions: &Decisions, few: usize) -> Plan {
        let mut planner = Planner { few, ..Planner::new(archive, &rows, None, decisions) };
        for place in 0..rows.len() {
            let row = planner.row(place);
            planner.plan.rows.extend(row);
        }
        std::mem::take(&mut planner.plan)
    }

    /// What one does to a benefit of the archive.
    #[derive(Debug, Clone)]
    enum Deed {
        /// A field is written by hand, or emptied.
        Mend(Field, Box<Prestazione>),
        /// Steps are taken with INPS, so many.
        Send(usize),
        /// A row's value is taken, or kept out.
        Decide(Field, bool),
        /// It was typed.
        Typed,
    }

    fn deeds() -> impl Strategy<Value = Vec<(Index, Deed)>> {
        let field = || {
            let fields = [Field::Denominazione, Field::ImportoPrestazione, Field::QuotaEnte, Field::ProvaMezzi];
            select([&fields[..], &[Field::Mobilita, Field::Necessita, Field::CostoErogazione]].concat())
        };
        let mended = benefits().prop_map(|all| Box::new(all[0].clone()));
        let deed = prop_oneof![
            4 => (field(), mended).prop_map(|(field, with)| Deed::Mend(field, with)),
            1 => (1_usize..6).prop_map(Deed::Send),
            2 => (field(), any::<bool>()).prop_map(|(field, take)| Deed::Decide(field, take)),
            1 => Just(Deed::Typed),
        ];
        vec((any::<Index>(), deed), 0..20)
    }

    /// An archive that has taken a sheet, and what was done in it since.
    fn office(first: Vec<Prestazione>, deeds: &[(Index, Deed)]) -> (Archive, Decisions) {
        let (mut archive, mut decisions) = (Archive::default(), Decisions::default());
        let at = |hour| Moment::new(read_iso("2026-11-23").unwrap(), hour, 0);
        let rows = drafts(first);
        archive.begin();
        planned(&archive, &rows, &decisions, FEW).apply(&mut archive, &rows.as_slice());
        archive.log(Atto::Importazione, None, "", &at(8), "");
        for (which, deed) in deeds {
            let id = which.index(archive.prestazioni.len()) as u32;
            let su = RecordKey::Prestazione(PrestazioneId::new(id));
            match deed {
                Deed::Mend(field, with) => {
                    archive.prestazioni.get_mut(PrestazioneId::new(id)).unwrap().set(*field, with.get(*field));
                    archive.log(Atto::Modifica, Some(su), "", &at(9), "Finta Protti");
                }
                Deed::Send(steps) => {
                    let all = [Passo::Invia("A"), Passo::Acquisisci, Passo::Annulla, Passo::InviaCancellazione("B")];
                    let benefit = archive.prestazioni.get_mut(PrestazioneId::new(id)).unwrap();
                    for step in all.into_iter().chain([Passo::Acquisisci]).take(*steps) {
                        let _ = benefit.passa(step, at(10).at);
                    }
                    archive.log(Atto::EsitiLetti, None, "", &at(10), "");
                }
                Deed::Decide(field, take) => decisions.decide(su, *field, *take),
                Deed::Typed => drop(archive.log(Atto::Creazione, Some(su), "", &at(11), "Finta Protti")),
            }
        }
        (archive, decisions)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Many benefits are found by an index, few by laying the row over each: both find the same.
        #[test]
        fn the_index_finds_what_a_walk_finds(first in benefits(), deeds in deeds(), rows in benefits()) {
            let (archive, decisions) = office(first, &deeds);
            // Rows that the archive has, too.
            let known = archive.prestazioni.iter().filter(|(key, _)| key.place() % 2 == 0).map(|(_, it)| Prestazione {
                codice: "A1.06".into(), stato: Stato::default(), invii: Vec::new(), ..it.clone()
            });
            let rows = drafts(rows.into_iter().chain(known).collect());
            let (index, walk) = (planned(&archive, &rows, &decisions, 0), planned(&archive, &rows, &decisions, usize::MAX));
            prop_assert_eq!(index.rows, walk.rows);
        }

        /// Earlier rows are found by a hash of what they say: the same as by comparing with each.
        #[test]
        fn a_row_is_a_copy_where_an_earlier_one_says_the_same(rows in benefits()) {
            let doubles = |at: usize| rows[..at].contains(&rows[at]);
            let outcome = |at| if doubles(at) { RowOutcome::Duplicate } else { RowOutcome::New };
            let expected: Vec<RowOutcome> = (0..rows.len()).map(outcome).collect();
            let plan = planned(&Archive::default(), &drafts(rows), &Decisions::default(), FEW);
            prop_assert_eq!(plan.rows.into_iter().map(|row| row.outcome).collect::<Vec<_>>(), expected);
        }
    }
}
