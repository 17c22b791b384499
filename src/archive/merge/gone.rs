//! What one of the two archives deleted: the operator is asked, and without an answer what is here stays, or stays away.

use super::report::{Kind, OfKind};
use super::work::{Work, benefit_words, case_words};
use crate::archive::Archive;
use crate::records::{Assistito, AssistitoId, FlussoId, Id, PrestazioneId, ProgettoId, RecordKey};
use std::collections::{BTreeSet, HashSet};

/// Keys of records that are here, and were not there although that was read.
pub(super) struct Missing {
    assistiti: Vec<AssistitoId>,
    progetti: Vec<ProgettoId>,
    prestazioni: Vec<PrestazioneId>,
}

impl Missing {
    /// As the other archive is before anything is taken out of it.
    pub(super) fn of(work: &Work<'_>) -> Self {
        let (ours, theirs): (&Archive, &Archive) = (work.ours, &work.theirs);
        let people = ours.assistiti.iter().filter(|(key, _)| theirs.assistiti.get(*key).is_none());
        let cases = ours.progetti.iter().filter(|(key, _)| theirs.progetti.get(*key).is_none());
        let benefits = ours.prestazioni.iter().filter(|(key, _)| theirs.prestazioni.get(*key).is_none());
        let people = people.filter(|(key, it)| !it.dimostrativo && work.was_read("assistiti", *key));
        let cases = cases.filter(|(key, it)| !it.dimostrativo && work.was_read("progetti", *key));
        let benefits = benefits.filter(|(key, it)| !it.dimostrativo && work.was_read("prestazioni", *key));
        Self {
            assistiti: people.map(|it| it.0).collect(),
            progetti: cases.map(|it| it.0).collect(),
            prestazioni: benefits.map(|it| it.0).collect(),
        }
    }
}

/// Those that were deleted there.
fn deleted<R: OfKind>(work: &Work<'_>, missing: &[Id<R>]) -> HashSet<Id<R>> {
    missing.iter().copied().filter(|key| work.is_shared(*key) && !work.is_taken(*key)).collect()
}

/// What was deleted there goes where the operator says so, with all that belongs to it. What was sent from here, or has
/// something added to it here, stays.
pub(super) fn there(work: &mut Work<'_>, missing: &Missing) {
    let people = deleted(work, &missing.assistiti);
    let cases = deleted(work, &missing.progetti);
    let benefits = deleted(work, &missing.prestazioni);
    let count = people.len() + cases.len() + benefits.len();
    let archive: &Archive = work.ours;
    let mut held = HashSet::new();
    let mut free_benefits = BTreeSet::new();
    for (key, it) in archive.prestazioni.iter() {
        if benefits.contains(&key) && it.stato.da_inviare() {
            free_benefits.insert(key);
        } else {
            held.insert(it.progetto);
        }
    }
    let mut held_people = HashSet::new();
    let mut free_cases = BTreeSet::new();
    for (key, it) in archive.progetti.iter() {
        if cases.contains(&key) && !held.contains(&key) {
            free_cases.insert(key);
        } else {
            held_people.insert(it.assistito);
        }
    }
    let free_people: BTreeSet<AssistitoId> = people.into_iter().filter(|key| !held_people.contains(key)).collect();
    let stay = count - free_people.len() - free_cases.len() - free_benefits.len();
    let mut asked = Vec::new();
    for key in &free_people {
        let what = archive.assistiti.get(*key).map(Assistito::label).unwrap_or_default();
        asked.push((RecordKey::Assistito(*key), what));
    }
    for (key, it) in free_cases.iter().filter_map(|key| Some((*key, archive.progetti.get(*key)?))) {
        if !free_people.contains(&it.assistito) {
            asked.push((RecordKey::Progetto(key), case_words(archive, it)));
        }
    }
    for (key, it) in free_benefits.iter().filter_map(|key| Some((*key, archive.prestazioni.get(*key)?))) {
        if !free_cases.contains(&it.progetto) {
            asked.push((RecordKey::Prestazione(key), benefit_words(archive, it)));
        }
    }
    for (su, what) in asked {
        if work.asks_of_gone(su, what, false) {
            let done = match su {
                RecordKey::Assistito(id) => work.ours.delete_assistito(id),
                RecordKey::Progetto(id) => work.ours.delete_progetto(id),
                RecordKey::Prestazione(id) => work.ours.delete_prestazione(id),
                _ => continue,
            };
            // Only what may go was asked about.
            work.report.deleted += done.map(|it| it.count() as u32).unwrap_or_default();
        }
    }
    if stay > 0 {
        work.report.told.push(format!(
            "Schede eliminate nell'altro archivio e inviate, o usate per altro, in questo: {stay}. Restano."
        ));
    }
}

