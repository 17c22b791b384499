//! A civil-registry extract beside the archive: which of its rows is whom, and what it says otherwise, character by
//! character. INPS knows people by what the registry says of them: most of what it discards differs from it by a letter.
//!
//! Nothing of the extract is kept: single values are taken out of it where the operator says so.

use super::Archive;
use crate::records::field::{FieldKind, FieldValue};
use crate::records::{Assistito, AssistitoId, Field, Record};
use crate::text::fold;
use chrono::NaiveDate;
use std::collections::HashMap;

/// A row of the extract: its number, and the person that it tells of.
pub type RigaEstratto = (u32, Assistito);

/// An extract beside the archive.
#[derive(Debug, Default)]
pub struct Confronto {
    /// What is said otherwise, by the rows of the extract.
    pub scostamenti: Vec<Scostamento>,
    /// People of whom the extract says the same in all that it tells.
    pub uguali: u32,
    /// Rows of people who are not in the archive.
    pub estranee: Vec<u32>,
    /// Rows that fit nobody for certain, each with why.
    pub incerte: Vec<(u32, Incerta)>,
    /// People of the archive of whom the extract says nothing.
    pub senza_riga: u32,
}

/// A value of a person that the extract has otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scostamento {
    /// Whose.
    pub assistito: AssistitoId,
    /// Which.
    pub field: Field,
    /// Index of the row of the extract.
    pub riga: usize,
    /// Whether ours is blank.
    pub vuoto: bool,
}

/// Why a row fits nobody for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incerta {
    /// Several cards fit it.
    PiuSchede,
    /// An earlier row of this number tells of the same person, and otherwise.
    Ripetuta(u32),
    /// Neither fiscal code nor names with birth day.
    SenzaChiave,
}

/// What makes a person known where the fiscal code does not.
type Names = (String, String, NaiveDate);

fn names(person: &Assistito) -> Option<Names> {
    let (cognome, nome) = (fold(&person.cognome), fold(&person.nome));
    Some((cognome, nome, person.nascita?)).filter(|(cognome, nome, _)| !cognome.is_empty() && !nome.is_empty())
}

/// The people of the archive, by what a row may name them by.
struct People<'a> {
    by_code: HashMap<&'a str, Vec<AssistitoId>>,
    by_names: HashMap<Names, Vec<AssistitoId>>,
}

impl<'a> People<'a> {
    fn of(archive: &'a Archive) -> Self {
        let mut people = Self { by_code: HashMap::new(), by_names: HashMap::new() };
        for (id, person) in archive.assistiti.iter() {
            if !person.codice_fiscale.is_empty() {
                people.by_code.entry(&person.codice_fiscale).or_default().push(id);
            }
            if let Some(names) = names(person) {
                people.by_names.entry(names).or_default().push(id);
            }
        }
        people
    }

    /// Whom a row tells of: the fiscal code counts, and names with the birth day where no card has that code.
    fn find(&self, row: &Assistito) -> Result<Option<AssistitoId>, Incerta> {
        let names = names(row);
        if row.codice_fiscale.is_empty() && names.is_none() {
            return Err(Incerta::SenzaChiave);
        }
        let by_code = self.by_code.get(row.codice_fiscale.as_str());
        match by_code.or_else(|| self.by_names.get(&names?)).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some([one]) => Ok(Some(*one)),
            Some(_) => Err(Incerta::PiuSchede),
        }
    }
}

/// Whether two values are the same to INPS: letters as they are written, but for capitals; an address is only a text of an
/// office, in which commas and blanks mean nothing.
fn same(field: Field, ours: &FieldValue, theirs: &FieldValue) -> bool {
    match (ours, theirs) {
        (FieldValue::Text(ours), FieldValue::Text(theirs)) if field == Field::Indirizzo => fold(ours) == fold(theirs),
        (FieldValue::Text(ours), FieldValue::Text(theirs)) if field.kind() == FieldKind::Text => {
            ours.trim().to_uppercase() == theirs.trim().to_uppercase()
        }
        _ => ours == theirs,
    }
}

/// Compares all rows of an extract with the archive.
#[must_use]
pub fn compare(archive: &Archive, rows: &[RigaEstratto]) -> Confronto {
    let people = People::of(archive);
    let mut confronto = Confronto::default();
    let mut seen: HashMap<AssistitoId, usize> = HashMap::new();
    for (index, (number, row)) in rows.iter().enumerate() {
        let id = match people.find(row) {
            Ok(Some(id)) => id,
            Ok(None) => {
                confronto.estranee.push(*number);
                continue;
            }
            Err(why) => {
                confronto.incerte.push((*number, why));
                continue;
            }
        };
        if let Some(before) = seen.get(&id) {
            let (number_before, row_before) = &rows[*before];
            if row != row_before {
                confronto.incerte.push((*number, Incerta::Ripetuta(*number_before)));
            }
            continue;
        }
        seen.insert(id, index);
        let Some(person) = archive.assistiti.get(id) else { continue };
        let before = confronto.scostamenti.len();
        confronto.scostamenti.extend(Assistito::fields().filter_map(|field| {
            let (ours, theirs) = (person.get(field), row.get(field));
            let vuoto = ours == FieldValue::Blank;
            (theirs != FieldValue::Blank && !same(field, &ours, &theirs)).then_some(Scostamento {
                assistito: id,
                field,
                riga: index,
                vuoto,
            })
        }));
        confronto.uguali += u32::from(confronto.scostamenti.len() == before);
    }
    confronto.senza_riga = (archive.assistiti.len() - seen.len()) as u32;
    confronto
}

