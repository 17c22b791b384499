//! *Stampa*, and *Gestione stampe*: generations made, and their files given back.

use super::desk::{Desk, Progress, Reply, XLSX, file, refused};
use super::view::{FileView, InvioQuery, StampaView, Stamped, Tipologia, Trasmissione};
use super::{Answer, Request, invio};
use crate::archive::stampa::{self, Order, file_key};
use crate::archive::zip;
use crate::records::{Atto, EnteId, PrestazioneId, RecordKey, Stampa, Stato, dates};
use chrono::NaiveDate;
use std::collections::BTreeMap;

impl Desk {
    pub(super) fn stampa(
        &mut self,
        query: &InvioQuery,
        only: &[PrestazioneId],
        today: NaiveDate,
        progress: Progress<'_>,
    ) -> Answer {
        progress("Controllo le prestazioni", 0, 2);
        self.judge(today);
        let mut ids: Vec<PrestazioneId> =
            invio::find(&self.archive, self.judgement(), query).into_iter().map(|(id, _)| id).collect();
        if !only.is_empty() {
            ids.retain(|id| only.contains(id));
        }
        // Not by what the screen is sorted by: the same benefits give the same file.
        ids.sort_unstable();
        let to_send =
            |id: &PrestazioneId| self.archive.prestazioni.get(id.0).is_some_and(|it| it.stato == Stato::DaInviare);
        if !ids.iter().any(to_send) {
            return refused("Non c'è nessuna prestazione da inviare tra le righe trovate: cambiare i filtri.");
        }
        let mut enti: Vec<EnteId> = ids.iter().filter_map(|id| self.archive.case(*id)?.progetto.ente).collect();
        enti.sort_unstable();
        enti.dedup();
        if enti.is_empty() {
            return refused("Nessuna di queste righe ha un ente configurato: aggiungerlo in Impostazioni.");
        }
        progress("Scrivo i file", 1, 2);
        let order = Order {
            ids: &ids,
            moment: &self.moment,
            operatore: self.operatore.as_ref().map(|(_, code)| code.as_str()),
            filters: &filters_in_words(query),
            first_number: 1,
            unreadable: &[],
            rows: &BTreeMap::new(),
        };
        let made = stampa::stampa(&mut self.archive, &enti, &order);
        self.last_fix.clear();
        self.touched();
        match made {
            Ok((key, _)) => match self.archive.stampe.get(key) {
                Some(stampa) => {
                    let nota = format!("inviate {}, {}", stampa.inviate, stampa.flussi.join(", "));
                    let stampa = stampa_view(key, stampa);
                    self.note(Atto::Stampa, Some(RecordKey::Stampa(key)), nota);
                    Answer::Stamped(Stamped { stampa })
                }
                None => refused("La stampa non è stata registrata."),
            },
            Err(why) => refused(why.to_string()),
        }
    }

    pub(super) fn stampe(&self) -> Vec<StampaView> {
        self.archive.stampe.iter().rev().map(|(key, stampa)| stampa_view(key, stampa)).collect()
    }

    /// Keys of the stored files that a request needs: the worker lends them before it runs it.
    #[must_use]
    pub fn files_needed(&self, request: &Request) -> Vec<String> {
        match request {
            Request::StampaFile { stampa, name } => vec![file_key(*stampa, name)],
            Request::StampaZip { stampa } => self
                .archive
                .stampe
                .get(*stampa)
                .map(|it| it.files.iter().map(|file| file_key(*stampa, &file.nome)).collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// A file of a generation.
    pub(super) fn stampa_file(&self, stampa: u32, name: &str) -> Reply {
        let known = self.archive.stampe.get(stampa).is_some_and(|it| it.files.iter().any(|file| file.nome == *name));
        match self.stored_file(&file_key(stampa, name)).filter(|_| known) {
            Some(bytes) => file(name, mime(name), bytes.to_vec()),
            None => refused(format!("Il file {name} non c'è più nell'archivio.")).into(),
        }
    }

    /// All files of a generation in one.
    pub(super) fn stampa_zip(&self, stampa: u32) -> Reply {
        let Some(made) = self.archive.stampe.get(stampa) else {
            return refused("La stampa non c'è più nell'archivio.").into();
        };
        let files: Vec<(String, Vec<u8>)> = made
            .files
            .iter()
            .filter_map(|file| Some((file.nome.clone(), self.stored_file(&file_key(stampa, &file.nome))?.to_vec())))
            .collect();
        let name = made.files.first().map_or("stampa", |file| file.nome.trim_end_matches(".xml"));
        match zip::pack(&files) {
            Ok(bytes) => file(&format!("{name}.zip"), "application/zip", bytes),
            Err(error) => refused(format!("L'archivio zip non si può scrivere: {error}")).into(),
        }
    }
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("xml") => "application/xml",
        Some("xlsx") => XLSX,
        _ => "text/plain;charset=utf-8",
    }
}

/// The filters as *Gestione stampe* shows them. What was searched for may be a person: it is not kept.
fn filters_in_words(query: &InvioQuery) -> String {
    let date = |date: Option<NaiveDate>| date.map_or_else(|| "…".to_owned(), dates::italian);
    let mut words = format!("dal {} al {}", date(query.from), date(query.to));
    if query.tipologia != Tipologia::Tutte {
        words.push_str(&format!(", tipologia {}", format!("{:?}", query.tipologia).to_uppercase()));
    }
    if query.stato != Trasmissione::NonTrasmesse {
        words.push_str(", solo non inviabili");
    }
    for (label, value) in [
        ("motivo", &query.motivo),
        ("comune", &query.comune),
        ("tipo di progetto", &query.tipo_progetto),
        ("macro tipo", &query.macro_tipo),
    ] {
        if !value.is_empty() {
            words.push_str(&format!(", {label} {value}"));
        }
    }
    if !query.search.is_empty() {
        words.push_str(", con una ricerca");
    }
    words
}

fn stampa_view(key: u32, stampa: &Stampa) -> StampaView {
    StampaView {
        id: key,
        created: stampa.creata.clone(),
        filters: stampa.filtri.clone(),
        sent: stampa.inviate,
        people: stampa.beneficiari,
        left_out: stampa.scartate,
        files: stampa
            .files
            .iter()
            .map(|file| FileView { kind: file.tipo.clone(), name: file.nome.clone(), bytes: file.bytes })
            .collect(),
    }
}
