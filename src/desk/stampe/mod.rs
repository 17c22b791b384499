//! *Stampa*, and *Gestione stampe*: generations made, and their files given back.

mod lettura;
pub mod request;

use super::reply::{Progress, Reply, XLSX, file, refused};
use super::state::Desk;
use crate::archive::stampa::{self, Order, XML, file_key};
use crate::desk::invio::request::{InvioQuery, Tipologia, Trasmissione};
use crate::desk::invio::table;
use crate::desk::page::Part;
use crate::desk::request::Answer;
use crate::files::zip;
use crate::flow::{self, Reading};
use crate::records::{Atto, Case, EnteId, Prestazione, PrestazioneId, RecordKey, Stampa, StampaId};
use crate::text::dates;
use crate::text::order::InOrder;
use chrono::NaiveDate;
use request::{FileView, LeftOutRow, Signers, StampaOpen, StampaView, StampeAnswer, StampeRequest};
use std::collections::BTreeMap;

/// Why nothing is sent.
const NOT_OVER_DAMAGE: &str = "Una parte dell'archivio non si legge: un invio potrebbe lasciare fuori delle prestazioni, o ripeterne di già inviate. Non è stata fatta nessuna stampa. Ripristinare prima una copia di riserva.";

impl Desk {
    pub(super) fn run_stampe(&mut self, request: StampeRequest, progress: Progress<'_>) -> Reply {
        match request {
            StampeRequest::Make { .. } if !self.damages.is_empty() => refused(NOT_OVER_DAMAGE).into(),
            StampeRequest::Make { query, only, waas, firme } => {
                self.stampa(&query, &only, waas, &firme, self.moment.today, progress).into()
            }
            StampeRequest::List => StampeAnswer::List(self.stampe()).into(),
            StampeRequest::File { stampa, name } => self.stampa_file(stampa, &name),
            StampeRequest::Zip { stampa } => self.stampa_zip(stampa),
            StampeRequest::Open { stampa } => self.stampa_open(stampa).into(),
            StampeRequest::Read { stampa, name, part } => self.stampa_read(stampa, &name, part).into(),
            StampeRequest::Delete { stampa } => self.delete_stampa(stampa).into(),
        }
    }

    /// Keys of the stored files that such a request needs.
    pub(super) fn stampe_files(&self, request: &StampeRequest) -> Vec<String> {
        match request {
            StampeRequest::File { stampa, name } | StampeRequest::Read { stampa, name, .. } => {
                vec![file_key(*stampa, name)]
            }
            StampeRequest::Delete { stampa } => self.files_that_go(*stampa),
            StampeRequest::Zip { stampa } => self
                .archive
                .stampe
                .get(*stampa)
                .map(|it| it.files.iter().map(|file| file_key(*stampa, &file.nome)).collect())
                .unwrap_or_default(),
            StampeRequest::Make { .. } => self.archive.to_take_back().into_values().collect(),
            StampeRequest::List | StampeRequest::Open { .. } => Vec::new(),
        }
    }

