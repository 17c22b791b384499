//! Who works at the desk, and the journal and histories that every action writes.

use super::Answer;
use super::desk::{Desk, refused};
use crate::records::{Atto, EnteId, InWords, Operatore, RecordKey, Voce};

impl Desk {
    /// Chooses who works, until another is chosen: an operator of any ente, by their fiscal code.
    pub(super) fn choose_operatore(&mut self, ente: EnteId, codice_fiscale: &str) -> Answer {
        let found = self.archive.enti.get(ente.0);
        let found = found.and_then(|ente| ente.operatori.iter().find(|it| it.codice_fiscale == codice_fiscale));
        let Some(operatore) = found else {
            return refused("Questo operatore non c'è tra quelli dell'ente: aggiungerlo in Impostazioni.");
        };
        let message = format!("Operatore in uso: {}.", operatore.nome);
        let choice = Some((ente, codice_fiscale.to_owned()));
        if self.operatore != choice {
            self.operatore = choice;
            self.note(Atto::OperatoreScelto, Some(RecordKey::Ente(ente)), "");
        }
        Answer::Done { message }
    }

    /// Who signs for an ente: the operator in use where they work for it, else its first.
    #[must_use]
    pub fn firma(&self, ente: EnteId) -> Option<&Operatore> {
        self.archive.enti.get(ente.0)?.firma(self.operatore_code())
    }

    /// Fiscal code of the operator in use.
    pub(super) fn operatore_code(&self) -> Option<&str> {
        self.operatore.as_ref().map(|(_, code)| code.as_str())
    }

    /// Name of who works: the operator in use, else the first of the first ente.
    #[must_use]
    pub fn chi(&self) -> String {
        let first = || self.archive.enti.iter().next().map(|(key, _)| EnteId(key));
        let ente = self.operatore.as_ref().map(|(ente, _)| *ente).or_else(first);
        ente.and_then(|ente| self.firma(ente)).map(|operatore| operatore.nome.clone()).unwrap_or_default()
    }

    /// Writes an action into the journal. `nota` holds no personal data: counts, names of flows, ids of rules.
    pub(super) fn note(&mut self, atto: Atto, su: Option<RecordKey>, nota: impl Into<String>) {
        let voce = Voce::new(&self.moment.at, &self.chi(), atto, su, nota);
        self.archive.note(voce);
    }

    /// Writes down how a record changed; nothing where an operator would see no difference.
    pub(super) fn revise<R: InWords>(&mut self, su: RecordKey, before: &R, after: &R) {
        let (moment, chi) = (self.moment.clone(), self.chi());
        self.archive.revise(su, before, after, &moment, &chi);
    }
}
