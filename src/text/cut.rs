//! Texts that are shown and may be of any length: a file's value of 20 MB would freeze the page.

/// Letters of a file's value that are shown.
const MOST: usize = 200;
/// Letters of a sentence with such values in it.
const LONGEST_SENTENCE: usize = 2_000;

/// The beginning of a text, with dots where there is more.
#[must_use]
pub fn shortened(text: &str) -> String {
    cut(text, MOST)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A sentence whose quoted values («…») are shortened; and itself, where it is still no sentence that anybody reads.
#[must_use]
pub fn with_short_quotes(sentence: String) -> String {
    if sentence.len() <= MOST {
        return sentence;
    }
    let mut pieces = sentence.split('«');
    let mut short = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // A value may itself hold a closing mark: the last one ends it.
        let (value, rest) = piece.rsplit_once('»').map_or((piece, None), |(value, rest)| (value, Some(rest)));
        short.push('«');
        short.push_str(&shortened(value));
        if let Some(rest) = rest {
            short.push('»');
            short.push_str(rest);
        }
    }
    if short.len() > LONGEST_SENTENCE { cut(&short, LONGEST_SENTENCE) } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_long_is_cut() {
        let long = "è".repeat(1_000);
        assert_eq!(shortened("breve"), "breve");
        assert_eq!(shortened(&long).chars().count(), MOST + 1);
        let cut = with_short_quotes(format!("Il nome «{long}» di «Prova» è lungo."));
        assert!(cut.starts_with("Il nome «èè") && cut.ends_with("…» di «Prova» è lungo.") && cut.chars().count() < 250);
        assert!(with_short_quotes("A".repeat(1_000_000)).len() < 2_010);
        let plain = "Senza virgolette ma con tante parole. ".repeat(20);
        assert_eq!(with_short_quotes(plain.clone()), plain);
    }
}