    pub(super) fn stampa(
        &mut self,
        query: &InvioQuery,
        only: &[PrestazioneId],
        waas: bool,
        firme: &[(EnteId, String)],
        today: NaiveDate,
        progress: Progress<'_>,
    ) -> Answer {
        progress("Controllo le prestazioni", 0, 2);
        self.judge_within(today, (query.from, query.to));
        let mut ids: Vec<PrestazioneId> =
            table::find(&self.archive, self.judgement(), query).into_iter().map(|(id, _)| id).collect();
        if !only.is_empty() {
            ids.retain(|id| only.contains(id));
        }
        // Not by what the screen is sorted by: the same benefits give the same file.
        ids.order();
        let to_send = |id: &PrestazioneId| self.archive.prestazioni.get(*id).is_some_and(|it| it.stato.da_inviare());
        let readings = self.readings_to_take_back();
        let waits = |(_, case): &(PrestazioneId, Case<'_>)| {
            let it = case.prestazione.stato.to_take_back();
            it.is_some_and(|it| readings.contains_key(&it.flusso))
        };
        let flows = self.archive.flussi_by_name();
        let sender = |(_, case): (PrestazioneId, Case<'_>)| {
            let it = case.prestazione.stato.to_take_back()?;
            flows.get(it.flusso.as_str()).map(|flusso| flusso.ente)
        };
        let of_query = |ente: &EnteId| query.ente.is_none_or(|chosen| chosen == *ente);
        let taking_back: Vec<EnteId> = self.archive.cases().filter(waits).filter_map(sender).filter(of_query).collect();
        if taking_back.is_empty() && !ids.iter().any(to_send) {
            return refused("Non c'è nessuna prestazione da inviare tra le righe trovate: cambiare i filtri.");
        }
        let mut enti: Vec<EnteId> = ids.iter().filter_map(|id| self.archive.case(*id)?.progetto.ente).collect();
        enti.extend(taking_back);
        enti.order();
        enti.dedup();
        if enti.is_empty() {
            return refused("Nessuna di queste righe ha un ente configurato: aggiungerlo in Impostazioni.");
        }
        progress("Scrivo i file", 1, 2);
        let mut filters = filters_in_words(query);
        if waas {
            filters.push_str(", per WaaS");
        }
        let order = Order {
            ids: &ids,
            moment: &self.moment,
            operatore: self.operatore.as_ref().map(|(_, code)| code.as_str()),
            firme,
            filters: &filters,
            first_number: 1,
            unreadable: &[],
            rows: &BTreeMap::new(),
            sheet: "",
            readings: &readings,
            waas,
        };
        let unsigned = self.unsigned(&enti, &order);
        if !unsigned.is_empty() {
            return Answer::Stampe(StampeAnswer::WhoSigns(unsigned));
        }
        let made = stampa::stampa(&mut self.archive, &enti, &order);
        self.touched();
        match made {
            Ok((key, _)) => match self.archive.stampe.get(key) {
                Some(stampa) => {
                    let flussi = match stampa.flussi.as_slice() {
                        [first, .., last] if waas => format!("{} flussi da {first} a {last}", stampa.flussi.len()),
                        flussi => flussi.join(", "),
                    };
                    let nota = format!("inviate {}, {flussi}", stampa.inviate);
                    let stampa = stampa_view(key, stampa);
                    self.log(Atto::Stampa, Some(RecordKey::Stampa(key)), nota);
                    Answer::Stampe(StampeAnswer::Made(stampa))
                }
                None => refused("La stampa non è stata registrata."),
            },
            Err(why) => refused(why.to_string()),
        }
    }

    /// The enti of which nobody said who signs.
    fn unsigned(&self, enti: &[EnteId], order: &Order<'_>) -> Vec<Signers> {
        let several = |id: &EnteId| {
            let ente = self.archive.enti.get(*id).filter(|ente| ente.operatori.len() > 1)?;
            let operatori = ente.operatori.iter().map(|it| (it.codice_fiscale.clone(), it.nome.clone())).collect();
            let signers = Signers { ente: *id, name: ente.denominazione.clone(), operatori };
            order.signer(*id, ente).is_none().then_some(signers)
        };
        enti.iter().filter_map(several).collect()
    }

    pub(super) fn stampe(&self) -> Vec<StampaView> {
        self.archive.stampe.iter().rev().map(|(key, stampa)| stampa_view(key, stampa)).collect()
    }

    /// The flows that hold something to be taken back, read from their stored XML.
    pub(super) fn readings_to_take_back(&self) -> BTreeMap<String, Reading> {
        let read = |(name, key): (String, String)| Some((name, flow::read(self.stored_file(&key)?).ok()?));
        self.archive.to_take_back().into_iter().filter_map(read).collect()
    }

    /// A file of a generation.
    pub(super) fn stampa_file(&self, stampa: StampaId, name: &str) -> Reply {
        let known = self.archive.stampe.get(stampa).is_some_and(|it| it.files.iter().any(|file| file.nome == *name));
        match self.stored_file(&file_key(stampa, name)).filter(|_| known) {
            Some(bytes) => file(name, mime(name), bytes.to_vec()),
            None => refused(format!("Il file {name} non c'è più nell'archivio.")).into(),
        }
    }

