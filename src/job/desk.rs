//! The desk: the archive, what is open on it, and the one function that answers the page.
//! It does no IO: what it changes is taken from the archive and stored by the worker.

use super::import::ImportSession;
use super::view::{EnteView, InvioQuery, Profile, RuleView};
use super::{Answer, Counts, Request, invio, recognise, verifica};
use crate::archive::Archive;
use crate::archive::action::ActionId;
use crate::archive::judgement::{self, Judgement};
use crate::archive::stored::Damage;
use crate::records::{Atto, Ente, EnteId, Moment, Operatore, Prestazione, PrestazioneId, RecordKey};
use crate::validation::{Context, Grade, RULES, Source, gate, rules};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// How a long job says how far it is: what, done, total.
pub type Progress<'p> = &'p mut dyn FnMut(&str, u32, u32);

/// An answer, with the bytes of a file where it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// The file.
    pub bytes: Option<Vec<u8>>,
    /// The action that the request was, where it changed anything: what [`Request::Undo`] takes back.
    pub action: Option<ActionId>,
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self { answer, bytes: None, action: None }
    }
}

/// A refusal in one sentence.
pub(super) fn refused(reason: impl Into<String>) -> Answer {
    Answer::Refused { reasons: vec![reason.into()] }
}

/// First and last day of a period, where it has them.
pub(super) type Within = (Option<NaiveDate>, Option<NaiveDate>);

/// The archive, and what is open on it.
#[derive(Default)]
pub struct Desk {
    pub(super) archive: Archive,
    /// The moment of the request being answered.
    pub(super) moment: Moment,
    /// The operator in use: an ente of theirs, and their fiscal code.
    pub(super) operatore: Option<(EnteId, String)>,
    pub(super) import: Option<ImportSession>,
    /// What the request being answered did.
    pub(super) action: Option<ActionId>,
    /// The sheet that the present request confirmed: open again, where it could not be stored.
    pub(super) confirmed: Option<ImportSession>,
    /// Findings of the whole archive, until something changes or the day ends; deliveries gathered within a period.
    pub(super) judgement: Option<(NaiveDate, Within, Judgement)>,
    /// What of the archive cannot be read.
    pub(super) damages: Vec<Damage>,
    /// Files of an archive that cannot be stored.
    pub(super) unstored: HashMap<String, Vec<u8>>,
    /// Stored files, for the present request only.
    pub(super) lent: HashMap<String, Vec<u8>>,
}

impl Desk {
    /// A desk with this archive on it.
    #[must_use]
    pub fn new(mut archive: Archive) -> Self {
        archive.begin();
        Self { archive, ..Self::default() }
    }

    /// The archive, for the worker to take the changes from.
    pub fn archive_mut(&mut self) -> &mut Archive {
        &mut self.archive
    }

    /// Hands over the stored files that [`Desk::files_needed`] asked for, for the request that comes next.
    pub fn lend(&mut self, files: HashMap<String, Vec<u8>>) {
        self.lent = files;
    }

    /// A stored file that was lent, or could not be stored.
    pub(super) fn stored_file(&self, key: &str) -> Option<&[u8]> {
        self.lent.get(key).or_else(|| self.unstored.get(key)).map(Vec::as_slice)
    }

    /// Answers a request. `bytes` is the file that came with it, where one did.
    pub fn run(&mut self, request: Request, bytes: Vec<u8>, moment: &Moment, progress: Progress<'_>) -> Reply {
        self.moment = moment.clone();
        self.action = None;
        self.confirmed = None;
        let reply = self.answer(request, bytes, moment.today, progress);
        debug_assert!(!self.archive.has_unlogged(), "a change that no action tells of");
        self.lent.clear();
        Reply { action: self.action, ..reply }
    }

