//! The *Cruscotto*: where all benefits stand, by quarter, by code and by cause of discard.

pub mod request;

use super::state::Desk;
use crate::codes::prestazioni;
use crate::desk::request::Answer;
use crate::records::Fase;
use crate::response;
use crate::text::cut::shortened;
use crate::text::order::InOrder;
use chrono::{Datelike, Days, NaiveDate};
use request::{Cruscotto, Quante, Trimestre};
use std::collections::BTreeMap;

/// Quarters told one by one.
const QUARTERS: usize = 8;
/// Codes and causes told.
const MOST: usize = 8;

/// A quarter: its year, and its place in it from 0. What has no day comes before all.
type Quarter = Option<(i32, u32)>;

impl Desk {
    pub(super) fn cruscotto(&mut self, today: NaiveDate) -> Answer {
        self.judge(today);
        let judgement = self.judgement();
        let mut quarters: BTreeMap<Quarter, Trimestre> = BTreeMap::new();
        let (mut codes, mut causes) = (BTreeMap::new(), BTreeMap::new());
        for (id, case) in self.archive.cases() {
            let it = case.prestazione;
            let quarter = it.day().map(|day| (day.year(), day.month0() / 3));
            let counts = quarters.entry(quarter).or_default();
            match it.stato.fase() {
                Fase::DaInviare => {
                    let count = if judgement.blocks(id) { &mut counts.correggere } else { &mut counts.inviare };
                    *count += 1;
                    *codes.entry(it.codice.as_str()).or_insert(0) += 1;
                }
                Fase::Inviata(_) | Fase::CancellazioneInviata { .. } | Fase::RettificaInviata { .. } => {
                    counts.inviate += 1;
                }
                Fase::Scartata { messaggio, .. } => {
                    counts.scartate += 1;
                    *causes.entry(response::title(messaggio).unwrap_or(messaggio)).or_insert(0) += 1;
                }
                Fase::Acquisita(_) | Fase::AcquisitaSenzaDsu(_) | Fase::DaCancellare(_) => counts.acquisite += 1,
                Fase::Annullata { .. } => {}
            }
        }
        quarters.retain(|_, it| *it != Trimestre::default());
        let code = |(code, count): (&str, u32)| Quante {
            codice: code.to_owned(),
            label: prestazioni::by_code(code).map_or("", |row| row.denominazione).to_owned(),
            count,
        };
        let cause = |(cause, count): (&str, u32)| Quante { codice: String::new(), label: shortened(cause), count };
        Answer::Cruscotto(Box::new(Cruscotto {
            trimestri: told(quarters),
            codici: most(codes).map(code).collect(),
            scarti: most(causes).map(cause).collect(),
        }))
    }
}

/// The latest ones by themselves, those before together.
fn told(quarters: BTreeMap<Quarter, Trimestre>) -> Vec<Trimestre> {
    let mut told: Vec<Trimestre> = Vec::new();
    let mut before: Option<Trimestre> = None;
    for (quarter, counts) in quarters.into_iter().rev() {
        let giorni = quarter.and_then(days);
        match quarter {
            Some((year, at)) if told.len() < QUARTERS => {
                told.push(Trimestre { label: format!("{}° trimestre {year}", at + 1), giorni, ..counts });
            }
            Some(_) => {
                let all = before.get_or_insert_with(|| Trimestre { label: "Prima".into(), ..Trimestre::default() });
                let last = all.giorni.or(giorni).map(|(_, last)| last);
                let first = giorni.map(|(first, _)| first);
                *all = Trimestre {
                    label: all.label.clone(),
                    giorni: first.zip(last),
                    correggere: all.correggere + counts.correggere,
                    inviare: all.inviare + counts.inviare,
                    inviate: all.inviate + counts.inviate,
                    scartate: all.scartate + counts.scartate,
                    acquisite: all.acquisite + counts.acquisite,
                };
            }
            None => {
                told.extend(before.take());
                told.push(Trimestre { label: "Senza data".into(), ..counts });
            }
        }
    }
    told.extend(before);
    told
}

/// First and last day.
fn days((year, at): (i32, u32)) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, at * 3 + 1, 1)?;
    let next =
        if at == 3 { NaiveDate::from_ymd_opt(year + 1, 1, 1) } else { NaiveDate::from_ymd_opt(year, at * 3 + 4, 1) };
    Some((first, next?.checked_sub_days(Days::new(1))?))
}

/// The most frequent ones, the most first.
fn most(counts: BTreeMap<&str, u32>) -> impl Iterator<Item = (&str, u32)> {
    let mut all: Vec<(&str, u32)> = counts.into_iter().collect();
    all.order_by_key(|(_, count)| std::cmp::Reverse(*count));
    all.into_iter().take(MOST)
}
