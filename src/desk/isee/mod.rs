//! *Gestione Richieste Consultazioni ISEE INPS*: asking, loading the answers, deciding.

mod cerca;
mod consultazioni;
mod indicatori;
mod profili;
pub mod request;
mod richiesta;
mod risposte;

use super::reply::{Progress, Reply};
use super::state::Desk;
use crate::archive::Archive;
use crate::records::{Atto, EnteId, RecordKey};
use request::{IseeAnswer, IseeRequest};
use std::collections::BTreeSet;

/// Lines of a report that are shown.
const MOST_LINES: usize = 50;

impl Desk {
    /// Keys of the stored files that such a request needs.
    pub(super) fn isee_files(&self, request: &IseeRequest) -> Vec<String> {
        let IseeRequest::File { id } = request else { return Vec::new() };
        let made = self.archive.consultazioni.get(*id);
        made.map(|it| Archive::isee_file_key(*id, &it.file)).into_iter().collect()
    }

    pub(super) fn run_isee(&mut self, request: IseeRequest, bytes: &[u8], progress: Progress<'_>) -> Reply {
        let today = self.moment.today;
        match request {
            IseeRequest::Richiesta(query) => IseeAnswer::Richiesta(Box::new(self.richiesta(&query, today))).into(),
            IseeRequest::RichiestaSheet(query) => self.richiesta_sheet(&query, today),
            IseeRequest::Chiedi { query, only, ente, profilo } => {
                self.chiedi(&query, &only, ente, &profilo, today).into()
            }
            IseeRequest::File { id } => self.isee_file(id),
            IseeRequest::Profili => IseeAnswer::Profili(self.profili_isee()).into(),
            IseeRequest::Campione => Self::campione(bytes, today).into(),
            IseeRequest::SalvaProfilo { nome } => self.salva_profilo_isee(nome.trim(), bytes).into(),
            IseeRequest::EliminaProfilo { nome } => self.elimina_profilo_isee(&nome).into(),
            IseeRequest::Carica { files } => self.carica_risposte(&files, bytes, progress).into(),
            IseeRequest::Richieste(query) => IseeAnswer::Richieste(Box::new(self.richieste(&query))).into(),
            IseeRequest::Consultazioni(query) => IseeAnswer::Consultazioni(Box::new(self.consultazioni(&query))).into(),
            IseeRequest::ConsultazioniSheet(query) => self.consultazioni_sheet(&query),
            IseeRequest::Indicatori => IseeAnswer::Indicatori(self.indicatori()).into(),
            IseeRequest::DecidiIndicatore { codice, indicatore } => self.decidi_indicatore(&codice, indicatore).into(),
            IseeRequest::Decidi { righe, inps } => self.decidi(&righe, inps).into(),
        }
    }

    fn fatto(&mut self, atto: Atto, su: Option<RecordKey>, nota: impl AsRef<str>) {
        self.log(atto, su, nota);
        self.touched();
    }

    fn ente_name(&self, ente: EnteId) -> String {
        self.archive.enti.get(ente).map(|it| it.label().to_owned()).unwrap_or_default()
    }
}

/// What is to be chosen from.
fn list(values: BTreeSet<String>) -> Vec<String> {
    values.into_iter().filter(|text| !text.is_empty()).collect()
}
