//! Rows against the archive and against each other, one after the other.

use super::plan::{Plan, Planned, PlannedRow, RowOutcome};
use super::source::Source;
use crate::archive::Archive;
use crate::archive::by_hand::{ByHand, residing, unlike};
use crate::archive::difference::{Against, Decisions, Difference};
use crate::archive::identity::{BenefitKey, CaseKey, PersonKey, benefit_key, case_key, person_key};
use crate::import::Draft;
use crate::records::{Assistito, AssistitoId, Ente, EnteId, Fase, Prestazione, PrestazioneId, Progetto, Record};
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Something that a row can be matched with: a benefit of the archive, or an earlier row.
struct Known {
    id: Option<PrestazioneId>,
    /// Index into [`Plan::rows`] of the row that it is, or that has changed it.
    row: Option<u32>,
    /// What that row says, once another one was compared with it.
    says: Option<Box<Prestazione>>,
    claimed: bool,
}

pub(super) struct Planner<'a> {
    pub(super) plan: Plan,
    archive: &'a Archive,
    rows: &'a dyn Source,
    people: FxHashMap<PersonKey, u32>,
    cases: FxHashMap<CaseKey, u32>,
    benefits: FxHashMap<BenefitKey, Vec<Known>>,
    by_hand: ByHand<'a>,
    decisions: &'a Decisions,
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
                plan.enti.entry(name).or_insert(EnteId(key));
            }
        }
        let mut planner = Self {
            plan,
            archive,
            rows,
            people: FxHashMap::default(),
            cases: FxHashMap::default(),
            benefits: FxHashMap::default(),
            by_hand: ByHand::of(archive),
            decisions,
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
            if let Some(index) = people.get(&id.0) {
                self.people.entry(PersonKey::Code(code.into())).or_insert(*index);
            }
        }
        let mut cases = FxHashMap::default();
        for (key, case) in self.archive.progetti.iter() {
            let Some(person) = people.get(&case.assistito.0) else { continue };
            let index = known(&mut self.plan.cases, key);
            cases.insert(key, index);
            self.cases.entry(case_key(*person, case)).or_insert(index);
        }
        for (key, benefit) in self.archive.prestazioni.iter() {
            let Some(case) = cases.get(&benefit.progetto.0) else { continue };
            let known = Known { id: Some(PrestazioneId(key)), row: None, says: None, claimed: false };
            self.benefits.entry(benefit_key(*case, benefit)).or_insert_with(|| Vec::with_capacity(1)).push(known);
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
        let ours = planned.id.and_then(|id| Some((AssistitoId(id), self.archive.assistiti.get(id)?)));
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
        let (archive, rows, plan) = (self.archive, self.rows, &self.plan);
        let (by_hand, decisions) = (&self.by_hand, self.decisions);
        let known = self.benefits.entry(benefit_key(case, written)).or_insert_with(|| Vec::with_capacity(1));
        // What a benefit of the archive is by now, and what becomes of it: what somebody mended by hand stays, unless it
        // is decided otherwise.
        let merged = |known: &Known| {
            let id = known.id?;
            let ours = plan.benefit(archive, rows, id, known.row)?;
            let mut merged = ours.overlaid_by(written);
            let told = by_hand.settle_benefit(id, &ours, &mut merged, decisions);
            Some((merged == *ours, told))
        };
        // What adds nothing is a duplicate; only then is one that differs taken for its older self.
        // Within a sheet only an exact copy is one: two rows that differ may well be two deliveries.
        for known in known.iter_mut() {
            let (adds_nothing, told) = match (known.id, known.row) {
                (None, Some(row)) => {
                    let says = || Box::new(plan.draft(rows, &plan.rows[row as usize]).prestazione);
                    (**known.says.get_or_insert_with(says) == *written, Vec::new())
                }
                _ => merged(known).unwrap_or_default(),
            };
            if adds_nothing {
                known.claimed = true;
                differences.extend(told);
                return (RowOutcome::Duplicate, known.id, known.row.filter(|_| known.id.is_some()));
            }
        }
        let stato = |known: &Known| Some(&archive.prestazioni.get(known.id?.0)?.stato);
        // What INPS has no more is not in the way of another benefit.
        let older = known.iter_mut().filter(|known| !known.claimed).find_map(|known| {
            let stato = stato(known).filter(|stato| !matches!(stato.fase(), Fase::Annullata { .. }))?;
            Some((known.id?, stato, known))
        });
        if let Some((id, stato, older)) = older {
            older.claimed = true;
            if let Some(flusso) = stato.flusso().filter(|_| !stato.modificabile()) {
                return (RowOutcome::AlreadySent(flusso.to_owned()), Some(id), None);
            }
            differences.extend(merged(older).unwrap_or_default().1);
            older.row = Some(here);
            return (RowOutcome::Update(id), Some(id), None);
        }
        known.push(Known { id: None, row: Some(here), says: None, claimed: true });
        (RowOutcome::New, None, None)
    }
}

/// Plans someone or something of the archive; its index.
fn known<T>(planned: &mut Vec<Planned<T>>, id: u32) -> u32 {
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
