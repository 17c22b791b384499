//! *Impostazioni*: the enti, and who signs for them.

pub mod request;

use super::reply::refused;
use super::state::Desk;
use crate::desk::request::Answer;
use crate::records::{Atto, Ente, EnteId, Operatore, ProgettoId, RecordKey};
use crate::validation::{Context, Source, gate};
use chrono::NaiveDate;
use request::{EnteView, EntiRequest};
use std::collections::HashMap;

impl Desk {
    pub(super) fn run_enti(&mut self, request: EntiRequest) -> Answer {
        match request {
            EntiRequest::Save { id, ente } => self.save_ente(id, ente, self.moment.today),
            EntiRequest::Delete { id } => self.delete_ente(id),
            EntiRequest::ChooseOperatore { ente, codice_fiscale } => self.choose_operatore(ente, &codice_fiscale),
        }
    }

    pub(super) fn enti(&self) -> Vec<EnteView> {
        let mut cases: HashMap<EnteId, u32> = HashMap::new();
        for (_, progetto) in self.archive.progetti.iter() {
            if let Some(ente) = progetto.ente {
                *cases.entry(ente).or_default() += 1;
            }
        }
        let view = |(id, ente): (EnteId, &Ente)| EnteView {
            id,
            ente: ente.clone(),
            progetti: cases.get(&id).copied().unwrap_or_default(),
        };
        self.archive.enti.iter().map(view).collect()
    }

    fn save_ente(&mut self, id: Option<EnteId>, ente: Ente, today: NaiveDate) -> Answer {
        let ente = tidy_ente(ente);
        let taken = self
            .archive
            .enti
            .iter()
            .any(|(key, other)| Some(key) != id && other.codice.eq_ignore_ascii_case(&ente.codice));
        if taken {
            return refused(format!("C'è già un ente con il codice {}: modificare quello.", ente.codice));
        }
        let context = Context { today, source: Source::Records, ente: None };
        let mut reasons: Vec<String> = Vec::new();
        let nobody = Operatore::default();
        let operatori = if ente.operatori.is_empty() { std::slice::from_ref(&nobody) } else { &ente.operatori };
        for operatore in operatori {
            if let Err(findings) = gate::sender(&ente, operatore, &context) {
                reasons.extend(findings.into_iter().map(|finding| finding.message));
            }
        }
        reasons.dedup();
        if !reasons.is_empty() {
            return Answer::Refused { reasons };
        }
        let id = match id.filter(|id| self.archive.enti.get(*id).is_some()) {
            Some(id) => {
                if let Some(old) = self.archive.enti.get_mut(id) {
                    *old = ente;
                }
                id
            }
            None => self.adopt(ente),
        };
        self.log(Atto::EnteSalvato, Some(RecordKey::Ente(id)), "");
        self.touched();
        Answer::Enti(self.enti())
    }

    /// A new ente also gets the cases that named it before it was set up.
    fn adopt(&mut self, ente: Ente) -> EnteId {
        let names = crate::archive::intake::names_of(&ente);
        let id = self.archive.enti.insert(ente);
        let waiting: Vec<ProgettoId> = self
            .archive
            .progetti
            .iter()
            .filter(|(_, it)| it.ente.is_none() && names.contains(&crate::text::fold(&it.ente_scritto)))
            .map(|(key, _)| key)
            .collect();
        for key in waiting {
            if let Some(progetto) = self.archive.progetti.get_mut(key) {
                progetto.ente = Some(id);
                progetto.ente_scritto.clear();
            }
        }
        id
    }

    fn delete_ente(&mut self, id: EnteId) -> Answer {
        let has_cases = self.archive.progetti.iter().any(|(_, progetto)| progetto.ente == Some(id));
        let asks = self.archive.consultazioni.iter().any(|(_, it)| it.ente == id);
        if has_cases || asks || self.archive.flussi.iter().any(|(_, flusso)| flusso.ente == id) {
            return refused("L'ente ha dei progetti, dei flussi o delle richieste ISEE: non si può eliminare.");
        }
        if self.archive.enti.remove(id).is_some() {
            self.log(Atto::EnteEliminato, Some(RecordKey::Ente(id)), "");
        }
        self.touched();
        Answer::Enti(self.enti())
    }

    /// Chooses who works, until another is chosen: an operator of any ente, by their fiscal code.
    fn choose_operatore(&mut self, ente: EnteId, codice_fiscale: &str) -> Answer {
        let found = self.archive.enti.get(ente);
        let found = found.and_then(|ente| ente.operatori.iter().find(|it| it.codice_fiscale == codice_fiscale));
        let Some(operatore) = found else {
            return refused("Questo operatore non c'è tra quelli dell'ente: aggiungerlo in Impostazioni.");
        };
        let message = format!("Operatore in uso: {}.", operatore.nome);
        let choice = Some((ente, codice_fiscale.to_owned()));
        if self.operatore != choice {
            self.operatore = choice;
            self.log(Atto::OperatoreScelto, Some(RecordKey::Ente(ente)), "");
        }
        Answer::Done { message }
    }

    /// Who signs for an ente: the operator in use where they work for it, else its only one.
    #[must_use]
    pub fn firma(&self, ente: EnteId) -> Option<&Operatore> {
        self.archive.enti.get(ente)?.firma(self.operatore_code())
    }

    /// Fiscal code of the operator in use.
    pub(super) fn operatore_code(&self) -> Option<&str> {
        self.operatore.as_ref().map(|(_, code)| code.as_str())
    }

    /// Name of who works: the operator in use, else the only one of the first ente; empty where nobody said who it is.
    #[must_use]
    pub fn chi(&self) -> String {
        let first = || self.archive.enti.iter().next().map(|(key, _)| key);
        let ente = self.operatore.as_ref().map(|(ente, _)| *ente).or_else(first);
        ente.and_then(|ente| self.firma(ente)).map(|operatore| operatore.nome.clone()).unwrap_or_default()
    }
}

/// Codes in upper case, spaces gone: how registers have them.
fn tidy_ente(ente: Ente) -> Ente {
    let upper = |text: &str| text.trim().to_uppercase();
    Ente {
        codice: upper(&ente.codice),
        denominazione: ente.denominazione.trim().to_owned(),
        sede: upper(&ente.sede),
        operatori: ente
            .operatori
            .iter()
            .map(|operatore| Operatore {
                nome: operatore.nome.trim().to_owned(),
                codice_fiscale: crate::records::fiscal_code::normalise(&operatore.codice_fiscale),
            })
            .collect(),
        ..ente
    }
}
