//! What goes with people, cases and benefits that are erased: all that tells of them and is no proof of what was sent.

use super::Archive;
use super::esiti::sent;
use crate::records::{
    AssistitoId, EsitoId, Field, FlussoId, Member, PrestazioneId, ProgettoId, RecordKey, Stampa, StampaId,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Keys of records that go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gone {
    /// People.
    pub people: BTreeSet<AssistitoId>,
    /// Cases.
    pub cases: BTreeSet<ProgettoId>,
    /// Benefits.
    pub benefits: BTreeSet<PrestazioneId>,
}

/// What went with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Along {
    /// Changes told in histories.
    pub(super) storie: usize,
    /// Answers of INPS.
    pub(super) esiti: usize,
    /// Rows of ISEE requests, blanked.
    pub(super) righe_isee: usize,
}

impl Gone {
    fn records(&self) -> HashSet<RecordKey> {
        let people = self.people.iter().copied().map(RecordKey::Assistito);
        let cases = self.cases.iter().copied().map(RecordKey::Progetto);
        people.chain(cases).chain(self.benefits.iter().copied().map(RecordKey::Prestazione)).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty() && self.cases.is_empty() && self.benefits.is_empty()
    }
}

impl Archive {
    /// Erases records: with them go their histories, INPS's answers about them, what was asked of INPS about them, and the
    /// reasons for which generations left them out. What was sent stays in its flow.
    pub(super) fn erase(&mut self, gone: &Gone) -> Along {
        let answers = self.answers_about(gone);
        for id in &gone.benefits {
            self.prestazioni.remove(*id);
        }
        for id in &gone.cases {
            self.progetti.remove(*id);
        }
        for id in &gone.people {
            self.assistiti.remove(*id);
        }
        for key in &answers {
            self.esiti.remove(*key);
        }
        self.forget_left_out(&gone.benefits);
        let righe_isee = self.forget_asked(&gone.cases, &gone.benefits);
        Along { storie: self.forget(&gone.records()), esiti: answers.len(), righe_isee }
    }

    /// Fiscal codes that a person has, or had before they were mended.
    #[must_use]
    pub fn codes_of(&self, id: AssistitoId) -> BTreeSet<String> {
        self.codes(&BTreeSet::from([id])).into_keys().collect()
    }

    /// The same of several people, with whose they are.
    fn codes(&self, people: &BTreeSet<AssistitoId>) -> HashMap<String, AssistitoId> {
        let code = Member::Field(Field::CodiceFiscale);
        let mut codes = HashMap::new();
        for (_, revisione) in self.revisioni.iter() {
            if let RecordKey::Assistito(id) = revisione.su
                && people.contains(&id)
            {
                let before = revisione.cambi.iter().filter(|it| it.campo == code);
                codes.extend(before.map(|it| (it.prima.clone(), id)));
            }
        }
        let now = people.iter().filter_map(|id| Some((self.assistiti.get(*id)?.codice_fiscale.clone(), *id)));
        codes.extend(now);
        codes.remove("");
        codes
    }

    /// Answers that speak of nothing else than of what goes, or went before. One that could be read again and be taken for
    /// another benefit that the same person has in the same flow stays: a row that was read is never applied a second time.
    fn answers_about(&self, gone: &Gone) -> Vec<EsitoId> {
        if self.esiti.is_empty() {
            return Vec::new();
        }
        let owner = |id: PrestazioneId| self.case(id).map(|case| case.progetto.assistito);
        let stays = |id: PrestazioneId| self.prestazioni.get(id).is_some() && !gone.benefits.contains(&id);
        let rows = self.flussi.iter().flat_map(|(key, it)| it.righe.iter().map(move |id| (key, *id)));
        let standing: HashSet<(FlussoId, AssistitoId)> =
            rows.filter(|(_, id)| stays(*id)).filter_map(|(flusso, id)| Some((flusso, owner(id)?))).collect();
        let mut people: BTreeSet<AssistitoId> = gone.benefits.iter().filter_map(|id| owner(*id)).collect();
        people.extend(&gone.people);
        let mut codes = self.codes(&people);
        for (_, it) in self.assistiti.iter().filter(|(key, _)| !people.contains(key)) {
            codes.remove(&it.codice_fiscale);
        }
        let mut answers = Vec::new();
        for (key, it) in self.esiti.iter() {
            let rows: Vec<(FlussoId, PrestazioneId)> =
                it.righe.iter().filter_map(|at| Some((at.flusso, sent(self, *at)?.1))).collect();
            if rows.iter().any(|(_, id)| stays(*id)) {
                continue;
            }
            let of_rows = rows.iter().filter(|(_, id)| gone.benefits.contains(id));
            let mut whose: BTreeSet<AssistitoId> = of_rows.filter_map(|(_, id)| owner(*id)).collect();
            whose.extend(codes.get(&it.codice_fiscale));
            let is_over = |person: &AssistitoId| {
                let stands = |(flusso, _): &(FlussoId, PrestazioneId)| standing.contains(&(*flusso, *person));
                gone.people.contains(person) || !rows.is_empty() && !rows.iter().any(stands)
            };
            if !whose.is_empty() && whose.iter().all(is_over) {
                answers.push(key);
            }
        }
        answers
    }

    /// Why generations left benefits out: the reasons quote what was wrong with them.
    fn forget_left_out(&mut self, benefits: &BTreeSet<PrestazioneId>) {
        let tells = |it: &Stampa| it.lasciate.iter().any(|one| benefits.contains(&one.prestazione));
        let keys: Vec<StampaId> = self.stampe.iter().filter(|(_, it)| tells(it)).map(|(key, _)| key).collect();
        for key in keys {
            if let Some(stampa) = self.stampe.get_mut(key) {
                stampa.lasciate.retain(|one| !benefits.contains(&one.prestazione));
            }
        }
    }
}
