//! *Stampa*: one flow an ente from what passes the gate and what is to be taken back, the readable text, the log;
//! all in one action.

use super::{Archive, judgement};
use crate::flow::compose::{Composed, Naming, compose};
use crate::flow::log::{self, LeftOut};
use crate::flow::{Reading, cancellation, name, text};
use crate::records::dates;
use crate::records::raccolta::bundles;
use crate::records::{
    Case, EnteId, FlussoInviato, Lasciata, Moment, Operatore, Passo, Posizione, PrestazioneId, PrestazioneSociale,
    Stampa, StampaFile,
};
use crate::validation::gate::{self, Cancellation, Ready};
use crate::validation::run::People;
use crate::validation::{Context, Finding, Source};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What the file for INPS is called among those of a generation.
pub const XML: &str = "PRESTAZIONI";

/// What a generation is asked for.
#[derive(Debug, Clone)]
pub struct Order<'o> {
    /// The benefits to send, in the order in which they shall be written.
    pub ids: &'o [PrestazioneId],
    /// When: its day is that of the flows.
    pub moment: &'o Moment,
    /// Fiscal code of the operator in use; `None` for each ente's first.
    pub operatore: Option<&'o str>,
    /// The filters, in words.
    pub filters: &'o str,
    /// Lowest daily number to give (1 where none is asked for).
    pub first_number: u32,
    /// Positions that never became records (unreadable rows), for the log of the first ente.
    pub unreadable: &'o [LeftOut],
    /// Row of the sheet that a benefit came from, where that is known.
    pub rows: &'o BTreeMap<PrestazioneId, u32>,
    /// Flows as they were sent, by name: what is to be taken back is written as it is there, and waits where it is not.
    pub readings: &'o BTreeMap<String, Reading>,
}

/// What one ente got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteFlow {
    /// The ente.
    pub ente: EnteId,
    /// Its INPS code.
    pub codice: String,
    /// The flow; `None` where nothing could be sent.
    pub flusso: Option<Composed>,
    /// INVIO PRESTAZIONI, file name and content.
    pub testo: (String, String),
    /// FILE DI LOG, file name and content.
    pub log: (String, String),
    /// FILE DI LOG as a workbook, file name and content.
    pub foglio: (String, Vec<u8>),
    /// Benefits left out, with the rules that keep them back.
    pub left_out: Vec<(PrestazioneId, Vec<&'static str>)>,
    /// The same with the messages.
    pub lasciate: Vec<Lasciata>,
}

/// Why nothing at all was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no ente.
    #[error("Non c'è ancora nessun ente: aggiungerlo in Impostazioni.")]
    NoEnte,
    /// An ente or its operator breaks a rule.
    #[error("{ente}: {reasons}")]
    Sender {
        /// Which.
        ente: String,
        /// What is wrong.
        reasons: String,
    },
    /// The log cannot be written as a workbook.
    #[error("Il foglio del file di log non si può scrivere: {0}")]
    Workbook(String),
}

