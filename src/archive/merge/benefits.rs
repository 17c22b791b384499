//! Benefits: which are the same, where they stand, what of them is taken.

use super::cards::{pair_up, settle};
use super::report::Kind;
use super::since::{Verdict, take_common};
use super::standing::{Standing, freed_and_taken, joined, later};
use super::work::{Both, Work, benefit_words};
use crate::archive::identity::benefit_key;
use crate::records::{Atto, Fase, Member, Prestazione, PrestazioneId, RecordKey, Voce};
use std::collections::{HashMap, HashSet};

pub(super) fn prestazioni(work: &mut Work<'_>) {
    let su = RecordKey::Prestazione;
    let mut theirs: Vec<(PrestazioneId, Prestazione)> = Vec::new();
    for (key, it) in work.theirs.prestazioni.iter() {
        let case = work.called(it.progetto);
        let case = case.filter(|at| work.ours.progetti.get(*at).is_some());
        match case {
            Some(case) => {
                let called = |name: &str| work.names.get(name).cloned();
                let mut it = Prestazione { progetto: case, ..it.clone() };
                it.stato = it.stato.renamed(&called);
                it.invii = it.invii.into_iter().map(|invio| invio.renamed(&called)).collect();
                theirs.push((key, it));
            }
            None => work.orphans += 1,
        }
    }
    by_flow(work);
    // What INPS has no more is not in the way of another benefit.
    let gone = |it: &Prestazione| matches!(it.stato.fase(), Fase::Annullata { .. });
    let identity = |it: &Prestazione| {
        if gone(it) { String::new() } else { format!("{:?}", benefit_key(it.progetto, it)) }
    };
    pair_up(work, &theirs, |archive| &archive.prestazioni, su, &identity);
    let moves = Moves::of(work);
    // What was sent, and erased here for being too old, is asked about like what was deleted.
    let erased: HashSet<PrestazioneId> =
        work.ours.flussi.iter().flat_map(|(_, it)| it.eliminate.iter().copied()).collect();
    for (key, it) in theirs {
        let known = work.twin(key).and_then(|at| Some((at, work.ours.prestazioni.get(at)?.clone())));
        let known = known.map(|(at, ours)| (at, later(&ours, &it, &|flusso, atto| moves.since(flusso, atto)), ours));
        match known {
            Some((_, Standing::Twice, ours)) => {
                work.are_two(key);
                let in_flow = |it: &Prestazione| it.stato.flusso().unwrap_or_default().to_owned();
                work.report.told.push(format!(
                    "{}: inviata due volte, qui con il flusso {} e nella copia con il flusso {}. INPS può averla doppia: restano tutte e due, annullare quella di troppo.",
                    benefit_words(work.ours, &ours),
                    in_flow(&ours),
                    in_flow(&it)
                ));
                insert(work, key, it);
            }
            Some((at, standing, ours)) => {
                if ours != it {
                    let merged = settled(work, (at, &ours), (key, &it), standing);
                    work.need_case(merged.progetto);
                    work.ours.prestazioni.replace(at, merged);
                }
            }
            None if work.is_shared(key) && work.ours.prestazioni.get(key).is_none() => {
                if it.stato.da_inviare() || erased.contains(&key) {
                    work.gone_here.insert(su(key));
                } else {
                    work.need_case(it.progetto);
                    work.report.told.push(format!(
                        "{}: qui era stata eliminata, ma nella copia risulta inviata a INPS, e torna.",
                        benefit_words(work.ours, &it)
                    ));
                    work.report.count_new(Kind::Prestazione);
                }
                work.ours.prestazioni.put_back(key, it);
            }
            None => insert(work, key, it),
        }
    }
}

fn insert(work: &mut Work<'_>, key: PrestazioneId, it: Prestazione) {
    work.need_case(it.progetto);
    let at = work.ours.prestazioni.insert(it);
    work.are_one(key, at);
    work.report.count_new(Kind::Prestazione);
}

/// What a flow sent is the same wherever the flow is kept; the last one that it was in tells best.
fn by_flow(work: &mut Work<'_>) {
    let mut pairs = Vec::new();
    for (key, theirs) in work.theirs.flussi.iter().rev() {
        let ours = work.twin(key).and_then(|at| work.ours.flussi.get(at));
        let rows = ours.into_iter().flat_map(|ours| ours.righe.iter().zip(&theirs.righe));
        pairs.extend(rows.map(|(our, their)| (*our, *their)));
    }
    for (our, their) in pairs {
        let there = work.ours.prestazioni.get(our).is_some() && work.theirs.prestazioni.get(their).is_some();
        let free = work.twin(their).is_none() && !work.is_taken(our);
        if there && free {
            work.are_one(their, our);
        }
    }
}

