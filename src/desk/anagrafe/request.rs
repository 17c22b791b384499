//! People, cases and benefits by hand, on the wire.

use super::view::{Checked, Complete, Completion, Conflict, ListPage, ListQuery, MergeView, Scheda, Subject, Typed};
use crate::records::{AssistitoId, EnteId, PrestazioneId, ProgettoId};
use serde::{Deserialize, Serialize};

/// What the page asks about people and cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum AnagrafeRequest {
    /// A page of a list. Answer: [`AnagrafeAnswer::List`].
    List(ListQuery),
    /// All of the list as a workbook (*Genera XLS*). Answer: `Answer::File`.
    ListSheet(ListQuery),
    /// A person with their cases. Answer: [`AnagrafeAnswer::Scheda`].
    Assistito(AssistitoId),
    /// A case with all that belongs to it. Answer: [`AnagrafeAnswer::Scheda`].
    Quadro(ProgettoId),
    /// The form of something new. Answer: [`AnagrafeAnswer::Scheda`].
    New {
        /// What.
        subject: Subject,
        /// The ente in use, for a case.
        ente: Option<EnteId>,
        /// Begin with what the latest benefit of the case has.
        copy: bool,
    },
    /// The forms of some benefits. Answer: [`AnagrafeAnswer::Scheda`].
    Forms(Vec<Subject>),
    /// What the rules say of what is being typed. Answer: [`AnagrafeAnswer::Checked`].
    Check {
        /// The forms on screen.
        subjects: Vec<Subject>,
        /// What was typed.
        typed: Vec<Typed>,
    },
    /// Writes what was typed, all of it. Answer: [`AnagrafeAnswer::Saved`], or [`AnagrafeAnswer::Checked`] where something cannot be read,
    /// [`AnagrafeAnswer::Conflicts`] where something was changed meanwhile.
    Save(Vec<Typed>),
    /// Rows that complete a name. Answer: [`AnagrafeAnswer::Completions`].
    Complete {
        /// Of what.
        what: Complete,
        /// What was typed so far.
        text: String,
        /// What matters beside it: the birth date (`AAAA-MM-GG`) for a birth place, the person that is meant already
        /// for a person, the field's id for what was written before.
        beside: String,
    },
    /// Closes a case, or opens it again. Answer: `Answer::Done`.
    Close {
        /// Which.
        id: ProgettoId,
        /// Closed, or open again.
        chiuso: bool,
    },
    /// Deletes a case with its benefits. Answer: `Answer::Done`.
    DeleteProgetto(ProgettoId),
    /// Deletes a person with their cases. Answer: `Answer::Done`.
    DeleteAssistito(AssistitoId),
    /// Deletes a benefit not sent. Answer: `Answer::Done`.
    DeletePrestazione(PrestazioneId),
    /// Two records side by side. Answer: [`AnagrafeAnswer::Merge`].
    MergePreview {
        /// Which one stays.
        keep: AssistitoId,
        /// Which one goes.
        other: AssistitoId,
    },
    /// Makes one of two. Answer: `Answer::Done`.
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
pub enum AnagrafeAnswer {
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
