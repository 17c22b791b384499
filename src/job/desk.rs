//! The desk: the archive, what is open on it, and the one function that answers the page.
//! It does no IO: what it changes is taken from the archive and stored by the worker.

use super::import::ImportSession;
use super::view::{
    EnteView, FileView, InvioQuery, Profile, RuleView, StampaView, Stamped, Trasmissione, Verifica, VerificaFinding,
};
use super::{Answer, Counts, Opened, Request, VERSION, invio};
use crate::archive::Archive;
use crate::archive::intake::Written;
use crate::archive::judgement::{self, Judgement};
use crate::archive::stampa::{self, Order, file_key};
use crate::archive::stored::Changes;
use crate::flow;
use crate::records::{Assistito, Ente, EnteId, Operatore, Prestazione, PrestazioneId, Progetto, Stampa, Stato, dates};
use crate::validation::{Context, Finding, Grade, RULES, Source, gate, rules, run};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// How a long job says how far it is: what, done, total.
pub type Progress<'p> = &'p mut dyn FnMut(&str, u32, u32);

/// An answer, with the bytes of a file where it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// The file.
    pub bytes: Option<Vec<u8>>,
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self { answer, bytes: None }
    }
}

/// A refusal in one sentence.
pub(super) fn refused(reason: impl Into<String>) -> Answer {
    Answer::Refused { reasons: vec![reason.into()] }
}

/// The archive, and what is open on it.
#[derive(Default)]
pub struct Desk {
    pub(super) archive: Archive,
    pub(super) import: Option<ImportSession>,
    pub(super) last_import: Option<Written>,
    last_deleted: Vec<(PrestazioneId, Prestazione)>,
    last_fix: Vec<(PrestazioneId, Assistito, Progetto, Prestazione)>,
    /// Findings of the whole archive, until something changes or the day ends.
    judgement: Option<(NaiveDate, Judgement)>,
    /// Files of an archive that cannot be stored.
    unstored: HashMap<String, Vec<u8>>,
}

impl Desk {
    /// A desk with this archive on it.
    #[must_use]
    pub fn new(archive: Archive) -> Self {
        Self { archive, ..Self::default() }
    }

    /// The archive, for the worker to take the changes from.
    pub fn archive_mut(&mut self) -> &mut Archive {
        &mut self.archive
    }

    /// Keeps the files of changes that cannot be stored.
    pub fn keep_unstored(&mut self, changes: Changes) {
        self.unstored.extend(changes.files);
    }

    /// A file kept by [`Desk::keep_unstored`].
    #[must_use]
    pub fn unstored_file(&self, key: &str) -> Option<Vec<u8>> {
        self.unstored.get(key).cloned()
    }

    /// What the page needs to begin.
    #[must_use]
    pub fn opened(&self, warnings: Vec<String>, today: NaiveDate) -> Answer {
        Answer::Opened(Opened {
            version: VERSION.to_owned(),
            enti: self.enti(),
            profiles: self.profiles(),
            counts: self.counts(),
            warnings,
            today: Some(today),
        })
    }

    /// Answers a request. `bytes` is the file that came with it, where one did.
    pub fn run(&mut self, request: Request, bytes: Vec<u8>, today: NaiveDate, progress: Progress<'_>) -> Reply {
        match request {
            Request::Open { .. } => self.opened(Vec::new(), today).into(),
            Request::SaveEnte { id, ente } => self.save_ente(id, ente, today).into(),
            Request::DeleteEnte { id } => self.delete_ente(id).into(),
            Request::ImportOpen { file_name } => self.import_open(&file_name, bytes, progress).into(),
            Request::ImportSheet { name } => self.import_sheet(&name).into(),
            Request::ImportMapping { columns } => self.import_mapping(&columns).into(),
            Request::ImportProfile { name } => self.import_profile(&name).into(),
            Request::ImportCheck { ente, filter, page, per_page } => {
                self.import_check(ente, filter, page, per_page, today, progress).into()
            }
            Request::ImportConfirm => self.import_confirm().into(),
            Request::ImportUndo => self.import_undo().into(),
            Request::ImportDrop => {
                self.import = None;
                Answer::Done { message: "Foglio chiuso.".into() }.into()
            }
            Request::SaveProfile { name } => self.save_profile(&name).into(),
            Request::DeleteProfile { name } => self.delete_profile(&name).into(),
            Request::ModelSheet => Self::model_sheet(),
            Request::RejectedSheet => self.rejected_sheet(),
            Request::Invio(query) => {
                self.judge(today);
                Answer::Invio(Box::new(invio::page(&self.archive, self.judgement(), &query))).into()
            }
            Request::InvioSheet(query) => self.invio_sheet(&query, today),
            Request::Fix { rule, only } => self.fix(&rule, only, today).into(),
            Request::FixUndo => self.fix_undo().into(),
            Request::DeletePrestazioni { ids } => self.delete_prestazioni(&ids).into(),
            Request::DeleteUndo => self.delete_undo().into(),
            Request::Stampa { query, only, now } => self.stampa(&query, &only, &now, today, progress).into(),
            Request::Stampe => Answer::Stampe(self.stampe()).into(),
            Request::StampaFile { .. } | Request::StampaZip { .. } => refused("Il file non c'è più.").into(),
            Request::Verifica { file_name, waas } => verifica(&file_name, &bytes, waas, today).into(),
            Request::Rules => Answer::Rules(RULES.iter().map(|rule| rule_view(rule)).collect()).into(),
            // The worker times it itself: there is no clock here.
            Request::Bench => refused("La misura si fa nel browser.").into(),
        }
    }

