//! ISEE requests, profiles, histories and the journal.

use super::report::Kind;
use super::work::Work;
use crate::archive::Archive;
use crate::records::{
    Atto, Consultazione, ConsultazioneId, Id, Minute, RecordKey, Revisione, RigaConsultazione, StatoConsultazione, Voce,
};
use std::collections::HashMap;

pub(super) fn consultazioni(work: &mut Work<'_>) {
    let kind = Kind::Consultazione;
    let theirs: Vec<(ConsultazioneId, Consultazione)> =
        work.theirs.consultazioni.iter().map(|(key, it)| (key, it.clone())).collect();
    for (key, mut it) in theirs {
        let Some(ente) = work.called(it.ente) else {
            work.orphans += 1;
            continue;
        };
        it.ente = ente;
        for riga in &mut it.righe {
            riga.progetto = work.called(riga.progetto).unwrap_or(Id::of_none());
            riga.prestazioni = riga.prestazioni.iter().filter_map(|id| work.called(*id)).collect();
        }
        let namesakes: Vec<(ConsultazioneId, &Consultazione)> =
            work.ours.consultazioni.iter().filter(|(_, ours)| ours.identificatore == it.identificatore).collect();
        let known = !namesakes.is_empty();
        let same = namesakes.into_iter().find(|(at, ours)| !work.is_taken(*at) && is_same(ours, &it));
        if let Some((at, ours)) = same.map(|(at, ours)| (at, ours.clone())) {
            work.are_one(key, at);
            let merged = settle(work, ours, &it);
            work.ours.consultazioni.replace(at, merged);
            continue;
        }
        // Who was erased here, or there, is not told of by a request of theirs.
        for riga in it.righe.iter_mut().filter(|riga| !is_of_somebody(work, riga)) {
            riga.forget();
        }
        if !it.righe.is_empty() && it.righe.iter().all(RigaConsultazione::is_forgotten) {
            continue;
        }
        if known {
            work.report.told.push(format!(
                "La richiesta ISEE {} è stata fatta in tutti e due gli archivi, con contenuto diverso: restano tutte e due.",
                it.identificatore
            ));
        }
        let file = it.file.clone();
        let at = work.ours.consultazioni.insert(it);
        work.are_one(key, at);
        work.report.count_new(kind);
        work.bring(&Archive::isee_file_key(key, &file), &Archive::isee_file_key(at, &file));
    }
}

/// Whether two requests of one identifier are one: they ask the same about the same people.
fn is_same(ours: &Consultazione, theirs: &Consultazione) -> bool {
    let same_row = |(one, other): (&RigaConsultazione, &RigaConsultazione)| {
        // A person that was deleted is not told any more.
        let told = !one.codice_fiscale.is_empty() && !other.codice_fiscale.is_empty();
        one.protocollo == other.protocollo
            && one.codice == other.codice
            && one.validita == other.validita
            && (!told || one.codice_fiscale == other.codice_fiscale)
    };
    ours.creata == theirs.creata
        && ours.file == theirs.file
        && ours.righe.len() == theirs.righe.len()
        && ours.righe.iter().zip(&theirs.righe).all(same_row)
}

/// Whether what a row of theirs was asked for is here.
fn is_of_somebody(work: &Work<'_>, riga: &RigaConsultazione) -> bool {
    let asked = &riga.prestazioni;
    !riga.is_forgotten()
        && work.ours.progetti.get(riga.progetto).is_some()
        && (asked.is_empty() || asked.iter().any(|id| work.ours.prestazioni.get(*id).is_some()))
}

/// How far a row went.
fn rank(stato: StatoConsultazione) -> u8 {
    match stato {
        StatoConsultazione::InAttesa => 0,
        StatoConsultazione::Errore => 1,
        StatoConsultazione::DaGestire => 2,
        StatoConsultazione::Automatico => 3,
        StatoConsultazione::Utente => 4,
    }
}

