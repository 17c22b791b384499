//! Before *Stampa*: which of the benefits about to be sent INPS will probably discard, and why.
//!
//! By what the rules warn of, by the ISEE's own dates, and by what INPS discarded before and nobody has changed since.

use super::Archive;
use super::judgement::Judgement;
use crate::codes::ProvaMezzi;
use crate::records::{AssistitoId, Case, Esito, Fase, Field, Member, Minute, Prestazione, PrestazioneId, RecordKey};
use crate::response::{self, Oggetto};
use crate::text::dates;
use crate::validation::Rule;
use chrono::Datelike;
use std::collections::{BTreeMap, HashMap};

/// Warnings that INPS turns into discards, or into benefits without their ISEE.
const RULES: &[&str] = &["A02", "A16", "A21", "A22", "A23", "K01", "P04"];

/// Why INPS will probably discard.
#[derive(Debug, Clone, Copy)]
pub enum MotivoProbabile {
    /// It was sent before, and goes out again as it went out then.
    TaleEQuale,
    /// INPS discarded this person, whose fiscal code and names are the same still.
    Persona,
    /// INPS did not know a comune of a person, whose code this one has too.
    Comune,
    /// The ISEE does not hold at the day of the event.
    Isee,
    /// What a rule warns of.
    Regola(&'static Rule),
}

impl MotivoProbabile {
    /// Rule's id, or a word; also the order in which they are told.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::TaleEQuale => "0-tale-e-quale",
            Self::Persona => "1-persona",
            Self::Comune => "2-comune",
            Self::Isee => "3-isee",
            Self::Regola(rule) => rule.id,
        }
    }
}

/// Benefits with one reason.
#[derive(Debug, Clone)]
pub struct ScartiProbabili {
    /// The reason.
    pub motivo: MotivoProbabile,
    /// Which, each with a sentence of its own.
    pub righe: Vec<(PrestazioneId, String)>,
}

/// Sorts what is about to be sent by why it will probably be discarded; what probably will not is in no group.
#[must_use]
pub fn scarti_probabili(archive: &Archive, judgement: &Judgement, ids: &[PrestazioneId]) -> Vec<ScartiProbabili> {
    let past = Past::of(archive);
    let mut groups: BTreeMap<&'static str, ScartiProbabili> = BTreeMap::new();
    let mut push = |motivo: MotivoProbabile, id: PrestazioneId, sentence: String| {
        let group = groups.entry(motivo.id()).or_insert_with(|| ScartiProbabili { motivo, righe: Vec::new() });
        // A rule may say the same of both codes of a person.
        if group.righe.last().is_none_or(|(last, _)| *last != id) {
            group.righe.push((id, sentence));
        }
    };
    for (id, case) in ids.iter().filter_map(|id| Some((*id, archive.case(*id)?))) {
        if let Some(sentence) = past.as_it_was(id, case) {
            push(MotivoProbabile::TaleEQuale, id, sentence);
        }
        if past.person(case.progetto.assistito) {
            push(
                MotivoProbabile::Persona,
                id,
                format!(
                    "INPS ha già scartato una prestazione di {}: codice fiscale, cognome e nome sono ancora gli stessi.",
                    case.assistito.label()
                ),
            );
        }
        if let Some(code) = past.comune(case) {
            push(
                MotivoProbabile::Comune,
                id,
                format!("INPS ha già scartato una prestazione con il codice di comune {code}."),
            );
        }
        if let Some(sentence) = isee(case.prestazione) {
            push(MotivoProbabile::Isee, id, sentence);
        }
        for finding in judgement.of(id).iter().filter(|finding| !finding.blocks() && RULES.contains(&finding.rule.id)) {
            push(MotivoProbabile::Regola(finding.rule), id, finding.message.clone());
        }
    }
    groups.into_values().collect()
}

/// What is wrong with the dates of an ISEE: it holds from the day of the DSU to the end of that year.
fn isee(it: &Prestazione) -> Option<String> {
    let (made, day) = (it.dsu.data?, it.data_evento.or(it.day())?);
    let over = day.year() > made.year();
    (it.prova_mezzi == Some(ProvaMezzi::Isee) && (over || day < made)).then(|| {
        let (made_on, on) = (dates::italian(made), dates::italian(day));
        if over {
            format!("La DSU del {made_on} è scaduta il 31/12/{}, prima dell'evento ({on}).", made.year())
        } else {
            format!("La DSU è del {made_on}, dopo l'evento ({on}).")
        }
    })
}

/// What INPS discarded, and nobody has changed since. Times are those of the flows.
struct Past<'a> {
    people: HashMap<AssistitoId, Minute>,
    comuni: HashMap<&'a str, Minute>,
    /// When each flow was made.
    made: BTreeMap<&'a str, Minute>,
    /// When each record was changed last.
    changed: HashMap<RecordKey, Minute>,
}

