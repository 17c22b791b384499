//! The *Cruscotto*: where all benefits stand, by quarter, by code and by cause of discard.

pub mod request;
mod scadenze;

use super::state::Desk;
use crate::codes::prestazioni;
use crate::desk::request::Answer;
use crate::records::{Fase, StatoConsultazione};
use crate::response;
use crate::text::cut::shortened;
use crate::text::order::InOrder;
use chrono::{Datelike, Days, Months, NaiveDate};
use request::{Cruscotto, Quante, Trimestre};
use std::collections::BTreeMap;

/// Quarters told one by one.
const QUARTERS: usize = 8;
/// Quarters looked at, for those that have a benefit: a wrong year must not cost a thousand of them.
const MOST_QUARTERS: usize = 100;
/// Codes and causes told.
const MOST: usize = 8;

/// First and last day of a benefit, and where it stands.
type Standing = (Option<(NaiveDate, NaiveDate)>, fn(&mut Trimestre) -> &mut u32);

impl Desk {
    pub(super) fn cruscotto(&mut self, today: NaiveDate) -> Answer {
        self.judge(today);
        let judgement = self.judgement();
        let (mut codes, mut causes) = (BTreeMap::new(), BTreeMap::new());
        let mut all: Vec<Standing> = Vec::new();
        for (id, case) in self.archive.cases() {
            let it = case.prestazione;
            let stands: fn(&mut Trimestre) -> &mut u32 = match it.stato.fase() {
                Fase::DaInviare => {
                    *codes.entry(it.codice.as_str()).or_insert(0) += 1;
                    if judgement.blocks(id) { |it| &mut it.correggere } else { |it| &mut it.inviare }
                }
                Fase::Inviata(_) | Fase::CancellazioneInviata { .. } | Fase::RettificaInviata { .. } => {
                    |it| &mut it.inviate
                }
                Fase::Scartata { messaggio, .. } => {
                    *causes.entry(response::title(messaggio).unwrap_or(messaggio)).or_insert(0) += 1;
                    |it| &mut it.scartate
                }
                Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_) | Fase::DaCancellare(_) => |it| &mut it.acquisite,
                Fase::Annullata { .. } => continue,
            };
            all.push((it.span(), stands));
        }
        let code = |(code, count): (&str, u32)| Quante {
            codice: code.to_owned(),
            label: prestazioni::by_code(code).map_or("", |row| row.denominazione).to_owned(),
            count,
        };
        let cause = |(cause, count): (&str, u32)| Quante { codice: String::new(), label: shortened(cause), count };
        let rows = || self.archive.consultazioni.iter().flat_map(|(_, it)| &it.righe);
        let asked = |stato| rows().filter(|riga| riga.stato == stato).count() as u32;
        Answer::Cruscotto(Box::new(Cruscotto {
            trimestri: quarters(&all),
            codici: most(codes).map(code).collect(),
            scarti: most(causes).map(cause).collect(),
            scadenze: self.scadenze(today),
            isee_attesi: asked(StatoConsultazione::InAttesa),
            isee_da_gestire: asked(StatoConsultazione::DaGestire),
        }))
    }
}

/// The latest quarters by themselves, what was before them together, what has no day by itself. A benefit is counted
/// wherever *Invio* finds it: in every quarter that it is of.
fn quarters(all: &[Standing]) -> Vec<Trimestre> {
    let count = |label: String, giorni, within: &dyn Fn(NaiveDate, NaiveDate) -> bool| {
        let mut told = Trimestre { label, giorni, ..Trimestre::default() };
        for (_, stands) in all.iter().filter(|(span, _)| span.is_some_and(|(from, to)| within(from, to))) {
            *stands(&mut told) += 1;
        }
        told
    };
    let mut told = Vec::new();
    let spans = || all.iter().filter_map(|(span, _)| *span);
    let earliest = spans().map(|(from, _)| from).min();
    let mut next = spans().map(|(_, to)| to).max().and_then(first_day);
    for _ in 0..MOST_QUARTERS {
        let Some(first) = next.filter(|_| told.len() < QUARTERS) else { break };
        let Some(last) = first.checked_add_months(Months::new(3)).and_then(|day| day.pred_opt()) else { break };
        if earliest.is_none_or(|earliest| last < earliest) {
            break;
        }
        let label = format!("{}° trimestre {}", first.month0() / 3 + 1, first.year());
        let quarter = count(label, Some((first, last)), &|from, to| from <= last && to >= first);
        if !quarter.is_empty() {
            told.push(quarter);
        }
        next = first.checked_sub_months(Months::new(3));
    }
    let before = told.last().and_then(|it| it.giorni).and_then(|(first, _)| first.checked_sub_days(Days::new(1)));
    if let Some((earliest, last)) = earliest.zip(before) {
        told.push(count("Prima".to_owned(), Some((earliest, last)), &|from, _| from <= last));
    }
    let mut dayless = Trimestre { label: "Senza data".to_owned(), ..Trimestre::default() };
    for (_, stands) in all.iter().filter(|(span, _)| span.is_none()) {
        *stands(&mut dayless) += 1;
    }
    told.push(dayless);
    told.retain(|it| !it.is_empty());
    told
}

/// The first day of a quarter.
fn first_day(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1)
}

/// The most frequent ones, the most first.
fn most(counts: BTreeMap<&str, u32>) -> impl Iterator<Item = (&str, u32)> {
    let mut all: Vec<(&str, u32)> = counts.into_iter().collect();
    all.order_by_key(|(_, count)| std::cmp::Reverse(*count));
    all.into_iter().take(MOST)
}
