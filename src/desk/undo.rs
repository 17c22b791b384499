//! *Annulla l'operazione*: taking an action back, and saying what became of it.

use super::reply::refused;
use super::state::Desk;
use crate::archive::action::{ActionId, Left, TakenBack, Why};
use crate::desk::request::Answer;
use crate::records::{Atto, Member};

/// So many records that were left are named.
const NAMED: usize = 3;

impl Desk {
    /// Takes an action back, as far as nobody changed since what it did, and says what was left.
    pub(super) fn undo(&mut self, action: ActionId) -> Answer {
        let (moment, chi) = (self.moment, self.chi());
        let (lent, unstored) = (&self.lent, &self.unstored);
        let file = |key: &str| lent.get(key).or_else(|| unstored.get(key)).cloned();
        match self.archive.take_back(action, &file, &moment, &chi) {
            Ok(back) => {
                self.action = back.action;
                self.touched();
                Answer::Done { message: in_words(&back) }
            }
            Err(kept) => refused(kept.to_string()),
        }
    }
}

fn in_words(back: &TakenBack) -> String {
    let count = back.prestazioni;
    let whole = back.left.is_empty();
    let what = match back.atto {
        Atto::Correzione => format!("Correzione annullata su {count} prestazioni."),
        Atto::Importazione if whole => "Importazione annullata: l'archivio è come prima.".to_owned(),
        Atto::Importazione => "Importazione annullata in parte.".to_owned(),
        atto if whole && atto.is_whole() => "Operazione annullata: tutto è come prima.".to_owned(),
        _ if whole => "Operazione annullata: i dati sono quelli di prima.".to_owned(),
        _ => "Operazione annullata in parte.".to_owned(),
    };
    let named: Vec<String> = back.left.iter().take(NAMED).map(left_in_words).collect();
    let more = match back.left.len().saturating_sub(NAMED) {
        0 => String::new(),
        1 => " Lo stesso per un'altra scheda.".to_owned(),
        more => format!(" Lo stesso per altre {more} schede."),
    };
    if whole { what } else { format!("{what} {}.{more}", named.join("; ")) }
}

fn left_in_words(left: &Left) -> String {
    let why = match &left.why {
        Why::Changed(members) if members.is_empty() => "è cambiato dopo: resta com'è".to_owned(),
        Why::Changed(members) => {
            let labels: Vec<&str> = members.iter().map(Member::label).collect();
            format!("è stato modificato dopo ({}): resta com'è", labels.join(", "))
        }
        Why::Gone => "è stato eliminato dopo: resta eliminato".to_owned(),
        Why::Needed => "serve a quello che è stato aggiunto dopo: resta".to_owned(),
        Why::Orphan => "non torna, perché quello a cui apparteneva non c'è più".to_owned(),
    };
    format!("{} {why}", left.what)
}
