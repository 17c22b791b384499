//! What an operator does by hand to people and cases: change, merge, close, delete.

use super::Archive;
use super::erasure::Gone;
use super::table::Table;
use crate::records::{
    Assistito, AssistitoId, Atto, Id, Moment, Prestazione, PrestazioneId, Progetto, ProgettoId, RecordKey, Revisione,
};
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

/// Keys of the records that an action changed, made or took out, new ones in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// People.
    pub assistiti: Vec<AssistitoId>,
    /// Cases.
    pub progetti: Vec<ProgettoId>,
    /// Benefits.
    pub prestazioni: Vec<PrestazioneId>,
}

impl Touched {
    /// How many records that are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.assistiti.len() + self.progetti.len() + self.prestazioni.len()
    }
}

/// Why something cannot be done, for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDone {
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
}

impl Archive {
    /// The cases of a person, oldest first.
    pub fn progetti_of(&self, id: AssistitoId) -> impl Iterator<Item = (ProgettoId, &Progetto)> {
        self.progetti.iter().filter(move |(_, it)| it.assistito == id)
    }

    /// The benefits of a case, oldest first.
    pub fn prestazioni_of(&self, id: ProgettoId) -> impl Iterator<Item = (PrestazioneId, &Prestazione)> {
        self.prestazioni.iter().filter(move |(_, it)| it.progetto == id)
    }

    /// Writes all of it, or nothing.
    ///
    /// # Errors
    /// A record that is gone, or a benefit that was sent.
    pub fn edit(&mut self, edits: Edits) -> Result<Touched, NotDone> {
        let here = edits.assistiti.iter().all(|(id, _)| id.is_none_or(|id| self.assistiti.get(id).is_some()))
            && edits.progetti.iter().all(|(id, it)| {
                id.is_none_or(|id| self.progetti.get(id).is_some()) && self.assistiti.get(it.assistito).is_some()
            })
            && edits.prestazioni.iter().all(|(id, it)| {
                id.is_none_or(|id| self.prestazioni.get(id).is_some()) && self.progetti.get(it.progetto).is_some()
            });
        if !here {
            return Err(NotDone::Gone);
        }
        let old = edits.prestazioni.iter().filter_map(|(id, _)| self.prestazioni.get((*id)?));
        if old.into_iter().any(|it| !it.stato.modificabile()) {
            return Err(NotDone::Sent);
        }
        Ok(Touched {
            assistiti: write(&mut self.assistiti, edits.assistiti),
            progetti: write(&mut self.progetti, edits.progetti),
            prestazioni: write(&mut self.prestazioni, edits.prestazioni),
        })
    }

    /// Makes one record of two: `survivor` stays under `keep`, the cases of `other` become its own, `other` goes.
    ///
    /// Its history goes on with the one that stays: a sheet, or an answer of INPS, may still name a fiscal code of it. What
    /// it said otherwise at last is told there too, as changed by hand into what stays.
    ///
    /// # Errors
    /// One of them is gone, or they are the same.
    pub fn merge_people(
        &mut self,
        keep: AssistitoId,
        other: AssistitoId,
        survivor: Assistito,
        moment: &Moment,
        chi: &str,
    ) -> Result<Touched, NotDone> {
        if keep == other {
            return Err(NotDone::Same);
        }
        let merged = self.assistiti.get(other).ok_or(NotDone::Gone)?;
        let kept = RecordKey::Assistito(keep);
        let said = Revisione::between(kept, merged, &survivor, Atto::Unione, moment, chi);
        let moved: Vec<_> = self
            .progetti_of(other)
            .map(|(id, progetto)| (Some(id), Progetto { assistito: keep, ..progetto.clone() }))
            .collect();
        let edits = Edits { assistiti: vec![(Some(keep), survivor)], progetti: moved, ..Edits::default() };
        let mut touched = self.edit(edits)?;
        self.assistiti.remove(other);
        touched.assistiti.push(other);
        let of_other = |it: &Revisione| it.su == RecordKey::Assistito(other);
        let told: Vec<Id<Revisione>> =
            self.revisioni.iter().filter(|(_, it)| of_other(it)).map(|(key, _)| key).collect();
        for key in told {
            if let Some(revisione) = self.revisioni.get_mut(key) {
                revisione.su = kept;
            }
        }
        if let Some(mut said) = said {
            said.cambi.retain(|cambio| !cambio.prima.is_empty());
            if !said.cambi.is_empty() {
                self.revisioni.insert(said);
            }
        }
        Ok(touched)
    }

