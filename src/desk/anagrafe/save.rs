//! *Modifica*, *Salva*: what was typed into the forms, written all together.

use super::check::Work;
use super::counts;
use super::form::{in_words, problem};
use super::request::AnagrafeAnswer;
use super::view::{Checked, Conflict, Subject, Typed};
use crate::archive::anagrafe::{Edits, NotDone, Touched};
use crate::desk::reply::refused;
use crate::desk::request::Answer;
use crate::desk::state::Desk;
use crate::import::Draft;
use crate::records::{Atto, Field, RecordKey};
use crate::text::plural;

impl Desk {
    /// Writes what was typed, or says at which fields it cannot be.
    pub(super) fn save(&mut self, typed: &[Typed]) -> Answer {
        let mut work = self.work(&[], typed);
        if typed.iter().any(|typed| !work.drafts.contains_key(&typed.subject)) {
            return refused(NotDone::Gone.to_string());
        }
        self.what_is_missing(&mut work);
        if !work.problems.is_empty() {
            self.judge(self.moment.today);
            let Checked { notes, code } = self.check(&[], typed);
            let mut all = std::mem::take(&mut work.problems);
            all.extend(notes.into_iter().filter(|note| !(note.note.blocks && note.note.rule.is_empty())));
            return AnagrafeAnswer::Checked(Checked { notes: all, code }).into();
        }
        let conflicts = self.conflicts(&work, typed);
        if !conflicts.is_empty() {
            return AnagrafeAnswer::Conflicts(conflicts).into();
        }
        let Some(first) = typed.first().map(|typed| typed.subject) else {
            return refused("Non è stato modificato nulla.");
        };
        let done = match self.archive.edit(edits(work)) {
            Ok(done) => done,
            Err(kept) => return refused(kept.to_string()),
        };
        let subject = named(first, &done);
        let (atto, message) = if first.is_new() {
            (Atto::Creazione, new_words(first).to_owned())
        } else {
            (
                Atto::Modifica,
                format!("Modifiche salvate: {}.", plural(done.count(), "scheda cambiata", "schede cambiate")),
            )
        };
        if done.count() > 0 {
            self.log(atto, key(subject), counts(&done));
            self.touched();
        }
        AnagrafeAnswer::Saved { subject, message }.into()
    }

    /// The fields that hold something else now than what was typed over, and than what was typed.
    fn conflicts(&self, work: &Work, typed: &[Typed]) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for Typed { subject, values } in typed {
            let (Some(stored), Some(wanted)) = (self.draft(*subject), work.drafts.get(subject)) else { continue };
            for value in values {
                let (Some(base), Some(field)) = (&value.base, Field::from_id(&value.field)) else { continue };
                let now = stored.text(field);
                if now != *base && now != wanted.text(field) {
                    conflicts.push(Conflict {
                        subject: *subject,
                        field: value.field.clone(),
                        label: format!("{}: {}", whose(*subject), field.label()),
                        stored_words: in_words(&self.archive, field, &stored),
                        typed_words: in_words(&self.archive, field, wanted),
                        stored: now,
                    });
                }
            }
        }
        conflicts
    }

    /// A person must have something to be known by, and must not be there already.
    fn what_is_missing(&self, work: &mut Work) {
        let mut problems = Vec::new();
        for (subject, draft) in &work.drafts {
            let Subject::Assistito(id) = *subject else { continue };
            let person = &draft.assistito;
            if person.codice_fiscale.is_empty() && (person.cognome.is_empty() || person.nome.is_empty()) {
                let message = "Scrivere il codice fiscale, oppure cognome e nome.".to_owned();
                problems.push(problem(*subject, Field::CodiceFiscale, message));
            }
            if id.is_none()
                && let Some((_, other)) = self.same_code(None, person)
            {
                let message = format!(
                    "C'è già una scheda con questo codice fiscale: {}. Cercarla in Assistiti e usare quella.",
                    other.label()
                );
                problems.push(problem(*subject, Field::CodiceFiscale, message));
            }
        }
        work.problems.extend(problems);
    }
}

fn edits(work: Work) -> Edits {
    let mut edits = Edits::default();
    for (subject, draft) in work.drafts {
        let Draft { assistito, progetto, prestazione, .. } = draft;
        match subject {
            Subject::Assistito(id) => edits.assistiti.push((id, assistito)),
            Subject::Progetto(id, _) => edits.progetti.push((id, progetto)),
            Subject::Prestazione(id, _) => edits.prestazioni.push((id, prestazione)),
        }
    }
    edits
}

/// The subject with the key that it was given.
fn named(subject: Subject, done: &Touched) -> Subject {
    match subject {
        Subject::Assistito(None) => Subject::Assistito(done.assistiti.first().copied()),
        Subject::Progetto(None, person) => Subject::Progetto(done.progetti.first().copied(), person),
        Subject::Prestazione(None, case) => Subject::Prestazione(done.prestazioni.first().copied(), case),
        known => known,
    }
}

fn key(subject: Subject) -> Option<RecordKey> {
    match subject {
        Subject::Assistito(id) => id.map(RecordKey::Assistito),
        Subject::Progetto(id, _) => id.map(RecordKey::Progetto),
        Subject::Prestazione(id, _) => id.map(RecordKey::Prestazione),
    }
}

fn whose(subject: Subject) -> &'static str {
    match subject {
        Subject::Assistito(_) => "Assistito",
        Subject::Progetto(..) => "Progetto sociale",
        Subject::Prestazione(..) => "Prestazione",
    }
}

fn new_words(subject: Subject) -> &'static str {
    match subject {
        Subject::Assistito(_) => "Assistito salvato.",
        Subject::Progetto(..) => "Progetto sociale salvato.",
        Subject::Prestazione(..) => "Prestazione salvata.",
    }
}