    fn answer(&mut self, request: Request, bytes: Vec<u8>, today: NaiveDate, progress: Progress<'_>) -> Reply {
        match request {
            Request::Open { .. } => self.opened(None, today).into(),
            Request::SaveMemory => self.memory(),
            Request::SaveEnte { id, ente } => self.save_ente(id, ente, today).into(),
            Request::DeleteEnte { id } => self.delete_ente(id).into(),
            Request::ChooseOperatore { ente, codice_fiscale } => self.choose_operatore(ente, &codice_fiscale).into(),
            Request::ImportOpen { file_name } => self.import_open(&file_name, bytes, progress).into(),
            Request::ImportSheet { name } => self.import_sheet(&name).into(),
            Request::ImportMapping { columns } => self.import_mapping(&columns).into(),
            Request::ImportProfile { name } => self.import_profile(&name).into(),
            Request::ImportCheck { ente, filter, page, per_page } => {
                self.import_check(ente, filter, page, per_page, today, progress).into()
            }
            Request::ImportConfirm => self.import_confirm().into(),
            Request::ImportDrop => {
                self.import = None;
                Answer::Done { message: "Foglio chiuso.".into() }.into()
            }
            Request::SaveProfile { name } => self.save_profile(&name).into(),
            Request::DeleteProfile { name } => self.delete_profile(&name).into(),
            Request::ModelSheet => Self::model_sheet(),
            Request::RejectedSheet => self.rejected_sheet(),
            Request::Invio(query) => {
                self.judge_within(today, (query.from, query.to));
                Answer::Invio(Box::new(invio::page(&self.archive, self.judgement(), &query, today))).into()
            }
            Request::InvioSheet(query) => self.invio_sheet(&query, today),
            Request::ScartiProbabili { query, only } => self.scarti_probabili(&query, &only, today).into(),
            Request::Fix { rule, only } => self.fix(&rule, only, today).into(),
            Request::InvioChosen { query, ids } => Answer::InvioChosen(self.chosen(&query, &ids).len() as u32).into(),
            Request::DeletePrestazioni { query, ids } => self.delete_prestazioni(&query, &ids).into(),
            Request::Stampa { .. } if !self.damages.is_empty() => refused(NOT_OVER_DAMAGE).into(),
            Request::Stampa { query, only, waas } => self.stampa(&query, &only, waas, today, progress).into(),
            Request::Stampe => Answer::Stampe(self.stampe()).into(),
            Request::StampaFile { stampa, name } => self.stampa_file(stampa, &name),
            Request::StampaZip { stampa } => self.stampa_zip(stampa),
            Request::StampaOpen { stampa } => self.stampa_open(stampa).into(),
            Request::StampaRead { stampa, name, page, per_page } => {
                self.stampa_read(stampa, &name, page, per_page).into()
            }
            Request::DeleteStampa { stampa } => self.delete_stampa(stampa).into(),
            Request::LoadDemo => self.load_demo(today).into(),
            Request::RemoveDemo { confirmed } => self.remove_demo(confirmed).into(),
            Request::Undo { action } => self.undo(action).into(),
            Request::Flussi(request) => self.flussi(request, &bytes, today),
            Request::Esiti(request) => self.esiti(request, &bytes),
            Request::Isee(request) => self.isee(request, &bytes, today),
            Request::Registro(query) => self.registro_page(&query).into(),
            Request::RegistroSheet(query) => self.registro_sheet(&query),
            Request::Verifica { file_name, waas } => verifica::verifica(&file_name, &bytes, waas, today).into(),
            Request::Recognise { file_name } => recognise::recognise(&file_name, bytes).into(),
            Request::Rules => Answer::Rules(RULES.iter().map(|rule| rule_view(rule)).collect()).into(),
            Request::Anagrafe(ask) => self.anagrafe(ask),
        }
    }

    /// Something of the archive changed: what was derived from it is stale.
    pub(super) fn touched(&mut self) {
        self.judgement = None;
        if let Some(import) = &mut self.import {
            import.forget_check();
        }
    }

    pub(super) fn judge(&mut self, today: NaiveDate) {
        self.judge_within(today, (None, None));
    }

    /// Judges deliveries as they would be sent with the others of a period, and no more.
    pub(super) fn judge_within(&mut self, today: NaiveDate, within: Within) {
        let gathered = self.archive.prestazioni.iter().any(|(_, it)| it.erogazione.is_some());
        let within = if gathered { within } else { (None, None) };
        if self.judgement.as_ref().is_none_or(|(day, period, _)| *day != today || *period != within) {
            let inside = |it: &Prestazione| invio::in_period(it, within.0, within.1);
            self.judgement = Some((today, within, judgement::judge_within(&self.archive, today, inside)));
        }
    }