/// Makes the flows and marks what they send. `enti` are those to make files for, even where nothing can be sent;
/// benefits without an ente go to the log of the first.
///
/// # Errors
/// See [`Refused`]; the archive is then untouched.
pub fn stampa(archive: &mut Archive, enti: &[EnteId], order: &Order<'_>) -> Result<(u32, Vec<EnteFlow>), Refused> {
    let mut made = Vec::new();
    let today = order.moment.today;
    // What is not asked for now is compared with, but not gathered with, what is.
    let asked: HashSet<PrestazioneId> = order.ids.iter().copied().collect();
    let bundles = bundles(archive.cases(), |id| asked.contains(&id));
    let of: HashMap<PrestazioneId, usize> =
        bundles.iter().enumerate().flat_map(|(index, it)| it.keys.iter().map(move |id| (*id, index))).collect();
    let mut by_set = judgement::set_findings(&bundles, today);
    let flows = archive.flussi_by_name();
    let mut people = People::default();
    let first = *enti.first().ok_or(Refused::NoEnte)?;
    for ente_id in enti {
        let ente = archive.enti.get(ente_id.0).ok_or(Refused::NoEnte)?;
        let context = Context { today, source: Source::Records, ente: Some(ente) };
        let operatore = ente.firma(order.operatore).cloned().unwrap_or_default();
        let sender = gate::sender(ente, &operatore, &context).map_err(|findings| Refused::Sender {
            ente: if ente.denominazione.is_empty() { ente.codice.clone() } else { ente.denominazione.clone() },
            reasons: sentences(&findings),
        })?;
        let mut rows = Rows::default();
        let mut left_out = Vec::new();
        let mut lasciate = Vec::new();
        let mut log_rows: Vec<LeftOut> = if *ente_id == first { order.unreadable.to_vec() } else { Vec::new() };
        let mut leave_out = |ids: &[PrestazioneId], findings: &[Finding]| {
            let blocking: Vec<&Finding> = findings.iter().filter(|finding| finding.blocks()).collect();
            let mut rules: Vec<&'static str> = blocking.iter().map(|finding| finding.rule.id).collect();
            rules.dedup();
            let reasons: Vec<(String, String)> =
                blocking.iter().map(|finding| (finding.rule.id.to_owned(), finding.message.clone())).collect();
            for (id, case) in ids.iter().filter_map(|id| Some((*id, archive.case(*id)?))) {
                left_out.push((id, rules.clone()));
                lasciate.push(Lasciata { prestazione: id, motivi: reasons.clone() });
                log_rows.push(log_row(case, reasons.clone(), order.rows.get(&id).copied()));
            }
        };
        let mut waiting = Vec::new();
        for id in order.ids {
            // Deliveries are sent at the place of the first of them.
            let Some(bundle) = of.get(id).map(|index| &bundles[*index]).filter(|it| it.keys[0] == *id) else {
                continue;
            };
            let case = bundle.case();
            if !case.prestazione.stato.da_inviare() {
                continue;
            }
            let of_this = match case.progetto.ente {
                Some(of) if enti.contains(&of) => of == *ente_id,
                _ => *ente_id == first,
            };
            if !of_this {
                continue;
            }
            let verdict = judgement::verdict(case, by_set.take(bundle), today, &mut people);
            match verdict.ready {
                Some(one) => rows.send(&bundle.keys, one),
                None => leave_out(&bundle.keys, &verdict.findings),
            }
        }
        for (id, case) in archive.cases() {
            let Some(it) = case.prestazione.stato.to_take_back() else { continue };
            let Some(flusso) = flows.get(it.flusso.as_str()).filter(|flusso| flusso.ente == *ente_id) else { continue };
            let place = flusso.place(id, false);
            // Deliveries that were sent as one are taken back as one.
            if place.is_some_and(|place| rows.take_back_with(&it.flusso, place, id)) {
                continue;
            }
            let as_sent = order.readings.get(&it.flusso).zip(place);
            let as_sent = as_sent.and_then(|(reading, place)| cancellation::as_sent(reading, place));
            let context = Context { today, source: AS_SENT, ente: None };
            let taken_back = match as_sent.map(|as_sent| gate::cancellation(as_sent, &context)) {
                Some(Ok(taken_back)) => taken_back,
                Some(Err(findings)) => {
                    leave_out(&[id], &findings);
                    continue;
                }
                None => {
                    waiting.push(log_row(case, vec![(String::new(), no_xml(&it.flusso))], None));
                    continue;
                }
            };
            if it.rettifica && ente.rettifica_unica {
                let Some(bundle) = of.get(&id).map(|index| &bundles[*index]) else { continue };
                if !rows.corrected.contains(&id) {
                    let verdict = judgement::verdict(bundle.case(), by_set.take(bundle), today, &mut people);
                    let Some(one) = verdict.ready else {
                        leave_out(&[id], &verdict.findings);
                        continue;
                    };
                    rows.correct(&bundle.keys, one);
                }
            }
            rows.take_back(&it.flusso, place.unwrap_or_default(), id, taken_back);
        }
        log_rows.append(&mut waiting);
        crate::codes::sort::sort_by_key(&mut log_rows, |row| row.riga);
        let names = archive.flussi.iter().map(|(_, flusso)| flusso.nome.as_str());
        let number = name::next_number(&ente.codice, today, names).max(order.first_number);
        let naming = Naming { day: today, number, older_shape: ente.nome_storico };
        let flusso = compose(&sender, &rows.ready, &rows.cancellations, naming);
        let nome = flusso.as_ref().map(|flusso| flusso.nome.as_str());
        let testo = text::text(today, nome, &sender, &rows.ready, &rows.cancellations);
        let written = flusso.as_ref().map_or(0, |flusso| flusso.inviate);
        let log_text = log::text(today, &format!("{} {}", ente.codice, ente.denominazione), written, &log_rows);
        let foglio = log::workbook(&log_rows).map_err(|error| Refused::Workbook(error.to_string()))?;
        let stem = nome.map_or_else(|| unnamed(&ente.codice, &naming), str::to_owned);
        made.push(Made {
            operatore,
            periodo: rows.period(),
            sent: rows.sent,
            corrected: rows.corrected,
            taken_back: rows.taken_back,
            flow: EnteFlow {
                ente: *ente_id,
                codice: ente.codice.clone(),
                testo: (format!("{stem}.invio.txt"), testo),
                log: (format!("{stem}.log.txt"), log_text),
                foglio: (format!("{stem}.log.xlsx"), foglio),
                flusso,
                left_out,
                lasciate,
            },
        });
    }
    let stampa = record(archive, order, &made);
    Ok((stampa, made.into_iter().map(|made| made.flow).collect()))
}

