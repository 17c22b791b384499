//! Names as people type them, made comparable.

use super::letters;

/// Upper case, without accents; every run of anything but letters and digits is one space.
///
/// `"Forlì-Cesena"` and `"FORLI' CESENA"` fold to the same `"FORLI CESENA"`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |letter: char| {
        if letter.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.extend(letter.to_uppercase());
        } else {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut push);
    } else {
        letters::plain(text).for_each(&mut push);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_case_and_punctuation_do_not_matter() {
        for (typed, folded) in [
            ("Forlì-Cesena", "FORLI CESENA"),
            (" FORLI'  CESENA ", "FORLI CESENA"),
            ("Codice_Fiscale:", "CODICE FISCALE"),
            ("Straße", "STRASSE"),
            ("", ""),
            ("--", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }
}