fn settle(work: &mut Work<'_>, mut ours: Consultazione, theirs: &Consultazione) -> Consultazione {
    for (index, (riga, their)) in ours.righe.iter_mut().zip(&theirs.righe).enumerate() {
        if riga.is_forgotten() {
            // Erased here; it is told again where what was asked for came back.
            if is_of_somebody(work, their) {
                riga.clone_from(their);
            }
            continue;
        }
        let further = rank(their.stato) > rank(riga.stato);
        let unlike = rank(their.stato) == rank(riga.stato)
            && (&riga.riscontro, &riga.motivi) != (&their.riscontro, &their.motivi)
            && !their.is_forgotten();
        let words = |riga: &RigaConsultazione| format!("{}. {}", riga.stato.label(), riga.motivi.join(" "));
        let what = || format!("Richiesta ISEE {}, riga {}", theirs.identificatore, index + 1);
        if further && !their.is_forgotten() {
            work.report.count_taken(Kind::Consultazione);
        }
        if further && !their.is_forgotten()
            || unlike && work.asks_plainly(what(), "Riscontro", &words(riga), &words(their))
        {
            riga.stato = their.stato;
            riga.riscontro.clone_from(&their.riscontro);
            riga.motivi.clone_from(&their.motivi);
        }
    }
    if theirs.ricevuta > ours.ricevuta {
        ours.ricevuta = theirs.ricevuta;
    }
    ours
}

/// Where two profiles have one name, and say different things.
const OURS: &str = "quello di questo archivio";
const THEIRS: &str = "quello della copia";

pub(super) fn profili(work: &mut Work<'_>) {
    let theirs: Vec<_> = work.theirs.profili.iter().map(|(_, it)| it.clone()).collect();
    for profile in theirs {
        let known = work.ours.profili.iter().find(|(_, it)| it.name == profile.name);
        match known.map(|(at, it)| (at, *it == profile)) {
            Some((_, true)) => {}
            Some((at, false)) => {
                if work.asks_plainly(profile.name.clone(), "Profilo di importazione", OURS, THEIRS) {
                    work.ours.profili.replace(at, profile);
                }
            }
            None => {
                work.ours.profili.insert(profile);
                work.report.count_new(Kind::Profilo);
            }
        }
    }
    let theirs: Vec<_> = work.theirs.profili_isee.iter().map(|(_, it)| it.clone()).collect();
    for profile in theirs {
        let known = work.ours.profili_isee.iter().find(|(_, it)| it.id == profile.id);
        match known.map(|(at, it)| (at, *it == profile)) {
            Some((_, true)) => {}
            Some((at, false)) => {
                if work.asks_plainly(profile.id.to_string(), "Profilo ISEE", OURS, THEIRS) {
                    work.ours.profili_isee.replace(at, profile);
                }
            }
            None => {
                work.ours.profili_isee.insert(profile);
                work.report.count_new(Kind::ProfiloIsee);
            }
        }
    }
}

/// Which indicator counts for which benefit: what only the copy says is taken, and told.
pub(super) fn indicatori(work: &mut Work<'_>) {
    for (codice, theirs) in std::mem::take(&mut work.theirs.settings.indicatori) {
        let ours = work.ours.settings.indicatori.get(&codice).copied();
        let taken = match ours {
            Some(ours) if ours == theirs => false,
            Some(ours) => work.asks_plainly(codice.clone(), "Indicatore ISEE", ours.label(), theirs.label()),
            None => {
                let words = format!("Indicatore ISEE per {codice}: preso dalla copia ({}).", theirs.label());
                work.report.told.push(words);
                true
            }
        };
        if taken {
            work.ours.settings.indicatori.insert(codice, theirs);
        }
    }
}