/// How the rules look at what was sent already: as at any XML.
const AS_SENT: Source = Source::Xml { waas: false, bytes: 0 };

/// What goes into the flow of one ente.
#[derive(Default)]
struct Rows<'a> {
    ready: Vec<Ready<'a>>,
    /// The benefits of `ready`, each with all its deliveries.
    sent: Vec<Vec<PrestazioneId>>,
    /// Those of them whose old data are taken back in the same flow.
    corrected: BTreeSet<PrestazioneId>,
    cancellations: Vec<Cancellation>,
    /// The benefits of `cancellations`, likewise.
    taken_back: Vec<Vec<PrestazioneId>>,
    /// Where each of `cancellations` was in its flow.
    places: Vec<(&'a str, Posizione)>,
}

impl<'a> Rows<'a> {
    fn send(&mut self, ids: &[PrestazioneId], ready: Ready<'a>) {
        self.ready.push(ready);
        self.sent.push(ids.to_vec());
    }

    fn correct(&mut self, ids: &[PrestazioneId], ready: Ready<'a>) {
        self.send(ids, ready);
        self.corrected.extend(ids);
    }

    fn take_back(&mut self, flusso: &'a str, place: Posizione, id: PrestazioneId, cancellation: Cancellation) {
        self.cancellations.push(cancellation);
        self.taken_back.push(vec![id]);
        self.places.push((flusso, place));
    }

    /// Whether what stands there is taken back already; then the benefit goes with it.
    fn take_back_with(&mut self, flusso: &str, place: Posizione, id: PrestazioneId) -> bool {
        let index = self.places.iter().position(|other| *other == (flusso, place));
        if let Some(index) = index {
            self.taken_back[index].push(id);
        }
        index.is_some()
    }

    /// First and last day of all that is written.
    fn period(&self) -> Option<(NaiveDate, NaiveDate)> {
        let taken_back = self.cancellations.iter().flat_map(|one| &one.beneficiario().prestazioni);
        let sent = self.ready.iter().flat_map(|one| &one.beneficiario().prestazioni);
        widest(sent.map(PrestazioneSociale::span).chain(taken_back.map(PrestazioneSociale::span)))
    }
}

/// First and last day of them all.
pub(super) fn widest(spans: impl Iterator<Item = Option<(NaiveDate, NaiveDate)>>) -> Option<(NaiveDate, NaiveDate)> {
    spans.flatten().reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}

/// What was made for one ente, to be written down.
struct Made {
    flow: EnteFlow,
    operatore: Operatore,
    periodo: Option<(NaiveDate, NaiveDate)>,
    sent: Vec<Vec<PrestazioneId>>,
    corrected: BTreeSet<PrestazioneId>,
    taken_back: Vec<Vec<PrestazioneId>>,
}

/// The stem of the files where there is no flow.
fn unnamed(codice: &str, naming: &Naming) -> String {
    format!("{codice}.NESSUN-FLUSSO.{}.{:07}", dates::compact(naming.day), naming.number)
}

