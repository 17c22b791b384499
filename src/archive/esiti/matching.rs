//! Which rows of which flows an answer speaks of: told apart by what it says, or else asked, never guessed.

use super::index::{Answered, Entry, Index, Wanted};
use crate::records::{Esito, FlussoId, Motivo, Soluzione};
use crate::response::{Classe, Meaning};
use crate::text::order::InOrder;

/// What was found for an answer.
pub(super) type Match<'a> = (Vec<Entry<'a>>, Soluzione);

/// Finds what an answer speaks of. `twins`: how many rows of the file say just the same.
pub(super) fn place<'a>(
    index: &Index<'a>,
    wanted: &Wanted<'_>,
    meaning: &Meaning,
    messaggio: &str,
    twins: usize,
) -> Match<'a> {
    let mut found = index.find(wanted);
    // An answer that is awaited before one that came already.
    let Some(answered) = found.iter().map(|it| it.answered).min() else { return (found, NOTHING) };
    found.retain(|it| it.answered == answered);
    if meaning.classe == Classe::AcquisitaSenzaDsu {
        keep_if_any(&mut found, |it| !it.cancellazione());
        keep_if_any(&mut found, |it| !it.dsu.is_empty());
    }
    match doubt(&found, wanted, meaning, messaggio, twins) {
        Some(motivo) => (found, Soluzione::DaScegliere(motivo)),
        None => (found, Soluzione::Applicata),
    }
}

/// More rows of the same words are asked one by one: each is kept with all that they speak of.
const MOST_TWINS: usize = 50;

const NOTHING: Soluzione = Soluzione::NonTrovata(Motivo::Nessuna);

fn keep_if_any(found: &mut Vec<Entry<'_>>, keep: impl Fn(&Entry<'_>) -> bool) {
    if found.iter().any(&keep) {
        found.retain(keep);
    }
}

/// Why the operator must be asked; `None` where what was found is sure.
fn doubt(found: &[Entry<'_>], wanted: &Wanted<'_>, meaning: &Meaning, messaggio: &str, twins: usize) -> Option<Motivo> {
    let first = found.first()?;
    let discards = !meaning.classe.acquired();
    if found.iter().any(|it| it.at.flusso != first.at.flusso) {
        return Some(Motivo::PiuFlussi);
    }
    // Said of the person, of a whole flow, or of each of several benefits by a row of its own.
    let whole = meaning.of_person && !wanted.codice_fiscale.is_empty()
        || meaning.classe == Classe::Acquisita && wanted.nobody() && wanted.flusso.is_some();
    // Deliveries sent as one are one.
    if !whole && distinct(found.iter().map(Entry::place)) > twins.min(MOST_TWINS) {
        return Some(Motivo::PiuPrestazioni);
    }
    if !discards {
        return None;
    }
    // The same benefit twice in a flow: taken back, and sent anew.
    if distinct(found.iter().map(|it| (it.at.flusso, it.id.place(), 0))) < found.len() {
        return Some(Motivo::Rettifica);
    }
    if wanted.flusso.is_some() {
        return None;
    }
    if first.answered == Answered::Acquired {
        return Some(Motivo::GiaAcquisita);
    }
    let told = |it: &Entry<'_>| {
        it.invii.iter().any(|past| matches!(&past.esito, Esito::Scartata(why) if why.contains(messaggio)))
    };
    found.iter().any(told).then_some(Motivo::Reinviata)
}

fn distinct(keys: impl Iterator<Item = (FlussoId, u32, u32)>) -> usize {
    let mut keys: Vec<_> = keys.collect();
    keys.order();
    keys.dedup();
    keys.len()
}
