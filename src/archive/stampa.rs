//! *Stampa*: one flow an ente (for WaaS, one a benefit) from what passes the gate and what is to be taken back, the
//! readable text, the log; all in one action.

mod rows;

use super::{Archive, judgement};
use crate::flow::compose::{Composed, Naming};
use crate::flow::log::{self, LeftOut};
use crate::flow::{Reading, cancellation, name, text, waas};
use crate::records::raccolta::bundles;
use crate::records::{
    Case, Conto, Ente, EnteId, FlussoInviato, Lasciata, Moment, Operatore, Passo, Posizione, PrestazioneId, Stampa,
    StampaFile, StampaId,
};
use crate::schema::Beneficiario;
use crate::text::dates;
use crate::text::order::InOrder;
use crate::validation::gate::{self, Sender};
use crate::validation::run::People;
use crate::validation::{Context, Finding, Source};
use rows::{Rows, Sending};
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) use rows::widest;

/// What the file for INPS is called among those of a generation.
pub const XML: &str = "PRESTAZIONI";

/// The same for the comune's API. It holds copies of what is kept flow by flow, and goes with its generation.
const JSON: &str = "PRESTAZIONI (WaaS)";

/// What a generation is asked for.
#[derive(Debug, Clone)]
pub struct Order<'o> {
    /// The benefits to send, in the order in which they shall be written.
    pub ids: &'o [PrestazioneId],
    /// When: its day is that of the flows.
    pub moment: &'o Moment,
    /// Fiscal code of the operator in use.
    pub operatore: Option<&'o str>,
    /// Who signs for an ente, by their fiscal code, where that is another one, or nobody is in use.
    pub firme: &'o [(EnteId, String)],
    /// The filters, in words.
    pub filters: &'o str,
    /// Lowest daily number to give (1 where none is asked for).
    pub first_number: u32,
    /// Positions that never became records (unreadable rows), for the log of the first ente.
    pub unreadable: &'o [LeftOut],
    /// Row of the sheet that a benefit came from, where that is known.
    pub rows: &'o BTreeMap<PrestazioneId, u32>,
    /// Name of that sheet's file.
    pub sheet: &'o str,
    /// Flows as they were sent, by name: what is to be taken back is written as it is there, and waits where it is not.
    pub readings: &'o BTreeMap<String, Reading>,
    /// For application cooperation: a flow for each benefit. What needs several parts is left out, for a benefit waits
    /// for the answer to one flow.
    pub waas: bool,
}

/// What one ente got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteFlow {
    /// The ente.
    pub ente: EnteId,
    /// Its INPS code.
    pub codice: String,
    /// The flow, or the flows for WaaS; none where nothing could be sent.
    pub flussi: Vec<Composed>,
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
pub enum StampaRefused {
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
    /// The code of an ente is not one of WaaS.
    #[error(
        "{0}: per la cooperazione applicativa (WaaS) il codice dell'ente deve essere di una lettera maiuscola e tre cifre, per esempio G478. Correggerlo in Impostazioni, oppure stampare il file XML per il portale."
    )]
    NotForWaas(String),
    /// The log cannot be written as a workbook.
    #[error("Il foglio del file di log non si può scrivere: {0}")]
    Workbook(String),
}

