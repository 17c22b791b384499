//! Conservazione: closed cases that are too old are proposed to be erased, with all that tells of them, what was sent too.
//!
//! ```text
//! closed long ago -> what goes with them -> the papers that tell of nobody else -> one action
//! ```
//! A flow stays listed without its XML, so that its name is never given again.

use super::Archive;
use super::erasure::Gone;
use super::stampa::file_key;
use crate::records::{
    AssistitoId, Atto, Consultazione, ConsultazioneId, FlussoId, FlussoInviato, Minute, Moment, Prestazione,
    PrestazioneId, Progetto, ProgettoId, RecordKey, RigaConsultazione, Stampa,
};
use crate::text::order::InOrder;
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// A closed case that is too old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vecchio {
    /// The case.
    pub id: ProgettoId,
    /// Its last day.
    pub ultimo: NaiveDate,
    /// Its benefits.
    pub prestazioni: u32,
    /// Those of them that were sent.
    pub inviate: u32,
}

/// Closed cases that are too old.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vecchi {
    /// Those that are proposed, oldest last day first.
    pub progetti: Vec<Vecchio>,
    /// Those that are not, because something of them is still being taken back from INPS.
    pub sospesi: u32,
}

/// What goes, or went, with cases that are too old.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scartati {
    /// Cases.
    pub progetti: u32,
    /// Their benefits.
    pub prestazioni: u32,
    /// Those of them that were sent.
    pub inviate: u32,
    /// People who have no other case.
    pub assistiti: u32,
    /// Changes told in histories.
    pub storie: u32,
    /// INPS's answers.
    pub esiti: u32,
    /// Rows of ISEE requests.
    pub righe_isee: u32,
    /// Generations, with their files.
    pub stampe: u32,
    /// Flows whose XML goes.
    pub flussi: u32,
    /// ISEE requests, with their files.
    pub richieste: u32,
}

/// The day before which a case is too old; `None` beyond the calendar.
#[must_use]
pub fn limit(anni: u16, today: NaiveDate) -> Option<NaiveDate> {
    today.checked_sub_months(Months::new(u32::from(anni) * 12))
}

impl Archive {
    /// Closed cases whose last day is before `limit`: that of their closing as the journal tells it, of any benefit, of any
    /// sending, of the case itself, whichever is latest. Where nothing tells a day nothing is proposed.
    #[must_use]
    pub fn vecchi(&self, limit: NaiveDate) -> Vecchi {
        let mut days: HashMap<ProgettoId, NaiveDate> = HashMap::new();
        let mut later = |id: ProgettoId, day: Option<NaiveDate>| {
            if let Some(day) = day {
                let known = days.entry(id).or_insert(day);
                *known = day.max(*known);
            }
        };
        for (_, voce) in self.registro() {
            if let (Atto::ProgettoChiuso, Some(RecordKey::Progetto(id))) = (voce.atto(), voce.su()) {
                later(id, voce.quando().day());
            }
        }
        for (_, flusso) in self.flussi.iter() {
            let day = day_of_flow(flusso);
            for it in flusso.righe.iter().filter_map(|id| self.prestazioni.get(*id)) {
                later(it.progetto, day);
            }
        }
        let (mut benefits, mut held) = (HashMap::<ProgettoId, (u32, u32)>::new(), BTreeSet::new());
        for (_, it) in self.prestazioni.iter() {
            later(it.progetto, last_day(it));
            let (all, sent) = benefits.entry(it.progetto).or_default();
            *all += 1;
            *sent += u32::from(!it.stato.da_inviare());
            if it.stato.cancellazione().is_some() {
                held.insert(it.progetto);
            }
        }
        for (key, it) in self.progetti.iter() {
            later(key, day_of_case(it));
        }
        let closed = self.progetti.iter().filter(|(_, it)| it.chiuso).map(|(key, _)| key);
        let old = closed.filter_map(|id| Some((id, days.get(&id).copied().filter(|day| *day < limit)?)));
        let mut vecchi = Vecchi::default();
        for (id, ultimo) in old {
            if held.contains(&id) {
                vecchi.sospesi += 1;
                continue;
            }
            let (prestazioni, inviate) = benefits.get(&id).copied().unwrap_or_default();
            vecchi.progetti.push(Vecchio { id, ultimo, prestazioni, inviate });
        }
        vecchi.progetti.order_by_key(|it| it.ultimo);
        vecchi
    }

    /// What would go with these cases, and the keys of the files that would.
    #[must_use]
    pub fn prova_scarto(&self, cases: &BTreeSet<ProgettoId>, carte: Option<NaiveDate>) -> (Scartati, Vec<String>) {
        let mut copy = self.copy();
        let scartati = copy.scarta(cases, carte, &|_| None, &Moment::default());
        (scartati, copy.dropped_files.into_iter().map(|(key, _)| key).collect())
    }