    pub(super) fn judgement(&self) -> &Judgement {
        static NOTHING: std::sync::LazyLock<Judgement> = std::sync::LazyLock::new(Judgement::default);
        self.judgement.as_ref().map_or(&NOTHING, |(.., judgement)| judgement)
    }

    pub(super) fn counts(&self) -> Counts {
        let da_inviare = self.archive.prestazioni.iter().filter(|(_, it)| it.stato.da_inviare()).count();
        let to_take_back = |(_, it): &(u32, &Prestazione)| it.stato.to_take_back().is_some();
        let da_cancellare = self.archive.prestazioni.iter().filter(to_take_back).count();
        Counts {
            assistiti: self.archive.assistiti.len() as u32,
            prestazioni: self.archive.prestazioni.len() as u32,
            da_inviare: da_inviare as u32,
            da_cancellare: da_cancellare as u32,
            stampe: self.archive.stampe.len() as u32,
            flussi_in_attesa: self.flussi_attesi().iter().filter(|it| it.caricato).count() as u32,
        }
    }

    pub(super) fn enti(&self) -> Vec<EnteView> {
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
        let id = match id.filter(|id| self.archive.enti.get(id.0).is_some()) {
            Some(id) => {
                if let Some(old) = self.archive.enti.get_mut(id.0) {
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
        let id = EnteId(self.archive.enti.insert(ente));
        let waiting: Vec<u32> = self
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
        if self.archive.enti.remove(id.0).is_some() {
            self.log(Atto::EnteEliminato, Some(RecordKey::Ente(id)), "");
        }
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
        self.judge_within(today, (query.from, query.to));
        match invio::sheet(&self.archive, self.judgement(), query) {
            Ok(bytes) => file("prestazioni.xlsx", XLSX, bytes),
            Err(error) => refused(error.to_string()).into(),
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
        let mut count = 0;
        for id in ids {
            count += u32::from(self.archive.change(id, |case| (fix.apply)(case, today)) == Some(true));
        }
        if count > 0 {
            self.log(Atto::Correzione, only.map(RecordKey::Prestazione), format!("regola {rule}, righe {count}"));
        }
        self.touched();
        Answer::Fixed { count, label: fix.label.to_owned() }
    }

    /// Those of the benefits that were chosen that a query finds: what the operator does not see is not meant.
    fn chosen(&mut self, query: &InvioQuery, ids: &[PrestazioneId]) -> Vec<PrestazioneId> {
        self.judge_within(self.moment.today, (query.from, query.to));
        let found: BTreeSet<PrestazioneId> =
            invio::find(&self.archive, self.judgement(), query).into_iter().map(|(id, _)| id).collect();
        ids.iter().copied().filter(|id| found.contains(id)).collect()
    }

    fn delete_prestazioni(&mut self, query: &InvioQuery, ids: &[PrestazioneId]) -> Answer {
        let seen = self.chosen(query, ids);
        let hidden = ids.len() - seen.len();
        let mut count = 0;
        for id in &seen {
            if self.archive.prestazioni.get(id.0).is_some_and(|it| it.stato.da_inviare()) {
                self.archive.prestazioni.remove(id.0);
                count += 1;
            }
        }
        if count > 0 {
            self.log(Atto::Eliminazione, None, format!("prestazioni {count}"));
        }
        self.touched();
        let left = if hidden == 0 {
            String::new()
        } else {
            format!(" Scelte ma non tra le righe trovate, e rimaste: {hidden}.")
        };
        Answer::Done { message: format!("Prestazioni eliminate: {count}.{left}") }
    }
}

/// Why nothing is sent.
const NOT_OVER_DAMAGE: &str = "Una parte dell'archivio non si legge: un invio potrebbe lasciare fuori delle prestazioni, o ripeterne di già inviate. Non è stata fatta nessuna stampa. Ripristinare prima una copia di riserva.";

/// MIME type of Excel's workbooks.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn file(name: &str, mime: &str, bytes: Vec<u8>) -> Reply {
    Reply { bytes: Some(bytes), ..Answer::File { name: name.to_owned(), mime: mime.to_owned() }.into() }
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
