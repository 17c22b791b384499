//! INPS's enumerations: by number, by label, or by the words that sheets use instead.

use crate::records::Field;
use crate::records::field::Choice;
use crate::text::fold;

/// Words, folded, that mean a code of a field. An empty code means that nothing is to be written.
fn words(field: Field) -> &'static [(&'static str, &'static str)] {
    const LEVEL: &[(&str, &str)] = &[("BASSO", "1"), ("MEDIO", "2"), ("ALTO", "3")];
    match field {
        Field::Sesso => &[
            ("M", "1"),
            ("F", "2"),
            ("UOMO", "1"),
            ("DONNA", "2"),
            ("MASCHILE", "1"),
            ("FEMMINILE", "2"),
            ("MALE", "1"),
            ("FEMALE", "2"),
        ],
        Field::Carattere => &[
            ("P", "1"),
            ("PERIODICA", "1"),
            ("PERIODICI", "1"),
            ("CONTINUATIVO", "1"),
            ("CONTINUATIVA", "1"),
            ("CONTINUO", "1"),
            ("RICORRENTE", "1"),
            ("MENSILE", "1"),
            ("O", "2"),
            ("OCCASIONALE", "2"),
            ("OCCASIONALI", "2"),
            ("UNA TANTUM", "2"),
            ("UNATANTUM", "2"),
            ("UNICA SOLUZIONE", "2"),
            ("IN UNICA SOLUZIONE", "2"),
            ("UNICO", "2"),
            ("STRAORDINARIO", "2"),
            ("STRAORDINARIA", "2"),
            ("SINGOLA", "2"),
        ],
        Field::PresaCarico => &[
            ("S", "1"),
            ("SI", "1"),
            ("VERO", "1"),
            ("TRUE", "1"),
            ("X", "1"),
            ("YES", "1"),
            ("IN CARICO", "1"),
            ("N", "2"),
            ("NO", "2"),
            ("FALSO", "2"),
            ("FALSE", "2"),
            ("NON IN CARICO", "2"),
        ],
        Field::ProvaMezzi => &[
            ("ISEE", "1"),
            ("SI ISEE", "1"),
            ("CON ISEE", "1"),
            ("SOGGETTA A ISEE", "1"),
            ("SOGGETTA ISEE", "1"),
            ("SOGGETTO A ISEE", "1"),
            ("SOGGETTA AD ISEE", "1"),
            ("ALTRA PROVA", "2"),
            ("ALTRA PROVA DEI MEZZI", "2"),
            ("PROVA DEI MEZZI SENZA ISEE", "2"),
            ("SOGGETTA A PROVA DEI MEZZI MA NON ATTRAVERSO ISEE", "2"),
            ("ESENTE", "3"),
            ("ESENTATA", "3"),
            ("ESENTATO", "3"),
            ("SOTTRATTA", "3"),
            ("NO", "4"),
            ("N", "4"),
            ("FALSO", "4"),
            ("FALSE", "4"),
            ("NESSUNA", "4"),
            ("NON SOGGETTA", "4"),
            ("NON SOGGETTO", "4"),
            ("NON SOGGETTA A PROVA DEI MEZZI", "4"),
        ],
        Field::AreaUtenza => &[
            ("FAMIGLIA", "1"),
            ("FAMIGLIE E MINORI", "1"),
            ("MINORI", "1"),
            ("MINORI E FAMIGLIA", "1"),
            ("FAMIGLIA MINORI", "1"),
            ("DISABILI", "2"),
            ("DISABILITA", "2"),
            ("DISABILE", "2"),
            ("ANZIANI", "2"),
            ("NON AUTOSUFFICIENZA", "2"),
            ("NON AUTOSUFFICIENTI", "2"),
            ("ANZIANI NON AUTOSUFFICIENTI", "2"),
            ("POVERTA", "3"),
            ("ESCLUSIONE SOCIALE", "3"),
            ("DISAGIO ADULTI", "3"),
            ("POVERTA ESCLUSIONE SOCIALE", "3"),
        ],
        Field::Mobilita => &[
            ("DA SOLO", "1"),
            ("SOLO", "1"),
            ("ASSISTITO", "2"),
            ("ASSISTITA", "2"),
            ("NO", "3"),
            ("ALLETTATO", "3"),
            ("ALLETTATA", "3"),
        ],
        Field::VitaQuotidiana => {
            &[("AUTONOMA", "1"), ("PARZIALMENTE", "2"), ("PARZIALE", "2"), ("TOTALMENTE", "3"), ("TOTALE", "3")]
        }
        Field::AreaCognitiva => &[
            ("LIEVE", "1"),
            ("MODERATO", "2"),
            ("MODERATA", "2"),
            ("GRAVE", "3"),
            ("ASSENTI", ""),
            ("ASSENTE", ""),
            ("NESSUNO", ""),
            ("NO", ""),
        ],
        Field::Comportamento => &[
            ("ASSENTE", "1"),
            ("NO", "1"),
            ("N", "1"),
            ("NESSUNO", "1"),
            ("FALSO", "1"),
            ("PRESENTE", "2"),
            ("SI", "2"),
            ("S", "2"),
            ("VERO", "2"),
        ],
        Field::CureSanitarie => LEVEL,
        Field::AreaReddituale => &[
            ("AUTONOMO", "1"),
            ("RICEVE AIUTO", "2"),
            ("RICEVE AIUTI", "2"),
            ("IN CONDIZIONE DI BISOGNO", "3"),
            ("BISOGNO", "3"),
        ],
        Field::AreaSupporto => &[
            ("PRESENZA", "1"),
            ("PRESENTE", "1"),
            ("PRESENZA PARZIALE", "2"),
            ("PARZIALE", "2"),
            ("ASSENZA", "3"),
            ("ASSENTE", "3"),
        ],
        Field::FonteValutazione => {
            &[("UVMD", "1"), ("UVI", "1"), ("CARTELLA", "2"), ("ALTRO", "3"), ("ALTRA", "3"), ("DIRETTA", "4")]
        }
        Field::Strumento => &[("POLARE", "5"), ("ALTRO", "7"), ("ALTRO SISTEMA", "7")],
        Field::FonteInvalidita => &[
            ("CERTIFICAZIONE", "1"),
            ("CERTIFICATO", "1"),
            ("VERBALE", "1"),
            ("DICHIARAZIONE", "2"),
            ("AUTOCERTIFICAZIONE", "2"),
        ],
        Field::Invalidita => &[
            ("ACCOMPAGNAMENTO", "2"),
            ("INDENNITA DI ACCOMPAGNAMENTO", "2"),
            ("NPI", "4"),
            ("L 104 ART 3 C 1", "5"),
            ("ART 3 COMMA 1", "5"),
            ("104 COMMA 1", "5"),
            ("L 104 ART 3 C 3", "6"),
            ("ART 3 COMMA 3", "6"),
            ("104 COMMA 3", "6"),
        ],
        _ => &[],
    }
}

