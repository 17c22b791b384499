//! Taking an action back: what stands as the action left it goes back to what it was; the rest stays, and is said.

use super::log::ActionId;
use super::steps::{Choice, Steps};
use crate::archive::erasure::Gone;
use crate::archive::table::{Step, Table};
use crate::archive::whole::Archive;
use crate::records::{
    Assistito, AssistitoId, Atto, Id, Member, Moment, Prestazione, PrestazioneId, Progetto, ProgettoId, Record,
    RecordKey, Voce,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What became of an action that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// What it was.
    pub atto: Atto,
    /// Taking back is an action too, and can be taken back.
    pub action: Option<ActionId>,
    /// Records that are as they were before it.
    pub back: usize,
    /// Benefits among them.
    pub prestazioni: usize,
    /// Records that were left as they are.
    pub left: Vec<Left>,
}

/// A record that was not set back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its name, in words.
    pub what: String,
    /// Why.
    pub why: Why,
}

/// Why a record was not set back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Somebody changed these fields since; none where it is something else than a field.
    Changed(Vec<Member>),
    /// Somebody deleted it since.
    Gone,
    /// Something that was added or changed since belongs to it.
    Needed,
    /// What it belonged to is no more.
    Orphan,
}

/// Why an action cannot be taken back at all; nothing is then changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTakenBack {
    /// The log does not reach so far back.
    #[error(
        "Questa operazione non si può più annullare da qui: dopo di essa la pagina è stata riaperta, o si è fatto molto altro."
    )]
    Forgotten,
    /// Once is enough.
    #[error("Questa operazione è già stata annullata.")]
    Already,
    /// A flow may be with INPS already.
    #[error(
        "Una stampa non si annulla da qui, perché i suoi file potrebbero essere già da INPS: cestinare i suoi flussi in Gestione flussi."
    )]
    Printed,
    /// Benefits were sent since.
    #[error("L'importazione non si può annullare: alcune sue prestazioni sono già state inviate.")]
    SentSince,
    /// What was done hangs together, and something of it changed.
    #[error("L'operazione non si può annullare: alcune delle sue prestazioni sono cambiate nel frattempo.")]
    MovedSince,
    /// Nothing of it is as it left it.
    #[error("Non si può più annullare: nel frattempo i dati sono stati modificati o inviati.")]
    ChangedSince,
}

impl Archive {
    /// Takes an action back, as far as nobody changed since what it did. `file`: what stored files hold
    /// ([`Archive::files_made_by`]).
    ///
    /// # Errors
    /// See [`NotTakenBack`]; the archive is then untouched.
    pub fn take_back(
        &mut self,
        id: ActionId,
        file: &dyn Fn(&str) -> Option<Vec<u8>>,
        moment: &Moment,
        chi: &str,
    ) -> Result<TakenBack, NotTakenBack> {
        let index = self.actions.0.iter().position(|action| action.id == id).ok_or(NotTakenBack::Forgotten)?;
        let action = &self.actions.0[index];
        let atto = action.voce.atto();
        if action.taken_back {
            return Err(NotTakenBack::Already);
        }
        if atto == Atto::Stampa {
            return Err(NotTakenBack::Printed);
        }
        if atto == Atto::Importazione && sent_since(self, &action.steps.prestazioni) {
            return Err(NotTakenBack::SentSince);
        }
        let mut choice = action.steps.standing(self);
        keep_whole(self, &action.steps, &mut choice);
        if !action.kind.is_whole() {
            keep_histories(self, &action.steps, &mut choice);
        }
        let (back, left) = choice.counts();
        // What histories tell of a record is no record of its own.
        let back = back - choice.revisioni.iter().filter(|chosen| **chosen).count();
        if left > 0 && action.kind.is_whole() {
            return Err(NotTakenBack::MovedSince);
        }
        if back == 0 && left > 0 {
            return Err(NotTakenBack::ChangedSince);
        }
        let left = left_in_words(self, &action.steps, &choice);
        let prestazioni = benefits_of(self, &action.steps, &choice);
        // Out of the log for a moment, because the archive is changed by what it says.
        let Some(mut action) = self.actions.0.remove(index) else { return Err(NotTakenBack::Forgotten) };
        // What was added goes with all that was told of it since.
        let gone = added(&action.steps, &choice);
        if !gone.is_empty() {
            self.erase(&gone);
        }
        action.steps.take_back(&choice, self);
        let owners = [&choice.flussi, &choice.stampe, &choice.consultazioni];
        if owners.iter().all(|chosen| chosen.iter().all(|chosen| *chosen)) {
            for key in &action.made {
                self.drop_file(key, file(key));
            }
            for (key, bytes) in &action.dropped {
                if let Some(bytes) = bytes {
                    self.keep_file(key.clone(), bytes.clone());
                }
            }
        }
        action.taken_back = true;
        let nota = format!("schede rimesse {back}, lasciate {}", left.len());
        let voce = Voce::new(moment.at, chi, atto.undone(), action.voce.su(), nota);
        let kind = action.kind;
        self.actions.0.insert(index, action);
        let action = self.log_as(voce, kind, moment);
        Ok(TakenBack { atto, action, back, prestazioni, left })
    }
}