impl<'a> Past<'a> {
    fn of(archive: &'a Archive) -> Self {
        let flows = archive.flussi_by_name();
        let made = |flusso: &str| flows.get(flusso).map_or(Minute::UNKNOWN, |it| it.creato);
        let (mut people, mut comuni) = (HashMap::new(), HashMap::new());
        let (mut taken, mut taken_comuni) = (HashMap::new(), HashMap::new());
        for (_, case) in archive.cases() {
            let codes = codes_of(case);
            for (flusso, messaggio) in discards(case.prestazione) {
                match response::about(messaggio) {
                    Some(Oggetto::Persona) => latest(&mut people, case.progetto.assistito, made(flusso)),
                    Some(Oggetto::Comune) => codes.iter().for_each(|code| latest(&mut comuni, *code, made(flusso))),
                    None => {}
                }
            }
            if let Fase::Acquisita(flusso) | Fase::AcquisitaSenzaDsu(flusso) = case.prestazione.stato.fase() {
                latest(&mut taken, case.progetto.assistito, made(flusso));
                for code in &codes {
                    latest(&mut taken_comuni, *code, made(flusso));
                }
            }
        }
        // What INPS took since is right, and so is a comune that it ever took.
        people.retain(|id, when| taken.get(id).is_none_or(|taken| taken < when));
        comuni.retain(|code, _| !taken_comuni.contains_key(code));
        let mut changed = HashMap::new();
        for (_, it) in archive.revisioni.iter() {
            latest(&mut changed, it.su, it.quando);
            if let RecordKey::Assistito(id) = it.su
                && people.get(&id).is_some_and(|when| it.quando >= *when)
                && it.cambi.iter().any(|cambio| NAMES.iter().any(|field| cambio.campo == Member::Field(*field)))
            {
                people.remove(&id);
            }
        }
        let made = flows.into_iter().map(|(nome, flusso)| (nome, flusso.creato)).collect();
        Self { people, comuni, made, changed }
    }

    /// What to say of a benefit that goes out again as it went out before: nothing that a flow tells of it has changed.
    /// Of a refusal that only followed from another row's there is nothing to change.
    fn as_it_was(&self, id: PrestazioneId, case: Case<'_>) -> Option<String> {
        let before = case.prestazione.invii.iter().rev().find(|it| !it.cancellazione)?;
        let when = self.made.get(before.flusso.as_str()).filter(|when| when.is_known())?;
        let (progetto, assistito) = (case.prestazione.progetto, case.progetto.assistito);
        let mut told_of =
            vec![RecordKey::Prestazione(id), RecordKey::Progetto(progetto), RecordKey::Assistito(assistito)];
        told_of.extend(case.progetto.ente.map(RecordKey::Ente));
        if told_of.iter().any(|key| self.changed.get(key).is_some_and(|changed| changed >= when)) {
            return None;
        }
        match &before.esito {
            Esito::Scartata(messaggio) if response::about(messaggio).is_some() || response::only_follows(messaggio) => {
                None
            }
            Esito::Scartata(messaggio) => {
                Some(format!("INPS l'ha scartata con il flusso {}: {messaggio}", before.flusso))
            }
            Esito::Liberata => Some(format!("È già partita con il flusso {}, poi è stata liberata.", before.flusso)),
            Esito::Cancellata(_) | Esito::Accolta => None,
        }
    }

    fn person(&self, id: AssistitoId) -> bool {
        self.people.contains_key(&id)
    }

    fn comune(&self, case: Case<'a>) -> Option<&'a str> {
        codes_of(case).into_iter().find(|code| self.comuni.contains_key(code))
    }
}

/// By what INPS knows a person.
const NAMES: [Field; 3] = [Field::CodiceFiscale, Field::Cognome, Field::Nome];

/// Refusals of a benefit, the present one and those before: the flow, and INPS's words.
fn discards(it: &Prestazione) -> impl Iterator<Item = (&str, &str)> {
    let now = match it.stato.fase() {
        Fase::Scartata { flusso, messaggio } => Some((flusso.as_str(), messaggio.as_str())),
        _ => None,
    };
    let before = it.invii.iter().filter_map(|invio| match &invio.esito {
        Esito::Scartata(messaggio) if !invio.cancellazione => Some((invio.flusso.as_str(), messaggio.as_str())),
        _ => None,
    });
    before.chain(now)
}

/// Codes of comuni that INPS looks up.
fn codes_of(case: Case<'_>) -> Vec<&str> {
    let mut codes = vec![case.assistito.luogo_nascita.as_str(), case.assistito.comune_residenza.as_str()];
    codes.retain(|code| !code.is_empty());
    codes
}

fn latest<K: std::hash::Hash + Eq>(times: &mut HashMap<K, Minute>, key: K, when: Minute) {
    let time = times.entry(key).or_insert(when);
    if *time < when {
        *time = when;
    }
}
