//! Flows, generations with their files, and INPS's answers: all as they were, under the names and keys that they have here.

use super::report::Kind;
use super::work::Work;
use crate::archive::esiti::{sent, wording};
use crate::archive::stampa::file_key;
use crate::records::{
    EsitoId, EsitoRicevuto, FlussoId, FlussoInviato, Id, Minute, Portale, PrestazioneId, RigaDiFlusso, Stampa, StampaId,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How a flow of another archive is called that has the name of another one here.
const BIS: &str = " (bis";

/// The name as it was sent.
fn sent_as(nome: &str) -> &str {
    nome.split_once(BIS).map_or(nome, |(nome, _)| nome)
}

/// Finds out which flows are the same, and how those are called whose name is another one's here.
pub(super) fn pair_flows(work: &mut Work<'_>) {
    let mut by_name: HashMap<String, Vec<FlussoId>> = HashMap::new();
    for (key, it) in work.ours.flussi.iter() {
        by_name.entry(sent_as(&it.nome).to_owned()).or_default().push(key);
    }
    let theirs: Vec<(FlussoId, FlussoInviato)> = work.theirs.flussi.iter().map(|(key, it)| (key, it.clone())).collect();
    let mut given: Vec<String> = Vec::new();
    for (key, flusso) in theirs {
        let namesakes = by_name.get(sent_as(&flusso.nome)).map(Vec::as_slice).unwrap_or_default();
        let same = namesakes
            .iter()
            .copied()
            .find(|at| !work.is_taken(*at) && work.ours.flussi.get(*at).is_some_and(|it| is_same(work, it, &flusso)));
        if let Some(at) = same {
            work.are_one(key, at);
            let called = work.ours.flussi.get(at).map(|it| it.nome.clone()).unwrap_or_default();
            if called != flusso.nome {
                work.names.insert(flusso.nome, called);
            }
            continue;
        }
        let is_free = |name: &str| {
            let taken = |at: &FlussoId| work.ours.flussi.get(*at).is_some_and(|it| it.nome.eq_ignore_ascii_case(name));
            !namesakes.iter().any(taken) && !given.iter().any(|it| it == name)
        };
        let mut name = flusso.nome.clone();
        for number in 1_u32.. {
            if is_free(&name) {
                break;
            }
            let number = if number == 1 { String::new() } else { format!(" {number}") };
            name = format!("{}{BIS}{number})", sent_as(&flusso.nome));
        }
        if name != flusso.nome {
            work.report.told.push(format!(
                "Il flusso {} è stato fatto in tutti e due gli archivi, con contenuto diverso: quello della copia si chiama qui «{name}». Controllare su INPS quale dei due è stato caricato.",
                flusso.nome
            ));
            work.names.insert(flusso.nome, name.clone());
        }
        given.push(name);
    }
    work.reckon_parting(|archive| &archive.flussi);
}

/// Whether two flows of one name are one: what does not change of them is the same, and no row is somebody else's.
fn is_same(work: &Work<'_>, ours: &FlussoInviato, theirs: &FlussoInviato) -> bool {
    let fixed = |it: &FlussoInviato| {
        (it.operatore.clone(), it.giorno, it.periodo, it.beneficiari, it.inviate, it.creato, it.righe.len())
    };
    let person = |id: PrestazioneId| Some(work.ours.case(id)?.progetto.assistito);
    let their_person = |id: PrestazioneId| {
        let key = work.theirs.case(id)?.progetto.assistito;
        work.called(key)
    };
    let agree = |(our, their): (&PrestazioneId, &PrestazioneId)| {
        let code = |it: Option<crate::records::Case<'_>>| it.map(|case| case.prestazione.codice.clone());
        let (one, other) = (person(*our), their_person(*their));
        let same_code = our == their || code(work.ours.case(*our)) == code(work.theirs.case(*their));
        one.is_none() || other.is_none() || one == other && same_code
    };
    fixed(ours) == fixed(theirs)
        && work.called(theirs.ente) == Some(ours.ente)
        && ours.righe.iter().zip(&theirs.righe).all(agree)
}

pub(super) fn stampe(work: &mut Work<'_>) {
    // What left nothing to tell it by but when and what it made.
    let fixed =
        |it: &Stampa| (it.creata, it.filtri.clone(), it.flussi.clone(), it.inviate, it.scartate, it.files.clone());
    let mut known: HashMap<Minute, Vec<StampaId>> = HashMap::new();
    for (key, it) in work.ours.stampe.iter() {
        known.entry(it.creata).or_default().push(key);
    }
    let mut new = Vec::new();
    let theirs: Vec<(StampaId, Stampa)> = work.theirs.stampe.iter().map(|(key, it)| (key, it.clone())).collect();
    for (key, mut it) in theirs {
        for nome in &mut it.flussi {
            if let Some(called) = work.names.get(nome) {
                nome.clone_from(called);
            }
        }
        for one in &mut it.lasciate {
            one.prestazione = work.benefit(one.prestazione);
        }
        let same = known.get(&it.creata).into_iter().flatten().copied().find(|at| {
            let ours = work.ours.stampe.get(*at).map(fixed);
            !work.is_taken(*at) && ours == Some(fixed(&it))
        });
        match same {
            Some(at) => work.are_one(key, at),
            None => new.push((key, it)),
        }
    }
    work.reckon_parting(|archive| &archive.stampe);
    for (key, it) in new {
        // One that was deleted here stays so: its flows have what was sent.
        if work.is_shared(key) {
            continue;
        }
        let at = work.ours.stampe.insert(it);
        work.are_one(key, at);
        work.report.count_new(Kind::Stampa);
        work.bring(&file_key(key, ""), &file_key(at, ""));
    }
}

/// The key here of a flow's file.
fn file(work: &mut Work<'_>, from: &str) -> String {
    let mut parts = from.splitn(3, '/');
    let (Some(folder), Some(Ok(key)), Some(name)) = (parts.next(), parts.next().map(str::parse::<u32>), parts.next())
    else {
        return from.to_owned();
    };
    let at = if folder == "stampe" {
        let key = Id::new(key);
        // Of a generation that was deleted, a key that no other gets.
        work.called(key)
            .unwrap_or_else(|| {
                let at = work.ours.stampe.insert(Stampa::default());
                work.ours.stampe.remove(at);
                work.are_one(key, at);
                at
            })
            .place()
    } else {
        work.ours.flussi.next_key().place()
    };
    format!("{folder}/{at}/{name}")
}

pub(super) fn flussi(work: &mut Work<'_>) {
    let theirs: Vec<(FlussoId, FlussoInviato)> = work.theirs.flussi.iter().map(|(key, it)| (key, it.clone())).collect();
    for (key, it) in theirs {
        let known = work.twin(key).and_then(|at| Some((at, work.ours.flussi.get(at)?.clone())));
        if let Some((at, ours)) = known {
            let merged = settle_flow(work, ours, &it);
            work.ours.flussi.replace(at, merged);
            continue;
        }
        let Some(ente) = work.called(it.ente) else {
            work.orphans += 1;
            continue;
        };
        let from = work.theirs.xml_key(&it).unwrap_or_default();
        let to = file(work, &from);
        let righe = it.righe.iter().map(|id| work.benefit(*id)).collect();
        let eliminate = it.eliminate.iter().map(|id| work.benefit(*id)).collect();
        let nome = work.names.get(&it.nome).unwrap_or(&it.nome).clone();
        let at = work.ours.flussi.insert(FlussoInviato { nome, ente, righe, eliminate, file: to.clone(), ..it });
        work.are_one(key, at);
        work.report.count_new(Kind::Flusso);
        if !from.is_empty() {
            work.bring(&from, &to);
        }
    }
}

/// What became of a flow after it was made.
fn settle_flow(work: &mut Work<'_>, mut ours: FlussoInviato, theirs: &FlussoInviato) -> FlussoInviato {
    if ours.portale != theirs.portale && theirs.portale != Portale::InAttesa {
        let what = format!("Flusso {}", ours.nome);
        let silent = ours.portale == Portale::InAttesa;
        if silent {
            work.report.count_taken(Kind::Flusso);
        }
        if silent || work.asks_plainly(what, "Esito del portale", ours.portale.label(), theirs.portale.label()) {
            ours.portale = theirs.portale;
            ours.nota.clone_from(&theirs.nota);
        }
    }
    if ours.nota.is_empty() {
        ours.nota.clone_from(&theirs.nota);
    }
    if ours.cestinato.is_unknown() && theirs.cestinato.is_known() {
        ours.cestinato = theirs.cestinato;
        work.report.count_taken(Kind::Flusso);
    }
    ours
}

pub(super) fn esiti(work: &mut Work<'_>) {
    let mut known: HashMap<String, Vec<EsitoId>> = HashMap::new();
    for (key, it) in work.ours.esiti.iter().rev() {
        known.entry(identity(work, it)).or_default().push(key);
    }
    // The rows of one reading stay together.
    let mut readings: BTreeMap<u32, u32> = BTreeMap::new();
    let mut last = work.ours.esiti.iter().map(|(_, it)| it.lettura).max().unwrap_or_default();
    let mut unlike = 0;
    let away = away(work);
    let theirs: Vec<EsitoRicevuto> = work.theirs.esiti.iter().map(|(_, it)| it.clone()).collect();
    for mut it in theirs {
        it.righe = it
            .righe
            .iter()
            .filter_map(|row| {
                let flusso = work.called(row.flusso)?;
                Some(RigaDiFlusso { flusso, ..*row })
            })
            .collect();
        if let Some(called) = work.names.get(&it.flusso) {
            it.flusso.clone_from(called);
        }
        let same = known.get_mut(&identity(work, &it)).and_then(Vec::pop);
        let Some((at, ours)) = same.and_then(|at| Some((at, work.ours.esiti.get(at)?.clone()))) else {
            if is_of_nobody(work, &it, &away) {
                continue;
            }
            it.lettura = *readings.entry(it.lettura).or_insert_with(|| {
                last += 1;
                last
            });
            work.ours.esiti.insert(it);
            work.report.count_new(Kind::Esito);
            continue;
        };
        readings.insert(it.lettura, ours.lettura);
        if ours.soluzione.open() && !it.soluzione.open() {
            work.report.count_taken(Kind::Esito);
            work.ours.esiti.replace(at, EsitoRicevuto { lettura: ours.lettura, ..it });
        } else if ours.soluzione != it.soluzione && !it.soluzione.open() {
            unlike += 1;
        }
    }
    if unlike > 0 {
        work.report.told.push(format!(
            "{} decisi diversamente nei due archivi: vale come sono stati decisi qui.",
            Kind::Esito.count(unlike)
        ));
    }
}

/// Fiscal codes of their people who are not here, and that nobody here has.
fn away(work: &Work<'_>) -> HashSet<String> {
    let is_here = |key| {
        let at = work.called(key);
        at.is_some_and(|at| work.ours.assistiti.get(at).is_some())
    };
    let theirs = work.theirs.assistiti.iter().filter(|(key, _)| !is_here(*key));
    let mut away: HashSet<String> = theirs.map(|(_, it)| it.codice_fiscale.clone()).collect();
    for (_, it) in work.ours.assistiti.iter() {
        away.remove(&it.codice_fiscale);
    }
    away.remove("");
    away
}

/// Whether an answer speaks of nothing that is here: what it spoke of was erased.
fn is_of_nobody(work: &Work<'_>, it: &EsitoRicevuto, away: &HashSet<String>) -> bool {
    let mut sent = it.righe.iter().filter_map(|at| Some(sent(work.ours, *at)?.1)).peekable();
    if sent.peek().is_none() {
        return away.contains(&it.codice_fiscale);
    }
    sent.all(|id| work.ours.prestazioni.get(id).is_none())
}

/// What makes two answers one: flow, subject and message.
fn identity(work: &Work<'_>, it: &EsitoRicevuto) -> String {
    let of_row = || it.righe.first().and_then(|row| work.ours.flussi.get(row.flusso)).map(|it| it.nome.as_str());
    let flusso = if it.flusso.is_empty() { of_row().unwrap_or_default() } else { &it.flusso };
    format!("{}\u{1f}{}", flusso.to_uppercase(), wording(it))
}