    /// A generation with what it left out, in words.
    pub(super) fn stampa_open(&self, key: StampaId) -> Answer {
        let Some(stampa) = self.archive.stampe.get(key) else { return refused(GONE) };
        let left_out = stampa.lasciate.iter().map(|one| {
            let case = self.archive.case(one.prestazione);
            let benefit = |it: &Prestazione| format!("{} {}", it.codice, it.period_label()).trim().to_owned();
            let reason = |(rule, message): &(String, String)| format!("{rule}: {message}");
            LeftOutRow {
                who: case.map(|case| case.assistito.label()).unwrap_or_default(),
                what: case.map(|case| benefit(case.prestazione)).unwrap_or_default(),
                case: case.map(|case| case.progetto.label()).unwrap_or_default(),
                progetto: case.map(|case| case.prestazione.progetto),
                reasons: one.motivi.iter().map(reason).collect(),
            }
        });
        let left_out = left_out.collect();
        Answer::Stampe(StampeAnswer::Open(Box::new(StampaOpen { stampa: stampa_view(key, stampa), left_out })))
    }

    /// What a file of a generation says.
    pub(super) fn stampa_read(&self, stampa: StampaId, name: &str, part: Part) -> Answer {
        match self.stored_file(&file_key(stampa, name)) {
            Some(bytes) => match lettura::read(name, bytes, part) {
                Ok(read) => Answer::Stampe(StampeAnswer::Read(Box::new(read))),
                Err(reason) => refused(reason),
            },
            None => refused(format!("Il file {name} non c'è più nell'archivio.")),
        }
    }

    /// Keys of the files that are deleted with a generation: the XML belongs to its flow, and stays.
    fn files_that_go(&self, stampa: StampaId) -> Vec<String> {
        let files = self.archive.stampe.get(stampa).map(|it| it.files.as_slice()).unwrap_or_default();
        files.iter().filter(|file| file.tipo != XML).map(|file| file_key(stampa, &file.nome)).collect()
    }

    pub(super) fn delete_stampa(&mut self, key: StampaId) -> Answer {
        let files = self.files_that_go(key);
        let kept: Vec<_> = files.into_iter().map(|key| (self.stored_file(&key).map(<[u8]>::to_vec), key)).collect();
        if self.archive.stampe.remove(key).is_none() {
            return refused(GONE);
        }
        for (bytes, file) in kept {
            self.archive.drop_file(&file, bytes);
        }
        self.log(Atto::Eliminazione, Some(RecordKey::Stampa(key)), "");
        Answer::Done {
            message:
                "Stampa eliminata con il suo testo e i suoi log. I flussi e i loro XML restano in Gestione flussi."
                    .into(),
        }
    }

    /// All files of a generation in one.
    pub(super) fn stampa_zip(&self, stampa: StampaId) -> Reply {
        let Some(made) = self.archive.stampe.get(stampa) else {
            return refused(GONE).into();
        };
        let files: Vec<(String, Vec<u8>)> = made
            .files
            .iter()
            .filter_map(|file| Some((file.nome.clone(), self.stored_file(&file_key(stampa, &file.nome))?.to_vec())))
            .collect();
        let name =
            made.files.first().map_or("stampa", |file| file.nome.trim_end_matches(".xml").trim_end_matches(".json"));
        match zip::pack(&files) {
            Ok(bytes) => file(&format!("{name}.zip"), "application/zip", bytes),
            Err(error) => refused(format!("L'archivio zip non si può scrivere: {error}")).into(),
        }
    }
}

const GONE: &str = "La stampa non c'è più nell'archivio.";

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("xml") => "application/xml",
        Some("json") => "application/json",
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

fn stampa_view(key: StampaId, stampa: &Stampa) -> StampaView {
    StampaView {
        id: key,
        created: stampa.creata,
        filters: stampa.filtri.clone(),
        sent: stampa.inviate,
        people: stampa.beneficiari,
        left_out: stampa.scartate,
        conto: stampa.conto.map(Into::into),
        files: stampa
            .files
            .iter()
            .map(|file| FileView { kind: file.tipo.clone(), name: file.nome.clone(), bytes: file.bytes })
            .collect(),
    }
}
