//! *Dati dimostrativi*: an invented office comes into an empty archive with one click, and goes with another.

use super::reply::refused;
use super::state::Desk;
use crate::archive::demo;
use crate::desk::request::Answer;
use crate::records::{Atto, EnteId};
use chrono::NaiveDate;

impl Desk {
    pub(super) fn load_demo(&mut self, today: NaiveDate) -> Answer {
        let archive = &self.archive;
        if !(archive.enti.is_empty() && archive.assistiti.is_empty() && archive.prestazioni.is_empty()) {
            return refused(
                "I dati dimostrativi si caricano solo in un archivio vuoto, perché non si confondano con i veri.",
            );
        }
        demo::office(&mut self.archive, today);
        if let Err(why) = demo::history(&mut self.archive, today) {
            demo::remove(&mut self.archive, &|_| None);
            self.archive.begin();
            return refused(why.to_string());
        }
        self.log(Atto::DemoCaricata, None, "");
        self.touched();
        Answer::Done { message: "Dati dimostrativi caricati: persone, enti e importi sono inventati.".into() }
    }

    pub(super) fn remove_demo(&mut self, confirmed: bool) -> Answer {
        if !self.archive.enti.iter().any(|(_, ente)| ente.dimostrativo) {
            return refused("Nell'archivio non ci sono dati dimostrativi.");
        }
        let added = demo::added(&self.archive);
        if added != demo::Added::default() && !confirmed {
            return Answer::DemoHolds(added);
        }
        let (lent, unstored) = (&self.lent, &self.unstored);
        demo::remove(&mut self.archive, &|key| lent.get(key).or_else(|| unstored.get(key)).cloned());
        let gone = |ente: EnteId| self.archive.enti.get(ente).is_none();
        if self.operatore.as_ref().is_some_and(|(ente, _)| gone(*ente)) {
            self.operatore = None;
        }
        self.log(Atto::DemoTolta, None, "");
        self.touched();
        let message = if added == demo::Added::default() {
            "Dati dimostrativi tolti."
        } else {
            "Dati dimostrativi tolti. Quello che era stato aggiunto è rimasto, con il suo ente inventato: correggere l'ente in Impostazioni prima di inviare."
        };
        Answer::Done { message: message.into() }
    }
}
