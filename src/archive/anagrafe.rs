//! What an operator does by hand to people and cases: change, merge, close, delete; and taking it back.

use super::Archive;
use super::table::Table;
use crate::records::{Assistito, AssistitoId, Consultazione, Prestazione, PrestazioneId, Progetto, ProgettoId};
use std::collections::BTreeSet;

/// Records to be written together. `None` as a key means a new one.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// People.
    pub assistiti: Vec<(Option<AssistitoId>, Assistito)>,
    /// Cases.
    pub progetti: Vec<(Option<ProgettoId>, Progetto)>,
    /// Benefits.
    pub prestazioni: Vec<(Option<PrestazioneId>, Prestazione)>,
}

/// What an action did to a record: its key, what it was, what it became; `None` where there was none.
pub type Step<T> = (u32, Option<T>, Option<T>);

/// What an action did, so that it can be told and taken back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Done {
    /// To people.
    pub assistiti: Vec<Step<Assistito>>,
    /// To cases.
    pub progetti: Vec<Step<Progetto>>,
    /// To benefits.
    pub prestazioni: Vec<Step<Prestazione>>,
    /// To the ISEE consultations of what was deleted.
    pub consultazioni: Vec<Step<Consultazione>>,
}

impl Done {
    /// Whether nothing was changed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.assistiti.is_empty() && self.progetti.is_empty() && self.prestazioni.is_empty()
    }
}

/// Why something cannot be done, for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Kept {
    /// It is not there.
    #[error("Questa scheda non c'è più: qualcuno l'ha eliminata o unita a un'altra.")]
    Gone,
    /// A benefit was sent.
    #[error(
        "La prestazione è già stata inviata: quello che INPS ha ricevuto non si cambia da qui. Va prima liberata in Gestione flussi."
    )]
    Sent,
    /// A case has benefits that were sent.
    #[error("Non si può eliminare: ci sono prestazioni già inviate a INPS ({0}). Il progetto si può chiudere.")]
    SentBenefits(usize),
    /// A person has cases with benefits that were sent.
    #[error("Non si può eliminare: la persona ha prestazioni già inviate a INPS ({0}).")]
    SentOfPerson(usize),
    /// A record merged with itself.
    #[error("È la stessa scheda: sceglierne un'altra.")]
    Same,
    /// Something changed since.
    #[error("Non si può più annullare: nel frattempo i dati sono stati modificati o inviati.")]
    ChangedSince,
}

impl Archive {
    /// The cases of a person, oldest first.
    pub fn progetti_of(&self, id: AssistitoId) -> impl Iterator<Item = (ProgettoId, &Progetto)> {
        self.progetti.iter().filter(move |(_, it)| it.assistito == id).map(|(key, it)| (ProgettoId(key), it))
    }

    /// The benefits of a case, oldest first.
    pub fn prestazioni_of(&self, id: ProgettoId) -> impl Iterator<Item = (PrestazioneId, &Prestazione)> {
        self.prestazioni.iter().filter(move |(_, it)| it.progetto == id).map(|(key, it)| (PrestazioneId(key), it))
    }

    /// Writes all of it, or nothing.
    ///
    /// # Errors
    /// A record that is gone, or a benefit that was sent.
    pub fn edit(&mut self, edits: Edits) -> Result<Done, Kept> {
        let here = edits.assistiti.iter().all(|(id, _)| id.is_none_or(|id| self.assistiti.get(id.0).is_some()))
            && edits.progetti.iter().all(|(id, it)| {
                id.is_none_or(|id| self.progetti.get(id.0).is_some()) && self.assistiti.get(it.assistito.0).is_some()
            })
            && edits.prestazioni.iter().all(|(id, it)| {
                id.is_none_or(|id| self.prestazioni.get(id.0).is_some()) && self.progetti.get(it.progetto.0).is_some()
            });
        if !here {
            return Err(Kept::Gone);
        }
        let old = edits.prestazioni.iter().filter_map(|(id, _)| self.prestazioni.get((*id)?.0));
        if old.into_iter().any(|it| !it.stato.modificabile()) {
            return Err(Kept::Sent);
        }
        Ok(Done {
            assistiti: write(&mut self.assistiti, edits.assistiti.into_iter().map(|(id, it)| (id.map(|id| id.0), it))),
            progetti: write(&mut self.progetti, edits.progetti.into_iter().map(|(id, it)| (id.map(|id| id.0), it))),
            prestazioni: write(
                &mut self.prestazioni,
                edits.prestazioni.into_iter().map(|(id, it)| (id.map(|id| id.0), it)),
            ),
            consultazioni: Vec::new(),
        })
    }