    /// Erases cases with all that tells of them, and people who have no other. With `carte` the papers of before that day
    /// go too that tell of nobody who is still here: generations, XML of flows, ISEE requests. `file`: what stored files
    /// hold, so that they can come back.
    pub fn scarta(
        &mut self,
        cases: &BTreeSet<ProgettoId>,
        carte: Option<NaiveDate>,
        file: &dyn Fn(&str) -> Option<Vec<u8>>,
        moment: &Moment,
    ) -> Scartati {
        let gone = self.with_benefits(self.people_of_these_alone(cases), cases.clone());
        let sent = |id: &&PrestazioneId| self.prestazioni.get(**id).is_some_and(|it| !it.stato.da_inviare());
        let inviate = gone.benefits.iter().filter(sent).count() as u32;
        let along = self.erase(&gone);
        self.mark_erased(&gone);
        let mut scartati = Scartati {
            progetti: gone.cases.len() as u32,
            prestazioni: gone.benefits.len() as u32,
            inviate,
            assistiti: gone.people.len() as u32,
            storie: along.storie as u32,
            esiti: along.esiti as u32,
            righe_isee: along.righe_isee as u32,
            ..Scartati::default()
        };
        if let Some(before) = carte {
            self.scarta_carte(before, file, moment.at, &mut scartati);
        }
        scartati
    }

    fn people_of_these_alone(&self, cases: &BTreeSet<ProgettoId>) -> BTreeSet<AssistitoId> {
        let (mut these, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (key, it) in self.progetti.iter() {
            if cases.contains(&key) { &mut these } else { &mut others }.insert(it.assistito);
        }
        &these - &others
    }

    /// Their flows tell which of their benefits went so: another archive's copy of them is not taken for news.
    fn mark_erased(&mut self, gone: &Gone) {
        let told = |it: &FlussoInviato| it.righe.iter().any(|id| gone.benefits.contains(id));
        let keys: Vec<FlussoId> = self.flussi.iter().filter(|(_, it)| told(it)).map(|(key, _)| key).collect();
        for key in keys {
            let Some(flusso) = self.flussi.get_mut(key) else { continue };
            let mut erased: BTreeSet<PrestazioneId> = flusso.eliminate.iter().copied().collect();
            erased.extend(flusso.righe.iter().filter(|id| gone.benefits.contains(id)));
            flusso.eliminate = erased.into_iter().collect();
        }
    }

    fn scarta_carte(
        &mut self,
        before: NaiveDate,
        file: &dyn Fn(&str) -> Option<Vec<u8>>,
        at: Minute,
        scartati: &mut Scartati,
    ) {
        let here = |id: PrestazioneId| self.prestazioni.get(id).is_some();
        let old = |at: Minute| at.day().is_some_and(|day| day < before);
        let empty = |it: &FlussoInviato| {
            day_of_flow(it).is_some_and(|day| day < before) && !it.righe.iter().any(|id| here(*id))
        };
        let flows = self.flussi_by_name();
        let goes = |it: &Stampa| {
            old(it.creata)
                && it.flussi.iter().all(|nome| flows.get(nome.as_str()).is_none_or(|it| empty(it)))
                && !it.lasciate.iter().any(|one| here(one.prestazione))
        };
        let (mut stampe, mut held) = (Vec::new(), BTreeSet::new());
        for (key, it) in self.stampe.iter() {
            if goes(it) {
                stampe.push((key, it.files.iter().map(|file| file_key(key, &file.nome)).collect::<Vec<_>>()));
            } else {
                held.extend(it.flussi.iter().cloned());
            }
        }
        let xml = |it: &FlussoInviato| self.xml_key(it).filter(|_| it.svuotato.is_unknown());
        let flussi: Vec<(FlussoId, String)> = self
            .flussi
            .iter()
            .filter(|(_, it)| empty(it) && !held.contains(&it.nome))
            .filter_map(|(key, it)| Some((key, xml(it)?)))
            .collect();
        let asked_long_ago = |it: &Consultazione| {
            it.giorno.is_some_and(|day| day < before) && it.righe.iter().all(RigaConsultazione::is_forgotten)
        };
        let richieste = self.consultazioni.iter().filter(|(_, it)| asked_long_ago(it));
        let richieste: Vec<(ConsultazioneId, String)> =
            richieste.map(|(key, it)| (key, Self::isee_file_key(key, &it.file))).collect();
        (scartati.stampe, scartati.flussi) = (stampe.len() as u32, flussi.len() as u32);
        scartati.richieste = richieste.len() as u32;
        let mut files: BTreeSet<String> = BTreeSet::new();
        for (key, names) in stampe {
            self.stampe.remove(key);
            files.extend(names);
        }
        for (key, xml) in flussi {
            if let Some(flusso) = self.flussi.get_mut(key) {
                flusso.file.clear();
                at.clone_into(&mut flusso.svuotato);
            }
            files.insert(xml);
        }
        for (key, name) in richieste {
            self.consultazioni.remove(key);
            files.insert(name);
        }
        for key in files {
            self.drop_file(&key, file(&key));
        }
    }
}

/// The day on which a flow was made; of one that was taken in as history not that of the taking in.
fn day_of_flow(it: &FlussoInviato) -> Option<NaiveDate> {
    it.giorno.or_else(|| it.creato.day())
}

/// The last day that a benefit tells: where it has no end, that of its last month.
fn last_day(it: &Prestazione) -> Option<NaiveDate> {
    let (from, to) = it.span()?;
    let open = it.data_fine.is_none() && it.erogazione.is_none();
    let months = it.periodo.filter(|_| open).map_or(0, u32::from);
    let end = from.checked_add_months(Months::new(months)).and_then(|end| end.checked_sub_days(Days::new(1)));
    Some(end.map_or(to, |end| end.max(to)))
}

/// The day of a case; where it has only a year, the last of that.
fn day_of_case(it: &Progetto) -> Option<NaiveDate> {
    it.data.or_else(|| NaiveDate::from_ymd_opt(i32::from(it.anno?), 12, 31))
}
