//! Enti, people and cases: which are the same, what of them is taken, which are new.

use super::parting::parted_at;
use super::report::{Kind, OfKind};
use super::since::Verdict;
use super::twins::{Card, pair, selves, were_one};
use super::work::{Both, Work, case_words};
use crate::archive::Archive;
use crate::archive::identity::{case_key, person_key};
use crate::archive::table::Table;
use crate::records::{Assistito, Ente, EnteId, Id, Member, Progetto, Record, RecordKey};

/// A record of theirs with its key, what it refers to called as it is here.
type Theirs<R> = Vec<(Id<R>, R)>;

/// Finds out which records of a table are the same; those that are known already stay so.
pub(super) fn pair_up<R: Record + OfKind>(
    work: &mut Work<'_>,
    theirs: &Theirs<R>,
    table: fn(&Archive) -> &Table<R>,
    su: fn(Id<R>) -> RecordKey,
    identity: &dyn Fn(&R) -> String,
) {
    let our_card = |work: &Work<'_>, key: Id<R>, record: &R| Card {
        key,
        identity: identity(record),
        selves: selves(record.in_words(), &work.our_history(su(key))),
    };
    let their_card = |work: &Work<'_>, key: Id<R>, record: &R| Card {
        key,
        identity: identity(record),
        selves: selves(record.in_words(), &work.their_history(su(key), su(key))),
    };
    let copied = parted_at(work.ours, &work.theirs);
    let mut end = copied.unwrap_or_default();
    for (key, record) in theirs {
        let Some(own) = table(work.ours).get(*key) else { continue };
        // Where no copy is told of, they parted at the latest where a key first means two records.
        let alike =
            |work: &Work<'_>| own == record || were_one(&our_card(work, *key, own), &their_card(work, *key, record));
        if *key >= end && (copied.is_some() || !alike(work)) {
            break;
        }
        end = end.max(key.following());
        if work.twin(*key).is_none() && !work.is_taken(*key) {
            work.are_one(*key, *key);
        }
    }
    work.parted_at(end);
    let rest: Vec<Card<R>> = theirs
        .iter()
        .filter(|(key, _)| work.twin(*key).is_none())
        .map(|(key, record)| their_card(work, *key, record))
        .collect();
    if rest.is_empty() {
        return;
    }
    let ours: Vec<Card<R>> = table(work.ours)
        .iter()
        .filter(|(key, _)| !work.is_taken(*key))
        .map(|(key, record)| our_card(work, key, record))
        .collect();
    for (their, our) in pair(&ours, &rest) {
        work.are_one(their, our);
    }
}

/// What of a record of ours becomes theirs. `holds`: whose values hold whatever was changed since, because INPS has them.
pub(super) fn settle<R: Record>(
    work: &mut Work<'_>,
    both: &Both<'_>,
    ours: &R,
    theirs: &R,
    holds: Option<Verdict>,
) -> R {
    let mut merged = ours.clone();
    let words = ours.in_words().into_iter().zip(theirs.in_words());
    for ((member, our), (_, their)) in words {
        if !ours.differs(&member, theirs) {
            continue;
        }
        let taken = match holds {
            None => work.takes(both, &member, &our, &their),
            Some(whose) => {
                let (held, other) = if whose == Verdict::Theirs { (&their, &our) } else { (&our, &their) };
                if both.since.verdict(&member, &our, &their) != whose {
                    work.keeps(both.su, &member, held, other);
                    work.report.told.push(format!(
                        "{}: {} «{other}» non vale, perché la prestazione è stata inviata con «{held}». Se quello giusto è il primo, usare Rettifica.",
                        both.what,
                        member.label()
                    ));
                }
                whose == Verdict::Theirs
            }
        };
        if taken {
            merged.take(&member, theirs);
        }
    }
    merged
}

pub(super) fn enti(work: &mut Work<'_>) {
    let theirs: Theirs<Ente> = work.theirs.enti.iter().map(|(key, it)| (key, it.clone())).collect();
    for (key, ente) in theirs {
        let by_code = work.ours.enti.iter().find(|(_, it)| it.codice.eq_ignore_ascii_case(&ente.codice));
        // Where a code was mended: the same place in both, and the same ente but for it.
        let mended = work.ours.enti.get(key).filter(|it| {
            let named = !it.denominazione.is_empty() && !it.sede.is_empty();
            named && it.denominazione == ente.denominazione && it.sede == ente.sede
        });
        let found = by_code.map(|(at, _)| at).or(mended.map(|_| key)).filter(|at| !work.is_taken(*at));
        let Some((at, ours)) = found.and_then(|at| Some((at, work.ours.enti.get(at)?.clone()))) else {
            let at = work.ours.enti.insert(ente);
            work.are_one(key, at);
            work.report.count_new(Kind::Ente);
            continue;
        };
        work.are_one(key, at);
        if ours != ente {
            let merged = settle_ente(work, at, key, ours, ente);
            work.ours.enti.replace(at, merged);
        }
    }
    work.reckon_parting(|archive| &archive.enti);
}