/// What was deleted here comes back where the operator says so, with all that belongs to it.
pub(super) fn here(work: &mut Work<'_>) {
    // People, then cases, then benefits: who comes back brings along what belongs to them.
    for su in work.gone_here.clone() {
        if !work.gone_here.contains(&su) {
            continue;
        }
        match su {
            RecordKey::Assistito(id) => {
                let what = work.ours.assistiti.get(id).map(Assistito::label).unwrap_or_default();
                if work.asks_of_gone(su, what, true) {
                    work.need_person(id);
                    let cases: Vec<ProgettoId> = work.ours.progetti_of(id).map(|it| it.0).collect();
                    for case in cases {
                        case_back(work, case);
                    }
                }
            }
            RecordKey::Progetto(id) => {
                let Some(it) = work.ours.progetti.get(id) else { continue };
                let with_person = work.gone_here.contains(&RecordKey::Assistito(it.assistito));
                let what = case_words(work.ours, it);
                if !with_person && work.asks_of_gone(su, what, true) {
                    case_back(work, id);
                }
            }
            RecordKey::Prestazione(id) => {
                let Some(it) = work.ours.prestazioni.get(id) else { continue };
                let with_case = work.gone_here.contains(&RecordKey::Progetto(it.progetto));
                let what = benefit_words(work.ours, it);
                if !with_case && work.asks_of_gone(su, what, true) {
                    benefit_back(work, id);
                }
            }
            _ => {}
        }
    }
    for su in &work.gone_here {
        match su {
            RecordKey::Assistito(id) => drop(work.ours.assistiti.remove(*id)),
            RecordKey::Progetto(id) => drop(work.ours.progetti.remove(*id)),
            RecordKey::Prestazione(id) => drop(work.ours.prestazioni.remove(*id)),
            _ => {}
        }
    }
    back_in_flows(work.ours);
}

/// What came back after all is no more erased from its flows.
fn back_in_flows(archive: &mut Archive) {
    let here = |id: &PrestazioneId| archive.prestazioni.get(*id).is_some();
    let told = archive.flussi.iter().filter(|(_, it)| it.eliminate.iter().any(here));
    let told: Vec<(FlussoId, Vec<PrestazioneId>)> =
        told.map(|(key, it)| (key, it.eliminate.iter().copied().filter(|id| !here(id)).collect())).collect();
    for (key, eliminate) in told {
        if let Some(flusso) = archive.flussi.get_mut(key) {
            flusso.eliminate = eliminate;
        }
    }
}

fn case_back(work: &mut Work<'_>, id: ProgettoId) {
    work.need_case(id);
    let benefits: Vec<PrestazioneId> = work.ours.prestazioni_of(id).map(|it| it.0).collect();
    for benefit in benefits {
        benefit_back(work, benefit);
    }
}

fn benefit_back(work: &mut Work<'_>, id: PrestazioneId) {
    if work.gone_here.remove(&RecordKey::Prestazione(id)) {
        work.report.count_new(Kind::Prestazione);
    }
}
