//! Searching by words: how they are typed is of no matter, and each must be found.

use crate::text::fold;

/// The words of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of what was typed.
    #[must_use]
    pub(super) fn of(search: &str) -> Self {
        // What is written together is meant together: a code with its points, a name with its apostrophe.
        let words = search.split([' ', ',', ';']).map(fold);
        Self(words.filter(|word| !word.is_empty()).collect())
    }

    /// Whether none was typed: then everything is found.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of them are in a text; `text` is only made where there are any.
    #[must_use]
    pub(super) fn are_in(&self, text: impl FnOnce() -> String) -> bool {
        if self.is_empty() {
            return true;
        }
        let text = fold(&text());
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_must_be_found() {
        let words = Words::of(" forli'  PROV ");
        assert!(words.are_in(|| "Provetti, Forlì".to_owned()));
        assert!(!words.are_in(|| "Provetti, Cesena".to_owned()));
        let code = Words::of("A1.06 forlì");
        assert!(code.are_in(|| "Forlì, A1.06 Buoni spesa".to_owned()));
        assert!(!code.are_in(|| "Forlì, A1.04 Contributi, del 06/2026".to_owned()));
        assert!(Words::of(" - ").are_in(|| unreachable!("nothing is searched for")));
    }
}
