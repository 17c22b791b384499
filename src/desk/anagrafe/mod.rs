//! People, cases and benefits by hand: lists, forms, *Quadro sinottico*, merge, close, delete, and taking it back.

mod check;
mod code;
mod complete;
mod form;
mod list;
mod merge;
mod quadro;
pub mod request;
mod save;
pub mod view;

pub(in crate::desk) use form::field_for_many;

use super::reply::{Reply, refused};
use super::state::Desk;
use crate::archive::anagrafe::{NotDone, Touched};
use crate::desk::request::Answer;
use crate::records::{Atto, RecordKey};
use request::{AnagrafeAnswer, AnagrafeRequest};
use view::Scheda;

impl Desk {
    /// Answers a question about people and cases.
    pub(super) fn run_anagrafe(&mut self, request: AnagrafeRequest) -> Reply {
        let day = self.moment.today;
        if matches!(
            request,
            AnagrafeRequest::List(_)
                | AnagrafeRequest::ListSheet(_)
                | AnagrafeRequest::Assistito(_)
                | AnagrafeRequest::Quadro(_)
                | AnagrafeRequest::Check { .. }
        ) {
            self.judge(day);
        }
        match request {
            AnagrafeRequest::List(query) => {
                AnagrafeAnswer::List(list::page(&self.archive, self.judgement(), &query)).into()
            }
            AnagrafeRequest::ListSheet(query) => self.list_sheet(&query),
            AnagrafeRequest::Assistito(id) => found(self.scheda_assistito(id)).into(),
            AnagrafeRequest::Quadro(id) => found(self.quadro(id)).into(),
            AnagrafeRequest::New { subject, ente, copy } => found(self.new_scheda(subject, ente, copy)).into(),
            AnagrafeRequest::Forms(subjects) => AnagrafeAnswer::Scheda(Box::new(self.forms(&subjects))).into(),
            AnagrafeRequest::Check { subjects, typed } => AnagrafeAnswer::Checked(self.check(&subjects, &typed)).into(),
            AnagrafeRequest::Save(typed) => self.save(&typed).into(),
            AnagrafeRequest::Complete { what, text, beside } => {
                AnagrafeAnswer::Completions(complete::rows(&self.archive, what, &text, &beside)).into()
            }
            AnagrafeRequest::Close { id, chiuso } => {
                let done = self.archive.close(id, chiuso);
                let (atto, message) = if chiuso {
                    (Atto::ProgettoChiuso, "Progetto chiuso.")
                } else {
                    (Atto::ProgettoRiaperto, "Progetto riaperto.")
                };
                self.finish(done, atto, RecordKey::Progetto(id), message).into()
            }
            AnagrafeRequest::DeleteProgetto(id) => {
                let done = self.archive.delete_progetto(id);
                self.finish(done, Atto::Eliminazione, RecordKey::Progetto(id), "Progetto eliminato.").into()
            }
            AnagrafeRequest::DeleteAssistito(id) => {
                let done = self.archive.delete_assistito(id);
                self.finish(done, Atto::Eliminazione, RecordKey::Assistito(id), "Assistito eliminato.").into()
            }
            AnagrafeRequest::DeletePrestazione(id) => {
                let done = self.archive.delete_prestazione(id);
                self.finish(done, Atto::Eliminazione, RecordKey::Prestazione(id), "Prestazione eliminata.").into()
            }
            AnagrafeRequest::MergePreview { keep, other } => match merge::preview(&self.archive, keep, other) {
                Ok(view) => AnagrafeAnswer::Merge(view).into(),
                Err(kept) => refused(kept.to_string()).into(),
            },
            AnagrafeRequest::Merge { keep, other, from_other } => {
                let (moment, chi) = (self.moment, self.chi());
                let done = merge::survivor(&self.archive, keep, other, &from_other)
                    .and_then(|survivor| self.archive.merge_people(keep, other, survivor, &moment, &chi));
                let message = "Le due schede sono ora una sola.";
                self.finish(done, Atto::Unione, RecordKey::Assistito(keep), message).into()
            }
        }
    }

    fn finish(&mut self, done: Result<Touched, NotDone>, atto: Atto, su: RecordKey, message: &str) -> Answer {
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
    scheda.map_or_else(|| refused(NotDone::Gone.to_string()), |scheda| AnagrafeAnswer::Scheda(Box::new(scheda)).into())
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