    /// Something of the archive changed: what was derived from it is stale.
    pub(super) fn touched(&mut self) {
        self.judgement = None;
        if let Some(import) = &mut self.import {
            import.forget_check();
        }
    }

    fn judge(&mut self, today: NaiveDate) {
        if self.judgement.as_ref().is_none_or(|(day, _)| *day != today) {
            self.judgement = Some((today, judgement::judge(&self.archive, today)));
        }
    }

    fn judgement(&self) -> &Judgement {
        static NOTHING: std::sync::LazyLock<Judgement> = std::sync::LazyLock::new(Judgement::default);
        self.judgement.as_ref().map_or(&NOTHING, |(_, judgement)| judgement)
    }

    fn counts(&self) -> Counts {
        let da_inviare = self.archive.prestazioni.iter().filter(|(_, it)| it.stato == Stato::DaInviare).count();
        Counts {
            assistiti: self.archive.assistiti.len() as u32,
            prestazioni: self.archive.prestazioni.len() as u32,
            da_inviare: da_inviare as u32,
            stampe: self.archive.stampe.len() as u32,
        }
    }

    fn enti(&self) -> Vec<EnteView> {
        let mut cases: HashMap<EnteId, u32> = HashMap::new();
        for (_, progetto) in self.archive.progetti.iter() {
            if let Some(ente) = progetto.ente {
                *cases.entry(ente).or_default() += 1;
            }
        }
        let view = |(key, ente): (u32, &Ente)| {
            let id = EnteId(key);
            EnteView { id, ente: ente.clone(), progetti: cases.get(&id).copied().unwrap_or_default() }
        };
        self.archive.enti.iter().map(view).collect()
    }

    fn save_ente(&mut self, id: Option<EnteId>, ente: Ente, today: NaiveDate) -> Answer {
        let ente = tidy_ente(ente);
        let taken = self
            .archive
            .enti
            .iter()
            .any(|(key, other)| Some(EnteId(key)) != id && other.codice.eq_ignore_ascii_case(&ente.codice));
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
        match id.and_then(|id| self.archive.enti.get_mut(id.0)) {
            Some(old) => *old = ente,
            None => self.adopt(ente),
        }
        self.touched();
        Answer::Enti(self.enti())
    }

    /// A new ente also gets the cases that named it before it was set up.
    fn adopt(&mut self, ente: Ente) {
        let names = crate::archive::intake::names_of(&ente);
        let id = EnteId(self.archive.enti.insert(ente));
        let waiting: Vec<u32> = self
            .archive
            .progetti
            .iter()
            .filter(|(_, it)| it.ente.is_none() && names.contains(&crate::codes::fold(&it.ente_scritto)))
            .map(|(key, _)| key)
            .collect();
        for key in waiting {
            if let Some(progetto) = self.archive.progetti.get_mut(key) {
                progetto.ente = Some(id);
                progetto.ente_scritto.clear();
            }
        }
    }

    fn delete_ente(&mut self, id: EnteId) -> Answer {
        if self.archive.progetti.iter().any(|(_, progetto)| progetto.ente == Some(id)) {
            return refused("L'ente ha dei progetti: non si può eliminare.");
        }
        self.archive.enti.remove(id.0);
        self.touched();
        Answer::Enti(self.enti())
    }

    pub(super) fn profiles(&self) -> Vec<Profile> {
        let view = |(_, profile): (u32, &crate::import::Profile)| Profile {
            name: profile.name.clone(),
            columns: profile.headings.iter().filter(|(_, field)| field.is_some()).count() as u32,
        };
        self.archive.profili.iter().map(view).collect()
    }