/// Keys of the people, cases and benefits that an action added and that go now.
fn added(steps: &Steps, choice: &Choice) -> Gone {
    fn keys<T>(steps: &[Step<T>], chosen: &[bool]) -> BTreeSet<Id<T>> {
        let taken = steps.iter().zip(chosen).filter(|(step, chosen)| **chosen && step.before.is_none());
        taken.map(|(step, _)| step.key).collect()
    }
    Gone {
        people: keys(&steps.assistiti, &choice.assistiti),
        cases: keys(&steps.progetti, &choice.progetti),
        benefits: keys(&steps.prestazioni, &choice.prestazioni),
    }
}

/// How many benefits are set back, or belong to a person or a case that is.
fn benefits_of(archive: &Archive, steps: &Steps, choice: &Choice) -> usize {
    fn keys<'a, T>(steps: &'a [Step<T>], chosen: &'a [bool]) -> impl Iterator<Item = Id<T>> + 'a {
        steps.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(step, _)| step.key)
    }
    let people: HashSet<AssistitoId> = keys(&steps.assistiti, &choice.assistiti).collect();
    let mut cases: HashSet<ProgettoId> = keys(&steps.progetti, &choice.progetti).collect();
    cases.extend(archive.progetti.iter().filter(|(_, it)| people.contains(&it.assistito)).map(|(key, _)| key));
    let mut benefits: HashSet<PrestazioneId> = keys(&steps.prestazioni, &choice.prestazioni).collect();
    benefits.extend(archive.prestazioni.iter().filter(|(_, it)| cases.contains(&it.progetto)).map(|(key, _)| key));
    benefits.len()
}

/// Whether benefits were sent, or moved on otherwise, since an action.
fn sent_since(archive: &Archive, steps: &[Step<Prestazione>]) -> bool {
    steps.iter().any(|step| {
        let (now, then) = (archive.prestazioni.get(step.key), step.after.as_deref());
        now.zip(then).is_some_and(|(now, then)| now.stato != then.stato || now.invii != then.invii)
    })
}

/// Nothing is left without what it belongs to: what something else came to need stays, and what would come back to
/// nothing stays away.
fn keep_whole(archive: &Archive, steps: &Steps, choice: &mut Choice) {
    loop {
        let before = choice.counts();
        belong(
            (&archive.assistiti, &steps.assistiti, &mut choice.assistiti),
            (&archive.progetti, &steps.progetti, &mut choice.progetti),
            |progetto| Some(progetto.assistito),
        );
        belong(
            (&archive.progetti, &steps.progetti, &mut choice.progetti),
            (&archive.prestazioni, &steps.prestazioni, &mut choice.prestazioni),
            |prestazione| Some(prestazione.progetto),
        );
        let enti = (&archive.enti, &steps.enti);
        belong(
            (enti.0, enti.1, &mut choice.enti),
            (&archive.progetti, &steps.progetti, &mut choice.progetti),
            |progetto| progetto.ente,
        );
        belong((enti.0, enti.1, &mut choice.enti), (&archive.flussi, &steps.flussi, &mut choice.flussi), |flusso| {
            Some(flusso.ente)
        });
        belong(
            (enti.0, enti.1, &mut choice.enti),
            (&archive.consultazioni, &steps.consultazioni, &mut choice.consultazioni),
            |consultazione| Some(consultazione.ente),
        );
        if choice.counts() == before {
            return;
        }
    }
}

/// A history comes back with its record, and stays away where that does.
fn keep_histories(archive: &Archive, steps: &Steps, choice: &mut Choice) {
    fn after<T>(table: &Table<T>, steps: &[Step<T>], chosen: &[bool]) -> HashSet<Id<T>> {
        let mut there: HashSet<Id<T>> = table.iter().map(|(key, _)| key).collect();
        for (step, _) in steps.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            if step.before.is_some() {
                there.insert(step.key);
            } else {
                there.remove(&step.key);
            }
        }
        there
    }
    if steps.revisioni.is_empty() {
        return;
    }
    let people = after(&archive.assistiti, &steps.assistiti, &choice.assistiti);
    let cases = after(&archive.progetti, &steps.progetti, &choice.progetti);
    let benefits = after(&archive.prestazioni, &steps.prestazioni, &choice.prestazioni);
    for (step, chosen) in steps.revisioni.iter().zip(&mut choice.revisioni) {
        *chosen &= match step.before.as_deref().map(|before| before.su) {
            Some(RecordKey::Assistito(id)) => people.contains(&id),
            Some(RecordKey::Progetto(id)) => cases.contains(&id),
            Some(RecordKey::Prestazione(id)) => benefits.contains(&id),
            _ => true,
        };
    }
}

