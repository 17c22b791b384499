//! What is late: benefits to be sent whose quarter is over, or that began more days ago than their ente may wait.

use super::first_day;
use super::request::Scadenza;
use crate::desk::state::Desk;
use crate::records::{Ente, EnteId, Fase};
use crate::text::dates;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

impl Desk {
    pub(super) fn scadenze(&self, today: NaiveDate) -> Vec<Scadenza> {
        let limits: BTreeMap<EnteId, NaiveDate> =
            self.archive.enti.iter().filter_map(|(key, ente)| Some((key, last_late(ente, today)?))).collect();
        let mut late: BTreeMap<EnteId, (NaiveDate, u32)> = BTreeMap::new();
        for (_, case) in
            self.archive.cases().filter(|(_, case)| matches!(case.prestazione.stato.fase(), Fase::DaInviare))
        {
            let Some((ente, (from, _))) = case.progetto.ente.zip(case.prestazione.span()) else { continue };
            if limits.get(&ente).is_some_and(|limit| from <= *limit) {
                let (earliest, count) = late.entry(ente).or_insert((from, 0));
                *earliest = from.min(*earliest);
                *count += 1;
            }
        }
        let told = |(id, (earliest, count)): (EnteId, (NaiveDate, u32))| {
            let (ente, limit) = (self.archive.enti.get(id)?, *limits.get(&id)?);
            Some(Scadenza {
                ente: id,
                nome: ente.label().to_owned(),
                giorni: (earliest, limit),
                count,
                perche: why(ente, limit),
            })
        };
        late.into_iter().filter_map(told).collect()
    }
}

/// What begins on this day or before, and was not sent, is late.
fn last_late(ente: &Ente, today: NaiveDate) -> Option<NaiveDate> {
    match ente.termine_giorni {
        Some(days) => today.checked_sub_days(Days::new(u64::from(days) + 1)),
        None => first_day(today)?.pred_opt(),
    }
}

fn why(ente: &Ente, limit: NaiveDate) -> String {
    let Some(days) = ente.termine_giorni else {
        return format!("di trimestri già conclusi, fino al {}", dates::italian(limit));
    };
    let source = if ente.termine_fonte.is_empty() { String::new() } else { format!(" ({})", ente.termine_fonte) };
    format!("iniziate da più di {days} giorni, il termine dell'ente{source}")
}