/// Makes the flows and marks what they send. `enti` are those to make files for, even where nothing can be sent;
/// benefits without an ente go to the log of the first.
///
/// # Errors
/// See [`StampaRefused`]; the archive is then untouched.
pub fn stampa(
    archive: &mut Archive,
    enti: &[EnteId],
    order: &Order<'_>,
) -> Result<(StampaId, Vec<EnteFlow>), StampaRefused> {
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
    let first = *enti.first().ok_or(StampaRefused::NoEnte)?;
    for ente_id in enti {
        let ente = archive.enti.get(*ente_id).ok_or(StampaRefused::NoEnte)?;
        let context = Context { today, source: Source::Records, ente: Some(ente) };
        let operatore = order.signer(*ente_id, ente).cloned().unwrap_or_default();
        let sender = gate::sender(ente, &operatore, &context).map_err(|findings| StampaRefused::Sender {
            ente: ente.label().to_owned(),
            reasons: sentences(&findings),
        })?;
        if order.waas && !waas::fits(&ente.codice) {
            return Err(StampaRefused::NotForWaas(ente.codice.clone()));
        }
        let mut rows = Rows::default();
        let mut conto = Conto::default();
        let mut left_out = Vec::new();
        let mut lasciate = Vec::new();
        let mut log_rows: Vec<LeftOut> = if *ente_id == first { order.unreadable.to_vec() } else { Vec::new() };
        let mut leave_out = |ids: &[PrestazioneId], reasons: Vec<(&'static str, String)>| {
            let mut rules: Vec<&'static str> = reasons.iter().map(|(rule, _)| *rule).collect();
            rules.dedup();
            let reasons: Vec<(String, String)> =
                reasons.into_iter().map(|(rule, message)| (rule.to_owned(), message)).collect();
            for (id, case) in ids.iter().filter_map(|id| Some((*id, archive.case(*id)?))) {
                left_out.push((id, rules.clone()));
                lasciate.push(Lasciata { prestazione: id, motivi: reasons.clone() });
                let from = order.rows.get(&id).map(|riga| (order.sheet, *riga));
                log_rows.push(log_row(case, reasons.clone(), from));
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
            conto.trovate += bundle.keys.len() as u32;
            let verdict = judgement::verdict(case, by_set.take(bundle), today, &mut people);
            match verdict.ready {
                Some(one) => match order.too_many_parts(one.beneficiario()) {
                    Some(why) => leave_out(&bundle.keys, vec![why]),
                    None => {
                        conto.add(bundle.keys.len() as u32, parts(one.beneficiario()), false);
                        rows.send(&bundle.keys, one);
                    }
                },
                None => leave_out(&bundle.keys, blocking(&verdict.findings)),
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
                    leave_out(&[id], blocking(&findings));
                    continue;
                }
                None => {
                    waiting.push(log_row(case, vec![(String::new(), no_xml(&it.flusso))], None));
                    continue;
                }
            };
            if let Some(why) = order.too_many_parts(taken_back.beneficiario()) {
                leave_out(&[id], vec![why]);
                continue;
            }
            // A flow for WaaS carries one of the two: the new data follow once the old are gone.
            if it.rettifica && ente.rettifica_unica && !order.waas {
                let Some(bundle) = of.get(&id).map(|index| &bundles[*index]) else { continue };
                if !rows.corrected.contains(&id) {
                    let verdict = judgement::verdict(bundle.case(), by_set.take(bundle), today, &mut people);
                    let Some(one) = verdict.ready else {
                        leave_out(&[id], blocking(&verdict.findings));
                        continue;
                    };
                    conto.add(bundle.keys.len() as u32, parts(one.beneficiario()), true);
                    rows.correct(&bundle.keys, one);
                }
            }
            conto.cancellazioni += parts(taken_back.beneficiario());
            rows.take_back(&it.flusso, place.unwrap_or_default(), id, taken_back);
        }
        log_rows.append(&mut waiting);
        log_rows.order_by_key(|row| row.riga);
        let names = archive.flussi.iter().map(|(_, flusso)| flusso.nome.as_str());
        let number = name::next_number(&ente.codice, today, names).max(order.first_number);
        let older_shape = ente.nome_storico && !order.waas;
        let naming = Naming { day: today, number, older_shape };
        let flows = if order.waas { rows.one_by_one(&sender, naming) } else { rows.together(&sender, naming) };
        let (nome, stem) = named(&ente.codice, &naming, &flows, order.waas);
        let testo = text::text(today, nome.as_deref(), &sender, &rows.ready, &rows.cancellations, &conto);
        let written = flows.iter().map(|flow| flow.flusso.inviate).sum();
        let log_text = log::text(today, &format!("{} {}", ente.codice, ente.denominazione), written, &log_rows);
        let foglio = log::workbook(&log_rows).map_err(|error| StampaRefused::Workbook(error.to_string()))?;
        let elenchi = if order.waas { elenchi(&sender, &naming, &flows, order.moment) } else { Vec::new() };
        made.push(Made {
            operatore,
            elenchi,
            conto,
            flow: EnteFlow {
                ente: *ente_id,
                codice: ente.codice.clone(),
                testo: (format!("{stem}.invio.txt"), testo),
                log: (format!("{stem}.log.txt"), log_text),
                foglio: (format!("{stem}.log.xlsx"), foglio),
                flussi: Vec::new(),
                left_out,
                lasciate,
            },
            people: if order.waas { rows.people() } else { flows.first().map_or(0, |it| it.flusso.beneficiari as u32) },
            flows,
        });
    }
    let stampa = record(archive, order, &made);
    let whole = |it: Made| {
        let flussi = it.flows.into_iter().map(|flow| flow.flusso).collect();
        EnteFlow { flussi, ..it.flow }
    };
    Ok((stampa, made.into_iter().map(whole).collect()))
}

