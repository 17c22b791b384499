//! People, cases and benefits by hand: lists, forms, *Quadro sinottico*, merge, close, delete, and taking it back.

mod check;
mod code;
mod complete;
mod form;
mod list;
mod merge;
mod quadro;
mod save;
pub mod view;

use super::desk::{Desk, Reply, refused};
use super::{Answer, Request};
use crate::archive::anagrafe::{Kept, Touched};
use crate::records::{AssistitoId, Atto, EnteId, PrestazioneId, ProgettoId, RecordKey};
use serde::{Deserialize, Serialize};
use view::{Checked, Complete, Completion, Conflict, ListPage, ListQuery, MergeView, Scheda, Subject, Typed};

/// What the page asks about people and cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// A page of a list. Answer: [`Told::List`].
    List(ListQuery),
    /// All of the list as a workbook (*Genera XLS*). Answer: [`Answer::File`].
    ListSheet(ListQuery),
    /// A person with their cases. Answer: [`Told::Scheda`].
    Assistito(AssistitoId),
    /// A case with all that belongs to it. Answer: [`Told::Scheda`].
    Quadro(ProgettoId),
    /// The form of something new. Answer: [`Told::Scheda`].
    New {
        /// What.
        subject: Subject,
        /// The ente in use, for a case.
        ente: Option<EnteId>,
        /// Begin with what the latest benefit of the case has.
        copy: bool,
    },
    /// The forms of some benefits. Answer: [`Told::Scheda`].
    Forms(Vec<Subject>),
    /// What the rules say of what is being typed. Answer: [`Told::Checked`].
    Check {
        /// The forms on screen.
        subjects: Vec<Subject>,
        /// What was typed.
        typed: Vec<Typed>,
    },
    /// Writes what was typed, all of it. Answer: [`Told::Saved`], or [`Told::Checked`] where something cannot be read,
    /// [`Told::Conflicts`] where something was changed meanwhile.
    Save(Vec<Typed>),
    /// Rows that complete a name. Answer: [`Told::Completions`].
    Complete {
        /// Of what.
        what: Complete,
        /// What was typed so far.
        text: String,
        /// What matters beside it: the birth date (`AAAA-MM-GG`) for a birth place, the person that is meant already
        /// for a person, the field's id for what was written before.
        beside: String,
    },
    /// Closes a case, or opens it again. Answer: [`Answer::Done`].
    Close {
        /// Which.
        id: ProgettoId,
        /// Closed, or open again.
        chiuso: bool,
    },
    /// Deletes a case with its benefits. Answer: [`Answer::Done`].
    DeleteProgetto(ProgettoId),
    /// Deletes a person with their cases. Answer: [`Answer::Done`].
    DeleteAssistito(AssistitoId),
    /// Deletes a benefit not sent. Answer: [`Answer::Done`].
    DeletePrestazione(PrestazioneId),
    /// Two records side by side. Answer: [`Told::Merge`].
    MergePreview {
        /// Which one stays.
        keep: AssistitoId,
        /// Which one goes.
        other: AssistitoId,
    },
    /// Makes one of two. Answer: [`Answer::Done`].
    Merge {
        /// Which one stays.
        keep: AssistitoId,
        /// Which one goes.
        other: AssistitoId,
        /// Ids of the fields that are taken from the one that goes.
        from_other: Vec<String>,
    },
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// A page of a list.
    List(ListPage),
    /// A person, a case, something new.
    Scheda(Box<Scheda>),
    /// What the rules say of what was typed; nothing was written.
    Checked(Checked),
    /// What was typed over is something else now; nothing was written.
    Conflicts(Vec<Conflict>),
    /// It is written; the subject has its key now.
    Saved {
        /// The first one written.
        subject: Subject,
        /// What was done.
        message: String,
    },
    /// Rows that complete a name.
    Completions(Vec<Completion>),
    /// Two records side by side.
    Merge(MergeView),
}