    /// Makes one record of two: `survivor` stays under `keep`, the cases of `other` become its own, `other` goes.
    ///
    /// # Errors
    /// One of them is gone, or they are the same.
    pub fn merge_people(&mut self, keep: AssistitoId, other: AssistitoId, survivor: Assistito) -> Result<Done, Kept> {
        if keep == other {
            return Err(Kept::Same);
        }
        let gone = self.assistiti.get(other.0).ok_or(Kept::Gone)?.clone();
        let moved: Vec<_> = self
            .progetti_of(other)
            .map(|(id, progetto)| (Some(id), Progetto { assistito: keep, ..progetto.clone() }))
            .collect();
        let edits = Edits { assistiti: vec![(Some(keep), survivor)], progetti: moved, ..Edits::default() };
        let mut done = self.edit(edits)?;
        self.assistiti.remove(other.0);
        done.assistiti.push((other.0, Some(gone), None));
        Ok(done)
    }

    /// Closes a case, or opens it again.
    ///
    /// # Errors
    /// It is gone.
    pub fn close(&mut self, id: ProgettoId, chiuso: bool) -> Result<Done, Kept> {
        let progetto = self.progetti.get(id.0).ok_or(Kept::Gone)?.clone();
        self.edit(Edits { progetti: vec![(Some(id), Progetto { chiuso, ..progetto })], ..Edits::default() })
    }

    /// Deletes a benefit.
    ///
    /// # Errors
    /// It is gone, or was sent.
    pub fn delete_prestazione(&mut self, id: PrestazioneId) -> Result<Done, Kept> {
        let prestazione = self.prestazioni.get(id.0).ok_or(Kept::Gone)?;
        if !prestazione.stato.da_inviare() {
            return Err(Kept::Sent);
        }
        Ok(Done { prestazioni: remove(&mut self.prestazioni, std::iter::once(id.0)), ..Done::default() })
    }

    /// Whether a case may be deleted with its benefits.
    ///
    /// # Errors
    /// Something of it was sent.
    pub fn may_delete_progetto(&self, id: ProgettoId) -> Result<(), Kept> {
        match self.prestazioni_of(id).filter(|(_, it)| !it.stato.da_inviare()).count() {
            0 => Ok(()),
            sent => Err(Kept::SentBenefits(sent)),
        }
    }

    /// Whether a person may be deleted with their cases.
    ///
    /// # Errors
    /// Something of theirs was sent.
    pub fn may_delete_assistito(&self, id: AssistitoId) -> Result<(), Kept> {
        let cases: BTreeSet<ProgettoId> = self.progetti_of(id).map(|(id, _)| id).collect();
        let sent =
            self.prestazioni.iter().filter(|(_, it)| cases.contains(&it.progetto) && !it.stato.da_inviare()).count();
        if sent == 0 { Ok(()) } else { Err(Kept::SentOfPerson(sent)) }
    }

    /// Deletes a case with its benefits.
    ///
    /// # Errors
    /// It is gone, or something of it was sent.
    pub fn delete_progetto(&mut self, id: ProgettoId) -> Result<Done, Kept> {
        self.progetti.get(id.0).ok_or(Kept::Gone)?;
        self.may_delete_progetto(id)?;
        Ok(self.delete(&[], &BTreeSet::from([id])))
    }

    /// Deletes a person with their cases and benefits.
    ///
    /// # Errors
    /// They are gone, or something of theirs was sent.
    pub fn delete_assistito(&mut self, id: AssistitoId) -> Result<Done, Kept> {
        self.assistiti.get(id.0).ok_or(Kept::Gone)?;
        self.may_delete_assistito(id)?;
        let cases = self.progetti_of(id).map(|(id, _)| id).collect();
        Ok(self.delete(&[id.0], &cases))
    }

