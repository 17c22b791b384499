//! Surname and name out of one cell.

use crate::records::fiscal_code::{FiscalCode, PersonCode, name_letters};
use crate::text::fold;

/// Words that a surname begins with, and that never are one alone.
const PARTICLES: &[&str] = &[
    "DE", "DI", "DA", "DAL", "DEL", "DELLA", "DELLO", "DELLE", "DEGLI", "DEI", "DALLA", "D", "LA", "LO", "LI", "LE",
    "EL", "AL", "ABU", "BEN", "VAN", "VON", "SAN", "SANTA", "MC", "MAC", "ABD",
];

/// Splits `De Provetti Esemplaria Maria`. The six letters of the fiscal code judge where; else the surname is the
/// first word, with the particles before it.
#[must_use]
pub(in super::super) fn split(text: &str, fiscal_code: &str) -> (String, String) {
    if let Some((surname, name)) = text.split_once(',') {
        return (surname.trim().to_owned(), name.trim().to_owned());
    }
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let halves = |at: usize| (words[..at].join(" "), words[at..].join(" "));
    if words.len() < 2 {
        return (text.to_owned(), String::new());
    }
    let code = FiscalCode::read(fiscal_code);
    if let Some(letters) = code.as_ref().and_then(FiscalCode::person).map(PersonCode::letters) {
        for at in 1..words.len() {
            let (surname, name) = halves(at);
            if name_letters(&surname, &name) == letters {
                return (surname, name);
            }
        }
        for at in 1..words.len() {
            let (name, surname) = halves(at);
            if name_letters(&surname, &name) == letters {
                return (surname, name);
            }
        }
    }
    let particles = words.iter().take_while(|word| PARTICLES.contains(&fold(word).as_str())).count();
    halves((particles + 1).min(words.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_fiscal_code_judges_where() {
        for (text, code, surname, name) in [
            ("PROVETTI ESEMPLARIA", "PRVSPL88D52G478R", "PROVETTI", "ESEMPLARIA"),
            ("Esemplaria Provetti", "PRVSPL88D52G478R", "Provetti", "Esemplaria"),
            ("Provetti Esemplaria", "", "Provetti", "Esemplaria"),
            ("Fittizi Ulderigo Maria", "FTTLRG51S03F839W", "Fittizi", "Ulderigo Maria"),
            ("De Provetti Esemplaria", "", "De Provetti", "Esemplaria"),
            ("Della Prova Finta Maria", "", "Della Prova", "Finta Maria"),
            ("Provetti, Esemplaria Maria", "", "Provetti", "Esemplaria Maria"),
            ("Provetti", "PRVSPL88D52G478R", "Provetti", ""),
            ("De Prova", "", "De", "Prova"),
        ] {
            assert_eq!(split(text, code), (surname.to_owned(), name.to_owned()), "{text}");
        }
    }
}
