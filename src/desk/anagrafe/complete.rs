//! Rows that complete a name: comuni, states, benefit codes, people.

use super::view::{Complete, Completion};
use crate::archive::Archive;
use crate::codes::complete;
use crate::codes::comuni::Comune;
use crate::records::{Assistito, AssistitoId, Field, Record};
use crate::text::{dates, fold};
use std::collections::BTreeSet;

/// Rows that are offered at a time.
const MOST: usize = 9;

/// The best rows for what was typed; what `beside` is, [`crate::desk::anagrafe::AnagrafeRequest::Complete`] says.
pub(super) fn rows(archive: &Archive, what: Complete, text: &str, beside: &str) -> Vec<Completion> {
    match what {
        Complete::Nascita => {
            let comuni = complete::comuni_ever(text, dates::read_iso(beside), MOST);
            let stati = complete::stati_di_nascita(text, MOST / 3);
            let room = MOST - stati.len();
            let stati = stati.into_iter().map(|stato| Completion {
                value: stato.belfiore.to_owned(),
                label: stato.nome.to_owned(),
                detail: match stato.cessata {
                    Some(day) => format!("Stato estero, fino al {}", dates::italian(day)),
                    None => "Stato estero".to_owned(),
                },
            });
            comuni.into_iter().take(room).map(comune).chain(stati).collect()
        }
        Complete::Comune => complete::comuni_of_today(text, MOST).into_iter().map(comune).collect(),
        Complete::Nazione => complete::nazioni(text, MOST)
            .into_iter()
            .map(|nazione| Completion {
                value: nazione.iso.to_owned(),
                label: nazione.nome.to_owned(),
                detail: String::new(),
            })
            .collect(),
        Complete::Prestazione => complete::prestazioni(text, MOST)
            .into_iter()
            .map(|row| Completion {
                value: row.codice.to_owned(),
                label: if row.denominazione.is_empty() {
                    row.codice.to_owned()
                } else {
                    format!("{} - {}", row.codice, row.denominazione)
                },
                detail: String::new(),
            })
            .collect(),
        Complete::Assistito => people(archive, text, beside),
        Complete::Usati => used(archive, text, beside),
    }
}

/// A comune of today by name and province; a closed one with its days too.
fn comune(comune: &'static Comune) -> Completion {
    let detail = match comune.al {
        Some(al) => format!("dal {} al {}", dates::italian(comune.dal), dates::italian(al)),
        None => String::new(),
    };
    Completion { value: comune.belfiore.to_owned(), label: comune.label(), detail }
}

fn people(archive: &Archive, text: &str, but: &str) -> Vec<Completion> {
    let typed = fold(text);
    let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let fits = |person: &Assistito| {
        let text = fold(&format!("{} {} {}", person.cognome, person.nome, person.codice_fiscale));
        words.iter().all(|word| text.contains(word))
    };
    let others = archive.assistiti.iter().filter(|(key, it)| fits(it) && but != key.to_string());
    others.take(MOST).map(|(key, it)| person(key, it)).collect()
}

fn used(archive: &Archive, text: &str, field: &str) -> Vec<Completion> {
    let Some(field) = Field::from_id(field) else { return Vec::new() };
    let typed = fold(text);
    let values: BTreeSet<String> = archive.progetti.iter().map(|(_, it)| it.get(field).typed()).collect();
    let fits = |value: &String| !value.is_empty() && *value != text && fold(value).contains(&typed);
    let row = |value: String| Completion { label: value.clone(), value, detail: String::new() };
    values.into_iter().filter(fits).take(MOST).map(row).collect()
}

/// A person of the archive.
pub(super) fn person(key: AssistitoId, person: &Assistito) -> Completion {
    let code = if person.codice_fiscale.is_empty() { "senza codice fiscale" } else { &person.codice_fiscale };
    let born = person.nascita.map(|day| format!(", nascita {}", dates::italian(day))).unwrap_or_default();
    Completion { value: key.to_string(), label: person.label(), detail: format!("{code}{born}") }
}
