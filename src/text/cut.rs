//! Texts that are shown and may be of any length: a file's value of 20 MB would freeze the page.

/// Letters of a file's value that are shown.
const MOST: usize = 200;

/// The beginning of a text, with dots where there is more.
#[must_use]
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A sentence whose quoted values («…») are shortened.
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
    short
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
        let plain = "Senza virgolette ma con tante parole. ".repeat(20);
        assert_eq!(with_short_quotes(plain.clone()), plain);
    }
}