    fn invio_sheet(&mut self, query: &InvioQuery, today: NaiveDate) -> Reply {
        self.judge(today);
        match invio::sheet(&self.archive, self.judgement(), query) {
            Ok(bytes) => file("prestazioni.xlsx", XLSX, bytes),
            Err(error) => refused(format!("Il foglio non si può scrivere: {error}")).into(),
        }
    }

    fn fix(&mut self, rule: &str, only: Option<PrestazioneId>, today: NaiveDate) -> Answer {
        let Some(fix) = rules::by_id(rule).and_then(|rule| rule.fix) else {
            return refused("Per questo rilievo non c'è una correzione automatica.");
        };
        self.judge(today);
        let broken = |id: PrestazioneId| self.judgement().of(id).iter().any(|finding| finding.rule.id == rule);
        let ids: Vec<PrestazioneId> = match only {
            Some(id) => vec![id],
            None => self.archive.cases().map(|(id, _)| id).filter(|id| broken(*id)).collect(),
        };
        let mut undo = Vec::new();
        for id in ids {
            let Some(before) = self
                .archive
                .case(id)
                .map(|case| (id, case.assistito.clone(), case.progetto.clone(), case.prestazione.clone()))
            else {
                continue;
            };
            if self.archive.change(id, |case| (fix.apply)(case, today)) == Some(true) {
                undo.push(before);
            }
        }
        let count = undo.len() as u32;
        self.last_fix = undo;
        self.touched();
        Answer::Fixed { count, label: fix.label.to_owned() }
    }

    fn fix_undo(&mut self) -> Answer {
        let count = self.last_fix.len();
        // Last first: a person that several rows share goes back to what they were before all of them.
        for (id, assistito, progetto, prestazione) in std::mem::take(&mut self.last_fix).into_iter().rev() {
            self.archive.change(id, |case| {
                *case.assistito = assistito;
                *case.progetto = progetto;
                *case.prestazione = prestazione;
            });
        }
        self.touched();
        Answer::Done { message: format!("Correzione annullata su {count} prestazioni.") }
    }

    fn delete_prestazioni(&mut self, ids: &[PrestazioneId]) -> Answer {
        self.last_deleted.clear();
        for id in ids {
            if self.archive.prestazioni.get(id.0).is_some_and(|it| it.stato == Stato::DaInviare)
                && let Some(prestazione) = self.archive.prestazioni.remove(id.0)
            {
                self.last_deleted.push((*id, prestazione));
            }
        }
        self.touched();
        Answer::Done { message: format!("Prestazioni eliminate: {}.", self.last_deleted.len()) }
    }

    fn delete_undo(&mut self) -> Answer {
        let deleted = std::mem::take(&mut self.last_deleted);
        let count = deleted.len();
        for (id, prestazione) in deleted {
            self.archive.prestazioni.put_back(id.0, prestazione);
        }
        self.touched();
        Answer::Done { message: format!("Prestazioni rimesse: {count}.") }
    }

    fn stampa(
        &mut self,
        query: &InvioQuery,
        only: &[PrestazioneId],
        now: &str,
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
            day: today,
            created: now,
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
                Some(stampa) => Answer::Stamped(Stamped { stampa: stampa_view(key, stampa) }),
                None => refused("La stampa non è stata registrata."),
            },
            Err(why) => refused(why.to_string()),
        }
    }

    fn stampe(&self) -> Vec<StampaView> {
        self.archive.stampe.iter().rev().map(|(key, stampa)| stampa_view(key, stampa)).collect()
    }

    /// The key of the stored file that a request asks for.
    #[must_use]
    pub fn file_asked_for(&self, request: &Request) -> Option<String> {
        match request {
            Request::StampaFile { stampa, name } => Some(file_key(*stampa, name)),
            _ => None,
        }
    }

    /// Keys and names of the stored files that a request asks for as a zip, and the zip's own name.
    #[must_use]
    pub fn zip_asked_for(&self, request: &Request) -> Option<(Vec<(String, String)>, String)> {
        let Request::StampaZip { stampa } = request else { return None };
        let files = &self.archive.stampe.get(*stampa)?.files;
        let keys = files.iter().map(|file| (file_key(*stampa, &file.nome), file.nome.clone())).collect();
        let name = files.first().map_or("stampa", |file| file.nome.trim_end_matches(".xml"));
        Some((keys, format!("{name}.zip")))
    }

    /// The answer to a request for a stored file.
    #[must_use]
    pub fn file(&self, request: &Request, stored: Option<Vec<u8>>) -> Reply {
        let Request::StampaFile { stampa, name } = request else {
            return refused("Non è la richiesta di un file.").into();
        };
        let known = self.archive.stampe.get(*stampa).is_some_and(|it| it.files.iter().any(|file| file.nome == *name));
        match stored.or_else(|| self.unstored_file(&file_key(*stampa, name))).filter(|_| known) {
            Some(bytes) => file(name, mime(name), bytes),
            None => refused(format!("Il file {name} non c'è più nell'archivio.")).into(),
        }
    }

    /// These files in one.
    #[must_use]
    pub fn zip(files: &[(String, Vec<u8>)], name: &str) -> Reply {
        match crate::files::zip::pack(files) {
            Ok(bytes) => file(name, "application/zip", bytes),
            Err(error) => refused(format!("L'archivio zip non si può scrivere: {error}")).into(),
        }
    }
}