fn settled(
    work: &mut Work<'_>,
    (at, ours): (PrestazioneId, &Prestazione),
    (key, theirs): (PrestazioneId, &Prestazione),
    standing: Standing,
) -> Prestazione {
    let su = RecordKey::Prestazione(at);
    let since = work.since(su, RecordKey::Prestazione(key));
    let what = benefit_words(work.ours, ours);
    let both = Both { su, kind: Kind::Prestazione, what, since: &since };
    let stands = match standing {
        Standing::Theirs if ours.stato == theirs.stato => true,
        Standing::Theirs => {
            work.report.count_taken(both.kind);
            true
        }
        Standing::Ours | Standing::Twice => false,
        Standing::Unsure => {
            let words = |it: &Prestazione| format!("{} ({})", it.stato.label(), it.stato.flusso().unwrap_or_default());
            work.takes(&both, &Member::Stato, &words(ours), &words(theirs))
        }
    };
    let (stays, other) = if stands { (theirs, ours) } else { (ours, theirs) };
    let (invii, lost) = joined(stays, other, work.moment.at);
    for invio in lost {
        work.report.told.push(format!(
            "{}: è anche nel flusso {}, dell'altro archivio, a cui non appartiene più. Controllare nel Cruscotto di verifica che cosa ha INPS.",
            both.what, invio.flusso
        ));
    }
    if let Some(flusso) = freed_and_taken(stays, other) {
        work.report.told.push(format!(
            "{}: in un archivio è stata liberata dal flusso {flusso}, nell'altro INPS l'ha acquisita con quello. Controllare nel Cruscotto di verifica.",
            both.what
        ));
    }
    let stato = stays.stato.clone();
    // What INPS has is as it was sent, and is changed by a correction alone.
    let sent = !stato.modificabile() && other.stato.modificabile();
    let holds = sent.then_some(if stands { Verdict::Theirs } else { Verdict::Ours });
    Prestazione { stato, invii, ..settle(work, &both, ours, theirs, holds) }
}

/// What was done about flows, by their names, in one archive and not in the other.
struct Moves {
    ours: HashMap<String, Vec<Atto>>,
    theirs: HashMap<String, Vec<Atto>>,
}

impl Moves {
    fn of(work: &Work<'_>) -> Self {
        let moves = |voce: &Voce| {
            let flusso = matches!(voce.su(), Some(RecordKey::Flusso(_)));
            flusso || matches!(voce.atto(), Atto::EsitiLetti | Atto::EsitoDeciso)
        };
        let mut ours: Vec<Voce> = work.ours.registro().map(|(_, voce)| voce).filter(|it| moves(it)).cloned().collect();
        let theirs = work.theirs.registro().map(|(_, voce)| voce).filter(|it| moves(it));
        let mut theirs: Vec<Voce> = theirs
            .map(|it| Voce::new(it.quando(), it.chi(), it.atto(), it.su().and_then(|su| work.called_su(su)), it.nota()))
            .collect();
        take_common(&mut ours, &mut theirs);
        let by_name = |entries: Vec<Voce>| {
            let mut all: HashMap<String, Vec<Atto>> = HashMap::new();
            for voce in entries {
                // Answers are of flows that the entry does not tell.
                let name = match voce.su() {
                    Some(RecordKey::Flusso(key)) => work.ours.flussi.get(key).map(|it| it.nome.clone()),
                    _ => None,
                };
                all.entry(name.unwrap_or_default()).or_default().push(voce.atto());
            }
            all
        };
        Self { ours: by_name(ours), theirs: by_name(theirs) }
    }

    fn since(&self, flusso: &str, atto: Option<Atto>) -> (bool, bool) {
        let did = |all: &HashMap<String, Vec<Atto>>| {
            let acts = [flusso, ""].into_iter().filter_map(|name| all.get(name)).flatten();
            acts.into_iter().any(|act| atto.is_none_or(|wanted| wanted == *act))
        };
        (did(&self.ours), did(&self.theirs))
    }
}
