//! The demonstration: a year of an invented office, the same whenever it is made.
//! Nobody in it exists: names are of things that are not real, and the enti's codes are of no ente.

mod invented;

use super::Archive;
use super::stampa::{Order, Refused, file_key, stampa};
use crate::records::{
    AssistitoId, EnteId, EsitoRicevuto, FlussoId, Moment, Passo, Portale, Prestazione, PrestazioneId, ProgettoId,
    RecordKey,
};
use chrono::{Datelike, Days, Months, NaiveDate};
use invented::{Delivery, Dice, KINDS, Kind, MIX, NAMES, SURNAMES, benefit, case, enti, person, spoil};
use std::collections::{BTreeMap, HashSet};

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
    let enti = enti().map(|ente| EnteId(archive.enti.insert(ente)));
    let mut cases: Vec<(ProgettoId, &Kind)> = Vec::new();
    for number in 0..PEOPLE {
        let kind = &KINDS[MIX[number % MIX.len()]];
        let assistito = AssistitoId(archive.assistiti.insert(person(number, kind, last.year(), &mut dice)));
        let ente = enti[usize::from(number % 5 > 2)];
        let progetto = case(number, kind, ente, assistito, opened);
        cases.push((ProgettoId(archive.progetti.insert(progetto)), kind));
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

/// Sends the benefits of all quarters but the last, and lets INPS take them, but for about 3 in 100.
///
/// # Errors
/// As [`stampa`]; the office's own enti give none.
pub fn history(archive: &mut Archive, today: NaiveDate) -> Result<(), Refused> {
    let mut quarters = quarters(today);
    quarters.pop();
    for (from, to) in quarters {
        stamp(archive, (from, to))?;
    }
    let flows: Vec<(FlussoId, usize, String)> =
        archive.flussi.iter().map(|(key, it)| (FlussoId(key), it.righe.len(), it.creato.clone())).collect();
    for (id, rows, at) in flows {
        // Sent benefits are open to all these steps.
        let _ = archive.portal(id, Portale::Caricato, "");
        let discarded: Vec<u32> = (0..rows as u32).filter(|row| *row as usize % FAULT_EVERY == 5).collect();
        let _ = archive.step(id, &discarded, Passo::Scarta(DISCARD), &at);
        let _ = archive.step(id, &[], Passo::Acquisisci, &at);
    }
    Ok(())
}

/// Sends what a quarter holds, ten days after its end.
///
/// # Errors
/// As [`stampa`].
pub fn stamp(archive: &mut Archive, (from, to): (NaiveDate, NaiveDate)) -> Result<u32, Refused> {
    let in_quarter = |it: &Prestazione| it.span().is_some_and(|(first, last)| last >= from && first <= to);
    let ids: Vec<PrestazioneId> =
        archive.cases().filter(|(_, case)| in_quarter(case.prestazione)).map(|(id, _)| id).collect();
    let enti: Vec<EnteId> =
        archive.enti.iter().filter(|(_, ente)| ente.dimostrativo).map(|(key, _)| EnteId(key)).collect();
    let order = Order {
        ids: &ids,
        moment: &Moment::new(to.checked_add_days(Days::new(10)).unwrap_or(to), 9, 30),
        operatore: None,
        filters: "dati dimostrativi",
        first_number: 1,
        unreadable: &[],
        rows: &BTreeMap::new(),
        readings: &BTreeMap::new(),
        waas: false,
    };
    stampa(archive, &enti, &order).map(|(stampa, _)| stampa)
}

/// Takes the demonstration out, with whatever was added to its enti. What belongs to others stays.
pub fn remove(archive: &mut Archive) {
    let enti: HashSet<u32> = archive.enti.iter().filter(|(_, ente)| ente.dimostrativo).map(|(key, _)| key).collect();
    let ours = |ente: Option<EnteId>| ente.is_some_and(|ente| enti.contains(&ente.0));
    let (mut people, mut others) = (HashSet::new(), HashSet::new());
    for (_, progetto) in archive.progetti.iter() {
        if ours(progetto.ente) { &mut people } else { &mut others }.insert(progetto.assistito.0);
    }
    let progetti: HashSet<u32> = archive.progetti.iter().filter(|(_, it)| ours(it.ente)).map(|(key, _)| key).collect();
    let prestazioni: Vec<u32> =
        archive.prestazioni.iter().filter(|(_, it)| progetti.contains(&it.progetto.0)).map(|(key, _)| key).collect();
    let flussi: Vec<(u32, String)> =
        archive.flussi.iter().filter(|(_, it)| ours(Some(it.ente))).map(|(key, it)| (key, it.nome.clone())).collect();
    let names: HashSet<&str> = flussi.iter().map(|(_, nome)| nome.as_str()).collect();
    // A generation for several enti, some of them real, keeps the files of those.
    let is_ours = |file: &str| {
        enti.iter().any(|key| archive.enti.get(*key).is_some_and(|it| file.starts_with(&format!("{}.", it.codice))))
    };
    let mut stampe = Vec::new();
    for (key, it) in archive.stampe.iter() {
        let mut left = it.clone();
        left.files.retain(|file| !is_ours(&file.nome));
        left.flussi.retain(|nome| !names.contains(nome.as_str()));
        left.lasciate.retain(|one| {
            archive.prestazioni.get(one.prestazione.0).is_some_and(|it| !progetti.contains(&it.progetto.0))
        });
        if left != *it {
            let gone = it.files.iter().filter(|file| is_ours(&file.nome)).map(|file| file_key(key, &file.nome));
            stampe.push((key, left, gone.collect::<Vec<_>>()));
        }
    }
    for (key, left, gone) in stampe {
        for file in gone {
            archive.drop_file(&file);
        }
        match archive.stampe.get_mut(key) {
            Some(stampa) if !left.files.is_empty() => *stampa = left,
            _ => drop(archive.stampe.remove(key)),
        }
    }
    let codes: HashSet<&str> = people
        .difference(&others)
        .filter_map(|key| archive.assistiti.get(*key))
        .map(|it| it.codice_fiscale.as_str())
        .collect();
    let of_ours = |it: &EsitoRicevuto| {
        it.righe.iter().any(|at| flussi.iter().any(|(key, _)| *key == at.flusso.0))
            || names.contains(it.flusso.as_str())
            || codes.contains(it.codice_fiscale.as_str())
    };
    let esiti: Vec<u32> = archive.esiti.iter().filter(|(_, it)| of_ours(it)).map(|(key, _)| key).collect();
    for key in esiti {
        archive.esiti.remove(key);
    }
    let mut gone = HashSet::new();
    for key in prestazioni {
        archive.prestazioni.remove(key);
        gone.insert(RecordKey::Prestazione(PrestazioneId(key)));
    }
    for key in progetti {
        archive.progetti.remove(key);
        gone.insert(RecordKey::Progetto(ProgettoId(key)));
    }
    for key in people.difference(&others) {
        archive.assistiti.remove(*key);
        gone.insert(RecordKey::Assistito(AssistitoId(*key)));
    }
    archive.forget(&gone);
    for (key, _) in flussi {
        // Flows for WaaS are not among the files of their generation.
        if let Some(flusso) = archive.flussi.remove(key).filter(|it| !it.file.is_empty()) {
            archive.drop_file(&flusso.file);
        }
    }
    let asked: Vec<(u32, String)> = archive
        .consultazioni
        .iter()
        .filter(|(_, it)| ours(Some(it.ente)))
        .map(|(key, it)| (key, it.file.clone()))
        .collect();
    for (key, file) in asked {
        archive.consultazioni.remove(key);
        archive.drop_file(&Archive::isee_file_key(key, &file));
    }
    for key in enti {
        archive.enti.remove(key);
    }
}