    /// Closes a case, or opens it again.
    ///
    /// # Errors
    /// It is gone.
    pub fn close(&mut self, id: ProgettoId, chiuso: bool) -> Result<Touched, NotDone> {
        let progetto = self.progetti.get(id).ok_or(NotDone::Gone)?.clone();
        self.edit(Edits { progetti: vec![(Some(id), Progetto { chiuso, ..progetto })], ..Edits::default() })
    }

    /// Deletes a benefit.
    ///
    /// # Errors
    /// It is gone, or was sent.
    pub fn delete_prestazione(&mut self, id: PrestazioneId) -> Result<Touched, NotDone> {
        let prestazione = self.prestazioni.get(id).ok_or(NotDone::Gone)?;
        if !prestazione.stato.da_inviare() {
            return Err(NotDone::Sent);
        }
        Ok(self.delete(Gone { benefits: BTreeSet::from([id]), ..Gone::default() }))
    }

    /// Deletes those of some benefits that were not sent.
    pub fn delete_prestazioni(&mut self, ids: &[PrestazioneId]) -> Touched {
        let unsent = |id: &PrestazioneId| self.prestazioni.get(*id).is_some_and(|it| it.stato.da_inviare());
        let benefits = ids.iter().copied().filter(unsent).collect();
        self.delete(Gone { benefits, ..Gone::default() })
    }

    /// Whether a case may be deleted with its benefits.
    ///
    /// # Errors
    /// Something of it was sent.
    pub fn may_delete_progetto(&self, id: ProgettoId) -> Result<(), NotDone> {
        match self.prestazioni_of(id).filter(|(_, it)| !it.stato.da_inviare()).count() {
            0 => Ok(()),
            sent => Err(NotDone::SentBenefits(sent)),
        }
    }

    /// Whether a person may be deleted with their cases.
    ///
    /// # Errors
    /// Something of theirs was sent.
    pub fn may_delete_assistito(&self, id: AssistitoId) -> Result<(), NotDone> {
        let cases: BTreeSet<ProgettoId> = self.progetti_of(id).map(|(id, _)| id).collect();
        let sent =
            self.prestazioni.iter().filter(|(_, it)| cases.contains(&it.progetto) && !it.stato.da_inviare()).count();
        if sent == 0 { Ok(()) } else { Err(NotDone::SentOfPerson(sent)) }
    }

    /// Deletes a case with its benefits.
    ///
    /// # Errors
    /// It is gone, or something of it was sent.
    pub fn delete_progetto(&mut self, id: ProgettoId) -> Result<Touched, NotDone> {
        self.progetti.get(id).ok_or(NotDone::Gone)?;
        self.may_delete_progetto(id)?;
        let gone = self.with_benefits(BTreeSet::new(), BTreeSet::from([id]));
        Ok(self.delete(gone))
    }

    /// Deletes a person with their cases and benefits.
    ///
    /// # Errors
    /// They are gone, or something of theirs was sent.
    pub fn delete_assistito(&mut self, id: AssistitoId) -> Result<Touched, NotDone> {
        self.assistiti.get(id).ok_or(NotDone::Gone)?;
        self.may_delete_assistito(id)?;
        let cases = self.progetti_of(id).map(|(id, _)| id).collect();
        let gone = self.with_benefits(BTreeSet::from([id]), cases);
        Ok(self.delete(gone))
    }

    /// People and cases, with the benefits of these cases.
    pub(super) fn with_benefits(&self, people: BTreeSet<AssistitoId>, cases: BTreeSet<ProgettoId>) -> Gone {
        let of_these = self.prestazioni.iter().filter(|(_, it)| cases.contains(&it.progetto));
        let benefits = of_these.map(|(key, _)| key).collect();
        Gone { people, cases, benefits }
    }

    fn delete(&mut self, gone: Gone) -> Touched {
        self.erase(&gone);
        Touched {
            assistiti: gone.people.into_iter().collect(),
            progetti: gone.cases.into_iter().collect(),
            prestazioni: gone.benefits.into_iter().collect(),
        }
    }
}

/// Writes records; says the keys of those that are new or changed.
fn write<T: Clone + PartialEq>(table: &mut Table<T>, records: Vec<(Option<Id<T>>, T)>) -> Vec<Id<T>> {
    let mut keys = Vec::new();
    for (key, record) in records {
        match key {
            None => keys.push(table.insert(record)),
            Some(key) if table.get(key) != Some(&record) => {
                table.replace(key, record);
                keys.push(key);
            }
            Some(_) => {}
        }
    }
    keys
}