/// MIME type of Excel's workbooks.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("xml") => "application/xml",
        Some("xlsx") => XLSX,
        _ => "text/plain;charset=utf-8",
    }
}

pub(super) fn file(name: &str, mime: &str, bytes: Vec<u8>) -> Reply {
    Reply { answer: Answer::File { name: name.to_owned(), mime: mime.to_owned() }, bytes: Some(bytes) }
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

/// The filters as *Gestione stampe* shows them. What was searched for may be a person: it is not kept.
fn filters_in_words(query: &InvioQuery) -> String {
    let date = |date: Option<NaiveDate>| date.map_or_else(|| "…".to_owned(), dates::italian);
    let mut words = format!("dal {} al {}", date(query.from), date(query.to));
    if query.tipologia != super::view::Tipologia::Tutte {
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

fn rule_view(rule: &crate::validation::Rule) -> RuleView {
    let lowerable = rule.grade == Grade::Expected;
    RuleView {
        id: rule.id.to_owned(),
        severity: match rule.grade {
            Grade::Required => "blocco",
            Grade::Expected => "blocco (si può abbassare)",
            Grade::Advised => "avviso",
        }
        .to_owned(),
        title: rule.title.to_owned(),
        why: rule.why.to_owned(),
        mend: rule.mend.to_owned(),
        source: rule.source.to_owned(),
        fix: rule.fix.map(|fix| fix.label.to_owned()).unwrap_or_default(),
        lowerable,
    }
}

/// Findings beyond this are counted, not listed.
const MOST_FINDINGS: usize = 10_000;

/// The report on an XML.
fn verifica(file_name: &str, bytes: &[u8], waas: bool, today: NaiveDate) -> Answer {
    let reading = match flow::read(bytes) {
        Ok(reading) => reading,
        Err(unreadable) => return refused(format!("{file_name}: {unreadable}")),
    };
    let flusso = &reading.flusso;
    let context = Context { today, source: Source::Xml { waas, bytes: bytes.len() }, ente: None };
    let findings = run::flusso(flusso, &reading.faults, &context);
    let text = |text: &crate::records::Text<'_>| text.as_deref().unwrap_or_default().to_owned();
    let who = |finding: &Finding| {
        let index = (finding.place.beneficiario as usize).checked_sub(1)?;
        let beneficiario = flusso.beneficiari.get(index)?;
        let anagrafica = &beneficiario.anagrafica;
        Some(
            format!("{} {} {}", text(&anagrafica.cognome), text(&anagrafica.nome), text(&beneficiario.codice_fiscale))
                .trim()
                .to_owned(),
        )
    };
    let ente = &flusso.identificazione.ente;
    Answer::Verifica(Box::new(Verifica {
        file_name: file_name.to_owned(),
        valid: !findings.iter().any(Finding::blocks),
        nome: text(&flusso.identificazione.nome),
        ente: format!("{} {}", text(&ente.codice), text(&ente.denominazione)).trim().to_owned(),
        beneficiari: flusso.beneficiari.len() as u32,
        prestazioni: flusso.beneficiari.iter().map(|it| it.prestazioni.len()).sum::<usize>() as u32,
        rules: invio::count_rules(findings.iter().map(std::slice::from_ref)),
        findings: findings
            .iter()
            .take(MOST_FINDINGS)
            .map(|finding| VerificaFinding {
                rule: finding.rule.id.to_owned(),
                blocks: finding.blocks(),
                dove: finding.dove(),
                who: who(finding).unwrap_or_default(),
                message: finding.message.clone(),
                mend: finding.rule.mend.to_owned(),
            })
            .collect(),
    }))
}
