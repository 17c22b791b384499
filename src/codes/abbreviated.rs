//! Names of comuni that sheets cut short: `S. Giovanni Rotondo`, `S.ta Maria`, `Sesto S.G.`, `Bassano d. Grappa`.

use super::comuni;
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names, folded, by the first letters of their words, but for the small ones: what no cutting takes away.
static BY_INITIALS: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_initials: HashMap<String, Vec<&'static str>> = HashMap::new();
    for name in comuni::names() {
        by_initials.entry(initials(name.split(' ').filter(|word| !is_small(word)))).or_default().push(name);
    }
    by_initials
});

/// Who cuts words short leaves these out: `Castelnuovo G.` may be Castelnuovo di Garfagnana.
const SMALL: [&str; 24] = [
    "A", "AL", "ALL", "ALLA", "D", "DA", "DE", "DEGLI", "DEI", "DEL", "DELL", "DELLA", "DELLE", "DELLO", "DI", "E",
    "IN", "NE", "NEL", "NELL", "NELLA", "SUL", "SULL", "SULLA",
];

/// What saints are cut to, dotted or not, with what they are in full.
const SAINTS: [(&str, &[&str]); 5] = [
    ("S", &["SAINT", "SAN", "SANKT", "SANT", "SANTA", "SANTI", "SANTO"]),
    ("SS", &["SANTI", "SANTISSIMA", "SANTISSIMO"]),
    ("ST", &["SAINT", "SANKT", "SANT"]),
    ("STA", &["SANTA"]),
    ("STO", &["SANTO"]),
];

/// A word as it is written.
struct Word {
    folded: String,
    /// A full stop is behind it.
    dotted: bool,
}

/// The names, folded, that a text may be short for; none where no word is cut, or none is whole.
pub(super) fn names(text: &str) -> Vec<&'static str> {
    let words = words(text);
    if !words.iter().any(Word::is_cut) || words.iter().all(|word| word.is_cut() || word.folded.len() < 3) {
        return Vec::new();
    }
    let only_saints = words.iter().all(|word| !word.is_cut() || word.saints().is_some());
    let full = |name: &&str| {
        let mut full = name.split(' ').filter(|word| only_saints || !is_small(word));
        let mut words = words.iter().filter(|word| only_saints || !word.is_small());
        words.all(|word| full.next().is_some_and(|full| word.is_short_for(full))) && full.next().is_none()
    };
    let candidates =
        BY_INITIALS.get(&initials(words.iter().filter(|word| !word.is_small()).map(|word| word.folded.as_str())));
    candidates.map(|names| names.iter().copied().filter(full).collect()).unwrap_or_default()
}

fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

fn initials<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.filter_map(|word| word.chars().next()).collect()
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for piece in text.split_inclusive(['.', ' ']) {
        let dotted = piece.ends_with('.');
        for word in fold(piece).split(' ').filter(|word| !word.is_empty()) {
            match words.last_mut() {
                // `S.ta`, `S.to`
                Some(before) if before.dotted && before.folded == "S" && matches!(word, "TA" | "TO") => {
                    before.folded.push_str(word);
                }
                _ => words.push(Word { folded: word.to_owned(), dotted: false }),
            }
        }
        if let Some(last) = words.last_mut().filter(|_| dotted) {
            last.dotted = true;
        }
    }
    words
}

impl Word {
    fn saints(&self) -> Option<&'static [&'static str]> {
        SAINTS.iter().find(|(short, _)| *short == self.folded).map(|(_, full)| *full)
    }

    /// `d.` is for `del`, but `E.` may be for Emilia.
    fn is_small(&self) -> bool {
        is_small(&self.folded) && (!self.dotted || self.folded == "D")
    }

    fn is_cut(&self) -> bool {
        self.dotted || self.saints().is_some()
    }

    fn is_short_for(&self, full: &str) -> bool {
        match self.saints() {
            Some(saints) => saints.contains(&full) || self.folded == full,
            None if self.dotted => full.starts_with(&self.folded),
            None => self.folded == full,
        }
    }
}