fn settle_ente(work: &mut Work<'_>, at: EnteId, key: EnteId, mut ours: Ente, mut theirs: Ente) -> Ente {
    let su = RecordKey::Ente(at);
    let since = work.since(su, RecordKey::Ente(key));
    let operatori =
        |it: &Ente| it.in_words().into_iter().find(|(member, _)| *member == Member::Operatori).map(|(_, words)| words);
    let operatori = |it: &Ente| operatori(it).unwrap_or_default();
    // Who works here and who works there both sign: nobody has to choose.
    if since.verdict(&Member::Operatori, &operatori(&ours), &operatori(&theirs)) == Verdict::Ask {
        for operatore in &theirs.operatori {
            if ours.operatori.iter().all(|it| it.codice_fiscale != operatore.codice_fiscale) {
                ours.operatori.push(operatore.clone());
                work.report.count_taken(Kind::Ente);
            }
        }
        theirs.operatori.clone_from(&ours.operatori);
    }
    let what = format!("Ente {}", ours.codice);
    settle(work, &Both { su, kind: Kind::Ente, what, since: &since }, &ours, &theirs, None)
}

pub(super) fn assistiti(work: &mut Work<'_>) {
    let su = RecordKey::Assistito;
    let kind = Kind::Assistito;
    let theirs: Theirs<Assistito> = work.theirs.assistiti.iter().map(|(key, it)| (key, it.clone())).collect();
    let identity = |it: &Assistito| person_key(it).map(|it| format!("{it:?}")).unwrap_or_default();
    pair_up(work, &theirs, |archive| &archive.assistiti, su, &identity);
    for (key, person) in theirs {
        let known = work.twin(key).and_then(|at| Some((at, work.ours.assistiti.get(at)?.clone())));
        if let Some((at, ours)) = known {
            if ours != person {
                let since = work.since(su(at), su(key));
                let both = Both { su: su(at), kind, what: ours.label(), since: &since };
                let merged = settle(work, &both, &ours, &person, None);
                work.ours.assistiti.replace(at, merged);
            }
        } else if work.is_shared(key) && work.ours.assistiti.get(key).is_none() {
            work.ours.assistiti.put_back(key, person);
            work.gone_here.insert(su(key));
        } else {
            let at = work.ours.assistiti.insert(person);
            work.are_one(key, at);
            work.report.count_new(kind);
        }
    }
}

pub(super) fn progetti(work: &mut Work<'_>) {
    let su = RecordKey::Progetto;
    let kind = Kind::Progetto;
    let mut theirs: Theirs<Progetto> = Vec::new();
    for (key, it) in work.theirs.progetti.iter() {
        let person = work.called(it.assistito);
        let person = person.filter(|at| work.ours.assistiti.get(*at).is_some());
        match person {
            Some(person) => {
                let ente = it.ente.and_then(|ente| work.called(ente));
                theirs.push((key, Progetto { ente, assistito: person, ..it.clone() }));
            }
            None => work.orphans += 1,
        }
    }
    let identity = |it: &Progetto| format!("{:?}", case_key(it.assistito, it));
    pair_up(work, &theirs, |archive| &archive.progetti, su, &identity);
    for (key, case) in theirs {
        let known = work.twin(key).and_then(|at| Some((at, work.ours.progetti.get(at)?.clone())));
        if let Some((at, ours)) = known {
            if ours != case {
                let since = work.since(su(at), su(key));
                let both = Both { su: su(at), kind, what: case_words(work.ours, &ours), since: &since };
                let merged = settle(work, &both, &ours, &case, None);
                work.need_person(merged.assistito);
                work.ours.progetti.replace(at, merged);
            }
        } else if work.is_shared(key) && work.ours.progetti.get(key).is_none() {
            work.ours.progetti.put_back(key, case);
            work.gone_here.insert(su(key));
        } else {
            work.need_person(case.assistito);
            let at = work.ours.progetti.insert(case);
            work.are_one(key, at);
            work.report.count_new(kind);
        }
    }
}