/// Writes down what was made, and marks what was sent.
fn record(archive: &mut Archive, order: &Order<'_>, made: &[Made]) -> u32 {
    let key = archive.stampe.next_key();
    let at = order.moment.at.as_str();
    let mut stampa = Stampa {
        creata: at.to_owned(),
        filtri: order.filters.to_owned(),
        scartate: order.unreadable.len() as u32,
        ..Stampa::default()
    };
    for Made { flow, operatore, periodo, sent, corrected, taken_back } in made {
        stampa.scartate += flow.left_out.len() as u32;
        stampa.lasciate.extend_from_slice(&flow.lasciate);
        if let Some(flusso) = &flow.flusso {
            let nome = flusso.nome.as_str();
            stampa.inviate += flusso.inviate as u32;
            stampa.beneficiari += flusso.beneficiari as u32;
            stampa.flussi.push(nome.to_owned());
            let file = add_file(archive, key, &mut stampa, XML, &format!("{nome}.xml"), flusso.xml.as_bytes());
            let with = |passo| move |id: &PrestazioneId| (*id, passo);
            let taken = taken_back
                .iter()
                .flatten()
                .filter(|id| !corrected.contains(id))
                .map(with(Passo::InviaCancellazione(nome)));
            let mended = corrected.iter().map(with(Passo::InviaRettifica(nome)));
            let fresh = sent.iter().flatten().filter(|id| !corrected.contains(id)).map(with(Passo::Invia(nome)));
            for (id, passo) in taken.chain(mended).chain(fresh) {
                if let Some(prestazione) = archive.prestazioni.get_mut(id.0) {
                    // Only what these steps are open to was put into the flow.
                    let _ = prestazione.passa(passo, at);
                }
            }
            archive.flussi.insert(FlussoInviato {
                nome: nome.to_owned(),
                ente: flow.ente,
                operatore: operatore.codice_fiscale.clone(),
                utente: operatore.nome.clone(),
                giorno: Some(order.moment.today),
                creato: at.to_owned(),
                periodo: *periodo,
                righe: taken_back.iter().chain(sent).flatten().copied().collect(),
                posizioni: at_places(taken_back, &flusso.cancellate).chain(at_places(sent, &flusso.inserite)).collect(),
                beneficiari: flusso.beneficiari as u32,
                inviate: flusso.inviate as u32,
                file,
                ..FlussoInviato::default()
            });
        }
        add_file(archive, key, &mut stampa, "INVIO PRESTAZIONI", &flow.testo.0, flow.testo.1.as_bytes());
        add_file(archive, key, &mut stampa, "FILE DI LOG", &flow.log.0, flow.log.1.as_bytes());
        add_file(archive, key, &mut stampa, "FILE DI LOG (foglio)", &flow.foglio.0, &flow.foglio.1);
    }
    archive.stampe.insert(stampa)
}

/// The place of each benefit: deliveries that are sent as one have one.
fn at_places<'p>(groups: &'p [Vec<PrestazioneId>], places: &'p [Posizione]) -> impl Iterator<Item = Posizione> + 'p {
    groups.iter().zip(places).flat_map(|(group, place)| group.iter().map(|_| *place))
}

/// Keeps a file, and says its key.
fn add_file(archive: &mut Archive, key: u32, stampa: &mut Stampa, tipo: &str, nome: &str, bytes: &[u8]) -> String {
    let stored = file_key(key, nome);
    archive.keep_file(stored.clone(), bytes.to_vec());
    stampa.files.push(StampaFile { tipo: tipo.to_owned(), nome: nome.to_owned(), bytes: bytes.len() as u32 });
    stored
}

/// Key of a generation's file.
#[must_use]
pub fn file_key(stampa: u32, name: &str) -> String {
    format!("stampe/{stampa}/{name}")
}

fn log_row(case: Case<'_>, motivi: Vec<(String, String)>, riga: Option<u32>) -> LeftOut {
    LeftOut {
        riga,
        persona: case.assistito.label(),
        codice_fiscale: case.assistito.codice_fiscale.clone(),
        progetto: case.progetto.label(),
        prestazione: format!("{} {}", case.prestazione.codice, case.prestazione.period_label()).trim().to_owned(),
        motivi,
    }
}

/// Why a cancellation waits.
fn no_xml(flusso: &str) -> String {
    format!(
        "La cancellazione non si può scrivere: il file XML del flusso {flusso} non c'è più, o questa riga non vi si ritrova."
    )
}

fn sentences(findings: &[Finding]) -> String {
    let all: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    all.join(" ")
}