    fn delete(&mut self, people: &[u32], cases: &BTreeSet<ProgettoId>) -> Done {
        let benefits: Vec<u32> =
            self.prestazioni.iter().filter(|(_, it)| cases.contains(&it.progetto)).map(|(key, _)| key).collect();
        Done {
            assistiti: remove(&mut self.assistiti, people.iter().copied()),
            progetti: remove(&mut self.progetti, cases.iter().map(|id| id.0)),
            prestazioni: remove(&mut self.prestazioni, benefits.into_iter()),
            consultazioni: self.forget_asked(cases),
        }
    }

    /// Takes an action back, if nothing of it has changed since, and nothing new hangs on what would go.
    /// What it answers is what taking back did.
    ///
    /// # Errors
    /// Something changed in between, or was sent.
    pub fn take_back(&mut self, done: &Done) -> Result<Done, Kept> {
        let same = unchanged(&self.assistiti, &done.assistiti)
            && unchanged(&self.progetti, &done.progetti)
            && unchanged(&self.prestazioni, &done.prestazioni)
            && unchanged(&self.consultazioni, &done.consultazioni);
        // What comes back needs what it belongs to; what goes must leave nothing behind.
        let person = |id: AssistitoId| there(&self.assistiti, &done.assistiti, id.0);
        let case = |id: ProgettoId| there(&self.progetti, &done.progetti, id.0);
        let cases_whole = result(&self.progetti, &done.progetti).all(|it| person(it.assistito));
        let benefits_whole = result(&self.prestazioni, &done.prestazioni).all(|it| case(it.progetto));
        if !(same && cases_whole && benefits_whole) {
            return Err(Kept::ChangedSince);
        }
        put_back(&mut self.assistiti, &done.assistiti);
        put_back(&mut self.progetti, &done.progetti);
        put_back(&mut self.prestazioni, &done.prestazioni);
        put_back(&mut self.consultazioni, &done.consultazioni);
        Ok(Done {
            assistiti: reversed(&done.assistiti),
            progetti: reversed(&done.progetti),
            prestazioni: reversed(&done.prestazioni),
            consultazioni: reversed(&done.consultazioni),
        })
    }
}

fn write<T: Clone + PartialEq>(table: &mut Table<T>, records: impl Iterator<Item = (Option<u32>, T)>) -> Vec<Step<T>> {
    let mut steps = Vec::new();
    for (key, record) in records {
        match key {
            None => {
                let key = table.insert(record.clone());
                steps.push((key, None, Some(record)));
            }
            Some(key) => {
                let before = table.get(key).cloned();
                if before.as_ref() != Some(&record) {
                    super::replace(table, key, record.clone());
                    steps.push((key, before, Some(record)));
                }
            }
        }
    }
    steps
}

fn remove<T>(table: &mut Table<T>, keys: impl Iterator<Item = u32>) -> Vec<Step<T>> {
    keys.filter_map(|key| Some((key, Some(table.remove(key)?), None))).collect()
}

pub(super) fn unchanged<T: PartialEq>(table: &Table<T>, steps: &[Step<T>]) -> bool {
    steps.iter().all(|(key, _, after)| table.get(*key) == after.as_ref())
}

/// Whether a record would be there once the steps are taken back.
fn there<T>(table: &Table<T>, steps: &[Step<T>], key: u32) -> bool {
    let restored = steps.iter().find(|(other, ..)| *other == key).map(|(_, before, _)| before.is_some());
    restored.unwrap_or_else(|| table.get(key).is_some())
}

/// The records as they would be once the steps are taken back.
fn result<'a, T>(table: &'a Table<T>, steps: &'a [Step<T>]) -> impl Iterator<Item = &'a T> {
    let touched: BTreeSet<u32> = steps.iter().map(|(key, ..)| *key).collect();
    table
        .iter()
        .filter(move |(key, _)| !touched.contains(key))
        .map(|(_, record)| record)
        .chain(steps.iter().filter_map(|(_, before, _)| before.as_ref()))
}

pub(super) fn put_back<T: Clone>(table: &mut Table<T>, steps: &[Step<T>]) {
    for (key, before, _) in steps {
        match before {
            Some(record) => table.put_back(*key, record.clone()),
            None => {
                table.remove(*key);
            }
        }
    }
}

fn reversed<T: Clone>(steps: &[Step<T>]) -> Vec<Step<T>> {
    steps.iter().map(|(key, before, after)| (*key, after.clone(), before.clone())).collect()
}