/// A table, what an action did to it, and what of that is taken back.
type Side<'a, T> = (&'a Table<T>, &'a [Step<T>], &'a mut Vec<bool>);

/// Holds children to their parents: `of` names the parent of a child.
#[expect(clippy::needless_pass_by_value, reason = "both sides are put together for the call")]
fn belong<P, C>(parents: Side<'_, P>, children: Side<'_, C>, of: impl Fn(&C) -> Option<Id<P>>) {
    let parent_at: HashMap<Id<P>, usize> = parents.1.iter().map(|step| step.key).zip(0..).collect();
    let child_at: HashMap<Id<C>, usize> = children.1.iter().map(|step| step.key).zip(0..).collect();
    let goes = |key: Id<P>, chosen: &[bool]| {
        parent_at.get(&key).copied().filter(|at| chosen[*at] && parents.1[*at].before.is_none())
    };
    let comes = |key: Id<P>, chosen: &[bool]| {
        parent_at.get(&key).is_some_and(|at| chosen[*at] && parents.1[*at].before.is_some())
    };
    // What comes back to nothing stays away.
    for (at, step) in children.1.iter().enumerate().filter(|(_, step)| step.before.is_some()) {
        let parent = step.before.as_deref().and_then(&of);
        let there =
            |key: Id<P>| comes(key, parents.2) || parents.0.get(key).is_some() && goes(key, parents.2).is_none();
        if children.2[at] && parent.is_some_and(|key| !there(key)) {
            children.2[at] = false;
        }
    }
    // What is needed stays.
    for (key, child) in children.0.iter() {
        let set_back = child_at.get(&key).is_some_and(|at| children.2[*at]);
        if let Some(at) = of(child).filter(|_| !set_back).and_then(|parent| goes(parent, parents.2)) {
            parents.2[at] = false;
        }
    }
}

fn left_in_words(archive: &Archive, steps: &Steps, choice: &Choice) -> Vec<Left> {
    let mut left = Vec::new();
    tell(&archive.assistiti, &steps.assistiti, &choice.assistiti, Assistito::label, words, &mut left);
    tell(&archive.progetti, &steps.progetti, &choice.progetti, Progetto::label, words, &mut left);
    let benefit = |it: &Prestazione| format!("{} {}", it.codice, it.period_label()).trim().to_owned();
    tell(&archive.prestazioni, &steps.prestazioni, &choice.prestazioni, benefit, words, &mut left);
    tell(&archive.enti, &steps.enti, &choice.enti, |ente| ente.codice.clone(), |_| Vec::new(), &mut left);
    tell(&archive.flussi, &steps.flussi, &choice.flussi, |flusso| flusso.nome.clone(), |_| Vec::new(), &mut left);
    let profile = |it: &crate::import::MappingProfile| it.name.clone();
    tell(&archive.profili, &steps.profili, &choice.profili, profile, |_| Vec::new(), &mut left);
    left
}

fn words<R: Record>(record: &R) -> Vec<(Member, String)> {
    record.in_words()
}

fn tell<T>(
    table: &Table<T>,
    steps: &[Step<T>],
    chosen: &[bool],
    name: impl Fn(&T) -> String,
    words: impl Fn(&T) -> Vec<(Member, String)>,
    left: &mut Vec<Left>,
) where
    T: PartialEq,
{
    for (step, _) in steps.iter().zip(chosen).filter(|(_, chosen)| !**chosen) {
        let now = table.get(step.key);
        let Some(known) = now.or(step.after.as_deref()).or(step.before.as_deref()) else { continue };
        let why = match (now, step.after.as_deref()) {
            (None, Some(_)) => Why::Gone,
            (now, then) if now == then && step.before.is_none() => Why::Needed,
            (now, then) if now == then => Why::Orphan,
            (Some(now), Some(then)) => {
                let both = words(now).into_iter().zip(words(then));
                Why::Changed(both.filter(|(now, then)| now != then).map(|((member, _), _)| member).collect())
            }
            (Some(_) | None, None) => Why::Changed(Vec::new()),
        };
        left.push(Left { what: name(known), why });
    }
}
