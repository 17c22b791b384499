//! Letters with their accents taken off, or put together with them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters without accents and other marks: `è` is `e`, `ﬁ` is `fi`, `ª` is `a` (Unicode's NFKD, less the marks).
pub fn plain(text: &str) -> impl Iterator<Item = char> {
    text.nfkd().filter(|letter| !is_combining_mark(*letter))
}

/// The text with each letter and its marks made one, as macOS does not write them (Unicode's NFC).
#[must_use]
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bare: &str) {
        let parts: String = text.nfd().collect();
        assert_eq!(plain(text).collect::<String>(), bare, "{text}");
        assert_eq!(plain(&parts).collect::<String>(), bare, "{text} in parts");
    }

    #[test]
    fn letters_of_who_lives_here_and_what_word_processors_make() {
        check("Forlì È giù, Çelik", "Forli E giu, Celik");
        check("ăâșțğıİčđžłńźűďťňřůý", "aastgıIcđzłnzudtnruy");
        check("ﬁﬀﬄªº²Ⅳ", "fifffflao2IV");
    }

    #[test]
    fn letters_and_their_marks_are_made_one() {
        let parts = "Forli\u{300} Nun\u{303}ez";
        assert_eq!(composed(parts), "Forlì Nuñez");
        assert_eq!(composed("Forlì"), "Forlì");
    }
}