impl From<Told> for Answer {
    fn from(told: Told) -> Self {
        Self::Anagrafe(Box::new(told))
    }
}

impl From<Ask> for Request {
    fn from(ask: Ask) -> Self {
        Self::Anagrafe(ask)
    }
}

impl Desk {
    /// Answers a question about people and cases.
    pub(super) fn anagrafe(&mut self, ask: Ask) -> Reply {
        let day = self.moment.today;
        if matches!(ask, Ask::List(_) | Ask::ListSheet(_) | Ask::Assistito(_) | Ask::Quadro(_) | Ask::Check { .. }) {
            self.judge(day);
        }
        match ask {
            Ask::List(query) => Answer::from(Told::List(list::page(&self.archive, self.judgement(), &query))).into(),
            Ask::ListSheet(query) => self.list_sheet(&query),
            Ask::Assistito(id) => found(self.scheda_assistito(id)).into(),
            Ask::Quadro(id) => found(self.quadro(id)).into(),
            Ask::New { subject, ente, copy } => found(self.new_scheda(subject, ente, copy)).into(),
            Ask::Forms(subjects) => Answer::from(Told::Scheda(Box::new(self.forms(&subjects)))).into(),
            Ask::Check { subjects, typed } => Answer::from(Told::Checked(self.check(&subjects, &typed))).into(),
            Ask::Save(typed) => self.save(&typed).into(),
            Ask::Complete { what, text, beside } => {
                Answer::from(Told::Completions(complete::rows(&self.archive, what, &text, &beside))).into()
            }
            Ask::Close { id, chiuso } => {
                let done = self.archive.close(id, chiuso);
                let (atto, message) = if chiuso {
                    (Atto::ProgettoChiuso, "Progetto chiuso.")
                } else {
                    (Atto::ProgettoRiaperto, "Progetto riaperto.")
                };
                self.finish(done, atto, RecordKey::Progetto(id), message).into()
            }
            Ask::DeleteProgetto(id) => {
                let done = self.archive.delete_progetto(id);
                self.finish(done, Atto::Eliminazione, RecordKey::Progetto(id), "Progetto eliminato.").into()
            }
            Ask::DeleteAssistito(id) => {
                let done = self.archive.delete_assistito(id);
                self.finish(done, Atto::Eliminazione, RecordKey::Assistito(id), "Assistito eliminato.").into()
            }
            Ask::DeletePrestazione(id) => {
                let done = self.archive.delete_prestazione(id);
                self.finish(done, Atto::Eliminazione, RecordKey::Prestazione(id), "Prestazione eliminata.").into()
            }
            Ask::MergePreview { keep, other } => match merge::preview(&self.archive, keep, other) {
                Ok(view) => Answer::from(Told::Merge(view)).into(),
                Err(kept) => refused(kept.to_string()).into(),
            },
            Ask::Merge { keep, other, from_other } => {
                let done = merge::survivor(&self.archive, keep, other, &from_other)
                    .and_then(|survivor| self.archive.merge_people(keep, other, survivor));
                let message = "Le due schede sono ora una sola.";
                self.finish(done, Atto::Unione, RecordKey::Assistito(keep), message).into()
            }
        }
    }

    fn finish(&mut self, done: Result<Touched, Kept>, atto: Atto, su: RecordKey, message: &str) -> Answer {
        match done {
            Ok(touched) => {
                self.log(atto, Some(su), counts(&touched));
                self.touched();
                Answer::Done { message: message.to_owned() }
            }
            Err(kept) => refused(kept.to_string()),
        }
    }
}

fn found(scheda: Option<Scheda>) -> Answer {
    scheda.map_or_else(|| refused(Kept::Gone.to_string()), |scheda| Told::Scheda(Box::new(scheda)).into())
}

/// How many records an action touched, for the journal.
fn counts(done: &Touched) -> String {
    format!(
        "assistiti {}, progetti {}, prestazioni {}",
        done.assistiti.len(),
        done.progetti.len(),
        done.prestazioni.len()
    )
}
