//! The fiscal code beside the person's data: which part disagrees, and what each could be told by the other.

use super::view::CodeView;
use crate::codes::named::luogo;
use crate::records::fiscal_code::{self, PersonCode};
use crate::records::{Assistito, Field, FiscalCode};
use crate::text::dates;
use crate::validation::rule::listed;
use chrono::{Datelike, NaiveDate};

/// Compares the code with the data, as far as they are known.
pub(super) fn compare(person: &Assistito, today: NaiveDate) -> CodeView {
    let mut view = CodeView { computed: computed(person), ..CodeView::default() };
    let written = person.codice_fiscale.as_str();
    if written.is_empty() {
        view.lines.push(if view.computed.is_empty() {
            format!("Per calcolare il codice mancano: {}.", listed(&missing(person)))
        } else {
            format!("Codice calcolato dai dati: {}.", view.computed)
        });
        return view;
    }
    let Some(code) = FiscalCode::read(written) else {
        view.lines.push(
            "Il codice scritto non ha la forma di un codice fiscale: 16 caratteri, oppure 11 cifre se è provvisorio."
                .into(),
        );
        return view;
    };
    if !code.checked() {
        view.lines.push(format!(
            "L'ultimo carattere non torna: per gli altri caratteri scritti dovrebbe essere {}.",
            code.expected_check()
        ));
    }
    let Some(told) = code.person() else {
        view.agrees = code.checked();
        view.computed.clear();
        view.lines.push("È un codice provvisorio di 11 cifre: non dipende dai dati anagrafici.".into());
        return view;
    };
    let differences = differences(person, told, today);
    let omocodia: Vec<String> = told.omocodia().map(|place| place.to_string()).collect();
    if !omocodia.is_empty() {
        let places: Vec<&str> = omocodia.iter().map(String::as_str).collect();
        view.lines.push(format!(
            "È un codice di omocodia, assegnato dall'Agenzia delle Entrate: nelle posizioni {} ci sono lettere al posto di cifre.",
            listed(&places)
        ));
    }
    view.agrees = code.checked() && differences.is_empty();
    if view.agrees {
        view.computed.clear();
        let known = missing(person).is_empty();
        view.lines.push(
            if known { "Il codice corrisponde ai dati." } else { "Il codice corrisponde ai dati scritti finora." }
                .into(),
        );
        view.fills = fills(person, told, today);
    }
    view.lines.extend(differences);
    view
}

