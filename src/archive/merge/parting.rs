//! Where two archives parted: a copy is told in the journal with the last keys that were given until then, so that what was
//! deleted since can be told from what was not there yet.

use super::report::Kind;
use crate::archive::Archive;
use crate::records::{AssistitoId, Atto, PrestazioneId, ProgettoId, RecordKey};

/// The last keys given, for the journal: `fino a Assistito 6, Progetto 7`.
#[must_use]
pub fn keys_in_words(archive: &Archive) -> String {
    let last = [
        (archive.assistiti.next_key(), (|key| RecordKey::Assistito(AssistitoId(key))) as fn(u32) -> RecordKey),
        (archive.progetti.next_key(), |key| RecordKey::Progetto(ProgettoId(key))),
        (archive.prestazioni.next_key(), |key| RecordKey::Prestazione(PrestazioneId(key))),
        (archive.stampe.next_key(), RecordKey::Stampa),
    ];
    let words: Vec<String> = last.into_iter().filter_map(|(next, su)| Some(su(next.checked_sub(1)?).label())).collect();
    if words.is_empty() { String::new() } else { format!("fino a {}", words.join(", ")) }
}

/// The first key that was not given yet when the last copy was made that both journals tell of; `None` where there is none.
pub(super) fn parted_at(ours: &Archive, theirs: &Archive, kind: Kind) -> Option<u32> {
    let name = match kind {
        Kind::Assistito => "Assistito ",
        Kind::Progetto => "Progetto ",
        Kind::Prestazione => "Prestazione ",
        Kind::Stampa => "Stampa ",
        _ => return None,
    };
    let mut end = None;
    for (key, voce) in ours.registro() {
        match theirs.registro.get(key) {
            // A part of the copy's journal may be damaged.
            None => continue,
            Some(same) if same == voce => {}
            Some(_) => break,
        }
        if voce.atto() == Atto::CopiaFatta {
            let told = voce.nota().split(", ").find_map(|word| word.trim_start_matches("fino a ").strip_prefix(name));
            end = Some(told.and_then(|key| key.parse::<u32>().ok()).map_or(0, |last| last.saturating_add(1)));
        }
    }
    end
}