/// Reads a choice. `Ok(None)`: the words say that nothing is to be written.
pub(super) fn read(field: Field, text: &str) -> Result<Option<Choice>, String> {
    let choices = field.choices();
    let folded = fold(text);
    let by_code = |code: &str| choices.iter().copied().find(|(other, _)| *other == code);
    // `1`, `01`, `1.0`, `1 - Periodico`, `1) SI`.
    let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
    let rest = folded[digits.len()..].trim();
    if let Some(choice) = by_code(digits.trim_start_matches('0')) {
        let same = |words: &str| {
            fold(choice.1) == words || label_is(choice.1, words) || by_words(field, words) == Some(choice.0)
        };
        if rest.is_empty() || rest.chars().all(|letter| letter == '0') || same(rest) {
            return Ok(Some(choice));
        }
    }
    if digits.is_empty() {
        if let Some(choice) = by_code(&folded) {
            return Ok(Some(choice));
        }
        if let Some(code) = by_words(field, &folded) {
            return Ok(by_code(code));
        }
        if let Some(choice) = choices.iter().copied().find(|(_, label)| fold(label) == folded) {
            return Ok(Some(choice));
        }
        let mut likely = choices.iter().copied().filter(|(_, label)| label_is(label, &folded));
        if let (Some(choice), None) = (likely.next(), likely.next()) {
            return Ok(Some(choice));
        }
    } else if let Some(choice) = choices.iter().copied().find(|(_, label)| fold(label) == folded) {
        return Ok(Some(choice));
    }
    Err(format!("non è uno dei valori previsti. Scrivere {}.", listed(&choices)))
}