fn computed(person: &Assistito) -> String {
    match (person.nascita, person.genere) {
        (Some(birth), Some(genere)) if missing(person).is_empty() => {
            fiscal_code::compute(&person.cognome, &person.nome, birth, genere, &person.luogo_nascita)
                .unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What the code is made of and is not known, by the names of the fields.
fn missing(person: &Assistito) -> Vec<&'static str> {
    let known = [
        (Field::Cognome, !person.cognome.is_empty()),
        (Field::Nome, !person.nome.is_empty()),
        (Field::DataNascita, person.nascita.is_some()),
        (Field::LuogoNascita, !person.luogo_nascita.is_empty()),
        (Field::Sesso, person.genere.is_some()),
    ];
    known.into_iter().filter(|(_, known)| !known).map(|(field, _)| field.label()).collect()
}

/// Each part of the code that the data say otherwise.
fn differences(person: &Assistito, told: &PersonCode, today: NaiveDate) -> Vec<String> {
    let mut out = Vec::new();
    let (surname, name) = told.letters().split_at(3);
    let expected = fiscal_code::name_letters(&person.cognome, &person.nome);
    // Letters that only the tax office knows how to write are not compared.
    let comparable = told.fits(&person.cognome, &person.nome).is_some();
    let (expected_surname, expected_name) = expected.split_at_checked(3).unwrap_or_default();
    for (what, given, written, expected) in
        [("cognome", &person.cognome, surname, expected_surname), ("nome", &person.nome, name, expected_name)]
    {
        if comparable && !given.is_empty() && written != expected {
            out.push(format!("Le lettere del {what} nel codice sono {written}; da «{given}» verrebbe {expected}."));
        }
    }
    if let Some(birth) = person.nascita {
        let (year, _, day) = told.birth_day();
        let day = if day > 40 { day - 40 } else { day };
        let said = told.birth_date(today);
        let month_fits = said.is_none_or(|said| said.month() == birth.month());
        if i32::from(year) != birth.year().rem_euclid(100) || !month_fits || u32::from(day) != birth.day() {
            let said = said.map_or_else(|| "un giorno che non esiste".to_owned(), dates::italian);
            out.push(format!("Il codice dice nascita {said}; la data scritta è {}.", dates::italian(birth)));
        }
    }
    if let Some(genere) = person.genere.filter(|genere| *genere != told.genere()) {
        out.push(format!(
            "Il codice dice sesso {}; è indicato {}.",
            told.genere().label().to_lowercase(),
            genere.label().to_lowercase()
        ));
    }
    let place = told.place();
    if !person.luogo_nascita.is_empty() && place != person.luogo_nascita {
        out.push(format!(
            "Il codice dice nascita in {} ({place}); è indicato {} ({}).",
            luogo(&place),
            luogo(&person.luogo_nascita),
            person.luogo_nascita
        ));
    }
    out
}

/// Fields that are empty and that a right code says.
fn fills(person: &Assistito, told: &PersonCode, today: NaiveDate) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut fill = |field: Field, typed: String| out.push((field.id().to_owned(), typed));
    if person.nascita.is_none()
        && let Some(date) = told.birth_date(today)
    {
        fill(Field::DataNascita, dates::iso(date));
    }
    if person.luogo_nascita.is_empty() && luogo(&told.place()) != told.place() {
        fill(Field::LuogoNascita, luogo(&told.place()));
    }
    if person.genere.is_none() {
        fill(Field::Sesso, told.genere().code().to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Genere;

    fn person(code: &str) -> Assistito {
        Assistito {
            codice_fiscale: code.into(),
            cognome: "PROVETTI".into(),
            nome: "ESEMPLARIA".into(),
            nascita: dates::read_iso("1988-04-12"),
            luogo_nascita: "G478".into(),
            genere: Some(Genere::Femmina),
            ..Assistito::default()
        }
    }

    #[track_caller]
    fn check(person: &Assistito, agrees: bool, computed: &str, parts: &[&str]) {
        let view = compare(person, dates::read_iso("2026-11-23").unwrap());
        assert_eq!((view.agrees, view.computed.as_str()), (agrees, computed), "{view:?}");
        assert_eq!(view.lines.len(), parts.len(), "{view:?}");
        for (line, part) in view.lines.iter().zip(parts) {
            assert!(line.contains(part), "{line}");
        }
    }

    const RIGHT: &str = "PRVSPL88D52G478R";

    #[test]
    fn which_part_disagrees() {
        check(&person(""), false, RIGHT, &[RIGHT]);
        check(&person(RIGHT), true, "", &["corrisponde"]);
        check(&person("PRVSPL88D52G478S"), false, RIGHT, &["dovrebbe essere R"]);
        check(&person("PRVSPL88"), false, RIGHT, &["forma"]);
        check(
            &person("FTTLRG51S03F839W"),
            false,
            RIGHT,
            &["cognome", "nome", "nascita 03/11/1951", "maschio", "Napoli"],
        );
        check(&person("00743110157"), true, "", &["provvisorio"]);
        let nameless = Assistito { cognome: String::new(), nascita: None, ..person("") };
        check(&nameless, false, "", &["Cognome e Data di nascita"]);
    }

    #[test]
    fn omocodia_is_understood() {
        // The 8 at the end of G478 as a U, with its own check character.
        let letters = "PRVSPL88D52G47U";
        let code = ('A'..='Z')
            .map(|last| format!("{letters}{last}"))
            .find(|code| FiscalCode::read(code).is_some_and(|code| code.checked()))
            .unwrap();
        check(&person(&code), true, "", &["posizioni 15", "corrisponde"]);
    }

    #[test]
    fn a_right_code_fills_what_is_empty() {
        let view = compare(
            &Assistito { codice_fiscale: RIGHT.into(), ..Assistito::default() },
            dates::read_iso("2026-11-23").unwrap(),
        );
        let filled: Vec<_> = view.fills.iter().map(|(field, typed)| (field.as_str(), typed.as_str())).collect();
        assert_eq!(filled, [("data_di_nascita", "1988-04-12"), ("luogo_di_nascita", "Perugia (PG)"), ("sesso", "2")]);
    }
}