/// Puts their changes among ours, in the order in which they were made: whose word a value is, is read from that.
pub(super) fn revisioni(work: &mut Work<'_>) {
    let (keys, ours): (Vec<Id<Revisione>>, Vec<Revisione>) =
        work.ours.revisioni.iter().map(|(key, it)| (key, it.clone())).unzip();
    let mut of_record: HashMap<_, Vec<&Revisione>> = HashMap::new();
    for revisione in &ours {
        of_record.entry(revisione.su).or_default().push(revisione);
    }
    let mut new = Vec::new();
    for (_, theirs) in work.theirs.revisioni.iter() {
        let Some(su) = work.called_su(theirs.su).filter(|su| is_here(work.ours, *su)) else { continue };
        let told = work.told_of(su, theirs);
        let known = of_record.get_mut(&su);
        match known.and_then(|known| known.iter().position(|it| **it == told).map(|at| known.remove(at))) {
            Some(_) => {}
            None => new.push(told),
        }
    }
    for _ in &new {
        work.report.count_new(Kind::Storia);
    }
    let mut new = new.into_iter().peekable();
    let mut all = Vec::new();
    for revisione in ours {
        while let Some(older) = new.next_if(|it| it.quando < revisione.quando) {
            all.push(older);
        }
        all.push(revisione);
    }
    all.extend(new);
    all.append(&mut work.kept);
    let mut all = all.into_iter();
    for key in keys {
        if let Some(revisione) = all.next() {
            work.ours.revisioni.replace(key, revisione);
        }
    }
    for revisione in all {
        work.ours.revisioni.insert(revisione);
    }
}

/// What tells of how the other archive is kept, and what was put into it, not of what is in it.
fn is_of_its_place(atto: Atto) -> bool {
    matches!(
        atto,
        Atto::CopiaFatta
            | Atto::CopiaRipristinata
            | Atto::ArchiviUniti
            | Atto::FraseCambiata
            | Atto::FraseTolta
            | Atto::RecuperoFatto
            | Atto::ConservazioneDecisa
            | Atto::IndicatoreDeciso
            | Atto::DemoCaricata
            | Atto::DemoTolta
    )
}

/// Their journal after ours: entries keep their day, and the merge's own comes after them.
pub(super) fn registro(work: &mut Work<'_>) {
    // A record that is no more may have another key there, or none: then the rest of the entry tells.
    let here = |voce: &Voce, su: Option<RecordKey>| {
        let su = su.filter(|su| is_here(work.ours, *su));
        Voce::new(voce.quando(), voce.chi(), voce.atto(), su, voce.nota())
    };
    let mut ours: HashMap<Minute, Vec<Voce>> = HashMap::new();
    for (_, it) in work.ours.registro() {
        ours.entry(it.quando()).or_default().push(here(it, it.su()));
    }
    let mut new = Vec::new();
    for (_, it) in work.theirs.registro().filter(|(_, it)| !is_of_its_place(it.atto())) {
        let su = it.su().and_then(|su| work.called_su(su));
        let told = here(it, su);
        let same = |own: &Voce| own.su() == told.su();
        let perhaps = |own: &Voce| own.su().is_none() || told.su().is_none();
        let of_minute = ours.get_mut(&it.quando());
        let at = of_minute.as_ref().and_then(|known| {
            let find = |which: &dyn Fn(&Voce) -> bool| {
                let rest = |own: &Voce| (own.chi(), own.atto(), own.nota()) == (it.chi(), it.atto(), it.nota());
                known.iter().position(|own| rest(own) && which(own))
            };
            find(&same).or_else(|| find(&perhaps))
        });
        match (of_minute, at) {
            (Some(known), Some(at)) => drop(known.remove(at)),
            _ => new.push(Voce::new(it.quando(), it.chi(), it.atto(), su, it.nota())),
        }
    }
    for voce in new {
        work.ours.registro.insert(voce);
        work.report.count_new(Kind::Registro);
    }
}

fn is_here(archive: &Archive, su: RecordKey) -> bool {
    match su {
        RecordKey::Ente(id) => archive.enti.get(id).is_some(),
        RecordKey::Assistito(id) => archive.assistiti.get(id).is_some(),
        RecordKey::Progetto(id) => archive.progetti.get(id).is_some(),
        RecordKey::Prestazione(id) => archive.prestazioni.get(id).is_some(),
        RecordKey::Flusso(id) => archive.flussi.get(id).is_some(),
        RecordKey::Stampa(key) => archive.stampe.get(key).is_some(),
        RecordKey::Consultazione(key) => archive.consultazioni.get(key).is_some(),
    }
}