fn by_words(field: Field, folded: &str) -> Option<&'static str> {
    words(field).iter().find(|(words, _)| *words == folded).map(|(_, code)| *code)
}

/// The label, or its beginning up to the end of a word.
fn label_is(label: &str, folded: &str) -> bool {
    let label = fold(label);
    folded.len() >= 4 && label.strip_prefix(folded).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// `1 (Periodico) o 2 (Occasionale (unica soluzione))`.
fn listed(choices: &[Choice]) -> String {
    let all: Vec<String> = choices
        .iter()
        .map(|(code, label)| {
            let short: String = label.chars().take(40).collect();
            let dots = if short.len() < label.len() { "…" } else { "" };
            format!("{code} ({}{dots})", short.trim_end())
        })
        .collect();
    match all.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} o {last}", most.join(", ")),
        _ => all.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: Field, text: &str, expected: Option<&str>) {
        let read = read(field, text).ok().map(|choice| choice.map_or("", |(code, _)| code));
        assert_eq!(read, expected, "{field:?} {text}");
    }

    #[test]
    fn by_number_label_or_words() {
        for (field, texts, code) in [
            (Field::Sesso, &["M", "m", "Maschio", "1", "maschile"][..], "1"),
            (Field::Sesso, &["F", "FEMMINA", "2", "donna"], "2"),
            (Field::PresaCarico, &["SI", "Sì", "si'", "s", "X", "VERO", "1", "1 - SI"], "1"),
            (Field::PresaCarico, &["no", "N", "FALSO", "2"], "2"),
            (Field::Carattere, &["Periodico", "PERIODICA", "1", "p", "mensile", "1 - Periodico"], "1"),
            (
                Field::Carattere,
                &["Occasionale", "una tantum", "Unica soluzione", "Occasionale (unica soluzione)", "2", "02"],
                "2",
            ),
            (Field::ProvaMezzi, &["1", "ISEE", "Prestazione soggetta a ISEE"], "1"),
            (Field::ProvaMezzi, &["4", "NO", "Prestazione non soggetta a prova dei mezzi"], "4"),
            (Field::AreaUtenza, &["Disabilità e Non autosufficienza", "anziani", "disabilità"], "2"),
            (Field::AreaSupporto, &["Presenza parziale e/o temporanea"], "2"),
            (Field::AreaCognitiva, &["Assenti"], ""),
            (Field::Tipo, &["Unità", "unita", "U"], "U"),
            (Field::Invalidita, &["L.104 (art.3, comma 3)", "6"], "6"),
        ] {
            for text in texts {
                check(field, text, Some(code));
            }
        }
        for (field, texts) in [
            (Field::Sesso, &["3", "x", "0"][..]),
            (Field::PresaCarico, &["non so", "forse", "3", "12"]),
            (Field::ProvaMezzi, &["SI", "5"]),
            (Field::Carattere, &["1 - Occasionale"]),
        ] {
            for text in texts {
                check(field, text, None);
            }
        }
    }

    #[test]
    fn every_word_means_a_code_and_is_folded() {
        for field in Field::ALL {
            for (word, code) in words(*field) {
                assert_eq!(*word, fold(word));
                assert!(code.is_empty() || field.choices().iter().any(|(other, _)| other == code), "{field:?} {word}");
            }
        }
    }
}
