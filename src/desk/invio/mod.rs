//! *Invio Prestazioni*: the table, what is done with its rows, and what INPS will probably discard of them.

mod conto;
mod many;
pub mod periods;
pub mod raccolta;
pub mod request;
mod scarti;
pub mod table;

use super::remains;
use super::reply::{Reply, refused, workbook};
use super::state::Desk;
use crate::archive::erasure::Gone;
use crate::desk::request::Answer;
use crate::records::{Atto, PrestazioneId, RecordKey};
use crate::validation::rules;
use chrono::NaiveDate;
use request::{InvioAnswer, InvioQuery, InvioRequest, Rows};
use std::collections::BTreeSet;

impl Desk {
    pub(super) fn run_invio(&mut self, request: InvioRequest) -> Reply {
        let today = self.moment.today;
        match request {
            InvioRequest::List(query) => {
                self.judge_within(today, (query.from, query.to));
                let page = table::page(&self.archive, self.judgement(), &query);
                InvioAnswer::List(Box::new(page)).into()
            }
            InvioRequest::Sheet(query) => self.invio_sheet(&query, today),
            InvioRequest::ScartiProbabili { query, only } => self.scarti_probabili(&query, &only, today).into(),
            InvioRequest::Conto { query, only } => self.conto(&query, &only).into(),
            InvioRequest::Fix { rule, rows } => self.fix(&rule, &rows, today).into(),
            InvioRequest::Chosen { query, ids } => {
                let benefits: BTreeSet<PrestazioneId> = self.chosen(&query, &ids).into_iter().collect();
                let count = benefits.len() as u32;
                let gone = Gone { benefits, ..Gone::default() };
                InvioAnswer::Chosen { count, stays: remains::in_words(&self.archive.remains(&gone)) }.into()
            }
            InvioRequest::Fields => self.fields_for_many().into(),
            InvioRequest::Change { field, rows } => self.change_many(&field, &rows).into(),
            InvioRequest::Delete { query, ids } => self.delete_prestazioni(&query, &ids).into(),
        }
    }

    fn invio_sheet(&mut self, query: &InvioQuery, today: NaiveDate) -> Reply {
        self.judge_within(today, (query.from, query.to));
        workbook("prestazioni.xlsx", &[table::sheet(&self.archive, self.judgement(), query)])
    }

    fn fix(&mut self, rule: &str, rows: &Rows, today: NaiveDate) -> Answer {
        let Some(fix) = rules::by_id(rule).and_then(|rule| rule.fix) else {
            return refused("Per questo rilievo non c'è una correzione automatica.");
        };
        let one = if let Rows::One(id) = rows { Some(*id) } else { None };
        let ids = self.rows(rows);
        let broken = |id: &PrestazioneId| self.judgement().of(*id).iter().any(|finding| finding.rule.id == rule);
        let ids: Vec<PrestazioneId> = ids.into_iter().filter(|id| one.is_some() || broken(id)).collect();
        let mut count = 0;
        for id in ids {
            count += u32::from(self.archive.change(id, |case| (fix.apply)(case, today)) == Some(true));
        }
        if count > 0 {
            self.log(Atto::Correzione, one.map(RecordKey::Prestazione), format!("regola {rule}, righe {count}"));
        }
        self.touched();
        Answer::Invio(InvioAnswer::Fixed { count, label: fix.label.to_owned() })
    }

    fn rows(&mut self, rows: &Rows) -> Vec<PrestazioneId> {
        match rows {
            Rows::One(id) => vec![*id],
            Rows::Found { query, only } if only.is_empty() => self.trovate(query),
            Rows::Found { query, only } => self.chosen(query, only),
            Rows::All => {
                self.judge(self.moment.today);
                self.archive.cases().map(|(id, _)| id).collect()
            }
        }
    }

    fn trovate(&mut self, query: &InvioQuery) -> Vec<PrestazioneId> {
        self.judge_within(self.moment.today, (query.from, query.to));
        table::find(&self.archive, self.judgement(), query).into_iter().map(|(id, _)| id).collect()
    }

    /// Those of the benefits that were chosen that a query finds: what the operator does not see is not meant.
    fn chosen(&mut self, query: &InvioQuery, ids: &[PrestazioneId]) -> Vec<PrestazioneId> {
        let found: BTreeSet<PrestazioneId> = self.trovate(query).into_iter().collect();
        ids.iter().copied().filter(|id| found.contains(id)).collect()
    }

    fn delete_prestazioni(&mut self, query: &InvioQuery, ids: &[PrestazioneId]) -> Answer {
        let seen = self.chosen(query, ids);
        let hidden = ids.len() - seen.len();
        let count = self.archive.delete_prestazioni(&seen).count();
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
