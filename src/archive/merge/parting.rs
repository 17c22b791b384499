//! Where two archives parted: a copy is told in the journal with the last keys that were given until then, so that what was
//! deleted since can be told from what was not there yet.

use super::report::{Kind, OfKind};
use crate::archive::Archive;
use crate::archive::table::Table;
use crate::records::{Atto, Id, RecordKey};

/// The last keys given, for the journal: `fino a Assistito 6, Progetto 7`.
#[must_use]
pub fn keys_in_words(archive: &Archive) -> String {
    let last = [
        last_of(&archive.assistiti).map(RecordKey::Assistito),
        last_of(&archive.progetti).map(RecordKey::Progetto),
        last_of(&archive.prestazioni).map(RecordKey::Prestazione),
        last_of(&archive.stampe).map(RecordKey::Stampa),
    ];
    let words: Vec<String> = last.into_iter().flatten().map(RecordKey::label).collect();
    if words.is_empty() { String::new() } else { format!("fino a {}", words.join(", ")) }
}

fn last_of<R>(table: &Table<R>) -> Option<Id<R>> {
    table.next_key().earlier().next_back()
}

/// The first key that was not given yet when the last copy was made that both journals tell of; `None` where there is none.
pub(super) fn parted_at<R: OfKind>(ours: &Archive, theirs: &Archive) -> Option<Id<R>> {
    let name = match R::KIND {
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
    end.map(Id::new)
}