impl Order<'_> {
    /// Who signs for an ente; `None` where it has no operator, or several and nobody said who.
    #[must_use]
    pub fn signer<'e>(&self, id: EnteId, ente: &'e Ente) -> Option<&'e Operatore> {
        let named = self.firme.iter().find(|(of, _)| *of == id).map(|(_, code)| code.as_str());
        ente.firma(named.or(self.operatore))
    }

    /// Why a flow for WaaS cannot carry this: each part would be a flow, with an answer of its own.
    fn too_many_parts(&self, it: &Beneficiario<'_>) -> Option<(&'static str, String)> {
        let parts = parts(it);
        let why = || {
            format!(
                "Questa prestazione si scrive in {parts} parti, una per anno solare, e un flusso per la cooperazione applicativa (WaaS) ne porta una sola: mandarla con una stampa del file XML, da caricare sul portale."
            )
        };
        (self.waas && parts > 1).then(|| ("P01", why()))
    }
}

/// How many `PrestazioniSociali` it is written as.
fn parts(it: &Beneficiario<'_>) -> u32 {
    it.prestazioni.len() as u32
}

/// Rules and messages of what blocks.
fn blocking(findings: &[Finding]) -> Vec<(&'static str, String)> {
    findings.iter().filter(|it| it.blocks()).map(|it| (it.rule.id, it.message.clone())).collect()
}

/// How the rules look at what was sent already: as at any XML.
const AS_SENT: Source = Source::Xml { waas: false, bytes: 0 };

/// What was made for one ente, to be written down.
struct Made {
    flow: EnteFlow,
    flows: Vec<Sending>,
    people: u32,
    operatore: Operatore,
    conto: Conto,
    /// Files for WaaS, name and content.
    elenchi: Vec<(String, String)>,
}

/// How the text calls the flows, and the stem of the file names.
fn named(codice: &str, naming: &Naming, flows: &[Sending], waas: bool) -> (Option<String>, String) {
    match flows {
        [] => (None, format!("{codice}.NESSUN-FLUSSO.{}.{:07}", dates::compact(naming.day), naming.number)),
        [one] if !waas => (Some(one.flusso.nome.clone()), one.flusso.nome.clone()),
        [first, ..] => {
            let last = flows.last().unwrap_or(first);
            let (count, first, last) = (flows.len(), &first.flusso.nome, &last.flusso.nome);
            let words = format!("{count} (WaaS, uno per prestazione, in quest'ordine): da {first} a {last}");
            (Some(words), waas_stem(codice, naming, naming.number))
        }
    }
}

/// The files for WaaS, a hundred flows each.
fn elenchi(sender: &Sender<'_>, naming: &Naming, flows: &[Sending], moment: &Moment) -> Vec<(String, String)> {
    let codice = sender.ente().codice.as_deref().unwrap_or_default();
    let composed: Vec<&Composed> = flows.iter().map(|flow| &flow.flusso).collect();
    let numbered = composed.chunks(waas::MOST).zip((naming.number..).step_by(waas::MOST));
    let elenco = |(some, number): (&[&Composed], u32)| {
        (format!("{}.json", waas_stem(codice, naming, number)), waas::elenco(sender, some, moment))
    };
    numbered.map(elenco).collect()
}

/// The stem of a file for WaaS, by the daily number of its first flow, which no other has.
fn waas_stem(codice: &str, naming: &Naming, number: u32) -> String {
    format!("{codice}.waas.{}.{number:07}", dates::compact(naming.day))
}

