//! *Stampa*: one flow an ente from what passes the gate, the readable text, the log; all in one action.

use super::{Archive, judgement};
use crate::flow::compose::{Composed, Naming, compose};
use crate::flow::log::{self, LeftOut};
use crate::flow::{name, text};
use crate::records::{Case, EnteId, FlussoInviato, Moment, PrestazioneId, Stampa, StampaFile, Stato};
use crate::validation::gate::{self, Ready};
use crate::validation::{Context, Finding, Source};
use chrono::NaiveDate;
use std::collections::BTreeMap;

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
    let mut flows = Vec::new();
    let mut sent: Vec<Vec<PrestazioneId>> = Vec::new();
    let mut by_set = judgement::set_findings(archive, order.moment.today);
    let first = *enti.first().ok_or(Refused::NoEnte)?;
    for ente_id in enti {
        let ente = archive.enti.get(ente_id.0).ok_or(Refused::NoEnte)?;
        let context = Context { today: order.moment.today, source: Source::Records, ente: Some(ente) };
        let operatore = ente.firma(order.operatore).cloned().unwrap_or_default();
        let sender = gate::sender(ente, &operatore, &context).map_err(|findings| Refused::Sender {
            ente: if ente.denominazione.is_empty() { ente.codice.clone() } else { ente.denominazione.clone() },
            reasons: sentences(&findings),
        })?;
        let mut ready: Vec<Ready<'_>> = Vec::new();
        let mut ids = Vec::new();
        let mut left_out = Vec::new();
        let mut log_rows: Vec<LeftOut> = if *ente_id == first { order.unreadable.to_vec() } else { Vec::new() };
        for id in order.ids {
            let Some(case) = archive.case(*id).filter(|case| case.prestazione.stato == Stato::DaInviare) else {
                continue;
            };
            let of_this = match case.progetto.ente {
                Some(of) if enti.contains(&of) => of == *ente_id,
                _ => *ente_id == first,
            };
            if !of_this {
                continue;
            }
            let verdict = judgement::verdict(case, by_set.remove(id).unwrap_or_default(), order.moment.today);
            match verdict.ready {
                Some(one) => {
                    ready.push(one);
                    ids.push(*id);
                }
                None => {
                    let blocking: Vec<&Finding> = verdict.findings.iter().filter(|finding| finding.blocks()).collect();
                    let mut rules: Vec<&'static str> = blocking.iter().map(|finding| finding.rule.id).collect();
                    rules.dedup();
                    left_out.push((*id, rules));
                    log_rows.push(log_row(case, &blocking, order.rows.get(id).copied()));
                }
            }
        }
        log_rows.sort_by_key(|row| row.riga);
        let names = archive.flussi.iter().map(|(_, flusso)| flusso.nome.as_str());
        let number = name::next_number(&ente.codice, order.moment.today, names).max(order.first_number);
        let naming = Naming { day: order.moment.today, number, older_shape: ente.nome_storico };
        let flusso = compose(&sender, &ready, naming);
        let nome = flusso.as_ref().map(|flusso| flusso.nome.as_str());
        let testo = text::text(order.moment.today, nome, &sender, &ready);
        let written = flusso.as_ref().map_or(0, |flusso| flusso.inviate);
        let log_text =
            log::text(order.moment.today, &format!("{} {}", ente.codice, ente.denominazione), written, &log_rows);
        let foglio =
            log::workbook(order.moment.today, &log_rows).map_err(|error| Refused::Workbook(error.to_string()))?;
        let stem = nome.map_or_else(|| unnamed(&ente.codice, &naming), str::to_owned);
        flows.push(EnteFlow {
            ente: *ente_id,
            codice: ente.codice.clone(),
            testo: (format!("{stem}.invio.txt"), testo),
            log: (format!("{stem}.log.txt"), log_text),
            foglio: (format!("{stem}.log.xlsx"), foglio),
            flusso,
            left_out,
        });
        sent.push(ids);
    }
    let stampa = record(archive, order, &flows, sent);
    Ok((stampa, flows))
}

/// The stem of the files where there is no flow.
fn unnamed(codice: &str, naming: &Naming) -> String {
    format!("{codice}.NESSUN-FLUSSO.{}.{:07}", naming.day.format("%Y%m%d"), naming.number)
}

/// Writes down what was made, and marks what was sent.
fn record(archive: &mut Archive, order: &Order<'_>, flows: &[EnteFlow], sent: Vec<Vec<PrestazioneId>>) -> u32 {
    let key = archive.stampe.next_key();
    let mut stampa = Stampa {
        creata: order.moment.at.clone(),
        filtri: order.filters.to_owned(),
        scartate: order.unreadable.len() as u32,
        ..Stampa::default()
    };
    for (flow, ids) in flows.iter().zip(sent) {
        stampa.scartate += flow.left_out.len() as u32;
        if let Some(flusso) = &flow.flusso {
            stampa.inviate += flusso.inviate as u32;
            stampa.beneficiari += flusso.beneficiari as u32;
            stampa.flussi.push(flusso.nome.clone());
            add_file(archive, key, &mut stampa, "PRESTAZIONI", &format!("{}.xml", flusso.nome), flusso.xml.as_bytes());
            let mut periodo: Option<(NaiveDate, NaiveDate)> = None;
            for id in &ids {
                let Some(prestazione) = archive.prestazioni.get_mut(id.0) else { continue };
                prestazione.stato = Stato::Inviata(flusso.nome.clone());
                if let Some((from, to)) = prestazione.span() {
                    periodo = Some(periodo.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
                }
            }
            let ente = archive.enti.get(flow.ente.0);
            let operatore = ente.and_then(|ente| ente.firma(order.operatore)).map(|it| it.codice_fiscale.clone());
            archive.flussi.insert(FlussoInviato {
                nome: flusso.nome.clone(),
                ente: flow.ente,
                operatore: operatore.unwrap_or_default(),
                giorno: Some(order.moment.today),
                periodo,
                righe: ids,
                beneficiari: flusso.beneficiari as u32,
                inviate: flusso.inviate as u32,
            });
        }
        add_file(archive, key, &mut stampa, "INVIO PRESTAZIONI", &flow.testo.0, flow.testo.1.as_bytes());
        add_file(archive, key, &mut stampa, "FILE DI LOG", &flow.log.0, flow.log.1.as_bytes());
        add_file(archive, key, &mut stampa, "FILE DI LOG (foglio)", &flow.foglio.0, &flow.foglio.1);
    }
    archive.stampe.insert(stampa)
}

fn add_file(archive: &mut Archive, key: u32, stampa: &mut Stampa, tipo: &str, nome: &str, bytes: &[u8]) {
    archive.keep_file(file_key(key, nome), bytes.to_vec());
    stampa.files.push(StampaFile { tipo: tipo.to_owned(), nome: nome.to_owned(), bytes: bytes.len() as u32 });
}

/// Key of a generation's file.
#[must_use]
pub fn file_key(stampa: u32, name: &str) -> String {
    format!("stampe/{stampa}/{name}")
}

fn log_row(case: Case<'_>, blocking: &[&Finding], riga: Option<u32>) -> LeftOut {
    LeftOut {
        riga,
        persona: case.assistito.label(),
        codice_fiscale: case.assistito.codice_fiscale.clone(),
        progetto: case.progetto.label(),
        prestazione: format!("{} {}", case.prestazione.codice, case.prestazione.period_label()).trim().to_owned(),
        motivi: blocking.iter().map(|finding| (finding.rule.id.to_owned(), finding.message.clone())).collect(),
    }
}

fn sentences(findings: &[Finding]) -> String {
    let all: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    all.join(" ")
}
