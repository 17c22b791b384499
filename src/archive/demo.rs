//! The demonstration: a year of an invented office, the same whenever it is made.
//! Nobody in it exists: names are of things that are not real, and the enti's codes are of no ente.

mod consultazioni;
mod invented;
mod removal;

pub use removal::{Added, added, files, remove};

use super::Archive;
use super::stampa::{Order, StampaRefused, stampa};
use crate::records::{
    Assistito, EnteId, FlussoId, Minute, Moment, Passo, Portale, Prestazione, PrestazioneId, Progetto, ProgettoId,
    StampaId,
};
use chrono::{Datelike, Days, Months, NaiveDate};
use invented::{Delivery, Dice, KINDS, Kind, MIX, NAMES, SURNAMES, benefit, case, enti, person, spoil};
use std::collections::BTreeMap;

/// People of the office: every surname with every name.
pub const PEOPLE: usize = SURNAMES.len() * NAMES.len();
/// Benefits in each quarter.
pub const A_QUARTER: usize = 750;
/// Of so many benefits one has a fault that keeps it back: about 3 in 100.
const FAULT_EVERY: usize = 33;

/// The four whole quarters before a day, oldest first.
#[must_use]
pub fn quarters(today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let this = NaiveDate::from_ymd_opt(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).unwrap_or(today);
    let back = |months| this.checked_sub_months(Months::new(months)).unwrap_or(this);
    [12, 9, 6, 3].map(|months| (back(months), back(months - 3).pred_opt().unwrap_or(this))).into()
}

/// Adds the office, with everything still to be sent: 2 enti, 400 people, 3,000 benefits over four quarters.
pub fn office(archive: &mut Archive, today: NaiveDate) {
    let quarters = quarters(today);
    let last = quarters.last().map_or(today, |(_, last)| *last);
    let opened = quarters[0].0;
    let mut dice = Dice(2026);
    let enti = enti().map(|ente| archive.enti.insert(ente));
    let mut cases: Vec<(ProgettoId, &Kind)> = Vec::new();
    for number in 0..PEOPLE {
        let kind = &KINDS[MIX[number % MIX.len()]];
        let person = Assistito { dimostrativo: true, ..person(number, kind, last.year(), &mut dice) };
        let assistito = archive.assistiti.insert(person);
        let ente = enti[usize::from(number % 5 > 2)];
        let progetto = Progetto { dimostrativo: true, ..case(number, kind, ente, assistito, opened) };
        cases.push((archive.progetti.insert(progetto), kind));
    }
    // What comes on top of one benefit a case and quarter: every other one a delivery, the others given once.
    let of = |delivery: Delivery| (0..PEOPLE).filter(move |number| KINDS[MIX[number % MIX.len()]].delivery == delivery);
    let (by_hours, once): (Vec<usize>, Vec<usize>) = (of(Delivery::Hours).collect(), of(Delivery::Once).collect());
    let mut since_fault = 0;
    for (from, to) in quarters {
        let days = (to - from).num_days().unsigned_abs();
        for number in 0..A_QUARTER {
            let index = match number.checked_sub(PEOPLE) {
                None => number,
                Some(more) if more % 2 == 0 => by_hours[more / 2 % by_hours.len()],
                Some(more) => once[more / 2 % once.len()],
            };
            let (progetto, kind) = cases[index];
            let day = from.checked_add_days(Days::new(dice.below(days + 1))).unwrap_or(from);
            let mut prestazione = benefit((index, opened), kind, (from, to), day, &mut dice);
            prestazione.progetto = progetto;
            prestazione.dimostrativo = true;
            since_fault += 1;
            // A delivery would keep back all those that it is gathered with.
            if since_fault >= FAULT_EVERY && kind.delivery != Delivery::Hours {
                spoil(&mut prestazione, number);
                since_fault = 0;
            }
            archive.prestazioni.insert(prestazione);
        }
    }
}

/// INPS's commonest discard.
const DISCARD: &str = "CODICE FISCALE o NOME o COGNOME NON CORRISPONDENTE SU ARCA E ANAGRAFE TRIBUTARIA";

/// Sends the benefits of all quarters but the last, and lets INPS take them, but for about 3 in 100; asks INPS about some
/// ISEE.
///
/// # Errors
/// As [`stampa`]; the office's own enti give none.
pub fn history(archive: &mut Archive, today: NaiveDate) -> Result<(), StampaRefused> {
    let mut quarters = quarters(today);
    quarters.pop();
    for (from, to) in quarters {
        stamp(archive, (from, to))?;
    }
    let flows: Vec<(FlussoId, usize, Minute)> =
        archive.flussi.iter().map(|(key, it)| (key, it.righe.len(), it.creato)).collect();
    for (id, rows, at) in flows {
        // Sent benefits are open to all these steps.
        let _ = archive.portal(id, Portale::Caricato, "");
        let discarded: Vec<u32> = (0..rows as u32).filter(|row| *row as usize % FAULT_EVERY == 5).collect();
        let _ = archive.step(id, &discarded, Passo::Scarta(DISCARD), at);
        let _ = archive.step(id, &[], Passo::Acquisisci, at);
    }
    let first = archive.enti.iter().find(|(_, ente)| ente.dimostrativo).map(|(key, _)| key);
    if let Some(ente) = first {
        consultazioni::consultazioni(archive, ente, today);
    }
    Ok(())
}

/// Sends what a quarter holds, ten days after its end.
///
/// # Errors
/// As [`stampa`].
pub fn stamp(archive: &mut Archive, (from, to): (NaiveDate, NaiveDate)) -> Result<StampaId, StampaRefused> {
    let in_quarter = |it: &Prestazione| it.span().is_some_and(|(first, last)| last >= from && first <= to);
    let ids: Vec<PrestazioneId> =
        archive.cases().filter(|(_, case)| in_quarter(case.prestazione)).map(|(id, _)| id).collect();
    let enti: Vec<EnteId> = archive.enti.iter().filter(|(_, ente)| ente.dimostrativo).map(|(key, _)| key).collect();
    let order = Order {
        ids: &ids,
        moment: &Moment::new(to.checked_add_days(Days::new(10)).unwrap_or(to), 9, 30),
        operatore: None,
        firme: &[],
        filters: "dati dimostrativi",
        first_number: 1,
        unreadable: &[],
        rows: &BTreeMap::new(),
        sheet: "",
        readings: &BTreeMap::new(),
        waas: false,
    };
    stampa(archive, &enti, &order).map(|(stampa, _)| stampa)
}

/// Whether a name is one of the demonstration's: what tells its people in archives that did not mark them yet.
pub(super) fn is_invented(person: &Assistito) -> bool {
    SURNAMES.contains(&person.cognome.as_str()) && NAMES.contains(&person.nome.as_str())
}