/// Where two texts part, counted in letters from 1; `None` where one of them is the other.
#[must_use]
pub fn first_difference(ours: &str, theirs: &str) -> Option<usize> {
    let mut letters = (ours.chars(), theirs.chars());
    for place in 1.. {
        match (letters.0.next(), letters.1.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            _ => return Some(place),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(code: &str, cognome: &str, nome: &str, birth: &str) -> Assistito {
        Assistito {
            codice_fiscale: code.into(),
            cognome: cognome.into(),
            nome: nome.into(),
            nascita: birth.parse().ok(),
            ..Assistito::default()
        }
    }

    /// An archive with these people, and what rows of an extract say of them: `key.field`, with a point before it where ours
    /// is blank; `?n` is a row that fits nobody for certain, `-n` one of a stranger.
    #[track_caller]
    fn check(people: &[Assistito], rows: &[Assistito], expected: &[&str]) -> Confronto {
        let mut archive = Archive::default();
        for it in people {
            archive.assistiti.insert(it.clone());
        }
        let rows: Vec<RigaEstratto> = (2..).zip(rows.iter().cloned()).collect();
        let made = compare(&archive, &rows);
        let mut told: Vec<String> = made
            .scostamenti
            .iter()
            .map(|it| format!("{}{}.{}", if it.vuoto { "." } else { "" }, it.assistito, it.field.id()))
            .collect();
        told.extend(made.incerte.iter().map(|(row, _)| format!("?{row}")));
        told.extend(made.estranee.iter().map(|row| format!("-{row}")));
        assert_eq!(told, expected);
        made
    }

    #[test]
    fn by_the_fiscal_code_letter_by_letter() {
        let ours = [person("A", "Provetti", "Niccolò", "1950-01-02")];
        check(&ours, &[person("A", "PROVETTI", "NICCOLÒ", "1950-01-02")], &[]);
        check(&ours, &[person("A", "PROVETTI", "NICCOLO'", "1950-01-02")], &["0.nome"]);
        check(&ours, &[person("A", "PROVETTI", "", "1951-01-02")], &["0.data_di_nascita"]);
    }

    #[test]
    fn by_names_and_birth_where_the_code_is_nobodys() {
        let ours = [person("", "Provetti", "Finta", "1950-01-02"), person("B", "Protti", "Finta", "1950-01-02")];
        check(&ours, &[person("A", "PROVETTI", "FINTA", "1950-01-02")], &[".0.codice_fiscale"]);
        check(&ours, &[person("C", "PROTTI", "FINTA", "1950-01-02")], &["1.codice_fiscale"]);
        check(&ours, &[person("C", "ALTRI", "FINTA", "1950-01-02")], &["-2"]);
        check(&ours, &[person("", "ALTRI", "FINTA", "")], &["?2"]);
    }

    #[test]
    fn what_fits_several_or_comes_twice_is_told() {
        let twins = [person("", "Provetti", "Finta", "1950-01-02"), person("", "Provetti", "Finta", "1950-01-02")];
        check(&twins, &[person("A", "PROVETTI", "FINTA", "1950-01-02")], &["?2"]);
        let ours = [person("A", "Provetti", "Finta", "1950-01-02")];
        let row = person("A", "PROVETTI", "FINTA", "1950-01-02");
        let made = check(&ours, &[row.clone(), row.clone(), person("A", "PROVETTI", "FALSA", "")], &["?4"]);
        assert_eq!((made.uguali, made.senza_riga), (1, 0));
    }

    #[test]
    fn an_address_is_compared_by_its_words() {
        let with = |street: &str| Assistito { indirizzo: street.into(), ..person("A", "Provetti", "Finta", "") };
        check(&[with("Via Finta, 1")], &[with("VIA FINTA  1")], &[]);
        check(&[with("Via Finta, 1")], &[with("VIA FINTA 2")], &["0.indirizzo"]);
    }

    #[test]
    fn where_two_texts_part() {
        assert_eq!(first_difference("Niccolò", "Niccolo'"), Some(7));
        assert_eq!(first_difference("Finta", "Finta Maria"), Some(6));
        assert_eq!(first_difference("Finta", "Finta"), None);
    }
}