/// Writes down what was made, and marks what was sent.
fn record(archive: &mut Archive, order: &Order<'_>, made: &[Made]) -> StampaId {
    let key = archive.stampe.next_key();
    let at = order.moment.at;
    let mut stampa = Stampa {
        creata: at,
        filtri: order.filters.to_owned(),
        scartate: order.unreadable.len() as u32,
        ..Stampa::default()
    };
    let mut conto = Conto::default();
    for Made { flow, flows, people, operatore, elenchi, conto: of_ente } in made {
        conto += *of_ente;
        stampa.scartate += flow.left_out.len() as u32;
        stampa.lasciate.extend_from_slice(&flow.lasciate);
        stampa.beneficiari += people;
        for Sending { flusso, periodo, sent, corrected, taken_back } in flows {
            let nome = flusso.nome.as_str();
            stampa.inviate += flusso.inviate as u32;
            stampa.flussi.push(nome.to_owned());
            let file = format!("{nome}.xml");
            let file = if order.waas {
                keep_file(archive, key, &file, flusso.xml.as_bytes())
            } else {
                add_file(archive, key, &mut stampa, XML, &file, flusso.xml.as_bytes())
            };
            let with = |passo| move |id: &PrestazioneId| (*id, passo);
            let taken = taken_back
                .iter()
                .flatten()
                .filter(|id| !corrected.contains(id))
                .map(with(Passo::InviaCancellazione(nome)));
            let mended = corrected.iter().map(with(Passo::InviaRettifica(nome)));
            let fresh = sent.iter().flatten().filter(|id| !corrected.contains(id)).map(with(Passo::Invia(nome)));
            for (id, passo) in taken.chain(mended).chain(fresh) {
                if let Some(prestazione) = archive.prestazioni.get_mut(id) {
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
                creato: at,
                periodo: *periodo,
                righe: taken_back.iter().chain(sent).flatten().copied().collect(),
                posizioni: at_places(taken_back, &flusso.cancellate).chain(at_places(sent, &flusso.inserite)).collect(),
                beneficiari: flusso.beneficiari as u32,
                inviate: flusso.inviate as u32,
                file,
                ..FlussoInviato::default()
            });
        }
        for (nome, elenco) in elenchi {
            add_file(archive, key, &mut stampa, JSON, nome, elenco.as_bytes());
        }
        add_file(archive, key, &mut stampa, "INVIO PRESTAZIONI", &flow.testo.0, flow.testo.1.as_bytes());
        add_file(archive, key, &mut stampa, "FILE DI LOG", &flow.log.0, flow.log.1.as_bytes());
        add_file(archive, key, &mut stampa, "FILE DI LOG (foglio)", &flow.foglio.0, &flow.foglio.1);
    }
    stampa.conto = Some(conto);
    archive.stampe.insert(stampa)
}

/// The place of each benefit: deliveries that are sent as one have one.
fn at_places<'p>(groups: &'p [Vec<PrestazioneId>], places: &'p [Posizione]) -> impl Iterator<Item = Posizione> + 'p {
    groups.iter().zip(places).flat_map(|(group, place)| group.iter().map(|_| *place))
}

/// Keeps a file, and says its key.
fn add_file(archive: &mut Archive, key: StampaId, stampa: &mut Stampa, tipo: &str, nome: &str, bytes: &[u8]) -> String {
    stampa.files.push(StampaFile { tipo: tipo.to_owned(), nome: nome.to_owned(), bytes: bytes.len() as u32 });
    keep_file(archive, key, nome, bytes)
}

/// Keeps a file that is not listed with its generation.
fn keep_file(archive: &mut Archive, key: StampaId, nome: &str, bytes: &[u8]) -> String {
    let stored = file_key(key, nome);
    archive.keep_file(stored.clone(), bytes.to_vec());
    stored
}

/// Key of a generation's file.
#[must_use]
pub fn file_key(stampa: StampaId, name: &str) -> String {
    format!("stampe/{stampa}/{name}")
}

/// A benefit that is not sent, in words; `from` is the file and the row that it came from, where it came from a sheet.
#[must_use]
pub fn log_row(case: Case<'_>, motivi: Vec<(String, String)>, from: Option<(&str, u32)>) -> LeftOut {
    LeftOut {
        riga: from.map(|(_, riga)| riga),
        file: from.map(|(file, _)| file.to_owned()).unwrap_or_default(),
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
